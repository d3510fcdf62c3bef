//! What a result rests on, as JSON.

use crate::case::RecordedDecision;
use crate::message::{Message, Recorded};
use crate::receiver::{Because, CheckKind};
use crate::report::Judged;
use crate::settings::Lang;
use crate::words::recorded;
use serde::Serialize;

/// The keys that go with a result.
#[derive(Serialize)]
pub(super) struct EvidenceObject<'a> {
    evidence: &'static str,
    recorded_by: Option<&'a str>,
    dns_result: Option<&'static str>,
}

impl<'a> EvidenceObject<'a> {
    /// What the receiving server recorded, or what came of the answers of the DNS.
    pub fn of<R: Copy>(recorded: Option<&'a Recorded<R>>, word: impl Fn(R) -> &'static str) -> Self {
        match recorded {
            Some(recorded) => Self::recorded(recorded.by.as_deref(), Some(word(recorded.dns))),
            None => Self { evidence: "dns", recorded_by: None, dns_result: None },
        }
    }

    /// What a server recorded.
    pub fn recorded(by: Option<&'a str>, dns: Option<&'static str>) -> Self {
        Self { evidence: "recorded", recorded_by: by, dns_result: dns }
    }
}

/// What a rule rests on. That there was TLS, nobody but the receiving server can say.
pub(super) fn of_rule<'a>(judged: &Judged<'a>, rule: &Because) -> EvidenceObject<'a> {
    let Judged { case, message, .. } = *judged;
    let hop = || message.hops.get(case.identities.client.hop?)?.by.as_deref();
    match (rule.check, case.on_record(rule)) {
        (CheckKind::Tls, _) => EvidenceObject::recorded(hop(), None),
        (_, Some(rests)) => EvidenceObject::recorded(rests.by, Some(rests.dns)),
        (_, None) => EvidenceObject { evidence: "dns", recorded_by: None, dns_result: None },
    }
}

/// What the receiving server recorded that it did.
#[derive(Serialize)]
pub(super) struct DecisionObject<'a> {
    by: &'a str,
    decision: &'static str,
    fields: Vec<&'a str>,
    text: String,
}

/// The object of a recorded decision.
pub(super) fn decision<'a>(found: &'a RecordedDecision, message: &'a Message) -> DecisionObject<'a> {
    DecisionObject {
        by: &found.by,
        decision: found.done.as_str(),
        fields: message.fields.get(found.field).map(|field| field.name.as_str()).into_iter().collect(),
        text: recorded::decision(found, Lang::En),
    }
}
