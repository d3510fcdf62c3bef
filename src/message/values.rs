//! What is read of fields that hold neither addresses nor a record: a client's address, the domain of an id,
//! the name of a list, a word. Whoever writes a message anew reads it here too.

use super::decode_text;
use std::net::IpAddr;

/// The client that a field states: `IP`, or `YYYY.MM.DD-IP` as Amazon SES writes it.
#[must_use]
pub fn stated_client(value: &[u8]) -> Option<IpAddr> {
    let text = decode_text(value);
    text.trim().split_once('-').map_or(text.trim(), |(_, ip)| ip).parse().ok()
}

/// An id as it stands between `<>`: what stands before its last `@`, and the domain behind it.
#[must_use]
pub fn id(value: &[u8]) -> (String, Option<String>) {
    let text = decode_text(value);
    let text = text.trim().trim_start_matches('<').trim_end_matches(['>', ' ']);
    let parts = text.rsplit_once('@').map(|(id, domain)| (id.to_owned(), Some(domain.to_owned())));
    parts.unwrap_or_else(|| (text.to_owned(), None))
}

/// The name of a list, behind the last `<` (RFC 2919 section 3).
#[must_use]
pub fn list_name(value: &[u8]) -> String {
    let text = decode_text(value);
    let inside = text.rsplit_once('<').map_or(text.as_str(), |(_, inside)| inside);
    inside.trim().trim_end_matches('>').trim().to_owned()
}

/// The addresses that stand in a field of those who deliver, with `<>` or without.
#[must_use]
pub fn addresses(value: &[u8]) -> Vec<String> {
    let text = decode_text(value);
    let words = text.split(|c: char| c.is_whitespace() || ",<>".contains(c));
    words.filter(|word| word.contains('@')).map(str::to_owned).collect()
}

/// A number between -128 and 127.
#[must_use]
pub fn number(value: &[u8]) -> Option<i8> {
    decode_text(value).trim().parse().ok()
}

/// The number of an instance: `i=2; …`.
#[must_use]
pub fn instance(value: &[u8]) -> Option<u32> {
    let text = decode_text(value);
    text.trim().strip_prefix("i=").and_then(|rest| rest.split(';').next())?.trim().parse().ok()
}

/// Whether anything stands in a field.
#[must_use]
pub fn is_filled(value: &[u8]) -> bool {
    !decode_text(value).trim().is_empty()
}

/// Whether a value is this word, whatever its letter case.
#[must_use]
pub fn is_word(value: &[u8], word: &str) -> bool {
    decode_text(value).trim().eq_ignore_ascii_case(word)
}

/// Whether a value ends with this.
#[must_use]
pub fn ends_with(value: &[u8], end: &str) -> bool {
    decode_text(value).trim_end().ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_stands_alone_or_behind_a_day() {
        let ip = |text: &str| stated_client(text.as_bytes()).map(|ip| ip.to_string());
        assert_eq!(ip(" 192.0.2.1 ").as_deref(), Some("192.0.2.1"));
        assert_eq!(ip("2026.03.10-192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(ip("2026.03.10-2001:db8::1").as_deref(), Some("2001:db8::1"));
        // Only what stands behind the hyphen is read.
        assert_eq!(ip("20\u{12}26.03.10-192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(ip("x 192.0.2.1"), None);
    }

    #[test]
    fn ids_and_lists_have_names() {
        let of = |id: &str, domain: Option<&str>| (id.to_owned(), domain.map(str::to_owned));
        assert_eq!(id(b" <a@b@shop.example>"), of("a@b", Some("shop.example")));
        assert_eq!(id(b"nothing"), of("nothing", None));
        assert_eq!(list_name(b"A <list> <news.shop.example>"), "news.shop.example");
        assert_eq!(list_name(b" news.shop.example "), "news.shop.example");
    }

    #[test]
    fn words_are_whole_and_ends_are_ends() {
        assert!(is_word(b" LIST", "list"));
        assert!(!is_word(b"nolist", "list"));
        assert!(ends_with(b"1.a:AmazonSES \r\n", ":AmazonSES"));
        assert!(!ends_with(b"1.a:AmazonSES x", ":AmazonSES"));
    }
}
