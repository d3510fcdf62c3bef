//! Domain names as they are asked: lower case, without the final dot.

use super::master;
use std::borrow::Borrow;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

/// A domain name in lower case without its final dot; the root is the empty string. Labels may hold
/// any character that an SPF macro can produce; [`Name::check`] says whether it can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(Arc<str>);

/// Why a name cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Two dots in a row, or a dot first.
    #[error("has an empty label")]
    EmptyLabel,
    /// A label of more than 63 octets (RFC 1035 section 2.3.4).
    #[error("has a label of more than 63 octets")]
    LabelTooLong,
    /// More than 253 octets.
    #[error("is longer than 253 octets")]
    TooLong,
    /// Nothing at all.
    #[error("is empty")]
    Empty,
    /// Not convertible to A-labels (RFC 5891).
    #[error("is no internationalized domain name")]
    Idn,
}

impl Name {
    /// The name of this text: letter case folded, one final dot taken off, nothing checked.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.strip_suffix('.').unwrap_or(text);
        if text.bytes().any(|b| b.is_ascii_uppercase()) {
            Self(text.to_ascii_lowercase().into())
        } else {
            Self(text.into())
        }
    }

    /// The name of a domain as people write it: U-labels become A-labels (RFC 5891).
    ///
    /// # Errors
    ///
    /// [`NameError`] where the text is no domain name that can be asked.
    pub fn from_unicode(text: &str) -> Result<Self, NameError> {
        let name = if text.is_ascii() {
            Self::new(text)
        } else {
            Self::new(&idna::domain_to_ascii(text).map_err(|_| NameError::Idn)?)
        };
        name.check()?;
        Ok(name)
    }

    /// The name that holds the PTR records of an address (RFC 1035 section 3.5, RFC 3596 section 2.5).
    #[must_use]
    pub fn reverse(ip: IpAddr) -> Self {
        match ip.to_canonical() {
            IpAddr::V4(v4) => {
                let [a, b, c, d] = v4.octets();
                Self(format!("{d}.{c}.{b}.{a}.in-addr.arpa").into())
            }
            IpAddr::V6(v6) => {
                let mut text = String::with_capacity(72);
                for byte in v6.octets().into_iter().rev() {
                    for nibble in [byte & 15, byte >> 4] {
                        text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
                        text.push('.');
                    }
                }
                text.push_str("ip6.arpa");
                Self(text.into())
            }
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name can be asked (RFC 1035 section 2.3.4).
    ///
    /// # Errors
    ///
    /// [`NameError`] says why not.
    pub fn check(&self) -> Result<(), NameError> {
        if self.0.is_empty() {
            return Err(NameError::Empty);
        }
        if self.0.len() > 253 {
            return Err(NameError::TooLong);
        }
        for label in self.labels() {
            match label.len() {
                0 => return Err(NameError::EmptyLabel),
                1..=63 => {}
                _ => return Err(NameError::LabelTooLong),
            }
        }
        Ok(())
    }

    /// The labels from left to right; none for the root.
    #[must_use]
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        let text: &str = &self.0;
        text.split('.').filter(move |_| !text.is_empty())
    }

    /// The name without its left-most label; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        Some(Self(self.0.split_once('.').map_or("", |(_, rest)| rest).into()))
    }

    /// This name with a label in front.
    #[must_use]
    pub fn with_prefix(&self, label: &str) -> Self {
        if self.0.is_empty() { Self::new(label) } else { Self::new(&format!("{label}.{}", self.0)) }
    }

    /// Whether this name is `other` or lies below it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        other.0.is_empty() || self.0.strip_suffix(&*other.0).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// The name as a zone file writes it, without the final dot; the root is `.`.
    #[must_use]
    pub fn to_zone(&self) -> String {
        if self.0.is_empty() { ".".to_owned() } else { master::write_name(&self.0) }
    }

    /// The name as a zone file writes it, with the final dot, so that no `$ORIGIN` is added.
    #[must_use]
    pub fn to_zone_absolute(&self) -> String {
        master::write_name(&self.0) + "."
    }

    /// The suffix of the public suffix list's private part that this name is or lies below: one whose owner gives
    /// names below it to others.
    #[must_use]
    pub fn private_suffix(&self) -> Option<Self> {
        let suffix = psl::suffix(self.0.as_bytes()).filter(|suffix| suffix.typ() == Some(psl::Type::Private))?;
        std::str::from_utf8(suffix.as_bytes()).ok().map(Self::new)
    }

    /// Whether the public DNS can hold this name. A host's name alone is none that mail may use (RFC 5321 section
    /// 2.3.5 asks for fully-qualified domain names), unless it is a top-level domain; nor are names for special uses
    /// (RFC 6761, 6762 and 8375, `internal` by the root's operator), and `localdomain`, which systems write by default.
    #[must_use]
    pub fn is_public(&self) -> bool {
        const LOCAL: [&str; 6] = ["localhost", "invalid", "local", "home.arpa", "internal", "localdomain"];
        let is_known = || psl::suffix(self.0.as_bytes()).is_some_and(|suffix| suffix.is_known());
        (self.labels().nth(1).is_some() || is_known()) && !LOCAL.iter().any(|local| self.is_within(&Self::new(local)))
    }

    /// The registrable domain by the public suffix list: for showing and for telling whether two hosts
    /// belong together, never for DMARC of RFC 9989.
    #[must_use]
    pub fn registrable(&self) -> Option<Self> {
        psl::domain_str(&self.0).map(Self::new)
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
