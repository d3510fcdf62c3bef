//! Reverse DNS of the client: PTR with forward confirmation (RFC 8601 section 3, "iprev").

use crate::dns::{Answers, Asked, Name, Question, RData, Record, RecordType, Unanswered};
use std::net::IpAddr;

/// Names of one address that are looked at; the rest is ignored, as in SPF.
const NAMES: usize = 10;

/// The result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReverseResult {
    /// A name of the address has the address among its own.
    Pass,
    /// There are names, none is confirmed.
    Fail,
    /// The address has no name.
    None,
    /// A DNS error.
    TempError,
    /// An answer or the client IP is missing.
    Pending,
}

impl ReverseResult {
    /// The result in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::None => "none",
            Self::TempError => "temperror",
            Self::Pending => "pending",
        }
    }
}

/// What the DNS says about the client's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReverseDns {
    /// The confirmed name, else the first name.
    pub name: Option<Name>,
    /// The result.
    pub result: ReverseResult,
    /// What was asked, in order.
    pub asked: Vec<Asked>,
    /// What is not answered yet.
    pub unanswered: Unanswered,
}

/// Looks up the names of the client's address and confirms them. Names are taken in the order of the
/// answer up to the first that is confirmed; an error counts only if none is.
#[must_use]
pub fn evaluate(ip: Option<IpAddr>, answers: &Answers) -> ReverseDns {
    let mut reverse =
        ReverseDns { name: None, result: ReverseResult::Pending, asked: Vec::new(), unanswered: Unanswered::default() };
    if let Some(ip) = ip {
        reverse.result = reverse.confirm(ip.to_canonical(), answers);
    }
    reverse
}

impl ReverseDns {
    fn confirm(&mut self, ip: IpAddr, answers: &Answers) -> ReverseResult {
        let pointer = Question::new(Name::reverse(ip), RecordType::Ptr);
        let answer = answers.look_up(&pointer).map_err(|open| self.unanswered.need(open)).ok();
        self.asked.push(Asked { question: pointer, answer: answer.clone() });
        let Some(answer) = answer else { return ReverseResult::Pending };
        if answer.outcome.is_error() {
            return ReverseResult::TempError;
        }
        let names: Vec<&Name> = answer
            .records()
            .iter()
            .filter_map(|record| match &record.data {
                RData::Ptr(name) => Some(name),
                _ => None,
            })
            .take(NAMES)
            .collect();
        self.name = names.first().map(|name| (*name).clone());
        let mut failed = false;
        let rtype = if ip.is_ipv4() { RecordType::A } else { RecordType::Aaaa };
        for (index, name) in names.iter().enumerate().filter(|(_, name)| name.check().is_ok()) {
            let question = Question::new((*name).clone(), rtype);
            let answer = answers.look_up(&question).map_err(|open| self.unanswered.need(open)).ok();
            self.asked.push(Asked { question, answer: answer.clone() });
            let Some(answer) = answer else {
                // A name after one that is already known to be confirmed is not asked for.
                for name in names.iter().skip(index + 1).filter(|name| name.check().is_ok()) {
                    let question = Question::new((*name).clone(), rtype);
                    match answers.look_up(&question) {
                        Err(open) => self.unanswered.ahead(open),
                        Ok(answer) if holds(answer.records(), ip) => break,
                        Ok(_) => {}
                    }
                }
                return ReverseResult::Pending;
            };
            if holds(answer.records(), ip) {
                self.name = Some((*name).clone());
                return ReverseResult::Pass;
            }
            failed |= answer.outcome.is_error();
        }
        match (names.is_empty(), failed) {
            (true, _) => ReverseResult::None,
            (false, true) => ReverseResult::TempError,
            (false, false) => ReverseResult::Fail,
        }
    }
}

fn holds(records: &[Record], ip: IpAddr) -> bool {
    records.iter().any(|record| match record.data {
        RData::A(address) => ip == address,
        RData::Aaaa(address) => ip == address,
        _ => false,
    })
}
