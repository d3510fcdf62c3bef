//! Many messages in one run: several threads judge them, and nothing that is written shows it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The program with so many threads, in an environment that says nothing else.
fn run(threads: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.args(arguments).stdin(Stdio::null()).env("RAYON_NUM_THREADS", threads);
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command.output().expect("the program starts")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the report is UTF-8")
}

fn message(n: usize) -> String {
    format!(
        "Return-Path: <bounce{n}@d{}.example>\nReceived: from mail.shop.example (mail.shop.example [192.0.2.{}])\n\
         \tby mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\nFrom: Person {n} <info{n}@shop.example>\n\
         Subject: hello {n}\n\nhello\n",
        n % 7,
        n % 250
    )
}

/// More messages than are begun at once, with zones, without, in mbox files, and what is none.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    let write = |name: String, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("it can be written");
    for n in 0..160 {
        write(format!("m{n:03}.eml"), message(n).as_bytes());
        match n % 10 {
            3 => write(format!("m{n:03}.zone"), b". SOA ns. root. 1 2 3 4 5\nshop.example TXT \"v=spf1 -all\"\n"),
            5 => write(format!("m{n:03}.zone"), b"shop.example TXT\n"),
            7 => write(format!("m{n:03}.eml"), if n % 20 == 7 { b"" } else { b"\x00\xffno field\n" }),
            _ => {}
        }
    }
    let from = "From a@b.example Mon Jan  1 09:00:00 2024\n";
    let mbox: Vec<String> = (160..200).map(|n| [from, &message(n), "\n"].concat()).collect();
    write("m160.eml".to_owned(), mbox.concat().as_bytes());
    folder
}

#[test]
fn threads_change_nothing_that_is_written() {
    let folder = folder();
    let path = folder.path().to_string_lossy().into_owned();
    let record = |threads: &str| folder.path().join(format!("record{threads}")).to_string_lossy().into_owned();
    for options in [
        &["--format", "text"][..],
        &["--format", "json", "--lang", "ja"],
        &["--format", "jsonl", "--redact"],
        &["--format", "markdown", "--fail-on", "accept"],
        &["--format", "text", "--color", "always", "--charset", "ascii"],
    ] {
        let [one, four] = ["1", "4"].map(|threads| {
            let record = record(threads);
            run(threads, &[&["check", &path, "/no/such/file", "--offline", "--record", &record], options].concat())
        });
        assert_eq!(text(&one), text(&four), "{options:?}");
        assert_eq!(one.stderr, four.stderr, "{options:?}");
        assert_eq!((one.status.code(), four.status.code()), (Some(2), Some(2)), "{options:?}");
        let [one, four] = ["1", "4"].map(|threads| fs::read(record(threads)).expect("it was recorded"));
        assert_eq!(one, four, "{options:?}");
    }
    let [one, four] = ["1", "4"].map(|threads| text(&run(threads, &["walk", &path, "--offline"])));
    assert_eq!(one, four);
}

#[test]
fn messages_are_written_in_the_order_of_the_inputs() {
    let folder = folder();
    let path = folder.path().to_string_lossy().into_owned();
    let lines = text(&run("4", &["check", &path, "--offline", "--format", "jsonl"]));
    let messages: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    assert_eq!(messages.len(), 200);
    for (n, message) in messages.iter().enumerate() {
        let name = Path::new(message["source"]["path"].as_str().expect("a path")).file_name().expect("a name");
        assert_eq!(name.to_string_lossy(), format!("m{:03}.eml", n.min(160)));
        assert_eq!(message["source"]["index"], n.saturating_sub(160));
        if message["source"]["error"].is_null() {
            assert_eq!(message["identities"]["header_from"]["address"], format!("info{n}@shop.example"));
        }
    }
    // The one document is the same objects, laid out as a whole.
    let document = text(&run("4", &["check", &path, "--offline", "--format", "json"]));
    let whole = serde_json::json!({ "schema": "twofrom.v1", "messages": messages });
    assert_eq!(document, serde_json::to_string_pretty(&whole).expect("it is JSON") + "\n");
}

#[test]
fn each_report_is_that_of_the_message_alone() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let names = ["m000.eml", "m003.eml", "m005.eml", "m007.eml", "m017.eml"].map(path);
    for format in ["text", "jsonl", "markdown"] {
        let alone = names.each_ref().map(|name| text(&run("4", &["check", name, "--offline", "--format", format])));
        let mut together = vec!["check", "--offline", "--format", format];
        together.extend(names.iter().map(String::as_str));
        assert_eq!(text(&run("4", &together)), alone.join(if format == "jsonl" { "" } else { "\n" }), "{format}");
    }
}

#[test]
fn what_reads_only_the_beginning_ends_the_run() {
    let folder = folder();
    let path = folder.path().to_string_lossy().into_owned();
    for format in ["text", "json", "jsonl", "markdown"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
        command.args(["check", &path, "--offline", "--format", format]).env("XDG_CONFIG_HOME", "/nonexistent");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"), "{format}");
    }
}
