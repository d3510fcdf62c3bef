//! From a refusal to a remedy: is it the owner's to cure, whose is the client, which record would do, and
//! does it, when everything is judged again?

use super::lever::Lever;
use super::providers::Providers;
use super::record::{self, Hindrance, Standing};
use super::refusal::{Refusals, refusals};
use super::signature::{Signed, signed};
use super::{Advice, Condition, Flip, Help, Instead, Kind, Note, Published, Remedy, Supposed, Through, Why, term};
use crate::case::{Case, analyse};
use crate::dns::{Answers, Edit, Name, Question, RData, RecordType, Unanswered};
use crate::identity::{Mark, Warning};
use crate::message::Message;
use crate::receiver::{Decision, Profiles};
use crate::reverse_dns::ReverseResult;
use crate::sender::{Clue, Evidenced, Recognised, Senders, own_spf, recognise};
use crate::settings::Settings;
use crate::spf::{Evaluation, SpfResult, TermOutcome};
use std::net::IpAddr;

/// Looks for what to publish so that SPF no longer refuses, and proves it by analysing again.
#[must_use]
pub fn propose(message: &Message, answers: &Answers, settings: &Settings, profiles: &Profiles, case: &Case) -> Advice {
    let refused = refusals(case);
    let mut advice = Advice::default();
    let seen = Evidenced { message, identities: &case.identities, reverse_dns: &case.reverse_dns, answers, settings };
    if refused.is_empty() {
        advice.unanswered.ahead = ahead(&seen, case);
        return advice;
    }
    let mut desk = Proposal {
        message,
        answers,
        settings,
        profiles,
        case,
        seen,
        refused,
        recognised: None,
        unanswered: Unanswered::default(),
        planned: None,
    };
    match desk.ground() {
        Ok(ground) => desk.remedies(&ground, &mut advice),
        Err(Hindrance::Open) => {}
        Err(Hindrance::Because(why)) => advice.instead = Some(desk.instead(why)),
    }
    advice.service = desk.recognised.as_ref().map(|found| Through {
        id: found.service.id.clone(),
        proven: found.is_proven(),
        clues: found.clues.iter().map(Clue::as_str).collect(),
        alike: found.alike.iter().map(|other| other.id.clone()).collect(),
    });
    advice.unanswered.merge(desk.unanswered);
    advice
}

/// A record that is to be published.
#[derive(Clone)]
pub(super) struct Planned {
    pub record: Published,
    pub edit: Edit,
    /// What still fails in it.
    pub fails: Option<Note>,
}

/// What a remedy will stand on if SPF of the From domain turns out to refuse, as far as it is known before: the
/// own record of the service that the message seems to come through.
fn ahead(seen: &Evidenced<'_>, case: &Case) -> Vec<Question> {
    let is_open = |evaluation: &Option<Evaluation>| {
        evaluation.as_ref().is_some_and(|e| e.result == SpfResult::Pending && !e.needs_client_ip)
    };
    if !is_open(&case.spf.header_from) && !is_open(&case.spf.pra) {
        return Vec::new();
    }
    let mut unanswered = Unanswered::default();
    let found = recognise(Senders::builtin(), seen, &mut unanswered);
    for evaluation in found.map(|found| own_spf(found.service, seen)).unwrap_or_default() {
        unanswered.merge(evaluation.unanswered);
    }
    [unanswered.needed, unanswered.ahead].concat()
}

/// Whom a remedy may speak to.
struct Ground {
    /// The From domain.
    from: Name,
    condition: Condition,
    /// What names the client in an SPF record, or why nothing does.
    term: Result<String, Why>,
}

pub(super) struct Proposal<'a> {
    pub message: &'a Message,
    pub answers: &'a Answers,
    pub settings: &'a Settings,
    pub profiles: &'a Profiles,
    pub case: &'a Case,
    pub seen: Evidenced<'a>,
    pub refused: Refusals,
    pub recognised: Option<Recognised<'static>>,
    pub unanswered: Unanswered,
    /// SPF records that could be published, but cure nothing by themselves.
    pub planned: Option<Lever>,
}

impl Proposal<'_> {
    /// Whether the client is one that nobody on the Internet has, or may be of the sender's own writing.
    fn unknown_client(&self) -> Option<Why> {
        let identities = &self.case.identities;
        let private = identities.warnings.iter().find_map(|warning| match warning {
            Warning::PrivateClient { ip } => Some(Why::PrivateClient(*ip)),
            _ => None,
        });
        private.or_else(|| identities.client.assumed.then_some(Why::AssumedClient(identities.client.hop)))
    }

    /// Whether anything may be proposed at all, to whom and under which condition.
    fn ground(&mut self) -> Result<Ground, Hindrance> {
        let from = self.owners_domain().ok_or(Why::NoFromDomain)?;
        self.recognised = recognise(Senders::builtin(), &self.seen, &mut self.unanswered);
        if let Some(found) = &self.case.forwarded {
            return Err(Why::Forwarded(found.clone()).into());
        }
        if let Some(relay) = &self.case.own_relay {
            return Err(Why::OwnRelay(relay.clone()).into());
        }
        if let Some(why) = self.unknown_client() {
            return Err(why.into());
        }
        if self.lends_mailboxes(&from) {
            return Err(Why::MailboxProvider(from).into());
        }
        if let Some(lender) = Providers::builtin().lender(&from) {
            return Err(Why::Lent(lender).into());
        }
        if !from.is_public() {
            return Err(Why::NotInDns(from).into());
        }
        // Below a public suffix everybody has a domain; the suffix itself is nobody's who writes mail.
        if from.registrable().is_none() {
            return Err(Why::PublicSuffix(from).into());
        }
        let (condition, term) = self.condition(&from)?;
        Ok(Ground { from, condition, term })
    }

    /// The remedy for what SPF refuses; `None` where it refuses nothing.
    fn on_spf(&mut self, ground: &Ground) -> Option<Result<Remedy, Hindrance>> {
        let asked = self.refused.domains.first()?.clone();
        let of_owner = |name: &&Name| is_of_owner(name, &ground.from);
        let targets: Vec<Name> = self.refused.domains.iter().filter(of_owner).cloned().collect();
        if targets.is_empty() {
            return Some(Err(Why::NotYours(asked).into()));
        }
        Some(match ground.term.clone() {
            Ok(term) => self.prove(&targets, &term, ground),
            Err(why) => Err(why.into()),
        })
    }

    /// The From domain: the owner that a remedy speaks to.
    fn owners_domain(&self) -> Option<Name> {
        let from = &self.case.identities.header_from;
        from.address.as_ref().or(from.lenient.as_ref()).map(|address| address.domain.clone())
    }

    fn lends_mailboxes(&self, from: &Name) -> bool {
        let mut rules = self.profiles.profiles.iter().flat_map(|p| &p.periods).flat_map(|period| &period.rules);
        Providers::builtin().own(from) || rules.any(|rule| rule.domains.iter().any(|carrier| from.is_within(carrier)))
    }

    /// Whose the client is, and what names it in a record.
    fn condition(&self, from: &Name) -> Result<(Condition, Result<String, Why>), Hindrance> {
        let identities = &self.case.identities;
        let Some(client) = &identities.client.ip else {
            let hinted = self.recognised.as_ref().map(|found| found.service.id.clone());
            return Err(match &self.settings.overrides.assumed {
                Some(assumed) => Why::NoSendingAddress(assumed.service.clone()),
                None if identities.unsent => Why::NotSentYet { service: hinted },
                None => Why::NoClient,
            }
            .into());
        };
        let ip = client.value;
        if let Some(found) = self.recognised.as_ref().filter(|found| found.is_proven()) {
            if let Some(third) = self.third_party(found, from) {
                return Err(Why::ThirdParty(third).into());
            }
            return Ok((Condition::SendsThrough(found.service.id.clone()), term::of_service(found, &self.seen)));
        }
        let reverse = &self.case.reverse_dns;
        match (reverse.result, &reverse.name) {
            (ReverseResult::Pass, Some(host)) if host.is_within(from) => {
                let term = match ip {
                    IpAddr::V4(ip) => format!("ip4:{ip}"),
                    IpAddr::V6(ip) => format!("ip6:{ip}"),
                };
                Ok((Condition::SendsFrom { host: host.clone(), ip }, Ok(term)))
            }
            // The proof may still come.
            (ReverseResult::Pending, _) => Err(Hindrance::Open),
            _ if !self.unanswered.needed.is_empty() => Err(Hindrance::Open),
            _ => Err(match &self.recognised {
                Some(found) => Why::NotTheService { service: found.service.id.clone(), ip },
                None => Why::Unrecognised(ip),
            }
            .into()),
        }
    }

    /// MAIL FROM where it is neither the owner's nor the service's: then somebody else sends, or forwards.
    fn third_party(&self, found: &Recognised<'_>, from: &Name) -> Option<String> {
        let service = found.service;
        let Some(mail_from) = self.case.identities.judged_mail_from() else {
            return service.sends_for_mailboxes().then(String::new);
        };
        let value = &mail_from.value;
        let Some(domain) = value.domain.as_ref().filter(|_| !value.null_sender) else {
            return Some("<>".to_owned());
        };
        let fine = is_of_owner(domain, from) || service.writes_at(domain);
        (!fine).then(|| value.address.clone())
    }

    /// Builds the records, judges as if they were published, and keeps what it takes.
    fn prove(&mut self, targets: &[Name], term: &str, ground: &Ground) -> Result<Remedy, Hindrance> {
        let mut plan: Vec<Planned> = Vec::new();
        let mut hindered = None;
        for name in targets {
            match self.plan(name, term) {
                Ok(found) => plan.push(found),
                Err(hindrance) => hindered = Some(hindrance),
            }
        }
        if plan.is_empty() {
            return Err(hindered.unwrap_or(Hindrance::Because(Why::NothingFlips)));
        }
        let flips_of = |plan: &[Planned]| {
            let after = self.judge_with(plan.iter().map(|planned| &planned.edit));
            after.map(|after| flips(self.case, &after)).unwrap_or_default()
        };
        let mut found = flips_of(&plan);
        if !is_cure(&found) {
            let notes = self.notes_on_spf(&plan, &ground.condition, &ground.from);
            self.planned = Some(Lever::of_spf(plan, notes));
            return Err(hindered.unwrap_or(Hindrance::Because(Why::NothingFlips)));
        }
        // What changes nothing is not asked for.
        let mut index = 0;
        while plan.len() > 1 && index < plan.len() {
            let mut fewer = plan.clone();
            fewer.remove(index);
            let of_fewer = flips_of(&fewer);
            if of_fewer == found {
                (plan, found) = (fewer, of_fewer);
            } else {
                index += 1;
            }
        }
        let notes = self.notes_on_spf(&plan, &ground.condition, &ground.from);
        let (records, edits): (Vec<Published>, Vec<Edit>) =
            plan.into_iter().map(|planned| (planned.record, planned.edit)).unzip();
        Ok(Remedy {
            kind: Kind::Spf,
            condition: ground.condition.clone(),
            subject: records.first().map_or_else(|| ground.from.clone(), |record| record.name.clone()),
            records,
            forms: Vec::new(),
            edits,
            supposed: Supposed::default(),
            flips: found,
            together: Vec::new(),
            notes,
        })
    }

    /// The record for one name, such that the client passes there within all limits.
    fn plan(&mut self, name: &Name, term: &str) -> Result<Planned, Hindrance> {
        let standing = Standing::look(name, self.answers, &mut self.unanswered)?;
        let mut fails = None;
        let mut before = None;
        if !standing.is_empty() {
            let record = standing.with(None)?;
            let edit = standing.edit(&record);
            let evaluation = self.evaluation_with(&edit, name).ok_or(Hindrance::Open)?;
            // Where the record is broken, putting it right may be all that it takes.
            if evaluation.result == SpfResult::Pass && standing.needs_repair() {
                record::fits(&record, self.is_ipv4(), &self.answers.with(edit.clone()))?;
                return Ok(Planned { record, edit, fails: None });
            }
            // A term that fails ends the evaluation: what stands behind it is never reached.
            let failing = evaluation.root.terms.iter().find(|term| term.outcome == TermOutcome::Error);
            if let (Some(failing), Some(problem)) = (failing, evaluation.problem) {
                before = Some(failing.span.start);
                fails = Some(Note::FailsForOthers { name: name.clone(), term: failing.text.clone(), problem });
            }
        }
        let record = standing.with(Some((term, before)))?;
        let edit = standing.edit(&record);
        let evaluation = self.evaluation_with(&edit, name).ok_or(Hindrance::Open)?;
        record::fits(&record, self.is_ipv4(), &self.answers.with(edit.clone()))?;
        if evaluation.result == SpfResult::Pass {
            return Ok(Planned { record, edit, fails });
        }
        let name = name.clone();
        Err(match evaluation.problem {
            _ if !self.passes_alone(&name, term) => Why::TermDoesNotPass(term.to_owned()),
            Some(problem) => Why::Fails { name, problem: Box::new(problem) },
            None => Why::DecidedBefore { name, term: evaluation.term },
        }
        .into())
    }

    fn is_ipv4(&self) -> bool {
        self.case.identities.client.ip.as_ref().is_none_or(|found| found.value.is_ipv4())
    }

    /// SPF of a name as if a record were published there; none while an answer is missing, which is asked
    /// for.
    fn evaluation_with(&mut self, edit: &Edit, name: &Name) -> Option<Evaluation> {
        let spf = self.judge_with([edit])?.spf;
        let mut evaluations = [spf.header_from, spf.pra, spf.mail_from, spf.helo].into_iter().flatten();
        let evaluation = evaluations.find(|evaluation| evaluation.domain == *name)?;
        if evaluation.result == SpfResult::Pending {
            self.unanswered.merge(evaluation.unanswered);
            return None;
        }
        Some(evaluation)
    }

    /// Whether a term would let the client pass if nothing else stood at the name.
    fn passes_alone(&mut self, name: &Name, term: &str) -> bool {
        let data = RData::Txt(vec![format!("v=spf1 {term} ~all").into_bytes()]);
        let edit = Edit { question: Question::new(name.clone(), RecordType::Txt), data: vec![data] };
        self.evaluation_with(&edit, name).is_some_and(|evaluation| evaluation.result == SpfResult::Pass)
    }

    /// Fills in the remedies, the SPF record first: it is proved. What SPF alone cannot be cured of is said.
    fn remedies(&mut self, ground: &Ground, advice: &mut Advice) {
        let spf = self.on_spf(ground);
        if matches!(spf, Some(Err(Hindrance::Open))) {
            return;
        }
        let (spf, why) = match spf {
            Some(Ok(remedy)) => (Some(remedy), None),
            Some(Err(Hindrance::Because(why))) => (None, Some(why)),
            Some(Err(Hindrance::Open)) | None => (None, None),
        };
        // Against SPF of the header's own domain nothing else helps.
        advice.remedies = if self.refused.by_signature || self.refused.of_envelope {
            self.with_levers(&ground.from, &ground.condition, spf)
        } else {
            spf.into_iter().collect()
        };
        let failing = match signed(self.message, self.case, &ground.from, false) {
            Signed::Failing(failing) if self.refused.by_signature || self.refused.of_envelope => Some(failing),
            _ => None,
        };
        if let (Some(remedy), Some(failing)) = (advice.remedies.first_mut(), &failing) {
            remedy.notes.push(Note::SignatureFails(failing.clone()));
        }
        if let (Some(remedy), Some(found)) = (advice.remedies.first_mut(), &self.recognised) {
            remedy.notes.extend(found.alike.iter().map(|other| Note::SameHosts(other.id.clone())));
        }
        // Where nothing can be published, what is there is to be put right.
        let why = match failing.filter(|_| advice.remedies.is_empty()) {
            Some(failing) if why.as_ref().is_none_or(|why| *why == Why::NothingFlips) => {
                Some(Why::SignatureFails(failing))
            }
            _ => why,
        };
        let why = why.filter(|why| advice.remedies.is_empty() || *why != Why::NothingFlips);
        advice.instead = why.map(|why| self.instead(why));
    }

    fn judge_with<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> Option<Case> {
        let answers = edits.into_iter().cloned().fold(self.answers.clone(), |answers, edit| answers.with(edit));
        // The profiles were found when the case was analysed.
        analyse(self.message, &answers, self.settings, self.profiles).ok()
    }

    /// What helps where no record does.
    fn instead(&self, why: Why) -> Instead {
        let of = |id: &str| self.refused.receivers.iter().any(|receiver| receiver.split('/').next() == Some(id));
        let allow_lists = [
            (of("docomo"), Help::DocomoAllowList),
            (of("au"), Help::AuAllowList),
            (of("softbank") || of("ymobile"), Help::SoftbankAllowList),
        ];
        let mut helps = match &why {
            Why::NotSentYet { .. } => vec![Help::Via],
            Why::NoClient | Why::NoSendingAddress(_) | Why::AssumedClient(None) => vec![Help::Client],
            Why::MailboxProvider(_) | Why::PublicSuffix(_) => vec![Help::OwnFrom],
            Why::NotInDns(_) | Why::Lent(_) => vec![Help::OwnDomain],
            Why::LookupLimit(_) | Why::VoidLookupLimit(_) => vec![Help::FewerLookups],
            Why::Alias { .. } => vec![Help::NoAlias, Help::AlignedDkim],
            Why::Broken(_) | Why::PassesAll(_) | Why::DecidedBefore { .. } | Why::Fails { .. } => {
                vec![Help::RepairRecord]
            }
            Why::TermDoesNotPass(_) | Why::DnsFails(_) | Why::PrivateClient(_) => Vec::new(),
            Why::OwnRelay(relay) => vec![Help::JudgeAt(relay.hop), Help::NameGateway],
            Why::AssumedClient(Some(hop)) => vec![Help::JudgeAt(*hop)],
            // Where that is a signature that does not count, it is named.
            _ => vec![Help::AlignedDkim],
        };
        if let Some(from) = self.owners_domain() {
            let relayed = matches!(why, Why::Forwarded(_));
            match signed(self.message, self.case, &from, relayed) {
                Signed::Nothing => {}
                // What may count already is not asked for.
                Signed::Authenticated | Signed::Open => helps.retain(|help| *help != Help::AlignedDkim),
                Signed::Failing(failing) => helps
                    .iter_mut()
                    .filter(|help| **help == Help::AlignedDkim)
                    .for_each(|help| *help = Help::MendSignature(failing.clone())),
            }
        }
        // What a forwarder breaks is not the sender's to mend.
        if let Why::Forwarded(found) = &why
            && !found.list
        {
            helps.retain(|help| *help != Help::AlignedDkim);
            let rewrote = found.shown_by.iter().any(|mark| matches!(mark, Mark::MailFrom(_)));
            helps.extend((self.refused.of_envelope && !rewrote).then_some(Help::ForwarderMailFrom));
            helps.push(Help::FetchInstead);
        }
        // A list of the recipient's own helps against a filter, not against a record that is missing.
        if matches!(
            why,
            Why::Forwarded(_)
                | Why::Unrecognised(_)
                | Why::NotTheService { .. }
                | Why::ThirdParty(_)
                | Why::NotYours(_)
        ) {
            helps.extend(allow_lists.into_iter().filter(|(wanted, _)| *wanted).map(|(_, help)| help));
        }
        Instead { why, helps }
    }
}

/// Whether a domain is the From domain's owner's: the same, or of the same registrable domain.
pub(super) fn is_of_owner(name: &Name, from: &Name) -> bool {
    name == from || name.registrable().is_some_and(|own| from.registrable() == Some(own))
}

/// Every verdict that differs.
pub(super) fn flips(before: &Case, after: &Case) -> Vec<Flip> {
    let pairs = before.verdicts.iter().zip(&after.verdicts);
    pairs
        .filter(|(one, other)| one.decision != other.decision)
        .map(|(one, other)| Flip { receiver: one.receiver.clone(), was: one.decision, becomes: other.decision })
        .collect()
}

/// Whether something becomes milder and nothing harder.
pub(super) fn is_cure(flips: &[Flip]) -> bool {
    let harder = |flip: &Flip| flip.was != Decision::Unknown && flip.becomes > flip.was;
    flips.iter().any(is_milder) && !flips.iter().any(harder)
}

/// Whether a verdict is known and becomes milder.
pub(super) fn is_milder(flip: &Flip) -> bool {
    flip.was != Decision::Unknown && flip.becomes < flip.was
}
