//! Remedies, senders and --via on the command line.

use std::fs;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.args(arguments).stdin(Stdio::null());
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command.output().expect("the program starts")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the report is UTF-8")
}

fn sample(name: &str) -> String {
    format!("{}/samples/{name}.eml", env!("CARGO_MANIFEST_DIR"))
}

/// An export that was not sent yet, and what the DNS says besides.
fn export() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("export.eml");
    fs::write(&file, "From: info@shop.example\nSubject: hello\n\nhello\n").unwrap();
    let zone = ". SOA ns. root. 1 2 3 4 5\namazonses.com TXT \"v=spf1 ip4:54.240.0.0/18 -all\"\n\
                a8-28.smtp-out.amazonses.com A 54.240.8.28\n\
                28.8.240.54.in-addr.arpa PTR a8-28.smtp-out.amazonses.com\n";
    fs::write(folder.path().join("export.zone"), zone).unwrap();
    let file = file.to_string_lossy().into_owned();
    (folder, file)
}

#[test]
fn the_report_begins_a_remedy_with_its_condition() {
    let report = text(&run(&["check", &sample("ses-default"), "--as-of", "message"]));
    let at = |needle: &str| report.find(needle).unwrap_or_else(|| panic!("no {needle} in {report}"));
    let condition = at("Only if you send through Amazon SES, publish");
    let record = at("kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\"");
    let flips = at("au/high reject > accept");
    assert!(at("They part at") < condition && condition < record && record < flips, "{report}");
    assert!(report.contains("It speaks for all mail of kumano-books.example"), "{report}");
    assert!(report.lines().count() <= 36, "{report}");
    let cured = text(&run(&["check", &sample("ses-cured"), "--as-of", "message"]));
    assert!(!cured.contains("publish"), "{cured}");
}

#[test]
fn the_allow_lists_have_their_official_names() {
    for lang in ["en", "ja"] {
        let report = text(&run(&["check", &sample("list-with-sender"), "--as-of", "message", "--lang", lang]));
        assert!(report.contains("宛先指定受信"), "{report}");
    }
}

#[test]
fn the_record_as_it_is_typed_at_a_dns_host() {
    let typed = |host: &str| run(&["check", &sample("ses-default"), "--as-of", "message", "--typed-into", host]);
    let report = text(&typed("route53"));
    assert!(report.contains("TXT \"v=spf1 include:amazonses.com ~all\"\n"), "{report}");
    assert!(text(&typed("xserver")).contains("was not looked up"));
    let unknown = typed("nowhere");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("route53"));
}

#[test]
fn remedies_in_json() {
    let output = run(&["check", &sample("ses-default"), "--as-of", "message", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let message = &value["messages"][0];
    let remedy = &message["remedies"][0];
    assert_eq!(remedy["condition"], "sends-through:amazon-ses");
    assert_eq!(remedy["set"], serde_json::json!(["kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\""]));
    let flip = serde_json::json!({"receiver": "au/high", "was": "reject", "becomes": "accept"});
    assert!(remedy["flips"].as_array().unwrap().contains(&flip), "{remedy}");
    assert_eq!(remedy["records"][0]["typed"].as_array().unwrap().len(), 18);
    assert_eq!(message["instead"], serde_json::Value::Null);
    assert_eq!(message["sender"]["proven"], true);
    // The lines are what --set takes, and then nothing is left to propose.
    let set = remedy["set"][0].as_str().unwrap();
    let output = run(&["check", &sample("ses-default"), "--as-of", "message", "--set", set, "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["messages"][0]["remedies"], serde_json::json!([]));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_json_sets_flips_what_it_says() {
    let message = fs::read_to_string(sample("ses-default")).unwrap();
    let zone = fs::read_to_string(sample("ses-default").replace(".eml", ".zone")).unwrap();
    let (_folder, file) = case(&message, &(zone + "kumano-books.example. TXT \"spf2.0/pra -all\"\n"));
    let judge = ["check", &file, "--as-of", "2011-01-01", "--receiver", "hotmail,au/high", "--format", "json"];
    let verdicts = |arguments: &[&str]| {
        let value: serde_json::Value = serde_json::from_slice(&run(arguments).stdout).unwrap();
        value["messages"][0].clone()
    };
    let before = verdicts(&judge);
    let set = before["remedies"][0]["set"].as_array().expect("lines").iter().filter_map(|line| line.as_str());
    let with: Vec<&str> = judge.iter().copied().chain(set.flat_map(|line| ["--set", line])).collect();
    let after = verdicts(&with);
    let decisions = |message: &serde_json::Value| message["verdicts"].as_array().expect("verdicts").clone();
    let pairs = decisions(&before).into_iter().zip(decisions(&after));
    let differ: Vec<serde_json::Value> = pairs
        .filter(|(one, other)| one["decision"] != other["decision"])
        .map(|(one, other)| {
            serde_json::json!({"receiver": one["receiver"], "was": one["decision"], "becomes": other["decision"]})
        })
        .collect();
    assert_eq!(before["remedies"][0]["flips"], serde_json::json!(differ));
    assert_eq!(differ.len(), 1, "hotmail goes on reading the other record");
}

#[test]
fn via_is_shown_as_assumed() {
    let (_folder, file) = export();
    let before = text(&run(&["check", &file]));
    assert!(before.contains("was not sent yet") && before.contains("--via amazon-ses"), "{before}");
    let report = text(&run(&["check", &file, "--via", "amazon-ses"]));
    assert!(report.contains("54.240.8.28  a8-28.smtp-out.amazonses.com  (assumed)"), "{report}");
    assert!(report.contains("amazonses.com  (assumed)"), "{report}");
    assert!(report.contains("Only if you send through Amazon SES"), "{report}");
    let output = run(&["check", &file, "--via", "amazon-ses", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["messages"][0]["client"]["ip_taken_from"], "via");
    assert_eq!(value["messages"][0]["identities"]["mail_from"]["taken_from"], "via");
    let japanese = text(&run(&["check", &file, "--via", "amazon-ses", "--lang", "ja"]));
    assert!(japanese.contains("(仮定)"), "{japanese}");
}

#[test]
fn an_unknown_service_or_region_is_wrong_usage() {
    let (_folder, file) = export();
    for (via, said) in [("ses", "did you mean amazon-ses?"), ("amazon-ses/us-west2", "did you mean us-west-2?")] {
        let output = run(&["check", &file, "--via", via]);
        assert_eq!(output.status.code(), Some(2), "{via}");
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(complaint.contains(said), "{complaint}");
    }
}

#[test]
fn a_service_or_region_that_is_missing_is_said_in_a_whole_sentence() {
    let (_folder, file) = export();
    for (via, said) in [
        ("sendgrid/us", "no region us of sendgrid: it has no regions here, so write --via sendgrid alone"),
        ("sendgrid/", "sendgrid has none here: write --via sendgrid alone"),
        ("amazon-ses/", "--via amazon-ses/ names no region; known: us-east-1,"),
        ("", "--via names no service; known: amazon-ses,"),
        ("/us", "--via names no service; known: amazon-ses,"),
    ] {
        for lang in ["en", "ja"] {
            let output = run(&["check", &file, "--via", via, "--lang", lang]);
            assert_eq!(output.status.code(), Some(2), "{via}");
            let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(lang == "ja" || complaint.contains(said), "{complaint}");
            assert!(!complaint.contains(": \n") && !complaint.contains("  "), "{complaint}");
        }
    }
}

#[test]
fn the_senders_and_what_is_known_of_one() {
    let list = text(&run(&["senders"]));
    for id in
        ["amazon-ses", "sendgrid", "mailgun", "postmark", "google-workspace", "microsoft-365", "sakura", "xserver"]
    {
        assert!(list.contains(id), "{list}");
        for lang in ["en", "ja"] {
            let one = run(&["senders", id, "--lang", lang]);
            assert_eq!(one.status.code(), Some(0));
            assert!(text(&one).contains("https://"), "sources stand with the facts of {id}");
        }
    }
    assert_eq!(run(&["senders", "nobody"]).status.code(), Some(2));
}

/// A message and its zone, in a folder of their own.
fn case(message: &str, zone: &str) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("m.eml");
    fs::write(&file, message).unwrap();
    fs::write(folder.path().join("m.zone"), zone).unwrap();
    let file = file.to_string_lossy().into_owned();
    (folder, file)
}

#[test]
fn the_report_drops_no_note_of_a_remedy() {
    let message = fs::read_to_string(sample("custom-mail-from")).unwrap();
    let mut zone = fs::read_to_string(sample("custom-mail-from").replace(".eml", ".zone")).unwrap();
    zone += "hoshizora-camera.example. TXT \"v=spf1 mx -all\"\nhoshizora-camera.example. TXT \"v=spf1 a -all\"\n";
    let (_folder, file) = case(&message, &zone);
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["check", &file, "--as-of", "message", "--format", "json"]).stdout).unwrap();
    let notes = json["messages"][0]["remedies"][0]["notes"].as_array().expect("a remedy with notes").len();
    assert!(notes > 2, "{json}");
    let report = text(&run(&["check", &file, "--as-of", "message"]));
    assert!(report.contains("delete the"), "{report}");
    assert_eq!(report.lines().filter(|line| line.starts_with("  note ")).count(), notes, "{report}");
}

#[test]
fn a_message_that_was_sent_is_not_said_to_be_unsent_for_want_of_a_client() {
    let message = "Return-Path: <info@shop.example>\nFrom: info@shop.example\nSubject: hello\n\nhello\n";
    let (_folder, file) = case(message, ". SOA ns. root. 1 2 3 4 5\n");
    let json: serde_json::Value = serde_json::from_slice(&run(&["check", &file, "--format", "json"]).stdout).unwrap();
    assert_eq!(json["messages"][0]["instead"]["code"], "no-client", "{json}");
    let report = text(&run(&["check", &file]));
    assert!(!report.contains("not sent yet") && report.contains("--ip"), "{report}");
}

#[test]
fn the_ticket_tells_to_ask_for_the_reverse_name_where_that_decides() {
    let message = fs::read_to_string(sample("ses-default")).unwrap();
    let zone = fs::read_to_string(sample("ses-default").replace(".eml", ".zone")).unwrap();
    let zone = zone.replace("84.27.240.54.in-addr.arpa.   PTR", "unused.example. PTR")
        + ";@ nxdomain 84.27.240.54.in-addr.arpa\n";
    let (_folder, file) = case(&message, &zone);
    let ticket = text(&run(&["check", &file, "--receiver", "gmail", "--format", "markdown"]));
    assert!(ticket.contains("dig -x 54.240.27.84") && !ticket.contains("in-addr.arpa TXT"), "{ticket}");
}

#[test]
fn where_the_services_own_record_does_not_pass_that_is_said() {
    let message = fs::read_to_string(sample("ses-default")).unwrap();
    let zone = fs::read_to_string(sample("ses-default").replace(".eml", ".zone")).unwrap();
    let (_folder, file) = case(&message, &zone.replace("ip4:54.240.0.0/18", "ip4:54.241.0.0/18"));
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["check", &file, "--as-of", "message", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["messages"][0]["instead"]["code"], "term-does-not-pass", "{json}");
}
