//! Records that stand there already: edited in the right place, put right, made one; or why not.

use super::{DEFAULT, SES, advice, by_ses, notes, set, why};
use twofrom::remedy::{Change, Help, Note, Why};

#[test]
fn what_stands_there_is_edited_in_the_right_place() {
    for (before, after) in [
        ("v=spf1 mx ~all", "v=spf1 mx include:amazonses.com ~all"),
        ("v=spf1 mx -all exp=why.shop.example", "v=spf1 mx include:amazonses.com -all exp=why.shop.example"),
        ("v=spf1 a:Mail.Shop.Example ?all", "v=spf1 a:Mail.Shop.Example include:amazonses.com ?all"),
        ("v=spf1", "v=spf1 include:amazonses.com"),
        ("v=spf1 mx", "v=spf1 mx include:amazonses.com"),
        ("v=spf1 mx redirect=other.example", "v=spf1 mx include:amazonses.com redirect=other.example"),
        ("v=spf1 redirect=other.example", "v=spf1 include:amazonses.com redirect=other.example"),
        // After `all` a term is never reached: it is moved, not repeated.
        ("v=spf1 mx ~all include:amazonses.com", "v=spf1 mx include:amazonses.com ~all"),
        // A slip is put right.
        ("v=spf1 ipv4:192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 include:amazonses.com ~all"),
    ] {
        let zone = format!(
            "{SES}shop.example TXT \"{before}\"\nshop.example TXT \"site-verification=1\"\n\
             shop.example MX 10 mail.shop.example\nmail.shop.example A 192.0.2.1\n\
             other.example TXT \"v=spf1 -all\"\n"
        );
        let found = advice(&by_ses(DEFAULT, ""), &zone);
        // docomo rejects neutral by inference only, au leaves it open: a pass flips the one at least.
        assert_eq!(set(&found), [format!("shop.example TXT \"{after}\"")], "{before}");
        let record = &found.remedies[0].records[0];
        assert!(matches!(&record.change, Change::Edited { before: was, .. } if was == before));
        assert_eq!(found.remedies[0].edits[0].data.len(), 2, "the other TXT record stays");
        assert!(notes(&found).contains(&"keep-others"));
    }
}

#[test]
fn a_broken_record_that_would_do_is_only_put_right() {
    let zone = format!("{SES}shop.example TXT \"v=spf1 inlcude:amazonses.com ~all\"\n");
    assert_eq!(set(&advice(&by_ses(DEFAULT, ""), &zone)), ["shop.example TXT \"v=spf1 include:amazonses.com ~all\""]);
    let zone = format!("{SES}shop.example TXT \"v=spf1 what-is-this ~all\"\n");
    assert_eq!(why(&advice(&by_ses(DEFAULT, ""), &zone)), "broken");
}

#[test]
fn several_records_become_one() {
    let zone = format!(
        "{SES}shop.example TXT \"v=spf1 mx ip4:192.0.2.1 -all\"\n\
         shop.example TXT \"v=spf1 ip4:192.0.2.1 include:amazonses.com ~all\"\nshop.example MX 10 mail.shop.example\n\
         mail.shop.example A 192.0.2.1\n"
    );
    let found = advice(&by_ses(DEFAULT, ""), &zone);
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 mx ip4:192.0.2.1 include:amazonses.com ~all\""]);
    assert!(notes(&found).contains(&"merged"));
    let zone = zone.replace(" include:amazonses.com", "");
    let found = advice(&by_ses(DEFAULT, ""), &zone);
    assert_eq!(set(&found), ["shop.example TXT \"v=spf1 mx ip4:192.0.2.1 include:amazonses.com ~all\""]);
}

#[test]
fn a_redirect_that_becomes_an_include_keeps_what_it_ends_with() {
    for (one, other, target, after) in [
        // The milder end of the two.
        (
            "v=spf1 mx redirect=x.shop.example",
            "v=spf1 ip4:192.0.2.1 ~all",
            "v=spf1 ip4:192.0.2.7 -all",
            Ok("v=spf1 mx include:x.shop.example ip4:192.0.2.1 include:amazonses.com ~all"),
        ),
        (
            "v=spf1 redirect=x.shop.example",
            "v=spf1 ip4:192.0.2.1 -all",
            "v=spf1 ip4:192.0.2.7 ?all",
            Ok("v=spf1 include:x.shop.example ip4:192.0.2.1 include:amazonses.com ?all"),
        ),
        // Only the target says what becomes of the others.
        (
            "v=spf1 redirect=x.shop.example",
            "v=spf1 include:amazonses.com",
            "v=spf1 redirect=y.shop.example",
            Ok("v=spf1 include:x.shop.example include:amazonses.com -all"),
        ),
        (
            "v=spf1 redirect=x.shop.example",
            "v=spf1 mx",
            "v=spf1 mx",
            Ok("v=spf1 include:x.shop.example mx include:amazonses.com ~all"),
        ),
        // Whoever includes a record of everybody authorises everybody.
        ("v=spf1 redirect=x.shop.example", "v=spf1 mx -all", "v=spf1 +all", Err("passes-all")),
        ("v=spf1 redirect=x.shop.example", "v=spf1 mx -all", "v=spf1 include:z.shop.example -all", Err("passes-all")),
        ("v=spf1 include:x.shop.example -all", "v=spf1 mx -all", "v=spf1 ip4:0.0.0.0/0 -all", Err("passes-all")),
        // A target that fails is an include that fails.
        (
            "v=spf1 redirect=gone.shop.example",
            "v=spf1 ip4:192.0.2.1 -all",
            "v=spf1 -all",
            Ok("v=spf1 include:amazonses.com include:gone.shop.example ip4:192.0.2.1 -all"),
        ),
    ] {
        let zone = format!(
            "{SES}shop.example TXT \"{one}\"\nshop.example TXT \"{other}\"\nx.shop.example TXT \"{target}\"\n\
             y.shop.example TXT \"v=spf1 ip4:192.0.2.8 -all\"\nz.shop.example TXT \"v=spf1 all\"\n\
             shop.example MX 10 mail.shop.example\nmail.shop.example A 192.0.2.1\nx.shop.example MX 10 mail.shop.example\n"
        );
        let found = advice(&by_ses(DEFAULT, ""), &zone);
        match after {
            Ok(text) => assert_eq!(set(&found), [format!("shop.example TXT \"{text}\"")], "{one} and {other}"),
            Err(code) => assert_eq!(why(&found), code, "{one} and {other}, {target}"),
        }
    }
}

#[test]
fn where_a_term_that_stands_there_fails_the_new_one_goes_before_it() {
    for (before, after, broken) in [
        (
            "v=spf1 mx include:gone.shop.example ~all",
            "v=spf1 mx include:amazonses.com include:gone.shop.example ~all",
            "include:gone.shop.example",
        ),
        // It stands there already, where it is never reached.
        (
            "v=spf1 include:gone.shop.example include:amazonses.com ~all",
            "v=spf1 include:amazonses.com include:gone.shop.example ~all",
            "include:gone.shop.example",
        ),
        (
            "v=spf1 include:two.shop.example -all",
            "v=spf1 include:amazonses.com include:two.shop.example -all",
            "include:two.shop.example",
        ),
        (
            "v=spf1 include:round.shop.example -all",
            "v=spf1 include:amazonses.com include:round.shop.example -all",
            "include:round.shop.example",
        ),
        // A redirect comes last whatever stands before it.
        (
            "v=spf1 mx redirect=gone.shop.example",
            "v=spf1 mx include:amazonses.com redirect=gone.shop.example",
            "redirect=gone.shop.example",
        ),
        // What a slip hid.
        (
            "v=spf1 inlcude:dead.shop.example ~all",
            "v=spf1 include:amazonses.com include:dead.shop.example ~all",
            "include:dead.shop.example",
        ),
    ] {
        let zone = format!(
            "{SES}shop.example TXT \"{before}\"\nshop.example MX 10 mail.shop.example\nmail.shop.example A 192.0.2.1\n\
             two.shop.example TXT \"v=spf1 -all\"\ntwo.shop.example TXT \"v=spf1 mx -all\"\n\
             round.shop.example TXT \"v=spf1 include:round.shop.example -all\"\n\
             ;@ rcode SERVFAIL dead.shop.example TXT\n"
        );
        let found = advice(&by_ses(DEFAULT, ""), &zone);
        assert_eq!(set(&found), [format!("shop.example TXT \"{after}\"")], "{before}");
        let told = found.remedies[0].notes.iter().find_map(|note| match note {
            Note::FailsForOthers { problem, term, .. } => Some((problem.kind, term.as_str())),
            _ => None,
        });
        assert_eq!(told.map(|(_, term)| term), Some(broken), "{before}: {:?}", found.remedies[0].notes);
    }
}

#[test]
fn an_earlier_term_that_decides_is_named() {
    let zone = format!("{SES}shop.example TXT \"v=spf1 ?include:amazonses.com ~all\"\n");
    let found = advice(&by_ses(DEFAULT, ""), &zone);
    assert_eq!(why(&found), "decided-before");
    let why = found.instead.unwrap().why;
    assert!(matches!(why, Why::DecidedBefore { term: Some(term), .. } if term == "?include:amazonses.com"));
}

/// A record with this many lookup terms and the hosts that they name.
fn with_lookups(count: usize) -> String {
    use std::fmt::Write;
    let mut zone = String::from("shop.example TXT \"v=spf1");
    for n in 0..count {
        let _ = write!(zone, " a:h{n}.shop.example");
    }
    zone.push_str(" ~all\"\n");
    for n in 0..count {
        let _ = writeln!(zone, "h{n}.shop.example A 192.0.2.{n}");
    }
    zone
}

#[test]
fn at_the_lookup_limit_none_is_proposed() {
    let nine = advice(&by_ses(DEFAULT, ""), &format!("{SES}{}", with_lookups(9)));
    assert_eq!(nine.remedies.len(), 1, "the tenth lookup still fits");
    let ten = advice(&by_ses(DEFAULT, ""), &format!("{SES}{}", with_lookups(10)));
    assert_eq!(why(&ten), "lookup-limit");
    assert_eq!(ten.instead.map(|instead| instead.helps), Some(vec![Help::FewerLookups]));
}

#[test]
fn void_lookups_and_everybody_passing() {
    let zone = format!("{SES}shop.example TXT \"v=spf1 a:n1.shop.example a:n2.shop.example a:n3.shop.example ~all\"\n");
    assert_eq!(why(&advice(&by_ses(DEFAULT, ""), &zone)), "void-lookup-limit");
    let zone = format!("{SES}shop.example TXT \"v=spf1 ipv4:192.0.2.1 +all\"\n");
    assert_eq!(why(&advice(&by_ses(DEFAULT, ""), &zone)), "passes-all");
    let zone = format!("{SES}shop.example TXT \"v=spf1 -ip4:54.240.0.0/16 ~all\"\n");
    assert_eq!(why(&advice(&by_ses(DEFAULT, ""), &zone)), "decided-before");
}

#[test]
fn at_an_alias_no_txt_can_stand() {
    let found = advice(&by_ses(DEFAULT, ""), &format!("{SES}shop.example CNAME web.hosting.example\n"));
    assert_eq!(why(&found), "alias");
    assert!(
        matches!(found.instead.unwrap().why, Why::Alias { target, .. } if target.as_str() == "web.hosting.example")
    );
}
