//! A record as it stands while it is typed: what is wrong in it and where, and how near it is to the
//! limits.

use super::sheet::Sheet;
use crate::dns::{Edit, Name, RData};
use crate::settings::Lang;
use crate::spf::{Evaluation, Problem, ProblemKind, Reach, TermKind, reach, terms};
use crate::text::Shown;
use crate::words::sentence;
use crate::words::whatif::WhatIfText;
use std::net::IpAddr;
use std::ops::Range;

/// Octets that one string of a TXT record holds (RFC 1035 section 3.3).
pub const STRING: usize = 255;
/// Octets that a record should stay below, so that its answer fits into one packet (RFC 7208 section 3.4).
pub const PACKET: usize = 450;

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the line, in bytes; `None` where it is no place in it.
    pub span: Option<Range<usize>>,
    /// What, in words.
    pub text: String,
}

impl Fault {
    /// Something wrong that is no place in the line.
    #[must_use]
    pub fn of(text: String) -> Self {
        Self { span: None, text }
    }
}

/// What is found in a record.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What is wrong, the first thing first.
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
    // Where the line is not the text itself, because of quotes or escapes, no place in it is known.
    let offset = line.find(text.as_str());
    let at = |span: Range<usize>| offset.map(|offset| span.start + offset..span.end + offset);
    let mut reading = Reading { octets, strings: strings.len(), ..Reading::default() };
    if is_dmarc(name) {
        reading.faults = dmarc(&text, lang).into_iter().map(|(span, text)| Fault { span: at(span), text }).collect();
        return reading;
    }
    if !crate::spf::is_record(strings) {
        let span = at(0..text.find(' ').unwrap_or(text.len()));
        reading.faults.push(Fault { span, text: WhatIfText::NoSpf.text(lang) });
        return reading;
    }
    let terms = terms(&text);
    for term in &terms {
        let Some(error) = &term.error else { continue };
        let mut told = format!("{}: {}", Shown::new(&term.text), sentence::syntax_error(error, lang));
        if let Some(suggestion) = &term.suggestion {
            told.push_str(&sentence::Sentence::Suggest { suggestion: &Shown::new(suggestion) }.text(lang));
        }
        reading.faults.push(Fault { span: at(term.span.clone()), text: told });
    }
    let is_ipv4 = sheet.case.identities.client.ip.as_ref().is_none_or(|found| matches!(found.value, IpAddr::V4(_)));
    // What stands behind an all is never come to, and neither is a redirect beside one.
    let all = terms.iter().position(|term| term.kind == TermKind::All);
    let before = terms.iter().take(all.unwrap_or(usize::MAX)).filter(|term| is_lookup(term.kind));
    let own = before.filter(|term| all.is_none() || term.kind != TermKind::Redirect).count();
    reading.cost = Some((reach(name, &text, is_ipv4, &sheet.answers()), own));
    // What is no fault of the grammar shows when the record is evaluated.
    if reading.faults.is_empty()
        && let Some(problem) = evaluations(sheet).find(|e| e.domain == *name).and_then(|e| e.problem.as_ref())
        && problem.kind != ProblemKind::Dns
    {
        reading.faults.push(evaluated(problem, name, &at, lang));
    }
    reading
}

fn evaluated(problem: &Problem, name: &Name, at: &dyn Fn(Range<usize>) -> Option<Range<usize>>, lang: Lang) -> Fault {
    let span = problem.span.clone().filter(|_| problem.domain == *name).and_then(at);
    Fault { span, text: sentence::problem(problem, lang) }
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

/// What is wrong in a DMARC record: its version and its policies (RFC 9989 section 4.7).
fn dmarc(text: &str, lang: Lang) -> Vec<(Range<usize>, String)> {
    let mut faults = Vec::new();
    let mut start = 0;
    for (index, tag) in text.split(';').enumerate() {
        let span = start + (tag.len() - tag.trim_start().len())..start + tag.trim_end().len();
        start += tag.len() + 1;
        let (tag_name, value) = tag.split_once('=').unwrap_or((tag, ""));
        let (tag_name, value) = (tag_name.trim().to_ascii_lowercase(), value.trim());
        let policies = ["none", "quarantine", "reject"];
        if index == 0 {
            if tag_name != "v" || value != "DMARC1" {
                faults.push((span, WhatIfText::NoDmarc.text(lang)));
            }
        } else if matches!(tag_name.as_str(), "p" | "sp" | "np")
            && !policies.iter().any(|policy| policy.eq_ignore_ascii_case(value))
        {
            faults.push((span, WhatIfText::NoPolicy { tag: &tag_name, value: &Shown::new(value) }.text(lang)));
        }
    }
    faults
}
