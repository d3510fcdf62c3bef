//! Searching in what is shown: at each letter that is typed, from match to match, and back.

use crate::tui::editor::Editor;
use crate::tui::model::Model;
use crate::tui::screen::{Popup, Screen};
use crate::tui::search::Search;
use crate::tui::view::{self, Found};

/// Opens the line for what is searched for.
pub fn ask(model: &mut Model) {
    let from = model.list_mut().cloned().unwrap_or_default();
    let before = model.search.clone();
    model.popups.push(Popup::Search { editor: Editor::new(""), before, from });
}

/// What is searched for has become another text: goes to the first match from where the search began.
pub fn typed(model: &mut Model) {
    let Some(Popup::Search { editor, before, from }) = model.popups.pop() else { return };
    model.search =
        (!editor.text().is_empty()).then(|| Search { text: editor.text().to_owned(), at: 0, count: 0, counted: None });
    let found = view::found(model);
    let first = found.iter().position(|found| found.at >= from.at).unwrap_or(0);
    if let Some(list) = model.list_mut() {
        *list = from.clone();
    }
    if model.search.is_some() {
        go(model, &found, first);
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
    let found = view::found(model);
    let count = found.len();
    let Some(search) = &model.search else { return };
    let step = if forward { 1 } else { count.saturating_sub(1) };
    let next = (search.at.min(count.saturating_sub(1)) + step).checked_rem(count);
    go(model, &found, next.unwrap_or(0));
}

/// Ends the search.
pub fn end(model: &mut Model) {
    model.search = None;
}

/// What is shown may have changed: so may have the number of matches.
pub fn count_again(model: &mut Model) {
    let source = source(model);
    if source.is_some() && model.search.as_ref().is_some_and(|search| search.counted == source) {
        return;
    }
    let count = view::found(model).len();
    if let Some(search) = &mut model.search {
        search.counted = source;
        search.count = count;
        search.at = search.at.min(count.saturating_sub(1));
    }
}

/// The message whose source is searched in, if one is.
fn source(model: &Model) -> Option<usize> {
    let is_covered = model.popups.iter().any(|popup| !matches!(popup, Popup::Search { .. }));
    (model.screen == Screen::Raw && !is_covered && model.sheet().is_some()).then_some(model.current)
}

fn go(model: &mut Model, found: &[Found], index: usize) {
    let source = source(model);
    if let Some(search) = &mut model.search {
        search.counted = source;
        search.count = found.len();
        search.at = index;
    }
    let at = found.get(index).map(|found| found.at);
    if let (Some(at), Some(list)) = (at, model.list_mut()) {
        list.at = at;
        list.detail_top = 0;
    }
}
