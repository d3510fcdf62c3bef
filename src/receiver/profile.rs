//! Receiver profiles: what they are made of, which are built in, and which of them judge.

use super::file::{self, ProfileError};
use super::{CheckKind, CheckResult, Confidence, Decision, IdentityKind, On, Reads, Said};
use crate::dmarc::Standard;
use crate::dns::Name;
use crate::message::Algorithm;
use crate::settings::Day;
use crate::text::distance;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// What a receiver does with one result of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The decision; `Unknown` where nothing is known.
    pub decision: Decision,
    /// Where nothing is known, what a source says may happen.
    pub may: Vec<Decision>,
    /// The best confidence of its sources.
    pub confidence: Confidence,
    /// The sources, the best first: indices into [`Profiles::sources`].
    pub sources: Vec<usize>,
    /// How well each of the sources supports it, in the same order.
    pub support: Vec<Confidence>,
    /// When it was measured, where that is its confidence: the source's date.
    pub seen: Option<String>,
    /// What the receiver says. `[domain]` in its reply is the domain that the rule is about, `[from-domain]` that
    /// of the header From, `[ip]` the client's address.
    pub said: Said,
}

/// To which clients a rule applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clients {
    /// To all.
    #[default]
    All,
    /// To those on IPv4; what happens to those on IPv6 is not known.
    Ipv4,
    /// To those on IPv6 alone; others are not asked.
    Ipv6,
}

impl Clients {
    /// Those that a profile can name.
    pub(super) const NAMED: [Self; 2] = [Self::Ipv4, Self::Ipv6];

    /// The clients in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
        }
    }
}

/// A rule: a check of an identity, and what each result leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it looks at.
    pub check: CheckKind,
    /// The identity it is about.
    pub identity: Option<IdentityKind>,
    /// The records that an SPF rule rests on.
    pub reads: Reads,
    /// The check that does instead of this one: an SPF rule that DKIM can satisfy too.
    pub or: Option<CheckKind>,
    /// The identity that is looked at where the message has no From field at all.
    pub without_from: Option<IdentityKind>,
    /// The identity that another source of the receiver names instead: where its result is another, a note says so.
    pub or_identity: Option<IdentityKind>,
    /// The domains that a carrier rule is about; those below them count as well.
    pub domains: Vec<Name>,
    /// To which clients it applies.
    pub clients: Clients,
    /// What each result leads to, in the order in which the profile names them.
    pub effects: Vec<(On, Effect)>,
}

impl Rule {
    /// What a result leads to; `None` if the rule does not name it.
    #[must_use]
    pub fn effect(&self, result: CheckResult) -> Option<&Effect> {
        let named = |on: On| self.effects.iter().find(|(key, _)| *key == on).map(|(_, effect)| effect);
        let general = matches!(result, CheckResult::DkimInstead(_)).then_some(CheckResult::DkimInstead(None));
        [Some(result), general].into_iter().flatten().find_map(|one| named(On::Result(one))).or_else(|| named(On::Any))
    }
}

/// The rules of a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day; `None`: from the beginning.
    pub from: Option<Date>,
    /// The last day; `None`: still in force.
    pub until: Option<Date>,
    /// How well the first day is supported.
    pub from_confidence: Confidence,
    /// From this day on the rules are only supposed to have held on: no source speaks of it any more,
    /// and none of a change, so that every effect is inferred at best.
    pub held_on_from: Option<Date>,
    /// The standard that its DMARC rules go by, where it is known.
    pub dmarc: Option<Standard>,
    /// The rules.
    pub rules: Vec<Rule>,
}

impl Period {
    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the rules are only supposed to hold on that day.
    #[must_use]
    pub fn is_held_on(&self, day: Date) -> bool {
        self.held_on_from.is_some_and(|from| from <= day)
    }

    /// The standard that DMARC rules go by on a day: the profile's, else the one that is in force on it.
    #[must_use]
    pub fn standard(&self, day: Date) -> Standard {
        self.dmarc.unwrap_or_else(|| Standard::on(day))
    }
}

/// A source of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its short id, `D1`.
    pub id: String,
    /// Its address.
    pub url: String,
    /// Its date as far as it is known.
    pub date: Option<String>,
}

/// A receiver, or a level of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// `au/high`.
    pub id: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Japanese: settings by their official names.
    pub name_ja: String,
    /// The profile whose rules hold besides its own.
    pub includes: Option<String>,
    /// Whether it judges without being named.
    pub by_default: bool,
    /// The groups that it belongs to: names for several profiles.
    pub groups: Vec<String>,
    /// The algorithms of signatures that it verifies; `None`: those of the profile that it includes, else all.
    pub dkim_algorithms: Option<Vec<Algorithm>>,
    /// Whose days the dates are; `None`: those of the profile that it includes, else of UTC.
    pub zone: Option<TimeZone>,
    /// What is known besides the rules, conflicts of sources included, in English.
    pub notes_en: Vec<String>,
    /// The same in Japanese.
    pub notes_ja: Vec<String>,
    /// Its periods in order of date; none where no rule is known.
    pub periods: Vec<Period>,
    /// Where it is defined, `my.toml:12`; `None` for one that comes with the program.
    pub place: Option<String>,
}

impl Profile {
    /// The period in force on a day.
    #[must_use]
    pub fn period(&self, day: Date) -> Option<&Period> {
        self.periods.iter().find(|period| period.contains(day))
    }

    /// Since when a result leads to a decision: the first day of the first of the periods that follow each other
    /// and have such a rule, the last of them being this one. `None`: from the beginning.
    pub(super) fn since(&self, of: &Period, rule: &Rule, result: CheckResult, decision: Decision) -> Option<Date> {
        let is_same = |other: &&Rule| {
            let what = |rule: &Rule| (rule.check, rule.identity, rule.reads, rule.clients);
            what(other) == what(rule)
        };
        let decides = |period: &Period| {
            let same = period.rules.iter().find(is_same).and_then(|rule| rule.effect(result));
            same.is_some_and(|effect| effect.decision == decision)
        };
        let before = self.periods.iter().take_while(|period| !std::ptr::eq(*period, of)).collect::<Vec<_>>();
        let earliest = before.into_iter().rev().take_while(|period| decides(period)).last();
        earliest.unwrap_or(of).from
    }

    /// Whether it is about senders of bulk mail only, so that it judges only if it is named.
    #[must_use]
    pub fn is_bulk(&self) -> bool {
        self.id.ends_with("/bulk")
    }
}

/// All profiles and their sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    /// The profiles in the order in which they judge and are listed.
    pub profiles: Vec<Profile>,
    /// The sources of all rules.
    pub sources: Vec<Source>,
    /// Where each profile stands among them.
    pub(super) positions: HashMap<String, usize>,
    /// The lists of domains that carrier rules can name.
    pub(super) lists: BTreeMap<String, Vec<Name>>,
}

/// There is no profile of this id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no receiver {id}{}; known: {}", .suggestion.as_ref().map(|s| format!(", did you mean {s}?")).unwrap_or_default(), .known.join(", "))]
pub struct UnknownReceiver {
    /// What was asked for.
    pub id: String,
    /// The profile that was probably meant.
    pub suggestion: Option<String>,
    /// All profiles.
    pub known: Vec<String>,
}

impl Profiles {
    /// The profiles that come with the program.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same texts.
    #[must_use]
    #[allow(clippy::expect_used, reason = "compiled in, and read by a test")]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Profiles> = OnceLock::new();
        BUILTIN.get_or_init(|| file::builtin(&BUILTIN_FILES).expect("the built-in profiles are well-formed"))
    }

    /// Adds the profiles of files of the user's own, in order; their format is described in
    /// [`super::file`].
    ///
    /// # Errors
    ///
    /// [`ProfileError`] says what is wrong in which line.
    pub fn with(self, files: &[(&str, &str)]) -> Result<Self, ProfileError> {
        file::add(self, files)
    }

    /// The profile of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Profile> {
        self.profiles.get(*self.positions.get(id)?)
    }

    /// The profile of an id, to be replaced by another one of that id.
    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut Profile> {
        self.profiles.get_mut(*self.positions.get(id)?)
    }

    /// Adds a profile of an id that there is not yet.
    pub(super) fn push(&mut self, profile: Profile) {
        self.positions.insert(profile.id.clone(), self.profiles.len());
        self.profiles.push(profile);
    }

    /// The rules by which a profile judges on a day, its own before those it includes; none where it is
    /// not in force.
    pub fn rules<'a>(
        &'a self,
        profile: &'a Profile,
        day: Date,
    ) -> impl Iterator<Item = (&'a Profile, &'a Period, &'a Rule)> {
        let of = move |profile: &'a Profile| Some((profile, profile.period(day)?));
        let own = of(profile);
        let included = profile.includes.as_ref().filter(|_| own.is_some()).and_then(|id| of(self.get(id)?));
        own.into_iter()
            .chain(included)
            .flat_map(|(profile, period)| period.rules.iter().map(move |rule| (profile, period, rule)))
    }

    /// The time zone whose days are a profile's.
    #[must_use]
    pub fn zone(&self, profile: &Profile) -> TimeZone {
        let included = || self.get(profile.includes.as_ref()?)?.zone.clone();
        profile.zone.clone().or_else(included).unwrap_or(TimeZone::UTC)
    }

    /// The day that it is for a profile.
    #[must_use]
    pub fn date(&self, profile: &Profile, day: Day) -> Date {
        day.in_zone(&self.zone(profile))
    }

    /// The algorithms of which a signature counts for a profile on a day. `rsa-sha1` is a permanent failure since
    /// RFC 8301 section 3.1; before, RFC 6376 took it.
    #[must_use]
    pub fn dkim_algorithms(&self, profile: &Profile, day: Date) -> Vec<Algorithm> {
        let included = || self.get(profile.includes.as_ref()?)?.dkim_algorithms.as_ref();
        let verified = profile.dkim_algorithms.as_ref().or_else(included);
        let mut counting = algorithms_on(day);
        counting.retain(|algorithm| verified.is_none_or(|verified| verified.contains(algorithm)));
        counting
    }

    /// The source at an index of [`Effect::sources`].
    #[must_use]
    pub fn source(&self, index: usize) -> Option<&Source> {
        self.sources.get(index)
    }

    /// The profiles that judge on a day: the named ones in the order of their naming, in force or not; of a group
    /// that is named (`jp`, or `all`) those that are in force but the bulk ones; by default those of them that judge
    /// without being named.
    ///
    /// # Errors
    ///
    /// [`UnknownReceiver`] for an id without a profile.
    pub fn selected(&self, ids: Option<&[String]>, day: Day) -> Result<Vec<&Profile>, UnknownReceiver> {
        let in_force = |p: &&Profile| !p.is_bulk() && p.period(self.date(p, day)).is_some();
        let Some(ids) = ids else {
            return Ok(self.profiles.iter().filter(|p| p.by_default).filter(in_force).collect());
        };
        let mut selected: Vec<&Profile> = Vec::new();
        for id in ids {
            let belongs = |p: &&Profile| id == EVERYBODY || p.groups.contains(id);
            let named = match self.get(id) {
                Some(profile) => vec![profile],
                None if self.profiles.iter().any(|p| belongs(&p)) => {
                    self.profiles.iter().filter(belongs).filter(in_force).collect()
                }
                None => return Err(self.unknown(id)),
            };
            for profile in named {
                if !selected.iter().any(|p| p.id == profile.id) {
                    selected.push(profile);
                }
            }
        }
        Ok(selected)
    }

    fn unknown(&self, id: &str) -> UnknownReceiver {
        let known: Vec<String> = self.profiles.iter().map(|p| p.id.clone()).collect();
        let wanted = id.to_ascii_lowercase();
        let suggestion = known
            .iter()
            .find(|k| **k == wanted)
            .or_else(|| known.iter().find(|k| k.starts_with(&format!("{wanted}/"))))
            .or_else(|| known.iter().min_by_key(|k| distance(&wanted, k)).filter(|k| distance(&wanted, k) <= 2))
            .cloned();
        UnknownReceiver { id: id.to_owned(), suggestion, known }
    }
}

/// The group that everybody belongs to.
const EVERYBODY: &str = "all";

/// The algorithms of which a signature counts on a day for whoever verifies them all.
#[must_use]
pub fn algorithms_on(day: Date) -> Vec<Algorithm> {
    // RFC 8301 is of January 2018.
    let rfc8301 = jiff::civil::date(2018, 1, 24);
    Algorithm::ALL.into_iter().filter(|algorithm| *algorithm != Algorithm::RsaSha1 || day < rfc8301).collect()
}

/// The profiles that come with the program, in the order in which they are listed.
const BUILTIN_FILES: [(&str, &str); 10] = [
    ("profiles/gmail.toml", include_str!("profiles/gmail.toml")),
    ("profiles/docomo.toml", include_str!("profiles/docomo.toml")),
    ("profiles/au.toml", include_str!("profiles/au.toml")),
    ("profiles/softbank.toml", include_str!("profiles/softbank.toml")),
    ("profiles/yahoo.toml", include_str!("profiles/yahoo.toml")),
    ("profiles/outlook.toml", include_str!("profiles/outlook.toml")),
    ("profiles/icloud.toml", include_str!("profiles/icloud.toml")),
    ("profiles/providers.toml", include_str!("profiles/providers.toml")),
    ("profiles/hotmail.toml", include_str!("profiles/hotmail.toml")),
    ("profiles/others.toml", include_str!("profiles/others.toml")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn ids(profiles: &[&Profile]) -> Vec<String> {
        profiles.iter().map(|p| p.id.clone()).collect()
    }

    #[test]
    fn by_default_all_in_force_but_bulk_ones() {
        let all = Profiles::builtin();
        assert_eq!(
            ids(&all.selected(None, Day::Given(date(2026, 11, 24))).unwrap()),
            [
                "gmail",
                "docomo",
                "docomo/reject-all",
                "au/high",
                "au/mid",
                "au/low",
                "au/omakase",
                "softbank",
                "ymobile",
                "yahoo-jp",
                "yahoo",
                "outlook",
                "icloud"
            ]
        );
        assert_eq!(
            ids(&all.selected(None, Day::Given(date(2007, 3, 31))).unwrap()),
            ["gmail", "docomo", "au/low", "softbank", "ymobile", "yahoo-jp", "hotmail"]
        );
    }

    #[test]
    fn every_id_in_the_order_of_listing() {
        let all: Vec<&str> = Profiles::builtin().profiles.iter().map(|p| p.id.as_str()).collect();
        let expected = "gmail gmail/bulk docomo docomo/reject-all au/high au/mid au/low au/omakase softbank ymobile \
                        yahoo-jp yahoo outlook outlook/bulk icloud icloud/bulk microsoft365 nifty \
                        naver gmx orange laposte comcast 163 mailru proton ocn hotmail rakuten linemo uq povo";
        assert_eq!(all.join(" "), expected);
    }

    #[test]
    fn named_ones_in_order_of_naming() {
        let all = Profiles::builtin();
        let named = ["softbank", "gmail/bulk", "softbank"].map(str::to_owned);
        assert_eq!(ids(&all.selected(Some(&named), Day::Given(date(2000, 1, 1))).unwrap()), ["softbank", "gmail/bulk"]);
    }

    #[test]
    fn a_group_is_those_of_it_that_are_in_force() {
        let all = Profiles::builtin();
        let named = |names: &[&str], day| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            ids(&all.selected(Some(&names), Day::Given(day)).unwrap()).join(" ")
        };
        let today = date(2026, 11, 24);
        assert_eq!(
            named(&["jp"], today),
            "docomo docomo/reject-all au/high au/mid au/low au/omakase softbank ymobile yahoo-jp nifty ocn"
        );
        assert_eq!(named(&["gmail", "eu"], today), "gmail microsoft365 gmx orange laposte proton");
        assert_eq!(named(&["eu", "gmx"], date(2017, 6, 1)), "gmx");
        let everybody = named(&["all"], today);
        for id in ["gmail", "ocn", "163", "icloud"] {
            assert!(everybody.split(' ').any(|one| one == id), "{id}");
        }
        assert!(!everybody.contains("bulk") && !everybody.contains("rakuten") && !everybody.contains("hotmail"));
    }

    #[test]
    fn an_unknown_one_suggests_what_was_meant() {
        let all = Profiles::builtin();
        for (id, suggestion) in [
            ("gmial", Some("gmail")),
            ("au", Some("au/high")),
            ("AU/high", Some("au/high")),
            ("docomo/rejectall", Some("docomo/reject-all")),
            ("hotmial", Some("hotmail")),
            ("fastmail", None),
        ] {
            let error = all.selected(Some(&[id.to_owned()]), Day::Given(date(2026, 1, 1))).unwrap_err();
            assert_eq!(error.suggestion.as_deref(), suggestion, "{id}");
            assert!(error.to_string().contains("known: gmail, gmail/bulk, docomo,"), "{error}");
        }
    }
}
