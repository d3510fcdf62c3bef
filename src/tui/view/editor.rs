//! The line of a what-if or of a day, at the bottom so that both verdicts stay in sight above it: what is typed,
//! carets under what is wrong in it, how near the record is to its limits.

use super::{framed, lines, parts};
use crate::dns::Name;
use crate::spf::Budget;
use crate::text::{Shown, fit_domain, truncate, width, wrap};
use crate::tui::editor::Editor;
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::tui::reading::{self, Fault, PACKET, Reading, STRING};
use crate::tui::screen::{Popup, Typed};
use crate::tui::whatif;
use crate::words::common::Sign;
use crate::words::rules::RulesText;
use crate::words::tui::TuiText;
use crate::words::whatif::WhatIfText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;
use unicode_segmentation::UnicodeSegmentation;

/// Lines of the text that are visible at a time.
const LINES: usize = 4;
/// Rows of the screen from which on there is room for more than the line itself.
const ROOMY: u16 = 12;

/// What is typed.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// The TXT record of a name.
    Record(&'a Name),
    /// The client.
    Client,
    /// The day whose rules judge.
    Day,
}

/// What a popup types, and the line.
fn of(popup: &Popup) -> Option<(Subject<'_>, &Typed)> {
    match popup {
        Popup::WhatIf { name, typed } => Some((Subject::Record(name), typed)),
        Popup::Client(typed) => Some((Subject::Client, typed)),
        Popup::Day(typed) => Some((Subject::Day, typed)),
        _ => None,
    }
}

/// What is drawn inside the frame.
struct Inside {
    lines: Vec<Line<'static>>,
    /// The column and the row of the cursor.
    cursor: (usize, usize),
}

/// The rows that a popup takes at the bottom, the view above it being drawn smaller; 0 for any other.
#[must_use]
pub fn height(model: &Model, popup: &Popup, area: Rect) -> u16 {
    of(popup).map_or(0, |(subject, typed)| height_of(&inside(model, subject, typed, area), area))
}

fn height_of(inside: &Inside, area: Rect) -> u16 {
    u16::try_from(inside.lines.len() + 2).unwrap_or(u16::MAX).min(area.height)
}

/// Draws the editor.
pub fn draw(model: &Model, popup: &Popup, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let Some((subject, typed)) = of(popup) else { return Geometry::default() };
    let content = inside(model, subject, typed, area);
    let height = height_of(&content, area);
    let place = Rect { y: area.bottom() - height, height, ..area };
    let title = title(model, subject, usize::from(area.width));
    let block = Block::bordered().border_set(look.border()).border_style(look.style(Tone::Selected)).title(title);
    let inside = framed(block, place, buffer);
    lines(&content.lines, inside, buffer);
    let x = inside.x.saturating_add(u16::try_from(content.cursor.0 + 1).unwrap_or(u16::MAX));
    let y = inside.y.saturating_add(u16::try_from(content.cursor.1).unwrap_or(u16::MAX));
    let visible = x < inside.right() && y < inside.bottom();
    Geometry { cursor: visible.then_some((x, y)), ..Geometry::default() }
}

fn inside(model: &Model, subject: Subject<'_>, typed: &Typed, area: Rect) -> Inside {
    let look = model.look;
    let room = usize::from(area.width).saturating_sub(4).max(1);
    let name = match subject {
        Subject::Record(name) => Some(name),
        Subject::Client | Subject::Day => None,
    };
    let reading = name.and_then(|name| {
        let edit = whatif::edit(name, typed.editor.text()).ok()?;
        Some(reading::read(model.sheet()?, name, typed.editor.text(), &edit, look.lang))
    });
    let found = reading.as_ref().map(|reading| reading.faults.as_slice()).unwrap_or_default();
    let faults: Vec<&Fault> = typed.problem.iter().chain(found).collect();
    let laid_out = LaidOut::new(&typed.editor, room);
    let shown = laid_out.lines.len().clamp(1, if area.height < ROOMY { 1 } else { LINES });
    let first = (laid_out.cursor.1 + 1).saturating_sub(shown);
    let mut lines = Vec::new();
    let mut cursor = (laid_out.cursor.0, 0);
    for (index, text) in laid_out.lines.iter().enumerate().skip(first).take(shown) {
        if index == laid_out.cursor.1 {
            cursor.1 = lines.len();
        }
        lines.push(text.line(&faults, look));
        if area.height >= ROOMY {
            lines.extend(text.carets(&faults, look));
        }
    }
    lines.extend(told(&faults, typed.editor.parts().0.len(), rows(area.height), room, look));
    if area.height >= ROOMY {
        lines.extend(reading.as_ref().map(|reading| counters(reading, look, room)));
        if matches!(subject, Subject::Client) {
            lines.extend(client(model, room));
        }
        lines.push(parts::hints(model, usize::from(area.width).saturating_sub(2)));
    }
    Inside { lines, cursor }
}

fn title(model: &Model, subject: Subject<'_>, room: usize) -> Line<'static> {
    let look = model.look;
    let title = match subject {
        Subject::Client => look.text(TuiText::ClientTitle),
        Subject::Day => {
            let day = model.sheet().map(|sheet| sheet.case.as_of.to_string()).unwrap_or_default();
            RulesText::DayTitle { day: &day }.text(look.lang)
        }
        Subject::Record(name) => record_title(model, name, room.saturating_sub(4)),
    };
    look.line(Tone::Strong, format!(" {} ", truncate(&title, room.saturating_sub(4))))
}

/// Which record is typed, by its kind and its name, and whether there is one; as much of it as there is room for.
fn record_title(model: &Model, name: &Name, room: usize) -> String {
    let lang = model.look.lang;
    let kind = if reading::is_dmarc(name) { "DMARC" } else { "SPF" };
    let published = model.sheet().and_then(|sheet| whatif::published(sheet, name));
    let name = Shown::new(name.as_str()).to_string();
    let whole = match published {
        Some(0) => WhatIfText::TitleNew { kind: &kind, name: &name },
        Some(_) => WhatIfText::Title { kind: &kind, name: &name },
        None => WhatIfText::TitleOpen { kind: &kind, name: &name },
    };
    let whole = whole.text(lang);
    if width(&whole) <= room {
        return whole;
    }
    let bare = width(&WhatIfText::TitleInBrief { kind: &kind, name: &"" }.text(lang));
    WhatIfText::TitleInBrief { kind: &kind, name: &fit_domain(&name, room.saturating_sub(bare)) }.text(lang)
}

/// Rows for what is wrong, so that both verdicts stay in sight.
fn rows(height: u16) -> usize {
    match height {
        ..20 => 1,
        20..24 => 2,
        24..30 => 3,
        _ => 6,
    }
}

/// What is wrong and what is doubtful, one below the other. Where not all of it fits, what the cursor is at is among it;
/// the numbers tell that there is more.
fn told(faults: &[&Fault], cursor: usize, rows: usize, room: usize, look: Look) -> Vec<Line<'static>> {
    let told = |first: usize| {
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut last = first;
        for (index, fault) in faults.iter().enumerate().skip(first).take(rows) {
            if lines.len() == rows {
                break;
            }
            last = index;
            let number = match faults.len() {
                1 => String::new(),
                count => format!("{}/{count} ", index + 1),
            };
            let text = format!("{number}{}", Shown::new(&fault.text));
            let texts = wrap(&text, room.saturating_sub(2).max(1));
            let texts = parts::begun(texts, rows - lines.len(), room.saturating_sub(2));
            for (index, text) in texts.into_iter().enumerate() {
                let glyph = if index == 0 { look.glyph(fault.sign) } else { " " };
                lines.push(look.line(Tone::Signed(fault.sign), format!(" {glyph} {text}")));
            }
        }
        (lines, last)
    };
    // Each takes a row at least.
    let here = faults.iter().position(|fault| fault.is_at(cursor)).unwrap_or(0);
    let mut windows = (here.saturating_sub(rows)..=here).map(told);
    windows.find(|(_, last)| *last >= here).map(|(lines, _)| lines).unwrap_or_default()
}

/// Lookups, void lookups, octets; what is beyond a limit stands out.
fn counters(reading: &Reading, look: Look, room: usize) -> Line<'static> {
    let lang = look.lang;
    if reading.octets == 0 {
        return look.line(Tone::Notice, format!(" {}", truncate(&WhatIfText::NoRecord.text(lang), room)));
    }
    let mut parts: Vec<(bool, String)> = Vec::new();
    if let Some((reach, own)) = &reading.cost {
        let budget = Budget::RFC7208;
        let open = if reach.open { WhatIfText::AtLeast.text(lang) } else { String::new() };
        let text = if !reach.open && usize::try_from(reach.lookups) == Ok(*own) {
            WhatIfText::LookupsOfItsOwn { own }
        } else {
            WhatIfText::Lookups { own, most: &reach.lookups, open: &open }
        };
        let text = text.text(lang);
        parts.push((reach.lookups > budget.lookups, text));
        if reach.void_lookups > 0 {
            let text = WhatIfText::Voids { count: &reach.void_lookups }.text(lang);
            parts.push((reach.void_lookups > budget.void_lookups, text));
        }
    }
    parts.push(if reading.strings > 1 {
        let text = WhatIfText::Strings { octets: &reading.octets, count: &reading.strings }.text(lang);
        (false, text)
    } else {
        (reading.octets > STRING, WhatIfText::OneString { octets: &reading.octets }.text(lang))
    });
    if reading.octets > PACKET {
        parts.push((true, WhatIfText::TooLong { limit: &PACKET }.text(lang)));
    }
    let mut line = Line::from(" ");
    let mut left = room;
    for (is_beyond, text) in parts {
        let text = truncate(&text, left);
        left = left.saturating_sub(width(&text) + 3);
        line.push_span(look.span(if is_beyond { Tone::Signed(Sign::Bad) } else { Tone::Faint }, text));
        line.push_span(Span::raw("   "));
    }
    line
}

/// The client as it is judged.
fn client(model: &Model, room: usize) -> Option<Line<'static>> {
    let look = model.look;
    let identities = &model.sheet()?.case.identities;
    let none = || "-".to_owned();
    let ip = identities.client.ip.as_ref().map_or_else(none, |found| found.value.to_string());
    let helo = identities.client.helo.as_ref().map_or_else(none, |found| Shown::new(&found.value).to_string());
    let mail_from = identities.mail_from.as_ref().map_or_else(none, |found| {
        if found.value.null_sender { "<>".to_owned() } else { Shown::new(&found.value.address).to_string() }
    });
    let text = WhatIfText::ClientParsed { ip: &ip, helo: &helo, mail_from: &mail_from }.text(look.lang);
    Some(look.line(Tone::Faint, format!(" {}", truncate(&text, room))))
}

/// A piece of the text that is one cluster on the screen.
struct Piece {
    shown: String,
    /// Where it stands in the text that is typed, in bytes.
    at: usize,
}

/// A line of the text.
#[derive(Default)]
struct Text(Vec<Piece>);

impl Text {
    /// What is wrong or doubtful at a piece, what is wrong before what is doubtful.
    fn sign(piece: &Piece, faults: &[&Fault]) -> Option<Sign> {
        let is_in = |fault: &&&Fault| fault.span.as_ref().is_some_and(|span| span.contains(&piece.at));
        faults.iter().find(is_in).map(|fault| fault.sign)
    }

    fn line(&self, faults: &[&Fault], look: Look) -> Line<'static> {
        let tone = |piece: &Piece| Self::sign(piece, faults).map_or(Tone::Plain, Tone::Signed);
        let mut line = Line::from(" ");
        line.spans.extend(self.0.iter().map(|piece| look.span(tone(piece), piece.shown.clone())));
        line
    }

    /// Carets under what is wrong and waves under what is doubtful, if anything of it stands on this line.
    fn carets(&self, faults: &[&Fault], look: Look) -> Option<Line<'static>> {
        let mut line = Line::from(" ");
        for piece in &self.0 {
            let (mark, tone) = match Self::sign(piece, faults) {
                Some(sign @ Sign::Bad) => ("^", Tone::Signed(sign)),
                Some(sign) => ("~", Tone::Signed(sign)),
                None => (" ", Tone::Plain),
            };
            line.push_span(look.span(tone, mark.repeat(width(&piece.shown))));
        }
        while line.spans.last().is_some_and(|span| span.content.trim_end().is_empty()) {
            line.spans.pop();
        }
        (!line.spans.is_empty()).then_some(line)
    }
}

/// The text in lines of so many columns, broken anywhere, and the column and line of the cursor.
struct LaidOut {
    lines: Vec<Text>,
    cursor: (usize, usize),
}

impl LaidOut {
    fn new(editor: &Editor, room: usize) -> Self {
        let (before, after) = editor.parts();
        let mut lines = vec![Text::default()];
        let mut used = 0;
        let mut add = |text: &str, offset: usize, lines: &mut Vec<Text>| {
            for (at, cluster) in text.grapheme_indices(true) {
                // What is not shown as it is takes several columns, of which none is cut off.
                for shown in Shown::new(cluster).as_str().graphemes(true) {
                    let columns = width(shown);
                    if used + columns > room {
                        lines.push(Text::default());
                        used = 0;
                    }
                    if let Some(last) = lines.last_mut() {
                        last.0.push(Piece { shown: shown.to_owned(), at: offset + at });
                    }
                    used += columns;
                }
            }
            (used, lines.len() - 1)
        };
        let cursor = add(before, 0, &mut lines);
        add(after, before.len(), &mut lines);
        // At the end of a full line the cursor stands at the start of the next.
        if cursor.0 >= room {
            if lines.len() == cursor.1 + 1 {
                lines.push(Text::default());
            }
            return Self { lines, cursor: (0, cursor.1 + 1) };
        }
        Self { lines, cursor }
    }
}
