//! Honest headers beside their twins: what a record and a Received field may tell, and what only a sender can have
//! written.

use super::facts::{self, Facts};
use super::receivers::sections;

/// What is found to be wrong with a header, in a line.
fn wrong(title: &str, header: &str) -> Option<String> {
    let parts: Vec<&str> = title.split(" | ").collect();
    let [name, client, mail_from, records, warnings @ ..] = &parts[..] else { panic!("{title}") };
    let author = if header.contains("\nFrom: ") { "" } else { "\nFrom: CEO <ceo@bank.example>" };
    let text = format!("{header}{author}\nSubject: t\n\nhello\n");
    let facts = Facts::of(&text, facts::closed());
    let told = |assumed: bool, value: Option<String>| match value {
        Some(value) => format!("{}{value}", if assumed { "~" } else { "" }),
        None => "-".to_owned(),
    };
    let found = [
        told(facts.client_assumed, facts.client.0.map(|ip| ip.to_string())),
        told(facts.mail_from_assumed, facts.mail_from),
        facts.credited.len().to_string(),
    ];
    let missing: Vec<&&str> = warnings.iter().filter(|code| !facts.warnings.contains(code)).collect();
    let as_expected = found == [*client, *mail_from, *records] && missing.is_empty();
    (!as_expected).then(|| {
        format!("{name}: {} instead of {client} | {mail_from} | {records}, without {missing:?}", found.join(" | "))
    })
}

#[test]
fn each_header_and_its_twin_are_told_apart() {
    let wrong: Vec<String> =
        sections(include_str!("twins.txt")).filter_map(|(title, header)| wrong(title, header)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
