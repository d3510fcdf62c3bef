//! How a record is typed where DNS is hosted: quotes, long texts, the name. What nobody looked up is said
//! to be so; then the plain value is given.

use super::Published;
use crate::dns::{Name, RData};
use crate::receiver::{Source, SourceEntry};
use crate::sender::{Evidence, SenderError, evidence};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::OnceLock;

/// Octets of a character-string (RFC 1035 section 3.3).
const STRING: usize = 255;

/// Whether a form wants quotes around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Quotes {
    /// Quotes, and several quoted strings with a blank between for a long text.
    Wanted,
    /// No quotes.
    None,
    /// Nobody looked it up.
    Unknown,
}

/// What stands in the field for the name of a record at the zone's apex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Apex {
    /// Nothing; other names are written up to the zone.
    Blank,
    /// An `@`; other names are written up to the zone.
    At,
    /// Nobody looked it up.
    Unknown,
}

/// A place where DNS is hosted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsHost {
    /// `route53`
    pub id: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Japanese.
    pub name_ja: String,
    /// What the rules rest on, the best first; empty where nothing was looked up.
    pub evidence: Vec<Evidence>,
    /// Octets that a value may have at the most.
    pub at_most: Option<usize>,
    quotes: Quotes,
    /// Whether a long text is split by the host itself.
    splits: bool,
    /// Octets that one of several strings may have.
    string: usize,
    apex: Apex,
}

/// A record as it is typed at a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The host's id.
    pub host: String,
    /// What goes into the field for the name; may be empty.
    pub name: String,
    /// Whether how names are typed there was looked up; else it is the whole name.
    pub name_looked_up: bool,
    /// What goes into the field for the value.
    pub value: String,
    /// Whether how values are typed there was looked up; else it is the plain value.
    pub value_looked_up: bool,
    /// Whether the value is longer than the host takes.
    pub too_long: bool,
    /// The best source's address.
    pub source: Option<String>,
}

/// All hosts and their sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsHosts {
    /// The hosts in the order in which they are listed.
    pub hosts: Vec<DnsHost>,
    /// The sources.
    pub sources: Vec<Source>,
}

impl DnsHosts {
    /// The hosts that come with the program.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    #[must_use]
    #[allow(clippy::expect_used, reason = "compiled in, and read by a test")]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<DnsHosts> = OnceLock::new();
        BUILTIN.get_or_init(|| read(include_str!("hosts.toml")).expect("the built-in DNS hosts are well-formed"))
    }

    /// The host of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&DnsHost> {
        self.hosts.iter().find(|host| host.id == id)
    }
}

impl DnsHost {
    /// The record as it is typed here.
    #[must_use]
    pub fn typed(&self, record: &Published) -> Typed {
        let strings = || record.text.as_bytes().chunks(self.string).map(<[u8]>::to_vec).collect();
        let quoted = || RData::Txt(strings()).to_string();
        let value = match self.quotes {
            Quotes::Wanted if self.splits => format!("\"{}\"", record.text.replace('\\', "\\\\").replace('"', "\\\"")),
            Quotes::Wanted => quoted(),
            Quotes::None | Quotes::Unknown => record.text.clone(),
        };
        let source = self.evidence.first().and_then(|e| DnsHosts::builtin().sources.get(e.source));
        Typed {
            host: self.id.clone(),
            name: match self.apex {
                Apex::Blank => below_zone(&record.name),
                Apex::At => Some(below_zone(&record.name)).filter(|n| !n.is_empty()).unwrap_or_else(|| "@".to_owned()),
                Apex::Unknown => record.name.to_string(),
            },
            name_looked_up: self.apex != Apex::Unknown,
            value,
            value_looked_up: self.quotes != Quotes::Unknown,
            too_long: self.at_most.is_some_and(|most| record.text.len() > most),
            source: source.map(|source| source.url.clone()),
        }
    }
}

/// The name up to the registrable domain, which is taken for the zone's apex.
fn below_zone(name: &Name) -> String {
    let apex = name.registrable().unwrap_or_else(|| name.clone());
    let rest = name.as_str().strip_suffix(apex.as_str()).unwrap_or_default();
    rest.trim_end_matches('.').to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    sources: BTreeMap<String, SourceEntry>,
    host: Vec<HostEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct HostEntry {
    id: String,
    name: NameEntry,
    quotes: Quotes,
    #[serde(default)]
    splits: bool,
    apex: Apex,
    at_most: Option<usize>,
    string: Option<NonZeroUsize>,
    #[serde(default)]
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameEntry {
    en: String,
    ja: String,
}

fn read(text: &str) -> Result<DnsHosts, SenderError> {
    let error = |text: String| SenderError("remedy/hosts.toml".to_owned(), text);
    let file: FileEntry = toml::from_str(text).map_err(|e| error(e.to_string()))?;
    let source = |(id, entry): (String, SourceEntry)| entry.named(id);
    let sources: Vec<Source> = file.sources.into_iter().map(source).collect();
    let mut hosts = Vec::new();
    for entry in file.host {
        let looked_up = entry.quotes != Quotes::Unknown || entry.apex != Apex::Unknown || entry.at_most.is_some();
        if looked_up == entry.evidence.is_empty() {
            return Err(error(format!("{}: what is known needs evidence, what is unknown has none", entry.id)));
        }
        hosts.push(DnsHost {
            evidence: if looked_up { evidence(&entry.evidence, &sources).map_err(error)? } else { Vec::new() },
            id: entry.id,
            name_en: entry.name.en,
            name_ja: entry.name.ja,
            at_most: entry.at_most,
            quotes: entry.quotes,
            splits: entry.splits,
            string: entry.string.map_or(STRING, NonZeroUsize::get),
            apex: entry.apex,
        });
    }
    Ok(DnsHosts { hosts, sources })
}
