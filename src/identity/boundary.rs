//! The receiving hop: the top-most Received field whose peer came from outside the receiver's own
//! machines. Its client is the one that SPF is about.

use crate::dns::Name;
use crate::message::Hop;
use std::net::{IpAddr, Ipv6Addr};

/// From-names of a provider's own machines; mail between them has already been received.
const INTERNAL_NAMES: [&str; 6] = [
    "prod.outlook.com",
    "prod.protection.outlook.com",
    "mail.protection.outlook.com",
    "outlook.office365.com",
    "prod.exchangelabs.com",
    "protection.gbl",
];

/// IPv6 networks of a provider's own machines: network and prefix length.
const INTERNAL_V6: [(Ipv6Addr, u32); 7] = [
    (Ipv6Addr::new(0x2603, 0x1000, 0, 0, 0, 0, 0, 0), 24),
    (Ipv6Addr::new(0x2603, 0x10a0, 0, 0, 0, 0, 0, 0), 28),
    (Ipv6Addr::new(0x2603, 0x10b0, 0, 0, 0, 0, 0, 0), 28),
    (Ipv6Addr::new(0x2603, 0x10c0, 0, 0, 0, 0, 0, 0), 28),
    (Ipv6Addr::new(0x2603, 0x10d0, 0, 0, 0, 0, 0, 0), 28),
    (Ipv6Addr::new(0x2a01, 0x111, 0xe000, 0, 0, 0, 0, 0), 36),
    (Ipv6Addr::new(0x2a01, 0x111, 0xe400, 0, 0, 0, 0, 0), 40),
];

/// Why a hop is not the receiving one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Internal {
    /// It names no peer address.
    NoPeer,
    /// The peer's address is private, loopback or link-local.
    PrivateAddress,
    /// The peer is one of the provider's own machines.
    OwnMachine,
    /// The message was fetched from a mailbox, not sent by SMTP.
    Fetched,
}

/// Whether a hop lies inside the receiver, and why.
#[must_use]
pub fn internal(hop: &Hop) -> Option<Internal> {
    let Some(ip) = hop.peer_ip else { return Some(Internal::NoPeer) };
    let with = hop.with.as_deref().unwrap_or_default().to_ascii_uppercase();
    let from = hop.from.as_deref().map(Name::new);
    if with.starts_with("POP3") || with.starts_with("IMAP") {
        Some(Internal::Fetched)
    } else if is_private(ip) {
        Some(Internal::PrivateAddress)
    } else if is_internal_v6(ip) || from.as_ref().is_some_and(is_internal_name) {
        Some(Internal::OwnMachine)
    } else {
        None
    }
}

fn is_internal_name(name: &Name) -> bool {
    !name.is_within(&Name::new("outbound.protection.outlook.com"))
        && INTERNAL_NAMES.iter().any(|domain| name.is_within(&Name::new(domain)))
}

/// Documentation ranges count as public: in published messages they stand for real clients.
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || a == 0 || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unicast_link_local() || v6.is_unique_local(),
    }
}

fn is_internal_v6(ip: IpAddr) -> bool {
    let IpAddr::V6(ip) = ip else { return false };
    INTERNAL_V6.iter().any(|(network, length)| {
        let mask = u128::MAX << (128 - length);
        u128::from(ip) & mask == u128::from(*network) & mask
    })
}

/// The index of the receiving hop: the top-most that is not internal; if all are, the top-most whose
/// peer is not the machine itself.
#[must_use]
pub fn receiving_hop(hops: &[Hop]) -> Option<usize> {
    hops.iter()
        .position(|hop| internal(hop).is_none())
        .or_else(|| hops.iter().position(|hop| hop.peer_ip.is_some_and(|ip| !ip.is_loopback())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop(from: &str, ip: &str, with: &str) -> Hop {
        Hop { from: Some(from.to_owned()), peer_ip: ip.parse().ok(), with: Some(with.to_owned()), ..Hop::default() }
    }

    #[test]
    fn the_first_peer_from_outside_is_the_client() {
        let hops = [
            hop("AM0PR01MB1.eurprd01.prod.outlook.com", "2603:10a6:208:ab::12", "HTTPS"),
            hop("DB5EUR01FT064.eop-EUR01.prod.protection.outlook.com", "10.152.4.55", "SMTP"),
            hop("a8-28.smtp-out.amazonses.com", "54.240.8.28", "SMTP"),
            hop("app.shop.example", "192.0.2.10", "ESMTPSA"),
        ];
        assert_eq!(receiving_hop(&hops), Some(2));
    }

    #[test]
    fn a_fetched_message_and_the_machine_itself_are_no_clients() {
        let hops = [
            hop("imap.provider.example", "198.51.100.7", "IMAP"),
            hop("localhost", "127.0.0.1", "ESMTP"),
            hop("mail.sender.example", "192.0.2.7", "ESMTP"),
        ];
        assert_eq!(receiving_hop(&hops), Some(2));
    }

    #[test]
    fn another_companys_outlook_relay_is_a_client() {
        let hops = [hop("eur05-am6-obe.outbound.protection.outlook.com", "40.107.22.1", "ESMTPS")];
        assert_eq!(receiving_hop(&hops), Some(0));
    }

    #[test]
    fn with_private_addresses_only_the_first_that_is_not_loopback_counts() {
        let hops = [hop("localhost", "127.0.0.1", "ESMTP"), hop("app", "10.1.2.3", "ESMTP")];
        assert_eq!(receiving_hop(&hops), Some(1));
        assert_eq!(receiving_hop(&[hop("localhost", "127.0.0.1", "ESMTP")]), None);
    }
}
