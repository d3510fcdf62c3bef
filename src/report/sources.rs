//! The sources of a list, one under the other.

use super::paint::{Line, Tone};
use crate::receiver::Source;
use crate::text::{pad, width};

/// The sources with their ids, addresses and dates. An address stands whole, so that it can be followed and
/// copied: where it does not fit beside its id it has a line of its own, which a terminal breaks if need be.
#[must_use]
pub fn lines(sources: &[&Source], columns: usize) -> Vec<Line> {
    let label = sources.iter().map(|source| width(&source.id)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for source in sources {
        let date = |line: Line| match &source.date {
            Some(date) => line.and(Tone::Faint, format!("  {date}")),
            None => line,
        };
        let id = Line::new(Tone::Faint, format!("  {}", pad(&source.id, label)));
        let whole = date(id.clone().and(Tone::Plain, format!("  {}", source.url)));
        if whole.width() <= columns {
            lines.push(whole);
        } else {
            lines.push(date(id));
            lines.push(Line::new(Tone::Plain, format!("    {}", source.url)));
        }
    }
    lines
}
