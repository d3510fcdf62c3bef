//! mbox files: where each message lies, and one message as it was before it was put there.
//!
//! A message begins with a `From ` line: a sender and a date in the form of C's `asctime`. Between two
//! messages stands a blank line. A line of a body that looks like a `From ` line is quoted with `>`, one
//! more for each that it has already (mboxrd). Not all writers quote, so a line separates only where it
//! holds a whole date, a blank line stands before it, and what follows can be a header.

use crate::message::Message;
use std::io::{self, BufRead};
use std::ops::Range;

/// A longer line is no `From ` line.
const FROM_LINE_BYTES: u64 = 1000;

/// More messages of one file are not read.
pub(super) const MESSAGES: usize = 1_000_000;

/// Whether bytes begin as an mbox does.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    bytes.get(..end).is_some_and(is_from_line)
}

/// Where the messages lie, `From ` lines included and the blank lines between them not. One more than
/// [`MESSAGES`] says that there are others.
pub(super) fn split(reader: impl BufRead) -> io::Result<Vec<Range<u64>>> {
    let mut splitter = Splitter::default();
    splitter.lines(reader)?;
    Ok(splitter.messages)
}

#[derive(Default)]
struct Splitter {
    messages: Vec<Range<u64>>,
    /// Where the message begins that is being read.
    start: u64,
    /// Whether the blank line that ends its header went by.
    in_body: bool,
    /// The line before began here and was blank. It belongs to the header if it ended that.
    blank: Option<(u64, bool)>,
    /// A line that separates if what follows can be a header: where the message before it ends, and
    /// where it begins.
    candidate: Option<(u64, u64)>,
}

impl Splitter {
    fn lines(&mut self, mut reader: impl BufRead) -> io::Result<()> {
        let mut line = Vec::new();
        let (mut at, mut begins_line) = (0_u64, true);
        loop {
            line.clear();
            let read = io::Read::take(&mut reader, FROM_LINE_BYTES).read_until(b'\n', &mut line)?;
            if read == 0 {
                break;
            }
            if begins_line {
                self.line(&line, at);
            }
            if self.messages.len() > MESSAGES {
                return Ok(());
            }
            begins_line = line.last() == Some(&b'\n');
            at += read as u64;
        }
        self.line(b"", at);
        let end = self.blank.filter(|(_, ends_header)| !ends_header).map_or(at, |(start, _)| start);
        self.messages.push(self.start..end);
        Ok(())
    }

    fn line(&mut self, line: &[u8], at: u64) {
        if let Some((end, start)) = self.candidate.take()
            && can_be_header(line)
        {
            self.messages.push(self.start..end);
            (self.start, self.in_body) = (start, false);
        }
        if is_blank(line) {
            // Of several blank lines the last one separates.
            self.blank = Some((at, !self.in_body));
            self.in_body = true;
            return;
        }
        if line.is_empty() {
            return;
        }
        if let Some((blank, ends_header)) = self.blank.take()
            && is_from_line(line)
        {
            self.candidate = Some((if ends_header { at } else { blank }, at));
        }
    }
}

fn is_blank(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

/// Whether a line can follow a `From ` line: a field, another `From ` line, or nothing at all.
fn can_be_header(line: &[u8]) -> bool {
    let name = line.iter().take_while(|b| b.is_ascii_graphic() && **b != b':').count();
    let after = line.get(name..).unwrap_or_default().trim_ascii_start();
    line.is_empty() || is_blank(line) || line.starts_with(b">From ") || (name > 0 && after.first() == Some(&b':'))
}

/// The message of an mbox: its `From ` line taken off and remembered, one level of quoting undone in its
/// body. Bytes that do not begin with such a line are a message as they are.
pub(super) fn message(bytes: Vec<u8>) -> Message {
    let end = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |end| end + 1);
    let (line, rest) = bytes.split_at(end);
    if !is_from_line(line) {
        return Message::parse(bytes);
    }
    Message::parse_from_mbox(unquoted(rest), line)
}

/// The body's lines that begin with `>From `, `>>From ` and so on, each with one `>` less.
fn unquoted(message: &[u8]) -> Vec<u8> {
    let body = [&b"\n\n"[..], b"\n\r\n"]
        .into_iter()
        .filter_map(|end| memchr::memmem::find(message, end).map(|at| at + end.len()))
        .min();
    let (header, mut body) = message.split_at(body.unwrap_or(message.len()));
    let mut out = Vec::with_capacity(message.len());
    out.extend_from_slice(header);
    while !body.is_empty() {
        let end = memchr::memchr(b'\n', body).map_or(body.len(), |end| end + 1);
        let (line, rest) = body.split_at(end);
        let marks = line.iter().take_while(|b| **b == b'>').count();
        let quoted = marks > 0 && line.get(marks..).is_some_and(|line| line.starts_with(b"From "));
        out.extend_from_slice(if quoted { line.get(1..).unwrap_or(line) } else { line });
        body = rest;
    }
    out
}

/// Whether a line is a `From ` line: a sender, then a date with month, day, time and year. The weekday
/// and time zones stand where programs put them; `remote from HOST` may follow.
fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    if line.len() as u64 >= FROM_LINE_BYTES {
        return false;
    }
    let words: Vec<&[u8]> = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let Some(time) = words.iter().rposition(|word| is_time(word)) else { return false };
    let (before, after) = (words.get(..time).unwrap_or_default(), words.get(time + 1..).unwrap_or_default());
    let (date, year_before) = match before {
        [date @ .., year] if is_year(year) => (date, true),
        date => (date, false),
    };
    let date_words = match date {
        [.., month, day] if is_month(month) && is_day(day) => 2,
        [.., day, month] if is_month(month) && is_day(day) => 2,
        _ => return false,
    };
    // Someone must be left whom the line names.
    if date.len() <= date_words {
        return false;
    }
    let after = after.iter().position(|word| *word == b"remote").map_or(after, |at| after.get(..at).unwrap_or(after));
    let years = after.iter().filter(|word| is_year(word)).count();
    after.iter().all(|word| is_year(word) || is_zone(word)) && years + usize::from(year_before) == 1
}

fn is_time(word: &[u8]) -> bool {
    let parts: Vec<&[u8]> = word.split(|b| *b == b':').collect();
    matches!(parts.len(), 2 | 3) && parts.iter().all(|part| matches!(part.len(), 1 | 2) && is_number(part))
}

fn is_year(word: &[u8]) -> bool {
    word.len() == 4 && is_number(word)
}

fn is_day(word: &[u8]) -> bool {
    matches!(word.len(), 1 | 2) && is_number(word)
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    MONTHS.iter().any(|month| word.eq_ignore_ascii_case(month))
}

/// `+0900`, `JST`, `(JST)`.
fn is_zone(word: &[u8]) -> bool {
    let offset = word.len() == 5 && matches!(word.first(), Some(b'+' | b'-')) && word.get(1..).is_some_and(is_number);
    let name = word.strip_prefix(b"(").and_then(|word| word.strip_suffix(b")")).unwrap_or(word);
    offset || (matches!(name.len(), 1..=5) && name.iter().all(u8::is_ascii_uppercase))
}

fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FROM: &str = "From a@shop.example Mon Jan  1 09:00:00 2024\n";

    fn part<'a>(mbox: &'a str, span: &Range<u64>) -> &'a str {
        let index = |at| usize::try_from(at).expect("it is an index");
        &mbox[index(span.start)..index(span.end)]
    }

    /// The messages of an mbox, each with its `From ` line.
    fn parts(mbox: &str) -> Vec<&str> {
        let spans = split(mbox.as_bytes()).expect("bytes can be read");
        spans.iter().map(|span| part(mbox, span)).collect()
    }

    #[test]
    fn lines_that_begin_a_message() {
        for line in [
            "From a@shop.example Mon Jan  1 09:00:00 2024",
            "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
            "From - Mon Jan 01 09:00:00 2024\r",
            "From ???@??? Mon Jan 01 09:00:00 2024",
            "From 1790000000000000000@xxx Mon Jan 01 09:00:00 +0000 2024",
            "From user at shop.example  Mon Jan  1 09:00:00 2024",
            "From a@shop.example Mon, 1 Jan 2024 09:00:00 +0900 (JST)",
            "From a@shop.example Mon Jan  1 09:00 JST 2024",
            "From uucp Mon Jan  1 09:00:00 2024 remote from host",
            "From \"a b\"@shop.example Mon Jan  1 09:00:00 2024",
        ] {
            assert!(is_from_line(line.as_bytes()), "{line}");
        }
        for line in [
            "From: a@shop.example",
            "From a@shop.example",
            "From Monday on we open at 9:00 again",
            "From Mon Jan 1 to 9:00 on Tuesday 2024",
            "From the meeting of Jan 1 09:00:00 2024 we learned much",
            "From Jan 1 09:00:00 2024",
            ">From a@shop.example Mon Jan  1 09:00:00 2024",
            "from a@shop.example Mon Jan  1 09:00:00 2024",
            "From",
            "",
        ] {
            assert!(!is_from_line(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn messages_are_told_apart_at_blank_lines() {
        let one = format!("{FROM}Subject: 1\n\nbody\n");
        let two = format!("{FROM}Subject: 2\n\n\nbody\nFrom the body\n");
        let three = format!("{FROM}Subject: 3\n\nno newline at the end");
        assert_eq!(parts(&format!("{one}\n{two}\n{three}")), [&*one, &two, &three]);
        assert_eq!(parts(&format!("{one}\n")), [&*one]);
        assert_eq!(parts(&one), [&*one]);
    }

    #[test]
    fn a_header_keeps_the_blank_line_that_ends_it() {
        let headers = format!("{FROM}Subject: no body\n\n");
        assert_eq!(parts(&format!("{headers}{headers}")), [&*headers, &headers]);
        assert_eq!(parts(&format!("{headers}\n{headers}\n")), [&*headers, &headers]);
    }

    #[test]
    fn empty_messages_count() {
        let empty = format!("{FROM}\n");
        assert_eq!(parts(&format!("{empty}{empty}{FROM}")), [&*empty, &empty, FROM]);
    }

    #[test]
    fn a_body_that_quotes_a_from_line_is_one_message() {
        for body in [
            format!("he wrote:\n{FROM}Subject: x\n"),
            format!("he wrote:\n\n{FROM}and so on\n"),
            format!("he wrote:\n\n>{FROM}Subject: x\n"),
        ] {
            let message = format!("{FROM}Subject: 1\n\n{body}");
            assert_eq!(parts(&message), [&*message]);
        }
    }

    #[test]
    fn line_ends_may_be_crlf() {
        let message = format!("{FROM}Subject: 1\n\nbody\n").replace('\n', "\r\n");
        assert_eq!(parts(&format!("{message}\r\n{message}\r\n")), [&*message, &message]);
    }

    #[test]
    fn one_level_of_quoting_is_undone_in_the_body_alone() {
        let raw = format!("{FROM}>From x\nSubject: 1\n\n>From a\n>>From b\n>Frome\n> From c\nFrom d");
        let message = message(raw.into_bytes());
        assert_eq!(&*message.raw, b">From x\nSubject: 1\n\nFrom a\n>From b\n>Frome\n> From c\nFrom d");
        assert_eq!(message.mbox_from, Some(("a@shop.example".to_owned(), None)));
        assert_eq!(message.oddities, []);
    }

    #[test]
    fn a_line_without_end_takes_no_memory() {
        let mbox = format!("{FROM}Subject: 1\n\n{}\n\n{FROM}Subject: 2\n", "x".repeat(5_000_000));
        assert_eq!(parts(&mbox).len(), 2);
    }

    proptest! {
        #[test]
        fn every_byte_belongs_to_one_message_or_to_a_blank_line(lines in proptest::collection::vec(
            prop_oneof![Just(FROM), Just("\n"), Just("\r\n"), Just("a: b\n"), Just("text\n"), Just("text")], 0..30)) {
            let mbox = lines.concat();
            let mut at = 0;
            for span in split(mbox.as_bytes()).expect("bytes can be read") {
                prop_assert!(span.start >= at && span.end >= span.start);
                prop_assert!(part(&mbox, &(at..span.start)).trim().is_empty());
                at = span.end;
            }
            prop_assert!(part(&mbox, &(at..mbox.len() as u64)).trim().is_empty());
        }
    }
}
