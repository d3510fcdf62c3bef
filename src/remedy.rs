//! What to publish so that SPF no longer refuses a message, under which condition, and proved by analysing
//! again. A remedy speaks to the owner of the From domain. Where none can be given safely, it is said why,
//! and what helps instead: a tool that tells a bank to authorise a phisher's server is worse than none.

mod hosts;
mod instead;
mod lever;
mod notes;
mod propose;
mod providers;
mod rank;
mod record;
mod refusal;
mod signature;
mod term;

pub use hosts::{DnsHost, DnsHosts, Typed};
pub use instead::{Help, Instead, Why};
pub use propose::propose;
pub use signature::{Failing, Fault};

use crate::case::Case;
use crate::dns::{Edit, Name, RData, RecordType, Unanswered};
use crate::receiver::Decision;
use crate::spf::Problem;
use std::net::IpAddr;

/// What there is to say about curing a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// The remedies, each by itself: what is proved before what is assumed, then what mends most with least first.
    pub remedies: Vec<Remedy>,
    /// Where something refuses and no record can be given for it: why, and what helps instead.
    pub instead: Option<Instead>,
    /// The service that the message seems to come through.
    pub service: Option<Through>,
    /// Questions that a remedy waits for, to be asked like an analysis's own. Ahead is what it stands on if SPF
    /// turns out to refuse.
    pub unanswered: Unanswered,
}

impl Advice {
    /// The remedy that can be tried: the first, unless it rests on an assumption.
    #[must_use]
    pub fn to_try(&self) -> Option<&Remedy> {
        self.remedies.first().filter(|remedy| !remedy.is_assumed())
    }

    /// How a remedy stands to those before it.
    #[must_use]
    pub fn relation(&self, index: usize) -> Relation {
        let does = |remedy: &Remedy| (remedy.flips.clone(), remedy.together.clone());
        let before = self.remedies.get(..index).unwrap_or_default();
        match self.remedies.get(index) {
            _ if before.is_empty() => Relation::First,
            Some(remedy) if before.iter().any(|earlier| does(earlier) == does(remedy)) => Relation::Instead,
            _ => Relation::Besides,
        }
    }

    /// The notes of a remedy that no remedy before it has.
    pub fn new_notes(&self, index: usize) -> impl Iterator<Item = &Note> {
        let before = self.remedies.get(..index).unwrap_or_default();
        let said = |note: &Note| before.iter().any(|remedy| remedy.notes.contains(note));
        self.remedies.get(index).into_iter().flat_map(|remedy| &remedy.notes).filter(move |note| !said(note))
    }

    /// The questions that a case and the advice wait for.
    #[must_use]
    pub fn questions(&self, case: &Case) -> Unanswered {
        let mut unanswered = case.unanswered.clone();
        unanswered.merge(self.unanswered.clone());
        unanswered
    }
}

/// How a remedy stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// There is none before it.
    First,
    /// It does something else.
    Besides,
    /// It does what another one does.
    Instead,
}

/// The service that a message seems to come through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// Its id.
    pub id: String,
    /// Whether the client itself is the service's; else only what anybody can write points to it.
    pub proven: bool,
    /// By what it is recognised, in kebab-case.
    pub clues: Vec<&'static str>,
    /// The services that send from the same hosts, and that nothing tells from it.
    pub alike: Vec<String>,
}

/// Who may publish a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Only an owner of the domain who sends through this service.
    SendsThrough(String),
    /// Only an owner of the domain whose own host this is.
    SendsFrom {
        /// The host's confirmed name.
        host: Name,
        /// Its address.
        ip: IpAddr,
    },
}

impl Condition {
    /// The condition for programs: `sends-through:amazon-ses`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::SendsThrough(service) => format!("sends-through:{service}"),
            Self::SendsFrom { host, .. } => format!("sends-from:{host}"),
        }
    }
}

/// How a record comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// There is none yet.
    New,
    /// The one that there is, edited.
    Edited {
        /// Its text as it is now.
        before: String,
        /// Terms that were put right, before and after.
        corrected: Vec<(String, String)>,
    },
    /// Several that there are, made one.
    Merged {
        /// Their texts as they are now.
        before: Vec<String>,
    },
}

/// What a remedy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The SPF record that lets the client pass.
    Spf,
    /// A signature of the From domain.
    Dkim,
    /// A MAIL FROM below the From domain.
    MailFrom,
    /// A DMARC record.
    Dmarc,
}

impl Kind {
    /// The kind in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::MailFrom => "mail-from",
            Self::Dmarc => "dmarc",
        }
    }
}

/// A record that only the service itself can complete; what stands in `<...>` is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// Its type.
    pub rtype: RecordType,
    /// Its value.
    pub value: String,
}

impl Form {
    /// The record in a line: `NAME TYPE VALUE`.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {} {}", self.name, self.rtype, self.value)
    }
}

/// A record to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its name.
    pub name: Name,
    /// Its value as a zone file has it.
    pub data: RData,
    /// Its plain value: the text of a TXT record.
    pub text: String,
    /// The term that was added; `None` where putting right what is there suffices.
    pub added: Option<String>,
    /// How it comes about.
    pub change: Change,
    /// Other records of the name and type, which stay as they are.
    pub others: usize,
}

impl Published {
    /// The record as a zone file writes it: `NAME TXT "…"`. What-ifs replace a whole record set: those are
    /// [`Remedy::edits`].
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {} {}", self.name.to_zone(), self.data.rtype(), self.data)
    }

    /// The record as a zone file writes it, the name with its final dot.
    #[must_use]
    pub fn zone_line(&self) -> String {
        format!("{} IN {} {}", self.name.to_zone_absolute(), self.data.rtype(), self.data)
    }
}

/// A verdict that a remedy changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The profile's id.
    pub receiver: String,
    /// What it decides now.
    pub was: Decision,
    /// What it decides then.
    pub becomes: Decision,
}

/// What to know about a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A new record speaks for all mail of the domain: whatever else sends must be listed.
    ListOtherSenders {
        /// The domain.
        domain: Name,
        /// Its mail exchangers, the preferred first: they may send too.
        mx: Vec<Name>,
    },
    /// Several records became one: the others are to be deleted.
    Merged(Name),
    /// A term of the record was put right.
    Corrected {
        /// As it stands.
        before: String,
        /// As it was probably meant.
        after: String,
    },
    /// A term that stands behind the one that lets this client pass fails, and with it the record for every
    /// other client that no term before it matches.
    FailsForOthers {
        /// The record's name.
        name: Name,
        /// The term, as it stands in the record.
        term: String,
        /// Why it fails.
        problem: Problem,
    },
    /// Other TXT records of the name stay.
    KeepOthers(Name),
    /// The record says now that nobody else sends for the domain (`-all`), or DMARC asks to refuse: whoever
    /// does not know the message should not publish anything.
    OwnerSaysNo(Name),
    /// MAIL FROM is below the domain already: it aligns for DMARC, but the rule on the header asks the From
    /// domain itself.
    CustomMailFromIsNotEnough {
        /// The domain of MAIL FROM.
        mail_from: Name,
        /// The From domain.
        from: Name,
    },
    /// A custom MAIL FROM would align for DMARC; it does not replace this record.
    CustomMailFromAligns,
    /// It is assumed that the service then signs with this domain.
    AssumesSignature {
        /// The service's id.
        service: String,
        /// The domain.
        domain: Name,
    },
    /// It is assumed that the service then writes MAIL FROM there.
    AssumesMailFrom {
        /// The service's id.
        service: String,
        /// The domain of MAIL FROM.
        domain: Name,
    },
    /// What stands in `<...>` the service makes up and shows.
    MadeByService(String),
    /// Rules on SPF of the From domain itself are not changed by it.
    HeaderRuleStays(Name),
    /// Any other name below the domain does as well, if it receives no mail and is no From.
    AnyNameBelow(Name),
    /// p=none asks nobody to refuse: it is the first step.
    FirstPolicy(Name),
    /// Where reports go.
    ReportsTo(String),
    /// The text is longer than one character-string may be.
    SeveralStrings,
    /// A signature of the From domain is there, and does not count.
    SignatureFails(Failing),
    /// This service sends from the same hosts: it may be the one.
    SameHosts(String),
}

impl Note {
    /// The note's code in kebab-case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ListOtherSenders { .. } => "list-other-senders",
            Self::Merged(_) => "merged",
            Self::Corrected { .. } => "corrected",
            Self::FailsForOthers { .. } => "fails-for-others",
            Self::KeepOthers(_) => "keep-others",
            Self::OwnerSaysNo(_) => "owner-says-no",
            Self::CustomMailFromIsNotEnough { .. } => "custom-mail-from-is-not-enough",
            Self::CustomMailFromAligns => "custom-mail-from-aligns",
            Self::AssumesSignature { .. } => "assumes-signature",
            Self::AssumesMailFrom { .. } => "assumes-mail-from",
            Self::MadeByService(_) => "made-by-service",
            Self::HeaderRuleStays(_) => "header-rule-stays",
            Self::AnyNameBelow(_) => "any-name-below",
            Self::FirstPolicy(_) => "first-policy",
            Self::ReportsTo(_) => "reports-to",
            Self::SeveralStrings => "several-strings",
            Self::SignatureFails(_) => "signature-fails",
            Self::SameHosts(_) => "same-hosts",
        }
    }
}

/// What a message is judged by as if it were so already, though no record makes it so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supposed {
    /// A domain that signs.
    pub signer: Option<Name>,
    /// The domain of MAIL FROM; its local part is the service's own affair.
    pub mail_from: Option<Name>,
}

/// A record or a few to publish, with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What it is about.
    pub kind: Kind,
    /// Who may publish it.
    pub condition: Condition,
    /// The domain that is to sign, or that MAIL FROM is to have; else the first record's name.
    pub subject: Name,
    /// The records.
    pub records: Vec<Published>,
    /// Records that only the service can complete.
    pub forms: Vec<Form>,
    /// The whole record sets as they are then, other TXT records of the names included, as what-ifs.
    pub edits: Vec<Edit>,
    /// What the flips rest on besides the records.
    pub supposed: Supposed,
    /// Every verdict that differs then.
    pub flips: Vec<Flip>,
    /// The verdicts that only this one and the first remedy together make milder than each of them does.
    pub together: Vec<Flip>,
    /// What to know, the most important first.
    pub notes: Vec<Note>,
}

impl Remedy {
    /// Whether the flips rest on something that no record proves: a signature or an envelope that is not made yet.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.supposed != Supposed::default()
    }

    /// The records as they are typed at a DNS host; `None` for a host that is not known.
    #[must_use]
    pub fn typed_into(&self, host: &str) -> Option<Vec<Typed>> {
        let host = DnsHosts::builtin().get(host)?;
        let texts = self.records.iter().filter(|record| record.data.txt().is_some());
        Some(texts.map(|record| host.typed(record)).collect())
    }
}
