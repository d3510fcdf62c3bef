//! The checks besides SPF in words: signatures, DMARC, reverse DNS.

use super::inquiry::{SHOWN, question};
use super::{Line, Mark, Said, Teller, WalkText};
use crate::dkim::Verification;
use crate::dmarc::DmarcResult;
use crate::reverse_dns::ReverseDns;
use crate::text::Shown;
use crate::walk::Discovery;
use crate::words::common::{Sign, Word};
use crate::words::dkim;
use crate::words::dmarc as words;

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
        let text = if found.is_empty() { Vec::new() } else { vec![self.text(WalkText::SignaturesSay)] };
        Said { title, lines, text }
    }

    pub(super) fn policy(&self, dmarc: Discovery<'_>) -> Said {
        let domain = dmarc.domain().map(|name| Shown::new(name.as_str()));
        let title = match &domain {
            Some(domain) => WalkText::PolicyOf { domain },
            None => WalkText::PolicyOfNobody,
        };
        self.say(title, self.asked_lines(dmarc.asked()), vec![WalkText::PolicyIs])
    }

    pub(super) fn dmarc_result(&self, dmarc: Discovery<'_>) -> Said {
        let result = dmarc.result();
        let mut lines = Vec::new();
        if let Some((domain, policy)) = dmarc.policy() {
            let (domain, policy) = (Shown::new(domain.as_str()), format!("p={}", policy.as_str()));
            lines.push(Line::new(Mark::Answer, self.text(WalkText::PolicyAt { domain: &domain, policy: &policy })));
        }
        let alignment = match dmarc {
            Discovery::Newer(dmarc) => words::alignment(self.case, dmarc, self.lang),
            Discovery::Older(dmarc) => words::older_alignment(self.case, dmarc, self.lang),
        };
        let aligned = Word::Aligned.text(self.lang);
        lines.extend(alignment.into_iter().map(|text| Line::new(Mark::Plain, format!("{aligned}  {text}"))));
        lines.push(Line::new(Mark::Signed(sign_of(result.as_str())), format!("DMARC {}", result.as_str())));
        let text = match (result, dmarc.policy()) {
            (DmarcResult::None, None) => vec![WalkText::NoPolicy],
            (DmarcResult::Pass, Some(_)) => vec![WalkText::DmarcPasses],
            (DmarcResult::Fail, Some(_)) => vec![WalkText::DmarcFails],
            (DmarcResult::TempError, Some(_)) => vec![WalkText::DmarcUnsettled],
            _ => Vec::new(),
        };
        self.say(WalkText::DmarcIs { result: &result.as_str() }, lines, text)
    }

    pub(super) fn reverse_dns(&self, reverse: &ReverseDns) -> Said {
        let title = match self.case.identities.client.ip.as_ref().map(|found| found.value) {
            Some(ip) => self.text(WalkText::ReverseOf { ip: &ip }),
            None => self.text(WalkText::ReverseOfNobody),
        };
        let mut lines = self.asked_lines(&reverse.asked);
        let (check, result) = (Word::ReverseDns.text(self.lang), reverse.result.as_str());
        lines.push(Line::new(Mark::Signed(sign_of(result)), format!("{check} {result}")));
        Said { title, lines, text: Vec::new() }
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
