//! Mailbox providers as data: which hosts are theirs, which connections lie inside, and where they write what
//! they recorded.

use crate::dns::Name;
use crate::message::Hop;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::OnceLock;

/// Where a provider's servers write their records, seen from their own Received field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RecordPlace {
    /// Above it, as everything that is written after the message was received.
    #[default]
    Above,
    /// Directly below it: Received-SPF, then Authentication-Results.
    BelowReceived,
}

/// One provider.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Provider {
    #[serde(deserialize_with = "names")]
    domains: Vec<Name>,
    by_label: Option<String>,
    #[serde(default)]
    by_networks: Vec<Network>,
    #[serde(default)]
    inner: Vec<Inner>,
    #[serde(default)]
    pub unaddressed: bool,
    #[serde(default)]
    pub record: RecordPlace,
    /// Whether `smtp.helo` recorded alone means the null sender.
    #[serde(default)]
    pub null_by_helo: bool,
}

/// Hosts, and the networks from which only machines of their own provider reach them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inner {
    #[serde(deserialize_with = "names")]
    by: Vec<Name>,
    networks: Vec<Network>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Providers {
    #[serde(deserialize_with = "names")]
    rented: Vec<Name>,
    /// By their ids.
    provider: BTreeMap<String, Provider>,
}

fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Name>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    Ok(texts.iter().map(|text| Name::new(text)).collect())
}

/// An address and the length of its prefix; IPv4 addresses are mapped into IPv6.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Network {
    address: u128,
    length: u32,
}

impl Network {
    fn contains(self, ip: IpAddr) -> bool {
        let mask = u128::MAX.checked_shl(128 - self.length).unwrap_or(0);
        bits(ip) & mask == self.address & mask
    }
}

fn bits(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(v4) => v4.to_ipv6_mapped(),
        IpAddr::V6(v6) => v6,
    }
    .to_bits()
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text} is no network");
        let (address, length) = text.split_once('/').ok_or_else(wrong)?;
        let ip: IpAddr = address.parse().map_err(|_| wrong())?;
        let length: u32 = length.parse().map_err(|_| wrong())?;
        let longest = if ip.is_ipv4() { 32 } else { Ipv6Addr::BITS };
        if length > longest {
            return Err(wrong());
        }
        Ok(Self { address: bits(ip), length: length + Ipv6Addr::BITS - longest })
    }
}

#[allow(clippy::expect_used, reason = "compiled in, and read by a test")]
fn builtin() -> &'static Providers {
    static BUILTIN: OnceLock<Providers> = OnceLock::new();
    BUILTIN.get_or_init(|| toml::from_str(include_str!("providers.toml")).expect("the providers are well-formed"))
}

impl Provider {
    /// The provider that a host belongs to, by its name.
    pub fn of(host: &Name) -> Option<&'static Self> {
        builtin().provider.values().find(|provider| provider.domains.iter().any(|domain| host.is_within(domain)))
    }

    /// The provider whose server wrote a Received field, by what stands after `by`.
    pub fn of_writer(hop: &Hop) -> Option<&'static Self> {
        let by = hop.by.as_deref()?;
        let of_label = |provider: &Self| {
            !by.contains('.') && provider.by_label.as_ref().is_some_and(|label| by.contains(label.as_str()))
        };
        let of_address = |provider: &Self| {
            let ip = by.parse::<IpAddr>().ok();
            !hop.has_from && ip.is_some_and(|ip| provider.by_networks.iter().any(|network| network.contains(ip)))
        };
        Self::of(&Name::new(by))
            .or_else(|| builtin().provider.values().find(|provider| of_label(provider) || of_address(provider)))
    }

    /// Whether a peer of one of its hosts can only be one of its own machines.
    pub fn is_inner(&self, by: &Name, peer: IpAddr) -> bool {
        let here = self.inner.iter().filter(|inner| inner.by.iter().any(|host| by.is_within(host)));
        here.flat_map(|inner| &inner.networks).any(|network| network.contains(peer))
    }

    /// The name that stands for all its names.
    pub fn name(&self) -> Option<&Name> {
        self.domains.first()
    }
}

/// Whether everybody rents hosts below this name.
pub(super) fn is_rented(host: &Name) -> bool {
    builtin().rented.iter().any(|domain| host.is_within(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_providers_are_read() {
        let ids: Vec<&String> = builtin().provider.keys().collect();
        assert_eq!(ids, ["fastmail", "google", "icloud", "microsoft", "proton", "yahoo"]);
    }

    #[test]
    fn networks_are_read_and_hold_their_addresses() {
        let network = |text: &str| Network::try_from(text.to_owned());
        for (text, ip, inside) in [
            ("20.176.0.0/14", "20.179.255.255", true),
            ("20.176.0.0/14", "20.180.0.0", false),
            ("2603:10a6::/32", "2603:10a6:208:ab::12", true),
            ("2603:10a6::/32", "2603:10a7::1", false),
            ("0.0.0.0/0", "255.1.2.3", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::/0", "192.0.2.1", true),
        ] {
            assert_eq!(network(text).map(|n| n.contains(ip.parse().unwrap())), Ok(inside), "{text} {ip}");
        }
        for wrong in ["192.0.2.1", "192.0.2.1/33", "2001:db8::/129", "x/8", "192.0.2.1/-1"] {
            assert!(network(wrong).is_err(), "{wrong}");
        }
    }

    /// Microsoft, Google, Apple: what leaves for customers comes from outside, whoever received it.
    #[test]
    fn hosts_that_send_for_customers_are_never_inside() {
        for by in ["DB5EUR01FT064.mail.protection.outlook.com", "AM0PR01MB1.eurprd01.prod.outlook.com", "mx.google.com"]
        {
            let by = Name::new(by);
            let provider = Provider::of(&by).unwrap();
            for ip in
                ["40.92.1.1", "40.93.255.1", "40.107.22.1", "52.103.0.1", "104.47.1.1", "209.85.220.41", "17.58.6.49"]
            {
                assert!(!provider.is_inner(&by, ip.parse().unwrap()), "{by} {ip}");
            }
        }
    }
}
