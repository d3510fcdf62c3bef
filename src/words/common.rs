//! The single words of the field that every renderer uses, and the glyphs beside them.

use crate::receiver::{CheckKind, Confidence, Decision, IdentityKind, Profile, Profiles};
use crate::settings::{Charset, Lang};
use crate::spf::SpfResult;

catalogue! {
    /// Single words.
    pub enum Word {
        Accept => { en: "accept", ja: "受信" }
        Warn => { en: "warn", ja: "警告付き受信" }
        Junk => { en: "junk", ja: "迷惑メール扱い" }
        Defer => { en: "defer", ja: "一時拒否" }
        JunkOrReject => { en: "junk or reject", ja: "迷惑メール扱いか拒否" }
        Reject => { en: "reject", ja: "拒否" }
        Unknown => { en: "unknown", ja: "不明" }
        Documented => { en: "documented", ja: "公式資料" }
        Measured => { en: "measured", ja: "実測" }
        MeasuredIn { measured, year } => { en: "{measured} {year}", ja: "{measured} ({year} 年)" }
        ThirdParty => { en: "third-party", ja: "第三者情報" }
        Inferred => { en: "inferred", ja: "推定" }
        HeaderFrom => { en: "header From", ja: "ヘッダー From" }
        ReverseDns => { en: "reverse DNS", ja: "逆引き" }
        CarrierCheck => { en: "carrier check", ja: "キャリアかどうかの検査" }
        DomainCheck => { en: "existence", ja: "ドメインの有無" }
        FormatCheck => { en: "format", ja: "形式" }
        LooksAt => { en: "looks at", ja: "見る対象" }
        Asks => { en: "asks", ja: "問い合わせ" }
        Gets => { en: "gets", ja: "応答" }
        Aligned => { en: "aligned", ja: "アライメント" }
        OrganizationalDomain => { en: "org domain", ja: "組織ドメイン" }
        Log => { en: "log", ja: "ログ" }
        Shows => { en: "shows", ja: "表示" }
        Matches => { en: "matches", ja: "一致" }
        Result => { en: "result", ja: "結果" }
        Rule => { en: "rule", ja: "規則" }
        Client => { en: "Client", ja: "接続元" }
        Subject => { en: "Subject", ja: "件名" }
        Nobody => { en: "(nobody)", ja: "(なし)" }
        NotFound => { en: "not found", ja: "見つかりません" }
        NullSender => { en: "<> (null sender)", ja: "<> (空の差出人)" }
    }
}

/// The word for a decision.
#[must_use]
pub fn decision(decision: Decision, lang: Lang) -> String {
    match decision {
        Decision::Accept => Word::Accept,
        Decision::Warn => Word::Warn,
        Decision::Junk => Word::Junk,
        Decision::Defer => Word::Defer,
        Decision::JunkOrReject => Word::JunkOrReject,
        Decision::Reject => Word::Reject,
        Decision::Unknown => Word::Unknown,
    }
    .text(lang)
}

/// The word for a confidence.
#[must_use]
pub fn confidence(confidence: Confidence, lang: Lang) -> String {
    match confidence {
        Confidence::Documented => Word::Documented,
        Confidence::Measured => Word::Measured,
        Confidence::ThirdParty => Word::ThirdParty,
        Confidence::Inferred => Word::Inferred,
        Confidence::Unknown => Word::Unknown,
    }
    .text(lang)
}

/// How well something is supported, and in which year it was measured.
#[must_use]
pub fn supported(how: Confidence, seen: Option<&str>, lang: Lang) -> String {
    let text = confidence(how, lang);
    match seen.and_then(|seen| seen.split('-').next()) {
        Some(year) => Word::MeasuredIn { measured: &text, year: &year }.text(lang),
        None => text,
    }
}

/// The field's term for an identity.
#[must_use]
pub fn identity(identity: IdentityKind, lang: Lang) -> String {
    match identity {
        IdentityKind::MailFrom => "MAIL FROM".to_owned(),
        IdentityKind::Helo => "HELO".to_owned(),
        IdentityKind::HeaderFrom => Word::HeaderFrom.text(lang),
        IdentityKind::Pra => "PRA".to_owned(),
    }
}

/// The field's term for a check.
#[must_use]
pub fn check(check: CheckKind, lang: Lang) -> String {
    match check {
        CheckKind::Spf => "SPF".to_owned(),
        CheckKind::Dmarc => "DMARC".to_owned(),
        CheckKind::Dkim => "DKIM".to_owned(),
        CheckKind::ReverseDns => Word::ReverseDns.text(lang),
        CheckKind::Tls => "TLS".to_owned(),
        CheckKind::Carrier => Word::CarrierCheck.text(lang),
        CheckKind::Domain => Word::DomainCheck.text(lang),
        CheckKind::Format => Word::FormatCheck.text(lang),
    }
}

/// What a sign stands for: every verdict and result has one besides its word and its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Accept, pass.
    Good,
    /// Reject, junk or reject, fail.
    Bad,
    /// Something between.
    Doubt,
    /// Delivered, but into the junk folder.
    Junk,
    /// Nothing to say: none, neutral, no match.
    Nothing,
    /// Not known, pending.
    Open,
}

impl Sign {
    /// The glyph; all are one column wide in every terminal.
    #[must_use]
    pub fn glyph(self, charset: Charset) -> &'static str {
        match (self, charset) {
            (Self::Good, Charset::Unicode) => "✓",
            (Self::Good, Charset::Ascii) => "+",
            (Self::Bad, Charset::Unicode) => "✗",
            (Self::Bad, Charset::Ascii) => "x",
            (Self::Doubt, _) => "!",
            (Self::Junk, _) => "#",
            (Self::Nothing, _) => "-",
            (Self::Open, _) => "?",
        }
    }
}

impl From<Decision> for Sign {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Accept => Self::Good,
            Decision::JunkOrReject | Decision::Reject => Self::Bad,
            Decision::Warn | Decision::Defer => Self::Doubt,
            Decision::Junk => Self::Junk,
            Decision::Unknown => Self::Open,
        }
    }
}

impl From<SpfResult> for Sign {
    fn from(result: SpfResult) -> Self {
        match result {
            SpfResult::Pass => Self::Good,
            SpfResult::Fail | SpfResult::PermError => Self::Bad,
            SpfResult::SoftFail | SpfResult::TempError => Self::Doubt,
            SpfResult::None | SpfResult::Neutral => Self::Nothing,
            SpfResult::Pending => Self::Open,
        }
    }
}

/// A receiver's name in a language; its id where the profile is unknown.
#[must_use]
pub fn receiver(id: &str, profiles: &Profiles, lang: Lang) -> String {
    profiles.get(id).map_or_else(|| id.to_owned(), |p| name(p, lang).to_owned())
}

/// A profile's name in a language.
#[must_use]
pub fn name(profile: &Profile, lang: Lang) -> &str {
    match lang {
        Lang::En => &profile.name_en,
        Lang::Ja => &profile.name_ja,
    }
}
