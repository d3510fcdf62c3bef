//! The PRA by RFC 4407 section 2, and the header From: header fields in, an address or a problem out.

use twofrom::identity::{HeaderIdentity, HeaderProblem, PraOutcome, identify};
use twofrom::message::Message;
use twofrom::settings::Overrides;

fn pra(header: &str) -> HeaderIdentity {
    identify(&Message::parse(header.as_bytes().to_vec()), &Overrides::default()).pra
}

fn header_from(header: &str) -> HeaderIdentity {
    identify(&Message::parse(header.as_bytes().to_vec()), &Overrides::default()).header_from
}

/// `address from FIELD`, or the problem.
fn outcome(identity: &HeaderIdentity) -> String {
    match (&identity.address, identity.problem) {
        (Some(address), _) => format!("{} from {}", address.text, identity.taken_from.as_deref().unwrap_or("?")),
        (None, Some(problem)) => problem.as_str().to_owned(),
        (None, None) => "neither".to_owned(),
    }
}

#[test]
fn each_step_of_rfc_4407() {
    for (header, expected) in [
        ("From: a@a.example\n", "a@a.example from from"),
        ("Sender: s@s.example\nFrom: a@a.example\n", "s@s.example from sender"),
        ("Resent-Sender: rs@r.example\nFrom: a@a.example\n", "rs@r.example from resent-sender"),
        ("Resent-From: rf@r.example\nSender: s@s.example\nFrom: a@a.example\n", "rf@r.example from resent-from"),
        // Both in one block, in either order: Resent-Sender.
        (
            "Resent-Sender: rs@r.example\nResent-From: rf@r.example\nFrom: a@a.example\n",
            "rs@r.example from resent-sender",
        ),
        (
            "Resent-From: rf@r.example\nResent-Sender: rs@r.example\nFrom: a@a.example\n",
            "rs@r.example from resent-sender",
        ),
        // A Received or Return-Path between: the Resent-Sender belongs to an older resending.
        (
            "Resent-From: new@r.example\nReceived: by r.example\nResent-Sender: old@r.example\nFrom: a@a.example\n",
            "new@r.example from resent-from",
        ),
        (
            "Resent-From: new@r.example\nReturn-Path: <x@r.example>\nResent-Sender: old@r.example\nFrom: a@a.example\n",
            "new@r.example from resent-from",
        ),
        // A Received above both separates nothing.
        (
            "Received: by r.example\nResent-From: rf@r.example\nResent-Sender: rs@r.example\nFrom: a@a.example\n",
            "rs@r.example from resent-sender",
        ),
        // An empty Resent-From separates nothing either.
        (
            "Resent-From: \nReceived: by r.example\nResent-Sender: rs@r.example\nFrom: a@a.example\n",
            "rs@r.example from resent-sender",
        ),
        (
            "Resent-From: one@r.example\nResent-From: two@r.example\nFrom: a@a.example\n",
            "one@r.example from resent-from",
        ),
        ("Resent-From: rf@r.example\nFrom: a@a.example\nFrom: b@b.example\n", "rf@r.example from resent-from"),
        ("Sender: \t \nFrom: a@a.example\n", "a@a.example from from"),
        ("Sender:\n \nFrom: a@a.example\n", "a@a.example from from"),
        ("Sender: s@s.example\nSender: t@t.example\nFrom: a@a.example\n", "multiple-senders"),
        ("Sender: s@s.example\nFrom: a@a.example\nFrom: b@b.example\n", "s@s.example from sender"),
        ("From: a@a.example\nFrom: b@b.example\n", "multiple-from"),
        ("From: a@a.example\nFrom: \n", "a@a.example from from"),
        ("Subject: nobody\n", "no-header"),
        ("From: a@a.example, b@b.example\n", "multiple-mailboxes"),
        ("From: <a@a.example> <b@b.example>\n", "multiple-mailboxes"),
        ("From: a@a.example b@b.example\n", "malformed"),
        ("From: friends: a@a.example, b@b.example;\n", "malformed"),
        ("From: <>\n", "malformed"),
        ("From: somebody\n", "malformed"),
        ("From: a@[192.0.2.1]\n", "malformed"),
        // A malformed Sender does not fall back to From.
        ("Sender: nobody\nFrom: a@a.example\n", "malformed"),
        ("From: (the shop) \"Kumano, Hanako\" <hanako@shop.example> (news)\n", "hanako@shop.example from from"),
        ("FROM: a..b@docomo.ne.jp\n", "a..b@docomo.ne.jp from from"),
        ("From: ab.@docomo.ne.jp\n", "ab.@docomo.ne.jp from from"),
        ("From: \"a..b\"@docomo.ne.jp\n", "\"a..b\"@docomo.ne.jp from from"),
    ] {
        assert_eq!(outcome(&pra(header)), expected, "{header}");
    }
}

#[test]
fn where_the_letter_gives_none_the_lenient_reading_stands_beside_it() {
    for (header, problem, lenient) in [
        ("From: Kumano, Hanako <hanako@shop.example>\n", HeaderProblem::MultipleMailboxes, Some("hanako@shop.example")),
        ("From: a@A.example, A@a.example.\n", HeaderProblem::MultipleMailboxes, Some("a@A.example")),
        ("From: a@a.example, b@b.example\n", HeaderProblem::MultipleMailboxes, None),
        ("From: team: a@a.example;\n", HeaderProblem::Malformed, Some("a@a.example")),
        ("From: a@a.example b@b.example\n", HeaderProblem::Malformed, None),
        ("From: a@a.example\nFrom: a@a.example\n", HeaderProblem::MultipleFrom, None),
        // A quoted string is a display name, whatever is written in it.
        ("From: \"Brand@a.example\", <b@c.example>\n", HeaderProblem::MultipleMailboxes, Some("b@c.example")),
        ("From: Brand (at a@a.example), <b@c.example>\n", HeaderProblem::MultipleMailboxes, Some("b@c.example")),
        ("From: Brand@a.example, <b@c.example>\n", HeaderProblem::MultipleMailboxes, None),
        ("From: \"Brand\" <a@>, <b@c.example>\n", HeaderProblem::MultipleMailboxes, None),
        ("From: \"Brand@a.example, <b@c.example>\n", HeaderProblem::MultipleMailboxes, None),
    ] {
        let identity = header_from(header);
        assert_eq!(identity.problem, Some(problem), "{header}");
        assert_eq!(identity.lenient.as_ref().map(|a| a.text.as_str()), lenient, "{header}");
    }
}

#[test]
fn every_step_is_recorded() {
    let identity = pra("Resent-From: rf@r.example\nReceived: by r.example\nResent-Sender: rs@r.example\n\
                        Sender: s@s.example\nFrom: a@a.example\n");
    let steps: Vec<_> = identity.steps.iter().map(|s| (s.step, s.field, s.outcome)).collect();
    assert_eq!(
        steps,
        [
            (1, Some(2), PraOutcome::OtherBlock),
            (2, Some(0), PraOutcome::Selected),
            (3, Some(3), PraOutcome::NotReached),
            (4, Some(4), PraOutcome::NotReached),
            (5, Some(0), PraOutcome::Taken),
        ]
    );
}

#[test]
fn a_domain_is_asked_in_lower_case_and_a_labels() {
    let identity = header_from("From: 書店 <info@書店.Example>\n");
    let address = identity.address.expect("one mailbox");
    assert_eq!(address.text, "info@書店.Example");
    assert_eq!(address.domain.as_str(), "xn--hxt89p.example");
}

#[test]
fn a_sender_that_a_later_hop_added_is_not_what_the_receiving_server_saw() {
    let message = "Received: by store.receiver.example with LMTP; Tue, 14 Mar 2017 01:02:06 +0900\n\
                   Sender: list@store.receiver.example\n\
                   Received: from out.sender.example (out.sender.example [192.0.2.7]) by mx.receiver.example; Tue, 14 Mar 2017 01:02:05 +0900\n\
                   From: a@a.example\n\n";
    let identities = identify(&Message::parse(message.as_bytes().to_vec()), &Overrides::default());
    assert_eq!(outcome(&identities.pra), "list@store.receiver.example from sender");
    assert_eq!(outcome(identities.judged_pra()), "a@a.example from from");
    // Below the receiving hop, the Sender was there when the server looked.
    let own =
        message.replace("Sender: list@store.receiver.example\n", "").replace("From: a", "Sender: s@s.example\nFrom: a");
    let identities = identify(&Message::parse(own.into_bytes()), &Overrides::default());
    assert_eq!(outcome(identities.judged_pra()), "s@s.example from sender");
    assert_eq!(identities.pra_at_hop, None);
}
