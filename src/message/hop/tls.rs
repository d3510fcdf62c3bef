//! TLS as a Received field records it: the protocol after `with` (RFC 3848, RFC 6531 section 4.3), and
//! what the server adds in comments, each in a form of its own.

use super::peer::Comment;
use super::transmission::registered;
use super::{Hop, lossy, software};
use std::collections::HashSet;

/// Whether a server recorded TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TlsState {
    /// It recorded that the connection was encrypted.
    Recorded,
    /// It recorded a protocol without TLS, and is known to record TLS where there is any.
    Plain,
    /// It says nothing of it, or nobody knows whether its silence means anything.
    #[default]
    NotSaid,
}

impl TlsState {
    /// The state in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Plain => "plain",
            Self::NotSaid => "not-said",
        }
    }
}

/// TLS of a connection, as the server that took it recorded it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tls {
    /// Whether there was any.
    pub state: TlsState,
    /// The protocol after `with`, in upper case: `ESMTPS`.
    pub protocol: Option<String>,
    /// The version, as written: `TLSv1.3`, `TLS1_2`.
    pub version: Option<String>,
    /// The cipher, as written.
    pub cipher: Option<String>,
}

/// What is gathered while a field is read.
#[derive(Default)]
pub(super) struct Reading {
    tls: Tls,
    /// Whether something says that there was TLS.
    said: bool,
}

impl Reading {
    /// A comment; `from` says whether it stands in the from clause. What the peer chose itself stands
    /// there too, so that only Postfix's sentence counts, which no HELO name can hold.
    pub(super) fn comment(&mut self, comment: &Comment<'_>, from: bool) {
        let words: Vec<&[u8]> = comment.words().map(|(word, _)| word).collect();
        if from && words.first() != Some(&&b"using"[..]) {
            return;
        }
        let mut before: &[u8] = b"";
        for (index, word) in words.iter().enumerate() {
            let after_cipher = before.eq_ignore_ascii_case(b"cipher");
            if let Some(cipher) = word.strip_prefix(b"cipher=").or(after_cipher.then_some(word)) {
                self.cipher(cipher);
            } else if *word == b"encrypted" {
                // qmail's patches and qpsmtpd: `(AES256-SHA encrypted)`.
                self.cipher(before);
            } else if let Some((version, rest)) = version(word) {
                self.version(version);
                // Exim before 4.93 and OpenSMTPD: `(TLSv1.3:TLS_AES_256_GCM_SHA384:256)`.
                self.cipher(rest.split(|b| *b == b':').next().unwrap_or_default());
            } else if *word == b"TLS:" && words.len() > index + 2 {
                // Courier: `(TLS: TLSv1.2,256bits,AES256-SHA)`.
                self.cipher(words.last().copied().unwrap_or_default());
            } else if words.len() == 1 && *word == b"TLS" {
                // Exchange 2007 and 2010: `with Microsoft SMTP Server (TLS)`.
                self.said = true;
            }
            before = word;
        }
    }

    /// The cipher: in a comment, or after Exim's word `tls`.
    pub(super) fn cipher(&mut self, cipher: &[u8]) {
        if !cipher.is_empty() {
            self.said = true;
            self.tls.cipher.get_or_insert_with(|| lossy(cipher));
        }
    }

    fn version(&mut self, version: &[u8]) {
        self.said = true;
        self.tls.version.get_or_insert_with(|| lossy(version));
    }

    /// What the field records, all of it read.
    pub(super) fn conclude(self, hop: &Hop) -> Tls {
        let with = hop.with.as_deref().unwrap_or_default();
        let protocol = with.split(' ').find_map(protocol);
        let by = hop.by.as_deref().unwrap_or_default();
        let telling = hop.software.is_some_and(software::is_telling)
            || with.starts_with("Microsoft SMTP Server")
            || is_google(by);
        let from_elsewhere = hop.from.is_some() || hop.peer_ip.is_some();
        let state = match &protocol {
            _ if self.said => TlsState::Recorded,
            Some((_, true)) => TlsState::Recorded,
            Some((_, false)) if telling && from_elsewhere => TlsState::Plain,
            _ => TlsState::NotSaid,
        };
        Tls { state, protocol: protocol.map(|(name, _)| name), ..self.tls }
    }
}

/// A server that records TLS in one field means its silence in those below it. A field below says nothing of one
/// above: whoever sent the message can have written it.
pub(super) fn read_silence(hops: &mut [Hop]) {
    let mut telling: HashSet<String> = HashSet::new();
    for hop in hops {
        let Some(by) = hop.by.as_deref().and_then(lower) else { continue };
        let from_elsewhere = hop.from.is_some() || hop.peer_ip.is_some();
        match hop.tls.state {
            TlsState::Recorded => {
                telling.insert(by);
            }
            TlsState::NotSaid if hop.tls.protocol.is_some() && from_elsewhere && telling.contains(&by) => {
                hop.tls.state = TlsState::Plain;
            }
            _ => {}
        }
    }
}

/// A host that can be told from others; `localhost` and the like are everybody's.
fn lower(by: &str) -> Option<String> {
    by.contains('.').then(|| by.to_ascii_lowercase())
}

/// A registered type, and whether it says that there was TLS.
fn protocol(word: &str) -> Option<(String, bool)> {
    let upper = word.to_ascii_uppercase();
    registered(&upper).map(|(_, secure)| (upper, secure))
}

fn is_google(by: &str) -> bool {
    by.to_ascii_lowercase().ends_with(".google.com")
}

/// A version at the start of a word or behind `version=`, and what follows it after a colon:
/// `TLSv1.2`, `TLS1_3`, `TLSv1/SSLv3`, `SSLv3`, but not the name of a cipher.
fn version(word: &[u8]) -> Option<(&[u8], &[u8])> {
    let word = word.strip_prefix(b"version=").unwrap_or(word);
    let end = word.iter().position(|b| *b == b':').unwrap_or(word.len());
    let (version, rest) = word.split_at(end);
    let number = version.strip_prefix(b"TLS").or_else(|| version.strip_prefix(b"SSL"))?;
    let number = number.strip_prefix(b"v").unwrap_or(number);
    number.first().is_some_and(u8::is_ascii_digit).then(|| (version, rest.get(1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests;
