//! The state of the view of the hops, and the keys that move the trust boundary.

use crate::case::Case;
use crate::identity::path;
use crate::settings::Lang;
use crate::tui::keymap::{Action, Binding, Context, Key, on, say};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::words::path::{self as words, PathText};
use crate::words::tui::flips;

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
        Some(hop) if client.hop == Some(hop) => {
            model.notice = Some(words::judged_here(client, model.look.lang));
        }
        Some(hop) => receive_at(model, hop),
        None => model.notice = Some(PathText::NoFurther.text(model.look.lang)),
    }
    Vec::new()
}

/// Judges as if the message had been received at a hop, and says what that changes.
fn receive_at(model: &mut Model, hop: usize) {
    let lang = model.look.lang;
    let Some(sheet) = model.sheet() else { return };
    let before = sheet.case.clone();
    let found = sheet.case.identities.client.found_hop;
    model.suppose(|sheet| sheet.overrides.receiving_hop = Some(hop).filter(|hop| found != Some(*hop)));
    let Some(sheet) = model.sheet() else { return };
    let changes = changes(&before, &sheet.case, lang);
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
fn changes(before: &Case, after: &Case, lang: Lang) -> String {
    let now = |id: &str| after.verdicts.iter().find(|verdict| verdict.receiver == id);
    let changes = before.verdicts.iter().filter_map(|was| {
        let is = now(&was.receiver).filter(|is| is.decision != was.decision)?;
        Some((was.receiver.as_str(), was.decision, is.decision))
    });
    flips(changes, lang)
}
