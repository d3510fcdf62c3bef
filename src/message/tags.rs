//! Tag lists (RFC 6376 section 3.2), as DKIM-Signature fields and key records write them.

use super::Span;

/// More tags than this make a list that nobody wrote to be read.
const TAGS: usize = 64;

/// One `name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Where the name stands; names are case-sensitive.
    pub name: Span,
    /// Everything between the `=` and the next `;`.
    pub whole: Span,
    /// The value without the white space around it.
    pub value: Span,
}

/// What is wrong with a tag list, with where it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagFault {
    /// Something without a `=`.
    NoEquals(Span),
    /// A name that does not begin with a letter or holds something else than letters, digits and `_`.
    BadName(Span),
    /// The same name twice.
    Duplicate(Span),
    /// A control character, or bytes that are not UTF-8.
    BadCharacter(Span),
    /// More tags than are read.
    TooMany,
}

/// A tag list. One with a fault is invalid as a whole; what could be read of it is there to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagList<'a> {
    text: &'a [u8],
    /// The tags in order.
    pub tags: Vec<Tag>,
    /// The first fault.
    pub fault: Option<TagFault>,
}

impl<'a> TagList<'a> {
    /// Reads a list; spans count from the start of `text`. An empty item is a fault, but for white space
    /// behind the last `;`.
    #[must_use]
    pub fn parse(text: &'a [u8]) -> Self {
        let mut list = Self { text, tags: Vec::new(), fault: None };
        let mut at = 0;
        while at <= text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let end = memchr::memchr(b';', rest).map_or(text.len(), |len| at + len);
            let is_last = end == text.len();
            if is_last && !list.tags.is_empty() && rest.trim_ascii().is_empty() {
                break;
            }
            if list.tags.len() >= TAGS {
                list.note(TagFault::TooMany);
                break;
            }
            list.read(at..end);
            at = end + 1;
        }
        list
    }

    /// The value of a tag, without the white space around it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a [u8]> {
        self.tag(name).map(|tag| self.bytes(&tag.value))
    }

    /// A tag.
    #[must_use]
    pub fn tag(&self, name: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| self.bytes(&tag.name) == name.as_bytes())
    }

    /// The value of a tag without any white space, as text.
    #[must_use]
    pub fn compact(&self, name: &str) -> Option<String> {
        let value: Vec<u8> = self.get(name)?.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
        Some(String::from_utf8_lossy(&value).into_owned())
    }

    fn read(&mut self, item: Span) {
        let text = self.bytes(&item);
        let Some(equals) = memchr::memchr(b'=', text) else {
            return self.note(TagFault::NoEquals(item));
        };
        let name = self.trimmed(item.start..item.start + equals);
        let whole = item.start + equals + 1..item.end;
        let value = self.trimmed(whole.clone());
        let letters = self.bytes(&name);
        let is_name = letters.first().is_some_and(u8::is_ascii_alphabetic)
            && letters.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_');
        if !is_name {
            self.note(TagFault::BadName(name.clone()));
        }
        if self.tags.iter().any(|tag| self.bytes(&tag.name) == letters) {
            self.note(TagFault::Duplicate(name.clone()));
        }
        // RFC 8616 lets UTF-8 stand in values.
        let is_control = |b: &u8| b.is_ascii_control() && !b.is_ascii_whitespace();
        let content = self.bytes(&value);
        if content.iter().any(is_control) || std::str::from_utf8(content).is_err() {
            self.note(TagFault::BadCharacter(value.clone()));
        }
        self.tags.push(Tag { name, whole, value });
    }

    fn note(&mut self, fault: TagFault) {
        self.fault.get_or_insert(fault);
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = self.bytes(&span);
        let start = span.start + (text.len() - text.trim_ascii_start().len());
        start..start + text.trim_ascii().len()
    }

    fn bytes(&self, span: &Span) -> &'a [u8] {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let list = TagList::parse(text.as_bytes());
        assert_eq!(list.fault, None, "{text}");
        let tags = list.tags.iter();
        tags.map(|t| (text[t.name.clone()].to_owned(), text[t.value.clone()].to_owned())).collect()
    }

    fn fault(text: &[u8]) -> TagFault {
        TagList::parse(text).fault.expect("a fault")
    }

    #[test]
    fn tags_with_folds_and_a_last_semicolon() {
        let expected = [("v", "1"), ("a", "rsa-sha256"), ("b", "x=\r\n\ty"), ("empty", "")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read(" v=1; a = rsa-sha256 ;\r\n\tb= x=\r\n\ty ;empty="), expected);
        assert_eq!(read(" v=1; a = rsa-sha256 ;\r\n\tb= x=\r\n\ty ;empty=;\r\n "), expected);
    }

    #[test]
    fn names_are_case_sensitive_and_never_stand_twice() {
        assert_eq!(read("b=1; B=2").len(), 2);
        assert_eq!(fault(b"b=1; a=2; b=1"), TagFault::Duplicate(10..11));
    }

    #[test]
    fn faults_and_what_could_be_read_all_the_same() {
        assert_eq!(fault(b"v=1;; a=2"), TagFault::NoEquals(4..4));
        assert_eq!(fault(b""), TagFault::NoEquals(0..0));
        assert_eq!(fault(b"v=1; nonsense"), TagFault::NoEquals(4..13));
        assert_eq!(fault(b"1v=1"), TagFault::BadName(0..2));
        assert_eq!(fault(b"v x=1"), TagFault::BadName(0..3));
        assert_eq!(fault(b"v=\x01"), TagFault::BadCharacter(2..3));
        assert_eq!(fault(b"v=\xff"), TagFault::BadCharacter(2..3));
        assert_eq!(fault("v=1;".repeat(1000).as_bytes()), TagFault::Duplicate(4..5));
        let list = TagList::parse(b"d=shop.example; d=other.example");
        assert_eq!(list.get("d"), Some(&b"shop.example"[..]));
    }
}
