//! Whether a recorded result is that of a check, or what the server made of it; and what else its comments say.

use super::{Claim, MethodResult, Property};

/// What a server says for a record that it made up for a domain that has none.
const BEST_GUESS: &str = "best guess record";

/// Words of a comment or a reason that say that it is no result of the check itself: a record that was made up, a policy
/// of the server's own, ARC.
const MADE: [&str; 11] = [
    BEST_GUESS,
    "best guess",
    "bestguess",
    "local policy",
    "overrid",
    "whitelist",
    "allowlist",
    "allow list",
    "safelist",
    "trusted forwarder",
    "exempt",
];

impl MethodResult {
    /// What makes it no result of the server's own check, in a word of its comment or reason.
    #[must_use]
    pub fn made(&self) -> Option<&'static str> {
        if self.result == "bestguesspass" {
            return Some(BEST_GUESS);
        }
        let of_policy = |key: &str| key == "reason" || (key.starts_with("policy.") && key != "policy.iprev");
        let said = self.properties.iter().filter(|(key, _)| of_policy(key)).map(|(_, value)| value);
        let texts: Vec<String> = self.comments.iter().chain(said).map(|text| words(text)).collect();
        let of_arc = |text: &String| text.split(' ').any(|word| word == "arc" || word.starts_with("arc="));
        let made = MADE.into_iter().find(|words| texts.iter().any(|text| text.contains(words)));
        made.or_else(|| texts.iter().any(of_arc).then_some("arc"))
    }

    /// Whether the domain has no record and the server made one up, as Google says in its comment.
    #[must_use]
    pub fn is_best_guess(&self) -> bool {
        self.made() == Some(BEST_GUESS)
    }
}

impl Claim {
    /// Whether a pass of DMARC in it can rest on ARC: the server found a chain that holds.
    #[must_use]
    pub fn may_rest_on_arc(&self) -> bool {
        self.results.iter().any(|result| {
            // Microsoft's composite authentication names ARC as 130.
            let by_chain = result.method == "compauth" && result.property(Property::Reason) == Some("130");
            by_chain || (result.method == "arc" && result.result == "pass")
        })
    }
}

/// The words of a text in lower case, one blank between. Addresses, domains, and what stands in quotes are the sender's
/// own words.
fn words(text: &str) -> String {
    let unquoted: Vec<&str> = text.split('"').step_by(2).collect();
    let lower = unquoted.join(" ").to_ascii_lowercase().replace(['_', '-'], " ");
    let words = lower.split(|c: char| c.is_whitespace() || "(),;".contains(c));
    let own = words.map(|word| word.trim_end_matches(['.', ':'])).filter(|word| !word.contains(['@', '.']));
    own.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::message::Message;

    #[test]
    fn what_a_server_made_of_a_result_is_no_check() {
        for (text, is_own) in [
            ("spf=pass (google.com: domain of a@x.example designates 192.0.2.1 as permitted sender)", true),
            ("spf=pass (g: domain of override@whitelist.example designates 192.0.2.1 as permitted sender)", true),
            ("dkim=pass (2048-bit key; unprotected) header.d=x.example", true),
            ("dkim=fail reason=\"signature verification failed\" header.d=x.example", true),
            ("spf=pass (google.com: best guess record for domain of a@x.example designates 192.0.2.1)", false),
            ("spf=pass (google.com: Best\r\n Guess record for domain of a@x.example)", false),
            ("spf=pass (g: domain of \"best guess record\"@x.example designates 192.0.2.1 as permitted sender)", true),
            ("spf=bestguesspass smtp.mailfrom=x.example", false),
            ("spf=pass smtp.mailfrom=x.example (local policy)", false),
            ("spf=pass reason=\"local_policy\" smtp.mailfrom=x.example", false),
            ("spf=pass policy.override-reason=whitelisted smtp.mailfrom=x.example", false),
            ("dkim=pass (arc) header.d=x.example", false),
            ("dkim=pass (arc=pass) header.d=x.example", false),
            ("dkim=pass reason=\"trusted-forwarder\" header.d=x.example", false),
        ] {
            let message = Message::parse(format!("Authentication-Results: b.example; {text}\n\n").into_bytes());
            assert_eq!(message.claims[0].results[0].made().is_none(), is_own, "{text}");
        }
    }
}
