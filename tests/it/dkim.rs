//! DKIM of a message that was signed in many ways (`tests/dkim`): what passes, what does not, and which part
//! is said to have broken.

use proptest::prelude::*;
use std::fmt::Write;
use twofrom::case::{Case, analyse};
use twofrom::dkim::{DkimResult, Note, ReceiptFrom, SavedAs, Verification, saved_as};
use twofrom::dmarc::DmarcResult;
use twofrom::dns::{Answers, Question, Zone};
use twofrom::message::{BodyState, Message};
use twofrom::receiver::{CheckKind, DkimState, Profiles};
use twofrom::redact::Redactor;
use twofrom::settings::{AsOf, Lang, Sender, Settings};
use twofrom::words::dkim::explained;
use twofrom::words::lane;

const MESSAGE: &str = include_str!("dkim/message.eml");
const SIGNATURES: &str = include_str!("dkim/signatures.txt");
const KEYS: &str = include_str!("dkim/keys.txt");

/// The signatures by name: each is the field that was put on top of the message.
fn signatures() -> impl Iterator<Item = (&'static str, &'static str)> {
    let blocks = SIGNATURES.split("# ").filter(|block| !block.is_empty());
    blocks
        .map(|block| block.split_once('\n').map(|(name, field)| (name, field.trim_end())).expect("a name and a field"))
}

/// The message with the signature of this name.
fn signed(name: &str) -> String {
    let (_, field) = signatures().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no signature {name}"));
    format!("{field}\n{MESSAGE}")
}

/// The data of a key.
fn key(name: &str) -> &'static str {
    let of = |line: &'static str| line.split_once(' ').filter(|(known, _)| *known == name);
    KEYS.lines().find_map(of).map_or_else(|| panic!("no key {name}"), |(_, data)| data)
}

/// A TXT record in strings that a zone file takes.
fn record(name: &str, text: &str) -> String {
    let mut line = format!("{name} TXT");
    for part in text.as_bytes().chunks(200) {
        let _ = write!(line, " \"{}\"", String::from_utf8_lossy(part));
    }
    line + "\n"
}

/// All keys where they belong.
fn zone() -> String {
    let mut zone = String::from(". SOA\n");
    for selector in ["rsa2048", "rsa1024", "rsa512", "rsa768", "rsa8192"] {
        zone +=
            &record(&format!("{selector}._domainkey.shop.example"), &format!("v=DKIM1; k=rsa; p={}", key(selector)));
    }
    zone += &record("ed._domainkey.shop.example", &format!("v=DKIM1; k=ed25519; p={}", key("ed")));
    zone + &record("rsa2048._domainkey.other.example", &format!("p={}", key("other")))
}

/// The zone with one key record, or whatever stands in place of one, for selector rsa2048.
fn with_key(lines: &[&str]) -> String {
    let name = "rsa2048._domainkey.shop.example";
    let records: String = lines.iter().map(|text| record(name, &text.replace('@', key("rsa2048")))).collect();
    format!(". SOA\n{records}")
}

fn answers(zone: &str) -> Answers {
    let (zone, warnings) = Zone::parse("test.zone", zone.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{zone}"));
    assert_eq!(warnings, []);
    Answers::from_zone(zone)
}

fn settings() -> Settings {
    let mut settings = Settings::new(1_741_046_400);
    settings.as_of = AsOf::Message;
    settings
}

fn analysed(message: &Message, answers: &Answers) -> Case {
    analyse(message, answers, &settings(), Profiles::builtin()).expect("no receiver is named")
}

fn parsed(message: &str) -> Message {
    Message::parse(message.as_bytes())
}

/// The one signature of a message.
fn verified(message: &str, zone: &str) -> Verification {
    let mut case = analysed(&parsed(message), &answers(zone));
    assert_eq!(case.dkim.len(), 1);
    case.dkim.remove(0)
}

/// Result and problem.
fn outcome(message: &str, zone: &str) -> String {
    let found = verified(message, zone);
    let problem = found.problem.map(|problem| format!(" {}", problem.as_str())).unwrap_or_default();
    format!("{}{problem}", found.result.as_str())
}

/// Which parts are intact.
fn parts(message: &str) -> (DkimResult, Option<bool>, Option<bool>) {
    let found = verified(message, &zone());
    (found.result, found.header_intact, found.body_intact)
}

fn body_state(message: &str) -> BodyState {
    let message = parsed(message);
    message.signatures[0].prepared.as_ref().expect("the signature can be read").body.state.clone()
}

#[test]
fn every_way_of_signing_passes() {
    let zone = zone();
    for (name, field) in signatures() {
        let with_lf = format!("{field}\n{MESSAGE}");
        for ends in ["\r\n", "\n", "\r", "\r\r\n"] {
            assert_eq!(outcome(&with_lf.replace('\n', ends), &zone), "pass", "{name} {ends:?}");
        }
        assert_eq!(outcome(&with_lf.replace("\n\t", "\r\n\t"), &zone), "pass", "{name}");
    }
}

#[test]
fn what_each_form_lets_pass_and_which_part_broke() {
    use DkimResult::{Fail, Pass};
    let edits: [(&str, &str, &str, bool, bool); 7] = [
        // What is changed, into what, and where, and whether simple and relaxed forms mind.
        ("Subject: Your  order", "subject:Your order", "header", true, false),
        ("Subject: Your", "Subject: My", "header", true, true),
        ("To: hanako", "To: taro", "header", true, true),
        ("Total:   1200\n", "Total: 1200 \n", "body", true, false),
        ("Total:   1200\n", "Total:   9200\n", "body", true, true),
        ("for  your", "foryour", "body", true, true),
        ("X-Test: first", "X-Test: third", "header", false, false),
    ];
    for algorithm in ["rsa-sha256", "rsa-sha1", "ed25519-sha256"] {
        for forms in ["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"] {
            let message = signed(&format!("{algorithm} {forms}"));
            let (header_form, body_form) = forms.split_once('/').expect("two forms");
            for (from, to, part, simple, relaxed) in edits {
                let form = if part == "header" { header_form } else { body_form };
                let broken = if form == "simple" { simple } else { relaxed };
                let intact = |this: &str| Some(!(broken && this == part));
                let expected = (if broken { Fail } else { Pass }, intact("header"), intact("body"));
                assert_eq!(parts(&message.replace(from, to)), expected, "{algorithm} {forms}: {to}");
            }
        }
    }
}

#[test]
fn blank_lines_at_the_end_belong_to_no_body() {
    for (forms, blank) in [("simple/simple", "\n\n\n"), ("relaxed/relaxed", "\n \n\t\n\n")] {
        let message = signed(&format!("rsa-sha256 {forms}"));
        assert_eq!(outcome(&format!("{message}{blank}"), &zone()), "pass", "{forms}");
    }
    let message = signed("rsa-sha256 relaxed/relaxed");
    assert_eq!(outcome(message.trim_end(), &zone()), "pass");
}

#[test]
fn a_length_covers_the_beginning() {
    for (name, _) in signatures().filter(|(name, _)| name.ends_with(" l")) {
        let message = signed(name);
        let longer = format!("{message}and a footer\n");
        let found = verified(&longer, &zone());
        assert_eq!(found.result, DkimResult::Pass, "{name}");
        assert!(found.notes.contains(&Note::BodyNotCovered), "{name}");
        assert_eq!(outcome(&message.replace("Thank you", "Thank me "), &zone()), "fail body-hash", "{name}");
        let header = message.split_once("\n\n").map(|(header, _)| header).expect("a header");
        assert_eq!(outcome(&format!("{header}\n\nshort\n"), &zone()), "fail body-hash", "{name}");
        assert_eq!(body_state(&format!("{header}\n\nshort\n")), BodyState::Shorter, "{name}");
    }
}

#[test]
fn what_a_list_appended_is_found() {
    let message =
        format!("{}-- \nA list\n", signed("rsa-sha256 relaxed/simple").trim_end_matches('\n').to_owned() + "\n");
    let BodyState::Appended { line, rest } = body_state(&message) else { panic!("{:?}", body_state(&message)) };
    assert_eq!((line, &message[rest]), (8, "-- \nA list\n"));
    let parsed = parsed(&message);
    let case = analysed(&parsed, &answers(&zone()));
    let said = explained(&case, &parsed, &case.dkim[0], Lang::En).join(" ");
    assert!(said.contains("up to line 8; after it was appended: A list"), "{said}");
    assert_eq!(saved_as(&parsed, &case.dkim), []);
}

#[test]
fn a_file_that_was_written_anew_is_called_so() {
    let name = "rsa-sha256 relaxed/relaxed";
    let quoted = signed(name).replace("\n>From", "\n>>From").replace("\nFrom here", "\n>From here");
    assert_eq!(body_state(&quoted), BodyState::MboxQuoted);
    let signs = |message: &str| {
        let message = parsed(message);
        saved_as(&message, &analysed(&message, &answers(&zone())).dkim)
    };
    assert_eq!(signs(&quoted), [SavedAs::MboxQuoted]);
    let stored = format!("X-Mozilla-Status: 0001\n{}", signed(name));
    assert_eq!(signs(&stored), []);
    let stored = stored.replace("Total", "Sum");
    assert_eq!(signs(&stored).iter().map(|sign| sign.as_str()).collect::<Vec<_>>(), ["store-field"]);
    // Two domains' signatures that fail in both parts.
    let (_, other) = signatures().find(|(name, _)| *name == "another domain").expect("it is there");
    let both = format!("{other}\n{}", signed(name));
    assert_eq!(signs(&both.replace("Subject: Your", "Subject: My").replace("Total", "Sum")), [SavedAs::AllFail]);
    assert_eq!(signs(&both.replace("Total", "Sum")), []);
}

#[test]
fn repeated_fields_are_taken_from_the_bottom_and_missing_ones_as_nothing() {
    let message = signed("repeated");
    assert_eq!(outcome(&message.replace("X-Test: first", "X-Test: other"), &zone()), "fail signature");
    assert_eq!(outcome(&message.replace("X-Test: first\n", ""), &zone()), "fail signature");
    // The name stands three times in h=, so that no third field can be added.
    assert_eq!(outcome(&format!("X-Test: third\n{message}"), &zone()), "fail signature");
    let message = signed("missing");
    assert_eq!(outcome(&format!("X-New: 1\n{message}"), &zone()), "pass");
    assert_eq!(outcome(&format!("Cc: eve@evil.example\n{message}"), &zone()), "fail signature");
    // One From is signed; another may be added on top, and that is said.
    let spoofed = verified(&format!("From: boss@shop.example\n{message}"), &zone());
    assert_eq!((spoofed.result, spoofed.notes), (DkimResult::Pass, vec![Note::FromNotCovered]));
}

#[test]
fn a_signature_expires_for_whoever_received_it_later() {
    let message = signed("expires");
    let later = message.replace("09:00:00 +0900", "09:00:01 +0900");
    assert_eq!(outcome(&message, &zone()), "pass");
    assert_eq!(outcome(&later, &zone()), "fail expired");
    let found = verified(&later, &zone());
    assert_eq!((found.header_intact, found.body_intact), (Some(true), Some(true)));
    // Without a hop the Date field counts, which says 08:59:58; without that the clock does.
    let unstamped = message.replacen("Received:", "X-Old:", 1);
    let case = analysed(&parsed(&unstamped), &answers(&zone()));
    assert_eq!((case.receipt.from, case.dkim[0].result), (ReceiptFrom::DateField, DkimResult::Pass));
    let case = analysed(&parsed(&unstamped.replace("\nDate:", "\nX-Date:")), &answers(&zone()));
    assert_eq!((case.receipt.from, case.receipt.at), (ReceiptFrom::Now, 1_741_046_400));
    // Without the key it is known all the same, and the key is still asked for.
    let case = analysed(&parsed(&later), &Answers::default());
    assert_eq!(case.dkim[0].result, DkimResult::Fail);
    assert_eq!(case.dkim[0].unanswered.needed.len(), 1);
}

#[test]
fn key_records_by_the_letter() {
    let message = signed("rsa-sha256 relaxed/relaxed");
    for (lines, expected) in [
        (&["v=DKIM1; k=rsa; p=@"][..], "pass"),
        (&["p=@"], "pass"),
        (&["v = DKIM1 ; h=sha1:sha256:sha512; s=email:other; t=x ; n=hello; x=y; p=@;"], "pass"),
        (&["s=*; p=@"], "pass"),
        (&[], "permerror no-key"),
        (&["v=spf1 -all"], "permerror no-key"),
        (&["v=spf1 -all", "p=@"], "pass"),
        (&["v=DKIM2; p=@"], "permerror no-key"),
        (&["v=DKIM1; p="], "permerror revoked"),
        (&["p= ;"], "permerror revoked"),
        (&["v=DKIM1; k=rsa"], "permerror key-syntax"),
        (&["k=rsa; v=DKIM1; p=@"], "permerror key-syntax"),
        (&["p=@; p=@"], "permerror key-syntax"),
        (&["v=DKIM1;; p=@"], "permerror key-syntax"),
        (&["hello"], "permerror key-syntax"),
        (&["p=!!!!"], "permerror key-syntax"),
        (&["p=AAAA"], "permerror key-syntax"),
        (&["k=ed25519; p=@"], "permerror unsupported"),
        (&["k=dsa; p=@"], "permerror unsupported"),
        (&["h=sha1; p=@"], "permerror unsupported"),
        (&["s=tlsrpt; p=@"], "permerror unsupported"),
    ] {
        assert_eq!(outcome(&message, &with_key(lines)), expected, "{lines:?}");
    }
    let bare = format!("v=DKIM1; p={}", key("pkcs1"));
    assert_eq!(outcome(&message, &with_key(&[&bare])), "pass");
    // Not the key that signed.
    let other = format!("p={}", key("other"));
    assert_eq!(outcome(&message, &with_key(&[&other])), "fail signature");
}

#[test]
fn of_several_keys_the_one_that_fits_counts() {
    let message = signed("rsa-sha256 relaxed/relaxed");
    let other = format!("p={}", key("other"));
    for lines in [["p=@", &other], [&other, "p=@"], ["p=", "p=@"]] {
        let found = verified(&message, &with_key(&lines));
        assert_eq!((found.result, found.notes), (DkimResult::Pass, vec![Note::SeveralKeys]), "{lines:?}");
    }
}

#[test]
fn flags_of_a_key() {
    let testing = verified(&signed("rsa-sha256 relaxed/relaxed"), &with_key(&["t=y; p=@"]));
    assert_eq!((testing.result, testing.notes), (DkimResult::Pass, vec![Note::Testing]));
    let below = signed("identity");
    assert_eq!(outcome(&below, &with_key(&["p=@"])), "pass");
    assert_eq!(outcome(&below, &with_key(&["t=y:s; p=@"])), "permerror signature-syntax");
    let parsed = parsed(&below);
    assert_eq!(parsed.signatures[0].identity.as_deref(), Some("info+@mail.shop.example"));
}

#[test]
fn keys_by_their_size() {
    for (name, bits) in [("512 bits", 512), ("768 bits", 768), ("rsa-sha1 simple/simple", 1024), ("8192 bits", 8192)] {
        let found = verified(&signed(name), &zone());
        assert_eq!(found.key.as_ref().and_then(|key| key.bits), Some(bits));
        assert_eq!(found.notes.contains(&Note::ShortKey), bits < 1024, "{name}");
        assert_eq!(found.identifies(), bits >= 1024, "{name}");
    }
    let sha1 = verified(&signed("rsa-sha1 simple/simple"), &zone());
    assert_eq!(sha1.notes, [Note::ObsoleteHash]);
    assert!(verified(&signed("ed25519-sha256 simple/simple"), &zone()).key.is_some_and(|key| key.bits.is_none()));
}

#[test]
fn dns_errors_and_missing_answers() {
    let message = signed("rsa-sha256 relaxed/relaxed");
    let name = "rsa2048._domainkey.shop.example";
    assert_eq!(outcome(&message, &format!(";@ timeout {name}\n")), "temperror");
    assert_eq!(outcome(&message, &format!(";@ rcode SERVFAIL {name}\n")), "temperror");
    assert_eq!(outcome(&message, &format!(";@ nxdomain {name}\n")), "permerror no-key");
    assert_eq!(outcome(&message, &format!("{name} CNAME {name}\n")), "temperror");
    assert_eq!(outcome(&message, &format!("{name} CNAME key.test\nkey.test TXT \"p=\"\n")), "permerror revoked");
    let case = analysed(&parsed(&message), &Answers::default());
    assert_eq!(case.dkim[0].result, DkimResult::Pending);
    assert!(case.unanswered.needed.iter().any(|question| question.name.as_str() == name));
    // Whether the body is intact needs no key.
    assert_eq!(case.dkim[0].body_intact, Some(true));
}

#[test]
fn signatures_that_cannot_be_read() {
    let message = signed("rsa-sha256 relaxed/relaxed");
    for (from, to, expected) in [
        ("v=1;", "v=2;", "neutral unsupported"),
        ("v=1;", "", "neutral signature-syntax"),
        ("a=rsa-sha256", "a=rsa-sha512", "neutral unsupported"),
        ("a=rsa-sha256", "a=RSA-SHA256", "neutral unsupported"),
        ("c=relaxed/relaxed", "c=relaxed/loose", "neutral unsupported"),
        ("v=1;", "v=1; q=dns/xyz;", "neutral unsupported"),
        ("v=1;", "v=1; q=dns/xyz:dns/txt;", "fail signature"),
        ("v=1;", "v=1; v=1;", "neutral signature-syntax"),
        ("v=1;", "v=1;;", "neutral signature-syntax"),
        ("v=1;", "v=1; nonsense;", "neutral signature-syntax"),
        ("v=1;", "v=1; unknown=yes;", "fail signature"),
        ("v=1;", "v=1; V=1;", "fail signature"),
        ("h=From:", "h=", "permerror signature-syntax"),
        ("h=From:", "h=From::", "neutral signature-syntax"),
        ("d=shop.example", "d=shop example", "neutral signature-syntax"),
        ("d=shop.example", "d=shop..example", "neutral signature-syntax"),
        ("s=rsa2048", "s=", "neutral signature-syntax"),
        ("s=rsa2048", "s=a@b", "neutral signature-syntax"),
        ("v=1;", "v=1; i=@elsewhere.example;", "neutral signature-syntax"),
        ("v=1;", "v=1; i=@notshop.example;", "neutral signature-syntax"),
        ("v=1;", "v=1; i=nobody;", "neutral signature-syntax"),
        ("v=1;", "v=1; i=a=zz@shop.example;", "neutral signature-syntax"),
        ("v=1;", "v=1; l=-1;", "neutral signature-syntax"),
        ("v=1;", "v=1; l=1x;", "neutral signature-syntax"),
        ("v=1;", "v=1; t=2; x=2;", "neutral signature-syntax"),
        ("v=1;", "v=1; l=99999999999999999999999999;", "fail body-hash"),
        ("bh=", "bh=!", "neutral signature-syntax"),
        ("bh=", "bh=AAAA", "neutral signature-syntax"),
        ("\tb=", "\tb=%", "neutral signature-syntax"),
        ("\tb=", "\tb=; x=", "neutral signature-syntax"),
    ] {
        assert_eq!(outcome(&message.replacen(from, to, 1), &zone()), expected, "{to}");
    }
}

#[test]
fn signatures_of_several_domains_stay_separate() {
    let (_, other) = signatures().find(|(name, _)| *name == "another domain").expect("it is there");
    let message = format!("Return-Path: <a@elsewhere.test>\n{other}\n{}", signed("rsa-sha256 simple/simple"));
    let results = |message: &str, zone: &str| {
        let case = analysed(&parsed(message), &answers(zone));
        let of = |v: &Verification| format!("{} {}", v.domain.as_ref().map_or("-", |d| d.as_str()), v.result.as_str());
        (case.dkim.iter().map(of).collect::<Vec<_>>(), case.dmarc.result)
    };
    let policy = |domain: &str| record(&format!("_dmarc.{domain}"), "v=DMARC1; p=reject");
    let zone = zone() + &policy("shop.example");
    assert_eq!(
        results(&message, &zone),
        (vec!["other.example pass".to_owned(), "shop.example pass".to_owned()], DmarcResult::Pass)
    );
    assert_eq!(
        results(&message.replace("Subject: Your  order", "Subject: Your order"), &zone),
        (vec!["other.example pass".to_owned(), "shop.example fail".to_owned()], DmarcResult::Fail)
    );
}

#[test]
fn a_weak_key_passes_and_counts_for_nobody() {
    let zone = zone() + &record("_dmarc.shop.example", "v=DMARC1; p=reject");
    let sent = |name: &str| parsed(&format!("Return-Path: <a@elsewhere.test>\n{}", signed(name)));
    let of = |name: &str| analysed(&sent(name), &answers(&zone));
    assert_eq!(of("rsa-sha256 relaxed/relaxed").dmarc.result, DmarcResult::Pass);
    assert_eq!(of("512 bits").dkim[0].result, DkimResult::Pass);
    assert_eq!(of("512 bits").dmarc.result, DmarcResult::Fail);
}

#[test]
fn a_key_that_does_not_answer_is_no_failure() {
    let message = parsed(&format!("Return-Path: <a@elsewhere.test>\n{}", signed("rsa-sha256 relaxed/relaxed")));
    let policy = record("_dmarc.shop.example", "v=DMARC1; p=reject");
    let key = "rsa2048._domainkey.shop.example";
    let of = |zone: &str| {
        analysed(
            &message,
            &answers(&format!(
                ". SOA\n{policy}25.2.0.192.in-addr.arpa PTR a.elsewhere.test\na.elsewhere.test A 192.0.2.25\n{zone}"
            )),
        )
    };
    let decided = |case: &Case, receiver: &str| {
        let verdict = case.verdicts.iter().find(|verdict| verdict.receiver == receiver).expect("it judges");
        let open: Vec<&str> = verdict.open.iter().map(|reason| reason.as_str()).collect();
        format!("{} {}", verdict.decision.as_str(), open.join(" ")).trim().to_owned()
    };
    let missing = of("");
    assert_eq!((missing.dmarc.result, missing.rfc7489.result), (DmarcResult::Fail, DmarcResult::Fail));
    assert_eq!(decided(&missing, "gmail"), "reject");
    for failing in [format!(";@ timeout {key}\n"), format!(";@ rcode SERVFAIL {key}\n")] {
        let case = of(&failing);
        assert_eq!((case.dmarc.result, case.rfc7489.result), (DmarcResult::TempError, DmarcResult::TempError));
        // Gmail asks for SPF or DKIM: that neither passes is not established either.
        assert_eq!(decided(&case, "gmail"), "unknown not-known");
        assert!(case.verdicts.iter().all(|verdict| {
            verdict.because.iter().all(|rule| rule.check != CheckKind::Dmarc || rule.result.policy().is_none())
        }));
    }
    // SPF passes: what Gmail says of DMARC alone decides.
    let case = of(&format!("elsewhere.test TXT \"v=spf1 ip4:192.0.2.25 -all\"\n;@ timeout {key}\n"));
    assert_eq!((case.dmarc.result, decided(&case, "gmail").as_str()), (DmarcResult::TempError, "defer"));
}

#[test]
fn a_redacted_message_keeps_its_results() {
    let redactor = Redactor::default();
    for (name, field) in signatures() {
        let message = format!("{field}\n{MESSAGE}");
        for message in [message.clone(), message.replace("Total", "Sum"), format!("{message}--\nfooter\n")] {
            let (plain, redacted) = (parsed(&message), redactor.message(&parsed(&message)));
            let of = |message: &Message| {
                let case = analysed(message, &answers(&zone()));
                let found = &case.dkim[0];
                (found.result, found.problem.clone(), found.header_intact, found.body_intact, found.notes.clone())
            };
            assert_eq!(of(&redacted), of(&plain), "{name}");
            assert!(!String::from_utf8_lossy(&redacted.raw).contains("footer"));
        }
    }
}

#[test]
fn a_thousand_signatures_are_sixteen_and_that_is_said() {
    let (_, field) = signatures().next().expect("one is there");
    let message = parsed(&format!("{}{MESSAGE}", format!("{field}\n").repeat(1000)));
    assert_eq!(message.signatures.len(), 16);
    assert!(format!("{:?}", message.oddities).contains("signatures"));
    let case = analysed(&message, &answers(&zone()));
    assert!(case.dkim.iter().all(|found| found.result == DkimResult::Pass));
    assert_eq!(case.dkim.iter().filter_map(|v| v.asked.as_ref()).count(), 16);
}

#[test]
fn a_lane_of_a_signature_tells_whose_it_is_and_where_its_key_is() {
    let mut settings = settings();
    settings.receivers = Some(vec!["outlook".to_owned()]);
    let message = parsed(&format!("Return-Path: <a@elsewhere.test>\n{}", signed("rsa-sha256 relaxed/relaxed")));
    let rows = |zone: &str| {
        let case = analyse(&message, &answers(zone), &settings, Profiles::builtin()).expect("there is such a receiver");
        let rule = case.lanes(0).find(|lane| lane.rule.is_some_and(|rule| rule.check == CheckKind::Dkim));
        rule.map(|lane| lane::rows(&case, &lane, Lang::En).into_iter().map(|row| row.text).collect::<Vec<_>>())
    };
    let shown = rows(&zone()).expect("it rests on the signature, since SPF does not pass");
    assert_eq!(shown[..3], ["DKIM signatures", "shop.example", "rsa2048._domainkey.shop.example"]);
    assert!(shown[3].starts_with("v=DKIM1; k=rsa; p="), "{shown:?}");
    assert_eq!(shown[4], "pass");
}

/// However answers arrive, one by one or all that is asked at once, the case ends the same.
#[test]
fn asking_one_by_one_and_asking_ahead_end_the_same() {
    let (_, other) = signatures().find(|(name, _)| *name == "another domain").expect("it is there");
    let message = parsed(&format!("{other}\n{}", signed("rsa-sha256 simple/simple")));
    let zone = zone() + &record("_dmarc.shop.example", "v=DMARC1; p=reject");
    let all = answers(&zone);
    let ask = |with_ahead: bool| {
        let mut answers = Answers::default();
        let mut rounds = 0;
        loop {
            let case = analysed(&message, &answers);
            let mut next: Vec<Question> = case.unanswered.needed.clone();
            if next.is_empty() {
                return (rounds, (case.dkim, case.dmarc.result, case.verdicts));
            }
            if with_ahead {
                next.extend(case.unanswered.ahead.iter().cloned());
            } else {
                next.truncate(1);
            }
            rounds += 1;
            for question in next {
                let answer = all.get(&question).expect("the zone answers for everything");
                answers.insert(question, (*answer).clone());
            }
        }
    };
    let (single_rounds, single) = ask(false);
    let (rounds, ahead) = ask(true);
    assert!(rounds < single_rounds, "{rounds} {single_rounds}");
    assert_eq!(single, ahead);
}

proptest! {
    #[test]
    fn no_bytes_put_into_a_signed_message_break_anything(at in 0_usize..1500, bytes in proptest::collection::vec(any::<u8>(), 1..12), which in 0_usize..31) {
        let (_, field) = signatures().nth(which).expect("as many are there");
        let mut raw = format!("{field}\n{MESSAGE}").into_bytes();
        let at = at.min(raw.len());
        raw.splice(at..at, bytes);
        let message = Message::parse(raw);
        let case = analysed(&message, &answers(&zone()));
        for found in &case.dkim {
            for lang in [Lang::En, Lang::Ja] {
                prop_assert!(!explained(&case, &message, found, lang).is_empty());
            }
        }
    }
}

/// DKIM and DMARC as a receiver's rules find them for a message with one signature of the From domain.
fn counted(id: &str, signature: &str, day: &str) -> (DkimState, DmarcResult) {
    let zone = format!("{}_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"\n", zone());
    let mut settings =
        Settings { as_of: AsOf::Day(day.parse().expect("a day")), receivers: Some(vec![id.to_owned()]), ..settings() };
    settings.overrides.mail_from = Some(Sender::parse("bounce@elsewhere.test"));
    let profiles = Profiles::builtin();
    let case = analyse(&parsed(&signed(signature)), &answers(&zone), &settings, profiles).expect("it is there");
    let findings = case.findings_of(profiles.get(id).expect("it is there"), profiles);
    (findings.dkim, findings.dmarc)
}

#[test]
fn which_algorithms_count_is_the_receivers_and_the_days() {
    let pass = (DkimState::Result(DkimResult::Pass), DmarcResult::Pass);
    let none = (DkimState::Result(DkimResult::PermError), DmarcResult::Fail);
    for (id, algorithm, day, expected) in [
        ("gmail", "rsa-sha256 simple/simple", "2026-11-24", pass),
        ("docomo", "rsa-sha256 simple/simple", "2026-11-24", pass),
        // Gmail and Outlook.com do not verify it; of docomo nobody says so.
        ("gmail", "ed25519-sha256 simple/simple", "2026-11-24", none),
        ("gmail/bulk", "ed25519-sha256 simple/simple", "2026-11-24", none),
        ("outlook", "ed25519-sha256 simple/simple", "2026-11-24", none),
        ("docomo", "ed25519-sha256 simple/simple", "2026-11-24", pass),
        // RFC 8301 ended it in January 2018.
        ("gmail", "rsa-sha1 simple/simple", "2018-01-23", pass),
        ("gmail", "rsa-sha1 simple/simple", "2018-01-24", none),
        ("docomo", "rsa-sha1 simple/simple", "2018-01-23", pass),
        ("docomo", "rsa-sha1 simple/simple", "2026-11-24", none),
    ] {
        assert_eq!(counted(id, algorithm, day), expected, "{id} {algorithm} {day}");
    }
}

#[test]
fn a_signature_that_counts_beside_one_that_does_not_is_enough() {
    let (_, field) = signatures().find(|(name, _)| *name == "ed25519-sha256 simple/simple").expect("it is there");
    let both = format!("{field}\n{}", signed("rsa-sha256 simple/simple"));
    let zone = format!("{}_dmarc.shop.example. TXT \"v=DMARC1; p=reject\"\n", zone());
    let case = analysed(&parsed(&both), &answers(&zone));
    let profiles = Profiles::builtin();
    let found = case.findings_of(profiles.get("gmail").expect("it is there"), profiles);
    assert_eq!((found.dkim, found.dmarc), (DkimState::Result(DkimResult::Pass), DmarcResult::Pass));
}
