//! The command line as clap has it, with its texts in a language: what `--help`, the man page and the
//! completions are made from.

use super::args::Args;
use crate::settings::Lang;
use crate::words::help::HelpText;
use clap::builder::{Resettable, StyledStr};
use clap::{Arg, ArgAction, Command, CommandFactory};

/// Columns beyond which help is hard to read.
const COLUMNS: usize = 100;

/// A text in `-h`, and the longer one in `--help`.
type Texts<'a> = (HelpText<'a>, Option<HelpText<'a>>);

/// The whole command line.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let command = Args::command().max_term_width(COLUMNS).version(env!("CARGO_PKG_VERSION"));
    let command = command.disable_version_flag(true).arg(
        Arg::new("version").short('V').long("version").action(ArgAction::Version).help(HelpText::Version.text(lang)),
    );
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names
        .into_iter()
        .fold(dressed(command, lang), |command, name| command.mut_subcommand(name, |sub| dressed(sub, lang)))
}

/// A command with all its texts.
fn dressed(command: Command, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let command = command.disable_help_flag(true).arg(help);
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let mut command = ids.into_iter().fold(command, |command, id| command.mut_arg(id, |arg| arg_dressed(arg, lang)));
    if let Some((about, long)) = about(&name) {
        command = command.about(about.text(lang)).long_about(styled(long, lang));
    }
    command
        .subcommand_help_heading(HelpText::Commands.text(lang))
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            HelpText::Usage.text(lang)
        ))
        .after_help(HelpText::More.text(lang))
        .after_long_help(after(&name, lang))
}

fn arg_dressed(arg: Arg, lang: Lang) -> Arg {
    let id = arg.get_id().to_string();
    let heading = if arg.is_positional() { HelpText::Arguments } else { group(&id) }.text(lang);
    let arg = arg.help_heading(heading);
    let Some((help, long)) = text(&id) else { return arg };
    arg.help(help.text(lang)).long_help(styled(long, lang))
}

fn styled(text: Option<HelpText<'_>>, lang: Lang) -> Resettable<StyledStr> {
    text.map_or(Resettable::Reset, |text| Resettable::Value(text.text(lang).into()))
}

/// What stands below the options of a command: examples, exit statuses.
fn after(command: &str, lang: Lang) -> String {
    sections(command)
        .into_iter()
        .map(|(heading, text)| format!("{}:\n{}", heading.text(lang), text.text(lang)))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The sections of a command's help, each with its heading.
pub fn sections(command: &str) -> Vec<(HelpText<'static>, HelpText<'static>)> {
    let examples = |text| (HelpText::Examples, text);
    let status = |text| (HelpText::ExitStatus, text);
    match command {
        "check" => vec![examples(HelpText::CheckExamples), status(HelpText::CheckStatus)],
        "walk" => vec![examples(HelpText::WalkExamples), status(HelpText::WalkStatus)],
        "spf" => vec![examples(HelpText::SpfExamples), status(HelpText::SpfStatus)],
        "receivers" => vec![examples(HelpText::ReceiversExamples)],
        "senders" => vec![examples(HelpText::SendersExamples)],
        "completions" => vec![examples(HelpText::CompletionsExamples)],
        "man" => vec![examples(HelpText::ManExamples)],
        _ => vec![examples(HelpText::MainExamples), status(HelpText::CheckStatus)],
    }
}

fn about(command: &str) -> Option<Texts<'static>> {
    Some(match command {
        "twofrom" => (HelpText::About, Some(HelpText::LongAbout)),
        "check" => (HelpText::Check, Some(HelpText::LongCheck)),
        "walk" => (HelpText::Walk, Some(HelpText::LongWalk)),
        "spf" => (HelpText::Spf, None),
        "receivers" => (HelpText::Receivers, None),
        "senders" => (HelpText::Senders, None),
        "completions" => (HelpText::Completions, None),
        "man" => (HelpText::Man, None),
        _ => return None,
    })
}

fn text(id: &str) -> Option<Texts<'static>> {
    Some(match id {
        "paths" => (HelpText::Paths, Some(HelpText::LongPaths)),
        "id" => (HelpText::Id, None),
        "shell" => (HelpText::Shell, None),
        "dns" => (HelpText::Dns, None),
        "offline" => (HelpText::Offline, None),
        "nameserver" => (HelpText::Nameserver, None),
        "dns_timeout" => (HelpText::DnsTimeout, None),
        "record" => (HelpText::Record, None),
        "set" => (HelpText::Set, Some(HelpText::LongSet)),
        "message" => (HelpText::Message, Some(HelpText::LongMessage)),
        "ip" => (HelpText::Ip, None),
        "helo" => (HelpText::Helo, None),
        "mail_from" => (HelpText::MailFrom, None),
        "received_at" => (HelpText::ReceivedAt, Some(HelpText::LongReceivedAt)),
        "via" => (HelpText::Via, Some(HelpText::LongVia)),
        "typed_into" => (HelpText::TypedInto, Some(HelpText::LongTypedInto)),
        "receiver" => (HelpText::Receiver, None),
        "profiles" => (HelpText::Profiles, None),
        "no_config" => (HelpText::NoConfig, Some(HelpText::LongNoConfig)),
        "as_of" => (HelpText::AsOf, Some(HelpText::LongAsOf)),
        "fail_on" => (HelpText::FailOn, Some(HelpText::LongFailOn)),
        "redact" => (HelpText::Redact, Some(HelpText::LongRedact)),
        "lang" => (HelpText::Lang, None),
        "color" => (HelpText::Color, Some(HelpText::LongColor)),
        "charset" => (HelpText::Charset, None),
        "format" => (HelpText::Format, Some(HelpText::LongFormat)),
        "help" => (HelpText::Help, None),
        "version" => (HelpText::Version, None),
        _ => return None,
    })
}

fn group(id: &str) -> HelpText<'static> {
    match id {
        "dns" | "offline" | "nameserver" | "dns_timeout" | "record" | "set" | "typed_into" => HelpText::GroupDns,
        "message" | "ip" | "helo" | "mail_from" | "received_at" | "via" => HelpText::GroupMessage,
        "receiver" | "profiles" | "no_config" | "as_of" | "fail_on" => HelpText::GroupReceivers,
        "redact" | "lang" | "color" | "charset" | "format" => HelpText::GroupOutput,
        _ => HelpText::GroupOther,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_typed_has_its_texts() {
        let command = command(Lang::En);
        let mut missing = Vec::new();
        for command in std::iter::once(&command).chain(command.get_subcommands()) {
            if about(command.get_name()).is_none() {
                missing.push(command.get_name().to_owned());
            }
            missing.extend(command.get_arguments().map(|a| a.get_id().to_string()).filter(|id| text(id).is_none()));
        }
        assert!(missing.is_empty(), "without texts in both languages: {missing:?}");
    }

    #[test]
    fn the_command_line_is_consistent() {
        command(Lang::Ja).debug_assert();
    }
}
