//! A record as it stands while it is typed: what is wrong in it and where, and how near it is to the
//! limits.

mod dmarc;

use super::sheet::Sheet;
use super::whatif;
use crate::dns::{Edit, Name, RData};
use crate::settings::Lang;
use crate::spf::{Budget, Caution, Evaluation, Problem, ProblemKind, Reach, TermKind, cautions, reach, terms};
use crate::text::Shown;
use crate::words::caution::caution;
use crate::words::common::Sign;
use crate::words::sentence;
use crate::words::whatif::WhatIfText;
use std::net::IpAddr;
use std::ops::Range;

/// Octets that one string of a TXT record holds (RFC 1035 section 3.3).
pub const STRING: usize = 255;
/// Octets that a record should stay below, so that its answer fits into one packet (RFC 7208 section 3.4).
pub const PACKET: usize = 450;

/// Something wrong, or doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the line, in bytes; `None` where it is no place in it.
    pub span: Option<Range<usize>>,
    /// What, in words.
    pub text: String,
    /// [`Sign::Bad`] for what is wrong, [`Sign::Doubt`] for what may be meant so.
    pub sign: Sign,
}

impl Fault {
    /// Something wrong.
    #[must_use]
    pub fn wrong(span: Option<Range<usize>>, text: String) -> Self {
        Self { span, text, sign: Sign::Bad }
    }

    /// Something doubtful.
    #[must_use]
    pub fn doubtful(span: Option<Range<usize>>, text: String) -> Self {
        Self { span, text, sign: Sign::Doubt }
    }

    /// Whether the cursor is in it or beside it.
    #[must_use]
    pub fn is_at(&self, cursor: usize) -> bool {
        self.span.as_ref().is_some_and(|span| (span.start..=span.end).contains(&cursor))
    }
}

/// What is found in a record.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What is wrong, the first thing first, then what is doubtful.
    pub faults: Vec<Fault>,
    /// What SPF costs at the most, and the lookup terms of the record itself; `None` for other records.
    pub cost: Option<(Reach, usize)>,
    /// Octets.
    pub octets: usize,
    /// Strings that the octets are published in.
    pub strings: usize,
}

/// Reads a line as the TXT record of a name, with what is known about the names in it.
#[must_use]
pub fn read(sheet: &Sheet, name: &Name, line: &str, edit: &Edit, lang: Lang) -> Reading {
    let Some(RData::Txt(strings)) = edit.data.first() else { return Reading::default() };
    let octets: usize = strings.iter().map(Vec::len).sum();
    let text = String::from_utf8_lossy(&strings.concat()).into_owned();
    let places = places(line, &text, octets);
    let at = |span: Range<usize>| {
        // What is no UTF-8 is longer in the text than in the record.
        let places = places.as_ref().filter(|_| text.len() == octets)?;
        Some(*places.get(span.start)?..*places.get(span.end)?)
    };
    let mut reading = Reading { octets, strings: strings.len(), ..Reading::default() };
    if is_dmarc(name) {
        reading.faults = dmarc::faults(&text, &at, lang);
        reading.faults.extend(several(sheet, name, "DMARC", lang));
        return reading;
    }
    if !crate::spf::is_record(strings) {
        let span = at(0..text.find(' ').unwrap_or(text.len()));
        reading.faults.push(Fault::wrong(span, WhatIfText::NoSpf.text(lang)));
        return reading;
    }
    let terms = terms(&text);
    for term in &terms {
        let Some(error) = &term.error else { continue };
        let mut told = format!("{}: {}", Shown::new(&term.text), sentence::syntax_error(error, lang));
        if let Some(suggestion) = &term.suggestion {
            told.push_str(&sentence::Sentence::Suggest { suggestion: &Shown::new(suggestion) }.text(lang));
        }
        reading.faults.push(Fault::wrong(at(term.span.clone()), told));
    }
    let is_ipv4 = sheet.case.identities.client.ip.as_ref().is_none_or(|found| matches!(found.value, IpAddr::V4(_)));
    // What stands behind an all is never come to, and neither is a redirect beside one.
    let all = terms.iter().position(|term| term.kind == TermKind::All);
    let before = terms.iter().take(all.unwrap_or(usize::MAX)).filter(|term| is_lookup(term.kind));
    let own = before.filter(|term| all.is_none() || term.kind != TermKind::Redirect).count();
    let reach = reach(name, &text, is_ipv4, &sheet.answers());
    reading.cost = Some((reach, own));
    // What is no fault of the grammar shows when the record is evaluated.
    let problem = evaluations(sheet).find(|e| e.domain == *name).and_then(|e| e.problem.as_ref());
    let problem = problem.filter(|problem| reading.faults.is_empty() && problem.kind != ProblemKind::Dns);
    reading.faults.extend(problem.map(|problem| evaluated(problem, name, &at, lang)));
    reading.faults.extend(several(sheet, name, "SPF", lang));
    for (is_beyond, kind, text) in [
        (reach.lookups > Budget::RFC7208.lookups, ProblemKind::LookupLimit, WhatIfText::TooManyLookups),
        (reach.void_lookups > Budget::RFC7208.void_lookups, ProblemKind::VoidLookupLimit, WhatIfText::TooManyVoids),
    ] {
        if is_beyond && problem.is_none_or(|problem| problem.kind != kind) {
            reading.faults.push(Fault::doubtful(None, text.text(lang)));
        }
    }
    let doubtful = |Caution { kind, span }: Caution| {
        let told = caution(kind, text.get(span.clone()).unwrap_or_default(), lang);
        Fault::doubtful(at(span), told)
    };
    reading.faults.extend(cautions(&text).into_iter().map(doubtful));
    reading
}

/// Where in the line each octet of the record is typed, and where it ends; `None` where that is left open by several
/// strings in quotes, or by escapes in one.
fn places(line: &str, text: &str, octets: usize) -> Option<Vec<usize>> {
    if line.trim_start().starts_with('"') {
        let start = line.find(text)?;
        return Some((start..=start + octets).collect());
    }
    let line = line.as_bytes();
    let end = line.trim_ascii_end().len();
    let mut at = end - line.get(..end)?.trim_ascii_start().len();
    let mut places = Vec::with_capacity(octets + 1);
    while at < end {
        places.push(at);
        at += match line.get(at..)? {
            [b'\\', digit, ..] if digit.is_ascii_digit() => 4,
            [b'\\', ..] => 2,
            _ => 1,
        };
    }
    places.push(end);
    (places.len() == octets + 1).then_some(places)
}

/// That several records of a kind are published at a name, which has one at the most.
fn several(sheet: &Sheet, name: &Name, kind: &str, lang: Lang) -> Option<Fault> {
    let count = whatif::published(sheet, name).filter(|count| *count > 1)?;
    Some(Fault::doubtful(None, WhatIfText::SeveralRecords { count: &count, kind: &kind }.text(lang)))
}

fn evaluated(problem: &Problem, name: &Name, at: &dyn Fn(Range<usize>) -> Option<Range<usize>>, lang: Lang) -> Fault {
    let span = problem.span.clone().filter(|_| problem.domain == *name).and_then(at);
    Fault::wrong(span, sentence::problem(problem, lang))
}

fn evaluations(sheet: &Sheet) -> impl Iterator<Item = &Evaluation> {
    let spf = &sheet.case.spf;
    [&spf.mail_from, &spf.header_from, &spf.pra, &spf.helo].into_iter().flatten()
}

fn is_lookup(kind: TermKind) -> bool {
    use TermKind::{A, Exists, Include, Mx, Ptr, Redirect};
    matches!(kind, Include | A | Mx | Ptr | Exists | Redirect)
}

/// Whether a name is one for DMARC records.
#[must_use]
pub fn is_dmarc(name: &Name) -> bool {
    name.as_str().starts_with("_dmarc.")
}
