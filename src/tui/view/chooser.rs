//! A popup with a list in it, one line an entry, and perhaps a line to type into above it.

use super::{draw_line, framed, popup};
use crate::text::{Shown, truncate, width};
use crate::tui::editor::Editor;
use crate::tui::look::{Look, Tone};
use crate::tui::model::Geometry;
use crate::tui::screen::List;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;
use unicode_segmentation::UnicodeSegmentation;

/// What is to be drawn.
pub struct Chooser<'a> {
    /// What it is called.
    pub title: String,
    /// What stands before the line to type into, and that line.
    pub input: Option<(&'a str, &'a Editor)>,
    /// How many entries there are.
    pub count: usize,
    /// Where one is among them.
    pub list: &'a List,
    /// Said where there is no entry.
    pub empty: String,
    /// Columns at most.
    pub columns: u16,
}

/// Draws the popup; `row` gives the line of an entry in so many columns, without the mark of the cursor.
pub fn draw(
    chooser: &Chooser<'_>,
    look: Look,
    area: Rect,
    buffer: &mut Buffer,
    row: &dyn Fn(usize, usize) -> Line<'static>,
) -> Geometry {
    // The hints below stay in sight.
    let above = Rect { height: area.height.saturating_sub(1), ..area };
    let typed = u16::from(chooser.input.is_some());
    let rows = u16::try_from(chooser.count.max(usize::from(!chooser.empty.is_empty()))).unwrap_or(u16::MAX);
    let columns = area.width.saturating_sub(4).min(chooser.columns);
    let place = popup(columns, rows.saturating_add(2).saturating_add(typed), above);
    let title = truncate(&chooser.title, usize::from(place.width).saturating_sub(4));
    let title = look.span(Tone::Strong, format!(" {title} "));
    let block = Block::bordered().border_set(look.border()).title(title);
    let mut inside = framed(block, place, buffer);
    let mut cursor = None;
    if let Some((prompt, editor)) = chooser.input {
        cursor = input(prompt, editor, look, inside, buffer);
        let typed = typed.min(inside.height);
        inside = Rect { y: inside.y + typed, height: inside.height - typed, ..inside };
    }
    let page = usize::from(inside.height);
    let end = chooser.count.saturating_sub(1);
    let at = chooser.list.at.min(end);
    // The cursor stays in the middle as far as there are rows above and below.
    let top = at.saturating_sub(page / 2).min(chooser.count.saturating_sub(page));
    let room = usize::from(inside.width).saturating_sub(3);
    for (y, index) in (inside.top()..inside.bottom()).zip(top..chooser.count) {
        let mark = look.span(Tone::Key, if index == at { "> " } else { "  " });
        let mut line = row(index, room);
        line.spans.insert(0, mark);
        if index == at {
            line.style = line.style.patch(look.style(Tone::Selected));
        }
        draw_line(&line, inside.x, y, inside.width, buffer);
    }
    if chooser.count == 0 && inside.height > 0 {
        buffer.set_line(inside.x, inside.y, &look.line(Tone::Faint, format!("  {}", chooser.empty)), inside.width);
    }
    Geometry { end, page, top, cursor, ..Geometry::default() }
}

/// Draws a line to type into, its end in sight if it is too long; gives the place of the cursor.
pub fn input(prompt: &str, editor: &Editor, look: Look, area: Rect, buffer: &mut Buffer) -> Option<(u16, u16)> {
    if area.height == 0 {
        return None;
    }
    let (before, after) = editor.parts();
    let (before, after) = (Shown::new(before), Shown::new(after));
    let room = usize::from(area.width).saturating_sub(width(prompt) + 2);
    let shown = end(before.as_str(), room);
    let line = Line::from(vec![
        look.span(Tone::Key, format!(" {prompt}")),
        Span::raw(shown.to_owned()),
        Span::raw(after.to_string()),
    ]);
    buffer.set_line(area.x, area.y, &line, area.width);
    let x = area.x.saturating_add(u16::try_from(1 + width(prompt) + width(shown)).unwrap_or(u16::MAX));
    (x < area.right()).then_some((x, area.y))
}

/// The end of a text that takes so many columns at most.
fn end(text: &str, room: usize) -> &str {
    let mut used = 0;
    let fits = |(_, cluster): &(usize, &str)| {
        used += width(cluster);
        used <= room
    };
    let start = text.grapheme_indices(true).rev().take_while(fits).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn the_end_of_a_line_is_cut_between_clusters() {
        assert_eq!((end("abc", 3), end("abc", 2), end("abc", 0), end("", 5)), ("abc", "bc", "", ""));
        assert_eq!((end("a東京", 4), end("a東京", 3), end("か\u{3099}b", 2)), ("東京", "京", "b"));
        assert_eq!(end("か\u{3099}b", 3), "か\u{3099}b");
    }
}
