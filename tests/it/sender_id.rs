//! Sender ID (RFC 4406): which record is read for a PRA, and what a receiver that reads it makes of a
//! message that others judge by v=spf1.

use twofrom::case::{Case, Step, analyse};
use twofrom::dns::{Answers, Name, Zone};
use twofrom::message::Message;
use twofrom::receiver::{Decision, IdentityKind, Profiles, Reads};
use twofrom::settings::{AsOf, Lang, Settings};
use twofrom::spf::{Evaluation, ProblemKind, Records, Request, SpfResult, check_host};
use twofrom::words::{lane, notes};

fn answers(zone: &str) -> Answers {
    let text = format!(". SOA\n{zone}");
    Answers::from_zone(Zone::parse("a.zone", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}")).0)
}

fn evaluate(answers: &Answers, domain: &str, records: Records) -> Evaluation {
    let request = Request {
        ip: "192.0.2.1".parse().ok(),
        domain: &Name::new(domain),
        records,
        local: "info",
        sender_domain: domain,
        helo: Some("mail.client.example"),
        receiver: "mx.receiver.example",
        now: 0,
    };
    check_host(&request, answers)
}

/// The results for shop.example with these TXT records: by v=spf1, and of the PRA under Sender ID.
fn results(records: &[&str]) -> (SpfResult, SpfResult) {
    let zone: Vec<String> = records.iter().map(|text| format!("shop.example TXT {text}\n")).collect();
    let answers = answers(&format!("{}shop.example A 192.0.2.1\n", zone.concat()));
    let of = |records| evaluate(&answers, "shop.example", records).result;
    (of(Records::Spf), of(Records::SenderIdPra))
}

#[test]
fn the_record_of_the_scope_goes_before_v_spf1() {
    use SpfResult::{Fail, Neutral, None, Pass, PermError};
    const SPF1: &str = r#""v=spf1 -all""#;
    for (records, expected) in [
        (&[SPF1][..], (Fail, Fail)),
        (&[r#""spf2.0/pra +all""#], (None, Pass)),
        (&[SPF1, r#""spf2.0/pra ?all""#], (Fail, Neutral)),
        (&[r#""spf2.0/pra ?all""#, SPF1], (Fail, Neutral)),
        (&[SPF1, r#""spf2.0/mfrom,pra +all""#], (Fail, Pass)),
        // Of other scopes only: v=spf1 it is, or nothing.
        (&[SPF1, r#""spf2.0/mfrom +all""#], (Fail, Fail)),
        (&[r#""spf2.0/mfrom +all""#], (None, None)),
        // One for each scope.
        (&[r#""spf2.0/mfrom -all""#, r#""spf2.0/pra +all""#, SPF1], (Fail, Pass)),
        // What is not selected counts for nothing, how many of it there are.
        (&[SPF1, SPF1, r#""spf2.0/pra +all""#], (PermError, Pass)),
        (&[r#""spf2.0/pra +all""#, r#""spf2.0/pra,mfrom +all""#], (None, PermError)),
        (&[r#""spf2.0/pra -all""#, r#""spf2.0/pra -all""#, SPF1], (Fail, PermError)),
        (&[SPF1, SPF1], (PermError, PermError)),
        (&[r#""hello""#], (None, None)),
    ] {
        assert_eq!(results(records), expected, "{records:?}");
    }
}

#[test]
fn a_scope_is_compared_as_a_whole_and_a_version_must_be_well_formed() {
    use SpfResult::{Fail, Pass};
    for (record, is_read) in [
        ("spf2.0/pra +all", true),
        ("spf2.0/mfrom,pra,fubar +all", true),
        ("spf2.0/mfrom,prattle,fubar +all", false),
        ("spf2.0/spra +all", false),
        ("spf2.0/pra-x +all", false),
        ("SPF2.0/PRA +ALL", true),
        // The minor version may be another one, but must be a number.
        ("spf2.7/pra +all", true),
        ("spf2.10/pra +all", true),
        ("spf2./pra +all", false),
        ("spf2.x/pra +all", false),
        ("spf2/pra +all", false),
        ("spf3.0/pra +all", false),
        ("spf2.0 +all", false),
        ("spf2.0/ +all", false),
        ("spf2.0/pra, +all", false),
        ("spf2.0/,pra +all", false),
        ("spf2.0/9,pra +all", false),
        (" spf2.0/pra +all", false),
        ("spf2.0/pra\\009+all", false),
    ] {
        let expected = if is_read { Pass } else { Fail };
        assert_eq!(results(&[&format!("\"{record}\""), r#""v=spf1 -all""#]).1, expected, "{record}");
    }
    // Nothing after the version says nothing.
    assert_eq!(results(&[r#""spf2.0/pra""#]).1, SpfResult::Neutral);
    // Strings are joined before anything is compared.
    assert_eq!(results(&[r#""spf2.0/" "pra ?all""#, r#""v=spf1 -all""#]).1, SpfResult::Neutral);
}

#[test]
fn a_domain_that_does_not_exist_is_fail() {
    let zone = answers("txtless.example A 192.0.2.1\ninclude.example TXT \"spf2.0/pra include:nx.example -all\"\n");
    for (domain, by_spf1, by_sender_id) in [
        ("nx.example", SpfResult::None, SpfResult::Fail),
        ("txtless.example", SpfResult::None, SpfResult::None),
        ("include.example", SpfResult::None, SpfResult::PermError),
        ("nodots", SpfResult::None, SpfResult::None),
    ] {
        assert_eq!(evaluate(&zone, domain, Records::Spf).result, by_spf1, "{domain}");
        assert_eq!(evaluate(&zone, domain, Records::SenderIdPra).result, by_sender_id, "{domain}");
    }
    let broken = answers(";@ rcode SERVFAIL broken.example\n");
    assert_eq!(evaluate(&broken, "broken.example", Records::SenderIdPra).result, SpfResult::TempError);
    assert_eq!(evaluate(&Answers::default(), "a.example", Records::SenderIdPra).result, SpfResult::Pending);
}

#[test]
fn includes_and_redirects_read_the_same_scope_and_the_rest_is_as_ever() {
    let zone = answers(
        "shop.example TXT \"spf2.0/pra include:mailer.example -all\"\n\
         mailer.example TXT \"spf2.0/mfrom,pra ip4:192.0.2.0/24 -all\"\nmailer.example TXT \"v=spf1 -all\"\n\
         to.example TXT \"spf2.0/pra redirect=mailer.example\"\n\
         macro.example TXT \"spf2.0/pra exists:%{l}.%{d} -all\"\ninfo.macro.example A 127.0.0.2\n\
         typo.example TXT \"spf2.0/pra ipv4:192.0.2.1 -all\"\n",
    );
    let of = |domain| evaluate(&zone, domain, Records::SenderIdPra);
    let shop = of("shop.example");
    assert_eq!((shop.result, shop.lookups, shop.matched.len()), (SpfResult::Pass, Some(1), 2));
    assert_eq!(of("to.example").result, SpfResult::Pass);
    assert_eq!(of("macro.example").result, SpfResult::Pass);
    let typo = of("typo.example");
    let problem = typo.problem.expect("a problem");
    assert_eq!((typo.result, problem.kind), (SpfResult::PermError, ProblemKind::Syntax));
    let record = typo.root.record.expect("a record");
    assert_eq!(&record[problem.span.expect("a place")], "ipv4:192.0.2.1");
}

const MESSAGE: &str = "Return-Path: <bounce@mailer.example>\n\
    Received: from out.mailer.example (out.mailer.example [192.0.2.1]) by mx.receiver.example; Tue, 9 Mar 2010 12:00:00 +0900\n\
    From: info@shop.example\nSubject: hello\n\nhello\n";

const ZONE: &str = "mailer.example TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n\
    shop.example TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\nshop.example TXT \"spf2.0/pra include:mailer.example -all\"\n";

fn case(message: &str, zone: &str, on: &str, receivers: Option<&str>) -> Case {
    let mut settings = Settings::new(1_795_500_000);
    settings.as_of = AsOf::Day(on.parse().expect("a day"));
    settings.receivers = receivers.map(|ids| ids.split(',').map(str::to_owned).collect());
    let message = Message::parse(message.as_bytes());
    analyse(&message, &answers(zone), &settings, Profiles::builtin()).expect("the receivers exist")
}

#[test]
fn hotmail_and_au_part_at_the_record_that_they_read() {
    let case = case(MESSAGE, ZONE, "2011-03-09", Some("hotmail,au/high"));
    let decisions: Vec<Decision> = case.verdicts.iter().map(|v| v.decision).collect();
    assert_eq!(decisions, [Decision::Accept, Decision::Reject]);
    assert_eq!(case.parting.expect("they part").step, Step::Record);
    let because = &case.verdicts[0].because[0];
    assert_eq!((because.identity, because.reads), (Some(IdentityKind::Pra), Reads::SenderId));
    let hotmail = case.lane(0).expect("a lane");
    assert_eq!(hotmail.record, Some("spf2.0/pra include:mailer.example -all"));
    assert_eq!(case.lane(1).expect("a lane").record, Some("v=spf1 ip4:198.51.100.0/24 -all"));
    let rows: Vec<(String, String)> =
        lane::rows(&case, &hotmail, Lang::En).into_iter().map(|row| (row.label, row.text)).collect();
    assert!(rows.contains(&("looks at".to_owned(), "PRA, which is From".to_owned())), "{rows:?}");
    assert!(rows.contains(&("Sender ID".to_owned(), "pass".to_owned())), "{rows:?}");
    // The identities' own evaluations are what they are anywhere else.
    assert_eq!(case.spf.pra.as_ref().map(|e| e.result), Some(SpfResult::Fail));
}

#[test]
fn sender_id_is_evaluated_only_where_a_receiver_that_judges_reads_it() {
    assert!(case(MESSAGE, ZONE, "2011-03-09", None).spf.sender_id.is_some());
    assert!(case(MESSAGE, ZONE, "2011-03-09", Some("gmail,au/high")).spf.sender_id.is_none());
    assert!(case(MESSAGE, ZONE, "2026-03-09", None).spf.sender_id.is_none());
    assert!(case(MESSAGE, ZONE, "2026-03-09", Some("hotmail")).spf.sender_id.is_none());
}

#[test]
fn its_questions_are_needed_like_all_others() {
    let zone = "shop.example TXT \"v=spf1 -all\"\nshop.example TXT \"spf2.0/pra include:elsewhere.test -all\"\n\
                test. NS ns.test.\n";
    let case = case(MESSAGE, zone, "2011-03-09", Some("hotmail"));
    let needed: Vec<String> = case.unanswered.needed.iter().map(|q| q.name.to_string()).collect();
    assert!(needed.contains(&"elsewhere.test".to_owned()), "{needed:?}");
    assert_eq!(case.verdicts[0].decision, Decision::Unknown);
}

#[test]
fn a_message_without_a_pra_leaves_hotmail_open() {
    let two = MESSAGE.replace("From: info@shop.example\n", "From: a@shop.example\nFrom: b@shop.example\n");
    let case = case(&two, ZONE, "2011-03-09", Some("hotmail"));
    assert_eq!(case.verdicts[0].decision, Decision::Unknown);
    assert!(case.spf.sender_id.is_none());
}

#[test]
fn a_missing_pra_domain_is_shown_as_what_it_is() {
    let message = MESSAGE.replace("info@shop.example", "info@nowhere.example");
    let case = case(&message, ZONE, "2011-03-09", Some("hotmail"));
    assert_eq!(case.verdicts[0].decision, Decision::Reject);
    let rows = lane::rows(&case, &case.lane(0).expect("a lane"), Lang::En);
    assert!(rows.iter().any(|row| row.text.contains("NXDOMAIN")), "{rows:?}");
}

#[test]
fn nobody_knows_whether_au_and_docomo_honour_spf2_records() {
    let texts = |case: &Case, lang| {
        notes::of_case(case, Profiles::builtin(), lang).into_iter().map(|n| (n.code, n.text)).collect::<Vec<_>>()
    };
    let all = case(MESSAGE, ZONE, "2026-03-09", None);
    assert_eq!(all.spf2_records()[0].receivers, ["docomo/reject-all", "au/high"]);
    let found = texts(&all, Lang::En);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "spf2-records");
    assert!(found[0].1.starts_with("shop.example publishes an spf2.0 record"), "{found:?}");
    let japanese = texts(&all, Lang::Ja);
    assert!(japanese[0].1.contains("ドコモ「全て拒否する」、au なりすまし規制「高」"), "{japanese:?}");
    // Nothing to say where nobody who might read them judges, or where there are none.
    assert_eq!(texts(&case(MESSAGE, ZONE, "2026-03-09", Some("gmail,au/mid,docomo")), Lang::En), []);
    let without = ZONE.lines().filter(|line| !line.contains("spf2.0")).collect::<Vec<_>>().join("\n");
    assert_eq!(texts(&case(MESSAGE, &without, "2026-03-09", None), Lang::En), []);
    // Sender and From of two domains: each with its own.
    let listed = MESSAGE.replace("From: info", "Sender: list@mailer.example\nFrom: info");
    let zone = format!("{ZONE}mailer.example TXT \"spf2.0/mfrom ?all\"\n");
    let domains: Vec<String> = case(&listed, &zone, "2026-03-09", None)
        .spf2_records()
        .iter()
        .map(|found| format!("{} {}", found.domain, found.receivers.join(" ")))
        .collect();
    assert_eq!(domains, ["shop.example docomo/reject-all", "mailer.example au/high"]);
}
