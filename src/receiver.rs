//! Receivers as data with evidence, and the judge that applies their rules to a message's results.

pub mod file;
mod judge;
mod profile;
mod result;
#[cfg(test)]
mod tests;

pub use file::{ProfileError, ProfileFault, SourceEntry};
pub use judge::judge;
pub use profile::{Clients, Effect, Period, Profile, Profiles, Rule, Source, UnknownReceiver, algorithms_on};
pub use result::{CheckResult, On};

use crate::dkim::DkimResult;
use crate::dmarc::{DmarcResult, Policy, Standard};
use crate::dns::Name;
use crate::message::TlsState;
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;
use std::net::IpAddr;

/// What a receiver does with a message, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Delivered.
    Accept,
    /// Delivered with a warning.
    Warn,
    /// Delivered to a junk folder.
    Junk,
    /// Refused for now.
    Defer,
    /// Delivered to a junk folder or refused, nobody knows which: it does not reach the inbox. Severer than a
    /// refusal for now, after which the message may still get there.
    JunkOrReject,
    /// Refused.
    Reject,
    /// Not known.
    Unknown,
}

impl Decision {
    /// All decisions, the mildest first.
    pub const ALL: [Self; 7] =
        [Self::Accept, Self::Warn, Self::Junk, Self::Defer, Self::JunkOrReject, Self::Reject, Self::Unknown];

    /// Whether it is known, and something against the message.
    #[must_use]
    pub fn is_adverse(self) -> bool {
        !matches!(self, Self::Accept | Self::Unknown)
    }

    /// Whether it is one of these decisions, or may be.
    #[must_use]
    pub fn is_among(self, wanted: &[Self]) -> bool {
        let either = self == Self::JunkOrReject;
        wanted.iter().any(|one| *one == self || (either && matches!(one, Self::Junk | Self::Reject)))
    }

    /// The decision in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Warn => "warn",
            Self::Junk => "junk",
            Self::Defer => "defer",
            Self::JunkOrReject => "junk-or-reject",
            Self::Reject => "reject",
            Self::Unknown => "unknown",
        }
    }
}

/// How well a rule is supported, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The receiver or an RFC says so.
    Documented,
    /// Somebody measured it.
    Measured,
    /// A third party says so.
    ThirdParty,
    /// Concluded from something else.
    Inferred,
    /// Nothing is known.
    Unknown,
}

impl Confidence {
    /// All confidences, the best first.
    pub const ALL: [Self; 5] = [Self::Documented, Self::Measured, Self::ThirdParty, Self::Inferred, Self::Unknown];

    /// The confidence in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Measured => "measured",
            Self::ThirdParty => "third-party",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the JSON output")]
pub enum CheckKind {
    Spf,
    Dmarc,
    Dkim,
    ReverseDns,
    Tls,
    Carrier,
    Domain,
    Format,
}

impl CheckKind {
    /// All checks.
    pub const ALL: [Self; 8] =
        [Self::Spf, Self::Dmarc, Self::Dkim, Self::ReverseDns, Self::Tls, Self::Carrier, Self::Domain, Self::Format];

    /// The check in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spf => "spf",
            Self::Dmarc => "dmarc",
            Self::Dkim => "dkim",
            Self::ReverseDns => "reverse-dns",
            Self::Tls => "tls",
            Self::Carrier => "carrier",
            Self::Domain => "domain",
            Self::Format => "format",
        }
    }
}

/// An identity that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the field's")]
pub enum IdentityKind {
    MailFrom,
    Helo,
    HeaderFrom,
    Pra,
}

impl IdentityKind {
    /// All identities.
    pub const ALL: [Self; 4] = [Self::MailFrom, Self::Helo, Self::HeaderFrom, Self::Pra];

    /// The identity in `snake_case`, as in the JSON output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MailFrom => "mail_from",
            Self::Helo => "helo",
            Self::HeaderFrom => "header_from",
            Self::Pra => "pra",
        }
    }
}

/// Which records of its identity's domain an SPF rule rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reads {
    /// `v=spf1` (RFC 7208).
    #[default]
    Spf,
    /// Those of Sender ID for a PRA (RFC 4406 section 4.4).
    SenderId,
    /// `v=spf1`; whether a Sender ID record beside it counts is not known.
    NotKnown,
}

impl Reads {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Spf, Self::SenderId, Self::NotKnown];

    /// The records in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spf => "spf1",
            Self::SenderId => "sender-id",
            Self::NotKnown => "not-known",
        }
    }
}

/// Whether a domain exists: whether the DNS has the name at all, whatever stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// It does.
    Exists,
    /// NXDOMAIN.
    Missing,
    /// The DNS failed.
    TempError,
    /// An answer is missing.
    Pending,
    /// The message does not define the identity.
    Undefined,
    /// MAIL FROM is null: there is no domain to look for.
    NoDomain,
}

impl Existence {
    /// The state in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Missing => "missing",
            Self::TempError => "temperror",
            Self::Pending => "pending",
            Self::Undefined => "undefined",
            Self::NoDomain => "none",
        }
    }
}

/// What of a message's header is against RFC 5322, the first of these that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderFormat {
    /// There is no From field (section 3.6).
    NoFrom,
    /// A field that may stand once stands more often (section 3.6).
    DuplicateField,
    /// The From field names several addresses: allowed (section 3.6.2), and refused by some.
    SeveralFrom,
    /// None of these.
    Valid,
}

impl HeaderFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NoFrom, Self::DuplicateField, Self::SeveralFrom, Self::Valid];

    /// The format in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoFrom => "no-from",
            Self::DuplicateField => "duplicate-field",
            Self::SeveralFrom => "several-from",
            Self::Valid => "valid",
        }
    }
}

/// Why a verdict is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenReason {
    /// A DNS answer is missing.
    Answer,
    /// An identity or the client IP is missing or undefined.
    Identity,
    /// Whoever sends the message may still sign it: nothing there can be checked yet.
    NotChecked,
    /// The file does not hold the body that was signed.
    NoBody,
    /// What the receiver does with the result is not known.
    NotKnown,
    /// The profile has no rules for the day.
    NotInForce,
}

impl OpenReason {
    /// The reason in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Identity => "identity",
            Self::NotChecked | Self::NoBody => "not-checked",
            Self::NotKnown => "not-known",
            Self::NotInForce => "not-in-force",
        }
    }
}

/// What is known about the DKIM signatures of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DkimState {
    /// There is no signature.
    None,
    /// The best result of its signatures.
    Result(DkimResult),
    /// No answer will tell: nothing passed yet, and whoever sends the message may still sign it; or the file does
    /// not hold the body that was signed.
    Open,
}

/// DMARC by one standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DmarcState {
    /// The result.
    pub result: DmarcResult,
    /// The policy that is applied to a message that fails.
    pub policy: Option<Policy>,
    /// Whether it may be the next milder one as well: by chance (pct), or because the domain's owner is
    /// testing (t=y) and nobody knows whether the receiver takes that in.
    pub or_milder: bool,
}

/// When in a session a receiver replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are SMTP's")]
pub enum Phase {
    Rcpt,
    Data,
}

impl Phase {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Rcpt, Self::Data];

    /// The phase in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rcpt => "rcpt",
            Self::Data => "data",
        }
    }
}

/// What a receiver says to the sender and shows to its user, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The code of its reply, as a sender's log has it.
    pub reply: Option<String>,
    /// The text of the reply.
    pub reply_text: Option<String>,
    /// When it replies.
    pub reply_at: Option<Phase>,
    /// What the recipient sees at the message.
    pub shows: Option<String>,
}

/// What is known about SPF of one identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpfState {
    /// The identity is missing or undefined.
    Undefined,
    /// Evaluated, perhaps pending.
    Result {
        /// The result.
        result: SpfResult,
        /// Whether it is pending for want of the client IP rather than of an answer.
        needs_client_ip: bool,
    },
}

/// The results that a judge needs: an extract of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// The client's address.
    pub client_ip: Option<IpAddr>,
    /// SPF of MAIL FROM.
    pub mail_from: SpfState,
    /// SPF of HELO.
    pub helo: SpfState,
    /// SPF of the header From.
    pub header_from: SpfState,
    /// SPF of the PRA.
    pub pra: SpfState,
    /// SPF of the PRA by its Sender ID records.
    pub sender_id: SpfState,
    /// Whether there is no From field at all.
    pub no_from_field: bool,
    /// What of the header is against RFC 5322.
    pub format: HeaderFormat,
    /// The header From's domain.
    pub from_domain: Option<Name>,
    /// Whether the header From's domain exists.
    pub from_exists: Existence,
    /// Whether the domain of MAIL FROM exists.
    pub mail_from_exists: Existence,
    /// The domain of MAIL FROM, or for a null sender of HELO.
    pub mail_from_domain: Option<Name>,
    /// DMARC by RFC 9989.
    pub dmarc: DmarcResult,
    /// The policy that applies.
    pub dmarc_policy: Option<Policy>,
    /// Whether its record is in test mode.
    pub dmarc_testing: bool,
    /// DMARC by RFC 7489; `None` where it comes to the same.
    pub dmarc_rfc7489: Option<DmarcState>,
    /// TLS as the receiving hop recorded it.
    pub tls: TlsState,
    /// DKIM.
    pub dkim: DkimState,
    /// Whether the message was not sent yet: what no answer tells is then whether it will be signed.
    pub unsent: bool,
    /// Reverse DNS of the client.
    pub reverse_dns: ReverseResult,
}

/// A rule that had a part in a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// Which of the rules of its profile it is, counted from 0.
    pub rule: usize,
    /// What the rule looks at.
    pub check: CheckKind,
    /// The identity it is about.
    pub identity: Option<IdentityKind>,
    /// For a rule that a DKIM pass satisfies as well: the identity whose SPF it asks for. `check` says which of
    /// the two it rests on here.
    pub or_dkim: Option<IdentityKind>,
    /// The records that it rests on, for SPF.
    pub reads: Reads,
    /// How the check came out; of DMARC that failed, with the policy.
    pub result: CheckResult,
    /// The standard that a DMARC rule went by.
    pub standard: Option<Standard>,
    /// What the receiver does with it; `Unknown` for an open rule.
    pub effect: Decision,
    /// Of an open rule: what a source says may happen.
    pub may: Vec<Decision>,
    /// How well that is supported.
    pub confidence: Confidence,
    /// The best source's address.
    pub source: Option<String>,
    /// When it was measured, where that is what supports it: a year or a day.
    pub seen: Option<String>,
    /// What the receiver says, where it is known.
    pub said: Said,
    /// Why the rule is open.
    pub open: Option<OpenReason>,
    /// The first day of the period that the rule belongs to.
    pub since: Option<jiff::civil::Date>,
}

/// What a receiver does with the message, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The profile's id.
    pub receiver: String,
    /// The day whose rules judge.
    pub as_of: jiff::civil::Date,
    /// The time zone whose day it is, by its name in the IANA database.
    pub zone: String,
    /// The decision.
    pub decision: Decision,
    /// How well it is supported; `Unknown` for an unknown decision.
    pub confidence: Confidence,
    /// The rules that decided, the deciding one first; for an unknown decision the open ones.
    pub because: Vec<Because>,
    /// All rules that were asked, in the order of the profile: for showing.
    pub asked: Vec<Because>,
    /// Why it is open, for an unknown decision.
    pub open: Vec<OpenReason>,
}

impl Verdict {
    /// When that was measured on which the verdict rests: a year or a day.
    #[must_use]
    pub fn seen(&self) -> Option<&str> {
        self.because.iter().filter(|rule| rule.confidence == self.confidence).find_map(|rule| rule.seen.as_deref())
    }
}
