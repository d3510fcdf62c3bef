//! The lines for the paths of what is opened and saved.

use super::chooser::{self, Chooser};
use crate::text::{Shown, truncate, truncate_middle};
use crate::tui::look::Tone;
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::{List, Popup, Saved};
use crate::tui::update::saved_choices;
use crate::words::common::Sign;
use crate::words::everyday::EverydayText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns at most.
const COLUMNS: u16 = 100;

/// Draws the line, and below it what the path can be completed to or why it is not taken.
pub fn draw(model: &Model, popup: &Popup, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let nowhere = List::default();
    let (title, editor, list, found, problem) = match popup {
        Popup::Open { editor, list, found, problem } => {
            (EverydayText::OpenTitle.text(look.lang), editor, list, found.as_deref(), problem)
        }
        Popup::Save { what, editor, problem, .. } => {
            let what = name(*what).text(look.lang);
            (EverydayText::SaveAs { what: &what }.text(look.lang), editor, &nowhere, None, problem)
        }
        _ => return Geometry::default(),
    };
    let entries = if problem.is_some() { &[] } else { found.unwrap_or_default() };
    let room = usize::from(area.width.min(COLUMNS)).saturating_sub(10);
    let empty = match (problem, found) {
        (Some(problem), _) => truncate(&format!("{} {}", look.glyph(Sign::Bad), Shown::new(problem)), room),
        (None, Some([])) => EverydayText::NothingFound.text(look.lang),
        (None, _) => String::new(),
    };
    let chooser = Chooser { title, input: Some(("", editor)), count: entries.len(), list, empty, columns: COLUMNS };
    let row = |index: usize, room: usize| {
        let path = entries.get(index).map(|path| truncate_middle(Shown::new(path).as_str(), room));
        look.line(Tone::Plain, path.unwrap_or_default())
    };
    chooser::draw(&chooser, look, area, buffer, &row)
}

/// Draws the list of what can be saved.
pub fn draw_choices(model: &Model, list: &List, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let choices = saved_choices(model);
    let chooser = Chooser {
        title: EverydayText::SaveTitle.text(look.lang),
        input: None,
        count: choices.len(),
        list,
        empty: String::new(),
        columns: 64,
    };
    let row = |index: usize, room: usize| -> Line<'static> {
        let what = choices.get(index).map(|what| name(*what).text(look.lang)).unwrap_or_default();
        look.line(Tone::Plain, truncate(&what, room))
    };
    chooser::draw(&chooser, look, area, buffer, &row)
}

fn name(what: Saved) -> EverydayText<'static> {
    match what {
        Saved::Text => EverydayText::SaveText,
        Saved::Picture => EverydayText::SavePicture,
        Saved::Case => EverydayText::SaveCase,
        Saved::WhatIfs => EverydayText::SaveWhatIfs,
    }
}
