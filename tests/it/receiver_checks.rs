//! Checks of receivers that are neither SPF, DKIM nor DMARC, from a message and a zone to the verdict.

use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::{CheckKind, Decision, Existence, HeaderFormat, Profiles};
use twofrom::settings::{AsOf, Settings};

const ZONE: &str = "\
. SOA
send.example. TXT \"v=spf1 ip4:192.0.2.10 -all\"
shop.example. A 192.0.2.1
mail.send.example. A 192.0.2.10
10.2.0.192.in-addr.arpa. PTR mail.send.example.
";

fn case(return_path: &str, header: &str) -> Case {
    let message = format!(
        "Return-Path: <{return_path}>\r\nReceived: from mail.send.example (mail.send.example [192.0.2.10])\r\n\
         \tby mx.receiver.example with ESMTPS id q1si1; Tue, 24 Nov 2026 01:00:00 +0000\r\n{header}\
         Date: Tue, 24 Nov 2026 00:59:00 +0000\r\nMessage-ID: <1@shop.example>\r\n\r\nHello\r\n"
    );
    let (zone, _) = Zone::parse("test.zone", ZONE.as_bytes()).expect("the zone is well-formed");
    let mut settings = Settings { as_of: AsOf::Message, ..Settings::new(1_795_500_000) };
    settings.receivers = Some(["gmail", "yahoo"].map(str::to_owned).to_vec());
    analyse(&Message::parse(message.as_bytes()), &Answers::from_zone(zone), &settings, Profiles::builtin())
        .expect("the receivers are there")
}

#[test]
fn a_from_or_mail_from_that_does_not_exist() {
    let from = |domain: &str| format!("From: Shop <info@{domain}>\r\n");
    for (return_path, author, of_from, of_mail_from, yahoo) in [
        ("b@send.example", "shop.example", Existence::Exists, Existence::Exists, Decision::Accept),
        ("b@send.example", "nx.example", Existence::Missing, Existence::Exists, Decision::Reject),
        ("b@nx.example", "shop.example", Existence::Exists, Existence::Missing, Decision::Reject),
        // A name without records of its own, but with names below it, exists.
        ("b@send.example", "example", Existence::Exists, Existence::Exists, Decision::Accept),
        // The null sender names no domain, whatever HELO says.
        ("", "shop.example", Existence::Exists, Existence::NoDomain, Decision::Reject),
    ] {
        let case = case(return_path, &from(author));
        let found = (case.findings.from_exists, case.findings.mail_from_exists);
        assert_eq!(found, (of_from, of_mail_from), "<{return_path}> {author}");
        assert_eq!(case.verdicts[1].decision, yahoo, "<{return_path}> {author}");
    }
    // Refused for want of SPF of the HELO name, not for a domain.
    let null = case("", &from("shop.example"));
    assert!(null.verdicts[1].because.iter().all(|rule| rule.check != CheckKind::Domain));
}

#[test]
fn a_header_that_is_against_rfc_5322() {
    use HeaderFormat::{DuplicateField, NoFrom, SeveralFrom, Valid};
    let shop = "From: Shop <info@shop.example>\r\n";
    for (header, expected) in [
        (shop.to_owned(), Valid),
        (String::new(), NoFrom),
        (format!("{shop}{shop}"), DuplicateField),
        (format!("{shop}Subject: one\r\nsubject: two\r\n"), DuplicateField),
        (format!("{shop}To: a@shop.example\r\nTo: b@shop.example\r\n"), DuplicateField),
        // Trace, resent and other fields may stand more often.
        (format!("{shop}Resent-From: a@shop.example\r\nResent-From: b@shop.example\r\nX-A: 1\r\nX-A: 2\r\n"), Valid),
        (
            "From: Shop <info@shop.example>, Other <other@shop.example>\r\nSender: a@shop.example\r\n".to_owned(),
            SeveralFrom,
        ),
    ] {
        let case = case("b@send.example", &header);
        assert_eq!(case.findings.format, expected, "{header}");
        let refused = case.verdicts[0].because.iter().any(|rule| rule.check == CheckKind::Format);
        let gmail = case.verdicts[0].decision;
        assert_eq!(gmail == Decision::Reject && refused, expected != Valid, "{header}: {}", gmail.as_str());
    }
}
