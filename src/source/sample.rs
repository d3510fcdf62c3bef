//! The bundled samples: a message, its zone, and the story of two lines in both languages.

/// A bundled sample.
#[derive(Debug)]
pub struct Sample {
    /// Its name, as in `sample:NAME`.
    pub name: &'static str,
    /// The message.
    pub message: &'static [u8],
    /// Its zone file.
    pub zone: &'static str,
    /// The story: two lines in English, then two in Japanese.
    pub story: &'static str,
}

macro_rules! samples {
    ($($name:literal),+ $(,)?) => {
        /// All samples, in the order in which they teach.
        pub const ALL: &[Sample] = &[$(Sample {
            name: $name,
            message: include_bytes!(concat!("../../samples/", $name, ".eml")),
            zone: include_str!(concat!("../../samples/", $name, ".zone")),
            story: include_str!(concat!("../../samples/", $name, ".txt")),
        }),+];
    };
}

samples![
    "ses-default",
    "ses-cured",
    "custom-mail-from",
    "list-with-sender",
    "forwarded",
    "service-adds-sender",
    "softfail",
    "two-records",
    "lookup-limit",
    "void-lookups",
    "two-mailboxes",
    "bare-file",
    "not-sent-yet",
    "phishing",
    "planted-claim",
    "easy-dkim",
    "signed-by-another",
    "list-footer",
    "expired-signature",
];
