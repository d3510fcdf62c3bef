//! The terminal taken and given back: at the start and the end, around a stop, and before a panic is
//! reported.

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use nix::unistd::{getpgid, getppid, getsid};
use signal_hook::consts::SIGTSTP;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;

/// Whether the terminal is ours: it is given back once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal as the UI needs it, for as long as this lives.
pub struct Taken;

impl Taken {
    pub fn new() -> io::Result<Self> {
        restore_on_panic();
        let taken = Self;
        take()?;
        Ok(taken)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        restore();
    }
}

/// Takes the terminal, also if it was taken before and somebody has changed it meanwhile.
pub fn take() -> io::Result<()> {
    // Set first: what was begun is undone even if the rest fails.
    TAKEN.store(true, Ordering::SeqCst);
    // Who stopped the program may have set the terminal's modes, of which the backend knows nothing.
    disable_raw_mode()?;
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)
}

/// Gives the terminal back and stops until the shell lets the program go on. Gives whether there is a
/// shell that could: without one the program would stand still for ever.
pub fn suspend() -> io::Result<bool> {
    if !is_job() {
        return Ok(false);
    }
    restore();
    signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
    take()?;
    Ok(true)
}

/// Whether the parent is a shell with job control: in the same session, and in another process group. In a
/// container any of these numbers can be 0, for what is outside: a parent that is there is no shell of ours.
fn is_job() -> bool {
    let parent = getppid();
    let place = |process| Some((getsid(process).ok()?, getpgid(process).ok()?));
    match (place(Some(parent)), place(None)) {
        (Some((session, group)), Some((own_session, own_group))) => {
            parent.as_raw() != 0 && session == own_session && group != own_group
        }
        _ => false,
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
pub fn reports() -> MutexGuard<'static, Vec<String>> {
    static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    REPORTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A panic that a test asks for, to see what becomes of the terminal. Never in a release.
pub fn fail_for_tests(place: &str) {
    #[cfg(debug_assertions)]
    assert!(std::env::var("TWOFROM_TEST_PANIC").as_deref() != Ok(place), "a test asked for a panic in the {place}");
    #[cfg(not(debug_assertions))]
    let _ = place;
}
