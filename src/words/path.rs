//! The words about the way of a message from server to server.

use crate::identity::{Client, Internal, Place, TakenFrom};
use crate::settings::Lang;

catalogue! {
    /// The words about hops.
    pub enum PathText {
        About => { en: "the hops in the order of the journey, times in UTC", ja: "メールが通った順のホップ (時刻は UTC)" }
        NoHops => { en: "No server wrote a Received field.", ja: "Received フィールドがありません。" }
        DateField => { en: "Date, as the sender wrote it", ja: "Date (送信者が書いた日時)" }
        NoTime => { en: "no time", ja: "時刻なし" }
        To { host } => { en: "to {host}", ja: "受信 {host}" }
        Unnamed => { en: "(not named)", ja: "(名前なし)" }
        Boundary => { en: "trust boundary: below, the receiver's own word", ja: "信頼の境界: ここから下は受信側自身の記録" }
        BoundaryAssumed => { en: "trust boundary, assumed", ja: "信頼の境界 (仮定)" }
        BoundaryShort => { en: "trust boundary", ja: "信頼の境界" }
        Client => { en: "the client", ja: "接続元" }
        ClientGiven { ip } => { en: "client given: {ip}", ja: "接続元の指定: {ip}" }
        ClientAssumed { ip } => { en: "client assumed: {ip}", ja: "接続元の仮定: {ip}" }
        Chosen => { en: "boundary moved", ja: "境界を変更" }
        ClockError => { en: "clock error", ja: "時計のずれ" }
        Seconds { s } => { en: "{s} s", ja: "{s} 秒" }
        Minutes { m, s } => { en: "{m} min {s} s", ja: "{m} 分 {s} 秒" }
        Hours { h, m } => { en: "{h} h {m} min", ja: "{h} 時間 {m} 分" }
        Days { d, h } => { en: "{d} d {h} h", ja: "{d} 日 {h} 時間" }

        IsReceiving => {
            en: "The receiving hop: this server took the message in from outside. What it wrote about the client is the receiver's own word, and SPF is about that client.",
            ja: "受信ホップです。このサーバーが外部からメールを受け取りました。接続元についての記述は受信側自身のものであり、SPF はこの接続元について調べます。"
        }
        IsReceivingAssumed => {
            en: "Assumed to be the receiving hop, since the one above names no client from outside. If the message came in there, whoever sent it wrote this hop.",
            ja: "受信ホップと仮定しています。上のホップに外部の接続元がないためです。上のホップで受信した場合、このホップは送信者が書いたものです。"
        }
        IsReceivingFor { client } => {
            en: "The receiving hop: this server took the message in from outside. SPF is not about the client that it names ({client}).",
            ja: "受信ホップです。このサーバーが外部からメールを受け取りました。ただし、SPF を調べる接続元はここに書かれたものではありません ({client})。"
        }
        IsInside => {
            en: "Inside the receiver: the message had already been taken in.",
            ja: "受信側の内部です。メールはすでに受け取られた後です。"
        }
        IsOutside => {
            en: "Before the receiver: what stands here was brought along, and whoever sent the message could have written it.",
            ja: "受信側より前のホップです。受信した時点ですでに付いていた記述で、送信側で書くこともできます。"
        }
        NoPeer => { en: "No address of a peer is named.", ja: "接続元のアドレスが書かれていません。" }
        PrivateAddress => { en: "The peer's address is private or the machine itself.", ja: "接続元がプライベートアドレスか自分自身です。" }
        OwnMachine => { en: "The peer is one of the provider's own machines.", ja: "接続元が事業者自身のサーバーです。" }
        Delivered => { en: "The message was handed on inside by LMTP.", ja: "LMTP による内部の受け渡しです。" }
        Fetched => { en: "The message was fetched from a mailbox, not sent by SMTP.", ja: "SMTP ではなく、メールボックスから取得されたものです。" }
        Behind { delay } => {
            en: "By its time stamp this server had the message {delay} before the one above: at least one of the two clocks is wrong.",
            ja: "時刻によれば上のサーバーより {delay}前に受け取ったことになり、少なくとも一方の時計がずれています。"
        }
        ChooseHint => { en: "Space judges as if the message had been received here.", ja: "Space で、ここで受信したものとして判定します。" }

        From => { en: "from", ja: "送信元" }
        Helo => { en: "HELO", ja: "HELO" }
        PeerName => { en: "reverse name", ja: "逆引き名" }
        PeerIp => { en: "address", ja: "アドレス" }
        By => { en: "by", ja: "受信" }
        With => { en: "with", ja: "プロトコル" }
        Tls => { en: "TLS", ja: "TLS" }
        NoTls => { en: "not recorded", ja: "記録なし" }
        Plain => { en: "without TLS", ja: "TLS なし" }
        EnvelopeFrom => { en: "envelope", ja: "エンベロープ" }
        Time => { en: "time", ja: "時刻" }

        NothingChanged => { en: "No verdict changes.", ja: "判定は変わりません。" }
        VerdictsChanged { changes } => { en: "Changed: {changes}", ja: "変化: {changes}" }
        JudgedHere => { en: "already judged here", ja: "すでにこのホップで判定しています" }
        BoundaryHere { client } => {
            en: "the trust boundary is here already; {client}",
            ja: "信頼の境界はすでにここにあります ({client})"
        }
        NoFurther => { en: "there is no hop beyond it", ja: "その先にホップはありません" }

        DoChoose => { en: "judge as if the message had been received at this hop", ja: "このホップで受信したものとして判定する" }
        DoOutward => { en: "move the trust boundary one hop towards the sender", ja: "信頼の境界を送信側へ 1 ホップ動かす" }
        DoInward => { en: "move the trust boundary one hop towards the reader", ja: "信頼の境界を受信側へ 1 ホップ動かす" }
        DoFound => { en: "put the trust boundary back where it was found", ja: "信頼の境界を元に戻す" }
        HintChoose => { en: "receive here", ja: "ここで受信" }
        HintMove => { en: "boundary", ja: "境界" }
        HintFound => { en: "as found", ja: "元に戻す" }
    }
}

/// A span of time of so many seconds, without its sign.
#[must_use]
pub fn duration(seconds: i64, lang: Lang) -> String {
    let seconds = seconds.unsigned_abs();
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
    match () {
        () if seconds < 60 => PathText::Seconds { s: &seconds }.text(lang),
        () if minutes < 60 => PathText::Minutes { m: &minutes, s: &(seconds % 60) }.text(lang),
        () if hours < 24 => PathText::Hours { h: &hours, m: &(minutes % 60) }.text(lang),
        () => PathText::Days { d: &days, h: &(hours % 24) }.text(lang),
    }
}

/// What a hop is to the receiver.
#[must_use]
pub fn place(place: Place, client: &Client, lang: Lang) -> String {
    match (place, instead(client, lang)) {
        (Place::Inside, _) => PathText::IsInside,
        (Place::Receiving, None) if client.assumed => PathText::IsReceivingAssumed,
        (Place::Receiving, None) => PathText::IsReceiving,
        (Place::Receiving, Some(client)) => return PathText::IsReceivingFor { client: &client }.text(lang),
        (Place::Outside, _) => PathText::IsOutside,
    }
    .text(lang)
}

/// The client that is judged in the place of the one that the receiving hop names, if one is.
#[must_use]
pub fn instead(client: &Client, lang: Lang) -> Option<String> {
    let found = client.ip.as_ref()?;
    match found.taken_from {
        TakenFrom::Option => Some(PathText::ClientGiven { ip: &found.value }.text(lang)),
        TakenFrom::Via => Some(PathText::ClientAssumed { ip: &found.value }.text(lang)),
        _ => None,
    }
}

/// That the boundary is at a hop already.
#[must_use]
pub fn judged_here(client: &Client, lang: Lang) -> String {
    match instead(client, lang) {
        Some(client) => PathText::BoundaryHere { client: &client }.text(lang),
        None => PathText::JudgedHere.text(lang),
    }
}

/// Why a hop is not found as the receiving one.
#[must_use]
pub fn internal(why: Internal, lang: Lang) -> String {
    match why {
        Internal::NoPeer => PathText::NoPeer,
        Internal::PrivateAddress => PathText::PrivateAddress,
        Internal::OwnMachine => PathText::OwnMachine,
        Internal::Delivered => PathText::Delivered,
        Internal::Fetched => PathText::Fetched,
    }
    .text(lang)
}
