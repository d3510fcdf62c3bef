//! A header without its body: what can be said of its signatures, and of what hangs on them.

use std::fs;
use std::process::Command;
use tempfile::TempDir;
use twofrom::case::{Case, analyse};
use twofrom::comparison::{Reason, compare};
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::{Decision, OpenReason, Profiles};
use twofrom::redact::Redactor;
use twofrom::remedy::propose;
use twofrom::settings::{AsOf, Lang, Settings};
use twofrom::words::dkim::{explained, saved};
use twofrom::words::sentence::{all_open, warning, warning_code};

const MESSAGE: &str = include_str!("dkim/message.eml");
const SIGNATURES: &str = include_str!("dkim/signatures.txt");
/// Signatures of the same header with an empty body, or with l=0.
const EMPTY: &str = include_str!("dkim/empty.txt");
const KEYS: &str = include_str!("dkim/keys.txt");
const EMPTY_KEY: &str = "UcxLp3h5oTQJfCVPL1ceDXIwB7F8rSiwE45gpEkPLP4=";

const RSA: &str = "rsa-sha256 relaxed/relaxed";

/// The signatures by name.
fn signatures(all: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let blocks = all.split("# ").filter(|block| !block.is_empty());
    blocks.map(|block| block.split_once('\n').map(|(name, field)| (name, field.trim_end())).expect("name and field"))
}

fn signature(all: &'static str, name: &str) -> &'static str {
    signatures(all).find(|(known, _)| *known == name).map_or_else(|| panic!("no signature {name}"), |(_, field)| field)
}

/// The header with these fields above it, up to the line end of its last field.
fn header(above: &str) -> String {
    let (header, _) = MESSAGE.split_once("\n\n").expect("a blank line ends the header");
    format!("Return-Path: <a@elsewhere.test>\n{above}\n{header}\n")
}

fn whole(above: &str) -> String {
    let (_, body) = MESSAGE.split_once("\n\n").expect("a blank line ends the header");
    format!("{}\n{body}", header(above))
}

/// A key record at a selector of the From domain, in strings that a zone file takes.
fn key(selector: &str, text: &str) -> String {
    let strings: Vec<String> =
        text.as_bytes().chunks(200).map(|part| format!("\"{}\"", String::from_utf8_lossy(part))).collect();
    format!("{selector}._domainkey.shop.example TXT {}\n", strings.join(" "))
}

/// A zone in which the From domain asks to reject what neither SPF nor DKIM authenticates, with its keys.
fn zone() -> String {
    let mut zone = policy();
    for (name, data) in KEYS.lines().filter_map(|line| line.split_once(' ')).filter(|(name, _)| *name != "other") {
        let kind = if name == "ed" { "ed25519" } else { "rsa" };
        zone += &key(name, &format!("v=DKIM1; k={kind}; p={data}"));
    }
    zone + &key("empty", &format!("v=DKIM1; k=ed25519; p={EMPTY_KEY}"))
}

fn policy() -> String {
    "_dmarc.shop.example TXT \"v=DMARC1; p=reject\"\nelsewhere.test TXT \"v=spf1 ip4:192.0.2.25 -all\"\n\
     25.2.0.192.in-addr.arpa PTR mail.shop.example\nmail.shop.example A 192.0.2.25\n"
        .to_owned()
}

fn answers(zone: &str) -> Answers {
    let (zone, _) = Zone::parse("test.zone", format!(". SOA ns. root. 1 2 3 4 5\n{zone}").as_bytes())
        .expect("the zone is well-formed");
    Answers::from_zone(zone)
}

fn settings() -> Settings {
    let mut settings = Settings::new(1_795_500_000);
    settings.as_of = AsOf::Today;
    settings.receivers = Some(["gmail", "softbank"].map(str::to_owned).to_vec());
    settings
}

fn analysed(message: &Message, answers: &Answers) -> Case {
    analyse(message, answers, &settings(), Profiles::builtin()).expect("the receivers are known")
}

fn read(raw: &str, zone: &str) -> (Message, Case) {
    let message = Message::parse(raw.as_bytes());
    let case = analysed(&message, &answers(zone));
    (message, case)
}

/// What became of each signature.
fn outcomes(raw: &str, zone: &str) -> Vec<String> {
    let (_, case) = read(raw, zone);
    let of = |found: &twofrom::dkim::Verification| {
        let problem = found.problem.as_ref().map(|problem| format!(" {}", problem.as_str())).unwrap_or_default();
        format!("{}{problem}", found.result.as_str())
    };
    case.dkim.iter().map(of).collect()
}

/// What became of the one signature.
fn outcome(raw: &str, zone: &str) -> String {
    let [outcome] = &outcomes(raw, zone)[..] else { panic!("it has one signature") };
    outcome.clone()
}

/// DMARC, and the decisions of both receivers with why they are open.
fn judged(raw: &str, zone: &str) -> (&'static str, Vec<(Decision, Vec<OpenReason>)>) {
    let (_, case) = read(raw, zone);
    (case.dmarc.result.as_str(), case.verdicts.iter().map(|v| (v.decision, v.open.clone())).collect())
}

/// The codes of what is to be known of the file.
fn warnings(raw: &str, zone: &str) -> Vec<&'static str> {
    let (message, case) = read(raw, zone);
    case.identities.warnings.iter().map(|one| warning_code(one, &message)).collect()
}

#[test]
fn a_header_alone_fails_nothing_and_passes_nothing() {
    for (name, field) in signatures(SIGNATURES).filter(|(name, _)| !matches!(*name, "another domain" | "512 bits")) {
        assert_eq!(outcome(&whole(field), &zone()), "pass", "{name}");
        for end in ["", "\n", "\n\n\n", "\n \t\n\n", "  \n"] {
            let raw = format!("{}{end}", header(field));
            for raw in [raw.clone(), raw.replace('\n', "\r\n"), raw.trim_end().to_owned()] {
                assert_eq!(outcome(&raw, &zone()), "pending no-body", "{name} {end:?}");
            }
        }
    }
}

#[test]
fn what_hangs_on_it_is_open_and_waits_for_no_answer() {
    let field = signature(SIGNATURES, RSA);
    let (accept, open) = ((Decision::Accept, vec![]), (Decision::Unknown, vec![OpenReason::NoBody]));
    assert_eq!(judged(&whole(field), &zone()), ("pass", vec![accept.clone(), accept]));
    let (dmarc, verdicts) = judged(&header(field), &zone());
    assert_eq!((dmarc, &verdicts[0]), ("open", &open));
    assert!(verdicts.iter().all(|(decision, _)| matches!(decision, Decision::Unknown | Decision::Accept)));
    assert_eq!(OpenReason::NoBody.as_str(), "not-checked");

    let (message, case) = read(&header(field), &zone());
    assert!(case.unanswered.needed.is_empty(), "{:?}", case.unanswered.needed);
    for lang in [Lang::En, Lang::Ja] {
        let texts = explained(&case, &message, &case.dkim[0], lang).join(" ");
        let all = texts + &all_open(&case.verdicts[0].open, lang);
        let (body, dns) = if lang == Lang::En { ("body", "answer") } else { ("本文", "応答") };
        assert!(all.contains(body) && !all.contains(dns) && !all.contains("DNS"), "{all}");
        assert_eq!(saved(&case, &message, lang), None);
    }
    // Nothing is proposed for what may be in order.
    let advice = propose(&message, &answers(&zone()), &settings(), Profiles::builtin(), &case);
    assert_eq!((advice.remedies.len(), advice.instead), (0, None));
}

#[test]
fn a_header_that_does_not_fit_may_be_the_copy() {
    let field = signature(SIGNATURES, RSA);
    let changed = |raw: String| raw.replace("Your  order", "An order");
    assert_eq!(outcome(&changed(whole(field)), &zone()), "fail signature");
    assert_eq!(outcome(&changed(header(field)), &zone()), "pending no-body");
    assert_eq!(outcome(&changed(header(field) + "\n"), &zone()), "pending no-body");
    // A copy that ends within the header, at any place behind the signature.
    let raw = header(field);
    let start = raw.find("\nReceived").expect("the header follows");
    for end in (start..raw.len()).filter(|end| raw.is_char_boundary(*end)) {
        let cut = raw.get(..end).expect("it lies inside");
        assert_eq!(outcome(cut, &zone()), "pending no-body", "{cut}");
    }
    // And at any place within the signature, once its name is there.
    let within = raw.find("v=1").expect("it begins") + 3..start;
    for end in within {
        let cut = raw.get(..end).expect("it lies inside");
        assert_eq!(outcome(cut, &zone()), "pending no-body", "{cut}");
        // Where the message goes on, it is the signature that is broken.
        let whole = format!("{cut}\n{MESSAGE}");
        assert_ne!(outcome(&whole, &zone()), "pending no-body", "{whole}");
    }
}

#[test]
fn an_empty_body_is_one() {
    for name in ["relaxed", "simple"] {
        let field = signature(EMPTY, name);
        for end in ["\n", "\n\n", "\n\n\n"] {
            let raw = header(field) + end;
            assert_eq!(
                (outcome(&raw, &zone()), judged(&raw, &zone()).0),
                ("pass".to_owned(), "pass"),
                "{name} {end:?}"
            );
            assert!(!warnings(&raw, &zone()).contains(&"header-only"));
        }
        let changed = (header(field) + "\n").replace("Your  order", "An order");
        assert_eq!(outcome(&changed, &zone()), "fail signature", "{name}");
        assert_eq!(outcome(&(header(field) + "\nadded\n"), &zone()), "fail body-hash", "{name}");
        // No blank line: what the body was, the file does not say.
        assert_eq!(outcome(&header(field), &zone()), "pending no-body", "{name}");
    }
    // The hash of nothing is not that of an empty body in simple form, which is a line end.
    assert_eq!(outcome(&(header(signature(EMPTY, "wrong form")) + "\n"), &zone()), "pending no-body");
}

/// Whoever takes the body away, or adds one to a message that had none and then takes it away, gains no pass.
#[test]
fn who_takes_the_body_away_gains_nothing() {
    let (good, empty) = (signature(SIGNATURES, RSA), signature(EMPTY, "relaxed"));
    let both = format!("{good}\n{empty}");
    assert_eq!(outcomes(&whole(&both), &zone()), ["pass", "fail body-hash"]);
    for end in ["", "\n", "\n\n"] {
        let raw = header(&both) + end;
        assert_eq!(outcomes(&raw, &zone()), ["pending no-body", "pending no-body"], "{end:?}");
        assert_eq!(judged(&raw, &zone()).0, "open");
    }
}

#[test]
fn a_signature_of_no_byte_of_the_body_needs_none() {
    for name in ["l=0", "simple l=0"] {
        let field = signature(EMPTY, name);
        for raw in [whole(field), header(field) + "\n", header(field)] {
            assert_eq!(outcome(&raw, &zone()), "pass", "{name}");
            let (message, case) = read(&raw, &zone());
            let said = explained(&case, &message, &case.dkim[0], Lang::En).join(" ");
            assert!(said.contains("Nothing of the body is signed"), "{said}");
        }
        assert_eq!(outcome(&header(field).replace("Your  order", "An order"), &zone()), "pending no-body");
        assert_eq!(outcome(&whole(field).replace("Your  order", "An order"), &zone()), "fail signature");
    }
}

#[test]
fn what_needs_no_body_to_be_said_is_said() {
    let (raw, zone) = (header(signature(SIGNATURES, RSA)), zone());
    let at = "rsa2048._domainkey.shop.example";
    for (raw, zone, expected) in [
        (raw.clone(), policy(), "permerror no-key"),
        (raw.clone(), policy() + &key("rsa2048", "v=DKIM1; p="), "permerror revoked"),
        (raw.clone(), policy() + &key("rsa2048", "v=DKIM1; p=junk!"), "permerror key-syntax"),
        (raw.clone(), format!("{};@ timeout {at}\n", policy()), "temperror"),
        (raw.replace("v=1;", "v=1; x=1700000000;"), zone.clone(), "fail expired"),
        (raw.replace("a=rsa-sha256", "a=rsa-sha9"), zone.clone(), "neutral unsupported"),
        (raw.replace("d=shop.example", "d=shop.example; d=x.example"), zone.clone(), "neutral signature-syntax"),
    ] {
        assert_eq!(outcome(&raw, &zone), expected);
        assert_eq!(outcome(&raw.replace("Your", "My"), &zone), expected);
    }
    // The key of a pass that counts nowhere counts nowhere without a body.
    let short = header(signature(SIGNATURES, "512 bits"));
    assert_eq!((outcome(&short, &zone), judged(&short, &zone).0), ("pending no-body".to_owned(), "fail"));
    // As long as the key is not answered, an answer is what is missing.
    let message = Message::parse(raw.as_bytes());
    let case = analysed(&message, &Answers::default());
    assert_eq!((case.dkim[0].result.as_str(), case.dkim[0].problem.clone()), ("pending", None));
    assert!(case.verdicts[0].open.contains(&OpenReason::Answer));
}

#[test]
fn of_several_signatures_the_one_that_may_pass_counts() {
    let (rsa, ed) = (signature(SIGNATURES, RSA), signature(SIGNATURES, "ed25519-sha256 relaxed/relaxed"));
    let data = KEYS.lines().find_map(|line| line.strip_prefix("rsa2048 ")).expect("there is such a key");
    let one_key = policy() + &key("rsa2048", &format!("v=DKIM1; k=rsa; p={data}"));
    let ed_key = "ed._domainkey.shop.example";
    for fields in [format!("{rsa}\n{ed}"), format!("{ed}\n{rsa}")] {
        for more in [String::new(), key("ed", "v=DKIM1; k=ed25519; p="), format!(";@ timeout {ed_key}\n")] {
            let (dmarc, verdicts) = judged(&header(&fields), &(one_key.clone() + &more));
            assert_eq!((dmarc, &verdicts[0].1), ("open", &vec![OpenReason::NoBody]), "{more}");
        }
    }
    // Nor does it matter that SPF of an aligned domain could not be settled.
    let by_shop = header(rsa).replace("a@elsewhere.test", "a@shop.example");
    let (dmarc, verdicts) = judged(&by_shop, &format!("{one_key};@ timeout shop.example\n"));
    assert_eq!((dmarc, verdicts[0].0), ("open", Decision::Unknown));
}

/// A record of the receiving server that the body was not the one that was signed.
fn recorded(by: &str, result: &str) -> String {
    format!("Authentication-Results: {by}; dkim={result}")
}

#[test]
fn the_receiving_server_may_have_recorded_that_the_body_failed() {
    let field = signature(SIGNATURES, RSA);
    let b: String = field.split("b=").last().expect("b= is there").chars().take(8).collect();
    let named = "header.d=shop.example";
    for (by, result, expected) in [
        ("mx.receiver.example", format!("fail (body hash did not verify) {named}"), "fail body-hash"),
        (
            "mx.receiver.example",
            format!("neutral (body hash did not verify) header.i=@shop.example header.s=rsa2048 header.b={b}"),
            "fail body-hash",
        ),
        ("mx.receiver.example", format!("fail (\"body hash did not verify\") {named}"), "fail body-hash"),
        (
            "mx.receiver.example",
            format!("fail (body hash mismatch; body probably modified in transit) {named}"),
            "fail body-hash",
        ),
        ("mx.receiver.example", format!("fail (bodyhash_mismatch) {named}"), "fail body-hash"),
        ("mx.receiver.example", format!("fail (body has been altered) {named}"), "fail body-hash"),
        ("mx.receiver.example", format!("fail reason=\"body hash mismatch\" {named}"), "fail body-hash"),
        // It is about another signature, or about none that it names.
        ("mx.receiver.example", "fail (body hash did not verify) header.d=other.example".to_owned(), "pending no-body"),
        ("mx.receiver.example", format!("fail (body hash did not verify) {named} header.s=other"), "pending no-body"),
        (
            "mx.receiver.example",
            format!("fail (body hash did not verify) {named} header.b=AAAAAAAA"),
            "pending no-body",
        ),
        ("mx.receiver.example", "fail (body hash did not verify)".to_owned(), "pending no-body"),
        // It says something else.
        ("mx.receiver.example", format!("fail (signature did not verify) {named}"), "pending no-body"),
        ("mx.receiver.example", format!("fail {named}"), "pending no-body"),
        ("mx.receiver.example", format!("pass (body hash did not verify) {named}"), "pending no-body"),
        (
            "mx.receiver.example",
            format!("fail (body hash did not verify) {named}; dkim=pass {named}"),
            "pending no-body",
        ),
    ] {
        let raw = header(&format!("{}\n{field}", recorded(by, &result)));
        assert_eq!(outcome(&raw, &zone()), expected, "{by} {result}");
        let (_, case) = read(&raw, &zone());
        assert_eq!(case.dkim[0].recorded.is_some(), expected == "fail body-hash");
        // With the body, it is the body that tells.
        assert_eq!(outcome(&whole(&format!("{}\n{field}", recorded(by, &result))), &zone()), "pass", "{by} {result}");
    }
    let raw = header(&format!(
        "{}\n{field}",
        recorded("mx.receiver.example", "fail (body hash did not verify) header.d=shop.example")
    ));
    let (message, case) = read(&raw, &zone());
    assert_eq!(case.dmarc.result.as_str(), "fail");
    let said = explained(&case, &message, &case.dkim[0], Lang::En).join(" ");
    assert!(said.contains("mx.receiver.example recorded"), "{said}");
    // Ours is that record's own, and does not agree with it: nothing was held against it.
    let row = compare(&message, &case).into_iter().find(|row| row.method == "dkim").expect("it is recorded");
    assert_eq!((row.agrees, row.because), (None, vec![Reason::BodyMissing]));
}

/// The same record as a sender would write it: it came with the message, and decides nothing.
#[test]
fn a_planted_record_fails_nothing() {
    let (field, planted) = (signature(SIGNATURES, RSA), "fail (body hash did not verify) header.d=shop.example");
    let date = "Date: Mon, 03 Mar 2025 08:59:58 +0900";
    let below = |record: &str| header(field).replace(date, &format!("{date}\n{record}"));
    for by in ["mx.receiver.example", "mx.receiver.example.evil.example", "mx.google.com", "mail.shop.example"] {
        assert_eq!(outcome(&below(&recorded(by, planted)), &zone()), "pending no-body", "{by}");
    }
    // Google writes directly below its own Received, and nowhere else.
    let at_google =
        |raw: String| raw.replace("by mx.receiver.example with ESMTPS", "by mx.google.com with ESMTPS id 1");
    let own = header(field).replace("From: Shop", &format!("{}\nFrom: Shop", recorded("mx.google.com", planted)));
    assert_eq!(outcome(&at_google(own), &zone()), "fail body-hash");
    assert_eq!(outcome(&at_google(below(&recorded("mx.google.com", planted))), &zone()), "pending no-body");
    for name in [
        "ARC-Authentication-Results: i=1; mx.receiver.example;",
        "Authentication-Results-Original:",
        "X-MS-Exchange-Authentication-Results:",
    ] {
        assert_eq!(outcome(&below(&format!("{name} dkim={planted}")), &zone()), "pending no-body", "{name}");
    }
}

#[test]
fn one_warning_says_what_was_saved() {
    let field = signature(SIGNATURES, RSA);
    for raw in [header(field), header(field) + "\n", header(field) + "\n\n", header("X-Unsigned: yes")] {
        let found: Vec<&str> = warnings(&raw, &zone())
            .into_iter()
            .filter(|code| matches!(*code, "header-only" | "no-blank-line"))
            .collect();
        assert_eq!(found, ["header-only"], "{raw}");
    }
    for raw in [whole(field), header("X-Unsigned: yes") + "\n"] {
        assert!(!warnings(&raw, &zone()).contains(&"header-only"), "{raw}");
    }
    let (message, case) = read(&header(field), &zone());
    let one = case.identities.warnings.iter().find(|one| warning_code(one, &message) == "header-only");
    let one = one.expect("it is there");
    assert!(warning(one, &message, Lang::En).contains("headers only"));
    assert!(warning(one, &message, Lang::Ja).contains("ヘッダーのみ (本文なし)"));
}

#[test]
fn a_record_is_held_against_nothing_without_a_body() {
    let raw = header(&format!(
        "{}\n{}",
        recorded("mx.receiver.example", "pass header.d=shop.example"),
        signature(SIGNATURES, RSA)
    ));
    let (message, case) = read(&raw, &zone());
    let row = compare(&message, &case).into_iter().find(|row| row.method == "dkim").expect("it is recorded");
    assert_eq!((row.agrees, row.because), (None, vec![Reason::BodyMissing]));
}

#[test]
fn a_redacted_header_judges_the_same() {
    for (_, field) in signatures(SIGNATURES).chain(signatures(EMPTY)) {
        for end in ["", "\n", "\n\n"] {
            let raw = format!("{}{end}", header(field));
            let raws = [
                raw.clone(),
                raw.replace("Your", "My"),
                raw.get(..raw.find("bh=").unwrap_or(0)).unwrap_or_default().to_owned(),
            ];
            for raw in raws {
                let plain = Message::parse(raw.as_bytes());
                let redacted = Redactor::default().message(&plain);
                let of = |message: &Message| {
                    let case = analysed(message, &answers(&zone()));
                    let found = &case.dkim[0];
                    (found.result, found.problem.clone(), case.verdicts.iter().map(|v| v.decision).collect::<Vec<_>>())
                };
                assert_eq!(of(&redacted), of(&plain), "{raw}");
            }
        }
    }
}

#[test]
fn the_program_does_not_report_a_refusal() {
    let folder = TempDir::new().expect("a folder can be made");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("headers.txt"), header(signature(SIGNATURES, RSA))).expect("it can be written");
    fs::write(path("headers.zone"), format!(". SOA ns. root. 1 2 3 4 5\n{}", zone())).expect("it can be written");
    let check = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
        let (zone, file) = (path("headers.zone"), path("headers.txt"));
        command.args(["check", "--receiver", "gmail", "--as-of", "2026-11-24", "--lang", "en", "--format", format]);
        command.args(["--dns", &zone, &file]).output().expect("the program runs")
    };
    let output = check("json");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let value = &value["messages"][0];
    let signature = &value["dkim"][0];
    assert_eq!((&signature["result"], &signature["problem"]), (&"pending".into(), &"no-body".into()));
    assert_eq!((&signature["header"], &signature["body"]), (&"intact".into(), &"absent".into()));
    assert_eq!((&signature["body_bytes"], &signature["covered_bytes"]), (&().into(), &().into()));
    assert_eq!(value["verdicts"][0]["open"], serde_json::json!(["not-checked"]));
    let text = String::from_utf8_lossy(&check("text").stdout).into_owned();
    assert!(text.contains("headers only") && !text.contains("answer is missing"), "{text}");
}
