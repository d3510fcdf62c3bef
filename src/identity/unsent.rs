//! Messages that no receiver has seen: exports of test tools and of frameworks. They have no Received
//! field but those of the tool that caught them, and no record of a receiving server.

use super::boundary::internal;
use crate::message::{Hop, Message};

/// Tools that catch the mail of an application under test and sign their Received field.
const TOOLS: [&str; 8] =
    ["mailpit", "mailhog", "mailcatcher", "maildev", "smtp4dev", "inbucket", "greenmail", "papercut"];

/// Whether a Received field was written by a tool that catches mail: it says so after `by`.
pub(super) fn written_by_test_tool(message: &Message, hop: &Hop) -> bool {
    // It runs beside the application: its peer is never a public one.
    if internal(hop).is_none() {
        return false;
    }
    let Some(field) = message.fields.get(hop.field) else { return false };
    let value = String::from_utf8_lossy(message.value(field)).to_ascii_lowercase();
    let words: Vec<&str> = value.split_ascii_whitespace().collect();
    let Some(by) = words.iter().position(|word| *word == "by") else { return false };
    // The host, and the comment beside it.
    words.iter().skip(by + 1).take(2).any(|word| TOOLS.contains(&word.trim_matches(['(', ')', ';'])))
}

/// Whether no receiver has seen the message.
pub(super) fn is_unsent(message: &Message) -> bool {
    let mut caught = false;
    for hop in &message.hops {
        if !written_by_test_tool(message, hop) {
            return false;
        }
        caught = true;
    }
    let enveloped = message.mbox_from.is_some() || message.named("Return-Path").next().is_some();
    // The reverse-path that a tool notes is what the application gave to the tool.
    message.claims.is_empty() && (caught || !enveloped)
}
