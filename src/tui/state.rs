//! What each view remembers while another one is shown, and what its own keys do to it. A view that has
//! keys of its own has its actions and its rows of the key table here too.

pub mod path;
pub mod raw;
pub mod receivers;
pub mod trace;
pub(in crate::tui) mod verdict;
pub mod walk;

use super::screen::{List, Screen};

/// The states of all views.
#[derive(Clone, Debug, Default)]
pub struct Views {
    /// Of the verdict.
    pub verdict: List,
    /// Of the trace.
    pub trace: trace::State,
    /// Of the identities.
    pub identities: Listed,
    /// Of the path.
    pub path: Listed,
    /// Of the claims.
    pub claims: Listed,
    /// Of the receivers.
    pub receivers: Listed,
    /// Of the source.
    pub raw: raw::State,
    /// Of the walk.
    pub walk: walk::State,
}

/// What a view remembers that is a list and nothing else.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Where one is.
    pub list: List,
}

impl Default for Listed {
    fn default() -> Self {
        Self { list: List { detail: true, ..List::default() } }
    }
}

impl Views {
    /// Where one is in the list of a view.
    #[must_use]
    pub fn list(&self, screen: Screen) -> Option<&List> {
        match screen {
            Screen::Verdict => Some(&self.verdict),
            Screen::Trace => Some(&self.trace.list),
            Screen::Identities => Some(&self.identities.list),
            Screen::Path => Some(&self.path.list),
            Screen::Claims => Some(&self.claims.list),
            Screen::Receivers => Some(&self.receivers.list),
            Screen::Raw => Some(&self.raw.list),
            Screen::Walk => Some(&self.walk.list),
        }
    }

    /// Where one is in the list of a view.
    pub fn list_mut(&mut self, screen: Screen) -> Option<&mut List> {
        match screen {
            Screen::Verdict => Some(&mut self.verdict),
            Screen::Trace => Some(&mut self.trace.list),
            Screen::Identities => Some(&mut self.identities.list),
            Screen::Path => Some(&mut self.path.list),
            Screen::Claims => Some(&mut self.claims.list),
            Screen::Receivers => Some(&mut self.receivers.list),
            Screen::Raw => Some(&mut self.raw.list),
            Screen::Walk => Some(&mut self.walk.list),
        }
    }

    /// Another message is shown: every view begins at its start.
    pub fn rewind(&mut self) {
        for screen in Screen::ALL {
            if let Some(list) = self.list_mut(screen) {
                list.rewind();
            }
        }
        self.trace.rewind();
        self.raw.mark = None;
        self.walk.rewind();
    }
}
