//! What was asked for a message: whom, how much, and what came of it.

use crate::dns::Rcode;
use std::sync::Arc;

/// A limit of [`Limits`](super::Limits) that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many questions for one message.
    PerMessage(usize),
    /// So many questions of one run.
    InAll(usize),
    /// So many octets of answers.
    Octets(usize),
}

/// What was asked for one message. Answers to questions that another message of the run has asked are
/// used again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The name servers, as `IP:PORT`.
    pub servers: Arc<[Arc<str>]>,
    /// Questions that were sent for this message.
    pub questions: usize,
    /// Answers that other messages had asked for.
    pub shared: usize,
    /// Answers that did not come in time.
    pub timeouts: usize,
    /// Answers whose aliases lead in a circle.
    pub loops: usize,
    /// Answers of a server that it cannot or will not tell, by response code.
    pub failed: Vec<(Rcode, usize)>,
    /// The limit that kept something from being asked.
    pub limit: Option<Limit>,
}

impl Tally {
    /// How many answers say neither what there is nor that there is nothing.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.timeouts + self.loops + self.failed.iter().map(|(_, count)| count).sum::<usize>()
    }
}
