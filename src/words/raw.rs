//! The words beside the source of a message.

catalogue! {
    /// The words beside the source.
    pub enum RawText {
        About { lines, bytes } => { en: "lines: {lines}, bytes: {bytes}, as they are", ja: "{lines} 行、{bytes} バイト (そのまま表示)" }
        Place { from, to } => { en: "bytes {from} to {to}", ja: "{from} から {to} バイト目" }
        InBody => { en: "body", ja: "本文" }
        BlankLine => { en: "the blank line that ends the header", ja: "ヘッダーの終わりの空行" }
        Decoded => { en: "decoded", ja: "デコード後" }
        Taken { what } => { en: "taken from here: {what}", ja: "ここから採用: {what}" }
        Comma => { en: ", ", ja: "、" }

        DoNextTaken => { en: "to the next bytes that an identity was taken from", ja: "差出人の情報を採った次の場所へ" }
        DoPreviousTaken => { en: "to the bytes before that an identity was taken from", ja: "差出人の情報を採った前の場所へ" }
        HintTaken => { en: "identities", ja: "採用箇所" }
    }
}
