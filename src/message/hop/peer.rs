//! The peer of a Received field: what the from clause says about the client.

use super::{Hop, lossy};
use crate::message::Span;
use crate::message::unfold::Unfolded;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The from clause: the word after `from`, and the comments up to the next keyword.
#[derive(Default)]
pub(super) struct Peer<'a> {
    pub word: Option<(&'a [u8], Span)>,
    /// A literal after that word.
    pub literal: Option<(&'a [u8], Span)>,
    pub comments: Vec<Comment<'a>>,
    /// A comment that nothing closes, and everything behind it.
    pub unclosed: Option<Comment<'a>>,
}

/// A comment with its parentheses, and where it begins in the value.
#[derive(Clone)]
pub(super) struct Comment<'a> {
    pub text: &'a [u8],
    pub start: usize,
}

impl Peer<'_> {
    /// Whether nothing was read yet.
    pub(super) fn is_empty(&self) -> bool {
        self.word.is_none() && self.comments.is_empty()
    }

    /// The comment that names the envelope sender: the last one, behind what the server found or the HELO name. Before
    /// that it may be the peer's.
    pub(super) fn sender(&self) -> Option<&Comment<'_>> {
        let [.., before, last] = self.comments.as_slice() else { return None };
        let told = before.helo().is_some() || before.bracketed_ip().or_else(|| before.bare_ip()).is_some();
        told.then_some(last)
    }

    /// Writes what the clause tells into the hop.
    pub(super) fn tell(&self, hop: &mut Hop, value: &Unfolded<'_>) {
        // What the server found comes last: a HELO name can look like it, and stands before.
        let found = |comment: &Comment| comment.bracketed_ip().or_else(|| comment.bare_ip());
        // Where a comment is not closed, its only address.
        let only = |comment: &Comment| {
            let mut open = memchr::memchr_iter(b'[', comment.text);
            comment.bracketed_ip().filter(|_| open.next().is_some() && open.next().is_none())
        };
        let address = match &self.unclosed {
            Some(unclosed) => only(unclosed),
            None => self.comments.iter().rev().find_map(found),
        };
        // A word alone is the HELO name, unless that stands in a comment.
        let helo = self.comments.iter().any(|comment| comment.helo().is_some());
        let word = self.word.as_ref().filter(|_| helo);
        let mut words = [word, self.literal.as_ref()].into_iter().flatten();
        let address = address.or_else(|| words.find_map(|(word, span)| Some((parse_ip(word)?, span.clone()))));
        if let Some((ip, span)) = address {
            hop.peer_ip = Some(ip);
            hop.peer_ip_span = Some(value.place(&span));
        }
        let word = self.word.as_ref().map(|(word, span)| (lossy(word), span.clone()));
        hop.from = word.as_ref().map(|(word, _)| word.clone());
        if let Some((helo, start)) = self.comments.iter().find_map(Comment::helo) {
            hop.helo_span = Some(value.place(&(start..start + helo.len())));
            hop.helo = Some(lossy(helo));
            // The word is then what the server found, if anything.
            hop.peer_name = hop.from.clone().filter(|word| is_name(word));
        } else if let Some((word, span)) = word {
            hop.helo_span = Some(value.place(&span));
            hop.helo = Some(word);
        }
        let found = self.comments.first().and_then(Comment::peer_name);
        hop.peer_name = found.filter(|name| is_name(name)).or(hop.peer_name.take());
    }
}

impl<'a> Comment<'a> {
    /// The words between blanks, commas and parentheses, and where each begins in the value.
    pub(super) fn words(&self) -> impl Iterator<Item = (&'a [u8], usize)> + use<'a> {
        let (text, start) = (self.text, self.start);
        let separator = |b: &u8| b.is_ascii_whitespace() || b"(),;".contains(b);
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = text.get(at..)?;
            let begin = at + rest.iter().position(|b| !separator(b))?;
            let word = text.get(begin..)?;
            let len = word.iter().position(separator).unwrap_or(word.len());
            at = begin + len;
            Some((word.get(..len)?, start + begin))
        })
    }

    /// The words up to the HELO name, which may be any words.
    fn found(&self) -> impl Iterator<Item = (&'a [u8], usize)> + use<'a> {
        self.words().take_while(|(word, _)| {
            let key = word.iter().position(|b| b"=:".contains(b)).unwrap_or(word.len());
            !word.get(..key).is_some_and(is_helo)
        })
    }

    /// The first address in brackets.
    fn bracketed_ip(&self) -> Option<(IpAddr, Span)> {
        for (word, start) in self.found() {
            let open = word.iter().position(|b| *b == b'[');
            if let Some(open) = open
                && let Some(inner) = word.get(open + 1..)
                && let Some(close) = inner.iter().position(|b| *b == b']')
                && let Some(ip) = inner.get(..close).and_then(parse_ip)
            {
                return Some((ip, start + open..start + open + close + 2));
            }
        }
        None
    }

    /// The first address that stands for itself, or after the `@` of an ident.
    fn bare_ip(&self) -> Option<(IpAddr, Span)> {
        for (word, start) in self.found() {
            let at = word.iter().rposition(|b| *b == b'@').map_or(0, |at| at + 1);
            if let Some(ip) = word.get(at..).and_then(parse_ip) {
                return Some((ip, start + at..start + word.len()));
            }
        }
        None
    }

    /// `helo=x`, `HELO x`, `EHLO x`.
    fn helo(&self) -> Option<(&'a [u8], usize)> {
        let mut words = self.words();
        while let Some((word, start)) = words.next() {
            let key = word.iter().position(|b| *b == b'=').unwrap_or(word.len());
            if !is_helo(word.get(..key)?) {
                continue;
            }
            let value = word.get(key + 1..).unwrap_or_default();
            let found = if value.is_empty() { words.next() } else { Some((value, start + key + 1)) };
            return found.filter(|(name, _)| !name.is_empty());
        }
        None
    }

    /// The name before the address: `(name [192.0.2.1])`, `(user@name [192.0.2.1])`.
    fn peer_name(&self) -> Option<String> {
        self.bracketed_ip().or_else(|| self.bare_ip())?;
        let (word, _) = self.words().next()?;
        let at = word.iter().rposition(|b| *b == b'@').map_or(0, |at| at + 1);
        // A glued address: `name[192.0.2.1]`.
        let name = word.get(at..)?.split(|b| *b == b'[').next()?;
        Some(lossy(name))
    }

    /// `(envelope-from <x>)`, or `envelope-sender`. The comment begins with it: further on, the peer's own words stand
    /// in some.
    pub(super) fn envelope_from(&self) -> Option<(&'a [u8], usize)> {
        const KEYS: [&[u8]; 2] = [b"envelope-from", b"envelope-sender"];
        let blanks = |text: &[u8]| text.len() - text.trim_ascii_start().len();
        let mut at = 1 + blanks(self.text.get(1..)?);
        let begins =
            |key: &&&[u8]| self.text.get(at..at + key.len()).is_some_and(|text| text.eq_ignore_ascii_case(key));
        at += KEYS.iter().find(begins)?.len();
        let rest = self.text.get(at..)?;
        let filler = rest.iter().take_while(|b| b.is_ascii_whitespace() || b"=:".contains(b)).count();
        at += filler;
        let (ends, bracketed): (fn(&u8) -> bool, _) = match rest.get(filler)? {
            b'<' => (|b| *b == b'>', true),
            // `envelope-fromage` is another word.
            _ if filler == 0 => return None,
            _ => (|b| b.is_ascii_whitespace() || b");,".contains(b), false),
        };
        at += usize::from(bracketed);
        let value = self.text.get(at..)?;
        let value = value.get(..value.iter().position(ends)?)?;
        // Without `<>` an empty value says nothing.
        (bracketed || !value.is_empty()).then_some((value.trim_ascii(), at + blanks(value) + self.start))
    }
}

fn is_helo(word: &[u8]) -> bool {
    let word = word.strip_suffix(b"=").or_else(|| word.strip_suffix(b":")).unwrap_or(word);
    word.eq_ignore_ascii_case(b"helo") || word.eq_ignore_ascii_case(b"ehlo")
}

/// Whether this is a host name and not what servers write where they found none.
fn is_name(word: &str) -> bool {
    const NONE: [&str; 4] = ["unknown", "unverified", "helo", "ehlo"];
    word.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii())
        && !word.contains(['=', '/'])
        && parse_ip(word.as_bytes()).is_none()
        && !NONE.iter().any(|none| word.eq_ignore_ascii_case(none))
}

/// An address as trace fields write it: with or without brackets, `IPv6:`, a scope or a port. An
/// IPv4-mapped address becomes IPv4; an octet with a leading zero is none.
pub(in crate::message) fn parse_ip(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let text = match text.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?.0,
        None => text.trim_end_matches(['.', ',', ']']),
    };
    let text = match text.get(..5) {
        Some(prefix) if prefix.eq_ignore_ascii_case("ipv6:") => text.get(5..)?,
        _ => text,
    };
    let text = text.split_once('%').map_or(text, |(address, _)| address);
    if let Ok(ip) = text.parse::<Ipv6Addr>() {
        return Some(ip.to_canonical());
    }
    let text = match text.split_once(':') {
        Some((address, port)) if port.bytes().all(|b| b.is_ascii_digit()) => address,
        _ => text,
    };
    text.parse::<Ipv4Addr>().ok().map(IpAddr::V4)
}
