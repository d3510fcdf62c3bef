//! What to publish: the condition with the record, what flips, what to know; or why there is nothing to
//! propose, and what helps instead.

use super::parts;
use crate::remedy::{Change, Form, Help, Instead, Note, Published, Remedy, Why};
use crate::text::{Shown, joined, truncate, width};
use crate::tui::carry;
use crate::tui::keymap::Action;
use crate::tui::look::{Look, Tone, columns};
use crate::tui::sheet::Sheet;
use crate::words::raw::RawText;
use crate::words::remedy::{self as words, RemedyText};
use ratatui::text::{Line, Span};

/// Notes that are shown at most.
const NOTES: usize = 2;

/// The lines about what to publish, by their weight.
#[derive(Default)]
pub struct Lines {
    /// The condition and the record; or why there is none.
    pub core: Vec<Line<'static>>,
    /// The same where there is little room: each record on one line.
    pub short: Vec<Line<'static>>,
    /// What flips; or what helps instead.
    pub flips: Vec<Line<'static>>,
    /// What to know.
    pub notes: Vec<Line<'static>>,
}

/// The lines about the advice, in so many columns; with all notes, or with those that matter most.
pub fn lines(sheet: &Sheet, all: bool, look: Look, room: usize) -> Lines {
    let advice = &sheet.advice;
    if let Some((remedy, others)) = advice.remedies.split_first() {
        let mut lines = of_remedy(remedy, others, all, look, room);
        // What is only assumed cannot be tried.
        for part in [&mut lines.core, &mut lines.short].into_iter().filter(|_| !remedy.is_assumed()) {
            add_hint(part, carry::records(&sheet.edits).is_empty(), look, room);
        }
        return lines;
    }
    match &advice.instead {
        // The screen asks about that.
        None => Lines::default(),
        Some(instead) if matches!(instead.why, Why::NotSentYet { .. }) => Lines::default(),
        Some(instead) => {
            // What is given by an option is given by a key here; its hint stands with the question.
            let is_option = |help: &Help| matches!(help, Help::Client | Help::Via);
            let instead = &Instead {
                why: instead.why.clone(),
                helps: instead.helps.iter().filter(|help| !is_option(help)).cloned().collect(),
            };
            let whole = parts::paragraph(Tone::Plain, &words::instead(instead, look.lang), room, look);
            if whole.len() < 2 {
                return Lines { core: whole, ..Lines::default() };
            }
            let why = RemedyText::WhyText { why: &words::why(&instead.why, look.lang) }.text(look.lang);
            let helps = words::helps(&instead.helps, look.lang);
            Lines {
                core: parts::paragraph(Tone::Plain, &why, room, look),
                flips: helps.map(|text| parts::paragraph(Tone::Plain, &text, room, look)).unwrap_or_default(),
                ..Lines::default()
            }
        }
    }
}

fn of_remedy(remedy: &Remedy, others: &[Remedy], all: bool, look: Look, room: usize) -> Lines {
    let lang = look.lang;
    let condition = words::condition(remedy, lang);
    let forms = remedy.forms.iter().map(Form::line);
    let records: Vec<String> =
        forms.chain(remedy.records.iter().map(Published::line)).map(|record| Shown::new(&record).to_string()).collect();
    let head = parts::paragraph(Tone::Plain, &condition, room, look);
    let (mut core, mut short) = (head.clone(), head);
    match records.as_slice() {
        [one] if width(&condition) + width(one) + 4 <= room => {
            core = vec![Line::from(vec![
                look.span(Tone::Plain, format!(" {condition}  ")),
                look.span(Tone::Strong, one.clone()),
            ])];
            short.clone_from(&core);
        }
        several => {
            for record in several {
                core.extend(parts::indented(2, written(record, look, room.saturating_sub(2))));
                short.push(look.line(Tone::Strong, format!("   {}", truncate(record, room.saturating_sub(4)))));
            }
        }
    }
    let mut rows = vec![(RemedyText::Flips.text(lang), flips(remedy, look))];
    let note = |note: &Note| (RemedyText::Note.text(lang), words::note(note, lang));
    // Who should not publish anything is told as soon as the record is.
    let warns = |note: &&Note| matches!(note, Note::OwnerSaysNo(_));
    rows.extend(remedy.notes.iter().filter(warns).map(note));
    let first = rows.len();
    // What else helps, in a line each.
    rows.extend(others.iter().map(|other| {
        let (kind, flips) = (words::kind(other.kind, lang), flips(other, look));
        (RemedyText::Also.text(lang), RemedyText::AlsoBy { kind: &kind, flips: &flips }.text(lang))
    }));
    for record in &remedy.records {
        if let Change::Edited { before, .. } = &record.change {
            rows.push((RemedyText::Replaces.text(lang), Shown::new(before).to_string()));
        }
    }
    rows.extend(remedy.notes.iter().filter(|note| !warns(note)).take(if all { usize::MAX } else { NOTES }).map(note));
    let labels = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0) + 2;
    let mut rows: Vec<Vec<Line<'static>>> = rows
        .into_iter()
        .map(|(label, text)| {
            let lines = parts::labelled(&label, labels, Tone::Plain, &text, room.saturating_sub(4), look);
            parts::indented(3, lines)
        })
        .collect();
    let notes = rows.split_off(first).concat();
    Lines { core, short, flips: rows.concat(), notes }
}

/// How to try and, if that is what is copied, how to copy it, behind the condition or behind the record.
fn add_hint(lines: &mut [Line<'static>], is_copied: bool, look: Look, room: usize) {
    let (tried, copied) = (parts::hint_in_place(Action::Try, look), parts::hint_in_place(Action::Copy, look));
    let mut both = tried.clone();
    both.push_span(Span::raw("   "));
    both.spans.extend(copied.spans);
    let last = lines.len().saturating_sub(1);
    for hint in is_copied.then_some(both).into_iter().chain([tried]) {
        // Not between a name and its text.
        let fits =
            |index: usize, line: &Line<'_>| (index == 0 || index == last) && columns(line) + columns(&hint) + 4 <= room;
        if let Some((_, line)) = lines.iter_mut().enumerate().find(|(index, line)| fits(*index, line)) {
            line.push_span(Span::raw("   "));
            line.spans.extend(hint.spans);
            return;
        }
    }
}

/// A record, on a line of its own if it fits, else its text below its name.
fn written(record: &str, look: Look, room: usize) -> Vec<Line<'static>> {
    match record.split_once(" TXT ") {
        Some((name, text)) if width(record) + 2 > room => {
            let mut lines = parts::paragraph(Tone::Strong, &format!("{name} TXT"), room, look);
            lines.extend(parts::paragraph(Tone::Strong, text, room, look));
            lines
        }
        _ => parts::paragraph(Tone::Strong, record, room, look),
    }
}

/// `✗ reject > ✓ accept: au/high, docomo/reject-all`
fn flips(remedy: &Remedy, look: Look) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for flip in &remedy.flips {
        let decided = |decision| joined(&parts::decided(decision, look));
        let change = format!("{} > {}", decided(flip.was), decided(flip.becomes));
        let receiver = joined(Shown::new(&flip.receiver).as_str());
        match groups.iter_mut().find(|(known, _)| *known == change) {
            Some((_, receivers)) => receivers.push(receiver),
            None => groups.push((change, vec![receiver])),
        }
    }
    let comma = RawText::Comma.text(look.lang);
    let group = |(change, receivers): (String, Vec<String>)| format!("{change}: {}", receivers.join(&comma));
    let flips = groups.into_iter().map(group).collect::<Vec<_>>().join(&RemedyText::FlipsBetween.text(look.lang));
    if remedy.is_assumed() { RemedyText::FlipsAssumed { flips: &flips }.text(look.lang) } else { flips }
}
