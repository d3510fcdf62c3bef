//! What is waited for: keys, the terminal's end, signals. Each has a thread that tells the loop.

use crate::tui::msg::Msg;
use crossterm::event::{self, Event, KeyEventKind};
use crossterm::terminal::disable_raw_mode;
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use signal_hook::consts::{SIGCONT, SIGTSTP};
use signal_hook::iterator::Signals;
use std::io;
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// How long the loop may take to end after a signal, before the program ends without it.
const GRACE: Duration = Duration::from_secs(2);

/// A thread that waits for keys. It ends with the terminal, or with the program.
pub fn keys(sender: Sender<Msg>) {
    thread::spawn(move || {
        let sender = LastWords(sender);
        loop {
            let msg = match event::read() {
                Ok(Event::Key(key)) if key.kind == KeyEventKind::Press => Msg::Key(key.into()),
                Ok(Event::Paste(text)) => Msg::Paste(text),
                Ok(Event::Resize(..)) => Msg::Resized,
                Ok(_) => continue,
                Err(_) => Msg::Closed,
            };
            let closed = matches!(msg, Msg::Closed);
            if sender.0.send(msg).is_err() || closed {
                return;
            }
        }
    });
}

/// A thread that waits for the terminal to hang up: waiting for keys would never end then, and take all
/// of a processor.
pub fn terminal(sender: Sender<Msg>) {
    thread::spawn(move || {
        let screen = io::stdout();
        // Nothing is asked for: a hang-up is told unasked.
        let mut watched = [PollFd::new(screen.as_fd(), PollFlags::empty())];
        loop {
            match poll(&mut watched, PollTimeout::NONE) {
                Ok(_) if watched.iter().any(|fd| fd.any() != Some(false)) => break,
                Ok(_) | Err(Errno::EINTR) => {}
                // Then keys have to tell.
                Err(_) => return,
            }
        }
        let _ = sender.send(Msg::Closed);
    });
}

/// A thread that waits for signals. A loop that cannot end, because the terminal takes no more output,
/// is not waited for.
pub fn signals(mut signals: Signals, sender: Sender<Msg>) {
    thread::spawn(move || {
        for signal in signals.forever() {
            let msg = match signal {
                SIGTSTP => Some(Msg::Stopped),
                SIGCONT => Some(Msg::Continued),
                _ => None,
            };
            if let Some(msg) = msg {
                let _ = sender.send(msg);
                continue;
            }
            // The loop may have ended by itself.
            let _ = sender.send(Msg::Signal(signal));
            thread::sleep(GRACE);
            let _ = disable_raw_mode();
            std::process::exit(128 + signal);
        }
    });
}

/// Ends the loop when the thread that holds it panics.
pub struct LastWords(pub Sender<Msg>);

impl Drop for LastWords {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Msg::Closed);
        }
    }
}
