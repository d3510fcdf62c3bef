//! Whether the client is a server of the recipient's own, which took the message from outside and passed it on:
//! then the server before it is the one to judge at.
//!
//! A name below the recipient's domain does not prove it: customers of a provider have such names too, and HELO is the
//! client's own word. So nothing is judged otherwise for it; it is said, and a remedy is withheld.

use super::boundary::is_private;
use super::forwarded::recipients;
use super::gateways::Gateway;
use super::organisation::same_organisation;
use super::provider::Provider;
use super::received::Received;
use super::{Found, Identities, MailFrom, TakenFrom, Warning};
use crate::dns::{Answers, Name, Question, RData, RecordType, Unanswered};
use crate::message::{Hop, Message, rewritten};

/// A client that may be a gateway of the recipient's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRelay {
    /// The client's name.
    pub host: Name,
    /// The hop at which the message came in from outside: index into [`Message::hops`].
    pub hop: usize,
    /// The MX host of the recipient's domain that makes it one; `None` where only its name says so.
    pub named_by: Option<Name>,
    /// The filtering service that it belongs to.
    pub service: Option<&'static str>,
}

/// Looks whether the client is a gateway of the recipient's own. `verified` is the confirmed name of its address. The
/// MX records of the recipient's domain are asked for only where its name looks like it.
#[must_use]
pub fn own_relay(
    message: &Message,
    identities: &Identities,
    verified: Option<&Name>,
    answers: &Answers,
    unanswered: &mut Unanswered,
) -> Option<OwnRelay> {
    let index = identities.client.hop?;
    let hop = message.hops.get(index)?;
    let ip = identities.client.ip.as_ref().filter(|ip| !matches!(ip.taken_from, TakenFrom::Option | TakenFrom::Via))?;
    // Where another client was recorded, the receiving server looked behind the gateway itself.
    hop.peer_ip.filter(|peer| *peer == ip.value)?;
    let by = hop.by.as_deref().map(Name::new);
    let own = own_recipient_domain(message, hop);
    let to = own.clone().or_else(|| deeper_recipient_domain(message, index));
    let service = verified.and_then(Gateway::of);
    let said = [&hop.peer_name, &hop.helo, &hop.from].into_iter().flatten().map(|name| Name::new(name));
    for host in verified.cloned().into_iter().chain(said) {
        let is_own = |name: &Name| match service {
            Some(service) => service.owns(name),
            None => same_organisation(name, &host),
        };
        let Some(outer) = outer_hop(message, index, &is_own) else { continue };
        let is_verified = verified == Some(&host);
        let alike = [&by, &to].into_iter().flatten().any(|name| same_organisation(name, &host));
        let suggested = service.is_none() && alike && Provider::of(&host).is_none();
        if !is_verified && !suggested {
            continue;
        }
        let names_it = |mx: &Name| match service {
            Some(service) => service.owns(mx),
            None => *mx == host,
        };
        let mx = to.as_ref().filter(|_| is_verified).and_then(|to| {
            let question = Question::new(to.clone(), RecordType::Mx);
            // Where nothing but the hop below speaks for it, it is not asked for: every relay has such a hop.
            let ask = |open| (suggested || service.is_some()).then(|| unanswered.need(open));
            let answer = answers.look_up(&question).map_err(ask).ok()?;
            let mut exchanges = answer.records().iter().filter_map(|record| match &record.data {
                RData::Mx { exchange, .. } => Some(exchange),
                _ => None,
            });
            exchanges.find(|mx| names_it(mx)).cloned()
        });
        if mx.is_some() || suggested {
            return Some(OwnRelay {
                host,
                hop: outer,
                // The MX records of a domain that only the sender may have named prove nothing.
                named_by: mx.filter(|_| own.is_some()),
                service: service.map(|service| service.name.as_str()),
            });
        }
    }
    None
}

/// The domain that the message was sent to, as the receiving servers wrote it: its MX records are the recipient's.
fn own_recipient_domain(message: &Message, hop: &Hop) -> Option<Name> {
    domain_of(&hop.recipient.clone().or_else(|| recipients(message, hop).into_iter().min())?)
}

/// The same as a server before wrote it, which may be the sender's word: it can suggest, and proves nothing.
fn deeper_recipient_domain(message: &Message, index: usize) -> Option<Name> {
    message.hops.iter().skip(index + 1).find_map(|deeper| domain_of(deeper.recipient.as_deref()?))
}

fn domain_of(address: &str) -> Option<Name> {
    let domain = address.rsplit_once('@').map(|(_, domain)| Name::new(domain))?;
    domain.check().is_ok().then_some(domain)
}

/// The hop at which a message came to a group of hosts from outside: the hops below the receiving one are followed as
/// long as the group's hosts wrote them and their peers are private. What a peer with a public address calls itself is
/// its own word, so that it is outside; a submission with a login is no such hop.
fn outer_hop(message: &Message, index: usize, is_own: &dyn Fn(&Name) -> bool) -> Option<usize> {
    let below = message.hops.iter().enumerate().skip(index + 1);
    let mut own = below.take_while(|(_, hop)| hop.by.as_deref().is_some_and(|by| is_own(&Name::new(by))));
    let (at, hop) = own.find(|(_, hop)| hop.peer_ip.is_some_and(|ip| !is_private(ip)))?;
    (!is_submission(hop)).then_some(at)
}

/// The names of a hop's peer.
fn peer_names(hop: &Hop) -> impl Iterator<Item = Name> {
    [&hop.peer_name, &hop.helo, &hop.from].into_iter().flatten().map(|name| Name::new(name))
}

/// Whether the peer logged in (RFC 3848).
fn is_submission(hop: &Hop) -> bool {
    let with = hop.with.as_deref().unwrap_or_default().to_ascii_uppercase();
    with.split_whitespace()
        .any(|word| matches!(word, "ESMTPA" | "ESMTPSA" | "UTF8SMTPA" | "UTF8SMTPSA" | "HTTP" | "HTTPS"))
}

impl Received<'_> {
    /// MAIL FROM at a hop that was chosen, as it arrived at the hop that was found, if the hosts between are all of
    /// the chosen hop's organisation, and nothing says that these passed the message on under an envelope of their own.
    pub fn kept_mail_from(&self, helo: Option<&Name>, warnings: &mut Vec<Warning>) -> Option<Found<MailFrom>> {
        let (index, hop) = self.hop?;
        let found = self.found.filter(|found| *found < index)?;
        let own = Name::new(hop.by.as_deref()?);
        let is_own = |name: &Name| same_organisation(name, &own);
        let mut between = self.message.hops.get(found..index)?.iter().enumerate();
        let stayed = between.all(|(at, hop)| {
            let of_own = hop.by.as_deref().is_some_and(|by| is_own(&Name::new(by)));
            (at == 0 || of_own) && (peer_names(hop).any(|name| is_own(&name)) || hop.peer_ip.is_none())
        });
        let last = Received::read(self.message, None);
        let known = recipients(self.message, last.hop?.1);
        let to = hop.recipient.as_ref().filter(|_| !known.is_empty());
        let same_recipient = to.is_none_or(|to| known.contains(&to.to_ascii_lowercase()));
        let mail_from = last.mail_from(helo, &mut Vec::new())?;
        let MailFrom { local, domain, null_sender, .. } = &mail_from.value;
        let rewrote = rewritten(local).is_some() || (!null_sender && domain.as_ref().is_none_or(is_own));
        if !stayed || !same_recipient || rewrote {
            return None;
        }
        warnings.push(Warning::KeptMailFrom { number: found + 1 });
        Some(mail_from)
    }
}
