//! Drawing: the screen on top of the stack, or the popups over the last full screen below them.

mod editor;
mod help;
mod lane;
mod lanes;
mod messages;
mod parts;
mod remarks;
mod remedy;
mod trace;
mod verdict;
mod via;

use super::model::{Geometry, Model, Screen};
use crate::text::width;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

/// Draws the model and says what that found out.
pub fn view(model: &Model, frame: &mut Frame<'_>) -> Geometry {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let mut geometry = Geometry::default();
    let full = model.screens.iter().rposition(|screen| !screen.is_popup()).unwrap_or(0);
    for screen in model.screens.iter().skip(full) {
        geometry = match screen {
            Screen::Verdict => verdict::draw(model, area, buffer),
            Screen::Trace { top, fold } => trace::draw(model, *top, *fold, area, buffer),
            Screen::Messages { cursor } => messages::draw(model, *cursor, area, buffer),
            Screen::Help { top } => help::draw(model, *top, area, buffer),
            Screen::Via { of, cursor } => via::draw(model, of.as_deref(), *cursor, area, buffer),
            Screen::Client { editor, problem } => editor::draw(model, None, editor, problem.as_deref(), area, buffer),
            Screen::WhatIf { name, editor, problem } => {
                editor::draw(model, Some(name), editor, problem.as_deref(), area, buffer)
            }
        };
    }
    geometry
}

/// Draws lines from the top of an area; what does not fit is left out.
fn lines(lines: &[Line<'_>], area: Rect, buffer: &mut Buffer) {
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        buffer.set_line(area.x, y, line, area.width);
    }
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
