//! Asking the network about the message that is shown: what comes back goes into the one channel of the
//! loop, an arrival at a time.

use super::model::{Model, State};
use super::msg::Msg;
use super::sheet::{Sheet, Supposed, with};
use crate::case::analyse;
use crate::dns::{Answers, Unanswered};
use crate::remedy::propose;
use crate::resolver::{Asking, Subject, Tally};
#[cfg(feature = "live-dns")]
use crate::resolver::{Live, Ticket};
use crate::settings::Settings;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// What asks, once something is to be asked.
pub struct Asker {
    #[cfg_attr(not(feature = "live-dns"), allow(dead_code, reason = "nobody is asked"))]
    asking: Asking,
    #[cfg(feature = "live-dns")]
    live: Option<Live>,
    /// What is asked about now; dropped, it is not any longer.
    #[cfg(feature = "live-dns")]
    ticket: Option<Ticket>,
}

impl Asker {
    /// Nothing is asked yet.
    #[must_use]
    pub fn new(asking: Asking) -> Self {
        Self {
            asking,
            #[cfg(feature = "live-dns")]
            live: None,
            #[cfg(feature = "live-dns")]
            ticket: None,
        }
    }

    /// Asks about this input and about no other any longer.
    #[cfg(feature = "live-dns")]
    pub(super) fn ask(&mut self, index: Option<usize>, model: &Model, sender: &Sender<Msg>) {
        use crate::resolver::Limits;
        use crate::words::live::cannot_ask;
        self.ticket = None;
        let Some((index, sheet)) = index.and_then(|index| Some((index, ready(model, index)?))) else { return };
        if self.live.is_none() {
            match Live::start(&self.asking, Limits::DEFAULT) {
                Ok(live) => self.live = Some(live),
                // The loop that reads the channel runs this.
                Err(error) => drop(sender.send(Msg::Unasked(cannot_ask(&error, model.look.lang)))),
            }
        }
        let subject = subject(index, sheet, model, sender.clone());
        self.ticket = self.live.as_ref().map(|live| live.investigate(sheet.opened.answers.clone(), subject));
    }

    /// Forgets which questions failed.
    pub(super) fn forget_failures(&mut self) {
        #[cfg(feature = "live-dns")]
        self.live.iter().for_each(Live::forget_failures);
    }

    /// Nobody can be asked.
    #[cfg(not(feature = "live-dns"))]
    pub(super) fn ask(&mut self, _: Option<usize>, _: &Model, _: &Sender<Msg>) {}
}

fn ready(model: &Model, index: usize) -> Option<&Sheet> {
    match &model.entries.get(index)?.state {
        State::Ready(sheet) => Some(sheet),
        _ => None,
    }
}

/// The message of a sheet, as it is published and with what is supposed: either may need answers, and so
/// may the advice about what is shown.
fn subject(index: usize, sheet: &Sheet, model: &Model, sender: Sender<Msg>) -> impl Subject + 'static {
    let (message, profiles) = (Arc::clone(&sheet.opened.message), model.profiles);
    let Supposed { edits, overrides, day } = sheet.asked_about(model.day);
    let published = sheet.published_settings(&overrides, day);
    let settings = Settings { overrides, ..published.clone() };
    move |answers: &Answers, tally: &Tally, _: bool| {
        let advised = |answers: &Answers| {
            let Ok(case) = analyse(&message, answers, &settings, profiles) else { return Unanswered::default() };
            propose(&message, answers, &settings, profiles, &case).questions(&case)
        };
        let open = if edits.is_empty() && settings.overrides == published.overrides {
            advised(answers)
        } else {
            let case = analyse(&message, answers, &published, profiles);
            let mut open = case.map(|case| case.unanswered).unwrap_or_default();
            let supposed = with(answers, &edits);
            let Unanswered { needed, ahead } = advised(&supposed);
            let asked = |questions: Vec<_>| questions.iter().filter_map(|q| supposed.look_up(q).err()).collect();
            open.merge(Unanswered { needed: asked(needed), ahead: asked(ahead) });
            open
        };
        sender.send(Msg::Answered(index, answers.clone(), tally.clone())).is_ok().then_some(open)
    }
}
