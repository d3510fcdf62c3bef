//! Software that names itself in the Received fields that it writes.

use super::Hop;
use super::peer::Comment;

/// Mail servers that write another protocol after `with` where there is TLS.
const TELLING: [&str; 3] = ["postfix", "exim", "sendmail"];

/// Tools that catch the mail of an application under test and name themselves where they write.
const TEST_TOOLS: [&str; 8] =
    ["mailpit", "mailhog", "mailcatcher", "maildev", "smtp4dev", "inbucket", "greenmail", "papercut"];

/// The software that the first word of a comment names; `by` says whether the comment stands right behind the
/// host that wrote the field. Tools sign there; farther on stand words that others choose, the recipient's.
pub(super) fn named(comment: &Comment<'_>, by: bool) -> Option<&'static str> {
    let (word, _) = comment.words().next()?;
    // sendmail gives nothing but its version: `(8.17.1/8.17.1)`.
    if word.starts_with(b"8.") && word.contains(&b'/') {
        return Some("sendmail");
    }
    let tools = TEST_TOOLS.into_iter().filter(|_| by);
    TELLING.into_iter().chain(tools).find(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

/// Whether the software is known to record TLS where there is any, in all versions since about 2006.
pub(super) fn is_telling(software: &str) -> bool {
    TELLING.contains(&software)
}

impl Hop {
    /// Whether a tool that catches mail says in a comment that it wrote the field.
    #[must_use]
    pub fn is_signed_by_test_tool(&self) -> bool {
        self.software.is_some_and(|software| TEST_TOOLS.contains(&software))
    }

    /// Whether the host that wrote the field is called like a tool that catches mail.
    #[must_use]
    pub fn is_called_test_tool(&self) -> bool {
        let label = self.by.as_deref().and_then(|by| by.split('.').next());
        label.is_some_and(|label| TEST_TOOLS.iter().any(|tool| label.eq_ignore_ascii_case(tool)))
    }
}

#[cfg(test)]
mod tests {
    use crate::message::hop::{Hop, read};
    use crate::message::limits::Hits;

    fn hop(value: &str) -> Hop {
        read(value.as_bytes(), 0, &mut Hits::default())
    }

    #[test]
    fn software_names_itself_where_it_writes() {
        for (value, software) in [
            ("from a (a [192.0.2.1]) by b.example (Postfix) with ESMTP id 1; x", Some("postfix")),
            ("from a (a [192.0.2.1]) by b.example with esmtp (Exim 4.96) id 1; x", Some("exim")),
            ("from a (a [192.0.2.1]) by b.example (8.17.1/8.17.1) with ESMTP id 1; x", Some("sendmail")),
            ("from a (a [127.0.0.1]) by b.example (Mailpit) with SMTP; x", Some("mailpit")),
            ("from a (Mailpit [192.0.2.1]) by b.example with SMTP; x", None),
            ("from a (a [192.0.2.1]) by b.example with SMTP for <\"a (Mailpit) b\"@b.example>; x", None),
            ("from a (a [192.0.2.1]) by b.example (some (Mailpit)) with SMTP; x", None),
        ] {
            assert_eq!(hop(value).software, software, "{value}");
        }
        assert!(hop("from a by mailpit.local with SMTP; x").is_called_test_tool());
        assert!(!hop("from mailpit by a.mailpit.example with SMTP; x").is_called_test_tool());
    }
}
