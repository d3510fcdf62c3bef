//! The file format of receiver profiles, and its reader. docs/receivers.md describes it for users.
//!
//! ```toml
//! [lists]                                   # domains that carrier rules are about
//! carriers = ["carrier.example"]
//!
//! [sources]                                 # where each rule comes from
//! E1 = { url = "https://example.com/mail-policy", date = "2026-01-31" }
//!
//! [[profile]]
//! id = "example/strict"
//! name = { en = "Example, strict", ja = "Example 強" }
//! includes = "example"                      # the rules of that profile hold as well
//! zone = "Asia/Tokyo"                       # whose days the dates are: a name of the IANA database; without
//!                                           # it those of the profile that is included, else of UTC
//! by-default = false                        # judges only if it is named, or one of its groups
//! groups = ["jp"]                           # names for several profiles; "all" is all of them
//! dkim-algorithms = ["rsa-sha256"]          # which signatures it verifies; without it those of the profile that is
//!                                           # included, else all. rsa-sha1 counts for nobody since RFC 8301
//! replaces = true                           # instead of the profile that has this id already
//! notes = { en = ["What else is known."], ja = ["ほかに知られていること。"] }
//!
//! [[profile.period]]                        # periods follow each other
//! from = 2024-02-01                         # the first day; without it: from the beginning
//! from-confidence = "inferred"              # how well that day is supported; default: documented
//! until = 2025-12-31                        # the last day; without it: still in force
//! held-on-from = 2025-06-01                 # from here on no source speaks: all is inferred at best
//! dmarc = "rfc7489"                         # the standard of its DMARC rules, or "rfc9989"; without it:
//!                                           # RFC 7489 before May 2026, and from then on RFC 9989, which is
//!                                           # inferred where the two come to something else
//!
//! [[profile.period.rule]]
//! check = "spf"                             # spf, dmarc, dkim, reverse-dns, tls, carrier, domain, format
//! identity = "mail_from"                    # spf: mail_from, helo, header_from, pra; domain: mail_from,
//!                                           # header_from
//! or = "dkim"                               # spf only: a DKIM pass does as well
//! without-from = "mail_from"                # spf only: the identity if there is no From field
//! records = "sender-id"                     # spf of pra only: by RFC 4406; or "not-known" (any identity):
//!                                           # v=spf1, and whether spf2.0 beside it counts nobody knows
//! clients = "ipv4"                          # nothing is known of clients on IPv6; or "ipv6": the rule is about
//!                                           # these alone
//! domains = "carriers"                      # carrier only: a list
//! effects = [
//!   { on = ["pass"], does = "accept", evidence = ["documented E1"] },
//!   { on = ["none", "fail"], does = "reject", evidence = ["documented E1"], reply = "550 5.7.1" },
//!   { on = ["softfail"], does = "junk", evidence = ["documented E1"], reply = "250 2.0.0",
//!     reply-text = "Ok, [domain] from [ip]", reply-at = "data", shows = "Is it from them?" },
//!   { on = ["neutral"], does = "unknown", may = ["junk", "reject"] },  # said to be possible, no more
//!   { on = ["any"], does = "unknown" },     # every result that is not named
//! ]
//! ```
//!
//! A text without `ja` is the same in both languages. Sources and lists are a file's own; those of the
//! built-in files can be named as well.
//!
//! `on` names results as the JSON output does, DMARC's fail with the policy (`fail p=reject`), SPF's
//! with a DKIM pass beside it (`dkim=pass`, `fail dkim=pass`); `undefined` is an identity that the
//! message does not define, `other` a From that is in none of the domains of a carrier rule. A result
//! that no effect names is `unknown`. Of TLS, `pass` is recorded by the server that took the message, `none`
//! recorded as missing; where nothing is recorded the rule says nothing. `does` is accept, warn, junk, defer,
//! junk-or-reject, reject or unknown. Each piece of evidence is a confidence (documented, measured, third-party,
//! inferred, unknown), a source, and of what was measured the year or day if it is not the source's date; the best
//! one is the effect's. `reply` (code), `reply-text` and `reply-at` (rcpt, data) are what
//! the sender's log shows, `[domain]`, `[from-domain]` and `[ip]` standing for the rule's domain, the header From's and
//! the client's address;
//! `shows` is what the recipient sees.

mod fault;
mod reader;

pub use fault::ProfileFault;

use super::{Profiles, Source};
use reader::Reader;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::value::Datetime;

/// Why a file of profiles cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}: {fault}")]
pub struct ProfileError {
    /// The file as it was named.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: ProfileFault,
}

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    #[serde(default)]
    lists: BTreeMap<String, Vec<Text>>,
    #[serde(default)]
    sources: BTreeMap<Text, SourceEntry>,
    #[serde(default)]
    profile: Vec<ProfileEntry>,
}

/// A source as a file of evidence has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// Its address.
    pub url: String,
    /// Its date as far as it is known.
    pub date: Option<String>,
}

impl SourceEntry {
    /// The source under its short id.
    #[must_use]
    pub fn named(self, id: String) -> Source {
        Source { id, url: self.url, date: self.date }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ProfileEntry {
    id: Text,
    name: Both<String>,
    includes: Option<Text>,
    zone: Option<Text>,
    #[serde(default = "yes")]
    by_default: bool,
    #[serde(default)]
    groups: Vec<Text>,
    dkim_algorithms: Option<Vec<Text>>,
    replaces: Option<Spanned<bool>>,
    #[serde(default)]
    notes: Both<Vec<String>>,
    #[serde(default)]
    period: Vec<Spanned<PeriodEntry>>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Both<T> {
    en: T,
    ja: Option<T>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PeriodEntry {
    from: Option<Spanned<Datetime>>,
    from_confidence: Option<Text>,
    until: Option<Spanned<Datetime>>,
    held_on_from: Option<Spanned<Datetime>>,
    dmarc: Option<Text>,
    rule: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RuleEntry {
    check: Text,
    identity: Option<Text>,
    records: Option<Text>,
    or: Option<Text>,
    without_from: Option<Text>,
    or_identity: Option<Text>,
    clients: Option<Text>,
    domains: Option<Text>,
    effects: Vec<EffectEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct EffectEntry {
    on: Vec<Text>,
    does: Text,
    #[serde(default)]
    may: Vec<Text>,
    #[serde(default)]
    evidence: Vec<Text>,
    reply: Option<String>,
    reply_text: Option<String>,
    reply_at: Option<Text>,
    shows: Option<String>,
}

/// What is wrong at a place of the text.
type Fault = (Range<usize>, ProfileFault);

/// Reads the built-in files, which may refer to each other's sources, lists and profiles in any order.
pub(super) fn builtin(files: &[(&str, &str)]) -> Result<Profiles, ProfileError> {
    let mut reader = Reader::default();
    let entries = parse_all(files)?;
    for (file, entry) in files.iter().zip(&entries) {
        reader.declare(entry).map_err(|fault| located(file, &fault))?;
    }
    for (file, entry) in files.iter().zip(&entries) {
        reader.profiles(entry, |_| None).map_err(|fault| located(file, &fault))?;
    }
    reader.check_includes(&entries).map_err(|(index, fault)| located(&files[index], &fault))?;
    Ok(reader.into_builtin())
}

/// Adds files of the user's own to the built-in profiles. Each has its sources and lists for itself, and
/// may name those of the built-in files; profiles may include any other.
pub(super) fn add(profiles: Profiles, files: &[(&str, &str)]) -> Result<Profiles, ProfileError> {
    let mut reader = Reader::on(profiles);
    let entries = parse_all(files)?;
    for (file, entry) in files.iter().zip(&entries) {
        reader.next_file();
        let lines = Lines::of(file.1);
        let place = |span: &Range<usize>| Some(format!("{}:{}", file.0, lines.at(span.start)));
        let read = reader.declare(entry).and_then(|()| reader.profiles(entry, place));
        read.map_err(|fault| located(file, &fault))?;
    }
    reader.next_file();
    reader.check_includes(&entries).map_err(|(index, fault)| located(&files[index], &fault))?;
    Ok(reader.all)
}

fn parse_all(files: &[(&str, &str)]) -> Result<Vec<FileEntry>, ProfileError> {
    files.iter().map(parse).collect()
}

fn parse(file: &(&str, &str)) -> Result<FileEntry, ProfileError> {
    toml::from_str(file.1).map_err(|error| {
        let text = error.message().trim_end().to_owned();
        located(file, &(error.span().unwrap_or_default(), ProfileFault::Toml(text)))
    })
}

fn located((path, source): &(&str, &str), (span, fault): &Fault) -> ProfileError {
    ProfileError { path: (*path).to_owned(), line: Lines::of(source).at(span.start), fault: fault.clone() }
}

/// Where the lines of a text end.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte, counted from 1.
    fn at(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|end| *end < byte)
    }
}
