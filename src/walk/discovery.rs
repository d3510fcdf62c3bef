//! What DMARC came to by the standard that a rule goes by, as a walk tells it of either.

use crate::case::Case;
use crate::dmarc::{Dmarc, DmarcResult, Policy, PolicyTag, Rfc7489, Signer, Standard, Told};
use crate::dns::{Asked, Name};
use crate::message::Recorded;

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

    /// Whether both are about one domain by one standard.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        let is_one_standard =
            matches!((self, other), (Self::Newer(_), Self::Newer(_)) | (Self::Older(_), Self::Older(_)));
        is_one_standard && self.domain() == other.domain()
    }

    /// Where the From field names several domains: what comes to each.
    pub fn each(self) -> impl Iterator<Item = Self> {
        let each = match self {
            Self::Newer(dmarc) => dmarc.each.as_slice(),
            Self::Older(_) => &[],
        };
        each.iter().map(Self::Newer)
    }

    /// Whether the domain of MAIL FROM is aligned; `None` while that is not known.
    #[must_use]
    pub fn spf_aligned(self) -> Option<bool> {
        match self {
            Self::Newer(dmarc) => dmarc.spf_aligned,
            Self::Older(dmarc) => dmarc.spf_aligned,
        }
    }

    /// The domains that signed.
    #[must_use]
    pub fn signers(self) -> &'a [Signer] {
        match self {
            Self::Newer(dmarc) => &dmarc.signers,
            Self::Older(dmarc) => &dmarc.signers,
        }
    }

    /// The tag that gave the policy, as far as that is known.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Newer(Dmarc { policy_tag: Some(PolicyTag::Sp), .. }) => "sp",
            Self::Newer(Dmarc { policy_tag: Some(PolicyTag::Np), .. }) => "np",
            Self::Newer(_) | Self::Older(_) => "p",
        }
    }

    /// What keeps the policy from being applied to every message: the tag as it stands in the record.
    #[must_use]
    pub fn mildened(self) -> Option<String> {
        match self {
            Self::Newer(dmarc) => dmarc.testing().then(|| "t=y".to_owned()),
            Self::Older(dmarc) => dmarc.pct.filter(|pct| *pct < 100).map(|pct| format!("pct={pct}")),
        }
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

    /// What a receiving server's record shows of the policy, where the DNS does not tell it.
    #[must_use]
    pub fn told(self) -> Option<Told> {
        match self {
            Self::Newer(dmarc) => dmarc.told,
            Self::Older(dmarc) => dmarc.told,
        }
    }

    /// Whether a policy applies.
    #[must_use]
    pub fn has_policy(self) -> bool {
        self.policy().is_some() || matches!(self.told(), Some(Told::Policy { .. }))
    }

    /// Set where the result rests on what the receiving server recorded.
    #[must_use]
    pub fn recorded(self) -> Option<&'a Recorded<DmarcResult>> {
        match self {
            Self::Newer(dmarc) => dmarc.recorded.as_ref(),
            Self::Older(dmarc) => dmarc.recorded.as_ref(),
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
