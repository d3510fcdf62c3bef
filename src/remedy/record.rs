//! The record to publish: a new one, or what is there edited in the right place with everything else kept.

use super::{Change, Published, Why};
use crate::dns::{Answers, Edit, Name, Question, RData, RecordType, Unanswered};
use crate::spf::{Budget, Qualifier, TermKind, TermText, is_record, reach, terms};
use std::collections::HashSet;
use std::ops::Range;

/// What a new record ends with: it speaks for all mail of the domain, and its author may have forgotten
/// somebody.
const END: &str = "~all";

/// Slips in a record beyond which nobody can tell how it was meant.
const SLIPS: usize = 8;

/// What stands at a name.
pub(super) struct Standing<'a> {
    name: Name,
    answers: &'a Answers,
    records: Vec<String>,
    others: Vec<RData>,
}

/// Why nothing can be built yet or at all.
pub(super) enum Hindrance {
    /// Answers are missing.
    Open,
    /// It cannot be done.
    Because(Why),
}

impl From<Why> for Hindrance {
    fn from(why: Why) -> Self {
        Self::Because(why)
    }
}

/// The strings of a text as a zone file writes them.
pub(super) fn data(text: &str) -> RData {
    RData::Txt(text.as_bytes().chunks(255).map(<[u8]>::to_vec).collect())
}

impl<'a> Standing<'a> {
    /// Looks at a name.
    pub fn look(name: &Name, answers: &'a Answers, unanswered: &mut Unanswered) -> Result<Self, Hindrance> {
        let question = Question::new(name.clone(), RecordType::Txt);
        let Some(answer) = answers.get(&question) else {
            unanswered.need(question);
            return Err(Hindrance::Open);
        };
        if let Some(target) = answer.targets().next() {
            return Err(Why::Alias { name: name.clone(), target: target.clone() }.into());
        }
        if answer.outcome.is_error() {
            return Err(Why::DnsFails(name.clone()).into());
        }
        let (mut records, mut others) = (Vec::new(), Vec::new());
        for record in answer.records() {
            match &record.data {
                RData::Txt(strings) if is_record(strings) => {
                    let text = String::from_utf8(strings.concat()).map_err(|_| Why::Broken(name.clone()))?;
                    records.push(text);
                }
                other => others.push(other.clone()),
            }
        }
        Ok(Self { name: name.clone(), answers, records, others })
    }

    /// Whether no record stands there.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The record put right, and with a term added: at a place in the text of the record that is put right,
    /// else where it is reached last.
    pub fn with(&self, term: Option<(&str, Option<usize>)>) -> Result<Published, Why> {
        let broken = || Why::Broken(self.name.clone());
        let mut corrected = Vec::new();
        let mut repaired = Vec::new();
        for record in &self.records {
            repaired.push(repair(record, &mut corrected).ok_or_else(broken)?);
        }
        let base = match repaired.as_slice() {
            [] => format!("v=spf1 {END}"),
            [one] => one.clone(),
            several => merge(several, |record| reach(&self.name, record, true, self.answers).end),
        };
        let text = match term {
            Some((term, before)) => add(&base, term, before),
            None => base,
        };
        let parsed = terms(&text);
        if parsed.iter().any(|t| t.kind == TermKind::Invalid) {
            return Err(broken());
        }
        if parsed.iter().any(|t| t.kind == TermKind::All && t.qualifier == Qualifier::Pass) {
            return Err(Why::PassesAll(self.name.clone()));
        }
        let change = match self.records.as_slice() {
            [] => Change::New,
            [one] => Change::Edited { before: one.clone(), corrected },
            several => Change::Merged { before: several.to_vec() },
        };
        Ok(Published {
            name: self.name.clone(),
            data: data(&text),
            text,
            added: term.map(|(term, _)| term.to_owned()),
            change,
            others: self.others.len(),
        })
    }

    /// Whether what stands there may do once it is put right, with nothing added.
    pub fn needs_repair(&self) -> bool {
        self.records.len() > 1
            || self.records.iter().any(|record| terms(record).iter().any(|term| term.kind == TermKind::Invalid))
    }

    /// The what-if that publishes a record here, other TXT records kept.
    pub fn edit(&self, record: &Published) -> Edit {
        let mut all = self.others.clone();
        all.push(data(&record.text));
        Edit { question: Question::new(self.name.clone(), RecordType::Txt), data: all }
    }
}

/// Whether a record stays within the limits for every client, not only for the one at hand.
pub(super) fn fits(record: &Published, ipv4: bool, answers: &Answers) -> Result<(), Why> {
    let reach = reach(&record.name, &record.text, ipv4, answers);
    if reach.end == Some(Qualifier::Pass) {
        // An include may let everybody pass as well as a term of its own.
        return Err(Why::PassesAll(record.name.clone()));
    }
    if reach.is_within(Budget::RFC7208) {
        Ok(())
    } else if reach.lookups > Budget::RFC7208.lookups {
        Err(Why::LookupLimit(record.name.clone()))
    } else {
        Err(Why::VoidLookupLimit(record.name.clone()))
    }
}

/// The record with its faulty terms as they were probably meant; `None` where that is not clear.
fn repair(record: &str, corrected: &mut Vec<(String, String)>) -> Option<String> {
    let parsed = terms(record);
    let faulty = || parsed.iter().rev().filter(|term| term.kind == TermKind::Invalid);
    if faulty().nth(SLIPS).is_some() {
        return None;
    }
    let mut text = record.to_owned();
    for term in faulty() {
        let meant = term.suggestion.as_ref()?;
        text.replace_range(term.span.clone(), meant);
        corrected.insert(0, (term.text.clone(), meant.clone()));
    }
    Some(text)
}

/// The record with a term at a place, else before its `all`, else before its `redirect`, else at its end.
/// The same term behind that says nothing there and is moved.
fn add(record: &str, term: &str, place: Option<usize>) -> String {
    let parsed = terms(record);
    let all = parsed.iter().position(|t| t.kind == TermKind::All);
    let redirect = parsed.iter().position(|t| t.kind == TermKind::Redirect);
    let before = |index: usize| parsed.get(index).map(|t| t.span.start);
    let last = || all.or(redirect).and_then(before).unwrap_or(record.trim_end().len());
    let at = place.unwrap_or_else(last);
    let same = |t: &&TermText| t.text.eq_ignore_ascii_case(term);
    if parsed.iter().find(same).is_some_and(|t| t.span.start < at) {
        return record.to_owned();
    }
    let mut text = record.to_owned();
    for dead in parsed.iter().rev().filter(same) {
        text.replace_range(with_blank(record, &dead.span), "");
    }
    let new = if at < record.trim_end().len() { format!("{term} ") } else { format!(" {term}") };
    text.insert_str(at, &new);
    text
}

/// A term together with the blank before it.
fn with_blank(record: &str, span: &Range<usize>) -> Range<usize> {
    let blank = record.get(..span.start).is_some_and(|before| before.ends_with(' '));
    span.start - usize::from(blank)..span.end
}

/// Several records as one: every mechanism once, and the mildest end. `end_of` says what a record's redirect
/// leads to for those whom nothing names: an include of its target would lose that.
fn merge(records: &[String], end_of: impl Fn(&str) -> Option<Qualifier>) -> String {
    let (mut mechanisms, mut modifiers): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut end: Option<Qualifier> = None;
    let mut seen = HashSet::new();
    let mut note = |list: &mut Vec<String>, text: String| {
        if seen.insert(text.to_ascii_lowercase()) {
            list.push(text);
        }
    };
    for record in records {
        let parsed = terms(record);
        let all = parsed.iter().position(|t| t.kind == TermKind::All).unwrap_or(parsed.len());
        for (index, term) in parsed.iter().enumerate() {
            match term.kind {
                TermKind::All if index == all => end = Some(milder(end, term.qualifier)),
                // What stands after `all` was never reached.
                _ if index > all && !matches!(term.kind, TermKind::Exp | TermKind::UnknownModifier) => {}
                // One record's redirect would end before the other's mechanisms: as an include it stays one
                // alternative of several.
                TermKind::Redirect if all == parsed.len() => {
                    let target = term.text.split_once('=').map_or("", |(_, target)| target);
                    note(&mut mechanisms, format!("include:{target}"));
                    end = end_of(record).map(|of_target| milder(end, of_target)).or(end);
                }
                TermKind::Redirect => {}
                TermKind::Exp if modifiers.iter().any(|m| m.to_ascii_lowercase().starts_with("exp=")) => {}
                TermKind::Exp | TermKind::UnknownModifier => note(&mut modifiers, term.text.clone()),
                _ => note(&mut mechanisms, term.text.clone()),
            }
        }
    }
    let end = match end {
        Some(Qualifier::Fail) => "-all",
        Some(Qualifier::Neutral) => "?all",
        // A pass is kept, so that it is seen and refused.
        Some(Qualifier::Pass) => "+all",
        Some(Qualifier::SoftFail) | None => END,
    };
    let words = std::iter::once("v=spf1".to_owned()).chain(mechanisms).chain([end.to_owned()]).chain(modifiers);
    words.collect::<Vec<_>>().join(" ")
}

fn milder(one: Option<Qualifier>, other: Qualifier) -> Qualifier {
    let rank = |q: Qualifier| match q {
        Qualifier::Fail => 0,
        Qualifier::SoftFail => 1,
        Qualifier::Neutral => 2,
        Qualifier::Pass => 3,
    };
    one.map_or(other, |one| if rank(one) >= rank(other) { one } else { other })
}
