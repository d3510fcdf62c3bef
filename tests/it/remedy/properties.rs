//! Random records: what is proposed may always be published, and flips what it says.

use super::{DEFAULT, SES, advice, by_ses};
use proptest::prelude::*;

fn term() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..4u8).prop_map(|n| format!("ip4:192.0.2.{n}")),
        (0..6u8).prop_map(|n| format!("a:h{n}.shop.example")),
        (0..4u8).prop_map(|n| format!("include:i{n}.shop.example")),
        Just("mx".to_owned()),
        Just("include:amazonses.com".to_owned()),
        Just("-ip4:54.240.27.84".to_owned()),
        Just("ipv4:192.0.2.9".to_owned()),
        Just("what-is-this".to_owned()),
        Just("exists:%{i}.shop.example".to_owned()),
    ]
}

fn end() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just(" -all"),
        Just(" ~all"),
        Just(" ?all"),
        Just(" +all"),
        Just(" all"),
        Just(""),
        Just(" redirect=i0.shop.example"),
        Just(" ~all include:amazonses.com"),
    ]
}

fn record() -> impl Strategy<Value = String> {
    (prop::collection::vec(term(), 0..12), end()).prop_map(|(terms, end)| format!("v=spf1 {}{end}", terms.join(" ")))
}

/// A record in two strings, so that a long one fits.
fn txt(name: &str, text: &str) -> String {
    let (one, other) = text.split_at(text.len() / 2);
    format!("{name} TXT \"{one}\" \"{other}\"\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_proposed_record_may_always_be_published(
        own in prop::collection::vec(record(), 0..3),
        includes in prop::collection::vec(record(), 4),
        custom in any::<bool>(),
    ) {
        let mut zone = format!("{SES}shop.example MX 10 h0.shop.example\nh0.shop.example A 192.0.2.1\nh1.shop.example A 192.0.2.2\n");
        for text in &own {
            zone.push_str(&txt("shop.example", text));
        }
        for (n, text) in includes.iter().enumerate() {
            zone.push_str(&txt(&format!("i{n}.shop.example"), text));
        }
        let mail_from = if custom { "0100@bounce.shop.example" } else { DEFAULT };
        // `advice` checks what must hold.
        advice(&by_ses(mail_from, ""), &zone);
    }
}
