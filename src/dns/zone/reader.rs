//! The text of a zone file, read line by line into records and `;@` lines.

use super::{Zone, ZoneError, ZoneWarning, tree_order, upwards};
use crate::dns::limits::{ZONE_FILE_BYTES, ZONE_WARNINGS};
use crate::dns::master::{self, BadName, Word};
use crate::dns::{Answer, Doubt, Fault, Name, Origin, Outcome, RData, Rcode, Record, RecordType};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What the reader knows from the lines before.
struct Reader {
    path: Arc<str>,
    origin: Name,
    default_ttl: u32,
    owner: Owner,
    /// A line `;; … SECTION:` went before: from here on this is a paste of dig, whose SOA is not the
    /// SOA of a zone that stands here.
    pasted: bool,
    records: HashMap<Name, Vec<Record>>,
    zone: Zone,
    warnings: Vec<ZoneWarning>,
}

/// Whose records a line with a blank owner adds to.
enum Owner {
    Nobody,
    Known(Name),
    Skipped,
}

/// What is wrong with an entry, and on which line.
struct At {
    line: u32,
    fault: Fault,
}

fn fault<T>(line: u32, fault: Fault) -> Result<T, At> {
    Err(At { line, fault })
}

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<(Zone, Vec<ZoneWarning>), ZoneError> {
    let mut reader = Reader {
        path: path.into(),
        origin: Name::new(""),
        default_ttl: 0,
        owner: Owner::Nobody,
        pasted: false,
        records: HashMap::new(),
        zone: Zone::default(),
        warnings: Vec::new(),
    };
    match reader.lines(bytes) {
        Ok(()) => Ok(reader.finish()),
        Err(At { line, fault }) => Err(ZoneError { path: path.to_owned(), line, fault }),
    }
}

impl Reader {
    fn lines(&mut self, bytes: &[u8]) -> Result<(), At> {
        if bytes.len() > ZONE_FILE_BYTES {
            return fault(1, Fault::TooLarge(ZONE_FILE_BYTES));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut words: Vec<Word<'_>> = Vec::new();
        let (mut depth, mut opened, mut blank_owner) = (0, 1, false);
        for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1_u32..) {
            let trimmed = line.trim_ascii();
            if trimmed.starts_with(b";@") {
                if depth > 0 {
                    return fault(number, Fault::StatementInParentheses);
                }
                self.statement(trimmed.get(2..).unwrap_or_default(), number)?;
                continue;
            }
            if trimmed.starts_with(b";;") && trimmed.ends_with(b"SECTION:") {
                self.pasted = true;
                continue;
            }
            if depth == 0 {
                words.clear();
                blank_owner = matches!(line.first(), Some(b' ' | b'\t'));
                opened = number;
            }
            master::split(line, number, &mut depth, &mut words).map_err(|fault| At { line: number, fault })?;
            if depth == 0 && !words.is_empty() {
                self.entry(&words, blank_owner)?;
            }
        }
        if depth > 0 { fault(opened, Fault::NotClosed) } else { Ok(()) }
    }

    fn entry(&mut self, words: &[Word<'_>], blank_owner: bool) -> Result<(), At> {
        let [first, after_owner @ ..] = words else { return Ok(()) };
        let line = first.line;
        if !blank_owner && !first.quoted && first.raw.starts_with(b"$") {
            return self.directive(first, after_owner);
        }
        let mut rest = words;
        if !blank_owner {
            self.owner = match master::name(first, &self.origin) {
                Ok(name) => Owner::Known(name),
                Err(BadName::DotInLabel) => Owner::Skipped,
                Err(bad) => return fault(line, bad.of(first)),
            };
            rest = after_owner;
        }
        let mut ttl = None;
        let mut class = None;
        let kind = loop {
            let Some((word, after)) = rest.split_first() else { return fault(line, Fault::NoType) };
            rest = after;
            if word.quoted {
                return fault(word.line, Fault::QuotedType);
            }
            if ["IN", "CH", "HS", "CS"].iter().any(|name| word.is(name)) && class.is_none() {
                class = Some(word);
            } else if word.raw.first().is_some_and(u8::is_ascii_digit) && ttl.is_none() {
                let value = master::ttl(word.raw);
                ttl = Some(value.ok_or_else(|| At { line: word.line, fault: Fault::NoTtl(word.shown()) })?);
            } else {
                break word;
            }
        };
        if let Some(class) = class.filter(|class| !class.is("IN")) {
            self.warn(line, Doubt::Class(class.shown()));
            return Ok(());
        }
        let Some(rtype) = RecordType::parse(&kind.shown()) else {
            self.skipped_name();
            return self.unknown_type(kind, line);
        };
        if rest.first().is_some_and(|word| word.is("\\#")) {
            self.skipped_name();
            self.warn(line, Doubt::Generic(rtype));
            return Ok(());
        }
        let name = match &self.owner {
            Owner::Nobody => return fault(line, Fault::NoOwner),
            Owner::Known(name) => name.clone(),
            Owner::Skipped => {
                self.warn(line, Doubt::DotInName);
                return Ok(());
            }
        };
        let data = match master::rdata(rtype, rest, &self.origin) {
            Ok(data) => data,
            Err(Some(why)) => return fault(rest.first().map_or(line, |word| word.line), why),
            Err(None) => {
                self.warn(line, Doubt::DotInData);
                return Ok(());
            }
        };
        let origin = self.at(line);
        if data == RData::Soa && !self.pasted {
            self.zone.apexes.entry(name.clone()).or_insert_with(|| origin.clone());
        }
        let record = Record { data, ttl: ttl.unwrap_or(self.default_ttl), origin };
        // Most names have one record: room for it alone keeps a large file small in memory.
        self.records.entry(name).or_insert_with(|| Vec::with_capacity(1)).push(record);
        Ok(())
    }

    fn directive(&mut self, directive: &Word<'_>, arguments: &[Word<'_>]) -> Result<(), At> {
        let line = directive.line;
        if directive.is("$ORIGIN") {
            let [word] = arguments else { return fault(line, Fault::OriginForm) };
            self.origin = match master::name(word, &self.origin) {
                Ok(name) => name,
                Err(bad) => return fault(line, bad.of(word)),
            };
        } else if directive.is("$TTL") {
            let value = match arguments {
                [word] => master::ttl(word.raw),
                _ => None,
            };
            let Some(value) = value else { return fault(line, Fault::TtlForm) };
            self.default_ttl = value;
        } else if directive.is("$INCLUDE") {
            return fault(line, Fault::Include);
        } else {
            return fault(line, Fault::Directive(directive.shown()));
        }
        Ok(())
    }

    /// A record that is skipped leaves its name: it exists, without a type that anybody asks for.
    fn skipped_name(&mut self) {
        if let Owner::Known(name) = &self.owner {
            let name = name.clone();
            self.records.entry(name).or_default();
        }
    }

    fn unknown_type(&mut self, kind: &Word<'_>, line: u32) -> Result<(), At> {
        if !kind.raw.first().is_some_and(u8::is_ascii_alphabetic)
            || !kind.raw.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        {
            return fault(kind.line, Fault::NoRecordType(kind.shown()));
        }
        let spf = kind.is("SPF") || kind.is("TYPE99");
        self.warn(line, if spf { Doubt::SpfType } else { Doubt::Type(kind.shown()) });
        Ok(())
    }

    /// A `;@` line.
    fn statement(&mut self, text: &[u8], line: u32) -> Result<(), At> {
        let mut words = Vec::new();
        let mut depth = 0;
        master::split(text, line, &mut depth, &mut words).map_err(|fault| At { line, fault })?;
        let (outcome, name, kind) = match words.as_slice() {
            [verb, name] if verb.is("nxdomain") => (Outcome::NxDomain, name, None),
            [verb, name, kind] if verb.is("nodata") => (Outcome::NoData, name, Some(kind)),
            [verb, name, kind @ ..] if verb.is("timeout") && kind.len() <= 1 => (Outcome::Timeout, name, kind.first()),
            [verb, code, name, kind @ ..] if verb.is("rcode") && kind.len() <= 1 => match Rcode::parse(&code.shown()) {
                Some(Rcode(3)) => (Outcome::NxDomain, name, kind.first()),
                Some(code) if code != Rcode(0) => (Outcome::Failed(code), name, kind.first()),
                _ => return fault(line, Fault::NoErrorCode(code.shown())),
            },
            _ => return fault(line, Fault::StatementForm),
        };
        if depth > 0 {
            return fault(line, Fault::StatementForm);
        }
        let name = match master::name(name, &self.origin) {
            Ok(name) => name,
            Err(BadName::DotInLabel) => {
                self.warn(line, Doubt::DotInName);
                return Ok(());
            }
            Err(bad) => return fault(line, bad.of(name)),
        };
        let about = match kind {
            None => None,
            Some(kind) => match RecordType::parse(&kind.shown()) {
                Some(rtype) => Some(rtype),
                None => return self.unknown_type(kind, line),
            },
        };
        let answer = Arc::new(Answer::of(outcome, self.at(line)));
        if answer.outcome == Outcome::NxDomain && about.is_none() {
            self.zone.gone.entry(name).or_insert(answer);
            return Ok(());
        }
        let said = self.zone.statements.entry(name).or_default();
        if said.iter().any(|(earlier, _)| *earlier == about) {
            self.warn(line, Doubt::StatedTwice);
        } else {
            said.push((about, answer));
        }
        Ok(())
    }

    fn at(&self, line: u32) -> Origin {
        Origin::File { path: Arc::clone(&self.path), line }
    }

    fn warn(&mut self, line: u32, doubt: Doubt) {
        match self.warnings.len() {
            ..ZONE_WARNINGS => self.warnings.push(ZoneWarning { line, doubt }),
            ZONE_WARNINGS => self.warnings.push(ZoneWarning { line, doubt: Doubt::More }),
            _ => {}
        }
    }

    /// Puts the records in order: zone cuts, record sets, the names that exist.
    fn finish(mut self) -> (Zone, Vec<ZoneWarning>) {
        self.cut();
        let mut doubts: Vec<(u32, Doubt)> = Vec::new();
        for (name, records) in std::mem::take(&mut self.records) {
            if records.len() > 1 {
                let mut seen = HashSet::new();
                for record in &records {
                    if !seen.insert(&record.data) {
                        doubts.push((line_of(record), Doubt::Again(record.data.rtype())));
                    }
                }
            }
            let said = self.zone.statements.get(&name).map_or(&[][..], Vec::as_slice);
            let mut sets: Vec<(RecordType, Vec<Record>)> = Vec::with_capacity(1);
            for record in records {
                let rtype = record.data.rtype();
                match sets.iter_mut().find(|(held, _)| *held == rtype) {
                    Some((_, set)) => set.push(record),
                    None => sets.push((rtype, vec![record])),
                }
            }
            for (rtype, set) in &sets {
                let line = set.first().map_or(1, line_of);
                if *rtype == RecordType::Cname && set.len() > 1 {
                    doubts.push((line, Doubt::SeveralCnames));
                } else if *rtype == RecordType::Cname && sets.len() > 1 {
                    doubts.push((line, Doubt::CnameBesideOthers));
                }
                if said.iter().any(|(about, _)| *about == Some(*rtype)) {
                    doubts.push((line, Doubt::StatementStands(*rtype)));
                }
                if name.labels().next() == Some("*") && self.zone.authority(name.as_str()).is_none() {
                    doubts.push((line, Doubt::LoneWildcard));
                }
            }
            let answered = sets.into_iter().map(|(rtype, set)| {
                let origin = set.first().map_or_else(|| self.at(1), |record| record.origin.clone());
                (rtype, Arc::new(Answer::of(Outcome::Records(set), origin)))
            });
            let answered = answered.collect();
            self.zone.existing.push(name.clone());
            self.zone.nodes.insert(name, answered);
        }
        // What stands in a hash map has no order of its own; warnings come in the order of the file.
        doubts.sort();
        for (line, doubt) in doubts {
            self.warn(line, doubt);
        }
        self.warnings.sort_by_key(|warning| warning.line);
        self.zone.existing.extend(self.zone.statements.keys().cloned());
        self.zone.existing.sort_by(tree_order);
        (self.zone, self.warnings)
    }

    /// Finds the zone cuts, and takes out what lies below them: another zone's names, glue included.
    fn cut(&mut self) {
        if self.zone.apexes.is_empty() {
            return;
        }
        let apexes = &self.zone.apexes;
        let cuts: HashMap<Name, u32> = self
            .records
            .iter()
            .filter(|(name, _)| !apexes.contains_key(*name))
            .filter(|(name, _)| upwards(name.as_str()).any(|above| apexes.contains_key(above)))
            .filter_map(|(name, records)| {
                let ns = records.iter().find(|record| record.data.rtype() == RecordType::Ns)?;
                Some((name.clone(), line_of(ns)))
            })
            .collect();
        let mut below: Vec<(u32, Name, u32)> = Vec::new();
        if !cuts.is_empty() {
            for (name, records) in &self.records {
                let cut = upwards(name.as_str())
                    .take_while(|above| !apexes.contains_key(*above))
                    .skip(1)
                    .find_map(|above| cuts.get(above));
                if let Some(line) = cut {
                    below.push((records.first().map_or(1, line_of), name.clone(), *line));
                }
            }
        }
        below.sort();
        for (line, name, cut) in below {
            self.records.remove(&name);
            self.warn(line, Doubt::BelowCut { name, cut });
        }
        self.zone.cuts = cuts;
    }
}

fn line_of(record: &Record) -> u32 {
    match record.origin {
        Origin::File { line, .. } => line,
        Origin::Server { .. } | Origin::WhatIf => 0,
    }
}
