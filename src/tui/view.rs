//! Drawing: the screen on top of the stack, or the popups over the last full screen below them.

mod bytes;
mod chooser;
mod claims;
mod editor;
mod files;
mod help;
mod identities;
mod lane;
mod lanes;
mod messages;
mod page;
mod palette;
pub mod pane;
mod parts;
mod path;
mod pick;
mod raw;
mod receivers;
mod remarks;
mod remedy;
mod search;
mod trace;
mod verdict;
mod via;
mod walk;
mod whatifs;

use super::model::{Geometry, Model};
use super::screen::{Focused, Popup, Screen};
use crate::text::width;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use pane::{Body, Layout};
pub use search::{Found, found};

/// Draws the model and says what that found out.
pub fn view(model: &Model, frame: &mut Frame<'_>) -> Geometry {
    draw(model, frame.area(), frame.buffer_mut())
}

/// What drawing the model finds out. Keys may come faster than the screen is drawn.
#[must_use]
pub fn measure(model: &Model) -> Geometry {
    let (width, height) = size(model);
    let area = Rect { x: 0, y: 0, width, height };
    draw(model, area, &mut Buffer::empty(area))
}

/// The screen as text, line by line.
#[must_use]
pub fn text(model: &Model) -> String {
    let (width, height) = size(model);
    let area = Rect { x: 0, y: 0, width, height };
    let mut buffer = Buffer::empty(area);
    draw(model, area, &mut buffer);
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut x = area.left();
        while let Some(cell) = buffer.cell(Position { x, y }) {
            line.push_str(cell.symbol());
            // The cell behind a wide character is none of its own.
            x = x.saturating_add(u16::try_from(crate::text::width(cell.symbol())).unwrap_or(1).max(1));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The columns and rows of the screen.
fn size(model: &Model) -> (u16, u16) {
    model.geometry.size.unwrap_or((80, 24))
}

/// Draws the model into an area.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    // A sentence in little room, and what became of an input that is not read, are the same in all views.
    let whole = area;
    let below = model.popups.last().map_or(0, |popup| editor::height(model, popup, area));
    // Its hints are covered: those of the line that is typed are the ones that count.
    let area = Rect { height: area.height - below.saturating_sub(1).min(area.height), ..area };
    let mut geometry = if verdict::is_tiny(area) || model.sheet().is_none() {
        verdict::draw(model, area, buffer)
    } else {
        match model.screen {
            Screen::Verdict => verdict::draw(model, area, buffer),
            Screen::Trace => trace::draw(model, area, buffer),
            Screen::Identities => identities::draw(model, area, buffer),
            Screen::Path => path::draw(model, area, buffer),
            Screen::Claims => claims::draw(model, area, buffer),
            Screen::Receivers => receivers::draw(model, area, buffer),
            Screen::Raw => raw::draw(model, area, buffer),
            Screen::Walk => walk::draw(model, area, buffer),
        }
    };
    if model.popups.iter().all(|popup| matches!(popup, Popup::Search { .. })) {
        search::highlight(model, area, buffer);
    }
    let area = whole;
    for popup in &model.popups {
        geometry = match popup {
            Popup::Messages { list, filter } => messages::draw(model, list, filter.as_ref(), area, buffer),
            Popup::Open { .. } | Popup::Save { .. } => files::draw(model, popup, area, buffer),
            Popup::SaveWhat(list) => files::draw_choices(model, list, area, buffer),
            Popup::Lane(list) => pick::draw(model, list, area, buffer),
            Popup::Help(list) => help::draw(model, list, area, buffer),
            Popup::Via { of, list } => via::draw(model, of.as_deref(), list, area, buffer),
            Popup::Palette { editor, list } => palette::draw(model, editor, list, area, buffer),
            Popup::Search { editor, .. } => search::draw(model, editor, area, buffer),
            Popup::Client(_) | Popup::Day(_) | Popup::WhatIf { .. } => editor::draw(model, popup, area, buffer),
            Popup::WhatIfs(list) => whatifs::draw(model, list, area, buffer),
        };
    }
    Geometry { size: Some((area.width, area.height)), ..geometry }
}

/// What the view shows, where it is a list that is laid out as a whole.
#[must_use]
pub fn body(model: &Model) -> Option<Body> {
    let layout = Layout::of(model.screen, size(model).0, model.list()?);
    Some(match model.screen {
        // A message may be larger than what can be laid out.
        Screen::Verdict | Screen::Raw | Screen::Walk => return None,
        Screen::Trace => trace::body(model, layout),
        Screen::Identities => identities::body(model, layout),
        Screen::Path => path::body(model, layout),
        Screen::Claims => claims::body(model, layout),
        Screen::Receivers => receivers::body(model, layout),
    })
}

/// What the cursor of the view is on.
#[must_use]
pub fn focused(model: &Model) -> Option<Focused> {
    match model.screen {
        Screen::Verdict => verdict::focused(model),
        Screen::Raw => raw::focused(model),
        Screen::Walk => walk::focused(model),
        _ => body(model)?.focused(model.list()?).cloned(),
    }
}

/// Draws lines from the top of an area; what does not fit is left out.
fn lines(lines: &[Line<'_>], area: Rect, buffer: &mut Buffer) {
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        draw_line(line, area.x, y, area.width, buffer);
    }
}

/// Draws one line. One that is too long ends in the mark of a cut, so that nobody takes it for whole.
fn draw_line(line: &Line<'_>, x: u16, y: u16, columns: u16, buffer: &mut Buffer) {
    match parts::clipped(line, usize::from(columns)) {
        Some(clipped) => buffer.set_line(x, y, &clipped, columns),
        None => buffer.set_line(x, y, line, columns),
    };
}

/// Clears an area, draws a frame around it and gives what is inside.
fn framed(block: Block<'_>, area: Rect, buffer: &mut Buffer) -> Rect {
    // A wide character that the left edge would cut in two goes as a whole.
    if let Some(x) = area.x.checked_sub(1) {
        for y in area.top()..area.bottom() {
            if let Some(cell) = buffer.cell_mut((x, y)).filter(|cell| width(cell.symbol()) > 1) {
                cell.set_symbol(" ");
            }
        }
    }
    Clear.render(area, buffer);
    let inner = block.inner(area);
    block.render(area, buffer);
    inner
}

/// A popup of at most this size in the middle of an area.
fn popup(columns: u16, rows: u16, area: Rect) -> Rect {
    let (width, height) = (columns.min(area.width), rows.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}
