//! What a case is made of: SPF of each identity, DMARC by both standards, which signatures count, and the extract of it
//! that a judge needs.

use super::SpfOf;
use super::recorded::Tells;
use crate::dkim::{self, DkimResult, Problem, Verification};
use crate::dmarc::{self, DkimIdentifier, Dmarc, DmarcRequest, Identified, Rfc7489, rfc7489};
use crate::dns::{Answers, Name, Outcome, Question, RecordType};
use crate::identity::{HeaderIdentity, HeaderProblem, Identities};
use crate::message::{Algorithm, Message, Oddity};
use crate::receiver::{
    CheckKind, DkimState, DmarcState, Existence, Findings, HeaderFormat, IdentityKind, Profile, Profiles, SpfState,
};
use crate::reverse_dns::ReverseDns;
use crate::settings::{Date, Day, Settings};
use crate::spf::{Evaluation, Records, Request, SpfResult, check_host};

pub(super) fn spf_of(identities: &Identities, answers: &Answers, settings: &Settings, reads_sender_id: bool) -> SpfOf {
    let client = &identities.client;
    let check_records = |domain: &Name, local: &str, records: Records| {
        let request = Request {
            ip: client.ip.as_ref().map(|found| found.value),
            domain,
            records,
            local,
            sender_domain: domain.as_str(),
            helo: client.helo.as_ref().map(|found| found.value.as_str()),
            receiver: &settings.receiver_name,
            now: settings.now,
        };
        check_host(&request, answers)
    };
    let check = |domain: &Name, local: &str| check_records(domain, local, Records::Spf);
    let header = |identity: &HeaderIdentity| identity.address.as_ref().map(|a| check(&a.domain, &a.local));
    let header_from = header(&identities.header_from);
    // The PRA mostly is the header From: the same question once.
    let judged_pra = identities.judged_pra();
    let pra =
        if judged_pra.address == identities.header_from.address { header_from.clone() } else { header(judged_pra) };
    let sender_id = judged_pra.address.as_ref().filter(|_| reads_sender_id);
    SpfOf {
        sender_id: sender_id.map(|a| check_records(&a.domain, &a.local, Records::SenderIdPra)),
        mail_from: identities.judged_mail_from().and_then(|found| {
            let domain = found.value.domain.as_ref()?;
            Some(check(domain, &found.value.local))
        }),
        helo: client.helo_domain.as_ref().map(|domain| check(domain, "postmaster")),
        header_from,
        pra,
    }
}

/// DMARC of the From domain by both standards. The SPF identifier of a null sender is HELO's, which is what the SPF
/// evaluation of MAIL FROM then is about (RFC 7208 section 2.4).
pub(super) fn dmarc_of(
    signed: &Signed<'_>,
    identities: &Identities,
    spf: &SpfOf,
    supposed: Option<&Name>,
    answers: &Answers,
    tells: Option<&Tells>,
) -> (Dmarc, Rfc7489) {
    // Several From fields leave no Author Domain, whatever they name.
    let author_domains: &[Name] = match identities.header_from.problem {
        Some(HeaderProblem::MultipleFrom) => &[],
        _ => &identities.header_from.domains,
    };
    // A MAIL FROM without any domain never passes; one that is not known may.
    let nowhere = Name::new("");
    let spf = match (&spf.mail_from, identities.judged_mail_from()) {
        (Some(evaluation), _) => Some((&evaluation.domain, evaluation.result)),
        (None, Some(_)) => Some((&nowhere, SpfResult::None)),
        (None, None) => None,
    };
    let signed = signed
        .dkim
        .iter()
        .filter_map(|v| Some(DkimIdentifier { domain: v.domain.as_ref()?, state: signed.identified(v) }));
    // Whoever sends an unsent message may still sign it for its author.
    let possible = author_domains.iter().filter(|_| identities.unsent);
    let possible = possible.map(|domain| DkimIdentifier { domain, state: Identified::Open });
    let supposed = supposed.into_iter().map(|domain| DkimIdentifier { domain, state: Identified::Passed });
    let dkim: Vec<_> = signed.chain(possible).chain(supposed).collect();
    let request = DmarcRequest { author_domains, spf, dkim: &dkim };
    let found = (dmarc::evaluate(&request, answers), rfc7489::evaluate(&request, answers));
    tells.map_or_else(|| found.clone(), |tells| tells.applied(&request, &found))
}

/// The sets of algorithms that count for some receiver, other than the usual one, where that may make a difference: most
/// signatures are of the algorithm that counts for everybody on every day.
pub(super) fn narrower(message: &Message, usual: &[Algorithm], profiles: &Profiles, day: Day) -> Vec<Vec<Algorithm>> {
    let mut found: Vec<Vec<Algorithm>> = Vec::new();
    let mut used = message.signatures.iter().filter_map(|signature| Some(signature.prepared.as_ref().ok()?.algorithm));
    if used.any(|algorithm| algorithm != Algorithm::RsaSha256) {
        for profile in &profiles.profiles {
            let algorithms = profiles.dkim_algorithms(profile, profiles.date(profile, day));
            if algorithms != usual && !found.contains(&algorithms) {
                found.push(algorithms);
            }
        }
    }
    found
}

/// The signatures of a message, and those algorithms that count.
pub(super) struct Signed<'a> {
    pub message: &'a Message,
    pub dkim: &'a [Verification],
    pub algorithms: &'a [Algorithm],
}

impl Signed<'_> {
    /// Whether a signature may count at all; one that cannot be read says nothing of its algorithm.
    fn counts(&self, verification: &Verification) -> bool {
        let signature = self.message.signatures.get(verification.signature);
        let prepared = signature.and_then(|signature| signature.prepared.as_ref().ok());
        prepared.is_none_or(|prepared| self.algorithms.contains(&prepared.algorithm))
    }

    /// What a signature is worth to DMARC.
    fn identified(&self, verification: &Verification) -> Identified {
        match verification.result {
            _ if !self.counts(verification) => Identified::Failed,
            _ if verification.identifies() => Identified::Passed,
            DkimResult::Pending if !verification.counts() => Identified::Failed,
            DkimResult::Pending if verification.problem == Some(Problem::NoBody) => Identified::Open,
            DkimResult::Pending => Identified::Pending,
            DkimResult::TempError => Identified::Unsettled,
            _ => Identified::Failed,
        }
    }

    /// What all signatures together are to a receiver.
    fn state(&self, unsent: bool) -> DkimState {
        let counting: Vec<Verification> = self.dkim.iter().filter(|found| self.counts(found)).cloned().collect();
        match dkim::best(&counting) {
            Some(best) if best.identifies() => DkimState::Result(DkimResult::Pass),
            Some(best) if best.result == DkimResult::Pending && best.counts() => match best.problem {
                Some(Problem::NoBody) => DkimState::Open,
                _ => DkimState::Result(DkimResult::Pending),
            },
            _ if unsent => DkimState::Open,
            // A pass that does not count for a receiver is a key or an algorithm that it does not take.
            Some(Verification { result: DkimResult::Pass | DkimResult::Pending, .. }) => {
                DkimState::Result(DkimResult::PermError)
            }
            Some(best) => DkimState::Result(best.result),
            None if !self.dkim.is_empty() => DkimState::Result(DkimResult::PermError),
            None => DkimState::None,
        }
    }
}

pub(super) fn findings(
    signed: &Signed<'_>,
    identities: &Identities,
    spf: &SpfOf,
    (dmarc, rfc7489): (&Dmarc, &Rfc7489),
    reverse_dns: &ReverseDns,
    answers: &Answers,
) -> Findings {
    let hop = identities.client.hop.and_then(|index| signed.message.hops.get(index));
    let older = rfc7489.applied();
    let state = |evaluation: &Option<Evaluation>| {
        evaluation
            .as_ref()
            .map_or(SpfState::Undefined, |e| SpfState::Result { result: e.result, needs_client_ip: e.needs_client_ip })
    };
    Findings {
        client_ip: identities.client.ip.as_ref().map(|found| found.value),
        mail_from: state(&spf.mail_from),
        helo: state(&spf.helo),
        header_from: state(&spf.header_from),
        pra: state(&spf.pra),
        sender_id: state(&spf.sender_id),
        format: format(signed.message, identities),
        from_exists: exists(identities.header_from.address.as_ref().map(|a| &a.domain), answers),
        mail_from_exists: match identities.judged_mail_from() {
            Some(found) if found.value.null_sender => Existence::NoDomain,
            found => exists(found.and_then(|found| found.value.domain.as_ref()), answers),
        },
        no_from_field: identities.header_from.problem == Some(HeaderProblem::NoHeader),
        from_domain: identities.header_from.address.as_ref().map(|a| a.domain.clone()),
        mail_from_domain: spf.mail_from.as_ref().map(|evaluation| evaluation.domain.clone()),
        dmarc: dmarc.result,
        dmarc_policy: dmarc.policy,
        dmarc_testing: dmarc.or_milder(),
        dmarc_rfc7489: Some(DmarcState {
            result: rfc7489.result,
            policy: older.map(|(policy, _)| policy),
            or_milder: older.is_some_and(|(policy, milder)| policy != milder),
        }),
        tls: hop.map(|hop| hop.tls.state).unwrap_or_default(),
        dkim: signed.state(identities.unsent),
        unsent: identities.unsent,
        reverse_dns: reverse_dns.result,
    }
}

/// The question that tells whether a domain exists: SPF asks it as well.
fn existence_of(domain: &Name) -> Question {
    Question::new(domain.clone(), RecordType::Txt)
}

/// The questions of rules on the existence of domains that are not answered.
pub(super) fn existence(
    judges: &[(&Profile, Date)],
    profiles: &Profiles,
    findings: &Findings,
    answers: &Answers,
) -> Vec<Question> {
    let rules = judges.iter().flat_map(|(profile, on)| profiles.rules(profile, *on));
    let of_domains = rules.filter(|(.., rule)| rule.check == CheckKind::Domain);
    let domains = of_domains.filter_map(|(.., rule)| match (rule.identity, findings.mail_from_exists) {
        (Some(IdentityKind::MailFrom), Existence::NoDomain) => None,
        (Some(IdentityKind::MailFrom), _) => findings.mail_from_domain.as_ref(),
        _ => findings.from_domain.as_ref(),
    });
    domains.map(existence_of).filter(|question| answers.get(question).is_none()).collect()
}

/// Whether a domain exists. A name that stands nowhere answers NXDOMAIN, whatever it is asked for.
fn exists(domain: Option<&Name>, answers: &Answers) -> Existence {
    let Some(domain) = domain else { return Existence::Undefined };
    let Some(answer) = answers.get(&existence_of(domain)) else { return Existence::Pending };
    match &answer.outcome {
        Outcome::NxDomain => Existence::Missing,
        outcome if outcome.is_error() => Existence::TempError,
        _ => Existence::Exists,
    }
}

/// What of the header is against RFC 5322.
fn format(message: &Message, identities: &Identities) -> HeaderFormat {
    let is_duplicate = |oddity: &Oddity| matches!(oddity, Oddity::DuplicateField { rfc: "RFC 5322", .. });
    match identities.header_from.problem {
        Some(HeaderProblem::NoHeader) => HeaderFormat::NoFrom,
        _ if message.oddities.iter().any(is_duplicate) => HeaderFormat::DuplicateField,
        Some(HeaderProblem::MultipleMailboxes) => HeaderFormat::SeveralFrom,
        _ => HeaderFormat::Valid,
    }
}
