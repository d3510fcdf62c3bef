//! What the terminal UI shows: screens of the bundled samples as snapshots, every screen at every size,
//! long domains, hostile text, styles.

use crate::support::tui as support;

use ratatui::style::{Color, Modifier};
use support::App;
use twofrom::settings::{Charset, Lang};
use twofrom::text::width;
use twofrom::tui::screen::Popup;

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 10), (20, 5)];
const CURE: &str = "v=spf1 include:amazonses.com ~all";

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Ja => "ja",
    }
}

/// Every size in both languages.
fn everywhere() -> impl Iterator<Item = (Lang, u16, u16)> {
    let sizes = |lang| SIZES.into_iter().map(move |(columns, rows)| (lang, columns, rows));
    [Lang::En, Lang::Ja].into_iter().flat_map(sizes)
}

#[test]
fn main_screens() {
    for (lang, columns, rows) in everywhere() {
        let mut app = App::samples(lang);
        let name = |what: &str| format!("{what}-{columns}x{rows}-{}", tag(lang));
        insta::assert_snapshot!(name("verdict"), app.screen(columns, rows));
        app.keys(&["e", "Ctrl-u"]).types(CURE).keys(&["Enter"]);
        insta::assert_snapshot!(name("flipped"), app.screen(columns, rows));
    }
}

#[test]
fn other_screens() {
    for (lang, columns, rows) in everywhere() {
        let name = |what: &str| format!("{what}-{columns}x{rows}-{}", tag(lang));
        let mut app = App::samples(lang);
        app.keys(&["Tab", "t"]);
        insta::assert_snapshot!(name("trace"), app.screen(columns, rows));
        app.keys(&["Esc", "Tab", "e"]);
        insta::assert_snapshot!(name("editor"), app.screen(columns, rows));
        app.keys(&["Esc", "m"]);
        insta::assert_snapshot!(name("messages"), app.screen(columns, rows));
        app.keys(&["Esc", "?"]);
        insta::assert_snapshot!(name("help"), app.screen(columns, rows));
        app.keys(&["Esc", "n", "n", "n", "d"]);
        insta::assert_snapshot!(name("today"), app.screen(columns, rows));
    }
}

/// The sample that was not sent yet.
fn unsent(lang: Lang) -> App {
    let mut inputs = twofrom::source::samples();
    inputs.retain(|input| input.path == "sample:not-sent-yet");
    App::new(inputs, lang)
}

#[test]
fn screens_of_a_message_that_was_not_sent_yet() {
    for (lang, columns, rows) in everywhere() {
        let name = |what: &str| format!("{what}-{columns}x{rows}-{}", tag(lang));
        let mut app = unsent(lang);
        insta::assert_snapshot!(name("unsent"), app.screen(columns, rows));
        app.keys(&["v"]);
        insta::assert_snapshot!(name("via"), app.screen(columns, rows));
        app.keys(&["Enter", "j"]);
        insta::assert_snapshot!(name("region"), app.screen(columns, rows));
        app.keys(&["Enter"]);
        insta::assert_snapshot!(name("assumed"), app.screen(columns, rows));
        app.keys(&["i"]).types("192.0.2.300").keys(&["Enter"]);
        insta::assert_snapshot!(name("client"), app.screen(columns, rows));
    }
}

#[test]
fn everyday_screens() {
    for (lang, columns, rows) in everywhere() {
        let name = |what: &str| format!("{what}-{columns}x{rows}-{}", tag(lang));
        let shown = |what: &str, keys: &[&str], text: &str| {
            let mut app = App::samples(lang);
            app.draw(columns, rows);
            app.keys(keys).types(text);
            insta::assert_snapshot!(name(what), app.screen(columns, rows));
        };
        shown("palette", &[":"], "la");
        shown("search", &["/"], "kumano");
        shown("fault", &["e", "Ctrl-u"], "v=spf1 ipv4:192.0.2.1 include:amazonses.com includ:mail.example -all");
        shown("another-client", &["i", "Ctrl-u"], "192.0.2.1");
        shown("what-ifs", &["f", "i", "Ctrl-u", "9", "Backspace", "Esc", "E"], "");
        shown("filter", &["m", "s", "/"], "kumano");
        shown("save", &["f", "s"], "");
        shown("save-as", &["s", "Enter"], "");
        shown("lane", &["R"], "");
        shown("open", &["o"], "samples/");
    }
}

/// Ways to every screen and popup.
const WAYS: [&[&str]; 42] = [
    &["f"],
    &[],
    &["L"],
    &["t"],
    &["Tab", "t", "f"],
    &["e"],
    &["e", "Ctrl-u", "v", "Enter"],
    &["m"],
    &["?", "G"],
    &["Tab", "t", "?", "j"],
    &["3"],
    &["4"],
    &["5"],
    &["6"],
    &["7"],
    &[":", "a"],
    &["o", "x"],
    &["s"],
    &["s", "Enter"],
    &["R"],
    &["m", "s", "/", "a"],
    &["f", "E"],
    &["f", "E", "Enter"],
    &["i"],
    &["i", "Ctrl-u", "x"],
    &["6", "D"],
    &["4", "[", "E"],
    &["/", "a"],
    &["/", "a", "Enter", "7"],
    &["3", "Enter"],
    &["4", "G", "Enter"],
    &["5", "Enter"],
    &["6", "j", "Enter"],
    &["6", "R"],
    &["w"],
    &["w", "G"],
    &["w", "j", "j", "j", "j", "e", "Ctrl-u", "x"],
    &["e", "Ctrl-u", "v", "=", "s", "p", "f", "1", " ", "i", "p", "v", "4", ":", "x"],
    &["e", "Left", "Left", "か", "\u{3099}", "\u{200b}"],
    &["E", "y"],
    &["7", "/", "z", "z"],
    &["s", "j", "j", "Enter", "Ctrl-u", "日"],
];

#[test]
fn no_size_is_too_small() {
    let unsent_ways: [&[&str]; 4] = [&[], &["v", "Enter", "j"], &["v", "Enter", "Enter"], &["i", "x", "Enter"]];
    let apps = WAYS.iter().map(|way| (App::samples(Lang::En), *way));
    for (mut app, way) in apps.chain(unsent_ways.iter().map(|way| (unsent(Lang::En), *way))) {
        app.keys(way);
        // What is told below the line of a path, too.
        if let Some(Popup::Open { problem, .. } | Popup::Save { problem, .. }) = app.model.popups.last_mut() {
            *problem = Some("熊野 cannot read".repeat(9));
        }
        for columns in (0..=12).chain((13..=130).step_by(19)).chain([99, 100, 101, 109, 110, 300]) {
            for rows in (0..=12).chain((13..=40).step_by(9)).chain([100]) {
                // Every other one, as on a chequerboard: what fails does so at more than one size.
                if (columns + rows) % 2 == 0 {
                    app.model.look.lang = if (columns + rows) % 4 == 0 { Lang::En } else { Lang::Ja };
                    app.draw(columns, rows);
                    let cursor = app.model.geometry.cursor;
                    assert!(cursor.is_none_or(|(x, y)| x < columns && y < rows), "{way:?} {columns}x{rows} {cursor:?}");
                }
            }
        }
    }
}

/// A From domain and a MAIL FROM domain of exactly so many columns.
fn long_domains(columns: usize) -> (String, String, App) {
    let domain =
        |tail: &str| format!("{}{tail}", "shop".chars().cycle().take(columns - tail.len()).collect::<String>());
    let (from, mail_from) = (domain(".shop.example"), domain(".mail.example"));
    let message = format!(
        "Return-Path: <bounce@{mail_from}>\r\nReceived: from out.mail.example (out.mail.example [192.0.2.7])\r\n\tby \
         mx.receiver.example with ESMTP; Tue, 14 Mar 2017 01:02:05 -0700\r\nFrom: <info@{from}>\r\nDate: Tue, 14 Mar 2017 \
         08:02:04 +0000\r\n\r\nhello\r\n"
    );
    let zone = format!(". SOA a. b. 1 1 1 1 1\n{mail_from}. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n");
    let app = App::message(&message, &zone, Lang::En);
    (from, mail_from, app)
}

#[test]
fn both_domains_stay_whole_up_to_56_columns() {
    for (columns, rows) in [(60, 20), (80, 24), (100, 30), (118, 36), (120, 36)] {
        let (from, mail_from, mut app) = long_domains(56);
        let screen = app.screen(columns, rows);
        assert_eq!((from.len(), mail_from.len()), (56, 56));
        for domain in [from, mail_from] {
            assert!(screen.lines().any(|line| line.contains(&domain)), "{columns}x{rows} {domain}\n{screen}");
        }
        assert!(screen.contains("✓ accept") && screen.contains("✗ reject"), "{columns}x{rows}\n{screen}");
    }
}

#[test]
fn a_longer_domain_keeps_its_registrable_domain() {
    let (_, _, mut app) = long_domains(72);
    let screen = app.screen(60, 20);
    assert!(screen.contains("..shop.example") && screen.contains("..mail.example"), "{screen}");
}

#[test]
fn both_verdicts_and_domains_are_on_the_first_screen_of_every_sample() {
    for lang in [Lang::En, Lang::Ja] {
        for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
            let mut app = App::all_samples(lang);
            for _ in 0..app.model.entries.len() {
                let screen = app.screen(columns, rows);
                let sheet = app.model.sheet().expect("samples can be read");
                let (left, right) = app.model.sides(sheet).expect("somebody judges");
                for index in [left, right] {
                    let verdict = &sheet.case.verdicts[index];
                    let word = twofrom::words::common::decision(verdict.decision, lang);
                    assert!(screen.contains(&word), "{word}\n{screen}");
                }
                for side in [twofrom::tui::model::Side::Left, twofrom::tui::model::Side::Right] {
                    // A header with several mailboxes gives no domain to ask about.
                    let Some(domain) = app.model.lane_on(sheet, side).and_then(|lane| lane.domain) else { continue };
                    assert!(screen.contains(domain.as_str()), "{domain}\n{screen}");
                }
                app.keys(&["n"]);
            }
        }
    }
}

#[test]
fn hostile_text_reaches_no_cell_as_it_is() {
    let message = "Return-Path: <a@shop.example>\r\nFrom: \"\u{202e}evil\u{1b}[31m\t\u{200b}x\" <a@shop.example>\r\n\
                   Subject: a\u{7}b\u{9b}c\r\nDate: Tue, 14 Mar 2017 08:02:04 +0000\r\n\r\n";
    let zone = "shop.example. TXT \"v=spf1 \u{1b}]52;c;x\u{7} -all\"\n";
    let mut app = App::message(message, zone, Lang::En);
    for way in WAYS {
        app.keys(way);
        let buffer = app.draw(120, 36);
        for cell in buffer.content() {
            let bad = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
            assert!(!cell.symbol().contains(bad), "{:?}", cell.symbol());
        }
        app.keys(&["Esc"]);
    }
}

#[test]
fn every_line_is_as_wide_as_the_screen_or_less() {
    for way in WAYS {
        let mut app = App::samples(Lang::Ja);
        app.keys(way);
        for (columns, rows) in SIZES {
            for line in app.screen(columns, rows).lines() {
                assert!(width(line) <= usize::from(columns), "{line}");
            }
        }
    }
}

#[test]
fn ascii_draws_nothing_but_ascii_of_its_own() {
    let message = "Return-Path: <a@shop.example>\r\nReceived: from x.example ([192.0.2.1]) by mx.example; Tue, 14 Mar \
                   2017 01:02:05 -0700\r\nFrom: <a@shop.example>\r\nSubject: hello\r\n\r\n";
    let mut app = App::message(message, ". SOA a. b. 1 1 1 1 1\nshop.example. TXT \"v=spf1 -all\"\n", Lang::En);
    app.model.look.charset = Charset::Ascii;
    for way in WAYS {
        if way.iter().any(|key| key.starts_with(|c: char| !c.is_ascii())) || way.contains(&"L") {
            continue;
        }
        app.keys(way);
        // Receivers' own names and the name of the other language are words, not drawing.
        let drawing = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !"ー「」・".contains(c);
        for (columns, rows) in SIZES {
            let screen = app.screen(columns, rows);
            assert!(!screen.contains(drawing), "{way:?}\n{screen}");
        }
        app.model.popups.clear();
        app.keys(&["Esc", "1"]);
    }
}

#[test]
fn verdicts_have_glyph_word_and_colour_and_colours_can_be_off() {
    let mut app = App::samples(Lang::En);
    let find = |app: &mut App, what: &str| {
        let buffer = app.draw(80, 24);
        let row = (0..24).find(|y| (0..80).map(|x| buffer[(x, *y)].symbol()).collect::<String>().contains(what));
        let y = row.expect("it is on the screen");
        (0..80).map(|x| buffer[(x, y)].clone()).find(|cell| matches!(cell.symbol(), "✓" | "✗")).expect("a glyph")
    };
    assert_eq!(find(&mut app, "✓ accept").fg, Color::Green);
    assert_eq!(find(&mut app, "✗ reject").fg, Color::Red);
    app.model.look.colour = false;
    let cell = find(&mut app, "✗ reject");
    assert_eq!(cell.fg, Color::Reset);
    assert!(cell.modifier.contains(Modifier::BOLD | Modifier::REVERSED));
    for way in WAYS {
        app.keys(way);
        let buffer = app.draw(120, 36);
        assert!(buffer.content().iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset), "{way:?}");
        app.model.popups.clear();
        app.keys(&["Esc", "1"]);
    }
}

#[test]
fn only_the_sixteen_colours_are_used() {
    for way in WAYS {
        let mut app = App::samples(Lang::En);
        app.keys(way);
        for cell in app.draw(120, 36).content() {
            assert!(!matches!(cell.fg, Color::Rgb(..) | Color::Indexed(_)));
            assert_eq!(cell.bg, Color::Reset);
        }
    }
}
