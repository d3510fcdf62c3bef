//! The state of the view of an SPF trace.

use crate::case::Case;
use crate::receiver::{IdentityKind, Reads};
use crate::spf::Evaluation;
use crate::tui::keymap::Action;
use crate::tui::keymap::{Binding, Context, Key, on, say};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::List;
use crate::tui::sheet::Sheet;
use crate::words::trace::{self, Folding, Row, RowKind};
use crate::words::tui::TuiText;
use crossterm::event::KeyCode;

/// What the view remembers.
#[derive(Clone, Debug)]
pub struct State {
    /// Where one is.
    pub list: List,
    /// The identity that was switched to; without one, that of the selected side.
    pub subject: Option<Subject>,
    /// What takes one row instead of several.
    pub folding: Folding,
}

impl Default for State {
    fn default() -> Self {
        Self { list: List { detail: true, ..List::default() }, subject: None, folding: Folding::of_runs() }
    }
}

impl State {
    /// Another trace is shown: from its start, with nothing unfolded.
    pub fn rewind(&mut self) {
        self.list.rewind();
        self.folding.except.clear();
    }
}

/// Whose SPF it is, and by which records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The identity.
    pub identity: IdentityKind,
    /// The records.
    pub reads: Reads,
}

/// All that was evaluated for a message.
#[must_use]
pub fn subjects(case: &Case) -> Vec<(Subject, &Evaluation)> {
    let order = [IdentityKind::MailFrom, IdentityKind::Helo, IdentityKind::HeaderFrom, IdentityKind::Pra];
    let of = |identity| Some((Subject { identity, reads: Reads::Spf }, case.spf.get(identity)?));
    let by_sender_id = Subject { identity: IdentityKind::Pra, reads: Reads::SenderId };
    let sender_id = case.spf.sender_id.as_ref().map(|evaluation| (by_sender_id, evaluation));
    order.into_iter().filter_map(of).chain(sender_id).collect()
}

/// The evaluation that is shown.
#[must_use]
pub fn traced<'a>(model: &Model, sheet: &'a Sheet) -> Option<(Subject, &'a Evaluation)> {
    let all = subjects(&sheet.case);
    let chosen = model.views.trace.subject.and_then(|chosen| all.iter().find(|(subject, _)| *subject == chosen));
    if let Some(chosen) = chosen {
        return Some(*chosen);
    }
    let rule = model.lane(sheet).and_then(|lane| lane.rule);
    let reads = if rule.is_some_and(|rule| rule.reads == Reads::SenderId) { Reads::SenderId } else { Reads::Spf };
    let of_lane = model.traced(sheet).map(|(identity, _)| Subject { identity, reads });
    let found = of_lane.and_then(|wanted| all.iter().find(|(subject, _)| *subject == wanted));
    found.or(all.first()).copied()
}

/// The rows of the evaluation that is shown.
#[must_use]
pub fn rows(model: &Model, sheet: &Sheet, evaluation: &Evaluation) -> Vec<Row> {
    let ip = sheet.case.identities.client.ip.as_ref().map(|found| found.value.to_string()).unwrap_or_default();
    trace::rows(evaluation, &ip, &model.views.trace.folding, model.look.charset, model.look.lang)
}

/// What its own keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says it in words")]
pub enum Act {
    Fold,
    Toggle,
    NextIdentity,
    PreviousIdentity,
}

const T: &[Context] = &[Context::Trace];

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] = &[
    on(&[Key::char(' ')], T, Action::Trace(Act::Toggle), say!(TuiText::DoToggle))
        .hint("Space", say!(TuiText::HintToggle))
        .when(|model| node(model).is_some()),
    on(&[Key::char('f')], T, Action::Trace(Act::Fold), say!(TuiText::DoFold))
        .hint("f", say!(TuiText::HintFold))
        .when(judged),
    on(
        &[Key::char('l'), Key::code(KeyCode::Right)],
        T,
        Action::Trace(Act::NextIdentity),
        say!(TuiText::DoNextIdentity),
    )
    .hint("h l", say!(TuiText::HintIdentity))
    .when(judged),
    on(
        &[Key::char('h'), Key::code(KeyCode::Left)],
        T,
        Action::Trace(Act::PreviousIdentity),
        say!(TuiText::DoPreviousIdentity),
    ),
];

fn judged(model: &Model) -> bool {
    model.sheet().is_some()
}

/// What is folded or unfolded at the cursor.
fn node(model: &Model) -> Option<Vec<usize>> {
    let sheet = model.sheet()?;
    let (_, evaluation) = traced(model, sheet)?;
    rows(model, sheet, evaluation).into_iter().nth(model.views.trace.list.at)?.folds
}

/// Does what a key of its own says.
pub(in crate::tui) fn act(model: &mut Model, act: Act) -> Vec<Effect> {
    match act {
        Act::Fold => {
            let state = &mut model.views.trace;
            state.folding.runs = !state.folding.runs;
            state.rewind();
        }
        Act::Toggle => {
            if let Some(node) = node(model) {
                toggle(model, &node);
            }
        }
        Act::NextIdentity => switch(model, true),
        Act::PreviousIdentity => switch(model, false),
    }
    Vec::new()
}

/// The cursor goes to what was folded or unfolded.
fn toggle(model: &mut Model, node: &[usize]) {
    model.views.trace.folding.toggle(node);
    let at = model.sheet().and_then(|sheet| {
        let (_, evaluation) = traced(model, sheet)?;
        let is_node = |row: &Row| row.at.path == node && matches!(row.kind, RowKind::Term | RowKind::Folded);
        rows(model, sheet, evaluation).iter().position(is_node)
    });
    if let Some(at) = at {
        model.views.trace.list.at = at;
    }
}

fn switch(model: &mut Model, forward: bool) {
    let next = model.sheet().and_then(|sheet| {
        let all = subjects(&sheet.case);
        let (current, _) = traced(model, sheet)?;
        let at = all.iter().position(|(subject, _)| *subject == current)?;
        let step = if forward { 1 } else { all.len().saturating_sub(1) };
        all.get((at + step) % all.len()).map(|(subject, _)| *subject)
    });
    if next.is_some() {
        model.views.trace.subject = next;
        model.views.trace.rewind();
    }
}
