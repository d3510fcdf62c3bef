//! Through whom a message was sent, and by what that is seen. Fields and signatures are written by
//! whoever sends; only what the DNS says about the client's address cannot be planted by a stranger.

use super::{Authorisation, Senders, Service};
use crate::dkim;
use crate::dns::{Answers, Name, Unanswered};
use crate::identity::{Identities, TakenFrom};
use crate::message::{Message, decode_text};
use crate::reverse_dns::{ReverseDns, ReverseResult};
use crate::settings::Settings;
use crate::spf::{Evaluation, Records, Request, SpfResult, check_host};

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
    /// The Message-ID's domain.
    MessageId(String),
    /// A field that the service writes.
    Field(String),
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
        let found = Recognised { service, clues };
        let rank = |r: &Recognised<'_>| (r.is_proven(), r.clues.len());
        if !found.clues.is_empty() && best.as_ref().is_none_or(|best| rank(best) < rank(&found)) {
            best = Some(found);
        }
    }
    best
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
    let evaluation = own_spf(service, seen)?;
    match evaluation.result {
        SpfResult::Pass => Some(Clue::OwnSpf(evaluation.domain)),
        SpfResult::Pending => {
            unanswered.merge(evaluation.unanswered);
            None
        }
        _ => None,
    }
}

/// What the record that a service keeps for all its hosts says of the client; `None` where it keeps none, or
/// there is no client.
#[must_use]
pub fn own_spf(service: &Service, seen: &Evidenced<'_>) -> Option<Evaluation> {
    let ip = seen.identities.client.ip.as_ref()?;
    let Authorisation::Include(domain) = &service.authorisation.value else { return None };
    let request = Request {
        ip: Some(ip.value),
        domain,
        local: "postmaster",
        sender_domain: domain.as_str(),
        helo: None,
        receiver: &seen.settings.receiver_name,
        now: seen.settings.now,
        records: Records::Spf,
    };
    Some(check_host(&request, seen.answers))
}

/// What anybody could have written.
fn planted(service: &Service, seen: &Evidenced<'_>) -> Vec<Clue> {
    let mut clues = Vec::new();
    let own = &service.mail_from.value.domains;
    if let Some(domain) = seen.identities.mail_from.as_ref().and_then(|found| found.value.domain.as_ref())
        && own.iter().any(|own| domain.is_within(own))
    {
        clues.push(Clue::MailFrom(domain.clone()));
    }
    if let Some(helo) = &seen.identities.client.helo_domain
        && service.is_host(helo)
    {
        clues.push(Clue::Helo(helo.as_str().to_owned()));
    }
    if let Some(domains) = &service.dkim {
        let signed = dkim::signing_domains(seen.message);
        clues.extend(
            signed.filter(|domain| domains.value.iter().any(|own| domain.is_within(own))).take(1).map(Clue::Dkim),
        );
    }
    if let Some(domains) = &service.message_id
        && let Some((_, field)) = seen.message.named("Message-ID").next()
    {
        let value = decode_text(seen.message.value(field));
        let domain = value.trim_end_matches(['>', ' ']).rsplit_once('@').map(|(_, domain)| Name::new(domain));
        if let Some(domain) = domain.filter(|domain| domains.value.iter().any(|own| domain.is_within(own))) {
            clues.push(Clue::MessageId(domain.as_str().to_owned()));
        }
    }
    for mark in &service.marks {
        let found = seen.message.named(&mark.value.name).any(|(_, field)| match &mark.value.ends {
            None => true,
            Some(end) => decode_text(seen.message.value(field)).trim_end().ends_with(end.as_str()),
        });
        if found {
            clues.push(Clue::Field(mark.value.name.clone()));
        }
    }
    clues
}
