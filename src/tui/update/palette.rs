//! The list of all actions: what is chosen in it is done where one was before.

use crate::tui::editor::Editor;
use crate::tui::keymap::Action;
use crate::tui::model::Model;
use crate::tui::palette;
use crate::tui::screen::{List, Popup};

/// Opens the list.
pub fn ask(model: &mut Model) {
    model.popups.push(Popup::Palette { editor: Editor::new(""), list: List::default() });
}

/// Closes the list and gives the action at the cursor.
pub fn choose(model: &mut Model) -> Option<Action> {
    let Some(Popup::Palette { editor, list }) = model.popup() else { return None };
    let chosen = palette::entries(model, editor.text()).get(list.at).map(|entry| entry.binding.action);
    if chosen.is_some() {
        model.popups.pop();
    }
    chosen
}
