//! The man page and the completions, made from the command line itself.

mod japanese;

use super::command::{command, sections};
use crate::settings::Lang;
use crate::words::help::HelpText;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io;

/// The completions of a shell.
#[must_use]
pub fn completions(shell: Shell, lang: Lang) -> Vec<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut command(lang), "twofrom", &mut out);
    out
}

/// The man page: the options, each subcommand, examples and exit statuses, all on one page.
///
/// # Errors
///
/// None that can happen: it is written to memory.
pub fn man(lang: Lang) -> io::Result<Vec<u8>> {
    let mut command = command(lang);
    command.build();
    let man = Man::new(command.clone()).date("").manual("twofrom");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    synopsis(&command).to_writer(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    commands(&command, lang).to_writer(&mut out)?;
    Ok(match lang {
        Lang::En => out,
        Lang::Ja => japanese::typeset(&String::from_utf8_lossy(&out)).into_bytes(),
    })
}

/// How the program and each of its subcommands is called; the options, which are the same everywhere, have
/// their section.
fn synopsis(command: &Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    let subcommands = command.get_subcommands().filter(|sub| sub.get_name() != "help");
    for (index, command) in std::iter::once(command).chain(subcommands).enumerate() {
        if index > 0 {
            roff.control("br", []);
        }
        let name = command.get_bin_name().unwrap_or(command.get_name());
        let usage = command.clone().render_usage().to_string();
        let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage);
        let arguments = usage.strip_prefix(name).unwrap_or_default();
        roff.text([bold(name), roman(arguments)]);
    }
    roff
}

/// The subcommands, and the sections that stand below their options.
fn commands(command: &Command, lang: Lang) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [HelpText::Commands.text(lang).to_uppercase().as_str()]);
    for sub in command.get_subcommands() {
        let about = sub.get_long_about().or_else(|| sub.get_about()).map(ToString::to_string).unwrap_or_default();
        roff.control("TP", []);
        roff.text([bold(format!("twofrom {}", sub.get_name()))]);
        roff.text([roman(about)]);
    }
    let names = std::iter::once(command.get_name()).chain(command.get_subcommands().map(Command::get_name));
    for (heading, name, text) in names.flat_map(|name| sections(name).into_iter().map(move |(h, t)| (h, name, t))) {
        // The exit statuses of the program are those of check.
        if name == "check" && sections("twofrom").iter().any(|(_, of_main)| of_main.text(lang) == text.text(lang)) {
            continue;
        }
        let heading = heading.text(lang).to_uppercase();
        roff.control("SH", [if name == "twofrom" { heading } else { format!("{heading}: {name}") }.as_str()]);
        roff.control("nf", []);
        roff.text([roman(text.text(lang))]);
        roff.control("fi", []);
    }
    roff
}
