//! The hashes of RFC 6376 and RFC 8301, fed in pieces.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A hash algorithm of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum HashAlgorithm {
    Sha1,
    Sha256,
}

impl HashAlgorithm {
    /// The name in an a= or h= tag.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }

    /// The bytes of a hash.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }
}

/// A hash that is being computed.
#[derive(Clone)]
pub(super) enum Hasher {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Hasher {
    pub(super) fn new(algorithm: HashAlgorithm) -> Self {
        match algorithm {
            HashAlgorithm::Sha1 => Self::Sha1(Sha1::new()),
            HashAlgorithm::Sha256 => Self::Sha256(Sha256::new()),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(state) => state.update(bytes),
            Self::Sha256(state) => state.update(bytes),
        }
    }

    /// The hash of what came so far.
    pub(super) fn so_far(&self) -> Vec<u8> {
        match self {
            Self::Sha1(state) => state.clone().finalize().to_vec(),
            Self::Sha256(state) => state.clone().finalize().to_vec(),
        }
    }

    /// Whether this is the hash of what came so far.
    pub(super) fn is(&self, hash: &[u8]) -> bool {
        match self {
            Self::Sha1(state) => state.clone().finalize()[..] == *hash,
            Self::Sha256(state) => state.clone().finalize()[..] == *hash,
        }
    }
}
