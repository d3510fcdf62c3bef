//! The conversation of client and server, the header, and the PRA.

use super::{Doubt, Event, Shown, Walk, quiz};
use crate::identity::{HeaderIdentity, Warning};
use crate::message::Known;

/// Fields that name a sender.
const SENDERS: [Known; 4] = [Known::From, Known::Sender, Known::ResentFrom, Known::ResentSender];

/// Fields of a kind that are shown; more only repeat.
const SHOWN: usize = 8;

impl<'a> Walk<'a> {
    /// Everything up to the end of the header.
    pub(super) fn converse(&mut self) {
        let identities = &self.case.identities;
        let client = &identities.client;
        let ip = client.ip.as_ref();
        let mut doubts = Vec::new();
        match ip {
            Some(found) => doubts.push(Doubt::TakenFrom(&found.taken_from)),
            None if !identities.unsent => doubts.push(Doubt::NoClient),
            None => {}
        }
        doubts.extend(self.warnings(|warning| {
            matches!(
                warning,
                Warning::ClientIpDiffers { .. }
                    | Warning::RecordsDisagree { .. }
                    | Warning::HeaderNamesOtherClient { .. }
                    | Warning::PrivateClient { .. }
                    | Warning::AssumedHop { .. }
                    | Warning::StatedClient { .. }
                    | Warning::ContradictingRecord { .. }
                    | Warning::HopChosen { .. }
                    | Warning::NoSuchHop { .. }
            )
        }));
        self.step(Event::Connection { ip: ip.map(|found| found.value) }, doubts, None);

        let hop = client.hop.and_then(|index| self.message.hops.get(index));
        self.step(Event::Greeting { host: hop.and_then(|hop| hop.by.as_deref()) }, Vec::new(), None);

        let helo = client.helo.as_ref();
        let doubt = helo.map_or(Doubt::NoHelo, |found| Doubt::TakenFrom(&found.taken_from));
        self.step(Event::Ehlo { name: helo.map(|found| found.value.as_str()) }, vec![doubt], None);

        let mail_from = identities.mail_from.as_ref();
        let mut doubts = vec![mail_from.map_or(Doubt::NoMailFrom, |found| Doubt::TakenFrom(&found.taken_from))];
        doubts.extend(self.warnings(|warning| {
            matches!(
                warning,
                Warning::ReturnPathDiffers { .. }
                    | Warning::SeveralReturnPaths
                    | Warning::UnconfirmedMailFrom { .. }
                    | Warning::KeptMailFrom { .. }
            )
        }));
        self.step(Event::MailFrom { mail_from: mail_from.map(|found| &found.value) }, doubts, None);

        self.step(Event::Recipient, Vec::new(), None);
        self.step(Event::Data, Vec::new(), None);
        self.header();
    }

    fn header(&mut self) {
        let identities = &self.case.identities;
        let is_sender = |index: &usize| {
            self.message.fields.get(*index).is_some_and(|field| SENDERS.iter().any(|known| field.is(*known)))
        };
        let subject = self.message.named(Known::Subject).map(|(index, _)| index).take(1);
        let senders = (0..self.message.fields.len()).filter(is_sender).take(SHOWN);
        let mut shown: Vec<usize> = senders.chain(subject).collect();
        shown.sort_unstable();
        let fields = shown.into_iter().map(|field| Shown { field, is_lit: is_sender(&field) }).collect();
        self.step(Event::Header { fields }, undefined(&identities.header_from), None);

        let pra = identities.judged_pra();
        let mut doubts = undefined(pra);
        doubts.extend(self.warnings(|warning| matches!(warning, Warning::PraAddedLater { .. })));
        let quiz = quiz::pra(self.message, &self.case.identities);
        self.step(Event::Pra { pra }, doubts, quiz);
    }

    fn warnings(&self, wanted: fn(&Warning) -> bool) -> Vec<Doubt<'a>> {
        self.case.identities.warnings.iter().filter(|warning| wanted(warning)).map(Doubt::Warning).collect()
    }
}

fn undefined(identity: &HeaderIdentity) -> Vec<Doubt<'_>> {
    let undefined = identity.problem.map(|_| Doubt::Undefined(identity));
    undefined.into_iter().chain(identity.lenient.as_ref().map(Doubt::Lenient)).collect()
}
