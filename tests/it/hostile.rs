//! Attackers: messages, zones, profiles and keys that nobody means well with, through the whole program. No input
//! makes it panic, write what acts on a terminal, or do work without bound. The same seeds give the same
//! inputs; `HOSTILE_SEEDS=FROM..TO` tries others.

mod arguments;
mod chance;
mod large;
mod mutation;
mod outputs;
#[cfg(feature = "tui")]
mod screens;
#[cfg(feature = "tui")]
use crate::support::tui as support;

use chance::{Chance, seeds};
use outputs::{opened, outputs};
use twofrom::dns::Zone;
use twofrom::message::{Message, decode_text, parse_mailboxes, parse_reverse_path};
use twofrom::receiver::Profiles;
use twofrom::source::sample;
use twofrom::words::complaint;

#[test]
fn samples_changed_in_many_ways_show_nothing_that_acts() {
    let seeds = seeds(40);
    let mut read = 0;
    for seed in seeds.clone() {
        let mut chance = Chance::new(seed);
        let sample = chance.pick(sample::ALL);
        let message = mutation::message(sample.message, &mut chance);
        let zone = mutation::zone(sample.zone, &mut chance);
        if let Some(opened) = opened(&message, &zone) {
            outputs(&opened, &mut chance, &format!("seed {seed}"));
            read += 1;
        }
    }
    assert!(read * 2 > seeds.end - seeds.start, "most can be read, else little is tried: {read}");
}

#[test]
fn what_parsers_get_by_themselves() {
    for seed in seeds(150) {
        let mut chance = Chance::new(seed);
        let sample = chance.pick(sample::ALL);
        let raw = mutation::message(sample.message, &mut chance);
        let message = Message::parse(raw.clone());
        let inside = |span: &std::ops::Range<usize>| span.start <= span.end && span.end <= raw.len();
        assert!(message.fields.iter().all(|field| inside(&field.span) && inside(&field.value)), "seed {seed}");
        assert!(inside(&message.body), "seed {seed}");
        // Fields stand one after another.
        let spans: Vec<_> = message.fields.iter().map(|field| field.span.clone()).collect();
        assert!(spans.windows(2).all(|two| two[0].end <= two[1].start), "seed {seed}");
        for field in &message.fields {
            let value = message.value(field);
            let decoded = decode_text(value);
            assert!(decoded.len() <= 4 * value.len() + 64, "seed {seed}: decoding may not make a message grow");
            let _ = parse_mailboxes(value, 0);
            let _ = parse_reverse_path(value, 0);
        }
    }
}

#[test]
fn zone_files_are_read_or_refused_in_one_clean_line() {
    for seed in seeds(150) {
        let mut chance = Chance::new(seed);
        let zone = mutation::zone(chance.pick(sample::ALL).zone, &mut chance);
        let bytes = if chance.once_in(3) { mutation::message(zone.as_bytes(), &mut chance) } else { zone.into_bytes() };
        for lang in outputs::LANGUAGES {
            match Zone::parse("evil\u{202e}.zone", &bytes) {
                Ok((_, warnings)) => {
                    for warning in &warnings {
                        outputs::clean(
                            &complaint::zone_warning("evil\u{202e}.zone", warning, lang),
                            &format!("seed {seed}"),
                        );
                    }
                }
                Err(error) => outputs::clean(&complaint::zone(&error, lang), &format!("seed {seed}")),
            }
        }
    }
}

#[test]
fn profiles_are_read_or_refused() {
    let files =
        [include_str!("../../src/receiver/profiles/gmail.toml"), include_str!("../../src/receiver/profiles/au.toml")];
    for seed in seeds(60) {
        let mut chance = Chance::new(seed);
        let text = mutation::message(chance.pick(&files).as_bytes(), &mut chance);
        let text = String::from_utf8_lossy(&text).into_owned();
        if let Err(error) = Profiles::default().with(&[("evil.toml", text.as_str())]) {
            for lang in outputs::LANGUAGES {
                outputs::clean(&complaint::profiles(&error, lang), &format!("seed {seed}"));
            }
        }
    }
}
