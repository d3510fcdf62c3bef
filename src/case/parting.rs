//! Where two receivers part: the pair of verdicts to set side by side, the first step at which they
//! differ, and what a receiver looked at to get to its verdict.

use super::{Case, Parting, Step};
use crate::dkim;
use crate::dmarc::Standard;
use crate::dns::Name;
use crate::receiver::{Because, CheckKind, Decision, IdentityKind, Verdict};
use crate::spf::Evaluation;

/// The receiver to show as the one that rejects, where it does: it looks at both identities.
const PREFERRED: &str = "au/high";

/// What a receiver looked at on the way to its verdict: the rule that decided and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Lane<'a> {
    /// The verdict.
    pub verdict: &'a Verdict,
    /// The deciding rule; `None` where no rule was asked.
    pub rule: Option<&'a Because>,
    /// The domain that the rule is about.
    pub domain: Option<&'a Name>,
    /// The SPF evaluation that the rule rests on.
    pub evaluation: Option<&'a Evaluation>,
    /// The record that was read: of SPF, or of DMARC.
    pub record: Option<&'a str>,
}

impl<'a> Lane<'a> {
    pub(super) fn of(case: &'a Case, verdict: &'a Verdict) -> Self {
        let first = Self::about(case, verdict, verdict.because.first());
        if verdict.decision != Decision::Unknown || first.domain.is_some() {
            return first;
        }
        // Of several open rules, one that asks about something says more than one that cannot ask.
        let mut others = verdict.because.iter().map(|rule| Self::about(case, verdict, Some(rule)));
        others.find(|lane| lane.domain.is_some()).unwrap_or(first)
    }

    pub(super) fn about(case: &'a Case, verdict: &'a Verdict, rule: Option<&'a Because>) -> Self {
        let evaluation = rule.and_then(|rule| match rule.check {
            CheckKind::Spf => case.spf.read(rule.identity?, rule.reads),
            CheckKind::Carrier => case.spf.get(IdentityKind::HeaderFrom),
            _ => None,
        });
        let domain = rule.and_then(|rule| match rule.check {
            CheckKind::Spf => evaluation.map(|e| &e.domain),
            CheckKind::Carrier => case.identities.header_from.address.as_ref().map(|a| &a.domain),
            CheckKind::Dmarc => case.dmarc.domain.as_ref(),
            CheckKind::ReverseDns => case.reverse_dns.asked.first().map(|asked| &asked.question.name),
            CheckKind::Dkim => dkim::best(&case.dkim)?.asked.as_ref().map(|asked| &asked.question.name),
            CheckKind::Tls => None,
        });
        let record = rule.and_then(|rule| match rule.check {
            CheckKind::Spf | CheckKind::Carrier => evaluation.and_then(|e| e.root.record.as_deref()),
            CheckKind::Dmarc if rule.standard == Some(Standard::Rfc7489) => case.rfc7489.record.as_deref(),
            CheckKind::Dmarc => case.dmarc.record.as_ref().map(|r| r.text.as_str()),
            CheckKind::Dkim => dkim::best(&case.dkim)?.key.as_ref().map(|key| key.text.as_str()),
            _ => None,
        });
        Self { verdict, rule, domain, evaluation, record }
    }

    /// Whether the receiver has asked about a domain, whatever came of it.
    #[must_use]
    pub fn asked_about(&self, case: &Case, domain: &Name) -> bool {
        self.verdict.asked.iter().any(|rule| Lane::about(case, self.verdict, Some(rule)).domain == Some(domain))
    }

    /// Whether the receiver has made a check of this kind, whatever came of it.
    #[must_use]
    pub fn makes(&self, check: CheckKind) -> bool {
        self.verdict.asked.iter().any(|rule| rule.check == check)
    }
}

/// The verdicts to set side by side: the first that accepts, and the first that rejects (else one that
/// does something else adverse).
pub(super) fn parting(case: &Case) -> Option<Parting> {
    let position = |wanted: &dyn Fn(&Verdict) -> bool| case.verdicts.iter().position(wanted);
    let accepts = position(&|v| v.decision == Decision::Accept)?;
    let rejects = position(&|v| v.decision == Decision::Reject && v.receiver == PREFERRED)
        .or_else(|| position(&|v| v.decision == Decision::Reject))
        .or_else(|| position(&|v| matches!(v.decision, Decision::Warn | Decision::Junk | Decision::Defer)))?;
    let step = step(&case.lane(accepts)?, &case.lane(rejects)?);
    Some(Parting { accepts, rejects, step })
}

/// The two verdicts to show side by side: those that part, else the first two; one twice where there is
/// only one.
pub(super) fn pair(case: &Case) -> Option<(usize, usize)> {
    match case.parting {
        Some(parting) => Some((parting.accepts, parting.rejects)),
        None if case.verdicts.is_empty() => None,
        None => {
            let preferred = case.verdicts.iter().position(|v| v.receiver == PREFERRED && case.verdicts.len() > 1);
            let right = preferred.filter(|index| *index > 0).unwrap_or(case.verdicts.len().min(2) - 1);
            Some((0, right))
        }
    }
}

/// The first step at which two lanes differ.
pub(super) fn step(accepts: &Lane<'_>, rejects: &Lane<'_>) -> Step {
    let (Some(left), Some(right)) = (accepts.rule, rejects.rule) else { return Step::Rule };
    // The one that accepts has asked the same thing too, and does not mind what came of it.
    let same = |rule: &Because| (rule.check, rule.identity, rule.reads) == (right.check, right.identity, right.reads);
    // Signatures and TLS belong to no identity with a domain to ask about.
    let of_the_message = matches!(right.check, CheckKind::Dkim | CheckKind::Tls);
    if of_the_message || accepts.verdict.asked.iter().any(same) {
        return Step::Rule;
    }
    match (accepts.domain, rejects.domain) {
        (Some(one), Some(other)) if one != other && left.identity == right.identity => Step::Domain,
        (Some(one), Some(other)) if one != other => Step::Identity,
        (Some(_), Some(_)) if accepts.record != rejects.record => Step::Record,
        (Some(_), Some(_)) if left.check == right.check && left.result != right.result => Step::Result,
        (Some(_), Some(_)) => Step::Rule,
        _ if left.identity != right.identity => Step::Identity,
        _ => Step::Rule,
    }
}
