//! One lane: what a receiver looked at, asked, got and did, in as much detail as there is room for.

use crate::receiver::{Because, CheckKind, Decision};
use crate::text::{fit_address, fit_domain, joined, pad, truncate, width, wrap};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Model, Side};
use crate::tui::sheet::Sheet;
use crate::tui::view::parts;
use crate::words::common::{self, Sign};
use crate::words::lane::{LaneText, Part, Role, Row, rows};
use crate::words::report::ReportText;
use crate::words::tui::TuiText;
use crate::words::whatif::WhatIfText;
use ratatui::text::{Line, Span};

/// Lines that one row may take in full.
const ROW_LINES: usize = 2;

/// How much of a lane is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Every row, the address and the support of the rule included.
    Full,
    /// Every part on one line.
    Brief,
    /// The identity, the domain, the result with its reason, the rule.
    Short,
    /// The domain, the result with its reason.
    Slim,
    /// The domain.
    Least,
}

impl Level {
    /// All levels, the most first.
    pub const ALL: [Self; 5] = [Self::Full, Self::Brief, Self::Short, Self::Slim, Self::Least];
}

/// A lane to be drawn.
pub struct View {
    look: Look,
    name: String,
    decision: Decision,
    was: Option<Decision>,
    confidence: String,
    selected: bool,
    rows: Vec<Row>,
}

impl View {
    /// The lane of a verdict on a side.
    pub fn new(model: &Model, sheet: &Sheet, index: usize, side: Side) -> Option<Self> {
        let lane = model.lane_on(sheet, side)?;
        let mut rows = rows(&sheet.case, &lane, model.look.lang);
        let identity = lane.rule.filter(|rule| rule.check == CheckKind::Spf).and_then(|rule| rule.identity);
        if identity.is_some_and(|identity| sheet.is_identity_assumed(identity))
            && let Some(row) = rows.iter_mut().find(|row| row.role == Role::Identity)
        {
            row.text = format!("{} {}", row.text, ReportText::Assumed.text(model.look.lang));
        }
        // A result that a what-if changes tells what it was.
        let before = lane.rule.and_then(|rule| {
            let same = |other: &&Because| other.check == rule.check && other.identity == rule.identity;
            let asked = &sheet.published.verdicts.get(index)?.asked;
            Some(asked.iter().find(same)?.result.as_str()).filter(|result| *result != rule.result.as_str())
        });
        if let (Some(before), Some(row)) = (before, rows.iter_mut().find(|row| row.part == Part::Result)) {
            row.text = format!("{} ({})", row.text, WhatIfText::Was { what: &before }.text(model.look.lang));
        }
        Some(Self {
            confidence: common::supported(lane.verdict.confidence, lane.verdict.seen(), model.look.lang),
            look: model.look,
            name: common::receiver(&lane.verdict.receiver, model.profiles, model.look.lang),
            decision: lane.verdict.decision,
            was: sheet.was(index),
            selected: model.side == side,
            rows,
        })
    }

    /// Whether it is the selected lane.
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// The columns of its longest label.
    pub fn label_columns(&self) -> usize {
        self.rows.iter().map(|row| width(&row.label)).max().unwrap_or(0) + 2
    }

    /// The columns of the domain.
    pub fn domain_columns(&self) -> usize {
        self.rows.iter().filter(|row| row.role == Role::Domain).map(|row| width(&row.text)).max().unwrap_or(0)
    }

    /// The receiver's name and its verdict, for both ends of a line of so many columns.
    pub fn head(&self, room: usize) -> (Line<'static>, Line<'static>) {
        let look = self.look;
        let sign = Sign::from(self.decision);
        let badge = format!(" {} ", parts::decided(self.decision, look));
        let mut right = Vec::new();
        if let Some(was) = self.was {
            let was = common::decision(was, look.lang);
            let was = format!(" {} ", look.text(TuiText::Was { decision: &was }));
            if width(&was) + width(&badge) + 12 <= room {
                right.push(look.span(Tone::Notice, was));
            }
        }
        right.push(look.span(Tone::Badge(sign), badge));
        let right = Line::from(right);
        let left = room.saturating_sub(columns(&right) + 4);
        let mark = if self.selected { ">" } else { " " };
        let left = Line::from(vec![
            look.span(Tone::Key, mark),
            look.span(Tone::Strong, format!("{} ", truncate(&self.name, left))),
        ]);
        (left, right)
    }

    /// The rows in so many columns, each with its part.
    pub fn body(&self, level: Level, labels: usize, room: usize) -> Vec<(Part, Line<'static>)> {
        match level {
            Level::Full => self.rows.iter().flat_map(|row| self.full(row, labels, room)).collect(),
            Level::Brief => {
                let first = self.rows.iter().filter(|row| !row.label.is_empty());
                first.flat_map(|row| self.brief(row, labels, room)).collect()
            }
            Level::Short => {
                let mut lines = vec![];
                lines.extend(self.plain(Part::LooksAt, room));
                lines.extend(self.domain(room));
                lines.extend(self.result(room));
                lines.extend(self.plain(Part::Rule, room));
                lines
            }
            Level::Slim => self.whose_domain(room).into_iter().chain(self.result(room)).collect(),
            Level::Least => self.whose_domain(room).into_iter().collect(),
        }
    }

    fn full(&self, row: &Row, labels: usize, room: usize) -> Vec<(Part, Line<'static>)> {
        let left = room.saturating_sub(labels).max(1);
        match row.role {
            Role::Domain | Role::Address => return self.brief(row, labels, room),
            _ => {}
        }
        let texts = parts::begun(wrap(&self.to_wrap(row), left), ROW_LINES, left);
        let line = |(index, text)| {
            let label = if index == 0 { row.label.as_str() } else { "" };
            (row.part, self.labelled(label, labels, tone(row), text))
        };
        texts.into_iter().enumerate().map(line).collect()
    }

    /// One line; a domain that is too long to stand behind its label takes one of its own.
    fn brief(&self, row: &Row, labels: usize, room: usize) -> Vec<(Part, Line<'static>)> {
        let left = room.saturating_sub(labels);
        let text = self.text(row);
        if row.role == Role::Domain && width(&text) > left {
            // It may have the blank before the frame too.
            let own = self.look.line(tone(row), fit_domain(&text, room + 1));
            let label = self.look.line(Tone::Faint, truncate(&row.label, room));
            return vec![(row.part, label), (row.part, own)];
        }
        let text = match row.role {
            Role::Address => fit_address(&text, left),
            _ => truncate(&text, left),
        };
        let mut line = self.labelled(&row.label, labels, tone(row), text);
        if row.part == Part::Rule {
            self.add_support(&mut line, room);
        }
        vec![(row.part, line)]
    }

    /// How well the rule is supported, behind the rule as far as there is room.
    fn add_support(&self, line: &mut Line<'static>, room: usize) {
        let support = self.rows.iter().find(|row| row.role == Role::Support).map(|row| row.text.as_str());
        let left = room.saturating_sub(columns(line) + 3);
        let fits = |text: &&str| width(text) <= left;
        let short = match support {
            // Why it is open says more than that it is.
            Some(open) if self.decision == Decision::Unknown => truncate(open, left),
            _ => self.confidence.clone(),
        };
        if let Some(text) = support.filter(fits).or(Some(short.as_str()).filter(fits)).filter(|_| left > 8) {
            line.push_span(self.look.span(Tone::Faint, format!("   {text}")));
        }
    }

    /// The first row of a part without its label.
    fn plain(&self, part: Part, room: usize) -> Option<(Part, Line<'static>)> {
        let row = self.rows.iter().find(|row| row.part == part)?;
        let mut line = self.look.line(tone(row), truncate(&self.text(row), room));
        if part == Part::Rule {
            self.add_support(&mut line, room);
        }
        Some((part, line))
    }

    fn domain(&self, room: usize) -> Option<(Part, Line<'static>)> {
        let row = self.rows.iter().find(|row| row.part == Part::Asks)?;
        Some((Part::Asks, self.look.line(tone(row), fit_domain(&row.text, room))))
    }

    /// The domain, and behind it whose it is where there is room for that.
    fn whose_domain(&self, room: usize) -> Option<(Part, Line<'static>)> {
        let (part, mut line) = self.domain(room)?;
        let whose = self.rows.iter().find(|row| row.part == Part::LooksAt).map(|row| self.text(row));
        if let Some(whose) = whose.filter(|whose| columns(&line) + 3 + width(whose) <= room) {
            line.push_span(self.look.span(Tone::Plain, format!("   {whose}")));
        }
        Some((part, line))
    }

    /// The result of the check, and what it comes from: the term that matched, or what was got instead
    /// of a record.
    fn result(&self, room: usize) -> Option<(Part, Line<'static>)> {
        let row = self.rows.iter().find(|row| row.part == Part::Result)?;
        let result = format!("{} {}", row.label, self.text(row));
        let got = self.rows.iter().find(|row| row.part == Part::Gets);
        let matched = self.rows.iter().find(|row| row.part == Part::Matches);
        let why = match (got, matched) {
            (Some(got), Some(matched)) if matches!(got.role, Role::Record | Role::Supposed) => Some(matched),
            (Some(got), _) => Some(got),
            (None, matched) => matched,
        };
        let mut line = self.look.line(tone(row), truncate(&result, room));
        let left = room.saturating_sub(width(&result) + 3);
        if let Some(why) = why.filter(|_| left > 6) {
            line.push_span(Span::raw("   "));
            line.push_span(self.look.span(Tone::Plain, truncate(&why.text, left)));
        }
        Some((Part::Result, line))
    }

    fn labelled(&self, label: &str, labels: usize, tone: Tone, text: String) -> Line<'static> {
        Line::from(vec![self.look.span(Tone::Faint, pad(label, labels)), self.look.span(tone, text)])
    }

    /// The text of a row, in which no line ends within the remark that it is supposed.
    fn to_wrap(&self, row: &Row) -> String {
        let (text, remark) = (self.text(row), LaneText::WhatIf.text(self.look.lang));
        match text.strip_suffix(&remark).filter(|_| row.role == Role::Supposed) {
            Some(record) => format!("{record}{}", joined(&remark)),
            None => text,
        }
    }

    fn text(&self, row: &Row) -> String {
        match row.role {
            Role::Result(sign) => format!("{} {}", self.look.glyph(sign), row.text),
            _ => row.text.clone(),
        }
    }
}

fn tone(row: &Row) -> Tone {
    match row.role {
        Role::Domain => Tone::Domain,
        Role::Result(sign) => Tone::Signed(sign),
        Role::Support => Tone::Faint,
        Role::Supposed => Tone::Notice,
        Role::Identity | Role::Address | Role::Record | Role::Term | Role::Rule => Tone::Plain,
    }
}
