//! DNS as a value: questions, answers and where each answer came from. Nothing that judges asks a
//! network; it looks into [`Answers`], and what is not there is unanswered.

mod answers;
mod edit;
mod fault;
pub mod limits;
mod master;
mod name;
mod snapshot;
mod zone;

pub use answers::{Answers, RewriteText};
pub use edit::{Edit, EditError};
pub use fault::{Doubt, Fault, NameFault};
pub use name::{Name, NameError};
pub use snapshot::Snapshot;
pub use zone::{Zone, ZoneError, ZoneWarning};

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

/// The record types that the checks ask for, and those that a zone file needs besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are RFC 1035's")]
pub enum RecordType {
    A,
    Aaaa,
    Cname,
    Mx,
    Ns,
    Ptr,
    Soa,
    Txt,
}

impl RecordType {
    /// The type's name in a master file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Cname => "CNAME",
            Self::Mx => "MX",
            Self::Ns => "NS",
            Self::Ptr => "PTR",
            Self::Soa => "SOA",
            Self::Txt => "TXT",
        }
    }

    /// The type of this name, whatever its letter case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::A, Self::Aaaa, Self::Cname, Self::Mx, Self::Ns, Self::Ptr, Self::Soa, Self::Txt]
            .into_iter()
            .find(|t| t.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Question {
    /// The name asked for.
    pub name: Name,
    /// The type asked for.
    pub rtype: RecordType,
}

impl Question {
    /// A question for `name` and `rtype`.
    #[must_use]
    pub fn new(name: Name, rtype: RecordType) -> Self {
        Self { name, rtype }
    }
}

/// The data of one record. It is displayed as a zone file writes it, names with their final dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RData {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// The canonical name.
    Cname(Name),
    /// A mail exchanger.
    Mx {
        /// Lower is preferred.
        preference: u16,
        /// The root for a null MX (RFC 7505).
        exchange: Name,
    },
    /// A name server.
    Ns(Name),
    /// The name of an address.
    Ptr(Name),
    /// Start of authority; its fields do not matter here.
    Soa,
    /// The character-strings of one TXT record, in order.
    Txt(Vec<Vec<u8>>),
}

impl RData {
    /// The type of this data.
    #[must_use]
    pub fn rtype(&self) -> RecordType {
        match self {
            Self::A(_) => RecordType::A,
            Self::Aaaa(_) => RecordType::Aaaa,
            Self::Cname(_) => RecordType::Cname,
            Self::Mx { .. } => RecordType::Mx,
            Self::Ns(_) => RecordType::Ns,
            Self::Ptr(_) => RecordType::Ptr,
            Self::Soa => RecordType::Soa,
            Self::Txt(_) => RecordType::Txt,
        }
    }

    /// A TXT record's strings joined with nothing between (RFC 7208 section 3.3); `None` for other types.
    #[must_use]
    pub fn txt(&self) -> Option<Vec<u8>> {
        match self {
            Self::Txt(strings) => Some(strings.concat()),
            _ => None,
        }
    }
}

impl fmt::Display for RData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::A(address) => address.fmt(f),
            Self::Aaaa(address) => address.fmt(f),
            Self::Mx { preference, exchange } => write!(f, "{preference} {}", exchange.to_zone_absolute()),
            Self::Cname(name) | Self::Ns(name) | Self::Ptr(name) => f.write_str(&name.to_zone_absolute()),
            Self::Soa => f.write_str(". . 0 0 0 0 0"),
            Self::Txt(strings) => f.write_str(&master::write_strings(strings)),
        }
    }
}

/// Where an answer or a record came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A line of a zone file, counted from 1.
    File {
        /// The file as it was named.
        path: Arc<str>,
        /// The line of the record, of the `;@` line, or of the SOA that makes the name known.
        line: u32,
    },
    /// A name server.
    Server {
        /// Its address and port.
        address: Arc<str>,
        /// When it answered, in seconds since 1970 in UTC.
        at: i64,
    },
    /// A what-if of the user.
    WhatIf,
}

/// One record of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its data.
    pub data: RData,
    /// Its time to live, in seconds.
    pub ttl: u32,
    /// Where it came from.
    pub origin: Origin,
}

/// A DNS response code (RFC 1035 section 4.1.1, RFC 6895).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rcode(pub u16);

impl Rcode {
    /// The server could not answer.
    pub const SERVFAIL: Self = Self(2);
    /// The server could not read the question.
    pub const FORMERR: Self = Self(1);
    /// The server would not answer.
    pub const REFUSED: Self = Self(5);

    const NAMES: [(u16, &'static str); 10] = [
        (1, "FORMERR"),
        (2, "SERVFAIL"),
        (3, "NXDOMAIN"),
        (4, "NOTIMP"),
        (5, "REFUSED"),
        (6, "YXDOMAIN"),
        (7, "YXRRSET"),
        (8, "NXRRSET"),
        (9, "NOTAUTH"),
        (10, "NOTZONE"),
    ];

    /// The code of this name or number, or of `RCODE` and a number as it is displayed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((code, _)) = Self::NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(text)) {
            return Some(Self(*code));
        }
        let number = match text.get(..5) {
            Some(prefix) if prefix.eq_ignore_ascii_case("RCODE") => text.get(5..)?,
            _ => text,
        };
        number.parse().ok().map(Self)
    }
}

impl fmt::Display for Rcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::NAMES.iter().find(|(code, _)| *code == self.0) {
            Some((_, name)) => f.write_str(name),
            None => write!(f, "RCODE{}", self.0),
        }
    }
}

/// What came back for a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Records of the type asked for, never empty.
    Records(Vec<Record>),
    /// The name exists, but has no record of the type.
    NoData,
    /// The name does not exist.
    NxDomain,
    /// The server answered with an error.
    Failed(Rcode),
    /// Nobody answered in time.
    Timeout,
    /// The aliases lead in a circle.
    CnameLoop,
}

impl Outcome {
    /// An answer without records of the type: NODATA or NXDOMAIN (a "void lookup", RFC 7208 section 4.6.4).
    #[must_use]
    pub fn is_void(&self) -> bool {
        matches!(self, Self::NoData | Self::NxDomain)
    }

    /// Neither records nor an authoritative "no".
    #[must_use]
    pub fn is_error(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Timeout | Self::CnameLoop)
    }
}

/// A CNAME that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name that it led to.
    pub target: Name,
    /// Its time to live, in seconds.
    pub ttl: u32,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What came back.
    pub outcome: Outcome,
    /// Where CNAMEs led to, in order, to the name that answered; empty if the name asked for answered
    /// itself.
    pub aliases: Vec<Alias>,
    /// Where the answer as a whole came from.
    pub origin: Origin,
}

impl Answer {
    /// An answer of the name itself.
    #[must_use]
    pub fn of(outcome: Outcome, origin: Origin) -> Self {
        Self { outcome, aliases: Vec::new(), origin }
    }

    /// The names that CNAMEs led to, in order.
    pub fn targets(&self) -> impl Iterator<Item = &Name> {
        self.aliases.iter().map(|alias| &alias.target)
    }

    /// The records, empty where there are none.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        match &self.outcome {
            Outcome::Records(records) => records,
            _ => &[],
        }
    }
}

/// A question together with what is known about it: an entry of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What was asked.
    pub question: Question,
    /// The answer; `None` while it is unanswered.
    pub answer: Option<Arc<Answer>>,
}

/// The questions of an analysis that have no answer yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unanswered {
    /// The evaluation stands on them.
    pub needed: Vec<Question>,
    /// They could be needed next; asking now saves a round trip.
    pub ahead: Vec<Question>,
}

impl Unanswered {
    /// Notes a question that the evaluation stands on.
    pub fn need(&mut self, question: Question) {
        if !self.needed.contains(&question) {
            self.needed.push(question);
        }
    }

    /// Notes a question that could be needed next.
    pub fn ahead(&mut self, question: Question) {
        if !self.ahead.contains(&question) {
            self.ahead.push(question);
        }
    }

    /// Takes over what another part of the analysis noted; what is needed is not ahead.
    pub fn merge(&mut self, other: Self) {
        other.needed.into_iter().for_each(|q| self.need(q));
        other.ahead.into_iter().for_each(|q| self.ahead(q));
        let needed = &self.needed;
        self.ahead.retain(|q| !needed.contains(q));
    }
}
