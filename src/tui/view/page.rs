//! Text being laid out in so many columns: what detail panes are made of.

use super::parts;
use crate::text::{width, wrap};
use crate::tui::look::{Look, Tone};
use ratatui::text::Line;

/// Lines of at most so many columns.
pub struct Page {
    /// How things look.
    pub look: Look,
    /// The columns.
    pub room: usize,
    /// The lines so far.
    pub lines: Vec<Line<'static>>,
}

impl Page {
    /// An empty page.
    pub fn new(look: Look, room: usize) -> Self {
        Self { look, room, lines: Vec::new() }
    }

    /// A text of one tone, wrapped.
    pub fn text(&mut self, tone: Tone, text: &str) {
        self.indented(0, tone, text);
    }

    /// A text of one tone, wrapped and indented.
    pub fn indented(&mut self, blanks: usize, tone: Tone, text: &str) {
        let (look, blank) = (self.look, " ".repeat(blanks.min(self.room.saturating_sub(1))));
        let lines = wrap(text, self.room.saturating_sub(blank.len()).max(1));
        self.lines.extend(lines.into_iter().map(|text| look.line(tone, format!("{blank}{text}"))));
    }

    /// A text behind a label.
    pub fn labelled(&mut self, label: &str, tone: Tone, text: &str) {
        self.row(label, width(label) + 2, tone, text);
    }

    /// A text behind a label of so many columns; where that leaves too little, below it.
    pub fn row(&mut self, label: &str, columns: usize, tone: Tone, text: &str) {
        /// Columns of a text below which it does not stand beside its label.
        const NARROW: usize = 12;
        if columns + NARROW > self.room && columns + width(text) > self.room {
            self.text(Tone::Faint, label);
            self.indented(2, tone, text);
        } else {
            self.lines.extend(parts::labelled(label, columns, tone, text, self.room, self.look));
        }
    }

    /// Texts behind their labels, one below the other.
    pub fn rows(&mut self, rows: &[(String, Tone, String)]) {
        let columns = rows.iter().map(|(label, ..)| width(label)).max().unwrap_or(0) + 2;
        for (label, tone, text) in rows {
            self.row(label, columns, *tone, text);
        }
    }

    /// An empty line, but none at the top and no second one.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.lines.push(Line::default());
        }
    }
}
