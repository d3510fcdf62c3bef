//! What a lane says that a receiver asked and got: nothing that was not asked; and where two lanes part.

use twofrom::case::{Case, Step, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::settings::{Lang, Settings};
use twofrom::words::{lane, sentence};

#[test]
fn without_a_single_author_domain_no_dmarc_record_is_claimed_to_be_missing() {
    let message = Message::parse(b"Return-Path: <a@a.example>\nFrom: a@a.example, b@b.example\n\n".to_vec());
    let (zone, _) = Zone::parse("z", b". SOA a b 1 2 3 4 5\n").expect("the zone is well-formed");
    let mut settings = Settings::new(1_795_500_000);
    settings.receivers = Some(vec!["docomo".to_owned()]);
    let case = analyse(&message, &Answers::from_zone(zone), &settings, Profiles::builtin()).expect("docomo is known");
    let lane = case.lane(0).expect("docomo judged");
    for (lang, wrong) in [(Lang::En, "no DMARC record"), (Lang::Ja, "DMARC レコードなし")] {
        let rows = lane::rows(&case, &lane, lang);
        assert!(rows.iter().any(|row| row.text == "permerror"), "{rows:?}");
        assert!(!rows.iter().any(|row| row.text.contains(wrong)), "{rows:?}");
    }
}

const ZONE: &[u8] = b"\
. SOA a b 1 2 3 4 5
ok.example. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"
neutral.example. TXT \"v=spf1 ?all\"
strict.example. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"
_dmarc.strict.example. TXT \"v=DMARC1; p=reject\"
mail.ok.example. A 192.0.2.1
1.2.0.192.in-addr.arpa. PTR mail.ok.example.
mail.ok.example. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"
";

/// What receivers do today with a message from a client, of a MAIL FROM and a From domain.
fn judged(client: &str, mail_from: &str, from: &str, receivers: [&str; 2]) -> Case {
    let message = format!(
        "Return-Path: <a@{mail_from}>\nReceived: from mail.ok.example (mail.ok.example [{client}])\n\tby \
         mx.google.com with ESMTPS id a1; Tue, 05 Nov 2024 01:02:05 +0000\nFrom: a@{from}\n\n"
    );
    let (zone, _) = Zone::parse("z", ZONE).expect("the zone is well-formed");
    let mut settings = Settings::new(1_795_500_000);
    settings.receivers = Some(receivers.map(str::to_owned).to_vec());
    let message = Message::parse(message.into_bytes());
    analyse(&message, &Answers::from_zone(zone), &settings, Profiles::builtin()).expect("they are known")
}

/// Where the two part, in words; the same whichever stands on the left.
fn parting(case: &Case) -> String {
    let said = |one, other| sentence::parting(case, one, other, Profiles::builtin(), Lang::En).unwrap_or_default();
    assert_eq!(said(0, 1), said(1, 0));
    assert_eq!(said(0, 0), "", "one and itself do not part");
    said(0, 1)
}

#[test]
fn which_lane_stands_on_the_left_does_not_change_where_they_part() {
    let case = judged("192.0.2.1", "ok.example", "none.example", ["gmail", "au/high"]);
    let said = parting(&case);
    assert!(said.starts_with("They part at the identity") && said.ends_with("also asks about none.example."), "{said}");
}

#[test]
fn where_both_ask_about_the_domain_they_part_at_the_check() {
    // Both ask about strict.example: the one for its SPF record, the other for its DMARC policy.
    let case = judged("192.0.2.1", "ok.example", "strict.example", ["gmail", "au/high"]);
    let said = parting(&case);
    assert!(said.ends_with("goes by SPF, Gmail by DMARC."), "{said}");
    assert_eq!(case.parting.map(|parting| parting.step), Some(Step::Rule));
}

#[test]
fn whoever_reads_no_record_reads_no_other_one() {
    let case = judged("192.0.2.1", "ok.example", "none.example", ["docomo", "au/low"]);
    let said = parting(&case);
    assert!(said.starts_with("They part at the check") && said.ends_with("docomo by DMARC."), "{said}");
    assert!(!said.contains("record"), "{said}");
}

#[test]
fn of_a_domain_that_is_no_carriers_nothing_is_asked() {
    let case = judged("192.0.2.1", "neutral.example", "neutral.example", ["au/low", "gmail"]);
    let lane = case.lane(0).expect("au judged");
    let rows = lane::rows(&case, &lane, Lang::En);
    let text: Vec<_> = rows.iter().map(|row| format!("{} {}", row.label, row.text)).collect();
    assert!(!text.iter().any(|row| row.starts_with("asks") || row.contains("v=spf1")), "{text:?}");
    assert!(text.iter().any(|row| row == "result other"), "{text:?}");
}

#[test]
fn a_client_without_a_name_is_no_identity() {
    let case = judged("192.0.2.2", "ok.example", "ok.example", ["gmail", "au/high"]);
    let said = parting(&case);
    assert!(said.starts_with("They part at the check") && said.ends_with("Gmail by reverse DNS."), "{said}");
}
