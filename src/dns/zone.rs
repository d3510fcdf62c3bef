//! Zone files as answers: what a file says about a question (RFC 1034 section 4.3.2, wildcards by RFC
//! 4592), and where it is silent. Reading the text is [`reader`]'s.

mod reader;

use super::{Alias, Answer, Doubt, Fault, Name, Origin, Outcome, RData, Record, RecordType};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// The record sets of a name.
type Sets = Vec<(RecordType, Arc<Answer>)>;

/// What `;@` lines say about a name, for a type or for all that have no record.
type Said = Vec<(Option<RecordType>, Arc<Answer>)>;

/// What a zone file says.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    /// The record sets by name, one answer a type. What lies below a zone cut is not among them.
    nodes: HashMap<Name, Sets>,
    /// The `;@` lines by name; no type: every type that has no record.
    statements: HashMap<Name, Said>,
    /// The names that do not exist with everything below them, by `;@ nxdomain` lines.
    gone: HashMap<Name, Arc<Answer>>,
    /// The zones whose SOA makes them known completely, with the place of the SOA.
    apexes: HashMap<Name, Origin>,
    /// The names at which a known zone ends.
    cuts: HashMap<Name, u32>,
    /// Every name that exists by itself, in [`tree_order`].
    existing: Vec<Name>,
}

/// Why a zone file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}: {fault}")]
pub struct ZoneError {
    /// The file as it was named.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
    /// What is wrong.
    pub fault: Fault,
}

/// Something in a zone file that was skipped or is doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneWarning {
    /// The line, counted from 1.
    pub line: u32,
    /// What it is.
    pub doubt: Doubt,
}

/// What stands at a name for a type.
pub(super) enum Step {
    Answer(Arc<Answer>),
    /// A CNAME, and where it stands.
    Alias(Alias, Origin),
    Unknown,
}

impl Zone {
    /// Reads a zone file; `path` is how it is named in origins and messages.
    ///
    /// # Errors
    ///
    /// [`ZoneError`] names the line that cannot be read.
    pub fn parse(path: &str, bytes: &[u8]) -> Result<(Self, Vec<ZoneWarning>), ZoneError> {
        reader::read(path, bytes)
    }

    /// What stands at one name; aliases are the caller's to follow.
    pub(super) fn step(&self, name: &Name, rtype: RecordType) -> Step {
        let said = self.statements.get(name).map_or(&[][..], Vec::as_slice);
        if let Some((_, answer)) = said.iter().find(|(about, _)| *about == Some(rtype)) {
            return Step::Answer(Arc::clone(answer));
        }
        if let Some(step) = self.nodes.get(name).and_then(|sets| of_type(sets, rtype)) {
            return step;
        }
        if let Some((_, answer)) = said.iter().find(|(about, _)| about.is_none()) {
            return Step::Answer(Arc::clone(answer));
        }
        if let Some(answer) = self.covered(name) {
            return Step::Answer(Arc::clone(answer));
        }
        self.closed_world(name, rtype)
    }

    /// The `;@ nxdomain` line that covers a name.
    fn covered(&self, name: &Name) -> Option<&Arc<Answer>> {
        if self.gone.is_empty() {
            return None;
        }
        upwards(name.as_str()).find_map(|above| self.gone.get(above))
    }

    /// What the SOA of the zone around a name lets be known about it.
    fn closed_world(&self, name: &Name, rtype: RecordType) -> Step {
        let Some(origin) = self.authority(name.as_str()) else { return Step::Unknown };
        let negative = |outcome| Step::Answer(Arc::new(Answer::of(outcome, origin.clone())));
        if self.exists(name) {
            return negative(Outcome::NoData);
        }
        // The closest encloser is never above the apex, because that one exists.
        let encloser = upwards(name.as_str()).skip(1).map(Name::new).find(|above| self.exists(above));
        let wildcard = encloser.map(|encloser| encloser.with_prefix("*"));
        match wildcard.filter(|wildcard| self.exists(wildcard)) {
            None => negative(Outcome::NxDomain),
            Some(wildcard) => {
                let set = self.nodes.get(&wildcard).and_then(|sets| of_type(sets, rtype));
                set.unwrap_or_else(|| negative(Outcome::NoData))
            }
        }
    }

    /// The SOA of the nearest apex, if no cut lies between it and the name.
    fn authority(&self, name: &str) -> Option<&Origin> {
        if self.apexes.is_empty() {
            return None;
        }
        for above in upwards(name) {
            if let Some(origin) = self.apexes.get(above) {
                return Some(origin);
            }
            if self.cuts.contains_key(above) {
                return None;
            }
        }
        None
    }

    /// Whether a name or one below it stands in the file.
    fn exists(&self, name: &Name) -> bool {
        let at = self.existing.partition_point(|other| tree_order(other, name) == Ordering::Less);
        self.existing.get(at).is_some_and(|other| other.is_within(name))
    }
}

/// The answer, or the alias, that the record sets of a name hold for a type.
fn of_type(sets: &[(RecordType, Arc<Answer>)], rtype: RecordType) -> Option<Step> {
    if let Some((_, answer)) = sets.iter().find(|(held, _)| *held == rtype) {
        return Some(Step::Answer(Arc::clone(answer)));
    }
    let (_, alias) = sets.iter().find(|(held, _)| *held == RecordType::Cname)?;
    match alias.records() {
        [Record { data: RData::Cname(target), ttl, origin }, ..] => {
            Some(Step::Alias(Alias { target: target.clone(), ttl: *ttl }, origin.clone()))
        }
        _ => None,
    }
}

/// A name and the names above it, up to the root.
fn upwards(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        if name.is_empty() { None } else { Some(name.split_once('.').map_or("", |(_, above)| above)) }
    })
}

/// The order in which a name stands before everything below it, and that before anything else: octet by
/// octet from the right, a dot being the least of them.
fn tree_order(a: &Name, b: &Name) -> Ordering {
    let rank = |byte: u8| if byte == b'.' { 0 } else { u16::from(byte) + 1 };
    a.as_str().bytes().rev().map(rank).cmp(b.as_str().bytes().rev().map(rank))
}
