//! Writing: lines to standard output with colours where they are wanted, complaints to standard error.

use super::args::{ColorArg, Options};
use crate::report::Style;
use crate::report::json::printed;
use crate::report::paint::Line;
use crate::settings::Lang;
use crate::words::live::LiveText;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, IsTerminal, Write as _};
use std::time::{Duration, Instant};

/// Columns where standard output is no terminal and COLUMNS is not set.
const COLUMNS: usize = 100;
/// A run that takes longer shows how far it has come.
const PATIENCE: Duration = Duration::from_secs(1);

/// How reports look: the language, the characters, the columns.
pub fn style(options: &Options) -> Style {
    let columns = terminal_size::terminal_size()
        .filter(|_| io::stdout().is_terminal())
        .map(|(columns, _)| usize::from(columns.0))
        .or_else(|| std::env::var("COLUMNS").ok()?.parse().ok())
        .filter(|columns| *columns > 0)
        .unwrap_or(COLUMNS);
    Style { lang: options.language(), charset: options.characters(), columns }
}

/// Standard output takes nothing more.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to standard output: {0}")]
pub struct NotWritten(#[from] pub io::Error);

/// Prints lines.
pub fn print(options: &Options, lines: &[Line]) -> Result<(), NotWritten> {
    put(options, &self::lines(lines))
}

/// Lines as a text, with the escape sequences of their tones.
pub fn lines(lines: &[Line]) -> String {
    lines.iter().flat_map(|line| [line.render(), "\n".to_owned()]).collect()
}

/// Prints such a text. It is written at once: many small writes cost more than everything else, and who
/// ends the program leaves a whole report behind.
pub fn put(options: &Options, text: &str) -> Result<(), NotWritten> {
    let mut out = AutoStream::new(io::stdout().lock(), choice(options));
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// How far a long run has come: one line on standard error, if that is a terminal.
pub struct Progress {
    lang: Lang,
    since: Instant,
    is_wanted: bool,
    is_shown: bool,
}

impl Progress {
    /// A run that begins now.
    pub fn new(lang: Lang, messages: usize) -> Self {
        let is_wanted = messages > 1 && io::stderr().is_terminal();
        Self { lang, since: Instant::now(), is_wanted, is_shown: false }
    }

    /// Shows it, after a second.
    pub fn show(&mut self, done: usize, all: usize, questions: usize) {
        if self.is_wanted && self.since.elapsed() > PATIENCE {
            let text = LiveText::Progress { done: &done, all: &all, questions: &questions }.text(self.lang);
            let _ = write!(io::stderr(), "\r{text}\x1b[K");
            self.is_shown = true;
        }
    }

    /// Takes it away before something else is written.
    pub fn erase(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// Writes bytes as they are.
pub fn write(bytes: &[u8]) -> Result<(), NotWritten> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Prints a JSON document.
pub fn json(document: &serde_json::Value) -> Result<(), NotWritten> {
    write((printed(document, false) + "\n").as_bytes())
}

/// Says on standard error what is wrong.
pub fn complain(text: &str) {
    // Nothing can be done about a closed standard error.
    let _ = writeln!(io::stderr(), "twofrom: {}", crate::text::Shown::new(text));
}

/// Says more on standard error, below a complaint.
pub fn remark(text: &str) {
    // Nothing can be done about a closed standard error.
    let _ = writeln!(io::stderr(), "{}", crate::text::Shown::new(text));
}

/// Whether the terminal UI may use colours.
#[cfg(feature = "tui")]
pub fn colour(options: &Options) -> bool {
    choice(options) != ColorChoice::Never
}

fn choice(options: &Options) -> ColorChoice {
    match options.color {
        Some(ColorArg::Always) => ColorChoice::Always,
        Some(ColorArg::Never) => ColorChoice::Never,
        Some(ColorArg::Auto) | None => AutoStream::choice(&io::stdout()),
    }
}
