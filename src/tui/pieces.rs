//! The source of a message in pieces: its lines, long ones cut so that each piece fits on a screen. Made
//! once a message; a screen then lays out only what it shows.

use crate::message::{LineEnd, Message, Span};

/// Bytes of a piece at most.
const LONGEST: usize = 480;

/// Where the pieces of a source begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    starts: Vec<usize>,
    /// The lines that the pieces are of, counted from 1.
    lines: Vec<u32>,
    end: usize,
}

/// A piece of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes, the line end included.
    pub span: Span,
    /// The line that it is of, counted from 1.
    pub line: u32,
    /// Whether the line begins here.
    pub begins: bool,
}

impl Pieces {
    /// Cuts a source.
    #[must_use]
    pub fn of(message: &Message) -> Self {
        let raw: &[u8] = &message.raw;
        // Lone CRs end lines only where the whole header does without LF.
        let end = if message.line_end == LineEnd::Cr { b'\r' } else { b'\n' };
        let mut pieces = Self { end: raw.len(), ..Self::default() };
        let ends = memchr::memchr_iter(end, raw).map(|at| at + 1).chain([raw.len()]);
        let (mut start, mut number) = (0, 0u32);
        for next in ends.filter(|next| *next > 0) {
            if next == start {
                continue;
            }
            number = number.saturating_add(1);
            while start < next {
                pieces.starts.push(start);
                pieces.lines.push(number);
                start = cut(raw, start, next);
            }
        }
        pieces
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// A piece by its index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Piece> {
        let (start, line) = (*self.starts.get(index)?, *self.lines.get(index)?);
        let end = self.starts.get(index + 1).copied().unwrap_or(self.end);
        let before = index.checked_sub(1).and_then(|before| self.lines.get(before));
        Some(Piece { span: start..end, line, begins: before != Some(&line) })
    }

    /// The piece that a byte lies in; the last for one behind the end.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The line that a byte lies in, counted from 1.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> u32 {
        self.lines.get(self.at(offset)).copied().unwrap_or(1)
    }

    /// The number of the last line.
    #[must_use]
    pub fn last_line(&self) -> u32 {
        self.lines.last().copied().unwrap_or(0)
    }
}

/// Where a piece from `start` ends, of a line that ends at `end`: no character is cut in two.
fn cut(raw: &[u8], start: usize, end: usize) -> usize {
    // The line end does not make another piece.
    if end - start <= LONGEST + 2 {
        return end;
    }
    let at = start + LONGEST;
    let is_inside = |at: &usize| raw.get(*at).is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000);
    // Longer runs of such bytes are no UTF-8.
    (0..4).map(|back| at - back).find(|at| !is_inside(at)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(raw: &[u8]) -> Vec<(u32, bool, String)> {
        let message = Message::parse(raw.to_vec());
        let pieces = Pieces::of(&message);
        (0..pieces.len())
            .filter_map(|index| pieces.get(index))
            .map(|piece| (piece.line, piece.begins, String::from_utf8_lossy(message.bytes(&piece.span)).into_owned()))
            .collect()
    }

    #[test]
    fn each_line_is_a_piece_with_its_number() {
        let lines = |raw: &[u8]| pieces(raw).into_iter().map(|(line, _, text)| (line, text)).collect::<Vec<_>>();
        let of = |texts: &[&str]| (1..).zip(texts.iter().map(ToString::to_string)).collect::<Vec<(u32, String)>>();
        assert_eq!(lines(b"From: a\r\n\r\nhello"), of(&["From: a\r\n", "\r\n", "hello"]));
        assert_eq!(lines(b"From: a\n\n"), of(&["From: a\n", "\n"]));
        assert_eq!(lines(b"From: a\rTo: b\r\rhello\r"), of(&["From: a\r", "To: b\r", "\r", "hello\r"]));
        assert_eq!(lines(b""), of(&[]));
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let text = format!("X: {}\nnext", "熊野".repeat(200));
        let found = pieces(text.as_bytes());
        assert_eq!(
            found.iter().map(|(line, begins, _)| (*line, *begins)).collect::<Vec<_>>(),
            [(1, true), (1, false), (1, false), (2, true)]
        );
        assert!(found.iter().all(|(_, _, text)| !text.contains('\u{fffd}') && text.len() <= LONGEST + 2));
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_source_and_every_byte_is_found(raw in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let message = Message::parse(raw.clone());
            let pieces = Pieces::of(&message);
            let all: Vec<Piece> = (0..pieces.len()).filter_map(|index| pieces.get(index)).collect();
            let joined: Vec<u8> = all.iter().flat_map(|piece| message.bytes(&piece.span).to_vec()).collect();
            prop_assert_eq!(&joined, &raw);
            for offset in 0..raw.len() {
                let piece = pieces.get(pieces.at(offset)).expect("it is there");
                prop_assert!(piece.span.contains(&offset));
                prop_assert_eq!(piece.line, pieces.line_at(offset));
            }
        }
    }
}
