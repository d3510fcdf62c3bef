//! The header's lines. LF and CRLF always end one (and so do several CRs before an LF, as broken
//! conversions leave them); a lone CR only in a file whose whole header does without LF, since servers
//! do not take it for a line end (RFC 5321 section 2.3.8), and a sender could plant a field.

use super::{LineEnd, Span};

/// A line: its text, and where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub text: Span,
    pub next: usize,
}

/// Reads lines one after the other and remembers how they ended.
pub(super) struct Lines<'a> {
    raw: &'a [u8],
    lone_cr: bool,
    pub at: usize,
    /// How many lines lie before `at`.
    passed: usize,
    line_end: Option<LineEnd>,
    /// The number of the first line, counted from 1, that ends otherwise than those before it.
    pub other_end: Option<usize>,
    /// The first CR that ends no line.
    pub bare_cr: Option<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(raw: &'a [u8], start: usize) -> Self {
        let header = raw.get(..memchr::memchr(b'\n', raw).unwrap_or(raw.len())).unwrap_or_default();
        // CRs right before the first LF are part of that line end.
        let crs = header.iter().rev().take_while(|b| **b == b'\r').count();
        let before = header.get(..header.len() - crs).unwrap_or_default();
        let lone_cr = if header.len() == raw.len() {
            memchr::memchr(b'\r', raw).is_some()
        } else {
            memchr::memmem::find(before, b"\r\r").is_some()
        };
        Self { raw, lone_cr, at: start, passed: 0, line_end: None, other_end: None, bare_cr: None }
    }

    /// The next line without going there; `None` at the end.
    pub(super) fn peek(&self, from: usize) -> Option<Line> {
        let rest = self.raw.get(from..).filter(|rest| !rest.is_empty())?;
        let end = if self.lone_cr { memchr::memchr2(b'\r', b'\n', rest) } else { memchr::memchr(b'\n', rest) };
        let Some(end) = end else { return Some(Line { text: from..self.raw.len(), next: self.raw.len() }) };
        if self.lone_cr {
            let len = if rest.get(end..end + 2) == Some(b"\r\n") { 2 } else { 1 };
            return Some(Line { text: from..from + end, next: from + end + len });
        }
        let line = rest.get(..end).unwrap_or_default();
        let crs = line.iter().rev().take_while(|b| **b == b'\r').count();
        Some(Line { text: from..from + end - crs, next: from + end + 1 })
    }

    /// Goes past a line that is none of the header.
    pub(super) fn pass(&mut self, line: &Line) {
        self.passed += 1;
        self.at = line.next;
    }

    /// Goes past a line of the header.
    pub(super) fn take(&mut self, line: &Line) {
        let end = match self.raw.get(line.text.end..line.next).unwrap_or_default() {
            b"\r\n" => Some(LineEnd::CrLf),
            b"\n" => Some(LineEnd::Lf),
            b"\r" => Some(LineEnd::Cr),
            b"" => None,
            _ => Some(LineEnd::Mixed),
        };
        if let Some(end) = end {
            let same = self.line_end.is_none_or(|before| before == end);
            self.line_end = Some(if same { end } else { LineEnd::Mixed });
            if !same && self.other_end.is_none() {
                self.other_end = Some(self.passed + 1);
            }
        }
        if self.bare_cr.is_none() {
            let found = memchr::memchr(b'\r', self.raw.get(line.text.clone()).unwrap_or_default());
            self.bare_cr = found.map(|at| line.text.start + at);
        }
        self.pass(line);
    }

    /// How the lines ended that were taken.
    pub(super) fn line_end(&self) -> LineEnd {
        self.line_end.unwrap_or(LineEnd::Lf)
    }
}
