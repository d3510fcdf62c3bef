//! Besides the SPF record: what else can be set up so that a message is authenticated. A signature of the
//! From domain, a MAIL FROM below it, a DMARC record.

use super::propose::Planned;
use super::{Change, Form, Kind, Note, Published, Supposed, record};
use crate::dns::{Answers, Edit, Name, Question, RData, RecordType, Unanswered};
use crate::sender::{Fact, Region, Service, Setup};
use crate::text::distance;

/// The first policy: nobody is asked to refuse anything.
const FIRST: &str = "v=DMARC1; p=none";

/// Something to set up, and what it makes of the message.
#[derive(Clone)]
pub(super) struct Lever {
    pub kind: Kind,
    /// The domain that is to sign, or that MAIL FROM is to have; else the record's name.
    pub subject: Name,
    pub records: Vec<Published>,
    pub forms: Vec<Form>,
    pub edits: Vec<Edit>,
    pub supposed: Supposed,
    pub notes: Vec<Note>,
}

impl Lever {
    fn new(kind: Kind, subject: Name) -> Self {
        Self {
            kind,
            subject,
            records: Vec::new(),
            forms: Vec::new(),
            edits: Vec::new(),
            supposed: Supposed::default(),
            notes: Vec::new(),
        }
    }

    /// SPF records that were planned.
    pub fn of_spf(plan: Vec<Planned>, notes: Vec<Note>) -> Self {
        let subject = plan.first().map_or_else(|| Name::new(""), |planned| planned.record.name.clone());
        let (records, edits) = plan.into_iter().map(|planned| (planned.record, planned.edit)).unzip();
        Self { records, edits, notes, ..Self::new(Kind::Spf, subject) }
    }

    /// Takes up what a service has published for its customers, below the From domain.
    fn set_up(&mut self, setup: &Setup, region: Option<&Region>, from: &Name) {
        let dkim = region.and_then(|region| region.dkim.as_ref()).or(setup.dkim.as_ref());
        for record in &setup.records {
            let record = record
                .replace("{region}", region.map_or("<region>", |region| region.id.as_str()))
                .replace("{dkim}", dkim.map_or("", String::as_str));
            let whole = match &setup.label {
                Some(label) => format!("{label} {record}"),
                None => record,
            };
            let Some((labels, rest)) = whole.split_once(' ') else { continue };
            let Some((rtype, value)) = rest.split_once(' ') else { continue };
            let Some(rtype) = RecordType::parse(rtype) else { continue };
            let name = format!("{labels}.{from}");
            if whole.contains('<') {
                self.forms.push(Form { name, rtype, value: value.to_owned() });
            } else if let Ok(edit) = Edit::parse(&format!("{name} {rtype} {value}"))
                && let [data] = edit.data.as_slice()
            {
                self.records.push(Published {
                    name: Name::new(&name),
                    data: data.clone(),
                    text: value.to_owned(),
                    added: None,
                    change: Change::New,
                    others: 0,
                });
                self.edits.push(edit);
            }
        }
    }
}

/// The service signs with the From domain.
pub(super) fn signing(service: &Service, region: Option<&Region>, from: &Name) -> Option<Lever> {
    let Fact { value: setup, .. } = service.signing.as_ref()?;
    let mut lever = Lever::new(Kind::Dkim, from.clone());
    lever.set_up(setup, region, from);
    lever.supposed.signer = Some(from.clone());
    lever.notes.push(Note::AssumesSignature { service: service.id.clone(), domain: from.clone() });
    lever.notes.push(Note::MadeByService(service.id.clone()));
    Some(lever)
}

/// The service writes MAIL FROM below the From domain.
pub(super) fn return_path(service: &Service, region: Option<&Region>, from: &Name) -> Option<Lever> {
    let Fact { value: setup, .. } = service.return_path.as_ref()?;
    let domain = from.with_prefix(setup.label.as_deref()?);
    let mut lever = Lever::new(Kind::MailFrom, domain.clone());
    lever.set_up(setup, region, from);
    lever.supposed.mail_from = Some(domain.clone());
    lever.notes.push(Note::AssumesMailFrom { service: service.id.clone(), domain });
    if lever.forms.is_empty() {
        lever.notes.push(Note::AnyNameBelow(from.clone()));
    } else {
        lever.notes.push(Note::MadeByService(service.id.clone()));
    }
    Some(lever)
}

/// A first DMARC record for the From domain's organization, or the one that stands there put right; none where
/// one is in force, or where it is not clear what was meant.
pub(super) fn dmarc(from: &Name, answers: &Answers, unanswered: &mut Unanswered) -> Option<Lever> {
    let organization = from.registrable()?;
    let name = organization.with_prefix("_dmarc");
    let question = Question::new(name.clone(), RecordType::Txt);
    let Some(answer) = answers.get(&question) else {
        unanswered.need(question);
        return None;
    };
    if answer.outcome.is_error() || !answer.aliases.is_empty() {
        return None;
    }
    let all: Vec<RData> = answer.records().iter().map(|record| record.data.clone()).collect();
    let text_of = |data: &RData| data.txt().and_then(|octets| String::from_utf8(octets).ok());
    let (meant, others): (Vec<RData>, Vec<RData>) = all.into_iter().partition(|data| {
        let text = text_of(data).unwrap_or_default().to_ascii_lowercase();
        text.contains("dmarc1") || text.split([';', ' ']).any(|tag| tag.trim().starts_with("p="))
    });
    let mut lever = Lever::new(Kind::Dmarc, name.clone());
    let (text, change) = match meant.as_slice() {
        [] => {
            // A domain that receives mail has this mailbox (RFC 5321 section 4.5.1).
            let reports = format!("postmaster@{organization}");
            lever.notes.push(Note::FirstPolicy(organization));
            lever.notes.push(Note::ReportsTo(reports.clone()));
            (format!("{FIRST}; rua=mailto:{reports}"), Change::New)
        }
        [one] => {
            let before = text_of(one)?;
            let after = put_right(&before).filter(|after| *after != before)?;
            lever.notes.push(Note::Corrected { before: before.clone(), after: after.clone() });
            (after, Change::Edited { before, corrected: Vec::new() })
        }
        _ => return None,
    };
    if !others.is_empty() {
        lever.notes.push(Note::KeepOthers(name.clone()));
    }
    let data = record::data(&text);
    let others_count = others.len();
    lever.edits.push(Edit { question, data: others.into_iter().chain([data.clone()]).collect() });
    lever.records.push(Published { name, data, text, added: None, change, others: others_count });
    Some(lever)
}

/// A DMARC record as it was probably meant: the version first, a policy that there is, semicolons between. What
/// asks for more than p=none goes on asking for it.
fn put_right(text: &str) -> Option<String> {
    const POLICIES: [&str; 3] = ["none", "quarantine", "reject"];
    /// So far may a word be from what was meant.
    const SLIP: usize = 2;
    let mut rest = text.trim().trim_matches('"');
    let lower = rest.to_ascii_lowercase();
    if let Some(version) = lower.strip_prefix("v=dmarc1").map(|tail| rest.len() - tail.len()) {
        rest = rest.get(version..)?;
    }
    let mut tags = Vec::new();
    for tag in rest.split(';').flat_map(|part| by_blanks(part.trim())) {
        let (name, value) = tag.split_once('=')?;
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        let value = match name.as_str() {
            "v" => continue,
            "p" | "sp" | "np" => {
                let value = value.to_ascii_lowercase();
                let near = POLICIES.into_iter().min_by_key(|policy| distance(&value, policy))?;
                (distance(&value, near) <= SLIP).then(|| near.to_owned())?
            }
            _ => value.to_owned(),
        };
        tags.push((name, value));
    }
    let policy = tags.iter().position(|(name, _)| name == "p");
    let policy = policy.map_or_else(|| ("p".to_owned(), "none".to_owned()), |at| tags.remove(at));
    let tags = [policy].into_iter().chain(tags).map(|(name, value)| format!("; {name}={value}"));
    Some(format!("v=DMARC1{}", tags.collect::<String>()))
}

/// Tags between which the semicolon was forgotten.
fn by_blanks(part: &str) -> Vec<&str> {
    let words: Vec<&str> = part.split_ascii_whitespace().collect();
    match words.as_slice() {
        [] => Vec::new(),
        [_, _, ..] if words.iter().all(|word| word.contains('=')) => words,
        _ => vec![part],
    }
}

#[cfg(test)]
mod tests {
    use super::put_right;

    #[test]
    fn a_dmarc_record_is_put_right_and_never_made_milder() {
        for (before, after) in [
            ("v=DMARC1 p=none", Some("v=DMARC1; p=none")),
            ("v=DMARC1; p=rejected; rua=mailto:a@shop.example", Some("v=DMARC1; p=reject; rua=mailto:a@shop.example")),
            ("v=dmarc1; p=quarentine", Some("v=DMARC1; p=quarantine")),
            ("p=reject; v=DMARC1", Some("v=DMARC1; p=reject")),
            ("v=DMARC1; rua=mailto:a@shop.example; p=nnone;", Some("v=DMARC1; p=none; rua=mailto:a@shop.example")),
            ("v=DMARC1; p=what", None),
            ("v=DMARC1; reject", None),
        ] {
            assert_eq!(put_right(before).as_deref(), after, "{before}");
        }
    }
}
