//! What one receiver does in words: SPF term by term, its rules, its verdict.

use super::{About, Line, Mark, Said, Teller, WalkText, first};
use crate::case::Lane;
use crate::dns::{Asked, Outcome};
use crate::receiver::{Because, CheckKind, CheckResult, Confidence, Decision, IdentityKind, OpenReason, Verdict};
use crate::spf::{
    Check, Evaluation, Problem, ProblemKind, Qualifier, Records, SpfResult, TermKind, TermOutcome, TermTrace,
};
use crate::text::Shown;
use crate::walk::{Event, LookUp};
use crate::words::common::{self, Sign, Word};
use crate::words::recorded::{self, RecordedText};
use crate::words::{lane, sentence, trace};

/// Lines of a kind that a step shows; of the others only how many there are.
pub(super) const SHOWN: usize = 4;

impl Teller<'_> {
    pub(super) fn inquiry(&self, event: &Event<'_>, receiver: &str) -> Said {
        match event {
            Event::Begins { verdict, checks } => self.begins(verdict, checks, receiver),
            Event::LooksAt { lane } => self.looking(lane),
            Event::Known { evaluation, by } => {
                let (domain, result) = (Shown::new(evaluation.domain.as_str()), evaluation.result.as_str());
                let by = self.receiver(*by);
                let why = if by == receiver { WalkText::KnownHere } else { WalkText::KnownFrom { receiver: &by } };
                let title = WalkText::Known { domain: &domain, result: &result };
                self.say(title, vec![self.result_line(evaluation)], vec![why])
            }
            Event::Record { via, check, problem } => self.record(*via, check, *problem),
            Event::Ranges { terms, ip } => {
                let ip = ip.map(|ip| ip.to_string()).unwrap_or_default();
                let count = terms.len();
                let title = match terms {
                    [one] => self.text(WalkText::RangeWithout { term: &Shown::new(&one.text), ip: &ip }),
                    _ => self.text(WalkText::RangesWithout { count: &count, ip: &ip }),
                };
                let line = |term: &TermTrace| self.term_line(term);
                Said { title, lines: few(terms.iter().map(line)), text: vec![self.text(WalkText::NextTerm)] }
            }
            Event::Term { term, problem } => self.term(term, *problem),
            Event::Without { term, check } => self.without(term, check),
            Event::Returns { term, result } => self.returns(term, *result),
            Event::SpfResult { evaluation } => self.spf_result(evaluation),
            Event::Policy { dmarc } => self.policy(*dmarc),
            Event::Identifier { evaluation } => self.identifier(*evaluation),
            Event::DmarcResult { dmarc } => self.dmarc_result(*dmarc),
            Event::Signatures { found } => self.signatures(found),
            Event::ReverseDns { reverse } => self.reverse_dns(reverse),
            Event::Rule { rule, is_another } => self.rule(rule, *is_another),
            Event::Verdict { verdict } => self.verdict(verdict, receiver),
            _ => Said::default(),
        }
    }

    fn begins(&self, verdict: &Verdict, checks: &[&Because], receiver: &str) -> Said {
        let day = &verdict.as_of;
        let line = |rule: &&Because| {
            let what = self.looks_at(rule);
            let is_spf = rule.check == CheckKind::Spf || rule.or_dkim.is_some();
            let domain = LookUp::of(self.case, rule).and_then(|record| record.domain);
            let domain = domain.map(|name| Shown::new(name.as_str()).to_string()).unwrap_or_default();
            Line::new(Mark::Plain, if is_spf { format!("SPF: {what}") } else { what }).beside(domain)
        };
        let count = checks.len();
        let text = match count {
            0 => WalkText::AsksNothing { day },
            1 => WalkText::AsksOne { day },
            _ => WalkText::AsksSeveral { day, count: &count },
        };
        self.say(WalkText::Begins { receiver: &receiver }, checks.iter().map(line).collect(), vec![text])
    }

    fn looking(&self, lane: &Lane<'_>) -> Said {
        let what = lane.rule.map(|rule| self.looks_at(rule)).unwrap_or_default();
        let domain = lane.domain.map(|name| Shown::new(name.as_str()));
        let is_other =
            lane.rule.is_some_and(|rule| rule.check == CheckKind::Carrier && rule.result == CheckResult::OtherDomain);
        // It is looked at, and nothing is asked about it.
        let from = self.case.identities.header_from.address.as_ref().filter(|_| is_other);
        let domain = from.map_or(domain, |address| Some(Shown::new(address.domain.as_str())));
        let mut text = Vec::new();
        let begins = lane.rule.map(first);
        match (begins.as_ref().map(|rule| rule.check), &domain) {
            (Some(CheckKind::Tls), _) => text.push(WalkText::TlsIs),
            (_, Some(domain)) if is_other => text.push(WalkText::NoCarrier { domain }),
            (Some(CheckKind::Carrier), Some(domain)) => text.push(WalkText::IsCarrier { domain }),
            (_, Some(domain)) => text.push(WalkText::WillAsk { domain }),
            (Some(CheckKind::Dmarc), None) if !self.case.dmarc.each.is_empty() => text.push(WalkText::AsksEach),
            (_, None) => text.push(WalkText::CannotAsk),
        }
        let rows = lane::rows(self.case, &Lane { rule: begins.as_deref(), ..*lane }, self.lang);
        let address = rows.into_iter().find(|row| row.role == lane::Role::Address);
        // Where MAIL FROM is empty, the HELO name stands in for its address.
        let is_null = self.case.identities.mail_from.as_ref().is_some_and(|found| found.value.null_sender);
        let of_mail_from = begins.as_ref().is_some_and(|rule| rule.identity == Some(IdentityKind::MailFrom));
        let helo = domain.as_ref().filter(|_| is_null && of_mail_from);
        let lines = address
            .map(|row| Line::of_address(Mark::Field, "", helo.map_or(&row.text, |helo| helo.as_str()), ""))
            .map(|line| line.lit(About::Subject))
            .into_iter()
            .collect();
        self.say(WalkText::LooksAt { what: &what }, lines, text)
    }

    fn record(&self, via: Option<&TermTrace>, check: &Check, problem: Option<&Problem>) -> Said {
        let domain = Shown::new(check.domain.as_str());
        let term = via.map(|term| Shown::new(&expanded(term)));
        let title = match &term {
            Some(term) => WalkText::GoesTo { term, domain: &domain },
            None => WalkText::AsksAbout { domain: &domain },
        };
        let mut lines = Vec::new();
        if let Some(asked) = &check.asked {
            lines.push(question(asked));
        }
        let mut text = Vec::new();
        let problem = problem.map(|problem| sentence::problem(problem, self.lang));
        match (&check.record, &check.asked) {
            (Some(record), _) => {
                let line = Line::new(Mark::Answer, Shown::new(record).to_string());
                lines.push(match &check.record_origin {
                    Some(origin) => line.beside(trace::origin(origin, self.lang)),
                    None => line,
                });
                text.push(match via.map(|term| term.kind) {
                    _ if problem.is_some() => WalkText::NoUsableRecord,
                    Some(TermKind::Redirect) => WalkText::RedirectAsks,
                    Some(_) => WalkText::IncludeAsks,
                    None => WalkText::RecordSays { domain: &domain },
                });
            }
            (None, Some(Asked { answer: Some(answer), .. })) => {
                let is_none = check.result == SpfResult::None;
                let outcome = match &answer.outcome {
                    Outcome::Records(_) if is_none => trace::TraceText::NoRecord.text(self.lang),
                    outcome => trace::outcome(outcome, self.lang),
                };
                let line = Line::new(Mark::Answer, Shown::new(&outcome).to_string());
                lines.push(line.beside(trace::origin(&answer.origin, self.lang)));
                text.push(match check.result {
                    SpfResult::None => WalkText::RecordIsMissing { domain: &domain },
                    SpfResult::TempError => WalkText::TempError,
                    _ => WalkText::NoUsableRecord,
                });
            }
            (None, asked) => {
                let unanswered = || Line::new(Mark::Answer, trace::TraceText::Unanswered.text(self.lang));
                lines.extend(asked.iter().map(|_| unanswered()));
                text.push(WalkText::NoAnswer);
            }
        }
        let problem = problem.filter(|_| check.result != SpfResult::TempError);
        lines.extend(problem.map(|problem| Line::new(Mark::Signed(Sign::Bad), problem)));
        self.say(title, lines, text)
    }

    fn term_line(&self, term: &TermTrace) -> Line {
        let line = Line::new(Mark::Signed(trace::term_sign(term.outcome)), Shown::new(&expanded(term)).to_string());
        let outcome = trace::term_outcome(term.outcome, self.lang);
        let is_free = matches!(term.kind, TermKind::All | TermKind::Ip4 | TermKind::Ip6);
        // Of a term that was never asked for, nothing was counted.
        if is_free || term.lookups.is_none() {
            return line.beside(outcome);
        }
        line.beside(format!("{outcome}  {}", self.counters(term.lookups, term.void_lookups)))
    }

    fn counters(&self, lookups: Option<u32>, void_lookups: Option<u32>) -> String {
        let (lookups, void_lookups) = trace::counters(lookups, void_lookups);
        trace::TraceText::Counters { lookups: &lookups, void_lookups: &void_lookups }.text(self.lang)
    }

    fn without(&self, term: &TermTrace, check: &Check) -> Said {
        let shown = Shown::new(&expanded(term));
        let mut lines: Vec<Line> = check.asked.iter().map(question).collect();
        if let Some(record) = &check.record {
            lines.push(Line::new(Mark::Answer, Shown::new(record).to_string()));
        }
        lines.push(self.term_line(term));
        let (domain, result) = (Shown::new(check.domain.as_str()), check.result);
        let text = WalkText::IncludeDoesNot { domain: &domain, result: &result };
        self.say(WalkText::TermDoesNot { term: &shown }, lines, vec![text, WalkText::NextTerm])
    }

    fn term(&self, term: &TermTrace, problem: Option<&Problem>) -> Said {
        let shown = Shown::new(&expanded(term));
        let ip = self.case.identities.client.ip.as_ref().map(|found| found.value.to_string()).unwrap_or_default();
        let title = match term.outcome {
            TermOutcome::Match => WalkText::TermMatches { term: &shown },
            TermOutcome::Error => WalkText::TermFails { term: &shown },
            TermOutcome::Pending => WalkText::TermIsOpen { term: &shown },
            _ => WalkText::TermDoesNot { term: &shown },
        };
        let mut lines = self.asked_lines(&term.asked);
        lines.push(self.term_line(term));
        let result = term.qualifier.result();
        let qualifier = match term.qualifier {
            Qualifier::Pass => None,
            Qualifier::Fail => Some("-"),
            Qualifier::SoftFail => Some("~"),
            Qualifier::Neutral => Some("?"),
        };
        let mut text = Vec::new();
        match term.outcome {
            TermOutcome::Match => {
                text.push(match term.kind {
                    TermKind::All => WalkText::AllMatches,
                    TermKind::Ip4 | TermKind::Ip6 => WalkText::RangeHolds { ip: &ip },
                    TermKind::Exists => WalkText::NameMatches,
                    TermKind::Ptr => WalkText::ReverseMatches,
                    _ => WalkText::AddressMatches { ip: &ip },
                });
                text.push(match &qualifier {
                    Some(qualifier) => WalkText::QualifierSays { qualifier, result: &result },
                    None => WalkText::NoQualifier,
                });
            }
            TermOutcome::NoMatch => text.push(WalkText::NextTerm),
            _ => {}
        }
        if let Some(problem) = problem {
            lines.push(Line::new(Mark::Plain, sentence::problem(problem, self.lang)));
            text.push(match problem.kind {
                ProblemKind::LookupLimit | ProblemKind::VoidLookupLimit | ProblemKind::MxLimit => WalkText::LimitEnds,
                ProblemKind::Dns => WalkText::TempError,
                _ => WalkText::ErrorEnds,
            });
        }
        self.say(title, lines, text)
    }

    fn returns(&self, term: &TermTrace, result: SpfResult) -> Said {
        let domain = term.child.as_ref().map(|child| Shown::new(child.domain.as_str())).unwrap_or_default();
        let title = match (term.kind, term.outcome) {
            (TermKind::Redirect, _) => WalkText::RedirectGives { domain: &domain, result: &result },
            (_, TermOutcome::Match) => WalkText::IncludeMatches { domain: &domain },
            _ => WalkText::IncludeFails { domain: &domain, result: &result },
        };
        self.say(title, vec![self.term_line(term)], Vec::new())
    }

    fn result_line(&self, evaluation: &Evaluation) -> Line {
        let name = if evaluation.records == Records::SenderIdPra { "Sender ID" } else { "SPF" };
        let counters = match &evaluation.recorded {
            Some(recorded) => recorded::beside(recorded.by.as_deref(), recorded.dns.as_str(), self.lang),
            None => self.counters(evaluation.lookups, evaluation.void_lookups),
        };
        let is_beside = evaluation.root.record.is_some() || evaluation.recorded.is_some();
        let line = Line::new(Mark::Signed(Sign::from(evaluation.result)), format!("{name} {}", evaluation.result));
        if is_beside { line.beside(counters) } else { line }
    }

    fn spf_result(&self, evaluation: &Evaluation) -> Said {
        let domain = Shown::new(evaluation.domain.as_str());
        let result = evaluation.result;
        let title = match evaluation.records {
            Records::SenderIdPra => WalkText::SenderIdIs { domain: &domain, result: &result },
            Records::Spf => WalkText::SpfIs { domain: &domain, result: &result },
        };
        let mut lines = vec![self.result_line(evaluation)];
        if evaluation.matched.len() > 1 {
            lines.push(Line::new(Mark::Plain, Shown::new(&evaluation.matched.join(" > ")).to_string()));
        }
        let meaning = match result {
            SpfResult::Pass => WalkText::Pass { domain: &domain },
            SpfResult::Fail => WalkText::Fail { domain: &domain },
            SpfResult::SoftFail => WalkText::SoftFail { domain: &domain },
            SpfResult::Neutral => WalkText::Neutral { domain: &domain },
            SpfResult::None => WalkText::None { domain: &domain },
            SpfResult::TempError => WalkText::TempError,
            SpfResult::PermError => WalkText::PermError,
            SpfResult::Pending => WalkText::Pending,
        };
        let mut said = self.say(title, lines, vec![meaning]);
        if evaluation.recorded.is_some() {
            said.text = vec![RecordedText::NotOurs.text(self.lang)];
        }
        if let Some(problem) = &evaluation.problem {
            said.lines.push(Line::new(Mark::Plain, sentence::problem(problem, self.lang)));
        }
        said
    }

    fn rule(&self, rule: &Because, is_another: bool) -> Said {
        let text = Shown::new(&lane::rule_text(rule, self.lang)).to_string();
        let mut lines = vec![Line::new(Mark::Rule, format!("{}  {text}", self.check(rule)))];
        // Of a rule that waits for something else than knowledge, no source is doubtful.
        if matches!(rule.open, None | Some(OpenReason::NotKnown)) {
            let support = Line::new(Mark::Plain, lane::support(rule, self.lang));
            lines.push(match &rule.source {
                Some(source) => support.beside(Shown::new(source).to_string()),
                None => support,
            });
        }
        let support = match (rule.effect, rule.confidence) {
            (Decision::Unknown, _) | (_, Confidence::Unknown) => None,
            (_, Confidence::Documented) => Some(WalkText::Documented),
            (_, Confidence::Measured) => Some(WalkText::Measured),
            (_, Confidence::ThirdParty) => Some(WalkText::ThirdParty),
            (_, Confidence::Inferred) => Some(WalkText::Inferred),
        };
        // That nothing is known, the title says.
        let why = rule.open.filter(|reason| *reason != OpenReason::NotKnown).map(|reason| {
            let why = sentence::open(reason, self.lang);
            self.text(WalkText::OpenBecause { why: &why })
        });
        let why = why.or_else(|| support.map(|text| self.text(text)));
        let result = &self.result(rule);
        let decision = common::decision(rule.effect, self.lang);
        let title = match (rule.effect, rule.open) {
            (Decision::Unknown, None) if rule.check == CheckKind::Tls => return self.said(&text, lines),
            (Decision::Unknown, Some(OpenReason::NotKnown) | None) => WalkText::RuleUnknown { result },
            (Decision::Unknown, Some(_)) => WalkText::RuleOpen { result },
            _ if is_another => WalkText::AnotherRuleMeans { result, decision: &decision },
            _ => WalkText::RuleMeans { result, decision: &decision },
        };
        let severest = is_another.then(|| self.text(WalkText::SeverestWins));
        Said { title: self.text(title), lines, text: why.into_iter().chain(severest).collect() }
    }

    /// A title in words of elsewhere.
    #[allow(clippy::unused_self, reason = "a step like the others")]
    fn said(&self, title: &str, lines: Vec<Line>) -> Said {
        Said { title: title.to_owned(), lines, text: Vec::new() }
    }

    fn verdict(&self, verdict: &Verdict, receiver: &str) -> Said {
        let decision = common::decision(verdict.decision, self.lang);
        let deciding = verdict.because.first();
        let said = deciding.map(|rule| &rule.said);
        let reply = said.and_then(|said| lane::log(said, self.lang).or_else(|| said.reply.clone()));
        let reply = reply.map(|reply| Shown::new(&reply).to_string());
        let code = match verdict.decision {
            Decision::Accept | Decision::Warn | Decision::Junk => Some("250"),
            Decision::Defer => Some("4.."),
            Decision::Reject => Some("5.."),
            Decision::JunkOrReject | Decision::Unknown => None,
        };
        let is_known = reply.is_some();
        let mut lines = Vec::new();
        if let Some(reply) = reply.or_else(|| code.map(str::to_owned)) {
            lines.push(Line::new(Mark::Server, reply).beside(self.text(WalkText::InTheLog)));
        }
        if let Some(shows) = said.and_then(|said| said.shows.as_ref()) {
            let label = Word::Shows.text(self.lang);
            lines.push(Line::new(Mark::Field, format!("{label}: {}", Shown::new(shows))));
        }
        let confidence = common::supported(verdict.confidence, verdict.seen(), self.lang);
        let line = Line::new(Mark::Signed(Sign::from(verdict.decision)), decision.clone());
        lines.push(if verdict.decision == Decision::Unknown { line } else { line.beside(confidence) });
        let why = sentence::all_open(&verdict.open, self.lang);
        let check = deciding.map(|rule| self.check(rule)).unwrap_or_default();
        let result = deciding.map(|rule| self.result(rule)).unwrap_or_default();
        let mut text = Vec::new();
        match verdict.decision {
            Decision::Accept => text.push(WalkText::NothingObjects),
            Decision::Unknown => text.push(WalkText::OpenBecause { why: &why }),
            _ => text.push(WalkText::OneSuffices { check: &check, result: &result }),
        }
        match verdict.decision {
            Decision::Warn => text.push(WalkText::SilentWarning),
            Decision::Junk => text.push(WalkText::SilentInJunk),
            Decision::JunkOrReject => text.push(WalkText::JunkedOrRefused),
            Decision::Defer | Decision::Reject if !is_known => text.push(WalkText::ReplyNotKnown),
            _ => {}
        }
        self.say(WalkText::VerdictIs { receiver: &receiver, decision: &decision }, lines, text)
    }

    /// Questions with their answers.
    pub(super) fn asked_lines(&self, asked: &[Asked]) -> Vec<Line> {
        let mut lines = Vec::new();
        for asked in asked.iter().take(SHOWN) {
            lines.push(question(asked));
            lines.push(match &asked.answer {
                Some(answer) => {
                    let text = Shown::new(&trace::outcome(&answer.outcome, self.lang)).to_string();
                    Line::new(Mark::Answer, text).beside(trace::origin(&answer.origin, self.lang))
                }
                None => Line::new(Mark::Answer, trace::TraceText::Unanswered.text(self.lang)),
            });
        }
        if let Some(more) = asked.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            lines.push(Line::new(Mark::Plain, format!("+{more}")));
        }
        lines
    }
}

pub(super) fn question(asked: &Asked) -> Line {
    let question = &asked.question;
    Line::new(Mark::Question, Shown::new(&format!("{} {}", question.name, question.rtype)).to_string())
}

/// A term as written, with what its macros became.
fn expanded(term: &TermTrace) -> String {
    match &term.expansion {
        Some(expansion) if expansion.before != expansion.after => format!("{} = {}", term.text, expansion.after),
        _ => term.text.clone(),
    }
}

/// The first few lines, and how many more there are.
pub(super) fn few(lines: impl ExactSizeIterator<Item = Line>) -> Vec<Line> {
    let more = lines.len().saturating_sub(SHOWN);
    let mut shown: Vec<Line> = lines.take(SHOWN).collect();
    if more > 0 {
        shown.push(Line::new(Mark::Plain, format!("+{more}")));
    }
    shown
}
