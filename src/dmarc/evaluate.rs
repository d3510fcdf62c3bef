//! One message's DMARC result: which policy applies, which identifiers are aligned.

use super::walk::{self, End, Walked};
use super::{Dmarc, DmarcRecord, DmarcResult, Policy, PolicyTag, Walk};
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
    /// The d= domains of the message's DKIM signatures, not verified.
    pub dkim_domains: &'a [Name],
}

/// Something that a walk may keep from being known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known<T> {
    Yes(T),
    Pending,
    Error,
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
/// the SPF domain is made only where a policy applies, alignment is relaxed, and the SPF domain lies
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
        dkim_aligned: None,
        result,
        each: Vec::new(),
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
            if let Some((spf, _)) = request.spf
                && spf != author
                && spf.is_within(&top(author))
            {
                walk::ahead(walk::names(spf), answers, &mut unanswered);
            }
        }
        Known::Error => dmarc.result = DmarcResult::TempError,
        Known::Yes(None) => {}
        Known::Yes(Some(Err(record))) => dmarc.record = Some(record),
        Known::Yes(Some(Ok(Discovered { at, record, policy }))) => {
            let spf_aligned = request.spf.map(|(spf, _)| {
                let (aligned, spf_walk) = spf_alignment(author, spf, &record, &walked, answers, &mut unanswered);
                dmarc.spf_walk = spf_walk;
                aligned
            });
            let dkim = dkim_possible(author, request.dkim_domains, &record, &walked);
            dmarc.result = result(spf_aligned.zip(request.spf.map(|(_, result)| result)), dkim, policy);
            if let Some(Known::Yes(aligned)) = spf_aligned {
                dmarc.spf_aligned = Some(aligned);
            }
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

/// Whether the SPF domain is aligned (RFC 9989 section 4.10.2), and its walk where one was needed.
fn spf_alignment(
    author: &Name,
    spf: &Name,
    record: &DmarcRecord,
    walked: &Walked,
    answers: &Answers,
    unanswered: &mut Unanswered,
) -> (Known<bool>, Option<Walk>) {
    if spf == author {
        return (Known::Yes(true), None);
    }
    if record.aspf_strict || !spf.is_within(&top(author)) {
        return (Known::Yes(false), None);
    }
    let Some(domain) = &walked.walk.organizational_domain else {
        if walked.end == End::Error {
            return (Known::Error, None);
        }
        walk::ahead(walk::names(spf), answers, unanswered);
        return (Known::Pending, None);
    };
    if spf == domain || !spf.is_within(domain) {
        return (Known::Yes(spf == domain), None);
    }
    let walked = walk::walk(spf, answers, unanswered);
    let aligned = match (&walked.walk.organizational_domain, walked.end) {
        (Some(own), _) => Known::Yes(own == domain),
        (None, End::Error) => Known::Error,
        (None, _) => Known::Pending,
    };
    (aligned, Some(walked.walk))
}

/// Whether a signature could be aligned if it were verified.
fn dkim_possible(author: &Name, domains: &[Name], record: &DmarcRecord, walked: &Walked) -> Known<bool> {
    if domains.contains(author) {
        return Known::Yes(true);
    }
    if record.adkim_strict {
        return Known::Yes(false);
    }
    match (&walked.walk.organizational_domain, walked.end) {
        (Some(domain), _) => Known::Yes(domains.iter().any(|d| d.is_within(domain))),
        (None, _) if !domains.iter().any(|d| d.is_within(&top(author))) => Known::Yes(false),
        (None, End::Error) => Known::Error,
        (None, _) => Known::Pending,
    }
}

/// The result where a policy applies.
fn result(spf: Option<(Known<bool>, SpfResult)>, dkim: Known<bool>, policy: Known<(Policy, PolicyTag)>) -> DmarcResult {
    let spf = match spf {
        Some((Known::Yes(false), _)) => Known::Yes(false),
        Some((aligned, SpfResult::Pass)) => aligned,
        Some((Known::Error, SpfResult::Pending)) => Known::Error,
        None | Some((_, SpfResult::Pending)) => Known::Pending,
        Some(_) => Known::Yes(false),
    };
    match (spf, dkim, policy) {
        (Known::Yes(true), ..) => DmarcResult::Pass,
        (Known::Pending, ..) | (_, Known::Pending, _) | (.., Known::Pending) => DmarcResult::Pending,
        (Known::Error, ..) | (_, Known::Error, _) | (.., Known::Error) => DmarcResult::TempError,
        (_, Known::Yes(true), _) => DmarcResult::Open,
        _ => DmarcResult::Fail,
    }
}

/// The top-level domain of a name: no organizational domain is wider.
fn top(name: &Name) -> Name {
    Name::new(name.labels().next_back().unwrap_or(""))
}
