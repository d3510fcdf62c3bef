//! The questions to a learner in words, and why a choice is wrong.

use super::{Asked, Line, Mark, Teller, WalkText};
use crate::spf::SpfResult;
use crate::text::Shown;
use crate::walk::{Asks, Choice, LookUp, Quiz};
use crate::words::common;

impl Teller<'_> {
    pub(super) fn quiz(&self, quiz: &Quiz<'_>, receiver: &str) -> Asked {
        let question = match &quiz.asks {
            Asks::Pra => WalkText::AsksPra,
            Asks::LooksUp(_) => WalkText::AsksLooksUp { receiver: &receiver },
            Asks::Result(evaluation) => WalkText::AsksResult { domain: &Shown::new(evaluation.domain.as_str()) },
            Asks::Cure => WalkText::AsksCure,
            Asks::Decision(rule) => {
                WalkText::AsksDecision { check: &self.check(rule), result: &self.result(rule), receiver: &receiver }
            }
        };
        let choices = quiz.choices.iter().map(|choice| self.choice(choice)).collect();
        let whys = quiz.choices.iter().map(|choice| self.why_not(quiz, choice, receiver)).collect();
        Asked { question: self.text(question), choices, whys, answer: quiz.answer }
    }

    /// Why a choice is not the true one; empty where the step itself says it, and for the true one.
    fn why_not(&self, quiz: &Quiz<'_>, choice: &Choice<'_>, receiver: &str) -> String {
        let Some(truth) = quiz.choices.get(quiz.answer).filter(|truth| *truth != choice) else { return String::new() };
        match (choice, truth) {
            (Choice::MailFrom, _) => self.text(WalkText::PraIsInHeader),
            (Choice::Field(_), Choice::Field(field)) => {
                let name = self.message.fields.get(*field).map(|field| Shown::new(&field.name)).unwrap_or_default();
                self.text(WalkText::GoesFirst { field: &name })
            }
            (Choice::LookUps(chosen), Choice::LookUps(truth)) => {
                let surplus = chosen.iter().find(|record| !truth.contains(record));
                let missing = truth.iter().find(|record| !chosen.contains(record));
                match (surplus, missing) {
                    (Some(record), _) => {
                        self.text(WalkText::NoRuleAsks { receiver: &receiver, record: &self.look_up(record) })
                    }
                    (None, Some(record)) => {
                        self.text(WalkText::AsksMore { receiver: &receiver, record: &self.look_up(record) })
                    }
                    (None, None) => String::new(),
                }
            }
            (Choice::Result(SpfResult::Pass), _) => self.text(WalkText::PassNeedsMatch),
            (Choice::Result(SpfResult::Fail), _) => self.text(WalkText::FailNeedsMinus),
            (Choice::Result(SpfResult::None), _) => self.text(WalkText::NoneNeedsNothing),
            (Choice::Domain(chosen), Choice::Domain(truth)) => {
                let (chosen, truth) = (Shown::new(chosen.as_str()), Shown::new(truth.as_str()));
                self.text(WalkText::WrongOwner { chosen: &chosen, truth: &truth })
            }
            _ => String::new(),
        }
    }

    /// A record that is asked for: `SPF shop.example`.
    fn look_up(&self, record: &LookUp<'_>) -> String {
        let check = common::check(record.check, self.lang);
        match record.domain {
            Some(domain) => format!("{check} {}", Shown::new(domain.as_str())),
            None => format!("{check} ({})", common::identity(record.identity, self.lang)),
        }
    }

    fn choice(&self, choice: &Choice<'_>) -> Line {
        let text = match choice {
            Choice::MailFrom => {
                let address = self.case.identities.mail_from.as_ref().map(|found| found.value.address.as_str());
                let address = Shown::new(address.unwrap_or_default());
                return Line::of_address(Mark::Plain, "MAIL FROM: ", address.as_str(), "");
            }
            Choice::Field(index) => self.field(*index),
            Choice::LookUps(records) if records.is_empty() => self.text(WalkText::Nothing),
            Choice::LookUps(records) => {
                records.iter().map(|record| self.look_up(record)).collect::<Vec<_>>().join(" + ")
            }
            Choice::Result(result) => result.as_str().to_owned(),
            Choice::Domain(name) => Shown::new(name.as_str()).to_string(),
            Choice::Decision(decision) => common::decision(*decision, self.lang),
        };
        Line::new(Mark::Plain, text)
    }
}
