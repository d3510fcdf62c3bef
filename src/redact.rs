//! Redaction for text that others will read: local parts, display names, subjects, ids and file names are
//! replaced, the same by the same within a run; domains, host names and IP addresses are kept.
//!
//! It happens before anything is analysed: a message is written anew from what was read in it, and what
//! nobody needs is left out. So nothing that comes after (a warning, a macro, a renderer) can show what it
//! never saw.

mod hop;
mod message;
mod record;

use crate::dns::{Answers, Edit, RData};
use crate::message::{Message, rewritten};
use crate::settings::{Overrides, Sender};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// What stands for something that was taken out.
const REDACTED: &str = "redacted";

/// What is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Local,
    Name,
    Subject,
    Id,
    Host,
    Selector,
    File,
}

impl Kind {
    fn stem(self) -> &'static str {
        match self {
            Self::Local => "user",
            Self::Name => "name",
            Self::Subject => "subject",
            Self::Id => "id",
            Self::Host => "host",
            Self::Selector => "selector",
            Self::File => "file",
        }
    }
}

/// Replaces what names people, and remembers by what. Clones share what they remember.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    /// The number of a text in lower case, and its forms in upper and lower case.
    known: HashMap<(Kind, String), (usize, Vec<String>)>,
    count: HashMap<Kind, usize>,
}

impl Redactor {
    /// A message without what names people.
    #[must_use]
    pub fn message(&self, message: &Message) -> Message {
        message::redacted(self, message)
    }

    /// What was said on the command line instead of inferred.
    #[must_use]
    pub fn overrides(&self, overrides: Overrides) -> Overrides {
        let mail_from = overrides.mail_from.map(|sender| match sender {
            Sender::Null => Sender::Null,
            Sender::Address { local, domain } => Sender::Address { local: self.local(&local), domain },
        });
        Overrides { helo: overrides.helo.map(|helo| self.host(&helo)), mail_from, ..overrides }
    }

    /// A what-if; of its values only mail addresses are touched.
    #[must_use]
    pub fn edit(&self, edit: Edit) -> Edit {
        let data = edit.data.into_iter().map(|data| match data {
            RData::Txt(strings) => RData::Txt(without_local_parts(&strings).unwrap_or(strings)),
            other => other,
        });
        Edit { data: data.collect(), ..edit }
    }

    /// Answers in whose texts mail addresses have no local part.
    #[must_use]
    pub fn answers(&self, answers: Answers) -> Answers {
        answers.with_texts_through(without_local_parts)
    }

    /// A path: its directories are left out and its file's stem is replaced, one stem for `NAME.eml` and
    /// `NAME.zone`. Standard input and samples are what they are.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        const EXTENSIONS: [&str; 6] = ["eml", "mbox", "zone", "msg", "txt", "mail"];
        if path == "-" || path.starts_with("sample:") {
            return path.to_owned();
        }
        let extension = Path::new(path).extension().and_then(|e| e.to_str()).filter(|e| EXTENSIONS.contains(e));
        let stem = extension.map_or(path, |e| path.strip_suffix(e).unwrap_or(path).trim_end_matches('.'));
        let file = self.replaced(Kind::File, stem);
        extension.map_or(file.clone(), |extension| format!("{file}.{extension}"))
    }

    /// A local part. Role names stay, and so does what says that a forwarder rewrote the address.
    fn local(&self, local: &str) -> String {
        const ROLES: [&str; 2] = ["postmaster", "mailer-daemon"];
        let lower = local.to_ascii_lowercase();
        if local.is_empty() || ROLES.contains(&lower.as_str()) {
            return local.to_owned();
        }
        let user = self.replaced(Kind::Local, local);
        match rewritten(local) {
            Some(mark) if lower.starts_with(mark) => format!("{}{user}", local.get(..mark.len()).unwrap_or_default()),
            Some(mark) => user + mark + REDACTED,
            None => user,
        }
    }

    /// A host name or an address literal, if it is one that the DNS could know. Of anything else what no name can
    /// be is replaced, with all before it: the domain that it is in stays.
    fn host(&self, host: &str) -> String {
        /// What stands where no host is named.
        const NOBODY: [&str; 4] = ["localhost", "unknown", "unverified", "none"];
        let inner = host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(host);
        let address = inner.get(..5).filter(|p| p.eq_ignore_ascii_case("ipv6:")).map_or(inner, |p| &inner[p.len()..]);
        let is_nobody = NOBODY.iter().any(|nobody| host.eq_ignore_ascii_case(nobody));
        if host.is_empty() || is_nobody || address.parse::<std::net::IpAddr>().is_ok() {
            return host.to_owned();
        }
        if host.starts_with('[') {
            return format!("[{}]", self.replaced(Kind::Host, host));
        }
        let plain = |label: &&str| label.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
        let kept: usize = host.rsplit('.').take_while(plain).map(|label| label.len() + 1).sum();
        match host.len().checked_sub(kept) {
            None if host.trim_end_matches('.').contains('.') => host.to_owned(),
            None => self.replaced(Kind::Host, host),
            Some(end) => {
                let (replaced, domain) = host.split_at_checked(end).unwrap_or((host, ""));
                let stand_in = self.replaced(Kind::Host, replaced);
                // A name of several labels stays one.
                let is_cut = domain.trim_end_matches('.').is_empty() && replaced.contains('.');
                format!("{stand_in}{}{domain}", if is_cut { ".invalid" } else { "" })
            }
        }
    }

    fn replaced(&self, kind: Kind, original: &str) -> String {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Names of hosts, local parts: nothing compares beyond ASCII's two cases.
        let lower = original.to_ascii_lowercase();
        let key = (kind, lower.clone());
        if !seen.known.contains_key(&key) {
            let count = seen.count.entry(kind).or_default();
            *count += 1;
            // What replaces something must not be that very thing.
            if lower == format!("{}{count}", kind.stem()) {
                *count += 1;
            }
            let number = *count;
            seen.known.insert(key.clone(), (number, Vec::new()));
        }
        let Some((number, forms)) = seen.known.get_mut(&key) else { return REDACTED.to_owned() };
        let form = forms.iter().position(|form| form == original).unwrap_or_else(|| {
            forms.push(original.to_owned());
            forms.len() - 1
        });
        // Texts that differ in letter case only do so afterwards.
        let cased =
            |(at, letter): (usize, char)| if form >> at & 1 == 1 { letter.to_ascii_uppercase() } else { letter };
        let stem: String = kind.stem().chars().enumerate().map(cased).collect();
        format!("{stem}{number}")
    }
}

/// The strings of a TXT record with mail addresses that have no local part; `None` if they hold none. An
/// SPF record holds none.
fn without_local_parts(strings: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    let text = strings.concat();
    if !text.contains(&b'@') || text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"v=spf1")) {
        return None;
    }
    let of_local = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii() || b"!#$&'*+-/=?^_`{|}~.\"".contains(b);
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    for (index, part) in text.split(|b| *b == b'@').enumerate() {
        if index > 0 {
            let local = out.iter().rev().take_while(|b| of_local(b)).count();
            if local > 0 {
                out.truncate(out.len() - local);
                out.extend_from_slice(REDACTED.as_bytes());
            }
            out.push(b'@');
        }
        out.extend_from_slice(part);
    }
    Some(out.chunks(255).map(<[u8]>::to_vec).collect())
}
