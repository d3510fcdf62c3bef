//! Searching in what is shown: at each letter that is typed, from match to match, and back.

use crate::tui::editor::Editor;
use crate::tui::model::Model;
use crate::tui::screen::Popup;
use crate::tui::search::Search;
use crate::tui::view;

/// Opens the line for what is searched for.
pub fn ask(model: &mut Model) {
    let from = model.list_mut().cloned().unwrap_or_default();
    let before = model.search.clone();
    model.popups.push(Popup::Search { editor: Editor::new(""), before, from });
}

/// What is searched for has become another text: goes to the first match from where the search began.
pub fn typed(model: &mut Model) {
    let Some(Popup::Search { editor, before, from }) = model.popups.pop() else { return };
    model.search = (!editor.text().is_empty()).then(|| Search { text: editor.text().to_owned(), at: 0, count: 0 });
    let found = view::found(model);
    let first = found.iter().position(|found| found.at >= from.at).unwrap_or(0);
    if let Some(list) = model.list_mut() {
        *list = from.clone();
    }
    if model.search.is_some() {
        go(model, first);
    }
    model.popups.push(Popup::Search { editor, before, from });
}

/// Closes the line and stays.
pub fn keep(model: &mut Model) {
    model.popups.pop();
}

/// Closes the line and goes back to where the search began.
pub fn leave(model: &mut Model) {
    let Some(Popup::Search { before, from, .. }) = model.popups.pop() else { return };
    model.search = before;
    if let Some(list) = model.list_mut() {
        *list = from;
    }
}

/// Goes to the next match, or to the one before, and round at the end.
pub fn next(model: &mut Model, forward: bool) {
    let count = view::found(model).len();
    let Some(search) = &model.search else { return };
    if count > 0 {
        let step = if forward { 1 } else { count - 1 };
        go(model, (search.at.min(count - 1) + step) % count);
    } else {
        count_again(model);
    }
}

/// Ends the search.
pub fn end(model: &mut Model) {
    model.search = None;
}

/// What is shown has changed: so may have the number of matches.
pub fn count_again(model: &mut Model) {
    let count = view::found(model).len();
    if let Some(search) = &mut model.search {
        search.count = count;
        search.at = search.at.min(count.saturating_sub(1));
    }
}

fn go(model: &mut Model, index: usize) {
    let found = view::found(model);
    if let Some(search) = &mut model.search {
        search.count = found.len();
        search.at = index;
    }
    let at = found.get(index).map(|found| found.at);
    if let (Some(at), Some(list)) = (at, model.list_mut()) {
        list.at = at;
        list.detail_top = 0;
    }
}
