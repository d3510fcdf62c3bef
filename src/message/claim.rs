//! What servers recorded about a message: Received-SPF (RFC 7208 section 9.1) and
//! Authentication-Results (RFC 8601), in the deviant forms that are common in real mail.

mod comment;
mod pairs;
mod resinfo;

use super::decode::decode_raw;
use super::hop::parse_ip;
use super::{Limits, Message, Span, decode_text};
use comment::Comment;
use pairs::Text;
use std::net::IpAddr;

/// The kind of field that a claim stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the fields'")]
pub enum ClaimKind {
    ReceivedSpf,
    AuthenticationResults,
    ArcAuthenticationResults,
    /// The field of a Japanese carrier (au), with the pairs of Received-SPF.
    XSpfAuth,
}

/// The envelope sender that a claim names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedSender {
    /// The null reverse-path: `<>`, or `smtp.helo=` without `smtp.mailfrom=`.
    Null,
    /// An address, as written.
    Address(String),
    /// A domain alone, as Microsoft writes it.
    Domain(String),
}

/// One method of an Authentication-Results field, or the result of a Received-SPF field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodResult {
    /// `spf`, `dkim`, `dmarc`, `iprev`, …, in lower case.
    pub method: String,
    /// The result in lower case, as written otherwise.
    pub result: String,
    /// `ptype.property=value` in order, the names in lower case, the values as written without the
    /// quotes around the whole; for Received-SPF the key-value pairs.
    pub properties: Vec<(String, String)>,
    /// The comment beside the result.
    pub comment: Option<String>,
}

impl MethodResult {
    /// The value of the first property of this name (in lower case).
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// One field in which a server recorded what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Index into [`super::Message::fields`].
    pub field: usize,
    /// The kind of field.
    pub kind: ClaimKind,
    /// Who wrote it: authserv-id, `receiver=`, or the name before the colon of Google's comment.
    pub writer: Option<String>,
    /// Microsoft's form of Authentication-Results without authserv-id (`sender IP is`).
    pub microsoft: bool,
    /// The results in order.
    pub results: Vec<MethodResult>,
    /// The client's address.
    pub client_ip: Option<IpAddr>,
    /// Where the client's address stands in the message; unknown in a field of encoded words.
    pub client_ip_span: Option<Span>,
    /// The HELO name.
    pub helo: Option<String>,
    /// Where the HELO name stands in the message.
    pub helo_span: Option<Span>,
    /// The envelope sender. `None` for a Received-SPF field of the HELO identity.
    pub mail_from: Option<ClaimedSender>,
    /// Where the envelope sender stands in the message.
    pub mail_from_span: Option<Span>,
}

impl Claim {
    /// The first result of a method (in lower case).
    #[must_use]
    pub fn result(&self, method: &str) -> Option<&MethodResult> {
        self.results.iter().find(|result| result.method == method)
    }
}

/// The kind of a field by its name.
pub(super) fn kind_of(name: &str) -> Option<ClaimKind> {
    [
        ("Received-SPF", ClaimKind::ReceivedSpf),
        ("Authentication-Results", ClaimKind::AuthenticationResults),
        ("ARC-Authentication-Results", ClaimKind::ArcAuthenticationResults),
        ("X-SPF-AUTH", ClaimKind::XSpfAuth),
    ]
    .into_iter()
    .find(|(known, _)| name.eq_ignore_ascii_case(known))
    .map(|(_, kind)| kind)
}

/// The claims of a message, top first.
pub(super) fn read_all(message: &Message) -> Vec<Claim> {
    let fields = message.fields.iter().enumerate();
    let claims = fields.filter_map(|(index, field)| Some((index, field, kind_of(&field.name)?)));
    claims
        .take(Limits::DEFAULT.claims)
        .map(|(index, field, kind)| read(message.value(field), field.value.start, index, kind))
        .collect()
}

/// Reads the value of one field; `offset` is where it begins in the message.
pub(super) fn read(value: &[u8], offset: usize, field: usize, kind: ClaimKind) -> Claim {
    let value = value.get(..Limits::DEFAULT.value_bytes).unwrap_or(value);
    // Microsoft encodes the whole field as RFC 2047 words when a domain in it is not ASCII.
    let decoded = value.trim_ascii_start().starts_with(b"=?").then(|| decode_text(value).into_bytes());
    let text = match &decoded {
        Some(decoded) => Text { bytes: decoded, offset: None },
        None => Text { bytes: value, offset: Some(offset) },
    };
    let record = match kind {
        ClaimKind::ReceivedSpf | ClaimKind::XSpfAuth => resinfo::received_spf(text),
        ClaimKind::AuthenticationResults | ClaimKind::ArcAuthenticationResults => resinfo::authentication_results(text),
    };
    let mut claim = Claim {
        field,
        kind,
        writer: None,
        microsoft: false,
        results: Vec::new(),
        client_ip: None,
        client_ip_span: None,
        helo: None,
        helo_span: None,
        mail_from: None,
        mail_from_span: None,
    };
    let facts = match kind {
        ClaimKind::ReceivedSpf | ClaimKind::XSpfAuth => Facts::of_received_spf(&record),
        _ => Facts::of_authentication_results(&record),
    };
    (claim.client_ip, claim.client_ip_span) = facts.client_ip.map_or((None, None), |(ip, span)| (Some(ip), span));
    (claim.helo, claim.helo_span) = facts.helo.map_or((None, None), |(helo, span)| (Some(helo), span));
    (claim.mail_from, claim.mail_from_span) = facts.mail_from.map_or((None, None), |(from, span)| (Some(from), span));
    claim.writer = facts.writer;
    claim.microsoft = facts.microsoft;
    claim.results = record.results.into_iter().map(resinfo::Result::into_public).collect();
    claim
}

/// A value and where it stands.
type Placed<T> = (T, Option<Span>);

/// What a record says about the client and the envelope.
#[derive(Default)]
struct Facts {
    writer: Option<String>,
    microsoft: bool,
    client_ip: Option<Placed<IpAddr>>,
    helo: Option<Placed<String>>,
    mail_from: Option<Placed<ClaimedSender>>,
}

impl Facts {
    fn of_received_spf(record: &resinfo::Record) -> Self {
        let Some(result) = record.results.first() else { return Self::default() };
        let comment = result.comment.as_ref();
        let pair = |names: &[&str]| names.iter().find_map(|name| result.pair(name));
        let receiver = pair(&["receiver"]).map(|pair| bare(&pair.value)).filter(|name| is_host(name));
        let sender = || {
            let pair = pair(&["envelope-from", "envelope-sender"])?;
            Some((claimed_sender(&pair.value), pair.span.clone()))
        };
        let of_helo = pair(&["identity"]).is_some_and(|pair| pair.value.eq_ignore_ascii_case("helo"));
        Self {
            writer: receiver.map(ToOwned::to_owned).or_else(|| comment.and_then(Comment::writer)),
            microsoft: false,
            client_ip: pair(&["client-ip", "client_ip"])
                .and_then(|pair| Some((parse_ip(bare(&pair.value).as_bytes())?, pair.span.clone())))
                .or_else(|| comment.and_then(Comment::client_ip)),
            helo: pair(&["helo", "ehlo"])
                .map(|pair| (bare(&pair.value).to_owned(), pair.span.clone()))
                .filter(|(helo, _)| !helo.is_empty()),
            mail_from: if of_helo { None } else { sender().or_else(|| comment.and_then(Comment::sender)) },
        }
    }

    fn of_authentication_results(record: &resinfo::Record) -> Self {
        let spf = || record.results.iter().filter(|r| r.method == "spf");
        let comments = || spf().filter_map(|r| r.comment.as_ref());
        let find = |names: &[&str]| names.iter().find_map(|name| spf().find_map(|r| r.pair(name)));
        let any_ip = |name: &str| {
            let mut pairs = record.results.iter().filter_map(|r| r.pair(name));
            pairs.find_map(|p| Some((parse_ip(bare(&p.value).as_bytes())?, p.span.clone())))
        };
        let all_comments = || record.results.iter().flat_map(|r| &r.comments);
        let compauth = record.results.iter().any(|r| r.method == "compauth");
        let helo = find(&["smtp.helo", "smtp.ehlo"]);
        let mail_from = find(&["smtp.mailfrom", "smtp.mail", "smtp.mfrom"])
            .map(|pair| (claimed_sender(&pair.value), pair.span.clone()))
            .or_else(|| helo.map(|pair| (ClaimedSender::Null, pair.span.clone())))
            .or_else(|| comments().find_map(Comment::sender));
        Self {
            writer: record.writer.clone().or_else(|| comments().find_map(Comment::writer)),
            microsoft: record.writer.is_none() && (compauth || all_comments().any(Comment::is_sender_ip)),
            client_ip: all_comments()
                .find_map(Comment::sender_ip)
                .or_else(|| ["smtp.client-ip", "smtp.remote-ip", "policy.iprev"].into_iter().find_map(any_ip))
                .or_else(|| comments().find_map(Comment::client_ip)),
            helo: helo.map(|p| (bare(&p.value).to_owned(), p.span.clone())).filter(|(helo, _)| !helo.is_empty()),
            mail_from,
        }
    }
}

/// A value without the `<>` around it.
fn bare(value: &str) -> &str {
    let value = value.trim();
    value.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(value).trim()
}

/// Whether a name can be a host's: policyd writes `receiver=<UNKNOWN>` where it does not say.
fn is_host(name: &str) -> bool {
    !name.is_empty() && !name.eq_ignore_ascii_case("unknown") && !name.contains(char::is_whitespace)
}

fn claimed_sender(value: &str) -> ClaimedSender {
    let value = bare(value);
    match value.rsplit_once('@') {
        _ if value.is_empty() => ClaimedSender::Null,
        Some(("", domain)) => ClaimedSender::Domain(domain.to_owned()),
        Some(_) => ClaimedSender::Address(value.to_owned()),
        None => ClaimedSender::Domain(value.to_owned()),
    }
}

/// Raw bytes of a field as text.
fn lossy(bytes: &[u8]) -> String {
    decode_raw(bytes, super::decode::Charset::guess(bytes))
}

#[cfg(test)]
mod tests;
