//! Answers written as a zone file, so that a case can be replayed: records and CNAMEs as records, what a
//! master file cannot say in `;@` lines. There is no SOA in it: what was not asked stays unanswered.

use super::{Alias, Answer, Edit, Name, Origin, Outcome, Question, RecordType};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Answers on their way into a zone file, in the order in which they were used. What-ifs are left out.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    used: Vec<(Question, Arc<Answer>)>,
    /// Where each question stands in `used`.
    places: HashMap<Question, usize>,
    /// The names and types that a what-if spoke for: what it said is not written.
    supposed: HashSet<Question>,
    contradictions: usize,
}

/// What the file says: one alias a name, one outcome a question.
#[derive(Default)]
struct Said<'a> {
    aliases: HashMap<&'a Name, Alias>,
    outcomes: HashMap<Question, &'a Outcome>,
}

impl Snapshot {
    /// Adds an answer that was used, with the what-ifs that it was used under.
    pub fn add(&mut self, question: &Question, answer: &Arc<Answer>, edits: &[Edit]) {
        self.supposed.extend(edits.iter().map(|edit| edit.question.clone()));
        match self.places.get(question).and_then(|at| self.used.get(*at)) {
            Some((_, earlier)) if same(&earlier.outcome, &answer.outcome) => {}
            Some(_) => self.contradictions += 1,
            None => {
                self.places.insert(question.clone(), self.used.len());
                self.used.push((question.clone(), Arc::clone(answer)));
            }
        }
    }

    /// How many answers differ from an earlier one to the same question and are not in the file: the
    /// zone files beside several messages can contradict each other.
    #[must_use]
    pub fn contradictions(&self) -> usize {
        self.contradictions
    }

    /// The zone file.
    #[must_use]
    pub fn to_zone(&self) -> String {
        let mut said = Said::default();
        // What a name answered itself stands before what an alias of it says.
        let (direct, aliased): (Vec<_>, Vec<_>) = self.used.iter().partition(|(_, a)| a.aliases.is_empty());
        for (question, answer) in direct.into_iter().chain(aliased) {
            self.say(&mut said, question, answer);
        }
        let mut lines = vec!["; DNS answers as they were used".to_owned()];
        let mut written = HashSet::new();
        for (question, answer) in &self.used {
            for name in std::iter::once(&question.name).chain(answer.targets()) {
                let mut new = Vec::new();
                if let Some(alias) = said.aliases.get(name) {
                    let (name, target) = (name.to_zone_absolute(), alias.target.to_zone_absolute());
                    new.push(format!("{name} {} CNAME {target}", alias.ttl));
                }
                let here = Question::new(name.clone(), question.rtype);
                if let Some(outcome) = said.outcomes.get(&here) {
                    new.extend(write(&here, outcome, said.aliases.contains_key(name)));
                }
                // A record set can hold the same record twice, and is written whole or not at all.
                if new.iter().any(|line| !written.contains(line)) {
                    lines.extend(new.iter().filter(|line| !written.contains(*line)).cloned());
                    written.extend(new);
                }
            }
        }
        lines.join("\n") + "\n"
    }

    /// Notes what the file has to say for an answer. Where servers contradicted themselves, so that its
    /// aliases cannot stand beside others, its end is said of the name asked for.
    fn say<'a>(&self, said: &mut Said<'a>, question: &'a Question, answer: &'a Answer) {
        let at = |name: &Name| Question::new(name.clone(), question.rtype);
        let is_supposed = |name: &Name, rtype| self.supposed.contains(&Question::new(name.clone(), rtype));
        let last = answer.targets().last().unwrap_or(&question.name);
        let names = std::iter::once(&question.name).chain(answer.targets());
        let mut aliases: Vec<(&Name, Alias)> = names.zip(answer.aliases.iter().cloned()).collect();
        if answer.outcome == Outcome::CnameLoop && !said.aliases.contains_key(last) {
            aliases.push((last, Alias { target: question.name.clone(), ttl: 0 }));
        }
        aliases.retain(|(name, _)| !is_supposed(name, RecordType::Cname));
        let is_published = !is_supposed(last, question.rtype) && answer.origin != Origin::WhatIf;
        let outcome = Some(&answer.outcome).filter(|outcome| is_published && **outcome != Outcome::CnameLoop);
        let fits = aliases.iter().all(|(name, alias)| {
            said.aliases.get(name).is_none_or(|held| held.target == alias.target)
                && !said.outcomes.contains_key(&at(name))
        }) && outcome
            .is_none_or(|outcome| said.outcomes.get(&at(last)).is_none_or(|held| same(held, outcome)));
        if fits {
            said.aliases.extend(aliases);
        }
        if let Some(outcome) = outcome {
            said.outcomes.entry(at(if fits { last } else { &question.name })).or_insert(outcome);
        }
    }
}

/// The lines for the outcome of a question. An alias at the name speaks for every type, so that NXDOMAIN
/// has to be said of this one.
fn write(question: &Question, outcome: &Outcome, is_alias: bool) -> Vec<String> {
    let (name, rtype) = (question.name.to_zone_absolute(), question.rtype);
    match outcome {
        Outcome::Records(records) => {
            records.iter().map(|record| format!("{name} {} {rtype} {}", record.ttl, record.data)).collect()
        }
        Outcome::NoData => vec![format!(";@ nodata {name} {rtype}")],
        Outcome::NxDomain if is_alias => vec![format!(";@ rcode NXDOMAIN {name} {rtype}")],
        Outcome::NxDomain => vec![format!(";@ nxdomain {name}")],
        Outcome::Failed(code) => vec![format!(";@ rcode {code} {name} {rtype}")],
        Outcome::Timeout => vec![format!(";@ timeout {name} {rtype}")],
        Outcome::CnameLoop => Vec::new(),
    }
}

/// The same records or the same "no"; times to live count down and do not matter.
fn same(one: &Outcome, other: &Outcome) -> bool {
    match (one, other) {
        (Outcome::Records(one), Outcome::Records(other)) => {
            one.iter().map(|record| &record.data).eq(other.iter().map(|record| &record.data))
        }
        _ => one == other,
    }
}
