//! The view of what servers recorded: each record with its results, ours beside them, whether they agree;
//! for the row at the cursor why not, and the field as it is.
//!
//! ```text
//!    check   recorded   here      about
//!  mx.receiver.example   Authentication-Results   inside the trust boundary
//! > ✓ SPF     pass       pass      MAIL FROM info@shop.example
//!   ! DMARC   fail       pass      header From shop.example
//! ```

use super::bytes;
use super::page::Page;
use super::pane::{self, Body, Layout, Row};
use super::parts;
use crate::comparison::{Compared, Told, compare};
use crate::dns::Name;
use crate::message::Message;
use crate::text::{Shown, fit_address, pad, truncate, width};
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::Focused;
use crate::tui::sheet::Sheet;
use crate::words::claims::{self as words, ClaimText};
use crate::words::common::{Sign, Word};
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns of the glyph before a row.
const GLYPH: usize = 2;
/// Columns of a method and of a result at most, the blanks behind them included.
const CELL: usize = 16;
/// Columns below which a row does not say what it is about.
const NARROW: usize = 50;

/// Draws the view.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let list = &model.views.claims.list;
    pane::draw(model, list, &body(model, Layout::of(model.screen, area.width, list)), area, buffer)
}

/// What it shows.
pub fn body(model: &Model, layout: Layout) -> Body {
    let look = model.look;
    let mut head = vec![pane::heading_about(model, &ClaimText::About.text(look.lang), layout.head)];
    let Some(sheet) = model.sheet() else { return Body { head, ..Body::default() } };
    let (message, case) = (&sheet.opened.message, &sheet.case);
    let compared = compare(message, case);
    if compared.is_empty() {
        let text = ClaimText::NothingRecorded.text(look.lang);
        let rows = parts::paragraph(Tone::Plain, &text, layout.row, look).into_iter().map(Row::text).collect();
        return Body { head, rows, ..Body::default() };
    }
    let cells = Cells::of(&compared, look);
    head.push(cells.heading(look, layout.row));
    let mut rows = Vec::new();
    let mut record = None;
    for row in &compared {
        if record != Some(row.claim) {
            record = Some(row.claim);
            rows.push(Row::text(heading(row, message, look, layout.row)));
        }
        rows.push(Row::at(vec![cells.line(row, look, layout.row)], focus(row, message)));
    }
    let here = compared.get(model.views.claims.list.at).or(compared.last());
    let detail = match here.filter(|_| layout.detail > 0) {
        Some(row) => detail(sheet, row, look, layout.detail),
        None => Vec::new(),
    };
    Body { head, rows, detail, has_detail: true }
}

/// The columns of the table, as wide as what stands in them.
struct Cells {
    method: usize,
    recorded: usize,
    here: usize,
}

impl Cells {
    fn of(rows: &[Compared], look: Look) -> Self {
        let columns = |label: ClaimText<'_>, text: &dyn Fn(&Compared) -> String| {
            let longest = rows.iter().map(|row| width(&text(row))).max().unwrap_or(0);
            longest.max(width(&label.text(look.lang))).min(CELL - 2) + 2
        };
        Self {
            method: columns(ClaimText::Method, &|row| words::method(row, look.lang)),
            recorded: columns(ClaimText::Recorded, &words::result),
            here: columns(ClaimText::Here, &|row| ours(row).to_owned()),
        }
    }

    /// What stands in which column.
    fn heading(&self, look: Look, room: usize) -> Line<'static> {
        let text = |text: ClaimText<'_>| text.text(look.lang);
        let mut line = " ".repeat(GLYPH + 1);
        line += &cell(&text(ClaimText::Method), self.method);
        line += &cell(&text(ClaimText::Recorded), self.recorded);
        line += &cell(&text(ClaimText::Here), self.here);
        if room >= NARROW {
            line += &text(ClaimText::Of);
        }
        look.line(Tone::Faint, truncate(line.trim_end(), room))
    }

    fn line(&self, row: &Compared, look: Look, room: usize) -> Line<'static> {
        let sign = agreement(row);
        let (recorded, ours) = (words::result(row), ours(row));
        let mut line = Line::from(vec![
            look.span(Tone::Signed(sign), format!("{} ", look.glyph(sign))),
            look.span(Tone::Plain, cell(&words::method(row, look.lang), self.method)),
            look.span(Tone::Signed(words::sign(&row.result)), cell(&recorded, self.recorded)),
            look.span(Tone::Signed(words::sign(ours)), cell(ours, self.here)),
        ]);
        let left = room.saturating_sub(GLYPH + self.method + self.recorded + self.here);
        if room >= NARROW {
            line.push_span(look.span(Tone::Faint, about(row, look, left)));
        }
        line
    }
}

fn cell(text: &str, columns: usize) -> String {
    pad(&truncate(text, columns - 2), columns)
}

/// What is found here, in a word.
fn ours(row: &Compared) -> &str {
    row.ours.as_ref().map_or("-", |ours| ours.result)
}

/// The record that the rows below it are of.
fn heading(row: &Compared, message: &Message, look: Look, room: usize) -> Line<'static> {
    let writer = words::writer_short(row, message, look.lang);
    let writer = truncate(&writer, room);
    let mut left = room.saturating_sub(width(&writer));
    let mut line = Line::from(look.span(Tone::Strong, writer));
    let name = field_name(row, message);
    let (lang, place) = (look.lang, words::place(row, message, look.lang));
    let places = [place, words::side(row, lang), words::side_short(row, lang)];
    // The details tell of the hop.
    let fits = |place: &&String| width(&name) + width(place) + 4 <= left;
    let place = places.iter().find(fits).cloned();
    for text in std::iter::once(name).chain(place) {
        let text = truncate(&format!("  {text}"), left);
        left = left.saturating_sub(width(&text));
        line.push_span(look.span(Tone::Faint, text));
    }
    line
}

/// The name of its field, of X-SID that of both.
fn field_name(row: &Compared, message: &Message) -> String {
    let name = |index: usize| message.fields.get(index).map(|field| Shown::new(&field.name).to_string());
    let claim = row.claim(message);
    let instance = claim.and_then(|claim| claim.instance).map(|instance| format!("i={instance}"));
    let names = claim.into_iter().flat_map(|claim| [Some(claim.field), claim.other_field]).flatten().filter_map(name);
    names.chain(instance).collect::<Vec<_>>().join(" ")
}

/// Whether the two agree: the glyph of that.
fn agreement(row: &Compared) -> Sign {
    match row.agrees {
        Some(true) => Sign::Good,
        Some(false) => Sign::Doubt,
        None => Sign::Nothing,
    }
}

/// What a row is about in so many columns: where its name does not fit, without what kind of name it is.
fn about(row: &Compared, look: Look, room: usize) -> String {
    match words::about(row, look.lang) {
        Some(text) if width(&text) <= room => text,
        Some(text) => {
            let name = row.about.domain.as_ref().filter(|_| row.method == "dkim").map(Name::as_str);
            let name = name.or(row.about.name.as_deref()).map(|name| Shown::new(name).to_string());
            fit_address(&name.unwrap_or(text), room)
        }
        None => String::new(),
    }
}

/// What the cursor is on: the result, its bytes, and the name whose record stands behind ours.
fn focus(row: &Compared, message: &Message) -> Focused {
    let domain = row.ours.as_ref().and_then(|ours| ours.domain.as_ref());
    let name = match row.method.as_str() {
        "spf" | "sender-id" | "senderid" => domain.cloned(),
        "dmarc" => domain.map(|domain: &Name| domain.with_prefix("_dmarc")),
        "dkim" => {
            let selector = row.about.selector.as_deref();
            domain.zip(selector).map(|(domain, selector)| domain.with_prefix(&format!("{selector}._domainkey")))
        }
        _ => None,
    };
    Focused { copy: format!("{}={}", row.method, row.result), span: row.span(message), name }
}

/// The two results, why they differ, all that the record says of it, and its field.
fn detail(sheet: &Sheet, row: &Compared, look: Look, room: usize) -> Vec<Line<'static>> {
    let (message, lang) = (&sheet.opened.message, look.lang);
    let mut page = Page::new(look, room);
    let sign = agreement(row);
    let text = match row.agrees {
        Some(true) => ClaimText::Agree.text(lang),
        _ => words::both(row, message, lang),
    };
    page.text(Tone::Signed(sign), &look.marked(sign, &text));
    for reason in words::reasons(row, message, lang) {
        page.text(Tone::Plain, &reason);
    }
    page.gap();
    page.rows(&facts(row, message, look));
    page.gap();
    let Some(claim) = row.claim(message) else { return page.lines };
    for index in [Some(claim.field), claim.other_field].into_iter().flatten() {
        let Some(field) = message.fields.get(index) else { continue };
        let mut marks = vec![(field.span.start..field.value.start, Tone::Strong)];
        marks.extend(row.span(message).filter(|span| *span != field.span).map(|span| (span, Tone::Domain)));
        page.lines.extend(bytes::field(message, sheet.pieces(), &field.span, &marks, look, room));
    }
    page.lines
}

/// What the record says, each behind its label.
fn facts(row: &Compared, message: &Message, look: Look) -> Vec<(String, Tone, String)> {
    let lang = look.lang;
    let mut facts = Vec::new();
    let mut fact = |label: ClaimText<'_>, text: Option<String>| {
        facts.extend(text.filter(|text| !text.is_empty()).map(|text| (label.text(lang), Tone::Plain, text)));
    };
    fact(ClaimText::Field, Some(field_name(row, message)));
    fact(ClaimText::Writer, Some(words::writer_short(row, message, lang)));
    fact(ClaimText::Place, Some(words::place(row, message, lang)));
    fact(ClaimText::Of, words::about(row, lang));
    fact(ClaimText::Client, row.about.client.map(|client| client.to_string()));
    let policy = row.about.policy.as_deref().map(Shown::new);
    fact(
        ClaimText::Policy,
        match (policy, row.about.disposition.as_deref().map(Shown::new)) {
            (Some(policy), Some(done)) => Some(ClaimText::PolicyAndDone { policy: &policy, done: &done }.text(lang)),
            (policy, done) => policy.or(done).map(|text| text.to_string()),
        },
    );
    let told: Vec<String> = row
        .told
        .iter()
        .map(|told| match told {
            Told::ClientIp => Word::Client.text(lang),
            Told::Helo => "HELO".to_owned(),
            Told::MailFrom => "MAIL FROM".to_owned(),
        })
        .collect();
    fact(ClaimText::Gave, Some(told.join(&TuiText::Comma.text(lang))));
    facts
}
