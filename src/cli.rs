//! The command line: what was typed, what it means, and the exit status.

mod args;
mod besides;
mod check;
mod command;
mod complaint;
mod config;
mod file;
#[cfg(feature = "tui")]
mod given;
mod judge;
mod live;
mod man;
mod output;
mod picture;
mod profiles;
mod record;
mod report;
mod usage;
mod walk;

use crate::report::{json, receivers, senders};
use crate::sender::Senders;
use crate::settings::Lang;
use crate::words::complaint::Complaint;
use args::{Args, Command, Format, Options};
use clap::FromArgMatches;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Exit statuses; see README.
pub mod status {
    /// Every message was judged and none is rejected.
    pub const OK: u8 = 0;
    /// Some selected receiver rejects a message.
    pub const REJECTED: u8 = 1;
    /// Wrong usage, or an input that could not be read.
    pub const USAGE: u8 = 2;
    /// No rejection, but a verdict is open for want of an answer or an identity.
    pub const OPEN: u8 = 3;
}

/// Runs the program and returns its exit status.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let early = args::early(&arguments);
    let given = early.language();
    // What is wrong with the configuration is told once the command needs it.
    let lang = config::complete(early).map_or(given, |options| options.language());
    let parsed = command::command(lang).try_get_matches_from(arguments);
    let args = match parsed.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => {
            usage::tell(&error, lang);
            return if error.use_stderr() { status::USAGE } else { status::OK };
        }
    };
    match dispatch(args, lang) {
        Ok(status) => status,
        Err(error) if is_broken_pipe(&error) => status::OK,
        Err(error) => {
            output::complain(&complaint::sentence(&error, lang));
            status::USAGE
        }
    }
}

fn dispatch(args: Args, lang: Lang) -> anyhow::Result<u8> {
    match args.command {
        None => {
            if let Some(complaint) = usage::no_command(&args.paths, lang) {
                anyhow::bail!(complaint);
            }
            let options = config::complete(args.options.clone())?;
            // A report is asked for by its format too; where nothing is found, it is all that there is to say.
            if options.format.is_none() && has_screen() && is_anything_there(&args.paths) {
                interactive(&args.paths, &args.options, &options)
            } else {
                check::check(&args.paths, &options)
            }
        }
        Some(Command::Check { paths, options }) => {
            let paths: Vec<PathBuf> = args.paths.into_iter().chain(paths).collect();
            check::check(&paths, &config::complete(args.options.and(options))?)
        }
        Some(Command::Walk { paths, options }) => {
            let paths: Vec<PathBuf> = args.paths.into_iter().chain(paths).collect();
            let options = config::complete(args.options.and(options))?;
            ensure_text(&options, "walk")?;
            walk::walk(&paths, &options)
        }
        Some(Command::Spf { options }) => check::spf(&config::complete(args.options.and(options))?),
        Some(Command::Senders { id, options }) => {
            let options = config::complete(args.options.and(options))?;
            let (known, id) = (Senders::builtin(), id.as_deref());
            if is_json(&options, "senders")? {
                output::json(&json::senders(known, id)?)?;
            } else {
                output::print(&options, &senders::list(known, id, output::style(&options))?)?;
            }
            Ok(status::OK)
        }
        Some(Command::Receivers { id, options }) => {
            let options = config::complete(args.options.and(options))?;
            let is_json = is_json(&options, "receivers")?;
            let (known, id) = (profiles::load(&options)?, id.as_deref());
            if is_json {
                output::json(&json::receivers(known, id)?)?;
            } else {
                output::print(&options, &receivers::list(known, id, output::style(&options))?)?;
            }
            Ok(status::OK)
        }
        Some(Command::Completions { shell, .. }) => {
            output::write(&man::completions(shell, lang))?;
            Ok(status::OK)
        }
        Some(Command::Man { .. }) => {
            output::write(&man::man(lang)?)?;
            Ok(status::OK)
        }
    }
}

/// Refuses a format of `check` where there is only text.
fn ensure_text(options: &Options, command: &str) -> anyhow::Result<()> {
    let complaint = || Complaint::OnlyText { command: &command }.text(options.language());
    anyhow::ensure!(matches!(options.format, None | Some(Format::Text)), complaint());
    Ok(())
}

/// Whether what is known is wanted as JSON; other formats than that and text are those of `check`.
fn is_json(options: &Options, command: &str) -> anyhow::Result<bool> {
    match options.format {
        None | Some(Format::Text) => Ok(false),
        Some(Format::Json) => Ok(true),
        Some(_) => anyhow::bail!(Complaint::TextAndJson { command: &command }.text(options.language())),
    }
}

/// Whether there is a terminal to draw on: a dumb one can only be written to line by line.
fn has_screen() -> bool {
    io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|name| name != "dumb")
}

/// Whether there is anything at one of the paths, standard input and the samples included.
fn is_anything_there(paths: &[PathBuf]) -> bool {
    let is_there = |path: &PathBuf| path.as_os_str() == "-" || path.symlink_metadata().is_ok();
    paths.is_empty() || paths.iter().any(is_there)
}

#[cfg(feature = "tui")]
fn interactive(paths: &[PathBuf], typed: &Options, options: &Options) -> anyhow::Result<u8> {
    let profiles = profiles::load(options)?;
    let desk = check::desk(paths, options, profiles)?;
    let recorder = record::Recorder::of(options, Some(&desk))?;
    let look =
        crate::tui::Look { lang: options.language(), charset: options.characters(), colour: output::colour(options) };
    let asker = crate::tui::Asker::new(live::asking(options));
    let ended = crate::tui::run(desk, asker, profiles, look, given::given(typed))?;
    if let Some(mut recorder) = recorder {
        for opened in &ended.opened {
            recorder.add(record::used_by(opened, profiles), opened.answers.edits());
        }
        recorder.write(options.language())?;
    }
    Ok(ended.status)
}

#[cfg(not(feature = "tui"))]
fn interactive(paths: &[PathBuf], _: &Options, options: &Options) -> anyhow::Result<u8> {
    check::check(paths, options)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
