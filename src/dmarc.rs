//! DMARC policy discovery and identifier alignment (RFC 9989, and RFC 7489 for those who still go by it):
//! the types and what they say of a message.

mod evaluate;
mod record;
pub mod rfc7489;
#[cfg(test)]
mod tests;
mod told;
mod walk;

pub use evaluate::{DkimIdentifier, DmarcRequest, Identified, evaluate};

use crate::dns::{Asked, Name, Unanswered};
use crate::message::Recorded;
use jiff::civil::Date;
pub use rfc7489::Rfc7489;
pub use told::Told;

/// The standard that DMARC is evaluated by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standard {
    /// RFC 7489: public suffix list, pct.
    Rfc7489,
    /// RFC 9989: tree walk, np, psd, t.
    Rfc9989,
}

impl Standard {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Rfc7489, Self::Rfc9989];

    /// The standard of a day: RFC 9989 is of May 2026.
    #[must_use]
    pub fn on(day: Date) -> Self {
        if day < jiff::civil::date(2026, 5, 1) { Self::Rfc7489 } else { Self::Rfc9989 }
    }

    /// The standard in lower case, without a blank.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rfc7489 => "rfc7489",
            Self::Rfc9989 => "rfc9989",
        }
    }
}

/// A policy (RFC 9989 section 4.7), the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the RFC's")]
pub enum Policy {
    None,
    Quarantine,
    Reject,
}

impl Policy {
    /// All policies, the mildest first.
    pub const ALL: [Self; 3] = [Self::None, Self::Quarantine, Self::Reject];

    /// The policy as a record writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }

    /// The next milder policy, which a record in test mode (RFC 9989 section 4.7) or with a pct (RFC 7489
    /// section 6.6.4) asks for instead.
    #[must_use]
    pub fn milder(self) -> Self {
        match self {
            Self::None | Self::Quarantine => Self::None,
            Self::Reject => Self::Quarantine,
        }
    }
}

/// Which tag of the record gave the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the RFC's")]
pub enum PolicyTag {
    P,
    Sp,
    Np,
}

/// The result for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DmarcResult {
    /// An aligned identifier passed.
    Pass,
    /// None did, and none can.
    Fail,
    /// The domain has no policy.
    None,
    /// A DNS error ended the discovery, or the check of what could have passed.
    TempError,
    /// The From field gives no single domain.
    PermError,
    /// An answer is missing.
    Pending,
    /// Only a signature that nobody has verified, or that may be made yet, could decide.
    Open,
}

impl DmarcResult {
    /// The result in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::None => "none",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
            Self::Pending => "pending",
            Self::Open => "open",
        }
    }
}

/// A DMARC record (RFC 9989 section 4.7) as far as it has a part in the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DmarcRecord {
    /// The record's text.
    pub text: String,
    /// p; `none` where it is missing or invalid with a rua.
    pub p: Policy,
    /// sp.
    pub sp: Option<Policy>,
    /// np.
    pub np: Option<Policy>,
    /// Whether SPF must align strictly.
    pub aspf_strict: bool,
    /// Whether DKIM must align strictly.
    pub adkim_strict: bool,
    /// psd: `Some(true)` for y, `Some(false)` for n.
    pub psd: Option<bool>,
    /// Test mode (t=y).
    pub testing: bool,
}

/// A tree walk (RFC 9989 section 4.10) and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Where it began.
    pub start: Name,
    /// What was asked, in order.
    pub asked: Vec<Asked>,
    /// The organizational domain; `None` while pending or after a DNS error.
    pub organizational_domain: Option<Name>,
}

/// A domain that signed a message, as a DKIM identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// d=.
    pub domain: Name,
    /// What became of its signature.
    pub state: Identified,
    /// Whether it is aligned; `None` while pending or after a DNS error.
    pub aligned: Option<bool>,
    /// Its walk, where alignment needed one.
    pub walk: Option<Walk>,
}

impl Signer {
    /// The one of these that is aligned, one that passed before others.
    fn aligned(signers: &[Self]) -> Option<&Self> {
        let aligned = || signers.iter().filter(|signer| signer.aligned == Some(true));
        aligned().find(|signer| signer.state == Identified::Passed).or_else(|| aligned().next())
    }
}

/// What DMARC says about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dmarc {
    /// The Author Domain.
    pub domain: Option<Name>,
    /// The walk of the Author Domain.
    pub walk: Option<Walk>,
    /// The walk of the SPF identifier, where alignment needed one.
    pub spf_walk: Option<Walk>,
    /// The domain whose record applies.
    pub record_at: Option<Name>,
    /// The record that was selected. It applies if [`Dmarc::record_at`] is there; otherwise it has an
    /// invalid policy and no reporting address, and there is no policy (RFC 9989 section 4.10.1).
    pub record: Option<DmarcRecord>,
    /// The policy for this From domain, after sp and np, before t.
    pub policy: Option<Policy>,
    /// The tag that gave it.
    pub policy_tag: Option<PolicyTag>,
    /// Whether the SPF identifier is aligned, whatever its result; `None` where no policy applies.
    pub spf_aligned: Option<bool>,
    /// The domains that signed, in the order of the signatures; none where no policy applies.
    pub signers: Vec<Signer>,
    /// Whether one of the domains that signed is aligned, whatever became of its signature; `None` where
    /// no policy applies.
    pub dkim_aligned: Option<bool>,
    /// The result.
    pub result: DmarcResult,
    /// Where the From field names several domains: what DMARC says of each, in their order.
    pub each: Vec<Dmarc>,
    /// The policy where a receiving server's record shows it: then there is no record of ours.
    pub told: Option<Told>,
    /// Set where the result rests on what the receiving server recorded.
    pub recorded: Option<Recorded<DmarcResult>>,
    /// What is not answered yet.
    pub unanswered: Unanswered,
}

impl Dmarc {
    /// What the answers of the DNS give by themselves.
    #[must_use]
    pub fn by_dns(&self) -> DmarcResult {
        self.recorded.as_ref().map_or(self.result, |recorded| recorded.dns)
    }

    /// The signer that is aligned, the one that passed if there is one.
    #[must_use]
    pub fn aligned_signer(&self) -> Option<&Signer> {
        Signer::aligned(&self.signers)
    }

    /// The organizational domain of the Author Domain.
    #[must_use]
    pub fn organizational_domain(&self) -> Option<&Name> {
        self.walk.as_ref()?.organizational_domain.as_ref()
    }

    /// Whether the record that applies asks for test mode (t=y).
    #[must_use]
    pub fn testing(&self) -> bool {
        self.record_at.is_some() && self.record.as_ref().is_some_and(|record| record.testing)
    }

    /// Whether the next milder policy may be applied as well: in test mode, in which the domain's owner expects
    /// that (section 4.7), or where the server whose record shows the policy applied it.
    #[must_use]
    pub fn or_milder(&self) -> bool {
        self.testing() || self.told.is_some_and(Told::or_milder)
    }

    /// The policies that may be applied to a message that fails, the severer first.
    #[must_use]
    pub fn applied(&self) -> Option<(Policy, Policy)> {
        self.policy.map(|policy| (policy, if self.or_milder() { policy.milder() } else { policy }))
    }

    /// Whether RFC 7489 comes to something else for the message, as far as both are known. The
    /// organizational domain alone counts where one of the two finds a policy: elsewhere nothing is compared
    /// with it.
    #[must_use]
    pub fn differs_from(&self, older: &Rfc7489) -> bool {
        if [self.result, older.result].contains(&DmarcResult::Pending) {
            return false;
        }
        let policy = self.policy.is_some() || older.policy.is_some();
        let domains = || match (self.organizational_domain(), &older.organizational_domain) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        };
        (self.result, self.applied()) != (older.result, older.applied())
            || (self.spf_aligned, self.dkim_aligned) != (older.spf_aligned, older.dkim_aligned)
            || (policy && domains())
    }
}
