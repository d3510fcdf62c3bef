//! `check_host()` (RFC 7208 section 4): from a domain to its record, through its terms to a result. The
//! single terms are [`mechanism`](super::mechanism)'s.

use super::ahead::Ends;
use super::macros::is_toplabel;
use super::record::{Body, Record, Term};
use super::select::{Found, select};
use super::{
    Budget, Check, Evaluation, Problem, ProblemKind, Qualifier, Records, SpfResult, SyntaxError, TermKind, TermOutcome,
    TermTrace,
};
use crate::dns::{Answers, Asked, Name, Outcome, Question, RecordType, Unanswered};
use std::net::IpAddr;

/// The arguments of `check_host()` and what its macros need.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The client's address; without it what does not depend on it is still decided.
    pub ip: Option<IpAddr>,
    /// The domain whose record is asked for.
    pub domain: &'a Name,
    /// Which of its records are read.
    pub records: Records,
    /// The local part of the sender, for `%{l}`; "postmaster" where there is none.
    pub local: &'a str,
    /// The domain of the sender, for `%{o}`.
    pub sender_domain: &'a str,
    /// The HELO name, for `%{h}`.
    pub helo: Option<&'a str>,
    /// The receiving host's name, for `%{r}`.
    pub receiver: &'a str,
    /// Seconds since 1970, for `%{t}`.
    pub now: i64,
}

/// Evaluates SPF for one identity.
#[must_use]
pub fn check_host(request: &Request<'_>, answers: &Answers) -> Evaluation {
    let mut run = Run {
        request,
        // The trace and the networks both want an IPv4-mapped address as IPv4 (section 5).
        ip: request.ip.map(|ip| ip.to_canonical()),
        answers,
        budget: Budget::RFC7208,
        lookups: 0,
        void_lookups: 0,
        chain: Vec::new(),
        problem: None,
        unanswered: Unanswered::default(),
        needs_ip: false,
        ends: Ends::Open,
    };
    let mut root = run.check(request.domain.clone(), None);
    let pending = root.result == SpfResult::Pending;
    let explanation = if root.result == SpfResult::Fail { run.explain(&mut root) } else { None };
    let mut unanswered = Unanswered::default();
    unanswered.merge(run.unanswered);
    let mut matched = Vec::new();
    if !chain(&root, &mut matched) {
        matched.clear();
    }
    Evaluation {
        result: root.result,
        domain: request.domain.clone(),
        records: request.records,
        sender: format!("{}@{}", request.local, request.sender_domain),
        term: deciding(&root).map(|term| term.text.clone()),
        matched,
        lookups: (!pending).then_some(run.lookups),
        void_lookups: (!pending).then_some(run.void_lookups),
        explanation,
        problem: if pending { None } else { run.problem },
        needs_client_ip: pending && run.needs_ip,
        recorded: None,
        unanswered,
        root,
    }
}

/// The term of a record that gave its result.
fn deciding(check: &Check) -> Option<&TermTrace> {
    check.terms.iter().find(|term| match term.outcome {
        TermOutcome::Match | TermOutcome::Error => true,
        TermOutcome::Followed => term.kind == TermKind::Redirect,
        _ => false,
    })
}

/// Notes the terms that led to the one that matched; whether one did.
fn chain(check: &Check, out: &mut Vec<String>) -> bool {
    let Some(term) = deciding(check) else { return false };
    out.push(term.text.clone());
    match &term.child {
        Some(child) if term.outcome != TermOutcome::Error => chain(child, out),
        _ => term.outcome == TermOutcome::Match,
    }
}

/// How a term came out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Match,
    NoMatch,
    /// The result that the evaluation ends with.
    Error(SpfResult),
    Pending,
}

/// Where the evaluation stands: a domain, and the term of its record that is looked at.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub domain: &'a Name,
    pub term: &'a Term<'a>,
}

/// The state of one evaluation.
pub(super) struct Run<'a> {
    pub request: &'a Request<'a>,
    pub ip: Option<IpAddr>,
    pub answers: &'a Answers,
    pub budget: Budget,
    pub lookups: u32,
    pub void_lookups: u32,
    /// The domains whose records are being evaluated, outermost first.
    pub chain: Vec<Name>,
    pub problem: Option<Problem>,
    pub unanswered: Unanswered,
    pub needs_ip: bool,
    /// Once pending: how the part that was looked ahead ends.
    pub ends: Ends,
}

/// Whether a domain is one that `check_host()` takes: more than one label, each of a length that can be
/// asked for, no address (RFC 7208 section 4.3).
pub(super) fn is_checkable(domain: &Name) -> bool {
    let text = domain.as_str();
    domain.check().is_ok()
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"[]".contains(&byte))
        && text.rsplit_once('.').is_some_and(|(_, last)| is_toplabel(last))
}

impl Run<'_> {
    /// Notes what led to an error; what was noted first stays.
    pub fn blame(&mut self, kind: ProblemKind, domain: &Name, term: Option<&Term<'_>>) {
        self.problem.get_or_insert_with(|| Problem {
            kind,
            domain: domain.clone(),
            term: term.map(|term| term.text.to_owned()),
            span: term.map(|term| term.span.clone()),
            syntax: None,
            suggestion: None,
        });
    }

    /// Evaluates a domain; `from` is the include or redirect that names it.
    pub fn check(&mut self, domain: Name, from: Option<At<'_>>) -> Check {
        let mut check = Check {
            domain,
            asked: None,
            record: None,
            record_origin: None,
            terms: Vec::new(),
            result: SpfResult::None,
        };
        let (blamed, term) = match from {
            Some(at) => (at.domain.clone(), Some(at.term)),
            None => (check.domain.clone(), None),
        };
        if !is_checkable(&check.domain) {
            self.blame(ProblemKind::Domain, &blamed, term);
            return check;
        }
        let question = Question::new(check.domain.clone(), RecordType::Txt);
        let answer = self.answers.look_up(&question).map_err(|open| self.unanswered.need(open)).ok();
        check.asked = Some(Asked { question, answer: answer.clone() });
        let Some(answer) = answer else {
            check.result = SpfResult::Pending;
            return check;
        };
        if answer.outcome.is_error() {
            self.blame(ProblemKind::Dns, &blamed, term);
            check.result = SpfResult::TempError;
            return check;
        }
        if self.request.records == Records::SenderIdPra && from.is_none() && answer.outcome == Outcome::NxDomain {
            // The PRA's domain itself does not exist (RFC 4406 section 4.3).
            check.result = SpfResult::Fail;
            return check;
        }
        match select(&answer, self.request.records) {
            Found::None => {}
            Found::Multiple => {
                self.blame(ProblemKind::MultipleRecords, &check.domain, None);
                check.result = SpfResult::PermError;
            }
            Found::Record(text, origin) => {
                (check.terms, check.result) = self.evaluate(&check.domain, &text);
                check.record = Some(text);
                check.record_origin = Some(origin);
            }
        }
        check
    }

    fn evaluate(&mut self, domain: &Name, text: &str) -> (Vec<TermTrace>, SpfResult) {
        let record = Record::parse(text);
        let mut traces: Vec<TermTrace> = record.terms.iter().map(not_reached).collect();
        if let Some(fault) = record.fault.and_then(|index| record.terms.get(index)) {
            self.blame_syntax(domain, fault);
            for trace in traces.iter_mut().filter(|trace| trace.kind == TermKind::Invalid) {
                trace.outcome = TermOutcome::Error;
            }
            return (traces, SpfResult::PermError);
        }
        self.chain.push(domain.clone());
        let result = self.terms(domain, &record, &mut traces);
        self.chain.pop();
        if result != SpfResult::Pending {
            // An explanation that is used is marked so when it is fetched.
            for trace in traces.iter_mut().filter(|trace| trace.kind == TermKind::Exp) {
                trace.outcome = TermOutcome::Ignored;
            }
        }
        (traces, result)
    }

    fn blame_syntax(&mut self, domain: &Name, term: &Term<'_>) {
        let Body::Invalid(error) = &term.body else { return };
        if self.problem.is_some() {
            return;
        }
        let kind = match error {
            SyntaxError::BadMacro(_) => ProblemKind::Macro,
            _ => ProblemKind::Syntax,
        };
        self.blame(kind, domain, Some(term));
        if let Some(problem) = &mut self.problem {
            problem.syntax = Some(error.clone());
            problem.suggestion = term.suggestion();
        }
    }

    /// The mechanisms from left to right, then the redirect (RFC 7208 sections 4.6.2 and 6.1).
    fn terms(&mut self, domain: &Name, record: &Record<'_>, traces: &mut [TermTrace]) -> SpfResult {
        for (index, (term, trace)) in record.terms.iter().zip(traces.iter_mut()).enumerate() {
            if matches!(term.body, Body::Redirect(_) | Body::Exp | Body::Unknown) {
                continue;
            }
            let step = self.mechanism(At { domain, term }, trace);
            trace.outcome = match step {
                Step::Match => TermOutcome::Match,
                Step::NoMatch => TermOutcome::NoMatch,
                Step::Error(_) => TermOutcome::Error,
                Step::Pending => TermOutcome::Pending,
            };
            match step {
                Step::Match => return term.qualifier.result(),
                Step::NoMatch => {}
                Step::Error(result) => return result,
                Step::Pending => {
                    self.ends = match self.ends {
                        Ends::Stop => Ends::Stop,
                        Ends::With(Qualifier::Pass) => Ends::With(term.qualifier),
                        Ends::With(_) | Ends::Open => self.look_ahead(domain, record, index + 1),
                    };
                    return SpfResult::Pending;
                }
            }
        }
        let Some(index) = record.redirect else { return SpfResult::Neutral };
        let (Some(term), Some(trace)) = (record.terms.get(index), traces.get_mut(index)) else {
            return SpfResult::Neutral;
        };
        let result = self.redirect(At { domain, term }, trace);
        trace.outcome = match result {
            SpfResult::Pending => TermOutcome::Pending,
            SpfResult::PermError | SpfResult::TempError => TermOutcome::Error,
            _ => TermOutcome::Followed,
        };
        result
    }
}

/// The trace of a term before it is reached.
fn not_reached(term: &Term<'_>) -> TermTrace {
    TermTrace {
        text: term.text.to_owned(),
        span: term.span.clone(),
        kind: term.kind,
        qualifier: term.qualifier,
        expansion: None,
        domain: None,
        asked: Vec::new(),
        lookups: None,
        void_lookups: None,
        outcome: if term.kind == TermKind::UnknownModifier { TermOutcome::Ignored } else { TermOutcome::NotReached },
        child: None,
    }
}
