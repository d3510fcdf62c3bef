//! The envelope as far as the message tells it: the client that connected, its HELO name, and MAIL FROM.
//!
//! The receiving hop says where the message came in; what its server wrote after that tells what it saw. What stands
//! below the hop came with the message: it may confirm, and decides nothing.

use super::boundary::is_private;
use super::received::{Credit, Received};
use super::{Client, Found, HeaderIdentity, MailFrom, TakenFrom, Warning};
use crate::dns::Name;
use crate::message::{
    Claim, ClaimKind, ClaimedSender, Field, Hop, Known, Message, ReversePath, Span, parse_reverse_path, stated_client,
};
use crate::settings::{AssumedSender, Assumption, Overrides, Sender};
use std::net::IpAddr;

/// Fields in which a provider states the client.
pub(super) const STATED_CLIENT: [Known; 2] = [Known::XSenderIp, Known::XSesOutgoing];

/// The client, and MAIL FROM; what is doubtful goes to `warnings`. What is assumed stands last, but for
/// the MAIL FROM that an application gave to a test tool: a service that writes its own replaces that.
pub(super) fn envelope(
    message: &Message,
    overrides: &Overrides,
    header_from: &HeaderIdentity,
    unsent: bool,
    warnings: &mut Vec<Warning>,
) -> (Client, Option<Found<MailFrom>>) {
    let received = Received::read(message, overrides.receiving_hop);
    received.warn_of_other_hops(warnings);
    if let Some((_, hop)) = received.hop.filter(|(index, _)| received.found != Some(*index)) {
        warnings.push(Warning::HopChosen { by: hop.by.clone() });
    }
    let count = message.hops.len();
    if let Some(hop) = overrides.receiving_hop.filter(|hop| *hop >= count) {
        warnings.push(Warning::NoSuchHop { number: hop.saturating_add(1), count });
    }
    let assumed = overrides.assumed.as_ref();
    let told = received.client_ip(warnings);
    let helo_told = received.helo(told.as_ref());
    let known = received.hop.is_some() && !received.assumed;
    let from_message = overrides.ip.is_none() && told.is_some();
    let ip = match overrides.ip {
        Some(ip) => Some(option(ip.to_canonical())),
        None => told.or_else(|| assumed?.ip.map(via)),
    };
    let client_assumed = ip.as_ref().is_some_and(|found| found.taken_from == TakenFrom::Via);
    let helo = overrides.helo.clone().map(option).or(helo_told).or_else(|| {
        // A HELO name is that of its client.
        assumed.filter(|_| client_assumed)?.helo.clone().map(via)
    });
    if let Some(found) = ip.as_ref().filter(|_| from_message) {
        warnings.extend(received.doubts(found));
    }
    let helo_domain = helo.as_ref().and_then(|found| helo_domain(&found.value));
    let given = overrides.mail_from.as_ref().map(|sender| option(from_option(sender, helo_domain.as_ref())));
    let mail_from = given
        .or_else(|| assumed.filter(|_| unsent).and_then(from_service))
        .or_else(|| received.mail_from(helo_domain.as_ref(), warnings))
        .or_else(|| received.kept_mail_from(helo_domain.as_ref(), warnings))
        .or_else(|| from_assumption(assumed?, header_from))
        .or_else(|| received.unconfirmed_sender(helo_domain.as_ref()));
    let of_via = |found: &Found<MailFrom>| found.taken_from == TakenFrom::Via;
    if let Some(assumed) = assumed.filter(|_| client_assumed || mail_from.as_ref().is_some_and(of_via)) {
        warnings.push(Warning::Assumed { service: assumed.service.clone(), region: assumed.region.clone() });
    }
    if let Some(found) = mail_from.as_ref().filter(|found| found.value.assumed) {
        warnings.push(Warning::UnconfirmedMailFrom { address: found.value.address.clone() });
    }
    // Of a message that was not sent yet, neither can be found: that says it all.
    let not_sent_yet = unsent && ip.is_none() && assumed.is_none();
    for (missing, warning) in [
        (not_sent_yet, Warning::NotSentYet),
        (ip.is_none() && !not_sent_yet, Warning::NoClientIp),
        (mail_from.is_none() && !not_sent_yet, Warning::NoMailFrom),
    ] {
        if missing {
            warnings.push(warning);
        }
    }
    let client = Client {
        ip,
        helo,
        helo_domain,
        hop: received.hop.map(|(index, _)| index),
        found_hop: received.found,
        claim: received.records.first().map(|(index, _)| *index),
        assumed: from_message && !known,
        doubtful: received.doubtful,
    };
    (client, mail_from)
}

fn via<T>(value: T) -> Found<T> {
    Found { value, taken_from: TakenFrom::Via, span: None }
}

/// MAIL FROM that a service writes whatever it is given.
fn from_service(assumed: &Assumption) -> Option<Found<MailFrom>> {
    match &assumed.mail_from {
        AssumedSender::Domain(domain) => Some(via(with_domain(domain.clone(), "", domain))),
        AssumedSender::HeaderFrom | AssumedSender::NotKnown => None,
    }
}

fn from_assumption(assumed: &Assumption, header_from: &HeaderIdentity) -> Option<Found<MailFrom>> {
    from_service(assumed).or_else(|| {
        if assumed.mail_from == AssumedSender::NotKnown {
            return None;
        }
        let address = header_from.address.as_ref()?;
        Some(via(with_domain(address.text.clone(), &address.local, address.domain.as_str())))
    })
}

fn option<T>(value: T) -> Found<T> {
    Found { value, taken_from: TakenFrom::Option, span: None }
}

impl Received<'_> {
    /// Where a value stands; of one that was written in another form, its whole field.
    pub fn span(&self, value: Option<&Span>, field: usize) -> Option<Span> {
        value.or_else(|| self.message.fields.get(field).map(|f| &f.span)).cloned()
    }

    /// A value that a record that counts has, and where it stands.
    pub fn recorded<T>(&self, value: impl Fn(&Claim) -> Option<(T, Option<&Span>)>) -> Option<Found<T>> {
        self.records.iter().find_map(|(_, claim)| {
            let (value, span) = value(claim)?;
            Some(Found { value, taken_from: TakenFrom::of_claim(claim), span: self.span(span, claim.field) })
        })
    }

    /// A value that the receiving hop has, and where it stands.
    fn of_hop<T>(&self, value: impl Fn(&Hop) -> Option<(T, Option<&Span>)>) -> Option<Found<T>> {
        let (_, hop) = self.hop?;
        let (value, span) = value(hop)?;
        Some(Found { value, taken_from: TakenFrom::Received, span: self.span(span, hop.field) })
    }

    fn client_ip(&self, warnings: &mut Vec<Warning>) -> Option<Found<IpAddr>> {
        let recorded = self.recorded(|claim| Some((claim.client_ip?, claim.client_ip_span.as_ref())));
        let received = self.of_hop(|hop| Some((hop.peer_ip?, hop.peer_ip_span.as_ref())));
        if let (Some(recorded), Some(received)) = (&recorded, &received)
            && recorded.value != received.value
        {
            warnings.push(Warning::ClientIpDiffers { recorded: recorded.value, received: received.value });
        }
        if let Some(taken) = &recorded {
            let others = self.records.iter().filter_map(|(_, claim)| claim.client_ip);
            for other in others.filter(|other| *other != taken.value) {
                let warning = Warning::RecordsDisagree { taken: taken.value, other };
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
        }
        let stated = || self.hop.is_none().then(|| STATED_CLIENT.iter().find_map(|known| self.stated_client(*known)));
        let found = recorded.or(received).or_else(|| stated().flatten())?;
        let found = Found { value: found.value.to_canonical(), ..found };
        self.warn_of_stated_clients(found.value, warnings);
        Some(found)
    }

    /// A client that a header field states. Anybody can write one, so that it serves for comparison, and where
    /// there is no receiving hop.
    pub fn stated_client(&self, known: Known) -> Option<Found<IpAddr>> {
        let (_, field) = self.message.named(known).next()?;
        let ip = stated_client(self.message.value(field))?;
        Some(Found { value: ip, taken_from: header(field), span: Some(field.value.clone()) })
    }

    fn warn_of_stated_clients(&self, taken: IpAddr, warnings: &mut Vec<Warning>) {
        for stated in STATED_CLIENT.iter().filter_map(|known| self.stated_client(*known)) {
            if stated.value.to_canonical() != taken {
                let field = stated.taken_from.as_str().to_owned();
                warnings.push(Warning::HeaderNamesOtherClient { field, stated: stated.value, taken });
            }
        }
    }

    /// What is doubtful about a client that the message tells.
    fn doubts(&self, client: &Found<IpAddr>) -> Option<Warning> {
        if is_private(client.value) {
            return Some(Warning::PrivateClient { ip: client.value });
        }
        if self.hop.is_none() {
            return Some(Warning::StatedClient { field: client.taken_from.as_str().to_owned() });
        }
        let doubtful = self.message.hops.get(self.doubtful?)?;
        Some(Warning::AssumedHop { number: self.hop?.0 + 1, by: doubtful.by.clone() })
    }

    /// The HELO name of the client that was found: never that of another hop's.
    fn helo(&self, client: Option<&Found<IpAddr>>) -> Option<Found<String>> {
        let of_client = |ip: Option<IpAddr>| client.is_none_or(|c| ip.is_none_or(|ip| ip.to_canonical() == c.value));
        self.recorded(|claim| {
            let helo = claim.helo.clone().filter(|_| of_client(claim.client_ip))?;
            Some((helo, claim.helo_span.as_ref()))
        })
        .or_else(|| {
            self.of_hop(|hop| {
                let helo = hop.helo.clone().filter(|_| of_client(hop.peer_ip))?;
                Some((helo, hop.helo_span.as_ref()))
            })
        })
    }

    /// MAIL FROM as the receiver's side wrote it.
    pub fn mail_from(&self, helo: Option<&Name>, warnings: &mut Vec<Warning>) -> Option<Found<MailFrom>> {
        let recorded = self.recorded_sender(helo);
        // One that came with the message completes a recorded domain, as Microsoft writes it below all else.
        let path = self.return_path(warnings).filter(|path| path.own || recorded.is_some());
        match (path, recorded) {
            // The receiver's `<>` is the null sender, whatever a check was recorded under (RFC 7208 section 2.4).
            (Some(ReturnPath { path, span, own }), recorded)
                if (own && path == ReversePath::Null) || recorded.as_ref().is_none_or(|r| r.value.agrees(&path)) =>
            {
                Some(Found { value: from_path(&path, helo), taken_from: TakenFrom::ReturnPath, span: Some(span) })
            }
            (path, Some(recorded)) => {
                let value = from_claim(&recorded.value.sender, helo);
                if let Some(ReturnPath { path, .. }) = path {
                    warnings.push(Warning::ReturnPathDiffers {
                        return_path: from_path(&path, helo).address,
                        recorded: value.address.clone(),
                    });
                }
                Some(Found { value, taken_from: recorded.taken_from, span: recorded.span })
            }
            (_, None) => self.without_record(helo),
        }
    }

    /// MAIL FROM as something tells it that can have come with the message: to be shown, and not to be judged.
    fn unconfirmed_sender(&self, helo: Option<&Name>) -> Option<Found<MailFrom>> {
        let confirming =
            self.message.claims.iter().zip(&self.credits).filter(|(_, credit)| **credit == Credit::Confirms);
        let recorded = confirming.map(|(claim, _)| claim).find_map(|claim| {
            let sender = claim.mail_from.as_ref().filter(|_| claim.kind.tells_envelope())?;
            let tells = !matches!(sender, ClaimedSender::Helo(_)) || self.records_helo_for_null_alone();
            let value = tells.then(|| from_claim(sender, helo))?;
            let span = self.span(claim.mail_from_span.as_ref(), claim.field);
            Some(Found { value, taken_from: TakenFrom::of_claim(claim), span })
        });
        let found = self.return_path(&mut Vec::new()).map(|ReturnPath { path, span, .. }| Found {
            value: from_path(&path, helo),
            taken_from: TakenFrom::ReturnPath,
            span: Some(span),
        });
        let found =
            found.or(recorded).or_else(|| self.sender_of_hop(helo)).or_else(|| self.noted_sender(helo, |_| true));
        found.map(|found| Found { value: MailFrom { assumed: true, ..found.value }, ..found })
    }

    /// The reverse-path that the receiver wrote.
    pub fn own_reverse_path(&self) -> Option<ReversePath> {
        let own = self.own_return_path().map(|ReturnPath { path, .. }| path);
        own.or_else(|| {
            let sender = self.hop.filter(|_| !self.assumed)?.1.envelope_from.as_deref()?;
            parse_reverse_path(angle(sender).as_bytes(), 0)
        })
    }

    /// The first Return-Path of those that the receiver's side wrote; else the last of all, since Microsoft adds its own
    /// below all other fields.
    fn return_path(&self, warnings: &mut Vec<Warning>) -> Option<ReturnPath> {
        let (own, others): (Vec<_>, Vec<_>) = self.return_paths().partition(|path| path.own);
        let taken = if own.is_empty() { others.last() } else { own.first() };
        let candidates = if own.is_empty() { &others } else { &own };
        if taken.is_some_and(|taken| candidates.iter().any(|other| !same_path(&other.path, &taken.path))) {
            warnings.push(Warning::SeveralReturnPaths);
        }
        taken.cloned()
    }

    /// The first Return-Path that the receiver's side wrote.
    fn own_return_path(&self) -> Option<ReturnPath> {
        self.return_paths().find(|path| path.own)
    }

    fn return_paths(&self) -> impl Iterator<Item = ReturnPath> {
        let fields = self.message.named(Known::ReturnPath).filter(|(index, _)| self.is_of_hop(*index));
        fields.filter_map(|(index, field)| {
            let (path, span) = self.path_of(field)?;
            Some(ReturnPath { path, span, own: self.is_own_field(index) })
        })
    }

    /// The reverse-path of a field, and where it stands.
    pub fn path_of(&self, field: &Field) -> Option<(ReversePath, Span)> {
        let path = parse_reverse_path(self.message.value(field), field.value.start)?;
        let span = match &path {
            ReversePath::Null => field.value.clone(),
            ReversePath::Address { span, .. } => span.clone(),
        };
        Some((path, span))
    }

    /// MAIL FROM where neither Return-Path nor a record tells it.
    fn without_record(&self, helo: Option<&Name>) -> Option<Found<MailFrom>> {
        let of_hop = || self.sender_of_hop(helo).filter(|_| !self.assumed);
        of_hop().or_else(|| self.noted_sender(helo, |field| self.is_own_field(field))).or_else(|| {
            let (sender, span) = self.message.mbox_from.as_ref().filter(|_| self.is_last())?;
            let value = from_path(&parse_reverse_path(sender.as_bytes(), 0)?, helo);
            Some(Found { value, taken_from: TakenFrom::MboxFromLine, span: span.clone() })
        })
    }

    /// What the receiving hop's server noted in its Received field.
    fn sender_of_hop(&self, helo: Option<&Name>) -> Option<Found<MailFrom>> {
        self.of_hop(|hop| {
            let path = parse_reverse_path(angle(hop.envelope_from.as_deref()?).as_bytes(), 0)?;
            Some((from_path(&path, helo), hop.envelope_from_span.as_ref()))
        })
    }

    /// X-Envelope-From, of the fields that are wanted.
    fn noted_sender(&self, helo: Option<&Name>, wanted: impl Fn(usize) -> bool) -> Option<Found<MailFrom>> {
        let mut fields = self.message.named(Known::XEnvelopeFrom);
        let (_, field) = fields.find(|(index, _)| self.is_of_hop(*index) && wanted(*index))?;
        let (path, span) = self.path_of(field)?;
        Some(Found { value: from_path(&path, helo), taken_from: header(field), span: Some(span) })
    }

    fn warn_of_other_hops(&self, warnings: &mut Vec<Warning>) {
        for (index, claim) in self.message.claims.iter().enumerate() {
            let is_spf = claim.kind == ClaimKind::ReceivedSpf || claim.results.iter().any(|r| r.method == "spf");
            let writer = claim.writer.clone();
            match self.credits.get(index) {
                Some(Credit::Outside) if is_spf && claim.kind.tells_envelope() => {
                    warnings.push(Warning::OtherHop { writer, claim: index });
                }
                Some(Credit::Contradicts) => warnings.push(Warning::ContradictingRecord { writer, claim: index }),
                _ => {}
            }
        }
    }
}

/// A Return-Path field.
#[derive(Clone)]
struct ReturnPath {
    path: ReversePath,
    span: Span,
    /// Whether the receiver's side wrote it.
    own: bool,
}

/// A HELO name as a domain; none for an address literal.
fn helo_domain(helo: &str) -> Option<Name> {
    let helo = helo.trim();
    let literal = helo.starts_with('[') || helo.parse::<IpAddr>().is_ok();
    (!literal && !helo.is_empty()).then(|| domain_name(helo))
}

/// A domain as it is asked; what is no domain name at all is kept, so that SPF can say so.
fn domain_name(text: &str) -> Name {
    Name::from_unicode(text).unwrap_or_else(|_| Name::new(text))
}

pub(super) fn same_domain(one: &str, other: &str) -> bool {
    domain_name(one) == domain_name(other)
}

fn same_path(one: &ReversePath, other: &ReversePath) -> bool {
    match (one, other) {
        (ReversePath::Null, ReversePath::Null) => true,
        (ReversePath::Address { local: l1, domain: d1, .. }, ReversePath::Address { local: l2, domain: d2, .. }) => {
            l1 == l2 && same_domain(d1, d2)
        }
        _ => false,
    }
}

/// A recorded address in the form that a reverse-path has.
pub(super) fn angle(address: &str) -> String {
    if address.starts_with('<') { address.to_owned() } else { format!("<{address}>") }
}

pub(super) fn header(field: &Field) -> TakenFrom {
    TakenFrom::Header(field.name.to_ascii_lowercase())
}

fn null_sender(helo: Option<&Name>) -> MailFrom {
    MailFrom {
        address: String::new(),
        local: "postmaster".to_owned(),
        domain: helo.cloned(),
        null_sender: true,
        assumed: false,
    }
}

fn with_domain(address: String, local: &str, domain: &str) -> MailFrom {
    let local = if local.is_empty() { "postmaster" } else { local };
    MailFrom {
        address,
        local: local.to_owned(),
        domain: (!domain.is_empty()).then(|| domain_name(domain)),
        null_sender: false,
        assumed: false,
    }
}

fn from_path(path: &ReversePath, helo: Option<&Name>) -> MailFrom {
    match path {
        ReversePath::Null => null_sender(helo),
        ReversePath::Address { local, domain, .. } if domain.is_empty() => with_domain(local.clone(), local, ""),
        ReversePath::Address { local, domain, .. } => with_domain(format!("{local}@{domain}"), local, domain),
    }
}

fn from_claim(claim: &ClaimedSender, helo: Option<&Name>) -> MailFrom {
    match claim {
        ClaimedSender::Null | ClaimedSender::Helo(_) => null_sender(helo),
        ClaimedSender::Domain(domain) => with_domain(domain.clone(), "", domain),
        ClaimedSender::Address(address) => match parse_reverse_path(angle(address).as_bytes(), 0) {
            Some(path) => from_path(&path, helo),
            None => with_domain(address.clone(), address, ""),
        },
    }
}

fn from_option(sender: &Sender, helo: Option<&Name>) -> MailFrom {
    match sender {
        Sender::Null => null_sender(helo),
        Sender::Address { local, domain } => with_domain(format!("{local}@{domain}"), local, domain),
    }
}
