//! The list of what is supposed.

use super::chooser::{self, Chooser};
use super::remarks;
use crate::text::{Shown, truncate};
use crate::tui::look::Tone;
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::List;
use crate::tui::whatif::{Entry, entries};
use crate::words::whatif::WhatIfText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns at most.
const COLUMNS: u16 = 100;

/// Draws the list.
pub fn draw(model: &Model, list: &List, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let Some(sheet) = model.sheet() else { return Geometry::default() };
    let entries = entries(sheet);
    let chooser = Chooser {
        title: WhatIfText::WhatIfsTitle.text(look.lang),
        input: None,
        count: entries.len(),
        list,
        empty: WhatIfText::NoWhatIfs.text(look.lang),
        columns: COLUMNS,
    };
    let row = |index: usize, room: usize| {
        let text = match entries.get(index) {
            None => String::new(),
            Some(Entry::Client) => remarks::told_otherwise(sheet, look),
            Some(Entry::Record(edit)) => Shown::new(&remarks::supposed(edit, look)).to_string(),
        };
        look.line(Tone::Plain, truncate(&text, room))
    };
    let row = |index: usize, room: usize| -> Line<'static> { row(index, room) };
    chooser::draw(&chooser, look, area, buffer, &row)
}
