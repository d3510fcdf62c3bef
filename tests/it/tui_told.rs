//! What a notice, a mark, a key's help says in the terminal UI is so.

use crate::support::tui as support;

use support::App;
use twofrom::dns::Edit;
use twofrom::settings::Lang;
use twofrom::words::everyday::EverydayText;

fn app() -> App {
    App::samples(Lang::En)
}

fn notice(app: &App) -> &str {
    app.model.notice.as_deref().unwrap_or_default()
}

/// The screen without what it is laid out by: borders and line ends.
fn running(screen: &str) -> String {
    let words = screen.split(|c: char| c.is_whitespace() || c == '│').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn at_an_end_of_what_fits_a_filter_there_is_no_talk_of_nothing_else() {
    for (lang, last, first, only) in [
        (Lang::En, "the last that fits the filter sample", "the first that fits", "no other message fits the filter"),
        (Lang::Ja, "「sample」に合う最後の", "「sample」に合う最初の", "合うメールはほかにありません"),
    ] {
        let mut app = App::all_samples(lang);
        app.keys(&["m", "/"]).types("sample").keys(&["Enter", "Enter", "p", "p"]);
        assert!(notice(&app).contains(first), "{}", notice(&app));
        app.keys(&["n"; 40]);
        assert!(notice(&app).contains(last), "{}", notice(&app));
        app.keys(&["m", "/"]).types("forwarded").keys(&["Enter", "Enter", "n", "n"]);
        assert!(notice(&app).contains(only), "{}", notice(&app));
    }
}

#[test]
fn while_a_search_is_on_the_capital_letter_goes_on_to_the_next_message() {
    let mut app = app();
    app.keys(&["/"]).types("record").keys(&["Enter", "J"]);
    assert_eq!(app.model.current, 1);
    app.keys(&["K"]);
    assert_eq!(app.model.current, 0);
}

/// A message and its zone, with records supposed on the command line.
fn supposed(edits: &[&str]) -> App {
    let mut inputs = twofrom::source::samples();
    inputs.truncate(1);
    let mut desk = App::new(inputs, Lang::En).desk;
    desk.edits = Edit::collect(edits).expect("they can be read");
    App::with(desk, Lang::En)
}

#[test]
fn what_the_command_line_supposes_is_copied_before_what_is_proposed() {
    let mut app = supposed(&["kumano-books.example TXT v=spf1 ip4:192.0.2.9 -all"]);
    let screen = app.screen(100, 30);
    assert!(
        screen.lines().any(|line| line.contains("v=spf1 ip4:192.0.2.9 -all") && line.contains("y copy")),
        "{screen}"
    );
    app.keys(&["y"]);
    assert_eq!(app.copied.as_deref(), Some("kumano-books.example TXT \"v=spf1 ip4:192.0.2.9 -all\""));
}

#[test]
fn a_record_that_is_supposed_away_is_not_copied() {
    let message = "Received: from mail.soft.example (mail.soft.example [192.0.2.1]) by mx.receiver.example with ESMTP;\n \
                   Tue, 24 Nov 2026 10:00:00 +0900\nReturn-Path: <a@soft.example>\nFrom: a@soft.example\n\n";
    let zone = ". SOA a. b. 1 1 1 1 1\nsoft.example. TXT \"v=spf1 ip4:192.0.2.1 ~all\"\n";
    let mut app = App::message(message, zone, Lang::En);
    app.keys(&["e", "Ctrl-u", "Enter"]);
    assert!(app.screen(100, 30).contains("no such record"));
    app.keys(&["y"]);
    let proposed = app.model.sheet().is_some_and(|sheet| !sheet.advice.remedies.is_empty());
    let copied = app.copied.clone().unwrap_or_default();
    assert_eq!(copied.is_empty(), !proposed, "{copied}");
    assert!(!copied.contains("ip4:192.0.2.1 ~all"), "{copied}");
    if !proposed {
        assert_eq!(notice(&app), EverydayText::NothingToCopy.text(Lang::En));
    }
}

/// One hop, received from 192.0.2.1.
const ONE_HOP: &str = "Received: from mail.helo.example (mail.helo.example [192.0.2.1]) by mx.receiver.example with ESMTP;\n \
    Tue, 24 Nov 2026 10:00:00 +0900\nReturn-Path: <a@shop.example>\nFrom: a@shop.example\n\n";

#[test]
fn a_hop_is_not_the_client_where_another_one_is_given() {
    for (lang, mark, given, about, judged) in [
        (Lang::En, "the client", "given: 203.0.113.77", "SPF is about that client", "already judged here"),
        (
            Lang::Ja,
            "[192.0.2.1] 接続元 ",
            "指定: 203.0.113.77",
            "この接続元について調べます",
            "すでにこのホップで判定しています",
        ),
    ] {
        let mut app = App::message(ONE_HOP, ". SOA a. b. 1 1 1 1 1\n", lang);
        app.keys(&["4"]);
        let screen = running(&app.screen(120, 36));
        assert!(screen.contains(mark) && !screen.contains(given), "{screen}");
        app.keys(&["i", "Ctrl-u"]).types("203.0.113.77").keys(&["Enter"]);
        let screen = running(&app.screen(120, 36));
        assert!(!screen.contains(mark) && screen.contains(given), "{screen}");
        assert!(!screen.replace(' ', "").contains(&about.replace(' ', "")), "{screen}");
        app.keys(&[" "]);
        assert!(!notice(&app).contains(judged) && notice(&app).contains(given), "{}", notice(&app));
    }
}
