//! Fields that a message has at most once. Readers differ in which of several they take, so that servers refuse
//! messages with more.

use super::{Field, Oddity};

/// RFC 5322 section 3.6 and, for MIME, the grammar in RFC 2045 appendix A. Resent fields may stand once a resending.
const ONCE: [(&str, &str); 14] = [
    ("Date", "RFC 5322"),
    ("From", "RFC 5322"),
    ("Sender", "RFC 5322"),
    ("Reply-To", "RFC 5322"),
    ("To", "RFC 5322"),
    ("Cc", "RFC 5322"),
    ("Bcc", "RFC 5322"),
    ("Message-ID", "RFC 5322"),
    ("In-Reply-To", "RFC 5322"),
    ("References", "RFC 5322"),
    ("Subject", "RFC 5322"),
    ("MIME-Version", "RFC 2045"),
    ("Content-Type", "RFC 2045"),
    ("Content-Transfer-Encoding", "RFC 2045"),
];

/// The fields that stand more often.
pub(super) fn repeated(fields: &[Field]) -> impl Iterator<Item = Oddity> {
    ONCE.into_iter().filter_map(|(name, rfc)| {
        let count = fields.iter().filter(|field| field.name.eq_ignore_ascii_case(name)).count();
        (count > 1).then_some(Oddity::DuplicateField { name, rfc, count })
    })
}
