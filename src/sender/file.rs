//! The file format of the senders, and its reader.
//!
//! ```toml
//! [sources]
//! C1 = { url = "https://example.com/guide", date = "2024" }
//!
//! [[sender]]
//! id = "example"
//! name = { en = "Example", ja = "Example" }
//! mail-from = { form = "ID@bounce.example.com", domains = ["bounce.example.com"], evidence = ["documented C1"] }
//! include = { domain = "spf.example.com", evidence = ["documented C1"] }     # or, by part of the world:
//! include = { domain = "spf.example.com", or = ["eu.spf.example.com"], evidence = ["documented C1"] }    # or:
//! term = { text = "a:{host}", evidence = ["third-party C1"] }                # {host}: the customer's own host
//! hosts = { names = ["out#.example.com"], evidence = ["measured C1"] }       # or:
//! hosts-of = { sender = "another", evidence = ["documented C1"] }            # a service listed before
//! dkim = { domains = ["example.com"], selectors = ["example1"], evidence = ["measured C1"] }
//! signing = { records = ["<token>._domainkey CNAME <token>.{dkim}"], dkim = "dkim.example.com", evidence = ["documented C1"] }
//! return-path = { label = "bounce", records = ["MX 10 mx.{region}.example.com"], evidence = ["documented C1"] }
//! message-id = { domains = ["example.com"], evidence = ["measured C1"] }
//! headers = [{ name = "X-Example-Id", ends = "x", evidence = ["measured C1"] }]
//! exit = { ip = "192.0.2.1", helo = "out1.example.com", evidence = ["measured C1"] }
//! notes = { en = ["…"], ja = ["…"] }
//!
//! [[sender.region]]                          # the first is the default
//! id = "east"
//! mail-from = "east.example.com"
//! evidence = ["documented C1"]
//! dkim = "dkim.east.example.com"            # where it is not the service's
//! exit = { ip = "192.0.2.2", helo = "out2.east.example.com", evidence = ["measured C1"] }
//! ```
//!
//! `mail-from` without domains means that MAIL FROM is the mailbox itself, with `customer = true` that it is a name
//! which the customer sets up. What is not known is left out.

use super::{
    Authorisation, Envelope, Exit, Fact, HostPattern, Mark, Region, Senders, Service, Setup, Signatures, Whose,
};
use crate::dns::Name;
use crate::message::{Known, Reading};
use crate::receiver::{Confidence, Source, SourceEntry};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// A source and how well it supports a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// How well.
    pub confidence: Confidence,
    /// The source's index.
    pub source: usize,
}

/// Why the senders cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}: {1}")]
pub struct SenderError(pub String, pub String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    sources: BTreeMap<String, SourceEntry>,
    sender: Vec<SenderEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SenderEntry {
    id: String,
    name: Both<String>,
    mail_from: Option<EnvelopeEntry>,
    include: Option<DomainEntry>,
    term: Option<TermEntry>,
    hosts: Option<HostsEntry>,
    hosts_of: Option<HostsOfEntry>,
    dkim: Option<SignaturesEntry>,
    signing: Option<SetupEntry>,
    return_path: Option<SetupEntry>,
    message_id: Option<DomainsEntry>,
    #[serde(default)]
    headers: Vec<HeaderEntry>,
    exit: Option<ExitEntry>,
    #[serde(default)]
    region: Vec<RegionEntry>,
    #[serde(default)]
    notes: Both<Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Both<T> {
    en: T,
    ja: T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvelopeEntry {
    form: String,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    customer: bool,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DomainEntry {
    domain: String,
    #[serde(default)]
    or: Vec<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermEntry {
    text: String,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HostsEntry {
    names: Vec<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HostsOfEntry {
    sender: String,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignaturesEntry {
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    selectors: Vec<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DomainsEntry {
    domains: Vec<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetupEntry {
    label: Option<String>,
    records: Vec<String>,
    dkim: Option<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderEntry {
    name: String,
    ends: Option<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExitEntry {
    ip: IpAddr,
    helo: String,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RegionEntry {
    id: String,
    mail_from: String,
    evidence: Vec<String>,
    dkim: Option<String>,
    exit: Option<ExitEntry>,
}

/// Reads pieces of evidence, each a confidence and the id of a source; the best comes first.
///
/// # Errors
///
/// A sentence about the piece that cannot be read.
pub fn evidence(texts: &[String], sources: &[Source]) -> Result<Vec<Evidence>, String> {
    let piece = |text: &String| {
        let (confidence, id) = text.split_once(' ').ok_or_else(|| format!("{text} is no evidence"))?;
        let known = Confidence::ALL.into_iter().find(|c| c.as_str() == confidence);
        let source = sources.iter().position(|source| source.id == id);
        Ok(Evidence {
            confidence: known.ok_or_else(|| format!("{confidence} is no confidence"))?,
            source: source.ok_or_else(|| format!("there is no source {id}"))?,
        })
    };
    let mut found = texts.iter().map(piece).collect::<Result<Vec<_>, String>>()?;
    if found.is_empty() {
        return Err("a fact without evidence".to_owned());
    }
    found.sort_by_key(|evidence| evidence.confidence);
    Ok(found)
}

/// Reads the senders of several files; each knows the sources and the services of those before it.
pub(super) fn read(files: &[(&str, &str)]) -> Result<Senders, SenderError> {
    let mut senders = Senders::default();
    for (path, text) in files {
        add(&mut senders, text).map_err(|text| SenderError((*path).to_owned(), text))?;
    }
    Ok(senders)
}

fn add(senders: &mut Senders, text: &str) -> Result<(), String> {
    let file: FileEntry = toml::from_str(text).map_err(|error| error.to_string())?;
    for (id, entry) in file.sources {
        if senders.sources.iter().any(|source| source.id == id) {
            return Err(format!("a second source {id}"));
        }
        senders.sources.push(entry.named(id));
    }
    for entry in file.sender {
        let id = entry.id.clone();
        if senders.get(&id).is_ok() {
            return Err(format!("a second sender {id}"));
        }
        let read = service(entry, &senders.sources, &senders.services).map_err(|text| format!("{id}: {text}"))?;
        senders.services.push(read);
    }
    Ok(())
}

fn name(text: &str) -> Result<Name, String> {
    Name::from_unicode(text).map_err(|error| format!("{text} {error}"))
}

fn names(texts: &[String]) -> Result<Vec<Name>, String> {
    texts.iter().map(|text| name(text)).collect()
}

fn envelope(entry: EnvelopeEntry, sources: &[Source]) -> Result<Fact<Envelope>, String> {
    let whose = match (entry.domains.is_empty(), entry.customer) {
        (false, false) => Whose::Service,
        (true, false) => Whose::Mailbox,
        (true, true) => Whose::Customer,
        (false, true) => return Err("MAIL FROM is either the service's or the customer's".to_owned()),
    };
    let value = Envelope { form: entry.form, domains: names(&entry.domains)?, whose };
    Ok(Fact { value, evidence: evidence(&entry.evidence, sources)? })
}

/// The hosts of a service, or those of another one with what says so.
fn hosts(
    own: Option<HostsEntry>,
    of: Option<HostsOfEntry>,
    sources: &[Source],
    before: &[Service],
) -> Result<Option<Fact<Vec<HostPattern>>>, String> {
    let (value, texts) = match (own, of) {
        (Some(own), None) => (own.names.iter().map(|text| HostPattern::new(text)).collect(), own.evidence),
        (None, Some(of)) => {
            let other = before.iter().find(|service| service.id == of.sender && service.hosts_of.is_none());
            let hosts = other.and_then(|other| other.hosts.as_ref());
            (
                hosts.ok_or_else(|| format!("no sender {} with hosts stands before", of.sender))?.value.clone(),
                of.evidence,
            )
        }
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err("either hosts or hosts-of".to_owned()),
    };
    Ok(Some(Fact { value, evidence: evidence(&texts, sources)? }))
}

fn service(entry: SenderEntry, sources: &[Source], before: &[Service]) -> Result<Service, String> {
    let authorisation = match (entry.include, entry.term) {
        (Some(include), None) => {
            let value = Authorisation::Include(names(&[vec![include.domain], include.or].concat())?);
            Some(Fact { value, evidence: evidence(&include.evidence, sources)? })
        }
        (None, Some(term)) => {
            Some(Fact { value: Authorisation::Term(term.text), evidence: evidence(&term.evidence, sources)? })
        }
        (None, None) => None,
        (Some(_), Some(_)) => return Err("either include or term".to_owned()),
    };
    let hosts_of = entry.hosts_of.as_ref().map(|of| of.sender.clone());
    let signatures = |entry: SignaturesEntry| {
        let value = Signatures { domains: names(&entry.domains)?, selectors: entry.selectors };
        Ok::<_, String>(Fact { value, evidence: evidence(&entry.evidence, sources)? })
    };
    let domains = |entry: DomainsEntry| {
        Ok::<_, String>(Fact { value: names(&entry.domains)?, evidence: evidence(&entry.evidence, sources)? })
    };
    let setup = |entry: SetupEntry| {
        let value = Setup { label: entry.label, records: entry.records, dkim: entry.dkim };
        Ok::<_, String>(Fact { value, evidence: evidence(&entry.evidence, sources)? })
    };
    let exit = |entry: ExitEntry| {
        let value = Exit { ip: entry.ip, helo: entry.helo };
        Ok::<_, String>(Fact { value, evidence: evidence(&entry.evidence, sources)? })
    };
    let mark = |entry: HeaderEntry| {
        let field = Known::of(&entry.name).ok_or(format!("{}: a field that nobody reads", entry.name))?;
        // What nobody reads of it, a message that is written anew does not have any more.
        let is_read = match (field.reading(), &entry.ends) {
            (Reading::Ending(ends), Some(end)) => ends.contains(&end.as_str()),
            (_, end) => end.is_none(),
        };
        if !is_read {
            return Err(format!("{}: its end is not read", entry.name));
        }
        let value = Mark { field, ends: entry.ends };
        Ok::<_, String>(Fact { value, evidence: evidence(&entry.evidence, sources)? })
    };
    let region = |entry: RegionEntry| {
        let mail_from = Fact { value: name(&entry.mail_from)?, evidence: evidence(&entry.evidence, sources)? };
        Ok::<_, String>(Region { id: entry.id, mail_from, dkim: entry.dkim, exit: entry.exit.map(exit).transpose()? })
    };
    Ok(Service {
        id: entry.id,
        name_en: entry.name.en,
        name_ja: entry.name.ja,
        mail_from: entry.mail_from.map(|entry| envelope(entry, sources)).transpose()?,
        authorisation,
        hosts: hosts(entry.hosts, entry.hosts_of, sources, before)?,
        hosts_of,
        dkim: entry.dkim.map(signatures).transpose()?,
        signing: entry.signing.map(setup).transpose()?,
        return_path: entry.return_path.map(setup).transpose()?,
        message_id: entry.message_id.map(domains).transpose()?,
        marks: entry.headers.into_iter().map(mark).collect::<Result<_, _>>()?,
        exit: entry.exit.map(exit).transpose()?,
        regions: entry.region.into_iter().map(region).collect::<Result<_, _>>()?,
        notes_en: entry.notes.en,
        notes_ja: entry.notes.ja,
    })
}
