//! That a result is not ours but what the receiving server recorded, and what ours is beside it.

use super::common;
use crate::case::{Done, RecordedDecision, Rests};
use crate::receiver::Decision;
use crate::settings::Lang;
use crate::text::Shown;

catalogue! {
    /// Words about results that stand in for ours.
    pub enum RecordedText {
        By { by } => { en: "recorded by {by}", ja: "{by} の記録による" }
        ByReceiver => { en: "recorded by the receiving server", ja: "受信サーバーの記録による" }
        ButHere { text, result } => { en: "{text}; by the DNS {result}", ja: "{text}、DNS では {result}" }
        Decision { by, decision, words } => {
            en: "{by} recorded what it did: {decision} ({words})",
            ja: "{by} は扱いを記録しています: {decision} ({words})"
        }
        Aside { text, aside } => { en: "{text} ({aside})", ja: "{text} ({aside})" }
        StandsIn => {
            en: "It stands in for ours: the DNS gives no answer that goes before it.",
            ja: "これより優先する DNS の応答がないため、ここではこの結果を使っています。"
        }
        NotOurs => {
            en: "This was not evaluated here: it is what the receiving server recorded, for want of an answer of the DNS that goes before it.",
            ja: "ここで評価した結果ではありません。優先する DNS の応答がないため、受信サーバーが記録した結果を使っています。"
        }
    }
}

/// Who recorded a result.
#[must_use]
pub fn by(by: Option<&str>, lang: Lang) -> String {
    match by {
        Some(by) => RecordedText::By { by: &Shown::new(by) }.text(lang),
        None => RecordedText::ByReceiver.text(lang),
    }
}

/// The same of what a rule rests on.
#[must_use]
pub fn of_rule(rests: Rests<'_>, lang: Lang) -> String {
    beside(rests.by, rests.dns, lang)
}

/// Who recorded a result, and what the DNS gives where it gives anything.
#[must_use]
pub fn beside(by: Option<&str>, dns: &str, lang: Lang) -> String {
    let text = self::by(by, lang);
    match dns {
        "pending" => text,
        result => RecordedText::ButHere { text: &text, result: &result }.text(lang),
    }
}

/// A text with that behind it in parentheses.
#[must_use]
pub fn aside(text: &str, aside: Option<String>, lang: Lang) -> String {
    aside.map_or_else(|| text.to_owned(), |aside| RecordedText::Aside { text: &text, aside: &aside }.text(lang))
}

/// What the receiving server recorded that it did.
#[must_use]
pub fn decision(found: &RecordedDecision, lang: Lang) -> String {
    let decision = match found.done {
        Done::Accept => Decision::Accept,
        Done::Junk => Decision::Junk,
    };
    let (by, words) = (Shown::new(&found.by), Shown::new(&found.words));
    RecordedText::Decision { by: &by, decision: &common::decision(decision, lang), words: &words }.text(lang)
}
