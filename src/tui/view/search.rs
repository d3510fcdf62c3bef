//! What is searched for: the line to type it into, the matches in what is shown.

use super::chooser;
use super::{help, pane, verdict, walk};
use crate::text::width;
use crate::tui::editor::Editor;
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::{Popup, Screen};
use crate::tui::search::{Pattern, Search};
use crate::words::everyday::EverydayText;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// A match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The place in the list that shows it: see [`crate::tui::screen::List::at`].
    pub at: usize,
}

/// All matches of the search in what is on top, from the top down.
#[must_use]
pub fn found(model: &Model) -> Vec<Found> {
    let Some(search) = &model.search else { return Vec::new() };
    let pattern = Pattern::new(&search.text);
    let top = model.popups.iter().rfind(|popup| !matches!(popup, Popup::Search { .. }));
    let lines: Vec<(String, usize)> = match (top, model.screen) {
        (Some(Popup::Help(_)), _) => {
            help::lines_of(model).iter().enumerate().map(|(at, l)| (l.to_string(), at)).collect()
        }
        (Some(_), _) => Vec::new(),
        (None, Screen::Raw) => {
            return super::raw::found(model, &search.text).into_iter().map(|at| Found { at }).collect();
        }
        (None, Screen::Walk) => walk::texts(model),
        (None, Screen::Verdict) => verdict::texts(model),
        (None, _) => super::body(model).map(|body| pane::texts(&body)).unwrap_or_default(),
    };
    lines.into_iter().flat_map(|(text, at)| std::iter::repeat_n(Found { at }, pattern.count(&text))).collect()
}

/// `/text 3/7`
pub fn state(search: &Search, look: Look) -> String {
    let text = crate::text::truncate(crate::text::Shown::new(&search.text).as_str(), 24);
    match search.count {
        0 => format!("/{text}  {}", EverydayText::NoMatch.text(look.lang)),
        count => format!("/{text}  {}/{count}", search.at + 1),
    }
}

/// Draws the line that is typed, in the place of the hints.
pub fn draw(model: &Model, editor: &Editor, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let Some(y) = area.bottom().checked_sub(1).filter(|_| area.height > 0) else { return Geometry::default() };
    let place = Rect { y, height: 1, ..area };
    buffer.set_line(area.x, y, &Line::from(" ".repeat(usize::from(area.width))), area.width);
    let cursor = chooser::input("/", editor, look, place, buffer);
    let count = model.search.as_ref().map(|search| match search.count {
        0 => EverydayText::NoMatch.text(look.lang),
        count => format!("{}/{count}", search.at + 1),
    });
    if let Some(count) = count {
        let columns = u16::try_from(width(&count) + 1).unwrap_or(u16::MAX);
        let used = cursor.map_or(area.width, |(x, _)| x - area.x);
        if let Some(x) = area.width.checked_sub(columns).filter(|x| *x > used + 2) {
            buffer.set_span(area.x + x, y, &look.span(Tone::Notice, count), columns);
        }
    }
    Geometry { cursor, ..Geometry::default() }
}

/// Makes the matches stand out in what was drawn.
pub fn highlight(model: &Model, area: Rect, buffer: &mut Buffer) {
    let Some(search) = &model.search else { return };
    let pattern = Pattern::new(&search.text);
    // Where there is no cursor, the match that one is at is marked itself.
    let marked = model.screen == Screen::Verdict;
    let top = model.list().map_or(0, |list| list.at);
    let mut index = if marked { found(model).iter().filter(|found| found.at < top).count() } else { 0 };
    // Neither the head nor the hints.
    for y in area.top().saturating_add(1)..area.bottom().saturating_sub(1) {
        let mut cells: Vec<(u16, u16, String)> = Vec::new();
        let mut x = area.left();
        while x < area.right() {
            let Some(cell) = buffer.cell(Position { x, y }) else { break };
            let columns = u16::try_from(width(cell.symbol())).unwrap_or(1).max(1);
            cells.push((x, columns, cell.symbol().to_owned()));
            x = x.saturating_add(columns);
        }
        for range in pattern.find(cells.iter().map(|(_, _, symbol)| symbol.as_str())) {
            let style = model.look.style(if marked && index == search.at { Tone::FoundHere } else { Tone::Found });
            index += 1;
            for (x, columns, _) in cells.get(range).unwrap_or_default() {
                buffer.set_style(Rect { x: *x, y, width: *columns, height: 1 }.intersection(area), style);
            }
        }
    }
}
