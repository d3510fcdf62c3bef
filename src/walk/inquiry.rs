//! What one receiver does: rule by rule, question by question, term by term.

use super::{Discovery, Doubt, Event, Scene, Side, Step, Walk, quiz};
use crate::case::Lane;
use crate::dns::Asked;
use crate::identity::HeaderIdentity;
use crate::receiver::{Because, CheckKind, CheckResult, Decision, IdentityKind, Reads};
use crate::spf::{Check, Evaluation, Problem, SpfResult, TermKind, TermOutcome, TermTrace};

impl<'a> Walk<'a> {
    /// A receiver from the beginning of its check to its verdict; `index` into the case's verdicts.
    pub(super) fn receiver(&mut self, side: Side, index: usize) {
        let case = self.case;
        let Some(verdict) = case.verdicts.get(index) else { return };
        self.scene = Scene::Receiver(side);
        // Several rules may rest on one check: those of a profile and of the one that it includes.
        let mut checks: Vec<(Lane<'a>, Vec<&'a Because>)> = Vec::new();
        for (lane, rule) in case.lanes(index).filter_map(|lane| Some((lane, lane.rule?))) {
            match checks.iter_mut().find(|(known, _)| known.rule.is_some_and(|known| is_same(known, rule))) {
                Some((_, rules)) => rules.push(rule),
                None => checks.push((lane, vec![rule])),
            }
        }
        let first = checks.iter().filter_map(|(_, rules)| rules.first().copied()).collect();
        self.step(Event::Begins { verdict, checks: first }, Vec::new(), quiz::looks_up(case, verdict));
        let deciding = match verdict.decision {
            Decision::Accept => checks.last().and_then(|(_, rules)| rules.first().copied()),
            _ => verdict.because.first(),
        };
        for (lane, rules) in checks {
            self.check(side, lane);
            for (number, rule) in rules.into_iter().enumerate() {
                let quiz = if deciding == Some(rule) { quiz::decision(rule) } else { None };
                self.step(Event::Rule { rule, is_another: number > 0 }, Vec::new(), quiz);
            }
        }
        self.step(Event::Verdict { verdict }, Vec::new(), None);
    }

    /// What is looked at and asked, up to the result.
    fn check(&mut self, side: Side, lane: Lane<'a>) {
        let Some(rule) = lane.rule else { return };
        let lane = self.whole(lane, rule);
        let doubts = if lane.domain.is_none() { self.missing(rule) } else { Vec::new() };
        // Signatures and the client's name are looked at in one step with what comes of them.
        let is_one = matches!(rule.check, CheckKind::Dkim | CheckKind::ReverseDns) && rule.or_dkim.is_none();
        if !is_one {
            self.step(Event::LooksAt { lane }, doubts, None);
        }
        match (rule.check, lane.evaluation) {
            (_, evaluation) if rule.or_dkim.is_some() => {
                if let Some(evaluation) = evaluation {
                    self.evaluation(side, evaluation);
                }
                // A pass of SPF suffices.
                if evaluation.is_none_or(|evaluation| evaluation.result != SpfResult::Pass) {
                    self.signatures();
                }
            }
            (CheckKind::Spf, Some(evaluation)) => self.evaluation(side, evaluation),
            // Of any other domain than a carrier's nothing is asked.
            (CheckKind::Carrier, Some(evaluation))
                if !matches!(rule.result, CheckResult::OtherDomain | CheckResult::Undefined) =>
            {
                self.evaluation(side, evaluation);
            }
            (CheckKind::Dmarc, _) => self.dmarc(side, Discovery::of(self.case, rule.standard)),
            (CheckKind::Dkim, _) => self.signatures(),
            (CheckKind::ReverseDns, _) => self.reverse_dns(),
            _ => {}
        }
    }

    /// What a rule looks at in the first place, where it came to rest on a signature instead.
    fn whole(&self, lane: Lane<'a>, rule: &Because) -> Lane<'a> {
        let Some(identity) = rule.or_dkim else { return lane };
        let evaluation = self.case.spf.get(identity);
        let (domain, record) =
            (evaluation.map(|e| &e.domain), evaluation.and_then(|evaluation| evaluation.root.record.as_deref()));
        Lane { domain, evaluation, record, ..lane }
    }

    /// Why there is nothing that a rule could ask about.
    fn missing(&self, rule: &Because) -> Vec<Doubt<'a>> {
        let identities = &self.case.identities;
        let undefined = |identity: &'a HeaderIdentity| identity.problem.map(|_| Doubt::Undefined(identity));
        let doubt = match (rule.check, rule.or_dkim.or(rule.identity)) {
            (CheckKind::Spf | CheckKind::Dkim, Some(IdentityKind::MailFrom))
                if identities.judged_mail_from().is_none() =>
            {
                Some(Doubt::NoMailFrom)
            }
            (CheckKind::Spf, Some(IdentityKind::Pra)) => undefined(identities.judged_pra()),
            (CheckKind::Spf | CheckKind::Carrier, Some(IdentityKind::HeaderFrom)) | (CheckKind::Dmarc, _) => {
                undefined(&identities.header_from)
            }
            _ => None,
        };
        doubt.into_iter().collect()
    }

    fn evaluation(&mut self, side: Side, evaluation: &'a Evaluation) {
        if let Some((_, by)) = self.walked.iter().find(|(walked, _)| *walked == evaluation) {
            let by = *by;
            self.step(Event::Known { evaluation, by }, Vec::new(), None);
            return;
        }
        self.walked.push((evaluation, side));
        // Where a record stands in, what the DNS gave by then did not lead to the result.
        if evaluation.recorded.is_none() || evaluation.root.terms.is_empty() {
            self.record(None, &evaluation.root, evaluation.problem.as_ref());
        }
        let needs_client = evaluation.needs_client_ip;
        let doubts = if needs_client { vec![Doubt::NoClient] } else { Vec::new() };
        self.step(Event::SpfResult { evaluation }, doubts, quiz::result(evaluation));
    }

    fn record(&mut self, via: Option<&'a TermTrace>, check: &'a Check, problem: Option<&'a Problem>) {
        let here = problem.filter(|problem| problem.domain == check.domain);
        let is_tried = |term: &TermTrace| !matches!(term.outcome, TermOutcome::NotReached | TermOutcome::Ignored);
        let of_record = here.filter(|_| !check.terms.iter().any(is_tried));
        let doubts = check.asked.as_ref().and_then(unanswered).into_iter().collect();
        self.step(Event::Record { via, check, problem: of_record }, doubts, None);
        let mut terms = check.terms.as_slice();
        let decides = terms.iter().rposition(|term| !is_silent(term)).unwrap_or_default();
        let told = self.steps.len() + TOLD;
        while let Some((term, rest)) = terms.split_first() {
            if self.steps.len() >= told && check.terms.len() - terms.len() < decides {
                terms = rest;
                continue;
            }
            let ranges = terms.iter().take_while(|term| is_range_without(term)).count();
            if ranges > 0 {
                let (folded, after) = terms.split_at(ranges);
                let ip = self.case.identities.client.ip.as_ref().map(|found| found.value);
                self.step(Event::Ranges { terms: folded, ip }, Vec::new(), None);
                terms = after;
                continue;
            }
            match (&term.child, term.outcome) {
                _ if is_silent(term) => {}
                (Some(check), TermOutcome::NoMatch) => {
                    self.step(Event::Without { term, check }, Vec::new(), None);
                }
                (Some(child), _) => {
                    self.record(Some(term), child, problem);
                    self.step(Event::Returns { term, result: child.result }, Vec::new(), None);
                }
                (None, _) => {
                    let is_at_fault = term.outcome == TermOutcome::Error;
                    let problem = here.filter(|problem| is_at_fault && problem.term.as_ref() == Some(&term.text));
                    let doubts = term.asked.iter().filter_map(unanswered).collect();
                    self.step(Event::Term { term, problem }, doubts, None);
                }
            }
            terms = rest;
        }
    }

    fn dmarc(&mut self, side: Side, dmarc: Discovery<'a>) {
        for one in dmarc.each() {
            self.dmarc(side, one);
        }
        // The questions are the same, whoever asks them.
        let is_known = |step: &Step<'_>| matches!(step.event, Event::Policy { dmarc: known } if known.is_like(dmarc));
        if dmarc.domain().is_some() && !self.steps.iter().any(is_known) {
            self.step(Event::Policy { dmarc }, dmarc.asked().iter().filter_map(unanswered).collect(), None);
        }
        if dmarc.has_policy() {
            self.identifiers(side);
        }
        self.step(Event::DmarcResult { dmarc }, Vec::new(), None);
    }

    /// What DMARC takes into account: SPF of MAIL FROM, and the signatures.
    fn identifiers(&mut self, side: Side) {
        let evaluation = self.case.spf.get(IdentityKind::MailFrom);
        // What this receiver has looked at already stands there.
        let is_looked_at = |step: &Step<'_>| {
            step.scene == Scene::Receiver(side)
                && match step.event {
                    Event::SpfResult { evaluation: known } | Event::Known { evaluation: known, .. } => {
                        Some(known) == evaluation
                    }
                    Event::Identifier { evaluation: known } => known == evaluation,
                    _ => false,
                }
        };
        if !self.steps.iter().any(is_looked_at) {
            let doubts = if evaluation.is_none() { vec![Doubt::NoMailFrom] } else { Vec::new() };
            self.step(Event::Identifier { evaluation }, doubts, None);
            if let Some(evaluation) = evaluation {
                self.evaluation(side, evaluation);
            }
        }
        if !self.case.dkim.is_empty() {
            self.signatures();
        }
    }

    /// The signatures, verified once by a receiver.
    fn signatures(&mut self) {
        let scene = self.scene;
        if self.steps.iter().any(|step| step.scene == scene && matches!(step.event, Event::Signatures { .. })) {
            return;
        }
        let found = &self.case.dkim;
        let asked = found.iter().filter_map(|signature| signature.asked.as_ref());
        self.step(Event::Signatures { found }, asked.filter_map(unanswered).collect(), None);
    }

    fn reverse_dns(&mut self) {
        let reverse = &self.case.reverse_dns;
        let no_client = self.case.identities.client.ip.is_none().then_some(Doubt::NoClient);
        let doubts = no_client.into_iter().chain(reverse.asked.iter().filter_map(unanswered)).collect();
        self.step(Event::ReverseDns { reverse }, doubts, None);
    }
}

/// Steps of one record, those of the records in it included; beyond, only the term that decides has one. No record
/// of mail that is sent comes near it.
const TOLD: usize = 200;

/// Whether a term has no step: nothing after the one that decides is looked at, and what has no part in the result
/// says nothing.
fn is_silent(term: &TermTrace) -> bool {
    matches!(term.outcome, TermOutcome::NotReached | TermOutcome::Ignored) || term.kind == TermKind::Exp
}

/// Whether two rules rest on the same evaluation.
fn is_same(one: &Because, other: &Because) -> bool {
    let key = |rule: &Because| (rule.check, rule.identity, rule.or_dkim, rule.reads == Reads::SenderId);
    key(one) == key(other)
}

fn is_range_without(term: &TermTrace) -> bool {
    matches!(term.kind, TermKind::Ip4 | TermKind::Ip6) && term.outcome == TermOutcome::NoMatch
}

fn unanswered(asked: &Asked) -> Option<Doubt<'_>> {
    asked.answer.is_none().then_some(Doubt::Unanswered(&asked.question))
}
