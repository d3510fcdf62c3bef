//! Each bundled sample: the verdicts that stand beside it in `NAME.verdicts`, and that its zone answers
//! everything. `UPDATE=1` writes the verdicts anew, to be read before they are committed.

use std::fs;
use std::path::Path;
use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::message::Message;
use twofrom::receiver::Profiles;
use twofrom::settings::{AsOf, Settings};
use twofrom::source::sample::{ALL, Sample};
use twofrom::words::sentence::warning_code;

fn case(sample: &Sample) -> Case {
    let (zone, warnings) = Zone::parse(sample.name, sample.zone.as_bytes()).expect("the zone is well-formed");
    assert_eq!(warnings, [], "{}", sample.name);
    let mut settings = Settings::new(1_795_500_000);
    settings.as_of = AsOf::Message;
    let message = Message::parse(sample.message);
    analyse(&message, &Answers::from_zone(zone), &settings, Profiles::builtin()).expect("no receiver is named")
}

fn verdicts(sample: &Sample, case: &Case) -> String {
    let mut lines = vec![format!("as of {}", case.as_of)];
    for verdict in &case.verdicts {
        let (decision, confidence) = (verdict.decision.as_str(), verdict.confidence.as_str());
        let open: Vec<&str> = verdict.open.iter().map(|reason| reason.as_str()).collect();
        let line = format!("{:<18} {decision:<8} {confidence} {}", verdict.receiver, open.join(" "));
        lines.push(line.trim_end().to_owned());
    }
    if let Some(parting) = case.parting {
        let of = |index: usize| &case.verdicts[index].receiver;
        let step = parting.step.as_str();
        lines.push(format!("{} and {} part at the {step}", of(parting.accepts), of(parting.rejects)));
    }
    let message = Message::parse(sample.message);
    let warnings = &case.identities.warnings;
    lines.extend(warnings.iter().map(|w| format!("warning {}", warning_code(w, &message))));
    lines.join("\n") + "\n"
}

#[test]
fn verdicts_are_those_that_stand_beside_the_sample() {
    for sample in ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("samples/{}.verdicts", sample.name));
        let found = verdicts(sample, &case(sample));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &found).expect("the verdicts can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, expected, "{}", sample.name);
    }
}

#[test]
fn every_question_of_a_sample_is_answered() {
    for sample in ALL {
        assert_eq!(case(sample).unanswered.needed, [], "{}", sample.name);
    }
}

#[test]
fn a_story_has_two_lines_in_each_language() {
    for sample in ALL {
        assert_eq!(sample.story.lines().count(), 4, "{}", sample.name);
        let japanese = |line: &str| line.chars().any(|c| ('\u{3040}'..'\u{30ff}').contains(&c));
        let by_language: Vec<bool> = sample.story.lines().map(japanese).collect();
        assert_eq!(by_language, [false, false, true, true], "{}", sample.name);
    }
}
