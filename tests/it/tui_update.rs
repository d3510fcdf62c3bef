//! What keys do to the state of the terminal UI, without a terminal.

use crate::support::tui as support;

use support::{App, key};
use twofrom::receiver::Decision;
use twofrom::settings::Lang;
use twofrom::source::{self, Input, Place};
use twofrom::tui::model::{Side, State};
use twofrom::tui::msg::{Effect, Msg};
use twofrom::tui::screen::{Popup, Screen};

fn app() -> App {
    App::samples(Lang::En)
}

/// The receivers of both sides and what they decide.
fn sides(app: &App) -> [(String, Decision); 2] {
    let sheet = app.model.sheet().expect("the message was read");
    let (left, right) = app.model.sides(sheet).expect("somebody judges");
    [left, right].map(|index| {
        let verdict = &sheet.case.verdicts[index];
        (verdict.receiver.clone(), verdict.decision)
    })
}

fn receiver(id: &str, decision: Decision) -> (String, Decision) {
    (id.to_owned(), decision)
}

#[test]
fn what_accepts_stands_left_and_what_rejects_right() {
    assert_eq!(sides(&app()), [receiver("gmail", Decision::Accept), receiver("au/high", Decision::Reject)]);
}

#[test]
fn a_typed_record_flips_the_verdict_in_place_and_back() {
    let mut app = app();
    app.keys(&["e"]);
    let Some(Popup::WhatIf { name, typed }) = app.model.popup() else { panic!("the editor is open") };
    assert_eq!((name.as_str(), typed.editor.text()), ("kumano-books.example", "v=spf1 ~all"));
    app.keys(&["Ctrl-u"]).types("v=spf1 include:amazonses.com ~all").keys(&["Enter"]);
    assert_eq!(sides(&app), [receiver("gmail", Decision::Accept), receiver("au/high", Decision::Accept)]);
    let sheet = app.model.sheet().expect("the message was read");
    let lane = app.model.lane(sheet).expect("a lane");
    assert_eq!(lane.domain.map(twofrom::dns::Name::as_str), Some("kumano-books.example"), "the lane stays on its rule");
    app.keys(&["u"]);
    assert_eq!(sides(&app)[1], receiver("au/high", Decision::Reject));
    app.keys(&["U"]);
    assert_eq!(sides(&app)[1], receiver("au/high", Decision::Accept));
}

/// Everybody's decision on the message that is shown.
fn decisions(app: &App) -> Vec<(String, Decision)> {
    let sheet = app.model.sheet().expect("the message was read");
    sheet.case.verdicts.iter().map(|verdict| (verdict.receiver.clone(), verdict.decision)).collect()
}

/// The samples, with the one of this name shown.
fn shown(name: &str) -> App {
    let mut inputs = source::samples();
    inputs.retain(|input| input.path == format!("sample:{name}"));
    App::new(inputs, Lang::En)
}

#[test]
fn the_proposed_record_is_tried_in_place_and_taken_back() {
    let mut app = app();
    let before = decisions(&app);
    let flips = app.model.sheet().map(|sheet| sheet.advice.remedies[0].flips.clone()).expect("a remedy");
    app.keys(&["f"]);
    let expected: Vec<(String, Decision)> = before
        .iter()
        .map(|(id, decision)| {
            (id.clone(), flips.iter().find(|flip| flip.receiver == *id).map_or(*decision, |f| f.becomes))
        })
        .collect();
    assert_eq!(decisions(&app), expected, "what was promised");
    assert_eq!(sides(&app)[1], receiver("au/high", Decision::Accept));
    let sheet = app.model.sheet().expect("the message was read");
    assert!(sheet.advice.remedies.is_empty() && sheet.advice.instead.is_none(), "nothing refuses any more");
    let (edits, screen) = (sheet.edits.clone(), app.screen(100, 30));
    assert!(screen.contains("au/high from reject to accept") && !screen.contains("try it"), "{screen}");
    app.keys(&["f"]);
    assert!(app.model.notice.is_some(), "there is nothing more to try");
    assert_eq!(app.model.sheet().map(|sheet| sheet.edits.clone()), Some(edits));
    app.keys(&["u"]);
    assert_eq!(decisions(&app), before);
    assert!(app.model.sheet().is_some_and(|sheet| !sheet.advice.remedies.is_empty()), "it is proposed again");
    app.keys(&["f"]);
    assert_eq!(decisions(&app), expected);
}

#[test]
fn where_no_record_helps_there_is_none_to_try() {
    let mut app = shown("phishing");
    let screen = app.screen(120, 36);
    assert!(screen.contains("No record is proposed") && !screen.contains("try it"), "{screen}");
    app.keys(&["f"]);
    assert!(app.model.sheet().is_some_and(|sheet| sheet.edits.is_empty()));
}

#[test]
fn a_message_that_was_not_sent_yet_asks_through_whom_it_will_leave() {
    let mut app = shown("not-sent-yet");
    let decision = |app: &App, id: &str| decisions(app).into_iter().find(|(known, _)| known == id).map(|(_, d)| d);
    let ip =
        |app: &App| app.model.sheet().and_then(|s| s.case.identities.client.ip.as_ref().map(|ip| ip.value.to_string()));
    let before = decisions(&app);
    assert_eq!(decision(&app, "gmail"), Some(Decision::Unknown));
    assert!(app.screen(120, 36).contains("through whom will it leave?   v choose   i client IP"));
    app.keys(&["v"]);
    assert!(app.screen(80, 24).contains("> Amazon SES"));
    app.keys(&["Enter", "j", "Enter"]);
    assert!(app.model.screen == Screen::Verdict && app.model.popups.is_empty());
    assert_eq!(decision(&app, "gmail"), Some(Decision::Accept));
    let screen = app.screen(120, 36);
    assert!(screen.contains("it leaves through Amazon SES (us-west-2)"), "{screen}");
    assert!(screen.contains("MAIL FROM, the envelope (assumed)"), "{screen}");
    assert!(screen.contains("Only if you send through Amazon SES, publish"), "{screen}");
    app.keys(&["f"]);
    assert_eq!(decision(&app, "au/high"), Some(Decision::Accept), "a remedy of what is assumed can be tried");
    app.keys(&["u", "v", "Esc", "v"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("(assumed)"), "{screen}");
    app.keys(&["G"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("> assume nothing"), "{screen}");
    app.keys(&["Enter"]);
    assert_eq!((decisions(&app), ip(&app)), (before, None), "taken back");
}

#[test]
fn a_typed_client_is_judged_and_a_wrong_one_stays_in_the_line() {
    let mut app = shown("not-sent-yet");
    app.keys(&["i"]).types("192.0.2.300").keys(&["Enter"]);
    assert!(app.screen(80, 24).contains("192.0.2.300 is no IP address"));
    app.keys(&["Ctrl-u"]).types("192.0.2.3 mail.shop.example info@shop.example").keys(&["Enter"]);
    let sheet = app.model.sheet().expect("the message was read");
    let identities = &sheet.case.identities;
    assert_eq!(identities.client.ip.as_ref().map(|ip| ip.value.to_string()).as_deref(), Some("192.0.2.3"));
    assert_eq!(identities.client.helo.as_ref().map(|helo| helo.value.as_str()), Some("mail.shop.example"));
    assert_eq!(identities.mail_from.as_ref().map(|found| found.value.address.as_str()), Some("info@shop.example"));
    assert!(app.screen(120, 36).contains("client 192.0.2.3 mail.shop.example info@shop.example"));
    app.keys(&["i", "Ctrl-u", "Enter"]);
    assert!(app.model.sheet().is_some_and(|sheet| sheet.case.identities.client.ip.is_none()));
}

#[test]
fn through_whom_a_message_went_that_was_sent_is_not_assumed() {
    let mut app = app();
    app.keys(&["v"]);
    assert!(app.model.screen == Screen::Verdict && app.model.popups.is_empty() && app.model.notice.is_some());
}

#[test]
fn a_message_of_an_mbox_is_listed_with_its_number() {
    let sample = source::samples().remove(0);
    let of = |index| Input { path: "box.mbox".to_owned(), index, count: 3, ..sample.clone() };
    let mut app = App::new((0..3).map(of).collect(), Lang::En);
    app.keys(&["n", "m"]);
    let screen = app.screen(80, 24);
    assert!(
        screen.contains("box.mbox #1") && screen.contains("> ✓ ✗  ✓8 ✗2") && screen.contains("box.mbox #3"),
        "{screen}"
    );
}

#[test]
fn the_editor_begins_with_the_record_of_the_selected_side() {
    let mut app = app();
    app.keys(&["Tab", "e"]);
    let Some(Popup::WhatIf { name, typed }) = app.model.popup() else { panic!("the editor is open") };
    assert_eq!((name.as_str(), typed.editor.text()), ("us-west-2.amazonses.com", "v=spf1 include:amazonses.com -all"));
}

#[test]
fn escape_leaves_the_record_as_it_is() {
    let mut app = app();
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 +all").keys(&["Esc"]);
    assert!(app.model.sheet().is_some_and(|sheet| sheet.edits.is_empty()));
    assert_eq!(app.model.popups.len(), 0);
}

#[test]
fn what_is_published_is_no_what_if() {
    let mut app = app();
    app.keys(&["Tab", "e", "Enter"]);
    assert!(app.model.sheet().is_some_and(|sheet| sheet.edits.is_empty()));
    assert!(app.model.notice.is_some());
}

#[test]
fn no_record_at_all_can_be_supposed() {
    let mut app = app();
    app.keys(&["Tab", "e", "Ctrl-u", "Enter"]);
    assert_eq!(sides(&app)[0].0, "gmail");
    let sheet = app.model.sheet().expect("the message was read");
    let evaluation = sheet.case.spf.mail_from.as_ref().expect("MAIL FROM has a domain");
    assert_eq!(evaluation.result.as_str(), "none");
}

#[test]
fn letters_are_typed_and_not_obeyed_in_the_editor() {
    let mut app = app();
    app.keys(&["e", "Ctrl-u"]).types("q?Ldn");
    let Some(Popup::WhatIf { typed, .. }) = app.model.popup() else { panic!("the editor is open") };
    assert_eq!((typed.editor.text(), app.quit), ("q?Ldn", None));
    app.send(Msg::Paste("\n熊野".to_owned()));
    let Some(Popup::WhatIf { typed, .. }) = app.model.popup() else { panic!("the editor is open") };
    assert_eq!(typed.editor.text(), "q?Ldn 熊野");
}

#[test]
fn a_value_that_cannot_be_read_stays_in_the_editor() {
    let mut app = app();
    app.keys(&["e", "Ctrl-u"]).types("\"v=spf1 -all").keys(&["Enter"]);
    assert!(matches!(app.model.popup(), Some(Popup::WhatIf { typed, .. }) if typed.problem.is_some()));
    app.keys(&["Home", "Del", "Enter"]);
    assert_eq!(app.model.popups.len(), 0);
}

#[test]
fn receivers_change_on_the_selected_side_only() {
    let mut app = app();
    let before = sides(&app);
    app.keys(&["l"]);
    assert_ne!(sides(&app)[1].0, before[1].0);
    assert_eq!(sides(&app)[0], before[0]);
    app.keys(&["h"]);
    assert_eq!(sides(&app), before);
    app.keys(&["Tab", "]"]);
    assert_eq!(app.model.side, Side::Left);
    assert_ne!(sides(&app)[0].0, before[0].0);
    assert_eq!(sides(&app)[1], before[1]);
    app.keys(&["["]);
    assert_eq!(sides(&app), before);
}

#[test]
fn every_receiver_comes_round() {
    let mut app = app();
    let count = app.model.sheet().map_or(0, |sheet| sheet.case.verdicts.len());
    let mut seen = vec![sides(&app)[1].0.clone()];
    for _ in 0..count.saturating_sub(2) {
        app.keys(&["l"]);
        seen.push(sides(&app)[1].0.clone());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count - 1, "all but the one on the left: {seen:?}");
}

#[test]
fn one_key_switches_between_the_messages_day_and_today() {
    let mut app = app();
    let day = |app: &App| app.model.sheet().map(|sheet| sheet.case.as_of.to_string()).unwrap_or_default();
    assert_eq!(day(&app), "2017-03-14");
    app.keys(&["d"]);
    assert_eq!(day(&app), "2026-11-24");
    app.keys(&["n"]);
    assert_eq!(day(&app), "2026-11-24", "for everything");
    app.keys(&["d", "p"]);
    assert_eq!(day(&app), "2017-03-14");
}

#[test]
fn a_given_day_comes_back_in_turn() {
    let mut desk = app().desk;
    desk.settings.as_of = twofrom::settings::AsOf::Day("2013-01-01".parse().expect("a date"));
    desk.day_given = true;
    let mut app = App::with(desk, Lang::En);
    let mut days = Vec::new();
    for _ in 0..4 {
        days.push(app.model.sheet().map(|sheet| sheet.case.as_of.to_string()).unwrap_or_default());
        app.keys(&["d"]);
    }
    assert_eq!(days, ["2013-01-01", "2017-03-14", "2026-11-24", "2013-01-01"]);
}

#[test]
fn the_language_changes_in_place() {
    let mut app = app();
    app.keys(&["L"]);
    assert_eq!(app.model.look.lang, Lang::Ja);
    app.keys(&["?", "L"]);
    assert_eq!(app.model.look.lang, Lang::En);
}

#[test]
fn messages_are_read_when_they_are_needed() {
    let mut app = app();
    let read = |app: &App| app.model.entries.iter().filter(|e| matches!(e.state, State::Ready(_))).count();
    assert_eq!(read(&app), 1);
    app.keys(&["n"]);
    assert_eq!((read(&app), app.model.current), (2, 1));
    app.keys(&["p", "p"]);
    assert_eq!((read(&app), app.model.current), (2, 0));
    app.keys(&["m"]);
    assert_eq!(read(&app), 4, "the list shows all of them");
    app.keys(&["Down", "j", "Enter"]);
    assert_eq!((app.model.current, app.model.popups.len()), (2, 0));
}

#[test]
fn a_long_list_is_read_as_far_as_it_is_seen() {
    let sample = source::samples().remove(0);
    let inputs: Vec<Input> = (0..200).map(|n| Input { path: format!("{n}.eml"), ..sample.clone() }).collect();
    let mut app = App::new(inputs, Lang::En);
    app.keys(&["m"]);
    app.draw(80, 24);
    let read = |app: &App| app.model.entries.iter().filter(|e| matches!(e.state, State::Ready(_))).count();
    assert!((10..60).contains(&read(&app)), "{}", read(&app));
    app.keys(&["G"]);
    app.draw(80, 24);
    assert!(matches!(app.model.entries[199].state, State::Ready(_)));
    assert!(read(&app) < 120);
}

#[test]
fn an_input_that_cannot_be_read_is_shown_and_nothing_ends() {
    let mut inputs = source::samples();
    inputs.insert(
        0,
        Input { path: "gone.eml".to_owned(), index: 0, count: 1, place: Place::File("/nonexistent/gone.eml".into()) },
    );
    let mut app = App::new(inputs, Lang::En);
    assert!(matches!(app.model.entries[0].state, State::Failed(_)));
    assert!(app.screen(80, 24).contains("not read"));
    for name in ["e", "t", "u", "l", "h", "Tab", "d", "m", "Esc"] {
        app.keys(&[name]);
        app.draw(60, 20);
    }
    app.keys(&["1", "n"]);
    assert!(app.screen(80, 24).contains("kumano-books.example"));
}

#[test]
fn no_input_at_all_is_no_trouble() {
    let mut app = App::new(Vec::new(), Lang::En);
    for name in ["e", "t", "u", "l", "n", "p", "m", "Down", "Enter", "Esc", "d", "?", "G", "Esc", "q"] {
        app.keys(&[name]);
        app.draw(60, 20);
    }
    assert_eq!(app.quit, Some(0));
}

#[test]
fn the_trace_opens_scrolls_and_closes() {
    let mut app = app();
    app.keys(&["Tab", "t"]);
    app.draw(60, 8);
    app.keys(&["G"]);
    assert!(app.model.views.trace.list.at > 0);
    app.keys(&["k", "PgUp", "g"]);
    assert!(app.model.views.trace.list.at == 0 && app.model.views.trace.folding.runs);
    app.keys(&["f"]);
    assert!(!app.model.views.trace.folding.runs);
    app.keys(&["Esc"]);
    assert!(app.model.screen == Screen::Verdict && app.model.popups.is_empty());
}

#[test]
fn each_view_has_its_number_key_and_is_found_as_it_was_left() {
    let mut app = app();
    for (number, screen) in "1234567".chars().zip(Screen::ALL) {
        app.keys(&["m", &number.to_string()]);
        assert_eq!((app.model.screen, app.model.popups.len()), (screen, 0));
    }
    app.keys(&["1", "Tab", "2"]);
    app.draw(120, 36);
    app.keys(&["j", "j", "1"]);
    app.draw(120, 36);
    app.keys(&["2"]);
    app.draw(120, 36);
    assert_eq!(app.model.views.trace.list.at, 2);
    app.keys(&["n"]);
    assert_eq!(app.model.views.trace.list.at, 0, "another message");
}

#[test]
fn escape_goes_back_to_where_one_came_from() {
    let mut app = app();
    app.keys(&["2", "6", "7", "?", "Esc"]);
    assert_eq!(app.model.screen, Screen::Raw);
    app.keys(&["Esc"]);
    assert_eq!(app.model.screen, Screen::Receivers);
    app.keys(&["Backspace", "Esc", "Esc", "Esc"]);
    assert_eq!((app.model.screen, app.quit), (Screen::Verdict, None));
}

#[test]
fn keys_that_come_faster_than_the_screen_is_drawn_are_obeyed() {
    let mut app = app();
    app.draw(60, 10);
    app.keys(&["Tab", "t", "G"]);
    assert!(app.model.views.trace.list.at > 0);
}

#[test]
fn quitting_and_signals_give_their_status() {
    assert_eq!(app().send(Msg::Key(key("q"))), [Effect::Quit(0)]);
    assert_eq!(app().send(Msg::Key(key("Ctrl-c"))), [Effect::Quit(0)]);
    assert_eq!(app().send(Msg::Signal(15)), [Effect::Quit(143)]);
    assert_eq!(app().send(Msg::Signal(1)), [Effect::Quit(129)]);
    assert_eq!(app().send(Msg::Closed), [Effect::Quit(129)]);
    let mut helped = app();
    helped.keys(&["?", "q"]);
    assert_eq!((helped.quit, helped.model.popups.len()), (None, 0), "q closes the help");
}
