//! The loop that the terminal UI lives in, and the only place that touches the terminal: keys, signals
//! and files come in as messages through one channel, and the screen is drawn after them. Whatever ends
//! the loop, the terminal is left as it was found.

use super::asker::Asker;
use super::look::Look;
use super::model::{Geometry, Model, State};
use super::msg::{Effect, Msg};
use super::update::{start, update};
use super::view::view;
use crate::receiver::Profiles;
use crate::settings::Lang;
use crate::source::{Desk, Opened};
use crate::words::complaint;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyEventKind};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{self, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

/// How long the loop may take to end after a signal, before the program ends without it.
const GRACE: Duration = Duration::from_secs(2);

/// The exit status after a panic, as the Rust runtime has it.
const PANICKED: u8 = 101;

/// Whether the terminal is ours: it is given back once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// How the terminal UI ended.
pub struct Ended {
    /// The exit status.
    pub status: u8,
    /// The messages that were read, with what was answered about them.
    pub opened: Vec<Opened>,
}

/// Runs the terminal UI until the user quits.
///
/// # Errors
///
/// An [`io::Error`] of the terminal.
pub fn run(desk: Desk, asker: Asker, profiles: &'static Profiles, look: Look) -> io::Result<Ended> {
    let (sender, receiver) = channel();
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let taken = Taken::new()?;
    // Whether there are colours is in the look already. Told NO_COLOR, the backend would take bold and
    // reverse away together with them.
    crossterm::style::force_color_output(true);
    let mut model = Model::new(&desk.inputs, profiles, look);
    let reader = reader(desk, look.lang, sender.clone());
    watch_keys(sender.clone());
    watch_terminal(sender.clone());
    watch_signals(signals, sender.clone());
    let mut world = World { reader, asker, sender };
    // Never dropped: it would complain of a terminal that is gone, and panic for want of one.
    let mut screen = ManuallyDrop::new(Terminal::new(CrosstermBackend::new(io::stdout()))?);
    let status = turn(&mut model, &mut screen, &receiver, &mut world);
    drop(taken);
    let reports = std::mem::take(&mut *reports());
    if reports.is_empty() {
        let opened = model.entries.into_iter().filter_map(|entry| match entry.state {
            State::Ready(sheet) => Some(sheet.opened),
            _ => None,
        });
        return Ok(Ended { status: status?, opened: opened.collect() });
    }
    for report in reports {
        // There is nobody left to tell if this fails.
        let _ = writeln!(io::stderr(), "{report}");
    }
    Ok(Ended { status: PANICKED, opened: Vec::new() })
}

/// Draws, waits, and lets the model follow what happened, until an effect ends it.
fn turn(
    model: &mut Model,
    screen: &mut Terminal<CrosstermBackend<Stdout>>,
    inbox: &Receiver<Msg>,
    world: &mut World,
) -> io::Result<u8> {
    let mut effects = start(model);
    loop {
        if let Some(status) = world.perform(&effects, model) {
            return Ok(status);
        }
        let geometry = draw(screen, model)?;
        fail_for_tests("loop");
        if geometry != model.geometry {
            effects = update(model, Msg::Drawn(geometry));
            if let Some(status) = world.perform(&effects, model) {
                return Ok(status);
            }
        }
        // Everything that waits is taken before the screen is drawn again.
        let Ok(msg) = inbox.recv() else { return Ok(0) };
        effects = update(model, msg);
        while let Ok(msg) = inbox.try_recv() {
            effects.extend(update(model, msg));
        }
    }
}

/// What the model can ask for.
struct World {
    reader: Sender<usize>,
    asker: Asker,
    sender: Sender<Msg>,
}

impl World {
    /// Does what the model asks for; gives the exit status if it asks for the end.
    fn perform(&mut self, effects: &[Effect], model: &Model) -> Option<u8> {
        for effect in effects {
            match effect {
                Effect::Quit(status) => return Some(*status),
                // A reader that has ended has told so itself.
                Effect::Open(index) => drop(self.reader.send(*index)),
                Effect::Ask(index) => self.asker.ask(*index, model, &self.sender),
                // There is no answer: a terminal that does not know it does nothing.
                Effect::Copy(text) => drop(execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))),
            }
        }
        None
    }
}

fn draw(screen: &mut Terminal<CrosstermBackend<Stdout>>, model: &Model) -> io::Result<Geometry> {
    let mut geometry = Geometry::default();
    screen.draw(|frame| {
        geometry = view(model, frame);
        if let Some(position) = geometry.cursor {
            frame.set_cursor_position(position);
        }
    })?;
    Ok(geometry)
}

/// A thread that reads inputs one after the other as they are asked for.
fn reader(desk: Desk, lang: Lang, sender: Sender<Msg>) -> Sender<usize> {
    let (ask, asked) = channel::<usize>();
    thread::spawn(move || {
        let sender = LastWords(sender);
        while let Ok(index) = asked.recv() {
            fail_for_tests("reader");
            let Some(input) = desk.inputs.get(index) else { continue };
            let opened = desk.open(input).map(Box::new).map_err(|error| complaint::open(&error, lang));
            if sender.0.send(Msg::Opened(index, opened)).is_err() {
                return;
            }
        }
    });
    ask
}

/// A thread that waits for keys. It ends with the terminal, or with the program.
fn watch_keys(sender: Sender<Msg>) {
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
fn watch_terminal(sender: Sender<Msg>) {
    thread::spawn(move || {
        let screen = io::stdout();
        // Nothing is asked for: a hang-up is told unasked.
        let mut watched = [PollFd::new(&screen, PollFlags::empty())];
        loop {
            match poll(&mut watched, None) {
                Ok(_) if watched.iter().any(|fd| !fd.revents().is_empty()) => break,
                Ok(_) | Err(Errno::INTR) => {}
                // Then keys have to tell.
                Err(_) => return,
            }
        }
        let _ = sender.send(Msg::Closed);
    });
}

/// A thread that waits for signals. A loop that cannot end, because the terminal takes no more output,
/// is not waited for.
fn watch_signals(mut signals: Signals, sender: Sender<Msg>) {
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // The loop may have ended by itself.
            let _ = sender.send(Msg::Signal(signal));
            thread::sleep(GRACE);
            let _ = disable_raw_mode();
            std::process::exit(128 + signal);
        }
    });
}

/// Ends the loop when the thread that holds it panics.
struct LastWords(Sender<Msg>);

impl Drop for LastWords {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Msg::Closed);
        }
    }
}

/// The terminal as the UI needs it, for as long as this lives.
struct Taken;

impl Taken {
    fn new() -> io::Result<Self> {
        restore_on_panic();
        // Set first: what was begun is undone even if the rest fails.
        TAKEN.store(true, Ordering::SeqCst);
        let taken = Self;
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        Ok(taken)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, the first time it is called.
fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // There is nobody left to tell if this fails.
        let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
    }
}

/// Gives the terminal back before a panic of the loop is reported, so that the report can be read. A
/// panic of another thread waits until the loop has ended: the loop may be drawing.
fn restore_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        let own = thread::current().id();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().id() == own {
                restore();
                before(info);
            } else {
                reports().push(info.to_string());
            }
        }));
    });
}

/// The panics of other threads, not told yet.
fn reports() -> MutexGuard<'static, Vec<String>> {
    static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    REPORTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A panic that a test asks for, to see what becomes of the terminal. Never in a release.
fn fail_for_tests(place: &str) {
    #[cfg(debug_assertions)]
    assert!(std::env::var("TWOFROM_TEST_PANIC").as_deref() != Ok(place), "a test asked for a panic in the {place}");
    #[cfg(not(debug_assertions))]
    let _ = place;
}
