//! DKIM: a recorded result beside our verification of the same signature.

use super::apart::dns_error;
use super::{About, Found, Ours, Reason, Record};
use crate::case::meaning::{Same, is_without_key, same_dkim};
use crate::dkim::{DkimResult, Problem, Signed, Verification};
use crate::message::{MethodResult, Signature};

impl Record<'_> {
    pub(super) fn dkim(&self, result: &MethodResult) -> Found {
        let signed = Signed::read(result);
        let about = About {
            name: signed.name.clone(),
            domain: signed.domain.clone(),
            selector: signed.selector.clone(),
            ..About::default()
        };
        let mut found = Found { about, ..Found::default() };
        let all: Vec<_> = self.verifications().collect();
        if result.result == "none" && found.about.domain.is_none() {
            self.unsigned(&mut found, &all);
            return found;
        }
        let mut alike: Vec<_> = all.iter().filter(|(of, signature)| signed.may_be(of, signature)).collect();
        // Of several that it may be about, one with that result is meant.
        alike.sort_by_key(|(of, _)| of.by_dns().as_str() != result.result);
        let Some((of, signature)) = alike.first() else {
            found.because.push(Reason::NoSuchSignature);
            found.because.extend(Some(self.outside()).filter(|_| self.is_outside()));
            return found;
        };
        found.ours = Some(Ours { result: of.by_dns().as_str(), domain: of.domain.clone(), client: None, policy: None });
        // What was taken from a record is nothing to hold it against.
        if of.problem == Some(Problem::NoBody) || of.is_failed_without_body() {
            found.because.push(Reason::BodyMissing);
            return found;
        }
        if of.by_dns() == DkimResult::Pending {
            found.because.push(Reason::AnswerMissing);
            return found;
        }
        let no_key = matches!(of.problem, Some(Problem::NoKey | Problem::Revoked));
        let same = match same_dkim(&result.result, of.by_dns().as_str()) {
            Same::No if no_key && is_without_key(result) => Same::Meaning,
            same => same,
        };
        self.hold(&mut found, same, &why(result, of, signature));
        found
    }

    /// The signatures with what became of them, top first.
    pub(super) fn verifications(&self) -> impl Iterator<Item = (&Verification, &Signature)> {
        let signature = |of: &Verification| self.message.signatures.get(of.signature);
        self.case.dkim.iter().filter_map(move |of| Some((of, signature(of)?)))
    }

    /// A record that there was no signature.
    fn unsigned(&self, found: &mut Found, all: &[(&Verification, &Signature)]) {
        let best = DkimResult::BEST_FIRST.into_iter().find(|result| all.iter().any(|(of, _)| of.by_dns() == *result));
        let ours = best.map_or("none", DkimResult::as_str);
        found.ours = Some(Ours { result: ours, domain: None, client: None, policy: None });
        self.hold(found, same_dkim("none", ours), &[Reason::NoSignatureThen]);
    }
}

/// Why the two differ, or may.
fn why(result: &MethodResult, of: &Verification, signature: &Signature) -> Vec<Reason> {
    if let Some(prepared) = signature.prepared.as_ref().ok().filter(|_| is_without_key(result)) {
        return vec![Reason::NoKeyThen(prepared.algorithm)];
    }
    if let Some(error) = dns_error(&result.result, of.by_dns() == DkimResult::TempError) {
        return vec![error];
    }
    match (result.result.as_str(), &of.problem) {
        ("policy", _) => vec![Reason::OwnPolicy],
        ("pass", Some(Problem::BodyHash)) => vec![Reason::MessageChanged],
        // A header that does not fit may as well have been signed with another key.
        ("pass", Some(Problem::Signature)) => vec![Reason::MessageChanged, Reason::DnsDiffers],
        ("pass", Some(Problem::Expired)) => vec![Reason::ExpiredSince],
        ("pass", Some(Problem::SignatureSyntax(_) | Problem::Unsupported(_))) => vec![Reason::Lenient],
        _ => vec![Reason::DnsDiffers],
    }
}
