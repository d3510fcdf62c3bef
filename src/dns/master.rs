//! Master-file syntax in the small (RFC 1035 section 5.1): words, escapes, names, record data; reading
//! and writing. Whole files are the zone reader's.

use super::limits::{STRING_BYTES, TXT_BYTES};
use super::{Fault, Name, NameError, NameFault, RData, RecordType};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::str::FromStr;

/// One word of an entry, its escapes still in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub raw: &'a [u8],
    pub quoted: bool,
    pub line: u32,
}

impl Word<'_> {
    /// The word for a message.
    pub fn shown(&self) -> String {
        String::from_utf8_lossy(self.raw).into_owned()
    }

    /// Whether it is this keyword, bare and in any letter case.
    pub fn is(&self, keyword: &str) -> bool {
        !self.quoted && self.raw.eq_ignore_ascii_case(keyword.as_bytes())
    }
}

/// Splits a line into words and keeps count of open parentheses.
pub(super) fn split<'a>(line: &'a [u8], number: u32, depth: &mut u32, out: &mut Vec<Word<'a>>) -> Result<(), Fault> {
    let mut rest = line;
    while let Some((&first, tail)) = rest.split_first() {
        match first {
            b' ' | b'\t' | b'\r' => rest = tail,
            b';' => break,
            b'(' => {
                *depth += 1;
                rest = tail;
            }
            b')' => {
                *depth = depth.checked_sub(1).ok_or(Fault::NotOpened)?;
                rest = tail;
            }
            b'"' => {
                let length = length_until(tail, |b| b == b'"');
                let (raw, after) = tail.split_at(length);
                rest = after.get(1..).ok_or(Fault::QuoteNotClosed)?;
                out.push(Word { raw, quoted: true, line: number });
            }
            _ => {
                let length = length_until(rest, |b| matches!(b, b' ' | b'\t' | b'\r' | b';' | b'(' | b')' | b'"'));
                let (raw, after) = rest.split_at(length);
                rest = after;
                out.push(Word { raw, quoted: false, line: number });
            }
        }
    }
    Ok(())
}

/// The octets before the first one, not escaped, that ends a word.
fn length_until(text: &[u8], ends: impl Fn(u8) -> bool) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if ends(byte) {
            return at;
        }
        at += if byte == b'\\' { 2 } else { 1 };
    }
    text.len()
}

/// One octet and how many octets of the text it took: itself, `\DDD` or `\X`.
fn octet(text: &[u8]) -> Result<(u8, usize), Fault> {
    match text {
        [b'\\', a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => {
            let value = [a, b, c].iter().fold(0_u16, |value, digit| value * 10 + u16::from(**digit - b'0'));
            let value = u8::try_from(value).map_err(|_| Fault::NoOctet(value))?;
            Ok((value, 4))
        }
        [b'\\', b'0'..=b'9', ..] => Err(Fault::ThreeDigits),
        [b'\\', other, ..] => Ok((*other, 2)),
        [b'\\'] | [] => Err(Fault::LoneBackslash),
        [plain, ..] => Ok((*plain, 1)),
    }
}

/// The octets of a character-string.
pub(super) fn unescape(raw: &[u8]) -> Result<Cow<'_, [u8]>, Fault> {
    if memchr::memchr(b'\\', raw).is_none() {
        return Ok(Cow::Borrowed(raw));
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while !rest.is_empty() {
        let (value, length) = octet(rest)?;
        out.push(value);
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(Cow::Owned(out))
}

/// Why a word is no name that can be asked.
#[derive(Debug)]
pub(super) enum BadName {
    /// A dot inside a label: legal in the DNS, but no name that the checks could ask for.
    DotInLabel,
    /// Its characters cannot be read.
    Text(Fault),
    Name(NameFault),
}

impl BadName {
    /// The fault of a word that must be a name.
    pub fn of(self, word: &Word<'_>) -> Fault {
        let why = match self {
            Self::Text(fault) => return fault,
            Self::DotInLabel => NameFault::DotInLabel,
            Self::Name(why) => why,
        };
        Fault::Name { name: word.shown(), why }
    }
}

impl From<Fault> for BadName {
    fn from(fault: Fault) -> Self {
        Self::Text(fault)
    }
}

impl From<NameError> for BadName {
    fn from(error: NameError) -> Self {
        Self::Name(NameFault::Rule(error))
    }
}

/// The name of a word: `@` and relative names take the origin, U-labels become A-labels.
pub(super) fn name(word: &Word<'_>, origin: &Name) -> Result<Name, BadName> {
    match word.raw {
        b"@" if !word.quoted => return Ok(origin.clone()),
        b"." => return Ok(Name::new("")),
        _ => {}
    }
    let mut labels: Vec<String> = Vec::new();
    let mut rest = word.raw;
    let mut absolute = false;
    while !rest.is_empty() {
        let length = length_until(rest, |b| b == b'.');
        let (raw, after) = rest.split_at(length);
        labels.push(label(raw)?);
        absolute = !after.is_empty();
        rest = after.get(1..).unwrap_or_default();
    }
    let mut text = labels.join(".");
    if !absolute && !origin.as_str().is_empty() {
        text.push('.');
        text.push_str(origin.as_str());
    }
    let name = Name::new(&text);
    name.check()?;
    Ok(name)
}

fn label(raw: &[u8]) -> Result<String, BadName> {
    if raw.is_empty() {
        return Err(NameError::EmptyLabel.into());
    }
    let octets = unescape(raw)?;
    if octets.contains(&b'.') {
        return Err(BadName::DotInLabel);
    }
    let text = std::str::from_utf8(&octets).map_err(|_| BadName::Name(NameFault::NotUtf8))?;
    // Only letters written as such are an internationalized label; escaped octets are meant as they stand.
    if raw.is_ascii() {
        return Ok(text.to_owned());
    }
    idna::domain_to_ascii(text).map_err(|_| NameError::Idn.into())
}

/// A time to live: seconds, or numbers with the units w, d, h, m, s.
pub(super) fn ttl(raw: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(raw).ok()?;
    let mut total: u32 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at_checked(digits)?;
        let number: u32 = number.parse().ok()?;
        let (unit, after) = match after.bytes().next() {
            None => (1, after),
            Some(letter) => {
                let unit = match letter.to_ascii_lowercase() {
                    b's' => 1,
                    b'm' => 60,
                    b'h' => 3600,
                    b'd' => 86_400,
                    b'w' => 604_800,
                    _ => return None,
                };
                (unit, after.get(1..)?)
            }
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        rest = after;
    }
    (!text.is_empty()).then_some(total)
}

/// The data of a record of a type; `Err(None)` where it is in order but nothing that can be asked for.
pub(super) fn rdata(rtype: RecordType, words: &[Word<'_>], origin: &Name) -> Result<RData, Option<Fault>> {
    let named = |word: &Word<'_>| {
        name(word, origin).map_err(|bad| match bad {
            BadName::DotInLabel => None,
            other => Some(other.of(word)),
        })
    };
    match (rtype, words) {
        (RecordType::Soa, _) => Ok(RData::Soa),
        (RecordType::A, [word]) => Ok(RData::A(parsed(word, Fault::NoIpv4)?)),
        (RecordType::Aaaa, [word]) => Ok(RData::Aaaa(parsed(word, Fault::NoIpv6)?)),
        (RecordType::Cname, [word]) => Ok(RData::Cname(named(word)?)),
        (RecordType::Ns, [word]) => Ok(RData::Ns(named(word)?)),
        (RecordType::Ptr, [word]) => Ok(RData::Ptr(named(word)?)),
        (RecordType::Mx, [preference, exchange]) => {
            Ok(RData::Mx { preference: parsed(preference, Fault::NoPreference)?, exchange: named(exchange)? })
        }
        (RecordType::Txt, [_, ..]) => strings(words).map_err(Some),
        (RecordType::Txt, []) => Err(Some(Fault::NoString)),
        (RecordType::Mx, _) => Err(Some(Fault::MxForm)),
        (RecordType::A | RecordType::Aaaa, _) => Err(Some(Fault::OneAddress(rtype))),
        (RecordType::Cname | RecordType::Ns | RecordType::Ptr, _) => Err(Some(Fault::OneName(rtype))),
    }
}

fn parsed<T: FromStr>(word: &Word<'_>, fault: fn(String) -> Fault) -> Result<T, Option<Fault>> {
    let value = std::str::from_utf8(word.raw).ok().and_then(|text| text.parse().ok());
    value.ok_or_else(|| Some(fault(word.shown())))
}

fn strings(words: &[Word<'_>]) -> Result<RData, Fault> {
    let mut strings = Vec::with_capacity(words.len());
    let mut total = 0;
    for word in words {
        let string = unescape(word.raw)?.into_owned();
        if string.len() > STRING_BYTES {
            return Err(Fault::LongString(string.len()));
        }
        total += string.len() + 1;
        strings.push(string);
    }
    if total > TXT_BYTES {
        return Err(Fault::LongText(total));
    }
    Ok(RData::Txt(strings))
}

/// A name without its final dot, escaped.
pub(super) fn write_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 1);
    for byte in name.bytes() {
        write_octet(&mut out, byte, b"\"();@$\\");
    }
    out
}

/// The strings of a TXT record, each in quotes; what is longer than a string may be becomes several.
pub(super) fn write_strings(strings: &[Vec<u8>]) -> String {
    let mut out = String::new();
    for string in strings {
        // An empty string has no chunk, but is written.
        let chunks = string.chunks(STRING_BYTES).chain(string.is_empty().then_some(&[][..]));
        for chunk in chunks {
            out.push_str(if out.is_empty() { "\"" } else { " \"" });
            for &byte in chunk {
                if byte == b' ' { out.push(' ') } else { write_octet(&mut out, byte, b"\"\\") }
            }
            out.push('"');
        }
    }
    if out.is_empty() { "\"\"".to_owned() } else { out }
}

fn write_octet(out: &mut String, byte: u8, special: &[u8]) {
    if !byte.is_ascii_graphic() {
        let _ = write!(out, "\\{byte:03}");
        return;
    }
    if special.contains(&byte) {
        out.push('\\');
    }
    out.push(char::from(byte));
}
