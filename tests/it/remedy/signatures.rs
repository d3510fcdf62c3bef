//! A signature of the From domain is there and does not count, or counts already.

use super::advice_with;
use twofrom::remedy::Advice;
use twofrom::settings::{AsOf, Lang, Settings};
use twofrom::words;

const MESSAGE: &str = include_str!("../dkim/message.eml");
const SIGNATURES: &str = include_str!("../dkim/signatures.txt");
const KEYS: &str = include_str!("../dkim/keys.txt");

/// The message with the signature of this name, from a host that is nobody's.
fn signed(name: &str) -> String {
    let start = format!("# {name}\n");
    let (_, rest) = SIGNATURES.split_once(start.as_str()).expect("there is such a signature");
    let field = rest.split("# ").next().expect("a field follows").trim_end();
    format!("Return-Path: <a@elsewhere.test>\n{field}\n{MESSAGE}")
}

/// A key at a selector of the From domain.
fn key(selector: &str, of: &str) -> String {
    let of = KEYS.lines().find_map(|line| line.split_once(' ').filter(|(name, _)| *name == of)).expect("a key");
    let strings: Vec<String> =
        of.1.as_bytes().chunks(200).map(|part| format!("\"{}\"", String::from_utf8_lossy(part))).collect();
    format!("{selector}._domainkey.shop.example TXT \"v=DKIM1; k=rsa; p=\" {}\n", strings.join(" "))
}

fn advised(message: &str, zone: &str) -> Advice {
    let mut settings = Settings::new(1_795_500_000);
    settings.as_of = AsOf::Today;
    settings.receivers = Some(["gmail", "docomo", "au/high"].map(str::to_owned).to_vec());
    let policy = "_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n";
    advice_with(message, &format!("{policy}{zone}"), &settings)
}

/// Why nothing is proposed, and the first thing that helps.
fn instead(advice: &Advice) -> (&'static str, &'static str) {
    let instead = advice.instead.as_ref().expect("something refuses, and no record helps");
    (instead.why.code(), instead.helps.first().map_or("", |help| help.code()))
}

fn said(advice: &Advice, lang: Lang) -> String {
    words::remedy::instead(advice.instead.as_ref().expect("there is something to say"), lang)
}

const FORM: &str = "rsa-sha256 relaxed/relaxed";
const KEY: &str = "rsa2048._domainkey.shop.example";

#[test]
fn a_signature_that_does_not_count_is_what_is_to_be_mended() {
    let good = key("rsa2048", "rsa2048");
    let message = signed(FORM);
    for (message, zone, helps) in [
        (message.replace("Total", "Sum"), good.clone(), "mend-signature:body"),
        (message.replace("Your  order", "An order"), good.clone(), "mend-signature:header"),
        (message.clone(), String::new(), "mend-signature:key-missing"),
        (message.clone(), format!("{KEY} TXT \"v=DKIM1; p=\"\n"), "mend-signature:key-revoked"),
        (message.clone(), format!("{KEY} TXT \"v=DKIM1; p=junk!\"\n"), "mend-signature:key-broken"),
        (message.clone(), format!(";@ timeout {KEY}\n"), "mend-signature:key-silent"),
        (signed("512 bits"), key("rsa512", "rsa512"), "mend-signature:key-short"),
        (message.replace("a=rsa-sha256", "a=rsa-sha9"), good.clone(), "mend-signature:syntax"),
        (message.replace("v=1;", "v=1; x=1700000000;"), good.clone(), "mend-signature:expired"),
        // Whoever passed it on changed it.
        (
            message.replace("Total", "Sum").replace("X-Test: second", "List-Id: <all.lists.example>"),
            good.clone(),
            "mend-signature:relayed",
        ),
        // Nobody signed for the From domain.
        (message.replace("d=shop.example", "d=other.example"), good.clone(), "aligned-dkim"),
    ] {
        assert_eq!(instead(&advised(&message, &zone)).1, helps);
    }
}

#[test]
fn what_is_signed_and_counts_is_not_asked_for() {
    let found = advised(&signed(FORM), &key("rsa2048", "rsa2048"));
    // au asks for SPF of the From domain, and no signature helps there.
    assert_eq!(instead(&found), ("unrecognised", "allow-list:au"));
}

#[test]
fn a_host_of_ones_own_is_told_which_signature_fails_and_why() {
    let own = "25.2.0.192.in-addr.arpa PTR mail.shop.example\nmail.shop.example A 192.0.2.25\n\
               elsewhere.test TXT \"v=spf1 ip4:192.0.2.25 -all\"\nshop.example TXT \"v=spf1 ip4:192.0.2.25 -all\"\n";
    let found = advised(&signed(FORM), own);
    assert_eq!((found.remedies.len(), instead(&found)), (0, ("signature-fails", "mend-signature:key-missing")));
    assert_eq!(
        said(&found, Lang::En),
        "No record is proposed: the signature of shop.example does not count: there is no key at \
         rsa2048._domainkey.shop.example. What helps: where DKIM or DMARC counts, and only if shop.example signed it itself, its public key published at \
         rsa2048._domainkey.shop.example."
    );
    assert!(said(&found, Lang::Ja).contains("shop.example 自身の署名である場合に限り"));
    // With the key there is nothing to say.
    let found = advised(&signed(FORM), &format!("{own}{}", key("rsa2048", "rsa2048")));
    assert_eq!((found.remedies.len(), found.instead), (0, None));
}
