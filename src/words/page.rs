//! The words of a page about a receiver.

use crate::receiver::{CheckKind, IdentityKind, Rule};
use crate::settings::Lang;

catalogue! {
    /// The words of a page about a receiver.
    pub enum PageText {
        Made => {
            en: "Made from the profile by the program's tests. What is judged is authentication; content, reputation, sending rates and users' own lists are not.",
            ja: "プロファイルからテストで生成したページです。扱うのは送信元の認証だけで、本文、送信元の評価、送信量、受信者自身のリストは扱いません。"
        }
        Checks => { en: "What it checks, and since when", ja: "何を調べるか、いつからか" }
        Result => { en: "result", ja: "結果" }
        Decision => { en: "what it does", ja: "扱い" }
        Support => { en: "how well that is supported", ja: "根拠" }
        Log => { en: "the sender's log", ja: "送信側のログ" }
        Shows => { en: "what the recipient sees", ja: "受信者に見える表示" }
        NotKnown => { en: "What is not known", ja: "わかっていないこと" }
        NotKnownOf { check, results } => { en: "What {check} leads to: {results}", ja: "{check} の結果の扱い: {results}" }
        Before { day } => { en: "What it did before {day}", ja: "{day} より前の扱い" }
        NoReply => { en: "What the sender's log shows", ja: "送信側のログに残る応答" }
        ToDo => { en: "What to do", ja: "すべきこと" }
        Notes => { en: "Notes", ja: "備考" }
        Sources => { en: "Sources", ja: "出典" }
        SpfOfHeader => {
            en: "Publish an SPF record at the From domain itself that lets every host which sends for it pass.",
            ja: "From のドメインそのものに、そこから送るすべてのホストが pass になる SPF レコードを公開します。"
        }
        SpfOfEnvelope => {
            en: "Let SPF pass for the domain of MAIL FROM.",
            ja: "MAIL FROM のドメインの SPF が pass になるようにします。"
        }
        Dmarc => {
            en: "Publish a DMARC record, and let a signature or a MAIL FROM of the From domain pass.",
            ja: "DMARC レコードを公開し、From のドメインの署名か MAIL FROM が pass になるようにします。"
        }
        Dkim => { en: "Have mail signed, best with the From domain.", ja: "DKIM で署名します。署名のドメインは From と同じものが最適です。" }
        ReverseDns => {
            en: "Have whoever runs the sending address set a PTR record whose name leads back to the address.",
            ja: "送信元 IP アドレスの管理者に、正引きで元のアドレスに戻る名前の PTR レコードを設定してもらいます。"
        }
        Tls => { en: "Send over TLS.", ja: "TLS で送信します。" }
        Domain => {
            en: "Send with a domain that exists in the DNS, in From and in MAIL FROM.",
            ja: "From と MAIL FROM には、DNS に存在するドメインを使います。"
        }
        Format => {
            en: "Write one From field with one address, and no field twice that may stand once (RFC 5322 section 3.6).",
            ja: "From は 1 つだけ、アドレスも 1 つだけ書き、1 つしか書けないフィールド (RFC 5322 3.6 節) を重ねないようにします。"
        }
        Carrier => {
            en: "Do not write an address of a mobile carrier into From where another server sends.",
            ja: "携帯キャリア以外のサーバーから送るメールの From に、キャリアのアドレスを書かないようにします。"
        }
    }
}

/// What a sender does about a rule.
#[must_use]
pub fn to_do(rule: &Rule, lang: Lang) -> String {
    match rule.check {
        CheckKind::Spf if matches!(rule.identity, Some(IdentityKind::HeaderFrom | IdentityKind::Pra)) => {
            PageText::SpfOfHeader
        }
        CheckKind::Spf => PageText::SpfOfEnvelope,
        CheckKind::Dmarc => PageText::Dmarc,
        CheckKind::Dkim => PageText::Dkim,
        CheckKind::ReverseDns => PageText::ReverseDns,
        CheckKind::Tls => PageText::Tls,
        CheckKind::Carrier => PageText::Carrier,
        CheckKind::Domain => PageText::Domain,
        CheckKind::Format => PageText::Format,
    }
    .text(lang)
}
