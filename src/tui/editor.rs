//! A line of text being edited: the cursor stands between grapheme clusters, never inside one.

use unicode_segmentation::UnicodeSegmentation;

/// Bytes that a line may hold; a TXT record that is longer cannot be published usefully.
const LIMIT: usize = 8 * 1024;

/// One step of editing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Editing {
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    Backspace,
    Delete,
    KillStart,
    KillEnd,
    KillWord,
    KillName,
    KillPart,
    KillPartAhead,
}

/// A line and its cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    text: String,
    cursor: usize,
}

impl Editor {
    /// A line with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut editor = Self { text: String::new(), cursor: 0 };
        editor.insert(text);
        editor
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before and after the cursor.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at_checked(self.cursor).unwrap_or((&self.text, ""))
    }

    /// Which word the cursor is in or beside, counted from 0; `None` between blanks.
    #[must_use]
    pub fn word(&self) -> Option<usize> {
        let (before, after) = self.parts();
        let beside = before.ends_with(|c: char| c != ' ') || after.starts_with(|c: char| c != ' ');
        let begun = before.split(' ').filter(|word| !word.is_empty()).count();
        beside.then_some(if before.is_empty() || before.ends_with(' ') { begun } else { begun.saturating_sub(1) })
    }

    /// Types or pastes text. Line ends become blanks, other control characters are dropped.
    pub fn insert(&mut self, text: &str) {
        let room = LIMIT.saturating_sub(self.text.len());
        let mut clean = String::new();
        for c in text.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            if c.is_control() {
                continue;
            }
            if clean.len() + c.len_utf8() > room {
                break;
            }
            clean.push(c);
        }
        let (before, after) = self.parts();
        let cursor = before.len() + clean.len();
        self.text = format!("{before}{clean}{after}");
        // What was typed may join the cluster after it.
        self.cursor = self.boundary_at_or_after(cursor);
    }

    /// Does one step of editing.
    pub fn apply(&mut self, editing: Editing) {
        let (before, after) = self.parts();
        let left = before.graphemes(true).next_back().map_or(0, str::len);
        let right = after.graphemes(true).next().map_or(0, str::len);
        match editing {
            Editing::Left => self.cursor -= left,
            Editing::Right => self.cursor += right,
            Editing::Home => self.cursor = 0,
            Editing::End => self.cursor = self.text.len(),
            Editing::Backspace => self.cut(self.cursor - left, self.cursor),
            Editing::Delete => self.cut(self.cursor, self.cursor + right),
            Editing::KillStart => self.cut(0, self.cursor),
            Editing::KillEnd => self.cut(self.cursor, self.text.len()),
            Editing::KillWord => self.cut(after_last(before, ' '), self.cursor),
            Editing::KillName => self.cut(after_last(before, '/'), self.cursor),
            Editing::WordLeft => self.cursor = part_before(before),
            Editing::WordRight => self.cursor += part_after(after),
            Editing::KillPart => self.cut(part_before(before), self.cursor),
            Editing::KillPartAhead => self.cut(self.cursor, self.cursor + part_after(after)),
        }
    }

    fn cut(&mut self, from: usize, to: usize) {
        let kept = (self.text.get(..from), self.text.get(to..));
        if let (Some(before), Some(after)) = kept {
            self.text = format!("{before}{after}");
            self.cursor = self.boundary_at_or_after(from);
        }
    }

    fn boundary_at_or_after(&self, position: usize) -> usize {
        self.text.grapheme_indices(true).map(|(at, _)| at).find(|at| *at >= position).unwrap_or(self.text.len())
    }
}

/// Where what stands behind the last of these characters begins; those at the end do not count.
fn after_last(text: &str, separator: char) -> usize {
    text.trim_end_matches(separator).rfind(separator).map_or(0, |at| at + separator.len_utf8())
}

/// Where the last run of letters and digits begins: `include`, `example`.
fn part_before(text: &str) -> usize {
    let end = text.trim_end_matches(is_between);
    end.trim_end_matches(|c| !is_between(c)).len()
}

/// Where the first run of letters and digits ends.
fn part_after(text: &str) -> usize {
    let rest = text.trim_start_matches(is_between).trim_start_matches(|c| !is_between(c));
    text.len() - rest.len()
}

/// Whether a character ends a run of letters and digits. A combining mark goes with its letter.
fn is_between(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{Editing, Editor};

    fn edited(text: &str, steps: &[Editing]) -> (String, String) {
        let mut editor = Editor::new(text);
        for step in steps {
            editor.apply(*step);
        }
        let (before, after) = editor.parts();
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn the_cursor_moves_by_clusters() {
        use Editing::{Left, Right};
        assert_eq!(edited("aか\u{3099}b", &[Left, Left]), ("a".into(), "か\u{3099}b".into()));
        assert_eq!(edited("東京", &[Left, Right, Right]), ("東京".into(), String::new()));
        assert_eq!(edited("", &[Left, Right]), (String::new(), String::new()));
    }

    #[test]
    fn the_word_at_the_cursor_is_known() {
        let word = |text: &str, left: usize| {
            let mut editor = Editor::new(text);
            (0..left).for_each(|_| editor.apply(Editing::Left));
            editor.word()
        };
        assert_eq!((word("", 0), word("a b ", 0), word("a b", 0)), (None, None, Some(1)));
        assert_eq!((word("a bc", 1), word("a bc", 2), word("a  b", 2)), (Some(1), Some(1), None));
        assert_eq!(word(" a", 2), None);
    }

    #[test]
    fn deleting_takes_what_it_says() {
        use Editing::{Backspace, Delete, End, Home, KillEnd, KillStart, KillWord, Left};
        assert_eq!(edited("v=spf1 ~all", &[KillWord]).0, "v=spf1 ");
        assert_eq!(edited("v=spf1 ~all", &[KillWord, KillWord, KillWord]).0, "");
        assert_eq!(edited("東京", &[Backspace]).0, "東");
        assert_eq!(edited("東京", &[Home, Delete]).1, "京");
        assert_eq!(edited("abc", &[Left, KillStart]), (String::new(), "c".into()));
        assert_eq!(edited("abc", &[Left, KillEnd, End]), ("ab".into(), String::new()));
    }

    #[test]
    fn parts_of_terms_and_names_of_paths_are_words_too() {
        use Editing::{Home, KillName, KillPart, KillPartAhead, WordLeft, WordRight};
        let halves = |before: &str, after: &str| (before.to_owned(), after.to_owned());
        let record = "v=spf1 include:mail.example";
        assert_eq!(edited(record, &[WordLeft, WordLeft]), halves("v=spf1 include:", "mail.example"));
        assert_eq!(edited(record, &[Home, WordRight, WordRight]), halves("v=spf1", " include:mail.example"));
        assert_eq!(edited(record, &[KillPart]).0, "v=spf1 include:mail.");
        assert_eq!(edited(record, &[KillPart, KillPart, WordLeft, KillPartAhead]).0, "v=spf1 ");
        assert_eq!(edited("か\u{3099}き.example", &[WordLeft, WordLeft]).0, "");
        assert_eq!(edited("mail/新年 2026/a b.eml", &[KillName]).0, "mail/新年 2026/");
        assert_eq!(edited("mail/新年 2026/", &[KillName]).0, "mail/");
        assert_eq!(edited("mail/", &[KillName, KillName]).0, "");
    }

    #[test]
    fn pasted_line_ends_become_blanks_and_controls_vanish() {
        assert_eq!(Editor::new("v=spf1\n-all\u{1b}[31m").text(), "v=spf1 -all[31m");
    }

    #[test]
    fn a_huge_paste_is_cut_at_a_character() {
        let editor = Editor::new(&"あ".repeat(10_000));
        assert!(editor.text().len() <= super::LIMIT && editor.text().chars().all(|c| c == 'あ'));
    }
}
