//! What if: records are typed and judged at every letter, tried, undone, listed and dropped.

use super::{brief, navigate, rewind};
use crate::dns::Name;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::reading::Fault;
use crate::tui::screen::{List, Popup, Screen, Typed};
use crate::tui::{carry, whatif};
use crate::words::complaint;
use crate::words::tui::TuiText;
use crate::words::whatif::WhatIfText;

/// Opens the line for the record behind what the cursor is on, else for that of the selected lane.
pub fn edit(model: &mut Model) {
    let named = model.focused().and_then(|focused| focused.name);
    let subject = model.sheet().and_then(|sheet| {
        let named = named.filter(whatif::can_be_edited);
        let name = named.or_else(|| whatif::subject(sheet, &model.lane(sheet)?).filter(whatif::can_be_edited))?;
        let text = whatif::text_at(sheet, &name);
        Some((name, text))
    });
    match subject {
        Some((name, text)) => open(model, name, &text),
        None => model.notice = Some(model.look.text(TuiText::NothingToEdit)),
    }
}

fn open(model: &mut Model, name: Name, text: &str) {
    if let Some(sheet) = model.sheet_mut() {
        sheet.begin_draft();
    }
    model.popups.push(Popup::WhatIf { name, typed: Typed::new(text) });
    preview(model);
}

/// Judges with the record as it stands while it is typed. What cannot be read leaves the last one that
/// could.
pub fn preview(model: &mut Model) {
    let (day, profiles, lang) = (model.day, model.profiles, model.look.lang);
    let Some(Popup::WhatIf { name, typed }) = model.popup() else { return };
    let is_typing = typed.is_typing();
    let edit = whatif::edit(name, typed.editor.text()).map_err(|error| complaint::edit(&error, lang));
    let problem = edit.as_ref().err().cloned().map(|text| Fault::wrong(None, text));
    if let Ok(edit) = edit
        && let Some(sheet) = model.sheet_mut()
    {
        sheet.draft(is_typing, |sheet| {
            sheet.suppose(vec![edit], whatif::is_published);
        });
        sheet.judge(day, profiles);
    }
    if let Some(Popup::WhatIf { typed, .. }) = model.popups.last_mut() {
        typed.problem = problem;
    }
}

/// Takes the record that was typed. A value that is published already is no what-if.
pub fn take(model: &mut Model) {
    let Some(Popup::WhatIf { name, typed }) = model.popup() else { return };
    if typed.problem.is_some() {
        return;
    }
    let name = name.clone();
    model.take_draft();
    if !model.supposed.iter().any(|edit| edit.question.name == name) {
        model.notice = Some(model.look.text(TuiText::Unchanged));
    }
    navigate::back(model);
    rewind(model);
}

/// A line that was typed for a what-if is left: everything is as it was before.
pub fn left(model: &mut Model) {
    let (day, profiles) = (model.day, model.profiles);
    if let Some(sheet) = model.sheet_mut().filter(|sheet| sheet.is_drafting()) {
        sheet.leave_draft();
        sheet.judge(day, profiles);
    }
}

/// Judges as if what is proposed were published.
pub fn try_remedy(model: &mut Model) {
    let lang = model.look.lang;
    let edits = model.sheet().and_then(|sheet| Some(sheet.advice.to_try()?.edits.clone()));
    match edits {
        Some(edits) => {
            let records = carry::records(&edits);
            model.suppose(|sheet| {
                sheet.suppose(edits, |_, _| false);
            });
            if model.screen == Screen::Walk {
                // It is another walk now: it begins anew.
                model.views.walk.rewind();
                model.notice =
                    Some(brief(model, &records, true, |what| WhatIfText::NowSupposed { what: &what }.text(lang)));
            }
        }
        None => model.notice = Some(model.look.text(TuiText::NothingToTry)),
    }
    rewind(model);
}

/// Takes the last change back.
pub fn undo(model: &mut Model) {
    let undone = model.undo();
    rewind(model);
    let text = if undone { WhatIfText::Undone } else { WhatIfText::NothingToUndo };
    model.notice = Some(text.text(model.look.lang));
}

/// Makes a change again that was taken back.
pub fn redo(model: &mut Model) {
    if !model.redo() {
        model.notice = Some(WhatIfText::NothingToRedo.text(model.look.lang));
    }
    rewind(model);
}

/// Opens the list of what is supposed.
pub fn list(model: &mut Model) {
    if model.sheet().is_some_and(|sheet| !whatif::entries(sheet).is_empty()) {
        model.popups.push(Popup::WhatIfs(List::default()));
    } else {
        model.notice = Some(WhatIfText::NoWhatIfs.text(model.look.lang));
    }
}

/// Types the one at the cursor anew.
pub fn rewrite(model: &mut Model) {
    match chosen(model) {
        Some(whatif::Entry::Record(edit)) => {
            let text = model.sheet().map(|sheet| whatif::text_at(sheet, &edit.question.name)).unwrap_or_default();
            let text = if edit.data.is_empty() { "" } else { &text };
            open(model, edit.question.name, text);
        }
        Some(whatif::Entry::Client) => super::assuming::ask_client(model),
        None => {}
    }
}

/// Drops the one at the cursor.
pub fn drop_one(model: &mut Model) {
    match chosen(model) {
        Some(whatif::Entry::Record(dropped)) => {
            model.suppose(|sheet| sheet.edits.retain(|edit| edit.question != dropped.question));
        }
        Some(whatif::Entry::Client) => {
            model.suppose(|sheet| sheet.overrides = sheet.opened.settings.overrides.clone());
        }
        None => {}
    }
    if model.sheet().is_none_or(|sheet| whatif::entries(sheet).is_empty()) {
        navigate::back(model);
    }
}

fn chosen(model: &Model) -> Option<whatif::Entry> {
    let Some(Popup::WhatIfs(list)) = model.popup() else { return None };
    let entries = whatif::entries(model.sheet()?);
    entries.get(list.at.min(entries.len().saturating_sub(1))).cloned()
}

/// Copies all what-ifs as the options that say the same.
pub fn copy_options(model: &mut Model) -> Vec<Effect> {
    let Some(sheet) = model.sheet() else { return Vec::new() };
    vec![Effect::Copy(carry::options(sheet).join(" "))]
}

/// Copies all records that are supposed, as they are to be published.
pub fn copy_records(model: &mut Model) -> Vec<Effect> {
    vec![Effect::Copy(carry::records(&model.supposed))]
}
