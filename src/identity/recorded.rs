//! The sender that servers recorded: one that is written, or what a null sender is checked as.

use super::Found;
use super::envelope::{angle, same_domain};
use super::provider::Provider;
use super::received::Received;
use crate::dns::Name;
use crate::message::{Claim, ClaimedSender, ReversePath, parse_reverse_path};

/// A sender that a server recorded.
pub(super) struct Recorded {
    pub sender: ClaimedSender,
    /// Whether a comment names it.
    in_comment: bool,
    /// Whether it is what a null sender is checked as (RFC 7208 section 2.4): the HELO name alone, or a comment about
    /// it.
    may_be_null: bool,
    /// Whether it is postmaster at the HELO name, wherever it stands: the identity that a check of the null sender has.
    is_checked_null: bool,
}

impl Recorded {
    /// The sender of a record about a client with this HELO name.
    fn of(claim: &Claim, helo: Option<&str>) -> Option<Self> {
        let sender = claim.mail_from.clone()?;
        let in_comment = claim.sender_in_comment;
        let is_checked_null = helo.is_some_and(|helo| sender.stands_for_null(helo));
        let may_be_null = (in_comment && is_checked_null) || matches!(sender, ClaimedSender::Helo(_));
        Some(Self { sender, in_comment, may_be_null, is_checked_null })
    }

    /// Whether Return-Path says what was recorded; of a domain alone only the domain is compared. The letter case of
    /// local parts makes no difference: Google's comments lose it.
    pub fn agrees(&self, path: &ReversePath) -> bool {
        match (path, &self.sender) {
            (ReversePath::Null, sender) => self.may_be_null || self.is_checked_null || *sender == ClaimedSender::Null,
            (ReversePath::Address { .. }, ClaimedSender::Null) => false,
            (ReversePath::Address { domain, .. }, ClaimedSender::Domain(recorded)) => same_domain(domain, recorded),
            (ReversePath::Address { local, domain, .. }, ClaimedSender::Helo(helo)) => {
                ClaimedSender::Address(format!("{local}@{domain}")).stands_for_null(helo)
            }
            (ReversePath::Address { local, domain, .. }, ClaimedSender::Address(recorded)) => {
                match parse_reverse_path(angle(recorded).as_bytes(), 0) {
                    Some(ReversePath::Address { local: recorded, domain: of_record, .. }) => {
                        local.eq_ignore_ascii_case(&recorded) && same_domain(domain, &of_record)
                    }
                    _ => false,
                }
            }
        }
    }
}

impl Received<'_> {
    /// The recorded sender. What is written says more than what a null sender is checked as.
    pub fn recorded_sender(&self, helo: Option<&Name>) -> Option<Found<Recorded>> {
        let find = |counts: &dyn Fn(&Recorded) -> bool| {
            let recorded = |claim: &Claim| Recorded::of(claim, helo.map(Name::as_str)).filter(counts);
            self.recorded(|claim| Some((recorded(claim)?, claim.mail_from_span.as_ref())))
        };
        let null_by_helo = self.records_helo_for_null_alone();
        let first = find(&|recorded| !recorded.may_be_null)
            .or_else(|| find(&|recorded| !recorded.in_comment).filter(|_| null_by_helo))
            .or_else(|| find(&|recorded| recorded.in_comment))?;
        // An address of a later record completes a domain alone, and has the spelling that a comment lost.
        let whole = |later: &Recorded| match (&first.value.sender, &later.sender) {
            (ClaimedSender::Domain(domain), ClaimedSender::Address(address)) => {
                address.rsplit_once('@').is_some_and(|(_, of_address)| same_domain(of_address, domain))
            }
            (ClaimedSender::Address(one), ClaimedSender::Address(other)) => {
                first.value.in_comment && !later.in_comment && one != other && one.eq_ignore_ascii_case(other)
            }
            _ => false,
        };
        find(&whole).or(Some(first))
    }

    /// Whether HELO alone in a record tells the null sender: only where the server records it for null senders alone.
    pub fn records_helo_for_null_alone(&self) -> bool {
        self.hop.and_then(|(_, hop)| Provider::of_writer(hop)).is_some_and(|provider| provider.null_by_helo)
    }

    /// Whether a record names another sender than the one that the receiver wrote. One that names HELO alone names
    /// none.
    pub fn tells_other_sender(&self, claim: &Claim) -> bool {
        let helo = self.hop.and_then(|(_, hop)| hop.helo.as_deref());
        let recorded = Recorded::of(claim, helo).filter(|recorded| !matches!(recorded.sender, ClaimedSender::Helo(_)));
        let own = self.own_reverse_path();
        recorded.zip(own).is_some_and(|(recorded, own)| !recorded.agrees(&own))
    }
}
