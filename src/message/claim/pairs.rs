//! The tokens that Received-SPF and Authentication-Results share: `key = value` pairs, words and
//! comments in between.

use super::comment::Comment;
use super::lossy;
use crate::message::lexer::{Grammar, Kind, Token, lex, unquote};
use crate::message::{Limits, Span};

/// The bytes of a field, and where they begin in the message; `None` if they were decoded.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub bytes: &'a [u8],
    pub offset: Option<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn get(&self, span: &Span) -> &'a [u8] {
        self.bytes.get(span.clone()).unwrap_or_default()
    }

    pub(super) fn place(&self, span: &Span) -> Option<Span> {
        self.offset.map(|offset| offset + span.start..offset + span.end)
    }
}

/// A `key=value` pair and where its value stands in the message.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// In lower case.
    pub key: String,
    /// As written, without quotes around the whole.
    pub value: String,
    pub span: Option<Span>,
}

/// What stands between two `;`, or the end of such a segment.
pub(super) enum Item {
    Pair(Pair),
    /// A word that is no key, and where it stands.
    Word(String, Option<Span>),
    Comment(Comment),
    /// A `;`
    Separator,
}

const GRAMMAR: Grammar = Grammar { specials: b";=", quotes: true, literals: false, glued_comments: true };

/// Reads all items of a field, and whether some were left out because they are longer than any name or
/// address: what a record says once stands with each of its results.
pub(super) fn items(text: Text<'_>) -> (Vec<Item>, bool) {
    let tokens = lex(text.bytes, GRAMMAR);
    let mut items = Vec::new();
    let mut cut = false;
    let mut fits = |text: &str| {
        let fits = text.len() <= Limits::DEFAULT.recorded_bytes;
        cut |= !fits;
        fits
    };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.kind {
            Kind::Comment => items.push(Item::Comment(Comment::new(text, token.span.clone()))),
            Kind::Special(b';') => items.push(Item::Separator),
            Kind::Special(_) | Kind::Space | Kind::Unclosed | Kind::Literal => {}
            Kind::Word | Kind::Quoted => {
                let word = lossy(text.get(&token.span));
                match skip_filler(&tokens, at) {
                    equals if is(&tokens, equals, b'=') => {
                        let (value, next) = value(text, &tokens, equals + 1);
                        if fits(&word) && fits(&value.value) {
                            items.push(Item::Pair(Pair { key: word.to_ascii_lowercase(), ..value }));
                        }
                        at = next;
                    }
                    _ if fits(&word) => items.push(Item::Word(word, text.place(&token.span))),
                    _ => {}
                }
            }
        }
    }
    (items, cut)
}

/// The value after a `=`, up to white space, a comment or `;`; more `=` belong to it (base64, VERP).
/// Its key is filled in by the caller. Also where reading goes on.
fn value(text: Text<'_>, tokens: &[Token], after: usize) -> (Pair, usize) {
    let start = skip_filler(tokens, after);
    let at_equals = tokens.get(after.saturating_sub(1)).map_or(0, |t| t.span.end);
    let empty = Pair { key: String::new(), value: String::new(), span: text.place(&(at_equals..at_equals)) };
    // `smtp.mailfrom= smtp.helo=x`: what follows after a blank is the next pair.
    if start > after && is_key(text, tokens, start) {
        return (empty, after);
    }
    let solid = |t: &&Token| matches!(t.kind, Kind::Word | Kind::Quoted | Kind::Special(b'=') | Kind::Unclosed);
    let parts: Vec<&Token> = tokens.iter().skip(start).take_while(solid).collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return (empty, after) };
    let span = first.span.start..last.span.end;
    let value = match parts.as_slice() {
        [only] if only.kind == Kind::Quoted => lossy(&unquote(text.get(&span))),
        _ => lossy(text.get(&span)),
    };
    (Pair { key: String::new(), value, span: text.place(&span) }, start + parts.len())
}

/// Whether a pair begins here whose key cannot be the value of the one before.
fn is_key(text: Text<'_>, tokens: &[Token], at: usize) -> bool {
    const KEYS: [&[u8]; 9] = [
        b"client-ip",
        b"client_ip",
        b"envelope-from",
        b"envelope-sender",
        b"helo",
        b"identity",
        b"receiver",
        b"mechanism",
        b"problem",
    ];
    const PTYPES: [&[u8]; 6] = [b"smtp.", b"header.", b"body.", b"policy.", b"arc.", b"reason"];
    let Some(word) = tokens.get(at).filter(|t| t.kind == Kind::Word) else { return false };
    let word = text.get(&word.span).to_ascii_lowercase();
    let known = KEYS.contains(&word.as_slice()) || PTYPES.iter().any(|ptype| word.starts_with(ptype));
    known && is(tokens, skip_filler(tokens, at + 1), b'=')
}

fn skip_filler(tokens: &[Token], at: usize) -> usize {
    let filler = |t: &&Token| matches!(t.kind, Kind::Space | Kind::Comment);
    at + tokens.iter().skip(at).take_while(filler).count()
}

fn is(tokens: &[Token], at: usize, special: u8) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Special(special))
}
