//! A page about a receiver in Markdown: what its profile says, with dates and sources, and what it leaves open.

use super::markdown::{code, link, prose};
use crate::receiver::{Confidence, Decision, Effect, On, Period, Profile, Profiles, Rule, Source};
use crate::settings::Lang;
use crate::words::common;
use crate::words::page::{PageText, to_do};
use crate::words::report::ReportText;
use crate::words::{lane, rules};

/// The page of profiles that belong together, such as the levels of one carrier.
#[must_use]
pub fn page(profiles: &Profiles, listed: &[&Profile], lang: Lang) -> String {
    let mut page = Page { profiles, lang, text: String::new(), used: Vec::new() };
    let name = |profile: &&Profile| prose(common::name(profile, lang));
    page.line(&format!("# {}", listed.first().map(name).unwrap_or_default()));
    page.line(&prose(&PageText::Made.text(lang)));
    for profile in listed {
        page.profile(profile);
    }
    page.sources();
    page.text.truncate(page.text.trim_end().len());
    page.text + "\n"
}

struct Page<'a> {
    profiles: &'a Profiles,
    lang: Lang,
    text: String,
    used: Vec<usize>,
}

impl Page<'_> {
    /// A block with a blank line below.
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push_str("\n\n");
    }

    fn heading(&mut self, depth: usize, text: &PageText<'_>) {
        let text = prose(&text.text(self.lang));
        self.line(&format!("{} {text}", "#".repeat(depth)));
    }

    fn list(&mut self, items: &[String]) {
        let lines: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
        self.line(&lines.join("\n"));
    }

    fn profile(&mut self, profile: &Profile) {
        let lang = self.lang;
        self.line(&format!("## {} {}", code(&profile.id), prose(common::name(profile, lang))));
        if let Some(other) = &profile.includes {
            self.line(&prose(&ReportText::Includes { other }.text(lang)));
        }
        if profile.periods.is_empty() {
            self.line(&prose(&ReportText::NoRules.text(lang)));
        } else {
            self.heading(3, &PageText::Checks);
        }
        for period in profile.periods.iter().rev() {
            self.line(&format!("#### {}", prose(&rules::days(period, lang))));
            period.rules.iter().for_each(|rule| self.rule(rule));
        }
        let open = self.not_known(profile);
        if !open.is_empty() {
            self.heading(3, &PageText::NotKnown);
            self.list(&open);
        }
        if let Some(period) = profile.periods.last().filter(|period| period.until.is_none()) {
            let mut steps: Vec<String> = Vec::new();
            for step in period.rules.iter().map(|rule| prose(&to_do(rule, lang))) {
                if !steps.contains(&step) {
                    steps.push(step);
                }
            }
            self.heading(3, &PageText::ToDo);
            self.list(&steps);
        }
        let notes = if lang == Lang::Ja { &profile.notes_ja } else { &profile.notes_en };
        if !notes.is_empty() {
            self.heading(3, &PageText::Notes);
            self.list(&notes.iter().map(|note| prose(note)).collect::<Vec<_>>());
        }
    }

    /// What a rule looks at, and a table of what each result leads to.
    fn rule(&mut self, rule: &Rule) {
        let lang = self.lang;
        self.line(&format!("**{}**", prose(&rules::title(rule, lang))));
        let head = [PageText::Result, PageText::Decision, PageText::Support, PageText::Log, PageText::Shows];
        let mut rows = vec![row(&head.map(|text| prose(&text.text(lang)))), row(&["---"; 5].map(str::to_owned))];
        for (keys, effect) in rules::effects(rule) {
            rows.push(row(&[
                prose(&rules::results(&keys, lang)),
                prose(&rules::decision(effect, lang)),
                self.support(effect),
                log(effect, lang).map(|text| code(&text)).unwrap_or_default(),
                effect.said.shows.as_deref().map(prose).unwrap_or_default(),
            ]));
        }
        self.line(&rows.join("\n"));
    }

    fn support(&mut self, effect: &Effect) -> String {
        self.used.extend(&effect.sources);
        let ids = effect.sources.iter().filter_map(|index| self.profiles.source(*index));
        let ids: Vec<String> = ids.map(|source| prose(&source.id)).collect();
        format!("{} {}", prose(&common::supported(effect.confidence, effect.seen.as_deref(), self.lang)), ids.join(" "))
            .trim_end()
            .to_owned()
    }

    /// What the rules of today leave open, and what was before the first of them.
    fn not_known(&self, profile: &Profile) -> Vec<String> {
        let lang = self.lang;
        let mut open = Vec::new();
        let first = profile.periods.first().and_then(|period| period.from);
        open.extend(first.map(|day| prose(&PageText::Before { day: &day }.text(lang))));
        let today: Vec<&Period> = profile.periods.last().filter(|period| period.until.is_none()).into_iter().collect();
        for rule in today.iter().flat_map(|period| &period.rules) {
            let of = |effect: &Effect| effect.decision == Decision::Unknown || effect.confidence == Confidence::Unknown;
            let keys: Vec<On> = rules::effects(rule).into_iter().filter(|(_, e)| of(e)).flat_map(|(k, _)| k).collect();
            if !keys.is_empty() {
                let (check, results) = (&rules::title(rule, lang), &rules::results(&keys, lang));
                open.push(prose(&PageText::NotKnownOf { check, results }.text(lang)));
            }
        }
        let effects = today.iter().flat_map(|period| &period.rules).flat_map(|rule| &rule.effects);
        let refusing: Vec<&Effect> = effects.map(|(_, e)| e).filter(|e| e.decision == Decision::Reject).collect();
        if !refusing.is_empty() && refusing.iter().all(|effect| log(effect, lang).is_none()) {
            open.push(prose(&PageText::NoReply.text(lang)));
        }
        open
    }

    fn sources(&mut self) {
        self.used.sort_unstable();
        self.used.dedup();
        let used: Vec<&Source> = self.used.iter().filter_map(|index| self.profiles.source(*index)).collect();
        if used.is_empty() {
            return;
        }
        let entry = |source: &Source| {
            let date = source.date.as_ref().map(|date| format!(" ({})", prose(date))).unwrap_or_default();
            format!("{}: {}{date}", prose(&source.id), link(&source.url))
        };
        let entries: Vec<String> = used.into_iter().map(entry).collect();
        self.heading(2, &PageText::Sources);
        self.list(&entries);
    }
}

/// What stands in the sender's log.
fn log(effect: &Effect, lang: Lang) -> Option<String> {
    lane::log(&effect.said, lang).or_else(|| effect.said.reply.clone())
}

/// A row of a table; a bar would end the cell.
fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|").replace("\\\\|", "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}
