//! An error of any kind as the sentence that the user reads.

use super::config::{ConfigError, ConfigFault};
use super::file::TextError;
use super::live::Ended;
use super::output::NotWritten;
use super::usage::expects;
use crate::dns::{EditError, ZoneError};
use crate::receiver::{ProfileError, UnknownReceiver};
use crate::sender::UnknownSender;
use crate::settings::Lang;
use crate::source::{OpenError, SourceError};
use crate::text::Shown;
use crate::words::complaint::{self, Complaint};
use crate::words::live::LiveText;
use crate::words::toml::toml;
use crate::words::usage::UsageText;

/// The sentence of an error; one that has none here tells its own story.
pub fn sentence(error: &anyhow::Error, lang: Lang) -> String {
    if let Some(error) = error.downcast_ref::<OpenError>() {
        complaint::open(error, lang)
    } else if let Some(error) = error.downcast_ref::<SourceError>() {
        complaint::source(error, lang)
    } else if let Some(error) = error.downcast_ref::<ZoneError>() {
        complaint::zone(error, lang)
    } else if let Some(error) = error.downcast_ref::<EditError>() {
        complaint::edit(error, lang)
    } else if error.is::<Ended>() {
        LiveText::Ended.text(lang)
    } else if let Some(error) = error.downcast_ref::<TextError>() {
        match error {
            TextError::Source(error) => complaint::source(error, lang),
            TextError::NotUtf8 { path, line } => {
                let what = Complaint::NotUtf8.text(lang);
                Complaint::AtLine { path: &Shown::new(path), line, what: &what }.text(lang)
            }
        }
    } else if let Some(error) = error.downcast_ref::<ConfigError>() {
        config(error, lang)
    } else if let Some(error) = error.downcast_ref::<ProfileError>() {
        complaint::profiles(error, lang)
    } else if let Some(error) = error.downcast_ref::<UnknownReceiver>() {
        complaint::unknown_receiver(error, lang)
    } else if let Some(error) = error.downcast_ref::<UnknownSender>() {
        complaint::unknown_sender(error, lang)
    } else if let Some(NotWritten(error)) = error.downcast_ref::<NotWritten>() {
        complaint::output(error, lang)
    } else {
        format!("{error:#}")
    }
}

/// Why the configuration file cannot be used, with file and line.
fn config(error: &ConfigError, lang: Lang) -> String {
    let what = match &error.fault {
        ConfigFault::Toml(message) => toml(message, lang),
        ConfigFault::Value { key, value } => {
            let expected = expects(&format!("--{key}"), lang).unwrap_or_default();
            UsageText::InvalidBut { option: key, value: &Shown::new(value), expected: &expected }.text(lang)
        }
    };
    Complaint::AtLine { path: &Shown::new(&error.path), line: &error.line, what: &what }.text(lang)
}
