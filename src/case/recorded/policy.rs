//! What a recorded DMARC result shows of a domain's policy. Its verdict is one receiver's and decides none of another.

use super::{Credited, Method, OnRecord, Said, Turn};
use crate::case::SpfOf;
use crate::dkim::{DkimResult, Verification};
use crate::dmarc::rfc7489::organizational_domain;
use crate::dmarc::{Dmarc, DmarcRequest, DmarcResult, Identified, Policy, Rfc7489, Signer, Told};
use crate::dns::Name;
use crate::message::{Noted, Property, Recorded};

/// What one result shows: that there is no policy, or that there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Policy(Option<Policy>),
}

/// What the records tell of a policy, and where it goes before what was found.
pub(in crate::case) struct Tells {
    said: Said<Told>,
    newer: bool,
    older: bool,
}

impl Tells {
    /// DMARC by both standards with that policy, where it decides anything.
    pub fn applied(&self, request: &DmarcRequest<'_>, (dmarc, older): &(Dmarc, Rfc7489)) -> (Dmarc, Rfc7489) {
        let decides = |result: DmarcResult| !matches!(result, DmarcResult::Pending | DmarcResult::TempError);
        let newer = self.said.what.newer(request, dmarc).filter(|told| self.newer && decides(told.result));
        let newer = newer.map(|told| Dmarc { recorded: Some(self.mark(dmarc.result)), ..told });
        let own = self.said.what.older(request, older).filter(|told| self.older && decides(told.result));
        let own = own.map(|told| Rfc7489 { recorded: Some(self.mark(older.result)), ..told });
        (newer.unwrap_or_else(|| dmarc.clone()), own.unwrap_or_else(|| older.clone()))
    }

    fn mark(&self, dns: DmarcResult) -> Recorded<DmarcResult> {
        Recorded { by: self.said.by.clone(), claims: self.said.claims.clone(), dns }
    }
}

/// DMARC by both standards, marked where it rests on a record: on the policy that one shows, or on a result that stood
/// in for SPF or a signature.
pub(in crate::case) fn marked(
    (dmarc, older): (Dmarc, Rfc7489),
    (newer_dns, older_dns): &(Dmarc, Rfc7489),
    spf: &SpfOf,
    dkim: &[Verification],
) -> (Dmarc, Rfc7489) {
    // The identifier that decided: the one that passed, else any.
    let of_identifier = |signer: Option<&Signer>, dns: DmarcResult| {
        let passed = signer.filter(|signer| signer.state == Identified::Passed).map(|signer| &signer.domain);
        let mut signed = dkim.iter().filter(|found| passed.is_none() || found.domain.as_ref() == passed);
        let signed = signed.find_map(|found| found.recorded.as_ref()).map(|recorded| recorded.instead_of(dns));
        signed.or_else(|| Some(spf.mail_from.as_ref()?.recorded.as_ref()?.instead_of(dns)))
    };
    let mark = |of_policy: Option<&Recorded<DmarcResult>>, result, dns, signer| match of_policy {
        Some(recorded) => Some(recorded.instead_of(dns)),
        None if result == dns || !matches!(result, DmarcResult::Pass | DmarcResult::Fail) => None,
        None => of_identifier(signer, dns),
    };
    let newer = mark(dmarc.recorded.as_ref(), dmarc.result, newer_dns.result, dmarc.aligned_signer());
    let own = mark(older.recorded.as_ref(), older.result, older_dns.result, older.aligned_signer());
    (Dmarc { recorded: newer, ..dmarc }, Rfc7489 { recorded: own, ..older })
}

impl<'a> OnRecord<'a> {
    /// What the records tell of the policy of the From domain, where they go before what the DNS gives.
    pub fn tells(&self, turn: Turn<'_>, (dmarc, rfc7489): &(Dmarc, Rfc7489), dkim: &[Verification]) -> Option<Tells> {
        let author = dmarc.domain.as_ref().filter(|_| !self.results.is_empty())?;
        let (newer, older) = (turn.before_policy(dmarc), turn.before_older_policy(rfc7489));
        let said = (newer || older).then(|| self.told(author, dkim))??;
        Some(Tells { said, newer, older })
    }

    /// What the records show of the policy of a From domain, and the record that does. All have to agree.
    fn told(&self, author: &Name, dkim: &[Verification]) -> Option<Said<Told>> {
        let all: Vec<_> = self.all(Method::Dmarc).filter(|of| of.about.domain.as_ref() == Some(author)).collect();
        let shown: Vec<_> = all.iter().filter_map(|of| Some((of.shows(author)?, *of))).collect();
        let (_, first) = *shown.first()?;
        let said = |what| Said { what, by: first.by(), claims: shown.iter().map(|(_, of)| of.claim).collect() };
        if shown.iter().all(|(shown, _)| *shown == Shown::Nothing) {
            return Some(said(Told::Nothing));
        }
        let mut policy = None;
        for (shown, _) in &shown {
            match (*shown, policy) {
                (Shown::Nothing, _) => return None,
                (Shown::Policy(Some(one)), Some(other)) if one != other => return None,
                (Shown::Policy(one), _) => policy = policy.or(one),
            }
        }
        let (aspf_strict, adkim_strict) = self.modes(author, &all, dkim)?;
        let or_milder = policy.is_some_and(|policy| all.iter().any(|of| of.was_milder(policy)));
        Some(said(Told::Policy { policy, or_milder, aspf_strict, adkim_strict }))
    }

    /// Whether SPF and DKIM must align strictly, as far as that follows: of a message that passed with nothing but
    /// subdomains, they need not; of one that failed although a subdomain passed, they must. `None` where a record says
    /// fail although the domain itself passed, so that it cannot be read.
    fn modes(
        &self,
        author: &Name,
        all: &[&Credited<'a>],
        dkim: &[Verification],
    ) -> Option<(Option<bool>, Option<bool>)> {
        let organization = organizational_domain(author);
        let relaxed = |domain: &Name| domain != author && organizational_domain(domain) == organization;
        let passed = |found: &&Verification| self.dkim(found, dkim).is_some_and(|said| said.what == DkimResult::Pass);
        let signed: Vec<&Name> = dkim.iter().filter(passed).filter_map(|found| found.domain.as_ref()).collect();
        let exact = self.passed_by_spf().any(|domain| domain == author) || signed.contains(&author);
        let by_spf = self.passed_by_spf().any(relaxed);
        let by_dkim = signed.iter().any(|domain| relaxed(domain));
        let decided = |of: &&&Credited<'a>| of.result.made().is_none() && !of.record.claim.may_rest_on_arc();
        let is = |word: &str| all.iter().filter(decided).any(|of| of.result.result == word);
        let strict = match (is("pass"), is("fail")) {
            (false, true) if exact => return None,
            (false, true) => Some(true),
            (true, false) if !exact => Some(false),
            _ => None,
        };
        Some((strict.filter(|_| by_spf), strict.filter(|_| by_dkim)))
    }
}

impl Credited<'_> {
    /// What this result shows.
    fn shows(&self, author: &Name) -> Option<Shown> {
        let is_own = self.result.made().is_none() && !self.record.claim.may_rest_on_arc();
        match self.result.result.as_str() {
            "none" if is_own => Some(Shown::Nothing),
            "pass" | "fail" => {
                let policy = self.policy(author);
                (policy.is_some() || is_own).then_some(Shown::Policy(policy))
            }
            _ => None,
        }
    }

    /// The policy for this From domain, where the record shows it without doubt: the one that the server applied, or
    /// `p=` of a domain that has no other, since of a subdomain it may be `sp=` that counts.
    fn policy(&self, author: &Name) -> Option<Policy> {
        let failed = self.result.result == "fail";
        // Microsoft's word where p=reject is not followed; of a pass it is no policy of the domain.
        if self.result.property(Property::Action).is_some_and(|action| matches!(action, "oreject" | "o.reject")) {
            return failed.then_some(Policy::Reject);
        }
        if let Some(applied) = self.result.noted(Noted::Applied) {
            return read(applied);
        }
        let p = read(self.about.policy.as_deref()?)?;
        let sp = self.result.noted(Noted::SubdomainPolicy).or_else(|| self.result.property(Property::SubdomainPolicy));
        let by_p = self.result.property(Property::PolicyFrom) == Some("p");
        let is_only = organizational_domain(author) == *author || by_p || sp.and_then(read) == Some(p);
        is_only.then_some(p)
    }

    /// Whether the server applied the next milder policy to a message that failed.
    fn was_milder(&self, policy: Policy) -> bool {
        let applied = self.about.disposition.as_deref().and_then(read);
        self.result.result == "fail" && policy.milder() != policy && applied == Some(policy.milder())
    }
}

fn read(word: &str) -> Option<Policy> {
    [Policy::None, Policy::Quarantine, Policy::Reject].into_iter().find(|p| p.as_str().eq_ignore_ascii_case(word))
}
