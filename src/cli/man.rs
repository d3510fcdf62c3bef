//! The man page and the completions, made from the command line itself.

use super::command::{command, sections};
use crate::settings::Lang;
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
    let command = command(lang);
    let man = Man::new(command.clone()).date("").manual("twofrom");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    let mut rest = Roff::new();
    rest.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands() {
        let about = sub.get_long_about().or_else(|| sub.get_about()).map(ToString::to_string).unwrap_or_default();
        rest.control("TP", []);
        rest.text([bold(format!("twofrom {}", sub.get_name()))]);
        rest.text([roman(about)]);
    }
    let names = std::iter::once(command.get_name()).chain(command.get_subcommands().map(clap::Command::get_name));
    for (heading, name, text) in names.flat_map(|name| sections(name).into_iter().map(move |(h, t)| (h, name, t))) {
        // The exit statuses of the program are those of check.
        if name == "check" && sections("twofrom").iter().any(|(_, of_main)| of_main.text(lang) == text.text(lang)) {
            continue;
        }
        let heading = heading.text(lang).to_uppercase();
        rest.control("SH", [if name == "twofrom" { heading } else { format!("{heading}: {name}") }.as_str()]);
        rest.control("nf", []);
        rest.text([roman(text.text(lang))]);
        rest.control("fi", []);
    }
    rest.to_writer(&mut out)?;
    Ok(out)
}
