//! What the user asked for, as meaning: the day whose rules hold, the clock, overrides of what is
//! inferred, the receivers that judge. Everything that `analyse()` may depend on besides the message
//! and the DNS answers is here, so that a clock or a host name is a value too.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::net::IpAddr;

pub use jiff::civil::Date;

/// The day whose receiver rules judge the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// The rules of today: of the day of [`Settings::now`] where the receiver is.
    Today,
    /// The rules of the day that the receiving hop stamped, else of the Date field, else of today; where the
    /// receiver is.
    Message,
    /// The rules of this calendar day, for every receiver.
    Day(Date),
}

/// A day, which may depend on where one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// The day of this moment.
    Of(Timestamp),
    /// This calendar day everywhere.
    Given(Date),
}

impl Day {
    /// The calendar day in a time zone.
    #[must_use]
    pub fn in_zone(self, zone: &TimeZone) -> Date {
        match self {
            Self::Of(moment) => zone.to_datetime(moment).date(),
            Self::Given(date) => date,
        }
    }
}

/// A sender as given on the command line (`--mail-from`), taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// `<>`: the null reverse-path.
    Null,
    /// An address; the last `@` splits. No local part or no `@` means postmaster at that domain.
    Address {
        /// The local part as written, never empty.
        local: String,
        /// The domain as written.
        domain: String,
    },
}

impl Sender {
    /// Reads what the user typed: `<>` or nothing is the null sender, angle brackets are taken off.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let text = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
        if text.is_empty() {
            return Self::Null;
        }
        let (local, domain) = text.rsplit_once('@').unwrap_or(("", text));
        let local = if local.is_empty() { "postmaster" } else { local };
        Self::Address { local: local.to_owned(), domain: domain.to_owned() }
    }
}

/// MAIL FROM of a message that is assumed to leave through a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssumedSender {
    /// The service writes an address of this domain, whatever was given to it.
    Domain(String),
    /// The address of the header From.
    HeaderFrom,
    /// Only whoever set it up knows it.
    NotKnown,
}

/// What is assumed where the message does not tell it (`--via`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The service's id.
    pub service: String,
    /// Its region.
    pub region: Option<String>,
    /// An address that the service sends from; `None` where none is known.
    pub ip: Option<IpAddr>,
    /// The HELO name of that address.
    pub helo: Option<String>,
    /// MAIL FROM.
    pub mail_from: AssumedSender,
}

/// What the user says instead of what would be inferred from the message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--ip`
    pub ip: Option<IpAddr>,
    /// `--helo`
    pub helo: Option<String>,
    /// `--mail-from`
    pub mail_from: Option<Sender>,
    /// `--via`; fills only what the message does not tell.
    pub assumed: Option<Assumption>,
    /// The Received field, counted from the top and from 0, whose server is to be looked at as the
    /// receiving one, instead of the one that is found.
    pub receiving_hop: Option<usize>,
}

/// Everything that an analysis depends on besides the message and the answers.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which day's receiver rules judge.
    pub as_of: AsOf,
    /// Seconds since 1970 in UTC: for [`AsOf::Today`], and for the SPF macro `%{t}` (RFC 7208 section 7.3).
    pub now: i64,
    /// The receiving host's name, for the SPF macro `%{r}` (RFC 7208 section 7.3).
    pub receiver_name: String,
    /// What was said instead of inferred.
    pub overrides: Overrides,
    /// A domain of which a signature is supposed, as if the message bore it and it passed: what a remedy comes to
    /// that makes a service sign.
    pub signer: Option<String>,
    /// The ids of the profiles that judge; `None`: all in force on the day except bulk ones.
    pub receivers: Option<Vec<String>>,
}

impl Settings {
    /// Settings with nothing overridden, judged as of the day of `now`, in seconds since 1970.
    #[must_use]
    pub fn new(now: i64) -> Self {
        Self {
            as_of: AsOf::Today,
            now,
            receiver_name: "unknown".to_owned(),
            overrides: Overrides::default(),
            signer: None,
            receivers: None,
        }
    }

    /// The day of [`Settings::now`].
    #[must_use]
    pub fn today(&self) -> Day {
        Day::Of(Timestamp::from_second(self.now).unwrap_or_default())
    }
}

/// The language of what a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English
    En,
    /// Japanese
    Ja,
}

/// The characters that may be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Box drawing and ✓ ✗.
    Unicode,
    /// ASCII only for the program's own drawing.
    Ascii,
}
