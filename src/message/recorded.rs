//! A result that a receiving server recorded, where it stands in for one of our own.

/// What is to be known of a recorded result that stands in for ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded<R> {
    /// The server, as the record or its Received field names it; `None` where neither does.
    pub by: Option<String>,
    /// The records that say so: indices into [`Message::claims`](super::Message::claims).
    pub claims: Vec<usize>,
    /// What the answers of the DNS give by themselves: nothing yet, or what they give today.
    pub dns: R,
}

impl<R> Recorded<R> {
    /// The same records in the place of another result.
    #[must_use]
    pub fn instead_of<S>(&self, dns: S) -> Recorded<S> {
        Recorded { by: self.by.clone(), claims: self.claims.clone(), dns }
    }
}
