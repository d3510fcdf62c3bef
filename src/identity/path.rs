//! The way of a message from server to server: what each hop is to the receiver, and how long it took.

use super::{Client, Internal, internal};
use crate::message::{Hop, Message};

/// Where a hop lies, seen from the receiving one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind it: inside the receiver.
    Inside,
    /// It is the receiving hop: what its server wrote about the peer is the receiver's own word.
    Receiving,
    /// Before it: what stands there was brought along.
    Outside,
}

/// One stop on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The hop: index into [`Message::hops`].
    pub hop: usize,
    /// Where it lies.
    pub place: Place,
    /// Why it would not be found as the receiving hop.
    pub internal: Option<Internal>,
    /// Seconds since the stop before it that stamped a time, or since the Date field for the first;
    /// negative where the clocks disagree.
    pub delay: Option<i64>,
}

/// The stops in the order of the journey, the oldest first.
#[must_use]
pub fn path(message: &Message, client: &Client) -> Vec<Stop> {
    let mut before = message.date;
    let place = |index: usize| match client.hop {
        Some(hop) if index < hop => Place::Inside,
        Some(hop) if index == hop => Place::Receiving,
        // Without a receiving hop nothing that stands here is a receiver's word.
        _ => Place::Outside,
    };
    let stop = |(index, hop): (usize, &Hop)| {
        let delay = hop.time.zip(before).map(|(now, before)| now.saturating_sub(before));
        before = hop.time.or(before);
        Stop { hop: index, place: place(index), internal: internal(hop), delay }
    };
    message.hops.iter().enumerate().rev().map(stop).collect()
}
