//! The text of a field that holds addresses: on one line, in a charset, and with what of it may be syntax.

use crate::message::Span;
use crate::message::decode::{Charset, mask};
use crate::message::lexer::{Token, lex};
use crate::message::limits::Hits;
use crate::message::unfold::Unfolded;

/// A text.
pub(in crate::message) struct Text<'a> {
    pub charset: Charset,
    unfolded: Unfolded<'a>,
    /// The text with no byte in it that only looks like syntax.
    pub masked: Vec<u8>,
    pub tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    pub fn read(value: &'a [u8], offset: usize, hits: &mut Hits) -> Self {
        let unfolded = Unfolded::read(value, offset, hits);
        let charset = Charset::guess(&unfolded.text);
        // What a character may be depends on its line, so that lines are joined afterwards.
        let masked = unfolded.joined_like(mask(unfolded.folded, charset));
        let tokens = lex(&masked, super::GRAMMAR, hits);
        Self { charset, unfolded, masked, tokens }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.unfolded.text
    }

    pub fn get(&self, span: &Span) -> &[u8] {
        self.unfolded.get(span)
    }

    /// Where a span of the text stands in the message.
    pub fn place(&self, span: &Span) -> Span {
        self.unfolded.place(span)
    }
}
