//! Lines that are typed: letters and editing go to the line on top, and whoever asked for it follows.

use super::search;
use crate::tui::editor::{Editing, Editor};
use crate::tui::model::Model;
use crate::tui::screen::Popup;

/// Types or pastes text.
pub fn insert(model: &mut Model, text: &str) {
    edit(model, |editor| editor.insert(text));
}

/// Does one step of editing.
pub fn apply(model: &mut Model, editing: Editing) {
    edit(model, |editor| editor.apply(editing));
}

fn edit(model: &mut Model, change: impl FnOnce(&mut Editor)) {
    let Some(editor) = model.editor_mut() else { return };
    change(editor);
    match model.popups.last_mut() {
        Some(Popup::WhatIf { problem, .. } | Popup::Client { problem, .. } | Popup::Day { problem, .. }) => {
            *problem = None;
        }
        Some(Popup::Palette { list, .. }) => list.rewind(),
        Some(Popup::Search { .. }) => search::typed(model),
        _ => {}
    }
}
