//! The words of what is supposed: typing a record, the list of what-ifs, what becomes of them.

catalogue! {
    /// The words of what is supposed.
    pub enum WhatIfText {
        // While a record is typed.
        Title { kind, name } => { en: "What if {kind} at {name} were", ja: "もし {name} の {kind} が次のとおりなら" }
        TitleNew { kind, name } => { en: "What if {name} had {kind} (now none)", ja: "もし {name} に {kind} があったら (今はなし)" }
        TitleOpen { kind, name } => { en: "What if {kind} at {name} were (unknown now)", ja: "もし {name} の {kind} が次のとおりなら (今は不明)" }
        TitleInBrief { kind, name } => { en: "{kind} at {name}", ja: "{name} の {kind}" }
        NoSpf => { en: "no SPF record: it has to begin with v=spf1 and a blank", ja: "SPF レコードではありません (「v=spf1 」で始めます)" }
        NoDmarc => { en: "no DMARC record: it has to begin with v=DMARC1;", ja: "DMARC レコードではありません (「v=DMARC1;」で始めます)" }
        NoPolicy { tag, value } => {
            en: "{tag}={value}: the policy is none, quarantine or reject",
            ja: "{tag}={value}: ポリシーは none・quarantine・reject のいずれかです"
        }
        NoSwitch { tag, value } => { en: "{tag}={value}: r or s is meant; it reads as r", ja: "{tag}={value}: r か s を指定します (r とみなされます)" }
        NoTag { text } => { en: "{text}: ignored, as it is no tag=value", ja: "{text}: 「タグ=値」の形ではないので無視されます" }
        UnknownTag { text } => { en: "{text}: ignored, as no tag is called so", ja: "{text}: この名前のタグはないので無視されます" }
        TagAgain { text, tag } => { en: "{text}: {tag} stands before, and that one counts", ja: "{text}: {tag} は前にもあり、前のものが使われます" }
        TooManyLookups => {
            en: "more than 10 lookups: permerror for every client that nothing names before (RFC 7208 4.6.4)",
            ja: "DNS 参照が 10 を超えるので、そこまでに一致しない接続元は permerror になります (RFC 7208 4.6.4)"
        }
        TooManyVoids => {
            en: "more than 2 void lookups: permerror for every client that nothing names before (RFC 7208 4.6.4)",
            ja: "空振りが 2 を超えるので、そこまでに一致しない接続元は permerror になります (RFC 7208 4.6.4)"
        }
        SeveralRecords { count, kind } => {
            en: "{count} {kind} records are published here: this one would have to replace them all",
            ja: "{kind} レコードが {count} 件公開されています。この 1 件に置き換える必要があります"
        }
        Lookups { own, most, open } => { en: "lookups {own}, with includes {most}/10{open}", ja: "DNS 参照 {own}、include 込みで {most}/10{open}" }
        LookupsOfItsOwn { own } => { en: "lookups {own}/10", ja: "DNS 参照 {own}/10" }
        AtLeast => { en: " or more", ja: " 以上" }
        Voids { count } => { en: "void {count}/2", ja: "空振り {count}/2" }
        OneString { octets } => { en: "{octets}/255 octets", ja: "{octets}/255 オクテット" }
        Strings { octets, count } => { en: "{octets} octets in {count} strings", ja: "{octets} オクテット ({count} 文字列)" }
        TooLong { limit } => { en: "longer than {limit}: the answer may not fit into one packet", ja: "{limit} を超えると、応答が 1 パケットに収まらないことがあります" }
        NoRecord => { en: "empty: as if there were no such record", ja: "空: このレコードがないものとして判定" }

        Was { what } => { en: "was {what}", ja: "元は {what}" }
        HeloIs { what } => { en: "HELO {what}", ja: "HELO {what}" }
        MailFromIs { what } => { en: "MAIL FROM {what}", ja: "MAIL FROM {what}" }

        // What changes.
        DoUndo => { en: "undo the last what-if", ja: "最後の仮定を取り消す" }
        DoRedo => { en: "redo what was undone", ja: "取り消した仮定を戻す" }
        HintUndo => { en: "undo", ja: "取り消し" }
        HintRedo => { en: "redo", ja: "やり直し" }
        NowSupposed { what } => { en: "supposed now: {what}; u takes it back", ja: "仮定しました: {what} (u で取り消し)" }
        HoldsHereToo => { en: "the what-ifs hold here too; E lists, u undoes", ja: "仮定はこのメールにも当てはめています (E 一覧、u 取り消し)" }
        InList { count } => { en: ", what-ifs: {count}", ja: "、仮定 {count} 件" }
        Undone => { en: "undone; U puts it back", ja: "取り消しました (U で戻す)" }
        NothingToUndo => { en: "there is nothing to undo", ja: "取り消すものがありません" }
        NothingToRedo => { en: "there is nothing to redo", ja: "やり直すものがありません" }

        // The list.
        DoWhatIfs => { en: "list of what-ifs: change, drop, copy, save them", ja: "仮定の一覧 (変更・削除・コピー・保存)" }
        DoChange => { en: "change this one", ja: "これを書き換える" }
        DoDrop => { en: "drop this one", ja: "これを外す" }
        DoCopyOptions => { en: "copy all as --set options", ja: "すべてを --set オプションとしてコピー" }
        DoCopyRecords => { en: "copy all as records to publish", ja: "すべてを公開するレコードとしてコピー" }
        DoSaveZone => { en: "save all as a zone file", ja: "すべてをゾーンファイルに保存" }
        HintWhatIfs => { en: "what-ifs", ja: "仮定一覧" }
        HintChange => { en: "change", ja: "書き換え" }
        HintDrop => { en: "drop", ja: "外す" }
        HintCopyOptions => { en: "copy options", ja: "オプション" }
        HintCopyRecords => { en: "copy records", ja: "レコード" }
        HintSaveZone => { en: "save zone", ja: "ゾーン保存" }
        WhatIfsTitle => { en: "What-ifs", ja: "仮定" }
        NoWhatIfs => { en: "nothing is supposed; e types a record, i a client", ja: "仮定はありません (e でレコード、i で接続元を入力)" }
        NoSuchRecord => { en: "no such record", ja: "レコードなし" }
        ClientIs { what } => { en: "client {what}", ja: "接続元 {what}" }
        Through { service } => { en: "sent through {service}", ja: "{service} から送信" }
        AnotherHop => { en: "another receiving server", ja: "別の受信サーバー" }
        AsTold => { en: "as the message tells", ja: "メールのとおり" }
        ClientParsed { ip, helo, mail_from } => { en: "client {ip}   HELO {helo}   MAIL FROM {mail_from}", ja: "接続元 {ip}   HELO {helo}   MAIL FROM {mail_from}" }
    }
}
