//! Which receivers stand on the two sides.

use super::navigate;
use crate::tui::model::{Model, Side};
use crate::tui::screen::{List, Popup};
use crate::words::everyday::EverydayText;

/// Opens the list of receivers for the selected side.
pub fn ask(model: &mut Model) {
    let at = model.sheet().and_then(|sheet| model.selected(sheet));
    match at {
        Some(at) => model.popups.push(Popup::Lane(List::at(at))),
        None => model.notice = Some(EverydayText::NoReceivers.text(model.look.lang)),
    }
}

/// Puts the receiver at the cursor on the selected side.
pub fn choose(model: &mut Model) {
    let Some(Popup::Lane(list)) = model.popup() else { return };
    let at = list.at;
    navigate::back(model);
    put(model, at);
}

/// The next receiver for the selected side, never the one on the other side if there is a third.
pub fn step(model: &mut Model, forward: bool) {
    let Some(sheet) = model.sheet() else { return };
    let Some((left, right)) = model.sides(sheet) else { return };
    let (here, there) = match model.side {
        Side::Left => (left, right),
        Side::Right => (right, left),
    };
    let count = sheet.case.verdicts.len();
    let step = |index: usize| if forward { (index + 1) % count } else { (index + count - 1) % count };
    let mut next = step(here);
    if next == there && count > 2 {
        next = step(next);
    }
    put(model, next);
}

fn put(model: &mut Model, index: usize) {
    let chosen = model.sheet().and_then(|sheet| Some(sheet.case.verdicts.get(index)?.receiver.clone()));
    match model.side {
        Side::Left => model.chosen.0 = chosen,
        Side::Right => model.chosen.1 = chosen,
    }
    model.views.trace.subject = None;
    super::rewind(model);
}
