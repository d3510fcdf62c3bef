//! Messages that no receiver has seen: exports of test tools and of frameworks. They have no Received
//! field but those of the tool that caught them, and no record of a receiving server.

use super::boundary::internal;
use crate::message::{Hop, Known, Message};

/// Whether a Received field was written by a tool that catches mail.
pub(super) fn written_by_test_tool(message: &Message, hop: &Hop) -> bool {
    let signed = hop.is_signed_by_test_tool();
    // GreenMail names no host: `from 172.18.0.1 (HELO app); Mon Jun 03 12:00:00 UTC 2019`.
    let nameless = || hop.by.is_none() && hop.with.is_none() && hop.from.is_some() && hop.helo != hop.from;
    if hop.peer_ip.is_none() || internal(hop).is_some() {
        return signed || hop.is_called_test_tool() || nameless();
    }
    // It mostly runs beside the application. Where the application reaches it over the Internet, nothing
    // else has handled the message; what a mail server sends is signed or has passed a server before.
    signed && message.hops.len() == 1 && message.named(Known::DkimSignature).next().is_none()
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
    let enveloped = message.mbox_from.is_some() || message.named(Known::ReturnPath).next().is_some();
    // The reverse-path that a tool notes is what the application gave to the tool.
    message.claims.is_empty() && (caught || !enveloped)
}
