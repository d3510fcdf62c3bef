//! The what-if of a lane: which record it is about, and what was typed as a value.

use super::reading::is_dmarc;
use super::sheet::Sheet;
use crate::case::Lane;
use crate::dns::{Answers, Edit, EditError, Name, Question, RData, RecordType};
use crate::receiver::CheckKind;
use crate::spf::is_record;
use crate::text::acts_unseen;
use std::fmt::Write;

/// Where there is no SPF record yet.
const SPF_START: &str = "v=spf1 ~all";
/// Where there is no DMARC record yet.
const DMARC_START: &str = "v=DMARC1; p=none";

/// The name whose TXT record decides over a lane. A lane that rests on neither SPF nor DMARC gives the
/// header From's SPF record.
#[must_use]
pub fn subject(sheet: &Sheet, lane: &Lane<'_>) -> Option<Name> {
    let case = &sheet.case;
    if lane.rule.is_some_and(|rule| rule.check == CheckKind::Dmarc) {
        let at = case.dmarc.record_at.as_ref().or(case.dmarc.domain.as_ref())?;
        return Some(at.with_prefix("_dmarc"));
    }
    let evaluation = lane.evaluation.or(case.spf.header_from.as_ref())?;
    Some(evaluation.domain.clone())
}

/// A record's text as it is typed: a backslash begins an escape there, a quote a string; and what acts without
/// being seen is written out, as are blanks at the ends.
fn typed(record: &[u8]) -> String {
    let mut out = String::new();
    let escape = |octets: &[u8], out: &mut String| {
        for octet in octets {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\{octet:03}");
        }
    };
    let end = record.trim_ascii_end().len();
    let mut at = 0;
    for chunk in record.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '"' if at == 0 => out.push_str("\\\""),
                ' ' if at > 0 && at < end => out.push(' '),
                c if c.is_whitespace() || acts_unseen(c) => escape(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut out),
                c => out.push(c),
            }
            at += c.len_utf8();
        }
        escape(chunk.invalid(), &mut out);
        at += chunk.invalid().len();
    }
    out
}

/// Whether a name can be typed a record for.
#[must_use]
pub fn can_be_edited(name: &Name) -> bool {
    name.check().is_ok()
}

/// The text to start from at a name: its record with what is supposed, else one to begin with.
#[must_use]
pub fn text_at(sheet: &Sheet, name: &Name) -> String {
    let first = records_at(&sheet.answers(), name).and_then(|records| records.into_iter().next());
    let start = if is_dmarc(name) { DMARC_START } else { SPF_START };
    first.map_or_else(|| start.to_owned(), |text| typed(&text))
}

/// How many records of its kind are published at a name; `None` where nobody has said it.
#[must_use]
pub fn published(sheet: &Sheet, name: &Name) -> Option<usize> {
    records_at(&sheet.opened.answers, name).map(|records| records.len())
}

/// The records at a name that are of the kind typed there, SPF or DMARC.
fn records_at(answers: &Answers, name: &Name) -> Option<Vec<Vec<u8>>> {
    let answer = answers.get(&Question::new(name.clone(), RecordType::Txt))?;
    if !answer.outcome.is_void() && answer.records().is_empty() {
        return None;
    }
    let strings = answer.records().iter().filter_map(|record| match &record.data {
        RData::Txt(strings) => Some(strings),
        _ => None,
    });
    let is_it = |strings: &&Vec<Vec<u8>>| {
        if is_dmarc(name) { kind(&strings.concat()) == b"v=dmarc1" } else { is_record(strings) }
    };
    Some(strings.filter(is_it).map(|strings| strings.concat()).collect())
}

/// An entry of the list of what is supposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The client, the HELO name, MAIL FROM or the service.
    Client,
    /// A record set.
    Record(Edit),
}

/// What is supposed on the screen.
#[must_use]
pub fn entries(sheet: &Sheet) -> Vec<Entry> {
    let client = sheet.is_told_otherwise().then_some(Entry::Client);
    client.into_iter().chain(sheet.edits.iter().cloned().map(Entry::Record)).collect()
}

/// The what-if of a typed value; nothing typed means that there is no such record.
///
/// # Errors
///
/// [`EditError`] where the value is no TXT record.
pub fn edit(name: &Name, typed: &str) -> Result<Edit, EditError> {
    let typed = typed.trim();
    let question = Question::new(name.clone(), RecordType::Txt);
    if typed.is_empty() {
        return Ok(Edit { question, data: Vec::new() });
    }
    let data = Edit::collect(&[format!("{name} TXT {typed}")])?.into_iter().flat_map(|edit| edit.data).collect();
    Ok(Edit { question, data })
}

/// Whether the records of a what-if are published already. Only records of its own kind count: SPF
/// passes over the other TXT records of a name, and so does DMARC.
#[must_use]
pub fn is_published(answers: &Answers, edit: &Edit) -> bool {
    let Some(answer) = answers.get(&edit.question) else { return false };
    let supposed: Vec<Vec<u8>> = edit.data.iter().filter_map(RData::txt).collect();
    let published = answer.records().iter().filter_map(|record| record.data.txt());
    match supposed.first().map(|text| kind(text)) {
        Some(wanted) => published.filter(|text| kind(text) == wanted).eq(supposed.iter().cloned()),
        None => answer.outcome.is_void(),
    }
}

/// Whether there is a record of its kind at a name, with what is supposed.
#[must_use]
pub fn has_record(sheet: &Sheet, name: &Name) -> bool {
    records_at(&sheet.answers(), name).is_some_and(|records| !records.is_empty())
}

/// The first word or tag: `v=spf1`, `v=DMARC1`.
fn kind(text: &[u8]) -> Vec<u8> {
    text.split(|byte| matches!(byte, b' ' | b';')).next().unwrap_or_default().to_ascii_lowercase()
}
