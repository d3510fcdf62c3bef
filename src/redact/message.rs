//! A message written anew: the fields that an analysis reads, each from what was read in it.

use super::{Kind, REDACTED, Redactor, record};
use crate::message::{
    BodyState, Element, Field, Mailbox, Message, Oddity, ReversePath, Signature, SignatureFault, Span, TagFault,
    decode_text, parse_mailboxes, parse_reverse_path,
};
use jiff::Timestamp;
use std::fmt::Write;

/// What becomes of a field's value.
#[derive(Clone, Copy)]
enum Treatment {
    /// An address list: each mailbox and each fault stays, without names.
    Mailboxes,
    /// A reverse-path.
    ReversePath,
    /// A record of a server, or a hop.
    Record,
    /// A text, replaced as a whole.
    Subject,
    /// An id and its domain.
    Id,
    /// The day and time.
    Date,
    /// The tags of a signature that name its domain.
    Signature,
    /// An address of a machine, or a day and one; a number.
    Machine,
    /// The name between `<>`.
    ListId,
    /// One of these words at the end, or nothing that is shown.
    Ends(&'static [&'static str]),
    /// `i=NUMBER` at the beginning.
    Instance,
    /// That the field is there says it all.
    Presence,
}

/// The fields that are kept. Every other is left out.
const KEPT: &[(&str, Treatment)] = &[
    ("From", Treatment::Mailboxes),
    ("Sender", Treatment::Mailboxes),
    ("Resent-From", Treatment::Mailboxes),
    ("Resent-Sender", Treatment::Mailboxes),
    ("Return-Path", Treatment::ReversePath),
    ("X-Envelope-From", Treatment::ReversePath),
    ("Received", Treatment::Record),
    ("Received-SPF", Treatment::Record),
    ("Authentication-Results", Treatment::Record),
    ("ARC-Authentication-Results", Treatment::Record),
    ("X-SPF-AUTH", Treatment::Record),
    ("X-MS-Exchange-Authentication-Results", Treatment::Record),
    ("Authentication-Results-Original", Treatment::Record),
    ("X-SID-PRA", Treatment::Mailboxes),
    (
        "X-SID-Result",
        Treatment::Ends(&["PASS", "NONE", "SOFTFAIL", "HARDFAIL", "FAIL", "NEUTRAL", "TEMPERROR", "PERMERROR"]),
    ),
    ("Subject", Treatment::Subject),
    ("Message-ID", Treatment::Id),
    ("Date", Treatment::Date),
    ("DKIM-Signature", Treatment::Signature),
    ("X-Sender-IP", Treatment::Machine),
    ("X-MS-Exchange-Organization-SCL", Treatment::Machine),
    ("X-SES-Outgoing", Treatment::Machine),
    ("X-Mailgun-Sending-Ip", Treatment::Machine),
    ("List-Id", Treatment::ListId),
    ("Feedback-ID", Treatment::Ends(&[":AmazonSES"])),
    ("Precedence", Treatment::Ends(&["list", "bulk", "junk"])),
    // By these a list, a forwarder or a service is recognised.
    ("List-Post", Treatment::Presence),
    ("List-Subscribe", Treatment::Presence),
    ("List-Unsubscribe", Treatment::Presence),
    ("List-Archive", Treatment::Presence),
    ("List-Owner", Treatment::Presence),
    ("Mailing-List", Treatment::Presence),
    ("X-BeenThere", Treatment::Presence),
    ("X-Mailman-Version", Treatment::Presence),
    ("X-ML-Name", Treatment::Presence),
    ("X-MLServer", Treatment::Presence),
    ("X-ML-Count", Treatment::Presence),
    ("X-Google-Group-Id", Treatment::Presence),
    ("X-Loop", Treatment::Presence),
    ("Resent-To", Treatment::Presence),
    ("X-Forwarded-To", Treatment::Presence),
    ("X-Forwarded-For", Treatment::Presence),
    ("X-Forwarded-Encrypted", Treatment::Instance),
    ("X-MS-Exchange-Inbox-Rules-Loop", Treatment::Presence),
    ("X-MS-Exchange-ForwardingLoop", Treatment::Presence),
    ("X-Sieve-Redirected-From", Treatment::Presence),
    ("Delivered-To", Treatment::Mailboxes),
    ("X-Delivered-To", Treatment::Mailboxes),
    ("X-Original-Delivered-To", Treatment::Mailboxes),
    ("X-Original-To", Treatment::Mailboxes),
    ("Envelope-To", Treatment::Mailboxes),
    ("X-Envelope-To", Treatment::Mailboxes),
    ("X-SG-EID", Treatment::Presence),
    ("X-SG-ID", Treatment::Presence),
    ("X-Mailgun-Sid", Treatment::Presence),
    ("X-PM-Message-Id", Treatment::Presence),
];

/// Writes a message anew.
pub(super) fn redacted(redactor: &Redactor, message: &Message) -> Message {
    let mut raw = String::new();
    // What stands right below a Received field can be its server's: nothing may come there by leaving out what is between.
    let mut is_apart = false;
    let mut last: Option<Treatment> = None;
    for (index, field) in message.fields.iter().enumerate() {
        let kept = KEPT.iter().find(|(name, _)| field.is(name)).and_then(|(name, treatment)| {
            let empty = message.value(field).iter().all(u8::is_ascii_whitespace);
            let value = || value(redactor, message, index, field, *treatment);
            Some((name, *treatment, if empty { String::new() } else { value()? }))
        });
        let Some((name, treatment, value)) = kept else {
            is_apart = true;
            continue;
        };
        if is_apart && matches!((last, treatment), (Some(Treatment::Record), Treatment::Record)) {
            let _ = writeln!(raw, "X-Redacted: {REDACTED}");
        }
        (is_apart, last) = (false, Some(treatment));
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

fn value(redactor: &Redactor, message: &Message, index: usize, field: &Field, treatment: Treatment) -> Option<String> {
    let raw = message.value(field);
    let text = || decode_text(raw);
    Some(match treatment {
        Treatment::Mailboxes => mailboxes(redactor, raw),
        Treatment::ReversePath => {
            parse_reverse_path(raw, 0).map(|path| reverse_path(redactor, &path)).unwrap_or_default()
        }
        Treatment::Record => {
            let hop = message.hops.iter().find(|hop| hop.field == index).map(|hop| record::hop(redactor, hop, raw));
            let claim = || {
                message
                    .claims
                    .iter()
                    .find(|claim| claim.field == index)
                    .map(|c| record::claim(redactor, c, &message.signatures))
            };
            hop.or_else(claim)?
        }
        Treatment::Subject => redactor.replaced(Kind::Subject, &text()),
        Treatment::Id => {
            let text = text();
            let id = text.trim_start_matches('<').trim_end_matches('>').trim();
            let (id, domain) = id.rsplit_once('@').unwrap_or((id, ""));
            format!("<{}@{}>", redactor.replaced(Kind::Id, id), redactor.host(domain))
        }
        Treatment::Date => date(message.date?),
        Treatment::Signature => match message.signatures.iter().find(|signature| signature.field == index) {
            Some(found) => signature(redactor, found),
            None => REDACTED.to_owned(),
        },
        Treatment::Machine => machine(&text())?,
        Treatment::ListId => {
            let text = text();
            let inside = text.rsplit_once('<').map_or(text.as_str(), |(_, inside)| inside);
            format!("<{}>", redactor.host(inside.trim().trim_end_matches('>').trim()))
        }
        Treatment::Ends(words) => {
            let text = text();
            let end = words.iter().find(|word| text.trim_end().ends_with(**word));
            end.map_or_else(|| REDACTED.to_owned(), |end| (*end).to_owned())
        }
        Treatment::Instance => {
            let text = text();
            let number = text.trim_start().strip_prefix("i=").and_then(|rest| rest.split(';').next());
            let number = number.and_then(|number| number.trim().parse::<u32>().ok());
            number.map_or_else(|| REDACTED.to_owned(), |number| format!("i={number}; {REDACTED}"))
        }
        Treatment::Presence => REDACTED.to_owned(),
    })
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
    let mut out = String::from("v=1");
    let tags = [("a", &signature.algorithm), ("d", &signature.domain), ("s", &signature.selector)];
    for (name, value) in tags.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))) {
        let value = match name {
            "d" => redactor.host(value),
            _ if value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) => value.to_owned(),
            _ => continue,
        };
        // Writing to a string cannot fail.
        let _ = write!(out, "; {name}={value}");
    }
    out
}

/// The signatures as they were read in the message itself: their hashes are of its bytes, so that they
/// verify here as there. What names people is replaced in them as everywhere.
fn signatures(redactor: &Redactor, message: &Message, redacted: &Message, stand_in: &Span) -> Vec<Signature> {
    let places = redacted.named("DKIM-Signature").map(|(index, _)| index);
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
        for text in [&mut kept.algorithm, &mut kept.selector].into_iter().flatten() {
            if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) {
                REDACTED.clone_into(text);
            }
        }
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

/// Whether a field's name is one of those that everybody writes.
fn is_known(name: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "To",
        "Cc",
        "Reply-To",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Language",
        "Resent-Date",
        "Resent-Message-ID",
        "User-Agent",
    ];
    KEPT.iter().map(|(kept, _)| *kept).chain(OTHERS).any(|known| known.eq_ignore_ascii_case(name))
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

/// An IP address, or the day and the address that Amazon SES writes.
fn machine(text: &str) -> Option<String> {
    let plain = text.bytes().all(|b| b.is_ascii_hexdigit() || b".:[]-".contains(&b));
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    (plain && digits).then(|| text.to_owned())
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
