//! Whether somebody passed the message on, a forwarder or a list: then the client is not the author's, and
//! no record of the author's domain should name it.
//!
//! Almost all that shows it can be written by whoever sends the message. So it is a reason to withhold a remedy
//! and to speak of a possibility; it changes no identity, no result and no verdict.

use super::Identities;
use super::boundary::is_private;
use crate::dns::Name;
use crate::message::{Field, Hop, Known, Message, addresses, instance, is_filled, is_word, list_name, rewritten};
use std::collections::HashSet;

/// A field, and which values of it say something.
type Sign = (Known, fn(&[u8]) -> bool);

/// Fields of those who send a message on, and which values of them say so. Gmail writes X-Forwarded-Encrypted
/// into mail that its users send themselves too: that is instance 1.
const FORWARD_FIELDS: [Sign; 9] = [
    (Known::ResentFrom, is_filled),
    (Known::ResentSender, is_filled),
    (Known::ResentTo, is_filled),
    (Known::XForwardedTo, is_filled),
    (Known::XForwardedFor, is_filled),
    (Known::XForwardedEncrypted, is_later_instance),
    (Known::XInboxRulesLoop, is_filled),
    (Known::XForwardingLoop, is_filled),
    (Known::XSieveRedirectedFrom, is_filled),
];

/// Fields that list software writes, and which values of them say so. List-Unsubscribe is none of them: every
/// newsletter has it.
const LIST_FIELDS: [Sign; 12] = [
    (Known::ListPost, is_filled),
    (Known::ListSubscribe, is_filled),
    (Known::ListArchive, is_filled),
    (Known::ListOwner, is_filled),
    (Known::MailingList, is_filled),
    (Known::XBeenThere, is_filled),
    (Known::XMailmanVersion, is_filled),
    (Known::XMlName, is_filled),
    (Known::XMlServer, is_filled),
    (Known::XMlCount, is_filled),
    (Known::XGoogleGroupId, is_filled),
    (Known::Precedence, is_list),
];

/// Fields that name the recipient of the envelope.
const RECIPIENT_FIELDS: [Known; 3] = [Known::XOriginalTo, Known::EnvelopeTo, Known::XEnvelopeTo];

/// Fields that name the mailbox, which an alias may have led to.
const MAILBOX_FIELDS: [Known; 3] = [Known::DeliveredTo, Known::XDeliveredTo, Known::XOriginalDeliveredTo];

/// Marks that are kept.
const MARKS: usize = 8;

/// That a message seems to have been passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// Whether a list did.
    pub list: bool,
    /// The client that passed it on, as the receiving server saw it; `None` where nothing tells it.
    pub by: Option<String>,
    /// What shows it, never empty.
    pub shown_by: Vec<Mark>,
}

/// Something that shows that a message was passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A field of forwarders or lists.
    Field {
        /// Its name.
        name: &'static str,
        /// Index into [`Message::fields`].
        field: usize,
    },
    /// A MAIL FROM that forwarders rewrite so.
    MailFrom(String),
    /// A server before the receiving one took it for another recipient.
    Recipient {
        /// Index into [`Message::hops`].
        hop: usize,
        /// That recipient.
        address: String,
    },
    /// It was delivered before, to another recipient.
    Delivered {
        /// The field's name.
        name: &'static str,
        /// Index into [`Message::fields`].
        field: usize,
        /// That recipient.
        address: String,
    },
}

/// Whether a message was passed on to where it was received, and by what that is seen.
#[must_use]
pub fn forwarded(message: &Message, identities: &Identities) -> Option<Forwarded> {
    let client = &identities.client;
    let receiving = client.hop.and_then(|index| Some((index, message.hops.get(index)?)));
    // What stands above a hop that was chosen was written when the message went on from there.
    let chosen = receiving.filter(|(index, _)| client.found_hop != Some(*index));
    let begin = chosen.map_or(0, |(_, hop)| hop.field);
    let mut marks = of_fields(message, &FORWARD_FIELDS, begin);
    if let Some(found) = &identities.mail_from
        && rewritten(&found.value.local).is_some()
    {
        marks.push(Mark::MailFrom(found.value.address.clone()));
    }
    let mut list = false;
    if marks.is_empty() {
        marks = of_list(message, identities, begin);
        list = !marks.is_empty();
    }
    // A list, too, takes a message for its own address; and below a private peer the receiver's own servers wrote.
    let from_outside = receiving.filter(|(_, hop)| hop.peer_ip.is_some_and(|ip| !is_private(ip)));
    if !list && let Some((index, hop)) = from_outside {
        marks.extend(of_recipients(message, index, hop));
    }
    marks.truncate(MARKS);
    let by = client.ip.as_ref().map(|ip| {
        let seen = receiving.map(|(_, hop)| hop).filter(|hop| hop.peer_ip == Some(ip.value));
        let name = seen.and_then(|hop| hop.peer_name.as_deref()).map(|name| name.trim_end_matches('.'));
        name.map_or_else(|| ip.value.to_string(), |name| format!("{name} [{}]", ip.value))
    });
    (!marks.is_empty()).then_some(Forwarded { list, by, shown_by: marks })
}

/// The recipients of the envelope at a hop, as its own server and those behind it wrote them, in lower case: letter
/// case does not tell mailboxes apart.
pub(super) fn recipients(message: &Message, hop: &Hop) -> HashSet<String> {
    let fields = RECIPIENT_FIELDS.iter().flat_map(|known| delivered(message, *known));
    let above = fields.filter(|(_, field, _)| *field < hop.field).map(|(.., address)| address);
    hop.recipient.iter().cloned().chain(above).map(|address| address.to_ascii_lowercase()).collect()
}

/// What was taken for, or delivered to, another recipient before it came to the receiving hop. What its own
/// servers wrote above it are aliases of the same mailbox.
fn of_recipients(message: &Message, index: usize, hop: &Hop) -> Vec<Mark> {
    let own = recipients(message, hop);
    let is_other = |own: &HashSet<String>, address: &str| !own.contains(&address.to_ascii_lowercase());
    let deeper = message.hops.iter().enumerate().skip(index + 1).filter(|_| !own.is_empty());
    let taken = deeper.filter_map(|(hop, deeper)| {
        let address = deeper.recipient.clone().filter(|address| is_other(&own, address))?;
        Some(Mark::Recipient { hop, address })
    });
    let names = RECIPIENT_FIELDS.iter().chain(&MAILBOX_FIELDS);
    let (above, below): (Vec<_>, Vec<_>) =
        names.flat_map(|known| delivered(message, *known)).partition(|(_, field, _)| *field < hop.field);
    let mut known = own.clone();
    known.extend(above.into_iter().map(|(.., address)| address.to_ascii_lowercase()));
    let before = below.into_iter().filter(|(.., address)| is_other(&known, address));
    let before = before.map(|(name, field, address)| Mark::Delivered { name, field, address });
    taken.chain(before).take(MARKS).collect()
}

/// The addresses in the fields of a name, each with the field's index.
fn delivered(message: &Message, known: Known) -> impl Iterator<Item = (&'static str, usize, String)> + use<'_> {
    message.named(known).flat_map(move |(index, field)| {
        addresses(message.value(field)).into_iter().map(move |address| (known.name(), index, address))
    })
}

/// The fields of a table that stand below `begin` and say so.
fn of_fields(message: &Message, table: &[Sign], begin: usize) -> Vec<Mark> {
    let first = |(known, says): &Sign| {
        let (field, _) = message.named(*known).find(|(index, field)| *index >= begin && says(message.value(field)))?;
        Some(Mark::Field { name: known.name(), field })
    };
    table.iter().filter_map(first).collect()
}

/// What shows that a list relayed the message.
fn of_list(message: &Message, identities: &Identities, begin: usize) -> Vec<Mark> {
    let marks = of_fields(message, &LIST_FIELDS, begin);
    if !marks.is_empty() {
        return marks;
    }
    // A newsletter's own List-Id names its own domain; a list's names the list's.
    let from = &identities.header_from;
    let from = from.address.as_ref().or(from.lenient.as_ref()).map(|address| &address.domain);
    let first = message.named(Known::ListId).find(|(index, field)| *index >= begin && is_filled(message.value(field)));
    let is_foreign = |(_, field): &(usize, &Field)| {
        let domain = Name::new(&list_name(message.value(field)));
        let is_own = |from: &Name| {
            domain == *from || (domain.registrable().is_some() && domain.registrable() == from.registrable())
        };
        !from.is_some_and(is_own)
    };
    let mark = first.filter(is_foreign).map(|(field, _)| Mark::Field { name: Known::ListId.name(), field });
    mark.into_iter().collect()
}

fn is_list(value: &[u8]) -> bool {
    is_word(value, "list")
}

/// `i=2; …`
fn is_later_instance(value: &[u8]) -> bool {
    instance(value).is_some_and(|number| number > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::identify;
    use crate::settings::Overrides;

    fn shown_by(message: &str) -> Option<Forwarded> {
        let message = Message::parse(message.as_bytes().to_vec());
        forwarded(&message, &identify(&message, &Overrides::default()))
    }

    #[test]
    fn the_client_is_who_passed_it_on() {
        let message = "Received: from helo.example (mail.fwd.example. [192.0.2.1]) by mx.b.example; x\nX-Forwarded-To: a@b.example\n\n";
        let found = shown_by(message).expect("the field says so");
        assert_eq!(found.by.as_deref(), Some("mail.fwd.example [192.0.2.1]"));
        assert_eq!(found.shown_by, [Mark::Field { name: "X-Forwarded-To", field: 1 }]);
        let nameless = message.replace("mail.fwd.example. ", "");
        assert_eq!(shown_by(&nameless).and_then(|found| found.by).as_deref(), Some("192.0.2.1"));
        assert_eq!(shown_by("X-Forwarded-To: a@b.example\n\n").and_then(|found| found.by), None);
    }

    #[test]
    fn only_a_few_marks_are_kept() {
        let fields = "Delivered-To: u@a.example\n".repeat(100);
        let message =
            format!("Received: from a.example ([192.0.2.1]) by mx.b.example for <u@b.example>; x\n{fields}\n");
        assert_eq!(shown_by(&message).map(|found| found.shown_by.len()), Some(MARKS));
    }

    #[test]
    fn gmail_counts_instances() {
        for (value, later) in
            [("i=2; AJvY@b.example", true), ("i=1; AJvY", false), ("i=12;x", true), ("i=x", false), ("", false)]
        {
            assert_eq!(is_later_instance(value.as_bytes()), later, "{value}");
        }
    }
}
