//! What the profiles decide that are told of by few words: mail services, au's おまかせ, Hotmail, and those
//! of whom nothing is known.

use super::{check, dmarc, good, spf, verdict, with};
use crate::dmarc::{DmarcResult, Policy};
use crate::receiver::{Decision, DkimState, Findings, IdentityKind, OpenReason, Profiles, Reads, SpfState};
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult::{self, Fail, Neutral, None, Pass, PermError, SoftFail, TempError};

const TODAY: &str = "2026-11-24";
const OPEN: &str = "unknown not-known";

fn mail_from(result: SpfResult) -> Findings {
    with(|f| f.mail_from = spf(result))
}

fn failed(policy: Policy) -> Findings {
    dmarc(DmarcResult::Fail, Some(policy))
}

fn signed(mut findings: Findings) -> Findings {
    findings.dkim = DkimState::Open;
    findings
}

/// A sender without DMARC, whom everything else passes.
fn no_policy() -> Findings {
    dmarc(DmarcResult::None, Option::None)
}

#[test]
fn au_omakase() {
    check("au/omakase", "2023-10-04", &good(), "unknown not-in-force");
    for on in ["2023-10-05", TODAY] {
        check("au/omakase", on, &good(), "accept documented");
        check("au/omakase", on, &no_policy(), "accept inferred");
        for policy in [Policy::None, Policy::Quarantine, Policy::Reject] {
            check("au/omakase", on, &failed(policy), OPEN);
        }
        check("au/omakase", on, &dmarc(DmarcResult::TempError, Option::None), OPEN);
        check("au/omakase", on, &dmarc(DmarcResult::PermError, Option::None), OPEN);
        check("au/omakase", on, &mail_from(Fail), "accept documented");
        let open = signed(dmarc(DmarcResult::Open, Some(Policy::None)));
        check("au/omakase", on, &open, "unknown not-checked");
    }
}

#[test]
fn yahoo_jp_before_dmarc() {
    for on in ["2005-01-01", "2019-12-31", "2020-02-29"] {
        check("yahoo-jp", on, &good(), "accept inferred");
        for result in [None, Neutral, SoftFail, Fail, PermError, TempError] {
            check("yahoo-jp", on, &mail_from(result), OPEN);
        }
        check("yahoo-jp", on, &failed(Policy::Reject), "accept inferred");
        check("yahoo-jp", on, &signed(mail_from(Fail)), "unknown not-checked");
    }
}

#[test]
fn yahoo_jp_with_dmarc() {
    for (on, passing, without) in [
        ("2020-03-01", "accept inferred", "accept inferred"),
        ("2024-12-10", "accept inferred", "accept inferred"),
        ("2024-12-11", "accept documented", "accept documented"),
        (TODAY, "accept documented", "accept documented"),
    ] {
        check("yahoo-jp", on, &good(), passing);
        check("yahoo-jp", on, &no_policy(), without);
        check("yahoo-jp", on, &failed(Policy::None), passing);
        check("yahoo-jp", on, &failed(Policy::Quarantine), "junk documented");
        check("yahoo-jp", on, &failed(Policy::Reject), "reject documented");
        check("yahoo-jp", on, &dmarc(DmarcResult::TempError, Option::None), OPEN);
        // Spam or refused: nobody says which.
        for result in [None, Neutral, SoftFail, Fail, PermError, TempError] {
            check("yahoo-jp", on, &mail_from(result), OPEN);
        }
        check("yahoo-jp", on, &signed(mail_from(None)), "unknown not-checked");
    }
}

#[test]
fn yahoo() {
    check("yahoo", "2014-04-15", &good(), "unknown not-in-force");
    for on in ["2014-04-16", "2018-06-01", "2024-01-31"] {
        check("yahoo", on, &failed(Policy::Reject), "reject documented");
        check("yahoo", on, &mail_from(None), OPEN);
        check("yahoo", on, &good(), "accept inferred");
    }
    for on in ["2024-02-01", TODAY] {
        check("yahoo", on, &good(), "accept documented");
        check("yahoo", on, &no_policy(), "accept documented");
        for result in [None, Neutral, SoftFail, Fail, PermError] {
            check("yahoo", on, &mail_from(result), "reject measured");
            check("yahoo", on, &signed(mail_from(result)), "unknown not-checked");
        }
        check("yahoo", on, &mail_from(TempError), "defer documented");
        check("yahoo", on, &failed(Policy::Reject), "reject documented");
        check("yahoo", on, &failed(Policy::Quarantine), "junk documented");
        check("yahoo", on, &failed(Policy::None), "accept documented");
        check("yahoo", on, &dmarc(DmarcResult::TempError, Option::None), "defer documented");
        check("yahoo", on, &dmarc(DmarcResult::PermError, Option::None), OPEN);
        for result in [ReverseResult::None, ReverseResult::Fail] {
            check("yahoo", on, &with(|f| f.reverse_dns = result), "reject inferred");
        }
        check("yahoo", on, &with(|f| f.reverse_dns = ReverseResult::TempError), OPEN);
    }
    let reply = verdict("yahoo", TODAY, &failed(Policy::Reject)).because[0].said.reply.clone();
    assert_eq!(reply.as_deref(), Some("554 5.7.9"));
}

#[test]
fn outlook() {
    check("outlook", "2012-09-30", &good(), "unknown not-in-force");
    for (on, reject, quarantine) in [
        ("2012-10-01", "reject measured", "junk third-party"),
        ("2014-12-31", "reject measured", "junk third-party"),
        // In the junk folder until spring 2023.
        ("2018-06-01", "junk measured", "junk third-party"),
        ("2023-04-30", "junk measured", "junk third-party"),
        ("2023-05-01", "reject measured", "junk third-party"),
        ("2025-04-30", "reject measured", "junk third-party"),
        ("2025-05-01", "reject inferred", "junk inferred"),
    ] {
        check("outlook", on, &good(), "accept inferred");
        check("outlook", on, &failed(Policy::Reject), reject);
        check("outlook", on, &failed(Policy::Quarantine), quarantine);
        check("outlook", on, &failed(Policy::None), OPEN);
        check("outlook", on, &no_policy(), OPEN);
        for result in [None, Neutral, SoftFail, Fail, PermError, TempError] {
            check("outlook", on, &mail_from(result), OPEN);
        }
    }
}

#[test]
fn outlook_bulk() {
    check("outlook/bulk", "2025-05-04", &good(), "unknown not-in-force");
    for on in ["2025-05-05", TODAY] {
        // Nothing is signed: that alone is missing.
        check("outlook/bulk", on, &good(), "reject documented");
        check("outlook/bulk", on, &signed(good()), "unknown not-checked");
        for result in [None, Neutral, SoftFail, Fail, PermError] {
            check("outlook/bulk", on, &signed(mail_from(result)), "reject documented");
        }
        check("outlook/bulk", on, &signed(no_policy()), "reject documented");
        check("outlook/bulk", on, &signed(failed(Policy::None)), "reject documented");
    }
    let reply = verdict("outlook/bulk", TODAY, &good()).because[0].said.reply.clone();
    assert_eq!(reply.as_deref(), Some("550 5.7.515"));
}

#[test]
fn icloud() {
    check("icloud", "2025-02-24", &good(), "unknown not-in-force");
    for on in ["2025-02-25", TODAY] {
        check("icloud", on, &good(), "accept inferred");
        check("icloud", on, &failed(Policy::Reject), "reject documented");
        check("icloud", on, &failed(Policy::Quarantine), "junk documented");
        check("icloud", on, &failed(Policy::None), OPEN);
        check("icloud", on, &no_policy(), OPEN);
    }
}

#[test]
fn icloud_bulk() {
    check("icloud/bulk", "2025-02-24", &good(), "unknown not-in-force");
    for on in ["2025-02-25", TODAY] {
        check("icloud/bulk", on, &good(), "reject documented");
        check("icloud/bulk", on, &signed(good()), "unknown not-checked");
        check("icloud/bulk", on, &signed(mail_from(SoftFail)), "reject documented");
        check("icloud/bulk", on, &signed(no_policy()), "reject documented");
        check("icloud/bulk", on, &signed(failed(Policy::Reject)), "reject documented");
        check("icloud/bulk", on, &signed(failed(Policy::Quarantine)), "unknown not-checked");
        check("icloud/bulk", on, &signed(with(|f| f.reverse_dns = ReverseResult::None)), "reject documented");
    }
}

#[test]
fn hotmail_reads_sender_id_records_of_the_pra() {
    let sender_id = |result| with(|f| f.sender_id = spf(result));
    check("hotmail", "2004-09-30", &good(), "unknown not-in-force");
    check("hotmail", "2012-10-01", &good(), "unknown not-in-force");
    for on in ["2004-10-01", "2012-09-30"] {
        for (result, expected) in [
            (Pass, "accept third-party"),
            (None, "warn third-party"),
            (Fail, "reject third-party"),
            (Neutral, OPEN),
            (SoftFail, OPEN),
            (PermError, OPEN),
            (TempError, OPEN),
        ] {
            check("hotmail", on, &sender_id(result), expected);
            // What v=spf1 says of the PRA, or of MAIL FROM, is nothing to it.
            check("hotmail", on, &with(|f| f.pra = spf(result)), "accept third-party");
            check("hotmail", on, &mail_from(result), "accept third-party");
        }
        check("hotmail", on, &with(|f| f.sender_id = SpfState::Undefined), "unknown identity");
    }
    let verdict = verdict("hotmail", "2010-01-01", &sender_id(Fail));
    let because = &verdict.because[0];
    assert_eq!((because.identity, because.reads), (Some(IdentityKind::Pra), Reads::SenderId));
    assert_eq!(because.said.reply.as_deref(), Some("550 command rejected due to Sender ID validation failure"));
}

#[test]
fn whoever_nothing_is_known_of_judges_only_if_named_and_decides_nothing() {
    let profiles = Profiles::builtin();
    for id in ["rakuten", "linemo", "uq", "povo"] {
        let profile = profiles.get(id).unwrap();
        assert_eq!((profile.periods.len(), profile.notes_en.len(), profile.notes_ja.len()), (0, 1, 1), "{id}");
        let verdict = verdict(id, TODAY, &good());
        assert_eq!((verdict.decision, verdict.open), (Decision::Unknown, vec![OpenReason::NotInForce]), "{id}");
    }
}

#[test]
fn au_and_docomo_may_or_may_not_read_spf2_records() {
    let unsure = |id: &str, on: &str| {
        let profile = Profiles::builtin().get(id).unwrap();
        let rules = Profiles::builtin().rules(profile, super::day(on));
        rules
            .filter(|(.., rule)| rule.reads == Reads::NotKnown)
            .map(|(.., rule)| rule.identity.unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(unsure("au/high", TODAY), [IdentityKind::Pra]);
    assert_eq!(unsure("docomo/reject-all", "2010-01-01"), [IdentityKind::HeaderFrom]);
    assert_eq!(unsure("docomo/reject-all", TODAY), [IdentityKind::HeaderFrom]);
    assert_eq!(unsure("docomo", TODAY), []);
    assert_eq!(unsure("gmail", TODAY), []);
}
