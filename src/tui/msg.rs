//! What can happen to the terminal UI, and what it asks the world to do.

use super::keymap::Key;
use super::model::Geometry;
use crate::dns::Answers;
use crate::resolver::Tally;
use crate::source::Opened;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resized,
    /// An input was read, or could not be.
    Opened(usize, Result<Box<Opened>, String>),
    /// What has been answered so far about an input that the network is asked about.
    Answered(usize, Answers, Tally),
    /// Nobody can be asked, and why.
    Unasked(String),
    /// The screen was drawn.
    Drawn(Geometry),
    /// The system asks the program to end.
    Signal(i32),
    /// The terminal is gone.
    Closed,
}

/// Something to do outside the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read this input; [`Msg::Opened`] tells what came of it.
    Open(usize),
    /// Ask the network about this input, with the what-ifs of its sheet, and about no other any longer.
    Ask(Option<usize>),
    /// Put this text into the clipboard.
    Copy(String),
    /// End the program with this exit status.
    Quit(u8),
}
