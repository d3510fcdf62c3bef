//! Why a record is not about what ours is about, and what is said where it is and differs.

use super::{About, Found, Ours, Reason, Record};
use crate::case::meaning::{Same, is_dns_error};
use crate::identity::{Found as Identified, Side, TakenFrom};
use crate::receiver::IdentityKind;

impl Record<'_> {
    /// Where a record is about something else than ours: why, the best reason first. Empty where both are
    /// about the same, as far as can be told.
    pub(super) fn apart(&self, about: &About, ours: &Ours) -> Vec<Reason> {
        let identities = &self.case.identities;
        let mut because = Vec::new();
        let another_client = about.client.zip(ours.client).is_some_and(|(recorded, ours)| recorded != ours);
        let another_domain = about.domain.as_ref().zip(ours.domain.as_ref()).is_some_and(|(a, b)| a != b);
        // Who writes a client that no server of his has seen may write anything.
        let known_hop = !self.is_outside() || self.written.hop.is_some();
        if (another_client || another_domain) && !known_hop {
            because.push(self.outside());
        }
        if another_client {
            let given = identities.client.ip.as_ref().is_some_and(is_given);
            because.push(if given { Reason::Given } else { Reason::AnotherHop });
        }
        if another_domain {
            let given = match about.identity {
                Some(IdentityKind::MailFrom) => identities.mail_from.as_ref().is_some_and(is_given),
                Some(IdentityKind::Helo) => identities.client.helo.as_ref().is_some_and(is_given),
                _ => false,
            };
            because.push(if given { Reason::Given } else { Reason::AnotherIdentity });
        }
        because.dedup();
        if !because.is_empty() && self.is_outside() && known_hop {
            because.push(self.outside());
        }
        because
    }

    /// Holds a recorded word against ours, both being about the same; `why` says first which of the two is an error
    /// of the DNS, if one is.
    pub(super) fn hold(&self, found: &mut Found, same: Same, why: &[Reason]) {
        match same {
            Same::Word => found.agrees = Some(true),
            Same::Meaning => {
                found.agrees = Some(true);
                found.because.push(Reason::SameMeaning);
            }
            Same::Unknown => found.because.push(Reason::UnknownWord),
            Same::No => {
                found.agrees = Some(false);
                if self.is_outside() {
                    found.because.push(self.outside());
                }
                found.because.extend(why);
                if self.written.side == Side::Unconfirmed {
                    found.because.push(Reason::MayHaveCome);
                }
            }
        }
    }

    /// That it comes from outside the trust boundary, under whose name.
    pub(super) fn outside(&self) -> Reason {
        if self.written.own_name { Reason::OwnNameOutside } else { Reason::Outside }
    }
}

/// That a result is an error of the DNS, there or here; the error there explains the other.
pub(super) fn dns_error(word: &str, ours_is_error: bool) -> Option<Reason> {
    let there = is_dns_error(word).then_some(Reason::DnsErrorThen);
    there.or(ours_is_error.then_some(Reason::DnsErrorHere))
}

/// Whether something was not found in the message but given or assumed.
fn is_given<T>(found: &Identified<T>) -> bool {
    matches!(found.taken_from, TakenFrom::Option | TakenFrom::Via)
}
