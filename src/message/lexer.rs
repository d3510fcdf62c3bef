//! Structured field values to tokens (RFC 5322 section 3.2): white space, comments, quoted strings,
//! special characters, and everything else as words. One pass, no recursion.

use super::limits::Hits;
use super::{Limits, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// White space, folds included.
    Space,
    /// A comment with its parentheses.
    Comment,
    /// A quoted string with its quotes.
    Quoted,
    /// An address literal with its brackets.
    Literal,
    /// One special character.
    Special(u8),
    /// A `(` or `"` that nothing closes, or a `(` with more inside it than is read.
    Unclosed,
    /// A run of anything else.
    Word,
}

/// A token and where it stands in the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// What a field's grammar takes for syntax.
#[derive(Clone, Copy)]
pub(super) struct Grammar {
    /// Characters that are tokens of their own.
    pub specials: &'static [u8],
    /// Whether `"` begins a quoted string.
    pub quotes: bool,
    /// Whether a `[` after an `@` begins an address literal.
    pub literals: bool,
    /// Whether a `(` inside a word begins a comment; else only one at the start of a word does.
    pub glued_comments: bool,
}

/// The tokens of a value, in order and without gaps.
pub(super) fn lex(value: &[u8], grammar: Grammar, hits: &mut Hits) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    // Once one is not closed, none of its kind after it is looked for: that keeps this linear.
    let (mut comments, mut quotes, mut literals) = (true, grammar.quotes, grammar.literals);
    let mut after_at = false;
    while let Some(&byte) = value.get(at) {
        let (kind, end) = match byte {
            _ if byte.is_ascii_whitespace() => (Kind::Space, end_of_space(value, at)),
            b'(' if comments => {
                if let Some(end) = end_of_comment(value, at, hits) {
                    (Kind::Comment, end)
                } else {
                    comments = false;
                    (Kind::Unclosed, at + 1)
                }
            }
            b'"' if quotes => {
                if let Some(end) = end_of_quoted(value, at) {
                    (Kind::Quoted, end)
                } else {
                    quotes = false;
                    (Kind::Unclosed, at + 1)
                }
            }
            b'[' if literals && after_at => {
                if let Some(close) = memchr::memchr(b']', value.get(at..).unwrap_or_default()) {
                    (Kind::Literal, at + close + 1)
                } else {
                    literals = false;
                    (Kind::Word, at + 1)
                }
            }
            _ if grammar.specials.contains(&byte) => (Kind::Special(byte), at + 1),
            _ => {
                let inside = |b: &u8| {
                    !(b.is_ascii_whitespace()
                        || grammar.specials.contains(b)
                        || (*b == b'"' && quotes)
                        || (*b == b'(' && comments && grammar.glued_comments))
                };
                let rest = value.get(at + 1..).unwrap_or_default();
                (Kind::Word, at + 1 + rest.iter().take_while(|b| inside(b)).count())
            }
        };
        after_at = match kind {
            Kind::Space | Kind::Comment => after_at,
            _ => kind == Kind::Special(b'@'),
        };
        tokens.push(Token { kind, span: at..end });
        at = end;
    }
    tokens
}

fn end_of_space(value: &[u8], start: usize) -> usize {
    let rest = value.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|b| b.is_ascii_whitespace()).count()
}

/// Where the comment ends that begins at `start`. Deeper nesting than the limit counts as not closed. A quoted local
/// part ends none: servers write an address into their comments as its sender chose it.
fn end_of_comment(value: &[u8], start: usize, hits: &mut Hits) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = start;
    loop {
        match value.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'"' => {
                if let Some(end) = end_of_quoted(value, at).filter(|end| value.get(*end) == Some(&b'@')) {
                    at = end;
                }
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at.min(value.len()));
        }
        if depth > Limits::DEFAULT.comment_depth {
            hits.note(true, "comment_depth");
            return None;
        }
    }
}

/// Where the quoted string ends that begins at `start`.
pub(super) fn end_of_quoted(value: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match value.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The content of a quoted string or comment: the outermost marks taken off, quoted pairs undone.
pub(super) fn unquote(text: &[u8]) -> Vec<u8> {
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter();
    while let Some(&byte) = bytes.next() {
        out.push(if byte == b'\\' { *bytes.next().unwrap_or(&byte) } else { byte });
    }
    out
}
