//! Why nothing is proposed, and what helps instead.

use super::Failing;
use crate::dns::Name;
use crate::identity::{Forwarded, OwnRelay};
use crate::spf::Problem;
use std::net::IpAddr;

/// Why no remedy is given although SPF refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody passed it on, a forwarder or a list.
    Forwarded(Forwarded),
    /// The client may be a gateway of the recipient's own.
    OwnRelay(OwnRelay),
    /// The client's address is private: no record of the sender's can name it.
    PrivateClient(IpAddr),
    /// The client is known only from what a sender could have written, at this hop: index into
    /// [`crate::message::Message::hops`]; `None` where no hop shows it.
    AssumedClient(Option<usize>),
    /// The address belongs to nobody who is recognised.
    Unrecognised(IpAddr),
    /// The message points to a service, but the client is not the service's.
    NotTheService {
        /// The service's id.
        service: String,
        /// The client.
        ip: IpAddr,
    },
    /// MAIL FROM is neither the From domain's nor the service's own: somebody else sends it.
    ThirdParty(String),
    /// The domain that is asked about is not the From domain's owner's.
    NotYours(Name),
    /// The From domain is one that lends its name to mailboxes: a provider's or a carrier's.
    MailboxProvider(Name),
    /// The From domain is one below which others register theirs: nobody's own.
    PublicSuffix(Name),
    /// The From domain is one that its owner lends to everybody, below this name.
    Lent(Name),
    /// The From domain is a host's name alone, or another that the public DNS does not hold.
    NotInDns(Name),
    /// The header From names no domain.
    NoFromDomain,
    /// It was not sent yet, and nobody said through whom it will be.
    NotSentYet {
        /// The service that it seems to be made for.
        service: Option<String>,
    },
    /// It was sent, but nothing tells by which client.
    NoClient,
    /// No record of this service is known that a domain could include.
    NoRecordOfService(String),
    /// The service is one of which no sending address is known here.
    NoSendingAddress(String),
    /// The name is an alias: no TXT can stand there.
    Alias {
        /// The name.
        name: Name,
        /// What it is an alias of.
        target: Name,
    },
    /// The record would need more lookups than receivers make.
    LookupLimit(Name),
    /// More of its lookups would find nothing than receivers allow.
    VoidLookupLimit(Name),
    /// The record is broken, and it is not clear how it was meant.
    Broken(Name),
    /// The record ends in `+all`.
    PassesAll(Name),
    /// An earlier term decides.
    DecidedBefore {
        /// The record's name.
        name: Name,
        /// The term.
        term: Option<String>,
    },
    /// The record fails, whatever is added.
    Fails {
        /// The record's name.
        name: Name,
        /// Why.
        problem: Box<Problem>,
    },
    /// The term that would be added does not let the client pass itself.
    TermDoesNotPass(String),
    /// The DNS of the name does not answer.
    DnsFails(Name),
    /// The record could be published, but no verdict would be milder.
    NothingFlips,
    /// What is missing is there: a signature of the From domain, which does not count.
    SignatureFails(Failing),
}

impl Why {
    /// The reason in kebab-case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Forwarded(found) if found.list => "list",
            Self::Forwarded(_) => "forwarded",
            Self::OwnRelay(_) => "own-relay",
            Self::PrivateClient(_) => "private-client",
            Self::AssumedClient(_) => "assumed-client",
            Self::Unrecognised(_) => "unrecognised",
            Self::NotTheService { .. } => "not-the-service",
            Self::ThirdParty(_) => "third-party",
            Self::NotYours(_) => "not-yours",
            Self::MailboxProvider(_) => "mailbox-provider",
            Self::PublicSuffix(_) => "public-suffix",
            Self::Lent(_) => "lent-domain",
            Self::NotInDns(_) => "not-in-dns",
            Self::NoFromDomain => "no-from-domain",
            Self::NotSentYet { .. } => "not-sent-yet",
            Self::NoClient => "no-client",
            Self::NoRecordOfService(_) => "no-record-of-service",
            Self::NoSendingAddress(_) => "no-sending-address",
            Self::Alias { .. } => "alias",
            Self::LookupLimit(_) => "lookup-limit",
            Self::VoidLookupLimit(_) => "void-lookup-limit",
            Self::Broken(_) => "broken",
            Self::PassesAll(_) => "passes-all",
            Self::DecidedBefore { .. } => "decided-before",
            Self::Fails { .. } => "fails",
            Self::TermDoesNotPass(_) => "term-does-not-pass",
            Self::DnsFails(_) => "dns-fails",
            Self::NothingFlips => "nothing-flips",
            Self::SignatureFails(_) => "signature-fails",
        }
    }
}

/// What helps where no record does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Help {
    /// Judging at this hop, at which the message came in: index into [`crate::message::Message::hops`].
    JudgeAt(usize),
    /// The gateway made known to the server behind it.
    NameGateway,
    /// A MAIL FROM of the forwarder's own.
    ForwarderMailFrom,
    /// The forwarded mailbox fetched instead.
    FetchInstead,
    /// A DKIM signature of the From domain.
    AlignedDkim,
    /// The one that is there, put right.
    MendSignature(Failing),
    /// docomo's 宛先指定受信: forwarded mail and lists.
    DocomoAllowList,
    /// au's 必ず受信.
    AuAllowList,
    /// 救済リスト of `SoftBank`.
    SoftbankAllowList,
    /// A From of one's own, the other address in Reply-To.
    OwnFrom,
    /// A From of a domain of one's own.
    OwnDomain,
    /// `--via`
    Via,
    /// `--ip`
    Client,
    /// Fewer terms that ask the DNS.
    FewerLookups,
    /// The record at the name that the alias leads to, or no alias.
    NoAlias,
    /// The record put in order.
    RepairRecord,
}

impl Help {
    /// The help in kebab-case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::JudgeAt(_) => "judge-at",
            Self::NameGateway => "name-gateway",
            Self::ForwarderMailFrom => "forwarder-mail-from",
            Self::FetchInstead => "fetch-instead",
            Self::AlignedDkim => "aligned-dkim",
            Self::MendSignature(failing) => failing.fault.code(),
            Self::DocomoAllowList => "allow-list:docomo",
            Self::AuAllowList => "allow-list:au",
            Self::SoftbankAllowList => "allow-list:softbank",
            Self::OwnFrom => "own-from",
            Self::OwnDomain => "own-domain",
            Self::Via => "via",
            Self::Client => "client",
            Self::FewerLookups => "fewer-lookups",
            Self::NoAlias => "no-alias",
            Self::RepairRecord => "repair-record",
        }
    }
}

/// Why there is no remedy, and what helps instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// Why.
    pub why: Why,
    /// What helps.
    pub helps: Vec<Help>,
}
