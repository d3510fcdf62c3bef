//! What servers wrote, written anew in one form each: Received, Received-SPF, Authentication-Results.

use super::message::{date, reverse_path};
use super::{REDACTED, Redactor};
use crate::message::{
    Claim, ClaimKind, ClaimedSender, Hop, MethodResult, ReversePath, Signature, Tls, TlsState, Transmission, base64,
    parse_reverse_path,
};

/// Software that names itself beside its host; by some of it a message is known that was not sent yet.
const SOFTWARE: [&str; 12] = [
    "postfix",
    "exim",
    "sendmail",
    "haraka",
    "mailpit",
    "mailhog",
    "mailcatcher",
    "maildev",
    "smtp4dev",
    "inbucket",
    "greenmail",
    "papercut",
];

/// A Received field.
pub(super) fn hop(redactor: &Redactor, hop: &Hop, raw: &[u8]) -> String {
    let mut out = Vec::new();
    if hop.has_from {
        let from = hop.from.as_ref().map(|from| redactor.host(from));
        let helo = hop.helo.as_ref().map(|helo| redactor.host(helo));
        out.push("from".to_owned());
        out.extend(from.clone());
        let name = hop.peer_name.as_ref().map(|name| redactor.host(name));
        match (name, hop.peer_ip) {
            (Some(name), Some(ip)) => out.push(format!("({name} [{ip}])")),
            (None, Some(ip)) => out.push(format!("([{ip}])")),
            (Some(name), None) => out.push(format!("({name})")),
            // Without any word the next clause would be one.
            (None, None) if from.is_none() && helo.is_none() => out.push("()".to_owned()),
            (None, None) => {}
        }
        out.extend(helo.filter(|helo| from.as_ref() != Some(helo)).map(|helo| format!("(helo={helo})")));
    }
    if let Some(by) = &hop.by {
        out.push(format!("by {}", redactor.host(by)));
        out.extend(software(raw).map(|software| format!("({software})")));
    }
    let with: Vec<&str> = hop.with.iter().flat_map(|with| with.split_whitespace()).filter_map(protocol).collect();
    if !with.is_empty() {
        out.push(format!("with {}", with.join(" ")));
    }
    out.extend(tls(&hop.tls));
    if let Some(sender) = &hop.envelope_from {
        let path = parse_reverse_path(format!("<{sender}>").as_bytes(), 0);
        out.extend(path.map(|path| format!("(envelope-from {})", reverse_path(redactor, &path))));
    }
    if let Some(recipient) = &hop.recipient {
        let path = parse_reverse_path(format!("<{recipient}>").as_bytes(), 0);
        out.extend(path.map(|path| format!("for {}", reverse_path(redactor, &path))));
    }
    let time = hop.time.map(|time| format!("; {}", date(time))).unwrap_or_default();
    out.join(" ") + &time
}

/// The software that names itself right after `by HOST`, or anywhere else in a comment.
fn software(raw: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(raw).to_ascii_lowercase();
    let mut words = text.split_ascii_whitespace().skip_while(|word| *word != "by").skip(1).enumerate();
    words.find_map(|(index, word)| {
        let named = word.trim_matches(['(', ')', ';']);
        // sendmail gives nothing but its version: `(8.17.1/8.17.1)`.
        let named = if word.starts_with("(8.") && named.contains('/') { "sendmail" } else { named };
        SOFTWARE.into_iter().find(|known| named == *known && (index < 2 || word.starts_with('(')))
    })
}

/// A word of the `with` clause; POP3 and IMAP say that the message was fetched.
fn protocol(word: &str) -> Option<&'static str> {
    const PROTOCOLS: [&str; 26] = [
        "SMTP",
        "SMTPS",
        "SMTPA",
        "SMTPSA",
        "ESMTP",
        "ESMTPS",
        "ESMTPA",
        "ESMTPSA",
        "UTF8SMTP",
        "UTF8SMTPS",
        "UTF8SMTPA",
        "UTF8SMTPSA",
        "LMTP",
        "LMTPS",
        "LMTPA",
        "LMTPSA",
        "UTF8LMTP",
        "UTF8LMTPA",
        "UTF8LMTPS",
        "UTF8LMTPSA",
        "HTTP",
        "HTTPS",
        "HTTPREST",
        "MAPI",
        "Microsoft",
        "Server",
    ];
    PROTOCOLS.into_iter().find(|known| word.eq_ignore_ascii_case(known)).or_else(|| {
        Some(match Transmission::read(word)? {
            Transmission::Smtp => "SMTP",
            Transmission::Lmtp => "LMTP",
            Transmission::Pop3 => "POP3",
            Transmission::Imap => "IMAP",
        })
    })
}

/// TLS as it is recorded, in a form that says the same of what is known.
fn tls(tls: &Tls) -> Option<String> {
    let version = tls.version.as_ref().filter(|version| version.split('/').all(is_version));
    let cipher = tls.cipher.as_ref().filter(|cipher| is_cipher(cipher));
    let said: Vec<String> = [version.map(|v| format!("version={v}")), cipher.map(|c| format!("cipher={c}"))]
        .into_iter()
        .flatten()
        .collect();
    let by_protocol = tls.protocol.as_ref().is_some_and(|protocol| protocol.ends_with('S') || protocol.ends_with("SA"));
    match tls.state {
        TlsState::Recorded if !said.is_empty() => Some(format!("({})", said.join(" "))),
        TlsState::Recorded if !by_protocol => Some("(TLS)".to_owned()),
        _ => None,
    }
}

fn is_version(text: &str) -> bool {
    let rest = text.strip_prefix("TLS").or_else(|| text.strip_prefix("SSL"));
    rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b"v._".contains(&b)))
}

/// Whether a cipher's name is made of nothing but the names of algorithms.
fn is_cipher(text: &str) -> bool {
    const PARTS: [&str; 28] = [
        "", "TLS", "ECDHE", "DHE", "EDH", "ADH", "RSA", "ECDSA", "PSK", "AES", "GCM", "CCM", "CBC", "DES", "EDE", "RC",
        "MD", "SHA", "CHACHA", "POLY", "CAMELLIA", "WITH", "P", "X", "SECP", "R", "PSS", "RSAE",
    ];
    let letters = |part: &str| part.split(|c: char| c.is_ascii_digit()).all(|letters| PARTS.contains(&letters));
    text.len() <= 64 && text.split(['-', '_']).all(letters)
}

/// A record of what a server found.
pub(super) fn claim(redactor: &Redactor, claim: &Claim, signatures: &[Signature]) -> String {
    match claim.kind {
        ClaimKind::ReceivedSpf | ClaimKind::XSpfAuth => received_spf(redactor, claim),
        ClaimKind::ArcAuthenticationResults => {
            let instance = claim.instance.map(|instance| format!("i={instance}; ")).unwrap_or_default();
            instance + &authentication_results(redactor, claim, signatures)
        }
        // Of X-SID each field is written by itself.
        ClaimKind::AuthenticationResults
        | ClaimKind::ExchangeAuthenticationResults
        | ClaimKind::OriginalAuthenticationResults
        | ClaimKind::XSid => authentication_results(redactor, claim, signatures),
    }
}

fn received_spf(redactor: &Redactor, claim: &Claim) -> String {
    let first = claim.results.first();
    let mut out = vec![first.map_or("none", |result| outcome(&result.result)).to_owned()];
    out.extend(first.and_then(|result| comment(redactor, claim, result)));
    let mut pairs = Vec::new();
    pairs.extend(claim.client_ip.map(|ip| format!("client-ip={ip}")));
    pairs.extend(claim.writer.as_ref().map(|writer| format!("receiver={}", redactor.host(writer))));
    pairs.extend(claim.helo.as_ref().map(|helo| format!("helo={}", redactor.host(helo))));
    pairs.extend(named_sender(claim).map(|sender| format!("envelope-from={}", claimed(redactor, sender))));
    if first.and_then(|result| result.property("identity")).is_some_and(|of| of.eq_ignore_ascii_case("helo")) {
        pairs.push("identity=helo".to_owned());
    }
    out.push(pairs.join("; "));
    out.join(" ")
}

/// Each result with the identities that it names; what was read elsewhere stands with the first of SPF.
fn authentication_results(redactor: &Redactor, claim: &Claim, signatures: &[Signature]) -> String {
    let mut out: Vec<String> = claim.writer.iter().map(|writer| redactor.host(writer)).collect();
    let names = |result: &MethodResult| SENDERS.iter().chain(&HELOS).any(|name| result.property(name).is_some());
    let mut first = true;
    for result in &claim.results {
        let Some(method) = method(&result.method) else { continue };
        let mut parts = vec![format!("{method}={}", outcome(&result.result))];
        parts.extend(comment(redactor, claim, result));
        if method == "spf" {
            parts.extend(client(claim).filter(|_| first));
            if names(result) {
                parts.extend(own_facts(redactor, result));
            } else if first && !claim.results.iter().any(|r| r.method == "spf" && names(r)) {
                parts.extend(facts(redactor, claim));
            }
            first = false;
        } else {
            parts.extend(domains(redactor, result));
            parts.extend(of_signature(result, signatures));
        }
        out.push(parts.join(" "));
    }
    if first && (claim.client_ip.is_some() || claim.mail_from.is_some()) {
        // A record without an SPF result may still tell the client.
        let mut parts = vec!["iprev=none".to_owned()];
        parts.extend(client(claim));
        parts.extend(facts(redactor, claim));
        out.push(parts.join(" "));
    }
    if out.is_empty() { "none".to_owned() } else { out.join("; ") }
}

const SENDERS: [&str; 3] = ["smtp.mailfrom", "smtp.mail", "smtp.mfrom"];
const HELOS: [&str; 2] = ["smtp.helo", "smtp.ehlo"];

fn client(claim: &Claim) -> Option<String> {
    let ip = claim.client_ip?;
    Some(if claim.microsoft { format!("(sender IP is {ip})") } else { format!("smtp.remote-ip={ip}") })
}

/// The envelope as it was read from the whole record.
fn facts(redactor: &Redactor, claim: &Claim) -> Vec<String> {
    let sender = named_sender(claim).map(|sender| format!("smtp.mailfrom={}", claimed(redactor, sender)));
    let helo = claim.helo.as_ref().map(|helo| format!("smtp.helo={}", redactor.host(helo)));
    sender.into_iter().chain(helo).collect()
}

/// The sender that stands in a property.
fn named_sender(claim: &Claim) -> Option<&ClaimedSender> {
    let sender = claim.mail_from.as_ref().filter(|_| !claim.sender_in_comment);
    sender.filter(|sender| !matches!(sender, ClaimedSender::Helo(_)))
}

/// The envelope as one result names it.
fn own_facts(redactor: &Redactor, result: &MethodResult) -> Vec<String> {
    let find = |names: &[&str]| names.iter().find_map(|name| result.property(name));
    let sender =
        find(&SENDERS).map(|value| format!("smtp.mailfrom={}", claimed(redactor, &ClaimedSender::read(value))));
    let helo = find(&HELOS).map(|helo| format!("smtp.helo={}", redactor.host(helo)));
    sender.into_iter().chain(helo).collect()
}

/// The comment beside a result, in words of ours: what makes it no result of a check, a sender that only a comment
/// names, and the policy that it shows.
fn comment(redactor: &Redactor, claim: &Claim, result: &MethodResult) -> Option<String> {
    const KEYS: [&str; 4] = ["p", "sp", "dis", "policy"];
    let checked = claim.mail_from.as_ref().filter(|_| claim.sender_in_comment && result.method == "spf");
    let domain = checked.map(|sender| format!("domain of {}", claimed(redactor, sender)));
    let made = result.made().map(str::to_owned);
    let first: Vec<String> = made.into_iter().chain(domain).collect();
    let shown = KEYS.into_iter().filter_map(|key| Some(format!("{key}={}", policy(result.in_comment(key)?)?)));
    let words: Vec<String> =
        Some(first.join(" for ")).filter(|text| !text.is_empty()).into_iter().chain(shown).collect();
    (!words.is_empty()).then(|| format!("({})", words.join(" ")))
}

/// The properties that are domains.
fn domains(redactor: &Redactor, result: &MethodResult) -> Vec<String> {
    let domain = |value: &str| redactor.host(value.rsplit_once('@').map_or(value, |(_, domain)| domain));
    let named = ["header.d", "header.from", "header.i"].into_iter().filter_map(|name| {
        let value = result.property(name)?;
        Some(format!("{name}={}{}", if name == "header.i" { "@" } else { "" }, domain(value)))
    });
    let told = result.properties.iter().filter(|(name, value)| is_told(name, value));
    named.chain(told.map(|(name, value)| format!("{name}={value}"))).collect()
}

/// Which signature it is, where it is one of the message: what is known of that stays anyway.
fn of_signature(result: &MethodResult, signatures: &[Signature]) -> Vec<String> {
    let kept = |name: &str, of: &dyn Fn(&Signature, &str) -> bool| {
        let value = result.property(name)?;
        let is_known = signatures.iter().any(|signature| of(signature, value));
        Some(format!("{name}={}", if is_known { value } else { REDACTED }))
    };
    let selector = kept("header.s", &|signature, value| signature.selector.as_deref() == Some(value));
    // The end of an odd value is not compared with anything, and could be anything.
    let begins = |signature: &Signature, value: &str| {
        matches!(value.len(), 4 | 8 | 12 | 16) && base64(value).is_some() && signature.begins(value)
    };
    selector.into_iter().chain(kept("header.b", &begins)).collect()
}

/// Whether a property tells nothing but a policy and what was done by it.
fn is_told(name: &str, value: &str) -> bool {
    const DONE: [&str; 9] = [
        "none",
        "quarantine",
        "reject",
        "oreject",
        "o.reject",
        "oquarantine",
        "o.quarantine",
        "pct.quarantine",
        "pct.reject",
    ];
    match name {
        "action" => DONE.contains(&value),
        "policy.dmarc"
        | "policy.published-domain-policy"
        | "policy.published-subdomain-policy"
        | "policy.applied-disposition" => policy(value).is_some(),
        "policy.policy-from" => ["p", "sp", "np"].contains(&value),
        "reason" => value.len() == 3 && value.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

/// A word for a policy.
fn policy(word: &str) -> Option<&'static str> {
    ["none", "quarantine", "reject"].into_iter().find(|known| known.eq_ignore_ascii_case(word))
}

fn claimed(redactor: &Redactor, sender: &ClaimedSender) -> String {
    match sender {
        ClaimedSender::Null => "<>".to_owned(),
        ClaimedSender::Helo(domain) | ClaimedSender::Domain(domain) => redactor.host(domain),
        ClaimedSender::Address(address) => match parse_reverse_path(format!("<{address}>").as_bytes(), 0) {
            Some(path @ ReversePath::Address { .. }) => {
                let path = reverse_path(redactor, &path);
                let path = path.trim_matches(['<', '>']);
                // Without an `@` it would be a domain.
                if path.contains('@') { path.to_owned() } else { format!("{path}@") }
            }
            _ => format!("{}@", redactor.local(address)),
        },
    }
}

fn method(name: &str) -> Option<&'static str> {
    const METHODS: [&str; 12] = [
        "arc",
        "auth",
        "bimi",
        "compauth",
        "dkim",
        "dkim-adsp",
        "dmarc",
        "domainkeys",
        "iprev",
        "sender-id",
        "senderid",
        "spf",
    ];
    METHODS.into_iter().find(|known| *known == name)
}

fn outcome(result: &str) -> &'static str {
    const RESULTS: [&str; 15] = [
        "pass",
        "fail",
        "softfail",
        "neutral",
        "none",
        "temperror",
        "permerror",
        "policy",
        "bestguesspass",
        "hardfail",
        "invalid",
        "softpass",
        "unknown",
        "error",
        "timeout",
    ];
    RESULTS.into_iter().find(|known| *known == result).unwrap_or("none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    #[test]
    fn what_is_recorded_of_tls_stays() {
        for value in [
            "(m [192.0.2.1]) (using TLSv1.2 with cipher AES256-SHA (256/256 bits)) by b.example (Postfix) with ESMTPS",
            "(m [192.0.2.1]) by b.example (8.14.4/8.14.4) with ESMTP id 1 (version=TLSv1/SSLv3 cipher=X bits=256)",
            "(m [192.0.2.1]) by b.example (8.14.4/8.14.4) with ESMTP id 1",
            "(m [192.0.2.1]) by b.example with esmtp (Exim 4.96) id 1",
            "(m [192.0.2.1]) by b.example (Postfix) with UTF8SMTPSA id 1",
            "(192.0.2.1) by b.example (10.0.0.1) with Microsoft SMTP Server (TLS) id 1",
            "(192.0.2.1) by b.example (10.0.0.1) with Microsoft SMTP Server id 1",
            "(m [192.0.2.1]) by mx.google.com with ESMTP id 1",
            "(m [192.0.2.1]) by b.example with ESMTP id 1",
        ] {
            let message = Message::parse(format!("Received: from h.example {value}; x\n\n").into_bytes());
            let redacted = Redactor::default().message(&message);
            assert_eq!(redacted.hops[0].tls.version, message.hops[0].tls.version, "{value}");
            assert_eq!(redacted.hops[0].tls.cipher, message.hops[0].tls.cipher, "{value}");
            assert_eq!(redacted.hops[0].tls.state, message.hops[0].tls.state, "{value}");
        }
    }
}
