//! Whoever sends a message writes its HELO name and everything below the receiving hop's own Received and records.
//! None of it changes who connected, whose record counts, a result of SPF or DMARC, or a verdict; it may withhold a
//! remedy, and never makes one or points one elsewhere.

mod facts;
mod helo;
mod planted;
mod receivers;
mod twins;

use facts::Facts;
use proptest::prelude::*;
use receivers::{NAMES, PLANTED, RECEIVERS, Receiver, SENDERS, Sender};

/// Where planted fields stand among what the sender's side wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Directly below what the receiving side wrote.
    Above,
    /// Below the trace fields of honest machines, above the author's fields.
    Below,
}

/// An honest message, to which forged ones are held.
struct Honest<'a> {
    receiver: &'a Receiver,
    sender: &'a Sender,
    place: Place,
    facts: [Facts; 2],
}

impl<'a> Honest<'a> {
    fn new(receiver: &'a Receiver, sender: &'a Sender, place: Place) -> Self {
        let facts = Self::judged(&receiver.message(sender, sender.helo, "", place));
        Self { receiver, sender, place, facts }
    }

    /// With every answer of the DNS, and with none.
    fn judged(message: &str) -> [Facts; 2] {
        [facts::closed(), facts::open()].map(|answers| Facts::of(message, answers))
    }

    /// What another HELO name and planted fields change, in a line each.
    fn changed(&self, helo: &str, planted: &str) -> Vec<String> {
        let forged = Self::judged(&self.receiver.message(self.sender, helo, planted, self.place));
        forged.iter().zip(&self.facts).flat_map(|(forged, honest)| forged.since(honest)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_that_a_sender_writes_changes_what_the_receiver_saw(
        receiver in prop::sample::select(&RECEIVERS[..]),
        sender in prop::sample::select(SENDERS),
        helo in prop::option::of(prop::sample::select(&NAMES[..])),
        sets in prop::collection::vec(prop::sample::select(&PLANTED[..]), 0..5),
        place in prop::sample::select(&[Place::Above, Place::Below][..]),
    ) {
        // Where the hop that counts may itself be planted, only what stands below it can change nothing.
        let helo = helo.filter(|name| !helo::could_be_the_peer(&receiver, name));
        let place = if receiver.assumes() { Place::Below } else { place };
        let planted: String = sets.iter().map(|set| set.text(&receiver, &sender)).collect();
        let changed = Honest::new(&receiver, &sender, place).changed(helo.unwrap_or(sender.helo), &planted);
        prop_assert!(changed.is_empty(), "{}\n{planted}\n{}", receiver.name, changed.join("\n"));
    }
}
