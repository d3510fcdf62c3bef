//! Both lanes together: side by side with the client between them, or one above the other.

use super::lane::{Level, View};
use crate::case::Step;
use crate::text::{Shown, fit_domain, pad, truncate, width};
use crate::tui::look::{Look, Tone, columns};
use crate::tui::sheet::Sheet;
use crate::tui::view::parts;
use crate::words::lane::Part;
use crate::words::report::ReportText;
use crate::words::tui::TuiText;
use ratatui::text::{Line, Span};

/// What stands between the lanes where they part.
const DIFFERS: &str = "!=";
/// Columns between the lanes where the client stands elsewhere.
const GAP: usize = 2;

/// Columns that a box keeps inside before the client may stand between the boxes.
const INSIDE: usize = 44;

/// The client that both receivers see.
pub struct Client {
    ip: String,
    assumed: bool,
    helo: String,
}

impl Client {
    /// The client of a case.
    pub fn of(sheet: &Sheet) -> Option<Self> {
        let client = &sheet.case.identities.client;
        let helo = client.helo.as_ref().map(|helo| Shown::new(&helo.value).to_string()).unwrap_or_default();
        let ip = client.ip.as_ref()?;
        Some(Self { ip: ip.value.to_string(), assumed: sheet.is_client_assumed(), helo })
    }

    /// What it is called where its address stands above.
    fn label(&self, look: Look) -> String {
        look.text(if self.assumed { TuiText::AssumedShort } else { TuiText::Client })
    }

    fn tone(&self) -> Tone {
        if self.assumed { Tone::Notice } else { Tone::Faint }
    }
}

/// Both lanes.
pub struct Lanes<'a> {
    /// How things look.
    pub look: Look,
    /// The left lane.
    pub left: &'a View,
    /// The right lane.
    pub right: &'a View,
    /// The client.
    pub client: Option<Client>,
    /// The step at which the verdicts part.
    pub parted: Option<Step>,
    /// Whether there is only one receiver, shown once.
    pub one: bool,
}

impl Lanes<'_> {
    fn labels(&self) -> usize {
        self.left.label_columns().max(self.right.label_columns())
    }

    /// The part at which they part.
    fn parted(&self) -> Option<Part> {
        self.parted.map(|step| match step {
            Step::Identity => Part::LooksAt,
            Step::Domain => Part::Asks,
            Step::Record => Part::Gets,
            Step::Result => Part::Result,
            Step::Rule => Part::Rule,
        })
    }

    fn client_line(&self, label_columns: usize, room: usize) -> Option<Line<'static>> {
        let client = self.client.as_ref()?;
        let label = self.look.text(TuiText::Client);
        let label = pad(&label, label_columns.max(width(&label) + 2));
        let assumed =
            if client.assumed { format!(" {}", ReportText::Assumed.text(self.look.lang)) } else { String::new() };
        let left = room.saturating_sub(width(&label) + width(&client.ip) + width(&assumed) + 2);
        let helo = if left > 8 { format!("  {}", fit_domain(&client.helo, left)) } else { String::new() };
        Some(Line::from(vec![
            self.look.span(Tone::Faint, label),
            self.look.span(Tone::Plain, client.ip.clone()),
            self.look.span(Tone::Notice, assumed),
            self.look.span(Tone::Faint, helo),
        ]))
    }

    /// One lane above the other, the client between them.
    pub fn stacked(&self, level: Level, room: usize) -> Vec<Line<'static>> {
        let mut lines = self.plain(self.left, level, room);
        if self.one {
            return lines;
        }
        let label_columns = match level {
            Level::Full | Level::Brief => Some(self.labels()),
            Level::Short => Some(0),
            Level::Slim | Level::Least => None,
        };
        if let Some(client) = label_columns.and_then(|columns| self.client_line(columns, room.saturating_sub(3))) {
            if level != Level::Short {
                lines.push(Line::default());
            }
            lines.extend(parts::indented(2, vec![client]));
        }
        lines.extend(self.plain(self.right, level, room));
        lines
    }

    /// A lane under its head: `> au ─────── ✗ reject`.
    fn plain(&self, lane: &View, level: Level, room: usize) -> Vec<Line<'static>> {
        let (mut head, right) = lane.head(room);
        let rule = self.look.border().horizontal_top;
        let fill = room.saturating_sub(columns(&head) + columns(&right) + 2);
        head.push_span(self.look.span(Tone::Frame, format!("{} ", rule.repeat(fill))));
        head.spans.extend(right.spans);
        let mut lines = vec![head];
        let body = lane.body(level, self.labels(), room.saturating_sub(3));
        lines.extend(parts::indented(2, body.into_iter().map(|(_, line)| line).collect()));
        lines
    }

    /// Whether both domains can be shown whole side by side.
    pub fn fit_beside(&self, room: usize) -> bool {
        let domain = self.left.domain_columns().max(self.right.domain_columns());
        domain <= (room.saturating_sub(GAP) / 2).saturating_sub(3)
    }

    /// Two boxes, their parts on the same lines.
    pub fn beside(&self, level: Level, room: usize) -> Vec<Line<'static>> {
        if self.one {
            return self.framed(self.left, self.parts(self.left, level, room), room);
        }
        let gap = self.gap(room);
        let boxed = room.saturating_sub(gap) / 2;
        // What the boxes leave over goes to the gap.
        let gap = room - 2 * boxed;
        let (mut left, mut right) = (self.parts(self.left, level, boxed), self.parts(self.right, level, boxed));
        let mut between = Vec::new();
        for ((part, left), (_, right)) in left.iter_mut().zip(right.iter_mut()) {
            let height = left.len().max(right.len());
            left.resize(height, Line::default());
            right.resize(height, Line::default());
            between.extend((0..height).map(|line| (*part, line == 0)));
        }
        let (left, right) = (self.framed(self.left, left, boxed), self.framed(self.right, right, boxed));
        let middle = self.middle(&between, gap);
        let mut lines = Vec::new();
        if gap <= GAP {
            lines.extend(self.client_line(0, room).map(|line| {
                let indent = room.saturating_sub(columns(&line)) / 2;
                parts::indented(indent, vec![line]).pop().unwrap_or_default()
            }));
        }
        for (index, (left, right)) in left.into_iter().zip(right).enumerate() {
            let mut line = left;
            // The frame's own line stands before the first part.
            match index.checked_sub(1).and_then(|index| middle.get(index)) {
                Some(span) => line.push_span(span.clone()),
                None => line.push_span(Span::raw(" ".repeat(gap))),
            }
            line.spans.extend(right.spans);
            lines.push(line);
        }
        lines
    }

    /// The columns between the boxes: as many as the client's address needs, unless the domains need
    /// them more.
    fn gap(&self, room: usize) -> usize {
        let client = self.client.as_ref().map_or(0, |c| width(&c.ip).max(width(&c.label(self.look)))) + 2;
        let domain = self.left.domain_columns().max(self.right.domain_columns());
        let inside = (room.saturating_sub(client) / 2).saturating_sub(4);
        if self.client.is_some() && domain <= inside && inside >= INSIDE { client.max(8) } else { GAP }
    }

    fn parts(&self, lane: &View, level: Level, boxed: usize) -> Vec<(Part, Vec<Line<'static>>)> {
        let body = lane.body(level, self.labels(), boxed.saturating_sub(4));
        let of = |part| body.iter().filter(|(p, _)| *p == part).map(|(_, line)| line.clone()).collect();
        Part::ALL.into_iter().map(|part| (part, of(part))).collect()
    }

    fn framed(&self, lane: &View, parts: Vec<(Part, Vec<Line<'static>>)>, boxed: usize) -> Vec<Line<'static>> {
        let look = self.look;
        let set = look.border();
        let tone = if lane.is_selected() { Tone::Selected } else { Tone::Frame };
        let (left, right) = lane.head(boxed.saturating_sub(4));
        let fill = boxed.saturating_sub(columns(&left) + columns(&right) + 4);
        let mut top = Line::from(look.span(tone, set.top_left));
        top.spans.extend(left.spans);
        top.push_span(look.span(tone, format!("{} ", set.horizontal_top.repeat(fill))));
        top.spans.extend(right.spans);
        top.push_span(look.span(tone, format!(" {}", set.top_right)));
        let mut lines = vec![top];
        let inside = boxed.saturating_sub(2);
        for mut line in parts.into_iter().flat_map(|(_, lines)| lines) {
            let fill = inside.saturating_sub(columns(&line) + 1);
            line.spans.insert(0, Span::raw(" "));
            line.spans.insert(0, look.span(tone, set.vertical_left));
            line.push_span(Span::raw(" ".repeat(fill)));
            line.push_span(look.span(tone, set.vertical_right));
            lines.push(line);
        }
        let bottom = set.horizontal_bottom.repeat(inside);
        lines.push(look.line(tone, format!("{}{bottom}{}", set.bottom_left, set.bottom_right)));
        lines
    }

    /// What stands between the boxes: the mark where they part, and the client where the record is
    /// matched against its address.
    fn middle(&self, rows: &[(Part, bool)], gap: usize) -> Vec<Span<'static>> {
        let look = self.look;
        let parted = self.parted();
        let centred = |tone, text: &str| {
            let text = truncate(text, gap);
            let indent = (gap - width(&text)) / 2;
            look.span(tone, pad(&format!("{}{text}", " ".repeat(indent)), gap))
        };
        let matches = rows.iter().position(|(part, first)| *part == Part::Matches && *first);
        let client = matches.or_else(|| rows.iter().position(|(part, first)| *part == Part::Result && *first));
        rows.iter()
            .enumerate()
            .map(|(index, (part, first))| {
                if parted == Some(*part) && *first {
                    return centred(Tone::Notice, DIFFERS);
                }
                match &self.client {
                    Some(shown) if gap > GAP && client == Some(index) => centred(Tone::Plain, &shown.ip),
                    Some(shown) if gap > GAP && client.is_some_and(|at| index == at + 1) => {
                        centred(shown.tone(), &shown.label(look))
                    }
                    _ => Span::raw(" ".repeat(gap)),
                }
            })
            .collect()
    }
}
