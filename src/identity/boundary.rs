//! The receiving hop: the top-most Received field whose peer came from outside the receiver's own machines. Its
//! client is the one that SPF is about.
//!
//! A hop is inside by what its own server wrote of the connection. The HELO name is the client's word, and so is
//! everything below the receiving hop: neither decides.

use super::provider::Provider;
use crate::dns::Name;
use crate::message::{Hop, Transmission};
use std::net::IpAddr;

/// Why a hop is not the receiving one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Internal {
    /// It has no from clause, or its provider's servers write none with an address.
    NoPeer,
    /// The peer's address is private, loopback or link-local.
    PrivateAddress,
    /// The peer is one of the provider's own machines.
    OwnMachine,
    /// The message was handed on by LMTP (RFC 2033), which delivers inside.
    Delivered,
    /// The message was fetched from a mailbox, not sent by SMTP.
    Fetched,
}

/// Whether a hop lies inside the receiver, and why.
#[must_use]
pub fn internal(hop: &Hop) -> Option<Internal> {
    match hop.transmission() {
        Some(Transmission::Pop3 | Transmission::Imap) => return Some(Internal::Fetched),
        Some(Transmission::Lmtp) => return Some(Internal::Delivered),
        Some(Transmission::Smtp) | None => {}
    }
    let provider = Provider::of_writer(hop);
    match hop.peer_ip {
        None if !hop.has_from || provider.is_some_and(|provider| provider.unaddressed) => Some(Internal::NoPeer),
        // Somebody connected, and nothing tells from where.
        None => None,
        Some(ip) if is_private(ip) => Some(Internal::PrivateAddress),
        Some(ip) => {
            let by = Name::new(hop.by.as_deref()?);
            provider.filter(|provider| provider.is_inner(&by, ip)).map(|_| Internal::OwnMachine)
        }
    }
}

/// Whether a hop that lies inside shows that what its server took had been received before. A private peer does
/// not, unless the provider is known to have such peers inside: behind address translation every client has one.
fn is_certain(hop: &Hop, why: Internal) -> bool {
    match why {
        Internal::OwnMachine | Internal::Delivered | Internal::Fetched => true,
        Internal::NoPeer | Internal::PrivateAddress => Provider::of_writer(hop).is_some(),
    }
}

/// Whether an address is one that nobody has on the Internet. Documentation ranges count as public: in published
/// messages they stand for real clients.
pub(super) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || a == 0 || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unspecified() || v6.is_unicast_link_local() || v6.is_unique_local(),
    }
}

/// The receiving hop, and how far what stands above it is known to be the receiver's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Boundary {
    /// The index of the receiving hop.
    pub receiving: Option<usize>,
    /// The top-most hop above it that may itself have met the sender: from there down everything may be the sender's.
    pub doubtful: Option<usize>,
}

/// Looks for the receiving hop: the top-most that is not inside; if all are, the top-most whose peer is not the
/// machine itself.
pub(super) fn boundary(hops: &[Hop]) -> Boundary {
    let mut doubtful = None;
    for (index, hop) in hops.iter().enumerate() {
        match internal(hop) {
            None => return Boundary { receiving: Some(index), doubtful },
            Some(why) if doubtful.is_none() && !is_certain(hop, why) => doubtful = Some(index),
            Some(_) => {}
        }
    }
    let receiving = hops.iter().position(|hop| hop.peer_ip.is_some_and(|ip| !ip.is_loopback()));
    Boundary { receiving, doubtful: doubtful.filter(|doubtful| receiving.is_some_and(|index| *doubtful < index)) }
}

#[cfg(test)]
mod tests;
