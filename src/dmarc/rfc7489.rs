//! DMARC as RFC 7489 had it until May 2026: the organizational domain by the public suffix list, the record
//! at the From domain or else there, and pct.

use super::evaluate::{Known, any_aligned, of_spf, result, signers};
use super::{DkimIdentifier, DmarcRequest, DmarcResult, Identified, Policy, PolicyTag, Signer, Told, record, walk};
use crate::dns::{Answers, Asked, Name, Unanswered};
use crate::message::Recorded;

/// What DMARC by RFC 7489 says about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rfc7489 {
    /// The From domain.
    pub domain: Option<Name>,
    /// Its organizational domain (section 3.2).
    pub organizational_domain: Option<Name>,
    /// What was asked, in order.
    pub asked: Vec<Asked>,
    /// The domain whose record applies.
    pub record_at: Option<Name>,
    /// The text of the record that was read; it applies if [`Rfc7489::record_at`] is there.
    pub record: Option<String>,
    /// The policy for this From domain, after sp, before pct.
    pub policy: Option<Policy>,
    /// To how many of a hundred messages it is applied; the others get the next milder one (section 6.6.4).
    pub pct: Option<u8>,
    /// Whether SPF must align strictly.
    pub aspf_strict: bool,
    /// Whether DKIM must align strictly.
    pub adkim_strict: bool,
    /// Whether the SPF identifier is aligned, whatever its result; `None` where no policy applies.
    pub spf_aligned: Option<bool>,
    /// The domains that signed; none where no policy applies.
    pub signers: Vec<Signer>,
    /// Whether one of them is aligned, whatever became of its signature; `None` where no policy applies.
    pub dkim_aligned: Option<bool>,
    /// The result.
    pub result: DmarcResult,
    /// The policy where a receiving server's record shows it: then there is no record of ours.
    pub told: Option<Told>,
    /// Set where the result rests on what the receiving server recorded.
    pub recorded: Option<Recorded<DmarcResult>>,
    /// What is not answered yet.
    pub unanswered: Unanswered,
}

/// The policy of a record (section 6.3).
struct Found {
    policy: Policy,
    pct: u8,
    aspf_strict: bool,
    adkim_strict: bool,
}

/// The organizational domain of a name (section 3.2): one label more than its longest public suffix, which
/// under a top-level domain that the list does not have is that label; a public suffix is its own.
#[must_use]
pub fn organizational_domain(name: &Name) -> Name {
    name.registrable().unwrap_or_else(|| name.clone())
}

/// Evaluates DMARC by RFC 7489 (section 6.6).
#[must_use]
pub fn evaluate(request: &DmarcRequest<'_>, answers: &Answers) -> Rfc7489 {
    let mut dmarc = Rfc7489 {
        domain: None,
        organizational_domain: None,
        asked: Vec::new(),
        record_at: None,
        record: None,
        policy: None,
        pct: None,
        aspf_strict: false,
        adkim_strict: false,
        spf_aligned: None,
        signers: Vec::new(),
        dkim_aligned: None,
        result: DmarcResult::PermError,
        told: None,
        recorded: None,
        unanswered: Unanswered::default(),
    };
    let Some((author, others)) = request.author_domains.split_first() else { return dmarc };
    if others.iter().any(|other| other != author) {
        return dmarc;
    }
    let organization = organizational_domain(author);
    dmarc.domain = Some(author.clone());
    let found = dmarc.discover(author, &organization, answers);
    match found {
        Known::Pending => dmarc.result = DmarcResult::Pending,
        Known::Error => dmarc.result = DmarcResult::TempError,
        Known::Yes(None) => dmarc.result = DmarcResult::None,
        Known::Yes(Some(policy)) => dmarc.align(author, &organization, policy, request),
    }
    dmarc.organizational_domain = Some(organization);
    dmarc
}

impl Rfc7489 {
    /// The policies that may be applied to a message that fails: two where pct leaves it to chance.
    #[must_use]
    pub fn applied(&self) -> Option<(Policy, Policy)> {
        if let Some(told) = self.told {
            return self.policy.map(|policy| (policy, if told.or_milder() { policy.milder() } else { policy }));
        }
        let (policy, pct) = self.policy.zip(self.pct)?;
        Some(match pct {
            0 => (policy.milder(), policy.milder()),
            1..100 => (policy, policy.milder()),
            _ => (policy, policy),
        })
    }

    /// The signer that is aligned, the one that passed if there is one.
    #[must_use]
    pub fn aligned_signer(&self) -> Option<&Signer> {
        Signer::aligned(&self.signers)
    }

    /// The record that applies (section 6.6.3). More than one record at a name ends DMARC for the message, and
    /// so does one whose policy is missing or invalid and that names nobody to report to.
    fn discover(&mut self, author: &Name, organization: &Name, answers: &Answers) -> Known<Option<Policy>> {
        let places = [Some(author), (organization != author).then_some(organization)];
        for place in places.into_iter().flatten() {
            // A name too long to be asked has no record.
            let Some(question) = walk::question(place) else { continue };
            let answer = answers.look_up(&question).map_err(|open| self.unanswered.need(open)).ok();
            self.asked.push(Asked { question, answer: answer.clone() });
            let Some(answer) = answer else {
                if place == author {
                    walk::ahead([organization.clone()], answers, &mut self.unanswered);
                }
                return Known::Pending;
            };
            if answer.outcome.is_error() {
                return Known::Error;
            }
            match &record::all(&answer)[..] {
                [] => {}
                [text] => {
                    self.record = Some(text.clone());
                    let found = read(text, place != author);
                    if let Some(found) = &found {
                        self.record_at = Some(place.clone());
                        (self.policy, self.pct) = (Some(found.policy), Some(found.pct));
                        (self.aspf_strict, self.adkim_strict) = (found.aspf_strict, found.adkim_strict);
                    }
                    return Known::Yes(found.map(|found| found.policy));
                }
                _ => break,
            }
        }
        Known::Yes(None)
    }

    fn align(&mut self, author: &Name, organization: &Name, policy: Policy, request: &DmarcRequest<'_>) {
        let aligned = |identifier: &Name, strict: bool| {
            identifier == author || (!strict && organizational_domain(identifier) == *organization)
        };
        let mut identifiers = Vec::new();
        if let Some((spf, result)) = request.spf {
            let aligned = aligned(spf, self.aspf_strict);
            self.spf_aligned = Some(aligned);
            identifiers.push((Known::Yes(aligned), of_spf(result)));
        } else {
            identifiers.push((Known::Pending, Identified::Pending));
        }
        for DkimIdentifier { domain, state } in signers(request.dkim) {
            let aligned = aligned(domain, self.adkim_strict);
            self.signers.push(Signer { domain: domain.clone(), state, aligned: Some(aligned), walk: None });
            identifiers.push((Known::Yes(aligned), state));
        }
        self.dkim_aligned = any_aligned(&self.signers);
        self.result = result(&identifiers, Known::Yes((policy, PolicyTag::P)));
    }
}

/// What a record asks for; `None` if it cannot be applied.
fn read(text: &str, subdomain: bool) -> Option<Found> {
    let tags = record::read(text)?;
    let policy = match (tags.policy("p"), tags.policy("sp")) {
        (Ok(Some(_)), Ok(Some(sp))) if subdomain => sp,
        (Ok(Some(p)), Ok(_)) => p,
        _ if tags.has_rua() => Policy::None,
        _ => return None,
    };
    let pct = tags.get("pct").and_then(|pct| pct.parse().ok()).filter(|pct| *pct <= 100);
    Some(Found {
        policy,
        pct: pct.unwrap_or(100),
        aspf_strict: tags.is("aspf", "s"),
        adkim_strict: tags.is("adkim", "s"),
    })
}
