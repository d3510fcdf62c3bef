//! What the receiving server recorded stands in where the DNS does not answer; and nothing else does. Beside each record
//! that stands in is the same record as somebody else could have written it.

use proptest::prelude::*;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;
use twofrom::case::{Case, analyse};
use twofrom::dmarc::{DmarcResult, Policy};
use twofrom::dns::{Answer, Answers, Edit, Name, Origin, Outcome, Question, RData, Record, RecordType, Zone};
use twofrom::message::Message;
use twofrom::receiver::{Decision, IdentityKind, Profiles};
use twofrom::redact::Redactor;
use twofrom::settings::{AsOf, Sender, Settings};
use twofrom::spf::SpfResult;

const SIGNATURE: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example; s=k1; h=from;\n\
    \tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=QUJDREVGR0hJSktM\n";

/// What a receiving server writes of a message that passes everywhere.
const PASSES: &str = "Authentication-Results: mx.receiver.example; spf=pass smtp.mailfrom=info@shop.example;\n\
    \tdkim=pass header.d=shop.example header.s=k1 header.b=QUJDREVG;\n\
    \tdmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=shop.example\n";

/// The same of one that passes nowhere.
const FAILS: &str = "Authentication-Results: mx.receiver.example; spf=fail smtp.mailfrom=info@shop.example;\n\
    \tdkim=fail header.d=shop.example header.s=k1 header.b=QUJDREVG;\n\
    \tdmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=shop.example\n";

const RECEIVED: &str = "Received: from mail.shop.example (mail.shop.example [192.0.2.1])\n\
    \tby mx.receiver.example (Postfix) with ESMTPS id 1; Tue, 10 Mar 2026 12:00:00 +0900\n";

/// A message with fields above and below the receiving server's own.
fn message(above: &str, below: &str) -> String {
    format!(
        "Return-Path: <info@shop.example>\n{above}{RECEIVED}{below}{SIGNATURE}From: info@shop.example\n\
         To: hana@receiver.example\nSubject: x\n\nhello\n"
    )
}

fn settings() -> Settings {
    Settings::new(1_773_187_200)
}

fn case_with(message: &str, answers: &Answers, settings: &Settings) -> Case {
    let message = Message::parse(message.as_bytes());
    analyse(&message, answers, settings, Profiles::builtin()).expect("no receiver is named")
}

/// What comes of a message while nobody answers.
fn offline(message: &str) -> Case {
    case_with(message, &Answers::default(), &settings())
}

fn zone(text: &str) -> Answers {
    Answers::from_zone(Zone::parse("test.zone", text.as_bytes()).expect("the zone is well-formed").0)
}

/// SPF, DKIM and DMARC, each with an `r` behind it where it is recorded.
fn results(case: &Case) -> String {
    let marked = |result: &str, recorded: bool| format!("{result}{}", if recorded { "/r" } else { "" });
    let spf = |of: IdentityKind| match case.spf.get(of) {
        Some(found) => marked(found.result.as_str(), found.recorded.is_some()),
        None => "-".to_owned(),
    };
    let dkim: Vec<String> = case.dkim.iter().map(|of| marked(of.result.as_str(), of.recorded.is_some())).collect();
    let policy = case.dmarc.policy.map_or("-", Policy::as_str);
    let dmarc = marked(case.dmarc.result.as_str(), case.dmarc.recorded.is_some());
    format!("{} {} {} {dmarc} {policy}", spf(IdentityKind::MailFrom), spf(IdentityKind::HeaderFrom), dkim.join(","))
}

fn verdicts(case: &Case) -> Vec<(&str, Decision)> {
    case.verdicts.iter().map(|verdict| (verdict.receiver.as_str(), verdict.decision)).collect()
}

const SILENT: &str = "pending pending pending pending -";

#[test]
fn where_nobody_answers_the_servers_own_results_stand_in() {
    let case = offline(&message(PASSES, ""));
    assert_eq!(results(&case), "pass/r pass/r pass/r pass/r reject");
    assert!(verdicts(&case).contains(&("docomo", Decision::Accept)), "{:?}", verdicts(&case));
    let by = case.spf.mail_from.as_ref().and_then(|of| of.recorded.as_ref()?.by.as_deref());
    assert_eq!(by, Some("mx.receiver.example"));
    // The questions stay unanswered all the same.
    assert!(case.unanswered.needed.iter().any(|question| question.name == Name::new("shop.example")));

    let case = offline(&message(FAILS, ""));
    assert_eq!(results(&case), "fail/r fail/r fail/r fail/r reject");
    assert!(verdicts(&case).contains(&("docomo", Decision::Reject)), "{:?}", verdicts(&case));
}

/// Each of these could have been written by somebody else, or is no result of a check.
#[test]
fn what_anybody_could_have_written_stands_in_for_nothing() {
    let swapped = |from: &str, to: &str| PASSES.replace(from, to);
    let untouched = [
        ("another server's name", swapped("mx.receiver.example;", "mx.evil.example;")),
        ("ARC", format!("ARC-{}", swapped("mx.receiver", "i=1; mx.receiver"))),
        ("a renamed field", PASSES.replace("Authentication-Results", "Authentication-Results-Original")),
        ("a copied field", PASSES.replace("Authentication-Results", "X-MS-Exchange-Authentication-Results")),
    ];
    for (what, above) in untouched {
        assert_eq!(results(&offline(&message(&above, ""))), SILENT, "{what}");
    }
    for record in [PASSES, FAILS] {
        assert_eq!(results(&offline(&message("", record))), SILENT, "below the receiving hop");
        let deeper = format!("{}{record}", RECEIVED.replace("192.0.2.1", "203.0.113.9"));
        assert_eq!(results(&offline(&message("", &deeper))), SILENT, "below another hop");
    }
    // Planted below, it does not change what stands above either.
    assert_eq!(results(&offline(&message(PASSES, FAILS))), "pass/r pass/r pass/r pass/r reject");
    assert_eq!(results(&offline(&message(FAILS, PASSES))), "fail/r fail/r fail/r fail/r reject");
}

#[test]
fn where_the_provider_writes_below_its_received_only_that_block_counts() {
    let google = |text: &str| text.replace("mx.receiver.example", "mx.google.com");
    let plain = google(&message("", PASSES));
    assert_eq!(results(&offline(&plain)), "pass/r pass/r pass/r pass/r reject");
    // The first block is Google's; a second one came with the message, and so did one that stands apart.
    let second = google(&message("", &format!("{PASSES}{FAILS}")));
    assert_eq!(results(&offline(&second)), "pass/r pass/r pass/r pass/r reject");
    let apart = google(&message("", &format!("X-Mailer: x\n{PASSES}")));
    assert_eq!(results(&offline(&apart)), SILENT);
}

/// SPF of MAIL FROM by a record above the receiving hop.
fn spf(record: &str) -> String {
    let record = format!("Authentication-Results: mx.receiver.example; {record}\n");
    let case = offline(&message(&record, ""));
    results(&case).split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn spf_stands_in_for_its_domain_and_client_alone() {
    for (record, expected) in [
        ("spf=pass smtp.mailfrom=info@shop.example", "pass/r"),
        ("spf=softfail smtp.mailfrom=shop.example", "softfail/r"),
        ("spf=none smtp.mailfrom=other@SHOP.example", "none/r"),
        ("spf=pass smtp.mailfrom=info@shop.example smtp.remote-ip=192.0.2.1", "pass/r"),
        ("spf=hardfail smtp.mailfrom=info@shop.example", "fail/r"),
        // It names no domain, or another one.
        ("spf=pass smtp.helo=shop.example.evil.example", "pending"),
        ("spf=pass", "pending"),
        // No check of the domain's own record.
        (
            "spf=pass (x: best guess record for domain of info@shop.example designates 192.0.2.1 as permitted sender) \
             smtp.mailfrom=info@shop.example",
            "pending",
        ),
        ("spf=bestguesspass smtp.mailfrom=info@shop.example", "pending"),
        ("spf=pass reason=\"local policy\" smtp.mailfrom=info@shop.example", "pending"),
        ("spf=pass smtp.mailfrom=info@shop.example (override by ARC)", "pending"),
        // The server had no answer itself.
        ("spf=temperror smtp.mailfrom=info@shop.example", "pending"),
        ("spf=perhaps smtp.mailfrom=info@shop.example", "pending"),
        // They contradict each other.
        ("spf=pass smtp.mailfrom=info@shop.example; spf=fail smtp.mailfrom=info@shop.example", "pending"),
        ("spf=pass smtp.mailfrom=info@shop.example; spf=pass (local policy) smtp.mailfrom=shop.example", "pending"),
    ] {
        assert_eq!(spf(record), expected, "{record}");
    }
}

#[test]
fn a_record_of_one_domain_serves_no_other() {
    let record = "Authentication-Results: mx.receiver.example; spf=pass smtp.mailfrom=info@mail.shop.example\n";
    let case = offline(&message(record, ""));
    assert!(results(&case).starts_with("pass/r pending "), "{}", results(&case));
}

#[test]
fn a_record_of_another_client_stands_in_for_nothing() {
    let of_client =
        "Received-SPF: none client-ip=192.0.2.1; envelope-from=other.example; receiver=mx.receiver.example\n";
    for (ip, expected) in [("192.0.2.1", "pass/r"), ("203.0.113.9", "pending")] {
        let record = format!(
            "{of_client}Authentication-Results: mx.receiver.example; \
             spf=pass (x: domain of info@shop.example designates {ip} as permitted sender) smtp.mailfrom=info@shop.example\n"
        );
        let mut settings = settings();
        settings.overrides.mail_from = Some(Sender::parse("info@shop.example"));
        let case = case_with(&message(&record, ""), &Answers::default(), &settings);
        assert_eq!(results(&case).split(' ').next(), Some(expected), "{ip}");
    }
}

#[test]
fn a_server_behind_the_receiving_one_has_another_client() {
    let inner = "Received: from mx.receiver.example (mx.receiver.example [10.0.0.1])\n\
                 \tby store.receiver.example with ESMTP id 2; Tue, 10 Mar 2026 12:00:01 +0900\n";
    let nameless = "Authentication-Results: store.receiver.example; spf=fail smtp.mailfrom=info@shop.example\n";
    let named = nameless.replace("spf=fail", "spf=pass smtp.remote-ip=192.0.2.1");
    for (record, expected) in [(nameless, "pending"), (named.as_str(), "pass/r")] {
        let case = offline(&message(&format!("{record}{inner}"), ""));
        assert_eq!(results(&case).split(' ').next(), Some(expected), "{record}");
    }
}

/// The signature by records above the receiving hop.
fn dkim(signatures: &str, record: &str) -> String {
    let above = format!("Authentication-Results: mx.receiver.example; {record}\n");
    let case = offline(&message(&above, signatures));
    results(&case).split(' ').nth(2).unwrap_or_default().to_owned()
}

#[test]
fn a_recorded_signature_is_the_one_that_it_names() {
    for (record, expected) in [
        ("dkim=pass header.d=shop.example", "pass/r"),
        ("dkim=pass (2048-bit key) header.i=@shop.example header.s=k1 header.b=QUJDREVG", "pass/r"),
        ("dkim=fail reason=\"signature verification failed\" header.d=shop.example header.s=k1", "fail/r"),
        ("dkim=neutral (no key) header.i=@shop.example header.s=k1", "neutral/r"),
        ("dkim=pass header.d=shop.example header.s=other", "pending"),
        ("dkim=pass header.d=shop.example header.b=WlpaWlpa", "pending"),
        ("dkim=pass header.d=other.example", "pending"),
        ("dkim=policy header.d=shop.example", "pending"),
        ("dkim=pass (arc) header.d=shop.example", "pending"),
        ("dkim=none", "pending"),
        ("dkim=pass header.d=shop.example; dkim=fail header.d=shop.example", "pending"),
    ] {
        assert_eq!(dkim("", record), expected, "{record}");
    }
}

#[test]
fn who_signs_for_a_domain_of_his_own_speaks_for_no_other() {
    // Both name one identity and one selector, and begin alike; only the first was verified.
    let own = SIGNATURE.replace("d=shop.example; s=k1;", "d=evil.shop.example; s=k1; i=@evil.shop.example;");
    let forged = SIGNATURE.replace("d=shop.example; s=k1;", "d=shop.example; s=k1; i=@evil.shop.example;");
    let both = format!("{own}{forged}");
    let record = "dkim=pass header.i=@evil.shop.example header.s=k1 header.b=QUJDREVG";
    assert_eq!(dkim(&both, record), "pending,pending,pending");
    assert_eq!(dkim(&own, record), "pass/r,pending");
}

#[test]
fn several_signatures_of_one_domain_need_one_answer() {
    let second = SIGNATURE.replace("s=k1", "s=k2").replace("QUJD", "WlpaWlpa");
    for (record, expected) in [
        ("dkim=pass header.d=shop.example; dkim=pass header.d=shop.example", "pass/r,pass/r"),
        ("dkim=pass header.d=shop.example; dkim=fail header.d=shop.example", "pending,pending"),
        ("dkim=pass header.d=shop.example header.s=k1; dkim=fail header.d=shop.example header.s=k2", "fail/r,pass/r"),
        (
            "dkim=fail header.d=shop.example header.b=QUJDREVG; dkim=pass header.d=shop.example header.b=WlpaWlpa",
            "pass/r,fail/r",
        ),
    ] {
        assert_eq!(dkim(&second, record), expected, "{record}");
    }
}

/// DMARC and the policy by a record above the receiving hop.
fn dmarc(from: &str, record: &str) -> String {
    let above = format!("Authentication-Results: mx.receiver.example; {record}\n");
    let message = message(&above, "").replace("From: info@shop.example", &format!("From: info@{from}"));
    let all = results(&offline(&message));
    all.splitn(4, ' ').nth(3).unwrap_or_default().to_owned()
}

#[test]
fn dmarc_is_computed_anew_from_what_was_recorded() {
    let spf = "spf=fail smtp.mailfrom=shop.example; dkim=fail header.d=shop.example; ";
    for (from, record, expected) in [
        // Its verdict counts for nothing; the identifiers and the policy do.
        ("shop.example", "dmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=shop.example", "fail/r reject"),
        ("shop.example", "dmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=shop.example", "fail/r reject"),
        ("shop.example", "dmarc=fail header.from=shop.example policy.published-domain-policy=none", "fail/r none"),
        ("shop.example", "dmarc=fail header.from=shop.example (policy=quarantine)", "fail/r quarantine"),
        ("shop.example", "dmarc=none action=none header.from=shop.example", "none/r -"),
        // Microsoft shows a policy by one word alone.
        ("shop.example", "dmarc=fail action=oreject header.from=shop.example", "fail/r reject"),
        ("shop.example", "dmarc=pass action=oreject header.from=shop.example", "pending -"),
        ("shop.example", "dmarc=fail action=quarantine header.from=shop.example", "pending -"),
        // Of a subdomain another tag may count.
        ("a.shop.example", "dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=a.shop.example", "fail/r reject"),
        ("a.shop.example", "dmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=a.shop.example", "pending -"),
        ("a.shop.example", "dmarc=fail (p=REJECT dis=NONE) header.from=a.shop.example", "pending -"),
        // Another domain's, none, one that was made up, two that differ.
        ("shop.example", "dmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=other.example", "pending -"),
        ("shop.example", "dmarc=fail (p=REJECT sp=NONE dis=NONE)", "pending -"),
        ("shop.example", "dmarc=bestguesspass action=none header.from=shop.example", "pending -"),
        ("shop.example", "dmarc=none (local policy) header.from=shop.example", "pending -"),
        (
            "shop.example",
            "dmarc=fail (p=NONE) header.from=shop.example; dmarc=none header.from=shop.example",
            "pending -",
        ),
        (
            "shop.example",
            "dmarc=fail (p=NONE) header.from=shop.example; dmarc=fail (p=REJECT) header.from=shop.example",
            "pending -",
        ),
    ] {
        assert_eq!(dmarc(from, &format!("{spf}{record}")), expected, "{record}");
    }
}

#[test]
fn alignment_is_that_of_the_domains_and_the_mode_what_followed_there() {
    let message = |record: &str| {
        let above = format!("Authentication-Results: mx.receiver.example; {record}\n");
        message(&above, "").replace("<info@shop.example>", "<b@bounce.shop.example>").replace(SIGNATURE, "")
    };
    let spf = "spf=pass smtp.mailfrom=b@bounce.shop.example; ";
    for (record, expected) in [
        ("dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example", DmarcResult::Pass),
        ("dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=shop.example", DmarcResult::Fail),
        // A pass that ARC may have given does not say that the subdomain aligned.
        ("arc=pass (i=1); dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example", DmarcResult::Pending),
        ("dmarc=pass (p=REJECT sp=REJECT arc=pass) header.from=shop.example", DmarcResult::Pending),
    ] {
        let case = offline(&message(&format!("{spf}{record}")));
        assert_eq!((case.dmarc.result, case.rfc7489.result), (expected, expected), "{record}");
    }
    // What does not share the organizational domain never aligns, whatever the record says.
    let record =
        "spf=pass smtp.mailfrom=b@esp.example; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example";
    let case = offline(&message(record).replace("bounce.shop.example", "esp.example"));
    assert_eq!(case.dmarc.result, DmarcResult::Fail);
}

/// Answers of a name server of today.
fn live(records: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (name, text) in records {
        let origin = Origin::Server { address: Arc::from("192.0.2.53:53"), at: 0 };
        let data = RData::Txt(vec![text.as_bytes().to_vec()]);
        let record = Record { data, ttl: 60, origin: origin.clone() };
        let answer = Answer::of(Outcome::Records(vec![record]), origin);
        answers.insert(Question::new(Name::new(name), RecordType::Txt), answer);
    }
    answers
}

/// SPF of MAIL FROM, and what the DNS gives beside it.
fn beside(case: &Case) -> (SpfResult, Option<SpfResult>) {
    let found = case.spf.mail_from.as_ref().expect("there is a MAIL FROM");
    (found.result, found.recorded.as_ref().map(|recorded| recorded.dns))
}

#[test]
fn the_dns_goes_first_today_and_the_record_on_the_day_of_the_message() {
    let message = message(PASSES, "");
    let (today, mut its_day) = (settings(), settings());
    its_day.as_of = AsOf::Message;
    let fails = [("shop.example", "v=spf1 -all")];
    let with = |answers: &Answers, settings: &Settings| beside(&case_with(&message, answers, settings));
    assert_eq!(with(&live(&fails), &today), (SpfResult::Fail, None));
    assert_eq!(with(&live(&fails), &its_day), (SpfResult::Pass, Some(SpfResult::Fail)));
    let zone = zone("shop.example TXT \"v=spf1 -all\"\n");
    assert_eq!(with(&zone, &today), (SpfResult::Fail, None));
    assert_eq!(with(&zone, &its_day), (SpfResult::Fail, None));
    // A what-if goes first, also where what it leads to has no answer.
    for text in ["v=spf1 -all", "v=spf1 include:esp.example -all"] {
        let edit = Edit::parse(&format!("shop.example TXT {text}")).expect("it can be read");
        for settings in [&today, &its_day] {
            let (_, recorded) = with(&live(&[("esp.example", "v=spf1 ?all")]).with(edit.clone()), settings);
            assert_eq!(recorded, None, "{text}");
            assert_eq!(with(&Answers::default().with(edit.clone()), settings).1, None, "{text}");
        }
    }
    let policy = Edit::parse("_dmarc.shop.example TXT v=DMARC1; p=none").expect("it can be read");
    let case = case_with(
        &message.replace("info@shop.example\nTo", "info@a.shop.example\nTo"),
        &Answers::default().with(policy),
        &its_day,
    );
    assert_eq!(case.dmarc.told, None);
}

#[test]
fn the_policy_of_today_comes_after_the_one_that_was_recorded() {
    let message = message(FAILS, "");
    let answers = live(&[("_dmarc.shop.example", "v=DMARC1; p=none"), ("_dmarc.example", "x")]);
    let case = case_with(&message, &answers, &settings());
    assert_eq!(results(&case), "fail/r fail/r fail/r fail/r none");
    let mut its_day = settings();
    its_day.as_of = AsOf::Message;
    assert_eq!(results(&case_with(&message, &answers, &its_day)), "fail/r fail/r fail/r fail/r reject");
    let zone = zone("_dmarc.shop.example TXT \"v=DMARC1; p=none\"\n;@ nodata _dmarc.example TXT\n");
    assert_eq!(results(&case_with(&message, &zone, &its_day)), "fail/r fail/r fail/r fail/r none");
}

#[test]
fn a_dns_that_failed_gave_no_answer_and_one_that_says_no_did() {
    for (line, expected) in [
        (";@ timeout shop.example TXT", (SpfResult::Pass, Some(SpfResult::TempError))),
        (";@ rcode SERVFAIL shop.example TXT", (SpfResult::Pass, Some(SpfResult::TempError))),
        (";@ nxdomain shop.example", (SpfResult::None, None)),
        (";@ nodata shop.example TXT", (SpfResult::None, None)),
    ] {
        let case = case_with(&message(PASSES, ""), &zone(&format!("{line}\n")), &settings());
        assert_eq!(beside(&case), expected, "{line}");
    }
}

#[test]
fn what_is_given_is_not_what_was_recorded() {
    let given = |change: fn(&mut Settings)| {
        let mut settings = settings();
        change(&mut settings);
        results(&case_with(&message(PASSES, ""), &Answers::default(), &settings))
    };
    assert_eq!(given(|s| s.overrides.ip = "203.0.113.9".parse().ok()), "pending pending pass/r pass/r reject");
    assert_eq!(given(|s| s.overrides.ip = "192.0.2.1".parse().ok()), "pass/r pass/r pass/r pass/r reject");
    let other = "pending pass/r pass/r pass/r reject";
    assert_eq!(given(|s| s.overrides.mail_from = Some(Sender::parse("a@other.example"))), other);
    // At another hop, what this receiver recorded tells nothing.
    let deeper = RECEIVED.replace("192.0.2.1", "203.0.113.9").replace("mx.receiver", "relay.shop");
    let mut settings = settings();
    settings.overrides.receiving_hop = Some(1);
    let case = case_with(&message(PASSES, &deeper), &Answers::default(), &settings);
    assert_eq!(results(&case), "- pending pending pending -");
}

#[test]
fn a_recorded_null_sender_serves_its_helo_name() {
    let record = "Authentication-Results: mx.receiver.example; spf=pass smtp.helo=mail.shop.example\n";
    let bounce = message(record, "").replace("<info@shop.example>", "<>");
    let case = offline(&bounce);
    let of = |identity| case.spf.get(identity).map(|found| (found.result, found.recorded.is_some()));
    assert_eq!(of(IdentityKind::MailFrom), Some((SpfResult::Pass, true)));
    assert_eq!(of(IdentityKind::Helo), Some((SpfResult::Pass, true)));
    assert_eq!(of(IdentityKind::HeaderFrom), Some((SpfResult::Pending, false)));
}

#[test]
fn no_record_is_proposed_for_what_is_only_recorded() {
    let message = Message::parse(message(FAILS, "").as_bytes());
    let answers = Answers::default();
    let case = analyse(&message, &answers, &settings(), Profiles::builtin()).expect("no receiver is named");
    let advice = twofrom::remedy::propose(&message, &answers, &settings(), Profiles::builtin(), &case);
    assert!(advice.remedies.iter().all(|remedy| remedy.records.is_empty()), "{:?}", advice.remedies);
}

#[test]
fn a_redacted_message_keeps_what_stands_in() {
    let google = |text: &str| text.replace("mx.receiver.example", "mx.google.com");
    let record = |text: &str| format!("Authentication-Results: mx.receiver.example; {text}\n");
    let spf = "spf=pass smtp.mailfrom=info@shop.example";
    for text in [
        message(PASSES, ""),
        message(FAILS, ""),
        google(&message("", FAILS)),
        // What stands apart of Google's own block does so without what is between as well.
        google(&message("", &format!("X-Mailer: x\n{FAILS}"))),
        message(&record(&format!("{spf} (local policy)")), ""),
        message(&record(&format!("{spf}; dmarc=fail action=oreject header.from=shop.example")), ""),
        message(
            &record("dmarc=fail (policy=quarantine) header.from=shop.example; spf=fail smtp.mailfrom=shop.example"),
            "",
        ),
        message(
            &record("dkim=pass header.d=shop.example header.s=k1; dkim=fail header.d=shop.example header.s=k2"),
            "",
        ),
        message(
            &record("dkim=fail header.d=shop.example header.b=QUJDREVG; dkim=pass header.d=shop.example header.b=eA=="),
            "",
        ),
        message(&record("arc=pass; dmarc=pass (p=REJECT arc=pass) header.from=shop.example"), ""),
        message(
            &record(
                "dmarc=fail policy.published-domain-policy=none header.from=shop.example; dkim=fail header.d=shop.example",
            ),
            "",
        ),
    ] {
        let message = Message::parse(text.as_bytes());
        let redacted = Redactor::default().message(&message);
        let case = |message: &Message| {
            analyse(message, &Answers::default(), &settings(), Profiles::builtin()).expect("no receiver is named")
        };
        let (plain, redacted) = (case(&message), case(&redacted));
        assert_eq!(results(&plain), results(&redacted), "{text}");
        assert_eq!(verdicts(&plain), verdicts(&redacted), "{text}");
    }
}

fn check(message: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.eml");
    fs::write(&path, message).expect("it can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .arg("check")
        .arg(path)
        .arg("--offline")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    (String::from_utf8(output.stdout).expect("the report is UTF-8"), output.status.code())
}

#[test]
fn a_recorded_result_is_shown_as_one_and_decides_the_exit_status() {
    let docomo = ["--receiver", "docomo"];
    let (json, status) = check(&message(PASSES, ""), &[&docomo[..], &["--format", "jsonl"]].concat());
    assert_eq!(status, Some(0));
    let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let because = &value["verdicts"][0]["because"][0];
    for found in [&value["spf"]["mail_from"], &value["spf"]["header_from"], &value["dkim"][0], &value["dmarc"], because]
    {
        let evidence = (&found["evidence"], &found["recorded_by"], &found["dns_result"]);
        assert_eq!(evidence, (&"recorded".into(), &"mx.receiver.example".into(), &"pending".into()), "{found}");
    }
    assert!(!value["unanswered"].as_array().expect("a list").is_empty());
    for (lang, words) in [("en", "recorded by mx.receiver.example"), ("ja", "mx.receiver.example の記録による")] {
        for format in ["text", "markdown"] {
            let (text, _) = check(&message(PASSES, ""), &["--lang", lang, "--format", format]);
            assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{format}: {text}");
        }
    }
    assert_eq!(check(&message(FAILS, ""), &docomo).1, Some(1));
    // The same record, planted: nothing is known.
    assert_eq!(check(&message("", FAILS), &docomo).1, Some(3));
    assert_eq!(check(&message("", PASSES), &docomo).1, Some(3));
}

/// What the receiving server recorded that it did, and which verdicts are held against it.
fn decision(message: &str) -> Option<(&'static str, String, Vec<String>)> {
    let case = offline(message);
    let found = case.recorded_decision.as_ref()?;
    let held = case.verdicts.iter().filter_map(|verdict| {
        let agrees = found.agrees(verdict)?;
        Some(format!("{} {agrees}", verdict.receiver))
    });
    Some((found.done.as_str(), found.words.clone(), held.collect()))
}

#[test]
fn what_the_receiving_server_did_is_told_and_held_against_its_own_verdict() {
    let google = |record: &str| message("", record).replace("mx.receiver.example", "mx.google.com");
    let quarantined = FAILS.replace("p=REJECT", "p=QUARANTINE").replace("dis=NONE", "dis=QUARANTINE");
    let held = vec!["gmail false".to_owned()];
    // By today's rules SPF or DKIM has to pass at all; that day the message was put into junk.
    assert_eq!(decision(&google(&quarantined)), Some(("junk", "dis=QUARANTINE".to_owned(), held)));
    assert_eq!(decision(&google(FAILS)), None);
    // The same words of another server, and where Google does not write.
    assert_eq!(decision(&message(&quarantined, "")), None);
    assert_eq!(decision(&google(&format!("X-Mailer: x\n{quarantined}"))), None);

    let outlook = |fields: &str| message("", fields).replace("mx.receiver.example", "a.mail.protection.outlook.com");
    let level = |level: &str| format!("X-MS-Exchange-Organization-SCL: {level}\n");
    assert_eq!(decision(&outlook(&level("5"))).map(|(done, ..)| done), Some("junk"));
    assert_eq!(decision(&outlook(&level("-1"))).map(|(done, ..)| done), Some("accept"));
    for fields in [level("3"), level("x"), level("1") + &level("5"), "X-Spam-Flag: YES\n".to_owned()] {
        assert_eq!(decision(&outlook(&fields)), None, "{fields}");
    }
    assert_eq!(decision(&message("", &level("5"))), None);
}

fn record() -> impl Strategy<Value = String> {
    let field = prop_oneof![
        Just("Authentication-Results"),
        Just("Received-SPF"),
        Just("ARC-Authentication-Results"),
        Just("Authentication-Results-Original"),
        Just("X-SPF-AUTH"),
        Just("Return-Path"),
        Just("Received"),
    ];
    let word = prop_oneof![
        Just("mx.receiver.example;"),
        Just("mx.receiver.example"),
        Just("spf=pass smtp.mailfrom=info@shop.example;"),
        Just("dkim=pass header.d=shop.example;"),
        Just("dmarc=pass (p=NONE) header.from=shop.example;"),
        Just("pass (x) client-ip=192.0.2.1; envelope-from=info@shop.example; receiver=mx.receiver.example;"),
        Just("from mail.shop.example (mail.shop.example [192.0.2.1]) by mx.receiver.example with ESMTPS;"),
        Just("by mx.receiver.example with LMTP;"),
        Just("fail"),
        Just("(best guess record)"),
    ];
    (field, proptest::collection::vec(word, 1..4)).prop_map(|(name, words)| format!("{name}: {}\n", words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands below the receiving hop lets nothing stand in and changes no verdict.
    #[test]
    fn nothing_below_the_receiving_hop_changes_what_stands_in(below in proptest::collection::vec(record(), 0..4)) {
        for above in [PASSES, FAILS, ""] {
            let (plain, planted) = (offline(&message(above, "")), offline(&message(above, &below.concat())));
            prop_assert_eq!(results(&plain), results(&planted));
            prop_assert_eq!(verdicts(&plain), verdicts(&planted));
        }
    }
}
