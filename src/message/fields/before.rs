//! What stands before a header: the `From ` line of an mbox, the mark of a log entry.

use crate::message::{ReversePath, Span, parse_reverse_path};

/// The length of what a framework's logger writes before a message that it takes instead of sending it:
/// `[2019-06-03 12:00:00] local.DEBUG: `.
pub(super) fn log_prefix(line: &[u8]) -> Option<usize> {
    const LONGEST: usize = 80;
    let line = line.get(..line.len().min(LONGEST))?;
    let time = line.strip_prefix(b"[")?;
    let end = time.iter().position(|b| *b == b']')?;
    let is_time = |b: &u8| b.is_ascii_digit() || b"-:T.+Z ".contains(b);
    let (time, rest) = (time.get(..end)?, time.get(end..)?);
    let channel = rest.strip_prefix(b"] ")?;
    let colon = channel.iter().position(|b| *b == b':')?;
    let (word, rest) = (channel.get(..colon)?, channel.get(colon..)?);
    let is_level = |level: &[u8]| !level.is_empty() && level.iter().all(u8::is_ascii_uppercase);
    let level = word.iter().rposition(|b| *b == b'.').and_then(|dot| word.get(dot + 1..))?;
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || b"-_.".contains(b);
    let is_prefix = time.first().is_some_and(u8::is_ascii_digit)
        && time.iter().all(is_time)
        && word.iter().all(is_name)
        && is_level(level)
        && rest.starts_with(b": ");
    is_prefix.then_some(1 + end + 2 + colon + 2)
}

/// Whether a line is the `From ` line of an mbox and not a From field with a blank before its colon.
pub(super) fn is_mbox_from(line: &[u8]) -> bool {
    line.strip_prefix(b"From ").is_some_and(|rest| !rest.trim_ascii_start().starts_with(b":"))
}

/// The envelope sender of a `From ` line, up to the blank before the date. What is no address of a host on the
/// Internet is not one: programs that do not know the sender write `-`, `MAILER-DAEMON`, a hash or an id of their own
/// (`1790000000000000000@xxx`) there, and list archives `user at shop.example`.
pub(in crate::message) fn mbox_sender(line: &[u8], offset: usize) -> Option<(String, Span)> {
    let start = 5 + line.get(5..)?.iter().take_while(|b| **b == b' ').count();
    let text = line.get(start..)?;
    let mut quoted = false;
    let blank = |b: &u8| {
        quoted ^= *b == b'"';
        *b == b' ' && !quoted
    };
    let len = text.iter().position(blank).unwrap_or(text.len());
    let sender = text.get(..len)?;
    let is_envelope = match parse_reverse_path(sender, 0)? {
        ReversePath::Null => true,
        ReversePath::Address { local, domain, .. } => {
            let is_literal = domain.starts_with('[');
            let is_qualified = domain.trim_end_matches('.').contains('.');
            (is_literal || is_qualified) && !local.eq_ignore_ascii_case("MAILER-DAEMON")
        }
    };
    is_envelope.then(|| (String::from_utf8_lossy(sender).into_owned(), offset + start..offset + start + len))
}
