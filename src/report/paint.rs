//! Lines of text with a tone for each piece, so that layout counts columns and colours come last.

use crate::text::{self, width};
use crate::words::common::Sign;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// What a piece of text means; each is legible without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Body text.
    Plain,
    /// A heading, or what to look at first.
    Strong,
    /// Labels and side remarks.
    Faint,
    /// Something with a sign.
    Signed(Sign),
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain | Self::Signed(Sign::Nothing) => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Signed(Sign::Good) => AnsiColor::Green.on_default(),
            Self::Signed(Sign::Bad) => AnsiColor::Red.on_default(),
            Self::Signed(Sign::Doubt | Sign::Junk | Sign::Open) => AnsiColor::Yellow.on_default(),
        }
    }
}

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Line(Vec<(Tone, String)>);

impl Line {
    /// A line of one piece.
    #[must_use]
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self(vec![(tone, text.into())])
    }

    /// The line with a piece more.
    #[must_use]
    pub fn and(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.0.push((tone, text.into()));
        self
    }

    /// The columns that it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| width(text)).sum()
    }

    /// The line with blanks up to a column.
    #[must_use]
    pub fn padded(self, columns: usize) -> Self {
        let blanks = columns.saturating_sub(self.width());
        self.and(Tone::Plain, " ".repeat(blanks))
    }

    /// The line followed by another.
    #[must_use]
    pub fn joined(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The text with escape sequences for the tones.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = String::new();
        for (tone, text) in &self.0 {
            let style = tone.style();
            // Writing to a string cannot fail.
            let _ = write!(out, "{style}{text}{style:#}");
        }
        let trimmed = out.trim_end().len();
        out.truncate(trimmed);
        out
    }
}

/// A label in a column of its own and a text wrapped beside it.
#[must_use]
pub fn labelled(label: &str, label_columns: usize, tone: Tone, text: &str, columns: usize) -> Vec<Line> {
    let lines = text::wrap(text, columns.saturating_sub(label_columns).max(1));
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let label = if index == 0 { label } else { "" };
            Line::new(Tone::Faint, text::pad(label, label_columns)).and(tone, line)
        })
        .collect()
}

/// Two blocks next to each other, the left one `columns` wide, a divider between.
#[must_use]
pub fn beside(left: Vec<Line>, right: Vec<Line>, columns: usize, divider: &str) -> Vec<Line> {
    let height = left.len().max(right.len());
    let mut left = left.into_iter();
    let mut right = right.into_iter();
    (0..height)
        .map(|_| {
            left.next()
                .unwrap_or_default()
                .padded(columns)
                .and(Tone::Faint, divider)
                .joined(right.next().unwrap_or_default())
        })
        .collect()
}
