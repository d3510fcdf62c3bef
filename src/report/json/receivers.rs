//! The receivers' profiles as data: rules with their dates, sources and confidence.

use super::evidence::{Both, EvidenceObject, SourceObject, Sources};
use crate::dmarc::Standard;
use crate::dns::Name;
use crate::receiver::{
    CheckKind, Clients, Effect, IdentityKind, On, Period, Phase, Profile, Profiles, Rule, UnknownReceiver,
};
use crate::settings::Day;
use jiff::civil::Date;
use serde::Serialize;

/// The name of the format of `receivers`.
pub const RECEIVERS_SCHEMA: &str = "twofrom.receivers.v1";

#[derive(Serialize)]
struct ReceiversDocument<'a> {
    schema: &'a str,
    receivers: Vec<ReceiverObject<'a>>,
    sources: Vec<SourceObject<'a>>,
}

#[derive(Serialize)]
struct ReceiverObject<'a> {
    id: &'a str,
    name: Both<&'a str>,
    defined_in: Option<&'a str>,
    includes: Option<&'a str>,
    zone: String,
    by_default: bool,
    groups: &'a [String],
    dkim_algorithms: Option<Vec<&'a str>>,
    periods: Vec<PeriodObject<'a>>,
    notes: Both<&'a [String]>,
}

#[derive(Serialize)]
struct PeriodObject<'a> {
    from: Option<String>,
    from_confidence: &'a str,
    until: Option<String>,
    held_on_from: Option<String>,
    standard: Option<&'a str>,
    rules: Vec<RuleObject<'a>>,
}

#[derive(Serialize)]
struct RuleObject<'a> {
    check: &'a str,
    identity: Option<&'a str>,
    records: &'a str,
    or: Option<&'a str>,
    without_from: Option<&'a str>,
    or_identity: Option<&'a str>,
    domains: Vec<&'a str>,
    ipv4_only: bool,
    clients: &'a str,
    effects: Vec<EffectObject<'a>>,
}

#[derive(Serialize)]
struct EffectObject<'a> {
    result: String,
    decision: &'a str,
    may: Vec<&'a str>,
    seen: Option<&'a str>,
    confidence: &'a str,
    evidence: Vec<EvidenceObject<'a>>,
    reply: Option<&'a str>,
    reply_text: Option<&'a str>,
    reply_at: Option<&'a str>,
    shows: Option<&'a str>,
}

/// The profiles as data, or the one of an id.
///
/// # Errors
///
/// [`UnknownReceiver`] where there is no profile of this id.
pub fn receivers(profiles: &Profiles, id: Option<&str>) -> Result<serde_json::Value, UnknownReceiver> {
    let listed: Vec<&Profile> = match id {
        None => profiles.profiles.iter().collect(),
        // A named profile does not depend on the day; of a group those that are in force for good are told.
        Some(id) => profiles.selected(Some(&[id.to_owned()]), Day::Given(Date::MAX))?,
    };
    let mut sources = Sources::new(&profiles.sources);
    let receivers = listed.into_iter().map(|profile| receiver(profile, profiles, &mut sources)).collect();
    Ok(super::value(&ReceiversDocument { schema: RECEIVERS_SCHEMA, receivers, sources: sources.named() }))
}

fn receiver<'a>(profile: &'a Profile, profiles: &Profiles, sources: &mut Sources<'a>) -> ReceiverObject<'a> {
    ReceiverObject {
        id: &profile.id,
        name: Both { en: &profile.name_en, ja: &profile.name_ja },
        defined_in: profile.place.as_deref(),
        includes: profile.includes.as_deref(),
        zone: profiles.zone(profile).iana_name().unwrap_or("UTC").to_owned(),
        by_default: profile.by_default && !profile.is_bulk(),
        groups: &profile.groups,
        dkim_algorithms: profile.dkim_algorithms.as_ref().map(|all| all.iter().map(|one| one.as_str()).collect()),
        periods: profile.periods.iter().map(|period| self::period(period, sources)).collect(),
        notes: Both { en: &profile.notes_en, ja: &profile.notes_ja },
    }
}

fn period<'a>(period: &'a Period, sources: &mut Sources<'a>) -> PeriodObject<'a> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    PeriodObject {
        from: day(period.from),
        from_confidence: period.from_confidence.as_str(),
        until: day(period.until),
        held_on_from: day(period.held_on_from),
        standard: period.dmarc.map(Standard::as_str),
        rules: period.rules.iter().map(|rule| self::rule(rule, sources)).collect(),
    }
}

fn rule<'a>(rule: &'a Rule, sources: &mut Sources<'a>) -> RuleObject<'a> {
    RuleObject {
        check: rule.check.as_str(),
        identity: rule.identity.map(IdentityKind::as_str),
        records: rule.reads.as_str(),
        or: rule.or.map(CheckKind::as_str),
        without_from: rule.without_from.map(IdentityKind::as_str),
        or_identity: rule.or_identity.map(IdentityKind::as_str),
        domains: rule.domains.iter().map(Name::as_str).collect(),
        ipv4_only: rule.clients == Clients::Ipv4,
        clients: rule.clients.as_str(),
        effects: rule.effects.iter().map(|(result, effect)| self::effect(*result, effect, sources)).collect(),
    }
}

fn effect<'a>(result: On, effect: &'a Effect, sources: &mut Sources<'a>) -> EffectObject<'a> {
    let pieces = effect.support.iter().copied().zip(effect.sources.iter().copied());
    EffectObject {
        result: result.to_string(),
        decision: effect.decision.as_str(),
        may: effect.may.iter().map(|decision| decision.as_str()).collect(),
        seen: effect.seen.as_deref(),
        confidence: effect.confidence.as_str(),
        evidence: sources.evidence(pieces),
        reply: effect.said.reply.as_deref(),
        reply_text: effect.said.reply_text.as_deref(),
        reply_at: effect.said.reply_at.map(Phase::as_str),
        shows: effect.said.shows.as_deref(),
    }
}
