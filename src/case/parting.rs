//! Where two receivers part: the pair of verdicts to set side by side, the first step at which they
//! differ, and what a receiver looked at to get to its verdict.

use super::{Case, Parting, Step};
use crate::dkim;
use crate::dmarc::Standard;
use crate::dns::Name;
use crate::receiver::{Because, CheckKind, CheckResult, Decision, IdentityKind, Verdict};
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
        // Of any other domain than a carrier's nothing is asked.
        let asks = rule.filter(|rule| rule.check != CheckKind::Carrier || rule.result != CheckResult::OtherDomain);
        let evaluation = asks.and_then(|rule| match rule.check {
            CheckKind::Spf => case.spf.read(rule.identity?, rule.reads),
            CheckKind::Carrier => case.spf.get(IdentityKind::HeaderFrom),
            _ => None,
        });
        let domain = asks.and_then(|rule| match rule.check {
            CheckKind::Spf => evaluation.map(|e| &e.domain),
            CheckKind::Carrier => case.identities.header_from.address.as_ref().map(|a| &a.domain),
            CheckKind::Dmarc => case.dmarc.domain.as_ref(),
            CheckKind::ReverseDns => case.reverse_dns.asked.first().map(|asked| &asked.question.name),
            CheckKind::Dkim => dkim::best(&case.dkim)?.asked.as_ref().map(|asked| &asked.question.name),
            CheckKind::Domain if rule.identity == Some(IdentityKind::MailFrom) => {
                case.findings.mail_from_domain.as_ref()
            }
            CheckKind::Domain => case.findings.from_domain.as_ref(),
            CheckKind::Tls | CheckKind::Format => None,
        });
        let record = asks.and_then(|rule| match rule.check {
            CheckKind::Spf | CheckKind::Carrier => evaluation.and_then(|e| e.root.record.as_deref()),
            CheckKind::Dmarc if rule.standard == Some(Standard::Rfc7489) => case.rfc7489.record.as_deref(),
            CheckKind::Dmarc => case.dmarc.record.as_ref().map(|r| r.text.as_str()),
            CheckKind::Dkim => dkim::best(&case.dkim)?.key.as_ref().map(|key| key.text.as_str()),
            _ => None,
        });
        Self { verdict, rule, domain, evaluation, record }
    }

    /// Whether the receiver has asked about a domain, whatever came of it.
    fn asked_about(&self, case: &Case, domain: &Name) -> bool {
        self.verdict.asked.iter().any(|rule| Lane::about(case, self.verdict, Some(rule)).domain == Some(domain))
    }

    /// Whether the receiver has made a check of this kind, whatever came of it.
    fn makes(&self, check: CheckKind) -> bool {
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
        .or_else(|| position(&|v| v.decision.is_adverse()))?;
    Some(Parting { accepts, rejects, step: Parted::of(case, accepts, rejects)?.way.step()? })
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

/// Two lanes held against each other.
#[derive(Clone, Copy, Debug)]
pub struct Parted<'a> {
    /// The one with the milder decision.
    pub milder: Lane<'a>,
    /// The one with the harder decision, or the one that is open.
    pub harder: Lane<'a>,
    /// What they have to do with each other.
    pub way: Way,
}

/// How two verdicts come apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One of them is not known.
    Open,
    /// They decide the same.
    Agree,
    /// They look at different identities.
    Identity,
    /// The harder one looks at an identity more.
    IdentityToo,
    /// They ask about different domains.
    Domain,
    /// They read different records.
    Record,
    /// They get different results.
    Result,
    /// They go by different checks.
    Check,
    /// They do different things with the same result.
    Rule,
}

impl Way {
    /// The step at which they part, if they do.
    #[must_use]
    pub fn step(self) -> Option<Step> {
        match self {
            Self::Open | Self::Agree => None,
            Self::Identity | Self::IdentityToo => Some(Step::Identity),
            Self::Domain => Some(Step::Domain),
            Self::Record => Some(Step::Record),
            Self::Result => Some(Step::Result),
            Self::Check | Self::Rule => Some(Step::Rule),
        }
    }
}

impl<'a> Parted<'a> {
    /// Two verdicts, whichever stands first; `None` where that is one and the same.
    pub(super) fn of(case: &'a Case, one: usize, other: usize) -> Option<Self> {
        if one == other {
            return None;
        }
        let (one, other) = (case.lane(one)?, case.lane(other)?);
        let swapped = one.verdict.decision > other.verdict.decision;
        let (milder, harder) = if swapped { (other, one) } else { (one, other) };
        Some(Self { milder, harder, way: way(case, &milder, &harder) })
    }
}

fn way(case: &Case, milder: &Lane<'_>, harder: &Lane<'_>) -> Way {
    if harder.verdict.decision == Decision::Unknown {
        return Way::Open;
    }
    if milder.verdict.decision == harder.verdict.decision {
        return Way::Agree;
    }
    let (Some(left), Some(right)) = (milder.rule, harder.rule) else { return Way::Rule };
    // It has asked the same thing too, and does not mind what came of it.
    let same = |rule: &Because| (rule.check, rule.identity, rule.reads) == (right.check, right.identity, right.reads);
    if milder.verdict.asked.iter().any(same) {
        return Way::Rule;
    }
    // Signatures, TLS and the client's name belong to no identity with a domain to ask about.
    let of_the_message =
        matches!(right.check, CheckKind::Dkim | CheckKind::Tls | CheckKind::ReverseDns | CheckKind::Format);
    let (Some(one), Some(other), false) = (milder.domain, harder.domain, of_the_message) else {
        return if left.check == right.check { Way::Identity } else { Way::Check };
    };
    // One that asks about the domain as well does so for another check.
    let is_another_check = !milder.makes(right.check) && milder.asked_about(case, other);
    if left.check != right.check && (one == other || is_another_check) {
        Way::Check
    } else if one != other {
        match left.identity == right.identity {
            true => Way::Domain,
            false if harder.asked_about(case, one) => Way::IdentityToo,
            false => Way::Identity,
        }
    } else if milder.record.is_some() && harder.record.is_some() && milder.record != harder.record {
        Way::Record
    } else if left.result.as_str() != right.result.as_str() {
        Way::Result
    } else {
        Way::Rule
    }
}
