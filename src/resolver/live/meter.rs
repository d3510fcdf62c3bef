//! Counting what is asked and what came of it, against the limits.

use crate::dns::{Answer, Outcome, RData, Record};
use crate::resolver::{Limit, Limits, Tally};

impl Tally {
    /// Counts an answer.
    pub(in crate::resolver) fn count(&mut self, answer: &Answer) {
        match answer.outcome {
            Outcome::Timeout => self.timeouts += 1,
            Outcome::CnameLoop => self.loops += 1,
            Outcome::Failed(code) => match self.failed.binary_search_by_key(&code.0, |(held, _)| held.0) {
                Ok(at) => self.failed.iter_mut().skip(at).take(1).for_each(|(_, count)| *count += 1),
                Err(at) => self.failed.insert(at, (code, 1)),
            },
            Outcome::Records(_) | Outcome::NoData | Outcome::NxDomain => {}
        }
    }
}

/// What has been asked in a run, held against the limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter {
    limits: Limits,
    questions: usize,
    octets: usize,
}

impl Meter {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, questions: 0, octets: 0 }
    }

    /// Counts a question that is about to be asked; a limit keeps it from being asked.
    pub(super) fn question(&mut self) -> Result<(), Limit> {
        if self.questions >= self.limits.in_all {
            return Err(Limit::InAll(self.limits.in_all));
        }
        if self.octets >= self.limits.octets {
            return Err(Limit::Octets(self.limits.octets));
        }
        self.questions += 1;
        Ok(())
    }

    /// Counts what an answer takes in memory.
    pub(super) fn answer(&mut self, answer: &Answer) {
        const RECORD: usize = 128;
        const STRING: usize = 32;
        let data = |record: &Record| match &record.data {
            RData::Txt(strings) => strings.iter().map(|string| STRING + string.len()).sum(),
            _ => 0,
        };
        self.octets += RECORD * (1 + answer.aliases.len());
        self.octets += answer.records().iter().map(|record| RECORD + data(record)).sum::<usize>();
    }
}
