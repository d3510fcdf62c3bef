//! Through which service a message comes: services that share their hosts, that keep a record for each part of the
//! world, or of which no record is known.

use super::{advice, notes, set, why};
use twofrom::remedy::{Advice, Note};

const GOOGLE: &str = "\
mail-pf1-f169.google.com A 209.85.210.169
169.210.85.209.in-addr.arpa PTR mail-pf1-f169.google.com
_spf.google.com TXT \"v=spf1 ip4:209.85.128.0/17 ~all\"
_spf.firebasemail.com TXT \"v=spf1 include:_spf.google.com ~all\"
project.firebaseapp.com TXT \"v=spf1 include:_spf.google.com ~all\"
";

/// A message of info@shop.example from a host, with more fields above From.
fn from_host(ip: &str, host: &str, mail_from: &str, fields: &str) -> String {
    format!(
        "Return-Path: <{mail_from}>\n\
         Received: from {host} ({host} [{ip}])\n\tby mx.receiver.example; Mon, 3 Jun 2019 12:00:00 +0900\n\
         {fields}From: info@shop.example\nSubject: hello\n\nhello\n"
    )
}

fn by_google(mail_from: &str, fields: &str) -> String {
    from_host("209.85.210.169", "mail-pf1-f169.google.com", mail_from, fields)
}

fn signature(domain: &str, selector: &str) -> String {
    format!("DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s={selector}; h=from; bh=AAAA; b=AAAA\n")
}

/// The service, and those that cannot be told from it.
fn through(advice: &Advice) -> (String, Vec<String>) {
    let through = advice.service.as_ref().expect("a service is recognised");
    assert!(through.proven, "{through:?}");
    (through.id.clone(), through.alike.clone())
}

#[test]
fn firebase_authentication_is_told_from_google_workspace_or_both_are_named() {
    let default =
        advice(&by_google("noreply@project.firebaseapp.com", &signature("project.firebaseapp.com", "abc")), GOOGLE);
    assert_eq!(through(&default), ("firebase-auth".to_owned(), Vec::new()));
    assert_eq!(set(&default), ["shop.example TXT \"v=spf1 include:_spf.firebasemail.com ~all\""]);
    let own = advice(&by_google("noreply@shop.example", &signature("shop.example", "firebase1")), GOOGLE);
    assert_eq!(through(&own), ("firebase-auth".to_owned(), Vec::new()));
    for trace in [signature("shop-example.20230601.gappssmtp.com", "20230601"), signature("shop.example", "google")] {
        let workspace = advice(&by_google("info@shop.example", &trace), GOOGLE);
        assert_eq!(through(&workspace), ("google-workspace".to_owned(), Vec::new()), "{trace}");
    }
    let either = advice(&by_google("info@shop.example", ""), GOOGLE);
    assert_eq!(through(&either), ("google-workspace".to_owned(), vec!["firebase-auth".to_owned()]));
    assert!(either.remedies[0].notes.contains(&Note::SameHosts("firebase-auth".to_owned())));
}

#[test]
fn what_a_stranger_writes_makes_nobody_a_service() {
    let traces = signature("project.firebaseapp.com", "firebase1") + "X-MC-User: 1\nX-Kmail-Relay: 1\nX-MJ-Mid: 1\n";
    let message = from_host("192.0.2.99", "mail-pf1-f169.google.com", "noreply@project.firebaseapp.com", &traces);
    let found = advice(&message, GOOGLE);
    assert_eq!(why(&found), "not-the-service");
    assert!(found.service.is_some_and(|through| !through.proven && through.alike.is_empty()));
}

#[test]
fn resend_is_named_beside_amazon_ses_where_it_signed() {
    let fields =
        signature("shop.example", "resend") + &signature("amazonses.com", "abc") + "X-SES-Outgoing: 2019.06.03\n";
    let host = "a27-84.smtp-out.us-west-2.amazonses.com";
    let found = advice(&from_host("54.240.27.84", host, "0100@send.shop.example", &fields), super::SES);
    assert_eq!(through(&found), ("amazon-ses".to_owned(), vec!["resend".to_owned()]));
    let without = advice(&super::by_ses(super::DEFAULT, ""), super::SES);
    assert_eq!(through(&without).1, Vec::<String>::new(), "SES left its own trace");
}

#[test]
fn of_several_records_the_one_that_lets_this_client_pass() {
    let zone = "\
aib29agh124.zrh1.oracleemaildelivery.com A 192.29.178.124
124.178.29.192.in-addr.arpa PTR aib29agh124.zrh1.oracleemaildelivery.com
rp.oracleemaildelivery.com TXT \"v=spf1 ip4:192.29.72.0/25 -all\"
ap.rp.oracleemaildelivery.com TXT \"v=spf1 ip4:192.29.40.0/25 -all\"
eu.rp.oracleemaildelivery.com TXT \"v=spf1 ip4:192.29.178.0/25 -all\"
zrh1.rp.oracleemaildelivery.com TXT \"v=spf1 ip4:192.29.178.0/25 -all\"
";
    let host = "aib29agh124.zrh1.oracleemaildelivery.com";
    let found = advice(&from_host("192.29.178.124", host, "bounces@zrh1.rp.oracleemaildelivery.com", ""), zone);
    assert_eq!(through(&found).0, "oracle-email");
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 include:eu.rp.oracleemaildelivery.com ~all\""]);
}

#[test]
fn where_no_record_of_a_service_is_known_none_is_made_up() {
    let zone = "\
mail131.mailersend.net A 212.11.79.131
131.79.11.212.in-addr.arpa PTR mail131.mailersend.net
";
    let found = advice(&from_host("212.11.79.131", "mail131.mailersend.net", "id@bounce.shop.example", ""), zone);
    assert_eq!(through(&found).0, "mailersend");
    assert_eq!(why(&found), "no-record-of-service");
    assert!(notes(&found).is_empty());
}
