//! Finding text in what a view shows. Case counts only if the text has an upper-case letter in it.

use std::ops::Range;

/// What is searched for, and the match that one is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The text.
    pub text: String,
    /// Which match one is at, counted from 0.
    pub at: usize,
    /// How many there are in what is shown.
    pub count: usize,
    /// The message in whose source they were counted: it never changes, and can be large.
    pub counted: Option<usize>,
}

/// A text to find.
pub struct Pattern {
    wanted: Vec<char>,
    exact: bool,
}

impl Pattern {
    /// The pattern of a text; nothing is found for an empty one.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let exact = text.chars().any(char::is_uppercase);
        let wanted = if exact { text.chars().collect() } else { text.chars().flat_map(char::to_lowercase).collect() };
        Self { wanted, exact }
    }

    /// Where it is found in a sequence of pieces, such as the cells of a line, as ranges of pieces.
    pub fn find<'a>(&self, pieces: impl IntoIterator<Item = &'a str>) -> Vec<Range<usize>> {
        if self.wanted.is_empty() {
            return Vec::new();
        }
        let mut chars: Vec<(char, usize)> = Vec::new();
        for (index, piece) in pieces.into_iter().enumerate() {
            if self.exact {
                chars.extend(piece.chars().map(|c| (c, index)));
            } else {
                chars.extend(piece.chars().flat_map(char::to_lowercase).map(|c| (c, index)));
            }
        }
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(window) = chars.get(from..from + self.wanted.len()) {
            if !window.iter().map(|(c, _)| c).eq(&self.wanted) {
                from += 1;
                continue;
            }
            if let (Some((_, first)), Some((_, last))) = (window.first(), window.last()) {
                found.push(*first..last + 1);
            }
            from += self.wanted.len();
        }
        found
    }

    /// Where it is found in bytes, as far as so many times. Of letters only ASCII ones are the same in both
    /// cases here.
    #[must_use]
    pub fn find_bytes(&self, bytes: &[u8], most: usize) -> Vec<usize> {
        let wanted: String = self.wanted.iter().collect();
        let Some(first) = wanted.as_bytes().first() else { return Vec::new() };
        let same = |window: &[u8]| {
            if self.exact { window == wanted.as_bytes() } else { window.eq_ignore_ascii_case(wanted.as_bytes()) }
        };
        let other = if self.exact { *first } else { first.to_ascii_uppercase() };
        let fits = |at: &usize| bytes.get(*at..*at + wanted.len()).is_some_and(same);
        memchr::memchr2_iter(*first, other, bytes).filter(fits).take(most).collect()
    }

    /// How often it is found in a text.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.find([text]).len()
    }
}

/// Whether all words of a typed filter are in a text, in any order; case does not count.
#[must_use]
pub fn has_words(text: &str, filter: &str) -> bool {
    let text = text.to_lowercase();
    filter.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// Over how many letters of a text those of a typed filter are spread, if they are all in it in this
/// order; case does not count.
#[must_use]
pub fn spread(text: &str, filter: &str) -> Option<usize> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let wanted: Vec<char> = filter.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let Some(first) = wanted.first() else { return Some(0) };
    let starts = text.iter().enumerate().filter(|(_, c)| *c == first).map(|(at, _)| at);
    let spread_from = |start: usize| {
        let mut rest = text.iter().enumerate().skip(start);
        let mut last = start;
        for wanted in &wanted {
            last = rest.find(|(_, c)| *c == wanted)?.0;
        }
        Some(last + 1 - start)
    };
    starts.filter_map(spread_from).min()
}

#[cfg(test)]
mod tests {
    use super::{Pattern, has_words, spread};

    #[test]
    fn matches_are_ranges_of_pieces() {
        let found = |text: &str, pieces: &[&str]| -> Vec<_> {
            let found = Pattern::new(text).find(pieces.iter().copied());
            found.into_iter().map(|range| (range.start, range.end)).collect()
        };
        assert_eq!(found("ab", &["a", "b", "A", "B"]), [(0, 2), (2, 4)]);
        assert_eq!(found("AB", &["a", "b", "A", "B"]), [(2, 4)]);
        assert_eq!(found("本", &["日", "本", "語"]), [(1, 2)]);
        assert_eq!(found("aa", &["a", "a", "a"]), [(0, 2)]);
        assert_eq!(found("", &["a"]), []);
        assert_eq!(found("b", &["abc"]), [(0, 1)]);
    }

    #[test]
    fn a_filter_is_words_in_any_order_or_letters_in_this() {
        assert!(has_words("the rules of the day", "day rule") && !has_words("the rules", "rules day"));
        assert_eq!((spread("a what if", "Wif"), spread("what if", "fi w")), (Some(7), None));
        assert!(has_words("anything", "") && spread("anything", "") == Some(0));
    }
}
