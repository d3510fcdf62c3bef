//! Several messages, without a terminal: what is supposed of the DNS holds for all of them, and only some are kept.

use crate::support::tui as support;

use support::App;
use twofrom::receiver::Decision;
use twofrom::settings::Lang;
use twofrom::source::{Desk, Input, Place};
use twofrom::tui::model::State;
use twofrom::tui::msg::{Effect, Msg};

const ZONE: &str = ". SOA a. b. 1 1 1 1 1\n1.2.0.192.in-addr.arpa. PTR mail.example.\nmail.example. A 192.0.2.1\n\
                    mail.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"\nother.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";

fn message(number: usize, domain: &str) -> String {
    format!(
        "Return-Path: <bounce@mail.example>\nReceived: from mail.example (mail.example [192.0.2.1]) by \
         mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\nFrom: a@{domain}\nSubject: number {number}\n\n"
    )
}

/// So many messages; the third is from another domain.
fn app(count: usize, lang: Lang) -> App {
    let app = App::message(&message(0, "shop.example"), ZONE, lang);
    let inputs = (0..count).map(|n| {
        let bytes = message(n, if n == 2 { "other.example" } else { "shop.example" }).into_bytes();
        Input { path: format!("{n}.eml"), index: 0, count: 1, place: Place::Bytes(bytes) }
    });
    App::with(Desk { inputs: inputs.collect(), ..app.desk }, lang)
}

fn decision(app: &App, receiver: &str) -> Decision {
    let sheet = app.model.sheet().expect("the message was read");
    sheet.case.verdicts.iter().find(|verdict| verdict.receiver == receiver).expect("it judges").decision
}

fn edits(app: &App) -> usize {
    app.model.sheet().expect("the message was read").edits.len()
}

fn publish(app: &mut App) {
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 ip4:192.0.2.1 -all").keys(&["Enter"]);
}

#[test]
fn what_is_supposed_of_the_dns_holds_for_every_message() {
    let mut app = app(4, Lang::En);
    assert_eq!(decision(&app, "au/high"), Decision::Reject);
    app.keys(&["n", "p"]);
    publish(&mut app);
    assert_eq!(decision(&app, "au/high"), Decision::Accept);
    app.keys(&["n"]);
    assert_eq!((decision(&app, "au/high"), edits(&app)), (Decision::Accept, 1), "it was read before");
    let screen = app.screen(60, 20);
    assert!(screen.contains("the what-ifs hold here too; E lists, u undoes"), "{screen}");
    app.keys(&["n", "n"]);
    assert_eq!((decision(&app, "au/high"), edits(&app)), (Decision::Accept, 1), "it is read only now");
    app.keys(&["u"]);
    assert_eq!((decision(&app, "au/high"), edits(&app)), (Decision::Reject, 0));
    app.keys(&["p", "p", "p"]);
    assert_eq!((app.model.current, decision(&app, "au/high"), edits(&app)), (0, Decision::Reject, 0));
    assert_eq!(app.model.notice, None, "nothing is supposed any more");
    app.keys(&["U", "n"]);
    assert_eq!((decision(&app, "au/high"), edits(&app)), (Decision::Accept, 1));
    app.keys(&["E", "x", "p"]);
    assert_eq!((decision(&app, "au/high"), edits(&app)), (Decision::Reject, 0), "dropped everywhere");
}

#[test]
fn what_is_supposed_of_a_client_is_about_its_message_alone() {
    let mut app = app(4, Lang::En);
    publish(&mut app);
    app.keys(&["i", "Ctrl-u"]).types("198.51.100.9").keys(&["Enter"]);
    assert_ne!(decision(&app, "au/high"), Decision::Accept);
    app.keys(&["n"]);
    assert_eq!(decision(&app, "au/high"), Decision::Accept);
    assert!(!app.model.sheet().is_some_and(twofrom::tui::sheet::Sheet::is_told_otherwise));
    app.keys(&["u"]);
    assert_eq!(edits(&app), 0, "the last change that counts here");
    app.keys(&["u"]);
    assert_eq!(app.model.notice.as_deref(), Some("there is nothing to undo"));
    app.keys(&["p"]);
    assert!(app.model.sheet().is_some_and(twofrom::tui::sheet::Sheet::is_told_otherwise), "still");
    app.keys(&["u"]);
    assert!(!app.model.sheet().is_some_and(twofrom::tui::sheet::Sheet::is_told_otherwise));
    app.keys(&["U", "U"]);
    assert!(app.model.sheet().is_some_and(twofrom::tui::sheet::Sheet::is_told_otherwise));
    assert_eq!(edits(&app), 1);
}

#[test]
fn the_list_follows_and_says_that_something_is_supposed() {
    let mut app = app(4, Lang::En);
    app.keys(&["m"]);
    let row = |app: &mut App, of: &str| {
        let screen = app.screen(120, 30);
        screen.lines().find(|line| line.contains(of)).expect("it is listed").to_owned()
    };
    let before = row(&mut app, "1.eml");
    assert!(before.contains('✗') && !before.contains("was"), "{before}");
    app.keys(&["Esc"]);
    publish(&mut app);
    app.keys(&["m"]);
    let after = row(&mut app, "1.eml");
    assert!(after.contains("✓ ✓") && after.contains("was ✓ ✗"), "{after}");
    let other = row(&mut app, "2.eml");
    assert!(!other.contains("was") && !other.contains("what if"), "it changes nothing there: {other}");
    assert!(row(&mut app, "Messages").contains("what-ifs: 1"), "{}", row(&mut app, "Messages"));
}

#[test]
fn options_and_the_command_line_are_those_of_what_is_shown() {
    let mut app = app(4, Lang::En);
    publish(&mut app);
    app.keys(&["i", "Ctrl-u"]).types("198.51.100.9").keys(&["Enter", "n", "Y"]);
    let set = "--set 'shop.example TXT \"v=spf1 ip4:192.0.2.1 -all\"'";
    let command = app.copied.clone().expect("a command line");
    assert!(command.starts_with("twofrom 1.eml ") && command.contains(set) && !command.contains("--ip"), "{command}");
    app.keys(&["E", "Y"]);
    assert_eq!(app.copied.as_deref(), Some(set));
    app.keys(&["Esc", "p", "Y"]);
    let command = app.copied.clone().expect("a command line");
    assert!(command.contains(set) && command.contains("--ip 198.51.100.9"), "{command}");
}

#[test]
fn what_is_typed_holds_nowhere_else_before_it_is_taken() {
    let mut app = app(4, Lang::En);
    app.keys(&["n", "p", "e", "Ctrl-u"]).types("v=spf1 ip4:192.0.2.1 -all");
    let edits = |app: &App, index: usize| app.model.entries[index].sheet().map(|sheet| sheet.edits.len());
    assert_eq!((edits(&app, 0), edits(&app, 1)), (Some(1), Some(0)));
    app.keys(&["Esc"]);
    assert_eq!((edits(&app, 0), edits(&app, 1)), (Some(0), Some(0)));
}

fn kept(app: &App) -> usize {
    app.model.entries.iter().filter(|entry| matches!(entry.state, State::Ready(_))).count()
}

#[test]
fn only_some_messages_are_kept() {
    let mut app = app(120, Lang::En);
    app.keys(&["i", "Ctrl-u"]).types("198.51.100.9").keys(&["Enter"]);
    app.keys(&["n"; 119]);
    assert_eq!(app.model.current, 119);
    assert!(kept(&app) <= 40, "{}", kept(&app));
    assert!(matches!(app.model.entries[0].state, State::Ready(_)), "what is supposed of it stays");
    assert!(matches!(app.model.entries[118].state, State::Ready(_)), "it was shown just now");
    // The list still tells what they come to, without reading them again.
    app.keys(&["m", "Home"]);
    let screen = app.screen(120, 30);
    assert!(screen.lines().any(|line| line.contains("5.eml") && line.contains('✗')), "{screen}");
    assert!(kept(&app) <= 40, "{}", kept(&app));
    app.keys(&["j", "j", "j", "Enter"]);
    assert_eq!((app.model.current, decision(&app, "au/high")), (3, Decision::Reject), "it is read again");
}

#[test]
fn messages_that_were_put_away_are_judged_again_when_something_is_supposed() {
    let mut app = app(120, Lang::En);
    app.keys(&["n"; 119]);
    publish(&mut app);
    app.keys(&["m", "Home"]);
    let screen = app.screen(120, 30);
    assert!(screen.lines().any(|line| line.contains(" 5.eml") && line.contains("was ✓ ✗")), "{screen}");
    app.keys(&["s", "s", "s"]);
    let listed = twofrom::tui::listing::listed(&app.model);
    assert_eq!(listed.len(), 120);
    assert_eq!(twofrom::tui::listing::unknown(&app.model), 0, "all are judged as it is supposed");
    assert!(kept(&app) <= 40, "{}", kept(&app));
}

#[test]
fn the_order_stands_while_a_message_is_read_again() {
    let mut app = app(120, Lang::En);
    app.keys(&["m", "s"]);
    app.draw(120, 30);
    app.keys(&["Home", "Enter"]);
    let listed = twofrom::tui::listing::listed(&app.model);
    let here = listed.iter().position(|index| *index == app.model.current).expect("it is listed");
    // Nobody reads: what is to be shown next stays where it is in the list.
    let next = listed[here + 1];
    let effects = twofrom::tui::update::update(&mut app.model, Msg::Key(support::key("n")));
    assert_eq!(app.model.current, next);
    assert!(effects.contains(&Effect::Open(next)) || matches!(app.model.entries[next].state, State::Ready(_)));
    assert_eq!(twofrom::tui::listing::listed(&app.model), listed);
}
