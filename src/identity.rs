//! Who a message says it is from: MAIL FROM, HELO, client IP, header From and PRA, each with its value,
//! where it stands in the bytes, and why this one.

mod boundary;
mod candidates;
mod envelope;
mod forwarded;
mod gateways;
mod header;
mod organisation;
mod path;
mod provider;
mod received;
mod record;
mod recorded;
mod relay;
mod unsent;

pub use boundary::{Internal, internal};
pub use candidates::{Candidate, Evidence, Standing, evidence};
pub use forwarded::{Forwarded, Mark, forwarded};
pub use path::{Place, Stop, path};
pub use received::Credit;
pub use record::{Side, Written};
pub use relay::{OwnRelay, own_relay};

use crate::dns::Name;
use crate::message::{Claim, ClaimKind, Message, Span};
use crate::settings::Overrides;
use std::net::IpAddr;

/// The evidence that an identity was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenFrom {
    /// An option on the command line, or an edit in the terminal UI.
    Option,
    /// Assumed of the service that the message will leave through (`--via`).
    Via,
    /// Return-Path.
    ReturnPath,
    /// Received-SPF of the receiving server.
    ReceivedSpf,
    /// Authentication-Results of the receiving server.
    AuthenticationResults,
    /// A Received field.
    Received,
    /// An mbox `From ` line.
    MboxFromLine,
    /// Another header field, its name in lower case.
    Header(String),
}

impl TakenFrom {
    /// The evidence in kebab-case, or the field's name in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Option => "option",
            Self::Via => "via",
            Self::ReturnPath => "return-path",
            Self::ReceivedSpf => "received-spf",
            Self::AuthenticationResults => "authentication-results",
            Self::Received => "received",
            Self::MboxFromLine => "mbox-from-line",
            Self::Header(name) => name,
        }
    }

    fn of_claim(claim: &Claim) -> Self {
        if claim.kind == ClaimKind::ReceivedSpf { Self::ReceivedSpf } else { Self::AuthenticationResults }
    }
}

/// A value and the evidence that won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// What it was taken from.
    pub taken_from: TakenFrom,
    /// Where it stands in the message; `None` for options.
    pub span: Option<Span>,
}

/// The client that connected to the receiving server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// Its address; IPv4-mapped addresses are IPv4 (RFC 7208 section 5).
    pub ip: Option<Found<IpAddr>>,
    /// Its HELO or EHLO name, as written.
    pub helo: Option<Found<String>>,
    /// The HELO name as a domain; `None` for a missing name or an address literal.
    pub helo_domain: Option<Name>,
    /// The receiving hop: index into [`crate::message::Message::hops`].
    pub hop: Option<usize>,
    /// The receiving hop that the message itself gives; another than `hop` where one was chosen.
    pub found_hop: Option<usize>,
    /// The record of the receiving server that counts: index into [`crate::message::Message::claims`].
    pub claim: Option<usize>,
    /// Whether the address is known only from what a sender could have written: the hop stands below one with a
    /// private peer or none, or there is no receiving hop.
    pub assumed: bool,
    /// The top-most hop above the receiving one that may itself have met the sender: then the receiving hop, and
    /// everything in it, is known only from what a sender could have written.
    pub doubtful: Option<usize>,
}

/// The reverse-path of the envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFrom {
    /// The address as written; empty for the null sender.
    pub address: String,
    /// The local part for macros; `postmaster` for the null sender.
    pub local: String,
    /// The domain to ask: of the address, or HELO for the null sender; `None` if neither can be asked.
    pub domain: Option<Name>,
    /// Whether it is `<>`.
    pub null_sender: bool,
    /// Whether it is known only from what a sender could have written: it is shown, and nothing is judged by it.
    pub assumed: bool,
}

/// Why a header identity is undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the JSON output")]
pub enum HeaderProblem {
    NoHeader,
    MultipleSenders,
    MultipleFrom,
    MultipleMailboxes,
    Malformed,
}

impl HeaderProblem {
    /// The problem in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoHeader => "no-header",
            Self::MultipleSenders => "multiple-senders",
            Self::MultipleFrom => "multiple-from",
            Self::MultipleMailboxes => "multiple-mailboxes",
            Self::Malformed => "malformed",
        }
    }
}

/// An address with its domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `local@domain`, as written.
    pub text: String,
    /// The local part as written.
    pub local: String,
    /// The domain in lower case and A-labels.
    pub domain: Name,
    /// Where it stands in the message.
    pub span: Span,
}

/// A step of RFC 4407 section 2, or of reading the header From.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PraStep {
    /// The number of the step in RFC 4407 section 2.
    pub step: u8,
    /// The field looked at: index into [`crate::message::Message::fields`].
    pub field: Option<usize>,
    /// What came of it.
    pub outcome: PraOutcome,
}

/// What a step of RFC 4407 section 2 found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PraOutcome {
    /// There is no such field that is not empty.
    Absent,
    /// The field holds nothing but white space: as if it were not there.
    Empty,
    /// A Resent-From before it, with Received or Return-Path between: it belongs to an older resending.
    OtherBlock,
    /// This field is selected.
    Selected,
    /// There are several such fields.
    Several,
    /// A later step never looks at this field, since one before it was selected.
    NotReached,
    /// The selected field gives a single mailbox: the PRA.
    Taken,
    /// The selected field gives no single mailbox.
    IllFormed,
}

impl PraOutcome {
    /// The outcome in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Empty => "empty",
            Self::OtherBlock => "other-block",
            Self::Selected => "selected",
            Self::Several => "several",
            Self::NotReached => "not-reached",
            Self::Taken => "taken",
            Self::IllFormed => "ill-formed",
        }
    }
}

/// The header From or the PRA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderIdentity {
    /// The address; `None` where the identity is undefined.
    pub address: Option<Address>,
    /// The field it comes from, or that made it undefined: index into [`crate::message::Message::fields`].
    pub field: Option<usize>,
    /// The field's name in lower case.
    pub taken_from: Option<String>,
    /// Why it is undefined.
    pub problem: Option<HeaderProblem>,
    /// The address that receivers are known to take all the same.
    pub lenient: Option<Address>,
    /// All domains that the field names, each once.
    pub domains: Vec<Name>,
    /// The steps that led here; only the PRA has any.
    pub steps: Vec<PraStep>,
}

/// What is doubtful about the evidence. The words are a renderer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Return-Path differs from what the receiving server recorded; the recorded one was taken.
    ReturnPathDiffers {
        /// The address in Return-Path.
        return_path: String,
        /// The recorded address or domain.
        recorded: String,
    },
    /// Several Return-Path fields differ; the first was looked at.
    SeveralReturnPaths,
    /// The recorded client IP is another than that of the receiving hop; the recorded one was taken.
    ClientIpDiffers {
        /// The recorded address.
        recorded: IpAddr,
        /// The address in the Received field.
        received: IpAddr,
    },
    /// A server behind the receiving hop recorded its own results: another hop, not judged.
    OtherHop {
        /// Who wrote it, if it says.
        writer: Option<String>,
        /// The claim's index into [`crate::message::Message::claims`].
        claim: usize,
    },
    /// Sources of the same record disagree about the client IP.
    RecordsDisagree {
        /// The address that was taken.
        taken: IpAddr,
        /// The other address.
        other: IpAddr,
    },
    /// The PRA is given by a field that a hop behind the receiving one added; the receiving hop's own
    /// PRA is judged.
    PraAddedLater {
        /// The field's name in lower case.
        field: String,
        /// The PRA at the receiving hop.
        at_hop: String,
    },
    /// A header field names another client than the one that was taken: the message passed another
    /// system on its way.
    HeaderNamesOtherClient {
        /// The field's name in lower case.
        field: String,
        /// The address that it names.
        stated: IpAddr,
        /// The address that was taken.
        taken: IpAddr,
    },
    /// A record under the receiver's name contradicts the receiver's own Received or Return-Path: it decides nothing.
    ContradictingRecord {
        /// Who it says has written it.
        writer: Option<String>,
        /// The claim's index into [`crate::message::Message::claims`].
        claim: usize,
    },
    /// The client's address is private, loopback or the like: SPF says nothing about a sender.
    PrivateClient {
        /// The address.
        ip: IpAddr,
    },
    /// The receiving hop stands below one that shows no peer from outside, which may be the one that met the sender.
    AssumedHop {
        /// The number of the receiving hop, counted from 1 and from the top.
        number: usize,
        /// The host that wrote the upper hop.
        by: Option<String>,
    },
    /// No Received field shows the client: this field names it, which whoever sent the message can have written.
    StatedClient {
        /// The field's name in lower case.
        field: String,
    },
    /// MAIL FROM stands only where it can have come with the message.
    UnconfirmedMailFrom {
        /// The address; empty for the null sender.
        address: String,
    },
    /// MAIL FROM at the hop that was chosen is the one that arrived at a later hop: the servers between are of one
    /// organisation, and nothing says that they wrote one of their own.
    KeptMailFrom {
        /// The number of the later hop, counted from 1 and from the top.
        number: usize,
    },
    /// Another hop than the one that the message gives was chosen as the receiving one.
    HopChosen {
        /// The host that wrote it, as written.
        by: Option<String>,
    },
    /// The message has no such hop as was chosen: the one that it gives itself was taken.
    NoSuchHop {
        /// The number that was chosen, counted from 1.
        number: usize,
        /// How many hops there are.
        count: usize,
    },
    /// No client IP could be found.
    NoClientIp,
    /// No MAIL FROM could be found.
    NoMailFrom,
    /// The message was not sent yet: no server of a receiver has seen it.
    NotSentYet,
    /// The client or MAIL FROM is assumed of this service.
    Assumed {
        /// The service's id.
        service: String,
        /// Its region.
        region: Option<String>,
    },
    /// A limit was hit, or the form is unusual: index into [`crate::message::Message::oddities`].
    Oddity(usize),
}

/// All identities of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identities {
    /// The client that connected.
    pub client: Client,
    /// The reverse-path; `None` where nothing tells it.
    pub mail_from: Option<Found<MailFrom>>,
    /// The header From.
    pub header_from: HeaderIdentity,
    /// The PRA of RFC 4407, over the stored header as a whole.
    pub pra: HeaderIdentity,
    /// The PRA at the receiving hop, where a later hop added the field that gives the PRA now.
    pub pra_at_hop: Option<HeaderIdentity>,
    /// Whether no server of a receiver has seen the message: an export of a test tool or of a framework.
    pub unsent: bool,
    /// Who wrote each of [`crate::message::Message::claims`], and what it is worth.
    pub written: Vec<Written>,
    /// What is doubtful.
    pub warnings: Vec<Warning>,
}

impl Identities {
    /// MAIL FROM as it is judged: not where it is assumed.
    #[must_use]
    pub fn judged_mail_from(&self) -> Option<&Found<MailFrom>> {
        self.mail_from.as_ref().filter(|found| !found.value.assumed)
    }

    /// The PRA that receivers judge: the one at the receiving hop where it is another.
    #[must_use]
    pub fn judged_pra(&self) -> &HeaderIdentity {
        self.pra_at_hop.as_ref().unwrap_or(&self.pra)
    }
}

/// Finds every identity of a message.
#[must_use]
pub fn identify(message: &Message, overrides: &Overrides) -> Identities {
    let mut warnings = Vec::new();
    let unsent = unsent::is_unsent(message);
    let header_from = header::header_from(message);
    let (client, mail_from) = envelope::envelope(message, overrides, &header_from, unsent, &mut warnings);
    let pra = header::pra(message, 0);
    let pra_at_hop = header::pra_at_hop(message, &pra, client.hop);
    if let Some(address) = pra_at_hop.as_ref().and_then(|at_hop| at_hop.address.as_ref()) {
        let field = pra.taken_from.clone().unwrap_or_default();
        warnings.push(Warning::PraAddedLater { field, at_hop: address.text.clone() });
    }
    warnings.extend((0..message.oddities.len()).map(Warning::Oddity));
    let written = record::written(message, overrides.receiving_hop);
    Identities { client, mail_from, header_from, pra, pra_at_hop, unsent, written, warnings }
}
