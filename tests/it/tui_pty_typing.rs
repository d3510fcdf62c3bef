//! The program in a terminal while something is typed into it: pasting, fast keys, sizes, signals, the
//! clipboard.

use crate::support::pty;

use pty::Session;

/// The record that the typed line holds on the screen, its lines joined.
fn typed(session: &Session) -> String {
    let text = session.text();
    let below = text.lines().skip_while(|line| !line.contains("What if"));
    below.filter_map(|line| line.strip_prefix("│ ")).map(|line| line.trim_end_matches('│').trim_end()).collect()
}

#[test]
fn pasted_text_is_typed_and_obeyed_nowhere() {
    let mut session = Session::start(36, 120);
    session.wait_for("kumano-books.example");
    assert!(session.parser().screen().bracketed_paste());
    // Where nothing is typed, its letters are no keys.
    session.press("\x1b[200~q\r2\x1b[201~e\x15");
    session.press("\x1b[200~v=spf1\r\nip4:192.0.2.1\u{7}\t-all\r\n\x1b[201~");
    session.wait("the record", |session| typed(session).starts_with("v=spf1  ip4:192.0.2.1 -all"));
    session.press("\r");
    session.wait_for("what if");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_thousand_letters_and_keys_come_in_order() {
    let mut session = Session::start(36, 120);
    session.wait_for("kumano-books.example");
    let terms: Vec<String> = (1..68).map(|at| format!("ip4:192.0.2.{at}")).collect();
    let record = format!("v=spf1 {} -all", terms.join(" "));
    assert!((1000..1020).contains(&record.len()), "{}", record.len());
    session.press(&format!("e\x15{record}"));
    session.wait_for(&format!("{} octets in 4 strings", record.len()));
    // From the start: the line is moved through and cut at once.
    session.press(&format!("{}\x0b", "\x1b[D".repeat(record.len() - 6)));
    session.wait("the rest of the record", |session| typed(session).starts_with("v=spf1lookups"));
    session.press("\x03");
    assert_eq!(session.end(), 0);
}

#[test]
fn held_keys_are_taken_before_the_screen_is_drawn_again() {
    let mut session = Session::start(24, 80);
    session.wait_for("kumano-books.example");
    session.press(&format!("7{}q", "jk".repeat(2000)));
    assert_eq!(session.end(), 0);
    session.wait_until_clean();
}

#[test]
fn sizes_change_while_something_is_typed() {
    let mut session = Session::start(36, 120);
    session.wait_for("kumano-books.example");
    session.press("e\x15v=spf1 mx");
    for (rows, columns) in [(20, 60), (10, 40), (5, 20), (1, 1), (24, 80)] {
        session.resize(rows, columns);
    }
    session.wait("the line at the bottom", |session| {
        let parser = session.parser();
        let (row, column) = parser.screen().cursor_position();
        (row, column) == (20, 11) && !parser.screen().hide_cursor() && parser.screen().contents().contains("v=spf1 mx")
    });
    session.press(" -all\r");
    session.wait_for("v=spf1 mx -all");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn signals_while_something_is_typed_leave_the_terminal_clean() {
    let mut session = Session::start(24, 80);
    session.wait_for("kumano-books.example");
    session.press("o/usr/");
    session.wait_for("Open a file");
    session.wait_for_idleness();
    session.signal("TERM");
    assert_eq!(session.end(), 143);
    session.wait_until_clean();
}

#[test]
fn a_program_that_is_stopped_can_be_ended() {
    let line = r#"set -m; "$TWOFROM"; printf 'stopped %s\n' $?; stty -a; kill -TERM %1; fg >/dev/null; printf 'status %s\n' $?; stty -a"#;
    let mut session = Session::shell(line, 24, 80, &[]);
    session.wait_for("kumano-books.example");
    session.press("e\x1a");
    session.wait_for("status 143");
    // Once when it was stopped, once when it has ended.
    session.wait("the modes", |session| session.text().matches(" icanon").count() == 2);
    session.wait_until_clean();
    session.end();
}

#[test]
fn a_line_goes_on_after_a_stop() {
    let line = r#"set -m; "$TWOFROM"; printf 'stopped\n'; fg >/dev/null; printf 'status %s\n' $?"#;
    let mut session = Session::shell(line, 24, 80, &[]);
    session.wait_for("kumano-books.example");
    session.press("e\x15v=spf1 m\x1a");
    session.wait("the program again", |session| {
        session.has_written("stopped") && session.parser().screen().alternate_screen()
    });
    session.press("x -all");
    session.wait_for("v=spf1 mx -all");
    session.wait("the cursor", |session| !session.parser().screen().hide_cursor());
    session.press("\r");
    session.wait_for("what if");
    session.press("q");
    session.wait_for("status 0");
    session.end();
}

#[test]
fn what_is_copied_goes_to_the_terminal() {
    let mut session = Session::start(24, 80);
    session.wait_for("kumano-books.example");
    session.press("y");
    session.wait_for("sent to the clipboard: kumano");
    // kumano-books.example TXT "v=spf1 include:amazonses.com ~all"
    let text = "a3VtYW5vLWJvb2tzLmV4YW1wbGUgVFhUICJ2PXNwZjEgaW5jbHVkZTphbWF6b25zZXMuY29tIH5hbGwi";
    assert!(session.has_written(&format!("\x1b]52;c;{text}\x1b\\")));
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn paths_are_completed_whatever_they_are_called() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let deep = folder.path().join("新年 2026").join("a b");
    std::fs::create_dir_all(&deep).expect("it can be made");
    std::fs::write(deep.join("挨拶.eml"), "From: <a@opened.example>\nSubject: x\n\nx\n").expect("it can be written");
    std::os::unix::fs::symlink(&deep, folder.path().join("link")).expect("it can be made");
    let line = format!("cd '{}'; HOME=$PWD; export HOME; exec \"$TWOFROM\"", folder.path().display());
    let mut session = Session::shell(&line, 24, 80, &[]);
    session.wait_for("kumano-books.example");
    session.press("o~\t");
    session.wait_for("│ ~/ ");
    session.press("新\t");
    session.wait_for("~/新年 2026/ ");
    session.press("\t");
    session.wait_for("2026/a b/ ");
    session.press("\x15link/\t");
    session.wait_for("link/挨拶.eml");
    session.press("x\t");
    session.wait_for("nothing of this name");
    session.press("\x7f/\t");
    session.wait_for("✗ cannot read");
    session.press("\x7f\r");
    session.wait_for("opened.example");
    session.press("q");
    assert_eq!(session.end(), 0);
}
