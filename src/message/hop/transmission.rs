//! By which protocol a message came over a hop: the word after `with`, by the IANA registry of mail transmission
//! types (RFC 3848, RFC 6531 section 4.3), and what programs write that fetch mail from a mailbox.

use super::Hop;

/// A protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transmission {
    /// SMTP, with or without extensions.
    Smtp,
    /// LMTP (RFC 2033), which only delivers: from a server to its mailboxes.
    Lmtp,
    /// POP3: the message was fetched from a mailbox.
    Pop3,
    /// IMAP: the same.
    Imap,
}

impl Transmission {
    /// The protocol that a word names, whatever stands around it: `ESMTPSA`, `local-lmtp`, `IMAP4`.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        word.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|part| {
            let part = part.to_ascii_uppercase();
            let fetched = |name: &str| {
                part.strip_prefix(name).is_some_and(|rest| {
                    rest.starts_with(|c: char| c.is_ascii_digit()) || rest == "S" || rest.is_empty()
                })
            };
            registered(&part)
                .map(|(protocol, _)| protocol)
                .or_else(|| fetched("POP").then_some(Self::Pop3))
                .or_else(|| fetched("IMAP").then_some(Self::Imap))
        })
    }
}

/// A registered type in upper case, and whether it says that there was TLS.
pub(super) fn registered(word: &str) -> Option<(Transmission, bool)> {
    let word = word.strip_prefix("UTF8").unwrap_or(word);
    let bases = [("ESMTP", Transmission::Smtp), ("SMTP", Transmission::Smtp), ("LMTP", Transmission::Lmtp)];
    let (protocol, rest) = bases.iter().find_map(|(base, protocol)| Some((*protocol, word.strip_prefix(base)?)))?;
    match rest {
        "" | "A" => Some((protocol, false)),
        "S" | "SA" => Some((protocol, true)),
        _ => None,
    }
}

impl Hop {
    /// The protocol, as far as the server names one. Of several words the last one counts, which no word of the
    /// peer's comes after.
    #[must_use]
    pub fn transmission(&self) -> Option<Transmission> {
        self.with.as_deref()?.split_whitespace().rev().find_map(Transmission::read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_are_known_in_all_their_forms() {
        for (with, protocol) in [
            (
                "SMTP ESMTP ESMTPA ESMTPS ESMTPSA smtp esmtps UTF8SMTP UTF8SMTPA UTF8SMTPS UTF8SMTPSA",
                Transmission::Smtp,
            ),
            (
                "LMTP LMTPA LMTPS LMTPSA lmtp UTF8LMTP UTF8LMTPA UTF8LMTPS UTF8LMTPSA local-lmtp LMTP/TLS",
                Transmission::Lmtp,
            ),
            ("POP3 pop3 POP3S POP3-SSL POP2 POP", Transmission::Pop3),
            ("IMAP imap IMAPS IMAP4 IMAP4rev1 IMAP4-SSL", Transmission::Imap),
        ] {
            for word in with.split(' ') {
                assert_eq!(Transmission::read(word), Some(protocol), "{word}");
            }
        }
        for word in ["HTTP", "MAPI", "Microsoft", "LOCAL", "SMTPX", "POPULAR", "IMAPPED", ""] {
            assert_eq!(Transmission::read(word), None, "{word}");
        }
        let hop = |with: &str| Hop { with: Some(with.to_owned()), ..Hop::default() }.transmission();
        assert_eq!(hop("Microsoft SMTP Server"), Some(Transmission::Smtp));
        assert_eq!(hop("LMTP ESMTP"), Some(Transmission::Smtp));
        assert_eq!(hop("HTTPS"), None);
        assert_eq!(Hop::default().transmission(), None);
    }
}
