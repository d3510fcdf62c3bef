//! Everything that could tell the client IP, the HELO name or MAIL FROM, whichever was taken: where it
//! stands, what it says, and why it lost. Nothing is decided here.

use super::envelope::{STATED_CLIENT, angle, header, same_domain};
use super::received::{Credit, Received};
use super::{Found, Identities, MailFrom, TakenFrom};
use crate::dns::Name;
use crate::message::{Claim, ClaimKind, ClaimedSender, Known, Message, ReversePath, Span, parse_reverse_path};
use crate::settings::Overrides;
use std::net::IpAddr;

/// Why a candidate was taken or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// This one was taken.
    Taken,
    /// This one was taken, but only a sender can have written it: see [`super::Client::assumed`] and
    /// [`MailFrom::assumed`].
    Assumed,
    /// It counts, and says the same as the one that was taken.
    Agrees,
    /// It counts, but something that counts more says otherwise.
    Overruled,
    /// It can have come with the message: it confirms at most.
    Unconfirmed,
    /// It tells of another hop than the receiving one.
    OtherHop,
    /// Whoever sends the message can write it; it says the same as what was taken, or serves for comparison.
    AnyoneWrites,
}

/// A place in the message that could tell an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it says, as written.
    pub value: String,
    /// What kind of evidence it is.
    pub taken_from: TakenFrom,
    /// The field that it stands in: index into [`crate::message::Message::fields`].
    pub field: Option<usize>,
    /// Where it stands in the message.
    pub span: Option<Span>,
    /// Whether it was taken, and why not.
    pub standing: Standing,
}

/// The candidates of each identity of the envelope, those that count most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Of the client IP.
    pub client_ip: Vec<Candidate>,
    /// Of the HELO name.
    pub helo: Vec<Candidate>,
    /// Of MAIL FROM.
    pub mail_from: Vec<Candidate>,
}

/// Lists the evidence for what was found.
#[must_use]
pub fn evidence(message: &Message, overrides: &Overrides, identities: &Identities) -> Evidence {
    let received = Received::read(message, overrides.receiving_hop);
    let client = &identities.client;
    let list = List { received: &received };
    Evidence {
        client_ip: list.client_ip(client.ip.as_ref(), client.assumed),
        helo: list.helo(client.helo.as_ref(), client.assumed),
        mail_from: list.mail_from(identities.mail_from.as_ref()),
    }
}

struct List<'r, 'a> {
    received: &'r Received<'a>,
}

impl List<'_, '_> {
    fn client_ip(&self, found: Option<&Found<IpAddr>>, assumed: bool) -> Vec<Candidate> {
        let mut list = said(found.map(|found| (found.value.to_string(), &found.taken_from)));
        list.extend(self.recorded(|claim| Some((claim.client_ip?.to_string(), claim.client_ip_span.clone()))));
        list.extend(self.of_hops(|hop| Some((hop.peer_ip?.to_string(), hop.peer_ip_span.clone()))));
        for name in STATED_CLIENT {
            let field = self.received.message.named(name).next().map(|(index, _)| index);
            list.extend(self.received.stated_client(name).map(|found| Candidate {
                value: found.value.to_string(),
                taken_from: found.taken_from,
                field,
                span: found.span,
                standing: Standing::AnyoneWrites,
            }));
        }
        settle(list, found, assumed, |candidate, taken: &IpAddr| {
            candidate.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical() == *taken)
        })
    }

    fn helo(&self, found: Option<&Found<String>>, assumed: bool) -> Vec<Candidate> {
        let mut list = said(found.map(|found| (found.value.clone(), &found.taken_from)));
        list.extend(self.recorded(|claim| Some((claim.helo.clone()?, claim.helo_span.clone()))));
        list.extend(self.of_hops(|hop| Some((hop.helo.clone()?, hop.helo_span.clone()))));
        settle(list, found, assumed, |candidate, taken: &String| candidate.eq_ignore_ascii_case(taken))
    }

    fn mail_from(&self, found: Option<&Found<MailFrom>>) -> Vec<Candidate> {
        let assumed = found.map(|found| (written(&found.value.address), &found.taken_from));
        let mut list = said(assumed);
        for name in [Known::ReturnPath, Known::XEnvelopeFrom] {
            for (index, field) in self.received.message.named(name) {
                let Some((path, span)) = self.received.path_of(field) else { continue };
                let value = match &path {
                    ReversePath::Null => "<>".to_owned(),
                    ReversePath::Address { local, domain, .. } if domain.is_empty() => local.clone(),
                    ReversePath::Address { local, domain, .. } => format!("{local}@{domain}"),
                };
                let standing = match self.received.is_own_field(index) {
                    true => Standing::Overruled,
                    false if self.received.is_of_hop(index) => Standing::Unconfirmed,
                    false => Standing::OtherHop,
                };
                let taken_from = if name == Known::ReturnPath { TakenFrom::ReturnPath } else { header(field) };
                list.push(Candidate { value, taken_from, field: Some(index), span: Some(span), standing });
            }
            if name == Known::ReturnPath {
                list.extend(self.recorded(|claim| {
                    let value = match claim.mail_from.as_ref()? {
                        ClaimedSender::Helo(_) if !self.received.records_helo_for_null_alone() => return None,
                        ClaimedSender::Null | ClaimedSender::Helo(_) => "<>".to_owned(),
                        ClaimedSender::Domain(text) | ClaimedSender::Address(text) => text.clone(),
                    };
                    Some((value, claim.mail_from_span.clone()))
                }));
                list.extend(
                    self.of_hops(|hop| Some((written(hop.envelope_from.as_deref()?), hop.envelope_from_span.clone()))),
                );
            }
        }
        if let Some((sender, span)) = &self.received.message.mbox_from {
            let standing = standing(self.received.is_last());
            let (value, taken_from) = (sender.clone(), TakenFrom::MboxFromLine);
            list.push(Candidate { value, taken_from, field: None, span: span.clone(), standing });
        }
        settle(list, found, found.is_some_and(|found| found.value.assumed), same_sender)
    }

    /// What servers recorded, those that count first.
    fn recorded(&self, value: impl Fn(&Claim) -> Option<(String, Option<Span>)>) -> Vec<Candidate> {
        let message = self.received.message;
        let first = self.received.records.iter().map(|(index, _)| *index);
        let others = (0..message.claims.len()).filter(|index| !self.received.records.iter().any(|(r, _)| r == index));
        first
            .chain(others)
            .filter_map(|index| {
                let claim = message.claims.get(index)?;
                let standing = match self.received.credits.get(index)? {
                    Credit::Counts | Credit::NotKnown => Standing::Overruled,
                    Credit::Confirms | Credit::Contradicts => Standing::Unconfirmed,
                    Credit::Outside => Standing::OtherHop,
                };
                let (value, span) = value(claim)?;
                let taken_from = match claim.kind {
                    ClaimKind::ReceivedSpf => TakenFrom::ReceivedSpf,
                    ClaimKind::AuthenticationResults => TakenFrom::AuthenticationResults,
                    _ => header(message.fields.get(claim.field)?),
                };
                let span = self.received.span(span.as_ref(), claim.field);
                Some(Candidate { value, taken_from, field: Some(claim.field), span, standing })
            })
            .collect()
    }

    /// What Received fields say, the receiving hop's first.
    fn of_hops(&self, value: impl Fn(&crate::message::Hop) -> Option<(String, Option<Span>)>) -> Vec<Candidate> {
        let receiving = self.received.hop.map(|(index, _)| index);
        let mut hops: Vec<_> = self.received.message.hops.iter().enumerate().collect();
        hops.sort_by_key(|(index, _)| Some(*index) != receiving);
        hops.into_iter()
            .filter_map(|(index, hop)| {
                let (value, span) = value(hop)?;
                Some(Candidate {
                    value,
                    taken_from: TakenFrom::Received,
                    field: Some(hop.field),
                    span: self.received.span(span.as_ref(), hop.field),
                    standing: standing(Some(index) == receiving),
                })
            })
            .collect()
    }
}

/// What an option or an assumption says: it stands before everything, in no field.
fn said(found: Option<(String, &TakenFrom)>) -> Vec<Candidate> {
    let said = found.filter(|(_, from)| matches!(from, TakenFrom::Option | TakenFrom::Via));
    let candidate = |(value, from): (String, &TakenFrom)| Candidate {
        value,
        taken_from: from.clone(),
        field: None,
        span: None,
        standing: Standing::Overruled,
    };
    said.map(candidate).into_iter().collect()
}

/// What counts unless something says otherwise, or tells of another hop.
fn standing(of_hop: bool) -> Standing {
    if of_hop { Standing::Overruled } else { Standing::OtherHop }
}

/// Says of each candidate whether it is the one that was taken, or agrees with that one.
fn settle<T>(
    mut list: Vec<Candidate>,
    found: Option<&Found<T>>,
    assumed: bool,
    same: impl Fn(&str, &T) -> bool,
) -> Vec<Candidate> {
    let Some(found) = found else { return list };
    let taken = |c: &Candidate| c.taken_from == found.taken_from && c.span == found.span;
    let winner = list.iter().position(taken);
    for (index, candidate) in list.iter_mut().enumerate() {
        candidate.standing = match candidate.standing {
            _ if Some(index) == winner && assumed => Standing::Assumed,
            _ if Some(index) == winner => Standing::Taken,
            Standing::Overruled if same(&candidate.value, &found.value) => Standing::Agrees,
            standing => standing,
        };
    }
    // What was taken stands first.
    list.sort_by_key(|candidate| match candidate.standing {
        Standing::Taken | Standing::Assumed => 0,
        Standing::Agrees | Standing::Overruled => 1,
        Standing::Unconfirmed => 2,
        Standing::AnyoneWrites => 3,
        Standing::OtherHop => 4,
    });
    list
}

fn written(address: &str) -> String {
    if address.is_empty() { "<>".to_owned() } else { address.to_owned() }
}

/// Whether a candidate says the same sender; of a domain alone only the domain is compared.
fn same_sender(candidate: &str, taken: &MailFrom) -> bool {
    if taken.null_sender {
        let helo = taken.domain.as_ref().map_or("", Name::as_str);
        return candidate == "<>" || ClaimedSender::read(candidate).stands_for_null(helo);
    }
    let domain = |text: &str| text.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_owned());
    match parse_reverse_path(angle(candidate).as_bytes(), 0) {
        Some(ReversePath::Address { local, domain: of_path, .. }) if candidate.contains('@') => {
            local.eq_ignore_ascii_case(&taken.local) && same_domain(&of_path, &domain(&taken.address))
        }
        _ => {
            let own = if taken.address.contains('@') { domain(&taken.address) } else { taken.address.clone() };
            candidate != "<>" && same_domain(candidate, &own)
        }
    }
}
