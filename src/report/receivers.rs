//! The receiver profiles for people: a list, or one profile with its rules, dates and sources.

use super::paint::{Line, Tone, labelled};
use super::{Style, sources};
use crate::receiver::{Effect, Profile, Profiles, Rule, Source, UnknownReceiver};
use crate::settings::{Day, Lang};
use crate::text::{Shown, pad, width, wrap};
use crate::words::common::{self, Sign, Word};
use crate::words::report::ReportText;
use crate::words::{lane, rules};

/// The list of profiles, or the rules of one.
///
/// # Errors
///
/// [`UnknownReceiver`] where there is no profile of this id.
pub fn list(profiles: &Profiles, id: Option<&str>, style: Style) -> Result<Vec<Line>, UnknownReceiver> {
    let Some(id) = id else { return Ok(overview(profiles, style)) };
    // A named profile does not depend on the day; of a group those that are in force for good are told.
    let found = profiles.selected(Some(&[id.to_owned()]), Day::Given(jiff::civil::Date::MAX))?;
    Ok(found.into_iter().flat_map(|profile| explain(profile, profiles, style)).collect())
}

fn overview(profiles: &Profiles, style: Style) -> Vec<Line> {
    let columns = profiles.profiles.iter().map(|p| width(&p.id)).max().unwrap_or(0) + 2;
    let mut lines = Vec::new();
    for profile in &profiles.profiles {
        let since = profile
            .periods
            .first()
            .map_or_else(|| ReportText::NoRules.text(style.lang), |period| rules::begins(period, style.lang));
        let until = profile.periods.last().and_then(|period| period.until);
        let until = until.map(|day| format!(" {}", ReportText::Until { day: &day }.text(style.lang)));
        let name = common::name(profile, style.lang);
        let text = format!("{name}  {since}{}", until.unwrap_or_default());
        lines.extend(labelled(&profile.id, columns, Tone::Plain, &text, style.columns));
    }
    lines.push(Line::default());
    let hint = ReportText::ReceiversHint.text(style.lang);
    lines.extend(wrap(&hint, style.columns).into_iter().map(|text| Line::new(Tone::Faint, text)));
    lines
}

fn explain(profile: &Profile, profiles: &Profiles, style: Style) -> Vec<Line> {
    let lang = style.lang;
    let indented = |tone, text: &str| paragraph(2, tone, text, style.columns);
    let name = common::name(profile, lang);
    let heading = Line::new(Tone::Strong, profile.id.clone()).and(Tone::Plain, format!("  {name}"));
    let mut lines = if heading.width() <= style.columns {
        vec![heading]
    } else {
        [vec![Line::new(Tone::Strong, profile.id.clone())], indented(Tone::Plain, name)].concat()
    };
    if let Some(place) = &profile.place {
        let place = Shown::new(place);
        lines.extend(indented(Tone::Faint, &ReportText::DefinedIn { place: &place }.text(lang)));
    }
    if let Some(other) = &profile.includes {
        lines.extend(indented(Tone::Plain, &ReportText::Includes { other }.text(lang)));
    }
    if let Some(zone) = profiles.zone(profile).iana_name() {
        lines.extend(indented(Tone::Faint, &ReportText::DaysOf { zone: &zone }.text(lang)));
    }
    if profile.periods.is_empty() {
        lines.extend(indented(Tone::Plain, &ReportText::NoRules.text(lang)));
    }
    let mut used: Vec<usize> = Vec::new();
    for period in &profile.periods {
        lines.push(Line::default());
        lines.extend(paragraph(0, Tone::Strong, &rules::days(period, lang), style.columns));
        for rule in &period.rules {
            lines.extend(rule_lines(rule, profiles, style, &mut used));
        }
    }
    let notes = if lang == Lang::Ja { &profile.notes_ja } else { &profile.notes_en };
    if !notes.is_empty() {
        lines.push(Line::default());
        lines.push(Line::new(Tone::Strong, ReportText::Notes.text(lang)));
        for note in notes {
            lines.extend(labelled("  -", 4, Tone::Plain, note, style.columns));
        }
    }
    if !used.is_empty() {
        lines.push(Line::default());
        lines.push(Line::new(Tone::Strong, ReportText::Sources.text(lang)));
        used.sort_unstable();
        used.dedup();
        let sources: Vec<&Source> = used.into_iter().filter_map(|index| profiles.source(index)).collect();
        lines.extend(sources::lines(&sources, style.columns));
    }
    lines
}

fn rule_lines(rule: &Rule, profiles: &Profiles, style: Style, used: &mut Vec<usize>) -> Vec<Line> {
    let lang = style.lang;
    let mut lines = paragraph(2, Tone::Plain, &rules::title(rule, lang), style.columns);
    let rows: Vec<(String, &Effect)> =
        rules::effects(rule).into_iter().map(|(keys, effect)| (rules::results(&keys, lang), effect)).collect();
    // What is longer stands above what it leads to.
    let room = style.columns / 2;
    let columns = rows.iter().map(|(keys, _)| width(keys)).filter(|columns| *columns <= room).max().unwrap_or(0);
    for (keys, effect) in rows {
        used.extend(&effect.sources);
        let sources: Vec<&str> =
            effect.sources.iter().filter_map(|index| profiles.source(*index)).map(|s| s.id.as_str()).collect();
        let sign = Sign::from(effect.decision);
        let decision = rules::decision(effect, lang);
        let decision = format!("{} {decision}", sign.glyph(style.charset));
        let grounds =
            format!("{} {}", common::supported(effect.confidence, effect.seen.as_deref(), lang), sources.join(" "));
        let log = lane::log(&effect.said, lang);
        let reply = effect.said.reply.as_ref().filter(|_| log.is_none()).map(|reply| format!("\"{reply}\""));
        let beside = reply.as_ref().map(|reply| format!("  {reply}")).unwrap_or_default();
        let whole = Line::new(Tone::Plain, format!("    {}  ", pad(&keys, columns)))
            .and(Tone::Signed(sign), decision.as_str())
            .and(Tone::Faint, format!("  {grounds}{beside}"));
        if width(&keys) <= columns && whole.width() <= style.columns {
            lines.push(whole);
        } else {
            let below = |text: &str| paragraph(6, Tone::Faint, text, style.columns);
            lines.extend(paragraph(4, Tone::Plain, &keys, style.columns));
            lines.extend(paragraph(6, Tone::Signed(sign), &decision, style.columns));
            lines.extend(below(&grounds));
            lines.extend(reply.iter().flat_map(|reply| below(reply)));
        }
        for (word, text) in [(Word::Log, log), (Word::Shows, effect.said.shows.clone())] {
            if let Some(text) = text {
                let head = format!("      {}  ", word.text(lang));
                lines.extend(labelled(&head, width(&head), Tone::Faint, &text, style.columns));
            }
        }
    }
    lines
}

/// A text that begins some columns to the right.
fn paragraph(indent: usize, tone: Tone, text: &str, columns: usize) -> Vec<Line> {
    labelled("", indent, tone, text, columns)
}
