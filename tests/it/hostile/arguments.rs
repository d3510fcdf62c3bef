//! Files and option values that nobody means well with, through the program itself.

use super::chance::{Chance, seeds};
use super::outputs::{clean, without_colours};
use super::{mutation, sample};
use std::process::{Command, Stdio};

const VALUES: &[(&str, &[&str])] = &[
    (
        "--set",
        &["shop.example TXT \u{1b}[31m\u{202e}", "x", "shop.example TXT", "\u{202e} A 1.2.3.4", "a MX 99999999 b"],
    ),
    ("--ip", &["192.0.2.1", "::ffff:192.0.2.1", "\u{1b}[2J", "1.2.3.4/33"]),
    ("--helo", &["\u{1b}]0;x\u{7}", "a.example", "[::1]", ".."]),
    ("--mail-from", &["<>", "a@\u{202e}b", "\"\u{1b}[31m\"@shop.example", "@", "@@@"]),
    ("--as-of", &["message", "2025-02-30", "\u{202e}", "-999999999-01-01", "9999-12-31"]),
    ("--receiver", &["gmail,docomo", "\u{1b}[31m", ",", "gmail,gmail"]),
    ("--via", &["amazon-ses", "amazon-ses/\u{1b}[31m", "\u{202e}"]),
    ("--fail-on", &["reject", "\u{1b}"]),
    ("--format", &["json", "jsonl", "text", "markdown", "svg", "\u{202e}"]),
    ("--lang", &["ja", "en"]),
    ("--charset", &["ascii", "unicode"]),
    ("--color", &["always", "never"]),
    ("--typed-into", &["sakura", "\u{1b}[31m"]),
];

#[test]
fn the_program_ends_in_order_and_writes_nothing_that_acts() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let profiles = include_str!("../../../src/receiver/profiles/gmail.toml").replace("id = \"gmail", "id = \"mine");
    for seed in seeds(30) {
        let mut chance = Chance::new(seed);
        let sample = chance.pick(sample::ALL);
        let name = *chance.pick(&["a.eml", "-", "b\u{202e}\u{1b}[2J.eml", "c\n.mbox"]);
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("the file can be written");
            path
        };
        let message = file(if name == "-" { "dash" } else { name }, &mutation::message(sample.message, &mut chance));
        let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
        command
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .env("COLUMNS", chance.pick(&["", "1", "40", "100", "99999", "x"]))
            .args([*chance.pick(&["check", "check", "check", "walk", "receivers", "spf"]), "--offline"])
            .stdin(Stdio::null());
        command.arg(&message);
        if chance.once_in(2) {
            command.arg("--dns").arg(file("z.zone", mutation::zone(sample.zone, &mut chance).as_bytes()));
        }
        if chance.once_in(3) {
            command.arg("--profiles").arg(file("p.toml", &mutation::message(profiles.as_bytes(), &mut chance)));
        }
        for _ in 0..chance.below(4) {
            let (option, values) = chance.pick(VALUES);
            command.args([option, *chance.pick(values)]);
        }
        let output = command.output().expect("the program starts");
        let what = format!("seed {seed}: {command:?}");
        assert!(matches!(output.status.code(), Some(0..=3)), "{what}: {}", output.status);
        for stream in [output.stdout, output.stderr] {
            clean(&without_colours(&String::from_utf8(stream).expect("output is UTF-8")), &what);
        }
    }
}
