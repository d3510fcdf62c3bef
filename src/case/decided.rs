//! What the receiving server recorded that it did with the message, as far as its own documentation says what its words
//! mean.

use crate::dns::Name;
use crate::identity::Identities;
use crate::message::{Known, Message, Noted, number};
use crate::receiver::{Decision, Verdict};

/// What a server did with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the JSON output")]
pub enum Done {
    Accept,
    Junk,
}

impl Done {
    /// The name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Junk => "junk",
        }
    }
}

/// What a server recorded that it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedDecision {
    /// The server, as its Received field names it.
    pub by: String,
    /// The id of its profile.
    pub receiver: &'static str,
    /// What it did.
    pub done: Done,
    /// The field that says so: index into [`Message::fields`].
    pub field: usize,
    /// Its words: `SCL 5`.
    pub words: String,
}

impl RecordedDecision {
    /// Reads what the receiving server of a message recorded.
    pub(super) fn of(message: &Message, identities: &Identities) -> Option<Self> {
        let client = &identities.client;
        let receiving = client.hop.filter(|_| client.hop == client.found_hop && client.doubtful.is_none())?;
        let by = message.hops.get(receiving)?.by.as_deref()?;
        let is_of = |domain: &str| Name::new(by).is_within(&Name::new(domain));
        let (receiver, (done, field, words)) = if is_of("outlook.com") {
            ("outlook", confidence_level(message)?)
        } else if is_of("google.com") {
            ("gmail", disposition(message, identities)?)
        } else {
            return None;
        };
        Some(Self { by: by.to_owned(), receiver, done, field, words })
    }

    /// Whether a verdict is what was done; `None` for another receiver's, and for one that is open.
    #[must_use]
    pub fn agrees(&self, verdict: &Verdict) -> Option<bool> {
        let is_its = verdict.receiver.split('/').next() == Some(self.receiver);
        let agrees = match self.done {
            Done::Accept => matches!(verdict.decision, Decision::Accept | Decision::Warn),
            Done::Junk => verdict.decision.is_among(&[Decision::Junk]),
        };
        (is_its && verdict.decision != Decision::Unknown).then_some(agrees)
    }
}

/// Microsoft's spam confidence level: 5 and above goes to junk, 1 and below to the inbox
/// (<https://learn.microsoft.com/en-us/defender-office-365/anti-spam-spam-confidence-level-scl-about>). Its servers
/// remove this field from mail that comes in
/// (<https://learn.microsoft.com/en-us/exchange/header-firewall-exchange-2013-help>); of two nobody knows which is theirs.
fn confidence_level(message: &Message) -> Option<(Done, usize, String)> {
    let mut fields = message.named(Known::SpamConfidenceLevel);
    let (field, value) = fields.next()?;
    if fields.next().is_some() {
        return None;
    }
    let level = number(message.value(value))?;
    let done = match level {
        -1..=1 => Done::Accept,
        5..=9 => Done::Junk,
        _ => return None,
    };
    Some((done, field, format!("SCL {level}")))
}

/// What Google did by DMARC: `(p=QUARANTINE sp=NONE dis=QUARANTINE)`. That DMARC asked for nothing does not say where
/// the message was put.
fn disposition(message: &Message, identities: &Identities) -> Option<(Done, usize, String)> {
    let claims = message.claims.iter().zip(&identities.written);
    let mut results = claims
        .filter(|(claim, written)| written.stands_in() && claim.kind.tells_envelope())
        .flat_map(|(claim, _)| claim.results.iter().map(|result| (claim.field, result)));
    let (field, done) = results.find_map(|(field, result)| Some((field, result.noted(Noted::Disposition)?)))?;
    done.eq_ignore_ascii_case("quarantine").then(|| (Done::Junk, field, format!("dis={done}")))
}
