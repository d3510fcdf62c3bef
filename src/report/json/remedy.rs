//! Remedies in the JSON output, version 1.

use crate::dns::Name;
use crate::remedy::{Advice, Change, DnsHosts, Flip, Help, Instead, Remedy, Through};
use crate::settings::Lang;
use crate::words::remedy as words;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct RemedyObject<'a> {
    kind: &'static str,
    condition: String,
    set: Vec<String>,
    assumed: bool,
    flips: Vec<FlipObject<'a>>,
    /// What only this one and the first remedy do together.
    together: Vec<FlipObject<'a>>,
    records: Vec<RecordObject<'a>>,
    forms: Vec<FormObject<'a>>,
    notes: Vec<NoteObject>,
}

#[derive(Serialize)]
struct FlipObject<'a> {
    receiver: &'a str,
    was: &'a str,
    becomes: &'a str,
}

#[derive(Serialize)]
struct RecordObject<'a> {
    name: &'a str,
    r#type: String,
    value: &'a str,
    zone: String,
    /// What the value replaces; none for a new record, several where they become one.
    replaces: Vec<&'a str>,
    typed: Vec<TypedObject>,
}

/// A record that only the service can complete.
#[derive(Serialize)]
struct FormObject<'a> {
    name: &'a str,
    r#type: String,
    value: &'a str,
}

#[derive(Serialize)]
struct TypedObject {
    host: String,
    /// `null` where nobody looked up how names are typed there.
    name: Option<String>,
    /// `null` where nobody looked up how values are typed there.
    value: Option<String>,
    too_long: bool,
    source: Option<String>,
}

#[derive(Serialize)]
struct NoteObject {
    code: &'static str,
    text: String,
}

#[derive(Serialize)]
pub(super) struct InsteadObject {
    code: &'static str,
    helps: Vec<&'static str>,
    text: String,
}

#[derive(Serialize)]
pub(super) struct SenderObject<'a> {
    service: &'a str,
    proven: bool,
    by: &'a [&'static str],
    alike: &'a [String],
}

pub(super) fn remedies(advice: &Advice) -> Vec<RemedyObject<'_>> {
    advice.remedies.iter().map(remedy).collect()
}

fn remedy(remedy: &Remedy) -> RemedyObject<'_> {
    RemedyObject {
        kind: remedy.kind.as_str(),
        condition: remedy.condition.code(),
        set: remedy.edits.iter().flat_map(crate::dns::Edit::to_lines).collect(),
        assumed: remedy.is_assumed(),
        flips: flips(&remedy.flips),
        together: flips(&remedy.together),
        records: remedy
            .records
            .iter()
            .map(|record| RecordObject {
                name: Name::as_str(&record.name),
                r#type: record.data.rtype().to_string(),
                value: &record.text,
                zone: record.zone_line(),
                replaces: match &record.change {
                    Change::New => Vec::new(),
                    Change::Edited { before, .. } => vec![before],
                    Change::Merged { before } => before.iter().map(String::as_str).collect(),
                },
                typed: DnsHosts::builtin()
                    .hosts
                    .iter()
                    .filter(|_| record.data.txt().is_some())
                    .map(|host| host.typed(record))
                    .map(|typed| TypedObject {
                        host: typed.host,
                        name: typed.name_looked_up.then_some(typed.name),
                        value: typed.value_looked_up.then_some(typed.value),
                        too_long: typed.too_long,
                        source: typed.source,
                    })
                    .collect(),
            })
            .collect(),
        forms: remedy
            .forms
            .iter()
            .map(|form| FormObject { name: &form.name, r#type: form.rtype.to_string(), value: &form.value })
            .collect(),
        notes: remedy
            .notes
            .iter()
            .map(|note| NoteObject { code: note.code(), text: words::note(note, Lang::En) })
            .collect(),
    }
}

fn flips(flips: &[Flip]) -> Vec<FlipObject<'_>> {
    flips
        .iter()
        .map(|flip| FlipObject { receiver: &flip.receiver, was: flip.was.as_str(), becomes: flip.becomes.as_str() })
        .collect()
}

pub(super) fn instead(instead: &Instead) -> InsteadObject {
    InsteadObject {
        code: instead.why.code(),
        helps: instead.helps.iter().map(Help::code).collect(),
        text: words::instead(instead, Lang::En),
    }
}

pub(super) fn sender(through: &Through) -> SenderObject<'_> {
    SenderObject { service: &through.id, proven: through.proven, by: &through.clues, alike: &through.alike }
}
