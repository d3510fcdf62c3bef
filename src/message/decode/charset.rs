//! Bytes to characters: charsets by label, the charset of text without one, and which bytes of it may
//! be read as syntax.

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// How bytes become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::message) enum Charset {
    /// ISO-2022-JP and its relatives, with JIS X 0212 and half-width katakana. Read here, since
    /// `encoding_rs` takes two escape sequences in a row, as joined encoded words have, for an error.
    Iso2022Jp,
    /// Everything else.
    Other(&'static Encoding),
}

impl Charset {
    /// The charset of a label in an encoded word; `None` for one that nobody knows.
    pub(in crate::message) fn from_label(label: &[u8]) -> Option<Self> {
        let lower = label.to_ascii_lowercase();
        let lower = lower.as_slice();
        if [&b"iso-2022-jp"[..], b"csiso2022jp", b"cp50220", b"cp50221", b"cp50222"].contains(&lower)
            || lower.starts_with(b"iso-2022-jp-")
        {
            return Some(Self::Iso2022Jp);
        }
        // Names that mailers use and the WHATWG list lacks.
        let encoding = match lower {
            b"cp932" | b"shift_jis-2004" | b"shift_jisx0213" | b"x-ms-cp932" => SHIFT_JIS,
            b"eucjp" | b"ujis" | b"cp51932" | b"eucjp-ms" | b"euc-jp-ms" | b"eucjp-win" => EUC_JP,
            b"utf8mb4" | b"utf_8" => UTF_8,
            b"latin-1" | b"iso8859_1" | b"default" | b"unknown-8bit" => WINDOWS_1252,
            other => Encoding::for_label_no_replacement(other)?,
        };
        Some(Self::Other(encoding))
    }

    /// The charset of text that does not say it: ISO-2022-JP by its escape sequences, UTF-8 if it is
    /// that, else what of EUC-JP and `Shift_JIS` gives Japanese text, else windows-1252.
    pub(in crate::message) fn guess(text: &[u8]) -> Self {
        if text.is_ascii() {
            return if escapes_to_japanese(text) { Self::Iso2022Jp } else { Self::Other(UTF_8) };
        }
        match std::str::from_utf8(text) {
            Ok(_) => return Self::Other(UTF_8),
            // A character cut at the end, and others before it that are right.
            Err(error)
                if error.error_len().is_none() && !text.get(..error.valid_up_to()).unwrap_or_default().is_ascii() =>
            {
                return Self::Other(UTF_8);
            }
            Err(_) => {}
        }
        let (euc, sjis) = (japaneseness(text, EUC_JP), japaneseness(text, SHIFT_JIS));
        match (euc, sjis) {
            (0, 0) => Self::Other(WINDOWS_1252),
            _ if euc >= sjis => Self::Other(EUC_JP),
            _ => Self::Other(SHIFT_JIS),
        }
    }

    /// The characters; U+FFFD for what is none.
    pub(in crate::message) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Iso2022Jp => EUC_JP.decode_without_bom_handling(&to_euc(bytes)).0.into_owned(),
            Self::Other(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }
}

/// How much Japanese text these bytes are in this charset; 0 if they are none.
fn japaneseness(text: &[u8], encoding: &'static Encoding) -> usize {
    let Some(decoded) = encoding.decode_without_bom_handling_and_without_replacement(text) else { return 0 };
    let mut score = 0usize;
    let mut plausible = false;
    // What stands before: a European letter is one character between ASCII letters.
    let (mut before, mut run, mut wide) = ('\0', 0usize, false);
    for c in decoded.chars().chain(['\0']) {
        // Kana are what tells Japanese from accidental kanji.
        let points = match c {
            '\u{3041}'..='\u{30ff}' => 4,
            '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{3040}' | '\u{ff01}'..='\u{ff5e}' => 2,
            '\u{ff61}'..='\u{ff9f}' => 1,
            _ => 0,
        };
        score += points;
        if c.is_ascii() {
            let alone = wide && !before.is_ascii_alphanumeric() && !c.is_ascii_alphanumeric();
            plausible |= run > 1 || (run == 1 && alone);
            (before, run) = (c, 0);
        } else {
            run += 1;
            wide = points > 1;
        }
    }
    if plausible { score } else { 0 }
}

fn escapes_to_japanese(text: &[u8]) -> bool {
    memchr::memchr_iter(0x1b, text)
        .any(|at| matches!(escape(text.get(at..).unwrap_or_default()), Some((set, _)) if set != Set::Ascii))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Ascii,
    Katakana,
    Jis0208,
    Jis0212,
}

/// The character set that an escape sequence at the start of `text` selects, and its length.
fn escape(text: &[u8]) -> Option<(Set, usize)> {
    match text {
        [0x1b, b'(', b'B' | b'J' | b'H', ..] => Some((Set::Ascii, 3)),
        [0x1b, b'(', b'I', ..] => Some((Set::Katakana, 3)),
        [0x1b, b'$', b'@' | b'B', ..] => Some((Set::Jis0208, 3)),
        [0x1b, b'$', b'(', b'@' | b'B', ..] => Some((Set::Jis0208, 4)),
        [0x1b, b'$', b'(', b'D', ..] => Some((Set::Jis0212, 4)),
        _ => None,
    }
}

/// ISO-2022-JP as EUC-JP, which knows the same characters without escape sequences.
fn to_euc(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut set = Set::Ascii;
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        if let Some((next, len)) = escape(rest) {
            set = next;
            rest = rest.get(len..).unwrap_or_default();
            continue;
        }
        rest = tail;
        match (set, byte, tail) {
            (Set::Katakana, 0x21..=0x5f, _) => out.extend([0x8e, byte | 0x80]),
            (Set::Ascii, 0xa1..=0xdf, _) => out.extend([0x8e, *byte]),
            (Set::Jis0208 | Set::Jis0212, 0x21..=0x7e, [second @ 0x21..=0x7e, after @ ..]) => {
                if set == Set::Jis0212 {
                    out.push(0x8f);
                }
                out.extend([byte | 0x80, second | 0x80]);
                rest = after;
            }
            _ => out.push(*byte),
        }
    }
    out
}

/// The value with every byte that is part of a Japanese character replaced by 0xff, so that a second
/// byte that looks like `@`, `<`, `"` or `\` is not read as syntax. The length stays the same.
pub(in crate::message) fn mask(value: &[u8], charset: Charset) -> Vec<u8> {
    const TEXT: u8 = 0xff;
    let mut out = value.to_vec();
    match charset {
        Charset::Iso2022Jp => {
            let mut set = Set::Ascii;
            let mut at = 0;
            while let Some(&byte) = value.get(at) {
                let len = if let Some((next, len)) = escape(value.get(at..).unwrap_or_default()) {
                    set = next;
                    out.iter_mut().skip(at).take(len).for_each(|b| *b = TEXT);
                    len
                } else {
                    // A line begins in ASCII (RFC 1468), whatever the one before it forgot.
                    if byte == b'\r' || byte == b'\n' {
                        set = Set::Ascii;
                    } else if set != Set::Ascii
                        && let Some(b) = out.get_mut(at)
                    {
                        *b = TEXT;
                    }
                    1
                };
                at += len;
            }
        }
        Charset::Other(encoding) if encoding == SHIFT_JIS => {
            let mut at = 0;
            while let Some(&byte) = value.get(at) {
                let trail = value.get(at + 1);
                let double =
                    matches!(byte, 0x81..=0x9f | 0xe0..=0xfc) && matches!(trail, Some(0x40..=0x7e | 0x80..=0xfc));
                if double && let Some(b) = out.get_mut(at + 1) {
                    *b = TEXT;
                }
                at += if double { 2 } else { 1 };
            }
        }
        Charset::Other(_) => {}
    }
    out
}
