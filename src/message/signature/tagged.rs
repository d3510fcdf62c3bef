//! One DKIM-Signature field: its tags by RFC 6376 section 3.5, as strictly as it is written there, and what
//! can be shown of it where it is broken.

use super::{
    Algorithm, BodyState, Canonicalization, Fits, Header, Limits, Message, Prepared, Signature, SignatureFault,
    SignedBody, Span, TagFault, body,
};
use crate::message::limits::Hits;
use crate::message::tags::TagList;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Base64 as signers write it: its padding may be missing.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Decodes base64 that has no white space any more; `None` where it is none.
#[must_use]
pub fn base64(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

/// Reads a signature, and says what it wants of the body; its [`SignedBody`] is not the true one yet.
pub(super) fn read(
    message: &Message,
    index: usize,
    header: &Header<'_>,
    hits: &mut Hits,
) -> (Signature, Option<body::Wanted>) {
    let mut signature = Signature {
        field: index,
        domain: None,
        selector: None,
        algorithm: None,
        header_form: Canonicalization::Simple,
        body_form: Canonicalization::Simple,
        identity: None,
        signed: Vec::new(),
        unsigned: Vec::new(),
        length: None,
        timestamp: None,
        expiration: None,
        prepared: Err(SignatureFault::TooLong),
    };
    let Some(span) = message.fields.get(index).map(|field| field.value.clone()) else { return (signature, None) };
    if span.len() > Limits::DEFAULT.value_bytes {
        hits.note(true, "value_bytes");
        return (signature, None);
    }
    let tags = TagList::parse(message.bytes(&span));
    signature.domain = tags.compact("d");
    signature.selector = tags.compact("s");
    signature.algorithm = tags.compact("a");
    signature.signed = names(&tags);
    signature.unsigned = header.unsigned(&signature.signed);
    let mut wanted = None;
    signature.prepared = match check(&mut signature, &tags) {
        Err(fault) => Err(moved(fault, span.start)),
        Ok(checked) => {
            let hash = checked.algorithm.hash();
            let b = span.start + checked.b.start..span.start + checked.b.end;
            let header_hash = header.hash(&signature.signed, index, &b, signature.header_form, hash);
            wanted = Some(body::Wanted {
                how: signature.body_form,
                hash,
                length: signature.length,
                expected: checked.body_hash,
            });
            let body = SignedBody { length: 0, signed: 0, covered: 0, state: BodyState::Altered };
            Ok(Prepared {
                algorithm: checked.algorithm,
                header_hash,
                signature: checked.signature,
                body,
                fits: Fits::default(),
            })
        }
    };
    (signature, wanted)
}

/// What a signature without a fault says.
struct Checked {
    algorithm: Algorithm,
    signature: Vec<u8>,
    body_hash: Vec<u8>,
    /// Everything between `b=` and the next `;`.
    b: Span,
}

fn check(signature: &mut Signature, tags: &TagList<'_>) -> Result<Checked, SignatureFault> {
    use SignatureFault::{BadValue, Missing, Unsupported};
    // What can be read is read first, so that it can be shown whatever else is wrong.
    let forms = forms(tags);
    if let Ok((header, body)) = forms {
        (signature.header_form, signature.body_form) = (header, body);
    }
    let [length, timestamp, expiration] = ["l", "t", "x"].map(|name| number(tags, name));
    signature.length = length.clone().unwrap_or_default();
    signature.timestamp = timestamp.clone().unwrap_or_default();
    signature.expiration = expiration.clone().unwrap_or_default();
    let identity = tags.compact("i").map(|text| quoted_printable(&text));
    signature.identity = identity.clone().flatten();

    if let Some(fault) = &tags.fault {
        return Err(SignatureFault::Tags(fault.clone()));
    }
    for name in ["v", "a", "b", "bh", "d", "h", "s"] {
        if tags.get(name).is_none() {
            return Err(Missing(name));
        }
    }
    if tags.get("v") != Some(b"1") {
        return Err(Unsupported("v"));
    }
    let algorithm = Algorithm::ALL.into_iter().find(|a| tags.get("a") == Some(a.as_str().as_bytes()));
    let algorithm = algorithm.ok_or(Unsupported("a"))?;
    forms?;
    if let Some(methods) = tags.compact("q")
        && !methods.split(':').any(|method| method == "dns/txt")
    {
        return Err(Unsupported("q"));
    }
    let decoded = |name: &'static str| {
        let bytes = tags.compact(name).and_then(|text| base64(&text)).filter(|bytes| !bytes.is_empty());
        bytes.ok_or(BadValue(name))
    };
    let (sig, body_hash) = (decoded("b")?, decoded("bh")?);
    if body_hash.len() != algorithm.hash().bytes() {
        return Err(BadValue("bh"));
    }
    for name in ["d", "s"] {
        if !tags.get(name).is_some_and(is_domain) {
            return Err(BadValue(name));
        }
    }
    if signature.signed.iter().any(|name| !is_field_name(name)) {
        return Err(BadValue("h"));
    }
    if identity.is_some_and(|identity| identity.is_none_or(|identity| !identity.contains('@'))) {
        return Err(BadValue("i"));
    }
    length?;
    if let (Some(made), Some(expires)) = (timestamp?, expiration?)
        && expires <= made
    {
        return Err(SignatureFault::ExpiresBeforeMade);
    }
    if !signature.signed.iter().any(|name| name == "from") {
        return Err(SignatureFault::FromNotSigned);
    }
    let b = tags.tag("b").map(|tag| tag.whole.clone()).ok_or(Missing("b"))?;
    Ok(Checked { algorithm, signature: sig, body_hash, b })
}

/// The names in h=, in lower case.
fn names(tags: &TagList<'_>) -> Vec<String> {
    let text = tags.get("h").map(String::from_utf8_lossy).unwrap_or_default();
    text.split(':').map(|name| name.trim_ascii().to_ascii_lowercase()).filter(|_| !text.is_empty()).collect()
}

/// A field name (RFC 5322 section 3.6.8).
fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic() && b != b':')
}

/// Whether this can be a domain or a selector: letters of any script, digits, `-`, `_`, in labels.
fn is_domain(text: &[u8]) -> bool {
    let of_label = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_') || !b.is_ascii();
    text.split(|b| *b == b'.').all(|label| !label.is_empty() && label.iter().all(of_label))
}

/// c=: the header's form and the body's.
fn forms(tags: &TagList<'_>) -> Result<(Canonicalization, Canonicalization), SignatureFault> {
    let Some(text) = tags.get("c") else { return Ok((Canonicalization::Simple, Canonicalization::Simple)) };
    let form = |name: &[u8]| {
        let all = [Canonicalization::Simple, Canonicalization::Relaxed];
        all.into_iter().find(|form| form.as_str().as_bytes() == name).ok_or(SignatureFault::Unsupported("c"))
    };
    let mut parts = text.splitn(2, |b| *b == b'/');
    let header = form(parts.next().unwrap_or_default())?;
    Ok((header, parts.next().map_or(Ok(Canonicalization::Simple), form)?))
}

/// A number in decimal digits; one too large to count with is as large as can be.
fn number(tags: &TagList<'_>, name: &'static str) -> Result<Option<u64>, SignatureFault> {
    let Some(text) = tags.get(name) else { return Ok(None) };
    // RFC 6376 section 3.5: at most 76 digits for l=, 12 for t= and x=.
    let most = if name == "l" { 76 } else { 12 };
    if text.is_empty() || text.len() > most || !text.iter().all(u8::is_ascii_digit) {
        return Err(SignatureFault::BadValue(name));
    }
    let add = |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    Ok(Some(text.iter().fold(0, add)))
}

/// The quoted-printable of RFC 6376 section 2.11: `=` and two hexadecimal digits in upper case.
fn quoted_printable(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut parts = text.split('=');
    out.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        if !code.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')) {
            return None;
        }
        out.push(u8::from_str_radix(code, 16).ok()?);
        out.extend_from_slice(rest.as_bytes());
    }
    Some(String::from_utf8_lossy(&out).into_owned())
}

/// A fault whose spans count in the raw message.
fn moved(fault: SignatureFault, by: usize) -> SignatureFault {
    let moved = |span: Span| span.start + by..span.end + by;
    match fault {
        SignatureFault::Tags(fault) => SignatureFault::Tags(match fault {
            TagFault::NoEquals(span) => TagFault::NoEquals(moved(span)),
            TagFault::BadName(span) => TagFault::BadName(moved(span)),
            TagFault::Duplicate(span) => TagFault::Duplicate(moved(span)),
            TagFault::BadCharacter(span) => TagFault::BadCharacter(moved(span)),
            TagFault::TooMany => TagFault::TooMany,
        }),
        other => other,
    }
}
