//! The fault in a record, underlined: the record's text with a caret under the term.

use super::Style;
use super::paint::{Line, Tone};
use crate::settings::Charset;
use crate::spf::{Check, Evaluation};
use crate::text::Shown;
use crate::words::sentence;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// The record of an evaluation's problem with the faulty part underlined; nothing where the problem is
/// not a place in a record.
#[must_use]
pub fn lines(evaluation: &Evaluation, style: Style) -> Vec<Line> {
    let Some(problem) = &evaluation.problem else { return Vec::new() };
    let record = problem.span.clone().and_then(|span| {
        let record = find(&evaluation.root, &|check| check.domain == problem.domain)?.record.as_deref()?;
        Some((record.get(..span.start)?, record.get(span.clone())?, record.get(span.end..)?))
    });
    let Some((before, fault, after)) = record else { return Vec::new() };
    // Each part on its own, so that the caret stands right where stand-ins are longer than the original.
    let (before, fault, after) = (Shown::new(before), Shown::new(fault), Shown::new(after));
    let text = format!("{before}{fault}{after}");
    let span = before.as_str().len()..before.as_str().len() + fault.as_str().len();
    let label = problem.suggestion.as_deref().map(|suggestion| {
        let suggestion = Shown::new(suggestion);
        sentence::Sentence::MeantCaret { suggestion: &suggestion }.text(style.lang)
    });
    let mut annotation = AnnotationKind::Primary.span(span);
    if let Some(label) = &label {
        annotation = annotation.label(label.as_str());
    }
    let title = sentence::problem(problem, style.lang);
    let report =
        [Level::ERROR.no_name().primary_title(title.as_str()).element(Snippet::source(text).annotation(annotation))];
    let decor = match style.charset {
        Charset::Unicode => DecorStyle::Unicode,
        Charset::Ascii => DecorStyle::Ascii,
    };
    let renderer = Renderer::plain().decor_style(decor).term_width(style.columns).anonymized_snippet_line_numbers(true);
    renderer.render(&report).lines().map(|line| Line::new(Tone::Plain, line)).collect()
}

/// The first evaluation of the tree that fits, from the root down.
fn find<'a>(check: &'a Check, fits: &dyn Fn(&Check) -> bool) -> Option<&'a Check> {
    if fits(check) {
        return Some(check);
    }
    check.terms.iter().find_map(|term| find(term.child.as_deref()?, fits))
}
