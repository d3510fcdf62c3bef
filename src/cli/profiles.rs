//! The profiles that there are: those that come with the program, then those of the config folder, then
//! those of `--profiles`.

use super::args::Options;
use super::config;
use crate::receiver::Profiles;
use crate::source::read_file;
use anyhow::{Context, anyhow};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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
    let texts = paths.iter().map(|path| read(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Ok(Box::leak(Box::new(Profiles::builtin().clone().with(&files)?)))
}

/// The TOML files of a folder in byte order of their names; none where there is no such folder.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let label = folder.to_string_lossy();
    let entries = match std::fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        entries => entries.with_context(|| label.clone().into_owned())?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| label.clone().into_owned())?.path();
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> anyhow::Result<(String, String)> {
    let label = path.to_string_lossy().into_owned();
    let text = String::from_utf8(read_file(path, &label)?).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        anyhow!("{label}:{line}: not UTF-8")
    })?;
    Ok((label, text))
}
