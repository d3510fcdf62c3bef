//! Width, wrapping, padding and cutting by display columns. A character is never cut in half: all of
//! this goes by grapheme clusters, as terminals and ratatui do.

use textwrap::WordSeparator;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where no line ends: a blank that [`wrap`] breaks at no more than at a letter.
pub const JOINT: char = '\u{a0}';
/// What joins letters, so that no line ends between them; takes no column.
const JOINER: char = '\u{2060}';

/// What marks a cut.
const CUT: &str = "..";

/// The columns that a text takes on a terminal.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// Whether a character takes no column of its own.
pub(super) fn is_zero_width(c: char) -> bool {
    c.width() == Some(0)
}

/// The text cut at the end to at most `columns`, `..` marking the cut.
#[must_use]
pub fn truncate(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(CUT.len()) else { return CUT.chars().take(columns).collect() };
    format!("{}{CUT}", head(text, room))
}

/// The text cut in the middle to at most `columns`, `..` marking the cut.
#[must_use]
pub fn truncate_middle(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(CUT.len()) else { return CUT.chars().take(columns).collect() };
    let head = head(text, room / 2);
    format!("{head}{CUT}{}", tail(text, room - width(head)))
}

/// A domain cut in the middle to at most `columns`, its registrable domain (the public suffix and one
/// label) kept whole as long as it fits with the mark of the cut.
#[must_use]
pub fn fit_domain(domain: &str, columns: usize) -> String {
    if width(domain) <= columns {
        return domain.to_owned();
    }
    let registrable = registrable(domain);
    match columns.checked_sub(CUT.len() + width(registrable)) {
        Some(room) => format!("{}{CUT}{registrable}", head(domain, room)),
        None => truncate_middle(domain, columns),
    }
}

/// An address cut to at most `columns`: first its local part, and only if nothing is left of that its
/// domain, like [`fit_domain`].
#[must_use]
pub fn fit_address(address: &str, columns: usize) -> String {
    /// Columns of the local part that tell one address from another, where the domain is cut anyway.
    const KEPT: usize = 4;
    if width(address) <= columns {
        return address.to_owned();
    }
    let Some((local, domain)) = address.rsplit_once('@') else { return truncate_middle(address, columns) };
    if let Some(room) = columns.checked_sub(CUT.len() + 1 + width(domain)) {
        return format!("{}{CUT}@{domain}", head(local, room));
    }
    let local = head(local, KEPT);
    let room = columns.saturating_sub(width(local) + CUT.len() + 1);
    truncate(&format!("{local}{CUT}@{}", fit_domain(domain, room)), columns)
}

/// The registrable domain as written; the whole domain where there is none.
fn registrable(domain: &str) -> &str {
    let lower = domain.to_lowercase();
    let Some(found) = psl::domain_str(lower.trim_end_matches('.')) else { return domain };
    // Counted in labels: lower case may have another length.
    let labels = found.split('.').count();
    let name = domain.trim_end_matches('.');
    let start = name.rmatch_indices('.').nth(labels.saturating_sub(1)).map_or(0, |(dot, _)| dot + 1);
    domain.get(start..).unwrap_or(domain)
}

/// The text followed by blanks up to `columns`; longer text is cut at the end.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let mut out = truncate(text, columns);
    let missing = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The text for [`wrap`] to keep in one piece, as long as it fits into a line.
#[must_use]
pub fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for grapheme in text.graphemes(true) {
        if !out.is_empty() {
            out.push(JOINER);
        }
        match grapheme {
            " " => out.push(JOINT),
            _ => out.push_str(grapheme),
        }
    }
    out
}

/// The text in lines of at most `columns`, broken by the rules of its script (kinsoku for Japanese),
/// and at `\n`. A word that is longer than a line is broken anywhere. There is at least one line; a
/// wide character that does not fit into one column is shown as `?`, and no columns show nothing. What
/// is [`joined`] is not broken, a [`JOINT`] becomes a blank.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return vec![String::new()];
    }
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph.trim_end_matches('\r'), columns, &mut lines);
    }
    for line in lines.iter_mut().filter(|line| line.contains([JOINT, JOINER])) {
        *line = line.replace(JOINER, "").replace(JOINT, " ");
    }
    lines
}

fn wrap_paragraph(text: &str, columns: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    // Blanks are written when a word follows on the same line, so that none ends a line.
    let mut blanks = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let word_width = width(word.word);
        if used > 0 && used + blanks + word_width > columns {
            lines.push(std::mem::take(&mut line));
            (used, blanks) = (0, 0);
        }
        if blanks + word_width <= columns {
            line.extend(std::iter::repeat_n(' ', blanks));
            line.push_str(word.word);
            used += blanks + word_width;
        } else {
            for grapheme in word.word.graphemes(true) {
                let mut piece = grapheme;
                if width(piece) > columns {
                    piece = "?";
                }
                if used + width(piece) > columns {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(piece);
                used += width(piece);
            }
        }
        blanks = word.whitespace.len();
    }
    lines.push(line);
}

/// As much of the start as fits.
fn head(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > columns {
            break;
        }
        end = start + grapheme.len();
    }
    text.get(..end).unwrap_or_default()
}

/// As much of the end as fits.
fn tail(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut begin = text.len();
    for (start, grapheme) in text.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > columns {
            break;
        }
        begin = start;
    }
    text.get(begin..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_loses_its_local_part_first() {
        let address = "0101015ac3d1f2e4-7b1f6c0e@us-west-2.amazonses.com";
        assert_eq!(fit_address(address, 60), address);
        assert_eq!(fit_address(address, 31), "01010..@us-west-2.amazonses.com");
        assert_eq!(fit_address(address, 26), "..@us-west-2.amazonses.com");
        assert_eq!(fit_address(address, 24), "0101..@us..amazonses.com");
        for columns in 0..50 {
            assert!(width(&fit_address(address, columns)) <= columns);
        }
    }

    #[test]
    fn the_cut_is_marked() {
        for (text, columns, cut) in [
            ("mail.example", 12, "mail.example"),
            ("mail.example", 8, "mail.e.."),
            ("日本語の件名", 7, "日本.."),
            ("日本語の件名", 6, "日本.."),
            ("日本", 1, "."),
            ("日本", 0, ""),
        ] {
            assert_eq!(truncate(text, columns), cut, "{text} {columns}");
        }
    }

    #[test]
    fn the_middle_is_cut() {
        for (text, columns, cut) in
            [("abcdefgh", 6, "ab..gh"), ("abcdefgh", 7, "ab..fgh"), ("日本語の件名", 9, "日..件名"), ("abc", 2, "..")]
        {
            assert_eq!(truncate_middle(text, columns), cut, "{text} {columns}");
        }
    }

    #[test]
    fn the_registrable_domain_stays_whole() {
        for (domain, columns, fitted) in [
            ("a8-28.smtp-out.shop.example", 27, "a8-28.smtp-out.shop.example"),
            ("a8-28.smtp-out.shop.example", 20, "a8-28...shop.example"),
            ("a8-28.smtp-out.shop.example", 14, "..shop.example"),
            ("a8-28.smtp-out.shop.example", 13, "a8-28..xample"),
            ("BOUNCES.Mail.Shop.CO.JP", 14, "BO..Shop.CO.JP"),
            ("bounces.mail.shop.co.jp.", 14, "b..shop.co.jp."),
            ("www.日本語.example", 17, "w..日本語.example"),
            ("aaaaaa.日本語.example", 18, "aa..日本語.example"),
            ("localhost-without-dots", 10, "loca..dots"),
        ] {
            assert_eq!(fit_domain(domain, columns), fitted, "{domain} {columns}");
        }
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad("日本", 6), "日本  ");
        assert_eq!(pad("日本語", 5), "日.. ");
        assert_eq!(width(&pad("日本語", 5)), 5);
    }

    #[test]
    fn lines_are_broken_by_the_script() {
        for (text, columns, lines) in [
            ("the envelope and the header", 12, vec!["the envelope", "and the", "header"]),
            ("これは長い文です。次の文。", 16, vec!["これは長い文で", "す。次の文。"]),
            ("彼は「はい」と言う", 6, vec!["彼は", "「は", "い」と", "言う"]),
            ("aaaaaaaaaa bb", 4, vec!["aaaa", "aaaa", "aa", "bb"]),
            ("one\n\ntwo", 10, vec!["one", "", "two"]),
            ("", 10, vec![""]),
            ("日a", 1, vec!["?", "a"]),
            ("abc", 0, vec![""]),
        ] {
            assert_eq!(wrap(text, columns), lines, "{text}");
        }
    }

    #[test]
    fn what_is_joined_stays_on_one_line() {
        let text = format!("{} > {}: au/high", joined("✗ 拒否"), joined("✓ 迷惑メール扱い"));
        assert_eq!(wrap(&text, 10), ["✗ 拒否 >", "✓ 迷惑メー", "ル扱い:", "au/high"], "but for what is too long");
        assert_eq!(wrap(&text, 18), ["✗ 拒否 >", "✓ 迷惑メール扱い:", "au/high"]);
        assert_eq!(wrap(&text, 40), ["✗ 拒否 > ✓ 迷惑メール扱い: au/high"]);
        assert_eq!(wrap(&format!("so it is!{JOINT}no"), 11), ["so it", "is! no"]);
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_asked(text in "(\\PC|日|、|👩‍👩‍👧|e\u{301}| ){0,40}", columns in 0usize..20) {
            prop_assert!(width(&truncate(&text, columns)) <= columns);
            prop_assert!(width(&truncate_middle(&text, columns)) <= columns);
            prop_assert!(width(&fit_domain(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns, "{line:?}");
            }
        }
    }
}
