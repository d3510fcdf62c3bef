//! What servers recorded, in the text report: what agrees in one line, what differs with its reason.

use super::paint::{Line, Tone, labelled};
use super::{Judged, Style};
use crate::comparison::{Compared, Reason, compare};
use crate::text::width;
use crate::words::claims::{self, ClaimText};
use crate::words::common::Sign;
use crate::words::recorded;

/// Differences that are written out; the rest is counted.
const LISTED: usize = 4;

/// The lines; none where nothing was recorded.
#[must_use]
pub fn lines(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let (message, lang) = (judged.message, style.lang);
    let rows = compare(message, judged.case);
    let (mut same, mut unchecked) = (Vec::new(), Vec::new());
    let mut apart: Vec<Vec<&Compared>> = Vec::new();
    for row in &rows {
        let room = apart.len() <= LISTED;
        match (row.agrees, row.because.first()) {
            (Some(true), _) => group(&mut same, row, judged, style),
            (None, Some(Reason::NotChecked)) => group(&mut unchecked, row, judged, style),
            _ => match apart.iter_mut().find(|rows| rows.first().is_some_and(|first| is_alike(first, row, judged))) {
                Some(rows) if rows.len() < LISTED => rows.push(row),
                None if room => apart.push(vec![row]),
                Some(_) | None => {}
            },
        }
    }
    let mut texts = Vec::new();
    if !same.is_empty() {
        texts.push((Sign::Good, ClaimText::SameHere { list: &listed(&same) }.text(lang)));
    }
    let more = apart.len() > LISTED;
    texts.extend(apart.iter().take(LISTED).map(|rows| (sign(rows), text(judged, rows, style))));
    if more {
        texts.push((Sign::Nothing, "..".to_owned()));
    }
    if !unchecked.is_empty() {
        texts.push((Sign::Nothing, ClaimText::NotCheckedHere { list: &listed(&unchecked) }.text(lang)));
    }
    let decision = judged.case.recorded_decision.as_ref();
    texts.extend(decision.map(|found| (Sign::Nothing, recorded::decision(found, lang))));
    let receiving = judged.case.identities.client.hop.and_then(|index| message.hops.get(index));
    if let Some(what) = receiving.and_then(|hop| claims::tls(&hop.tls, lang)) {
        texts.push((Sign::Nothing, ClaimText::TlsOf { what: &what }.text(lang)));
    }
    let label = ClaimText::Recorded.text(lang);
    let columns = width(&label) + 2;
    texts
        .into_iter()
        .enumerate()
        .flat_map(|(index, (sign, text))| {
            let label = if index == 0 { label.as_str() } else { "" };
            labelled(label, columns, Tone::Plain, &format!("{} {text}", sign.glyph(style.charset)), style.columns)
        })
        .collect()
}

/// Whether two rows differ for the same reason, in the same words.
fn is_alike(a: &Compared, b: &Compared, judged: &Judged<'_>) -> bool {
    let writer = |row: &Compared| row.claim(judged.message).and_then(|claim| claim.writer.clone());
    let reason = a.because.first();
    let same = reason == b.because.first() && a.written.hop == b.written.hop;
    same && match reason {
        Some(Reason::AnotherHop) => a.about.client == b.about.client,
        Some(Reason::Outside) => writer(a) == writer(b),
        // Each names its own.
        Some(Reason::AnotherIdentity | Reason::Given | Reason::BestGuess | Reason::UnknownWord) => false,
        _ => true,
    }
}

fn sign(rows: &[&Compared]) -> Sign {
    if rows.iter().any(|row| row.agrees == Some(false)) { Sign::Doubt } else { Sign::Nothing }
}

/// What differs for one reason, then the reason.
fn text(judged: &Judged<'_>, rows: &[&Compared], style: Style) -> String {
    let mut sentences: Vec<String> = Vec::new();
    for row in rows {
        let both = claims::both(row, judged.message, style.lang);
        // Servers write one result into several fields.
        if !sentences.contains(&both) {
            sentences.push(both);
        }
    }
    let first = rows.first().map(|row| claims::reasons(row, judged.message, style.lang));
    sentences.extend(first.into_iter().flatten().take(1));
    claims::joined(&sentences, style.lang)
}

/// What was recorded in the same words, and by whom.
type Group = (String, Vec<String>);

fn group(groups: &mut Vec<Group>, row: &Compared, judged: &Judged<'_>, style: Style) {
    let what = format!("{} {}", claims::method(row, style.lang), claims::result(row));
    let writer = claims::writer_short(row, judged.message, style.lang);
    let known = groups.len();
    match groups.iter_mut().find(|(known, _)| *known == what) {
        Some((_, writers)) if writers.contains(&writer) => {}
        Some((_, writers)) if writers.len() < LISTED => writers.push(writer),
        None if known <= 2 * LISTED => groups.push((what, vec![writer])),
        Some(_) | None => {}
    }
}

fn listed(groups: &[Group]) -> String {
    let mut list: Vec<String> =
        groups.iter().take(2 * LISTED).map(|(what, writers)| format!("{what} ({})", writers.join(", "))).collect();
    if groups.len() > 2 * LISTED {
        list.push("..".to_owned());
    }
    list.join(", ")
}
