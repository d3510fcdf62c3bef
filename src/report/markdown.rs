//! The Markdown report: a ticket for whoever runs the DNS of the From domain. What was observed, why, what
//! to publish, how long that takes, and how to check it.

mod quote;
mod remedy;

use super::Judged;
use super::text::path_of;
use crate::case::Lane;
use crate::dns::{Name, Outcome};
use crate::identity::{Found, HeaderIdentity, TakenFrom};
use crate::receiver::{CheckKind, Decision, IdentityKind};
use crate::settings::{Charset, Lang};
use crate::source::Input;
use crate::words::common::{self, Sign, Word};
use crate::words::lane::{self, Role};
use crate::words::notes;
use crate::words::recorded;
use crate::words::report::ReportText;
use crate::words::sentence;
use crate::words::ticket::TicketText;
use quote::{block, shell_word};
pub(super) use quote::{code, link, prose};

/// The ticket of one message.
#[must_use]
pub fn message(judged: &Judged<'_>, lang: Lang) -> String {
    let mut page = Page { out: format!("# {}\n", title(judged, lang)), lang };
    page.section(TicketText::Observed, &observed(judged, lang));
    page.section(TicketText::Receivers, &receivers(judged, lang));
    page.section(TicketText::Why, &why(judged, lang));
    page.section(TicketText::Publish, &remedy::body(judged.advice, judged.typed_into, lang));
    page.section(TicketText::Ttl, &ttl(judged, lang));
    page.section(TicketText::HowToCheck, &how_to_check(judged, lang));
    page.section(TicketText::Notes, &notes(judged, lang));
    page.out
}

/// The ticket of an input that could not be read.
#[must_use]
pub fn unreadable(input: &Input, error: &str, lang: Lang) -> String {
    let path = path_of(&input.path, input.index, input.count, lang);
    format!("# {}\n\n{}\n", code(&path), prose(&ReportText::NotJudged { error: &error }.text(lang)))
}

struct Page {
    out: String,
    lang: Lang,
}

impl Page {
    /// A section; none where there is nothing to say.
    fn section(&mut self, heading: TicketText<'_>, body: &str) {
        if !body.is_empty() {
            self.out += &["\n## ", &heading.text(self.lang), "\n\n", body.trim_end(), "\n"].concat();
        }
    }
}

fn paragraph(text: &str) -> String {
    format!("{text}\n\n")
}

fn item(label: &str, text: &str) -> String {
    format!("- {}: {text}\n", prose(label))
}

/// The verdict that the ticket is about: the one that rejects, else the first that is not good.
fn subject(judged: &Judged<'_>) -> Option<usize> {
    let verdicts = &judged.case.verdicts;
    let position = |wanted: &dyn Fn(Decision) -> bool| verdicts.iter().position(|v| wanted(v.decision));
    let parting = judged.case.parting.map(|parting| parting.rejects);
    parting
        .or_else(|| position(&|d| d == Decision::Reject))
        .or_else(|| position(&|d| d.is_adverse()))
        .or_else(|| position(&|d| d == Decision::Unknown))
}

fn title(judged: &Judged<'_>, lang: Lang) -> String {
    let from = &judged.case.identities.header_from;
    let address = from.address.as_ref().or(from.lenient.as_ref());
    let domain = address.map_or_else(|| TicketText::NoDomain.text(lang), |a| code(a.domain.as_str()));
    let verdict = subject(judged).and_then(|index| judged.case.verdicts.get(index));
    match verdict {
        Some(verdict) if verdict.decision == Decision::Unknown => TicketText::TitleOpen { domain: &domain }.text(lang),
        Some(verdict) => {
            let receiver = prose(&common::receiver(&verdict.receiver, judged.profiles, lang));
            let decision = common::decision(verdict.decision, lang);
            TicketText::TitleAdverse { domain: &domain, receiver: &receiver, decision: &decision }.text(lang)
        }
        None => TicketText::TitleAccept { domain: &domain }.text(lang),
    }
}

fn observed(judged: &Judged<'_>, lang: Lang) -> String {
    let case = judged.case;
    let identities = &case.identities;
    let missing = || Word::NotFound.text(lang);
    let mut out = item(&TicketText::Message.text(lang), &code(&path_of(judged.path, judged.index, judged.count, lang)));
    out += &item("From", &header(&identities.header_from, lang));
    let pra = &identities.pra;
    if pra.address != identities.header_from.address || pra.taken_from != identities.header_from.taken_from {
        out += &item("PRA", &header(pra, lang));
    }
    let mail_from = identities.mail_from.as_ref().map_or_else(missing, |found| {
        let address = if found.value.null_sender { "<>" } else { &found.value.address };
        format!("{} ({})", code(address), taken_from(found, found.value.assumed, lang))
    });
    out += &item("MAIL FROM", &mail_from);
    let assumed = identities.client.assumed;
    let client = identities.client.ip.as_ref().map_or_else(missing, |found| {
        format!("{} ({})", code(&found.value.to_string()), taken_from(found, assumed, lang))
    });
    out += &item(&Word::Client.text(lang), &client);
    if let Some(helo) = &identities.client.helo {
        out += &item("HELO", &format!("{} ({})", code(&helo.value), taken_from(helo, assumed, lang)));
    }
    for identity in [IdentityKind::MailFrom, IdentityKind::HeaderFrom] {
        if let Some(evaluation) = case.spf.get(identity) {
            let label = TicketText::SpfOf { identity: &common::identity(identity, lang) }.text(lang);
            let domain = code(evaluation.domain.as_str());
            let text = TicketText::ResultFor { result: &evaluation.result, domain: &domain }.text(lang);
            let by = evaluation.recorded.as_ref();
            let by = by.map(|r| prose(&recorded::beside(r.by.as_deref(), r.dns.as_str(), lang)));
            out += &item(&label, &recorded::aside(&text, by, lang));
        }
    }
    out += &item(&TicketText::Rules.text(lang), &prose(&sentence::day(case, lang)));
    let dns = match judged.dns {
        "offline" => prose(&ReportText::Offline.text(lang)),
        other => code(other),
    };
    out += &item(&TicketText::Dns.text(lang), &dns);
    for line in judged.answers.edits().iter().flat_map(crate::dns::Edit::to_lines) {
        out += &item(&TicketText::Supposed.text(lang), &code(&line));
    }
    out
}

fn header(identity: &HeaderIdentity, lang: Lang) -> String {
    let address = identity.address.as_ref().or(identity.lenient.as_ref()).map(|a| code(&a.text));
    let why = identity.problem.map(|problem| {
        let why = sentence::header_problem(problem, identity.taken_from.as_deref(), lang);
        prose(&TicketText::Undefined { why: &why }.text(lang))
    });
    match (address, why) {
        (Some(address), None) => address,
        (Some(address), Some(why)) => format!("{address} ({why})"),
        (None, Some(why)) => why,
        (None, None) => Word::NotFound.text(lang),
    }
}

fn taken_from<T>(found: &Found<T>, assumed: bool, lang: Lang) -> String {
    let what = match &found.taken_from {
        TakenFrom::Option => TicketText::CommandLine.text(lang),
        other => lane::field_name(other.as_str()),
    };
    let text = if assumed { TicketText::AssumedFrom { what: &what } } else { TicketText::TakenFrom { what: &what } };
    prose(&text.text(lang))
}

fn receivers(judged: &Judged<'_>, lang: Lang) -> String {
    if judged.case.verdicts.is_empty() {
        return TicketText::NotJudged.text(lang);
    }
    let line = |verdict: &crate::receiver::Verdict| {
        let sign = Sign::from(verdict.decision).glyph(Charset::Unicode);
        let name = prose(&common::receiver(&verdict.receiver, judged.profiles, lang));
        let sign = prose(sign);
        let assumed = if judged.case.is_assumed(verdict) {
            prose(&format!(" {}", ReportText::Assumed.text(lang)))
        } else {
            String::new()
        };
        format!("- {sign} {}, {name}: {}{assumed}\n", code(&verdict.receiver), common::decision(verdict.decision, lang))
    };
    judged.case.verdicts.iter().map(line).collect()
}

fn why(judged: &Judged<'_>, lang: Lang) -> String {
    let case = judged.case;
    let Some(rejects) = subject(judged).or_else(|| case.pair().map(|(left, _)| left)) else { return String::new() };
    let accepts = case.parting.map(|parting| parting.accepts);
    let mut out = String::new();
    if let Some(text) = accepts.and_then(|accepts| sentence::parting(case, accepts, rejects, judged.profiles, lang)) {
        out += &paragraph(&prose(&text));
    }
    for lane in [Some(rejects), accepts].into_iter().flatten().filter_map(|index| case.lane(index)) {
        out += &lane_list(judged, &lane, lang);
    }
    out
}

/// What one receiver did, step by step.
fn lane_list(judged: &Judged<'_>, lane: &Lane<'_>, lang: Lang) -> String {
    let name = prose(&common::receiver(&lane.verdict.receiver, judged.profiles, lang));
    let mut out = format!("### {name}: {}\n\n", common::decision(lane.verdict.decision, lang));
    for row in lane::rows(judged.case, lane, lang) {
        let text = match row.role {
            Role::Address | Role::Domain | Role::Record | Role::Supposed | Role::Result(_) => code(&row.text),
            Role::Term if lane.evaluation.is_some_and(|evaluation| !evaluation.matched.is_empty()) => code(&row.text),
            Role::Term | Role::Identity | Role::Rule | Role::Support => prose(&row.text),
        };
        out += &if row.label.is_empty() { ["  (", &text, ")\n"].concat() } else { item(&row.label, &text) };
    }
    if let Some(source) = lane.rule.and_then(|rule| rule.source.as_deref()) {
        out += &item(&TicketText::Source.text(lang), &link(source));
    }
    out + "\n"
}

/// What `--set` supposes to see the change: the what-ifs that there are, and the remedies.
fn to_suppose(judged: &Judged<'_>) -> Vec<String> {
    let supposed = judged.answers.edits().iter().flat_map(crate::dns::Edit::to_lines);
    supposed.chain(remedy::edits(judged.advice)).collect()
}

/// The domain whose DNS the ticket is about, and its evaluation.
fn lane_of_ticket<'a>(judged: &Judged<'a>) -> Option<Lane<'a>> {
    subject(judged).and_then(|index| judged.case.lane(index))
}

fn ttl(judged: &Judged<'_>, lang: Lang) -> String {
    let Some(lane) = lane_of_ticket(judged).filter(|_| !to_suppose(judged).is_empty()) else { return String::new() };
    let Some(evaluation) = lane.evaluation else { return TicketText::TtlAnswer.text(lang) };
    let answer = evaluation.root.asked.as_ref().and_then(|asked| asked.answer.as_deref());
    let text = match answer.map(|answer| &answer.outcome) {
        Some(Outcome::NoData | Outcome::NxDomain) => TicketText::TtlNegative.text(lang),
        Some(Outcome::Records(records)) => match records.iter().map(|record| record.ttl).max() {
            Some(ttl) if ttl > 0 => TicketText::TtlRecord { ttl: &ttl }.text(lang),
            _ => TicketText::TtlUnknown.text(lang),
        },
        _ => TicketText::TtlAnswer.text(lang),
    };
    prose(&text)
}

fn how_to_check(judged: &Judged<'_>, lang: Lang) -> String {
    let lane = lane_of_ticket(judged);
    let name = lane.as_ref().and_then(|lane| {
        let dmarc = lane.rule.is_some_and(|rule| rule.check == CheckKind::Dmarc);
        lane.domain.map(|domain| if dmarc { domain.with_prefix("_dmarc") } else { domain.clone() })
    });
    let mut out = String::new();
    if let Some(name) = name.filter(is_host_name) {
        out += &paragraph(&TicketText::CheckDns.text(lang));
        let reverse = lane.as_ref().and_then(|lane| lane.rule).is_some_and(|rule| rule.check == CheckKind::ReverseDns);
        let client = judged.case.identities.client.ip.as_ref().filter(|_| reverse);
        let mut lines = match client {
            Some(client) => vec![format!("dig -x {}", client.value)],
            None => vec![format!("dig {name} TXT")],
        };
        if let Some(zone) = name.registrable().filter(|_| client.is_none()) {
            lines.push(format!("dig {zone} SOA"));
        }
        out += &paragraph(&block("sh", &lines));
    }
    if judged.path == "-" {
        return out;
    }
    let mut command = vec!["twofrom".to_owned(), "check".to_owned()];
    if !judged.path.starts_with("sample:") {
        command.push(shell_word(judged.path));
    }
    if let Some(lane) = &lane {
        command.extend(["--receiver".to_owned(), shell_word(&lane.verdict.receiver)]);
    }
    for line in to_suppose(judged) {
        command.extend(["--set".to_owned(), shell_word(&line)]);
    }
    out + &paragraph(&TicketText::CheckAgain.text(lang)) + &block("sh", &[command.join(" ")])
}

/// Whether a name can stand in a command as it is.
fn is_host_name(name: &Name) -> bool {
    let text = name.as_str();
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
}

fn notes(judged: &Judged<'_>, lang: Lang) -> String {
    let case = judged.case;
    let warnings = judged.warnings(lang, |_| true).into_iter().map(|(_, text)| text);
    let texts = warnings.chain(notes::of_case(case, judged.profiles, lang).into_iter().map(|note| note.text));
    let mut out: String = texts.flat_map(|text| ["- ".to_owned(), prose(&text), "\n".to_owned()]).collect();
    for question in &case.unanswered.needed {
        let question = code(&format!("{} {}", question.name, question.rtype));
        out += &item(&TicketText::Unanswered.text(lang), &question);
    }
    out + &format!("- {}\n", prose(&TicketText::Footer.text(lang)))
}
