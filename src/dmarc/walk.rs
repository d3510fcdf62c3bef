//! The tree walk (RFC 9989 section 4.10) and the organizational domain (section 4.10.2).

use super::Walk;
use super::record::{self, Found};
use crate::dns::{Answers, Asked, Name, Question, RecordType, Unanswered};

/// Names with this many labels or more are shortened after the first question.
const LONG: usize = 8;
/// To how many labels.
const SHORTENED: usize = 7;

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At a psd tag or at the top-level domain.
    Done,
    /// At a question that has no answer yet.
    Pending,
    /// At a DNS error.
    Error,
}

/// A walk with the records it found.
#[derive(Clone, Debug)]
pub(super) struct Walked {
    pub(super) walk: Walk,
    /// The records in the order of the walk: from the longest name to the shortest.
    pub(super) found: Vec<(Name, Found)>,
    pub(super) end: End,
}

impl Walked {
    /// The record at a name.
    pub(super) fn at(&self, name: &Name) -> Option<&Found> {
        self.found.iter().find(|(n, _)| n == name).map(|(_, found)| found)
    }
}

/// The names that a walk from `start` asks about, at most eight, down to the top-level domain.
pub(super) fn names(start: &Name) -> Vec<Name> {
    let mut all: Vec<Name> =
        std::iter::successors(Some(start.clone()), Name::parent).take_while(|n| !n.as_str().is_empty()).collect();
    if all.len() > LONG {
        all.drain(1..all.len() - SHORTENED);
    }
    all
}

/// The question for the record of a name; `None` where the name cannot be asked.
pub(super) fn question(name: &Name) -> Option<Question> {
    let name = name.with_prefix("_dmarc");
    name.check().ok().map(|()| Question::new(name, RecordType::Txt))
}

/// Walks from `start`. The question at which the walk waits is needed, those behind it are ahead.
pub(super) fn walk(start: &Name, answers: &Answers, unanswered: &mut Unanswered) -> Walked {
    let mut asked = Vec::new();
    let mut found: Vec<(Name, Found)> = Vec::new();
    let mut end = End::Done;
    let mut names = names(start).into_iter();
    for name in names.by_ref() {
        // A name too long to be asked has no record.
        let Some(question) = question(&name) else { continue };
        let answer = answers.look_up(&question).map_err(|open| unanswered.need(open)).ok();
        asked.push(Asked { question, answer: answer.clone() });
        let Some(answer) = answer else {
            end = End::Pending;
            break;
        };
        if answer.outcome.is_error() {
            end = End::Error;
            break;
        }
        if let Some(record) = record::find(&answer) {
            let stop = record.record.psd.is_some();
            found.push((name, record));
            if stop {
                break;
            }
        }
    }
    if end == End::Pending {
        ahead(names, answers, unanswered);
    }
    let organizational_domain = (end == End::Done).then(|| organizational_domain(start, &found));
    Walked { walk: Walk { start: start.clone(), asked, organizational_domain }, found, end }
}

/// Notes the unanswered questions for these names as ahead.
pub(super) fn ahead(names: impl IntoIterator<Item = Name>, answers: &Answers, unanswered: &mut Unanswered) {
    for question in names.into_iter().filter_map(|name| question(&name)) {
        if let Err(open) = answers.look_up(&question) {
            unanswered.ahead(open);
        }
    }
}

/// The organizational domain of a walk that came to its end (section 4.10.2).
fn organizational_domain(start: &Name, found: &[(Name, Found)]) -> Name {
    // A psd tag ends the walk, so only the last record can have one; without one the last has the
    // fewest labels.
    match found.last() {
        None => start.clone(),
        Some((name, last)) if last.record.psd == Some(true) && name != start => one_label_below(start, name),
        Some((name, _)) => name.clone(),
    }
}

/// The name above or at `start` that has one label more than `suffix`.
fn one_label_below(start: &Name, suffix: &Name) -> Name {
    std::iter::successors(Some(start.clone()), Name::parent)
        .find(|name| name.parent().as_ref() == Some(suffix))
        .unwrap_or_else(|| start.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_eight_names() {
        let walk = |start: &str| names(&Name::new(start)).iter().map(|n| n.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(walk("example"), ["example"]);
        assert_eq!(walk("a.mail.example.com"), ["a.mail.example.com", "mail.example.com", "example.com", "com"]);
        assert_eq!(
            walk("1.2.3.4.5.6.7.com"),
            [
                "1.2.3.4.5.6.7.com",
                "2.3.4.5.6.7.com",
                "3.4.5.6.7.com",
                "4.5.6.7.com",
                "5.6.7.com",
                "6.7.com",
                "7.com",
                "com"
            ]
        );
        let long = walk("a.b.c.d.e.f.g.h.i.j.mail.example.com");
        assert_eq!(long.len(), 8);
        assert_eq!(long[1], "g.h.i.j.mail.example.com");
        assert_eq!(long[7], "com");
    }

    #[test]
    fn one_label_below_a_suffix_even_where_the_walk_jumped_over_it() {
        let below = |start, suffix| one_label_below(&Name::new(start), &Name::new(suffix));
        assert_eq!(below("a.shop.example", "example"), Name::new("shop.example"));
        assert_eq!(below("1.2.3.4.5.6.7.8.com", "3.4.5.6.7.8.com"), Name::new("2.3.4.5.6.7.8.com"));
    }
}
