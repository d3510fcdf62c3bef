//! The walk on the screen: step by step forwards and backwards, the questions, every size, both languages.

use crate::support::tui as support;

use support::App;
use twofrom::settings::{Charset, Lang};
use twofrom::text::width;

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 10), (20, 5)];

/// The number of the step that the screen shows, and of all steps.
fn step(app: &mut App) -> (usize, usize) {
    let screen = app.screen(80, 24);
    let line = screen.lines().find(|line| line.contains("step ")).unwrap_or_else(|| panic!("{screen}"));
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "step").expect("it was found");
    (words[at + 1].parse().expect("a number"), words[at + 3].parse().expect("a number"))
}

#[test]
fn screens_of_the_walk() {
    for lang in [Lang::En, Lang::Ja] {
        for (columns, rows) in SIZES {
            let tag = if lang == Lang::En { "en" } else { "ja" };
            let name = |what: &str| format!("{what}-{columns}x{rows}-{tag}");
            let mut app = App::samples(lang);
            app.draw(columns, rows);
            app.keys(&["w", "l", "l", "l"]);
            insta::assert_snapshot!(name("envelope"), app.screen(columns, rows));
            app.keys(&["l", "l", "l", "l"]);
            insta::assert_snapshot!(name("question"), app.screen(columns, rows));
            app.keys(&["2", "l", "1"]);
            insta::assert_snapshot!(name("wrong"), app.screen(columns, rows));
            app.keys(&["a", "l", "l", "l", "l", "l"]);
            insta::assert_snapshot!(name("left"), app.screen(columns, rows));
            app.keys(&["G", "h", "h", "h"]);
            insta::assert_snapshot!(name("right"), app.screen(columns, rows));
            app.keys(&["G"]);
            insta::assert_snapshot!(name("end"), app.screen(columns, rows));
        }
    }
}

#[test]
fn a_key_goes_a_step_and_back() {
    let mut app = App::samples(Lang::En);
    app.keys(&["w", "a"]);
    let (first, count) = step(&mut app);
    assert_eq!((first, count > 20), (1, true));
    for (forward, backward) in [(" ", "h"), ("Enter", "Left"), ("Right", "Backspace"), ("l", "Up"), ("j", "k")] {
        app.keys(&[forward, forward]);
        assert_eq!(step(&mut app).0, 3, "{forward}");
        app.keys(&[backward]);
        assert_eq!(step(&mut app).0, 2, "{backward}");
        app.keys(&[backward]);
    }
    app.keys(&["G"]);
    assert_eq!(step(&mut app).0, count);
    // Two keys may come before the screen is drawn.
    app.keys(&["k", "G", "l"]);
    assert_eq!(step(&mut app).0, count);
    app.keys(&["l", "l"]);
    assert_eq!(step(&mut app).0, count, "there is nothing after the end");
    app.keys(&["g", "h"]);
    assert_eq!(step(&mut app).0, 1);
}

#[test]
fn a_question_can_be_answered_skipped_and_left() {
    let mut app = App::samples(Lang::En);
    app.keys(&["w"]);
    app.draw(80, 24);
    app.keys(&["l"; 7]);
    assert!(app.screen(80, 24).contains("Which address is the PRA"));
    assert_eq!(step(&mut app).0, 7, "the step itself is not shown yet");
    app.keys(&["h"]);
    assert!(!app.screen(80, 24).contains("Which address is the PRA"), "back to the step before");
    app.keys(&["l", "2"]);
    let right = app.screen(80, 24);
    assert!(right.contains("✓ Right.") && right.contains("The PRA is From"), "{right}");
    app.keys(&["l"]);
    assert!(app.screen(80, 24).contains("Which SPF and DMARC records will Gmail look up?"));
    app.keys(&["1"]);
    let wrong = app.screen(80, 24);
    assert!(wrong.contains("✗ No: it is 3, SPF us-west-2.amazonses.com + DMARC kumano-books.example."), "{wrong}");
    assert!(wrong.contains("Gmail asks for DMARC kumano-books.example as well."), "{wrong}");
    app.keys(&["l"]);
    let next = app.screen(80, 24);
    assert!(next.contains("So it is us-west-2.amazonses.com that it asks about."), "{next}");
    assert!(!next.contains("Right.") && !next.contains("No: it is"), "{next}");
    while !app.screen(80, 24).contains("DMARC gives none: what will Gmail do?") {
        app.keys(&["l"]);
    }
    app.keys(&["l"]);
    let skipped = app.screen(80, 24);
    assert!(skipped.contains("By its rule none means: accept"), "{skipped}");
    assert!(!skipped.contains("Right.") && !skipped.contains("No: it is"), "{skipped}");
}

#[test]
fn where_a_rule_is_known_from_is_in_sight() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (40, 10)] {
        let mut app = App::samples(Lang::En);
        app.draw(columns, rows);
        app.keys(&["w", "a", "G", "h", "h", "h"]);
        let rule = app.screen(columns, rows);
        assert!(rule.contains("By its rule none means: reject") && rule.contains("alpha3166.github.io"), "{rule}");
    }
}

#[test]
fn that_there_is_more_to_read_is_said() {
    let mut app = App::samples(Lang::En);
    app.draw(40, 10);
    app.keys(&["w", "a", "G"]);
    assert!(app.screen(40, 10).contains("> more"));
    app.keys(&[">"; 20]);
    assert!(!app.screen(40, 10).contains("> more"));
    assert!(!app.screen(120, 36).contains("> more"));
}

#[test]
fn the_key_that_leads_to_the_walk_leads_back() {
    let mut app = App::samples(Lang::En);
    app.keys(&["w"]);
    assert_eq!(step(&mut app).0, 1);
    app.keys(&["w"]);
    assert!(app.screen(80, 24).contains("w walk"));
}

#[test]
fn the_walk_is_of_the_message_and_the_receivers_that_are_shown() {
    let mut app = App::samples(Lang::En);
    app.keys(&["l", "w", "a", "l", "l"]);
    let right = app.screen(120, 36);
    assert!(right.contains("Gmail | au なりすまし規制 中"), "{right}");
    app.keys(&["n"]);
    assert_eq!(step(&mut app).0, 1, "another message begins at its beginning");
}

#[test]
fn what_is_supposed_is_walked_through_at_once() {
    let mut app = App::samples(Lang::En);
    app.keys(&["w", "a", "G"]);
    assert!(app.screen(120, 36).contains("f try it"));
    assert!(!app.screen(120, 36).contains("what if   Gmail"));
    app.keys(&["f", "G", "h"]);
    let flipped = app.screen(120, 36);
    assert!(flipped.contains("what if   Gmail |"), "{flipped}");
    assert!(!flipped.contains("✗ reject"), "{flipped}");
    app.keys(&["u", "G"]);
    assert!(app.screen(120, 36).contains("✗ reject"));
}

#[test]
fn another_trust_boundary_is_walked_through_at_once() {
    let mut app = App::message(
        "Received: from f.box.example (f.box.example [198.51.100.20]) by mx.receiver.example; \
         Tue, 10 Mar 2026 12:00:00 +0900\n\
         Received: from o.svc.example (o.svc.example [192.0.2.1]) by f.box.example; \
         Tue, 10 Mar 2026 11:59:00 +0900\n\
         Return-Path: <a@svc.example>\nFrom: info@shop.example\n\nhello\n",
        ". SOA . . 1 1 1 1 1\nsvc.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n",
        Lang::En,
    );
    app.draw(120, 36);
    app.keys(&["w"]);
    assert!(app.screen(120, 36).contains("198.51.100.20 connects"));
    app.keys(&["Esc", "4"]).draw(120, 36);
    app.keys(&[" ", "w"]);
    assert!(app.screen(120, 36).contains("192.0.2.1 connects"), "{}", app.screen(120, 36));
    app.keys(&["l"]);
    assert!(app.screen(120, 36).contains("220 f.box.example"));
}

#[test]
fn what_both_sides_look_at_stays_in_sight() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
        let mut app = App::samples(Lang::En);
        app.keys(&["w", "a", "G"]);
        for key in ["h", "h", "h"] {
            let screen = app.screen(columns, rows);
            assert!(screen.contains("us-west-2.amazonses.com") && screen.contains("kumano-books.example"), "{screen}");
            assert!(screen.contains("✓ accept"), "{screen}");
            app.keys(&[key]);
        }
    }
}

#[test]
fn text_is_found_in_all_steps() {
    let mut app = App::samples(Lang::En);
    app.draw(80, 24);
    app.keys(&["w", "a", "/"]).types("550 :").keys(&["Enter"]);
    let (at, count) = step(&mut app);
    assert!(at > 20 && at < count, "{at}");
    assert!(app.screen(80, 24).contains("550 : User unknown"));
}

#[test]
fn bytes_and_records_of_a_step_can_be_gone_to() {
    let mut app = App::samples(Lang::En);
    app.draw(120, 36);
    app.keys(&["w", "a", "l", "l", "l", "b"]);
    let raw = app.screen(120, 36);
    assert!(raw.contains("Return-Path: <0101015"), "{raw}");
}

#[test]
fn every_step_of_every_sample_at_every_size() {
    // One half of the samples in each language.
    for (half, lang) in [Lang::En, Lang::Ja].into_iter().enumerate() {
        let mut app = App::new(twofrom::source::samples().into_iter().skip(half).step_by(2).collect(), lang);
        if lang == Lang::Ja {
            app.model.look.charset = Charset::Ascii;
        }
        app.keys(&["w"]);
        let mut drawn = 0;
        let sizes = [(120, 36), (80, 24), (60, 20), (40, 10), (24, 6), (300, 100)];
        for _ in 0..app.model.entries.len() {
            let mut before = usize::MAX;
            while app.model.views.walk.list.at != before || app.model.views.walk.asking.is_some() {
                before = app.model.views.walk.list.at;
                // Each step at one of the sizes: no two samples have the same steps.
                let (columns, rows) = sizes[drawn % sizes.len()];
                drawn += 1;
                for line in app.screen(columns, rows).lines() {
                    assert!(width(line) <= usize::from(columns), "{line}");
                }
                app.keys(&[" "]);
            }
            app.keys(&["n"]);
        }
    }
}

#[test]
fn no_size_is_too_small() {
    for keys in [&["w"][..], &["w", "l", "l", "l", "l", "l", "l", "l"], &["w", "a", "G", "h", "h"], &["w", "G", "f"]] {
        let mut app = App::samples(Lang::En);
        app.draw(80, 24);
        app.keys(keys);
        for columns in (0..=12).chain([20, 40, 60, 80, 99, 100, 101, 102, 130, 300]) {
            for rows in (0..=5).chain((6..=40).step_by(3)).chain([100]) {
                app.draw(columns, rows);
            }
        }
    }
}

#[test]
fn what_does_not_fit_can_be_read_on() {
    let mut app = App::samples(Lang::En);
    app.draw(40, 10);
    app.keys(&["w", "a", "G"]);
    let top = app.screen(40, 10);
    app.keys(&[">", ">", ">"]);
    let below = app.screen(40, 10);
    assert_ne!(top, below);
    app.keys(&["h", "l"]);
    assert_eq!(app.screen(40, 10), top, "a step begins at its top");
}
