//! Each set of planted fields at each kind of receiver.

use super::facts::{self, Facts};
use super::receivers::{OWN_ENVELOPE, PHISHER, PLANTED, RECEIVERS, SENDERS, SPOOFER};
use super::{Honest, Place};

/// What follows would hold of a program that reads nothing at all.
#[test]
fn the_honest_messages_are_read_as_they_were_written() {
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter() {
        for sender in SENDERS {
            let facts = Facts::of(&receiver.message(sender, sender.helo, "", Place::Above), facts::closed());
            let client = facts.client.0.map(|ip| ip.to_string());
            if client.as_deref() != receiver.client_of(sender) {
                wrong.push(format!("{}: the client of {} is {client:?}", receiver.name, sender.ip));
            }
            if facts.mail_from.as_deref() != Some(sender.mail_from).filter(|_| receiver.tells_mail_from()) {
                wrong.push(format!("{}: {} is {:?}", receiver.name, sender.mail_from, facts.mail_from));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_planted_field_changes_anything() {
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter() {
        let place = if receiver.assumes() { Place::Below } else { Place::Above };
        let honest = [&SPOOFER, &OWN_ENVELOPE, &PHISHER].map(|sender| Honest::new(receiver, sender, place));
        // Each set by one of them: all of each would take long.
        for (planted, honest) in PLANTED.iter().zip(honest.iter().cycle()) {
            let changed = honest.changed(honest.sender.helo, &planted.text(receiver, honest.sender));
            wrong.extend(changed.first().map(|first| format!("{} + {}: {first}", receiver.name, planted.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// So many that not all are read.
#[test]
fn many_planted_fields_push_nothing_out_that_the_receiver_wrote() {
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter().filter(|receiver| receiver.tells_mail_from()) {
        let one = |n: usize| {
            let own = receiver.own;
            format!(
                "Received: from mail.bank.example ([198.51.100.9]) by {own} with ESMTP id F{n}; Mon, 30 Nov 2026 \
                 09:59:50 +0900\nAuthentication-Results: x{n}.example; spf=pass smtp.mailfrom=ceo@bank.example\n"
            )
        };
        let planted: String = (0..250).map(one).collect();
        let place = if receiver.assumes() { Place::Below } else { Place::Above };
        let changed = Honest::new(receiver, &SPOOFER, place).changed(SPOOFER.helo, &planted);
        wrong.extend(changed.first().map(|first| format!("{}: {first}", receiver.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The time that the receiving server stamped says by which day's rules a message is judged, and whether a signature
/// has expired.
#[test]
fn no_planted_field_chooses_the_day() {
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter() {
        let planted = format!(
            "Received: from mail.bank.example (mail.bank.example [198.51.100.9])\n\tby {} with ESMTPS id F1;\n\t\
             Mon, 1 Nov 2010 09:59:50 +0900\n",
            receiver.own
        );
        let day = |planted: &str| {
            let facts = Facts::of(&receiver.message(&SPOOFER, SPOOFER.helo, planted, Place::Above), facts::closed());
            facts.results.into_iter().find(|line| line.starts_with("day: "))
        };
        let (honest, forged) = (day(""), day(&planted));
        if honest != forged {
            wrong.push(format!("{}: {honest:?} becomes {forged:?}", receiver.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_record_is_proposed_for_a_service_that_only_planted_fields_name() {
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter() {
        for planted in PLANTED.iter().filter(|planted| planted.contains("amazonses.com")) {
            let text = |planted: &str| receiver.message(&PHISHER, PHISHER.helo, planted, Place::Above);
            let honest = Facts::of(&text(""), facts::closed());
            let forged = Facts::of(&text(&planted.text(receiver, &PHISHER)), facts::closed());
            let new = forged.new_remedies(&honest);
            wrong.extend(new.map(|remedy| format!("{} + {}: {remedy}", receiver.name, planted.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_planted_where_the_client_is_assumed_is_marked_and_mends_nothing() {
    let mut wrong = Vec::new();
    for receiver in RECEIVERS.iter().filter(|receiver| receiver.assumes()) {
        for planted in PLANTED.iter() {
            let text = |planted: &str| receiver.message(&SPOOFER, SPOOFER.helo, planted, Place::Above);
            let honest = Facts::of(&text(""), facts::closed());
            let forged = Facts::of(&text(&planted.text(receiver, &SPOOFER)), facts::closed());
            // Where the planted field cannot be read, the client may be unknown.
            let marked = forged.client_assumed && forged.warnings.contains(&"private-client");
            let marked = marked || forged.client.0.is_none();
            if !marked || forged.mail_from != honest.mail_from || forged.new_remedies(&honest).next().is_some() {
                wrong.push(format!("{} + {}: {:?}", receiver.name, planted.name, forged.client));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
