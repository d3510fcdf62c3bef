//! The checks besides SPF in words: signatures, DMARC, reverse DNS.

use super::inquiry::{SHOWN, few, question};
use super::{About, Line, Mark, Said, Teller, WalkText};
use crate::dkim::{Problem, Verification};
use crate::dmarc::{DmarcResult, Identified, Signer};
use crate::dns::Name;
use crate::reverse_dns::ReverseDns;
use crate::spf::{Evaluation, SpfResult};
use crate::text::Shown;
use crate::walk::Discovery;
use crate::words::common::{Sign, Word};
use crate::words::dkim;
use crate::words::dmarc::{DmarcText, told};
use crate::words::recorded::{self, RecordedText};

impl Teller<'_> {
    pub(super) fn signatures(&self, found: &[Verification]) -> Said {
        let title = match found.len() {
            0 => self.text(WalkText::NoSignatures),
            1 => self.text(WalkText::OneSignature),
            count => self.text(WalkText::Signatures { count: &count }),
        };
        let mut lines = Vec::new();
        for verification in found.iter().take(SHOWN) {
            lines.extend(verification.asked.as_ref().map(question));
            let text = dkim::line(self.message, verification, self.lang);
            lines.push(Line::new(Mark::Signed(Sign::from(verification.result)), text));
        }
        if let Some(more) = found.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            lines.push(Line::new(Mark::Plain, format!("+{more}")));
        }
        if found.is_empty() {
            let unsent = self.case.identities.unsent;
            let text = if unsent { DmarcText::NotSignedYet } else { DmarcText::NobodySigned };
            lines.push(Line::new(Mark::Signed(Sign::Nothing), text.text(self.lang)));
        }
        let mut text = if found.is_empty() { Vec::new() } else { vec![self.text(WalkText::SignaturesSay)] };
        if found.iter().any(|verification| verification.recorded.is_some() && verification.problem.is_none()) {
            text.push(RecordedText::NotOurs.text(self.lang));
        }
        if found.iter().any(|verification| verification.problem == Some(Problem::NoBody)) {
            text.push(self.text(WalkText::SignedBodyMissing));
        }
        Said { title, lines, text }
    }

    pub(super) fn policy(&self, dmarc: Discovery<'_>) -> Said {
        let domain = dmarc.domain().map(|name| Shown::new(name.as_str()));
        let title = match &domain {
            Some(domain) => WalkText::PolicyOf { domain },
            None => WalkText::PolicyOfNobody,
        };
        let mut text = vec![WalkText::PolicyIs];
        if dmarc.asked().len() > 1 {
            text.push(WalkText::PolicyAbove);
        }
        self.say(title, self.asked_lines(dmarc.asked()), text)
    }

    pub(super) fn dmarc_result(&self, dmarc: Discovery<'_>) -> Said {
        let result = dmarc.result();
        let mut lines = Vec::new();
        if let Some((domain, policy)) = dmarc.policy() {
            let (domain, policy) = (Shown::new(domain.as_str()), format!("{}={}", dmarc.tag(), policy.as_str()));
            let line = Line::new(Mark::Answer, self.text(WalkText::PolicyAt { domain: &domain, policy: &policy }));
            lines.push(line.beside(dmarc.mildened().unwrap_or_default()));
        }
        if let Some(told) = told(dmarc.told(), self.lang) {
            lines.push(Line::new(Mark::Answer, told));
        }
        let has_policy = dmarc.has_policy();
        if has_policy {
            lines.push(self.spf_identifier(dmarc));
            lines.extend(self.dkim_identifiers(dmarc));
        }
        let by = dmarc.recorded().map(|r| recorded::beside(r.by.as_deref(), r.dns.as_str(), self.lang));
        let line = Line::new(Mark::Signed(sign_of(result.as_str())), format!("DMARC {}", result.as_str()));
        lines.push(line.beside(by.unwrap_or_default()));
        let text = match (result, has_policy) {
            (DmarcResult::None, false) => vec![WalkText::NoPolicy],
            (DmarcResult::Pass, true) => vec![WalkText::DmarcPasses],
            (DmarcResult::Fail, true) => vec![WalkText::DmarcFails],
            _ if dmarc.domain().is_none() => vec![WalkText::DmarcNeedsOne],
            (DmarcResult::Pending, _) => vec![WalkText::Pending],
            (DmarcResult::Open, _) if self.case.identities.unsent => vec![WalkText::DmarcOpen],
            (DmarcResult::Open, _) => vec![WalkText::DmarcWithoutBody],
            (DmarcResult::TempError, true) => vec![WalkText::DmarcUnsettled],
            (DmarcResult::TempError, false) => vec![WalkText::TempError],
            _ => Vec::new(),
        };
        let result = result.as_str();
        let domain = dmarc.domain().map(|name| Shown::new(name.as_str()));
        let title = match &domain {
            Some(domain) => WalkText::DmarcOfIs { domain, result: &result },
            None => WalkText::DmarcIs { result: &result },
        };
        self.say(title, lines, text)
    }

    /// That DMARC takes SPF of MAIL FROM into account.
    pub(super) fn identifier(&self, evaluation: Option<&Evaluation>) -> Said {
        let domain = evaluation.map(|evaluation| Shown::new(evaluation.domain.as_str()));
        let line = domain.map(|domain| Line::new(Mark::Field, domain.to_string()).lit(About::Subject));
        self.say(WalkText::DmarcTakesSpf, line.into_iter().collect(), vec![WalkText::DmarcTakesSpfBecause])
    }

    /// What SPF of MAIL FROM adds to DMARC.
    fn spf_identifier(&self, dmarc: Discovery<'_>) -> Line {
        let Some(evaluation) = self.case.spf.mail_from.as_ref() else {
            return Line::new(Mark::Signed(Sign::Open), self.text(WalkText::NoMailFrom));
        };
        let what = format!("SPF {}", evaluation.result);
        let state = match evaluation.result {
            SpfResult::Pass => Identified::Passed,
            SpfResult::Pending => Identified::Pending,
            SpfResult::TempError => Identified::Unsettled,
            _ => Identified::Failed,
        };
        self.identified(&what, &evaluation.domain, state, dmarc.spf_aligned())
    }

    /// What the signatures add to DMARC, one each.
    fn dkim_identifiers(&self, dmarc: Discovery<'_>) -> Vec<Line> {
        let unsent = self.case.identities.unsent;
        // What may be signed yet is no signature.
        let signed: Vec<&Signer> =
            dmarc.signers().iter().filter(|signer| !unsent || signer.state != Identified::Open).collect();
        if signed.is_empty() {
            let text = if unsent { DmarcText::NotSignedYet } else { DmarcText::NobodySigned };
            let sign = if unsent { Sign::Open } else { Sign::Nothing };
            return vec![Line::new(Mark::Signed(sign), text.text(self.lang))];
        }
        let line = |signer: &&Signer| {
            let word = match signer.state {
                Identified::Passed => "DKIM pass",
                Identified::Failed => "DKIM fail",
                Identified::Unsettled => "DKIM temperror",
                Identified::Pending | Identified::Open => "DKIM ?",
            };
            self.identified(word, &signer.domain, signer.state, signer.aligned)
        };
        few(signed.iter().map(line))
    }

    /// An identifier of DMARC: it helps if it passes and is aligned.
    fn identified(&self, what: &str, domain: &Name, state: Identified, aligned: Option<bool>) -> Line {
        let domain = Shown::new(domain.as_str());
        let (what, domain) = (&what, &domain);
        let text = match aligned {
            Some(true) => WalkText::IsAligned { what, domain },
            Some(false) => WalkText::IsNotAligned { what, domain },
            None => WalkText::AlignmentOpen { what, domain },
        };
        let sign = match (state, aligned) {
            (Identified::Passed, Some(true)) => Sign::Good,
            (Identified::Failed, _) | (_, Some(false)) => Sign::Nothing,
            _ => Sign::Open,
        };
        Line::new(Mark::Signed(sign), self.text(text))
    }

    pub(super) fn reverse_dns(&self, reverse: &ReverseDns) -> Said {
        let title = match self.case.identities.client.ip.as_ref().map(|found| found.value) {
            Some(ip) => self.text(WalkText::ReverseOf { ip: &ip }),
            None => self.text(WalkText::ReverseOfNobody),
        };
        let mut lines = self.asked_lines(&reverse.asked);
        let (check, result) = (Word::ReverseDns.text(self.lang), reverse.result.as_str());
        lines.push(Line::new(Mark::Signed(sign_of(result)), format!("{check} {result}")));
        let text =
            if self.case.identities.client.ip.is_some() { vec![self.text(WalkText::ReverseIs)] } else { Vec::new() };
        Said { title, lines, text }
    }
}

/// The sign of a result that is a word.
fn sign_of(result: &str) -> Sign {
    match result {
        "pass" => Sign::Good,
        "fail" | "permerror" => Sign::Bad,
        "temperror" => Sign::Doubt,
        "none" => Sign::Nothing,
        _ => Sign::Open,
    }
}
