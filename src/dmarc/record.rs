//! DMARC records (RFC 9989 sections 4.7 and 4.8): which TXT is one, and what its tags say.

use super::{DmarcRecord, Policy};
use crate::dns::Answer;

/// A record as the walk finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What it says.
    pub(super) record: DmarcRecord,
    /// Whether it can be applied: not if p, sp or np is invalid and there is no rua (section 4.10.1).
    /// The walk counts it all the same: it is a record, and its psd can be read.
    pub(super) applicable: bool,
}

/// The DMARC record of an answer: the only one, or none (section 4.10 steps 2 and 6).
pub(super) fn find(answer: &Answer) -> Option<Found> {
    match &all(answer)[..] {
        [text] => read(text).map(|tags| tags.rfc9989()),
        _ => None,
    }
}

/// The texts of an answer's TXT records that are DMARC records.
pub(super) fn all(answer: &Answer) -> Vec<String> {
    let texts = answer.records().iter().filter_map(|r| Some(String::from_utf8_lossy(&r.data.txt()?).into_owned()));
    texts.filter(|text| read(text).is_some()).collect()
}

/// The tags behind the version of a record.
#[derive(Clone, Debug)]
pub(super) struct Tags<'a> {
    text: &'a str,
    tags: Vec<(String, &'a str)>,
}

/// A policy that is none of none, quarantine and reject.
#[derive(Clone, Copy, Debug)]
pub(super) struct InvalidPolicy;

/// Reads a TXT record's text; `None` if it is no DMARC record.
pub(super) fn read(text: &str) -> Option<Tags<'_>> {
    let mut tags = text.split(';');
    let (name, version) = tags.next()?.split_once('=')?;
    // The record begins with the tag name: blanks may stand around the "=" and at the end, not first.
    if !name.trim_end_matches([' ', '\t']).eq_ignore_ascii_case("v") || trim(version) != "DMARC1" {
        return None;
    }
    let tags = tags
        .filter_map(|tag| tag.split_once('='))
        .map(|(name, value)| (trim(name).to_ascii_lowercase(), trim(value)))
        .collect();
    Some(Tags { text, tags })
}

impl Tags<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.tags.iter().find(|(n, _)| n == name).map(|(_, value)| *value)
    }

    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|v| v.eq_ignore_ascii_case(value))
    }

    /// The policy of a tag; `None` without the tag.
    pub(super) fn policy(&self, name: &str) -> Result<Option<Policy>, InvalidPolicy> {
        let policy = |value: &str| {
            let all = [Policy::None, Policy::Quarantine, Policy::Reject];
            all.into_iter().find(|p| p.as_str().eq_ignore_ascii_case(value)).ok_or(InvalidPolicy)
        };
        self.get(name).map(policy).transpose()
    }

    /// Whether there is a reporting address, so that a record with an invalid policy reads as p=none.
    pub(super) fn has_rua(&self) -> bool {
        self.get("rua").is_some_and(|rua| rua.split(',').any(is_uri))
    }

    fn rfc9989(&self) -> Found {
        let policies = || Ok::<_, InvalidPolicy>((self.policy("p")?, self.policy("sp")?, self.policy("np")?));
        let valid = policies().is_ok();
        // One invalid policy makes the whole record read as p=none.
        let (p, sp, np) = policies().unwrap_or_default();
        let record = DmarcRecord {
            text: self.text.to_owned(),
            p: p.unwrap_or(Policy::None),
            sp,
            np,
            aspf_strict: self.is("aspf", "s"),
            adkim_strict: self.is("adkim", "s"),
            psd: if self.is("psd", "y") {
                Some(true)
            } else if self.is("psd", "n") {
                Some(false)
            } else {
                None
            },
            testing: self.is("t", "y"),
        };
        Found { record, applicable: valid || self.has_rua() }
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// Whether this is a URI as far as a reporting address must be one: a scheme and something behind it.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = trim(text).split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && rest.chars().all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Found> {
        read(text).map(|tags| tags.rfc9989())
    }

    fn record(text: &str) -> DmarcRecord {
        parse(text).unwrap().record
    }

    #[test]
    fn the_version_comes_first_and_its_value_is_exact() {
        for text in [
            "v=DMARC1",
            "v=DMARC1;",
            "v=DMARC1; p=none",
            "v = DMARC1 ; p = none ;",
            "V=DMARC1;p=none",
            "v=DMARC1;;p=none",
        ] {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in
            ["", "v=dmarc1; p=none", "v=DMARC1 p=none", "p=none; v=DMARC1", " v=DMARC1", "v=DMARC2", "v=spf1 -all", "v"]
        {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn tags_in_any_order_and_unknown_ones_ignored() {
        let r =
            record("v=DMARC1; pct=20; aspf=s; NP=Reject; x-y; t=y; adkim=R; psd=n; sp=quarantine; p=reject; p=none");
        assert_eq!((r.p, r.sp, r.np), (Policy::Reject, Some(Policy::Quarantine), Some(Policy::Reject)));
        assert_eq!((r.aspf_strict, r.adkim_strict, r.psd, r.testing), (true, false, Some(false), true));
        assert_eq!(record("v=DMARC1; psd=u").psd, None);
        assert_eq!(record("v=DMARC1; psd=maybe; aspf=x").psd, None);
    }

    #[test]
    fn a_missing_policy_is_none_and_an_invalid_one_needs_a_reporting_address() {
        assert_eq!(record("v=DMARC1; adkim=s").p, Policy::None);
        assert!(parse("v=DMARC1; adkim=s").unwrap().applicable);
        for (text, applicable) in [
            ("v=DMARC1; p=rejct", false),
            ("v=DMARC1; p=reject; sp=quarantin", false),
            ("v=DMARC1; p=reject; np=", false),
            ("v=DMARC1; p=reject; sp=quarantin; rua=nobody", false),
            ("v=DMARC1; p=reject; sp=quarantin; rua=mailto:a@b.example", true),
            ("v=DMARC1; p=reject; sp=x; rua=nobody, mailto:a@b.example!10m", true),
        ] {
            let found = parse(text).unwrap();
            assert_eq!(found.applicable, applicable, "{text}");
            assert_eq!((found.record.p, found.record.sp, found.record.np), (Policy::None, None, None), "{text}");
        }
    }
}
