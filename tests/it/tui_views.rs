//! The views of a message besides the verdict, at five sizes in both languages.

use crate::support::tui as support;

use support::App;
use twofrom::settings::Lang;

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 10), (20, 5)];

/// A bundled sample.
fn sample(name: &str, lang: Lang) -> App {
    let mut inputs = twofrom::source::samples();
    inputs.retain(|input| input.path == format!("sample:{name}"));
    App::new(inputs, lang)
}

/// Snapshots of what some keys lead to.
fn snapshots(what: &str, app: impl Fn(Lang) -> App, keys: &[&str]) {
    for (lang, tag) in [(Lang::En, "en"), (Lang::Ja, "ja")] {
        for (columns, rows) in SIZES {
            let mut app = app(lang);
            app.draw(columns, rows);
            for key in keys {
                app.keys(&[key]);
                app.draw(columns, rows);
            }
            insta::assert_snapshot!(format!("{what}-{columns}x{rows}-{tag}"), app.screen(columns, rows));
        }
    }
}

#[test]
fn trace() {
    snapshots("trace", |lang| sample("ses-default", lang), &["Tab", "2", "j", "j"]);
}

#[test]
fn trace_of_a_problem() {
    snapshots("limit", |lang| sample("lookup-limit", lang), &["Tab", "2", "G"]);
}

/// Macros, a what-if, and another identity than that of the lane.
fn with_macros(lang: Lang) -> App {
    let message = "Return-Path: <info@shop.example>\r\nReceived: from out.shop.example (out.shop.example [192.0.2.7])\r\n\tby \
                   mx.receiver.example with ESMTPS; Tue, 14 Mar 2017 01:02:05 -0700\r\nFrom: <info@shop.example>\r\nDate: \
                   Tue, 14 Mar 2017 08:02:04 +0000\r\n\r\nhello\r\n";
    let zone = ". SOA a. b. 1 1 1 1 1\nshop.example. TXT \"v=spf1 ip4:198.51.100.0/24 ip4:198.51.100.7 \
                exists:%{ir}.%{v}._spf.%{d2} a:mail.shop.example mx -all exp=why.%{d}\"\n\
                why.shop.example. TXT \"%{i} may not send for %{d}\"\nmail.shop.example. 300 A 203.0.113.5\n\
                shop.example. MX 10 mail.shop.example.\n";
    App::message(message, zone, lang)
}

#[test]
fn trace_with_macros() {
    snapshots("macros", with_macros, &["2", "j", "j"]);
}

/// A message that came a long way: long names, an IPv6 client, a wrong clock, a hop without TLS; a record
/// of many ranges that names two services of long names.
fn from_afar(lang: Lang) -> App {
    let message = "Return-Path: <bounce+12345@mta.newsletters.shop.example>\r\nReceived: from inner.receiver.example \
                   (inner.receiver.example [10.0.0.3])\r\n\tby store.receiver.example with LMTP id 77; Tue, 14 Mar 2017 \
                   17:02:09 +0900\r\nReceived: from mta-17.newsletters.department.shop.example \
                   (mta-17.newsletters.department.shop.example. [IPv6:2001:db8:1234:5678:9abc:def0:1234:5678])\r\n\tby \
                   mx.receiver.example with ESMTPS id 12\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 \
                   (256/256 bits)); Tue, 14 Mar 2017 17:02:05 +0900\r\nReceived: from web01.shop.example (unknown \
                   [192.0.2.7])\r\n\tby mta-17.newsletters.department.shop.example with SMTP id 9; Tue, 14 Mar 2017 \
                   09:12:05 +0100\r\nSender: <haishin@mta.newsletters.shop.example>\r\nFrom: <news@shop.example>\r\n\
                   Resent-From: <mori@forward.example>\r\nDate: Tue, 14 Mar 2017 08:00:59 +0000\r\n\r\nhello\r\n";
    let ranges = |from: u8| (from..from + 12).map(|n| format!("ip4:198.18.{n}.0/24")).collect::<Vec<_>>().join(" ");
    let zone = format!(
        ". SOA a. b. 1 1 1 1 1\nmta.newsletters.shop.example. TXT \"v=spf1 include:_spf.service-with-a-name.example \
         include:_spf2.service-with-a-name.example ip4:203.0.113.0/24 \" \"{} ip6:2001:db8:1234::/48 ~all\"\n\
         _spf.service-with-a-name.example. TXT \"v=spf1 {}\" \" -all\"\n\
         _spf2.service-with-a-name.example. TXT \"v=spf1 exists:%{{i}}._spf.%{{d}} -all\"\n\
         shop.example. TXT \"v=spf1 include:_spf.service-with-a-name.example -all\"\n",
        ranges(1),
        ranges(20)
    );
    App::message(message, &zone, lang)
}

#[test]
fn trace_of_long_records() {
    snapshots("records", from_afar, &["2", "j", "j", "j"]);
}

#[test]
fn trace_with_everything_written_out() {
    snapshots("unfolded", from_afar, &["2", "f", "j"]);
}

#[test]
fn a_search_finds_what_is_folded() {
    let mut app = from_afar(Lang::En);
    app.draw(80, 24);
    app.keys(&["2"]);
    app.draw(80, 24);
    assert!(!app.screen(80, 24).contains("198.18.25.0"));
    app.keys(&["/"]).types("198.18.25.0").keys(&["Enter"]);
    let screen = app.screen(80, 24);
    // The record that is only begun, and the run of its ranges: the details write out both.
    assert!(screen.contains("1/2") && screen.contains("ip4:198.18.25.0/24"), "{screen}");
}

#[test]
fn path_of_a_message_from_afar() {
    snapshots("afar", from_afar, &["4", "j"]);
}

#[test]
fn pra_that_others_lost_to() {
    snapshots("lost", from_afar, &["3", "G", "k", "k"]);
}

#[test]
fn receivers_of_today() {
    snapshots("today", from_afar, &["6", "j"]);
}

#[test]
fn nothing_recorded() {
    snapshots("unrecorded", from_afar, &["5"]);
}

#[test]
fn trace_where_engines_differ() {
    snapshots("engines", |lang| sample("void-lookups", lang), &["2"]);
}

#[test]
fn source_with_a_match() {
    let keys = ["7", "/", "k", "u", "m", "a", "n", "o", "Enter", "n"];
    snapshots("match", |lang| sample("ses-default", lang), &keys);
}

#[test]
fn a_field_that_lost_says_to_which_one() {
    let mut app = from_afar(Lang::En);
    app.draw(120, 36);
    app.keys(&["3", "G", "k", "k"]);
    let screen = app.screen(120, 36);
    for text in ["RFC 4407, step 3", "Step 2 had selected Resent-From"] {
        assert!(screen.contains(text), "{text}\n{screen}");
    }
}

#[test]
fn no_decision_is_left_out_of_the_counts() {
    for lang in [Lang::En, Lang::Ja] {
        let mut app = from_afar(lang);
        app.draw(40, 10);
        app.keys(&["4"]);
        let screen = app.screen(40, 10);
        assert!(screen.contains("✓ 5   ! 1   # 1   ✗ 2   ? 4"), "{screen}");
    }
}

#[test]
fn the_least_screen_says_what_is_decided() {
    for (columns, rows) in [(20, 5), (16, 3), (12, 2), (23, 5)] {
        let mut app = sample("void-lookups", Lang::En);
        let screen = app.screen(columns, rows);
        assert!(screen.contains("reject"), "{screen}");
    }
}

#[test]
fn a_receiver_says_once_what_it_says() {
    let mut app = sample("softfail", Lang::En);
    app.draw(120, 36);
    app.keys(&["6", "j", "j", "j"]);
    let screen = app.screen(120, 36);
    let head: Vec<&str> = screen.lines().take_while(|line| !line.contains("in force")).collect();
    assert_eq!(head.iter().filter(|line| line.contains("550 : User unknown")).count(), 1, "{screen}");
}

#[test]
fn identities() {
    snapshots("identities", |lang| sample("ses-default", lang), &["3"]);
}

#[test]
fn identities_with_a_pra_of_a_later_hop() {
    snapshots("pra", |lang| sample("service-adds-sender", lang), &["3", "G"]);
}

#[test]
fn path() {
    snapshots("path", |lang| sample("forwarded", lang), &["4", "j"]);
}

#[test]
fn path_with_the_boundary_moved() {
    snapshots("moved", |lang| sample("forwarded", lang), &["4", " "]);
}

#[test]
fn source() {
    snapshots("source", |lang| sample("custom-mail-from", lang), &["7", "]", "]", "]", "]"]);
}

#[test]
fn identities_lead_to_their_bytes() {
    let mut app = sample("ses-default", Lang::En);
    app.draw(80, 24);
    app.keys(&["3", "b"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("> 1") || screen.contains(">  1"), "{screen}");
    assert!(screen.contains("taken from here: MAIL FROM"), "{screen}");
    app.keys(&["Esc"]);
    assert!(app.screen(80, 24).contains("Identities"));
}

#[test]
fn receivers() {
    snapshots("receivers", |lang| sample("ses-default", lang), &["6", "j", "j", "j"]);
}

#[test]
fn any_day_can_be_typed() {
    snapshots("day", |lang| sample("ses-default", lang), &["6", "D", "2", "0", "2", "4"]);
    let mut app = sample("ses-default", Lang::En);
    app.draw(80, 24);
    let day = |app: &App| app.model.sheet().map(|sheet| sheet.case.as_of.to_string()).unwrap_or_default();
    app.keys(&["D"]).types("2012-06-30").keys(&["Enter"]);
    assert_eq!(day(&app), "2012-06-30");
    app.keys(&["D"]).types("yesterday").keys(&["Enter"]);
    assert!(app.screen(80, 24).contains("a day is written 2024-02-01"), "{}", app.screen(80, 24));
    app.keys(&["Ctrl-u"]).types("message").keys(&["Enter"]);
    assert_eq!(day(&app), "2017-03-14");
}

#[test]
fn a_receiver_is_put_on_the_selected_side() {
    let mut app = sample("ses-default", Lang::En);
    app.draw(80, 24);
    let sheet = app.model.sheet().expect("it was read");
    let at = sheet.case.verdicts.iter().position(|verdict| verdict.receiver == "softbank").expect("it judges");
    app.keys(&["6"]);
    for _ in 0..at {
        app.keys(&["j"]);
    }
    app.keys(&[" ", "1"]);
    assert_eq!(app.model.chosen.1.as_deref(), Some("softbank"));
    // One that does not judge on this day stays where it is.
    app.keys(&["6", "G", " "]);
    assert_eq!(app.model.chosen.1.as_deref(), Some("softbank"));
    assert!(app.model.notice.is_some());
}

const HOSTILE: &str = "Return-Path: <a@shop.example>\r\nReceived: from \u{1b}]52;c;x\u{7} (\u{202e}evil [192.0.2.1]) by \
                       \u{9b}31m.example (\u{200b}) with \u{7}SMTP; Tue, 14 Mar 2017 01:02:05 -0700\r\nX-\u{7}: \
                       \u{202e}\r\nFrom: \"\u{202e}evil\u{1b}[31m\t\u{200b}x\" <a@shop.example>\r\nSender: \
                       \u{1b}[2J\r\nSubject: a\u{7}b\u{9b}c\r\nDate: Tue, 14 Mar 2017 08:02:04 +0000\r\n\r\n\u{1b}[2J\0\u{202e}\r\n";
const HOSTILE_ZONE: &str =
    ". SOA a. b. 1 1 1 1 1\nshop.example. TXT \"v=spf1 \u{1b}]52;c;x\u{7} exists:%{l}.x \u{202e} -all\"\n";

#[test]
fn hostile_text_reaches_no_cell_of_any_view() {
    for view in ["2", "3", "4", "5", "6", "7"] {
        let mut app = App::message(HOSTILE, HOSTILE_ZONE, Lang::En);
        app.draw(120, 36);
        app.keys(&[view]);
        for _ in 0..12 {
            for size in [(120, 36), (60, 20)] {
                let buffer = app.draw(size.0, size.1);
                for cell in buffer.content() {
                    let bad =
                        |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
                    assert!(!cell.symbol().contains(bad), "{view} {:?}", cell.symbol());
                }
            }
            app.keys(&["j"]);
        }
    }
}

#[test]
fn every_view_of_every_sample_fits_every_size() {
    let mut app = App::all_samples(Lang::Ja);
    for _ in 0..app.model.entries.len() {
        for view in ["2", "3", "4", "5", "6", "7"] {
            app.keys(&[view, "j", "j", "G", "k"]);
            for (columns, rows) in
                [(0, 0), (1, 1), (24, 6), (31, 9), (40, 10), (80, 24), (109, 13), (110, 30), (240, 60)]
            {
                for line in app.screen(columns, rows).lines() {
                    assert!(twofrom::text::width(line) <= usize::from(columns), "{view} {columns}x{rows} {line}");
                }
            }
            app.keys(&["Enter"]);
            app.draw(40, 10);
            app.keys(&["Enter"]);
        }
        app.keys(&["n"]);
    }
}

#[test]
fn in_ascii_nothing_else_is_drawn() {
    let message = "Return-Path: <a@shop.example>\r\nReceived: from x.example ([192.0.2.1]) by mx.example with SMTP; Tue, 14 \
                   Mar 2017 01:02:05 -0700\r\nFrom: <a@shop.example>\r\nSubject: hello\r\n\r\n";
    let mut app = App::message(message, ". SOA a. b. 1 1 1 1 1\nshop.example. TXT \"v=spf1 a -all\"\n", Lang::En);
    app.model.look.charset = twofrom::settings::Charset::Ascii;
    app.draw(120, 36);
    for view in ["2", "3", "4", "7"] {
        app.keys(&[view]);
        for (columns, rows) in [(120, 36), (60, 20)] {
            let screen = app.screen(columns, rows);
            // The name of the other language is a word.
            assert!(screen.replace("日本語", "").is_ascii(), "{screen}");
        }
    }
}

#[test]
fn a_node_is_folded_and_unfolded_where_the_cursor_is() {
    let mut app = sample("ses-default", Lang::En);
    app.draw(120, 36);
    app.keys(&["Tab", "2"]);
    let rows =
        |app: &mut App| app.screen(120, 36).lines().filter(|line| line.contains("amazonses.com  v=spf1")).count();
    assert_eq!(rows(&mut app), 2);
    // On the record of the include: its node goes together, and the cursor to the include.
    app.keys(&["j", "j", " "]);
    let screen = app.screen(120, 36);
    assert!(screen.contains("> ├ include:amazonses.com") && screen.contains("(4 terms)"), "{screen}");
    assert_eq!(rows(&mut app), 1);
    app.keys(&[" ", "j", "j", " "]);
    let screen = app.screen(120, 36);
    assert!(screen.contains("> │ ├ ip4:199.255.192.0/22") && !screen.contains("2 ranges"), "{screen}");
    app.keys(&["j", " "]);
    assert!(app.screen(120, 36).contains("> │ ├ 2 ranges without"));
}

#[test]
fn the_trace_goes_through_all_identities_and_back_to_that_of_the_side() {
    let mut app = sample("ses-default", Lang::En);
    app.draw(120, 36);
    app.keys(&["2"]);
    let shown = |app: &mut App| {
        let screen = app.screen(120, 36);
        let line = screen.lines().nth(1).unwrap_or_default().to_owned();
        line.split('[').nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default().to_owned()
    };
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(shown(&mut app));
        app.keys(&["l"]);
    }
    assert_eq!(seen, ["PRA - none", "MAIL FROM ✓ pass", "HELO - none", "header From - none"]);
    app.keys(&["h", "h", "Tab"]);
    assert_eq!(shown(&mut app), "MAIL FROM ✓ pass", "the left side's");
    app.keys(&["h", "Esc", "t"]);
    assert_eq!(shown(&mut app), "MAIL FROM ✓ pass", "whoever comes from the lanes sees what is behind them");
}

#[test]
fn the_boundary_moves_and_everything_is_judged_again() {
    let mut app = sample("forwarded", Lang::En);
    app.draw(120, 36);
    let ip =
        |app: &App| app.model.sheet().and_then(|s| s.case.identities.client.ip.as_ref().map(|ip| ip.value.to_string()));
    assert_eq!(ip(&app).as_deref(), Some("198.51.100.20"));
    app.keys(&["4", "["]);
    assert_eq!(ip(&app).as_deref(), Some("203.0.113.30"));
    assert!(
        app.model
            .notice
            .as_deref()
            .is_some_and(|notice| notice.contains("gmail, ") && notice.contains("from accept to unknown"))
    );
    assert!(app.screen(120, 36).contains("boundary moved"));
    app.keys(&["1"]);
    assert!(app.screen(120, 36).contains("Judged as if mail.tegami-box.example had received the message"));
    app.keys(&["4", "["]);
    assert!(app.model.notice.as_deref().is_some_and(|notice| notice.contains("no hop beyond")));
    app.keys(&["0"]);
    assert_eq!(ip(&app).as_deref(), Some("198.51.100.20"));
    assert!(app.model.sheet().is_some_and(|sheet| sheet.overrides.receiving_hop.is_none()));
}

#[test]
fn a_large_source_is_found_through() {
    let mut message = "From: <a@shop.example>\r\nSubject: large\r\n\r\n".to_owned();
    message.extend((0..40_000).map(|n| format!("line {n} of a long body with some words in it\r\n")));
    message.push_str("the needle at the END\r\n");
    let mut app = App::message(&message, ". SOA a. b. 1 1 1 1 1\n", Lang::En);
    app.draw(80, 24);
    app.keys(&["7", "/"]).types("needle").keys(&["Enter"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("40004  the needle at the END"), "{screen}");
    app.keys(&["g", "/"]).types("LINE 7").keys(&["Enter"]);
    assert!(app.screen(80, 24).contains("/LINE 7  no match") || app.screen(80, 24).contains("no match"));
    app.keys(&["G", "k", "PgUp", "g"]);
    assert!(app.screen(80, 24).contains(">     1  From:"), "{}", app.screen(80, 24));
}

#[test]
fn little_room_still_says_whose_domain_it_is() {
    let mut app = sample("phishing", Lang::En);
    let screen = app.screen(60, 20);
    assert!(
        screen.contains("yasui-host.example   MAIL FROM") && screen.contains("yamabuki-bank.example   PRA"),
        "{screen}"
    );
}

#[test]
fn every_receiver_has_its_glyph_where_their_list_does_not_fit() {
    let mut app = sample("phishing", Lang::Ja);
    let screen = app.screen(60, 20);
    assert!(screen.contains("✓ gmail  ✓ docomo  ✗ docomo/reject-all  ✗ au/high"), "{screen}");
}

#[test]
fn what_became_of_a_signature_is_written_out() {
    let mut app = sample("list-footer", Lang::En);
    let screen = app.screen(120, 36);
    assert!(screen.contains("after it was appended"), "{screen}");
}

#[test]
fn what_the_verdict_has_no_room_for_is_reached_by_a_key() {
    let mut app = sample("list-footer", Lang::En);
    let first = app.screen(60, 20);
    assert!(first.contains(" j more") && !first.contains("DKIM   "), "{first}");
    let mut seen = String::new();
    for _ in 0..60 {
        app.keys(&["j"]);
        seen.push_str(&app.screen(60, 20));
    }
    for text in ["Subject", "DKIM   ✗ fail", "aligned  SPF no", "✓ accept   docomo  au/mid  au/low", "since 2010-12-01"]
    {
        assert!(seen.contains(text), "{text}\n{seen}");
    }
    app.keys(&["g"]);
    assert_eq!(app.screen(60, 20), first);
    assert!(!sample("planted-claim", Lang::En).screen(120, 60).contains("j more"), "all of it is there");
}

#[test]
fn a_search_finds_what_the_verdict_has_no_room_for() {
    let mut app = sample("list-footer", Lang::En);
    app.draw(60, 20);
    app.keys(&["/"]).types("DKIM   ✗").keys(&["Enter"]);
    assert!(app.screen(60, 20).contains("DKIM   ✗ fail"), "{}", app.screen(60, 20));
}

#[test]
fn a_place_in_a_view_outlives_a_tiny_screen() {
    let mut app = sample("ses-default", Lang::En);
    app.draw(80, 24);
    app.keys(&["3", "j", "j", "j"]);
    let before = app.screen(80, 24);
    app.draw(10, 3);
    assert_eq!(app.screen(80, 24), before);
}

#[test]
fn the_whole_page_of_the_verdict() {
    snapshots("page", |lang| sample("list-footer", lang), &["j"]);
    snapshots("page-end", |lang| sample("signed-by-another", lang), &["G"]);
}

#[test]
fn the_verdict_scrolls_line_by_line_and_its_layout_stays() {
    for (columns, rows) in [(120, 30), (100, 30), (80, 24), (60, 20), (40, 10)] {
        let mut app = sample("list-footer", Lang::En);
        let body = |screen: &str| screen.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        let before = body(&app.screen(columns, rows));
        app.keys(&["j"]);
        let after = body(&app.screen(columns, rows));
        let kept = usize::from(rows) - 3;
        assert_eq!(before[1..kept], after[..kept - 1], "{columns}x{rows}");
    }
}

#[test]
fn the_story_of_a_sample_is_told_where_it_fits() {
    for (lang, story) in [(Lang::En, "A bookshop sends its sign-up mail"), (Lang::Ja, "書店が Amazon SES を初期設定")]
    {
        for (columns, rows) in [(120, 36), (100, 30), (80, 24)] {
            let screen = sample("ses-default", lang).screen(columns, rows);
            assert!(screen.lines().take(7).any(|line| line.contains(story)), "{columns}x{rows}\n{screen}");
        }
    }
}
