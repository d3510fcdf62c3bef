//! What a term of an SPF record means, in words for somebody who sees one for the first time.

use crate::settings::Lang;
use crate::spf::{TermKind, TermOutcome, TermTrace};
use crate::text::Shown;

catalogue! {
    /// The words about a term.
    pub enum TermWords {
        All => { en: "matches every client that nothing before it matched", ja: "ここまで一致しなかった接続元すべてに一致します" }
        Include { domain } => {
            en: "evaluates the record of {domain}; only if that gives pass is it a match (RFC 7208 section 5.2)",
            ja: "{domain} のレコードを評価し、それが pass のときだけ一致とします (RFC 7208 5.2 節)"
        }
        A { domain } => {
            en: "matches if the client is one of the addresses of {domain} (section 5.3)",
            ja: "接続元が {domain} のアドレスのどれかなら一致します (5.3 節)"
        }
        Mx { domain } => {
            en: "matches if the client is an address of a mail host (MX) of {domain} (section 5.4)",
            ja: "接続元が {domain} のメールホスト (MX) のアドレスなら一致します (5.4 節)"
        }
        Ptr { domain } => {
            en: "matches if the client's reverse name lies in {domain}; RFC 7208 advises against it (section 5.5)",
            ja: "接続元の逆引き名が {domain} の下なら一致します。RFC 7208 は使わないよう勧めています (5.5 節)"
        }
        Network => {
            en: "matches if the client lies in this network; nothing is asked for it (section 5.6)",
            ja: "接続元がこの範囲にあれば一致します。DNS は引きません (5.6 節)"
        }
        Exists { domain } => {
            en: "matches if {domain} has any address (section 5.7)",
            ja: "{domain} にアドレスがあれば一致します (5.7 節)"
        }
        Redirect { domain } => {
            en: "where nothing matched, the record of {domain} decides instead (section 6.1)",
            ja: "どれにも一致しないとき、代わりに {domain} のレコードで決まります (6.1 節)"
        }
        Exp => {
            en: "says where the explanation of a fail is fetched (section 6.2)",
            ja: "fail のときの説明文の取得先です (6.2 節)"
        }
        UnknownModifier => {
            en: "a modifier that RFC 7208 does not know is passed over (section 6)",
            ja: "RFC 7208 にない修飾子は無視します (6 節)"
        }
        Invalid => {
            en: "is no term of RFC 7208, so that the whole record gives permerror (section 4.6)",
            ja: "RFC 7208 の項目ではないため、レコード全体が permerror になります (4.6 節)"
        }
        ThisDomain => { en: "this domain", ja: "このドメイン" }
        IsResult { result } => { en: "so the result here is {result}", ja: "そのため、ここでの結果は {result} です" }
        InRecordOf { domain } => { en: "in the record of {domain}", ja: "{domain} のレコードの中" }
        RecordOf { domain } => { en: "the record of {domain}", ja: "{domain} のレコード" }
        GivesResult { result } => { en: "gives {result}", ja: "結果は {result}" }
        Macro => { en: "macro", ja: "マクロ" }
        BecomesName => { en: "becomes", ja: "展開後" }
        Asked => { en: "asked", ja: "問い合わせ" }
        Aliases { names } => { en: "by way of {names} (CNAME)", ja: "{names} (CNAME) を経由" }
        Counted { lookups, void_lookups } => {
            en: "so far {lookups} lookups, {void_lookups} void",
            ja: "ここまでの参照 {lookups}、空振り {void_lookups}"
        }
        Run { count } => { en: "{count} terms in a row that came out alike:", ja: "同じ結果が続く {count} 項目:" }
        ZoneLine { path, line } => { en: "{path}, line {line}", ja: "{path} の {line} 行目" }
        Server { address, ttl } => { en: "{address}, TTL {ttl} s", ja: "{address}、TTL {ttl} 秒" }
        Supposed => { en: "supposed here, not published", ja: "ここでの仮定 (公開されていません)" }
        Engines => { en: "other engines", ja: "ほかの実装" }
    }
}

/// What a term does.
#[must_use]
pub fn meaning(term: &TermTrace, lang: Lang) -> String {
    let domain = term.domain.as_ref().map(|domain| Shown::new(domain.as_str()));
    let this = || Shown::new(&TermWords::ThisDomain.text(lang));
    let domain = domain.unwrap_or_else(this);
    match term.kind {
        TermKind::All => TermWords::All,
        TermKind::Include => TermWords::Include { domain: &domain },
        TermKind::A => TermWords::A { domain: &domain },
        TermKind::Mx => TermWords::Mx { domain: &domain },
        TermKind::Ptr => TermWords::Ptr { domain: &domain },
        TermKind::Ip4 | TermKind::Ip6 => TermWords::Network,
        TermKind::Exists => TermWords::Exists { domain: &domain },
        TermKind::Redirect => TermWords::Redirect { domain: &domain },
        TermKind::Exp => TermWords::Exp,
        TermKind::UnknownModifier => TermWords::UnknownModifier,
        TermKind::Invalid => TermWords::Invalid,
    }
    .text(lang)
}

/// The result that a term that matched gives its record.
#[must_use]
pub fn result(term: &TermTrace, lang: Lang) -> Option<String> {
    let matched = term.outcome == TermOutcome::Match;
    matched.then(|| TermWords::IsResult { result: &term.qualifier.result() }.text(lang))
}
