//! The list of messages: a popup with what each comes to, as far as it was read.

use super::{framed, lines, parts, popup};
use crate::receiver::Decision;
use crate::text::{Shown, pad, truncate, width};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Entry, Geometry, Model, State};
use crate::tui::screen::List;
use crate::words::common::Sign;
use crate::words::report::ReportText;
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

/// Columns of the verdicts, such as `✓ 9  ✗ 2`.
const VERDICTS: usize = 12;
/// Columns of the From field.
const FROM: usize = 30;
/// Columns of the path at most.
const PATH: usize = 36;

/// Draws the list.
pub fn draw(model: &Model, list: &List, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let (cursor, count) = (list.at, model.entries.len());
    let rows = u16::try_from(count).unwrap_or(u16::MAX);
    let place = popup(area.width.saturating_sub(4).min(112), rows.saturating_add(2), area);
    let title = format!(" {} ", look.text(TuiText::Messages { count: &count }));
    let block = Block::bordered().border_set(look.border()).title(look.span(Tone::Strong, title));
    let inside = framed(block, place, buffer);
    let room = usize::from(inside.width);
    let page = usize::from(inside.height);
    // The cursor stays in the middle as far as there are rows above and below.
    let top = cursor.saturating_sub(page / 2).min(count.saturating_sub(page));
    let longest = model.entries.iter().map(|entry| width(&parts::path(entry, PATH))).max().unwrap_or(0);
    let path = longest.min(PATH);
    let shown: Vec<Line<'static>> = model
        .entries
        .iter()
        .enumerate()
        .skip(top)
        .take(page)
        .map(|(index, entry)| row(entry, path, room, look, index == cursor))
        .collect();
    lines(&shown, inside, buffer);
    Geometry { end: count.saturating_sub(1), page, top, ..Geometry::default() }
}

fn row(entry: &Entry, path_columns: usize, room: usize, look: Look, here: bool) -> Line<'static> {
    let path = parts::path(entry, path_columns);
    let mut line = Line::from(look.span(Tone::Key, if here { "> " } else { "  " }));
    let verdicts = verdicts(&entry.state, look);
    let fill = (VERDICTS + 2).saturating_sub(verdicts.iter().map(|span| width(&span.content)).sum());
    line.spans.extend(verdicts);
    line.push_span(Span::raw(" ".repeat(fill)));
    let tone = if here { Tone::Strong } else { Tone::Plain };
    line.push_span(look.span(tone, pad(&path, path_columns)));
    let text = match &entry.state {
        State::Unread => String::new(),
        State::Reading => look.text(TuiText::Reading),
        State::Failed(error) => ReportText::CannotRead { error: &Shown::new(error) }.text(look.lang),
        State::Ready(sheet) => {
            let message = &sheet.opened.message;
            let header = |name| message.first_decoded(name).map(|text| Shown::new(&text).to_string());
            format!("{}  {}", pad(&header("From").unwrap_or_default(), FROM), header("Subject").unwrap_or_default())
        }
    };
    let left = room.saturating_sub(columns(&line) + 3);
    line.push_span(look.span(Tone::Faint, format!("  {}", truncate(&text, left))));
    line
}

/// How many receivers accept, do something between, reject.
fn verdicts(state: &State, look: Look) -> Vec<Span<'static>> {
    let sheet = match state {
        State::Ready(sheet) => sheet,
        State::Failed(_) => return vec![look.span(Tone::Signed(Sign::Open), look.glyph(Sign::Open))],
        State::Unread | State::Reading => return Vec::new(),
    };
    let of = |sign: Sign| {
        let verdicts = sheet.case.verdicts.iter();
        verdicts.filter(|v| Sign::from(v.decision) == sign && v.decision != Decision::Unknown).count()
    };
    [Sign::Good, Sign::Doubt, Sign::Bad]
        .into_iter()
        .map(|sign| (sign, of(sign)))
        .filter(|(_, count)| *count > 0)
        .map(|(sign, count)| look.span(Tone::Signed(sign), format!("{}{count} ", look.glyph(sign))))
        .collect()
}
