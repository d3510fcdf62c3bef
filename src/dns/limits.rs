//! All limits of what is read as DNS data, in one place.

/// A larger zone file is refused. In memory it takes up to forty times as much.
pub const ZONE_FILE_BYTES: usize = 8 * 1024 * 1024;

/// More aliases in a row than this count as a server failure, as resolvers have it.
pub const ALIASES: usize = 16;

/// The octets of one character-string (RFC 1035 section 3.3).
pub const STRING_BYTES: usize = 255;

/// The octets of one TXT record: what a DNS message can carry.
pub const TXT_BYTES: usize = 65_535;

/// Warnings about one zone file; one more says that there are others.
pub const ZONE_WARNINGS: usize = 1000;

/// The bits of an RSA key in a DKIM key record; one outside is not used.
pub const RSA_KEY_BITS: std::ops::RangeInclusive<usize> = 512..=8192;

/// Key records of one selector that are tried.
pub const KEY_RECORDS: usize = 8;
