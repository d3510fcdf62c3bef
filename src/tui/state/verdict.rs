//! The keys of the main screen that lead to what there was no room for. Its list is that of the lines of the
//! whole page, the first of which stand on the screen.

use crate::tui::keymap::{Action, Binding, Context, Key, Scroll, on, say};
use crate::tui::model::Model;
use crate::words::tui::TuiText;
use crossterm::event::KeyCode;

const V: &[Context] = &[Context::Verdict];

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] = &[
    on(&[Key::char('j'), Key::code(KeyCode::Down)], V, Action::Scroll(Scroll::Down), say!(TuiText::DoMore))
        .hint("j", say!(TuiText::HintMore))
        .when(has_more),
    on(&[Key::char('k'), Key::code(KeyCode::Up)], V, Action::Scroll(Scroll::Up), say!(TuiText::DoUp)).when(has_more),
    on(&[Key::code(KeyCode::PageDown)], V, Action::Scroll(Scroll::PageDown), say!(TuiText::DoPageDown)).when(has_more),
    on(&[Key::code(KeyCode::PageUp)], V, Action::Scroll(Scroll::PageUp), say!(TuiText::DoPageUp)).when(has_more),
    on(&[Key::code(KeyCode::End), Key::char('G')], V, Action::Scroll(Scroll::Bottom), say!(TuiText::DoBottom))
        .when(has_more),
    on(&[Key::code(KeyCode::Home), Key::char('g')], V, Action::Scroll(Scroll::Top), say!(TuiText::DoTop))
        .when(has_more),
];

/// Whether something was left out.
fn has_more(model: &Model) -> bool {
    model.geometry.end > 0
}
