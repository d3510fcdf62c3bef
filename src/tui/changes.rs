//! What is supposed on the screen, step by step, so that each change can be taken back. Records are supposed of the
//! DNS, and so of every message; a client is supposed of the message that came from it.

use super::model::{Model, State};
use super::sheet::{Sheet, Step};
use crate::dns::Edit;
use crate::settings::Overrides;

/// Changes that can be taken back.
const CHANGES: usize = 100;

/// A change, by what was supposed before it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    /// Of the records.
    Records(Vec<Edit>),
    /// Of the client of an input.
    Client(usize, Box<Overrides>),
}

impl Change {
    /// Whether it counts where an input is shown.
    fn is_of(&self, input: usize) -> bool {
        match self {
            Self::Records(_) => true,
            Self::Client(index, _) => *index == input,
        }
    }
}

/// The changes, the last one last.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    past: Vec<Change>,
    future: Vec<Change>,
}

impl Changes {
    /// Remembers a change that was made where an input is shown.
    fn add(&mut self, change: Change, input: usize) {
        self.past.push(change);
        let excess = self.past.len().saturating_sub(CHANGES);
        self.past.drain(..excess);
        self.future.retain(|change| !change.is_of(input));
    }
}

/// The last change that counts where an input is shown. Those of other clients do not touch it.
fn last(changes: &mut Vec<Change>, input: usize) -> Option<Change> {
    let at = changes.iter().rposition(|change| change.is_of(input))?;
    Some(changes.remove(at))
}

impl Model {
    /// Changes what is supposed, so that it can be undone, and judges again.
    pub fn suppose(&mut self, change: impl FnOnce(&mut Sheet)) {
        let Some(sheet) = self.sheet_mut() else { return };
        let before = sheet.step();
        change(sheet);
        self.supposed_after(before);
    }

    /// Takes what was typed as a change that can be undone, and judges again.
    pub fn take_draft(&mut self) {
        if let Some(before) = self.sheet_mut().and_then(Sheet::take_draft) {
            self.supposed_after(before);
        }
    }

    fn supposed_after(&mut self, before: Step) {
        let input = self.current;
        let Some(now) = self.sheet().map(Sheet::step) else { return };
        if now.overrides != before.overrides {
            self.changes.add(Change::Client(input, Box::new(before.overrides)), input);
        }
        if now.edits == before.edits {
            self.judge(input);
        } else {
            self.changes.add(Change::Records(before.edits), input);
            self.suppose_records(now.edits);
        }
    }

    /// Takes the last change back that counts for the message that is shown. Gives whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(change) = last(&mut self.changes.past, self.current) else { return false };
        let now = self.replace(change);
        self.changes.future.push(now);
        true
    }

    /// Makes the last change again that was taken back. Gives whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(change) = last(&mut self.changes.future, self.current) else { return false };
        let now = self.replace(change);
        self.changes.past.push(now);
        true
    }

    /// Whether a change can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.changes.past.iter().any(|change| change.is_of(self.current))
    }

    /// Whether a change that was taken back can be made again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.changes.future.iter().any(|change| change.is_of(self.current))
    }

    /// Supposes what was supposed before a change; gives the change the other way round.
    fn replace(&mut self, change: Change) -> Change {
        match change {
            Change::Records(edits) => Change::Records(self.suppose_records(edits)),
            Change::Client(input, overrides) => {
                let sheet = self.entries.get_mut(input).and_then(|entry| match &mut entry.state {
                    State::Ready(sheet) => Some(sheet),
                    _ => None,
                });
                let now = match sheet {
                    Some(sheet) => std::mem::replace(&mut sheet.overrides, *overrides),
                    None => *overrides,
                };
                self.judge(input);
                Change::Client(input, Box::new(now))
            }
        }
    }

    /// Supposes these records of every message; gives those that were supposed before.
    fn suppose_records(&mut self, edits: Vec<Edit>) -> Vec<Edit> {
        let before = std::mem::replace(&mut self.supposed, edits);
        for entry in &mut self.entries {
            if let State::Ready(sheet) = &mut entry.state {
                sheet.edits.clone_from(&self.supposed);
            }
        }
        self.judge_all();
        before
    }
}
