//! What stands around the lanes: the identities, the story of a sample, the what-if, all receivers,
//! and what is doubtful.

use super::parts;
use crate::dns::Edit;
use crate::identity::Warning;
use crate::message::Known;
use crate::receiver::{Decision, IdentityKind};
use crate::settings::{Lang, Overrides};
use crate::text::{Shown, fit_address, pad, truncate, width, wrap};
use crate::tui::carry;
use crate::tui::keymap::Action;
use crate::tui::look::{Look, Tone, columns};
use crate::tui::model::Model;
use crate::tui::sheet::Sheet;
use crate::tui::via;
use crate::words::common::{self, Sign, Word};
use crate::words::complaint;
use crate::words::notes;
use crate::words::report::ReportText;
use crate::words::senders;
use crate::words::sentence;
use crate::words::tui::{self as words, TuiText};
use crate::words::whatif::WhatIfText;
use crate::words::{dkim, dmarc};
use ratatui::text::{Line, Span};

/// Lines of remarks that are written out; the rest is counted.
const LISTED: usize = 3;
/// Columns from which on two identities stand on one line.
const TWO_COLUMNS: usize = 100;

/// From, Subject, MAIL FROM and HELO as the message has them.
pub fn identities(model: &Model, sheet: &Sheet, room: usize) -> Vec<Line<'static>> {
    let look = model.look;
    let message = &sheet.opened.message;
    let identities = &sheet.case.identities;
    let missing = || Word::NotFound.text(look.lang);
    let header = |name| message.first_decoded(name).map(|text| Shown::new(&text).to_string());
    let from = header(Known::From).unwrap_or_else(missing);
    let subject = header(Known::Subject).unwrap_or_else(missing);
    let mail_from = identities.mail_from.as_ref().map_or_else(missing, |found| {
        let address = if found.value.null_sender { "<>" } else { &found.value.address };
        Shown::new(address).to_string()
    });
    let helo = identities.client.helo.as_ref().map_or_else(missing, |helo| Shown::new(&helo.value).to_string());
    let assumed = |identity| {
        let assumed = sheet.is_identity_assumed(identity);
        if assumed { format!(" {}", ReportText::Assumed.text(look.lang)) } else { String::new() }
    };
    let rows = [
        [("From".to_owned(), from, String::new()), (Word::Subject.text(look.lang), subject, String::new())],
        [
            ("MAIL FROM".to_owned(), mail_from, assumed(IdentityKind::MailFrom)),
            ("HELO".to_owned(), helo, assumed(IdentityKind::Helo)),
        ],
    ];
    let cell = |(label, text, mark): &(String, String, String), labels: usize, columns: usize| {
        let text = fit_address(text, columns.saturating_sub(labels + 1 + width(mark)));
        vec![
            look.span(Tone::Faint, pad(label, labels)),
            look.span(Tone::Plain, text),
            look.span(Tone::Notice, mark.clone()),
        ]
    };
    let labels =
        |cells: &[&(String, String, String)]| cells.iter().map(|(label, ..)| width(label)).max().unwrap_or(0) + 2;
    let [[one, two], [three, four]] = &rows;
    let mut lines = Vec::new();
    if room >= TWO_COLUMNS {
        let half = room / 2;
        for (first, second) in [(one, two), (three, four)] {
            let mut line = Line::from(" ");
            line.spans.extend(cell(first, labels(&[one, three]), half - 2));
            line.push_span(Span::raw(" ".repeat(half.saturating_sub(columns(&line)))));
            line.spans.extend(cell(second, labels(&[two, four]), room - half - 1));
            lines.push(line);
        }
    } else {
        for each in [one, two, three] {
            let mut line = Line::from(" ");
            line.spans.extend(cell(each, labels(&[one, two, three]), room.saturating_sub(2)));
            lines.push(line);
        }
    }
    lines
}

/// The story of a bundled sample.
pub fn story(sheet: &Sheet, look: Look, room: usize) -> Vec<Line<'static>> {
    let lines = sheet.opened.story.into_iter().flat_map(str::lines);
    // Two lines in each language.
    let own = lines.skip(if look.lang == Lang::En { 0 } else { 2 }).take(2);
    let own: Vec<&str> = own.collect();
    let apart: Vec<_> = own.iter().flat_map(|text| parts::paragraph(Tone::Plain, text, room, look)).collect();
    let text = own.join(if look.lang == Lang::En { " " } else { "" });
    let together = parts::paragraph(Tone::Plain, &text, room, look);
    if together.len() < apart.len() { together } else { apart }
}

/// The what-ifs in force and what they change.
pub fn what_if(sheet: &Sheet, look: Look, room: usize) -> Vec<Line<'static>> {
    let answers = sheet.answers();
    let edits = answers.edits();
    // Of a message that tells no client the question in place says what is assumed.
    let is_told_otherwise = sheet.is_told_otherwise() && !sheet.is_to_be_assumed();
    if edits.is_empty() && !is_told_otherwise {
        return Vec::new();
    }
    let label = ReportText::WhatIf.text(look.lang);
    let label_columns = width(&label) + 2;
    let room = room.saturating_sub(2);
    let mut lines = Vec::new();
    let told = is_told_otherwise.then(|| told_otherwise(sheet, look));
    let texts = told.into_iter().chain(edits.iter().map(|edit| supposed(edit, look)));
    for (index, text) in texts.enumerate() {
        let label = if index == 0 { label.as_str() } else { "" };
        let text = truncate(Shown::new(&text).as_str(), room.saturating_sub(label_columns));
        lines.extend(parts::labelled(label, label_columns, Tone::Notice, &text, room, look));
    }
    // They are what is copied now.
    let hint = parts::hint_in_place(Action::Copy, look);
    let first = lines.len().saturating_sub(edits.len());
    let fits = |line: &&mut Line<'_>| columns(line) + columns(&hint) + 3 <= room;
    if !carry::records(edits).is_empty()
        && let Some(line) = lines.iter_mut().skip(first).find(fits)
    {
        line.push_span("   ");
        line.spans.extend(hint.spans);
    }
    if is_told_otherwise || !sheet.edits.is_empty() {
        lines.extend(parts::labelled("", label_columns, Tone::Plain, &flips(sheet, look), room, look));
    }
    parts::indented(1, lines)
}

/// A record that is supposed: `shop.example TXT "v=spf1 -all"`.
pub fn supposed(edit: &Edit, look: Look) -> String {
    match edit.data.as_slice() {
        [] => format!("{edit} {}", WhatIfText::NoSuchRecord.text(look.lang)),
        _ => edit.to_lines().join("; "),
    }
}

/// What is said instead of what the message tells.
pub fn told_otherwise(sheet: &Sheet, look: Look) -> String {
    let overrides = &sheet.overrides;
    let mut parts = Vec::new();
    if let Some(assumed) = &overrides.assumed {
        let service = senders::service(&assumed.service, assumed.region.as_deref(), look.lang);
        parts.push(WhatIfText::Through { service: &service }.text(look.lang));
    }
    let Overrides { ip, helo, mail_from, .. } = overrides;
    parts.extend(ip.map(|ip| WhatIfText::ClientIs { what: &ip }.text(look.lang)));
    parts.extend(helo.as_ref().map(|helo| WhatIfText::HeloIs { what: &Shown::new(helo) }.text(look.lang)));
    parts.extend(
        mail_from
            .as_ref()
            .map(|sender| WhatIfText::MailFromIs { what: &Shown::new(&via::address(sender)) }.text(look.lang)),
    );
    if overrides.receiving_hop != sheet.opened.settings.overrides.receiving_hop {
        parts.push(WhatIfText::AnotherHop.text(look.lang));
    }
    if parts.is_empty() {
        parts.push(WhatIfText::AsTold.text(look.lang));
    }
    parts.join(&look.text(TuiText::Comma))
}

/// Which receivers a what-if flips, from what to what.
fn flips(sheet: &Sheet, look: Look) -> String {
    let changes = sheet
        .case
        .verdicts
        .iter()
        .enumerate()
        .filter_map(|(index, verdict)| Some((verdict.receiver.as_str(), sheet.was(index)?, verdict.decision)));
    let flips = words::flips(changes, look.lang);
    if flips.is_empty() { look.text(TuiText::FlipsNothing) } else { look.text(TuiText::Flips { flips: &flips }) }
}

/// What receivers check besides SPF: the signatures, DMARC, and the alignment of SPF and of DKIM.
pub fn checks(sheet: &Sheet, all: bool, look: Look, room: usize) -> Vec<Line<'static>> {
    let mut aspects = signatures(sheet, all, look);
    aspects.extend(dmarc::aspects(&sheet.case, look.lang));
    let labels = aspects.iter().map(|aspect| width(&aspect.label)).max().unwrap_or(0) + 2;
    let line = |aspect: dmarc::Aspect| {
        // What has no glyph stands below those that have.
        let (tone, text, columns) = match aspect.sign {
            Some(sign) => (Tone::Signed(sign), look.marked(sign, &aspect.text), labels),
            None => (Tone::Plain, aspect.text, labels + 2),
        };
        parts::labelled(&aspect.label, columns, tone, &text, room.saturating_sub(2), look)
    };
    parts::indented(1, aspects.into_iter().flat_map(line).collect())
}

/// Each signature, and below one that did not simply pass what became of it.
fn signatures(sheet: &Sheet, all: bool, look: Look) -> Vec<dmarc::Aspect> {
    let message = &sheet.opened.message;
    let mut rows = Vec::new();
    for found in sheet.case.dkim.iter().take(if all { usize::MAX } else { LISTED }) {
        let sign = Sign::from(found.result);
        rows.push(dmarc::Aspect {
            label: "DKIM".to_owned(),
            sign: Some(sign),
            text: dkim::line(message, found, look.lang),
        });
        if !dkim::is_plain(found) {
            let text = dkim::explained(&sheet.case, message, found, look.lang).join(match look.lang {
                Lang::En => " ",
                Lang::Ja => "",
            });
            rows.push(dmarc::Aspect { label: String::new(), sign: None, text });
        }
    }
    rows
}

/// All receivers by what they decide. Those of the lanes stand out by their weight, and beside those that
/// a what-if changed stands what they decided before.
pub fn receivers(sheet: &Sheet, (left, right): (usize, usize), look: Look, room: usize) -> Vec<Line<'static>> {
    let groups = parts::tally(&sheet.case.verdicts);
    let labels = groups.iter().map(|(decision, _)| width(&parts::decided(*decision, look))).max().unwrap_or(0) + 2;
    let mut lines = Vec::new();
    for (decision, _) in groups {
        let head = || {
            let text = pad(&parts::decided(decision, look), labels);
            Line::from(vec![Span::raw(" "), look.span(Tone::Signed(Sign::from(decision)), text)])
        };
        let mut line = head();
        let mut begun = false;
        for (index, _) in sheet.case.verdicts.iter().enumerate().filter(|(_, v)| v.decision == decision) {
            let name = beside_was(sheet, index, look);
            if begun && columns(&line) + width(&name) > room {
                lines.push(std::mem::replace(&mut line, Line::from(" ".repeat(labels + 1))));
            }
            let tone = if index == left || index == right { Tone::Strong } else { Tone::Plain };
            line.push_span(look.span(tone, name));
            line.push_span(Span::raw("  "));
            begun = true;
        }
        lines.push(line);
    }
    lines
}

/// All receivers in a row, in the order of their profiles, the glyph of what it decides before each.
pub fn row(sheet: &Sheet, (left, right): (usize, usize), look: Look, room: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut line = Line::from(" ");
    for (index, verdict) in sheet.case.verdicts.iter().enumerate() {
        let sign = Sign::from(verdict.decision);
        let name = beside_was(sheet, index, look);
        if line.spans.len() > 1 && columns(&line) + 2 + width(&name) > room {
            lines.push(std::mem::replace(&mut line, Line::from(" ")));
        }
        let tone = if index == left || index == right { Tone::Strong } else { Tone::Plain };
        line.push_span(look.span(Tone::Signed(sign), format!("{} ", look.glyph(sign))));
        line.push_span(look.span(tone, name));
        line.push_span(Span::raw("  "));
    }
    lines.push(line);
    lines
}

/// The id of a receiver, and what it decided before a what-if changed that.
fn beside_was(sheet: &Sheet, index: usize, look: Look) -> String {
    let verdict = sheet.case.verdicts.get(index);
    let id = verdict.map_or("", |verdict| verdict.receiver.as_str());
    // Its glyph says it, unless that is the same as now.
    let was = sheet.was(index).map(|was| match Sign::from(was) {
        sign if verdict.is_some_and(|verdict| Sign::from(verdict.decision) == sign) => common::decision(was, look.lang),
        sign => look.glyph(sign).to_owned(),
    });
    let was = was.map(|was| format!(" ({})", WhatIfText::Was { what: &was }.text(look.lang)));
    format!("{id}{}", was.unwrap_or_default())
}

/// All receivers on one line: how many decide what; without the words where there is no room for them, as
/// none may be left out.
pub fn counts(sheet: &Sheet, look: Look, room: usize) -> Vec<Line<'static>> {
    let tally: Vec<_> =
        parts::tally(&sheet.case.verdicts).into_iter().map(|(d, count)| (d, Sign::from(d), count)).collect();
    let row = |counts: Vec<(Sign, String)>| {
        let mut line = Line::from(" ");
        for (sign, text) in counts {
            line.push_span(look.span(Tone::Signed(sign), format!("{} {text}", look.glyph(sign))));
            line.push_span(Span::raw("   "));
        }
        line.spans.pop();
        line
    };
    let in_words = |(decision, sign, count): &(Decision, Sign, usize)| {
        let word = common::decision(*decision, look.lang);
        (*sign, look.text(TuiText::Counted { count, decision: &word }))
    };
    let whole = row(tally.iter().map(in_words).collect());
    if columns(&whole) <= room {
        return vec![whole];
    }
    // Without the words, decisions with one glyph cannot be told apart.
    let by_glyph = tally.chunk_by(|(_, one, _), (_, other, _)| one == other);
    let counted = |same: &[(Decision, Sign, usize)]| {
        same.first().map(|(_, sign, _)| (*sign, same.iter().map(|(.., count)| count).sum::<usize>().to_string()))
    };
    vec![row(by_glyph.filter_map(counted).collect())]
}

/// What is doubtful about the message, its evidence and its zone file.
pub fn remarks(sheet: &Sheet, everything: bool, look: Look, room: usize) -> Vec<Line<'static>> {
    let identities = &sheet.case.identities;
    let mut texts = Vec::new();
    if let Some(address) = &identities.header_from.lenient {
        texts.push(ReportText::Lenient { address: &Shown::new(&address.text) }.text(look.lang));
    }
    // The question in place says the same.
    let asked = sheet.is_to_be_assumed();
    let told = |warning: &&Warning| match warning {
        Warning::NotSentYet | Warning::Assumed { .. } | Warning::NoClientIp => !asked,
        Warning::NoMailFrom => !identities.unsent,
        _ => true,
    };
    let warnings = identities.warnings.iter().filter(told);
    texts.extend(warnings.map(|w| sentence::warning(w, &sheet.opened.message, look.lang)));
    texts.extend(notes::on_the_way(&sheet.case, look.lang).map(|note| note.text));
    texts.extend(notes::standards(&sheet.case, look.lang).map(|note| note.text));
    if let Some(first) = sheet.case.unanswered.needed.first() {
        let name = Shown::new(&format!("{} {}", first.name, first.rtype));
        let count = sheet.case.unanswered.needed.len();
        texts.push(ReportText::Unanswered { count: &count, names: &name }.text(look.lang));
    }
    let zone = &sheet.opened.zone_warnings;
    texts.extend(zone.iter().map(|warning| complaint::zone_warning(&sheet.opened.dns, warning, look.lang)));
    let label = ReportText::Warning.text(look.lang);
    let label_columns = width(&label) + 2;
    let room = room.saturating_sub(2);
    let all: Vec<(usize, String)> = texts
        .iter()
        .enumerate()
        .flat_map(|(index, text)| {
            wrap(text, room.saturating_sub(label_columns).max(1)).into_iter().map(move |l| (index, l))
        })
        .collect();
    let mut lines = Vec::new();
    let mut before = None;
    let listed = if everything { usize::MAX } else { LISTED };
    for (index, text) in all.iter().take(listed) {
        let head = if before == Some(*index) { "" } else { label.as_str() };
        before = Some(*index);
        lines.push(Line::from(vec![
            look.span(Tone::Faint, pad(head, label_columns)),
            look.span(Tone::Plain, text.clone()),
        ]));
    }
    if all.len() > listed
        && let Some(last) = lines.last_mut()
    {
        let more = format!(" +{}", texts.len().saturating_sub(before.unwrap_or(0)));
        last.push_span(look.span(Tone::Faint, more));
    }
    parts::indented(1, lines)
}
