//! What can be wrong or doubtful in the text of zone files and what-ifs, as values: the sentences are put
//! on by [`crate::words`].

use super::{Name, NameError, RecordType};

/// Why text cannot be read as DNS data. Words are as written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum Fault {
    /// More octets than are read.
    TooLarge(usize),
    /// A `;@` line inside a parenthesis over several lines.
    StatementInParentheses,
    /// The parenthesis that opens here is not closed.
    NotClosed,
    /// A closing parenthesis without an opening one.
    NotOpened,
    /// A quoted string that does not end on its line.
    QuoteNotClosed,
    /// `\DDD` beyond 255.
    NoOctet(u16),
    /// A backslash before a digit without three of them.
    ThreeDigits,
    /// A backslash at the end.
    LoneBackslash,
    /// A name that cannot be asked.
    Name {
        /// The name.
        name: String,
        /// Why not.
        why: NameFault,
    },
    /// A record without a type.
    NoType,
    /// A quoted string where the type should stand.
    QuotedType,
    /// Not a time to live.
    NoTtl(String),
    /// A record with a blank owner and none before it.
    NoOwner,
    /// `$ORIGIN` with other than one name.
    OriginForm,
    /// `$TTL` with other than one time to live.
    TtlForm,
    /// `$INCLUDE`.
    Include,
    /// A directive that nobody knows.
    Directive(String),
    /// Not a record type at all.
    NoRecordType(String),
    /// Not a record type that is asked for.
    TypeNotAsked(String),
    /// A `;@` line of no known form.
    StatementForm,
    /// Not the code of an error.
    NoErrorCode(String),
    /// Not an IPv4 address.
    NoIpv4(String),
    /// Not an IPv6 address.
    NoIpv6(String),
    /// Not the preference of an MX record.
    NoPreference(String),
    /// A TXT record without a string.
    NoString,
    /// An MX record of another form.
    MxForm,
    /// A type that takes one address.
    OneAddress(RecordType),
    /// A type that takes one name.
    OneName(RecordType),
    /// One string with too many octets.
    LongString(usize),
    /// A TXT record with too many octets.
    LongText(usize),
    /// A dot inside a label, which no check can ask for.
    DotInLabel,
    /// Several CNAME records at one name.
    SeveralCnames(Name),
}

/// Why a word is no name that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Against the rules of names.
    Rule(NameError),
    /// Not UTF-8.
    NotUtf8,
    /// A dot inside a label: legal in the DNS, but no check asks for it.
    DotInLabel,
}

/// Something in a zone file that was skipped or is doubtful.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Skipped: another class than IN.
    Class(String),
    /// Skipped: data in the form of RFC 3597.
    Generic(RecordType),
    /// Skipped: a dot inside a label of the name.
    DotInName,
    /// Skipped: a dot inside a label of the data.
    DotInData,
    /// Skipped: the type SPF, which is never asked for.
    SpfType,
    /// Skipped: a type that no check asks for.
    Type(String),
    /// A second `;@` line for the same question.
    StatedTwice,
    /// There are more doubts than are listed.
    More,
    /// The same record again.
    Again(RecordType),
    /// Several CNAME records at one name.
    SeveralCnames,
    /// A CNAME beside other records.
    CnameBesideOthers,
    /// A `;@` line that speaks for records that stand in the file.
    StatementStands(RecordType),
    /// A wildcard without its zone's SOA.
    LoneWildcard,
    /// Not used: it lies below a zone cut.
    BelowCut {
        /// The name.
        name: Name,
        /// The line of the cut.
        cut: u32,
    },
}
