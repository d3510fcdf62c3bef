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
