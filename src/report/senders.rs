//! The services that send for others, for people: a list, or one with its facts and their sources.

use super::paint::{Line, Tone, labelled};
use super::{Style, sources};
use crate::dns::Name;
use crate::receiver::Source;
use crate::sender::{Authorisation, Evidence, Exit, Fact, HostPattern, Senders, Service, UnknownSender, Whose};
use crate::settings::Lang;
use crate::text::{pad, width, wrap};
use crate::words::report::ReportText;
use crate::words::senders::{self as words, SenderText};

/// The list of services, or the facts of one.
///
/// # Errors
///
/// [`UnknownSender`] where there is no service of this id.
pub fn list(senders: &Senders, id: Option<&str>, style: Style) -> Result<Vec<Line>, UnknownSender> {
    match id {
        None => Ok(overview(senders, style)),
        Some(id) => Ok(explain(senders.get(id)?, senders, style)),
    }
}

fn overview(senders: &Senders, style: Style) -> Vec<Line> {
    let columns = |text: fn(&Service) -> &str| senders.services.iter().map(|s| width(text(s))).max().unwrap_or(0) + 2;
    let ids = columns(|service| &service.id);
    let names = senders.services.iter().map(|s| width(words::name(s, style.lang))).max().unwrap_or(0) + 2;
    let mut lines: Vec<Line> = senders
        .services
        .iter()
        .flat_map(|service| {
            let (name, authorisation) = (words::name(service, style.lang), authorisation(service));
            let whole = Line::new(Tone::Strong, pad(&service.id, ids))
                .and(Tone::Plain, pad(name, names))
                .and(Tone::Faint, authorisation.clone());
            if whole.width() <= style.columns {
                return vec![whole];
            }
            labelled(&service.id, ids, Tone::Plain, &format!("{name}  {authorisation}"), style.columns)
        })
        .collect();
    lines.push(Line::default());
    let hint = SenderText::Hint.text(style.lang);
    lines.extend(wrap(&hint, style.columns).into_iter().map(|text| Line::new(Tone::Faint, text)));
    lines
}

/// What goes into an SPF record; nothing where that is not known.
fn authorisation(service: &Service) -> String {
    match service.authorisation.as_ref().map(|fact| &fact.value) {
        Some(Authorisation::Include(domains)) => {
            domains.iter().map(|domain| format!("include:{domain}")).collect::<Vec<_>>().join(" | ")
        }
        Some(Authorisation::Term(form)) => form.clone(),
        None => String::new(),
    }
}

fn explain(service: &Service, senders: &Senders, style: Style) -> Vec<Line> {
    let lang = style.lang;
    let mut table = Table { senders, style, lines: Vec::new(), used: Vec::new() };
    let name = words::name(service, lang);
    let heading = Line::new(Tone::Strong, service.id.clone()).and(Tone::Plain, format!("  {name}"));
    if heading.width() <= style.columns {
        table.lines.push(heading);
    } else {
        table.lines.push(Line::new(Tone::Strong, service.id.clone()));
        table.lines.extend(labelled("", 2, Tone::Plain, name, style.columns));
    }
    let mailbox = || SenderText::TheMailbox.text(lang);
    table.fact(SenderText::MailFrom, service.mail_from.as_ref(), |envelope| {
        if envelope.whose == Whose::Mailbox { mailbox() } else { envelope.form.clone() }
    });
    table.fact(SenderText::Include, service.authorisation.as_ref(), |_| authorisation(service));
    table.fact(SenderText::Hosts, service.hosts.as_ref(), |hosts| match &service.hosts_of {
        Some(other) => SenderText::HostsOf { service: other }.text(lang),
        None => hosts.iter().map(HostPattern::as_str).collect::<Vec<_>>().join(", "),
    });
    table.fact(SenderText::Dkim, service.dkim.as_ref(), |own| {
        let selectors = SenderText::Selectors { names: &own.selectors.join(", ") }.text(lang);
        let domains = own.domains.iter().map(|domain| domain.as_str().to_owned());
        domains.chain((!own.selectors.is_empty()).then_some(selectors)).collect::<Vec<_>>().join(", ")
    });
    for (label, setup) in [(SenderText::Signing, &service.signing), (SenderText::ReturnPath, &service.return_path)] {
        let Some(setup) = setup else { continue };
        let below = setup.value.label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
        for record in &setup.value.records {
            table.row(label, &format!("{below}{record}"), &setup.evidence);
        }
    }
    table.fact(SenderText::MessageId, service.message_id.as_ref(), |names| {
        names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
    });
    for mark in &service.marks {
        let text = match &mark.value.ends {
            Some(end) => format!("{}: ..{end}", mark.value.field.name()),
            None => mark.value.field.name().to_owned(),
        };
        table.row(SenderText::Headers, &text, &mark.evidence);
    }
    table.exit(service.exit.as_ref(), service.regions.is_empty());
    if !service.regions.is_empty() {
        table.lines.push(Line::default());
        table.lines.push(Line::new(Tone::Strong, SenderText::Regions.text(lang)));
        for region in &service.regions {
            let exit = region.exit.as_ref().map(|e| format!("  {} {}", e.value.ip, e.value.helo)).unwrap_or_default();
            table.labelled(&region.id, &format!("{}{exit}", region.mail_from.value), &region.mail_from.evidence);
        }
    }
    let notes = if lang == Lang::Ja { &service.notes_ja } else { &service.notes_en };
    if !notes.is_empty() {
        table.lines.push(Line::default());
        table.lines.push(Line::new(Tone::Strong, ReportText::Notes.text(lang)));
        for note in notes {
            table.lines.extend(labelled("  -", 4, Tone::Plain, note, style.columns));
        }
    }
    table.sources();
    table.lines
}

struct Table<'a> {
    senders: &'a Senders,
    style: Style,
    lines: Vec<Line>,
    used: Vec<usize>,
}

impl Table<'_> {
    fn row(&mut self, label: SenderText<'_>, text: &str, evidence: &[Evidence]) {
        self.labelled(&label.text(self.style.lang), text, evidence);
    }

    fn labelled(&mut self, label: &str, text: &str, evidence: &[Evidence]) {
        self.used.extend(evidence.iter().map(|e| e.source));
        let ids: Vec<&str> =
            evidence.iter().filter_map(|e| self.senders.source(e.source)).map(|source| source.id.as_str()).collect();
        let mut support = words::confidence(evidence.first().map(|e| e.confidence), self.style.lang);
        if !ids.is_empty() {
            support = format!("{support} {}", ids.join(" "));
        }
        let text = format!("{text}  ({support})");
        self.lines.extend(labelled(&format!("  {label}"), 18, Tone::Plain, &text, self.style.columns));
    }

    fn fact<T>(&mut self, label: SenderText<'_>, fact: Option<&Fact<T>>, text: impl Fn(&T) -> String) {
        match fact {
            Some(fact) => self.row(label, &text(&fact.value), &fact.evidence),
            None => self.unknown(label),
        }
    }

    fn exit(&mut self, exit: Option<&Fact<Exit>>, expected: bool) {
        match exit {
            Some(exit) => {
                self.row(SenderText::Exit, &format!("{} {}", exit.value.ip, exit.value.helo), &exit.evidence);
            }
            None if expected => self.unknown(SenderText::Exit),
            None => {}
        }
    }

    fn unknown(&mut self, label: SenderText<'_>) {
        let label = format!("  {}", label.text(self.style.lang));
        let text = SenderText::NotKnown.text(self.style.lang);
        self.lines.extend(labelled(&label, 18, Tone::Faint, &text, self.style.columns));
    }

    fn sources(&mut self) {
        self.lines.push(Line::default());
        self.lines.push(Line::new(Tone::Strong, ReportText::Sources.text(self.style.lang)));
        self.used.sort_unstable();
        self.used.dedup();
        let used: Vec<&Source> = self.used.iter().filter_map(|index| self.senders.source(*index)).collect();
        self.lines.extend(sources::lines(&used, self.style.columns));
    }
}
