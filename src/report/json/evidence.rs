//! What supports a rule or a fact, in the documents of `receivers` and `senders`.

use crate::receiver::{Confidence, Source};
use serde::Serialize;

/// A text in both languages.
#[derive(Serialize)]
pub(super) struct Both<T> {
    pub en: T,
    pub ja: T,
}

/// A source by its address, as in the reasons of a verdict: ids are those of one file.
#[derive(Serialize)]
pub(super) struct EvidenceObject<'a> {
    confidence: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
pub(super) struct SourceObject<'a> {
    id: &'a str,
    url: &'a str,
    date: Option<&'a str>,
}

/// The sources, and which of them were named.
pub(super) struct Sources<'a> {
    all: &'a [Source],
    named: Vec<bool>,
}

impl<'a> Sources<'a> {
    pub fn new(all: &'a [Source]) -> Self {
        Self { all, named: vec![false; all.len()] }
    }

    pub fn evidence(&mut self, pieces: impl Iterator<Item = (Confidence, usize)>) -> Vec<EvidenceObject<'a>> {
        let mut found = Vec::new();
        for (confidence, index) in pieces {
            let (Some(source), Some(named)) = (self.all.get(index), self.named.get_mut(index)) else { continue };
            *named = true;
            found.push(EvidenceObject { confidence: confidence.as_str(), source: &source.url });
        }
        found
    }

    pub fn named(self) -> Vec<SourceObject<'a>> {
        let named = self.all.iter().zip(self.named).filter_map(|(source, named)| named.then_some(source));
        named.map(|source| SourceObject { id: &source.id, url: &source.url, date: source.date.as_deref() }).collect()
    }
}
