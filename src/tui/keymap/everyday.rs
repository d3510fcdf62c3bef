//! The keys of everyday functions: files, the list of messages, copying, how things look.

use super::table::{ALL_VIEWS, EVERYWHERE};
use super::{Action, Binding, Context, Key, Scroll, on, say};
use crate::tui::model::Model;
use crate::words::everyday::EverydayText;
use crate::words::tui::TuiText;
use crossterm::event::KeyCode;

const ENTER: &[Key] = &[Key::code(KeyCode::Enter)];
const ESC: &[Key] = &[Key::code(KeyCode::Esc)];
const TAB: &[Key] = &[Key::code(KeyCode::Tab)];
const M: &[Context] = &[Context::Messages];
const FILTER: &[Context] = &[Context::Filter];
const OPEN: &[Context] = &[Context::Open];
const SAVE: &[Context] = &[Context::Save];
const SAVE_WHAT: &[Context] = &[Context::SaveWhat];
const LANE: &[Context] = &[Context::Lane];

fn judged(model: &Model) -> bool {
    model.sheet().is_some()
}

/// The rows.
pub const KEYS: &[Binding] = &[
    on(&[Key::char('y')], ALL_VIEWS, Action::Copy, say!(EverydayText::DoCopy))
        .hint_in_place("y", say!(EverydayText::HintCopy))
        .when(judged),
    on(&[Key::char('Y')], ALL_VIEWS, Action::CopyCommand, say!(EverydayText::DoCopyCommand)).when(judged),
    on(&[Key::char('s')], ALL_VIEWS, Action::SaveWhat, say!(EverydayText::DoSave))
        .hint("s", say!(EverydayText::HintSave)),
    on(&[Key::char('o')], &[Context::Messages], Action::Open, say!(EverydayText::DoOpen))
        .hint("o", say!(EverydayText::HintOpen)),
    on(&[Key::char('o')], ALL_VIEWS, Action::Open, say!(EverydayText::DoOpen)).hint("o", say!(EverydayText::HintOpen)),
    on(&[Key::char('R')], ALL_VIEWS, Action::Lane, say!(EverydayText::DoLane)).when(judged),
    on(&[Key::char('C')], ALL_VIEWS, Action::Characters, say!(EverydayText::DoCharacters)),
    on(&[Key::ctrl('z')], EVERYWHERE, Action::Suspend, say!(EverydayText::DoSuspend)),
    on(&[Key::char('/')], M, Action::Filter, say!(EverydayText::DoFilter)).hint("/", say!(EverydayText::HintFilter)),
    on(&[Key::char('s')], M, Action::Order, say!(EverydayText::DoOrder)).hint("s", say!(EverydayText::HintOrder)),
    on(ENTER, FILTER, Action::KeepFilter, say!(EverydayText::DoKeepFilter)).hint("Enter", say!(EverydayText::HintTake)),
    on(ESC, FILTER, Action::EndFilter, say!(EverydayText::DoEndFilter)).hint("Esc", say!(EverydayText::HintEndFilter)),
    on(&[Key::code(KeyCode::Down), Key::ctrl('n')], FILTER, Action::Scroll(Scroll::Down), say!(TuiText::DoDown)),
    on(&[Key::code(KeyCode::Up), Key::ctrl('p')], FILTER, Action::Scroll(Scroll::Up), say!(TuiText::DoUp)),
    on(ENTER, OPEN, Action::OpenTyped, say!(EverydayText::DoOpenTyped)).hint("Enter", say!(TuiText::HintChoose)),
    on(ESC, OPEN, Action::Back, say!(TuiText::DoBack)).hint("Esc", say!(TuiText::HintBack)),
    on(TAB, OPEN, Action::Complete, say!(EverydayText::DoComplete)).hint("Tab", say!(EverydayText::HintComplete)),
    on(&[Key::code(KeyCode::Down), Key::ctrl('n')], OPEN, Action::NextFound, say!(TuiText::DoDown))
        .hint("Up Down", say!(TuiText::HintScroll)),
    on(&[Key::code(KeyCode::Up), Key::ctrl('p')], OPEN, Action::PreviousFound, say!(TuiText::DoUp)),
    on(&[Key::code(KeyCode::Enter), Key::char('l')], SAVE_WHAT, Action::ChooseSaved, say!(EverydayText::DoChooseSaved))
        .hint("Enter", say!(EverydayText::HintTake)),
    on(&[Key::code(KeyCode::Esc), Key::char('s'), Key::char('q')], SAVE_WHAT, Action::Back, say!(TuiText::DoBack))
        .hint("Esc", say!(TuiText::HintBack)),
    on(ENTER, SAVE, Action::SaveTyped, say!(EverydayText::DoSaveTyped)).hint("Enter", say!(EverydayText::HintSave)),
    on(ESC, SAVE, Action::Back, say!(TuiText::DoBack)).hint("Esc", say!(TuiText::HintBack)),
    on(TAB, SAVE, Action::Complete, say!(EverydayText::DoComplete)).hint("Tab", say!(EverydayText::HintComplete)),
    on(&[Key::code(KeyCode::Enter), Key::char('l')], LANE, Action::ChooseLane, say!(EverydayText::DoChooseLane))
        .hint("Enter", say!(EverydayText::HintTake)),
    on(&[Key::code(KeyCode::Tab)], LANE, Action::OtherLane, say!(TuiText::DoOtherLane))
        .hint("Tab", say!(TuiText::HintOtherLane)),
    on(&[Key::code(KeyCode::Esc), Key::char('R'), Key::char('q')], LANE, Action::Back, say!(TuiText::DoBack))
        .hint("Esc", say!(TuiText::HintBack)),
];
