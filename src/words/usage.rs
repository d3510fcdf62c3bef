//! Wrong usage of the command line, in sentences.

use crate::settings::Lang;
use std::borrow::Borrow;

catalogue! {
    /// What is wrong with what was typed.
    pub enum UsageText {
        NoOption { option } => { en: "there is no option {option}", ja: "{option} というオプションはありません" }
        NoOptionBut { option, suggestion } => {
            en: "there is no option {option}, did you mean {suggestion}?",
            ja: "{option} というオプションはありません。{suggestion} のことですか?"
        }
        NoCommandBut { word, suggestion } => {
            en: "there is no subcommand and no file {word}, did you mean {suggestion}?",
            ja: "{word} というサブコマンドもファイルもありません。{suggestion} のことですか?"
        }
        AsPath { option } => {
            en: "(a file of that name is given as ./{option})",
            ja: "(その名前のファイルは ./{option} と指定します)"
        }
        TooMuch { argument } => { en: "{argument} is one argument too many", ja: "{argument} は余分な引数です" }
        Missing { argument } => { en: "{argument} is missing", ja: "{argument} の指定が必要です" }
        NoValue { option } => { en: "{option} needs a value", ja: "{option} には値が必要です" }
        NoValueBut { option, expected } => { en: "{option} needs a value: {expected}", ja: "{option} には値が必要です: {expected}" }
        ValueTooMuch { option, value } => {
            en: "{option} takes no value, and '{value}' was given",
            ja: "{option} に値は付けられません ('{value}' が指定されました)"
        }
        Invalid { option, value } => { en: "'{value}' is no value for {option}", ja: "'{value}' は {option} に指定できません" }
        InvalidBut { option, value, expected } => {
            en: "'{value}' is no value for {option}: {expected}",
            ja: "'{value}' は {option} に指定できません: {expected}"
        }
        MeantValue { suggestion } => { en: "Did you mean {suggestion}?", ja: "{suggestion} のことですか?" }
        Twice { option } => { en: "{option} can be given only once", ja: "{option} は 1 回しか指定できません" }
        NotUtf8 => { en: "an argument is not UTF-8", ja: "UTF-8 でない引数があります" }
        Usage { usage } => { en: "Usage: {usage}", ja: "使い方: {usage}" }

        OneOf { known } => { en: "one of {known}", ja: "指定できるのは {known}" }
        Date => { en: "a date such as 2024-02-01, or message, or today", ja: "2024-02-01 のような日付、message、today のいずれか" }
        Seconds => { en: "seconds between 0.1 and 60", ja: "0.1 から 60 までの秒数" }
        Server => {
            en: "an IP address, with a port if need be: 192.0.2.53:53 or [2001:db8::53]:53",
            ja: "IP アドレス、必要ならポートも付けて 192.0.2.53:53 や [2001:db8::53]:53 の形"
        }
        Number => { en: "a number from 1", ja: "1 以上の番号" }
        Hop => { en: "a number from 1, the topmost Received field", ja: "1 以上の番号 (いちばん上の Received が 1)" }
        Address => { en: "an IP address such as 192.0.2.1 or 2001:db8::1", ja: "192.0.2.1 や 2001:db8::1 のような IP アドレス" }
    }
}

/// What can stand in a place that takes one of these words.
#[must_use]
pub fn one_of<T: Borrow<str>>(known: &[T], lang: Lang) -> String {
    UsageText::OneOf { known: &known.join(if lang == Lang::Ja { "、" } else { ", " }) }.text(lang)
}
