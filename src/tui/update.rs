//! What happens to the model: a pure function of the model and a message.

mod assuming;
mod editors;
mod files;
mod lanes;
mod messages;
mod navigate;
mod palette;
mod search;
mod supposing;

use super::carry;
use super::keymap::{self, Action, Context, Key};
use super::model::{Model, State};
use super::msg::{Effect, Msg};
use super::screen::{List, Popup, Saved};
use super::sheet::Sheet;
use super::state::{path, raw, receivers, trace, walk};
use crate::case::DayFrom;
use crate::dns::Answers;
use crate::resolver::Tally;
use crate::settings::{AsOf, Charset, Lang};
use crate::source::Opened;
use crate::text::{Shown, truncate, width};
use crate::words::everyday::EverydayText;

pub use files::choices as saved_choices;

/// Columns of what was copied that are told in any case.
const SENT: usize = 24;

/// What is to be done before anything happens.
pub fn start(model: &mut Model) -> Vec<Effect> {
    messages::read(model, model.current).into_iter().collect()
}

/// Changes the model after something happened, and says what is to be done outside it.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = follow(model, msg);
    if model.search.is_some() {
        search::count_again(model);
    }
    effects.extend(ask(model));
    effects
}

/// Changes the model after several things happened. Letters that were typed faster than the screen is
/// drawn are judged together, word by word: a blank finishes a term, which may then be asked about.
pub fn update_all(model: &mut Model, msgs: impl IntoIterator<Item = Msg>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut letters = String::new();
    for msg in msgs {
        // A letter changes nothing of what the next key means.
        if let Msg::Key(key) = msg
            && let Some(c) = key.typed()
            && model.context().is_typing()
            && keymap::action(key, model).is_none()
        {
            letters.push(c);
            if c == ' ' {
                effects.extend(update(model, Msg::Paste(std::mem::take(&mut letters))));
            }
            continue;
        }
        if !letters.is_empty() {
            effects.extend(update(model, Msg::Paste(std::mem::take(&mut letters))));
        }
        effects.extend(update(model, msg));
    }
    if !letters.is_empty() {
        effects.extend(update(model, Msg::Paste(letters)));
    }
    effects
}

/// Asks the network about what is shown, where it has something to be asked, and about nothing else.
fn ask(model: &mut Model) -> Option<Effect> {
    let open = model.sheet().filter(|sheet| sheet.is_open());
    let open = open.map(|sheet| (model.current, sheet.asked_about(model.day)));
    if open == model.asked {
        return None;
    }
    model.asked = open;
    Some(Effect::Ask(model.asked.as_ref().map(|(index, _)| *index)))
}

/// Takes what failed for unanswered: then it is asked.
fn ask_again(model: &mut Model) -> Vec<Effect> {
    let (day, profiles) = (model.day, model.profiles);
    let has_failed = |sheet: &&mut Sheet| sheet.tally.as_ref().is_some_and(|tally| tally.failures() > 0);
    let Some(sheet) = model.sheet_mut().filter(has_failed) else { return Vec::new() };
    sheet.opened.answers = sheet.opened.answers.without_failures();
    sheet.judge(day, profiles);
    model.asked = None;
    vec![Effect::ForgetFailures]
}

fn follow(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => return on_key(model, key),
        Msg::Paste(text) => {
            model.notice = None;
            editors::insert(model, &text);
        }
        Msg::Resized => {}
        Msg::Opened(index, result) => opened(model, index, result),
        Msg::Answered(index, answers, tally) => answered(model, index, answers, tally),
        Msg::Unasked(why) => model.notice = Some(why),
        Msg::Listed(path, inputs) => return files::listed(model, &path, inputs),
        Msg::Completed(path, paths) => files::completed(model, &path, paths),
        Msg::Saved(result) => files::saved(model, result),
        Msg::NotStopped => model.notice = Some(EverydayText::NotSuspended.text(model.look.lang)),
        Msg::Stopped => return vec![Effect::Suspend],
        Msg::Continued => return vec![Effect::Retake],
        Msg::Drawn(geometry) => navigate::drawn(model, geometry),
        Msg::Signal(signal) => return vec![Effect::Quit(128u8.saturating_add(u8::try_from(signal).unwrap_or(0)))],
        // As if the terminal had said so itself: SIGHUP is 1.
        Msg::Closed => return vec![Effect::Quit(129)],
    }
    messages::read_listed(model)
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    if let Some(action) = keymap::action(key, model) {
        return act(model, action);
    }
    if let Some(c) = key.typed().filter(|_| model.context().is_typing()) {
        editors::insert(model, c.encode_utf8(&mut [0; 4]));
    }
    messages::read_listed(model)
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit(0)],
        Action::Back => navigate::back(model),
        Action::Help => model.popups.push(Popup::Help(List::default())),
        Action::Palette => palette::ask(model),
        Action::Run => return palette::choose(model).map(|action| act(model, action)).unwrap_or_default(),
        Action::Search => search::ask(model),
        Action::NextMatch => search::next(model, true),
        Action::PreviousMatch => search::next(model, false),
        Action::EndSearch => search::end(model),
        Action::KeepMatch => search::keep(model),
        Action::LeaveSearch => search::leave(model),
        Action::Show(screen) => navigate::show(model, screen),
        Action::OtherLane => {
            model.side = model.side.other();
            model.views.trace.subject = None;
            rewind(model);
        }
        Action::NextReceiver => lanes::step(model, true),
        Action::PreviousReceiver => lanes::step(model, false),
        Action::WhatIf => supposing::edit(model),
        Action::Apply if matches!(model.popup(), Some(Popup::Client(_))) => assuming::take_client(model),
        Action::Apply if matches!(model.popup(), Some(Popup::Day(_))) => receivers::apply_day(model),
        Action::Apply => supposing::take(model),
        Action::Undo => supposing::undo(model),
        Action::Redo => supposing::redo(model),
        Action::WhatIfs => supposing::list(model),
        Action::Rewrite => supposing::rewrite(model),
        Action::Drop => supposing::drop_one(model),
        Action::CopyOptions => return copied(model, supposing::copy_options),
        Action::CopyRecords => return copied(model, supposing::copy_records),
        Action::Try => supposing::try_remedy(model),
        Action::Via => assuming::ask(model),
        Action::Assume => assuming::choose(model),
        Action::Client => assuming::ask_client(model),
        Action::AskAgain => return ask_again(model),
        Action::Day => change_day(model),
        Action::Language => {
            model.look.lang = match model.look.lang {
                Lang::En => Lang::Ja,
                Lang::Ja => Lang::En,
            };
        }
        Action::Messages => messages::list(model),
        Action::Next => return messages::step(model, true),
        Action::Previous => return messages::step(model, false),
        Action::Choose => return messages::choose(model),
        Action::Order => messages::order(model),
        Action::Filter => messages::filter(model),
        Action::KeepFilter => messages::leave_filter(model, true),
        Action::EndFilter => messages::leave_filter(model, false),
        Action::Open => files::ask(model),
        Action::OpenTyped => return files::open(model),
        Action::Complete => return files::complete(model),
        Action::NextFound => files::take_found(model, true),
        Action::PreviousFound => files::take_found(model, false),
        Action::SaveWhat if matches!(model.popup(), Some(Popup::WhatIfs(_))) => files::ask_where(model, Saved::WhatIfs),
        Action::SaveWhat => files::ask_what(model),
        Action::ChooseSaved => files::choose_what(model),
        Action::SaveTyped => return files::save(model),
        Action::Lane => lanes::ask(model),
        Action::ChooseLane => lanes::choose(model),
        Action::Characters => {
            model.look.charset = match model.look.charset {
                Charset::Unicode => Charset::Ascii,
                Charset::Ascii => Charset::Unicode,
            };
        }
        Action::Copy => return copied(model, focused),
        Action::CopyCommand => return copied(model, command),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Scroll(scroll) => navigate::scroll(model, scroll),
        Action::Detail => navigate::toggle_detail(model),
        Action::ScrollDetail(scroll) => navigate::scroll_detail(model, scroll),
        Action::Bytes => navigate::show_bytes(model),
        Action::Trace(act) => return trace::act(model, act),
        Action::Path(act) => return path::act(model, act),
        Action::Receivers(act) => return receivers::act(model, act),
        Action::Raw(act) => return raw::act(model, act),
        Action::Walk(act) => return walk::act(model, act),
        Action::Edit(editing) => editors::apply(model, editing),
    }
    messages::read_listed(model)
}

/// Says what was copied, unless there was nothing.
fn copied(model: &mut Model, copy: impl FnOnce(&mut Model) -> Vec<Effect>) -> Vec<Effect> {
    let mut effects = copy(model);
    for effect in &mut effects {
        if let Effect::Copy(text) = effect {
            *text = carry::pasted(text);
        }
    }
    effects.retain(|effect| !matches!(effect, Effect::Copy(text) if text.is_empty()));
    let text = effects.iter().find_map(|effect| if let Effect::Copy(text) = effect { Some(text) } else { None });
    model.notice = Some(match text {
        Some(text) => sent(model, text),
        None => EverydayText::NothingToCopy.text(model.look.lang),
    });
    effects
}

/// What went to the clipboard.
fn sent(model: &Model, text: &str) -> String {
    let are_records = matches!(model.context(), Context::Verdict | Context::WhatIfs);
    brief(model, text, are_records, |what| EverydayText::Copied { what: &what }.text(model.look.lang))
}

/// A sentence about a text by its first line, as far as the line of hints has room for it.
fn brief(model: &Model, text: &str, are_records: bool, say: impl Fn(&str) -> String) -> String {
    let lang = model.look.lang;
    let said = |first: &str| match text.lines().count() {
        0 | 1 => say(first),
        count if are_records => say(&EverydayText::CopiedRecords { count: &count, first: &first }.text(lang)),
        count => say(&EverydayText::CopiedLines { count: &count, first: &first }.text(lang)),
    };
    let room = model.geometry.size.map_or(80, |(columns, _)| usize::from(columns));
    let first = Shown::new(text.lines().next().unwrap_or_default());
    // It says more than what follows it.
    said(&truncate(first.as_str(), room.saturating_sub(width(&said("")) + 2).max(SENT)))
}

/// What the cursor is on.
fn focused(model: &mut Model) -> Vec<Effect> {
    model.focused().map(|focused| Effect::Copy(focused.copy)).into_iter().collect()
}

/// The command line that shows what is on the screen.
fn command(model: &mut Model) -> Vec<Effect> {
    model.sheet().map(|sheet| Effect::Copy(carry::command(model, sheet))).into_iter().collect()
}

/// A trace begins at its top when it becomes another one.
fn rewind(model: &mut Model) {
    model.views.trace.rewind();
}

fn opened(model: &mut Model, index: usize, result: Result<Box<Opened>, String>) {
    let judged = result.and_then(|opened| Sheet::new(*opened, model.day, model.profiles, model.look.lang));
    let Some(entry) = model.entries.get_mut(index) else { return };
    match judged {
        Ok(mut sheet) => {
            sheet.edits.clone_from(&model.supposed);
            if !sheet.edits.is_empty() {
                sheet.judge(model.day, model.profiles);
            }
            entry.state = State::Ready(Box::new(sheet));
            messages::keep(model, index);
        }
        Err(error) => entry.state = State::Failed(error),
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
    model.judge_as_of(next);
    rewind(model);
}
