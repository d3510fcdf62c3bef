//! The terminal UI, Elm style: [`msg::Msg`] is what can happen, [`update::update`] changes the
//! [`model::Model`] and names [`msg::Effect`]s, [`view::view`] draws. None of these reads, writes or
//! waits; [`terminal`] does, with [`Asker`] for the network, and nothing else does.

mod asker;
mod carry;
pub mod changes;
pub mod digest;
pub mod editor;

pub mod keymap;
pub mod listing;
pub mod look;
pub mod model;
pub mod msg;
mod palette;
pub mod picture;
pub mod pieces;
pub mod reading;
pub mod screen;
mod search;
pub mod sheet;
pub mod state;
pub mod svg;
pub mod terminal;
pub mod update;
mod via;
pub mod view;
mod whatif;

pub use asker::Asker;
pub use carry::{Given, quoted};
pub use look::Look;
pub use terminal::{Ended, run};
