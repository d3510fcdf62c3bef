//! From what the user names to messages: files, mbox files, directories, Maildirs, standard input,
//! bundled samples.

mod desk;
mod maildir;
mod mbox;
mod put;
pub mod sample;

pub use desk::{Desk, LIVE, Network, OFFLINE, OpenError, Opened, ZoneFile};
pub use put::{IfThere, NotPut, put};

use crate::message::{Limits, Message};
use sample::Sample;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why an input could not be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SourceError {
    /// The file system says no.
    #[error("cannot read {path}: {error}")]
    Io {
        /// The path as given.
        path: String,
        /// What the system said.
        error: Arc<io::Error>,
    },
    /// A directory without a single message.
    #[error("no message in {0}")]
    EmptyDirectory(String),
    /// Nothing in it.
    #[error("{0} is empty")]
    Empty(String),
    /// Not a single header field.
    #[error("no header field in {0}")]
    NoFields(String),
    /// More bytes than are read.
    #[error("{path} is larger than {limit} MiB")]
    TooLarge {
        /// The path as given.
        path: String,
        /// The limit in MiB.
        limit: usize,
    },
    /// More messages in one mbox file than are read.
    #[error("{path} holds more than {limit} messages")]
    TooMany {
        /// The path as given.
        path: String,
        /// The limit.
        limit: usize,
    },
}

/// Where the bytes of an input are.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a file of its own.
    File(PathBuf),
    /// In an mbox file.
    Mbox {
        /// The file.
        file: PathBuf,
        /// The bytes of the message, its `From ` line included.
        span: Range<u64>,
    },
    /// Read already: from standard input, or from a pipe that has a path.
    Bytes(Vec<u8>),
    /// In the program.
    Sample(&'static Sample),
    /// Nowhere, and why.
    Nowhere(SourceError),
}

/// One input that should hold a message.
#[derive(Clone, Debug)]
pub struct Input {
    /// The path as given, `-`, or `sample:NAME`.
    pub path: String,
    /// Which message of that path it is, counted from 0.
    pub index: usize,
    /// How many messages that path holds.
    pub count: usize,
    /// Where its bytes are.
    pub place: Place,
}

impl Input {
    fn new(path: String, place: Place) -> Self {
        Self { path, index: 0, count: 1, place }
    }

    /// The zone file beside the message: `NAME.zone` beside `NAME.eml`, and beside `NAME.mbox` for each of
    /// its messages.
    #[must_use]
    pub fn zone_beside(&self) -> Option<PathBuf> {
        let (Place::File(path) | Place::Mbox { file: path, .. }) = &self.place else { return None };
        let zone = path.with_extension("zone");
        (zone != *path && zone.is_file()).then_some(zone)
    }

    /// How many octets it has, as far as that is known before it is read.
    #[must_use]
    pub fn octets(&self) -> u64 {
        match &self.place {
            Place::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
            Place::Mbox { span, .. } => span.end.saturating_sub(span.start),
            Place::Bytes(bytes) => bytes.len() as u64,
            Place::Sample(sample) => sample.message.len() as u64,
            Place::Nowhere(_) => 0,
        }
    }

    /// Reads the message.
    ///
    /// # Errors
    ///
    /// [`SourceError`] where there is none, or more bytes than are read.
    pub fn message(&self) -> Result<Message, SourceError> {
        let bytes = match &self.place {
            Place::File(path) => read_file(path, &self.path)?,
            Place::Mbox { file, span } => read_part(file, span, &self.path)?,
            Place::Bytes(bytes) => bytes.clone(),
            Place::Sample(sample) => sample.message.to_vec(),
            Place::Nowhere(error) => return Err(error.clone()),
        };
        if bytes.is_empty() {
            return Err(SourceError::Empty(self.path.clone()));
        }
        let message = mbox::message(bytes);
        if message.fields.is_empty() { Err(SourceError::NoFields(self.path.clone())) } else { Ok(message) }
    }
}

/// The bytes of a file, up to the limit.
///
/// # Errors
///
/// [`SourceError`] where it cannot be read or is too large.
pub fn read_file(path: &Path, label: &str) -> Result<Vec<u8>, SourceError> {
    read_bounded(File::open(path).map_err(|error| io_error(label, error))?, label)
}

fn read_part(path: &Path, span: &Range<u64>, label: &str) -> Result<Vec<u8>, SourceError> {
    let mut file = File::open(path).map_err(|error| io_error(label, error))?;
    file.seek(SeekFrom::Start(span.start)).map_err(|error| io_error(label, error))?;
    read_bounded(file.take(span.end.saturating_sub(span.start)), label)
}

fn read_bounded(reader: impl Read, label: &str) -> Result<Vec<u8>, SourceError> {
    let limit = Limits::DEFAULT.message_bytes;
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| io_error(label, error))?;
    if bytes.len() > limit {
        return Err(SourceError::TooLarge { path: label.to_owned(), limit: limit >> 20 });
    }
    Ok(bytes)
}

fn io_error(path: &str, error: io::Error) -> SourceError {
    SourceError::Io { path: path.to_owned(), error: Arc::new(error) }
}

/// The inputs that the user named: files, the messages of mbox files, the `.eml` files of directories and
/// the messages of Maildirs in byte order of their paths, `-` for standard input. Without any: standard
/// input if something is piped in, else the samples.
///
/// # Errors
///
/// [`SourceError`] where standard input cannot be read.
pub fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, SourceError> {
    if paths.is_empty() {
        return Ok(match piped()? {
            Some(bytes) => of_bytes("-", bytes),
            None => samples(),
        });
    }
    let mut inputs = Vec::new();
    for path in paths {
        let label = path.to_string_lossy().into_owned();
        if label == "-" {
            inputs.extend(of_bytes(&label, read_bounded(io::stdin().lock(), &label)?));
        } else if path.is_dir() {
            let found = maildir::messages(path);
            if found.is_empty() {
                let nothing = SourceError::EmptyDirectory(label.clone());
                inputs.push(Input::new(label, Place::Nowhere(nothing)));
            }
            inputs.extend(found.iter().flat_map(|path| of_file(path)));
        } else {
            inputs.extend(of_file(path));
        }
    }
    Ok(inputs)
}

/// The bundled samples.
#[must_use]
pub fn samples() -> Vec<Input> {
    let input = |sample: &'static Sample| Input::new(format!("sample:{}", sample.name), Place::Sample(sample));
    sample::ALL.iter().map(input).collect()
}

/// The messages of a file. What cannot be read is one input all the same, which says so when it is opened.
fn of_file(path: &Path) -> Vec<Input> {
    let label = path.to_string_lossy().into_owned();
    let metadata = path.metadata();
    if metadata.as_ref().is_ok_and(|metadata| !metadata.is_file()) {
        // A pipe can be read only once.
        return match read_file(path, &label) {
            Ok(bytes) => of_bytes(&label, bytes),
            Err(error) => vec![Input::new(label, Place::Nowhere(error))],
        };
    }
    match mbox_spans(path) {
        Ok(Some(spans)) => {
            let file = path.to_owned();
            of_spans(&label, spans, |span| Place::Mbox { file: file.clone(), span })
        }
        Ok(None) | Err(_) => vec![Input::new(label, Place::File(path.to_owned()))],
    }
}

/// Where the messages of a file lie, if it is an mbox.
fn mbox_spans(path: &Path) -> io::Result<Option<Vec<Range<u64>>>> {
    let mut reader = BufReader::new(File::open(path)?);
    let head = io::BufRead::fill_buf(&mut reader)?;
    if mbox::begins(head) { mbox::split(reader).map(Some) } else { Ok(None) }
}

/// The messages of bytes that were read already.
fn of_bytes(label: &str, bytes: Vec<u8>) -> Vec<Input> {
    if !mbox::begins(&bytes) {
        return vec![Input::new(label.to_owned(), Place::Bytes(bytes))];
    }
    // Reading from memory does not fail.
    let spans = mbox::split(&*bytes).unwrap_or_default();
    let part = |span: Range<u64>| {
        let index = |at| usize::try_from(at).unwrap_or(usize::MAX);
        Place::Bytes(bytes.get(index(span.start)..index(span.end)).unwrap_or_default().to_vec())
    };
    of_spans(label, spans, part)
}

fn of_spans(label: &str, mut spans: Vec<Range<u64>>, place: impl Fn(Range<u64>) -> Place) -> Vec<Input> {
    let too_many = spans.len() > mbox::MESSAGES;
    spans.truncate(mbox::MESSAGES);
    let mut places: Vec<Place> = spans.into_iter().map(place).collect();
    if too_many {
        places.push(Place::Nowhere(SourceError::TooMany { path: label.to_owned(), limit: mbox::MESSAGES }));
    }
    let count = places.len();
    let input = |(index, place)| Input { path: label.to_owned(), index, count, place };
    places.into_iter().enumerate().map(input).collect()
}

/// What is piped in; `None` for a terminal, a device such as `/dev/null`, or nothing at all.
fn piped() -> Result<Option<Vec<u8>>, SourceError> {
    let stdin = io::stdin();
    if stdin.is_terminal() || !is_pipe_or_file() {
        return Ok(None);
    }
    let bytes = read_bounded(stdin.lock(), "-")?;
    Ok((!bytes.is_empty()).then_some(bytes))
}

#[cfg(unix)]
fn is_pipe_or_file() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;
    let stdin = io::stdin();
    let Ok(owned) = stdin.as_fd().try_clone_to_owned() else { return false };
    File::from(owned).metadata().is_ok_and(|m| {
        let kind = m.file_type();
        kind.is_fifo() || kind.is_file() || kind.is_socket()
    })
}

#[cfg(not(unix))]
fn is_pipe_or_file() -> bool {
    true
}
