//! DKIM: a recorded result beside our verification of the same signature.

use super::meaning::same_dkim;
use super::{About, Found, Ours, Reason, Record};
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
        alike.sort_by_key(|(of, _)| of.result.as_str() != result.result);
        let Some((of, _)) = alike.first() else {
            found.because.push(Reason::NoSuchSignature);
            found.because.extend(Some(self.outside()).filter(|_| self.is_outside()));
            return found;
        };
        found.ours = Some(Ours { result: of.result.as_str(), domain: of.domain.clone(), client: None, policy: None });
        let missing = match of.problem {
            Some(Problem::NoBody) => Some(Reason::BodyMissing),
            // That is this record's own word, or another's.
            _ if of.recorded.is_some() => Some(Reason::BodyMissing),
            _ => (of.result == DkimResult::Pending).then_some(Reason::AnswerMissing),
        };
        if missing.is_some() {
            found.because.extend(missing);
            return found;
        }
        let same = same_dkim(&result.result, of.result.as_str());
        self.hold(&mut found, &result.result, same, of.result == DkimResult::TempError, why(result, of));
        found
    }

    /// The signatures with what became of them, top first.
    fn verifications(&self) -> impl Iterator<Item = (&Verification, &Signature)> {
        let signature = |of: &Verification| self.message.signatures.get(of.signature);
        self.case.dkim.iter().filter_map(move |of| Some((of, signature(of)?)))
    }

    /// A record that there was no signature.
    fn unsigned(&self, found: &mut Found, all: &[(&Verification, &Signature)]) {
        let best = DkimResult::BEST_FIRST.into_iter().find(|result| all.iter().any(|(of, _)| of.result == *result));
        let ours = best.map_or("none", DkimResult::as_str);
        found.ours = Some(Ours { result: ours, domain: None, client: None, policy: None });
        self.hold(found, "none", same_dkim("none", ours), false, &[Reason::NoSignatureThen]);
    }
}

/// Why the two differ, but for errors of the DNS.
fn why(result: &MethodResult, of: &Verification) -> &'static [Reason] {
    match (result.result.as_str(), &of.problem) {
        ("policy", _) => &[Reason::OwnPolicy],
        ("temperror" | "error" | "timeout", _) => &[],
        (_, _) if of.result == DkimResult::TempError => &[],
        ("pass", Some(Problem::BodyHash)) => &[Reason::MessageChanged],
        // A header that does not fit may as well have been signed with another key.
        ("pass", Some(Problem::Signature)) => &[Reason::MessageChanged, Reason::DnsDiffers],
        ("pass", Some(Problem::Expired)) => &[Reason::ExpiredSince],
        ("pass", Some(Problem::SignatureSyntax(_) | Problem::Unsupported(_))) => &[Reason::Lenient],
        _ => &[Reason::DnsDiffers],
    }
}
