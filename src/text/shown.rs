//! [`Shown`]: the one type for text that came from outside and goes to a screen.
//!
//! Stand-ins are ASCII, so that they have the same width on every terminal: `\x1b` for a control
//! byte or a byte that is no UTF-8, `<U+202E>` for a character that acts without being seen.

use super::layout;
use std::fmt::{self, Write as _};

/// Zero-width marks that may stand on one character; scripts in use need no more.
const MARKS_PER_CHARACTER: usize = 6;

/// Text that is safe to show: control characters, bidi overrides, zero-width characters and line
/// ends are replaced by visible stand-ins. Made once at the boundary; there is no way back.
///
/// A fold, which is line ends and the TABs after them, is one blank; another TAB is shown as `\t`. A variation selector after a character that
/// may have one is dropped (terminals disagree about its width), elsewhere it is shown. Marks beyond
/// a handful on one character are cut, `..` marking the cut.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Shown(String);

impl Shown {
    /// Makes text safe to show.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut writer = Writer::with_capacity(text.len());
        writer.text(text);
        Self(writer.out)
    }

    /// Makes bytes safe to show; what is not UTF-8 is shown as `\xNN`.
    #[must_use]
    pub fn bytes(bytes: &[u8]) -> Self {
        let mut writer = Writer::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            writer.text(chunk.valid());
            for byte in chunk.invalid() {
                writer.byte(*byte);
            }
        }
        Self(writer.out)
    }

    /// The safe text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The columns that the text takes.
    #[must_use]
    pub fn width(&self) -> usize {
        layout::width(&self.0)
    }
}

impl AsRef<str> for Shown {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Shown> for String {
    fn from(shown: Shown) -> Self {
        shown.0
    }
}

/// Width and precision of a format are display columns, not characters.
impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.width().is_none() && f.precision().is_none() {
            return f.write_str(&self.0);
        }
        let text = f.precision().map_or_else(|| self.0.clone(), |columns| layout::truncate(&self.0, columns));
        let missing = f.width().unwrap_or(0).saturating_sub(layout::width(&text));
        let before = match f.align() {
            Some(fmt::Alignment::Right) => missing,
            Some(fmt::Alignment::Center) => missing / 2,
            Some(fmt::Alignment::Left) | None => 0,
        };
        let fill = f.fill();
        for _ in 0..before {
            f.write_char(fill)?;
        }
        f.write_str(&text)?;
        for _ in before..missing {
            f.write_char(fill)?;
        }
        Ok(())
    }
}

/// What a character does on a terminal.
enum Effect {
    Plain,
    Break,
    Control,
    Hidden,
    Selector,
    Mark,
}

fn effect(c: char) -> Effect {
    match c {
        '\t' | '\n' | '\r' => Effect::Break,
        '\0'..='\x1f' | '\x7f' => Effect::Control,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Effect::Selector,
        // C1; soft hyphen; joiner, fillers and vowels that are never drawn; bidi; separators;
        // invisible operators; annotation; tags; noncharacters.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Effect::Hidden,
        c if c > '\u{2ff}' && layout::is_zero_width(c) => Effect::Mark,
        _ => Effect::Plain,
    }
}

/// Whether a character does something to a screen, or to who reads it, without being seen: ends a line, moves the
/// cursor, turns the direction of the text, has no width.
#[must_use]
pub fn acts_unseen(c: char) -> bool {
    matches!(effect(c), Effect::Break | Effect::Control | Effect::Hidden)
}

/// Writes safe text; remembers what stands before.
struct Writer {
    out: String,
    /// The last character that was written as it is; `None` at the start and after a stand-in.
    base: Option<char>,
    marks: usize,
    in_break: bool,
}

impl Writer {
    fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), base: None, marks: 0, in_break: false }
    }

    fn text(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let effect = effect(c);
            if c == '\t' && !self.in_break {
                self.plain('\\');
                self.plain('t');
                continue;
            }
            if let Effect::Break = effect {
                if !self.in_break {
                    self.plain(' ');
                }
                self.in_break = true;
                continue;
            }
            self.in_break = false;
            match effect {
                Effect::Plain | Effect::Break => self.plain(c),
                Effect::Control => self.byte(u8::try_from(c).unwrap_or(b'?')),
                Effect::Hidden => self.code_point(c),
                // An ASCII character never needs one, but for keycaps: there it hides a difference.
                Effect::Selector => match self.base {
                    Some(base) if !base.is_ascii() || chars.peek() == Some(&'\u{20e3}') => {}
                    _ => self.code_point(c),
                },
                Effect::Mark => self.mark(c),
            }
        }
    }

    fn plain(&mut self, c: char) {
        self.out.push(c);
        self.base = Some(c);
        self.marks = 0;
    }

    fn mark(&mut self, c: char) {
        match self.base {
            // It would stand on a blank, on a stand-in or on what is drawn before this text.
            None | Some(' ') => self.code_point(c),
            Some(_) if self.marks < MARKS_PER_CHARACTER => {
                self.out.push(c);
                self.marks += 1;
            }
            Some(_) if self.marks == MARKS_PER_CHARACTER => {
                self.out.push_str("..");
                self.marks += 1;
            }
            Some(_) => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        let _ = write!(self.out, "\\x{byte:02x}");
        self.stand_in();
    }

    fn code_point(&mut self, c: char) {
        let _ = write!(self.out, "<U+{:04X}>", u32::from(c));
        self.stand_in();
    }

    fn stand_in(&mut self) {
        self.base = None;
        self.marks = 0;
        self.in_break = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        for (text, shown) in [
            ("plain text", "plain text"),
            ("\x1b]52;c;AAAA\x07", "\\x1b]52;c;AAAA\\x07"),
            ("\x1b[2J\x7f\0", "\\x1b[2J\\x7f\\x00"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("a\tb\t\tc", "a\\tb\\t\\tc"),
            ("folded\r\n\tvalue", "folded value"),
            ("a\r\nb\nc\rd", "a b c d"),
            ("a\u{2028}b\u{2029}c", "a<U+2028>b<U+2029>c"),
            ("moc\u{202e}.example", "moc<U+202E>.example"),
            ("\u{2066}a\u{2069}\u{200e}\u{200f}\u{61c}", "<U+2066>a<U+2069><U+200E><U+200F><U+061C>"),
            ("pay\u{200b}pal\u{feff}", "pay<U+200B>pal<U+FEFF>"),
            ("soft\u{ad}hyphen\u{2060}", "soft<U+00AD>hyphen<U+2060>"),
            ("flag\u{e0067}\u{e007f}", "flag<U+E0067><U+E007F>"),
            ("\u{26a0}\u{fe0f} 1\u{fe0f}\u{20e3}", "\u{26a0} 1\u{20e3}"),
            ("exam\u{fe0f}ple", "exam<U+FE0F>ple"),
            ("葛\u{e0100}城", "葛城"),
            ("日本語、ｶﾅ, ümlaut", "日本語、ｶﾅ, ümlaut"),
            ("e\u{301}", "e\u{301}"),
            ("\u{301}e", "<U+0301>e"),
            ("", ""),
        ] {
            assert_eq!(Shown::new(text).as_str(), shown, "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_utf8_are_shown() {
        assert_eq!(Shown::bytes(b"caf\xe9 \xe3\x81\x82\xff").as_str(), "caf\\xe9 あ\\xff");
        assert_eq!(Shown::bytes(b"\xe3\x81").as_str(), "\\xe3\\x81");
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let text = format!("e{}x", "\u{301}".repeat(5_000));
        let shown = Shown::new(&text);
        assert_eq!(shown.as_str(), format!("e{}..x", "\u{301}".repeat(MARKS_PER_CHARACTER)));
    }

    #[test]
    fn formats_count_columns() {
        let shown = Shown::new("日本");
        assert_eq!(format!("{shown:6}|{shown:>6}|{shown:*^6}|{shown:.3}"), "日本  |  日本|*日本*|..");
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let shown = Shown::bytes(&bytes);
            prop_assert!(!shown.as_str().chars().any(char::is_control));
        }

        #[test]
        fn showing_twice_changes_nothing(text in any::<String>()) {
            let shown = Shown::new(&text);
            prop_assert_eq!(Shown::new(shown.as_str()), shown);
        }
    }
}
