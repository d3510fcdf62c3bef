//! What to publish, in lines: the condition, the record, what flips, what to know; or what helps instead.

use super::paint::{Line, Tone, labelled};
use super::{Judged, Style};
use crate::remedy::{Advice, Change, DnsHosts, Form, Published, Typed};
use crate::text::{Shown, pad, width, wrap};
use crate::words::remedy::{self as words, RemedyText};

/// The lines about what to publish; none where SPF refuses nothing.
#[must_use]
pub fn lines(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let Some(advice) = judged.advice else { return Vec::new() };
    let of_remedy = |index| of_remedy(advice, index, judged.typed_into, style);
    let mut lines: Vec<Line> = (0..advice.remedies.len()).flat_map(of_remedy).collect();
    if let Some(instead) = &advice.instead {
        let text = words::instead(instead, style.lang);
        lines.extend(wrap(&text, style.columns).into_iter().map(|text| Line::new(Tone::Strong, text)));
    }
    lines
}

fn of_remedy(advice: &Advice, index: usize, typed_into: Option<&str>, style: Style) -> Vec<Line> {
    let Some(remedy) = advice.remedies.get(index) else { return Vec::new() };
    let lang = style.lang;
    let condition = words::head(advice, index, lang);
    let mut lines = Vec::new();
    let forms = remedy.forms.iter().map(Form::line);
    let records: Vec<String> =
        forms.chain(remedy.records.iter().map(Published::line)).map(|record| Shown::new(&record).to_string()).collect();
    match records.as_slice() {
        [one] if width(&condition) + 2 + width(one) <= style.columns => {
            lines.push(Line::new(Tone::Strong, format!("{condition}  {one}")));
        }
        several => {
            lines.extend(wrap(&condition, style.columns).into_iter().map(|text| Line::new(Tone::Strong, text)));
            // Whole, however long: what a terminal wraps is copied in one piece, and what is broken here is not.
            lines.extend(several.iter().map(|record| Line::new(Tone::Strong, format!("  {record}"))));
        }
    }
    let mut rows = Vec::new();
    for record in &remedy.records {
        if let Change::Edited { before, .. } = &record.change {
            rows.push((RemedyText::Replaces.text(lang), Shown::new(before).to_string()));
        }
    }
    rows.push((RemedyText::Flips.text(lang), words::flips_of(remedy, lang)));
    rows.extend(words::together(remedy, lang).map(|text| (RemedyText::Together.text(lang), text)));
    let notes = advice.new_notes(index).map(|note| words::note(note, lang));
    rows.extend(notes.map(|text| (RemedyText::Note.text(lang), text)));
    let columns = 4 + rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    for (label, text) in rows {
        lines.extend(labelled(&format!("  {label}"), columns, Tone::Plain, &text, style.columns));
    }
    if let Some(host) = typed_into {
        let typed = remedy.typed_into(host).unwrap_or_default();
        lines.extend(typed.iter().flat_map(|typed| of_typed(typed, columns, style)));
    }
    lines
}

fn of_typed(typed: &Typed, columns: usize, style: Style) -> Vec<Line> {
    let lang = style.lang;
    let hosts = DnsHosts::builtin();
    let Some(host) = hosts.get(&typed.host) else { return Vec::new() };
    let name =
        if typed.name.is_empty() { RemedyText::TypedBlank.text(lang) } else { Shown::new(&typed.name).to_string() };
    let mut lines = vec![Line::new(Tone::Faint, "  ").and(Tone::Strong, words::dns_host(host, lang))];
    let mut row = |text: String| lines.extend(labelled(&pad("", columns), columns, Tone::Plain, &text, style.columns));
    row(RemedyText::TypedName { name: &name }.text(lang));
    row(RemedyText::TypedValue { value: &Shown::new(&typed.value) }.text(lang));
    if !typed.value_looked_up {
        row(RemedyText::NotLookedUp.text(lang));
    }
    if !typed.name_looked_up {
        row(RemedyText::NameNotLookedUp.text(lang));
    }
    if typed.too_long {
        row(RemedyText::TooLong { octets: &host.at_most.unwrap_or_default() }.text(lang));
    }
    if let Some(source) = &typed.source {
        row(source.clone());
    }
    lines
}
