//! Key records (RFC 6376 section 3.6.1, RFC 8463): what a record says, and the key in it.

use crate::dns::limits::RSA_KEY_BITS;
use crate::message::{Algorithm, TagFault, TagList, base64};
use ed25519_dalek::VerifyingKey;
use rsa::pkcs1::der::Decode;
use rsa::pkcs8::spki::SubjectPublicKeyInfoRef;
use rsa::{BoxedUint, Pkcs1v15Sign, pkcs1};
use sha1::Sha1;
use sha2::Sha256;

/// Why a record is no key for a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// Another kind of record: its v= is not DKIM1.
    NotAKey,
    /// The tag list is broken; spans count in the record's text.
    Tags(TagFault),
    /// v= is there and does not stand first.
    VersionNotFirst,
    /// There is no p=.
    NoKeyData,
    /// p= is empty: the key was revoked.
    Revoked,
    /// p= is no base64, or no key of its type.
    BadKeyData,
    /// k= names another type of key than the signature needs.
    OtherType,
    /// h= does not allow the signature's hash.
    HashNotAllowed,
    /// s= does not allow mail.
    NotForMail,
    /// An RSA key of so many bits, which is not used.
    Size(usize),
}

/// A key record that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The record's text.
    pub text: String,
    /// The bits of an RSA key; `None` for Ed25519.
    pub bits: Option<usize>,
    /// t=y: the domain tests DKIM.
    pub testing: bool,
    /// t=s: i= must be of d= itself.
    pub strict: bool,
    /// n=: notes for people.
    pub notes: Option<String>,
    data: Data,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Data {
    // The larger one is rare enough to stand behind a pointer.
    Rsa(Box<rsa::PublicKey>),
    Ed25519(Box<VerifyingKey>),
}

impl Key {
    /// Reads a record for signatures of an algorithm.
    ///
    /// # Errors
    ///
    /// [`KeyFault`] where it is no key, or none for these.
    pub(super) fn read(text: &[u8], algorithm: Algorithm) -> Result<Self, KeyFault> {
        let tags = TagList::parse(text);
        // A record of another version is to be discarded; v= stands first if it is there.
        match tags.tags.iter().position(|tag| text.get(tag.name.clone()) == Some(b"v")) {
            Some(0) if tags.get("v") != Some(b"DKIM1") => return Err(KeyFault::NotAKey),
            None | Some(0) => {}
            Some(_) => return Err(KeyFault::VersionNotFirst),
        }
        if let Some(fault) = tags.fault {
            return Err(KeyFault::Tags(fault));
        }
        let lists = |name: &str, wanted: &[&str]| {
            let list = tags.compact(name)?;
            Some(list.split(':').any(|item| wanted.contains(&item)))
        };
        if !lists("s", &["*", "email"]).unwrap_or(true) {
            return Err(KeyFault::NotForMail);
        }
        if !lists("h", &[algorithm.hash().as_str()]).unwrap_or(true) {
            return Err(KeyFault::HashNotAllowed);
        }
        if tags.get("k").unwrap_or(b"rsa") != algorithm.key_type().as_bytes() {
            return Err(KeyFault::OtherType);
        }
        let data = tags.compact("p").ok_or(KeyFault::NoKeyData)?;
        if data.is_empty() {
            return Err(KeyFault::Revoked);
        }
        let data = base64(&data).ok_or(KeyFault::BadKeyData)?;
        let (data, bits) = match algorithm {
            Algorithm::RsaSha1 | Algorithm::RsaSha256 => rsa_key(&data)?,
            Algorithm::Ed25519Sha256 => (ed25519_key(&data)?, None),
        };
        Ok(Self {
            text: String::from_utf8_lossy(text).into_owned(),
            bits,
            testing: lists("t", &["y"]).unwrap_or(false),
            strict: lists("t", &["s"]).unwrap_or(false),
            notes: tags.get("n").map(|notes| String::from_utf8_lossy(notes).into_owned()),
            data,
        })
    }

    /// Whether a hash was signed with this key.
    pub(super) fn verifies(&self, algorithm: Algorithm, hash: &[u8], signature: &[u8]) -> bool {
        match (&self.data, algorithm) {
            (Data::Rsa(key), Algorithm::RsaSha1) => key.verify(Pkcs1v15Sign::new::<Sha1>(), hash, signature).is_ok(),
            (Data::Rsa(key), Algorithm::RsaSha256) => {
                key.verify(Pkcs1v15Sign::new::<Sha256>(), hash, signature).is_ok()
            }
            // Ed25519 signs the hash, not the text (RFC 8463 section 3).
            (Data::Ed25519(key), Algorithm::Ed25519Sha256) => {
                let signature = ed25519_dalek::Signature::from_slice(signature);
                signature.is_ok_and(|signature| key.verify_strict(hash, &signature).is_ok())
            }
            _ => false,
        }
    }
}

/// An RSA key: a `SubjectPublicKeyInfo`, or what stands inside one, as some publish it.
fn rsa_key(der: &[u8]) -> Result<(Data, Option<usize>), KeyFault> {
    let inner = SubjectPublicKeyInfoRef::from_der(der).ok().and_then(|info| info.subject_public_key.as_bytes());
    let key = pkcs1::RsaPublicKeyRef::from_der(inner.unwrap_or(der)).map_err(|_| KeyFault::BadKeyData)?;
    let (modulus, exponent) = (key.modulus.as_bytes(), key.public_exponent.as_bytes());
    let leading = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
    let bits = (modulus.len() * 8).saturating_sub(leading);
    if !RSA_KEY_BITS.contains(&bits) {
        return Err(KeyFault::Size(bits));
    }
    let number = BoxedUint::from_be_slice_vartime;
    let key = rsa::PublicKey::new_with_size_limits(number(modulus), number(exponent), RSA_KEY_BITS);
    Ok((Data::Rsa(Box::new(key.map_err(|_| KeyFault::BadKeyData)?)), Some(bits)))
}

fn ed25519_key(bytes: &[u8]) -> Result<Data, KeyFault> {
    let bytes = bytes.try_into().map_err(|_| KeyFault::BadKeyData)?;
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyFault::BadKeyData)?;
    Ok(Data::Ed25519(Box::new(key)))
}

#[cfg(test)]
mod tests;
