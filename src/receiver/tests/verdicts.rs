//! What each profile decides in each of its periods, one result after another.

use super::{check, dmarc, good, spf, verdict, with};
use crate::dmarc::{DmarcResult, Policy};
use crate::dns::Name;
use crate::receiver::{CheckKind, Decision, DkimState, Existence, HeaderFormat, SpfState};
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;

const PASS: SpfResult = SpfResult::Pass;
const FAIL: SpfResult = SpfResult::Fail;
const SOFTFAIL: SpfResult = SpfResult::SoftFail;
const NEUTRAL: SpfResult = SpfResult::Neutral;
const NONE: SpfResult = SpfResult::None;
const TEMPERROR: SpfResult = SpfResult::TempError;
const PERMERROR: SpfResult = SpfResult::PermError;

const TODAY: &str = "2026-11-24";

fn mail_from(result: SpfResult) -> crate::receiver::Findings {
    with(|f| f.mail_from = spf(result))
}

fn header_from(result: SpfResult) -> crate::receiver::Findings {
    with(|f| f.header_from = spf(result))
}

fn pra(result: SpfResult) -> crate::receiver::Findings {
    with(|f| f.pra = spf(result))
}

#[test]
fn gmail_until_january_2024() {
    // Without SPF and DKIM: delivered, filed as spam and refused, nobody knows by what, until November 2022.
    for (result, early, from_november) in [
        (PASS, "accept measured", "accept documented"),
        (NONE, "unknown not-known", "junk-or-reject measured"),
        (NEUTRAL, "unknown not-known", "junk-or-reject measured"),
        (SOFTFAIL, "unknown not-known", "junk-or-reject measured"),
        (FAIL, "unknown not-known", "reject documented"),
        (PERMERROR, "unknown not-known", "unknown not-known"),
        (TEMPERROR, "unknown not-known", "unknown not-known"),
    ] {
        for day in ["2004-04-01", "2022-10-31"] {
            check("gmail", day, &mail_from(result), early);
        }
        for day in ["2022-11-01", "2022-12-15", "2023-06-01", "2024-01-31"] {
            check("gmail", day, &mail_from(result), from_november);
        }
    }
    let on = "2020-01-01";
    check("gmail", on, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "reject measured");
    check("gmail", on, &dmarc(DmarcResult::Fail, Some(Policy::Quarantine)), "junk inferred");
    check("gmail", on, &dmarc(DmarcResult::Fail, Some(Policy::None)), "accept measured");
    check("gmail", on, &dmarc(DmarcResult::None, None), "accept measured");
    check("gmail", on, &with(|f| f.reverse_dns = ReverseResult::None), "accept measured");
}

#[test]
fn gmail_asks_more_of_clients_on_ipv6_from_2013() {
    let on_ipv6 = |reverse_dns, mail_from| {
        with(|f| {
            (f.client_ip, f.reverse_dns, f.mail_from) = ("2001:db8::10".parse().ok(), reverse_dns, spf(mail_from));
        })
    };
    check("gmail", "2013-08-31", &on_ipv6(ReverseResult::None, PASS), "accept measured");
    for on in ["2013-09-01", "2018-06-01", "2022-10-31", "2024-01-31"] {
        check("gmail", on, &on_ipv6(ReverseResult::None, NONE), "reject measured");
        check("gmail", on, &on_ipv6(ReverseResult::Fail, PASS), "reject measured");
        check("gmail", on, &on_ipv6(ReverseResult::Pass, NONE), "junk-or-reject measured");
        // On IPv4 the name decided nothing, and the rule is not even asked.
        let on_ipv4 = with(|f| f.reverse_dns = ReverseResult::None);
        assert_eq!(verdict("gmail", on, &on_ipv4).decision, Decision::Accept, "{on}");
        assert!(verdict("gmail", on, &on_ipv4).asked.iter().all(|b| b.check != CheckKind::ReverseDns), "{on}");
        // Where nobody knows the address, it may apply.
        let nowhere = with(|f| (f.client_ip, f.reverse_dns) = (None, ReverseResult::Pending));
        check("gmail", on, &nowhere, "unknown identity");
    }
}

#[test]
fn gmail_from_february_2024() {
    for on in ["2024-02-01", TODAY] {
        check("gmail", on, &good(), "accept documented");
        for result in [NONE, NEUTRAL, SOFTFAIL, FAIL, PERMERROR, TEMPERROR] {
            check("gmail", on, &mail_from(result), "reject documented");
            let signed = with(|f| (f.mail_from, f.dkim) = (spf(result), DkimState::Open));
            check("gmail", on, &signed, "unknown not-checked");
        }
        check("gmail", on, &with(|f| f.dkim = DkimState::Open), "accept documented");
        check("gmail", on, &with(|f| f.reverse_dns = ReverseResult::None), "reject documented");
        check("gmail", on, &with(|f| f.reverse_dns = ReverseResult::Fail), "reject documented");
        check("gmail", on, &with(|f| f.reverse_dns = ReverseResult::TempError), "defer documented");
        check("gmail", on, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "reject documented");
        check("gmail", on, &dmarc(DmarcResult::Fail, Some(Policy::Quarantine)), "junk documented");
        check("gmail", on, &dmarc(DmarcResult::Fail, Some(Policy::None)), "accept documented");
        check("gmail", on, &dmarc(DmarcResult::None, None), "accept documented");
        check("gmail", on, &dmarc(DmarcResult::TempError, None), "defer documented");
        check("gmail", on, &dmarc(DmarcResult::PermError, None), "unknown not-known");
    }
    for (findings, reply) in [
        (mail_from(FAIL), "550 5.7.26"),
        (with(|f| f.reverse_dns = ReverseResult::None), "550 5.7.25"),
        (with(|f| f.reverse_dns = ReverseResult::TempError), "451 4.7.23"),
        (dmarc(DmarcResult::TempError, None), "451 4.7.26"),
    ] {
        assert_eq!(verdict("gmail", TODAY, &findings).because[0].said.reply.as_deref(), Some(reply));
    }
}

#[test]
fn gmail_bulk() {
    check("gmail/bulk", "2024-01-31", &good(), "unknown not-in-force");
    for (on, decision, codes) in [
        ("2024-02-01", "defer inferred", ["421 4.7.30", "421 4.7.40", "421 4.7.32"]),
        ("2025-10-31", "defer inferred", ["421 4.7.30", "421 4.7.40", "421 4.7.32"]),
        ("2025-11-01", "reject inferred", ["550 5.7.30", "550 5.7.40", "421 5.7.32"]),
        (TODAY, "reject inferred", ["550 5.7.30", "550 5.7.40", "421 5.7.32"]),
    ] {
        // Nothing is signed: that alone is missing.
        check("gmail/bulk", on, &good(), decision);
        let verdict = verdict("gmail/bulk", on, &dmarc(DmarcResult::None, None));
        let replies: Vec<Option<&str>> = verdict.because.iter().map(|b| b.said.reply.as_deref()).collect();
        assert_eq!(replies, [Some(codes[0]), Some(codes[1])], "{on}");
        let verdict = super::verdict("gmail/bulk", on, &dmarc(DmarcResult::Fail, Some(Policy::None)));
        assert_eq!(verdict.because[1].said.reply.as_deref(), Some(codes[2]), "{on}");
        // What Gmail asks of everybody holds as well, and is better supported.
        check("gmail/bulk", on, &mail_from(FAIL), "reject documented");
    }
    let signed = |mut findings: crate::receiver::Findings| {
        findings.dkim = DkimState::Open;
        findings
    };
    check("gmail/bulk", TODAY, &signed(good()), "unknown not-checked");
    check("gmail/bulk", TODAY, &signed(mail_from(FAIL)), "reject inferred");
    check("gmail/bulk", TODAY, &signed(dmarc(DmarcResult::None, None)), "reject inferred");
    check("gmail/bulk", "2025-01-01", &signed(dmarc(DmarcResult::None, None)), "defer inferred");
}

#[test]
fn docomo() {
    // The initial setting refused nothing, whatever the message was.
    for on in ["2007-11-01", "2022-08-22"] {
        check("docomo", on, &header_from(NONE), "accept measured");
        check("docomo", on, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "accept measured");
        check("docomo", on, &with(|f| f.header_from = SpfState::Undefined), "accept measured");
    }
    for on in ["2022-08-23", "2025-02-12"] {
        check("docomo", on, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "reject third-party");
        check("docomo", on, &dmarc(DmarcResult::Fail, Some(Policy::Quarantine)), "accept third-party");
        check("docomo", on, &dmarc(DmarcResult::Fail, Some(Policy::None)), "accept third-party");
        check("docomo", on, &dmarc(DmarcResult::None, None), "accept third-party");
        check("docomo", on, &good(), "accept third-party");
    }
    for (on, quarantine) in [
        ("2025-02-13", "unknown not-known"),
        ("2025-03-12", "unknown not-known"),
        ("2025-03-13", "junk third-party"),
        (TODAY, "junk third-party"),
    ] {
        check("docomo", on, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "reject third-party");
        check("docomo", on, &dmarc(DmarcResult::Fail, Some(Policy::Quarantine)), quarantine);
        check("docomo", on, &dmarc(DmarcResult::Fail, Some(Policy::None)), "warn third-party");
        check("docomo", on, &dmarc(DmarcResult::None, None), "warn third-party");
        check("docomo", on, &good(), "accept third-party");
        check("docomo", on, &dmarc(DmarcResult::TempError, None), "unknown not-known");
        check("docomo", on, &dmarc(DmarcResult::PermError, None), "unknown not-known");
        check("docomo", on, &header_from(NONE), "accept third-party");
    }
}

#[test]
fn docomo_reject_all() {
    check("docomo/reject-all", "2007-10-31", &good(), "unknown not-in-force");
    for (result, before, after) in [
        (NONE, "reject documented", "junk inferred"),
        (SOFTFAIL, "reject documented", "junk inferred"),
        (FAIL, "reject documented", "junk inferred"),
        (NEUTRAL, "reject inferred", "junk inferred"),
        (PERMERROR, "reject inferred", "junk inferred"),
        (TEMPERROR, "unknown not-known", "unknown not-known"),
    ] {
        for on in ["2007-11-01", "2025-02-12"] {
            check("docomo/reject-all", on, &header_from(result), before);
        }
        // What was refused before and put away after does not reach the inbox on the days between.
        let between = if result == TEMPERROR { before } else { "junk-or-reject inferred" };
        for on in ["2025-02-13", "2025-03-12"] {
            check("docomo/reject-all", on, &header_from(result), between);
        }
        for on in ["2025-03-13", TODAY] {
            check("docomo/reject-all", on, &header_from(result), after);
        }
    }
    check("docomo/reject-all", "2010-01-01", &good(), "accept measured");
    check("docomo/reject-all", TODAY, &good(), "accept third-party");
    check("docomo/reject-all", TODAY, &mail_from(FAIL), "accept third-party");
    // What holds for every mailbox holds here.
    check("docomo/reject-all", TODAY, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "reject third-party");
    check("docomo/reject-all", TODAY, &dmarc(DmarcResult::None, None), "warn third-party");
    let junk = with(|f| (f.header_from, f.dmarc, f.dmarc_policy) = (spf(NONE), DmarcResult::None, None));
    check("docomo/reject-all", TODAY, &junk, "junk inferred");

    let on = "2015-06-01";
    let reply = verdict("docomo/reject-all", on, &header_from(NONE)).because[0].said.reply.clone();
    assert_eq!(reply.as_deref(), Some("550 Unknown user"));
    let undefined = with(|f| (f.header_from, f.from_domain) = (SpfState::Undefined, None));
    check("docomo/reject-all", on, &undefined, "unknown not-known");
    let without_from = |mail_from| {
        with(|f| {
            (f.header_from, f.from_domain, f.no_from_field, f.mail_from) = (SpfState::Undefined, None, true, mail_from);
        })
    };
    check("docomo/reject-all", on, &without_from(spf(PASS)), "accept measured");
    check("docomo/reject-all", on, &without_from(spf(NONE)), "reject documented");
    check("docomo/reject-all", on, &without_from(SpfState::Undefined), "unknown identity");
}

#[test]
fn au_high() {
    check("au/high", "2007-03-31", &good(), "unknown not-in-force");
    // Until December 2010 only MAIL FROM was looked at.
    for on in ["2007-04-01", "2009-03-01", "2010-11-30"] {
        for (result, expected) in [
            (PASS, "accept documented"),
            (FAIL, "reject measured"),
            (SOFTFAIL, "reject measured"),
            (NONE, "accept measured"),
            (NEUTRAL, "accept measured"),
        ] {
            check("au/high", on, &mail_from(result), expected);
            check("au/mid", on, &mail_from(result), expected);
            check("au/high", on, &pra(result), "accept documented");
        }
    }
    for on in ["2010-12-01", TODAY] {
        check("au/high", on, &good(), "accept documented");
        for (result, of_mail_from, of_pra) in [
            (FAIL, "reject documented", "reject documented"),
            (SOFTFAIL, "reject measured", "reject inferred"),
            (NONE, "reject third-party", "reject measured"),
            (NEUTRAL, "unknown not-known", "unknown not-known"),
            (PERMERROR, "unknown not-known", "unknown not-known"),
            (TEMPERROR, "unknown not-known", "unknown not-known"),
        ] {
            check("au/high", on, &mail_from(result), of_mail_from);
            check("au/high", on, &pra(result), of_pra);
            check("au/high", on, &header_from(result), "accept documented");
        }
        check("au/high", on, &with(|f| f.pra = SpfState::Undefined), "unknown identity");
        let refused = with(|f| (f.mail_from, f.pra) = (spf(FAIL), SpfState::Undefined));
        check("au/high", on, &refused, "reject documented");
        check("au/high", on, &with(|f| f.client_ip = "2001:db8::1".parse().ok()), "unknown not-known");
        check("au/high", on, &with(|f| f.client_ip = "::ffff:192.0.2.1".parse().ok()), "accept documented");
        check("au/high", on, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "accept documented");
    }
    let reply = verdict("au/high", TODAY, &pra(NONE)).because[0].said.reply.clone();
    assert_eq!(reply.as_deref(), Some("550 : User unknown"));
}

#[test]
fn au_mid() {
    for (result, expected) in [
        (PASS, "accept documented"),
        (FAIL, "reject documented"),
        (NONE, "accept measured"),
        (SOFTFAIL, "reject measured"),
        (NEUTRAL, "accept measured"),
        (PERMERROR, "unknown not-known"),
        (TEMPERROR, "unknown not-known"),
    ] {
        check("au/mid", TODAY, &mail_from(result), expected);
        check("au/mid", TODAY, &pra(result), "accept documented");
    }
    check("au/mid", TODAY, &with(|f| f.client_ip = "2001:db8::1".parse().ok()), "unknown not-known");
}

#[test]
fn carriers() {
    for (id, on, other) in [
        ("au/low", "2005-01-01", "accept measured"),
        ("au/low", TODAY, "accept measured"),
        ("softbank", "2011-11-16", "accept documented"),
        ("softbank", "2024-04-09", "accept documented"),
        ("softbank", "2024-04-10", "accept documented"),
        ("softbank", TODAY, "accept documented"),
        ("ymobile", "2024-04-09", "accept documented"),
        ("ymobile", TODAY, "accept documented"),
    ] {
        let from =
            |domain: &str, result| with(|f| (f.from_domain, f.header_from) = (Some(Name::new(domain)), spf(result)));
        for result in [PASS, NONE, FAIL, TEMPERROR] {
            check(id, on, &from("shop.example", result), other);
            check(id, on, &from("notdocomo.ne.jp", result), other);
            check(id, on, &from("ne.jp", result), other);
        }
        for domain in ["docomo.ne.jp", "ezweb.ne.jp", "d.vodafone.ne.jp", "i.softbank.jp", "rakumail.jp"] {
            check(id, on, &from(domain, PASS), "unknown not-known");
            for result in [NONE, NEUTRAL, SOFTFAIL, FAIL, PERMERROR, TEMPERROR] {
                check(id, on, &from(domain, result), "reject inferred");
            }
            check(id, on, &from(domain, SpfResult::Pending), "unknown answer");
        }
        let undefined = with(|f| (f.header_from, f.from_domain) = (SpfState::Undefined, None));
        check(id, on, &undefined, "unknown identity");
        let other = verdict(id, on, &good());
        assert_eq!(other.because[0].result.as_str(), "other");
        assert_eq!(verdict(id, on, &from("au.com", NONE)).because[0].result.as_str(), "none");
    }
}

#[test]
fn softbank_and_ymobile_dmarc() {
    for (id, on) in ["softbank", "ymobile"].into_iter().flat_map(|id| [(id, "2024-04-10"), (id, TODAY)]) {
        check(id, "2024-04-09", &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "accept documented");
        check(id, on, &dmarc(DmarcResult::Fail, Some(Policy::Reject)), "reject inferred");
        check(id, on, &dmarc(DmarcResult::Fail, Some(Policy::Quarantine)), "unknown not-known");
        check(id, on, &dmarc(DmarcResult::Fail, Some(Policy::None)), "unknown not-known");
        check(id, on, &dmarc(DmarcResult::None, None), "accept inferred");
        check(id, on, &dmarc(DmarcResult::TempError, None), "unknown not-known");
        check(id, on, &good(), "accept documented");
    }
}

#[test]
fn a_domain_that_does_not_exist_is_refused_where_that_is_known() {
    let from = |existence| with(|f| f.from_exists = existence);
    let envelope = |existence| with(|f| f.mail_from_exists = existence);
    for findings in [from(Existence::Missing), envelope(Existence::Missing)] {
        check("yahoo", TODAY, &findings, "reject documented");
        check("docomo", TODAY, &findings, "accept third-party");
    }
    check("icloud", TODAY, &envelope(Existence::Missing), "defer third-party");
    check("yahoo", TODAY, &from(Existence::Exists), "accept documented");
    check("yahoo", TODAY, &from(Existence::Pending), "unknown answer");
    check("yahoo", TODAY, &envelope(Existence::Undefined), "unknown identity");
    check("yahoo", TODAY, &from(Existence::TempError), "unknown not-known");
}

#[test]
fn gmail_refuses_what_is_against_rfc_5322() {
    for format in [HeaderFormat::NoFrom, HeaderFormat::DuplicateField, HeaderFormat::SeveralFrom] {
        let findings = with(|f| f.format = format);
        check("gmail", TODAY, &findings, "reject documented");
        check("gmail", "2024-01-31", &findings, "accept documented");
        let reply = verdict("gmail", TODAY, &findings).because[0].said.reply.clone();
        assert_eq!(reply.as_deref(), Some("550 5.7.1"), "{}", format.as_str());
    }
}
