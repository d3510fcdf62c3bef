//! The envelope sender of a record.

/// The envelope sender that a claim names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedSender {
    /// The null reverse-path, written as `<>` or as an empty value.
    Null,
    /// No sender, but the HELO name, in `smtp.helo=` without `smtp.mailfrom=`: what some servers write where the
    /// reverse-path is null (RFC 7208 section 2.4), and others always.
    Helo(String),
    /// An address, as written.
    Address(String),
    /// A domain alone, as Microsoft writes it.
    Domain(String),
}

impl ClaimedSender {
    /// Reads the value of `smtp.mailfrom`, `envelope-from` and their like.
    #[must_use]
    pub fn read(value: &str) -> Self {
        let value = bare(value);
        match value.rsplit_once('@') {
            _ if value.is_empty() => Self::Null,
            Some(("", domain)) => Self::Domain(domain.to_owned()),
            Some(_) => Self::Address(value.to_owned()),
            None => Self::Domain(value.to_owned()),
        }
    }

    /// Whether this is what is checked where the reverse-path is null and the client says this name in HELO: the
    /// name, or postmaster at it (RFC 7208 section 2.4).
    #[must_use]
    pub fn stands_for_null(&self, helo: &str) -> bool {
        let helo_domain = |domain: &str| {
            domain.trim_end_matches('.').eq_ignore_ascii_case(helo.trim_end_matches('.')) && !helo.is_empty()
        };
        match self {
            Self::Null => true,
            Self::Helo(domain) | Self::Domain(domain) => helo_domain(domain),
            Self::Address(address) => address
                .rsplit_once('@')
                .is_some_and(|(local, domain)| local.eq_ignore_ascii_case("postmaster") && helo_domain(domain)),
        }
    }

    /// The domain that is checked; `None` for the null sender, whose HELO name stands elsewhere.
    #[must_use]
    pub fn domain(&self) -> Option<&str> {
        match self {
            Self::Null => None,
            Self::Helo(domain) | Self::Domain(domain) => Some(domain),
            Self::Address(address) => address.rsplit_once('@').map(|(_, domain)| domain),
        }
    }
}

/// A value without the `<>` around it.
pub(super) fn bare(value: &str) -> &str {
    let value = value.trim();
    value.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(value).trim()
}
