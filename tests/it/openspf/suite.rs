//! Reads the conformance suite of openspf.org for RFC 7208: each document is a zone and tests on it. The
//! zone is written as a zone file, so that what is tested begins with its syntax.

use serde::Deserialize as _;
use serde_yaml_ng::{Deserializer, Mapping, Value};
use std::fmt::Write as _;
use twofrom::dns::{Edit, Name, Question, RData, RecordType};

/// One document of the suite.
pub struct Scenario {
    /// What it is about.
    pub description: String,
    /// Its zone as a zone file.
    pub zone: String,
    /// Its tests.
    pub tests: Vec<Test>,
}

/// One test.
pub struct Test {
    pub id: String,
    pub ip: String,
    pub helo: String,
    pub mail_from: String,
    /// Any of these will do.
    pub results: Vec<String>,
    /// `None`: nothing is said about it; empty: there is none.
    pub explanation: Option<String>,
}

/// The suite that `OPENSPF_SUITE` names; `None` where it is not set.
pub fn load() -> Option<Vec<Scenario>> {
    let Some(path) = std::env::var_os("OPENSPF_SUITE") else {
        println!("NOT RUN: OPENSPF_SUITE does not name the suite's file (rfc7208-tests.yml)");
        return None;
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let documents = Deserializer::from_str(&text).map(|document| Value::deserialize(document).expect("YAML"));
    let scenarios: Vec<Scenario> = documents.filter(|document| !document.is_null()).map(|d| scenario(&d)).collect();
    assert!(!scenarios.is_empty(), "{}: no document in it", path.display());
    Some(scenarios)
}

fn scenario(document: &Value) -> Scenario {
    let tests = mapping(document, "tests").iter().map(|(id, test)| {
        let results = match &test["result"] {
            Value::Sequence(several) => several.iter().map(text).collect(),
            one => vec![text(one)],
        };
        let explanation = test.get("explanation").map(text);
        Test {
            id: text(id),
            ip: text(&test["host"]),
            helo: text(&test["helo"]),
            mail_from: text(&test["mailfrom"]),
            results,
            explanation: explanation.map(|e| if e == "DEFAULT" { String::new() } else { e }),
        }
    });
    Scenario {
        description: text(&document["description"]),
        tests: tests.collect(),
        zone: zone_file(mapping(document, "zonedata")),
    }
}

fn mapping<'a>(value: &'a Value, key: &str) -> &'a Mapping {
    value[key].as_mapping().unwrap_or_else(|| panic!("{key} is no mapping"))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other:?} where a text should stand"),
    }
}

/// The suite's zone data as a zone file that answers for everything.
fn zone_file(zone: &Mapping) -> String {
    let mut out = ". SOA . . 0 0 0 0 0\n".to_owned();
    for (owner, entries) in zone {
        let name = Name::new(&text(owner));
        let mut records: Vec<(RecordType, RData)> = Vec::new();
        let (mut spf, mut has_txt) = (Vec::new(), false);
        for entry in entries.as_sequence().expect("a list of records") {
            let Value::Mapping(entry) = entry else {
                assert_eq!(text(entry), "TIMEOUT");
                writeln!(out, ";@ timeout {}", name.to_zone_absolute()).unwrap();
                continue;
            };
            for (kind, value) in entry {
                let kind = text(kind);
                match kind.as_str() {
                    "SPF" => spf.push(strings(value)),
                    "TXT" => {
                        has_txt = true;
                        if value.as_str() != Some("NONE") {
                            records.push((RecordType::Txt, RData::Txt(strings(value))));
                        }
                    }
                    _ => records.push(record(&kind, value)),
                }
            }
        }
        if !has_txt {
            records.extend(spf.into_iter().map(|strings| (RecordType::Txt, RData::Txt(strings))));
        }
        for (rtype, data) in records {
            let edit = Edit { question: Question::new(name.clone(), rtype), data: vec![data] };
            writeln!(out, "{edit}").unwrap();
        }
    }
    out
}

fn record(kind: &str, value: &Value) -> (RecordType, RData) {
    let rtype = RecordType::parse(kind).unwrap_or_else(|| panic!("type {kind}"));
    let data = match rtype {
        RecordType::A => RData::A(text(value).parse().expect("an IPv4 address")),
        RecordType::Aaaa => RData::Aaaa(text(value).parse().expect("an IPv6 address")),
        RecordType::Cname => RData::Cname(Name::new(&text(value))),
        RecordType::Ptr => RData::Ptr(Name::new(&text(value))),
        RecordType::Mx => {
            RData::Mx { preference: text(&value[0]).parse().expect("a number"), exchange: Name::new(&text(&value[1])) }
        }
        other => panic!("type {other}"),
    };
    (rtype, data)
}

/// The strings of a TXT record; a character of the suite's `\xNN` is an octet.
fn strings(value: &Value) -> Vec<Vec<u8>> {
    let octets = |value: &Value| {
        let text = text(value);
        text.chars().map(|c| u8::try_from(u32::from(c)).expect("an octet")).collect()
    };
    match value {
        Value::Sequence(several) => several.iter().map(octets).collect(),
        one => vec![octets(one)],
    }
}
