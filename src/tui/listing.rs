//! The list of messages: which are listed, in which order, and what stands in their rows.

use super::digest::{Decided, Digest};
use super::model::{Entry, Model, State};
use super::search::has_words;
use super::sheet::Sheet;
use crate::receiver::{Decision, Profiles};
use crate::words::common;
use std::borrow::Cow;
use std::cmp::Reverse;

/// Messages that are read for a filter or an order that looks into them.
const READ: usize = 20_000;
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
    let reading = all().filter(|(_, entry)| matches!(entry.state, State::Reading(_))).count();
    let read = all().filter(|(_, entry)| !matches!(entry.state, State::Unread)).count();
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
    model.entries.iter().filter(|entry| matches!(entry.state, State::Unread | State::Reading(None))).count()
}

/// The messages that are listed, as indices of the inputs.
#[must_use]
pub fn listed(model: &Model) -> Vec<usize> {
    let Listing { filter, order } = &model.listing;
    let all = model.entries.iter().enumerate();
    let mut listed: Vec<usize> = all.filter(|(_, entry)| fits(entry, filter, model)).map(|(index, _)| index).collect();
    let digests: Vec<Option<Cow<'_, Digest>>> = match order {
        Order::Path => Vec::new(),
        _ => model.entries.iter().map(|entry| entry.digest(model.profiles)).collect(),
    };
    let digest = |index: &usize| digests.get(*index).and_then(Option::as_deref);
    // Those that are not read yet stand last in every order but that of the paths.
    match order {
        Order::Path => {}
        Order::Date => listed.sort_by_key(|index| Reverse(digest(index).and_then(|digest| digest.date))),
        Order::From => listed.sort_by_cached_key(|index| {
            let from = digest(index).map(|digest| digest.from.to_lowercase());
            (from.is_none(), from)
        }),
        Order::Verdict => listed.sort_by_cached_key(|index| {
            let badness = digest(index).map(|digest| Reverse(badness(digest)));
            (badness.is_none(), badness)
        }),
    }
    listed
}

fn fits(entry: &Entry, filter: &str, model: &Model) -> bool {
    if filter.trim().is_empty() {
        return true;
    }
    let mut text = entry.path.clone();
    let mut verdicts = String::new();
    if let Some(digest) = entry.digest(model.profiles) {
        text = format!("{text} {} {}", digest.from, digest.subject);
        for Decided { receiver, now, .. } in &digest.decided {
            let word = common::decision(*now, model.look.lang);
            verdicts = format!("{verdicts} {receiver}:{word} {receiver}:{}", now.as_str());
        }
    }
    // `gmail:reject` may ask for a verdict, a receiver's name alone does not.
    let is_verdict = |word: &str| word.contains(':') && has_words(&verdicts, word);
    filter.split_whitespace().all(|word| has_words(&text, word) || is_verdict(word))
}

/// How many keep it from the inbox for certain, how many do something between, how many are unknown.
fn badness(digest: &Digest) -> [usize; 3] {
    let count = |of: &[Decision]| digest.decided.iter().filter(|decided| of.contains(&decided.now)).count();
    [
        count(&[Decision::Reject, Decision::JunkOrReject]),
        count(&[Decision::Defer, Decision::Junk, Decision::Warn]),
        count(&[Decision::Unknown]),
    ]
}

impl Entry {
    /// What the list tells of the message, if it was read.
    #[must_use]
    pub fn digest(&self, profiles: &'static Profiles) -> Option<Cow<'_, Digest>> {
        match &self.state {
            State::Ready(sheet) => Some(Cow::Owned(Digest::of(sheet, profiles))),
            State::Away(digest) | State::Reading(Some(digest)) => Some(Cow::Borrowed(digest)),
            State::Unread | State::Reading(None) | State::Failed(_) => None,
        }
    }

    /// The message, if it was read and is kept.
    #[must_use]
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.state {
            State::Ready(sheet) => Some(sheet),
            _ => None,
        }
    }
}
