//! How the rules of a profile combine, and what a verdict tells of them.

use super::{check, dmarc, good, spf, verdict, with};
use crate::dmarc::{DmarcResult, Policy};
use crate::receiver::{CheckKind, Confidence, Decision, DkimState, IdentityKind, OpenReason, SpfState};
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;

const TODAY: &str = "2026-11-24";

fn pending(needs_client_ip: bool) -> SpfState {
    SpfState::Result { result: SpfResult::Pending, needs_client_ip }
}

#[test]
fn a_check_that_cannot_matter_does_not_hold_up_the_verdict() {
    let open =
        |policy| with(|f| (f.dmarc, f.dmarc_policy, f.dkim) = (DmarcResult::Open, Some(policy), DkimState::Open));
    check("gmail", TODAY, &open(Policy::None), "accept documented");
    check("gmail", TODAY, &open(Policy::Quarantine), "unknown not-checked");
    check("gmail", TODAY, &open(Policy::Reject), "unknown not-checked");
    check("docomo", TODAY, &open(Policy::None), "unknown not-checked");
    check("docomo", "2023-01-01", &open(Policy::None), "accept third-party");
    check("softbank", TODAY, &open(Policy::None), "unknown not-checked");
    let verdict = verdict("gmail", TODAY, &open(Policy::None));
    let shown = &verdict.because[2];
    assert_eq!((shown.result.as_str(), shown.effect, shown.open), ("open", Decision::Accept, None));
}

#[test]
fn a_rejection_stands_whatever_is_open() {
    let refused = with(|f| {
        f.reverse_dns = ReverseResult::None;
        (f.mail_from, f.dkim) = (SpfState::Undefined, DkimState::Open);
        (f.dmarc, f.dmarc_policy) = (DmarcResult::Pending, None);
    });
    check("gmail", TODAY, &refused, "reject documented");
    let verdict = verdict("gmail", TODAY, &refused);
    assert_eq!(verdict.because.len(), 1);
    assert_eq!(verdict.because[0].check, CheckKind::ReverseDns);
    assert_eq!(verdict.asked.len(), 4);
    assert_eq!(verdict.asked[0].open, Some(OpenReason::Identity));
}

#[test]
fn a_milder_decision_waits_for_a_severer_one() {
    // Deferred for now, but the policy could still be to reject.
    let waiting = with(|f| {
        f.reverse_dns = ReverseResult::TempError;
        (f.dmarc, f.dmarc_policy) = (DmarcResult::Pending, Some(Policy::Reject));
    });
    check("gmail", TODAY, &waiting, "unknown answer");
    let settled = with(|f| {
        f.reverse_dns = ReverseResult::TempError;
        (f.dmarc, f.dmarc_policy) = (DmarcResult::Pending, Some(Policy::Quarantine));
    });
    check("gmail", TODAY, &settled, "defer documented");
    let junk =
        with(|f| (f.header_from, f.dmarc, f.dmarc_policy) = (spf(SpfResult::Fail), DmarcResult::TempError, None));
    check("docomo/reject-all", TODAY, &junk, "unknown not-known");
}

#[test]
fn reasons_stand_once_and_in_order() {
    let open = with(|f| {
        (f.mail_from, f.dkim) = (spf(SpfResult::Fail), DkimState::Open);
        f.reverse_dns = ReverseResult::Pending;
        (f.dmarc, f.dmarc_policy) = (DmarcResult::Open, Some(Policy::Reject));
    });
    check("gmail", TODAY, &open, "unknown answer+not-checked");
    let verdict = verdict("gmail", TODAY, &open);
    assert_eq!(verdict.because.len(), 3);
    assert!(verdict.because.iter().all(|b| b.effect == Decision::Unknown && b.confidence == Confidence::Unknown));
}

#[test]
fn a_missing_client_ip_or_sender_is_a_missing_identity() {
    let no_ip = with(|f| {
        f.client_ip = None;
        f.reverse_dns = ReverseResult::Pending;
        (f.mail_from, f.header_from, f.pra) = (pending(true), pending(true), pending(true));
        f.dmarc = DmarcResult::Pending;
    });
    for id in ["gmail", "docomo", "docomo/reject-all", "au/high", "au/mid"] {
        check(id, TODAY, &no_ip, "unknown identity");
    }
    let no_sender = with(|f| (f.mail_from, f.dmarc) = (SpfState::Undefined, DmarcResult::Pending));
    for id in ["gmail", "docomo", "au/high", "au/mid"] {
        check(id, TODAY, &no_sender, "unknown identity");
    }
    let no_answer = with(|f| (f.mail_from, f.dmarc) = (pending(false), DmarcResult::Pending));
    for id in ["gmail", "docomo", "au/high", "au/mid"] {
        check(id, TODAY, &no_answer, "unknown answer");
    }
}

#[test]
fn an_adverse_verdict_begins_with_its_best_supported_rule() {
    let findings = with(|f| (f.mail_from, f.pra) = (spf(SpfResult::None), spf(SpfResult::None)));
    let verdict = verdict("au/high", TODAY, &findings);
    assert_eq!(verdict.confidence, Confidence::Measured);
    let identities: Vec<_> = verdict.because.iter().map(|b| b.identity).collect();
    assert_eq!(identities, [Some(IdentityKind::Pra), Some(IdentityKind::MailFrom)]);
    assert_eq!(verdict.because[0].source.as_deref(), Some("https://alpha3166.github.io/blog/20121014.html"));
    let asked: Vec<_> = verdict.asked.iter().map(|b| b.identity).collect();
    assert_eq!(asked, [Some(IdentityKind::MailFrom), Some(IdentityKind::Pra)]);
}

#[test]
fn a_verdict_tells_since_when_its_rule_holds() {
    let findings = dmarc(DmarcResult::Fail, Some(Policy::Quarantine));
    let verdict = verdict("docomo/reject-all", TODAY, &findings);
    assert_eq!(verdict.because[0].since, Some(super::day("2025-03-13")));
    assert_eq!(verdict.because[0].result.policy(), Some(Policy::Quarantine));
    assert_eq!(verdict.asked[0].since, Some(super::day("2007-11-01")));
    assert_eq!(super::verdict("softbank", "2000-01-01", &good()).because[0].since, None);
}

#[test]
fn since_is_the_first_day_of_what_the_rule_does_with_the_result() {
    let since = |id: &str, on: &str, findings: &crate::receiver::Findings| {
        super::verdict(id, on, findings).because.first().and_then(|rule| rule.since)
    };
    let day = |text| Some(super::day(text));
    // The period began later, and changed nothing of this.
    assert_eq!(since("docomo", TODAY, &dmarc(DmarcResult::None, None)), day("2025-02-13"));
    assert_eq!(since("docomo", TODAY, &dmarc(DmarcResult::Fail, Some(Policy::Reject))), day("2022-08-23"));
    assert_eq!(since("docomo", TODAY, &dmarc(DmarcResult::Fail, Some(Policy::Quarantine))), day("2025-03-13"));
    assert_eq!(since("au/high", TODAY, &with(|f| f.mail_from = spf(SpfResult::SoftFail))), day("2007-04-01"));
    assert_eq!(since("au/high", TODAY, &with(|f| f.pra = spf(SpfResult::SoftFail))), day("2010-12-01"));
}

#[test]
fn what_does_not_reach_the_inbox_is_known_whatever_is_open() {
    let on = "2023-06-01";
    let neither = |f: &mut crate::receiver::Findings| f.mail_from = spf(SpfResult::None);
    let open = with(|f| {
        neither(f);
        (f.dmarc, f.dmarc_policy) = (DmarcResult::Pending, Some(Policy::Reject));
    });
    check("gmail", on, &with(neither), "junk-or-reject measured");
    check("gmail", on, &open, "junk-or-reject measured");
    let refused = with(|f| {
        neither(f);
        (f.dmarc, f.dmarc_policy) = (DmarcResult::Fail, Some(Policy::Reject));
    });
    check("gmail", on, &refused, "reject documented");
    let verdict = verdict("gmail", on, &with(neither));
    assert_eq!((verdict.seen(), verdict.because[0].seen.as_deref()), (Some("2023-01-11"), Some("2023-01-11")));
    for (wanted, expected) in [
        (Decision::Junk, true),
        (Decision::Reject, true),
        (Decision::JunkOrReject, true),
        (Decision::Defer, false),
        (Decision::Unknown, false),
    ] {
        assert_eq!(verdict.decision.is_among(&[wanted]), expected, "{}", wanted.as_str());
    }
    assert!(!Decision::Junk.is_among(&[Decision::JunkOrReject]) && !Decision::Reject.is_among(&[Decision::Junk]));
}

#[test]
fn what_may_happen_is_told_and_decides_nothing() {
    let neither = with(|f| f.mail_from = spf(SpfResult::None));
    check("yahoo-jp", TODAY, &neither, "unknown not-known");
    let open = &verdict("yahoo-jp", TODAY, &neither).because[0];
    assert_eq!(open.may, [Decision::Junk, Decision::Reject]);
    assert!(verdict("yahoo-jp", TODAY, &good()).because.iter().all(|rule| rule.may.is_empty()));
}

#[test]
fn what_was_measured_tells_when() {
    let none = with(|f| f.pra = spf(SpfResult::None));
    assert_eq!(verdict("au/high", TODAY, &none).seen(), Some("2012-10-14"));
    let rejected = dmarc(DmarcResult::Fail, Some(Policy::Reject));
    assert_eq!(verdict("outlook", "2018-06-01", &rejected).seen(), Some("2022"));
    // What is only supposed to have held on was measured of something else.
    assert_eq!(verdict("outlook", TODAY, &rejected).seen(), None);
    assert_eq!(verdict("docomo", TODAY, &rejected).seen(), None);
}
