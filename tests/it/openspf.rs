//! The conformance suite of openspf.org for RFC 7208, through the library. Run it with
//! `OPENSPF_SUITE=…/rfc7208-tests.yml`, the file of the source distribution of pyspf 2.0.14; without the
//! variable it says that it did not run.

use crate::support::replay;
pub mod suite;

use std::net::IpAddr;
use twofrom::dns::{Answers, Name, Zone};
use twofrom::spf::{Evaluation, Records, Request, check_host};

fn evaluate(test: &suite::Test, answers: &Answers) -> Evaluation {
    let ip: IpAddr = test.ip.parse().expect("an address");
    let (local, domain) = test.mail_from.rsplit_once('@').unwrap_or(("", &test.helo));
    let request = Request {
        ip: Some(ip),
        domain: &Name::new(domain),
        records: Records::default(),
        local: if local.is_empty() { "postmaster" } else { local },
        sender_domain: domain,
        helo: Some(&test.helo),
        receiver: "receiver.example",
        now: 0,
    };
    check_host(&request, answers)
}

#[test]
fn results_and_explanations_are_those_of_the_suite() {
    let Some(scenarios) = suite::load() else { return };
    let (mut results, mut explanations) = (0, 0);
    let mut wrong = Vec::new();
    for scenario in &scenarios {
        let (zone, _) = Zone::parse("suite.zone", scenario.zone.as_bytes())
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", scenario.description, scenario.zone));
        let answers = Answers::from_zone(zone);
        for test in &scenario.tests {
            let evaluation = evaluate(test, &answers);
            let place = format!("{} / {}", scenario.description, test.id);
            if !test.results.contains(&evaluation.result.to_string()) {
                wrong.push(format!("{place}: {} instead of {:?}", evaluation.result, test.results));
            }
            results += 1;
            if let Some(wanted) = &test.explanation {
                let got = evaluation.explanation.clone().unwrap_or_default();
                if !got.eq_ignore_ascii_case(wanted) {
                    wrong.push(format!("{place}: explanation {got:?} instead of {wanted:?}"));
                }
                explanations += 1;
            }
            assert!(evaluation.unanswered.needed.is_empty(), "{place}: {:?}", evaluation.unanswered);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{results} results and {explanations} explanations are as the suite has them");
    assert_eq!((results, explanations), (203, 22), "not the suite that was expected");
}

/// Asks what is needed until nothing is, one question a round or with those ahead.
fn ask(test: &suite::Test, all: &Answers, with_ahead: bool) -> Evaluation {
    let mut answers = Answers::default();
    loop {
        let mut evaluation = evaluate(test, &answers);
        let mut next = std::mem::take(&mut evaluation.unanswered.needed);
        if next.is_empty() {
            return evaluation;
        }
        if with_ahead {
            next.append(&mut evaluation.unanswered.ahead);
        }
        for question in next {
            let answer = all.get(&question).unwrap_or_else(|| panic!("{}: {question:?}", test.id));
            assert!(answers.get(&question).is_none(), "{}: asked again: {question:?}", test.id);
            answers.insert(question, answer);
        }
    }
}

#[test]
fn asking_ahead_changes_no_trace_of_the_suite() {
    let Some(scenarios) = suite::load() else { return };
    for scenario in &scenarios {
        let all = Answers::from_zone(Zone::parse("suite.zone", scenario.zone.as_bytes()).expect("a zone").0);
        for test in &scenario.tests {
            let known = evaluate(test, &all);
            assert_eq!(ask(test, &all, false), known, "{} / {}", scenario.description, test.id);
            assert_eq!(ask(test, &all, true), known, "{} / {}", scenario.description, test.id);
        }
    }
}

#[test]
fn what_was_recorded_replays() {
    let Some(scenarios) = suite::load() else { return };
    for scenario in &scenarios {
        let all = Answers::from_zone(Zone::parse("suite.zone", scenario.zone.as_bytes()).expect("a zone").0);
        for test in &scenario.tests {
            let [first, again, text] = replay::replay(&all, |answers| evaluate(test, answers));
            assert_eq!(first, again, "{} / {}\n{text}", scenario.description, test.id);
        }
    }
}
