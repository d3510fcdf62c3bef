use super::{Hop, parse_ip};
use crate::message::limits::Hits;
use proptest::prelude::*;

fn read(value: &[u8], offset: usize) -> Hop {
    super::read(value, offset, &mut Hits::default())
}

/// A hop in short: from word, HELO, the name that was found, address, `by`, `with`.
fn hop(value: &str) -> [String; 6] {
    let hop = read(value.as_bytes(), 0);
    let text = |s: Option<String>| s.unwrap_or_else(|| "-".to_owned());
    let ip = hop.peer_ip.map(|ip| ip.to_string());
    [text(hop.from), text(hop.helo), text(hop.peer_name), text(ip), text(hop.by), text(hop.with)]
}

/// Server, value, and the hop in short.
type Form = (&'static str, &'static str, [&'static str; 6]);

const UNIX_SERVERS: &[Form] = &[
    (
        "Postfix",
        "from helo.example (mail.a.example [192.0.2.1])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\t(No client certificate requested)\r\n\tby mx.b.example (Postfix) with ESMTPS id 4XyZ\r\n\tfor <b@b.example>; Mon, 1 Jan 2024 09:00:00 +0900 (JST)",
        ["helo.example", "helo.example", "mail.a.example", "192.0.2.1", "mx.b.example", "ESMTPS"],
    ),
    (
        "Postfix without a name",
        "from helo.example (unknown [IPv6:2001:db8::1]) by mx.b.example (Postfix) with SMTP id 1",
        ["helo.example", "helo.example", "-", "2001:db8::1", "mx.b.example", "SMTP"],
    ),
    (
        "Postfix, literal HELO",
        "from [198.51.100.9] (unknown [192.0.2.1]) by mx.b.example with SMTP id 1",
        ["[198.51.100.9]", "[198.51.100.9]", "-", "192.0.2.1", "mx.b.example", "SMTP"],
    ),
    (
        "Postfix, local",
        "by mx.b.example (Postfix, from userid 1000) id 4XyZ; Mon, 1 Jan 2024 00:00:00 +0000",
        ["-", "-", "-", "-", "mx.b.example", "-"],
    ),
    (
        "Sendmail",
        "from helo.example (root@mail.a.example [192.0.2.1] (may be forged)) by mx.b.example (8.17.1/8.17.1) with ESMTPS id 401;",
        ["helo.example", "helo.example", "mail.a.example", "192.0.2.1", "mx.b.example", "ESMTPS"],
    ),
    (
        "Sendmail, ident",
        "from helo.example (IDENT:4711@mail.a.example [192.0.2.1]) by mx.b.example with SMTP",
        ["helo.example", "helo.example", "mail.a.example", "192.0.2.1", "mx.b.example", "SMTP"],
    ),
    (
        "Exim",
        "from mail.a.example ([192.0.2.1]:4711 helo=helo.example) by mx.b.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <a@a.example>) id 1r-1",
        ["mail.a.example", "helo.example", "mail.a.example", "192.0.2.1", "mx.b.example", "esmtps"],
    ),
    (
        "Exim, no name",
        "from [192.0.2.1] (port=4711 helo=helo.example) by mx.b.example with esmtp (Exim 4.96)",
        ["[192.0.2.1]", "helo.example", "-", "192.0.2.1", "mx.b.example", "esmtp"],
    ),
    (
        "Exim, literal HELO",
        "from [IPv6:2001:db8::7] (helo=[10.0.0.6]) by mx.b.example with esmtp",
        ["[IPv6:2001:db8::7]", "[10.0.0.6]", "-", "2001:db8::7", "mx.b.example", "esmtp"],
    ),
    (
        "qmail",
        "from unknown (HELO helo.example) (192.0.2.1)\n  by mx.b.example with SMTP; 1 Jan 2024 00:00:00 -0000",
        ["unknown", "helo.example", "-", "192.0.2.1", "mx.b.example", "SMTP"],
    ),
    (
        "qmail, ident and an address as HELO",
        "from mail.a.example (HELO 198.51.100.9) (alice@192.0.2.1) by mx.b.example with SMTP;",
        ["mail.a.example", "198.51.100.9", "mail.a.example", "192.0.2.1", "mx.b.example", "SMTP"],
    ),
    ("qmail, queue", "(qmail 4711 invoked from network); 1 Jan 2024 00:00:00 -0000", ["-", "-", "-", "-", "-", "-"]),
    ("qmail, local", "(qmail 4711 invoked by uid 0); 1 Jan 2024 00:00:00 -0000", ["-", "-", "-", "-", "-", "-"]),
];

const OTHER_SERVERS: &[Form] = &[
    (
        "Exchange",
        "from A01.prod.example (2001:db8:10a6:803::24) by\r\n B02.prod.example (2001:db8:10a6:48::7) with Microsoft SMTP\r\n Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id\r\n 15.20.7135.19; Mon, 1 Jan 2024 00:00:00 +0000",
        [
            "A01.prod.example",
            "A01.prod.example",
            "-",
            "2001:db8:10a6:803::24",
            "B02.prod.example",
            "Microsoft SMTP Server",
        ],
    ),
    (
        "Exchange on site",
        "from helo.example (10.1.2.3) by ex.b.example (10.1.2.4) with Microsoft SMTP Server id 15.1.225.42; x",
        ["helo.example", "helo.example", "-", "10.1.2.3", "ex.b.example", "Microsoft SMTP Server"],
    ),
    (
        "Gmail",
        "from helo.example (mail.a.example. [192.0.2.1]) by mx.google.example with ESMTPS id a1-2023.12.14.06.48.20 for <b@b.example> (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); Mon",
        ["helo.example", "helo.example", "mail.a.example.", "192.0.2.1", "mx.google.example", "ESMTPS"],
    ),
    (
        "Gmail, inside",
        "by 2001:db8:a05:7300::1 with SMTP id q3csp; Mon, 1 Jan 2024 00:00:00 +0000",
        ["-", "-", "-", "-", "2001:db8:a05:7300::1", "SMTP"],
    ),
    (
        "fetchmail",
        "from pop.b.example [192.0.2.7] by localhost with POP3 (fetchmail-6.4.1) for <b@localhost> (single-drop); x",
        ["pop.b.example", "pop.b.example", "-", "192.0.2.7", "localhost", "POP3"],
    ),
    (
        "mapped IPv4",
        "from helo.example (mail.a.example [IPv6:::ffff:192.0.2.1]) by mx.b.example with ESMTP",
        ["helo.example", "helo.example", "mail.a.example", "192.0.2.1", "mx.b.example", "ESMTP"],
    ),
    (
        "scope id",
        "from A01.prod.example ([fe80::1%9]) by B02.prod.example ([fe80::2%4]) with mapi id 15.20.1",
        ["A01.prod.example", "A01.prod.example", "-", "fe80::1", "B02.prod.example", "mapi"],
    ),
    (
        "CommuniGate",
        "from [192.0.2.1] (account alice HELO [10.0.0.5]) by mx.b.example (CommuniGate Pro SMTP 6) with ESMTPA id 1",
        ["[192.0.2.1]", "[10.0.0.5]", "-", "192.0.2.1", "mx.b.example", "ESMTPA"],
    ),
    (
        "no name, SMTPSVC",
        "from ([192.0.2.1]) by mx.b.example, id 5 with Microsoft SMTPSVC(5.0.2195.6713); x",
        ["-", "-", "-", "192.0.2.1", "mx.b.example", "Microsoft SMTPSVC(5.0.2195.6713)"],
    ),
    (
        "MDaemon",
        "from mail.a.example [(192.0.2.1)] by mx.b.example (192.0.2.9) (MDaemon PRO v19.0.2)  with ESMTP id md5",
        ["mail.a.example", "mail.a.example", "-", "192.0.2.1", "mx.b.example", "ESMTP"],
    ),
    (
        "no blank before the comment",
        "from helo.example(unknown[192.0.2.1]) by mx.b.example(proxy) with SMTP id 1",
        ["helo.example", "helo.example", "-", "192.0.2.1", "mx.b.example", "SMTP"],
    ),
];

#[test]
fn a_from_clause_without_an_address_is_told_from_none() {
    for (value, has_from) in [
        ("from mail.x.example by mx.b.example with ESMTP; x", true),
        ("from (unreadable) by mx.b.example; x", true),
        ("FROM\r\n unknown by mx.b.example; x", true),
        ("by mx.b.example with ESMTP id 1; x", false),
        ("(from root@localhost) by mx.b.example; x", false),
        ("(qmail 1 invoked from network); x", false),
    ] {
        let hop = read(value.as_bytes(), 0);
        assert_eq!((hop.has_from, hop.peer_ip), (has_from, None), "{value}");
    }
}

#[test]
fn a_comment_names_the_envelope_sender_where_it_begins_with_that() {
    for (value, sender) in [
        ("from a (helo=h) by b (envelope-from <a@x.example>) id 1; x", Some("a@x.example")),
        ("from a (HELO h) (envelope-sender <a@x.example>) by b; x", Some("a@x.example")),
        ("from a by b (\r\n Envelope-From\r\n <\r\n a@x.example\r\n >) id 1; x", Some("a@x.example")),
        ("from a by b (envelope-from a@x.example) id 1; x", Some("a@x.example")),
        ("from a by b (envelope-from <>) id 1; x", Some("")),
        ("from a by b (envelope-from ) id 1; x", None),
        ("from a by b (envelope-fromage <a@x.example>) id 1; x", None),
        // A HELO name that looks like one.
        ("from a (helo=envelope-from <evil@y.example>) by b id 1; x", None),
        ("from a (envelope-from <evil@y.example>) by b (envelope-from <a@x.example>) id 1; x", Some("a@x.example")),
    ] {
        assert_eq!(read(value.as_bytes(), 0).envelope_from.as_deref(), sender, "{value}");
    }
}

#[test]
fn the_forms_of_servers_are_read() {
    for (server, value, expected) in UNIX_SERVERS.iter().chain(OTHER_SERVERS) {
        assert_eq!(hop(value), expected.map(str::to_owned), "{server}");
    }
}

#[test]
fn what_is_no_address_is_not_taken_for_one() {
    for value in [
        "from helo.example (unknown) by mx.b.example with SMTP id 192.0.2.9",
        "from helo.example (HELO 192.0.2.9) by mx.b.example",
        "from helo.example (helo=[192.0.2.9]) by mx.b.example",
        "from helo.example (EHLO [192.0.2.9]) by 192.0.2.8 with SMTP",
        "from helo.example (unknown [192.0.02.1]) by mx.b.example",
        "from helo.example (unknown [unknown]) by mx.b.example ([192.0.2.9])",
        "from helo.example (version 1.2.3.4.5) by mx.b.example",
        "by mx.b.example (192.0.2.9) with HTTP; x",
        "",
    ] {
        assert_eq!(read(value.as_bytes(), 0).peer_ip, None, "{value}");
    }
}

#[test]
fn a_helo_name_plants_no_address() {
    for helo in ["x([198.51.100.9])", "by", "(198.51.100.9)", "([198.51.100.9])", "[198.51.100.9]", "x;y", "x\"y"] {
        let value = format!("from {helo} (unknown [192.0.2.1]) by mx.b.example with SMTP id 1; x");
        let found = read(value.as_bytes(), 0).peer_ip;
        assert_eq!(found.map(|ip| ip.to_string()).as_deref(), Some("192.0.2.1"), "{helo}");
    }
}

#[test]
fn comments_tell_the_envelope_sender() {
    for (value, sender) in [
        ("from a (b [192.0.2.1]) by c (envelope-from <u@a.example>) id 1", Some("u@a.example")),
        ("from a (b [192.0.2.1]) by c (envelope-sender <u@a.example>)", Some("u@a.example")),
        ("from a (envelope-from u@a.example) by c", None),
        ("from a (HELO h) ([192.0.2.1]) (envelope-sender <u@a.example>) by c", Some("u@a.example")),
        ("from a by c (envelope-from <>); x", Some("")),
        ("from a by c (envelope-from ); x", None),
    ] {
        let hop = read(value.as_bytes(), 0);
        assert_eq!(hop.envelope_from.as_deref(), sender, "{value}");
        if let Some(span) = hop.envelope_from_span {
            assert_eq!(Some(&value[span]), sender);
        }
    }
}

#[test]
fn the_recipient_is_the_one_address_after_for() {
    for (value, recipient) in [
        ("from a by b with ESMTPS id 1 for <b@b.example>; x", Some("b@b.example")),
        ("from a by b with esmtps id 1\r\n\tfor b@b.example; x", Some("b@b.example")),
        (
            "from a by b id 1\r\n        for <b@b.example>\r\n        (version=TLS1_3 cipher=X bits=256/256);x",
            Some("b@b.example"),
        ),
        ("from a by b for <b@b.example> (envelope-from <a@a.example>); x", Some("b@b.example")),
        ("from a by b for <b@b.example>, <b@b.example>; x", Some("b@b.example")),
        ("from a by b for <b@b.example>,<c@b.example>; x", None),
        ("from a by b for <b@b.example> c@b.example; x", None),
        ("from a by b for root; x", None),
        ("from a by b for <@b.example>; x", None),
        ("from a by b for <b@>; x", None),
        ("from a by b (for <b@b.example>); x", None),
        ("from for@a.example by b; x", None),
        ("from a by b id 1; for <b@b.example>", None),
    ] {
        assert_eq!(read(value.as_bytes(), 0).recipient.as_deref(), recipient, "{value}");
    }
}

#[test]
fn the_time_stamp_stands_after_the_last_semicolon() {
    let at = |value: &str| read(value.as_bytes(), 0).time;
    assert_eq!(at("from a by b; c; Mon, 1 Jan 2024\r\n 09:00:00 +0900 (JST)"), Some(1_704_067_200));
    assert_eq!(at("from a by b (x; y)"), None);
    assert_eq!(at("from a by b; soon"), None);
}

#[test]
fn spans_point_into_the_message() {
    let message = "Received: from helo.example (u@host [192.0.2.1]) by b\n";
    let hop = read(&message.as_bytes()[9..], 9);
    assert_eq!(&message[hop.peer_ip_span.unwrap()], "[192.0.2.1]");
    assert_eq!(&message[hop.helo_span.unwrap()], "helo.example");
    let message = "Received: from x (HELO helo.example) (u@192.0.2.1) by b\n";
    let hop = read(&message.as_bytes()[9..], 9);
    assert_eq!(&message[hop.peer_ip_span.unwrap()], "192.0.2.1");
    assert_eq!(&message[hop.helo_span.unwrap()], "helo.example");
}

#[test]
fn addresses_are_read_as_written() {
    for (text, ip) in [
        ("192.0.2.1", Some("192.0.2.1")),
        ("[192.0.2.1]", Some("192.0.2.1")),
        ("[192.0.2.1]:25", Some("192.0.2.1")),
        ("192.0.2.1:4711", Some("192.0.2.1")),
        ("ipv6:2001:DB8::1", Some("2001:db8::1")),
        ("[IPv6:::ffff:192.0.2.1]", Some("192.0.2.1")),
        ("fe80::1%eth0", Some("fe80::1")),
        ("192.0.2.01", None),
        ("192.0.2.256", None),
        ("192.0.2", None),
        ("15.20.7135.19", None),
        ("", None),
    ] {
        assert_eq!(parse_ip(text.as_bytes()).map(|ip| ip.to_string()).as_deref(), ip, "{text}");
    }
}

proptest! {
    #[test]
    fn any_value_is_read(value in "(from |by |with |helo=|HELO |\\(|\\)|\\[|\\]|192\\.0\\.2\\.1|;|x|é| |\r\n ){0,30}") {
        let hop = read(value.as_bytes(), 5);
        for span in [hop.helo_span, hop.peer_ip_span, hop.envelope_from_span].into_iter().flatten() {
            prop_assert!(5 <= span.start && span.start <= span.end && span.end <= 5 + value.len());
        }
    }
}

/// Whoever sends the message chooses the recipient as well, at a domain that takes every local part.
#[test]
fn no_word_of_a_quoted_recipient_is_the_servers() {
    let honest = "from mail.evil.example (unknown [203.0.113.66]) by mx.receiver.example (Postfix) with ESMTP id 1";
    let plain = read(format!("{honest} for <u@receiver.example>; x").as_bytes(), 0);
    for local in [
        "u with LMTP id 1",
        "u\\\"> with LMTP id 1",
        "u by x.prod.outlook.com with HTTPS",
        "u> by mx.google.com with SMTP (x [198.51.100.9]) (envelope-from <ceo@bank.example>)",
    ] {
        for (open, close) in [("<", ">"), ("", "")] {
            let value = format!("{honest} for {open}\"{local}\"@receiver.example{close}; x");
            let hop = read(value.as_bytes(), 0);
            let seen = |hop: &Hop| (hop.by.clone(), hop.with.clone(), hop.peer_ip, hop.envelope_from.clone());
            assert_eq!(seen(&hop), seen(&plain), "{value}");
        }
    }
}
