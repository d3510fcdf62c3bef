//! What a record costs at the most: a client that nothing matches makes a receiver look at every term.
//! An edited record must stay within the limits for those clients too, not only for the one at hand.

use super::Records;
use super::select::{Found, select};
use super::terms::terms;
use super::{Budget, Qualifier, TermKind};
use crate::dns::{Answers, Name, Question, RData, RecordType};

/// What a record costs at the most, as far as the answers go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Lookup terms (RFC 7208 section 4.6.4).
    pub lookups: u32,
    /// Void lookups that do not depend on macros.
    pub void_lookups: u32,
    /// Whether an answer is missing, so that it may cost more.
    pub open: bool,
    /// What such a client gets; `None` where no term says it.
    pub end: Option<Qualifier>,
}

impl Reach {
    /// Whether it stays within the limits of RFC 7208.
    #[must_use]
    pub fn is_within(self, budget: Budget) -> bool {
        self.lookups <= budget.lookups && self.void_lookups <= budget.void_lookups
    }
}

/// The cost of a record at a domain for clients of IPv4 or of IPv6. Counting stops beyond the limits.
#[must_use]
pub fn reach(domain: &Name, record: &str, ipv4: bool, answers: &Answers) -> Reach {
    let mut walk = Walk { ipv4, answers, reach: Reach::default(), chain: vec![domain.clone()] };
    walk.reach.end = walk.record(domain, record);
    walk.reach
}

struct Walk<'a> {
    ipv4: bool,
    answers: &'a Answers,
    reach: Reach,
    chain: Vec<Name>,
}

impl Walk<'_> {
    /// Walks through a record; what a client gets there that nothing names.
    fn record(&mut self, domain: &Name, record: &str) -> Option<Qualifier> {
        let terms = terms(record);
        let mut redirect = None;
        for term in &terms {
            if self.reach.lookups > Budget::RFC7208.lookups {
                return None;
            }
            // A network of all addresses names everybody.
            let whole = term.text.ends_with("/0");
            match term.kind {
                TermKind::All => return Some(term.qualifier),
                TermKind::Ip4 if whole && self.ipv4 => return Some(term.qualifier),
                TermKind::Ip6 if whole && !self.ipv4 => return Some(term.qualifier),
                TermKind::Redirect => redirect = Some(term),
                TermKind::Include => {
                    self.reach.lookups += 1;
                    if self.target(term.domain.as_ref()) == Some(Qualifier::Pass) {
                        return Some(term.qualifier);
                    }
                }
                TermKind::A | TermKind::Mx => {
                    self.reach.lookups += 1;
                    // Without a value it is about the record's own domain; with macros about nobody knows what.
                    let own = (!term.text.contains(':')).then_some(domain);
                    if let Some(name) = term.domain.as_ref().or(own) {
                        self.hosts(name, term.kind);
                    }
                    if whole {
                        return Some(term.qualifier);
                    }
                }
                TermKind::Ptr | TermKind::Exists => self.reach.lookups += 1,
                _ => {}
            }
        }
        let term = redirect?;
        self.reach.lookups += 1;
        self.target(term.domain.as_ref())
    }

    fn target(&mut self, name: Option<&Name>) -> Option<Qualifier> {
        let name = name.filter(|name| !self.chain.contains(name))?;
        let Some(answer) = self.answers.get(&Question::new(name.clone(), RecordType::Txt)) else {
            self.reach.open = true;
            return None;
        };
        let Found::Record(text, _) = select(&answer, Records::Spf) else { return None };
        self.chain.push(name.clone());
        let end = self.record(name, &text);
        self.chain.pop();
        end
    }

    fn hosts(&mut self, name: &Name, kind: TermKind) {
        if kind == TermKind::A {
            self.addresses(name);
            return;
        }
        match self.answers.get(&Question::new(name.clone(), RecordType::Mx)) {
            None => self.reach.open = true,
            Some(answer) if answer.outcome.is_void() => self.reach.void_lookups += 1,
            Some(answer) => {
                for record in answer.records().iter().take(Budget::RFC7208.mx_names) {
                    if let RData::Mx { exchange, .. } = &record.data
                        && exchange.check().is_ok()
                    {
                        self.addresses(exchange);
                    }
                }
            }
        }
    }

    fn addresses(&mut self, name: &Name) {
        let rtype = if self.ipv4 { RecordType::A } else { RecordType::Aaaa };
        match self.answers.get(&Question::new(name.clone(), rtype)) {
            None => self.reach.open = true,
            Some(answer) if answer.outcome.is_void() => self.reach.void_lookups += 1,
            Some(_) => {}
        }
    }
}
