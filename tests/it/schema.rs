//! The JSON output against `docs/twofrom.v1.schema.json`: real output of every kind is valid, and holds no
//! key that the schema does not describe.

use boon::{Compiler, Schemas};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/twofrom.v1.schema.json");
    serde_json::from_str(&fs::read_to_string(path).expect("the schema is there")).expect("it is JSON")
}

/// The schema with every object closed: programs must pass over unknown keys, we must describe ours.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(object) => {
            for value in object.values_mut() {
                *value = closed(value.take());
            }
            if object.get("type") == Some(&json!("object")) {
                object.insert("unevaluatedProperties".to_owned(), json!(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = closed(item.take())),
        _ => {}
    }
    schema
}

/// Holds a value against a part of the closed schema.
fn problems(part: &str, value: &Value) -> Option<String> {
    let mut compiler = Compiler::new();
    compiler.add_resource("file:///schema.json", closed(schema())).expect("the schema can be added");
    let mut schemas = Schemas::new();
    let index =
        compiler.compile(&format!("file:///schema.json#{part}"), &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
    schemas.validate(value, index).err().map(|error| format!("{error:#}\n{value:#}"))
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("JSON is UTF-8")
}

fn document(arguments: &[&str]) -> Value {
    let text = run(arguments);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{text}"))
}

#[test]
fn the_samples_are_valid() {
    for more in [&[][..], &["--offline"], &["--as-of", "2026-03-01"], &["--redact"]] {
        let document = document(&[&["check", "--format", "json"], more].concat());
        assert_eq!(problems("", &document), None);
        assert_eq!(problems("/$defs/check", &document), None);
    }
}

#[test]
fn each_line_of_jsonl_is_valid() {
    for line in run(&["check", "--format", "jsonl"]).lines() {
        assert_eq!(problems("/$defs/message", &serde_json::from_str(line).expect("a line is JSON")), None);
    }
}

#[test]
fn odd_and_unreadable_inputs_are_valid() {
    let folder = TempDir::new().unwrap();
    for (name, message) in [
        ("empty.eml", ""),
        ("noise.eml", "\u{1}\u{2}\n"),
        ("little.eml", "Subject: nothing else\n"),
        ("null.eml", "Return-Path: <>\nReceived: from a.example (a.example [192.0.2.1]) by b.example;\nFrom: x\n\n"),
        (
            "claims.eml",
            "X-SID-PRA: a@a.example\nAuthentication-Results: x; dkim=pass header.d=a.example; spf=odd; auth=none\n\
             ARC-Authentication-Results: i=1; x; iprev=fail policy.iprev=192.0.2.1; dmarc=pass (p=REJECT)\n\
             Received-SPF: none\nFrom: a@a.example\n\n",
        ),
        ("two.eml", "From: a@a.example, b@b.example\nSender: a@a.example\nSender: b@b.example\nnonsense\n\n"),
    ] {
        fs::write(folder.path().join(name), message).unwrap();
    }
    let path = folder.path().to_string_lossy().into_owned();
    let set = "--set=a.example TXT v=spf1 -all";
    let document = document(&["check", &path, "/no/such/file", "--format", "json", set]);
    assert_eq!(document["messages"].as_array().unwrap().len(), 7);
    assert_eq!(problems("/$defs/check", &document), None);
}

#[test]
fn traces_are_valid() {
    let folder = TempDir::new().unwrap();
    let zone = folder.path().join("z.zone");
    fs::write(
        &zone,
        ". SOA . . 1 2 3 4 5\n\
         pass.example TXT \"v=spf1 include:in.example exists:%{l}.%{d} redirect=to.example\"\n\
         in.example TXT \"v=spf1 mx ip4:198.51.100.0/24 -all\"\nin.example MX 10 mx.in.example\n\
         to.example TXT \"v=spf1 a:alias.example -all exp=why.example\"\nalias.example CNAME a.example\n\
         a.example A 192.0.2.1\nwhy.example TXT \"%{i} is not ours\"\n\
         ;@ timeout slow.example\n;@ rcode SERVFAIL broken.example\n\
         bad.example TXT \"v=spf1 ipv4:192.0.2.1 -all\"\n",
    )
    .unwrap();
    let zone = zone.to_string_lossy().into_owned();
    for domain in ["pass", "in", "to", "slow", "broken", "bad", "none"] {
        for dns in [&["--dns", &zone][..], &[]] {
            let sender = format!("x@{domain}.example");
            let arguments = ["spf", "--format", "json", "--ip", "192.0.2.9", "--mail-from", &sender];
            let document = document(&[&arguments, dns].concat());
            assert_eq!(problems("", &document), None);
            assert_eq!(problems("/$defs/spfDocument", &document), None);
        }
    }
}

/// The values of a key anywhere in a document.
fn every<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get(key));
            object.values().for_each(|value| every(value, key, found));
        }
        Value::Array(items) => items.iter().for_each(|item| every(item, key, found)),
        _ => {}
    }
}

#[test]
fn what_is_known_is_data_with_its_sources() {
    let example = "docs/example-profiles.toml";
    for (arguments, part, list, one) in [
        (&["receivers"][..], "/$defs/receiversDocument", "receivers", None),
        (&["receivers", "au/high"], "/$defs/receiversDocument", "receivers", Some("au/high")),
        (&["receivers", "--profiles", example], "/$defs/receiversDocument", "receivers", None),
        (&["senders"], "/$defs/sendersDocument", "senders", None),
        (&["senders", "amazon-ses", "--lang", "ja"], "/$defs/sendersDocument", "senders", Some("amazon-ses")),
    ] {
        let document = document(&[arguments, &["--format", "json"]].concat());
        assert_eq!(problems("", &document), None, "{arguments:?}");
        assert_eq!(problems(part, &document), None, "{arguments:?}");
        let listed = document[list].as_array().expect("a list");
        assert_eq!(one.is_some(), listed.len() == 1, "{arguments:?}");
        assert!(one.is_none_or(|id| listed[0]["id"] == id));
        // Each source that is named is there, and no other.
        let (mut named, mut evidence) = (BTreeSet::new(), Vec::new());
        every(&document[list], "evidence", &mut evidence);
        for piece in evidence.iter().filter_map(|pieces| pieces.as_array()).flatten() {
            named.insert(piece["source"].as_str().expect("an address"));
        }
        let sources: Vec<&str> =
            document["sources"].as_array().expect("a list").iter().filter_map(|s| s["url"].as_str()).collect();
        assert_eq!(sources.iter().copied().collect::<BTreeSet<_>>(), named, "{arguments:?}");
    }
    assert_eq!(document(&["senders", "--format", "json"]), document(&["senders", "--format", "json", "--lang", "ja"]));
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let sample = document(&["check", "--format", "json"]);
    let spoiled = |change: &dyn Fn(&mut Value)| {
        let mut document = sample.clone();
        change(&mut document["messages"][0]);
        problems("/$defs/check", &document)
    };
    assert_eq!(spoiled(&|_| {}), None);
    assert!(spoiled(&|m| m["verdicts"][0]["decision"] = json!("perhaps")).is_some());
    assert!(spoiled(&|m| m["spf"]["mail_from"]["lookups"] = json!(-1)).is_some());
    assert!(spoiled(&|m| m["dmarc"].as_object_mut().unwrap().clear()).is_some());
    assert!(spoiled(&|m| m["surprise"] = json!(1)).is_some());
    assert!(spoiled(&|m| m["source"]["error"] = json!("no")).is_some());
}
