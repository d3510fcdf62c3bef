//! The comment beside an SPF result, in which Google and Microsoft say what the properties leave out.
//!
//! Only whole sentences are read, word by word: a word that a sender chose (an address) never stands for one of
//! the server's own.

use super::pairs::Text;
use super::{ClaimedSender, Placed, is_host, lossy, parse_ip};
use crate::message::{Limits, Span};
use std::net::IpAddr;

const SENDER_IP: [&str; 3] = ["sender", "IP", "is"];

/// More words than any known sentence has before the name that it is about.
const LONGEST_BEGINNING: usize = 8;

/// A comment, and what it says.
#[derive(Clone, Debug)]
pub(super) struct Comment<'a> {
    text: Text<'a>,
    /// Without the parentheses.
    inner: Span,
    said: Said,
}

/// What a known sentence says, by where it says it.
#[derive(Clone, Debug, Default)]
struct Said {
    writer: Option<Span>,
    sender: Option<Span>,
    client: Option<Span>,
}

impl<'a> Comment<'a> {
    pub(super) fn new(text: Text<'a>, span: &Span) -> Self {
        let inner = span.start + 1..span.end.saturating_sub(1);
        let words = Words::new(text, &inner);
        let said = words.said().unwrap_or_default();
        Self { text, inner, said }
    }

    /// The comment as text.
    pub(super) fn to_text(&self) -> String {
        lossy(self.text.get(&self.inner)).trim().to_owned()
    }

    /// `mx.google.com: domain of …`: who wrote it. Other writers put the domain that was asked there, in other
    /// sentences.
    pub(super) fn writer(&self) -> Option<String> {
        self.said.writer.as_ref().map(|span| lossy(self.text.get(span)))
    }

    /// Whether these are Microsoft's words `sender IP is`, with an address or without.
    pub(super) fn is_sender_ip(&self) -> bool {
        Words::new(self.text, &self.inner).begin_with(&SENDER_IP)
    }

    /// Microsoft's `sender IP is 192.0.2.1`.
    pub(super) fn sender_ip(&self) -> Option<Placed<IpAddr>> {
        let words = Words::new(self.text, &self.inner);
        let span = words.begin_with(&SENDER_IP).then(|| words.0.get(SENDER_IP.len()))??;
        self.ip(span.1.clone())
    }

    /// The client: `designates 192.0.2.1 as`, `192.0.2.1 is neither permitted`, `discourages use of 192.0.2.1 as`.
    pub(super) fn client_ip(&self) -> Option<Placed<IpAddr>> {
        self.ip(self.said.client.clone()?)
    }

    /// The identity that was checked: `domain of a@x.example designates`. It is MAIL FROM, or what stands for a
    /// null one.
    pub(super) fn sender(&self) -> Option<Placed<ClaimedSender>> {
        let span = self.said.sender.as_ref()?;
        Some((ClaimedSender::read(&lossy(self.text.get(span))), self.text.place(span)))
    }

    fn ip(&self, span: Span) -> Option<Placed<IpAddr>> {
        let word = self.text.get(&span);
        let word = word.strip_suffix(b")").or_else(|| word.strip_suffix(b";")).unwrap_or(word);
        Some((parse_ip(word)?, self.text.place(&(span.start..span.start + word.len()))))
    }
}

/// The words of a comment and where they stand; a quoted string is part of one.
struct Words<'a>(Vec<(&'a [u8], Span)>);

impl<'a> Words<'a> {
    fn new(text: Text<'a>, inner: &Span) -> Self {
        let mut words = Vec::new();
        let mut at = inner.start;
        while let Some(rest) = text.bytes.get(at..inner.end).filter(|rest| !rest.is_empty()) {
            let start = at + rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let word = text.get(&(start..inner.end));
            let (mut quoted, mut escaped) = (false, false);
            let ends = |b: &u8| {
                quoted ^= *b == b'"' && !escaped;
                escaped = *b == b'\\' && !escaped;
                !quoted && b.is_ascii_whitespace()
            };
            let len = word.iter().position(ends).unwrap_or(word.len());
            if len > 0 {
                words.push((word.get(..len).unwrap_or_default(), start..start + len));
            }
            at = start + len;
        }
        Self(words)
    }

    /// Whether these words stand first.
    fn begin_with(&self, words: &[&str]) -> bool {
        self.are(0, words)
    }

    /// Whether these words stand at a place, in whatever letter case.
    fn are(&self, at: usize, words: &[&str]) -> bool {
        let found = self.0.get(at..).unwrap_or_default();
        found.len() >= words.len()
            && words.iter().zip(found).all(|(word, (found, _))| found.eq_ignore_ascii_case(word.as_bytes()))
    }

    fn span(&self, at: usize) -> Option<Span> {
        self.0.get(at).map(|(_, span)| span.clone())
    }

    /// `[host:] sentence`, with one of the sentences that servers write since `Mail::SPF::Query`; RFC 7208 section 9.1
    /// shows some of them.
    fn said(&self) -> Option<Said> {
        self.sentence(0).or_else(|| {
            let (word, span) = self.0.first()?;
            let host = word.strip_suffix(b":")?;
            let named = host.contains(&b'.') && std::str::from_utf8(host).is_ok_and(is_host) && fits(host.len());
            let writer = named.then(|| span.start..span.start + host.len());
            Some(Said { writer, ..self.sentence(1)? })
        })
    }

    fn sentence(&self, at: usize) -> Option<Said> {
        // `192.0.2.1 is neither permitted nor denied by [best guess record for] domain of a@x.example`
        const NEITHER: [&str; 6] = ["is", "neither", "permitted", "nor", "denied", "by"];
        if self.are(at + 1, &NEITHER) {
            let sender = self.about(at + 1 + NEITHER.len()).and_then(|name| self.name(name));
            return Some(Said { sender, client: self.span(at), ..Said::default() });
        }
        let about = self.about(at);
        let name = about.unwrap_or(at);
        let client = self.verb(name + 1).and_then(|ip| self.span(ip));
        // `x.example does not designate permitted sender hosts`
        let no_record = self.are(name + 1, &["does", "not", "designate", "permitted", "sender"]);
        (about.is_some() || no_record).then(|| Said { sender: self.name(name), client, ..Said::default() })
    }

    /// Where the address stands behind a verb that stands here.
    fn verb(&self, at: usize) -> Option<usize> {
        const VERBS: [&[&str]; 3] = [&["designates"], &["does", "not", "designate"], &["discourages", "use", "of"]];
        VERBS.iter().find(|verb| self.are(at, verb)).map(|verb| at + verb.len())
    }

    /// Where the name stands that a sentence is about: behind `domain of`, or `lookup of` where there was an error,
    /// with words of the server alone before it (`best guess record for domain of`), and Microsoft's and Google's
    /// `transitioning` between.
    fn about(&self, at: usize) -> Option<usize> {
        let of_server = |word: &[u8]| word.iter().all(u8::is_ascii_alphabetic);
        let before = self.0.get(at..)?.iter().take(LONGEST_BEGINNING).take_while(|(word, _)| of_server(word)).count();
        let of = (at..at + before).find(|at| self.are(*at, &["domain", "of"]) || self.are(*at, &["lookup", "of"]))?;
        let name = of + 2;
        let transitioning = self.are(name, &["transitioning"]) && self.verb(name + 1).is_none();
        Some(if transitioning { name + 1 } else { name })
    }

    /// A name or an address without what ends a clause.
    fn name(&self, at: usize) -> Option<Span> {
        let (word, span) = self.0.get(at)?;
        let len = word.len() - word.iter().rev().take_while(|b| b"):,;".contains(b)).count();
        (len > 0 && fits(len)).then(|| span.start..span.start + len)
    }
}

/// Whether a text of this length can be a name or an address.
fn fits(len: usize) -> bool {
    len <= Limits::DEFAULT.recorded_bytes
}

#[cfg(test)]
mod tests;
