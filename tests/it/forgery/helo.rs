//! HELO names: what the client calls itself.

use super::facts::{self, Facts};
use super::receivers::{Client, NAMES, RECEIVERS, Receiver, SPOOFER};
use super::{Honest, Place};

/// Whether a server that writes nothing but the HELO name would write an address there, which then could as well be
/// one that it saw.
pub fn could_be_the_peer(receiver: &Receiver, name: &str) -> bool {
    receiver.client == Client::Unknown && name.contains(|c: char| c == '[' || c.is_ascii_digit())
}

#[test]
fn no_helo_name_changes_anything() {
    let mut wrong = Vec::new();
    let long = format!("{}.example", "x".repeat(1000));
    for receiver in RECEIVERS.iter() {
        let honest = Honest::new(receiver, &SPOOFER, Place::Above);
        let names = NAMES.iter().copied().chain([long.as_str()]);
        for name in names.filter(|name| !could_be_the_peer(receiver, name)) {
            let changed = honest.changed(name, "");
            wrong.extend(changed.first().map(|first| format!("{} + {name:.50}: {first}", receiver.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A name of a provider's own machine, and below it a hop such as only that machine would leave.
#[test]
fn no_helo_name_opens_the_boundary_to_what_stands_below() {
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter().filter(|receiver| !receiver.assumes()) {
        let planted = format!(
            "Received: from mail.bank.example (mail.bank.example [198.51.100.9])\n\tby {} with ESMTPS id F1;\n\t\
             Mon, 30 Nov 2026 09:59:50 +0900\n",
            receiver.own
        );
        let honest = Honest::new(receiver, &SPOOFER, Place::Above);
        for name in NAMES.iter().filter(|name| !could_be_the_peer(receiver, name)) {
            let changed = honest.changed(name, &planted);
            wrong.extend(changed.first().map(|first| format!("{} + {name}: {first}", receiver.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names that break the form of the field. Servers refuse them or replace the signs; where one did not, the client
/// may become unknown, but never another.
#[test]
fn no_helo_name_names_another_client() {
    let names = [
        "x (mail.bank.example [198.51.100.9])",
        "x (mail.bank.example [198.51.100.9]) by mx.receiver.example with LMTP id 1; Mon, 30 Nov 2026 10:00:00 +0900",
        "x by mx.receiver.example with LMTP",
        "x with LMTP",
        "x) with LMTP (",
        "x [198.51.100.9]",
        "x(198.51.100.9)",
        "x;",
        "[198.51.100.9] (x)",
        "(198.51.100.9)",
        "x (helo=mail.bank.example",
        "x; Mon, 30 Nov 2026 10:00:00 +0900",
        "x [10.0.0.1] by",
        "x (envelope-from <ceo@bank.example>)",
        "\"x\" (\\",
        "((((((((((",
    ];
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter().filter(|receiver| matches!(receiver.client, Client::Seen | Client::At(_))) {
        let honest = Facts::of(&receiver.message(&SPOOFER, SPOOFER.helo, "", Place::Above), facts::closed());
        for name in names {
            let forged = Facts::of(&receiver.message(&SPOOFER, name, "", Place::Above), facts::closed());
            let another = forged.client.0.is_some_and(|ip| Some(ip) != honest.client.0);
            if another && !forged.client_assumed {
                wrong.push(format!("{} + {name}: {:?}", receiver.name, forged.client.0));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
