//! From questions to answers: who asks the network, how much, and what came of it. [`Live`] is the only
//! place that sends anything; what it asks is what an analysis says is unanswered.

mod limits;
#[cfg(feature = "live-dns")]
mod live;
mod subject;
mod tally;

pub use limits::Limits;
#[cfg(feature = "live-dns")]
pub use live::{Live, LiveError, Ticket};
pub use subject::{Subject, used};
pub use tally::{Limit, Tally};

use std::net::{AddrParseError, IpAddr, SocketAddr};
use std::time::Duration;

/// The port of DNS.
const PORT: u16 = 53;

/// Whom to ask, and how long to wait.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The name servers, asked in this order; none: those of the system.
    pub servers: Vec<SocketAddr>,
    /// How long one question may take in all.
    pub timeout: Duration,
}

impl Asking {
    /// How long one question may take, unless the user says something else.
    pub const TIMEOUT: Duration = Duration::from_secs(5);
}

/// Reads a name server as it is typed: `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`,
/// `[2001:db8::53]:5353`.
///
/// # Errors
///
/// It is none of these.
pub fn parse_server(text: &str) -> Result<SocketAddr, AddrParseError> {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    if let Ok(ip) = bare.parse::<IpAddr>() {
        return Ok(SocketAddr::new(ip, PORT));
    }
    text.parse()
}
