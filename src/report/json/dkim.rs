//! The `dkim` list of the JSON output: one object a signature.

use super::rests::EvidenceObject;
use crate::case::Case;
use crate::dkim::{DkimResult, Note, Problem, Verification};
use crate::message::{BodyState, Message, Signature};
use crate::settings::Lang;
use crate::words::dkim::explained;
use serde::Serialize;

/// A signature.
#[derive(Serialize)]
pub(super) struct DkimObject<'a> {
    domain: Option<&'a str>,
    selector: Option<&'a str>,
    algorithm: Option<&'a str>,
    canonicalization: String,
    identity: Option<&'a str>,
    result: &'static str,
    problem: Option<&'static str>,
    text: String,
    header: Option<&'static str>,
    body: Option<&'static str>,
    body_bytes: Option<u64>,
    covered_bytes: Option<u64>,
    intact_lines: Option<usize>,
    signed: &'a [String],
    unsigned: &'a [&'static str],
    timestamp: Option<u64>,
    expiration: Option<u64>,
    received: Received,
    key: Option<KeyObject<'a>>,
    notes: Vec<&'static str>,
    field: usize,
    #[serde(flatten)]
    evidence: EvidenceObject<'a>,
}

/// What the expiration was held against.
#[derive(Serialize)]
struct Received {
    at: i64,
    taken_from: &'static str,
}

/// The key that was used.
#[derive(Serialize)]
struct KeyObject<'a> {
    name: &'a str,
    bits: Option<usize>,
    testing: bool,
    record: &'a str,
}

/// All signatures of a message, top first.
pub(super) fn signatures<'a>(case: &'a Case, message: &'a Message) -> Vec<DkimObject<'a>> {
    let pairs = case.dkim.iter().filter_map(|found| Some((found, message.signatures.get(found.signature)?)));
    pairs.map(|(found, signature)| object(case, message, found, signature)).collect()
}

fn object<'a>(
    case: &'a Case,
    message: &'a Message,
    found: &'a Verification,
    signature: &'a Signature,
) -> DkimObject<'a> {
    let body = signature.prepared.as_ref().ok().map(|prepared| &prepared.body);
    let there = body.filter(|body| body.state != BodyState::Absent);
    DkimObject {
        domain: signature.domain.as_deref(),
        selector: signature.selector.as_deref(),
        algorithm: signature.algorithm.as_deref(),
        canonicalization: format!("{}/{}", signature.header_form.as_str(), signature.body_form.as_str()),
        identity: signature.identity.as_deref(),
        result: found.result.as_str(),
        problem: found.problem.as_ref().map(Problem::as_str),
        text: explained(case, message, found, Lang::En).join(" "),
        header: found.header_intact.map(|intact| if intact { "intact" } else { "altered" }),
        body: body.map(|body| body.state.as_str()),
        body_bytes: there.map(|body| body.length),
        covered_bytes: there.map(|body| body.covered),
        intact_lines: body.and_then(|body| match body.state {
            BodyState::Appended { line, .. } => Some(line),
            _ => None,
        }),
        signed: &signature.signed,
        unsigned: &signature.unsigned,
        timestamp: signature.timestamp,
        expiration: signature.expiration,
        received: Received { at: case.receipt.at, taken_from: case.receipt.from.as_str() },
        key: found.key.as_ref().zip(found.asked.as_ref()).map(|(key, asked)| KeyObject {
            name: asked.question.name.as_str(),
            bits: key.bits,
            testing: key.testing,
            record: &key.text,
        }),
        notes: found.notes.iter().copied().map(Note::as_str).collect(),
        field: signature.field,
        evidence: EvidenceObject::of(found.recorded.as_ref(), DkimResult::as_str),
    }
}
