//! The view of the receivers: what each decides about the message and by which rule, and beside them all
//! rules of the one at the cursor with their dates, their sources and what the receiver says.

use super::page::Page;
use super::pane::{self, Body, Layout, Row};
use super::{parts, remarks};
use crate::receiver::{Because, CheckKind, Decision, Period, Profiles, Rule, Said};
use crate::settings::Lang;
use crate::text::{Shown, pad, truncate, width, wrap};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::Focused;
use crate::tui::sheet::Sheet;
use crate::tui::state::receivers::{Entry, entries};
use crate::words::common::{self, Sign, Word};
use crate::words::lane;
use crate::words::report::ReportText;
use crate::words::rules::{self, RulesText};
use crate::words::sentence;
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns of what is looked at that still say it.
const WHAT: usize = 19;
/// Columns of the heading before the tally at most.
const HEADING: usize = 12;

/// Draws the view.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let list = &model.views.receivers.list;
    pane::draw(model, list, &body(model, Layout::of(model.screen, area.width, list)), area, buffer)
}

/// What it shows.
pub fn body(model: &Model, layout: Layout) -> Body {
    let look = model.look;
    let Some(sheet) = model.sheet() else { return Body::default() };
    let mut tally = remarks::counts(sheet, look, layout.head.saturating_sub(HEADING)).pop().unwrap_or_default();
    tally.spans.remove(0);
    let head = vec![pane::heading(model, tally.spans)];
    let entries = entries(model, sheet);
    let table = Table::new(&entries, look, layout.row);
    let others = entries.iter().filter(|entry| entry.index.is_none()).count();
    let mut rows = vec![Row::text(table.heading())];
    let mut told = false;
    for entry in &entries {
        if entry.index.is_none() && !told {
            told = true;
            let text = RulesText::NotAsked { count: &others }.text(look.lang);
            rows.push(Row::text(Line::default()));
            rows.extend(wrap(&text, layout.row.max(1)).into_iter().map(|text| Row::text(look.line(Tone::Faint, text))));
        }
        rows.push(table.row(model, sheet, entry));
    }
    let here = entries.get(model.views.receivers.list.at).or(entries.last());
    let detail = match here.filter(|_| layout.detail > 0) {
        Some(entry) => Details { model, sheet, entry, day: entry.verdict.as_of, used: Vec::new() }.lines(layout.detail),
        None => Vec::new(),
    };
    Body { head, rows, detail, has_detail: true }
}

/// The rule to name in the table: the deciding one.
fn deciding<'a>(entry: &'a Entry<'_>) -> Option<&'a Because> {
    entry.verdict.because.first().or(entry.verdict.asked.first())
}

/// What a rule looks at, in a word or two.
fn looks_at(rule: &Because, lang: Lang) -> String {
    let check = common::check(rule.check, lang);
    match rule.identity.filter(|_| rule.check == CheckKind::Spf) {
        Some(identity) => format!("{check} {}", common::identity(identity, lang)),
        None => check,
    }
}

/// The columns of the table; those on the right are there as far as there is room.
struct Table {
    look: Look,
    room: usize,
    decision: usize,
    id: usize,
    what: usize,
    result: usize,
    confidence: usize,
}

impl Table {
    fn new(entries: &[Entry<'_>], look: Look, room: usize) -> Self {
        let lang = look.lang;
        let longest = |of: &dyn Fn(&Entry<'_>) -> usize, title: TuiText<'_>| {
            let title = width(&look.text(title));
            entries.iter().map(of).max().unwrap_or(0).max(title) + 2
        };
        let mut table = Self {
            look,
            room,
            decision: longest(&|e| width(&parts::decided(e.verdict.decision, look)), TuiText::ColumnDecision),
            id: longest(&|e| width(&e.profile.id), TuiText::ColumnReceiver),
            what: longest(&|e| deciding(e).map_or(0, |rule| width(&looks_at(rule, lang))), TuiText::ColumnLooksAt),
            result: longest(
                &|e| deciding(e).map_or(0, |rule| width(&rules::whole_result(rule.result, lang))),
                TuiText::ColumnResult,
            ),
            confidence: longest(
                &|e| width(&common::supported(e.verdict.confidence, e.verdict.seen(), lang)),
                TuiText::ColumnConfidence,
            ),
        };
        let fixed = table.decision + table.id;
        for slot in [&mut table.what, &mut table.result, &mut table.confidence] {
            *slot = (*slot).min(28);
        }
        // What is looked at is cut before the last columns go.
        let (what, result, confidence) = (table.what, table.result, table.confidence);
        let shown = [(result, confidence), (result, 0), (0, 0)].into_iter().find_map(|(result, confidence)| {
            let left = (room + 2).checked_sub(fixed + result + confidence)?;
            (what.min(WHAT) <= left).then(|| (what.min(left), result, confidence))
        });
        (table.what, table.result, table.confidence) = shown.unwrap_or_default();
        table
    }

    fn heading(&self) -> Line<'static> {
        let heads = [
            (self.decision, TuiText::ColumnDecision),
            (self.id, TuiText::ColumnReceiver),
            (self.what, TuiText::ColumnLooksAt),
            (self.result, TuiText::ColumnResult),
            (self.confidence, TuiText::ColumnConfidence),
        ];
        let cell = |(columns, title): (usize, TuiText<'_>)| pad(&self.look.text(title), columns);
        let text: String = heads.into_iter().filter(|(columns, _)| *columns > 0).map(cell).collect();
        self.look.line(Tone::Faint, truncate(text.trim_end(), self.room))
    }

    fn row(&self, model: &Model, sheet: &Sheet, entry: &Entry<'_>) -> Row {
        let look = self.look;
        let verdict = &entry.verdict;
        let judges = entry.index.is_some();
        let tone = if judges { Tone::Plain } else { Tone::Faint };
        let mark = if judges { Tone::Signed(Sign::from(verdict.decision)) } else { Tone::Faint };
        let id_tone = if judges { Tone::Strong } else { Tone::Faint };
        let mut line = Line::from(vec![
            look.span(mark, pad(&parts::decided(verdict.decision, look), self.decision)),
            look.span(id_tone, pad(&entry.profile.id, self.id)),
        ]);
        if let Some(rule) = deciding(entry) {
            let cells = [
                (self.what, looks_at(rule, look.lang)),
                (self.result, rules::whole_result(rule.result, look.lang)),
                (self.confidence, common::supported(verdict.confidence, verdict.seen(), look.lang)),
            ];
            for (columns, text) in cells.into_iter().filter(|(columns, _)| *columns > 0) {
                line.push_span(look.span(tone, pad(&truncate(&text, columns - 2), columns)));
            }
        } else {
            let left = self.room.saturating_sub(columns(&line));
            line.push_span(look.span(Tone::Faint, truncate(&why_none(entry, look.lang), left)));
        }
        if let Some(was) = entry.index.and_then(|index| sheet.was(index)) {
            let was = look.text(TuiText::Was { decision: &common::decision(was, look.lang) });
            if columns(&line) + width(&was) <= self.room {
                line.push_span(look.span(Tone::Notice, was));
            }
        }
        let name = common::name(entry.profile, model.look.lang);
        let left = self.room.saturating_sub(columns(&line) + 2);
        if left > 16 && name != entry.profile.id {
            line.push_span(look.span(Tone::Faint, format!("  {}", truncate(name, left))));
        }
        Row::at(vec![line], Focused::text(&entry.profile.id))
    }
}

/// Why a receiver decides nothing.
fn why_none(entry: &Entry<'_>, lang: Lang) -> String {
    if entry.profile.periods.is_empty() {
        return ReportText::NoRules.text(lang);
    }
    sentence::all_open(&entry.verdict.open, lang)
}

/// All about one receiver.
struct Details<'a> {
    model: &'a Model,
    sheet: &'a Sheet,
    entry: &'a Entry<'a>,
    day: crate::settings::Date,
    /// The sources that were named.
    used: Vec<usize>,
}

impl Details<'_> {
    fn lines(mut self, room: usize) -> Vec<Line<'static>> {
        let (look, profile, verdict) = (self.model.look, self.entry.profile, &self.entry.verdict);
        let lang = look.lang;
        let profiles = self.model.profiles;
        let mut page = Page::new(look, room);
        page.text(Tone::Strong, common::name(profile, lang));
        let sign = Sign::from(verdict.decision);
        let mut decided = look.marked(sign, &common::decision(verdict.decision, look.lang));
        if verdict.decision == Decision::Unknown {
            decided = format!("{decided}: {}", why_none(self.entry, lang));
        } else {
            let comma = TuiText::Comma.text(lang);
            decided = format!("{decided}{comma}{}", common::supported(verdict.confidence, verdict.seen(), lang));
        }
        if self.sheet.case.is_assumed(verdict) {
            decided = format!("{decided} {}", ReportText::Assumed.text(lang));
        }
        if self.entry.index.is_none() && verdict.decision != Decision::Unknown {
            decided = format!("{}: {decided}", RulesText::Would.text(lang));
        }
        page.text(Tone::Signed(sign), &decided);
        let mut told: Vec<&Said> = Vec::new();
        for because in verdict.because.iter().filter(|because| because.effect == verdict.decision) {
            if !told.contains(&&because.said) {
                said(&because.said, 0, &mut page);
                told.push(&because.said);
            }
        }
        if let Some(place) = &profile.place {
            page.text(Tone::Faint, &ReportText::DefinedIn { place: &Shown::new(place) }.text(lang));
        }
        page.gap();
        match profile.period(self.day) {
            Some(period) => {
                page.text(Tone::Faint, &RulesText::InForce.text(lang));
                page.text(Tone::Strong, &rules::days(period, lang));
                let mut shown: Option<&Period> = None;
                for (index, (_, of, rule)) in profiles.rules(profile, self.day).enumerate() {
                    // Rules of another profile that hold besides.
                    if let Some(other) = profile.includes.as_ref().filter(|_| !std::ptr::eq(of, period))
                        && shown.is_none()
                    {
                        shown = Some(of);
                        page.text(Tone::Faint, other);
                    }
                    self.rule(rule, verdict.asked.iter().find(|asked| asked.rule == index), &mut page);
                }
            }
            None if !profile.periods.is_empty() => page.text(Tone::Plain, &RulesText::NoPeriod.text(lang)),
            None => page.text(Tone::Plain, &ReportText::NoRules.text(lang)),
        }
        let day = self.day;
        let others = profile.periods.iter().filter(|period| !period.contains(day));
        for (index, period) in others.enumerate() {
            page.gap();
            if index == 0 {
                page.text(Tone::Faint, &RulesText::OtherDays.text(lang));
            }
            page.text(Tone::Strong, &rules::days(period, lang));
            for rule in &period.rules {
                self.rule(rule, None, &mut page);
            }
        }
        let notes = if lang == Lang::Ja { &profile.notes_ja } else { &profile.notes_en };
        if !notes.is_empty() {
            page.gap();
            page.text(Tone::Faint, &ReportText::Notes.text(lang));
        }
        for note in notes {
            page.labelled("-", Tone::Plain, note);
        }
        self.sources(profiles, &mut page);
        page.lines
    }

    /// A rule: what each result leads to, the one of this message marked.
    fn rule(&mut self, rule: &Rule, asked: Option<&Because>, page: &mut Page) {
        let look = page.look;
        page.text(Tone::Plain, &rules::title(rule, look.lang));
        let rows: Vec<(String, bool, _)> = rules::effects(rule)
            .into_iter()
            .map(|(keys, effect)| {
                let here = asked.is_some_and(|asked| rule.effect(asked.result).is_some_and(|own| own == effect));
                (rules::results(&keys, look.lang), here, effect)
            })
            .collect();
        if let Some(asked) = asked.filter(|_| !rows.iter().any(|(_, here, _)| *here)) {
            let text = format!("> {}: {}", RulesText::ThisMessage.text(look.lang), lane::rule_text(asked, look.lang));
            page.text(Tone::Signed(Sign::Open), &text);
        }
        let room = page.room;
        let most = rows.iter().map(|(keys, ..)| width(keys)).filter(|columns| *columns <= room / 2).max().unwrap_or(0);
        for (keys, here, effect) in rows {
            self.used.extend(&effect.sources);
            let sign = Sign::from(effect.decision);
            let decision = format!("{} {}", look.glyph(sign), rules::decision(effect, look.lang));
            let sources: Vec<&str> = effect
                .sources
                .iter()
                .filter_map(|index| Some(self.model.profiles.source(*index)?.id.as_str()))
                .collect();
            let grounds = format!(
                "  {} {}",
                common::supported(effect.confidence, effect.seen.as_deref(), look.lang),
                sources.join(" ")
            );
            let mark = look.span(Tone::Key, if here { "> " } else { "  " });
            let tone = if here { Tone::Strong } else { Tone::Plain };
            let mut spans = vec![mark];
            if width(&keys) <= most {
                spans.push(look.span(tone, pad(&keys, most + 2)));
            } else {
                page.row(if here { ">" } else { "" }, 2, tone, &keys);
                spans = vec![Span::raw(" ".repeat(4))];
            }
            spans.push(look.span(Tone::Signed(sign), decision));
            let used = columns(&Line::from(spans.clone()));
            let fits = used + width(&grounds) <= room;
            if fits {
                spans.push(look.span(Tone::Faint, grounds.clone()));
            }
            page.lines.push(Line::from(spans));
            if !fits {
                page.indented(6, Tone::Faint, grounds.trim());
            }
            said(&effect.said, 6, page);
        }
    }

    fn sources(&mut self, profiles: &Profiles, page: &mut Page) {
        self.used.sort_unstable();
        self.used.dedup();
        let sources: Vec<_> = self.used.iter().filter_map(|index| profiles.source(*index)).collect();
        if sources.is_empty() {
            return;
        }
        page.gap();
        page.text(Tone::Faint, &ReportText::Sources.text(page.look.lang));
        let columns = sources.iter().map(|source| width(&source.id)).max().unwrap_or(0) + 2;
        for source in sources {
            let date = source.date.as_ref().map(|date| format!("  ({date})")).unwrap_or_default();
            page.row(&source.id, columns, Tone::Plain, &format!("{}{date}", source.url));
        }
    }
}

/// What a receiver says to the sender and shows to its user.
fn said(said: &Said, blanks: usize, page: &mut Page) {
    let lang = page.look.lang;
    let reply = lane::log(said, lang).or_else(|| said.reply.as_ref().map(|reply| Shown::new(reply).to_string()));
    for (label, text) in
        [(Word::Log, reply), (Word::Shows, said.shows.as_ref().map(|text| Shown::new(text).to_string()))]
    {
        if let Some(text) = text {
            let label = format!("{}{}", " ".repeat(blanks), label.text(lang));
            page.labelled(&label, Tone::Faint, &text);
        }
    }
}
