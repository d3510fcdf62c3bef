//! SPF, Sender ID and reverse DNS: results about a client.

use super::apart::dns_error;
use super::{About, Found, Ours, Reason, Record};
use crate::case::meaning::{same_reverse_dns, same_spf};
use crate::message::{ClaimKind, MethodResult};
use crate::reverse_dns::ReverseResult;
use crate::spf::{Evaluation, SpfResult};
use std::net::IpAddr;

impl Record<'_> {
    pub(super) fn spf(&self, result: &MethodResult) -> Found {
        let about = self.of().about_spf(result);
        let ours = about.identity.and_then(|identity| self.case.spf.get(identity));
        self.against(result, about, ours)
    }

    pub(super) fn sender_id(&self, result: &MethodResult) -> Found {
        let about = self.of().about_sender_id(result);
        let spf = &self.case.spf;
        let ours = spf.sender_id.as_ref().or(spf.pra.as_ref());
        if self.claim.kind == ClaimKind::XSid {
            // It says too little of one check to be held against it.
            let mut found = self.beside(about, ours);
            if self.is_outside() && !found.because.contains(&self.outside()) {
                found.because.push(self.outside());
            }
            found.because.push(Reason::MixedVerdict);
            return found;
        }
        self.against(result, about, ours)
    }

    /// Our evaluation beside a record, and why they are not about the same.
    fn beside(&self, about: About, evaluation: Option<&Evaluation>) -> Found {
        let Some(evaluation) = evaluation else {
            return Found { about, because: vec![Reason::IdentityMissing], ..Found::default() };
        };
        let ours = Ours {
            result: evaluation.by_dns().as_str(),
            domain: Some(evaluation.domain.clone()),
            client: self.our_client(),
            policy: None,
        };
        Found { because: self.apart(&about, &ours), about, ours: Some(ours), agrees: None }
    }

    /// Holds a result of SPF against our evaluation of the same identity.
    fn against(&self, result: &MethodResult, about: About, evaluation: Option<&Evaluation>) -> Found {
        let mut found = self.beside(about, evaluation);
        let Some(evaluation) = evaluation.filter(|_| found.because.is_empty()) else { return found };
        let ours = evaluation.by_dns();
        if ours == SpfResult::Pending {
            found.because.push(if evaluation.needs_client_ip { Reason::ClientMissing } else { Reason::AnswerMissing });
            return found;
        }
        let error = dns_error(&result.result, ours == SpfResult::TempError);
        let mut why = Vec::from_iter(error);
        if result.is_best_guess() && ours == SpfResult::None {
            why.push(Reason::BestGuess);
        } else {
            why.extend(evaluation.engines_differ().map(Reason::Engines));
            why.extend(Some(Reason::DnsDiffers).filter(|_| error.is_none()));
        }
        self.hold(&mut found, same_spf(&result.result, ours), &why);
        found
    }

    pub(super) fn reverse_dns(&self, result: &MethodResult) -> Found {
        let about = self.of().about_client(result);
        let reverse = &self.case.reverse_dns;
        let mut found = Found { about, ..Found::default() };
        let Some(client) = self.our_client() else {
            found.because = vec![Reason::ClientMissing];
            return found;
        };
        let ours =
            Ours { result: reverse.result.as_str(), domain: reverse.name.clone(), client: Some(client), policy: None };
        found.because = self.apart(&found.about, &ours);
        found.ours = Some(ours);
        if found.because.is_empty() && reverse.result == ReverseResult::Pending {
            found.because.push(Reason::AnswerMissing);
        } else if found.because.is_empty() {
            let error = dns_error(&result.result, reverse.result == ReverseResult::TempError);
            let same = same_reverse_dns(&result.result, reverse.result);
            self.hold(&mut found, same, &[error.unwrap_or(Reason::DnsDiffers)]);
        }
        found
    }

    pub(super) fn our_client(&self) -> Option<IpAddr> {
        self.case.identities.client.ip.as_ref().map(|found| found.value)
    }
}
