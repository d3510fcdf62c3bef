//! What can be wrong in a file of profiles, as values: the sentences are put on by [`crate::words`].

use crate::dns::NameError;

/// What is wrong at a place of a file of profiles. Words are as written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum ProfileFault {
    /// Not TOML, or not the format's types, in the words of the reader of TOML.
    Toml(String),
    /// None of the words that can stand there.
    NoneOf {
        /// What stands there.
        word: String,
        /// What can stand there.
        known: Vec<&'static str>,
    },
    /// Not a day.
    NoDay,
    /// Not a time zone of the IANA database.
    NoZone(String),
    /// A second source of an id.
    SecondSource,
    /// Not a domain.
    NoDomain {
        /// What stands there.
        name: String,
        /// Why it is none.
        why: NameError,
    },
    /// A second profile of an id.
    SecondProfile {
        /// The id.
        id: String,
        /// Where the first one stands.
        place: String,
    },
    /// The id of a profile that comes with the program.
    ComesWithTheProgram(String),
    /// `replaces`, and there is no profile of this id.
    NothingToReplace(String),
    /// `includes` a profile that does not exist.
    IncludesNothing,
    /// `includes` a profile that includes one itself.
    IncludesAnIncluding,
    /// `includes`, and others include this one.
    IncludedByOthers,
    /// Not an id.
    NoId,
    /// Periods in disorder, or that overlap.
    PeriodsOverlap,
    /// A period without rules.
    NoRules,
    /// A rule on SPF without an identity.
    NoIdentity,
    /// What belongs to rules on SPF only.
    OnlyForSpf,
    /// `domains` in another rule than a carrier's, or a carrier's without.
    DomainsOfCarriers,
    /// Sender ID records for another identity than the PRA.
    OnlyForPra,
    /// No such list of domains.
    NoList,
    /// An effect that is known without evidence, or an unknown one with it.
    EvidenceOrUnknown,
    /// Not a result of this check.
    NoResult(String),
    /// A result that is named twice.
    ResultTwice(String),
    /// What may happen, beside what is known to.
    MayIsUnknown,
    /// Evidence that is not a confidence and a source, of what was measured perhaps with a day.
    EvidenceForm,
    /// No such confidence.
    NoConfidence(String),
    /// No such source.
    NoSource,
}
