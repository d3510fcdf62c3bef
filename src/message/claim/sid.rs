//! X-SID-PRA and X-SID-Result: the Sender ID check of Microsoft's servers, one claim in two fields.

use super::{Claim, ClaimKind, MethodResult};
use crate::message::{Element, Limits, Span, decode_text, parse_mailboxes};

/// Reads the first of the two fields; `offset` is where its value begins in the message.
pub(super) fn read(value: &[u8], offset: usize, field: usize, is_pra: bool) -> Claim {
    let result = MethodResult {
        method: "sender-id".to_owned(),
        result: String::new(),
        properties: Vec::new(),
        comment: None,
        comments: Vec::new(),
        span: None,
    };
    let mut claim = Claim { microsoft: true, results: vec![result], ..Claim::empty(field, ClaimKind::XSid) };
    fill(&mut claim, value, offset, is_pra);
    claim
}

/// Adds the other field; `false` if it is there already.
pub(super) fn complete(claim: &mut Claim, value: &[u8], offset: usize, field: usize, is_pra: bool) -> bool {
    if claim.other_field.is_some() {
        return false;
    }
    claim.other_field = Some(field);
    fill(claim, value, offset, is_pra);
    true
}

fn fill(claim: &mut Claim, value: &[u8], offset: usize, is_pra: bool) {
    let longest = Limits::DEFAULT.recorded_bytes;
    if value.len() > longest {
        claim.cut = Some("recorded_bytes");
    }
    let value = value.get(..longest).unwrap_or(value);
    let Some(result) = claim.results.first_mut() else { return };
    if is_pra {
        let address = match parse_mailboxes(value, offset).as_slice() {
            [Element::Mailbox(mailbox)] => mailbox.address(),
            _ => decode_text(value).trim().to_owned(),
        };
        if !address.is_empty() {
            result.properties.push(("pra".to_owned(), address));
        }
    } else {
        let Some(word) = word(value) else { return };
        result.result = super::lossy(value.get(word.clone()).unwrap_or_default()).to_ascii_lowercase();
        result.span = Some(offset + word.start..offset + word.end);
    }
}

/// The first word of a value.
fn word(value: &[u8]) -> Option<Span> {
    let start = value.iter().position(|b| !b.is_ascii_whitespace())?;
    let rest = value.get(start..)?;
    let len = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
    Some(start..start + len)
}
