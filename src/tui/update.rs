//! What happens to the model: a pure function of the model and a message.

mod assuming;

use super::editor::Editor;
use super::keymap::{self, Action, Context, Key, Scroll};
use super::model::{Geometry, Model, Screen, Side, State};
use super::msg::{Effect, Msg};
use super::sheet::{Sheet, Supposed};
use super::whatif;
use crate::case::DayFrom;
use crate::dns::Answers;
use crate::resolver::Tally;
use crate::settings::{AsOf, Lang};
use crate::source::Opened;
use crate::words::complaint;
use crate::words::tui::TuiText;

/// Messages around the cursor of the list that are read ahead where the page is not known yet.
const AHEAD: usize = 8;

/// What is to be done before anything happens.
pub fn start(model: &mut Model) -> Vec<Effect> {
    read(model, model.current).into_iter().collect()
}

/// Changes the model after something happened, and says what is to be done outside it.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = follow(model, msg);
    effects.extend(ask(model));
    effects
}

/// Asks the network about what is shown, where it has something to be asked, and about nothing else.
fn ask(model: &mut Model) -> Option<Effect> {
    let open = model.sheet().filter(|sheet| sheet.is_open()).map(|sheet| {
        let (edits, overrides) = (sheet.supposed().to_vec(), sheet.overrides.clone());
        (model.current, Supposed { edits, overrides, day: model.day })
    });
    if open == model.asked {
        return None;
    }
    model.asked = open;
    Some(Effect::Ask(model.asked.as_ref().map(|(index, _)| *index)))
}

fn follow(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => return on_key(model, key),
        Msg::Paste(text) => {
            if let Some((editor, problem)) = model.screens.last_mut().and_then(Screen::editor_mut) {
                editor.insert(&text);
                *problem = None;
            }
        }
        Msg::Resized => {}
        Msg::Opened(index, result) => opened(model, index, result),
        Msg::Answered(index, answers, tally) => answered(model, index, answers, tally),
        Msg::Unasked(why) => model.notice = Some(why),
        Msg::Drawn(geometry) => drawn(model, geometry),
        Msg::Signal(signal) => return vec![Effect::Quit(128u8.saturating_add(u8::try_from(signal).unwrap_or(0)))],
        // As if the terminal had said so itself: SIGHUP is 1.
        Msg::Closed => return vec![Effect::Quit(129)],
    }
    read_listed(model)
}

/// What scrolls ends with its last row at the bottom, whatever the new size is.
fn drawn(model: &mut Model, geometry: Geometry) {
    model.geometry = geometry;
    if let Some(Screen::Trace { top, .. } | Screen::Help { top }) = model.screens.last_mut() {
        *top = (*top).min(geometry.rows.saturating_sub(geometry.page));
    }
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    let context = model.screen().context();
    if let Some(action) = keymap::action(key, context) {
        return act(model, action);
    }
    if let (Context::Editor, Some(c)) = (context, key.typed())
        && let Some((editor, problem)) = model.screens.last_mut().and_then(Screen::editor_mut)
    {
        editor.insert(c.encode_utf8(&mut [0; 4]));
        *problem = None;
    }
    Vec::new()
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit(0)],
        Action::Back => back(model),
        Action::Help => model.screens.push(Screen::Help { top: 0 }),
        Action::Trace => show_trace(model),
        Action::OtherLane => {
            model.side = model.side.other();
            rewind(model);
        }
        Action::NextReceiver => change_receiver(model, true),
        Action::PreviousReceiver => change_receiver(model, false),
        Action::WhatIf => edit(model),
        Action::Apply if matches!(model.screen(), Screen::Client { .. }) => assuming::apply_client(model),
        Action::Apply => apply(model),
        Action::TakeBack => take_back(model),
        Action::Try => try_remedy(model),
        Action::Via => assuming::ask(model),
        Action::Assume => assuming::choose(model),
        Action::Client => assuming::ask_client(model),
        Action::Day => change_day(model),
        Action::Language => {
            model.look.lang = match model.look.lang {
                Lang::En => Lang::Ja,
                Lang::Ja => Lang::En,
            };
        }
        Action::Messages => model.screens.push(Screen::Messages { cursor: model.current }),
        Action::Next => return show(model, model.current.saturating_add(1)),
        Action::Previous => return model.current.checked_sub(1).map(|index| show(model, index)).unwrap_or_default(),
        Action::Choose => {
            if let Screen::Messages { cursor } = *model.screen() {
                back(model);
                return show(model, cursor);
            }
        }
        Action::Scroll(scroll) => move_by(model, scroll),
        Action::Fold => {
            if let Some(Screen::Trace { fold, top }) = model.screens.last_mut() {
                *fold = !*fold;
                *top = 0;
            }
        }
        Action::Edit(editing) => {
            if let Some((editor, problem)) = model.screens.last_mut().and_then(Screen::editor_mut) {
                editor.apply(editing);
                *problem = None;
            }
        }
    }
    read_listed(model)
}

fn back(model: &mut Model) {
    if model.screens.len() > 1 {
        model.screens.pop();
    }
}

/// A trace begins at its top when it becomes another one.
fn rewind(model: &mut Model) {
    if let Some(Screen::Trace { top, .. }) = model.screens.last_mut() {
        *top = 0;
    }
}

fn show_trace(model: &mut Model) {
    let traced = model.sheet().is_some_and(|sheet| model.traced(sheet).is_some());
    if traced {
        model.screens.push(Screen::Trace { top: 0, fold: true });
    } else {
        model.notice = Some(model.look.text(TuiText::NothingTraced));
    }
}

fn show(model: &mut Model, index: usize) -> Vec<Effect> {
    if index >= model.entries.len() {
        return Vec::new();
    }
    model.current = index;
    rewind(model);
    read(model, index).into_iter().collect()
}

/// Asks for an input that nobody has asked for yet.
fn read(model: &mut Model, index: usize) -> Option<Effect> {
    let entry = model.entries.get_mut(index)?;
    if !matches!(entry.state, State::Unread) {
        return None;
    }
    entry.state = State::Reading;
    Some(Effect::Open(index))
}

/// The messages that the list shows are read, those beyond it are not.
fn read_listed(model: &mut Model) -> Vec<Effect> {
    let Screen::Messages { cursor } = *model.screen() else { return Vec::new() };
    let page = if model.geometry.page == 0 { AHEAD } else { model.geometry.page };
    (cursor.saturating_sub(page)..=cursor.saturating_add(page)).filter_map(|index| read(model, index)).collect()
}

fn opened(model: &mut Model, index: usize, result: Result<Box<Opened>, String>) {
    let judged = result.and_then(|opened| Sheet::new(*opened, model.day, model.profiles, model.look.lang));
    if let Some(entry) = model.entries.get_mut(index) {
        entry.state = match judged {
            Ok(sheet) => State::Ready(Box::new(sheet)),
            Err(error) => State::Failed(error),
        };
    }
}

/// Judges again with what has come.
fn answered(model: &mut Model, index: usize, answers: Answers, tally: Tally) {
    let (day, profiles) = (model.day, model.profiles);
    if let Some(State::Ready(sheet)) = model.entries.get_mut(index).map(|entry| &mut entry.state) {
        sheet.opened.answers = answers;
        sheet.tally = Some(tally);
        sheet.judge(day, profiles);
    }
}

/// The next receiver for the selected side, never the one on the other side if there is a third.
fn change_receiver(model: &mut Model, forward: bool) {
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
    let chosen = sheet.case.verdicts.get(next).map(|verdict| verdict.receiver.clone());
    match model.side {
        Side::Left => model.chosen.0 = chosen,
        Side::Right => model.chosen.1 = chosen,
    }
    rewind(model);
}

fn edit(model: &mut Model) {
    let subject = model.sheet().and_then(|sheet| whatif::subject(sheet, &model.lane(sheet)?));
    match subject {
        Some((name, text)) => {
            model.screens.push(Screen::WhatIf { name, editor: Editor::new(&text), problem: None });
        }
        None => model.notice = Some(model.look.text(TuiText::NothingToEdit)),
    }
}

/// Judges with what was typed. A value that is published already is no what-if.
fn apply(model: &mut Model) {
    let Some(Screen::WhatIf { name, editor, .. }) = model.screens.last() else { return };
    let lang = model.look.lang;
    let edit = match whatif::edit(name, editor.text()) {
        Ok(edit) => edit,
        Err(error) => {
            if let Some(Screen::WhatIf { problem, .. }) = model.screens.last_mut() {
                *problem = Some(complaint::edit(&error, lang));
            }
            return;
        }
    };
    back(model);
    let (day, profiles) = (model.day, model.profiles);
    let Some(sheet) = model.sheet_mut() else { return };
    let supposed = sheet.suppose(vec![edit], whatif::is_published);
    sheet.judge(day, profiles);
    if !supposed {
        model.notice = Some(model.look.text(TuiText::Unchanged));
    }
    rewind(model);
}

/// Judges as if what is proposed were published.
fn try_remedy(model: &mut Model) {
    let (day, profiles) = (model.day, model.profiles);
    let tried = model.sheet_mut().and_then(|sheet| {
        let edits = sheet.advice.remedies.first()?.edits.clone();
        sheet.suppose(edits, |_, _| false);
        sheet.judge(day, profiles);
        Some(())
    });
    if tried.is_none() {
        model.notice = Some(model.look.text(TuiText::NothingToTry));
    }
    rewind(model);
}

fn take_back(model: &mut Model) {
    let (day, profiles) = (model.day, model.profiles);
    let taken = model.sheet_mut().filter(|sheet| !sheet.edits.is_empty()).map(|sheet| {
        sheet.taken_back = !sheet.taken_back;
        sheet.judge(day, profiles);
    });
    if taken.is_none() {
        model.notice = Some(model.look.text(TuiText::NoWhatIf));
    }
    rewind(model);
}

/// Switches between the messages' own days and today; a day that the user gave comes back in turn.
fn change_day(model: &mut Model) {
    let Some(sheet) = model.sheet() else { return };
    let given = match sheet.opened.settings.as_of {
        AsOf::Day(day) => Some(AsOf::Day(day)),
        _ => None,
    };
    let next = match sheet.case.day_from {
        DayFrom::Given => AsOf::Message,
        DayFrom::ReceivingHop | DayFrom::DateField => AsOf::Today,
        DayFrom::Today => given.unwrap_or(AsOf::Message),
    };
    model.day = Some(next);
    let profiles = model.profiles;
    for entry in &mut model.entries {
        if let State::Ready(sheet) = &mut entry.state {
            sheet.judge(Some(next), profiles);
        }
    }
    rewind(model);
}

fn move_by(model: &mut Model, scroll: Scroll) {
    let (rows, page) = (model.geometry.rows, model.geometry.page.max(1));
    let last = model.entries.len().saturating_sub(1);
    let entries = assuming::entries(model);
    let (position, end) = match model.screens.last_mut() {
        Some(Screen::Trace { top, .. } | Screen::Help { top }) => (top, rows.saturating_sub(page)),
        Some(Screen::Messages { cursor }) => (cursor, last),
        Some(Screen::Via { cursor, .. }) => (cursor, entries.saturating_sub(1)),
        _ => return,
    };
    let next = match scroll {
        Scroll::Up => position.saturating_sub(1),
        Scroll::Down => position.saturating_add(1),
        Scroll::PageUp => position.saturating_sub(page),
        Scroll::PageDown => position.saturating_add(page),
        Scroll::Top => 0,
        Scroll::Bottom => end,
    };
    *position = next.min(end);
}
