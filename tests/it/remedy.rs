//! What is proposed to whom: a message, its zone, the record and what it flips; or why there is none.

mod domains;
mod edits;
mod levers;
mod properties;
mod services;
mod signatures;
mod unsent;

use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Edit, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::remedy::{Advice, Help, Kind, Note, Published, propose};
use twofrom::settings::{AsOf, Date, Settings};
use twofrom::source::sample;
use twofrom::spf::{Budget, reach};

/// The day on which the messages are judged: docomo rejects, DMARC is not asked for.
/// 2019-06-03, as seconds since 1970.
const MORNING: i64 = 1_559_520_000;

const SES: &str = "\
us-west-2.amazonses.com TXT \"v=spf1 include:amazonses.com -all\"
amazonses.com TXT \"v=spf1 ip4:54.240.0.0/18 ip4:23.251.224.0/19 -all\"
a27-84.smtp-out.us-west-2.amazonses.com A 54.240.27.84
84.27.240.54.in-addr.arpa PTR a27-84.smtp-out.us-west-2.amazonses.com
";

/// A message that Amazon SES delivers, with more fields above From.
fn by_ses(mail_from: &str, fields: &str) -> String {
    format!(
        "Return-Path: <{mail_from}>\n\
         Received: from a27-84.smtp-out.us-west-2.amazonses.com (a27-84.smtp-out.us-west-2.amazonses.com [54.240.27.84])\n\
         \tby mx.receiver.example; Mon, 3 Jun 2019 12:00:00 +0900\n\
         {fields}X-SES-Outgoing: 2019.06.03-54.240.27.84\nFrom: info@shop.example\nSubject: hello\n\nhello\n"
    )
}

/// A message from a host that says what it likes.
fn by_host(ip: &str, helo: &str, fields: &str) -> String {
    format!(
        "Return-Path: <info@shop.example>\n\
         Received: from {helo} ({helo} [{ip}]) by mx.receiver.example; Mon, 3 Jun 2019 12:00:00 +0900\n\
         {fields}From: info@shop.example\n\nhello\n"
    )
}

const DEFAULT: &str = "0100@us-west-2.amazonses.com";

fn answers(zone: &str) -> Answers {
    let zone = format!(". SOA ns. root. 1 2 3 4 5\n{zone}");
    let (zone, _) = Zone::parse("test.zone", zone.as_bytes()).expect("the zone is well-formed");
    Answers::from_zone(zone)
}

fn settings() -> Settings {
    let mut settings = Settings::new(MORNING);
    settings.as_of = AsOf::Today;
    settings
}

fn case(message: &Message, answers: &Answers) -> Case {
    analyse(message, answers, &settings(), Profiles::builtin()).expect("no receiver is named")
}

fn advice(message: &str, zone: &str) -> Advice {
    advice_with(message, zone, &settings())
}

fn advice_with(message: &str, zone: &str, settings: &Settings) -> Advice {
    let (message, answers) = (Message::parse(message.as_bytes().to_vec()), answers(zone));
    let case = analyse(&message, &answers, settings, Profiles::builtin()).expect("no receiver is named");
    let advice = propose(&message, &answers, settings, Profiles::builtin(), &case);
    check(&message, &answers, settings, &case, &advice);
    advice
}

/// What must hold of every remedy: judged again with the lines that a program takes from it, exactly the
/// verdicts that it names differ, and the record is one that may be published.
fn check(message: &Message, answers: &Answers, settings: &Settings, case: &Case, advice: &Advice) {
    let of_spf = advice.remedies.iter().any(|remedy| remedy.kind == Kind::Spf);
    assert!(!of_spf || advice.instead.is_none());
    for remedy in &advice.remedies {
        assert!(!remedy.flips.is_empty());
        // What no record proves is assumed; all else is proved.
        assert_eq!(remedy.is_assumed(), matches!(remedy.kind, Kind::Dkim | Kind::MailFrom));
        if remedy.is_assumed() {
            continue;
        }
        let lines: Vec<String> = remedy.edits.iter().flat_map(Edit::to_lines).collect();
        for record in remedy.records.iter().map(Published::line) {
            assert!(lines.contains(&record), "{record} in {lines:?}");
        }
        let edits = Edit::collect(&lines).expect("the lines are what --set takes");
        let with = edits.into_iter().fold(answers.clone(), |answers, edit| answers.with(edit));
        let again = analyse(message, &with, settings, Profiles::builtin()).expect("no receiver is named");
        let differ: Vec<_> = case
            .verdicts
            .iter()
            .zip(&again.verdicts)
            .filter(|(one, other)| one.decision != other.decision)
            .map(|(one, other)| (one.receiver.clone(), one.decision, other.decision))
            .collect();
        let told: Vec<_> = remedy.flips.iter().map(|flip| (flip.receiver.clone(), flip.was, flip.becomes)).collect();
        assert_eq!(differ, told, "{lines:?}");
        assert!(!told.is_empty());
        for record in &remedy.records {
            let words: Vec<&str> = record.text.split(' ').collect();
            if words[0] == "v=DMARC1;" {
                continue;
            }
            assert_eq!(words[0], "v=spf1");
            assert!(!words.contains(&"+all") && !words.contains(&"all"), "{}", record.text);
            assert_eq!(words.iter().filter(|word| word.starts_with("v=spf1")).count(), 1);
            let spf = &again.spf;
            let found = [&spf.header_from, &spf.pra, &spf.mail_from, &spf.helo]
                .into_iter()
                .flatten()
                .find(|evaluation| evaluation.domain == record.name)
                .expect("it is about an identity");
            assert_eq!(found.result.as_str(), "pass", "{}", record.text);
            assert!(found.lookups.is_some_and(|n| n <= 10) && found.void_lookups.is_some_and(|n| n <= 2));
            // Whoever else sends for the domain must not run into a limit.
            let reach = reach(&record.name, &record.text, true, &with);
            assert!(reach.is_within(Budget::RFC7208), "{reach:?} of {}", record.text);
        }
    }
}

/// The proposed records, as `--set` takes them.
fn set(advice: &Advice) -> Vec<String> {
    assert_eq!(advice.instead, None);
    let spf = advice.remedies.iter().filter(|remedy| remedy.kind == Kind::Spf);
    spf.flat_map(|remedy| remedy.records.iter().map(Published::line)).collect()
}

fn why(advice: &Advice) -> &'static str {
    assert_eq!(advice.remedies, [], "none must be given");
    advice.instead.as_ref().map_or("", |instead| instead.why.code())
}

fn notes(advice: &Advice) -> Vec<&'static str> {
    advice.remedies.iter().flat_map(|remedy| remedy.notes.iter().map(Note::code)).collect()
}

#[test]
fn a_domain_without_a_record_names_the_service_in_a_new_one() {
    let found = advice(&by_ses(DEFAULT, ""), &format!("{SES}shop.example MX 10 mx.shop.example\n"));
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 include:amazonses.com ~all\""]);
    let remedy = &found.remedies[0];
    assert_eq!(remedy.condition.code(), "sends-through:amazon-ses");
    let flips: Vec<_> = remedy.flips.iter().map(|f| format!("{} {}", f.receiver, f.becomes.as_str())).collect();
    assert_eq!(flips, ["docomo/reject-all accept", "au/high accept"]);
    assert_eq!(notes(&found), ["list-other-senders", "custom-mail-from-aligns"]);
    assert_eq!(remedy.records[0].zone_line(), "shop.example. IN TXT \"v=spf1 include:amazonses.com ~all\"");
}

#[test]
fn where_everybody_accepts_there_is_nothing_to_say() {
    let zone = format!("{SES}shop.example TXT \"v=spf1 include:amazonses.com ~all\"\n");
    let found = advice(&by_ses(DEFAULT, ""), &zone);
    assert_eq!(found, Advice::default());
}

#[test]
fn a_custom_mail_from_is_explained_where_it_does_not_help() {
    let zone = format!("{SES}bounce.shop.example TXT \"v=spf1 include:amazonses.com ~all\"\n");
    let found = advice(&by_ses("0100@bounce.shop.example", ""), &zone);
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 include:amazonses.com ~all\""]);
    assert_eq!(notes(&found)[0], "custom-mail-from-is-not-enough");
}

#[test]
fn where_the_domain_says_that_nobody_else_sends_that_is_said() {
    let zone = format!("{SES}shop.example TXT \"v=spf1 -all\"\n");
    assert_eq!(notes(&advice(&by_ses(DEFAULT, ""), &zone))[0], "owner-says-no");
}

#[test]
fn a_stranger_gets_none_whatever_he_writes() {
    let zone = format!(
        "{SES}shop.example TXT \"v=spf1 -all\"\nmail.stranger.example A 203.0.113.9\n\
         9.113.0.203.in-addr.arpa PTR mail.stranger.example\n"
    );
    let plain = advice(&by_host("203.0.113.9", "mail.stranger.example", ""), &zone);
    assert_eq!(why(&plain), "unrecognised");
    let helps = plain.instead.unwrap().helps;
    assert_eq!(helps, [Help::AlignedDkim, Help::DocomoAllowList, Help::AuAllowList]);
    let planted = "X-SES-Outgoing: 2019.06.03-54.240.27.84\nFeedback-ID: 1.us-west-2.x=:AmazonSES\n\
                   Message-ID: <1@us-west-2.amazonses.com>\n\
                   DKIM-Signature: v=1; d=amazonses.com; s=x; b=x\n";
    let message = by_host("203.0.113.9", "a27-84.smtp-out.us-west-2.amazonses.com", planted);
    assert_eq!(why(&advice(&message, &zone)), "not-the-service");
    // A name that the address's owner wrote, and that does not lead back.
    let lying = zone.replace("PTR mail.stranger.example", "PTR a1-1.smtp-out.amazonses.com");
    assert_eq!(why(&advice(&message, &lying)), "not-the-service");
    let lying = zone.replace("PTR mail.stranger.example", "PTR mail.shop.example");
    assert_eq!(why(&advice(&by_host("203.0.113.9", "mail.shop.example", ""), &lying)), "unrecognised");
}

#[test]
fn mail_that_was_passed_on_gets_none() {
    for (fields, expected) in [
        ("List-Id: <all.lists.example>\n", "list"),
        ("List-Post: <mailto:all@shop.example>\n", "list"),
        ("Precedence: list\n", "list"),
        ("Resent-From: someone@elsewhere.example\n", "forwarded"),
        ("X-Forwarded-To: someone@elsewhere.example\n", "forwarded"),
    ] {
        assert_eq!(why(&advice(&by_ses(DEFAULT, fields), SES)), expected, "{fields}");
    }
    let srs = advice(&by_ses("SRS0=abcd=xy=shop.example=info@forwarder.example", ""), SES);
    assert_eq!(why(&srs), "forwarded");
    // A newsletter of one's own is no list.
    let newsletter = "List-Unsubscribe: <https://shop.example/u>\nList-Id: <news.shop.example>\n";
    assert_eq!(advice(&by_ses(DEFAULT, newsletter), SES).remedies.len(), 1);
}

#[test]
fn a_third_party_and_a_mailbox_provider_get_none() {
    let message = by_ses("bounce@newsletters.example", "");
    let zone = format!("{SES}newsletters.example TXT \"v=spf1 include:amazonses.com -all\"\n");
    assert_eq!(why(&advice(&message, &zone)), "third-party");
    for domain in ["gmail.com", "docomo.ne.jp", "i.softbank.jp", "nifty.com", "x7.dion.ne.jp", "qq.com", "yahoo.fr"] {
        let message = by_ses(DEFAULT, "").replace("From: info@shop.example", &format!("From: a@{domain}"));
        assert_eq!(why(&advice(&message, SES)), "mailbox-provider", "{domain}");
    }
    for domain in ["co.jp", "com", "tokyo.jp"] {
        let message = by_ses(DEFAULT, "").replace("From: info@shop.example", &format!("From: a@{domain}"));
        assert_eq!(why(&advice(&message, SES)), "public-suffix", "{domain}");
    }
    // The Sender that a service adds in a domain of its own is nobody's to cure.
    let message = by_ses(DEFAULT, "Sender: postmaster@sender.example\n");
    let zone = format!("{SES}shop.example TXT \"v=spf1 include:amazonses.com ~all\"\n");
    assert_eq!(why(&advice(&message, &zone)), "not-yours");
}

#[test]
fn a_host_of_ones_own_is_named_by_its_address() {
    let zone = "mail.shop.example A 192.0.2.25\n25.2.0.192.in-addr.arpa PTR mail.shop.example\n\
                shop.example TXT \"v=spf1 a:other.shop.example ~all\"\nother.shop.example A 192.0.2.1\n";
    let found = advice(&by_host("192.0.2.25", "mail.shop.example", ""), zone);
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 a:other.shop.example ip4:192.0.2.25 ~all\""]);
    assert_eq!(found.remedies[0].condition.code(), "sends-from:mail.shop.example");
    // A host beside the From domain may be anybody's.
    let message = by_host("192.0.2.25", "mail.shop.example", "").replace("From: info@", "From: info@news.");
    assert_eq!(why(&advice(&message, zone)), "unrecognised");
}

#[test]
fn both_identities_are_cured_where_both_refuse() {
    let message = by_ses("0100@bounce.shop.example", "");
    let found = advice(&message, SES);
    let expected = [
        "bounce.shop.example TXT \"v=spf1 include:amazonses.com ~all\"",
        "shop.example TXT \"v=spf1 include:amazonses.com ~all\"",
    ];
    let mut lines = set(&found);
    lines.sort();
    assert_eq!(lines, expected);
}

#[test]
fn what_is_not_known_yet_is_asked_and_nothing_proposed() {
    let message = Message::parse(by_ses(DEFAULT, "").into_bytes());
    // The zone says nothing about the service's own record.
    let text = "shop.example SOA ns. root. 1 2 3 4 5\nbounce.example TXT \"x\"\n\
                a27-84.smtp-out.us-west-2.amazonses.com A 54.240.27.84\n\
                84.27.240.54.in-addr.arpa PTR a27-84.smtp-out.us-west-2.amazonses.com\n";
    let (zone, _) = Zone::parse("test.zone", text.as_bytes()).unwrap();
    let answers = Answers::from_zone(zone);
    let case = case(&message, &answers);
    let found = propose(&message, &answers, &settings(), Profiles::builtin(), &case);
    assert_eq!((found.remedies.len(), &found.instead), (0, &None));
    let needed: Vec<String> = found.unanswered.needed.iter().map(|q| format!("{} {}", q.name, q.rtype)).collect();
    assert_eq!(needed, ["amazonses.com TXT"]);
}

#[test]
fn the_services_own_record_is_asked_for_before_the_from_domain_is_known_to_refuse() {
    let ahead = |message: &str, zone: &str| -> Vec<String> {
        let message = Message::parse(message.as_bytes().to_vec());
        let answers = Answers::from_zone(Zone::parse("test.zone", zone.as_bytes()).unwrap().0);
        let case = case(&message, &answers);
        let found = propose(&message, &answers, &settings(), Profiles::builtin(), &case).questions(&case);
        found.ahead.iter().map(|q| format!("{} {}", q.name, q.rtype)).collect()
    };
    let service = "amazonses.com TXT".to_owned();
    // With the first questions: nothing is answered yet.
    assert!(ahead(&by_ses("0100@bounce.shop.example", ""), "").contains(&service));
    // Not where nothing points to a service, and not where the From domain turns out to pass.
    assert!(!ahead(&by_host("192.0.2.25", "mail.shop.example", ""), "").contains(&service));
    let passes = "shop.example TXT \"v=spf1 ip4:54.240.27.84 -all\"\n";
    assert!(!ahead(&by_ses("0100@bounce.shop.example", ""), passes).contains(&service));
}

#[test]
fn the_other_senders_are_waited_for() {
    let text = SES.to_owned() + ";@ nodata shop.example TXT\n";
    let answers = Answers::from_zone(Zone::parse("test.zone", text.as_bytes()).unwrap().0);
    let message = Message::parse(by_ses(DEFAULT, "").into_bytes());
    let case = case(&message, &answers);
    let found = propose(&message, &answers, &settings(), Profiles::builtin(), &case);
    assert_eq!(found.remedies.len(), 1, "it can be proposed without");
    let needed: Vec<String> = found.unanswered.needed.iter().map(|q| format!("{} {}", q.name, q.rtype)).collect();
    assert_eq!(needed, ["shop.example MX"]);
}

#[test]
fn a_customers_own_server_at_a_hosting_service() {
    let zone = "www262.sakura.ne.jp A 202.181.97.72\n72.97.181.202.in-addr.arpa PTR www262.sakura.ne.jp\n";
    let found = advice(&by_host("202.181.97.72", "www262.sakura.ne.jp", ""), zone);
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 a:www262.sakura.ne.jp ~all\""]);
    assert_eq!(found.remedies[0].condition.code(), "sends-through:sakura");
    // MAIL FROM of somebody else: another customer of the same server.
    let message = by_host("202.181.97.72", "www262.sakura.ne.jp", "")
        .replace("Return-Path: <info@shop.example>", "Return-Path: <x@evil.example>");
    let zone = format!("{zone}evil.example TXT \"v=spf1 a:www262.sakura.ne.jp -all\"\n");
    assert_eq!(why(&advice(&message, &zone)), "third-party");
}

#[test]
fn typed_into_the_forms_of_dns_hosts() {
    let found = advice(&by_ses(DEFAULT, ""), SES);
    let remedy = &found.remedies[0];
    let typed = |host: &str| remedy.typed_into(host).unwrap().remove(0);
    assert_eq!(typed("route53").value, "\"v=spf1 include:amazonses.com ~all\"");
    assert!(typed("route53").source.unwrap().starts_with("https://"));
    let muumuu = typed("muumuu");
    assert_eq!((muumuu.name.as_str(), muumuu.value.as_str()), ("", "v=spf1 include:amazonses.com ~all"));
    let xserver = typed("xserver");
    assert!(!xserver.value_looked_up && xserver.source.is_none(), "nothing is invented");
    assert!(remedy.typed_into("no-such-host").is_none());
    for (host, name) in
        [("route53", ""), ("godaddy", "@"), ("zenlogic", ""), ("azure", "@"), ("loopia", "shop.example")]
    {
        assert_eq!(typed(host).name, name, "{host}");
    }
    let hosts: Vec<String> = (0..30).map(|n| format!("ip4:192.0.2.{n}")).collect();
    let long = format!("v=spf1 {} ~all", hosts.join(" "));
    let zone = format!("{SES}shop.example TXT \"{}\" \"{}\"\n", &long[..200], &long[200..]);
    let found = advice(&by_ses(DEFAULT, ""), &zone);
    let remedy = &found.remedies[0];
    let value = &remedy.typed_into("route53").unwrap()[0].value;
    assert!(value.contains("\" \""), "two strings with a blank between: {value}");
    for (host, too_long) in [("sakura", true), ("loopia", true), ("sakura-cloud", false), ("azure", false)] {
        assert_eq!(
            remedy.typed_into(host).unwrap()[0].too_long,
            too_long,
            "{host}, {} octets",
            remedy.records[0].text.len()
        );
    }
    let first = |host: &str| remedy.typed_into(host).unwrap()[0].value.find("\" \"").map(|at| at - 1);
    assert_eq!((first("zenlogic"), first("alpha-prm"), first("azure")), (Some(255), Some(254), None));
    assert!(notes(&found).contains(&"several-strings"));
}

#[test]
fn dmarc_that_fails_for_want_of_spf_is_cured_at_mail_from() {
    let mut settings = settings();
    settings.now = 1_773_100_800;
    let zone = "mail.shop.example A 192.0.2.25\n25.2.0.192.in-addr.arpa PTR mail.shop.example\n\
                _dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n";
    let found = advice_with(&by_host("192.0.2.25", "mail.shop.example", ""), zone, &settings);
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 ip4:192.0.2.25 ~all\""]);
    let flips: Vec<_> = found.remedies[0].flips.iter().map(|f| f.receiver.as_str()).collect();
    assert!(flips.contains(&"docomo") && flips.contains(&"gmail") && flips.contains(&"au/high"), "{flips:?}");
}

/// A bundled sample, its zone with more lines, as of its own day.
fn sample_with(name: &str, lines: &str, receivers: Option<&str>) -> Advice {
    let sample = sample::ALL.iter().find(|sample| sample.name == name).expect("it is bundled");
    let message = Message::parse(sample.message);
    let (zone, _) = Zone::parse(name, format!("{}\n{lines}", sample.zone).as_bytes()).expect("the zone is well-formed");
    let answers = Answers::from_zone(zone);
    let mut settings = settings();
    settings.as_of = AsOf::Message;
    if let Some(receivers) = receivers {
        settings.as_of = AsOf::Day(Date::constant(2011, 1, 1));
        settings.receivers = Some(receivers.split(',').map(str::to_owned).collect());
    }
    let case = analyse(&message, &answers, &settings, Profiles::builtin()).expect("the receivers are known");
    let found = propose(&message, &answers, &settings, Profiles::builtin(), &case);
    check(&message, &answers, &settings, &case, &found);
    found
}

#[test]
fn what_is_set_holds_the_other_records_of_the_name() {
    for sample in sample::ALL {
        let name = sample_with(sample.name, "", None).remedies.into_iter().flat_map(|remedy| remedy.records).next();
        let Some(name) = name.map(|record| record.name) else { continue };
        let others = format!("{name}. TXT \"spf2.0/pra -all\"\n{name}. TXT \"site-verification=\\\"a;b\\\"\" \"c\"\n");
        sample_with(sample.name, &others, None);
        sample_with(sample.name, &others, Some("hotmail,au/high,docomo/reject-all"));
    }
    let others = "kumano-books.example. TXT \"spf2.0/pra -all\"\n";
    let found = sample_with("ses-default", others, Some("hotmail,au/high"));
    let lines: Vec<String> = found.remedies[0].edits.iter().flat_map(Edit::to_lines).collect();
    let expected = [
        "kumano-books.example TXT \"spf2.0/pra -all\"",
        "kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\"",
    ];
    assert_eq!(lines, expected);
    // Sender ID goes on reading the other record.
    let flips: Vec<_> = found.remedies[0].flips.iter().map(|flip| flip.receiver.as_str()).collect();
    assert_eq!(flips, ["au/high"]);
}

#[test]
fn the_bundled_samples() {
    for (name, expected) in [
        ("ses-default", "kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\""),
        ("ses-cured", ""),
        ("custom-mail-from", "hoshizora-camera.example TXT \"v=spf1 include:amazonses.com ~all\""),
        ("list-with-sender", "none: list"),
    ] {
        let found = sample_with(name, "", None);
        let told = match &found.instead {
            Some(instead) => format!("none: {}", instead.why.code()),
            None => set(&found).join("; "),
        };
        assert_eq!(told, expected, "{name}");
        assert_eq!(found.unanswered.needed, [], "{name}");
    }
}
