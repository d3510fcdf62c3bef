//! Wrong usage as the user reads it: what clap found, in our words and in the user's language.

use super::command::command;
use super::output;
use crate::receiver::Decision;
use crate::settings::Lang;
use crate::text::{Shown, distance};
use crate::words::help::HelpText;
use crate::words::usage::{UsageText, one_of};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::path::PathBuf;

/// Says what is wrong, how the command is used, and where to read more. Help and version, which are no
/// errors, are printed as they are.
pub fn tell(error: &Error, lang: Lang) {
    let Some(sentence) = sentence(error, lang) else {
        // Nothing can be done about a closed standard error.
        let _ = error.print();
        return;
    };
    output::complain(&sentence);
    if let Some(usage) = usage(error) {
        output::remark(&UsageText::Usage { usage: &Shown::new(&usage) }.text(lang));
    }
    output::remark(&HelpText::More.text(lang));
}

/// Complains of a word that is no file and was probably meant to be a subcommand.
pub fn no_command(paths: &[PathBuf], lang: Lang) -> Option<String> {
    let path = paths.first().filter(|path| !path.exists())?;
    let word = path.to_str()?;
    let command = command(lang);
    let near = |name: &&str| distance(word, name) <= if name.len() > 3 { 2 } else { 1 };
    let commands = command.get_subcommands().map(clap::Command::get_name);
    let suggestion = match word {
        "help" => "--help",
        "version" => "--version",
        _ => commands.filter(near).min_by_key(|name| distance(word, name))?,
    };
    Some(UsageText::NoCommandBut { word: &Shown::new(word), suggestion: &suggestion }.text(lang))
}

/// What is wrong, in one line.
fn sentence(error: &Error, lang: Lang) -> Option<String> {
    let (argument, value) = (context(error, ContextKind::InvalidArg), context(error, ContextKind::InvalidValue));
    let (argument, value) = (argument.as_deref().unwrap_or_default(), value.as_deref().unwrap_or_default());
    // `--format <FORMAT>`, `<SHELL>` and `[PATH]...` name the option and the argument.
    let option = argument.split(' ').next().unwrap_or_default().trim_matches(['<', '>', '[', ']', '.']);
    let option = Shown::new(option);
    let expected = expected(option.as_str(), error, lang);
    let text = |text: UsageText<'_>| Some(text.text(lang));
    match error.kind() {
        ErrorKind::UnknownArgument if !option.as_str().starts_with('-') => {
            text(UsageText::TooMuch { argument: &option })
        }
        ErrorKind::UnknownArgument => match context(error, ContextKind::SuggestedArg) {
            Some(suggestion) => text(UsageText::NoOptionBut { option: &option, suggestion: &suggestion }),
            None if error.get(ContextKind::Suggested).is_some() => Some(format!(
                "{} {}",
                UsageText::NoOption { option: &option }.text(lang),
                UsageText::AsPath { option: &option }.text(lang)
            )),
            None => text(UsageText::NoOption { option: &option }),
        },
        ErrorKind::InvalidValue if value.is_empty() => match &expected {
            Some(expected) => text(UsageText::NoValueBut { option: &option, expected }),
            None => text(UsageText::NoValue { option: &option }),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = Shown::new(value);
            let text = match &expected {
                Some(expected) => UsageText::InvalidBut { option: &option, value: &value, expected },
                None => UsageText::Invalid { option: &option, value: &value },
            };
            let meant = context(error, ContextKind::SuggestedValue)
                .map(|suggestion| UsageText::MeantValue { suggestion: &suggestion }.text(lang));
            let (stop, text) = (if lang == Lang::Ja { "。" } else { ". " }, text.text(lang));
            Some(meant.map_or_else(|| text.clone(), |meant| format!("{text}{stop}{meant}")))
        }
        ErrorKind::TooManyValues => text(UsageText::ValueTooMuch { option: &option, value: &Shown::new(value) }),
        ErrorKind::ArgumentConflict => text(UsageText::Twice { option: &option }),
        ErrorKind::MissingRequiredArgument => text(UsageText::Missing { argument: &option }),
        ErrorKind::InvalidUtf8 => text(UsageText::NotUtf8),
        _ => None,
    }
}

/// What can be given for an option or an argument.
fn expected(option: &str, error: &Error, lang: Lang) -> Option<String> {
    expects(option, lang).or_else(|| match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(known)) if !known.is_empty() => Some(one_of(known, lang)),
        _ => None,
    })
}

/// What an option takes whose values are not a few words that clap knows.
pub fn expects(option: &str, lang: Lang) -> Option<String> {
    Some(match option {
        "--as-of" => UsageText::Date.text(lang),
        "--dns-timeout" => UsageText::Seconds.text(lang),
        "--nameserver" => UsageText::Server.text(lang),
        "--message" => UsageText::Number.text(lang),
        "--received-at" => UsageText::Hop.text(lang),
        "--ip" => UsageText::Address.text(lang),
        "--fail-on" => one_of(&Decision::ALL.map(Decision::as_str), lang),
        _ => return None,
    })
}

/// How the command is used, in one line.
fn usage(error: &Error) -> Option<String> {
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else { return None };
    let usage = usage.to_string();
    let (_, usage) = usage.split_once(": ")?;
    Some(usage.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    }
}
