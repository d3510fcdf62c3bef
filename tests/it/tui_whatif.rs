//! What if, without a terminal: records and clients that are judged while they are typed.

use crate::support::tui as support;

use support::App;
use twofrom::receiver::Decision;
use twofrom::settings::Lang;
use twofrom::tui::msg::Msg;
use twofrom::tui::screen::{Popup, Screen};

fn app() -> App {
    App::samples(Lang::En)
}

fn decision(app: &App, receiver: &str) -> Decision {
    let sheet = app.model.sheet().expect("the message was read");
    sheet.case.verdicts.iter().find(|verdict| verdict.receiver == receiver).expect("it judges").decision
}

fn edits(app: &App) -> Vec<String> {
    let sheet = app.model.sheet().expect("the message was read");
    sheet.edits.iter().map(ToString::to_string).collect()
}

#[test]
fn letters_that_come_together_are_typed_as_one_by_one() {
    let keys = |text: &str| -> Vec<Msg> { text.chars().map(|c| Msg::Key(support::key(&c.to_string()))).collect() };
    let (mut one, mut all) = (app(), app());
    let typed = "e\u{3042}v=spf1 か\u{3099} -all";
    for msg in keys(typed) {
        one.send(msg);
    }
    one.keys(&["Left", "Backspace"]);
    let rest = ["Left", "Backspace"].map(|name| Msg::Key(support::key(name)));
    twofrom::tui::update::update_all(&mut all.model, keys(typed).into_iter().chain(rest));
    assert_eq!(all.model.popups, one.model.popups);
    assert_eq!(edits(&all), edits(&one));
    let asked = |app: &App| app.model.sheet().map(|sheet| sheet.asked_about(None));
    assert_eq!(asked(&all), asked(&one), "a term that was left may be asked about");
    assert!(!all.model.popups.is_empty());
}

#[test]
fn both_sides_and_all_receivers_follow_each_letter() {
    let mut app = app();
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 include:amazonses.co");
    assert_eq!(decision(&app, "au/high"), Decision::Unknown, "nobody has answered for that domain");
    app.types("m");
    assert_eq!(decision(&app, "au/high"), Decision::Accept);
    let screen = app.screen(120, 36);
    assert!(screen.contains("pass (was none)") && screen.contains("au/high (was ✗)"), "{screen}");
    assert!(screen.contains("was reject"), "{screen}");
    app.keys(&["Backspace"]);
    assert_eq!(decision(&app, "au/high"), Decision::Unknown);
    app.keys(&["Esc"]);
    assert_eq!(decision(&app, "au/high"), Decision::Reject, "as before");
    assert!(edits(&app).is_empty() && !app.model.can_undo());
}

#[test]
fn what_is_wrong_has_carets_and_what_is_meant() {
    let mut app = app();
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 ipv4:192.0.2.1 -all");
    let screen = app.screen(100, 30);
    // The line itself stands right above the carets.
    let at = |what: &str| screen.lines().skip_while(|line| !line.contains("What if")).find_map(|line| line.find(what));
    assert!(screen.contains("^^^^^^^^^^^^^^") && screen.contains("ip4:192.0.2.1"), "{screen}");
    assert_eq!(at("^^^^"), at("ipv4:192.0.2.1"), "{screen}");
    app.keys(&["Ctrl-u"]).types("spf1 -all");
    assert!(app.screen(100, 30).contains("no SPF record"));
    app.keys(&["Ctrl-u"]);
    assert!(app.screen(100, 30).contains("as if there were no such record"));
}

#[test]
fn lookups_and_octets_are_counted() {
    let mut app = app();
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 a mx include:amazonses.com -all");
    let screen = app.screen(100, 30);
    assert!(screen.contains("lookups 3/10") && screen.contains("38/255 octets"), "{screen}");
    app.keys(&["Ctrl-u"]).types("v=spf1 include:nobody.example -all");
    assert!(app.screen(100, 30).contains("with includes 1/10 or more"), "nobody has answered for it");
    app.keys(&["Ctrl-u"]).types(&format!("v=spf1 {}-all", "ip4:192.0.2.100/32 ".repeat(15)));
    assert!(app.screen(100, 30).contains("296 octets in 2 strings"));
    app.keys(&["Ctrl-u"]).types(&format!("v=spf1 {}-all", "a ".repeat(11)));
    let screen = app.screen(100, 30);
    assert!(screen.contains("lookups 11/10"), "{screen}");
}

#[test]
fn both_verdicts_stay_in_sight_while_a_record_is_typed() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
        let mut app = app();
        app.keys(&["e", "Ctrl-u"]).types("v=spf1 ipv4:192.0.2.1 include:amazonses.com -all");
        let screen = app.screen(columns, rows);
        assert!(screen.contains("accept") && screen.contains("reject"), "{screen}");
        assert!(screen.contains("us-west-2.amazonses.com") && screen.contains("kumano-books.example"), "{screen}");
        assert!(screen.contains("^^^"), "{screen}");
    }
}

#[test]
fn both_verdicts_come_into_sight_when_a_line_is_begun_further_down() {
    for key in ["e", "i"] {
        let mut app = app();
        app.draw(80, 24);
        app.keys(&["PgDn", "PgDn", key]);
        let screen = app.screen(80, 24);
        assert!(screen.contains(" Gmail ──") && screen.contains("au なりすまし規制 高 (high) ──"), "{screen}");
        let screen = app.keys(&["Esc"]).screen(80, 24);
        assert!(!screen.contains(" Gmail ──"), "one is where one was: {screen}");
    }
}

#[test]
fn changes_stack_and_are_undone_and_made_again() {
    let mut app = app();
    app.keys(&["f"]);
    assert_eq!(decision(&app, "au/high"), Decision::Accept);
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 -all").keys(&["Enter"]);
    assert_eq!(decision(&app, "au/high"), Decision::Reject);
    app.keys(&["u"]);
    assert_eq!(decision(&app, "au/high"), Decision::Accept);
    app.keys(&["u"]);
    assert_eq!((decision(&app, "au/high"), edits(&app).len()), (Decision::Reject, 0));
    app.keys(&["u"]);
    assert_eq!(app.model.notice.as_deref(), Some("there is nothing to undo"));
    app.keys(&["U", "Ctrl-r"]);
    assert_eq!(edits(&app), ["kumano-books.example TXT \"v=spf1 -all\""]);
    app.keys(&["u", "Tab", "e", "Ctrl-u"]).types("v=spf1 -all").keys(&["Enter", "U"]);
    assert_eq!(app.model.notice.as_deref(), Some("there is nothing to redo"), "another way was taken");
    assert_eq!(edits(&app).len(), 2);
}

#[test]
fn what_ifs_are_listed_changed_dropped_and_copied() {
    let mut app = app();
    app.keys(&["E"]);
    assert!(app.model.popups.is_empty() && app.model.notice.is_some());
    app.keys(&["f", "Tab", "e", "Ctrl-u"]).types("v=spf1 -all").keys(&["Enter", "E"]);
    let screen = app.screen(120, 36);
    assert!(screen.contains("> kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\""), "{screen}");
    app.keys(&["Y"]);
    assert_eq!(
        app.copied.as_deref(),
        Some(
            "--set 'kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\"' --set 'us-west-2.amazonses.com TXT \"v=spf1 -all\"'"
        )
    );
    app.keys(&["y"]);
    assert_eq!(app.copied.as_deref().map(|text| text.lines().count()), Some(2));
    app.keys(&["j", "Enter"]);
    let Some(Popup::WhatIf { name, typed }) = app.model.popup() else { panic!("the line is open") };
    assert_eq!((name.as_str(), typed.editor.text()), ("us-west-2.amazonses.com", "v=spf1 -all"));
    app.keys(&["Esc", "x"]);
    assert_eq!(edits(&app).len(), 1);
    app.keys(&["x"]);
    assert!(app.model.popups.is_empty() && edits(&app).is_empty(), "an empty list closes");
    app.keys(&["u"]);
    assert_eq!(edits(&app).len(), 1);
}

#[test]
fn the_record_behind_the_row_of_a_view_is_edited() {
    let mut app = app();
    app.keys(&["2", "e"]);
    let Some(Popup::WhatIf { name, .. }) = app.model.popup() else { panic!("the line is open") };
    assert_eq!(name.as_str(), "kumano-books.example");
    assert_eq!(app.model.screen, Screen::Trace);
    app.keys(&["Ctrl-u"]).types("v=spf1 ip4:54.240.0.0/18 -all");
    let screen = app.screen(120, 36);
    assert!(screen.lines().any(|line| line.contains("├ ip4:54.240.0.0/18") && line.contains("✓ match")), "{screen}");
}

#[test]
fn another_client_is_judged_at_each_letter_and_marked() {
    let mut app = app();
    app.keys(&["i"]);
    let Some(Popup::Client(typed)) = app.model.popup() else { panic!("the line is open") };
    let told = typed.editor.text().to_owned();
    assert!(told.starts_with("54.240.27.84 a27-84.smtp-out.us-west-2.amazonses.com 0101015a"), "{told}");
    assert!(!app.model.sheet().is_some_and(twofrom::tui::sheet::Sheet::is_told_otherwise), "nothing is changed yet");
    app.keys(&["Ctrl-u"]).types("192.0.2.");
    let screen = app.screen(80, 24);
    assert!(screen.contains("192.0.2. is no IP address") && screen.contains("│ ^^^^^^^^ "), "{screen}");
    app.types("9");
    assert_ne!(decision(&app, "au/mid"), Decision::Accept);
    let screen = app.screen(120, 36);
    assert!(screen.contains("fail (was pass)"), "{screen}");
    app.keys(&["Enter"]);
    let screen = app.screen(120, 36);
    assert!(screen.contains("what if") && screen.contains("client 192.0.2.9"), "{screen}");
    app.keys(&["E", "Y"]);
    assert_eq!(app.copied.as_deref(), Some("--ip 192.0.2.9"));
    app.keys(&["Esc", "u"]);
    assert_eq!(decision(&app, "gmail"), Decision::Accept);
    app.keys(&["i", "Enter"]);
    assert!(!app.model.can_undo(), "as told is no change");
}
