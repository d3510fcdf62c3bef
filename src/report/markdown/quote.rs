//! Outside text in Markdown and in shell commands, so that it stands for itself and nothing else.

use crate::text::Shown;

/// Text as a code span, in which nothing is markup: no emphasis, no HTML, no link, no mention.
#[must_use]
pub fn code(text: &str) -> String {
    let text = Shown::new(text);
    let text = text.as_str();
    if text.trim().is_empty() {
        return "-".to_owned();
    }
    let marks = "`".repeat(longest_run(text) + 1);
    // One blank at either end is taken off again; a backtick there would belong to the marks.
    let pad = if text.starts_with([' ', '`']) || text.ends_with([' ', '`']) { " " } else { "" };
    format!("{marks}{pad}{text}{pad}{marks}")
}

/// A sentence that may hold outside text, as it reads. What a forge would make a link or a mention of
/// makes the whole of it a code span.
#[must_use]
pub fn prose(text: &str) -> String {
    let text = Shown::new(text);
    let text = text.as_str();
    if text.contains('@') || text.contains("://") || text.to_ascii_lowercase().contains("www.") {
        return code(text);
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let harmless = !c.is_ascii_punctuation() || (at > 0 && ".,;:()'\"/%=?!+-".contains(c));
        // `1.` and `1)` begin a list.
        let begins_list =
            matches!(c, '.' | ')') && text.get(..at).is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()));
        if !harmless || begins_list {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Lines as a fenced block.
#[must_use]
pub fn block(language: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| Shown::new(line).into()).collect();
    let fence = "`".repeat(lines.iter().map(|line| longest_run(line)).max().unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", lines.join("\n"))
}

/// A word of a shell command, quoted where it needs it.
#[must_use]
pub fn shell_word(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&b);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// An address of the web as a link that shows where it leads; anything else as code.
#[must_use]
pub fn link(url: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./:%+=,?&#~".contains(&b);
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && url.bytes().all(plain) { format!("<{url}>") } else { code(url) }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_cannot_be_left() {
        for (text, code_span) in [
            ("shop.example", "`shop.example`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            ("<img src=x onerror=1>|\n# x", "`<img src=x onerror=1>| # x`"),
            ("\u{202e}x", "`<U+202E>x`"),
            ("", "-"),
            (" ", "-"),
        ] {
            assert_eq!(code(text), code_span, "{text:?}");
        }
    }

    #[test]
    fn a_sentence_is_no_markup() {
        for (text, escaped) in [
            ("They part at the identity: a asks b.", "They part at the identity: a asks b."),
            (
                "*a* _b_ [c](d) <b> `x` | # ~~y~~ &amp;",
                "\\*a\\* \\_b\\_ \\[c\\](d) \\<b\\> \\`x\\` \\| \\# \\~\\~y\\~\\~ \\&amp;",
            ),
            ("1. one", "1\\. one"),
            ("- one", "\\- one"),
            ("# one", "\\# one"),
            ("ask @team", "`ask @team`"),
            ("see https://evil.example", "`see https://evil.example`"),
        ] {
            assert_eq!(prose(text), escaped, "{text:?}");
        }
    }

    #[test]
    fn a_block_is_longer_fenced_than_what_it_holds() {
        assert_eq!(block("sh", &["a".to_owned()]), "```sh\na\n```");
        assert_eq!(block("", &["```\nrm".to_owned()]), "````\n``` rm\n````");
    }

    #[test]
    fn shell_words_are_one_word() {
        assert_eq!(shell_word("mail.eml"), "mail.eml");
        assert_eq!(shell_word("a b'; rm -rf ~; '"), "'a b'\\''; rm -rf ~; '\\'''");
        assert_eq!(shell_word("$(x)"), "'$(x)'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn only_an_address_of_the_web_is_a_link() {
        assert_eq!(link("https://shop.example/a?b=c"), "<https://shop.example/a?b=c>");
        assert_eq!(link("javascript:alert(1)"), "`javascript:alert(1)`");
        assert_eq!(link("https://a.example/> <b>"), "`https://a.example/> <b>`");
    }
}
