//! What a run has to do with a judged message besides its report: to say what is doubtful in its zone file, and
//! to record the answers that it stands on.

use super::args::Options;
use super::judge::Judgement;
use super::output;
use super::record::{Recorder, Used, used_by};
use crate::dns::{Edit, ZoneWarning};
use crate::receiver::Profiles;
use crate::settings::Lang;
use crate::source::Desk;
use crate::words::complaint;

/// What is kept of a message for that. It is made where the message is judged, by many threads at once.
pub struct Kept {
    dns: String,
    zone_warnings: Vec<ZoneWarning>,
    used: Used,
    edits: Vec<Edit>,
}

impl Kept {
    /// Of a message that is to be recorded, or not.
    pub fn of(judged: &Judgement, is_recorded: bool, profiles: &Profiles) -> Self {
        let opened = &judged.opened;
        let used = if is_recorded { used_by(opened, profiles) } else { Used::new() };
        let edits = if is_recorded { opened.answers.edits().to_vec() } else { Vec::new() };
        Self { dns: opened.dns.clone(), zone_warnings: opened.zone_warnings.clone(), used, edits }
    }
}

/// What is done with it, message by message in their order.
pub struct Besides {
    lang: Lang,
    recorder: Option<Recorder>,
    /// Whose warnings were told last: the zone beside an mbox is that of each of its messages.
    complained: Option<String>,
}

impl Besides {
    /// For a run. An error: what `--record` names cannot be written.
    pub fn new(options: &Options, desk: &Desk) -> anyhow::Result<Self> {
        let recorder = Recorder::of(options, Some(desk))?;
        Ok(Self { lang: options.language(), recorder, complained: None })
    }

    /// Whether messages are to be recorded.
    pub fn records(&self) -> bool {
        self.recorder.is_some()
    }

    /// Takes what was kept of the next message.
    pub fn take(&mut self, kept: Kept) {
        if self.complained.as_ref() != Some(&kept.dns) {
            complain_of(&kept.dns, &kept.zone_warnings, self.lang);
            self.complained = Some(kept.dns);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.add(kept.used, &kept.edits);
        }
    }

    /// Writes what was recorded.
    pub fn end(self) -> anyhow::Result<()> {
        self.recorder.map_or(Ok(()), |recorder| recorder.write(self.lang))
    }
}

/// Says what is doubtful in a zone file.
pub fn complain_of(path: &str, warnings: &[ZoneWarning], lang: Lang) {
    for warning in warnings {
        output::complain(&complaint::zone_warning(path, warning, lang));
    }
}
