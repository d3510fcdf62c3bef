//! What servers recorded, as JSON: each result beside ours, and the receiving hop's connection.

use super::span;
use crate::case::Case;
use crate::comparison::{Compared, Reason, Told, compare};
use crate::dns::Name;
use crate::identity::Side;
use crate::message::{Message, Tls};
use crate::receiver::IdentityKind;
use crate::settings::Lang;
use crate::words::claims;
use serde::Serialize;

/// A recorded result beside ours.
#[derive(Serialize)]
pub(super) struct ClaimObject {
    /// The field's name in lower case.
    field: String,
    /// Its index in the header.
    field_index: usize,
    span: Option<[usize; 2]>,
    writer: Option<String>,
    /// The instance of an ARC set.
    instance: Option<u32>,
    /// The Received field of the server that wrote it, counted from 0 at the top.
    hop: Option<usize>,
    /// Whether it was written inside the trust boundary; `null` without a receiving hop.
    inside: Option<bool>,
    /// What of the envelope was taken from this field.
    decided: Vec<&'static str>,
    method: String,
    result: Option<String>,
    about: AboutObject,
    ours: Option<OursObject>,
    agrees: Option<bool>,
    because: Vec<&'static str>,
    text: Option<String>,
}

#[derive(Serialize)]
struct AboutObject {
    identity: Option<&'static str>,
    name: Option<String>,
    domain: Option<String>,
    selector: Option<String>,
    client_ip: Option<String>,
    policy: Option<String>,
    disposition: Option<String>,
}

#[derive(Serialize)]
struct OursObject {
    result: &'static str,
    domain: Option<String>,
    client_ip: Option<String>,
    policy: Option<&'static str>,
}

/// The connection to the receiving server as it recorded it.
#[derive(Serialize)]
pub(super) struct TransportObject<'a> {
    tls: &'static str,
    protocol: Option<&'a str>,
    version: Option<&'a str>,
    cipher: Option<&'a str>,
}

pub(super) fn transport<'a>(message: &'a Message, case: &Case) -> Option<TransportObject<'a>> {
    let Tls { state, protocol, version, cipher } = &message.hops.get(case.identities.client.hop?)?.tls;
    Some(TransportObject {
        tls: state.as_str(),
        protocol: protocol.as_deref(),
        version: version.as_deref(),
        cipher: cipher.as_deref(),
    })
}

pub(super) fn claims(message: &Message, case: &Case) -> Vec<ClaimObject> {
    compare(message, case).iter().filter_map(|row| claim(row, message)).collect()
}

fn claim(row: &Compared, message: &Message) -> Option<ClaimObject> {
    let claim = row.claim(message)?;
    let text = claims::reasons(row, message, Lang::En).join(" ");
    let about = &row.about;
    Some(ClaimObject {
        field: message.fields.get(claim.field)?.name.to_ascii_lowercase(),
        field_index: claim.field,
        span: span(row.span(message).as_ref()),
        writer: claim.writer.clone(),
        instance: claim.instance,
        hop: row.written.hop,
        inside: match row.written.side {
            Side::Inside => Some(true),
            Side::Outside => Some(false),
            Side::Unconfirmed | Side::NotKnown => None,
        },
        decided: row.told.iter().map(|told| Told::as_str(*told)).collect(),
        method: row.method.clone(),
        result: (!row.result.is_empty()).then(|| row.result.clone()),
        about: AboutObject {
            identity: about.identity.map(IdentityKind::as_str),
            name: about.name.clone(),
            domain: about.domain.as_ref().map(Name::to_string),
            selector: about.selector.clone(),
            client_ip: about.client.map(|client| client.to_string()),
            policy: about.policy.clone(),
            disposition: about.disposition.clone(),
        },
        ours: row.ours.as_ref().map(|ours| OursObject {
            result: ours.result,
            domain: ours.domain.as_ref().map(Name::to_string),
            client_ip: ours.client.map(|client| client.to_string()),
            policy: ours.policy,
        }),
        agrees: row.agrees,
        because: row.because.iter().map(|reason| Reason::as_str(*reason)).collect(),
        text: (!text.is_empty()).then_some(text),
    })
}
