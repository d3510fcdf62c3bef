//! The words of what is doubtful in an SPF record that the grammar has.

use super::sentence::Sentence;
use crate::settings::Lang;
use crate::spf::CautionKind;
use crate::text::{Shown, truncate};

/// Columns of a term that tell which one is meant.
const TERM: usize = 32;

catalogue! {
    /// What is doubtful.
    pub enum CautionText {
        AfterAll { term } => {
            en: "{term}: never tested, as it stands after all (RFC 7208 5.1)",
            ja: "{term}: all より後ろなので評価されません (RFC 7208 5.1)"
        }
        RedirectBesideAll { term } => {
            en: "{term}: ignored, as there is an all (RFC 7208 6.1)",
            ja: "{term}: all があるので無視されます (RFC 7208 6.1)"
        }
        Again { term } => {
            en: "{term}: the same stands before, so this one never decides",
            ja: "{term}: 同じ項目が前にあるので効果がありません"
        }
        Ptr { term } => {
            en: "{term}: should not be published any more (RFC 7208 5.5)",
            ja: "{term}: ptr の公開は非推奨です (RFC 7208 5.5)"
        }
        EverybodyPasses { term } => {
            en: "{term}: everybody passes, wherever it is sent from",
            ja: "{term}: どこから送っても pass になります"
        }
        VersionAgain { term } => {
            en: "{term}: ignored here; a domain has one record, which begins with it once",
            ja: "{term}: ここでは無視されます (レコードは 1 つ、v=spf1 は先頭に 1 回だけ)"
        }
        WithEqualsSign { term } => {
            en: "{term}: ignored, as = makes it an unknown modifier",
            ja: "{term}: = では未知の修飾子となり、無視されます"
        }
        UnknownModifier { term } => {
            en: "{term}: ignored, as no modifier is called so",
            ja: "{term}: この名前の修飾子はないので無視されます"
        }
    }
}

/// What is doubtful about a term, or about several that stand together.
#[must_use]
pub fn caution(kind: CautionKind, text: &str, lang: Lang) -> String {
    let term = truncate(Shown::new(text).as_str(), TERM);
    let told = match kind {
        CautionKind::AfterAll => CautionText::AfterAll { term: &term },
        CautionKind::RedirectBesideAll => CautionText::RedirectBesideAll { term: &term },
        CautionKind::Again => CautionText::Again { term: &term },
        CautionKind::Ptr => CautionText::Ptr { term: &term },
        CautionKind::EverybodyPasses => CautionText::EverybodyPasses { term: &term },
        CautionKind::VersionAgain => CautionText::VersionAgain { term: &term },
        CautionKind::MechanismAsModifier => CautionText::WithEqualsSign { term: &term },
        CautionKind::UnknownModifier => CautionText::UnknownModifier { term: &term },
    };
    let mut told = told.text(lang);
    if kind == CautionKind::MechanismAsModifier {
        let meant = truncate(Shown::new(&text.replacen('=', ":", 1)).as_str(), TERM);
        told.push_str(&Sentence::Suggest { suggestion: &meant }.text(lang));
    }
    told
}
