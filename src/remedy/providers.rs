//! The domains that lend their name to everybody, to mailboxes or for whole names below them, as data: their
//! owner is the provider, never whoever writes a message.

use crate::dns::Name;
use crate::receiver::{Source, SourceEntry};
use crate::sender::{SenderError, evidence};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// Top-level domains under which a provider has the same name as under those of countries.
const GENERIC: [&str; 3] = ["com", "net", "org"];

/// The domains of mailbox providers, and of services that give names below theirs to their customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Providers {
    domains: HashSet<Name>,
    /// Those below which services give names to their customers.
    lent: HashSet<Name>,
    /// Private suffixes below which domains are registered and delegated: each has an owner with a zone.
    registries: HashSet<Name>,
    /// Names that are a provider's in every country.
    any_country: HashSet<String>,
}

impl Providers {
    /// The providers that come with the program.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    #[must_use]
    #[allow(clippy::expect_used, reason = "compiled in, and read by a test")]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Providers> = OnceLock::new();
        BUILTIN.get_or_init(|| read(include_str!("providers.toml")).expect("the built-in providers are well-formed"))
    }

    /// Whether a domain is a provider's, or lies below one.
    #[must_use]
    pub fn own(&self, domain: &Name) -> bool {
        if within(domain, &self.domains).is_some() {
            return true;
        }
        domain.registrable().is_some_and(|own| {
            let top = own.labels().next_back().unwrap_or_default();
            let label = own.labels().next().unwrap_or_default();
            (top.len() == 2 || GENERIC.contains(&top)) && self.any_country.contains(label)
        })
    }

    /// The name that lends a domain to its user: one that is listed here, or of the private part of the public
    /// suffix list; none below a registry, where a domain is its user's own.
    #[must_use]
    pub fn lender(&self, domain: &Name) -> Option<Name> {
        let of_list = || domain.private_suffix().filter(|suffix| within(suffix, &self.registries).is_none());
        within(domain, &self.lent).or_else(of_list)
    }
}

/// The name of a set that a domain is or lies below.
fn within(domain: &Name, names: &HashSet<Name>) -> Option<Name> {
    std::iter::successors(Some(domain.clone()), Name::parent).find(|name| names.contains(name))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    sources: BTreeMap<String, SourceEntry>,
    provider: Vec<ProviderEntry>,
    lent: Vec<ProviderEntry>,
    registry: Vec<ProviderEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ProviderEntry {
    evidence: Vec<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    any_country: Vec<String>,
}

fn read(text: &str) -> Result<Providers, SenderError> {
    let error = |text: String| SenderError("remedy/providers.toml".to_owned(), text);
    let file: FileEntry = toml::from_str(text).map_err(|e| error(e.to_string()))?;
    let source = |(id, entry): (String, SourceEntry)| entry.named(id);
    let sources: Vec<Source> = file.sources.into_iter().map(source).collect();
    let mut providers = Providers::default();
    let lists = [
        (file.provider, &mut providers.domains),
        (file.lent, &mut providers.lent),
        (file.registry, &mut providers.registries),
    ];
    for (entries, names) in lists {
        for entry in entries {
            evidence(&entry.evidence, &sources).map_err(error)?;
            for domain in entry.domains {
                let name = Name::from_unicode(&domain).map_err(|e| error(format!("{domain} {e}")))?;
                if !names.insert(name) {
                    return Err(error(format!("{domain} twice")));
                }
            }
            providers.any_country.extend(entry.any_country);
        }
    }
    Ok(providers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_known_by_its_domain_and_those_below() {
        let own = |domain: &str| Providers::builtin().own(&Name::new(domain));
        for domain in [
            "gmail.com",
            "yahoo.com",
            "yahoo.co.jp",
            "yahoo.com.br",
            "outlook.jp",
            "hotmail.co.uk",
            "live.jp",
            "gmx.at",
            "proton.me",
            "nifty.com",
            "mc1.nifty.com",
            "x7.dion.ne.jp",
            "jcom.home.ne.jp",
            "mail.goo.ne.jp",
            "163.com",
            "t.vodafone.ne.jp",
            "ab.biz.ezweb.ne.jp",
            "i.softbank.jp",
            "docomo.ne.jp",
            "web.de",
            "yandex.ru",
            "wp.pl",
        ] {
            assert!(own(domain), "{domain}");
        }
        for domain in [
            "shop.firebaseapp.com",
            "shop.example",
            "yahoo.example",
            "notgmail.com",
            "live.shop",
            "goo.shop",
            "softbank.jp",
            "com",
        ] {
            assert!(!own(domain), "{domain}");
        }
    }

    #[test]
    fn a_lent_name_is_told_from_a_registered_one() {
        let lender = |domain: &str| Providers::builtin().lender(&Name::new(domain)).map(|name| name.to_string());
        for (domain, expected) in [
            ("project.firebaseapp.com", "firebaseapp.com"),
            ("project.web.app", "web.app"),
            ("contoso.onmicrosoft.com", "onmicrosoft.com"),
            ("mail.contoso.onmicrosoft.com", "onmicrosoft.com"),
            ("11111111-2222.ap.azurecomm.net", "azurecomm.net"),
            ("shop.zendesk.com", "zendesk.com"),
            ("shop.sakura.ne.jp", "sakura.ne.jp"),
            ("www1234.sakura.ne.jp", "sakura.ne.jp"),
            ("shop.xsrv.jp", "xsrv.jp"),
            ("sv1234.xserver.jp", "xserver.jp"),
            ("shop.myshopify.com", "myshopify.com"),
            ("user.github.io", "github.io"),
            ("firebaseapp.com", "firebaseapp.com"),
            ("amazonses.com", "amazonses.com"),
        ] {
            assert_eq!(lender(domain).as_deref(), Some(expected), "{domain}");
        }
        for domain in [
            "shop.example",
            "shop.co.jp",
            "shop.uk.com",
            "shop.jpn.com",
            "shop.eu.org",
            "notzendesk.com",
            "shop.tokyo.jp",
        ] {
            assert_eq!(lender(domain), None, "{domain}");
        }
    }

    #[test]
    fn every_registry_is_of_the_private_part() {
        for registry in &Providers::builtin().registries {
            assert_eq!(registry.private_suffix().as_ref(), Some(registry));
        }
    }
}
