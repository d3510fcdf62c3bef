//! The walk: the conversation as it grows, then the two lanes as they fill, and what there is to say about
//! the step that one is at, or the question before the next one.
//!
//! ```text
//!  head: path, day, DNS
//!  Walk  step 12 of 33   Gmail | au
//!  * <<< MAIL FROM:<…>           what the conversation has left to look at
//!    Gmail ───── ✓ accept │ au ─────
//!    ? … TXT              │ ? … TXT
//! >  = v=spf1 …           │
//!  ────────────────────────────────
//!  It asks the DNS about …       what happens, and what a teacher would say
//!  hints
//! ```
//!
//! Where there is little room the step stands for itself.

mod stage;

use super::{lines, page::Page, parts, via};
use crate::text::width;
use crate::tui::keymap::Action;
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::{Focused, Screen};
use crate::tui::sheet::Sheet;
use crate::tui::state::walk::{question, steps};
use crate::walk::{Event, Scene, Side, Step};
use crate::words::common::Sign;
use crate::words::walk::{Asked, Teller, Told, WalkKeys};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Rows between head and hints from which on there is room for more than the step itself.
const STAGED: usize = 12;
/// Rows from which on what is said has always as much room as it mostly needs.
const ROOMY: usize = 18;
const USUAL: usize = 6;
/// Steps that a page goes.
const PAGE: usize = 5;

/// Everything that a drawing of the walk is made from.
struct Tour<'a> {
    look: Look,
    teller: Teller<'a>,
    steps: Vec<Step<'a>>,
    at: usize,
    /// The question before the next step, while it is open.
    asked: Option<Asked>,
    /// What was answered to the question before this step.
    answer: Option<usize>,
    sheet: &'a Sheet,
}

impl<'a> Tour<'a> {
    fn new(model: &'a Model, sheet: &'a Sheet) -> Self {
        let steps = steps(model, sheet);
        let state = &model.views.walk;
        let at = state.list.at.min(steps.len().saturating_sub(1));
        let verdicts = model.sides(sheet).unwrap_or_default();
        let (message, case, profiles, lang) = (&sheet.opened.message, &sheet.case, model.profiles, model.look.lang);
        let teller = Teller { message, case, profiles, verdicts, lang, names_options: false };
        let next = question(model, &steps).and_then(|_| steps.get(at + 1));
        let asked = next.and_then(|step| teller.tell(step).quiz);
        let answer = state.answer.filter(|(step, _)| *step == at).map(|(_, choice)| choice);
        Self { look: model.look, teller, at, asked, answer, sheet, steps }
    }

    fn here(&self) -> Option<&Step<'a>> {
        self.steps.get(self.at)
    }

    /// The steps of a scene up to this one, each with whether it is this one.
    fn until_here(&self, scene: Scene) -> impl Iterator<Item = (bool, &Step<'a>)> {
        let until = self.steps.iter().enumerate().take(self.at + 1);
        until.filter(move |(_, step)| step.scene == scene).map(|(index, step)| (index == self.at, step))
    }

    /// What happens in this step and what there is to say about it, or the question before the next one.
    fn narration(&self, room: usize, with_lines: bool) -> Vec<Line<'static>> {
        let mut page = Page::new(self.look, room);
        if let Some(asked) = &self.asked {
            page.text(Tone::Strong, &asked.question);
            for (index, choice) in asked.choices.iter().enumerate() {
                let label = format!("  {}", index + 1);
                let texts = choice.fitted(room.saturating_sub(5));
                page.labelled(&label, Tone::Plain, &texts.join("\n"));
            }
            return page.lines;
        }
        let Some(told) = self.here().map(|step| self.teller.tell(step)) else { return Vec::new() };
        self.comment(&told, &mut page);
        page.text(Tone::Strong, &told.title);
        if with_lines || told.scene == Scene::End {
            for line in &told.lines {
                let rows = self.row(line, false, line.about.is_some(), room);
                let has_aside = rows.last().is_some_and(|row| row.to_string().ends_with(&line.aside));
                page.lines.extend(rows);
                // Where a rule is known from is worth a line of its own.
                if !has_aside && self.here().is_some_and(|step| matches!(step.event, Event::Rule { .. })) {
                    page.labelled("   ", Tone::Faint, &line.aside);
                }
            }
        }
        if self.sheet.advice.to_try().is_some()
            && self.here().is_some_and(|step| matches!(step.event, Event::Cure { index: 0, .. }))
        {
            page.lines.extend(parts::indented(5, vec![parts::hint_in_place(Action::Try, self.look)]));
        }
        for text in &told.text {
            page.text(Tone::Plain, text);
        }
        for doubt in &told.doubts {
            page.text(Tone::Faint, doubt);
        }
        let is_open = |step: &Step<'_>| matches!(step.event, Event::Connection { .. } | Event::Instead { .. });
        if self.here().is_some_and(is_open) {
            let asked = via::question(self.sheet, self.look, room + 1);
            // It brings a margin of its own.
            page.lines.extend(asked.into_iter().map(|mut line| {
                if let Some(first) = line.spans.first_mut() {
                    first.content = first.content.trim_start().to_owned().into();
                }
                line
            }));
        }
        page.lines
    }

    /// What there is to say about the answer.
    fn comment(&self, told: &Told, page: &mut Page) {
        let (Some(answer), Some(quiz)) = (self.answer, &told.quiz) else { return };
        let lang = self.look.lang;
        if answer == quiz.answer {
            let right = self.look.marked(Sign::Good, &WalkKeys::Right.text(lang));
            return page.text(Tone::Signed(Sign::Good), &right);
        }
        let choice = quiz.choices.get(quiz.answer).map(|choice| choice.fitted(page.room).join(" "));
        let (number, choice) = (quiz.answer + 1, choice.unwrap_or_default());
        let wrong = WalkKeys::Wrong { number: &number, choice: &choice }.text(lang);
        page.text(Tone::Signed(Sign::Bad), &self.look.marked(Sign::Bad, &wrong));
        if let Some(why) = quiz.whys.get(answer).filter(|why| !why.is_empty()) {
            page.text(Tone::Plain, why);
        }
    }

    fn heading(&self, room: usize, has_more: bool) -> Line<'static> {
        let look = self.look;
        let (number, count) = (self.at + 1, self.steps.len());
        let title = look.text(Screen::Walk.title());
        let step = WalkKeys::Step { number: &number, count: &count }.text(look.lang);
        let short = WalkKeys::ShortStep { number: &number, count: &count }.text(look.lang);
        let sides = if self.is_one() { &[Side::Left][..] } else { &[Side::Left, Side::Right] };
        let names: Vec<String> = sides.iter().map(|side| self.teller.receiver(*side)).collect();
        let mut names = names.join(" | ");
        if !self.sheet.edits.is_empty() || self.sheet.is_told_otherwise() {
            names = format!("{}   {names}", WalkKeys::Supposed.text(look.lang));
        }
        let more = if has_more { format!("  {}", WalkKeys::More.text(look.lang)) } else { String::new() };
        let fits = |step: &str, names: &str| width(&title) + width(step) + width(&more) + width(names) + 6 <= room;
        let (step, names) = match (fits(&step, &names), fits(&short, &names)) {
            (true, _) => (step, names),
            (false, true) => (short, names),
            (false, false) => (step, String::new()),
        };
        Line::from(vec![
            look.span(Tone::Strong, format!(" {title}  ")),
            look.span(Tone::Key, step),
            look.span(Tone::Key, more),
            look.span(Tone::Faint, format!("   {names}")),
        ])
    }
}

/// Draws the walk.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let Some(sheet) = model.sheet() else { return Geometry::default() };
    let look = model.look;
    let tour = Tour::new(model, sheet);
    let room = usize::from(area.width);
    let height = usize::from(area.height);
    let middle = height.saturating_sub(3);
    let is_staged = middle >= STAGED;
    let narration = tour.narration(room.saturating_sub(2), !is_staged);
    // It keeps its place from step to step, unless there is much to say.
    let usual = if middle >= ROOMY { USUAL } else { 0 };
    let most = middle.saturating_sub(1 + (middle / 3).max(4));
    let said = if is_staged { narration.len().max(usual).min(most) } else { middle };
    let end = narration.len().saturating_sub(said);
    let top = model.views.walk.list.detail_top.min(end);
    let mut screen = vec![parts::head(model, room), tour.heading(room, top < end)];
    if is_staged {
        let rows = middle.saturating_sub(said + 1);
        let mut stage = tour.stage(room.saturating_sub(1), rows);
        stage.resize(rows, Line::default());
        screen.extend(stage);
        screen.push(look.line(Tone::Frame, look.border().horizontal_top.repeat(room)));
    }
    screen.extend(parts::indented(1, narration.into_iter().skip(top).take(said).collect()));
    screen.truncate(height.saturating_sub(1));
    lines(&screen, area, buffer);
    if area.height > 0 {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        lines(&[parts::hints(model, room)], last, buffer);
    }
    Geometry {
        end: tour.steps.len().saturating_sub(1),
        page: PAGE,
        shows_detail: end > 0,
        has_detail: end > 0,
        detail_end: end,
        ..Geometry::default()
    }
}

/// All that is told, each line with its step, to be searched.
pub fn texts(model: &Model) -> Vec<(String, usize)> {
    let Some(sheet) = model.sheet() else { return Vec::new() };
    let tour = Tour::new(model, sheet);
    let told = tour.steps.iter().enumerate().map(|(at, step)| (at, tour.teller.tell(step)));
    told.flat_map(|(at, told)| {
        let lines = told.lines.into_iter().map(|line| line.text);
        let texts: Vec<String> = std::iter::once(told.title).chain(lines).chain(told.text).collect();
        texts.into_iter().map(move |text| (text, at))
    })
    .collect()
}

/// What the step that one is at is about.
pub fn focused(model: &Model) -> Option<Focused> {
    let tour = Tour::new(model, model.sheet()?);
    let step = tour.here()?;
    let told = tour.teller.tell(step);
    let copy = told.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let focused = Focused::text(if copy.is_empty() { told.title } else { copy });
    let identities = &tour.teller.case.identities;
    let span = match &step.event {
        Event::Connection { .. } => identities.client.ip.as_ref().and_then(|found| found.span.clone()),
        Event::Ehlo { .. } => identities.client.helo.as_ref().and_then(|found| found.span.clone()),
        Event::MailFrom { .. } => identities.mail_from.as_ref().and_then(|found| found.span.clone()),
        Event::Header { .. } => identities.header_from.address.as_ref().map(|address| address.span.clone()),
        Event::Pra { pra } => pra.address.as_ref().map(|address| address.span.clone()),
        _ => None,
    };
    let name = match &step.event {
        Event::LooksAt { lane } if lane.evaluation.is_some() => lane.domain.cloned(),
        Event::Record { check, .. } | Event::Without { check, .. } => Some(check.domain.clone()),
        Event::SpfResult { evaluation } | Event::Known { evaluation, .. } => Some(evaluation.domain.clone()),
        Event::Policy { dmarc } => dmarc.domain().map(|domain| domain.with_prefix("_dmarc")),
        _ => None,
    };
    Some(Focused { span, name, ..focused })
}
