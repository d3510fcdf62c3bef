//! Files written whole: what is there stays until what comes in its place is there too.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file; one that is there is replaced. Where nothing can be put in its place, as in a folder that is
/// not the user's, it is written itself.
///
/// # Errors
///
/// What the system says.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes).or_else(|_| fs::write(path, bytes))
}

/// Puts a whole new file in the place of the one that a path leads to: nobody meets half of it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = fs::metadata(path).ok();
    if before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let path = if before.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let mut file = File::create_new(&new)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| before.map_or(Ok(()), |before| file.set_permissions(before.permissions())))
        .and_then(|()| fs::rename(&new, &path));
    if written.is_err() {
        // The error is what is told.
        let _ = fs::remove_file(&new);
    }
    written
}
