//! The walk: a message as the receiving server lives it, step by step. First the conversation and the header,
//! then what each of two receivers looks at, asks, gets and does, to the two verdicts and what would reconcile
//! them. Typed data that borrows a case; the words are a renderer's. It works for every message: what is
//! missing or only inferred is part of the step that it concerns.

mod conversation;
mod discovery;
mod inquiry;
mod quiz;

pub use discovery::Discovery;
pub use quiz::{Asks, Choice, LookUp, Quiz};

use crate::case::{Case, Lane};
use crate::dkim::Verification;
use crate::dns::Question;
use crate::identity::{Address, HeaderIdentity, MailFrom, TakenFrom, Warning};
use crate::message::Message;
use crate::receiver::{Because, Verdict};
use crate::remedy::{Advice, Instead};
use crate::reverse_dns::ReverseDns;
use crate::spf::{Check, Evaluation, Problem, SpfResult, TermTrace};
use std::net::IpAddr;

/// One of the two receivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one on the left.
    Left,
    /// The one on the right.
    Right,
}

/// Where a step takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// Between the client and the receiving server; any receiver would hear the same.
    Conversation,
    /// At one of the receivers.
    Receiver(Side),
    /// After both verdicts.
    End,
}

/// A header field that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Index into [`Message::fields`].
    pub field: usize,
    /// Whether a receiver may take an address from it.
    pub is_lit: bool,
}

/// What happens in a step.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// The client connects.
    Connection {
        /// Its address.
        ip: Option<IpAddr>,
    },
    /// The server greets, by the name that it wrote into the Received field.
    Greeting {
        /// Its name.
        host: Option<&'a str>,
    },
    /// The client names itself.
    Ehlo {
        /// The name, as written.
        name: Option<&'a str>,
    },
    /// The envelope's sender lights up.
    MailFrom {
        /// The reverse-path.
        mail_from: Option<&'a MailFrom>,
    },
    /// The recipient, which no rule looks at.
    Recipient,
    /// The message itself comes.
    Data,
    /// The header; the fields that name a sender light up.
    Header {
        /// The fields that are shown, in file order.
        fields: Vec<Shown>,
    },
    /// Which of them is the PRA.
    Pra {
        /// The PRA that receivers judge.
        pra: &'a HeaderIdentity,
    },
    /// A receiver begins its check.
    Begins {
        /// Its verdict, with all rules that it asks.
        verdict: &'a Verdict,
        /// One rule for each check that it makes.
        checks: Vec<&'a Because>,
    },
    /// A rule: what it looks at, and the domain that follows from it.
    LooksAt {
        /// The rule and what it is about.
        lane: Lane<'a>,
    },
    /// The evaluation was made in an earlier step already.
    Known {
        /// The evaluation.
        evaluation: &'a Evaluation,
        /// At whom.
        by: Side,
    },
    /// The question for a record, and its answer.
    Record {
        /// The include or redirect that leads there; `None` for the domain itself.
        via: Option<&'a TermTrace>,
        /// The record with its question.
        check: &'a Check,
        /// What keeps it from being used.
        problem: Option<&'a Problem>,
    },
    /// Ranges in a row that do not hold the client's address.
    Ranges {
        /// They.
        terms: &'a [TermTrace],
        /// The client's address.
        ip: Option<IpAddr>,
    },
    /// A term and how it came out.
    Term {
        /// The term.
        term: &'a TermTrace,
        /// What is wrong with it.
        problem: Option<&'a Problem>,
    },
    /// An include that does not match: its record does not let the client pass, and is not gone into.
    Without {
        /// The include.
        term: &'a TermTrace,
        /// Its record with the question.
        check: &'a Check,
    },
    /// Back from an include that decides, or from a redirect.
    Returns {
        /// The include or the redirect.
        term: &'a TermTrace,
        /// What the other record gave.
        result: SpfResult,
    },
    /// The result of an SPF evaluation.
    SpfResult {
        /// The evaluation.
        evaluation: &'a Evaluation,
    },
    /// The questions for a DMARC record, and their answers.
    Policy {
        /// DMARC of the message.
        dmarc: Discovery<'a>,
    },
    /// DMARC takes SPF of MAIL FROM into account.
    Identifier {
        /// It; `None` where MAIL FROM is not known.
        evaluation: Option<&'a Evaluation>,
    },
    /// What DMARC says.
    DmarcResult {
        /// DMARC of the message.
        dmarc: Discovery<'a>,
    },
    /// The DKIM signatures of the message, and what became of each.
    Signatures {
        /// The signatures, top first.
        found: &'a [Verification],
    },
    /// The questions for the client's name, and their answers.
    ReverseDns {
        /// Reverse DNS of the client.
        reverse: &'a ReverseDns,
    },
    /// What the receiver does with the result.
    Rule {
        /// The rule.
        rule: &'a Because,
        /// Whether another rule of the receiver rests on the same result.
        is_another: bool,
    },
    /// The verdict, and the reply that the sender sees.
    Verdict {
        /// The verdict.
        verdict: &'a Verdict,
    },
    /// Both verdicts, and where they part.
    Parting {
        /// Indices into [`Case::verdicts`].
        verdicts: (usize, usize),
    },
    /// What to publish.
    Cure {
        /// What it is one of.
        advice: &'a Advice,
        /// Which of its remedies.
        index: usize,
    },
    /// Why nothing is to be published, and what helps.
    Instead {
        /// It.
        instead: &'a Instead,
    },
}

/// What was inferred, or is missing, at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt<'a> {
    /// The value was taken from this evidence.
    TakenFrom(&'a TakenFrom),
    /// No client address is known.
    NoClient,
    /// No HELO name is known.
    NoHelo,
    /// No MAIL FROM is known.
    NoMailFrom,
    /// The identity is undefined.
    Undefined(&'a HeaderIdentity),
    /// The address that receivers are known to take all the same.
    Lenient(&'a Address),
    /// The question has no answer yet.
    Unanswered(&'a Question),
    /// What is doubtful about the evidence.
    Warning(&'a Warning),
}

/// A step of the walk.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// Where it takes place.
    pub scene: Scene,
    /// What happens.
    pub event: Event<'a>,
    /// What was inferred, or is missing.
    pub doubts: Vec<Doubt<'a>>,
    /// What a learner can be asked before the step.
    pub quiz: Option<Quiz<'a>>,
}

/// The walk of a message through two receivers; `left` and `right` are indices into [`Case::verdicts`]. One
/// receiver is walked through once. Not empty, and of a length that the limits of SPF bound.
#[must_use]
pub fn steps<'a>(
    message: &'a Message,
    case: &'a Case,
    advice: Option<&'a Advice>,
    (left, right): (usize, usize),
) -> Vec<Step<'a>> {
    let mut walk = Walk { message, case, steps: Vec::new(), walked: Vec::new(), scene: Scene::Conversation };
    walk.converse();
    walk.receiver(Side::Left, left);
    if left != right {
        walk.receiver(Side::Right, right);
    }
    walk.scene = Scene::End;
    if left != right && left.max(right) < case.verdicts.len() {
        walk.step(Event::Parting { verdicts: (left, right) }, Vec::new(), None);
    }
    if let Some(advice) = advice {
        for (index, remedy) in advice.remedies.iter().enumerate() {
            let quiz = if index == 0 { quiz::cure(case, remedy) } else { None };
            walk.step(Event::Cure { advice, index }, Vec::new(), quiz);
        }
        if let Some(instead) = &advice.instead {
            walk.step(Event::Instead { instead }, Vec::new(), None);
        }
    }
    walk.steps
}

/// A walk as it is made.
struct Walk<'a> {
    message: &'a Message,
    case: &'a Case,
    steps: Vec<Step<'a>>,
    /// The evaluations that were walked through, and at whom.
    walked: Vec<(&'a Evaluation, Side)>,
    scene: Scene,
}

impl<'a> Walk<'a> {
    fn step(&mut self, event: Event<'a>, doubts: Vec<Doubt<'a>>, quiz: Option<Quiz<'a>>) {
        self.steps.push(Step { scene: self.scene, event, doubts, quiz });
    }
}
