//! The keys as data: which key does what where, and in which words. The help and the line of hints
//! are made from this table, so that they cannot say anything else than what happens.

use super::editor::Editing;
use super::model::Model;
use super::sheet::Sheet;
use crate::words::tui::TuiText;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// A key, with Ctrl or without; Shift is in the character itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
}

impl Key {
    const fn char(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: false }
    }

    const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true }
    }

    const fn code(code: KeyCode) -> Self {
        Self { code, ctrl: false }
    }

    /// The character that the key types, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Self { code, ctrl }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::Delete => f.write_str("Del"),
            code => write!(f, "{code:?}"),
        }
    }
}

/// Where a key counts: the screen on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The two lanes.
    Verdict,
    /// The SPF trace of a lane.
    Trace,
    /// The list of messages.
    Messages,
    /// The help.
    Help,
    /// The list of what can be assumed.
    Via,
    /// The line editor of a what-if or of a client.
    Editor,
}

impl Context {
    /// All contexts, in the order of the help.
    pub const ALL: [Self; 6] = [Self::Verdict, Self::Trace, Self::Messages, Self::Via, Self::Help, Self::Editor];
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says it in words")]
pub enum Action {
    Help,
    Quit,
    Back,
    OtherLane,
    NextReceiver,
    PreviousReceiver,
    Trace,
    WhatIf,
    TakeBack,
    Try,
    Via,
    Client,
    Assume,
    Day,
    Language,
    Messages,
    Next,
    Previous,
    Scroll(Scroll),
    Fold,
    Choose,
    Apply,
    Edit(Editing),
}

/// A move in what is longer than the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Scroll {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
}

/// A row of the table.
pub struct Binding {
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// Where they count.
    pub contexts: &'static [Context],
    /// What they do.
    pub action: Action,
    /// That in words.
    pub text: TuiText<'static>,
    /// The keys and the word or two for the line of hints, where it belongs there.
    pub hint: Option<(&'static str, TuiText<'static>)>,
    /// Whether that stands where it is about, and not in the line of hints.
    pub in_place: bool,
    /// Whether there is any use for it now.
    pub when: fn(&Model) -> bool,
}

impl Binding {
    const fn when(self, when: fn(&Model) -> bool) -> Self {
        Self { when, ..self }
    }

    const fn hint(self, keys: &'static str, text: TuiText<'static>) -> Self {
        Self { hint: Some((keys, text)), ..self }
    }

    const fn hint_in_place(self, keys: &'static str, text: TuiText<'static>) -> Self {
        Self { hint: Some((keys, text)), in_place: true, ..self }
    }
}

const fn on(keys: &'static [Key], contexts: &'static [Context], action: Action, text: TuiText<'static>) -> Binding {
    Binding { keys, contexts, action, text, hint: None, in_place: false, when: always }
}

fn always(_: &Model) -> bool {
    true
}

fn judged(model: &Model) -> bool {
    model.sheet().is_some()
}

fn several(model: &Model) -> bool {
    model.entries.len() > 1
}

fn supposed(model: &Model) -> bool {
    model.sheet().is_some_and(|sheet| !sheet.edits.is_empty() && !sheet.taken_back)
}

fn supposed_before(model: &Model) -> bool {
    model.sheet().is_some_and(|sheet| !sheet.edits.is_empty() && sheet.taken_back)
}

fn open(model: &Model) -> bool {
    model.sheet().is_some_and(Sheet::is_to_be_assumed)
}

fn proposed(model: &Model) -> bool {
    model.sheet().is_some_and(|sheet| !sheet.advice.remedies.is_empty())
}

use Context::{Editor as E, Help as H, Messages as M, Trace as T, Verdict as V, Via as A};

/// The table. Where one action stands twice in a context, only the row whose condition holds is shown.
pub const BINDINGS: &[Binding] = &[
    on(&[Key::char('?'), Key::code(KeyCode::F(1))], &[V, T, M], Action::Help, TuiText::DoHelp)
        .hint("?", TuiText::HintHelp),
    on(&[Key::char('q')], &[V, T], Action::Quit, TuiText::DoQuit).hint("q", TuiText::HintQuit),
    on(&[Key::char('e')], &[V, T], Action::WhatIf, TuiText::DoWhatIf).hint("e", TuiText::HintWhatIf).when(judged),
    on(&[Key::char('f')], &[V], Action::Try, TuiText::DoTry).hint_in_place("f", TuiText::HintTry).when(proposed),
    on(&[Key::char('v')], &[V, T], Action::Via, TuiText::DoVia).hint_in_place("v", TuiText::HintVia).when(open),
    on(&[Key::char('i')], &[V, T], Action::Client, TuiText::DoClient)
        .hint_in_place("i", TuiText::HintClient)
        .when(open),
    on(&[Key::char('u')], &[V, T], Action::TakeBack, TuiText::DoTakeBack)
        .hint("u", TuiText::HintTakeBack)
        .when(supposed),
    on(&[Key::char('u')], &[V, T], Action::TakeBack, TuiText::DoTakeBack)
        .hint("u", TuiText::HintPutBack)
        .when(supposed_before),
    on(&[Key::code(KeyCode::Tab), Key::code(KeyCode::BackTab)], &[V, T], Action::OtherLane, TuiText::DoOtherLane)
        .hint("Tab", TuiText::HintOtherLane)
        .when(judged),
    on(
        &[Key::char('l'), Key::code(KeyCode::Right), Key::char(']')],
        &[V, T],
        Action::NextReceiver,
        TuiText::DoNextReceiver,
    )
    .hint("h l", TuiText::HintReceiver)
    .when(judged),
    on(
        &[Key::char('h'), Key::code(KeyCode::Left), Key::char('[')],
        &[V, T],
        Action::PreviousReceiver,
        TuiText::DoPreviousReceiver,
    ),
    on(&[Key::char('t'), Key::code(KeyCode::Enter)], &[V], Action::Trace, TuiText::DoTrace)
        .hint("t", TuiText::HintTrace)
        .when(judged),
    on(&[Key::char('t'), Key::code(KeyCode::Esc)], &[T], Action::Back, TuiText::DoBack).hint("t", TuiText::HintBack),
    on(&[Key::char('f'), Key::char(' ')], &[T], Action::Fold, TuiText::DoFold).hint("f", TuiText::HintFold),
    on(&[Key::char('d')], &[V, T, M], Action::Day, TuiText::DoDay).hint("d", TuiText::HintDay).when(judged),
    on(&[Key::char('L')], &[V, T, M, H], Action::Language, TuiText::DoLanguage).hint("L", TuiText::HintLanguage),
    on(&[Key::char('n'), Key::char('J')], &[V, T], Action::Next, TuiText::DoNext)
        .hint("n p", TuiText::HintMessage)
        .when(several),
    on(&[Key::char('p'), Key::char('K')], &[V, T], Action::Previous, TuiText::DoPrevious).when(several),
    on(&[Key::char('m')], &[V, T], Action::Messages, TuiText::DoMessages)
        .hint("m", TuiText::HintMessages)
        .when(several),
    on(&[Key::code(KeyCode::Enter), Key::char('l')], &[M], Action::Choose, TuiText::DoChoose)
        .hint("Enter", TuiText::HintChoose),
    on(&[Key::code(KeyCode::Esc), Key::char('m'), Key::char('q')], &[M], Action::Back, TuiText::DoBack)
        .hint("Esc", TuiText::HintBack),
    on(&[Key::code(KeyCode::Enter), Key::char('l')], &[A], Action::Assume, TuiText::DoAssume)
        .hint("Enter", TuiText::HintAssume),
    on(&[Key::code(KeyCode::Esc), Key::char('v'), Key::char('q'), Key::char('h')], &[A], Action::Back, TuiText::DoBack)
        .hint("Esc", TuiText::HintBack),
    on(&[Key::code(KeyCode::Esc), Key::char('?'), Key::char('q')], &[H], Action::Back, TuiText::DoBack)
        .hint("Esc", TuiText::HintBack),
    on(&[Key::code(KeyCode::Down), Key::char('j')], &[T, M, A, H], Action::Scroll(Scroll::Down), TuiText::DoDown)
        .hint("j k", TuiText::HintScroll),
    on(&[Key::code(KeyCode::Up), Key::char('k')], &[T, M, A, H], Action::Scroll(Scroll::Up), TuiText::DoUp),
    on(
        &[Key::code(KeyCode::PageDown), Key::ctrl('f'), Key::ctrl('d')],
        &[T, M, A, H],
        Action::Scroll(Scroll::PageDown),
        TuiText::DoPageDown,
    ),
    on(
        &[Key::code(KeyCode::PageUp), Key::ctrl('b'), Key::ctrl('u')],
        &[T, M, A, H],
        Action::Scroll(Scroll::PageUp),
        TuiText::DoPageUp,
    ),
    on(&[Key::code(KeyCode::Home), Key::char('g')], &[T, M, A, H], Action::Scroll(Scroll::Top), TuiText::DoTop),
    on(&[Key::code(KeyCode::End), Key::char('G')], &[T, M, A, H], Action::Scroll(Scroll::Bottom), TuiText::DoBottom),
    on(&[Key::ctrl('c')], &Context::ALL, Action::Quit, TuiText::DoQuit),
    on(&[Key::code(KeyCode::Enter)], &[E], Action::Apply, TuiText::DoApply).hint("Enter", TuiText::HintApply),
    on(&[Key::code(KeyCode::Esc)], &[E], Action::Back, TuiText::DoCancel).hint("Esc", TuiText::HintCancel),
    on(&[Key::code(KeyCode::Left), Key::ctrl('b')], &[E], Action::Edit(Editing::Left), TuiText::DoLeft),
    on(&[Key::code(KeyCode::Right), Key::ctrl('f')], &[E], Action::Edit(Editing::Right), TuiText::DoRight),
    on(&[Key::code(KeyCode::Home), Key::ctrl('a')], &[E], Action::Edit(Editing::Home), TuiText::DoHome),
    on(&[Key::code(KeyCode::End), Key::ctrl('e')], &[E], Action::Edit(Editing::End), TuiText::DoEnd),
    on(&[Key::code(KeyCode::Backspace), Key::ctrl('h')], &[E], Action::Edit(Editing::Backspace), TuiText::DoBackspace),
    on(&[Key::code(KeyCode::Delete), Key::ctrl('d')], &[E], Action::Edit(Editing::Delete), TuiText::DoDelete),
    on(&[Key::ctrl('u')], &[E], Action::Edit(Editing::KillStart), TuiText::DoKillStart)
        .hint("Ctrl-U", TuiText::DoKillStart),
    on(&[Key::ctrl('k')], &[E], Action::Edit(Editing::KillEnd), TuiText::DoKillEnd),
    on(&[Key::ctrl('w')], &[E], Action::Edit(Editing::KillWord), TuiText::DoKillWord),
];

/// What a key does in a context.
#[must_use]
pub fn action(key: Key, context: Context) -> Option<Action> {
    BINDINGS.iter().find(|b| b.contexts.contains(&context) && b.keys.contains(&key)).map(|b| b.action)
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Binding, Context, Key};

    fn of(context: Context) -> Vec<(Key, &'static Binding)> {
        let here = BINDINGS.iter().filter(|b| b.contexts.contains(&context));
        here.flat_map(|b| b.keys.iter().map(move |key| (*key, b))).collect()
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in Context::ALL {
            let bindings = of(context);
            for (index, (key, binding)) in bindings.iter().enumerate() {
                for (other, after) in bindings.iter().skip(index + 1) {
                    let same = key == other && binding.action != after.action;
                    assert!(!same, "{key} means {:?} and {:?} in {context:?}", binding.action, after.action);
                }
            }
        }
    }

    #[test]
    fn every_context_can_be_left() {
        for context in Context::ALL {
            assert!(super::action(Key::ctrl('c'), context).is_some(), "{context:?}");
        }
    }

    #[test]
    fn hints_name_keys_that_are_bound() {
        for binding in BINDINGS {
            let Some((keys, _)) = &binding.hint else { continue };
            for name in keys.split(' ') {
                let bound = BINDINGS
                    .iter()
                    .filter(|b| b.contexts.iter().any(|c| binding.contexts.contains(c)))
                    .flat_map(|b| b.keys)
                    .any(|key| key.to_string().eq_ignore_ascii_case(name));
                assert!(bound, "{name}");
            }
        }
    }
}
