//! The reverse-path of an envelope (RFC 5321 section 4.4) as servers write it into Return-Path and
//! into fields of their own: with and without `<>`, with comments, with a source route.

use super::Span;
use super::lexer::{Kind, Token, unquote};
use super::limits::Hits;
use super::mailbox::{Text, join, without_route};

/// A reverse-path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReversePath {
    /// `<>`
    Null,
    /// An address.
    Address {
        /// The local part as written, quotes kept.
        local: String,
        /// The domain or address literal as written; empty where there is no `@`.
        domain: String,
        /// Where the address stands in the message.
        span: Span,
    },
}

/// Reads the value of Return-Path and its like; `offset` is where `value` begins in the message.
/// `None` if nothing stands there, or nothing that is one address. The last `@` splits.
#[must_use]
pub fn parse_reverse_path(value: &[u8], offset: usize) -> Option<ReversePath> {
    read(value, offset, &mut Hits::default())
}

/// The same, and which limits were hit.
pub(super) fn read(value: &[u8], offset: usize, hits: &mut Hits) -> Option<ReversePath> {
    let text = Text::read(value, offset, hits);
    let (charset, tokens) = (text.charset, &text.tokens);
    let address = match tokens.iter().position(|t| t.kind == Kind::Special(b'<')) {
        Some(open) => {
            let inner = tokens.get(open + 1..)?;
            let close = inner.iter().position(|t| matches!(t.kind, Kind::Special(b'<' | b'>')));
            let inner = inner.get(..close.unwrap_or(inner.len()))?;
            if close.is_some() && inner.iter().all(is_filler) {
                return Some(ReversePath::Null);
            }
            without_route(inner)
        }
        None => tokens,
    };
    let read = |tokens: &[Token]| join(text.bytes(), &text.masked, tokens);
    let Some(at) = address.iter().rposition(|t| t.kind == Kind::Special(b'@')) else {
        // Some write the whole address as a quoted string.
        if let [token] = address.iter().filter(|t| !is_filler(t)).collect::<Vec<_>>().as_slice()
            && token.kind == Kind::Quoted
        {
            let inner = unquote(text.get(&token.span));
            // Only a plain one: a quoted string inside would come back here.
            return if inner.contains(&b'@') && !inner.contains(&b'"') {
                parse_reverse_path(&inner, text.place(&token.span).start + 1)
            } else {
                None
            };
        }
        let (local, span) = read(address)?;
        return Some(ReversePath::Address {
            local: charset.decode(&local),
            domain: String::new(),
            span: text.place(&span),
        });
    };
    let (before, after) = (address.get(..at)?, address.get(at + 1..)?);
    // An `@` of the local part that should be quoted and is not.
    let (local, start) = if before.iter().any(|t| t.kind == Kind::Special(b'@')) {
        let start = before.iter().find(|t| !is_filler(t))?.span.start;
        let end = before.iter().rfind(|t| !is_filler(t))?.span.end;
        let local = text.get(&(start..end));
        if local.iter().any(u8::is_ascii_whitespace) {
            return None;
        }
        (local.to_vec(), start)
    } else {
        let (local, span) = read(before)?;
        (local, span.start)
    };
    let (domain, end) = domain(&text, after)?;
    let span = text.place(&(start..end));
    Some(ReversePath::Address { local: charset.decode(&local), domain: charset.decode(&domain), span })
}

/// A domain or an address literal, and where it ends.
fn domain(text: &Text<'_>, tokens: &[Token]) -> Option<(Vec<u8>, usize)> {
    if let Some((domain, span)) = join(text.bytes(), &text.masked, tokens) {
        return Some((domain, span.end));
    }
    let mut solid = tokens.iter().filter(|t| !is_filler(t));
    match (solid.next(), solid.next()) {
        (Some(token), None) if token.kind == Kind::Literal => Some((text.get(&token.span).to_vec(), token.span.end)),
        _ => None,
    }
}

/// What in a local part says that a forwarder rewrote the address: SRS, also behind the tag of BATV, which by itself
/// is the sender's own (`prvs=`); Gmail's `user+caf_=you=there.example`; Microsoft's `bounces+SRS=…`.
#[must_use]
pub fn rewritten(local: &str) -> Option<&'static str> {
    const FIRST: [&str; 6] = ["srs0=", "srs0+", "srs0-", "srs1=", "srs1+", "srs1-"];
    const WITHIN: [&str; 8] = ["+caf_=", "+srs=", "=srs0=", "=srs0+", "=srs0-", "=srs1=", "=srs1+", "=srs1-"];
    let local = local.to_ascii_lowercase();
    let first = FIRST.into_iter().find(|mark| local.starts_with(mark));
    first.or_else(|| WITHIN.into_iter().find(|mark| local.contains(mark)))
}

fn is_filler(token: &Token) -> bool {
    matches!(token.kind, Kind::Space | Kind::Comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reverse_paths_are_read_as_servers_write_them() {
        let address = |local: &str, domain: &str| Some((local.to_owned(), domain.to_owned()));
        for (value, found) in [
            (" <bounce@news.example>", address("bounce", "news.example")),
            (" bounce@news.example", address("bounce", "news.example")),
            ("\r\n bounce@news.example", address("bounce", "news.example")),
            ("<\"a..b\"@shop.example>", address("\"a..b\"", "shop.example")),
            ("<a..b.@shop.example>", address("a..b.", "shop.example")),
            ("<@hop1.example,@hop2.example:u@a.example>", address("u", "a.example")),
            ("<bounces+id=user=shop.example@news.example>", address("bounces+id=user=shop.example", "news.example")),
            ("(added by mx.example) <a@b.example> (ok)", address("a", "b.example")),
            ("< a @ b.example >", address("a", "b.example")),
            ("<a@b.example", address("a", "b.example")),
            ("<a@b@c.example>", address("a@b", "c.example")),
            ("\"a@b.example\"", address("a", "b.example")),
            ("<a@[192.0.2.1]>", address("a", "[192.0.2.1]")),
            ("<a@[IPv6:2001:db8::1]>", address("a", "[IPv6:2001:db8::1]")),
            ("<MAILER-DAEMON>", address("MAILER-DAEMON", "")),
            ("root", address("root", "")),
            ("<用户@例子.example>", address("用户", "例子.example")),
            ("Name <a@b.example>", address("a", "b.example")),
            ("", None),
            (" \r\n ", None),
            ("(nobody)", None),
            ("two words", None),
            ("a@b.example c@d.example", None),
            ("<@>", None),
            ("\"a@b", None),
        ] {
            let read = parse_reverse_path(value.as_bytes(), 0).map(|path| match path {
                ReversePath::Address { local, domain, span } => {
                    let text = &value[span];
                    assert!(domain.is_empty() || text.ends_with(&domain), "{text}");
                    (local, domain)
                }
                ReversePath::Null => panic!("{value} is not null"),
            });
            assert_eq!(read, found, "{value}");
        }
    }

    #[test]
    fn a_forwarders_local_part_is_told_from_a_senders_own() {
        for (local, mark) in [
            ("SRS0=ab1c=XY=shop.example=info", Some("srs0=")),
            ("srs0=ab1c=xy=shop.example=info", Some("srs0=")),
            ("SRS0+ab1c=XY=shop.example=info", Some("srs0+")),
            ("SRS1=ab1c=first.example==ab=XY=shop.example=info", Some("srs1=")),
            ("prvs=0123456789=SRS0=ab1c=XY=shop.example=info", Some("=srs0=")),
            ("hanako+caf_=taro=there.example", Some("+caf_=")),
            ("bounces+SRS=ab1cd=XY", Some("+srs=")),
            ("prvs=0123456789=info", None),
            ("info+tag", None),
            ("srs0", None),
            ("bounces+id=user=shop.example", None),
            ("", None),
        ] {
            assert_eq!(rewritten(local), mark, "{local}");
        }
    }

    #[test]
    fn the_null_reverse_path_is_not_an_absent_one() {
        for value in ["<>", " <>", "< >", "(nobody) <>", "<(nobody)>", "<> (bounce)", "<\r\n >"] {
            assert_eq!(parse_reverse_path(value.as_bytes(), 0), Some(ReversePath::Null), "{value}");
        }
    }

    #[test]
    fn spans_point_into_the_message() {
        let message = b"Return-Path: (x) <u @ a.example>\n";
        let Some(ReversePath::Address { span, .. }) = parse_reverse_path(&message[12..], 12) else { panic!() };
        assert_eq!(&message[span], b"u @ a.example");
    }
}
