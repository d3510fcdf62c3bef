//! The grammar of a record (RFC 7208 section 12): text to terms with their places. All of it is read
//! before anything is evaluated, because an error anywhere makes the record useless (section 4.6).

use super::macros::{MacroString, Place};
use super::{Qualifier, SyntaxError, TermKind, suggest};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// The terms of a record.
pub(super) struct Record<'t> {
    pub terms: Vec<Term<'t>>,
    /// The index of `redirect`.
    pub redirect: Option<usize>,
    /// The index of the first term that is not of the grammar.
    pub fault: Option<usize>,
}

/// One term.
pub(super) struct Term<'t> {
    pub text: &'t str,
    pub span: Range<usize>,
    pub kind: TermKind,
    pub qualifier: Qualifier,
    pub body: Body<'t>,
}

/// What a term says.
pub(super) enum Body<'t> {
    All,
    Include(MacroString<'t>),
    /// `a` and `mx`.
    Address(Option<MacroString<'t>>, Prefixes),
    Ptr(Option<MacroString<'t>>),
    Network(Network),
    Exists(MacroString<'t>),
    Redirect(MacroString<'t>),
    Exp,
    Unknown,
    Invalid(SyntaxError),
}

/// The prefix lengths of a dual-cidr-length.
#[derive(Clone, Copy)]
pub(super) struct Prefixes {
    pub v4: u8,
    pub v6: u8,
}

impl Prefixes {
    pub const WHOLE: Self = Self { v4: 32, v6: 128 };

    /// The network of this length around an address.
    pub fn network(self, address: IpAddr) -> Network {
        Network { address, prefix: if address.is_ipv4() { self.v4 } else { self.v6 } }
    }
}

/// An address and how many of its bits count.
#[derive(Clone, Copy)]
pub(super) struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether it holds all addresses.
    pub fn is_whole(self) -> bool {
        self.prefix == 0
    }

    pub fn contains(self, ip: IpAddr) -> bool {
        match (self.address, ip) {
            (IpAddr::V4(network), IpAddr::V4(ip)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                (network.to_bits() ^ ip.to_bits()) & mask == 0
            }
            (IpAddr::V6(network), IpAddr::V6(ip)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                (network.to_bits() ^ ip.to_bits()) & mask == 0
            }
            _ => false,
        }
    }
}

impl<'t> Record<'t> {
    /// Reads a record that begins with its version section: what stands before the first space.
    pub fn parse(text: &'t str) -> Self {
        let mut spaces = memchr::memchr_iter(b' ', text.as_bytes());
        let terms = Vec::with_capacity(spaces.clone().count());
        let mut record = Self { terms, redirect: None, fault: None };
        let mut exp = false;
        let mut start = spaces.next().map_or(text.len(), |space| space + 1);
        for end in spaces.chain([text.len()]) {
            let span = start..end;
            start = end + 1;
            let Some(word) = text.get(span.clone()).filter(|word| !word.is_empty()) else { continue };
            let mut term = Term::parse(word, span);
            let repeated = match term.kind {
                TermKind::Redirect => record.redirect.replace(record.terms.len()).is_some(),
                TermKind::Exp => std::mem::replace(&mut exp, true),
                _ => false,
            };
            if repeated {
                let name = word.split('=').next().unwrap_or(word);
                term = term.invalid(SyntaxError::DuplicateModifier(name.to_ascii_lowercase()));
            }
            if matches!(term.body, Body::Invalid(_)) {
                record.fault.get_or_insert(record.terms.len());
            }
            record.terms.push(term);
        }
        record
    }
}

impl<'t> Term<'t> {
    /// Reads one term; what is not of the grammar becomes [`Body::Invalid`].
    pub fn parse(text: &'t str, span: Range<usize>) -> Self {
        let mut term = Self { text, span, kind: TermKind::Invalid, qualifier: Qualifier::Pass, body: Body::Unknown };
        match term.read() {
            Ok(()) => term,
            Err(error) => term.invalid(error),
        }
    }

    fn invalid(self, error: SyntaxError) -> Self {
        Self { kind: TermKind::Invalid, body: Body::Invalid(error), ..self }
    }

    /// The term as it was probably meant.
    pub fn suggestion(&self) -> Option<String> {
        match &self.body {
            Body::Invalid(error) => suggest::suggest(self.text, error),
            _ => None,
        }
    }

    fn read(&mut self) -> Result<(), SyntaxError> {
        if !self.text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let character = self.text.chars().find(|c| !c.is_ascii_graphic());
            return Err(SyntaxError::BadCharacter(character.unwrap_or_default()));
        }
        // A modifier is a name with `=` right after it, before any `:` or `/` (section 4.6.1).
        let end = self.text.bytes().position(|byte| matches!(byte, b':' | b'/' | b'='));
        let (name, value) = self.text.split_at(end.unwrap_or(self.text.len()));
        if let Some(value) = value.strip_prefix('=') {
            return self.read_modifier(name, value);
        }
        let (qualifier, name) = split_qualifier(name);
        self.qualifier = qualifier;
        (self.kind, self.body) = read_mechanism(name, value)?;
        Ok(())
    }

    fn read_modifier(&mut self, name: &str, value: &'t str) -> Result<(), SyntaxError> {
        (self.kind, self.body) = if name.eq_ignore_ascii_case("redirect") {
            (TermKind::Redirect, Body::Redirect(domain_spec(value)?))
        } else if name.eq_ignore_ascii_case("exp") {
            domain_spec(value)?;
            (TermKind::Exp, Body::Exp)
        } else {
            let known_letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
            if !known_letters || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
                return Err(SyntaxError::UnknownMechanism(name.to_owned()));
            }
            MacroString::parse(value, Place::Text).map_err(|bad| SyntaxError::BadMacro(bad.to_owned()))?;
            (TermKind::UnknownModifier, Body::Unknown)
        };
        Ok(())
    }
}

/// The qualifier of a mechanism, and its name.
pub(super) fn split_qualifier(name: &str) -> (Qualifier, &str) {
    let qualifier = match name.as_bytes().first() {
        Some(b'-') => Qualifier::Fail,
        Some(b'~') => Qualifier::SoftFail,
        Some(b'?') => Qualifier::Neutral,
        Some(b'+') => Qualifier::Pass,
        _ => return (Qualifier::Pass, name),
    };
    (qualifier, name.get(1..).unwrap_or_default())
}

/// The mechanisms by name, in lower case.
pub(super) const MECHANISMS: [(&str, TermKind); 8] = [
    ("all", TermKind::All),
    ("include", TermKind::Include),
    ("a", TermKind::A),
    ("mx", TermKind::Mx),
    ("ptr", TermKind::Ptr),
    ("ip4", TermKind::Ip4),
    ("ip6", TermKind::Ip6),
    ("exists", TermKind::Exists),
];

/// `value` is what stands after the name, its `:` or `/` included.
fn read_mechanism<'t>(name: &str, value: &'t str) -> Result<(TermKind, Body<'t>), SyntaxError> {
    let Some((_, kind)) = MECHANISMS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
        return Err(SyntaxError::UnknownMechanism(name.to_owned()));
    };
    let argument = value.strip_prefix(':');
    let needed = || match argument {
        Some(argument) => Ok(argument),
        None if value.is_empty() => Err(SyntaxError::MissingValue),
        None => Err(SyntaxError::BadPrefix(value.to_owned())),
    };
    let body = match kind {
        TermKind::All if value.is_empty() => Body::All,
        TermKind::All => return Err(SyntaxError::UnexpectedValue),
        TermKind::Include => Body::Include(domain_spec(needed()?)?),
        TermKind::Exists => Body::Exists(domain_spec(needed()?)?),
        TermKind::Ip4 => Body::Network(network(needed()?, 32, |text| text.parse::<Ipv4Addr>().ok().map(IpAddr::V4))?),
        TermKind::Ip6 => Body::Network(network(needed()?, 128, |text| text.parse::<Ipv6Addr>().ok().map(IpAddr::V6))?),
        TermKind::Ptr => match argument {
            Some(argument) => Body::Ptr(Some(domain_spec(argument)?)),
            None if value.is_empty() => Body::Ptr(None),
            None => return Err(SyntaxError::BadPrefix(value.to_owned())),
        },
        _ => {
            let (text, prefixes) = split_prefixes(argument.unwrap_or(value))?;
            match argument {
                Some(_) => Body::Address(Some(domain_spec(text)?), prefixes),
                None if text.is_empty() => Body::Address(None, prefixes),
                None => return Err(SyntaxError::BadPrefix(value.to_owned())),
            }
        }
    };
    Ok((*kind, body))
}

fn domain_spec(text: &str) -> Result<MacroString<'_>, SyntaxError> {
    if text.is_empty() {
        return Err(SyntaxError::MissingValue);
    }
    let string = MacroString::parse(text, Place::Domain).map_err(|bad| SyntaxError::BadMacro(bad.to_owned()))?;
    if string.ends_like_a_domain() { Ok(string) } else { Err(SyntaxError::BadDomain(text.to_owned())) }
}

fn network(text: &str, bits: u8, parse: impl Fn(&str) -> Option<IpAddr>) -> Result<Network, SyntaxError> {
    if text.is_empty() {
        return Err(SyntaxError::MissingValue);
    }
    let slash = text.bytes().position(|byte| byte == b'/');
    let (address, prefix) = text.split_at(slash.unwrap_or(text.len()));
    let address = parse(address).ok_or_else(|| SyntaxError::BadNetwork(address.to_owned()))?;
    let prefix = match prefix.strip_prefix('/') {
        None => bits,
        Some(digits) => prefix_length(digits, bits)?,
    };
    Ok(Network { address, prefix })
}

/// A prefix length: digits without a leading zero, at most `bits`.
fn prefix_length(digits: &str, bits: u8) -> Result<u8, SyntaxError> {
    let plain = digits == "0" || (!digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let length = digits.parse().ok().filter(|length| plain && *length <= bits);
    length.ok_or_else(|| SyntaxError::BadPrefix(format!("/{digits}")))
}

/// Takes a dual-cidr-length off the end; a domain-spec may itself hold slashes.
fn split_prefixes(text: &str) -> Result<(&str, Prefixes), SyntaxError> {
    let mut prefixes = Prefixes::WHOLE;
    let mut rest = text;
    if let Some((before, digits)) = split_digits(rest)
        && let Some(before) = before.strip_suffix('/')
    {
        prefixes.v6 = prefix_length(digits, 128)?;
        rest = before;
    }
    if let Some((before, digits)) = split_digits(rest) {
        if before.ends_with('/') {
            return Err(SyntaxError::BadPrefix(text.to_owned()));
        }
        prefixes.v4 = prefix_length(digits, 32)?;
        rest = before;
    }
    if rest.ends_with('/') { Err(SyntaxError::BadPrefix("/".to_owned())) } else { Ok((rest, prefixes)) }
}

/// Splits `…/digits` before the slash.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let (before, digits) = text.rsplit_once('/')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((before, digits))
}
