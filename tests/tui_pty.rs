//! The program in a terminal: that it starts, follows keys and sizes, and leaves the terminal clean
//! whatever ends it.
#![cfg(unix)]

#[cfg(feature = "live-dns")]
#[path = "live/server.rs"]
mod server;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// Far longer than anything takes, for slow machines.
const LIMIT: Duration = Duration::from_secs(30);

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a size above zero")
}

struct Session {
    screen: Arc<Mutex<vt100::Parser>>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
}

impl Session {
    /// Starts a command line of the shell in which `"$TWOFROM"` is the program.
    fn shell(line: &str, rows: u16, columns: u16, variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("a pseudo terminal");
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line]);
        command.env_clear();
        command.env("TWOFROM", env!("CARGO_BIN_EXE_twofrom"));
        command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).expect("the program starts");
        drop(pty.slave);
        let keys = pty.master.take_writer().expect("a writer");
        let mut output = pty.master.try_clone_reader().expect("a reader");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(columns), 200)));
        let shared = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count) = output.read(&mut bytes) {
                if count == 0 {
                    return;
                }
                shared.lock().expect("no test panics with it").process(&bytes[..count]);
            }
        });
        Self { screen, master: pty.master, keys, child }
    }

    fn start(rows: u16, columns: u16) -> Self {
        Self::shell(r#"exec "$TWOFROM""#, rows, columns, &[])
    }

    fn parser(&self) -> MutexGuard<'_, vt100::Parser> {
        self.screen.lock().expect("the reader does not panic")
    }

    fn text(&self) -> String {
        self.parser().screen().contents()
    }

    fn wait(&self, what: &str, found: impl Fn(&Self) -> bool) {
        let begin = Instant::now();
        while !found(self) {
            assert!(begin.elapsed() < LIMIT, "{what} did not come; the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn wait_for(&self, text: &str) {
        self.wait(text, |session| session.text().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    fn signal(&self, name: &str) {
        let process = self.child.process_id().expect("it runs").to_string();
        let done = std::process::Command::new("kill").args(["-s", name, &process]).status().expect("kill runs");
        assert!(done.success());
    }

    /// Sends a signal to the program where it is a job of the shell.
    fn signal_job(&self, name: &str) {
        let shell = self.child.process_id().expect("it runs").to_string();
        let done =
            std::process::Command::new("pkill").args(["-x", "-P", &shell, &format!("-{name}"), "twofrom"]).status();
        assert!(done.expect("pkill runs").success());
    }

    /// The clock ticks that the process has used.
    fn processor_time(&self) -> u64 {
        let process = self.child.process_id().expect("it runs");
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("it runs");
        let fields: Vec<&str> = stat.rsplit(')').next().expect("a name in it").split_whitespace().collect();
        // utime and stime, counted behind the name.
        [11, 12].iter().map(|at| fields[*at].parse::<u64>().expect("a number")).sum()
    }

    fn end(&mut self) -> u32 {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its status can be asked") {
                return status.exit_code();
            }
            assert!(begin.elapsed() < LIMIT, "it does not end; the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The alternate screen left, the cursor shown, pasted text no longer bracketed.
    fn is_clean(&self) -> bool {
        let parser = self.parser();
        let screen = parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    fn wait_until_clean(&self) {
        self.wait("a clean terminal", Self::is_clean);
    }
}

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
    panic!("{text} is not on the screen:\n{}", session.text());
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
    session.parser().screen_mut().set_size(cells(20), cells(60));
    let size = PtySize { rows: 20, cols: 60, pixel_width: 0, pixel_height: 0 };
    session.master.resize(size).expect("the terminal can be resized");
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
    for (name, status) in [("TERM", 143), ("HUP", 129)] {
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
        let text = session.text();
        assert!(text.contains("stopped") && text.matches(" icanon").count() == 2, "{text}");
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
    session.wait("a second without any work", |session| {
        let before = session.processor_time();
        thread::sleep(Duration::from_secs(1));
        session.processor_time() == before
    });
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
    session.wait_for("1 of 3 messages, ");
    session.wait_for("ended");
    assert_eq!(session.text().trim(), "ended", "and takes it away");
    let session = Session::shell(&run.replace("check", "check --lang ja"), 24, 80, &variables);
    session.wait_for("3 通中 1 通、問い合わせ ");
    session.wait_for("ended");
}
