//! mbox files and Maildirs as users have them: which messages they give, and in which order.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use twofrom::message::Message;
use twofrom::source::{Place, inputs};

const FIRST: &str = "Received: from mail.shop.example (mail.shop.example [192.0.2.1]) by mx.receiver.example;\n \
                     Tue, 10 Mar 2026 12:00:00 +0900\nFrom: info@shop.example\nSubject: one\n\n>From here on\n";
const SECOND: &str = "From: news@other.example\nSubject: two\n\ntwo\n";
const ZONE: &str = ". SOA ns. root. 1 2 3 4 5\nshop.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";

fn mbox() -> String {
    format!(
        "From bounce@shop.example Tue Mar 10 03:00:01 2026\n{FIRST}\n\
         From news@other.example Tue Mar 10 04:00:00 2026\n{SECOND}\n"
    )
}

fn messages(path: &Path) -> Vec<(usize, Message)> {
    let inputs = inputs(&[path.to_owned()]).expect("standard input is not read");
    inputs.iter().map(|input| (input.index, input.message().expect("it can be read"))).collect()
}

fn check(path: &Path) -> (i32, serde_json::Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .args(["check", "--format", "json", "--receiver", "gmail"])
        .arg(path)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    (output.status.code().expect("it ends by itself"), serde_json::from_slice(&output.stdout).expect("JSON"))
}

#[test]
fn each_message_of_an_mbox_is_reported_with_its_index() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("box.mbox");
    fs::write(&path, mbox()).unwrap();
    fs::write(folder.path().join("box.zone"), ZONE).unwrap();
    let (_, value) = check(&path);
    let messages = value["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 2);
    for (index, message) in messages.iter().enumerate() {
        assert_eq!(message["source"]["path"], path.to_string_lossy().as_ref());
        assert_eq!(message["source"]["index"], index);
        assert!(message["dns"].as_str().unwrap().ends_with("box.zone"));
        assert_eq!(message["warnings"].as_array().unwrap().iter().find(|w| w["code"] == "mbox-from-line"), None);
    }
    let unquoted = FIRST.replace(">From", "From");
    assert_eq!(messages[0]["source"]["bytes"], unquoted.len());
    assert_eq!(messages[1]["source"]["bytes"], SECOND.len());
    assert_eq!(messages[0]["identities"]["mail_from"]["address"], "bounce@shop.example");
    assert_eq!(messages[0]["identities"]["mail_from"]["taken_from"], "mbox-from-line");
    assert_eq!(messages[1]["identities"]["mail_from"]["address"], "news@other.example");
    assert_eq!(messages[0]["spf"]["mail_from"]["result"], "pass");
}

#[test]
fn a_message_is_the_same_in_an_mbox_and_in_a_file() {
    let folder = TempDir::new().unwrap();
    let (path, file) = (folder.path().join("box"), folder.path().join("two.eml"));
    fs::write(&path, mbox()).unwrap();
    fs::write(&file, SECOND).unwrap();
    let (of_mbox, of_file) = (check(&path).1, check(&file).1);
    assert_eq!(of_mbox["messages"][1]["source"]["sha256"], of_file["messages"][0]["source"]["sha256"]);
}

#[test]
fn crlf_no_final_newline_and_one_message_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("box");
    fs::write(&path, mbox().trim_end().replace('\n', "\r\n")).unwrap();
    let found = messages(&path);
    assert_eq!(found.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0, 1]);
    assert!(found[1].1.raw.ends_with(b"\r\n\r\ntwo"));
    let alone = folder.path().join("alone.eml");
    fs::write(&alone, format!("From a@a.example Tue Mar 10 03:00:01 2026\n{SECOND}")).unwrap();
    let found = messages(&alone);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1.mbox_from.as_ref().map(|(sender, _)| sender.as_str()), Some("a@a.example"));
    assert_eq!(&*found[0].1.raw, SECOND.as_bytes());
}

#[test]
fn an_empty_message_of_an_mbox_is_unreadable_and_the_others_are_not() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("box");
    fs::write(&path, format!("From - Tue Mar 10 03:00:01 2026\n\n{}", mbox())).unwrap();
    let (status, value) = check(&path);
    let errors: Vec<bool> =
        value["messages"].as_array().unwrap().iter().map(|m| m["source"]["error"].is_string()).collect();
    assert_eq!((status, errors), (2, vec![true, false, false]));
    assert_eq!(value["messages"][0]["source"]["index"], 0);
}

#[test]
fn an_mbox_from_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .args(["check", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), mbox().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<_> = lines.iter().map(|l| (l["source"]["path"].as_str(), l["source"]["index"].as_u64())).collect();
    assert_eq!(found, [(Some("-"), Some(0)), (Some("-"), Some(1))]);
}

#[test]
fn a_maildir_gives_what_is_in_cur_and_new_and_in_its_folders() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("Maildir");
    for part in ["cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"] {
        fs::create_dir_all(root.join(part)).unwrap();
    }
    for file in [
        "cur/1.M1.host:2,S",
        "new/2.M1.host",
        "tmp/3.M1.host",
        "tmp/4.eml",
        ".Sent/cur/5.host:2,RS",
        "cur/.hidden",
        "dovecot-uidlist",
        "archive.eml",
    ] {
        fs::write(root.join(file), SECOND).unwrap();
    }
    let names: Vec<String> = inputs(std::slice::from_ref(&root))
        .unwrap()
        .into_iter()
        .map(|input| Path::new(&input.path).strip_prefix(&root).unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, [".Sent/cur/5.host:2,RS", "archive.eml", "cur/1.M1.host:2,S", "new/2.M1.host"]);
    // One above: the Maildir is found among other directories.
    assert_eq!(inputs(&[folder.path().to_owned()]).unwrap().len(), 4);
}

#[test]
fn a_directory_called_cur_is_none_of_a_maildir_by_itself() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("cur")).unwrap();
    fs::write(folder.path().join("cur/a"), SECOND).unwrap();
    let found = inputs(&[folder.path().to_owned()]).unwrap();
    assert!(matches!(found.as_slice(), [input] if matches!(input.place, Place::Nowhere(_))));
}
