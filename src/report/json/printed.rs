//! JSON as it is printed: the same values, without a character that acts on whoever looks at it.

use crate::text::acts_unseen;
use std::borrow::Cow;
use std::fmt::Write;

/// A value as text, on one line or laid out. What acts without being seen, or ends a line for many programs, is
/// escaped: outside of strings there is none of it.
#[must_use]
pub fn printed(value: &serde_json::Value, one_line: bool) -> String {
    // A value always has a text.
    let text = if one_line { serde_json::to_string(value) } else { serde_json::to_string_pretty(value) };
    match escaped(&text.unwrap_or_default()) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

fn escaped(json: &str) -> Cow<'_, str> {
    // The line ends of the layout are no one's text.
    let acts = |c: char| !matches!(c, '\n') && acts_unseen(c);
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::printed;
    use serde_json::{Value, json};

    #[test]
    fn what_acts_unseen_is_escaped_and_stays_the_same_value() {
        let value = json!({ "a": "\u{1b}[31m \u{7f}\u{9b} \u{202e}moc\u{202c} \u{200b}\u{e0041} 日本語\n" });
        for one_line in [true, false] {
            let text = printed(&value, one_line);
            assert!(text.is_ascii() || text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
            assert!(text.contains("\\u202emoc\\u202c \\u200b\\udb40\\udc41 日本語"), "{text}");
            assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value.clone()));
        }
    }
}
