//! The keys as data: which key does what where, and in which words. The help, the hints and the list of
//! all actions are made from these tables, so that they cannot say anything else than what happens. A
//! view's own keys stand with its state.

mod action;
mod everyday;
mod group;
mod key;
mod table;

pub use action::{Action, Scroll};
pub use group::Group;
pub use key::Key;

use super::model::Model;
use super::state::{path, raw, receivers, trace, verdict, walk};
use crate::settings::Lang;

/// Where a key counts: the view that is shown, or the popup over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The two lanes.
    Verdict,
    /// The SPF trace of an identity.
    Trace,
    /// Who the message says it is from.
    Identities,
    /// The hops.
    Path,
    /// What servers recorded.
    Claims,
    /// The profiles.
    Receivers,
    /// The source of the message.
    Raw,
    /// The walk.
    Walk,
    /// The list of messages.
    Messages,
    /// The help.
    Help,
    /// The list of what can be assumed.
    Via,
    /// The list of what is supposed.
    WhatIfs,
    /// What the list of messages is filtered by.
    Filter,
    /// The path of what is opened.
    Open,
    /// The list of what can be saved.
    SaveWhat,
    /// The path under which something is saved.
    Save,
    /// The list of receivers for a side.
    Lane,
    /// The list of all actions.
    Palette,
    /// The line for what is searched for.
    Search,
    /// A line editor.
    Editor,
}

impl Context {
    /// All contexts, in the order of the help.
    pub const ALL: [Self; 20] = [
        Self::Verdict,
        Self::Trace,
        Self::Identities,
        Self::Path,
        Self::Claims,
        Self::Receivers,
        Self::Raw,
        Self::Walk,
        Self::Messages,
        Self::Filter,
        Self::Open,
        Self::SaveWhat,
        Self::Save,
        Self::Lane,
        Self::Via,
        Self::WhatIfs,
        Self::Help,
        Self::Palette,
        Self::Search,
        Self::Editor,
    ];

    /// Whether letters are typed there and not obeyed.
    #[must_use]
    pub fn is_typing(self) -> bool {
        use Context::{Editor, Filter, Open, Palette, Save, Search};
        matches!(self, Palette | Search | Editor | Filter | Open | Save)
    }
}

/// A text in the language of the moment: see `say!`.
pub type Say = fn(Lang) -> String;

/// A text of any catalogue as a [`Say`]: `say!(TuiText::DoHelp)`.
macro_rules! say {
    ($text:expr) => {
        |lang| $text.text(lang)
    };
}
pub(super) use say;

/// A row of a table.
pub struct Binding {
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// Where they count.
    pub contexts: &'static [Context],
    /// What they do.
    pub action: Action,
    /// That in words.
    pub text: Say,
    /// The keys and the word or two for the line of hints, where it belongs there.
    pub hint: Option<(&'static str, Say)>,
    /// Whether that stands where it is about, and not in the line of hints.
    pub in_place: bool,
    /// Whether there is any use for it now.
    pub when: fn(&Model) -> bool,
}

impl Binding {
    /// Only where there is any use for it.
    #[must_use]
    pub const fn when(self, when: fn(&Model) -> bool) -> Self {
        Self { when, ..self }
    }

    /// In the line of hints.
    #[must_use]
    pub const fn hint(self, keys: &'static str, text: Say) -> Self {
        Self { hint: Some((keys, text)), ..self }
    }

    /// As a hint where it is about.
    #[must_use]
    pub const fn hint_in_place(self, keys: &'static str, text: Say) -> Self {
        Self { hint: Some((keys, text)), in_place: true, ..self }
    }

    /// Whether it counts in a context.
    #[must_use]
    pub fn is_in(&self, context: Context) -> bool {
        self.contexts.contains(&context)
    }
}

/// A row of a table.
#[must_use]
pub const fn on(keys: &'static [Key], contexts: &'static [Context], action: Action, text: Say) -> Binding {
    Binding { keys, contexts, action, text, hint: None, in_place: false, when: always }
}

fn always(_: &Model) -> bool {
    true
}

/// The tables. A view's own keys go before those that hold everywhere.
const TABLES: &[&[Binding]] = &[
    verdict::KEYS,
    trace::KEYS,
    path::KEYS,
    receivers::KEYS,
    raw::KEYS,
    walk::KEYS,
    table::VIEWS,
    table::WHAT_IFS,
    table::POPUPS,
    everyday::KEYS,
    table::LISTS,
    table::EDITORS,
];

/// All rows of the tables.
pub fn bindings() -> impl Iterator<Item = &'static Binding> {
    TABLES.iter().copied().flatten()
}

/// What a key does now: the first row for it that there is a use for; else the first, which says why not.
#[must_use]
pub fn action(key: Key, model: &Model) -> Option<Action> {
    let context = model.context();
    let found = || bindings().filter(|binding| binding.is_in(context) && binding.keys.contains(&key));
    found().find(|binding| (binding.when)(model)).or_else(|| found().next()).map(|binding| binding.action)
}

#[cfg(test)]
mod tests {
    use super::{Binding, Context, Key, bindings};

    fn of(context: Context) -> Vec<(Key, &'static Binding)> {
        let here = bindings().filter(|b| b.is_in(context));
        here.flat_map(|b| b.keys.iter().map(move |key| (*key, b))).collect()
    }

    #[test]
    fn a_key_means_two_things_only_under_a_condition() {
        let always = |binding: &Binding| std::ptr::fn_addr_eq(binding.when, super::always as fn(&_) -> bool);
        for context in Context::ALL {
            let bindings = of(context);
            for (index, (key, binding)) in bindings.iter().enumerate() {
                for (other, after) in bindings.iter().skip(index + 1) {
                    let same = key == other && binding.action != after.action && always(binding);
                    assert!(!same, "{key} means {:?} and {:?} in {context:?}", binding.action, after.action);
                }
            }
        }
    }

    #[test]
    fn every_context_can_be_left() {
        for context in Context::ALL {
            assert!(of(context).iter().any(|(key, _)| *key == Key::ctrl('c')), "{context:?}");
        }
    }

    #[test]
    fn hints_name_keys_that_are_bound() {
        for binding in bindings() {
            let Some((keys, _)) = &binding.hint else { continue };
            // `h l` are two keys, `1-7` are several.
            let names = if keys.starts_with("Ctrl-") { vec![*keys] } else { keys.split([' ', '-']).collect() };
            for name in names {
                let bound = bindings()
                    .filter(|b| b.contexts.iter().any(|c| binding.contexts.contains(c)))
                    .flat_map(|b| b.keys)
                    .any(|key| key.to_string().eq_ignore_ascii_case(name));
                assert!(bound, "{name}");
            }
        }
    }
}
