//! `--redact`: no local part, display name, subject, id or file name survives in any format, and what the
//! receivers do stays what it is.

mod same;

use proptest::prelude::*;
use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use twofrom::identity::identify;
use twofrom::message::{Known, Message};
use twofrom::redact::Redactor;
use twofrom::settings::Overrides;

const FORMATS: [&str; 4] = ["text", "json", "jsonl", "markdown"];

/// A message in which every word that begins with `secret` must not be seen.
const HOSTILE: &str = "\
Return-Path: <secret1+tag=secret2.example@shop.example>
Received: from mail.shop.example (secret-ident@mail.shop.example [192.0.2.1])
\t(Authenticated sender: secret3) (envelope-from <secret1+tag=secret2.example@shop.example>)
\tby mx.receiver.example (secret software) with ESMTPSA id secretqueueid (version=TLSv1.2 cipher=SECRET)
\tfor <secret4@receiver.example>; Tue, 10 Mar 2026 12:00:00 +0900 (secret zone)
Received: from [192.0.2.9] (helo=secret-laptop) by mail.shop.example with secret; Tue, 10 Mar 2026 11:59:00 +0900
Received-SPF: softfail (secret: domain of transitioning secret1@shop.example does not designate 192.0.2.1)
\tclient-ip=192.0.2.1; envelope-from=\"secret1+tag=secret2.example@shop.example\"; helo=mail.shop.example;
\treceiver=mx.receiver.example; mechanism=secret; x-secret=secret
Authentication-Results: mx.receiver.example; spf=softfail (secret) smtp.mailfrom=secret1@shop.example;
\tdkim=pass header.i=secret5@shop.example header.b=secret; secretmethod=secretresult
Authentication-Results: other.example; spf=pass smtp.mailfrom=secret6@other.example
X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=secret6@other.example;
\tdmarc=none action=secret header.from=other.example;
Authentication-Results-Original: secret; dkim=pass (secret) header.i=secret5@shop.example
ARC-Authentication-Results: i=2; mx.receiver.example; spf=pass (best guess record of secret) smtp.helo=mail.shop.example
X-SID-PRA: secret8@shop.example (secret)
X-SID-Result: SECRET
DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; i=secret5@shop.example; s=sel; h=secret; b=secret
Secret-Field: secret
X-Original-To: secret7@receiver.example
From: \"secret \\\"name\" <secret8@shop.example>
Sender: secret9@agency.example (secret comment)
To: =?UTF-8?Q?secret?= <secret4@receiver.example>
Subject: =?UTF-8?B?c2VjcmV0IHN1YmplY3Q=?= secret
Message-ID: <secret.id@shop.example>
In-Reply-To: <secret@x.example>
Date: Tue, 10 Mar 2026 02:59:00 +0000 (secret)
secret junk line
Secret : secret
List-Id: secret list <list.shop.example>
Feedback-ID: secret:secret:AmazonSES

secret body
";

const ZONE: &str = "\
. SOA ns. root. 1 2 3 4 5
shop.example TXT \"v=spf1 exists:%{l}._spf.%{d} -all exp=why.shop.example\"
why.shop.example TXT \"%{s} is not ours, ask secret@shop.example\"
_dmarc.shop.example TXT \"v=DMARC1; p=reject; rua=mailto:secret@shop.example\"
agency.example TXT \"v=spf1 redirect=%{s}.agency.example\"
other.example TXT \"v=spf1 a:%{L}.other.example -all\"
1.2.0.192.in-addr.arpa PTR mail.shop.example
mail.shop.example A 192.0.2.1
";

fn run(arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).expect("the report is UTF-8"), output.status.code())
}

fn write(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder can be made");
    fs::write(&path, text).expect("it can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn nothing_survives_in_any_format() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "secret/secret.eml", HOSTILE);
    write(&folder, "secret/secret.zone", ZONE);
    let mbox = write(&folder, "secret.mbox", &format!("From secret@shop.example Tue Mar 10 03:00:00 2026\n{HOSTILE}"));
    let folder_path = folder.path().join("secret").to_string_lossy().into_owned();
    for format in FORMATS {
        for lang in ["en", "ja"] {
            for input in [&path, &mbox, &folder_path] {
                let set = "x.example TXT \"v=DMARC1; rua=mailto:secret@x.example\"";
                let (text, _) = run(&["check", input, "--redact", "--format", format, "--lang", lang, "--set", set]);
                assert!(!text.to_lowercase().contains("secret"), "{format} {input}:\n{text}");
                assert!(
                    text.contains("shop.example") && text.contains("192.0.2.1"),
                    "domains and addresses stay:\n{text}"
                );
            }
        }
    }
}

#[test]
fn nothing_survives_of_what_was_typed_or_cannot_be_read() {
    let folder = TempDir::new().unwrap();
    let empty = write(&folder, "secret.eml", "");
    let zone = write(&folder, "secret.zone", ZONE);
    for arguments in [
        vec!["check", &empty],
        vec!["check", "/no/such/secret.eml"],
        vec!["spf", "--ip", "192.0.2.7", "--mail-from", "secret@shop.example", "--dns", &zone],
        vec!["spf", "--ip", "192.0.2.7", "--mail-from", "secret@shop.example", "--dns", &zone, "--format", "json"],
        vec!["spf", "--ip", "192.0.2.7", "--mail-from", "<>", "--helo", "secret", "--dns", &zone],
    ] {
        let (text, _) = run(&[&arguments[..], &["--redact"]].concat());
        assert!(!text.contains("secret"), "{arguments:?}:\n{text}");
    }
}

#[test]
fn the_same_is_replaced_by_the_same_and_file_and_zone_keep_one_name() {
    let folder = TempDir::new().unwrap();
    let message = "Return-Path: <hanako@shop.example>\nReceived: from a.example ([192.0.2.1]) by b.example;\n\
                   From: Hanako <hanako@shop.example>\nSubject: one\n\n";
    write(&folder, "a.eml", message);
    write(&folder, "a.zone", ZONE);
    write(&folder, "b.eml", &message.replace("hanako@shop", "taro@shop").replace("one", "two"));
    let (text, _) = run(&["check", &folder.path().to_string_lossy(), "--redact", "--lang", "en"]);
    for line in ["file1.eml", "DNS file1.zone", "name1 <user1@shop.example>", "file2.eml", "name1 <user2@shop.example>"]
    {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
    assert!(text.contains("subject1") && text.contains("subject2"), "{text}");
}

#[test]
fn it_is_said_where_a_macro_asks_about_the_local_part() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "a.eml", HOSTILE);
    write(&folder, "a.zone", ZONE);
    let (text, _) = run(&["check", &path, "--redact", "--format", "json"]);
    assert!(text.contains("redacted-local-part") && text.contains("exists:%{l}"), "{text}");
    let (text, _) = run(&["check", &path, "--format", "json"]);
    assert!(!text.contains("redacted-local-part"), "{text}");
}

/// Words that can be recognised again: no text of the program holds one.
fn word() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9!#$%&'*+=?^_{|}~-]{0,6}zq[a-z0-9.+_-]{1,8}"
        .prop_filter("dots inside only", |w| !w.ends_with('.') && !w.contains(".."))
}

/// A word that cannot be taken for a domain.
fn plain_word() -> impl Strategy<Value = String> {
    "zq[a-z0-9]{1,8}"
}

/// An address as senders and servers write it, whose local part is a word.
fn address() -> impl Strategy<Value = String> {
    let domain =
        prop_oneof![Just("shop.example"), Just("a.b.other.example"), Just("例え.example"), Just("[192.0.2.3]")];
    (word(), domain, 0..5).prop_map(|(local, domain, form)| match form {
        0 => format!("\"{local}\"@{domain}"),
        1 => format!("{local} @ {domain}"),
        2 => format!("{local}@{local}@{domain}"),
        _ => format!("{local}@{domain}"),
    })
}

/// An address as a server records it: without blanks around its `@`.
fn server_address() -> impl Strategy<Value = String> {
    address().prop_map(|address| address.replace(' ', ""))
}

fn header() -> impl Strategy<Value = String> {
    let field = prop_oneof![
        (address(), word()).prop_map(|(a, n)| format!("From: {n} <{a}>")),
        (address(), address(), word()).prop_map(|(a, b, n)| format!("From: \"{n}\" <{a}>, {b} ({n})")),
        (address(), word()).prop_map(|(a, n)| format!("Sender: =?UTF-8?Q?{n}?= {a}")),
        (address(), word()).prop_map(|(a, n)| format!("Resent-From: {n}: {a}, <{a}>;")),
        address().prop_map(|a| format!("Return-Path: <{a}>")),
        word().prop_map(|w| format!("Return-Path: {w}")),
        (address(), word()).prop_map(|(a, w)| format!(
            "Received: from {w}.shop.example ({w}@mail.shop.example [192.0.2.1]) (helo=x.shop.example {w})\r\n by \
             mx.receiver.example ({w}) with ESMTP id {w} (envelope-from <{a}>) for <{a}>; Tue, 10 Mar 2026 12:00:00 +0900"
        )
        .replace(&format!("from {w}.shop"), "from mail.shop")),
        (server_address(), plain_word()).prop_map(|(a, w)| format!(
            "Received-SPF: fail ({w}: domain of {a}) client-ip=192.0.2.1; envelope-from=\"{a}\"; helo={w}; \
             receiver=mx.receiver.example; x={w}"
        )),
        (server_address(), plain_word()).prop_map(|(a, w)| format!(
            "Authentication-Results: mx.receiver.example; spf=pass ({w}) smtp.mailfrom={a}; dkim={w} header.i={a} \
             header.s={w}"
        )),
        (address(), word()).prop_map(|(a, w)| format!("X-SID-PRA: {a} ({w})\r\nX-SID-Result: {w}")),
        (server_address(), plain_word()).prop_map(|(a, w)| format!(
            "ARC-Authentication-Results: i=1; {w}; spf=pass (best guess record for domain of {a}) smtp.helo={w}; {w}={w}"
        )),
        word().prop_map(|w| format!("Subject: {w}")),
        word().prop_map(|w| format!("Message-ID: <{w}@mail.shop.example>")),
        word().prop_map(|w| format!("X-{w}: {w}")),
        word().prop_map(|w| format!("{w} junk {w}")),
        word().prop_map(|w| format!("DKIM-Signature: d=shop.example; i={w}@shop.example; s=sel; b={w}")),
        plain_word().prop_map(|w| format!("List-Id: {w} <{w}>")),
        word().prop_map(|w| format!("X-Sender-IP: {w}")),
        word().prop_map(|w| format!("Feedback-ID: {w}:AmazonSES")),
    ];
    proptest::collection::vec(field, 1..12).prop_map(|fields| fields.join("\r\n") + "\r\n\r\nbody zq\r\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_survives_of_random_headers(text in header()) {
        let message = Message::parse(text.clone().into_bytes());
        let redacted = Redactor::default().message(&message);
        let shown = format!("{}\n{:?}\n{:?}\n{:?}", String::from_utf8_lossy(&redacted.raw), redacted.hops, redacted.claims, redacted.mbox_from);
        prop_assert!(!shown.contains("zq"), "{text}\nbecame\n{shown}");
    }

    #[test]
    fn random_headers_judge_the_same(text in header()) {
        same::judges_the_same(&text);
    }

    #[test]
    fn any_bytes_can_be_redacted(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let redacted = Redactor::default().message(&Message::parse(bytes));
        let _ = identify(&redacted, &Overrides::default());
    }
}

/// What can stand in a field, each word of it beginning with `zq`: alone, as an address, as a hop, as a record, in
/// quotes, comments and encoded words, folded.
const SHAPES: [&str; 16] = [
    "zqa",
    "zqa zqb, zqc",
    "zqa\r\n zqb\r\n\t<zqc@shop.example>\r\n (zqd)",
    "\"zqa\" <zqb@shop.example>, zqc: zqd@shop.example;",
    "zqa@[zqb zqc]",
    "<@zqa,@zqb.zqc!:zqd@shop.example>",
    "=?UTF-8?Q?zqa?= =?UTF-8?B?enFi?= <zqc@shop.example> =?zqd",
    "from zqa (zqb@zqc [192.0.2.1]) (zqd) by zqe (zqf) with zqg (zqh cipher=ZQI) id zqj for <zqk@shop.example>; zql",
    "from zqa (HELO zqb) (zqc@192.0.2.1) (envelope-from <zqd zqe@shop.example>); Tue, 10 Mar 2026 12:00:00 +0900 (zqf)",
    "zqa; spf=zqb (zqc: domain of zqd@shop.example p=zqe) smtp.mailfrom=\"zqf zqg\"@shop.example header.s=zqh zqi.zqj=zqk",
    "i=1; zqa; zqb=pass header.d=zqc; dkim=pass header.i=zqd@shop.example header.b=zqe; iprev=pass policy.iprev=zqf",
    "spf=pass (sender IP is 192.0.2.1 zqa) smtp.mailfrom=zqb; dmarc=zqc action=zqd header.from=zqe; compauth=zqf",
    "pass (zqa: domain of zqb@shop.example) client-ip=zqc; envelope-from=zqd@zqe@shop.example; helo=zqf; receiver=zqg; \
     identity=zqh; zqi=zqj",
    "v=1; a=zqa; d=zq b; s=zq=c; i=zqd@shop.example; h=From:zqe; b=zqf; zqg=zqh",
    "192.0.2.1 zqa",
    "zqa <zqb>:AmazonSES",
];

/// Every field that is read, with everything that can stand in it: a field that is added later is among them.
#[test]
fn nothing_survives_of_any_field_that_is_read() {
    for known in Known::ALL {
        for shape in SHAPES {
            let twice = format!("{0}: {shape}\r\nX-Zqm: zqn\r\n{0}: {shape}\r\n\r\nzqo\r\n", known.name());
            let redacted = Redactor::default().message(&Message::parse(twice.clone().into_bytes()));
            let shown = format!("{}\n{redacted:?}", String::from_utf8_lossy(&redacted.raw)).to_lowercase();
            assert!(!shown.contains("zq"), "{twice}\nbecame\n{shown}");
        }
    }
}

#[test]
fn of_a_trace_field_the_same_is_read_again() {
    let spf = "(google.com: best guess record for domain of postmaster@mail.shop.example designates 192.0.2.1 as permitted sender)";
    for field in [
        format!("Received-SPF: pass {spf} client-ip=192.0.2.1;"),
        format!("Authentication-Results: mx.google.com; spf=pass {spf} smtp.helo=mail.shop.example"),
        format!("Authentication-Results: mx.google.com; spf=pass {spf}"),
        "Received-SPF: SoftFail (protection.outlook.com: domain of transitioning shop.example discourages use of 192.0.2.1 as permitted sender)".to_owned(),
        "Received-SPF: none client-ip=192.0.2.1; envelope-from=<>; helo=mail.shop.example; receiver=mx.receiver.example".to_owned(),
        "Received: from (unreadable) by mx.receiver.example with ESMTP; Tue, 10 Mar 2026 12:00:00 +0900".to_owned(),
        "Received: from unknown by mx.receiver.example with local-lmtp; Tue, 10 Mar 2026 12:00:00 +0900".to_owned(),
        "Received: from mail.shop.example ([192.0.2.1]) by mx.receiver.example with UTF8LMTPSA; Tue, 10 Mar 2026 12:00:00 +0900".to_owned(),
        "Received: by mx.receiver.example with IMAP4-SSL; Tue, 10 Mar 2026 12:00:00 +0900".to_owned(),
    ] {
        let message = Message::parse(format!("{field}\n\n").into_bytes());
        let redacted = Redactor::default().message(&message);
        let read = |message: &Message| {
            let hops = message.hops.iter();
            let hops: Vec<_> = hops.map(|hop| (hop.has_from, hop.peer_ip, hop.by.clone(), hop.transmission())).collect();
            let claims = message.claims.iter();
            let claims: Vec<_> = claims
                .map(|claim| {
                    let guessed = claim.results.iter().any(twofrom::message::MethodResult::is_best_guess);
                    (claim.mail_from.clone(), claim.sender_in_comment, claim.client_ip, claim.helo.clone(), guessed)
                })
                .collect();
            (hops, claims)
        };
        assert_eq!(read(&redacted), read(&message), "{field}\n{}", String::from_utf8_lossy(&redacted.raw));
    }
}

#[test]
fn a_redacted_message_is_still_a_message() {
    let redacted = Redactor::default().message(&Message::parse(HOSTILE.as_bytes()));
    insta::assert_snapshot!("redacted_message", String::from_utf8_lossy(&redacted.raw));
}
