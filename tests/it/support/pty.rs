//! The program in a pseudo terminal: keys in, the screen and the bytes that make it out.
#![allow(dead_code, reason = "each test file uses its part")]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// Far longer than anything takes, for slow machines.
pub const LIMIT: Duration = Duration::from_secs(30);

pub fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a size above zero")
}

pub struct Session {
    screen: Arc<Mutex<vt100::Parser>>,
    /// All bytes that came.
    output: Arc<Mutex<Vec<u8>>>,
    pub master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
}

impl Session {
    /// Starts a command line of the shell in which `"$TWOFROM"` is the program.
    pub fn shell(line: &str, rows: u16, columns: u16, variables: &[(&str, &str)]) -> Self {
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
        let all = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&all);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count) = output.read(&mut bytes) {
                if count == 0 {
                    return;
                }
                kept.lock().expect("no test panics with it").extend_from_slice(&bytes[..count]);
                shared.lock().expect("no test panics with it").process(&bytes[..count]);
            }
        });
        Self { screen, output: all, master: pty.master, keys, child }
    }

    pub fn start(rows: u16, columns: u16) -> Self {
        Self::shell(r#"exec "$TWOFROM""#, rows, columns, &[])
    }

    pub fn parser(&self) -> MutexGuard<'_, vt100::Parser> {
        self.screen.lock().expect("the reader does not panic")
    }

    /// Whether these bytes were written.
    pub fn has_written(&self, bytes: &str) -> bool {
        let output = self.output.lock().expect("no test panics with it");
        output.windows(bytes.len()).any(|window| window == bytes.as_bytes())
    }

    pub fn resize(&mut self, rows: u16, columns: u16) {
        self.parser().screen_mut().set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("the terminal can be resized");
    }

    /// Waits for a second in which the processor is not used.
    pub fn wait_for_idleness(&self) {
        self.wait("a second without any work", |session| {
            let before = session.processor_time();
            thread::sleep(Duration::from_secs(1));
            session.processor_time() == before
        });
    }

    pub fn text(&self) -> String {
        self.parser().screen().contents()
    }

    pub fn wait(&self, what: &str, found: impl Fn(&Self) -> bool) {
        let begin = Instant::now();
        while !found(self) {
            assert!(begin.elapsed() < LIMIT, "{what} did not come; the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn wait_for(&self, text: &str) {
        self.wait(text, |session| session.text().contains(text));
    }

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    pub fn signal(&self, name: &str) {
        let process = self.child.process_id().expect("it runs").to_string();
        let done = std::process::Command::new("kill").args(["-s", name, &process]).status().expect("kill runs");
        assert!(done.success());
    }

    /// Sends a signal to the program where it is a job of the shell.
    pub fn signal_job(&self, name: &str) {
        let shell = self.child.process_id().expect("it runs").to_string();
        let done =
            std::process::Command::new("pkill").args(["-x", "-P", &shell, &format!("-{name}"), "twofrom"]).status();
        assert!(done.expect("pkill runs").success());
    }

    /// The clock ticks that the process has used.
    pub fn processor_time(&self) -> u64 {
        let process = self.child.process_id().expect("it runs");
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("it runs");
        let fields: Vec<&str> = stat.rsplit(')').next().expect("a name in it").split_whitespace().collect();
        // utime and stime, counted behind the name.
        [11, 12].iter().map(|at| fields[*at].parse::<u64>().expect("a number")).sum()
    }

    pub fn end(&mut self) -> u32 {
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
    pub fn is_clean(&self) -> bool {
        let parser = self.parser();
        let screen = parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    pub fn wait_until_clean(&self) {
        self.wait("a clean terminal", Self::is_clean);
    }
}
