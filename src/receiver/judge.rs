//! The judge: findings and a profile's rules of the day give a verdict. How a rule's check came out is
//! found by `look`, what follows from it by `weigh`, and how the rules combine by [`judge`].

mod look;

use super::{
    Because, CheckResult, Clients, Confidence, Decision, Effect, Findings, IdentityKind, OpenReason, Period, Profile,
    Profiles, Rule, Said, Verdict,
};
use jiff::civil::Date;
use look::{Looked, look};

/// Judges a message by one profile as of a day.
///
/// Each rule gives a decision and the severest wins. A rule that is open makes the verdict unknown if
/// one of the results still possible would be severer than what is decided without it.
#[must_use]
pub fn judge(profile: &Profile, profiles: &Profiles, day: Date, findings: &Findings) -> Verdict {
    let undecided = |because, asked, open| Verdict {
        receiver: profile.id.clone(),
        as_of: day,
        zone: profiles.zone(profile).iana_name().unwrap_or("UTC").to_owned(),
        decision: Decision::Unknown,
        confidence: Confidence::Unknown,
        because,
        asked,
        open,
    };
    if profile.period(day).is_none() {
        return undecided(Vec::new(), Vec::new(), vec![OpenReason::NotInForce]);
    }
    let weighed: Vec<Weighed> = profiles
        .rules(profile, day)
        .enumerate()
        .filter(|(_, (.., rule))| applies(rule, findings))
        .map(|(index, of)| {
            let (_, period, rule) = of;
            let mut weighed = weigh(of, &look(rule, period, day, findings), day, profiles);
            weighed.because.rule = index;
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
    // What does not reach the inbox either way stays so, whatever else comes out.
    let is_settled = decided == Decision::JunkOrReject;
    let is_open = |w: &Weighed| w.because.open.is_some() && w.worst > decided && !is_settled;
    let blocking: Vec<Because> = weighed.into_iter().filter(is_open).map(|w| w.because).collect();
    if !blocking.is_empty() || speaking.is_empty() {
        let mut open: Vec<OpenReason> = blocking.iter().filter_map(|b| b.open).collect();
        if open.is_empty() && !asked.is_empty() {
            open.push(OpenReason::NotKnown);
        }
        open.sort_unstable();
        open.dedup();
        return undecided(blocking, asked, open);
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
    let confidence = confidence.unwrap_or(Confidence::Unknown);
    Verdict { decision: decided, confidence, ..undecided(because, asked, Vec::new()) }
}

/// Whether a rule is about this client at all; one whose address is not known may be.
fn applies(rule: &Rule, findings: &Findings) -> bool {
    let is_ipv4 = || findings.client_ip.is_some_and(|ip| ip.to_canonical().is_ipv4());
    rule.clients != Clients::Ipv6 || !is_ipv4()
}

/// A rule with what follows from it.
struct Weighed {
    because: Because,
    /// The decision, or for an open rule the severest one still possible.
    worst: Decision,
}

fn weigh(
    (profile, period, rule): (&Profile, &Period, &Rule),
    looked: &Looked,
    day: Date,
    profiles: &Profiles,
) -> Weighed {
    let known = |result: &CheckResult| rule.effect(*result).filter(|effect| effect.decision != Decision::Unknown);
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
        None => looked.possible.first().and_then(|result| rule.effect(*result)?.sources.first()),
    };
    let may = match looked.possible.as_slice() {
        [result] => rule.effect(*result).map(|effect| effect.may.clone()).unwrap_or_default(),
        _ => Vec::new(),
    };
    let is_open = effect.is_none() && !silent;
    let because = Because {
        rule: 0,
        check: looked.check,
        identity: looked.identity,
        or_dkim: looked.or_dkim,
        reads: rule.reads,
        result: looked.result,
        standard: looked.standard,
        effect: effect.map_or(Decision::Unknown, |effect| effect.decision),
        may,
        confidence: effect.map_or(Confidence::Unknown, |effect| confidence(effect)),
        source: source.and_then(|index| Some(profiles.source(*index)?.url.clone())),
        seen: effect.filter(|effect| confidence(effect) == effect.confidence).and_then(|effect| effect.seen.clone()),
        said: effect.map(|effect| effect.said.clone()).unwrap_or_default(),
        open: is_open.then(|| looked.open.unwrap_or(OpenReason::NotKnown)),
        since: match effect {
            Some(effect) => profile.since(period, rule, looked.result, effect.decision),
            None => period.from,
        },
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
    if let Some(domain) = &findings.from_domain {
        *text = text.replace("[from-domain]", domain.as_str());
    }
    if let Some(domain) = domain {
        *text = text.replace("[domain]", domain.as_str());
    }
    if let Some(ip) = findings.client_ip {
        *text = text.replace("[ip]", &ip.to_canonical().to_string());
    }
}
