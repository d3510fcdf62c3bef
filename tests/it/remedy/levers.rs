//! What helps besides the SPF record: a signature of the From domain, a MAIL FROM below it, a DMARC record.

use super::{Advice, DEFAULT, SES, advice_with, by_host, by_ses, settings};
use twofrom::remedy::{Form, Published, Remedy};
use twofrom::settings::Settings;

/// A day on which docomo asks for DMARC and Gmail for either of SPF and DKIM.
fn today() -> Settings {
    let mut settings = settings();
    settings.now = 1_773_100_800;
    settings
}

fn judged_by(receivers: &str) -> Settings {
    Settings { receivers: Some(receivers.split(',').map(str::to_owned).collect()), ..today() }
}

/// A remedy in lines: its kind, its records, what it flips.
fn lines(remedy: &Remedy) -> Vec<String> {
    let assumed = if remedy.is_assumed() { " (assumed)" } else { "" };
    let flip =
        |flip: &twofrom::remedy::Flip| format!("{} {} > {}", flip.receiver, flip.was.as_str(), flip.becomes.as_str());
    let mut lines = vec![format!("{}{assumed}", remedy.kind.as_str())];
    lines.extend(remedy.forms.iter().map(Form::line));
    lines.extend(remedy.records.iter().map(Published::line));
    lines.extend(remedy.flips.iter().map(|f| format!("  {}", flip(f))));
    lines.extend(remedy.together.iter().map(|f| format!("  with the first {}", flip(f))));
    lines
}

fn proposed(advice: &Advice) -> Vec<Vec<String>> {
    advice.remedies.iter().map(lines).collect()
}

const DMARC: &str = "_dmarc.shop.example TXT \"v=DMARC1; p=none; rua=mailto:postmaster@shop.example\"";
const KEYS: [&str; 3] = [
    "<token1>._domainkey.shop.example CNAME <token1>.dkim.amazonses.com",
    "<token2>._domainkey.shop.example CNAME <token2>.dkim.amazonses.com",
    "<token3>._domainkey.shop.example CNAME <token3>.dkim.amazonses.com",
];
const MAIL_FROM: [&str; 2] = [
    "bounce.shop.example MX 10 feedback-smtp.us-west-2.amazonses.com.",
    "bounce.shop.example TXT \"v=spf1 include:amazonses.com ~all\"",
];

#[test]
fn a_banner_for_want_of_dmarc_takes_a_policy_and_something_that_aligns() {
    let found = advice_with(&by_ses(DEFAULT, ""), SES, &judged_by("docomo,docomo/reject-all"));
    let expected = [
        vec![
            "spf".to_owned(),
            "shop.example TXT \"v=spf1 include:amazonses.com ~all\"".to_owned(),
            "  docomo/reject-all junk > warn".to_owned(),
        ],
        [
            &["mail-from (assumed)"],
            &MAIL_FROM[..],
            &[DMARC, "  docomo warn > accept", "  with the first docomo/reject-all junk > accept"],
        ]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect(),
        [
            &["dkim (assumed)"],
            &KEYS[..],
            &[DMARC, "  docomo warn > accept", "  with the first docomo/reject-all junk > accept"],
        ]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect(),
    ];
    assert_eq!(proposed(&found), expected);
}

#[test]
fn where_the_policy_refuses_an_unaligned_message_only_what_aligns_helps() {
    let zone = format!(
        "{SES}_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\nshop.example TXT \"v=spf1 include:amazonses.com ~all\"\n"
    );
    let found = advice_with(&by_ses(DEFAULT, ""), &zone, &judged_by("docomo"));
    assert_eq!(
        proposed(&found),
        [
            [&["mail-from (assumed)"], &MAIL_FROM[..], &["  docomo reject > accept"]].concat(),
            [&["dkim (assumed)"], &KEYS[..], &["  docomo reject > accept"]].concat(),
        ]
    );
    // Whoever does not know the message must not do any of it.
    for remedy in &found.remedies {
        assert_eq!(remedy.notes[0].code(), "owner-says-no");
        assert!(remedy.edits.iter().all(|edit| edit.question.name.as_str() != "_dmarc.shop.example"));
    }
    assert_eq!(found.instead, None);
}

#[test]
fn a_message_that_aligns_needs_the_policy_alone() {
    let zone = "mail.shop.example A 192.0.2.25\n25.2.0.192.in-addr.arpa PTR mail.shop.example\n\
                shop.example TXT \"v=spf1 a:mail.shop.example ~all\"\n";
    let found = advice_with(&by_host("192.0.2.25", "mail.shop.example", ""), zone, &judged_by("docomo"));
    assert_eq!(proposed(&found), [vec!["dmarc", DMARC, "  docomo warn > accept"]]);
    assert_eq!(found.remedies[0].condition.code(), "sends-from:mail.shop.example");
    let codes: Vec<_> = found.remedies[0].notes.iter().map(twofrom::remedy::Note::code).collect();
    assert_eq!(codes, ["first-policy", "reports-to"]);
}

#[test]
fn a_policy_is_never_touched_unless_it_is_broken() {
    let zone = "mail.shop.example A 192.0.2.25\n25.2.0.192.in-addr.arpa PTR mail.shop.example\n\
                shop.example TXT \"v=spf1 a:mail.shop.example ~all\"\n";
    let found = |record: &str| {
        let zone = format!("{zone}_dmarc.shop.example TXT \"{record}\"\n_dmarc.shop.example TXT \"other=1\"\n");
        let found = advice_with(&by_host("192.0.2.25", "mail.shop.example", ""), &zone, &judged_by("docomo"));
        found.remedies.first().map(|remedy| {
            assert!(remedy.edits[0].data.len() == 2, "the other record stays");
            remedy.records[0].text.clone()
        })
    };
    assert_eq!(found("v=DMARC1; p=none"), None);
    assert_eq!(found("v=DMARC1; p=rejcet"), Some("v=DMARC1; p=reject".to_owned()));
    assert_eq!(found("v=DMARC1 p=quarantine"), Some("v=DMARC1; p=quarantine".to_owned()));
    assert_eq!(found("p=reject; v=DMARC1"), Some("v=DMARC1; p=reject".to_owned()));
    assert_eq!(found("v=DMARC1; p=whatever"), None, "what was meant is not clear");
}

#[test]
fn a_record_for_spf_and_a_policy_are_told_together_where_that_does_more() {
    // Nothing is published yet; the host is one's own, so that MAIL FROM aligns once SPF passes.
    let zone = "mail.shop.example A 192.0.2.25\n25.2.0.192.in-addr.arpa PTR mail.shop.example\n";
    let found = advice_with(&by_host("192.0.2.25", "mail.shop.example", ""), zone, &judged_by("docomo,au/high"));
    let spf = "shop.example TXT \"v=spf1 ip4:192.0.2.25 ~all\"";
    assert_eq!(
        proposed(&found),
        [
            vec!["spf", spf, "  au/high reject > accept"],
            vec!["dmarc", spf, DMARC, "  docomo warn > accept", "  au/high reject > accept"],
        ]
    );
}

#[test]
fn where_a_receiver_asks_for_everything_all_that_is_missing_is_one_remedy() {
    // MAIL FROM is the domain's own already; it has no record, and nothing signs for it.
    let zone = SES.replace("us-west-2.amazonses.com TXT", "unused.example TXT");
    let message = by_ses("0100@bounce.shop.example", "");
    let found = advice_with(&message, &zone, &judged_by("gmail/bulk"));
    let spf = "bounce.shop.example TXT \"v=spf1 include:amazonses.com ~all\"";
    let expected = [&["dkim (assumed)"], &KEYS[..], &[spf, DMARC, "  gmail/bulk reject > accept"]].concat();
    assert_eq!(proposed(&found), [expected]);
}

#[test]
fn what_only_the_service_knows_is_shown_as_a_form() {
    let zone = "s.wrqvtzvf.outbound-mail.sendgrid.net A 149.72.126.143\n\
                143.126.72.149.in-addr.arpa PTR s.wrqvtzvf.outbound-mail.sendgrid.net\n\
                sendgrid.net TXT \"v=spf1 ip4:149.72.0.0/16 -all\"\n_dmarc.shop.example TXT \"v=DMARC1; p=quarantine\"\n";
    let message = by_host("149.72.126.143", "s.wrqvtzvf.outbound-mail.sendgrid.net", "")
        .replace("Return-Path: <info@shop.example>", "Return-Path: <bounces+1-ab-x=y@sendgrid.net>");
    let found = advice_with(&message, zone, &judged_by("docomo"));
    assert_eq!(
        proposed(&found),
        [[
            "dkim (assumed)",
            "em<number>.shop.example CNAME u<number>.wl<number>.sendgrid.net",
            "s1._domainkey.shop.example CNAME s1.domainkey.u<number>.wl<number>.sendgrid.net",
            "s2._domainkey.shop.example CNAME s2.domainkey.u<number>.wl<number>.sendgrid.net",
            "  docomo junk > accept",
        ]]
    );
    assert!(found.remedies[0].edits.is_empty(), "nothing of it can be tried");
}

#[test]
fn the_keys_of_a_region_of_its_own() {
    let zone = "ap-northeast-3.amazonses.com TXT \"v=spf1 include:amazonses.com -all\"\n\
                amazonses.com TXT \"v=spf1 ip4:54.240.0.0/18 -all\"\n_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n\
                shop.example TXT \"v=spf1 include:amazonses.com ~all\"\n";
    let message = by_ses("0100@ap-northeast-3.amazonses.com", "");
    let found = advice_with(&message, zone, &judged_by("docomo"));
    let forms: Vec<String> = found.remedies.iter().flat_map(|remedy| remedy.forms.iter().map(Form::line)).collect();
    assert_eq!(forms[0], "<token1>._domainkey.shop.example CNAME <token1>.dkim.ap-northeast-3.amazonses.com");
}

#[test]
fn who_signs_for_its_domain_already_is_not_told_to() {
    let zone = format!("{SES}_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n");
    let signed = "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=x; h=from; bh=; b=\n";
    let found = advice_with(&by_ses(DEFAULT, signed), &zone, &judged_by("docomo,au/high"));
    assert!(found.remedies.iter().all(|remedy| remedy.kind.as_str() != "dkim"));
    let found = advice_with(&by_ses("0100@bounce.shop.example", ""), &zone, &judged_by("docomo,au/high"));
    assert!(found.remedies.iter().all(|remedy| remedy.kind.as_str() != "mail-from"));
}

#[test]
fn nobody_else_is_told_to_set_anything_up() {
    for (message, why) in [
        (by_ses(DEFAULT, "List-Id: <all.lists.example>\n"), "list"),
        (by_ses(DEFAULT, "Resent-From: someone@elsewhere.example\n"), "forwarded"),
        (by_ses(DEFAULT, "").replace("info@shop.example", "info@gmail.com"), "mailbox-provider"),
        (by_host("203.0.113.9", "mail.stranger.example", ""), "unrecognised"),
        (by_ses("bounce@newsletters.example", ""), "third-party"),
    ] {
        let zone = format!(
            "{SES}newsletters.example TXT \"v=spf1 include:amazonses.com -all\"\n_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n"
        );
        let found = advice_with(&message, &zone, &today());
        assert_eq!(found.remedies, [], "{why}");
        assert_eq!(found.instead.map(|instead| instead.why.code()), Some(why));
    }
}
