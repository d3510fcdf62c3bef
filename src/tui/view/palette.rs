//! The list of all actions.

use super::chooser::{self, Chooser};
use crate::text::{pad, truncate, width};
use crate::tui::editor::Editor;
use crate::tui::look::Tone;
use crate::tui::model::{Geometry, Model};
use crate::tui::palette;
use crate::tui::screen::List;
use crate::words::everyday::EverydayText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns at most.
const COLUMNS: u16 = 76;

/// Draws the list.
pub fn draw(model: &Model, editor: &Editor, list: &List, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let entries = palette::entries(model, editor.text());
    let chooser = Chooser {
        title: EverydayText::PaletteTitle.text(look.lang),
        input: Some((":", editor)),
        count: entries.len(),
        list,
        empty: EverydayText::NoAction.text(look.lang),
        columns: COLUMNS,
    };
    let row = |index: usize, room: usize| {
        let Some(entry) = entries.get(index) else { return Line::default() };
        let keys = entry.binding.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let keys = truncate(&keys, room / 3);
        let text = pad(&(entry.binding.text)(look.lang), room.saturating_sub(width(&keys) + 2));
        let tone = if entry.useful { Tone::Plain } else { Tone::Faint };
        Line::from(vec![look.span(tone, text), look.span(Tone::Key, format!("  {keys}"))])
    };
    chooser::draw(&chooser, look, area, buffer, &row)
}
