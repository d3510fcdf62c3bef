//! What is wrong in the text of a TOML file, in sentences. The reader of TOML says it in English only: what
//! it says most often is told in our words, the rest in its own.

use super::usage::one_of;
use crate::settings::Lang;
use crate::text::Shown;

catalogue! {
    /// What is wrong in a TOML file.
    pub enum TomlText {
        NoKey { key, known } => { en: "there is no key '{key}': {known}", ja: "'{key}' というキーはありません: {known}" }
        NoValue { value, known } => { en: "'{value}' cannot stand here: {known}", ja: "'{value}' は指定できません: {known}" }
        MissingKey { key } => { en: "the key '{key}' is missing", ja: "キー '{key}' がありません" }
        Wants { what } => { en: "{what} has to stand here", ja: "ここには{what}を書きます" }
        String => { en: "a string in quotes", ja: "引用符で囲んだ文字列" }
        Array => { en: "an array in brackets", ja: "角括弧で囲んだ配列" }
        Number => { en: "a number", ja: "数値" }
        Boolean => { en: "true or false", ja: " true か false " }
        Table => { en: "a table", ja: "テーブル" }
        Twice => { en: "the same key again", ja: "同じキーが 2 回あります" }
        Alone => { en: "a key without a value", ja: "キーに値がありません" }
        NotClosed => { en: "a quote or a bracket is not closed", ja: "引用符か括弧が閉じていません" }
        Syntax { message } => { en: "{message}", ja: "TOML の書き方が正しくありません ({message})" }
    }
}

/// What the reader of TOML says.
#[must_use]
pub fn toml(message: &str, lang: Lang) -> String {
    let message = message.trim_end();
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let word = |prefix: &str| what.strip_prefix(prefix).map(|rest| Shown::new(rest.trim_matches('`')));
    let known = || one_of(&quoted(expected), lang);
    let text = if let Some(key) = word("unknown field ") {
        return TomlText::NoKey { key: &key, known: &known() }.text(lang);
    } else if let Some(value) = word("unknown variant ") {
        return TomlText::NoValue { value: &value, known: &known() }.text(lang);
    } else if let Some(key) = word("missing field ") {
        return TomlText::MissingKey { key: &key }.text(lang);
    } else if what.starts_with("invalid type") || what.starts_with("wanted ") || what.starts_with("expected table") {
        return TomlText::Wants { what: &kind(what, expected).text(lang) }.text(lang);
    } else if what.starts_with("string values must be quoted") {
        return TomlText::Wants { what: &TomlText::String.text(lang) }.text(lang);
    } else if what.starts_with("duplicate ") {
        TomlText::Twice
    } else if what.starts_with("key with no value") || what.starts_with("missing value") {
        TomlText::Alone
    } else if what.starts_with("unclosed ") || what.starts_with("invalid basic string") {
        TomlText::NotClosed
    } else {
        return TomlText::Syntax { message: &Shown::new(&message.replace('\n', " ")) }.text(lang);
    };
    text.text(lang)
}

/// What kind of value is wanted.
fn kind(what: &str, expected: &str) -> TomlText<'static> {
    let wanted = if expected.is_empty() { what } else { expected };
    match wanted {
        _ if wanted.contains("string") => TomlText::String,
        _ if wanted.contains("sequence") => TomlText::Array,
        "a boolean" => TomlText::Boolean,
        "f64" => TomlText::Number,
        _ => TomlText::Table,
    }
}

/// The words between back quotes.
fn quoted(list: &str) -> Vec<&str> {
    list.split('`').skip(1).step_by(2).collect()
}
