//! What rests on a client that only a sender can have written is marked so in every report, until the user says that
//! the message came in there.

use std::fs;
use std::process::Command;
use tempfile::TempDir;

const MESSAGE: &str = "Return-Path: <info@shop.example>\n\
    Received: from mail.shop.example (unknown [172.21.0.1]) by mail.dms.example with ESMTPS id 2; Tue, 14 Mar 2023 01:02:09 +0900\n\
    Received: from mail.shop.example (mail.shop.example [192.0.2.7]) by gw.dms.example with ESMTPS id 1; Tue, 14 Mar 2023 01:02:05 +0900\n\
    From: info@shop.example\n\n\
    Hello\n";
const ZONE: &str = ". SOA ns.example. admin.example. 1 1 1 1 1\n\
    shop.example. TXT \"v=spf1 ip4:192.0.2.7 -all\"\n\
    mail.shop.example. A 192.0.2.7\n\
    7.2.0.192.in-addr.arpa. PTR mail.shop.example.\n";

fn report(options: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let (message, zone) = (folder.path().join("m.eml"), folder.path().join("m.zone"));
    fs::write(&message, MESSAGE).expect("written");
    fs::write(&zone, ZONE).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
    command.args(["check", "--receiver", "docomo/reject-all,au/high"]).args(options).arg(&message);
    let output = command.arg("--dns").arg(&zone).output().expect("the program runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn what_rests_on_an_assumed_client_is_marked_in_every_report() {
    for (options, marks) in [
        (
            vec!["--lang", "en"],
            ["(assumed, from Received)", "client is assumed", "au/high accept (assumed)", "--received-at 2"],
        ),
        (vec!["--lang", "ja"], ["(Received より、仮定)", "から、接続元", "au/high 受信 (仮定)", "--received-at 2"]),
        (
            vec!["--lang", "en", "--format", "markdown"],
            ["assumed, from Received", "`192.0.2.7` (assumed", "accept (assumed)", "received-at 2"],
        ),
        (
            vec!["--format", "json"],
            ["\"assumed\": true", "\"private-client\"", "\"ip\": \"192.0.2.7\"", "--received-at 2"],
        ),
    ] {
        let assumed = report(&options);
        for mark in marks {
            assert!(assumed.contains(mark), "{mark} of {options:?} in\n{assumed}");
        }
        // The user's word ends the assumption.
        let said = report(&[&options[..], &["--received-at", "2"]].concat());
        for mark in &marks[..3] {
            assert!(!said.contains(mark) || mark.contains("192.0.2.7"), "{mark} of {options:?} in\n{said}");
        }
    }
}

/// Without any hop, or behind the machine itself, a client that a sender can have written proposes no record.
#[test]
fn no_record_is_proposed_for_a_client_that_may_be_planted() {
    let hop = "Received: from a8-31.smtp-out.amazonses.com (a8-31.smtp-out.amazonses.com [54.240.8.31]) by mx.dms.example with ESMTPS id 1; x\n";
    let loopback = "Received: from x (localhost [127.0.0.1]) by mail.dms.example with ESMTP id 2; x\n";
    for (header, kinds) in [
        (hop.to_owned(), 1),
        (format!("{loopback}{hop}"), 0),
        ("X-Sender-IP: 54.240.8.31\n".to_owned(), 0),
        ("X-SES-Outgoing: 2026.11.30-54.240.8.31\n".to_owned(), 0),
    ] {
        let text = format!("Return-Path: <0100@amazonses.com>\n{header}From: info@shop.example\nSubject: x\n\nHello\n");
        let message = twofrom::message::Message::parse(text.into_bytes());
        let zone = ". SOA ns. a. 1 1 1 1 1\namazonses.com. TXT \"v=spf1 ip4:54.240.0.0/18 -all\"\n";
        let (zone, _) = twofrom::dns::Zone::parse("z", zone.as_bytes()).expect("a zone");
        let answers = twofrom::dns::Answers::from_zone(zone);
        let settings = twofrom::settings::Settings::new(1_796_083_200);
        let profiles = twofrom::receiver::Profiles::builtin();
        let case = twofrom::case::analyse(&message, &answers, &settings, profiles).expect("judged");
        let advice = twofrom::remedy::propose(&message, &answers, &settings, profiles, &case);
        let spf = advice.remedies.iter().filter(|remedy| remedy.kind == twofrom::remedy::Kind::Spf).count();
        assert_eq!(spf, kinds, "{header}");
        assert_eq!(case.identities.client.assumed, kinds == 0, "{header}");
    }
}
