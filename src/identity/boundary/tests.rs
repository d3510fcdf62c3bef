use super::*;

/// The receiving hop and the doubtful one of a header.
fn found(header: &str) -> (Option<usize>, Option<usize>) {
    let message = crate::message::Message::parse(format!("{header}\n").into_bytes());
    let found = boundary(&message.hops);
    (found.receiving, found.doubtful)
}

const OUTLOOK: &str = "\
Received: from AM0PR01MB1.eurprd01.prod.outlook.com (2603:10a6:208:ab::12) by DB1PR01MB2.eurprd01.prod.outlook.com with HTTPS; x
Received: from DB5EUR01FT064.eop-EUR01.prod.protection.outlook.com (10.152.4.55) by DB5EUR01HT1.mail.protection.outlook.com (10.152.5.1) with Microsoft SMTP Server; x
";
const CLIENT: &str = "Received: from a8-28.smtp-out.amazonses.com (54.240.8.28) by DB5EUR01FT064.mail.protection.outlook.com (10.152.4.55) with Microsoft SMTP Server; x\n";

#[test]
fn the_first_peer_from_outside_is_the_client() {
    assert_eq!(found(&format!("{OUTLOOK}{CLIENT}")), (Some(2), None));
    // Between mailbox servers, in the years when these had public IPv4 addresses.
    let older = "Received: from VI1PR08MB1.eurprd08.prod.outlook.com (20.178.127.92) by VI1PR08MB2.eurprd08.prod.outlook.com (52.134.30.161) with Microsoft SMTP Server; x\n";
    assert_eq!(found(&format!("{older}{CLIENT}")), (Some(1), None));
    // Its twin: the same address at the border is a client's, and so it is at anybody else's server.
    for by in ["DB5EUR01FT064.mail.protection.outlook.com", "mx.receiver.example", "mx.google.com"] {
        let hop =
            format!("Received: from VI1PR08MB1.eurprd08.prod.outlook.com (20.178.127.92) by {by} with ESMTP; x\n");
        assert_eq!(found(&format!("{hop}{CLIENT}")), (Some(0), None), "{by}");
    }
}

#[test]
fn the_name_that_the_client_gives_decides_nothing() {
    for helo in
        ["x.prod.outlook.com", "x.mail.protection.outlook.com", "localhost", "mx.receiver.example", "mail-x.google.com"]
    {
        let hop = format!("Received: from {helo} (unknown [203.0.113.66]) by mx.receiver.example with ESMTP; x\n");
        assert_eq!(found(&format!("{hop}{CLIENT}")), (Some(0), None), "{helo}");
    }
}

#[test]
fn what_is_handed_on_or_fetched_was_received_before() {
    for with in ["IMAP", "POP3", "IMAPS", "LMTP", "LMTPS", "lmtpsa", "UTF8LMTPSA"] {
        let hop = format!(
            "Received: from mx.provider.example ([198.51.100.7]) by mail.provider.example with {with} id 1; x\n"
        );
        assert_eq!(found(&format!("{hop}{CLIENT}")), (Some(1), None), "{with}");
    }
    // Dovecot names no address.
    let hop = "Received: from mx.provider.example by mail.provider.example with LMTP id 1; x\n";
    assert_eq!(found(&format!("{hop}{CLIENT}")), (Some(1), None));
}

#[test]
fn outbound_hosts_of_a_provider_are_clients() {
    for (from, ip) in [
        ("eur05-am6-obe.outbound.protection.outlook.com", "40.107.22.1"),
        ("mail-am6eur05.outbound.protection.outlook.com", "40.92.91.1"),
        ("mail-sor-f41.google.com", "209.85.220.41"),
        ("st43p00im-ztbu1.me.com", "17.58.63.174"),
        ("sonic301.consmr.mail.ne1.yahoo.com", "66.163.184.1"),
        ("mail-41104.protonmail.ch", "185.70.41.104"),
    ] {
        for by in [
            "mx.google.com",
            "DB5EUR01FT064.mail.protection.outlook.com",
            "mailin025.protonmail.ch",
            "ci74p00im.me.com",
        ] {
            let hop = format!("Received: from {from} ({from} [{ip}]) by {by} with ESMTPS id 1; x\n");
            assert_eq!(found(&format!("{hop}{CLIENT}")), (Some(0), None), "{from} by {by}");
        }
    }
}

#[test]
fn behind_a_private_peer_the_next_hop_is_doubtful() {
    let nat = "Received: from out.contoso.example (unknown [172.21.0.1]) by mail.dms.example with ESMTPS id 1; x\n";
    assert_eq!(found(nat), (Some(0), None), "the only hop: its client is private");
    assert_eq!(found(&format!("{nat}{CLIENT}")), (Some(1), Some(0)));
    let local = "Received: by mail.dms.example (Postfix, from userid 33) id 1; x\n";
    assert_eq!(found(&format!("{local}{CLIENT}")), (Some(1), Some(0)));
    // At Google, Yahoo and Outlook.com this is how their own servers write.
    for own in [
        "Received: by 2002:a05:6402:1234:b0:1a2:3b4c:5d6e with SMTP id x1; x\n",
        "Received: from 10.197.39.8 by atlas112.aol.mail.bf1.yahoo.com pod-id NONE with HTTPS; x\n",
    ] {
        assert_eq!(found(&format!("{own}{CLIENT}")), (Some(1), None), "{own}");
    }
}

#[test]
fn a_peer_without_a_readable_address_ends_the_search() {
    let hop = "Received: from mail.sender.example by mx.receiver.example with ESMTP id 1; x\n";
    assert_eq!(found(&format!("{hop}{CLIENT}")), (Some(0), None));
    // Apple's servers write so of each other.
    let own = "Received: from ci74p00im-1.me.com by p116-mailgateway-smtp-746c496c44-6mknn (mailgateway 2403B92) with SMTP id 1; x\n";
    assert_eq!(found(&format!("{own}{CLIENT}")), (Some(1), None));
}

#[test]
fn with_private_addresses_only_the_first_that_is_not_loopback_counts() {
    let loopback = "Received: from localhost (localhost [127.0.0.1]) by mx.receiver.example with ESMTP id 1; x\n";
    let private = "Received: from app (app [10.1.2.3]) by mx.receiver.example with ESMTP id 1; x\n";
    assert_eq!(found(&format!("{loopback}{private}")), (Some(1), Some(0)));
    assert_eq!(found(loopback), (None, None));
}
