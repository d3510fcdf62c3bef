//! A message that was read, with what follows from it: as published, and with what is supposed on the
//! screen.

use super::pieces::Pieces;
use crate::case::{Case, analyse};
use crate::dns::{Answers, Edit};
use crate::identity::TakenFrom;
use crate::receiver::{Decision, IdentityKind, Profiles};
use crate::remedy::{Advice, propose};
use crate::resolver::Tally;
use crate::settings::{AsOf, Lang, Overrides, Settings};
use crate::source::{LIVE, Opened};
use crate::words::complaint;
use std::sync::OnceLock;

/// Everything besides the message and the answers that a sheet is judged by, and that keys change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supposed {
    /// The what-ifs that count.
    pub edits: Vec<Edit>,
    /// What is said instead of read from the message.
    pub overrides: Overrides,
    /// The day that was switched to.
    pub day: Option<AsOf>,
}

/// A message that was read, with what follows from it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The message, its answers and settings.
    pub opened: Opened,
    /// The case as published.
    pub published: Case,
    /// The case with the what-ifs of this screen; the same as published without any.
    pub case: Case,
    /// What there is to say about curing [`Sheet::case`].
    pub advice: Advice,
    /// The what-ifs of this screen, oldest first.
    pub edits: Vec<Edit>,
    /// Whether they are taken back for now.
    pub taken_back: bool,
    /// What is said instead of read from the message; at first what the settings say.
    pub overrides: Overrides,
    /// What was asked for it, where the network is.
    pub tally: Option<Tally>,
    /// The source in pieces, once somebody has looked at it.
    pieces: OnceLock<Pieces>,
}

impl Sheet {
    /// Judges a message that was read.
    ///
    /// # Errors
    ///
    /// A receiver that there is not, in words.
    pub fn new(opened: Opened, day: Option<AsOf>, profiles: &Profiles, lang: Lang) -> Result<Self, String> {
        let overrides = opened.settings.overrides.clone();
        let settings = settings(&opened, &overrides, day);
        let case = analyse(&opened.message, &opened.answers, &settings, profiles)
            .map_err(|error| complaint::unknown_receiver(&error, lang))?;
        let advice = propose(&opened.message, &opened.answers, &settings, profiles, &case);
        Ok(Self {
            opened,
            published: case.clone(),
            case,
            advice,
            edits: Vec::new(),
            taken_back: false,
            overrides,
            tally: None,
            pieces: OnceLock::new(),
        })
    }

    /// Judges again: as of another day, after a change of what is supposed, with other answers.
    pub fn judge(&mut self, day: Option<AsOf>, profiles: &Profiles) {
        let settings = self.settings(day);
        let Opened { message, answers, .. } = &self.opened;
        // The receivers were found when the sheet was made: neither can fail now.
        if let Ok(case) = analyse(message, answers, &settings, profiles) {
            self.published = case;
        }
        let answers = with(answers, self.supposed());
        self.case = match self.supposed() {
            [] => self.published.clone(),
            _ => analyse(message, &answers, &settings, profiles).unwrap_or_else(|_| self.published.clone()),
        };
        self.advice = propose(message, &answers, &settings, profiles, &self.case);
    }

    /// The source of the message in pieces.
    pub fn pieces(&self) -> &Pieces {
        self.pieces.get_or_init(|| Pieces::of(&self.opened.message))
    }

    /// The settings that it is judged by.
    #[must_use]
    pub fn settings(&self, day: Option<AsOf>) -> Settings {
        settings(&self.opened, &self.overrides, day)
    }

    /// The what-ifs that count.
    #[must_use]
    pub fn supposed(&self) -> &[Edit] {
        if self.taken_back { &[] } else { &self.edits }
    }

    /// Supposes records in the place of earlier ones at the same names; what was taken back is forgotten.
    /// Gives whether anything is supposed: what is published already is not.
    pub fn suppose(&mut self, edits: Vec<Edit>, is_published: impl Fn(&Answers, &Edit) -> bool) -> bool {
        if self.taken_back {
            self.taken_back = false;
            self.edits.clear();
        }
        let mut any = false;
        for edit in edits {
            self.edits.retain(|earlier| earlier.question != edit.question);
            if !is_published(&self.opened.answers, &edit) {
                self.edits.push(edit);
                any = true;
            }
        }
        any
    }

    /// Whether the network is to be asked for something that the verdicts or the advice wait for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let is_needed = |case: &Case| !case.unanswered.needed.is_empty();
        let is_advice_open = || !self.advice.questions(&self.case).needed.is_empty();
        self.opened.dns == LIVE && (is_needed(&self.published) || is_needed(&self.case) || is_advice_open())
    }

    /// What the receiver of a verdict decides as published, where the what-if changes it.
    #[must_use]
    pub fn was(&self, index: usize) -> Option<Decision> {
        let before = self.published.verdicts.get(index)?.decision;
        (before != self.case.verdicts.get(index)?.decision).then_some(before)
    }

    /// Whether evidence is an assumption: of a service, or typed on this screen.
    #[must_use]
    pub fn is_assumed(&self, evidence: &TakenFrom) -> bool {
        match evidence {
            TakenFrom::Via => true,
            TakenFrom::Option => {
                let (now, given) = (&self.overrides, &self.opened.settings.overrides);
                now.ip != given.ip || now.helo != given.helo || now.mail_from != given.mail_from
            }
            _ => false,
        }
    }

    /// Whether an identity is an assumption.
    #[must_use]
    pub fn is_identity_assumed(&self, identity: IdentityKind) -> bool {
        let identities = &self.case.identities;
        let evidence = match identity {
            IdentityKind::MailFrom => identities.mail_from.as_ref().map(|found| &found.taken_from),
            IdentityKind::Helo => identities.client.helo.as_ref().map(|found| &found.taken_from),
            IdentityKind::HeaderFrom | IdentityKind::Pra => None,
        };
        evidence.is_some_and(|evidence| self.is_assumed(evidence))
    }

    /// Whether the message leaves open through whom it goes: it was not sent yet, or names no client.
    #[must_use]
    pub fn is_to_be_assumed(&self) -> bool {
        let identities = &self.case.identities;
        let ip = identities.client.ip.as_ref();
        identities.unsent || ip.is_none_or(|found| self.is_assumed(&found.taken_from))
    }
}

/// Answers with what-ifs.
#[must_use]
pub fn with(answers: &Answers, edits: &[Edit]) -> Answers {
    edits.iter().cloned().fold(answers.clone(), |answers, edit| answers.with(edit))
}

fn settings(opened: &Opened, overrides: &Overrides, day: Option<AsOf>) -> Settings {
    let mut settings = opened.settings.clone();
    settings.overrides = overrides.clone();
    settings.as_of = day.unwrap_or(settings.as_of);
    settings
}
