//! How long a message waits for the DNS: a record of seven questions in a chain of three, a name server on
//! loopback that takes 20 ms for each answer. Three rounds are 60 ms; 15 % above that is the aim. The whole
//! program is measured as well.

#[path = "../tests/it/live/server.rs"]
mod server;

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};
use twofrom::case::analyse;
use twofrom::dns::Answers;
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::resolver::{Asking, Limits, Live, Tally};
use twofrom::settings::Settings;

const DELAY: Duration = Duration::from_millis(20);
const RUNS: usize = 21;

const MESSAGE: &str = "Return-Path: <0100@bounces.ses.example>\n\
    Received: from out.ses.example (out.ses.example [192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\n\
    From: info@shop.example\nSubject: hello\n\nhello\n";

const ZONE: &str = "bounces.ses.example TXT v=spf1 include:ses.example -all\n\
    ses.example TXT v=spf1 ip4:192.0.2.0/24 -all\nout.ses.example TXT v=spf1 a -all\nout.ses.example A 192.0.2.1\n\
    1.2.0.192.in-addr.arpa PTR out.ses.example\n_dmarc.shop.example TXT v=DMARC1; p=none\n\
    shop.example TXT v=spf1 include:_spf.shop.example include:partner.example -all\n\
    _spf.shop.example TXT v=spf1 include:net1.example include:net2.example include:net3.example ~all\n\
    net1.example TXT v=spf1 ip4:198.51.100.0/25 ~all\nnet2.example TXT v=spf1 ip4:198.51.100.192/27 ~all\n\
    net3.example TXT v=spf1 ip4:203.0.113.128/25 ~all\npartner.example TXT v=spf1 include:out.example ~all\n\
    out.example TXT v=spf1 ip4:192.0.2.0/24 -all\n";

/// Milliseconds: the least, the median, the most.
fn summary(mut times: Vec<Duration>) -> String {
    times.sort();
    let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    let (least, most) = (ms(times.first()), ms(times.last()));
    format!("{least:.1} / {:.1} / {most:.1} ms", ms(times.get(times.len() / 2)))
}

fn main() {
    let server = server::Server::start(ZONE, &[], DELAY);
    let message = Arc::new(Message::parse(MESSAGE.as_bytes()));
    let settings = Settings::new(1_795_478_400);
    let mut waited = Vec::new();
    let mut questions = 0;
    for _ in 0..RUNS {
        // What was asked once is known: each run starts anew, and that is part of the time.
        let began = Instant::now();
        let asking = Asking { servers: vec![server.address], timeout: Asking::TIMEOUT };
        let live = Live::start(&asking, Limits::DEFAULT).expect("it starts");
        let (sender, end) = channel();
        let (message, settings) = (Arc::clone(&message), settings.clone());
        let subject = move |answers: &Answers, tally: &Tally, _: bool| {
            let case = analyse(&message, answers, &settings, Profiles::builtin()).expect("the receivers are known");
            if case.unanswered.needed.is_empty() {
                sender.send(tally.questions).expect("the bench waits");
            }
            Some(case.unanswered)
        };
        let _ticket = live.investigate(Answers::default(), subject);
        questions = end.recv().expect("it ends");
        waited.push(began.elapsed());
    }
    println!("a message, {questions} questions in 3 rounds of 20 ms: {} (aim: 69 ms)", summary(waited));

    let folder = tempfile::TempDir::new().expect("a folder");
    let mail = folder.path().join("mail.eml");
    std::fs::write(&mail, MESSAGE).expect("it can be written");
    let program = |more: &[&str]| {
        let times = (0..RUNS).map(|_| {
            let began = Instant::now();
            let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
            command.arg("check").arg(&mail).args(more).arg("--no-config").stdout(Stdio::null());
            command.status().expect("the program runs");
            began.elapsed()
        });
        summary(times.collect())
    };
    let address = server.address.to_string();
    println!("the program, asking:  {}", program(&["--nameserver", &address]));
    println!("the program, offline: {}", program(&["--offline"]));
}
