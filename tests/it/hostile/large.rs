//! Inputs that are large in one way: what is read, asked and written of them keeps to the limits.

use super::chance::Chance;
use super::outputs::{opened, outputs};
use std::fmt::Write;
use twofrom::case::analyse;
use twofrom::dns::Zone;
use twofrom::message::{Limits, Message};
use twofrom::receiver::Profiles;

const HEAD: &str = "Return-Path: <a@shop.example>\n\
                    Received: from a.example (a.example [192.0.2.1]) by mx.receiver.example; Mon, 3 Mar 2025 09:00:00 +0900\n";
const TAIL: &str = "From: info@shop.example\nSubject: x\n\nbody\n";

fn message(fields: &str) -> Vec<u8> {
    format!("{HEAD}{fields}{TAIL}").into_bytes()
}

/// All that is written of a message, and the limits that it is said to have hit.
fn limits(message: &[u8], zone: &str, what: &str) -> Vec<&'static str> {
    let opened = opened(message, zone).expect("it is a message");
    outputs(&opened, &mut Chance::new(1), what);
    let limits = opened.message.oddities.iter().filter_map(|oddity| match oddity {
        twofrom::message::Oddity::Limit(limit) => Some(*limit),
        _ => None,
    });
    limits.collect()
}

#[test]
fn messages_that_are_large_in_one_way() {
    let many = |line: &str, times: usize| line.repeat(times);
    let long = |start: &str, of: &str, times: usize| format!("{start}{}\n", of.repeat(times));
    let signature = "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=x; h=from; bh=AAAA; b=AAAA\n";
    for (what, fields, limit) in [
        ("hops", many("Received: from x by y; Mon, 3 Mar 2025 09:00:00 +0900\n", 3000), Some("hops")),
        ("fields", many("X: y\n", 12_000), Some("fields")),
        ("signatures", many(signature, 2000), Some("signatures")),
        (
            "claims",
            many("Authentication-Results: mx.receiver.example; spf=pass smtp.mailfrom=a@b.example\n", 1000),
            Some("claims"),
        ),
        (
            "results",
            long("Authentication-Results: mx.receiver.example", "; spf=pass smtp.mailfrom=a@b.example", 3000),
            Some("results"),
        ),
        ("mailboxes", long("Sender: ", "a@b.example, ", 5000), Some("mailboxes")),
        ("a long From", long("From: ", "u@receiver.example, ", 10_000), Some("mailboxes")),
        ("resent", many("Resent-Sender: a@b.example\nResent-From: b@c.example\n", 2000), None),
        ("comments", long("Sender: ", "(", 100_000), Some("comment_depth")),
        ("quotes", long("Sender: ", "\"", 100_000), None),
        ("angles", long("Sender: ", "<", 100_000), None),
        ("encoded words", long("Subject: ", "=?utf-8?B?4oCu?= ", 20_000), None),
        ("a long address", long("Sender: a@", "b.example.", 30_000), Some("value_bytes")),
        ("a long record", long("Received-SPF: pass ", "x=y; ", 60_000), Some("value_bytes")),
        ("folds", long("Subject: x", "\n x", 50_000), None),
        ("one line", long("X-Long: ", "x", 1 << 20), None),
        ("a line of wide characters", long("Subject: ", "語", 100_000), None),
        ("marks", long("Subject: e", "\u{301}", 50_000), None),
        ("junk", many("no field\nX: y\n", 2000), Some("oddities")),
        ("labels", format!("Sender: a@{}example\n", "a.".repeat(20_000)), None),
        ("tags", long("DKIM-Signature: v=1; ", "a=b; ", 20_000), None),
        (
            "h=",
            format!("DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=x; h=from{}; bh=; b=\n", ":x".repeat(20_000)),
            None,
        ),
        ("list", long("List-Id: <", "x.", 50_000), None),
    ] {
        let hit = limits(&message(&fields), ". SOA\n", what);
        assert!(limit.is_none_or(|limit| hit.contains(&limit)), "{what}: {hit:?}");
    }
}

#[test]
fn signed_bodies_of_many_lines() {
    let hash = "A".repeat(43);
    for canonical in ["relaxed/relaxed", "simple/simple"] {
        let field = format!(
            "DKIM-Signature: v=1; a=rsa-sha256; c={canonical}; d=shop.example; s=x; h=from; bh={hash}=; b=AAAA\n"
        );
        for line in ["\n", " \t\n", "x\n", "x \t x \n", "\r", ".\n", "From \n"] {
            let mut raw = message(&field.repeat(16));
            raw.extend_from_slice(line.repeat(20_000).as_bytes());
            let message = Message::parse(raw);
            assert_eq!(message.signatures.len(), 16);
            assert!(message.signatures.iter().all(|signature| signature.prepared.is_ok()), "{canonical} {line:?}");
        }
    }
}

#[test]
fn zones_that_are_large_in_one_way() {
    let mut zones: Vec<(&str, String)> = Vec::new();
    let strings = |text: &str| -> String {
        let strings: Vec<String> =
            text.as_bytes().chunks(250).map(|part| format!("\"{}\"", String::from_utf8_lossy(part))).collect();
        strings.join(" ")
    };
    let spf = |terms: &str| format!(". SOA\nshop.example TXT {}\n", strings(&format!("v=spf1 {terms}-all")));
    zones.push(("ranges", spf(&"ip4:203.0.113.1 ".repeat(4000))));
    zones.push(("unknown terms", spf(&"incldue:a.example ".repeat(3000))));
    zones.push(("modifiers", spf(&"x=y ".repeat(16_000))));
    zones.push(("lookups", spf(&"a ".repeat(30_000))));
    zones.push(("includes", spf(&"include:shop.example ".repeat(3000))));
    zones.push(("macros", spf(&"exists:%{s}%{l1r}.%{d}%{d}%{d}%{d}%{d}%{d} ".repeat(1000))));
    zones.push(("one term", spf(&format!("a:{} ", "a.".repeat(30_000)))));
    zones.push((
        "explanation",
        format!("{}e.shop.example TXT {}\n", spf("exp=e.shop.example "), strings(&"%{s}%{i}%_%%".repeat(5000))),
    ));
    let mut many = String::from(". SOA\n");
    for n in 0..20_000 {
        let _ = writeln!(
            many,
            "shop.example TXT \"v=spf1 ip4:192.0.2.{}\"\nshop.example A 10.{}.{}.1",
            n % 256,
            n / 256,
            n % 256
        );
    }
    zones.push(("records of a name", many));
    let mut mx = String::from(". SOA\nshop.example TXT \"v=spf1 mx -all\"\n");
    for n in 0..20_000 {
        let _ = writeln!(mx, "shop.example MX 10 mx{n}.shop.example");
    }
    zones.push(("exchanges", mx));
    let mut ptr = String::from(". SOA\nshop.example TXT \"v=spf1 ptr -all\"\n");
    for n in 0..20_000 {
        let _ = writeln!(ptr, "1.2.0.192.in-addr.arpa PTR p{n}.shop.example");
    }
    zones.push(("names of an address", ptr));
    let mut chain = String::from(". SOA\nshop.example CNAME c0.example\n");
    for n in 0..20_000 {
        let _ = writeln!(chain, "c{n}.example CNAME c{}.example", n + 1);
    }
    zones.push(("aliases", chain));
    let mut includes = String::from(". SOA\nshop.example TXT \"v=spf1 include:i0.example -all\"\n");
    for n in 0..500 {
        let _ = writeln!(
            includes,
            "i{n}.example TXT \"v=spf1 include:i{}.example include:i{}.example -all\"",
            n + 1,
            n + 2
        );
    }
    zones.push(("includes in includes", includes));
    zones.push((
        "policy",
        format!(
            ". SOA\n_dmarc.shop.example TXT {}\n",
            strings(&format!("v=DMARC1; p=reject; {}", "x=y; ".repeat(10_000)))
        ),
    ));
    zones.push(("policies", format!(". SOA\n{}", "_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n".repeat(5000))));
    let mut tree = String::from(". SOA\n");
    for n in 0..5000 {
        let _ = writeln!(tree, "{}shop.example TXT \"v=spf1 -all\"", format!("l{n}.").repeat(20));
    }
    zones.push(("deep names", tree));
    for (what, zone) in &zones {
        limits(&message(""), zone, what);
    }
}

#[test]
fn names_that_are_too_long_are_never_asked() {
    let zone = ". SOA\nshop.example TXT \"v=spf1 exists:%{s}.%{s}.%{s}.%{s}.%{h}.%{d} -all\"\n";
    let local = "a.".repeat(400);
    let raw = message(&format!("Sender: \"{local}b\"@shop.example\n"));
    let (zone, _) = Zone::parse("test.zone", zone.as_bytes()).expect("it is well-formed");
    let answers = twofrom::dns::Answers::from_zone(zone);
    let settings = super::outputs::desk(raw.clone(), None).settings;
    let case = analyse(&Message::parse(raw), &answers, &settings, Profiles::builtin()).expect("no receiver is named");
    let asked = case.spf.pra.expect("there is a PRA").root.terms.into_iter().flat_map(|term| term.asked);
    assert!(asked.map(|asked| asked.question.name.as_str().len()).all(|length| length <= 253));
    assert!(Limits::DEFAULT.value_bytes > local.len());
}
