//! From message to message, and the list of them: read as far as it is seen, filtered, ordered.

use super::navigate;
use crate::source::Input;
use crate::text::{Shown, truncate};
use crate::tui::digest::Digest;
use crate::tui::editor::Editor;
use crate::tui::listing::{self, listed};
use crate::tui::model::{Entry, Model, State};
use crate::tui::msg::Effect;
use crate::tui::screen::{List, Popup};
use crate::words::everyday::EverydayText;
use crate::words::whatif::WhatIfText;

/// Messages around the cursor of the list that are read ahead where the page is not known yet.
const AHEAD: usize = 8;
/// Messages that are kept as they were judged, besides those that something is supposed of.
const KEPT: usize = 32;
/// Columns of a filter that a notice tells.
const FILTER: usize = 24;

/// Opens the list with the cursor on the message that is shown.
pub fn list(model: &mut Model) {
    let at = listed(model).iter().position(|index| *index == model.current).unwrap_or(0);
    model.popups.push(Popup::Messages { list: List::at(at), filter: None });
}

/// Shows the message at the cursor.
pub fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(Popup::Messages { list, .. }) = model.popup() else { return Vec::new() };
    let Some(index) = listed(model).get(list.at).copied() else { return Vec::new() };
    navigate::back(model);
    show(model, index)
}

/// Shows the next message of those that are listed, or the one before.
pub fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    let listed = listed(model);
    let here = listed.iter().position(|index| *index == model.current);
    let next = match (here, forward) {
        (Some(here), true) => here.checked_add(1),
        (Some(here), false) => here.checked_sub(1),
        // What is shown is not listed: the list begins anew.
        (None, _) => Some(0),
    };
    if let Some(index) = next.and_then(|at| listed.get(at).copied()) {
        return show(model, index);
    }
    let filter = model.listing.filter.trim();
    if !filter.is_empty() {
        let filter = truncate(Shown::new(filter).as_str(), FILTER);
        let text = match (here, forward) {
            (Some(_), true) if listed.len() > 1 => EverydayText::LastThatFits { filter: &filter },
            (Some(_), false) if listed.len() > 1 => EverydayText::FirstThatFits { filter: &filter },
            _ => EverydayText::NoneBeyondFilter { filter: &filter },
        };
        model.notice = Some(text.text(model.look.lang));
    }
    Vec::new()
}

/// Shows a message.
pub fn show(model: &mut Model, index: usize) -> Vec<Effect> {
    if index >= model.entries.len() {
        return Vec::new();
    }
    if index != model.current {
        model.views.rewind();
        if !model.supposed.is_empty() {
            let told = WhatIfText::HoldsHereToo.text(model.look.lang);
            model.notice.get_or_insert(told);
        }
    }
    model.current = index;
    if model.kept.contains(&index) {
        keep(model, index);
    }
    read(model, index).into_iter().collect()
}

/// Keeps a message that was read or is shown, and puts away the one that was not shown for the longest time where
/// there are more than can be kept. What is supposed of a client stays with its message.
pub fn keep(model: &mut Model, index: usize) {
    model.kept.retain(|kept| *kept != index);
    model.kept.push(index);
    if model.given.keeps_all {
        return;
    }
    let can_go = |index: &usize| {
        let sheet = model.entries.get(*index).and_then(Entry::sheet);
        *index != model.current && sheet.is_none_or(|sheet| !sheet.is_told_otherwise())
    };
    let going: Vec<usize> = model.kept.iter().copied().filter(can_go).collect();
    for index in going.iter().take(going.len().saturating_sub(KEPT)) {
        if let Some(entry) = model.entries.get_mut(*index)
            && let State::Ready(sheet) = &entry.state
        {
            entry.state = State::Away(Box::new(Digest::of(sheet, model.profiles)));
        }
        model.kept.retain(|kept| kept != index);
    }
}

/// Asks for an input that is not there yet, or not any longer.
pub fn read(model: &mut Model, index: usize) -> Option<Effect> {
    let state = &mut model.entries.get_mut(index)?.state;
    let digest = match std::mem::replace(state, State::Unread) {
        State::Unread => None,
        State::Away(digest) => Some(digest),
        other => {
            *state = other;
            return None;
        }
    };
    *state = State::Reading(digest);
    Some(Effect::Open(index))
}

/// Asks for an input of which the list knows nothing.
fn read_for_list(model: &mut Model, index: usize) -> Option<Effect> {
    let is_unread = matches!(model.entries.get(index)?.state, State::Unread);
    if is_unread { read(model, index) } else { None }
}

/// The messages that the list shows are read, those beyond it only for a filter or an order that looks
/// into them.
pub fn read_listed(model: &mut Model) -> Vec<Effect> {
    let Some(Popup::Messages { list, .. }) = model.popup() else { return Vec::new() };
    let at = list.at;
    if model.listing.looks_inside() {
        let wanted = listing::wanted(model);
        return wanted.into_iter().filter_map(|index| read_for_list(model, index)).collect();
    }
    let page = if model.geometry.page == 0 { AHEAD } else { model.geometry.page };
    (at.saturating_sub(page)..=at.saturating_add(page)).filter_map(|index| read_for_list(model, index)).collect()
}

/// Orders the list otherwise; the cursor stays on its message.
pub fn order(model: &mut Model) {
    let here = chosen(model);
    model.listing.order = model.listing.order.next();
    stay(model, here);
}

/// Types what the list is filtered by, anew.
pub fn filter(model: &mut Model) {
    if let Some(Popup::Messages { filter, .. }) = model.popups.last_mut() {
        *filter = Some(Editor::new(""));
    }
    filtered(model);
}

/// What is typed filters at once.
pub fn filtered(model: &mut Model) {
    let here = chosen(model);
    if let Some(Popup::Messages { filter: Some(editor), .. }) = model.popup() {
        model.listing.filter = editor.text().to_owned();
    }
    stay(model, here);
}

/// Leaves the line of the filter: as it stands, or without any.
pub fn leave_filter(model: &mut Model, keep: bool) {
    let here = chosen(model);
    if let Some(Popup::Messages { filter, .. }) = model.popups.last_mut() {
        *filter = None;
    }
    if !keep {
        model.listing.filter.clear();
    }
    stay(model, here);
}

fn chosen(model: &Model) -> Option<usize> {
    let Some(Popup::Messages { list, .. }) = model.popup() else { return None };
    listed(model).get(list.at).copied()
}

fn stay(model: &mut Model, message: Option<usize>) {
    let at = listing::listed(model).iter().position(|index| Some(*index) == message);
    if let Some(Popup::Messages { list, .. }) = model.popups.last_mut() {
        list.at = at.unwrap_or(0);
    }
}

/// Takes inputs in that were opened from inside, and may show the first of them. Those that are listed
/// already are read anew.
pub fn add(model: &mut Model, inputs: &[Input], is_shown: bool) -> Vec<Effect> {
    let first = model.entries.len();
    model.entries.extend(inputs.iter().map(Entry::of));
    model.listing = listing::Listing::default();
    if inputs.is_empty() || !is_shown {
        return Vec::new();
    }
    stay(model, Some(first));
    show(model, first)
}
