//! What keys do about what a message does not tell: a service is chosen, a client is typed, and the
//! message is judged again at once.

use super::navigate::back;
use super::rewind;
use crate::settings::Overrides;
use crate::text::Shown;
use crate::tui::model::Model;
use crate::tui::reading::Fault;
use crate::tui::screen::{List, Popup, Typed};
use crate::tui::via::{self, Choice, Problem, ProblemKind};
use crate::words::tui::TuiText;

/// Opens the list of what can be assumed.
pub fn ask(model: &mut Model) {
    match model.sheet().filter(|sheet| sheet.is_to_be_assumed()) {
        Some(sheet) => {
            let list = List::at(via::first(sheet, None));
            model.popups.push(Popup::Via { of: None, list });
        }
        None => model.notice = Some(model.look.text(TuiText::NothingToAssume)),
    }
}

/// Opens the line for a client.
pub fn ask_client(model: &mut Model) {
    let Some(sheet) = model.sheet_mut() else { return };
    sheet.begin_draft();
    let text = via::as_told(sheet);
    model.popups.push(Popup::Client(Typed::new(&text)));
    preview(model);
}

/// Assumes what the cursor is on, or asks for more.
pub fn choose(model: &mut Model) {
    let Some(Popup::Via { of, list }) = model.popup() else { return };
    let Some(sheet) = model.sheet() else { return };
    let Some(choice) = via::choices(sheet, of.as_deref()).get(list.at).copied() else { return };
    let given = sheet.opened.settings.overrides.clone();
    match choice {
        Choice::Service(service) if choice.leads_on() => {
            let of = Some(service.id.clone());
            let list = List::at(via::first(sheet, of.as_deref()));
            model.popups.push(Popup::Via { of, list });
        }
        Choice::Client => {
            close(model);
            ask_client(model);
        }
        Choice::AsRead => assume(model, given),
        Choice::Service(_) | Choice::Region(..) => {
            assume(model, Overrides { assumed: choice.assumption(), ..given });
        }
    }
}

/// Judges with the client as it stands while it is typed.
pub fn preview(model: &mut Model) {
    let (look, day, profiles) = (model.look, model.day, model.profiles);
    let Some(Popup::Client(typed)) = model.popup() else { return };
    let Some(sheet) = model.sheet() else { return };
    let is_typing = typed.is_typing();
    let text = typed.editor.text();
    let overrides = via::client(sheet, text).map_err(|Problem { kind, span }| {
        let word = Shown::new(text.get(span.clone()).unwrap_or_default());
        let text = match kind {
            ProblemKind::NotAnIp => look.text(TuiText::NotAnIp { word: &word }),
            ProblemKind::TooMuch => look.text(TuiText::TooMuch { word: &word }),
        };
        Fault::wrong(Some(span), text)
    });
    let problem = overrides.as_ref().err().cloned();
    if let (Ok(overrides), Some(sheet)) = (overrides, model.sheet_mut()) {
        sheet.draft(is_typing, |sheet| sheet.overrides = overrides);
        sheet.judge(day, profiles);
    }
    if let Some(typed) = model.popups.last_mut().and_then(Popup::typed_mut) {
        typed.problem = problem;
    }
}

/// Takes the client that was typed.
pub fn take_client(model: &mut Model) {
    if !matches!(model.popup(), Some(Popup::Client(typed)) if typed.problem.is_none()) {
        return;
    }
    model.take_draft();
    back(model);
    rewind(model);
}

/// Closes what asks, and judges again.
fn assume(model: &mut Model, overrides: Overrides) {
    close(model);
    model.suppose(|sheet| sheet.overrides = overrides);
    rewind(model);
}

fn close(model: &mut Model) {
    while matches!(model.popup(), Some(Popup::Via { .. } | Popup::Client(_))) {
        back(model);
    }
}
