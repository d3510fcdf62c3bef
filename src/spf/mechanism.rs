//! The terms, one by one (RFC 7208 sections 5 and 6.1): what each asks, counts, and compares.

use super::check::{At, Run, Step};
use super::macros::{MacroString, Values};
use super::record::{Body, Prefixes};
use super::{Expansion, ProblemKind, SpfResult, TermKind, TermTrace};
use crate::dns::{Answer, Asked, Name, Question, RData, RecordType};
use std::net::IpAddr;
use std::sync::Arc;

/// A step that ends a term early: an error, or a missing answer.
type Stopped = Step;

/// What a question is asked for.
#[derive(Clone, Copy)]
pub(super) enum For<'a> {
    /// A term: its void lookups count.
    Term(At<'a>),
    /// The explanation, which counts nothing (RFC 7208 section 4.6.4).
    Explanation,
}

impl Run<'_> {
    pub fn mechanism(&mut self, at: At<'_>, trace: &mut TermTrace) -> Step {
        let step = self.step(at, trace).unwrap_or_else(|stopped| stopped);
        if step == Step::Pending {
            (trace.lookups, trace.void_lookups) = (None, None);
        } else if !matches!(at.term.body, Body::Include(_)) {
            self.count_into(trace);
        }
        step
    }

    fn count_into(&self, trace: &mut TermTrace) {
        (trace.lookups, trace.void_lookups) = (Some(self.lookups), Some(self.void_lookups));
    }

    fn step(&mut self, at: At<'_>, trace: &mut TermTrace) -> Result<Step, Stopped> {
        match &at.term.body {
            Body::All => Ok(Step::Match),
            Body::Network(network) => {
                let ip = self.client_ip()?;
                Ok(matching(network.contains(ip)))
            }
            Body::Include(spec) => self.include(at, trace, spec),
            Body::Address(spec, prefixes) if at.term.kind == TermKind::Mx => {
                self.mx(at, trace, spec.as_ref(), *prefixes)
            }
            Body::Address(spec, prefixes) => self.a(at, trace, spec.as_ref(), *prefixes),
            Body::Ptr(spec) => self.ptr(at, trace, spec.as_ref()),
            Body::Exists(spec) => self.exists(at, trace, spec),
            Body::Redirect(_) | Body::Exp | Body::Unknown | Body::Invalid(_) => Ok(Step::NoMatch),
        }
    }

    /// Counts a term that asks the DNS (RFC 7208 section 4.6.4).
    fn count(&mut self, at: At<'_>) -> Result<(), Stopped> {
        self.lookups += 1;
        if self.lookups > self.budget.lookups {
            self.blame(ProblemKind::LookupLimit, at.domain, Some(at.term));
            return Err(Step::Error(SpfResult::PermError));
        }
        Ok(())
    }

    fn client_ip(&mut self) -> Result<IpAddr, Stopped> {
        self.ip.ok_or_else(|| {
            self.needs_ip = true;
            Step::Pending
        })
    }

    /// Asks a question and notes it in the trace.
    pub fn ask(
        &mut self,
        purpose: For<'_>,
        asked: &mut Vec<Asked>,
        name: &Name,
        rtype: RecordType,
    ) -> Result<Arc<Answer>, Stopped> {
        let question = Question::new(name.clone(), rtype);
        let answer = self.answers.look_up(&question).map_err(|open| self.unanswered.need(open)).ok();
        asked.push(Asked { question, answer: answer.clone() });
        let answer = answer.ok_or(Step::Pending)?;
        if let For::Term(at) = purpose
            && answer.outcome.is_void()
        {
            self.void_lookups += 1;
            if self.void_lookups > self.budget.void_lookups {
                self.blame(ProblemKind::VoidLookupLimit, at.domain, Some(at.term));
                return Err(Step::Error(SpfResult::PermError));
            }
        }
        Ok(answer)
    }

    /// Asks a question whose failure is a temperror (RFC 7208 section 5).
    fn ask_surely(
        &mut self,
        at: At<'_>,
        trace: &mut TermTrace,
        name: &Name,
        rtype: RecordType,
    ) -> Result<Arc<Answer>, Stopped> {
        let answer = self.ask(For::Term(at), &mut trace.asked, name, rtype)?;
        if answer.outcome.is_error() {
            self.blame(ProblemKind::Dns, at.domain, Some(at.term));
            return Err(Step::Error(SpfResult::TempError));
        }
        Ok(answer)
    }

    /// The name that a term is about (RFC 7208 section 4.8).
    fn target(&mut self, at: At<'_>, trace: &mut TermTrace, spec: Option<&MacroString<'_>>) -> Result<Name, Stopped> {
        let Some(spec) = spec else {
            trace.domain = Some(at.domain.clone());
            return Ok(at.domain.clone());
        };
        let ip = if spec.needs_ip { Some(self.client_ip()?) } else { self.ip };
        let client_name = match ip {
            Some(ip) if spec.needs_name => self.validated_name(For::Term(at), &mut trace.asked, ip, at.domain)?,
            _ => None,
        };
        let client_name = client_name.as_ref().map(Name::as_str);
        let values = Values { request: self.request, ip, domain: at.domain, client_name };
        // What grows beyond all use is no name that can be asked for, and neither is the root.
        let name = values.expand_name(spec).unwrap_or_else(|| Name::new(""));
        if spec.has_macros {
            trace.expansion = Some(Expansion { before: spec.text.to_owned(), after: name.as_str().to_owned() });
        }
        trace.domain = Some(name.clone());
        Ok(name)
    }

    fn include(&mut self, at: At<'_>, trace: &mut TermTrace, spec: &MacroString<'_>) -> Result<Step, Stopped> {
        let result = self.follow(at, trace, spec)?;
        Ok(match result {
            SpfResult::Pass => Step::Match,
            SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral => Step::NoMatch,
            SpfResult::Pending => Step::Pending,
            SpfResult::TempError | SpfResult::PermError => Step::Error(result),
            SpfResult::None => {
                self.blame(ProblemKind::IncludeNone, at.domain, Some(at.term));
                Step::Error(SpfResult::PermError)
            }
        })
    }

    /// The result of a redirect's target is the record's own (RFC 7208 section 6.1).
    pub fn redirect(&mut self, at: At<'_>, trace: &mut TermTrace) -> SpfResult {
        let Body::Redirect(spec) = &at.term.body else { return SpfResult::Neutral };
        let result = match self.follow(at, trace, spec) {
            Ok(SpfResult::None) => {
                self.blame(ProblemKind::RedirectNone, at.domain, Some(at.term));
                SpfResult::PermError
            }
            Ok(result) | Err(Step::Error(result)) => result,
            Err(_) => SpfResult::Pending,
        };
        if result == SpfResult::Pending {
            (trace.lookups, trace.void_lookups) = (None, None);
        }
        result
    }

    /// Evaluates the target of an include or a redirect.
    fn follow(&mut self, at: At<'_>, trace: &mut TermTrace, spec: &MacroString<'_>) -> Result<SpfResult, Stopped> {
        let counted = self.count(at);
        self.count_into(trace);
        counted?;
        let target = self.target(at, trace, Some(spec));
        self.count_into(trace);
        let target = target?;
        // The same domain gives the same again, for the same client and sender: reaching it is an error.
        if self.chain.contains(&target) {
            self.blame(ProblemKind::Loop, at.domain, Some(at.term));
            return Err(Step::Error(SpfResult::PermError));
        }
        let child = self.check(target, Some(at));
        let result = child.result;
        trace.child = Some(Box::new(child));
        Ok(result)
    }

    fn a(
        &mut self,
        at: At<'_>,
        trace: &mut TermTrace,
        spec: Option<&MacroString<'_>>,
        prefixes: Prefixes,
    ) -> Result<Step, Stopped> {
        self.count(at)?;
        let name = self.target(at, trace, spec)?;
        let ip = self.client_ip()?;
        if name.check().is_err() {
            return Ok(Step::NoMatch);
        }
        let answer = self.ask_surely(at, trace, &name, address_type(ip))?;
        Ok(matching(holds(&answer, ip, prefixes)))
    }

    fn mx(
        &mut self,
        at: At<'_>,
        trace: &mut TermTrace,
        spec: Option<&MacroString<'_>>,
        prefixes: Prefixes,
    ) -> Result<Step, Stopped> {
        self.count(at)?;
        let name = self.target(at, trace, spec)?;
        let ip = self.client_ip()?;
        if name.check().is_err() {
            return Ok(Step::NoMatch);
        }
        let answer = self.ask_surely(at, trace, &name, RecordType::Mx)?;
        let hosts = exchanges(&answer);
        if hosts.len() > self.budget.mx_names {
            self.blame(ProblemKind::MxLimit, at.domain, Some(at.term));
            return Err(Step::Error(SpfResult::PermError));
        }
        for (index, host) in hosts.iter().enumerate() {
            if host.check().is_err() {
                continue;
            }
            match self.ask_surely(at, trace, host, address_type(ip)) {
                Ok(answer) if holds(&answer, ip, prefixes) => return Ok(Step::Match),
                Ok(_) => {}
                Err(Step::Pending) => {
                    self.addresses_ahead(hosts.iter().skip(index + 1).copied(), ip, Some(prefixes));
                    return Err(Step::Pending);
                }
                Err(stopped) => return Err(stopped),
            }
        }
        Ok(Step::NoMatch)
    }

    fn exists(&mut self, at: At<'_>, trace: &mut TermTrace, spec: &MacroString<'_>) -> Result<Step, Stopped> {
        self.count(at)?;
        let name = self.target(at, trace, Some(spec))?;
        if name.check().is_err() {
            return Ok(Step::NoMatch);
        }
        let answer = self.ask_surely(at, trace, &name, RecordType::A)?;
        Ok(matching(!answer.records().is_empty()))
    }

    fn ptr(&mut self, at: At<'_>, trace: &mut TermTrace, spec: Option<&MacroString<'_>>) -> Result<Step, Stopped> {
        self.count(at)?;
        let target = self.target(at, trace, spec)?;
        let ip = self.client_ip()?;
        if target.check().is_err() {
            return Ok(Step::NoMatch);
        }
        let found = self.first_validated(For::Term(at), &mut trace.asked, ip, |name| name.is_within(&target))?;
        Ok(matching(found.is_some()))
    }

    /// The name for `%{p}`: the domain itself, else a name below it, else any (RFC 7208 section 7.3).
    pub fn validated_name(
        &mut self,
        purpose: For<'_>,
        asked: &mut Vec<Asked>,
        ip: IpAddr,
        domain: &Name,
    ) -> Result<Option<Name>, Stopped> {
        let (mut below, mut other) = (None, None);
        let exact = self.first_validated(purpose, asked, ip, |name| {
            if name.is_within(domain) {
                below.get_or_insert_with(|| name.clone());
            } else {
                other.get_or_insert_with(|| name.clone());
            }
            name == domain
        })?;
        Ok(exact.or(below).or(other))
    }

    /// Goes through the names of the client that have its address among theirs (RFC 7208 section 5.5)
    /// up to the first that will do. A DNS error of the PTR question leaves no names, one of a name's
    /// addresses passes over that name.
    fn first_validated(
        &mut self,
        purpose: For<'_>,
        asked: &mut Vec<Asked>,
        ip: IpAddr,
        mut will_do: impl FnMut(&Name) -> bool,
    ) -> Result<Option<Name>, Stopped> {
        let answer = self.ask(purpose, asked, &Name::reverse(ip), RecordType::Ptr)?;
        let names: Vec<&Name> = pointers(&answer).take(self.budget.ptr_names).collect();
        for (index, name) in names.iter().enumerate() {
            if name.check().is_err() {
                continue;
            }
            match self.ask(purpose, asked, name, address_type(ip)) {
                Ok(answer) if holds(&answer, ip, Prefixes::WHOLE) && will_do(name) => {
                    return Ok(Some((*name).clone()));
                }
                Ok(_) => {}
                Err(stopped) => {
                    if stopped == Step::Pending {
                        self.addresses_ahead(names.iter().skip(index + 1).copied(), ip, None);
                    }
                    return Err(stopped);
                }
            }
        }
        Ok(None)
    }
}

fn matching(matches: bool) -> Step {
    if matches { Step::Match } else { Step::NoMatch }
}

/// The type of the records that hold addresses like this one.
pub(super) fn address_type(ip: IpAddr) -> RecordType {
    if ip.is_ipv4() { RecordType::A } else { RecordType::Aaaa }
}

/// Whether an address of the answer has the client's in its network.
pub(super) fn holds(answer: &Answer, ip: IpAddr, prefixes: Prefixes) -> bool {
    answer.records().iter().any(|record| match &record.data {
        RData::A(address) => prefixes.network(IpAddr::V4(*address)).contains(ip),
        RData::Aaaa(address) => prefixes.network(IpAddr::V6(*address)).contains(ip),
        _ => false,
    })
}

/// The hosts of an MX answer by preference, then name.
pub(super) fn exchanges(answer: &Answer) -> Vec<&Name> {
    let mut hosts: Vec<(u16, &Name)> = answer
        .records()
        .iter()
        .filter_map(|record| match &record.data {
            RData::Mx { preference, exchange } => Some((*preference, exchange)),
            _ => None,
        })
        .collect();
    hosts.sort_unstable();
    hosts.into_iter().map(|(_, host)| host).collect()
}

/// The names of a PTR answer as they stand.
pub(super) fn pointers(answer: &Answer) -> impl Iterator<Item = &Name> {
    answer.records().iter().filter_map(|record| match &record.data {
        RData::Ptr(name) => Some(name),
        _ => None,
    })
}
