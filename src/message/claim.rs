//! What servers recorded about a message: Received-SPF (RFC 7208 section 9.1) and
//! Authentication-Results (RFC 8601), in the deviant forms that are common in real mail, and the pair of
//! fields in which Microsoft notes Sender ID.

mod comment;
mod made;
mod pairs;
mod property;
mod resinfo;
mod sender;
mod sid;

use super::decode::decode_raw;
use super::hop::parse_ip;
use super::limits::Hits;
use super::unfold::Unfolded;
use super::{Known, Limits, Message, Span, decode_text};
use comment::Comment;
use pairs::{Pair, Text};
pub use sender::ClaimedSender;
use sender::bare;
use std::net::IpAddr;

pub use property::{METHODS, Noted, Property, PropertyValue, RESULTS, Remark};

/// The kind of field that a claim stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the fields'")]
pub enum ClaimKind {
    ReceivedSpf,
    AuthenticationResults,
    ArcAuthenticationResults,
    /// The field of a Japanese carrier (au), with the pairs of Received-SPF.
    XSpfAuth,
    /// X-MS-Exchange-Authentication-Results, in Microsoft's form.
    ExchangeAuthenticationResults,
    /// Authentication-Results-Original: what Exchange makes of such a field that came with the message.
    OriginalAuthenticationResults,
    /// X-SID-PRA and X-SID-Result, two fields of one claim.
    XSid,
}

impl ClaimKind {
    /// Whether a receiving server's record of this kind tells the client and the envelope. The others
    /// repeat it, or tell of another hop.
    #[must_use]
    pub fn tells_envelope(self) -> bool {
        matches!(self, Self::ReceivedSpf | Self::AuthenticationResults | Self::XSpfAuth)
    }

    /// The fields' names, lower case, as a program names the kind.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReceivedSpf => "received-spf",
            Self::AuthenticationResults => "authentication-results",
            Self::ArcAuthenticationResults => "arc-authentication-results",
            Self::XSpfAuth => "x-spf-auth",
            Self::ExchangeAuthenticationResults => "x-ms-exchange-authentication-results",
            Self::OriginalAuthenticationResults => "authentication-results-original",
            Self::XSid => "x-sid",
        }
    }
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
    properties: Vec<(String, String)>,
    /// The comment beside the result.
    comment: Option<String>,
    /// All comments of the result, this one included.
    comments: Vec<String>,
    /// Where the result stands in the message; unknown in a field of encoded words.
    pub span: Option<Span>,
}

/// One field (of X-SID two) in which a server recorded what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Index into [`super::Message::fields`].
    pub field: usize,
    /// The other field of X-SID.
    pub other_field: Option<usize>,
    /// The kind of field.
    pub kind: ClaimKind,
    /// Who wrote it: authserv-id, `receiver=`, or the name before the colon of Google's comment.
    pub writer: Option<String>,
    /// Microsoft's form without a writer: Authentication-Results with `sender IP is`, X-SID.
    pub microsoft: bool,
    /// The instance of an ARC set (RFC 8617 section 4.2.1).
    pub instance: Option<u32>,
    /// The results in order.
    pub results: Vec<MethodResult>,
    /// The limit of [`super::Limits`] because of which something in it was not read, by its name there.
    pub cut: Option<&'static str>,
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
    /// Whether only a comment names that sender: the identity that was checked, which for a null reverse-path is
    /// HELO or postmaster at it (RFC 7208 section 2.4); Google writes it in lower case.
    pub sender_in_comment: bool,
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

/// The kind of claim that a field holds.
pub(super) fn kind_of(known: Known) -> Option<ClaimKind> {
    Some(match known {
        Known::ReceivedSpf => ClaimKind::ReceivedSpf,
        Known::AuthenticationResults => ClaimKind::AuthenticationResults,
        Known::ArcAuthenticationResults => ClaimKind::ArcAuthenticationResults,
        Known::XSpfAuth => ClaimKind::XSpfAuth,
        Known::ExchangeAuthenticationResults => ClaimKind::ExchangeAuthenticationResults,
        Known::OriginalAuthenticationResults => ClaimKind::OriginalAuthenticationResults,
        Known::XSidPra | Known::XSidResult => ClaimKind::XSid,
        _ => return None,
    })
}

/// The claims of a message, top first.
pub(super) fn read_all(message: &Message, hits: &mut Hits) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    // The claim that still waits for the other field of X-SID.
    let mut half: Option<usize> = None;
    for (index, field) in message.fields.iter().enumerate() {
        if field.is(Known::Received) {
            // Behind it another server wrote.
            half = None;
        }
        let Some(kind) = field.known.and_then(kind_of) else { continue };
        let value = message.value(field);
        if kind == ClaimKind::XSid {
            let whole = half.take().and_then(|at| claims.get_mut(at)).is_some_and(|claim| {
                let of_claim = message.fields.get(claim.field).is_some_and(|first| first.known != field.known);
                of_claim && sid::complete(claim, value, field.value.start, index, field.is(Known::XSidPra))
            });
            if whole {
                continue;
            }
            half = Some(claims.len());
        }
        if claims.len() == Limits::DEFAULT.claims {
            hits.note(true, "claims");
            break;
        }
        claims.push(match kind {
            ClaimKind::XSid => sid::read(value, field.value.start, index, field.is(Known::XSidPra)),
            _ => read(value, field.value.start, index, kind, hits),
        });
    }
    for limit in claims.iter().filter_map(|claim| claim.cut) {
        hits.note(true, limit);
    }
    claims
}

impl Claim {
    /// A claim of which only the field is known.
    fn empty(field: usize, kind: ClaimKind) -> Self {
        Self {
            field,
            other_field: None,
            kind,
            writer: None,
            microsoft: false,
            instance: None,
            results: Vec::new(),
            cut: None,
            client_ip: None,
            client_ip_span: None,
            helo: None,
            helo_span: None,
            mail_from: None,
            sender_in_comment: false,
            mail_from_span: None,
        }
    }
}

/// Reads the value of one field; `offset` is where it begins in the message.
fn read(value: &[u8], offset: usize, field: usize, kind: ClaimKind, hits: &mut Hits) -> Claim {
    let unfolded = Unfolded::read(value, offset, hits);
    // Microsoft encodes the whole field as RFC 2047 words when a domain in it is not ASCII.
    let encoded = unfolded.text.trim_ascii_start().starts_with(b"=?");
    let decoded = encoded.then(|| decode_text(&unfolded.text).into_bytes());
    let text = match &decoded {
        Some(decoded) => Text { bytes: decoded, origin: None },
        None => Text { bytes: &unfolded.text, origin: Some(&unfolded) },
    };
    let of_spf = matches!(kind, ClaimKind::ReceivedSpf | ClaimKind::XSpfAuth);
    let record = if of_spf { resinfo::received_spf(text, hits) } else { resinfo::authentication_results(text, hits) };
    let facts = if of_spf { Facts::of_received_spf(&record) } else { Facts::of_authentication_results(&record) };
    let mut claim = Claim::empty(field, kind);
    (claim.client_ip, claim.client_ip_span) = facts.client_ip.map_or((None, None), |(ip, span)| (Some(ip), span));
    (claim.helo, claim.helo_span) = facts.helo.map_or((None, None), |(helo, span)| (Some(helo), span));
    claim.sender_in_comment = facts.in_comment && facts.mail_from.is_some();
    (claim.mail_from, claim.mail_from_span) = facts.mail_from.map_or((None, None), |(from, span)| (Some(from), span));
    claim.writer = facts.writer;
    claim.microsoft = facts.microsoft || (kind == ClaimKind::ExchangeAuthenticationResults && claim.writer.is_none());
    claim.instance = record.instance;
    claim.cut = record.cut;
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
    /// Whether only a comment names that sender.
    in_comment: bool,
}

impl Facts {
    fn of_received_spf(record: &resinfo::Record<'_>) -> Self {
        let Some(result) = record.results.first() else { return Self::default() };
        let comment = result.comment.as_ref();
        // A key that stands twice with different values says nothing: one of the two is not the server's.
        let pair = |names: &[&str]| names.iter().find_map(|name| result.pair(name)).filter(|pair| result.is_sole(pair));
        let receiver = pair(&["receiver"]).map(|pair| bare(&pair.value)).filter(|name| is_host(name));
        let of_helo = pair(&["identity"]).is_some_and(|pair| pair.value.eq_ignore_ascii_case("helo"));
        let sender = pair(&["envelope-from", "envelope-sender"]).map(Pair::sender).filter(|_| !of_helo);
        let checked = || comment.and_then(Comment::sender).filter(|_| !of_helo);
        Self {
            writer: receiver.map(ToOwned::to_owned).or_else(|| comment.and_then(Comment::writer)),
            microsoft: false,
            client_ip: pair(&["client-ip", "client_ip"])
                .and_then(|pair| Some((recorded_ip(&pair.value)?, pair.span.clone())))
                .or_else(|| comment.and_then(Comment::client_ip)),
            helo: pair(&["helo", "ehlo"])
                .map(|pair| (bare(&pair.value).to_owned(), pair.span.clone()))
                .filter(|(helo, _)| !helo.is_empty()),
            in_comment: sender.is_none(),
            mail_from: sender.or_else(checked),
        }
    }

    fn of_authentication_results(record: &resinfo::Record<'_>) -> Self {
        let spf = || record.results.iter().filter(|r| r.method == "spf");
        let comments = || spf().filter_map(|r| r.comment.as_ref());
        let find = |names: &[&str]| names.iter().find_map(|name| spf().find_map(|r| r.pair(name)));
        let any_ip = |name: &str| {
            let mut pairs = record.results.iter().filter_map(|r| r.pair(name));
            pairs.find_map(|p| Some((recorded_ip(&p.value)?, p.span.clone())))
        };
        let all_comments = || record.results.iter().flat_map(|r| &r.comments);
        let compauth = record.results.iter().any(|r| r.method == "compauth");
        let helo = find(&["smtp.helo", "smtp.ehlo"]);
        let helo = helo.map(|p| (bare(&p.value).to_owned(), p.span.clone())).filter(|(helo, _)| !helo.is_empty());
        let sender = find(&["smtp.mailfrom", "smtp.mail", "smtp.mfrom"]).map(Pair::sender);
        let checked = || comments().find_map(Comment::sender);
        let helo_alone = || {
            let (name, span) = helo.clone()?;
            let other = checked().is_some_and(|(sender, _)| !sender.stands_for_null(&name));
            (!other).then_some((ClaimedSender::Helo(name), span))
        };
        Self {
            writer: record.writer.clone().or_else(|| comments().find_map(Comment::writer)),
            microsoft: record.writer.is_none() && (compauth || all_comments().any(Comment::is_sender_ip)),
            client_ip: all_comments()
                .find_map(Comment::sender_ip)
                .or_else(|| ["smtp.client-ip", "smtp.remote-ip", "policy.iprev"].into_iter().find_map(any_ip))
                .or_else(|| comments().find_map(Comment::client_ip)),
            in_comment: sender.is_none() && helo_alone().is_none(),
            mail_from: sender.or_else(helo_alone).or_else(checked),
            helo,
        }
    }
}

/// An address of a client as records write it: `192.0.2.1`, `<192.0.2.1>`, `[192.0.2.1]`, `IPv6:2001:db8::1`.
#[must_use]
pub fn recorded_ip(value: &str) -> Option<IpAddr> {
    parse_ip(bare(value).as_bytes())
}

/// Whether a name can be a host's: policyd writes `receiver=<UNKNOWN>` where it does not say.
fn is_host(name: &str) -> bool {
    !name.is_empty() && !name.eq_ignore_ascii_case("unknown") && !name.contains(char::is_whitespace)
}

/// Raw bytes of a field as text.
fn lossy(bytes: &[u8]) -> String {
    decode_raw(bytes, super::decode::Charset::guess(bytes))
}

#[cfg(test)]
mod tests;
