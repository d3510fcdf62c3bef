//! Which DMARC standard a verdict goes by, and policies that are applied by chance.

use super::{check, day, short, verdict, with};
use crate::dmarc::{DmarcResult, Policy, Standard};
use crate::receiver::{DmarcState, Findings, Profiles, judge};

/// RFC 9989 finds p=reject and a failure; RFC 7489 finds this.
fn but_older(result: DmarcResult, policy: Option<Policy>, or_milder: bool) -> Findings {
    with(|f| {
        (f.dmarc, f.dmarc_policy) = (DmarcResult::Fail, Some(Policy::Reject));
        f.dmarc_rfc7489 = Some(DmarcState { result, policy, or_milder });
    })
}

#[test]
fn rfc_7489_counts_before_may_2026_and_rfc_9989_is_inferred_from_then_on() {
    let passes = but_older(DmarcResult::Pass, Some(Policy::Reject), false);
    for (on, expected, standard) in
        [("2026-04-30", "accept documented", Standard::Rfc7489), ("2026-05-01", "reject inferred", Standard::Rfc9989)]
    {
        check("gmail", on, &passes, expected);
        let asked = verdict("gmail", on, &passes).asked;
        assert_eq!(asked.iter().find_map(|rule| rule.standard), Some(standard));
    }
    // Where both come to the same, nothing is supposed.
    let same = but_older(DmarcResult::Fail, Some(Policy::Reject), false);
    check("gmail", "2026-04-30", &same, "reject documented");
    check("gmail", "2026-05-01", &same, "reject documented");
}

#[test]
fn pct_is_chance_and_counts_only_before() {
    for (policy, or_milder, expected) in [
        (Policy::Reject, true, "unknown not-known"),
        (Policy::Quarantine, false, "junk documented"),
        (Policy::Quarantine, true, "unknown not-known"),
    ] {
        check("gmail", "2024-06-01", &but_older(DmarcResult::Fail, Some(policy), or_milder), expected);
    }
    // Both policies lead to the same here.
    let chance = but_older(DmarcResult::Fail, Some(Policy::Quarantine), true);
    check("docomo", "2024-06-01", &chance, "accept third-party");
    let chance = but_older(DmarcResult::Fail, Some(Policy::Reject), true);
    check("softbank", "2024-06-01", &chance, "unknown not-known");
    check("gmail", "2026-11-24", &chance, "reject inferred");
}

#[test]
fn whether_test_mode_is_taken_in_is_not_known() {
    let testing = |policy| {
        with(|f| {
            (f.dmarc, f.dmarc_policy, f.dmarc_testing) = (DmarcResult::Fail, Some(policy), true);
        })
    };
    check("gmail", "2026-11-24", &testing(Policy::Reject), "unknown not-known");
    check("gmail", "2026-11-24", &testing(Policy::Quarantine), "unknown not-known");
    check("gmail", "2026-11-24", &testing(Policy::None), "accept documented");
    check("softbank", "2026-11-24", &testing(Policy::Reject), "unknown not-known");
    let passes = with(|f| f.dmarc_testing = true);
    check("gmail", "2026-11-24", &passes, "accept documented");
}

#[test]
fn a_profile_may_say_which_standard_it_goes_by() {
    let file = |standard: &str| {
        format!(
            "[sources]\nS = {{ url = \"https://mail.example.com/policy\" }}\n[[profile]]\nid = \"example\"\n\
             name = {{ en = \"Example\" }}\n[[profile.period]]\n{standard}\n[[profile.period.rule]]\n\
             check = \"dmarc\"\neffects = [\n{{ on = [\"fail p=reject\"], does = \"reject\", evidence = [\"documented S\"] }},\n\
             {{ on = [\"any\"], does = \"accept\", evidence = [\"documented S\"] }},\n]\n"
        )
    };
    let passes = but_older(DmarcResult::Pass, Some(Policy::Reject), false);
    for (standard, on, expected) in [
        ("", "2026-11-24", "reject inferred"),
        ("", "2020-01-01", "accept documented"),
        ("dmarc = \"rfc9989\"", "2026-11-24", "reject documented"),
        ("dmarc = \"rfc9989\"", "2020-01-01", "reject documented"),
        ("dmarc = \"rfc7489\"", "2026-11-24", "accept documented"),
    ] {
        let text = file(standard);
        let profiles = Profiles::builtin().clone().with(&[("my.toml", &text)]).unwrap();
        let verdict = judge(profiles.get("example").unwrap(), &profiles, day(on), &passes);
        assert_eq!(short(&verdict), expected, "{standard} {on}");
    }
    let text = file("dmarc = \"rfc7488\"");
    let error = Profiles::builtin().clone().with(&[("my.toml", &text)]).unwrap_err().to_string();
    assert_eq!(error, "my.toml:7: NoneOf { word: \"rfc7488\", known: [\"rfc7489\", \"rfc9989\"] }");
}
