//! What DMARC came to by the standard that a rule goes by, as a walk tells it of either.

use crate::case::Case;
use crate::dmarc::{Dmarc, DmarcResult, Policy, Rfc7489, Standard};
use crate::dns::{Asked, Name};

/// DMARC of a message by one standard.
#[derive(Clone, Copy, Debug)]
pub enum Discovery<'a> {
    /// RFC 9989.
    Newer(&'a Dmarc),
    /// RFC 7489.
    Older(&'a Rfc7489),
}

impl<'a> Discovery<'a> {
    pub(super) fn of(case: &'a Case, standard: Option<Standard>) -> Self {
        match standard {
            Some(Standard::Rfc7489) => Self::Older(&case.rfc7489),
            Some(Standard::Rfc9989) | None => Self::Newer(&case.dmarc),
        }
    }

    /// Whether both are of one standard.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        matches!((self, other), (Self::Newer(_), Self::Newer(_)) | (Self::Older(_), Self::Older(_)))
    }

    /// The From domain.
    #[must_use]
    pub fn domain(self) -> Option<&'a Name> {
        match self {
            Self::Newer(dmarc) => dmarc.domain.as_ref(),
            Self::Older(dmarc) => dmarc.domain.as_ref(),
        }
    }

    /// What was asked for its policy.
    #[must_use]
    pub fn asked(self) -> &'a [Asked] {
        match self {
            Self::Newer(dmarc) => dmarc.walk.as_ref().map(|walk| walk.asked.as_slice()).unwrap_or_default(),
            Self::Older(dmarc) => &dmarc.asked,
        }
    }

    /// The domain whose record applies, and the policy for this From domain.
    #[must_use]
    pub fn policy(self) -> Option<(&'a Name, Policy)> {
        match self {
            Self::Newer(dmarc) => dmarc.record_at.as_ref().zip(dmarc.policy),
            Self::Older(dmarc) => dmarc.record_at.as_ref().zip(dmarc.policy),
        }
    }

    /// The result.
    #[must_use]
    pub fn result(self) -> DmarcResult {
        match self {
            Self::Newer(dmarc) => dmarc.result,
            Self::Older(dmarc) => dmarc.result,
        }
    }
}
