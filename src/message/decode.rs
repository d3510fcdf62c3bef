//! Header text for display: unfolding, encoded words (RFC 2047), raw 8-bit text.

mod charset;

pub(super) use charset::{Charset, mask};

use super::unfold::unfold;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

/// Unfolds a value, decodes its encoded words and its raw 8-bit text, and trims white space.
///
/// Encoded words are decoded wherever they stand, quoted strings included, since senders put them
/// there; one whose charset nobody knows stays as written.
#[must_use]
pub fn decode_text(value: &[u8]) -> String {
    let value = unfold(value);
    let raw = Charset::guess(&value);
    let mut out = String::with_capacity(value.len());
    let mut words = Words::default();
    let mut plain = 0;
    let mut at = 0;
    while let Some(found) = value.get(at..).and_then(|rest| memchr::memmem::find(rest, b"=?")) {
        let start = at + found;
        let Some((word, end)) = words.read(&value, start) else {
            at = start + 2;
            continue;
        };
        let between = value.get(plain..start).unwrap_or_default();
        // White space between two encoded words is not part of the text (RFC 2047 section 6.2).
        if !(words.pending() && between.iter().all(u8::is_ascii_whitespace)) {
            words.flush(&mut out);
            out.push_str(&raw.decode(between));
        }
        words.push(word, &mut out);
        plain = end;
        at = end;
    }
    words.flush(&mut out);
    out.push_str(&raw.decode(value.get(plain..).unwrap_or_default()));
    out.trim().to_owned()
}

/// Decodes raw text without looking for encoded words; unfolded, not trimmed.
pub(super) fn decode_raw(value: &[u8], charset: Charset) -> String {
    charset.decode(&unfold(value))
}

/// The decoded bytes of one encoded word.
struct Word {
    charset: Charset,
    bytes: Vec<u8>,
}

/// Reads encoded words and joins neighbours of one charset, so that a character that is split between
/// two words comes out whole.
#[derive(Default)]
struct Words {
    open: Option<Word>,
    /// No `?=` stands after the last place asked, so that none is searched again.
    no_more_ends: bool,
}

impl Words {
    fn pending(&self) -> bool {
        self.open.is_some()
    }

    fn push(&mut self, word: Word, out: &mut String) {
        match &mut self.open {
            Some(open) if open.charset == word.charset => open.bytes.extend_from_slice(&word.bytes),
            _ => {
                self.flush(out);
                self.open = Some(word);
            }
        }
    }

    fn flush(&mut self, out: &mut String) {
        if let Some(word) = self.open.take() {
            out.push_str(&word.charset.decode(&word.bytes));
        }
    }

    /// The encoded word that begins with the `=?` at `start`, and where it ends.
    fn read(&mut self, value: &[u8], start: usize) -> Option<(Word, usize)> {
        /// Longer than the name of any charset and language.
        const NAME: usize = 80;
        if self.no_more_ends {
            return None;
        }
        let after = value.get(start + 2..)?;
        let name_len = after.iter().take(NAME).position(|b| *b == b'?' || b.is_ascii_whitespace())?;
        let name = after.get(..name_len)?;
        let [b'?', encoding, b'?', text @ ..] = after.get(name_len..)? else { return None };
        let text_start = value.len() - text.len();
        let charset = Charset::from_label(name.split(|b| *b == b'*').next().unwrap_or_default())?;
        let (bytes, len) = match encoding {
            b'b' | b'B' => {
                let len = memchr::memchr(b'?', text)?;
                if text.get(len + 1) != Some(&b'=') {
                    return None;
                }
                (base64(text.get(..len)?), len)
            }
            b'q' | b'Q' => {
                // A raw `?` is not allowed here, but some senders write it.
                let Some(len) = memchr::memmem::find(text, b"?=") else {
                    self.no_more_ends = true;
                    return None;
                };
                (q_encoding(text.get(..len)?), len)
            }
            _ => return None,
        };
        Some((Word { charset, bytes }, text_start + len + 2))
    }
}

/// Base64 without what does not belong into it; padding may be missing, or stand in the middle where a
/// sender joined two.
fn base64(text: &[u8]) -> Vec<u8> {
    let letter = |byte: &u8| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        byte if byte.is_ascii_alphanumeric() || b"+/=".contains(byte) => Some(*byte),
        _ => None,
    };
    base64_decode(&text.iter().filter_map(letter).collect::<Vec<u8>>()).unwrap_or_default()
}

/// The Q encoding (RFC 2047 section 4.2); where a `=` stands without two hexadecimal digits, the text
/// stays as it is.
fn q_encoding(text: &[u8]) -> Vec<u8> {
    let text: Vec<u8> = text.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
    quoted_printable_decode(&text).unwrap_or(text)
}

#[cfg(test)]
mod tests;
