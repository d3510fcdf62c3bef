use super::{Compared, Told, compare};
use crate::case::{Case, analyse};
use crate::dns::{Answers, Zone};
use crate::identity::Side;
use crate::message::Message;
use crate::receiver::Profiles;
use crate::settings::{AsOf, Date, Overrides, Sender, Settings};

const ZONE: &str = "\
. SOA . . 1 2 3 4 5
x.example TXT \"v=spf1 ip4:192.0.2.1 -all\"
_dmarc.x.example TXT \"v=DMARC1; p=reject\"
mail.x.example A 192.0.2.1
mail.x.example TXT \"v=spf1 a -all\"
1.2.0.192.in-addr.arpa PTR mail.x.example
closed.example TXT \"v=spf1 -all\"
twice.example TXT \"v=spf1 -all\"
twice.example TXT \"v=spf1 +all\"
;@ rcode SERVFAIL broken.example
";

/// The receiving hop, and a header From whose domain publishes SPF and DMARC.
const RECEIVED: &str =
    "Received: from mail.x.example (mail.x.example [192.0.2.1]) by mx.b.example (Postfix) with ESMTPS; x\n";
const FROM: &str = "From: a@x.example\n";

fn case_of(message: &Message, overrides: Overrides, zone: Option<&str>) -> Case {
    let answers = zone
        .map_or_else(Answers::default, |zone| Answers::from_zone(Zone::parse("z", zone.as_bytes()).expect("a zone").0));
    let mut settings = Settings::new(1_795_500_000);
    settings.as_of = AsOf::Day(Date::constant(2026, 11, 24));
    settings.overrides = overrides;
    analyse(message, &answers, &settings, Profiles::builtin()).expect("no receiver is named")
}

fn rows(header: &str, overrides: Overrides, zone: Option<&str>) -> Vec<Compared> {
    let message = Message::parse(format!("{header}\n").into_bytes());
    compare(&message, &case_of(&message, overrides, zone))
}

/// A row in short: method and result, ours, `=`, `!` or `?`, the reasons.
fn short(row: &Compared) -> String {
    let ours = row.ours.as_ref().map_or("-", |ours| ours.result);
    let sign = match row.agrees {
        Some(true) => "=",
        Some(false) => "!",
        None => "?",
    };
    let because: Vec<&str> = row.because.iter().map(|reason| reason.as_str()).collect();
    format!("{}={} {sign} {ours} {}", row.method, row.result, because.join(" ")).trim_end().to_owned()
}

/// What becomes of the records of this header, above and below which the envelope stands.
fn of(header: &str) -> Vec<String> {
    rows(header, Overrides::default(), Some(ZONE)).iter().map(short).collect()
}

/// What becomes of one record of the receiving server, the sender being `a@x.example`.
fn inside(record: &str) -> Vec<String> {
    of(&format!("{record}\n{RECEIVED}{FROM}"))
}

#[test]
fn what_agrees_agrees() {
    for (record, expected) in [
        (
            "Received-SPF: pass client-ip=192.0.2.1; envelope-from=a@x.example; receiver=mx.b.example",
            vec!["spf=pass = pass"],
        ),
        (
            "Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=x.example;\n dmarc=pass (p=REJECT dis=NONE) header.from=x.example; iprev=pass policy.iprev=192.0.2.1",
            vec!["spf=pass = pass", "dmarc=pass = pass", "iprev=pass = pass"],
        ),
        // HELO beside MAIL FROM, each with its own.
        (
            "Authentication-Results: mx.b.example; spf=pass smtp.helo=mail.x.example; spf=pass smtp.mailfrom=a@x.example",
            vec!["spf=pass = pass", "spf=pass = pass"],
        ),
        (
            "Received-SPF: fail identity=helo; client-ip=192.0.2.1; helo=closed.example; receiver=mx.b.example",
            vec!["spf=fail = fail"],
        ),
        // Other words for the same.
        (
            "Received-SPF: hardfail client-ip=192.0.2.1; envelope-from=a@closed.example; receiver=mx.b.example",
            vec!["spf=hardfail = fail same-meaning"],
        ),
        (
            "Received-SPF: unknown client-ip=192.0.2.1; envelope-from=a@twice.example; receiver=mx.b.example",
            vec!["spf=unknown = permerror same-meaning"],
        ),
        (
            "Received-SPF: error client-ip=192.0.2.1; envelope-from=a@broken.example; receiver=mx.b.example",
            vec!["spf=error = temperror same-meaning"],
        ),
        // Sender ID of the time of Hotmail, about the PRA.
        (
            "Authentication-Results: mx.b.example; sender-id=pass header.from=a@x.example; spf=pass smtp.mailfrom=x.example",
            vec!["sender-id=pass = pass", "spf=pass = pass"],
        ),
        // The null sender is HELO's.
        ("Authentication-Results: mx.b.example; spf=pass smtp.helo=mail.x.example", vec!["spf=pass = pass"]),
    ] {
        assert_eq!(inside(record), expected, "{record}");
    }
}

#[test]
fn what_differs_is_explained() {
    for (record, expected) in [
        (
            "Received-SPF: softfail client-ip=192.0.2.1; envelope-from=a@x.example; receiver=mx.b.example",
            vec!["spf=softfail ! pass dns-differs"],
        ),
        (
            "Authentication-Results: mx.b.example; spf=temperror smtp.mailfrom=x.example",
            vec!["spf=temperror ! pass dns-error-then"],
        ),
        (
            "Received-SPF: pass client-ip=192.0.2.1; envelope-from=a@broken.example; receiver=mx.b.example",
            vec!["spf=pass ! temperror stands-in dns-error-here"],
        ),
        (
            "Received-SPF: pass (mx.b.example: best guess record for domain of a@none.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1; envelope-from=a@none.example",
            vec!["spf=pass ! none best-guess"],
        ),
        (
            "Received-SPF: fail client-ip=192.0.2.1; envelope-from=a@twice.example; receiver=mx.b.example",
            vec!["spf=fail ! permerror engines-differ dns-differs"],
        ),
        // DMARC follows SPF; what is published of it may have changed as well.
        (
            "Authentication-Results: mx.b.example; spf=fail smtp.mailfrom=x.example; dmarc=fail header.from=x.example",
            vec!["spf=fail ! pass dns-differs", "dmarc=fail ! pass follows dns-differs"],
        ),
        (
            "Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=x.example; dmarc=pass (p=NONE) header.from=x.example",
            vec!["spf=pass = pass", "dmarc=pass = pass policy-differs"],
        ),
        (
            "Authentication-Results: mx.b.example; spf=sometimes smtp.mailfrom=x.example",
            vec!["spf=sometimes ? pass unknown-word"],
        ),
        ("Received-SPF: client-ip=192.0.2.1; receiver=mx.b.example", vec!["spf= ? - no-result"]),
        (
            "Authentication-Results: mx.b.example; arc=pass; bimi=none; auth=pass smtp.auth=u; compauth=pass reason=100",
            vec![
                "arc=pass ? - not-checked",
                "bimi=none ? - not-checked",
                "auth=pass ? - not-checked",
                "compauth=pass ? - not-checked",
            ],
        ),
    ] {
        assert_eq!(inside(record), expected, "{record}");
    }
}

#[test]
fn below_the_receiving_hops_own_field_anybody_may_have_written() {
    let header = format!(
        "Return-Path: <a@x.example>\n{RECEIVED}\
         Authentication-Results: mx.b.example; spf=fail smtp.mailfrom=a@x.example\n{FROM}"
    );
    assert_eq!(of(&header), ["spf=fail ! pass dns-differs may-have-come"]);
}

#[test]
fn a_record_of_another_hop_is_no_contradiction() {
    let header = format!(
        "Return-Path: <a@x.example>\n{RECEIVED}\
         Authentication-Results: mx.first.example; spf=fail smtp.mailfrom=a@x.example; dmarc=pass header.from=x.example\n\
         Received: from mail.x.example (mail.x.example [198.51.100.1]) by mx.first.example with ESMTP; x\n{FROM}"
    );
    assert_eq!(of(&header), ["spf=fail ? pass another-hop outside", "dmarc=pass ? pass another-hop outside"]);
    let row = &rows(&header, Overrides::default(), Some(ZONE))[0];
    assert_eq!((row.written.side, row.written.hop), (Side::Outside, Some(1)));
    assert_eq!(row.about.client.map(|ip| ip.to_string()).as_deref(), Some("198.51.100.1"));
}

#[test]
fn what_the_sender_may_have_planted_is_outside() {
    let planted = "Received: from app.x.example (app.x.example [192.0.2.9]) by mail.x.example with ESMTP; x\n\
                   Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=a@closed.example; dmarc=pass header.from=x.example\n\
                   Received-SPF: pass client-ip=203.0.113.7; envelope-from=a@closed.example; receiver=mx.c.example\n";
    let header = format!("Return-Path: <a@closed.example>\n{RECEIVED}{planted}{FROM}");
    assert_eq!(
        of(&header),
        [
            "spf=pass ! fail own-name-outside dns-differs",
            "dmarc=pass ! fail own-name-outside follows dns-differs",
            "spf=pass ? fail outside another-hop",
        ]
    );
    let sides: Vec<_> =
        rows(&header, Overrides::default(), Some(ZONE)).iter().map(|r| (r.written.side, r.written.hop)).collect();
    assert_eq!(sides, [(Side::Outside, None); 3]);
}

#[test]
fn another_identity_is_named() {
    let record = "Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=a@x.example";
    // What was given on the command line is not what the server checked.
    let given = Overrides {
        mail_from: Some(Sender::Address { local: "a".to_owned(), domain: "closed.example".to_owned() }),
        ..Overrides::default()
    };
    let header = format!("{record}\n{RECEIVED}{FROM}");
    let short: Vec<String> = rows(&header, given, Some(ZONE)).iter().map(short).collect();
    assert_eq!(short, ["spf=pass ? fail given"]);
    let header = format!(
        "{record}\nReceived-SPF: fail client-ip=192.0.2.1; envelope-from=a@closed.example; receiver=mx.b.example\n{RECEIVED}{FROM}"
    );
    assert_eq!(of(&header), ["spf=pass ? fail another-identity", "spf=fail = fail"]);
}

#[test]
fn x_sid_is_shown_and_held_against_nothing() {
    let header = "X-SID-PRA: a@x.example\nX-SID-Result: FAIL\n\
         Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example; compauth=pass reason=100\n\
         Received: from mail.x.example (192.0.2.1) by a.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server; x\n\
         From: a@x.example\n";
    let rows = rows(header, Overrides::default(), Some(ZONE));
    assert_eq!(short(&rows[0]), "sender-id=fail ? pass mixed-verdict");
    assert_eq!(rows[0].written.side, Side::Inside);
    assert_eq!(rows[0].about.name.as_deref(), Some("a@x.example"));
    assert_eq!(
        of("X-SID-PRA: a@closed.example\nX-SID-Result: NONE\nFrom: a@x.example\n"),
        ["sender-id=none ? pending another-identity mixed-verdict"]
    );
}

#[test]
fn arc_is_not_verified_and_its_instance_is_known() {
    let record = "ARC-Authentication-Results: i=1; mx.b.example; spf=pass smtp.mailfrom=a@x.example";
    assert_eq!(inside(&format!("Return-Path: <a@x.example>\n{record}")), ["spf=pass = pass arc-not-verified"]);
}

#[test]
fn what_is_missing_here_is_said() {
    let record = "Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=a@x.example; sender-id=pass header.from=x; dmarc=pass header.from=x.example";
    let header = format!("{record}\n{RECEIVED}");
    let all: Vec<String> = rows(&header, Overrides::default(), None).iter().map(short).collect();
    assert_eq!(
        all,
        [
            "spf=pass ? pending stands-in answer-missing",
            "sender-id=pass ? - identity-missing",
            "dmarc=pass ? permerror identity-missing"
        ]
    );
    let header = format!("Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=a@x.example\n{FROM}");
    assert_eq!(of(&header), ["spf=pass ? pending client-missing"]);
}

#[test]
fn what_decided_is_told() {
    let header = format!(
        "Received-SPF: pass client-ip=192.0.2.1; envelope-from=a@x.example; helo=mail.x.example; receiver=mx.b.example\n\
         Authentication-Results: mx.b.example; spf=pass smtp.mailfrom=a@x.example\n{RECEIVED}{FROM}"
    );
    let told: Vec<Vec<Told>> =
        rows(&header, Overrides::default(), Some(ZONE)).into_iter().map(|row| row.told).collect();
    assert_eq!(told, [vec![Told::ClientIp, Told::Helo, Told::MailFrom], vec![]]);
}

/// A signature of x.example over From and a body of `hello`.
const SIGNATURE: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=x.example; s=one; h=from; \
    bh=zS7KNTV0HyeorkDDGwxB1AV6enuRKzO5rthkhdHIRnY=; \
    b=hw6qMgYdz3GglcTE0K8maK/uFUGw8ZP/HXCP6m6FxTaixQL81Yo6U21aD9nIFXE6ymC+xgG/GdmsVL3gryLQAg==\n";
const KEY: &str =
    "one._domainkey.x.example TXT \"v=DKIM1; k=ed25519; p=sBjYOcuKSS+WgFYtfaltrZldWK31Wtf0imIQf/hRuyE=\"\n";

/// What becomes of one record of DKIM, the message being signed, with this body and these keys.
fn signed(record: &str, body: &str, keys: &str) -> Vec<String> {
    let zone = format!("{ZONE}{keys}");
    let header = format!("Authentication-Results: mx.b.example; {record}\n{RECEIVED}{SIGNATURE}{FROM}\n{body}");
    rows(&header, Overrides::default(), Some(&zone)).iter().map(short).collect()
}

#[test]
fn dkim_is_held_against_the_same_signature() {
    let revoked = "one._domainkey.x.example TXT \"v=DKIM1; k=ed25519; p=\"\n";
    for (record, body, keys, expected) in [
        ("dkim=pass header.d=x.example header.s=one", "hello\n", KEY, "dkim=pass = pass"),
        ("dkim=pass header.i=@x.example header.s=one header.b=hw6qMgYd", "hello\n", KEY, "dkim=pass = pass"),
        ("dkim=pass header.d=x.example", "other\n", KEY, "dkim=pass ! fail message-changed"),
        ("dkim=pass header.d=x.example", "hello\n", "", "dkim=pass ! permerror dns-differs"),
        ("dkim=pass header.d=x.example", "hello\n", revoked, "dkim=pass ! permerror dns-differs"),
        ("dkim=permerror header.d=x.example", "other\n", KEY, "dkim=permerror = fail same-meaning"),
        ("dkim=timeout (key query timeout) header.d=x.example", "hello\n", KEY, "dkim=timeout ! pass dns-error-then"),
        (
            "dkim=permerror (no key for signature) header.d=x.example",
            "hello\n",
            KEY,
            "dkim=permerror ! pass no-key-then",
        ),
        (
            "dkim=temperror (no key for signature) header.d=x.example",
            "hello\n",
            KEY,
            "dkim=temperror ! pass no-key-then",
        ),
        (
            "dkim=temperror (no key for signature) header.d=x.example",
            "hello\n",
            "",
            "dkim=temperror = permerror same-meaning",
        ),
        ("dkim=fail (no key for signature) header.d=x.example", "other\n", KEY, "dkim=fail = fail"),
        ("dkim=policy header.d=x.example", "hello\n", KEY, "dkim=policy ! pass own-policy"),
        ("dkim=none (message not signed) header.d=none", "hello\n", KEY, "dkim=none ! pass no-signature-then"),
        ("dkim=pass header.d=closed.example", "hello\n", KEY, "dkim=pass ? - no-such-signature"),
        ("dkim=pass header.d=x.example header.s=two", "hello\n", KEY, "dkim=pass ? - no-such-signature"),
    ] {
        assert_eq!(signed(record, body, keys), [expected], "{record}");
    }
    assert_eq!(inside("Authentication-Results: mx.b.example; dkim=none"), ["dkim=none = none"]);
}

#[test]
fn a_planted_dkim_result_is_outside() {
    let header = format!(
        "Return-Path: <a@x.example>\n{RECEIVED}Received: from a.example ([192.0.2.9]) by mail.x.example; x\n\
         Authentication-Results: mx.b.example; dkim=pass header.d=x.example\n{FROM}"
    );
    assert_eq!(of(&header), ["dkim=pass ? - no-such-signature own-name-outside"]);
}

/// What a tenant's server noted when the message was handed in is no forgery; a pass under the same name may be.
#[test]
fn a_record_of_nothing_is_not_planted() {
    let below = |record: &str| {
        let header = format!(
            "Return-Path: <a@x.example>\nReceived: from mail.x.example (192.0.2.1) by \
             AM0EUR02FT012.mail.protection.outlook.com with Microsoft SMTP Server; x\n{SIGNATURE}\
             Received: from a.eurprd01.prod.exchangelabs.example ([203.0.113.9]) by b.x.example with HTTPS; x\n\
             {record}\n{FROM}\nhello\n"
        );
        rows(&header, Overrides::default(), Some(&format!("{ZONE}{KEY}"))).iter().map(short).collect::<Vec<_>>()
    };
    for name in ["Authentication-Results", "Authentication-Results-Original"] {
        let none = "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=x.example;";
        assert_eq!(
            below(&format!("{name}: {none}")),
            ["dkim=none ? pass nothing-claimed", "dmarc=none ? pass nothing-claimed"],
            "{name}"
        );
        let pass =
            "dkim=pass (signature was verified) header.d=y.example;dmarc=fail action=none header.from=x.example;";
        let found = below(&format!("{name}: {pass}")).join(", ");
        assert!(found.matches("outside").count() == 2 && !found.contains("nothing-claimed"), "{name} {found}");
    }
}

#[test]
fn many_records_are_no_trouble() {
    let many = format!("Authentication-Results: mx.b.example; {}\n", "spf=pass smtp.mailfrom=a@x.example;".repeat(500))
        .repeat(300);
    let hops = "Received: from a.example (a.example [192.0.2.3]) by c.example with ESMTP; x\n".repeat(300);
    assert_eq!(rows(&format!("{many}{RECEIVED}{hops}{FROM}"), Overrides::default(), Some(ZONE)).len(), 200 * 100);
}
