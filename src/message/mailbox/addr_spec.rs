//! The two halves of an addr-spec (RFC 5322 section 3.4.1) with the obsolete blanks and comments
//! around dots (section 4.4).

use crate::message::Span;
use crate::message::lexer::{Kind, Token};

/// Words and quoted strings joined over blanks and comments, and where they stand. `None` if there
/// are none, if anything else stands there, or if two of them meet without a dot.
pub(in crate::message) fn join(value: &[u8], masked: &[u8], tokens: &[Token]) -> Option<(Vec<u8>, Span)> {
    let mut out: Vec<u8> = Vec::new();
    let mut span: Option<Span> = None;
    for token in tokens {
        match token.kind {
            Kind::Space | Kind::Comment => continue,
            Kind::Word
                if masked.get(token.span.clone())?.iter().any(|b| b.is_ascii_control() || b"[]\\()".contains(b)) =>
            {
                return None;
            }
            Kind::Word | Kind::Quoted => {}
            Kind::Special(_) | Kind::Literal | Kind::Unclosed => return None,
        }
        let bytes = value.get(token.span.clone())?;
        if !out.is_empty() && out.last() != Some(&b'.') && bytes.first() != Some(&b'.') {
            return None;
        }
        out.extend_from_slice(bytes);
        span = Some(span.map_or(token.span.start, |s| s.start)..token.span.end);
    }
    span.map(|span| (out, span))
}

/// Whether there are labels, and no empty one but after a dot at the end.
pub(super) fn is_domain_name(domain: &[u8]) -> bool {
    let name = domain.strip_suffix(b".").unwrap_or(domain);
    name.split(|b| *b == b'.').all(|label| !label.is_empty())
}
