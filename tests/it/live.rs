//! Asking a real name server, on loopback.

mod command;
mod rules;
pub mod server;

use hickory_server::proto::op::ResponseCode;
use server::{Odd, Server};
use std::net::SocketAddr;
use std::sync::mpsc::channel;
use std::time::Duration;
use twofrom::dns::{Answer, Answers, Edit, Name, Origin, Outcome, Question, RData, Rcode, RecordType, Unanswered};
use twofrom::resolver::{Asking, Limit, Limits, Live, Tally, parse_server};

/// Long enough for a busy machine, short enough for the questions that nobody answers.
const TIMEOUT: Duration = Duration::from_millis(1500);
const NO_DELAY: Duration = Duration::ZERO;

fn live(servers: &[SocketAddr]) -> Live {
    Live::start(&Asking { servers: servers.to_vec(), timeout: TIMEOUT }, Limits::DEFAULT).expect("it starts")
}

/// Investigates something until it is finished.
fn run(
    live: &Live,
    answers: Answers,
    mut analyse: impl FnMut(&Answers) -> Unanswered + Send + 'static,
) -> (Answers, Tally) {
    let (sender, end) = channel();
    let _ticket = live.investigate(answers, move |answers: &Answers, tally: &Tally, is_last: bool| {
        let unanswered = analyse(answers);
        if is_last || unanswered.needed.is_empty() {
            sender.send((answers.clone(), tally.clone())).expect("the test waits");
        }
        Some(unanswered)
    });
    end.recv().expect("it comes to an end")
}

fn question(text: &str) -> Question {
    let (name, rtype) = text.rsplit_once(' ').expect("NAME TYPE");
    Question::new(Name::new(name), RecordType::parse(rtype).expect("a type"))
}

/// What an analysis needs that only wants these answered.
fn wants(questions: &[&str]) -> impl FnMut(&Answers) -> Unanswered + Send + use<> {
    let questions: Vec<Question> = questions.iter().map(|text| question(text)).collect();
    move |answers| {
        let needed = questions.iter().filter(|q| answers.get(q).is_none()).cloned().collect();
        Unanswered { needed, ahead: Vec::new() }
    }
}

fn ask(server: &Server, text: &str) -> Answer {
    let (answers, _) = run(&live(&[server.address]), Answers::default(), wants(&[text]));
    (*answers.get(&question(text)).expect("it is answered")).clone()
}

fn texts(answer: &Answer) -> Vec<String> {
    answer.records().iter().map(|record| record.data.to_string()).collect()
}

fn aliases(answer: &Answer) -> Vec<&str> {
    answer.targets().map(Name::as_str).collect()
}

#[test]
fn what_there_is_and_what_there_is_not() {
    let server = Server::start(
        "shop.example TXT \"v=spf1 include:\" \"ses.example \" \"-all\"\nshop.example TXT \"other\"\n\
         shop.example MX 10 mx.shop.example\nmx.shop.example A 192.0.2.1\nmx.shop.example AAAA 2001:db8::1\n\
         1.2.0.192.in-addr.arpa PTR mx.shop.example\na.b.deep.example A 192.0.2.2\n*.wild.example TXT \"any\"",
        &[],
        NO_DELAY,
    );
    let txt = ask(&server, "shop.example TXT");
    let mut records = texts(&txt);
    records.sort();
    assert_eq!(records, ["\"other\"", "\"v=spf1 include:\" \"ses.example \" \"-all\""]);
    let joined = txt.records().iter().filter_map(|record| record.data.txt());
    assert!(joined.into_iter().any(|text| text == b"v=spf1 include:ses.example -all"), "joined without blanks");
    let record = &txt.records()[0];
    assert_eq!(record.ttl, 60);
    assert!(
        matches!(&record.origin, Origin::Server { address, at } if **address == *server.address.to_string() && *at > 0)
    );
    assert_eq!(texts(&ask(&server, "shop.example MX")), ["10 mx.shop.example."]);
    assert_eq!(texts(&ask(&server, "mx.shop.example AAAA")), ["2001:db8::1"]);
    assert_eq!(texts(&ask(&server, "1.2.0.192.in-addr.arpa PTR")), ["mx.shop.example."]);
    assert_eq!(texts(&ask(&server, "what.ever.wild.example TXT")), ["\"any\""]);
    assert_eq!(ask(&server, "shop.example AAAA").outcome, Outcome::NoData);
    assert_eq!(ask(&server, "b.deep.example TXT").outcome, Outcome::NoData, "a name exists below");
    assert_eq!(ask(&server, "none.example TXT").outcome, Outcome::NxDomain);
}

#[test]
fn each_failure_is_kept_apart() {
    let odd = [
        ("servfail.example", Odd::Code(ResponseCode::ServFail)),
        ("refused.example", Odd::Code(ResponseCode::Refused)),
        ("formerr.example", Odd::Code(ResponseCode::FormErr)),
        ("notimp.example", Odd::Code(ResponseCode::NotImp)),
        ("odd.example", Odd::Code(ResponseCode::Unknown(11))),
        ("silent.example", Odd::Silence),
        ("notcp.example", Odd::NoTcp),
        ("garbage.example", Odd::Garbage),
    ];
    let server = Server::start("", &odd, NO_DELAY);
    for (name, outcome) in [
        ("servfail.example", Outcome::Failed(Rcode::SERVFAIL)),
        ("refused.example", Outcome::Failed(Rcode::REFUSED)),
        ("formerr.example", Outcome::Failed(Rcode::FORMERR)),
        ("notimp.example", Outcome::Failed(Rcode(4))),
        ("odd.example", Outcome::Failed(Rcode(11))),
        ("silent.example", Outcome::Timeout),
        ("notcp.example", Outcome::Timeout),
        ("garbage.example", Outcome::Timeout),
    ] {
        assert_eq!(ask(&server, &format!("{name} TXT")).outcome, outcome, "{name}");
    }
    let nobody: SocketAddr = "127.0.0.1:9".parse().unwrap();
    let (answers, tally) = run(&live(&[nobody]), Answers::default(), wants(&["shop.example TXT"]));
    assert_eq!(answers.get(&question("shop.example TXT")).unwrap().outcome, Outcome::Timeout);
    assert_eq!((tally.questions, tally.timeouts), (1, 1));
}

#[test]
fn the_next_server_is_asked_where_one_fails() {
    let good =
        Server::start("shop.example TXT \"here\"", &[("refused.example", Odd::Code(ResponseCode::Refused))], NO_DELAY);
    let bad = Server::start(
        "",
        &[("shop.example", Odd::Code(ResponseCode::ServFail)), ("refused.example", Odd::Silence)],
        NO_DELAY,
    );
    let (answers, tally) = run(
        &live(&[bad.address, good.address]),
        Answers::default(),
        wants(&["shop.example TXT", "refused.example TXT"]),
    );
    let answer = answers.get(&question("shop.example TXT")).unwrap();
    assert_eq!(texts(&answer), ["\"here\""]);
    assert_eq!(answer.origin, answer.records()[0].origin);
    assert!(matches!(&answer.origin, Origin::Server { address, .. } if **address == *good.address.to_string()));
    let refused = answers.get(&question("refused.example TXT")).unwrap();
    assert_eq!(refused.outcome, Outcome::Failed(Rcode::REFUSED), "a code tells more than silence");
    assert_eq!(tally.failed, [(Rcode::REFUSED, 1)]);
    assert_eq!(tally.servers.len(), 2);
}

#[test]
fn what_does_not_fit_is_asked_again_over_tcp() {
    let long = vec!["\"0123456789012345678901234567890123456789\""; 200].join(" ");
    let server = Server::start(&format!("long.example TXT {long}"), &[("long.example", Odd::Truncated)], NO_DELAY);
    let answer = ask(&server, "long.example TXT");
    let [record] = answer.records() else { panic!("one record: {answer:?}") };
    assert!(matches!(&record.data, RData::Txt(strings) if strings.len() == 200));
    let over: Vec<_> = server.asked().into_iter().map(|(_, _, over)| over).collect();
    assert_eq!(over, ["tcp", "udp"]);
}

#[test]
fn other_ids_other_questions_and_other_names_do_not_count() {
    let odd = [("shop.example", Odd::Spoofed("v=spf1 +all")), ("none.example", Odd::Spoofed("v=spf1 +all"))];
    let server = Server::start("shop.example TXT \"v=spf1 -all\"", &odd, NO_DELAY);
    assert_eq!(texts(&ask(&server, "shop.example TXT")), ["\"v=spf1 -all\""]);
    assert_eq!(ask(&server, "none.example TXT").outcome, Outcome::NxDomain);
}

#[test]
fn what_is_no_answer_to_the_question_is_not_looked_at() {
    let odd = [("shop.example", Odd::Forged("v=spf1 +all")), ("none.example", Odd::Forged("v=spf1 +all"))];
    let server = Server::start("shop.example TXT \"v=spf1 -all\"", &odd, NO_DELAY);
    assert_eq!(texts(&ask(&server, "shop.example TXT")), ["\"v=spf1 -all\""]);
    assert_eq!(ask(&server, "none.example TXT").outcome, Outcome::NxDomain);
    assert_eq!(server.questions().len(), 2, "and nothing is asked again");
}

#[test]
fn a_lost_datagram_is_sent_again_however_short_the_time_is() {
    let odd = [("one.example", Odd::Lost(1)), ("two.example", Odd::Lost(2)), ("three.example", Odd::Lost(3))];
    let zone = "one.example TXT here\ntwo.example TXT here\nthree.example TXT here";
    for timeout in [Duration::from_secs(1), TIMEOUT] {
        let server = Server::start(zone, &odd, NO_DELAY);
        let live = Live::start(&Asking { servers: vec![server.address], timeout }, Limits::DEFAULT).expect("it starts");
        for name in ["one.example TXT", "two.example TXT"] {
            let (answers, tally) = run(&live, Answers::default(), wants(&[name]));
            assert_eq!(texts(&answers.get(&question(name)).unwrap()), ["\"here\""], "{name} within {timeout:?}");
            assert_eq!(tally.questions, 1);
        }
    }
    let server = Server::start(zone, &odd, NO_DELAY);
    assert_eq!(ask(&server, "three.example TXT").outcome, Outcome::Timeout, "three times are enough");
    assert_eq!(server.questions().iter().filter(|asked| *asked == "three.example TXT").count(), 3);
}

#[test]
fn a_server_that_knows_no_edns_is_asked_without() {
    let odd = [("shop.example", Odd::NoEdns), ("formerr.example", Odd::Code(ResponseCode::FormErr))];
    let server = Server::start("shop.example TXT here", &odd, NO_DELAY);
    assert_eq!(texts(&ask(&server, "shop.example TXT")), ["\"here\""]);
    assert_eq!(server.questions(), ["shop.example TXT", "shop.example TXT"]);
    assert_eq!(ask(&server, "formerr.example TXT").outcome, Outcome::Failed(Rcode::FORMERR));
    assert_eq!(server.questions().len(), 4);
}

#[test]
fn aliases_are_followed_and_named() {
    let odd = [
        ("parted.example", Odd::Records(&["parted.example CNAME end.example"])),
        (
            "a.loop.example",
            Odd::Records(&["a.loop.example CNAME b.loop.example", "b.loop.example CNAME a.loop.example"]),
        ),
        ("c.loop.example", Odd::Records(&["c.loop.example CNAME d.loop.example"])),
        ("d.loop.example", Odd::Records(&["d.loop.example CNAME c.loop.example"])),
        ("self.example", Odd::Records(&["self.example CNAME self.example"])),
    ];
    let mut zone = "one.example CNAME two.example\ntwo.example CNAME end.example\nend.example TXT \"end\"\n\
         lost.example CNAME nowhere.example\nbare.example CNAME end.example\n"
        .to_owned();
    zone.extend((0..20).map(|n| format!("n{n}.far.example CNAME n{}.far.example\n", n + 1)));
    let server = Server::start(&zone, &odd, NO_DELAY);
    let answer = ask(&server, "one.example TXT");
    assert_eq!((aliases(&answer), texts(&answer)), (vec!["two.example", "end.example"], vec!["\"end\"".to_owned()]));
    let answer = ask(&server, "bare.example MX");
    assert_eq!((aliases(&answer), &answer.outcome), (vec!["end.example"], &Outcome::NoData));
    let answer = ask(&server, "lost.example TXT");
    assert_eq!((aliases(&answer), &answer.outcome), (vec!["nowhere.example"], &Outcome::NxDomain));
    let answer = ask(&server, "parted.example TXT");
    assert_eq!((aliases(&answer), texts(&answer)), (vec!["end.example"], vec!["\"end\"".to_owned()]));
    for (name, through) in [("a", vec!["b.loop.example"]), ("c", vec!["d.loop.example"])] {
        let answer = ask(&server, &format!("{name}.loop.example TXT"));
        assert_eq!((aliases(&answer), &answer.outcome), (through, &Outcome::CnameLoop));
    }
    let answer = ask(&server, "self.example TXT");
    assert_eq!((aliases(&answer), &answer.outcome), (vec![], &Outcome::CnameLoop));
    let answer = ask(&server, "n0.far.example TXT");
    assert_eq!((answer.aliases.len(), &answer.outcome), (16, &Outcome::Failed(Rcode::SERVFAIL)));
}

#[test]
fn names_are_asked_as_macros_make_them() {
    let names = ["a=b+c/d._spf.example", "-a-.example", "a@b.example", "x'y!#$.example", "a b\\c\"d.example"];
    let zone: Vec<String> = names.iter().map(|name| format!("{} A 192.0.2.1", Name::new(name).to_zone())).collect();
    let server = Server::start(&zone.join("\n"), &[], NO_DELAY);
    for name in names {
        assert_eq!(texts(&ask(&server, &format!("{name} A"))), ["192.0.2.1"], "{name}");
    }
    assert_eq!(server.questions().len(), names.len());
    // What the DNS has no way to ask is not sent, and is no reason to give up.
    let long = format!("{}.example TXT", "a".repeat(64));
    for name in ["a..example TXT", ".example TXT", &long, "\u{fc}\u{1f600}.example TXT"] {
        let answer = ask(&server, name);
        assert!(matches!(answer.outcome, Outcome::Failed(_) | Outcome::NxDomain), "{name}: {answer:?}");
    }
    assert_eq!(server.questions().len(), names.len() + 1);
}

#[test]
fn names_that_no_check_can_hold_are_shown_with_question_marks() {
    let server = Server::start("", &[("shop.example", Odd::Unspeakable)], NO_DELAY);
    assert_eq!(texts(&ask(&server, "shop.example MX")), ["1 a?b.?\\027.example."]);
}

#[test]
fn names_that_are_nobodys_are_not_asked() {
    let server = Server::start("", &[], NO_DELAY);
    assert_eq!(ask(&server, "shop.onion TXT").outcome, Outcome::NxDomain);
    assert_eq!(ask(&server, "_dmarc.mail.invalid TXT").outcome, Outcome::NxDomain);
    assert_eq!(ask(&server, "_dmarc.localhost TXT").outcome, Outcome::NoData);
    assert_eq!(texts(&ask(&server, "localhost A")), ["127.0.0.1"]);
    assert_eq!(server.questions(), Vec::<String>::new());
}

#[test]
fn the_run_asks_a_question_once_whatever_came_of_it() {
    let odd = [("silent.example", Odd::Silence), ("servfail.example", Odd::Code(ResponseCode::ServFail))];
    let server = Server::start("shop.example TXT \"here\"", &odd, NO_DELAY);
    let live = live(&[server.address]);
    let all = ["shop.example TXT", "silent.example TXT", "servfail.example TXT", "none.example TXT"];
    let (_, first) = run(&live, Answers::default(), wants(&all));
    assert_eq!((first.questions, first.shared, first.timeouts), (4, 0, 1));
    let before = server.questions();
    let (_, second) = run(&live, Answers::default(), wants(&all));
    assert_eq!((second.questions, second.shared, second.timeouts), (0, 4, 1));
    assert_eq!(second.failed, [(Rcode::SERVFAIL, 1)]);
    assert_eq!(server.questions(), before);
}

#[test]
fn what_failed_is_asked_again_once_it_is_forgotten() {
    let odd = [("lost.example", Odd::Lost(3)), ("servfail.example", Odd::Code(ResponseCode::ServFail))];
    let server = Server::start("lost.example TXT \"here\"\nshop.example TXT \"here\"", &odd, NO_DELAY);
    let live = live(&[server.address]);
    let all = ["shop.example TXT", "lost.example TXT", "servfail.example TXT"];
    let (answers, tally) = run(&live, Answers::default(), wants(&all));
    assert_eq!((tally.failures(), tally.timeouts), (2, 1));
    live.forget_failures();
    let (answers, tally) = run(&live, answers.without_failures(), wants(&all));
    assert_eq!((tally.questions, tally.failures()), (2, 1));
    assert_eq!(texts(&answers.get(&question("lost.example TXT")).unwrap()), ["\"here\""]);
}

#[test]
fn two_that_want_the_same_at_the_same_time_ask_once() {
    let server = Server::start("shop.example TXT \"here\"", &[], Duration::from_millis(50));
    let live = live(&[server.address]);
    let (sender, ends) = channel();
    let tickets: Vec<_> = (0..5)
        .map(|_| {
            let (sender, mut wants) = (sender.clone(), wants(&["shop.example TXT"]));
            live.investigate(Answers::default(), move |answers: &Answers, tally: &Tally, _: bool| {
                let unanswered = wants(answers);
                if unanswered.needed.is_empty() {
                    sender.send(tally.questions).expect("the test waits");
                }
                Some(unanswered)
            })
        })
        .collect();
    let paid: usize = (0..5).map(|_| ends.recv().expect("it comes to an end")).sum();
    drop(tickets);
    assert_eq!((paid, server.questions().len()), (1, 1));
}

#[test]
fn a_what_if_alias_is_asked_where_it_leads() {
    let server = Server::start("shop.example TXT \"old\"\nother.example TXT \"new\"", &[], NO_DELAY);
    let supposed = Answers::default().with(Edit::parse("shop.example CNAME other.example").unwrap());
    let (answers, _) = run(&live(&[server.address]), supposed, wants(&["shop.example TXT"]));
    assert_eq!(texts(&answers.get(&question("shop.example TXT")).unwrap()), ["\"new\""]);
    assert_eq!(server.questions(), ["other.example TXT"]);
}

#[test]
fn who_moves_on_is_not_told_and_asks_no_more() {
    let server = Server::start("", &[], Duration::from_millis(100));
    let live = live(&[server.address]);
    let (sender, told) = channel();
    // Each answer makes it want another one, for ever.
    let endless = move |answers: &Answers, _: &Tally, _: bool| {
        let known = (0..9999).take_while(|n| answers.get(&question(&format!("n{n}.example TXT"))).is_some()).count();
        let _ = sender.send(known);
        Some(Unanswered { needed: vec![question(&format!("n{known}.example TXT"))], ahead: Vec::new() })
    };
    let ticket = live.investigate(Answers::default(), endless);
    assert_eq!(told.recv(), Ok(0));
    assert_eq!(told.recv(), Ok(1));
    drop(ticket);
    // The subject, and the sender with it, is gone.
    while told.recv().is_ok() {}
    let (_, tally) = run(&live, Answers::default(), wants(&["shop.example TXT"]));
    assert_eq!(tally.questions, 1);
    // Its second question was on its way. That has been answered by now, and nothing came of it.
    assert_eq!(server.questions(), ["n0.example TXT", "n1.example TXT", "shop.example TXT"]);
}

#[test]
fn a_limit_is_hit_and_told() {
    let server = Server::start("", &[], NO_DELAY);
    let small = Limits { per_message: 3, in_all: 5, in_flight: 2, ..Limits::DEFAULT };
    let live = Live::start(&Asking { servers: vec![server.address], timeout: TIMEOUT }, small).expect("it starts");
    let (answers, tally) = run(&live, Answers::default(), wants(&["a TXT", "b TXT", "c TXT", "d TXT"]));
    assert_eq!((tally.questions, tally.limit), (3, Some(Limit::PerMessage(3))));
    assert!(answers.get(&question("d TXT")).is_none());
    let (_, tally) = run(&live, Answers::default(), wants(&["e TXT", "f TXT", "g TXT"]));
    assert_eq!((tally.questions, tally.limit), (2, Some(Limit::InAll(5))));
    assert_eq!(server.questions().len(), 5);
    let thrifty = Limits { octets: 1, ..Limits::DEFAULT };
    let live = Live::start(&Asking { servers: vec![server.address], timeout: TIMEOUT }, thrifty).expect("it starts");
    run(&live, Answers::default(), wants(&["a TXT"]));
    let (_, tally) = run(&live, Answers::default(), wants(&["b TXT"]));
    assert_eq!((tally.questions, tally.limit), (0, Some(Limit::Octets(1))));
}

#[test]
fn name_servers_as_they_are_typed() {
    for (typed, read) in [
        ("192.0.2.53", "192.0.2.53:53"),
        ("192.0.2.53:5353", "192.0.2.53:5353"),
        ("2001:db8::53", "[2001:db8::53]:53"),
        ("[2001:db8::53]", "[2001:db8::53]:53"),
        ("[2001:db8::53]:5353", "[2001:db8::53]:5353"),
    ] {
        assert_eq!(parse_server(typed).unwrap().to_string(), read);
    }
    for typed in ["", "ns.example", "192.0.2.53:", "192.0.2.53:99999", "2001:db8::53:5353:1:2:3:4:5"] {
        assert!(parse_server(typed).is_err(), "{typed}");
    }
}
