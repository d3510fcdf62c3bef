//! Which remedies there are besides the SPF record, what each of them flips, and in which order they stand: what
//! is proved before what rests on an assumption, be it less, since only that can be tried and is sure to help; then
//! what mends most with least first.

use super::lever::{self, Lever};
use super::propose::{Proposal, flips, is_cure, is_milder, is_of_owner};
use super::signature::is_aligned;
use super::{Condition, Flip, Kind, Note, Remedy, Supposed};
use crate::case::{Case, analyse};
use crate::dkim;
use crate::dmarc::DmarcResult;
use crate::dns::{Edit, Name};
use crate::settings::Sender;
use std::cmp::Reverse;

impl Proposal<'_> {
    /// The remedies: the SPF record, and what else cures something by itself.
    pub(super) fn with_levers(&mut self, from: &Name, condition: &Condition, spf: Option<Remedy>) -> Vec<Remedy> {
        let dmarc = self.dmarc(from);
        // An SPF record that cures nothing by itself may be one of several that are missing.
        let missing = self.planned.take();
        let mut found = Vec::new();
        for lever in [self.signing(from), self.return_path(from)].into_iter().flatten() {
            // A first policy belongs to it where it is what makes the difference.
            let besides = [
                vec![],
                some(dmarc.as_ref()),
                some(missing.as_ref()),
                [some(dmarc.as_ref()), some(missing.as_ref())].concat(),
            ];
            found.push(self.best(&lever, &besides, 0, condition, from));
        }
        if let Some(lever) = &dmarc {
            let first = spf.as_ref().map(of_remedy);
            let floor = spf.as_ref().map_or(0, cured);
            found.push(self.best(
                lever,
                &[vec![], some(first.as_ref()), some(missing.as_ref())],
                floor,
                condition,
                from,
            ));
        }
        found.retain(|remedy| is_cure(&remedy.flips));
        // Of equals the SPF record is first.
        found.splice(0..0, spf);
        found.sort_by_key(|remedy| {
            let records = remedy.records.len() + remedy.forms.len();
            // Flips a record, in thousandths.
            (remedy.is_assumed(), Reverse(cured(remedy) * 1000 / records.max(1)), records)
        });
        let mut all: Vec<Remedy> = Vec::new();
        for remedy in found {
            // What is proved and does as much makes an assumption needless.
            let is_covered = |earlier: &Remedy| !earlier.is_assumed() && covers(&earlier.flips, &remedy.flips);
            if !all.iter().any(is_covered) {
                all.push(remedy);
            }
        }
        self.tell_together(&mut all);
        all
    }

    /// A lever with what belongs to it: the fewest others that make more verdicts milder than less does, and than
    /// something else does already.
    fn best(
        &mut self,
        lever: &Lever,
        besides: &[Vec<Lever>],
        floor: usize,
        condition: &Condition,
        from: &Name,
    ) -> Remedy {
        let mut best = self.remedy(vec![lever.clone()], condition, from);
        for others in besides.iter().filter(|others| !others.is_empty()) {
            let levers = [vec![lever.clone()], others.clone()].concat();
            let more = self.remedy(levers, condition, from);
            if cured(&more) > cured(&best).max(floor) {
                best = more;
            }
        }
        best
    }

    /// What the first remedy and each of the others do together, where that is more than either does.
    fn tell_together(&self, all: &mut [Remedy]) {
        let Some((first, others)) = all.split_first_mut() else { return };
        for other in others {
            if first.edits.iter().all(|edit| other.edits.contains(edit)) {
                continue;
            }
            let Some(after) = self.after(&[&of_remedy(first), &of_remedy(other)]) else { continue };
            let becomes = |flips: &[Flip], of: &Flip| {
                flips.iter().find(|flip| flip.receiver == of.receiver).map_or(of.was, |flip| flip.becomes)
            };
            other.together = flips(self.case, &after);
            other.together.retain(|flip| {
                is_milder(flip) && flip.becomes < becomes(&first.flips, flip).min(becomes(&other.flips, flip))
            });
        }
    }

    /// The levers as one remedy, the first of them naming it.
    fn remedy(&mut self, mut levers: Vec<Lever>, condition: &Condition, from: &Name) -> Remedy {
        let after = self.after(&levers.iter().collect::<Vec<_>>());
        let flips = after.as_ref().map(|after| flips(self.case, after)).unwrap_or_default();
        if let Some(after) = after {
            // A record that a set-up leads to may have to be asked for.
            let own = &self.case.unanswered;
            let new = after.unanswered.needed.into_iter().filter(|q| !own.needed.contains(q) && !own.ahead.contains(q));
            new.for_each(|question| self.unanswered.need(question));
        }
        let supposed = Supposed {
            signer: levers.iter().find_map(|lever| lever.supposed.signer.clone()),
            mail_from: levers.iter().find_map(|lever| lever.supposed.mail_from.clone()),
        };
        let (kind, subject) = levers.first().map_or((Kind::Spf, from.clone()), |l| (l.kind, l.subject.clone()));
        let mut remedy = Remedy {
            kind,
            condition: condition.clone(),
            subject,
            records: Vec::new(),
            forms: Vec::new(),
            edits: Vec::new(),
            supposed,
            flips,
            together: Vec::new(),
            notes: Vec::new(),
        };
        if remedy.is_assumed() && self.is_disowned() {
            remedy.notes.push(Note::OwnerSaysNo(from.clone()));
        }
        levers.sort_by_key(|lever| lever.kind != Kind::Spf);
        for lever in levers {
            remedy.records.extend(lever.records);
            remedy.forms.extend(lever.forms);
            remedy.edits.extend(lever.edits);
            for note in lever.notes {
                if !remedy.notes.contains(&note) {
                    remedy.notes.push(note);
                }
            }
        }
        if remedy.is_assumed() && self.refused.of_header {
            remedy.notes.push(match kind {
                Kind::MailFrom => {
                    Note::CustomMailFromIsNotEnough { mail_from: remedy.subject.clone(), from: from.clone() }
                }
                _ => Note::HeaderRuleStays(from.clone()),
            });
        }
        remedy
    }

    /// Everything judged again as if levers were set up.
    fn after(&self, levers: &[&Lever]) -> Option<Case> {
        let edits = levers.iter().flat_map(|lever| &lever.edits).cloned();
        let answers = edits.fold(self.answers.clone(), |answers, edit| answers.with(edit));
        let mut settings = self.settings.clone();
        for lever in levers {
            if let Some(signer) = &lever.supposed.signer {
                settings.signer = Some(signer.as_str().to_owned());
            }
            if let Some(mail_from) = &lever.supposed.mail_from {
                settings.overrides.mail_from = Some(Sender::parse(mail_from.as_str()));
            }
        }
        // The profiles were found when the case was analysed.
        analyse(self.message, &answers, &settings, self.profiles).ok()
    }

    /// A signature of the From domain, if there is none yet that would align, and it is known how the service makes
    /// one.
    fn signing(&self, from: &Name) -> Option<Lever> {
        let found = self.recognised.as_ref().filter(|found| found.is_proven())?;
        let signs = dkim::signing_domains(self.message).any(|domain| is_aligned(self.case, &domain, from));
        if signs { None } else { lever::signing(found.service, self.region(), from) }
    }

    /// A MAIL FROM below the From domain, if it is not there yet and the service can write one.
    fn return_path(&self, from: &Name) -> Option<Lever> {
        let found = self.recognised.as_ref().filter(|found| found.is_proven())?;
        let mail_from = &self.case.identities.judged_mail_from()?.value;
        if mail_from.domain.as_ref().is_some_and(|domain| is_of_owner(domain, from)) {
            return None;
        }
        lever::return_path(found.service, self.region(), from)
    }

    /// The region of the service that the message comes through.
    fn region(&self) -> Option<&'static crate::sender::Region> {
        let service = self.recognised.as_ref()?.service;
        let identities = &self.case.identities;
        let assumed = self.settings.overrides.assumed.as_ref().filter(|assumed| assumed.service == service.id);
        if let Some(id) = assumed.and_then(|assumed| assumed.region.as_ref()) {
            return service.regions.iter().find(|region| region.id == *id);
        }
        let mail_from = identities.judged_mail_from().and_then(|found| found.value.domain.as_ref());
        let names = [mail_from, self.case.reverse_dns.name.as_ref(), identities.client.helo_domain.as_ref()];
        names.into_iter().flatten().find_map(|name| service.region_of(name))
    }

    /// A DMARC record, if none is in force.
    fn dmarc(&mut self, from: &Name) -> Option<Lever> {
        let found = matches!(self.case.dmarc.result, DmarcResult::None) && self.case.dmarc.policy.is_none();
        if found { lever::dmarc(from, self.answers, &mut self.unanswered) } else { None }
    }
}

/// A remedy as what is set up for it.
fn of_remedy(remedy: &Remedy) -> Lever {
    Lever {
        kind: remedy.kind,
        subject: remedy.subject.clone(),
        records: remedy.records.clone(),
        forms: remedy.forms.clone(),
        edits: remedy.edits.iter().map(Edit::clone).collect(),
        supposed: remedy.supposed.clone(),
        notes: remedy.notes.clone(),
    }
}

/// A lever, if there is one.
fn some(lever: Option<&Lever>) -> Vec<Lever> {
    lever.into_iter().cloned().collect()
}

/// How many verdicts become milder.
fn cured(remedy: &Remedy) -> usize {
    remedy.flips.iter().filter(|flip| is_milder(flip)).count()
}

/// Whether flips make everything as mild as others do.
fn covers(flips: &[Flip], others: &[Flip]) -> bool {
    others.iter().all(|other| flips.iter().any(|flip| flip.receiver == other.receiver && flip.becomes <= other.becomes))
}
