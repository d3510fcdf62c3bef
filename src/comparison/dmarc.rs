//! DMARC: the result, and the policy that was found.

use super::apart::dns_error;
use super::{Found, Ours, Reason, Record};
use crate::case::meaning::{Same, same_dmarc};
use crate::dmarc::{DmarcResult, Policy};
use crate::message::MethodResult;

impl Record<'_> {
    pub(super) fn dmarc(&self, result: &MethodResult) -> Found {
        let dmarc = &self.case.dmarc;
        // A policy that a record shows is not ours.
        let policy = dmarc.policy.filter(|_| dmarc.told.is_none());
        let mut found = Found { about: self.of().about_dmarc(result), ..Found::default() };
        let ours = Ours {
            result: dmarc.by_dns().as_str(),
            domain: dmarc.domain.clone(),
            client: self.our_client(),
            policy: policy.map(Policy::as_str),
        };
        found.because = self.apart(&found.about, &ours);
        let policy_differs = found.about.policy.as_deref().is_some_and(|recorded| {
            let known = ["none", "quarantine", "reject"].contains(&recorded);
            known && recorded != policy.map_or("none", Policy::as_str)
        });
        found.ours = Some(ours);
        if !found.because.is_empty() {
            return found;
        }
        match dmarc.by_dns() {
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
