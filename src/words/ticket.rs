//! The words of a ticket to whoever runs a domain's DNS.

catalogue! {
    /// The words of a ticket.
    pub enum TicketText {
        TitleAdverse { domain, receiver, decision } => {
            en: "Mail from {domain}: {receiver}: {decision}",
            ja: "{domain} からのメール: {receiver} で{decision}"
        }
        TitleOpen { domain } => { en: "Mail from {domain}: not decided", ja: "{domain} からのメール: 未確定" }
        TitleAccept { domain } => { en: "Mail from {domain}: nobody rejects it", ja: "{domain} からのメール: 拒否はありません" }
        NoDomain => { en: "an unknown domain", ja: "不明なドメイン" }

        Observed => { en: "What was observed", ja: "観測したこと" }
        Message => { en: "Message", ja: "メール" }
        Rules => { en: "Receivers' rules", ja: "受信側の規則" }
        Dns => { en: "DNS", ja: "DNS" }
        Undefined { why } => { en: "undefined: {why}", ja: "定まりません: {why}" }
        TakenFrom { what } => { en: "from {what}", ja: "{what} より" }
        AssumedFrom { what } => { en: "assumed, from {what}", ja: "{what} より、仮定" }
        CommandLine => { en: "the command line", ja: "コマンドライン" }
        SpfOf { identity } => { en: "SPF of {identity}", ja: "{identity} の SPF" }
        ResultFor { result, domain } => { en: "{result} for {domain}", ja: "{result} ({domain})" }
        Supposed => { en: "Judged as if this were published", ja: "次が公開されているものとして判定" }

        Receivers => { en: "What receivers do with it", ja: "受信側の扱い" }
        NotJudged => { en: "No receiver was asked.", ja: "判定する受信側がありません。" }

        Why => { en: "Why", ja: "理由" }
        Source => { en: "source", ja: "出典" }

        Publish => { en: "What to publish", ja: "公開するレコード" }

        Ttl => { en: "How long it takes", ja: "反映までの時間" }
        TtlRecord { ttl } => {
            en: "The record of today may be remembered for {ttl} seconds (its TTL) after it was last asked for. A receiver sees the change after that.",
            ja: "現在のレコードは、最後に問い合わせられてから {ttl} 秒 (TTL) の間キャッシュに残ることがあります。受信側から変更が見えるのはその後です。"
        }
        TtlUnknown => {
            en: "The record of today may be remembered as long as its TTL says after it was last asked for. A receiver sees the change after that.",
            ja: "現在のレコードは、最後に問い合わせられてから TTL の間キャッシュに残ることがあります。受信側から変更が見えるのはその後です。"
        }
        TtlNegative => {
            en: "Resolvers remember for a while that there is no record: as long as the TTL of the zone's SOA record or the last number in it says, whichever is less (RFC 2308). A receiver that asked shortly before sees the new record only after that.",
            ja: "「レコードがない」という応答も、しばらくキャッシュに残ります。期間はゾーンの SOA レコードの TTL と最後の数値のうち短い方です (RFC 2308)。直前に問い合わせた受信側には、その後で新しいレコードが見えます。"
        }
        TtlAnswer => {
            en: "Wait until no resolver remembers the old answer; its TTL says how long that is.",
            ja: "古い応答がキャッシュから消えるまで (TTL の間) 待ってください。"
        }

        HowToCheck => { en: "How to check", ja: "確認方法" }
        CheckDns => { en: "What the DNS says:", ja: "DNS の現在の内容:" }
        CheckAgain => { en: "The same message judged again:", ja: "同じメールをもう一度判定する:" }

        Notes => { en: "Notes", ja: "注意" }
        Unanswered => { en: "Not answered", ja: "応答のない問い合わせ" }
        Footer => {
            en: "Content, reputation, sending rates and the recipient's own lists were not looked at.",
            ja: "本文、送信元の評価、送信量、受信者自身のリストは調べていません。"
        }
    }
}
