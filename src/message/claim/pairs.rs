//! The tokens that Received-SPF and Authentication-Results share: `key = value` pairs, words and
//! comments in between.

use super::comment::Comment;
use super::{ClaimedSender, Placed, lossy};
use crate::message::lexer::{Grammar, Kind, Token, lex, unquote};
use crate::message::limits::Hits;
use crate::message::unfold::Unfolded;
use crate::message::{Limits, Span};

/// The text of a field, and what tells where it stands in the message; `None` if it was decoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub bytes: &'a [u8],
    pub origin: Option<&'a Unfolded<'a>>,
}

impl<'a> Text<'a> {
    pub(super) fn get(&self, span: &Span) -> &'a [u8] {
        self.bytes.get(span.clone()).unwrap_or_default()
    }

    pub(super) fn place(&self, span: &Span) -> Option<Span> {
        self.origin.map(|unfolded| unfolded.place(span))
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

impl Pair {
    /// The value as the envelope sender.
    pub(super) fn sender(&self) -> Placed<ClaimedSender> {
        (ClaimedSender::read(&self.value), self.span.clone())
    }
}

/// What stands between two `;`, or the end of such a segment.
pub(super) enum Item<'a> {
    Pair(Pair),
    /// A word that is no key, and where it stands.
    Word(String, Option<Span>),
    Comment(Comment<'a>),
    /// A `;`
    Separator,
}

const GRAMMAR: Grammar = Grammar { specials: b";=", quotes: true, literals: false, glued_comments: true };

/// Reads all items of a field, and whether some were left out because they are longer than any name or
/// address: what a record says once stands with each of its results.
pub(super) fn items<'a>(text: Text<'a>, hits: &mut Hits) -> (Vec<Item<'a>>, bool) {
    let tokens = lex(text.bytes, GRAMMAR, hits);
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
            Kind::Comment => items.push(Item::Comment(Comment::new(text, &token.span))),
            Kind::Special(b';') => items.push(Item::Separator),
            Kind::Special(_) | Kind::Space | Kind::Unclosed | Kind::Literal => {}
            Kind::Word | Kind::Quoted => {
                let (key, equals) = key(text, &tokens, at - 1);
                if is(&tokens, equals, b'=') {
                    let (value, next) = value(text, &tokens, equals + 1);
                    if fits(&key) && fits(&value.value) {
                        items.push(Item::Pair(Pair { key: key.to_ascii_lowercase(), ..value }));
                    }
                    at = next;
                } else {
                    let word = lossy(text.get(&token.span));
                    if fits(&word) {
                        items.push(Item::Word(word, text.place(&token.span)));
                    }
                }
            }
        }
    }
    (items, cut)
}

/// The key that begins at a word, and where its `=` should be. Blanks and comments may stand around the dot of
/// `smtp . mailfrom` and the slash of `spf / 1` (RFC 8601 section 2.2).
fn key(text: Text<'_>, tokens: &[Token], first: usize) -> (String, usize) {
    /// Method and version, or ptype and property, with what stands between.
    const PARTS: usize = 3;
    const JOINTS: &[u8] = b"./";
    let word = |at: usize| tokens.get(at).map(|token| text.get(&token.span)).unwrap_or_default();
    let mut key = word(first).to_vec();
    let mut at = skip_filler(tokens, first + 1);
    for _ in 1..PARTS {
        let joined =
            key.last().is_some_and(|b| JOINTS.contains(b)) || word(at).first().is_some_and(|b| JOINTS.contains(b));
        if !joined || tokens.get(at).is_none_or(|token| token.kind != Kind::Word) {
            break;
        }
        key.extend_from_slice(word(at));
        at = skip_filler(tokens, at + 1);
    }
    (lossy(&key), at)
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
    let end = end_of_address(text, tokens, start)
        .unwrap_or_else(|| start + tokens.iter().skip(start).take_while(|token| is_solid(token)).count());
    let parts = tokens.get(start..end).unwrap_or_default();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return (empty, after) };
    let value = match parts {
        [only] if only.kind == Kind::Quoted => lossy(&unquote(text.get(&only.span))),
        _ => lossy(
            &parts
                .iter()
                .filter(|token| is_solid(token))
                .flat_map(|token| text.get(&token.span))
                .copied()
                .collect::<Vec<u8>>(),
        ),
    };
    (Pair { key: String::new(), value, span: text.place(&(first.span.start..last.span.end)) }, end)
}

/// The end of an address in `<>` that begins at a word, where blanks stand inside the brackets: `< a@x.example >`.
fn end_of_address(text: Text<'_>, tokens: &[Token], start: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).map(|token| text.get(&token.span)).unwrap_or_default();
    let after_blank = |at: usize| at + usize::from(tokens.get(at).is_some_and(|token| token.kind == Kind::Space));
    let inner = match word(start) {
        b"<" => after_blank(start + 1),
        other => other.starts_with(b"<").then_some(start)?,
    };
    let end = inner + tokens.iter().skip(inner).take_while(|token| is_solid(token)).count();
    if word(end - 1).ends_with(b">") {
        return Some(end);
    }
    let close = after_blank(end);
    (word(close) == b">").then_some(close + 1)
}

/// Whether a token is part of a value.
fn is_solid(token: &Token) -> bool {
    matches!(token.kind, Kind::Word | Kind::Quoted | Kind::Special(b'=') | Kind::Unclosed)
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
