//! DMARC where the policy was not looked up here: what a receiving server's record shows of it, with the alignment of
//! our own identifiers.

use super::evaluate::{Known, any_aligned, of_spf, result, signers};
use super::rfc7489::organizational_domain;
use super::{DkimIdentifier, Dmarc, DmarcRequest, DmarcResult, Identified, Policy, PolicyTag, Rfc7489, Signer};
use crate::dns::Name;

/// What a record shows of a domain's policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The domain publishes none.
    Nothing,
    /// It publishes one.
    Policy {
        /// The policy for this From domain; `None` where the record shows only that there is one.
        policy: Option<Policy>,
        /// Whether it may be the next milder one that is applied (pct, t=y): the server applied that.
        or_milder: bool,
        /// Whether SPF must align strictly, as far as what passed there tells.
        aspf_strict: Option<bool>,
        /// The same of DKIM.
        adkim_strict: Option<bool>,
    },
}

impl Told {
    /// Whether the next milder policy may be applied.
    pub(super) fn or_milder(self) -> bool {
        matches!(self, Self::Policy { or_milder: true, .. })
    }

    /// DMARC by RFC 9989 with this policy in the place of what was looked up.
    ///
    /// Organizational domains are those of the public suffix list: a tree walk needs the DNS.
    #[must_use]
    pub fn newer(self, request: &DmarcRequest<'_>, dmarc: &Dmarc) -> Option<Dmarc> {
        let found = self.evaluate(dmarc.domain.as_ref()?, request);
        Some(Dmarc {
            told: Some(self),
            spf_walk: None,
            record_at: None,
            record: None,
            policy: found.policy,
            policy_tag: None,
            spf_aligned: found.spf_aligned,
            dkim_aligned: found.dkim_aligned,
            signers: found.signers,
            result: found.result,
            ..dmarc.clone()
        })
    }

    /// DMARC by RFC 7489 with this policy in the place of what was looked up.
    #[must_use]
    pub fn older(self, request: &DmarcRequest<'_>, dmarc: &Rfc7489) -> Option<Rfc7489> {
        let found = self.evaluate(dmarc.domain.as_ref()?, request);
        Some(Rfc7489 {
            told: Some(self),
            record_at: None,
            record: None,
            policy: found.policy,
            pct: None,
            aspf_strict: false,
            adkim_strict: false,
            spf_aligned: found.spf_aligned,
            dkim_aligned: found.dkim_aligned,
            signers: found.signers,
            result: found.result,
            ..dmarc.clone()
        })
    }

    fn evaluate(self, author: &Name, request: &DmarcRequest<'_>) -> Found {
        let mut found = Found {
            policy: None,
            result: DmarcResult::None,
            spf_aligned: None,
            dkim_aligned: None,
            signers: Vec::new(),
        };
        let Self::Policy { policy, aspf_strict, adkim_strict, .. } = self else { return found };
        let organization = organizational_domain(author);
        let align = |identifier: &Name, strict: Option<bool>| match strict {
            _ if identifier == author => Known::Yes(true),
            _ if organizational_domain(identifier) != organization => Known::Yes(false),
            Some(strict) => Known::Yes(!strict),
            None => Known::Pending,
        };
        let mut identifiers = Vec::new();
        if let Some((spf, result)) = request.spf {
            let aligned = align(spf, aspf_strict);
            found.spf_aligned = aligned.yes();
            identifiers.push((aligned, of_spf(result)));
        } else {
            identifiers.push((Known::Pending, Identified::Pending));
        }
        for DkimIdentifier { domain, state } in signers(request.dkim) {
            let aligned = align(domain, adkim_strict);
            found.signers.push(Signer { domain: domain.clone(), state, aligned: aligned.yes(), walk: None });
            identifiers.push((aligned, state));
        }
        found.dkim_aligned = any_aligned(&found.signers);
        found.policy = policy;
        found.result = result(&identifiers, policy.map_or(Known::Pending, |p| Known::Yes((p, PolicyTag::P))));
        found
    }
}

/// What comes of it.
struct Found {
    policy: Option<Policy>,
    result: DmarcResult,
    spf_aligned: Option<bool>,
    dkim_aligned: Option<bool>,
    signers: Vec<Signer>,
}
