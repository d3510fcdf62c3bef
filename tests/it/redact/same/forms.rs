//! Messages in the forms in which servers, services, lists and senders write them, one by one and mixed.

use super::judges_the_same;
use proptest::prelude::*;
use twofrom::sender::Senders;

/// The DNS of all messages here; what is not in it does not exist.
pub const ZONE: &str = "\
. SOA ns. root. 1 2 3 4 5
shop.example TXT \"v=spf1 ip4:192.0.2.1 -all\"
news.example TXT \"v=spf1 ip4:198.51.100.0/24 ~all\"
_dmarc.shop.example TXT \"v=DMARC1; p=reject; rua=mailto:post@shop.example\"
1.2.0.192.in-addr.arpa PTR mail.shop.example
mail.shop.example A 192.0.2.1
amazonses.com TXT \"v=spf1 ip4:54.240.0.0/18 -all\"
8.8.240.54.in-addr.arpa PTR a8-8.smtp-out.amazonses.com
a8-8.smtp-out.amazonses.com A 54.240.8.8
";

/// Received fields, as servers write them.
const HOPS: &[&str] = &[
    "from mail.shop.example (mail.shop.example [192.0.2.1]) by mx.receiver.example (Postfix) with ESMTPS id 4ZX; {date}",
    "from mail.shop.example (HELO mail) (192.0.2.1) by mx.receiver.example with SMTP; {date}",
    "from unknown (HELO mail.shop.example) (192.0.2.1) by mx.receiver.example with SMTP; {date}",
    "from app ([192.0.2.1] helo=app.shop.example) by mx.receiver.example with esmtps (TLS1.3) tls \
     TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <hanako@shop.example>) id 1 for x@receiver.example; {date}",
    "from mail.shop.example (mail.shop.example. [192.0.2.1]) by mx.google.com with ESMTPS id a1si for \
     <taro@receiver.example> (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); {date}",
    "from mail.shop.example (192.0.2.1) by DB5EUR01FT064.mail.protection.outlook.com (10.152.4.55) with Microsoft SMTP \
     Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20; {date}",
    "from AM0PR01MB1.eurprd01.prod.outlook.com (2603:10a6:208:ab::12) by AM0PR01MB2.eurprd01.prod.outlook.com with \
     HTTPS; {date}",
    "from mail.shop.example ([192.0.2.1]) by mx.receiver.example (8.17.1/8.17.1) with ESMTP id 1; {date}",
    "from [192.0.2.1] (port=52000 helo=[10.0.0.5]) by mx.receiver.example with esmtpsa (Exim 4.92); {date}",
    "from =?host (foo=bar [192.0.2.1]) by mx with ESMTP; {date}",
    "from a8-8.smtp-out.amazonses.com (a8-8.smtp-out.amazonses.com. [54.240.8.8]) by mx.google.com with ESMTPS id 1; \
     {date}",
    "from relay (relay.receiver.example [10.1.2.3]) by store.receiver.example with LMTP id 1 for <x@y.example>; {date}",
    "from localhost (localhost [127.0.0.1]) by mx.receiver.example (Postfix) with ESMTP; {date}",
    "from imap.receiver.example ([198.51.100.7]) by laptop with IMAP; {date}",
    "from pop.receiver.example [198.51.100.7] by laptop with odd POP3 (fetchmail-6.4); {date}",
    "by 2002:a05:6402:1 with SMTP id x1csp; {date}",
    "from hanako by mail.shop.example with local (Exim 4.96) (envelope-from <hanako@shop.example>) id 1; {date}",
    "(qmail 1234 invoked by uid 1000); {date}",
    "from app (app [172.18.0.2]) by mailpit.local (Mailpit) with SMTP; {date}",
    "from app (app [172.18.0.2]) by mailhog with SMTP; {date}",
    "from 172.18.0.1 (HELO app); Tue Mar 10 12:00:00 JST 2026",
    "from app (app [192.0.2.1]) by inbox.example (Mailpit) with SMTP; {date}",
    "from mail.shop.example (EHLO mail.shop.example) ([192.0.2.1]) by mx.receiver.example (MOS 4) with ESMTPA; no day",
];

/// Fields of servers, as they write them: each with its name.
const RECORDS: &[&str] = &[
    "Return-Path: <hanako+tag@shop.example>",
    "Return-Path: <>",
    "Return-Path: two words",
    "Return-Path: postmaster@mail.shop.example",
    "Return-Path: <SRS0=Hash=TT=shop.example=hanako@forward.example>",
    "Return-Path: <srs0=hash=tt=shop.example=hanako@forward.example>",
    "Return-Path: <hanako+caf_=taro=b.example@gmail.com>",
    "X-Envelope-From: hanako@shop.example",
    "Received-SPF: pass (google.com: domain of hanako@shop.example designates 192.0.2.1 as permitted sender) \
     client-ip=192.0.2.1;",
    "Received-SPF: neutral (google.com: 192.0.2.1 is neither permitted nor denied by best guess record for domain of \
     postmaster@mail.shop.example) client-ip=192.0.2.1;",
    "Received-SPF: SoftFail (protection.outlook.com: domain of transitioning shop.example discourages use of \
     192.0.2.1 as permitted sender)",
    "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=mail.shop.example; \
     envelope-from=hanako@shop.example; receiver=<UNKNOWN>",
    "Received-SPF: none (no record) identity=helo; client-ip=192.0.2.1; helo=mail.shop.example; \
     envelope-from=\"<>\"; receiver=mx.receiver.example",
    "Received-SPF: pass identity=pra; client-ip=192.0.2.1; helo=mail.shop.example; receiver=mx.receiver.example",
    "Received-SPF: odd client-ip=[192.0.2.1]; envelope-from=@; receiver=\"two words\"",
    "Received-SPF: client-ip=192.0.2.1; envelope-sender=shop.example",
    "X-SPF-AUTH: fail client-ip=192.0.2.1; envelope-from=hanako@shop.example; helo=mail.shop.example",
    "Authentication-Results: mx.receiver.example; spf=pass smtp.mail=hanako@shop.example smtp.helo=mail.shop.example; \
     dkim=pass header.i=@shop.example header.s=s1 header.b=AbCd; dmarc=pass (p=REJECT sp=NONE dis=NONE) \
     header.from=shop.example",
    "Authentication-Results: mx.receiver.example; spf=none smtp.helo=mail.shop.example; dkim=invalid header.d=other.example",
    "Authentication-Results: mx.receiver.example; spf=pass smtp.mfrom=<> smtp.ehlo=mail.shop.example; \
     iprev=pass (mail.shop.example) policy.iprev=192.0.2.1; x-own=pass policy.x=hanako",
    "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=none (message not \
     signed) header.d=none;dmarc=bestguesspass action=none header.from=shop.example;compauth=pass reason=109",
    "Authentication-Results: spf=fail (sender IP is ) smtp.mailfrom=shop.example; dmarc=fail action=oreject \
     header.from=shop.example;compauth=fail reason=000",
    "Authentication-Results: google.com; spf=pass (google.com: domain of hanako@shop.example designates 192.0.2.1 as \
     permitted sender) smtp.mailfrom=hanako@shop.example",
    "Authentication-Results: mx.receiver.example; sender-id=pass header.Sender=hanako@shop.example; \
     domainkeys=neutral; dkim-atps=none; spf=timeout smtp.mailfrom=hanako@shop.example smtp.remote-ip=192.0.2.1",
    "Authentication-Results: mx.receiver.example 1; none",
    "Authentication-Results: mx.receiver.example; dmarc=fail policy.dmarc=reject header.from=shop.example; \
     dkim=policy header.d=shop.example header.s=s2; spf= smtp.mailfrom=hanako@shop.example",
    "Authentication-Results: mx.google.com; dkim=neutral (body hash did not verify) header.i=@shop.example header.s=s1 \
     header.b=AAAA; dkim=temperror (no key for signature) header.d=amazonses.com header.s=ug7nbtf4 header.b=BBBBBBBB",
    "Authentication-Results: mx.receiver.example; dkim=fail reason=\"Key_not_found\" header.d=shop.example header.b=AAA; \
     dkim=fail (bodyhash mismatch) header.d=shop.example header.b=AAAAAAAA; dkim=pass header.d=shop.example header.b=none",
    "ARC-Authentication-Results: i=1; mx.receiver.example; spf=pass smtp.mailfrom=hanako@shop.example; arc=none",
    "X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example",
    "Authentication-Results-Original: mx.first.example; dkim=pass header.d=shop.example",
    "X-SID-PRA: hanako@shop.example\nX-SID-Result: PASS",
    "X-SID-Result: softfail extra\nX-SID-PRA: Hanako <hanako@shop.example>, taro@news.example",
    "X-SID-PRA: no address",
    "X-Sender-IP: 192.0.2.1",
    "X-Sender-IP: 40.107.22.1 ",
    "X-SES-Outgoing: 20\u{12}26.03.10-54.240.8.8",
    "X-SES-Outgoing: 2026.03.10-54.240.8.8",
    "X-SES-Outgoing: some day",
    "X-Mailgun-Sending-Ip: none of your business",
    "Feedback-ID: 1.hanako.abc:AmazonSES ",
    "Feedback-ID: 1:2:3:other",
];

/// Fields of senders and of those who send on.
const WRITTEN: &[&str] = &[
    "From: \"Hanako (shop)\" <hanako@shop.example>",
    "From: hanako@shop.example, taro@news.example",
    "From: \"Brand@a.example\", <hanako@shop.example>",
    "From: group: hanako@shop.example, x;",
    "From: Hanako <hanako>",
    "From: =?ISO-2022-JP?B?GyRCMlY7UhsoQg==?= <\"ha..nako\"@shop.example>",
    "From: hanako@[192.0.2.1]",
    "Sender: taro@news.example",
    "Sender: taro@news.example (Taro), other@news.example",
    "Resent-From: taro@news.example",
    "Resent-Sender:  ",
    "Resent-Sender: <taro@news.example>",
    "Resent-To: taro@receiver.example",
    "Subject: hello",
    "Date: Tue, 10 Mar 2026 12:00:00 +0900",
    "Date: yesterday",
    "Message-ID: <0100abc-hanako@email.amazonses.com>",
    "Message-ID: none",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=shop.example; s=s1; i=hanako@mail.shop.example; \
     h=From:Subject:X-Own; bh=AAAA; b=AAAA",
    "DKIM-Signature: v=1; a=rsa-sha256; d=amazonses.com; s=ug7nbtf4; h=from; bh=AAAA; b=AAAA; l=1; t=1; x=2",
    "DKIM-Signature: v=1; d=shop.example; broken",
    "List-Id: Shop's list <news.shop.example>",
    "List-Id: <a list.other.example>",
    "List-Post: <mailto:list@other.example>",
    "List-Unsubscribe: <mailto:list@other.example>",
    "Precedence: LIST",
    "Precedence: nolist",
    "X-BeenThere:  ",
    "X-ML-Name: hanako-ml",
    "X-Forwarded-For: hanako@shop.example taro@receiver.example",
    "X-MS-Exchange-Inbox-Rules-Loop: hanako@shop.example",
    "X-Mozilla-Status: 0001",
    "Content-Type: text/plain; charset=iso-2022-jp",
    "Content-Transfer-Encoding: base64",
    "X-Nobody-Reads: hanako",
    "a line that is no field",
];

fn hop(form: &str) -> String {
    format!("Received: {}", form.replace("{date}", "Tue, 10 Mar 2026 12:00:00 +0900 (JST)"))
}

/// A message of these fields, or only its header.
fn message(fields: &[String], whole: bool) -> String {
    fields.join("\n") + if whole { "\n\nこんにちは hello\n" } else { "\n" }
}

#[test]
fn each_form_of_a_hop_judges_the_same() {
    for form in HOPS {
        for rest in ["", "Return-Path: <hanako@shop.example>\n"] {
            judges_the_same(&format!("{rest}{}\nFrom: hanako@shop.example\n\nhello\n", hop(form)));
        }
    }
}

#[test]
fn each_form_of_a_record_judges_the_same_on_either_side_of_the_hop() {
    for record in RECORDS {
        for hop in [hop(HOPS[0]), hop(HOPS[4]), hop(HOPS[5])] {
            for fields in [[(*record).to_owned(), hop.clone()], [hop.clone(), (*record).to_owned()]] {
                judges_the_same(&format!("{}\nFrom: hanako@shop.example\n\nhello\n", fields.join("\n")));
            }
        }
        judges_the_same(&format!("{record}\nFrom: hanako@shop.example\n\nhello\n"));
    }
}

#[test]
fn what_senders_write_judges_the_same() {
    for written in WRITTEN {
        judges_the_same(&format!("{}\nReturn-Path: <b@news.example>\n{written}\n\nhello\n", hop(HOPS[0])));
        judges_the_same(&format!("{}\n{written}\nFrom: hanako@shop.example\n\nhello\n", hop(HOPS[0])));
    }
}

/// By everything that the data of a service name, one by one.
#[test]
fn a_service_is_recognised_by_the_same() {
    let services = &Senders::builtin().services;
    let mut known = 0;
    for service in services {
        let mut clues: Vec<String> = Vec::new();
        for mark in &service.marks {
            let end = mark.value.ends.as_deref().unwrap_or_default();
            clues.push(format!("{}: hanako{end}", mark.value.field.name()));
        }
        clues.extend(service.message_id.iter().flat_map(|of| &of.value).map(|d| format!("Message-ID: <hanako@x.{d}>")));
        if let Some(signatures) = service.dkim.as_ref().map(|of| &of.value) {
            let signed = |domain: &str, selector: &str| format!("DKIM-Signature: v=1; d={domain}; s={selector}; b=x");
            clues.extend(signatures.domains.iter().map(|domain| signed(domain.as_str(), "s1")));
            clues.extend(signatures.selectors.iter().map(|selector| signed("shop.example", selector)));
        }
        let written = service.mail_from.iter().flat_map(|of| &of.value.domains);
        clues.extend(written.map(|domain| format!("Return-Path: <hanako@x.{domain}>")));
        let mut recognised = false;
        // Refused, so that a remedy is looked for.
        let hop = hop("from a.example (a.example [203.0.113.9]) by mx.b.example with ESMTP; {date}");
        for clue in clues {
            let through = judges_the_same(&format!("{hop}\n{clue}\nFrom: hanako@shop.example\n\nhello\n"));
            recognised |= through.contains(&service.id);
            judges_the_same(&format!("{clue}\nFrom: hanako@shop.example\n\nhello\n"));
        }
        if let Some(exit) = &service.exit {
            let hop = hop.replace("from a.example", &format!("from {}", exit.value.helo));
            recognised |=
                judges_the_same(&format!("{hop}\nFrom: hanako@shop.example\n\nhello\n")).contains(&service.id);
        }
        known += usize::from(recognised);
    }
    // A clue may be that of another service as well.
    assert!(known * 2 > services.len(), "{known} of {}", services.len());
}

/// A field out of all forms, its blanks folded here and there, and a control character in it now and then.
fn field() -> impl Strategy<Value = String> {
    let all: Vec<String> = HOPS.iter().map(|form| hop(form)).collect();
    let all: Vec<String> =
        all.into_iter().chain(RECORDS.iter().chain(WRITTEN).map(|field| (*field).to_owned())).collect();
    (proptest::sample::select(all), any::<u64>(), 0usize..400).prop_map(|(field, folds, control)| {
        let name = field.find(':').map_or(0, |colon| colon + 1);
        let mut out = String::new();
        let mut chars = field.chars().enumerate().peekable();
        while let Some((index, c)) = chars.next() {
            match c {
                ' ' if index > name && folds >> (index % 64) & 3 == 3 => out.push_str("\n\t"),
                _ => out.push(c),
            }
            // Beside a bracket it would make the brackets of an address a part of a name.
            let at_bracket = '<' == c || '>' == c || chars.peek().is_some_and(|(_, next)| *next == '<' || *next == '>');
            if index > name && index == control && !at_bracket {
                out.push('\u{12}');
            }
        }
        out
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn forms_in_any_order_judge_the_same(fields in proptest::collection::vec(field(), 1..9), whole: bool) {
        judges_the_same(&message(&fields, whole));
    }
}
