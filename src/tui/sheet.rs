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

/// What is supposed of a message at one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The records.
    pub edits: Vec<Edit>,
    /// What is said instead of read from the message.
    pub overrides: Overrides,
}

/// What is being typed: it is judged at every letter, but asked about only as far as terms are finished.
#[derive(Clone, Debug)]
struct Draft {
    /// As it was before.
    before: Step,
    /// As it was when the last term was finished.
    finished: Step,
}

/// A message that was read, with what follows from it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The message, its answers and settings.
    pub opened: Opened,
    /// The case without the what-ifs of this screen.
    pub published: Case,
    /// The case with the what-ifs of this screen; the same as published without any.
    pub case: Case,
    /// What there is to say about curing [`Sheet::case`].
    pub advice: Advice,
    /// The records that are supposed on this screen, oldest first; the same for every message but for what is
    /// being typed.
    pub edits: Vec<Edit>,
    /// What is said instead of read from the message; at first what the settings say.
    pub overrides: Overrides,
    /// What was asked for it, where the network is.
    pub tally: Option<Tally>,
    /// The source in pieces, once somebody has looked at it.
    pieces: OnceLock<Pieces>,
    /// Whether the message itself tells which client it came from.
    tells_client: bool,
    /// Whether what is to be asked about has something to be asked.
    open: bool,
    draft: Option<Draft>,
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
        let client = case.identities.client.ip.as_ref();
        let tells_client = !case.identities.unsent && client.is_some_and(|found| found.taken_from != TakenFrom::Via);
        let mut sheet = Self {
            opened,
            published: case.clone(),
            case,
            advice,
            edits: Vec::new(),
            overrides,
            tally: None,
            pieces: OnceLock::new(),
            tells_client,
            open: false,
            draft: None,
        };
        sheet.open = sheet.has_questions(&sheet.published, &sheet.case, &sheet.advice);
        Ok(sheet)
    }

    /// Judges again: as of another day, after a change of what is supposed, with other answers.
    pub fn judge(&mut self, day: Option<AsOf>, profiles: &Profiles) {
        // The receivers were found when the sheet was made: no analysis can fail now.
        let message = &self.opened.message;
        let base = self.published_settings(&self.overrides, day);
        if let Ok(case) = analyse(message, &self.opened.answers, &base, profiles) {
            self.published = case;
        }
        let now = self.step();
        if now.edits.is_empty() && now.overrides == base.overrides {
            self.case = self.published.clone();
            self.advice = propose(message, &self.opened.answers, &base, profiles, &self.case);
        } else if let Some((case, advice)) = self.judged(&now, day, profiles) {
            (self.case, self.advice) = (case, advice);
        }
        let finished = self.draft.as_ref().map(|draft| &draft.finished).filter(|finished| **finished != now);
        let found = finished.and_then(|finished| {
            let (case, advice) = self.judged(finished, day, profiles)?;
            let settings = self.published_settings(&finished.overrides, day);
            let by_another = settings.overrides != base.overrides;
            let published = by_another.then(|| analyse(message, &self.opened.answers, &settings, profiles).ok());
            Some((published.flatten(), case, advice))
        });
        self.open = match &found {
            Some((published, case, advice)) => {
                self.has_questions(published.as_ref().unwrap_or(&self.published), case, advice)
            }
            None => self.has_questions(&self.published, &self.case, &self.advice),
        };
    }

    fn judged(&self, step: &Step, day: Option<AsOf>, profiles: &Profiles) -> Option<(Case, Advice)> {
        let settings = settings(&self.opened, &step.overrides, day);
        let answers = with(&self.opened.answers, &step.edits);
        let message = &self.opened.message;
        let case = analyse(message, &answers, &settings, profiles).ok()?;
        let advice = propose(message, &answers, &settings, profiles, &case);
        Some((case, advice))
    }

    fn has_questions(&self, published: &Case, case: &Case, advice: &Advice) -> bool {
        let is_needed = |case: &Case| !case.unanswered.needed.is_empty();
        self.opened.dns == LIVE
            && (is_needed(published) || is_needed(case) || !advice.questions(case).needed.is_empty())
    }

    /// The source of the message in pieces.
    pub fn pieces(&self) -> &Pieces {
        self.pieces.get_or_init(|| Pieces::of(&self.opened.message))
    }

    /// The settings that [`Sheet::published`] is judged by, with what is said on the screen. A client of one's
    /// own is a change where the message tells another, else what is gone by.
    #[must_use]
    pub fn published_settings(&self, said: &Overrides, day: Option<AsOf>) -> Settings {
        let base = if self.tells_client { &self.opened.settings.overrides } else { said };
        settings(&self.opened, base, day)
    }

    /// The settings that [`Sheet::case`] is judged by.
    #[must_use]
    pub fn settings(&self, day: Option<AsOf>) -> Settings {
        settings(&self.opened, &self.overrides, day)
    }

    /// What is supposed and may be asked about: not the term that is being typed.
    #[must_use]
    pub fn asked_about(&self, day: Option<AsOf>) -> Supposed {
        let (edits, overrides) = match &self.draft {
            Some(Draft { finished, .. }) => (&finished.edits, &finished.overrides),
            None => (&self.edits, &self.overrides),
        };
        Supposed { edits: edits.clone(), overrides: overrides.clone(), day }
    }

    /// The answers with what is supposed.
    #[must_use]
    pub fn answers(&self) -> Answers {
        with(&self.opened.answers, &self.edits)
    }

    /// What is supposed now.
    #[must_use]
    pub fn step(&self) -> Step {
        Step { edits: self.edits.clone(), overrides: self.overrides.clone() }
    }

    fn replace(&mut self, step: Step) {
        (self.edits, self.overrides) = (step.edits, step.overrides);
    }

    /// Begins to type: what follows is a draft until it is taken or left.
    pub fn begin_draft(&mut self) {
        let before = self.step();
        self.draft = Some(Draft { finished: before.clone(), before });
    }

    /// What is supposed becomes what it was before the draft, and then what `change` makes of it; whether
    /// a term is being typed says whether it may be asked about yet.
    pub fn draft(&mut self, is_typing: bool, change: impl FnOnce(&mut Self)) {
        let Some(before) = self.draft.as_ref().map(|draft| draft.before.clone()) else { return };
        self.replace(before);
        change(self);
        let now = self.step();
        if let Some(draft) = self.draft.as_mut().filter(|_| !is_typing) {
            draft.finished = now;
        }
    }

    /// Whether something is being typed.
    #[must_use]
    pub fn is_drafting(&self) -> bool {
        self.draft.is_some()
    }

    /// What is supposed but for what is being typed.
    #[must_use]
    pub fn overrides_before(&self) -> &Overrides {
        self.draft.as_ref().map_or(&self.overrides, |draft| &draft.before.overrides)
    }

    /// Takes the draft; gives what was supposed before it.
    pub fn take_draft(&mut self) -> Option<Step> {
        self.draft.take().map(|draft| draft.before)
    }

    /// Leaves the draft; it is to be judged afterwards.
    pub fn leave_draft(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.replace(draft.before);
        }
    }

    /// Supposes records in the place of earlier ones at the same names. Gives whether anything is
    /// supposed: what is published already is not.
    pub fn suppose(&mut self, edits: Vec<Edit>, is_published: impl Fn(&Answers, &Edit) -> bool) -> bool {
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
        self.open
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

    /// Whether the client is an assumption, or known only from what a sender could have written.
    #[must_use]
    pub fn is_client_assumed(&self) -> bool {
        let client = &self.case.identities.client;
        client.assumed || client.ip.as_ref().is_some_and(|ip| self.is_assumed(&ip.taken_from))
    }

    /// Whether an identity is an assumption, or known only from what a sender could have written.
    #[must_use]
    pub fn is_identity_assumed(&self, identity: IdentityKind) -> bool {
        let identities = &self.case.identities;
        let unconfirmed = match identity {
            IdentityKind::MailFrom => identities.mail_from.as_ref().is_some_and(|found| found.value.assumed),
            IdentityKind::Helo => identities.client.assumed,
            // The address is the header's own; what SPF says of it is not: see the client.
            IdentityKind::HeaderFrom | IdentityKind::Pra => false,
        };
        let evidence = match identity {
            IdentityKind::MailFrom => identities.mail_from.as_ref().map(|found| &found.taken_from),
            IdentityKind::Helo => identities.client.helo.as_ref().map(|found| &found.taken_from),
            IdentityKind::HeaderFrom | IdentityKind::Pra => None,
        };
        unconfirmed || evidence.is_some_and(|evidence| self.is_assumed(evidence))
    }

    /// Whether the message leaves open through whom it goes: it was not sent yet, or names no client.
    #[must_use]
    pub fn is_to_be_assumed(&self) -> bool {
        !self.tells_client
    }

    /// Whether a client, a HELO name or a MAIL FROM of one's own stands in the place of what the message
    /// tells.
    #[must_use]
    pub fn is_told_otherwise(&self) -> bool {
        self.overrides != self.opened.settings.overrides
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
