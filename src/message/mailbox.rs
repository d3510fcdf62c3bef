//! Mailboxes (RFC 5322 section 3.4) as they occur, not only as the grammar has them: quoted local
//! parts, comments, groups, routes, dots where no atom allows them, unquoted commas, UTF-8.

mod addr_spec;
mod text;

pub(super) use addr_spec::join;
pub(super) use text::Text;

use super::lexer::{Grammar, Kind, Token, unquote};
use super::limits::Hits;
use super::{Limits, Span, decode_text};

/// One mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name, encoded words decoded; empty if there is none.
    pub display: String,
    /// The local part as written, quotes kept; blanks and comments around its dots are left out.
    pub local: String,
    /// The domain as written, a dot at its end included; never empty, never with an empty label.
    pub domain: String,
    /// Where the address stands in the message: from the local part to the domain.
    pub span: Span,
}

impl Mailbox {
    /// `local@domain`, as written.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}@{}", self.local, self.domain)
    }
}

/// One element of an address list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A mailbox with a local part and a domain name.
    Mailbox(Mailbox),
    /// A group and its members; its closing `;` may be missing.
    Group(Vec<Element>),
    /// Something that is no mailbox: no `@`, an address literal, two addresses without a comma, `<>`,
    /// a quote or comment that nothing closes, a `;` outside a group, what lies beyond a limit.
    Malformed {
        /// The text as written, unfolded.
        text: String,
        /// Whether it may name an address: an `@` stands in it outside quoted strings and comments, or it was not
        /// read. Otherwise it can be a display name that a comma cut off.
        may_be_address: bool,
        /// Where it stands.
        span: Span,
    },
}

const GRAMMAR: Grammar = Grammar { specials: b"<>,;:@", quotes: true, literals: true, glued_comments: true };

/// The elements of an address list; `offset` is where `value` begins in the message.
///
/// Elements that are empty or hold only comments are left out. Inside a Japanese multi-byte
/// character no byte is taken for syntax.
#[must_use]
pub fn parse_mailboxes(value: &[u8], offset: usize) -> Vec<Element> {
    read(value, offset, &mut Hits::default())
}

/// The same, and which limits were hit.
pub(super) fn read(value: &[u8], offset: usize, hits: &mut Hits) -> Vec<Element> {
    let list = List { text: Text::read(value, offset, hits) };
    let mut elements = list.elements(&list.text.tokens, hits);
    if value.len() > Limits::DEFAULT.value_bytes {
        let end = list.text.bytes().len();
        elements.push(list.malformed(end..end));
    }
    elements
}

/// A list being read.
struct List<'a> {
    text: Text<'a>,
}

impl List<'_> {
    fn elements(&self, tokens: &[Token], hits: &mut Hits) -> Vec<Element> {
        let mut elements = Vec::new();
        let mut group: Option<Vec<Element>> = None;
        let (mut start, mut at, mut count) = (0, 0, 0);
        // Where the first address in brackets of the element at hand ends.
        let mut closed: Option<usize> = None;
        while let Some(token) = tokens.get(at) {
            if count >= Limits::DEFAULT.mailboxes {
                hits.note(true, "mailboxes");
                let end = self.text.bytes().len();
                group.as_mut().unwrap_or(&mut elements).push(self.malformed(token.span.start..end));
                (start, at) = (tokens.len(), tokens.len());
                continue;
            }
            let before = tokens.get(start..at).unwrap_or_default();
            match token.kind {
                Kind::Special(b'<') => {
                    // A second address without a comma before it is a second address.
                    if let Some(end) = closed.take() {
                        let first = tokens.get(start..end).unwrap_or_default();
                        group.as_mut().unwrap_or(&mut elements).extend(self.element(first));
                        count += 1;
                        start = end;
                    }
                    let end = end_of_angle(tokens, at);
                    closed = (end > at + 1).then_some(end);
                    at = end;
                    continue;
                }
                Kind::Special(b',') => group.as_mut().unwrap_or(&mut elements).extend(self.element(before)),
                Kind::Special(b':') if group.is_none() => group = Some(Vec::new()),
                Kind::Special(b';') => {
                    group.as_mut().unwrap_or(&mut elements).extend(self.element(before));
                    match group.take() {
                        Some(members) => elements.push(Element::Group(members)),
                        None => elements.push(self.malformed(token.span.clone())),
                    }
                }
                _ => {
                    at += 1;
                    continue;
                }
            }
            count += 1;
            at += 1;
            start = at;
            closed = None;
        }
        let last = self.element(tokens.get(start..).unwrap_or_default());
        group.as_mut().unwrap_or(&mut elements).extend(last);
        elements.extend(group.map(Element::Group));
        elements
    }

    /// One element of the list; `None` if it is empty.
    fn element(&self, tokens: &[Token]) -> Option<Element> {
        let tokens = trim(tokens);
        let (first, last) = (tokens.first()?, tokens.last()?);
        if tokens.iter().all(|t| matches!(t.kind, Kind::Space | Kind::Comment)) {
            return None;
        }
        let mailbox = self.mailbox(tokens).map(Element::Mailbox);
        Some(mailbox.unwrap_or_else(|| self.malformed(first.span.start..last.span.end)))
    }

    fn mailbox(&self, tokens: &[Token]) -> Option<Mailbox> {
        if tokens.iter().any(|t| t.kind == Kind::Unclosed) {
            return None;
        }
        let Some(open) = tokens.iter().position(|t| t.kind == Kind::Special(b'<')) else {
            let display = tokens.iter().rfind(|t| t.kind == Kind::Comment);
            return self.addr_spec(tokens, display.map(|t| self.unquoted(t)).unwrap_or_default());
        };
        let (phrase, rest) = tokens.split_at(open);
        let close = rest.iter().position(|t| t.kind == Kind::Special(b'>'))?;
        // Nothing but comments may follow, in particular no second address.
        if !rest.iter().skip(close + 1).all(|t| matches!(t.kind, Kind::Space | Kind::Comment))
            || phrase.iter().any(|t| matches!(t.kind, Kind::Special(b'>' | b':')))
        {
            return None;
        }
        self.addr_spec(without_route(rest.get(1..close)?), self.display(phrase))
    }

    fn addr_spec(&self, tokens: &[Token], display: String) -> Option<Mailbox> {
        let at = tokens.iter().position(|t| t.kind == Kind::Special(b'@'))?;
        let (local, domain) = (tokens.get(..at)?, tokens.get(at + 1..)?);
        let (local, local_span) = join(self.text.bytes(), &self.text.masked, local)?;
        if domain.iter().any(|t| t.kind == Kind::Quoted) {
            return None;
        }
        let (domain, domain_span) = join(self.text.bytes(), &self.text.masked, domain)?;
        if !addr_spec::is_domain_name(&domain) {
            return None;
        }
        Some(Mailbox {
            display,
            local: self.text.charset.decode(&local),
            domain: self.text.charset.decode(&domain),
            span: self.text.place(&(local_span.start..domain_span.end)),
        })
    }

    /// The display name: quotes taken off, comments left out unless there is nothing else.
    fn display(&self, phrase: &[Token]) -> String {
        let phrase = trim(phrase);
        if let [token] = phrase
            && matches!(token.kind, Kind::Quoted | Kind::Comment)
        {
            return self.unquoted(token);
        }
        let mut bytes = Vec::new();
        for token in phrase {
            match token.kind {
                Kind::Comment => {}
                Kind::Quoted => bytes.extend(self.unquoted_bytes(token)),
                _ => bytes.extend_from_slice(self.text.get(&token.span)),
            }
        }
        decode_text(&bytes)
    }

    fn unquoted(&self, token: &Token) -> String {
        decode_text(&self.unquoted_bytes(token))
    }

    fn unquoted_bytes(&self, token: &Token) -> Vec<u8> {
        let bytes = self.text.get(&token.span);
        // In Japanese text a backslash may be half a character.
        if self.text.masked.get(token.span.clone()) == Some(bytes) {
            unquote(bytes)
        } else {
            bytes.get(1..bytes.len().saturating_sub(1)).unwrap_or_default().to_vec()
        }
    }

    fn malformed(&self, span: Span) -> Element {
        let text = self.text.charset.decode(self.text.get(&span)).trim().to_owned();
        let tokens = &self.text.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let inside = tokens.iter().skip(first).take_while(|token| token.span.end <= span.end);
        let may_be_address = text.is_empty() || inside.into_iter().any(|token| token.kind == Kind::Special(b'@'));
        Element::Malformed { text, may_be_address, span: self.text.place(&span) }
    }
}

/// The place after the `>` that closes the `<` at `open`. Without one, after the `<`, or for a route
/// none either: then commas separate as usual, and the element is malformed.
fn end_of_angle(tokens: &[Token], open: usize) -> usize {
    let inner = tokens.get(open + 1..).unwrap_or_default();
    match inner.iter().position(|t| matches!(t.kind, Kind::Special(b'<' | b'>'))) {
        Some(end) if inner.get(end).is_some_and(|t| t.kind == Kind::Special(b'>')) => open + end + 2,
        _ => open + 1,
    }
}

/// The tokens inside `<>` after a source route (RFC 5322 section 4.4, obs-route).
pub(super) fn without_route(tokens: &[Token]) -> &[Token] {
    let first = tokens.iter().find(|t| !matches!(t.kind, Kind::Space | Kind::Comment));
    if !matches!(first.map(|t| t.kind), Some(Kind::Special(b'@' | b','))) {
        return tokens;
    }
    let colon = tokens.iter().position(|t| t.kind == Kind::Special(b':'));
    colon.and_then(|colon| tokens.get(colon + 1..)).unwrap_or(tokens)
}

fn trim(tokens: &[Token]) -> &[Token] {
    let space = |t: &Token| t.kind == Kind::Space;
    let start = tokens.iter().take_while(|t| space(t)).count();
    let end = tokens.len() - tokens.iter().rev().take_while(|t| space(t)).count();
    tokens.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
