//! Raw bytes to a [`Message`]: fields in file order with byte spans, mailboxes, Received hops, and
//! what servers recorded. Nothing here decides which of them counts; that is [`crate::identity`].

mod body;
mod canonical;
mod claim;
mod date;
mod decode;
mod digest;
mod fields;
mod fits;
mod hop;
mod known;
mod lexer;
mod limits;
mod lines;
mod mailbox;
mod once;
mod recorded;
mod reverse_path;
mod saved;
mod signature;
mod tags;
mod unfold;
mod values;

pub use canonical::Canonicalization;
pub use claim::{
    Claim, ClaimKind, ClaimedSender, METHODS, MethodResult, Noted, Property, PropertyValue, RESULTS, Remark,
    recorded_ip,
};
pub use decode::decode_text;
pub use digest::HashAlgorithm;
pub use fits::Fits;
pub use hop::{Hop, Tls, TlsState, Transmission};
pub use known::{Known, Reading};
pub use limits::Limits;
pub use mailbox::{Element, Mailbox, parse_mailboxes};
pub use recorded::Recorded;
pub use reverse_path::{ReversePath, parse_reverse_path, rewritten};
pub use saved::SavedSign;
pub use signature::{Algorithm, BodyState, Prepared, Signature, SignatureFault, SignedBody, base64};
pub use tags::{Tag, TagFault, TagList};
pub use values::{addresses, ends_with, id, instance, is_filled, is_word, list_name, number, stated_client};

use std::ops::Range;
use std::sync::Arc;

/// A byte range of the raw message.
pub type Span = Range<usize>;

/// The line ends of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum LineEnd {
    CrLf,
    Lf,
    Cr,
    Mixed,
}

/// What is unusual about a message's form; each is shown, none is fatal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// A UTF-8 byte order mark stands first.
    ByteOrderMark,
    /// Blank lines stand before the first field.
    LeadingBlankLine,
    /// An mbox `From ` line stands first.
    MboxFromLine,
    /// The mark of a log entry stands before the first field, on its line.
    LogPrefix,
    /// A line inside the header that is neither a field nor a continuation.
    JunkLine(Span),
    /// The first CR that stands alone in a file whose lines end otherwise; it ends no line.
    BareCr(Span),
    /// White space between a field's name and its colon.
    SpaceBeforeColon(Span),
    /// The lines of the header do not all end alike.
    MixedLineEnds {
        /// The first line that ends otherwise than those before it, counted from 1.
        line: usize,
    },
    /// A field stands more often than once, and must not.
    DuplicateField {
        /// Its name.
        name: &'static str,
        /// What says that it must not.
        rfc: &'static str,
        /// How often it stands there.
        count: usize,
    },
    /// The header ends without a blank line, at a line that cannot belong to it.
    NoBlankLine,
    /// The file ends with the header: no blank line follows it; or nothing does behind that, though a body was
    /// signed.
    HeaderOnly,
    /// A NUL byte in the header.
    NulByte,
    /// Bytes above 127 in the header that are not UTF-8.
    NotUtf8,
    /// A header line of more than 998 bytes (RFC 5322 section 2.1.1).
    LongLine(Span),
    /// A limit of [`Limits`] was hit, by its name there; what lies beyond was not read.
    Limit(&'static str),
}

/// One header field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name as written, without white space before the colon.
    pub name: String,
    /// Which of the fields that an analysis reads it is, if any.
    pub known: Option<Known>,
    /// The whole field, its final line end included.
    pub span: Span,
    /// The bytes after the colon up to the final line end.
    pub value: Span,
}

impl Field {
    /// Whether it is this field.
    #[must_use]
    pub fn is(&self, known: Known) -> bool {
        self.known == Some(known)
    }
}

/// A message, read once; an analysis never touches the bytes again but for what is shown.
#[derive(Clone, Debug)]
pub struct Message {
    /// The bytes as they were read.
    pub raw: Arc<[u8]>,
    /// The header fields in file order, duplicates kept.
    pub fields: Vec<Field>,
    /// Where the body lies; empty at the end where there is none.
    pub body: Span,
    /// The line ends of the header.
    pub line_end: LineEnd,
    /// The envelope sender of an mbox `From ` line, and where it stands if that line is among the bytes.
    pub mbox_from: Option<(String, Option<Span>)>,
    /// What is unusual about the form.
    pub oddities: Vec<Oddity>,
    /// The Received fields, top (latest) first.
    pub hops: Vec<Hop>,
    /// Received-SPF, Authentication-Results and their like, top first.
    pub claims: Vec<Claim>,
    /// The DKIM-Signature fields, top first, with the hashes of what they sign.
    pub signatures: Vec<Signature>,
    /// Signs that a mail program wrote the file anew; looked for where there is a signature.
    pub saved_signs: Vec<SavedSign>,
    /// The Date field in seconds since 1970 in UTC.
    pub date: Option<i64>,
}

impl Message {
    /// Reads a message. Never fails: bytes without a single field give a message without fields.
    #[must_use]
    pub fn parse(raw: impl Into<Arc<[u8]>>) -> Self {
        fields::read(raw.into())
    }

    /// Reads a message that was taken out of an mbox together with the `From ` line before it.
    #[must_use]
    pub fn parse_from_mbox(raw: impl Into<Arc<[u8]>>, from_line: &[u8]) -> Self {
        let mut message = Self::parse(raw);
        if let Some((sender, _)) = fields::mbox_sender(from_line.trim_ascii_end(), 0) {
            message.mbox_from = Some((sender, None));
        }
        message
    }

    /// Whether the file holds a header and nothing of the body that belongs to it: see [`Oddity::HeaderOnly`].
    #[must_use]
    pub fn is_header_only(&self) -> bool {
        self.oddities.contains(&Oddity::HeaderOnly)
    }

    /// The bytes of a span; empty if it lies outside.
    #[must_use]
    pub fn bytes(&self, span: &Span) -> &[u8] {
        self.raw.get(span.clone()).unwrap_or_default()
    }

    /// The raw bytes after the colon of a field.
    #[must_use]
    pub fn value(&self, field: &Field) -> &[u8] {
        self.bytes(&field.value)
    }

    /// The fields of this name with their indices, in file order.
    pub fn named(&self, known: Known) -> impl Iterator<Item = (usize, &Field)> {
        self.fields.iter().enumerate().filter(move |(_, field)| field.is(known))
    }

    /// The value of a field for display: unfolded, encoded words and raw 8-bit text decoded. Not yet
    /// safe to show: see [`crate::text::Shown`].
    #[must_use]
    pub fn decoded(&self, field: &Field) -> String {
        decode_text(self.value(field))
    }

    /// The decoded value of the first field of this name.
    #[must_use]
    pub fn first_decoded(&self, known: Known) -> Option<String> {
        self.named(known).next().map(|(_, f)| self.decoded(f))
    }
}
