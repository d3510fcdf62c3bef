//! The words about services that send for others.

use super::common;
use crate::receiver::Confidence;
use crate::sender::{Senders, Service};
use crate::settings::Lang;
use crate::text::Shown;

catalogue! {
    /// The words of `twofrom senders`.
    pub enum SenderText {
        InRegion { service, region } => { en: "{service} ({region})", ja: "{service} ({region})" }
        MailFrom => { en: "MAIL FROM", ja: "MAIL FROM" }
        Include => { en: "SPF record", ja: "SPF レコード" }
        Hosts => { en: "hosts", ja: "送信ホスト" }
        Dkim => { en: "DKIM d=", ja: "DKIM d=" }
        Signing => { en: "DKIM set-up", ja: "DKIM の設定" }
        ReturnPath => { en: "own MAIL FROM", ja: "MAIL FROM 設定" }
        MessageId => { en: "Message-ID", ja: "Message-ID" }
        Headers => { en: "fields", ja: "フィールド" }
        Exit => { en: "sends from", ja: "送信元の例" }
        NotKnown => { en: "not known here", ja: "未調査" }
        Regions => { en: "regions", ja: "リージョン" }
        SetUp => { en: "MAIL FROM as it was set up", ja: "MAIL FROM は設定による" }
        HostsOf { service } => { en: "those of {service}", ja: "{service} と同じ" }
        Selectors { names } => { en: "selectors {names}", ja: "セレクター {names}" }
        TheMailbox => { en: "the mailbox itself", ja: "メールボックスそのもの" }
        Hint => {
            en: "twofrom senders ID shows what is known of one, with confidence and sources. check --via ID assumes that a message which was not sent yet leaves through it.",
            ja: "twofrom senders ID で、わかっていること・確度・出典を表示します。check --via ID で、まだ送信していないメールがそこから送られると仮定します。"
        }
    }
}

/// A service's name in a language.
#[must_use]
pub fn name(service: &Service, lang: Lang) -> &str {
    match lang {
        Lang::En => &service.name_en,
        Lang::Ja => &service.name_ja,
    }
}

/// The name of the service of an id, with its region; the id where there is no such service.
#[must_use]
pub fn service(id: &str, region: Option<&str>, lang: Lang) -> String {
    let known = Senders::builtin().get(id).map(|service| name(service, lang).to_owned());
    let service = known.unwrap_or_else(|_| Shown::new(id).to_string());
    match region {
        Some(region) => SenderText::InRegion { service: &service, region: &Shown::new(region) }.text(lang),
        None => service,
    }
}

/// The confidence of a fact.
#[must_use]
pub fn confidence(best: Option<Confidence>, lang: Lang) -> String {
    common::confidence(best.unwrap_or(Confidence::Unknown), lang)
}
