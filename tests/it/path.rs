//! The way of a message: delays and clocks, the receiving hop and another one chosen in its place, and
//! the evidence that was not taken.

use twofrom::identity::{Identities, Place, Standing, Warning, evidence, identify, path};
use twofrom::message::Message;
use twofrom::settings::{Overrides, Sender};

/// Forwarded by the reader's own server: two receivers, each with its client.
const FORWARDED: &str = "Return-Path: <mori@forwarder.example>\n\
    Authentication-Results: mx.receiver.example; spf=pass smtp.mailfrom=mori@forwarder.example smtp.remote-ip=198.51.100.20\n\
    Received: from mail.forwarder.example (mail.forwarder.example [198.51.100.20])\n\
    \tby mx.receiver.example with ESMTPS id 3; Tue, 04 Feb 2020 18:40:12 -0800\n\
    Return-Path: <order@sweets.example>\n\
    Received-SPF: pass receiver=mail.forwarder.example; client-ip=203.0.113.30; envelope-from=\"order@sweets.example\"; helo=out.sweets.example\n\
    Received: from out.sweets.example (out.sweets.example [203.0.113.30])\n\
    \tby mail.forwarder.example (Postfix) with ESMTPS id 2; Wed, 05 Feb 2020 11:40:00 +0900\n\
    Received: from shop (unknown [10.0.0.7]) by out.sweets.example with ESMTPSA id 1; Wed, 05 Feb 2020 11:42:00 +0900\n\
    From: order@sweets.example\n\
    Date: Wed, 05 Feb 2020 11:41:30 +0900\n\n";

fn at_hop(message: &str, receiving_hop: Option<usize>) -> (Message, Identities) {
    let message = Message::parse(message.as_bytes().to_vec());
    let identities = identify(&message, &Overrides { receiving_hop, ..Overrides::default() });
    (message, identities)
}

/// `IP (evidence), HELO (evidence), MAIL FROM (evidence)`.
fn summary(identities: &Identities) -> String {
    let client = &identities.client;
    let ip = client.ip.as_ref().map(|f| format!("{} ({})", f.value, f.taken_from.as_str()));
    let helo = client.helo.as_ref().map(|f| format!("{} ({})", f.value, f.taken_from.as_str()));
    let mail_from = identities.mail_from.as_ref().map(|f| format!("{} ({})", f.value.address, f.taken_from.as_str()));
    [ip, helo, mail_from].map(|part| part.unwrap_or_else(|| "-".to_owned())).join(", ")
}

#[test]
fn the_hop_that_is_chosen_tells_the_client_and_its_own_record_the_envelope() {
    let found = "198.51.100.20 (authentication-results), mail.forwarder.example (received), \
                 mori@forwarder.example (return-path)";
    let deeper = "203.0.113.30 (received-spf), out.sweets.example (received-spf), order@sweets.example (return-path)";
    for (hop, expected) in [(None, found), (Some(0), found), (Some(1), deeper), (Some(9), found)] {
        let (_, identities) = at_hop(FORWARDED, hop);
        assert_eq!(summary(&identities), expected, "{hop:?}");
        assert_eq!(identities.client.found_hop, Some(0));
        let chosen = Warning::HopChosen { by: Some("mail.forwarder.example".to_owned()) };
        assert_eq!(identities.warnings.contains(&chosen), hop == Some(1), "{hop:?}");
        let missing = Warning::NoSuchHop { number: 10, count: 3 };
        assert_eq!(identities.warnings.contains(&missing), hop == Some(9), "{hop:?}");
    }
}

#[test]
fn a_hop_before_the_last_receiver_has_not_its_return_path() {
    let (_, identities) = at_hop(FORWARDED, Some(2));
    assert_eq!(summary(&identities), "10.0.0.7 (received), shop (received), -");
    assert!(identities.warnings.contains(&Warning::NoMailFrom));
}

#[test]
fn a_hop_inside_the_receiver_has_its_own_client() {
    let message = "Received: from inner.receiver.example (inner.receiver.example [10.1.1.1]) by store.receiver.example; Tue, 14 Mar 2017 01:02:09 +0900\n\
        Authentication-Results: mx.receiver.example; spf=pass smtp.mailfrom=a@a.example smtp.remote-ip=192.0.2.7\n\
        Received: from out.a.example (out.a.example [192.0.2.7]) by mx.receiver.example; Tue, 14 Mar 2017 01:02:05 +0900\n\
        From: a@a.example\n\n";
    let ip = |hop| at_hop(message, hop).1.client.ip.map(|ip| ip.value.to_string());
    assert_eq!(ip(None).as_deref(), Some("192.0.2.7"));
    assert_eq!(ip(Some(0)).as_deref(), Some("10.1.1.1"));
}

#[test]
fn what_the_user_says_counts_at_every_hop() {
    let message = Message::parse(FORWARDED.as_bytes().to_vec());
    let overrides = Overrides {
        ip: "192.0.2.99".parse().ok(),
        mail_from: Some(Sender::parse("a@given.example")),
        receiving_hop: Some(1),
        ..Overrides::default()
    };
    let identities = identify(&message, &overrides);
    assert_eq!(
        summary(&identities),
        "192.0.2.99 (option), out.sweets.example (received-spf), a@given.example (option)"
    );
}

#[test]
fn delays_run_from_the_oldest_stop_and_show_wrong_clocks() {
    let (message, identities) = at_hop(FORWARDED, None);
    let stops = path(&message, &identities.client);
    let told: Vec<_> = stops.iter().map(|stop| (stop.hop, stop.place, stop.delay)).collect();
    // The forwarder's clock goes two minutes behind that of the sender's server.
    assert_eq!(told, [(2, Place::Outside, Some(30)), (1, Place::Outside, Some(-120)), (0, Place::Receiving, Some(12))]);
    let (_, moved) = at_hop(FORWARDED, Some(1));
    let places: Vec<_> = path(&message, &moved.client).into_iter().map(|stop| stop.place).collect();
    assert_eq!(places, [Place::Outside, Place::Receiving, Place::Inside]);
}

#[test]
fn a_stop_without_a_time_is_passed_over() {
    let (message, identities) = at_hop(
        "Received: from b.example ([192.0.2.2]) by c.example; Tue, 14 Mar 2017 01:00:10 +0000\n\
         Received: from a.example ([192.0.2.1]) by b.example; yesterday\n\
         Received: from x.example ([192.0.2.3]) by a.example; Tue, 14 Mar 2017 01:00:00 +0000\n\
         From: a@a.example\n\n",
        None,
    );
    let delays: Vec<_> = path(&message, &identities.client).into_iter().map(|stop| stop.delay).collect();
    assert_eq!(delays, [None, None, Some(10)]);
}

#[test]
fn every_place_that_could_tell_says_why_it_was_not_taken() {
    let (message, identities) = at_hop(FORWARDED, None);
    let evidence = evidence(&message, &Overrides::default(), &identities);
    let told = |candidates: &[twofrom::identity::Candidate]| -> Vec<String> {
        candidates.iter().map(|c| format!("{} {} {:?}", c.taken_from.as_str(), c.value, c.standing)).collect()
    };
    assert_eq!(
        told(&evidence.client_ip),
        [
            "authentication-results 198.51.100.20 Taken",
            "received 198.51.100.20 Agrees",
            "received-spf 203.0.113.30 OtherHop",
            "received 203.0.113.30 OtherHop",
            "received 10.0.0.7 OtherHop",
        ]
    );
    assert_eq!(
        told(&evidence.mail_from),
        [
            "return-path mori@forwarder.example Taken",
            "authentication-results mori@forwarder.example Agrees",
            "return-path order@sweets.example Unconfirmed",
            "received-spf order@sweets.example OtherHop",
        ]
    );
    assert!(evidence.mail_from.iter().all(|c| c.span.is_some()));
    let other = evidence.client_ip.iter().find(|c| c.standing == Standing::OtherHop).and_then(|c| c.span.clone());
    assert_eq!(other.map(|span| message.bytes(&span).to_vec()).as_deref(), Some(&b"203.0.113.30"[..]));
}

/// Behind address translation every client has a private address, and so it may have at an inner server.
#[test]
fn behind_a_private_peer_the_hop_is_assumed_until_it_is_chosen() {
    let message = "Return-Path: <a@a.example>\n\
        Received: from out.a.example (unknown [172.21.0.1]) by mail.dms.example with ESMTPS id 2; Tue, 14 Mar 2017 01:02:09 +0900\n\
        Received: from mail.a.example (mail.a.example [192.0.2.7]) by gw.dms.example with ESMTP id 1; Tue, 14 Mar 2017 01:02:05 +0900\n\
        From: a@a.example\n\n";
    let private = |hop| {
        let (_, identities) = at_hop(message, hop);
        let warned = identities.warnings.iter().any(|w| matches!(w, Warning::AssumedHop { number: 2, .. }));
        let private = identities.warnings.iter().any(|w| matches!(w, Warning::PrivateClient { .. }));
        (
            identities.client.ip.map(|ip| ip.value.to_string()).unwrap_or_default(),
            identities.client.assumed,
            warned,
            private,
        )
    };
    assert_eq!(private(None), ("192.0.2.7".to_owned(), true, true, false));
    assert_eq!(private(Some(1)), ("192.0.2.7".to_owned(), false, false, false));
    assert_eq!(private(Some(0)), ("172.21.0.1".to_owned(), false, false, true));
}

/// What only a sender can have written is never listed as simply taken, wherever it stands.
#[test]
fn an_assumed_value_is_listed_as_unconfirmed() {
    let planted = "Received: from mail.a.example (mail.a.example [192.0.2.7]) by mx.receiver.example with ESMTP id 1; x\n\
        Return-Path: <ceo@a.example>\n\
        From: a@a.example\n\n";
    let hidden = "Return-Path: <a@a.example>\n\
        Received: from out.a.example (unknown [172.21.0.1]) by mail.dms.example with ESMTPS id 2; x\n\
        Received: from mail.a.example (mail.a.example [192.0.2.7]) by gw.dms.example with ESMTP id 1; x\n\
        From: a@a.example\n\n";
    for (message, of_mail_from, of_client) in
        [(planted, Standing::Assumed, Standing::Taken), (hidden, Standing::Taken, Standing::Assumed)]
    {
        let (message, identities) = at_hop(message, None);
        let evidence = evidence(&message, &Overrides::default(), &identities);
        let first = |candidates: &[twofrom::identity::Candidate]| candidates.first().map(|c| c.standing);
        assert_eq!(first(&evidence.mail_from), Some(of_mail_from));
        assert_eq!((first(&evidence.client_ip), first(&evidence.helo)), (Some(of_client), Some(of_client)));
    }
}
