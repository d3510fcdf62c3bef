//! How a check came out, as a type: what the judge decides over, and what the effects of a profile are named for.

use super::{CheckKind, DkimState, Existence, HeaderFormat};
use crate::dkim::DkimResult;
use crate::dmarc::{DmarcResult, Policy};
use crate::message::TlsState;
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;
use std::fmt;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckResult {
    /// The message does not define the identity.
    Undefined,
    /// SPF of the identity.
    Spf(SpfResult),
    /// A DKIM pass stands in for SPF, which came to this result; `None`: whatever it came to.
    DkimInstead(Option<SpfResult>),
    /// DMARC; of a fail with the policy.
    Dmarc(DmarcResult, Option<Policy>),
    /// DKIM.
    Dkim(DkimState),
    /// Reverse DNS of the client.
    ReverseDns(ReverseResult),
    /// TLS of the connection.
    Tls(TlsState),
    /// The header From lies in none of the domains of a carrier rule.
    OtherDomain,
    /// Whether a domain exists.
    Domain(Existence),
    /// What of the header is against RFC 5322.
    Format(HeaderFormat),
}

impl CheckResult {
    /// The result in a word, as in the JSON output: without the policy of DMARC, and of DKIM instead of SPF the pass.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::Spf(result) => result.as_str(),
            Self::DkimInstead(_) => DkimResult::Pass.as_str(),
            Self::Dmarc(result, _) => result.as_str(),
            Self::Dkim(DkimState::None) | Self::Tls(TlsState::Plain) => "none",
            Self::Dkim(DkimState::Result(result)) => result.as_str(),
            Self::Dkim(DkimState::Open) => "not-checked",
            Self::ReverseDns(result) => result.as_str(),
            Self::Tls(TlsState::Recorded) => "pass",
            Self::Tls(TlsState::NotSaid) => "unknown",
            Self::OtherDomain => "other",
            Self::Domain(existence) => existence.as_str(),
            Self::Format(format) => format.as_str(),
        }
    }

    /// The policy with which DMARC failed.
    #[must_use]
    pub fn policy(self) -> Option<Policy> {
        match self {
            Self::Dmarc(DmarcResult::Fail, policy) => policy,
            _ => None,
        }
    }

    /// Whether SPF itself passed.
    pub(super) fn is_spf_pass(self) -> bool {
        self == Self::Spf(SpfResult::Pass)
    }

    /// The result if a DKIM pass stands beside it.
    pub(super) fn with_dkim(self) -> Self {
        match self {
            Self::Spf(SpfResult::Pass) => self,
            Self::Spf(result) => Self::DkimInstead(Some(result)),
            _ => Self::DkimInstead(None),
        }
    }
}

impl fmt::Display for CheckResult {
    /// The result as a profile names it: `fail`, `fail p=reject`, `fail dkim=pass`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DkimInstead(None) => f.write_str("dkim=pass"),
            Self::DkimInstead(Some(spf)) => write!(f, "{spf} dkim=pass"),
            Self::Dmarc(result, Some(policy)) => write!(f, "{} p={}", result.as_str(), policy.as_str()),
            other => f.write_str(other.as_str()),
        }
    }
}

/// What an effect of a profile is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// One result.
    Result(CheckResult),
    /// Every result that is not named.
    Any,
}

impl fmt::Display for On {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Result(result) => result.fmt(f),
            Self::Any => f.write_str("any"),
        }
    }
}

impl CheckKind {
    /// The results that are still possible for this check before it is made, of an identity that is defined.
    #[must_use]
    pub fn results(self) -> Vec<CheckResult> {
        let spf = || SpfResult::DECIDED.map(CheckResult::Spf);
        match self {
            Self::Spf => spf().to_vec(),
            Self::Dmarc => {
                let fails = Policy::ALL.map(|policy| CheckResult::Dmarc(DmarcResult::Fail, Some(policy)));
                let plain = |result| CheckResult::Dmarc(result, None);
                let others = [DmarcResult::None, DmarcResult::TempError, DmarcResult::PermError].map(plain);
                [&[plain(DmarcResult::Pass)], &fails[..], &others].concat()
            }
            Self::Dkim => {
                use DkimResult::{Fail, Neutral, Pass, PermError, TempError};
                let results = |results: &[DkimResult]| -> Vec<DkimState> {
                    results.iter().copied().map(DkimState::Result).collect()
                };
                [results(&[Pass, Fail, Neutral]), vec![DkimState::None], results(&[TempError, PermError])]
                    .concat()
                    .into_iter()
                    .map(CheckResult::Dkim)
                    .collect()
            }
            Self::ReverseDns => {
                use ReverseResult::{Fail, None, Pass, TempError};
                [Pass, Fail, None, TempError].map(CheckResult::ReverseDns).to_vec()
            }
            // Without a record there is nothing that a receiver could object to.
            Self::Tls => [TlsState::Recorded, TlsState::Plain].map(CheckResult::Tls).to_vec(),
            Self::Domain => {
                [Existence::Exists, Existence::Missing, Existence::TempError].map(CheckResult::Domain).to_vec()
            }
            Self::Format => HeaderFormat::ALL.map(CheckResult::Format).to_vec(),
            Self::Carrier => [&[CheckResult::OtherDomain], &spf()[..]].concat(),
        }
    }

    /// What a profile can name for this check; `or_dkim`: where DKIM is an alternative to it.
    pub(super) fn nameable(self, or_dkim: bool) -> Vec<On> {
        let mut results = self.results();
        if or_dkim {
            results.push(CheckResult::DkimInstead(None));
            results.extend(SpfResult::DECIDED.map(|spf| CheckResult::DkimInstead(Some(spf))));
        }
        if matches!(self, Self::Spf | Self::Carrier) {
            results.push(CheckResult::Undefined);
        }
        results.into_iter().map(On::Result).chain([On::Any]).collect()
    }
}
