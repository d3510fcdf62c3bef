//! What can be typed. Options stand before or after the subcommand and mean the same in both places.

use crate::receiver::Decision;
use crate::resolver::parse_server;
use crate::settings::{AsOf, Charset, Date, Lang};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use serde::Deserialize;
use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// What was typed. The texts of `--help` are put on by [`super::command`], in the language of the run.
#[derive(Debug, Parser)]
#[command(name = "twofrom", disable_help_subcommand = true, subcommand_precedence_over_arg = true)]
pub struct Args {
    /// Message files, directories with .eml files, or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What was typed before the subcommand.
    #[command(flatten)]
    pub options: Options,
    /// The subcommand.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report on standard output
    Check {
        /// Message files, directories with .eml files, or - for standard input
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// What was typed after the subcommand.
        #[command(flatten)]
        options: Options,
    },
    /// A message as the receiving server lives it, step by step
    Walk {
        /// Message files, directories with .eml files, or - for standard input
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// What was typed after the subcommand.
        #[command(flatten)]
        options: Options,
    },
    /// One `check_host()` with its trace, for --ip and --mail-from
    Spf {
        /// What was typed after the subcommand.
        #[command(flatten)]
        options: Options,
    },
    /// The services that send for others: MAIL FROM, SPF record, hosts, sources, confidence
    Senders {
        /// A service's id, such as amazon-ses.
        #[arg(value_name = "ID")]
        id: Option<String>,
        /// What was typed after the subcommand.
        #[command(flatten)]
        options: Options,
    },
    /// The receiver profiles: rules, dates, sources, confidence
    Receivers {
        /// A profile's id, such as au/high.
        #[arg(value_name = "ID")]
        id: Option<String>,
        /// What was typed after the subcommand.
        #[command(flatten)]
        options: Options,
    },
    /// The completions of a shell.
    Completions {
        /// The shell.
        #[arg(value_name = "SHELL", hide_possible_values = true)]
        shell: Shell,
        /// What was typed after the subcommand.
        #[command(flatten)]
        options: Options,
    },
    /// The man page.
    Man {
        /// What was typed after the subcommand.
        #[command(flatten)]
        options: Options,
    },
}

/// The options, each with the same meaning everywhere.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct Options {
    /// Answer DNS questions only from this zone file, or `live`: ask the network [default: NAME.zone beside
    /// NAME.eml if there is one, else live]
    #[arg(long, value_name = "FILE")]
    pub dns: Option<PathBuf>,
    /// Never ask the network, whatever else is said
    #[arg(long)]
    pub offline: bool,
    /// A name server to ask instead of the system's; repeatable
    #[arg(long, value_name = "IP[:PORT]", value_parser = parse_server)]
    pub nameserver: Vec<SocketAddr>,
    /// How long one question may take [default: 5]
    #[arg(long, value_name = "SECONDS", value_parser = parse_timeout)]
    pub dns_timeout: Option<Duration>,
    /// Write every answer that was used into this zone file
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// What if: judge as if this were published; repeatable; an empty VALUE means no such record
    #[arg(long, value_name = "NAME TYPE VALUE")]
    pub set: Vec<String>,
    /// Only the message with this number, counted from 1
    #[arg(long, value_name = "NUMBER", value_parser = parse_number)]
    pub message: Option<NonZeroUsize>,
    /// The client's IP address, instead of what is inferred
    #[arg(long, value_name = "IP")]
    pub ip: Option<IpAddr>,
    /// The HELO name, instead of what is inferred
    #[arg(long, value_name = "NAME")]
    pub helo: Option<String>,
    /// MAIL FROM, instead of what is inferred; <> is the null sender
    #[arg(long, value_name = "ADDRESS", allow_hyphen_values = true)]
    pub mail_from: Option<String>,
    /// The Received field, counted from the top and from 1, whose server received the message
    #[arg(long, value_name = "HOP", value_parser = parse_number)]
    pub received_at: Option<NonZeroUsize>,
    /// Assume that a message which was not sent yet leaves through this service, such as amazon-ses/us-west-2
    #[arg(long, value_name = "SERVICE[/REGION]")]
    pub via: Option<String>,
    /// Write a proposed record as it is typed at this DNS host: route53, cloudflare, sakura, xserver, muumuu, onamae
    #[arg(long, value_name = "HOST")]
    pub typed_into: Option<String>,
    /// Which receivers judge: ids, or groups such as jp, eu, all [default: the main ones in force on the day]
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub receiver: Vec<String>,
    /// More receiver profiles from this file; repeatable [also: profiles/*.toml in the config folder]
    #[arg(long, value_name = "FILE")]
    pub profiles: Vec<PathBuf>,
    /// Read nothing from the config folder.
    #[arg(long)]
    pub no_config: bool,
    /// The receivers' rules of this day: a date, message, or today [default: today; samples: message]
    #[arg(long, value_name = "DATE", value_parser = parse_as_of)]
    pub as_of: Option<AsOf>,
    /// Which decisions give exit status 1 [default: reject]
    #[arg(long, value_name = "DECISION,...", value_delimiter = ',', value_parser = parse_decision)]
    pub fail_on: Vec<Decision>,
    /// Replace what names people.
    #[arg(long)]
    pub redact: bool,
    /// The language; without it the environment's.
    #[arg(long, value_enum, value_name = "LANG", hide_possible_values = true)]
    pub lang: Option<LangArg>,
    /// Colours
    #[arg(long, value_enum, value_name = "WHEN", hide_possible_values = true)]
    pub color: Option<ColorArg>,
    /// Characters that may be drawn
    #[arg(long, value_enum, value_name = "CHARSET", hide_possible_values = true)]
    pub charset: Option<CharsetArg>,
    /// The format of a report
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<Format>,
}

impl Options {
    /// These options and those typed later: a later single value wins, repeatable ones add up.
    #[must_use]
    pub fn and(mut self, later: Self) -> Self {
        self.nameserver.extend(later.nameserver);
        self.set.extend(later.set);
        self.receiver.extend(later.receiver);
        self.profiles.extend(later.profiles);
        self.fail_on.extend(later.fail_on);
        Self {
            dns: later.dns.or(self.dns),
            offline: later.offline || self.offline,
            nameserver: self.nameserver,
            dns_timeout: later.dns_timeout.or(self.dns_timeout),
            record: later.record.or(self.record),
            set: self.set,
            message: later.message.or(self.message),
            ip: later.ip.or(self.ip),
            helo: later.helo.or(self.helo),
            mail_from: later.mail_from.or(self.mail_from),
            received_at: later.received_at.or(self.received_at),
            via: later.via.or(self.via),
            typed_into: later.typed_into.or(self.typed_into),
            receiver: self.receiver,
            profiles: self.profiles,
            no_config: later.no_config || self.no_config,
            as_of: later.as_of.or(self.as_of),
            fail_on: self.fail_on,
            redact: later.redact || self.redact,
            lang: later.lang.or(self.lang),
            color: later.color.or(self.color),
            charset: later.charset.or(self.charset),
            format: later.format.or(self.format),
        }
    }

    /// The language: the option's, else the environment's. What the configuration says is among the options.
    #[must_use]
    pub fn language(&self) -> Lang {
        match self.lang {
            Some(LangArg::En) => Lang::En,
            Some(LangArg::Ja) => Lang::Ja,
            None => locale(),
        }
    }

    /// The characters that may be drawn.
    #[must_use]
    pub fn characters(&self) -> Charset {
        match self.charset {
            Some(CharsetArg::Ascii) => Charset::Ascii,
            Some(CharsetArg::Unicode) | None => Charset::Unicode,
        }
    }
}

/// The language of the environment.
fn locale() -> Lang {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    if locale.is_some_and(|value| value.starts_with("ja")) { Lang::Ja } else { Lang::En }
}

/// The options that hold before the arguments are understood: in which language help and complaints are.
#[must_use]
pub fn early(arguments: &[OsString]) -> Options {
    let mut early = Options::default();
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang").map(|rest| rest.strip_prefix('=').or_else(|| words.next())) {
            Some(Some("ja")) => early.lang = Some(LangArg::Ja),
            Some(Some("en")) => early.lang = Some(LangArg::En),
            _ => early.no_config |= word == "--no-config",
        }
    }
    early
}

/// `--lang`
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LangArg {
    /// English
    En,
    /// Japanese
    Ja,
}

/// `--color`
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColorArg {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `--charset`
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CharsetArg {
    /// Box drawing and check marks
    Unicode,
    /// ASCII for the program's own drawing
    Ascii,
}

/// `--format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
    /// A ticket for the DNS owner
    Markdown,
    /// A picture of the terminal UI's main screen
    Svg,
}

/// Not a value of an option. What is one is told by [`super::usage`].
#[derive(Debug, thiserror::Error)]
#[error("not a value of this option")]
pub struct NoValue;

fn parse_as_of(text: &str) -> Result<AsOf, NoValue> {
    match text {
        "today" => Ok(AsOf::Today),
        "message" => Ok(AsOf::Message),
        _ => text.parse::<Date>().map(AsOf::Day).map_err(|_| NoValue),
    }
}

/// Seconds, from a tenth to a minute.
pub fn parse_timeout(text: &str) -> Result<Duration, NoValue> {
    let seconds = text.parse().ok().filter(|seconds| (0.1..=60.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or(NoValue)
}

fn parse_number(text: &str) -> Result<NonZeroUsize, NoValue> {
    text.parse().map_err(|_| NoValue)
}

fn parse_decision(text: &str) -> Result<Decision, NoValue> {
    Decision::ALL.into_iter().find(|d| d.as_str() == text).ok_or(NoValue)
}
