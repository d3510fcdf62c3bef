//! Received fields (RFC 5321 section 4.4) in the forms of the servers that write them.
//!
//! Only the from clause tells the peer's address: version numbers and queue ids elsewhere look like
//! addresses too. Whatever the peer chose itself (its HELO name) comes after what the server found.

mod peer;
mod software;
mod tls;
mod transmission;

pub(super) use peer::parse_ip;
pub use tls::{Tls, TlsState};
pub use transmission::Transmission;

use super::lexer::{Grammar, Kind, end_of_quoted, lex};
use super::limits::Hits;
use super::unfold::Unfolded;
use super::{Known, Limits, Message, Span, date};
use peer::{Comment, Peer};
use std::net::IpAddr;

/// One Received field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hop {
    /// Index into [`super::Message::fields`].
    pub field: usize,
    /// Whether there is a from clause: the field tells of a connection, even where no address in it can be read.
    pub has_from: bool,
    /// The word after `from`, as written.
    pub from: Option<String>,
    /// The HELO or EHLO name: `helo=` in the comment where it is there, else the word after `from`.
    pub helo: Option<String>,
    /// Where the HELO name stands in the message.
    pub helo_span: Option<Span>,
    /// The name that the server found for the peer's address, as written.
    pub peer_name: Option<String>,
    /// The address that connected: in brackets in a comment of the from clause, else bare there but
    /// not after HELO, else the word after `from`. An IPv4-mapped address is IPv4.
    pub peer_ip: Option<IpAddr>,
    /// Where that address stands in the message.
    pub peer_ip_span: Option<Span>,
    /// The host that wrote the field.
    pub by: Option<String>,
    /// The software that names itself in a comment, in lower case, as far as it is known here. What the peer
    /// chose itself stands in the from clause, whose comments do not count.
    pub software: Option<&'static str>,
    /// The protocol after `with`.
    pub with: Option<String>,
    /// `(envelope-from <x>)`, as written; `Some("")` for `<>`.
    pub envelope_from: Option<String>,
    /// Where the envelope sender stands in the message.
    pub envelope_from_span: Option<Span>,
    /// The envelope recipient after `for`, without `<>`; `None` where several stand there, or no address.
    pub recipient: Option<String>,
    /// What is recorded of TLS.
    pub tls: Tls,
    /// The time stamp in seconds since 1970 in UTC.
    pub time: Option<i64>,
}

/// The Received fields of a message, top first.
pub(super) fn read_all(message: &Message, hits: &mut Hits) -> Vec<Hop> {
    let mut hops = Vec::new();
    for (field, found) in message.named(Known::Received) {
        if hops.len() == Limits::DEFAULT.hops {
            hits.note(true, "hops");
            break;
        }
        hops.push(Hop { field, ..read(message.value(found), found.value.start, hits) });
    }
    tls::read_silence(&mut hops);
    hops
}

/// Reads the value of a Received field; `offset` is where it begins in the message.
pub(super) fn read(value: &[u8], offset: usize, hits: &mut Hits) -> Hop {
    let value = Unfolded::read(value, offset, hits);
    let hop = read_as(&value, false, hits);
    // Some servers leave out the blank before the comment. That comes second, since a HELO name may
    // hold a parenthesis.
    if hop.peer_ip.is_none() && hop.from.is_some() {
        let glued = read_as(&value, true, hits);
        if glued.peer_ip.is_some() {
            return glued;
        }
    }
    hop
}

fn read_as(unfolded: &Unfolded<'_>, glued_comments: bool, hits: &mut Hits) -> Hop {
    let value = &*unfolded.text;
    let grammar = Grammar { specials: b";", quotes: false, literals: false, glued_comments };
    let tokens = lex(value, grammar, hits);
    let stamp = tokens.iter().rposition(|t| t.kind == Kind::Special(b';'));
    let clauses = tokens.get(..stamp.unwrap_or(tokens.len())).unwrap_or_default();
    let time = stamp.and_then(|at| value.get(tokens.get(at)?.span.end..)).and_then(|time| date::parse(time, hits));
    let mut hop = Hop { time, ..Hop::default() };
    let mut clause = Clause::None;
    let mut with = Vec::new();
    let mut recipients = Vec::new();
    let mut peer = Peer::default();
    // Whether `by` was read, and the comments behind it.
    let (mut is_behind, mut behind) = (false, Vec::new());
    let mut tls = tls::Reading::default();
    // A comment that nothing closes lasts to the end.
    let unclosed = clauses.iter().position(|t| t.kind == Kind::Unclosed);
    // Where a quoted recipient ends, which the sender chose: no word of it is the server's.
    let mut quoted = 0;
    for token in clauses.iter().take(unclosed.unwrap_or(clauses.len())).filter(|t| t.kind != Kind::Space) {
        let text = value.get(token.span.clone()).unwrap_or_default();
        if token.span.start < quoted {
            continue;
        }
        if clause == Clause::For && text.strip_prefix(b"<").unwrap_or(text).starts_with(b"\"") {
            let start = token.span.start + usize::from(text.starts_with(b"<"));
            quoted = end_of_quoted(value, start).unwrap_or(value.len());
        }
        match token.kind {
            Kind::Word => match keyword(text) {
                // What stands before the last `by` is about the peer, whose HELO name may be any words.
                Some(next) if !peer.is_empty() && next != Clause::By && !is_behind => {}
                Some(Clause::By) if !peer.is_empty() && is_behind => {
                    (hop.by, hop.software, clause) = (None, None, Clause::By);
                    (hop.envelope_from, hop.envelope_from_span) = (None, None);
                    with.clear();
                    peer.comments.append(&mut behind);
                }
                // The first word after `from` is a name, even if it is called `by`; after a comment
                // there is none.
                Some(next) if clause != Clause::From || !peer.is_empty() => {
                    hop.has_from |= next == Clause::From;
                    is_behind |= next == Clause::By;
                    clause = next;
                }
                _ => match clause {
                    Clause::From if peer.word.is_none() => peer.word = Some((text, token.span.clone())),
                    // fetchmail: `from host [192.0.2.1] by`.
                    Clause::From if peer.literal.is_none() && text.starts_with(b"[") => {
                        peer.literal = Some((text, token.span.clone()));
                    }
                    Clause::By if hop.by.is_none() => hop.by = Some(lossy(host(text))),
                    Clause::With => with.push(lossy(text)),
                    Clause::For => recipients.extend(text.split(|b| *b == b',').filter_map(mailbox)),
                    Clause::Tls => {
                        tls.cipher(text);
                        clause = Clause::Other;
                    }
                    _ => {}
                },
            },
            Kind::Comment => {
                let comment = Comment { text, start: token.span.start };
                if clause == Clause::From { &mut peer.comments } else { &mut behind }.push(comment.clone());
                if clause != Clause::From && hop.software.is_none() {
                    hop.software = software::named(&comment, clause == Clause::By);
                }
                tls.comment(&comment, clause == Clause::From);
                if is_behind {
                    read_sender(&mut hop, &comment, unfolded);
                }
                // The protocol may be several words, up to a comment.
                if clause == Clause::With && !with.is_empty() {
                    clause = Clause::Other;
                }
            }
            _ => {}
        }
    }
    if hop.envelope_from.is_none()
        && let Some(comment) = peer.sender()
    {
        read_sender(&mut hop, comment, unfolded);
    }
    hop.recipient = recipients.pop().filter(|last| recipients.iter().all(|other| other == last));
    hop.with = (!with.is_empty()).then(|| with.join(" "));
    if let Some(start) = unclosed.and_then(|at| clauses.get(at)).map(|t| t.span.start)
        && clause == Clause::From
        && value.get(start) == Some(&b'(')
    {
        peer.unclosed = Some(Comment { text: value.get(start..).unwrap_or_default(), start });
    }
    peer.tell(&mut hop, unfolded);
    hop.tls = tls.conclude(&hop);
    hop
}

/// The envelope sender, if the comment names it. Before `by` a HELO name may look like one.
fn read_sender(hop: &mut Hop, comment: &Comment<'_>, value: &Unfolded<'_>) {
    if let Some((sender, start)) = comment.envelope_from() {
        hop.envelope_from_span = Some(value.place(&(start..start + sender.len())));
        hop.envelope_from = Some(lossy(sender));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    None,
    From,
    By,
    With,
    For,
    /// After Exim's word `tls`.
    Tls,
    Other,
}

fn keyword(word: &[u8]) -> Option<Clause> {
    const KEYWORDS: [(&[u8], Clause); 7] = [
        (b"from", Clause::From),
        (b"by", Clause::By),
        (b"with", Clause::With),
        (b"id", Clause::Other),
        (b"for", Clause::For),
        (b"via", Clause::Other),
        // Exim: `with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384`.
        (b"tls", Clause::Tls),
    ];
    KEYWORDS.iter().find(|(keyword, _)| word.eq_ignore_ascii_case(keyword)).map(|(_, clause)| *clause)
}

/// A host without the comment or comma that is glued to it.
fn host(word: &[u8]) -> &[u8] {
    let end = word.iter().position(|b| b"(,".contains(b)).filter(|end| *end > 0);
    word.get(..end.unwrap_or(word.len())).unwrap_or(word)
}

/// An address that stands for itself or in `<>`.
fn mailbox(word: &[u8]) -> Option<String> {
    let word = word.strip_prefix(b"<").unwrap_or(word);
    let word = word.strip_suffix(b">").unwrap_or(word);
    let (at, last) = (word.iter().position(|b| *b == b'@')?, word.len().checked_sub(1)?);
    (at > 0 && at < last).then(|| lossy(word))
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests;
