//! A Received field, written anew in one form from what was read in it.

use super::message::{self, date, reverse_path};
use super::{REDACTED, Redactor};
use crate::message::{Hop, Tls, TlsState, Transmission, parse_reverse_path};
use std::net::IpAddr;

/// A Received field. Every field of [`Hop`] is written or named here.
pub(super) fn hop(redactor: &Redactor, hop: &Hop) -> String {
    let Hop {
        field: _,
        has_from,
        from,
        helo,
        helo_span: _,
        peer_name,
        peer_ip,
        peer_ip_span: _,
        by,
        software,
        with,
        envelope_from,
        envelope_from_span: _,
        recipient,
        tls,
        time,
    } = hop;
    let mut out = Vec::new();
    if *has_from {
        let helo = helo.as_ref().map(|helo| redactor.host(helo));
        let named = peer_name.as_ref().map(|name| redactor.host(name));
        let from = from.as_ref().map(|from| redactor.host(from)).map(|from| {
            // What stands beside another HELO name would be the name that the server found.
            let is_name = helo.as_ref() != Some(&from) && from.trim_matches(['[', ']']).parse::<IpAddr>().is_err();
            if is_name && named.is_none() { "unknown".to_owned() } else { from }
        });
        out.push("from".to_owned());
        out.extend(from.clone());
        match (named, peer_ip) {
            (Some(name), Some(ip)) => out.push(format!("({name} [{ip}])")),
            (None, Some(ip)) => out.push(format!("([{ip}])")),
            (Some(name), None) => out.push(format!("({name})")),
            // Without any word the next clause would be one.
            (None, None) if from.is_none() && helo.is_none() => out.push("()".to_owned()),
            (None, None) => {}
        }
        out.extend(helo.filter(|helo| from.as_ref() != Some(helo)).map(|helo| format!("(helo={helo})")));
    }
    if by.is_some() || software.is_some() {
        out.push("by".to_owned());
        out.extend(by.as_ref().map(|by| if hop.is_called_test_tool() { by.clone() } else { redactor.host(by) }));
        out.extend(software.map(|software| format!("({software})")));
    }
    if let Some(with) = with {
        out.push(format!("with {}", with.split_whitespace().map(protocol).collect::<Vec<_>>().join(" ")));
    }
    out.extend(recorded_tls(tls));
    if let Some(sender) = envelope_from {
        let path = parse_reverse_path(format!("<{sender}>").as_bytes(), 0);
        // One that cannot be read still cannot.
        let path = path.map_or_else(|| format!("<{REDACTED} {REDACTED}>"), |path| reverse_path(redactor, &path));
        out.push(format!("(envelope-from {path})"));
    }
    out.extend(recipient.as_ref().map(|address| format!("for <{}>", message::recipient(redactor, address))));
    let time = time.map(|time| format!("; {}", date(time))).unwrap_or_default();
    out.join(" ") + &time
}

/// A word of the `with` clause; of one that nobody knows, only the protocol that it names.
fn protocol(word: &str) -> &str {
    const PROTOCOLS: [&str; 30] = [
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
        "POP3",
        "POP3S",
        "IMAP",
        "IMAPS",
        "HTTP",
        "HTTPS",
        "HTTPREST",
        "MAPI",
        "Microsoft",
        "Server",
    ];
    if PROTOCOLS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return word;
    }
    match Transmission::read(word) {
        Some(Transmission::Smtp) => "redacted-SMTP",
        Some(Transmission::Lmtp) => "redacted-LMTP",
        Some(Transmission::Pop3) => "redacted-POP3",
        Some(Transmission::Imap) => "redacted-IMAP",
        None => REDACTED,
    }
}

/// TLS as it is recorded, in a form that says the same of what is known.
fn recorded_tls(tls: &Tls) -> Option<String> {
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
