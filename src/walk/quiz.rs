//! What a learner can be asked before a step: the true choice among others that the message makes plausible.
//! The choices stand in the order in which the conversation names them, so that their place gives nothing away.

use crate::case::Lane;
use crate::dns::Name;
use crate::identity::{Identities, PraOutcome};
use crate::message::Message;
use crate::receiver::{Because, CheckKind, Decision, IdentityKind, Verdict};

/// Choices of a question.
const CHOICES: usize = 3;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks<'a> {
    /// Which address is the PRA?
    Pra,
    /// Which addresses will the receiver look at?
    LooksAt(&'a Verdict),
    /// Which domain will the rule ask the DNS about?
    Domain(&'a Because),
    /// What does the receiver do with the result?
    Decision(&'a Because),
}

/// An answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<'a> {
    /// The address of the envelope.
    MailFrom,
    /// The address in a header field: index into [`Message::fields`].
    Field(usize),
    /// These identities and no other.
    Identities(Vec<IdentityKind>),
    /// A domain.
    Domain(&'a Name),
    /// A decision.
    Decision(Decision),
}

/// A question with its choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiz<'a> {
    /// What is asked.
    pub asks: Asks<'a>,
    /// Two or three choices.
    pub choices: Vec<Choice<'a>>,
    /// The true one: index into `choices`.
    pub answer: usize,
}

impl<'a> Quiz<'a> {
    /// The question with as many plausible choices beside the true one as there is room for; `None` where
    /// there is nothing to choose.
    fn new(asks: Asks<'a>, truth: &Choice<'a>, plausible: Vec<Choice<'a>>) -> Option<Self> {
        let mut choices: Vec<Choice<'a>> = Vec::new();
        let mut room = CHOICES - 1;
        let is_named = plausible.contains(truth);
        for choice in plausible {
            let is_true = choice == *truth;
            if !choices.contains(&choice) && (is_true || room > 0) {
                room -= usize::from(!is_true);
                choices.push(choice);
            }
        }
        if !is_named {
            choices.push(truth.clone());
        }
        let answer = choices.iter().position(|choice| choice == truth)?;
        (choices.len() > 1).then_some(Self { asks, choices, answer })
    }
}

/// Which address is the PRA?
pub(super) fn pra<'a>(message: &Message, identities: &Identities) -> Option<Quiz<'a>> {
    let pra = identities.judged_pra();
    let truth = pra.field.filter(|_| pra.address.is_some())?;
    let looked_at = |outcome| !matches!(outcome, PraOutcome::Absent | PraOutcome::Empty);
    let mut fields: Vec<usize> =
        pra.steps.iter().filter(|step| looked_at(step.outcome)).filter_map(|step| step.field).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.retain(|field| *field < message.fields.len());
    let mail_from = identities.mail_from.iter().filter(|found| !found.value.null_sender).map(|_| Choice::MailFrom);
    Quiz::new(Asks::Pra, &Choice::Field(truth), mail_from.chain(fields.into_iter().map(Choice::Field)).collect())
}

/// Which addresses will the receiver look at?
pub(super) fn looks_at(verdict: &Verdict) -> Option<Quiz<'_>> {
    use IdentityKind::{HeaderFrom, MailFrom, Pra};
    let looks_at: Vec<IdentityKind> = IdentityKind::ALL
        .into_iter()
        .filter(|identity| verdict.asked.iter().any(|rule| identity_of(rule) == Some(*identity)))
        .collect();
    if looks_at.is_empty() {
        return None;
    }
    let plausible: [&[IdentityKind]; 4] = [&[MailFrom], &[HeaderFrom], &[MailFrom, HeaderFrom], &[MailFrom, Pra]];
    let plausible = plausible.into_iter().map(|identities| Choice::Identities(identities.to_vec())).collect();
    Quiz::new(Asks::LooksAt(verdict), &Choice::Identities(looks_at), plausible)
}

fn identity_of(rule: &Because) -> Option<IdentityKind> {
    match rule.check {
        CheckKind::Spf => rule.identity,
        CheckKind::Dmarc | CheckKind::Carrier => Some(IdentityKind::HeaderFrom),
        _ => None,
    }
}

/// Which domain will the rule ask the DNS about?
pub(super) fn domain<'a>(identities: &'a Identities, lane: &Lane<'a>) -> Option<Quiz<'a>> {
    let rule = lane.rule.filter(|rule| matches!(rule.check, CheckKind::Spf | CheckKind::Dmarc))?;
    let truth = lane.domain?;
    let mail_from = identities.mail_from.as_ref().and_then(|found| found.value.domain.as_ref());
    let address = |identity: &'a crate::identity::HeaderIdentity| identity.address.as_ref().map(|a| &a.domain);
    let header = [address(&identities.header_from), address(identities.judged_pra())];
    let plausible = mail_from.into_iter().chain(header.into_iter().flatten()).chain(&identities.client.helo_domain);
    let plausible: Vec<Choice<'a>> = plausible.map(Choice::Domain).collect();
    Quiz::new(Asks::Domain(rule), &Choice::Domain(truth), plausible)
}

/// What does the receiver do with the result?
pub(super) fn decision(rule: &Because) -> Option<Quiz<'_>> {
    if rule.effect == Decision::Unknown {
        return None;
    }
    let between = match rule.effect {
        Decision::Warn | Decision::Defer => rule.effect,
        _ => Decision::Junk,
    };
    let plausible = [Decision::Accept, between, Decision::Reject].map(Choice::Decision).to_vec();
    Quiz::new(Asks::Decision(rule), &Choice::Decision(rule.effect), plausible)
}
