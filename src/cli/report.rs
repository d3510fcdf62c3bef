//! A report on one message after the other as it is written: each is made for itself, by several threads at
//! once, and written in its turn.

use super::args::{Format, Options};
use super::complaint::sentence;
use super::judge::Judgement;
use super::output::{self, NotWritten};
use super::picture;
use crate::receiver::Profiles;
use crate::report::{self, Judged, json};
use crate::settings::Lang;
use crate::source::Input;

/// How reports on messages are made.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    options: &'a Options,
    format: Format,
    style: report::Style,
    profiles: &'static Profiles,
}

impl<'a> Renderer<'a> {
    /// A renderer for the format that the options ask for.
    pub fn new(options: &'a Options, profiles: &'static Profiles) -> Self {
        let format = options.format.unwrap_or(Format::Text);
        Self { options, format, style: output::style(options), profiles }
    }

    /// What is written for a message. An error: no picture can be drawn of it.
    pub fn render(&self, input: &Input, judged: &anyhow::Result<Judgement>) -> anyhow::Result<String> {
        Ok(match judged {
            Ok(Judgement { opened, case, advice, tally }) => {
                let tally = tally.as_ref();
                let judged = Judged::new(opened, case, tally, self.profiles);
                let judged = judged.advised(advice, self.options.typed_into.as_deref());
                match self.format {
                    Format::Text => output::lines(&report::text::message(&judged, self.style)),
                    Format::Markdown => report::markdown::message(&judged, self.style.lang),
                    Format::Json | Format::Jsonl => self.object(&json::message(&judged)),
                    Format::Svg => picture::draw(opened, tally, self.profiles, self.options)?,
                }
            }
            Err(error) => {
                let text = sentence(error, self.style.lang);
                match self.format {
                    Format::Text => output::lines(&report::text::unreadable(input, &text, self.style)),
                    Format::Markdown => report::markdown::unreadable(input, &text, self.style.lang),
                    Format::Json | Format::Jsonl => {
                        self.object(&json::unreadable(&input.path, input.index, &sentence(error, Lang::En)))
                    }
                    Format::Svg => String::new(),
                }
            }
        })
    }

    fn object(&self, value: &serde_json::Value) -> String {
        let is_one_line = self.format == Format::Jsonl;
        let text = json::printed(value, is_one_line);
        if is_one_line { text + "\n" } else { json::element(&text) }
    }
}

/// A report on its way, written message by message.
pub struct Report<'a> {
    options: &'a Options,
    format: Format,
    is_first: bool,
}

impl<'a> Report<'a> {
    /// A report of which nothing is written yet.
    pub fn new(options: &'a Options) -> Self {
        Self { options, format: options.format.unwrap_or(Format::Text), is_first: true }
    }

    /// Writes what was made for the next message.
    pub fn write(&mut self, text: &str) -> Result<(), NotWritten> {
        let is_first = std::mem::take(&mut self.is_first);
        let between = if is_first { "" } else { "\n" };
        match self.format {
            Format::Text => output::put(self.options, &[between, text].concat()),
            Format::Markdown => output::write([between, text].concat().as_bytes()),
            Format::Jsonl | Format::Svg => output::write(text.as_bytes()),
            Format::Json => {
                let before = if is_first { json::BEGINNING } else { json::BETWEEN };
                output::write([before, text].concat().as_bytes())
            }
        }
    }

    /// Writes what stands after the last message.
    pub fn end(self) -> Result<(), NotWritten> {
        if self.format == Format::Json { output::write(json::END.as_bytes()) } else { Ok(()) }
    }
}
