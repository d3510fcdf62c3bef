//! Whether signatures may fail because the file is not what was sent. A file that a mail program wrote anew
//! is called that, never forged.

use super::{DkimResult, Verification};
use crate::message::{BodyState, LineEnd, Message, Oddity, SavedSign};

/// Why a file may not be what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedAs {
    /// A sign in the message.
    Sign(SavedSign),
    /// A line that began with `From ` was quoted, as mbox files do; without that the body verifies.
    MboxQuoted,
    /// The header is damaged: its form is not one that goes over a wire.
    DamagedHeader,
    /// The file's lines end in several ways.
    MixedLineEnds,
    /// No signature fits, though several domains signed, in neither part.
    AllFail,
}

impl SavedAs {
    /// The sign in kebab-case, for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sign(SavedSign::StoreField(_)) => "store-field",
            Self::Sign(SavedSign::Decoded(_)) => "decoded",
            Self::Sign(SavedSign::Transcoded(_)) => "transcoded",
            Self::MboxQuoted => "mbox-quoted",
            Self::DamagedHeader => "damaged-header",
            Self::MixedLineEnds => "mixed-line-ends",
            Self::AllFail => "all-fail",
        }
    }
}

/// Why signatures that failed may have failed only in this file; none where none failed.
#[must_use]
pub fn saved_as(message: &Message, verifications: &[Verification]) -> Vec<SavedAs> {
    let broken = |v: &&Verification| v.body_intact == Some(false) || v.header_intact == Some(false);
    if !verifications.iter().any(|v| broken(&v) && v.result == DkimResult::Fail) {
        return Vec::new();
    }
    let mut signs: Vec<SavedAs> = message.saved_signs.iter().copied().map(SavedAs::Sign).collect();
    let states = message.signatures.iter().filter_map(|signature| Some(&signature.prepared.as_ref().ok()?.body.state));
    if states.into_iter().any(|state| *state == BodyState::MboxQuoted) {
        signs.push(SavedAs::MboxQuoted);
    }
    let damaged = |oddity: &Oddity| {
        matches!(oddity, Oddity::JunkLine(_) | Oddity::LeadingBlankLine | Oddity::ByteOrderMark | Oddity::NoBlankLine)
    };
    if message.oddities.iter().any(damaged) {
        signs.push(SavedAs::DamagedHeader);
    }
    if message.line_end == LineEnd::Mixed {
        signs.push(SavedAs::MixedLineEnds);
    }
    let failed: Vec<&Verification> = verifications.iter().filter(|v| v.key.is_some()).collect();
    let first = failed.first().and_then(|v| v.domain.as_ref());
    let several = failed.iter().any(|v| v.domain.as_ref() != first);
    if several && failed.iter().all(|v| v.body_intact == Some(false) && v.header_intact == Some(false)) {
        signs.push(SavedAs::AllFail);
    }
    signs
}
