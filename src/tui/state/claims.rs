//! The state of the view of what servers recorded.

use crate::tui::keymap::Binding;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::List;

/// What the view remembers.
#[derive(Clone, Debug)]
pub struct State {
    /// Where one is.
    pub list: List,
}

impl Default for State {
    fn default() -> Self {
        Self { list: List { detail: true, ..List::default() } }
    }
}

/// What its own keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {}

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] = &[];

/// Does what a key of its own says.
pub(in crate::tui) fn act(_: &mut Model, act: Act) -> Vec<Effect> {
    match act {}
}
