//! DMARC over made-up zones.

mod older;

use super::{DkimIdentifier, Dmarc, DmarcRequest, DmarcResult, Identified, Policy, PolicyTag, evaluate};
use crate::dns::{Alias, Answer, Answers, Name, Origin, Outcome, Question, RData, Rcode, Record, RecordType};
use crate::spf::SpfResult;

const ORIGIN: Origin = Origin::WhatIf;

fn txt(text: &str) -> Outcome {
    Outcome::Records(vec![Record { data: RData::Txt(vec![text.into()]), ttl: 0, origin: ORIGIN }])
}

fn put(answers: &mut Answers, name: &str, outcome: Outcome) {
    let answer = Answer { outcome, aliases: Vec::new(), origin: ORIGIN };
    answers.insert(Question::new(Name::new(name), RecordType::Txt), answer);
}

/// Answers in which these domains have these DMARC records; `None`: no record.
fn zone(records: &[(&str, Option<&str>)]) -> Answers {
    let mut answers = Answers::default();
    for (domain, record) in records {
        put(&mut answers, &format!("_dmarc.{domain}"), record.map_or(Outcome::NxDomain, txt));
    }
    answers
}

struct Case<'a> {
    from: &'a [&'a str],
    spf: Option<(&'a str, SpfResult)>,
    dkim: &'a [(&'a str, Identified)],
}

impl Case<'_> {
    fn request<T>(&self, evaluate: impl FnOnce(&DmarcRequest<'_>) -> T) -> T {
        let author_domains: Vec<Name> = self.from.iter().map(|n| Name::new(n)).collect();
        let signed: Vec<(Name, Identified)> = self.dkim.iter().map(|(n, state)| (Name::new(n), *state)).collect();
        let dkim: Vec<_> = signed.iter().map(|(domain, state)| DkimIdentifier { domain, state: *state }).collect();
        let spf = self.spf.map(|(name, result)| (Name::new(name), result));
        evaluate(&DmarcRequest {
            author_domains: &author_domains,
            spf: spf.as_ref().map(|(name, result)| (name, *result)),
            dkim: &dkim,
        })
    }

    fn run(&self, answers: &Answers) -> Dmarc {
        self.request(|request| evaluate(request, answers))
    }
}

/// A message without signatures.
fn run(from: &str, spf: (&str, SpfResult), answers: &Answers) -> Dmarc {
    Case { from: &[from], spf: Some(spf), dkim: &[] }.run(answers)
}

fn needed(dmarc: &Dmarc) -> Vec<String> {
    dmarc.unanswered.needed.iter().map(|q| q.name.to_string()).collect()
}

fn ahead(dmarc: &Dmarc) -> Vec<String> {
    dmarc.unanswered.ahead.iter().map(|q| q.name.to_string()).collect()
}

fn policy(dmarc: &Dmarc) -> Option<(&str, Policy, PolicyTag)> {
    Some((dmarc.record_at.as_ref()?.as_str(), dmarc.policy?, dmarc.policy_tag?))
}

#[test]
fn no_record_means_no_policy() {
    let answers = zone(&[("shop.example", None), ("example", None)]);
    let dmarc = run("shop.example", ("amazonses.com", SpfResult::Pass), &answers);
    assert_eq!(dmarc.result, DmarcResult::None);
    assert_eq!(dmarc.organizational_domain(), Some(&Name::new("shop.example")));
    assert_eq!((dmarc.record_at.clone(), dmarc.policy, dmarc.spf_aligned), (None, None, None));
    assert_eq!(dmarc.walk.unwrap().asked.len(), 2);
    assert!(dmarc.unanswered.needed.is_empty() && dmarc.unanswered.ahead.is_empty());
}

#[test]
fn policy_comes_from_the_author_domain_then_its_organization_then_its_suffix() {
    let spf = ("elsewhere.test", SpfResult::Pass);
    let from = "a.mail.shop.example";
    let own = zone(&[
        (from, Some("v=DMARC1; p=quarantine; sp=none")),
        ("mail.shop.example", Some("v=DMARC1; p=none")),
        ("shop.example", Some("v=DMARC1; p=reject")),
        ("example", None),
    ]);
    let dmarc = run(from, spf, &own);
    assert_eq!(policy(&dmarc), Some((from, Policy::Quarantine, PolicyTag::P)));
    assert_eq!(dmarc.organizational_domain(), Some(&Name::new("shop.example")));
    assert_eq!((dmarc.result, dmarc.spf_aligned), (DmarcResult::Fail, Some(false)));

    let organization = zone(&[
        (from, None),
        ("mail.shop.example", Some("v=DMARC1; p=none")),
        ("shop.example", Some("v=DMARC1; p=reject; sp=quarantine")),
        ("example", None),
    ]);
    assert_eq!(policy(&run(from, spf, &organization)), Some(("shop.example", Policy::Quarantine, PolicyTag::Sp)));

    let suffix = zone(&[
        (from, None),
        ("mail.shop.example", None),
        ("shop.example", None),
        ("example", Some("v=DMARC1; p=reject; psd=y")),
    ]);
    let dmarc = run(from, spf, &suffix);
    assert_eq!(policy(&dmarc), Some(("example", Policy::Reject, PolicyTag::P)));
    assert_eq!(dmarc.organizational_domain(), Some(&Name::new("shop.example")));
}

#[test]
fn psd_tags_end_the_walk() {
    let spf = ("elsewhere.test", SpfResult::Pass);
    // What stands above is not asked for: it is not in the zone, and nothing is pending.
    let dmarc = run(
        "a.dept.shop.example",
        spf,
        &zone(&[("a.dept.shop.example", None), ("dept.shop.example", Some("v=DMARC1; p=reject; psd=n"))]),
    );
    assert_eq!(dmarc.organizational_domain(), Some(&Name::new("dept.shop.example")));
    assert_eq!(policy(&dmarc), Some(("dept.shop.example", Policy::Reject, PolicyTag::P)));
    // A public suffix that sends mail itself is its own organizational domain.
    let dmarc = run("gov.example", spf, &zone(&[("gov.example", Some("v=DMARC1; p=reject; psd=y"))]));
    assert_eq!(dmarc.organizational_domain(), Some(&Name::new("gov.example")));
    assert_eq!(policy(&dmarc), Some(("gov.example", Policy::Reject, PolicyTag::P)));
    // An organization's own record goes before its suffix's.
    let dmarc = run(
        "a.shop.example",
        spf,
        &zone(&[
            ("a.shop.example", None),
            ("shop.example", Some("v=DMARC1; p=none")),
            ("example", Some("v=DMARC1; p=reject; psd=y")),
        ]),
    );
    assert_eq!(policy(&dmarc), Some(("shop.example", Policy::None, PolicyTag::P)));
}

#[test]
fn other_text_and_several_records_are_discarded() {
    let spf = ("elsewhere.test", SpfResult::Pass);
    let mut answers = zone(&[("example", None)]);
    let record = |text: &str| Record { data: RData::Txt(vec![text.into()]), ttl: 0, origin: ORIGIN };
    put(&mut answers, "_dmarc.a.shop.example", Outcome::Records(vec![record("v=DMARC1; p=none"); 2]));
    put(
        &mut answers,
        "_dmarc.shop.example",
        Outcome::Records(vec![record("google-site-verification=x"), record("v=DMARC1; p=reject"), record("v=dmarc1")]),
    );
    assert_eq!(
        policy(&run("a.shop.example", spf, &answers)),
        Some(("shop.example", Policy::Reject, PolicyTag::P)),
        "several records at the author domain are as none"
    );
}

#[test]
fn np_applies_to_a_domain_that_does_not_exist() {
    let spf = ("elsewhere.test", SpfResult::Pass);
    let mut answers = zone(&[
        ("ghost.shop.example", None),
        ("shop.example", Some("v=DMARC1; p=none; sp=quarantine; np=reject")),
        ("example", None),
    ]);
    let dmarc = run("ghost.shop.example", spf, &answers);
    assert_eq!(
        (dmarc.result, dmarc.policy, needed(&dmarc)),
        (DmarcResult::Pending, None, vec!["ghost.shop.example".to_owned()])
    );
    assert_eq!(dmarc.record_at, Some(Name::new("shop.example")));

    put(&mut answers, "ghost.shop.example", Outcome::NxDomain);
    let dmarc = run("ghost.shop.example", spf, &answers);
    assert_eq!(policy(&dmarc), Some(("shop.example", Policy::Reject, PolicyTag::Np)));
    put(&mut answers, "ghost.shop.example", Outcome::NoData);
    let dmarc = run("ghost.shop.example", spf, &answers);
    assert_eq!(policy(&dmarc), Some(("shop.example", Policy::Quarantine, PolicyTag::Sp)));
    put(&mut answers, "ghost.shop.example", Outcome::Timeout);
    assert_eq!(run("ghost.shop.example", spf, &answers).result, DmarcResult::TempError);
    // An alias exists, even if what it leads to does not.
    let alias = Answer {
        outcome: Outcome::NxDomain,
        aliases: vec![Alias { target: Name::new("gone.test"), ttl: 0 }],
        origin: ORIGIN,
    };
    answers.insert(Question::new(Name::new("ghost.shop.example"), RecordType::Txt), alias);
    assert_eq!(run("ghost.shop.example", spf, &answers).policy_tag, Some(PolicyTag::Sp));
}

#[test]
fn an_invalid_policy_without_a_reporting_address_ends_dmarc() {
    let answers = zone(&[
        ("a.shop.example", Some("v=DMARC1; p=rejct")),
        ("shop.example", Some("v=DMARC1; p=reject")),
        ("example", None),
    ]);
    let dmarc = run("a.shop.example", ("elsewhere.test", SpfResult::Pass), &answers);
    assert_eq!((dmarc.result, dmarc.record_at, dmarc.policy), (DmarcResult::None, None, None));
    assert!(dmarc.record.is_some(), "it is shown all the same");
}

#[test]
fn spf_alignment() {
    let relaxed = zone(&[
        ("shop.example", Some("v=DMARC1; p=reject")),
        ("mail.shop.example", None),
        ("own.shop.example", Some("v=DMARC1; p=none; psd=n")),
        ("bounce.own.shop.example", None),
        ("example", None),
    ]);
    let strict =
        zone(&[("shop.example", Some("v=DMARC1; p=reject; aspf=s")), ("mail.shop.example", None), ("example", None)]);
    for (answers, from, spf, aligned, walked) in [
        (&relaxed, "shop.example", "shop.example", true, false),
        (&relaxed, "shop.example", "mail.shop.example", true, true),
        (&relaxed, "mail.shop.example", "shop.example", true, false),
        (&relaxed, "shop.example", "amazonses.com", false, false),
        (&relaxed, "shop.example", "other.example", false, false),
        (&relaxed, "shop.example", "notshop.example", false, false),
        (&relaxed, "shop.example", "bounce.own.shop.example", false, true),
        (&strict, "shop.example", "shop.example", true, false),
        (&strict, "shop.example", "mail.shop.example", false, false),
    ] {
        let dmarc = run(from, (spf, SpfResult::Pass), answers);
        assert_eq!(dmarc.spf_aligned, Some(aligned), "{from} {spf}");
        assert_eq!(dmarc.spf_walk.is_some(), walked, "{from} {spf}");
        assert_eq!(dmarc.result, if aligned { DmarcResult::Pass } else { DmarcResult::Fail }, "{from} {spf}");
        // Alignment is the domains', whatever the result.
        let dmarc = run(from, (spf, SpfResult::Fail), answers);
        assert_eq!((dmarc.spf_aligned, dmarc.result), (Some(aligned), DmarcResult::Fail), "{from} {spf}");
        let dmarc = run(from, (spf, SpfResult::Pending), answers);
        assert_eq!(dmarc.result, if aligned { DmarcResult::Pending } else { DmarcResult::Fail }, "{from} {spf}");
    }
}

#[test]
fn one_aligned_signature_that_passed_is_enough() {
    let relaxed = zone(&[
        ("a.shop.example", Some("v=DMARC1; p=reject")),
        ("shop.example", Some("v=DMARC1; p=none")),
        ("b.shop.example", None),
        ("own.shop.example", Some("v=DMARC1; p=none; psd=n")),
        ("news.own.shop.example", None),
        ("example", None),
    ]);
    let strict =
        zone(&[("a.shop.example", Some("v=DMARC1; p=reject; adkim=s")), ("shop.example", None), ("example", None)]);
    for (answers, d, aligned, walked) in [
        (&relaxed, "a.shop.example", true, false),
        (&relaxed, "shop.example", true, false),
        (&relaxed, "b.shop.example", true, true),
        (&relaxed, "news.own.shop.example", false, true),
        (&relaxed, "amazonses.com", false, false),
        (&relaxed, "example", false, false),
        (&relaxed, "notshop.example", false, false),
        (&strict, "a.shop.example", true, false),
        (&strict, "shop.example", false, false),
    ] {
        for (state, if_aligned) in [
            (Identified::Passed, DmarcResult::Pass),
            (Identified::Failed, DmarcResult::Fail),
            (Identified::Pending, DmarcResult::Pending),
            (Identified::Open, DmarcResult::Open),
        ] {
            let dkim = [("other.test", Identified::Passed), (d, state)];
            let spf = |domain| Some((domain, SpfResult::Pass));
            let dmarc = Case { from: &["a.shop.example"], spf: spf("amazonses.com"), dkim: &dkim }.run(answers);
            assert_eq!(dmarc.result, if aligned { if_aligned } else { DmarcResult::Fail }, "{d} {state:?}");
            // Alignment is the domains', whatever became of the signatures.
            assert_eq!(dmarc.dkim_aligned, Some(aligned), "{d} {state:?}");
            assert_eq!(dmarc.signers[1].walk.is_some(), walked, "{d} {state:?}");
            assert_eq!(dmarc.aligned_signer().map(|s| s.domain.as_str()), aligned.then_some(d));
            // An aligned pass decides, whatever the signatures.
            let dmarc = Case { from: &["a.shop.example"], spf: spf("a.shop.example"), dkim: &dkim }.run(answers);
            assert_eq!(dmarc.result, DmarcResult::Pass);
        }
    }
}

#[test]
fn of_a_domain_that_signed_twice_the_better_signature_counts() {
    let answers = zone(&[("shop.example", Some("v=DMARC1; p=reject")), ("example", None)]);
    let spf = Some(("amazonses.com", SpfResult::Pass));
    let dkim = [("shop.example", Identified::Failed), ("shop.example", Identified::Passed)];
    let dmarc = Case { from: &["shop.example"], spf, dkim: &dkim }.run(&answers);
    assert_eq!((dmarc.result, dmarc.signers.len()), (DmarcResult::Pass, 1));
    // Of several that are aligned, the one that passed is named.
    let dkim = [("shop.example", Identified::Failed), ("mail.shop.example", Identified::Passed)];
    let mut answers = answers;
    put(&mut answers, "_dmarc.mail.shop.example", Outcome::NoData);
    let dmarc = Case { from: &["shop.example"], spf, dkim: &dkim }.run(&answers);
    assert_eq!(dmarc.aligned_signer().map(|s| s.domain.as_str()), Some("mail.shop.example"));
    // Without signatures there is nothing to align.
    let dmarc = Case { from: &["shop.example"], spf, dkim: &[] }.run(&answers);
    assert_eq!((dmarc.dkim_aligned, dmarc.aligned_signer()), (Some(false), None));
}

#[test]
fn the_walks_of_signers_are_asked_for_with_the_others() {
    let dkim = [("mail.shop.example", Identified::Pending), ("amazonses.com", Identified::Pending)];
    let spf = Some(("bounce.shop.example", SpfResult::Pass));
    let case = Case { from: &["shop.example"], spf, dkim: &dkim };
    let mut answers = Answers::default();
    assert_eq!(
        ahead(&case.run(&answers)),
        ["_dmarc.example", "_dmarc.bounce.shop.example", "_dmarc.mail.shop.example"]
    );
    put(&mut answers, "_dmarc.shop.example", txt("v=DMARC1; p=reject"));
    put(&mut answers, "_dmarc.example", Outcome::NxDomain);
    // Neither walk waits for the other.
    let dmarc = case.run(&answers);
    assert_eq!(needed(&dmarc), ["_dmarc.bounce.shop.example", "_dmarc.mail.shop.example"]);
    put(&mut answers, "_dmarc.mail.shop.example", Outcome::Timeout);
    put(&mut answers, "_dmarc.bounce.shop.example", Outcome::NxDomain);
    assert_eq!(case.run(&answers).result, DmarcResult::Pass);
    let case = Case { from: &["shop.example"], spf: Some(("amazonses.com", SpfResult::Pass)), dkim: &dkim };
    let dmarc = case.run(&answers);
    assert_eq!((dmarc.result, dmarc.dkim_aligned), (DmarcResult::TempError, None));
    let dkim = [("mail.shop.example", Identified::Failed)];
    let case = Case { from: &["shop.example"], spf: Some(("amazonses.com", SpfResult::Pass)), dkim: &dkim };
    assert_eq!(case.run(&answers).result, DmarcResult::Fail);
}

#[test]
fn questions_are_needed_one_at_a_time_and_the_rest_is_ahead() {
    let spf = ("bounce.shop.example", SpfResult::Pass);
    let mut answers = Answers::default();
    let dmarc = run("mail.shop.example", spf, &answers);
    assert_eq!(dmarc.result, DmarcResult::Pending);
    assert_eq!(needed(&dmarc), ["_dmarc.mail.shop.example"]);
    assert_eq!(ahead(&dmarc), ["_dmarc.shop.example", "_dmarc.example", "_dmarc.bounce.shop.example"]);
    let walk = dmarc.walk.unwrap();
    assert_eq!((walk.asked.len(), walk.organizational_domain), (1, None));

    put(&mut answers, "_dmarc.mail.shop.example", txt("v=DMARC1; p=reject"));
    let dmarc = run("mail.shop.example", spf, &answers);
    assert_eq!((dmarc.result, needed(&dmarc)), (DmarcResult::Pending, vec!["_dmarc.shop.example".to_owned()]));
    assert_eq!(policy(&dmarc), Some(("mail.shop.example", Policy::Reject, PolicyTag::P)));

    put(&mut answers, "_dmarc.shop.example", txt("v=DMARC1; p=none"));
    put(&mut answers, "_dmarc.example", Outcome::NxDomain);
    let dmarc = run("mail.shop.example", spf, &answers);
    assert_eq!((dmarc.result, needed(&dmarc)), (DmarcResult::Pending, vec!["_dmarc.bounce.shop.example".to_owned()]));
    assert!(ahead(&dmarc).is_empty());

    put(&mut answers, "_dmarc.bounce.shop.example", Outcome::NxDomain);
    let dmarc = run("mail.shop.example", spf, &answers);
    assert_eq!((dmarc.result, dmarc.spf_aligned), (DmarcResult::Pass, Some(true)));
    assert!(needed(&dmarc).is_empty());
    assert_eq!(dmarc.spf_walk.unwrap().asked.len(), 3);
}

#[test]
fn what_can_never_be_aligned_is_never_asked_about() {
    let dmarc = run("shop.example", ("amazonses.com", SpfResult::Pass), &Answers::default());
    assert_eq!(ahead(&dmarc), ["_dmarc.example"]);
    let dmarc = run("shop.example", ("shop.example", SpfResult::Pass), &Answers::default());
    assert_eq!(ahead(&dmarc), ["_dmarc.example"]);
}

#[test]
fn a_result_that_no_answer_can_change_is_given_while_the_walk_goes_on() {
    let answers = zone(&[("shop.example", Some("v=DMARC1; p=reject"))]);
    let dmarc = run("shop.example", ("shop.example", SpfResult::Pass), &answers);
    assert_eq!((dmarc.result, needed(&dmarc)), (DmarcResult::Pass, vec!["_dmarc.example".to_owned()]));
    let dmarc = run("shop.example", ("amazonses.com", SpfResult::Pass), &answers);
    assert_eq!((dmarc.result, dmarc.spf_aligned), (DmarcResult::Fail, Some(false)));
    let dmarc = run("shop.example", ("mail.example", SpfResult::Fail), &answers);
    assert_eq!((dmarc.result, dmarc.spf_aligned), (DmarcResult::Fail, None));
}

#[test]
fn a_dns_error_ends_the_walk_and_no_parent_steps_in() {
    let spf = ("shop.example", SpfResult::Pass);
    for outcome in [Outcome::Timeout, Outcome::Failed(Rcode::SERVFAIL), Outcome::CnameLoop] {
        let mut answers = zone(&[("shop.example", Some("v=DMARC1; p=reject")), ("example", None)]);
        put(&mut answers, "_dmarc.a.shop.example", outcome);
        let dmarc = run("a.shop.example", spf, &answers);
        assert_eq!((dmarc.result, dmarc.policy), (DmarcResult::TempError, None));
        assert_eq!(dmarc.organizational_domain(), None);
        assert_eq!(dmarc.walk.unwrap().asked.len(), 1);
        assert!(dmarc.unanswered.needed.is_empty() && dmarc.unanswered.ahead.is_empty());
    }
    // The author domain's own record is found before the error, and equal domains need no walk.
    let mut answers = zone(&[("shop.example", Some("v=DMARC1; p=reject"))]);
    put(&mut answers, "_dmarc.example", Outcome::Timeout);
    assert_eq!(run("shop.example", spf, &answers).result, DmarcResult::Pass);
    assert_eq!(run("shop.example", ("mail.shop.example", SpfResult::Pass), &answers).result, DmarcResult::TempError);
}

#[test]
fn a_check_that_ended_in_a_temporary_error_is_no_failure() {
    let answers = zone(&[("shop.example", Some("v=DMARC1; p=reject")), ("example", None)]);
    let nobody = ("elsewhere.test", SpfResult::Fail);
    for (spf, dkim, expected) in [
        (nobody, ("shop.example", Identified::Unsettled), DmarcResult::TempError),
        (("shop.example", SpfResult::TempError), ("shop.example", Identified::Failed), DmarcResult::TempError),
        // What is not aligned could never have passed.
        (nobody, ("elsewhere.test", Identified::Unsettled), DmarcResult::Fail),
        (("elsewhere.test", SpfResult::TempError), ("shop.example", Identified::Failed), DmarcResult::Fail),
        // Something else passes, or may still do.
        (("shop.example", SpfResult::Pass), ("shop.example", Identified::Unsettled), DmarcResult::Pass),
        (("shop.example", SpfResult::TempError), ("shop.example", Identified::Passed), DmarcResult::Pass),
        (("shop.example", SpfResult::TempError), ("shop.example", Identified::Pending), DmarcResult::Pending),
    ] {
        let case = Case { from: &["shop.example"], spf: Some(spf), dkim: &[dkim] };
        assert_eq!(case.run(&answers).result, expected, "{spf:?} {dkim:?}");
        assert_eq!(case.request(|request| super::rfc7489::evaluate(request, &answers)).result, expected);
    }
}

#[test]
fn an_unknown_spf_identifier_leaves_the_result_pending() {
    let answers = zone(&[("shop.example", Some("v=DMARC1; p=reject")), ("example", None)]);
    let dmarc = Case { from: &["shop.example"], spf: None, dkim: &[] }.run(&answers);
    assert_eq!((dmarc.result, dmarc.spf_aligned, dmarc.policy), (DmarcResult::Pending, None, Some(Policy::Reject)));
}

#[test]
fn a_from_field_without_a_single_domain_is_permerror() {
    let answers = zone(&[("shop.example", Some("v=DMARC1; p=reject")), ("other.example", None), ("example", None)]);
    let case = |from| Case { from, spf: Some(("shop.example", SpfResult::Pass)), dkim: &[] }.run(&answers);
    assert_eq!(case(&[]).result, DmarcResult::PermError);
    let several = case(&["shop.example", "other.example"]);
    assert_eq!((several.result, several.domain), (DmarcResult::PermError, None));
    assert_eq!(several.each.iter().map(|d| d.result).collect::<Vec<_>>(), [DmarcResult::Pass, DmarcResult::None]);
    assert_eq!(case(&["shop.example", "shop.example"]).result, DmarcResult::Pass);
}

#[test]
fn long_names_ask_eight_questions() {
    let from = "a.b.c.d.e.f.g.h.i.j.mail.shop.example";
    let mut answers = Answers::default();
    for _ in 0..8 {
        let dmarc = run(from, ("elsewhere.test", SpfResult::Pass), &answers);
        assert_eq!(dmarc.result, DmarcResult::Pending);
        put(&mut answers, &needed(&dmarc)[0], Outcome::NxDomain);
    }
    let dmarc = run(from, ("elsewhere.test", SpfResult::Pass), &answers);
    assert_eq!((dmarc.result, dmarc.walk.map(|w| w.asked.len())), (DmarcResult::None, Some(8)));
}
