//! Files of the user's own as text: the configuration, receiver profiles.

use crate::source::{SourceError, read_file};
use std::path::Path;

/// Why a file cannot be read as text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// It cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// It is not UTF-8.
    #[error("{path}:{line}: not UTF-8")]
    NotUtf8 {
        /// The file.
        path: String,
        /// The first line that is not, counted from 1.
        line: usize,
    },
}

/// What a file is called, and its text.
pub fn text(path: &Path) -> Result<(String, String), TextError> {
    let label = path.to_string_lossy().into_owned();
    match String::from_utf8(read_file(path, &label)?) {
        Ok(text) => Ok((label, text)),
        Err(error) => {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let line = before.split(|byte| *byte == b'\n').count();
            Err(TextError::NotUtf8 { path: label, line })
        }
    }
}
