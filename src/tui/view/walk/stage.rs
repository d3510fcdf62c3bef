//! What has happened so far in a walk: the conversation, or what it has left to look at with the lanes below.

use super::Tour;
use crate::text::{pad, truncate, width};
use crate::tui::look::{Tone, columns};
use crate::walk::{Event, Scene, Side};
use crate::words::common::{self, Sign};
use crate::words::walk::{self as words, About, Mark, WalkKeys};
use ratatui::text::{Line, Span};

/// Columns from which on the lanes stand side by side.
const BESIDE: usize = 100;
/// Rows that the lanes need to be worth it.
const LANES: usize = 6;
/// Rows that one line may take.
const ROWS: usize = 3;

impl Tour<'_> {
    /// The lines of a scene so far.
    fn scene(&self, scene: Scene, room: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for (is_here, step) in self.until_here(scene) {
            let told = self.teller.tell(step);
            if told.is_heading {
                lines.extend(self.margined(&words::Line::plain(&told.title), "", is_here, Tone::Domain, room));
            }
            for line in &told.lines {
                lines.extend(self.row(line, is_here, line.about.is_some(), room));
            }
        }
        lines
    }

    /// A line with its mark in at most so many columns.
    pub(super) fn row(&self, line: &words::Line, is_here: bool, is_lit: bool, room: usize) -> Vec<Line<'static>> {
        let look = self.look;
        let tone = match line.mark {
            _ if is_lit => Tone::Domain,
            Mark::Signed(sign) => Tone::Signed(sign),
            _ if is_here => Tone::Strong,
            _ => Tone::Plain,
        };
        let mark = line.mark.text(look.charset);
        let before = match line.mark {
            Mark::Client | Mark::Server => format!("{mark} "),
            Mark::Field => "    ".to_owned(),
            _ => format!("{} ", pad(mark.trim_start(), 2)),
        };
        self.margined(line, &before, is_here, tone, room)
    }

    /// A line behind the cursor and a mark.
    fn margined(&self, line: &words::Line, before: &str, is_here: bool, tone: Tone, room: usize) -> Vec<Line<'static>> {
        let look = self.look;
        let cursor = if is_here { "> " } else { "  " };
        let indent = cursor.len() + width(before);
        let mut texts = line.fitted(room.saturating_sub(indent));
        if texts.len() > ROWS {
            texts.truncate(ROWS);
            if let Some(last) = texts.last_mut() {
                *last = truncate(&format!("{last} .."), room.saturating_sub(indent));
            }
        }
        let mut rows: Vec<Line<'static>> = texts
            .into_iter()
            .enumerate()
            .map(|(index, text)| {
                let (cursor, before) =
                    if index == 0 { (cursor, before.to_owned()) } else { ("  ", " ".repeat(width(before))) };
                Line::from(vec![
                    look.span(Tone::Key, cursor),
                    look.span(if is_here { Tone::Strong } else { Tone::Faint }, before),
                    look.span(tone, text),
                ])
            })
            .collect();
        if let Some(last) = rows.last_mut()
            && !line.aside.is_empty()
            && columns(last) + 2 + width(&line.aside) <= room
        {
            last.push_span(look.span(Tone::Faint, format!("  {}", line.aside)));
        } else if is_here && !line.aside.is_empty() {
            // Where it stands now there is room for a line more: where a rule is known from, say.
            let aside = truncate(&line.aside, room.saturating_sub(indent));
            rows.push(Line::from(vec![
                look.span(Tone::Key, cursor),
                Span::raw(" ".repeat(width(before))),
                look.span(Tone::Faint, aside),
            ]));
        }
        rows
    }

    /// What the conversation has left to look at; what this receiver looks at now stands out.
    fn facts(&self, room: usize) -> Vec<Line<'static>> {
        // With the verdict a receiver is done with looking.
        let here = self.here().filter(|step| !matches!(step.event, Event::Verdict { .. }));
        let looked_at = here.map(|step| step.scene).and_then(|scene| {
            let looked = self.until_here(scene).filter_map(|(_, step)| self.teller.about(step));
            looked.last()
        });
        let mut facts: Vec<(words::Line, Vec<About>)> = Vec::new();
        for line in self.until_here(Scene::Conversation).flat_map(|(_, step)| self.teller.tell(step).lines) {
            let Some(about) = line.about.filter(|about| *about != About::Header) else { continue };
            // The PRA mostly is a field that stands there already.
            let known = facts.iter_mut().find(|(known, _)| about == About::Pra && known.text == line.text);
            if let Some((known, abouts)) = known {
                known.aside = format!("{}, PRA", known.aside);
                abouts.push(about);
                continue;
            }
            let aside = if about == About::Pra { "PRA".to_owned() } else { line.aside.clone() };
            facts.push((words::Line { aside, mark: Mark::Plain, ..line }, vec![about]));
        }
        facts
            .into_iter()
            .filter_map(|(line, abouts)| {
                let is_lit = looked_at.is_some_and(|about| abouts.contains(&about));
                let mut row = self.row(&line, false, is_lit, room).into_iter().next()?;
                if let Some(margin) = row.spans.first_mut().filter(|_| is_lit) {
                    *margin = self.look.span(Tone::Key, "* ");
                }
                Some(row)
            })
            .collect()
    }

    /// The head of a lane: who, and what it decided if that was told.
    fn lane_head(&self, side: Side, room: usize) -> Line<'static> {
        let look = self.look;
        let verdict = self.until_here(Scene::Receiver(side)).find_map(|(_, step)| match &step.event {
            Event::Verdict { verdict } => Some(verdict.decision),
            _ => None,
        });
        let has_begun = self.until_here(Scene::Receiver(side)).next().is_some();
        let (tone, right) = match verdict {
            Some(decision) => {
                let sign = Sign::from(decision);
                let word = common::decision(decision, look.lang);
                (Tone::Badge(sign), format!(" {} {word} ", look.glyph(sign)))
            }
            None if has_begun => (Tone::Faint, String::new()),
            None => (Tone::Faint, WalkKeys::Waits.text(look.lang)),
        };
        let name = truncate(&self.teller.receiver(side), room.saturating_sub(3 + width(&right)));
        let fill = room.saturating_sub(4 + width(&name) + width(&right));
        let rule = look.border().horizontal_top.repeat(fill);
        Line::from(vec![
            Span::raw("  "),
            look.span(Tone::Strong, name),
            Span::raw(" "),
            look.span(Tone::Frame, rule),
            Span::raw(" "),
            look.span(tone, right),
        ])
    }

    pub(super) fn is_one(&self) -> bool {
        self.teller.verdicts.0 == self.teller.verdicts.1
    }

    /// What has happened so far, in so many columns and rows.
    pub(super) fn stage(&self, room: usize, rows: usize) -> Vec<Line<'static>> {
        let scene = self.here().map_or(Scene::Conversation, |step| step.scene);
        if scene == Scene::Conversation {
            // What was said last stands just above what there is to say about it.
            let said = tail(self.scene(scene, room), rows);
            let above = rows.saturating_sub(said.len());
            return std::iter::repeat_n(Line::default(), above).chain(said).collect();
        }
        let mut stage = self.facts(room);
        // The lanes matter more than what they look at, which has been told.
        let beside = room >= BESIDE && !self.is_one();
        let lanes = if scene == Scene::End && !beside { 2 } else { LANES };
        stage.truncate(rows.saturating_sub(lanes));
        let left = rows.saturating_sub(stage.len());
        stage.extend(if beside { self.lanes_beside(room, left) } else { self.lanes_stacked(scene, room, left) });
        stage
    }

    fn lanes_beside(&self, room: usize, rows: usize) -> Vec<Line<'static>> {
        let column = room.saturating_sub(3) / 2;
        let lane = |side| {
            let mut lane = vec![self.lane_head(side, column)];
            lane.extend(tail(self.scene(Scene::Receiver(side), column), rows.saturating_sub(1)));
            lane
        };
        let (left, right) = (lane(Side::Left), lane(Side::Right));
        let divider = format!(" {} ", self.look.border().vertical_left);
        let mut right = right.into_iter();
        let mut left = left.into_iter();
        (0..rows)
            .map(|_| {
                let mut line = left.next().unwrap_or_default();
                let fill = column.saturating_sub(columns(&line));
                line.push_span(Span::raw(" ".repeat(fill)));
                line.push_span(self.look.span(Tone::Frame, divider.clone()));
                line.spans.extend(right.next().unwrap_or_default().spans);
                line
            })
            .collect()
    }

    /// The lane that one is at, below the head of the other one.
    fn lanes_stacked(&self, scene: Scene, room: usize, rows: usize) -> Vec<Line<'static>> {
        let mut stage = Vec::new();
        match scene {
            Scene::Receiver(Side::Left) => stage.push(self.lane_head(Side::Left, room)),
            _ if self.is_one() => stage.push(self.lane_head(Side::Left, room)),
            _ => stage.extend([self.lane_head(Side::Left, room), self.lane_head(Side::Right, room)]),
        }
        let left = rows.saturating_sub(stage.len());
        stage.extend(tail(if scene == Scene::End { Vec::new() } else { self.scene(scene, room) }, left));
        stage
    }
}

/// The last so many lines.
fn tail(mut lines: Vec<Line<'static>>, rows: usize) -> Vec<Line<'static>> {
    lines.drain(..lines.len().saturating_sub(rows));
    lines
}
