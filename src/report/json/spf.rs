//! One SPF evaluation as JSON: the object inside a message object, and the document of `spf` with its
//! trace.

use super::rests::EvidenceObject;
use super::{QuestionObject, question, value};
use crate::dns::{Answer, Asked, Name, Origin, Outcome};
use crate::settings::Lang;
use crate::spf::{Evaluation, SpfResult, TermOutcome, TermTrace};
use crate::words::{notes, sentence};
use serde::Serialize;

/// The name of the format of `spf`.
pub const SPF_SCHEMA: &str = "twofrom.spf.v1";

#[derive(Serialize)]
pub(super) struct SpfObject<'a> {
    result: &'a str,
    domain: &'a str,
    term: Option<&'a str>,
    matched: &'a [String],
    lookups: Option<u32>,
    void_lookups: Option<u32>,
    explanation: Option<&'a str>,
    problem: Option<Problem<'a>>,
    #[serde(flatten)]
    evidence: EvidenceObject<'a>,
}

#[derive(Serialize)]
struct Problem<'a> {
    kind: &'a str,
    term: Option<&'a str>,
    text: String,
}

/// One SPF evaluation with its trace, as JSON.
#[derive(Serialize)]
struct SpfReport<'a> {
    schema: &'a str,
    #[serde(flatten)]
    evaluation: SpfObject<'a>,
    trace: Node<'a>,
    notes: Vec<NoteObject>,
    unanswered: Vec<QuestionObject<'a>>,
}

#[derive(Serialize)]
struct NoteObject {
    code: &'static str,
    text: String,
}

/// A node of the trace: a term, with the record that it led to and that record's terms; the root has
/// no term.
#[derive(Serialize)]
struct Node<'a> {
    term: Option<&'a str>,
    span: Option<[usize; 2]>,
    #[serde(rename = "macro")]
    expansion: Option<ExpansionObject<'a>>,
    domain: Option<&'a str>,
    asked: Vec<AskedObject<'a>>,
    record: Option<&'a str>,
    lookups: Option<u32>,
    void_lookups: Option<u32>,
    outcome: &'a str,
    children: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct ExpansionObject<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct AskedObject<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    rtype: &'a str,
    outcome: &'a str,
    rcode: Option<String>,
    records: Vec<String>,
    aliases: Vec<&'a str>,
    from: Option<String>,
}

/// The document of `spf --format json`.
#[must_use]
pub fn spf(evaluation: &Evaluation) -> serde_json::Value {
    value(&SpfReport {
        schema: SPF_SCHEMA,
        evaluation: spf_object(evaluation),
        trace: root(evaluation),
        notes: notes::engines(evaluation, Lang::En)
            .map(|text| NoteObject { code: "engines-differ", text })
            .into_iter()
            .collect(),
        unanswered: evaluation.unanswered.needed.iter().map(question).collect(),
    })
}

/// The object of one evaluation.
pub(super) fn spf_object(evaluation: &Evaluation) -> SpfObject<'_> {
    SpfObject {
        result: evaluation.result.as_str(),
        domain: evaluation.domain.as_str(),
        term: evaluation.term.as_deref(),
        matched: &evaluation.matched,
        lookups: evaluation.lookups,
        void_lookups: evaluation.void_lookups,
        explanation: evaluation.explanation.as_deref(),
        problem: evaluation.problem.as_ref().map(|problem| Problem {
            kind: problem.kind.as_str(),
            term: problem.term.as_deref(),
            text: sentence::problem(problem, Lang::En),
        }),
        evidence: EvidenceObject::of(evaluation.recorded.as_ref(), SpfResult::as_str),
    }
}

fn root(evaluation: &Evaluation) -> Node<'_> {
    let check = &evaluation.root;
    Node {
        term: None,
        span: None,
        expansion: None,
        domain: Some(check.domain.as_str()),
        asked: check.asked.iter().map(asked).collect(),
        record: check.record.as_deref(),
        lookups: evaluation.lookups,
        void_lookups: evaluation.void_lookups,
        outcome: evaluation.result.as_str(),
        children: check.terms.iter().map(node).collect(),
    }
}

fn node(term: &TermTrace) -> Node<'_> {
    let child = term.child.as_deref();
    let record_asked = child.and_then(|child| child.asked.as_ref());
    Node {
        term: Some(&term.text),
        span: Some([term.span.start, term.span.end]),
        expansion: term.expansion.as_ref().map(|e| ExpansionObject { before: &e.before, after: &e.after }),
        domain: term.domain.as_ref().map(Name::as_str),
        asked: term.asked.iter().chain(record_asked).map(asked).collect(),
        record: child.and_then(|child| child.record.as_deref()),
        lookups: term.lookups,
        void_lookups: term.void_lookups,
        outcome: match term.outcome {
            TermOutcome::Match => "match",
            TermOutcome::NoMatch => "no-match",
            TermOutcome::Error => "error",
            TermOutcome::Pending => "pending",
            TermOutcome::NotReached => "not-reached",
            TermOutcome::Followed => "followed",
            TermOutcome::Ignored => "ignored",
        },
        children: child.map(|child| child.terms.iter().map(node).collect()).unwrap_or_default(),
    }
}

fn asked(asked: &Asked) -> AskedObject<'_> {
    let answer = asked.answer.as_deref();
    let (outcome, rcode) = match answer.map(|a| &a.outcome) {
        None => ("unanswered", None),
        Some(Outcome::Records(_)) => ("records", None),
        Some(Outcome::NoData) => ("nodata", None),
        Some(Outcome::NxDomain) => ("nxdomain", None),
        Some(Outcome::Failed(rcode)) => ("failed", Some(rcode.to_string())),
        Some(Outcome::Timeout) => ("timeout", None),
        Some(Outcome::CnameLoop) => ("cname-loop", None),
    };
    let records = answer.map(Answer::records).unwrap_or_default();
    AskedObject {
        name: asked.question.name.as_str(),
        rtype: asked.question.rtype.as_str(),
        outcome,
        rcode,
        records: records.iter().map(|record| record.data.to_string()).collect(),
        aliases: answer.map(|a| a.targets().map(Name::as_str).collect()).unwrap_or_default(),
        from: answer.map(|a| origin(records.first().map_or(&a.origin, |r| &r.origin))),
    }
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::File { path, line } => format!("{path}:{line}"),
        Origin::Server { address, .. } => address.to_string(),
        Origin::WhatIf => "what-if".to_owned(),
    }
}
