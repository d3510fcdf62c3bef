//! The list of messages: a popup with what each comes to, as far as it was read.

use super::chooser::{self, Chooser};
use super::parts;
use crate::receiver::Decision;
use crate::text::{Shown, pad, truncate, width};
use crate::tui::digest::Digest;
use crate::tui::editor::Editor;
use crate::tui::listing::{Order, listed, unknown};
use crate::tui::look::{Tone, columns};
use crate::tui::model::{Entry, Geometry, Model, State};
use crate::tui::screen::List;
use crate::words::common::Sign;
use crate::words::everyday::EverydayText;
use crate::words::report::ReportText;
use crate::words::tui::TuiText;
use crate::words::whatif::WhatIfText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns of the popup at most.
const COLUMNS: u16 = 116;
/// Columns of both lanes and of the counts, such as `✓ ✗  ✓9 ✗2 `.
const VERDICTS: usize = 16;
/// Columns of the day.
const DAY: usize = 12;
/// Columns of a row from which on the day stands in it.
const WITH_DAY: usize = 90;
/// Columns of the From field.
const FROM: usize = 30;
/// Columns of the path at most.
const PATH: usize = 36;

/// Draws the list.
pub fn draw(model: &Model, list: &List, filter: Option<&Editor>, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let listed = listed(model);
    let kept = Editor::new(&model.listing.filter);
    let has_filter = filter.is_some() || !model.listing.filter.is_empty();
    let chooser = Chooser {
        title: title(model, listed.len()),
        input: has_filter.then_some(("/", filter.unwrap_or(&kept))),
        count: listed.len(),
        list,
        empty: look.text(TuiText::NoMessages),
        columns: COLUMNS,
    };
    let paths =
        listed.iter().filter_map(|index| model.entries.get(*index)).map(|entry| width(&parts::path(entry, PATH)));
    let changes = listed.iter().filter_map(|index| change(model, model.entries.get(*index)?));
    let columns = Columns {
        path: paths.max().unwrap_or(0).min(PATH),
        change: changes.map(|change| width(&change)).max().unwrap_or(0),
    };
    let row = |at: usize, room: usize| {
        let entry = listed.get(at).and_then(|index| model.entries.get(*index));
        entry.map(|entry| row(model, entry, columns, room)).unwrap_or_default()
    };
    let geometry = chooser::draw(&chooser, look, area, buffer, &row);
    // The cursor stands in the line only while it is typed.
    Geometry { cursor: geometry.cursor.filter(|_| filter.is_some()), ..geometry }
}

fn title(model: &Model, shown: usize) -> String {
    let (look, count) = (model.look, model.entries.len());
    let order = match model.listing.order {
        Order::Path => EverydayText::ByPath,
        Order::Date => EverydayText::ByDate,
        Order::From => EverydayText::ByFrom,
        Order::Verdict => EverydayText::ByVerdict,
    };
    let order = order.text(look.lang);
    let title = if shown == count {
        EverydayText::ListTitle { count: &count, order: &order }.text(look.lang)
    } else {
        EverydayText::ListTitleOf { shown: &shown, count: &count, order: &order }.text(look.lang)
    };
    let unread = match unknown(model) {
        0 => String::new(),
        unknown => EverydayText::NotReadYet { count: &unknown }.text(look.lang),
    };
    let supposed = match model.supposed.len() {
        0 => String::new(),
        count => WhatIfText::InList { count: &count }.text(look.lang),
    };
    format!("{title}{unread}{supposed}")
}

/// The columns of what is not equally wide in every list.
#[derive(Clone, Copy)]
struct Columns {
    path: usize,
    /// Of what says that something is supposed; 0 where nothing is.
    change: usize,
}

fn row(model: &Model, entry: &Entry, widths: Columns, room: usize) -> Line<'static> {
    let look = model.look;
    let mut line = Line::from(verdicts(model, entry));
    line.push_span(Span::raw(" ".repeat(VERDICTS.saturating_sub(columns(&line)))));
    line.push_span(look.span(Tone::Plain, pad(&parts::path(entry, widths.path), widths.path)));
    let text = match (&entry.state, entry.digest(model.profiles)) {
        (_, Some(digest)) => {
            let day = if room >= WITH_DAY { pad(&day(&digest), DAY) } else { String::new() };
            format!("{day}{}  {}", pad(&digest.from, FROM), digest.subject)
        }
        (State::Failed(error), None) => ReportText::NotJudged { error: &Shown::new(error) }.text(look.lang),
        (State::Reading(_), None) => look.text(TuiText::Reading),
        _ => String::new(),
    };
    if widths.change > 0 {
        let change = change(model, entry).unwrap_or_default();
        line.push_span(look.span(Tone::Notice, format!("  {}", pad(&change, widths.change))));
    }
    let left = room.saturating_sub(columns(&line) + 2);
    line.push_span(look.span(Tone::Faint, format!("  {}", truncate(&text, left))));
    line
}

/// The day that the message says it was written on.
fn day(digest: &Digest) -> String {
    let time = digest.date.and_then(|date| jiff::Timestamp::from_second(date).ok());
    time.map(|time| jiff::tz::Offset::UTC.to_datetime(time).date().to_string()).unwrap_or_default()
}

/// What both sides decide without what is supposed where that changes it, or that a client is supposed.
fn change(model: &Model, entry: &Entry) -> Option<String> {
    let look = model.look;
    let digest = entry.digest(model.profiles)?;
    let (left, right) = model.sides_of(&digest)?;
    let sides: Vec<_> = [left, right].into_iter().filter_map(|index| digest.decided.get(index)).collect();
    if sides.iter().all(|decided| decided.now == decided.before) {
        return digest.is_told_otherwise.then(|| ReportText::WhatIf.text(look.lang));
    }
    let signs: Vec<&str> = sides.iter().map(|decided| look.glyph(Sign::from(decided.before))).collect();
    Some(WhatIfText::Was { what: &signs.join(" ") }.text(look.lang))
}

/// What both sides decide, then how many receivers accept, do something between, reject.
fn verdicts(model: &Model, entry: &Entry) -> Vec<Span<'static>> {
    let look = model.look;
    if matches!(entry.state, State::Failed(_)) {
        return vec![look.span(Tone::Signed(Sign::Open), look.glyph(Sign::Open))];
    }
    let Some(digest) = entry.digest(model.profiles) else { return Vec::new() };
    let decided = |index: usize| digest.decided.get(index).map(|decided| Sign::from(decided.now));
    let sides = model.sides_of(&digest).map(|(left, right)| [decided(left), decided(right)]).unwrap_or_default();
    let mut spans: Vec<Span<'static>> = sides
        .into_iter()
        .flatten()
        .map(|sign| look.span(Tone::Signed(sign), format!("{} ", look.glyph(sign))))
        .collect();
    spans.push(Span::raw(" "));
    let of = |sign: Sign| {
        let decided = digest.decided.iter().map(|decided| decided.now);
        decided.filter(|now| Sign::from(*now) == sign && *now != Decision::Unknown).count()
    };
    let counts = [Sign::Good, Sign::Doubt, Sign::Junk, Sign::Bad].into_iter().map(|sign| (sign, of(sign)));
    spans.extend(
        counts
            .filter(|(_, count)| *count > 0)
            .map(|(sign, count)| look.span(Tone::Signed(sign), format!("{}{count} ", look.glyph(sign)))),
    );
    spans
}
