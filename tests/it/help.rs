//! Help, man page and completions as text. `INSTA_UPDATE=always` writes the snapshots anew, to be read
//! before they are committed.

use std::process::{Command, Stdio};

const COMMANDS: [&str; 8] = ["", "check", "walk", "spf", "receivers", "senders", "completions", "man"];

fn run(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
    command.args(arguments.iter().filter(|argument| !argument.is_empty())).stdin(Stdio::null());
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE", "NO_COLOR"] {
        command.env_remove(name);
    }
    let output = command.env("COLUMNS", "100").output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("help is UTF-8")
}

fn help(command: &str, help: &str, lang: &str) -> String {
    format!("$ twofrom {command} {help}\n{}", run(&["--lang", lang, command, help]))
}

fn all(option: &str, lang: &str) -> String {
    COMMANDS.map(|command| help(command, option, lang)).join("\n")
}

/// The long help of all commands; the options, which are the same everywhere, once.
fn long(lang: &str) -> String {
    let mut out = help("", "--help", lang);
    for command in &COMMANDS[1..] {
        let text = help(command, "--help", lang);
        let (before, rest) = text.split_once("DNS:").expect("the first group of options");
        let (_, after) = rest.rsplit_once("-h, --help").expect("the last option");
        out += &["\n", before, "[options]\n\n      -h, --help", after].concat();
    }
    out
}

#[test]
fn short_help() {
    insta::assert_snapshot!("short_help", help("", "-h", "en"));
    insta::assert_snapshot!("short_help_ja", help("", "-h", "ja"));
}

#[test]
fn long_help() {
    insta::assert_snapshot!("long_help", long("en"));
    insta::assert_snapshot!("long_help_ja", long("ja"));
}

#[test]
fn man_page() {
    insta::assert_snapshot!("man", run(&["man"]));
    insta::assert_snapshot!("man_ja", run(&["man", "--lang", "ja"]).replace("\\:", ""));
}

#[test]
fn help_fits_into_its_columns() {
    for (help, lang) in [("-h", "en"), ("-h", "ja"), ("--help", "en"), ("--help", "ja")] {
        for line in all(help, lang).lines() {
            assert!(twofrom::text::width(line) <= 104, "{lang}: {line}");
        }
    }
}

#[test]
fn completions_of_every_shell_know_commands_and_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        for word in ["receivers", "completions", "as-of", "redact"] {
            assert!(script.contains(word), "{shell}: no {word}");
        }
    }
    assert!(run(&["completions", "fish", "--lang", "ja"]).contains("標準出力に報告を書きます"));
}

#[test]
fn the_language_of_help_is_the_last_one_given() {
    assert!(run(&["--lang=en", "check", "--lang", "ja", "-h"]).contains("使い方"));
    assert!(run(&["--lang", "ja", "-h", "--lang=en"]).contains("Usage"));
}
