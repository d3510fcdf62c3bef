//! What a learner can be asked before a step: the true choice among others that the message makes plausible.
//! The choices stand in an order of their own, so that their place gives nothing away.

use crate::case::Case;
use crate::dns::Name;
use crate::identity::{Identities, PraOutcome};
use crate::message::Message;
use crate::receiver::{Because, CheckKind, CheckResult, Decision, IdentityKind, Verdict};
use crate::remedy::Remedy;
use crate::spf::{Evaluation, SpfResult};

/// Choices of a question.
const CHOICES: usize = 3;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks<'a> {
    /// Which address is the PRA?
    Pra,
    /// What will the receiver look up?
    LooksUp(&'a Verdict),
    /// What does the evaluation give?
    Result(&'a Evaluation),
    /// What does the receiver do with the result?
    Decision(&'a Because),
    /// Where does a record help?
    Cure,
}

/// A record that a receiver asks for: SPF of an identity, or DMARC of the header From.
#[derive(Clone, Copy, Debug)]
pub struct LookUp<'a> {
    /// Of which kind: [`CheckKind::Spf`] or [`CheckKind::Dmarc`].
    pub check: CheckKind,
    /// Whose.
    pub identity: IdentityKind,
    /// At which domain; `None` where the message does not tell.
    pub domain: Option<&'a Name>,
}

/// Two are the same question to the DNS, whichever identity leads there.
impl PartialEq for LookUp<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.check == other.check
            && match (self.domain, other.domain) {
                (Some(one), Some(other)) => one == other,
                (None, None) => self.identity == other.identity,
                _ => false,
            }
    }
}

impl Eq for LookUp<'_> {}

impl<'a> LookUp<'a> {
    /// The record that a rule asks for, if it is one of SPF or of DMARC.
    #[must_use]
    pub fn of(case: &'a Case, rule: &Because) -> Option<Self> {
        let (check, identity) = match (rule.check, rule.or_dkim.or(rule.identity)) {
            (CheckKind::Dmarc, _) => (CheckKind::Dmarc, IdentityKind::HeaderFrom),
            (CheckKind::Spf | CheckKind::Dkim, Some(identity)) => (CheckKind::Spf, identity),
            (CheckKind::Carrier, _) if rule.result != CheckResult::OtherDomain => {
                (CheckKind::Spf, IdentityKind::HeaderFrom)
            }
            _ => return None,
        };
        Some(Self { check, identity, domain: domain(case, identity) })
    }

    /// The order in which a conversation names them.
    fn rank(&self) -> u8 {
        match (self.check, self.identity) {
            (CheckKind::Dmarc, _) => 4,
            (_, IdentityKind::MailFrom) => 0,
            (_, IdentityKind::Helo) => 1,
            (_, IdentityKind::Pra) => 2,
            (_, IdentityKind::HeaderFrom) => 3,
        }
    }
}

/// An answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<'a> {
    /// The address of the envelope.
    MailFrom,
    /// The address in a header field: index into [`Message::fields`].
    Field(usize),
    /// These records and no other.
    LookUps(Vec<LookUp<'a>>),
    /// A result of SPF.
    Result(SpfResult),
    /// A decision.
    Decision(Decision),
    /// A domain.
    Domain(&'a Name),
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
    let mail_from =
        identities.judged_mail_from().into_iter().filter(|found| !found.value.null_sender).map(|_| Choice::MailFrom);
    Quiz::new(Asks::Pra, &Choice::Field(truth), mail_from.chain(fields.into_iter().map(Choice::Field)).collect())
}

/// What will the receiver look up?
pub(super) fn looks_up<'a>(case: &'a Case, verdict: &'a Verdict) -> Option<Quiz<'a>> {
    if verdict.asked.is_empty() {
        return None;
    }
    let truth = set(verdict.asked.iter().filter_map(|rule| LookUp::of(case, rule)));
    let [mail_from, pra, from] = [IdentityKind::MailFrom, IdentityKind::Pra, IdentityKind::HeaderFrom]
        .map(|identity| LookUp { check: CheckKind::Spf, identity, domain: domain(case, identity) });
    let dmarc = LookUp { check: CheckKind::Dmarc, ..from };
    let asks_for = |check| truth.iter().any(|asked: &LookUp<'_>| asked.check == check);
    let mut plausible = match truth.len() {
        0 | 1 => vec![vec![mail_from], vec![from], vec![pra], vec![mail_from, from]],
        _ => vec![vec![mail_from], vec![mail_from, from], vec![mail_from, dmarc], vec![from]],
    };
    // Whether DMARC looks at SPF as well depends on what it finds: that is no fair choice beside DMARC alone.
    if !asks_for(CheckKind::Dmarc) {
        plausible.extend([vec![dmarc], vec![mail_from, dmarc]]);
    }
    let mut sets: Vec<Vec<LookUp<'a>>> = vec![truth.clone()];
    for other in plausible.into_iter().map(|records| set(records.into_iter())) {
        // What is not known of the message says nothing that could be chosen.
        let is_known = other.iter().all(|asked| asked.domain.is_some());
        if is_known && sets.len() < CHOICES && !sets.iter().any(|known| is_same(known, &other)) {
            sets.push(other);
        }
    }
    sets.sort_by_key(|records| (records.len(), records.iter().map(LookUp::rank).collect::<Vec<_>>()));
    let choices = sets.into_iter().map(Choice::LookUps).collect();
    Quiz::new(Asks::LooksUp(verdict), &Choice::LookUps(truth), choices)
}

/// Records, each once, in the order in which they are named.
fn set<'a>(records: impl Iterator<Item = LookUp<'a>>) -> Vec<LookUp<'a>> {
    let mut set: Vec<LookUp<'a>> = Vec::new();
    for record in records {
        if !set.contains(&record) {
            set.push(record);
        }
    }
    set.sort_by_key(LookUp::rank);
    set
}

fn is_same(one: &[LookUp<'_>], other: &[LookUp<'_>]) -> bool {
    one.len() == other.len() && one.iter().all(|record| other.contains(record))
}

fn domain(case: &Case, identity: IdentityKind) -> Option<&Name> {
    let header = match identity {
        IdentityKind::MailFrom | IdentityKind::Helo => return Some(&case.spf.get(identity)?.domain),
        IdentityKind::Pra => case.identities.judged_pra(),
        IdentityKind::HeaderFrom => &case.identities.header_from,
    };
    Some(&header.address.as_ref()?.domain)
}

/// What does the evaluation give? Asked where that surprises.
pub(super) fn result(evaluation: &Evaluation) -> Option<Quiz<'_>> {
    let truth = evaluation.result;
    // Nobody can follow how a recorded result came about.
    if evaluation.recorded.is_some() {
        return None;
    }
    let plausible = match truth {
        SpfResult::None | SpfResult::Neutral => [SpfResult::Pass, truth, SpfResult::Fail],
        SpfResult::PermError | SpfResult::TempError => [SpfResult::None, SpfResult::Fail, truth],
        _ => return None,
    };
    Quiz::new(Asks::Result(evaluation), &Choice::Result(truth), plausible.map(Choice::Result).to_vec())
}

/// What does the receiver do with the result?
pub(super) fn decision(rule: &Because) -> Option<Quiz<'_>> {
    if rule.effect == Decision::Unknown {
        return None;
    }
    let plausible = match rule.effect {
        Decision::JunkOrReject => [Decision::Accept, Decision::Warn, rule.effect],
        Decision::Warn | Decision::Defer => [Decision::Accept, rule.effect, Decision::Reject],
        _ => [Decision::Accept, Decision::Junk, Decision::Reject],
    };
    let plausible = plausible.map(Choice::Decision).to_vec();
    Quiz::new(Asks::Decision(rule), &Choice::Decision(rule.effect), plausible)
}

/// At which domain does a record help? Asked where it is one of those that the conversation named.
pub(super) fn cure<'a>(case: &'a Case, remedy: &'a Remedy) -> Option<Quiz<'a>> {
    let truth = &remedy.records.first()?.name;
    let named = [IdentityKind::MailFrom, IdentityKind::HeaderFrom, IdentityKind::Pra, IdentityKind::Helo];
    let named: Vec<Choice<'a>> =
        named.into_iter().filter_map(|identity| domain(case, identity)).map(Choice::Domain).collect();
    named.contains(&Choice::Domain(truth)).then(|| Quiz::new(Asks::Cure, &Choice::Domain(truth), named))?
}
