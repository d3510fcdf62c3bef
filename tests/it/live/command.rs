//! The program against a name server on loopback.

use super::NO_DELAY;
use super::server::{Odd, Server};
use hickory_server::proto::op::ResponseCode;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use twofrom::resolver::LiveError;
use twofrom::settings::Lang;
use twofrom::words::live::cannot_ask;

const MESSAGE: &str = "Return-Path: <bounce+7=a@ses.example>\n\
    Received: from out.ses.example (out.ses.example [192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\n\
    From: info@shop.example\nSubject: hello\n\nhello\n";

const ZONE: &str = "ses.example TXT v=spf1 include:%{d1}.mailer.example include:_spf.%{d} -all\n\
    example.mailer.example TXT v=spf1 -all\n_spf.ses.example CNAME spf.mailer.example\n\
    spf.mailer.example TXT v=spf1 exists:%{l}.%{ir}.list.example mx -all\n\
    spf.mailer.example TXT second \"quoted\\\\ text\n\
    spf.mailer.example MX 10 mx.mailer.example\nmx.mailer.example A 192.0.2.1\n\
    shop.example TXT v=spf1 include:silent.example -all\n\
    out.ses.example A 192.0.2.1\n1.2.0.192.in-addr.arpa PTR out.ses.example\n\
    _dmarc.shop.example CNAME dmarc.mailer.example\ndmarc.mailer.example TXT v=DMARC1; p=reject; rua=mailto:a@b.example\n";

const ODD: &[(&str, Odd)] = &[
    ("silent.example", Odd::Silence),
    ("_dmarc.ses.example", Odd::Code(ResponseCode::Refused)),
    (
        "out.ses.example",
        Odd::Records(&["out.ses.example CNAME loop.ses.example", "loop.ses.example CNAME out.ses.example"]),
    ),
];

/// The program in an environment that says nothing about language, colours, size or configuration.
fn twofrom(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.args(arguments).stdin(Stdio::null()).env("XDG_CONFIG_HOME", "/nonexistent");
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command.output().expect("the program starts")
}

fn report(output: &Output) -> String {
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("the report is UTF-8")
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_str(&report(output)).expect("it is JSON")
}

fn write(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("it can be written");
    path.to_string_lossy().into_owned()
}

/// Arguments that ask this server.
fn asking<'a>(server: &'a str, arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--nameserver", server]].concat()
}

/// The same where a question that nobody answers is among what is asked.
fn hasty<'a>(server: &'a str, arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--nameserver", server, "--dns-timeout", "0.9"]].concat()
}

/// Where answers came from, in a report.
fn without_origins(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            for key in ["from", "dns"] {
                map.remove(key);
            }
            map.values_mut().for_each(without_origins);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(without_origins),
        _ => {}
    }
}

#[test]
fn a_message_without_a_zone_is_asked_about() {
    let server = Server::start(ZONE, ODD, NO_DELAY);
    let address = server.address.to_string();
    let folder = TempDir::new().unwrap();
    let mail = write(&folder, "mail.eml", MESSAGE);
    let output = twofrom(&hasty(&address, &["check", &mail]));
    let text = report(&output);
    let mut questions = server.questions();
    let sent = questions.len();
    questions.dedup();
    let asked = questions.len();
    assert_eq!(sent, asked + 2, "no question twice but the one that nobody answers");
    let heading = format!("DNS live, {address}, {asked} questions, 1 timed out, 1 REFUSED, 2 in an alias loop");
    let text = text.lines().take(3).collect::<Vec<_>>().join(" ");
    assert!(text.contains(&heading), "{heading}: {text}");
    let japanese = report(&twofrom(&hasty(&address, &["check", &mail, "--lang", "ja"])));
    assert!(
        japanese.contains(&format!("DNS オンライン、{address}、問い合わせ {asked} 件、時間切れ 1 件")),
        "{japanese}"
    );
    let value = json(&twofrom(&hasty(&address, &["check", &mail, "--format", "json"])));
    assert_eq!(value["messages"][0]["dns"], "live");
    assert_eq!(value["messages"][0]["unanswered"], serde_json::json!([]));
    assert_eq!(value["messages"][0]["spf"]["mail_from"]["result"], "pass");
    assert_eq!(value["messages"][0]["spf"]["header_from"]["result"], "temperror");
}

#[test]
fn exit_statuses_are_those_of_a_zone() {
    let zone = "shop.example TXT v=spf1 ip4:192.0.2.1 -all\nmail.shop.example A 192.0.2.1\n\
        1.2.0.192.in-addr.arpa PTR mail.shop.example\n_dmarc.shop.example TXT v=DMARC1; p=reject";
    let server = Server::start(zone, &[("silent.example", Odd::Silence)], NO_DELAY);
    let address = server.address.to_string();
    let mail = |from: &str| {
        MESSAGE
            .replace("bounce+7=a@ses.example", &format!("info@{from}"))
            .replace("info@shop.example", &format!("info@{from}"))
    };
    let folder = TempDir::new().unwrap();
    for (from, expected) in [("shop.example", 0), ("nospf.example", 1)] {
        let path = write(&folder, &format!("{from}.eml"), &mail(from));
        let output = twofrom(&hasty(&address, &["check", &path, "--receiver", "au/high"]));
        assert_eq!(output.status.code(), Some(expected), "{from}: {}", report(&output));
    }
    for (ip, from, expected) in [
        ("192.0.2.1", "info@shop.example", 0),
        ("192.0.2.9", "info@shop.example", 1),
        ("192.0.2.1", "info@none.example", 1),
        ("192.0.2.1", "info@silent.example", 3),
    ] {
        let output = twofrom(&hasty(&address, &["spf", "--ip", ip, "--mail-from", from]));
        assert_eq!(output.status.code(), Some(expected), "{from}: {}", report(&output));
    }
    let text = report(&twofrom(&hasty(&address, &["spf", "--ip", "192.0.2.1", "--mail-from", "info@shop.example"])));
    assert!(text.starts_with(&format!("DNS live, {address}, 1 question\n")), "{text}");
    assert!(text.contains(&format!("[{address}]")), "{text}");
}

#[test]
fn who_waits_for_a_slow_answer_goes_on_with_the_messages_behind() {
    let zone = "slow.example TXT v=spf1 ip4:192.0.2.1 -all\nquick.example TXT v=spf1 ip4:192.0.2.1 -all\n";
    let server = Server::start(zone, &[("slow.example", Odd::After("last.example"))], NO_DELAY);
    let address = server.address.to_string();
    let mail = |domain: &str| {
        let mail = MESSAGE.replace("bounce+7=a@ses.example", &format!("info@{domain}"));
        format!(
            "From a@b.example Mon Jan  1 09:00:00 2024\n{}\n",
            mail.replace("info@shop.example", "info@quick.example")
        )
    };
    let folder = TempDir::new().unwrap();
    let mails = [mail("slow.example"), mail("quick.example").repeat(300), mail("last.example")].concat();
    let mbox = write(&folder, "all.mbox", &mails);
    let arguments = ["check", &mbox, "--format", "jsonl", "--receiver", "gmail", "--dns-timeout", "60"];
    let report = report(&twofrom(&asking(&address, &arguments)));
    let result = |line: &str| {
        let message: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
        let mail_from = &message["spf"]["mail_from"];
        (mail_from["domain"].as_str().unwrap().to_owned(), mail_from["result"].as_str().unwrap().to_owned())
    };
    let results: Vec<_> = report.lines().map(result).collect();
    let expected = |domain: &str, result: &str| (domain.to_owned(), result.to_owned());
    assert_eq!(results.len(), 302);
    assert_eq!(results[0], expected("slow.example", "pass"));
    assert!(results[1..301].iter().all(|found| *found == expected("quick.example", "pass")));
    assert_eq!(results[301], expected("last.example", "none"));
}

#[test]
fn who_has_a_zone_or_is_offline_asks_nothing() {
    let server = Server::start(ZONE, &[], NO_DELAY);
    let address = server.address.to_string();
    let folder = TempDir::new().unwrap();
    let mail = write(&folder, "mail.eml", MESSAGE);
    let spf = ["spf", "--ip", "192.0.2.1", "--mail-from", "info@shop.example"];
    let text = report(&twofrom(&asking(&address, &["check", &mail, "--offline"])));
    assert!(text.contains("DNS offline, nothing known"), "{text}");
    twofrom(&asking(&address, &["check", &mail, "--offline", "--dns", "live"]));
    let text = report(&twofrom(&asking(&address, &[&spf[..], &["--offline"]].concat())));
    assert!(text.starts_with("DNS offline, nothing known\n"), "{text}");
    let zone = write(&folder, "other.zone", "shop.example TXT \"v=spf1 -all\"\n");
    let text = report(&twofrom(&asking(&address, &[&spf[..], &["--dns", &zone]].concat())));
    assert!(text.starts_with(&format!("DNS {zone}\n")), "{text}");
    // Not even for what the zone beside the message does not answer.
    write(&folder, "mail.zone", "shop.example TXT \"v=spf1 -all\"\n");
    let text = report(&twofrom(&asking(&address, &["check", &mail])));
    assert!(text.contains("without an answer"), "{text}");
    twofrom(&asking(&address, &["check"]));
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(server.questions(), Vec::<String>::new());
    // Unless it is said.
    let value = json(&twofrom(&asking(&address, &["check", &mail, "--dns", "live", "--format", "json"])));
    assert_eq!(value["messages"][0]["dns"], "live");
    assert!(!server.questions().is_empty());
}

#[test]
fn messages_of_one_run_share_answers_and_keep_their_order() {
    let server = Server::start(ZONE, &[], Duration::from_millis(5));
    let address = server.address.to_string();
    let folder = TempDir::new().unwrap();
    for n in 0..100 {
        write(&folder, &format!("m{n:03}.eml"), &MESSAGE.replace("hello", &format!("hello {n}")));
        if n % 10 == 3 {
            write(&folder, &format!("m{n:03}.zone"), ". SOA\n");
        }
    }
    let output = twofrom(&asking(&address, &["check", &folder.path().to_string_lossy(), "--format", "jsonl"]));
    let messages: Vec<serde_json::Value> =
        report(&output).lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    assert_eq!(messages.len(), 100);
    for (n, message) in messages.iter().enumerate() {
        let path = message["source"]["path"].as_str().unwrap();
        assert!(path.ends_with(&format!("m{n:03}.eml")), "{path} at {n}");
        let live = n % 10 != 3;
        assert_eq!(message["dns"] == "live", live, "{path}");
        assert_eq!(message["spf"]["mail_from"]["result"], if live { "pass" } else { "none" }, "{path}");
    }
    let mut questions = server.questions();
    let asked = questions.len();
    questions.dedup();
    assert_eq!(asked, questions.len(), "a question was asked twice");
}

/// The report of a recorded run, and of its replay.
fn replay(arguments: &[&str], live: &[&str], record: &Path) -> [serde_json::Value; 2] {
    let record = record.to_str().expect("UTF-8");
    let mut first = json(&twofrom(&[arguments, live, &["--format", "json", "--record", record]].concat()));
    let mut again = json(&twofrom(&[arguments, &["--dns", record, "--format", "json"]].concat()));
    without_origins(&mut first);
    without_origins(&mut again);
    [first, again]
}

#[test]
fn what_was_recorded_replays_as_the_same_case() {
    let long = format!("v=spf1 {} -all", "ip4:198.51.100.0/24 ".repeat(20));
    let zone = format!(
        "{ZONE}bounce+7=a.1.2.0.192.list.example A 127.0.0.2\nlong.example TXT {long}\n\
         many.example TXT \"v=spf1 a:gone.example \" \"a:loop.example\" \" include:far.example\" \" ?all\"\n\
         far.example CNAME farther.example\nfarther.example CNAME nowhere.example"
    );
    let mut odd = ODD.to_vec();
    odd.push((
        "loop.example",
        Odd::Records(&["loop.example CNAME b.example", "b.example CNAME c.example", "c.example CNAME b.example"]),
    ));
    odd.push(("mx.mailer.example", Odd::Code(ResponseCode::Unknown(24))));
    odd.push(("oddmx.example", Odd::Unspeakable));
    let server = Server::start(&zone, &odd, NO_DELAY);
    let address = server.address.to_string();
    let live = ["--nameserver", &address, "--dns-timeout", "0.9"];
    let folder = TempDir::new().unwrap();
    let mail = write(&folder, "mail.eml", MESSAGE);
    let record = folder.path().join("record.zone");
    let [first, again] = replay(&["check", &mail], &live, &record);
    assert_eq!(first, again);
    assert_eq!(first["messages"][0]["unanswered"], serde_json::json!([]));
    let text = fs::read_to_string(&record).unwrap();
    for line in [
        "ses.example. 60 TXT \"v=spf1 include:%{d1}.mailer.example include:_spf.%{d} -all\"",
        "_spf.ses.example. 60 CNAME spf.mailer.example.",
        "bounce+7=a.1.2.0.192.list.example. 60 A 127.0.0.2",
        ";@ timeout silent.example. TXT",
        "out.ses.example. 60 CNAME loop.ses.example.",
        "loop.ses.example. 0 CNAME out.ses.example.",
        "_dmarc.shop.example. 60 CNAME dmarc.mailer.example.",
    ] {
        assert!(text.lines().any(|written| written == line), "{line} in\n{text}");
    }
    assert!(!text.contains("SOA"), "{text}");
    for from in ["long.example", "many.example", "none.example", "oddmx.example", "shop.example", "silent.example"] {
        let address = format!("info@{from}");
        let [first, again] = replay(&["spf", "--ip", "192.0.2.1", "--mail-from", &address], &live, &record);
        assert_eq!(first, again, "{from}: {}", fs::read_to_string(&record).unwrap());
    }
}

#[test]
fn what_a_zone_answered_is_recorded_too_and_what_ifs_are_not() {
    let folder = TempDir::new().unwrap();
    let mail = write(&folder, "mail.eml", MESSAGE);
    let zone = write(
        &folder,
        "all.zone",
        ". SOA\nses.example TXT \"v=spf1 include:a.example -all\"\na.example CNAME b.example\n\
         *.wild.example TXT x\nshop.example TXT \"v=spf1 include:x.wild.example ~all\"\n\
         unused.example TXT \"not used\"\n",
    );
    let record = folder.path().join("record.zone");
    let supposed =
        ["check", &mail, "--set", "b.example TXT v=spf1 ip4:192.0.2.1 -all", "--set", "_dmarc.example CNAME c.example"];
    let [first, again] = replay(&supposed, &["--dns", &zone], &record);
    assert_eq!(first, again);
    assert_eq!(first["messages"][0]["spf"]["mail_from"]["result"], "pass");
    let text = fs::read_to_string(&record).unwrap();
    assert!(text.contains("a.example. 0 CNAME b.example.\n") && text.contains("x.wild.example. 0 TXT \"x\""), "{text}");
    assert!(!text.contains("192.0.2.1") && !text.contains("not used") && !text.contains("c.example. "), "{text}");
    assert!(text.contains(";@ nxdomain _dmarc.shop.example."), "{text}");
}

#[test]
fn what_a_remedy_waits_for_is_asked_and_recorded_too() {
    let zone = "us-west-2.amazonses.com TXT v=spf1 include:amazonses.com -all\n\
        amazonses.com TXT v=spf1 ip4:54.240.0.0/18 ~all\nkumano-books.example MX 10 mail.kumano-books.example\n\
        mail.kumano-books.example A 192.0.2.25\n\
        a27-84.smtp-out.us-west-2.amazonses.com A 54.240.27.84\n\
        84.27.240.54.in-addr.arpa PTR a27-84.smtp-out.us-west-2.amazonses.com";
    let server = Server::start(zone, &[], NO_DELAY);
    let address = server.address.to_string();
    let mail = format!("{}/samples/ses-default.eml", env!("CARGO_MANIFEST_DIR"));
    let folder = TempDir::new().unwrap();
    let record = folder.path().join("record.zone");
    let live = ["--dns", "live", "--nameserver", &address];
    let [first, again] = replay(&["check", &mail], &live, &record);
    assert_eq!(first, again);
    let message = &first["messages"][0];
    let set = message["remedies"][0]["set"][0].as_str().unwrap_or_else(|| panic!("no remedy in {message}"));
    assert!(set.contains("include:amazonses.com"), "{set}");
    assert!(server.questions().contains(&"kumano-books.example MX".to_owned()), "{:?}", server.questions());
}

#[test]
fn nobody_to_ask_is_said_with_what_to_do() {
    let folder = TempDir::new().unwrap();
    let mail = write(&folder, "mail.eml", MESSAGE);
    for (arguments, says) in [
        (vec!["--nameserver", "ns.example"], "192.0.2.53:53"),
        (vec!["--dns-timeout", "0"], "between 0.1 and 60"),
        (vec!["--dns-timeout", "soon"], "between 0.1 and 60"),
    ] {
        let output = twofrom(&[&["check", &mail], &arguments[..]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(says), "{output:?}");
    }
}

#[test]
fn a_system_without_name_servers_is_told_with_what_to_do() {
    let error = LiveError::NoServer("no nameservers found".to_owned());
    for (lang, says) in [(Lang::En, "this system names no name server"), (Lang::Ja, "ネームサーバーの設定がありません")]
    {
        let told = cannot_ask(&error, lang);
        assert!(told.contains(says), "{told}");
        for option in ["--nameserver", "--dns", "--offline"] {
            assert!(told.contains(option), "{told}");
        }
    }
}

#[test]
fn the_configuration_file_holds_where_nothing_is_said() {
    let server = Server::start(ZONE, &[], NO_DELAY);
    let folder = TempDir::new().unwrap();
    let mail = write(&folder, "mail.eml", MESSAGE);
    fs::create_dir(folder.path().join("twofrom")).unwrap();
    let run = |config: &str, arguments: &[&str]| {
        write(&folder, "twofrom/config.toml", config);
        let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
        command.args(["check", &mail]).args(arguments).stdin(Stdio::null());
        command.env("XDG_CONFIG_HOME", folder.path()).env_remove("LC_ALL").env("LANG", "C").output().unwrap()
    };
    let address = server.address;
    let config = format!("# who is asked\nnameserver = [\"{address}\"]\nlang = \"ja\"\n");
    assert!(report(&run(&config, &[])).contains(&format!("DNS オンライン、{address}")));
    assert!(report(&run(&config, &["--lang", "en"])).contains(&format!("DNS live, {address}")));
    let asked = server.questions().len();
    let config = format!("dns = \"offline\"\n{config}");
    assert!(report(&run(&config, &["--lang", "en"])).contains("DNS offline"));
    assert_eq!(server.questions().len(), asked);
    assert!(report(&run(&config, &["--dns", "live"])).contains(&format!("DNS オンライン、{address}")));
    let output = run("dns = \"offline\"\ncolour = \"never\"\n", &[]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(complaint.contains("config.toml:2: there is no key 'colour'"), "{complaint}");
    assert!(report(&run("dns = 7", &["--no-config", "--offline"])).contains("DNS offline"));
}
