//! `check --format markdown`: the ticket as it reads, and that no header can write its own Markdown.
//! `INSTA_UPDATE=always` writes the snapshots anew, to be read before they are committed.

use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn ticket(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "--format", "markdown", "--as-of", "message"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("the ticket is UTF-8")
}

#[test]
fn the_ticket_of_a_rejected_message() {
    insta::assert_snapshot!("ticket", ticket(&["samples/ses-default.eml", "--lang", "en"]));
    insta::assert_snapshot!("ticket_ja", ticket(&["samples/ses-default.eml", "--lang", "ja"]));
}

#[test]
fn a_what_if_stands_in_the_ticket_and_in_its_command() {
    let set = "kumano-books.example TXT v=spf1 include:amazonses.com ~all";
    let text = ticket(&["samples/ses-default.eml", "--lang", "en", "--set", set]);
    assert!(text.contains("as if this were published: `kumano-books.example TXT \"v=spf1"), "{text}");
    assert!(text.contains("--set 'kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\"'"), "{text}");
}

#[test]
fn a_header_cannot_break_out() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("`a`$(x) <b>.eml");
    let message = "Return-Path: <`x`|<img/src=x>@shop.example>\n\
                   Received: from `h`<b> ([192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\n\
                   From: <b>|`[x](http://evil.example) ` <\"``\"@shop.example>\n\
                   <script>alert(1)</script> @everyone\n\nx\n";
    fs::write(&path, message).unwrap();
    fs::write(path.with_extension("zone"), ". SOA . . 1 2 3 4 5\nshop.example TXT \"v=spf1 a:`<b>|@team -all\"\n")
        .unwrap();
    let text = ticket(&[&path.to_string_lossy(), "--lang", "en", "--receiver", "au/high"]);
    let outside_code: String = text
        .lines()
        .filter(|line| !line.starts_with("twofrom check") && !line.starts_with("dig"))
        .flat_map(|line| without_code(line).chars().collect::<Vec<_>>())
        .collect();
    for bad in ["<b", "<img", "<script", "@everyone", "@team", "](", "evil.example"] {
        assert!(!outside_code.contains(bad), "{bad} in\n{outside_code}\n\n{text}");
    }
    assert!(text.contains("'\"'\"'") || text.contains("`a`$(x) <b>.eml'"), "the path is quoted for the shell:\n{text}");
}

/// A line without its code spans, as `CommonMark` section 6.1 finds them.
fn without_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let marks = rest[at..].chars().take_while(|c| *c == '`').count();
        let after = &rest[at + marks..];
        let mut from = 0;
        let end = loop {
            let Some(next) = after[from..].find('`').map(|next| from + next) else { break None };
            let run = after[next..].chars().take_while(|c| *c == '`').count();
            if run == marks {
                break Some(next + run);
            }
            from = next + run;
        };
        if end.is_none() {
            out.push_str(&rest[at..at + marks]);
        }
        rest = &after[end.unwrap_or(0)..];
    }
    out + rest
}
