//! From view to view and back, and up and down in what scrolls: one mechanism for all of them.

use super::supposing;
use crate::tui::keymap::Scroll;
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::Screen;
use crate::tui::view;

/// Views that one can go back through.
const HISTORY: usize = 16;

/// Shows a view in the place of the one before, without any popup.
pub fn show(model: &mut Model, screen: Screen) {
    model.popups.clear();
    supposing::left(model);
    if screen == model.screen {
        return;
    }
    // The verdict is where everything begins: from there nothing leads further back.
    if screen == Screen::Verdict {
        model.history.clear();
        model.screen = screen;
        return;
    }
    // From the lanes one comes to see what stands behind the selected one.
    if (model.screen, screen) == (Screen::Verdict, Screen::Trace) {
        model.views.trace.subject = None;
    }
    // Going to and fro between two views does not pile up.
    if model.history.last() == Some(&screen) {
        model.history.pop();
    } else {
        model.history.push(model.screen);
        let excess = model.history.len().saturating_sub(HISTORY);
        model.history.drain(..excess);
    }
    model.screen = screen;
}

/// Closes the popup on top, else goes back to the view that one came from.
pub fn back(model: &mut Model) {
    match model.popups.pop() {
        Some(_) => supposing::left(model),
        None => model.screen = model.history.pop().unwrap_or(model.screen),
    }
}

/// What scrolls ends with its last row at the bottom, whatever the new size is.
pub fn drawn(model: &mut Model, geometry: Geometry) {
    model.geometry = geometry;
    if let Some(list) = model.list_mut() {
        list.at = list.at.min(geometry.end);
        list.top = geometry.top;
        list.detail_top = list.detail_top.min(geometry.detail_end);
    }
}

/// Moves the cursor, or what is shown where there is none.
pub fn scroll(model: &mut Model, scroll: Scroll) {
    let Geometry { end, page, .. } = view::measure(model);
    if let Some(list) = model.list_mut() {
        list.at = moved(list.at, scroll, page, end);
        list.detail_top = 0;
    }
}

/// Moves in the details.
pub fn scroll_detail(model: &mut Model, scroll: Scroll) {
    let Geometry { page, detail_end, .. } = view::measure(model);
    if let Some(list) = model.list_mut() {
        list.detail_top = moved(list.detail_top, scroll, page, detail_end);
    }
}

fn moved(from: usize, scroll: Scroll, page: usize, end: usize) -> usize {
    let page = page.max(1);
    let to = match scroll {
        Scroll::Up => from.saturating_sub(1),
        Scroll::Down => from.saturating_add(1),
        Scroll::PageUp => from.saturating_sub(page),
        Scroll::PageDown => from.saturating_add(page),
        Scroll::Top => 0,
        Scroll::Bottom => end,
    };
    to.min(end)
}

/// Shows or hides the details of the row at the cursor.
pub fn toggle_detail(model: &mut Model) {
    let shown = view::measure(model).shows_detail;
    if let Some(list) = model.list_mut() {
        // Where there is no room for both, the details come and go in the place of the rows.
        list.zoom = !shown;
        list.detail = !shown;
        list.detail_top = 0;
    }
}

/// Shows the bytes that what the cursor is on comes from.
pub fn show_bytes(model: &mut Model) {
    let Some(span) = model.focused().and_then(|focused| focused.span) else { return };
    let offset = span.start;
    model.views.raw.mark = Some(span);
    show(model, Screen::Raw);
    if let Some(at) = model.sheet().map(|sheet| sheet.pieces().at(offset)) {
        model.views.raw.list.at = at;
    }
}
