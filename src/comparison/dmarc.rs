//! DMARC: the result, and the policy that was found.

use super::meaning::{Same, dns_error, same_dmarc};
use super::{Found, Ours, Reason, Record};
use crate::dmarc::{DmarcResult, Policy};
use crate::message::MethodResult;

impl Record<'_> {
    pub(super) fn dmarc(&self, result: &MethodResult) -> Found {
        let dmarc = &self.case.dmarc;
        let mut found = Found { about: self.about_dmarc(result), ..Found::default() };
        let ours = Ours {
            result: dmarc.result.as_str(),
            domain: dmarc.domain.clone(),
            client: self.our_client(),
            policy: dmarc.policy.map(Policy::as_str),
        };
        found.because = self.apart(&found.about, &ours);
        let policy_differs = found.about.policy.as_deref().is_some_and(|recorded| {
            let known = ["none", "quarantine", "reject"].contains(&recorded);
            known && recorded != dmarc.policy.map_or("none", Policy::as_str)
        });
        found.ours = Some(ours);
        if !found.because.is_empty() {
            return found;
        }
        match dmarc.result {
            // Without an Author Domain there is nothing to look up.
            DmarcResult::PermError if dmarc.domain.is_none() && found.about.domain.is_some() => {
                found.because.push(Reason::IdentityMissing);
            }
            DmarcResult::Pending => found.because.push(Reason::AnswerMissing),
            DmarcResult::Open => found.because.push(Reason::NotDecided),
            decided => {
                let error = dns_error(&result.result, decided == DmarcResult::TempError);
                let of_older = same_dmarc(&result.result, self.case.rfc7489.result) == Same::Word;
                let mut why = Vec::from_iter(error);
                if of_older {
                    why.push(Reason::Standard);
                } else if error.is_none() {
                    why.push(Reason::DnsDiffers);
                }
                self.hold(&mut found, same_dmarc(&result.result, decided), &why);
                if found.agrees == Some(true) && policy_differs {
                    found.because.push(Reason::PolicyDiffers);
                }
            }
        }
        found
    }
}
