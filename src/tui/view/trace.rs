//! The SPF trace of an identity: a tree with its outcomes, the running counters and the sources.
//! Nothing is cut: what is too long for its line goes on below, and the columns on the right give way.

mod detail;

use super::pane::{self, Body, Layout, Row};
use super::parts;
use crate::dns::Origin;
use crate::receiver::Reads;
use crate::settings::Charset;
use crate::spf::{Evaluation, SpfResult};
use crate::text::{Shown, fit_domain, pad, truncate, width, wrap};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::Focused;
use crate::tui::sheet::Sheet;
use crate::tui::state::trace::{self as state, Subject, subjects, traced};
use crate::words::common::{self, Sign};
use crate::words::identities::IdentityText;
use crate::words::recorded::{self, RecordedText};
use crate::words::report::ReportText;
use crate::words::sentence;
use crate::words::trace::{self, RowKind, TraceText};
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns that the tree gets before the outcomes, the counters, the sources may stand, if its terms take
/// so many.
const TREE: [usize; 4] = [26, 40, 36, 36];
/// Columns of the tree that nothing is gained by going below.
const NEAR: usize = 44;
/// Columns of the sources at most.
const SOURCE: usize = 28;
/// Lines of a record or an answer that stand in a tree whose runs are folded.
const BEGUN: usize = 2;

/// Draws the trace.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let list = &model.views.trace.list;
    pane::draw(model, list, &body(model, Layout::of(model.screen, area.width, list)), area, buffer)
}

/// What it shows.
pub fn body(model: &Model, layout: Layout) -> Body {
    let look = model.look;
    let Some((sheet, (subject, evaluation))) = model.sheet().and_then(|sheet| Some((sheet, traced(model, sheet)?)))
    else {
        let text = parts::paragraph(Tone::Plain, &look.text(TuiText::NothingTraced), layout.row, look);
        let rows = text.into_iter().map(Row::text).collect();
        return Body { head: vec![pane::heading(model, Vec::new())], rows, ..Body::default() };
    };
    let rows = state::rows(model, sheet, evaluation);
    let table = Table::new(&rows, model.views.trace.folding.runs, look, layout.row);
    let mut head = head(model, sheet, subject, evaluation, layout.head);
    head.extend((table.lookups > 0).then(|| table.heading(look)));
    let here = rows.get(model.views.trace.list.at).or(rows.last());
    let detail = match here {
        Some(row) if layout.detail > 0 => detail::lines(evaluation, row, look, layout.detail),
        _ => Vec::new(),
    };
    let has_detail = here.is_some();
    let rows = rows.iter().map(|row| table.row(row, evaluation, look)).collect();
    Body { head, rows, detail, has_detail }
}

/// What a row is about: the record that it stands in, and the text as it was got.
fn focus(evaluation: &Evaluation, row: &trace::Row) -> Focused {
    let Some((check, term)) = trace::find(evaluation, &row.at.path) else { return Focused::text(&row.text) };
    let target = term.and_then(|term| term.child.as_deref()).unwrap_or(check);
    let (copy, check) = match (row.kind, term) {
        (RowKind::Record, _) => (target.record.clone().unwrap_or_else(|| target.domain.to_string()), target),
        (RowKind::Question, Some(term)) => {
            let asked = row.at.asked.and_then(|index| term.asked.get(index));
            (asked.map(|a| format!("{} {}", a.question.name, a.question.rtype)).unwrap_or_default(), check)
        }
        (_, Some(term)) => (term.text.clone(), check),
        (_, None) => (row.text.clone(), check),
    };
    Focused::text(copy).at_name(check.domain.clone())
}

/// The identities to switch between, the domain with its result and the counters, and what is to be said
/// about it.
fn head(model: &Model, sheet: &Sheet, subject: Subject, evaluation: &Evaluation, room: usize) -> Vec<Line<'static>> {
    let look = model.look;
    let mut head = vec![pane::heading(model, tabs(sheet, subject, look, room))];
    let sign = Sign::from(evaluation.result);
    let result = format!("{} {}", look.glyph(sign), evaluation.result);
    let (lookups, voids) = trace::counters(evaluation.lookups, evaluation.void_lookups);
    let counters = TraceText::Counters { lookups: &lookups, void_lookups: &voids }.text(look.lang);
    let assumed = sheet.is_identity_assumed(subject.identity);
    let assumed = if assumed { format!("{} ", ReportText::Assumed.text(look.lang)) } else { String::new() };
    let used = width(&assumed) + 2 + width(&result);
    let domain = fit_domain(Shown::new(evaluation.domain.as_str()).as_str(), room.saturating_sub(used + 1));
    let mut title = Line::from(vec![
        look.span(Tone::Notice, assumed),
        look.span(Tone::Domain, domain),
        Span::raw("  "),
        look.span(Tone::Signed(sign), result),
    ]);
    if columns(&title) + width(&counters) + 3 <= room {
        title.push_span(look.span(Tone::Faint, format!("   {counters}")));
        head.push(title);
    } else {
        head.extend([title, look.line(Tone::Faint, counters)]);
    }
    let mut note = |tone, text: &str| {
        head.extend(wrap(text, room.max(1)).into_iter().map(|text| look.line(tone, text)));
    };
    if let Some(recorded) = &evaluation.recorded {
        note(Tone::Notice, &recorded::beside(recorded.by.as_deref(), recorded.dns.as_str(), look.lang));
        note(Tone::Plain, &RecordedText::NotOurs.text(look.lang));
    }
    if let Some(problem) = &evaluation.problem {
        note(Tone::Signed(Sign::Bad), &sentence::problem(problem, look.lang));
    }
    if let Some(explanation) = &evaluation.explanation {
        note(Tone::Plain, &format!("{}: {}", ReportText::Explanation.text(look.lang), Shown::new(explanation)));
    }
    if evaluation.result == SpfResult::Pending {
        note(Tone::Signed(Sign::Open), &sentence::pending(evaluation, look.lang));
    }
    head
}

/// The identities with their results, the one that is shown in brackets; as much of each as there is room
/// for, and where there is not enough, which of them this one is.
fn tabs(sheet: &Sheet, subject: Subject, look: Look, room: usize) -> Vec<Span<'static>> {
    /// Spans of one of them.
    const TAB: usize = 3;
    let all = subjects(&sheet.case);
    let name = |of: Subject| match of.reads {
        Reads::SenderId => "Sender ID".to_owned(),
        _ => common::identity(of.identity, look.lang),
    };
    let drawn = |with_words: bool| -> Vec<Span<'static>> {
        let tab = |(of, evaluation): &(Subject, &Evaluation)| {
            let sign = Sign::from(evaluation.result);
            let word = if with_words { format!(" {}", evaluation.result) } else { String::new() };
            let (open, close) = if *of == subject { ("[", "]") } else { (" ", " ") };
            let tone = if *of == subject { Tone::Strong } else { Tone::Plain };
            let result = format!("{}{word}", look.glyph(sign));
            [
                look.span(tone, format!("{open}{} ", name(*of))),
                look.span(Tone::Signed(sign), result),
                look.span(tone, close),
            ]
        };
        all.iter().flat_map(tab).collect()
    };
    let with_words = drawn(true);
    let left = room.saturating_sub(width(&look.text(TuiText::ViewTrace)) + 2);
    let fits = |spans: &Vec<Span<'static>>| columns(&Line::from(spans.clone())) <= left;
    let at = all.iter().position(|(of, _)| *of == subject).unwrap_or(0);
    let without_words = drawn(false);
    let alone = |tabs: &Vec<Span<'static>>| {
        let mut spans: Vec<Span<'static>> = tabs.iter().skip(at * TAB).take(TAB).cloned().collect();
        spans.push(look.span(Tone::Faint, format!(" {}/{}", at + 1, all.len())));
        spans
    };
    let (one, short) = (alone(&with_words), alone(&without_words));
    [with_words, without_words, one].into_iter().find(fits).unwrap_or(short)
}

/// A text in lines that break at its blanks, so that a term or a name stays whole where it can.
fn by_words(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(wrap(word, room)),
        }
    }
    lines
}

/// The terms that a folded row stands for.
fn folded(evaluation: &Evaluation, row: &trace::Row) -> String {
    let terms = trace::folded(evaluation, row).iter().map(|term| Shown::new(&term.text).to_string());
    terms.collect::<Vec<_>>().join(" ")
}

/// Whether all answers come from one zone file.
fn is_one_file(rows: &[trace::Row]) -> bool {
    let origins = || rows.iter().filter_map(|row| row.origin.as_ref());
    let file = |from: &Origin| match from {
        Origin::File { path, .. } => Some(path.clone()),
        Origin::Server { .. } | Origin::WhatIf => None,
    };
    let first = origins().find_map(file);
    first.is_some() && origins().all(|from| *from == Origin::WhatIf || file(from) == first)
}

/// Where an answer came from: the file with the line, or the line alone.
fn source(from: &Origin, one_file: bool, look: Look) -> String {
    match from {
        Origin::File { line, .. } if one_file => IdentityText::Line { number: line }.text(look.lang),
        _ => trace::origin(from, look.lang),
    }
}

/// The columns of a trace: those on the right are there as far as there is room.
struct Table {
    tree: usize,
    outcome: usize,
    lookups: usize,
    voids: usize,
    source: usize,
    charset: Charset,
    /// Whether long records and answers are only begun.
    begun: bool,
    /// Whether all answers are of one file, so that the line is enough.
    one_file: bool,
}

impl Table {
    fn new(rows: &[trace::Row], begun: bool, look: Look, room: usize) -> Self {
        let one_file = is_one_file(rows);
        let longest = |of: &dyn Fn(&trace::Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
        // Two blanks stand before each of these columns.
        let outcome = longest(&|row| row.outcome.as_ref().map_or(0, |(_, text)| width(text) + 4));
        let lookups = width(&look.text(TuiText::ColumnLookups)).max(5) + 2;
        let voids = width(&look.text(TuiText::ColumnVoid)).max(4) + 2;
        let sources = |one_file| {
            let columns = longest(&|row| row.origin.as_ref().map_or(0, |from| width(&source(from, one_file, look))));
            columns.min(SOURCE).max(width(&look.text(TuiText::ColumnSource))) + 2
        };
        let mut table = Self {
            tree: room,
            outcome: 0,
            lookups: 0,
            voids: 0,
            source: 0,
            charset: look.charset,
            begun,
            one_file: false,
        };
        let needed = longest(&|row| if row.outcome.is_some() { width(&row.guide) + width(&row.text) } else { 0 });
        let wanted = [outcome, lookups, voids];
        let slots = [&mut table.outcome, &mut table.lookups, &mut table.voids];
        for ((slot, columns), tree) in slots.into_iter().zip(wanted).zip(TREE) {
            if table.tree < tree.min(needed) + columns {
                break;
            }
            *slot = columns;
            table.tree -= columns;
        }
        // Where the name of the file does not fit, its line does: the details name the file. Rows with a
        // source have no counters, so that it can stand there where a column would break terms in two.
        let words = |row: &trace::Row| width(&row.guide) + row.text.split(' ').map(width).max().unwrap_or(0);
        let kept = longest(&|row| if row.outcome.is_some() { words(row) } else { 0 }).clamp(TREE[3].min(needed), NEAR);
        // The name only where records beside it have room too.
        let found = [(false, NEAR), (true, kept)]
            .into_iter()
            .filter(|(short, _)| !short || one_file)
            .find(|(short, tree)| table.voids > 0 && table.tree >= tree.max(&kept) + sources(*short))
            .map(|(short, _)| short);
        match found {
            Some(short) => {
                table.one_file = short;
                table.source = sources(short);
                table.tree -= table.source;
            }
            None => table.one_file = one_file,
        }
        // The tree takes no more than its terms need, so that the columns stay near it.
        table.tree = table.tree.min(needed.max(NEAR)).max(1);
        table
    }

    /// Whether the sources stand in the columns of the counters.
    fn shares(&self) -> bool {
        self.source == 0 && self.voids > 0
    }

    fn heading(&self, look: Look) -> Line<'static> {
        // Below it, the rows leave room for the cursor.
        let mut text = " ".repeat(1 + self.tree + self.outcome);
        let heads = [
            (self.lookups, TuiText::ColumnLookups),
            (self.voids, TuiText::ColumnVoid),
            (self.source, TuiText::ColumnSource),
        ];
        for (columns, name) in heads {
            if columns > 0 {
                text.push_str(&pad(&format!("  {}", look.text(name)), columns));
            }
        }
        look.line(Tone::Faint, text)
    }

    fn row(&self, row: &trace::Row, evaluation: &Evaluation, look: Look) -> Row {
        let room = self.tree.saturating_sub(width(&row.guide)).max(1);
        // What has no outcome and no counters has their columns too.
        let counters = if self.shares() { 0 } else { self.lookups + self.voids };
        let room = if row.outcome.is_none() { room + self.outcome + counters } else { room };
        let mut texts = by_words(&row.text, room);
        let mut more = if row.kind == RowKind::Folded { folded(evaluation, row) } else { String::new() };
        if self.begun && matches!(row.kind, RowKind::Record | RowKind::Question) {
            more = texts.get(BEGUN..).unwrap_or_default().join(" ");
            texts = parts::begun(texts, BEGUN, room);
        }
        let below = self.below(&row.guide);
        let lines = texts.into_iter().enumerate();
        let lines = lines.map(|(index, text)| self.line(row, index, &below, &text, look)).collect();
        Row { more, ..Row::at(lines, focus(evaluation, row)) }
    }

    fn line(&self, row: &trace::Row, index: usize, below: &str, text: &str, look: Look) -> Line<'static> {
        let guide = if index == 0 { row.guide.as_str() } else { below };
        let tone = match row.kind {
            RowKind::Record => Tone::Strong,
            RowKind::Term => match &row.outcome {
                Some((sign @ (Sign::Good | Sign::Bad), _)) => Tone::Signed(*sign),
                _ => Tone::Plain,
            },
            RowKind::Folded | RowKind::Question => Tone::Faint,
        };
        let mut line = Line::from(vec![look.span(Tone::Faint, guide.to_owned()), look.span(tone, text.to_owned())]);
        let fill = |line: &mut Line<'static>, to: usize| {
            let missing = to.saturating_sub(columns(line));
            line.push_span(Span::raw(" ".repeat(missing)));
        };
        if index > 0 {
            return line;
        }
        let mut at = self.tree;
        if let Some((sign, outcome)) = row.outcome.as_ref().filter(|_| self.outcome > 0) {
            fill(&mut line, at);
            let outcome = format!("  {} {outcome}", look.glyph(*sign));
            line.push_span(look.span(Tone::Signed(*sign), outcome));
        }
        at += self.outcome;
        if let Some(from) = row.origin.as_ref().filter(|_| self.shares()) {
            fill(&mut line, at);
            let from = truncate(&source(from, self.one_file, look), self.lookups + self.voids - 2);
            line.push_span(look.span(Tone::Faint, format!("  {from}")));
        }
        let counters = row.counters.as_ref();
        let cells = [
            (self.lookups, counters.map(|(lookups, _)| lookups.clone())),
            (self.voids, counters.map(|(_, voids)| voids.clone())),
            (self.source, row.origin.as_ref().map(|from| truncate(&source(from, self.one_file, look), SOURCE))),
        ];
        for (columns, text) in cells {
            if let Some(text) = text.filter(|_| columns > 0) {
                fill(&mut line, at);
                line.push_span(look.span(Tone::Faint, format!("  {text}")));
            }
            at += columns;
        }
        line
    }

    /// The guide of a line that goes on with the row above it.
    fn below(&self, guide: &str) -> String {
        match self.charset {
            Charset::Unicode => guide.replace('├', "│").replace('└', " "),
            Charset::Ascii => guide.replace("|-", "| ").replace("`-", "  "),
        }
    }
}
