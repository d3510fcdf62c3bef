//! All limits on what is read from a message, in one table. Each that is hit is reported.

/// The limits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one message that are read at all.
    pub message_bytes: usize,
    /// Bytes of the header.
    pub header_bytes: usize,
    /// Header fields.
    pub fields: usize,
    /// Unusual lines that are noted one by one.
    pub oddities: usize,
    /// Received fields that are read as hops.
    pub hops: usize,
    /// Fields read as claims.
    pub claims: usize,
    /// Results of one claim.
    pub results: usize,
    /// Bytes of one name, address or other value that a claim holds.
    pub recorded_bytes: usize,
    /// DKIM-Signature fields that are verified.
    pub signatures: usize,
    /// Keys of one signature of which it is remembered whether they fit.
    pub remembered_keys: usize,
    /// Lines of a body that are searched for the end of what was signed.
    pub searched_lines: usize,
    /// Mailboxes of one field.
    pub mailboxes: usize,
    /// Nested comments of one field.
    pub comment_depth: usize,
    /// Bytes of one field's value that are parsed.
    pub value_bytes: usize,
}

impl Limits {
    /// The limits in force.
    pub const DEFAULT: Self = Self {
        message_bytes: 256 << 20,
        header_bytes: 4 << 20,
        fields: 10_000,
        oddities: 1_000,
        hops: 200,
        claims: 200,
        results: 100,
        recorded_bytes: 1_000,
        signatures: 16,
        remembered_keys: 8,
        searched_lines: 200_000,
        mailboxes: 1_000,
        comment_depth: 50,
        value_bytes: 256 << 10,
    };
}

/// The limits that were hit while a message was read: what applies one notes it.
#[derive(Debug, Default)]
pub(super) struct Hits(Vec<&'static str>);

impl Hits {
    /// Notes a limit by its name in [`Limits`], if it was hit.
    pub fn note(&mut self, hit: bool, limit: &'static str) {
        if hit && !self.0.contains(&limit) {
            self.0.push(limit);
        }
    }

    /// The names, each once.
    pub fn into_names(self) -> Vec<&'static str> {
        self.0
    }
}
