//! What is wrong in a file of receiver profiles, in sentences.

use super::fault::name_fault;
use super::toml::toml;
use super::usage::one_of;
use crate::dns::NameFault;
use crate::receiver::ProfileFault;
use crate::settings::Lang;
use crate::text::Shown;

catalogue! {
    /// What is wrong in a file of profiles.
    pub enum ProfileText {
        NoneOf { word, known } => { en: "'{word}' cannot stand here: {known}", ja: "'{word}' は指定できません: {known}" }
        NoDay => { en: "this is no day, which is written 2024-02-01", ja: "日付ではありません。2024-02-01 のように書きます" }
        NoZone { name } => {
            en: "'{name}' is no time zone, which is written Asia/Tokyo or UTC",
            ja: "'{name}' はタイムゾーンではありません。Asia/Tokyo や UTC のように書きます"
        }
        SecondSource => { en: "a second source of this id", ja: "この ID の出典が 2 つあります" }
        NoDomain { name, why } => { en: "the domain '{name}' {why}", ja: "ドメイン '{name}' {why}" }
        SecondProfile { id, place } => {
            en: "a second profile {id}; the first one stands in {place}",
            ja: "{id} という受信側が 2 つあります。最初のものは {place} にあります"
        }
        ComesWithTheProgram { id } => {
            en: "{id} comes with the program; replaces = true puts this one in its place",
            ja: "{id} は twofrom に含まれています。replaces = true と書けば、これに置き換わります"
        }
        NothingToReplace { id } => {
            en: "there is no {id} that could be replaced",
            ja: "replaces とありますが、置き換える {id} がありません"
        }
        IncludesNothing => { en: "the profile to include does not exist", ja: "includes に書かれた受信側がありません" }
        IncludesAnIncluding => {
            en: "the profile to include includes another one itself",
            ja: "includes に書かれた受信側が、さらに別の受信側を取り込んでいます"
        }
        IncludedByOthers => {
            en: "a profile that others include cannot include one itself",
            ja: "ほかから取り込まれている受信側に includes は書けません"
        }
        NoId => { en: "an id consists of a to z, 0 to 9, and - _ . /", ja: "ID に使えるのは a から z、0 から 9 と - _ . / です" }
        PeriodsOverlap => {
            en: "periods have to follow each other without overlapping",
            ja: "期間は重ならないように、古い順に並べます"
        }
        NoRules => { en: "a period without rules", ja: "規則のない期間があります" }
        NoIdentity => { en: "a rule on SPF needs an identity", ja: "spf の規則には identity が必要です" }
        OnlyForSpf => { en: "this belongs to rules on SPF only", ja: "これは spf の規則だけに書けます" }
        DomainsOfCarriers => {
            en: "domains belong to carrier rules, and these need them",
            ja: "domains は carrier の規則に書きます。carrier の規則には必ず要ります"
        }
        OnlyForPra => { en: "Sender ID records are read for the PRA only", ja: "Sender ID のレコードを読むのは pra だけです" }
        NoList => { en: "there is no list of this name", ja: "この名前のリストはありません" }
        EvidenceOrUnknown => {
            en: "an effect that is known needs evidence, an unknown one has none",
            ja: "扱いを書くには evidence が必要です。unknown には書けません"
        }
        MayIsUnknown => {
            en: "may belongs to an effect that is unknown",
            ja: "may は does が unknown の場合だけに書けます"
        }
        NoResult { result } => { en: "'{result}' is no result of this check", ja: "'{result}' はこの検査の結果ではありません" }
        ResultTwice { result } => { en: "'{result}' is named twice", ja: "'{result}' が 2 回書かれています" }
        EvidenceForm => {
            en: "evidence is a confidence and a source, as in \"documented G1\", or \"measured G1 2024\"",
            ja: "evidence には確度と出典を \"documented G1\"、\"measured G1 2024\" のように書きます"
        }
        NoConfidence { word } => { en: "'{word}' is no confidence", ja: "'{word}' という確度はありません" }
        NoSource => { en: "there is no source of this id", ja: "この ID の出典はありません" }
    }
}

/// What is wrong in a file of profiles.
#[must_use]
pub fn profile_fault(fault: &ProfileFault, lang: Lang) -> String {
    match fault {
        ProfileFault::Toml(message) => return toml(message, lang),
        ProfileFault::NoneOf { word, known } => {
            return ProfileText::NoneOf { word: &Shown::new(word), known: &one_of(known, lang) }.text(lang);
        }
        ProfileFault::NoDomain { name, why } => {
            let why = name_fault(NameFault::Rule(*why), lang);
            return ProfileText::NoDomain { name: &Shown::new(name), why: &why }.text(lang);
        }
        ProfileFault::SecondProfile { id, place } => {
            return ProfileText::SecondProfile { id: &Shown::new(id), place: &Shown::new(place) }.text(lang);
        }
        ProfileFault::ComesWithTheProgram(id) => return ProfileText::ComesWithTheProgram { id }.text(lang),
        ProfileFault::NothingToReplace(id) => {
            return ProfileText::NothingToReplace { id: &Shown::new(id) }.text(lang);
        }
        ProfileFault::NoZone(name) => return ProfileText::NoZone { name: &Shown::new(name) }.text(lang),
        ProfileFault::NoResult(result) => return ProfileText::NoResult { result: &Shown::new(result) }.text(lang),
        ProfileFault::ResultTwice(result) => {
            return ProfileText::ResultTwice { result: &Shown::new(result) }.text(lang);
        }
        ProfileFault::NoConfidence(word) => return ProfileText::NoConfidence { word: &Shown::new(word) }.text(lang),
        ProfileFault::NoDay => ProfileText::NoDay,
        ProfileFault::SecondSource => ProfileText::SecondSource,
        ProfileFault::IncludesNothing => ProfileText::IncludesNothing,
        ProfileFault::IncludesAnIncluding => ProfileText::IncludesAnIncluding,
        ProfileFault::IncludedByOthers => ProfileText::IncludedByOthers,
        ProfileFault::NoId => ProfileText::NoId,
        ProfileFault::PeriodsOverlap => ProfileText::PeriodsOverlap,
        ProfileFault::NoRules => ProfileText::NoRules,
        ProfileFault::NoIdentity => ProfileText::NoIdentity,
        ProfileFault::OnlyForSpf => ProfileText::OnlyForSpf,
        ProfileFault::DomainsOfCarriers => ProfileText::DomainsOfCarriers,
        ProfileFault::OnlyForPra => ProfileText::OnlyForPra,
        ProfileFault::NoList => ProfileText::NoList,
        ProfileFault::EvidenceOrUnknown => ProfileText::EvidenceOrUnknown,
        ProfileFault::MayIsUnknown => ProfileText::MayIsUnknown,
        ProfileFault::EvidenceForm => ProfileText::EvidenceForm,
        ProfileFault::NoSource => ProfileText::NoSource,
    }
    .text(lang)
}
