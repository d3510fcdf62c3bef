//! How long a frame takes: every view of a message with 200 fields and an SPF trace of 300 nodes, with the details
//! open and all terms written out, and a letter of a what-if with the judgement that follows it, also of the
//! largest message: with as many signatures as are verified, keys of 2048 or of 8192 bits, and a body of 20 MB.

#[path = "../tests/it/support/tui.rs"]
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::fmt::Write;
use std::hint::black_box;
use support::App;
use twofrom::settings::Lang;
use twofrom::tui::view::draw;

/// The keys that signatures are verified with, by their bits.
const KEYS: &str = include_str!("../tests/it/dkim/keys.txt");

/// A message with 200 fields, and the zone of a record that takes 300 terms to evaluate.
fn app() -> App {
    let (message, zone) = message("", 2000);
    App::message(&message, &zone, Lang::En)
}

/// The largest message: signatures that take a whole verification each, and a body of 20 MB.
fn largest(bits: usize) -> App {
    let key = KEYS.lines().find_map(|line| line.strip_prefix(&format!("rsa{bits} "))).expect("there is such a key");
    let hash = "A".repeat(43);
    let signed = "QUFB".repeat(bits / 24) + ["QUFB", "QUE=", "QQ=="][bits / 8 % 3];
    let mut signatures = String::new();
    for number in 0..16 {
        let _ = writeln!(
            signatures,
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=shop.example; s=s{number}; h=from; bh={hash}=; b={signed}"
        );
    }
    let (message, mut zone) = message(&signatures, 1_050_000);
    for number in 0..16 {
        let strings: Vec<String> =
            key.as_bytes().chunks(200).map(|s| format!("\"{}\"", String::from_utf8_lossy(s))).collect();
        let _ = writeln!(zone, "s{number}._domainkey.shop.example. TXT \"v=DKIM1; p=\" {}", strings.join(" "));
    }
    App::message(&message, &zone, Lang::En)
}

fn message(signatures: &str, lines: usize) -> (String, String) {
    let mut message = format!("Return-Path: <bounce@mail.example>\n{signatures}");
    for hop in 0..30 {
        let _ = writeln!(
            message,
            "Received: from h{hop}.mail.example (h{hop}.mail.example [192.0.2.{hop}])\n\tby h{}.mail.example with ESMTPS; Tue, 14 \
             Mar 2017 01:02:{:02} +0000",
            hop + 1,
            59 - hop
        );
    }
    for _ in 0..20 {
        message.push_str(
            "Authentication-Results: h30.mail.example;\n\tspf=fail smtp.mailfrom=bounce@mail.example; dkim=none; dmarc=none \
             header.from=shop.example\n",
        );
    }
    for field in 0..146 {
        let _ = writeln!(message, "X-Field-{field}: {}", "なにかの値 ".repeat(8));
    }
    message.push_str(
        "From: =?utf-8?B?54aK6YeO5pu45bqX?= <info@shop.example>\nSubject: x\nDate: Tue, 14 Mar 2017 01:02:03 +0000\n\n",
    );
    message.push_str(&"a line of the body\n".repeat(lines));
    let mut zone = String::from(". SOA a. b. 1 1 1 1 1\n");
    for domain in ["mail.example", "shop.example"] {
        let includes: Vec<String> = (0..9).map(|part| format!("include:p{part}.{domain}")).collect();
        let includes = includes.join(" ");
        let _ = writeln!(zone, "{domain}. TXT \"v=spf1 {includes} -all\"");
        for part in 0..9 {
            let ranges: Vec<String> = (0..32).map(|range| format!("ip4:203.0.{part}.{range}")).collect();
            let ranges = ranges.join(" ");
            let strings: Vec<String> = format!("v=spf1 {ranges} ~all")
                .as_bytes()
                .chunks(200)
                .map(|s| format!("\"{}\"", String::from_utf8_lossy(s)))
                .collect();
            let _ = writeln!(zone, "p{part}.{domain}. TXT {}", strings.join(" "));
        }
    }
    (message, zone)
}

fn frames(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    let views =
        ["verdict", "all of the verdict", "trace", "identities", "path", "claims", "receivers", "source", "walk"];
    let keys = ["1", "j", "2", "3", "4", "5", "6", "7", "w"];
    for (columns, rows) in [(120, 36), (300, 100)] {
        let mut app = app();
        assert_eq!(app.model.sheet().map(|sheet| sheet.opened.message.fields.len()), Some(200));
        app.draw(columns, rows);
        for (view, key) in views.iter().zip(keys) {
            app.keys(&[key]);
            app.draw(columns, rows);
            if *view == "trace" {
                // All terms written out.
                app.keys(&["f"]);
                app.draw(columns, rows);
                assert!(app.model.geometry.end >= 300, "{}", app.model.geometry.end);
            }
            if *view == "walk" {
                // At its end everything has happened.
                app.keys(&["a", "G"]);
            }
            let is_list = !view.contains("verdict") && *view != "walk";
            assert!(!is_list || app.model.geometry.shows_detail, "{view}");
            let area = Rect::new(0, 0, columns, rows);
            let mut buffer = Buffer::empty(area);
            group.bench_function(format!("{view} {columns}x{rows}"), |bencher| {
                bencher.iter(|| {
                    buffer.reset();
                    black_box(draw(&app.model, area, &mut buffer))
                });
            });
        }
    }
    let mut app = app();
    app.keys(&["1", "e"]);
    group.bench_function("a letter of a what-if", |bencher| {
        bencher.iter(|| {
            app.keys(&["x", "Backspace"]);
        });
    });
    for bits in [2048, 8192] {
        let mut app = largest(bits);
        app.keys(&["1", "e"]);
        group.bench_function(format!("a letter of a what-if, 16 signatures of {bits} bits, 20 MB"), |bencher| {
            bencher.iter(|| {
                app.keys(&["x", "Backspace"]);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
