//! Through whom a message was sent, and by what that is seen. Fields and signatures are written by
//! whoever sends; only what the DNS says about the client's address cannot be planted by a stranger.

use super::{Fact, Mark, Senders, Service};
use crate::dkim;
use crate::dns::{Answers, Name, Unanswered};
use crate::identity::{Identities, TakenFrom};
use crate::message::{Known, Message, ends_with, id};
use crate::reverse_dns::{ReverseDns, ReverseResult};
use crate::settings::Settings;
use crate::spf::{Evaluation, Records, Request, SpfResult, check_host};
use std::net::IpAddr;

/// Something by which a service is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clue {
    /// The client's confirmed name is that of a sending host of the service.
    HostName(Name),
    /// The SPF record of the service passes for the client.
    OwnSpf(Name),
    /// The user assumes it.
    Assumed,
    /// MAIL FROM is in the service's domain.
    MailFrom(Name),
    /// The HELO name is that of a sending host.
    Helo(String),
    /// A signature of the service's domain, not verified.
    Dkim(Name),
    /// A signature under a selector that only the service gives, not verified.
    Selector(String),
    /// The Message-ID's domain.
    MessageId(String),
    /// A field that the service writes.
    Field(Known),
}

impl Clue {
    /// Whether a stranger cannot plant it.
    #[must_use]
    pub fn proves(&self) -> bool {
        matches!(self, Self::HostName(_) | Self::OwnSpf(_) | Self::Assumed)
    }

    /// The clue in kebab-case.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::HostName(_) => "host-name",
            Self::OwnSpf(_) => "own-spf",
            Self::Assumed => "assumed",
            Self::MailFrom(_) => "mail-from",
            Self::Helo(_) => "helo",
            Self::Dkim(_) => "dkim",
            Self::Selector(_) => "selector",
            Self::MessageId(_) => "message-id",
            Self::Field(_) => "header",
        }
    }
}

/// A service that a message seems to come through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised<'a> {
    /// The service.
    pub service: &'a Service,
    /// By what, what proves it first.
    pub clues: Vec<Clue>,
    /// Other services that send from the same hosts, and that nothing tells from it.
    pub alike: Vec<&'a Service>,
}

impl Recognised<'_> {
    /// Whether the client itself is the service's.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.clues.iter().any(Clue::proves)
    }
}

/// What a recognition rests on.
#[derive(Clone, Copy, Debug)]
pub struct Evidenced<'a> {
    /// The message.
    pub message: &'a Message,
    /// Who it says it is from.
    pub identities: &'a Identities,
    /// Reverse DNS of the client.
    pub reverse_dns: &'a ReverseDns,
    /// The answers.
    pub answers: &'a Answers,
    /// The settings.
    pub settings: &'a Settings,
}

/// The service that a message comes through: one whose client it is before one that is only hinted at.
/// Questions on which a proof waits go to `unanswered`.
#[must_use]
pub fn recognise<'a>(
    senders: &'a Senders,
    seen: &Evidenced<'_>,
    unanswered: &mut Unanswered,
) -> Option<Recognised<'a>> {
    let mut best: Option<Recognised<'a>> = None;
    for service in &senders.services {
        let mut clues = planted(service, seen);
        if let Some(proof) = proof(service, seen, !clues.is_empty(), unanswered) {
            clues.insert(0, proof);
        }
        let found = Recognised { service, clues, alike: Vec::new() };
        let rank = |r: &Recognised<'_>| (r.is_proven(), r.clues.len());
        if !found.clues.is_empty() && best.as_ref().is_none_or(|best| rank(best) < rank(&found)) {
            best = Some(found);
        }
    }
    if let Some(found) = &mut best
        && found.clues.iter().any(|clue| matches!(clue, Clue::HostName(_) | Clue::Assumed))
    {
        found.alike = alike(senders, found, seen);
    }
    best
}

/// The services with the hosts of the one that was found: all of them where the message bears no trace of that one,
/// else those that it bears a trace of too. A host's name is none, since they share it.
fn alike<'a>(senders: &'a Senders, found: &Recognised<'_>, seen: &Evidenced<'_>) -> Vec<&'a Service> {
    let is_trace = |clue: &Clue| !clue.proves() && !matches!(clue, Clue::Helo(_));
    let told = found.clues.iter().any(is_trace) || found.clues.contains(&Clue::Assumed);
    let whose = |service: &Service| service.hosts_of.clone().unwrap_or_else(|| service.id.clone());
    let hosts = whose(found.service);
    let others = senders.services.iter().filter(|other| other.id != found.service.id && whose(other) == hosts);
    others.filter(|other| !told || planted(other, seen).iter().any(is_trace)).collect()
}

/// What proves that the client is the service's. Its SPF record is asked about only if something else
/// points to the service.
fn proof(service: &Service, seen: &Evidenced<'_>, hinted: bool, unanswered: &mut Unanswered) -> Option<Clue> {
    let ip = seen.identities.client.ip.as_ref()?;
    if ip.taken_from == TakenFrom::Via {
        let assumed = seen.settings.overrides.assumed.as_ref()?;
        return (assumed.service == service.id).then_some(Clue::Assumed);
    }
    if seen.reverse_dns.result == ReverseResult::Pass
        && let Some(name) = seen.reverse_dns.name.as_ref().filter(|name| service.is_host(name))
    {
        return Some(Clue::HostName(name.clone()));
    }
    if !hinted {
        return None;
    }
    let evaluations = own_spf(service, seen);
    if let Some(passed) = evaluations.iter().find(|evaluation| evaluation.result == SpfResult::Pass) {
        return Some(Clue::OwnSpf(passed.domain.clone()));
    }
    let pending = evaluations.into_iter().filter(|evaluation| evaluation.result == SpfResult::Pending);
    pending.for_each(|evaluation| unanswered.merge(evaluation.unanswered));
    None
}

/// What the records that a service keeps for its hosts say of the client; nothing where it keeps none, or there is
/// no client.
#[must_use]
pub fn own_spf(service: &Service, seen: &Evidenced<'_>) -> Vec<Evaluation> {
    let Some(ip) = seen.identities.client.ip.as_ref() else { return Vec::new() };
    let request = |domain| one(domain, ip.value, seen);
    service.includes().iter().map(request).collect()
}

fn one(domain: &Name, ip: IpAddr, seen: &Evidenced<'_>) -> Evaluation {
    let request = Request {
        ip: Some(ip),
        domain,
        local: "postmaster",
        sender_domain: domain.as_str(),
        helo: None,
        receiver: &seen.settings.receiver_name,
        now: seen.settings.now,
        records: Records::Spf,
    };
    check_host(&request, seen.answers)
}

/// What anybody could have written.
fn planted(service: &Service, seen: &Evidenced<'_>) -> Vec<Clue> {
    let mut clues = Vec::new();
    if let Some(domain) = seen.identities.judged_mail_from().and_then(|found| found.value.domain.as_ref())
        && service.writes_at(domain)
    {
        clues.push(Clue::MailFrom(domain.clone()));
    }
    if let Some(helo) = &seen.identities.client.helo_domain
        && service.is_host(helo)
    {
        clues.push(Clue::Helo(helo.as_str().to_owned()));
    }
    if let Some(Fact { value: own, .. }) = &service.dkim {
        let mut signed = dkim::signing_domains(seen.message);
        let of_service = signed.find(|domain| own.domains.iter().any(|own| domain.is_within(own)));
        clues.extend(of_service.map(Clue::Dkim));
        let mut selectors = seen.message.signatures.iter().filter_map(|signature| signature.selector.as_deref());
        let given = selectors.find(|found| own.selectors.iter().any(|given| given.eq_ignore_ascii_case(found)));
        clues.extend(given.map(|selector| Clue::Selector(selector.to_owned())));
    }
    if let Some(domains) = &service.message_id
        && let Some((_, field)) = seen.message.named(Known::MessageId).next()
    {
        let (_, domain) = id(seen.message.value(field));
        let domain = domain.as_deref().map(Name::new);
        if let Some(domain) = domain.filter(|domain| domains.value.iter().any(|own| domain.is_within(own))) {
            clues.push(Clue::MessageId(domain.as_str().to_owned()));
        }
    }
    let marks = service.marks.iter().map(|mark| &mark.value).filter(|mark| bears(seen.message, mark));
    clues.extend(marks.map(|mark| Clue::Field(mark.field)));
    clues
}

/// Whether a message has a field of this kind.
fn bears(message: &Message, mark: &Mark) -> bool {
    message.named(mark.field).any(|(_, field)| match &mark.ends {
        None => true,
        Some(end) => ends_with(message.value(field), end),
    })
}
