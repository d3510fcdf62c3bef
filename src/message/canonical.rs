//! The canonical forms of a header field and of a body (RFC 6376 section 3.4), given out in pieces so that
//! nothing is held twice.

/// How much a signer lets a message change on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Canonicalization {
    /// Next to nothing.
    Simple,
    /// White space and the folding of fields.
    Relaxed,
}

impl Canonicalization {
    /// The name in a c= tag.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Relaxed => "relaxed",
        }
    }
}

const CRLF: &[u8] = b"\r\n";

/// What ends a line of a file besides LF and CRLF. Whatever it was, it is read as the CRLF that went over
/// the wire.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LineEnds {
    /// A CR alone: a file without any LF in its header.
    pub lone_cr: bool,
    /// Several CRs before an LF: a file that was converted once too often.
    pub many_crs: bool,
}

impl LineEnds {
    /// The next line that begins at `at`: its text, and where the one behind it begins.
    pub(super) fn next(self, bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let end = if self.lone_cr { memchr::memchr2(b'\r', b'\n', rest) } else { memchr::memchr(b'\n', rest) };
        let Some(end) = end else { return Some((rest, bytes.len())) };
        let text = rest.get(..end).unwrap_or_default();
        if self.lone_cr {
            let len = if rest.get(end..end + 2) == Some(CRLF) { 2 } else { 1 };
            return Some((text, at + end + len));
        }
        let mut text = text.strip_suffix(b"\r").unwrap_or(text);
        while let Some(shorter) = text.strip_suffix(b"\r").filter(|_| self.many_crs) {
            text = shorter;
        }
        Some((text, at + end + 1))
    }
}

/// A header field, name and all, without the line end behind it.
pub(super) fn field(name: &str, raw: &[u8], how: Canonicalization, ends: LineEnds, sink: &mut impl FnMut(&[u8])) {
    match how {
        Canonicalization::Simple => {
            let (mut at, mut first) = (0, true);
            while let Some((line, next)) = ends.next(raw, at) {
                if !std::mem::take(&mut first) {
                    sink(CRLF);
                }
                sink(line);
                at = next;
            }
        }
        Canonicalization::Relaxed => {
            sink(name.to_ascii_lowercase().as_bytes());
            sink(b":");
            let value = raw.get(memchr::memchr(b':', raw).map_or(raw.len(), |colon| colon + 1)..).unwrap_or_default();
            let (mut at, mut words) = (0, Words::default());
            while let Some((line, next)) = ends.next(value, at) {
                words.push(line, sink);
                at = next;
            }
        }
    }
}

/// Words with one blank between them and none around them, however the text was cut into lines.
#[derive(Default)]
struct Words {
    blank: bool,
    begun: bool,
}

impl Words {
    fn push(&mut self, text: &[u8], sink: &mut impl FnMut(&[u8])) {
        let mut rest = text;
        while !rest.is_empty() {
            let len = memchr::memchr2(b' ', b'\t', rest).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(len);
            if !word.is_empty() {
                if std::mem::take(&mut self.blank) && self.begun {
                    sink(b" ");
                }
                self.begun = true;
                sink(word);
            }
            self.blank |= !behind.is_empty();
            rest = without_leading_blanks(behind);
        }
    }
}

/// Whether this is white space to RFC 6376: no other character is.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn without_leading_blanks(text: &[u8]) -> &[u8] {
    let len = text.iter().take_while(|b| is_blank(**b)).count();
    text.get(len..).unwrap_or_default()
}

fn without_trailing_blanks(text: &[u8]) -> &[u8] {
    let len = text.iter().rev().take_while(|b| is_blank(**b)).count();
    text.get(..text.len() - len).unwrap_or_default()
}

/// A body that is given line by line. Blank lines wait until one behind them is not: those at the end do
/// not belong to it.
#[derive(Clone, Debug)]
pub(super) struct Body {
    how: Canonicalization,
    blank_lines: usize,
    empty: bool,
}

impl Body {
    pub(super) fn new(how: Canonicalization) -> Self {
        Self { how, blank_lines: 0, empty: true }
    }

    /// Takes a line without its end; whether it is one that is not blank, so that all lines up to it stand
    /// as they would if the body ended here.
    pub(super) fn line(&mut self, line: &[u8], sink: &mut impl FnMut(&[u8])) -> bool {
        const BLANKS: &[u8] = b"\r\n\r\n\r\n\r\n";
        let text = match self.how {
            Canonicalization::Simple => line,
            Canonicalization::Relaxed => without_trailing_blanks(line),
        };
        if text.is_empty() {
            self.blank_lines += 1;
            return false;
        }
        let mut waiting = std::mem::take(&mut self.blank_lines) * CRLF.len();
        while waiting > 0 {
            let piece = BLANKS.get(..waiting.min(BLANKS.len())).unwrap_or(BLANKS);
            sink(piece);
            waiting -= piece.len();
        }
        self.empty = false;
        match self.how {
            Canonicalization::Simple => sink(text),
            Canonicalization::Relaxed => relaxed_line(text, sink),
        }
        sink(CRLF);
        true
    }

    /// The end of the body. An empty one is a line end where it is simple, and nothing where relaxed.
    pub(super) fn end(&self, sink: &mut impl FnMut(&[u8])) {
        if self.empty && self.how == Canonicalization::Simple {
            sink(CRLF);
        }
    }
}

/// One blank for every run of white space, the one at the start included.
fn relaxed_line(text: &[u8], sink: &mut impl FnMut(&[u8])) {
    let mut rest = text;
    loop {
        let len = memchr::memchr2(b' ', b'\t', rest).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(len);
        sink(word);
        if behind.is_empty() {
            return;
        }
        sink(b" ");
        rest = without_leading_blanks(behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Canonicalization::{Relaxed, Simple};
    use proptest::prelude::*;

    const ENDS: LineEnds = LineEnds { lone_cr: false, many_crs: false };

    fn body_with(text: &[u8], how: Canonicalization, ends: LineEnds) -> Vec<u8> {
        let mut out = Vec::new();
        let mut body = Body::new(how);
        let mut at = 0;
        while let Some((line, next)) = ends.next(text, at) {
            body.line(line, &mut |piece| out.extend_from_slice(piece));
            at = next;
        }
        body.end(&mut |piece| out.extend_from_slice(piece));
        out
    }

    fn body(text: &str, how: Canonicalization) -> String {
        String::from_utf8(body_with(text.as_bytes(), how, ENDS)).unwrap()
    }

    fn header(text: &str, how: Canonicalization) -> String {
        let mut out = Vec::new();
        let name = text.split(':').next().unwrap().trim_end();
        field(name, text.as_bytes(), how, ENDS, &mut |piece| out.extend_from_slice(piece));
        String::from_utf8(out).unwrap()
    }

    /// The examples of RFC 6376 section 3.4.5.
    #[test]
    fn the_examples_of_the_rfc() {
        assert_eq!(header("A: X\r\n", Relaxed), "a:X");
        assert_eq!(header("B : Y\t\r\n\tZ  \r\n", Relaxed), "b:Y Z");
        assert_eq!(header("B : Y\t\r\n\tZ  \r\n", Simple), "B : Y\t\r\n\tZ  ");
        let text = " C \r\nD \t E\r\n\r\n\r\n";
        assert_eq!(body(text, Relaxed), " C\r\nD E\r\n");
        assert_eq!(body(text, Simple), " C \r\nD \t E\r\n");
    }

    #[test]
    fn empty_bodies_and_blank_lines() {
        for text in ["", "\r\n", "\r\n\r\n\r\n", "\n\n"] {
            assert_eq!((body(text, Simple), body(text, Relaxed)), ("\r\n".to_owned(), String::new()), "{text:?}");
        }
        for text in [" \r\n", "\t\r\n \r\n", "  "] {
            assert_eq!(body(text, Relaxed), "", "{text:?}");
        }
        assert_eq!(body(" \r\n\r\n", Simple), " \r\n");
        assert_eq!(body("a\r\n \r\n\t\r\n", Relaxed), "a\r\n");
        assert_eq!(body("a\r\n \r\n\r\nb\r\n", Relaxed), "a\r\n\r\n\r\nb\r\n");
        assert_eq!(body("a\r\n\r\n\r\n\r\n\r\n\r\nb", Simple), "a\r\n\r\n\r\n\r\n\r\n\r\nb\r\n");
    }

    #[test]
    fn every_kind_of_line_end_is_read_as_the_one_of_the_wire() {
        let many = LineEnds { many_crs: true, ..ENDS };
        let lone = LineEnds { lone_cr: true, ..ENDS };
        for how in [Simple, Relaxed] {
            let expected = b"a b\r\n\r\nc\r\n".to_vec();
            for (text, ends) in [
                ("a b\r\n\r\nc", ENDS),
                ("a b\n\nc\n", ENDS),
                ("a b\n\r\nc\r\n\n", ENDS),
                ("a b\r\r\n\r\r\nc\r\r\n", many),
                ("a b\r\rc\r", lone),
            ] {
                assert_eq!(body_with(text.as_bytes(), how, ends), expected, "{text:?}");
            }
        }
        // A CR inside a line is text.
        assert_eq!(body("a\rb\r\r\n", Simple), "a\rb\r\r\n");
    }

    #[test]
    fn folded_fields() {
        assert_eq!(header("Subject:a\n b\n\tc \n", Relaxed), "subject:a b c");
        assert_eq!(header("Subject: \r\n a", Relaxed), "subject:a");
        assert_eq!(header("Subject:\r\n", Relaxed), "subject:");
        assert_eq!(header("Subject: a\n b\n", Simple), "Subject: a\r\n b");
    }

    proptest! {
        #[test]
        fn a_canonical_body_stays_as_it_is(text in proptest::collection::vec(
            prop_oneof![Just(b' '), Just(b'\t'), Just(b'\r'), Just(b'\n'), Just(b'a'), any::<u8>()], 0..200),
            relaxed in any::<bool>()) {
            let how = if relaxed { Relaxed } else { Simple };
            let once = body_with(&text, how, ENDS);
            prop_assert_eq!(&body_with(&once, how, ENDS), &once);
        }
    }
}
