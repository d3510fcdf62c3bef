//! The profiles judged: what their tables say, how rules combine, and that the data is whole.

mod combination;
mod data;
mod elsewhere;
mod files;
mod properties;
mod replies;
mod standards;
mod verdicts;

use super::{DkimState, Existence, Findings, HeaderFormat, Profiles, SpfState, Verdict, judge};
use crate::dmarc::{DmarcResult, Policy};
use crate::dns::Name;
use crate::message::TlsState;
use crate::reverse_dns::ReverseResult;
use crate::spf::SpfResult;
use jiff::civil::Date;

/// SPF that came out.
fn spf(result: SpfResult) -> SpfState {
    SpfState::Result { result, needs_client_ip: false }
}

/// A message to which nobody objects: everything passes, and nothing is signed.
fn good() -> Findings {
    let pass = spf(SpfResult::Pass);
    Findings {
        client_ip: Some([192, 0, 2, 1].into()),
        mail_from: pass,
        helo: pass,
        header_from: pass,
        pra: pass,
        sender_id: pass,
        no_from_field: false,
        format: HeaderFormat::Valid,
        from_exists: Existence::Exists,
        mail_from_exists: Existence::Exists,
        from_domain: Some(Name::new("shop.example")),
        mail_from_domain: Some(Name::new("bounce.shop.example")),
        dmarc: DmarcResult::Pass,
        dmarc_policy: Some(Policy::Reject),
        dmarc_testing: false,
        dmarc_rfc7489: None,
        tls: TlsState::NotSaid,
        dkim: DkimState::None,
        unsent: false,
        reverse_dns: ReverseResult::Pass,
    }
}

fn with(change: impl FnOnce(&mut Findings)) -> Findings {
    let mut findings = good();
    change(&mut findings);
    findings
}

fn dmarc(result: DmarcResult, policy: Option<Policy>) -> Findings {
    with(|f| (f.dmarc, f.dmarc_policy) = (result, policy))
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn verdict(id: &str, on: &str, findings: &Findings) -> Verdict {
    let profiles = Profiles::builtin();
    judge(profiles.get(id).unwrap(), profiles, day(on), findings)
}

/// A verdict in short: `reject documented`, `unknown answer+not-known`.
fn short(verdict: &Verdict) -> String {
    let reasons: Vec<&str> = verdict.open.iter().map(|reason| reason.as_str()).collect();
    let why = if reasons.is_empty() { verdict.confidence.as_str().to_owned() } else { reasons.join("+") };
    format!("{} {why}", verdict.decision.as_str())
}

#[track_caller]
fn check(id: &str, on: &str, findings: &Findings, expected: &str) {
    let verdict = verdict(id, on, findings);
    assert_eq!(short(&verdict), expected, "{id} on {on}: {verdict:#?}");
}
