//! Macros (RFC 7208 section 7): their grammar, checked before anything is evaluated, and their expansion.

use super::Request;
use crate::dns::Name;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::net::IpAddr;

/// The longest name that can be asked for (RFC 7208 section 7.3).
const NAME_BYTES: usize = 253;

/// An expansion that copies more octets than this is given up: no name and no explanation needs it.
const COPIED_BYTES: usize = 1024 * 1024;

/// A piece of a macro-string.
enum Piece<'t> {
    /// Text that stands for itself, `%%` and `%_` included.
    Text(&'t str),
    Macro(Macro<'t>),
    /// Not of the grammar.
    Bad(&'t str),
}

/// `%{` letter transformers delimiters `}`
struct Macro<'t> {
    letter: u8,
    escaped: bool,
    keep: Option<usize>,
    reversed: bool,
    delimiters: &'t str,
    written: &'t str,
}

/// Splits off the first piece.
fn next(text: &str) -> Option<(Piece<'_>, &str)> {
    if text.is_empty() {
        return None;
    }
    let Some(after) = text.strip_prefix('%') else {
        let length = text.find('%').unwrap_or(text.len());
        let (plain, rest) = text.split_at(length);
        return Some((Piece::Text(plain), rest));
    };
    for (letter, meaning) in [('%', "%"), ('_', " "), ('-', "%20")] {
        if let Some(rest) = after.strip_prefix(letter) {
            return Some((Piece::Text(meaning), rest));
        }
    }
    let end = match after.strip_prefix('{') {
        Some(_) => text.find('}').map_or(text.len(), |brace| brace + 1),
        None => 1 + after.chars().next().map_or(0, char::len_utf8),
    };
    let (written, rest) = text.split_at(end);
    let piece = written
        .strip_prefix("%{")
        .and_then(|inner| inner.strip_suffix('}'))
        .and_then(|inner| parse_macro(inner, written))
        .map_or(Piece::Bad(written), Piece::Macro);
    Some((piece, rest))
}

fn parse_macro<'t>(inner: &'t str, written: &'t str) -> Option<Macro<'t>> {
    let first = *inner.as_bytes().first()?;
    let letter = first.to_ascii_lowercase();
    if !b"slodiphcrtv".contains(&letter) {
        return None;
    }
    let rest = inner.get(1..)?;
    let (digits, rest) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
    // A number that does not fit keeps everything, like any that is larger than the number of parts.
    let keep = (!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX));
    if digits.bytes().all(|digit| digit == b'0') && !digits.is_empty() {
        return None;
    }
    let (reversed, delimiters) = match rest.strip_prefix(['r', 'R']) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let known = delimiters.bytes().all(|delimiter| b".-+,/_=".contains(&delimiter));
    known.then_some(Macro { letter, escaped: first.is_ascii_uppercase(), keep, reversed, delimiters, written })
}

/// Where macros may stand, and so which letters there are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A domain-spec: no c, r, t.
    Domain,
    /// The text of an explanation, or the value of an unknown modifier.
    Text,
}

/// A macro-string whose syntax is in order.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "four independent facts")]
pub(super) struct MacroString<'t> {
    pub text: &'t str,
    /// There is a `%` in it.
    pub has_macros: bool,
    /// It needs more than the domain to be expanded.
    pub beyond_domain: bool,
    /// It needs the client's address.
    pub needs_ip: bool,
    /// It needs the client's validated name.
    pub needs_name: bool,
}

impl<'t> MacroString<'t> {
    /// Checks the macros.
    ///
    /// # Errors
    ///
    /// The piece that is no macro.
    pub fn parse(text: &'t str, place: Place) -> Result<Self, &'t str> {
        let mut string = Self { text, has_macros: false, beyond_domain: false, needs_ip: false, needs_name: false };
        if !text.contains('%') {
            return Ok(string);
        }
        string.has_macros = true;
        let mut rest = text;
        while let Some((piece, after)) = next(rest) {
            match piece {
                Piece::Text(_) => {}
                Piece::Bad(written) => return Err(written),
                Piece::Macro(found) if place == Place::Domain && b"crt".contains(&found.letter) => {
                    return Err(found.written);
                }
                Piece::Macro(found) => {
                    string.beyond_domain |= found.letter != b'd';
                    string.needs_ip |= b"ipcv".contains(&found.letter);
                    string.needs_name |= found.letter == b'p';
                }
            }
            rest = after;
        }
        Ok(string)
    }

    /// Whether it ends as a domain-spec must: in a macro, or in a dot and a toplabel (RFC 7208 section 7.1).
    pub fn ends_like_a_domain(&self) -> bool {
        if self.has_macros {
            let mut rest = self.text;
            let mut last = "";
            while let Some((_, after)) = next(rest) {
                last = rest;
                rest = after;
            }
            if last.starts_with('%') {
                return true;
            }
        }
        let text = self.text.strip_suffix('.').unwrap_or(self.text);
        text.rsplit_once('.').is_some_and(|(_, label)| is_toplabel(label))
    }
}

/// Letters, digits and hyphens, not all digits, no hyphen at either end.
pub(super) fn is_toplabel(label: &str) -> bool {
    let bytes = label.as_bytes();
    bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !bytes.iter().all(u8::is_ascii_digit)
        && bytes.first() != Some(&b'-')
        && bytes.last() != Some(&b'-')
}

/// What macros stand for.
pub(super) struct Values<'a> {
    pub request: &'a Request<'a>,
    pub ip: Option<IpAddr>,
    pub domain: &'a Name,
    /// The validated name of the client, where the string needs it.
    pub client_name: Option<&'a str>,
}

impl Values<'_> {
    fn of(&self, letter: u8) -> Cow<'_, str> {
        let request = self.request;
        match letter {
            b's' => Cow::Owned(format!("{}@{}", request.local, request.sender_domain)),
            b'l' => Cow::Borrowed(request.local),
            b'o' => Cow::Borrowed(request.sender_domain),
            b'd' => Cow::Borrowed(self.domain.as_str()),
            b'i' => self.ip.map_or(Cow::Borrowed(""), |ip| Cow::Owned(dotted(ip))),
            b'p' => Cow::Borrowed(self.client_name.unwrap_or("unknown")),
            b'v' => Cow::Borrowed(if matches!(self.ip, Some(IpAddr::V6(_))) { "ip6" } else { "in-addr" }),
            b'h' => Cow::Borrowed(request.helo.unwrap_or("unknown")),
            b'c' => self.ip.map_or(Cow::Borrowed(""), |ip| Cow::Owned(ip.to_string())),
            b'r' => Cow::Borrowed(request.receiver),
            b't' => Cow::Owned(request.now.to_string()),
            _ => Cow::Borrowed(""),
        }
    }

    /// Expands a macro-string; `None` where it grows beyond all use.
    pub fn expand(&self, string: &MacroString<'_>) -> Option<String> {
        let mut out = String::with_capacity(string.text.len() + 32);
        let mut copied = 0;
        let mut rest = string.text;
        while let Some((piece, after)) = next(rest) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Bad(_) => {}
                Piece::Macro(found) => {
                    let value = self.of(found.letter);
                    copied += value.len();
                    if copied > COPIED_BYTES {
                        return None;
                    }
                    found.append(&value, &mut out);
                }
            }
            rest = after;
        }
        Some(out)
    }

    /// Expands a domain-spec into a name, left labels taken off down to 253 octets, the final dot as well.
    pub fn expand_name(&self, string: &MacroString<'_>) -> Option<Name> {
        if !string.has_macros {
            return Some(Name::new(truncated(string.text)));
        }
        self.expand(string).map(|text| Name::new(truncated(&text)))
    }
}

fn truncated(text: &str) -> &str {
    let mut text = text.strip_suffix('.').unwrap_or(text);
    while text.len() > NAME_BYTES {
        // A single label that is too long stays, and is no name that can be asked for.
        let Some((_, rest)) = text.split_once('.') else { break };
        text = rest;
    }
    text
}

impl Macro<'_> {
    fn append(&self, value: &str, out: &mut String) {
        if self.keep.is_none() && !self.reversed && self.delimiters.is_empty() {
            self.push(value, out);
            return;
        }
        let delimiters = if self.delimiters.is_empty() { "." } else { self.delimiters };
        let mut parts: Vec<&str> = value.split(|letter| delimiters.contains(letter)).collect();
        if self.reversed {
            parts.reverse();
        }
        let kept = parts.len().saturating_sub(self.keep.unwrap_or(usize::MAX));
        for (index, part) in parts.iter().skip(kept).enumerate() {
            if index > 0 {
                out.push('.');
            }
            self.push(part, out);
        }
    }

    /// The text as it is, or escaped for a URL where the letter is upper case.
    fn push(&self, text: &str, out: &mut String) {
        if !self.escaped {
            out.push_str(text);
            return;
        }
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// The address for `%{i}`: dotted, an IPv6 address nibble by nibble.
fn dotted(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let mut out = String::with_capacity(63);
            for byte in v6.octets() {
                for nibble in [byte >> 4, byte & 15] {
                    if !out.is_empty() {
                        out.push('.');
                    }
                    out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
                }
            }
            out
        }
    }
}
