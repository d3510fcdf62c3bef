//! An error of any kind as the sentence that the user reads.

use crate::dns::{EditError, ZoneError};
use crate::receiver::UnknownReceiver;
use crate::sender::UnknownSender;
use crate::settings::Lang;
use crate::source::{OpenError, SourceError};
use crate::words::complaint;

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
    } else if let Some(error) = error.downcast_ref::<UnknownReceiver>() {
        complaint::unknown_receiver(error, lang)
    } else if let Some(error) = error.downcast_ref::<UnknownSender>() {
        complaint::unknown_sender(error, lang)
    } else {
        format!("{error:#}")
    }
}
