//! The judge: findings and a profile's rules of the day give a verdict. How a rule's check came out is
//! found by `look`, what follows from it by `weigh`, and how the rules combine by [`judge`].

use super::{
    Because, CheckKind, Confidence, Decision, DkimState, DmarcState, Effect, Findings, IdentityKind, OpenReason,
    Period, Profile, Profiles, Reads, Rule, Said, SpfState, Verdict,
};
use crate::dkim::DkimResult;
use crate::dmarc::{DmarcResult, Policy, Standard};
use crate::message::TlsState;
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;
use jiff::civil::Date;
use std::net::IpAddr;

/// Judges a message by one profile as of a day.
///
/// Each rule gives a decision and the severest wins. A rule that is open makes the verdict unknown if
/// one of the results still possible would be severer than what is decided without it.
#[must_use]
pub fn judge(profile: &Profile, profiles: &Profiles, day: Date, findings: &Findings) -> Verdict {
    if profile.period(day).is_none() {
        return Verdict {
            receiver: profile.id.clone(),
            decision: Decision::Unknown,
            confidence: Confidence::Unknown,
            because: Vec::new(),
            asked: Vec::new(),
            open: vec![OpenReason::NotInForce],
        };
    }
    let weighed: Vec<Weighed> = profiles
        .rules(profile, day)
        .map(|(period, rule)| {
            let mut weighed = weigh(rule, look(rule, period, day, findings), period, day, profiles);
            fill_in(&mut weighed.because, findings);
            weighed
        })
        .collect();
    let asked: Vec<Because> = weighed.iter().map(|w| w.because.clone()).collect();

    // Where there is nothing to look at, a rule is asked and says nothing.
    let silent = |because: &Because| because.open.is_none() && because.effect == Decision::Unknown;
    let speaking: Vec<Because> = asked.iter().filter(|b| !silent(b)).cloned().collect();
    let decided =
        weighed.iter().filter(|w| w.because.open.is_none()).map(|w| w.worst).max().unwrap_or(Decision::Accept);
    let blocking: Vec<Because> =
        weighed.into_iter().filter(|w| w.because.open.is_some() && w.worst > decided).map(|w| w.because).collect();
    if !blocking.is_empty() || speaking.is_empty() {
        let mut open: Vec<OpenReason> = blocking.iter().filter_map(|b| b.open).collect();
        if open.is_empty() && !asked.is_empty() {
            open.push(OpenReason::NotKnown);
        }
        open.sort_unstable();
        open.dedup();
        return Verdict {
            receiver: profile.id.clone(),
            decision: Decision::Unknown,
            confidence: Confidence::Unknown,
            because: blocking,
            asked,
            open,
        };
    }
    let (because, confidence) = if decided == Decision::Accept {
        // It takes all rules to accept: the verdict is as good as the weakest of them.
        let confidence = speaking.iter().map(|b| b.confidence).max();
        (speaking, confidence)
    } else {
        // One rule suffices to refuse: the verdict is as good as the best of them.
        let mut because: Vec<Because> = asked.iter().filter(|b| b.effect == decided).cloned().collect();
        because.sort_by_key(|b| b.confidence);
        let best = because.first().map(|b| b.confidence);
        (because, best)
    };
    Verdict {
        receiver: profile.id.clone(),
        decision: decided,
        confidence: confidence.unwrap_or(Confidence::Unknown),
        because,
        asked,
        open: Vec::new(),
    }
}

/// How a rule's check came out.
struct Looked {
    /// What the result is of.
    check: CheckKind,
    identity: Option<IdentityKind>,
    /// Whose SPF it is that a DKIM pass may stand in for.
    or_dkim: Option<IdentityKind>,
    /// The result, as it is shown.
    result: String,
    policy: Option<Policy>,
    /// The standard of a DMARC rule.
    standard: Option<Standard>,
    /// Whether that the receiver goes by it is supposed, and makes a difference.
    supposed: bool,
    /// Why the check cannot be made yet.
    open: Option<OpenReason>,
    /// The keys of the effects that are still possible; one of them if the check is made, none where there
    /// is nothing to look at.
    possible: Vec<String>,
}

impl Looked {
    fn new(
        check: CheckKind,
        identity: Option<IdentityKind>,
        result: &str,
        open: Option<OpenReason>,
        possible: Vec<String>,
    ) -> Self {
        Self {
            check,
            identity,
            or_dkim: None,
            result: result.to_owned(),
            policy: None,
            standard: None,
            supposed: false,
            open,
            possible,
        }
    }

    fn is_silent(&self) -> bool {
        self.possible.is_empty() && self.open.is_none()
    }
}

/// A rule with what follows from it.
struct Weighed {
    because: Because,
    /// The decision, or for an open rule the severest one still possible.
    worst: Decision,
}

fn weigh(rule: &Rule, looked: Looked, period: &Period, day: Date, profiles: &Profiles) -> Weighed {
    let known = |key: &String| rule.effect(key).filter(|effect| effect.decision != Decision::Unknown);
    let confidence = |effect: &Effect| {
        let supposed = period.is_held_on(day) || looked.supposed;
        effect.confidence.max(if supposed { Confidence::Inferred } else { Confidence::Documented })
    };
    let silent = looked.is_silent();
    let effects: Option<Vec<&Effect>> = looked.possible.iter().map(known).collect();
    // What nothing is known of could be anything.
    let worst = effects.as_ref().filter(|_| !silent).map_or(Decision::Reject, |effects| {
        effects.iter().map(|effect| effect.decision).max().unwrap_or(Decision::Reject)
    });
    // A check that is not made yet but leads to the same whatever comes out is as good as made.
    let settled = effects.filter(|effects| !silent && effects.iter().all(|effect| effect.decision == worst));
    let worst = if silent { Decision::Accept } else { worst };
    let effect = settled.as_ref().and_then(|effects| effects.iter().max_by_key(|effect| confidence(effect)));
    let source = match effect {
        Some(effect) => effect.sources.first(),
        // Of a result that nothing is known of, where somebody looked in vain.
        None => looked.possible.first().and_then(|key| rule.effect(key)?.sources.first()),
    };
    let is_open = effect.is_none() && !silent;
    let because = Because {
        check: looked.check,
        identity: looked.identity,
        or_dkim: looked.or_dkim,
        reads: rule.reads,
        result: looked.result,
        standard: looked.standard,
        policy: looked.policy,
        effect: effect.map_or(Decision::Unknown, |effect| effect.decision),
        confidence: effect.map_or(Confidence::Unknown, |effect| confidence(effect)),
        source: source.and_then(|index| Some(profiles.source(*index)?.url.clone())),
        said: effect.map(|effect| effect.said.clone()).unwrap_or_default(),
        open: is_open.then(|| looked.open.unwrap_or(OpenReason::NotKnown)),
        since: period.from,
    };
    Weighed { because, worst }
}

/// Puts what the receiver is about into its reply.
fn fill_in(because: &mut Because, findings: &Findings) {
    let domain = match because.identity {
        Some(IdentityKind::MailFrom) => &findings.mail_from_domain,
        _ => &findings.from_domain,
    };
    let Said { reply_text: Some(text), .. } = &mut because.said else { return };
    if let Some(domain) = domain {
        *text = text.replace("[domain]", domain.as_str());
    }
    if let Some(ip) = findings.client_ip {
        *text = text.replace("[ip]", &ip.to_canonical().to_string());
    }
}

fn look(rule: &Rule, period: &Period, day: Date, findings: &Findings) -> Looked {
    let mut looked = match rule.check {
        CheckKind::Spf => look_at_spf(rule, findings),
        CheckKind::Dmarc => look_at_dmarc(rule, period, day, findings),
        CheckKind::Tls => look_at_tls(findings),
        CheckKind::Dkim => look_at_dkim(findings),
        CheckKind::ReverseDns => look_at_reverse_dns(findings),
        CheckKind::Carrier => look_at_carrier(rule, findings),
    };
    let v6 = findings.client_ip.is_some_and(|ip| matches!(ip.to_canonical(), IpAddr::V6(_)));
    if rule.ipv4_only && v6 {
        looked.open = Some(OpenReason::NotKnown);
        looked.possible.clear();
    }
    looked
}

fn keys(results: &[&str]) -> Vec<String> {
    results.iter().map(|&r| r.to_owned()).collect()
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
    // What a rule says of an undefined identity, it says of its own, not of the one in its place.
    let mut looked = look_at_state(state, identity, identity == rule.identity && rule.effect("undefined").is_some());
    if rule.or == Some(CheckKind::Dkim) {
        looked.or_dkim = looked.identity;
        or_dkim(rule, findings, &mut looked);
    }
    looked
}

/// What SPF leads to where a DKIM pass does as well.
fn or_dkim(rule: &Rule, findings: &Findings, looked: &mut Looked) {
    let with_dkim = |spf: &String| {
        let both = format!("{spf} dkim=pass");
        let named = rule.effects.iter().any(|(key, _)| *key == both);
        if named { both } else { "dkim=pass".to_owned() }
    };
    let open = match findings.dkim {
        DkimState::Result(DkimResult::Pass) => {
            let passes = |spf: &String| if spf == "pass" { spf.clone() } else { with_dkim(spf) };
            // Where SPF itself does not pass, it is DKIM that the rule rests on.
            if !looked.possible.iter().any(|spf| spf == "pass") {
                (looked.check, looked.identity, looked.result) = (CheckKind::Dkim, None, "pass".to_owned());
                looked.open = None;
            }
            looked.possible = looked.possible.iter().map(passes).collect();
            return;
        }
        DkimState::Result(DkimResult::Pending) => OpenReason::Answer,
        DkimState::Open => not_checked(findings),
        // Nobody says what a receiver does that could not get the key: it does not know either that DKIM failed.
        DkimState::Result(DkimResult::TempError) => OpenReason::NotKnown,
        DkimState::None | DkimState::Result(_) => return,
    };
    let alternatives: Vec<String> = looked.possible.iter().filter(|spf| *spf != "pass").map(with_dkim).collect();
    if !alternatives.is_empty() {
        looked.open = looked.open.or(Some(open));
        looked.possible.extend(alternatives);
    }
}

/// Why no answer tells what a signature comes to.
fn not_checked(findings: &Findings) -> OpenReason {
    if findings.unsent { OpenReason::NotChecked } else { OpenReason::NoBody }
}

/// SPF of an identity; `undefined_is_named`: whether the rule says what an undefined one leads to.
fn look_at_state(state: SpfState, identity: Option<IdentityKind>, undefined_is_named: bool) -> Looked {
    let (result, open, possible) = match state {
        SpfState::Undefined if undefined_is_named => ("undefined", None, vec!["undefined"]),
        SpfState::Undefined => ("undefined", Some(OpenReason::Identity), CheckKind::Spf.results().to_vec()),
        SpfState::Result { result: SpfResult::Pending, needs_client_ip } => {
            let reason = if needs_client_ip { OpenReason::Identity } else { OpenReason::Answer };
            ("pending", Some(reason), CheckKind::Spf.results().to_vec())
        }
        SpfState::Result { result, .. } => (result.as_str(), None, vec![result.as_str()]),
    };
    Looked::new(CheckKind::Spf, identity, result, open, keys(&possible))
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
    Looked {
        policy: state.policy.filter(|_| state.result == DmarcResult::Fail),
        standard: Some(standard),
        // Nobody says that a receiver has moved to the standard of a later day.
        supposed: period.dmarc.is_none() && standard == Standard::Rfc9989 && differs(),
        ..Looked::new(CheckKind::Dmarc, rule.identity, state.result.as_str(), open, possible)
    }
}

/// The effects of DMARC that are still possible, and why if several are.
fn possible_of_dmarc(state: DmarcState, findings: &Findings) -> (Option<OpenReason>, Vec<String>) {
    let fail = |policy: Policy| {
        let milder = state.or_milder.then(|| policy.milder()).filter(|milder| *milder != policy);
        [Some(policy), milder].into_iter().flatten().map(|policy| format!("fail p={}", policy.as_str()))
    };
    let or = |others: &[&str], policy: Policy| keys(others).into_iter().chain(fail(policy)).collect();
    match (state.result, state.policy) {
        (DmarcResult::Open, Some(policy)) => {
            let unsettled = matches!(findings.mail_from, SpfState::Result { result: SpfResult::TempError, .. });
            (Some(not_checked(findings)), or(if unsettled { &["pass", "temperror"] } else { &["pass"] }, policy))
        }
        (DmarcResult::Open, None) => (Some(not_checked(findings)), keys(CheckKind::Dmarc.results())),
        (DmarcResult::Pending, policy) => {
            let mail_from_is_missing = match findings.mail_from {
                SpfState::Undefined => true,
                SpfState::Result { result, needs_client_ip } => result == SpfResult::Pending && needs_client_ip,
            };
            let reason = if mail_from_is_missing { OpenReason::Identity } else { OpenReason::Answer };
            let possible = match policy {
                Some(policy) => or(&["pass", "temperror"], policy),
                // Several domains in the From are seen without asking anybody.
                None => keys(CheckKind::Dmarc.results()).into_iter().filter(|r| r != "permerror").collect(),
            };
            (Some(reason), possible)
        }
        (DmarcResult::Fail, Some(policy)) => (None, fail(policy).collect()),
        (result, _) => (None, keys(&[result.as_str()])),
    }
}

fn look_at_tls(findings: &Findings) -> Looked {
    let (result, possible) = match findings.tls {
        TlsState::Recorded => ("pass", keys(&["pass"])),
        TlsState::Plain => ("none", keys(&["none"])),
        TlsState::NotSaid => ("unknown", Vec::new()),
    };
    Looked::new(CheckKind::Tls, None, result, None, possible)
}

fn look_at_dkim(findings: &Findings) -> Looked {
    let any = CheckKind::Dkim.results().iter().copied();
    let (result, open, possible) = match findings.dkim {
        DkimState::None => ("none", None, vec!["none"]),
        DkimState::Result(DkimResult::Pending) => {
            ("pending", Some(OpenReason::Answer), any.filter(|r| *r != "none").collect())
        }
        DkimState::Result(result) => (result.as_str(), None, vec![result.as_str()]),
        DkimState::Open => {
            let possible = any.filter(|result| findings.unsent || *result != "none");
            ("not-checked", Some(not_checked(findings)), possible.collect())
        }
    };
    Looked::new(CheckKind::Dkim, None, result, open, keys(&possible))
}

fn look_at_reverse_dns(findings: &Findings) -> Looked {
    let result = findings.reverse_dns.as_str();
    let (open, possible) = match findings.reverse_dns {
        ReverseResult::Pending if findings.client_ip.is_none() => {
            (Some(OpenReason::Identity), CheckKind::ReverseDns.results().to_vec())
        }
        ReverseResult::Pending => (Some(OpenReason::Answer), CheckKind::ReverseDns.results().to_vec()),
        _ => (None, vec![result]),
    };
    Looked::new(CheckKind::ReverseDns, None, result, open, keys(&possible))
}

fn look_at_carrier(rule: &Rule, findings: &Findings) -> Looked {
    let undefined = SpfState::Undefined;
    match &findings.from_domain {
        None => {
            let possible = keys(rule.check.results());
            Looked { check: rule.check, possible, ..look_at_state(undefined, rule.identity, false) }
        }
        Some(from) if rule.domains.iter().any(|domain| from.is_within(domain)) => {
            Looked { check: rule.check, ..look_at_state(findings.header_from, rule.identity, false) }
        }
        Some(_) => Looked::new(rule.check, rule.identity, "other", None, keys(&["other"])),
    }
}
