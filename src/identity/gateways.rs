//! Services that filter mail before it reaches the mailbox's own server, as data.

use crate::dns::Name;
use serde::Deserialize;
use std::sync::OnceLock;

/// A filtering service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gateway {
    /// Its id in kebab-case.
    #[cfg_attr(not(test), allow(dead_code, reason = "names the entry in the data"))]
    id: String,
    /// Its name.
    pub name: String,
    /// The domains of its hosts: those that MX records name, and those that deliver.
    domains: Vec<String>,
    /// Where that is said.
    #[cfg_attr(not(test), allow(dead_code, reason = "says why to believe the entry"))]
    sources: Vec<String>,
}

impl Gateway {
    /// The service that a host belongs to.
    pub fn of(host: &Name) -> Option<&'static Self> {
        builtin().iter().find(|gateway| gateway.owns(host))
    }

    /// Whether a host is this service's.
    pub fn owns(&self, host: &Name) -> bool {
        self.domains.iter().any(|domain| host.is_within(&Name::new(domain)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    gateway: Vec<Gateway>,
}

#[allow(clippy::expect_used, reason = "compiled in, and read by a test")]
fn builtin() -> &'static [Gateway] {
    static BUILTIN: OnceLock<Vec<Gateway>> = OnceLock::new();
    BUILTIN.get_or_init(|| {
        let file: File = toml::from_str(include_str!("gateways.toml")).expect("the built-in gateways are well-formed");
        file.gateway
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_gateway_has_an_id_of_its_own_domains_and_a_source() {
        let mut seen = HashSet::new();
        for gateway in builtin() {
            assert!(seen.insert(gateway.id.as_str()), "{} twice", gateway.id);
            assert!(!gateway.sources.is_empty() && gateway.sources.iter().all(|url| url.starts_with("https://")));
            for domain in &gateway.domains {
                assert_eq!(Name::new(domain).registrable(), Some(Name::new(domain)), "{domain}");
                assert!(seen.insert(domain), "{domain} twice");
            }
        }
    }

    #[test]
    fn a_host_is_a_services_by_its_domain_alone() {
        let of = |host: &str| Gateway::of(&Name::new(host)).map(|gateway| gateway.id.as_str());
        assert_eq!(of("mx0a-00000000.pphosted.com"), Some("proofpoint"));
        assert_eq!(of("esa1.hc0.iphmx.com"), Some("cisco-secure-email"));
        assert_eq!(of("notpphosted.com"), None);
        assert_eq!(of("pphosted.com.shop.example"), None);
    }
}
