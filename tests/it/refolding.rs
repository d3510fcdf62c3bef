//! Folding never changes a reading (RFC 5322 section 2.2.3): wherever a field is folded, what is read in it, who
//! the message says it is from and what the receivers do stay the same.

use proptest::prelude::*;
use proptest::sample::Index;
use twofrom::case::analyse;
use twofrom::dns::{Answers, Zone};
use twofrom::identity::identify;
use twofrom::message::{Canonicalization, Message};
use twofrom::receiver::Profiles;
use twofrom::settings::{Overrides, Settings};
use twofrom::source::sample;

/// Fields as servers and mail programs write them, each on one line. `¦` stands where blanks and comments may stand
/// and do not.
const FIELDS: [&str; 48] = [
    // Google.
    "Received-SPF: pass (google.com: domain of a@x.example designates 192.0.2.1 as permitted sender) client-ip=¦192.0.2.1¦;¦",
    "Received-SPF: softfail (google.com: domain of transitioning a@x.example does not designate 192.0.2.1 as permitted sender) client-ip=192.0.2.1;",
    "Received-SPF: fail (google.com: domain of a@x.example does not designate 2001:db8::1 as permitted sender) client-ip=2001:db8::1;",
    "Received-SPF: none (google.com: a@x.example does not designate permitted sender hosts) client-ip=192.0.2.1;",
    "Received-SPF: neutral (google.com: 192.0.2.1 is neither permitted nor denied by best guess record for domain of a@x.example) client-ip=192.0.2.1;",
    "Received-SPF: temperror (google.com: error in processing during lookup of a@x.example: DNS error) client-ip=192.0.2.1;",
    "Received-SPF: pass (google.com: best guess record for domain of postmaster@mail.x.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;",
    "Authentication-Results: mx.google.com¦;¦ dkim¦=¦pass header.i=@x.example header.s=s1 header.b=\"abc+/d=\"; spf=pass (google.com: domain of a@x.example designates 192.0.2.1 as permitted sender) smtp¦.¦mailfrom=¦a@x.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=x.example",
    "Authentication-Results: mx.google.com; spf=pass (google.com: best guess record for domain of postmaster@mail.x.example designates 192.0.2.1 as permitted sender) smtp.helo=¦mail.x.example",
    "ARC-Authentication-Results: i=1;¦ mx.google.com; dkim=pass header.i=@x.example header.s=s1 header.b=abc; spf=pass (google.com: domain of a@x.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@x.example",
    // Microsoft.
    "Received-SPF: Pass (protection.outlook.com: domain of x.example designates 192.0.2.1 as permitted sender) receiver=protection.outlook.com; client-ip=192.0.2.1; helo=mail.x.example; pr=C",
    "Received-SPF: SoftFail (protection.outlook.com: domain of transitioning x.example discourages use of 192.0.2.1 as permitted sender)",
    "Received-SPF: Fail (protection.outlook.com: domain of x.example does not designate 192.0.2.1 as permitted sender) receiver=protection.outlook.com; client-ip=192.0.2.1; helo=mail.x.example;",
    "Received-SPF: None (protection.outlook.com: x.example does not designate permitted sender hosts)",
    "Received-SPF: Neutral (protection.outlook.com: 192.0.2.1 is neither permitted nor denied by domain of x.example)",
    "Received-SPF: TempError (protection.outlook.com: error in processing during lookup of x.example: DNS Timeout)",
    "Received-SPF: PermError (protection.outlook.com: domain of x.example used an invalid SPF mechanism)",
    "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example;¦ dkim=pass (signature was verified) header.d=x.example;dmarc=bestguesspass action=none header.from=x.example;compauth=pass reason=109",
    "Authentication-Results: spf=none (sender IP is 192.0.2.1) smtp.helo=mail.x.example; dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=x.example;",
    "Authentication-Results: =?utf-8?B?c3BmPXBhc3MgKHNlbmRlciBJUCBpcyAxOTIuMC4yLjEpIHNtdHAubWFp?= =?utf-8?B?bGZyb209eC5leGFtcGxlOyBka2ltPW5vbmU7?=",
    "ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass (sender ip is 192.0.2.1) smtp.rcpttodomain=b.example smtp.mailfrom=x.example; dmarc=pass (p=none sp=none pct=100) action=none header.from=x.example; dkim=none (message not signed); arc=none",
    "X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example; dkim=none (message not signed) header.d=none;",
    "X-SID-PRA: A ¦<¦a@x.example¦>¦",
    "X-SID-Result: PASS",
    // Proton, Yahoo, Fastmail, OpenDMARC and OpenDKIM.
    "Authentication-Results: mail.protonmail.ch; spf=pass smtp.mailfrom=x.example",
    "Authentication-Results: mail.protonmail.ch; dmarc=none (p=none dis=none) header.from=x.example",
    "Authentication-Results: atlas-production.v2-mail-prod1.gq1.yahoo.com; dkim=pass header.i=@x.example header.s=s1; spf=pass smtp.mailfrom=x.example; dmarc=pass(p=NONE) header.from=x.example;",
    "Received-SPF: pass (domain of x.example designates 192.0.2.1 as permitted sender)",
    "Authentication-Results: mx1.messagingengine.com; dkim=pass (2048-bit rsa key sha256) header.d=x.example header.i=@x.example header.b=abc header.a=rsa-sha256 header.s=s1 x-bits=2048; dmarc=pass policy.published-domain-policy=none policy.applied-disposition=none policy.evaluated-disposition=none (p=none,d=none,d.eval=none) policy.policy-from=p header.from=x.example; iprev=pass smtp.remote-ip=192.0.2.1 (mail.x.example); spf=pass smtp.mailfrom=a@x.example smtp.helo=mail.x.example",
    "Authentication-Results: mx.b.example; dmarc=pass (p=none dis=none) header.from=x.example",
    "Authentication-Results: mx.b.example; dkim=pass (2048-bit key; unprotected) header.d=x.example header.i=@x.example header.a=rsa-sha256 header.s=s1 header.b=abc; dkim-atps=neutral",
    "Authentication-Results: mx.b.example (amavis); spf¦/¦1¦=¦pass (a (nested) comment) smtp.mailfrom=¦\"a b\"@x.example reason=\"good; really\"",
    // Postfix with policyd, pyspf, au.
    "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=mail.x.example; envelope-from=¦<¦a@x.example¦>¦; receiver=<UNKNOWN>",
    "Received-SPF: pass (x.example: 192.0.2.1 is authorized to use 'a@x.example' in 'mfrom' identity (mechanism 'ip4:192.0.2.1' matched)) receiver=mx.b.example; identity=mailfrom; envelope-from=\"a@x.example\"; helo=mail.x.example; client-ip=192.0.2.1",
    "Received-SPF: Softfail (mx.b.example: transitioning domain of a@x.example does not designate 192.0.2.1 as permitted sender) client-ip=192.0.2.1; envelope-from=a@x.example; helo=mail.x.example;",
    "X-SPF-AUTH: Pass client-ip=192.0.2.1; envelope-from=<a@x.example>; helo=mail.x.example; domain=x.example; txt=v=spf1 ip4:192.0.2.1 -all; auth=v1;",
    // Received.
    "Received: from mail.x.example (mail.x.example. [192.0.2.1]) by mx.google.com with ESMTPS id q1¦ for <u@b.example> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)¦;¦ Tue, 10 Mar 2026 12:00:00 +0900 (JST)",
    "Received: from mail.x.example (192.0.2.1) by DB5EUR01FT064.mail.protection.outlook.com (10.152.4.55) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.6178.26 via Frontend Transport; Tue, 10 Mar 2026 12:00:00 +0000",
    "Received: from mail.x.example (unknown [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519) (No client certificate requested) by mx.b.example (Postfix) with ESMTPS id 4XYZ for <u@b.example>; Tue, 10 Mar 2026 12:00:00 +0900 (JST)",
    "Received: from [192.0.2.1] (helo=¦mail.x.example) by mx.b.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (¦envelope-from ¦<¦a@x.example¦>¦) id 1a2b3c for u@b.example; Tue, 10 Mar 2026 12:00:00 +0900",
    "Received: from unknown (HELO mail.x.example) (192.0.2.1) by mx.b.example with SMTP; 10 Mar 2026 12:00:00 -0000",
    "Received: from mailbox.b.example ([unix socket]) by mailbox.b.example (Cyrus 3.4) with LMTPA; Tue, 10 Mar 2026 12:00:00 +0900",
    // What names people.
    "From: \"Kumano Books, Ltd.\" ¦<¦a@x.example¦>¦",
    "From: =?utf-8?Q?Kumano_Books?= =?utf-8?Q?=E6=9C=AC?= <a@x.example> (the shop)",
    "Sender: ¦<¦a@agency.example¦>¦ (for the shop)",
    "Return-Path: ¦<¦bounce+u=b.example@x.example¦>¦",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=x.example;¦ i=@x.example; q=dns/txt; s=s1; t=1773000000; h=from : to : subject : date; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=¦AAAA¦BBBB BBBB;¦",
    "Date: Tue, 10 Mar 2026 12:00:00 +0900 (JST)",
];

/// What stands for a blank: folds of every form. What comes first is no fold.
fn folds(end: &str) -> [String; 7] {
    [
        " ".to_owned(),
        format!("{end} "),
        format!("{end}\t"),
        format!(" {end} "),
        format!("\t{end}    "),
        format!("{end} {end} "),
        format!("{end} \t "),
    ]
}

/// A field with every blank, every fold and every `¦` written as `choose` says: by its number, and whether blanks
/// stand there anyway.
fn refolded(field: &str, mut choose: impl FnMut(usize, bool) -> String) -> String {
    let (name, value) = field.split_once(':').expect("it is a field");
    let mut out = format!("{name}:");
    let mut number = 0;
    let mut rest = value;
    while let Some(at) = rest.find([' ', '\t', '\r', '\n', '¦']) {
        out.push_str(&rest[..at]);
        let place = &rest[at..];
        let after = place.trim_start_matches([' ', '\t', '\r', '\n', '¦']);
        let blanks = place[..place.len() - after.len()].contains([' ', '\t', '\r', '\n']);
        // A blank that ends a field is no place for a fold.
        if !after.is_empty() || blanks {
            out.push_str(&choose(number, blanks));
            number += 1;
        }
        rest = after;
    }
    out + rest
}

/// Numbers that say where something stands are left out.
fn without_spans(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split("..");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let kept = out.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        out.truncate(kept);
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}

/// All that is read in a message.
fn reading(message: &Message) -> String {
    let identities = identify(message, &Overrides::default());
    // What a signature covers is said by other tests; here it is what its field says.
    let signatures: Vec<_> = message
        .signatures
        .iter()
        .map(|s| (&s.domain, &s.selector, &s.identity, &s.signed, s.timestamp, s.prepared.as_ref().err()))
        .collect();
    let fields: Vec<_> = message.fields.iter().map(|field| (&field.name, message.decoded(field))).collect();
    let subject = fields.iter().filter(|(name, _)| name.as_str() == "Subject").collect::<Vec<_>>();
    without_spans(&format!(
        "{:#?}\n{:#?}\n{signatures:#?}\n{:?}\n{identities:#?}\n{subject:?}",
        message.hops, message.claims, message.date
    ))
}

fn of_field(field: &str, end: &str) -> String {
    // What is looked at of a record depends on a hop.
    let hop = "Received: from mail.x.example (mail.x.example [192.0.2.1]) by mx.google.com with ESMTPS id 1; x";
    let message = if field.starts_with("Received:") { field.to_owned() } else { format!("{hop}{end}{field}") };
    reading(&Message::parse(format!("{message}{end}To: u@b.example{end}{end}x{end}").into_bytes()))
}

#[test]
fn a_fold_at_any_one_place_changes_no_reading() {
    for field in FIELDS {
        let blank = |_: usize, blanks: bool| if blanks { " ".to_owned() } else { String::new() };
        let mut places = 0;
        let plain = refolded(field, |at, blanks| {
            places = at + 1;
            blank(at, blanks)
        });
        let plain = of_field(&plain, "\n");
        for end in ["\r\n", "\n"] {
            for (place, fold) in (0..places).flat_map(|place| folds(end).map(|fold| (place, fold))) {
                let one = refolded(field, |at, blanks| if at == place { fold.clone() } else { blank(at, blanks) });
                let found = of_field(&one, end);
                assert!(found == plain, "{one:?}\n{}", difference(&plain, &found));
            }
        }
    }
}

/// The first lines that differ.
fn difference(one: &str, other: &str) -> String {
    let lines = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
    let lines = lines.take(5).map(|(one, other)| format!("{}\n  is now {}", one.trim(), other.trim()));
    lines.collect::<Vec<_>>().join("\n")
}

/// A whole message with other folds; what stands in front of its header and its body stay.
fn message_refolded(message: &Message, end: &str, choices: &[Index]) -> Message {
    let mut raw = message.raw[..message.fields.first().map_or(0, |field| field.span.start)].to_vec();
    let mut choices = choices.iter().cycle();
    let folds = folds(end);
    for field in &message.fields {
        let text = String::from_utf8_lossy(message.value(field)).into_owned();
        let field = format!("{}:{}", field.name, text);
        let fold = |_, _| choices.next().expect("they begin again").get(&folds[..]).clone();
        raw.extend(refolded(&field, fold).into_bytes());
        raw.extend(end.as_bytes());
    }
    raw.extend(end.as_bytes());
    raw.extend_from_slice(message.bytes(&message.body));
    Message::parse(raw)
}

/// Who it says it is from, and what the receivers do.
fn judged(message: &Message, zone: &Zone) -> String {
    let case = analyse(message, &Answers::from_zone(zone.clone()), &Settings::new(1_795_500_000), Profiles::builtin());
    let case = case.expect("no receiver is named");
    let dkim: Vec<_> = case.dkim.iter().map(|signature| (signature.result, signature.problem.clone())).collect();
    let text = format!("{:#?}\n{dkim:#?}\n{:#?}\n{:#?}", case.identities, case.dmarc.result, case.verdicts);
    without_spans(&text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_message_folded_otherwise_is_judged_the_same(
        which in any::<Index>(),
        crlf in any::<bool>(),
        choices in proptest::collection::vec(any::<Index>(), 1..200),
    ) {
        let sample = which.get(sample::ALL);
        let message = Message::parse(sample.message.to_vec());
        prop_assert!(message.signatures.iter().all(|signature| signature.header_form == Canonicalization::Relaxed));
        let (zone, _) = Zone::parse("z", sample.zone.as_bytes()).expect("the zone is well-formed");
        let again = message_refolded(&message, if crlf { "\r\n" } else { "\n" }, &choices);
        let (before, after) = (reading(&message), reading(&again));
        prop_assert!(before == after, "{}\n{}", sample.name, difference(&before, &after));
        let (before, after) = (judged(&message, &zone), judged(&again, &zone));
        prop_assert!(before == after, "{}\n{}", sample.name, difference(&before, &after));
    }
}
