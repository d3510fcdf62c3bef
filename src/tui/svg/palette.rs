//! The colours of a picture: the 16 of ANSI, each legible on a light page and on a dark one.

use ratatui::style::Color;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What something is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ink {
    /// The page: what is behind text.
    Page,
    /// Ordinary text.
    Text,
    /// One of the 16 colours.
    Ansi(u8),
}

/// A page with its text, ordinary and secondary, and the 16 colours.
pub(super) struct Palette {
    pub(super) page: &'static str,
    pub(super) edge: &'static str,
    pub(super) text: &'static str,
    pub(super) faint: &'static str,
    pub(super) ansi: [&'static str; 16],
}

pub(super) const LIGHT: Palette = Palette {
    page: "#ffffff",
    edge: "#d1d9e0",
    text: "#1f2328",
    faint: "#59636e",
    ansi: [
        "#1f2328", "#c8202c", "#187733", "#8a5d00", "#0860c8", "#7a46d6", "#13747b", "#59636e", "#59636e", "#a40e26",
        "#116329", "#734700", "#0550ae", "#6639ba", "#0b5c63", "#1f2328",
    ],
};

pub(super) const DARK: Palette = Palette {
    page: "#0d1117",
    edge: "#3d444d",
    text: "#e6edf3",
    faint: "#9198a1",
    ansi: [
        "#8b949e", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4", "#9198a1", "#ffa198",
        "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff",
    ],
};

impl Ink {
    /// The ink of a foreground colour. Only the 16 colours are used on a screen; any other is text.
    pub(super) fn text(colour: Color) -> Self {
        ansi(colour).map_or(Self::Text, Self::Ansi)
    }

    /// The ink of a background colour.
    pub(super) fn ground(colour: Color) -> Self {
        ansi(colour).map_or(Self::Page, Self::Ansi)
    }

    pub(super) fn class(self) -> String {
        match self {
            Self::Page => "page".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Ansi(index) => format!("c{index}"),
        }
    }

    /// The classes of the ink where it is dim: ordinary text has a tint of its own.
    pub(super) fn dim_class(self) -> String {
        match self {
            Self::Text => "faint".to_owned(),
            other => other.class() + " dim",
        }
    }

    fn colour(self, palette: &Palette) -> &'static str {
        match self {
            Self::Page => palette.page,
            Self::Text => palette.text,
            Self::Ansi(index) => palette.ansi.get(usize::from(index)).unwrap_or(&palette.text),
        }
    }
}

fn ansi(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) if index < 16 => index,
        _ => return None,
    })
}

/// The rules of the inks that a picture uses, for a light page, and for a dark one.
pub(super) fn style(inks: &BTreeSet<Ink>) -> String {
    let mut inks = inks.clone();
    inks.extend([Ink::Page, Ink::Text]);
    let rules = |palette: &Palette| {
        let mut out = format!(".edge{{stroke:{}}}.faint{{fill:{}}}", palette.edge, palette.faint);
        for ink in &inks {
            // Writing to a string cannot fail.
            let _ = write!(out, ".{}{{fill:{}}}", ink.class(), ink.colour(palette));
        }
        out
    };
    format!(".dim{{fill-opacity:.8}}\n{}\n@media(prefers-color-scheme:dark){{{}}}\n", rules(&LIGHT), rules(&DARK))
}
