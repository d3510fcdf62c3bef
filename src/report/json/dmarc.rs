//! DMARC as JSON: by RFC 9989, beside it by RFC 7489, and of each domain where the From field names several.

use super::rests::EvidenceObject;
use crate::case::Case;
use crate::dmarc::{Dmarc, DmarcResult, Identified, Policy, Rfc7489, Signer};
use crate::dns::Name;
use crate::message::Recorded;
use crate::spf::SpfResult;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct DmarcObject<'a> {
    #[serde(flatten)]
    own: OfDomain<'a>,
    each: Vec<OfDomain<'a>>,
    differs: bool,
    rfc7489: OlderObject<'a>,
}

/// DMARC of one domain.
#[derive(Serialize)]
struct OfDomain<'a> {
    domain: Option<&'a str>,
    organizational_domain: Option<&'a str>,
    record_at: Option<&'a str>,
    record: Option<&'a str>,
    policy: Option<&'a str>,
    testing: bool,
    #[serde(flatten)]
    identifiers: Identifiers<'a>,
}

/// DMARC of one domain by RFC 7489.
#[derive(Serialize)]
struct OlderObject<'a> {
    domain: Option<&'a str>,
    organizational_domain: Option<&'a str>,
    record_at: Option<&'a str>,
    record: Option<&'a str>,
    policy: Option<&'a str>,
    pct: Option<u8>,
    #[serde(flatten)]
    identifiers: Identifiers<'a>,
}

#[derive(Serialize)]
struct Identifiers<'a> {
    result: &'a str,
    spf_aligned: Option<bool>,
    dkim_aligned: Option<bool>,
    dkim_domain: Option<&'a str>,
    passed_by: Vec<&'static str>,
    #[serde(flatten)]
    evidence: EvidenceObject<'a>,
}

/// The object of a case.
pub(super) fn dmarc(case: &Case) -> DmarcObject<'_> {
    let spf_passed = case.spf.mail_from.as_ref().is_some_and(|e| e.result == SpfResult::Pass);
    DmarcObject {
        own: of_domain(&case.dmarc, spf_passed),
        each: case.dmarc.each.iter().map(|dmarc| of_domain(dmarc, spf_passed)).collect(),
        differs: case.dmarc.differs_from(&case.rfc7489),
        rfc7489: older(&case.rfc7489, spf_passed),
    }
}

fn of_domain(dmarc: &Dmarc, spf_passed: bool) -> OfDomain<'_> {
    OfDomain {
        domain: dmarc.domain.as_ref().map(Name::as_str),
        organizational_domain: dmarc.organizational_domain().map(Name::as_str),
        record_at: dmarc.record_at.as_ref().map(Name::as_str),
        record: dmarc.record.as_ref().map(|record| record.text.as_str()),
        policy: dmarc.policy.map(Policy::as_str),
        testing: dmarc.testing(),
        identifiers: identifiers(
            (dmarc.result, dmarc.recorded.as_ref()),
            (dmarc.spf_aligned, spf_passed),
            (dmarc.dkim_aligned, dmarc.aligned_signer()),
        ),
    }
}

fn older(dmarc: &Rfc7489, spf_passed: bool) -> OlderObject<'_> {
    OlderObject {
        domain: dmarc.domain.as_ref().map(Name::as_str),
        organizational_domain: dmarc.organizational_domain.as_ref().map(Name::as_str),
        record_at: dmarc.record_at.as_ref().map(Name::as_str),
        record: dmarc.record.as_deref(),
        policy: dmarc.policy.map(Policy::as_str),
        pct: dmarc.pct,
        identifiers: identifiers(
            (dmarc.result, dmarc.recorded.as_ref()),
            (dmarc.spf_aligned, spf_passed),
            (dmarc.dkim_aligned, dmarc.aligned_signer()),
        ),
    }
}

fn identifiers<'a>(
    (result, recorded): (DmarcResult, Option<&'a Recorded<DmarcResult>>),
    (spf_aligned, spf_passed): (Option<bool>, bool),
    (dkim_aligned, signer): (Option<bool>, Option<&'a Signer>),
) -> Identifiers<'a> {
    let spf = (spf_aligned == Some(true) && spf_passed).then_some("spf");
    let dkim = signer.filter(|signer| signer.state == Identified::Passed).map(|_| "dkim");
    Identifiers {
        result: result.as_str(),
        spf_aligned,
        dkim_aligned,
        dkim_domain: signer.map(|signer| signer.domain.as_str()),
        passed_by: spf.into_iter().chain(dkim).collect(),
        evidence: EvidenceObject::of(recorded, DmarcResult::as_str),
    }
}
