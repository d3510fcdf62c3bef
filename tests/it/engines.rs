//! Where SPF engines are known to differ: which evaluations hit it, and that nothing is bent.

use twofrom::dns::{Answers, Name, Zone};
use twofrom::settings::Lang;
use twofrom::spf::engines::{Difference, Engine, Gave};
use twofrom::spf::{Evaluation, Records, Request, SpfResult, check_host};
use twofrom::words::notes;

fn evaluate(zone: &str, ip: &str) -> Evaluation {
    let (zone, _) = Zone::parse("a.zone", format!(". SOA\n{zone}").as_bytes()).expect("a zone");
    let request = Request {
        ip: ip.parse().ok(),
        domain: &Name::new("shop.example"),
        records: Records::default(),
        local: "info",
        sender_domain: "shop.example",
        helo: None,
        receiver: "mx.receiver.example",
        now: 0,
    };
    check_host(&request, &Answers::from_zone(zone))
}

/// Two void lookups and an MX host that has an IPv4 address only.
const MX_HOST: &str = "shop.example TXT \"v=spf1 exists:nx1.example a:nx2.example mx -all\"\n\
                       shop.example MX 10 mx.shop.example\nmx.shop.example A 192.0.2.9\n";

#[test]
fn an_evaluation_tells_what_engines_take_differently() {
    use SpfResult::{Fail, Pass, PermError, TempError};
    for (zone, ip, result, expected) in [
        (
            "shop.example TXT \"v=spf1 a:nx1.example a:nx2.example a:nx3.example ?all\"\n",
            "192.0.2.1",
            PermError,
            Some(Difference::VoidLimit),
        ),
        (MX_HOST, "2001:db8::1", PermError, Some(Difference::VoidMxHost)),
        (MX_HOST, "192.0.2.1", Fail, None),
        (
            "shop.example TXT \"v=spf1 mx:a.example include:b.example -all\"\na.example MX 10 mx.example\nmx.example A 192.0.2.9\n\
             b.example TXT \"v=spf1 a:nx1.example a:nx2.example ?all\"\n",
            "2001:db8::1",
            PermError,
            Some(Difference::VoidMxHost),
        ),
        (
            "shop.example TXT \"v=spf1 mx:a.example a:nx1.example a:nx2.example a:nx3.example -all\"\n\
             a.example MX 10 nowhere.example\n",
            "2001:db8::1",
            PermError,
            Some(Difference::VoidLimit),
        ),
        (
            "shop.example TXT \"v=spf1 -all\"\nshop.example TXT \"v=spf1 ?all\"\n",
            "192.0.2.1",
            PermError,
            Some(Difference::MultipleRecords),
        ),
        (
            "shop.example TXT \"v=spf1 ipv4:192.0.2.1 -all\"\n",
            "192.0.2.1",
            PermError,
            Some(Difference::UnknownMechanism),
        ),
        // Two strings are joined without a blank.
        ("shop.example TXT \"v=spf1 ip4:192.0.2.9\" \"-all\"\n", "192.0.2.1", PermError, Some(Difference::BadNetwork)),
        (";@ rcode SERVFAIL shop.example TXT\n", "192.0.2.1", TempError, Some(Difference::ServerFailure)),
        (";@ rcode REFUSED shop.example TXT\n", "192.0.2.1", TempError, None),
        (";@ timeout shop.example TXT\n", "192.0.2.1", TempError, None),
        (
            "shop.example TXT \"v=spf1 include:b.example -all\"\n;@ rcode SERVFAIL b.example TXT\n",
            "192.0.2.1",
            TempError,
            None,
        ),
        ("shop.example TXT \"v=spf1 include:b.example -all\"\n", "192.0.2.1", PermError, None),
        ("shop.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n", "192.0.2.1", Pass, None),
    ] {
        let evaluation = evaluate(zone, ip);
        assert_eq!((evaluation.result, evaluation.engines_differ()), (result, expected), "{zone}");
        assert_eq!(notes::engines(&evaluation, Lang::En).is_some(), expected.is_some());
    }
}

#[test]
fn every_difference_names_engines_on_both_sides() {
    for difference in Difference::ALL {
        let others: Vec<Engine> =
            [Gave::WentOn, Gave::None, Gave::Nothing].into_iter().flat_map(|gave| difference.engines(gave)).collect();
        assert!(!others.is_empty(), "{difference:?}");
        assert!(difference.engines(Gave::Same).count() >= 4, "{difference:?}");
        let all: usize = [Gave::Same, Gave::WentOn, Gave::None, Gave::Nothing, Gave::NotRun]
            .into_iter()
            .map(|gave| difference.engines(gave).count())
            .sum();
        assert_eq!(all, Engine::ALL.len());
    }
}

#[test]
fn a_note_names_the_engines_with_their_versions_and_when_they_were_run() {
    let evaluation = evaluate("shop.example TXT \"v=spf1 a:x.example a:y.example a:z.example ?all\"\n", "192.0.2.1");
    let note = notes::engines(&evaluation, Lang::En).expect("a note");
    assert!(note.contains("libspf2 1.2.10, mail-auth 0.15.1 (stalwart)"), "{note}");
    assert!(note.contains("pyspf 2.0.14") && note.ends_with("All as run in 2026-11."), "{note}");
    let note = notes::engines(&evaluation, Lang::Ja).expect("a note");
    assert!(note.contains("libspf2 1.2.10、mail-auth 0.15.1"), "{note}");
}
