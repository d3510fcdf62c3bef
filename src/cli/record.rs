//! `--record`: the answers that were used, as a zone file.

use super::judge::analyse_and_advise;
use super::output;
use crate::dns::{Answers, Snapshot, Unanswered};
use crate::receiver::Profiles;
use crate::resolver::used;
use crate::settings::Lang;
use crate::source::Opened;
use crate::words::live::LiveText;
use anyhow::Context;
use std::path::PathBuf;

/// The answers of a run, on their way into a file.
pub struct Recorder {
    path: PathBuf,
    snapshot: Snapshot,
}

impl Recorder {
    pub fn new(path: PathBuf) -> Self {
        Self { path, snapshot: Snapshot::default() }
    }

    /// Adds the answers that an analysis stands on.
    pub fn add(&mut self, answers: &Answers, analyse: impl FnMut(&Answers) -> Unanswered) {
        for (question, answer) in used(answers, analyse) {
            self.snapshot.add(&question, &answer, answers.edits());
        }
    }

    /// Adds the answers that a message's case and the advice about it stand on.
    pub fn message(&mut self, opened: &Opened, profiles: &Profiles) {
        self.add(&opened.answers, |answers| {
            let found = analyse_and_advise(opened, answers, profiles);
            found.map(|(case, advice)| advice.questions(&case)).unwrap_or_default()
        });
    }

    /// Writes the file; one that is there is replaced.
    pub fn write(self, lang: Lang) -> anyhow::Result<()> {
        let path = self.path.display();
        std::fs::write(&self.path, self.snapshot.to_zone()).with_context(|| format!("cannot write {path}"))?;
        if let count @ 1.. = self.snapshot.contradictions() {
            output::complain(&LiveText::Contradictions { count: &count, path: &path }.text(lang));
        }
        Ok(())
    }
}
