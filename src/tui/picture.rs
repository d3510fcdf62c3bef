//! Screens without a terminal: the main screen of one message as a picture.

use super::look::Look;
use super::model::{Model, State};
use super::sheet::Sheet;
use super::svg::{Caption, svg};
use super::view::draw;
use crate::receiver::Profiles;
use crate::resolver::Tally;
use crate::source::{Input, Opened, Place};
use crate::text::Shown;
use crate::words::sentence;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of a picture, and the rows that a screen has room in; those that stay empty are left out.
const SIZE: (u16, u16) = (120, 60);

/// The main screen of a message as an SVG document.
///
/// # Errors
///
/// A receiver that there is not, in words.
pub fn verdict(
    opened: Opened,
    tally: Option<Tally>,
    profiles: &'static Profiles,
    look: Look,
) -> Result<String, String> {
    let Opened { path, index, count, .. } = &opened;
    // The message was read: its bytes are not asked for again.
    let input = Input { path: path.clone(), index: *index, count: *count, place: Place::Bytes(Vec::new()) };
    let mut model = Model::new(&[input], profiles, look);
    let mut sheet = Sheet::new(opened, None, profiles, look.lang)?;
    sheet.tally = tally;
    if let Some(entry) = model.entries.first_mut() {
        entry.state = State::Ready(Box::new(sheet));
    }
    Ok(picture(&model, SIZE.0, SIZE.1))
}

/// What the model shows, drawn with so much room, as an SVG document.
#[must_use]
pub fn picture(model: &Model, columns: u16, rows: u16) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    draw(model, buffer.area, &mut buffer);
    let path = model.entries.get(model.current).map(|entry| entry.path.as_str()).unwrap_or_default();
    let title = format!("twofrom {}", Shown::new(path));
    let sheet = model.sheet();
    let parting = sheet.and_then(|sheet| {
        let (left, right) = model.sides(sheet)?;
        sentence::parting(&sheet.case, left, right, model.profiles, model.look.lang)
    });
    let caption = Caption { title: &title, description: &parting.unwrap_or_default(), lang: model.look.lang };
    svg(&without_gap(&buffer), &caption)
}

/// The buffer without the empty rows above what stands at its foot, but for one.
fn without_gap(buffer: &Buffer) -> Buffer {
    let area = buffer.area;
    let is_empty = |y: u16| (area.left()..area.right()).all(|x| buffer.cell((x, y)).is_none_or(|c| *c == blank()));
    let foot = (area.top()..area.bottom()).rev().find(|y| is_empty(*y)).unwrap_or(area.top());
    let gap = (area.top()..foot).rev().take_while(|y| is_empty(*y)).count();
    let Ok(gap) = u16::try_from(gap) else { return buffer.clone() };
    let mut out = Buffer::empty(Rect { height: area.height - gap, ..area });
    for y in area.top()..area.bottom() {
        let to = match y {
            y if y < foot - gap => y,
            y if y < foot => continue,
            y => y - gap,
        };
        for x in area.left()..area.right() {
            if let (Some(cell), Some(from)) = (out.cell_mut((x, to)), buffer.cell((x, y))) {
                cell.clone_from(from);
            }
        }
    }
    out
}

fn blank() -> ratatui::buffer::Cell {
    ratatui::buffer::Cell::EMPTY
}
