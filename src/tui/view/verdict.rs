//! The main screen: both lanes, the sentence where they part, the what-if, all receivers.
//!
//! ```text
//!  head: path, day, DNS
//!  identities, story                 where there is room
//! ┌ Gmail ──── ✓ accept ┐  client  ┌> au ────── ✗ reject ┐
//! │ looks at   …        │    !=    │ looks at   …        │
//! └─────────────────────┘          └─────────────────────┘
//!  They part at …
//!  not sent yet …
//!  what if …
//!  Only if …, publish …
//!  ✓ accept  gmail  …
//!  hints
//! ```
//!
//! On a narrow screen the lanes stand one above the other, and what there is no room for comes below, where
//! the page is scrolled to: the screen is the top of the page, whose layout depends on its size alone.

use super::lane::{Level, View};
use super::lanes::{self, Lanes};
use super::{lines, parts, remarks, remedy, via};
use crate::case::Case;
use crate::remedy::{Form, Published};
use crate::text::{truncate, width, wrap};
use crate::tui::carry;
use crate::tui::keymap::Context;
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model, Side, State};
use crate::tui::screen::Focused;
use crate::tui::sheet::Sheet;
use crate::tui::whatif;
use crate::words::common::{self, Sign};
use crate::words::report::ReportText;
use crate::words::sentence;
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns from which on the lanes stand side by side.
const SIDE_BY_SIDE: u16 = 100;
/// Rows that lanes one above the other need to be worth it on a screen that is wide enough for both.
const STACKED: u16 = 20;
/// Below this there is only room for a sentence.
const TINY: (u16, u16) = (24, 6);

/// Draws the main screen.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let Drawn { screen, mut geometry, .. } = screen(model, area);
    lines(&screen, area, buffer);
    if area.height > 3 && !(is_tiny(area) && model.sheet().is_some()) {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        buffer.set_line(last.x, last.y, &Line::from(" ".repeat(usize::from(area.width))), area.width);
        lines(&[parts::hints(model, usize::from(area.width))], last, buffer);
    }
    if is_tiny(area) {
        // Wherever one is in a view, one is there again when there is room.
        (geometry.end, geometry.detail_end) = (usize::MAX, usize::MAX);
    }
    geometry
}

/// The lines of the whole page as text, each with the place of the list that shows it.
pub fn texts(model: &Model) -> Vec<(String, usize)> {
    let (width, height) = super::size(model);
    let area = Rect { x: 0, y: 0, width, height };
    let Drawn { screen, whole, geometry } = screen(model, area);
    match geometry.end {
        // What fits is on the screen.
        0 => screen.iter().skip(1).map(|line| (line.to_string(), 0)).collect(),
        end => whole.iter().enumerate().map(|(index, line)| (line.to_string(), index.min(end))).collect(),
    }
}

/// What is drawn.
#[derive(Default)]
struct Drawn {
    /// The lines of the screen.
    screen: Vec<Line<'static>>,
    /// The page with all that there is to say, without the head.
    whole: Vec<Line<'static>>,
    /// How far the page goes beyond the screen.
    geometry: Geometry,
}

impl Drawn {
    /// A screen on which nothing is left out.
    fn just(screen: Vec<Line<'static>>) -> Self {
        Self { screen, ..Self::default() }
    }
}

fn screen(model: &Model, area: Rect) -> Drawn {
    let room = usize::from(area.width);
    let look = model.look;
    let Some(sheet) = model.sheet() else {
        return Drawn::just(without_case(model, room));
    };
    let Some((left, right)) = model.sides(sheet) else {
        let nobody = parts::paragraph(Tone::Plain, &look.text(TuiText::Nobody), room, look);
        return Drawn::just(message(model, nobody, room));
    };
    if is_tiny(area) {
        return Drawn::just(tiny(model, sheet, left, right, area));
    }
    let (Some(left_view), Some(right_view)) =
        (View::new(model, sheet, left, Side::Left), View::new(model, sheet, right, Side::Right))
    else {
        return Drawn::default();
    };
    let pieces = Pieces::new(model, sheet, (left, right), room, false);
    let lanes = Lanes {
        look,
        left: &left_view,
        right: &right_view,
        client: lanes::Client::of(sheet),
        parted: sheet.case.parted(left, right).and_then(|parted| parted.way.step()),
        one: left == right,
    };
    let beside = area.width >= SIDE_BY_SIDE && (lanes.fit_beside(room) || area.height < STACKED);
    let arrange = |level| if beside { lanes.beside(level, room) } else { lanes.stacked(level, room) };
    // The most detail that leaves room for what belongs on the screen in any case.
    let frame = 2;
    let height = usize::from(area.height);
    let page = height.saturating_sub(frame).max(1);
    let mut chosen = arrange(Level::Least);
    for level in Level::ALL {
        let drawn = arrange(level);
        if frame + drawn.len() + pieces.needed_with(level) <= height {
            chosen = drawn;
            break;
        }
    }
    let shown = pieces.around(chosen, height.saturating_sub(frame));
    let full = Pieces::new(model, sheet, (left, right), room, true);
    let rest = full.without(&shown, arrange(Level::Full));
    let whole = [shown.concat(), rest].concat();
    let end = whole.len().saturating_sub(page);
    // While a line is typed, both lanes are what it is typed for.
    let at = if model.context() == Context::Editor { 0 } else { model.views.verdict.at.min(end) };
    let mut screen = vec![parts::head(model, room)];
    screen.extend(whole.iter().skip(at).take(page).cloned());
    Drawn { screen, whole, geometry: Geometry { end, page, ..Geometry::default() } }
}

/// Whether there is only room for a sentence.
pub fn is_tiny(area: Rect) -> bool {
    area.width < TINY.0 || area.height < TINY.1
}

/// What is copied and what is edited: what is supposed, else what is proposed, else the record that decides
/// over the selected lane; nothing where that record is supposed away.
pub fn focused(model: &Model) -> Option<Focused> {
    let sheet = model.sheet()?;
    let name = model.lane(sheet).and_then(|lane| whatif::subject(sheet, &lane));
    let proposed = sheet.advice.remedies.first().map(|remedy| {
        let forms = remedy.forms.iter().map(Form::line);
        forms.chain(remedy.records.iter().map(Published::line)).collect::<Vec<_>>().join("\n")
    });
    // What the editor would begin with is no record that could be copied.
    let record = name.as_ref().filter(|name| whatif::has_record(sheet, name)).map(|name| whatif::text_at(sheet, name));
    // What was seen to work is what is wanted, before anything that is proposed further.
    let supposed = Some(carry::records(sheet.answers().edits()));
    let copies = [supposed, proposed, record].into_iter().flatten().find(|text| !text.is_empty());
    Some(Focused { copy: copies.unwrap_or_default(), span: None, name })
}

/// What stands around the lanes.
struct Pieces {
    identities: Vec<Line<'static>>,
    story: Vec<Line<'static>>,
    sentence: Vec<Line<'static>>,
    short_sentence: Vec<Line<'static>>,
    question: Vec<Line<'static>>,
    what_if: Vec<Line<'static>>,
    remedy: remedy::Lines,
    checks: Vec<Line<'static>>,
    receivers: Vec<Line<'static>>,
    row: Vec<Line<'static>>,
    counts: Vec<Line<'static>>,
    remarks: Vec<Line<'static>>,
}

impl Pieces {
    /// The pieces; with all that is to be said, or with what matters most.
    fn new(model: &Model, sheet: &Sheet, (left, right): (usize, usize), room: usize, all: bool) -> Self {
        let look = model.look;
        let case = &sheet.case;
        let sentence = sentence::parting(case, left, right, model.profiles, look.lang);
        Self {
            identities: remarks::identities(model, sheet, room),
            story: remarks::story(sheet, look, room),
            sentence: sentence.map(|text| parts::sentence(Tone::Strong, &text, room, look)).unwrap_or_default(),
            short_sentence: short_sentence(case, left, right, look, room),
            question: via::question(sheet, look, room),
            what_if: remarks::what_if(sheet, look, room),
            remedy: remedy::lines(sheet, all, look, room),
            checks: remarks::checks(sheet, all, look, room),
            receivers: remarks::receivers(sheet, (left, right), look, room),
            row: remarks::row(sheet, (left, right), look, room),
            counts: remarks::counts(sheet, look, room),
            remarks: remarks::remarks(sheet, all, look, room),
        }
    }

    /// The lines besides head, lanes and hints without which a level is not worth its room.
    fn needed_with(&self, level: Level) -> usize {
        let core = self.sentence.len() + self.question.len() + self.what_if.len() + self.remedy.core.len();
        let flips = self.remedy.flips.len();
        match level {
            Level::Full => core + flips + self.receivers.len() + 3,
            Level::Brief => core + flips + self.row.len() + 2,
            // Without what flips, and who should not publish it, a remedy is worth little.
            Level::Short => core + flips,
            Level::Slim | Level::Least => 0,
        }
    }

    /// What is not shown, or not in full, below what is.
    fn without(self, shown: &[Vec<Line<'static>>], lanes: Vec<Line<'static>>) -> Vec<Line<'static>> {
        let remedy = [self.remedy.core, self.remedy.flips, self.remedy.notes].concat();
        let pieces = [
            self.story,
            self.identities,
            lanes,
            self.sentence,
            self.question,
            self.what_if,
            remedy,
            self.checks,
            self.receivers,
            self.remarks,
        ];
        let left_out = pieces.into_iter().filter(|piece| !piece.is_empty() && !shown.contains(piece));
        left_out.flat_map(|piece| std::iter::once(Line::default()).chain(piece)).collect()
    }

    /// The lanes and as much around them as there is room for, piece by piece.
    fn around(self, lanes: Vec<Line<'static>>, height: usize) -> Vec<Vec<Line<'static>>> {
        let mut left = height.saturating_sub(lanes.len());
        let whole = self.sentence.len() <= left;
        let sentence = take(&mut left, if whole { self.sentence } else { self.short_sentence });
        // In the order of their weight; the blank lines that make them stand apart count too.
        let question = take(&mut left, self.question);
        let what_if = take(&mut left, self.what_if);
        let remedy = self.remedy;
        let fits = remedy.core.len() <= left;
        let mut remedy_lines = take(&mut left, if fits { remedy.core } else { remedy.short });
        if !remedy_lines.is_empty() {
            let flips = begun(remedy.flips, left);
            remedy_lines.extend(take(&mut left, flips));
        }
        let all = [(self.receivers, 2), (self.row, 0)];
        let receivers = all.into_iter().find(|(lines, blanks)| lines.len() + blanks <= left);
        let receivers = take(&mut left, receivers.map_or(self.counts, |(lines, _)| lines));
        let story = take(&mut left, self.story);
        let notes = if remedy_lines.is_empty() { Vec::new() } else { take(&mut left, remedy.notes) };
        remedy_lines.extend(notes);
        let remarks = take(&mut left, self.remarks);
        let blank = || vec![Line::default()];
        let before_lanes = take(&mut left, blank());
        let after_lanes = if sentence.is_empty() { Vec::new() } else { take(&mut left, blank()) };
        let before_receivers = take(&mut left, blank());
        let before_what_if = if what_if.is_empty() { Vec::new() } else { take(&mut left, blank()) };
        let before_remedy = if remedy_lines.is_empty() { Vec::new() } else { take(&mut left, blank()) };
        let identities = take(&mut left, self.identities);
        let checks = begun(self.checks, left);
        let checks = take(&mut left, checks);
        let between = if identities.is_empty() || story.is_empty() { Vec::new() } else { take(&mut left, blank()) };
        [
            identities,
            between,
            story,
            before_lanes,
            lanes,
            after_lanes,
            sentence,
            question,
            before_what_if,
            what_if,
            before_remedy,
            remedy_lines,
            before_receivers,
            checks,
            receivers,
            remarks,
        ]
        .into()
    }
}

/// Where they part, without the names.
fn short_sentence(case: &Case, left: usize, right: usize, look: Look, room: usize) -> Vec<Line<'static>> {
    let text = case.parted(left, right).and_then(|parted| sentence::parting_in_short(parted.way, look.lang));
    text.map(|text| parts::paragraph(Tone::Strong, &text, room, look)).unwrap_or_default()
}

/// The lines if they fit into what is left.
fn take(left: &mut usize, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    match left.checked_sub(lines.len()) {
        Some(rest) => {
            *left = rest;
            lines
        }
        None => Vec::new(),
    }
}

/// A screen without lanes: the input is being read, or could not be.
fn without_case(model: &Model, room: usize) -> Vec<Line<'static>> {
    let look = model.look;
    let body = match model.entries.get(model.current).map(|entry| &entry.state) {
        Some(State::Failed(error)) => {
            let error = crate::text::Shown::new(error);
            let text = look.marked(Sign::Bad, &ReportText::NotJudged { error: &error }.text(look.lang));
            parts::paragraph(Tone::Signed(Sign::Bad), &text, room, look)
        }
        Some(_) => parts::paragraph(Tone::Faint, &look.text(TuiText::Reading), room, look),
        None => parts::paragraph(Tone::Plain, &look.text(TuiText::NoMessages), room, look),
    };
    message(model, body, room)
}

fn message(model: &Model, body: Vec<Line<'static>>, room: usize) -> Vec<Line<'static>> {
    let mut screen = vec![parts::head(model, room), Line::default()];
    screen.extend(body);
    screen
}

/// Both verdicts, and the domains where there is room: what rejects comes first.
fn tiny(model: &Model, sheet: &Sheet, left: usize, right: usize, area: Rect) -> Vec<Line<'static>> {
    let look = model.look;
    let room = usize::from(area.width);
    let shown = if left == right { vec![right] } else { vec![right, left] };
    let mut verdicts = Vec::new();
    for index in shown {
        let Some(lane) = sheet.case.lane(index) else { continue };
        let sign = Sign::from(lane.verdict.decision);
        let receiver = common::receiver(&lane.verdict.receiver, model.profiles, look.lang);
        let decision = common::decision(lane.verdict.decision, look.lang);
        let says = |receiver: &str| look.text(TuiText::Says { receiver: &receiver, decision: &decision });
        let left = room.saturating_sub(width(&says("")) + 2);
        // What it decides is never what is cut.
        let id = &lane.verdict.receiver;
        let line = match [&receiver, id].into_iter().find(|name| width(name) <= left) {
            Some(name) => says(name),
            // Who it is, and in its glyph what it decides, say more than the word alone.
            None if left <= 2 && width(id) + 2 <= room => id.clone(),
            None => says(&truncate(id, left)),
        };
        let line = truncate(&format!("{} {line}", look.glyph(sign)), room);
        verdicts.push(look.line(Tone::Signed(sign), line));
        if usize::from(area.height) >= 4 {
            let domain = lane.domain.map(|domain| crate::text::Shown::new(domain.as_str())).unwrap_or_default();
            // Whole, even if that leaves no room for the indent.
            let indent = if width(domain.as_str()) + 2 <= room { "  " } else { "" };
            let domain = crate::text::fit_domain(domain.as_str(), room.saturating_sub(indent.len()));
            verdicts.push(look.line(Tone::Domain, format!("{indent}{domain}")));
        }
    }
    if let Some(text) = sentence::parting(&sheet.case, left, right, model.profiles, look.lang) {
        let text = wrap(&text, room.max(1));
        if verdicts.len() + text.len() <= usize::from(area.height) {
            verdicts.extend(text.into_iter().map(|text| look.line(Tone::Plain, text)));
        }
    }
    verdicts
}

/// As many lines as there is room for, and a sign that there are more.
fn begun(mut lines: Vec<Line<'static>>, room: usize) -> Vec<Line<'static>> {
    if lines.len() > room {
        lines.truncate(room);
        if let Some(last) = lines.last_mut() {
            last.push_span(" ..");
        }
    }
    lines
}
