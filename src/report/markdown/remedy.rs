//! The section of a ticket on the record to publish and its condition, or on what helps instead.

use super::quote::{block, code, link, prose};
use super::{item, paragraph};
use crate::remedy::{Advice, Change, DnsHosts, Form, Published, Typed};
use crate::settings::Lang;
use crate::words::remedy::{self as words, RemedyText};

/// The body of the section; empty where SPF refuses nothing.
pub(super) fn body(advice: Option<&Advice>, typed_into: Option<&str>, lang: Lang) -> String {
    let Some(advice) = advice else { return String::new() };
    let instead = advice.instead.as_ref().map(|instead| paragraph(&prose(&words::instead(instead, lang))));
    let remedies = (0..advice.remedies.len()).map(|index| of_remedy(advice, index, typed_into, lang));
    remedies.chain(instead).collect()
}

/// What `--set` supposes to see the first remedy work; one that rests on an assumption shows nothing.
pub(super) fn edits(advice: Option<&Advice>) -> Vec<String> {
    advice
        .and_then(Advice::to_try)
        .into_iter()
        .flat_map(|remedy| &remedy.edits)
        .flat_map(crate::dns::Edit::to_lines)
        .collect()
}

fn of_remedy(advice: &Advice, index: usize, typed_into: Option<&str>, lang: Lang) -> String {
    let Some(remedy) = advice.remedies.get(index) else { return String::new() };
    let forms = remedy.forms.iter().map(Form::line);
    let records: Vec<String> = forms.chain(remedy.records.iter().map(Published::zone_line)).collect();
    // A list ends with a blank line before what follows.
    let mut out = if index > 0 { "\n".to_owned() } else { String::new() };
    out += &["**", &prose(&words::head(advice, index, lang)), "**\n\n"].concat();
    out += &paragraph(&block("", &records));
    for record in &remedy.records {
        let before = match &record.change {
            Change::New => &[][..],
            Change::Edited { before, .. } => std::slice::from_ref(before),
            Change::Merged { before } => before,
        };
        out.extend(before.iter().map(|before| item(&RemedyText::Replaces.text(lang), &code(before))));
    }
    out += &item(&RemedyText::Flips.text(lang), &prose(&words::flips_of(remedy, lang)));
    out.extend(words::together(remedy, lang).map(|text| item(&RemedyText::Together.text(lang), &prose(&text))));
    let notes = advice.new_notes(index);
    out.extend(notes.map(|note| item(&RemedyText::Note.text(lang), &prose(&words::note(note, lang)))));
    let typed = typed_into.and_then(|host| remedy.typed_into(host)).unwrap_or_default();
    out.extend(typed.iter().map(|typed| of_typed(typed, lang)));
    out
}

/// The record as it is typed at a DNS host.
fn of_typed(typed: &Typed, lang: Lang) -> String {
    let Some(host) = DnsHosts::builtin().get(&typed.host) else { return String::new() };
    let name = if typed.name.is_empty() { RemedyText::TypedBlank.text(lang) } else { code(&typed.name) };
    let mut out = format!("\n### {}\n\n", prose(words::dns_host(host, lang)));
    let mut row = |text: String| out += &["- ", &text, "\n"].concat();
    row(RemedyText::TypedName { name: &name }.text(lang));
    row(RemedyText::TypedValue { value: &code(&typed.value) }.text(lang));
    if !typed.value_looked_up {
        row(prose(&RemedyText::NotLookedUp.text(lang)));
    }
    if !typed.name_looked_up {
        row(prose(&RemedyText::NameNotLookedUp.text(lang)));
    }
    if typed.too_long {
        row(prose(&RemedyText::TooLong { octets: &host.at_most.unwrap_or_default() }.text(lang)));
    }
    if let Some(source) = &typed.source {
        row(link(source));
    }
    out
}
