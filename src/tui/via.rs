//! What a message does not tell: through whom it will leave, or which client it comes from.

use super::sheet::Sheet;
use crate::identity::MailFrom;
use crate::sender::{Region, Senders, Service};
use crate::settings::{AssumedSender, Assumption, Overrides, Sender};
use std::net::IpAddr;
use std::ops::Range;

/// An entry of the list of what can be assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A service; one with regions asks for the region next.
    Service(&'static Service),
    /// A region of a service.
    Region(&'static Service, &'static Region),
    /// A client of one's own.
    Client,
    /// What the message itself tells.
    AsRead,
}

impl Choice {
    /// Whether a region is to be chosen next.
    #[must_use]
    pub fn leads_on(self) -> bool {
        matches!(self, Self::Service(service) if service.regions.len() > 1)
    }

    /// What it assumes.
    #[must_use]
    pub fn assumption(self) -> Option<Assumption> {
        let via = match self {
            Self::Service(service) => service.id.clone(),
            Self::Region(service, region) => format!("{}/{}", service.id, region.id),
            Self::Client | Self::AsRead => return None,
        };
        Senders::builtin().assume(&via).ok()
    }
}

/// What can be assumed about a message: the services, or the regions of one.
#[must_use]
pub fn choices(sheet: &Sheet, of: Option<&str>) -> Vec<Choice> {
    let senders = Senders::builtin();
    if let Some(service) = of.and_then(|id| senders.get(id).ok()) {
        return service.regions.iter().map(|region| Choice::Region(service, region)).collect();
    }
    let mut choices: Vec<Choice> = senders.services.iter().map(Choice::Service).collect();
    // Of some services too little is known to assume anything.
    choices.retain(|choice| {
        choice.assumption().is_some_and(|assumed| assumed.ip.is_some() || assumed.mail_from != AssumedSender::NotKnown)
    });
    choices.push(Choice::Client);
    if is_supposed(sheet) {
        choices.push(Choice::AsRead);
    }
    choices
}

/// The entry to begin with: what is assumed, else the service that the message seems to be made for.
#[must_use]
pub fn first(sheet: &Sheet, of: Option<&str>) -> usize {
    let assumed = sheet.overrides.assumed.as_ref();
    let seems = || sheet.advice.service.as_ref().map(|through| through.id.as_str());
    let id = assumed.map(|assumed| assumed.service.as_str()).or_else(seems);
    let region = assumed.and_then(|assumed| assumed.region.as_deref());
    let is_it = |choice: &Choice| match choice {
        Choice::Service(service) => Some(service.id.as_str()) == id,
        Choice::Region(_, its) => Some(its.id.as_str()) == region,
        Choice::Client | Choice::AsRead => false,
    };
    choices(sheet, of).iter().position(is_it).unwrap_or(0)
}

/// Whether something was assumed on this screen.
#[must_use]
pub fn is_supposed(sheet: &Sheet) -> bool {
    sheet.overrides != sheet.opened.settings.overrides
}

/// The client as it stands, for typing it anew: what is said of it, else what the message tells.
#[must_use]
pub fn as_told(sheet: &Sheet) -> String {
    let said = Overrides { assumed: None, receiving_hop: None, ..sheet.overrides.clone() };
    if sheet.is_to_be_assumed() {
        return written(&said);
    }
    let identities = &sheet.case.identities;
    let told = Overrides {
        ip: identities.client.ip.as_ref().map(|found| found.value),
        helo: identities.client.helo.as_ref().map(|found| found.value.clone()),
        mail_from: identities.mail_from.as_ref().map(|found| told_sender(&found.value)),
        ..Overrides::default()
    };
    written(&told)
}

pub fn told_sender(mail_from: &MailFrom) -> Sender {
    if mail_from.null_sender { Sender::Null } else { Sender::parse(&mail_from.address) }
}

/// What a typed client stands for: only what is not as the message tells it is said otherwise.
///
/// # Errors
///
/// [`Problem`] says what is wrong.
pub fn client(sheet: &Sheet, text: &str) -> Result<Overrides, Problem> {
    let given = &sheet.opened.settings.overrides;
    let now = sheet.overrides_before();
    // A service that was chosen stays: the client may be the one of it that is not known here.
    let before = Overrides { assumed: now.assumed.clone(), receiving_hop: now.receiving_hop, ..given.clone() };
    let mut overrides = typed(text, &before)?;
    if !sheet.is_to_be_assumed() {
        let told = &sheet.published.identities;
        if told.client.ip.as_ref().map(|found| found.value) == overrides.ip {
            overrides.ip = given.ip;
        }
        if told.client.helo.as_ref().map(|found| &found.value) == overrides.helo.as_ref() {
            overrides.helo.clone_from(&given.helo);
        }
        if told.mail_from.as_ref().map(|found| told_sender(&found.value)) == overrides.mail_from {
            overrides.mail_from.clone_from(&given.mail_from);
        }
    }
    Ok(overrides)
}

/// Why a typed client cannot be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// With which word, in bytes of the line.
    pub span: Range<usize>,
}

/// What is wrong with a word of a typed client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The first word is no IP address.
    NotAnIp,
    /// A word too many.
    TooMuch,
}

/// The words of a line, each with its place in bytes. In quotes a blank does not end a word: a local part
/// may hold one (RFC 5321 section 4.1.2).
fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut words = Vec::new();
    let (mut start, mut is_quoted, mut is_escaped) = (None, false, false);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && !is_quoted {
            words.extend(start.take().map(|start| start..at));
            continue;
        }
        start.get_or_insert(at);
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
    }
    words.extend(start.map(|start| start..text.len()));
    words.into_iter().filter_map(|span| Some((span.clone(), text.get(span)?))).collect()
}

/// A client as it is typed: `192.0.2.1 mail.shop.example info@shop.example`, the words after the first
/// where they are known; nothing typed gives back what was said before.
///
/// # Errors
///
/// [`Problem`] says what is wrong.
pub fn typed(text: &str, before: &Overrides) -> Result<Overrides, Problem> {
    let mut words = words(text).into_iter();
    let Some((span, first)) = words.next() else { return Ok(before.clone()) };
    let ip: IpAddr = first.parse().map_err(|_| Problem { kind: ProblemKind::NotAnIp, span })?;
    let mut overrides = Overrides { ip: Some(ip), helo: None, mail_from: None, ..before.clone() };
    for (span, word) in words {
        let is_address = word.contains('@') || word == "<>";
        if is_address && overrides.mail_from.is_none() {
            overrides.mail_from = Some(Sender::parse(word));
        } else if !is_address && overrides.helo.is_none() {
            overrides.helo = Some(word.to_owned());
        } else {
            return Err(Problem { kind: ProblemKind::TooMuch, span });
        }
    }
    Ok(overrides)
}

/// A sender as it is typed.
#[must_use]
pub fn address(sender: &Sender) -> String {
    match sender {
        Sender::Null => "<>".to_owned(),
        Sender::Address { local, domain } => format!("{local}@{domain}"),
    }
}

/// The client as it was typed.
#[must_use]
pub fn written(overrides: &Overrides) -> String {
    let mail_from = overrides.mail_from.as_ref().map(address);
    let words = [overrides.ip.map(|ip| ip.to_string()), overrides.helo.clone(), mail_from];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Problem, ProblemKind, typed, written};
    use crate::settings::Overrides;

    #[test]
    fn a_client_is_typed_with_what_is_known_of_it() {
        let read = |text| typed(text, &Overrides::default()).map(|overrides| written(&overrides));
        assert_eq!(read(" 192.0.2.1 "), Ok("192.0.2.1".to_owned()));
        let whole = "2001:db8::1 mail.shop.example info@shop.example";
        assert_eq!(read(whole), Ok(whole.to_owned()));
        assert_eq!(read("192.0.2.1 <> mail.shop.example"), Ok("192.0.2.1 mail.shop.example <>".to_owned()));
        assert_eq!(read(""), Ok(String::new()));
        assert_eq!(read("192.0.2.1 \"a b\"@c.example d"), Ok("192.0.2.1 d \"a b\"@c.example".to_owned()));
        assert_eq!(read(" 192.0.2.300"), Err(Problem { kind: ProblemKind::NotAnIp, span: 1..12 }));
        assert_eq!(read("192.0.2.1 a  b "), Err(Problem { kind: ProblemKind::TooMuch, span: 13..14 }));
    }
}
