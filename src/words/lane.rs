//! The rows of a lane: what one receiver looked at, asked, got and did, in words. Every renderer draws
//! the same rows.

use super::common::{self, Sign, Word};
use super::{dmarc, recorded};
use crate::case::{Case, Lane};
use crate::dkim;
use crate::dmarc::{DmarcResult, Standard};
use crate::dns::{Origin, Outcome};
use crate::receiver::{
    Because, CheckKind, CheckResult, Decision, IdentityKind, OpenReason, Phase, Reads, Said, Verdict,
};
use crate::settings::Lang;
use crate::spf::{Evaluation, Records, SpfResult};
use crate::text::Shown;

catalogue! {
    /// The words of a lane.
    pub enum LaneText {
        PraUndefined => { en: "PRA, which is undefined", ja: "PRA (定まらない)" }
        PraIs { field } => { en: "PRA, which is {field}", ja: "PRA (ここでは {field})" }
        Envelope => { en: "MAIL FROM, the envelope", ja: "MAIL FROM (エンベロープ)" }
        EnvelopeNull => { en: "HELO, since MAIL FROM is <>", ja: "HELO (MAIL FROM が <> のため)" }
        FromField => { en: "the header From", ja: "ヘッダーの From" }
        ClientName => { en: "the client's reverse DNS", ja: "接続元の逆引き" }
        TlsOfHop => { en: "TLS, as the receiving server recorded it", ja: "TLS (受信サーバーの記録による)" }
        Signatures => { en: "DKIM signatures", ja: "DKIM 署名" }
        DmarcOf => { en: "DMARC of the header From", ja: "ヘッダー From の DMARC" }
        CarrierFrom => { en: "the header From: is it a carrier's?", ja: "ヘッダー From (携帯キャリアのドメインか)" }
        NothingAsked => { en: "nothing that twofrom checks", ja: "twofrom が調べるものは見ていません" }
        Undefined => { en: "undefined", ja: "定まりません" }
        NoRecord => { en: "no SPF record", ja: "SPF レコードなし" }
        NoSenderId => { en: "no Sender ID or SPF record", ja: "Sender ID・SPF レコードなし" }
        NoKey => { en: "no usable key", ja: "使える鍵なし" }
        NoPolicy => { en: "no DMARC record", ja: "DMARC レコードなし" }
        Unanswered => { en: "not answered yet", ja: "まだ応答がありません" }
        Failed { what } => { en: "no answer: {what}", ja: "応答なし: {what}" }
        NothingToMatch => { en: "nothing to match", ja: "照合するものがありません" }
        NoTerm => { en: "no term", ja: "一致する項目なし" }
        RuleIs { result, decision } => { en: "{result}: {decision}", ja: "{result} なら{decision}" }
        RuleUnknown { result } => { en: "{result}: what it does is not known", ja: "{result} の扱いは不明" }
        RuleMay { result, decisions } => {
            en: "{result}: what it does is not known, it may be {decisions}",
            ja: "{result} の扱いは不明 ({decisions}の可能性)"
        }
        Accepted => { en: "accepted", ja: "受信" }
        ShownWithWarning => { en: "shown with a warning", ja: "警告付き受信" }
        Junked => { en: "junked", ja: "迷惑メール扱い" }
        Deferred => { en: "deferred", ja: "一時拒否" }
        Refused => { en: "refused", ja: "拒否" }
        OrElse { one, other } => { en: "{one} or {other}", ja: "{one}または{other}" }
        RuleOpen { result } => { en: "{result}: still open", ja: "{result} のため未確定" }
        AfterData { reply } => { en: "after DATA: {reply}", ja: "DATA の後に {reply}" }
        AfterRcpt { reply } => { en: "after RCPT: {reply}", ja: "RCPT の後に {reply}" }
        NoDomainToFind => { en: "MAIL FROM is null: no part in this", ja: "MAIL FROM が空のため、判定に影響しません" }
        OnAssumed { support } => { en: "{support}; the client is assumed", ja: "{support}、接続元は仮定" }
        NotRecorded => { en: "nothing is recorded: no part in this", ja: "記録がなく、判定に影響しません" }
        OfStandard { what, standard } => { en: "{what} ({standard})", ja: "{what} ({standard})" }
        RuleFailPolicy { result, policy } => { en: "{result} with p={policy}", ja: "p={policy} で {result}" }
        EnvelopeExists => { en: "whether MAIL FROM's domain exists", ja: "MAIL FROM のドメインがあるか" }
        FromExists => { en: "whether the From domain exists", ja: "From のドメインがあるか" }
        HeaderFields => { en: "the header's format (RFC 5322)", ja: "ヘッダーの形式 (RFC 5322)" }
        Since { confidence, day } => { en: "{confidence}; since {day}", ja: "{confidence}、{day} から" }
        WhatIf => { en: "(what if)", ja: "(仮定)" }
    }
}

/// What kind of text a row holds: renderers choose styles by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The identity looked at.
    Identity,
    /// An address: its local part is cut first.
    Address,
    /// A domain: must stay recognisable when cut.
    Domain,
    /// The text of a record.
    Record,
    /// The text of a record that a what-if supposes.
    Supposed,
    /// A term of a record.
    Term,
    /// A result with its sign.
    Result(Sign),
    /// The rule applied.
    Rule,
    /// How well the rule is supported.
    Support,
}

/// The part of a receiver's work that a row tells of: what belongs together in two lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The identity looked at.
    LooksAt,
    /// The domain asked about.
    Asks,
    /// The record got.
    Gets,
    /// The term matched.
    Matches,
    /// Whether identifiers are aligned, for DMARC.
    Aligned,
    /// The result of the check.
    Result,
    /// The rule applied.
    Rule,
    /// What the receiver says.
    Says,
}

impl Part {
    /// All parts, in the order of the work.
    pub const ALL: [Self; 8] =
        [Self::LooksAt, Self::Asks, Self::Gets, Self::Matches, Self::Aligned, Self::Result, Self::Rule, Self::Says];
}

/// One row of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The part of the work that it tells of.
    pub part: Part,
    /// The label; empty for a row that continues the one above.
    pub label: String,
    /// The text, safe to show.
    pub text: String,
    /// What kind of text it is.
    pub role: Role,
}

/// The rows of a lane, from top to bottom as the receiver works.
#[must_use]
pub fn rows(case: &Case, lane: &Lane<'_>, lang: Lang) -> Vec<Row> {
    let row = |part, label: Word<'_>, text: String, role| Row { part, label: label.text(lang), text, role };
    let more = |part, text: String, role| Row { part, label: String::new(), text, role };
    let Some(rule) = lane.rule else {
        let text =
            if lane.verdict.open.is_empty() { LaneText::NothingAsked.text(lang) } else { open(lane.verdict, lang) };
        return vec![row(Part::LooksAt, Word::LooksAt, text, Role::Identity)];
    };
    let mut rows = vec![row(Part::LooksAt, Word::LooksAt, looks_at(case, rule, lang), Role::Identity)];
    if let Some(address) = address(case, rule) {
        rows.push(more(Part::LooksAt, address, Role::Address));
    }
    match lane.domain {
        Some(domain) => {
            let name = if rule.check == CheckKind::Dmarc { &domain.with_prefix("_dmarc") } else { domain };
            rows.push(row(Part::Asks, Word::Asks, Shown::new(name.as_str()).to_string(), Role::Domain));
        }
        None if matches!(rule.check, CheckKind::Tls | CheckKind::Dkim | CheckKind::Format)
            || rule.result == CheckResult::OtherDomain => {}
        None => rows.push(row(Part::Asks, Word::Asks, LaneText::Undefined.text(lang), Role::Rule)),
    }
    if let Some((text, role)) = gets(case, lane, rule, lang) {
        rows.push(row(Part::Gets, Word::Gets, text, role));
    }
    // Without a record, what is wrong has been said above.
    if let Some(evaluation) = lane.evaluation.filter(|e| lane.record.is_some() || e.problem.is_none()) {
        rows.push(row(Part::Matches, Word::Matches, matches(evaluation, lang), Role::Term));
    }
    if rule.check == CheckKind::Dmarc {
        let alignment = match rule.standard {
            Some(Standard::Rfc7489) => dmarc::older_alignment(case, &case.rfc7489, lang),
            _ => dmarc::alignment(case, &case.dmarc, lang),
        };
        for (index, text) in alignment.into_iter().enumerate() {
            let label = if index == 0 { Word::Aligned.text(lang) } else { String::new() };
            rows.push(Row { part: Part::Aligned, label, text, role: Role::Term });
        }
        if let Some(text) = dmarc::organizational_domains(case, lang) {
            rows.push(row(Part::Aligned, Word::OrganizationalDomain, text, Role::Term));
        }
    }
    let label = match rule.check {
        CheckKind::Carrier => Word::Result.text(lang),
        CheckKind::Spf if rule.reads == Reads::SenderId => "Sender ID".to_owned(),
        check => common::check(check, lang),
    };
    let on_record = case.on_record(rule).map(|rests| recorded::of_rule(rests, lang));
    let text = recorded::aside(&super::rules::result(rule.result, lang), on_record, lang);
    rows.push(Row { part: Part::Result, label, text, role: Role::Result(result_sign(rule)) });
    rows.push(row(Part::Rule, Word::Rule, rule_text(rule, lang), Role::Rule));
    if lane.verdict.open.is_empty() {
        let support = support(rule, lang);
        let assumed = case.rests_on_assumed(rule);
        let text = if assumed { LaneText::OnAssumed { support: &support }.text(lang) } else { support };
        rows.push(more(Part::Rule, text, Role::Support));
    } else {
        rows.push(more(Part::Rule, open(lane.verdict, lang), Role::Support));
    }
    if let Some(text) = log(&rule.said, lang) {
        rows.push(row(Part::Says, Word::Log, text, Role::Rule));
    }
    if let Some(text) = &rule.said.shows {
        rows.push(row(Part::Says, Word::Shows, text.clone(), Role::Rule));
    }
    rows
}

/// What the sender's log shows, where more is known than a code.
#[must_use]
pub fn log(said: &Said, lang: Lang) -> Option<String> {
    let mut reply = said.reply.clone()?;
    if let Some(text) = &said.reply_text {
        reply = format!("{reply} {}", Shown::new(text));
    }
    match said.reply_at {
        Some(Phase::Data) => Some(LaneText::AfterData { reply: &reply }.text(lang)),
        Some(Phase::Rcpt) => Some(LaneText::AfterRcpt { reply: &reply }.text(lang)),
        None => said.reply_text.is_some().then_some(reply),
    }
}

/// Why a verdict is open.
fn open(verdict: &Verdict, lang: Lang) -> String {
    super::sentence::all_open(&verdict.open, lang)
}

/// What the deciding rule looks at.
#[must_use]
pub fn looks_at(case: &Case, rule: &Because, lang: Lang) -> String {
    let text = match (rule.check, rule.identity) {
        (CheckKind::Spf, Some(IdentityKind::MailFrom)) => match &case.identities.mail_from {
            Some(found) if found.value.null_sender => LaneText::EnvelopeNull,
            _ => LaneText::Envelope,
        },
        (CheckKind::Spf, Some(IdentityKind::Pra)) => {
            let pra = case.identities.judged_pra();
            if pra.address.is_none() {
                return LaneText::PraUndefined.text(lang);
            }
            let field = pra.taken_from.as_deref().map(field_name).unwrap_or_default();
            return LaneText::PraIs { field: &field }.text(lang);
        }
        (CheckKind::Spf, Some(IdentityKind::HeaderFrom) | None) => LaneText::FromField,
        (CheckKind::Spf, Some(IdentityKind::Helo)) => return "HELO".to_owned(),
        (CheckKind::Dmarc, _) => {
            let text = LaneText::DmarcOf.text(lang);
            return match rule.standard.filter(|_| case.dmarc.differs_from(&case.rfc7489)) {
                Some(standard) => LaneText::OfStandard { what: &text, standard: &dmarc::standard(standard) }.text(lang),
                None => text,
            };
        }
        (CheckKind::Dkim, _) => LaneText::Signatures,
        (CheckKind::ReverseDns, _) => LaneText::ClientName,
        (CheckKind::Tls, _) => LaneText::TlsOfHop,
        (CheckKind::Carrier, _) => LaneText::CarrierFrom,
        (CheckKind::Domain, Some(IdentityKind::MailFrom)) => LaneText::EnvelopeExists,
        (CheckKind::Domain, _) => LaneText::FromExists,
        (CheckKind::Format, _) => LaneText::HeaderFields,
    };
    text.text(lang)
}

/// A field's name in its usual letter case.
#[must_use]
pub fn field_name(name: &str) -> String {
    let part = |part: &str| {
        let mut chars = part.chars();
        match part {
            "spf" | "ip" | "id" | "ses" | "arc" | "dkim" => part.to_ascii_uppercase(),
            _ => chars.next().map(|c| c.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default(),
        }
    };
    name.split('-').map(part).collect::<Vec<_>>().join("-")
}

/// The address that the rule is about.
fn address(case: &Case, rule: &Because) -> Option<String> {
    let identities = &case.identities;
    let text = match (rule.check, rule.identity) {
        (CheckKind::Spf, Some(IdentityKind::MailFrom)) => {
            let mail_from = &identities.mail_from.as_ref()?.value;
            if mail_from.null_sender { "<>".to_owned() } else { mail_from.address.clone() }
        }
        (CheckKind::Spf, Some(IdentityKind::Pra)) => identities.judged_pra().address.as_ref()?.text.clone(),
        (CheckKind::Spf, Some(IdentityKind::Helo)) => identities.client.helo.as_ref()?.value.clone(),
        (CheckKind::ReverseDns, _) => identities.client.ip.as_ref()?.value.to_string(),
        (CheckKind::Dkim, _) => dkim::best(&case.dkim)?.domain.as_ref()?.as_str().to_owned(),
        (CheckKind::Tls | CheckKind::Format, _) => return None,
        (CheckKind::Domain, Some(IdentityKind::MailFrom)) => identities.mail_from.as_ref()?.value.address.clone(),
        _ => identities.header_from.address.as_ref()?.text.clone(),
    };
    Some(Shown::new(&text).to_string())
}

/// The record, or why there is none.
fn gets(case: &Case, lane: &Lane<'_>, rule: &Because, lang: Lang) -> Option<(String, Role)> {
    if let Some(record) = lane.record {
        let what_if = lane.evaluation.is_some_and(|e| e.root.record_origin == Some(Origin::WhatIf));
        let text = Shown::new(record);
        return Some(if what_if {
            (format!("{text} {}", LaneText::WhatIf.text(lang)), Role::Supposed)
        } else {
            (text.to_string(), Role::Record)
        });
    }
    let text = match (rule.check, lane.evaluation) {
        (CheckKind::Spf | CheckKind::Carrier, Some(evaluation)) => {
            match evaluation.root.asked.as_ref()?.answer.as_ref() {
                None => LaneText::Unanswered.text(lang),
                Some(answer) if answer.outcome.is_error() => {
                    let what = super::trace::outcome(&answer.outcome, lang);
                    LaneText::Failed { what: &what }.text(lang)
                }
                Some(answer) => match &evaluation.problem {
                    Some(problem) => super::sentence::problem(problem, lang),
                    None if evaluation.records == Records::SenderIdPra => match answer.outcome {
                        // Not the same thing here: it is fail (RFC 4406 section 4.3).
                        Outcome::NxDomain => super::trace::outcome(&answer.outcome, lang),
                        _ => LaneText::NoSenderId.text(lang),
                    },
                    None => LaneText::NoRecord.text(lang),
                },
            }
        }
        (CheckKind::Dmarc, _) => {
            if let Some((told, by)) = dmarc::told_of(case, rule.standard, lang) {
                return Some((recorded::aside(&told, Some(by), lang), Role::Rule));
            }
            let (result, asked) = match rule.standard {
                Some(Standard::Rfc7489) => (case.rfc7489.result, &case.rfc7489.asked),
                _ => (case.dmarc.result, &case.dmarc.walk.as_ref()?.asked),
            };
            match result {
                DmarcResult::None => LaneText::NoPolicy.text(lang),
                DmarcResult::Pending => LaneText::Unanswered.text(lang),
                DmarcResult::TempError => {
                    let answer = asked.last()?.answer.as_ref()?;
                    let what = super::trace::outcome(&answer.outcome, lang);
                    LaneText::Failed { what: &what }.text(lang)
                }
                // Without an Author Domain nothing is asked.
                _ => return None,
            }
        }
        (CheckKind::Dkim, _) => match dkim::best(&case.dkim)?.asked.as_ref()?.answer.as_ref() {
            None => LaneText::Unanswered.text(lang),
            Some(answer) if answer.outcome.is_error() => {
                let what = super::trace::outcome(&answer.outcome, lang);
                LaneText::Failed { what: &what }.text(lang)
            }
            Some(_) => LaneText::NoKey.text(lang),
        },
        _ => return None,
    };
    Some((text, Role::Rule))
}

/// The chain down to the term that matched.
fn matches(evaluation: &Evaluation, lang: Lang) -> String {
    if let Some(recorded) = &evaluation.recorded {
        return recorded::by(recorded.by.as_deref(), lang);
    }
    if let Some(problem) = &evaluation.problem {
        return super::sentence::problem(problem, lang);
    }
    if !evaluation.matched.is_empty() {
        return Shown::new(&evaluation.matched.join(" > ")).to_string();
    }
    match evaluation.result {
        SpfResult::None => LaneText::NothingToMatch.text(lang),
        SpfResult::Pending => super::sentence::pending(evaluation, lang),
        _ => LaneText::NoTerm.text(lang),
    }
}

fn result_sign(rule: &Because) -> Sign {
    match rule.result.as_str() {
        "pass" | "exists" | "valid" => Sign::Good,
        "fail" | "permerror" | "missing" | "no-from" | "duplicate-field" | "several-from" => Sign::Bad,
        "none" | "neutral" | "other" => Sign::Nothing,
        "softfail" | "temperror" => Sign::Doubt,
        _ => Sign::Open,
    }
}

/// What the receiver does with the result.
#[must_use]
pub fn rule_text(rule: &Because, lang: Lang) -> String {
    let result = match rule.result.policy() {
        Some(policy) => LaneText::RuleFailPolicy { result: &rule.result.as_str(), policy: &policy.as_str() }.text(lang),
        None => super::rules::result(rule.result, lang),
    };
    let mut text = match (rule.effect, rule.open) {
        (Decision::Unknown, None) if rule.check == CheckKind::Tls => LaneText::NotRecorded.text(lang),
        (Decision::Unknown, None) if rule.check == CheckKind::Domain => LaneText::NoDomainToFind.text(lang),
        (Decision::Unknown, Some(OpenReason::NotKnown) | None) if !rule.may.is_empty() => {
            LaneText::RuleMay { result: &result, decisions: &may(&rule.may, lang) }.text(lang)
        }
        (Decision::Unknown, Some(OpenReason::NotKnown) | None) => LaneText::RuleUnknown { result: &result }.text(lang),
        (Decision::Unknown, Some(_)) => LaneText::RuleOpen { result: &result }.text(lang),
        (effect, _) => LaneText::RuleIs { result: &result, decision: &common::decision(effect, lang) }.text(lang),
    };
    if let Some(reply) = &rule.said.reply {
        text.push_str(" (");
        text.push_str(reply);
        text.push(')');
    }
    text
}

/// What may happen: `junk or reject`.
#[must_use]
pub fn may(decisions: &[Decision], lang: Lang) -> String {
    let words = decisions.iter().filter_map(|decision| {
        let text = match decision {
            Decision::Accept => LaneText::Accepted,
            Decision::Warn => LaneText::ShownWithWarning,
            Decision::Junk => LaneText::Junked,
            Decision::Defer => LaneText::Deferred,
            Decision::Reject => LaneText::Refused,
            Decision::JunkOrReject | Decision::Unknown => return None,
        };
        Some(text.text(lang))
    });
    words.reduce(|one, other| LaneText::OrElse { one: &one, other: &other }.text(lang)).unwrap_or_default()
}

/// How well the rule is supported, and since when it holds.
#[must_use]
pub fn support(rule: &Because, lang: Lang) -> String {
    let confidence = common::supported(rule.confidence, rule.seen.as_deref(), lang);
    match rule.since {
        Some(day) => LaneText::Since { confidence: &confidence, day: &day }.text(lang),
        None => confidence,
    }
}
