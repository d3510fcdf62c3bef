//! How things look: the language, the characters, and styles by what they mean. Only the 16 ANSI
//! colours are used, the reader's own palette; nothing is said by colour alone.

use crate::settings::{Charset, Lang};
use crate::text::{JOINT, width};
use crate::words::common::Sign;
use crate::words::tui::TuiText;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;
use ratatui::text::{Line, Span};

/// What a piece of text means, for its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Plain,
    /// Names and sentences that matter most.
    Strong,
    /// Labels and what is secondary.
    Faint,
    /// A domain that was asked about.
    Domain,
    /// A result or a verdict.
    Signed(Sign),
    /// A verdict in the head of a lane.
    Badge(Sign),
    /// A key.
    Key,
    /// The row that the cursor is on.
    Cursor,
    /// The frame of what is selected.
    Selected,
    /// Any other frame.
    Frame,
    /// A notice.
    Notice,
    /// What was searched for.
    Found,
    /// The match that one is at.
    FoundHere,
}

/// The language, the characters and whether colours are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// The characters that may be drawn.
    pub charset: Charset,
    /// Whether colours may be used.
    pub colour: bool,
}

impl Look {
    /// The style of a tone.
    #[must_use]
    pub fn style(self, tone: Tone) -> Style {
        let plain = Style::new();
        match tone {
            Tone::Plain => plain,
            Tone::Faint | Tone::Frame => plain.add_modifier(Modifier::DIM),
            Tone::Domain => self.coloured(Color::Cyan).add_modifier(Modifier::BOLD),
            Tone::Signed(sign) => self.signed(sign),
            Tone::Badge(sign) => self.signed(sign).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Tone::Strong | Tone::Key | Tone::Selected => plain.add_modifier(Modifier::BOLD),
            Tone::Cursor | Tone::Found => plain.add_modifier(Modifier::REVERSED),
            Tone::FoundHere => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED),
            Tone::Notice => self.coloured(Color::Yellow),
        }
    }

    fn coloured(self, colour: Color) -> Style {
        // Not left to the backend: its NO_COLOR drops bold and reverse together with the colour.
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    fn signed(self, sign: Sign) -> Style {
        match sign {
            Sign::Good => self.coloured(Color::Green),
            Sign::Bad => self.coloured(Color::Red),
            Sign::Doubt | Sign::Junk => self.coloured(Color::Yellow),
            Sign::Open => self.coloured(Color::Magenta),
            Sign::Nothing => Style::new(),
        }
    }

    /// A piece of text in a tone.
    #[must_use]
    pub fn span(self, tone: Tone, text: impl Into<String>) -> Span<'static> {
        Span::styled(text.into(), self.style(tone))
    }

    /// A line of one tone.
    #[must_use]
    pub fn line(self, tone: Tone, text: impl Into<String>) -> Line<'static> {
        Line::from(self.span(tone, text))
    }

    /// The glyph of a sign.
    #[must_use]
    pub fn glyph(self, sign: Sign) -> &'static str {
        sign.glyph(self.charset)
    }

    /// A text behind the glyph of a sign, for wrapping: no line ends between them.
    #[must_use]
    pub fn marked(self, sign: Sign, text: &str) -> String {
        format!("{}{JOINT}{text}", self.glyph(sign))
    }

    /// A text of the terminal UI.
    #[must_use]
    pub fn text(self, text: TuiText<'_>) -> String {
        text.text(self.lang)
    }

    /// The characters of frames.
    #[must_use]
    pub fn border(self) -> border::Set<'static> {
        match self.charset {
            Charset::Unicode => border::PLAIN,
            Charset::Ascii => border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            },
        }
    }
}

/// The columns that a line takes.
#[must_use]
pub fn columns(line: &Line<'_>) -> usize {
    line.spans.iter().map(|span| width(&span.content)).sum()
}
