//! What all views that are lists have in common: what stands above, rows that scroll with a cursor among
//! them, the details of the row at the cursor, the hints below.
//!
//! ```text
//!  head: path, day, DNS
//!  the view's own head
//! > row                                │ details, beside the rows
//!   row                                │ where it is wide enough,
//!   row                                │ else below them
//!  hints
//! ```

use super::{draw_line, lines, parts};
use crate::text::width;
use crate::tui::look::Tone;
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::{Focused, List, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns from which on the details stand beside the rows.
const BESIDE: u16 = 110;

/// Columns of the details that stand beside the rows of a view. A trace has more columns than other lists.
fn beside(screen: Screen, columns: u16) -> u16 {
    match screen {
        Screen::Trace => columns / 3,
        _ => columns * 2 / 5,
    }
}
/// Rows from which on the details stand below the rows.
const BELOW: u16 = 10;
/// Columns before each row, for the cursor.
const GUTTER: usize = 2;

/// The columns that there are, for laying out a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// For what stands above.
    pub head: usize,
    /// For a row.
    pub row: usize,
    /// For the details; 0 where none are shown.
    pub detail: usize,
}

impl Layout {
    /// The columns of a view of so many columns.
    #[must_use]
    pub fn of(screen: Screen, columns: u16, list: &List) -> Self {
        let whole = usize::from(columns);
        let row = |columns: u16| usize::from(columns).saturating_sub(GUTTER);
        let (head, is_wide) = (whole.saturating_sub(1), columns >= BESIDE);
        match list.detail {
            false => Self { head, row: row(columns), detail: 0 },
            true if is_wide => {
                let rows = columns - beside(screen, columns);
                // A blank stands before the line between them.
                Self { head, row: row(rows).saturating_sub(1), detail: usize::from(columns - rows).saturating_sub(2) }
            }
            true => Self { head, row: row(columns), detail: whole.saturating_sub(2) },
        }
    }
}

/// What a view shows.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// What stands above and does not scroll.
    pub head: Vec<Line<'static>>,
    /// What scrolls.
    pub rows: Vec<Row>,
    /// The details of the row at the cursor; only if [`Layout::detail`] leaves room for them.
    pub detail: Vec<Line<'static>>,
    /// Whether the row at the cursor has details, shown or not.
    pub has_detail: bool,
}

/// One row, of one line or several.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its lines, not indented for the cursor.
    pub lines: Vec<Line<'static>>,
    /// What the cursor is on when it is here; `None` where it passes by.
    pub focus: Option<Focused>,
    /// What it stands for and does not write out; a search finds it too.
    pub more: String,
}

impl Row {
    /// A row that the cursor passes by.
    #[must_use]
    pub fn text(line: Line<'static>) -> Self {
        Self { lines: vec![line], ..Self::default() }
    }

    /// A row for the cursor.
    #[must_use]
    pub fn at(lines: Vec<Line<'static>>, focus: Focused) -> Self {
        Self { lines, focus: Some(focus), ..Self::default() }
    }
}

impl Body {
    /// The rows that the cursor can be on.
    fn stops(&self) -> impl Iterator<Item = (usize, &Focused)> {
        self.rows.iter().enumerate().filter_map(|(index, row)| Some((index, row.focus.as_ref()?)))
    }

    /// What the cursor is on.
    #[must_use]
    pub fn focused(&self, list: &List) -> Option<&Focused> {
        self.stops().nth(list.at).or_else(|| self.stops().last()).map(|(_, focus)| focus)
    }
}

/// The lines of the rows as text, each with the place of the list that shows it.
#[must_use]
pub fn texts(body: &Body) -> Vec<(String, usize)> {
    let last = body.stops().count().saturating_sub(1);
    let is_list = body.stops().next().is_some();
    let (mut line_at, mut stop_at) = (0, 0);
    let mut texts = Vec::new();
    for row in &body.rows {
        for line in &row.lines {
            texts.push((line.to_string(), if is_list { stop_at.min(last) } else { line_at }));
            line_at += 1;
        }
        if !row.more.is_empty() {
            texts.push((row.more.clone(), if is_list { stop_at.min(last) } else { line_at }));
        }
        stop_at += usize::from(row.focus.is_some());
    }
    texts
}

/// Draws a body with the head and the hints around it.
pub fn draw(model: &Model, list: &List, body: &Body, area: Rect, buffer: &mut Buffer) -> Geometry {
    let room = usize::from(area.width);
    let height = usize::from(area.height);
    let mut head = vec![parts::head(model, room)];
    head.extend(parts::indented(1, body.head.clone()));
    // Some rows are worth more than all of what stands above them.
    head.truncate(height.saturating_sub(4).max(1));
    lines(&head, area, buffer);
    if area.height > 1 {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        lines(&[parts::hints(model, room)], last, buffer);
    }
    let above = u16::try_from(head.len()).unwrap_or(u16::MAX).min(area.height);
    let inside = Rect { y: area.y + above, height: (area.height - above).saturating_sub(1), ..area };
    let (rows, detail) = split(model.screen, inside, list, body);
    let mut geometry = draw_rows(model, list, body, rows, buffer);
    geometry.shows_detail = detail.is_some();
    if let Some(detail) = detail {
        geometry.detail_end = draw_detail(model, list, body, detail, buffer);
    }
    geometry.has_detail = body.has_detail;
    geometry
}

/// The areas of the rows and of the details.
fn split(screen: Screen, inside: Rect, list: &List, body: &Body) -> (Rect, Option<Rect>) {
    if !list.detail || body.detail.is_empty() {
        return (inside, None);
    }
    if inside.width >= BESIDE {
        let width = inside.width - beside(screen, inside.width);
        let detail = Rect { x: inside.x + width, width: inside.width - width, ..inside };
        return (Rect { width, ..inside }, Some(detail));
    }
    if inside.height < BELOW {
        let none = Rect { height: 0, ..inside };
        return if list.zoom { (none, Some(inside)) } else { (inside, None) };
    }
    let wanted = u16::try_from(body.detail.len()).unwrap_or(u16::MAX).saturating_add(1);
    let rows = u16::try_from(body.rows.iter().map(|row| row.lines.len()).sum::<usize>()).unwrap_or(u16::MAX);
    let height = wanted.min((inside.height / 2).max(inside.height.saturating_sub(rows)));
    let detail = Rect { y: inside.bottom() - height, height, ..inside };
    (Rect { height: inside.height - height, ..inside }, Some(detail))
}

fn draw_rows(model: &Model, list: &List, body: &Body, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let page = usize::from(area.height);
    let total: usize = body.rows.iter().map(|row| row.lines.len()).sum();
    let greatest_top = total.saturating_sub(page);
    let stops: Vec<usize> = body.stops().map(|(index, _)| index).collect();
    let here = stops.get(list.at).or(stops.last()).copied();
    let starts: Vec<usize> = body
        .rows
        .iter()
        .scan(0, |next, row| {
            let start = *next;
            *next += row.lines.len();
            Some(start)
        })
        .collect();
    let top = match here.and_then(|row| Some((row, *starts.get(row)?))) {
        // Without a cursor the place is the first line itself.
        None => list.at,
        // What stands above the first row for the cursor is seen with it.
        Some((_, start)) if list.at == 0 && start < page => 0,
        Some((row, start)) => {
            let end = start + body.rows.get(row).map_or(1, |row| row.lines.len());
            list.top.max(end.saturating_sub(page)).min(start)
        }
    }
    .min(greatest_top);
    let mut y = area.top();
    'rows: for (index, (row, start)) in body.rows.iter().zip(&starts).enumerate() {
        for (offset, line) in row.lines.iter().enumerate() {
            if start + offset < top {
                continue;
            }
            if y >= area.bottom() {
                break 'rows;
            }
            let is_here = here == Some(index);
            let mark = if is_here && offset == 0 { "> " } else { "  " };
            let mut line = line.clone();
            if is_here {
                line.style = line.style.patch(look.style(Tone::Selected));
            }
            line.spans.insert(0, look.span(Tone::Key, mark));
            draw_line(&line, area.x, y, area.width, buffer);
            y = y.saturating_add(1);
        }
    }
    let visible = |row: &usize| starts.get(*row).is_some_and(|start| (top..top + page).contains(start));
    let (end, page) = match stops.len() {
        0 => (greatest_top, page),
        count => (count - 1, stops.iter().filter(|row| visible(row)).count().max(1)),
    };
    Geometry { end, page, top, ..Geometry::default() }
}

/// Draws the details and gives the greatest line that they can begin with.
fn draw_detail(model: &Model, list: &List, body: &Body, area: Rect, buffer: &mut Buffer) -> usize {
    let look = model.look;
    let set = look.border();
    let beside = area.x > 0;
    let inside = if beside {
        for y in area.top()..area.bottom() {
            buffer.set_span(area.x, y, &look.span(Tone::Frame, set.vertical_left), 1);
        }
        Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(2), ..area }
    } else {
        let rule = look.line(Tone::Frame, set.horizontal_top.repeat(usize::from(area.width)));
        buffer.set_line(area.x, area.y, &rule, area.width);
        let (x, width) = (area.x.saturating_add(1), area.width.saturating_sub(1));
        Rect { x, width, y: area.y.saturating_add(1), height: area.height.saturating_sub(1) }
    };
    let end = body.detail.len().saturating_sub(usize::from(inside.height));
    let shown: Vec<Line<'static>> = body.detail.iter().skip(list.detail_top.min(end)).cloned().collect();
    lines(&shown, inside, buffer);
    end
}

/// The heading of a view: its name, and what it shows as far as there is room for that.
#[must_use]
pub fn heading_about(model: &Model, about: &str, room: usize) -> Line<'static> {
    let look = model.look;
    let fits = width(&look.text(model.screen.title())) + 2 + width(about) <= room;
    heading(model, if fits { vec![look.span(Tone::Faint, about)] } else { Vec::new() })
}

/// The heading of a view: its number and its name, and what it is about.
#[must_use]
pub fn heading(model: &Model, about: Vec<Span<'static>>) -> Line<'static> {
    let look = model.look;
    let mut line = Line::from(look.span(Tone::Strong, look.text(model.screen.title())));
    line.push_span(Span::raw("  "));
    line.spans.extend(about);
    line
}
