//! Services that send mail for others, as data with evidence: what their envelope looks like, which SPF
//! record speaks for them, and by what their mail is recognised.

mod file;
mod pattern;
mod recognise;
#[cfg(test)]
mod tests;

pub use file::{Evidence, SenderError, evidence};
pub use pattern::HostPattern;
pub use recognise::{Clue, Evidenced, Recognised, own_spf, recognise};

use crate::dns::Name;
use crate::message::Known;
use crate::receiver::Source;
use crate::settings::{AssumedSender, Assumption};
use crate::text::distance;
use std::net::IpAddr;
use std::sync::OnceLock;

/// A fact with what supports it, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// The fact.
    pub value: T,
    /// What supports it.
    pub evidence: Vec<Evidence>,
}

/// How a service writes MAIL FROM where nobody sets one up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The form, for people.
    pub form: String,
    /// The service's own domains in it; empty where it is the customer's.
    pub domains: Vec<Name>,
    /// Whose MAIL FROM is.
    pub whose: Whose,
}

/// Whose the domain of MAIL FROM is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The service's own.
    Service,
    /// That of the mailbox which sends.
    Mailbox,
    /// A name that the customer set up for it, which only the customer knows.
    Customer,
}

impl Whose {
    /// Whose it is, in a word for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Mailbox => "mailbox",
            Self::Customer => "customer",
        }
    }
}

/// What a domain's owner puts into the SPF record for a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorisation {
    /// The record that the service keeps for its hosts; several where it keeps one for each part of the world.
    Include(Vec<Name>),
    /// The customer's own host; `{host}` stands for its name.
    Term(String),
}

/// A field by which mail of a service can be recognised. Anybody can write one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The field, or those whose names begin alike.
    pub field: Known,
    /// What its value ends with.
    pub ends: Option<String>,
}

/// The signatures that a service makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatures {
    /// The domains that it signs for by itself.
    pub domains: Vec<Name>,
    /// The selectors that only it gives to its customers' domains.
    pub selectors: Vec<String>,
}

/// What stands in the DNS so that a service signs with the From domain, or writes MAIL FROM below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The label below the From domain that the records stand at; `None` where each record names its own.
    pub label: Option<String>,
    /// The records, `TYPE VALUE` or `LABELS TYPE VALUE`. What stands in `<...>` only the service knows; `{region}`
    /// and `{dkim}` are the region's.
    pub records: Vec<String>,
    /// What `{dkim}` stands for in a region that has none of its own.
    pub dkim: Option<String>,
}

/// A host that a service was seen to send from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Its address.
    pub ip: IpAddr,
    /// Its HELO name.
    pub helo: String,
}

/// A region of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The region's id.
    pub id: String,
    /// The default MAIL FROM domain there.
    pub mail_from: Fact<Name>,
    /// The domain of its keys, where it is another than the service's.
    pub dkim: Option<String>,
    /// A host there; `None` where none is known.
    pub exit: Option<Fact<Exit>>,
}

/// A service that sends mail for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// `amazon-ses`
    pub id: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Japanese.
    pub name_ja: String,
    /// MAIL FROM; `None` where it is not known.
    pub mail_from: Option<Fact<Envelope>>,
    /// What goes into the SPF record; `None` where nothing does, or it is not known.
    pub authorisation: Option<Fact<Authorisation>>,
    /// The names of its sending hosts; `None` where they are not known.
    pub hosts: Option<Fact<Vec<HostPattern>>>,
    /// The service whose hosts it sends from, where it has none of its own.
    pub hosts_of: Option<String>,
    /// What it signs; `None` where it is not known.
    pub dkim: Option<Fact<Signatures>>,
    /// What the owner of a domain publishes so that it signs with that domain.
    pub signing: Option<Fact<Setup>>,
    /// What the owner of a domain publishes so that MAIL FROM is below that domain; `None` where it is the
    /// mailbox anyway, or comes with signing.
    pub return_path: Option<Fact<Setup>>,
    /// The domains of the Message-IDs that it writes.
    pub message_id: Option<Fact<Vec<Name>>>,
    /// The fields that it writes.
    pub marks: Vec<Fact<Mark>>,
    /// A host that it was seen to send from; regions have their own.
    pub exit: Option<Fact<Exit>>,
    /// Its regions, the default one first.
    pub regions: Vec<Region>,
    /// What is known besides, in English.
    pub notes_en: Vec<String>,
    /// The same in Japanese.
    pub notes_ja: Vec<String>,
}

impl Service {
    /// Whether it sends for mailboxes: MAIL FROM is the mailbox, not an address of the service.
    #[must_use]
    pub fn sends_for_mailboxes(&self) -> bool {
        self.mail_from.as_ref().is_some_and(|fact| fact.value.whose == Whose::Mailbox)
    }

    /// Whether a domain is one that the service itself writes MAIL FROM at.
    #[must_use]
    pub fn writes_at(&self, domain: &Name) -> bool {
        self.own_domains().iter().any(|own| domain.is_within(own))
    }

    /// The records of its hosts that a customer's SPF record includes.
    #[must_use]
    pub fn includes(&self) -> &[Name] {
        match self.authorisation.as_ref().map(|fact| &fact.value) {
            Some(Authorisation::Include(domains)) => domains,
            _ => &[],
        }
    }

    /// Whether a host of this name is one that the service sends from.
    #[must_use]
    pub fn is_host(&self, name: &Name) -> bool {
        self.hosts.iter().flat_map(|fact| &fact.value).any(|pattern| pattern.matches(name))
    }

    fn own_domains(&self) -> &[Name] {
        self.mail_from.as_ref().map_or(&[], |fact| &fact.value.domains)
    }

    /// The region that a host name or a MAIL FROM domain of the service belongs to, the narrowest one.
    #[must_use]
    pub fn region_of(&self, name: &Name) -> Option<&Region> {
        let within = self.regions.iter().filter(|region| name.is_within(&region.mail_from.value));
        within.max_by_key(|region| region.mail_from.value.as_str().len())
    }

    fn assumption(&self, region: Option<&Region>, hosts_of: Option<&Self>) -> Assumption {
        let own = match region {
            Some(region) => region.exit.as_ref(),
            None => self.exit.as_ref(),
        };
        // Where no host of the region is known, one of another region stands for it: the SPF record is the
        // same, the name is not.
        let other = || self.regions.iter().find_map(|region| region.exit.as_ref());
        let exit_of = |other: &'_ Self| other.exit.clone().or_else(|| other.regions.first()?.exit.clone());
        let lent = hosts_of.and_then(exit_of);
        let own = own.or(lent.as_ref());
        let domain = region.map(|region| &region.mail_from.value).or(self.own_domains().first());
        let mail_from = match domain {
            Some(domain) => AssumedSender::Domain(domain.as_str().to_owned()),
            None if self.sends_for_mailboxes() => AssumedSender::HeaderFrom,
            None => AssumedSender::NotKnown,
        };
        Assumption {
            service: self.id.clone(),
            region: region.map(|region| region.id.clone()),
            ip: own.or_else(other).map(|exit| exit.value.ip),
            helo: own.map(|exit| exit.value.helo.clone()),
            mail_from,
        }
    }
}

/// All services and their sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Senders {
    /// The services in the order in which they are listed.
    pub services: Vec<Service>,
    /// The sources of all facts.
    pub sources: Vec<Source>,
}

/// There is no such service, or it has no such region.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no sender {id}")]
pub struct UnknownSender {
    /// The service of which it should be a region; `None` where it should be a service.
    pub region_of: Option<String>,
    /// What was asked for.
    pub id: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
    /// What there is.
    pub known: Vec<String>,
}

impl Senders {
    /// The services that come with the program.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same texts.
    #[must_use]
    #[allow(clippy::expect_used, reason = "compiled in, and read by a test")]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Senders> = OnceLock::new();
        BUILTIN.get_or_init(|| file::read(&BUILTIN_FILES).expect("the built-in senders are well-formed"))
    }

    /// The service of an id.
    ///
    /// # Errors
    ///
    /// [`UnknownSender`] names what was probably meant.
    pub fn get(&self, id: &str) -> Result<&Service, UnknownSender> {
        let known = || self.services.iter().map(|service| service.id.clone()).collect();
        self.services.iter().find(|service| service.id == id).ok_or_else(|| UnknownSender::new(None, id, known()))
    }

    /// The source at an index.
    #[must_use]
    pub fn source(&self, index: usize) -> Option<&Source> {
        self.sources.get(index)
    }

    /// What `--via SERVICE[/REGION]` assumes.
    ///
    /// # Errors
    ///
    /// [`UnknownSender`] for a service or a region that there is not.
    pub fn assume(&self, via: &str) -> Result<Assumption, UnknownSender> {
        let (id, region) = match via.split_once('/') {
            Some((id, region)) => (id, Some(region)),
            None => (via, None),
        };
        let service = self.get(id)?;
        let region = match region {
            None => service.regions.first(),
            Some(wanted) => Some(service.regions.iter().find(|region| region.id == wanted).ok_or_else(|| {
                let known = service.regions.iter().map(|region| region.id.clone()).collect();
                UnknownSender::new(Some(id), wanted, known)
            })?),
        };
        let hosts_of = service.hosts_of.as_ref().and_then(|id| self.get(id).ok());
        Ok(service.assumption(region, hosts_of))
    }
}

impl UnknownSender {
    fn new(region_of: Option<&str>, id: &str, known: Vec<String>) -> Self {
        let wanted = id.to_ascii_lowercase();
        // `ses` and `google` are parts of an id, `sendgird` is a slip.
        let suggestion = known
            .iter()
            .find(|known| wanted.len() > 2 && (known.contains(&wanted) || wanted.contains(known.as_str())))
            .or_else(|| known.iter().min_by_key(|k| distance(&wanted, k)).filter(|k| distance(&wanted, k) <= 2))
            .cloned();
        Self { region_of: region_of.map(ToOwned::to_owned), id: id.to_owned(), suggestion, known }
    }
}

/// The services that come with the program.
const BUILTIN_FILES: [(&str, &str); 3] = [
    ("sender/senders.toml", include_str!("sender/senders.toml")),
    ("sender/services.toml", include_str!("sender/services.toml")),
    ("sender/japan.toml", include_str!("sender/japan.toml")),
];
