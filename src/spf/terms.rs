//! A record's text taken apart without evaluating it: for showing and for editing in place.

use super::record::{Body, Record};
use super::select::is_spf;
use super::{Qualifier, SyntaxError, TermKind};
use crate::dns::Name;
use std::ops::Range;

/// One term of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermText {
    /// The term as written.
    pub text: String,
    /// Where it stands in the record's text, in bytes.
    pub span: Range<usize>,
    /// What kind of term it is; [`TermKind::Invalid`] for one that the grammar does not have.
    pub kind: TermKind,
    /// The qualifier of a mechanism.
    pub qualifier: Qualifier,
    /// The domain that it names, if it names one without macros.
    pub domain: Option<Name>,
    /// What is wrong with a term that the grammar does not have.
    pub error: Option<SyntaxError>,
    /// What such a term was probably meant to be.
    pub suggestion: Option<String>,
}

/// Whether the strings of a TXT record are an SPF record (RFC 7208 section 4.5).
#[must_use]
pub fn is_record(strings: &[Vec<u8>]) -> bool {
    is_spf(strings)
}

/// The terms of a record in their order.
#[must_use]
pub fn terms(record: &str) -> Vec<TermText> {
    let parsed = Record::parse(record);
    parsed
        .terms
        .iter()
        .map(|term| {
            let named = match &term.body {
                Body::Include(_) | Body::Exists(_) | Body::Redirect(_) | Body::Ptr(Some(_)) => domain(term.text),
                Body::Address(Some(_), _) => domain(term.text).map(|text| text.split('/').next().unwrap_or(text)),
                _ => None,
            };
            TermText {
                text: term.text.to_owned(),
                span: term.span.clone(),
                kind: term.kind,
                qualifier: term.qualifier,
                domain: named.filter(|text| !text.contains('%')).map(Name::new),
                error: match &term.body {
                    Body::Invalid(error) => Some(error.clone()),
                    _ => None,
                },
                suggestion: term.suggestion(),
            }
        })
        .collect()
}

/// What stands after the first colon or equals sign.
fn domain(term: &str) -> Option<&str> {
    term.find([':', '=']).and_then(|at| term.get(at + 1..))
}
