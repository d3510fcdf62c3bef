//! Pieces that several screens show: the head with path and day, the hints, verdicts in words, texts
//! laid out with a label in front.

use crate::receiver::{Decision, Verdict};
use crate::text::{Shown, pad, truncate, truncate_middle, width, wrap};
use crate::tui::keymap::{Action, Binding, action, bindings};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::{Entry, Model};
use crate::tui::sheet::Sheet;
use crate::words::common::{self, Sign};
use crate::words::live;
use crate::words::sentence;
use crate::words::tui::TuiText;
use ratatui::text::{Line, Span};

/// Blanks between things that stand side by side.
const BETWEEN: usize = 3;

/// The path of an input in at most so many columns; of a path with several messages, which it is: `box #3`.
pub fn path(entry: &Entry, room: usize) -> String {
    let number = if entry.count > 1 { format!(" #{}", entry.index.saturating_add(1)) } else { String::new() };
    truncate_middle(Shown::new(&entry.path).as_str(), room.saturating_sub(width(&number))) + &number
}

/// The head of a screen: what is open, as of which day, who answers for the DNS. What does not fit is
/// left out, but the path and the day.
pub fn head(model: &Model, room: usize) -> Line<'static> {
    let look = model.look;
    let path = |room| model.entries.get(model.current).map(|entry| path(entry, room)).unwrap_or_default();
    let whole = width(&path(usize::MAX));
    let position = match model.entries.len() {
        0 | 1 => String::new(),
        count => format!("{}/{count}", model.current + 1),
    };
    let (day, short, dns) = model.sheet().map(|sheet| day_and_dns(sheet, look)).unwrap_or_default();
    let variants = match model.sheet().and_then(|sheet| sheet.tally.as_ref()) {
        None => vec![
            (true, vec![day.clone(), dns, position.clone()]),
            (true, vec![day.clone(), position.clone()]),
            (false, vec![day, position.clone()]),
            (false, vec![short.clone(), position]),
            (false, vec![short]),
        ],
        // Whom it asks and how much is said in any case.
        Some(tally) => {
            let brief = live::asked_in_brief(tally, look.lang);
            vec![
                (true, vec![day.clone(), dns.clone(), position.clone()]),
                (false, vec![day, dns.clone(), position.clone()]),
                (false, vec![short.clone(), dns, position.clone()]),
                (false, vec![short.clone(), brief.clone(), position]),
                (false, vec![short, brief.clone()]),
                (false, vec![brief]),
            ]
        }
    };
    let mut best = Line::default();
    for (named, right) in variants {
        let right: Vec<String> = right.into_iter().filter(|text| !text.is_empty()).collect();
        let right = right.join(&" ".repeat(BETWEEN));
        let name = if named { "twofrom  " } else { "" };
        let used = 1 + width(name) + BETWEEN + width(&right) + 1;
        let fits = used + whole <= room;
        let path = path(room.saturating_sub(used).max(8));
        let fill = room.saturating_sub(2 + width(name) + width(&path) + width(&right));
        best = Line::from(vec![
            look.span(Tone::Faint, format!(" {name}")),
            look.span(Tone::Strong, path),
            look.span(Tone::Faint, format!("{}{right} ", " ".repeat(fill))),
        ]);
        if fits {
            break;
        }
    }
    best
}

fn day_and_dns(sheet: &Sheet, look: Look) -> (String, String, String) {
    let dns = truncate_middle(&sheet.opened.dns, 32);
    (
        sentence::day(&sheet.case, look.lang),
        look.text(TuiText::AsOf { day: &sheet.case.as_of }),
        live::answering(&dns, sheet.tally.as_ref(), look.lang),
    )
}

/// The line of hints: as many as fit, or what the last key had to say.
pub fn hints(model: &Model, room: usize) -> Line<'static> {
    let look = model.look;
    if let Some(notice) = &model.notice {
        return Line::from(vec![Span::raw(" "), look.span(Tone::Notice, truncate(notice, room.saturating_sub(2)))]);
    }
    let context = model.context();
    let mut line = Line::from(" ");
    if let Some(search) = &model.search {
        line.push_span(look.span(Tone::Notice, format!("{}  ", super::search::state(search, look))));
    }
    // Only what the key that is named does now: while something is searched for, it can mean something else.
    let does_so = |b: &&'static Binding| b.keys.first().is_none_or(|key| action(*key, model) == Some(b.action));
    let here = bindings().filter(|b| b.is_in(context) && (b.when)(model) && !b.in_place).filter(does_so);
    let mut here: Vec<_> = here.collect();
    if !model.popups.is_empty() {
        // What a popup is there for comes before what can be done anywhere.
        here.sort_by_key(|binding| binding.contexts.len());
    }
    for binding in here {
        let Some((keys, text)) = binding.hint else { continue };
        let text = format!(" {}", text(look.lang));
        if columns(&line) + width(keys) + width(&text) > room {
            break;
        }
        line.push_span(look.span(Tone::Key, keys));
        line.push_span(look.span(Tone::Faint, text));
        line.push_span(Span::raw("  "));
    }
    line
}

/// The hint of an action beside what it is about: `f try it`.
pub fn hint_in_place(action: Action, look: Look) -> Line<'static> {
    let hint = bindings().find(|b| b.action == action && b.in_place).and_then(|b| b.hint.as_ref());
    let Some((keys, text)) = hint else { return Line::default() };
    let text = format!(" {}", text(look.lang));
    Line::from(vec![look.span(Tone::Key, *keys), look.span(Tone::Faint, text)])
}

/// `✓ accept`
pub fn decided(decision: Decision, look: Look) -> String {
    format!("{} {}", look.glyph(Sign::from(decision)), common::decision(decision, look.lang))
}

/// Text in lines behind a label; the lines after the first are indented alike.
pub fn labelled(
    label: &str,
    label_columns: usize,
    tone: Tone,
    text: &str,
    room: usize,
    look: Look,
) -> Vec<Line<'static>> {
    let lines = wrap(text, room.saturating_sub(label_columns).max(1));
    lines
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            let label = if index == 0 { label } else { "" };
            Line::from(vec![look.span(Tone::Faint, pad(label, label_columns)), look.span(tone, text)])
        })
        .collect()
}

/// Wrapped text of one tone, indented by one blank.
pub fn paragraph(tone: Tone, text: &str, room: usize, look: Look) -> Vec<Line<'static>> {
    wrap(text, room.saturating_sub(2).max(1)).into_iter().map(|text| look.line(tone, format!(" {text}"))).collect()
}

/// A sentence in lines that end where its phrases end, as long as that takes no more lines; else in
/// lines that are about equally long, so that none holds a single word.
pub fn sentence(tone: Tone, text: &str, room: usize, look: Look) -> Vec<Line<'static>> {
    let inside = room.saturating_sub(2).max(1);
    let lines = wrap(text, inside).len();
    if let Some(phrases) = by_phrases(text, inside).filter(|phrases| phrases.len() <= lines) {
        return phrases.into_iter().map(|text| look.line(tone, format!(" {text}"))).collect();
    }
    let narrow = (room * 2 / 3..room).find(|room| wrap(text, room.saturating_sub(2).max(1)).len() == lines);
    paragraph(tone, text, narrow.unwrap_or(room), look)
}

/// Lines of whole phrases; `None` if one is too long for a line.
fn by_phrases(text: &str, room: usize) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = [", ", ": ", "、"].iter().filter_map(|mark| rest.find(mark).map(|at| at + mark.len())).min();
        let (phrase, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = after;
        match lines.last_mut() {
            Some(line) if width(line) + width(phrase.trim_end()) <= room => line.push_str(phrase),
            _ if width(phrase.trim_end()) <= room => lines.push(phrase.to_owned()),
            _ => return None,
        }
    }
    Some(lines)
}

/// The first lines of a text, of which the last shows where there are more.
pub fn begun(mut texts: Vec<String>, lines: usize, room: usize) -> Vec<String> {
    if texts.len() > lines {
        texts.truncate(lines);
        if let Some(last) = texts.last_mut() {
            let marked = format!("{last} ..");
            // What leaves no room for the mark is cut by it.
            *last = if width(&marked) <= room { marked } else { truncate(&format!("{last}   "), room) };
        }
    }
    texts
}

/// A line cut to so many columns with a mark of the cut; `None` if nothing but blanks would be cut off.
pub fn clipped(line: &Line<'_>, room: usize) -> Option<Line<'static>> {
    let mut left = room;
    let is_blank = |spans: &[Span<'_>]| spans.iter().all(|span| span.content.trim_end().is_empty());
    for (index, span) in line.spans.iter().enumerate() {
        let used = width(&span.content);
        if used > left {
            let rest = line.spans.get(index + 1..).unwrap_or_default();
            if width(span.content.trim_end()) <= left && is_blank(rest) {
                return None;
            }
            return Some(cut(line, room));
        }
        left -= used;
    }
    None
}

fn cut(line: &Line<'_>, room: usize) -> Line<'static> {
    const MARK: &str = "..";
    let mut left = room.saturating_sub(MARK.len());
    let mut spans = Vec::new();
    for span in &line.spans {
        let used = width(&span.content);
        if used <= left {
            left -= used;
            spans.push(Span::styled(span.content.to_string(), span.style));
            continue;
        }
        // The blanks make sure that there is something to cut, whatever follows.
        let text = truncate(&format!("{}   ", span.content), left + MARK.len().min(room));
        spans.push(Span::styled(text, span.style));
        break;
    }
    Line { spans, style: line.style, alignment: line.alignment }
}

/// How many verdicts there are of each decision, the mildest first.
pub fn tally(verdicts: &[Verdict]) -> Vec<(Decision, usize)> {
    let count = |decision| verdicts.iter().filter(|verdict| verdict.decision == decision).count();
    Decision::ALL.into_iter().map(|decision| (decision, count(decision))).filter(|(_, count)| *count > 0).collect()
}

/// Lines indented by a number of blanks.
pub fn indented(blanks: usize, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    lines
        .into_iter()
        .map(|mut line| {
            line.spans.insert(0, Span::raw(" ".repeat(blanks)));
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_says_so_and_nothing_slides_into_its_place() {
        let line = Line::from(vec![Span::raw("HELO -  "), Span::raw("ヘッダー"), Span::raw(" "), Span::raw("✗")]);
        let shown = |room| clipped(&line, room).map(|line| line.to_string());
        assert_eq!(shown(18), None);
        assert_eq!(shown(17).as_deref(), Some("HELO -  ヘッダ.."));
        assert_eq!(shown(16).as_deref(), Some("HELO -  ヘッダ.."));
        assert_eq!(shown(15).as_deref(), Some("HELO -  ヘッ.."));
        assert_eq!(shown(9).as_deref(), Some("HELO - .."));
        for room in 0..18 {
            assert!(shown(room).is_some_and(|text| width(&text) <= room), "{room}");
        }
        assert_eq!(clipped(&Line::from(vec![Span::raw("done"), Span::raw("   ")]), 4), None, "blanks are no loss");
    }

    #[test]
    fn a_text_that_is_only_begun_shows_it() {
        let texts = || ["ip4:192.0.2.0/24", "mx", "-all"].map(str::to_owned).to_vec();
        assert_eq!(begun(texts(), 3, 16), texts());
        assert_eq!(begun(texts(), 2, 16), ["ip4:192.0.2.0/24", "mx .."]);
        assert_eq!(begun(texts(), 1, 16), ["ip4:192.0.2.0/.."]);
    }
}
