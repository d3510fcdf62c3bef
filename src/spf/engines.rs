//! Where SPF engines differ: a small table of what nine of them gave on the same DNS in November 2026,
//! and which row an evaluation hits. It tells of others and changes nothing here.

use super::{Budget, Check, Evaluation, ProblemKind, SpfResult, SyntaxError, TermKind};
use crate::dns::{Outcome, Rcode, RecordType};

/// The month in which the engines were run, as it is shown.
pub const RUN_IN: &str = "2026-11";

/// An engine that was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the engines' own")]
pub enum Engine {
    Mailauth,
    Viaspf,
    Spftrace,
    MailSpf,
    Libspf2,
    Pyspf,
    MailAuth,
    Yenma,
    Checkdmarc,
}

impl Engine {
    /// All engines.
    pub const ALL: [Self; 9] = [
        Self::Mailauth,
        Self::Viaspf,
        Self::Spftrace,
        Self::MailSpf,
        Self::Libspf2,
        Self::Pyspf,
        Self::MailAuth,
        Self::Yenma,
        Self::Checkdmarc,
    ];

    /// Its name and the version that was run. Two names are almost the same: whose they are tells them
    /// apart.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mailauth => "mailauth 7.1 (postalsys)",
            Self::Viaspf => "viaspf 0.7.0-alpha.2",
            Self::Spftrace => "spftrace 0.3.0 (PyPI)",
            Self::MailSpf => "Mail::SPF 2.9.0",
            Self::Libspf2 => "libspf2 1.2.10",
            Self::Pyspf => "pyspf 2.0.14",
            Self::MailAuth => "mail-auth 0.15.1 (stalwart)",
            Self::Yenma => "yenma 2.0",
            Self::Checkdmarc => "checkdmarc 6.0.4",
        }
    }
}

/// What an engine did where others stop as RFC 7208 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gave {
    /// The same as this evaluation.
    Same,
    /// It went on as if nothing were wrong, to whatever came next.
    WentOn,
    /// None.
    None,
    /// No result at all.
    Nothing,
    /// It was not run on this, or does not evaluate it.
    NotRun,
}

/// What engines take differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A third void lookup (RFC 7208 section 4.6.4).
    VoidLimit,
    /// A third void lookup only if an MX host that has no AAAA record counts as one, for a client on
    /// IPv6: the RFC leaves that open.
    VoidMxHost,
    /// Two `v=spf1` records (section 4.5).
    MultipleRecords,
    /// A mechanism that there is not (section 4.6).
    UnknownMechanism,
    /// A network that is none (section 4.6).
    BadNetwork,
    /// SERVFAIL for the record itself (section 4.4).
    ServerFailure,
}

impl Difference {
    /// All differences.
    pub const ALL: [Self; 6] = [
        Self::VoidLimit,
        Self::VoidMxHost,
        Self::MultipleRecords,
        Self::UnknownMechanism,
        Self::BadNetwork,
        Self::ServerFailure,
    ];

    /// The difference in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VoidLimit => "void-limit",
            Self::VoidMxHost => "void-mx-host",
            Self::MultipleRecords => "multiple-records",
            Self::UnknownMechanism => "unknown-mechanism",
            Self::BadNetwork => "bad-network",
            Self::ServerFailure => "server-failure",
        }
    }

    /// What an engine gave.
    #[must_use]
    pub fn gave(self, engine: Engine) -> Gave {
        match (self, engine) {
            (Self::VoidLimit, Engine::Libspf2 | Engine::MailAuth)
            | (Self::VoidMxHost, Engine::Mailauth | Engine::Libspf2 | Engine::MailAuth | Engine::Yenma)
            | (Self::MultipleRecords | Self::UnknownMechanism, Engine::MailAuth) => Gave::WentOn,
            (Self::UnknownMechanism | Self::BadNetwork | Self::ServerFailure, Engine::Libspf2) => Gave::Nothing,
            (Self::ServerFailure, Engine::Viaspf) => Gave::None,
            (Self::VoidMxHost | Self::BadNetwork | Self::ServerFailure, Engine::Checkdmarc) => Gave::NotRun,
            _ => Gave::Same,
        }
    }

    /// The engines that gave this.
    pub fn engines(self, gave: Gave) -> impl Iterator<Item = Engine> {
        Engine::ALL.into_iter().filter(move |engine| self.gave(*engine) == gave)
    }
}

impl Evaluation {
    /// What engines are known to take differently, where this evaluation hits it.
    #[must_use]
    pub fn engines_differ(&self) -> Option<Difference> {
        let problem = self.problem.as_ref()?;
        match (problem.kind, &problem.syntax) {
            (ProblemKind::VoidLookupLimit, _) => {
                let without = self.void_lookups?.saturating_sub(void_mx_hosts(&self.root));
                let only_by_hosts = without <= Budget::RFC7208.void_lookups;
                Some(if only_by_hosts { Difference::VoidMxHost } else { Difference::VoidLimit })
            }
            (ProblemKind::MultipleRecords, _) => Some(Difference::MultipleRecords),
            (ProblemKind::Syntax, Some(SyntaxError::UnknownMechanism(_))) => Some(Difference::UnknownMechanism),
            (ProblemKind::Syntax, Some(SyntaxError::BadNetwork(_))) => Some(Difference::BadNetwork),
            (ProblemKind::Dns, _) if self.result == SpfResult::TempError => {
                let answer = self.root.asked.as_ref()?.answer.as_ref()?;
                (answer.outcome == Outcome::Failed(Rcode::SERVFAIL)).then_some(Difference::ServerFailure)
            }
            _ => None,
        }
    }
}

/// How many void lookups are those of MX hosts that have no AAAA record.
fn void_mx_hosts(check: &Check) -> u32 {
    let mut count = 0;
    for term in &check.terms {
        if term.kind == TermKind::Mx {
            let void = term.asked.iter().filter(|asked| {
                asked.question.rtype == RecordType::Aaaa
                    && asked.answer.as_ref().is_some_and(|answer| answer.outcome == Outcome::NoData)
            });
            count += u32::try_from(void.count()).unwrap_or(u32::MAX);
        }
        count += term.child.as_deref().map_or(0, void_mx_hosts);
    }
    count
}
