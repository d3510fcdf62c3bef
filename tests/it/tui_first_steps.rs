//! What somebody who is new to the terminal UI expects of its keys, without a terminal.

use crate::support::tui as support;

use support::App;
use twofrom::settings::{Charset, Lang};
use twofrom::tui::screen::Screen;

fn app() -> App {
    App::samples(Lang::En)
}

fn notice(app: &App) -> &str {
    app.model.notice.as_deref().unwrap_or_default()
}

const TRIED: &str = "kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\"";

#[test]
fn what_was_tried_is_what_is_copied() {
    let mut app = app();
    app.keys(&["f"]);
    let screen = app.screen(120, 36);
    let hinted: Vec<&str> = screen.lines().filter(|line| line.contains("y copy")).collect();
    assert!(hinted.len() == 1 && hinted.iter().all(|line| line.contains(TRIED)), "{screen}");
    app.keys(&["y"]);
    assert_eq!(app.copied.as_deref(), Some(TRIED));
    assert_eq!(notice(&app), format!("sent to the clipboard: {TRIED} (if your terminal allows OSC 52)"));
    app.keys(&["Tab", "e", "Ctrl-u"]).types("v=spf1 -all").keys(&["Enter", "y"]);
    assert!(notice(&app).starts_with("sent to the clipboard: 2 records: kumano-books"), "{}", notice(&app));
    app.draw(60, 20);
    app.keys(&["y"]);
    assert!(app.screen(60, 20).contains("2 records: kumano-books"), "it is told where there is little room");
}

/// Goes on to the end of the walk, whatever is asked on the way.
fn at_the_end(app: &mut App) {
    app.keys(&["w", "a", "G"]);
    assert!(app.screen(120, 36).contains("Walk  step"));
}

/// The step that the walk is at.
fn step(app: &mut App) -> String {
    let screen = app.screen(120, 36);
    let (_, rest) = screen.split_once("step ").unwrap_or_else(|| panic!("{screen}"));
    rest.split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn in_the_walk_only_what_is_tried_offers_to_be_tried() {
    let mut app = App::all_samples(Lang::En);
    let ways = |app: &App| app.model.sheet().map_or(0, |sheet| sheet.advice.remedies.len());
    while ways(&app) < 2 {
        let before = app.model.current;
        app.keys(&["n"]);
        assert_ne!(app.model.current, before, "a sample has more than one way");
    }
    let ways = ways(&app);
    at_the_end(&mut app);
    assert!(!app.screen(120, 36).contains("f try it"), "the last step is another way");
    app.keys(&vec!["h"; ways - 1]);
    assert!(app.screen(120, 36).contains("f try it"));
    let tried = app.model.sheet().and_then(|sheet| Some(sheet.advice.to_try()?.edits[0].to_lines()[0].clone()));
    app.keys(&["f"]);
    let (start, end) = ("supposed now: ", "; u takes it back");
    let told = notice(&app).strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).expect("it is told");
    assert!(tried.is_some_and(|tried| tried.starts_with(told.trim_end_matches('.'))), "{}", notice(&app));
    assert_eq!(step(&mut app), "1", "it is another walk, which begins anew");
}

#[test]
fn in_the_walk_digits_only_answer() {
    let mut app = app();
    app.keys(&["w"]);
    for digit in ["1", "2", "3", "4", "7"] {
        app.keys(&[digit]);
        assert_eq!((app.model.screen, step(&mut app).as_str()), (Screen::Walk, "1"), "{digit}");
    }
    assert!(!app.screen(120, 36).contains("1-7"));
    app.keys(&["l"; 7]);
    let screen = app.screen(120, 36);
    assert!(screen.contains("Which address is the PRA") && screen.contains("1 2 answer"), "{screen}");
    app.keys(&["3"]);
    assert_eq!(app.screen(120, 36), screen, "there is no third answer");
    app.keys(&["2"]);
    assert!(app.screen(120, 36).contains("Right."));
    app.keys(&["Esc"]);
    assert_eq!(app.model.screen, Screen::Verdict);
}

#[test]
fn several_messages_are_said_to_be_there() {
    for (lang, hints) in [(Lang::En, "? help  n next  m list"), (Lang::Ja, "? ヘルプ  n 次  m 一覧")] {
        let mut app = App::samples(lang);
        let screen = app.screen(80, 24);
        assert!(screen.contains(hints), "{screen}");
    }
    let mut one = App::message("From: <a@shop.example>\n\n", ". SOA a. b. 1 1 1 1 1\n", Lang::En);
    assert!(!one.screen(80, 24).contains("n next"));
}

#[test]
fn a_filter_is_seen_cleared_and_typed_anew() {
    let mut app = app();
    app.keys(&["m", "/"]).types("kumano").keys(&["Enter"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("Esc all"), "{screen}");
    app.keys(&["m", "p", "p"]);
    assert_eq!(notice(&app), "this is the first that fits the filter kumano; m, then Esc lists all");
    app.keys(&["m", "/"]);
    assert_eq!(app.model.listing.filter, "", "another filter begins with nothing");
    app.types("kumano").keys(&["Enter", "Esc"]);
    assert_eq!((app.model.listing.filter.as_str(), app.model.popups.len()), ("", 1), "all again");
    app.keys(&["Esc"]);
    assert!(app.model.popups.is_empty());
}

#[test]
fn from_the_verdict_nothing_leads_further_back() {
    let mut app = app();
    app.keys(&["3", "4", "7", "1"]);
    assert!(!app.screen(120, 36).contains("Esc back"));
    app.keys(&["Esc"]);
    assert_eq!(app.model.screen, Screen::Verdict);
}

#[test]
fn a_day_is_typed_into_an_empty_line() {
    let mut app = app();
    app.keys(&["D"]);
    let day = app.model.sheet().expect("it was read").case.as_of;
    let screen = app.screen(80, 24);
    assert!(screen.contains(&format!("(now {day})")), "{screen}");
    app.types("1.2.2024").keys(&["Enter"]);
    assert!(app.screen(80, 24).contains("a day is written 2024-02-01"));
    app.keys(&["Ctrl-u"]).types("2024-02-01").keys(&["Enter", "D", "Enter"]);
    let day = app.model.sheet().expect("it was read").case.as_of;
    assert_eq!((day.to_string().as_str(), app.model.popups.len()), ("2024-02-01", 0), "nothing typed changes nothing");
}

#[test]
fn a_hop_that_is_the_boundary_says_so() {
    let mut app = app();
    app.keys(&["4"]);
    app.draw(120, 36);
    app.keys(&[" "]);
    app.keys(&[" "]);
    assert_eq!(notice(&app), "already judged here");
}

#[test]
fn junk_is_not_taken_for_a_warning() {
    for (lang, junk, warned) in
        [(Lang::En, "docomo/reject-all (was #)", "! warn"), (Lang::Ja, "docomo/reject-all (元は #)", "! 警告付き受信")]
    {
        for charset in [Charset::Unicode, Charset::Ascii] {
            let mut app = App::samples(lang);
            app.model.look.charset = charset;
            app.keys(&["D"]).types("2026-04-01").keys(&["Enter"]);
            let before = app.screen(120, 36);
            assert!(before.contains("# junk") || before.contains("# 迷惑メール扱い"), "{before}");
            app.keys(&["f"]);
            let screen = app.screen(120, 36);
            assert!(screen.contains(junk) && screen.contains(warned), "{screen}");
        }
        let mut app = App::samples(lang);
        app.keys(&["?", "G"]);
        assert!(app.screen(120, 36).lines().any(|line| line.contains("  # ")), "{}", app.screen(120, 36));
    }
}

#[test]
fn the_help_begins_with_what_is_needed_first() {
    let orders = [
        (
            Lang::En,
            [
                "Move",
                "Views",
                "Walk",
                "What if",
                "Messages",
                "Searching",
                "Copy and save",
                "Day, language, characters",
                "Help, back, quit",
            ],
        ),
        (
            Lang::Ja,
            [
                "移動",
                "画面",
                "たどる",
                "仮定",
                "メール",
                "検索",
                "コピーと保存",
                "日付・言語・文字",
                "ヘルプ・戻る・終了",
            ],
        ),
    ];
    for (lang, order) in orders {
        for view in ["1", "2", "3", "7", "w"] {
            let mut app = App::samples(lang);
            app.keys(&[view, "?"]);
            let screen = app.screen(80, 300);
            let lines: Vec<&str> = screen.lines().filter_map(|line| Some(line.split('│').nth(1)?.trim())).collect();
            let at = |title: &str| lines.iter().position(|line| *line == title);
            let places: Vec<usize> = order.iter().filter_map(|title| at(title)).collect();
            // In the walk a digit answers, and no key is left for views.
            assert_eq!(places.len(), if view == "w" { order.len() - 1 } else { order.len() }, "{screen}");
            assert!(places.is_sorted(), "{view} {places:?}\n{screen}");
        }
    }
}

#[test]
fn what_is_cut_in_a_popup_is_marked() {
    let mut app = App::samples(Lang::En);
    app.draw(40, 10);
    app.keys(&["m"]);
    let list = app.screen(40, 10);
    assert!(list.lines().any(|line| line.contains("sample:ses-def..")), "{list}");
    app.keys(&["Esc", "o"]);
    let open = app.screen(20, 5);
    assert!(open.contains("Open a fil.."), "{open}");
}

#[test]
fn little_room_never_hides_who_decides() {
    let mut app = App::samples(Lang::Ja);
    app.keys(&["n", "n", "n", "D"]).types("2026-04-01").keys(&["Enter"]);
    let screen = app.screen(20, 5);
    assert!(screen.contains("! docomo"), "{screen}");
}
