//! What to know about a remedy: the notes of each kind.

use super::propose::{Planned, Proposal, is_of_owner};
use super::{Change, Condition, Note, Published};
use crate::dmarc::{DmarcResult, Policy};
use crate::dns::{Name, Question, RData, RecordType};
use crate::spf::{Qualifier, TermKind, terms};

impl Proposal<'_> {
    /// What to know about SPF records, the most important first.
    pub(super) fn notes_on_spf(&mut self, plan: &[Planned], condition: &Condition, from: &Name) -> Vec<Note> {
        let mut notes = Vec::new();
        let says_no = |record: &Published| match &record.change {
            Change::Edited { before, .. } => is_closed(before),
            Change::Merged { before } => before.iter().any(|text| is_closed(text)),
            Change::New => false,
        };
        if plan.iter().any(|planned| says_no(&planned.record)) || self.is_disowned() {
            notes.push(Note::OwnerSaysNo(from.clone()));
        }
        for Planned { record, fails, .. } in plan {
            let name = &record.name;
            notes.extend(fails.clone());
            match &record.change {
                Change::New => {
                    notes.push(Note::ListOtherSenders { domain: name.clone(), mx: self.exchanges(name) });
                }
                Change::Edited { corrected, .. } => notes.extend(
                    corrected
                        .iter()
                        .map(|(before, after)| Note::Corrected { before: before.clone(), after: after.clone() }),
                ),
                Change::Merged { .. } => notes.push(Note::Merged(name.clone())),
            }
            if record.others > 0 {
                notes.push(Note::KeepOthers(name.clone()));
            }
            if record.text.len() > 255 {
                notes.push(Note::SeveralStrings);
            }
        }
        match self.custom_mail_from(condition, from) {
            // Whoever set one up expects that it helps here.
            Some(note @ Note::CustomMailFromIsNotEnough { .. }) => notes.insert(0, note),
            note => notes.extend(note),
        }
        notes
    }

    /// Whether the domain's own DMARC policy asks to refuse this message.
    pub(super) fn is_disowned(&self) -> bool {
        matches!(self.case.dmarc.policy, Some(Policy::Quarantine | Policy::Reject))
            && self.case.dmarc.result == DmarcResult::Fail
    }

    /// What a custom MAIL FROM does and does not do here.
    fn custom_mail_from(&self, condition: &Condition, from: &Name) -> Option<Note> {
        if !self.refused.of_header || !matches!(condition, Condition::SendsThrough(_)) {
            return None;
        }
        let domain = self.case.identities.judged_mail_from()?.value.domain.as_ref()?;
        let service = self.recognised.as_ref()?.service;
        if domain != from && is_of_owner(domain, from) {
            return Some(Note::CustomMailFromIsNotEnough { mail_from: domain.clone(), from: from.clone() });
        }
        service.writes_at(domain).then_some(Note::CustomMailFromAligns)
    }

    /// The mail exchangers of a domain, if it has any. A remedy waits for them: what it says must not hang on
    /// which answer comes first.
    fn exchanges(&mut self, name: &Name) -> Vec<Name> {
        let question = Question::new(name.clone(), RecordType::Mx);
        let Some(answer) = self.answers.get(&question) else {
            self.unanswered.need(question);
            return Vec::new();
        };
        let mut hosts: Vec<(u16, Name)> = answer
            .records()
            .iter()
            .filter_map(|record| match &record.data {
                RData::Mx { preference, exchange } if exchange.check().is_ok() => Some((*preference, exchange.clone())),
                _ => None,
            })
            .collect();
        hosts.sort();
        hosts.into_iter().map(|(_, host)| host).collect()
    }
}

/// Whether a record says that nobody else sends.
fn is_closed(record: &str) -> bool {
    terms(record).iter().any(|term| term.kind == TermKind::All && term.qualifier == Qualifier::Fail)
}
