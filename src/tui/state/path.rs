//! The state of the view of the hops, and the keys that move the trust boundary.

use crate::case::Case;
use crate::identity::path;
use crate::tui::keymap::{Action, Binding, Context, Key, on, say};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::List;
use crate::words::common;
use crate::words::path::PathText;
use crate::words::tui::TuiText;

/// What the view remembers.
#[derive(Clone, Debug)]
pub struct State {
    /// Where one is.
    pub list: List,
}

impl Default for State {
    fn default() -> Self {
        Self { list: List { detail: true, ..List::default() } }
    }
}

/// What its own keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says it in words")]
pub enum Act {
    Choose,
    Outward,
    Inward,
    Found,
}

const P: &[Context] = &[Context::Path];

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] = &[
    on(&[Key::char(' ')], P, Action::Path(Act::Choose), say!(PathText::DoChoose))
        .hint("Space", say!(PathText::HintChoose))
        .when(has_hops),
    on(&[Key::char(']')], P, Action::Path(Act::Inward), say!(PathText::DoInward))
        .hint("[ ]", say!(PathText::HintMove))
        .when(has_hops),
    on(&[Key::char('[')], P, Action::Path(Act::Outward), say!(PathText::DoOutward)).when(has_hops),
    on(&[Key::char('0')], P, Action::Path(Act::Found), say!(PathText::DoFound))
        .hint("0", say!(PathText::HintFound))
        .when(is_moved),
];

fn has_hops(model: &Model) -> bool {
    model.sheet().is_some_and(|sheet| !sheet.opened.message.hops.is_empty())
}

fn is_moved(model: &Model) -> bool {
    model.sheet().is_some_and(|sheet| {
        let client = &sheet.case.identities.client;
        client.hop != client.found_hop
    })
}

/// Does what a key of its own says.
pub(in crate::tui) fn act(model: &mut Model, act: Act) -> Vec<Effect> {
    let Some(sheet) = model.sheet() else { return Vec::new() };
    let client = &sheet.case.identities.client;
    let count = sheet.opened.message.hops.len();
    // Hops are counted from the top: the reader's end.
    let next = match act {
        Act::Choose => path(&sheet.opened.message, client).get(model.views.path.list.at).map(|stop| stop.hop),
        Act::Outward => Some(client.hop.map_or(0, |hop| hop + 1)),
        Act::Inward => client.hop.map_or(count.checked_sub(1), |hop| hop.checked_sub(1)),
        Act::Found => client.found_hop,
    };
    match next.filter(|hop| *hop < count) {
        Some(hop) => receive_at(model, hop),
        None => model.notice = Some(PathText::NoFurther.text(model.look.lang)),
    }
    Vec::new()
}

/// Judges as if the message had been received at a hop, and says what that changes.
fn receive_at(model: &mut Model, hop: usize) {
    let (day, profiles, lang) = (model.day, model.profiles, model.look.lang);
    let Some(sheet) = model.sheet_mut() else { return };
    let before = sheet.case.clone();
    let found = sheet.case.identities.client.found_hop;
    sheet.step(|sheet| sheet.overrides.receiving_hop = Some(hop).filter(|hop| found != Some(*hop)));
    sheet.judge(day, profiles);
    let changes = changes(&before, &sheet.case, lang).join(&TuiText::Comma.text(lang));
    let stops = path(&sheet.opened.message, &sheet.case.identities.client);
    let at = stops.iter().position(|stop| stop.hop == hop);
    model.notice = Some(match changes.as_str() {
        "" => PathText::NothingChanged.text(lang),
        changes => PathText::VerdictsChanged { changes: &changes }.text(lang),
    });
    model.views.path.list.at = at.unwrap_or(0);
    model.views.trace.rewind();
}

/// Which receivers decide otherwise than before, and how.
fn changes(before: &Case, after: &Case, lang: crate::settings::Lang) -> Vec<String> {
    let now = |id: &str| after.verdicts.iter().find(|verdict| verdict.receiver == id);
    let change = |was: &crate::receiver::Verdict| {
        let is = now(&was.receiver).filter(|is| is.decision != was.decision)?;
        let (from, to) = (common::decision(was.decision, lang), common::decision(is.decision, lang));
        Some(TuiText::Flip { receiver: &was.receiver, from: &from, to: &to }.text(lang))
    };
    before.verdicts.iter().filter_map(change).collect()
}
