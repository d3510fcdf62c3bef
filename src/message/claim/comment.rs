//! The comment beside an SPF result, in which Google and Microsoft say what the properties leave out.

use super::pairs::Text;
use super::{ClaimedSender, Placed, is_host, lossy, parse_ip};
use crate::message::{Limits, Span};
use std::net::IpAddr;

/// Whether a text can be a name or an address.
fn fits(text: &[u8]) -> bool {
    text.len() <= Limits::DEFAULT.recorded_bytes
}

const SENDER_IP: &[u8] = b"sender IP is";

/// A comment without its parentheses, and where that text begins in the message.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub text: Vec<u8>,
    start: Option<usize>,
}

impl Comment {
    pub(super) fn new(text: Text<'_>, span: Span) -> Self {
        let inner = span.start + 1..span.end.saturating_sub(1);
        Self { text: text.get(&inner).to_vec(), start: text.place(&inner).map(|span| span.start) }
    }

    /// The comment as text.
    pub(super) fn to_text(&self) -> String {
        lossy(&self.text).trim().to_owned()
    }

    /// `mx.google.com: domain of …`: who wrote it. Other writers put the domain that was asked there,
    /// so the words that follow must be those.
    pub(super) fn writer(&self) -> Option<String> {
        let colon = memchr::memchr(b':', &self.text)?;
        let name = std::str::from_utf8(self.text.get(..colon)?).ok()?.trim();
        let known = [&b"domain of "[..], b"lookup of ", b" is neither permitted", b" designate permitted sender"]
            .iter()
            .any(|words| self.find(words).is_some());
        (known && name.contains('.') && is_host(name) && fits(name.as_bytes())).then(|| name.to_owned())
    }

    /// Whether these are Microsoft's words `sender IP is`, with an address or without.
    pub(super) fn is_sender_ip(&self) -> bool {
        self.text.trim_ascii_start().get(..SENDER_IP.len()).is_some_and(|words| words.eq_ignore_ascii_case(SENDER_IP))
    }

    /// Microsoft's `sender IP is 192.0.2.1`.
    pub(super) fn sender_ip(&self) -> Option<Placed<IpAddr>> {
        let blanks = self.text.len() - self.text.trim_ascii_start().len();
        self.is_sender_ip().then(|| self.ip_after(blanks + SENDER_IP.len()))?
    }

    /// The client in Google's comment: `designates 192.0.2.1 as`, `192.0.2.1 is neither permitted`, or
    /// in Microsoft's `discourages use of 192.0.2.1 as`. The last such words count: before them stands
    /// an address of the sender's making.
    pub(super) fn client_ip(&self) -> Option<Placed<IpAddr>> {
        for words in [&b"designates "[..], b"designate ", b"use of "] {
            if let Some(at) = memchr::memmem::rfind(&self.text, words)
                && let Some(ip) = self.ip_after(at + words.len())
            {
                return Some(ip);
            }
        }
        self.find(b" is neither permitted")?;
        self.ip_after(memchr::memchr(b':', &self.text)? + 1)
    }

    /// The sender in Google's comment: `domain of a@x.example designates`.
    pub(super) fn sender(&self) -> Option<Placed<ClaimedSender>> {
        let after =
            [&b"domain of "[..], b"lookup of "].iter().find_map(|words| Some(self.find(words)? + words.len()))?;
        let rest = self.text.get(after..)?;
        let skipped = if rest.starts_with(b"transitioning ") { b"transitioning ".len() } else { 0 };
        let rest = rest.get(skipped..)?;
        let mut quoted = false;
        let ends = |b: &u8| {
            quoted ^= *b == b'"';
            !quoted && (b.is_ascii_whitespace() || b"),;".contains(b))
        };
        let word = rest.get(..rest.iter().position(ends).unwrap_or(rest.len()))?;
        let word = word.strip_suffix(b":").unwrap_or(word);
        let start = after + skipped;
        (!word.is_empty() && fits(word))
            .then(|| (ClaimedSender::read(&lossy(word)), self.place(start..start + word.len())))
    }

    /// The address that is the first word after `at`.
    fn ip_after(&self, at: usize) -> Option<Placed<IpAddr>> {
        let rest = self.text.get(at..)?;
        let start = rest.iter().position(|b| !b.is_ascii_whitespace())?;
        let word = rest.get(start..)?;
        let len = word.iter().position(u8::is_ascii_whitespace).unwrap_or(word.len());
        let word = word.get(..len)?;
        let word = word.strip_suffix(b")").or_else(|| word.strip_suffix(b";")).unwrap_or(word);
        Some((parse_ip(word)?, self.place(at + start..at + start + word.len())))
    }

    fn find(&self, words: &[u8]) -> Option<usize> {
        memchr::memmem::find(&self.text, words)
    }

    fn place(&self, span: Span) -> Option<Span> {
        self.start.map(|start| start + span.start..start + span.end)
    }
}
