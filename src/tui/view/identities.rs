//! The view of who the message says it is from: each identity with all that could tell it, the steps that
//! find the PRA, and the header as it stands with the bytes that were taken.

use super::bytes::{self, Mark};
use super::page::Page;
use super::pane::{self, Body, Layout, Row};
use crate::dns::Name;
use crate::identity::{Candidate, Evidence, HeaderIdentity, HeaderProblem, PraOutcome, PraStep, Standing, evidence};
use crate::message::{Field, Known, Message, Span};
use crate::receiver::IdentityKind;
use crate::text::{Shown, fit_address, pad, truncate, width};
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::tui::pieces::Pieces;
use crate::tui::screen::Focused;
use crate::tui::sheet::Sheet;
use crate::words::common::{self, Sign, Word};
use crate::words::identities::{self as words, IdentityText};
use crate::words::report::ReportText;
use crate::words::sentence;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns of the labels of identities, and of the evidence below them, at most.
const LABELS: usize = 24;
/// Rows within which the bytes at the cursor are seen on any screen when the header is shown from its start.
const NEAR: usize = 8;
/// Rows that stand before them where it is not.
const BEFORE: usize = 2;
/// Pieces of the header before and after them that are laid out.
const PIECES: usize = 60;

/// Draws the view.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let list = &model.views.identities.list;
    pane::draw(model, list, &body(model, Layout::of(model.screen, area.width, list)), area, buffer)
}

/// What it shows.
pub fn body(model: &Model, layout: Layout) -> Body {
    let look = model.look;
    let head = vec![pane::heading_about(model, &IdentityText::About.text(look.lang), layout.head)];
    let Some(sheet) = model.sheet() else { return Body { head, ..Body::default() } };
    let entries = entries(sheet, look);
    let here = model.views.identities.list.at.min(entries.len().saturating_sub(1));
    let detail = match entries.get(here).filter(|_| layout.detail > 0) {
        Some(entry) => detail(sheet, entry, near(model, layout), look, layout.detail),
        None => Vec::new(),
    };
    let labels = |is_head: bool| {
        let of_kind = entries.iter().filter(|entry| entry.is_head == is_head);
        of_kind.map(|entry| width(&entry.label)).max().unwrap_or(0).min(LABELS) + 2
    };
    let columns = (labels(true), labels(false));
    let mut rows = Vec::new();
    for entry in &entries {
        if entry.is_head && !rows.is_empty() {
            rows.push(Row::text(Line::default()));
        }
        rows.push(row(entry, columns, look, layout.row));
    }
    Body { head, rows, detail, has_detail: true }
}

/// Something that the cursor can be on: an identity, a place that could tell it, a step of the PRA.
struct Entry {
    is_head: bool,
    sign: Option<Sign>,
    label: String,
    /// The value, safe to show.
    value: String,
    tone: Tone,
    /// What became of it, in a few words.
    remark: String,
    /// In which line it stands.
    place: Option<String>,
    /// The domain whose records speak for it.
    name: Option<Name>,
    /// Where it stands in the message.
    span: Option<Span>,
    /// Why, in sentences.
    why: Vec<String>,
}

fn entries(sheet: &Sheet, look: Look) -> Vec<Entry> {
    let (message, identities) = (&sheet.opened.message, &sheet.case.identities);
    let Evidence { client_ip, helo, mail_from } = evidence(message, &sheet.overrides, identities);
    let list = List { message, pieces: sheet.pieces(), look };
    let lang = look.lang;
    let mut entries = Vec::new();
    let mut of_envelope = |label: String, is, value, name: Option<&Name>, candidates: &[Candidate]| {
        let span = candidates
            .iter()
            .find(|c| matches!(c.standing, Standing::Taken | Standing::Assumed))
            .and_then(|c| c.span.clone());
        let is: IdentityText<'_> = is;
        entries.push(Entry { name: name.cloned(), ..list.head(label, value, span, vec![is.text(lang)]) });
        entries.extend(candidates.iter().map(|candidate| list.candidate(candidate)));
    };
    let sender = identities
        .mail_from
        .as_ref()
        .map(|found| if found.value.null_sender { "<>".to_owned() } else { found.value.address.clone() });
    let name = identities.mail_from.as_ref().and_then(|found| found.value.domain.as_ref());
    of_envelope("MAIL FROM".to_owned(), IdentityText::MailFromIs, sender, name, &mail_from);
    let helo_name = identities.client.helo.as_ref().map(|found| found.value.clone());
    of_envelope("HELO".to_owned(), IdentityText::HeloIs, helo_name, identities.client.helo_domain.as_ref(), &helo);
    let ip = identities.client.ip.as_ref().map(|found| found.value.to_string());
    of_envelope(Word::Client.text(lang), IdentityText::ClientIpIs, ip, None, &client_ip);
    entries.push(list.header(
        common::identity(IdentityKind::HeaderFrom, lang),
        &identities.header_from,
        vec![IdentityText::HeaderFromIs.text(lang)],
    ));
    entries.extend(list.fields_named_from(&identities.header_from));
    let is_pra = || vec![IdentityText::PraIs.text(lang)];
    let Some(at_hop) = &identities.pra_at_hop else {
        entries.push(list.header("PRA".to_owned(), &identities.pra, is_pra()));
        entries.extend(identities.pra.steps.iter().map(|step| list.step(step, &identities.pra.steps)));
        return entries;
    };
    // The one that is judged, then the one that a later server made of it.
    for (which, pra) in [(IdentityText::PraAtHop, at_hop), (IdentityText::PraStored, &identities.pra)] {
        let mut why = is_pra();
        why.insert(0, which.text(lang));
        let mut head = list.header("PRA".to_owned(), pra, why);
        head.remark = which.text(lang);
        entries.push(head);
        entries.extend(pra.steps.iter().map(|step| list.step(step, &pra.steps)));
    }
    entries
}

/// Makes the entries.
struct List<'a> {
    message: &'a Message,
    pieces: &'a Pieces,
    look: Look,
}

impl List<'_> {
    fn head(&self, label: String, value: Option<String>, span: Option<Span>, why: Vec<String>) -> Entry {
        let lang = self.look.lang;
        let (value, tone) = match value {
            Some(value) => (Shown::new(&value).to_string(), Tone::Domain),
            None => (IdentityText::NotFound.text(lang), Tone::Signed(Sign::Open)),
        };
        let (remark, place, name) = (String::new(), None, None);
        Entry { is_head: true, sign: None, label, value, tone, remark, place, name, span, why }
    }

    /// An identity of the header, with why it is undefined.
    fn header(&self, label: String, identity: &HeaderIdentity, mut why: Vec<String>) -> Entry {
        let lang = self.look.lang;
        let field = identity.field.and_then(|index| self.message.fields.get(index)).map(|field| field.span.clone());
        let span = identity.address.as_ref().map(|address| address.span.clone()).or(field);
        let value = identity.address.as_ref().map(|address| address.text.clone());
        let problem = identity.problem.map(|problem| {
            let reason = sentence::header_problem(problem, identity.taken_from.as_deref(), lang);
            ReportText::Undefined { why: &reason }.text(lang)
        });
        if let Some(address) = &identity.lenient {
            why.push(ReportText::Lenient { address: &Shown::new(&address.text) }.text(lang));
        }
        let name = identity.address.as_ref().map(|address| address.domain.clone());
        let mut entry = Entry { name, ..self.head(label, value, span, why) };
        if let Some(problem) = problem {
            entry.value = problem;
            entry.tone = Tone::Signed(Sign::Bad);
        }
        entry
    }

    fn candidate(&self, candidate: &Candidate) -> Entry {
        let lang = self.look.lang;
        let (sign, tone) = match candidate.standing {
            Standing::Taken => (Sign::Good, Tone::Plain),
            Standing::Assumed | Standing::Overruled => (Sign::Doubt, Tone::Plain),
            Standing::Agrees | Standing::Unconfirmed | Standing::AnyoneWrites | Standing::OtherHop => {
                (Sign::Nothing, Tone::Faint)
            }
        };
        Entry {
            is_head: false,
            sign: Some(sign),
            label: words::evidence(&candidate.taken_from, lang),
            value: match candidate.standing {
                Standing::Taken | Standing::Assumed | Standing::Agrees => String::new(),
                _ => Shown::new(&candidate.value).to_string(),
            },
            tone,
            remark: words::standing(candidate.standing, lang),
            place: self.line(candidate.span.as_ref()),
            name: None,
            span: candidate.span.clone(),
            why: vec![words::why(&candidate.taken_from, candidate.standing, lang)],
        }
    }

    /// A step of the walk that finds the PRA, one of these.
    fn step(&self, step: &PraStep, steps: &[PraStep]) -> Entry {
        let lang = self.look.lang;
        let field = step.field.and_then(|index| self.message.fields.get(index));
        let (sign, tone) = match step.outcome {
            PraOutcome::Selected | PraOutcome::Taken => (Sign::Good, Tone::Plain),
            PraOutcome::Several | PraOutcome::IllFormed => (Sign::Bad, Tone::Plain),
            PraOutcome::OtherBlock => (Sign::Doubt, Tone::Plain),
            PraOutcome::Absent | PraOutcome::Empty | PraOutcome::NotReached => (Sign::Nothing, Tone::Faint),
        };
        let remark = words::outcome(step.outcome, lang);
        let span = field.map(|field| field.span.clone());
        Entry {
            is_head: false,
            sign: Some(sign),
            label: format!("{} {}", step.step, words::step_name(step, lang)),
            value: String::new(),
            tone,
            remark: remark.clone(),
            place: self.line(span.as_ref()).filter(|_| step.step < 5),
            name: None,
            span,
            why: vec![
                words::step_rule(step, lang),
                self.look.marked(sign, &words::lost(step, steps, lang).unwrap_or(remark)),
            ],
        }
    }

    /// The From fields, of which there should be one.
    fn fields_named_from(&self, identity: &HeaderIdentity) -> Vec<Entry> {
        let lang = self.look.lang;
        let several = identity.problem == Some(HeaderProblem::MultipleFrom);
        let entry = |(index, field): (usize, &Field)| {
            let (sign, remark) = match () {
                () if several => (Sign::Bad, words::outcome(PraOutcome::Several, lang)),
                () if identity.field != Some(index) => (Sign::Nothing, words::outcome(PraOutcome::Empty, lang)),
                () if identity.address.is_some() => (Sign::Good, words::standing(Standing::Taken, lang)),
                () => (Sign::Bad, words::outcome(PraOutcome::IllFormed, lang)),
            };
            Entry {
                is_head: false,
                sign: Some(sign),
                label: "From".to_owned(),
                value: String::new(),
                tone: Tone::Plain,
                why: vec![self.look.marked(sign, &remark)],
                remark,
                place: self.line(Some(&field.span)),
                name: None,
                span: Some(field.span.clone()),
            }
        };
        self.message.named(Known::From).map(entry).collect()
    }

    fn line(&self, span: Option<&Span>) -> Option<String> {
        let number = self.pieces.line_at(span?.start);
        Some(IdentityText::Line { number: &number }.text(self.look.lang))
    }
}

/// An entry on one line, or on two where its value does not fit beside the rest.
fn row(entry: &Entry, (heads, labels): (usize, usize), look: Look, room: usize) -> Row {
    let copy = if entry.value.is_empty() { &entry.label } else { &entry.value };
    let copy = Focused { copy: copy.clone(), span: entry.span.clone(), name: entry.name.clone() };
    if entry.is_head {
        let left = room.saturating_sub(heads);
        let mut line = Line::from(vec![
            look.span(Tone::Strong, pad(&entry.label, heads)),
            look.span(entry.tone, fit_address(&entry.value, left)),
        ]);
        let left = left.saturating_sub(width(&entry.value) + 3);
        if left > 8 && !entry.remark.is_empty() {
            line.push_span(look.span(Tone::Faint, format!("   {}", truncate(&entry.remark, left))));
        }
        return Row::at(vec![line], copy);
    }
    let sign = entry.sign.unwrap_or(Sign::Nothing);
    // A remark stands in its column, unless only right behind the label there is room for it.
    let is_tight = 4 + labels + width(&entry.remark) > room;
    let label = if is_tight { format!("{}  ", entry.label) } else { pad(&entry.label, labels) };
    let left = room.saturating_sub(4 + width(&label));
    let mut line = Line::from(vec![
        look.span(Tone::Signed(sign), format!("  {} ", look.glyph(sign))),
        look.span(entry.tone, label),
    ]);
    let whole = entry.place.as_ref().map_or_else(
        || entry.remark.clone(),
        |line| IdentityText::Placed { what: &entry.remark, line }.text(look.lang),
    );
    let remark = if width(&whole) <= left { whole } else { truncate(&entry.remark, left) };
    let both = width(&entry.value) + 2 + width(&remark);
    if entry.value.is_empty() || both > left {
        line.push_span(look.span(Tone::Faint, remark));
    } else {
        line.push_span(look.span(entry.tone, format!("{}  ", entry.value)));
        line.push_span(look.span(Tone::Faint, remark));
    }
    let mut lines = vec![line];
    if !entry.value.is_empty() && both > left {
        let value = fit_address(&entry.value, room.saturating_sub(4));
        lines.push(look.line(entry.tone, format!("    {value}")));
    }
    Row::at(lines, copy)
}

/// Rows of the header within which the bytes at the cursor are surely seen.
fn near(model: &Model, layout: Layout) -> usize {
    let beside = layout.detail < layout.row;
    let rows = model.geometry.size.map_or(0, |(_, rows)| usize::from(rows));
    if beside { rows.saturating_sub(16).max(NEAR) } else { NEAR }
}

/// Why, and the header from there on where it stands.
fn detail(sheet: &Sheet, entry: &Entry, near: usize, look: Look, room: usize) -> Vec<Line<'static>> {
    let mut page = Page::new(look, room);
    for why in &entry.why {
        page.text(Tone::Plain, why);
    }
    page.gap();
    page.lines.extend(header(sheet, entry.span.as_ref(), near, look, room));
    page.lines
}

/// The header as it stands, from its start or from a little before the bytes at the cursor.
fn header(sheet: &Sheet, span: Option<&Span>, near: usize, look: Look, room: usize) -> Vec<Line<'static>> {
    let (message, pieces) = (&sheet.opened.message, sheet.pieces());
    let at = span.map_or(0, |span| pieces.at(span.start));
    let first = at.saturating_sub(PIECES);
    let last = pieces.at(message.body.start.saturating_sub(1)).min(at.saturating_add(PIECES));
    let start = pieces.get(first).map_or(0, |piece| piece.span.start);
    let end = pieces.get(last).map_or(0, |piece| piece.span.end);
    let mut marks = bytes::marks(message, &sheet.case.identities);
    marks.extend(span.cloned().map(|span| -> Mark { (span, Tone::Cursor) }));
    marks.retain(|(mark, _)| bytes::overlap(mark, &(start..end)));
    let before = pieces.get(at).map_or(start, |piece| piece.span.start);
    let part = |span: Span| {
        if span.is_empty() { Vec::new() } else { bytes::field(message, pieces, &span, &marks, look, room) }
    };
    let mut lines = part(start..before);
    let here = lines.len();
    lines.extend(part(before..end));
    if here >= near {
        lines.drain(..here.saturating_sub(BEFORE));
    }
    lines
}
