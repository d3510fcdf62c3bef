//! What a term that the grammar does not have was probably meant to be. A suggestion is made only if it
//! is itself a term of the grammar.

use super::record::{Body, MECHANISMS, Term, split_qualifier};
use super::{SyntaxError, TermKind};
use crate::text::distance;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A longer term is no slip of the keyboard.
const LONGEST: usize = 512;

/// The term as it was probably meant, qualifier included.
pub(super) fn suggest(text: &str, error: &SyntaxError) -> Option<String> {
    if text.len() > LONGEST || matches!(error, SyntaxError::DuplicateModifier(_)) {
        return None;
    }
    // Marks that were carried over from prose or from a zone file.
    let trimmed = text.trim_matches(['"', '\'', ',', ';']).trim_end_matches(['.', ':']);
    let sign = text.len() - split_qualifier(text).1.len();
    let (sign, bare) = text.split_at(sign);
    let bare_trimmed = split_qualifier(trimmed).1;
    let candidates = [
        Some(trimmed.to_owned()),
        address(bare_trimmed).map(|term| format!("{sign}{term}")),
        modifier(bare),
        misspelt(bare_trimmed).map(|term| format!("{sign}{term}")),
    ];
    candidates.into_iter().flatten().find(|candidate| candidate != text && is_good(candidate))
}

fn is_good(candidate: &str) -> bool {
    !candidate.contains(' ') && !matches!(Term::parse(candidate, 0..0).body, Body::Invalid(_) | Body::Unknown)
}

/// `ip4` or `ip6` for an address that stands under another name or under none.
fn address(bare: &str) -> Option<String> {
    let with_mechanism = |network: &str| {
        let address = network.split('/').next()?;
        if address.parse::<Ipv4Addr>().is_ok() {
            Some(format!("ip4:{network}"))
        } else {
            address.parse::<Ipv6Addr>().is_ok().then(|| format!("ip6:{network}"))
        }
    };
    with_mechanism(bare).or_else(|| {
        let (name, network) = bare.split_once([':', '='])?;
        let about_addresses = matches!(nearest(name)?, TermKind::Ip4 | TermKind::Ip6 | TermKind::A | TermKind::Mx);
        about_addresses.then(|| with_mechanism(network)).flatten()
    })
}

/// `redirect=` and `exp=` with a colon, or with a qualifier.
fn modifier(bare: &str) -> Option<String> {
    let (name, value) = bare.split_once([':', '='])?;
    ["redirect", "exp"]
        .iter()
        .find(|known| distance(&name.to_ascii_lowercase(), known) <= 1)
        .map(|known| format!("{known}={value}"))
}

/// The mechanism whose name is nearest.
fn misspelt(bare: &str) -> Option<String> {
    let length = bare.find([':', '/', '=']).unwrap_or(bare.len());
    let (name, value) = bare.split_at(length);
    let kind = nearest(name)?;
    let (known, _) = MECHANISMS.iter().find(|(_, known)| *known == kind)?;
    Some(format!("{known}{}", value.replacen('=', ":", 1)))
}

fn nearest(name: &str) -> Option<TermKind> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "ipv4" | "ip" | "ipv4addr" | "ip4addr" => return Some(TermKind::Ip4),
        "ipv6" | "ip6addr" => return Some(TermKind::Ip6),
        "exist" => return Some(TermKind::Exists),
        "includes" => return Some(TermKind::Include),
        _ => {}
    }
    let (known, kind, away) =
        MECHANISMS.iter().map(|(known, kind)| (known, kind, distance(&name, known))).min_by_key(|found| found.2)?;
    // In a short name one letter is already much.
    let allowed = match known.len() {
        ..=1 => 0,
        2..=4 => 1,
        _ => 2,
    };
    (away <= allowed).then_some(*kind)
}
