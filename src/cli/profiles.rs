//! The profiles that there are: those that come with the program, then those of the config folder, then
//! those of `--profiles`.

use super::args::Options;
use super::{config, file};
use crate::receiver::Profiles;
use crate::source::SourceError;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads the profiles: once, for the whole run of the program.
pub fn load(options: &Options) -> anyhow::Result<&'static Profiles> {
    let mut paths = match config::folder().filter(|_| !options.no_config) {
        Some(folder) => files(&folder.join("profiles"))?,
        None => Vec::new(),
    };
    paths.extend(options.profiles.iter().cloned());
    if paths.is_empty() {
        return Ok(Profiles::builtin());
    }
    let texts = paths.iter().map(|path| file::text(path)).collect::<Result<Vec<_>, _>>()?;
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Ok(Box::leak(Box::new(Profiles::builtin().clone().with(&files)?)))
}

/// The TOML files of a folder in byte order of their names; none where there is no such folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let failed = |error| SourceError::Io { path: folder.to_string_lossy().into_owned(), error: Arc::new(error) };
    let entries = match std::fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
