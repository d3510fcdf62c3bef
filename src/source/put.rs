//! Files written whole, and those that belong together all or none: what is there stays until what comes in
//! its place is there too.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Names that are tried for a file on its way.
const NAMES: usize = 100;

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfThere {
    /// Another is put in its place.
    Replace,
    /// It stays, and nothing is written.
    Refuse,
}

/// Which of several files could not be written, and why. None of them is there that was not there before.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct NotPut {
    /// The file's place among them.
    pub index: usize,
    /// What the system says; `AlreadyExists` where a file is there and is not to be replaced.
    #[source]
    pub error: io::Error,
}

/// Writes files, all of them or none. Where nothing can be put in the place of one that is to be replaced, as
/// in a folder that is not the user's, it is written itself, and what was in it cannot come back.
///
/// # Errors
///
/// [`NotPut`] says which one could not be written.
pub fn put(files: &[(&Path, &[u8])], if_there: IfThere) -> Result<(), NotPut> {
    let mut prepared = Vec::with_capacity(files.len());
    for (index, (path, bytes)) in files.iter().enumerate() {
        let file = Prepared::new(path, bytes, if_there).map_err(|error| NotPut { index, error })?;
        prepared.push(file);
    }
    place(prepared)
}

/// Puts what was prepared where it belongs. Who is dropped before all are there undoes what it did.
fn place(mut prepared: Vec<Prepared<'_>>) -> Result<(), NotPut> {
    let last = prepared.len().saturating_sub(1);
    for (index, file) in prepared.iter_mut().enumerate() {
        file.place(index < last).map_err(|error| NotPut { index, error })?;
    }
    prepared.iter_mut().for_each(Prepared::keep);
    Ok(())
}

/// A file on its way to its place.
struct Prepared<'a> {
    bytes: &'a [u8],
    /// Where it goes; a link is followed.
    target: PathBuf,
    /// The file that is replaced; `None` where there was none.
    before: Option<Metadata>,
    /// The new file beside the target until it takes its place; `None`: the target itself is written.
    new: Option<PathBuf>,
    /// The old file beside the target, until all files are in their places.
    old: Option<PathBuf>,
    /// Whether something new is at the target that has to go again where another file fails.
    is_placed: bool,
}

impl<'a> Prepared<'a> {
    fn new(path: &Path, bytes: &'a [u8], if_there: IfThere) -> io::Result<Self> {
        let before = match if_there {
            IfThere::Replace => fs::metadata(path).ok(),
            IfThere::Refuse => {
                // Holds the name, so that nobody else's file is ever replaced.
                File::create_new(path)?;
                None
            }
        };
        let is_there = before.is_some();
        let is_regular = before.as_ref().is_none_or(Metadata::is_file);
        // A device or a pipe has no neighbours, and may have no path but this one.
        let target = if is_there && is_regular { fs::canonicalize(path)? } else { path.to_owned() };
        // One that is write-protected stays, although its folder would let another take its place; and whether it
        // can be written has to be known before anything else is replaced.
        if is_there && is_regular {
            File::options().write(true).open(&target)?;
        }
        let mut file = Self { bytes, target, before, new: None, old: None, is_placed: if_there == IfThere::Refuse };
        match is_regular.then(|| file.beside(|new| File::create_new(new))) {
            Some(Ok((new, mut handle))) => {
                file.new = Some(new);
                handle.write_all(bytes)?;
                if let Some(before) = &file.before {
                    handle.set_permissions(before.permissions())?;
                }
            }
            Some(Err(_)) if is_there => {}
            Some(Err(error)) => return Err(error),
            None if file.before.as_ref().is_some_and(Metadata::is_dir) => {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            // Who reads at the other end takes the end of what is written for the end of all.
            None => {}
        }
        Ok(file)
    }

    /// Makes a neighbour of the target under a name that nobody has; a run that was killed can have left some.
    fn beside<T>(&self, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(PathBuf, T)> {
        let mut failed = io::ErrorKind::AlreadyExists.into();
        for number in 0..NAMES {
            let path = self.target.with_file_name(format!(".twofrom-{}-{number}.new", std::process::id()));
            match make(&path) {
                Ok(made) => return Ok((path, made)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => failed = error,
                Err(error) => return Err(error),
            }
        }
        Err(failed)
    }

    /// Keeps what is at the target under another name, as a second name of it where the file system has such.
    fn save(&self, old: &Path) -> io::Result<()> {
        fs::hard_link(&self.target, old).or_else(|_| {
            File::create_new(old)?;
            fs::copy(&self.target, old).map(drop).inspect_err(|_| drop(fs::remove_file(old)))
        })
    }

    fn place(&mut self, more_follow: bool) -> io::Result<()> {
        let Some(new) = self.new.clone() else { return fs::write(&self.target, self.bytes) };
        if self.before.is_some() && more_follow {
            self.old = Some(self.beside(|old| self.save(old))?.0);
        }
        match fs::rename(&new, &self.target) {
            Ok(()) => {
                (self.new, self.is_placed) = (None, true);
                Ok(())
            }
            // A file that is a mount of its own takes bytes, but no other file in its place.
            Err(_) if self.before.is_some() => fs::write(&self.target, self.bytes),
            Err(error) => Err(error),
        }
    }

    /// All files are in their places.
    fn keep(&mut self) {
        self.is_placed = false;
        if let Some(old) = self.old.take() {
            // It is in nobody's way.
            let _ = fs::remove_file(old);
        }
    }
}

impl Drop for Prepared<'_> {
    fn drop(&mut self) {
        // The error that led here is what is told.
        if let Some(new) = self.new.take() {
            let _ = fs::remove_file(new);
        }
        if std::mem::take(&mut self.is_placed) {
            let _ = match &self.old {
                Some(old) => fs::rename(old, &self.target),
                None if self.before.is_none() => fs::remove_file(&self.target),
                None => Ok(()),
            };
        } else if let Some(old) = self.old.take() {
            let _ = fs::remove_file(old);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn read(path: &Path) -> Option<String> {
        fs::read_to_string(path).ok()
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).expect("it can be listed");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("it is listed").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    #[test]
    fn a_write_protected_file_is_replaced_by_nobody_who_may_not_write_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("a.zone");
        fs::write(&path, "before").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("it is ours");
        // Root may.
        let may = File::options().write(true).open(&path).is_ok();
        assert_eq!(put(&[(&path, b"after")], IfThere::Replace).is_ok(), may);
        assert_eq!(read(&path).as_deref(), Some(if may { "after" } else { "before" }));
        assert_eq!(names(&folder), ["a.zone"]);
    }

    #[test]
    fn all_or_none() {
        let folder = TempDir::new().expect("a folder");
        let (one, two) = (folder.path().join("a.eml"), folder.path().join("none/a.zone"));
        for (before, if_there) in
            [(None, IfThere::Refuse), (None, IfThere::Replace), (Some("before"), IfThere::Replace)]
        {
            if let Some(before) = before {
                fs::write(&one, before).expect("it can be written");
            }
            let failed = put(&[(&one, b"new"), (&two, b"new")], if_there).expect_err("no folder");
            assert_eq!((failed.index, failed.error.kind()), (1, io::ErrorKind::NotFound));
            assert_eq!(read(&one).as_deref(), before);
            assert_eq!(names(&folder).len(), usize::from(before.is_some()), "{:?}", names(&folder));
        }
        let two = folder.path().join("a.zone");
        let failed = put(&[(&two, b"new"), (&one, b"new")], IfThere::Refuse).expect_err("it is there");
        assert_eq!((failed.index, failed.error.kind()), (1, io::ErrorKind::AlreadyExists));
        assert_eq!((read(&one).as_deref(), read(&two)), (Some("before"), None));
        put(&[(&one, b"one"), (&two, b"two")], IfThere::Replace).expect("both can be written");
        assert_eq!((read(&one).as_deref(), read(&two).as_deref()), (Some("one"), Some("two")));
        assert_eq!(names(&folder), ["a.eml", "a.zone"], "nothing else is left behind");
    }

    #[test]
    fn what_was_replaced_comes_back_where_a_later_file_cannot_take_its_place() {
        let folder = TempDir::new().expect("a folder");
        let [old, new, late] = ["old", "new", "late"].map(|name| folder.path().join(name));
        fs::write(&old, "before").expect("it can be written");
        let prepare = |path: &Path| Prepared::new(path, b"after", IfThere::Replace).expect("it can be prepared");
        let prepared = vec![prepare(&old), prepare(&new), prepare(&late)];
        // Somebody else was here in between.
        fs::create_dir(&late).expect("it can be made");
        assert_eq!(place(prepared).expect_err("a folder is there").index, 2);
        assert_eq!(read(&old).as_deref(), Some("before"));
        assert_eq!(names(&folder), ["late", "old"]);
    }
}
