//! Speed of a whole analysis: a bundled sample parsed, and analysed.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use twofrom::case::analyse;
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::settings::{AsOf, Settings};
use twofrom::source::sample;

fn whole_message(c: &mut Criterion) {
    let sample = &sample::ALL[0];
    let (zone, _) = Zone::parse("sample.zone", sample.zone.as_bytes()).expect("the sample's zone is well-formed");
    let answers = Answers::from_zone(zone);
    let mut settings = Settings::new(1_795_478_400);
    settings.as_of = AsOf::Message;
    let profiles = Profiles::builtin();
    let message = Message::parse(sample.message);

    c.bench_function("parse a message", |b| b.iter(|| Message::parse(black_box(sample.message))));
    c.bench_function("analyse a message", |b| {
        b.iter(|| analyse(black_box(&message), &answers, &settings, profiles).expect("the receivers are known"));
    });
    let gmail = [("gmail.toml", include_str!("../src/receiver/profiles/gmail.toml"))];
    c.bench_function("read a file of profiles", |b| b.iter(|| Profiles::default().with(black_box(&gmail))));
    c.bench_function("read the sample's zone", |b| {
        b.iter(|| Zone::parse("sample.zone", black_box(sample.zone.as_bytes())));
    });
}

criterion_group!(benches, whole_message);
criterion_main!(benches);
