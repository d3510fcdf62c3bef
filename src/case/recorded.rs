//! What the receiving server recorded, where it stands in for a result of ours.
//!
//! The DNS goes first. Where it gives no answer, the result that the receiving server recorded for the same domain and
//! client is better than none; judged by the day of the message it also goes before what the network answers today. A
//! what-if goes before all of it. Only results of the server's own checks stand in: not what it made up for want of a
//! record, not what a policy of its own or ARC made of it, and nothing that a sender could have written.

mod dkim;
mod policy;
mod turn;

pub(super) use policy::{Tells, marked};
pub(super) use turn::Turn;

use super::SpfOf;
use super::about::{About, Record};
use super::meaning::{self, Method};
use crate::dkim::Verification;
use crate::dns::Name;
use crate::identity::Identities;
use crate::message::{ClaimKind, Known, Message, MethodResult, Recorded};
use crate::spf::{Evaluation, Records, SpfResult};
use std::net::IpAddr;

/// The results that may stand in.
pub(super) struct OnRecord<'a> {
    message: &'a Message,
    client: Option<IpAddr>,
    results: Vec<Credited<'a>>,
}

/// A result of a record that counts.
struct Credited<'a> {
    claim: usize,
    record: Record<'a>,
    result: &'a MethodResult,
    method: Method,
    about: About,
}

impl<'a> OnRecord<'a> {
    /// Reads the records of the hop that the message gives itself: of another one, chosen by the user, they do not tell.
    pub fn of(message: &'a Message, identities: &Identities) -> Self {
        let client = &identities.client;
        let ip = client.ip.as_ref().map(|found| found.value.to_canonical());
        let mut on_record = Self { message, client: ip, results: Vec::new() };
        if client.hop.is_none() || client.hop != client.found_hop {
            return on_record;
        }
        for ((index, claim), &written) in message.claims.iter().enumerate().zip(&identities.written) {
            if claim.kind.tells_envelope() && written.stands_in() {
                let record = Record::new(message, claim, written, identities);
                on_record.results.extend(claim.results.iter().filter_map(|result| Credited::of(index, record, result)));
            }
        }
        // A server's own name is the authserv-id; elsewhere its organisation may stand.
        on_record.results.sort_by_key(|of| {
            (of.record.claim.writer.is_none(), of.record.claim.kind != ClaimKind::AuthenticationResults)
        });
        on_record
    }

    /// The results of one method.
    fn all(&self, method: Method) -> impl Iterator<Item = &Credited<'a>> {
        self.results.iter().filter(move |of| of.method == method)
    }

    /// Lets recorded results take the place of those that they go before. Whether one did.
    pub fn stand_in(&self, turn: Turn<'_>, spf: &mut SpfOf, verifications: &mut [Verification]) -> bool {
        if self.results.is_empty() {
            return false;
        }
        let mut any = false;
        for place in [&mut spf.mail_from, &mut spf.helo, &mut spf.header_from, &mut spf.pra] {
            let Some(evaluation) = place.take_if(|evaluation| turn.before_spf(evaluation)) else { continue };
            let found = self.spf(&evaluation);
            any |= found.is_some();
            *place = Some(match found {
                Some(found) => evaluation.replaced(found.what, found.by, found.claims),
                None => evaluation,
            });
        }
        let all: Vec<_> = verifications
            .iter()
            .map(|found| turn.before_dkim(found).then(|| self.dkim(found, verifications)).flatten())
            .collect();
        for (found, said) in verifications.iter_mut().zip(all) {
            let Some(said) = said else { continue };
            found.recorded = Some(Recorded { by: said.by, claims: said.claims, dns: found.result });
            (found.result, found.problem) = (said.what, None);
            any = true;
        }
        any
    }

    /// SPF of a domain and this client, whichever identity was checked then. All records of it have to agree, and none
    /// may say that the server made it up.
    fn spf(&self, evaluation: &Evaluation) -> Option<Said<SpfResult>> {
        if evaluation.records != Records::Spf {
            return None;
        }
        let client = self.client?;
        let all = self.all(Method::Spf);
        let all = all.filter(|of| of.about.domain.as_ref() == Some(&evaluation.domain) && of.client() == Some(client));
        unanimous(all, |of| meaning::spf(&of.result.result).filter(|result| *result != SpfResult::TempError))
    }

    /// The domains of which SPF passed for this client.
    fn passed_by_spf(&self) -> impl Iterator<Item = &Name> {
        let passes =
            |of: &&Credited<'a>| of.result.result == "pass" && of.result.made().is_none() && of.client() == self.client;
        self.all(Method::Spf).filter(passes).filter_map(|of| of.about.domain.as_ref())
    }
}

/// What records say with one voice.
struct Said<T> {
    what: T,
    /// Who of them is named for it.
    by: Option<String>,
    /// The records.
    claims: Vec<usize>,
}

/// What all say, if all say the same; what has no result says nothing, and what is no check of the server's own makes
/// the others doubtful.
fn unanimous<'r, 'a: 'r, T: PartialEq>(
    all: impl Iterator<Item = &'r Credited<'a>>,
    read: impl Fn(&Credited<'a>) -> Option<T>,
) -> Option<Said<T>> {
    let mut said: Option<Said<T>> = None;
    for of in all {
        if of.result.made().is_some() {
            return None;
        }
        match (read(of), &mut said) {
            (Some(what), Some(said)) if what != said.what => return None,
            (Some(_), Some(said)) => said.claims.push(of.claim),
            (Some(what), None) => said = Some(Said { what, by: of.by(), claims: vec![of.claim] }),
            (None, _) => {}
        }
    }
    said
}

impl<'a> Credited<'a> {
    fn of(claim: usize, record: Record<'a>, result: &'a MethodResult) -> Option<Self> {
        let method = Method::of(result);
        let about = match method {
            Method::Spf => record.about_spf(result),
            Method::Dkim => About::default(),
            Method::Dmarc => record.about_dmarc(result),
            Method::SenderId | Method::ReverseDns | Method::Other => return None,
        };
        Some(Self { claim, record, result, method, about })
    }

    /// Who recorded it.
    fn by(&self) -> Option<String> {
        let hop = || self.record.message.hops.get(self.record.receiving?)?.by.clone();
        self.record.claim.writer.clone().or_else(hop)
    }

    /// The client that it is about: the one that it names; else that of the receiving hop, unless a server behind that
    /// hop may have written it, to which another one came.
    fn client(&self) -> Option<IpAddr> {
        let Record { message, claim, receiving, .. } = self.record;
        let hop = || {
            let hop = message.hops.get(receiving?)?;
            let between = claim.field.min(hop.field) + 1..claim.field.max(hop.field);
            let is_another = message.fields.get(between)?.iter().any(|field| field.is(Known::Received));
            hop.peer_ip.filter(|_| !is_another)
        };
        claim.client_ip.or_else(hop).map(|ip| ip.to_canonical())
    }
}
