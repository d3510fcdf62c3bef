//! Reverse DNS of the client: a zone, an address, and whether a name is confirmed.

use twofrom::dns::{Answers, Name, Zone};
use twofrom::reverse_dns::{ReverseDns, ReverseResult, evaluate};

fn reverse(zone: &str, ip: &str) -> ReverseDns {
    let (zone, _) = Zone::parse("a.zone", zone.as_bytes()).expect("a zone");
    evaluate(Some(ip.parse().expect("an address")), &Answers::from_zone(zone))
}

#[test]
fn a_name_is_confirmed_by_its_own_address() {
    let zone = ". SOA\n1.2.0.192.in-addr.arpa PTR a.example\n1.2.0.192.in-addr.arpa PTR b.example\n\
        b.example A 192.0.2.1\n9.2.0.192.in-addr.arpa PTR b.example\n;@ timeout 8.2.0.192.in-addr.arpa\n\
        7.2.0.192.in-addr.arpa PTR b.example\n7.2.0.192.in-addr.arpa PTR slow.example\n;@ timeout slow.example\n\
        5.2.0.192.in-addr.arpa PTR slow.example\n5.2.0.192.in-addr.arpa PTR c.example\nc.example A 192.0.2.5\n\
        1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR six.example\n\
        six.example AAAA 2001:db8::1\n";
    for (ip, result, name) in [
        ("192.0.2.1", ReverseResult::Pass, Some("b.example")),
        ("::ffff:192.0.2.1", ReverseResult::Pass, Some("b.example")),
        ("192.0.2.9", ReverseResult::Fail, Some("b.example")),
        ("192.0.2.200", ReverseResult::None, None),
        ("192.0.2.8", ReverseResult::TempError, None),
        ("192.0.2.7", ReverseResult::TempError, Some("b.example")),
        ("192.0.2.5", ReverseResult::Pass, Some("c.example")),
        ("2001:db8::1", ReverseResult::Pass, Some("six.example")),
    ] {
        let got = reverse(zone, ip);
        assert_eq!((got.result, got.name), (result, name.map(Name::new)), "{ip}");
        assert!(got.unanswered.needed.is_empty());
    }
}

#[test]
fn what_is_missing_is_asked_for_together() {
    let pointer = "1.2.0.192.in-addr.arpa PTR a.example\n1.2.0.192.in-addr.arpa PTR b.example\n";
    let open = reverse(pointer, "192.0.2.1");
    assert_eq!(open.result, ReverseResult::Pending);
    assert_eq!(open.unanswered.needed.len(), 1);
    assert_eq!(open.unanswered.ahead.len(), 1);
    assert_eq!(reverse("", "192.0.2.1").unanswered.needed[0].name, Name::new("1.2.0.192.in-addr.arpa"));
    let without = evaluate(None, &Answers::default());
    assert_eq!((without.result, without.asked.len(), without.unanswered.needed.len()), (ReverseResult::Pending, 0, 0));
}

#[test]
fn ten_names_are_looked_at() {
    let names: Vec<String> = (0..12).map(|n| format!("1.2.0.192.in-addr.arpa PTR n{n}.example\n")).collect();
    let names = names.concat();
    let late = reverse(&format!(". SOA\n{names}n10.example A 192.0.2.1\n"), "192.0.2.1");
    assert_eq!((late.result, late.asked.len()), (ReverseResult::Fail, 11));
    let in_time = reverse(&format!(". SOA\n{names}n9.example A 192.0.2.1\n"), "192.0.2.1");
    assert_eq!(in_time.result, ReverseResult::Pass);
}
