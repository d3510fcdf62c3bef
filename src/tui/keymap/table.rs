//! The keys that hold in every view, those of popups, of everything that scrolls, and of line editors.

use super::{Action, Binding, Context, Key, Scroll, on, say};
use crate::tui::editor::Editing;
use crate::tui::model::Model;
use crate::tui::screen::Screen;
use crate::tui::sheet::Sheet;
use crate::words::everyday::EverydayText;
use crate::words::tui::TuiText;
use crate::words::walk::WalkKeys;
use crate::words::whatif::WhatIfText;
use crossterm::event::KeyCode;

use Context::{
    Claims as C, Editor as E, Help as H, Identities as I, Lane as N, Messages as M, Palette as Q, Path as P, Raw as W,
    Receivers as R, SaveWhat as X, Search as S, Trace as T, Verdict as V, Via as A, Walk as K, WhatIfs as F,
};

/// The views.
pub const ALL_VIEWS: &[Context] = &[V, T, I, P, C, R, W, K];
/// The views that are lists.
const ALL_LISTS: &[Context] = &[T, I, P, C, R, W];
/// Everything that scrolls.
const ALL_SCROLLING: &[Context] = &[T, I, P, C, R, W, M, A, F, X, N, H];
/// What pages through something: in the walk, steps.
const ALL_PAGING: &[Context] = &[T, I, P, C, R, W, K, M, A, F, X, N, H];
/// What may have more to say than there is room for.
const DETAILED: &[Context] = &[T, I, P, C, R, W, K];
/// Where what is supposed is changed.
const WHAT_IF: &[Context] = &[V, T, I, P, C, R, W, K, F];
/// Wherever a line is typed.
const TYPING: &[Context] = &[E, Q, S, Context::Filter, Context::Open, Context::Save];
/// Wherever words are typed.
const WORDS: &[Context] = &[E, Q, S, Context::Filter];
/// Wherever a path is typed.
const PATHS: &[Context] = &[Context::Open, Context::Save];
/// Everywhere.
pub const EVERYWHERE: &[Context] = &Context::ALL;
/// Where there is something to search in.
const SEARCHED: &[Context] = &[V, T, I, P, C, R, W, K, H];
/// Where a digit means a view; in the walk it is an answer.
const NUMBERED: &[Context] = &[V, T, I, P, C, R, W, M, A, F, X, N, H];
/// Everything but line editors.
const NOT_TYPING: &[Context] = &[V, T, I, P, C, R, W, K, M, A, F, X, N, H];

fn judged(model: &Model) -> bool {
    model.sheet().is_some()
}

fn several(model: &Model) -> bool {
    model.entries.len() > 1
}

fn undoable(model: &Model) -> bool {
    model.can_undo()
}

fn redoable(model: &Model) -> bool {
    model.can_redo()
}

fn supposed(model: &Model) -> bool {
    model.sheet().is_some_and(|sheet| !sheet.edits.is_empty() || sheet.is_told_otherwise())
}

fn open(model: &Model) -> bool {
    model.sheet().is_some_and(Sheet::is_to_be_assumed)
}

fn proposed(model: &Model) -> bool {
    model.sheet().is_some_and(|sheet| sheet.advice.to_try().is_some())
}

fn failed(model: &Model) -> bool {
    model.sheet().and_then(|sheet| sheet.tally.as_ref()).is_some_and(|tally| tally.failures() > 0)
}

fn filtered(model: &Model) -> bool {
    !model.listing.filter.trim().is_empty()
}

fn unfiltered(model: &Model) -> bool {
    !filtered(model)
}

fn from_elsewhere(model: &Model) -> bool {
    !model.history.is_empty()
}

fn has_detail(model: &Model) -> bool {
    model.geometry.has_detail
}

fn shows_detail(model: &Model) -> bool {
    model.geometry.shows_detail
}

fn from_bytes(model: &Model) -> bool {
    model.focused().is_some_and(|focused| focused.span.is_some())
}

fn searching(model: &Model) -> bool {
    model.search.is_some()
}

const fn view(keys: &'static [Key], screen: Screen, text: super::Say) -> Binding {
    on(keys, NUMBERED, Action::Show(screen), text)
}

/// What holds in the views.
pub const VIEWS: &[Binding] = &[
    // While something is searched for, these stand before what the keys mean else.
    on(&[Key::code(KeyCode::Esc)], SEARCHED, Action::EndSearch, say!(EverydayText::DoEndSearch))
        .hint("Esc", say!(EverydayText::HintEndSearch))
        .when(searching),
    on(&[Key::char('n')], SEARCHED, Action::NextMatch, say!(EverydayText::DoNextMatch))
        .hint("n N", say!(EverydayText::HintMatch))
        .when(searching),
    on(&[Key::char('N')], SEARCHED, Action::PreviousMatch, say!(EverydayText::DoPreviousMatch)).when(searching),
    on(&[Key::char('?'), Key::code(KeyCode::F(1))], &[V, T, I, P, C, R, W, K, M], Action::Help, say!(TuiText::DoHelp))
        .hint("?", say!(TuiText::HintHelp)),
    on(&[Key::char('n'), Key::char('J')], ALL_VIEWS, Action::Next, say!(TuiText::DoNext))
        .hint("n", say!(TuiText::HintNext))
        .when(several),
    on(&[Key::char('p'), Key::char('K')], ALL_VIEWS, Action::Previous, say!(TuiText::DoPrevious)).when(several),
    on(&[Key::char('m')], ALL_VIEWS, Action::Messages, say!(TuiText::DoMessages))
        .hint("m", say!(TuiText::HintMessages))
        .when(several),
    on(&[Key::char('q')], ALL_VIEWS, Action::Quit, say!(TuiText::DoQuit)).hint("q", say!(TuiText::HintQuit)),
    on(&[Key::char(':')], NOT_TYPING, Action::Palette, say!(EverydayText::DoPalette))
        .hint(":", say!(EverydayText::HintPalette)),
    on(&[Key::char('t')], &[T], Action::Back, say!(TuiText::DoBack)),
    on(&[Key::code(KeyCode::Esc), Key::code(KeyCode::Backspace)], ALL_VIEWS, Action::Back, say!(TuiText::DoBack))
        .hint("Esc", say!(TuiText::HintBack))
        .when(from_elsewhere),
    view(&[Key::char('1')], Screen::Verdict, say!(TuiText::DoVerdict)).hint("1-7", say!(TuiText::HintViews)),
    view(&[Key::char('2')], Screen::Trace, say!(TuiText::DoTrace)),
    view(&[Key::char('3')], Screen::Identities, say!(TuiText::DoIdentities)),
    view(&[Key::char('4')], Screen::Path, say!(TuiText::DoPath)),
    view(&[Key::char('5')], Screen::Claims, say!(TuiText::DoClaims)),
    view(&[Key::char('6')], Screen::Receivers, say!(TuiText::DoReceivers)),
    view(&[Key::char('7')], Screen::Raw, say!(TuiText::DoRaw)),
    on(&[Key::char('w')], &[K], Action::Back, say!(TuiText::DoBack)),
    on(&[Key::char('w')], &[V], Action::Show(Screen::Walk), say!(WalkKeys::DoWalk))
        .hint("w", say!(WalkKeys::HintWalk))
        .when(judged),
    on(&[Key::char('w')], &[T, I, P, C, R, W, M, A, H], Action::Show(Screen::Walk), say!(WalkKeys::DoWalk))
        .when(judged),
    on(&[Key::char('e')], ALL_VIEWS, Action::WhatIf, say!(TuiText::DoWhatIf))
        .hint("e", say!(TuiText::HintWhatIf))
        .when(judged),
    on(&[Key::char('f')], &[V, K], Action::Try, say!(TuiText::DoTry))
        .hint_in_place("f", say!(TuiText::HintTry))
        .when(proposed),
    on(&[Key::char('v')], ALL_VIEWS, Action::Via, say!(TuiText::DoVia))
        .hint_in_place("v", say!(TuiText::HintVia))
        .when(open),
    on(&[Key::char('i')], ALL_VIEWS, Action::Client, say!(TuiText::DoClient))
        .hint_in_place("i", say!(TuiText::HintClient))
        .when(judged),
    on(&[Key::char('u')], WHAT_IF, Action::Undo, say!(WhatIfText::DoUndo))
        .hint("u", say!(WhatIfText::HintUndo))
        .when(undoable),
    on(&[Key::char('U'), Key::ctrl('r')], WHAT_IF, Action::Redo, say!(WhatIfText::DoRedo))
        .hint("U", say!(WhatIfText::HintRedo))
        .when(redoable),
    on(&[Key::char('E')], ALL_VIEWS, Action::WhatIfs, say!(WhatIfText::DoWhatIfs))
        .hint("E", say!(WhatIfText::HintWhatIfs))
        .when(supposed),
    on(&[Key::code(KeyCode::Tab), Key::code(KeyCode::BackTab)], &[V, T], Action::OtherLane, say!(TuiText::DoOtherLane))
        .hint("Tab", say!(TuiText::HintOtherLane))
        .when(judged),
    on(
        &[Key::char('l'), Key::code(KeyCode::Right), Key::char(']')],
        &[V],
        Action::NextReceiver,
        say!(TuiText::DoNextReceiver),
    )
    .hint("h l", say!(TuiText::HintReceiver))
    .when(judged),
    on(
        &[Key::char('h'), Key::code(KeyCode::Left), Key::char('[')],
        &[V],
        Action::PreviousReceiver,
        say!(TuiText::DoPreviousReceiver),
    ),
    on(&[Key::char(']')], &[T], Action::NextReceiver, say!(TuiText::DoNextReceiver)),
    on(&[Key::char('[')], &[T], Action::PreviousReceiver, say!(TuiText::DoPreviousReceiver)),
    on(&[Key::char('t'), Key::code(KeyCode::Enter)], &[V], Action::Show(Screen::Trace), say!(TuiText::DoTrace))
        .hint("t", say!(TuiText::HintTrace))
        .when(judged),
    on(&[Key::code(KeyCode::Enter)], ALL_LISTS, Action::Detail, say!(TuiText::DoDetail))
        .hint("Enter", say!(TuiText::HintDetail))
        .when(has_detail),
    on(&[Key::char('>')], DETAILED, Action::ScrollDetail(Scroll::Down), say!(TuiText::DoDetailDown))
        .hint("< >", say!(TuiText::HintScroll))
        .when(shows_detail),
    on(&[Key::char('<')], DETAILED, Action::ScrollDetail(Scroll::Up), say!(TuiText::DoDetailUp)).when(shows_detail),
    on(&[Key::char('b')], &[T, I, P, C, R, K], Action::Bytes, say!(TuiText::DoBytes))
        .hint("b", say!(TuiText::HintBytes))
        .when(from_bytes),
    on(&[Key::char('d')], &[V, T, I, P, C, R, W, K, M], Action::Day, say!(TuiText::DoDay))
        .hint("d", say!(TuiText::HintDay))
        .when(judged),
    on(&[Key::char('r')], ALL_VIEWS, Action::AskAgain, say!(TuiText::DoAskAgain))
        .hint("r", say!(TuiText::HintAskAgain))
        .when(failed),
    on(&[Key::char('L')], NOT_TYPING, Action::Language, say!(TuiText::DoLanguage))
        .hint("L", say!(TuiText::HintLanguage)),
];

/// What holds in popups.
pub const POPUPS: &[Binding] = &[
    on(&[Key::code(KeyCode::Enter), Key::char('l')], &[M], Action::Choose, say!(TuiText::DoChoose))
        .hint("Enter", say!(TuiText::HintChoose)),
    on(&[Key::code(KeyCode::Esc)], &[M], Action::EndFilter, say!(EverydayText::DoEndFilter))
        .hint("Esc", say!(EverydayText::HintEndFilter))
        .when(filtered),
    on(&[Key::code(KeyCode::Esc), Key::char('m'), Key::char('q')], &[M], Action::Back, say!(TuiText::DoBack))
        .hint("Esc", say!(TuiText::HintBack))
        .when(unfiltered),
    on(&[Key::char('m'), Key::char('q')], &[M], Action::Back, say!(TuiText::DoBack))
        .hint("m", say!(TuiText::HintBack))
        .when(filtered),
    on(&[Key::code(KeyCode::Enter), Key::char('l')], &[A], Action::Assume, say!(TuiText::DoAssume))
        .hint("Enter", say!(TuiText::HintAssume)),
    on(
        &[Key::code(KeyCode::Esc), Key::char('v'), Key::char('q'), Key::char('h')],
        &[A],
        Action::Back,
        say!(TuiText::DoBack),
    )
    .hint("Esc", say!(TuiText::HintBack)),
    on(&[Key::code(KeyCode::Esc), Key::char('?'), Key::char('q')], &[H], Action::Back, say!(TuiText::DoBack))
        .hint("Esc", say!(TuiText::HintBack)),
];

/// What holds in the list of what is supposed.
pub const WHAT_IFS: &[Binding] = &[
    on(&[Key::code(KeyCode::Enter), Key::char('e')], &[F], Action::Rewrite, say!(WhatIfText::DoChange))
        .hint("Enter", say!(WhatIfText::HintChange)),
    on(&[Key::char('x'), Key::code(KeyCode::Delete)], &[F], Action::Drop, say!(WhatIfText::DoDrop))
        .hint("x", say!(WhatIfText::HintDrop)),
    on(&[Key::char('y')], &[F], Action::CopyRecords, say!(WhatIfText::DoCopyRecords))
        .hint("y", say!(WhatIfText::HintCopyRecords)),
    on(&[Key::char('Y')], &[F], Action::CopyOptions, say!(WhatIfText::DoCopyOptions))
        .hint("Y", say!(WhatIfText::HintCopyOptions)),
    on(&[Key::char('s')], &[F], Action::SaveWhat, say!(WhatIfText::DoSaveZone))
        .hint("s", say!(WhatIfText::HintSaveZone)),
    on(&[Key::code(KeyCode::Esc), Key::char('E'), Key::char('q')], &[F], Action::Back, say!(TuiText::DoBack))
        .hint("Esc", say!(TuiText::HintBack)),
];

/// What holds in everything that scrolls, and everywhere.
pub const LISTS: &[Binding] = &[
    on(&[Key::code(KeyCode::Down), Key::char('j')], ALL_SCROLLING, Action::Scroll(Scroll::Down), say!(TuiText::DoDown))
        .hint("j k", say!(TuiText::HintScroll)),
    on(&[Key::code(KeyCode::Up), Key::char('k')], ALL_SCROLLING, Action::Scroll(Scroll::Up), say!(TuiText::DoUp)),
    on(
        &[Key::code(KeyCode::PageDown), Key::ctrl('f'), Key::ctrl('d')],
        ALL_PAGING,
        Action::Scroll(Scroll::PageDown),
        say!(TuiText::DoPageDown),
    ),
    on(
        &[Key::code(KeyCode::PageUp), Key::ctrl('b'), Key::ctrl('u')],
        ALL_PAGING,
        Action::Scroll(Scroll::PageUp),
        say!(TuiText::DoPageUp),
    ),
    on(&[Key::code(KeyCode::Home), Key::char('g')], ALL_PAGING, Action::Scroll(Scroll::Top), say!(TuiText::DoTop)),
    on(&[Key::code(KeyCode::End), Key::char('G')], ALL_PAGING, Action::Scroll(Scroll::Bottom), say!(TuiText::DoBottom)),
    on(&[Key::char('/')], SEARCHED, Action::Search, say!(EverydayText::DoSearch))
        .hint("/", say!(EverydayText::HintSearch)),
    on(&[Key::ctrl('c')], EVERYWHERE, Action::Quit, say!(TuiText::DoQuit)),
];

/// What holds where a line is typed.
pub const EDITORS: &[Binding] = &[
    on(&[Key::code(KeyCode::Enter)], &[Q], Action::Run, say!(EverydayText::DoRun))
        .hint("Enter", say!(EverydayText::HintRun)),
    on(&[Key::code(KeyCode::Esc)], &[Q], Action::Back, say!(TuiText::DoBack)).hint("Esc", say!(TuiText::HintBack)),
    on(&[Key::code(KeyCode::Down), Key::ctrl('n')], &[Q], Action::Scroll(Scroll::Down), say!(TuiText::DoDown))
        .hint("Up Down", say!(TuiText::HintScroll)),
    on(&[Key::code(KeyCode::Up), Key::ctrl('p')], &[Q], Action::Scroll(Scroll::Up), say!(TuiText::DoUp)),
    on(&[Key::code(KeyCode::PageDown)], &[Q], Action::Scroll(Scroll::PageDown), say!(TuiText::DoPageDown)),
    on(&[Key::code(KeyCode::PageUp)], &[Q], Action::Scroll(Scroll::PageUp), say!(TuiText::DoPageUp)),
    on(&[Key::code(KeyCode::Enter)], &[S], Action::KeepMatch, say!(EverydayText::DoKeepMatch))
        .hint("Enter", say!(EverydayText::HintKeepMatch)),
    on(&[Key::code(KeyCode::Esc)], &[S], Action::LeaveSearch, say!(EverydayText::DoLeaveSearch))
        .hint("Esc", say!(TuiText::HintBack)),
    on(&[Key::code(KeyCode::Down), Key::ctrl('n')], &[S], Action::NextMatch, say!(EverydayText::DoNextMatch)),
    on(&[Key::code(KeyCode::Up), Key::ctrl('p')], &[S], Action::PreviousMatch, say!(EverydayText::DoPreviousMatch)),
    on(&[Key::code(KeyCode::Enter)], &[E], Action::Apply, say!(TuiText::DoApply))
        .hint("Enter", say!(TuiText::HintApply)),
    on(&[Key::code(KeyCode::Esc)], &[E], Action::Back, say!(TuiText::DoCancel)).hint("Esc", say!(TuiText::HintCancel)),
    on(&[Key::code(KeyCode::Left), Key::ctrl('b')], TYPING, Action::Edit(Editing::Left), say!(TuiText::DoLeft)),
    on(&[Key::code(KeyCode::Right), Key::ctrl('f')], TYPING, Action::Edit(Editing::Right), say!(TuiText::DoRight)),
    on(&[Key::code(KeyCode::Home), Key::ctrl('a')], TYPING, Action::Edit(Editing::Home), say!(TuiText::DoHome)),
    on(&[Key::code(KeyCode::End), Key::ctrl('e')], TYPING, Action::Edit(Editing::End), say!(TuiText::DoEnd)),
    on(
        &[Key::code(KeyCode::Backspace), Key::ctrl('h')],
        TYPING,
        Action::Edit(Editing::Backspace),
        say!(TuiText::DoBackspace),
    ),
    on(&[Key::code(KeyCode::Delete), Key::ctrl('d')], TYPING, Action::Edit(Editing::Delete), say!(TuiText::DoDelete)),
    on(&[Key::ctrl('u')], TYPING, Action::Edit(Editing::KillStart), say!(TuiText::DoKillStart))
        .hint("Ctrl-U", say!(TuiText::DoKillStart)),
    on(&[Key::ctrl('k')], TYPING, Action::Edit(Editing::KillEnd), say!(TuiText::DoKillEnd)),
    on(&[Key::ctrl('w')], WORDS, Action::Edit(Editing::KillWord), say!(TuiText::DoKillWord)),
    on(&[Key::ctrl('w')], PATHS, Action::Edit(Editing::KillName), say!(TuiText::DoKillName)),
    on(
        &[Key::alt('b'), Key::code(KeyCode::Left).with_ctrl(), Key::code(KeyCode::Left).with_alt()],
        TYPING,
        Action::Edit(Editing::WordLeft),
        say!(TuiText::DoWordLeft),
    ),
    on(
        &[Key::alt('f'), Key::code(KeyCode::Right).with_ctrl(), Key::code(KeyCode::Right).with_alt()],
        TYPING,
        Action::Edit(Editing::WordRight),
        say!(TuiText::DoWordRight),
    ),
    on(&[Key::code(KeyCode::Backspace).with_alt()], TYPING, Action::Edit(Editing::KillPart), say!(TuiText::DoKillPart)),
    on(&[Key::alt('d')], TYPING, Action::Edit(Editing::KillPartAhead), say!(TuiText::DoKillPartAhead)),
];
