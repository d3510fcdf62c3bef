//! The list of messages: which are listed, in which order, and what stands in their rows.

use super::model::{Entry, Model, State};
use super::search::has_words;
use super::sheet::Sheet;
use crate::receiver::{Decision, Verdict};
use crate::text::Shown;
use crate::words::common;
use std::cmp::Reverse;

/// Messages that are read for a filter or an order that looks into them.
const READ: usize = 3000;
/// Bytes of messages that are read for it.
const BYTES: usize = 256 << 20;
/// Messages that are waited for at a time, so that one that is to be shown is not waited for behind all of
/// them, and that the list is drawn meanwhile.
const AT_A_TIME: usize = 16;

/// What the messages are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they were named: files of a folder by their paths.
    #[default]
    Path,
    /// The day that the message says, the newest first.
    Date,
    /// The header From.
    From,
    /// The worst verdict first.
    Verdict,
}

impl Order {
    /// The next in turn.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Path => Self::Date,
            Self::Date => Self::From,
            Self::From => Self::Verdict,
            Self::Verdict => Self::Path,
        }
    }
}

/// What of the messages is listed, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The words that a message must have in its path, its From or its Subject, or as `gmail:reject` among its verdicts.
    pub filter: String,
    /// The order.
    pub order: Order,
}

impl Listing {
    /// Whether messages have to be read for it.
    #[must_use]
    pub fn looks_inside(&self) -> bool {
        !self.filter.trim().is_empty() || self.order != Order::Path
    }
}

/// The messages that are to be read next for a filter or an order that looks into them.
#[must_use]
pub fn wanted(model: &Model) -> Vec<usize> {
    let all = || model.entries.iter().enumerate();
    let reading = all().filter(|(_, entry)| matches!(entry.state, State::Reading)).count();
    let read = all().filter(|(_, entry)| !matches!(entry.state, State::Unread)).count();
    let bytes: usize = all().filter_map(|(_, entry)| entry.sheet()).map(|sheet| sheet.opened.message.raw.len()).sum();
    if bytes > BYTES {
        return Vec::new();
    }
    let count = AT_A_TIME.saturating_sub(reading).min(READ.saturating_sub(read));
    let unread = all().filter(|(_, entry)| matches!(entry.state, State::Unread));
    unread.map(|(index, _)| index).take(count).collect()
}

/// How many messages a filter or an order knows nothing about, as they are not read.
#[must_use]
pub fn unknown(model: &Model) -> usize {
    if !model.listing.looks_inside() {
        return 0;
    }
    model.entries.iter().filter(|entry| matches!(entry.state, State::Unread | State::Reading)).count()
}

/// The messages that are listed, as indices of the inputs.
#[must_use]
pub fn listed(model: &Model) -> Vec<usize> {
    let Listing { filter, order } = &model.listing;
    let all = model.entries.iter().enumerate();
    let mut listed: Vec<usize> = all.filter(|(_, entry)| fits(entry, filter, model)).map(|(index, _)| index).collect();
    let sheet = |index: &usize| model.entries.get(*index).and_then(|entry| entry.sheet());
    // Those that are not read yet stand last in every order but that of the paths.
    match order {
        Order::Path => {}
        Order::Date => listed.sort_by_key(|index| Reverse(sheet(index).and_then(|s| s.opened.message.date))),
        Order::From => listed.sort_by_cached_key(|index| {
            let from = sheet(index).map(|sheet| header(sheet, "From").to_lowercase());
            (from.is_none(), from)
        }),
        Order::Verdict => listed
            .sort_by_cached_key(|index| (sheet(index).is_none(), sheet(index).map(|sheet| Reverse(badness(sheet))))),
    }
    listed
}

fn fits(entry: &Entry, filter: &str, model: &Model) -> bool {
    if filter.trim().is_empty() {
        return true;
    }
    let mut text = entry.path.clone();
    let mut verdicts = String::new();
    if let Some(sheet) = entry.sheet() {
        text = format!("{text} {} {}", header(sheet, "From"), header(sheet, "Subject"));
        for Verdict { receiver, decision, .. } in &sheet.case.verdicts {
            let word = common::decision(*decision, model.look.lang);
            verdicts = format!("{verdicts} {receiver}:{word} {receiver}:{}", decision.as_str());
        }
    }
    // `gmail:reject` may ask for a verdict, a receiver's name alone does not.
    let is_verdict = |word: &str| word.contains(':') && has_words(&verdicts, word);
    filter.split_whitespace().all(|word| has_words(&text, word) || is_verdict(word))
}

/// A field of a message as it is shown.
#[must_use]
pub fn header(sheet: &Sheet, name: &str) -> String {
    sheet.opened.message.first_decoded(name).map(|text| Shown::new(&text).to_string()).unwrap_or_default()
}

/// How many reject, how many do something between, how many are unknown.
fn badness(sheet: &Sheet) -> [usize; 3] {
    let count = |of: &[Decision]| sheet.case.verdicts.iter().filter(|v| of.contains(&v.decision)).count();
    [count(&[Decision::Reject]), count(&[Decision::Defer, Decision::Junk, Decision::Warn]), count(&[Decision::Unknown])]
}

impl Entry {
    /// The message, if it was read.
    #[must_use]
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.state {
            State::Ready(sheet) => Some(sheet),
            _ => None,
        }
    }
}
