//! All limits of asking, in one place. A limit that is hit is reported in the [`Tally`](super::Tally).

/// The limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Questions on their way at the same time; the others wait.
    pub in_flight: usize,
    /// Questions for one message. The largest that SPF allows are about 110 for each of four identities.
    pub per_message: usize,
    /// Those of them that are asked ahead.
    pub ahead_per_message: usize,
    /// Questions of one run.
    pub in_all: usize,
    /// Memory that the answers of one run may take, in octets, roughly.
    pub octets: usize,
    /// Name servers that are asked; others of the system are not used.
    pub servers: usize,
}

impl Limits {
    /// The limits that hold.
    pub const DEFAULT: Self = Self {
        in_flight: 64,
        per_message: 500,
        ahead_per_message: 200,
        in_all: 50_000,
        octets: 256 * 1024 * 1024,
        servers: 4,
    };
}
