//! Zone files and what-ifs: a zone, a question, what is answered.

use proptest::prelude::*;
use twofrom::dns::{
    Answers, Edit, EditError, Fault, Name, Origin, Outcome, Question, RData, RecordType, Zone, ZoneError,
};
use twofrom::settings::Lang;
use twofrom::words::complaint;
use twofrom::words::fault::doubt;

fn read(zone: &str) -> Answers {
    Answers::from_zone(Zone::parse("a.zone", zone.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{zone}")).0)
}

fn refused(zone: &[u8]) -> ZoneError {
    Zone::parse("a.zone", zone).expect_err("should be refused")
}

fn warnings(zone: &str) -> Vec<String> {
    let (_, warnings) = Zone::parse("a.zone", zone.as_bytes()).expect("should be read");
    warnings.into_iter().map(|warning| format!("{}: {}", warning.line, doubt(&warning.doubt, Lang::En))).collect()
}

fn question(text: &str) -> Question {
    let (name, rtype) = text.rsplit_once(' ').expect("NAME TYPE");
    Question::new(Name::new(name), RecordType::parse(rtype).expect("a type"))
}

/// What is answered, in one word or as the records' data.
fn ask(answers: &Answers, text: &str) -> String {
    match answers.get(&question(text)) {
        None => "unanswered".to_owned(),
        Some(answer) => match &answer.outcome {
            Outcome::Records(records) => {
                records.iter().map(|record| record.data.to_string()).collect::<Vec<_>>().join(" | ")
            }
            Outcome::NoData => "nodata".to_owned(),
            Outcome::NxDomain => "nxdomain".to_owned(),
            Outcome::Failed(code) => code.to_string().to_ascii_lowercase(),
            Outcome::Timeout => "timeout".to_owned(),
            Outcome::CnameLoop => "loop".to_owned(),
        },
    }
}

fn line(answers: &Answers, text: &str) -> u32 {
    match answers.get(&question(text)).expect("an answer").origin {
        Origin::File { line, .. } => line,
        ref other => panic!("{other:?}"),
    }
}

const MASTER: &str = "\
$ORIGIN shop.example.
$TTL 1h30m
@       IN 60 TXT  v=spf1 -all ; two strings
        60 IN MX   10 mx
        IN TXT     \"v=spf1 \" \"include:amazonses.com \"
                   ; a comment does not end anything
mx      A 192.0.2.1
\tAAAA\t2001:db8::1
_dmarc  TXT ( \"v=DMARC1; p=none\" ; a comment in parentheses
              \"; rua=mailto:a@shop.example\" )
odd\\032name TXT \\\"quoted\\\" \\065\\066 semi\\;colon \"par(en)\"
WWW     CNAME mx.shop.example.
$ORIGIN sub
a       A 192.0.2.9
b.other. 1w2d3h4m5s A 192.0.2.10
";

#[test]
fn master_file_syntax_is_read() {
    let zone = read(MASTER);
    for (text, wanted) in [
        ("shop.example TXT", "\"v=spf1\" \"-all\" | \"v=spf1 \" \"include:amazonses.com \""),
        ("shop.example MX", "10 mx.shop.example."),
        ("mx.shop.example A", "192.0.2.1"),
        ("mx.shop.example AAAA", "2001:db8::1"),
        ("_dmarc.shop.example TXT", "\"v=DMARC1; p=none\" \"; rua=mailto:a@shop.example\""),
        ("odd name.shop.example TXT", "\"\\\"quoted\\\"\" \"AB\" \"semi;colon\" \"par(en)\""),
        ("www.shop.example A", "192.0.2.1"),
        ("www.shop.example CNAME", "mx.shop.example."),
        ("a.sub.shop.example A", "192.0.2.9"),
        ("b.other A", "192.0.2.10"),
    ] {
        assert_eq!(ask(&zone, text), wanted, "{text}");
    }
    let ttl = |text: &str| zone.get(&question(text)).expect("an answer").records()[0].ttl;
    assert_eq!(ttl("shop.example TXT"), 60);
    assert_eq!(ttl("mx.shop.example A"), 5400);
    assert_eq!(ttl("b.other A"), 604_800 + 2 * 86_400 + 3 * 3600 + 4 * 60 + 5);
    assert_eq!(line(&zone, "_dmarc.shop.example TXT"), 9);
    let without = read("a.example A 192.0.2.1");
    assert_eq!(without.get(&question("a.example A")).expect("an answer").records()[0].ttl, 0);
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let dos = MASTER.replace('\n', "\r\n");
    let zone = read(&format!("\u{feff}{dos}"));
    assert_eq!(ask(&zone, "shop.example MX"), "10 mx.shop.example.");
    assert_eq!(ask(&zone, "_dmarc.shop.example TXT"), ask(&read(MASTER), "_dmarc.shop.example TXT"));
}

#[test]
fn owner_names_as_people_and_macros_write_them() {
    let zone = read("日本語.example. A 192.0.2.1\nfoo:bar/baz.example A 192.0.2.2\n\\$x\\@y.example. A 192.0.2.3\n");
    assert_eq!(ask(&zone, "xn--wgv71a119e.example A"), "192.0.2.1");
    assert_eq!(ask(&zone, "foo:bar/baz.example A"), "192.0.2.2");
    assert_eq!(ask(&zone, "$x@y.example A"), "192.0.2.3");
    let long = format!("{}.example A 192.0.2.1", "a".repeat(64));
    assert!(complaint::zone(&refused(long.as_bytes()), Lang::En).contains("more than 63 octets"));
    assert_eq!(warnings("a\\.b.example A 192.0.2.1\n TXT x\n").len(), 2);
}

#[test]
fn a_paste_of_dig_is_read_and_its_soa_claims_nothing() {
    let zone = read(
        "; <<>> DiG 9.18 <<>> TXT shop.example\n;; global options: +cmd\n;; Got answer:\n\
         ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n\n;; QUESTION SECTION:\n\
         ;shop.example.\t\t\tIN\tTXT\n\n;; ANSWER SECTION:\n\
         shop.example.\t300\tIN\tTXT\t\"v=spf1 include:_spf.shop.example -all\"\n\n\
         ;; AUTHORITY SECTION:\nshop.example.\t60\tIN\tSOA\tns1.shop.example. host.shop.example. 1 7200 900 1209600 60\n",
    );
    assert_eq!(ask(&zone, "shop.example TXT"), "\"v=spf1 include:_spf.shop.example -all\"");
    assert_eq!(ask(&zone, "_spf.shop.example TXT"), "unanswered");
    assert_eq!(ask(&zone, "shop.example MX"), "unanswered");
    assert_eq!(ask(&zone, "shop.example SOA"), ". . 0 0 0 0 0");
}

#[test]
fn errors_name_file_and_line() {
    for (zone, wanted, says) in [
        (&b"a.example A 192.0.2.1\nb.example A 192.0.2\n"[..], 2, "is no IPv4 address"),
        (b"a.example TXT (\n\"x\"\n", 1, "a parenthesis is not closed"),
        (b"a.example TXT (\n\"x\"\ny ) )\n", 3, "without an opening one"),
        (b"a.example TXT \"x\n", 1, "does not end on its line"),
        (b"a.example TXT \\300\n", 1, "is no octet"),
        (b"a.example TXT \\1\n", 1, "takes three digits"),
        (b"a.example TXT x\\", 1, "nothing after it"),
        (b"a.example TXT\n", 1, "at least one string"),
        (b"a.example\n", 1, "without a type"),
        (b" A 192.0.2.1\n", 1, "without a name"),
        (b"a..example A 192.0.2.1\n", 1, "empty label"),
        (b"\xff.example A 192.0.2.1\n", 1, "is not UTF-8"),
        (b"a.example MX mx.example\n", 1, "a preference and a name"),
        (b"a.example MX 70000 mx.example\n", 1, "is no preference"),
        (b"a.example A 192.0.2.1 192.0.2.2\n", 1, "one address"),
        (b"a.example 1x A 192.0.2.1\n", 1, "no time to live"),
        (b"a.example \"TXT\" x\n", 1, "where the type should stand"),
        (b"\n$INCLUDE /etc/passwd\n", 2, "is refused"),
        (b"$GENERATE 1-2 a A 192.0.2.$\n", 1, "is not known"),
        (b"$ORIGIN\n", 1, "takes one name"),
        (b"$TTL soon\n", 1, "takes one time"),
        (b";@ nxdomain\n", 1, "is one of"),
        (b"\n;@ nodata a.example\n", 2, "is one of"),
        (b";@ nxdomain a.example TXT\n", 1, "is one of"),
        (b";@ timeout a.example 99!\n", 1, "no record type"),
        (b";@ rcode WHATEVER a.example\n", 1, "no response code"),
        (b";@ rcode 0 a.example\n", 1, "no response code"),
        (b";@ perhaps a.example\n", 1, "is one of"),
        (b"a.example TXT (\n;@ nxdomain b.example\n)\n", 2, "within parentheses"),
    ] {
        let error = refused(zone);
        let shown = complaint::zone(&error, Lang::En);
        assert_eq!((error.path.as_str(), error.line), ("a.zone", wanted), "{shown}");
        assert!(shown.contains(says), "{shown:?} does not say {says:?}");
    }
    let long = format!("a.example TXT x\na.example TXT \"{}\"\n", "x".repeat(256));
    let error = refused(long.as_bytes());
    assert!(error.line == 2 && error.fault == Fault::LongString(256), "{error}");
    assert!(matches!(refused(&vec![b'\n'; 9 * 1024 * 1024]).fault, Fault::TooLarge(_)));
}

#[test]
fn what_is_skipped_or_doubtful_is_said() {
    let said = warnings(
        "a.example SPF \"v=spf1 -all\"\na.example TYPE99 \\# 1 00\na.example HTTPS 1 . alpn=h2\na.example CH TXT x\n\
         a.example A \\# 4 C0000201\na.example TXT x\na.example TXT x\nb.example CNAME a.example\nb.example TXT x\n\
         c.example CNAME a.example\nc.example CNAME b.example\n*.example TXT x\n;@ timeout a.example TXT\n",
    );
    let has = |start: &str, part: &str| said.iter().any(|text| text.starts_with(start) && text.contains(part));
    assert!(has("1:", "SPF (99) is never asked") && has("2:", "SPF (99)"), "{said:?}");
    assert!(has("3:", "HTTPS") && has("4:", "class CH") && has("5:", "RFC 3597"), "{said:?}");
    assert!(has("7:", "the same TXT record again") && has("8:", "beside other"), "{said:?}");
    assert!(has("10:", "several CNAME") && has("12:", "wildcard without") && has("6:", "speaks for"), "{said:?}");
    let twice = read("a.example TXT x\na.example TXT x\n");
    assert_eq!(ask(&twice, "a.example TXT"), "\"x\" | \"x\"");
    assert_eq!(ask(&read("a.example SPF x\n"), "a.example TXT"), "unanswered");
    assert_eq!(ask(&read(";@ nodata a.example CAA\n"), "a.example TXT"), "unanswered");
    assert_eq!(warnings(&"a.example TYPE99 x\n".repeat(5000)).len(), 1001);
}

#[test]
fn a_zone_with_its_soa_is_known_completely() {
    let zone = read(
        "$ORIGIN example.\n@ SOA ns host 1 2 3 4 5\nhost.deep.sub TXT x\nalias CNAME host.deep.sub\n\
         away CNAME www.elsewhere.\nelse.where. TXT y\nloop CNAME pool\npool CNAME loop\nself CNAME self\n",
    );
    for (text, wanted) in [
        ("host.deep.sub.example TXT", "\"x\""),
        ("host.deep.sub.example A", "nodata"),
        ("deep.sub.example TXT", "nodata"),
        ("sub.example MX", "nodata"),
        ("example TXT", "nodata"),
        ("no.example TXT", "nxdomain"),
        ("x.host.deep.sub.example TXT", "nxdomain"),
        ("xsub.example TXT", "nxdomain"),
        ("myexample TXT", "unanswered"),
        ("alias.example TXT", "\"x\""),
        ("alias.example A", "nodata"),
        ("away.example TXT", "unanswered"),
        ("loop.example TXT", "loop"),
        ("self.example TXT", "loop"),
        ("else.where TXT", "\"y\""),
        ("else.where A", "unanswered"),
        ("x.else.where A", "unanswered"),
    ] {
        assert_eq!(ask(&zone, text), wanted, "{text}");
    }
    assert_eq!(line(&zone, "no.example TXT"), 2);
    let answer = zone.get(&question("alias.example TXT")).expect("an answer");
    assert!(answer.targets().eq([&Name::new("host.deep.sub.example")]));
    let everything = read(". SOA\nshop.example TXT x\n");
    assert_eq!(ask(&everything, "shop.example A"), "nodata");
    assert_eq!(ask(&everything, "example A"), "nodata");
    assert_eq!(ask(&everything, "any.thing A"), "nxdomain");
}

#[test]
fn a_long_chain_of_aliases_is_a_server_failure() {
    let chain: Vec<String> = (0..40).map(|n| format!("a{n}.example CNAME a{}.example\n", n + 1)).collect();
    let zone = read(&format!("{}a40.example A 192.0.2.1\n", chain.concat()));
    assert_eq!(ask(&zone, "a0.example A"), "servfail");
    assert_eq!(ask(&zone, "a30.example A"), "192.0.2.1");
}

#[test]
fn what_lies_beyond_a_zone_cut_is_unanswered() {
    let zone = read(
        ". SOA\nexample A 192.0.2.1\nsub.example NS ns.sub.example\nsub.example TXT own\nns.sub.example A 192.0.2.2\n\
         deep.child.example SOA\ndeep.child.example TXT in\nchild.example NS ns.child.example\n",
    );
    for (text, wanted) in [
        ("example TXT", "nodata"),
        ("sub.example NS", "ns.sub.example."),
        ("sub.example TXT", "\"own\""),
        ("sub.example A", "unanswered"),
        ("ns.sub.example A", "unanswered"),
        ("x.sub.example TXT", "unanswered"),
        ("child.example A", "unanswered"),
        ("deep.child.example TXT", "\"in\""),
        ("x.deep.child.example TXT", "nxdomain"),
    ] {
        assert_eq!(ask(&zone, text), wanted, "{text}");
    }
    assert_eq!(
        warnings("example SOA\nsub.example NS ns.sub.example\nns.sub.example A 192.0.2.2\n"),
        ["3: not used: ns.sub.example lies below the zone cut of line 2"]
    );
    // Without a SOA an NS record cuts nothing.
    let open = read("sub.example NS ns.sub.example\nns.sub.example A 192.0.2.2\n");
    assert_eq!(ask(&open, "ns.sub.example A"), "192.0.2.2");
}

#[test]
fn wildcards_stand_for_names_that_do_not_exist() {
    // The zone of RFC 4592 section 2.2.1, and a cut.
    let zone = read(
        "$ORIGIN example.\n@ SOA\n@ NS ns.example.com.\n*  TXT \"this is a wildcard\"\n* MX 10 host1\nsub.* TXT no\n\
         host1 A 192.0.2.1\n_ssh._tcp.host1 TXT srv\n_ssh._tcp.host2 TXT srv\nsubdel NS ns.example.com.\n\
         *.alias CNAME host1\n",
    );
    for (text, wanted) in [
        ("host3.example MX", "10 host1.example."),
        ("host3.example A", "nodata"),
        ("foo.bar.example TXT", "\"this is a wildcard\""),
        ("host1.example MX", "nodata"),
        ("sub.*.example MX", "nodata"),
        ("_telnet._tcp.host1.example TXT", "nxdomain"),
        ("host.subdel.example A", "unanswered"),
        ("ghost.*.example MX", "nxdomain"),
        ("_tcp.host2.example TXT", "nodata"),
        ("*.example TXT", "\"this is a wildcard\""),
        ("x.alias.example A", "192.0.2.1"),
        ("alias.example A", "nodata"),
    ] {
        assert_eq!(ask(&zone, text), wanted, "{text}");
    }
    assert_eq!(ask(&read("*.example TXT x\n"), "a.example TXT"), "unanswered");
}

#[test]
fn comment_lines_say_what_a_master_file_cannot() {
    let zone = read(
        "$ORIGIN example.\n;@ nxdomain gone\n;@ nodata shop AAAA\n;@ timeout slow\n;@ rcode SERVFAIL bad TXT ; why\n\
         ;@ rcode refused worse\n;@ rcode 3 not MX\n;@ rcode RCODE23 odd\nslow A 192.0.2.1\nlast.gone A 192.0.2.2\n\
         shop A 192.0.2.3\n;@ timeout full.\n",
    );
    for (text, wanted) in [
        ("gone.example TXT", "nxdomain"),
        ("x.y.gone.example TXT", "nxdomain"),
        ("last.gone.example A", "192.0.2.2"),
        ("last.gone.example TXT", "nxdomain"),
        ("shop.example AAAA", "nodata"),
        ("shop.example TXT", "unanswered"),
        ("slow.example A", "192.0.2.1"),
        ("slow.example TXT", "timeout"),
        ("below.slow.example TXT", "unanswered"),
        ("bad.example TXT", "servfail"),
        ("bad.example A", "unanswered"),
        ("worse.example MX", "refused"),
        ("not.example MX", "nxdomain"),
        ("not.example A", "unanswered"),
        ("odd.example A", "rcode23"),
        ("full TXT", "timeout"),
    ] {
        assert_eq!(ask(&zone, text), wanted, "{text}");
    }
    assert_eq!(line(&zone, "x.y.gone.example TXT"), 2);
    // A line with a type speaks for it even where there are records, and makes the name exist.
    let closed = read(". SOA\na.b.example TXT x\n;@ timeout a.b.example TXT\n;@ timeout c.d.example A\n");
    assert_eq!(ask(&closed, "a.b.example TXT"), "timeout");
    assert_eq!(ask(&closed, "d.example A"), "nodata");
}

#[test]
fn a_what_if_is_read_as_it_is_typed() {
    for (text, wanted) in [
        (
            "shop.example TXT v=spf1 include:amazonses.com ~all",
            "shop.example TXT \"v=spf1 include:amazonses.com ~all\"",
        ),
        ("_dmarc.shop.example. txt v=DMARC1; p=none", "_dmarc.shop.example TXT \"v=DMARC1; p=none\""),
        ("shop.example TXT \"v=spf1 \" \"-all\" ; both", "shop.example TXT \"v=spf1 \" \"-all\""),
        ("shop.example 300 IN A 192.0.2.1", "shop.example A 192.0.2.1"),
        ("shop.example MX 10 mx.shop.example", "shop.example MX 10 mx.shop.example."),
        ("www.shop.example CNAME shop.example.", "www.shop.example CNAME shop.example."),
        ("shop.example TXT", "shop.example TXT"),
        ("shop.example TXT \"\"", "shop.example TXT \"\""),
        ("例え.example A 192.0.2.1", "xn--r8jz45g.example A 192.0.2.1"),
        ("a\\032b.example TXT say \\\"hi\\\"", "a\\032b.example TXT \"say \\\"hi\\\"\""),
    ] {
        let edit = Edit::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(edit.to_string(), wanted);
        assert_eq!(Edit::parse(wanted).as_ref(), Ok(&edit), "read back");
    }
    let long = "x".repeat(600);
    let edit = Edit::parse(&format!("a.example TXT {long}")).expect("one string to the end");
    assert_eq!(edit.data[0].txt().expect("TXT").len(), 600);
    assert_eq!(Edit::parse(&edit.to_string()), Ok(edit));
    assert_eq!(Edit::parse(""), Err(EditError::Form));
    assert_eq!(Edit::parse("shop.example"), Err(EditError::Form));
    assert_eq!(Edit::parse("shop.example SPF x"), Err(EditError::Type("SPF".into())));
    assert_eq!(Edit::parse("shop.example SOA"), Err(EditError::Type("SOA".into())));
    assert!(matches!(Edit::parse("shop.example A 192.0.2"), Err(EditError::Value(_))));
    assert!(matches!(Edit::parse("shop..example A 192.0.2.1"), Err(EditError::Value(_))));
}

#[test]
fn what_ifs_of_one_name_and_type_make_one_record_set() {
    let edits =
        Edit::collect(&["a.example A 192.0.2.1", "b.example TXT x", "A.example. a 192.0.2.2", "c.example TXT "]);
    let lines: Vec<Vec<String>> = edits.expect("readable").iter().map(Edit::to_lines).collect();
    assert_eq!(
        lines,
        [vec!["a.example A 192.0.2.1", "a.example A 192.0.2.2"], vec!["b.example TXT \"x\""], vec!["c.example TXT"]]
    );
    assert!(Edit::collect(&["a.example CNAME b.example", "a.example CNAME c.example"]).is_err());
}

#[test]
fn a_what_if_stands_before_what_is_published() {
    let set = |answers: &Answers, text: &str| answers.with(Edit::parse(text).expect("readable"));
    let zone = read("example SOA\nshop.example TXT old\nwww.example CNAME shop.example\n");
    let supposed = set(&zone, "shop.example TXT new");
    assert_eq!(ask(&supposed, "shop.example TXT"), "\"new\"");
    assert_eq!(ask(&supposed, "www.example TXT"), "\"new\"");
    assert_eq!(supposed.get(&question("www.example TXT")).expect("an answer").origin, Origin::WhatIf);
    assert_eq!(ask(&supposed, "shop.example A"), "nodata");
    let replaced = set(&supposed, "shop.example TXT newer");
    assert_eq!((ask(&replaced, "shop.example TXT").as_str(), replaced.edits().len()), ("\"newer\"", 1));
    assert_eq!(ask(&set(&zone, "shop.example TXT"), "www.example TXT"), "nodata");
    // A name that does not exist begins to exist, with that type only.
    let added = set(&zone, "new.example TXT x");
    assert_eq!(ask(&added, "new.example TXT"), "\"x\"");
    assert_eq!(ask(&added, "new.example A"), "nodata");
    // Aliases can be set, moved and taken away.
    let moved = set(&set(&zone, "www.example CNAME other.example"), "other.example TXT there");
    assert_eq!(ask(&moved, "www.example TXT"), "\"there\"");
    assert_eq!(ask(&set(&zone, "www.example CNAME"), "www.example TXT"), "nodata");
    assert_eq!(ask(&set(&zone, "shop.example CNAME"), "shop.example TXT"), "\"old\"");
    assert_eq!(ask(&set(&zone, "www.example CNAME www.example"), "www.example TXT"), "loop");
}

#[test]
fn a_what_if_reaches_the_aliases_of_a_servers_answer() {
    let server = read("www.example CNAME a.example\na.example CNAME b.example\nb.example TXT old\n");
    let mut given = Answers::default();
    given.insert(question("www.example TXT"), (*server.get(&question("www.example TXT")).expect("there")).clone());
    assert_eq!(ask(&given, "www.example TXT"), "\"old\"");
    let set = |text: &str| given.with(Edit::parse(text).expect("readable"));
    let supposed = set("b.example TXT new");
    assert_eq!(ask(&supposed, "www.example TXT"), "\"new\"");
    let answer = supposed.get(&question("www.example TXT")).expect("an answer");
    assert!(answer.targets().eq([&Name::new("a.example"), &Name::new("b.example")]));
    assert_eq!(ask(&set("a.example TXT mid"), "www.example TXT"), "\"mid\"");
    assert_eq!(ask(&set("a.example CNAME c.example"), "www.example TXT"), "unanswered");
    assert_eq!(ask(&set("www.example CNAME"), "www.example TXT"), "nodata");
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Zone::parse("a.zone", &bytes);
    }

    #[test]
    fn no_arrangement_of_syntax_makes_the_reader_panic(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "*", "@", ".", "\\", "\\0", "\\065", "\"", "(", ")", ";", ";@", ";;", " SECTION:", "\n", "\r\n",
                " ", "\t", "IN", "1h", "TXT", "A", "192.0.2.1", "SOA", "NS", "CNAME", "MX", "10", "$ORIGIN", "$TTL",
                "nxdomain", "timeout", "rcode", "nodata", "é", "例え",
            ]), 0..60),
        name in "[a*.]{0,9}",
    ) {
        let text = parts.concat();
        if let Ok((zone, _)) = Zone::parse("a.zone", text.as_bytes()) {
            let answers = Answers::from_zone(zone);
            for rtype in [RecordType::A, RecordType::Txt, RecordType::Cname] {
                let _ = answers.get(&Question::new(Name::new(&name), rtype));
            }
        }
        let _ = Edit::parse(&text);
    }

    #[test]
    fn records_are_written_as_they_are_read(
        label in "[ -~]{1,20}",
        strings in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 1..4),
    ) {
        let name = Name::new(&label);
        prop_assume!(name.check().is_ok());
        let joined: Vec<u8> = strings.concat();
        let edit = Edit { question: Question::new(name.clone(), RecordType::Txt), data: vec![RData::Txt(strings)] };
        let line = edit.to_string();
        let from_zone = read(&line).get(&edit.question).expect("an answer");
        prop_assert_eq!(from_zone.records()[0].data.txt(), Some(joined.clone()));
        let parsed = Edit::parse(&line).expect("a what-if");
        prop_assert_eq!(&parsed.question, &edit.question);
        prop_assert_eq!(parsed.data[0].txt(), Some(joined));
        let mx = RData::Mx { preference: 7, exchange: name.clone() };
        let line = Edit { question: Question::new(name, RecordType::Mx), data: vec![mx.clone()] }.to_string();
        prop_assert_eq!(Edit::parse(&line).expect("a what-if").data, vec![mx]);
    }
}

#[test]
fn a_record_that_is_skipped_leaves_its_name() {
    let (zone, warnings) = Zone::parse(
        "z",
        b". SOA a b 1 2 3 4 5\n*.shop.example TXT \"any\"\ns.shop.example CAA 0 issue \"ca.example\"\n",
    )
    .expect("the zone is well-formed");
    assert_eq!(warnings.len(), 1);
    let answer = Answers::from_zone(zone).get(&Question::new(Name::new("s.shop.example"), RecordType::Txt));
    assert_eq!(answer.expect("the zone knows everything").outcome, Outcome::NoData);
}

#[test]
fn a_what_if_lets_its_name_exist_for_every_type() {
    let (zone, _) = Zone::parse("z", b". SOA a b 1 2 3 4 5\n").expect("the zone is well-formed");
    let answers = Answers::from_zone(zone).with(Edit::parse("a.s.example A 192.0.2.1").expect("an edit"));
    for (name, outcome) in
        [("a.s.example", Outcome::NoData), ("s.example", Outcome::NoData), ("t.example", Outcome::NxDomain)]
    {
        let answer = answers.get(&Question::new(Name::new(name), RecordType::Txt)).expect("the zone knows everything");
        assert_eq!(answer.outcome, outcome, "{name}");
    }
}

#[test]
fn an_alias_to_a_name_that_nobody_answers_asks_for_that_name() {
    let (zone, _) = Zone::parse("z", b"c.t.example CNAME d.o.example\n").expect("the zone is well-formed");
    let open = Answers::from_zone(zone).look_up(&Question::new(Name::new("c.t.example"), RecordType::A));
    assert_eq!(open, Err(Question::new(Name::new("d.o.example"), RecordType::A)));
}
