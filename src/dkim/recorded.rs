//! What the receiving side recorded of a body that the file does not hold.

use super::Verification;
use crate::dns::Name;
use crate::identity::Written;
use crate::message::{Message, MethodResult, Property, Remark, Signature, base64};

/// What a recorded DKIM result says of which signature it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// The signing domain: `header.d`, else the domain of `header.i`, which is it or one below it.
    pub domain: Option<Name>,
    /// The domain or the identity, as written.
    pub name: Option<String>,
    /// `header.s`.
    pub selector: Option<String>,
    /// What `header.b` gives of the signature itself (RFC 6008), as bytes.
    beginning: Option<Vec<u8>>,
}

impl Signed {
    /// Reads it from a result.
    #[must_use]
    pub fn read(result: &MethodResult) -> Self {
        // Microsoft writes `header.d=none` where nothing was signed.
        let said = |name| result.property(name).filter(|value| !value.is_empty() && *value != "none");
        let identity = said(Property::HeaderI);
        let of_identity = || identity.map(domain_of);
        // Four characters of base64 are three bytes; what is left of them is not.
        let beginning = said(Property::HeaderB).and_then(|text| base64(text.get(..text.len() / 4 * 4)?));
        Self {
            domain: said(Property::HeaderD).or_else(of_identity).map(name),
            name: said(Property::HeaderD).or(identity).map(str::to_owned),
            selector: said(Property::HeaderS).map(str::to_owned),
            beginning,
        }
    }

    /// Whether it may be this signature: by d=, by i= where it names nothing else, by s=.
    #[must_use]
    pub fn may_be(&self, found: &Verification, signature: &Signature) -> bool {
        let identity = || Name::from_unicode(domain_of(signature.identity.as_deref()?)).ok();
        let of_domain = self
            .domain
            .as_ref()
            .is_none_or(|domain| found.domain.as_ref() == Some(domain) || identity().as_ref() == Some(domain));
        let selectors = self.selector.as_deref().zip(signature.selector.as_deref());
        of_domain && selectors.is_none_or(|(recorded, own)| recorded.eq_ignore_ascii_case(own))
    }

    /// Whether it is this signature and no other of its domain, as far as the record tells them apart.
    #[must_use]
    pub fn is(&self, found: &Verification, signature: &Signature) -> bool {
        let octets = signature.prepared.as_ref().map(|prepared| prepared.signature.as_slice()).unwrap_or_default();
        let begins = |beginning: &Vec<u8>| octets.starts_with(beginning);
        self.domain.is_some() && self.may_be(found, signature) && self.beginning.as_ref().is_none_or(begins)
    }
}

/// The record by which the body of a signature was not the one that was signed: index into [`Message::claims`].
/// `None` where the receiving side recorded no such thing, or another time that the signature passed.
pub(super) fn body_failed(message: &Message, written: &[Written], found: &Verification) -> Option<usize> {
    let signature = message.signatures.get(found.signature)?;
    let mut failed = None;
    for (index, (claim, written)) in message.claims.iter().zip(written).enumerate() {
        let of_dkim = claim.results.iter().filter(|result| result.method == "dkim" && written.stands_in());
        for result in of_dkim.filter(|result| Signed::read(result).is(found, signature)) {
            if result.result == "pass" {
                return None;
            }
            failed = failed.or_else(|| blames_body(result).then_some(index));
        }
    }
    failed
}

/// Whether a result that is no pass says that it is for the body.
fn blames_body(result: &MethodResult) -> bool {
    matches!(result.result.as_str(), "fail" | "hardfail" | "neutral" | "permerror" | "invalid")
        && result.says(Remark::BodyFailed)
}

/// The domain of an identity (i=).
fn domain_of(identity: &str) -> &str {
    identity.rsplit_once('@').map_or(identity, |(_, domain)| domain)
}

/// A domain as it is asked.
fn name(text: &str) -> Name {
    Name::from_unicode(text).unwrap_or_else(|_| Name::new(text))
}
