//! What refuses: the domains whose SPF result leads to an adverse verdict, and whether a signature would help.

use crate::case::Case;
use crate::dns::Name;
use crate::receiver::{CheckKind, IdentityKind};
use crate::spf::SpfResult;

/// What is refused for want of authentication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Refusals {
    /// The domains that were asked about, each once.
    pub domains: Vec<Name>,
    /// The receivers that refuse because of them.
    pub receivers: Vec<String>,
    /// Whether one of them looks at the header: From or PRA.
    pub of_header: bool,
    /// Whether one of them looks at the envelope: MAIL FROM or HELO.
    pub of_envelope: bool,
    /// Whether DMARC or DKIM is what refuses for one of them.
    pub by_signature: bool,
}

impl Refusals {
    /// Whether nothing that can be published is what refuses.
    pub fn is_empty(&self) -> bool {
        self.domains.is_empty() && !self.by_signature
    }
}

/// The refusals of a case that SPF causes.
pub(super) fn refusals(case: &Case) -> Refusals {
    let mut found = Refusals::default();
    for verdict in case.verdicts.iter().filter(|verdict| verdict.decision.is_adverse()) {
        for rule in &verdict.because {
            found.by_signature |= matches!(rule.check, CheckKind::Dmarc | CheckKind::Dkim);
            let identity = match rule.check {
                CheckKind::Spf => rule.identity,
                // DMARC fails where MAIL FROM is the From's own and its SPF does not pass.
                CheckKind::Dmarc if case.dmarc.spf_aligned == Some(true) => Some(IdentityKind::MailFrom),
                _ => None,
            };
            let Some(identity) = identity else { continue };
            let Some(evaluation) = case.spf.get(identity) else { continue };
            if matches!(evaluation.result, SpfResult::Pass | SpfResult::Pending | SpfResult::TempError) {
                continue;
            }
            let is_header = matches!(identity, IdentityKind::HeaderFrom | IdentityKind::Pra);
            found.of_header |= is_header;
            found.of_envelope |= !is_header;
            if !found.domains.contains(&evaluation.domain) {
                found.domains.push(evaluation.domain.clone());
            }
            if !found.receivers.contains(&verdict.receiver) {
                found.receivers.push(verdict.receiver.clone());
            }
        }
    }
    found
}
