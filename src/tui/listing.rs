//! The list of messages: which are listed, in which order, and what stands in their rows.

use super::model::{Entry, Model, State};
use super::search::has_words;
use super::sheet::Sheet;
use crate::receiver::{Decision, Verdict};
use crate::text::Shown;
use crate::words::common;
use std::cmp::Reverse;

/// Messages that are read for a filter or an order that looks into them.
pub const READ: usize = 1000;

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
    // `gmail:reject` asks for a verdict.
    filter.split_whitespace().all(|word| has_words(if word.contains(':') { &verdicts } else { &text }, word))
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
