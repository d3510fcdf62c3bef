//! The conversation, the header and the PRA in words.

use super::{About, Line, Mark, Said, Teller, WalkText};
use crate::identity::{HeaderIdentity, MailFrom, PraOutcome};
use crate::text::Shown;
use crate::walk::{self, Event};
use crate::words::common::{Sign, Word};
use crate::words::lane;
use std::net::IpAddr;

/// What stands for a value that nobody knows.
const UNKNOWN: &str = "..";

impl Teller<'_> {
    pub(super) fn conversation(&self, event: &Event<'_>) -> Said {
        match event {
            Event::Connection { ip } => self.connection(*ip),
            Event::Greeting { host } => {
                let host = host.map(Shown::new);
                let text = match &host {
                    Some(host) => WalkText::GreetingOf { host },
                    None => WalkText::GreetingOfSomebody,
                };
                let name = host.as_ref().map_or(UNKNOWN, Shown::as_str);
                let line = Line::new(Mark::Server, format!("220 {name}")).beside(self.text(WalkText::Server));
                self.say(WalkText::Greets, vec![line], vec![text])
            }
            Event::Ehlo { name } => {
                let name = Shown::new(name.unwrap_or(UNKNOWN));
                let line = Line::new(Mark::Client, format!("EHLO {name}")).beside("HELO");
                // It speaks for the sender where MAIL FROM is empty.
                let is_null = self.case.identities.mail_from.as_ref().is_some_and(|found| found.value.null_sender);
                let lines = vec![if is_null { line.lit(About::Helo) } else { line }, self.done()];
                self.say(WalkText::Ehlo, lines, vec![WalkText::EhloIsFree])
            }
            Event::MailFrom { mail_from } => self.mail_from(*mail_from),
            Event::Recipient => {
                let lines = vec![Line::new(Mark::Client, format!("RCPT TO:<{UNKNOWN}>")), self.done()];
                self.say(WalkText::Recipient, lines, vec![WalkText::RecipientPlaysNoPart])
            }
            Event::Data => {
                let lines = vec![Line::new(Mark::Client, "DATA"), Line::new(Mark::Server, "354")];
                self.say(WalkText::Data, lines, vec![WalkText::DataIsContent])
            }
            Event::Header { fields } => self.header(fields),
            Event::Pra { pra } => self.pra(pra),
            _ => Said::default(),
        }
    }

    /// Says a step.
    pub(super) fn say(&self, title: WalkText<'_>, lines: Vec<Line>, text: Vec<WalkText<'_>>) -> Said {
        Said { title: self.text(title), lines, text: text.into_iter().map(|text| self.text(text)).collect() }
    }

    #[allow(clippy::unused_self, reason = "a line like the others")]
    fn done(&self) -> Line {
        Line::new(Mark::Server, "250")
    }

    fn connection(&self, ip: Option<IpAddr>) -> Said {
        let unsent = self.case.identities.unsent;
        let mut text = if unsent { vec![WalkText::NotSentYet] } else { Vec::new() };
        let Some(ip) = ip else {
            let title = if unsent { WalkText::NotConnected } else { WalkText::SomebodyConnects };
            text.push(WalkText::WithoutIp);
            return self.say(title, Vec::new(), text);
        };
        text.push(WalkText::IpIsEvidence);
        let line = Line::new(Mark::Client, ip.to_string()).beside(self.text(WalkText::ClientIp)).lit(About::Client);
        self.say(WalkText::Connects { ip: &ip }, vec![line], text)
    }

    fn mail_from(&self, mail_from: Option<&MailFrom>) -> Said {
        let address = match mail_from {
            // Of an address that was assumed only the domain is known.
            Some(mail_from) if !mail_from.null_sender && !mail_from.address.contains('@') => {
                format!("{UNKNOWN}@{}", Shown::new(&mail_from.address))
            }
            Some(mail_from) => Shown::new(&mail_from.address).to_string(),
            None => UNKNOWN.to_owned(),
        };
        let line = Line::of_address(Mark::Client, "MAIL FROM:<", &address, ">");
        let line = line.beside(self.text(WalkText::Envelope));
        let line = if mail_from.is_some() { line.lit(About::MailFrom) } else { line };
        let domain = mail_from.and_then(|found| found.domain.as_ref()).map(|name| Shown::new(name.as_str()));
        let text = match (mail_from, &domain) {
            (None, _) if self.case.identities.unsent => vec![WalkText::ReversePath],
            (None, _) => vec![WalkText::ReversePath, WalkText::MailFromWasThere],
            (Some(found), Some(domain)) if found.null_sender => vec![WalkText::NullReversePath { domain }],
            (Some(found), None) if found.null_sender => vec![WalkText::NullReversePathNowhere],
            (Some(_), Some(domain)) => vec![WalkText::ReversePath, WalkText::Remember { domain }],
            (Some(_), None) => vec![WalkText::ReversePath, WalkText::NoDomain],
        };
        let title = if mail_from.is_some() { WalkText::MailFrom } else { WalkText::MailFromUnknown };
        self.say(title, vec![line, self.done()], text)
    }

    fn header(&self, fields: &[walk::Shown]) -> Said {
        let from_field = self.case.identities.header_from.field;
        let lines = fields.iter().map(|shown| {
            let line = Line::new(Mark::Field, self.field(shown.field));
            match from_field {
                Some(from) if from == shown.field => {
                    line.beside(Word::HeaderFrom.text(self.lang)).lit(About::HeaderFrom)
                }
                _ if shown.is_lit => line.lit(About::Header),
                _ => line,
            }
        });
        let end = Line::new(Mark::Client, ".").beside(self.text(WalkText::EndOfData));
        let lines = lines.chain([end]).collect();
        let shown = |name: &crate::dns::Name| Shown::new(name.as_str());
        let from = self.case.identities.header_from.address.as_ref().map(|address| shown(&address.domain));
        let mail_from = self.case.identities.mail_from.as_ref().filter(|found| !found.value.null_sender);
        let mail_from = mail_from.and_then(|found| found.value.domain.as_ref()).map(shown);
        let mut text = Vec::new();
        if from_field.is_some() {
            text.push(WalkText::ReaderSees);
        }
        match (&from, &mail_from) {
            (Some(from), Some(mail_from)) if from == mail_from => text.push(WalkText::SameDomain { from }),
            (Some(from), Some(mail_from)) => text.push(WalkText::OtherDomain { from, mail_from }),
            (Some(domain), None) => text.push(WalkText::Remember { domain }),
            (None, _) => {}
        }
        let title = if from_field.is_some() { WalkText::Header } else { WalkText::HeaderWithoutFrom };
        self.say(title, lines, text)
    }

    fn pra(&self, pra: &HeaderIdentity) -> Said {
        // Steps 5 and 6 only read the field that was selected.
        let is_defined = pra.address.is_some();
        let lines = pra.steps.iter().filter(|step| step.step < 5).map(|step| {
            let field = step.field.map(|index| self.field(index));
            let name = match step.step {
                1 => "Resent-Sender",
                2 => "Resent-From",
                3 => "Sender",
                _ => "From",
            };
            let is_selected = step.outcome == PraOutcome::Selected;
            // The field that goes first need not hold one mailbox.
            let (sign, outcome) = match (is_selected, is_defined) {
                (true, true) => (Sign::Good, outcome(step.outcome)),
                (true, false) => (Sign::Bad, WalkText::IllFormed),
                (false, _) => (Sign::Nothing, outcome(step.outcome)),
            };
            let line = Line::new(Mark::Signed(sign), field.unwrap_or_else(|| name.to_owned()));
            let line = line.beside(self.text(outcome));
            if is_selected && is_defined { line.lit(About::Pra) } else { line }
        });
        let lines = lines.collect();
        let field = pra.taken_from.as_deref().map(lane::field_name).unwrap_or_default();
        if pra.address.is_none() {
            return self.say(WalkText::PraUndefined, lines, vec![WalkText::PraIs]);
        }
        let mut text = vec![WalkText::PraIs];
        if field != "From" {
            text.push(WalkText::PraIsNotFrom { field: &field });
        }
        self.say(WalkText::Pra { field: &field }, lines, text)
    }
}

fn outcome(outcome: PraOutcome) -> WalkText<'static> {
    match outcome {
        PraOutcome::Absent => WalkText::Absent,
        PraOutcome::Empty => WalkText::Empty,
        PraOutcome::OtherBlock => WalkText::OtherBlock,
        PraOutcome::Selected | PraOutcome::Taken => WalkText::Selected,
        PraOutcome::Several => WalkText::Several,
        PraOutcome::NotReached => WalkText::NotReached,
        PraOutcome::IllFormed => WalkText::IllFormed,
    }
}
