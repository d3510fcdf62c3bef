//! The domains that lend their name to mailboxes of everybody, as data: their owner is the provider, never
//! whoever writes a message.

use crate::dns::Name;
use crate::receiver::{Source, SourceEntry};
use crate::sender::{SenderError, evidence};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// Top-level domains under which a provider has the same name as under those of countries.
const GENERIC: [&str; 3] = ["com", "net", "org"];

/// The domains of mailbox providers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Providers {
    domains: HashSet<Name>,
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
        let mut above = Some(domain.clone());
        while let Some(name) = above {
            if self.domains.contains(&name) {
                return true;
            }
            above = name.parent();
        }
        domain.registrable().is_some_and(|own| {
            let top = own.labels().next_back().unwrap_or_default();
            let label = own.labels().next().unwrap_or_default();
            (top.len() == 2 || GENERIC.contains(&top)) && self.any_country.contains(label)
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    sources: BTreeMap<String, SourceEntry>,
    provider: Vec<ProviderEntry>,
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
    for entry in file.provider {
        evidence(&entry.evidence, &sources).map_err(error)?;
        for domain in entry.domains {
            let name = Name::from_unicode(&domain).map_err(|e| error(format!("{domain} {e}")))?;
            if !providers.domains.insert(name) {
                return Err(error(format!("{domain} twice")));
            }
        }
        providers.any_country.extend(entry.any_country);
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
        for domain in ["shop.example", "yahoo.example", "notgmail.com", "live.shop", "goo.shop", "softbank.jp", "com"] {
            assert!(!own(domain), "{domain}");
        }
    }
}
