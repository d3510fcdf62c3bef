//! Opening an input: its bytes as a message, with what answers for the DNS and the settings that hold.

use super::{Input, Place, SourceError, read_file};
use crate::dns::{Answers, Edit, Zone, ZoneError, ZoneWarning};
use crate::message::Message;
use crate::redact::Redactor;
use crate::settings::{AsOf, Settings};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What [`Opened::dns`] is called where nobody answers.
pub const OFFLINE: &str = "offline";

/// What [`Opened::dns`] is called where the network is to be asked.
pub const LIVE: &str = "live";

/// When the network is asked. Opening an input asks nothing; it says who is to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Network {
    /// Never.
    #[default]
    Never,
    /// For a message that has no zone file.
    WithoutZone,
    /// For every message, whatever zone file stands beside it.
    Always,
}

/// Why an input could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Its zone file has an error.
    #[error(transparent)]
    Zone(#[from] ZoneError),
}

/// A zone file that was read.
#[derive(Clone, Debug)]
pub struct ZoneFile {
    /// Its path as given.
    pub path: String,
    /// What it answers.
    pub answers: Answers,
    /// What is doubtful in it.
    pub warnings: Vec<ZoneWarning>,
}

impl ZoneFile {
    /// Reads a zone file.
    ///
    /// # Errors
    ///
    /// [`OpenError`] where it cannot be read or has an error.
    pub fn open(path: &Path, label: &str) -> Result<Self, OpenError> {
        Self::parse(label, &read_file(path, label)?)
    }

    fn parse(label: &str, bytes: &[u8]) -> Result<Self, OpenError> {
        let (zone, warnings) = Zone::parse(label, bytes)?;
        Ok(Self { path: label.to_owned(), answers: Answers::from_zone(zone), warnings })
    }
}

/// A message with its answers, ready to be analysed.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The path as given.
    pub path: String,
    /// Which message of that path it is, counted from 0.
    pub index: usize,
    /// How many messages that path holds.
    pub count: usize,
    /// The zone file's path, [`LIVE`] or [`OFFLINE`].
    pub dns: String,
    /// What is doubtful in a zone file that was read for this message.
    pub zone_warnings: Vec<ZoneWarning>,
    /// The message; shared with what investigates it.
    pub message: Arc<Message>,
    /// The answers, what-ifs included.
    pub answers: Answers,
    /// The settings; a bundled sample is judged as of its own day.
    pub settings: Settings,
    /// The story of a bundled sample.
    pub story: Option<&'static str>,
    /// Whether what names people was replaced.
    pub redacted: bool,
}

/// The inputs of a run and what is the same for all of them.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The inputs.
    pub inputs: Vec<Input>,
    /// The settings.
    pub settings: Settings,
    /// Whether the user said which day's rules judge.
    pub day_given: bool,
    /// The one zone file that answers for all messages.
    pub zone: Option<ZoneFile>,
    /// When the network is asked.
    pub network: Network,
    /// What-ifs.
    pub edits: Vec<Edit>,
    /// What replaces local parts, names and ids, where that is wanted: see [`Desk::redacting`].
    pub redactor: Option<Redactor>,
}

impl Desk {
    /// This desk, with everything that names people replaced from here on.
    #[must_use]
    pub fn redacting(mut self, redactor: Redactor) -> Self {
        for input in &mut self.inputs {
            input.path = redactor.path(&input.path);
        }
        self.settings.overrides = redactor.overrides(self.settings.overrides);
        self.edits = self.edits.into_iter().map(|edit| redactor.edit(edit)).collect();
        Self { redactor: Some(redactor), ..self }
    }

    /// How a path is called.
    fn label(&self, path: &Path) -> String {
        let path = path.to_string_lossy();
        self.redactor.as_ref().map_or_else(|| path.to_string(), |redactor| redactor.path(&path))
    }

    /// The zone file beside a message, where it answers for it.
    #[must_use]
    pub fn zone_beside(&self, input: &Input) -> Option<PathBuf> {
        let is_asked = self.zone.is_none() && self.network != Network::Always;
        is_asked.then(|| input.zone_beside()).flatten()
    }

    /// Reads an input and what answers for it.
    ///
    /// # Errors
    ///
    /// [`OpenError`] where there is no message, or its zone file has an error.
    pub fn open(&self, input: &Input) -> Result<Opened, OpenError> {
        self.open_with(input, ZoneFile::open)
    }

    /// Reads an input and what answers for it; `zone` reads the zone file beside it, given its path and what it
    /// is called.
    ///
    /// # Errors
    ///
    /// [`OpenError`] where there is no message, or its zone file has an error.
    pub fn open_with(
        &self,
        input: &Input,
        zone: impl FnOnce(&Path, &str) -> Result<ZoneFile, OpenError>,
    ) -> Result<Opened, OpenError> {
        let mut message = input.message()?;
        if let Some(redactor) = &self.redactor {
            message = redactor.message(&message);
        }
        let mut settings = self.settings.clone();
        let mut story = None;
        if let Place::Sample(sample) = &input.place {
            story = Some(sample.story);
            if !self.day_given {
                settings.as_of = AsOf::Message;
            }
        }
        let beside = match (&self.zone, &input.place) {
            _ if self.network == Network::Always => None,
            (Some(_), _) => None,
            (None, Place::Sample(sample)) => {
                Some(ZoneFile::parse(&format!("{}.zone", input.path), sample.zone.as_bytes())?)
            }
            (None, _) => self.zone_beside(input).map(|path| zone(&path, &self.label(&path))).transpose()?,
        };
        let (dns, answers, zone_warnings) = match (&self.zone, beside) {
            (Some(zone), _) => (zone.path.clone(), zone.answers.clone(), Vec::new()),
            (None, Some(zone)) => (zone.path, zone.answers, zone.warnings),
            (None, None) => {
                let dns = if self.network == Network::Never { OFFLINE } else { LIVE };
                (dns.to_owned(), Answers::default(), Vec::new())
            }
        };
        let answers = self.edits.iter().cloned().fold(answers, |answers, edit| answers.with(edit));
        let answers = match &self.redactor {
            Some(redactor) => redactor.answers(answers),
            None => answers,
        };
        Ok(Opened {
            path: input.path.clone(),
            index: input.index,
            count: input.count,
            dns,
            zone_warnings,
            message: Arc::new(message),
            answers,
            settings,
            story,
            redacted: self.redactor.is_some(),
        })
    }
}
