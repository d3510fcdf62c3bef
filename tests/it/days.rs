//! Whose days the dates of rules are: a receiver's own.

use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::settings::{AsOf, Date, Lang, Settings};
use twofrom::words::sentence;

/// The client may send for send.example, and shop.example says nothing of it.
const ZONE: &str = "\
. SOA
send.example. TXT \"v=spf1 ip4:192.0.2.10 -all\"
shop.example. TXT \"v=spf1 -all\"
";

/// A profile of UTC and one of Japan with the same rules: refused until the end of 2024, accepted from then on.
fn profiles() -> Profiles {
    let profile = |id: &str, zone: &str| {
        let period = |days: &str, does: &str| {
            format!(
                "[[profile.period]]\n{days}\n[[profile.period.rule]]\ncheck = \"spf\"\nidentity = \"mail_from\"\n\
                 effects = [{{ on = [\"any\"], does = \"{does}\", evidence = [\"documented S\"] }}]\n"
            )
        };
        format!(
            "[[profile]]\nid = \"{id}\"\n{zone}name = {{ en = \"Example\" }}\n{}{}",
            period("until = 2024-12-31", "reject"),
            period("from = 2025-01-01", "accept")
        )
    };
    let text = format!(
        "[sources]\nS = {{ url = \"https://mail.example.com/policy\" }}\n{}{}{}",
        profile("utc", ""),
        profile("tokyo", "zone = \"Asia/Tokyo\"\n"),
        profile("los-angeles", "zone = \"America/Los_Angeles\"\n"),
    );
    Profiles::builtin().clone().with(&[("my.toml", &text)]).expect("it is well-formed")
}

fn case(receivers: &[&str], stamp: &str, settings: Settings) -> Case {
    let message = format!(
        "Return-Path: <bounce@send.example>\r\nReceived: from mail.send.example (mail.send.example [192.0.2.10])\r\n\
         \tby mx.receiver.example with ESMTPS id q1si1; {stamp}\r\nFrom: Shop <info@shop.example>\r\n\
         Date: Mon, 01 Jan 2024 00:00:00 +0000\r\nMessage-ID: <1@shop.example>\r\n\r\nHello\r\n"
    );
    let (zone, _) = Zone::parse("test.zone", ZONE.as_bytes()).expect("the zone is well-formed");
    let receivers = Some(receivers.iter().map(|id| (*id).to_owned()).collect());
    let settings = Settings { receivers, ..settings };
    analyse(&Message::parse(message.as_bytes()), &Answers::from_zone(zone), &settings, &profiles())
        .expect("the receivers are there")
}

/// What the receivers do, with the day of their rules, on the day of a message of this time.
fn on_its_day(receivers: &[&str], stamp: &str) -> String {
    short(&case(receivers, stamp, Settings { as_of: AsOf::Message, ..Settings::new(0) }))
}

fn short(case: &Case) -> String {
    let verdicts = case.verdicts.iter().map(|v| format!("{} {} {}", v.receiver, v.as_of, v.decision.as_str()));
    verdicts.collect::<Vec<_>>().join(", ")
}

#[test]
fn docomos_rule_of_13_march_2025_begins_at_midnight_in_japan() {
    for (stamp, expected) in [
        ("Wed, 12 Mar 2025 23:59:59 +0900", "docomo/reject-all 2025-03-12 junk-or-reject"),
        ("Thu, 13 Mar 2025 00:00:00 +0900", "docomo/reject-all 2025-03-13 junk"),
        ("Thu, 13 Mar 2025 08:00:00 +0900", "docomo/reject-all 2025-03-13 junk"),
        // The same moments as other servers write them.
        ("Wed, 12 Mar 2025 14:59:59 +0000", "docomo/reject-all 2025-03-12 junk-or-reject"),
        ("Wed, 12 Mar 2025 15:00:00 +0000", "docomo/reject-all 2025-03-13 junk"),
        ("Wed, 12 Mar 2025 07:59:59 -0700", "docomo/reject-all 2025-03-12 junk-or-reject"),
        ("Wed, 12 Mar 2025 08:00:00 -0700", "docomo/reject-all 2025-03-13 junk"),
    ] {
        assert_eq!(on_its_day(&["docomo/reject-all"], stamp), expected, "{stamp}");
    }
}

#[test]
fn each_receiver_has_its_own_midnight() {
    let all = ["tokyo", "utc", "los-angeles"];
    for (stamp, days) in [
        ("Tue, 31 Dec 2024 14:59:59 +0000", ["2024-12-31 reject", "2024-12-31 reject", "2024-12-31 reject"]),
        ("Tue, 31 Dec 2024 15:00:00 +0000", ["2025-01-01 accept", "2024-12-31 reject", "2024-12-31 reject"]),
        ("Tue, 31 Dec 2024 23:59:59 +0000", ["2025-01-01 accept", "2024-12-31 reject", "2024-12-31 reject"]),
        ("Wed, 01 Jan 2025 00:00:00 +0000", ["2025-01-01 accept", "2025-01-01 accept", "2024-12-31 reject"]),
        ("Wed, 01 Jan 2025 07:59:59 +0000", ["2025-01-01 accept", "2025-01-01 accept", "2024-12-31 reject"]),
        ("Wed, 01 Jan 2025 08:00:00 +0000", ["2025-01-01 accept", "2025-01-01 accept", "2025-01-01 accept"]),
    ] {
        let expected: Vec<String> = all.iter().zip(days).map(|(id, day)| format!("{id} {day}")).collect();
        assert_eq!(on_its_day(&all, stamp), expected.join(", "), "{stamp}");
        // Today is a day where the receiver is, too.
        let seconds = jiff::fmt::rfc2822::parse(stamp).expect("a time").timestamp().as_second();
        let today = case(&all, "Mon, 01 Jan 2001 00:00:00 +0000", Settings::new(seconds));
        assert_eq!(short(&today), expected.join(", "), "{stamp}");
    }
}

#[test]
fn a_day_that_is_given_is_that_day_everywhere() {
    let settings = Settings { as_of: AsOf::Day(Date::constant(2024, 12, 31)), ..Settings::new(1_735_689_600) };
    let given = case(&["tokyo", "utc", "los-angeles"], "Tue, 31 Dec 2024 15:00:00 +0000", settings);
    assert_eq!(short(&given), "tokyo 2024-12-31 reject, utc 2024-12-31 reject, los-angeles 2024-12-31 reject");
    assert_eq!(sentence::day(&given, Lang::En), "as of 2024-12-31");
}

#[test]
fn what_a_profile_includes_has_its_day() {
    let text = "[sources]\nS = { url = \"https://a.example\" }\n[[profile]]\nid = \"mine\"\nincludes = \"docomo\"\n\
                name = { en = \"Mine\" }\n[[profile.period]]\n[[profile.period.rule]]\ncheck = \"dkim\"\n\
                effects = [{ on = [\"any\"], does = \"accept\", evidence = [\"documented S\"] }]\n";
    let profiles = Profiles::builtin().clone().with(&[("my.toml", text)]).expect("it is well-formed");
    let mine = profiles.get("mine").expect("it is there");
    assert_eq!(profiles.zone(mine).iana_name(), Some("Asia/Tokyo"));
}

#[test]
fn it_is_said_where_it_is_another_day() {
    let settings = Settings { as_of: AsOf::Message, ..Settings::new(0) };
    let case = case(&["tokyo", "docomo", "utc"], "Tue, 31 Dec 2024 15:00:00 +0000", settings);
    let english = sentence::day(&case, Lang::En);
    assert_eq!(english, "as of 2024-12-31, the message's day (2025-01-01 in Asia/Tokyo)");
    assert!(
        sentence::day(&case, Lang::Ja).contains("Asia/Tokyo では 2025-01-01"),
        "{}",
        sentence::day(&case, Lang::Ja)
    );
}
