//! The view of the hops: the journey from the sender's first server down to the reader's mailbox, with the
//! time that each leg took, wrong clocks, TLS as recorded, and the boundary from which on the receiver's
//! own servers wrote.
//!
//! ```text
//!  2017-03-14
//!  o 08:02:04  Date, as the sender wrote it
//!  │    +1 s
//! ─┼─ trust boundary: below, the receiver's own word ──────────
//!  o 08:02:05  out.shop.example [192.0.2.7]   the client
//!  │           to mx.receiver.example   ESMTPS TLSv1.3
//! ```

use super::bytes;
use super::page::Page;
use super::pane::{self, Body, Layout, Row};
use super::remarks;
use crate::identity::{Identities, Place, Stop, path};
use crate::message::{Hop, Message, TlsState};
use crate::settings::Charset;
use crate::text::{Shown, fit_address, fit_domain, truncate, width};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::Focused;
use crate::tui::sheet::Sheet;
use crate::words::common::{Sign, Word};
use crate::words::identities::IdentityText;
use crate::words::path::{self as words, PathText};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns of the guide and the time before what stands beside them.
const TIME: usize = 12;
/// Columns of a host that go before how it was spoken to.
const HOST: usize = 20;
/// A leg that takes longer than this many seconds stands out.
const SLOW: i64 = 600;

/// Draws the view.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Geometry {
    let list = &model.views.path.list;
    pane::draw(model, list, &body(model, Layout::of(model.screen, area.width, list)), area, buffer)
}

/// What it shows.
pub fn body(model: &Model, layout: Layout) -> Body {
    let look = model.look;
    let head = |moved: bool| {
        if moved {
            pane::heading(model, vec![look.span(Tone::Notice, PathText::Chosen.text(look.lang))])
        } else {
            pane::heading_about(model, &PathText::About.text(look.lang), layout.head)
        }
    };
    let Some(sheet) = model.sheet() else { return Body { head: vec![head(false)], ..Body::default() } };
    let (message, identities) = (&sheet.opened.message, &sheet.case.identities);
    let mut head = vec![head(identities.client.hop != identities.client.found_hop)];
    head.extend(envelope(sheet, look, layout.head));
    head.push(Line::default());
    let stops = path(message, &identities.client);
    if stops.is_empty() {
        let text = look.line(Tone::Plain, PathText::NoHops.text(look.lang));
        return Body { head, rows: vec![Row::text(text)], ..Body::default() };
    }
    let journey = Journey { message, identities, look, room: layout.row };
    let here = stops.get(model.views.path.list.at).or(stops.last());
    let detail = match here.filter(|_| layout.detail > 0) {
        Some(stop) => detail(sheet, stop, look, layout.detail),
        None => Vec::new(),
    };
    Body { head, rows: journey.rows(&stops), detail, has_detail: true }
}

/// What follows from where the boundary is: the client, its envelope, and what all receivers decide.
fn envelope(sheet: &Sheet, look: Look, room: usize) -> Vec<Line<'static>> {
    let identities = &sheet.case.identities;
    let missing = || IdentityText::NotFound.text(look.lang);
    let ip = identities.client.ip.as_ref().map_or_else(missing, |found| found.value.to_string());
    let mail_from = identities.mail_from.as_ref().map_or_else(missing, |found| {
        let address = if found.value.null_sender { "<>" } else { &found.value.address };
        Shown::new(address).to_string()
    });
    let label = Word::Client.text(look.lang);
    let mut line = Line::from(vec![
        look.span(Tone::Faint, format!("{label}  ")),
        look.span(Tone::Domain, ip),
        look.span(Tone::Faint, "   MAIL FROM  "),
    ]);
    let left = room.saturating_sub(columns(&line));
    // Where not even the domain fits, the client alone says what follows.
    let domain = mail_from.rsplit_once('@').map_or(mail_from.as_str(), |(_, domain)| domain);
    if width(&mail_from) <= left || width(domain) + 3 <= left {
        line.push_span(look.span(Tone::Plain, fit_address(&mail_from, left)));
    } else {
        line.spans.truncate(2);
    }
    let mut lines = vec![line];
    // Without the blank that they have on the screen of the verdicts.
    lines.extend(remarks::counts(sheet, look, room).into_iter().map(|mut line| {
        line.spans.remove(0);
        line
    }));
    lines
}

struct Journey<'a> {
    message: &'a Message,
    identities: &'a Identities,
    look: Look,
    room: usize,
}

impl Journey<'_> {
    fn rows(&self, stops: &[Stop]) -> Vec<Row> {
        let look = self.look;
        let mut rows = Vec::new();
        let mut day = None;
        if let Some(date) = self.message.date {
            rows.extend(self.day(date, &mut day));
            let text = format!("o {}  ", time(date));
            let what = truncate(&PathText::DateField.text(look.lang), self.room.saturating_sub(TIME));
            rows.push(Row::text(Line::from(vec![look.span(Tone::Faint, text), look.span(Tone::Faint, what)])));
        }
        for (index, stop) in stops.iter().enumerate() {
            let Some(hop) = self.message.hops.get(stop.hop) else { continue };
            if !rows.is_empty() {
                rows.push(Row::text(self.leg(stop)));
            }
            if stop.place == Place::Receiving {
                rows.push(Row::text(self.boundary()));
            }
            if let Some(at) = hop.time {
                rows.extend(self.day(at, &mut day));
            }
            rows.push(self.stop(stop, hop, index + 1 == stops.len()));
        }
        rows
    }

    /// The day, where it becomes another one.
    fn day(&self, at: i64, before: &mut Option<String>) -> Option<Row> {
        let day = instant(at)?.date().to_string();
        if before.as_ref() == Some(&day) {
            return None;
        }
        *before = Some(day.clone());
        Some(Row::text(self.look.line(Tone::Faint, day)))
    }

    fn stem(&self) -> &'static str {
        match self.look.charset {
            Charset::Unicode => "│",
            Charset::Ascii => "|",
        }
    }

    /// How long the way to a stop took.
    fn leg(&self, stop: &Stop) -> Line<'static> {
        let look = self.look;
        let mut line = Line::from(look.span(Tone::Faint, format!("{} ", self.stem())));
        let Some(delay) = stop.delay else { return line };
        let text = words::duration(delay, look.lang);
        if delay < 0 {
            let text = format!("  -{text}   {} {}", look.glyph(Sign::Doubt), PathText::ClockError.text(look.lang));
            line.push_span(look.span(Tone::Signed(Sign::Doubt), truncate(&text, self.room.saturating_sub(2))));
        } else {
            let tone = if delay > SLOW { Tone::Notice } else { Tone::Faint };
            line.push_span(look.span(tone, format!("  +{text}")));
        }
        line
    }

    fn boundary(&self) -> Line<'static> {
        let look = self.look;
        let rule = look.border().horizontal_top;
        let cross = match look.charset {
            Charset::Unicode => "┼",
            Charset::Ascii => "+",
        };
        let long = if self.identities.client.assumed { PathText::BoundaryAssumed } else { PathText::Boundary };
        let text = [long, PathText::BoundaryShort].map(|text| text.text(look.lang));
        let left = self.room.saturating_sub(6);
        let text = text.iter().find(|text| width(text) <= left).or(text.last()).map_or("", String::as_str);
        let text = format!("{cross}{rule} {} ", truncate(text, left));
        let rest = rule.repeat(self.room.saturating_sub(width(&text)));
        look.line(Tone::Notice, format!("{text}{rest}"))
    }

    fn stop(&self, stop: &Stop, hop: &Hop, last: bool) -> Row {
        let look = self.look;
        let is_receiving = stop.place == Place::Receiving;
        let instead = words::instead(&self.identities.client, look.lang);
        let is_client = is_receiving && instead.is_none();
        let tone = match stop.place {
            Place::Receiving => Tone::Strong,
            Place::Outside => Tone::Plain,
            Place::Inside => Tone::Faint,
        };
        let at = hop.time.map_or_else(|| "--:--:--".to_owned(), time);
        let ip = hop.peer_ip.map(|ip| format!("[{ip}]")).unwrap_or_default();
        let badge = instead.unwrap_or_else(|| PathText::Client.text(look.lang));
        let badge = if is_receiving { badge } else { String::new() };
        let left = self.room.saturating_sub(TIME);
        let name = hop.peer_name.as_ref().or(hop.from.as_ref());
        let name = name.map_or_else(|| PathText::Unnamed.text(look.lang), |name| Shown::new(name).to_string());
        let name = name.trim_end_matches('.');
        let stem = if last { " " } else { self.stem() };
        let blank = || Line::from(look.span(Tone::Faint, format!("{stem}{}", " ".repeat(TIME - 1))));
        let mut lines = vec![Line::from(look.span(tone, format!("o {at}  ")))];
        // The address stands below a name that leaves it no room.
        let fits = width(name) + 1 + width(&ip) + 1 + width(&badge) <= left;
        for (index, span) in [
            look.span(tone, fit_domain(name, left.max(8))),
            look.span(if is_client { Tone::Domain } else { tone }, ip),
            look.span(Tone::Notice, badge),
        ]
        .into_iter()
        .enumerate()
        {
            let follows = lines.last().map_or(0, columns) + 1 + width(&span.content) <= self.room;
            if !span.content.is_empty() && ((index == 1 && !fits) || (index == 2 && !follows)) {
                lines.push(blank());
            }
            if let Some(line) = lines.last_mut() {
                // Behind the time and the guide there are blanks already.
                let gap = if span.content.is_empty() || columns(line) <= TIME { "" } else { " " };
                line.spans.extend([Span::raw(gap), span]);
            }
        }
        let mut second = blank();
        let by = hop.by.as_ref().map_or_else(|| PathText::Unnamed.text(look.lang), |by| Shown::new(by).to_string());
        let mut how = how(hop, look);
        let label = width(&PathText::To { host: &"" }.text(look.lang));
        let mut room = left.saturating_sub(label + columns(&Line::from(how.clone())));
        if room < width(&by) && room < HOST {
            how.clear();
            room = left.saturating_sub(label);
        }
        let host = fit_domain(&by, room);
        second.push_span(look.span(tone, PathText::To { host: &host }.text(look.lang)));
        second.spans.extend(how);
        let span = self.message.fields.get(hop.field).map(|field| field.span.clone());
        let copy = hop.peer_ip.map_or(by, |ip| ip.to_string());
        lines.push(second);
        Row::at(lines, Focused { copy, span, name: self.helo_domain(stop) })
    }

    /// The domain that `e` edits: that of the client's own name.
    fn helo_domain(&self, stop: &Stop) -> Option<crate::dns::Name> {
        let client = &self.identities.client;
        (Some(stop.hop) == client.hop).then(|| client.helo_domain.clone()).flatten()
    }
}

/// The protocol and TLS as recorded.
fn how(hop: &Hop, look: Look) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    if let Some(with) = &hop.with {
        spans.push(look.span(Tone::Faint, format!("  {}", Shown::new(with))));
    }
    match (hop.tls.state, &hop.tls.version) {
        (TlsState::Recorded, Some(version)) => {
            spans.push(look.span(Tone::Signed(Sign::Good), format!("  {}", Shown::new(version))));
        }
        (TlsState::Recorded, None) => spans.push(look.span(Tone::Signed(Sign::Good), "  TLS")),
        (TlsState::Plain, _) => {
            let text = format!("  {} {}", look.glyph(Sign::Doubt), PathText::Plain.text(look.lang));
            spans.push(look.span(Tone::Signed(Sign::Doubt), text));
        }
        (TlsState::NotSaid, _) => {}
    }
    spans
}

fn instant(seconds: i64) -> Option<jiff::civil::DateTime> {
    Some(jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?))
}

/// The time of day in UTC.
fn time(seconds: i64) -> String {
    instant(seconds).map_or_else(|| "--:--:--".to_owned(), |at| at.time().strftime("%H:%M:%S").to_string())
}

/// All that a Received field says, what it is to the receiver, and its bytes.
fn detail(sheet: &Sheet, stop: &Stop, look: Look, room: usize) -> Vec<Line<'static>> {
    let (message, lang) = (&sheet.opened.message, look.lang);
    let Some(hop) = message.hops.get(stop.hop) else { return Vec::new() };
    let mut page = Page::new(look, room);
    page.text(Tone::Plain, &words::place(stop.place, &sheet.case.identities.client, lang));
    if let Some(why) = stop.internal.filter(|_| stop.place != Place::Inside) {
        page.text(Tone::Plain, &words::internal(why, lang));
    }
    if let Some(delay) = stop.delay.filter(|delay| *delay < 0) {
        let text = PathText::Behind { delay: &words::duration(delay, lang) }.text(lang);
        page.text(Tone::Signed(Sign::Doubt), &look.marked(Sign::Doubt, &text));
    }
    if stop.place != Place::Receiving {
        page.text(Tone::Faint, &PathText::ChooseHint.text(lang));
    }
    page.gap();
    let mut rows = Vec::new();
    let mut row = |label: PathText<'_>, tone, text: Option<&str>| {
        rows.extend(text.map(|text| (label.text(lang), tone, Shown::new(text).to_string())));
    };
    let ip = hop.peer_ip.map(|ip| ip.to_string());
    let at = hop.time.and_then(instant).map(|at| format!("{at} UTC"));
    let tls = match hop.tls.state {
        TlsState::Recorded => {
            let parts = [hop.tls.version.clone(), hop.tls.cipher.clone()];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            if parts.is_empty() { hop.tls.protocol.clone().unwrap_or_default() } else { parts.join("  ") }
        }
        TlsState::Plain => PathText::Plain.text(lang),
        TlsState::NotSaid => PathText::NoTls.text(lang),
    };
    row(PathText::From, Tone::Plain, hop.from.as_deref());
    row(PathText::Helo, Tone::Plain, hop.helo.as_deref());
    row(PathText::PeerName, Tone::Plain, hop.peer_name.as_deref().map(|name| name.trim_end_matches('.')));
    row(PathText::PeerIp, Tone::Domain, ip.as_deref());
    row(PathText::By, Tone::Plain, hop.by.as_deref());
    row(PathText::With, Tone::Plain, hop.with.as_deref());
    row(PathText::Tls, Tone::Plain, Some(&tls));
    let sender = hop.envelope_from.as_deref().map(|sender| if sender.is_empty() { "<>" } else { sender });
    row(PathText::EnvelopeFrom, Tone::Plain, sender);
    row(PathText::Time, Tone::Plain, at.as_deref());
    page.rows(&rows);
    page.gap();
    if let Some(field) = message.fields.get(hop.field) {
        let marks = bytes::marks(message, &sheet.case.identities);
        page.lines.extend(bytes::field(message, sheet.pieces(), &field.span, &marks, look, room));
    }
    page.lines
}
