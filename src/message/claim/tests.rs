use super::{Claim, ClaimKind, ClaimedSender, Property};
use crate::message::limits::Hits;
use crate::message::{Limits, Message, Oddity};
use proptest::prelude::*;

fn read(value: &[u8], offset: usize, field: usize, kind: ClaimKind) -> Claim {
    super::read(value, offset, field, kind, &mut Hits::default())
}

pub(super) fn spf(value: &str) -> Claim {
    read(value.as_bytes(), 0, 0, ClaimKind::ReceivedSpf)
}

pub(super) fn results(value: &str) -> Claim {
    read(value.as_bytes(), 0, 0, ClaimKind::AuthenticationResults)
}

pub(super) fn sender(text: Option<&str>) -> Option<ClaimedSender> {
    text.map(|text| match text.split_once('@') {
        _ if text.is_empty() => ClaimedSender::Null,
        _ if text.starts_with("HELO ") => ClaimedSender::Helo(text.replacen("HELO ", "", 1)),
        Some(("", domain)) => ClaimedSender::Domain(domain.to_owned()),
        _ => ClaimedSender::Address(text.to_owned()),
    })
}

/// What a claim is expected to tell: writer, result of SPF, client, HELO, sender (`@x` for a domain
/// alone, empty for null).
type Expected<'a> = (Option<&'a str>, &'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn check(claim: &Claim, (writer, result, ip, helo, from): Expected<'_>, value: &str) {
    assert_eq!(claim.writer.as_deref(), writer, "writer of {value}");
    assert_eq!(claim.result("spf").map(|r| r.result.as_str()), Some(result), "result of {value}");
    assert_eq!(claim.client_ip.map(|ip| ip.to_string()).as_deref(), ip, "client of {value}");
    assert_eq!(claim.helo.as_deref(), helo, "HELO of {value}");
    assert_eq!(claim.mail_from, sender(from), "sender of {value}");
}

#[test]
fn received_spf_is_read() {
    for (value, expected) in [
        (
            "pass (mx.google.com: domain of a@x.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;",
            (Some("mx.google.com"), "pass", Some("192.0.2.1"), None, Some("a@x.example")),
        ),
        (
            "Pass (protection.outlook.com: domain of x.example designates 192.0.2.1 as permitted sender)\r\n receiver=protection.outlook.com; client-ip=192.0.2.1; helo=mail.x.example; pr=C",
            (Some("protection.outlook.com"), "pass", Some("192.0.2.1"), Some("mail.x.example"), Some("@x.example")),
        ),
        (
            "None (protection.outlook.com: x.example does not designate permitted sender hosts)",
            (Some("protection.outlook.com"), "none", None, None, Some("@x.example")),
        ),
        (
            "SoftFail (protection.outlook.com: domain of transitioning x.example discourages use of 192.0.2.1 as permitted sender)",
            (Some("protection.outlook.com"), "softfail", Some("192.0.2.1"), None, Some("@x.example")),
        ),
        (
            "neutral (mx.google.com: 2001:db8::1 is neither permitted nor denied by best guess record for domain of a@x.example) client-ip=2001:db8::1;",
            (Some("mx.google.com"), "neutral", Some("2001:db8::1"), None, Some("a@x.example")),
        ),
        (
            "fail (mx.google.com: domain of a@x.example does not designate 192.0.2.1 as permitted sender)",
            (Some("mx.google.com"), "fail", Some("192.0.2.1"), None, Some("a@x.example")),
        ),
        (
            "permerror (google.com: permanent error in processing during lookup of a@x.example: loop) client-ip=192.0.2.1;",
            (Some("google.com"), "permerror", Some("192.0.2.1"), None, Some("a@x.example")),
        ),
        (
            "pass (mail) identity=mailfrom; client-ip=192.0.2.1; helo=mail.x.example; envelope-from=a@x.example; receiver=<UNKNOWN>",
            (None, "pass", Some("192.0.2.1"), Some("mail.x.example"), Some("a@x.example")),
        ),
        (
            "pass (x.example: 192.0.2.1 is authorized to use 'a@x.example' in 'mfrom' identity (mechanism 'ip4:192.0.2.1' matched)) receiver=mx.b.example; identity=mailfrom; envelope-from=\"a@x.example\"; helo=mail.x.example; client-ip=192.0.2.1",
            (Some("mx.b.example"), "pass", Some("192.0.2.1"), Some("mail.x.example"), Some("a@x.example")),
        ),
        (
            "pass (x.example: 192.0.2.1 is authorized to use 'a@x.example') client-ip=192.0.2.1",
            (None, "pass", Some("192.0.2.1"), None, None),
        ),
        // Only blanks between the pairs, and an empty value among them.
        (
            "softfail client-ip=192.0.2.1 envelope-from=<a@x.example> helo=mail.x.example receiver=mx.b.example",
            (Some("mx.b.example"), "softfail", Some("192.0.2.1"), Some("mail.x.example"), Some("a@x.example")),
        ),
        (
            "none receiver=mx.b.example; client-ip=192.0.2.1; envelope-from= helo=mail.x.example",
            (Some("mx.b.example"), "none", Some("192.0.2.1"), Some("mail.x.example"), Some("")),
        ),
        ("pass envelope-from=<>; client-ip=[192.0.2.1]", (None, "pass", Some("192.0.2.1"), None, Some(""))),
        ("pass envelope-sender=\"\"; client-ip=IPv6:2001:db8::1", (None, "pass", Some("2001:db8::1"), None, Some(""))),
        (
            "pass envelope-from=\"\\\"a b\\\"@x.example\"; client-ip=::ffff:192.0.2.1",
            (None, "pass", Some("192.0.2.1"), None, Some("\"a b\"@x.example")),
        ),
        // The identity that was checked is HELO.
        (
            "pass (helo) identity=helo; client-ip=192.0.2.1; helo=mail.x.example; envelope-from=<>",
            (None, "pass", Some("192.0.2.1"), Some("mail.x.example"), None),
        ),
        // The comment first, and a fold inside a value.
        (
            "(note) pass client-ip=\r\n 192.0.2.1; envelope-from=\r\n\ta@x.example",
            (None, "pass", Some("192.0.2.1"), None, Some("a@x.example")),
        ),
        ("pass", (None, "pass", None, None, None)),
        ("pass (unclosed client-ip=192.0.2.1", (None, "pass", Some("192.0.2.1"), None, None)),
    ] {
        check(&spf(value), expected, value);
    }
}

#[test]
fn authentication_results_are_read() {
    for (value, expected) in [
        (
            "mx.b.example; spf=pass smtp.mailfrom=a@x.example smtp.helo=mail.x.example; dkim=pass header.d=x.example",
            (Some("mx.b.example"), "pass", None, Some("mail.x.example"), Some("a@x.example")),
        ),
        // Google names client and sender in the comment.
        (
            "mx.google.com;\r\n       dkim=pass header.i=@x.example header.s=s1 header.b=abc=;\r\n       spf=pass (google.com: domain of a@x.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@x.example;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=x.example",
            (Some("mx.google.com"), "pass", Some("192.0.2.1"), None, Some("a@x.example")),
        ),
        (
            "mx.google.com; spf=softfail (google.com: domain of transitioning a@x.example does not designate 192.0.2.1 as permitted sender)",
            (Some("mx.google.com"), "softfail", Some("192.0.2.1"), None, Some("a@x.example")),
        ),
        (
            "mx.google.com; spf=none (google.com: mail.x.example does not designate permitted sender hosts) smtp.helo=mail.x.example",
            (Some("mx.google.com"), "none", None, Some("mail.x.example"), Some("HELO mail.x.example")),
        ),
        (
            "mx.google.com; spf=pass (google.com: best guess record for domain of postmaster@mail.x.example designates 2001:db8::1 as permitted sender) smtp.helo=mail.x.example",
            (Some("mx.google.com"), "pass", Some("2001:db8::1"), Some("mail.x.example"), Some("HELO mail.x.example")),
        ),
        // Microsoft writes no authserv-id, and a `;` at the end.
        (
            "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=x.example; dkim=pass (signature was verified)\r\n header.d=x.example;dmarc=bestguesspass action=none header.from=x.example;compauth=pass reason=109;",
            (None, "pass", Some("192.0.2.1"), None, Some("@x.example")),
        ),
        (
            "spf=none (sender IP is 192.0.2.1) smtp.helo=mail.x.example; dkim=timeout (key query timeout)",
            (None, "none", Some("192.0.2.1"), Some("mail.x.example"), Some("HELO mail.x.example")),
        ),
        (
            "mx.microsoft.com 1; spf=pass (sender ip is 192.0.2.9) smtp.rcpttodomain=b.example smtp.mailfrom=x.example; arc=none",
            (Some("mx.microsoft.com"), "pass", Some("192.0.2.9"), None, Some("@x.example")),
        ),
        // Folds inside values.
        (
            "mx.b.example; dkim=\r\n pass header.d=x.example; spf=pass smtp.mailfrom=\r\n  bounce+a=b@x.example smtp.helo=\r\n mail.x.example",
            (Some("mx.b.example"), "pass", None, Some("mail.x.example"), Some("bounce+a=b@x.example")),
        ),
        // The client in properties.
        (
            "mx.b.example; iprev=pass policy.iprev=192.0.2.1 (mail.x.example); spf=none smtp.mailfrom=a@x.example",
            (Some("mx.b.example"), "none", Some("192.0.2.1"), None, Some("a@x.example")),
        ),
        (
            "mx.b.example; spf=pass smtp.mailfrom=a@x.example smtp.remote-ip=\"2001:db8::1\"",
            (Some("mx.b.example"), "pass", Some("2001:db8::1"), None, Some("a@x.example")),
        ),
        (
            "mx.b.example; spf=pass smtp.client-ip=192.0.2.1 smtp.mailfrom=<>",
            (Some("mx.b.example"), "pass", Some("192.0.2.1"), None, Some("")),
        ),
        // Two results of SPF: HELO and MAIL FROM.
        (
            "mx.b.example; spf=none smtp.helo=mail.x.example; spf=pass smtp.mailfrom=a@x.example",
            (Some("mx.b.example"), "none", None, Some("mail.x.example"), Some("a@x.example")),
        ),
        (
            "mx.b.example; spf=pass smtp.mailfrom= smtp.helo=mail.x.example",
            (Some("mx.b.example"), "pass", None, Some("mail.x.example"), Some("")),
        ),
        // Comments between anything, blanks around `=`, a version after id and method.
        (
            "(a) mx.b.example (b) 1 (c) ; (d) spf/1 (e) = (f) pass (g) smtp.mailfrom (h) = (i) \"a b\"@x.example (j)",
            (Some("mx.b.example"), "pass", None, None, Some("\"a b\"@x.example")),
        ),
        (
            "\"mx.b.example\"; spf=PASS smtp.mailfrom=@x.example",
            (Some("mx.b.example"), "pass", None, None, Some("@x.example")),
        ),
        // A missing `;` after the id or between results.
        (
            "mx.b.example spf=fail smtp.mailfrom=a@x.example dkim=none",
            (Some("mx.b.example"), "fail", None, None, Some("a@x.example")),
        ),
    ] {
        check(&results(value), expected, value);
    }
}

#[test]
fn methods_and_properties_keep_their_order() {
    let claim = results(
        "mx.b.example; dkim=pass (good) reason=\"a; b\" header.d=x.example header.b=\"q=\"; DMARC=None policy.dmarc=none; dkim=\n timeout",
    );
    let short: Vec<_> = claim.results.iter().map(|r| format!("{}={}", r.method, r.result)).collect();
    assert_eq!(short, ["dkim=pass", "dmarc=none", "dkim=timeout"]);
    let dkim = &claim.results[0];
    assert_eq!(dkim.comment.as_deref(), Some("good"));
    assert_eq!(
        dkim.properties,
        [("reason", "a; b"), ("header.d", "x.example"), ("header.b", "q=")].map(|(k, v)| (k.to_owned(), v.to_owned()))
    );
    assert_eq!(dkim.property(Property::HeaderD), Some("x.example"));
}

#[test]
fn microsoft_is_known_by_its_form() {
    for (value, microsoft) in [
        ("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example;", true),
        ("spf=none (sender IP is ) smtp.mailfrom=x.example;", true),
        ("dkim=none (message not signed) header.d=none;compauth=fail reason=001", true),
        ("mx.b.example; spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example", false),
        ("spf=pass smtp.mailfrom=x.example", false),
    ] {
        assert_eq!(results(value).microsoft, microsoft, "{value}");
    }
}

#[test]
fn a_field_of_encoded_words_is_read() {
    let value = "=?utf-8?B?c3BmPXBhc3MgKHNlbmRlciBJUCBpcyAxOTIuMC4yLjEpIHNtdHAubWFp?=\r\n =?utf-8?B?bGZyb209eC5leGFtcGxlOyBka2ltPW5vbmU7?=";
    let claim = results(value);
    check(&claim, (None, "pass", Some("192.0.2.1"), None, Some("@x.example")), value);
    assert!(claim.microsoft);
    assert_eq!((claim.client_ip_span, claim.mail_from_span), (None, None));
}

#[test]
fn arc_and_none_are_read() {
    let arc = read(
        b" i=2; mx.b.example; spf=pass smtp.mailfrom=a@x.example; arc=none",
        0,
        0,
        ClaimKind::ArcAuthenticationResults,
    );
    check(&arc, (Some("mx.b.example"), "pass", None, None, Some("a@x.example")), "ARC");
    let arc = read(b"i=1;mx.microsoft.com 1; spf=none; dkim=none", 0, 0, ClaimKind::ArcAuthenticationResults);
    check(&arc, (Some("mx.microsoft.com"), "none", None, None, None), "ARC");
    for value in ["mx.b.example; none", "mx.b.example 1; none", "mx.b.example;"] {
        let claim = results(value);
        assert_eq!((claim.writer.as_deref(), claim.results.len()), (Some("mx.b.example"), 0), "{value}");
    }
    assert_eq!(results("none").writer, None);
    let carrier = read(
        b" Pass client-ip=192.0.2.1; envelope-from=<a@x.example>; helo=mail.x.example; domain=x.example; txt=v=spf1 ip4:192.0.2.1 -all; auth=v1;",
        0,
        0,
        ClaimKind::XSpfAuth,
    );
    check(&carrier, (None, "pass", Some("192.0.2.1"), Some("mail.x.example"), Some("a@x.example")), "X-SPF-AUTH");
}

#[test]
fn an_address_in_the_senders_local_part_is_not_the_client() {
    let value = "pass (mx.google.com: domain of \"x designates 198.51.100.9 as\"@x.example designates 192.0.2.1 as permitted sender)";
    let claim = spf(value);
    assert_eq!(claim.client_ip.map(|ip| ip.to_string()).as_deref(), Some("192.0.2.1"));
    assert_eq!(claim.mail_from, Some(ClaimedSender::Address("\"x designates 198.51.100.9 as\"@x.example".to_owned())));
}

#[test]
fn claims_stand_top_first_with_their_spans() {
    let raw = "Received-SPF: pass (mx.b.example: domain of a@x.example designates 192.0.2.1 as permitted sender) helo=mail.x.example\n\
               Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=<a@x.example>\n smtp.remote-ip=192.0.2.1\n\
               Subject: x\n\n";
    let message = Message::parse(raw.as_bytes());
    let kinds: Vec<_> = message.claims.iter().map(|c| (c.field, c.kind)).collect();
    assert_eq!(kinds, [(0, ClaimKind::ReceivedSpf), (1, ClaimKind::AuthenticationResults)]);
    let text = |span: &Option<std::ops::Range<usize>>| raw[span.clone().unwrap()].to_owned();
    let [first, second] = message.claims.as_slice() else { panic!() };
    assert_eq!(text(&first.client_ip_span), "192.0.2.1");
    assert_eq!(text(&first.mail_from_span), "a@x.example");
    assert_eq!(text(&first.helo_span), "mail.x.example");
    assert_eq!(text(&second.client_ip_span), "192.0.2.1");
    assert_eq!(text(&second.mail_from_span), "<a@x.example>");
}

proptest! {
    #[test]
    fn any_value_is_read(
        value in "(spf|pass|=|;|\\(|\\)|\"|<|>|sender IP is |domain of | designates |192\\.0\\.2\\.1|smtp\\.helo|client-ip|a@x|é| |\r\n ){0,30}"
    ) {
        for kind in [ClaimKind::ReceivedSpf, ClaimKind::AuthenticationResults, ClaimKind::ArcAuthenticationResults] {
            let claim = read(value.as_bytes(), 5, 0, kind);
            for span in [claim.client_ip_span, claim.helo_span, claim.mail_from_span].into_iter().flatten() {
                prop_assert!(5 <= span.start && span.start <= span.end && span.end <= 5 + value.len());
            }
        }
    }
}

/// The claims of a header: kind, fields, result, and the PRA.
fn sids(header: &str) -> Vec<(usize, Option<usize>, String, Option<String>)> {
    let message = Message::parse(format!("{header}\n\n").into_bytes());
    let sid = message.claims.iter().filter(|claim| claim.kind == ClaimKind::XSid);
    sid.map(|claim| {
        assert!(claim.microsoft && claim.mail_from.is_none() && claim.client_ip.is_none());
        let result = claim.result("sender-id").unwrap();
        (claim.field, claim.other_field, result.result.clone(), result.property(Property::Pra).map(str::to_owned))
    })
    .collect()
}

#[test]
fn two_fields_of_x_sid_are_one_claim() {
    let pra = Some("a@x.example".to_owned());
    let (pass, none) = ("pass".to_owned(), "none".to_owned());
    for (header, expected) in [
        ("X-SID-PRA: a@x.example\nX-SID-Result: PASS", vec![(0, Some(1), pass.clone(), pra.clone())]),
        (
            "x-sid-result: Pass\nSubject: x\nx-sid-pra: <A@x.example>",
            vec![(0, Some(2), pass.clone(), Some("A@x.example".to_owned()))],
        ),
        ("X-SID-Result: NONE", vec![(0, None, none.clone(), None)]),
        ("X-SID-PRA: a@x.example", vec![(0, None, String::new(), pra.clone())]),
        // Of two hops.
        (
            "X-SID-PRA: a@x.example\nReceived: by b.example\nX-SID-Result: NONE",
            vec![(0, None, String::new(), pra.clone()), (2, None, none.clone(), None)],
        ),
        (
            "X-SID-Result: PASS\nX-SID-Result: NONE\nX-SID-PRA: a@x.example",
            vec![(0, None, pass, None), (1, Some(2), none, pra)],
        ),
    ] {
        assert_eq!(sids(header), expected, "{header}");
    }
}

#[test]
fn the_other_fields_of_microsoft_and_the_instance_of_arc_are_read() {
    let message = Message::parse(
        b"X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 192.0.2.1)\n smtp.mailfrom=x.example; dkim=none (message not signed) header.d=none;\n\
          Authentication-Results-Original: dkim=none (message not signed) header.d=none\n\
          ARC-Authentication-Results: i=3; mx.b.example; dmarc=pass header.from=x.example\n\n"
            .to_vec(),
    );
    let [exchange, original, arc] = message.claims.as_slice() else { panic!("{:?}", message.claims) };
    assert!(exchange.microsoft && !original.microsoft);
    assert_eq!(exchange.result("spf").map(|r| r.result.as_str()), Some("pass"));
    assert_eq!((original.instance, arc.instance), (None, Some(3)));
    assert!(message.claims.iter().all(|claim| !claim.kind.tells_envelope()));
}

#[test]
fn a_result_knows_where_it_stands() {
    for raw in [
        "Authentication-Results: mx.b.example; dkim=fail; spf=\n softfail smtp.mailfrom=x.example\n\n",
        "Received-SPF: SoftFail (why) client-ip=192.0.2.1\n\n",
        "X-SID-Result:  SOFTFAIL\n\n",
    ] {
        let message = Message::parse(raw.as_bytes());
        let result = message.claims[0].results.last().unwrap();
        assert_eq!(raw[result.span.clone().unwrap()].to_lowercase(), "softfail", "{raw}");
    }
}

#[test]
fn what_is_longer_than_any_address_is_no_address() {
    let long = "a".repeat(2_000);
    for field in [
        format!("Authentication-Results: {long}; spf=pass smtp.mailfrom={long}@x.example smtp.helo={long}"),
        format!(
            "Received-SPF: pass (mx.b.example: domain of {long}@x.example designates 192.0.2.1 as permitted sender)"
        ),
        format!("Received-SPF: pass client-ip=192.0.2.1; envelope-from={long}@x.example; receiver={long}.example"),
        format!("X-SID-PRA: {long}@x.example"),
    ] {
        let message = Message::parse(format!("{field}\n\n").into_bytes());
        let claim = &message.claims[0];
        assert!(claim.mail_from.is_none() && claim.helo.is_none(), "{claim:?}");
        assert!(claim.writer.as_ref().is_none_or(|writer| writer.len() < 1_000), "{claim:?}");
        assert!(claim.results.iter().flat_map(|r| &r.properties).all(|(_, value)| value.len() <= 1_000), "{claim:?}");
    }
}

#[test]
fn no_more_claims_and_results_are_read_than_the_limits_allow() {
    let many = "a=b;".repeat(50_000);
    let fields =
        format!("Authentication-Results: mx.b.example; {many}\n").repeat(2) + &"X-SID-Result: PASS\n".repeat(3_000);
    let message = Message::parse(format!("{fields}\n").into_bytes());
    assert_eq!(message.claims.len(), Limits::DEFAULT.claims);
    assert_eq!(message.claims[0].results.len(), Limits::DEFAULT.results);
    for limit in ["claims", "results"] {
        assert!(message.oddities.contains(&Oddity::Limit(limit)), "{limit}: {:?}", message.oddities);
    }
}
