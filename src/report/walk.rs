//! The walk as text, to be read or projected: numbered steps, what appears in each, what there is to say
//! about it, and the question that a teacher could ask before it.

use super::paint::{Line, Tone, labelled};
use super::text::{heading, story};
use super::{Judged, Style};
use crate::settings::Charset;
use crate::text::{pad, width};
use crate::walk::{Scene, steps};
use crate::words::walk::{self as words, Asked, Mark, Teller, Told};

/// Columns before the marks of a step's lines.
const INDENT: usize = 4;

/// The walk of a message through two receivers: indices into the case's verdicts.
#[must_use]
pub fn message(judged: &Judged<'_>, verdicts: (usize, usize), style: Style) -> Vec<Line> {
    let Judged { message, case, profiles, .. } = *judged;
    let teller = Teller { message, case, profiles, verdicts, lang: style.lang, names_options: true };
    let steps = steps(message, case, judged.advice, verdicts);
    let mut lines = heading(judged, style);
    lines.extend(story(judged, style));
    let mut scene = Scene::Conversation;
    for (index, step) in steps.iter().enumerate() {
        let told = teller.tell(step);
        if step.scene != scene {
            scene = step.scene;
            let name = match scene {
                Scene::Receiver(side) => teller.receiver(side),
                Scene::Conversation | Scene::End => String::new(),
            };
            lines.push(Line::default());
            lines.push(curtain(&name, style));
        }
        lines.push(Line::default());
        lines.extend(of_step(&told, index + 1, steps.len(), style));
    }
    lines
}

/// A line across, with a name in it.
fn curtain(name: &str, style: Style) -> Line {
    let dash = match style.charset {
        Charset::Unicode => "─",
        Charset::Ascii => "-",
    };
    let name = if name.is_empty() { String::new() } else { format!(" {name} ") };
    let rest = style.columns.saturating_sub(2 + width(&name));
    Line::new(Tone::Faint, dash.repeat(2)).and(Tone::Strong, name).and(Tone::Faint, dash.repeat(rest))
}

fn of_step(told: &Told, number: usize, count: usize, style: Style) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(quiz) = &told.quiz {
        lines.extend(of_quiz(quiz, style));
    }
    let label = format!("{number:>2}/{count}  ");
    let title = labelled(&label, width(&label), Tone::Strong, &told.title, style.columns);
    lines.extend(title);
    if let Some(quiz) = &told.quiz {
        // Below the step: who reads on from line to line sees the question before its answer.
        let answer = words::WalkText::AnswerIs { number: &(quiz.answer + 1) }.text(style.lang);
        lines.extend(labelled("", INDENT + Mark::COLUMNS + 1, Tone::Faint, &answer, style.columns));
    }
    for line in &told.lines {
        lines.extend(of_line(line, style));
    }
    let margin = INDENT + Mark::COLUMNS + 1;
    for (tone, texts) in [(Tone::Plain, &told.text), (Tone::Faint, &told.doubts)] {
        lines.extend(texts.iter().flat_map(|text| labelled("", margin, tone, text, style.columns)));
    }
    lines
}

/// A line with its mark; a star before what lights up, since colours alone say nothing.
fn of_line(line: &words::Line, style: Style) -> Vec<Line> {
    let star = if line.about.is_some() { "  * " } else { "" };
    let mark = line.mark.text(style.charset);
    let label = format!("{}{} ", pad(star, INDENT), pad(&mark, Mark::COLUMNS));
    let tone = match line.mark {
        _ if line.about.is_some() => Tone::Strong,
        Mark::Signed(sign) => Tone::Signed(sign),
        _ => Tone::Plain,
    };
    let mut lines = beside(&label, tone, line, style);
    let Some(last) = lines.last_mut().filter(|_| !line.aside.is_empty()) else { return lines };
    let aside = Line::new(Tone::Faint, format!("  {}", line.aside));
    if last.width() + aside.width() <= style.columns {
        *last = std::mem::take(last).joined(aside);
    } else {
        lines.extend(labelled("", width(&label), Tone::Faint, &line.aside, style.columns));
    }
    lines
}

/// A label and the text of a line beside it.
fn beside(label: &str, tone: Tone, line: &words::Line, style: Style) -> Vec<Line> {
    let columns = width(label);
    let texts = line.fitted(style.columns.saturating_sub(columns)).into_iter().enumerate();
    let label_of = |index| if index == 0 { label.to_owned() } else { " ".repeat(columns) };
    texts.map(|(index, text)| Line::new(Tone::Faint, label_of(index)).and(tone, text)).collect()
}

/// The question and its choices.
fn of_quiz(quiz: &Asked, style: Style) -> Vec<Line> {
    let mut lines = labelled("  ? ", INDENT, Tone::Strong, &quiz.question, style.columns);
    for (index, choice) in quiz.choices.iter().enumerate() {
        let label = format!("    {} ", index + 1);
        lines.extend(beside(&label, Tone::Plain, choice, style));
    }
    lines.push(Line::default());
    lines
}
