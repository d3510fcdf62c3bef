//! Words about DMARC: its result and what it rests on, the alignment of SPF and of DKIM each for itself, and
//! where the two standards come to different things.

use super::common::{Sign, Word};
use super::recorded;
use super::report::ReportText;
use crate::case::Case;
use crate::dmarc::{Dmarc, DmarcResult, Identified, Policy, PolicyTag, Rfc7489, Signer, Standard, Told};
use crate::dns::Name;
use crate::settings::Lang;
use crate::spf::SpfResult;
use crate::text::Shown;

catalogue! {
    /// Words about DMARC.
    pub enum DmarcText {
        Line { result, domain, details } => { en: "{result}  {domain}  ({details})", ja: "{result}  {domain}  ({details})" }
        PolicyAt { tag, policy, domain } => { en: "{tag}={policy} of {domain}", ja: "{domain} の {tag}={policy}" }
        Testing => { en: "test mode", ja: "テストモード" }
        NoRecord => { en: "no record", ja: "レコードなし" }
        SomePolicy => { en: "a policy that is not shown", ja: "ポリシーあり (内容は記録になし)" }
        NoValidPolicy => { en: "a record without a valid policy", ja: "有効なポリシーのないレコード" }
        NoAnswer => { en: "DNS gave no answer", ja: "DNS の応答なし" }
        NotAnswered => { en: "not answered yet", ja: "まだ応答がありません" }
        NoSingleDomain => { en: "the From field names no single domain", ja: "From のドメインが 1 つに定まりません" }

        Aligned { who, domain, mode } => { en: "{who} yes: {domain} ({mode})", ja: "{who} あり: {domain} ({mode})" }
        NotAligned { who, domain, mode } => { en: "{who} no: {domain} ({mode})", ja: "{who} なし: {domain} ({mode})" }
        AlignedPlainly { who, domain } => { en: "{who} yes: {domain}", ja: "{who} あり: {domain}" }
        NotAlignedPlainly { who, domain } => { en: "{who} no: {domain}", ja: "{who} なし: {domain}" }
        ButNot { text, result } => { en: "{text}, but {result}", ja: "{text}、ただし {result}" }
        AlignmentOpen { who } => { en: "{who}: not known yet", ja: "{who}: 未確定" }
        NobodySigned => { en: "DKIM no: nobody signed", ja: "DKIM なし: 署名がありません" }
        NotSignedYet => { en: "DKIM: not signed yet", ja: "DKIM: まだ署名されていません" }

        TwoDomains { newer, older } => { en: "{newer} (RFC 9989), {older} (RFC 7489)", ja: "{newer} (RFC 9989)、{older} (RFC 7489)" }
        Differ { domain, newer, older, day, standard } => {
            en: "DMARC of {domain} is not the same by both standards. RFC 9989: {newer}. RFC 7489: {older}. As of {day} {standard} counts, unless a receiver is known to go by the other one.",
            ja: "{domain} の DMARC の結果は 2 つの標準で異なります。RFC 9989: {newer}。RFC 7489: {older}。{day} の時点では、もう一方に従うことがわかっている受信側を除き {standard} で判定しています。"
        }
        Outcome { result, organization } => { en: "{result}, organizational domain {organization}", ja: "{result}、組織ドメイン {organization}" }
        WithPolicy { result, policy } => { en: "{result} with p={policy}", ja: "p={policy} で {result}" }
        WithAligned { text, which } => { en: "{text}, aligned: {which}", ja: "{text}、アライメント: {which}" }
        NoneAligned => { en: "none", ja: "なし" }
        WithPct { text, pct } => { en: "{text}, pct={pct}", ja: "{text}、pct={pct}" }
    }
}

/// One line about DMARC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aspect {
    /// What it is about; empty where it goes on with the line above.
    pub label: String,
    /// The text, safe to show.
    pub text: String,
    /// What it comes to, for the line of a result.
    pub sign: Option<Sign>,
}

/// How a standard is called.
#[must_use]
pub fn standard(standard: Standard) -> &'static str {
    match standard {
        Standard::Rfc7489 => "RFC 7489",
        Standard::Rfc9989 => "RFC 9989",
    }
}

/// The sign of a result.
#[must_use]
pub fn sign(result: DmarcResult) -> Sign {
    match result {
        DmarcResult::Pass => Sign::Good,
        DmarcResult::Fail | DmarcResult::PermError => Sign::Bad,
        DmarcResult::None => Sign::Nothing,
        DmarcResult::TempError => Sign::Doubt,
        DmarcResult::Pending | DmarcResult::Open => Sign::Open,
    }
}

/// What DMARC comes to by RFC 9989, each domain of the From field where it names several, then both alignments.
#[must_use]
pub fn aspects(case: &Case, lang: Lang) -> Vec<Aspect> {
    let dmarc = &case.dmarc;
    let own = if dmarc.each.is_empty() { std::slice::from_ref(dmarc) } else { &dmarc.each[..] };
    let mut aspects = Vec::new();
    if !dmarc.each.is_empty() {
        let text = format!("{}  {}", dmarc.result.as_str(), DmarcText::NoSingleDomain.text(lang));
        aspects.push(Aspect { label: "DMARC".to_owned(), text, sign: Some(sign(dmarc.result)) });
    }
    for dmarc in own {
        let label = if aspects.is_empty() { "DMARC".to_owned() } else { String::new() };
        let mut text = line(dmarc, lang);
        if case.dmarc_rests_on_assumed() {
            text = format!("{text} {}", ReportText::Assumed.text(lang));
        }
        aspects.push(Aspect { label, text, sign: Some(sign(dmarc.result)) });
        let plain = |text| Aspect { label: String::new(), text, sign: None };
        let aligned = Word::Aligned.text(lang);
        aspects.extend(alignment(case, dmarc, lang).into_iter().map(|text| plain(format!("{aligned}  {text}"))));
    }
    if let Some(text) = organizational_domains(case, lang) {
        let text = format!("{}  {text}", Word::OrganizationalDomain.text(lang));
        aspects.push(Aspect { label: String::new(), text, sign: None });
    }
    aspects
}

fn line(dmarc: &Dmarc, lang: Lang) -> String {
    let Some(domain) = &dmarc.domain else {
        return format!("{}  {}", dmarc.result.as_str(), DmarcText::NoSingleDomain.text(lang));
    };
    let mut details = match (&dmarc.record_at, dmarc.policy, dmarc.policy_tag) {
        _ if dmarc.told.is_some() => self::told(dmarc.told, lang).unwrap_or_default(),
        (Some(at), Some(policy), Some(tag)) => {
            let tag = match tag {
                PolicyTag::P => "p",
                PolicyTag::Sp => "sp",
                PolicyTag::Np => "np",
            };
            let at = Shown::new(at.as_str());
            DmarcText::PolicyAt { tag: &tag, policy: &policy.as_str(), domain: &at }.text(lang)
        }
        _ => match dmarc.result {
            DmarcResult::TempError => DmarcText::NoAnswer.text(lang),
            DmarcResult::Pending => DmarcText::NotAnswered.text(lang),
            _ if dmarc.record.is_some() => DmarcText::NoValidPolicy.text(lang),
            _ => DmarcText::NoRecord.text(lang),
        },
    };
    // The policy was found, but what could have passed gave no result.
    let on_record = dmarc.recorded.as_ref().map(|r| recorded::beside(r.by.as_deref(), r.dns.as_str(), lang));
    if let Some(text) = on_record {
        details.push_str(if lang == Lang::En { "; " } else { "、" });
        details.push_str(&text);
    }
    let unsettled = dmarc.result == DmarcResult::TempError && dmarc.record_at.is_some();
    for (holds, text) in [(dmarc.testing(), DmarcText::Testing), (unsettled, DmarcText::NoAnswer)] {
        if holds {
            details.push_str(if lang == Lang::En { ", " } else { "、" });
            details.push_str(&text.text(lang));
        }
    }
    let domain = Shown::new(domain.as_str());
    DmarcText::Line { result: &dmarc.result.as_str(), domain: &domain, details: &details }.text(lang)
}

/// What a record shows of the policy by one standard, and who recorded that; `None` where the DNS tells it.
#[must_use]
pub fn told_of(case: &Case, standard: Option<Standard>, lang: Lang) -> Option<(String, String)> {
    let (told, recorded) = match standard {
        Some(Standard::Rfc7489) => (case.rfc7489.told, &case.rfc7489.recorded),
        _ => (case.dmarc.told, &case.dmarc.recorded),
    };
    Some((self::told(told, lang)?, recorded::by(recorded.as_ref()?.by.as_deref(), lang)))
}

/// What a record shows of a policy; `None` where none does.
#[must_use]
pub fn told(told: Option<Told>, lang: Lang) -> Option<String> {
    Some(match told? {
        Told::Nothing => DmarcText::NoRecord.text(lang),
        Told::Policy { policy: Some(policy), .. } => format!("p={}", policy.as_str()),
        Told::Policy { policy: None, .. } => DmarcText::SomePolicy.text(lang),
    })
}

/// How identifiers have to align; `None` where a record shows the policy, and does not say.
fn mode(strict: Option<bool>) -> Option<&'static str> {
    strict.map(|strict| if strict { "strict" } else { "relaxed" })
}

/// The same of a policy that a record shows.
fn told_modes(told: Option<Told>) -> Option<(Option<bool>, Option<bool>)> {
    match told? {
        Told::Nothing => None,
        Told::Policy { aspf_strict, adkim_strict, .. } => Some((aspf_strict, adkim_strict)),
    }
}

/// The alignment of SPF and of DKIM by RFC 9989, a text each; none where no policy applies.
#[must_use]
pub fn alignment(case: &Case, dmarc: &Dmarc, lang: Lang) -> Vec<String> {
    let record = dmarc.record.as_ref().filter(|_| dmarc.record_at.is_some());
    let modes = record.map(|record| (Some(record.aspf_strict), Some(record.adkim_strict)));
    let Some((aspf_strict, adkim_strict)) = modes.or_else(|| told_modes(dmarc.told)) else { return Vec::new() };
    of_identifiers(
        case,
        (dmarc.spf_aligned, aspf_strict),
        (dmarc.dkim_aligned, adkim_strict),
        (&dmarc.signers, dmarc.aligned_signer()),
        lang,
    )
}

/// The alignment of SPF and of DKIM by RFC 7489, a text each; none where no policy applies.
#[must_use]
pub fn older_alignment(case: &Case, dmarc: &Rfc7489, lang: Lang) -> Vec<String> {
    let modes = dmarc.record_at.is_some().then_some((Some(dmarc.aspf_strict), Some(dmarc.adkim_strict)));
    let Some((aspf_strict, adkim_strict)) = modes.or_else(|| told_modes(dmarc.told)) else { return Vec::new() };
    of_identifiers(
        case,
        (dmarc.spf_aligned, aspf_strict),
        (dmarc.dkim_aligned, adkim_strict),
        (&dmarc.signers, dmarc.aligned_signer()),
        lang,
    )
}

fn of_identifiers(
    case: &Case,
    (spf_aligned, aspf_strict): (Option<bool>, Option<bool>),
    (dkim_aligned, adkim_strict): (Option<bool>, Option<bool>),
    (signers, aligned): (&[Signer], Option<&Signer>),
    lang: Lang,
) -> Vec<String> {
    // What is aligned speaks for the From domain only where it passes: `failed` says that it does not.
    let of =
        |who: &str, aligned: Option<bool>, domain: String, strict: Option<bool>, failed: Option<&str>| match aligned {
            Some(true) => {
                let text = match mode(strict) {
                    Some(mode) => DmarcText::Aligned { who: &who, domain: &domain, mode: &mode }.text(lang),
                    None => DmarcText::AlignedPlainly { who: &who, domain: &domain }.text(lang),
                };
                failed.map_or_else(
                    || text.clone(),
                    |result| DmarcText::ButNot { text: &text, result: &result }.text(lang),
                )
            }
            Some(false) => match mode(strict) {
                Some(mode) => DmarcText::NotAligned { who: &who, domain: &domain, mode: &mode }.text(lang),
                None => DmarcText::NotAlignedPlainly { who: &who, domain: &domain }.text(lang),
            },
            None => DmarcText::AlignmentOpen { who: &who }.text(lang),
        };
    let spf = match &case.spf.mail_from {
        Some(evaluation) => {
            let result = evaluation.result;
            let failed = (!matches!(result, SpfResult::Pass | SpfResult::Pending)).then(|| result.as_str());
            of("SPF", spf_aligned, shown(&evaluation.domain), aspf_strict, failed)
        }
        None => of("SPF", spf_aligned, Word::Nobody.text(lang), aspf_strict, None),
    };
    // What may be signed yet is no signature.
    let signed = || signers.iter().filter(|signer| !case.identities.unsent || signer.state != Identified::Open);
    let dkim = match aligned.filter(|signer| signed().any(|other| other == *signer)) {
        Some(signer) => {
            let failed = match signer.state {
                Identified::Failed => Some("fail"),
                Identified::Unsettled => Some("temperror"),
                Identified::Passed | Identified::Pending | Identified::Open => None,
            };
            of("DKIM", Some(true), shown(&signer.domain), adkim_strict, failed)
        }
        None if signed().next().is_none() && case.identities.unsent => DmarcText::NotSignedYet.text(lang),
        None if signers.is_empty() => DmarcText::NobodySigned.text(lang),
        None => {
            let domains: Vec<String> = signed().map(|signer| shown(&signer.domain)).collect();
            of("DKIM", dkim_aligned, domains.join(", "), adkim_strict, None)
        }
    };
    vec![spf, dkim]
}

fn shown(name: &Name) -> String {
    Shown::new(name.as_str()).to_string()
}

/// Both organizational domains, where they are different ones and count.
#[must_use]
pub fn organizational_domains(case: &Case, lang: Lang) -> Option<String> {
    let (newer, older) = case.dmarc.organizational_domain().zip(case.rfc7489.organizational_domain.as_ref())?;
    let differ = newer != older && case.dmarc.differs_from(&case.rfc7489);
    differ.then(|| DmarcText::TwoDomains { newer: &shown(newer), older: &shown(older) }.text(lang))
}

/// That the two standards come to different things, and to which.
#[must_use]
pub fn standards_differ(case: &Case, lang: Lang) -> Option<String> {
    let (dmarc, older) = (&case.dmarc, &case.rfc7489);
    let domain = dmarc.domain.as_ref().filter(|_| dmarc.differs_from(older))?;
    let outcome = |result: DmarcResult, policy: Option<Policy>, pct: Option<u8>, organization: Option<&Name>| {
        let mut text = result.as_str().to_owned();
        if let Some(policy) = policy.filter(|_| result == DmarcResult::Fail) {
            text = DmarcText::WithPolicy { result: &text, policy: &policy.as_str() }.text(lang);
        }
        if let Some(pct) = pct.filter(|pct| *pct < 100) {
            text = DmarcText::WithPct { text: &text, pct: &pct }.text(lang);
        }
        match organization {
            Some(name) => DmarcText::Outcome { result: &text, organization: &shown(name) }.text(lang),
            None => text,
        }
    };
    let aligned = |spf: Option<bool>, dkim: Option<bool>| {
        let which = [("SPF", spf), ("DKIM", dkim)].into_iter().filter(|(_, aligned)| *aligned == Some(true));
        let which: Vec<&str> = which.map(|(name, _)| name).collect();
        if which.is_empty() { DmarcText::NoneAligned.text(lang) } else { which.join(", ") }
    };
    let newer_is = outcome(dmarc.result, dmarc.policy, None, dmarc.organizational_domain());
    let older_is = outcome(older.result, older.policy, older.pct, older.organizational_domain.as_ref());
    // They can come to the same with other identifiers aligned.
    let newer_with = aligned(dmarc.spf_aligned, dmarc.dkim_aligned);
    let older_with = aligned(older.spf_aligned, older.dkim_aligned);
    let with = |text: String, which: &str| {
        if newer_with == older_with { text } else { DmarcText::WithAligned { text: &text, which: &which }.text(lang) }
    };
    let (newer_is, older_is) = (with(newer_is, &newer_with), with(older_is, &older_with));
    Some(
        DmarcText::Differ {
            domain: &shown(domain),
            newer: &newer_is,
            older: &older_is,
            day: &case.as_of,
            standard: &standard(Standard::on(case.as_of)),
        }
        .text(lang),
    )
}
