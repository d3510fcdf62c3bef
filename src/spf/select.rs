//! Record selection: which of a domain's TXT records is the one to evaluate (RFC 7208 section 4.5), and
//! under Sender ID (RFC 4406 section 4.4).

use super::Records;
use crate::dns::{Answer, Origin, RData};

/// The version section of an SPF record.
const VERSION: &str = "v=spf1";
/// What the version section of a Sender ID record begins with; its minor version follows.
const VERSION_2: &str = "spf2.";
/// The scope of a check of the PRA (RFC 4406 section 3.1).
const PRA: &str = "pra";

/// What the TXT records of a domain are to an evaluation.
pub(super) enum Found {
    Record(String, Origin),
    None,
    Multiple,
}

/// Selects the record among the TXT records of an answer.
pub(super) fn select(answer: &Answer, records: Records) -> Found {
    let found = match records {
        Records::Spf => Found::None,
        // A record of the scope goes before v=spf1; one of other scopes only is no record here.
        Records::SenderIdPra => {
            only(texts(answer, |strings| is_spf2(strings, |scope| scope.eq_ignore_ascii_case(PRA))))
        }
    };
    match found {
        Found::None => only(texts(answer, is_spf)),
        found => found,
    }
}

/// Whether an answer holds a Sender ID record, of whatever scope.
pub(super) fn publishes_spf2(answer: &Answer) -> bool {
    texts(answer, |strings| is_spf2(strings, |_| true)).next().is_some()
}

fn texts<'a>(
    answer: &'a Answer,
    wanted: impl Fn(&[Vec<u8>]) -> bool + 'a,
) -> impl Iterator<Item = (&'a [Vec<u8>], &'a Origin)> + 'a {
    answer.records().iter().filter_map(move |record| match &record.data {
        RData::Txt(strings) if wanted(strings) => Some((strings.as_slice(), &record.origin)),
        _ => None,
    })
}

fn only<'a>(mut records: impl Iterator<Item = (&'a [Vec<u8>], &'a Origin)>) -> Found {
    let Some((strings, origin)) = records.next() else { return Found::None };
    if records.next().is_some() {
        return Found::Multiple;
    }
    let octets = match strings {
        [one] => one.clone(),
        several => several.concat(),
    };
    let text = String::from_utf8(octets).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Found::Record(text, origin.clone())
}

/// Whether the text of a TXT record is an SPF record: the version, then a space or the end (section 4.5).
pub(super) fn is_spf(strings: &[Vec<u8>]) -> bool {
    let begins = |text: &[u8]| {
        let (version, rest) = text.split_at_checked(VERSION.len())?;
        Some(version.eq_ignore_ascii_case(VERSION.as_bytes()) && rest.first().is_none_or(|octet| *octet == b' '))
    };
    match strings {
        [] => false,
        [one] => begins(one) == Some(true),
        // The version section may be spread over strings.
        [first, ..] if first.len() > VERSION.len() => begins(first) == Some(true),
        several => begins(&several.concat()) == Some(true),
    }
}

/// Whether the text of a TXT record is a Sender ID record of a scope: `spf2.0/mfrom,pra`, then a space
/// or the end. The minor version must be well-formed and is otherwise ignored (RFC 4406 section 4.4); a
/// scope is compared as a whole.
fn is_spf2(strings: &[Vec<u8>], scope: impl Fn(&str) -> bool) -> bool {
    let found = |text: &[u8]| {
        let end = memchr::memchr(b' ', text).unwrap_or(text.len());
        let section = std::str::from_utf8(text.get(..end)?).ok()?;
        let (version, rest) = section.split_at_checked(VERSION_2.len())?;
        let (minor, scopes) = rest.split_once('/')?;
        let number = !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit());
        let named = scopes.split(',').all(is_scope) && scopes.split(',').any(scope);
        (version.eq_ignore_ascii_case(VERSION_2) && number && named).then_some(())
    };
    match strings {
        [one] => found(one).is_some(),
        several => found(&several.concat()).is_some(),
    }
}

/// A scope-id: a letter, then letters, digits and `-_.` (RFC 4406 section 3.1).
fn is_scope(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}
