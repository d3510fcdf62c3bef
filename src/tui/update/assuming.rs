//! What keys do about what a message does not tell: a service is chosen, a client is typed, and the
//! message is judged again at once.

use super::navigate::back;
use super::rewind;
use crate::settings::Overrides;
use crate::text::Shown;
use crate::tui::editor::Editor;
use crate::tui::model::Model;
use crate::tui::screen::{List, Popup};
use crate::tui::via::{self, Choice, Problem};
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
    match model.sheet().filter(|sheet| sheet.is_to_be_assumed()) {
        Some(sheet) => {
            let editor = Editor::new(&via::written(&sheet.overrides));
            model.popups.push(Popup::Client { editor, problem: None });
        }
        None => model.notice = Some(model.look.text(TuiText::NothingToAssume)),
    }
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

/// Takes the client that was typed.
pub fn apply_client(model: &mut Model) {
    let Some(Popup::Client { editor, .. }) = model.popup() else { return };
    let Some(sheet) = model.sheet() else { return };
    let given = &sheet.opened.settings.overrides;
    // A service that was chosen stays: the client may be the one of it that is not known here.
    let before = Overrides { assumed: sheet.overrides.assumed.clone(), ..given.clone() };
    match via::typed(editor.text(), &before) {
        Ok(overrides) => assume(model, overrides),
        Err(error) => {
            let look = model.look;
            let why = match &error {
                Problem::NotAnIp(word) => look.text(TuiText::NotAnIp { word: &Shown::new(word) }),
                Problem::TooMuch(word) => look.text(TuiText::TooMuch { word: &Shown::new(word) }),
            };
            if let Some(problem) = model.popups.last_mut().and_then(Popup::problem_mut) {
                *problem = Some(why);
            }
        }
    }
}

/// Closes what asks, and judges again.
fn assume(model: &mut Model, overrides: Overrides) {
    close(model);
    let (day, profiles) = (model.day, model.profiles);
    if let Some(sheet) = model.sheet_mut() {
        sheet.overrides = overrides;
        sheet.judge(day, profiles);
    }
    rewind(model);
}

fn close(model: &mut Model) {
    while matches!(model.popup(), Some(Popup::Via { .. } | Popup::Client { .. })) {
        back(model);
    }
}
