//! What the model asks for, done: files read and written by threads of their own, questions, the
//! clipboard, the terminal given back for a while.

use super::hold::{self, fail_for_tests};
use super::watch::LastWords;
use crate::redact::Redactor;
use crate::settings::Lang;
use crate::source::{self, Desk, IfThere, Input, NotPut};
use crate::tui::asker::Asker;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg, NotSaved};
use crate::words::complaint;
use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Paths that are offered for what was typed.
const FOUND: usize = 1000;

/// What becomes of the loop after an effect.
pub enum Next {
    /// It ends with this exit status.
    End(u8),
    /// The screen is drawn anew from nothing.
    Redraw,
}

/// What the model can ask for.
pub struct World {
    reader: Sender<Job>,
    clerk: Sender<Errand>,
    asker: Asker,
    sender: Sender<Msg>,
}

/// What the reader does, one after the other.
enum Job {
    /// Reads an input.
    Open(usize),
    /// Knows more inputs from now on.
    Add(Vec<Input>),
}

/// What the clerk does besides, so that no long list of messages stands before it.
enum Errand {
    List(String),
    Complete(String),
    Save(Vec<(String, Vec<u8>)>, bool),
}

impl World {
    /// A world with these inputs.
    pub fn new(desk: Desk, asker: Asker, lang: Lang, sender: Sender<Msg>) -> Self {
        let redactor = desk.redactor.clone();
        let reader = reader(desk, lang, sender.clone());
        Self { clerk: clerk(redactor, lang, reader.clone(), sender.clone()), reader, asker, sender }
    }

    /// Does what the model asks for; the last that matters to the loop is given back.
    pub fn perform(&mut self, effects: &[Effect], model: &Model) -> io::Result<Option<Next>> {
        let mut next = None;
        for effect in effects {
            match effect {
                Effect::Quit(status) => return Ok(Some(Next::End(*status))),
                // A thread that has ended has told so itself.
                Effect::Open(index) => drop(self.reader.send(Job::Open(*index))),
                Effect::List(path) => drop(self.clerk.send(Errand::List(path.clone()))),
                Effect::Complete(path) => drop(self.clerk.send(Errand::Complete(path.clone()))),
                Effect::Save { files, replace } => drop(self.clerk.send(Errand::Save(files.clone(), *replace))),
                Effect::Ask(index) => self.asker.ask(*index, model, &self.sender),
                Effect::ForgetFailures => self.asker.forget_failures(),
                // There is no answer: a terminal that does not know it does nothing.
                Effect::Copy(text) => drop(execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))),
                Effect::Suspend => {
                    if hold::suspend()? {
                        next = Some(Next::Redraw);
                    } else {
                        // The loop that reads the channel runs this.
                        drop(self.sender.send(Msg::NotStopped));
                    }
                }
                Effect::Retake => {
                    hold::take()?;
                    next = Some(Next::Redraw);
                }
            }
        }
        Ok(next)
    }
}

/// A thread that reads inputs one after the other as they are asked for.
fn reader(mut desk: Desk, lang: Lang, sender: Sender<Msg>) -> Sender<Job> {
    let (ask, asked) = channel();
    thread::spawn(move || {
        let sender = LastWords(sender);
        while let Ok(job) = asked.recv() {
            fail_for_tests("reader");
            let index = match job {
                Job::Open(index) => index,
                Job::Add(inputs) => {
                    desk.inputs.extend(inputs);
                    continue;
                }
            };
            let Some(input) = desk.inputs.get(index) else { continue };
            let opened = desk.open(input).map(Box::new).map_err(|error| complaint::open(&error, lang));
            if sender.0.send(Msg::Opened(index, opened)).is_err() {
                return;
            }
        }
    });
    ask
}

/// A thread that lists, completes and saves.
fn clerk(redactor: Option<Redactor>, lang: Lang, reader: Sender<Job>, sender: Sender<Msg>) -> Sender<Errand> {
    let (ask, asked) = channel();
    thread::spawn(move || {
        let sender = LastWords(sender);
        while let Ok(errand) = asked.recv() {
            let msg = match errand {
                Errand::List(path) => {
                    let mut listed = list(&path, lang);
                    if let (Ok(inputs), Some(redactor)) = (&mut listed, &redactor) {
                        for input in inputs {
                            input.path = redactor.path(&input.path);
                        }
                    }
                    // The reader knows them before the model can ask for one.
                    if let Ok(inputs) = &listed {
                        let _ = reader.send(Job::Add(inputs.clone()));
                    }
                    Msg::Listed(path, listed)
                }
                Errand::Complete(path) => {
                    let found = complete(&path, lang);
                    Msg::Completed(path, found)
                }
                Errand::Save(files, replace) => Msg::Saved(save(files, replace, lang)),
            };
            if sender.0.send(msg).is_err() {
                return;
            }
        }
    });
    ask
}

/// A path as it is typed: `~` is the home folder.
fn path(typed: &str) -> PathBuf {
    let rest = if typed == "~" { Some("") } else { typed.strip_prefix("~/") };
    match (rest, std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(typed),
    }
}

/// The inputs at a path.
fn list(typed: &str, lang: Lang) -> Result<Vec<Input>, String> {
    // Standard input was read at the start: here this is a file's name.
    let path = if typed == "-" { PathBuf::from("./-") } else { path(typed) };
    let failed = |error| complaint::source(&error, lang);
    let cannot = |error: io::Error| failed(source::SourceError::Io { path: typed.to_owned(), error: error.into() });
    let kind = path.metadata().map_err(cannot)?;
    // Whoever waits at the other end of a pipe would be waited for.
    if !kind.is_file() && !kind.is_dir() {
        return Err(cannot(io::ErrorKind::Unsupported.into()));
    }
    let inputs = source::inputs(&[path]).map_err(failed)?;
    match inputs.as_slice() {
        [Input { place: source::Place::Nowhere(error), .. }] => Err(complaint::source(error, lang)),
        _ => Ok(inputs),
    }
}

/// What a path can be completed to, folders with a slash at their ends; what has no name in UTF-8, or one
/// with control characters, cannot be typed.
fn complete(typed: &str, lang: Lang) -> Result<Vec<String>, String> {
    if typed == "~" {
        return Ok(vec!["~/".to_owned()]);
    }
    let cut = typed.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, start) = typed.split_at_checked(cut).unwrap_or(("", typed));
    let place = path(if folder.is_empty() { "./" } else { folder });
    let cannot = |error: io::Error| {
        complaint::source(&source::SourceError::Io { path: folder.to_owned(), error: error.into() }, lang)
    };
    let entries = fs::read_dir(place).map_err(cannot)?;
    let name = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let is_hidden = name.starts_with('.') && !start.starts_with('.');
        let slash = if entry.path().is_dir() { "/" } else { "" };
        let can_be_typed = !is_hidden && !name.chars().any(char::is_control);
        (name.starts_with(start) && can_be_typed).then(|| format!("{folder}{name}{slash}"))
    };
    let mut found: Vec<String> = entries.filter_map(|entry| name(entry.ok()?)).collect();
    found.sort();
    found.truncate(FOUND);
    Ok(found)
}

/// Writes files, all or none.
fn save(files: Vec<(String, Vec<u8>)>, replace: bool, lang: Lang) -> Result<Vec<String>, NotSaved> {
    let failed = |typed: &str, error: &io::Error| NotSaved::Failed(complaint::write(typed, error, lang));
    for (typed, _) in &files {
        let Ok(kind) = path(typed).metadata() else { continue };
        if kind.is_dir() {
            return Err(failed(typed, &io::ErrorKind::IsADirectory.into()));
        }
        // Whoever reads at the other end of a pipe would be waited for, and a device may be this screen.
        if !kind.is_file() {
            return Err(failed(typed, &io::ErrorKind::Unsupported.into()));
        }
    }
    let paths: Vec<PathBuf> = files.iter().map(|(typed, _)| path(typed)).collect();
    let contents: Vec<(&Path, &[u8])> =
        paths.iter().zip(&files).map(|(path, (_, bytes))| (path.as_path(), bytes.as_slice())).collect();
    let if_there = if replace { IfThere::Replace } else { IfThere::Refuse };
    let put = source::put(&contents, if_there);
    let mut typed: Vec<String> = files.into_iter().map(|(typed, _)| typed).collect();
    match put {
        Ok(()) => Ok(typed),
        Err(NotPut { index, error }) => Err(match error.kind() {
            io::ErrorKind::AlreadyExists => NotSaved::Exists(typed.swap_remove(index)),
            _ => failed(&typed.swap_remove(index), &error),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::save;
    use crate::settings::Lang;
    use crate::tui::msg::NotSaved;
    use std::fs;

    #[test]
    fn what_is_there_is_replaced_only_when_that_is_wanted() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let (one, two) = (folder.path().join("a.eml"), folder.path().join("a.zone"));
        let names = [&one, &two].map(|path| path.to_string_lossy().into_owned());
        let files = |text: &str| names.iter().map(|name| (name.clone(), text.as_bytes().to_vec())).collect();
        fs::write(&two, "before").expect("it can be written");
        assert_eq!(save(files("new"), false, Lang::En), Err(NotSaved::Exists(names[1].clone())));
        assert!(!one.exists(), "all or none");
        assert_eq!(save(files("new"), true, Lang::En), Ok(names.to_vec()));
        assert_eq!([&one, &two].map(|path| fs::read_to_string(path).expect("it is there")), ["new", "new"]);
        let nowhere = folder.path().join("none/a.zone").to_string_lossy().into_owned();
        let files = vec![(names[0].clone(), b"newer".to_vec()), (nowhere, b"newer".to_vec())];
        assert!(matches!(save(files, true, Lang::En), Err(NotSaved::Failed(why)) if why.contains("none/a.zone")));
        assert_eq!(fs::read_to_string(&one).expect("it is there"), "new", "all or none");
        assert_eq!(fs::read_dir(folder.path()).expect("it can be listed").count(), 2, "nothing else is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_written() {
        let saved = save(vec![("/dev/null".to_owned(), Vec::new())], true, Lang::En);
        assert_eq!(saved, Err(NotSaved::Failed("cannot write /dev/null: it is no regular file".to_owned())));
    }
}
