//! The state of the view of the receivers, and the day whose rules judge.

use crate::receiver::{Profile, Verdict, judge};
use crate::settings::AsOf;
use crate::tui::keymap::{Action, Binding, Context, Key, on, say};
use crate::tui::model::{Model, Side};
use crate::tui::msg::Effect;
use crate::tui::screen::{Popup, Typed};
use crate::tui::sheet::Sheet;
use crate::words::common;
use crate::words::rules::RulesText;

/// A receiver with what it decides, or would.
pub struct Entry<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// What it decides.
    pub verdict: Verdict,
    /// Which of the verdicts of the case it is; `None` where it does not judge.
    pub index: Option<usize>,
}

/// All receivers: those that judge in their order, then the others.
#[must_use]
pub fn entries<'a>(model: &Model, sheet: &'a Sheet) -> Vec<Entry<'a>> {
    let (case, profiles) = (&sheet.case, model.profiles);
    let judging = case.verdicts.iter().enumerate().filter_map(|(index, verdict)| {
        let profile = profiles.get(&verdict.receiver)?;
        Some(Entry { profile, verdict: verdict.clone(), index: Some(index) })
    });
    let others = profiles.profiles.iter().filter(|p| !case.verdicts.iter().any(|verdict| verdict.receiver == p.id));
    let others = others.map(|profile| {
        let verdict = judge(profile, profiles, profiles.date(profile, case.day), case.findings_of(profile, profiles));
        Entry { profile, verdict, index: None }
    });
    judging.chain(others).collect()
}

/// What its own keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says it in words")]
pub enum Act {
    OnSide,
    Day,
}

const R: &[Context] = &[Context::Receivers];
const ELSEWHERE: &[Context] =
    &[Context::Verdict, Context::Trace, Context::Identities, Context::Path, Context::Claims, Context::Raw];

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] = &[
    on(&[Key::char(' ')], R, Action::Receivers(Act::OnSide), say!(RulesText::DoOnSide))
        .hint("Space", say!(RulesText::HintOnSide))
        .when(judged),
    on(&[Key::char('D')], R, Action::Receivers(Act::Day), say!(RulesText::DoDay))
        .hint("D", say!(RulesText::HintDay))
        .when(judged),
    on(&[Key::char('D')], ELSEWHERE, Action::Receivers(Act::Day), say!(RulesText::DoDay)).when(judged),
];

fn judged(model: &Model) -> bool {
    model.sheet().is_some()
}

/// Does what a key of its own says.
pub(in crate::tui) fn act(model: &mut Model, act: Act) -> Vec<Effect> {
    match act {
        Act::OnSide => put_on_side(model),
        Act::Day => {
            if judged(model) {
                model.popups.push(Popup::Day(Typed::new("")));
            }
        }
    }
    Vec::new()
}

fn put_on_side(model: &mut Model) {
    let Some(sheet) = model.sheet() else { return };
    let entries = entries(model, sheet);
    let Some(entry) = entries.get(model.views.receivers.list.at) else { return };
    let lang = model.look.lang;
    let id = entry.profile.id.clone();
    let receiver = common::name(entry.profile, lang).to_owned();
    let judges = entry.index.is_some();
    model.notice = Some(match (judges, model.side) {
        (false, _) => RulesText::NotJudging.text(lang),
        (true, Side::Left) => RulesText::OnLeft { receiver: &receiver }.text(lang),
        (true, Side::Right) => RulesText::OnRight { receiver: &receiver }.text(lang),
    });
    if judges {
        match model.side {
            Side::Left => model.chosen.0 = Some(id),
            Side::Right => model.chosen.1 = Some(id),
        }
        model.views.trace.subject = None;
        model.views.trace.rewind();
    }
}

/// Judges by the rules of the day that was typed.
pub fn apply_day(model: &mut Model) {
    let Some(Popup::Day(Typed { editor, .. })) = model.popup() else { return };
    let typed = editor.text().trim().to_ascii_lowercase();
    let day = match typed.as_str() {
        // Nothing was typed, and nothing changes.
        "" => {
            model.popups.pop();
            return;
        }
        "message" => Some(AsOf::Message),
        "today" => Some(AsOf::Today),
        day => day.parse().ok().map(AsOf::Day),
    };
    if let Some(day) = day {
        model.popups.pop();
        model.judge_as_of(day);
        model.views.trace.rewind();
        return;
    }
    let why = RulesText::NoDay.text(model.look.lang);
    if let Some(Popup::Day(Typed { problem, editor, .. })) = model.popups.last_mut() {
        *problem = Some(crate::tui::reading::Fault::wrong(Some(0..editor.text().len()), why));
    }
}
