//! The line editor of a what-if, of a client or of a day, at the bottom so that both verdicts stay in sight.

use super::{framed, lines, parts};
use crate::dns::Name;
use crate::text::{Shown, fit_domain, truncate, width};
use crate::tui::editor::Editor;
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::words::common::Sign;
use crate::words::rules::RulesText;
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Block;
use unicode_segmentation::UnicodeSegmentation;

/// Lines of the text that are visible at a time.
const LINES: usize = 4;

/// Draws the editor.
pub fn draw(
    model: &Model,
    name: Option<&Name>,
    editor: &Editor,
    problem: Option<&str>,
    area: Rect,
    buffer: &mut Buffer,
) -> Geometry {
    let title = title(model.look, name, usize::from(area.width));
    draw_titled(model, title, editor, problem, area, buffer)
}

/// Draws the editor of the day whose rules judge.
pub fn draw_day(model: &Model, editor: &Editor, problem: Option<&str>, area: Rect, buffer: &mut Buffer) -> Geometry {
    let title = RulesText::DayTitle.text(model.look.lang);
    let title = truncate(&title, usize::from(area.width).saturating_sub(4));
    draw_titled(model, model.look.line(Tone::Strong, format!(" {title} ")), editor, problem, area, buffer)
}

fn draw_titled(
    model: &Model,
    title: Line<'static>,
    editor: &Editor,
    problem: Option<&str>,
    area: Rect,
    buffer: &mut Buffer,
) -> Geometry {
    let look = model.look;
    let inside_columns = usize::from(area.width).saturating_sub(4).max(1);
    let (text, cursor) = laid_out(editor, inside_columns);
    let shown = text.len().clamp(1, LINES);
    let first = (cursor.1 + 1).saturating_sub(shown);
    let wanted = u16::try_from(shown + 3).unwrap_or(u16::MAX);
    let height = wanted.min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    let block = Block::bordered().border_set(look.border()).border_style(look.style(Tone::Selected)).title(title);
    let inside = framed(block, place, buffer);
    let mut drawn: Vec<Line<'static>> = text.into_iter().skip(first).take(shown).map(Line::from).collect();
    for line in &mut drawn {
        line.spans.insert(0, " ".into());
    }
    let room = usize::from(inside.width);
    drawn.push(match problem {
        Some(problem) => {
            let text = truncate(Shown::new(problem).as_str(), room.saturating_sub(3));
            look.line(Tone::Signed(Sign::Bad), format!(" {} {text}", look.glyph(Sign::Bad)))
        }
        None => parts::hints(model, room),
    });
    lines(&drawn, inside, buffer);
    let x = inside.x.saturating_add(u16::try_from(cursor.0 + 1).unwrap_or(u16::MAX));
    let y = inside.y.saturating_add(u16::try_from(cursor.1 - first).unwrap_or(u16::MAX));
    let visible = x < inside.right() && y < inside.bottom();
    Geometry { cursor: visible.then_some((x, y)), ..Geometry::default() }
}

fn title(look: Look, name: Option<&Name>, room: usize) -> Line<'static> {
    let Some(name) = name else {
        return look.line(Tone::Strong, format!(" {} ", look.text(TuiText::ClientTitle)));
    };
    let name = Shown::new(name.as_str()).to_string();
    let bare = width(&look.text(TuiText::WhatIfTitle { name: &"" }));
    let name = fit_domain(&name, room.saturating_sub(bare + 4));
    look.line(Tone::Strong, format!(" {} ", look.text(TuiText::WhatIfTitle { name: &name })))
}

/// The text in lines of so many columns, broken anywhere, and the column and line of the cursor.
fn laid_out(editor: &Editor, room: usize) -> (Vec<String>, (usize, usize)) {
    let (before, after) = editor.parts();
    let mut lines = vec![String::new()];
    let mut used = 0;
    let mut add = |text: &str, lines: &mut Vec<String>| {
        for cluster in Shown::new(text).as_str().graphemes(true) {
            let columns = width(cluster);
            if used + columns > room {
                lines.push(String::new());
                used = 0;
            }
            if let Some(last) = lines.last_mut() {
                last.push_str(cluster);
            }
            used += columns;
        }
        (used, lines.len() - 1)
    };
    let cursor = add(before, &mut lines);
    add(after, &mut lines);
    // At the end of a full line the cursor stands at the start of the next.
    if cursor.0 >= room {
        if lines.len() == cursor.1 + 1 {
            lines.push(String::new());
        }
        return (lines, (0, cursor.1 + 1));
    }
    (lines, cursor)
}
