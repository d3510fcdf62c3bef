//! DMARC by RFC 7489, and where it comes to something else than RFC 9989.

use super::{Case, needed, put, zone};
use crate::dmarc::{DmarcResult, Identified, Policy, Rfc7489, rfc7489};
use crate::dns::{Answers, Name, Outcome, RData, Record};
use crate::spf::SpfResult;

const PASS: SpfResult = SpfResult::Pass;

fn older(case: &Case<'_>, answers: &Answers) -> Rfc7489 {
    case.request(|request| rfc7489::evaluate(request, answers))
}

fn from<'a>(from: &'a [&'a str], spf: &'a str) -> Case<'a> {
    Case { from, spf: Some((spf, PASS)), dkim: &[] }
}

#[test]
fn the_organizational_domain_is_by_the_public_suffix_list() {
    for (name, expected) in [
        ("news.shop.co.jp", "shop.co.jp"),
        ("a.b.shop.example.com", "example.com"),
        ("a.shop.xn--55qx5d.cn", "shop.xn--55qx5d.cn"),
        ("a.b.city.kawasaki.jp", "city.kawasaki.jp"),
        ("www.someone.github.io", "someone.github.io"),
        // A top-level domain that the list does not have is a suffix of one label.
        ("a.mail.shop.example", "shop.example"),
        ("mail.internal", "mail.internal"),
        // A public suffix is its own.
        ("co.jp", "co.jp"),
        ("jp", "jp"),
        ("example", "example"),
    ] {
        assert_eq!(rfc7489::organizational_domain(&Name::new(name)).as_str(), expected, "{name}");
    }
}

#[test]
fn the_record_is_at_the_from_domain_or_at_the_organizational_one() {
    let zone = zone(&[
        ("a.news.shop.co.jp", None),
        ("news.shop.co.jp", Some("v=DMARC1; p=none")),
        ("shop.co.jp", Some("v=DMARC1; p=reject; sp=quarantine; np=reject")),
    ]);
    let case = from(&["a.news.shop.co.jp"], "bounce.shop.co.jp");
    let dmarc = older(&case, &zone);
    assert_eq!(dmarc.organizational_domain, Some(Name::new("shop.co.jp")));
    assert_eq!(dmarc.record_at, Some(Name::new("shop.co.jp")));
    // What stands between is not asked about, and np is not known yet.
    assert_eq!((dmarc.asked.len(), dmarc.policy), (2, Some(Policy::Quarantine)));
    assert_eq!((dmarc.result, dmarc.spf_aligned), (DmarcResult::Pass, Some(true)));
    let dmarc = older(&from(&["news.shop.co.jp"], "shop.co.jp"), &zone);
    assert_eq!((dmarc.record_at, dmarc.policy), (Some(Name::new("news.shop.co.jp")), Some(Policy::None)));
    let dmarc = older(&from(&["shop.co.jp"], "other.co.jp"), &zone);
    assert_eq!((dmarc.policy, dmarc.result), (Some(Policy::Reject), DmarcResult::Fail));
}

#[test]
fn what_a_record_says() {
    for (text, subdomain, expected) in [
        ("v=DMARC1; p=reject; pct=20", false, Some((Policy::Reject, 20))),
        ("v=DMARC1; p=reject; pct=0", false, Some((Policy::Reject, 0))),
        ("v=DMARC1; p=reject; pct=101", false, Some((Policy::Reject, 100))),
        ("v=DMARC1; p=reject; pct=many", false, Some((Policy::Reject, 100))),
        ("v=DMARC1; p=reject; t=y; psd=n", true, Some((Policy::Reject, 100))),
        ("v=DMARC1; p=reject; sp=none", true, Some((Policy::None, 100))),
        ("v=DMARC1; p=none; np=rejct", false, Some((Policy::None, 100))),
        // Without a valid p, or with an invalid sp, there must be somebody to report to.
        ("v=DMARC1", false, None),
        ("v=DMARC1; sp=reject", true, None),
        ("v=DMARC1; p=rejct; rua=mailto:d@shop.example", false, Some((Policy::None, 100))),
        ("v=DMARC1; sp=reject; rua=mailto:d@shop.example", true, Some((Policy::None, 100))),
        ("v=DMARC1; p=reject; sp=rejct", false, None),
        ("v=DMARC1; p=reject; sp=rejct; rua=mailto:d@shop.example", false, Some((Policy::None, 100))),
    ] {
        let places = if subdomain {
            [("news.shop.example", None), ("shop.example", Some(text))]
        } else {
            [("news.shop.example", Some(text)), ("shop.example", None)]
        };
        let dmarc = older(&from(&["news.shop.example"], "amazonses.com"), &zone(&places));
        assert_eq!(dmarc.policy.zip(dmarc.pct), expected, "{text}");
        assert_eq!(dmarc.record.as_deref(), Some(text));
        assert_eq!(dmarc.result, if expected.is_some() { DmarcResult::Fail } else { DmarcResult::None }, "{text}");
    }
}

#[test]
fn pct_leaves_it_to_chance_which_policy_is_applied() {
    for (text, applied) in [
        ("v=DMARC1; p=reject", (Policy::Reject, Policy::Reject)),
        ("v=DMARC1; p=reject; pct=99", (Policy::Reject, Policy::Quarantine)),
        ("v=DMARC1; p=reject; pct=0", (Policy::Quarantine, Policy::Quarantine)),
        ("v=DMARC1; p=quarantine; pct=50", (Policy::Quarantine, Policy::None)),
        ("v=DMARC1; p=quarantine; pct=0", (Policy::None, Policy::None)),
        ("v=DMARC1; p=none; pct=50", (Policy::None, Policy::None)),
    ] {
        let dmarc = older(&from(&["shop.example"], "amazonses.com"), &zone(&[("shop.example", Some(text))]));
        assert_eq!(dmarc.applied(), Some(applied), "{text}");
    }
}

#[test]
fn more_than_one_record_ends_it_at_either_place() {
    let record = |text: &str| Record { data: RData::Txt(vec![text.into()]), ttl: 0, origin: super::ORIGIN };
    let two = || Outcome::Records(vec![record("v=DMARC1; p=none"), record("v=DMARC1; p=reject")]);
    let mut answers = zone(&[("shop.example", Some("v=DMARC1; p=reject"))]);
    put(&mut answers, "_dmarc.news.shop.example", two());
    let case = from(&["news.shop.example"], "amazonses.com");
    let dmarc = older(&case, &answers);
    assert_eq!((dmarc.result, dmarc.asked.len(), dmarc.record), (DmarcResult::None, 1, None));
    let mut answers = zone(&[("news.shop.example", None)]);
    put(&mut answers, "_dmarc.shop.example", two());
    assert_eq!(older(&case, &answers).result, DmarcResult::None);
}

#[test]
fn alignment_is_of_the_listed_domains() {
    let relaxed = zone(&[("shop.co.jp", Some("v=DMARC1; p=reject"))]);
    let strict = zone(&[("shop.co.jp", Some("v=DMARC1; p=reject; aspf=s; adkim=s"))]);
    for (answers, identifier, aligned) in [
        (&relaxed, "shop.co.jp", true),
        (&relaxed, "a.b.shop.co.jp", true),
        (&relaxed, "other.co.jp", false),
        (&relaxed, "co.jp", false),
        (&strict, "shop.co.jp", true),
        (&strict, "a.shop.co.jp", false),
    ] {
        let expected = if aligned { DmarcResult::Pass } else { DmarcResult::Fail };
        let dmarc = older(&from(&["shop.co.jp"], identifier), answers);
        assert_eq!((dmarc.result, dmarc.spf_aligned), (expected, Some(aligned)), "{identifier}");
        assert_eq!(dmarc.dkim_aligned, Some(false));
        let dkim = [(identifier, Identified::Passed)];
        let case = Case { from: &["shop.co.jp"], spf: Some(("amazonses.com", PASS)), dkim: &dkim };
        let dmarc = older(&case, answers);
        assert_eq!((dmarc.result, dmarc.dkim_aligned), (expected, Some(aligned)), "{identifier}");
    }
}

#[test]
fn questions_errors_and_froms_without_a_domain() {
    let case = from(&["news.shop.example"], "shop.example");
    let mut answers = Answers::default();
    let dmarc = older(&case, &answers);
    assert_eq!(dmarc.result, DmarcResult::Pending);
    assert_eq!(
        dmarc.unanswered.needed.iter().map(|q| q.name.as_str()).collect::<Vec<_>>(),
        ["_dmarc.news.shop.example"]
    );
    assert_eq!(dmarc.unanswered.ahead.iter().map(|q| q.name.as_str()).collect::<Vec<_>>(), ["_dmarc.shop.example"]);
    put(&mut answers, "_dmarc.news.shop.example", Outcome::NoData);
    put(&mut answers, "_dmarc.shop.example", Outcome::Timeout);
    let dmarc = older(&case, &answers);
    assert_eq!((dmarc.result, dmarc.unanswered.needed.len()), (DmarcResult::TempError, 0));
    assert_eq!(older(&from(&[], "shop.example"), &answers).result, DmarcResult::PermError);
    let two = from(&["shop.example", "other.example"], "shop.example");
    assert_eq!(older(&two, &answers).result, DmarcResult::PermError);
    let twice = from(&["shop.example", "shop.example"], "shop.example");
    assert_eq!(older(&twice, &zone(&[("shop.example", None)])).result, DmarcResult::None);
}

#[test]
fn where_the_two_standards_differ() {
    // (zone, From, SPF identifier, RFC 9989, RFC 7489, whether they differ)
    type Vector<'a> = (&'a [(&'a str, Option<&'a str>)], &'a str, &'a str, &'a str, &'a str, bool);
    let vectors: [Vector<'_>; 7] = [
        (
            &[("shop.example", Some("v=DMARC1; p=reject")), ("example", None), ("mail.shop.example", None)],
            "shop.example",
            "mail.shop.example",
            "shop.example pass",
            "shop.example pass",
            false,
        ),
        // A department that is an organization of its own.
        (
            &[
                ("a.dept.shop.example", None),
                ("dept.shop.example", Some("v=DMARC1; p=reject; psd=n")),
                ("shop.example", Some("v=DMARC1; p=none")),
                ("example", None),
            ],
            "a.dept.shop.example",
            "shop.example",
            "dept.shop.example fail",
            "shop.example pass",
            true,
        ),
        // A public suffix that the list does not have, but that says so itself.
        (
            &[
                ("a.shop.city.example", None),
                ("shop.city.example", None),
                ("city.example", Some("v=DMARC1; p=reject; psd=y")),
                ("other.city.example", None),
                ("example", None),
            ],
            "a.shop.city.example",
            "other.city.example",
            "shop.city.example fail",
            "city.example pass",
            true,
        ),
        // A record between the From domain and the registered one.
        (
            &[
                ("a.b.shop.example", None),
                ("b.shop.example", Some("v=DMARC1; p=reject")),
                ("shop.example", None),
                ("example", None),
            ],
            "a.b.shop.example",
            "amazonses.com",
            "b.shop.example fail",
            "shop.example none",
            true,
        ),
        // Without any record the domains differ, and nothing follows from it.
        (
            &[("a.shop.example", None), ("shop.example", None), ("example", None)],
            "a.shop.example",
            "amazonses.com",
            "a.shop.example none",
            "shop.example none",
            false,
        ),
        (
            &[("shop.example", Some("v=DMARC1; p=reject; pct=50")), ("example", None)],
            "shop.example",
            "amazonses.com",
            "shop.example fail",
            "shop.example fail",
            true,
        ),
        // A record without p.
        (
            &[("shop.example", Some("v=DMARC1")), ("example", None)],
            "shop.example",
            "amazonses.com",
            "shop.example fail",
            "shop.example none",
            true,
        ),
    ];
    for (records, author, spf, newer_is, older_is, differ) in vectors {
        let answers = zone(records);
        let case = from(std::slice::from_ref(&author), spf);
        let (new, old) = (case.run(&answers), older(&case, &answers));
        assert!(needed(&new).is_empty(), "{author}: {:?}", needed(&new));
        let newer = format!("{} {}", new.organizational_domain().unwrap(), new.result.as_str());
        let older = format!("{} {}", old.organizational_domain.clone().unwrap(), old.result.as_str());
        assert_eq!((newer.as_str(), older.as_str()), (newer_is, older_is), "{author}");
        assert_eq!(new.differs_from(&old), differ, "{author}");
    }
    let answers = zone(&[("shop.example", Some("v=DMARC1; p=reject; t=y")), ("example", None)]);
    let new = from(&["shop.example"], "amazonses.com").run(&answers);
    assert_eq!(new.applied(), Some((Policy::Reject, Policy::Quarantine)));
}
