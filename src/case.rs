//! `analyse()`: a message, the answers, the settings and the profiles give one immutable [`Case`].
//! A pure function: it is called again at every answer that arrives and every keystroke of a what-if.

pub(crate) mod about;
mod decided;
mod evidence;
mod gather;
pub(crate) mod meaning;
mod parting;
mod recorded;

pub use about::About;
pub use decided::{Done, RecordedDecision};
pub use evidence::Rests;
pub use parting::{Lane, Parted, Way};
use recorded::{OnRecord, Tells, Turn};

use crate::dkim::{self, DkimResult, Receipt, ReceiptFrom, Verification};
use crate::dmarc::{Dmarc, Identified, Rfc7489};
use crate::dns::{Answers, Name, Unanswered};
use crate::identity::{Forwarded, Identities, OwnRelay, forwarded, identify, own_relay};
use crate::message::{Algorithm, Message};
use crate::receiver::{
    Because, CheckKind, DkimState, Findings, IdentityKind, Profile, Profiles, Reads, UnknownReceiver, Verdict,
    algorithms_on, judge,
};
use crate::reverse_dns::{self, ReverseDns, ReverseResult};
use crate::settings::{AsOf, Date, Day, Settings};
use crate::spf::Evaluation;
use gather::{Signed, dmarc_of, findings, spf_of};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// SPF of the four identities, and what else a receiver evaluates; `None` where there is no domain to
/// ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpfOf {
    /// Of MAIL FROM.
    pub mail_from: Option<Evaluation>,
    /// Of HELO.
    pub helo: Option<Evaluation>,
    /// Of the header From.
    pub header_from: Option<Evaluation>,
    /// Of the PRA.
    pub pra: Option<Evaluation>,
    /// Of the PRA by its Sender ID records; only where a receiver that judges reads these.
    pub sender_id: Option<Evaluation>,
}

impl SpfOf {
    /// The evaluation of one identity.
    #[must_use]
    pub fn get(&self, identity: IdentityKind) -> Option<&Evaluation> {
        match identity {
            IdentityKind::MailFrom => self.mail_from.as_ref(),
            IdentityKind::Helo => self.helo.as_ref(),
            IdentityKind::HeaderFrom => self.header_from.as_ref(),
            IdentityKind::Pra => self.pra.as_ref(),
        }
    }

    /// The evaluation that a rule on an identity rests on.
    #[must_use]
    pub fn read(&self, identity: IdentityKind, reads: Reads) -> Option<&Evaluation> {
        match reads {
            Reads::SenderId => self.sender_id.as_ref(),
            Reads::Spf | Reads::NotKnown => self.get(identity),
        }
    }
}

/// What the day comes from whose rules judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFrom {
    /// Today.
    Today,
    /// The time stamp of the receiving hop.
    ReceivingHop,
    /// The Date field.
    DateField,
    /// The user.
    Given,
}

/// Where two verdicts part first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// They look at different identities with different domains.
    Identity,
    /// They ask about different domains.
    Domain,
    /// They read different records.
    Record,
    /// They get different results.
    Result,
    /// They do different things with the same result.
    Rule,
}

impl Step {
    /// The step in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Domain => "domain",
            Self::Record => "record",
            Self::Result => "result",
            Self::Rule => "rule",
        }
    }
}

/// The two verdicts to set side by side; indices into [`Case::verdicts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parting {
    /// The verdict that accepts.
    pub accepts: usize,
    /// The verdict that does not.
    pub rejects: usize,
    /// Where they part first.
    pub step: Step,
}

/// A domain with Sender ID records (`spf2.0`), of which nobody knows whether a receiver honours them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spf2Records<'a> {
    /// The domain.
    pub domain: &'a Name,
    /// The identity whose domain it is to the first of the receivers.
    pub identity: IdentityKind,
    /// The profiles that looked at its `v=spf1` record.
    pub receivers: Vec<&'a str>,
}

/// Everything that is known about one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The day whose rules judge: each receiver's own, [`Verdict::as_of`].
    pub day: Day,
    /// That day in UTC.
    pub as_of: Date,
    /// What that day comes from.
    pub day_from: DayFrom,
    /// Who the message says it is from.
    pub identities: Identities,
    /// Whether somebody passed the message on, and by what that is seen.
    pub forwarded: Option<Forwarded>,
    /// The client as a gateway of the recipient's own, where it may be one.
    pub own_relay: Option<OwnRelay>,
    /// SPF of each identity.
    pub spf: SpfOf,
    /// DMARC.
    pub dmarc: Dmarc,
    /// DMARC as RFC 7489 had it, for the receivers and the days that go by it.
    pub rfc7489: Rfc7489,
    /// The signatures, one a DKIM-Signature field, top first.
    pub dkim: Vec<Verification>,
    /// When the message was received, against which the signatures' x= is held.
    pub receipt: Receipt,
    /// Reverse DNS of the client.
    pub reverse_dns: ReverseDns,
    /// What of this a receiver's rules go by.
    pub findings: Findings,
    /// The same for receivers for which only signatures of these algorithms count, where that may make a difference.
    pub narrowed: Vec<(Vec<Algorithm>, Findings)>,
    /// What the receiving server recorded that it did.
    pub recorded_decision: Option<RecordedDecision>,
    /// One verdict a profile, in the order of the profiles.
    pub verdicts: Vec<Verdict>,
    /// The two verdicts to set side by side; `None` where none differ.
    pub parting: Option<Parting>,
    /// What is not answered yet.
    pub unanswered: Unanswered,
}

impl Case {
    /// What the rules of a profile go by on its day.
    #[must_use]
    pub fn findings_of(&self, profile: &Profile, profiles: &Profiles) -> &Findings {
        let algorithms = profiles.dkim_algorithms(profile, profiles.date(profile, self.day));
        let narrowed = self.narrowed.iter().find(|(known, _)| *known == algorithms);
        narrowed.map_or(&self.findings, |(_, findings)| findings)
    }

    /// What the receiver of a verdict looked at; `index` into [`Case::verdicts`].
    #[must_use]
    pub fn lane(&self, index: usize) -> Option<Lane<'_>> {
        self.verdicts.get(index).map(|verdict| Lane::of(self, verdict))
    }

    /// All that the receiver of a verdict looked at, one lane a rule, in the order of its profile.
    pub fn lanes(&self, index: usize) -> impl Iterator<Item = Lane<'_>> {
        let verdict = self.verdicts.get(index).into_iter();
        verdict.flat_map(move |v| v.asked.iter().map(move |rule| Lane::about(self, v, Some(rule))))
    }

    /// The two verdicts to show side by side; `None` where nobody judged.
    #[must_use]
    pub fn pair(&self) -> Option<(usize, usize)> {
        parting::pair(self)
    }

    /// Whether a verdict rests on a client that is assumed, see [`crate::identity::Client::assumed`].
    #[must_use]
    pub fn is_assumed(&self, verdict: &Verdict) -> bool {
        verdict.because.iter().any(|because| self.rests_on_assumed(because))
    }

    /// Whether what a rule came to rests on a client that is assumed.
    #[must_use]
    pub fn rests_on_assumed(&self, because: &Because) -> bool {
        let by_client = match because.check {
            CheckKind::Spf | CheckKind::Carrier | CheckKind::ReverseDns | CheckKind::Tls => true,
            CheckKind::Dmarc => return self.dmarc_rests_on_assumed(),
            CheckKind::Dkim | CheckKind::Domain | CheckKind::Format => false,
        };
        self.identities.client.assumed && by_client
    }

    /// Whether the result of DMARC rests on a client that is assumed: where no signature carries it.
    #[must_use]
    pub fn dmarc_rests_on_assumed(&self) -> bool {
        let signed = self.dmarc.aligned_signer().is_some_and(|signer| signer.state == Identified::Passed);
        self.identities.client.assumed && self.dmarc.policy.is_some() && !signed
    }

    /// Where receivers looked at a domain that publishes `spf2.0` records as well, and nobody knows whether
    /// they read these.
    #[must_use]
    pub fn spf2_records(&self) -> Vec<Spf2Records<'_>> {
        let mut found: Vec<Spf2Records<'_>> = Vec::new();
        for verdict in &self.verdicts {
            for rule in verdict.asked.iter().filter(|rule| rule.reads == Reads::NotKnown) {
                let Some(identity) = rule.identity else { continue };
                let Some(evaluation) = self.spf.get(identity).filter(|e| e.publishes_spf2()) else { continue };
                if let Some(known) = found.iter_mut().find(|f| *f.domain == evaluation.domain) {
                    known.receivers.push(&verdict.receiver);
                } else {
                    let receivers = vec![verdict.receiver.as_str()];
                    found.push(Spf2Records { domain: &evaluation.domain, identity, receivers });
                }
            }
        }
        found
    }

    /// Two verdicts held against each other, whichever is named first; `None` for one and itself.
    #[must_use]
    pub fn parted(&self, one: usize, other: usize) -> Option<Parted<'_>> {
        Parted::of(self, one, other)
    }
}

/// Analyses a message.
///
/// # Errors
///
/// [`UnknownReceiver`] where the settings name a profile that there is not.
pub fn analyse(
    message: &Message,
    answers: &Answers,
    settings: &Settings,
    profiles: &Profiles,
) -> Result<Case, UnknownReceiver> {
    let identities = identify(message, &settings.overrides);
    let (day, day_from) = day(message, &identities, settings);
    let judges = profiles.selected(settings.receivers.as_deref(), day)?;
    let judges: Vec<_> = judges.into_iter().map(|profile| (profile, profiles.date(profile, day))).collect();
    let reads_sender_id =
        judges.iter().any(|(profile, on)| profiles.rules(profile, *on).any(|(.., rule)| rule.reads == Reads::SenderId));
    let mut spf = spf_of(&identities, answers, settings, reads_sender_id);
    let supposed = settings.signer.as_deref().map(Name::new);
    let receipt = receipt(message, &identities, settings);
    let mut dkim = dkim::verify(message, &identities.written, receipt, answers);
    let dmarc_with = |algorithms: &[Algorithm], dkim: &[Verification], spf: &SpfOf, tells: Option<&Tells>| {
        dmarc_of(&Signed { message, dkim, algorithms }, &identities, spf, supposed.as_ref(), answers, tells)
    };
    let as_of = day.in_zone(&TimeZone::UTC);
    let usual = algorithms_on(as_of);
    let by_dns = dmarc_with(&usual, &dkim, &spf, None);
    let narrower: Vec<_> = gather::narrower(message, &usual, profiles, day)
        .into_iter()
        .map(|algorithms| {
            let by_dns = dmarc_with(&algorithms, &dkim, &spf, None);
            (algorithms, by_dns)
        })
        .collect();
    let on_record = OnRecord::of(message, &identities);
    let turn = Turn::new(answers, settings.as_of == AsOf::Message);
    let stood_in = on_record.stand_in(turn, &mut spf, &mut dkim);
    let reverse_dns = reverse_dns::evaluate(identities.client.ip.as_ref().map(|found| found.value), answers);
    let found = |algorithms: &[Algorithm], by_dns: (Dmarc, Rfc7489)| {
        let tells = on_record.tells(turn, &by_dns, &dkim);
        let (dmarc, rfc7489) = if stood_in || tells.is_some() {
            recorded::marked(dmarc_with(algorithms, &dkim, &spf, tells.as_ref()), &by_dns, &spf, &dkim)
        } else {
            by_dns
        };
        let signed = Signed { message, dkim: &dkim, algorithms };
        let mut findings = findings(&signed, &identities, &spf, (&dmarc, &rfc7489), &reverse_dns, answers);
        if supposed.is_some() {
            findings.dkim = DkimState::Result(DkimResult::Pass);
        }
        (dmarc, rfc7489, findings)
    };
    let mut unanswered = Unanswered::default();
    let (dmarc, rfc7489, findings) = found(&usual, by_dns);
    let narrowed: Vec<(Vec<Algorithm>, Findings)> = narrower
        .into_iter()
        .map(|(algorithms, by_dns)| {
            let (dmarc, rfc7489, findings) = found(&algorithms, by_dns);
            unanswered.merge(dmarc.unanswered);
            unanswered.merge(rfc7489.unanswered);
            (algorithms, findings)
        })
        .collect();
    let verdicts = judges
        .iter()
        .map(|(profile, on)| {
            let algorithms = profiles.dkim_algorithms(profile, *on);
            let own = narrowed.iter().find(|(known, _)| *known == algorithms).map(|(_, findings)| findings);
            judge(profile, profiles, *on, own.unwrap_or(&findings))
        })
        .collect();
    let evaluations = [&spf.mail_from, &spf.helo, &spf.header_from, &spf.pra, &spf.sender_id].into_iter().flatten();
    let of_spf = evaluations.map(|evaluation| &evaluation.unanswered);
    let of_dkim = dkim.iter().map(|verification| &verification.unanswered);
    let others = [&dmarc.unanswered, &rfc7489.unanswered, &reverse_dns.unanswered];
    for open in of_spf.chain(of_dkim).chain(others) {
        unanswered.merge(open.clone());
    }
    let forwarded = forwarded(message, &identities);
    let verified = reverse_dns.name.as_ref().filter(|_| reverse_dns.result == ReverseResult::Pass);
    let own_relay = match forwarded {
        Some(_) => None,
        None => own_relay(message, &identities, verified, answers, &mut unanswered),
    };
    let recorded_decision = RecordedDecision::of(message, &identities);
    for question in gather::existence(&judges, profiles, &findings, answers) {
        unanswered.need(question);
    }
    let mut case = Case {
        day,
        as_of,
        day_from,
        identities,
        forwarded,
        own_relay,
        spf,
        dmarc,
        rfc7489,
        dkim,
        receipt,
        reverse_dns,
        findings,
        narrowed,
        recorded_decision,
        verdicts,
        parting: None,
        unanswered,
    };
    case.parting = parting::parting(&case);
    Ok(case)
}

/// The day whose rules judge: see [`AsOf`].
fn day(message: &Message, identities: &Identities, settings: &Settings) -> (Day, DayFrom) {
    let day_of = |seconds| Some(Day::Of(Timestamp::from_second(seconds).ok()?));
    let stamped = || Some((day_of(stamp(message, identities)?)?, DayFrom::ReceivingHop));
    let written = || Some((day_of(message.date?)?, DayFrom::DateField));
    let today = (settings.today(), DayFrom::Today);
    match settings.as_of {
        AsOf::Today => today,
        AsOf::Day(date) => (Day::Given(date), DayFrom::Given),
        AsOf::Message => stamped().or_else(written).unwrap_or(today),
    }
}

/// The time that the receiving hop stamped; where that hop is assumed, the one above it, whose time is the receiver's.
fn stamp(message: &Message, identities: &Identities) -> Option<i64> {
    let client = &identities.client;
    message.hops.get(client.doubtful.or(client.hop)?)?.time
}

/// When the message was received, as far as anything says so.
fn receipt(message: &Message, identities: &Identities, settings: &Settings) -> Receipt {
    let stamped = stamp(message, identities).map(|at| Receipt { at, from: ReceiptFrom::ReceivingHop });
    let written = message.date.map(|at| Receipt { at, from: ReceiptFrom::DateField });
    stamped.or(written).unwrap_or(Receipt { at: settings.now, from: ReceiptFrom::Now })
}
