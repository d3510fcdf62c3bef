//! Questions that could be needed next: once a term is pending, the rest of what is known is looked
//! through for names to ask for at once. Nothing here changes a counter, a trace or a result.

use super::Qualifier;
use super::TermKind;
use super::check::{Run, is_checkable};
use super::macros::{MacroString, Values};
use super::mechanism::{address_type, exchanges, holds, pointers};
use super::record::{Body, Prefixes, Record};
use super::select::{Found, select};
use crate::dns::{Name, Question, RecordType};
use std::net::IpAddr;

/// How a record that was looked ahead in ends, if it is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// It may come to nothing: what stands after it can be reached.
    Open,
    /// With this qualifier at the latest.
    With(Qualifier),
    /// With an error, or at the limit of lookup terms: nothing after it can be needed.
    Stop,
}

impl Run<'_> {
    /// Looks through the terms of a record from `first` on. `self.lookups` goes on counting: from a
    /// pending term on it is the number of lookup terms that are known to precede the next one.
    pub fn look_ahead(&mut self, domain: &Name, record: &Record<'_>, first: usize) -> Ends {
        for term in record.terms.iter().skip(first) {
            match &term.body {
                Body::All => return Ends::With(term.qualifier),
                Body::Network(network) if self.ip.is_some_and(|ip| network.contains(ip)) => {
                    return Ends::With(term.qualifier);
                }
                Body::Network(_) | Body::Redirect(_) | Body::Exp | Body::Unknown | Body::Invalid(_) => continue,
                _ => {}
            }
            if self.lookups >= self.budget.lookups {
                return Ends::Stop;
            }
            self.lookups += 1;
            let ends = match &term.body {
                Body::Include(spec) => match self.target_ahead(domain, spec) {
                    Ends::With(Qualifier::Pass) => Ends::With(term.qualifier),
                    Ends::With(_) | Ends::Open => Ends::Open,
                    Ends::Stop => Ends::Stop,
                },
                Body::Address(spec, _) => match self.name_ahead(domain, spec.as_ref()) {
                    Some(name) if term.kind == TermKind::Mx => self.mx_ahead(&name),
                    Some(name) => self.a_ahead(name),
                    None => Ends::Open,
                },
                Body::Ptr(_) => self.ptr_ahead(),
                _ => Ends::Open,
            };
            if ends != Ends::Open {
                return ends;
            }
        }
        let redirect = record.redirect.and_then(|index| record.terms.get(index));
        let Some(Body::Redirect(spec)) = redirect.map(|term| &term.body) else { return Ends::Open };
        if self.lookups >= self.budget.lookups {
            return Ends::Stop;
        }
        self.lookups += 1;
        self.target_ahead(domain, spec)
    }

    /// The name of a term, if it is known: no macro in it but `%{d}`.
    fn name_ahead(&self, domain: &Name, spec: Option<&MacroString<'_>>) -> Option<Name> {
        let name = match spec {
            None => domain.clone(),
            Some(spec) if spec.beyond_domain => return None,
            Some(spec) => Values { request: self.request, ip: self.ip, domain, client_name: None }.expand_name(spec)?,
        };
        name.check().is_ok().then_some(name)
    }

    /// The record of an include or a redirect: its question, or what stands in it.
    fn target_ahead(&mut self, domain: &Name, spec: &MacroString<'_>) -> Ends {
        if spec.beyond_domain {
            return Ends::Open;
        }
        let Some(target) = self.name_ahead(domain, Some(spec)) else { return Ends::Stop };
        if !is_checkable(&target) || self.chain.contains(&target) {
            return Ends::Stop;
        }
        let question = Question::new(target.clone(), RecordType::Txt);
        let answer = match self.answers.look_up(&question) {
            Ok(answer) => answer,
            Err(open) => {
                self.unanswered.ahead(open);
                return Ends::Open;
            }
        };
        let Found::Record(text, _) = select(&answer, self.request.records) else { return Ends::Stop };
        let record = Record::parse(&text);
        if record.fault.is_some() {
            return Ends::Stop;
        }
        self.chain.push(target.clone());
        let ends = self.look_ahead(&target, &record, 0);
        self.chain.pop();
        ends
    }

    fn a_ahead(&mut self, name: Name) -> Ends {
        let Some(ip) = self.ip else { return Ends::Open };
        let question = Question::new(name, address_type(ip));
        match self.answers.look_up(&question) {
            Err(open) => self.unanswered.ahead(open),
            Ok(answer) if answer.outcome.is_error() => return Ends::Stop,
            Ok(_) => {}
        }
        Ends::Open
    }

    fn mx_ahead(&mut self, name: &Name) -> Ends {
        let question = Question::new(name.clone(), RecordType::Mx);
        let answer = match self.answers.look_up(&question) {
            Ok(answer) => answer,
            Err(open) => {
                self.unanswered.ahead(open);
                return Ends::Open;
            }
        };
        let hosts = exchanges(&answer);
        if answer.outcome.is_error() || hosts.len() > self.budget.mx_names {
            return Ends::Stop;
        }
        if let Some(ip) = self.ip {
            self.addresses_ahead(hosts.into_iter(), ip, None);
        }
        Ends::Open
    }

    fn ptr_ahead(&mut self) -> Ends {
        if let Some(ip) = self.ip
            && let Some(answer) = self.answers.get(&Question::new(Name::reverse(ip), RecordType::Ptr))
        {
            self.addresses_ahead(pointers(&answer).take(self.budget.ptr_names), ip, None);
        }
        Ends::Open
    }

    /// The address questions of hosts; with `prefixes`, up to a host that is known to match.
    pub fn addresses_ahead<'n>(
        &mut self,
        hosts: impl Iterator<Item = &'n Name>,
        ip: IpAddr,
        prefixes: Option<Prefixes>,
    ) {
        for host in hosts.filter(|host| host.check().is_ok()) {
            let question = Question::new(host.clone(), address_type(ip));
            match self.answers.look_up(&question) {
                Err(open) => self.unanswered.ahead(open),
                Ok(answer) if prefixes.is_some_and(|prefixes| holds(&answer, ip, prefixes)) => return,
                Ok(_) => {}
            }
        }
    }
}
