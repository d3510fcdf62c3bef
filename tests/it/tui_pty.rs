//! The program in a terminal: that it starts, follows keys and sizes, and leaves the terminal clean
//! whatever ends it.

#[cfg(feature = "live-dns")]
use crate::live::server;

use crate::support::pty;

use portable_pty::PtySize;
use pty::Session;
use std::time::Duration;

#[test]
fn it_starts_follows_keys_and_quits() {
    let mut session = Session::shell(r#"printf 'before\n'; "$TWOFROM"; printf 'status %s\n' $?"#, 24, 80, &[]);
    session.wait_for("kumano-books.example");
    assert!(session.parser().screen().alternate_screen());
    session.press("e\u{15}v=spf1 include:amazonses.com ~all\r");
    session.wait_for("was reject");
    session.press("u");
    session.wait_for("undone; U puts it back");
    session.press("q");
    session.wait_for("status 0");
    session.wait_until_clean();
    assert!(session.text().contains("before"), "what stood there before is back");
    assert_eq!(session.end(), 0);
}

/// The style of the first letter of a text on the screen: its colour, and whether it is bold and inverse.
fn style(session: &Session, text: &str) -> (vt100::Color, bool, bool) {
    // A part of a screen may come before the rest of it.
    session.wait_for(text);
    let parser = session.parser();
    let screen = parser.screen();
    let (rows, columns) = screen.size();
    for row in 0..rows.get() {
        let line: Vec<_> = (0..columns.get()).filter_map(|column| screen.cell(row, column)).collect();
        let letters: String = line.iter().map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect();
        if let Some(at) = letters.find(text) {
            let cell = line[letters[..at].chars().count()];
            return (cell.fgcolor(), cell.bold(), cell.inverse());
        }
    }
    panic!("{text} stands on no line of its own:\n{}", screen.contents());
}

#[test]
fn colours_and_weights_reach_the_terminal_and_without_colours_weights_do() {
    for (variables, red, green) in [
        (&[][..], vt100::Color::Idx(9), vt100::Color::Idx(10)),
        (&[("NO_COLOR", "1")][..], vt100::Color::Default, vt100::Color::Default),
    ] {
        let mut session = Session::shell(r#"exec "$TWOFROM""#, 36, 120, variables);
        session.wait_for("kumano-books.example");
        let plain = |colour: vt100::Color| match colour {
            // Some write the dark one of a pair.
            vt100::Color::Idx(index @ 1..=2) => vt100::Color::Idx(index + 8),
            colour => colour,
        };
        let (colour, bold, inverse) = style(&session, "✗ reject");
        assert_eq!((plain(colour), bold, inverse), (red, true, true), "{variables:?}");
        let (colour, bold, inverse) = style(&session, "✓ pass");
        assert_eq!((plain(colour), bold, inverse), (green, false, false), "{variables:?}");
        session.press("q");
        assert_eq!(session.end(), 0);
    }
}

#[test]
fn it_follows_the_size_of_the_terminal() {
    let mut session = Session::start(36, 120);
    session.wait_for("HELO");
    session.resize(20, 60);
    // The wide head begins with the program's name: what is cut off at the right tells nothing.
    session.wait("the narrow screen", |s| s.text().starts_with(" sample:ses-default"));
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_key_pressed_during_a_resize_is_not_lost() {
    for round in 0..20 {
        let mut session = Session::start(36, 120);
        session.wait_for("HELO");
        let size = PtySize { rows: 20, cols: 60 + round, pixel_width: 0, pixel_height: 0 };
        session.master.resize(size).expect("the terminal can be resized");
        session.press("q");
        assert_eq!(session.end(), 0, "round {round}");
    }
}

#[test]
fn signals_leave_the_terminal_clean() {
    for (name, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut session = Session::start(24, 80);
        session.wait_for("kumano-books.example");
        session.signal(name);
        assert_eq!(session.end(), status, "{name}");
        session.wait_until_clean();
    }
}

// The way to panic is not in a release.
#[cfg(debug_assertions)]
#[test]
fn a_panic_leaves_the_terminal_clean_and_is_told() {
    for place in ["loop", "reader"] {
        let line = r#""$TWOFROM"; printf 'status %s\n' $?; stty -a"#;
        let mut session = Session::shell(line, 24, 100, &[("TWOFROM_TEST_PANIC", place), ("RUST_BACKTRACE", "0")]);
        session.wait_for("a test asked for a panic");
        session.wait_for(" icanon");
        session.wait_until_clean();
        assert!(session.text().contains("status 101"), "{}", session.text());
        session.end();
    }
}

#[test]
fn it_is_suspended_and_comes_back() {
    // A shell with job control, in which the program is a job in the foreground.
    let line =
        r#"set -m; "$TWOFROM"; printf 'stopped %s\n' $?; stty -a; fg >/dev/null; printf 'status %s\n' $?; stty -a"#;
    for by_key in [true, false] {
        let mut session = Session::shell(line, 24, 80, &[]);
        session.wait_for("kumano-books.example");
        if by_key {
            session.press("\u{1a}");
        } else {
            session.signal_job("TSTP");
        }
        // The shell comes to the front; it brings the program back at once.
        session.wait("the program again", |session| {
            session.parser().screen().alternate_screen() && session.text().contains("kumano-books.example")
        });
        session.press("2");
        session.wait_for("SPF trace");
        session.press("q");
        session.wait_for("status 0");
        session.wait_until_clean();
        // Once when it was stopped, once when it has ended.
        session.wait("the modes", |session| session.text().matches(" icanon").count() == 2);
        assert!(session.text().contains("stopped"));
        session.end();
    }
}

#[test]
fn where_no_shell_could_bring_it_back_it_is_not_suspended() {
    let mut session = Session::start(24, 80);
    session.wait_for("kumano-books.example");
    session.press("\u{1a}");
    session.wait_for("no shell could bring it back");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn it_goes_on_after_it_was_stopped_from_outside() {
    let mut session = Session::start(24, 80);
    session.wait_for("kumano-books.example");
    session.signal("STOP");
    session.signal("CONT");
    session.press("2");
    session.wait_for("SPF trace");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.wait_until_clean();
}

#[test]
fn nothing_is_done_while_nothing_happens() {
    let session = Session::start(24, 80);
    session.wait_for("kumano-books.example");
    session.wait_for_idleness();
}

#[test]
fn a_file_is_opened_by_a_completed_path_and_saved() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let mail = folder.path().join("hello-there.eml");
    std::fs::write(&mail, "From: <a@opened.example>\nSubject: x\n\nx\n").expect("it can be written");
    let mut session = Session::start(24, 80);
    session.wait_for("kumano-books.example");
    session.press(&format!("o{}/he\t", folder.path().display()));
    session.wait_for("hello-there.eml");
    session.press("\r");
    session.wait_for("opened.example");
    session.press(&format!("s\r\x15{}/screen.txt\r", folder.path().display()));
    session.wait_for("saved as");
    let text = std::fs::read_to_string(folder.path().join("screen.txt")).expect("it was saved");
    assert!(text.contains("opened.example"), "{text}");
    session.press(&format!("s\r\x15{}/screen.txt\r", folder.path().display()));
    session.wait_for("is there already");
    // A key right behind it would be one with Alt.
    session.press("\x1b");
    session.wait("the line to close", |session| !session.text().contains("is there already"));
    session.press(&format!("o\x15{}/nowhere\r", folder.path().display()));
    session.wait_for("cannot read");
    session.press("\x1b");
    session.wait("the line to close", |session| !session.text().contains("cannot read"));
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn keys_come_from_the_terminal_when_a_message_is_piped_in() {
    let line = r#"printf 'From: <info@piped.example>\nSubject: piped\n\n' | "$TWOFROM" --lang ja"#;
    let mut session = Session::shell(line, 24, 80, &[]);
    session.wait_for("piped.example");
    session.press("L");
    session.wait_for("quit");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.wait_until_clean();
}

#[test]
fn without_a_terminal_it_reports() {
    let line = r#""$TWOFROM" </dev/null | cat; printf 'done\n'"#;
    let session = Session::shell(line, 24, 80, &[]);
    session.wait_for("done");
    assert!(!session.parser().screen().alternate_screen());
}

#[test]
fn a_format_asks_for_a_report() {
    let line = r#""$TWOFROM" --message 1 --format jsonl | wc -l; "$TWOFROM" --message 1 --format text; echo done $?"#;
    let session = Session::shell(line, 100, 80, &[]);
    session.wait_for("done 0");
    assert!(!session.parser().screen().alternate_screen());
}

#[test]
fn on_a_dumb_terminal_it_reports() {
    let line = r#""$TWOFROM" --message 1 --charset ascii; printf 'done %s\n' $?"#;
    let session = Session::shell(line, 100, 80, &[("TERM", "dumb")]);
    session.wait_for("done 0");
    assert!(session.text().contains("sample:ses-default"), "{}", session.text());
    assert!(!session.parser().screen().alternate_screen());
}

#[cfg(feature = "live-dns")]
#[test]
fn a_message_without_a_zone_is_asked_about() {
    let zone = "shop.example TXT v=spf1 include:other.example -all\nother.example TXT v=spf1 -all";
    let server = server::Server::start(zone, &[], Duration::from_millis(20));
    let folder = tempfile::TempDir::new().expect("a folder");
    let mail = folder.path().join("mail.eml");
    let message = "Return-Path: <info@shop.example>\nReceived: from mail.shop.example ([192.0.2.1]) by mx.receiver.example; \
        Tue, 10 Mar 2026 12:00:00 +0900\nFrom: info@shop.example\n\nhello\n";
    std::fs::write(&mail, message).expect("it can be written");
    let line = format!(
        r#"exec "$TWOFROM" {} --dns live --nameserver {} --record {}"#,
        mail.display(),
        server.address,
        folder.path().join("record.zone").display()
    );
    let mut session = Session::shell(&line, 30, 120, &[]);
    session.wait_for(&format!("DNS live, {}", server.address));
    session.wait("a verdict", |session| session.text().contains("reject"));
    session.wait("all answers", |session| !session.text().contains("not answered"));
    session.wait_for_idleness();
    // The editor begins with what was published; a what-if asks for what it names, once the term is left.
    session.press("e\x15v=spf1 include:late.example");
    session.wait_for("late.example");
    assert!(!server.questions().iter().any(|question| question.starts_with("late.")));
    session.press(" ?all");
    session.wait("the question", |_| server.questions().contains(&"late.example TXT".to_owned()));
    session.press("\r");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.wait_until_clean();
    let mut questions = server.questions();
    let asked = questions.len();
    questions.dedup();
    assert_eq!(questions.len(), asked, "a question was asked twice");
    let record = std::fs::read_to_string(folder.path().join("record.zone")).expect("it was recorded");
    assert!(record.contains("other.example. 60 TXT") && !record.contains("late.example"), "{record}");
}

#[cfg(feature = "live-dns")]
#[test]
fn a_long_run_shows_how_far_it_has_come() {
    let server = server::Server::start("", &[("silent.example", server::Odd::Silence)], Duration::ZERO);
    let folder = tempfile::TempDir::new().expect("a folder");
    for (name, from) in [("a", "shop.example"), ("b", "silent.example"), ("c", "other.example")] {
        let mail = format!("From: info@{from}\nDate: Tue, 10 Mar 2026 12:00:00 +0900\n\nhello\n");
        std::fs::write(folder.path().join(format!("{name}.eml")), mail).expect("it can be written");
    }
    let (mails, server) = (folder.path().to_string_lossy().into_owned(), server.address.to_string());
    let variables = [("MAILS", mails.as_str()), ("SERVER", server.as_str())];
    let run = r#""$TWOFROM" check "$MAILS" --dns live --nameserver "$SERVER" --dns-timeout 2.5 > /dev/null; printf 'ended\n'"#;
    let session = Session::shell(run, 24, 80, &variables);
    session.wait_for("messages read: 1 of 3, ");
    session.wait_for("ended");
    assert_eq!(session.text().trim(), "ended", "and takes it away");
    let session = Session::shell(&run.replace("check", "check --lang ja"), 24, 80, &variables);
    session.wait_for("3 通中 1 通、問い合わせ ");
    session.wait_for("ended");
}
