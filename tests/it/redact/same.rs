//! What `--redact` must not change: who a message is from, what was recorded of it, and what receivers do. Of each
//! message everything that an analysis finds is held against what it finds in the redacted one, but for names.

mod forms;

use std::fmt::Debug;
use std::mem::discriminant;
use twofrom::case::{Case, analyse};
use twofrom::comparison::compare;
use twofrom::dns::{Answers, Name, Zone};
use twofrom::identity::{Candidate, HeaderIdentity, evidence, path};
use twofrom::message::{Hop, Message};
use twofrom::receiver::Profiles;
use twofrom::redact::Redactor;
use twofrom::remedy::propose;
use twofrom::settings::{AsOf, Overrides, Settings};
use twofrom::source::sample;

/// What is compared, in the order in which a difference says most.
type Found = Vec<(&'static str, String)>;

/// Says where the redacted message is judged otherwise; gives the service that it seems to come through.
pub fn judges_the_same(text: &str) -> String {
    let found = judges_the_same_in(&Message::parse(text.as_bytes().to_vec()), forms::ZONE);
    found.into_iter().find(|(what, _)| *what == "service").map(|(_, service)| service).unwrap_or_default()
}

fn judges_the_same_in(message: &Message, zone: &str) -> Found {
    let redacted = Redactor::default().message(message);
    let (before, after) = (found(message, zone), found(&redacted, zone));
    for ((what, before), (_, after)) in before.iter().zip(&after) {
        let (from, to) = (String::from_utf8_lossy(&message.raw), String::from_utf8_lossy(&redacted.raw));
        assert_eq!(before, after, "{what}\n{from}\nbecame\n{to}");
    }
    before
}

fn found(message: &Message, zone: &str) -> Found {
    let (zone, _) = Zone::parse("z", zone.as_bytes()).expect("the zone is well-formed");
    let answers = Answers::from_zone(zone);
    let mut settings = Settings::new(1_795_500_000);
    settings.as_of = AsOf::Message;
    let case = analyse(message, &answers, &settings, Profiles::builtin()).expect("no receiver is named");
    let mut found = identities(message, &case);
    found.extend(hops_and_records(message, &case));
    found.extend(results(&case));
    let advice = propose(message, &answers, &settings, Profiles::builtin(), &case);
    found.push(("service", text(&advice.service.as_ref().map(|of| (&of.id, of.proven, &of.clues)))));
    found.push(("instead", text(&advice.instead.as_ref().map(|instead| instead.why.code()))));
    let remedies = advice.remedies.iter().map(|remedy| (remedy.is_assumed(), remedy.flips.len(), remedy.edits.len()));
    found.push(("remedies", text(&remedies.collect::<Vec<_>>())));
    found
}

fn text(value: &impl Debug) -> String {
    format!("{value:?}")
}

/// A domain, but for one that was no name of the DNS, for which something else stands now.
fn kept(domain: &Name) -> Option<&Name> {
    let text = domain.as_str();
    let plain = text.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    let stands_in = text.strip_prefix("host").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    Some(domain).filter(|_| plain && text.contains('.') && !stands_in)
}

fn identities(message: &Message, case: &Case) -> Found {
    let identities = &case.identities;
    let client = &identities.client;
    let ip = client.ip.as_ref().map(|found| (found.value, found.taken_from.clone()));
    let helo = client.helo.as_ref().map(|found| found.taken_from.clone());
    let mail_from = identities.mail_from.as_ref().map(|found| {
        let value = &found.value;
        let domain = (value.domain.as_ref().and_then(kept), value.domain.is_some());
        (domain, value.null_sender, value.assumed, found.taken_from.clone())
    });
    let header = |identity: &HeaderIdentity| {
        let domain = |address: &twofrom::identity::Address| address.domain.clone();
        let (strict, lenient) = (identity.address.as_ref().map(domain), identity.lenient.as_ref().map(domain));
        let steps: Vec<_> = identity.steps.iter().map(|step| (step.step, step.outcome)).collect();
        text(&(strict, lenient, identity.problem, &identity.taken_from, &identity.domains, steps))
    };
    let kinds = |list: &[Candidate]| {
        let of = list.iter().map(|one| (one.taken_from.clone(), one.standing));
        of.collect::<Vec<_>>()
    };
    let evidence = evidence(message, &Overrides::default(), identities);
    let warnings: Vec<_> = identities.warnings.iter().map(discriminant).collect();
    vec![
        ("client", text(&(ip, client.hop, client.found_hop, client.claim, client.assumed))),
        ("HELO", text(&(helo, client.helo_domain.as_ref().and_then(kept), client.helo_domain.is_some()))),
        ("MAIL FROM", text(&mail_from)),
        ("From", header(&identities.header_from)),
        ("PRA", header(&identities.pra)),
        ("PRA at the hop", text(&identities.pra_at_hop.as_ref().map(header))),
        ("warnings", text(&warnings)),
        ("evidence of the client", text(&kinds(&evidence.client_ip))),
        ("evidence of HELO", text(&kinds(&evidence.helo))),
        ("evidence of MAIL FROM", text(&kinds(&evidence.mail_from))),
    ]
}

fn hops_and_records(message: &Message, case: &Case) -> Found {
    let tls = |hop: &Hop| (hop.tls.state, hop.tls.protocol.clone());
    let hops: Vec<_> = message.hops.iter().map(|hop| (hop.peer_ip, hop.software, tls(hop), hop.time)).collect();
    let rows = compare(message, case).into_iter().map(|row| {
        let about = (row.about.identity, row.about.domain.as_ref().and_then(kept).cloned(), row.about.client);
        let ours = row.ours.map(|ours| (ours.result, ours.domain.as_ref().and_then(kept).cloned(), ours.client));
        text(&(row.claim, row.index, row.told, about, ours, row.agrees, row.because))
    });
    vec![
        ("hops", text(&hops)),
        ("stops", text(&path(message, &case.identities.client))),
        ("whose records", text(&case.identities.written)),
        ("recorded results", text(&rows.collect::<Vec<_>>())),
        ("oddities", text(&message.oddities.iter().map(discriminant).collect::<Vec<_>>())),
    ]
}

fn results(case: &Case) -> Found {
    let spf = [&case.spf.mail_from, &case.spf.helo, &case.spf.header_from, &case.spf.pra];
    let spf = spf.map(|evaluation| evaluation.as_ref().map(|e| (e.result, e.term.clone())));
    let dkim = case.dkim.iter().map(|of| {
        let problem = of.problem.as_ref().map(discriminant);
        text(&(of.result, problem, of.domain.as_ref().and_then(kept), of.header_intact, of.body_intact, &of.notes))
    });
    let verdicts = case.verdicts.iter().cloned().map(|mut verdict| {
        // The words of a reply name whoever it is about.
        let rules = [&mut verdict.because, &mut verdict.asked];
        for rule in rules.into_iter().flatten() {
            rule.said.reply_text = None;
        }
        verdict
    });
    vec![
        ("day", text(&(case.as_of, case.day_from, case.receipt))),
        ("SPF", text(&spf)),
        ("DKIM", text(&dkim.collect::<Vec<_>>())),
        ("DMARC", text(&(case.dmarc.result, case.dmarc.policy, case.rfc7489.result))),
        ("reverse DNS", text(&case.reverse_dns)),
        ("verdicts", text(&(verdicts.collect::<Vec<_>>(), &case.parting))),
    ]
}

#[test]
fn the_samples_judge_the_same() {
    for sample in sample::ALL {
        judges_the_same_in(&Message::parse(sample.message), sample.zone);
    }
}
