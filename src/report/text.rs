//! The text report: one message on one screen, the two sides next to each other where there is room.

use super::paint::{Line, Tone, beside, labelled};
use super::{Judged, Style, caret, claims, remedy};
use crate::case::Lane;
use crate::identity::{Found, HeaderIdentity, TakenFrom, Warning};
use crate::message::Known;
use crate::remedy::Why;
use crate::settings::{Charset, Lang};
use crate::source::Input;
use crate::spf::Evaluation;
use crate::text::{Shown, fit_address, fit_domain, pad, truncate, truncate_middle, width, wrap};
use crate::words::common::{self, Sign, Word};
use crate::words::lane::{self, Part, Role};
use crate::words::report::ReportText;
use crate::words::{dkim, dmarc, live, notes, sentence, trace};

/// Columns from which on the two sides stand next to each other.
const SIDE_BY_SIDE: usize = 100;
/// Lines that the header From may take; a longer one is cut in the middle, since its address is at its end.
const FROM_LINES: usize = 2;
/// Columns of a local part without which an address takes a line of its own.
const LOCAL_PART: usize = 6;
/// Lines that one row of a lane may take.
const ROW_LINES: usize = 2;
/// Lines that the receiver's own words may take.
const REPLY_LINES: usize = 5;
/// Warnings and open questions that are written out; the rest is counted.
const LISTED: usize = 4;

/// The report of one message.
#[must_use]
pub fn message(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let mut lines = heading(judged, style);
    lines.extend(story(judged, style));
    lines.extend(identities(judged, style));
    lines.extend(signatures(judged, style));
    lines.extend(dmarc_lines(judged, style));
    lines.push(Line::default());
    lines.extend(lanes(judged, style));
    lines.extend(remedy::lines(judged, style));
    lines.push(Line::default());
    lines.extend(all_receivers(judged, style));
    lines.extend(claims::lines(judged, style));
    lines.extend(remarks(judged, style));
    lines
}

/// The line of an input that could not be read.
#[must_use]
pub fn unreadable(input: &Input, error: &str, style: Style) -> Vec<Line> {
    let path = path_of(&input.path, input.index, input.count, style.lang);
    let error = ReportText::NotJudged { error: &Shown::new(error) }.text(style.lang);
    let mut lines = vec![Line::new(Tone::Strong, truncate_middle(&path, style.columns))];
    lines.extend(labelled("", 2, Tone::Signed(Sign::Bad), &error, style.columns));
    lines
}

/// A path, and for one with several messages which of them it is.
pub(super) fn path_of(path: &str, index: usize, count: usize, lang: Lang) -> String {
    let path = Shown::new(path);
    if count < 2 {
        return path.to_string();
    }
    ReportText::MessageOf { path: &path, number: &(index + 1), count: &count }.text(lang)
}

pub(super) fn heading(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let side = format!(
        "  {}  {}",
        sentence::day(judged.case, style.lang),
        live::answering(judged.dns, judged.tally, style.lang)
    );
    let path = path_of(judged.path, judged.index, judged.count, style.lang);
    if width(&path) + width(&side) <= style.columns {
        return vec![Line::new(Tone::Strong, path).and(Tone::Faint, side)];
    }
    let mut lines = vec![Line::new(Tone::Strong, path)];
    lines.extend(wrap(side.trim_start(), style.columns).into_iter().map(|text| Line::new(Tone::Faint, text)));
    lines
}

pub(super) fn story(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let lines = judged.story.into_iter().flat_map(str::lines);
    let of_lang = lines.skip(if style.lang == Lang::En { 0 } else { 2 }).take(2);
    of_lang.flat_map(|text| wrap(text, style.columns)).map(|text| Line::new(Tone::Plain, text)).collect()
}

/// A label column as wide as the widest of these labels.
fn label_columns(labels: &[String]) -> usize {
    labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2
}

fn identities(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let Judged { case, message, .. } = judged;
    let lang = style.lang;
    let identities = &case.identities;
    let labels = ["From".to_owned(), Word::Subject.text(lang), "MAIL FROM".to_owned(), Word::Client.text(lang)];
    let columns = label_columns(&labels);
    let room = style.columns.saturating_sub(columns).max(1);
    let missing = || vec![truncate(&Word::NotFound.text(lang), room)];
    let from = message.named(Known::From).next().map(|(_, field)| Shown::new(&message.decoded(field)).to_string());
    let from = match (from, header_note(&identities.header_from, lang)) {
        (None, None) => missing(),
        (None, Some(note)) => wrap(&note, room),
        (Some(from), note) => {
            let lines = wrap(&truncate_middle(&from, room * FROM_LINES), room);
            noted(lines, &note.unwrap_or_default(), room)
        }
    };
    let subject = message.first_decoded(Known::Subject);
    let subject = subject.map(|subject| vec![truncate(Shown::new(&subject).as_str(), room)]);
    let mail_from = identities.mail_from.as_ref().map_or_else(missing, |found| {
        let address = Shown::new(if found.value.null_sender { "<>" } else { &found.value.address });
        let domain = address.as_str().rsplit_once('@').map_or("", |(_, domain)| domain);
        let note = taken_from(found, found.value.assumed, lang);
        let beside = room.saturating_sub(width(&note) + 2);
        let columns = if LOCAL_PART + width(domain) <= beside { beside } else { room };
        noted(vec![fit_address(address.as_str(), columns)], &note, room)
    });
    let client = identities.client.ip.as_ref().map_or_else(missing, |found| {
        let ip = found.value.to_string();
        let helo = identities.client.helo.as_ref().map(|helo| Shown::new(&helo.value));
        let columns = room.saturating_sub(width(&ip) + 2);
        let text = helo.map_or_else(|| ip.clone(), |helo| format!("{ip}  {}", fit_domain(helo.as_str(), columns)));
        noted(vec![truncate(text.trim_end(), room)], &taken_from(found, identities.client.assumed, lang), room)
    });
    let rows = labels.into_iter().zip([Some(from), subject, Some(mail_from), Some(client)]);
    rows.flat_map(|(label, lines)| {
        let texts = lines.unwrap_or_default().into_iter().enumerate();
        texts.map(move |(index, text)| {
            let label = if index == 0 { label.as_str() } else { "" };
            Line::new(Tone::Faint, pad(label, columns)).and(Tone::Plain, text)
        })
    })
    .collect()
}

/// Lines, and what there is to say of them: on the last one where it fits, else below.
fn noted(mut lines: Vec<String>, note: &str, room: usize) -> Vec<String> {
    match lines.last_mut() {
        _ if note.is_empty() => {}
        Some(last) if width(last) + 2 + width(note) <= room => *last = format!("{last}  {note}"),
        _ => lines.extend(wrap(note, room)),
    }
    lines
}

/// What DMARC comes to, and the alignment of SPF and of DKIM.
fn dmarc_lines(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let aspects = dmarc::aspects(judged.case, style.lang);
    let columns = label_columns(&aspects.iter().map(|aspect| aspect.label.clone()).collect::<Vec<_>>());
    let line = |aspect: dmarc::Aspect| match aspect.sign {
        Some(sign) => {
            let text = format!("{} {}", sign.glyph(style.charset), aspect.text);
            labelled(&aspect.label, columns, Tone::Signed(sign), &text, style.columns)
        }
        None => labelled("", columns + 2, Tone::Plain, &aspect.text, style.columns),
    };
    aspects.into_iter().flat_map(line).collect()
}

/// Each signature, and of one that did not simply pass what became of it.
fn signatures(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let Judged { case, message, .. } = judged;
    let mut lines = Vec::new();
    for (index, found) in case.dkim.iter().enumerate() {
        if index == LISTED {
            lines.push(Line::new(Tone::Faint, format!("      +{}", case.dkim.len() - LISTED)));
            break;
        }
        let sign = Sign::from(found.result);
        let text = format!("{} {}", sign.glyph(style.charset), dkim::line(message, found, style.lang));
        lines.extend(labelled("DKIM  ", 6, Tone::Signed(sign), &text, style.columns));
        if !dkim::is_plain(found) {
            let sentences = dkim::explained(case, message, found, style.lang);
            let text = sentences.join(if style.lang == Lang::En { " " } else { "" });
            lines.extend(labelled("", 8, Tone::Plain, &text, style.columns));
        }
    }
    lines
}

fn header_note(identity: &HeaderIdentity, lang: Lang) -> Option<String> {
    let why = sentence::header_problem(identity.problem?, identity.taken_from.as_deref(), lang);
    Some(ReportText::Undefined { why: &why }.text(lang))
}

fn taken_from<T>(found: &Found<T>, assumed: bool, lang: Lang) -> String {
    let what = match &found.taken_from {
        TakenFrom::Via => return ReportText::Assumed.text(lang),
        TakenFrom::Option => ReportText::TheOption.text(lang),
        other => lane::field_name(other.as_str()),
    };
    let what = Shown::new(&what);
    if assumed { ReportText::AssumedFrom { what: &what } } else { ReportText::TakenFrom { what: &what } }.text(lang)
}

fn lanes(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let case = judged.case;
    let Some((left, right)) = case.pair() else { return Vec::new() };
    let divider = match style.charset {
        Charset::Unicode => " │ ",
        Charset::Ascii => " | ",
    };
    let half = (style.columns.saturating_sub(width(divider))) / 2;
    let block = |index: usize, columns: usize| {
        case.lane(index).map(|lane| lane_block(judged, &lane, columns, style)).unwrap_or_default()
    };
    let mut lines = if left == right {
        block(left, style.columns)
    } else if style.columns >= SIDE_BY_SIDE {
        beside(block(left, half), block(right, half), half, divider)
    } else {
        let mut lines = block(left, style.columns);
        lines.extend(block(right, style.columns));
        lines
    };
    if let Some(text) = sentence::parting(case, left, right, judged.profiles, style.lang) {
        if style.columns >= SIDE_BY_SIDE {
            lines.push(Line::default());
        }
        lines.extend(wrap(&text, style.columns).into_iter().map(|text| Line::new(Tone::Strong, text)));
    }
    lines
}

fn lane_block(judged: &Judged<'_>, lane: &Lane<'_>, columns: usize, style: Style) -> Vec<Line> {
    let sign = Sign::from(lane.verdict.decision);
    let name = common::receiver(&lane.verdict.receiver, judged.profiles, style.lang);
    let decision = common::decision(lane.verdict.decision, style.lang);
    let glyph = sign.glyph(style.charset);
    let name = truncate(&name, columns.saturating_sub(width(&decision) + 4));
    let mut lines = vec![
        Line::new(Tone::Signed(sign), format!("{glyph} "))
            .and(Tone::Strong, name)
            .and(Tone::Plain, "  ")
            .and(Tone::Signed(sign), decision),
    ];
    let rows = lane::rows(judged.case, lane, style.lang);
    let label = label_columns(&rows.iter().map(|row| row.label.clone()).collect::<Vec<_>>());
    for row in rows {
        let room = columns.saturating_sub(label + 2).max(1);
        let (tone, text) = match row.role {
            Role::Domain => (Tone::Strong, fit_domain(&row.text, room)),
            Role::Address => (Tone::Plain, fit_address(&row.text, room)),
            Role::Result(sign) => (Tone::Signed(sign), format!("{} {}", sign.glyph(style.charset), row.text)),
            Role::Support => (Tone::Faint, row.text),
            _ => (Tone::Plain, row.text),
        };
        let mut wrapped = wrap(&text, room);
        let most = if row.part == Part::Says { REPLY_LINES } else { ROW_LINES };
        if wrapped.len() > most {
            wrapped.truncate(most);
            if let Some(last) = wrapped.last_mut() {
                *last = truncate(&format!("{last}  .."), room);
            }
        }
        for (index, text) in wrapped.into_iter().enumerate() {
            let label_text = if index == 0 { row.label.as_str() } else { "" };
            lines.push(Line::new(Tone::Faint, format!("  {}", pad(label_text, label))).and(tone, text));
        }
    }
    lines
}

fn all_receivers(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for verdict in &judged.case.verdicts {
        let sign = Sign::from(verdict.decision);
        let mut decision = common::decision(verdict.decision, style.lang);
        if judged.case.is_assumed(verdict) {
            decision = format!("{decision} {}", ReportText::Assumed.text(style.lang));
        }
        let piece = Line::new(Tone::Signed(sign), format!("{} ", sign.glyph(style.charset)))
            .and(Tone::Plain, format!("{} ", verdict.receiver))
            .and(Tone::Signed(sign), decision)
            .and(Tone::Plain, "   ");
        if line.width() > 0 && line.width() + piece.width() > style.columns + 3 {
            lines.push(std::mem::take(&mut line));
        }
        line = line.joined(piece);
    }
    if line.width() > 0 {
        lines.push(line);
    }
    lines
}

fn remarks(judged: &Judged<'_>, style: Style) -> Vec<Line> {
    let lang = style.lang;
    let case = judged.case;
    let mut remarks: Vec<(String, String)> = judged
        .answers
        .edits()
        .iter()
        .map(|edit| (ReportText::WhatIf.text(lang), Shown::new(&edit.to_string()).to_string()))
        .collect();
    if let Some(address) = &case.identities.header_from.lenient {
        let text = ReportText::Lenient { address: &Shown::new(&address.text) }.text(lang);
        remarks.push((ReportText::Warning.text(lang), text));
    }
    // That there is no client and no MAIL FROM goes without saying where nobody sent the message yet, and
    // that nobody did may have been said of the remedy.
    let advised = judged.advice.and_then(|advice| advice.instead.as_ref());
    let said_of_remedy = advised.is_some_and(|instead| matches!(instead.why, Why::NotSentYet { .. }));
    let said = |warning: &Warning| match warning {
        Warning::NoClientIp | Warning::NoMailFrom => !case.identities.unsent,
        Warning::NotSentYet => !said_of_remedy,
        // Said with the records themselves.
        Warning::OtherHop { .. } => false,
        _ => true,
    };
    let warnings = judged.warnings(lang, said);
    for (_, text) in warnings.iter().take(LISTED) {
        remarks.push((ReportText::Warning.text(lang), text.clone()));
    }
    if let Some(more) = warnings.len().checked_sub(LISTED).filter(|more| *more > 0) {
        remarks.push((String::new(), format!("+{more}")));
    }
    let shown = case.pair().map(|(left, right)| [left, right]).into_iter().flatten();
    let lanes: Vec<Lane<'_>> = shown.filter_map(|index| case.lane(index)).collect();
    let said_of_remedy = advised.is_some_and(|instead| instead.why.code() == "forwarded");
    for note in notes::of_lanes(case, &lanes, judged.profiles, lang) {
        if said_of_remedy && note.code == "forwarded" {
            continue;
        }
        remarks.push((ReportText::Warning.text(lang), note.text));
    }
    let needed = judged.needed();
    if !needed.is_empty() {
        let mut names: Vec<String> =
            needed.iter().take(LISTED).map(|q| Shown::new(&format!("{} {}", q.name, q.rtype)).to_string()).collect();
        if needed.len() > LISTED {
            names.push("..".to_owned());
        }
        let text = ReportText::Unanswered { count: &needed.len(), names: &names.join(", ") }.text(lang);
        remarks.push((ReportText::Warning.text(lang), text));
    }
    let label = label_columns(&remarks.iter().map(|(label, _)| label.clone()).collect::<Vec<_>>());
    remarks.iter().flat_map(|(head, text)| labelled(head, label, Tone::Plain, text, style.columns)).collect()
}

/// A row of a trace, its text wrapped beside its guide, outcome, counters and source behind it.
fn trace_lines(row: trace::Row, style: Style) -> Vec<Line> {
    let mut behind = Line::default();
    if let Some((sign, outcome)) = row.outcome {
        behind =
            behind.and(Tone::Plain, "  ").and(Tone::Signed(sign), format!("{} {outcome}", sign.glyph(style.charset)));
    }
    if let Some((lookups, void_lookups)) = row.counters {
        let counters = trace::TraceText::Counters { lookups: &lookups, void_lookups: &void_lookups }.text(style.lang);
        behind = behind.and(Tone::Faint, format!("  {counters}"));
    }
    if let Some(origin) = row.origin {
        behind = behind.and(Tone::Faint, format!("  [{}]", trace::origin(&origin, style.lang)));
    }
    let room = style.columns.saturating_sub(width(&row.guide)).max(1);
    let below = trace::below(&row.guide);
    let mut lines: Vec<Line> = wrap(&row.text, room)
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            let guide = if index == 0 { &row.guide } else { &below };
            Line::new(Tone::Faint, guide.clone()).and(Tone::Plain, text)
        })
        .collect();
    match lines.last_mut() {
        Some(last) if last.width() + behind.width() <= style.columns => *last = std::mem::take(last).joined(behind),
        _ => lines.push(Line::new(Tone::Faint, below).joined(behind)),
    }
    lines
}

/// The report of one `check_host()`: the trace as a tree, then the result.
#[must_use]
pub fn spf(evaluation: &Evaluation, ip: &str, style: Style) -> Vec<Line> {
    let lang = style.lang;
    let rows = trace::rows(evaluation, ip, &trace::Folding::of_runs(), style.charset, lang);
    let mut lines = Vec::new();
    for row in rows {
        lines.extend(trace_lines(row, style));
    }
    let sign = Sign::from(evaluation.result);
    let domain = Shown::new(evaluation.domain.as_str());
    let result = ReportText::ResultOf { result: &evaluation.result, domain: &domain }.text(lang);
    let (lookups, void_lookups) = trace::counters(evaluation.lookups, evaluation.void_lookups);
    let counters = trace::TraceText::Counters { lookups: &lookups, void_lookups: &void_lookups }.text(lang);
    let result = format!("{} {result}", sign.glyph(style.charset));
    let in_lines =
        |tone: Tone, text: &str| wrap(text, style.columns).into_iter().map(move |text| Line::new(tone, text));
    if width(&result) + 2 + width(&counters) <= style.columns {
        lines.push(Line::new(Tone::Signed(sign), result).and(Tone::Faint, format!("  {counters}")));
    } else {
        lines.extend(in_lines(Tone::Signed(sign), &result).chain(in_lines(Tone::Faint, &counters)));
    }
    let mut remark = |label: ReportText<'_>, text: String| {
        let label = format!("{}: ", label.text(lang));
        lines.extend(labelled(&label, width(&label), Tone::Plain, &text, style.columns));
    };
    let caret = caret::lines(evaluation, style);
    if let Some(problem) = evaluation.problem.as_ref().filter(|_| caret.is_empty()) {
        remark(ReportText::Problem, sentence::problem(problem, lang));
    }
    if let Some(note) = notes::engines(evaluation, lang) {
        remark(ReportText::Warning, note);
    }
    if let Some(explanation) = &evaluation.explanation {
        remark(ReportText::Explanation, Shown::new(explanation).to_string());
    }
    if evaluation.result == crate::spf::SpfResult::Pending {
        remark(ReportText::Problem, sentence::pending(evaluation, lang));
    }
    lines.extend(caret);
    lines.extend(in_lines(Tone::Faint, &ReportText::TimeNotJudged.text(lang)));
    lines
}
