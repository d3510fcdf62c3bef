//! The rows of an SPF trace: one tree, flattened, with the guides that draw it. Every renderer draws
//! the same rows.

use super::common::Sign;
use crate::dns::{Asked, Origin, Outcome, RData};
use crate::settings::{Charset, Lang};
use crate::spf::{Budget, Check, Evaluation, TermKind, TermOutcome, TermTrace};
use crate::text::Shown;

catalogue! {
    /// The words of a trace.
    pub enum TraceText {
        Match => { en: "match", ja: "一致" }
        NoMatch => { en: "no match", ja: "不一致" }
        Error => { en: "error", ja: "エラー" }
        Pending => { en: "pending", ja: "未確定" }
        NotReached => { en: "not reached", ja: "評価されず" }
        Followed => { en: "followed", ja: "参照先へ" }
        Ignored => { en: "ignored", ja: "無視" }
        RangesWithout { count, ip } => { en: "{count} ranges without {ip}", ja: "{ip} を含まない範囲 {count} 件" }
        RangesWithoutClient { count } => { en: "{count} ranges without the client", ja: "接続元を含まない範囲 {count} 件" }
        TermsFolded { count } => { en: "({count} terms)", ja: "({count} 項目)" }
        TermsNotReached { count } => { en: "{count} terms", ja: "残り {count} 項目" }
        NoRecord => { en: "no SPF record", ja: "SPF レコードなし" }
        Unanswered => { en: "not answered", ja: "未応答" }
        NoData => { en: "no such record", ja: "該当レコードなし" }
        NxDomain => { en: "no such name (NXDOMAIN)", ja: "名前がありません (NXDOMAIN)" }
        Failed { rcode } => { en: "the server answered {rcode}", ja: "サーバーの応答 {rcode}" }
        Timeout => { en: "no answer in time", ja: "時間内に応答なし" }
        CnameLoop => { en: "aliases in a circle", ja: "CNAME の循環" }
        WhatIf => { en: "what if", ja: "仮定" }
        Counters { lookups, void_lookups } => { en: "lookups {lookups}  void {void_lookups}", ja: "参照 {lookups}  空振り {void_lookups}" }
    }
}

/// Characters of an address that leave room beside it: those of any IPv4 address.
const LONG_ADDRESS: usize = 15;

/// One row of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The guides before the text, `│ ├ └` or their ASCII twins.
    pub guide: String,
    /// The term, the record, or a question with its answer; safe to show.
    pub text: String,
    /// The outcome of a term.
    pub outcome: Option<(Sign, String)>,
    /// Running counters, `1/10` and `0/2`.
    pub counters: Option<(String, String)>,
    /// Where the answer came from.
    pub origin: Option<Origin>,
    /// What kind of row it is.
    pub kind: RowKind,
    /// Where in the trace it stands.
    pub at: At,
    /// The node that is folded or unfolded here, for [`Folding::toggle`].
    pub folds: Option<Vec<usize>>,
}

/// A place in a trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// The term: its index in the root's record, then that in its target's record, and so on. Empty for the
    /// root. A record belongs to the term that names it.
    pub path: Vec<usize>,
    /// Which of the term's questions.
    pub asked: Option<usize>,
}

/// What takes one row instead of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folding {
    /// Whether runs of ranges that did not match, and of terms that were not reached, do.
    pub runs: bool,
    /// The nodes that are the other way round: the first term of a run, or a term whose target's record is
    /// left out.
    pub except: Vec<Vec<usize>>,
}

impl Folding {
    /// Runs take one row each.
    #[must_use]
    pub fn of_runs() -> Self {
        Self { runs: true, except: Vec::new() }
    }

    /// Folds a node, or unfolds it.
    pub fn toggle(&mut self, node: &[usize]) {
        match self.except.iter().position(|known| known == node) {
            Some(index) => drop(self.except.remove(index)),
            None => self.except.push(node.to_vec()),
        }
    }

    fn is_exception(&self, node: &[usize]) -> bool {
        self.except.iter().any(|known| known == node)
    }
}

/// What kind of row it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A domain's record.
    Record,
    /// A term.
    Term,
    /// Several terms folded into one row.
    Folded,
    /// A question and its answer.
    Question,
}

/// The rows of an evaluation.
#[must_use]
pub fn rows(evaluation: &Evaluation, ip: &str, folding: &Folding, charset: Charset, lang: Lang) -> Vec<Row> {
    let mut writer = Writer { rows: Vec::new(), path: Vec::new(), ip, folding, charset, lang };
    writer.check(&evaluation.root, "");
    if let (Some(root), Some(recorded)) = (writer.rows.first_mut(), &evaluation.recorded) {
        let by = super::recorded::by(recorded.by.as_deref(), lang);
        root.text = format!("{}  {} ({by})", root.text, evaluation.result);
    }
    writer.rows
}

struct Writer<'a> {
    rows: Vec<Row>,
    /// The term whose record is written.
    path: Vec<usize>,
    ip: &'a str,
    folding: &'a Folding,
    charset: Charset,
    lang: Lang,
}

impl Writer<'_> {
    fn check(&mut self, check: &Check, guide: &str) {
        let origin =
            check.record_origin.as_ref().or_else(|| check.asked.as_ref()?.answer.as_ref().map(|a| &a.origin)).cloned();
        let path = self.path.clone();
        self.rows.push(Row {
            guide: guide.to_owned(),
            text: Shown::new(&format!("{}  {}", check.domain, record(check, self.lang))).to_string(),
            outcome: None,
            counters: None,
            origin,
            kind: RowKind::Record,
            folds: (!path.is_empty()).then(|| path.clone()),
            at: At { path, asked: None },
        });
        let mut index = 0;
        while let Some(terms) = check.terms.get(index..).filter(|terms| !terms.is_empty()) {
            let run = run_length(terms);
            let node: Vec<usize> = self.path.iter().copied().chain([index]).collect();
            let folded = run > 1 && self.folding.runs != self.folding.is_exception(&node);
            let after = index + run;
            if folded {
                self.folded(terms.get(..run).unwrap_or_default(), node, guide, after == check.terms.len());
            } else {
                let run_node = (run > 1).then_some(node);
                for (offset, term) in terms.iter().take(run).enumerate() {
                    self.path.push(index + offset);
                    let last = index + offset + 1 == check.terms.len();
                    self.term(term, run_node.clone(), guide, last);
                    self.path.pop();
                }
            }
            index = after;
        }
    }

    fn folded(&mut self, terms: &[TermTrace], node: Vec<usize>, guide: &str, last: bool) {
        let count = terms.len();
        let (text, sign, word) = match terms.first().map(|t| t.outcome) {
            // A long address would push what is said of it off the line.
            Some(TermOutcome::NoMatch) if self.ip.len() > LONG_ADDRESS => {
                (TraceText::RangesWithoutClient { count: &count }, Sign::Nothing, TraceText::NoMatch)
            }
            Some(TermOutcome::NoMatch) => {
                (TraceText::RangesWithout { count: &count, ip: &self.ip }, Sign::Nothing, TraceText::NoMatch)
            }
            _ => (TraceText::TermsNotReached { count: &count }, Sign::Nothing, TraceText::NotReached),
        };
        self.rows.push(Row {
            guide: format!("{guide}{}", self.branch(last)),
            text: text.text(self.lang),
            outcome: Some((sign, word.text(self.lang))),
            counters: None,
            origin: None,
            kind: RowKind::Folded,
            at: At { path: node.clone(), asked: None },
            folds: Some(node),
        });
    }

    /// A term at [`Self::path`]; `run` is the run that it is in.
    fn term(&mut self, term: &TermTrace, run: Option<Vec<usize>>, guide: &str, last: bool) {
        let mut text = match &term.expansion {
            Some(expansion) if expansion.before != expansion.after => format!("{} = {}", term.text, expansion.after),
            _ => term.text.clone(),
        };
        let child = term.child.as_deref();
        let hidden = child.filter(|_| self.folding.is_exception(&self.path));
        if let Some(check) = hidden {
            text.push_str("  ");
            text.push_str(&TraceText::TermsFolded { count: &terms_below(check) }.text(self.lang));
        }
        let path = self.path.clone();
        self.rows.push(Row {
            guide: format!("{guide}{}", self.branch(last)),
            text: Shown::new(&text).to_string(),
            outcome: Some((term_sign(term.outcome), term_outcome(term.outcome, self.lang))),
            counters: (term.lookups.is_some() || term.outcome == TermOutcome::Pending)
                .then(|| counters(term.lookups, term.void_lookups)),
            origin: None,
            kind: RowKind::Term,
            folds: run.or_else(|| child.is_some().then(|| path.clone())),
            at: At { path: path.clone(), asked: None },
        });
        let inner = format!("{guide}{}", self.stem(last));
        for (index, asked) in term.asked.iter().enumerate() {
            let text = format!("{} {}  {}", asked.question.name, asked.question.rtype, answered(asked, self.lang));
            self.rows.push(Row {
                guide: inner.clone(),
                text: Shown::new(&text).to_string(),
                outcome: None,
                counters: None,
                origin: asked.answer.as_ref().map(|answer| {
                    let record = answer.records().first().map(|r| &r.origin);
                    record.unwrap_or(&answer.origin).clone()
                }),
                kind: RowKind::Question,
                at: At { path: path.clone(), asked: Some(index) },
                folds: None,
            });
        }
        if let Some(child) = child.filter(|_| hidden.is_none()) {
            self.check(child, &inner);
        }
    }

    fn branch(&self, last: bool) -> &'static str {
        match (self.charset, last) {
            (Charset::Unicode, false) => "├ ",
            (Charset::Unicode, true) => "└ ",
            (Charset::Ascii, false) => "|- ",
            (Charset::Ascii, true) => "`- ",
        }
    }

    fn stem(&self, last: bool) -> &'static str {
        match (self.charset, last) {
            (Charset::Unicode, false) => "│ ",
            (Charset::Unicode, true) => "  ",
            (Charset::Ascii, false) => "|  ",
            (Charset::Ascii, true) => "   ",
        }
    }
}

/// The record of a check, or why there is none; not yet safe to show.
fn record(check: &Check, lang: Lang) -> String {
    match (&check.record, &check.asked) {
        (Some(record), _) => record.clone(),
        (None, Some(Asked { answer: Some(answer), .. })) if !matches!(answer.outcome, Outcome::Records(_)) => {
            outcome(&answer.outcome, lang)
        }
        (None, Some(Asked { answer: None, .. })) => TraceText::Unanswered.text(lang),
        (None, _) => TraceText::NoRecord.text(lang),
    }
}

/// What came back, on one line; not yet safe to show.
fn answered(asked: &Asked, lang: Lang) -> String {
    match &asked.answer {
        None => TraceText::Unanswered.text(lang),
        Some(answer) => outcome(&answer.outcome, lang),
    }
}

/// How many terms there are in a check and below it.
fn terms_below(check: &Check) -> usize {
    check.terms.iter().map(|term| 1 + term.child.as_deref().map_or(0, terms_below)).sum()
}

/// The check whose record stands at a place, and the term there; `None` for a place that there is not.
#[must_use]
pub fn find<'a>(evaluation: &'a Evaluation, path: &[usize]) -> Option<(&'a Check, Option<&'a TermTrace>)> {
    let mut check = &evaluation.root;
    let Some((last, above)) = path.split_last() else { return Some((check, None)) };
    for index in above {
        check = check.terms.get(*index)?.child.as_deref()?;
    }
    Some((check, Some(check.terms.get(*last)?)))
}

/// The guide of a line below one with this guide, for text that goes on there.
#[must_use]
pub fn below(guide: &str) -> String {
    let unicode = guide.replace("├ ", "│ ").replace("└ ", "  ");
    unicode.replace("|- ", "|  ").replace("`- ", "   ")
}

/// The terms that a folded row stands for.
#[must_use]
pub fn folded<'a>(evaluation: &'a Evaluation, row: &Row) -> &'a [TermTrace] {
    let found = find(evaluation, &row.at.path).zip(row.at.path.last());
    let terms = found.and_then(|((check, _), first)| check.terms.get(*first..)).unwrap_or_default();
    terms.get(..run_length(terms)).unwrap_or_default()
}

/// How many terms at the front belong together: ranges that did not match, or terms not reached; else one.
#[must_use]
pub fn run_length(terms: &[TermTrace]) -> usize {
    let same = |kind: fn(&TermTrace) -> bool| terms.iter().take_while(|t| kind(t)).count();
    let ranges = same(|t| matches!(t.kind, TermKind::Ip4 | TermKind::Ip6) && t.outcome == TermOutcome::NoMatch);
    ranges.max(same(|t| t.outcome == TermOutcome::NotReached)).max(1)
}

/// The sign of an outcome.
#[must_use]
pub fn term_sign(outcome: TermOutcome) -> Sign {
    match outcome {
        TermOutcome::Match => Sign::Good,
        TermOutcome::Error => Sign::Bad,
        TermOutcome::Pending => Sign::Open,
        TermOutcome::NoMatch | TermOutcome::NotReached | TermOutcome::Followed | TermOutcome::Ignored => Sign::Nothing,
    }
}

/// The word for an outcome.
#[must_use]
pub fn term_outcome(outcome: TermOutcome, lang: Lang) -> String {
    match outcome {
        TermOutcome::Match => TraceText::Match,
        TermOutcome::NoMatch => TraceText::NoMatch,
        TermOutcome::Error => TraceText::Error,
        TermOutcome::Pending => TraceText::Pending,
        TermOutcome::NotReached => TraceText::NotReached,
        TermOutcome::Followed => TraceText::Followed,
        TermOutcome::Ignored => TraceText::Ignored,
    }
    .text(lang)
}

/// Counters against their limits: `1/10` and `0/2`, a question mark while pending.
#[must_use]
pub fn counters(lookups: Option<u32>, void_lookups: Option<u32>) -> (String, String) {
    let of = |value: Option<u32>, limit| match value {
        Some(value) => format!("{value}/{limit}"),
        None => format!("?/{limit}"),
    };
    (of(lookups, Budget::RFC7208.lookups), of(void_lookups, Budget::RFC7208.void_lookups))
}

/// Records of one answer that a sentence names; no answer of mail that is sent has more.
const RECORDS: usize = 50;

/// What came back that is no record, in words.
#[must_use]
pub fn outcome(outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Records(records) => {
            let mut texts: Vec<String> = records.iter().take(RECORDS).map(|r| data(&r.data)).collect();
            let more = records.len().saturating_sub(RECORDS);
            texts.extend((more > 0).then(|| format!("+{more}")));
            texts.join(", ")
        }
        Outcome::NoData => TraceText::NoData.text(lang),
        Outcome::NxDomain => TraceText::NxDomain.text(lang),
        Outcome::Failed(rcode) => TraceText::Failed { rcode }.text(lang),
        Outcome::Timeout => TraceText::Timeout.text(lang),
        Outcome::CnameLoop => TraceText::CnameLoop.text(lang),
    }
}

/// The data of a record as zone files have it, but a text without quotes; not yet safe to show.
#[must_use]
pub fn data(data: &RData) -> String {
    match data {
        RData::A(ip) => ip.to_string(),
        RData::Aaaa(ip) => ip.to_string(),
        RData::Mx { preference, exchange } => format!("{preference} {exchange}"),
        RData::Cname(name) | RData::Ns(name) | RData::Ptr(name) => name.to_string(),
        RData::Soa => "SOA".to_owned(),
        RData::Txt(strings) => String::from_utf8_lossy(&strings.concat()).into_owned(),
    }
}

/// Where an answer came from: `confirm.zone:3`, a server, a what-if.
#[must_use]
pub fn origin(origin: &Origin, lang: Lang) -> String {
    match origin {
        Origin::File { path, line } => {
            let name = path.rsplit('/').next().unwrap_or_default();
            Shown::new(&format!("{name}:{line}")).to_string()
        }
        Origin::Server { address, .. } => address.to_string(),
        Origin::WhatIf => TraceText::WhatIf.text(lang),
    }
}
