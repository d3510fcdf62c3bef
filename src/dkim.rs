//! DKIM-Signature fields (RFC 6376 section 3.5) as far as they say who signed. Signatures are not
//! verified: what only a verification could decide stays open.

use crate::dns::Name;
use crate::message::{Message, decode_text};

/// A signature of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Index into [`Message::fields`].
    pub field: usize,
    /// d=: the signing domain.
    pub domain: Name,
}

/// The signatures that name a signing domain, top first. One without could never pass.
#[must_use]
pub fn signatures(message: &Message) -> Vec<Signature> {
    message
        .named("DKIM-Signature")
        .filter_map(|(index, field)| {
            let value = decode_text(message.value(field));
            let domain = value.split(';').find_map(|tag| {
                let (name, value) = tag.split_once('=')?;
                (name.trim() == "d").then(|| value.split_whitespace().collect::<String>())
            })?;
            Some(Signature { field: index, domain: Name::from_unicode(&domain).ok()? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signing_domains_of_a_message() {
        let message = Message::parse(
            b"DKIM-Signature: v=1; a=rsa-sha256; d=Shop.Example;\r\n s=one; bh=; b=\r\n\
              DKIM-Signature: v=1; a=rsa-sha256; d=amazonses\r\n .com; b=\r\n\
              DKIM-Signature: v=1; b=\r\n\r\n"
                .to_vec(),
        );
        let domains: Vec<String> = signatures(&message).into_iter().map(|s| s.domain.to_string()).collect();
        assert_eq!(domains, ["shop.example", "amazonses.com"]);
    }
}
