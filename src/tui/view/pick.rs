//! The list of receivers for a side.

use super::chooser::{self, Chooser};
use super::parts;
use crate::text::{pad, truncate, width};
use crate::tui::look::Tone;
use crate::tui::model::{Geometry, Model, Side};
use crate::tui::screen::List;
use crate::words::common::{self, Sign};
use crate::words::everyday::EverydayText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws the list.
pub fn draw(model: &Model, list: &List, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let verdicts = model.sheet().map(|sheet| sheet.case.verdicts.as_slice()).unwrap_or_default();
    let title = match model.side {
        Side::Left => EverydayText::LaneTitleLeft,
        Side::Right => EverydayText::LaneTitleRight,
    };
    let chooser = Chooser {
        title: title.text(look.lang),
        input: None,
        count: verdicts.len(),
        list,
        empty: String::new(),
        columns: 64,
    };
    let decided = verdicts.iter().map(|verdict| width(&parts::decided(verdict.decision, look))).max().unwrap_or(0) + 2;
    let row = |index: usize, room: usize| -> Line<'static> {
        let Some(verdict) = verdicts.get(index) else { return Line::default() };
        let sign = Sign::from(verdict.decision);
        let name = common::receiver(&verdict.receiver, model.profiles, look.lang);
        Line::from(vec![
            look.span(Tone::Signed(sign), pad(&parts::decided(verdict.decision, look), decided)),
            look.span(Tone::Plain, truncate(&name, room.saturating_sub(decided))),
        ])
    };
    chooser::draw(&chooser, look, area, buffer, &row)
}
