//! Who answers for the DNS of a run where no zone file does; the network is made ready when the first
//! message needs it.

use super::args::Options;
use crate::dns::{Answers, Unanswered};
#[cfg(feature = "live-dns")]
pub use crate::resolver::Ticket;
use crate::resolver::{Asking, Subject, Tally};
#[cfg(feature = "live-dns")]
use crate::resolver::{Limits, Live};
use crate::settings::Lang;
use crate::source::Network;
#[cfg(not(feature = "live-dns"))]
use crate::words::live::LiveText;
#[cfg(feature = "live-dns")]
use crate::words::live::cannot_ask;
use std::path::Path;
use std::sync::mpsc::channel;

/// Nothing is investigated in this build.
#[cfg(not(feature = "live-dns"))]
pub type Ticket = ();

/// Whom to ask, and how long to wait.
pub fn asking(options: &Options) -> Asking {
    Asking { servers: options.nameserver.clone(), timeout: options.dns_timeout.unwrap_or(Asking::TIMEOUT) }
}

/// When the network is asked.
pub fn network(options: &Options) -> Network {
    match options.dns.as_deref() {
        _ if options.offline => Network::Never,
        Some(path) if path == Path::new("live") => Network::Always,
        Some(_) | None if cfg!(feature = "live-dns") => Network::WithoutZone,
        Some(_) | None => Network::Never,
    }
}

/// What asks ended while somebody waited for it.
#[derive(Debug, thiserror::Error)]
#[error("asking the network ended before its time")]
pub struct Ended;

/// What asks, once something is to be asked.
pub struct Asker {
    #[cfg_attr(not(feature = "live-dns"), allow(dead_code, reason = "nobody is asked"))]
    asking: Asking,
    lang: Lang,
    #[cfg(feature = "live-dns")]
    live: Option<Result<Live, String>>,
}

impl Asker {
    pub fn new(options: &Options) -> Self {
        Self {
            asking: asking(options),
            lang: options.language(),
            #[cfg(feature = "live-dns")]
            live: None,
        }
    }

    /// Investigates; dropping the ticket cancels. An error says what the user can do where nobody can be
    /// asked.
    #[cfg(feature = "live-dns")]
    pub fn investigate(&mut self, answers: Answers, subject: impl Subject + 'static) -> anyhow::Result<Ticket> {
        let Self { asking, lang, live } = self;
        let live =
            live.get_or_insert_with(|| Live::start(asking, Limits::DEFAULT).map_err(|error| cannot_ask(&error, *lang)));
        match live {
            Ok(live) => Ok(live.investigate(answers, subject)),
            Err(error) => anyhow::bail!(error.clone()),
        }
    }

    /// Asks until nothing is open that an analysis needs, and waits for it.
    pub fn ask(
        &mut self,
        answers: Answers,
        mut analyse: impl FnMut(&Answers) -> Unanswered + Send + 'static,
    ) -> anyhow::Result<(Answers, Tally)> {
        let (sender, end) = channel();
        let subject = move |answers: &Answers, tally: &Tally, is_last: bool| {
            let unanswered = analyse(answers);
            if is_last || unanswered.needed.is_empty() {
                // The one who waits is below.
                let _ = sender.send((answers.clone(), tally.clone()));
            }
            Some(unanswered)
        };
        let _ticket = self.investigate(answers, subject)?;
        Ok(end.recv().map_err(|_| Ended)?)
    }

    /// This build cannot ask.
    #[cfg(not(feature = "live-dns"))]
    pub fn investigate(&mut self, _: Answers, _: impl Subject + 'static) -> anyhow::Result<Ticket> {
        anyhow::bail!(LiveText::NotBuilt.text(self.lang))
    }
}
