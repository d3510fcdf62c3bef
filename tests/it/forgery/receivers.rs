//! Honest headers of every kind of receiver, those who send to it, and what they may plant.

use super::Place;
use std::sync::LazyLock;

/// Who sends: from which host, with which envelope and which From.
#[derive(Clone, Copy, Debug)]
pub struct Sender {
    pub ip: &'static str,
    /// The name that the receiver found for the address.
    pub ptr: &'static str,
    pub helo: &'static str,
    pub mail_from: &'static str,
    pub author: &'static str,
    /// SPF of MAIL FROM, as the receiver found it.
    pub result: &'static str,
}

/// Of the zone in `facts`: the bank's own host is 198.51.100.9, and nobody of these has it.
pub const SENDERS: &[Sender] = &[SPOOFER, OWN_ENVELOPE, PHISHER, NAMELESS, SHOP, SERVICE];

/// Writes the bank's address in the envelope and in From.
pub const SPOOFER: Sender = Sender {
    ip: "203.0.113.66",
    ptr: "host.evil.example",
    helo: "host.evil.example",
    mail_from: "ceo@bank.example",
    author: "ceo@bank.example",
    result: "fail",
};

/// Writes the bank's address in From alone.
pub const OWN_ENVELOPE: Sender = Sender { mail_from: "x@evil.example", result: "pass", ..SPOOFER };

/// Writes the address of a store that does send through a service, for which a record could be proposed.
pub const PHISHER: Sender = Sender { mail_from: "info@store.example", author: "info@store.example", ..SPOOFER };

const NAMELESS: Sender = Sender { ip: "203.0.113.67", ptr: "unknown", ..SPOOFER };

const SHOP: Sender = Sender {
    ip: "192.0.2.10",
    ptr: "mail.shop.example",
    helo: "mail.shop.example",
    mail_from: "news@shop.example",
    author: "news@shop.example",
    result: "pass",
};

/// A store whose SPF record lacks the service that it sends through: there is a remedy.
const SERVICE: Sender = Sender {
    ip: "54.240.8.31",
    ptr: "a8-31.smtp-out.amazonses.com",
    helo: "a8-31.smtp-out.amazonses.com",
    mail_from: "0100@amazonses.com",
    author: "info@store.example",
    result: "pass",
};

/// What the header tells of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// The receiving hop names the sender's host.
    Seen,
    /// The hop that names it may be planted.
    Assumed,
    /// No hop names it.
    Unknown,
    /// It is a forwarder.
    At(&'static str),
}

/// A kind of receiver: the header that it leaves.
#[derive(Clone, Copy, Debug)]
pub struct Receiver {
    pub name: &'static str,
    /// Its authserv-id.
    pub own: &'static str,
    pub client: Client,
    /// What the receiving side wrote above what came in.
    head: &'static str,
    /// What the sender's side wrote.
    came_in: &'static str,
    /// What the receiving side put behind the author's fields.
    behind: &'static str,
}

pub static RECEIVERS: LazyLock<Vec<Receiver>> = LazyLock::new(|| {
    sections(include_str!("receivers.txt")).map(|(title, text)| Receiver::read(title, text)).collect()
});

/// Sets of fields that a sender may plant.
pub static PLANTED: LazyLock<Vec<Planted>> =
    LazyLock::new(|| sections(include_str!("planted.txt")).map(|(name, text)| Planted { name, text }).collect());

/// HELO names.
pub static NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("names.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// The titles and texts of a file of sections.
pub fn sections(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.split("\n== ").skip(1).map(|section| {
        let (title, text) = section.split_once('\n').expect("a title has a text");
        (title, text.trim_end())
    })
}

impl Receiver {
    fn read(title: &'static str, text: &'static str) -> Self {
        let [name, own, client] = title.split(" | ").collect::<Vec<_>>()[..] else { panic!("{title}") };
        let (text, behind) = text.split_once("\n-- behind\n").unwrap_or((text, ""));
        let (head, came_in) = text.split_once("\n-- came in\n").unwrap_or((text, ""));
        let client = match client {
            "seen" => Client::Seen,
            "assumed" => Client::Assumed,
            "unknown" => Client::Unknown,
            ip => Client::At(ip),
        };
        Self { name, own, client, head, came_in, behind }
    }

    /// Whether the hop that names the client may be planted.
    pub fn assumes(&self) -> bool {
        self.client == Client::Assumed
    }

    /// Whether anything of the header tells MAIL FROM.
    pub fn tells_mail_from(&self) -> bool {
        [self.head, self.behind].iter().any(|part| part.contains("{from}"))
    }

    /// The address of the client, as the header tells it.
    pub fn client_of(&self, sender: &Sender) -> Option<&'static str> {
        match self.client {
            Client::Seen | Client::Assumed => Some(sender.ip),
            Client::Unknown => None,
            Client::At(ip) => Some(ip),
        }
    }

    /// The message that this receiver stored.
    pub fn message(&self, sender: &Sender, helo: &str, planted: &str, place: Place) -> String {
        let parts = match place {
            Place::Above => [self.head, planted.trim_end(), self.came_in],
            Place::Below => [self.head, self.came_in, planted.trim_end()],
        };
        let author = format!("From: CEO <{}>\nTo: user@receiver.example\nSubject: t", sender.author);
        let parts = parts.into_iter().chain([author.as_str(), self.behind]).filter(|part| !part.is_empty());
        let header: Vec<&str> = parts.collect();
        fill(&header.join("\n"), self, sender, helo) + "\n\nhello\n"
    }
}

/// Sets of fields that a sender may plant.
#[derive(Clone, Copy, Debug)]
pub struct Planted {
    pub name: &'static str,
    text: &'static str,
}

impl Planted {
    pub fn contains(&self, part: &str) -> bool {
        self.text.contains(part)
    }

    /// The fields as they are sent to this receiver.
    pub fn text(&self, receiver: &Receiver, sender: &Sender) -> String {
        fill(self.text, receiver, sender, sender.helo) + "\n"
    }
}

/// A text with what is particular to the message put in; what was put in is not read again.
fn fill(text: &str, receiver: &Receiver, sender: &Sender, helo: &str) -> String {
    let domain = |address: &'static str| address.split_once('@').map_or("", |(_, domain)| domain);
    let verb = if sender.result == "pass" { "designates" } else { "does not designate" };
    let designates = format!("{verb} {} as permitted sender", sender.ip);
    let result = sender.result.replacen(['f', 'p'], if sender.result == "pass" { "P" } else { "F" }, 1);
    let values = [
        ("own", receiver.own),
        ("ip", sender.ip),
        ("ptr", sender.ptr),
        ("helo", helo),
        ("from", sender.mail_from),
        ("from-domain", domain(sender.mail_from)),
        ("author-domain", domain(sender.author)),
        ("result", sender.result),
        ("Result", &result),
        ("designates", &designates),
    ];
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let found = piece
            .split_once('}')
            .and_then(|(name, rest)| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, rest)));
        match found {
            Some((value, rest)) => filled.extend([value, rest]),
            None => filled.extend(["{", piece]),
        }
    }
    filled
}
