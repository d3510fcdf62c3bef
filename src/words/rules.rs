//! A receiver's rules in words: when they hold, what they look at, what each result leads to. Every
//! renderer of a profile uses these.

use super::common;
use super::dmarc;
use super::lane;
use super::report::ReportText;
use crate::receiver::{CheckResult, Confidence, Decision, Effect, On, Period, Reads, Rule};
use crate::settings::Lang;

catalogue! {
    /// The words around a table of receivers.
    pub enum RulesText {
        NotAsked { count } => {
            en: "not judging here: {count} (for bulk mail, not in force, or not selected)",
            ja: "ここで判定しないもの {count} 件 (一括送信者向け、期間外、選択外)"
        }
        Would => { en: "would decide", ja: "判定すれば" }
        InForce => { en: "in force on this day", ja: "この日の規則" }
        OtherDays => { en: "on other days", ja: "ほかの日の規則" }
        NoPeriod => { en: "no rules for this day", ja: "この日の規則はありません" }
        ThisMessage => { en: "this message", ja: "このメール" }
        Semicolon => { en: "; ", ja: "、" }
        EffectMay { decisions } => { en: "not known, may be {decisions}", ja: "不明 ({decisions}の可能性)" }
        AnyResult => { en: "any", ja: "どの結果でも" }
        OtherResult => { en: "other", ja: "その他" }

        DoDay => { en: "type the day whose rules judge", ja: "どの日の規則で判定するかを入力する" }
        DoOnSide => { en: "show this receiver on the selected side of the verdict", ja: "この受信側を判定画面の選択中の側に出す" }
        HintDay => { en: "any day", ja: "日付入力" }
        HintOnSide => { en: "compare", ja: "比較に出す" }
        DayTitle { day } => {
            en: "Rules of which day (now {day})? 2024-02-01, today, or message",
            ja: "規則の日付 (現在 {day})。2024-02-01、today、message"
        }
        NoDay => {
            en: "a day is written 2024-02-01; today and message can be given as well",
            ja: "日付は 2024-02-01 のように書きます (today、message も可)"
        }
        NotJudging => { en: "it does not judge here; --receiver makes it", ja: "ここでは判定していません (--receiver で指定できます)" }
        OnLeft { receiver } => { en: "{receiver} stands on the left now", ja: "{receiver} を左に出しました" }
        OnRight { receiver } => { en: "{receiver} stands on the right now", ja: "{receiver} を右に出しました" }
    }
}

/// When a period begins.
#[must_use]
pub fn begins(period: &Period, lang: Lang) -> String {
    match period.from {
        None => ReportText::Beginning.text(lang),
        Some(day) if period.from_confidence == Confidence::Inferred => {
            ReportText::FromInferred { day: &day }.text(lang)
        }
        Some(day) => ReportText::From { day: &day }.text(lang),
    }
}

/// The days of a period.
#[must_use]
pub fn days(period: &Period, lang: Lang) -> String {
    let mut text = begins(period, lang);
    if let Some(day) = period.until {
        text.push(' ');
        text.push_str(&ReportText::Until { day: &day }.text(lang));
    }
    if let Some(standard) = period.dmarc {
        text.push_str(&RulesText::Semicolon.text(lang));
        text.push_str(&ReportText::DmarcBy { standard: &dmarc::standard(standard) }.text(lang));
    }
    if let Some(day) = period.held_on_from {
        text.push_str(&RulesText::Semicolon.text(lang));
        text.push_str(&ReportText::HeldOn { day: &day }.text(lang));
    }
    text
}

/// What a rule looks at.
#[must_use]
pub fn title(rule: &Rule, lang: Lang) -> String {
    let mut title = common::check(rule.check, lang);
    if let Some(identity) = rule.identity {
        title = ReportText::CheckOf { check: &title, identity: &common::identity(identity, lang) }.text(lang);
    }
    if rule.reads == Reads::SenderId {
        title = ReportText::BySenderId { title: &title }.text(lang);
    }
    if let Some(other) = rule.or {
        title.push(' ');
        title.push_str(&ReportText::OrCheck { check: &common::check(other, lang) }.text(lang));
    }
    title
}

/// The effects of a rule, neighbours that are alike in one row: their results, and what these lead to.
#[must_use]
pub fn effects(rule: &Rule) -> Vec<(Vec<On>, &Effect)> {
    let mut rows: Vec<(Vec<On>, &Effect)> = Vec::new();
    for (key, effect) in &rule.effects {
        match rows.last_mut() {
            Some((keys, last)) if *last == effect => keys.push(*key),
            _ => rows.push((vec![*key], effect)),
        }
    }
    rows
}

/// What an effect is.
#[must_use]
pub fn decision(effect: &Effect, lang: Lang) -> String {
    match effect.decision {
        Decision::Unknown if effect.may.is_empty() => ReportText::EffectUnknown.text(lang),
        Decision::Unknown => RulesText::EffectMay { decisions: &lane::may(&effect.may, lang) }.text(lang),
        decision => common::decision(decision, lang),
    }
}

/// What an effect is named for, in a row: the words of the RFCs stay, ours are in the language.
#[must_use]
pub fn results(keys: &[On], lang: Lang) -> String {
    let text = |key: &On| match key {
        On::Any => RulesText::AnyResult.text(lang),
        On::Result(CheckResult::OtherDomain) => RulesText::OtherResult.text(lang),
        On::Result(result) => result.to_string(),
    };
    keys.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The result of a check in a word.
#[must_use]
pub fn result(result: CheckResult, lang: Lang) -> String {
    match result {
        CheckResult::OtherDomain => RulesText::OtherResult.text(lang),
        other => other.as_str().to_owned(),
    }
}

/// The result of a check, of DMARC that failed with the policy: `fail p=reject`.
#[must_use]
pub fn whole_result(result: CheckResult, lang: Lang) -> String {
    match result {
        CheckResult::Dmarc(..) => result.to_string(),
        other => self::result(other, lang),
    }
}
