//! The words of asking the network: whom, how much, what failed, what keeps it from being asked.

use super::report::ReportText;
#[cfg(feature = "live-dns")]
use crate::resolver::LiveError;
use crate::resolver::{Limit, Tally};
use crate::settings::Lang;
use crate::source::{LIVE, OFFLINE};
use crate::text::Shown;

catalogue! {
    /// The words of asking the network.
    pub enum LiveText {
        Live { servers } => { en: "live, {servers}", ja: "オンライン、{servers}" }
        LiveAlone => { en: "live", ja: "オンライン" }
        Brief { server, count } => { en: "DNS {server}: {count} asked", ja: "DNS {server}: {count} 件" }
        BriefFailed { count } => { en: ", {count} failed", ja: "、失敗 {count} 件" }
        BriefStopped => { en: ", stopped", ja: "、打ち切り" }
        Question => { en: "1 question", ja: "問い合わせ 1 件" }
        Questions { count } => { en: "{count} questions", ja: "問い合わせ {count} 件" }
        Shared { count } => { en: "{count} known from before", ja: "取得済み {count} 件" }
        TimedOut { count } => { en: "{count} timed out", ja: "時間切れ {count} 件" }
        Loops { count } => { en: "{count} in an alias loop", ja: "CNAME の循環 {count} 件" }
        Failed { count, code } => { en: "{count} {code}", ja: "{code} {count} 件" }
        PerMessage { limit } => {
            en: "stopped at the limit of {limit} questions for one message",
            ja: "1 通あたり {limit} 件の上限で打ち切り"
        }
        InAll { limit } => {
            en: "stopped at the limit of {limit} questions in all",
            ja: "全体で {limit} 件の上限で打ち切り"
        }
        Octets { limit } => {
            en: "stopped at the limit of {limit} octets of answers",
            ja: "応答の合計 {limit} オクテットの上限で打ち切り"
        }
        NobodyToAsk => {
            en: "there is nobody to ask: this system names no name server. Name one with --nameserver IP, let a zone file answer with --dns FILE, or say --offline",
            ja: "問い合わせ先がありません (システムにネームサーバーの設定がありません)。--nameserver IP でネームサーバーを指定するか、--dns FILE でゾーンファイルを渡すか、--offline を付けてください"
        }
        NotBuilt => {
            en: "this build of twofrom cannot ask the network: let a zone file answer with --dns FILE, or say --offline",
            ja: "この twofrom は DNS に問い合わせる機能なしでビルドされています。--dns FILE でゾーンファイルを渡すか、--offline を付けてください"
        }
        CannotStart { why } => { en: "asking the network cannot be started: {why}", ja: "DNS への問い合わせを始められません: {why}" }
        Ended => { en: "asking the network ended before its time", ja: "DNS への問い合わせが途中で終わりました" }
        Progress { done, all, questions } => {
            en: "messages read: {done} of {all}, questions asked: {questions}",
            ja: "{all} 通中 {done} 通、問い合わせ {questions} 件"
        }
        Contradictions { count, path } => {
            en: "{path}: left out, as they contradict other answers of this run: {count}",
            ja: "{path}: ほかの応答と矛盾する {count} 件は書き込みませんでした"
        }
    }
}

/// Why nobody can be asked, with what to do about it.
#[cfg(feature = "live-dns")]
#[must_use]
pub fn cannot_ask(error: &LiveError, lang: Lang) -> String {
    match error {
        LiveError::NoServer(_) => LiveText::NobodyToAsk.text(lang),
        LiveError::Start(why) => LiveText::CannotStart { why: &Shown::new(&why.to_string()) }.text(lang),
    }
}

/// Who answers for the DNS: whom it asks, how many questions, and what failed.
#[must_use]
pub fn answering(dns: &str, tally: Option<&Tally>, lang: Lang) -> String {
    let what = match (tally, dns) {
        (Some(tally), _) => asked(tally, lang),
        (None, LIVE) => LiveText::LiveAlone.text(lang),
        (None, OFFLINE) => ReportText::Offline.text(lang),
        (None, path) => Shown::new(path).to_string(),
    };
    ReportText::DnsFrom { what: &what }.text(lang)
}

/// What was asked, in one line: `live, 192.0.2.53:53, 9 questions, 1 timed out`.
#[must_use]
pub fn asked(tally: &Tally, lang: Lang) -> String {
    let comma = if lang == Lang::Ja { "、" } else { ", " };
    let mut parts = vec![LiveText::Live { servers: &tally.servers.join(comma) }.text(lang)];
    parts.push(match tally.questions {
        1 => LiveText::Question.text(lang),
        count => LiveText::Questions { count: &count }.text(lang),
    });
    let some = |count: usize| Some(count).filter(|count| *count > 0);
    parts.extend(some(tally.shared).map(|count| LiveText::Shared { count: &count }.text(lang)));
    parts.extend(some(tally.timeouts).map(|count| LiveText::TimedOut { count: &count }.text(lang)));
    parts.extend(tally.failed.iter().map(|(code, count)| LiveText::Failed { count, code }.text(lang)));
    parts.extend(some(tally.loops).map(|count| LiveText::Loops { count: &count }.text(lang)));
    parts.extend(tally.limit.map(|limit| match limit {
        Limit::PerMessage(limit) => LiveText::PerMessage { limit: &limit }.text(lang),
        Limit::InAll(limit) => LiveText::InAll { limit: &limit }.text(lang),
        Limit::Octets(limit) => LiveText::Octets { limit: &limit }.text(lang),
    }));
    parts.join(comma)
}

/// The same where there is little room: one server, how many questions, how many failed.
#[must_use]
pub fn asked_in_brief(tally: &Tally, lang: Lang) -> String {
    let server = tally.servers.first().map_or("", |server| server);
    let mut text = LiveText::Brief { server: &server, count: &tally.questions }.text(lang);
    if let failed @ 1.. = tally.failures() {
        text += &LiveText::BriefFailed { count: &failed }.text(lang);
    }
    if tally.limit.is_some() {
        text += &LiveText::BriefStopped.text(lang);
    }
    text
}
