//! From the entries of a file to profiles, with the faults that the format's types do not see.

use super::{Both, EffectEntry, Fault, FileEntry, PeriodEntry, ProfileEntry, ProfileFault, RuleEntry, Text};
use crate::dmarc::Standard;
use crate::dns::Name;
use crate::message::Algorithm;
use crate::receiver::{
    CheckKind, Clients, Confidence, Decision, Effect, IdentityKind, Period, Phase, Profile, Profiles, Reads, Rule,
    Said, Source,
};
use crate::text::Shown;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use toml::Spanned;
use toml::value::Datetime;

/// A text in English and in Japanese.
fn both<T, U>(text: &Both<T>, read: impl Fn(&T) -> U) -> (U, U) {
    (read(&text.en), read(text.ja.as_ref().unwrap_or(&text.en)))
}

fn at<T>(place: &Spanned<T>, fault: ProfileFault) -> Fault {
    (place.span(), fault)
}

/// The value of a list of named values.
fn named<T: Copy>(text: &Text, values: &[T], name: fn(T) -> &'static str) -> Result<T, Fault> {
    values.iter().copied().find(|v| name(*v) == text.get_ref()).ok_or_else(|| {
        let known = values.iter().map(|v| name(*v)).collect();
        at(text, ProfileFault::NoneOf { word: text.get_ref().clone(), known })
    })
}

fn day(date: &Spanned<Datetime>) -> Result<Date, Fault> {
    date.get_ref().to_string().parse().map_err(|_| at(date, ProfileFault::NoDay))
}

/// A time zone of the bundled database: what a rule's day is may not depend on the machine.
fn zone(name: &Text) -> Result<TimeZone, Fault> {
    TimeZone::get(name.get_ref()).map_err(|_| at(name, ProfileFault::NoZone(name.get_ref().clone())))
}

fn algorithms(names: &[Text]) -> Result<Vec<Algorithm>, Fault> {
    names.iter().map(|name| named(name, &Algorithm::ALL, Algorithm::as_str)).collect()
}

/// What a source can say may happen.
const MAY: [Decision; 5] = [Decision::Accept, Decision::Warn, Decision::Junk, Decision::Defer, Decision::Reject];

/// A piece of evidence.
struct Piece {
    confidence: Confidence,
    /// Which source.
    source: usize,
    /// When it was measured.
    seen: Option<String>,
}

/// What is read so far.
#[derive(Default)]
pub(super) struct Reader {
    /// The profiles so far, with the sources of all files.
    pub all: Profiles,
    /// The sources of the built-in files, which every file can name.
    builtin_sources: HashMap<String, usize>,
    /// The sources of the file that is read.
    own_sources: HashMap<String, usize>,
    /// The lists of the file that is read.
    own_lists: BTreeMap<String, Vec<Name>>,
    /// Whether the files come from outside, so that their texts are made safe to show.
    outside: bool,
}

impl Reader {
    /// A reader of files that stand beside these profiles.
    pub fn on(all: Profiles) -> Self {
        let ids = all.sources.iter().enumerate().map(|(index, source)| (source.id.clone(), index));
        Self { builtin_sources: ids.collect(), all, outside: true, ..Self::default() }
    }

    /// The profiles of the built-in files, with their lists for every other file.
    pub fn into_builtin(self) -> Profiles {
        Profiles { lists: self.own_lists, ..self.all }
    }

    /// Leaves a file: its sources and lists are for itself.
    pub fn next_file(&mut self) {
        self.own_sources.clear();
        self.own_lists.clear();
    }

    pub fn declare(&mut self, file: &FileEntry) -> Result<(), Fault> {
        for (id, source) in &file.sources {
            if self.own_sources.insert(id.get_ref().clone(), self.all.sources.len()).is_some() {
                return Err(at(id, ProfileFault::SecondSource));
            }
            let date = source.date.as_deref().map(|date| self.shown(date));
            let (id, url) = (self.shown(id.get_ref()), self.shown(&source.url));
            self.all.sources.push(Source { id, url, date });
        }
        for (id, domains) in &file.lists {
            let names = domains.iter().map(|d| (d, d.get_ref())).map(|(d, name)| {
                let fault = |why| at(d, ProfileFault::NoDomain { name: name.clone(), why });
                Name::from_unicode(name).map_err(fault)
            });
            self.own_lists.insert(id.clone(), names.collect::<Result<_, _>>()?);
        }
        Ok(())
    }

    /// Reads the profiles of a file; `place` says where one stands that begins there.
    pub fn profiles(&mut self, file: &FileEntry, place: impl Fn(&Range<usize>) -> Option<String>) -> Result<(), Fault> {
        for entry in &file.profile {
            let id = entry.id.get_ref();
            let profile = Profile { place: place(&entry.id.span()), ..self.profile(entry)? };
            let replaces = entry.replaces.as_ref().is_some_and(|replaces| *replaces.get_ref());
            match self.all.get_mut(id) {
                Some(other) if replaces => *other = profile,
                Some(Profile { place: Some(place), .. }) => {
                    let fault = ProfileFault::SecondProfile { id: id.clone(), place: place.clone() };
                    return Err(at(&entry.id, fault));
                }
                Some(_) => {
                    return Err(at(&entry.id, ProfileFault::ComesWithTheProgram(id.clone())));
                }
                None if replaces => return Err(at(&entry.id, ProfileFault::NothingToReplace(id.clone()))),
                None => self.all.push(profile),
            }
        }
        Ok(())
    }

    /// Looks at what the profiles of these files include; a fault comes with the index of its file.
    pub fn check_includes(&self, files: &[FileEntry]) -> Result<(), (usize, Fault)> {
        let included: HashSet<&str> = self.all.profiles.iter().filter_map(|p| p.includes.as_deref()).collect();
        for (index, entry) in files.iter().enumerate().flat_map(|(i, file)| file.profile.iter().map(move |p| (i, p))) {
            let Some(other) = &entry.includes else { continue };
            let fault = match self.all.get(other.get_ref()) {
                None => ProfileFault::IncludesNothing,
                Some(profile) if profile.includes.is_some() => ProfileFault::IncludesAnIncluding,
                Some(_) if included.contains(entry.id.get_ref().as_str()) => ProfileFault::IncludedByOthers,
                Some(_) => continue,
            };
            return Err((index, at(other, fault)));
        }
        Ok(())
    }

    /// Text of the file, safe to show.
    fn shown(&self, text: &str) -> String {
        if self.outside { Shown::new(text).into() } else { text.to_owned() }
    }

    fn profile(&self, entry: &ProfileEntry) -> Result<Profile, Fault> {
        let id = entry.id.get_ref();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_./".contains(&byte);
        let is_id = |text: &&Text| !text.get_ref().is_empty() && text.get_ref().bytes().all(plain);
        if let Some(text) = std::iter::once(&entry.id).chain(&entry.groups).find(|text| !is_id(text)) {
            return Err(at(text, ProfileFault::NoId));
        }
        let mut periods: Vec<Period> = Vec::new();
        for entry in &entry.period {
            let period = self.period(entry.get_ref())?;
            let first = periods.is_empty();
            let follows = periods.last().is_some_and(|last| last.until.is_some() && last.until < period.from);
            if period.until.is_some_and(|until| period.from.is_some_and(|from| until < from)) || !(first || follows) {
                return Err(at(entry, ProfileFault::PeriodsOverlap));
            }
            if period.rules.is_empty() {
                return Err(at(entry, ProfileFault::NoRules));
            }
            periods.push(period);
        }
        let (name_en, name_ja) = both(&entry.name, |name| self.shown(name));
        let (notes_en, notes_ja) = both(&entry.notes, |notes| notes.iter().map(|note| self.shown(note)).collect());
        Ok(Profile {
            id: id.clone(),
            name_en,
            name_ja,
            includes: entry.includes.as_ref().map(|id| id.get_ref().clone()),
            dkim_algorithms: entry.dkim_algorithms.as_deref().map(algorithms).transpose()?,
            by_default: entry.by_default,
            groups: entry.groups.iter().map(|group| group.get_ref().clone()).collect(),
            zone: entry.zone.as_ref().map(zone).transpose()?,
            notes_en,
            notes_ja,
            periods,
            place: None,
        })
    }

    fn period(&self, entry: &PeriodEntry) -> Result<Period, Fault> {
        Ok(Period {
            from: entry.from.as_ref().map(day).transpose()?,
            until: entry.until.as_ref().map(day).transpose()?,
            from_confidence: match &entry.from_confidence {
                Some(text) => named(text, &Confidence::ALL, Confidence::as_str)?,
                None => Confidence::Documented,
            },
            held_on_from: entry.held_on_from.as_ref().map(day).transpose()?,
            dmarc: entry.dmarc.as_ref().map(|t| named(t, &Standard::ALL, Standard::as_str)).transpose()?,
            rules: entry.rule.iter().map(|rule| self.rule(rule)).collect::<Result<_, _>>()?,
        })
    }

    fn rule(&self, entry: &RuleEntry) -> Result<Rule, Fault> {
        let check = named(&entry.check, &CheckKind::ALL, CheckKind::as_str)?;
        let identity = |text: &Text| named(text, &IdentityKind::ALL, IdentityKind::as_str);
        let has_identity = matches!(check, CheckKind::Spf | CheckKind::Domain);
        if has_identity && entry.identity.is_none() {
            return Err(at(&entry.check, ProfileFault::NoIdentity));
        }
        if let Some(text) = entry.identity.as_ref().filter(|_| check == CheckKind::Domain) {
            named(text, &[IdentityKind::MailFrom, IdentityKind::HeaderFrom], IdentityKind::as_str)?;
        }
        let of_spf = [&entry.records, &entry.or, &entry.without_from, &entry.or_identity];
        let misplaced = entry.identity.iter().filter(|_| !has_identity);
        let misplaced = misplaced.chain(of_spf.into_iter().flatten().filter(|_| check != CheckKind::Spf)).next();
        if let Some(misplaced) = misplaced {
            return Err(at(misplaced, ProfileFault::OnlyForSpf));
        }
        if (check == CheckKind::Carrier) != entry.domains.is_some() {
            return Err(at(&entry.check, ProfileFault::DomainsOfCarriers));
        }
        let mut rule = Rule {
            check,
            identity: match (&entry.identity, check) {
                (Some(text), _) => Some(identity(text)?),
                (None, CheckKind::Dmarc | CheckKind::Carrier) => Some(IdentityKind::HeaderFrom),
                (None, _) => None,
            },
            reads: entry
                .records
                .as_ref()
                .map(|t| named(t, &Reads::ALL, Reads::as_str))
                .transpose()?
                .unwrap_or_default(),
            or: entry.or.as_ref().map(|text| named(text, &[CheckKind::Dkim], CheckKind::as_str)).transpose()?,
            without_from: entry.without_from.as_ref().map(identity).transpose()?,
            or_identity: entry.or_identity.as_ref().map(identity).transpose()?,
            domains: Vec::new(),
            clients: Clients::All,
            effects: Vec::new(),
        };
        if let Some(records) = &entry.records
            && rule.reads == Reads::SenderId
            && (rule.identity, rule.without_from) != (Some(IdentityKind::Pra), None)
        {
            return Err(at(records, ProfileFault::OnlyForPra));
        }
        if let Some(list) = &entry.domains {
            let id = list.get_ref();
            let names = self.own_lists.get(id).or_else(|| self.all.lists.get(id));
            let names = names.ok_or_else(|| at(list, ProfileFault::NoList))?;
            rule.domains.clone_from(names);
        }
        if let Some(clients) = &entry.clients {
            rule.clients = named(clients, &Clients::NAMED, Clients::as_str)?;
        }
        for effect in &entry.effects {
            self.effects(effect, &mut rule)?;
        }
        Ok(rule)
    }

    fn effects(&self, entry: &EffectEntry, rule: &mut Rule) -> Result<(), Fault> {
        let decision = named(&entry.does, &Decision::ALL, Decision::as_str)?;
        let mut evidence = entry.evidence.iter().map(|e| self.evidence(e)).collect::<Result<Vec<_>, _>>()?;
        evidence.sort_by_key(|piece| piece.confidence);
        let confidence = evidence.first().map_or(Confidence::Unknown, |piece| piece.confidence);
        let may = entry.may.iter().map(|text| named(text, &MAY, Decision::as_str)).collect::<Result<_, _>>()?;
        if let Some(may) = entry.may.first().filter(|_| decision != Decision::Unknown) {
            return Err(at(may, ProfileFault::MayIsUnknown));
        }
        if (decision == Decision::Unknown) != (confidence == Confidence::Unknown) {
            return Err(at(&entry.does, ProfileFault::EvidenceOrUnknown));
        }
        let effect = Effect {
            decision,
            confidence,
            may,
            sources: evidence.iter().map(|piece| piece.source).collect(),
            support: evidence.iter().map(|piece| piece.confidence).collect(),
            seen: evidence.first().and_then(|piece| piece.seen.clone()),
            said: Said {
                reply: entry.reply.as_deref().map(|reply| self.shown(reply)),
                reply_text: entry.reply_text.as_deref().map(|text| self.shown(text)),
                reply_at: entry.reply_at.as_ref().map(|t| named(t, &Phase::ALL, Phase::as_str)).transpose()?,
                shows: entry.shows.as_deref().map(|text| self.shown(text)),
            },
        };
        let nameable = rule.check.nameable(rule.or.is_some());
        for on in &entry.on {
            let result = on.get_ref();
            let key = nameable.iter().copied().find(|key| key.to_string() == *result);
            let key = key.ok_or_else(|| at(on, ProfileFault::NoResult(result.clone())))?;
            if rule.effects.iter().any(|(other, _)| *other == key) {
                return Err(at(on, ProfileFault::ResultTwice(result.clone())));
            }
            rule.effects.push((key, effect.clone()));
        }
        Ok(())
    }

    fn evidence(&self, text: &Text) -> Result<Piece, Fault> {
        let words: Vec<&str> = text.get_ref().split_whitespace().collect();
        let (confidence, source, seen) = match *words.as_slice() {
            [confidence, source] => (confidence, source, None),
            [confidence, source, seen] => (confidence, source, Some(seen)),
            _ => return Err(at(text, ProfileFault::EvidenceForm)),
        };
        let known = Confidence::ALL.into_iter().find(|c| c.as_str() == confidence);
        let confidence = known.ok_or_else(|| at(text, ProfileFault::NoConfidence(confidence.to_owned())))?;
        let source = self.own_sources.get(source).or_else(|| self.builtin_sources.get(source)).copied();
        let source = source.ok_or_else(|| at(text, ProfileFault::NoSource))?;
        let dated = || self.all.sources.get(source)?.date.clone();
        let seen = match (confidence, seen) {
            (Confidence::Measured, seen) => seen.map(|seen| self.shown(seen)).or_else(dated),
            (_, None) => None,
            // Only what was measured has a day on which it was.
            (_, Some(_)) => return Err(at(text, ProfileFault::EvidenceForm)),
        };
        Ok(Piece { confidence, source, seen })
    }
}
