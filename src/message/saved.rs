//! Signs that a mail program wrote a file anew when it saved the message: such a file is not what was sent,
//! and a signature that does not fit it says nothing of the sender.

use super::{Known, Message};

/// A sign that the file is not the message as it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedSign {
    /// A field that a mail program writes into its own store.
    StoreField(&'static str),
    /// The body is said to be in this encoding, and is not encoded.
    Decoded(&'static str),
    /// The text is said to be in this charset, and is UTF-8.
    Transcoded(&'static str),
}

/// Fields that mail programs write beside the message.
const STORE_FIELDS: [Known; 9] = [
    Known::XMozillaStatus,
    Known::XMozillaStatus2,
    Known::XMozillaKeys,
    Known::XAccountKey,
    Known::XUidl,
    Known::XEvolutionSource,
    Known::XAppleMailRemoteAttachments,
    Known::XStatus,
    Known::XUid,
];

/// Encodings that leave no byte above 127.
const ENCODINGS: [&str; 2] = ["base64", "quoted-printable"];

/// Charsets whose texts are not UTF-8 by accident.
const CHARSETS: [&str; 6] = ["iso-2022-jp", "shift_jis", "euc-jp", "gb2312", "big5", "euc-kr"];

/// The signs in a message. Only a message of one part is looked into: what holds of it holds of its text.
pub(super) fn signs(message: &Message) -> Vec<SavedSign> {
    let mut signs: Vec<SavedSign> = Vec::new();
    let is_there = |known: &&Known| message.named(**known).next().is_some();
    signs.extend(STORE_FIELDS.iter().find(is_there).map(|known| SavedSign::StoreField(known.name())));
    let body = message.bytes(&message.body);
    let value = |known: Known| message.first_decoded(known).unwrap_or_default().to_ascii_lowercase();
    let content_type = value(Known::ContentType);
    if body.is_ascii() || content_type.starts_with("multipart/") {
        return signs;
    }
    let encoding = value(Known::ContentTransferEncoding);
    if let Some(encoding) = ENCODINGS.into_iter().find(|known| *known == encoding.trim()) {
        signs.push(SavedSign::Decoded(encoding));
    }
    let charset = content_type.split("charset=").nth(1).unwrap_or_default().trim_start_matches([' ', '"']);
    if let Some(charset) = CHARSETS.into_iter().find(|known| charset.starts_with(known))
        && std::str::from_utf8(body).is_ok()
    {
        signs.push(SavedSign::Transcoded(charset));
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(message: &str) -> Vec<SavedSign> {
        let message = format!("DKIM-Signature: v=1\n{message}");
        Message::parse(message.into_bytes()).saved_signs
    }

    #[test]
    fn a_mail_program_leaves_signs() {
        assert_eq!(of("From: a@a.example\n\nplain\n"), []);
        assert_eq!(of("X-Mozilla-Status: 0001\n\nplain\n"), [SavedSign::StoreField("X-Mozilla-Status")]);
        let mail = "Content-Type: text/plain; charset=\"ISO-2022-JP\"\nContent-Transfer-Encoding: ";
        assert_eq!(of(&format!("{mail}7bit\n\nこんにちは\n")), [SavedSign::Transcoded("iso-2022-jp")]);
        assert_eq!(
            of(&format!("{mail}base64\n\nこんにちは\n")),
            [SavedSign::Decoded("base64"), SavedSign::Transcoded("iso-2022-jp")]
        );
        let utf8 = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nこんにちは\n";
        assert_eq!(of(utf8), []);
    }
}
