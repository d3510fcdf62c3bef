//! What is asked, held against the rule on asking ahead.

use super::server::Server;
use super::{NO_DELAY, live, run};
use std::net::IpAddr;
use std::time::{Duration, Instant};
use twofrom::dns::{Answers, Name};
use twofrom::spf::{Evaluation, Records, Request, SpfResult, check_host};

/// Evaluates shop.example for 192.0.2.1 with a server behind it.
fn evaluate(answers: &Answers) -> Evaluation {
    let request = Request {
        ip: Some(IpAddr::from([192, 0, 2, 1])),
        domain: &Name::new("shop.example"),
        records: Records::default(),
        local: "info",
        sender_domain: "shop.example",
        helo: Some("mail.shop.example"),
        receiver: "mx.receiver.example",
        now: 0,
    };
    check_host(&request, answers)
}

/// The result, and everything that was asked for it.
fn questions(zone: &str) -> (SpfResult, Vec<String>) {
    let server = Server::start(zone, &[], NO_DELAY);
    let (answers, tally) = run(&live(&[server.address]), Answers::default(), |answers| evaluate(answers).unanswered);
    // What was asked ahead may still be on its way.
    let patience = Instant::now() + Duration::from_secs(5);
    while server.questions().len() < tally.questions && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(server.questions().len(), tally.questions);
    (evaluate(&answers).result, server.questions())
}

#[test]
fn known_names_are_asked_ahead() {
    let (result, asked) = questions(
        "shop.example TXT v=spf1 include:a.example include:%{d}.b.example a:host.example mx -all\n\
         a.example TXT v=spf1 redirect=r.example\nshop.example.b.example TXT v=spf1 -all\n\
         shop.example MX 10 mx.example\nmx.example A 192.0.2.1\nhost.example A 192.0.2.2\nr.example TXT v=spf1 -all",
    );
    assert_eq!(result, SpfResult::Pass);
    assert_eq!(
        asked,
        [
            "a.example TXT",
            "host.example A",
            "mx.example A",
            "r.example TXT",
            "shop.example MX",
            "shop.example TXT",
            "shop.example.b.example TXT",
        ]
    );
}

#[test]
fn what_tells_about_the_message_is_asked_only_where_it_is_needed() {
    // The first include decides. What depends on the sender, the client or the clock is not asked ahead.
    let (result, asked) = questions(
        "shop.example TXT v=spf1 include:a.example exists:e.example exists:%{i}.x.example a:%{l}.y.example \
         include:%{h}.z.example ptr ptr:p.example redirect=%{o}.r.example\na.example TXT v=spf1 ip4:192.0.2.1 -all",
    );
    assert_eq!((result, asked), (SpfResult::Pass, vec!["a.example TXT".to_owned(), "shop.example TXT".to_owned()]));
}

#[test]
fn nothing_is_asked_behind_all_or_the_client_s_own_range() {
    for last in ["all", "ip4:192.0.2.0/24"] {
        let (_, asked) = questions(&format!(
            "shop.example TXT v=spf1 include:a.example {last} include:never.example redirect=r.example\n\
             a.example TXT v=spf1 -all"
        ));
        assert_eq!(asked, ["a.example TXT", "shop.example TXT"], "{last}");
    }
}

#[test]
fn nothing_is_asked_behind_ten_lookup_terms() {
    let includes: Vec<String> = (0..14).map(|n| format!("include:n{n}.example")).collect();
    let records: Vec<String> = (0..14).map(|n| format!("n{n}.example TXT v=spf1 -all\n")).collect();
    let (result, asked) =
        questions(&format!("shop.example TXT v=spf1 {} -all\n{}", includes.join(" "), records.concat()));
    assert_eq!(result, SpfResult::PermError);
    assert_eq!(asked.len(), 11, "{asked:?}");
}
