//! The SPF trace of the selected lane: a tree with its outcomes, the running counters and the sources.
//! Nothing is cut: what is too long for its line goes on below, and the columns on the right give way.

use super::pane::{self, Body, Layout, Row};
use super::parts;
use crate::receiver::IdentityKind;
use crate::settings::Charset;
use crate::spf::{Evaluation, SpfResult};
use crate::text::{Shown, fit_domain, pad, truncate, width, wrap};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::Focused;
use crate::tui::sheet::Sheet;
use crate::words::common::{self, Sign};
use crate::words::report::ReportText;
use crate::words::sentence;
use crate::words::trace::{self, RowKind, TraceText};
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns that the tree gets before the outcomes, the counters, the sources may stand.
const TREE: [usize; 4] = [26, 40, 40, 44];
/// Columns of the sources at most.
const SOURCE: usize = 28;

/// Draws the trace.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let list = &model.views.trace.list;
    pane::draw(model, list, &body(model, Layout::of(area.width, list)), area, buffer)
}

/// What it shows.
pub fn body(model: &Model, layout: Layout) -> Body {
    let look = model.look;
    let traced = model.sheet().and_then(|sheet| Some((sheet, model.traced(sheet)?)));
    let Some((sheet, (identity, evaluation))) = traced else {
        let text = parts::paragraph(Tone::Plain, &look.text(TuiText::NothingTraced), layout.row, look);
        let rows = text.into_iter().map(Row::text).collect();
        return Body { head: vec![pane::heading(model, Vec::new())], rows, ..Body::default() };
    };
    let ip = sheet.case.identities.client.ip.as_ref().map(|found| found.value.to_string()).unwrap_or_default();
    let rows = trace::rows(evaluation, &ip, !model.views.trace.unfolded, look.charset, look.lang);
    let table = Table::new(&rows, look, layout.row);
    let mut head = head(model, sheet, identity, evaluation, layout.head);
    head.push(Line::default());
    if table.lookups > 0 {
        head.push(table.heading(look));
    }
    let rows = rows.iter().map(|row| {
        let focus = Focused::text(&row.text).at_name(evaluation.domain.clone());
        Row::at(table.row(row, look), focus)
    });
    Body { head, rows: rows.collect(), ..Body::default() }
}

/// The receiver, the identity with its result and the counters, and what is to be said about it.
fn head(
    model: &Model,
    sheet: &Sheet,
    identity: IdentityKind,
    evaluation: &Evaluation,
    room: usize,
) -> Vec<Line<'static>> {
    let look = model.look;
    let receiver = model.lane(sheet).map(|lane| common::receiver(&lane.verdict.receiver, model.profiles, look.lang));
    let sign = Sign::from(evaluation.result);
    let result = format!("{} {}", look.glyph(sign), evaluation.result);
    let (lookups, voids) = trace::counters(evaluation.lookups, evaluation.void_lookups);
    let counters = TraceText::Counters { lookups: &lookups, void_lookups: &voids }.text(look.lang);
    let who = truncate(&receiver.unwrap_or_default(), room);
    let mut head = vec![pane::heading(model, vec![look.span(Tone::Strong, who)])];
    let mut label = common::identity(identity, look.lang);
    if sheet.is_identity_assumed(identity) {
        label = format!("{label} {}", ReportText::Assumed.text(look.lang));
    }
    let used = width(&label) + 4 + width(&result);
    let domain = fit_domain(Shown::new(evaluation.domain.as_str()).as_str(), room.saturating_sub(used + 1));
    let mut title = Line::from(vec![
        look.span(Tone::Faint, format!("{label}  ")),
        look.span(Tone::Domain, domain),
        Span::raw("  "),
        look.span(Tone::Signed(sign), result),
    ]);
    if columns(&title) + width(&counters) + 4 <= room {
        title.push_span(look.span(Tone::Faint, format!("   {counters}")));
    }
    head.push(title);
    let mut note = |tone, text: &str| {
        head.extend(wrap(text, room.max(1)).into_iter().map(|text| look.line(tone, text)));
    };
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

/// The columns of a trace: those on the right are there as far as there is room.
struct Table {
    tree: usize,
    outcome: usize,
    lookups: usize,
    voids: usize,
    source: usize,
    charset: Charset,
}

impl Table {
    fn new(rows: &[trace::Row], look: Look, room: usize) -> Self {
        let longest = |of: &dyn Fn(&trace::Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
        // Two blanks stand before each of these columns.
        let outcome = longest(&|row| row.outcome.as_ref().map_or(0, |(_, text)| width(text) + 4));
        let lookups = width(&look.text(TuiText::ColumnLookups)).max(5) + 2;
        let voids = width(&look.text(TuiText::ColumnVoid)).max(4) + 2;
        let source = longest(&|row| row.origin.as_ref().map_or(0, |text| width(text).min(SOURCE) + 2));
        let mut table = Self { tree: room, outcome: 0, lookups: 0, voids: 0, source: 0, charset: look.charset };
        let wanted = [outcome, lookups, voids, source];
        let slots = [&mut table.outcome, &mut table.lookups, &mut table.voids, &mut table.source];
        for ((slot, columns), tree) in slots.into_iter().zip(wanted).zip(TREE) {
            if table.tree < tree + columns {
                break;
            }
            *slot = columns;
            table.tree -= columns;
        }
        // The tree takes no more than its terms need, so that the columns stay near it.
        let needed = longest(&|row| if row.outcome.is_some() { width(&row.guide) + width(&row.text) } else { 0 });
        table.tree = table.tree.min(needed.max(TREE[3])).max(1);
        table
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

    fn row(&self, row: &trace::Row, look: Look) -> Vec<Line<'static>> {
        let room = self.tree.saturating_sub(width(&row.guide)).max(1);
        // What has no outcome has the column of the outcomes too.
        let room = if row.outcome.is_none() { room + self.outcome } else { room };
        let texts = wrap(&row.text, room);
        let below = self.below(&row.guide);
        texts.into_iter().enumerate().map(|(index, text)| self.line(row, index, &below, &text, look)).collect()
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
        let counters = row.counters.as_ref();
        let cells = [
            (self.lookups, counters.map(|(lookups, _)| lookups.clone())),
            (self.voids, counters.map(|(_, voids)| voids.clone())),
            (self.source, row.origin.as_ref().map(|origin| truncate(origin, SOURCE))),
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
