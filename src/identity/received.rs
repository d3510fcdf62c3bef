//! The receiving hop, found or chosen, and what each record is worth for it.
//!
//! Servers prepend: what stands above the receiving hop's own Received field was written after the message had been
//! received, and counts. What stands below came with the message, or was put there by a filter of the receiver:
//! it may confirm, and overrules nothing.

use super::boundary::{Boundary, boundary, internal, is_private};
use super::organisation::same_organisation;
use super::provider::{Provider, RecordPlace};
use super::unsent::written_by_test_tool;
use crate::dns::Name;
use crate::message::{Claim, ClaimKind, Hop, Message};
use std::borrow::Cow;

/// What a record is worth, seen from the receiving hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// The receiver's side wrote it, about this hop: it decides, and its results may stand in.
    Counts,
    /// It carries the receiver's name and agrees with what the receiver is known to have written, at a place where
    /// it can have come with the message: it confirms, and decides nothing.
    Confirms,
    /// It carries the receiver's name and contradicts what the receiver is known to have written.
    Contradicts,
    /// Somebody else's, or about another hop.
    Outside,
    /// There is no receiving hop to tell it by.
    NotKnown,
}

/// The receiving hop and the records that count, the most trusted first.
pub(super) struct Received<'a> {
    pub message: &'a Message,
    pub hop: Option<(usize, &'a Hop)>,
    /// The hop that the message itself gives.
    pub found: Option<usize>,
    /// Whether the hop is known only from what a sender could have written.
    pub assumed: bool,
    /// The top-most hop above it that may itself have met the sender.
    pub doubtful: Option<usize>,
    /// The field above which all was written after the message had left this hop's receiver; 0 for the
    /// hop that is found, since behind it are only machines of its own.
    begin: usize,
    /// The first field that a sender could have written.
    own: usize,
    /// The first field below this hop that another organisation's server wrote.
    end: usize,
    /// What each of [`Message::claims`] is worth.
    pub credits: Vec<Credit>,
    /// The records that count; without any receiving hop all that tell the envelope.
    pub records: Vec<(usize, &'a Claim)>,
}

impl<'a> Received<'a> {
    /// Looks for the receiving hop, or takes the chosen one.
    pub fn read(message: &'a Message, chosen: Option<usize>) -> Self {
        let Boundary { receiving: found, doubtful } = found(message);
        // A choice of the hop that is found says that it is no assumption.
        let doubtful = doubtful.filter(|_| chosen.is_none_or(|index| index >= message.hops.len()));
        let chosen = chosen.filter(|index| found != Some(*index));
        let chosen = chosen.and_then(|index| Some((index, message.hops.get(index)?)));
        let hop = chosen.or_else(|| found.and_then(|index| Some((index, message.hops.get(index)?))));
        let doubtful_field = doubtful.and_then(|index| message.hops.get(index)).map(|hop| hop.field);
        let field = hop.map_or(usize::MAX, |(_, hop)| hop.field);
        let mut received = Self {
            message,
            hop,
            found,
            assumed: doubtful.is_some(),
            doubtful,
            begin: chosen.map_or(0, |(index, _)| end_of_next_receiver(message, index)),
            own: doubtful_field.unwrap_or(field).saturating_add(1),
            end: hop.and_then(|(index, hop)| end_of_own_fields(message, index, hop)).unwrap_or(usize::MAX),
            credits: Vec::new(),
            records: Vec::new(),
        };
        received.credits = message.claims.iter().map(|claim| received.credit(claim)).collect();
        received.records = message
            .claims
            .iter()
            .enumerate()
            .filter(|(index, claim)| claim.kind.tells_envelope() && received.decides(*index))
            .collect();
        received.sort_records();
        received
    }

    /// Whether a record decides: it counts, or there is no receiving hop to tell it by and nothing better.
    fn decides(&self, claim: usize) -> bool {
        matches!(self.credits.get(claim), Some(Credit::Counts | Credit::NotKnown))
    }

    /// The record that names the hop's own client, so that an inner server does not win; then Received-SPF before
    /// Authentication-Results.
    fn sort_records(&mut self) {
        let peer = self.hop.and_then(|(_, hop)| hop.peer_ip);
        self.records.sort_by_key(|(_, claim)| {
            let other_client = claim.client_ip.zip(peer).is_some_and(|(recorded, peer)| recorded != peer);
            (other_client, claim.kind != ClaimKind::ReceivedSpf)
        });
    }

    fn credit(&self, claim: &Claim) -> Credit {
        let Some((index, hop)) = self.hop else { return Credit::NotKnown };
        let above = claim.field < hop.field;
        let is_chosen = self.found != Some(index);
        let own_name = self.has_its_name(claim);
        if above && claim.field < self.begin || self.is_of_other_hop(claim) && !self.is_in_place(claim) {
            return Credit::Outside;
        }
        // Of a hop before the last receiver, what stands above is its receiver's only where it says so.
        if above && claim.field < self.own && (own_name || !is_chosen) || self.is_in_place(claim) {
            return Credit::Counts;
        }
        // Microsoft's servers add X-SID below all other fields.
        let end = if claim.kind == ClaimKind::XSid { usize::MAX } else { self.end };
        if !own_name || claim.field >= end {
            Credit::Outside
        } else if self.contradicts(claim) {
            Credit::Contradicts
        } else {
            Credit::Confirms
        }
    }

    /// Whether a record stands where the receiver's provider is known to write below its own Received field: the
    /// first of its kind in the block that begins there.
    fn is_in_place(&self, claim: &Claim) -> bool {
        let Some((_, hop)) = self.hop else { return false };
        let place = Provider::of_writer(hop).map(|provider| provider.record);
        if place != Some(RecordPlace::BelowReceived) || self.assumed || !self.has_its_name(claim) {
            return false;
        }
        let kind = |field: usize| self.message.claims.iter().find(|claim| claim.field == field).map(|claim| claim.kind);
        match (claim.field.checked_sub(hop.field), claim.kind) {
            (Some(1), ClaimKind::ReceivedSpf | ClaimKind::AuthenticationResults) => true,
            (Some(2), ClaimKind::AuthenticationResults) => kind(hop.field + 1) == Some(ClaimKind::ReceivedSpf),
            _ => false,
        }
    }

    /// Whether a record that can have come with the message says otherwise than the receiver: of the client, or of
    /// the reverse-path that was written on delivery.
    fn contradicts(&self, claim: &Claim) -> bool {
        let peer = self.hop.and_then(|(_, hop)| hop.peer_ip);
        let other_client = claim.client_ip.zip(peer).is_some_and(|(recorded, peer)| recorded != peer);
        other_client || self.tells_other_sender(claim)
    }

    /// Whether a record carries the name of this hop's receiver, or names nobody and this hop's client.
    pub fn has_its_name(&self, claim: &Claim) -> bool {
        let Some((_, hop)) = self.hop else { return true };
        let by = hop.by.as_deref().map(Name::new);
        match (&claim.writer, by) {
            (Some(writer), Some(by)) => same_organisation(&Name::new(writer), &by),
            (None, Some(by)) if claim.microsoft => is_microsoft(&by),
            (None, _) => claim.client_ip.is_some() && claim.client_ip == hop.peer_ip,
            (Some(_), None) => false,
        }
    }

    /// Whether a record names the client of another hop: of one behind the receiving hop, or for a chosen hop of any.
    fn is_of_other_hop(&self, claim: &Claim) -> bool {
        let (Some((index, hop)), Some(client)) = (self.hop, claim.client_ip) else { return false };
        let others = if self.found == Some(index) { index } else { self.message.hops.len() };
        let of_other = |other: &Hop| other.peer_ip == Some(client) && other.field != hop.field;
        let inner = is_private(client) && hop.peer_ip.is_some_and(|peer| !is_private(peer));
        hop.peer_ip != Some(client) && (inner || self.message.hops.iter().take(others).any(of_other))
    }

    /// Whether the message was delivered here, and not sent on to another receiver.
    pub fn is_last(&self) -> bool {
        self.begin == 0
    }

    /// Whether a field was written by this hop's receiver after it had taken the message, or by one behind it: what
    /// such a field tells of the envelope is the receiver's word.
    pub fn is_own_field(&self, field: usize) -> bool {
        (self.begin..self.own).contains(&field)
    }

    /// Whether a field can tell of the envelope at this hop at all: it does not where a later receiver wrote it.
    pub fn is_of_hop(&self, field: usize) -> bool {
        let below = self.hop.is_some_and(|(_, hop)| field > hop.field);
        self.begin == 0 || (field >= self.begin && !below)
    }
}

/// The boundary of a message. What a test tool wrote is about the machine under test, not about a receiver's client.
fn found(message: &Message) -> Boundary {
    let of_tool = |hop: &Hop| written_by_test_tool(message, hop);
    if !message.hops.iter().any(of_tool) {
        return boundary(&message.hops);
    }
    let hops: Cow<'_, [Hop]> = message.hops.iter().filter(|hop| !of_tool(hop)).cloned().collect();
    let Boundary { receiving, doubtful } = boundary(&hops);
    let index = |at: Option<usize>| {
        let field = hops.get(at?)?.field;
        message.hops.iter().position(|hop| hop.field == field)
    };
    Boundary { receiving: index(receiving), doubtful: index(doubtful) }
}

/// Whether a host is Microsoft's, whose Authentication-Results name no writer.
pub(super) fn is_microsoft(host: &Name) -> bool {
    same_organisation(host, &Name::new("outlook.com"))
}

/// Where what the next receiver behind a hop wrote ends: below the lowest Received field above the hop's
/// whose peer came from outside.
fn end_of_next_receiver(message: &Message, index: usize) -> usize {
    let above = message.hops.iter().take(index).rev();
    above.filter(|hop| internal(hop).is_none()).map(|hop| hop.field + 1).next().unwrap_or(0)
}

/// The first field below the receiving hop that another organisation's server wrote: from there on the
/// records are that server's, whatever name they carry.
fn end_of_own_fields(message: &Message, index: usize, hop: &Hop) -> Option<usize> {
    let own = Name::new(hop.by.as_deref()?);
    let below = message.hops.iter().skip(index + 1);
    let other = |by: &str| !same_organisation(&Name::new(by), &own);
    below.filter(|hop| hop.by.as_deref().is_some_and(other)).map(|hop| hop.field).min()
}
