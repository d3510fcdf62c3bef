//! The view of the source: its lines with their numbers as they are, and below them what is at the cursor.
//! Only what is seen is laid out, so that the size of a message does not matter.

use super::bytes::{self, Mark};
use super::page::Page;
use super::{lines, pane, parts};
use crate::message::{Message, Span, decode_text};
use crate::text::{Shown, truncate, width};
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::tui::pieces::{Piece, Pieces};
use crate::tui::screen::{Focused, List};
use crate::tui::search::Pattern;
use crate::tui::sheet::Sheet;
use crate::tui::state::raw::taken;
use crate::words::raw::RawText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Rows from which on there is room for what is at the cursor.
const DETAIL: u16 = 12;
/// Matches of a search that are counted at most.
const MATCHES: usize = 10_000;

/// Draws the view.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let room = usize::from(area.width);
    let list = &model.views.raw.list;
    let Some(sheet) = model.sheet() else { return Geometry::default() };
    let pieces = sheet.pieces();
    let about = RawText::About { lines: &pieces.last_line(), bytes: &sheet.opened.message.raw.len() };
    let title = pane::heading_about(model, &about.text(model.look.lang), room.saturating_sub(2));
    let mut head = vec![parts::head(model, room)];
    head.extend(parts::indented(1, vec![title]));
    head.truncate(usize::from(area.height).saturating_sub(4).max(1));
    lines(&head, area, buffer);
    if area.height > 1 {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        lines(&[parts::hints(model, room)], last, buffer);
    }
    let above = u16::try_from(head.len()).unwrap_or(u16::MAX).min(area.height);
    let mut inside = Rect { y: area.y + above, height: (area.height - above).saturating_sub(1), ..area };
    let detail = detail(model, sheet, list, room.saturating_sub(2));
    let shows_detail = list.detail && area.height >= DETAIL;
    if shows_detail {
        let height = u16::try_from(detail.len()).unwrap_or(u16::MAX).saturating_add(1).min(inside.height / 2);
        let below = Rect { y: inside.bottom() - height, height, ..inside };
        inside.height -= height;
        let rule = model.look.border().horizontal_top.repeat(room);
        lines(&[model.look.line(Tone::Frame, rule)], below, buffer);
        let below = Rect { y: below.y + 1, height: height.saturating_sub(1), ..below };
        lines(&parts::indented(1, detail), below, buffer);
    }
    let geometry = draw_pieces(model, sheet, inside, buffer);
    Geometry { has_detail: true, shows_detail: shows_detail || geometry.shows_detail, ..geometry }
}

/// Draws the pieces from the one on that keeps the cursor in sight.
fn draw_pieces(model: &Model, sheet: &Sheet, area: Rect, buffer: &mut Buffer) -> Geometry {
    let pieces = sheet.pieces();
    let page = Layout::new(model, sheet, usize::from(area.width));
    let height = usize::from(area.height);
    let list = &model.views.raw.list;
    let at = list.at.min(pieces.len().saturating_sub(1));
    let top = page.top(list.top, at, height);
    let mut rows: Vec<Line<'static>> = Vec::new();
    let mut shown = 0;
    // Of a piece that is higher than the screen, the rest is seen with the keys of the details.
    let beyond = page.height(at).saturating_sub(height);
    for index in top..pieces.len() {
        if rows.len() >= height {
            break;
        }
        let Some(piece) = pieces.get(index) else { break };
        let hidden = if index == at { list.detail_top.min(beyond) } else { 0 };
        rows.extend(page.rows(&piece, index == at).into_iter().skip(hidden));
        shown += usize::from(rows.len() <= height);
    }
    lines(&rows, area, buffer);
    let end = pieces.len().saturating_sub(1);
    Geometry { end, page: shown.max(1), top, detail_end: beyond, shows_detail: beyond > 0, ..Geometry::default() }
}

/// How pieces are laid out.
struct Layout<'a> {
    message: &'a Message,
    pieces: &'a Pieces,
    marks: Vec<Mark>,
    look: Look,
    digits: usize,
    room: usize,
}

impl<'a> Layout<'a> {
    fn new(model: &Model, sheet: &'a Sheet, columns: usize) -> Self {
        let (message, pieces) = (&sheet.opened.message, sheet.pieces());
        let mut marks = bytes::marks(message, &sheet.case.identities);
        marks.extend(model.views.raw.mark.clone().map(|mark| (mark, Tone::Cursor)));
        let digits = pieces.last_line().to_string().len();
        // The cursor and the blanks around the numbers.
        let room = columns.saturating_sub(digits + 4);
        Self { message, pieces, marks, look: model.look, digits, room }
    }

    fn rows(&self, piece: &Piece, is_here: bool) -> Vec<Line<'static>> {
        let look = self.look;
        let near: Vec<Mark> =
            self.marks.iter().filter(|(mark, _)| bytes::overlap(mark, &piece.span)).cloned().collect();
        let drawn = bytes::lines(self.message, &piece.span, &near, Tone::Plain, look, self.room);
        let row = |(index, mut line): (usize, Line<'static>)| {
            let first = index == 0;
            let number = if first && piece.begins { piece.line.to_string() } else { String::new() };
            let cursor = if first && is_here { "> " } else { "  " };
            let tone = if is_here { Tone::Strong } else { Tone::Faint };
            line.spans.insert(0, look.span(tone, format!("{number:>0$}  ", self.digits)));
            line.spans.insert(0, look.span(Tone::Key, cursor));
            line
        };
        drawn.into_iter().enumerate().map(row).collect()
    }

    fn height(&self, index: usize) -> usize {
        self.pieces.get(index).map_or(1, |piece| self.rows(&piece, false).len())
    }

    /// The first piece to show, near the one that was: the cursor's is seen.
    fn top(&self, before: usize, at: usize, height: usize) -> usize {
        // Each piece takes a row at least, so that this goes no further back than a screen.
        let mut earliest = at;
        let mut used = self.height(at);
        while let Some(index) = earliest.checked_sub(1).filter(|_| used < height) {
            used += self.height(index);
            if used > height {
                break;
            }
            earliest = index;
        }
        let mut latest = self.pieces.len().saturating_sub(1);
        let mut used = if latest > at.saturating_add(height) { height } else { self.height(latest) };
        while let Some(index) = latest.checked_sub(1).filter(|_| used < height) {
            used += self.height(index);
            if used > height {
                break;
            }
            latest = index;
        }
        before.clamp(earliest, at).min(latest.max(earliest))
    }
}

/// What is at the cursor: the field or the body, where it lies, its text decoded, and what was taken from it.
fn detail(model: &Model, sheet: &Sheet, list: &List, room: usize) -> Vec<Line<'static>> {
    let (look, message) = (model.look, &sheet.opened.message);
    let mut page = Page::new(look, room);
    let pieces = sheet.pieces();
    let Some(piece) = pieces.get(list.at.min(pieces.len().saturating_sub(1))) else { return Vec::new() };
    let field = message.fields.iter().find(|field| field.span.contains(&piece.span.start));
    let (name, span) = match field {
        Some(field) => (Shown::new(&field.name).to_string(), field.span.clone()),
        None if piece.span.start >= message.body.start => (RawText::InBody.text(look.lang), piece.span.clone()),
        None if message.bytes(&piece.span).iter().all(u8::is_ascii_whitespace) => {
            (RawText::BlankLine.text(look.lang), piece.span.clone())
        }
        None => (String::new(), piece.span.clone()),
    };
    let place = RawText::Place { from: &span.start, to: &span.end.saturating_sub(1) }.text(look.lang);
    let name = truncate(&name, room / 2);
    let mut first = Line::from(look.span(Tone::Strong, name.clone()));
    let names: Vec<String> = taken(&sheet.case.identities, look.lang)
        .into_iter()
        .filter(|(taken, _)| bytes::overlap(taken, &span))
        .map(|(_, name)| name)
        .collect();
    let told = RawText::Taken { what: &names.join(&RawText::Comma.text(look.lang)) }.text(look.lang);
    let told = if names.is_empty() { String::new() } else { told };
    let place_fits = width(&name) + 2 + width(&place) + 2 + width(&told) <= room;
    if place_fits || told.is_empty() {
        first.push_span(look.span(Tone::Faint, format!("  {place}")));
    }
    if !told.is_empty() {
        first.push_span(look.span(Tone::Domain, format!("  {told}")));
    }
    page.lines.push(first);
    if let Some(decoded) = decoded(message, field.map_or(&span, |field| &field.value)) {
        page.labelled(&RawText::Decoded.text(look.lang), Tone::Plain, &decoded);
    }
    page.lines
}

/// Bytes decoded, where that is another text.
fn decoded(message: &Message, span: &Span) -> Option<String> {
    /// Bytes of a value that are decoded for a look at it.
    const LOOK: usize = 4_096;
    let raw = message.bytes(span);
    let raw = raw.get(..LOOK).unwrap_or(raw);
    let decoded = Shown::new(&decode_text(raw));
    let words = raw.windows(2).any(|pair| pair == b"=?");
    let other = words || raw.contains(&0x1b) || std::str::from_utf8(raw).is_err();
    (other && decoded != Shown::bytes(raw.trim_ascii())).then(|| decoded.to_string())
}

/// What the cursor is on.
pub fn focused(model: &Model) -> Option<Focused> {
    let sheet = model.sheet()?;
    let pieces = sheet.pieces();
    let piece = pieces.get(model.views.raw.list.at.min(pieces.len().saturating_sub(1)))?;
    let text = String::from_utf8_lossy(sheet.opened.message.bytes(&piece.span)).into_owned();
    Some(Focused::text(text.trim_end_matches(['\r', '\n'])).from_bytes(piece.span))
}

/// The pieces in which a text is found, once for each time; as the bytes stand there.
pub fn found(model: &Model, text: &str) -> Vec<usize> {
    let Some(sheet) = model.sheet() else { return Vec::new() };
    let pieces = sheet.pieces();
    Pattern::new(text).find_bytes(&sheet.opened.message.raw, MATCHES).into_iter().map(|at| pieces.at(at)).collect()
}
