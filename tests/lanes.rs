//! What a lane says that a receiver asked and got: nothing that was not asked.

use twofrom::case::analyse;
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::settings::{Date, Lang, Settings};
use twofrom::words::lane;

#[test]
fn without_a_single_author_domain_no_dmarc_record_is_claimed_to_be_missing() {
    let message = Message::parse(b"Return-Path: <a@a.example>\nFrom: a@a.example, b@b.example\n\n".to_vec());
    let (zone, _) = Zone::parse("z", b". SOA a b 1 2 3 4 5\n").expect("the zone is well-formed");
    let mut settings = Settings::new(Date::constant(2026, 11, 24), 0);
    settings.receivers = Some(vec!["docomo".to_owned()]);
    let case = analyse(&message, &Answers::from_zone(zone), &settings, Profiles::builtin()).expect("docomo is known");
    let lane = case.lane(0).expect("docomo judged");
    for (lang, wrong) in [(Lang::En, "no DMARC record"), (Lang::Ja, "DMARC レコードなし")] {
        let rows = lane::rows(&case, &lane, lang);
        assert!(rows.iter().any(|row| row.text == "permerror"), "{rows:?}");
        assert!(!rows.iter().any(|row| row.text.contains(wrong)), "{rows:?}");
    }
}
