//! Recording the answers that an evaluation stands on, and evaluating again from what was recorded.

use std::sync::Arc;
use twofrom::dns::{Answers, Snapshot, Zone};
use twofrom::report::json;
use twofrom::resolver::used;
use twofrom::spf::Evaluation;

/// The evaluation from a recording of these answers, both as JSON without the places that answers came
/// from; and the recording.
pub fn replay(all: &Answers, evaluate: impl Fn(&Answers) -> Evaluation) -> [String; 3] {
    let mut snapshot = Snapshot::default();
    for (question, answer) in used(all, |answers| evaluate(answers).unanswered) {
        snapshot.add(&question, &Arc::clone(&answer), all.edits());
    }
    assert_eq!(snapshot.contradictions(), 0);
    let text = snapshot.to_zone();
    let (zone, _) = Zone::parse("record.zone", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let report = |answers: &Answers| {
        let mut value = json::spf(&evaluate(answers));
        without_origins(&mut value);
        value.to_string()
    };
    [report(all), report(&Answers::from_zone(zone)), text]
}

fn without_origins(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("from");
            map.values_mut().for_each(without_origins);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(without_origins),
        _ => {}
    }
}
