//! The loop that the terminal UI lives in, and the only place that touches the terminal: keys, signals
//! and files come in as messages through one channel, and the screen is drawn after them. Whatever ends
//! the loop, the terminal is left as it was found.

mod hold;
mod watch;
mod world;

use super::asker::Asker;
use super::carry::Given;
use super::look::Look;
use super::model::{Geometry, Model, State};
use super::msg::Msg;
use super::update::{start, update, update_all};
use super::view::view;
use crate::receiver::Profiles;
use crate::source::{Desk, Opened};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType};
use hold::{Taken, fail_for_tests, reports};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::io::{self, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::mpsc::{Receiver, channel};
use world::{Next, World};

/// The exit status after a panic, as the Rust runtime has it.
const PANICKED: u8 = 101;

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
pub fn run(desk: Desk, asker: Asker, profiles: &'static Profiles, look: Look, given: Given) -> io::Result<Ended> {
    let (sender, receiver) = channel();
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    let taken = Taken::new()?;
    // Whether there are colours is in the look already. Told NO_COLOR, the backend would take bold and
    // reverse away together with them.
    crossterm::style::force_color_output(true);
    let mut model = Model::new(&desk.inputs, profiles, look);
    model.given = given;
    watch::keys(sender.clone());
    watch::terminal(sender.clone());
    watch::signals(signals, sender.clone());
    let mut world = World::new(desk, asker, look.lang, sender);
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
        match world.perform(&effects, model)? {
            Some(Next::End(status)) => return Ok(status),
            Some(Next::Redraw) => forget(screen)?,
            None => {}
        }
        let geometry = draw(screen, model)?;
        fail_for_tests("loop");
        if geometry != model.geometry {
            effects = update(model, Msg::Drawn(geometry));
            if let Some(Next::End(status)) = world.perform(&effects, model)? {
                return Ok(status);
            }
            // The hints go by what the drawing found out.
            draw(screen, model)?;
        }
        // Everything that waits is taken before the screen is drawn again.
        let Ok(msg) = inbox.recv() else { return Ok(0) };
        effects = update_all(model, std::iter::once(msg).chain(inbox.try_iter()));
    }
}

/// Forgets what stands on the screen, so that all of it is drawn anew. The backend's own way asks the
/// terminal for its cursor, and would wait for the thread that waits for keys.
fn forget(screen: &mut Terminal<CrosstermBackend<Stdout>>) -> io::Result<()> {
    screen.swap_buffers();
    execute!(io::stdout(), Clear(ClearType::All))
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
