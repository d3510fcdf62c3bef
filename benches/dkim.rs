//! Speed of DKIM: a message with a 10 kB body and a 2048-bit signature, one with three signatures; read
//! with its hashes, verified, and analysed again as a what-if does.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use twofrom::case::analyse;
use twofrom::dkim::{DkimResult, Receipt, ReceiptFrom, verify};
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::settings::{AsOf, Settings};

/// When the messages were received.
const RECEIPT: Receipt = Receipt { at: 1_762_736_402, from: ReceiptFrom::ReceivingHop };

fn signatures(c: &mut Criterion) {
    let zone = include_bytes!("signed/keys.zone");
    let (zone, _) = Zone::parse("keys.zone", zone).expect("the zone is well-formed");
    let answers = Answers::from_zone(zone);
    let mut settings = Settings::new(1_795_478_400);
    settings.as_of = AsOf::Message;
    let profiles = Profiles::builtin();
    let messages: [(&str, usize, &[u8]); 2] = [
        ("one signature, 10 kB", 1, include_bytes!("signed/one-10k.eml")),
        ("three signatures", 3, include_bytes!("signed/three.eml")),
    ];
    for (name, count, raw) in messages {
        let message = Message::parse(raw);
        let passes = verify(&message, &[], RECEIPT, &answers).iter().filter(|v| v.result == DkimResult::Pass).count();
        assert_eq!(passes, count, "{name}: what is measured is a verification that passes");
        c.bench_function(&format!("{name}: read and hash"), |b| b.iter(|| Message::parse(black_box(raw))));
        c.bench_function(&format!("{name}: verify"), |b| {
            b.iter(|| verify(black_box(&message), &[], RECEIPT, &answers));
        });
        c.bench_function(&format!("{name}: analyse"), |b| {
            b.iter(|| analyse(black_box(&message), &answers, &settings, profiles).expect("the receivers are known"));
        });
    }
}

criterion_group!(benches, signatures);
criterion_main!(benches);
