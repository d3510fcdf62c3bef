//! What servers recorded beside what is found here, as the program tells it.

use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const ZONE: &str = "\
. SOA . . 1 2 3 4 5
shop.example TXT \"v=spf1 ip4:192.0.2.1 -all\"
_dmarc.shop.example TXT \"v=DMARC1; p=none\"
";

fn run(message: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.zone"), ZONE).expect("it can be written");
    let path = folder.path().join("a.eml");
    fs::write(&path, message).expect("it can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .arg("check")
        .arg(path)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("the report is UTF-8")
}

/// The report as one line, so that it does not matter where it was wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn message(record: &str) -> String {
    format!(
        "Return-Path: <info@shop.example>\n{record}\n\
         Received: from mail.shop.example (mail.shop.example [192.0.2.1])\n\
         \t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\
         \tby mx.receiver.example (Postfix) with ESMTPS id 1; Tue, 10 Mar 2026 12:00:00 +0900\n\
         From: info@shop.example\n\nx\n"
    )
}

#[test]
fn agreement_is_one_line_and_a_difference_a_sentence() {
    let record = "Authentication-Results: mx.receiver.example; spf=softfail smtp.mailfrom=info@shop.example;\n\
                  \tdmarc=pass header.from=shop.example; compauth=pass reason=100";
    let text = flat(&run(&message(record), &["--lang", "en"]));
    for part in [
        "the same as here: DMARC pass (mx.receiver.example)",
        "mx.receiver.example recorded SPF softfail for MAIL FROM info@shop.example; here it is pass. Both are about \
         the same: possibly the DNS answered otherwise then, or that server checks otherwise.",
        "not checked here: compauth pass (mx.receiver.example)",
        "the connection: TLSv1.3 TLS_AES_256_GCM_SHA384",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let text = flat(&run(&message(record), &["--lang", "ja"]));
    assert!(text.contains("ここと同じ結果: DMARC pass (mx.receiver.example)"), "{text}");
}

#[test]
fn nothing_is_said_where_nothing_was_recorded() {
    let bare = "Received: from mail.shop.example ([192.0.2.1]) by mx.receiver.example; x\nFrom: info@shop.example\n\n";
    let text = run(bare, &["--lang", "en"]);
    assert!(!text.contains("recorded"), "{text}");
    let value: Value = serde_json::from_str(&run(bare, &["--format", "json"])).expect("it is JSON");
    assert_eq!(value["messages"][0]["claims"], serde_json::json!([]));
    assert_eq!(value["messages"][0]["transport"]["tls"], "not-said");
}

#[test]
fn each_record_stands_in_json_beside_ours() {
    let record = "Received-SPF: fail client-ip=192.0.2.1; envelope-from=info@shop.example; receiver=mx.receiver.example\n\
                  X-SID-PRA: info@shop.example\nX-SID-Result: NONE";
    let text = run(&message(record), &["--format", "json"]);
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    let [spf, sid] = value["messages"][0]["claims"].as_array().expect("a list").as_slice() else { panic!("{text}") };
    for (key, expected) in [
        ("field", Value::from("received-spf")),
        ("inside", Value::from(true)),
        ("hop", Value::from(0)),
        ("decided", Value::from(vec!["client_ip"])),
        ("result", Value::from("fail")),
        ("agrees", Value::from(false)),
        ("because", Value::from(vec!["dns-differs"])),
    ] {
        assert_eq!(spf[key], expected, "{key}");
    }
    assert_eq!(spf["ours"]["result"], "pass");
    assert_eq!((&sid["method"], &sid["agrees"]), (&Value::from("sender-id"), &Value::Null));
    assert_eq!(value["messages"][0]["transport"]["version"], "TLSv1.3");
}

#[test]
fn a_redacted_message_has_the_same_claims() {
    let record = "ARC-Authentication-Results: i=2; other.example; spf=none smtp.helo=x.other.example\n\
                  Authentication-Results: mx.receiver.example; spf=pass (best guess record for domain of info@shop.example)\n\
                  \tsmtp.mailfrom=info@shop.example; spf=none smtp.helo=mail.shop.example; dmarc=temperror header.from=shop.example;\n\
                  \tiprev=fail policy.iprev=192.0.2.1\n\
                  X-SID-PRA: info@shop.example\nX-SID-Result: FAIL";
    let claims = |arguments: &[&str]| {
        let text = run(&message(record), arguments);
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let rows = value["messages"][0]["claims"].as_array().expect("a list").clone();
        rows.iter()
            .map(|row| {
                ["method", "result", "inside", "hop", "instance", "ours", "agrees", "because"]
                    .map(|key| row[key].clone())
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(claims(&["--format", "json"]), claims(&["--format", "json", "--redact"]));
}

#[test]
fn ten_thousand_records_are_bounded_and_said_to_be() {
    let many = "Authentication-Results: x.example; spf=pass smtp.mailfrom=a@b.example\n".repeat(9_000);
    let giant = format!("Authentication-Results: x.example; {}\n", "spf=pass;".repeat(60_000));
    let text = run(&message(format!("{many}{giant}").trim_end()), &["--lang", "en"]);
    assert!(flat(&text).contains("The limit of claims was hit"), "{text}");
    let rows = run(&message(many.trim_end()), &["--format", "json"]);
    let value: Value = serde_json::from_str(&rows).expect("it is JSON");
    assert_eq!(value["messages"][0]["claims"].as_array().expect("a list").len(), 200);
}
