//! What is wrong or doubtful in zone files and what-ifs, in sentences.

use crate::dns::limits::{STRING_BYTES, TXT_BYTES};
use crate::dns::{Doubt, Fault, NameError, NameFault};
use crate::settings::Lang;
use crate::text::Shown;

catalogue! {
    /// What is wrong or doubtful.
    pub enum FaultText {
        TooLarge { limit } => { en: "larger than {limit} octets", ja: "{limit} オクテットを超えています" }
        StatementInParentheses => { en: "a ;@ line within parentheses", ja: "括弧の中に ;@ 行があります" }
        NotClosed => { en: "a parenthesis is not closed", ja: "括弧が閉じていません" }
        NotOpened => { en: "a closing parenthesis without an opening one", ja: "対応する開き括弧のない閉じ括弧があります" }
        QuoteNotClosed => { en: "a quoted string does not end on its line", ja: "引用符がその行の中で閉じていません" }
        NoOctet { value } => { en: "\\{value} is no octet: \\DDD goes up to 255", ja: "\\{value} はオクテットではありません (\\DDD は 255 まで)" }
        ThreeDigits => { en: "a backslash before a digit takes three digits", ja: "バックスラッシュの後の数字は 3 桁必要です" }
        LoneBackslash => { en: "a backslash with nothing after it", ja: "バックスラッシュの後に何もありません" }
        Name { name, why } => { en: "the name '{name}' {why}", ja: "名前 '{name}' {why}" }
        EmptyLabel => { en: "has an empty label", ja: "に空のラベルがあります" }
        LabelTooLong => { en: "has a label of more than 63 octets", ja: "に 63 オクテットを超えるラベルがあります" }
        TooLong => { en: "is longer than 253 octets", ja: "は 253 オクテットを超えています" }
        EmptyName => { en: "is empty", ja: "は空です" }
        Idn => { en: "is no internationalized domain name", ja: "は国際化ドメイン名ではありません" }
        NotUtf8 => { en: "is not UTF-8", ja: "は UTF-8 ではありません" }
        HasDotInLabel => { en: "has a dot inside a label", ja: "のラベルの中にドットがあります" }
        NoType => { en: "a record without a type", ja: "レコードに種類がありません" }
        QuotedType => { en: "a quoted string where the type should stand", ja: "種類のあるべき場所に引用符付きの文字列があります" }
        NoTtl { word } => { en: "'{word}' is no time to live", ja: "'{word}' は TTL ではありません" }
        NoOwner => { en: "a record without a name, and none before it", ja: "レコードに名前がなく、前の行にもありません" }
        OriginForm => { en: "$ORIGIN takes one name", ja: "$ORIGIN には名前を 1 つ書きます" }
        TtlForm => { en: "$TTL takes one time to live", ja: "$TTL には TTL を 1 つ書きます" }
        Include => { en: "$INCLUDE is refused: a zone file stands for itself", ja: "$INCLUDE は使えません。ゾーンファイルは 1 つで完結させます" }
        Directive { word } => { en: "the directive '{word}' is not known", ja: "'{word}' というディレクティブはありません" }
        NoRecordType { word } => { en: "'{word}' is no record type", ja: "'{word}' はレコードの種類ではありません" }
        TypeNotAsked { word } => { en: "'{word}' is no record type that is asked for", ja: "'{word}' は問い合わせに使わない種類です" }
        StatementForm => {
            en: "a ;@ line is one of: nxdomain NAME, nodata NAME TYPE, timeout NAME [TYPE], rcode CODE NAME [TYPE]",
            ja: ";@ 行は次のどれかです: nxdomain NAME、nodata NAME TYPE、timeout NAME [TYPE]、rcode CODE NAME [TYPE]"
        }
        NoErrorCode { word } => { en: "'{word}' is no response code of an error", ja: "'{word}' はエラーの応答コードではありません" }
        NoIpv4 { word } => { en: "'{word}' is no IPv4 address", ja: "'{word}' は IPv4 アドレスではありません" }
        NoIpv6 { word } => { en: "'{word}' is no IPv6 address", ja: "'{word}' は IPv6 アドレスではありません" }
        NoPreference { word } => { en: "'{word}' is no preference of an MX record", ja: "'{word}' は MX レコードの優先度ではありません" }
        NoString => { en: "a TXT record needs at least one string", ja: "TXT レコードには文字列が 1 つ以上必要です" }
        MxForm => { en: "an MX record is a preference and a name", ja: "MX レコードには優先度と名前を書きます" }
        OneAddress { rtype } => { en: "the type {rtype} takes one address", ja: "{rtype} レコードにはアドレスを 1 つ書きます" }
        OneName { rtype } => { en: "the type {rtype} takes one name", ja: "{rtype} レコードには名前を 1 つ書きます" }
        LongString { octets, limit } => {
            en: "a string of {octets} octets: one string holds at most {limit}, split it into several",
            ja: "{octets} オクテットの文字列があります。1 つの文字列は {limit} までなので、分けてください"
        }
        LongText { octets, limit } => {
            en: "a TXT record of {octets} octets: at most {limit} fit into a DNS message",
            ja: "TXT レコードが {octets} オクテットあります。DNS のメッセージには {limit} までしか入りません"
        }
        DotInLabel => { en: "a name has a dot inside a label", ja: "名前のラベルの中にドットがあります" }
        OneCname { name } => { en: "{name} can have only one CNAME", ja: "{name} に置ける CNAME は 1 つだけです" }

        Class { word } => { en: "skipped: a record of the class {word}", ja: "読み飛ばし: クラス {word} のレコード" }
        Generic { rtype } => {
            en: "skipped: a record of the type {rtype} in the form of RFC 3597",
            ja: "読み飛ばし: RFC 3597 の形で書かれた {rtype} レコード"
        }
        DotInName => {
            en: "skipped: a dot inside a label of its name, which no check can ask for",
            ja: "読み飛ばし: 名前のラベルの中にドットがあり、問い合わせに使われません"
        }
        DotInData => {
            en: "skipped: a dot inside a label of its data, which no check can ask for",
            ja: "読み飛ばし: データのラベルの中にドットがあり、問い合わせに使われません"
        }
        SpfType => {
            en: "skipped: the type SPF (99) is never asked for (RFC 7208 section 3.1); SPF records are TXT",
            ja: "読み飛ばし: SPF 型 (99) は問い合わせに使われません (RFC 7208 3.1 節)。SPF レコードは TXT です"
        }
        SkippedType { word } => { en: "skipped: no check asks for the type {word}", ja: "読み飛ばし: {word} 型は問い合わせに使われません" }
        StatedTwice => {
            en: "a second ;@ line for the same question: the first one stands",
            ja: "同じ問い合わせの ;@ 行が 2 つあります。最初のものを使います"
        }
        More => { en: "and more like these", ja: "ほかにも同様のものがあります" }
        Again { rtype } => { en: "the same {rtype} record again", ja: "同じ {rtype} レコードがもう 1 つあります" }
        SeveralCnames => {
            en: "several CNAME records at one name: the first one is followed",
            ja: "1 つの名前に CNAME が複数あります。最初のものをたどります"
        }
        CnameBesideOthers => {
            en: "a CNAME beside other records (RFC 2181 section 10.1)",
            ja: "CNAME とほかのレコードが同じ名前にあります (RFC 2181 10.1 節)"
        }
        StatementStands { rtype } => {
            en: "a ;@ line speaks for the {rtype} records of this name, and stands",
            ja: "この名前の {rtype} レコードより ;@ 行が優先されます"
        }
        LoneWildcard => {
            en: "a wildcard without its zone's SOA stands for itself only",
            ja: "ゾーンの SOA がないワイルドカードは、その名前自体だけを表します"
        }
        BelowCut { name, cut } => {
            en: "not used: {name} lies below the zone cut of line {cut}",
            ja: "不使用: {name} は {cut} 行目で委任されたゾーンの中にあります"
        }
    }
}

/// What is wrong in the text of a zone file or a what-if.
#[must_use]
pub fn fault(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::TooLarge(limit) => FaultText::TooLarge { limit }.text(lang),
        Fault::StatementInParentheses => FaultText::StatementInParentheses.text(lang),
        Fault::NotClosed => FaultText::NotClosed.text(lang),
        Fault::NotOpened => FaultText::NotOpened.text(lang),
        Fault::QuoteNotClosed => FaultText::QuoteNotClosed.text(lang),
        Fault::NoOctet(value) => FaultText::NoOctet { value }.text(lang),
        Fault::ThreeDigits => FaultText::ThreeDigits.text(lang),
        Fault::LoneBackslash => FaultText::LoneBackslash.text(lang),
        Fault::Name { name, why } => {
            FaultText::Name { name: &Shown::new(name), why: &name_fault(*why, lang) }.text(lang)
        }
        Fault::NoType => FaultText::NoType.text(lang),
        Fault::QuotedType => FaultText::QuotedType.text(lang),
        Fault::NoTtl(word) => FaultText::NoTtl { word: &Shown::new(word) }.text(lang),
        Fault::NoOwner => FaultText::NoOwner.text(lang),
        Fault::OriginForm => FaultText::OriginForm.text(lang),
        Fault::TtlForm => FaultText::TtlForm.text(lang),
        Fault::Include => FaultText::Include.text(lang),
        Fault::Directive(word) => FaultText::Directive { word: &Shown::new(word) }.text(lang),
        Fault::NoRecordType(word) => FaultText::NoRecordType { word: &Shown::new(word) }.text(lang),
        Fault::TypeNotAsked(word) => FaultText::TypeNotAsked { word: &Shown::new(word) }.text(lang),
        Fault::StatementForm => FaultText::StatementForm.text(lang),
        Fault::NoErrorCode(word) => FaultText::NoErrorCode { word: &Shown::new(word) }.text(lang),
        Fault::NoIpv4(word) => FaultText::NoIpv4 { word: &Shown::new(word) }.text(lang),
        Fault::NoIpv6(word) => FaultText::NoIpv6 { word: &Shown::new(word) }.text(lang),
        Fault::NoPreference(word) => FaultText::NoPreference { word: &Shown::new(word) }.text(lang),
        Fault::NoString => FaultText::NoString.text(lang),
        Fault::MxForm => FaultText::MxForm.text(lang),
        Fault::OneAddress(rtype) => FaultText::OneAddress { rtype }.text(lang),
        Fault::OneName(rtype) => FaultText::OneName { rtype }.text(lang),
        Fault::LongString(octets) => FaultText::LongString { octets, limit: &STRING_BYTES }.text(lang),
        Fault::LongText(octets) => FaultText::LongText { octets, limit: &TXT_BYTES }.text(lang),
        Fault::DotInLabel => FaultText::DotInLabel.text(lang),
        Fault::SeveralCnames(name) => FaultText::OneCname { name: &Shown::new(name.as_str()) }.text(lang),
    }
}

pub(super) fn name_fault(why: NameFault, lang: Lang) -> String {
    match why {
        NameFault::Rule(NameError::EmptyLabel) => FaultText::EmptyLabel,
        NameFault::Rule(NameError::LabelTooLong) => FaultText::LabelTooLong,
        NameFault::Rule(NameError::TooLong) => FaultText::TooLong,
        NameFault::Rule(NameError::Empty) => FaultText::EmptyName,
        NameFault::Rule(NameError::Idn) => FaultText::Idn,
        NameFault::NotUtf8 => FaultText::NotUtf8,
        NameFault::DotInLabel => FaultText::HasDotInLabel,
    }
    .text(lang)
}

/// What is doubtful in a zone file.
#[must_use]
pub fn doubt(doubt: &Doubt, lang: Lang) -> String {
    match doubt {
        Doubt::Class(word) => FaultText::Class { word: &Shown::new(word) }.text(lang),
        Doubt::Generic(rtype) => FaultText::Generic { rtype }.text(lang),
        Doubt::DotInName => FaultText::DotInName.text(lang),
        Doubt::DotInData => FaultText::DotInData.text(lang),
        Doubt::SpfType => FaultText::SpfType.text(lang),
        Doubt::Type(word) => FaultText::SkippedType { word: &Shown::new(word) }.text(lang),
        Doubt::StatedTwice => FaultText::StatedTwice.text(lang),
        Doubt::More => FaultText::More.text(lang),
        Doubt::Again(rtype) => FaultText::Again { rtype }.text(lang),
        Doubt::SeveralCnames => FaultText::SeveralCnames.text(lang),
        Doubt::CnameBesideOthers => FaultText::CnameBesideOthers.text(lang),
        Doubt::StatementStands(rtype) => FaultText::StatementStands { rtype }.text(lang),
        Doubt::LoneWildcard => FaultText::LoneWildcard.text(lang),
        Doubt::BelowCut { name, cut } => FaultText::BelowCut { name: &Shown::new(name.as_str()), cut }.text(lang),
    }
}
