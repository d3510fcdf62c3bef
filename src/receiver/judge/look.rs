//! How a rule's check came out for a message: the results that are possible, and why if there are several.

use crate::dkim::DkimResult;
use crate::dmarc::{DmarcResult, Policy, Standard};
use crate::message::TlsState;
use crate::receiver::{
    CheckKind, CheckResult, Clients, DkimState, DmarcState, Existence, Findings, IdentityKind, OpenReason, Period,
    Reads, Rule, SpfState,
};
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;
use jiff::civil::Date;
use std::net::IpAddr;

/// How a rule's check came out.
pub(super) struct Looked {
    /// What the result is of.
    pub check: CheckKind,
    pub identity: Option<IdentityKind>,
    /// Whose SPF it is that a DKIM pass may stand in for.
    pub or_dkim: Option<IdentityKind>,
    /// The result, as it is shown.
    pub result: CheckResult,
    /// The standard of a DMARC rule.
    pub standard: Option<Standard>,
    /// Whether that the receiver goes by it is supposed, and makes a difference.
    pub supposed: bool,
    /// Why the check cannot be made yet.
    pub open: Option<OpenReason>,
    /// The results that are still possible; one of them if the check is made, none where there is nothing to
    /// look at.
    pub possible: Vec<CheckResult>,
}

impl Looked {
    fn new(check: CheckKind, identity: Option<IdentityKind>, result: CheckResult) -> Self {
        Self {
            check,
            identity,
            or_dkim: None,
            result,
            standard: None,
            supposed: false,
            open: None,
            possible: vec![result],
        }
    }

    /// The same as long as it is open.
    fn open(self, reason: OpenReason, possible: Vec<CheckResult>) -> Self {
        Self { open: Some(reason), possible, ..self }
    }

    pub fn is_silent(&self) -> bool {
        self.possible.is_empty() && self.open.is_none()
    }
}

/// Makes a rule's check.
pub(super) fn look(rule: &Rule, period: &Period, day: Date, findings: &Findings) -> Looked {
    let mut looked = match rule.check {
        CheckKind::Spf => look_at_spf(rule, findings),
        CheckKind::Dmarc => look_at_dmarc(rule, period, day, findings),
        CheckKind::Tls => look_at_tls(findings),
        CheckKind::Dkim => look_at_dkim(findings),
        CheckKind::ReverseDns => look_at_reverse_dns(findings),
        CheckKind::Carrier => look_at_carrier(rule, findings),
        CheckKind::Domain => look_at_domain(rule, findings),
        CheckKind::Format => Looked::new(CheckKind::Format, None, CheckResult::Format(findings.format)),
    };
    let client = findings.client_ip.map(|ip| ip.to_canonical());
    match (rule.clients, client) {
        (Clients::Ipv4, Some(IpAddr::V6(_))) => {
            looked.open = Some(OpenReason::NotKnown);
            looked.possible.clear();
        }
        // Whether the rule applies at all is open.
        (Clients::Ipv6, None) => {
            looked.open = Some(OpenReason::Identity);
            looked.possible = rule.check.results();
        }
        _ => {}
    }
    looked
}

fn look_at_spf(rule: &Rule, findings: &Findings) -> Looked {
    let identity = match rule.without_from {
        Some(instead) if findings.no_from_field => Some(instead),
        _ => rule.identity,
    };
    let state = match identity {
        Some(IdentityKind::MailFrom) => findings.mail_from,
        Some(IdentityKind::Helo) => findings.helo,
        Some(IdentityKind::HeaderFrom) => findings.header_from,
        Some(IdentityKind::Pra) if rule.reads == Reads::SenderId => findings.sender_id,
        Some(IdentityKind::Pra) => findings.pra,
        None => SpfState::Undefined,
    };
    let mut looked = look_at_state(state, identity);
    // What a rule says of an undefined identity, it says of its own, not of the one in its place.
    if state == SpfState::Undefined && identity == rule.identity && rule.effect(CheckResult::Undefined).is_some() {
        (looked.open, looked.possible) = (None, vec![CheckResult::Undefined]);
    }
    if rule.or == Some(CheckKind::Dkim) {
        looked.or_dkim = looked.identity;
        or_dkim(findings, &mut looked);
    }
    looked
}

/// What SPF leads to where a DKIM pass does as well.
fn or_dkim(findings: &Findings, looked: &mut Looked) {
    let open = match findings.dkim {
        DkimState::Result(DkimResult::Pass) => {
            // Where SPF itself does not pass, it is DKIM that the rule rests on.
            if !looked.possible.iter().any(|spf| spf.is_spf_pass()) {
                (looked.check, looked.identity) = (CheckKind::Dkim, None);
                looked.result = looked.result.with_dkim();
                looked.open = None;
            }
            looked.possible = looked.possible.iter().map(|spf| spf.with_dkim()).collect();
            return;
        }
        DkimState::Result(DkimResult::Pending) => OpenReason::Answer,
        DkimState::Open => not_checked(findings),
        // Nobody says what a receiver does that could not get the key: it does not know either that DKIM failed.
        DkimState::Result(DkimResult::TempError) => OpenReason::NotKnown,
        DkimState::None | DkimState::Result(_) => return,
    };
    let alternatives: Vec<CheckResult> =
        looked.possible.iter().filter(|spf| !spf.is_spf_pass()).map(|spf| spf.with_dkim()).collect();
    if !alternatives.is_empty() {
        looked.open = looked.open.or(Some(open));
        looked.possible.extend(alternatives);
    }
}

/// Why no answer tells what a signature comes to.
fn not_checked(findings: &Findings) -> OpenReason {
    if findings.unsent { OpenReason::NotChecked } else { OpenReason::NoBody }
}

/// SPF of an identity.
fn look_at_state(state: SpfState, identity: Option<IdentityKind>) -> Looked {
    let looked = |result| Looked::new(CheckKind::Spf, identity, result);
    match state {
        SpfState::Undefined => looked(CheckResult::Undefined).open(OpenReason::Identity, CheckKind::Spf.results()),
        SpfState::Result { result: SpfResult::Pending, needs_client_ip } => {
            let reason = if needs_client_ip { OpenReason::Identity } else { OpenReason::Answer };
            looked(CheckResult::Spf(SpfResult::Pending)).open(reason, CheckKind::Spf.results())
        }
        SpfState::Result { result, .. } => looked(CheckResult::Spf(result)),
    }
}

fn look_at_dmarc(rule: &Rule, period: &Period, day: Date, findings: &Findings) -> Looked {
    let newer = DmarcState { result: findings.dmarc, policy: findings.dmarc_policy, or_milder: findings.dmarc_testing };
    let older = findings.dmarc_rfc7489.unwrap_or(newer);
    let standard = period.standard(day);
    let (state, other) = match standard {
        Standard::Rfc7489 => (older, newer),
        Standard::Rfc9989 => (newer, older),
    };
    let (open, possible) = possible_of_dmarc(state, findings);
    let differs = || possible_of_dmarc(other, findings).1 != possible;
    let result = CheckResult::Dmarc(state.result, state.policy.filter(|_| state.result == DmarcResult::Fail));
    Looked {
        standard: Some(standard),
        // Nobody says that a receiver has moved to the standard of a later day.
        supposed: period.dmarc.is_none() && standard == Standard::Rfc9989 && differs(),
        open,
        possible,
        ..Looked::new(CheckKind::Dmarc, rule.identity, result)
    }
}

/// The results of DMARC that are still possible, and why if several are.
fn possible_of_dmarc(state: DmarcState, findings: &Findings) -> (Option<OpenReason>, Vec<CheckResult>) {
    let plain = |result| CheckResult::Dmarc(result, None);
    let fail = |policy: Policy| {
        let milder = state.or_milder.then(|| policy.milder()).filter(|milder| *milder != policy);
        [Some(policy), milder].into_iter().flatten().map(|policy| CheckResult::Dmarc(DmarcResult::Fail, Some(policy)))
    };
    let or = |others: &[DmarcResult], policy| others.iter().map(|r| plain(*r)).chain(fail(policy)).collect();
    match (state.result, state.policy) {
        (DmarcResult::Open, Some(policy)) => {
            // SPF that is not answered yet may still end in an error.
            let unsettled = [SpfResult::TempError, SpfResult::Pending];
            let unsettled =
                matches!(findings.mail_from, SpfState::Result { result, .. } if unsettled.contains(&result));
            let others = [DmarcResult::Pass, DmarcResult::TempError];
            (Some(not_checked(findings)), or(if unsettled { &others } else { &others[..1] }, policy))
        }
        (DmarcResult::Open, None) => (Some(not_checked(findings)), CheckKind::Dmarc.results()),
        (DmarcResult::Pending, policy) => {
            let mail_from_is_missing = match findings.mail_from {
                SpfState::Undefined => true,
                SpfState::Result { result, needs_client_ip } => result == SpfResult::Pending && needs_client_ip,
            };
            let reason = if mail_from_is_missing { OpenReason::Identity } else { OpenReason::Answer };
            let several = plain(DmarcResult::PermError);
            // Several domains in the From are seen without asking anybody.
            let any = || CheckKind::Dmarc.results().into_iter().filter(|result| *result != several).collect();
            let possible = policy.map(|policy| or(&[DmarcResult::Pass, DmarcResult::TempError], policy));
            (Some(reason), possible.unwrap_or_else(any))
        }
        (DmarcResult::Fail, Some(policy)) => (None, fail(policy).collect()),
        (result, _) => (None, vec![plain(result)]),
    }
}

fn look_at_tls(findings: &Findings) -> Looked {
    let looked = Looked::new(CheckKind::Tls, None, CheckResult::Tls(findings.tls));
    match findings.tls {
        TlsState::Recorded | TlsState::Plain => looked,
        TlsState::NotSaid => Looked { possible: Vec::new(), ..looked },
    }
}

fn look_at_dkim(findings: &Findings) -> Looked {
    let looked = Looked::new(CheckKind::Dkim, None, CheckResult::Dkim(findings.dkim));
    let mut any = CheckKind::Dkim.results();
    // A signature that is there does not go away.
    let may_be_none = findings.unsent && findings.dkim == DkimState::Open;
    any.retain(|result| may_be_none || *result != CheckResult::Dkim(DkimState::None));
    match findings.dkim {
        DkimState::Open => looked.open(not_checked(findings), any),
        DkimState::Result(DkimResult::Pending) => looked.open(OpenReason::Answer, any),
        DkimState::None | DkimState::Result(_) => looked,
    }
}

fn look_at_reverse_dns(findings: &Findings) -> Looked {
    let looked = Looked::new(CheckKind::ReverseDns, None, CheckResult::ReverseDns(findings.reverse_dns));
    let any = || CheckKind::ReverseDns.results();
    match findings.reverse_dns {
        ReverseResult::Pending if findings.client_ip.is_none() => looked.open(OpenReason::Identity, any()),
        ReverseResult::Pending => looked.open(OpenReason::Answer, any()),
        _ => looked,
    }
}

fn look_at_domain(rule: &Rule, findings: &Findings) -> Looked {
    let existence = match rule.identity {
        Some(IdentityKind::MailFrom) => findings.mail_from_exists,
        _ => findings.from_exists,
    };
    let looked = Looked::new(CheckKind::Domain, rule.identity, CheckResult::Domain(existence));
    match existence {
        Existence::Pending => looked.open(OpenReason::Answer, CheckKind::Domain.results()),
        Existence::Undefined => looked.open(OpenReason::Identity, CheckKind::Domain.results()),
        Existence::NoDomain => Looked { possible: Vec::new(), ..looked },
        Existence::Exists | Existence::Missing | Existence::TempError => looked,
    }
}

fn look_at_carrier(rule: &Rule, findings: &Findings) -> Looked {
    let looked = match &findings.from_domain {
        None => {
            let undefined = Looked::new(rule.check, rule.identity, CheckResult::Undefined);
            return undefined.open(OpenReason::Identity, rule.check.results());
        }
        Some(from) if rule.domains.iter().any(|domain| from.is_within(domain)) => {
            look_at_state(findings.header_from, rule.identity)
        }
        Some(_) => Looked::new(rule.check, rule.identity, CheckResult::OtherDomain),
    };
    Looked { check: rule.check, ..looked }
}
