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
        Followed => { en: "followed", ja: "参照" }
        Ignored => { en: "ignored", ja: "無視" }
        RangesWithout { count, ip } => { en: "{count} ranges without {ip}", ja: "{ip} を含まない範囲 {count} 件" }
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
    pub origin: Option<String>,
    /// What kind of row it is.
    pub kind: RowKind,
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

/// The rows of an evaluation. With `fold`, runs of ranges that did not match and of terms that were
/// not reached take one row each.
#[must_use]
pub fn rows(evaluation: &Evaluation, ip: &str, fold: bool, charset: Charset, lang: Lang) -> Vec<Row> {
    let mut writer = Writer { rows: Vec::new(), ip, fold, charset, lang };
    writer.check(&evaluation.root, "");
    writer.rows
}

struct Writer<'a> {
    rows: Vec<Row>,
    ip: &'a str,
    fold: bool,
    charset: Charset,
    lang: Lang,
}

impl Writer<'_> {
    fn check(&mut self, check: &Check, guide: &str) {
        let text = match (&check.record, &check.asked) {
            (Some(record), _) => format!("{}  {}", check.domain, Shown::new(record)),
            (None, Some(Asked { answer: Some(answer), .. })) if !matches!(answer.outcome, Outcome::Records(_)) => {
                format!("{}  {}", check.domain, outcome(&answer.outcome, self.lang))
            }
            (None, Some(Asked { answer: None, .. })) => {
                format!("{}  {}", check.domain, TraceText::Unanswered.text(self.lang))
            }
            (None, _) => format!("{}  {}", check.domain, TraceText::NoRecord.text(self.lang)),
        };
        let origin = check
            .record_origin
            .as_ref()
            .or_else(|| check.asked.as_ref()?.answer.as_ref().map(|a| &a.origin))
            .map(|o| origin(o, self.lang));
        self.rows.push(Row {
            guide: guide.to_owned(),
            text: Shown::new(&text).to_string(),
            outcome: None,
            counters: None,
            origin,
            kind: RowKind::Record,
        });
        let mut terms = check.terms.as_slice();
        while let Some((first, rest)) = terms.split_first() {
            let run = if self.fold { run_length(terms) } else { 1 };
            let (taken, after) = if run > 1 { terms.split_at(run) } else { (std::slice::from_ref(first), rest) };
            let last = after.is_empty();
            if run > 1 {
                self.folded(taken, guide, last);
            } else {
                self.term(first, guide, last);
            }
            terms = after;
        }
    }

    fn folded(&mut self, terms: &[TermTrace], guide: &str, last: bool) {
        let count = terms.len();
        let (text, sign, word) = match terms.first().map(|t| t.outcome) {
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
        });
    }

    fn term(&mut self, term: &TermTrace, guide: &str, last: bool) {
        let text = match &term.expansion {
            Some(expansion) if expansion.before != expansion.after => format!("{} = {}", term.text, expansion.after),
            _ => term.text.clone(),
        };
        self.rows.push(Row {
            guide: format!("{guide}{}", self.branch(last)),
            text: Shown::new(&text).to_string(),
            outcome: Some((term_sign(term.outcome), term_outcome(term.outcome, self.lang))),
            counters: (term.outcome != TermOutcome::NotReached).then(|| counters(term.lookups, term.void_lookups)),
            origin: None,
            kind: RowKind::Term,
        });
        let inner = format!("{guide}{}", self.stem(last));
        for asked in &term.asked {
            let what = match &asked.answer {
                None => TraceText::Unanswered.text(self.lang),
                Some(answer) => match &answer.outcome {
                    Outcome::Records(records) => records.iter().map(|r| data(&r.data)).collect::<Vec<_>>().join(", "),
                    other => outcome(other, self.lang),
                },
            };
            let text = format!("{} {}  {what}", asked.question.name, asked.question.rtype);
            self.rows.push(Row {
                guide: inner.clone(),
                text: Shown::new(&text).to_string(),
                outcome: None,
                counters: None,
                origin: asked.answer.as_ref().map(|answer| {
                    let record = answer.records().first().map(|r| &r.origin);
                    origin(record.unwrap_or(&answer.origin), self.lang)
                }),
                kind: RowKind::Question,
            });
        }
        if let Some(child) = &term.child {
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

/// The guide of a line below one with this guide, for text that goes on there.
#[must_use]
pub fn below(guide: &str) -> String {
    let unicode = guide.replace("├ ", "│ ").replace("└ ", "  ");
    unicode.replace("|- ", "|  ").replace("`- ", "   ")
}

/// How many terms at the front belong together: ranges that did not match, or terms not reached.
fn run_length(terms: &[TermTrace]) -> usize {
    let same = |kind: fn(&TermTrace) -> bool| terms.iter().take_while(|t| kind(t)).count();
    let ranges = same(|t| matches!(t.kind, TermKind::Ip4 | TermKind::Ip6) && t.outcome == TermOutcome::NoMatch);
    ranges.max(same(|t| t.outcome == TermOutcome::NotReached))
}

fn term_sign(outcome: TermOutcome) -> Sign {
    match outcome {
        TermOutcome::Match => Sign::Good,
        TermOutcome::Error => Sign::Bad,
        TermOutcome::Pending => Sign::Open,
        TermOutcome::NoMatch | TermOutcome::NotReached | TermOutcome::Followed | TermOutcome::Ignored => Sign::Nothing,
    }
}

fn term_outcome(outcome: TermOutcome, lang: Lang) -> String {
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

/// What came back that is no record, in words.
#[must_use]
pub fn outcome(outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Records(records) => records.iter().map(|r| data(&r.data)).collect::<Vec<_>>().join(", "),
        Outcome::NoData => TraceText::NoData.text(lang),
        Outcome::NxDomain => TraceText::NxDomain.text(lang),
        Outcome::Failed(rcode) => TraceText::Failed { rcode }.text(lang),
        Outcome::Timeout => TraceText::Timeout.text(lang),
        Outcome::CnameLoop => TraceText::CnameLoop.text(lang),
    }
}

fn data(data: &RData) -> String {
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
