//! What holds of every verdict, whatever was found.

use super::{Findings, spf};
use crate::dkim::DkimResult;
use crate::dmarc::{DmarcResult, Policy};
use crate::dns::Name;
use crate::message::TlsState;
use crate::receiver::{Because, Confidence, Decision, DkimState, Existence, HeaderFormat, Profiles, SpfState, judge};
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;

fn spf_state() -> impl Strategy<Value = SpfState> {
    let decided = select(SpfResult::DECIDED.to_vec()).prop_map(spf);
    let pending =
        any::<bool>().prop_map(|needs_client_ip| SpfState::Result { result: SpfResult::Pending, needs_client_ip });
    prop_oneof![6 => decided, 1 => pending, 1 => Just(SpfState::Undefined)]
}

fn dmarc_state() -> impl Strategy<Value = (DmarcResult, Option<Policy>)> {
    use DmarcResult::{Fail, None, Open, Pass, Pending, PermError, TempError};
    let policy = select(vec![Policy::None, Policy::Quarantine, Policy::Reject]);
    prop_oneof![
        (select(vec![Pass, Fail, Open, Pending]), policy).prop_map(|(result, policy)| (result, Some(policy))),
        select(vec![None, TempError, PermError, Pending]).prop_map(|result| (result, Option::None)),
    ]
}

fn findings() -> impl Strategy<Value = Findings> {
    use ReverseResult::{Fail, None, Pass, Pending, TempError};
    (
        ((spf_state(), spf_state(), spf_state(), spf_state()), dmarc_state(), any::<bool>()),
        select(vec![Option::None, Some("shop.example"), Some("d.vodafone.ne.jp")]),
        select(vec![
            DkimState::None,
            DkimState::Open,
            DkimState::Result(DkimResult::Pass),
            DkimState::Result(DkimResult::Fail),
            DkimState::Result(DkimResult::Pending),
        ]),
        (
            select(vec![Pass, Fail, None, TempError, Pending]),
            select(vec![TlsState::Recorded, TlsState::Plain, TlsState::NotSaid]),
        ),
        select(vec![Option::None, Some("192.0.2.1"), Some("2001:db8::1")]),
    )
        .prop_map(
            |(((mail_from, header_from, pra, sender_id), dmarc, no_from), from, dkim, (reverse_dns, tls), ip)| {
                Findings {
                    client_ip: ip.and_then(|ip| ip.parse().ok()),
                    mail_from,
                    helo: SpfState::Undefined,
                    header_from,
                    pra,
                    sender_id,
                    no_from_field: no_from && from.is_none(),
                    format: HeaderFormat::Valid,
                    from_exists: Existence::Exists,
                    mail_from_exists: Existence::Exists,
                    from_domain: from.map(Name::new),
                    mail_from_domain: Option::None,
                    dmarc: dmarc.0,
                    dmarc_policy: dmarc.1,
                    dmarc_testing: false,
                    dmarc_rfc7489: Option::None,
                    tls,
                    dkim,
                    unsent: true,
                    reverse_dns,
                }
            },
        )
}

/// The same findings with one thing that is open settled in one way.
fn settled(findings: &Findings, choice: usize) -> Findings {
    let mut next = findings.clone();
    let result = spf(SpfResult::DECIDED[choice % SpfResult::DECIDED.len()]);
    let states = [&mut next.mail_from, &mut next.header_from, &mut next.pra, &mut next.sender_id];
    let pending = |state: &&mut SpfState| matches!(state, SpfState::Result { result: SpfResult::Pending, .. });
    let open = states.into_iter().find(pending).map(|state| *state = result);
    if open.is_some() {
        return next;
    }
    match next.dmarc {
        DmarcResult::Open => next.dmarc = [DmarcResult::Pass, DmarcResult::Fail][choice % 2],
        DmarcResult::Pending => {
            next.dmarc = match next.dmarc_policy {
                Some(_) => [DmarcResult::Pass, DmarcResult::Fail, DmarcResult::TempError][choice % 3],
                None => [DmarcResult::None, DmarcResult::TempError][choice % 2],
            };
        }
        _ if next.reverse_dns == ReverseResult::Pending => {
            use ReverseResult::{Fail, None, Pass, TempError};
            next.reverse_dns = [Pass, Fail, None, TempError][choice % 4];
        }
        _ => {}
    }
    next
}

proptest! {
    #[test]
    fn verdicts_rest_on_rules(findings in findings(), days in 0_i64..9000) {
        let profiles = Profiles::builtin();
        let day = date(2003, 1, 1) + jiff::Span::new().days(days);
        for profile in &profiles.profiles {
            let verdict = judge(profile, profiles, day, &findings);
            match verdict.decision {
                Decision::Unknown => {
                    prop_assert!(!verdict.open.is_empty() && verdict.open.is_sorted());
                    prop_assert!(verdict.because.iter().all(|b| b.open.is_some()));
                    prop_assert_eq!(verdict.confidence, Confidence::Unknown);
                }
                Decision::Accept => {
                    prop_assert!(verdict.open.is_empty() && !verdict.because.is_empty());
                    prop_assert!(verdict.because.iter().all(|b| b.effect == Decision::Accept && b.open.is_none()));
                    prop_assert_eq!(Some(verdict.confidence), verdict.because.iter().map(|b| b.confidence).max());
                }
                adverse => {
                    prop_assert!(verdict.open.is_empty() && !verdict.because.is_empty());
                    prop_assert!(verdict.because.iter().all(|b| b.effect == adverse && b.source.is_some()));
                    prop_assert_eq!(verdict.confidence, verdict.because[0].confidence);
                    prop_assert!(verdict.because.iter().map(|b| b.confidence).is_sorted());
                }
            }
        }
    }

    #[test]
    fn what_is_decided_stays_decided(findings in findings(), choice in 0_usize..84, days in 0_i64..9000) {
        let profiles = Profiles::builtin();
        let day = date(2003, 1, 1) + jiff::Span::new().days(days);
        for profile in &profiles.profiles {
            let before = judge(profile, profiles, day, &findings);
            let after = judge(profile, profiles, day, &settled(&findings, choice));
            match before.decision {
                Decision::Unknown => {}
                // One of the two, and perhaps it becomes known that it is the severer one.
                Decision::JunkOrReject => prop_assert!(after.decision >= before.decision, "{}", &profile.id),
                decision => prop_assert_eq!(decision, after.decision, "{}", &profile.id),
            }
            // Whatever was decided among open rules is not undone by settling one of them.
            let speaks = |b: &&Because| b.open.is_none() && b.effect != Decision::Unknown;
            let decided = before.asked.iter().filter(speaks).map(|b| b.effect).max();
            prop_assert!(decided.is_none_or(|decided| after.decision >= decided), "{}", &profile.id);
        }
    }
}
