//! Keys that nobody should trust, and some that nobody can have made in earnest.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A DER value.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = u16::try_from(content.len()).expect("a short value").to_be_bytes();
    let mut out = vec![tag];
    match content.len() {
        0..=127 => out.push(len[1]),
        128..=255 => out.extend([0x81, len[1]]),
        _ => out.extend([0x82, len[0], len[1]]),
    }
    out.extend_from_slice(content);
    out
}

/// A bare PKCS#1 key.
fn rsa(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    der(0x30, &[der(2, modulus), der(2, exponent)].concat())
}

/// An odd number of so many bits, as DER writes it.
fn odd(bits: usize) -> Vec<u8> {
    let mut bytes = vec![0xff; bits / 8];
    bytes.insert(0, 0);
    bytes
}

fn read(data: &[u8], algorithm: Algorithm) -> Result<Key, KeyFault> {
    let text = format!("k={}; p={}", algorithm.key_type(), STANDARD.encode(data));
    Key::read(text.as_bytes(), algorithm)
}

fn rsa_fault(data: &[u8]) -> Option<KeyFault> {
    read(data, Algorithm::RsaSha256).err()
}

#[test]
fn sizes_that_are_used_and_sizes_that_are_not() {
    const E: &[u8] = &[1, 0, 1];
    for bits in [512, 1024, 8192] {
        assert_eq!(read(&rsa(&odd(bits), E), Algorithm::RsaSha256).map(|key| key.bits), Ok(Some(bits)));
    }
    for bits in [8, 504, 8200, 65_536, 400_000] {
        assert_eq!(rsa_fault(&rsa(&odd(bits), E)), Some(KeyFault::Size(bits)));
    }
}

#[test]
fn numbers_that_make_no_key() {
    for exponent in [&[0][..], &[1], &[2, 0, 0, 0, 1, 0], &odd(512), &[0xff], &[]] {
        assert_eq!(rsa_fault(&rsa(&odd(1024), exponent)), Some(KeyFault::BadKeyData), "{exponent:?}");
    }
    let even = [&odd(1024)[..128], &[0xfe]].concat();
    assert_eq!(rsa_fault(&rsa(&even, &[3])), Some(KeyFault::BadKeyData));
    assert_eq!(rsa_fault(&rsa(&[0], &[3])), Some(KeyFault::Size(0)));
    // A modulus that DER would call negative, and one with something behind it.
    assert_eq!(rsa_fault(&rsa(&[0xff; 128], &[3])), Some(KeyFault::BadKeyData));
    assert_eq!(rsa_fault(&[rsa(&odd(1024), &[3]), vec![0]].concat()), Some(KeyFault::BadKeyData));
}

#[test]
fn nobody_can_sign_for_a_key_of_nothing() {
    let hash = [7; 32];
    for point in [[0; 32], [1; 32]] {
        let Ok(key) = read(&point, Algorithm::Ed25519Sha256) else { continue };
        for signature in [&[0; 64][..], &[1; 64], &[], &[0; 63], &[0; 65]] {
            assert!(!key.verifies(Algorithm::Ed25519Sha256, &hash, signature), "{point:?}");
        }
    }
    let key = read(&rsa(&odd(1024), &[3]), Algorithm::RsaSha256).expect("it can be read");
    for signature in [&[0; 128][..], &[0; 127], &[0; 4096], &[]] {
        assert!(!key.verifies(Algorithm::RsaSha256, &hash, signature));
        assert!(!key.verifies(Algorithm::Ed25519Sha256, &hash, signature));
    }
}

#[test]
fn any_bytes_are_a_fault_at_worst() {
    for len in [0, 1, 31, 33, 64, 300] {
        for byte in [0, 0x30, 0x7f, 0xff] {
            for algorithm in [Algorithm::RsaSha1, Algorithm::Ed25519Sha256] {
                assert!(read(&vec![byte; len], algorithm).is_err());
            }
        }
    }
    assert_eq!(Key::read(b"p=\xff", Algorithm::RsaSha256), Err(KeyFault::Tags(TagFault::BadCharacter(2..3))));
    assert_eq!(Key::read(b"", Algorithm::RsaSha256), Err(KeyFault::Tags(TagFault::NoEquals(0..0))));
}
