//! What-ifs: `NAME TYPE VALUE` as the user types it, and back.

use super::limits::STRING_BYTES;
use super::master::{self, Word};
use super::{Fault, Name, Question, RData, RecordType};
use std::fmt;

/// A what-if: as if exactly these records were published at a name for a type. It is displayed as it is
/// typed, one line a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The record set that is replaced.
    pub question: Question,
    /// The records; none means NODATA.
    pub data: Vec<RData>,
}

/// Why a what-if cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Not `NAME TYPE VALUE`.
    #[error("not NAME TYPE VALUE")]
    Form,
    /// The type is not one that can be set.
    #[error("a type that cannot be set: {0}")]
    Type(String),
    /// The value does not fit the type.
    #[error("{0}")]
    Value(Fault),
}

impl Edit {
    /// Reads one what-if. The value is written as in a zone file; an unquoted TXT value is one string to
    /// the end; no value is NODATA. A TTL and the class IN before the type are passed over, so that a
    /// line of a zone file can be pasted.
    ///
    /// # Errors
    ///
    /// [`EditError`] says what cannot be read.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let root = Name::new("");
        let (owner, mut rest) = next_word(text.as_bytes()).ok_or(EditError::Form)?;
        let name = master::name(&owner, &root).map_err(|bad| EditError::Value(bad.of(&owner)))?;
        let word = loop {
            let (word, after) = next_word(rest).ok_or(EditError::Form)?;
            rest = after;
            if !word.is("IN") && master::ttl(word.raw).is_none() {
                break word;
            }
        };
        let rtype = RecordType::parse(&word.shown())
            .filter(|rtype| !matches!(rtype, RecordType::Ns | RecordType::Soa))
            .ok_or_else(|| EditError::Type(word.shown()))?;
        let value = rest.trim_ascii();
        let data = if value.is_empty() { Vec::new() } else { vec![read_value(rtype, value)?] };
        Ok(Self { question: Question::new(name, rtype), data })
    }

    /// Reads several what-ifs; those of one name and type make one record set, in the order in which
    /// they stand.
    ///
    /// # Errors
    ///
    /// [`EditError`] of the first that cannot be read.
    pub fn collect<S: AsRef<str>>(texts: &[S]) -> Result<Vec<Self>, EditError> {
        let mut edits: Vec<Self> = Vec::new();
        for text in texts {
            let edit = Self::parse(text.as_ref())?;
            match edits.iter_mut().find(|earlier| earlier.question == edit.question) {
                Some(earlier) => earlier.data.extend(edit.data),
                None => edits.push(edit),
            }
        }
        match edits.iter().find(|edit| edit.question.rtype == RecordType::Cname && edit.data.len() > 1) {
            Some(edit) => Err(EditError::Value(Fault::SeveralCnames(edit.question.name.clone()))),
            None => Ok(edits),
        }
    }

    /// The what-if as the user would type it, one `NAME TYPE VALUE` a record.
    #[must_use]
    pub fn to_lines(&self) -> Vec<String> {
        let head = format!("{} {}", self.question.name.to_zone(), self.question.rtype);
        if self.data.is_empty() {
            return vec![head];
        }
        self.data.iter().map(|data| format!("{head} {data}")).collect()
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_lines().join("\n"))
    }
}

/// The next word up to a blank, and what follows it.
fn next_word(text: &[u8]) -> Option<(Word<'_>, &[u8])> {
    let text = text.trim_ascii_start();
    let mut end = 0;
    while let Some(byte) = text.get(end).filter(|byte| !byte.is_ascii_whitespace()) {
        end += if *byte == b'\\' { 2 } else { 1 };
    }
    let (raw, rest) = text.split_at(end.min(text.len()));
    (!raw.is_empty()).then_some((Word { raw, quoted: false, line: 1 }, rest))
}

fn read_value(rtype: RecordType, value: &[u8]) -> Result<RData, EditError> {
    if rtype == RecordType::Txt && value.first() != Some(&b'"') {
        let text = master::unescape(value).map_err(EditError::Value)?;
        return Ok(RData::Txt(text.chunks(STRING_BYTES).map(<[u8]>::to_vec).collect()));
    }
    let (mut words, mut depth) = (Vec::new(), 0);
    master::split(value, 1, &mut depth, &mut words).map_err(EditError::Value)?;
    if depth > 0 {
        return Err(EditError::Value(Fault::NotClosed));
    }
    master::rdata(rtype, &words, &Name::new("")).map_err(|why| EditError::Value(why.unwrap_or(Fault::DotInLabel)))
}
