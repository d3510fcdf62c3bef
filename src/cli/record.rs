//! `--record`: the answers that were used, as a zone file.

use super::args::Options;
use super::output;
use crate::case::analyse;
use crate::dns::{Answer, Edit, Question, Snapshot, Unanswered};
use crate::receiver::Profiles;
use crate::remedy::propose;
use crate::resolver::used;
use crate::settings::Lang;
use crate::source::{Desk, IfThere, Opened, Place, put};
use crate::text::Shown;
use crate::words::complaint::{self, Complaint};
use crate::words::live::LiveText;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Answers, in the order in which they were used.
pub type Used = Vec<(Question, Arc<Answer>)>;

/// The answers of a run, on their way into a file.
pub struct Recorder {
    path: PathBuf,
    snapshot: Snapshot,
}

impl Recorder {
    /// A recorder, where `--record` asks for one. It refuses to write over what the run reads, messages and
    /// zone files, and where there can be no file.
    pub fn of(options: &Options, desk: Option<&Desk>) -> anyhow::Result<Option<Self>> {
        let Some(path) = options.record.clone() else { return Ok(None) };
        // A file that does not exist yet is read by nobody.
        if let Some(file) = FileId::of(&path) {
            let is_it = |other: &Path| FileId::of(other).as_ref() == Some(&file);
            let path = Shown::new(&path.to_string_lossy());
            if options.dns.as_deref().is_some_and(is_it) || desk.is_some_and(|desk| zones(desk).any(|p| is_it(&p))) {
                anyhow::bail!(Complaint::RecordsOverZone { path: &path }.text(options.language()));
            }
            if desk.is_some_and(|desk| messages(desk).any(is_it)) {
                anyhow::bail!(Complaint::RecordsOverMessage { path: &path }.text(options.language()));
            }
        }
        // What is found only at the end of a long run costs all of its answers.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let why = match folder {
            _ if path.is_dir() => Some(ErrorKind::IsADirectory),
            Some(folder) if !folder.is_dir() => Some(ErrorKind::NotFound),
            _ => None,
        };
        if let Some(why) = why {
            anyhow::bail!(complaint::write(&path.to_string_lossy(), &why.into(), options.language()));
        }
        Ok(Some(Self { path, snapshot: Snapshot::default() }))
    }

    /// Adds the answers that an analysis stands on, and the what-ifs that it was made under.
    pub fn add(&mut self, used: Used, edits: &[Edit]) {
        for (question, answer) in used {
            self.snapshot.add(&question, &answer, edits);
        }
    }

    /// Writes the file; one that is there is replaced.
    pub fn write(self, lang: Lang) -> anyhow::Result<()> {
        let path = self.path.to_string_lossy();
        let text = self.snapshot.to_zone();
        put(&[(&self.path, text.as_bytes())], IfThere::Replace)
            .map_err(|failed| anyhow::anyhow!(complaint::write(&path, &failed.error, lang)))?;
        if let count @ 1.. = self.snapshot.contradictions() {
            output::complain(&LiveText::Contradictions { count: &count, path: &path }.text(lang));
        }
        Ok(())
    }
}

/// The answers that a message's case and the advice about it stand on.
pub fn used_by(opened: &Opened, profiles: &Profiles) -> Used {
    let Opened { message, answers: known, settings, .. } = opened;
    used(known, |answers| {
        let Ok(case) = analyse(message, answers, settings, profiles) else { return Unanswered::default() };
        // Advice that stands on half a case would be given anew with the other half.
        if case.unanswered.needed.iter().any(|question| known.get(question).is_some()) {
            return case.unanswered;
        }
        propose(message, answers, settings, profiles, &case).questions(&case)
    })
}

/// The files of the messages of a run; those of an mbox are in one.
fn messages(desk: &Desk) -> impl Iterator<Item = &Path> {
    desk.inputs.iter().filter(|input| input.index == 0).filter_map(|input| match &input.place {
        Place::File(path) | Place::Mbox { file: path, .. } => Some(path.as_path()),
        Place::Bytes(_) | Place::Sample(_) | Place::Nowhere(_) => None,
    })
}

/// The zone files beside the messages of a run.
fn zones(desk: &Desk) -> impl Iterator<Item = PathBuf> {
    desk.inputs.iter().filter(|input| input.index == 0).filter_map(|input| desk.zone_beside(input))
}

/// What tells whether two paths lead to the same file, hard links included.
#[derive(PartialEq, Eq)]
struct FileId(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl FileId {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).ok().map(|metadata| Self((metadata.dev(), metadata.ino())))
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        fs::canonicalize(path).ok().map(Self)
    }
}
