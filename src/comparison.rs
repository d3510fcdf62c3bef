//! What servers recorded, each result beside ours for the same identity, and why they differ. A pure
//! function of a message and its case; nothing of it decides anything.

mod apart;
mod dkim;
mod dmarc;
mod spf;
#[cfg(test)]
mod tests;

use crate::case::meaning::Method;
use crate::case::{Case, about};
use crate::dkim::Signed;
use crate::dns::Name;
use crate::identity::{Side, TakenFrom, Written};
use crate::message::{Algorithm, Claim, ClaimKind, Message, MethodResult, Span};
use crate::receiver::IdentityKind;
use crate::spf::engines::Difference;
use std::net::IpAddr;

pub use crate::case::About;

/// Our own result beside a recorded one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ours {
    /// The result.
    pub result: &'static str,
    /// The domain that it is about.
    pub domain: Option<Name>,
    /// The client that it is about.
    pub client: Option<IpAddr>,
    /// The policy that DMARC finds.
    pub policy: Option<&'static str>,
}

/// Something of the envelope that was taken from a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Told {
    ClientIp,
    Helo,
    MailFrom,
}

impl Told {
    /// The name in snake case, as in the JSON output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClientIp => "client_ip",
            Self::Helo => "helo",
            Self::MailFrom => "mail_from",
        }
    }
}

/// Why a recorded result is not ours, or cannot be held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It stands in for ours.
    StandsIn,
    /// It is about another connection: a hop before the receiving one, or behind it.
    AnotherHop,
    /// It is about another identity.
    AnotherIdentity,
    /// Ours is about what was given or assumed instead of what the message tells.
    Given,
    /// It comes from outside the trust boundary under another name: it was there when the message came in.
    Outside,
    /// It comes from outside the trust boundary under the receiver's own name.
    OwnNameOutside,
    /// It says that there was nothing to check where it was written, and may have come with the message.
    NothingClaimed,
    /// It stands below the receiving hop's own field, where what came with the message stands too.
    MayHaveCome,
    /// The domain publishes no record, and the server made one up.
    BestGuess,
    /// Another word for the same result.
    SameMeaning,
    /// The server had a DNS error then.
    DnsErrorThen,
    /// There is a DNS error here.
    DnsErrorHere,
    /// Same identity, client and domain: perhaps the DNS answers otherwise here than it did there, or that server
    /// checks otherwise.
    DnsDiffers,
    /// That server found no key, or none for such a signature that it can use.
    NoKeyThen(Algorithm),
    /// The results agree, the published policy does not.
    PolicyDiffers,
    /// By RFC 7489, which was in force before, our result is that one.
    Standard,
    /// SPF engines are known to differ here.
    Engines(Difference),
    /// It follows from another result of the same record that differs.
    Follows,
    /// The message is no longer what that server saw; only perhaps where [`Self::DnsDiffers`] stands beside it.
    MessageChanged,
    /// The message has no such signature, or no longer.
    NoSuchSignature,
    /// That server saw no signature, or did not look.
    NoSignatureThen,
    /// The signature had expired.
    ExpiredSince,
    /// The server let pass what the RFC does not.
    Lenient,
    /// The server's own policy does not accept what passes.
    OwnPolicy,
    /// Microsoft's result follows DKIM and DMARC too and is no pure Sender ID.
    MixedVerdict,
    /// ARC is not verified here: anybody before can have written this.
    ArcNotVerified,
    /// This method is not checked here.
    NotChecked,
    /// Only a check that is not made here could decide ours.
    NotDecided,
    /// An answer is missing for ours.
    AnswerMissing,
    /// The file does not hold the body that ours needs.
    BodyMissing,
    /// The client IP is missing for ours.
    ClientMissing,
    /// The identity is missing or undefined here.
    IdentityMissing,
    /// No RFC has this result.
    UnknownWord,
    /// The record gives no result.
    NoResult,
}

impl Reason {
    /// The reason in kebab-case, for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StandsIn => "stands-in",
            Self::AnotherHop => "another-hop",
            Self::AnotherIdentity => "another-identity",
            Self::Given => "given",
            Self::Outside => "outside",
            Self::OwnNameOutside => "own-name-outside",
            Self::NothingClaimed => "nothing-claimed",
            Self::MayHaveCome => "may-have-come",
            Self::BestGuess => "best-guess",
            Self::SameMeaning => "same-meaning",
            Self::DnsErrorThen => "dns-error-then",
            Self::DnsErrorHere => "dns-error-here",
            Self::DnsDiffers => "dns-differs",
            Self::NoKeyThen(_) => "no-key-then",
            Self::PolicyDiffers => "policy-differs",
            Self::Standard => "standard",
            Self::Engines(_) => "engines-differ",
            Self::Follows => "follows",
            Self::MessageChanged => "message-changed",
            Self::NoSuchSignature => "no-such-signature",
            Self::NoSignatureThen => "no-signature-then",
            Self::ExpiredSince => "expired-since",
            Self::Lenient => "lenient",
            Self::OwnPolicy => "own-policy",
            Self::MixedVerdict => "mixed-verdict",
            Self::ArcNotVerified => "arc-not-verified",
            Self::NotChecked => "not-checked",
            Self::NotDecided => "not-decided",
            Self::AnswerMissing => "answer-missing",
            Self::BodyMissing => "body-missing",
            Self::ClientMissing => "client-missing",
            Self::IdentityMissing => "identity-missing",
            Self::UnknownWord => "unknown-word",
            Self::NoResult => "no-result",
        }
    }
}

/// A recorded result beside ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The record: index into [`Message::claims`].
    pub claim: usize,
    /// The result in it: index into [`Claim::results`].
    pub index: usize,
    /// Who wrote it.
    pub written: Written,
    /// What of the envelope was taken from this record; the same for all its results.
    pub told: Vec<Told>,
    /// `spf`, `dkim`, `dmarc`, …, in lower case.
    pub method: String,
    /// The result, in lower case; empty where the record gives none.
    pub result: String,
    /// What it is about.
    pub about: About,
    /// Ours; `None` where there is none for this.
    pub ours: Option<Ours>,
    /// Whether they agree; `None` where they cannot be held against each other.
    pub agrees: Option<bool>,
    /// Why they differ or cannot be compared, the best reason first; where they agree, what is to be said
    /// all the same.
    pub because: Vec<Reason>,
}

impl Compared {
    /// The record.
    #[must_use]
    pub fn claim<'a>(&self, message: &'a Message) -> Option<&'a Claim> {
        message.claims.get(self.claim)
    }

    /// The bytes of the result; where they are not known, of the field.
    #[must_use]
    pub fn span(&self, message: &Message) -> Option<Span> {
        let claim = self.claim(message)?;
        let result = claim.results.get(self.index)?;
        result.span.clone().or_else(|| message.fields.get(claim.field).map(|field| field.span.clone()))
    }
}

/// All recorded results, in the order of the fields.
#[must_use]
pub fn compare(message: &Message, case: &Case) -> Vec<Compared> {
    let mut compared = Vec::new();
    for (index, (claim, &written)) in message.claims.iter().zip(&case.identities.written).enumerate() {
        let record = Record { message, case, claim, written };
        let told = record.told();
        let first = compared.len();
        for (at, result) in claim.results.iter().enumerate() {
            let mut found = record.compare(result);
            if record.stands_in(index, result, &found.about) {
                found.because.insert(0, Reason::StandsIn);
            }
            compared.push(Compared {
                claim: index,
                index: at,
                written,
                told: told.clone(),
                method: result.method.clone(),
                result: result.result.clone(),
                about: found.about,
                ours: found.ours,
                agrees: found.agrees,
                because: found.because,
            });
        }
        if let Some(of_claim) = compared.get_mut(first..) {
            follow(of_claim, claim);
        }
    }
    compared
}

/// What is to be said of a result in view of the others of its record.
fn follow(of_claim: &mut [Compared], claim: &Claim) {
    let differs = |row: &Compared| matches!(row.method.as_str(), "spf" | "dkim") && row.agrees == Some(false);
    let any_differs = of_claim.iter().any(differs);
    let decided = |result: &str| matches!(result, "pass" | "fail");
    for row in of_claim {
        let both_decided = decided(&row.result) && row.ours.as_ref().is_some_and(|ours| decided(ours.result));
        if row.method == "dmarc" && row.agrees == Some(false) && both_decided && any_differs {
            // Who may have planted the others may have planted this.
            let outside = matches!(row.because.first(), Some(Reason::Outside | Reason::OwnNameOutside));
            row.because.insert(usize::from(outside), Reason::Follows);
        }
        if claim.kind == ClaimKind::ArcAuthenticationResults {
            row.because.push(Reason::ArcNotVerified);
        }
    }
}

/// A record and everything that it is held against.
struct Record<'a> {
    message: &'a Message,
    case: &'a Case,
    claim: &'a Claim,
    written: Written,
}

/// What became of one result.
#[derive(Default)]
struct Found {
    about: About,
    ours: Option<Ours>,
    agrees: Option<bool>,
    because: Vec<Reason>,
}

impl<'a> Record<'a> {
    /// The record by itself.
    fn of(&self) -> about::Record<'a> {
        let Self { message, claim, written, case } = *self;
        about::Record::new(message, claim, written, &case.identities)
    }

    fn compare(&self, result: &MethodResult) -> Found {
        let mut found = match Method::of(result) {
            Method::Spf => self.spf(result),
            Method::SenderId => self.sender_id(result),
            Method::Dkim => self.dkim(result),
            Method::Dmarc => self.dmarc(result),
            Method::ReverseDns => self.reverse_dns(result),
            Method::Other => {
                Found { about: about::anything(result), because: vec![Reason::NotChecked], ..Found::default() }
            }
        };
        let may_have_come = matches!(self.written.side, Side::Outside | Side::Unconfirmed);
        if result.result == "none" && found.agrees != Some(true) && may_have_come {
            // Microsoft's servers write so when a message is handed in, before it is signed; who forges claims more.
            found.agrees = None;
            found.because.retain(|reason| matches!(reason, Reason::AnotherHop | Reason::AnotherIdentity));
            found.because.push(Reason::NothingClaimed);
        }
        if result.result.is_empty() {
            found.agrees = None;
            found.because = vec![Reason::NoResult];
        }
        found
    }

    /// Whether a result stands in for ours; `index` of its record.
    fn stands_in(&self, index: usize, result: &MethodResult, about: &About) -> bool {
        let case = self.case;
        match Method::of(result) {
            Method::Spf => IdentityKind::ALL.into_iter().filter_map(|of| case.spf.get(of)).any(|of| {
                of.recorded.as_ref().is_some_and(|r| r.claims.contains(&index))
                    && about.domain.as_ref() == Some(&of.domain)
            }),
            Method::Dkim => {
                self.verifications().filter(|(of, _)| !of.is_failed_without_body()).any(|(of, signature)| {
                    of.recorded.as_ref().is_some_and(|r| r.claims.contains(&index))
                        && Signed::read(result).may_be(of, signature)
                })
            }
            Method::Dmarc => {
                let of_dmarc = case.dmarc.told.and(case.dmarc.recorded.as_ref());
                let recorded = of_dmarc.or(case.rfc7489.told.and(case.rfc7489.recorded.as_ref()));
                recorded.is_some_and(|r| r.claims.contains(&index)) && about.domain == case.dmarc.domain
            }
            Method::SenderId | Method::ReverseDns | Method::Other => false,
        }
    }

    /// What of the envelope was taken from this record.
    fn told(&self) -> Vec<Told> {
        let identities = &self.case.identities;
        let Some(field) = self.message.fields.get(self.claim.field) else { return Vec::new() };
        let here = |taken_from: &TakenFrom, span: &Option<Span>| {
            let recorded = matches!(taken_from, TakenFrom::ReceivedSpf | TakenFrom::AuthenticationResults);
            recorded && span.as_ref().is_some_and(|span| field.span.start <= span.start && span.end <= field.span.end)
        };
        let ip = identities.client.ip.as_ref().is_some_and(|found| here(&found.taken_from, &found.span));
        let helo = identities.client.helo.as_ref().is_some_and(|found| here(&found.taken_from, &found.span));
        let sender = identities.judged_mail_from().is_some_and(|found| here(&found.taken_from, &found.span));
        [(ip, Told::ClientIp), (helo, Told::Helo), (sender, Told::MailFrom)]
            .into_iter()
            .filter_map(|(is, told)| is.then_some(told))
            .collect()
    }

    /// Whether it comes from outside the trust boundary.
    fn is_outside(&self) -> bool {
        self.written.side == Side::Outside
    }
}
