//! What `twofrom walk` prints.

use std::fs;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use twofrom::source::sample::ALL;

fn walk(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command.arg("walk").args(arguments).output().expect("the program starts")
}

fn text(arguments: &[&str]) -> String {
    let output = walk(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the walk is UTF-8")
}

#[test]
fn the_program_walks_through_messages_and_samples() {
    let all = text(&[]);
    for sample in ALL {
        assert!(all.contains(&format!("sample:{}", sample.name)), "{}", sample.name);
    }
    let two = text(&["samples/ses-default.eml", "samples/softfail.eml", "--as-of", "message"]);
    assert!(two.contains("samples/ses-default.eml") && two.contains("samples/softfail.eml"));
    assert!(two.contains("<<< MAIL FROM:<") && two.contains(">>> 550 : User unknown"), "{two}");
}

#[test]
fn the_receivers_that_are_named_are_left_and_right() {
    let text =
        text(&["samples/ses-default.eml", "--as-of", "message", "--receiver", "docomo/reject-all,yahoo-jp,gmail"]);
    let begins: Vec<&str> = text.lines().filter(|line| line.ends_with("begins its check")).collect();
    assert!(begins.len() == 2 && begins[0].contains("docomo") && begins[1].contains("Yahoo"), "{begins:?}");
}

#[test]
fn colours_and_characters_are_those_that_are_wanted() {
    assert!(!text(&["samples/ses-default.eml"]).contains('\u{1b}'));
    assert!(text(&["samples/ses-default.eml", "--color", "always"]).contains('\u{1b}'));
    let folder = TempDir::new().expect("a folder can be made");
    let path = folder.path().join("a.eml");
    fs::write(&path, "Return-Path: <a@a.example>\nFrom: a@a.example\n\n").expect("it can be written");
    let ascii = text(&[&path.to_string_lossy(), "--offline", "--charset", "ascii", "--receiver", "gmail,softbank"]);
    assert!(ascii.is_ascii(), "{ascii}");
}

#[test]
fn what_cannot_be_walked_through_is_said() {
    let output = walk(&["/no/such.eml", "samples/ses-default.eml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("MAIL FROM"), "the others are walked through");
    let output = walk(&["samples/ses-default.eml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("walk knows the format text"));
}
