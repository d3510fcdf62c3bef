//! One message's DMARC result: which policy applies, which identifiers are aligned.

use super::walk::{self, End, Walked};
use super::{Dmarc, DmarcRecord, DmarcResult, Policy, PolicyTag, Signer, Walk};
use crate::dns::{Answers, Name, Outcome, Question, RecordType, Unanswered};
use crate::spf::SpfResult;

/// What an evaluation is about.
#[derive(Clone, Copy, Debug)]
pub struct DmarcRequest<'a> {
    /// The domain of each mailbox in the From field; the same domain twice counts once.
    pub author_domains: &'a [Name],
    /// The SPF identifier, the MAIL FROM domain or for a null sender the HELO name, and its result;
    /// `None` where it is not known, so that it might be one that passes. A HELO that is no domain
    /// name is known not to: give it with [`SpfResult::None`].
    pub spf: Option<(&'a Name, SpfResult)>,
    /// The DKIM identifiers, in the order of the signatures; of a domain that signed several times the
    /// best one counts.
    pub dkim: &'a [DkimIdentifier<'a>],
}

/// A domain that signed a message, or may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DkimIdentifier<'a> {
    /// d=.
    pub domain: &'a Name,
    /// What is known of its signature.
    pub state: Identified,
}

/// Whether an identifier is one that passed; the better ones last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identified {
    /// It did not pass, and never will.
    Failed,
    /// Its check ended in a temporary error: whether it passes is not established.
    Unsettled,
    /// No answer will tell: nobody can verify it here, or it may be made yet.
    Open,
    /// An answer is missing, the key's for one.
    Pending,
    /// It passed.
    Passed,
}

/// Something that a walk may keep from being known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known<T> {
    Yes(T),
    Pending,
    Error,
}

impl<T> Known<T> {
    pub(super) fn yes(self) -> Option<T> {
        match self {
            Self::Yes(value) => Some(value),
            Self::Pending | Self::Error => None,
        }
    }
}

/// The policy that applies.
struct Discovered {
    at: Name,
    record: DmarcRecord,
    /// The policy and its tag; not known while it is not known whether the Author Domain exists.
    policy: Known<(Policy, PolicyTag)>,
}

/// Evaluates DMARC for a message (RFC 9989 sections 4.10 and 5.3).
///
/// The walk of the Author Domain is always made, since the organizational domain is shown. The walk of
/// an identifier is made only where a policy applies, alignment is relaxed, and the identifier lies
/// below the Author Domain's organizational domain: anything else cannot share it, and the
/// organizational domain itself is its own.
#[must_use]
pub fn evaluate(request: &DmarcRequest<'_>, answers: &Answers) -> Dmarc {
    let mut authors: Vec<&Name> = Vec::new();
    for domain in request.author_domains {
        if !authors.contains(&domain) {
            authors.push(domain);
        }
    }
    if let [author] = authors[..] {
        return of_author(author, request, answers);
    }
    let each: Vec<Dmarc> = authors.into_iter().map(|author| of_author(author, request, answers)).collect();
    let mut unanswered = Unanswered::default();
    for dmarc in &each {
        unanswered.merge(dmarc.unanswered.clone());
    }
    Dmarc { each, unanswered, ..nothing(None, DmarcResult::PermError) }
}

fn nothing(domain: Option<Name>, result: DmarcResult) -> Dmarc {
    Dmarc {
        domain,
        walk: None,
        spf_walk: None,
        record_at: None,
        record: None,
        policy: None,
        policy_tag: None,
        spf_aligned: None,
        signers: Vec::new(),
        dkim_aligned: None,
        result,
        each: Vec::new(),
        told: None,
        recorded: None,
        unanswered: Unanswered::default(),
    }
}

fn of_author(author: &Name, request: &DmarcRequest<'_>, answers: &Answers) -> Dmarc {
    let mut unanswered = Unanswered::default();
    let walked = walk::walk(author, answers, &mut unanswered);
    let mut dmarc = nothing(Some(author.clone()), DmarcResult::None);
    match discover(author, &walked, answers, &mut unanswered) {
        Known::Pending => {
            dmarc.result = DmarcResult::Pending;
            // Only a walk that could ever matter is worth a question.
            let signers = request.dkim.iter().map(|signer| signer.domain);
            for identifier in request.spf.map(|(spf, _)| spf).into_iter().chain(signers) {
                if identifier != author && identifier.is_within(&top(author)) {
                    walk::ahead(walk::names(identifier), answers, &mut unanswered);
                }
            }
        }
        Known::Error => dmarc.result = DmarcResult::TempError,
        Known::Yes(None) => {}
        Known::Yes(Some(Err(record))) => dmarc.record = Some(record),
        Known::Yes(Some(Ok(Discovered { at, record, policy }))) => {
            let mut align =
                |domain: &Name, strict: bool| alignment(author, domain, strict, &walked, answers, &mut unanswered);
            let mut identifiers = Vec::new();
            if let Some((spf, result)) = request.spf {
                let (aligned, walk) = align(spf, record.aspf_strict);
                (dmarc.spf_aligned, dmarc.spf_walk) = (aligned.yes(), walk);
                identifiers.push((aligned, of_spf(result)));
            } else {
                identifiers.push((Known::Pending, Identified::Pending));
            }
            for DkimIdentifier { domain, state } in signers(request.dkim) {
                let (aligned, walk) = align(domain, record.adkim_strict);
                dmarc.signers.push(Signer { domain: domain.clone(), state, aligned: aligned.yes(), walk });
                identifiers.push((aligned, state));
            }
            dmarc.dkim_aligned = any_aligned(&dmarc.signers);
            dmarc.result = result(&identifiers, policy);
            if let Known::Yes((policy, tag)) = policy {
                (dmarc.policy, dmarc.policy_tag) = (Some(policy), Some(tag));
            }
            (dmarc.record_at, dmarc.record) = (Some(at), Some(record));
        }
    }
    // What a second walk needs can be what the first only looks ahead to.
    dmarc.unanswered.merge(unanswered);
    dmarc.walk = Some(walked.walk);
    dmarc
}

/// The record that applies (RFC 9989 section 4.10.1): `Ok` with its policy, `Err` if it is the one to
/// apply and cannot be, which ends DMARC for the message rather than handing over to a parent's.
fn discover(
    author: &Name,
    walked: &Walked,
    answers: &Answers,
    unanswered: &mut Unanswered,
) -> Known<Option<Result<Discovered, DmarcRecord>>> {
    let own = walked.at(author).map(|found| (author, found));
    let selected = match (own, walked.end) {
        (Some(own), _) => Some(own),
        (None, End::Pending) => return Known::Pending,
        (None, End::Error) => return Known::Error,
        // A public suffix's record ends the walk, so it is the last one, and it applies where the
        // organizational domain below it has none.
        (None, End::Done) => walked
            .walk
            .organizational_domain
            .as_ref()
            .and_then(|domain| walked.at(domain).map(|found| (domain, found)))
            .or_else(|| walked.found.last().map(|(name, found)| (name, found))),
    };
    let Some((at, found)) = selected else { return Known::Yes(None) };
    let record = found.record.clone();
    if !found.applicable {
        return Known::Yes(Some(Err(record)));
    }
    let policy = if at == author {
        Known::Yes((record.p, PolicyTag::P))
    } else {
        inherited(author, &record, answers, unanswered)
    };
    Known::Yes(Some(Ok(Discovered { at: at.clone(), record, policy })))
}

/// The policy of a record for a subdomain of where it stands: np if that does not exist, else sp, else p.
///
/// A name does not exist if a question for it is answered NXDOMAIN (RFC 9989 section 3.2, RFC 8020).
/// The question is the one for the domain's SPF record, because it is asked anyway; and it is asked here
/// only where its answer makes a difference.
fn inherited(
    author: &Name,
    record: &DmarcRecord,
    answers: &Answers,
    unanswered: &mut Unanswered,
) -> Known<(Policy, PolicyTag)> {
    let existing = record.sp.map_or((record.p, PolicyTag::P), |sp| (sp, PolicyTag::Sp));
    let Some(np) = record.np else { return Known::Yes(existing) };
    if author.check().is_err() {
        return Known::Yes((np, PolicyTag::Np));
    }
    let question = Question::new(author.clone(), RecordType::Txt);
    let answer = match answers.look_up(&question) {
        Ok(answer) => answer,
        Err(open) => {
            unanswered.need(open);
            return Known::Pending;
        }
    };
    match answer.outcome {
        // An alias exists, whatever it leads to.
        Outcome::NxDomain if answer.aliases.is_empty() => Known::Yes((np, PolicyTag::Np)),
        _ if answer.outcome.is_error() => Known::Error,
        _ => Known::Yes(existing),
    }
}

/// Whether an identifier is aligned (RFC 9989 section 4.10.2), and its walk where one was needed.
fn alignment(
    author: &Name,
    identifier: &Name,
    strict: bool,
    walked: &Walked,
    answers: &Answers,
    unanswered: &mut Unanswered,
) -> (Known<bool>, Option<Walk>) {
    if identifier == author {
        return (Known::Yes(true), None);
    }
    if strict || !identifier.is_within(&top(author)) {
        return (Known::Yes(false), None);
    }
    let Some(domain) = &walked.walk.organizational_domain else {
        if walked.end == End::Error {
            return (Known::Error, None);
        }
        walk::ahead(walk::names(identifier), answers, unanswered);
        return (Known::Pending, None);
    };
    if identifier == domain || !identifier.is_within(domain) {
        return (Known::Yes(identifier == domain), None);
    }
    let walked = walk::walk(identifier, answers, unanswered);
    let aligned = match (&walked.walk.organizational_domain, walked.end) {
        (Some(own), _) => Known::Yes(own == domain),
        (None, End::Error) => Known::Error,
        (None, _) => Known::Pending,
    };
    (aligned, Some(walked.walk))
}

/// The domains that signed, each once.
pub(super) fn signers<'a>(dkim: &[DkimIdentifier<'a>]) -> Vec<DkimIdentifier<'a>> {
    let mut signers: Vec<DkimIdentifier<'a>> = Vec::new();
    for identifier in dkim {
        match signers.iter_mut().find(|signer| signer.domain == identifier.domain) {
            Some(signer) => signer.state = signer.state.max(identifier.state),
            None => signers.push(*identifier),
        }
    }
    signers
}

/// Whether one of them is aligned; `None` while that is not known.
pub(super) fn any_aligned(signers: &[Signer]) -> Option<bool> {
    if signers.iter().any(|signer| signer.aligned == Some(true)) {
        return Some(true);
    }
    signers.iter().all(|signer| signer.aligned.is_some()).then_some(false)
}

pub(super) fn of_spf(result: SpfResult) -> Identified {
    match result {
        SpfResult::Pass => Identified::Passed,
        SpfResult::Pending => Identified::Pending,
        SpfResult::TempError => Identified::Unsettled,
        _ => Identified::Failed,
    }
}

/// The result where a policy applies: one aligned identifier that passed is enough. Where none did and the check of
/// one ended in a temporary error, nobody can say that DMARC failed, and the policy is not applied (RFC 9989 section
/// 5.3, RFC 7489 section 6.6.2).
pub(super) fn result(identifiers: &[(Known<bool>, Identified)], policy: Known<(Policy, PolicyTag)>) -> DmarcResult {
    let any = |wanted: &dyn Fn(Known<bool>, Identified) -> bool| {
        identifiers.iter().any(|(aligned, state)| *state != Identified::Failed && wanted(*aligned, *state))
    };
    let is = |wanted: Identified| any(&|aligned, state| aligned == Known::Yes(true) && state == wanted);
    if is(Identified::Passed) {
        DmarcResult::Pass
    } else if is(Identified::Pending) || any(&|aligned, _| aligned == Known::Pending) || policy == Known::Pending {
        DmarcResult::Pending
    } else if is(Identified::Open) {
        // It may pass whatever became of the others.
        DmarcResult::Open
    } else if is(Identified::Unsettled) || any(&|aligned, _| aligned == Known::Error) || policy == Known::Error {
        DmarcResult::TempError
    } else {
        DmarcResult::Fail
    }
}

/// The top-level domain of a name: no organizational domain is wider.
fn top(name: &Name) -> Name {
    Name::new(name.labels().next_back().unwrap_or(""))
}
