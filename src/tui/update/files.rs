//! Files: opened by a path that is typed, saved under one. The paths are completed and the files are
//! read and written outside; what comes of it is told in the popup that asked.

use super::messages;
use crate::case::analyse;
use crate::dns::{Answers, Edit, Snapshot, Unanswered};
use crate::remedy::propose;
use crate::resolver::used;
use crate::settings::Settings;
use crate::source::Input;
use crate::tui::editor::Editor;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, NotSaved};
use crate::tui::screen::{List, Popup, Saved};
use crate::tui::sheet::Sheet;
use crate::tui::{carry, picture, view};
use crate::words::everyday::EverydayText;
use std::path::Path;

/// Opens the line for the path of a file or a folder.
pub fn ask(model: &mut Model) {
    let start = model.folder.clone();
    model.popups.push(Popup::Open { editor: Editor::new(&start), list: List::default(), found: None, problem: None });
}

/// Opens what was typed.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(Popup::Open { editor, .. }) = model.popup() else { return Vec::new() };
    let path = editor.text().trim_end().to_owned();
    if path.is_empty() { Vec::new() } else { vec![Effect::List(path)] }
}

/// A folder was listed, or a file is one input.
pub fn listed(model: &mut Model, path: &str, inputs: Result<Vec<Input>, String>) -> Vec<Effect> {
    match inputs {
        Ok(inputs) => {
            // Whoever has gone on to something else meanwhile is not torn away from it.
            let is_waited_for = model.popup().is_none_or(|popup| matches!(popup, Popup::Open { .. }));
            if is_waited_for {
                model.popups.pop();
            }
            // The next one mostly lies beside it.
            let folder = path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or_default();
            folder.clone_into(&mut model.folder);
            let count = inputs.len();
            model.notice = Some(EverydayText::Opened { count: &count }.text(model.look.lang));
            messages::add(model, &inputs, is_waited_for)
        }
        Err(error) => {
            match model.popups.last_mut() {
                Some(Popup::Open { problem, .. }) => *problem = Some(error),
                _ => model.notice = Some(error),
            }
            Vec::new()
        }
    }
}

/// Completes the path as far as it goes.
pub fn complete(model: &mut Model) -> Vec<Effect> {
    match model.popup() {
        Some(Popup::Open { editor, .. } | Popup::Save { editor, .. }) => {
            vec![Effect::Complete(editor.text().to_owned())]
        }
        _ => Vec::new(),
    }
}

/// What a path can be completed to. It may have been typed on meanwhile.
pub fn completed(model: &mut Model, path: &str, paths: Result<Vec<String>, String>) {
    let Some(editor) = model.editor_mut().filter(|editor| editor.text() == path) else { return };
    let paths = match paths {
        Ok(paths) => paths,
        Err(error) => {
            if let Some(Popup::Open { problem, .. } | Popup::Save { problem, .. }) = model.popups.last_mut() {
                *problem = Some(error);
            }
            return;
        }
    };
    let common = common(&paths);
    if common.len() > path.len() {
        *editor = Editor::new(common);
    }
    if let Some(Popup::Open { found, list, .. }) = model.popups.last_mut() {
        *list = List::default();
        *found = Some(paths).filter(|paths| paths.len() != 1);
    }
}

/// Types the path that the cursor is moved to.
pub fn take_found(model: &mut Model, forward: bool) {
    let Some(Popup::Open { editor, list, found: Some(found), .. }) = model.popups.last_mut() else { return };
    let typed = found.iter().position(|path| path == editor.text());
    let last = found.len().saturating_sub(1);
    list.at = match (typed, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => (at + 1).min(last),
        (Some(at), false) => at.saturating_sub(1),
    };
    if let Some(path) = found.get(list.at) {
        *editor = Editor::new(path);
    }
}

/// What all of them begin with.
fn common(paths: &[String]) -> &str {
    let Some(first) = paths.first() else { return "" };
    let shared = |other: &String| {
        let same = first.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b);
        same.last().map_or(0, |((at, c), _)| at + c.len_utf8())
    };
    let end = paths.iter().map(shared).min().unwrap_or(0);
    first.get(..end).unwrap_or_default()
}

/// Opens the list of what can be saved.
pub fn ask_what(model: &mut Model) {
    model.popups.push(Popup::SaveWhat(List::default()));
}

/// What can be saved now.
#[must_use]
pub fn choices(model: &Model) -> Vec<Saved> {
    let has_sheet = model.sheet().is_some();
    let has_edits = model.sheet().is_some_and(|sheet| !sheet.edits.is_empty());
    Saved::ALL
        .into_iter()
        .filter(|what| match what {
            Saved::Text | Saved::Picture => true,
            Saved::Case => has_sheet,
            Saved::WhatIfs => has_edits,
        })
        .collect()
}

/// Types under which name what the cursor is on is saved.
pub fn choose_what(model: &mut Model) {
    let Some(Popup::SaveWhat(list)) = model.popup() else { return };
    let Some(what) = choices(model).get(list.at).copied() else { return };
    model.popups.pop();
    ask_where(model, what);
}

/// Types under which name something is saved.
pub fn ask_where(model: &mut Model, what: Saved) {
    let path = format!("{}.{}", stem(model), what.extension());
    model.popups.push(Popup::Save { what, editor: Editor::new(&path), problem: None, replace: false });
}

/// The name of the message without its folder and its extension.
fn stem(model: &Model) -> String {
    let entry = model.entries.get(model.current);
    let path = entry.map_or("twofrom", |entry| entry.path.as_str());
    let name = path.rsplit(['/', ':']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.is_empty() || stem == "-" { "message" } else { stem };
    match entry.filter(|entry| entry.count > 1) {
        Some(entry) => format!("{stem}-{}", entry.index + 1),
        None => stem.to_owned(),
    }
}

/// Saves.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let Some(Popup::Save { what, editor, replace, .. }) = model.popup() else { return Vec::new() };
    let (what, replace) = (*what, *replace);
    let path = editor.text().trim_end().to_owned();
    if path.is_empty() {
        return Vec::new();
    }
    let files = match what {
        Saved::Text => vec![(path, screen(model, view::text).into_bytes())],
        Saved::Picture => {
            let (columns, rows) = model.geometry.size.unwrap_or((120, 36));
            vec![(path, screen(model, |model| picture::picture(model, columns, rows)).into_bytes())]
        }
        Saved::WhatIfs => match model.sheet() {
            Some(sheet) => vec![(path, what_ifs(model, sheet).into_bytes())],
            None => return Vec::new(),
        },
        Saved::Case => match case(model) {
            Some((message, zone)) => {
                // A folder is searched for messages by this extension, and for the zone file beside them.
                let file = path.strip_suffix(".zone").unwrap_or(&path);
                let file = if has_extension(file, "eml") || file.ends_with('/') {
                    file.to_owned()
                } else {
                    format!("{file}.eml")
                };
                let beside = Path::new(&file).with_extension("zone").display().to_string();
                vec![(file, message), (beside, zone)]
            }
            None => return Vec::new(),
        },
    };
    vec![Effect::Save { files, replace }]
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// The view without what asks for the name of the file.
fn screen<T>(model: &mut Model, draw: impl FnOnce(&Model) -> T) -> T {
    let popups = std::mem::take(&mut model.popups);
    let notice = model.notice.take();
    let drawn = draw(model);
    (model.popups, model.notice) = (popups, notice);
    drawn
}

/// The message, and the answers that its verdicts and the advice stand on.
fn case(model: &Model) -> Option<(Vec<u8>, Vec<u8>)> {
    let sheet = model.sheet()?;
    let opened = &sheet.opened;
    let settings = sheet.published_settings(&sheet.overrides, model.day);
    let zone = snapshot(model, sheet, &opened.answers, &settings, opened.answers.edits());
    Some((carry::message(&opened.message), zone.into_bytes()))
}

/// The what-ifs, and below them what was answered besides: as a zone file it comes to what is shown.
fn what_ifs(model: &Model, sheet: &Sheet) -> String {
    let settings = sheet.settings(model.day);
    let answers = sheet.answers();
    carry::zone(answers.edits()) + &snapshot(model, sheet, &answers, &settings, answers.edits())
}

/// The answers that the verdicts and the advice stand on, but for those that are supposed.
fn snapshot(model: &Model, sheet: &Sheet, answers: &Answers, settings: &Settings, supposed: &[Edit]) -> String {
    let message = &sheet.opened.message;
    let answers = used(answers, |answers| {
        let Ok(case) = analyse(message, answers, settings, model.profiles) else {
            return Unanswered::default();
        };
        propose(message, answers, settings, model.profiles, &case).questions(&case)
    });
    let mut snapshot = Snapshot::default();
    for (question, answer) in answers {
        snapshot.add(&question, &answer, supposed);
    }
    snapshot.to_zone()
}

/// What was to be saved is, or is not.
pub fn saved(model: &mut Model, result: Result<Vec<String>, NotSaved>) {
    let lang = model.look.lang;
    match (result, model.popups.last_mut()) {
        (Ok(paths), popup) => {
            if matches!(popup, Some(Popup::Save { .. })) {
                model.popups.pop();
            }
            let paths = paths.join(&crate::words::tui::TuiText::Comma.text(lang));
            model.notice = Some(EverydayText::SavedAs { paths: &crate::text::Shown::new(&paths) }.text(lang));
        }
        (Err(NotSaved::Exists(path)), Some(Popup::Save { problem, replace, .. })) => {
            *replace = true;
            *problem = Some(EverydayText::Exists { path: &crate::text::Shown::new(&path) }.text(lang));
        }
        (Err(NotSaved::Failed(error)), Some(Popup::Save { problem, .. })) => *problem = Some(error),
        (Err(NotSaved::Exists(error) | NotSaved::Failed(error)), _) => model.notice = Some(error),
    }
}
