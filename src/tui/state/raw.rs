//! The state of the view of the source. Its list is that of the pieces of the source.

use crate::identity::{HeaderIdentity, Identities};
use crate::message::Span;
use crate::receiver::IdentityKind;
use crate::settings::Lang;
use crate::tui::keymap::{Action, Binding, Context, Key, on, say};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::List;
use crate::words::common::{self, Word};
use crate::words::raw::RawText;

/// What the view remembers.
#[derive(Clone, Debug)]
pub struct State {
    /// Where one is.
    pub list: List,
    /// The bytes of the message that another view led to.
    pub mark: Option<Span>,
}

impl Default for State {
    fn default() -> Self {
        Self { list: List { detail: true, ..List::default() }, mark: None }
    }
}

/// What its own keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says it in words")]
pub enum Act {
    NextTaken,
    PreviousTaken,
}

const W: &[Context] = &[Context::Raw];

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] = &[
    on(&[Key::char(']')], W, Action::Raw(Act::NextTaken), say!(RawText::DoNextTaken))
        .hint("[ ]", say!(RawText::HintTaken))
        .when(|model| model.sheet().is_some()),
    on(&[Key::char('[')], W, Action::Raw(Act::PreviousTaken), say!(RawText::DoPreviousTaken)),
];

/// The bytes that identities were taken from, in the order of the message, with the identities' names.
#[must_use]
pub fn taken(identities: &Identities, lang: Lang) -> Vec<(Span, String)> {
    let client = &identities.client;
    let header = |identity: &HeaderIdentity| identity.address.as_ref().map(|address| address.span.clone());
    let found = [
        (identities.mail_from.as_ref().and_then(|found| found.span.clone()), "MAIL FROM".to_owned()),
        (client.helo.as_ref().and_then(|found| found.span.clone()), "HELO".to_owned()),
        (client.ip.as_ref().and_then(|found| found.span.clone()), Word::Client.text(lang)),
        (header(&identities.header_from), common::identity(IdentityKind::HeaderFrom, lang)),
        (header(identities.judged_pra()), "PRA".to_owned()),
    ];
    let mut taken: Vec<(Span, String)> = found.into_iter().filter_map(|(span, name)| Some((span?, name))).collect();
    taken.sort_by_key(|(span, _)| span.start);
    taken
}

/// Does what a key of its own says.
pub(in crate::tui) fn act(model: &mut Model, act: Act) -> Vec<Effect> {
    let Some(sheet) = model.sheet() else { return Vec::new() };
    let pieces = sheet.pieces();
    let at = model.views.raw.list.at;
    let here = model
        .views
        .raw
        .mark
        .as_ref()
        .map_or_else(|| pieces.get(at).map_or(0, |piece| piece.span.start), |mark| mark.start);
    let mut spans: Vec<Span> =
        taken(&sheet.case.identities, model.look.lang).into_iter().map(|(span, _)| span).collect();
    spans.dedup();
    let next = match act {
        Act::NextTaken => spans.iter().find(|span| span.start > here).or(spans.first()),
        Act::PreviousTaken => spans.iter().rfind(|span| span.start < here).or(spans.last()),
    };
    if let Some(span) = next.cloned() {
        let at = pieces.at(span.start);
        model.views.raw.list.at = at;
        model.views.raw.mark = Some(span);
    }
    Vec::new()
}
