//! Messages that no receiver has seen: exports of test tools and of frameworks. They have no Received
//! field but those of the tool that caught them, and no record of a receiving server.

use super::boundary::internal;
use crate::message::{Hop, Message};

/// Tools that catch the mail of an application under test and sign their Received field.
const TOOLS: [&str; 8] =
    ["mailpit", "mailhog", "mailcatcher", "maildev", "smtp4dev", "inbucket", "greenmail", "papercut"];

/// Whether a Received field was written by a tool that catches mail.
pub(super) fn written_by_test_tool(message: &Message, hop: &Hop) -> bool {
    let Some(field) = message.fields.get(hop.field) else { return false };
    let value = String::from_utf8_lossy(message.value(field)).to_ascii_lowercase();
    let words: Vec<&str> = value.split_ascii_whitespace().collect();
    let is_tool = |word: &str| TOOLS.contains(&word.trim_matches(['(', ')', ';']));
    let (named, signed) = match words.iter().position(|word| *word == "by") {
        Some(by) => {
            let host = words.get(by + 1).copied().unwrap_or_default();
            let named = host.split('.').next().is_some_and(is_tool);
            (named, words.get(by + 2).copied().is_some_and(|word| word.starts_with('(') && is_tool(word)))
        }
        // GreenMail names no host: `from 172.18.0.1 (HELO app); Mon Jun 03 12:00:00 UTC 2019`.
        None => (hop.with.is_none() && words.first() == Some(&"from") && words.get(2) == Some(&"(helo"), false),
    };
    if hop.peer_ip.is_none() || internal(hop).is_some() {
        return named || signed;
    }
    // It mostly runs beside the application. Where the application reaches it over the Internet, nothing
    // else has handled the message; what a mail server sends is signed or has passed a server before.
    signed && message.hops.len() == 1 && message.named("DKIM-Signature").next().is_none()
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
