//! All limits of an SPF evaluation, in one place (RFC 7208 section 4.6.4).

/// The limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Terms that ask the DNS: include, a, mx, ptr, exists, redirect.
    pub lookups: u32,
    /// Questions for a term that had no records.
    pub void_lookups: u32,
    /// Address names of one mx; more is permerror.
    pub mx_names: usize,
    /// Names of one ptr; the rest is ignored.
    pub ptr_names: usize,
}

impl Budget {
    /// The limits of RFC 7208.
    pub const RFC7208: Self = Self { lookups: 10, void_lookups: 2, mx_names: 10, ptr_names: 10 };
}
