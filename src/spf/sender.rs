//! Whether an evaluation looked at the sender's local part: then another one may give another result.

use super::{Check, Evaluation, TermKind};

impl Evaluation {
    /// The first term whose macros hold the local part of the sender (`%{l}`, `%{s}`; RFC 7208 section
    /// 7.2), as written. An `exp` has no part in the result.
    #[must_use]
    pub fn term_on_local_part(&self) -> Option<&str> {
        in_check(&self.root)
    }
}

fn in_check(check: &Check) -> Option<&str> {
    check.terms.iter().filter(|term| term.kind != TermKind::Exp).find_map(|term| {
        let own = term.expansion.as_ref().is_some_and(|expansion| names_sender(&expansion.before));
        if own { Some(term.text.as_str()) } else { term.child.as_deref().and_then(in_check) }
    })
}

fn names_sender(spec: &str) -> bool {
    spec.split("%{").skip(1).any(|inner| inner.starts_with(['l', 'L', 's', 'S']))
}
