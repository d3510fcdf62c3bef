//! The remedy on the screen: what flips is never dropped, and how to give what is missing.

use crate::support::tui as support;

use support::App;
use twofrom::settings::Lang;
use twofrom::source;

fn sample(name: &str, lang: Lang) -> App {
    let mut inputs = source::samples();
    inputs.retain(|input| input.path == format!("sample:{name}"));
    App::new(inputs, lang)
}

#[test]
fn what_a_remedy_flips_stands_on_every_screen_that_shows_the_remedy() {
    for (lang, label) in [(Lang::En, "flips"), (Lang::Ja, "変わる判定")] {
        for sample_ in source::sample::ALL {
            let mut app = sample(sample_.name, lang);
            if app.model.sheet().is_none_or(|sheet| sheet.advice.remedies.is_empty()) {
                continue;
            }
            for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
                let screen = app.screen(columns, rows);
                assert!(screen.contains(label), "{} {columns}x{rows}:\n{screen}", sample_.name);
            }
        }
    }
}

#[test]
fn what_an_option_gives_is_given_by_a_key() {
    for lang in [Lang::En, Lang::Ja] {
        let mut app = sample("not-sent-yet", lang);
        app.keys(&["v"]);
        // A service of which no sending address is known.
        let index = twofrom::sender::Senders::builtin()
            .services
            .iter()
            .position(|service| service.exit.is_none() && service.regions.is_empty());
        let index = index.expect("there is one");
        for _ in 0..20 {
            app.keys(&["k"]);
        }
        for _ in 0..index {
            app.keys(&["j"]);
        }
        app.keys(&["Enter"]);
        let screen = app.screen(120, 36);
        assert_eq!(
            app.model.sheet().and_then(|s| s.advice.instead.as_ref()).map(|i| i.why.code()),
            Some("no-sending-address")
        );
        assert!(!screen.contains("--ip") && screen.contains(" i "), "{screen}");
        let mut app = App::message(
            "Return-Path: <a@shop.example>\nFrom: a@shop.example\n\nx\n",
            ". SOA ns. root. 1 2 3 4 5\n",
            lang,
        );
        let screen = app.screen(120, 36);
        assert!(!screen.contains("--ip") && screen.contains(" i "), "{screen}");
    }
}

#[test]
fn what_flips_is_separated_as_the_language_does_and_never_broken_behind_a_glyph() {
    for lang in [Lang::En, Lang::Ja] {
        for sample_ in source::sample::ALL {
            let mut app = sample(sample_.name, lang);
            for columns in (40..=120).step_by(4) {
                let screen = app.screen(columns, 60);
                for line in screen.lines().map(str::trim_end) {
                    let is_cut = ["✓", "✗", " #", " !", " ?"].iter().any(|glyph| line.ends_with(glyph));
                    assert!(!is_cut, "{} {columns}:\n{screen}", sample_.name);
                    assert!(lang == Lang::En || !line.contains("変わる判定") || !line.contains(';'), "{screen}");
                }
            }
        }
    }
}
