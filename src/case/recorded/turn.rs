//! Whose turn it is: an answer of the DNS, or what the receiving server recorded.

use crate::dkim::{DkimResult, Verification};
use crate::dmarc::{Dmarc, DmarcResult, Rfc7489};
use crate::dns::{Answer, Answers, Asked, Edit, Name, Origin, Outcome};
use crate::spf::{Evaluation, SpfResult};

/// What decides between the two.
#[derive(Clone, Copy)]
pub(in crate::case) struct Turn<'a> {
    edits: &'a [Edit],
    /// Whether the message is judged by its own day: what the network answers today comes last then.
    of_its_day: bool,
}

impl<'a> Turn<'a> {
    pub fn new(answers: &'a Answers, of_its_day: bool) -> Self {
        Self { edits: answers.edits(), of_its_day }
    }

    /// Whether a record goes before an evaluation.
    pub(super) fn before_spf(self, evaluation: &Evaluation) -> bool {
        let is_open = evaluation.result == SpfResult::Pending && !evaluation.needs_client_ip;
        self.goes_first(is_open, evaluation.result == SpfResult::TempError, &evaluation.asked())
    }

    /// Whether a record goes before a verification.
    pub(super) fn before_dkim(self, found: &Verification) -> bool {
        let is_open = found.result == DkimResult::Pending && found.problem.is_none();
        let asked: Vec<&Asked> = found.asked.iter().collect();
        self.goes_first(is_open, found.result == DkimResult::TempError, &asked)
    }

    /// Whether a record goes before the policy that was found.
    pub fn before_policy(self, dmarc: &Dmarc) -> bool {
        let Some((author, walk)) = dmarc.domain.as_ref().zip(dmarc.walk.as_ref()) else { return false };
        let found = dmarc.record_at.is_some() || dmarc.record.is_some();
        self.before(author, dmarc.result, found, &walk.asked)
    }

    /// The same of RFC 7489.
    pub fn before_older_policy(self, dmarc: &Rfc7489) -> bool {
        let Some(author) = &dmarc.domain else { return false };
        self.before(author, dmarc.result, dmarc.record.is_some(), &dmarc.asked)
    }

    fn before(self, author: &Name, result: DmarcResult, found: bool, asked: &[Asked]) -> bool {
        // What is supposed above the domain counts once nothing stands at the domain itself.
        let above = |edit: &Edit| edit.question.name.parent().is_some_and(|parent| author.is_within(&parent));
        let of_dmarc = |edit: &Edit| edit.question.name.labels().next() == Some("_dmarc");
        if self.edits.iter().any(|edit| of_dmarc(edit) && above(edit)) {
            return false;
        }
        let asked: Vec<&Asked> = asked.iter().collect();
        self.goes_first(!found && result == DmarcResult::Pending, !found && result == DmarcResult::TempError, &asked)
    }

    fn goes_first(self, is_open: bool, is_error: bool, asked: &[&Asked]) -> bool {
        let any = |is: &dyn Fn(&Answer) -> bool| asked.iter().filter_map(|a| a.answer.as_deref()).any(is);
        let silent = |answer: &Answer| matches!(answer.outcome, Outcome::Failed(_) | Outcome::Timeout);
        let of_today = |answer: &Answer| matches!(answer.origin, Origin::Server { .. });
        let is_turn = is_open || (is_error && any(&silent)) || (self.of_its_day && any(&of_today));
        is_turn && !asked.iter().any(|asked| self.is_supposed(asked))
    }

    /// Whether a what-if speaks for a question, or for where its aliases lead.
    fn is_supposed(self, asked: &Asked) -> bool {
        let is = |name: &Name| self.edits.iter().any(|edit| edit.question.name == *name);
        let aliases = || asked.answer.as_ref().is_some_and(|answer| answer.targets().any(is));
        !self.edits.is_empty() && (is(&asked.question.name) || aliases())
    }
}
