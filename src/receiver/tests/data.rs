//! That the built-in profiles are whole.

use crate::receiver::{CheckKind, Confidence, Decision, Profiles, Rule};
use crate::text::Shown;

fn rules(profiles: &Profiles) -> impl Iterator<Item = (&str, &Rule)> {
    profiles.profiles.iter().flat_map(|p| {
        p.periods.iter().flat_map(move |period| period.rules.iter().map(move |rule| (p.id.as_str(), rule)))
    })
}

#[test]
fn every_effect_has_sources_and_a_confidence() {
    let profiles = Profiles::builtin();
    for (id, rule) in rules(profiles) {
        for (result, effect) in &rule.effects {
            let place = format!("{id}: {} {result}", rule.check.as_str());
            assert!(!effect.sources.is_empty(), "{place}");
            assert_eq!(effect.sources.len(), effect.support.len(), "{place}");
            assert!(effect.support.is_sorted(), "{place}");
            assert_eq!(effect.support.first(), Some(&effect.confidence), "{place}");
            assert_eq!(effect.decision == Decision::Unknown, effect.confidence == Confidence::Unknown, "{place}");
            assert!(effect.sources.iter().all(|s| profiles.source(*s).is_some()), "{place}");
            let said = &effect.said;
            let digit = match effect.decision {
                Decision::Reject => "45",
                Decision::Defer => "4",
                _ => "2",
            };
            assert!(said.reply.as_ref().is_none_or(|reply| reply.starts_with(|c| digit.contains(c))), "{place}");
            assert!(said.reply.is_some() || (said.reply_text.is_none() && said.reply_at.is_none()), "{place}");
            assert!(said.shows.is_none() || effect.decision == Decision::Warn, "{place}");
        }
    }
}

#[test]
fn every_result_is_named() {
    for (id, rule) in rules(Profiles::builtin()) {
        for result in rule.check.results() {
            assert!(rule.effect(result).is_some(), "{id}: {} {result}", rule.check.as_str());
        }
        assert_eq!(rule.check == CheckKind::Carrier, !rule.domains.is_empty(), "{id}");
    }
}

#[test]
fn every_source_has_an_address_and_is_used() {
    let profiles = Profiles::builtin();
    let used: Vec<usize> = rules(profiles).flat_map(|(_, r)| &r.effects).flat_map(|(_, e)| e.sources.clone()).collect();
    for (index, source) in profiles.sources.iter().enumerate() {
        assert!(source.url.starts_with("https://") || source.url.starts_with("http://"), "{source:?}");
        assert!(source.date.as_ref().is_none_or(|d| d.len() >= 4 && d.starts_with("20")), "{source:?}");
        assert!(used.contains(&index), "{} is used nowhere", source.id);
        assert!(!profiles.sources[..index].iter().any(|s| s.url == source.url), "{} stands twice", source.url);
    }
}

#[test]
fn every_profile_speaks_both_languages() {
    for profile in &Profiles::builtin().profiles {
        assert!(!profile.name_en.is_empty() && !profile.name_ja.is_empty(), "{}", profile.id);
        assert!(!profile.notes_en.is_empty(), "{}", profile.id);
        assert_eq!(profile.notes_en.len(), profile.notes_ja.len(), "{}", profile.id);
        for text in profile.notes_en.iter().chain(&profile.notes_ja).chain([&profile.name_en, &profile.name_ja]) {
            assert_eq!(Shown::new(text).as_str(), text, "{}", profile.id);
        }
        for note in &profile.notes_ja {
            assert!(note.chars().any(|c| ('ぁ'..='ヿ').contains(&c)), "{note}");
        }
    }
}

#[test]
fn periods_follow_each_other_without_gaps() {
    for profile in &Profiles::builtin().profiles {
        for pair in profile.periods.windows(2) {
            let last = pair[0].until.unwrap();
            assert_eq!(pair[1].from, Some(last.tomorrow().unwrap()), "{}", profile.id);
        }
        let ended = profile.periods.last().is_some_and(|last| last.until.is_some());
        assert_eq!(ended, profile.id == "hotmail", "{}", profile.id);
        for period in &profile.periods {
            let held_on = period.held_on_from;
            assert!(held_on.is_none_or(|day| period.contains(day)), "{}", profile.id);
        }
    }
}

#[test]
fn every_name_of_a_result_stands_for_one() {
    for check in CheckKind::ALL {
        for or_dkim in [false, check == CheckKind::Spf] {
            let names: Vec<String> = check.nameable(or_dkim).iter().map(ToString::to_string).collect();
            for (index, name) in names.iter().enumerate() {
                assert!(!names[..index].contains(name), "{} {name}", check.as_str());
            }
            assert!(check.results().iter().all(|result| names.contains(&result.to_string())), "{}", check.as_str());
        }
    }
}
