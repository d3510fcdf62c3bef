//! The walk: what happens in it, in order, for every message, and how it is told.

use std::collections::BTreeSet;
use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::{Decision, Profiles};
use twofrom::remedy::{Advice, propose};
use twofrom::report::{self, Judged, Style};
use twofrom::settings::{AsOf, Charset, Date, Lang, Settings};
use twofrom::source::sample::{ALL, Sample};
use twofrom::source::{Desk, Network, samples};
use twofrom::walk::{Asks, Choice, Doubt, Event, LookUp, Quiz, Scene, Side, Step, steps};
use twofrom::words::common::Sign;
use twofrom::words::walk::{Mark, Teller};

/// A message with what was found about it.
struct Found {
    message: Message,
    case: Case,
    advice: Advice,
}

impl Found {
    fn new(message: &[u8], zone: &str, as_of: AsOf, receivers: Option<&[&str]>) -> Self {
        let (zone, _) = Zone::parse("test.zone", zone.as_bytes()).expect("the zone is well-formed");
        let answers = Answers::from_zone(zone);
        let mut settings = Settings::new(1_795_500_000);
        settings.as_of = as_of;
        settings.receivers = receivers.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
        let message = Message::parse(message);
        let case = analyse(&message, &answers, &settings, Profiles::builtin()).expect("the receivers are known");
        let advice = propose(&message, &answers, &settings, Profiles::builtin(), &case);
        Self { message, case, advice }
    }

    fn sample(sample: &Sample) -> Self {
        Self::new(sample.message, sample.zone, AsOf::Message, None)
    }

    fn steps(&self, verdicts: (usize, usize)) -> Vec<Step<'_>> {
        steps(&self.message, &self.case, Some(&self.advice), verdicts)
    }

    fn pair(&self) -> (usize, usize) {
        self.case.pair().unwrap_or_default()
    }
}

fn seed() -> Found {
    Found::sample(ALL.first().expect("the first sample"))
}

/// What happens, as a word a step.
fn events(steps: &[Step<'_>]) -> Vec<String> {
    let name = |step: &Step<'_>| format!("{:?}", step.event).split([' ', '(']).next().unwrap_or_default().to_owned();
    steps.iter().map(name).collect()
}

#[test]
fn the_conversation_comes_first_and_the_cure_last() {
    let found = seed();
    let steps = found.steps(found.pair());
    let events = events(&steps);
    let conversation =
        ["Connection", "Greeting", "Ehlo", "MailFrom", "Recipient", "Data", "Header", "Pra"].map(str::to_owned);
    assert_eq!(events[..8], conversation);
    let scenes: Vec<Scene> = steps.iter().map(|step| step.scene).fold(Vec::new(), |mut scenes, scene| {
        if scenes.last() != Some(&scene) {
            scenes.push(scene);
        }
        scenes
    });
    let (left, right) = (Scene::Receiver(Side::Left), Scene::Receiver(Side::Right));
    assert_eq!(scenes, [Scene::Conversation, left, right, Scene::End]);
    assert_eq!(events[events.len() - 2..], ["Parting".to_owned(), "Cure".to_owned()]);
}

#[test]
fn a_receiver_goes_from_identity_to_question_to_term_to_rule_to_verdict() {
    let found = Found::new(ALL[0].message, ALL[0].zone, AsOf::Message, Some(&["au/high", "gmail"]));
    let steps = found.steps((0, 1));
    let left: Vec<Step<'_>> = steps.into_iter().filter(|s| s.scene == Scene::Receiver(Side::Left)).collect();
    let expected =
        "Begins LooksAt Record Record Ranges Term Returns SpfResult Rule LooksAt Record SpfResult Rule Verdict";
    assert_eq!(events(&left).join(" "), expected);
}

#[test]
fn what_was_asked_once_is_known_the_second_time() {
    let found = seed();
    let steps = found.steps(found.pair());
    let right: Vec<String> =
        events(&steps.into_iter().filter(|s| s.scene == Scene::Receiver(Side::Right)).collect::<Vec<_>>());
    assert_eq!(right[..4].join(" "), "Begins LooksAt Known Rule", "au asks about MAIL FROM as Gmail did");
}

#[test]
fn rules_on_one_check_are_told_together() {
    let found = Found::new(ALL[0].message, ALL[0].zone, AsOf::Message, Some(&["docomo/reject-all"]));
    let events = events(&found.steps((0, 0)));
    assert_eq!(events[8..].join(" "), "Begins LooksAt Record SpfResult Rule Rule Verdict Cure");
}

#[test]
fn an_include_that_does_not_match_takes_one_step() {
    let limit = ALL.iter().find(|sample| sample.name == "lookup-limit").expect("the sample");
    let found = Found::sample(limit);
    let steps = found.steps(found.pair());
    let without = steps.iter().filter(|step| matches!(step.event, Event::Without { .. })).count();
    assert_eq!(without, 10);
    assert!(steps.len() < 45, "{}", steps.len());
}

fn quizzes<'a>(steps: &'a [Step<'a>]) -> impl Iterator<Item = &'a Quiz<'a>> {
    steps.iter().filter_map(|step| step.quiz.as_ref())
}

#[test]
fn a_learner_is_asked_at_each_decision() {
    let found = seed();
    let steps = found.steps(found.pair());
    let asked: BTreeSet<&str> = quizzes(&steps)
        .map(|quiz| match quiz.asks {
            Asks::Pra => "pra",
            Asks::LooksUp(_) => "looks up",
            Asks::Result(_) => "result",
            Asks::Decision(_) => "decision",
            Asks::Cure => "cure",
        })
        .collect();
    assert_eq!(asked.len(), 5, "{asked:?}");
    let found: Vec<(usize, Vec<String>)> = quizzes(&steps)
        .filter(|quiz| matches!(quiz.asks, Asks::LooksUp(_)))
        .map(|quiz| (quiz.answer + 1, quiz.choices.iter().map(looked_up).collect()))
        .collect();
    let (amazon, books) = ("spf us-west-2.amazonses.com", "spf kumano-books.example");
    let choices = [amazon.to_owned(), format!("{amazon}, {books}"), format!("{amazon}, dmarc kumano-books.example")];
    assert_eq!(found, [(3, choices.to_vec()), (2, choices.to_vec())], "Gmail, then au");
}

/// The records of a choice, in the words of the JSON output.
fn looked_up(choice: &Choice<'_>) -> String {
    let Choice::LookUps(records) = choice else { panic!("{choice:?}") };
    let name = |record: &LookUp<'_>| {
        let domain = record.domain.map_or_else(|| record.identity.as_str().to_owned(), ToString::to_string);
        format!("{} {domain}", record.check.as_str())
    };
    records.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What a learner is asked about the records of a receiver: the choices, and the number of the true one.
fn looks_up(message: &str, zone: &str, receiver: &str) -> (usize, Vec<String>) {
    let found = Found::new(message.as_bytes(), zone, AsOf::Today, Some(&[receiver]));
    let steps = found.steps((0, 0));
    let quiz = quizzes(&steps).find(|quiz| matches!(quiz.asks, Asks::LooksUp(_))).expect("it is asked");
    (quiz.answer + 1, quiz.choices.iter().map(looked_up).collect())
}

#[test]
fn what_a_receiver_looks_up_is_one_choice_of_several() {
    let (choices, expected) =
        (looks_up(SHOP, "", "docomo"), ["spf mail.example", "spf shop.example", "dmarc shop.example"]);
    assert_eq!(choices, (3, expected.map(str::to_owned).to_vec()), "DMARC alone");
    let (choices, expected) = (looks_up(SHOP, "", "au/low"), ["", "spf mail.example", "spf shop.example"]);
    assert_eq!(choices, (1, expected.map(str::to_owned).to_vec()), "nothing of a domain that is no carrier's");
    let own = SHOP.replace("mail.example", "shop.example");
    let (choices, expected) = (
        looks_up(&own, "", "au/high"),
        ["spf shop.example", "dmarc shop.example", "spf shop.example, dmarc shop.example"],
    );
    assert_eq!(choices, (1, expected.map(str::to_owned).to_vec()), "one domain, so that only the kind differs");
}

/// A shop's message that a service sent.
const SHOP: &str = "Return-Path: <a@mail.example>\n\
    Received: from x.mail.example (x.mail.example [192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\n\
    From: a@shop.example\nSubject: hello\n\nhello\n";

/// The steps at the only receiver that judges, as a word a step.
fn at(message: &str, zone: &str, receiver: &str) -> String {
    let found = Found::new(message.as_bytes(), zone, AsOf::Today, Some(&[receiver]));
    events(&found.steps((0, 0))[8..]).join(" ")
}

#[test]
fn dmarc_looks_at_spf_of_mail_from_where_there_is_a_policy() {
    let zone = ". SOA . . 1 1 1 1 1\nmail.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
    let without = at(SHOP, zone, "docomo");
    assert!(without.starts_with("Begins LooksAt Policy DmarcResult Rule"), "{without}");
    let policy = format!("{zone}_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n");
    let with = at(SHOP, &policy, "docomo");
    assert!(with.starts_with("Begins LooksAt Policy Identifier Record Term SpfResult DmarcResult Rule"), "{with}");
    let known = at(SHOP, &policy, "gmail");
    assert!(!known.contains("Identifier"), "what Gmail has looked at already is not told again: {known}");
}

#[test]
fn why_the_names_above_are_asked_is_told() {
    let zone = ". SOA . . 1 1 1 1 1\n";
    let found = Found::new(SHOP.as_bytes(), zone, AsOf::Today, Some(&["docomo"]));
    let steps = found.steps((0, 0));
    let policy = steps.iter().find(|step| matches!(step.event, Event::Policy { .. })).expect("it is asked");
    let told = teller(&found, Lang::En).tell(policy);
    assert!(told.lines.iter().any(|line| line.text == "_dmarc.example TXT"), "{told:?}");
    assert!(told.text.iter().any(|text| text.starts_with("The names above are asked as well")), "{told:?}");
}

#[test]
fn of_several_from_domains_each_is_told() {
    let message = SHOP.replace("a@shop.example", "a@shop.example, b@club.example");
    let zone = ". SOA . . 1 1 1 1 1\n_dmarc.club.example TXT \"v=DMARC1; p=none\"\n";
    let found = Found::new(message.as_bytes(), zone, AsOf::Today, Some(&["docomo"]));
    let steps = found.steps((0, 0));
    let policies = steps.iter().filter(|step| matches!(step.event, Event::Policy { .. })).count();
    assert_eq!(policies, 2, "{:?}", events(&steps));
    let selected = Teller { names_options: true, ..teller(&found, Lang::En) };
    let pra = steps.iter().find(|step| matches!(step.event, Event::Pra { .. })).expect("the PRA is told");
    let told = selected.tell(pra);
    assert!(told.lines.iter().all(|line| line.mark != Mark::Signed(Sign::Good)), "nothing is selected: {told:?}");
}

fn teller(found: &Found, lang: Lang) -> Teller<'_> {
    let (message, case, profiles) = (&found.message, &found.case, Profiles::builtin());
    Teller { message, case, profiles, verdicts: found.pair(), lang, names_options: false }
}

#[test]
fn a_rule_that_dkim_satisfies_looks_at_spf_first() {
    let sample = ALL.iter().find(|sample| sample.name == "easy-dkim").expect("the sample");
    let found = Found::new(sample.message, "amazonses.com TXT \"v=spf1 -all\"", AsOf::Message, Some(&["gmail"]));
    let open = events(&found.steps((0, 0))[8..]).join(" ");
    assert!(open.starts_with("Begins LooksAt Record SpfResult Signatures Rule"), "{open}");
    let zone = std::str::from_utf8(sample.zone.as_bytes()).expect("a zone");
    let failing = zone.replace("54.240.0.0/18", "192.0.2.0/24");
    let found = Found::new(sample.message, &failing, AsOf::Message, Some(&["gmail"]));
    let steps = found.steps((0, 0));
    let signed = events(&steps[8..]).join(" ");
    assert!(signed.contains("SpfResult Signatures Rule"), "{signed}");
    let looks_at =
        steps.iter().find(|step| matches!(step.event, Event::LooksAt { .. })).expect("it looks at something");
    let told = teller(&found, Lang::En).tell(looks_at);
    assert_eq!(told.title, "It looks at MAIL FROM, the envelope, or a DKIM signature");
    assert!(told.text[0].contains("ap-northeast-1.amazonses.com"), "{told:?}");
}

#[test]
fn each_wrong_choice_is_told_why() {
    let found = seed();
    let steps = found.steps(found.pair());
    let teller = teller(&found, Lang::En);
    let whys: Vec<String> = steps
        .iter()
        .filter_map(|step| teller.tell(step).quiz)
        .flat_map(|quiz| {
            assert!(quiz.whys[quiz.answer].is_empty());
            quiz.whys.into_iter().filter(|why| !why.is_empty())
        })
        .collect();
    for expected in [
        "MAIL FROM is on the envelope; the PRA is found in the header.",
        "Gmail asks for DMARC kumano-books.example as well.",
        "No rule of Gmail asks for SPF kumano-books.example.",
        "fail needs a record that says no: a matching term with a -.",
    ] {
        assert!(whys.iter().any(|why| why == expected), "{expected}: {whys:#?}");
    }
}

#[test]
fn what_cannot_be_used_is_told_why_where_it_stands() {
    let zone = ". SOA . . 1 1 1 1 1\nmail.example TXT \"v=spf1 -all\"\nmail.example TXT \"v=spf1 ~all\"\n";
    let found = Found::new(SHOP.as_bytes(), zone, AsOf::Today, Some(&["gmail"]));
    let steps = found.steps((0, 0));
    let told: Vec<_> = steps.iter().map(|step| teller(&found, Lang::En).tell(step)).collect();
    let record = told.iter().find(|told| told.title.contains("asks the DNS about")).expect("the question");
    assert!(record.lines.iter().any(|line| line.text.contains("more than one SPF record")), "{record:?}");
    let zone = ". SOA . . 1 1 1 1 1\nmail.example TXT \"v=spf1 a:a.example a:b.example a:c.example -all\"\n";
    let found = Found::new(SHOP.as_bytes(), zone, AsOf::Today, Some(&["gmail"]));
    let steps = found.steps((0, 0));
    let told: Vec<_> = steps.iter().map(|step| teller(&found, Lang::En).tell(step)).collect();
    let term = told.iter().find(|told| told.title.contains("cannot be evaluated")).expect("the third void lookup");
    assert!(term.lines.iter().any(|line| line.text.contains("void lookups")), "{term:?}");
    let zone = ". SOA . . 1 1 1 1 1\nmail.example TXT \"v=spf1 ipv4:192.0.2.1 -all\"\n";
    let found = Found::new(SHOP.as_bytes(), zone, AsOf::Today, Some(&["gmail"]));
    let steps = found.steps((0, 0));
    let lines: Vec<_> = steps.iter().flat_map(|step| teller(&found, Lang::En).tell(step).lines).collect();
    assert!(lines.iter().all(|line| !line.aside.contains('?')), "nothing was counted: {lines:?}");
}

#[test]
fn of_a_failure_notice_the_helo_name_is_asked() {
    let notice = SHOP.replace("<a@mail.example>", "<>");
    let zone = ". SOA . . 1 1 1 1 1\nx.mail.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
    let found = Found::new(notice.as_bytes(), zone, AsOf::Today, Some(&["gmail"]));
    let steps = found.steps((0, 0));
    let text: Vec<String> = steps.iter().flat_map(|step| teller(&found, Lang::En).tell(step).text).collect();
    assert!(text.iter().any(|text| text.contains("postmaster at the HELO name instead: x.mail.example")), "{text:?}");
    let lit = steps.iter().map(|step| teller(&found, Lang::En).tell(step)).find(|told| told.is_heading);
    assert_eq!(lit.expect("what Gmail looks at").lines[0].text, "x.mail.example");
    assert!(text.iter().any(|text| text == "So it is x.mail.example that it asks about."), "{text:?}");
}

#[test]
fn what_is_looked_at_in_one_step_is_told_in_one() {
    let zone = ". SOA . . 1 1 1 1 1\nmail.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
    let events = at(SHOP, zone, "icloud/bulk");
    assert_eq!(
        events,
        "Begins LooksAt Record Term SpfResult Rule Signatures Rule LooksAt Policy DmarcResult Rule ReverseDns Rule \
         Verdict Instead"
    );
}

#[test]
fn a_field_that_does_not_end_shows_its_beginning_and_its_end() {
    let long = SHOP.replace("a@shop.example", &format!("\"{}\" <a@shop.example>", "x".repeat(50_000)));
    let found = Found::new(long.as_bytes(), "", AsOf::Today, Some(&["gmail"]));
    let steps = found.steps((0, 0));
    let header = steps.iter().find(|step| matches!(step.event, Event::Header { .. })).expect("the header");
    let line = &teller(&found, Lang::En).tell(header).lines[0];
    assert!(line.text.len() < 300 && line.text.ends_with("x\" <a@shop.example>"), "{line:?}");
}

#[test]
fn of_an_address_without_a_local_part_none_is_made_up() {
    let found = Found::new(SHOP.replace("a@mail", "mail").as_bytes(), "", AsOf::Today, Some(&["gmail"]));
    let steps = found.steps((0, 0));
    let told: Vec<_> = steps.iter().map(|step| teller(&found, Lang::En).tell(step)).collect();
    assert!(told[3].lines[0].text.starts_with("MAIL FROM:<..@"), "{:?}", told[3]);
}

#[test]
fn of_a_carriers_domain_spf_is_what_is_told() {
    let message = SHOP.replace("shop.example", "docomo.ne.jp");
    let zone = ". SOA . . 1 1 1 1 1\ndocomo.ne.jp TXT \"v=spf1 -all\"\n";
    let found = Found::new(message.as_bytes(), zone, AsOf::Today, Some(&["au/low"]));
    let steps = found.steps((0, 0));
    let told: Vec<_> = steps.iter().map(|step| teller(&found, Lang::En).tell(step)).collect();
    assert!(told.iter().any(|told| told.text == ["docomo.ne.jp is a carrier's domain: its SPF is checked."]));
    let asked: Vec<String> = told.into_iter().filter_map(|told| told.quiz).map(|quiz| quiz.question).collect();
    assert!(asked.iter().any(|question| question.starts_with("SPF of the header From gives fail")), "{asked:?}");
}

#[test]
fn nothing_lights_up_that_is_not_known() {
    let found = Found::new(b"From: a@shop.example\n\n", "", AsOf::Today, None);
    let steps = found.steps(found.pair());
    let titles: Vec<String> = steps.iter().map(|step| teller(&found, Lang::En).tell(step).title).collect();
    assert_eq!(titles[0], "Nobody has connected yet");
    assert_eq!(titles[3], "MAIL FROM: the envelope's sender, which is not known");
}

#[test]
fn in_every_walk_the_answers_are_among_the_choices_and_true() {
    for sample in ALL {
        let found = Found::sample(sample);
        for left in 0..found.case.verdicts.len() {
            let steps = found.steps((left, (left + 1) % found.case.verdicts.len()));
            for quiz in quizzes(&steps) {
                assert!((2..=3).contains(&quiz.choices.len()), "{}: {quiz:?}", sample.name);
                assert!(quiz.answer < quiz.choices.len(), "{}: {quiz:?}", sample.name);
                let same = |one: &Choice<'_>| quiz.choices.iter().filter(|other| *other == one).count();
                assert!(quiz.choices.iter().all(|choice| same(choice) == 1), "{}: {quiz:?}", sample.name);
                if let (Asks::Decision(rule), Choice::Decision(decision)) = (&quiz.asks, &quiz.choices[quiz.answer]) {
                    assert_eq!(rule.effect, *decision);
                    assert_ne!(*decision, Decision::Unknown);
                }
            }
            for verdict in [left, (left + 1) % found.case.verdicts.len()] {
                let verdict = &found.case.verdicts[verdict];
                let told = steps.iter().any(|s| matches!(s.event, Event::Verdict { verdict: v } if v == verdict));
                assert!(told, "{}: {}", sample.name, verdict.receiver);
            }
        }
    }
}

#[test]
fn every_step_of_every_sample_can_be_told() {
    for sample in ALL {
        let found = Found::sample(sample);
        for lang in [Lang::En, Lang::Ja] {
            let verdicts = found.pair();
            let (message, case, profiles) = (&found.message, &found.case, Profiles::builtin());
            let teller = Teller { message, case, profiles, verdicts, lang, names_options: false };
            for step in found.steps(verdicts) {
                let told = teller.tell(&step);
                let texts = told.text.iter().chain(&told.doubts).chain(told.lines.iter().map(|line| &line.text));
                for text in texts.chain([&told.title]) {
                    assert!(!text.is_empty() && !text.chars().any(char::is_control), "{}: {told:?}", sample.name);
                }
                assert_eq!(told.quiz.is_some(), step.quiz.is_some());
            }
        }
    }
}

#[test]
fn every_receiver_can_be_walked_through_with_and_without_answers() {
    let ids: Vec<&str> = Profiles::builtin().profiles.iter().map(|profile| profile.id.as_str()).collect();
    let bare: [&[u8]; 4] = [
        b"Subject: x\n\n",
        b"From: a@shop.example, b@club.example\nSender: <>\n\n",
        b"Return-Path: <>\nFrom: a@docomo.ne.jp\nDKIM-Signature: v=1\n\n",
        SHOP.as_bytes(),
    ];
    let samples = ALL.iter().map(|sample| (sample.message, sample.zone));
    let messages = samples.chain(ALL.iter().map(|sample| (sample.message, ""))).chain(bare.map(|bytes| (bytes, "")));
    for (number, (message, zone)) in messages.enumerate() {
        let day = [AsOf::Message, AsOf::Today][number % 2];
        let found = Found::new(message, zone, day, Some(&ids));
        let lang = [Lang::En, Lang::Ja][number % 2];
        for verdict in 0..found.case.verdicts.len() {
            let verdicts = (verdict, (verdict + 7) % found.case.verdicts.len());
            let teller = Teller { verdicts, ..teller(&found, lang) };
            for step in found.steps(verdicts) {
                let told = teller.tell(&step);
                assert!(!told.title.is_empty(), "{step:?}");
                let Some(quiz) = told.quiz else { continue };
                let texts: BTreeSet<&str> = quiz.choices.iter().map(|choice| choice.text.as_str()).collect();
                let is_pra = matches!(step.quiz.as_ref().map(|quiz| &quiz.asks), Some(Asks::Pra));
                assert!(is_pra || texts.len() == quiz.choices.len(), "no two look alike: {quiz:?}");
            }
        }
    }
}

fn doubts<'a>(steps: &'a [Step<'a>]) -> Vec<&'a Doubt<'a>> {
    steps.iter().flat_map(|step| &step.doubts).collect()
}

#[test]
fn a_message_that_tells_nothing_can_be_walked_through() {
    let found = Found::new(b"Subject: hello\n\nhello\n", "", AsOf::Today, None);
    let steps = found.steps(found.pair());
    let doubts = doubts(&steps);
    for expected in [Doubt::NoHelo, Doubt::NoMailFrom] {
        assert!(doubts.contains(&&expected), "{expected:?} in {doubts:?}");
    }
    assert!(doubts.iter().any(|doubt| matches!(doubt, Doubt::Undefined(_))), "{doubts:?}");
    assert!(matches!(steps.last().map(|step| &step.event), Some(Event::Parting { .. } | Event::Instead { .. })));
}

#[test]
fn what_is_not_answered_is_said_where_it_is_asked() {
    let message = "Return-Path: <a@mail.example>\n\
        Received: from x (x [192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\n\
        From: a@shop.example\n\n";
    let found = Found::new(message.as_bytes(), "mail.example TXT \"v=spf1 a -all\"", AsOf::Today, Some(&["au/high"]));
    let steps = found.steps((0, 0));
    let open: Vec<String> = doubts(&steps)
        .iter()
        .filter_map(|doubt| match doubt {
            Doubt::Unanswered(question) => Some(format!("{} {}", question.name, question.rtype)),
            _ => None,
        })
        .collect();
    assert_eq!(open, ["mail.example A", "shop.example TXT"]);
}

#[test]
fn no_pair_of_receivers_is_too_strange() {
    let found = seed();
    for verdicts in [(0, 0), (0, 1000), (1000, 0), (1000, 1000), (usize::MAX, 3)] {
        assert!(found.steps(verdicts).len() >= 8, "{verdicts:?}");
    }
    let nobody = Found::new(ALL[0].message, ALL[0].zone, AsOf::Day(Date::constant(1990, 1, 1)), None);
    assert!(nobody.steps(nobody.pair()).len() >= 8);
}

/// The text of every sample's walk. The snapshots are read before they are accepted.
#[test]
fn the_walk_of_every_sample() {
    let settings = Settings::new(1_795_500_000);
    let desk = Desk {
        inputs: samples(),
        settings,
        day_given: false,
        zone: None,
        network: Network::Never,
        edits: Vec::new(),
        redactor: None,
    };
    for input in &desk.inputs {
        let opened = desk.open(input).expect("a sample can be opened");
        let profiles = Profiles::builtin();
        let case = analyse(&opened.message, &opened.answers, &opened.settings, profiles).expect("nobody is named");
        let advice = propose(&opened.message, &opened.answers, &opened.settings, profiles, &case);
        let judged = Judged::new(&opened, &case, None, profiles).advised(&advice, None);
        let verdicts = case.pair().expect("somebody judges");
        for (lang, suffix) in [(Lang::En, "en"), (Lang::Ja, "ja")] {
            let style = Style { lang, charset: Charset::Unicode, columns: 100 };
            let lines = report::walk::message(&judged, verdicts, style);
            let plain: Vec<String> =
                lines.iter().map(|line| anstream::adapter::strip_str(&line.render()).to_string()).collect();
            for line in &plain {
                assert!(twofrom::text::width(line) <= 100, "{line}");
            }
            let name = input.path.strip_prefix("sample:").unwrap_or(&input.path);
            insta::assert_snapshot!(format!("{name}-{suffix}"), plain.join("\n"));
        }
    }
}
