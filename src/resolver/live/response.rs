//! A server's message read as an outcome: the chain of aliases from the name that was asked, and what
//! stands at its end. Records of other names are not looked at.

use crate::dns::limits::ALIASES;
use crate::dns::{Alias, Name, Origin, Outcome, Question, RData, Rcode, Record, RecordType};
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{self, DNSClass};

/// What a message says.
pub(super) enum Reading {
    /// This.
    Outcome(Outcome),
    /// Only that the aliases lead on to the last of them.
    LeadsOn,
}

/// Reads a message; `aliases` are those that led to the name that was asked now, and become those that
/// lead to the end.
pub(super) fn read(message: &Message, question: &Question, aliases: &mut Vec<Alias>, origin: &Origin) -> Reading {
    let answers: Vec<(Name, &rr::Record)> = message
        .answers
        .iter()
        .filter(|record| record.dns_class == DNSClass::IN)
        .map(|record| (name(&record.name), record))
        .collect();
    let is_nxdomain = message.response_code == ResponseCode::NXDomain;
    let before = aliases.len();
    loop {
        let here = aliases.last().map_or(&question.name, |alias| &alias.target);
        let at_name = || answers.iter().filter(|(name, _)| name == here).map(|(_, record)| *record);
        let records: Vec<Record> = at_name()
            .filter_map(|record| Some((data(&record.data, question.rtype)?, record.ttl)))
            .map(|(data, ttl)| Record { data, ttl, origin: origin.clone() })
            .collect();
        if !records.is_empty() && !is_nxdomain {
            return Reading::Outcome(Outcome::Records(records));
        }
        let alias = at_name().find_map(|record| match &record.data {
            rr::RData::CNAME(target) if question.rtype != RecordType::Cname => {
                Some(Alias { target: name(&target.0), ttl: record.ttl })
            }
            _ => None,
        });
        let Some(alias) = alias else { break };
        if alias.target == question.name || aliases.iter().any(|before| before.target == alias.target) {
            return Reading::Outcome(Outcome::CnameLoop);
        }
        if aliases.len() >= ALIASES {
            return Reading::Outcome(Outcome::Failed(Rcode::SERVFAIL));
        }
        aliases.push(alias);
    }
    if is_nxdomain {
        return Reading::Outcome(Outcome::NxDomain);
    }
    let says_that_there_is_none = message.authorities.iter().any(|record| matches!(record.data, rr::RData::SOA(_)));
    if aliases.len() > before && !says_that_there_is_none {
        return Reading::LeadsOn;
    }
    Reading::Outcome(Outcome::NoData)
}

/// Whether a message only names other servers: the one that was asked does not know and does not look.
pub(super) fn is_referral(message: &Message) -> bool {
    let has = |is: fn(&rr::RData) -> bool| message.authorities.iter().any(|record| is(&record.data));
    message.answers.is_empty()
        && message.response_code == ResponseCode::NoError
        && !message.authoritative
        && has(|data| matches!(data, rr::RData::NS(_)))
        && !has(|data| matches!(data, rr::RData::SOA(_)))
}

/// The type as the library has it.
pub(super) fn type_of(rtype: RecordType) -> rr::RecordType {
    match rtype {
        RecordType::A => rr::RecordType::A,
        RecordType::Aaaa => rr::RecordType::AAAA,
        RecordType::Cname => rr::RecordType::CNAME,
        RecordType::Mx => rr::RecordType::MX,
        RecordType::Ns => rr::RecordType::NS,
        RecordType::Ptr => rr::RecordType::PTR,
        RecordType::Soa => rr::RecordType::SOA,
        RecordType::Txt => rr::RecordType::TXT,
    }
}

/// A record's data, if it is of the type.
fn data(data: &rr::RData, rtype: RecordType) -> Option<RData> {
    let data = match data {
        rr::RData::A(address) => RData::A(address.0),
        rr::RData::AAAA(address) => RData::Aaaa(address.0),
        rr::RData::CNAME(target) => RData::Cname(name(&target.0)),
        rr::RData::MX(mx) => RData::Mx { preference: mx.preference, exchange: name(&mx.exchange) },
        rr::RData::NS(server) => RData::Ns(name(&server.0)),
        rr::RData::PTR(host) => RData::Ptr(name(&host.0)),
        rr::RData::SOA(_) => RData::Soa,
        rr::RData::TXT(txt) => RData::Txt(txt.txt_data.iter().map(|string| string.to_vec()).collect()),
        _ => return None,
    };
    (data.rtype() == rtype).then_some(data)
}

/// A name as the checks have it. An octet that none of them could ask for, a dot within a label or
/// what is not UTF-8, becomes a question mark.
fn name(name: &rr::Name) -> Name {
    let mut text = String::new();
    for label in name {
        if !text.is_empty() {
            text.push('.');
        }
        match std::str::from_utf8(label) {
            Ok(label) => text.extend(label.chars().map(|c| if c == '.' { '?' } else { c })),
            Err(_) => text.extend(label.iter().map(|byte| match byte {
                b'.' | 128.. => '?',
                byte => char::from(*byte),
            })),
        }
    }
    Name::new(&text)
}
