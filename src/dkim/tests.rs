//! Signatures and keys in the user's terms.
