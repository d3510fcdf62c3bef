//! A message written anew: the fields that an analysis reads, each from what was read in it.

use super::{Kind, REDACTED, Redactor, hop, record};
use crate::message::{
    Algorithm, BodyState, Element, Known, Mailbox, Message, Oddity, Reading, ReversePath, Signature, SignatureFault,
    Span, TagFault, addresses, decode_text, ends_with, id, instance, is_filled, is_word, list_name, number,
    parse_mailboxes, parse_reverse_path, stated_client,
};
use jiff::Timestamp;
use std::fmt::Write;

/// Writes a message anew.
pub(super) fn redacted(redactor: &Redactor, message: &Message) -> Message {
    let mut raw = String::new();
    for (index, field) in message.fields.iter().enumerate() {
        let is_empty = message.value(field).iter().all(u8::is_ascii_whitespace);
        let kept = field.known.and_then(|known| {
            let value = if is_empty { Some(String::new()) } else { value(redactor, message, index, known) };
            Some((known.name(), value?))
        });
        // Where a record stands can say whose it is: of every other field, that it is there.
        let (name, value) = kept.unwrap_or_else(|| ("X-Redacted", REDACTED.to_owned()));
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(raw, "{name}: {value}");
    }
    let stand_in = raw.len() + 1..raw.len() + 1 + REDACTED.len();
    let mut redacted = Message::parse(format!("{raw}\n{REDACTED}\n").into_bytes());
    redacted.oddities = message.oddities.iter().map(|oddity| without_quote(oddity, &stand_in)).collect();
    let sender = message.mbox_from.as_ref().map(|(sender, _)| sender);
    redacted.signatures = signatures(redactor, message, &redacted, &stand_in);
    redacted.saved_signs.clone_from(&message.saved_signs);
    redacted.mbox_from = sender.map(|sender| (mbox_sender(redactor, sender), None));
    redacted
}

/// What stays of a field's value: what is read of it, each name replaced. `None` where nothing does.
fn value(redactor: &Redactor, message: &Message, index: usize, known: Known) -> Option<String> {
    let raw = message.value(message.fields.get(index)?);
    let of = |words: &[&'static str], is: &dyn Fn(&str) -> bool| words.iter().copied().find(|word| is(word));
    let value = match known.reading() {
        Reading::Mailboxes => Some(mailboxes(redactor, raw)),
        // One that cannot be read still cannot.
        Reading::ReversePath => {
            let path = parse_reverse_path(raw, 0).map(|path| reverse_path(redactor, &path));
            path.or_else(|| Some("()".to_owned()))
        }
        Reading::Hop => message.hops.iter().find(|hop| hop.field == index).map(|found| hop::hop(redactor, found)),
        Reading::Record => {
            let mut claims = message.claims.iter();
            let claim = claims.find(|claim| claim.field == index || claim.other_field == Some(index));
            claim.map(|claim| record::claim(redactor, message, claim, known))
        }
        Reading::Signature => {
            let mut signatures = message.signatures.iter();
            signatures.find(|signature| signature.field == index).map(|found| signature(redactor, found))
        }
        Reading::Date => message.date.map(date),
        Reading::Text => Some(redactor.replaced(Kind::Subject, &decode_text(raw))),
        Reading::Id => {
            let (id, domain) = id(raw);
            let domain = domain.map(|domain| format!("@{}", redactor.host(&domain))).unwrap_or_default();
            Some(format!("<{}{domain}>", redactor.replaced(Kind::Id, &id)))
        }
        Reading::List => Some(format!("<{}>", redactor.host(&list_name(raw)))),
        Reading::Recipients => {
            let all: Vec<String> = addresses(raw).iter().map(|address| recipient(redactor, address)).collect();
            Some(all.join(", ")).filter(|text| !text.is_empty())
        }
        Reading::Number => number(raw).map(|number| number.to_string()),
        Reading::Instance => instance(raw).map(|number| format!("i={number}; {REDACTED}")),
        Reading::Client => stated_client(raw).map(|ip| ip.to_string()),
        Reading::Word(words) => of(words, &|word| is_word(raw, word)).map(str::to_owned),
        Reading::Ending(ends) => of(ends, &|end| ends_with(raw, end)).map(str::to_owned),
        Reading::Presence => (!is_filled(raw)).then(String::new),
        // What it says is kept beside the message.
        Reading::Saved => return None,
    };
    // That it is there stays, whatever stands in it.
    Some(value.unwrap_or_else(|| REDACTED.to_owned()))
}

/// An address list with the same elements in the same order.
fn mailboxes(redactor: &Redactor, value: &[u8]) -> String {
    let elements = parse_mailboxes(value, 0);
    // Something that is no element, a comment alone.
    if elements.is_empty() { "()".to_owned() } else { list(redactor, &elements) }
}

fn list(redactor: &Redactor, elements: &[Element]) -> String {
    let texts: Vec<String> = elements
        .iter()
        .map(|element| match element {
            Element::Mailbox(mailbox) => mailbox_text(redactor, mailbox),
            Element::Malformed { may_be_address, .. } => malformed(*may_be_address).to_owned(),
            // A group holds no groups.
            Element::Group(members) => format!("group: {};", list(redactor, members)),
        })
        .collect();
    texts.join(", ")
}

fn mailbox_text(redactor: &Redactor, mailbox: &Mailbox) -> String {
    let local = redactor.local(&mailbox.local);
    if mailbox.display.trim().is_empty() {
        return format!("{local}@{}", mailbox.domain);
    }
    format!("{} <{local}@{}>", redactor.replaced(Kind::Name, &mailbox.display), mailbox.domain)
}

/// Something that is no mailbox either, with an `@` if the original may be an address.
fn malformed(may_be_address: bool) -> &'static str {
    if may_be_address { "redacted@" } else { REDACTED }
}

/// A reverse-path in angle brackets.
pub(super) fn reverse_path(redactor: &Redactor, path: &ReversePath) -> String {
    match path {
        ReversePath::Null => "<>".to_owned(),
        ReversePath::Address { local, domain, .. } if domain.is_empty() => format!("<{}>", redactor.local(local)),
        ReversePath::Address { local, domain, .. } => {
            let literal = domain.starts_with('[');
            let domain = if literal { redactor.host(domain) } else { domain.clone() };
            format!("<{}@{domain}>", redactor.local(local))
        }
    }
}

/// The recipient of an envelope.
pub(super) fn recipient(redactor: &Redactor, address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    format!("{}@{}", redactor.local(local), redactor.host(domain))
}

/// The sender of an mbox `From ` line, which stands without brackets.
fn mbox_sender(redactor: &Redactor, sender: &str) -> String {
    let path = parse_reverse_path(format!("<{sender}>").as_bytes(), 0);
    let path = path.map(|path| reverse_path(redactor, &path));
    path.map_or_else(|| redactor.local(sender), |path| path.trim_matches(['<', '>']).to_owned())
}

/// A time stamp as the fields write it.
pub(super) fn date(seconds: i64) -> String {
    let Ok(time) = Timestamp::from_second(seconds) else { return String::new() };
    jiff::tz::Offset::UTC.to_datetime(time).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// The tags that say whose signature it is and how it was made.
fn signature(redactor: &Redactor, signature: &Signature) -> String {
    let tags = [
        ("a", signature.algorithm.as_deref().map(|name| algorithm(name).to_owned())),
        ("d", signature.domain.as_deref().map(|domain| redactor.host(domain))),
        ("s", signature.selector.as_deref().map(|name| selector(name).to_owned())),
    ];
    let tags = tags.into_iter().filter_map(|(name, value)| Some(format!("; {name}={}", value?)));
    format!("v=1{}", tags.collect::<String>())
}

/// The signatures as they were read in the message itself: their hashes are of its bytes, so that they
/// verify here as there. What names people is replaced in them as everywhere.
fn signatures(redactor: &Redactor, message: &Message, redacted: &Message, stand_in: &Span) -> Vec<Signature> {
    let places = redacted.named(Known::DkimSignature).map(|(index, _)| index);
    let read = message.signatures.iter().zip(places);
    read.map(|(signature, field)| {
        let mut kept = Signature { field, ..signature.clone() };
        kept.domain = kept.domain.map(|domain| redactor.host(&domain));
        kept.identity = kept.identity.map(|identity| match identity.rsplit_once('@') {
            Some(("", domain)) => format!("@{}", redactor.host(domain)),
            Some((local, domain)) => format!("{}@{}", redactor.local(local), redactor.host(domain)),
            None => REDACTED.to_owned(),
        });
        let plain = |name: &String| is_known(name);
        for name in kept.signed.iter_mut().filter(|name| !plain(name)) {
            REDACTED.clone_into(name);
        }
        kept.algorithm = kept.algorithm.map(|name| algorithm(&name).to_owned());
        kept.selector = kept.selector.map(|name| selector(&name).to_owned());
        match &mut kept.prepared {
            Ok(prepared) => {
                if let BodyState::Appended { rest, .. } = &mut prepared.body.state {
                    rest.clone_from(stand_in);
                }
            }
            Err(SignatureFault::Tags(fault)) => *fault = without_place(fault, stand_in),
            Err(_) => {}
        }
        kept
    })
    .collect()
}

/// A selector: what can be a name in the DNS.
pub(super) fn selector(text: &str) -> &str {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if plain { text } else { REDACTED }
}

/// The name of an algorithm that somebody knows.
fn algorithm(text: &str) -> &'static str {
    let known = [Algorithm::RsaSha1, Algorithm::RsaSha256, Algorithm::Ed25519Sha256].map(Algorithm::as_str);
    known.into_iter().find(|known| text.eq_ignore_ascii_case(known)).unwrap_or(REDACTED)
}

/// Whether a field's name is one of those that everybody writes.
fn is_known(name: &str) -> bool {
    const OTHERS: [&str; 11] = [
        "To",
        "Cc",
        "Reply-To",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Content-Language",
        "Resent-Date",
        "Resent-Message-ID",
        "User-Agent",
        "List-Unsubscribe",
    ];
    Known::of(name).is_some() || OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// A fault that quotes nothing.
fn without_place(fault: &TagFault, stand_in: &Span) -> TagFault {
    match fault {
        TagFault::NoEquals(_) => TagFault::NoEquals(stand_in.clone()),
        TagFault::BadName(_) => TagFault::BadName(stand_in.clone()),
        TagFault::Duplicate(_) => TagFault::Duplicate(stand_in.clone()),
        TagFault::BadCharacter(_) => TagFault::BadCharacter(stand_in.clone()),
        TagFault::TooMany => TagFault::TooMany,
    }
}

/// An oddity that quotes nothing.
fn without_quote(oddity: &Oddity, stand_in: &Span) -> Oddity {
    match oddity {
        Oddity::JunkLine(_) => Oddity::JunkLine(stand_in.clone()),
        Oddity::BareCr(_) => Oddity::BareCr(stand_in.clone()),
        Oddity::SpaceBeforeColon(_) => Oddity::SpaceBeforeColon(stand_in.clone()),
        Oddity::LongLine(_) => Oddity::LongLine(stand_in.clone()),
        Oddity::ByteOrderMark
        | Oddity::LeadingBlankLine
        | Oddity::MboxFromLine
        | Oddity::LogPrefix
        | Oddity::MixedLineEnds { .. }
        | Oddity::DuplicateField { .. }
        | Oddity::NoBlankLine
        | Oddity::HeaderOnly
        | Oddity::NulByte
        | Oddity::NotUtf8
        | Oddity::Limit(_) => oddity.clone(),
    }
}
