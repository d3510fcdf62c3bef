//! What a sender's log shows of a verdict, and what the recipient sees.

use super::{check, dmarc, good, spf, verdict, with};
use crate::dmarc::{DmarcResult, Policy};
use crate::dns::Name;
use crate::message::TlsState;
use crate::receiver::{Because, CheckKind, Decision, Findings, Phase};
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;

const TODAY: &str = "2026-11-24";

/// What the deciding rule says: code and text.
fn log(id: &str, on: &str, findings: &Findings) -> String {
    let because = verdict(id, on, findings).because.swap_remove(0);
    [because.said.reply, because.said.reply_text].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn logs(id: &str, on: &str, findings: &Findings, expected: &str) {
    let log = log(id, on, findings);
    assert!(log.starts_with(expected), "{id} on {on}: {log}");
}

fn mail_from(result: SpfResult) -> Findings {
    with(|f| f.mail_from = spf(result))
}

fn failed(policy: Policy) -> Findings {
    dmarc(DmarcResult::Fail, Some(policy))
}

#[test]
fn gmail_has_three_texts_for_5_7_26() {
    for (findings, text) in [
        (mail_from(SpfResult::None), "This email has been blocked because the sender is unauthenticated."),
        (mail_from(SpfResult::SoftFail), "This email has been blocked because the sender is unauthenticated."),
        (mail_from(SpfResult::Fail), "The (E)MAIL FROM domain bounce.shop.example has an SPF record with a hard fail"),
        (
            failed(Policy::Reject),
            "Unauthenticated email from shop.example is not accepted due to domain's DMARC policy.",
        ),
    ] {
        logs("gmail", TODAY, &findings, &format!("550 5.7.26 {text}"));
    }
    let log = log("gmail", TODAY, &mail_from(SpfResult::None));
    assert!(log.contains("SPF bounce.shop.example with ip: 192.0.2.1 = did not pass"), "{log}");
    let temporary = dmarc(DmarcResult::TempError, None);
    logs("gmail", TODAY, &temporary, "451 4.7.26 Unauthenticated email from shop.example is not accepted due to");
    for (reverse, code) in [
        (ReverseResult::None, "550 5.7.25 This message was blocked because the sending IP address"),
        (ReverseResult::Fail, "550 5.7.25 "),
        (ReverseResult::TempError, "451 4.7.23 "),
    ] {
        logs("gmail", TODAY, &with(|f| f.reverse_dns = reverse), code);
    }
}

/// The replies of all rules that decided.
fn codes(on: &str, findings: &Findings) -> Vec<String> {
    verdict("gmail/bulk", on, findings).because.into_iter().filter_map(|b| b.said.reply).collect()
}

#[test]
fn gmail_tells_bulk_senders_what_is_missing() {
    let all = with(|f| {
        f.mail_from = spf(SpfResult::Pass);
        f.tls = TlsState::Plain;
        (f.dmarc, f.dmarc_policy) = (DmarcResult::None, None);
    });
    let unaligned =
        with(|f| (f.dmarc, f.dmarc_policy, f.tls) = (DmarcResult::Fail, Some(Policy::None), TlsState::Plain));
    for (on, missing, alignment) in [
        ("2024-02-01", ["421 4.7.30", "421 4.7.40", "421 4.7.29"], "421 4.7.32"),
        ("2025-10-31", ["421 4.7.30", "421 4.7.40", "421 4.7.29"], "421 4.7.32"),
        ("2025-11-01", ["550 5.7.30", "550 5.7.40", "550 5.7.29"], "421 5.7.32"),
        (TODAY, ["550 5.7.30", "550 5.7.40", "550 5.7.29"], "421 5.7.32"),
    ] {
        assert_eq!(codes(on, &all), missing, "{on}");
        assert_eq!(codes(on, &unaligned)[1], alignment, "{on}");
    }
    // What every sender must have goes before: SPF that did not pass is 5.7.26 unless DKIM passed.
    assert_eq!(codes(TODAY, &mail_from(SpfResult::None))[0], "550 5.7.26");
}

#[test]
fn tls_counts_only_where_it_is_recorded_and_only_for_bulk_senders() {
    let tls = |state| with(|f| f.tls = state);
    let rule = |id: &str, state| -> Option<Because> {
        verdict(id, TODAY, &tls(state)).asked.into_iter().find(|b| b.check == CheckKind::Tls)
    };
    for (state, result, effect) in [
        (TlsState::Recorded, "pass", Decision::Accept),
        (TlsState::Plain, "none", Decision::Reject),
        (TlsState::NotSaid, "unknown", Decision::Unknown),
    ] {
        check("gmail", TODAY, &tls(state), "accept documented");
        assert_eq!(rule("gmail", state), None);
        let rule = rule("gmail/bulk", state).unwrap();
        assert_eq!((rule.result.as_str(), rule.effect, rule.open), (result, effect, None));
    }
    // Silence has no part in what is decided.
    let silent = verdict("gmail/bulk", TODAY, &tls(TlsState::NotSaid));
    assert!(silent.because.iter().all(|b| b.check != CheckKind::Tls));
}

#[test]
fn docomo_answers_like_to_an_unknown_user_and_later_not_at_all() {
    let refused = |id, on, findings: &Findings| verdict(id, on, findings).because.swap_remove(0).said;
    let none = with(|f| f.header_from = spf(SpfResult::None));
    for on in ["2007-11-01", "2025-02-12"] {
        let said = refused("docomo/reject-all", on, &none);
        assert_eq!((said.reply.as_deref(), said.reply_at), (Some("550 Unknown user"), Some(Phase::Data)), "{on}");
    }
    let said = refused("docomo/reject-all", "2025-03-13", &none);
    assert_eq!(said.reply.as_deref(), Some("250 Requested mail action okay, completed"));
    let said = refused("docomo", "2024-01-01", &failed(Policy::Reject));
    assert_eq!((said.reply.as_deref(), said.reply_at), (Some("550 Unknown user"), Some(Phase::Data)));
    // The sources conflict on what is answered since.
    assert_eq!(refused("docomo", TODAY, &failed(Policy::Reject)).reply, None);
}

#[test]
fn docomo_warns_in_two_ways() {
    let shows = |findings: &Findings| verdict("docomo", TODAY, findings).because.swap_remove(0).said.shows;
    let missing = shows(&dmarc(DmarcResult::None, None));
    assert_eq!(missing.as_deref(), Some("送信ドメイン認証が行われておりません"));
    assert_eq!(shows(&failed(Policy::None)).as_deref(), Some("なりすましメールの可能性"));
    assert_eq!(shows(&good()), None);
}

#[test]
fn others() {
    logs("au/high", TODAY, &with(|f| f.pra = spf(SpfResult::None)), "550 : User unknown");
    logs("outlook/bulk", TODAY, &good(), "550 5.7.515 Access denied, sending domain shop.example doesn't meet");
    logs("yahoo", TODAY, &failed(Policy::Reject), "554 5.7.9 Message not accepted for policy reasons");
    logs("outlook", TODAY, &failed(Policy::Reject), "550 5.7.509 Access denied, sending domain shop.example does not");
    logs("icloud", TODAY, &failed(Policy::Reject), "554 5.7.1 Your message was rejected due to shop.example's DMARC");
    logs("yahoo", TODAY, &mail_from(SpfResult::None), "550 5.7.9 This mail has been blocked because the sender is");
    logs("softbank", TODAY, &failed(Policy::Reject), "");
}

#[test]
fn what_is_not_known_stays_as_the_source_has_it() {
    let unknown = with(|f| (f.mail_from, f.client_ip, f.mail_from_domain) = (spf(SpfResult::None), None, None));
    let log = log("gmail", TODAY, &unknown);
    assert!(log.contains("SPF [domain] with ip: [ip]"), "{log}");
    let odd = with(|f| {
        f.mail_from = spf(SpfResult::None);
        f.mail_from_domain = Some(Name::new("[ip].example"));
    });
    assert!(super::verdict("gmail", TODAY, &odd).decision == Decision::Reject);
}
