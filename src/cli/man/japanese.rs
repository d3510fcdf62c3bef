//! A man page in Japanese as troff can set it: troff breaks lines at blanks and fills them up with more,
//! and takes the end of a line of its source for a blank.

use textwrap::WordSeparator;

/// What troff has to be told once: lines are not filled up with blanks, words are not hyphenated.
const SETTINGS: &str = ".ad l\n.nh\n";

/// The page with the places marked at which a line may be broken, and without blanks where lines of a
/// paragraph are joined.
pub fn typeset(page: &str) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    let (mut is_laid_out, mut is_tag) = (false, false);
    for line in page.lines() {
        let is_control = line.starts_with(['.', '\'']);
        if is_control || is_laid_out {
            flush(&mut paragraph, &mut out);
            is_laid_out = (is_laid_out || line == ".nf") && line != ".fi";
            out.extend([line, "\n"]);
            if line.starts_with(".TH ") {
                out.push_str(SETTINGS);
            }
            is_tag = line.starts_with(".TP");
        } else if std::mem::take(&mut is_tag) {
            // What stands beside the paragraph.
            out.extend([line, "\n"]);
        } else {
            if needs_blank(&paragraph, line) {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    flush(&mut paragraph, &mut out);
    out
}

fn flush(paragraph: &mut String, out: &mut String) {
    if !paragraph.is_empty() {
        out.extend([&breakable(&std::mem::take(paragraph)), "\n"]);
    }
}

/// Whether a blank stands between a line and the next: not after a full stop, nor between two characters
/// that are written without.
fn needs_blank(before: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().last(), next.chars().next()) else { return false };
    !"。、".contains(last) && (last.is_ascii() || first.is_ascii())
}

/// A text with `\:`, which allows troff to break a line, wherever that may be done between two characters
/// that are not ASCII.
fn breakable(text: &str) -> String {
    let mut out = String::new();
    for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let is_cut = out.chars().last().is_some_and(|c| !c.is_ascii())
            && word.word.chars().next().is_some_and(|c| !c.is_ascii());
        if is_cut {
            out.push_str("\\:");
        }
        out.extend([word.word, word.whitespace]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::typeset;

    #[test]
    fn lines_may_be_broken_and_are_joined_as_japanese_is_written() {
        let page = ".TH twofrom 1\n.SH DNS\n送信者の From を\n調べます。\nDNS に\n\\-\\-dns で\n.TP\n\\-\\-ip\nアドレス\n.nf\n  送信者の From\n  調べる\n.fi\n";
        let set = typeset(page);
        assert!(set.starts_with(".TH twofrom 1\n.ad l\n.nh\n.SH DNS\n"), "{set}");
        assert!(set.contains("\n.TP\n\\-\\-ip\nア"), "{set}");
        assert!(set.contains("\n.nf\n  送信者の From\n  調べる\n.fi\n"), "{set}");
        let text = set.lines().nth(4).unwrap().replace("\\:", "");
        assert_eq!(text, "送信者の From を調べます。DNS に \\-\\-dns で");
        assert!(set.contains("送\\:信\\:者\\:の From を\\:調\\:べ\\:ま\\:す。DNS"), "{set}");
    }
}
