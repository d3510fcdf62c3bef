//! Mail that somebody passed on: by what it is recognised, what is advised then, and that what an attacker writes
//! creates nothing.

mod gateways;

use proptest::prelude::*;
use proptest::sample::subsequence;
use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::identity::Mark;
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::redact::Redactor;
use twofrom::remedy::{Advice, Help, propose};
use twofrom::settings::Settings;

/// 2026-11-25, as seconds since 1970.
const DAY: i64 = 1_795_564_800;

fn answers(zone: &str) -> Answers {
    let zone = format!(". SOA ns. root. 1 2 3 4 5\n{zone}");
    let (zone, _) = Zone::parse("test.zone", zone.as_bytes()).expect("the zone is well-formed");
    Answers::from_zone(zone)
}

/// A message judged where it was received, or at another hop, counted from 1.
fn judged_at(message: &str, zone: &str, hop: Option<usize>) -> (Case, Advice) {
    let message = Message::parse(message.as_bytes().to_vec());
    judge(&message, zone, hop)
}

fn judge(message: &Message, zone: &str, hop: Option<usize>) -> (Case, Advice) {
    let mut settings = Settings::new(DAY);
    settings.overrides.receiving_hop = hop.map(|hop| hop - 1);
    let (answers, profiles) = (answers(zone), Profiles::builtin());
    let case = analyse(message, &answers, &settings, profiles).expect("no receiver is named");
    let advice = propose(message, &answers, &settings, profiles, &case);
    (case, advice)
}

fn judged(message: &str, zone: &str) -> (Case, Advice) {
    judged_at(message, zone, None)
}

fn why(advice: &Advice) -> Option<&'static str> {
    advice.instead.as_ref().map(|instead| instead.why.code())
}

fn helps(advice: &Advice) -> Vec<&'static str> {
    advice.instead.iter().flat_map(|instead| &instead.helps).map(Help::code).collect()
}

/// What is decided: everything that what a sender writes must not change.
fn decided(case: &Case) -> String {
    let verdicts: Vec<_> = case.verdicts.iter().map(|verdict| (&verdict.receiver, verdict.decision)).collect();
    let ip = case.identities.client.ip.as_ref().map(|found| found.value);
    let mail_from = case.identities.mail_from.as_ref().map(|found| &found.value);
    format!("{ip:?} {mail_from:?} {:?} {:?} {verdicts:?}", case.spf, case.dmarc.result)
}

/// A shop's own server, which its SPF record does not name.
const SHOP: &str = "\
shop.example TXT \"v=spf1 ip4:192.0.2.99 -all\"
mail.shop.example A 203.0.113.5
5.113.0.203.in-addr.arpa PTR mail.shop.example
";

/// Straight from the shop; `above` and `below` the Received field of the receiver, which says `to`.
fn from_shop(mail_from: &str, above: &str, to: &str, below: &str) -> String {
    format!(
        "{above}Return-Path: <{mail_from}>\n\
         Received: from mail.shop.example (mail.shop.example [203.0.113.5])\n\
         \tby mx.receiver.example with ESMTPS id 1{to}; Wed, 25 Nov 2026 12:00:00 +0900\n\
         {below}From: Shop <info@shop.example>\nTo: hanako@receiver.example\nSubject: hello\n\nhello\n"
    )
}

const TO: &str = "\n\tfor <hanako@receiver.example>";

#[test]
fn what_shows_forwarding_withholds_the_remedy_and_changes_nothing_else() {
    let (plain, advice) = judged(&from_shop("info@shop.example", "", TO, ""), SHOP);
    assert!(!advice.remedies.is_empty() && plain.forwarded.is_none());
    for below in [
        "Received: from a.example ([192.0.2.1]) by mail.shop.example for <taro@elsewhere.example>; x\n",
        "Delivered-To: taro@elsewhere.example\n",
        "X-Original-To: taro@elsewhere.example\n",
        "Envelope-To: hanako@receiver.example, taro@elsewhere.example\n",
        "X-Forwarded-To: hanako@receiver.example\nX-Forwarded-For: taro@elsewhere.example hanako@receiver.example\n",
        "X-Forwarded-Encrypted: i=2; AJvYcCU0@receiver.example\n",
        "X-MS-Exchange-ForwardingLoop: taro@elsewhere.example;0000\n",
        "X-MS-Exchange-Inbox-Rules-Loop: taro@elsewhere.example\n",
        "X-Sieve: Pigeonhole\nX-Sieve-Redirected-From: taro@elsewhere.example\n",
        "Resent-To: hanako@receiver.example\n",
    ] {
        let message = from_shop("info@shop.example", "", TO, below);
        let (case, advice) = judged(&message, SHOP);
        assert_eq!((why(&advice), advice.remedies.len()), (Some("forwarded"), 0), "{below}");
        assert_eq!(decided(&case), decided(&plain), "{below}");
        // Nothing is asked of the sender's domain.
        assert!(!helps(&advice).contains(&"aligned-dkim"), "{below}");
        // What is left of the message when it is redacted shows the same.
        let redacted = Redactor::default().message(&Message::parse(message.into_bytes()));
        let (case, advice) = judge(&redacted, SHOP, None);
        assert_eq!((why(&advice), case.forwarded.is_some()), (Some("forwarded"), true), "{below}");
    }
}

#[test]
fn a_rewritten_mail_from_shows_it_and_a_tagged_one_does_not() {
    let zone = format!("{SHOP}fwd.example TXT \"v=spf1 ip4:203.0.113.5 -all\"\n");
    for (mail_from, forwarded) in [
        ("SRS0=ab=cd=shop.example=info@fwd.example", true),
        ("srs0=ab=cd=shop.example=info@fwd.example", true),
        ("SRS1=ab=first.example==cd=ef=shop.example=info@fwd.example", true),
        ("taro+caf_=hanako=receiver.example@fwd.example", true),
        ("bounces+SRS=ab=cd@fwd.example", true),
        ("prvs=0123456789=SRS0=ab=cd=shop.example=info@fwd.example", true),
        ("prvs=0123456789=info@shop.example", false),
        ("bounces+hanako=receiver.example@shop.example", false),
    ] {
        let (case, advice) = judged(&from_shop(mail_from, "", TO, ""), &zone);
        assert_eq!(case.forwarded.is_some(), forwarded, "{mail_from}");
        assert_eq!(why(&advice) == Some("forwarded"), forwarded, "{mail_from}");
    }
}

#[test]
fn a_message_that_came_straight_keeps_its_remedy() {
    for (above, to, below) in [
        ("Delivered-To: hanako@receiver.example\n", TO, ""),
        // An alias at the receiver, as Postfix, Exim, Fastmail and an inner server write it.
        ("X-Original-To: hanako@receiver.example\nDelivered-To: h.sato@store.example\n", TO, ""),
        ("Delivered-To: h.sato@receiver.example\nDelivered-To: hanako@receiver.example\n", TO, ""),
        ("Envelope-to: hanako@receiver.example\nDelivery-date: x\n", TO, ""),
        (
            "Received: from mx.receiver.example (mx [10.0.0.2]) by store.receiver.example with LMTP\n for <h.sato@store.receiver.example>; x\n",
            TO,
            "",
        ),
        // The sender's own servers, in another letter case, without a recipient, or with one that cannot be compared.
        ("", TO, "Received: from app (app [10.0.0.7]) by mail.shop.example for <Hanako@Receiver.example>; x\n"),
        ("", TO, "Received: from app (app [10.0.0.7]) by mail.shop.example with ESMTPA id 1; x\n"),
        (
            "Delivered-To: u17@store.example\n",
            "",
            "Received: from app by mail.shop.example for <hanako@receiver.example>; x\n",
        ),
        // Gmail writes this into mail that its users send themselves.
        ("", TO, "X-Forwarded-Encrypted: i=1; AJvYcCU0@receiver.example\n"),
        ("", TO, "Delivered-To: hanako@receiver.example\nX-Forwarded-To:\n"),
    ] {
        let (case, advice) = judged(&from_shop("info@shop.example", above, to, below), SHOP);
        assert_eq!(case.forwarded, None, "{above}{to}{below}");
        assert!(!advice.remedies.is_empty(), "{above}{to}{below}");
    }
}

#[test]
fn what_inner_servers_of_a_receiver_wrote_is_no_mark() {
    let message = "Received: from store5 (store5 [10.0.0.5]) by store1.receiver.example with LMTP id 3; x\n\
                   X-Delivered-To: hanako@receiver.example\n\
                   Received: from web3 (web3 [10.0.0.3]) by store5.receiver.example with ESMTP id 2; x\n\
                   From: taro@receiver.example\n\nhello\n";
    assert_eq!(judged(message, SHOP).0.forwarded, None);
}

#[test]
fn a_list_is_no_forwarder_and_one_that_forwards_a_lists_mail_is() {
    let list = "Received: from a.example ([192.0.2.1]) by mail.shop.example for <all@lists.example>; x\nList-Post: <mailto:all@lists.example>\n";
    let (case, advice) = judged(&from_shop("info@shop.example", "", TO, list), SHOP);
    assert_eq!(why(&advice), Some("list"));
    assert!(case.forwarded.is_some_and(|found| found.list));
    let (_, advice) =
        judged(&from_shop("info@shop.example", "", TO, &format!("X-Forwarded-To: h@r.example\n{list}")), SHOP);
    assert_eq!(why(&advice), Some("forwarded"));
}

/// A host passes mail for a customer on to another mailbox, under an address of its own.
const REDIRECTED: &str = "\
Return-Path: <root@web7.hosting.example>
Received: from web7.hosting.example (web7.hosting.example. [198.51.100.34])
        by mx.google.com with ESMTPS id a1
        for <hanako@mailbox.example>;
        Tue, 24 Nov 2026 17:00:05 -0800 (PST)
Received: from out.shop.example (out.shop.example [203.0.113.5])
\tby web7.hosting.example (Exim 4.94) with esmtps id 1
\tfor order@customer.example; Wed, 25 Nov 2026 01:00:00 +0000
From: Shop <info@shop.example>
To: order@customer.example
Date: Wed, 25 Nov 2026 10:00:00 +0900

hello
";
const REDIRECTED_ZONE: &str = "\
web7.hosting.example TXT \"v=spf1 a -all\"
web7.hosting.example A 198.51.100.34
34.100.51.198.in-addr.arpa PTR web7.hosting.example
shop.example TXT \"v=spf1 ip4:203.0.113.5 -all\"
_dmarc.shop.example TXT \"v=DMARC1; p=reject\"
";

#[test]
fn a_redirect_is_seen_by_the_recipient_before() {
    let (case, advice) = judged(REDIRECTED, REDIRECTED_ZONE);
    let found = case.forwarded.expect("another recipient shows it");
    assert_eq!(found.by.as_deref(), Some("web7.hosting.example [198.51.100.34]"));
    assert_eq!(found.shown_by, [Mark::Recipient { hop: 1, address: "order@customer.example".to_owned() }]);
    assert_eq!((why(&advice), advice.remedies.len()), (Some("forwarded"), 0));
    // At the forwarder itself nothing was forwarded, and its own MAIL FROM is not the sender's.
    let (case, _) = judged_at(REDIRECTED, REDIRECTED_ZONE, Some(2));
    assert_eq!((case.forwarded, case.identities.mail_from), (None, None));
}

/// What the program says of a message in JSON.
fn json(message: &str, zone: &str) -> serde_json::Value {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.eml");
    fs::write(&path, message).unwrap();
    fs::write(folder.path().join("a.zone"), format!(". SOA ns. root. 1 2 3 4 5\n{zone}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .args(["check", "--format", "json", &path.to_string_lossy()])
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    json["messages"][0].clone()
}

/// The text of a warning with this code.
fn warning(json: &serde_json::Value, code: &str) -> String {
    let warnings = json["warnings"].as_array().expect("a list");
    warnings
        .iter()
        .find(|warning| warning["code"] == code)
        .map(|warning| warning["text"].to_string())
        .unwrap_or_default()
}

#[test]
fn json_names_the_forwarder_and_what_shows_it() {
    let found = json(REDIRECTED, REDIRECTED_ZONE);
    let text = warning(&found, "forwarded");
    assert!(
        text.contains("by web7.hosting.example [198.51.100.34]: hop 2 took it for order@customer.example"),
        "{text}"
    );
    assert_eq!((&found["instead"]["code"], &found["remedies"]), (&"forwarded".into(), &serde_json::json!([])));
}

/// Fields that a sender may plant.
const PLANTED: &[&str] = &[
    "Received: from out.bank.example ([198.51.100.5]) by mail.shop.example with ESMTPS id 0\n\tfor <x@elsewhere.example>; x\n",
    "Received: from out.bank.example ([198.51.100.5]) by gw.receiver.example with ESMTPS id 0; x\n",
    "Received: by mx.receiver.example for <other@receiver.example>; x\n",
    "Delivered-To: other@elsewhere.example\n",
    "Delivered-To: hanako@receiver.example\n",
    "X-Original-To: other@elsewhere.example\n",
    "X-Forwarded-To: hanako@receiver.example\n",
    "X-Forwarded-Encrypted: i=3; x\n",
    "Resent-To: hanako@receiver.example\n",
    "X-Sieve-Redirected-From: other@elsewhere.example\n",
    "List-Post: <mailto:all@lists.example>\n",
    "Precedence: list\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever a sender plants: identities, results and verdicts stay, and a remedy is at most withheld.
    #[test]
    fn what_is_planted_below_creates_nothing(
        planted in subsequence(PLANTED, 1..=PLANTED.len()).prop_shuffle(),
        helo in prop::sample::select(vec!["mail.shop.example", "gw.receiver.example", "mx0a-000.pphosted.com"]),
    ) {
        let with = |below: &str| from_shop("info@shop.example", "", TO, below).replace("from mail.shop.example", &format!("from {helo}"));
        let (plain, before) = judged(&with(""), SHOP);
        let (case, after) = judged(&with(&planted.concat()), SHOP);
        prop_assert_eq!(decided(&case), decided(&plain));
        prop_assert!(after.remedies.is_empty() || after.remedies == before.remedies);
        prop_assert!(case.own_relay.is_none_or(|relay| relay.named_by.is_none()));
    }
}
