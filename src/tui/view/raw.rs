//! The view of the source.

use super::pane::{self, Body, Layout, Row};
use super::parts;
use crate::tui::look::Tone;
use crate::tui::model::{Geometry, Model};
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the view.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let list = &model.views.raw.list;
    pane::draw(model, list, &body(model, Layout::of(area.width, list)), area, buffer)
}

/// What it shows.
pub fn body(model: &Model, layout: Layout) -> Body {
    let text = parts::paragraph(Tone::Plain, &model.look.text(TuiText::AboutRaw), layout.row, model.look);
    let rows = text.into_iter().map(Row::text).collect();
    Body { head: vec![pane::heading(model, Vec::new())], rows, ..Body::default() }
}
