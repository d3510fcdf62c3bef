//! What recorded words mean: methods and results (RFC 8601 section 2.7, RFC 7208 section 2.6), and the
//! words that servers write instead.

use crate::dmarc::DmarcResult;
use crate::message::{MethodResult, Remark};
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;

/// The methods that are checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Spf,
    SenderId,
    Dkim,
    Dmarc,
    ReverseDns,
    Other,
}

impl Method {
    pub(crate) fn of(result: &MethodResult) -> Self {
        match result.method.as_str() {
            "spf" => Self::Spf,
            "sender-id" | "senderid" => Self::SenderId,
            "dkim" => Self::Dkim,
            "dmarc" => Self::Dmarc,
            "iprev" => Self::ReverseDns,
            _ => Self::Other,
        }
    }
}

/// Whether a recorded word is this result: as the RFC writes it, in another word, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Same {
    /// The very word.
    Word,
    /// Another word for it.
    Meaning,
    /// Another result.
    No,
    /// No word of any RFC.
    Unknown,
}

impl Same {
    fn of(word: &str, ours: &str, means: Option<bool>) -> Self {
        match means {
            _ if word == ours => Self::Word,
            Some(true) => Self::Meaning,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }
}

/// A word for an SPF result; RFC 4408 and its drafts had others.
pub(crate) fn spf(word: &str) -> Option<SpfResult> {
    Some(match word {
        "pass" => SpfResult::Pass,
        "fail" | "hardfail" => SpfResult::Fail,
        "softfail" => SpfResult::SoftFail,
        "neutral" => SpfResult::Neutral,
        "none" => SpfResult::None,
        "temperror" | "error" => SpfResult::TempError,
        "permerror" | "unknown" => SpfResult::PermError,
        _ => return None,
    })
}

pub(crate) fn same_spf(word: &str, ours: SpfResult) -> Same {
    Same::of(word, ours.as_str(), spf(word).map(|meant| meant == ours))
}

/// A word for a DMARC result. `bestguesspass` is Microsoft's for a domain without a policy that would pass.
pub(crate) fn same_dmarc(word: &str, ours: DmarcResult) -> Same {
    let means = match word {
        "pass" | "fail" | "none" | "temperror" | "permerror" => Some(false),
        "bestguesspass" => Some(ours == DmarcResult::None),
        _ => None,
    };
    Same::of(word, ours.as_str(), means)
}

/// A word for a DKIM result. `policy` is a pass that a policy of the server's own does not accept.
pub(crate) fn same_dkim(word: &str, ours: &str) -> Same {
    let means = match word {
        "pass" | "none" | "temperror" | "policy" => Some(false),
        "timeout" | "error" => Some(ours == "temperror"),
        // Servers do not agree on where a broken signature is fail, neutral or permerror.
        "fail" | "hardfail" | "neutral" | "permerror" | "invalid" => {
            Some(matches!(ours, "fail" | "neutral" | "permerror"))
        }
        _ => None,
    };
    Same::of(word, ours, means)
}

/// A word for a result of iprev. That there is no name is permerror by the RFC, and fail to many.
pub(crate) fn same_reverse_dns(word: &str, ours: ReverseResult) -> Same {
    let means = match word {
        "pass" | "temperror" => Some(false),
        "fail" | "permerror" | "none" => Some(ours == ReverseResult::None),
        _ => None,
    };
    Same::of(word, ours.as_str(), means)
}

/// Whether a word says that the server had no answer of the DNS.
pub(crate) fn is_dns_error(word: &str) -> bool {
    matches!(word, "temperror" | "error" | "timeout")
}

/// Whether a DKIM result says that there was no key, or none that the server could use.
pub(crate) fn is_without_key(result: &MethodResult) -> bool {
    result.result != "pass" && result.says(Remark::NoKey)
}
