//! Gateways of the recipient's own, and what only looks like one.

use super::{decided, helps, json, judged, judged_at, warning, why};
use twofrom::dns::Name;
use twofrom::identity::Warning;

/// Mail from outside enters at the company's own server, which passes it on to the mailboxes elsewhere.
const HYBRID: &str = "\
Received-SPF: Fail (protection.outlook.com: domain of partner.example does not
 designate 203.0.113.9 as permitted sender) receiver=protection.outlook.com;
 client-ip=203.0.113.9; helo=ex1.company.example;
Received: from ex1.company.example (203.0.113.9) by
 DB8EUR05FT031.mail.protection.outlook.com (10.233.238.115) with Microsoft SMTP Server
 id 15.20.1; Wed, 25 Nov 2026 01:00:10 +0000
Received: from edge.company.example (10.1.4.2) by ex1.company.example
 (10.1.4.9) with Microsoft SMTP Server id 15.1.1; Wed, 25 Nov 2026 01:00:07 +0000
Received: from out.partner.example (out.partner.example [198.51.100.5])
\tby edge.company.example (Postfix) with ESMTPS id 2
\tfor <boss@company.example>; Wed, 25 Nov 2026 01:00:05 +0000
From: Partner <sales@partner.example>
To: boss@company.example
Date: Wed, 25 Nov 2026 10:00:00 +0900

hello
";
const HYBRID_ZONE: &str = "\
partner.example TXT \"v=spf1 ip4:198.51.100.5 -all\"
_dmarc.partner.example TXT \"v=DMARC1; p=quarantine\"
ex1.company.example A 203.0.113.9
9.113.0.203.in-addr.arpa PTR ex1.company.example
company.example MX 10 company-example.mail.protection.outlook.com
";

#[test]
fn a_gateway_of_the_recipients_own_is_said_and_gets_no_record() {
    let (case, advice) = judged(HYBRID, HYBRID_ZONE);
    let relay = case.own_relay.as_ref().expect("its name is the recipient's");
    assert_eq!((relay.host.as_str(), relay.hop, &relay.named_by), ("ex1.company.example", 2, &None));
    assert_eq!((why(&advice), advice.remedies.len()), (Some("own-relay"), 0));
    assert_eq!(helps(&advice), ["judge-at", "name-gateway"]);
    // The client stays what the mailbox's server saw.
    assert_eq!(case.identities.client.ip.map(|found| found.value.to_string()).as_deref(), Some("203.0.113.9"));
}

#[test]
fn where_it_came_in_mail_from_is_what_it_still_was_behind() {
    let (case, advice) = judged_at(HYBRID, HYBRID_ZONE, Some(3));
    assert_eq!(case.identities.mail_from.as_ref().map(|found| found.value.address.as_str()), Some("partner.example"));
    assert_eq!(case.spf.mail_from.as_ref().map(|spf| spf.result.as_str()), Some("pass"));
    assert_eq!(case.dmarc.result.as_str(), "pass");
    assert_eq!((case.own_relay, why(&advice)), (None, None));
    assert!(case.identities.warnings.contains(&Warning::KeptMailFrom { number: 1 }));
    // Not where a server of somebody else's stands between, nor where they gave it an address of their own.
    let foreign = HYBRID.replace("by ex1.company.example", "by ex1.stranger.example");
    let rewritten = HYBRID.replace("domain of partner.example", "domain of boss@company.example");
    let tagged = HYBRID.replace("domain of partner.example", "domain of SRS0=ab=cd=partner.example=a@srs.example");
    for message in [foreign, rewritten, tagged] {
        assert_eq!(judged_at(&message, HYBRID_ZONE, Some(3)).0.identities.mail_from, None, "{message}");
    }
}

#[test]
fn the_mx_records_of_the_recipients_domain_name_a_gateway() {
    // The receiving server itself says for whom it took the message.
    let taken_for = HYBRID.replace("id 15.20.1;", "id 15.20.1 for <boss@company.example>;");
    for (mx, named) in [("ex1.company.example", true), ("edge.company.example", false), ("mx.elsewhere.example", false)]
    {
        let zone = HYBRID_ZONE.replace("company-example.mail.protection.outlook.com", mx);
        let named_by = |message: &str| judged(message, &zone).0.own_relay.and_then(|relay| relay.named_by);
        assert_eq!(named_by(&taken_for).as_ref().map(Name::as_str), named.then_some(mx));
        // Its twin: where only a hop below names the recipient, that may be the sender's word, and it only may be one.
        assert_eq!(named_by(HYBRID), None);
    }
    // A gateway of another name is one by the MX records alone, and none without its confirmed name.
    let message = HYBRID.replace("ex1.company", "relay.filter").replace("edge.company", "in.filter");
    let zone = HYBRID_ZONE.replace("ex1.company", "relay.filter");
    assert_eq!(judged(&message, &zone).0.own_relay, None);
    let zone = zone.replace("company-example.mail.protection.outlook.com", "relay.filter.example");
    assert!(judged(&message, &zone).0.own_relay.is_some_and(|relay| relay.named_by.is_none()));
    let lying = zone.replace("PTR relay.filter.example", "PTR vps.stranger.example");
    assert_eq!(judged(&message, &lying).0.own_relay, None);
}

#[test]
fn a_filtering_service_is_a_gateway_where_the_recipients_mx_names_it() {
    let (inner, outer) = ("mx0b-000.pphosted.com", "mx0a-000.pphosted.com");
    let message = HYBRID.replace("ex1.company.example", inner).replace("edge.company.example", outer);
    let zone = HYBRID_ZONE.replace("ex1.company.example", inner);
    let filtered = zone.replace("company-example.mail.protection.outlook.com", outer);
    let relay = judged(&message, &filtered).0.own_relay.expect("MX and name agree");
    assert_eq!((relay.service, relay.hop, relay.named_by.is_some()), (Some("Proofpoint"), 2, false));
    // The sender's own filter on the way out is the sender's client.
    assert_eq!(judged(&message, &zone).0.own_relay, None);
    // HELO alone makes nobody a service.
    let lying = filtered.replace(&format!("PTR {inner}"), "PTR vps.stranger.example");
    assert_eq!(judged(&message, &lying).0.own_relay, None);
}

#[test]
fn what_only_looks_like_a_gateway_is_none() {
    let gone = |message: &str| judged(message, HYBRID_ZONE).0.own_relay.is_none();
    // The company's own mail, and that of one who logged in from outside.
    assert!(gone(&HYBRID.replace("[198.51.100.5]", "[10.9.9.9]")));
    assert!(gone(&HYBRID.replace("with ESMTPS id 2", "with ESMTPSA id 2")));
    // Another company's server.
    assert!(gone(&HYBRID.replace("boss@company.example", "boss@receiver.example")));
    // The hop below is another's.
    assert!(gone(&HYBRID.replace("by ex1.company.example", "by ex1.stranger.example")));
    // A provider's hosts send for everybody, to its own mailboxes as well.
    let google = HYBRID
        .replace("DB8EUR05FT031.mail.protection.outlook.com", "mx.google.com")
        .replace("ex1.company.example", "mail-ed1-f1.google.com")
        .replace("edge.company.example", "mx.google.com");
    assert!(gone(&google));
}

/// A customer of a provider, with a name below the provider's domain, writes to a mailbox there.
fn from_customer(helo: &str, below: &str) -> String {
    format!(
        "Return-Path: <info@shop.example>\n\
         Received: from {helo} (c7.customers.isp.example [203.0.113.7])\n\
         \tby mx.isp.example with ESMTPS id 1\n\tfor <hanako@isp.example>; Wed, 25 Nov 2026 12:00:00 +0900\n\
         {below}From: info@shop.example\nDate: Wed, 25 Nov 2026 12:00:00 +0900\n\nhello\n"
    )
}
const CUSTOMER_ZONE: &str = "\
shop.example TXT \"v=spf1 ip4:203.0.113.7 -all\"
bank.example TXT \"v=spf1 ip4:198.51.100.5 -all\"
c7.customers.isp.example A 203.0.113.7
7.113.0.203.in-addr.arpa PTR c7.customers.isp.example
isp.example MX 10 mx.isp.example
";

#[test]
fn a_customer_of_the_provider_stays_the_client() {
    let (case, _) = judged(&from_customer("c7.customers.isp.example", ""), CUSTOMER_ZONE);
    assert_eq!(case.identities.client.ip.as_ref().map(|found| found.value.to_string()).as_deref(), Some("203.0.113.7"));
    assert_eq!((case.spf.mail_from.as_ref().map(|spf| spf.result.as_str()), &case.own_relay), (Some("pass"), &None));
    // What such a customer writes below, and calls itself, moves nothing.
    for helo in ["c7.customers.isp.example", "gw.isp.example", "mx.isp.example"] {
        let planted = format!(
            "Received: from out.bank.example (out.bank.example [198.51.100.5]) by {helo} with ESMTPS id 0\n for <hanako@isp.example>; x\n"
        );
        let attack = from_customer(helo, &planted).replace("info@shop.example", "info@bank.example");
        let plain = from_customer(helo, "").replace("info@shop.example", "info@bank.example");
        let ((attacked, advice), (plain, _)) = (judged(&attack, CUSTOMER_ZONE), judged(&plain, CUSTOMER_ZONE));
        assert_eq!(decided(&attacked), decided(&plain), "{helo}");
        assert_eq!(advice.remedies, [], "{helo}");
        // Nobody is told that it is a gateway, but that it may be one.
        assert!(attacked.own_relay.is_none_or(|relay| relay.named_by.is_none()), "{helo}");
    }
}

#[test]
fn json_names_the_hop_to_judge_at() {
    let found = json(HYBRID, HYBRID_ZONE);
    let text = warning(&found, "own-relay");
    assert!(text.contains("ex1.company.example may be") && text.contains("--received-at 3"), "{text}");
    assert_eq!((&found["instead"]["code"], &found["remedies"]), (&"own-relay".into(), &serde_json::json!([])));
}
