//! DMARC of messages over zones, by both standards, and what receivers and reports make of it.

use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use twofrom::case::{Case, analyse};
use twofrom::dmarc::Policy;
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::settings::{AsOf, Date, Settings};

/// A client that shop.example and its bounce domain let send, and nobody else does.
const ZONE: &str = "\
. SOA ns.example. admin.example. 1 1 1 1 1
shop.example.         TXT \"v=spf1 ip4:192.0.2.10 -all\"
bounce.shop.example.  TXT \"v=spf1 ip4:192.0.2.10 -all\"
mail.shop.example.    A   192.0.2.10
mail.shop.example.    TXT \"v=spf1 a -all\"
10.2.0.192.in-addr.arpa. PTR mail.shop.example.
sender.test.          TXT \"v=spf1 ip4:192.0.2.10 -all\"
";

/// A message of this envelope sender with these From fields, handed over by mail.shop.example.
fn message(sender: &str, from: &str) -> String {
    format!(
        "Return-Path: <{sender}>\r\nReceived: from mail.shop.example (mail.shop.example. [192.0.2.10])\r\n\
         \tby mx.google.com with ESMTPS id q1si1; Fri, 14 Mar 2025 01:02:05 -0700 (PDT)\r\n{from}\
         Date: Fri, 14 Mar 2025 17:02:00 +0900\r\nMessage-ID: <1@shop.example>\r\n\r\nHello\r\n"
    )
}

fn case(sender: &str, from: &str, records: &str, day: &str) -> Case {
    let zone = format!("{ZONE}{records}\n");
    let (zone, warnings) = Zone::parse("test.zone", zone.as_bytes()).expect("the zone is well-formed");
    assert_eq!(warnings, []);
    let day: Date = day.parse().expect("a day");
    let mut settings = Settings::new(0);
    settings.as_of = AsOf::Day(day);
    settings.receivers = Some(vec!["gmail".to_owned(), "docomo".to_owned()]);
    let message = Message::parse(message(sender, from).as_bytes());
    analyse(&message, &Answers::from_zone(zone), &settings, Profiles::builtin()).expect("the receivers are there")
}

/// DMARC in short: result, policy and where it stands, the organizational domain, whether SPF is aligned.
fn short(case: &Case) -> String {
    let dmarc = &case.dmarc;
    let name = |name: Option<&twofrom::dns::Name>| name.map_or_else(|| "-".to_owned(), ToString::to_string);
    format!(
        "{} p={} at {}, organization {}, SPF {}",
        dmarc.result.as_str(),
        dmarc.policy.map_or("-", Policy::as_str),
        name(dmarc.record_at.as_ref()),
        name(dmarc.organizational_domain()),
        match dmarc.spf_aligned {
            Some(true) => "aligned",
            Some(false) => "not aligned",
            None => "-",
        }
    )
}

fn older(case: &Case) -> String {
    let dmarc = &case.rfc7489;
    let policy = dmarc.policy.map_or("-", Policy::as_str);
    let organization = dmarc.organizational_domain.as_ref().map_or("-", |name| name.as_str());
    format!("{} p={policy}, organization {organization}", dmarc.result.as_str())
}

#[test]
fn what_rfc_9989_makes_of_a_message_and_a_zone() {
    let from = |domain: &str| format!("From: Shop <info@{domain}>\r\n");
    for (sender, author, records, expected) in [
        ("a@shop.example", "shop.example", "", "none p=- at -, organization shop.example, SPF -"),
        (
            "a@shop.example",
            "shop.example",
            "_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"",
            "pass p=reject at shop.example, organization shop.example, SPF aligned",
        ),
        (
            "a@bounce.shop.example",
            "shop.example",
            "_dmarc.shop.example. TXT \"v=DMARC1; p=reject; aspf=s\"",
            "fail p=reject at shop.example, organization shop.example, SPF not aligned",
        ),
        (
            "a@bounce.shop.example",
            "shop.example",
            "_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"",
            "pass p=reject at shop.example, organization shop.example, SPF aligned",
        ),
        (
            "a@sender.test",
            "news.shop.example",
            "_dmarc.shop.example. TXT \"v=DMARC1; p=none; sp=quarantine; np=reject\"",
            "fail p=reject at shop.example, organization shop.example, SPF not aligned",
        ),
        (
            "a@sender.test",
            "mail.shop.example",
            "_dmarc.shop.example. TXT \"v=DMARC1; p=none; sp=quarantine; np=reject\"",
            "fail p=quarantine at shop.example, organization shop.example, SPF not aligned",
        ),
        // A public suffix speaks for the organizations below it that say nothing.
        (
            "a@bounce.shop.example",
            "shop.example",
            "_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"",
            "pass p=reject at example, organization shop.example, SPF aligned",
        ),
        // Two records are as none, and the walk goes on.
        (
            "a@shop.example",
            "mail.shop.example",
            "_dmarc.mail.shop.example. TXT \"v=DMARC1; p=none\"\n_dmarc.mail.shop.example. TXT \"v=DMARC1; p=reject\"\n\
             _dmarc.shop.example. TXT \"v=DMARC1; p=quarantine\"",
            "pass p=quarantine at shop.example, organization shop.example, SPF aligned",
        ),
        (
            "a@shop.example",
            "shop.example",
            "_dmarc.shop.example. TXT \"v=DMARC1; p=rejct\"",
            "none p=- at -, organization shop.example, SPF -",
        ),
        (
            "a@shop.example",
            "shop.example",
            ";@ rcode SERVFAIL _dmarc.shop.example. TXT",
            "temperror p=- at -, organization -, SPF -",
        ),
        // A null sender is its HELO name.
        (
            "",
            "shop.example",
            "_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"",
            "pass p=reject at shop.example, organization shop.example, SPF aligned",
        ),
    ] {
        let case = case(sender, &from(author), records, "2026-11-24");
        assert_eq!(short(&case), expected, "<{sender}> {author}\n{records}");
        assert_eq!(case.unanswered.needed, [], "<{sender}> {author}\n{records}");
    }
}

#[test]
fn several_from_domains_are_looked_at_one_by_one() {
    let records = "_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"\n_dmarc.other.example. TXT \"v=DMARC1; p=none\"";
    let both = case("a@shop.example", "From: a@shop.example, b@other.example\r\n", records, "2026-11-24");
    assert_eq!(both.dmarc.result.as_str(), "permerror");
    let each: Vec<_> = both.dmarc.each.iter().map(|dmarc| dmarc.result.as_str()).collect();
    assert_eq!(each, ["pass", "fail"]);
    let twice = case("a@shop.example", "From: a@shop.example\r\nFrom: b@shop.example\r\n", records, "2026-11-24");
    assert_eq!((twice.dmarc.result.as_str(), twice.rfc7489.result.as_str()), ("permerror", "permerror"));
}

#[test]
fn receivers_go_by_the_standard_of_the_day() {
    let records = "_dmarc.dept.shop.example. TXT \"v=DMARC1; p=reject; psd=n\"\n\
                   _dmarc.shop.example. TXT \"v=DMARC1; p=quarantine; sp=none\"";
    for (day, gmail, docomo) in [
        ("2025-03-14", "accept documented", "accept third-party"),
        ("2026-04-30", "accept documented", "accept third-party"),
        ("2026-05-01", "reject inferred", "reject inferred"),
    ] {
        let case = case("a@shop.example", "From: a@news.dept.shop.example\r\n", records, day);
        assert_eq!(short(&case), "fail p=reject at dept.shop.example, organization dept.shop.example, SPF not aligned");
        assert_eq!(older(&case), "pass p=none, organization shop.example");
        assert!(case.dmarc.differs_from(&case.rfc7489));
        let verdicts: Vec<String> =
            case.verdicts.iter().map(|v| format!("{} {}", v.decision.as_str(), v.confidence.as_str())).collect();
        assert_eq!(verdicts, [gmail, docomo], "{day}");
    }
}

/// The report of a message, a line a row.
fn report(records: &str, from: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder can be made");
    let path = folder.path().join("a.eml");
    fs::write(&path, message("a@sender.test", from)).expect("it can be written");
    fs::write(folder.path().join("a.zone"), format!("{ZONE}{records}\n")).expect("it can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .env("COLUMNS", "90")
        .args(["check", "--offline", "--color", "never", "--as-of", "2026-11-24"])
        .args(arguments)
        .arg(&path)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

#[test]
fn alignment_has_lines_of_its_own_in_both_languages() {
    let records = "_dmarc.shop.example. TXT \"v=DMARC1; p=reject; adkim=s\"";
    let from = "From: a@shop.example\r\n";
    let english = report(records, from, &["--lang", "en", "--receiver", "gmail"]);
    for line in [
        "DMARC  ✗ fail  shop.example  (p=reject of shop.example)",
        "         aligned  SPF no: sender.test (relaxed)",
        "         aligned  DKIM no: nobody signed",
        "  log       550 5.7.26 Unauthenticated email from shop.example is not accepted due to",
    ] {
        assert!(english.lines().any(|l| l.starts_with(line)), "{line}\n{english}");
    }
    let japanese = report(records, from, &["--lang", "ja", "--receiver", "gmail"]);
    for line in [
        "DMARC  ✗ fail  shop.example  (shop.example の p=reject)",
        "         アライメント  SPF なし: sender.test (relaxed)",
        "         アライメント  DKIM なし: 署名がありません",
    ] {
        assert!(japanese.lines().any(|l| l == line), "{line}\n{japanese}");
    }
}

#[test]
fn both_organizational_domains_are_told_where_they_differ() {
    let records = "_dmarc.dept.shop.example. TXT \"v=DMARC1; p=reject; psd=n\"";
    let from = "From: a@dept.shop.example\r\n";
    for (lang, told) in [
        ("en", ["dept.shop.example (RFC 9989), shop.example (RFC 7489)", "is not the same by both standards"]),
        ("ja", ["dept.shop.example (RFC 9989)、shop.example (RFC 7489)", "2 つの標準で異なります"]),
    ] {
        let text = report(records, from, &["--lang", lang]);
        assert!(told.iter().all(|told| text.contains(told)), "{text}");
    }
    let json = report(records, from, &["--format", "json"]);
    assert!(json.contains("\"dmarc-standards-differ\""), "{json}");
    // Where they come to the same, nothing is said.
    let text = report("_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"", "From: a@shop.example\r\n", &["--lang", "en"]);
    assert!(!text.contains("RFC 7489"), "{text}");
}

/// RFC 9989 finds psd=y above the envelope's domain, RFC 7489 only the public suffix list: the result is the same,
/// the identifier that is aligned is not, and the note tells what differs.
#[test]
fn standards_that_come_to_the_same_with_other_identifiers_say_which() {
    let records = "_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"\n_dmarc.z.shop.example. TXT \"v=DMARC1; psd=y\"";
    let case = case("b@h.z.shop.example", "From: a@shop.example\r\n", records, "2026-12-01");
    assert!(case.dmarc.differs_from(&case.rfc7489));
    let text = twofrom::words::dmarc::standards_differ(&case, twofrom::settings::Lang::En).expect("they differ");
    let (_, halves) = text.split_once("RFC 9989: ").expect("both halves");
    let (newer, rest) = halves.split_once(". RFC 7489: ").expect("both halves");
    let (older, _) = rest.split_once(". As of").expect("the day");
    assert_ne!(newer, older, "{text}");
    assert!(newer.ends_with("aligned: none") && older.ends_with("aligned: SPF"), "{text}");
}
