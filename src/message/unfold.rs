//! Unfolding (RFC 5322 section 2.2.3): a value is read on one line, and what is found in it still points into the
//! message.

use super::limits::Hits;
use super::{Limits, Span};
use std::borrow::Cow;

/// A value on one line.
#[derive(Clone, Debug)]
pub(super) struct Unfolded<'a> {
    /// As much of the value as is read.
    pub folded: &'a [u8],
    /// The text; every fold, with the white space around it, is one blank.
    pub text: Cow<'a, [u8]>,
    /// Where the value begins in the message.
    offset: usize,
    folds: Vec<Fold>,
}

/// White space that holds a line end.
#[derive(Clone, Debug)]
struct Fold {
    /// Where it stands in the value.
    folded: Span,
    /// Where its blank stands in the text.
    blank: usize,
}

impl<'a> Unfolded<'a> {
    /// Unfolds as much of a value as is read; `offset` is where it begins in the message.
    pub fn read(value: &'a [u8], offset: usize, hits: &mut Hits) -> Self {
        let longest = Limits::DEFAULT.value_bytes;
        hits.note(value.len() > longest, "value_bytes");
        Self::new(value.get(..longest).unwrap_or(value), offset)
    }

    fn new(value: &'a [u8], offset: usize) -> Self {
        let folds = folds(value);
        Self { folded: value, text: joined(value, &folds), offset, folds }
    }

    /// Other bytes of the same length, unfolded where these are folded.
    pub fn joined_like(&self, other: Vec<u8>) -> Vec<u8> {
        if self.folds.is_empty() { other } else { joined(&other, &self.folds).into_owned() }
    }

    /// The bytes of a span of the text.
    pub fn get(&self, span: &Span) -> &[u8] {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// Where a span of the text stands in the message.
    pub fn place(&self, span: &Span) -> Span {
        self.offset + self.folded(span.start)..self.offset + self.folded(span.end)
    }

    /// The place in the value of a place in the text: behind all of a fold whose blank is before it.
    fn folded(&self, at: usize) -> usize {
        let before = self.folds.partition_point(|fold| fold.blank < at);
        let last = before.checked_sub(1).and_then(|index| self.folds.get(index));
        last.map_or(at, |fold| fold.folded.end + (at - fold.blank - 1))
    }
}

/// A value without its line ends.
pub(super) fn unfold(value: &[u8]) -> Cow<'_, [u8]> {
    joined(value, &folds(value))
}

fn folds(value: &[u8]) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    // By how much the text is shorter so far.
    let mut saved = 0;
    let mut at = 0;
    while let Some(end) = value.get(at..).and_then(|rest| memchr::memchr2(b'\r', b'\n', rest)) {
        let space = |b: &&u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
        let (before, after) = value.split_at(at + end);
        let start = before.len() - before.get(at..).unwrap_or_default().iter().rev().take_while(space).count();
        at = before.len() + after.iter().take_while(space).count();
        folds.push(Fold { folded: start..at, blank: start - saved });
        saved += at - start - 1;
    }
    folds
}

fn joined<'a>(value: &'a [u8], folds: &[Fold]) -> Cow<'a, [u8]> {
    if folds.is_empty() {
        return Cow::Borrowed(value);
    }
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    for fold in folds {
        out.extend_from_slice(value.get(at..fold.folded.start).unwrap_or_default());
        out.push(b' ');
        at = fold.folded.end;
    }
    out.extend_from_slice(value.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_fold_is_one_blank_and_what_stands_on_a_line_stays() {
        for (folded, text) in [
            ("a b", "a b"),
            ("a\r\n b", "a b"),
            ("a\n\tb", "a b"),
            ("a \r\n \t b  c", "a b  c"),
            ("\r\n a\r\n \r\n b\r\n ", " a b "),
            ("", ""),
        ] {
            assert_eq!(unfold(folded.as_bytes()), text.as_bytes(), "{folded:?}");
        }
    }

    proptest! {
        #[test]
        fn every_word_is_found_where_it_stands(value in "(ab?| |\t|\r\n |\n\t){0,20}") {
            let unfolded = Unfolded::new(value.as_bytes(), 7);
            let message = format!("Field: {value}");
            let mut at = 0;
            for word in unfolded.text.split(|b| *b == b' ' || *b == b'\t') {
                let place = unfolded.place(&(at..at + word.len()));
                // A place between two blanks is the end of a fold.
                prop_assert_eq!(&message.as_bytes()[place], word);
                at += word.len() + 1;
            }
            prop_assert_eq!(unfolded.place(&(0..unfolded.text.len())), 7..7 + value.len());
        }
    }
}
