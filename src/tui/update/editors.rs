//! Lines that are typed: letters and editing go to the line on top, and whoever asked for it follows.

use super::{assuming, messages, search, supposing};
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
    let before = editor.text().to_owned();
    change(editor);
    let has_changed = editor.text() != before;
    if let Some(typed) = model.popups.last_mut().and_then(Popup::typed_mut) {
        let was_typing = typed.is_typing();
        typed.edited(has_changed);
        if !has_changed && typed.is_typing() == was_typing {
            // The cursor moved, and nothing follows from that.
            return;
        }
    }
    match model.popups.last_mut() {
        Some(Popup::WhatIf { .. }) => supposing::preview(model),
        Some(Popup::Client(_)) => assuming::preview(model),
        Some(Popup::Day(typed)) => typed.problem = None,
        Some(Popup::Palette { list, .. }) => list.rewind(),
        Some(Popup::Messages { .. }) => messages::filtered(model),
        Some(Popup::Open { problem, found, .. }) => {
            *problem = None;
            if has_changed {
                *found = None;
            }
        }
        Some(Popup::Save { problem, replace, .. }) => {
            *problem = None;
            *replace &= !has_changed;
        }
        Some(Popup::Search { .. }) => search::typed(model),
        _ => {}
    }
}
