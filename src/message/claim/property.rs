//! What an analysis reads of a recorded result beside its word: properties by their names, and phrases and
//! values in its comment. There is no other way to either, so that what writes a record anew
//! ([`crate::redact`]) knows what has to stay.

use super::MethodResult;

/// What a property's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyValue {
    /// A reverse-path, an address or a domain alone.
    Sender,
    /// An address, of which the domain tells who it is.
    Identity,
    /// A domain or the name of a host.
    Host,
    /// The address of a client.
    Ip,
    /// The selector of a signature.
    Selector,
    /// How a signature itself begins (RFC 6008).
    Beginning,
    /// A number, where it is one; a text can be anything.
    Code,
    /// One of these words, whatever its letter case.
    Word(&'static [&'static str]),
}

const POLICIES: &[&str] = &[
    "none",
    "quarantine",
    "reject",
    "oreject",
    "o.reject",
    "oquarantine",
    "o.quarantine",
    "pct.quarantine",
    "pct.reject",
    "permerror",
    "temperror",
];

macro_rules! properties {
    ($($variant:ident $name:literal $value:expr;)+) => {
        /// A property that an analysis reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names are the properties'")]
        pub enum Property {
            $($variant),+
        }

        impl Property {
            const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name, in lower case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// What its value is.
            #[must_use]
            pub fn value(self) -> PropertyValue {
                match self {
                    $(Self::$variant => $value),+
                }
            }
        }
    };
}

properties! {
    SmtpMailFrom "smtp.mailfrom" PropertyValue::Sender;
    SmtpMail "smtp.mail" PropertyValue::Sender;
    SmtpMFrom "smtp.mfrom" PropertyValue::Sender;
    EnvelopeFrom "envelope-from" PropertyValue::Sender;
    EnvelopeSender "envelope-sender" PropertyValue::Sender;
    SmtpHelo "smtp.helo" PropertyValue::Host;
    SmtpEhlo "smtp.ehlo" PropertyValue::Host;
    Helo "helo" PropertyValue::Host;
    Ehlo "ehlo" PropertyValue::Host;
    Receiver "receiver" PropertyValue::Host;
    HeaderD "header.d" PropertyValue::Host;
    HeaderI "header.i" PropertyValue::Identity;
    HeaderS "header.s" PropertyValue::Selector;
    HeaderB "header.b" PropertyValue::Beginning;
    HeaderFrom "header.from" PropertyValue::Identity;
    HeaderSender "header.sender" PropertyValue::Identity;
    HeaderResentFrom "header.resent-from" PropertyValue::Identity;
    HeaderResentSender "header.resent-sender" PropertyValue::Identity;
    Pra "pra" PropertyValue::Identity;
    ClientIp "client-ip" PropertyValue::Ip;
    ClientIpUnderscore "client_ip" PropertyValue::Ip;
    SmtpClientIp "smtp.client-ip" PropertyValue::Ip;
    SmtpRemoteIp "smtp.remote-ip" PropertyValue::Ip;
    PolicyIprev "policy.iprev" PropertyValue::Ip;
    Identity "identity" PropertyValue::Word(&["helo", "pra", "mailfrom"]);
    PolicyDmarc "policy.dmarc" PropertyValue::Word(POLICIES);
    PublishedPolicy "policy.published-domain-policy" PropertyValue::Word(POLICIES);
    Action "action" PropertyValue::Word(POLICIES);
    AppliedDisposition "policy.applied-disposition" PropertyValue::Word(POLICIES);
    SubdomainPolicy "policy.published-subdomain-policy" PropertyValue::Word(POLICIES);
    PolicyFrom "policy.policy-from" PropertyValue::Word(&["p", "sp", "np"]);
    Reason "reason" PropertyValue::Code;
}

impl Property {
    /// The property of a name in lower case.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|property| property.name() == name).copied()
    }
}

/// What a server says of a failure in words of its own, in the comment beside a result or as its `reason`. For what it
/// made of a result see [`MethodResult::made`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The body is another one: Google and Microsoft, Exim, the library of Perl.
    BodyFailed,
    /// There was no key, or none that the server could use.
    NoKey,
}

impl Remark {
    /// All of them.
    pub const ALL: &[Self] = &[Self::BodyFailed, Self::NoKey];

    /// The phrases that say it, in lower case and without `_`.
    #[must_use]
    pub fn phrases(self) -> &'static [&'static str] {
        match self {
            Self::BodyFailed => &["body hash did not verify", "body hash mismatch", "body has been altered"],
            Self::NoKey => &["no key", "key not found"],
        }
    }
}

/// A value in a comment: Google's `(p=REJECT sp=NONE dis=NONE)`, rspamd's `(policy=reject)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// The policy that was found.
    Policy,
    /// The policy for subdomains.
    SubdomainPolicy,
    /// What was done.
    Disposition,
    /// The policy that was applied.
    Applied,
}

impl Noted {
    /// All values.
    pub const ALL: &[Self] = &[Self::Policy, Self::SubdomainPolicy, Self::Disposition, Self::Applied];

    /// Its key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Policy => "p",
            Self::SubdomainPolicy => "sp",
            Self::Disposition => "dis",
            Self::Applied => "policy",
        }
    }

    /// The words that it can be, in lower case.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        POLICIES
    }
}

/// The methods and the results that somebody gives a meaning to, in lower case.
pub const METHODS: &[&str] = &[
    "arc",
    "auth",
    "bimi",
    "compauth",
    "dkim",
    "dkim-adsp",
    "dkim-atps",
    "dmarc",
    "domainkeys",
    "iprev",
    "sender-id",
    "senderid",
    "spf",
];

/// The results that RFC 8601 and its servers have, in lower case.
pub const RESULTS: &[&str] = &[
    "pass",
    "fail",
    "softfail",
    "neutral",
    "none",
    "temperror",
    "permerror",
    "policy",
    "bestguesspass",
    "hardfail",
    "softpass",
    "invalid",
    "unknown",
    "error",
    "timeout",
];

impl MethodResult {
    /// The value of the first property of this name.
    #[must_use]
    pub fn property(&self, property: Property) -> Option<&str> {
        self.properties.iter().find(|(key, _)| key == property.name()).map(|(_, value)| value.as_str())
    }

    /// The properties that an analysis reads, in order.
    pub fn known_properties(&self) -> impl Iterator<Item = (Property, &str)> {
        self.properties.iter().filter_map(|(key, value)| Some((Property::of(key)?, value.as_str())))
    }

    /// The first property that stands for something and has a value, whatever it is called.
    #[must_use]
    pub fn first_value(&self) -> Option<&str> {
        let named = self.properties.iter().find(|(key, value)| key.contains('.') && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// Whether the server says this in its own words.
    #[must_use]
    pub fn says(&self, remark: Remark) -> bool {
        [self.comment.as_deref(), self.property(Property::Reason)].into_iter().flatten().any(|text| {
            let text = text.to_ascii_lowercase().replace('_', " ").replace("bodyhash", "body hash");
            remark.phrases().iter().any(|phrase| text.contains(phrase))
        })
    }

    /// A value in a comment, as written.
    #[must_use]
    pub fn noted(&self, noted: Noted) -> Option<&str> {
        let split = |c: char| c.is_whitespace() || ",;".contains(c);
        let mut words = self.comments.iter().flat_map(|text| text.split(split));
        words.find_map(|word| word.strip_prefix(noted.key())?.strip_prefix('='))
    }
}
