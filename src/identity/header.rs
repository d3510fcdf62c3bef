//! The header From and the PRA (RFC 4407 section 2), to the letter and with every step recorded.

use super::{Address, HeaderIdentity, HeaderProblem, PraOutcome, PraStep};
use crate::dns::Name;
use crate::message::{Element, Field, Known, Mailbox, Message, parse_mailboxes};

/// The header From: the only field of that name and its only mailbox.
pub(super) fn header_from(message: &Message) -> HeaderIdentity {
    let fields: Vec<usize> = non_empty(message, 0, Known::From).collect();
    match fields.as_slice() {
        [] => undefined(HeaderProblem::NoHeader, None, message),
        [field] => single_mailbox(message, *field),
        [first, ..] => undefined(HeaderProblem::MultipleFrom, Some(*first), message),
    }
}

/// The Purported Responsible Address of the header from the field `start` on: of the stored header as a
/// whole, or of what stands below a hop's trace fields.
pub(super) fn pra(message: &Message, start: usize) -> HeaderIdentity {
    let mut steps = Vec::new();
    let selection = select(message, start, &mut steps);
    let mut identity = match selection {
        Ok(field) => {
            note_not_reached(message, start, field, &mut steps);
            let identity = single_mailbox(message, field);
            let outcome = if identity.address.is_some() { PraOutcome::Taken } else { PraOutcome::IllFormed };
            steps.push(PraStep { step: 5, field: Some(field), outcome });
            identity
        }
        Err((problem, field)) => undefined(problem, field, message),
    };
    if identity.address.is_none() {
        steps.push(PraStep { step: 6, field: identity.field, outcome: PraOutcome::IllFormed });
    }
    identity.steps = steps;
    identity
}

/// The PRA that the receiving server found, where a later hop added the field that gives it now: the
/// one of what stands below the receiving hop's own Received field.
pub(super) fn pra_at_hop(message: &Message, pra: &HeaderIdentity, hop: Option<usize>) -> Option<HeaderIdentity> {
    let received = message.hops.get(hop?)?.field;
    let added_later = pra.field? < received && pra.taken_from.as_deref() != Some("from");
    let below = added_later.then(|| self::pra(message, received + 1))?;
    below.address.is_some().then_some(below)
}

/// Steps 1 to 4: the one field to read.
fn select(message: &Message, start: usize, steps: &mut Vec<PraStep>) -> Result<usize, (HeaderProblem, Option<usize>)> {
    for (step, name, several) in [
        (1, Known::ResentSender, None),
        (2, Known::ResentFrom, None),
        (3, Known::Sender, Some(HeaderProblem::MultipleSenders)),
        (4, Known::From, Some(HeaderProblem::MultipleFrom)),
    ] {
        let mut note = |field, outcome| steps.push(PraStep { step, field, outcome });
        for (index, field) in message.named(name).skip_while(|(index, _)| *index < start) {
            if is_empty(message, field) {
                note(Some(index), PraOutcome::Empty);
            }
        }
        let fields: Vec<usize> = non_empty(message, start, name).collect();
        match (fields.as_slice(), several) {
            ([], _) => note(None, PraOutcome::Absent),
            ([field, ..], _) if step == 1 && is_of_older_block(message, start, *field) => {
                note(Some(*field), PraOutcome::OtherBlock);
            }
            ([first, _, ..], Some(problem)) => {
                for field in &fields {
                    note(Some(*field), PraOutcome::Several);
                }
                return Err((problem, Some(*first)));
            }
            ([field, ..], _) => {
                note(Some(*field), PraOutcome::Selected);
                return Ok(*field);
            }
        }
    }
    Err((HeaderProblem::NoHeader, None))
}

/// Whether Received or Return-Path separate this Resent-Sender from a Resent-From above it: then it
/// belongs to an older resending, and step 2 decides.
fn is_of_older_block(message: &Message, start: usize, resent_sender: usize) -> bool {
    let above = message.fields.get(start..resent_sender).unwrap_or_default();
    let is_resent_from = |field: &&Field| field.is(Known::ResentFrom) && !is_empty(message, field);
    above.iter().skip_while(|field| !is_resent_from(field)).any(|f| f.is(Known::Received) || f.is(Known::ReturnPath))
}

/// The fields that a later step would have looked at.
fn note_not_reached(message: &Message, start: usize, selected: usize, steps: &mut Vec<PraStep>) {
    for (step, name) in [(1, Known::ResentSender), (2, Known::ResentFrom), (3, Known::Sender), (4, Known::From)] {
        for field in non_empty(message, start, name) {
            if field != selected && !steps.iter().any(|s| s.field == Some(field)) {
                steps.push(PraStep { step, field: Some(field), outcome: PraOutcome::NotReached });
            }
        }
    }
}

fn non_empty(message: &Message, start: usize, name: Known) -> impl Iterator<Item = usize> {
    let from_start = message.named(name).filter(move |(index, _)| *index >= start);
    from_start.filter(|(_, field)| !is_empty(message, field)).map(|(index, _)| index)
}

/// "Non-empty" as RFC 4407 section 2 means it: any character that is not white space.
fn is_empty(message: &Message, field: &Field) -> bool {
    message.value(field).iter().all(u8::is_ascii_whitespace)
}

/// Step 5: the single mailbox of a field, or why there is none.
fn single_mailbox(message: &Message, field: usize) -> HeaderIdentity {
    let mut identity = undefined(HeaderProblem::Malformed, Some(field), message);
    let Some(found) = message.fields.get(field) else { return identity };
    let elements = parse_mailboxes(message.value(found), found.value.start);
    match elements.as_slice() {
        [Element::Mailbox(mailbox)] => {
            identity.address = address(mailbox);
            if identity.address.is_some() {
                identity.problem = None;
            }
        }
        [] | [_] => {}
        _ => identity.problem = Some(HeaderProblem::MultipleMailboxes),
    }
    if identity.address.is_none() {
        identity.lenient = lenient(&elements);
    }
    for mailbox in mailboxes(&elements) {
        if let Some(address) = address(mailbox)
            && !identity.domains.contains(&address.domain)
        {
            identity.domains.push(address.domain);
        }
    }
    identity
}

/// The mailboxes of a list, members of groups included, in order.
fn mailboxes(elements: &[Element]) -> Vec<&Mailbox> {
    let mut found = Vec::new();
    let mut open: Vec<&Element> = elements.iter().rev().collect();
    while let Some(element) = open.pop() {
        match element {
            Element::Group(members) => open.extend(members.iter().rev()),
            Element::Malformed { .. } => {}
            Element::Mailbox(mailbox) => found.push(mailbox),
        }
    }
    found
}

/// What receivers were seen to take where the letter gives nothing: list elements that name no address are
/// passed over, as a display name that a comma cut off, and equal addresses count once.
fn lenient(elements: &[Element]) -> Option<Address> {
    let hopeless = |element: &Element| matches!(element, Element::Malformed { may_be_address: true, .. });
    if elements.iter().any(hopeless) {
        return None;
    }
    let mut addresses = mailboxes(elements).into_iter().map(address);
    let first = addresses.next()??;
    addresses
        .all(|next| next.is_some_and(|a| a.local.eq_ignore_ascii_case(&first.local) && a.domain == first.domain))
        .then_some(first)
}

fn address(mailbox: &Mailbox) -> Option<Address> {
    Some(Address {
        text: format!("{}@{}", mailbox.local, mailbox.domain),
        local: mailbox.local.clone(),
        domain: Name::from_unicode(&mailbox.domain).ok()?,
        span: mailbox.span.clone(),
    })
}

fn undefined(problem: HeaderProblem, field: Option<usize>, message: &Message) -> HeaderIdentity {
    HeaderIdentity {
        address: None,
        field,
        taken_from: field.and_then(|index| message.fields.get(index)).map(|f| f.name.to_ascii_lowercase()),
        problem: Some(problem),
        lenient: None,
        domains: Vec::new(),
        steps: Vec::new(),
    }
}
