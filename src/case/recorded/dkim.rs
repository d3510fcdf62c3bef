//! Which recorded results are about a signature.

use super::{Method, OnRecord, Said, unanimous};
use crate::dkim::{DkimResult, Signed, Verification};

impl OnRecord<'_> {
    /// What became of a signature. Of several that a result may be about, all have to be of one domain: who signs for a
    /// domain of his own must not speak for another one. And all results that it may be about have to agree.
    pub(super) fn dkim(&self, of: &Verification, all: &[Verification]) -> Option<Said<DkimResult>> {
        let is = |signed: &Signed, found: &Verification| {
            self.message.signatures.get(found.signature).is_some_and(|signature| signed.is(found, signature))
        };
        let about = self.all(Method::Dkim).filter(|credited| {
            let signed = Signed::read(credited.result);
            let mut alike = all.iter().filter(|other| is(&signed, other));
            is(&signed, of) && alike.all(|other| other.domain == of.domain)
        });
        unanimous(about, |credited| result(&credited.result.result))
    }
}

/// A result that a check can end with for good. `policy` is what a policy of the server's own made of a pass.
fn result(word: &str) -> Option<DkimResult> {
    Some(match word {
        "pass" => DkimResult::Pass,
        "fail" | "hardfail" => DkimResult::Fail,
        "neutral" => DkimResult::Neutral,
        "permerror" | "invalid" => DkimResult::PermError,
        _ => return None,
    })
}
