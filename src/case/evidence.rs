//! What a rule of a receiver rests on: answers of the DNS, or what the receiving server recorded.

use super::Case;
use crate::dkim;
use crate::dmarc::Standard;
use crate::receiver::{Because, CheckKind, CheckResult};

/// What a result rests on that stands in for ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rests<'a> {
    /// Who recorded it.
    pub by: Option<&'a str>,
    /// What the answers of the DNS give by themselves.
    pub dns: &'static str,
}

impl Case {
    /// The record that a rule rests on; `None` where it rests on none, or on what is recorded of the connection alone.
    #[must_use]
    pub fn on_record(&self, rule: &Because) -> Option<Rests<'_>> {
        match rule.check {
            CheckKind::Spf | CheckKind::Carrier => {
                // Of a domain that is no carrier's, nothing is asked.
                let identity = rule.identity.filter(|_| rule.result != CheckResult::OtherDomain)?;
                let recorded = self.spf.read(identity, rule.reads)?.recorded.as_ref()?;
                Some(Rests { by: recorded.by.as_deref(), dns: recorded.dns.as_str() })
            }
            CheckKind::Dkim => {
                let recorded = dkim::best(&self.dkim)?.recorded.as_ref()?;
                Some(Rests { by: recorded.by.as_deref(), dns: recorded.dns.as_str() })
            }
            CheckKind::Dmarc => {
                let recorded = match rule.standard {
                    Some(Standard::Rfc7489) => self.rfc7489.recorded.as_ref(),
                    Some(Standard::Rfc9989) | None => self.dmarc.recorded.as_ref(),
                }?;
                Some(Rests { by: recorded.by.as_deref(), dns: recorded.dns.as_str() })
            }
            CheckKind::ReverseDns | CheckKind::Tls | CheckKind::Domain | CheckKind::Format => None,
        }
    }
}
