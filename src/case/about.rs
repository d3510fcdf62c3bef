//! What a recorded result is about: the identity, the client, the signature.

use crate::dns::Name;
use crate::identity::{Identities, Written};
use crate::message::{Claim, ClaimKind, ClaimedSender, Message, MethodResult, Noted, Property};
use crate::receiver::IdentityKind;
use std::net::IpAddr;

/// What a recorded result is about, as far as the record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The identity that was checked.
    pub identity: Option<IdentityKind>,
    /// The identity as written: an address, or a name.
    pub name: Option<String>,
    /// Its domain; of a signature the signing domain.
    pub domain: Option<Name>,
    /// The selector of a signature.
    pub selector: Option<String>,
    /// The client whose connection it was.
    pub client: Option<IpAddr>,
    /// The policy that DMARC found.
    pub policy: Option<String>,
    /// What was done by it.
    pub disposition: Option<String>,
}

/// A record, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    pub message: &'a Message,
    pub claim: &'a Claim,
    pub written: Written,
    /// The receiving hop.
    pub receiving: Option<usize>,
    /// Whether MAIL FROM is null there.
    pub null_sender: bool,
}

impl<'a> Record<'a> {
    pub fn new(message: &'a Message, claim: &'a Claim, written: Written, identities: &Identities) -> Self {
        let null_sender = identities.judged_mail_from().is_some_and(|found| found.value.null_sender);
        Self { message, claim, written, receiving: identities.client.hop, null_sender }
    }
}

/// The names of the property that holds the reverse-path.
const SENDERS: [Property; 3] = [Property::SmtpMailFrom, Property::SmtpMail, Property::SmtpMFrom];
/// The names of the property that holds the HELO name.
const HELOS: [Property; 2] = [Property::SmtpHelo, Property::SmtpEhlo];
/// The fields that can hold the PRA, as Sender ID was recorded.
const PRA_FIELDS: [Property; 5] = [
    Property::Pra,
    Property::HeaderResentSender,
    Property::HeaderResentFrom,
    Property::HeaderSender,
    Property::HeaderFrom,
];

impl Record<'_> {
    /// The client whose connection the record is about: recorded, else that of its hop.
    pub fn client(&self) -> Option<IpAddr> {
        let of_hop = || self.message.hops.get(self.written.hop?)?.peer_ip;
        let receiving = self.written.hop == self.receiving;
        let ip = self.claim.client_ip.or_else(|| of_hop().filter(|_| !receiving));
        ip.map(|ip| ip.to_canonical())
    }

    pub fn about_spf(&self, result: &MethodResult) -> About {
        let (identity, sender) = self.spf_identity(result);
        let helo = find(result, &HELOS).map(str::to_owned).or_else(|| self.claim.helo.clone());
        let (name, domain) = match (&sender, identity) {
            (_, IdentityKind::Helo) => (helo.clone(), helo),
            // The null sender is checked as postmaster at the HELO name (RFC 7208 section 2.4).
            (Some(ClaimedSender::Null | ClaimedSender::Helo(_)), _) => (Some("<>".to_owned()), helo),
            (Some(ClaimedSender::Address(text) | ClaimedSender::Domain(text)), _) => {
                (Some(text.clone()), sender.as_ref().and_then(ClaimedSender::domain).map(str::to_owned))
            }
            (None, _) => (None, None),
        };
        About {
            identity: Some(identity),
            name,
            domain: domain.as_deref().map(domain_name),
            client: self.client(),
            ..About::default()
        }
    }

    /// The identity that SPF was asked about, and the sender as far as the record names one.
    fn spf_identity(&self, result: &MethodResult) -> (IdentityKind, Option<ClaimedSender>) {
        let sender = self.claim.mail_from.clone();
        if matches!(self.claim.kind, ClaimKind::ReceivedSpf | ClaimKind::XSpfAuth) {
            let identity = match result.property(Property::Identity) {
                Some(of) if of.eq_ignore_ascii_case("helo") => IdentityKind::Helo,
                Some(of) if of.eq_ignore_ascii_case("pra") => IdentityKind::Pra,
                _ => IdentityKind::MailFrom,
            };
            return (identity, sender);
        }
        let named = |result: &MethodResult| {
            find(result, &SENDERS).map(ClaimedSender::read).filter(|sender| *sender != ClaimedSender::Null)
        };
        if let Some(own) = named(result) {
            return (IdentityKind::MailFrom, Some(own));
        }
        if find(result, &HELOS).is_none() {
            return (IdentityKind::MailFrom, sender);
        }
        // HELO alone means the null sender, where the sender is null and the record names no other as well.
        let other = self.claim.results.iter().any(|other| other.method == "spf" && named(other).is_some());
        if other || !self.null_sender {
            (IdentityKind::Helo, None)
        } else {
            (IdentityKind::MailFrom, Some(ClaimedSender::Null))
        }
    }

    pub fn about_sender_id(&self, result: &MethodResult) -> About {
        let name = find(result, &PRA_FIELDS).map(str::to_owned);
        let domain = name.as_deref().map(|name| domain_name(name.rsplit_once('@').map_or(name, |(_, domain)| domain)));
        About { identity: Some(IdentityKind::Pra), name, domain, client: self.client(), ..About::default() }
    }

    pub fn about_dmarc(&self, result: &MethodResult) -> About {
        let name = result.property(Property::HeaderFrom).map(str::to_owned);
        let domain = name.as_deref().map(|name| domain_name(name.rsplit_once('@').map_or(name, |(_, domain)| domain)));
        // `(p=REJECT sp=NONE dis=NONE)`, in the comment or as properties.
        let lower = |text: &str| text.to_ascii_lowercase();
        let policy = find(result, &[Property::PolicyDmarc, Property::PublishedPolicy]);
        let policy = policy.or_else(|| result.noted(Noted::Policy));
        let done = find(result, &[Property::Action, Property::AppliedDisposition]);
        let done = done.or_else(|| result.noted(Noted::Disposition));
        About {
            identity: Some(IdentityKind::HeaderFrom),
            name,
            domain,
            client: self.client(),
            policy: policy.map(lower),
            disposition: done.map(lower),
            ..About::default()
        }
    }

    pub fn about_client(&self, result: &MethodResult) -> About {
        let own = result.property(Property::PolicyIprev).and_then(|ip| ip.parse::<IpAddr>().ok());
        let client = own.map(|ip| ip.to_canonical()).or_else(|| self.client());
        About { name: client.map(|ip| ip.to_string()), client, ..About::default() }
    }
}

/// The first property, for methods that nobody knows here.
pub(crate) fn anything(result: &MethodResult) -> About {
    About { name: result.first_value().map(str::to_owned), ..About::default() }
}

fn find<'a>(result: &'a MethodResult, names: &[Property]) -> Option<&'a str> {
    names.iter().find_map(|name| result.property(*name)).filter(|value| !value.is_empty())
}

/// A domain as it is asked.
fn domain_name(text: &str) -> Name {
    let text = text.trim_matches(['<', '>']);
    Name::from_unicode(text).unwrap_or_else(|_| Name::new(text))
}
