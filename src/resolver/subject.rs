//! What is investigated: something that can be analysed again and again as answers arrive.

use super::Tally;
use crate::dns::{Answer, Answers, Name, Question, RData, RecordType, Unanswered};
use std::sync::Arc;

/// Something whose analysis may need more answers. A closure of this form is one.
pub trait Subject: Send {
    /// Analyses with what is known by now, and says what is not. It is called at the start and at each
    /// arrival, until nothing that it needs is open; with `is_last` nothing more will come even so.
    /// `None`: nobody waits for it any longer.
    fn analyse(&mut self, answers: &Answers, tally: &Tally, is_last: bool) -> Option<Unanswered>;
}

impl<F: FnMut(&Answers, &Tally, bool) -> Option<Unanswered> + Send> Subject for F {
    fn analyse(&mut self, answers: &Answers, tally: &Tally, is_last: bool) -> Option<Unanswered> {
        self(answers, tally, is_last)
    }
}

/// The answers that an analysis stands on, in the order in which it asks for them; what was only asked
/// ahead is not among them. Where a question is open, the aliases are that lead to what has no answer.
pub fn used(known: &Answers, mut analyse: impl FnMut(&Answers) -> Unanswered) -> Vec<(Question, Arc<Answer>)> {
    let mut used = Vec::new();
    let mut answers = Answers::default();
    let mut open: Vec<Question> = Vec::new();
    loop {
        let mut is_news = false;
        for question in analyse(&answers).needed {
            if open.contains(&question) {
                continue;
            }
            match known.look_up(&question) {
                Ok(answer) => {
                    answers.insert(question.clone(), Arc::clone(&answer));
                    used.push((question, answer));
                    is_news = true;
                }
                Err(end) => {
                    used.extend(aliases(known, &question.name, &end.name));
                    open.push(question);
                }
            }
        }
        if !is_news {
            return used;
        }
    }
}

/// The aliases from one name to another.
fn aliases(known: &Answers, from: &Name, to: &Name) -> Vec<(Question, Arc<Answer>)> {
    let mut found = Vec::new();
    let mut name = from.clone();
    while name != *to {
        let question = Question::new(name, RecordType::Cname);
        let Some(answer) = known.get(&question) else { break };
        let Some(RData::Cname(target)) = answer.records().first().map(|record| &record.data) else { break };
        name = target.clone();
        found.push((question, answer));
    }
    found
}
