//! The line of a what-if, without a terminal: which record it is about, and what it says of a record that is typed.

#[path = "support/tui.rs"]
mod support;

use support::App;
use twofrom::settings::Lang;

const MESSAGE: &str = "Return-Path: <bounce@mail.example>\nReceived: from mail.example (mail.example [192.0.2.1]) by \
                       mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\nFrom: a@shop.example\nSubject: x\n\n";
/// SPF passes for another domain than that of From, so that DMARC rejects.
const REJECTING: &str = ". SOA a. b. 1 1 1 1 1\n1.2.0.192.in-addr.arpa. PTR mail.example.\nmail.example. A 192.0.2.1\n\
                         mail.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"\nshop.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
                         _dmarc.shop.example. TXT \"v=DMARC1; p=reject\"\n";

fn title(app: &mut App, (columns, rows): (u16, u16)) -> String {
    let screen = app.screen(columns, rows);
    let line = screen.lines().rfind(|line| line.starts_with('┌')).expect("the line has a frame");
    line.trim_matches(['┌', '─', '┐', ' ']).to_owned()
}

#[test]
fn the_title_names_the_record_and_says_whether_there_is_one() {
    let mut app = App::message(MESSAGE, REJECTING, Lang::En);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (60, 20)), "What if DMARC at _dmarc.shop.example were");
    let mut app = App::samples(Lang::En);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (80, 24)), "What if kumano-books.example had SPF (now none)");
    app.keys(&["Enter", "e"]);
    assert_eq!(title(&mut app, (60, 20)), "What if kumano-books.example had SPF (now none)", "it is not published yet");
    app.keys(&["Esc", "Tab", "e"]);
    assert_eq!(title(&mut app, (60, 20)), "What if SPF at us-west-2.amazonses.com were");
    assert_eq!(title(&mut app, (40, 10)), "SPF at us-west-2.amazonses.com");
}

#[test]
fn the_title_says_so_in_japanese() {
    let mut app = App::message(MESSAGE, REJECTING, Lang::Ja);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (60, 20)), "もし _dmarc.shop.example の DMARC が次のとおりなら");
    let mut app = App::samples(Lang::Ja);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (60, 20)), "もし kumano-books.example に SPF があったら (今はなし)");
    assert_eq!(title(&mut app, (40, 10)), "kumano-books.example の SPF");
}

#[test]
fn a_record_that_nobody_has_answered_for_is_not_called_missing() {
    let mut app = App::message(MESSAGE, ";@ timeout shop.example TXT\n", Lang::En);
    app.keys(&["e"]);
    assert!(title(&mut app, (80, 24)).ends_with(" were (unknown now)"), "{}", title(&mut app, (80, 24)));
}
