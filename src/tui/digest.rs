//! What the list of messages tells of one: little enough to be kept of all of them.

use super::sheet::Sheet;
use crate::message::Known;
use crate::receiver::{Decision, Profiles};
use crate::text::Shown;

/// Characters of a header field that are kept.
const FIELD: usize = 400;

/// What one receiver decides.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The receiver's id.
    pub receiver: &'static str,
    /// What it decides.
    pub now: Decision,
    /// What it decides without what is supposed on the screen.
    pub before: Decision,
}

/// What the list tells of a message.
#[derive(Clone, Debug)]
pub struct Digest {
    /// The From field as it is shown.
    pub from: String,
    /// The Subject field as it is shown.
    pub subject: String,
    /// The time that the message says, in seconds since 1970.
    pub date: Option<i64>,
    /// What each receiver decides.
    pub decided: Vec<Decided>,
    /// The two that the lanes show by themselves.
    pub pair: Option<(usize, usize)>,
    /// Whether a client of one's own stands in the place of what the message tells.
    pub is_told_otherwise: bool,
}

impl Digest {
    /// The digest of a message.
    #[must_use]
    pub fn of(sheet: &Sheet, profiles: &'static Profiles) -> Self {
        let verdicts = sheet.case.verdicts.iter().enumerate().filter_map(|(index, verdict)| {
            let receiver = profiles.get(&verdict.receiver)?.id.as_str();
            Some(Decided { receiver, now: verdict.decision, before: sheet.was(index).unwrap_or(verdict.decision) })
        });
        Self {
            from: field(sheet, Known::From),
            subject: field(sheet, Known::Subject),
            date: sheet.opened.message.date,
            decided: verdicts.collect(),
            pair: sheet.published.pair(),
            is_told_otherwise: sheet.is_told_otherwise(),
        }
    }
}

fn field(sheet: &Sheet, name: Known) -> String {
    let text = sheet.opened.message.first_decoded(name).unwrap_or_default();
    Shown::new(&text).as_str().chars().take(FIELD).collect()
}
