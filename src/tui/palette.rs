//! The list of all actions: what can be done where one is, made from the table of keys.

use super::keymap::{Action, Binding, bindings};
use super::model::Model;
use super::search::{has_words, spread};
use crate::settings::Lang;

/// An entry.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The row of the table.
    pub binding: &'static Binding,
    /// Whether there is any use for it now.
    pub useful: bool,
}

/// What can be done in the place below the list, filtered by words or letters of the texts in both
/// languages; what there is no use for stands last.
#[must_use]
pub fn entries(model: &Model, filter: &str) -> Vec<Entry> {
    let below = model.popups.iter().rev().nth(1);
    let context = below.map_or(model.screen.context(), super::screen::Popup::context);
    let mut all: Vec<Entry> = Vec::new();
    for binding in bindings().filter(|binding| binding.is_in(context)) {
        if matches!(binding.action, Action::Edit(_) | Action::Palette) {
            continue;
        }
        let useful = (binding.when)(model);
        match all.iter_mut().find(|entry| entry.binding.action == binding.action) {
            Some(known) if useful && !known.useful => *known = Entry { binding, useful },
            Some(_) => {}
            None => all.push(Entry { binding, useful }),
        }
    }
    let mut ranked: Vec<((usize, usize), Entry)> =
        all.into_iter().filter_map(|entry| Some((rank(entry.binding, filter, model.look.lang)?, entry))).collect();
    // A stable sort: otherwise they stand as in the table.
    ranked.sort_by_key(|(rank, entry)| (!entry.useful, *rank));
    ranked.into_iter().map(|(_, entry)| entry).collect()
}

/// How well a filter fits, the best first.
fn rank(binding: &Binding, filter: &str, lang: Lang) -> Option<(usize, usize)> {
    let other = match lang {
        Lang::En => Lang::Ja,
        Lang::Ja => Lang::En,
    };
    let keys = || binding.keys.iter().any(|key| key.to_string() == filter.trim());
    let texts = [(binding.text)(lang), (binding.text)(other)];
    if keys() {
        return Some((0, 0));
    }
    let words = texts.iter().position(|text| has_words(text, filter)).map(|index| (1 + index, 0));
    words.or_else(|| texts.iter().filter_map(|text| spread(text, filter)).min().map(|spread| (3, spread)))
}
