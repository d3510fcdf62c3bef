//! The configuration file: what holds where the command line says nothing.

use super::args::{CharsetArg, ColorArg, LangArg, Options, parse_timeout};
use super::file::{self, TextError};
use crate::resolver::parse_server;
use crate::source::SourceError;
use serde::Deserialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// Why the configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}:{line}: {fault:?}")]
pub struct ConfigError {
    /// The file.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: ConfigFault,
}

/// What is wrong in the configuration file.
#[derive(Debug)]
pub enum ConfigFault {
    /// Not TOML, or not what is known, in the words of the reader of TOML.
    Toml(String),
    /// Not a value of an option of this name.
    Value {
        /// The option, without its dashes.
        key: &'static str,
        /// The value.
        value: String,
    },
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    dns: Option<Dns>,
    #[serde(default)]
    nameserver: Vec<Spanned<String>>,
    dns_timeout: Option<Spanned<f64>>,
    lang: Option<LangArg>,
    color: Option<ColorArg>,
    charset: Option<CharsetArg>,
    #[serde(default)]
    receiver: Vec<String>,
}

/// Whether the network is asked where no zone file answers.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Dns {
    Live,
    Offline,
}

/// The folder of the user's configuration: `$XDG_CONFIG_HOME/twofrom`, else `~/.config/twofrom`. By the
/// XDG base directory specification a relative `XDG_CONFIG_HOME` does not count.
pub fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let base = given.or_else(|| std::env::home_dir().map(|home| home.join(".config")));
    base.map(|base| base.join("twofrom"))
}

/// The options with what the configuration file says where the command line does not.
pub fn complete(options: Options) -> anyhow::Result<Options> {
    let path = Some(&options).filter(|options| !options.no_config).and_then(|_| folder());
    let Some(path) = path.map(|folder| folder.join("config.toml")) else { return Ok(options) };
    match file::text(&path) {
        Ok((_, text)) => Ok(apply(options, &path, &text)?),
        Err(TextError::Source(SourceError::Io { error, .. }))
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
        {
            Ok(options)
        }
        Err(error) => Err(error.into()),
    }
}

fn apply(mut options: Options, path: &Path, text: &str) -> Result<Options, ConfigError> {
    let at = |offset: usize, fault: ConfigFault| ConfigError {
        path: path.to_string_lossy().into_owned(),
        line: text.get(..offset).unwrap_or(text).matches('\n').count() + 1,
        fault,
    };
    let file: File = toml::from_str(text).map_err(|error| {
        at(error.span().map_or(0, |span| span.start), ConfigFault::Toml(error.message().to_owned()))
    })?;
    let mut servers = Vec::new();
    for server in &file.nameserver {
        let fault = |_| ConfigFault::Value { key: "nameserver", value: server.get_ref().clone() };
        servers.push(parse_server(server.get_ref()).map_err(fault).map_err(|fault| at(server.span().start, fault))?);
    }
    if options.nameserver.is_empty() {
        options.nameserver = servers;
    }
    if let Some(seconds) = &file.dns_timeout {
        let value = seconds.get_ref().to_string();
        let timeout = parse_timeout(&value);
        let fault = |_| at(seconds.span().start, ConfigFault::Value { key: "dns-timeout", value });
        let timeout = timeout.map_err(fault)?;
        options.dns_timeout = options.dns_timeout.or(Some(timeout));
    }
    options.offline |= file.dns == Some(Dns::Offline) && options.dns.is_none();
    options.lang = options.lang.or(file.lang);
    options.color = options.color.or(file.color);
    options.charset = options.charset.or(file.charset);
    if options.receiver.is_empty() {
        options.receiver = file.receiver;
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn with(options: Options, text: &str) -> Result<Options, String> {
        apply(options, Path::new("config.toml"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_beats_the_file() {
        let text =
            "receiver = [\"jp\"]\ndns = \"offline\"\nnameserver = [\"192.0.2.53\"]\ndns-timeout = 2\nlang = \"ja\"\n";
        let options = with(Options::default(), text).unwrap();
        assert!(options.offline && matches!(options.lang, Some(LangArg::Ja)));
        assert_eq!(options.nameserver, ["192.0.2.53:53".parse().unwrap()]);
        assert_eq!(options.receiver, ["jp"]);
        assert_eq!(options.dns_timeout, Some(Duration::from_secs(2)));
        let given = Options {
            dns: Some("live".into()),
            nameserver: vec!["192.0.2.54:5353".parse().unwrap()],
            lang: Some(LangArg::En),
            receiver: vec!["gmail".to_owned()],
            ..Options::default()
        };
        let options = with(given, text).unwrap();
        assert!(!options.offline && matches!(options.lang, Some(LangArg::En)));
        assert_eq!(options.nameserver, ["192.0.2.54:5353".parse().unwrap()]);
        assert_eq!(options.receiver, ["gmail"]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, starts, says) in [
            ("lang = \"en\"\nnameservers = []\n", "config.toml:2: ", "Toml(\"unknown field `nameservers`"),
            ("\n\ndns = \"sometimes\"\n", "config.toml:3: ", "Toml(\"unknown variant `sometimes`"),
            ("nameserver = [\n  \"192.0.2.53\",\n  \"ns.example\",\n]\n", "config.toml:3: ", "value: \"ns.example\""),
            ("dns-timeout = 0\n", "config.toml:1: ", "key: \"dns-timeout\""),
            ("lang = \n", "config.toml:1: ", ""),
        ] {
            let error = with(Options::default(), text).err().unwrap_or_default();
            assert!(error.starts_with(starts) && error.contains(says), "{text}: {error}");
        }
    }
}
