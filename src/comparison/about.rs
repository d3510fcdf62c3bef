//! What a recorded result is about: the identity, the client, the signature.

use super::{About, Record};
use crate::dns::Name;
use crate::message::{ClaimKind, ClaimedSender, MethodResult};
use crate::receiver::IdentityKind;
use std::net::IpAddr;

/// The names of the property that holds the reverse-path.
const SENDERS: [&str; 3] = ["smtp.mailfrom", "smtp.mail", "smtp.mfrom"];
/// The names of the property that holds the HELO name.
const HELOS: [&str; 2] = ["smtp.helo", "smtp.ehlo"];
/// The fields that can hold the PRA, as Sender ID was recorded.
const PRA_FIELDS: [&str; 5] = ["pra", "header.resent-sender", "header.resent-from", "header.sender", "header.from"];

impl Record<'_> {
    /// The client whose connection the record is about: recorded, else that of its hop.
    pub(super) fn client(&self) -> Option<IpAddr> {
        let of_hop = || self.message.hops.get(self.written.hop?)?.peer_ip;
        let receiving = self.written.hop == self.case.identities.client.hop;
        let ip = self.claim.client_ip.or_else(|| of_hop().filter(|_| !receiving));
        ip.map(|ip| ip.to_canonical())
    }

    pub(super) fn about_spf(&self, result: &MethodResult) -> About {
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
            let identity = match result.property("identity") {
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
        let null = self.case.identities.mail_from.as_ref().is_some_and(|found| found.value.null_sender);
        if other || !null { (IdentityKind::Helo, None) } else { (IdentityKind::MailFrom, Some(ClaimedSender::Null)) }
    }

    pub(super) fn about_sender_id(&self, result: &MethodResult) -> About {
        let name = find(result, &PRA_FIELDS).map(str::to_owned);
        let domain = name.as_deref().map(|name| domain_name(name.rsplit_once('@').map_or(name, |(_, domain)| domain)));
        About { identity: Some(IdentityKind::Pra), name, domain, client: self.client(), ..About::default() }
    }

    pub(super) fn about_dmarc(&self, result: &MethodResult) -> About {
        let name = result.property("header.from").map(str::to_owned);
        let domain = name.as_deref().map(|name| domain_name(name.rsplit_once('@').map_or(name, |(_, domain)| domain)));
        // `(p=REJECT sp=NONE dis=NONE)`, in the comment or as properties.
        let comment = result.comment.as_deref().unwrap_or_default();
        let in_comment = |key: &str| {
            let mut words = comment.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
            words.find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
        };
        let lower = |text: &str| text.to_ascii_lowercase();
        let policy = find(result, &["policy.dmarc", "policy.published-domain-policy"]).or_else(|| in_comment("p"));
        let done = find(result, &["action", "policy.applied-disposition"]).or_else(|| in_comment("dis"));
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

    pub(super) fn about_client(&self, result: &MethodResult) -> About {
        let own = result.property("policy.iprev").and_then(|ip| ip.parse::<IpAddr>().ok());
        let client = own.map(|ip| ip.to_canonical()).or_else(|| self.client());
        About { name: client.map(|ip| ip.to_string()), client, ..About::default() }
    }
}

/// The first property, for methods that nobody knows here.
pub(super) fn anything(result: &MethodResult) -> About {
    let name = result.properties.iter().find(|(key, value)| key.contains('.') && !value.is_empty());
    About { name: name.map(|(_, value)| value.clone()), ..About::default() }
}

fn find<'a>(result: &'a MethodResult, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| result.property(name)).filter(|value| !value.is_empty())
}

/// A domain as it is asked.
fn domain_name(text: &str) -> Name {
    let text = text.trim_matches(['<', '>']);
    Name::from_unicode(text).unwrap_or_else(|_| Name::new(text))
}
