//! SPF (RFC 7208): `check_host()` over [`Answers`](crate::dns::Answers). The evaluation is the trace: what is shown and what
//! is decided are one value.

mod ahead;
mod budget;
mod caution;
mod check;
pub mod engines;
mod explain;
mod macros;
mod mechanism;
mod reach;
mod record;
mod select;
mod sender;
mod suggest;
mod terms;

pub use budget::Budget;
pub use caution::{Caution, CautionKind, cautions};
pub use check::{Request, check_host};
pub use reach::{Reach, reach};
pub use terms::{TermText, is_record, terms};

use crate::dns::{Asked, Name, Origin, Unanswered};
use crate::message::Recorded;
use std::fmt;
use std::ops::Range;

/// The result of `check_host()` (RFC 7208 section 2.6), or pending while an answer is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are RFC 7208's")]
pub enum SpfResult {
    Pass,
    Fail,
    SoftFail,
    Neutral,
    None,
    TempError,
    PermError,
    /// An answer or the client IP is missing, and the result depends on it.
    Pending,
}

impl SpfResult {
    /// The results that an evaluation can end with.
    pub const DECIDED: [Self; 7] =
        [Self::Pass, Self::Fail, Self::SoftFail, Self::Neutral, Self::None, Self::TempError, Self::PermError];

    /// The result as RFC 7208 writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::Neutral => "neutral",
            Self::None => "none",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
            Self::Pending => "pending",
        }
    }
}

impl fmt::Display for SpfResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which of a domain's records an evaluation reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Records {
    /// `v=spf1` (RFC 7208 section 4.5).
    #[default]
    Spf,
    /// Those that Sender ID has for a PRA: `spf2.0` records with the scope `pra`, where there is none
    /// `v=spf1` (RFC 4406 section 4.4). A PRA domain that does not exist is fail (section 4.3).
    SenderIdPra,
}

/// What kind of problem led to permerror, temperror, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the JSON output")]
pub enum ProblemKind {
    Syntax,
    MultipleRecords,
    LookupLimit,
    VoidLookupLimit,
    MxLimit,
    Loop,
    IncludeNone,
    RedirectNone,
    Dns,
    Domain,
    Macro,
}

impl ProblemKind {
    /// The kind in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::MultipleRecords => "multiple-records",
            Self::LookupLimit => "lookup-limit",
            Self::VoidLookupLimit => "void-lookup-limit",
            Self::MxLimit => "mx-limit",
            Self::Loop => "loop",
            Self::IncludeNone => "include-none",
            Self::RedirectNone => "redirect-none",
            Self::Dns => "dns",
            Self::Domain => "domain",
            Self::Macro => "macro",
        }
    }
}

/// Details of a syntax problem, for words in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// No mechanism or modifier has this name.
    UnknownMechanism(String),
    /// The mechanism needs a value.
    MissingValue,
    /// The mechanism takes no value.
    UnexpectedValue,
    /// No IPv4 or IPv6 network.
    BadNetwork(String),
    /// A prefix length that is no number or too large.
    BadPrefix(String),
    /// No domain-spec.
    BadDomain(String),
    /// A macro that the grammar does not have.
    BadMacro(String),
    /// `redirect` or `exp` twice.
    DuplicateModifier(String),
    /// A byte that is not visible ASCII.
    BadCharacter(char),
}

/// A problem of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind.
    pub kind: ProblemKind,
    /// The domain whose record has it.
    pub domain: Name,
    /// The term at fault, as written.
    pub term: Option<String>,
    /// Where in the record's text the fault lies, in bytes.
    pub span: Option<Range<usize>>,
    /// What is wrong with the term.
    pub syntax: Option<SyntaxError>,
    /// The term as it was probably meant (`ip4:` for `ipv4:`).
    pub suggestion: Option<String>,
}

/// A qualifier (RFC 7208 section 4.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are RFC 7208's results")]
pub enum Qualifier {
    Pass,
    Fail,
    SoftFail,
    Neutral,
}

impl Qualifier {
    /// The result of a matching mechanism with this qualifier.
    #[must_use]
    pub fn result(self) -> SpfResult {
        match self {
            Self::Pass => SpfResult::Pass,
            Self::Fail => SpfResult::Fail,
            Self::SoftFail => SpfResult::SoftFail,
            Self::Neutral => SpfResult::Neutral,
        }
    }
}

/// What kind of term it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are RFC 7208's")]
pub enum TermKind {
    All,
    Include,
    A,
    Mx,
    Ptr,
    Ip4,
    Ip6,
    Exists,
    Redirect,
    Exp,
    /// A modifier that nobody knows; ignored (RFC 7208 section 6).
    UnknownModifier,
    /// A term that the grammar does not have.
    Invalid,
}

/// How a term came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermOutcome {
    /// It matched: its qualifier is the result.
    Match,
    /// It did not match: the next term is looked at.
    NoMatch,
    /// It ended the evaluation with permerror or temperror.
    Error,
    /// An answer or the client IP is missing.
    Pending,
    /// The evaluation ended before it.
    NotReached,
    /// A redirect that was followed, or an exp that was fetched.
    Followed,
    /// A modifier that has no part in the result.
    Ignored,
}

/// A domain-spec with its macros expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// As written in the record.
    pub before: String,
    /// As asked.
    pub after: String,
}

/// One term of a record, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermTrace {
    /// The term as written.
    pub text: String,
    /// Where it stands in the record's text, in bytes.
    pub span: Range<usize>,
    /// What kind of term it is.
    pub kind: TermKind,
    /// The qualifier of a mechanism.
    pub qualifier: Qualifier,
    /// The domain-spec before and after macro expansion, where it has macros.
    pub expansion: Option<Expansion>,
    /// The domain that the term is about, where it has one.
    pub domain: Option<Name>,
    /// What was asked for this term itself, in order; an include's own questions are its child's.
    pub asked: Vec<Asked>,
    /// Lookup terms so far, this one included (RFC 7208 section 4.6.4), an include's or redirect's own
    /// ones not; `None` where the term is pending or was not reached, and for modifiers that ask nothing.
    pub lookups: Option<u32>,
    /// Void lookups so far, this term's own included; `None` as for `lookups`.
    pub void_lookups: Option<u32>,
    /// How it came out.
    pub outcome: TermOutcome,
    /// The evaluation of an include's or a redirect's target.
    pub child: Option<Box<Check>>,
}

/// The evaluation of one domain's record: the root, an include's target, or a redirect's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The domain whose record it is.
    pub domain: Name,
    /// The question for its record; `None` where the domain cannot be asked about.
    pub asked: Option<Asked>,
    /// The record's text.
    pub record: Option<String>,
    /// Where the record came from.
    pub record_origin: Option<Origin>,
    /// Its terms in the order of the record.
    pub terms: Vec<TermTrace>,
    /// What this evaluation gives.
    pub result: SpfResult,
}

/// A whole `check_host()`: the result, and the trace that it is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The result.
    pub result: SpfResult,
    /// The domain asked, before any redirect.
    pub domain: Name,
    /// Which records were read.
    pub records: Records,
    /// The sender for macros, `local@domain`.
    pub sender: String,
    /// The trace.
    pub root: Check,
    /// The deciding term of that domain's own record, for an error the one at fault; `None` if none
    /// decided.
    pub term: Option<String>,
    /// The chain from there down to the term that matched in an include or a redirect's target; empty if
    /// none matched.
    pub matched: Vec<String>,
    /// Lookup terms in all; `None` while pending.
    pub lookups: Option<u32>,
    /// Void lookups in all; `None` while pending.
    pub void_lookups: Option<u32>,
    /// The explanation of a fail (RFC 7208 section 6.2), sanitised for nobody yet.
    pub explanation: Option<String>,
    /// What led to permerror, temperror, or none for a domain that cannot be asked.
    pub problem: Option<Problem>,
    /// Whether the result is pending because the client IP is missing. No question is needed then.
    pub needs_client_ip: bool,
    /// Set where the result is what the receiving server recorded: the trace is not how it came about.
    pub recorded: Option<Recorded<SpfResult>>,
    /// What is not answered yet. The text of an explanation is needed while it is open, although the
    /// result is already fail then.
    pub unanswered: Unanswered,
}

impl Evaluation {
    /// Whether the domain publishes Sender ID records (`spf2.0`), of whatever scope; seen in the answer
    /// to the question for its SPF record.
    #[must_use]
    pub fn publishes_spf2(&self) -> bool {
        let answer = self.root.asked.as_ref().and_then(|asked| asked.answer.as_ref());
        answer.is_some_and(|answer| select::publishes_spf2(answer))
    }

    /// What the answers of the DNS give by themselves.
    #[must_use]
    pub fn by_dns(&self) -> SpfResult {
        self.recorded.as_ref().map_or(self.result, |recorded| recorded.dns)
    }

    /// Everything that was asked for it.
    #[must_use]
    pub fn asked(&self) -> Vec<&Asked> {
        let mut all = Vec::new();
        let mut checks = vec![&self.root];
        while let Some(check) = checks.pop() {
            all.extend(&check.asked);
            for term in &check.terms {
                all.extend(&term.asked);
                checks.extend(term.child.as_deref());
            }
        }
        all
    }

    /// This evaluation where a recorded result stands in for its own: nothing of how ours came about belongs to it
    /// but what was asked.
    #[must_use]
    pub fn replaced(self, result: SpfResult, by: Option<String>, claims: Vec<usize>) -> Self {
        let recorded = Some(Recorded { by, claims, dns: self.result });
        Self {
            result,
            recorded,
            term: None,
            matched: Vec::new(),
            lookups: None,
            void_lookups: None,
            explanation: None,
            problem: None,
            needs_client_ip: false,
            ..self
        }
    }
}
