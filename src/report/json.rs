//! The JSON output, version 1: types of its own, so that the program's inner types may change.
//! Strings are the message's own text, not sanitised for a screen.

mod claims;
mod dkim;
mod dmarc;
mod evidence;
mod printed;
mod receivers;
mod remedy;
mod rests;
mod senders;
mod spf;

pub use printed::printed;
pub use receivers::{RECEIVERS_SCHEMA, receivers};
pub use senders::{SENDERS_SCHEMA, senders};
pub use spf::{SPF_SCHEMA, spf};

use super::Judged;
use crate::case::Case;
use crate::dmarc::{Policy, Standard};
use crate::dns::{Edit, Name, Question};
use crate::identity::{Found, HeaderIdentity, HeaderProblem};
use crate::message::Span;
use crate::receiver::{Because, IdentityKind, Phase, Reads};
use crate::settings::Lang;
use crate::words::notes;
use claims::{ClaimObject, TransportObject};
use dkim::DkimObject;
use dmarc::DmarcObject;
use remedy::{InsteadObject, RemedyObject, SenderObject, instead, remedies, sender};
use rests::{DecisionObject, EvidenceObject};
use serde::Serialize;
use sha2::{Digest, Sha256};
use spf::{SpfObject, spf_object};

/// A message that was judged, as JSON.
#[derive(Serialize)]
struct MessageObject<'a> {
    source: Source<'a>,
    as_of: String,
    dns: &'a str,
    client: Client<'a>,
    identities: Identities<'a>,
    spf: Spf<'a>,
    sender_id: Option<SpfObject<'a>>,
    dmarc: DmarcObject<'a>,
    dkim: Vec<DkimObject<'a>>,
    reverse_dns: ReverseDns<'a>,
    transport: Option<TransportObject<'a>>,
    claims: Vec<ClaimObject>,
    recorded_decision: Option<DecisionObject<'a>>,
    verdicts: Vec<Verdict<'a>>,
    parting: Option<Parting<'a>>,
    remedies: Vec<RemedyObject<'a>>,
    instead: Option<InsteadObject>,
    sender: Option<SenderObject<'a>>,
    what_if: Vec<String>,
    warnings: Vec<Warning>,
    unanswered: Vec<QuestionObject<'a>>,
}

/// An input that could not be read, as JSON.
#[derive(Serialize)]
struct ErrorObject<'a> {
    source: Source<'a>,
}

#[derive(Serialize)]
struct Source<'a> {
    path: &'a str,
    index: usize,
    bytes: Option<usize>,
    sha256: Option<String>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Client<'a> {
    ip: Option<String>,
    ip_taken_from: Option<&'a str>,
    ip_span: Option<[usize; 2]>,
    helo: Option<&'a str>,
    helo_taken_from: Option<&'a str>,
    helo_span: Option<[usize; 2]>,
    assumed: bool,
}

#[derive(Serialize)]
struct Identities<'a> {
    mail_from: MailFrom<'a>,
    header_from: Header<'a>,
    pra: Pra<'a>,
}

#[derive(Serialize)]
struct MailFrom<'a> {
    address: Option<&'a str>,
    domain: Option<&'a str>,
    taken_from: Option<&'a str>,
    span: Option<[usize; 2]>,
    null_sender: bool,
    assumed: bool,
}

#[derive(Serialize)]
struct Header<'a> {
    address: Option<&'a str>,
    domain: Option<&'a str>,
    taken_from: Option<&'a str>,
    span: Option<[usize; 2]>,
    problem: Option<&'a str>,
    lenient: Option<&'a str>,
}

#[derive(Serialize)]
struct Pra<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    at_hop: Option<&'a str>,
    steps: Vec<StepObject>,
}

/// A step of RFC 4407 section 2: the field that was looked at, by its index in the header, and what
/// came of it.
#[derive(Serialize)]
struct StepObject {
    step: u8,
    field: Option<usize>,
    outcome: &'static str,
}

#[derive(Serialize)]
struct Spf<'a> {
    helo: Option<SpfObject<'a>>,
    header_from: Option<SpfObject<'a>>,
    pra: Option<SpfObject<'a>>,
    mail_from: Option<SpfObject<'a>>,
}

#[derive(Serialize)]
struct ReverseDns<'a> {
    name: Option<&'a str>,
    result: &'a str,
}

#[derive(Serialize)]
struct Verdict<'a> {
    receiver: &'a str,
    as_of: String,
    zone: &'a str,
    decision: &'a str,
    confidence: &'a str,
    open: Vec<&'a str>,
    because: Vec<Reason<'a>>,
    assumed: bool,
    agrees: Option<bool>,
}

#[derive(Serialize)]
struct Reason<'a> {
    check: &'a str,
    identity: Option<&'a str>,
    records: Option<&'a str>,
    result: &'a str,
    standard: Option<&'a str>,
    policy: Option<&'a str>,
    effect: &'a str,
    may: Vec<&'a str>,
    confidence: &'a str,
    source: Option<&'a str>,
    seen: Option<&'a str>,
    reply: Option<&'a str>,
    reply_text: Option<&'a str>,
    reply_at: Option<&'a str>,
    shows: Option<&'a str>,
    #[serde(flatten)]
    evidence: EvidenceObject<'a>,
}

#[derive(Serialize)]
struct Parting<'a> {
    accepts: &'a str,
    rejects: &'a str,
    step: &'a str,
}

#[derive(Serialize)]
struct Warning {
    code: &'static str,
    identity: Option<&'static str>,
    text: String,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    rtype: &'a str,
}

/// The object of a judged message.
#[must_use]
pub fn message(judged: &Judged<'_>) -> serde_json::Value {
    let Judged { case, message, .. } = judged;
    let client = &case.identities.client;
    let needed = judged.needed();
    let object = MessageObject {
        source: Source {
            path: judged.path,
            index: judged.index,
            bytes: Some(message.raw.len()),
            sha256: Some(hex(&Sha256::digest(&message.raw))),
            error: None,
        },
        as_of: case.as_of.to_string(),
        dns: judged.dns,
        client: Client {
            ip: client.ip.as_ref().map(|found| found.value.to_string()),
            ip_taken_from: taken_from(client.ip.as_ref()),
            ip_span: client.ip.as_ref().and_then(|found| span(found.span.as_ref())),
            helo: client.helo.as_ref().map(|found| found.value.as_str()),
            helo_taken_from: taken_from(client.helo.as_ref()),
            helo_span: client.helo.as_ref().and_then(|found| span(found.span.as_ref())),
            assumed: client.assumed,
        },
        identities: identities(case),
        spf: Spf {
            helo: case.spf.get(IdentityKind::Helo).map(spf_object),
            header_from: case.spf.get(IdentityKind::HeaderFrom).map(spf_object),
            pra: case.spf.get(IdentityKind::Pra).map(spf_object),
            mail_from: case.spf.get(IdentityKind::MailFrom).map(spf_object),
        },
        sender_id: case.spf.sender_id.as_ref().map(spf_object),
        dmarc: dmarc::dmarc(case),
        dkim: dkim::signatures(case, message),
        reverse_dns: ReverseDns {
            name: case.reverse_dns.name.as_ref().map(Name::as_str),
            result: case.reverse_dns.result.as_str(),
        },
        transport: claims::transport(message, case),
        claims: claims::claims(message, case),
        recorded_decision: case.recorded_decision.as_ref().map(|found| rests::decision(found, message)),
        verdicts: case
            .verdicts
            .iter()
            .map(|verdict| Verdict {
                receiver: &verdict.receiver,
                as_of: verdict.as_of.to_string(),
                zone: &verdict.zone,
                decision: verdict.decision.as_str(),
                confidence: verdict.confidence.as_str(),
                open: verdict.open.iter().map(|o| o.as_str()).collect(),
                because: verdict.because.iter().map(|because| reason(judged, because)).collect(),
                assumed: case.is_assumed(verdict),
                agrees: case.recorded_decision.as_ref().and_then(|found| found.agrees(verdict)),
            })
            .collect(),
        parting: case.parting.and_then(|parting| {
            Some(Parting {
                accepts: &case.verdicts.get(parting.accepts)?.receiver,
                rejects: &case.verdicts.get(parting.rejects)?.receiver,
                step: parting.step.as_str(),
            })
        }),
        remedies: judged.advice.map(remedies).unwrap_or_default(),
        instead: judged.advice.and_then(|advice| advice.instead.as_ref()).map(instead),
        sender: judged.advice.and_then(|advice| advice.service.as_ref()).map(sender),
        what_if: judged.answers.edits().iter().flat_map(Edit::to_lines).collect(),
        warnings: judged
            .warnings(Lang::En, |_| true)
            .into_iter()
            .map(|(code, text)| Warning { code, identity: None, text })
            .chain(notes::of_case(case, judged.profiles, Lang::En).into_iter().map(|note| Warning {
                code: note.code,
                identity: note.identity.map(IdentityKind::as_str),
                text: note.text,
            }))
            .collect(),
        unanswered: needed.iter().map(question).collect(),
    };
    value(&object)
}

/// The object of an input that could not be read.
#[must_use]
pub fn unreadable(path: &str, index: usize, error: &str) -> serde_json::Value {
    value(&ErrorObject { source: Source { path, index, bytes: None, sha256: None, error: Some(error.to_owned()) } })
}

/// What stands before the first message object of the document of `check --format json`.
pub const BEGINNING: &str = "{\n  \"schema\": \"twofrom.v1\",\n  \"messages\": [\n    ";

/// What stands between two of them.
pub const BETWEEN: &str = ",\n    ";

/// What stands after the last.
pub const END: &str = "\n  ]\n}\n";

/// A message object that is laid out, as it stands in that document: no string of JSON holds a line end.
#[must_use]
pub fn element(object: &str) -> String {
    object.replace('\n', "\n    ")
}

/// These types hold nothing but strings, numbers, lists and options, which JSON always can say.
fn value(object: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(object).unwrap_or_default()
}

fn identities(case: &Case) -> Identities<'_> {
    let identities = &case.identities;
    Identities {
        mail_from: MailFrom {
            address: identities.mail_from.as_ref().map(|found| found.value.address.as_str()),
            domain: identities.mail_from.as_ref().and_then(|found| Some(found.value.domain.as_ref()?.as_str())),
            taken_from: taken_from(identities.mail_from.as_ref()),
            span: identities.mail_from.as_ref().and_then(|found| span(found.span.as_ref())),
            null_sender: identities.mail_from.as_ref().is_some_and(|found| found.value.null_sender),
            assumed: identities.mail_from.as_ref().is_some_and(|found| found.value.assumed),
        },
        header_from: header(&identities.header_from),
        pra: Pra {
            header: header(&identities.pra),
            at_hop: identities.pra_at_hop.as_ref().and_then(|pra| Some(pra.address.as_ref()?.text.as_str())),
            steps: identities
                .pra
                .steps
                .iter()
                .map(|step| StepObject { step: step.step, field: step.field, outcome: step.outcome.as_str() })
                .collect(),
        },
    }
}

/// A byte range of the message.
fn span(span: Option<&Span>) -> Option<[usize; 2]> {
    span.map(|span| [span.start, span.end])
}

fn taken_from<T>(found: Option<&Found<T>>) -> Option<&str> {
    found.map(|found| found.taken_from.as_str())
}

fn header(identity: &HeaderIdentity) -> Header<'_> {
    Header {
        address: identity.address.as_ref().map(|a| a.text.as_str()),
        domain: identity.address.as_ref().map(|a| a.domain.as_str()),
        taken_from: identity.taken_from.as_deref(),
        span: span(identity.address.as_ref().map(|a| &a.span)),
        problem: identity.problem.map(HeaderProblem::as_str),
        lenient: identity.lenient.as_ref().map(|a| a.text.as_str()),
    }
}

fn reason<'a>(judged: &Judged<'a>, because: &'a Because) -> Reason<'a> {
    Reason {
        check: because.check.as_str(),
        identity: because.identity.map(IdentityKind::as_str),
        records: Some(because.reads).filter(|reads| *reads == Reads::SenderId).map(Reads::as_str),
        result: because.result.as_str(),
        standard: because.standard.map(Standard::as_str),
        policy: because.result.policy().map(Policy::as_str),
        effect: because.effect.as_str(),
        may: because.may.iter().map(|decision| decision.as_str()).collect(),
        confidence: because.confidence.as_str(),
        source: because.source.as_deref(),
        seen: because.seen.as_deref(),
        reply: because.said.reply.as_deref(),
        reply_text: because.said.reply_text.as_deref(),
        reply_at: because.said.reply_at.map(Phase::as_str),
        shows: because.said.shows.as_deref(),
        evidence: rests::of_rule(judged, because),
    }
}

fn question(question: &Question) -> QuestionObject<'_> {
    QuestionObject { name: question.name.as_str(), rtype: question.rtype.as_str() }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
