//! A signature that would align and does not pass: why, as far as its owner can do something about it.

use super::propose::is_of_owner;
use crate::case::Case;
use crate::dkim::{DkimResult, Problem, Unsupported, Verification, best, saved_as};
use crate::dmarc::DmarcResult;
use crate::dns::Name;
use crate::message::Message;

/// A signature of the From domain that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// d=.
    pub domain: Name,
    /// Where its key is looked for; the domain itself where that is no name.
    pub key: Name,
    /// Why it does not count.
    pub fault: Fault,
}

/// Why a signature does not count, by what helps against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The body is not the one that was signed.
    Body,
    /// The header is not the one that was signed, or the key is another one.
    Header,
    /// Body or header differ, and who passed the message on may have changed them.
    Relayed,
    /// Body or header differ, and the file may not be what was received.
    Saved,
    /// There is no key.
    KeyMissing,
    /// The key was revoked.
    KeyRevoked,
    /// What stands there is no key that can be used.
    KeyBroken,
    /// The key has less than 1024 bits (RFC 8301 section 3.2).
    KeyShort,
    /// The DNS does not answer for the key.
    KeySilent,
    /// It had expired.
    Expired,
    /// It is not written in a form that can be verified.
    Syntax,
}

impl Fault {
    /// The fault in kebab-case, as what helps against it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Body => "mend-signature:body",
            Self::Header => "mend-signature:header",
            Self::Relayed => "mend-signature:relayed",
            Self::Saved => "mend-signature:saved",
            Self::KeyMissing => "mend-signature:key-missing",
            Self::KeyRevoked => "mend-signature:key-revoked",
            Self::KeyBroken => "mend-signature:key-broken",
            Self::KeyShort => "mend-signature:key-short",
            Self::KeySilent => "mend-signature:key-silent",
            Self::Expired => "mend-signature:expired",
            Self::Syntax => "mend-signature:syntax",
        }
    }
}

/// What the signatures of the From domain come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Signed {
    /// The author is authenticated already: by one of them, or DMARC passes by SPF.
    Authenticated,
    /// The one that says most does not count.
    Failing(Failing),
    /// One of them may count: its key is not answered yet, or the file does not hold the body.
    Open,
    /// There is none.
    Nothing,
}

/// What the signatures of the From domain come to; `relayed`: whether somebody passed the message on.
pub(super) fn signed(message: &Message, case: &Case, from: &Name, relayed: bool) -> Signed {
    if case.dmarc.result == DmarcResult::Pass {
        return Signed::Authenticated;
    }
    let own: Vec<Verification> = case
        .dkim
        .iter()
        .filter(|found| found.domain.as_ref().is_some_and(|domain| is_aligned(case, domain, from)))
        .cloned()
        .collect();
    let Some(found) = best(&own) else { return Signed::Nothing };
    if found.identifies() {
        return Signed::Authenticated;
    }
    let Some(fault) = fault(found) else { return Signed::Open };
    let fault = match fault {
        Fault::Body | Fault::Header if relayed => Fault::Relayed,
        Fault::Body | Fault::Header if !saved_as(message, &case.dkim).is_empty() => Fault::Saved,
        fault => fault,
    };
    let domain = found.domain.clone().unwrap_or_else(|| from.clone());
    let key = found.asked.as_ref().map_or_else(|| domain.clone(), |asked| asked.question.name.clone());
    Signed::Failing(Failing { domain, key, fault })
}

/// Whether a signature of a domain speaks for the From domain: as DMARC says where it has a policy, else by the
/// owner. Open counts as yes.
pub(super) fn is_aligned(case: &Case, domain: &Name, from: &Name) -> bool {
    let signers = case.dmarc.signers.iter().chain(&case.rfc7489.signers);
    let mut found = signers.filter(|signer| signer.domain == *domain).peekable();
    match found.peek() {
        Some(_) => found.all(|signer| signer.aligned != Some(false)),
        None => is_of_owner(domain, from),
    }
}

/// Why a signature does not count; `None` while that is open.
fn fault(found: &Verification) -> Option<Fault> {
    Some(match (&found.problem, found.result) {
        (_, DkimResult::Pass | DkimResult::Pending) if !found.counts() => Fault::KeyShort,
        (None, DkimResult::TempError) => Fault::KeySilent,
        (None | Some(Problem::NoBody), _) => return None,
        (Some(Problem::BodyHash), _) => Fault::Body,
        (Some(Problem::Signature), _) => Fault::Header,
        (Some(Problem::NoKey), _) => Fault::KeyMissing,
        (Some(Problem::Revoked), _) => Fault::KeyRevoked,
        (Some(Problem::KeySyntax(_) | Problem::Unsupported(Unsupported::Key(_))), _) => Fault::KeyBroken,
        (Some(Problem::Expired), _) => Fault::Expired,
        (Some(Problem::SignatureSyntax(_) | Problem::Unsupported(_)), _) => Fault::Syntax,
    })
}
