//! Client IP, HELO and MAIL FROM: a message in, what is taken and from which evidence out.

use twofrom::identity::{Identities, Warning, identify};
use twofrom::message::Message;
use twofrom::settings::{Overrides, Sender};

fn found(message: &str) -> Identities {
    identify(&Message::parse(message.as_bytes().to_vec()), &Overrides::default())
}

/// `IP (evidence), HELO (evidence), MAIL FROM (evidence)`.
fn summary(identities: &Identities) -> String {
    let client = &identities.client;
    let ip = client.ip.as_ref().map(|f| format!("{} ({})", f.value, f.taken_from.as_str()));
    let helo = client.helo.as_ref().map(|f| format!("{} ({})", f.value, f.taken_from.as_str()));
    let mail_from = identities.mail_from.as_ref().map(|f| {
        let address = if f.value.null_sender { "<>" } else { &f.value.address };
        format!("{address} ({})", f.taken_from.as_str())
    });
    [ip, helo, mail_from].map(|part| part.unwrap_or_else(|| "-".to_owned())).join(", ")
}

#[test]
fn each_kind_of_server_that_writes_what_it_saw() {
    for (message, expected) in [
        // Google: the client in the record, the HELO name only in Received.
        (
            "Return-Path: <b@bounce.example>\n\
             Received: from out.sender.example (out.sender.example. [192.0.2.7]) by mx.google.com with ESMTPS id x;\n\
             \x20Tue, 14 Mar 2017 01:02:05 -0700 (PDT)\n\
             Received-SPF: pass (google.com: domain of b@bounce.example designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;\n\
             From: a@a.example\n\n",
            "192.0.2.7 (received-spf), out.sender.example (received), b@bounce.example (return-path)",
        ),
        // Microsoft: no authserv-id, Return-Path without brackets and below From.
        (
            "Received: from AM0PR01MB1.eurprd01.prod.outlook.com (2603:10a6:208:ab::12) by DB1.eurprd01.prod.outlook.com with HTTPS; Tue, 14 Mar 2023 01:02:05 +0000\n\
             Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=bounce.example; dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=a.example;\n\
             Received-SPF: Pass (protection.outlook.com: domain of bounce.example designates 192.0.2.7 as permitted sender) receiver=protection.outlook.com; client-ip=192.0.2.7; helo=out.sender.example; pr=C\n\
             Received: from out.sender.example (192.0.2.7) by DB5EUR01FT064.mail.protection.outlook.com (10.152.4.55) with Microsoft SMTP Server id 15.20.6178.26; Tue, 14 Mar 2023 01:02:04 +0000\n\
             From: a@a.example\n\
             Return-Path: b@bounce.example\n\n",
            "192.0.2.7 (received-spf), out.sender.example (received-spf), b@bounce.example (return-path)",
        ),
        // Nobody recorded anything: the receiving hop has to do.
        (
            "Return-Path: <b@bounce.example>\n\
             Received: from out.sender.example (unknown [192.0.2.7]) by mx.receiver.example (Postfix) with ESMTP id 1; Tue, 14 Mar 2017 01:02:05 +0900\n\
             From: a@a.example\n\n",
            "192.0.2.7 (received), out.sender.example (received), b@bounce.example (return-path)",
        ),
        // An Exim hop names the envelope sender.
        (
            "Received: from [192.0.2.7] (helo=out.sender.example)\n\tby mx.receiver.example with esmtp (Exim 4.94) (envelope-from <b@bounce.example>) id 1; Tue, 14 Mar 2017 01:02:05 +0900\n\
             From: a@a.example\n\n",
            "192.0.2.7 (received), out.sender.example (received), b@bounce.example (received)",
        ),
        ("X-Envelope-From: <b@bounce.example>\nFrom: a@a.example\n\n", "-, -, b@bounce.example (x-envelope-from)"),
        (
            "From b@bounce.example Tue Mar 14 01:02:05 2017\nFrom: a@a.example\n\n",
            "-, -, b@bounce.example (mbox-from-line)",
        ),
        ("From: a@a.example\n\n", "-, -, -"),
    ] {
        assert_eq!(summary(&found(message)), expected, "{message}");
    }
}

#[test]
fn the_null_sender_is_postmaster_at_helo() {
    let identities = found(
        "Return-Path: <>\n\
         Received: from mail.sender.example (mail.sender.example [192.0.2.7]) by mx.receiver.example; Tue, 14 Mar 2017 01:02:05 +0900\n\
         From: mailer-daemon@sender.example\n\n",
    );
    let mail_from = identities.mail_from.expect("there is a Return-Path").value;
    assert!(mail_from.null_sender);
    assert_eq!((mail_from.address.as_str(), mail_from.local.as_str()), ("", "postmaster"));
    assert_eq!(mail_from.domain.expect("HELO is a name").as_str(), "mail.sender.example");
}

/// Google and Microsoft record HELO alone where the sender is null; others record it beside or instead.
#[test]
fn helo_recorded_alone_means_the_null_sender_where_the_server_is_known_for_it() {
    for (by, null) in [("mx.google.com", true), ("mx.receiver.example", false)] {
        let identities = found(&format!(
            "Received: from mail.sender.example (mail.sender.example. [192.0.2.7]) by {by}; Tue, 14 Mar 2017 01:02:05 +0900\n\
             Authentication-Results: {by}; spf=none smtp.helo=mail.sender.example\n\
             From: a@a.example\n\n",
        ));
        let confirmed = identities.judged_mail_from();
        assert_eq!(confirmed.is_some_and(|f| f.value.null_sender), null, "{by}");
    }
}

/// A message that Google's server took from mail.x.example; MAIL FROM, and whether anything is doubtful.
fn at_google(return_path: &str, records: &str) -> (String, bool) {
    let identities = found(&format!(
        "{return_path}Received: from mail.x.example (mail.x.example. [192.0.2.7])\r\n\
         \x20       by mx.google.com with ESMTPS id 1; Mon, 1 Jun 2026 03:00:00 -0700 (PDT)\r\n\
         {records}From: a@x.example\r\n\r\n"
    ));
    let mail_from = identities.mail_from.expect("something tells it").value;
    assert_eq!(mail_from.domain.as_ref().map(twofrom::dns::Name::as_str), Some("mail.x.example"));
    (if mail_from.null_sender { "<>".to_owned() } else { mail_from.address }, !identities.warnings.is_empty())
}

#[test]
fn postmaster_at_helo_in_a_comment_is_the_null_sender_where_that_is_written() {
    let comment = "(google.com: best guess record for domain of\r\n postmaster@mail.x.example designates 192.0.2.7 as permitted sender)";
    let spf = format!("Received-SPF: pass {comment} client-ip=192.0.2.7;\r\n");
    let with =
        |property: &str| format!("{spf}Authentication-Results: mx.google.com;\r\n spf=pass {comment} {property}\r\n");
    let helo = with("smtp.helo=mail.x.example");
    let postmaster = with("smtp.mailfrom=postmaster@mail.x.example");
    let microsoft = "Received-SPF: Pass (google.com: domain of mail.x.example designates 192.0.2.7 as permitted sender) helo=mail.x.example\r\n";
    for (return_path, records, expected) in [
        ("Return-Path: <>\r\n", helo.as_str(), "<>"),
        ("Return-Path: <>\r\n", &spf, "<>"),
        ("Return-Path: <>\r\n", microsoft, "<>"),
        ("", &helo, "<>"),
        // An address is one, whoever it is the same as.
        ("Return-Path: <postmaster@mail.x.example>\r\n", &postmaster, "postmaster@mail.x.example"),
        ("Return-Path: <postmaster@mail.x.example>\r\n", &spf, "postmaster@mail.x.example"),
        ("Return-Path: <postmaster@mail.x.example>\r\n", "", "postmaster@mail.x.example"),
        ("", &postmaster, "postmaster@mail.x.example"),
        ("Return-Path: <a@mail.x.example>\r\n", microsoft, "a@mail.x.example"),
    ] {
        assert_eq!(at_google(return_path, records), (expected.to_owned(), false), "{return_path}{records}");
    }
    // The receiver's `<>` is the null sender, whatever its check was recorded under; an address is not taken for it.
    let other = spf.replace("postmaster@", "bounce@");
    assert_eq!(at_google("Return-Path: <>\r\n", &other), ("<>".to_owned(), false));
    assert_eq!(at_google("Return-Path: <>\r\n", &postmaster), ("<>".to_owned(), false));
    assert_eq!(at_google("Return-Path: <a@mail.x.example>\r\n", &helo), ("<>".to_owned(), true));
}

#[test]
fn the_letter_case_that_a_comment_loses_makes_no_other_sender() {
    let comment =
        "(google.com: domain of srs0=ab=cd=shop.example=n@mail.x.example designates 192.0.2.7 as permitted sender)";
    let spf = format!("Received-SPF: pass {comment} client-ip=192.0.2.7;\r\n");
    let property = "smtp.mailfrom=\"SRS0=AB=CD=shop.example=n@mail.x.example\"";
    let both = format!("{spf}Authentication-Results: mx.google.com; spf=pass {comment} {property}\r\n");
    let sender = ("SRS0=AB=CD=shop.example=n@mail.x.example".to_owned(), false);
    let return_path = "Return-Path: <SRS0=AB=CD=shop.example=n@mail.x.example>\r\n";
    for (return_path, records) in [(return_path, &both), (return_path, &spf), ("", &both)] {
        assert_eq!(at_google(return_path, records), sender, "{return_path}{records}");
    }
    // Another hash is another sender.
    let other = return_path.replace("AB", "XY");
    assert_eq!(at_google(&other, &both), (sender.0, true));
}

#[test]
fn an_mbox_line_without_an_envelope_tells_no_sender() {
    for line in ["From 1790000000000000000@xxx", "From MAILER-DAEMON", "From -", "From archive@z"] {
        let identities = found(&format!("{line} Tue Mar 14 01:02:05 2017\nFrom: a@a.example\n\n"));
        assert_eq!(summary(&identities), "-, -, -", "{line}");
    }
}

#[test]
fn what_the_server_recorded_wins_over_return_path_and_the_difference_is_shown() {
    let identities = found(
        "Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=real.example; dmarc=none header.from=a.example;\n\
         Received: from out.sender.example (192.0.2.7) by DB5EUR01FT064.mail.protection.outlook.com (10.152.4.55) with Microsoft SMTP Server id 15.20.6178.26; Tue, 14 Mar 2023 01:02:04 +0000\n\
         Return-Path: planted@other.example\n\
         From: a@a.example\n\n",
    );
    assert_eq!(
        summary(&identities),
        "192.0.2.7 (authentication-results), out.sender.example (received), real.example (authentication-results)"
    );
    assert!(identities.warnings.contains(&Warning::ReturnPathDiffers {
        return_path: "planted@other.example".to_owned(),
        recorded: "real.example".to_owned(),
    }));
}

#[test]
fn a_record_planted_by_the_sender_decides_nothing() {
    let identities = found(
        "Return-Path: <b@bounce.example>\n\
         Received: from out.sender.example (out.sender.example [192.0.2.7]) by mx.receiver.example; Tue, 14 Mar 2017 01:02:05 +0900\n\
         Received-SPF: pass (mx.bank.example: domain of ceo@bank.example designates 198.51.100.1 as permitted sender) receiver=mx.bank.example; client-ip=198.51.100.1; envelope-from=ceo@bank.example\n\
         From: ceo@bank.example\n\n",
    );
    assert_eq!(
        summary(&identities),
        "192.0.2.7 (received), out.sender.example (received), b@bounce.example (return-path)"
    );
    assert!(
        identities
            .warnings
            .iter()
            .any(|w| matches!(w, Warning::OtherHop { writer: Some(w), .. } if w == "mx.bank.example"))
    );
}

#[test]
fn behind_a_gateway_the_recorded_client_wins_with_a_warning() {
    let identities = found(
        "Received: from gw.filter.example (gw.filter.example. [198.51.100.9]) by mx.google.com with ESMTPS id x; Tue, 14 Mar 2017 01:02:05 -0700\n\
         Received-SPF: pass (google.com: domain of b@bounce.example designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;\n\
         Return-Path: <b@bounce.example>\n\
         From: a@a.example\n\n",
    );
    assert!(summary(&identities).starts_with("192.0.2.7 (received-spf)"));
    assert!(identities.warnings.contains(&Warning::ClientIpDiffers {
        recorded: "192.0.2.7".parse().expect("an address"),
        received: "198.51.100.9".parse().expect("an address"),
    }));
}

#[test]
fn a_mapped_address_is_ipv4() {
    let identities = found(
        "Received: from out.sender.example (unknown [IPv6:::ffff:192.0.2.7]) by mx.receiver.example; Tue, 14 Mar 2017 01:02:05 +0900\n\
         From: a@a.example\n\n",
    );
    assert!(summary(&identities).starts_with("192.0.2.7 "));
}

#[test]
fn what_the_user_says_wins() {
    let message = Message::parse(b"Return-Path: <b@bounce.example>\nFrom: a@a.example\n\n".to_vec());
    let overrides = Overrides {
        ip: "192.0.2.99".parse().ok(),
        helo: Some("mail.given.example".to_owned()),
        mail_from: Some(Sender::parse("given.example")),
        ..Overrides::default()
    };
    let identities = identify(&message, &overrides);
    assert_eq!(
        summary(&identities),
        "192.0.2.99 (option), mail.given.example (option), postmaster@given.example (option)"
    );
}

#[test]
fn what_amazon_ses_states_serves_for_comparison_and_where_there_is_nothing_else() {
    let forwarded = found(
        "Received: from fwd.other.example (fwd.other.example [198.51.100.9]) by mx.receiver.example; Tue, 14 Mar 2017 01:02:05 +0900\n\
         X-SES-Outgoing: 2017.03.14-54.240.27.84\nFrom: a@a.example\n\n",
    );
    assert!(summary(&forwarded).starts_with("198.51.100.9 (received)"));
    assert!(
        forwarded
            .warnings
            .iter()
            .any(|w| matches!(w, Warning::HeaderNamesOtherClient { field, .. } if field == "x-ses-outgoing"))
    );
    let stripped = found("X-SES-Outgoing: 2017.03.14-54.240.27.84\nFrom: a@a.example\n\n");
    assert!(summary(&stripped).starts_with("54.240.27.84 (x-ses-outgoing)"));
}

#[test]
fn a_record_planted_under_the_receivers_own_name_stands_below_the_senders_own_server() {
    let identities = found(
        "Return-Path: <b@s.example>\n\
         Received: from h.s.example (h.s.example [192.0.2.7]) by mx.r.example with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from app (app [10.1.1.1]) by h.s.example; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received-SPF: pass receiver=mx.r.example; client-ip=198.51.100.1; envelope-from=ceo@bank.example; helo=bank.example\n\
         Received-SPF: pass client-ip=192.0.2.7; envelope-from=ceo@bank.example\n\
         From: a@a.example\n\n",
    );
    assert_eq!(summary(&identities), "192.0.2.7 (received), h.s.example (received), b@s.example (return-path)");
}

#[test]
fn what_stands_above_the_receiving_hop_goes_before_what_stands_below() {
    let identities = found(
        "Authentication-Results: mx.r.example; spf=pass smtp.mailfrom=b@s.example smtp.remote-ip=192.0.2.7\n\
         Received: from h.s.example (h.s.example [192.0.2.7]) by mx.r.example with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received-SPF: pass receiver=mx.r.example; client-ip=192.0.2.7; envelope-from=ceo@bank.example\n\
         From: a@a.example\n\n",
    );
    assert!(summary(&identities).ends_with("b@s.example (authentication-results)"), "{}", summary(&identities));
}

#[test]
fn a_field_with_the_helo_result_alone_does_not_hide_the_sender() {
    let identities = found(
        "Return-Path: <b@s.example>\n\
         Authentication-Results: mx.r.example; spf=pass smtp.helo=h.s.example\n\
         Authentication-Results: mx.r.example; spf=pass smtp.mailfrom=b@s.example\n\
         Received: from h.s.example (h.s.example [192.0.2.7]) by mx.r.example with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@a.example\n\n",
    );
    assert!(summary(&identities).ends_with("b@s.example (return-path)"), "{}", summary(&identities));
    assert_eq!(identities.warnings, []);
}

/// The twin of a record that fills in: the same one below the receiver's own Received, where a sender can write it.
#[test]
fn what_only_a_record_below_tells_is_shown_and_not_judged() {
    let received = "Received: from out.sender.example (out.sender.example [192.0.2.7]) by mx.receiver.example; Tue, 14 Mar 2017 01:02:05 +0900\n";
    let record = "Authentication-Results: mx.receiver.example; spf=pass smtp.mailfrom=b@bounce.example\n";
    for (header, judged) in [(format!("{record}{received}"), true), (format!("{received}{record}"), false)] {
        let identities = found(&format!("{header}From: a@a.example\n\n"));
        assert_eq!(
            summary(&identities),
            "192.0.2.7 (received), out.sender.example (received), b@bounce.example (authentication-results)"
        );
        assert_eq!(identities.judged_mail_from().is_some(), judged, "{header}");
        let doubt = Warning::UnconfirmedMailFrom { address: "b@bounce.example".to_owned() };
        assert_eq!(identities.warnings.contains(&doubt), !judged);
    }
}

/// A record under the receiver's name that contradicts what the receiver wrote itself.
#[test]
fn a_planted_record_decides_nothing_and_is_named() {
    let identities = found(
        "Return-Path: <evil@evil.example>\n\
         Received: from mail.evil.example (mail.evil.example [203.0.113.66]) by mx.corp.example (Postfix) with ESMTPS id 1; Mon, 1 Jun 2026 10:00:04 +0000\n\
         Received-SPF: pass receiver=mx.corp.example; client-ip=198.51.100.9; envelope-from=\"ceo@bank.example\"; helo=mail.bank.example\n\
         Authentication-Results: mx.corp.example; spf=pass smtp.mailfrom=ceo@bank.example; dmarc=pass header.from=bank.example\n\
         From: ceo@bank.example\n\n",
    );
    assert_eq!(
        summary(&identities),
        "203.0.113.66 (received), mail.evil.example (received), evil@evil.example (return-path)"
    );
    let contradicting = identities.warnings.iter().filter(|w| matches!(w, Warning::ContradictingRecord { .. }));
    assert_eq!(contradicting.count(), 2);
}

/// Google writes directly below its own Received field; there only the block at that place counts.
#[test]
fn a_record_counts_below_only_where_the_provider_writes_it() {
    let received = "Received: from gw.filter.example (gw.filter.example. [198.51.100.7]) by mx.google.com with ESMTPS id x; Tue, 14 Mar 2017 01:02:05 -0700 (PDT)\n";
    let block = "Received-SPF: pass (google.com: domain of b@bounce.example designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;\n\
                 Authentication-Results: mx.google.com; spf=pass (google.com: domain of b@bounce.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=b@bounce.example\n";
    let taken = |header: String| summary(&found(&format!("{header}From: a@a.example\n\n")));
    // Behind an inbound gateway it is about the client of the gateway, whose HELO name Google does not record.
    assert_eq!(taken(format!("{received}{block}")), "192.0.2.7 (received-spf), -, b@bounce.example (received-spf)");
    // Anywhere else, and a second time, it may have come with the message.
    let mine = block.replace("192.0.2.7", "203.0.113.66").replace("bounce.example", "evil.example");
    let honest = block.replace("192.0.2.7", "198.51.100.7");
    let with_planted = taken(format!("{received}{honest}{mine}"));
    assert_eq!(with_planted, taken(format!("{received}{honest}")));
    assert_eq!(
        with_planted,
        "198.51.100.7 (received-spf), gw.filter.example (received), b@bounce.example (received-spf)"
    );
    assert_eq!(
        taken(format!("{received}X-Header: x\n{mine}")),
        "198.51.100.7 (received), gw.filter.example (received), -"
    );
}

/// Whoever sends the message chooses MAIL FROM and HELO, and servers write both into their comments as they came.
#[test]
fn no_word_of_the_senders_in_a_comment_is_the_servers() {
    let received = |helo: &str, sender: &str| {
        format!(
            "Received: from [203.0.113.66] (helo={helo}) by mx.receiver.example with esmtp (Exim 4.98) \
             (envelope-from <{sender}>) id 1 for u@receiver.example; Mon, 30 Nov 2026 10:00:00 +0900\n"
        )
    };
    let planted = "Received: from mail.bank.example (mail.bank.example [198.51.100.9]) by mx.receiver.example with ESMTP id 0; x\n";
    let seen = |helo: &str, sender: &str| {
        let text = format!("{}{planted}From: ceo@bank.example\n\n", received(helo, sender));
        let message = Message::parse(text.as_bytes().to_vec());
        let identities = identify(&message, &Overrides::default());
        let domain = identities.mail_from.as_ref().and_then(|f| f.value.domain.as_ref().map(ToString::to_string));
        (identities.client.ip.map(|f| f.value.to_string()), identities.client.hop, identities.client.assumed, domain)
    };
    let honest = seen("mail.evil.example", "u@evil.example");
    assert_eq!(honest, (Some("203.0.113.66".to_owned()), Some(0), false, Some("evil.example".to_owned())));
    for sender in [
        r#""a) by mx.google.com with LMTP (b"@evil.example"#,
        r#""a) ([198.51.100.9]) by mx.receiver.example (b"@evil.example"#,
        r#""a\") by mx.google.com with LMTP (b"@evil.example"#,
    ] {
        assert_eq!(seen("mail.evil.example", sender), honest, "{sender}");
    }
    // A HELO name that looks like what Exim notes of MAIL FROM.
    let helo = "Received: from x (envelope-from <ceo@bank.example>) (host.evil.example [203.0.113.66]) by mx.receiver.example with ESMTP id 1; x\n";
    assert_eq!(
        summary(&found(&format!("{helo}From: ceo@bank.example\n\n"))),
        "203.0.113.66 (received), x (received), -"
    );
}

#[test]
fn a_quoted_local_part_in_a_record_is_no_record() {
    let record = r#"Received-SPF: softfail (mx.receiver.example: domain of transitioning "a) client-ip=198.51.100.9; envelope-from=ceo@bank.example (b"@evil.example does not designate 203.0.113.66 as permitted sender) client-ip=203.0.113.66; receiver=mx.receiver.example"#;
    let results = r#"Authentication-Results: mx.receiver.example; spf=softfail (domain of transitioning "a) smtp.mailfrom=ceo@bank.example; dkim=pass header.d=bank.example; (b"@evil.example) smtp.mailfrom="a b"@evil.example"#;
    let received =
        "Received: from mail.evil.example (mail.evil.example [203.0.113.66]) by mx.receiver.example with ESMTP id 1; x";
    let text = format!("{record}\n{results}\n{received}\nFrom: ceo@bank.example\n\n");
    let message = Message::parse(text.into_bytes());
    let identities = identify(&message, &Overrides::default());
    assert_eq!(identities.client.ip.map(|f| f.value.to_string()).as_deref(), Some("203.0.113.66"));
    let domain = identities.mail_from.and_then(|f| f.value.domain);
    assert_eq!(domain.as_ref().map(twofrom::dns::Name::as_str), Some("evil.example"));
    assert!(message.claims.iter().all(|claim| claim.result("dkim").is_none()), "{:?}", message.claims);
}

/// A key that stands twice, as a HELO name with a semicolon makes one.
#[test]
fn a_key_that_stands_twice_with_two_values_says_nothing() {
    let text = "Received-SPF: pass client-ip=203.0.113.66; helo=x;envelope-from=ceo@bank.example; envelope-from=u@evil.example; receiver=mx.receiver.example\n\
        Return-Path: <u@evil.example>\n\
        Received: from x (mail.evil.example [203.0.113.66]) by mx.receiver.example with ESMTP id 1; x\n\
        From: ceo@bank.example\n\n";
    assert_eq!(summary(&found(text)), "203.0.113.66 (received-spf), x (received-spf), u@evil.example (return-path)");
}

#[test]
fn the_null_sender_is_one_wherever_the_receivers_return_path_says_so() {
    for record in [
        "Received-SPF: pass client-ip=192.0.2.7; envelope-from=postmaster@mail.sender.example; helo=mail.sender.example; receiver=mx.receiver.example",
        "Authentication-Results: mx.receiver.example; spf=pass smtp.mailfrom=postmaster@mail.sender.example",
    ] {
        let identities = found(&format!(
            "Return-Path: <>\n{record}\nReceived: from mail.sender.example (mail.sender.example [192.0.2.7]) by mx.receiver.example with ESMTP id 1; x\nFrom: a@a.example\n\n"
        ));
        assert!(identities.mail_from.is_some_and(|f| f.value.null_sender), "{record}");
        assert!(!identities.warnings.iter().any(|w| matches!(w, Warning::ReturnPathDiffers { .. })), "{record}");
    }
}
