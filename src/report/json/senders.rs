//! The services that send for others as data: facts with their sources and confidence.

use super::evidence::{Both, EvidenceObject, SourceObject, Sources};
use crate::dns::Name;
use crate::sender::{Authorisation, Evidence, Exit, Fact, HostPattern, Region, Senders, Service, Setup, UnknownSender};
use serde::Serialize;

/// The name of the format of `senders`.
pub const SENDERS_SCHEMA: &str = "twofrom.senders.v1";

#[derive(Serialize)]
struct SendersDocument<'a> {
    schema: &'a str,
    senders: Vec<ServiceObject<'a>>,
    sources: Vec<SourceObject<'a>>,
}

#[derive(Serialize)]
struct ServiceObject<'a> {
    id: &'a str,
    name: Both<&'a str>,
    mail_from: Option<FactObject<'a, EnvelopeObject<'a>>>,
    spf: Option<FactObject<'a, SpfObject<'a>>>,
    hosts: Option<FactObject<'a, HostsObject<'a>>>,
    dkim: Option<FactObject<'a, SignaturesObject<'a>>>,
    signing: Option<FactObject<'a, SetupObject<'a>>>,
    return_path: Option<FactObject<'a, SetupObject<'a>>>,
    message_id: Option<FactObject<'a, DomainsObject<'a>>>,
    headers: Vec<FactObject<'a, HeaderObject<'a>>>,
    exit: Option<FactObject<'a, ExitObject<'a>>>,
    regions: Vec<RegionObject<'a>>,
    notes: Both<&'a [String]>,
}

/// A fact and what supports it, the best first.
#[derive(Serialize)]
struct FactObject<'a, T> {
    #[serde(flatten)]
    fact: T,
    evidence: Vec<EvidenceObject<'a>>,
}

#[derive(Serialize)]
struct EnvelopeObject<'a> {
    form: &'a str,
    whose: &'a str,
    domains: Vec<&'a str>,
}

#[derive(Serialize)]
struct SpfObject<'a> {
    include: Vec<&'a str>,
    term: Option<&'a str>,
}

#[derive(Serialize)]
struct HostsObject<'a> {
    names: Vec<&'a str>,
    of: Option<&'a str>,
}

#[derive(Serialize)]
struct SignaturesObject<'a> {
    domains: Vec<&'a str>,
    selectors: &'a [String],
}

#[derive(Serialize)]
struct SetupObject<'a> {
    label: Option<&'a str>,
    records: &'a [String],
    dkim: Option<&'a str>,
}

#[derive(Serialize)]
struct DomainsObject<'a> {
    domains: Vec<&'a str>,
}

#[derive(Serialize)]
struct HeaderObject<'a> {
    name: &'a str,
    ends: Option<&'a str>,
}

#[derive(Serialize)]
struct ExitObject<'a> {
    ip: String,
    helo: &'a str,
}

#[derive(Serialize)]
struct RegionObject<'a> {
    id: &'a str,
    mail_from: FactObject<'a, DomainsObject<'a>>,
    dkim: Option<&'a str>,
    exit: Option<FactObject<'a, ExitObject<'a>>>,
}

/// The services as data, or the one of an id.
///
/// # Errors
///
/// [`UnknownSender`] where there is no service of this id.
pub fn senders(senders: &Senders, id: Option<&str>) -> Result<serde_json::Value, UnknownSender> {
    let listed: Vec<&Service> = match id {
        None => senders.services.iter().collect(),
        Some(id) => vec![senders.get(id)?],
    };
    let mut sources = Sources::new(&senders.sources);
    let services = listed.into_iter().map(|service| self::service(service, &mut sources)).collect();
    Ok(super::value(&SendersDocument { schema: SENDERS_SCHEMA, senders: services, sources: sources.named() }))
}

fn fact<'a, T, U>(fact: &'a Fact<T>, sources: &mut Sources<'a>, of: impl FnOnce(&'a T) -> U) -> FactObject<'a, U> {
    let pieces = fact.evidence.iter().map(|Evidence { confidence, source }| (*confidence, *source));
    FactObject { fact: of(&fact.value), evidence: sources.evidence(pieces) }
}

fn service<'a>(service: &'a Service, sources: &mut Sources<'a>) -> ServiceObject<'a> {
    ServiceObject {
        id: &service.id,
        name: Both { en: &service.name_en, ja: &service.name_ja },
        mail_from: service.mail_from.as_ref().map(|found| {
            fact(found, sources, |envelope| EnvelopeObject {
                form: &envelope.form,
                whose: envelope.whose.as_str(),
                domains: names(&envelope.domains),
            })
        }),
        spf: service.authorisation.as_ref().map(|found| fact(found, sources, spf)),
        hosts: service.hosts.as_ref().map(|found| {
            fact(found, sources, |hosts| HostsObject {
                names: hosts.iter().map(HostPattern::as_str).collect(),
                of: service.hosts_of.as_deref(),
            })
        }),
        dkim: service.dkim.as_ref().map(|found| {
            fact(found, sources, |own| SignaturesObject { domains: names(&own.domains), selectors: &own.selectors })
        }),
        signing: service.signing.as_ref().map(|found| fact(found, sources, setup)),
        return_path: service.return_path.as_ref().map(|found| fact(found, sources, setup)),
        message_id: service
            .message_id
            .as_ref()
            .map(|found| fact(found, sources, |found| DomainsObject { domains: names(found) })),
        headers: service
            .marks
            .iter()
            .map(|mark| {
                fact(mark, sources, |mark| HeaderObject { name: mark.field.name(), ends: mark.ends.as_deref() })
            })
            .collect(),
        exit: service.exit.as_ref().map(|found| fact(found, sources, exit)),
        regions: service.regions.iter().map(|region| self::region(region, sources)).collect(),
        notes: Both { en: &service.notes_en, ja: &service.notes_ja },
    }
}

fn region<'a>(region: &'a Region, sources: &mut Sources<'a>) -> RegionObject<'a> {
    RegionObject {
        id: &region.id,
        mail_from: fact(&region.mail_from, sources, |name| DomainsObject { domains: vec![name.as_str()] }),
        dkim: region.dkim.as_deref(),
        exit: region.exit.as_ref().map(|found| fact(found, sources, exit)),
    }
}

fn names(names: &[Name]) -> Vec<&str> {
    names.iter().map(Name::as_str).collect()
}

fn spf(authorisation: &Authorisation) -> SpfObject<'_> {
    match authorisation {
        Authorisation::Include(domains) => SpfObject { include: names(domains), term: None },
        Authorisation::Term(term) => SpfObject { include: Vec::new(), term: Some(term) },
    }
}

fn setup(setup: &Setup) -> SetupObject<'_> {
    SetupObject { label: setup.label.as_deref(), records: &setup.records, dkim: setup.dkim.as_deref() }
}

fn exit(exit: &Exit) -> ExitObject<'_> {
    ExitObject { ip: exit.ip.to_string(), helo: &exit.helo }
}
