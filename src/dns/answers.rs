//! The map from question to answer, with what-ifs on top.

use super::limits::ALIASES;
use super::zone::Step;
use super::{Alias, Answer, Edit, Name, Origin, Outcome, Question, RData, Rcode, Record, RecordType, Zone};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything known about the DNS: what a zone file says, what servers answered, what the user supposes.
/// Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    zone: Option<Arc<Zone>>,
    given: Arc<HashMap<Question, Arc<Answer>>>,
    edits: Vec<Edit>,
    /// The answer that each edit gives.
    supposed: Vec<Arc<Answer>>,
    /// What every text passes through before anyone sees it.
    texts: Option<RewriteText>,
}

/// The strings of a TXT record rewritten; `None` where they stay.
pub type RewriteText = fn(&[Vec<u8>]) -> Option<Vec<Vec<u8>>>;

impl Answers {
    /// The answers of a zone file.
    #[must_use]
    pub fn from_zone(zone: Zone) -> Self {
        Self { zone: Some(Arc::new(zone)), ..Self::default() }
    }

    /// Adds an answer that a server gave.
    pub fn insert(&mut self, question: Question, answer: impl Into<Arc<Answer>>) {
        Arc::make_mut(&mut self.given).insert(question, answer.into());
    }

    /// These answers without those of servers that failed: what they were asked is unanswered again.
    #[must_use]
    pub fn without_failures(&self) -> Self {
        let mut next = self.clone();
        Arc::make_mut(&mut next.given).retain(|_, answer| !answer.outcome.is_error());
        next
    }

    /// These answers, as if an edit were published; it replaces an earlier one of the same name and type.
    #[must_use]
    pub fn with(&self, edit: Edit) -> Self {
        let mut next = self.clone();
        if let Some(at) = next.edits.iter().position(|earlier| earlier.question == edit.question) {
            next.edits.remove(at);
            next.supposed.remove(at);
        }
        next.supposed.push(Arc::new(supposed(&edit)));
        next.edits.push(edit);
        next
    }

    /// These answers, the texts of all TXT records seen through `rewrite`.
    #[must_use]
    pub fn with_texts_through(self, rewrite: RewriteText) -> Self {
        Self { texts: Some(rewrite), ..self }
    }

    /// The what-ifs, oldest first.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The answer to a question; `None` while nobody has answered it.
    #[must_use]
    pub fn get(&self, question: &Question) -> Option<Arc<Answer>> {
        self.look_up(question).ok()
    }

    /// The answer to a question. A what-if stands before what a server gave, and that before the zone
    /// file; aliases are followed, at each of them in this order.
    ///
    /// # Errors
    ///
    /// The question that has to be asked: this one, or the same for the target of an alias.
    pub fn look_up(&self, question: &Question) -> Result<Arc<Answer>, Question> {
        let answer = self.find(question)?;
        Ok(match self.texts {
            Some(rewrite) if question.rtype == RecordType::Txt => rewritten(answer, rewrite),
            _ => answer,
        })
    }

    fn find(&self, question: &Question) -> Result<Arc<Answer>, Question> {
        let rtype = question.rtype;
        let mut name = question.name.clone();
        let mut aliases: Vec<Alias> = Vec::new();
        loop {
            let (alias, origin) = match self.step(&name, rtype, &mut aliases) {
                Step::Unknown => return Err(Question::new(name, rtype)),
                Step::Answer(answer) => return Ok(after(aliases, answer)),
                Step::Alias(alias, origin) => (alias, origin),
            };
            let is_known = |name: &Name| aliases.iter().any(|before| before.target == *name);
            let outcome = if alias.target == question.name || is_known(&alias.target) {
                Outcome::CnameLoop
            } else if aliases.len() >= ALIASES {
                Outcome::Failed(Rcode::SERVFAIL)
            } else {
                name.clone_from(&alias.target);
                aliases.push(alias);
                continue;
            };
            return Ok(Arc::new(Answer { outcome, aliases, origin }));
        }
    }

    /// What stands at one name. A server's answer may have followed aliases itself: where a what-if
    /// touches one of those, they are taken over up to there and the what-if is what stands next.
    fn step(&self, name: &Name, rtype: RecordType, aliases: &mut Vec<Alias>) -> Step {
        if let Some(answer) = self.edited(name, rtype) {
            return Step::Answer(Arc::clone(answer));
        }
        let mut alias_removed = false;
        if rtype != RecordType::Cname
            && let Some(answer) = self.edited(name, RecordType::Cname)
        {
            match answer.records() {
                [Record { data: RData::Cname(target), .. }, ..] => {
                    return Step::Alias(Alias { target: target.clone(), ttl: 0 }, Origin::WhatIf);
                }
                _ => alias_removed = true,
            }
        }
        let nothing = || Step::Answer(Arc::new(Answer::of(Outcome::NoData, Origin::WhatIf)));
        // A question is built only if there is something to look it up in.
        if !self.given.is_empty()
            && let Some(answer) = self.given.get(&Question::new(name.clone(), rtype))
        {
            if alias_removed && !answer.aliases.is_empty() {
                return nothing();
            }
            let touched = answer
                .targets()
                .position(|name| self.edited(name, rtype).or_else(|| self.edited(name, RecordType::Cname)).is_some());
            let Some((alias, passed)) = touched.and_then(|at| answer.aliases.get(..=at)?.split_last()) else {
                if answer.outcome == Outcome::NxDomain && answer.aliases.is_empty() && self.is_supposed(name) {
                    return nothing();
                }
                return Step::Answer(Arc::clone(answer));
            };
            aliases.extend_from_slice(passed);
            return Step::Alias(alias.clone(), answer.origin.clone());
        }
        match self.zone.as_ref().map_or(Step::Unknown, |zone| zone.step(name, rtype)) {
            Step::Alias(..) if alias_removed => nothing(),
            Step::Answer(answer) if answer.outcome == Outcome::NxDomain && self.is_supposed(name) => nothing(),
            step => step,
        }
    }

    /// Whether a what-if lets a name exist: it has records there or below.
    fn is_supposed(&self, name: &Name) -> bool {
        self.edits.iter().any(|edit| !edit.data.is_empty() && edit.question.name.is_within(name))
    }

    fn edited(&self, name: &Name, rtype: RecordType) -> Option<&Arc<Answer>> {
        let at = self.edits.iter().position(|edit| edit.question.rtype == rtype && edit.question.name == *name)?;
        self.supposed.get(at)
    }
}

/// An answer as it stands at the end of these aliases.
fn after(mut aliases: Vec<Alias>, answer: Arc<Answer>) -> Arc<Answer> {
    if aliases.is_empty() {
        return answer;
    }
    aliases.extend_from_slice(&answer.aliases);
    Arc::new(Answer { outcome: answer.outcome.clone(), aliases, origin: answer.origin.clone() })
}

fn rewritten(answer: Arc<Answer>, rewrite: RewriteText) -> Arc<Answer> {
    let text = |record: &Record| match &record.data {
        RData::Txt(strings) => rewrite(strings),
        _ => None,
    };
    if !answer.records().iter().any(|record| text(record).is_some()) {
        return answer;
    }
    let record = |record: &Record| match text(record) {
        Some(strings) => Record { data: RData::Txt(strings), ..record.clone() },
        None => record.clone(),
    };
    let records = answer.records().iter().map(record).collect();
    Arc::new(Answer { outcome: Outcome::Records(records), ..Answer::clone(&answer) })
}

fn supposed(edit: &Edit) -> Answer {
    let record = |data: &RData| Record { data: data.clone(), ttl: 0, origin: Origin::WhatIf };
    let outcome = match edit.data.as_slice() {
        [] => Outcome::NoData,
        data => Outcome::Records(data.iter().map(record).collect()),
    };
    Answer::of(outcome, Origin::WhatIf)
}
