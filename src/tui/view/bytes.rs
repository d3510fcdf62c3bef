//! Bytes of the message as they are, on a screen: what does not print is shown by stand-ins, nothing is
//! decoded, what is too long goes on below, and some of the bytes stand out.

use crate::identity::Identities;
use crate::message::{Field, Known, Message, Span};
use crate::text::{Shown, width};
use crate::tui::look::{Look, Tone};
use crate::tui::pieces::Pieces;
use ratatui::text::{Line, Span as Text};
use unicode_segmentation::UnicodeSegmentation;

/// Bytes that stand out; of those that overlap the last one counts.
pub type Mark = (Span, Tone);

/// The fields that identities are read from.
const TELLING: [Known; 14] = [
    Known::ReturnPath,
    Known::Received,
    Known::ReceivedSpf,
    Known::AuthenticationResults,
    Known::ArcAuthenticationResults,
    Known::XSpfAuth,
    Known::XEnvelopeFrom,
    Known::XSenderIp,
    Known::XSesOutgoing,
    Known::ResentSender,
    Known::ResentFrom,
    Known::Sender,
    Known::From,
    Known::Date,
];

/// Whether identities are read from a field.
pub fn is_telling(field: &Field) -> bool {
    TELLING.iter().any(|known| field.is(*known))
}

/// What stands out in a message: the names of the fields that identities are read from, and the bytes that
/// were taken.
pub fn marks(message: &Message, identities: &Identities) -> Vec<Mark> {
    let mut marks = Vec::new();
    for field in &message.fields {
        marks.push(if is_telling(field) {
            (field.span.start..field.value.start, Tone::Strong)
        } else {
            (field.span.clone(), Tone::Faint)
        });
    }
    let client = &identities.client;
    let header = |identity: &crate::identity::HeaderIdentity| identity.address.as_ref().map(|a| a.span.clone());
    let taken = [
        client.ip.as_ref().and_then(|found| found.span.clone()),
        client.helo.as_ref().and_then(|found| found.span.clone()),
        identities.mail_from.as_ref().and_then(|found| found.span.clone()),
        header(&identities.header_from),
        header(identities.judged_pra()),
    ];
    marks.extend(taken.into_iter().flatten().map(|span| (span, Tone::Domain)));
    marks
}

/// The bytes of a span in lines of so many columns, without their line end.
pub fn lines(
    message: &Message,
    span: &Span,
    marks: &[Mark],
    tone: Tone,
    look: Look,
    room: usize,
) -> Vec<Line<'static>> {
    let bytes = message.bytes(span);
    let end = span.start + bytes.strip_suffix(b"\n").map_or(bytes, |b| b.strip_suffix(b"\r").unwrap_or(b)).len();
    // A mark that ends inside a character takes in the whole of it.
    let inside = |at: usize| message.raw.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    let edges = |mark: &Span| {
        let start = (mark.start.saturating_sub(3)..=mark.start).rev().find(|at| !inside(*at));
        let end = (mark.end..=mark.end.saturating_add(3)).find(|at| !inside(*at));
        [start.unwrap_or(mark.start), end.unwrap_or(mark.end)]
    };
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(mark, _)| edges(mark)).collect();
    cuts.retain(|cut| span.start < *cut && *cut < end);
    cuts.extend([span.start, end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut flow = Flow::new(look, room);
    for pair in cuts.windows(2) {
        let (&[from, to], marked) = (pair, marks.iter().rev()) else { continue };
        let found = marked.clone().find(|(mark, _)| overlap(mark, &(from..to))).map(|(_, tone)| *tone);
        flow.text(found.unwrap_or(tone), &visible(message.bytes(&(from..to))));
    }
    flow.done()
}

/// The pieces of a span behind their line numbers.
pub fn field(
    message: &Message,
    pieces: &Pieces,
    span: &Span,
    marks: &[Mark],
    look: Look,
    room: usize,
) -> Vec<Line<'static>> {
    let digits = pieces.last_line().to_string().len();
    let (first, last) = (pieces.at(span.start), pieces.at(span.end.saturating_sub(1)));
    let mut out = Vec::new();
    for piece in (first..=last).filter_map(|index| pieces.get(index)) {
        let near: Vec<Mark> = marks.iter().filter(|(mark, _)| overlap(mark, &piece.span)).cloned().collect();
        let drawn = lines(message, &piece.span, &near, Tone::Plain, look, room.saturating_sub(digits + 1));
        for (index, mut line) in drawn.into_iter().enumerate() {
            let is_first = index == 0 && piece.begins;
            let number = if is_first { piece.line.to_string() } else { String::new() };
            line.spans.insert(0, look.span(Tone::Faint, format!("{number:>digits$} ")));
            out.push(line);
        }
    }
    out
}

/// Whether two spans have a byte in common.
pub fn overlap(one: &Span, other: &Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Bytes with a stand-in for each that does not print: nothing is left out.
fn visible(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for (index, part) in bytes.split(|byte| *byte == b'\r').enumerate() {
        if index > 0 {
            out.push_str("\\r");
        }
        for (index, line) in part.split(|byte| *byte == b'\n').enumerate() {
            if index > 0 {
                out.push_str("\\n");
            }
            out.push_str(Shown::bytes(line).as_str());
        }
    }
    out
}

/// Text that goes on at the next line wherever a line is full.
struct Flow {
    look: Look,
    room: usize,
    lines: Vec<Line<'static>>,
    line: Vec<Text<'static>>,
    used: usize,
}

impl Flow {
    fn new(look: Look, room: usize) -> Self {
        Self { look, room: room.max(2), lines: Vec::new(), line: Vec::new(), used: 0 }
    }

    fn text(&mut self, tone: Tone, text: &str) {
        let mut piece = String::new();
        for grapheme in text.graphemes(true) {
            let columns = width(grapheme);
            if self.used + columns > self.room {
                self.push(tone, &mut piece);
                self.lines.push(Line::from(std::mem::take(&mut self.line)));
                self.used = 0;
            }
            piece.push_str(grapheme);
            self.used += columns;
        }
        self.push(tone, &mut piece);
    }

    fn push(&mut self, tone: Tone, piece: &mut String) {
        if !piece.is_empty() {
            self.line.push(self.look.span(tone, std::mem::take(piece)));
        }
    }

    /// At least one line.
    fn done(mut self) -> Vec<Line<'static>> {
        if !self.line.is_empty() || self.lines.is_empty() {
            self.lines.push(Line::from(self.line));
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Charset, Lang};

    fn shown(raw: &[u8], room: usize) -> Vec<String> {
        let message = Message::parse(raw.to_vec());
        let look = Look { lang: Lang::En, charset: Charset::Unicode, colour: false };
        let lines = lines(&message, &(0..raw.len()), &[(2..4, Tone::Strong)], Tone::Plain, look, room);
        lines.iter().map(|line| line.spans.iter().map(|span| span.content.as_ref()).collect()).collect()
    }

    #[test]
    fn nothing_is_decoded_and_nothing_is_hidden() {
        assert_eq!(shown(b"\x1b$B7'Ln\x1b(B\r\n", 40), ["\\x1b$B7'Ln\\x1b(B"]);
        assert_eq!(shown("From: 熊野\r\n".as_bytes(), 40), ["From: 熊野"]);
        assert_eq!(shown(b"a\tb\rc\0\xff\n", 40), ["a\\tb\\rc\\x00\\xff"]);
        assert_eq!(shown(b"", 40), [""]);
    }

    #[test]
    fn a_long_line_goes_on_below() {
        assert_eq!(shown(b"abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(shown("a熊野".as_bytes(), 3), ["a熊", "野"]);
        assert_eq!(shown("ab熊野".as_bytes(), 3), ["ab", "熊", "野"]);
    }
}
