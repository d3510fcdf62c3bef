//! What can happen to the terminal UI, and what it asks the world to do.

use super::keymap::Key;
use super::model::Geometry;
use crate::dns::Answers;
use crate::resolver::Tally;
use crate::source::{Input, Opened};

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
    /// The inputs at a path that was typed, or why there are none.
    Listed(String, Result<Vec<Input>, String>),
    /// What a path can be completed to, or why that cannot be seen.
    Completed(String, Result<Vec<String>, String>),
    /// The paths of what was saved, or why it was not.
    Saved(Result<Vec<String>, NotSaved>),
    /// The system asks the program to stop for now.
    Stopped,
    /// It cannot stop: nobody could let it go on.
    NotStopped,
    /// The program goes on after it was stopped.
    Continued,
    /// The screen was drawn.
    Drawn(Geometry),
    /// The system asks the program to end.
    Signal(i32),
    /// The terminal is gone.
    Closed,
}

/// Why something was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// A file of this name is there already.
    Exists(String),
    /// Anything else, in words.
    Failed(String),
}

/// Something to do outside the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read this input; [`Msg::Opened`] tells what came of it.
    Open(usize),
    /// Ask the network about this input, with the what-ifs of its sheet, and about no other any longer.
    Ask(Option<usize>),
    /// List the inputs at this path; [`Msg::Listed`] tells what came of it.
    List(String),
    /// Complete this path; [`Msg::Completed`] tells what came of it.
    Complete(String),
    /// Write these files; [`Msg::Saved`] tells what came of it.
    Save {
        /// Their paths and what is in them.
        files: Vec<(String, Vec<u8>)>,
        /// Whether files that are there already are replaced.
        replace: bool,
    },
    /// Give the terminal back and stop until the shell lets the program go on.
    Suspend,
    /// Take the terminal as if it were new.
    Retake,
    /// Put this text into the clipboard.
    Copy(String),
    /// Forget which questions failed, so that they can be asked again.
    ForgetFailures,
    /// End the program with this exit status.
    Quit(u8),
}
