use crate::message::{Known, LineEnd, Message, Oddity};
use proptest::prelude::*;

/// The fields in short, `name=value` with the value decoded.
fn fields(raw: &[u8]) -> Vec<String> {
    let message = Message::parse(raw.to_vec());
    message.fields.iter().map(|f| format!("{}={}", f.name, message.decoded(f))).collect()
}

fn body(raw: &[u8]) -> Vec<u8> {
    let message = Message::parse(raw.to_vec());
    message.bytes(&message.body).to_vec()
}

#[test]
fn fields_stand_in_file_order() {
    let raw = b"From: a@x.example\nTo: b@y.example\nfrom: c@z.example\nSubject: one\n two\n\nbody\n";
    assert_eq!(fields(raw), ["From=a@x.example", "To=b@y.example", "from=c@z.example", "Subject=one two"]);
    let message = Message::parse(raw.to_vec());
    let second: Vec<_> = message.named(Known::From).map(|(i, f)| (i, message.value(f))).collect();
    assert_eq!(second, [(0, &b" a@x.example"[..]), (2, b" c@z.example")]);
    assert_eq!(message.bytes(&message.fields[3].span), b"Subject: one\n two\n");
    assert_eq!(message.bytes(&message.fields[3].value), b" one\n two");
    assert_eq!(message.bytes(&message.body), b"body\n");
}

#[test]
fn the_mark_of_a_log_entry_hides_no_field() {
    let raw = b"[2019-06-03 12:00:00] local.DEBUG: From: Shop <info@shop.example>\r\nTo: a@y.example\r\n\r\nbody\r\n";
    assert_eq!(fields(raw), ["From=Shop <info@shop.example>", "To=a@y.example"]);
    assert_eq!(body(raw), b"body\r\n");
    let message = Message::parse(raw.to_vec());
    assert_eq!(message.bytes(&message.fields[0].span), b"From: Shop <info@shop.example>\r\n");
    assert_eq!(message.oddities, [Oddity::LogPrefix]);
    for other in
        ["[2019-06-03 12:00:00] From: a@x.example", "[a] local.DEBUG: From: a@x.example", "[2019] b: From: c@x.example"]
    {
        assert_eq!(fields(format!("{other}\nTo: a@y.example\n\nbody\n").as_bytes()), ["To=a@y.example"], "{other}");
    }
}

#[test]
fn all_line_ends_are_read() {
    for (end, line_end) in
        [("\r\n", LineEnd::CrLf), ("\n", LineEnd::Lf), ("\r", LineEnd::Cr), ("\r\r\n", LineEnd::Mixed)]
    {
        let raw = ["A: 1", "B: 2", "\t3", "", "body"].join(end);
        assert_eq!(fields(raw.as_bytes()), ["A=1", "B=2 3"], "{end:?}");
        assert_eq!(body(raw.as_bytes()), b"body");
        assert_eq!(Message::parse(raw.into_bytes()).line_end, line_end);
    }
    for raw in ["A: 1\r\nB: 2\n 3\r\n\nbody", "A: 1\nB: 2\r\n 3\n\r\nbody", "A: 1\r\nB: 2\r\r\n 3\n\nbody"] {
        assert_eq!(fields(raw.as_bytes()), ["A=1", "B=2 3"], "{raw:?}");
        assert_eq!(Message::parse(raw.as_bytes()).line_end, LineEnd::Mixed);
        assert_eq!(body(raw.as_bytes()), b"body");
    }
}

#[test]
fn a_header_of_cr_may_have_a_body_of_lf() {
    let raw = b"A: 1\rB: 2\r 3\r\rbody\r\nmore\n";
    assert_eq!(fields(raw), ["A=1", "B=2 3"]);
    assert_eq!(body(raw), b"body\r\nmore\n");
}

#[test]
fn a_lone_cr_plants_no_field() {
    let raw = b"Subject: x\rFrom: planted@evil.example\r\nFrom: a@x.example\r\n\r\n";
    assert_eq!(fields(raw), ["Subject=x From: planted@evil.example", "From=a@x.example"]);
    assert_eq!(Message::parse(raw.to_vec()).oddities, [Oddity::BareCr(10..11)]);
}

#[test]
fn what_stands_before_the_header_is_passed_over() {
    for (raw, oddities) in [
        ("\u{feff}From: a@x.example\n\n", vec![Oddity::ByteOrderMark]),
        ("\n\r\n \nFrom: a@x.example\n\n", vec![Oddity::LeadingBlankLine]),
        ("\u{feff}\nFrom: a@x.example\n\n", vec![Oddity::ByteOrderMark, Oddity::LeadingBlankLine]),
        (">From b@y.example Mon Jan  1 00:00:00 2024\nFrom: a@x.example\n\n", vec![]),
        ("+OK 1234 octets\nFrom: a@x.example\n\n", vec![Oddity::JunkLine(0..15)]),
    ] {
        assert_eq!(fields(raw.as_bytes()), ["From=a@x.example"], "{raw}");
        assert_eq!(Message::parse(raw.as_bytes()).oddities, oddities, "{raw}");
    }
}

#[test]
fn an_mbox_line_names_the_envelope_sender() {
    for (line, sender) in [
        ("From bounce@news.example Mon Jan  1 00:00:00 2024", Some("bounce@news.example")),
        ("From  \"a b\"@news.example  Mon Jan  1 00:00:00 2024", Some("\"a b\"@news.example")),
        ("From a@[192.0.2.1] Mon Jan  1 00:00:00 2024", Some("a@[192.0.2.1]")),
        ("From <> Mon Jan  1 00:00:00 2024", Some("<>")),
        ("From bounce@news.example", Some("bounce@news.example")),
        ("From - Mon Jan  1 00:00:00 2024", None),
        ("From ???@??? Mon Jan  1 00:00:00 2024", None),
        ("From MAILER-DAEMON Mon Jan  1 00:00:00 2024", None),
        ("From MAILER-DAEMON@mx.b.example Mon Jan  1 00:00:00 2024", None),
        ("From 1790000000000000000@xxx Mon Jan 01 00:00:00 +0000 2024", None),
        ("From archive@z Mon Jan  1 00:00:00 2024", None),
        ("From 5d41402abc4b2a76b9719d911017c592cbb1a0de Mon Sep 17 00:00:00 2001", None),
        ("From user at shop.example  Mon Jan  1 00:00:00 2024", None),
        ("From root Mon Jan  1 00:00:00 2024", None),
        ("From ", None),
    ] {
        let raw = format!("\n{line}\n>From x Mon Jan  1 00:00:00 2024\nFrom: a@x.example\n\nbody");
        assert_eq!(fields(raw.as_bytes()), ["From=a@x.example"], "{line}");
        let message = Message::parse(raw.as_bytes());
        assert!(message.oddities.contains(&Oddity::MboxFromLine));
        assert_eq!(message.mbox_from.as_ref().map(|(s, _)| s.as_str()), sender, "{line}");
        if let Some((text, span)) = message.mbox_from {
            assert_eq!(&raw[span.expect("it is among the bytes")], text);
        }
    }
}

#[test]
fn only_a_field_named_from_is_from() {
    for (raw, found) in [
        ("From : a@x.example\n\n", vec!["From=a@x.example"]),
        ("From \t : a@x.example\n\n", vec!["From=a@x.example"]),
        ("To: b\nFr om: a@x.example\nCc: c\n\n", vec!["To=b", "Cc=c"]),
        ("To: b\n:From: a@x.example\nCc: c\n\n", vec!["To=b", "Cc=c"]),
        ("To: b\n<From: a@x.example\nCc: c\n\n", vec!["To=b", "<From=a@x.example", "Cc=c"]),
        ("To: b\nFr\u{f6}m: a@x.example\nCc: c\n\n", vec!["To=b", "Cc=c"]),
        ("To: b\nFrom\0: a@x.example\nCc: c\n\n", vec!["To=b", "Cc=c"]),
        ("To: b\njunk\n From: a@x.example\nCc: c\n\n", vec!["To=b", "Cc=c"]),
        ("To: b\n From: a@x.example\n\n", vec!["To=b From: a@x.example"]),
        ("To: b\n\nFrom: a@x.example\n", vec!["To=b"]),
    ] {
        assert_eq!(fields(raw.as_bytes()), found, "{raw}");
    }
    let message = Message::parse(&b"From \t: a@x.example\n\n"[..]);
    assert_eq!(message.oddities, [Oddity::SpaceBeforeColon(4..6)]);
}

#[test]
fn a_line_that_is_no_field_is_passed_over_or_begins_the_body() {
    for (raw, found, rest) in [
        // One bad line among fields.
        ("A: 1\nno field here\nB: 2\n\nbody", vec!["A=1", "B=2"], "body"),
        ("A: 1\nno\nno\n x\nB: 2\n\nbody", vec!["A=1", "B=2"], "body"),
        ("A: 1\nno field here\n\nbody", vec!["A=1"], "body"),
        // The body begins without a blank line.
        (
            "A: 1\nDear all,\nwe write to you\nbecause\nB: 2\n",
            vec!["A=1"],
            "Dear all,\nwe write to you\nbecause\nB: 2\n",
        ),
        ("A: 1\nDear all,\nbye\n\nB: 2\n", vec!["A=1"], "Dear all,\nbye\n\nB: 2\n"),
        ("A: 1\nDear all", vec!["A=1"], "Dear all"),
        ("A: 1\n--boundary\nContent-Type: text/plain\n\nx", vec!["A=1"], "--boundary\nContent-Type: text/plain\n\nx"),
        (
            "A: 1\nhttps://shop.example/\nhttps://shop.example/\nx y\n",
            vec!["A=1"],
            "https://shop.example/\nhttps://shop.example/\nx y\n",
        ),
        // A fold of white space only is no blank line.
        ("A: 1\n \n 2\nB: 3\n\nbody", vec!["A=1  2", "B=3"], "body"),
    ] {
        let found_fields = fields(raw.as_bytes());
        // The blank that a white-space line leaves does not matter.
        assert_eq!(
            found_fields.iter().map(|f| f.replace("  ", " ")).collect::<Vec<_>>(),
            found.iter().map(|f| f.replace("  ", " ")).collect::<Vec<_>>(),
            "{raw}"
        );
        assert_eq!(String::from_utf8_lossy(&body(raw.as_bytes())), rest, "{raw}");
    }
    let message = Message::parse(&b"A: 1\nno field\n more\nB: 2\n\n"[..]);
    assert_eq!(message.oddities, [Oddity::JunkLine(5..13)]);
    assert_eq!(Message::parse(&b"A: 1\nDear all"[..]).oddities, [Oddity::NoBlankLine]);
}

#[test]
fn a_header_may_be_all_there_is() {
    for raw in ["A: 1\nB: 2", "A: 1\nB: 2\n"] {
        assert_eq!(fields(raw.as_bytes()), ["A=1", "B=2"]);
        let message = Message::parse(raw.as_bytes());
        assert_eq!(message.oddities, [Oddity::HeaderOnly]);
        assert_eq!(message.body, raw.len()..raw.len());
    }
    assert_eq!(fields(b"A:\nB:"), ["A=", "B="]);
}

#[test]
fn odd_bytes_are_noted() {
    let message = Message::parse(&b"A: \0\nB: \xe9\nC: 3\n\n\0"[..]);
    assert_eq!(message.fields.len(), 3);
    assert_eq!(message.oddities, [Oddity::NulByte, Oddity::NotUtf8]);
    let long = format!("A: {}\nB: 2\n\n", "x".repeat(1_000));
    assert_eq!(Message::parse(long.into_bytes()).oddities, [Oddity::LongLine(0..1_003)]);
    assert_eq!(Message::parse("A: é\n\n\u{0}".as_bytes()).oddities, []);
}

#[test]
fn what_is_no_message_has_no_fields() {
    for raw in [
        &b""[..],
        b"\n\n\n",
        b"\xef\xbb\xbf",
        b"Dear all,\n\nSubject: this is no header\n",
        b"{\n  \"a\": 1,\n  \"b\": 2\n}\n",
        b"<!DOCTYPE html>\n<html>\n<head>\n<meta a:b>\n",
        b"use std::fmt;\nuse std::io;\nfn main() {}\n",
        b"https://shop.example/\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01a: b\n",
        b"PK\x03\x04\x14\0\0\0\x08\0:\n:\n:\n",
        b"\x7fELF\x02\x01\x01\0\0\0\0",
    ] {
        assert_eq!(fields(raw), [""; 0], "{raw:?}");
    }
}

#[test]
fn limits_are_reported() {
    let many = "A: 1\n".repeat(10_001) + "\nbody";
    let message = Message::parse(many.into_bytes());
    assert_eq!(message.fields.len(), 10_000);
    assert_eq!(message.oddities, [Oddity::Limit("fields")]);
    let junk = "A: 1\njunk\n".repeat(1_500) + "\n";
    let message = Message::parse(junk.into_bytes());
    assert_eq!((message.fields.len(), message.oddities.len()), (1_500, 1_001));
    assert_eq!(message.oddities.last(), Some(&Oddity::Limit("oddities")));
    let large = format!("A: 1\nFrom: {}\n\nbody", "x\n ".repeat(2_000_000));
    let message = Message::parse(large.into_bytes());
    assert!(message.oddities.contains(&Oddity::Limit("header_bytes")));
    assert!(message.oddities.contains(&Oddity::Limit("value_bytes")));
    let hops = "Received: from a by b; x\n".repeat(201) + &"Received-SPF: pass\n".repeat(201) + "\n";
    let message = Message::parse(hops.into_bytes());
    assert_eq!((message.hops.len(), message.claims.len()), (200, 200));
    assert_eq!(message.oddities, [Oddity::Limit("hops"), Oddity::Limit("claims")]);
}

#[test]
fn line_ends_are_mixed_where_one_differs() {
    for (raw, line) in [
        ("A: 1\r\nB: 2\r\n\r\nx\n", None),
        ("A: 1\nB: 2\n\nx\r\n", None),
        ("A: 1\rB: 2\r\rx", None),
        ("A: 1\r\r\nB: 2\r\r\n\r\r\n", None),
        ("A: 1\r\nB: 2\nC: 3\r\n\r\n", Some(2)),
        ("A: 1\n 2\r\nB: 2\n\n", Some(2)),
        ("A: 1\r\nB: 2\r\n\nx", Some(3)),
        // The lines before the header are the file's.
        ("From a@x.example Mon Jan  1 00:00:00 2024\nA: 1\r\nB: 2\r\n\r\n", None),
        ("From a@x.example Mon Jan  1 00:00:00 2024\nA: 1\r\nB: 2\n\r\n", Some(3)),
    ] {
        let oddities = Message::parse(raw.as_bytes()).oddities;
        let found =
            oddities.iter().find_map(|o| if let Oddity::MixedLineEnds { line } = o { Some(*line) } else { None });
        assert_eq!(found, line, "{raw:?}");
    }
}

#[test]
fn a_field_that_stands_too_often_is_named() {
    let raw = "Received: x\nTo: a@x.example\nto: b@x.example\nTO: c@x.example\nReceived: y\nResent-To: a@x.example\n\
               Resent-To: b@x.example\nMIME-Version: 1.0\nSubject: x\nMime-Version: 1.0\nComments: a\nComments: b\n\n";
    let found = |name, rfc, count| Oddity::DuplicateField { name, rfc, count };
    let expected = [found("To", "RFC 5322", 3), found("MIME-Version", "RFC 2045", 2)];
    assert_eq!(Message::parse(raw.as_bytes()).oddities, expected);
}

#[test]
fn a_limit_is_reported_where_it_was_hit_and_nowhere_else() {
    let (deep, long) = ("(".repeat(51), "x".repeat(300_000));
    let commas = ",".repeat(1_001);
    for (header, limit) in [
        (format!("From: {deep} a@x.example"), Some("comment_depth")),
        (format!("Received: from a ({deep}) by b; x"), Some("comment_depth")),
        (format!("Received-SPF: pass {deep}"), Some("comment_depth")),
        (format!("Return-Path: {deep} <a@x.example>"), Some("comment_depth")),
        (format!("Date: {deep}"), Some("comment_depth")),
        // No comment begins in a quoted string, and nobody reads a comment in other fields.
        (format!("From: \"{deep}\" <a@x.example>"), None),
        (format!("Subject: {deep}"), None),
        (format!("From: {}{} a@x.example", "(".repeat(50), ")".repeat(50)), None),
        (format!("From: {}", "a@x.example, ".repeat(1_001)), Some("mailboxes")),
        (format!("From: \"{commas}\" <a@x.example>"), None),
        (format!("From: {long}@x.example"), Some("value_bytes")),
        (format!("Return-Path: <{long}@x.example>"), Some("value_bytes")),
        (format!("DKIM-Signature: {long}"), Some("value_bytes")),
        (format!("To: {long}@x.example"), None),
    ] {
        let message = Message::parse(format!("{header}\n\n").into_bytes());
        let hit = |oddity: &Oddity| if let Oddity::Limit(limit) = oddity { Some(*limit) } else { None };
        let limits: Vec<&str> = message.oddities.iter().filter_map(hit).collect();
        assert_eq!(limits, limit.into_iter().collect::<Vec<_>>(), "{}", &header[..60]);
    }
}

proptest! {
    #[test]
    fn any_bytes_give_a_message(raw in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&raw)?;
    }

    #[test]
    fn any_lines_give_a_message(
        lines in proptest::collection::vec(
            "(Received: from [ab(\\[1.2;]{0,9}by x; y|Received-SPF: [a=(;\"]{0,9}|Authentication-Results: [a=(;\"]{0,9}|From [a-]{0,4}|From: [a<>@,]{0,6}|[ \t]x|junk|--b|)(\r\n|\n|\r)",
            0..12,
        )
    ) {
        check(lines.concat().as_bytes())?;
    }
}

fn check(raw: &[u8]) -> Result<(), TestCaseError> {
    let message = Message::parse(raw.to_vec());
    let mut at = 0;
    for field in &message.fields {
        prop_assert!(at <= field.span.start);
        prop_assert!(field.span.start < field.value.start && field.value.start <= field.value.end);
        prop_assert!(field.value.end <= field.span.end && field.span.end <= raw.len());
        prop_assert!(raw[field.span.clone()].starts_with(field.name.as_bytes()));
        at = field.span.end;
    }
    prop_assert!(at <= message.body.start && message.body.start <= message.body.end);
    prop_assert!(message.body.end <= raw.len());
    Ok(())
}
