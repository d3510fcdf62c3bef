//! What the terminal UI is to say again when it copies the command line that shows the same: the options
//! that no key changes, and what holds without any.

use super::args::{ColorArg, Options};
use super::config;
use crate::tui::{Given, quoted};

/// What was typed, as far as it counts for what is on the screen; what the configuration adds holds anyway.
pub fn given(typed: &Options) -> Given {
    let mut options: Vec<String> = Vec::new();
    options.extend(typed.nameserver.iter().map(|server| format!("--nameserver {server}")));
    options.extend(typed.dns_timeout.map(|timeout| format!("--dns-timeout {}", timeout.as_secs_f64())));
    options.extend(typed.typed_into.iter().map(|host| format!("--typed-into {}", quoted(host))));
    options.extend(typed.profiles.iter().map(|path| format!("--profiles {}", quoted(&path.to_string_lossy()))));
    options.extend(typed.no_config.then(|| "--no-config".to_owned()));
    options.extend(typed.redact.then(|| "--redact".to_owned()));
    options.extend(match typed.color {
        Some(ColorArg::Always) => Some("--color always".to_owned()),
        Some(ColorArg::Never) => Some("--color never".to_owned()),
        Some(ColorArg::Auto) | None => None,
    });
    let plain = Options { no_config: typed.no_config, ..Options::default() };
    // The configuration was read before: it has no fault.
    let plain = config::complete(plain).unwrap_or_default();
    Given { options, lang: plain.language(), charset: plain.characters(), keeps_all: typed.record.is_some() }
}
