//! A screen as a picture that stands for itself: SVG on a grid of cells, whatever font draws it. Frames are
//! drawn as lines, text in runs that each begin at their own column and are held to their width, so that
//! characters of two columns do not push what follows. The colours are those of a page that is light or dark,
//! as the reader's is.

mod palette;

use crate::settings::Lang;
use crate::text::width;
use palette::Ink;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The size of a cell and of the margin around the screen, in user units.
const CELL: (usize, usize) = (9, 20);
const MARGIN: usize = 12;
/// Where text stands in its cell, and how large it is.
const BASELINE: usize = 15;
const FONT_SIZE: usize = 15;
/// Where a character fills two cells, which are wider than it is high.
const WIDE_FONT_SIZE: usize = 17;
const FONTS: &str = "ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',\
                     'Noto Sans Mono CJK JP','IPAGothic',monospace";

/// What a picture says to somebody who does not see it.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// What is shown.
    pub title: &'a str,
    /// What it says.
    pub description: &'a str,
    /// The language of the screen.
    pub lang: Lang,
}

/// A screen as an SVG document.
#[must_use]
pub fn svg(buffer: &Buffer, caption: &Caption<'_>) -> String {
    let mut canvas = Canvas::default();
    for y in 0..buffer.area.height {
        canvas.row(buffer, y);
    }
    canvas.document(buffer, caption)
}

/// How a cell is painted; [`Modifier::REVERSED`] is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::struct_excessive_bools, reason = "each is a modifier of its own")]
struct Paint {
    ink: Ink,
    ground: Ink,
    dim: bool,
    bold: bool,
    italic: bool,
    underlined: bool,
}

impl Paint {
    fn of(cell: &Cell) -> Self {
        let has = |modifier| cell.modifier.contains(modifier);
        let (mut ink, mut ground) = (Ink::text(cell.fg), Ink::ground(cell.bg));
        if has(Modifier::REVERSED) {
            std::mem::swap(&mut ink, &mut ground);
        }
        Self {
            ink,
            ground,
            dim: has(Modifier::DIM),
            bold: has(Modifier::BOLD),
            italic: has(Modifier::ITALIC),
            underlined: has(Modifier::UNDERLINED),
        }
    }

    fn classes(self) -> String {
        let mut classes = if self.dim { self.ink.dim_class() } else { self.ink.class() };
        for (wanted, class) in [(self.bold, " b"), (self.italic, " i"), (self.underlined, " u")] {
            if wanted {
                classes.push_str(class);
            }
        }
        classes
    }
}

/// Characters that a font of one width draws alike: a run never mixes them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ascii,
    /// One column, perhaps from another font.
    Narrow,
    /// Two columns.
    Wide,
}

/// Text of one style that begins at a column.
struct Run {
    column: usize,
    columns: usize,
    text: String,
    paint: Paint,
    kind: Kind,
}

/// A line of a frame: between two coordinates, at a third one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stroke {
    paint: Paint,
    is_vertical: bool,
    at: usize,
    from: usize,
    to: usize,
}

#[derive(Default)]
struct Canvas {
    grounds: String,
    strokes: Vec<Stroke>,
    texts: String,
    inks: BTreeSet<Ink>,
}

impl Canvas {
    fn row(&mut self, buffer: &Buffer, y: u16) {
        let (area, row) = (buffer.area, usize::from(y));
        let mut run: Option<Run> = None;
        let mut ground: Option<(Ink, usize, usize)> = None;
        let mut column = 0;
        while column < usize::from(area.width) {
            // Within the width, which is a u16.
            let x = area.x + u16::try_from(column).unwrap_or(u16::MAX);
            let Some(cell) = buffer.cell((x, area.y + y)) else { break };
            let (symbol, paint) = (cell.symbol(), Paint::of(cell));
            let columns = width(symbol).max(1);
            match &mut ground {
                Some((ink, _, to)) if *ink == paint.ground => *to += columns,
                _ => {
                    self.ground(ground.take(), row);
                    ground = Some((paint.ground, column, column + columns));
                }
            }
            if let Some(arms) = arms(symbol) {
                self.text(run.take(), row);
                self.frame(arms, column, row, paint);
            } else if symbol.trim().is_empty() && !paint.underlined {
                // A single blank may stand between two words of one width.
                let ends = |run: &mut Run| run.kind != Kind::Ascii || run.text.ends_with(' ') || run.paint != paint;
                if let Some(ended) = run.take_if(ends) {
                    self.text(Some(ended), row);
                }
                if let Some(run) = &mut run {
                    run.text.push(' ');
                    run.columns += 1;
                }
            } else {
                let kind = match columns {
                    1 if symbol.is_ascii() => Kind::Ascii,
                    1 => Kind::Narrow,
                    _ => Kind::Wide,
                };
                match &mut run {
                    Some(run) if run.paint == paint && run.kind == kind => {
                        run.text.push_str(symbol);
                        run.columns += columns;
                    }
                    _ => {
                        self.text(run.take(), row);
                        run = Some(Run { column, columns, text: symbol.to_owned(), paint, kind });
                    }
                }
            }
            column += columns;
        }
        self.text(run, row);
        self.ground(ground, row);
    }

    /// What is behind text, from one column to another.
    fn ground(&mut self, ground: Option<(Ink, usize, usize)>, row: usize) {
        let Some((ink, from, to)) = ground.filter(|(ink, ..)| *ink != Ink::Page) else { return };
        self.inks.insert(ink);
        let (x, y, width, height) = (from * CELL.0, row * CELL.1, (to - from) * CELL.0, CELL.1);
        let class = ink.class();
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(self.grounds, r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#);
    }

    fn text(&mut self, run: Option<Run>, row: usize) {
        let Some(run) = run else { return };
        let text = run.text.trim_end();
        self.inks.insert(run.paint.ink);
        let columns = run.columns - (run.text.len() - text.len());
        let (x, y, length) = (run.column * CELL.0, row * CELL.1 + BASELINE, columns * CELL.0);
        let mut classes = run.paint.classes();
        if run.kind == Kind::Wide {
            classes.push_str(" w");
        }
        let text = escape(text);
        let _ = writeln!(self.texts, r#"<text class="{classes}" x="{x}" y="{y}" textLength="{length}">{text}</text>"#);
    }

    fn frame(&mut self, arms: Arms, column: usize, row: usize, paint: Paint) {
        let paint = Paint { bold: false, italic: false, underlined: false, ..paint };
        self.inks.insert(paint.ink);
        let (left, top) = (column * CELL.0, row * CELL.1);
        let (x, y) = (left + CELL.0 / 2, top + CELL.1 / 2);
        if arms.left || arms.right {
            let from = if arms.left { left } else { x };
            let to = if arms.right { left + CELL.0 } else { x + 1 };
            self.strokes.push(Stroke { paint, is_vertical: false, at: y, from, to });
        }
        if arms.up || arms.down {
            let from = if arms.up { top } else { y };
            let to = if arms.down { top + CELL.1 } else { y + 1 };
            self.strokes.push(Stroke { paint, is_vertical: true, at: x, from, to });
        }
    }

    /// The lines of frames, those that meet made one; a path for each paint.
    fn frames(&mut self) -> String {
        self.strokes.sort_unstable();
        let mut joined: Vec<Stroke> = Vec::new();
        for stroke in self.strokes.drain(..) {
            match joined.last_mut() {
                Some(last)
                    if (last.paint, last.is_vertical, last.at) == (stroke.paint, stroke.is_vertical, stroke.at)
                        && stroke.from <= last.to =>
                {
                    last.to = last.to.max(stroke.to);
                }
                _ => joined.push(stroke),
            }
        }
        let mut out = String::new();
        for strokes in joined.chunk_by(|one, other| one.paint == other.paint) {
            let Some(first) = strokes.first() else { continue };
            let _ = write!(out, r#"<path class="{}" d=""#, first.paint.classes());
            for Stroke { is_vertical, at, from, to, .. } in strokes {
                let length = to - from;
                let _ = match is_vertical {
                    true => write!(out, "M{at} {from}h1v{length}h-1z"),
                    false => write!(out, "M{from} {at}h{length}v1h-{length}z"),
                };
            }
            out.push_str("\"/>\n");
        }
        out
    }

    fn document(mut self, buffer: &Buffer, caption: &Caption<'_>) -> String {
        let frames = self.frames();
        let size = |cells: u16, cell: usize| usize::from(cells) * cell + 2 * MARGIN;
        let (width, height) = (size(buffer.area.width, CELL.0), size(buffer.area.height, CELL.1));
        let lang = match caption.lang {
            Lang::En => "en",
            Lang::Ja => "ja",
        };
        let (title, description) = (escape(caption.title), escape(caption.description));
        let style = palette::style(&self.inks);
        let Self { grounds, texts, .. } = self;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{lang}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title description">
<title id="title">{title}</title>
<desc id="description">{description}</desc>
<style>
text{{font-family:{FONTS};font-size:{FONT_SIZE}px;white-space:pre}}
.b{{font-weight:bold}}.i{{font-style:italic}}.u{{text-decoration:underline}}.w{{font-size:{WIDE_FONT_SIZE}px}}
{style}</style>
<rect class="page edge" x="0.5" y="0.5" width="{}" height="{}" rx="8"/>
<g transform="translate({MARGIN} {MARGIN})">
{grounds}{frames}{texts}</g>
</svg>
"#,
            width - 1,
            height - 1
        )
    }
}

/// Which arms a character of a frame has from its middle.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "a character has four sides")]
struct Arms {
    up: bool,
    right: bool,
    down: bool,
    left: bool,
}

/// The arms of a light box-drawing character; `None` for any other symbol.
fn arms(symbol: &str) -> Option<Arms> {
    let [up, right, down, left] = match symbol {
        "─" => [false, true, false, true],
        "│" => [true, false, true, false],
        "┌" => [false, true, true, false],
        "┐" => [false, false, true, true],
        "└" => [true, true, false, false],
        "┘" => [true, false, false, true],
        "├" => [true, true, true, false],
        "┤" => [true, false, true, true],
        "┬" => [false, true, true, true],
        "┴" => [true, true, false, true],
        "┼" => [true; 4],
        _ => return None,
    };
    Some(Arms { up, right, down, left })
}

/// Text as XML has it. What XML does not allow at all becomes a replacement character.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
