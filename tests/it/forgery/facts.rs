//! What of a case nothing that a sender writes may change.

use std::net::IpAddr;
use std::sync::LazyLock;
use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::identity::{Credit, Found};
use twofrom::message::{Claim, Message};
use twofrom::receiver::{Profiles, Verdict};
use twofrom::remedy::{Published, propose};
use twofrom::settings::{AsOf, Settings};
use twofrom::words::sentence::warning_code;

const ZONE: &str = "\
bank.example TXT \"v=spf1 ip4:198.51.100.9 -all\"
_dmarc.bank.example TXT \"v=DMARC1; p=reject\"
mail.bank.example A 198.51.100.9
9.100.51.198.in-addr.arpa PTR mail.bank.example
evil.example TXT \"v=spf1 ip4:203.0.113.66 -all\"
host.evil.example A 203.0.113.66
66.113.0.203.in-addr.arpa PTR host.evil.example
shop.example TXT \"v=spf1 ip4:192.0.2.10 -all\"
_dmarc.shop.example TXT \"v=DMARC1; p=reject\"
mail.shop.example A 192.0.2.10
10.2.0.192.in-addr.arpa PTR mail.shop.example
store.example TXT \"v=spf1 ip4:192.0.2.250 -all\"
amazonses.com TXT \"v=spf1 ip4:54.240.0.0/18 -all\"
a8-31.smtp-out.amazonses.com A 54.240.8.31
31.8.240.54.in-addr.arpa PTR a8-31.smtp-out.amazonses.com
";

/// A DNS that answers every question.
pub fn closed() -> &'static Answers {
    static ANSWERS: LazyLock<Answers> = LazyLock::new(|| answers(&format!(". SOA ns. root. 1 2 3 4 5\n{ZONE}")));
    &ANSWERS
}

/// A DNS that answers nothing, so that what was recorded could stand in.
pub fn open() -> &'static Answers {
    static ANSWERS: LazyLock<Answers> = LazyLock::new(|| answers(""));
    &ANSWERS
}

fn answers(zone: &str) -> Answers {
    Answers::from_zone(Zone::parse("test.zone", zone.as_bytes()).expect("the zone is well-formed").0)
}

/// What a message comes to, but for HELO's own SPF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The client's address and the receiving hop.
    pub client: (Option<IpAddr>, Option<usize>),
    /// Whether that hop may be planted.
    pub client_assumed: bool,
    /// MAIL FROM; `<>` for the null sender.
    pub mail_from: Option<String>,
    /// Whether only what may be planted tells MAIL FROM.
    pub mail_from_assumed: bool,
    /// The records that count, in a line each.
    pub credited: Vec<String>,
    /// SPF of MAIL FROM, From and PRA, DMARC by both standards, reverse DNS, TLS, and the day, in a line each.
    pub results: Vec<String>,
    pub verdicts: Vec<Verdict>,
    /// What is proposed, and to whom.
    pub remedies: Vec<String>,
    /// The codes of what is doubtful.
    pub warnings: Vec<&'static str>,
}

impl Facts {
    pub fn of(text: &str, answers: &Answers) -> Self {
        let message = Message::parse(text.as_bytes().to_vec());
        let mut settings = Settings::new(1_796_104_800);
        settings.as_of = AsOf::Message;
        let case = analyse(&message, answers, &settings, Profiles::builtin()).expect("no receiver is named");
        let identities = &case.identities;
        let advice = propose(&message, answers, &settings, Profiles::builtin(), &case);
        let remedies = advice.remedies.iter().map(|remedy| {
            let records: Vec<String> = remedy.records.iter().map(Published::line).collect();
            format!("{:?} {} {} {records:?}", remedy.kind, remedy.condition.code(), remedy.subject)
        });
        Self {
            client: (identities.client.ip.as_ref().map(|found| found.value), identities.client.hop),
            client_assumed: identities.client.assumed,
            mail_from: identities
                .mail_from
                .as_ref()
                .map(|Found { value, .. }| if value.null_sender { "<>".to_owned() } else { value.address.clone() }),
            mail_from_assumed: identities.mail_from.is_some() && identities.judged_mail_from().is_none(),
            credited: credited(&message, &case),
            results: results(&case),
            remedies: remedies.collect(),
            warnings: identities.warnings.iter().map(|warning| warning_code(warning, &message)).collect(),
            verdicts: case.verdicts,
        }
    }

    /// What differs from the facts of the honest message and may not: everything, but that there may be fewer
    /// remedies and other warnings.
    pub fn since(&self, honest: &Self) -> Vec<String> {
        let mut changed = Vec::new();
        let mut compare = |what: &str, was: String, is: String| {
            if was != is {
                changed.push(format!("{what}: {was} becomes {is}"));
            }
        };
        compare("client", format!("{:?}", honest.client), format!("{:?}", self.client));
        let settled = |facts: &Self| facts.mail_from.clone().filter(|_| !facts.mail_from_assumed);
        compare("MAIL FROM", format!("{:?}", settled(honest)), format!("{:?}", settled(self)));
        compare("records", format!("{:?}", honest.credited), format!("{:?}", self.credited));
        for (was, is) in honest.results.iter().zip(&self.results) {
            compare("result", was.clone(), is.clone());
        }
        for (was, is) in honest.verdicts.iter().zip(&self.verdicts) {
            let in_short = |v: &Verdict| format!("{} {} {:?}", v.receiver, v.decision.as_str(), v.confidence);
            compare("verdict", in_short(was), in_short(is));
            compare("rules of a verdict", format!("{:?}", was.asked), format!("{:?}", is.asked));
        }
        changed.extend(self.new_remedies(honest).map(|remedy| format!("remedy: {remedy}")));
        changed
    }

    /// The remedies that the honest message does not have.
    pub fn new_remedies<'a>(&'a self, honest: &'a Self) -> impl Iterator<Item = &'a String> {
        self.remedies.iter().filter(|remedy| !honest.remedies.contains(remedy))
    }
}

/// The records whose word decides.
fn credited(message: &Message, case: &Case) -> Vec<String> {
    let counts =
        message.claims.iter().zip(&case.identities.written).filter(|(_, written)| written.credit == Credit::Counts);
    let line = |claim: &Claim| {
        let methods = claim.results.iter().filter(|r| ["spf", "dkim", "dmarc", "iprev"].contains(&r.method.as_str()));
        let results: Vec<String> = methods.map(|r| format!("{}={}", r.method, r.result)).collect();
        format!("{:?} of {:?}: {}, {:?}", claim.kind, claim.client_ip, results.join(" "), claim.mail_from)
    };
    counts.map(|(claim, _)| line(claim)).collect()
}

fn results(case: &Case) -> Vec<String> {
    // An identity that may be planted is shown with what SPF says of it; nothing rests on that.
    let of_mail_from = if case.identities.judged_mail_from().is_some() { &case.spf.mail_from } else { &None };
    let spf = [("MAIL FROM", of_mail_from), ("From", &case.spf.header_from), ("PRA", &case.spf.pra)];
    let spf = spf.into_iter().map(|(identity, evaluation)| {
        let result = evaluation.as_ref().map(|e| format!("{} of {}", e.result.as_str(), e.domain));
        format!("SPF of {identity}: {}", result.unwrap_or_default())
    });
    let others = [
        format!("DMARC: {:?} at {:?}", case.dmarc.result, case.dmarc.spf_aligned),
        format!("DMARC by RFC 7489: {:?}", case.rfc7489.applied()),
        format!("reverse DNS: {:?} {:?}", case.reverse_dns.result, case.reverse_dns.name),
        format!("TLS: {:?}", case.findings.tls),
        format!("day: {} by {:?}", case.as_of, case.day_from),
    ];
    spf.chain(others).collect()
}
