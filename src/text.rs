//! Text from outside made safe to show, and text laid out by display width.

mod layout;
mod near;
mod shown;

pub use layout::{JOINT, fit_address, fit_domain, joined, pad, truncate, truncate_middle, width, wrap};
pub use near::distance;
pub use shown::{Shown, acts_unseen};
