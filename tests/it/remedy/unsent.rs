//! Messages that no receiver has seen: exports of test tools and frameworks, and what --via assumes.

use super::{DEFAULT, SES, advice, advice_with, answers, by_host, by_ses, case, set, settings, why};
use twofrom::case::analyse;
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::remedy::Help;
use twofrom::sender::Senders;
use twofrom::settings::Settings;

const EXPORTS: [&str; 8] = [
    // A framework's own output.
    "Date: Mon, 3 Jun 2019 12:00:00 +0900\nFrom: info@shop.example\nTo: a@docomo.example\nSubject: hello\n\nhello\n",
    // A catcher that sorts the fields and adds its own.
    "From: info@shop.example\nReceived: from app by mailhog.example (MailHog)\n          id 1=@mailhog.example;\n\
     \tMon, 3 Jun 2019 03:00:00 +0000\nReturn-Path: <app@shop.example>\nTo: a@docomo.example\n\nhello\n",
    // One that notes the address that the application gave.
    "Return-Path: <app@shop.example>\nReceived: from app (app [172.18.0.3])\n        by 2f1c3d (Mailpit) with SMTP\n\
     \tfor <a@docomo.example>; Mon, 3 Jun 2019 03:00:00 +0000 (UTC)\nFrom: info@shop.example\n\nhello\n",
    // One that is reached over the machine itself.
    "Received: from localhost ([127.0.0.1]) by localhost (Inbucket) with SMTP; Mon, 3 Jun 2019 03:00:00 +0000\n\
     From: info@shop.example\n\nhello\n",
    // One that the application reaches over the Internet.
    "Received: from [198.51.100.7] (app.shop.example [198.51.100.7])\n        by 2f1c3d (Mailpit) with SMTP\n        for \
     <a@docomo.example>; Mon, 3 Jun 2019 03:00:00 +0000 (UTC)\nFrom: info@shop.example\n\nhello\n",
    // One that is called by a name of the test network.
    "Received: from 172.18.0.1 (app [172.18.0.1]) by greenmail.test; Mon, 3 Jun 2019 03:00:00 +0000\n\
     From: info@shop.example\n\nhello\n",
    // One that names no host at all.
    "Return-Path: <app@shop.example>\nReceived: from 172.18.0.1 (HELO app); Mon Jun 03 12:00:00 UTC 2019\n\
     From: info@shop.example\n\nhello\n",
    // What a framework writes into its log instead of sending it.
    "[2019-06-03 12:00:00] local.DEBUG: From: info@shop.example\nTo: a@docomo.example\nSubject: hello\n\nhello\n",
];

fn via(service: &str) -> Settings {
    let mut settings = settings();
    settings.overrides.assumed = Some(Senders::builtin().assume(service).expect("it is known"));
    settings
}

#[test]
fn what_needs_no_client_is_decided() {
    for export in EXPORTS {
        let message = Message::parse(export.as_bytes().to_vec());
        let case = case(&message, &answers(SES));
        assert!(case.identities.unsent && case.identities.client.ip.is_none(), "{export}");
        let spf = case.spf.header_from.as_ref().map(|e| e.result.as_str());
        assert_eq!(spf, Some("none"), "no record is none whoever sends");
        let au = case.verdicts.iter().find(|v| v.receiver == "au/high").unwrap();
        assert_eq!(au.decision.as_str(), "reject");
        let found = advice(export, SES);
        assert_eq!(why(&found), "not-sent-yet");
        assert_eq!(found.instead.unwrap().helps, [Help::Via]);
    }
}

#[test]
fn what_is_assumed_fills_only_what_is_not_told() {
    for export in EXPORTS {
        let message = Message::parse(export.as_bytes().to_vec());
        let case = analyse(&message, &answers(SES), &via("amazon-ses/us-west-2"), Profiles::builtin()).unwrap();
        let client = case.identities.client.ip.as_ref().unwrap();
        assert_eq!((client.value.to_string(), client.taken_from.as_str()), ("54.240.27.84".to_owned(), "via"));
        let mail_from = case.identities.mail_from.as_ref().unwrap();
        let domain = mail_from.value.domain.as_ref().map(twofrom::dns::Name::as_str);
        // The service writes its own, whatever the application gave to the tool.
        assert_eq!((domain, mail_from.taken_from.as_str()), (Some("us-west-2.amazonses.com"), "via"));
        let found = advice_with(export, SES, &via("amazon-ses/us-west-2"));
        assert_eq!(set(&found), ["shop.example TXT \"v=spf1 include:amazonses.com ~all\""]);
        assert_eq!(found.remedies[0].condition.code(), "sends-through:amazon-ses");
    }
    // A message that was sent tells all of it, and nothing is assumed.
    let sent = by_host("203.0.113.9", "mail.stranger.example", "");
    let zone = format!("{SES}shop.example TXT \"v=spf1 -all\"\n");
    assert_eq!(why(&advice_with(&sent, &zone, &via("amazon-ses"))), "unrecognised");
}

#[test]
fn a_service_without_a_known_address_leaves_the_client_open() {
    let found = advice_with(EXPORTS[0], SES, &via("sakura"));
    assert_eq!(why(&found), "no-sending-address");
    let message = Message::parse(EXPORTS[0].as_bytes().to_vec());
    let case = analyse(&message, &answers(SES), &via("sakura"), Profiles::builtin()).unwrap();
    let mail_from = case.identities.mail_from.unwrap();
    assert_eq!((mail_from.value.address.as_str(), mail_from.taken_from.as_str()), ("info@shop.example", "via"));
}

#[test]
fn what_was_sent_is_no_export_whatever_caught_it() {
    for message in [
        // A service delivered it to a tool that stands in the Internet.
        "Received: from a27-84.smtp-out.us-west-2.amazonses.com (a27-84.smtp-out.us-west-2.amazonses.com [54.240.27.84])\n\
         \tby 2f1c3d (Mailpit) with SMTP; Mon, 3 Jun 2019 03:00:00 +0000\n\
         DKIM-Signature: v=1; d=amazonses.com; s=x; b=x\nFrom: info@shop.example\n\nhello\n",
        // It passed a mail server before.
        "Received: from relay.shop.example (relay.shop.example [192.0.2.9])\n\
         \tby 2f1c3d (Mailpit) with SMTP; Mon, 3 Jun 2019 03:00:00 +0000\n\
         Received: from app (app [10.0.0.7]) by relay.shop.example; Mon, 3 Jun 2019 03:00:00 +0000\n\
         From: info@shop.example\n\nhello\n",
        // A receiver's server that is called like a tool.
        "Received: from mail.shop.example (mail.shop.example [192.0.2.9])\n\
         \tby greenmail.receiver.example with ESMTP; Mon, 3 Jun 2019 03:00:00 +0000\nFrom: info@shop.example\n\nhello\n",
        // qmail's form has a host.
        "Received: from unknown (HELO mail.shop.example) (192.0.2.9)\n  by mx.receiver.example with SMTP; \
         3 Jun 2019 03:00:00 -0000\nFrom: info@shop.example\n\nhello\n",
    ] {
        let case = case(&Message::parse(message.as_bytes().to_vec()), &answers(SES));
        assert!(!case.identities.unsent && case.identities.client.ip.is_some(), "{message}");
    }
}

#[test]
fn the_field_of_a_test_tool_below_a_receivers_makes_no_export() {
    let tool = "Received: from app by mailhog.example (MailHog) id 1; Mon, 3 Jun 2019 03:00:00 +0000\n";
    let case = case(&Message::parse(by_ses(DEFAULT, tool).into_bytes()), &answers(SES));
    assert!(!case.identities.unsent);
    assert_eq!(case.identities.client.ip.unwrap().value.to_string(), "54.240.27.84");
}
