//! DKIM-Signature fields (RFC 6376 section 3.5): their tags, and the hashes of what they sign, computed when
//! the message is read so that no analysis touches its bytes again.

mod tagged;

pub use tagged::base64;

use super::canonical::{self, Canonicalization, LineEnds};
use super::digest::{HashAlgorithm, Hasher};
use super::limits::Hits;
use super::tags::TagFault;
use super::{Fits, Known, Limits, LineEnd, Message, Oddity, Span, body, saved};
use std::collections::HashMap;

/// A signature algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the RFCs'")]
pub enum Algorithm {
    RsaSha1,
    RsaSha256,
    Ed25519Sha256,
}

impl Algorithm {
    /// All algorithms.
    pub const ALL: [Self; 3] = [Self::RsaSha1, Self::RsaSha256, Self::Ed25519Sha256];

    /// The name in an a= tag.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RsaSha1 => "rsa-sha1",
            Self::RsaSha256 => "rsa-sha256",
            Self::Ed25519Sha256 => "ed25519-sha256",
        }
    }

    /// Its hash.
    #[must_use]
    pub fn hash(self) -> HashAlgorithm {
        match self {
            Self::RsaSha1 => HashAlgorithm::Sha1,
            Self::RsaSha256 | Self::Ed25519Sha256 => HashAlgorithm::Sha256,
        }
    }

    /// The k= of its keys.
    #[must_use]
    pub fn key_type(self) -> &'static str {
        match self {
            Self::RsaSha1 | Self::RsaSha256 => "rsa",
            Self::Ed25519Sha256 => "ed25519",
        }
    }
}

/// Why a signature cannot be verified, whatever the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureFault {
    /// The tag list is broken; spans count in the raw message.
    Tags(TagFault),
    /// A required tag is missing.
    Missing(&'static str),
    /// A tag has no value that it can have.
    BadValue(&'static str),
    /// From is not among the signed fields (RFC 6376 section 5.4).
    FromNotSigned,
    /// x= is not later than t=.
    ExpiresBeforeMade,
    /// A value that nobody knows yet: of v, a, c or q.
    Unsupported(&'static str),
    /// It is longer than what is read.
    TooLong,
    /// The file ends with this field, perhaps within it.
    CutOff,
}

/// What became of the body that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyState {
    /// It is the one that was signed.
    Intact,
    /// It has fewer bytes than l= says.
    Shorter,
    /// It is the one that was signed up to a line, and something was appended.
    Appended {
        /// The last line that was signed, counted from 1; 0 where the body was empty.
        line: usize,
        /// What was appended.
        rest: Span,
    },
    /// It is the one that was signed, but for `>` before `From `: an mbox file did that.
    MboxQuoted,
    /// It is another one.
    Altered,
    /// The file does not hold it.
    Absent,
}

impl BodyState {
    /// The state in kebab-case, for programs.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Intact => "intact",
            Self::Shorter => "shorter",
            Self::Appended { .. } => "appended",
            Self::MboxQuoted => "mbox-quoted",
            Self::Altered => "altered",
            Self::Absent => "absent",
        }
    }
}

/// The body as a signature sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBody {
    /// Bytes of the canonical body.
    pub length: u64,
    /// Bytes of it that are signed by what l= says, or all.
    pub signed: u64,
    /// Bytes of it that the signature covers.
    pub covered: u64,
    /// What became of it.
    pub state: BodyState,
}

/// What a verification needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The hash of the signed fields and of the signature's own.
    pub header_hash: Vec<u8>,
    /// b=, decoded.
    pub signature: Vec<u8>,
    /// The body.
    pub body: SignedBody,
    /// Which keys fit, as far as one was tried.
    pub fits: Fits,
}

/// A DKIM-Signature field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Index into [`Message::fields`].
    pub field: usize,
    /// d= as written.
    pub domain: Option<String>,
    /// s= as written.
    pub selector: Option<String>,
    /// a= as written.
    pub algorithm: Option<String>,
    /// The header's half of c=.
    pub header_form: Canonicalization,
    /// The body's half of c=.
    pub body_form: Canonicalization,
    /// i=, decoded.
    pub identity: Option<String>,
    /// h= in lower case, in order.
    pub signed: Vec<String>,
    /// Fields of the header that no signature should leave out and this one does, as they are named.
    pub unsigned: Vec<&'static str>,
    /// l=
    pub length: Option<u64>,
    /// t= in seconds since 1970.
    pub timestamp: Option<u64>,
    /// x= in seconds since 1970.
    pub expiration: Option<u64>,
    /// What a verification needs.
    ///
    /// # Errors
    ///
    /// Why it cannot be verified.
    pub prepared: Result<Prepared, SignatureFault>,
}

impl Signature {
    /// Whether b= begins with this text, as `header.b` has it (RFC 6008); of less than four letters nothing is known.
    #[must_use]
    pub fn begins(&self, text: &str) -> bool {
        // Four letters are three octets.
        let whole = text.get(..text.len() / 4 * 4).filter(|whole| !whole.is_empty());
        let octets = whole.and_then(base64).unwrap_or_default();
        self.prepared.as_ref().is_ok_and(|prepared| prepared.signature.starts_with(&octets))
    }
}

/// The fields that a reader sees, or that say which message it is and how to read it.
pub(super) const SHOWN: [&str; 9] =
    ["From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "Content-Type"];

/// Reads all signatures of a message, top first, up to the limit.
pub(super) fn read_all(message: &mut Message, hits: &mut Hits) {
    let fields: Vec<usize> = message.named(Known::DkimSignature).map(|(index, _)| index).collect();
    if fields.is_empty() {
        return;
    }
    let limit = Limits::DEFAULT.signatures;
    hits.note(fields.len() > limit, "signatures");
    let ends = line_ends(message);
    let header = Header::of(message, ends);
    let read = fields.into_iter().take(limit).map(|index| tagged::read(message, index, &header, hits));
    let (mut signatures, wanted): (Vec<Signature>, Vec<Option<body::Wanted>>) = read.unzip();
    let (bodies, searched_all) = body::compare(message.bytes(&message.body), message.body.start, ends, &wanted);
    for (signature, found) in signatures.iter_mut().zip(bodies) {
        if let (Ok(prepared), Some(found)) = (&mut signature.prepared, found) {
            prepared.body = found;
        }
    }
    hits.note(!searched_all, "searched_lines");
    without_body(message, &mut signatures);
    message.signatures = signatures;
    message.saved_signs = saved::signs(message);
}

/// Tells a file that holds no body from a message whose body is empty. If one of the signatures signed a body, the
/// others are not verified against an empty one either: whoever takes the body away gains nothing by it.
fn without_body(message: &mut Message, signatures: &mut [Signature]) {
    // With l=0 a signature signs nothing of the body, whatever that is.
    let signed_body = |signature: &&mut Signature| signature.length != Some(0);
    let is_missed = |prepared: &Prepared| prepared.body.state != BodyState::Intact;
    if message.is_header_only() {
        let last = signatures.last_mut().filter(|last| last.field + 1 == message.fields.len());
        if let Some(Signature { prepared: prepared @ Err(_), .. }) = last {
            *prepared = Err(SignatureFault::CutOff);
        }
    } else {
        let is_blank = message.bytes(&message.body).trim_ascii().is_empty();
        let mut signed = signatures.iter_mut().filter(signed_body);
        if !is_blank || !signed.any(|signature| signature.prepared.as_ref().is_ok_and(is_missed)) {
            return;
        }
        message.oddities.push(Oddity::HeaderOnly);
    }
    for signature in signatures.iter_mut().filter(signed_body) {
        if let Ok(prepared) = &mut signature.prepared {
            let signed = signature.length.unwrap_or_default();
            prepared.body = SignedBody { length: 0, signed, covered: 0, state: BodyState::Absent };
        }
    }
}

/// How this file's lines end.
fn line_ends(message: &Message) -> LineEnds {
    let first = message.raw.get(..memchr::memchr(b'\n', &message.raw).unwrap_or_default()).unwrap_or_default();
    LineEnds { lone_cr: message.line_end == LineEnd::Cr, many_crs: first.ends_with(b"\r\r") }
}

/// The fields of a header by name.
struct Header<'a> {
    message: &'a Message,
    ends: LineEnds,
    /// The indices of the fields of each name in lower case, in file order.
    by_name: HashMap<String, Vec<usize>>,
}

impl<'a> Header<'a> {
    fn of(message: &'a Message, ends: LineEnds) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, field) in message.fields.iter().enumerate() {
            by_name.entry(field.name.to_ascii_lowercase()).or_default().push(index);
        }
        Self { message, ends, by_name }
    }

    /// Which fields a list of names stands for: of repeated fields the last one first (RFC 6376 section
    /// 5.4.2), never the signature's own, and nothing where there is none (any more).
    fn selected(&self, names: &[String], own: usize) -> Vec<usize> {
        let mut left: HashMap<&str, _> = HashMap::new();
        let mut next = |name| {
            let fields = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
            let left = left.entry(name).or_insert_with(|| fields.iter().rev().filter(|index| **index != own));
            left.next().copied()
        };
        names.iter().filter_map(|name| next(name.as_str())).collect()
    }

    /// The hash of the selected fields and of the signature's own field without its signature (RFC 6376
    /// section 3.7).
    fn hash(&self, names: &[String], own: usize, b: &Span, how: Canonicalization, hash: HashAlgorithm) -> Vec<u8> {
        let mut hasher = Hasher::new(hash);
        let fields = &self.message.fields;
        for field in self.selected(names, own).into_iter().filter_map(|index| fields.get(index)) {
            let raw = self.message.bytes(&field.span);
            canonical::field(&field.name, raw, how, self.ends, &mut |piece| hasher.update(piece));
            hasher.update(b"\r\n");
        }
        if let Some(field) = fields.get(own) {
            let raw = [
                self.message.bytes(&(field.span.start..b.start)),
                self.message.bytes(&(b.end.min(field.value.end)..field.value.end)),
            ]
            .concat();
            canonical::field(&field.name, &raw, how, self.ends, &mut |piece| hasher.update(piece));
        }
        hasher.so_far()
    }

    /// The fields that a reader sees and that are not signed, or not all of that name.
    fn unsigned(&self, names: &[String]) -> Vec<&'static str> {
        let is_unsigned = |shown: &&str| {
            let name = shown.to_ascii_lowercase();
            let there = self.by_name.get(&name).map_or(0, Vec::len);
            names.iter().filter(|signed| **signed == name).count() < there
        };
        SHOWN.into_iter().filter(is_unsigned).collect()
    }
}
