//! The views of a message besides the verdict, at five sizes in both languages.

#[path = "support/tui.rs"]
mod support;

use support::App;
use twofrom::settings::Lang;

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 10), (20, 5)];

/// A bundled sample.
fn sample(name: &str, lang: Lang) -> App {
    let mut inputs = twofrom::source::samples();
    inputs.retain(|input| input.path == format!("sample:{name}"));
    App::new(inputs, lang)
}

/// Snapshots of what some keys lead to.
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
fn trace() {
    snapshots("trace", |lang| sample("ses-default", lang), &["Tab", "2", "j", "j"]);
}

#[test]
fn trace_of_a_problem() {
    snapshots("limit", |lang| sample("lookup-limit", lang), &["Tab", "2", "G"]);
}

/// Macros, a what-if, and another identity than that of the lane.
fn with_macros(lang: Lang) -> App {
    let message = "Return-Path: <info@shop.example>\r\nReceived: from out.shop.example (out.shop.example [192.0.2.7])\r\n\tby \
                   mx.receiver.example with ESMTPS; Tue, 14 Mar 2017 01:02:05 -0700\r\nFrom: <info@shop.example>\r\nDate: \
                   Tue, 14 Mar 2017 08:02:04 +0000\r\n\r\nhello\r\n";
    let zone = ". SOA a. b. 1 1 1 1 1\nshop.example. TXT \"v=spf1 ip4:198.51.100.0/24 ip4:198.51.100.7 \
                exists:%{ir}.%{v}._spf.%{d2} a:mail.shop.example mx -all exp=why.%{d}\"\n\
                why.shop.example. TXT \"%{i} may not send for %{d}\"\nmail.shop.example. 300 A 203.0.113.5\n\
                shop.example. MX 10 mail.shop.example.\n";
    App::message(message, zone, lang)
}

#[test]
fn trace_with_macros() {
    snapshots("macros", with_macros, &["2", "j", "j"]);
}

#[test]
fn identities() {
    snapshots("identities", |lang| sample("ses-default", lang), &["3"]);
}

#[test]
fn identities_with_a_pra_of_a_later_hop() {
    snapshots("pra", |lang| sample("service-adds-sender", lang), &["3", "G"]);
}

#[test]
fn path() {
    snapshots("path", |lang| sample("forwarded", lang), &["4", "j"]);
}

#[test]
fn path_with_the_boundary_moved() {
    snapshots("moved", |lang| sample("forwarded", lang), &["4", " "]);
}

#[test]
fn source() {
    snapshots("source", |lang| sample("custom-mail-from", lang), &["7", "]", "]", "]", "]"]);
}

#[test]
fn identities_lead_to_their_bytes() {
    let mut app = sample("ses-default", Lang::En);
    app.draw(80, 24);
    app.keys(&["3", "b"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("> 1") || screen.contains(">  1"), "{screen}");
    assert!(screen.contains("MAIL FROM was taken from here"), "{screen}");
    app.keys(&["Esc"]);
    assert!(app.screen(80, 24).contains("Identities"));
}

#[test]
fn receivers() {
    snapshots("receivers", |lang| sample("ses-default", lang), &["6", "j", "j", "j"]);
}

#[test]
fn any_day_can_be_typed() {
    snapshots("day", |lang| sample("ses-default", lang), &["6", "D", "Ctrl-u", "2", "0", "2", "4"]);
    let mut app = sample("ses-default", Lang::En);
    app.draw(80, 24);
    let day = |app: &App| app.model.sheet().map(|sheet| sheet.case.as_of.to_string()).unwrap_or_default();
    app.keys(&["D", "Ctrl-u"]).types("2012-06-30").keys(&["Enter"]);
    assert_eq!(day(&app), "2012-06-30");
    app.keys(&["D", "Ctrl-u"]).types("yesterday").keys(&["Enter"]);
    assert!(app.screen(80, 24).contains("this is no day"), "{}", app.screen(80, 24));
    app.keys(&["Ctrl-u"]).types("message").keys(&["Enter"]);
    assert_eq!(day(&app), "2017-03-14");
}

#[test]
fn a_receiver_is_put_on_the_selected_side() {
    let mut app = sample("ses-default", Lang::En);
    app.draw(80, 24);
    let sheet = app.model.sheet().expect("it was read");
    let at = sheet.case.verdicts.iter().position(|verdict| verdict.receiver == "softbank").expect("it judges");
    app.keys(&["6"]);
    for _ in 0..at {
        app.keys(&["j"]);
    }
    app.keys(&[" ", "1"]);
    assert_eq!(app.model.chosen.1.as_deref(), Some("softbank"));
    // One that does not judge on this day stays where it is.
    app.keys(&["6", "G", " "]);
    assert_eq!(app.model.chosen.1.as_deref(), Some("softbank"));
    assert!(app.model.notice.is_some());
}
