//! The command line as users and scripts meet it: arguments in, output and exit status out.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A message that any receiver of today accepts, warns of, or is silent about, and its zone.
const PASSING: (&str, &str) = (
    "Return-Path: <info@shop.example>\n\
     Received: from mail.shop.example (mail.shop.example [192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\n\
     From: info@shop.example\nSubject: hello\n\nhello\n",
    ". SOA ns. root. 1 2 3 4 5\n\
     shop.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
     mail.shop.example TXT \"v=spf1 a -all\"\nmail.shop.example A 192.0.2.1\n\
     1.2.0.192.in-addr.arpa PTR mail.shop.example\n\
     _dmarc.shop.example TXT \"v=DMARC1; p=reject\"\n",
);

/// The program in an environment that says nothing about language, colours or size, and without a network.
fn twofrom(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.args(arguments).stdin(Stdio::null());
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    twofrom(arguments).output().expect("the program starts")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the report is UTF-8")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

/// A folder with `NAME.eml` and `NAME.zone` for each message.
fn folder(messages: &[(&str, (&str, &str))]) -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    for (name, (message, zone)) in messages {
        fs::write(folder.path().join(format!("{name}.eml")), message).expect("it can be written");
        fs::write(folder.path().join(format!("{name}.zone")), zone).expect("it can be written");
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error} in {}", text(output)))
}

fn rejected() -> (String, String) {
    let from_unknown = PASSING.0.replace("From: info@shop.example", "From: info@nospf.example");
    (from_unknown, PASSING.1.to_owned())
}

#[test]
fn exit_status_of_check() {
    let (bad, zone) = rejected();
    let no_zone = PASSING.0.replace("shop.example", "unheard-of.example");
    let folder = folder(&[("good", PASSING), ("bad", (&bad, &zone)), ("open", (&no_zone, ""))]);
    let (good, bad, open) = (path(&folder, "good.eml"), path(&folder, "bad.eml"), path(&folder, "open.eml"));
    let missing = path(&folder, "missing.eml");
    let au = ["--receiver", "au/high"];
    for (arguments, expected) in [
        (vec![&good[..]], 0),
        (vec![&bad], 1),
        (vec![&open], 3),
        (vec![&missing], 2),
        (vec![&good, &bad, &open, &missing], 2),
        (vec![&good, &bad, &open], 1),
        (vec![&good, &open], 3),
        (vec![&bad, "--receiver", "au/high", "--fail-on", "junk"], 0),
        (vec![&bad, "--fail-on", "junk"], 1),
        (vec![&bad, "--receiver", "docomo", "--fail-on", "warn,junk"], 1),
        (vec![&good, "--receiver", "au/high", "--as-of", "2001-01-01"], 0),
    ] {
        let mut all = vec!["check"];
        if !arguments.contains(&"--receiver") && !arguments.contains(&"--fail-on") {
            all.extend(au);
        }
        all.extend(&arguments);
        let output = run(&all);
        assert_eq!(status(&output), expected, "{all:?}\n{}\n{}", text(&output), complaint(&output));
    }
}

#[test]
fn wrong_usage_is_2_and_says_what_to_do() {
    for (arguments, says) in [
        (vec!["check", "--receiver", "gmial"], "did you mean gmail"),
        (vec!["check", "--set", "shop.example"], "NAME TYPE VALUE"),
        (vec!["check", "--as-of", "yesterday"], "2024-02-01"),
        (vec!["check", "--fail-on", "explode"], "reject"),
        (vec!["check", "--dns", "no-such.zone"], "no-such.zone"),
        (vec!["check", "--bogus"], "--bogus"),
        (vec!["spf", "--ip", "192.0.2.1"], "--mail-from"),
        (vec!["spf", "--mail-from", "a@b.example"], "--ip"),
        (vec!["receivers", "nobody"], "known:"),
    ] {
        let output = run(&arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(complaint(&output).contains(says), "{arguments:?}: {}", complaint(&output));
        assert_eq!(text(&output), "", "{arguments:?}");
    }
}

#[test]
fn options_stand_before_or_after_and_add_up() {
    let folder = folder(&[("good", PASSING)]);
    let good = path(&folder, "good.eml");
    let output = run(&[
        "--receiver",
        "gmail",
        "--set",
        "a.example TXT one",
        "check",
        &good,
        "--receiver",
        "au/high",
        "--format",
        "json",
        "--set",
        "b.example TXT two",
    ]);
    let value = json(&output);
    let message = &value["messages"][0];
    let receivers: Vec<_> = message["verdicts"].as_array().unwrap().iter().map(|v| v["receiver"].clone()).collect();
    assert_eq!(receivers, ["gmail", "au/high"]);
    assert_eq!(message["what_if"].as_array().unwrap().len(), 2);
}

#[test]
fn without_arguments_and_terminal_the_samples_are_reported() {
    let output = run(&[]);
    assert_eq!(status(&output), 0);
    let report = text(&output);
    assert!(report.contains("sample:ses-default") && report.contains("kumano-books.example"), "{report}");
    assert!(!report.contains('\x1b'), "no colours into a pipe");
}

#[test]
fn a_message_from_standard_input() {
    for arguments in [vec!["check", "-"], vec!["check"], vec![]] {
        let mut child = twofrom(&arguments)
            .args(["--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().unwrap().write_all(PASSING.0.as_bytes()).unwrap();
        let value = json(&child.wait_with_output().unwrap());
        assert_eq!(value["messages"][0]["source"]["path"], "-", "{arguments:?}");
    }
}

#[test]
fn a_directory_gives_its_messages_in_byte_order_and_unreadable_ones_do_not_stop_it() {
    let (bad, zone) = rejected();
    let folder = folder(&[("b", PASSING), ("a", (&bad, &zone)), ("B", PASSING)]);
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("sub/c.eml"), PASSING.0).unwrap();
    fs::write(folder.path().join("empty.eml"), "").unwrap();
    fs::write(folder.path().join("noise.eml"), [0_u8, 159, 146, 150, 255].repeat(100)).unwrap();
    fs::write(folder.path().join("other.txt"), "From: a@a.example\n").unwrap();
    let output = run(&["check", &folder.path().to_string_lossy(), "--format", "jsonl"]);
    assert_eq!(status(&output), 2);
    let lines: Vec<serde_json::Value> = text(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let names: Vec<String> = lines
        .iter()
        .map(|l| Path::new(l["source"]["path"].as_str().unwrap()).file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["B.eml", "a.eml", "b.eml", "empty.eml", "noise.eml", "c.eml"]);
    for line in &lines[3..5] {
        assert!(line["source"]["error"].is_string(), "{line}");
        assert_eq!(line.as_object().unwrap().len(), 1, "{line}");
    }
}

#[test]
fn a_directory_without_messages_is_unreadable() {
    let folder = TempDir::new().unwrap();
    let output = run(&["check", &folder.path().to_string_lossy()]);
    assert_eq!(status(&output), 2);
    assert!(complaint(&output).contains(".eml"), "{}", complaint(&output));
}

#[test]
fn an_error_in_a_zone_file_names_file_and_line() {
    let folder = folder(&[("a", (PASSING.0, "shop.example TXT \"x\"\nshop.example A not-an-address\n"))]);
    let output = run(&["check", &path(&folder, "a.eml")]);
    assert_eq!(status(&output), 2);
    assert!(complaint(&output).contains("a.zone:2:"), "{}", complaint(&output));
}

#[test]
fn a_what_if_flips_the_verdict() {
    let (bad, zone) = rejected();
    let folder = folder(&[("bad", (&bad, &zone))]);
    let bad = path(&folder, "bad.eml");
    let set = "nospf.example TXT v=spf1 ip4:192.0.2.1 ~all";
    assert_eq!(status(&run(&["check", &bad, "--receiver", "au/high"])), 1);
    let output = run(&["check", &bad, "--receiver", "au/high", "--set", set, "--format", "json"]);
    assert_eq!(status(&output), 0);
    let value = json(&output);
    assert_eq!(value["messages"][0]["verdicts"][0]["decision"], "accept");
    assert_eq!(value["messages"][0]["what_if"][0], "nospf.example TXT \"v=spf1 ip4:192.0.2.1 ~all\"");
}

#[test]
fn every_key_of_a_message_object_is_there() {
    let folder = folder(&[("open", ("Subject: nothing else\n", ""))]);
    let value = json(&run(&["check", &path(&folder, "open.eml"), "--format", "json"]));
    assert_eq!(value["schema"], "twofrom.v1");
    let message = &value["messages"][0];
    let keys: Vec<&str> = message.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "source",
            "as_of",
            "dns",
            "client",
            "identities",
            "spf",
            "sender_id",
            "dmarc",
            "dkim",
            "reverse_dns",
            "transport",
            "claims",
            "recorded_decision",
            "verdicts",
            "parting",
            "remedies",
            "instead",
            "sender",
            "what_if",
            "warnings",
            "unanswered"
        ]
    );
    assert_eq!(message["identities"]["header_from"]["problem"], "no-header");
    assert_eq!(message["identities"]["pra"]["at_hop"], serde_json::Value::Null);
    assert_eq!(message["spf"]["mail_from"], serde_json::Value::Null);
}

#[test]
fn hostile_text_is_shown_and_not_sent_to_the_terminal() {
    let hostile = PASSING.0.replace("Subject: hello", "Subject: \x1b]0;owned\x07 \u{202e}evil");
    let folder = folder(&[("a", (&hostile, PASSING.1))]);
    let file = path(&folder, "a.eml");
    let report = text(&run(&["check", &file]));
    assert!(!report.contains('\x1b') && !report.contains('\x07') && !report.contains('\u{202e}'), "{report}");
    assert!(report.contains("<U+202E>evil"), "{report}");
}

#[test]
fn both_languages_on_few_and_many_columns() {
    let folder = folder(&[("good", PASSING)]);
    let good = path(&folder, "good.eml");
    for (columns, lang) in [("100", "en"), ("100", "ja"), ("60", "en"), ("60", "ja")] {
        let output = twofrom(&["check", &good, "--lang", lang]).env("COLUMNS", columns).output().unwrap();
        for line in text(&output).lines() {
            let width = twofrom::text::width(line);
            assert!(width <= columns.parse().unwrap(), "{width} columns in {lang}: {line}");
        }
    }
    let by_locale = twofrom(&["check", &good]).env("LANG", "ja_JP.UTF-8").output().unwrap();
    assert!(text(&by_locale).contains("受信"), "{}", text(&by_locale));
}

#[test]
fn domains_stay_readable_on_few_columns() {
    let mail =
        PASSING.0.replace("From: info@shop.example", "From: A shop with a name that says it all <info@shop.example>");
    let mail =
        mail.replace("<info@shop.example>\nReceived", "<bounce-0123456789-info=you.example@shop.example>\nReceived");
    let folder = folder(&[("mail", (&mail, PASSING.1))]);
    let mail = path(&folder, "mail.eml");
    for lang in ["en", "ja"] {
        let output = twofrom(&["check", &mail, "--lang", lang]).env("COLUMNS", "40").output().unwrap();
        let text = text(&output);
        let identities: String = text.lines().skip_while(|line| !line.starts_with("From")).take(8).collect();
        assert_eq!(identities.matches("@shop.example").count(), 2, "From and MAIL FROM: {identities}");
        assert!(identities.contains("192.0.2.1  mail.shop.example"), "{identities}");
        assert!(identities.contains("Return-Path"), "{identities}");
        assert!(text.lines().all(|line| twofrom::text::width(line) <= 40 || line.starts_with(['/', ' '])), "{text}");
    }
}

#[test]
fn exit_status_of_spf() {
    let folder = folder(&[("z", ("", PASSING.1))]);
    let zone = path(&folder, "z.zone");
    for (ip, sender, dns, expected) in [
        ("192.0.2.1", "info@shop.example", Some(&zone), 0),
        ("::ffff:192.0.2.1", "info@shop.example", Some(&zone), 0),
        ("192.0.2.9", "info@shop.example", Some(&zone), 1),
        ("192.0.2.1", "info@none.example", Some(&zone), 1),
        ("192.0.2.1", "info@shop.example", None, 3),
    ] {
        let mut arguments = vec!["spf", "--ip", ip, "--mail-from", sender];
        if let Some(zone) = dns {
            arguments.extend(["--dns", zone]);
        }
        assert_eq!(status(&run(&arguments)), expected, "{arguments:?}");
    }
    let null = run(&["spf", "--ip", "192.0.2.1", "--mail-from", "<>", "--helo", "mail.shop.example", "--dns", &zone]);
    assert_eq!(status(&null), 0, "{}", complaint(&null));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = twofrom(&["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(complaint(&output), "");
    assert_eq!(status(&output), 0);
}

#[test]
fn file_names_are_bytes_and_hostile() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = TempDir::new().unwrap();
    let name: PathBuf = folder.path().join(OsStr::from_bytes(b"a\x1b[31m\xff.eml"));
    fs::write(&name, PASSING.0).unwrap();
    let output = run(&["check", &folder.path().to_string_lossy()]);
    assert!(text(&output).contains("\\x1b[31m"), "{}", text(&output));
    let direct = twofrom(&["check"]).arg(&name).output().unwrap();
    assert_ne!(status(&direct), 2, "{}", complaint(&direct));
}

#[test]
fn a_json_line_is_one_line_whatever_splits_it() {
    let odd = PASSING.0.replace("From: info@", "From: \u{2028}\u{85}x <info@");
    let odd = odd.replace("@shop.example\nSubject", "@shop.example>\nX-A: \u{2029}\nSubject");
    let folder = folder(&[("a", (&odd, PASSING.1))]);
    let file = path(&folder, "a.eml");
    let output = text(&run(&["check", &file, "--format", "jsonl", "--set", "x.example TXT \u{2028}"]));
    assert!(!output.trim_end().contains(['\n', '\u{2028}', '\u{2029}', '\u{85}']), "{output}");
    let value: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!(value["identities"]["header_from"]["address"], "info@shop.example");
}

#[test]
fn a_subcommand_stands_between_paths_too() {
    let folder = folder(&[("a", PASSING), ("b", PASSING)]);
    let (a, b) = (path(&folder, "a.eml"), path(&folder, "b.eml"));
    let value = json(&run(&[&a, "check", &b, "--format", "json"]));
    assert_eq!(value["messages"].as_array().unwrap().len(), 2);
}

#[test]
fn the_report_of_spf_keeps_to_the_columns() {
    let folder =
        folder(&[("z", ("", &format!("shop.example TXT \"v=spf1 {} -all\"\n", "ip4:192.0.2.0/24 ".repeat(30))))]);
    let zone = path(&folder, "z.zone");
    let arguments = ["spf", "--ip", "198.51.100.1", "--mail-from", "a@shop.example", "--dns", &zone];
    for (columns, lang) in [("60", "en"), ("40", "en"), ("40", "ja")] {
        let output = twofrom(&[&arguments[..], &["--lang", lang]].concat()).env("COLUMNS", columns).output().unwrap();
        for line in text(&output).lines() {
            assert!(twofrom::text::width(line) <= columns.parse().unwrap(), "{line}");
        }
    }
}

/// A file of profiles that refuses everything.
const NOTHING_PASSES: &str = "[sources]\nS = { url = \"https://example.com\" }\n[[profile]]\nid = \"example\"\n\
    name = { en = \"Example\" }\n[[profile.period]]\n[[profile.period.rule]]\ncheck = \"reverse-dns\"\n\
    effects = [{ on = [\"any\"], does = \"reject\", evidence = [\"documented S\"] }]\n";

#[test]
fn profiles_of_ones_own_judge_and_are_listed() {
    let folder = folder(&[("good", PASSING)]);
    fs::write(folder.path().join("one.toml"), NOTHING_PASSES).unwrap();
    fs::write(folder.path().join("two.toml"), NOTHING_PASSES.replace("example\"", "second\"")).unwrap();
    let (good, one, two) = (path(&folder, "good.eml"), path(&folder, "one.toml"), path(&folder, "two.toml"));
    assert_eq!(status(&run(&["check", &good])), 0);
    let output = run(&["--profiles", &one, "check", &good, "--profiles", &two, "--format", "json"]);
    assert_eq!(status(&output), 1);
    let verdicts = json(&output)["messages"][0]["verdicts"].clone();
    let own: Vec<&str> =
        verdicts.as_array().unwrap().iter().rev().take(2).map(|v| v["receiver"].as_str().unwrap()).collect();
    assert_eq!(own, ["second", "example"]);
    assert_eq!(status(&run(&["check", &good, "--profiles", &one, "--receiver", "gmail"])), 0);
    assert_eq!(status(&run(&["check", &good, "--receiver", "example"])), 2);
    let listed = text(&run(&["receivers", "--profiles", &one]));
    assert!(listed.lines().any(|line| line.starts_with("example ")), "{listed}");
    let explained = text(&run(&["receivers", "example", "--profiles", &one]));
    assert!(explained.contains(&format!("defined in {one}:4")), "{explained}");
}

#[test]
fn profiles_of_the_config_folder_are_read_unless_told_not_to() {
    let folder = folder(&[("good", PASSING)]);
    let profiles = folder.path().join("twofrom/profiles");
    fs::create_dir_all(&profiles).unwrap();
    fs::write(profiles.join("own.toml"), NOTHING_PASSES).unwrap();
    fs::write(profiles.join(".own.toml"), "left by an editor").unwrap();
    fs::write(profiles.join("notes.txt"), "no profiles").unwrap();
    let good = path(&folder, "good.eml");
    let run = |arguments: &[&str], variable: &str, value: &Path| {
        let mut command = twofrom(arguments);
        command.env_remove("XDG_CONFIG_HOME").env("HOME", "/nonexistent").env(variable, value);
        status(&command.output().unwrap())
    };
    assert_eq!(run(&["check", &good], "XDG_CONFIG_HOME", folder.path()), 1);
    assert_eq!(run(&["check", &good, "--no-config"], "XDG_CONFIG_HOME", folder.path()), 0);
    assert_eq!(run(&["check", &good], "XDG_CONFIG_HOME", Path::new("relative")), 0);
    fs::create_dir_all(folder.path().join(".config")).unwrap();
    fs::rename(folder.path().join("twofrom"), folder.path().join(".config/twofrom")).unwrap();
    assert_eq!(run(&["check", &good], "HOME", folder.path()), 1);
    // What is wrong there is told, and nothing is judged without it.
    let own = folder.path().join(".config/twofrom/profiles/own.toml");
    fs::write(&own, NOTHING_PASSES.replace("does", "dose")).unwrap();
    assert_eq!(run(&["check", &good], "HOME", folder.path()), 2);
}

#[test]
fn a_mistake_in_profiles_is_told_with_file_and_line() {
    let folder = folder(&[("good", PASSING)]);
    let good = path(&folder, "good.eml");
    let twice = format!("{NOTHING_PASSES}[[profile]]\nid = \"gmail\"\nname = {{ en = \"\" }}\n");
    for (name, bytes, complains) in [
        ("syntax.toml", b"[[profile]]\nid = \n".to_vec(), "syntax.toml:2: "),
        (
            "unknown.toml",
            NOTHING_PASSES.replace("reject", "bounce").into_bytes(),
            "unknown.toml:9: 'bounce' cannot stand here",
        ),
        ("twice.toml", twice.into_bytes(), "twice.toml:11: gmail comes with the program"),
        ("latin.toml", b"# ok\n# caf\xe9\n".to_vec(), "latin.toml:2: this line is not UTF-8"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let output = run(&["check", &good, "--profiles", &path(&folder, name)]);
        assert_eq!(status(&output), 2, "{name}");
        assert!(complaint(&output).contains(complains), "{}", complaint(&output));
        assert_eq!(text(&output), "");
    }
    let output = run(&["receivers", "--profiles", &path(&folder, "missing.toml")]);
    assert_eq!(status(&output), 2);
    assert!(complaint(&output).contains("missing.toml"), "{}", complaint(&output));
    // One and the same file twice is two profiles of one id.
    fs::write(folder.path().join("own.toml"), NOTHING_PASSES).unwrap();
    let own = path(&folder, "own.toml");
    let output = run(&["check", &good, "--profiles", &own, "--profiles", &own]);
    assert!(complaint(&output).contains("the first one stands in"), "{}", complaint(&output));
}

#[test]
fn the_example_of_the_documentation_is_read_and_judges() {
    let folder = folder(&[("good", PASSING)]);
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/example-profiles.toml");
    let arguments = ["check", &path(&folder, "good.eml"), "--profiles", example, "--format", "json"];
    let output = run(&[&arguments[..], &["--receiver", "example,example/strict"]].concat());
    assert_eq!(status(&output), 0, "{}", complaint(&output));
    let verdicts = json(&output)["messages"][0]["verdicts"].clone();
    assert_eq!(verdicts[0]["decision"], "accept");
    assert_eq!(verdicts[0]["because"][0]["source"], "https://mail.example.com/policy");
    assert_eq!(verdicts[1]["decision"], "accept");
    let japanese = text(&run(&["receivers", "example/strict", "--profiles", example, "--lang", "ja"]));
    assert!(japanese.contains("株式会社イグザンプル (厳格)"), "{japanese}");
}

#[test]
fn notes_stand_beside_results() {
    let two = format!("{}shop.example TXT \"v=spf1 -all\"\n", PASSING.1);
    let both = format!("{}shop.example TXT \"spf2.0/pra ?all\"\n", PASSING.1);
    let folder = folder(&[("two", (PASSING.0, &two)), ("both", (PASSING.0, &both))]);
    let (two, both) = (path(&folder, "two.eml"), path(&folder, "both.eml"));
    let report = json(&run(&["check", &two, "--format", "json"]));
    let found: Vec<(&str, &str)> = report["messages"][0]["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| (w["code"].as_str().unwrap(), w["identity"].as_str().unwrap_or_default()))
        .collect();
    let expected = ["mail_from", "header_from", "pra"].map(|identity| ("engines-differ", identity));
    assert_eq!(found, expected);
    assert!(text(&run(&["check", &two])).contains("note  SPF of"), "{}", text(&run(&["check", &two])));

    let report = json(&run(&["check", &both, "--format", "json"]));
    assert_eq!(report["messages"][0]["warnings"][0]["code"], "spf2-records");
    assert_eq!(report["messages"][0]["sender_id"], serde_json::Value::Null);
    assert!(text(&run(&["check", &both, "--lang", "ja"])).contains("spf2.0 レコード (Sender ID) を公開しています"));
    let old = json(&run(&["check", &both, "--format", "json", "--as-of", "2010-01-01", "--receiver", "hotmail"]));
    assert_eq!(old["messages"][0]["sender_id"]["result"], "neutral");
    assert_eq!(old["messages"][0]["spf"]["pra"]["result"], "pass");

    let zone = path(&folder, "two.zone");
    let spf = ["spf", "--ip", "192.0.2.1", "--mail-from", "info@shop.example", "--dns", &zone];
    assert!(text(&run(&spf)).contains("note: With several SPF records"), "{}", text(&run(&spf)));
    let report = json(&run(&[&spf[..], &["--format", "json"]].concat()));
    assert_eq!(report["notes"][0]["code"], "engines-differ");
    assert_eq!(report["result"], "permerror");
}

#[test]
fn a_recording_takes_the_place_of_nothing_that_the_run_reads() {
    let folder = folder(&[("mail", PASSING)]);
    let (mail, zone) = (path(&folder, "mail.eml"), path(&folder, "mail.zone"));
    let (link, hard) = (path(&folder, "link.zone"), path(&folder, "hard.eml"));
    #[cfg(unix)]
    std::os::unix::fs::symlink("mail.zone", &link).unwrap();
    fs::hard_link(&mail, &hard).unwrap();
    let indirect = format!("{}/./mail.eml", folder.path().display());
    let spf = ["spf", "--ip", "192.0.2.1", "--mail-from", "info@shop.example", "--dns", &zone, "--record"];
    for (arguments, over) in [
        (vec!["check", &mail, "--record", &mail], &mail),
        (vec!["check", &mail, "--record", &indirect], &indirect),
        (vec!["check", &mail, "--record", &hard], &hard),
        (vec!["check", &mail, "--record", &zone], &zone),
        (vec!["check", &mail, "--record", &link], &link),
        (vec!["check", &mail, "--offline", "--record", &zone], &zone),
        (vec!["check", &mail, "--dns", &link, "--record", &zone], &zone),
        ([&spf[..], &[&link]].concat(), &link),
    ] {
        let output = run(&arguments);
        let says = complaint(&output);
        assert_eq!((status(&output), text(&output).as_str()), (2, ""), "{arguments:?}: {says}");
        assert!(says.starts_with(&format!("twofrom: --record would overwrite {over}, ")), "{says}");
        let kept = |file: &str| fs::read_to_string(path(&folder, file)).unwrap();
        assert_eq!((kept("mail.eml").as_str(), kept("mail.zone").as_str()), PASSING, "{arguments:?}");
    }
    let japanese = complaint(&run(&["check", &mail, "--record", &zone, "--lang", "ja"]));
    assert!(japanese.contains("--dns live"), "{japanese}");
}

#[test]
fn a_recording_is_written_whole_or_not_at_all() {
    let folder = folder(&[("mail", PASSING)]);
    let mail = path(&folder, "mail.eml");
    let record = path(&folder, "new.zone");
    assert_eq!(status(&run(&["check", &mail, "--record", &record])), 0);
    let first = fs::read_to_string(&record).unwrap();
    assert!(first.contains("shop.example."), "{first}");
    // Through a link the file that it names is replaced; what another program has open stays as it was.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let link = path(&folder, "link.zone");
        std::os::unix::fs::symlink("new.zone", &link).unwrap();
        fs::write(&record, "; before\n").unwrap();
        fs::set_permissions(&record, fs::Permissions::from_mode(0o640)).unwrap();
        let mut open = fs::File::open(&record).unwrap();
        assert_eq!(status(&run(&["check", &mail, "--record", &link])), 0);
        let mut seen = String::new();
        std::io::Read::read_to_string(&mut open, &mut seen).unwrap();
        assert_eq!((seen.as_str(), fs::read_to_string(&record).unwrap()), ("; before\n", first.clone()));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&record).unwrap().permissions().mode() & 0o777, 0o640);
        let device = run(&["check", &mail, "--record", "/dev/stdout", "--format", "json"]);
        assert!(text(&device).contains("; DNS answers as they were used"), "{device:?}");
        let pipe = path(&folder, "pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
        assert_eq!(status(&run(&["check", &mail, "--record", &pipe])), 0);
        assert_eq!(text(&reader.wait_with_output().unwrap()), first);
        fs::remove_file(pipe).unwrap();
    }
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.len() <= 4, "nothing else is left behind: {names:?}");
    for (target, says, japanese) in [
        ("none/new.zone", "there is no such directory", "ディレクトリがありません"),
        (".", "it is a directory", "ディレクトリです"),
    ] {
        let target = path(&folder, target);
        let output = run(&["check", &mail, "--record", &target]);
        assert_eq!(status(&output), 2);
        assert_eq!(complaint(&output), format!("twofrom: cannot write {target}: {says}\n"));
        assert_eq!(text(&output), "", "nothing is judged whose answers would be lost");
        let output = run(&["check", &mail, "--record", &target, "--lang", "ja"]);
        assert_eq!(complaint(&output), format!("twofrom: {target} に書き込めません: {japanese}\n"));
    }
}

#[test]
fn one_message_of_several_is_judged_alone() {
    let mbox = format!(
        "From a@b.example Mon Jan  1 09:00:00 2024\n{0}\nFrom a@b.example Mon Jan  1 09:00:00 2024\n{0}\n",
        PASSING.0
    );
    let folder = folder(&[("a", PASSING), ("b", (&mbox, PASSING.1))]);
    let all = path(&folder, "");
    for (number, name, index) in [("1", "a.eml", 0), ("2", "b.eml", 0), ("3", "b.eml", 1)] {
        let output = run(&["check", &all, "--message", number, "--format", "json"]);
        let value = json(&output);
        assert_eq!(value["messages"].as_array().map(Vec::len), Some(1));
        let source = &value["messages"][0]["source"];
        assert!(source["path"].as_str().expect("a path").ends_with(name), "{source}");
        assert_eq!(source["index"], index);
    }
    let output = run(&["check", &all, "--message", "4"]);
    assert_eq!(
        (status(&output), complaint(&output).as_str()),
        (2, "twofrom: there is no message 4 (messages in all: 3)\n")
    );
    let output = run(&["--message", "4", "check", &all, "--lang", "ja"]);
    assert_eq!(complaint(&output), "twofrom: 4 番目のメールはありません (全部で 3 通)\n");
    assert_eq!(status(&run(&["check", &all, "--message", "0"])), 2);
    let sample = json(&run(&["check", "--message", "2", "--format", "json"]));
    assert!(sample["messages"][0]["source"]["path"].as_str().is_some_and(|path| path.starts_with("sample:")));
}

#[test]
fn it_is_judged_where_another_server_received_it() {
    let forwarded = format!(
        "Received: from fwd.example (fwd.example [198.51.100.7]) by mx.inbox.example; Tue, 10 Mar 2026 12:00:05 +0900\n{}",
        PASSING.0
    );
    let folder = folder(&[("forwarded", (&forwarded, PASSING.1))]);
    let mail = path(&folder, "forwarded.eml");
    let client = |arguments: &[&str]| {
        let value = json(&run(&[&["check", &mail, "--format", "json"], arguments].concat()));
        let message = value["messages"][0].clone();
        let codes: Vec<String> = message["warnings"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|w| w["code"].as_str().unwrap_or("").to_owned())
            .collect();
        (message["client"]["ip"].as_str().map(ToOwned::to_owned), codes)
    };
    let (ip, codes) = client(&[]);
    assert_eq!(ip.as_deref(), Some("198.51.100.7"));
    assert!(!codes.iter().any(|code| code.ends_with("-hop") || code == "hop-chosen"), "{codes:?}");
    let (ip, codes) = client(&["--received-at", "2"]);
    assert_eq!(ip.as_deref(), Some("192.0.2.1"));
    assert!(codes.iter().any(|code| code == "hop-chosen"), "{codes:?}");
    let (ip, codes) = client(&["--received-at", "9"]);
    assert_eq!(ip.as_deref(), Some("198.51.100.7"));
    assert!(codes.iter().any(|code| code == "no-such-hop"), "{codes:?}");
    let walk = text(&run(&["walk", &mail, "--received-at", "2"]));
    assert!(walk.contains("Judged as if mx.receiver.example had received the message"), "{walk}");
    let output = run(&["check", &mail, "--received-at", "top"]);
    assert_eq!(status(&output), 2);
    assert!(complaint(&output).contains("a number from 1, the topmost Received field"), "{}", complaint(&output));
}
