//! Everyday functions of the terminal UI, without a terminal: the list of all actions, searching.

#[path = "support/tui.rs"]
mod support;

use ratatui::style::Modifier;
use support::App;
use twofrom::settings::Lang;
use twofrom::tui::screen::{Popup, Screen};

fn app() -> App {
    App::samples(Lang::En)
}

#[test]
fn every_action_is_found_by_its_name_and_done() {
    let mut app = app();
    app.keys(&[":"]).types("path");
    let screen = app.screen(80, 24);
    assert!(screen.contains(":path") && screen.contains("> the hops that the message came by"), "{screen}");
    app.keys(&["Enter"]);
    assert_eq!((app.model.screen, app.model.popups.len()), (Screen::Path, 0));
}

#[test]
fn actions_are_found_in_the_other_language_and_by_some_letters() {
    let mut app = app();
    app.keys(&[":"]).types("経路を見る");
    assert!(app.screen(80, 24).contains("> the hops"));
    app.keys(&["Ctrl-u"]).types("whtf");
    assert!(app.screen(80, 24).contains("> what if"));
    app.keys(&["Ctrl-u"]).types("zzz");
    assert!(app.screen(80, 24).contains("no action of this name"));
    app.keys(&["Enter", "Esc"]);
    assert!(app.model.popups.is_empty() && app.quit.is_none());
}

#[test]
fn an_action_that_is_of_no_use_now_says_why() {
    let mut app = app();
    app.keys(&[":"]).types("not sent yet").keys(&["Enter"]);
    assert_eq!(app.model.notice.as_deref(), Some("the message says which client it came from"));
}

#[test]
fn the_list_of_actions_moves_and_wraps_no_further_than_its_ends() {
    let mut app = app();
    app.keys(&[":", "Up", "Down", "Down", "Up", "PgDn", "PgUp", "PgUp", "PgUp", "Down"]);
    let Some(Popup::Palette { list, .. }) = app.model.popup() else { panic!("it is open") };
    assert_eq!(list.at, 1);
}

#[test]
fn searching_goes_from_match_to_match_and_back() {
    let mut app = app();
    app.draw(80, 24);
    app.keys(&["Tab", "2"]);
    app.draw(80, 24);
    app.keys(&["/"]).types("ip4");
    let screen = app.screen(80, 24);
    assert!(screen.contains("/ip4") && screen.contains("1/4"), "{screen}");
    let first = app.model.views.trace.list.at;
    app.keys(&["Enter", "n"]);
    assert!(app.screen(80, 24).contains("/ip4  2/4"));
    app.keys(&["n", "n", "n"]);
    assert_eq!(app.model.views.trace.list.at, first, "round at the end");
    app.keys(&["N"]);
    assert!(app.screen(80, 24).contains("/ip4  4/4"));
    app.keys(&["Esc"]);
    assert!(app.model.search.is_none() && app.model.screen == Screen::Trace);
    app.keys(&["/"]).types("ip4").keys(&["Esc"]);
    assert!(app.model.search.is_none(), "as before");
}

#[test]
fn a_search_is_left_where_it_began() {
    let mut app = app();
    app.draw(80, 12);
    app.keys(&["Tab", "2", "/"]).types("not reached");
    assert!(app.model.views.trace.list.at > 0);
    app.keys(&["Esc"]);
    assert_eq!(app.model.views.trace.list.at, 0);
}

#[test]
fn matches_stand_out_in_every_view() {
    let mut app = app();
    app.keys(&["/"]).types("Amazonses").keys(&["Backspace", "Ctrl-u"]).types("なりすまし").keys(&["Enter"]);
    let buffer = app.draw(120, 36);
    let marked: String = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(marked.replace(' ', ""), "なりすまし");
    app.keys(&["7", "3"]);
    app.draw(120, 36);
    app.keys(&["1"]);
    assert!(app.screen(120, 36).contains("/なりすまし"), "it goes along");
}

#[test]
fn the_help_is_searched_too() {
    let mut app = app();
    app.keys(&["?"]);
    app.draw(60, 12);
    app.keys(&["/"]).types("delete the word").keys(&["Enter"]);
    assert!(app.screen(60, 12).contains("delete the word"));
}
