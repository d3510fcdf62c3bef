use super::super::read;
use crate::message::limits::Hits;
use crate::message::{Message, TlsState};

/// What is recorded, in short: state, protocol, version, cipher.
fn tls(value: &str) -> (TlsState, Option<String>, Option<String>, Option<String>) {
    let tls = read(value.as_bytes(), 0, &mut Hits::default()).tls;
    (tls.state, tls.protocol, tls.version, tls.cipher)
}

/// Server, value, and what it records: protocol, version, cipher.
type Form = (&'static str, &'static str, Option<&'static str>, Option<&'static str>, Option<&'static str>);

const FORMS: &[Form] = &[
    (
        "Postfix",
        "from h (m [192.0.2.1])\n (using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits))\n (No client certificate requested)\n by b.example (Postfix) with ESMTPS id 1",
        Some("ESMTPS"),
        Some("TLSv1.2"),
        Some("ECDHE-RSA-AES256-GCM-SHA384"),
    ),
    (
        "Postfix with key exchange",
        "from h (m [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange ECDHE (P-256) server-signature RSA-PSS (4096 bits)) by b.example (Postfix) with ESMTPS id 1",
        Some("ESMTPS"),
        Some("TLSv1.3"),
        Some("TLS_AES_256_GCM_SHA384"),
    ),
    ("Postfix that says no more", "from h (m [192.0.2.1]) by b (Postfix) with ESMTPSA", Some("ESMTPSA"), None, None),
    (
        "Gmail",
        "from h (m. [192.0.2.1]) by mx.google.com with ESMTPS id a1.20 for <b@b.example> (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); Mon",
        Some("ESMTPS"),
        Some("TLS1_3"),
        Some("TLS_AES_128_GCM_SHA256"),
    ),
    (
        "Exchange",
        "from h (192.0.2.1) by b.prod.example (10.0.0.1) with Microsoft SMTP\n Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id\n 15.20 via Frontend Transport; Mon",
        Some("SMTP"),
        Some("TLS1_2"),
        Some("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    ),
    (
        "Exchange 2010",
        "from h (192.0.2.1) by b.example with Microsoft SMTP Server (TLS) id 14.1",
        Some("SMTP"),
        None,
        None,
    ),
    (
        "sendmail",
        "from h (m [192.0.2.1]) by b.example (8.14.4/8.14.4) with ESMTP id 1 (version=TLSv1/SSLv3 cipher=DHE-RSA-AES256-SHA bits=256 verify=NO) for <b@b.example>; Mon",
        Some("ESMTP"),
        Some("TLSv1/SSLv3"),
        Some("DHE-RSA-AES256-SHA"),
    ),
    (
        "Exim",
        "from m.example ([192.0.2.1]:25 helo=h) by b.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) id 1",
        Some("ESMTPS"),
        Some("TLS1.3"),
        Some("TLS_AES_256_GCM_SHA384"),
    ),
    (
        "Exim before",
        "from m.example ([192.0.2.1] helo=h) by b.example with esmtpsa (TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384:256) (Exim 4.89) id 1",
        Some("ESMTPSA"),
        Some("TLSv1.2"),
        Some("ECDHE-RSA-AES256-GCM-SHA384"),
    ),
    (
        "OpenSMTPD",
        "from h (m [192.0.2.1]) by b.example (OpenSMTPD) with ESMTPS id 1 (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO)",
        Some("ESMTPS"),
        Some("TLSv1.3"),
        Some("TLS_AES_256_GCM_SHA384"),
    ),
    (
        "Courier",
        "from h (m [192.0.2.1]) (TLS: TLSv1.2,256bits,AES256-GCM-SHA384) by b.example with ESMTPS id 1",
        Some("ESMTPS"),
        None,
        None,
    ),
    (
        "Courier behind by",
        "from h (m [192.0.2.1]) by b.example with ESMTPS id 1 (TLS: TLSv1.2,256bits,AES256-GCM-SHA384)",
        Some("ESMTPS"),
        Some("TLSv1.2"),
        Some("AES256-GCM-SHA384"),
    ),
    (
        "qmail",
        "from unknown (HELO h) (192.0.2.1)\n by b.example with (DHE-RSA-AES256-SHA encrypted) SMTP; 1 Jan",
        Some("SMTP"),
        None,
        Some("DHE-RSA-AES256-SHA"),
    ),
    (
        "Yahoo",
        "from 192.0.2.1 (EHLO h) by 10.0.0.1 with SMTPs (version=TLS1_2 cipher=ECDHE); Mon",
        Some("SMTPS"),
        Some("TLS1_2"),
        Some("ECDHE"),
    ),
    (
        "international",
        "from h (m [192.0.2.1]) by b.example (Postfix) with UTF8SMTPSA id 1",
        Some("UTF8SMTPSA"),
        None,
        None,
    ),
    ("LMTP", "from h (m [192.0.2.1]) by b.example with LMTPS id 1", Some("LMTPS"), None, None),
];

#[test]
fn the_forms_in_which_servers_record_tls() {
    for (server, value, protocol, version, cipher) in FORMS {
        let own = |text: Option<&str>| text.map(str::to_owned);
        assert_eq!(tls(value), (TlsState::Recorded, own(*protocol), own(*version), own(*cipher)), "{server}");
    }
}

#[test]
fn silence_means_something_only_at_a_server_that_tells() {
    use TlsState::{NotSaid, Plain};
    for (value, state) in [
        ("from h (m [192.0.2.1]) by b.example (Postfix) with ESMTP id 1", Plain),
        ("from h (m [192.0.2.1]) by b.example (Postfix) with SMTP id 1", Plain),
        ("from h (m [192.0.2.1]) by b.example with esmtp (Exim 4.96) id 1", Plain),
        ("from h (m [192.0.2.1]) by b.example (8.17.1/8.17.1) with ESMTP id 1", Plain),
        ("from h (m. [192.0.2.1]) by mx.google.com with ESMTP id a1", Plain),
        ("from h (192.0.2.1) by b.example (10.0.0.1) with Microsoft SMTP Server id 15.20", Plain),
        ("from h (m [192.0.2.1]) by b.example with ESMTP id 1", NotSaid),
        ("from h (m [192.0.2.1]) by b.example with SMTP id 1", NotSaid),
        ("from h (m [192.0.2.1]) by b.example with Microsoft SMTPSVC(5.0.2195.6713)", NotSaid),
        // Not from another machine.
        ("by mail-a1.google.com with SMTP id a1", NotSaid),
        ("by b.example (Postfix, from userid 1000) id 1", NotSaid),
        ("from h (m [192.0.2.1]) by b.example with HTTPS", NotSaid),
        ("from h (m [192.0.2.1]) by b.example (Postfix) with LOCAL", NotSaid),
    ] {
        assert_eq!(tls(value).0, state, "{value}");
    }
}

#[test]
fn a_host_that_records_tls_above_means_its_silence() {
    use TlsState::{NotSaid, Plain, Recorded};
    let recording = "Received: from d.example (d.example [192.0.2.3]) by mx.b.example with ESMTPS id 3; x\n";
    let other = "Received: from c.example (c.example [192.0.2.2]) by other.example with ESMTP id 2; x\n";
    let silent = "Received: from a.example (a.example [192.0.2.1]) by MX.b.example with ESMTP id 1; x\n";
    let states = |fields: [&str; 3]| -> Vec<TlsState> {
        let message = Message::parse(format!("{}\n", fields.concat()).into_bytes());
        message.hops.iter().map(|hop| hop.tls.state).collect()
    };
    assert_eq!(states([recording, other, silent]), [Recorded, NotSaid, Plain]);
    // Its twin: below, whoever sent the message can have written it.
    assert_eq!(states([silent, other, recording]), [NotSaid, NotSaid, Recorded]);
}

#[test]
fn a_helo_name_plants_no_tls() {
    for helo in ["(version=TLSv1.3)", "x(TLSv1.3:X:256)", "tls", "(using", "(cipher=X)", "TLSv1.3"] {
        let value = format!("from {helo} (unknown [192.0.2.1]) by b.example (Postfix) with SMTP id 1; x");
        assert_ne!(tls(&value).0, TlsState::Recorded, "{helo}");
    }
}
