//! Who wrote a field in which a server recorded what it found, seen from the receiving hop.

use super::organisation::organisation;
use super::received::{Credit, Received, is_microsoft};
use crate::dns::Name;
use crate::message::{Claim, Hop, Message};

/// Where a record was written, seen from the receiving hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// By the receiving server or one of its organisation.
    Inside,
    /// It carries the receiver's name where it can have come with the message.
    Unconfirmed,
    /// By somebody else, or it was there when the message came in.
    Outside,
    /// There is no receiving hop to tell it by.
    NotKnown,
}

/// What is known of who wrote a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub side: Side,
    /// What it is worth.
    pub credit: Credit,
    /// Whether it carries the name of the receiving hop's organisation.
    pub own_name: bool,
    /// Whether it stands below the receiving hop's own field, where the message that came in stands too.
    pub below: bool,
    /// The hop that it is about, as far as there is one: index into [`Message::hops`].
    pub hop: Option<usize>,
}

impl Written {
    /// Whether its results may stand in for what nobody else answers: it counts, and carries the name of the receiving
    /// server (RFC 8601 section 5).
    #[must_use]
    pub fn stands_in(&self) -> bool {
        self.credit == Credit::Counts && self.own_name
    }
}

/// Who wrote each of [`Message::claims`]; `chosen` is the hop that the user says is the receiving one.
pub(super) fn written(message: &Message, chosen: Option<usize>) -> Vec<Written> {
    let received = Received::read(message, chosen);
    let receiving = received.hop.map(|(index, _)| index);
    // Of each hop the organisation is looked up once: a message can have many hops and many records.
    let organisations: Vec<Option<Name>> = message
        .hops
        .iter()
        .map(|hop| hop.by.as_deref().filter(|_| hop.peer_ip.is_some()).map(|by| organisation(&Name::new(by))))
        .collect();
    let one = |(claim, &credit): (&Claim, &Credit)| {
        let own_name = received.hop.is_some() && received.has_its_name(claim);
        let side = match credit {
            Credit::NotKnown => Side::NotKnown,
            Credit::Counts => Side::Inside,
            Credit::Confirms => Side::Unconfirmed,
            Credit::Contradicts | Credit::Outside => Side::Outside,
        };
        let hop = if matches!(side, Side::Inside | Side::Unconfirmed) {
            receiving
        } else {
            hop_of(message, claim, receiving, &organisations)
        };
        let below = received.hop.is_some_and(|(_, hop)| claim.field > hop.field);
        Written { side, credit, own_name, below, hop }
    };
    message.claims.iter().zip(&received.credits).map(one).collect()
}

/// The hop of a record from elsewhere: of its writer's organisation, with its client if it names one, else the
/// nearest.
fn hop_of(message: &Message, claim: &Claim, receiving: Option<usize>, by: &[Option<Name>]) -> Option<usize> {
    let writer = claim.writer.as_deref().map(|writer| organisation(&Name::new(writer)));
    let of_writer = |index: usize, hop: &Hop| match (&writer, by.get(index).and_then(Option::as_ref)) {
        (Some(writer), Some(by)) => writer == by,
        (None, Some(_)) if claim.microsoft => hop.by.as_deref().is_some_and(|by| is_microsoft(&Name::new(by))),
        (None, Some(_)) => claim.client_ip.is_some(),
        (_, None) => false,
    };
    let hops = message.hops.iter().enumerate();
    let hops = hops.filter(|(index, hop)| Some(*index) != receiving && of_writer(*index, hop));
    let found = match claim.client_ip {
        // With a client that no hop of its writer has, it is about none of them.
        Some(client) => hops.filter(|(_, hop)| hop.peer_ip == Some(client)).min_by_key(|(_, hop)| hop.field),
        None => hops.min_by_key(|(_, hop)| hop.field.abs_diff(claim.field)),
    };
    found.map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of each record: side, whether it has the receiver's name, the hop.
    fn of(header: &str, receiving: usize) -> Vec<(Side, bool, Option<usize>)> {
        let message = Message::parse(format!("{header}\n").into_bytes());
        let all = written(&message, Some(receiving));
        all.iter().map(|written| (written.side, written.own_name, written.hop)).collect()
    }

    const FORWARDED: &str = "\
Authentication-Results: mx.last.example; spf=fail smtp.mailfrom=a@x.example
Received: from mx.first.example (mx.first.example [192.0.2.2]) by mx.last.example with ESMTP; x
Authentication-Results: mx.first.example; spf=pass smtp.mailfrom=a@x.example
Received: from mail.x.example (mail.x.example [192.0.2.1]) by mx.first.example with ESMTP; x
Authentication-Results: mx.last.example; spf=pass smtp.mailfrom=a@x.example
Received-SPF: pass (x) client-ip=192.0.2.9; receiver=mx.first.example
";

    #[test]
    fn a_record_is_inside_or_of_another_hop_or_of_none() {
        use Side::{Inside, Outside};
        let own = (Inside, true, Some(0));
        assert_eq!(of(FORWARDED, 0), [own, (Outside, false, Some(1)), (Outside, true, None), (Outside, false, None)]);
        // Looked at from the hop before, the same records stand otherwise.
        let [last, first, ..] = of(FORWARDED, 1)[..] else { panic!() };
        assert_eq!((last, first), ((Outside, false, Some(0)), (Inside, true, Some(1))));
    }

    #[test]
    fn without_a_receiving_hop_nobody_knows() {
        let message = Message::parse(b"Authentication-Results: mx.b.example; spf=pass\n\n".to_vec());
        assert_eq!(written(&message, None)[0].side, Side::NotKnown);
    }
}
