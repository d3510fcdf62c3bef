//! What a server recorded, written anew in one form: the word of each result, the properties and the phrases that
//! an analysis reads, and in a comment what was read only there.

use super::message::{reverse_path, selector};
use super::{Kind, REDACTED, Redactor};
use crate::message::{
    Claim, ClaimKind, ClaimedSender, Element, Known, METHODS, Message, MethodResult, Noted, Property, PropertyValue,
    RESULTS, Remark, ReversePath, base64, parse_mailboxes, parse_reverse_path, recorded_ip,
};

/// A record of what a server found, as far as it stands in this field. Every field of [`Claim`] is written or
/// named here.
pub(super) fn claim(redactor: &Redactor, message: &Message, claim: &Claim, field: Known) -> String {
    let Claim {
        field: _,
        other_field: _,
        kind,
        writer,
        microsoft: _,
        instance,
        results,
        cut: _,
        client_ip: _,
        client_ip_span: _,
        helo: _,
        helo_span: _,
        mail_from: _,
        mail_from_span: _,
        sender_in_comment: _,
    } = claim;
    match kind {
        ClaimKind::ReceivedSpf | ClaimKind::XSpfAuth => {
            let Some(result) = results.first() else { return String::new() };
            let mut parts: Vec<String> = word(&result.result).map(str::to_owned).into_iter().collect();
            parts.extend(comment(sentence(redactor, claim, true), result));
            parts.push(properties(redactor, message, result).join("; "));
            parts.join(" ")
        }
        ClaimKind::XSid => {
            let Some(result) = results.first() else { return String::new() };
            match result.property(Property::Pra).filter(|_| field == Known::XSidPra) {
                Some(pra) => responsible(redactor, pra),
                None => word(&result.result).unwrap_or_default().to_owned(),
            }
        }
        ClaimKind::AuthenticationResults
        | ClaimKind::ArcAuthenticationResults
        | ClaimKind::ExchangeAuthenticationResults
        | ClaimKind::OriginalAuthenticationResults => {
            let mut out: Vec<String> = instance.map(|instance| format!("i={instance}")).into_iter().collect();
            out.extend(writer.as_ref().map(|writer| redactor.host(writer)));
            let first_of_spf = results.iter().position(|result| result.method == "spf");
            out.extend(results.iter().enumerate().map(|(index, result)| {
                let method = METHODS.iter().find(|known| **known == result.method).unwrap_or(&REDACTED);
                let mut parts = vec![format!("{method}={}", word(&result.result).unwrap_or("\"\""))];
                let first = Some(index) == first_of_spf;
                parts.extend(comment(if first { sentence(redactor, claim, false) } else { None }, result));
                parts.extend(sender_ip(claim).filter(|_| index == 0));
                parts.extend(properties(redactor, message, result));
                parts.join(" ")
            }));
            if out.is_empty() { "none".to_owned() } else { out.join("; ") }
        }
    }
}

/// The PRA as it was recorded. What is no mailbox still is none, and is still of its domain.
fn responsible(redactor: &Redactor, pra: &str) -> String {
    match (parse_mailboxes(pra.as_bytes(), 0).as_slice(), pra.rsplit_once('@')) {
        ([Element::Mailbox(mailbox)], _) => format!("{}@{}", redactor.local(&mailbox.local), mailbox.domain),
        (_, Some((_, domain))) => format!("{REDACTED}, {REDACTED}@{}", redactor.host(domain)),
        (_, None) => redactor.host(pra),
    }
}

/// The word of a result; a stand-in for one that nobody knows, `None` where there is none.
fn word(result: &str) -> Option<&'static str> {
    let known = RESULTS.iter().find(|known| **known == result).copied();
    (!result.is_empty()).then(|| known.unwrap_or(REDACTED))
}

/// What an analysis reads of a result's own comment, behind the sentence that stands there.
fn comment(sentence: Option<String>, result: &MethodResult) -> Option<String> {
    let said = Remark::ALL.iter().filter(|remark| result.says(**remark));
    let phrases = said.filter_map(|remark| remark.phrases().first()).map(|phrase| (*phrase).to_owned());
    let values = Noted::ALL.iter().filter_map(|noted| {
        let value = result.noted(*noted)?;
        let is_known = noted.words().iter().any(|known| value.eq_ignore_ascii_case(known));
        Some(format!("{}={}", noted.key(), if is_known { value } else { REDACTED }))
    });
    let made = result.made().map(str::to_owned);
    let said: Vec<String> = sentence.into_iter().chain(made).chain(phrases).chain(values).collect();
    (!said.is_empty()).then(|| format!("({})", said.join("; ")))
}

/// Microsoft's words, by which its records are known and which count before every property.
fn sender_ip(claim: &Claim) -> Option<String> {
    match claim.client_ip {
        Some(ip) if claim.microsoft || claim.writer.is_some() => Some(format!("(sender IP is {ip})")),
        None if claim.microsoft => Some("(sender IP is )".to_owned()),
        _ => None,
    }
}

/// What no property tells, so that it was read in a comment, in one of the sentences that are read there; `of_spf`
/// says that the record is Received-SPF.
fn sentence(redactor: &Redactor, claim: &Claim, of_spf: bool) -> Option<String> {
    let properties = || claim.results.iter().flat_map(MethodResult::known_properties);
    let sender = claim.mail_from.as_ref().filter(|_| claim.sender_in_comment).map(|sender| claimed(redactor, sender));
    let names = |(property, value): (Property, &str), writer: &str| {
        property == Property::Receiver && value.trim().trim_matches(['<', '>']).trim() == writer
    };
    let writer = claim.writer.as_ref().filter(|writer| of_spf && !properties().any(|found| names(found, writer)));
    let client = claim.client_ip.filter(|ip| !properties().any(|(_, value)| recorded_ip(value) == Some(*ip)));
    let client = client.filter(|_| of_spf || (claim.writer.is_none() && !claim.microsoft));
    let said = match (sender, client) {
        (Some(sender), Some(ip)) => format!("domain of {sender} designates {ip} as permitted sender"),
        (Some(sender), None) => format!("domain of {sender}"),
        (None, Some(ip)) => format!("{ip} is neither permitted nor denied by it"),
        (None, None) => writer.map(|_| "it is neither permitted nor denied by it".to_owned())?,
    };
    let writer = writer.map(|writer| format!("{}: ", redactor.host(writer))).unwrap_or_default();
    Some(writer + &said)
}

/// The properties that an analysis reads, each by what its value is.
fn properties(redactor: &Redactor, message: &Message, result: &MethodResult) -> Vec<String> {
    let written = result.known_properties().map(|(property, value)| {
        let value =
            if value.is_empty() { "\"\"".to_owned() } else { property_value(redactor, message, property, value) };
        format!("{}={value}", property.name())
    });
    written.collect()
}

fn property_value(redactor: &Redactor, message: &Message, property: Property, value: &str) -> String {
    let bare = value.trim().trim_start_matches('<').trim_end_matches('>').trim();
    match property.value() {
        PropertyValue::Sender => claimed(redactor, &ClaimedSender::read(value)),
        PropertyValue::Identity => match bare.rsplit_once('@') {
            Some((_, domain)) => format!("@{}", redactor.host(domain)),
            None => redactor.host(bare),
        },
        // What holds a blank is no name of a host.
        PropertyValue::Host if bare.contains(char::is_whitespace) => "unknown".to_owned(),
        PropertyValue::Host => redactor.host(bare),
        PropertyValue::Ip => match (value.parse::<std::net::IpAddr>(), recorded_ip(value)) {
            (Ok(ip), _) => ip.to_string(),
            (Err(_), Some(ip)) => format!("[{ip}]"),
            (Err(_), None) => REDACTED.to_owned(),
        },
        PropertyValue::Selector => {
            // That of a signature is asked of the DNS, and stays.
            let mut selectors = message.signatures.iter().filter_map(|signature| signature.selector.as_deref());
            let own = selectors.find(|own| own.eq_ignore_ascii_case(value));
            own.map_or_else(|| redactor.replaced(Kind::Selector, value), |own| selector(own).to_owned())
        }
        PropertyValue::Beginning => beginning(message, value).to_owned(),
        PropertyValue::Code if value.bytes().all(|b| b.is_ascii_digit()) => value.to_owned(),
        PropertyValue::Word(words) if words.iter().any(|known| value.eq_ignore_ascii_case(known)) => value.to_owned(),
        PropertyValue::Code | PropertyValue::Word(_) => REDACTED.to_owned(),
    }
}

/// How a signature begins. It stays where one of the message begins so, and what is of none still is.
fn beginning<'a>(message: &Message, value: &'a str) -> &'a str {
    // Four characters of base64 are three bytes; what is left of them is not.
    let text = value.get(..value.len() / 4 * 4).filter(|text| !text.is_empty() && *text != "none");
    let Some((text, bytes)) = text.and_then(|text| Some((text, base64(text)?))) else { return "none" };
    let mut prepared = message.signatures.iter().filter_map(|signature| signature.prepared.as_ref().ok());
    if prepared.any(|of| of.signature.starts_with(&bytes)) { text } else { REDACTED }
}

fn claimed(redactor: &Redactor, sender: &ClaimedSender) -> String {
    match sender {
        ClaimedSender::Null => "<>".to_owned(),
        // `@` alone is neither the null sender nor an address.
        ClaimedSender::Domain(domain) if domain.is_empty() => "@".to_owned(),
        ClaimedSender::Helo(domain) | ClaimedSender::Domain(domain) => redactor.host(domain),
        ClaimedSender::Address(address) => {
            if let Some(path @ ReversePath::Address { .. }) = parse_reverse_path(format!("<{address}>").as_bytes(), 0) {
                let path = reverse_path(redactor, &path);
                let path = path.trim_matches(['<', '>']);
                // Without an `@` it would be a domain.
                return if path.contains('@') { path.to_owned() } else { format!("{path}@") };
            }
            // One that cannot be read still cannot, and is still of its domain.
            let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
            format!("{}:@{}", redactor.local(local), redactor.host(domain))
        }
    }
}
