//! The receiving hop, found or chosen, and the records that count for it: those of its own organisation,
//! and of these only what can tell of this hop.

use super::boundary::{internal, receiving_hop};
use super::organisation::{is_microsoft, same_organisation};
use super::unsent::written_by_test_tool;
use crate::dns::Name;
use crate::message::{Claim, ClaimKind, Hop, Message};
use std::borrow::Cow;

/// The receiving hop and the records that count, the most trusted first.
pub(super) struct Received<'a> {
    pub message: &'a Message,
    pub hop: Option<(usize, &'a Hop)>,
    /// The hop that the message itself gives.
    pub found: Option<usize>,
    /// The field above which all was written after the message had left this hop's receiver; 0 for the
    /// hop that is found, since behind it are only machines of its own.
    begin: usize,
    /// The first field below this hop that another organisation's server wrote.
    end: usize,
    pub records: Vec<(usize, &'a Claim)>,
}

impl<'a> Received<'a> {
    /// Looks for the receiving hop, or takes the chosen one.
    pub fn read(message: &'a Message, chosen: Option<usize>) -> Self {
        // What a test tool wrote is about the machine under test, not about a receiver's client.
        let of_tool = |hop: &Hop| written_by_test_tool(message, hop);
        let hops: Cow<'_, [Hop]> = if message.hops.iter().any(of_tool) {
            message.hops.iter().filter(|hop| !of_tool(hop)).cloned().collect()
        } else {
            Cow::Borrowed(&message.hops)
        };
        let found = receiving_hop(&hops).and_then(|index| {
            let field = hops.get(index)?.field;
            message.hops.iter().enumerate().find(|(_, hop)| hop.field == field)
        });
        let chosen = chosen.and_then(|index| Some((index, message.hops.get(index)?)));
        let chosen = chosen.filter(|(index, _)| found.is_none_or(|(found, _)| found != *index));
        let hop = chosen.or(found);
        let begin = chosen.map_or(0, |(index, _)| end_of_next_receiver(message, index));
        let end = hop.and_then(|(index, hop)| end_of_own_fields(message, index, hop)).unwrap_or(usize::MAX);
        let mut received = Self { message, hop, found: found.map(|(index, _)| index), begin, end, records: Vec::new() };
        let claims = message.claims.iter().enumerate();
        received.records = claims.filter(|(_, claim)| claim.kind.tells_envelope() && received.is_own(claim)).collect();
        received.sort_records();
        received
    }

    /// What stands above the hop's own field can only come from its server or one behind it. Then the
    /// record that names the hop's own client, so that an inner server of the same organisation does
    /// not win; then Received-SPF before Authentication-Results.
    fn sort_records(&mut self) {
        let hop = self.hop.map(|(_, hop)| hop);
        self.records.sort_by_key(|(_, claim)| {
            let below = hop.is_some_and(|hop| claim.field > hop.field);
            let other_client = match (claim.client_ip, hop.and_then(|hop| hop.peer_ip)) {
                (Some(recorded), Some(peer)) => recorded != peer,
                _ => false,
            };
            (below, other_client, claim.kind != ClaimKind::ReceivedSpf)
        });
    }

    /// Whether this hop's receiver wrote a record, about this hop.
    pub fn is_own(&self, claim: &Claim) -> bool {
        let chosen = self.hop.filter(|(index, _)| self.found.is_some_and(|found| found != *index));
        self.has_its_name(claim)
            && (self.begin..self.end).contains(&claim.field)
            && chosen.is_none_or(|(_, hop)| !is_of_other_hop(self.message, claim, hop))
    }

    /// Whether a record carries the name of this hop's receiver, whoever wrote it.
    pub fn has_its_name(&self, claim: &Claim) -> bool {
        counts(claim, self.hop.map(|(_, hop)| hop))
    }

    /// Whether the message was delivered here, and not sent on to another receiver.
    pub fn is_last(&self) -> bool {
        self.begin == 0
    }

    /// Whether a field can tell of the envelope at this hop. Servers prepend: of a hop before the last
    /// receiver, only what stands between its Received field and that receiver's can.
    pub fn is_of_hop(&self, field: usize) -> bool {
        let below = self.hop.is_some_and(|(_, hop)| field > hop.field);
        self.begin == 0 || (field >= self.begin && !below)
    }
}

/// Where what the next receiver behind a hop wrote ends: below the lowest Received field above the hop's
/// whose peer came from outside.
fn end_of_next_receiver(message: &Message, index: usize) -> usize {
    let above = message.hops.iter().take(index).rev();
    above.filter(|hop| internal(hop).is_none()).map(|hop| hop.field + 1).next().unwrap_or(0)
}

/// Whether a record names the client of another hop than of the chosen one.
fn is_of_other_hop(message: &Message, claim: &Claim, hop: &Hop) -> bool {
    let client = |ip| claim.client_ip == Some(ip);
    !hop.peer_ip.is_some_and(client) && message.hops.iter().any(|other| other.peer_ip.is_some_and(client))
}

/// The first field below the receiving hop that another organisation's server wrote: from there on the
/// records are that server's, whatever name they carry.
fn end_of_own_fields(message: &Message, index: usize, hop: &Hop) -> Option<usize> {
    let own = Name::new(hop.by.as_deref()?);
    let below = message.hops.iter().skip(index + 1);
    let other = |by: &str| !same_organisation(&Name::new(by), &own);
    below.filter(|hop| hop.by.as_deref().is_some_and(other)).map(|hop| hop.field).min()
}

/// Whether a record counts: its writer is of the receiving hop's organisation, or it names nobody and
/// the hop's own client. Without any hop nothing can be compared, and what is recorded is taken.
fn counts(claim: &Claim, hop: Option<&Hop>) -> bool {
    let Some(hop) = hop else { return true };
    let by = hop.by.as_deref().map(Name::new);
    match (&claim.writer, by) {
        (Some(writer), Some(by)) => same_organisation(&Name::new(writer), &by),
        (None, Some(by)) if claim.microsoft => is_microsoft(&by),
        (None, _) => claim.client_ip.is_some() && claim.client_ip == hop.peer_ip,
        (Some(_), None) => false,
    }
}
