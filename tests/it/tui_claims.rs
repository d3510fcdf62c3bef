//! The view of what servers recorded, at five sizes in both languages.

use crate::support::tui as support;

use support::App;
use twofrom::settings::Lang;

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 10), (20, 5)];

fn planted(lang: Lang) -> App {
    let mut inputs = twofrom::source::samples();
    inputs.retain(|input| input.path == "sample:planted-claim");
    App::new(inputs, lang)
}

/// A message that another receiver forwarded to Microsoft.
fn forwarded(lang: Lang) -> App {
    let message = "X-SID-PRA: info@shop.example\r\nX-SID-Result: NONE\r\n\
        Authentication-Results: spf=fail (sender IP is 198.51.100.4) smtp.mailfrom=shop.example; dkim=none (message not signed)\r\n \
        header.d=none;dmarc=fail action=quarantine header.from=shop.example;compauth=fail reason=000\r\n\
        Received: from mx.first.example (198.51.100.4) by VI1EUR04FT001.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP\r\n \
        Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20; Tue, 14 Mar 2017 08:02:09 +0000\r\n\
        ARC-Authentication-Results: i=1; mx.first.example; spf=pass smtp.mailfrom=info@shop.example\r\n\
        Authentication-Results: mx.first.example; spf=pass smtp.mailfrom=info@shop.example; iprev=pass policy.iprev=192.0.2.7\r\n\
        Received: from out.shop.example (out.shop.example [192.0.2.7]) by mx.first.example with ESMTPS; Tue, 14 Mar 2017 08:02:05 +0000\r\n\
        From: <info@shop.example>\r\nDate: Tue, 14 Mar 2017 08:02:04 +0000\r\n\r\nhello\r\n";
    let zone = ". SOA a. b. 1 1 1 1 1\nshop.example. TXT \"v=spf1 ip4:192.0.2.7 ~all\"\n";
    App::message(message, zone, lang)
}

fn snapshots(what: &str, app: impl Fn(Lang) -> App, keys: &[&str]) {
    for (lang, tag) in [(Lang::En, "en"), (Lang::Ja, "ja")] {
        for (columns, rows) in SIZES {
            let mut app = app(lang);
            app.draw(columns, rows);
            for key in keys {
                app.keys(&[key]);
                app.draw(columns, rows);
            }
            insta::assert_snapshot!(format!("{what}-{columns}x{rows}-{tag}"), app.screen(columns, rows));
        }
    }
}

#[test]
fn a_planted_record() {
    snapshots("planted", planted, &["5", "j", "j", "j", "j", "j"]);
}

#[test]
fn records_of_another_hop() {
    snapshots("forwarded", forwarded, &["5", "j"]);
}

#[test]
fn nothing_recorded() {
    let message = "Received: from a.example ([192.0.2.1]) by b.example; x\r\nFrom: a@a.example\r\n\r\n";
    let mut app = App::message(message, ". SOA a. b. 1 1 1 1 1\n", Lang::En);
    app.keys(&["5"]);
    assert!(app.screen(80, 24).contains("No server recorded a result"), "{}", app.screen(80, 24));
}

#[test]
fn a_result_leads_to_its_bytes() {
    let mut app = planted(Lang::En);
    app.draw(80, 24);
    app.keys(&["5", "b"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("Received-SPF: softfail"), "{screen}");
    app.keys(&["Esc"]);
    assert!(app.screen(80, 24).contains("Claims"));
}

#[test]
fn thousands_of_records_can_be_drawn() {
    let many = format!("Authentication-Results: x.example; {}\r\n", "spf=pass;".repeat(500)).repeat(500);
    let message = format!("{many}From: a@a.example\r\n\r\n");
    let mut app = App::message(&message, ". SOA a. b. 1 1 1 1 1\n", Lang::En);
    app.keys(&["5"]);
    app.draw(80, 24);
    app.keys(&["G"]);
    assert!(app.screen(80, 24).contains("x.example"));
}
