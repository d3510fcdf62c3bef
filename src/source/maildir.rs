//! Directories: their `.eml` files at any depth, and the messages of every Maildir among them. A
//! directory with `cur` and `new` is a Maildir, also one folder of a Maildir++ (`.Name`); each file in
//! those two is a message, whatever it is called.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The files of a directory that are messages, in byte order of their paths.
pub(super) fn messages(directory: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = WalkDir::new(directory)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_message(path) && path.is_file())
        .collect();
    found.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
    found
}

fn is_message(path: &Path) -> bool {
    match part_of_maildir(path) {
        // A program that delivers writes into tmp; names that begin with a dot are no messages.
        Some("tmp") => false,
        Some(_) => !path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")),
        None => path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("eml")),
    }
}

/// Which part of a Maildir a file lies in: `cur`, `new` or `tmp`.
fn part_of_maildir(path: &Path) -> Option<&str> {
    let part = path.parent()?;
    let name = part.file_name().and_then(OsStr::to_str).filter(|name| ["cur", "new", "tmp"].contains(name))?;
    let maildir = part.parent()?;
    (maildir.join("cur").is_dir() && maildir.join("new").is_dir()).then_some(name)
}
