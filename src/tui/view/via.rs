//! The question through whom a message goes that does not tell it, and the list of answers.

use super::{framed, lines, parts, popup};
use crate::identity::TakenFrom;
use crate::settings::AssumedSender;
use crate::text::{Shown, pad, truncate, width};
use crate::tui::keymap::Action;
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::List;
use crate::tui::sheet::Sheet;
use crate::tui::via::{self, Choice};
use crate::words::report::ReportText;
use crate::words::senders::{self, SenderText};
use crate::words::tui::TuiText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

/// Columns of the list at most.
const COLUMNS: u16 = 84;

/// What is assumed, or the question what is to be, with the keys for it.
pub fn question(sheet: &Sheet, look: Look, room: usize) -> Vec<Line<'static>> {
    if !sheet.is_to_be_assumed() {
        return Vec::new();
    }
    let assumed = what_is_assumed(sheet, look);
    let (tone, text) = match (assumed, sheet.advice.service.as_ref()) {
        (Some(what), _) => (Tone::Notice, look.text(TuiText::Assumed { what: &what })),
        (None, _) if !sheet.case.identities.unsent => (Tone::Plain, look.text(TuiText::NoClient)),
        (None, Some(through)) => {
            let service = senders::service(&through.id, None, look.lang);
            (Tone::Plain, look.text(TuiText::NotSentYetBy { service: &service }))
        }
        (None, None) => (Tone::Plain, look.text(TuiText::NotSentYet)),
    };
    let mut lines = parts::paragraph(tone, &text, room, look);
    let mut hints = Line::default();
    for action in [Action::Via, Action::Client] {
        hints.push_span(Span::raw("   "));
        hints.spans.extend(parts::hint_in_place(action, look).spans);
    }
    match lines.last_mut().filter(|line| columns(line) + columns(&hints) < room) {
        Some(line) => line.spans.extend(hints.spans),
        None => lines.push(hints),
    }
    lines
}

fn what_is_assumed(sheet: &Sheet, look: Look) -> Option<String> {
    let overrides = &sheet.overrides;
    let mut what = Vec::new();
    if let Some(assumed) = &overrides.assumed {
        let service = senders::service(&assumed.service, assumed.region.as_deref(), look.lang);
        what.push(look.text(TuiText::AssumedService { service: &service }));
    }
    if overrides.ip.is_some() && sheet.is_assumed(&TakenFrom::Option) {
        what.push(look.text(TuiText::AssumedClient { client: &Shown::new(&via::written(overrides)) }));
    }
    (!what.is_empty()).then(|| what.join(&look.text(TuiText::Comma)))
}

/// Draws the list of what can be assumed.
pub fn draw(model: &Model, of: Option<&str>, list: &List, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let Some(sheet) = model.sheet() else { return Geometry::default() };
    let (choices, cursor) = (via::choices(sheet, of), list.at);
    let rows = u16::try_from(choices.len()).unwrap_or(u16::MAX);
    // The hints below stay in sight.
    let above = Rect { height: area.height.saturating_sub(1), ..area };
    let place = popup(area.width.saturating_sub(4).min(COLUMNS), rows.saturating_add(2), above);
    let title = match of {
        Some(id) => look.text(TuiText::ViaRegion { service: &senders::service(id, None, look.lang) }),
        None => look.text(TuiText::ViaTitle),
    };
    let title = truncate(&title, usize::from(place.width).saturating_sub(4));
    let block = Block::bordered().border_set(look.border()).title(look.span(Tone::Strong, format!(" {title} ")));
    let inside = framed(block, place, buffer);
    let room = usize::from(inside.width);
    let page = usize::from(inside.height);
    let top = cursor.saturating_sub(page / 2).min(choices.len().saturating_sub(page));
    let labels = choices.iter().map(|choice| width(&label(*choice, look))).max().unwrap_or(0) + 2;
    let row = |(index, choice): (usize, &Choice)| row(sheet, *choice, index == cursor, labels, look, room);
    let shown: Vec<Line<'static>> = choices.iter().enumerate().skip(top).take(page).map(row).collect();
    lines(&shown, inside, buffer);
    Geometry { end: choices.len().saturating_sub(1), page, top, ..Geometry::default() }
}

fn label(choice: Choice, look: Look) -> String {
    match choice {
        Choice::Service(service) => senders::name(service, look.lang).to_owned(),
        Choice::Region(_, region) => region.id.clone(),
        Choice::Client => look.text(TuiText::OtherClient),
        Choice::AsRead => look.text(TuiText::AsRead),
    }
}

/// The name, the address that is assumed, the MAIL FROM that is assumed.
fn row(sheet: &Sheet, choice: Choice, here: bool, labels: usize, look: Look, room: usize) -> Line<'static> {
    let mut line = Line::from(look.span(Tone::Key, if here { "> " } else { "  " }));
    let tone = if here { Tone::Strong } else { Tone::Plain };
    line.push_span(look.span(tone, pad(&label(choice, look), labels)));
    let text = match choice {
        Choice::Service(service) if choice.leads_on() => {
            SenderText::Regions.text(look.lang) + &format!(" {}", service.regions.len())
        }
        Choice::Client => look.text(TuiText::ClientTitle),
        _ => choice
            .assumption()
            .map(|assumed| {
                let ip = assumed.ip.map_or_else(|| SenderText::NotKnown.text(look.lang), |ip| ip.to_string());
                let mail_from = match assumed.mail_from {
                    AssumedSender::Domain(domain) => domain,
                    AssumedSender::HeaderFrom => SenderText::TheMailbox.text(look.lang),
                    AssumedSender::NotKnown => SenderText::SetUp.text(look.lang),
                };
                format!("{}  {mail_from}", pad(&ip, 15))
            })
            .unwrap_or_default(),
    };
    let now = sheet.overrides.assumed.as_ref();
    let is_now = now.is_some_and(|now| match choice {
        Choice::Service(service) => service.id == now.service,
        Choice::Region(service, region) => service.id == now.service && Some(&region.id) == now.region.as_ref(),
        Choice::Client | Choice::AsRead => false,
    });
    let mark = if is_now { format!("  {}", ReportText::Assumed.text(look.lang)) } else { String::new() };
    let left = room.saturating_sub(columns(&line) + width(&mark) + 1);
    line.push_span(look.span(Tone::Faint, truncate(&text, left)));
    line.push_span(look.span(Tone::Notice, mark));
    line
}
