//! The state of the view of an SPF trace.

use crate::tui::keymap::Action;
use crate::tui::keymap::{Binding, Context, Key, on, say};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::List;
use crate::words::tui::TuiText;

/// What the view remembers.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Where one is.
    pub list: List,
    /// Whether runs of terms are written out instead of taking one row.
    pub unfolded: bool,
}

/// What its own keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says it in words")]
pub enum Act {
    Fold,
}

const T: &[Context] = &[Context::Trace];

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] =
    &[on(&[Key::char('f'), Key::char(' ')], T, Action::Trace(Act::Fold), say!(TuiText::DoFold))
        .hint("f", say!(TuiText::HintFold))];

/// Does what a key of its own says.
pub(in crate::tui) fn act(model: &mut Model, act: Act) -> Vec<Effect> {
    match act {
        Act::Fold => {
            let state = &mut model.views.trace;
            state.unfolded = !state.unfolded;
            state.list.rewind();
        }
    }
    Vec::new()
}
