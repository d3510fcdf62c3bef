//! The terminal UI while the network is asked: what it asks about, and what it draws at each arrival.

use crate::support::tui as support;

use std::sync::Arc;
use support::App;
use twofrom::dns::{Answer, Answers, Name, Origin, Outcome, Question, RData, Rcode, Record, RecordType};
use twofrom::receiver::Decision;
use twofrom::resolver::Tally;
use twofrom::settings::{Lang, Settings};
use twofrom::source::{Desk, Input, Network, Place};
use twofrom::tui::msg::{Effect, Msg};

const MESSAGE: &str = "Return-Path: <info@shop.example>\n\
    Received: from mail.shop.example (mail.shop.example [192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\n\
    From: info@shop.example\nSubject: hello\n\nhello\n";

/// Two messages, one without a zone and a bundled sample, where the network may be asked.
fn app() -> App {
    let mut inputs = twofrom::source::samples();
    inputs.truncate(1);
    let place = Place::Bytes(MESSAGE.as_bytes().to_vec());
    let mail = Input { path: "mail.eml".to_owned(), index: 0, count: 1, place };
    inputs.insert(0, mail);
    let settings = Settings::new(1_795_500_000);
    let desk = Desk {
        inputs,
        settings,
        day_given: false,
        zone: None,
        network: Network::WithoutZone,
        edits: Vec::new(),
        redactor: None,
    };
    App::with(desk, Lang::En)
}

fn question(name: &str, rtype: RecordType) -> Question {
    Question::new(Name::new(name), rtype)
}

fn server() -> Origin {
    Origin::Server { address: "192.0.2.53:53".into(), at: 0 }
}

fn txt(text: &str) -> Answer {
    let record = Record { data: RData::Txt(vec![text.as_bytes().to_vec()]), ttl: 60, origin: server() };
    Answer::of(Outcome::Records(vec![record]), server())
}

fn tally(questions: usize) -> Tally {
    Tally { servers: Arc::new(["192.0.2.53:53".into()]), questions, ..Tally::default() }
}

/// The decision of a receiver on the message that is shown.
fn decision(app: &App, receiver: &str) -> Decision {
    let sheet = app.model.sheet().expect("the message was read");
    sheet.case.verdicts.iter().find(|verdict| verdict.receiver == receiver).expect("it judges").decision
}

#[test]
fn what_is_pending_is_drawn_at_once_and_each_arrival_after_it() {
    let mut app = app();
    assert_eq!(app.model.asked.as_ref().map(|(index, _)| *index), Some(0), "the network is asked about it");
    let screen = app.screen(100, 30);
    assert!(screen.contains("DNS live") && screen.contains("not answered yet"), "{screen}");
    assert_eq!(decision(&app, "au/high"), Decision::Unknown);
    let mut answers = Answers::default();
    answers.insert(question("shop.example", RecordType::Txt), txt("v=spf1 -all"));
    app.send(Msg::Answered(0, answers.clone(), tally(5)));
    let screen = app.screen(100, 30);
    assert!(screen.contains("DNS live, 192.0.2.53:53, 5 questions"), "{screen}");
    assert_eq!(decision(&app, "au/high"), Decision::Reject);
    let failed = Tally { timeouts: 1, failed: vec![(Rcode::SERVFAIL, 2)], ..tally(9) };
    app.send(Msg::Answered(0, answers, failed));
    let screen = app.screen(120, 30);
    assert!(screen.contains("DNS live, 192.0.2.53:53, 9 questions, 1 timed out, 2 SERVFAIL"), "{screen}");
    for columns in [60, 80] {
        let screen = app.screen(columns, 24);
        assert!(screen.contains("192.0.2.53:53: 9 asked, 3 failed"), "{screen}");
    }
}

#[test]
fn only_what_is_shown_is_asked_about() {
    let mut app = app();
    assert_eq!(app.send(Msg::Resized), [], "nothing is asked twice");
    assert!(app.keys(&["n"]).model.asked.is_none(), "the sample has its zone");
    assert_eq!(app.model.sheet().map(|sheet| sheet.opened.dns.clone()), Some("sample:ses-default.zone".to_owned()));
    let effects = app.send(Msg::Key(support::key("p")));
    assert_eq!(effects, [Effect::Ask(Some(0))]);
    // What still comes in for another message is kept for it.
    app.keys(&["n"]);
    let mut answers = Answers::default();
    answers.insert(question("shop.example", RecordType::Txt), txt("v=spf1 -all"));
    app.send(Msg::Answered(0, answers, tally(5)));
    app.keys(&["p"]);
    assert_eq!(decision(&app, "au/high"), Decision::Reject);
}

#[test]
fn a_what_if_asks_about_a_term_once_it_is_left_and_not_while_it_is_typed() {
    let mut app = app();
    let mut answers = Answers::default();
    for (name, rtype) in [
        ("shop.example", RecordType::Txt),
        ("mail.shop.example", RecordType::Txt),
        ("_dmarc.shop.example", RecordType::Txt),
        ("_dmarc.example", RecordType::Txt),
        ("1.2.0.192.in-addr.arpa", RecordType::Ptr),
    ] {
        answers.insert(question(name, rtype), Answer::of(Outcome::NxDomain, server()));
    }
    let effects = app.send(Msg::Answered(0, answers.clone(), tally(5)));
    assert_eq!(effects, [Effect::Ask(None)], "nothing is open");
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 include:other.example");
    assert_eq!(app.model.asked, None, "not while it is typed");
    assert_eq!(decision(&app, "au/high"), Decision::Unknown, "but it is judged");
    let effects = app.send(Msg::Key(support::key(" ")));
    assert_eq!(effects, [Effect::Ask(Some(0))]);
    app.types("include:late.example");
    let asked = app.model.asked.clone().expect("the first is still asked about").1.edits;
    assert_eq!(
        asked.first().map(ToString::to_string),
        Some("shop.example TXT \"v=spf1 include:other.example\"".to_owned())
    );
    app.keys(&["Ctrl-w"]).types("-all");
    app.keys(&["Enter"]);
    answers.insert(question("other.example", RecordType::Txt), txt("v=spf1 ip4:192.0.2.1 -all"));
    let effects = app.send(Msg::Answered(0, answers, tally(6)));
    assert_eq!(effects, [Effect::Ask(None)]);
    assert_eq!(decision(&app, "au/high"), Decision::Accept);
}

#[test]
fn what_is_assumed_asks_what_it_needs() {
    let message = "From: info@shop.example\nTo: hanako@gmail.example\nSubject: hello\nDate: Tue, 10 Mar 2026 12:00:00 +0900\n\nhello\n";
    let place = Place::Bytes(message.as_bytes().to_vec());
    let input = Input { path: "mail.eml".to_owned(), index: 0, count: 1, place };
    let settings = Settings::new(1_795_500_000);
    let desk = Desk { inputs: vec![input], settings, network: Network::WithoutZone, ..app().desk };
    let mut app = App::with(desk, Lang::En);
    app.keys(&["v", "Enter"]);
    let effects = app.send(Msg::Key(support::key("Enter")));
    assert_eq!(effects, [Effect::Ask(Some(0))], "what is assumed is asked about");
    let assumed = app.model.asked.as_ref().and_then(|(_, supposed)| supposed.overrides.assumed.clone());
    assert_eq!(assumed.map(|assumed| assumed.service), Some("amazon-ses".to_owned()));
}

#[test]
fn a_client_is_asked_about_word_by_word_also_where_the_message_tells_none() {
    let message = "From: info@shop.example\nSubject: hello\nDate: Tue, 10 Mar 2026 12:00:00 +0900\n\nhello\n";
    let place = Place::Bytes(message.as_bytes().to_vec());
    let input = Input { path: "mail.eml".to_owned(), index: 0, count: 1, place };
    let desk = app().desk;
    let mut app = App::with(Desk { inputs: vec![input], ..desk }, Lang::En);
    settle(&mut app);
    app.keys(&["i"]).types("192.0.2.1 ");
    assert!(app.model.asked.is_some(), "the address is asked about");
    settle(&mut app);
    app.types("info@other.exam");
    assert_eq!(app.model.asked, None, "a name is not, while it is typed");
    let screen = app.screen(100, 30);
    assert!(screen.contains("other.exam"), "but it is judged: {screen}");
    app.types("ple ");
    assert!(app.model.asked.is_some(), "it is once it was left");
}

/// Nothing exists of what is asked for, until nothing is asked for any longer.
fn settle(app: &mut App) {
    let mut answers = Answers::default();
    while app.model.asked.is_some() {
        let sheet = app.model.sheet().expect("the message was read");
        let open = [&sheet.published.unanswered.needed, &sheet.advice.questions(&sheet.case).needed];
        let open: Vec<Question> = open.into_iter().flatten().cloned().collect();
        assert!(!open.is_empty(), "something is asked for");
        for question in open {
            answers.insert(question, Answer::of(Outcome::NxDomain, server()));
        }
        app.send(Msg::Answered(0, answers.clone(), tally(1)));
    }
}

#[test]
fn nobody_to_ask_is_said() {
    let mut app = app();
    app.send(Msg::Unasked("there is nobody to ask".to_owned()));
    let screen = app.screen(100, 30);
    assert!(screen.contains("there is nobody to ask"), "{screen}");
    assert_eq!(app.send(Msg::Resized), [], "and not tried again at once");
}

#[test]
fn what_failed_is_asked_again_on_demand() {
    let mut app = app();
    assert_eq!(app.send(Msg::Key(support::key("r"))), [], "nothing has failed yet");
    let mut answers = Answers::default();
    for (name, rtype) in [
        ("mail.shop.example", RecordType::Txt),
        ("_dmarc.shop.example", RecordType::Txt),
        ("_dmarc.example", RecordType::Txt),
        ("1.2.0.192.in-addr.arpa", RecordType::Ptr),
    ] {
        answers.insert(question(name, rtype), Answer::of(Outcome::NxDomain, server()));
    }
    let mut failed = answers.clone();
    failed.insert(question("shop.example", RecordType::Txt), Answer::of(Outcome::Timeout, server()));
    let effects = app.send(Msg::Answered(0, failed, Tally { timeouts: 1, ..tally(5) }));
    assert_eq!(effects, [Effect::Ask(None)], "that is an answer");
    assert!(app.screen(160, 30).contains("r ask again"), "{}", app.screen(160, 30));
    let effects = app.send(Msg::Key(support::key("r")));
    assert_eq!(effects, [Effect::ForgetFailures, Effect::Ask(Some(0))]);
    assert_eq!(decision(&app, "au/high"), Decision::Unknown);
    answers.insert(question("shop.example", RecordType::Txt), txt("v=spf1 -all"));
    app.send(Msg::Answered(0, answers, tally(1)));
    assert_eq!(decision(&app, "au/high"), Decision::Reject);
    assert!(!app.screen(160, 30).contains("ask again"));
}
