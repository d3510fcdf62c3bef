//! The field scanner: raw bytes to fields with spans (RFC 5322 section 2.2), whatever else stands
//! between them.

mod before;

pub(super) use before::mbox_sender;

use super::limits::Hits;
use super::lines::{Line, Lines};
use super::{Field, Known, Limits, Message, Oddity, Span, claim, date, hop, mailbox, once, reverse_path, signature};
use before::{is_mbox_from, log_prefix};
use std::cmp::Ordering;
use std::sync::Arc;

/// Lines without a field in a row at which the header is taken to be over without a blank line.
const JUNK_LINES: usize = 3;

/// Fields whose mailboxes are identities.
const MAILBOX_FIELDS: [Known; 4] = [Known::From, Known::Sender, Known::ResentFrom, Known::ResentSender];

/// Fields that hold a reverse-path.
const PATH_FIELDS: [Known; 2] = [Known::ReturnPath, Known::XEnvelopeFrom];

/// Reads a whole message.
pub(super) fn read(raw: Arc<[u8]>) -> Message {
    let header = Scanner::new(&raw).scan();
    let mut message = Message {
        fields: header.fields,
        body: header.body,
        line_end: header.line_end,
        mbox_from: header.mbox_from,
        oddities: header.oddities,
        hops: Vec::new(),
        claims: Vec::new(),
        signatures: Vec::new(),
        saved_signs: Vec::new(),
        date: None,
        raw,
    };
    let mut hits = Hits::default();
    hits.note(message.raw.len() > Limits::DEFAULT.message_bytes, "message_bytes");
    message.hops = hop::read_all(&message, &mut hits);
    message.claims = claim::read_all(&message, &mut hits);
    signature::read_all(&mut message, &mut hits);
    let date = message.fields.iter().find(|field| field.is(Known::Date));
    message.date = date.and_then(|field| date::parse(message.value(field), &mut hits));
    for field in &message.fields {
        // What holds an address is read again where an identity is looked for.
        let (value, offset) = (message.value(field), field.value.start);
        if MAILBOX_FIELDS.iter().any(|known| field.is(*known)) {
            mailbox::read(value, offset, &mut hits);
        } else if PATH_FIELDS.iter().any(|known| field.is(*known)) {
            reverse_path::read(value, offset, &mut hits);
        }
    }
    message.oddities.extend(once::repeated(&message.fields));
    message.oddities.extend(hits.into_names().into_iter().map(Oddity::Limit));
    message
}

/// What is found before the body.
struct Header {
    fields: Vec<Field>,
    body: Span,
    line_end: super::LineEnd,
    mbox_from: Option<(String, Option<Span>)>,
    oddities: Vec<Oddity>,
}

/// What a line is by its first bytes.
enum Shape {
    Blank,
    /// It begins with white space.
    Continuation,
    /// A `From ` line of an mbox that was quoted on the way.
    QuotedFrom,
    /// A field: where its name ends and where its colon stands.
    Field {
        name: Span,
        colon: usize,
    },
    Junk,
}

struct Scanner<'a> {
    raw: &'a [u8],
    lines: Lines<'a>,
    fields: Vec<Field>,
    oddities: Vec<Oddity>,
    mbox_from: Option<(String, Option<Span>)>,
}

impl<'a> Scanner<'a> {
    fn new(raw: &'a [u8]) -> Self {
        let limits = Limits::DEFAULT;
        let read = raw.get(..limits.header_bytes.min(limits.message_bytes)).unwrap_or(raw);
        Self { raw, lines: Lines::new(read, 0), fields: Vec::new(), oddities: Vec::new(), mbox_from: None }
    }

    fn scan(mut self) -> Header {
        if self.raw.starts_with(b"\xef\xbb\xbf") {
            self.oddities.push(Oddity::ByteOrderMark);
            self.lines.at = 3;
        }
        let start = self.lines.at;
        self.skip_leading();
        let body = self.scan_fields();
        let seen = self.raw.get(start..self.lines.at).unwrap_or_default();
        if seen.contains(&0) {
            self.oddities.push(Oddity::NulByte);
        }
        if std::str::from_utf8(seen).is_err() {
            self.oddities.push(Oddity::NotUtf8);
        }
        if let Some(at) = self.lines.bare_cr {
            self.oddities.push(Oddity::BareCr(at..at + 1));
        }
        self.oddities.extend(self.lines.other_end.map(|line| Oddity::MixedLineEnds { line }));
        let end = self.raw.len().min(Limits::DEFAULT.message_bytes);
        Header {
            line_end: self.lines.line_end(),
            fields: self.fields,
            body: body.unwrap_or(end).min(end)..end,
            mbox_from: self.mbox_from,
            oddities: self.oddities,
        }
    }

    /// Blank lines and an mbox `From ` line before the first field.
    fn skip_leading(&mut self) {
        let mut blank = false;
        while let Some(line) = self.lines.peek(self.lines.at) {
            let text = self.bytes(&line.text);
            if text.iter().all(u8::is_ascii_whitespace) {
                self.lines.pass(&line);
                blank = true;
                continue;
            }
            if is_mbox_from(text) {
                self.oddities.push(Oddity::MboxFromLine);
                self.mbox_from = mbox_sender(text, line.text.start).map(|(sender, span)| (sender, Some(span)));
                self.lines.pass(&line);
            }
            break;
        }
        if blank {
            self.oddities.push(Oddity::LeadingBlankLine);
        }
        let first = self.lines.peek(self.lines.at);
        if let Some(len) = first.and_then(|line| log_prefix(self.bytes(&line.text))) {
            self.oddities.push(Oddity::LogPrefix);
            self.lines.at += len;
        }
    }

    /// Reads fields up to the body; where the body begins, `None` if there is none.
    fn scan_fields(&mut self) -> Option<usize> {
        let limits = Limits::DEFAULT;
        // Whether a continuation line belongs to the last field; else to a line that is none.
        let mut in_field = false;
        while let Some(line) = self.lines.peek(self.lines.at) {
            match self.shape(&line) {
                Shape::Blank => {
                    self.lines.take(&line);
                    return Some(line.next);
                }
                Shape::Field { name, colon } => {
                    if self.fields.len() >= limits.fields {
                        self.oddities.push(Oddity::Limit("fields"));
                        return Some(line.text.start);
                    }
                    self.field(&line, name, colon);
                    in_field = true;
                }
                Shape::Continuation if in_field => {
                    if let Some(field) = self.fields.last_mut() {
                        field.value.end = line.text.end;
                        field.span.end = line.next;
                    }
                }
                Shape::QuotedFrom => {
                    self.take_with_continuations(&line);
                    in_field = false;
                    continue;
                }
                Shape::Junk if in_field && self.is_cut_name(&line) => {}
                Shape::Continuation | Shape::Junk => {
                    if self.body_begins(&line) {
                        self.note_end(Oddity::NoBlankLine);
                        return Some(line.text.start);
                    }
                    self.note(Oddity::JunkLine(line.text.clone()));
                    self.take_with_continuations(&line);
                    in_field = false;
                    continue;
                }
            }
            if line.text.len() > 998 {
                self.note(Oddity::LongLine(line.text.clone()));
            }
            self.lines.take(&line);
        }
        if self.lines.at < self.raw.len() {
            self.oddities.push(Oddity::Limit("header_bytes"));
            return Some(self.lines.at);
        }
        self.note_end(Oddity::HeaderOnly);
        None
    }

    /// Notes what may occur on every line.
    fn note(&mut self, oddity: Oddity) {
        match self.oddities.len().cmp(&Limits::DEFAULT.oddities) {
            Ordering::Less => self.oddities.push(oddity),
            Ordering::Equal => self.oddities.push(Oddity::Limit("oddities")),
            Ordering::Greater => {}
        }
    }

    /// Notes how a header ends that no blank line does.
    fn note_end(&mut self, oddity: Oddity) {
        if !self.fields.is_empty() {
            self.oddities.push(oddity);
        }
    }

    fn field(&mut self, line: &Line, name: Span, colon: usize) {
        if name.end < colon {
            self.note(Oddity::SpaceBeforeColon(name.end..colon));
        }
        let name = String::from_utf8_lossy(self.bytes(&name)).into_owned();
        self.fields.push(Field {
            known: Known::of(&name),
            name,
            span: line.text.start..line.next,
            value: colon + 1..line.text.end,
        });
    }

    /// Goes past a line that is no field, and past its continuation lines.
    fn take_with_continuations(&mut self, line: &Line) {
        self.lines.take(line);
        while let Some(next) = self.lines.peek(self.lines.at) {
            if !matches!(self.shape(&next), Shape::Continuation) {
                break;
            }
            self.lines.take(&next);
        }
    }

    /// Whether the body begins at this line, which is no field: at a MIME boundary, or where no field
    /// comes before the next blank line within a few lines.
    fn body_begins(&self, line: &Line) -> bool {
        if self.bytes(&line.text).starts_with(b"--") {
            return true;
        }
        let mut junk = 1;
        let mut at = line.next;
        while let Some(next) = self.lines.peek(at) {
            match self.shape(&next) {
                Shape::Field { .. } | Shape::QuotedFrom => return false,
                // The last line of a header may be damaged as well as any other.
                Shape::Blank => return self.fields.is_empty() || junk > 1,
                Shape::Continuation => {}
                Shape::Junk => junk += 1,
            }
            if junk >= JUNK_LINES {
                return true;
            }
            at = next.next;
        }
        true
    }

    fn shape(&self, line: &Line) -> Shape {
        let text = self.bytes(&line.text);
        let Some(first) = text.first() else { return Shape::Blank };
        if matches!(first, b' ' | b'\t') {
            return Shape::Continuation;
        }
        if text.starts_with(b">From ") {
            return Shape::QuotedFrom;
        }
        // A name is printable ASCII without a blank; blanks may stand between it and the colon.
        let len = text.iter().take_while(|b| b.is_ascii_graphic() && **b != b':').count();
        let rest = text.get(len..).unwrap_or_default();
        let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let after = rest.get(blanks..).unwrap_or_default();
        let name = text.get(..len).unwrap_or_default();
        let is_url = after.starts_with(b"://");
        if len == 0 || after.first() != Some(&b':') || is_url || text.starts_with(b"--") || !self.is_name(name) {
            return Shape::Junk;
        }
        let start = line.text.start;
        Shape::Field { name: start..start + len, colon: start + len + blanks }
    }

    /// Whether the file ends within the name of a field.
    fn is_cut_name(&self, line: &Line) -> bool {
        line.text.end == self.raw.len() && self.bytes(&line.text).iter().all(u8::is_ascii_graphic)
    }

    /// Any printable character may be in a name. The first name must look like one, though, or
    /// source code and binary files would be messages.
    fn is_name(&self, name: &[u8]) -> bool {
        if self.fields.is_empty() {
            name.first().is_some_and(u8::is_ascii_alphabetic)
                && name.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
        } else {
            name.iter().any(u8::is_ascii_alphanumeric)
        }
    }

    fn bytes(&self, span: &Span) -> &'a [u8] {
        self.raw.get(span.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
