//! The details of a row of the trace: what the term means, where it stands in its record, its macros, what
//! was asked for it and what came back, what engines make of it.

use super::super::page::Page;
use crate::dns::{Answer, Asked, Origin};
use crate::spf::{Check, Evaluation, Problem, TermTrace};
use crate::text::{Shown, width, wrap};
use crate::tui::look::{Look, Tone};
use crate::words::common::Sign;
use crate::words::notes;
use crate::words::report::ReportText;
use crate::words::rules::RulesText;
use crate::words::sentence;
use crate::words::term::{self, TermWords};
use crate::words::trace::{self, Row, RowKind};
use ratatui::text::{Line, Span};

/// Lines of a record that are shown before and after the line of the term.
const AROUND: usize = 2;

/// The details of a row.
pub fn lines(evaluation: &Evaluation, row: &Row, look: Look, room: usize) -> Vec<Line<'static>> {
    let Some((check, term)) = trace::find(evaluation, &row.at.path) else { return Vec::new() };
    let mut details = Details { evaluation, page: Page::new(look, room) };
    match (row.kind, term) {
        (RowKind::Record, None) => details.record(check),
        (RowKind::Record, Some(term)) => {
            if let Some(check) = term.child.as_deref() {
                details.record(check);
            }
        }
        (RowKind::Question, Some(term)) => {
            if let Some(asked) = row.at.asked.and_then(|index| term.asked.get(index)) {
                details.asked(asked);
            }
            details.in_record(check, term);
        }
        (RowKind::Folded, Some(_)) => details.run(check, row),
        (_, Some(term)) => details.term(check, term),
        (_, None) => {}
    }
    details.page.lines
}

struct Details<'a> {
    evaluation: &'a Evaluation,
    page: Page,
}

impl Details<'_> {
    fn term(&mut self, check: &Check, term: &TermTrace) {
        let (look, lang) = (self.page.look, self.page.look.lang);
        let (sign, outcome) = (trace::term_sign(term.outcome), trace::term_outcome(term.outcome, lang));
        self.page.text(Tone::Strong, Shown::new(&term.text).as_str());
        let mut result = look.marked(sign, &outcome);
        if let Some(gives) = term::result(term, lang) {
            result.push_str(&RulesText::Semicolon.text(lang));
            result.push_str(&gives);
        }
        self.page.text(Tone::Signed(sign), &result);
        self.page.text(Tone::Plain, &term::meaning(term, lang));
        if let Some(problem) = self.evaluation.problem.as_ref().filter(|problem| is_of(problem, check, term)) {
            self.problem(problem);
        }
        self.in_record(check, term);
        if let Some(expansion) = &term.expansion {
            self.page.gap();
            let row = |label: TermWords<'_>, text: &str| (label.text(lang), Tone::Plain, Shown::new(text).to_string());
            self.page.rows(&[row(TermWords::Macro, &expansion.before), row(TermWords::BecomesName, &expansion.after)]);
        }
        for asked in &term.asked {
            self.page.gap();
            self.asked(asked);
        }
        if let Some(asked) = term.child.as_deref().and_then(|child| child.asked.as_ref()) {
            self.page.gap();
            self.asked(asked);
        }
        if term.lookups.is_some() || term.void_lookups.is_some() {
            self.page.gap();
            let (lookups, voids) = trace::counters(term.lookups, term.void_lookups);
            self.page.text(Tone::Faint, &TermWords::Counted { lookups: &lookups, void_lookups: &voids }.text(lang));
        }
    }

    /// The record of a domain with all that was got for the question.
    fn record(&mut self, check: &Check) {
        let lang = self.page.look.lang;
        let domain = Shown::new(check.domain.as_str());
        self.page.text(Tone::Strong, &TermWords::RecordOf { domain: &domain }.text(lang));
        let sign = Sign::from(check.result);
        let gives = TermWords::GivesResult { result: &check.result }.text(lang);
        self.page.text(Tone::Signed(sign), &self.page.look.marked(sign, &gives));
        let is_root = std::ptr::eq(check, &raw const self.evaluation.root);
        let of_record = |p: &&Problem| p.term.is_none() && (p.domain == check.domain);
        // The record that was asked for answers for all that is wrong below it.
        if let Some(problem) = self.evaluation.problem.as_ref().filter(|problem| is_root || of_record(problem)) {
            self.problem(problem);
        }
        if let Some(asked) = &check.asked {
            self.page.gap();
            self.asked(asked);
        }
        if let Some(explanation) = self.evaluation.explanation.as_ref().filter(|_| is_root) {
            self.page.gap();
            self.page.labelled(&ReportText::Explanation.text(lang), Tone::Plain, Shown::new(explanation).as_str());
        }
    }

    fn problem(&mut self, problem: &Problem) {
        let lang = self.page.look.lang;
        self.page.text(Tone::Signed(Sign::Bad), &sentence::problem(problem, lang));
        if let Some(engines) = notes::engines(self.evaluation, lang) {
            self.page.gap();
            self.page.text(Tone::Faint, &TermWords::Engines.text(lang));
            self.page.indented(2, Tone::Plain, &engines);
        }
    }

    /// The terms that a folded row stands for.
    fn run(&mut self, check: &Check, row: &Row) {
        let terms = trace::folded(self.evaluation, row);
        self.page.text(Tone::Strong, &TermWords::Run { count: &terms.len() }.text(self.page.look.lang));
        for term in terms {
            self.page.text(Tone::Plain, &format!("  {}", Shown::new(&term.text)));
        }
        self.page.gap();
        let domain = Shown::new(check.domain.as_str());
        self.page.text(Tone::Faint, &TermWords::InRecordOf { domain: &domain }.text(self.page.look.lang));
    }

    /// The record with the term underlined.
    fn in_record(&mut self, check: &Check, term: &TermTrace) {
        let Some(record) = &check.record else { return };
        self.page.gap();
        let domain = Shown::new(check.domain.as_str());
        self.page.text(Tone::Faint, &TermWords::InRecordOf { domain: &domain }.text(self.page.look.lang));
        let part = |range: std::ops::Range<usize>| record.get(range).unwrap_or_default();
        let (start, end) = (term.span.start.min(record.len()), term.span.end.min(record.len()));
        let texts = [part(0..start), part(start..end), part(end..record.len())];
        self.page.lines.extend(underlined(texts, self.page.look, self.page.room));
    }

    /// A question, and all that came back for it.
    fn asked(&mut self, asked: &Asked) {
        let (look, lang) = (self.page.look, self.page.look.lang);
        let question = Shown::new(&format!("{} {}", asked.question.name, asked.question.rtype));
        let label = TermWords::Asked.text(lang);
        if width(&label) + 2 + width(question.as_str()) <= self.page.room {
            self.page.labelled(&label, Tone::Domain, question.as_str());
        } else {
            self.page.text(Tone::Faint, &label);
            self.page.indented(2, Tone::Domain, question.as_str());
        }
        let Some(answer) = &asked.answer else {
            let text = look.marked(Sign::Open, &trace::TraceText::Unanswered.text(lang));
            return self.page.text(Tone::Signed(Sign::Open), &format!("  {text}"));
        };
        if !answer.aliases.is_empty() {
            let names: Vec<&str> = answer.aliases.iter().map(|alias| alias.target.as_str()).collect();
            let names = Shown::new(&names.join(", "));
            self.page.text(Tone::Faint, &format!("  {}", TermWords::Aliases { names: &names }.text(lang)));
        }
        self.answer(answer);
    }

    fn answer(&mut self, answer: &Answer) {
        let lang = self.page.look.lang;
        let lines = |page: &mut Page, text: &str, from: &str| {
            page.indented(2, Tone::Plain, Shown::new(text).as_str());
            page.indented(4, Tone::Faint, from);
        };
        let page = &mut self.page;
        if answer.records().is_empty() {
            let from = came_from(&answer.origin, None, page.look);
            return lines(page, &trace::outcome(&answer.outcome, lang), &from);
        }
        for record in answer.records() {
            let from = came_from(&record.origin, Some(record.ttl), page.look);
            lines(page, &trace::data(&record.data), &from);
        }
    }
}

/// Where an answer came from, in full.
fn came_from(origin: &Origin, ttl: Option<u32>, look: Look) -> String {
    match origin {
        Origin::File { path, line } => TermWords::ZoneLine { path: &Shown::new(path), line }.text(look.lang),
        Origin::Server { address, .. } => match ttl {
            Some(ttl) => TermWords::Server { address: &Shown::new(address), ttl: &ttl }.text(look.lang),
            None => Shown::new(address).into(),
        },
        Origin::WhatIf => TermWords::Supposed.text(look.lang),
    }
}

fn is_of(problem: &Problem, check: &Check, term: &TermTrace) -> bool {
    problem.domain == check.domain && problem.term.as_deref() == Some(term.text.as_str())
}

/// A text of three parts in lines, the middle one underlined with carets; of a long text only what stands
/// around it.
fn underlined(parts: [&str; 3], look: Look, room: usize) -> Vec<Line<'static>> {
    let room = room.max(2);
    let mut lines: Vec<Vec<(bool, String)>> = vec![Vec::new()];
    let mut used = 0;
    for (index, part) in parts.into_iter().enumerate() {
        let is_term = index == 1;
        for word in part.split_inclusive(' ') {
            let (word, blank) = word.strip_suffix(' ').map_or((word, ""), |word| (word, " "));
            for piece in pieces(Shown::new(word).as_str(), room) {
                if used > 0 && used + width(&piece) > room {
                    lines.push(Vec::new());
                    used = 0;
                }
                used += width(&piece);
                if let Some(line) = lines.last_mut() {
                    line.push((is_term, piece));
                }
            }
            used += blank.len();
            if let Some(line) = lines.last_mut().filter(|_| !blank.is_empty()) {
                line.push((false, " ".to_owned()));
            }
        }
    }
    let marked = |line: &[(bool, String)]| line.iter().any(|(is_term, _)| *is_term);
    let first = lines.iter().position(|line| marked(line)).unwrap_or(0);
    let last = lines.iter().rposition(|line| marked(line)).unwrap_or(0);
    let (from, to) = (first.saturating_sub(AROUND), last.saturating_add(AROUND));
    let mut out = Vec::new();
    if from > 0 {
        out.push(look.line(Tone::Faint, ".."));
    }
    for line in lines.iter().skip(from).take(to - from + 1) {
        let span = |(is_term, text): &(bool, String)| {
            look.span(if *is_term { Tone::Strong } else { Tone::Plain }, text.clone())
        };
        out.push(Line::from(line.iter().map(span).collect::<Vec<Span<'static>>>()));
        if marked(line) {
            let under = line.iter().map(|(is_term, text)| (if *is_term { "^" } else { " " }).repeat(width(text)));
            out.push(look.line(Tone::Notice, under.collect::<String>().trim_end()));
        }
    }
    if lines.len() > to + 1 {
        out.push(look.line(Tone::Faint, ".."));
    }
    out
}

/// A word in pieces that fit into a line.
fn pieces(word: &str, room: usize) -> Vec<String> {
    if width(word) <= room { vec![word.to_owned()] } else { wrap(word, room) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Charset, Lang};

    #[test]
    fn the_caret_stands_under_the_term_whatever_stands_before_it() {
        let look = Look { lang: Lang::En, charset: Charset::Unicode, colour: false };
        let text = |parts, room| -> Vec<String> {
            let lines = underlined(parts, look, room);
            lines.iter().map(|line| line.spans.iter().map(|span| span.content.as_ref()).collect()).collect()
        };
        assert_eq!(
            text(["v=spf1 a ", "include:x.example", " -all"], 40),
            ["v=spf1 a include:x.example -all", "         ^^^^^^^^^^^^^^^^^"]
        );
        assert_eq!(text(["v=spf1 \u{1b} ", "mx", ""], 40), ["v=spf1 \\x1b mx", "            ^^"]);
        assert_eq!(
            text(["v=spf1 ip4:192.0.2.0/24 a b c d e ", "mx", " ip4:198.51.100.0/24 x y z -all"], 12),
            ["..", "ip4:192.0.2.", "0/24 a b c d ", "e mx ", "  ^^", "ip4:198.51.1", "00.0/24 x y ", ".."]
        );
        for room in 0..30 {
            underlined(["v=spf1 日本 ", "include:日本語.example", " -all"], look, room);
        }
    }
}
