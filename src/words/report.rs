//! The words of the text reports.

catalogue! {
    /// The words of the text reports.
    pub enum ReportText {
        MessageOf { path, number, count } => { en: "{path}, message {number} of {count}", ja: "{path} ({count} 通中 {number} 通目)" }
        DnsFrom { what } => { en: "DNS {what}", ja: "DNS {what}" }
        Offline => { en: "offline, nothing known", ja: "オフライン (既知の応答なし)" }
        TakenFrom { what } => { en: "(from {what})", ja: "({what} より)" }
        AssumedFrom { what } => { en: "(assumed, from {what})", ja: "({what} より、仮定)" }
        Assumed => { en: "(assumed)", ja: "(仮定)" }
        TheOption => { en: "the command line", ja: "コマンドライン" }
        AllReceivers => { en: "all", ja: "全体" }
        Warning => { en: "note", ja: "注意" }
        Lenient { address } => { en: "receivers are known to take {address} all the same", ja: "それでも {address} と読む受信側が知られています" }
        Undefined { why } => { en: "undefined: {why}", ja: "定まりません: {why}" }
        Unanswered { count, names } => {
            en: "questions without an answer ({count}): {names}",
            ja: "応答のない問い合わせ {count} 件: {names}"
        }
        RedactedLocalPart { term } => {
            en: "The local part was replaced (--redact) and {term} asks about it: the message itself may get another result.",
            ja: "ローカル部を置き換えましたが (--redact)、{term} がそれを使うため、実際のメールでは結果が異なることがあります。"
        }
        WhatIf => { en: "what if", ja: "仮定" }
        NotJudged { error } => { en: "not judged: {error}", ja: "判定できません: {error}" }
        ResultOf { result, domain } => { en: "SPF {result} for {domain}", ja: "{domain} の SPF は {result}" }
        Explanation => { en: "explanation", ja: "説明" }
        Problem => { en: "problem", ja: "問題" }
        TimeNotJudged => {
            en: "Elapsed time is not judged (RFC 7208 section 4.6.4).",
            ja: "所要時間の制限 (RFC 7208 4.6.4 節) は判定しません。"
        }
        From { day } => { en: "from {day}", ja: "{day} から" }
        FromInferred { day } => { en: "from {day} (inferred)", ja: "{day} から (推定)" }
        Beginning => { en: "from the beginning", ja: "当初から" }
        Until { day } => { en: "until {day}", ja: "{day} まで" }
        DmarcBy { standard } => { en: "DMARC by {standard}", ja: "DMARC は {standard} による" }
        HeldOn { day } => { en: "inferred to hold on from {day}", ja: "{day} 以降は続いたものと推定" }
        Sources => { en: "sources", ja: "出典" }
        Notes => { en: "notes", ja: "備考" }
        NoRules => { en: "no rules are known", ja: "規則は知られていません" }
        EffectUnknown => { en: "not known", ja: "不明" }
        CheckOf { check, identity } => { en: "{check} of {identity}", ja: "{identity} の {check}" }
        OrCheck { check } => { en: "or {check}", ja: "または {check}" }
        BySenderId { title } => {
            en: "{title}, by its spf2.0/pra record, else by v=spf1 (RFC 4406)",
            ja: "{title} (spf2.0/pra レコード、なければ v=spf1 による。RFC 4406)"
        }
        DefinedIn { place } => { en: "defined in {place}", ja: "{place} で定義" }
        DaysOf { zone } => { en: "days are those of {zone}", ja: "日付は {zone} のもの" }
        Includes { other } => { en: "all rules of {other}, and these", ja: "{other} の規則すべてに加えて" }
        ReceiversHint => {
            en: "twofrom receivers ID shows the rules of one, with dates, confidence and sources. Content, reputation, sending rates and users' own lists are never judged.",
            ja: "twofrom receivers ID で、規則・日付・確度・出典を表示します。本文、送信元の評価、送信量、受信者自身のリストは判定しません。"
        }
    }
}
