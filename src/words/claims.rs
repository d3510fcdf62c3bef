//! What servers recorded beside what is found here: the words of a row, and why the two differ.

use super::common::{self, Sign};
use super::recorded::RecordedText;
use crate::comparison::{About, Compared, Ours, Reason};
use crate::identity::Side;
use crate::message::{Algorithm, Message, Tls, TlsState};
use crate::receiver::CheckKind;
use crate::settings::Lang;
use crate::text::Shown;

catalogue! {
    /// The words of what servers recorded.
    pub enum ClaimText {
        Recorded => { en: "recorded", ja: "記録" }
        SameHere { list } => { en: "the same as here: {list}", ja: "ここと同じ結果: {list}" }
        NotCheckedHere { list } => { en: "not checked here: {list}", ja: "ここでは調べないもの: {list}" }
        Differs { writer, what, about, ours } => {
            en: "{writer} recorded {what} for {about}; here it is {ours}.",
            ja: "{writer} は、{about} を {what} と記録していますが、ここでは {ours} です。"
        }
        DiffersPlainly { writer, what, ours } => {
            en: "{writer} recorded {what}; here it is {ours}.",
            ja: "{writer} は {what} と記録していますが、ここでは {ours} です。"
        }
        NothingHere { writer, what, about } => {
            en: "{writer} recorded {what} for {about}.",
            ja: "{writer} は、{about} を {what} と記録しています。"
        }
        NothingHerePlainly { writer, what } => { en: "{writer} recorded {what}.", ja: "{writer} は {what} と記録しています。" }
        NoName => { en: "A server without a name", ja: "名前のないサーバー" }
        NoNameShort => { en: "(no name)", ja: "(名前なし)" }
        Inside => { en: "inside the trust boundary", ja: "信頼の境界の内側" }
        Outside => { en: "outside the trust boundary", ja: "信頼の境界の外側" }
        InsideShort => { en: "inside", ja: "内側" }
        OutsideShort => { en: "outside", ja: "外側" }
        Unconfirmed => { en: "may have come with the message", ja: "受信サーバーの記録と確認できない" }
        UnconfirmedShort => { en: "unconfirmed", ja: "未確認" }
        SideNotKnown => { en: "no receiving hop to tell it by", ja: "受信ホップがなく不明" }
        OfHop { host } => { en: "the hop to {host}", ja: "{host} が受信したホップ" }
        Signature { domain } => { en: "the signature of {domain}", ja: "{domain} の署名" }
        SignatureBy { domain, selector } => {
            en: "the signature of {domain} (selector {selector})",
            ja: "{domain} の署名 (セレクター {selector})"
        }

        AnotherHop { client, here } => {
            en: "It is about the connection from {client}; here the one from {here} is judged.",
            ja: "{client} からの接続についての記録です。ここでは {here} からの接続を調べています。"
        }
        AnotherIdentity { recorded, here } => {
            en: "It is about {recorded}; here {here} was checked.",
            ja: "{recorded} についての記録です。ここで調べたのは {here} です。"
        }
        Given { here } => {
            en: "Here it was not taken from the message but given or assumed: {here}.",
            ja: "ここではメールから読み取らず、指定または仮定した値で調べています: {here}。"
        }
        OutsideBoundary { writer } => {
            en: "{writer} is not of the receiving server's organisation: the record was there when the message came in, and whoever sent it can have written it.",
            ja: "{writer} は受信サーバーと同じ組織のものではありません。受信した時点ですでに付いていた記録で、送信側で書くこともできます。"
        }
        NamelessOutside => {
            en: "It does not come from the receiving server: it was there when the message came in, and whoever sent it can have written it.",
            ja: "受信サーバーの記録ではありません。受信した時点ですでに付いていた記録で、送信側で書くこともできます。"
        }
        OwnNameOutside { writer } => {
            en: "It carries the receiving server's name ({writer}), but stands where that server does not write: it was there when the message came in, and whoever sent it can have written it.",
            ja: "受信サーバーの名前 ({writer}) が付いていますが、受信サーバーが書く位置にありません。受信した時点ですでに付いていた記録で、送信側で書くこともできます。"
        }
        MayHaveCome => {
            en: "It stands below the receiving server's Received field, where what came with the message stands as well.",
            ja: "受信サーバーの Received より下にあるため、受信した時点ですでに付いていた可能性もあります。"
        }
        BestGuess { domain } => {
            en: "{domain} publishes no SPF record, and that server judged by one that it made up (best guess).",
            ja: "{domain} に SPF レコードはなく、そのサーバーが推測したレコード (best guess) による結果です。"
        }
        SameMeaning { recorded, ours } => {
            en: "{recorded} is another word for {ours}.",
            ja: "{recorded} は {ours} と同じ意味です。"
        }
        DnsErrorThen => {
            en: "That server had a DNS error then.",
            ja: "そのサーバーでは当時、DNS のエラーが起きていました。"
        }
        DnsErrorHere => { en: "Here a DNS question failed.", ja: "ここでは DNS の問い合わせが失敗しています。" }
        DnsDiffers => {
            en: "Both are about the same: possibly the DNS answered otherwise then, or that server checks otherwise.",
            ja: "対象は同じです。当時の DNS の応答がここと違ったか、そのサーバーの調べ方が違う可能性があります。"
        }
        NoKeyThen => {
            en: "That server found no key: possibly it was missing then, or the DNS did not give it out.",
            ja: "そのサーバーは鍵を見つけていません。当時は鍵がなかったか、DNS から得られなかった可能性があります。"
        }
        NoEd25519KeyThen => {
            en: "That server found no key that it can use: possibly it does not read Ed25519, as Google does not, or the key was missing then.",
            ja: "そのサーバーは使える鍵を見つけていません。Ed25519 に対応していない (Google など) か、当時は鍵がなかった可能性があります。"
        }
        NothingClaimed => {
            en: "It says that there was nothing to check where it was written, which may be before the message was signed or came in; that contradicts nothing here.",
            ja: "書かれた時点で調べるものがなかったという記録です。署名や受信の前に書かれた可能性があり、ここでの結果と矛盾しません。"
        }
        PolicyDiffers { recorded, ours } => {
            en: "The policy was p={recorded} then; here it is p={ours}.",
            ja: "当時のポリシーは p={recorded}、ここでは p={ours} です。"
        }
        NoPolicyHere { recorded } => {
            en: "The policy was p={recorded} then; here there is none.",
            ja: "当時のポリシーは p={recorded} ですが、ここではポリシーがありません。"
        }
        Standard => {
            en: "By RFC 7489, which receivers went by before RFC 9989, it is the same here.",
            ja: "RFC 9989 より前の RFC 7489 で判定すると、ここでも同じ結果です。"
        }
        Engines => {
            en: "SPF engines are known to differ on such a record.",
            ja: "この種のレコードでは、SPF の実装によって結果が異なることが知られています。"
        }
        Follows => {
            en: "That follows from its SPF or DKIM result, which differs as well.",
            ja: "同じ記録にある SPF または DKIM の結果も異なり、それに従ったものです。"
        }
        MessageChanged => {
            en: "The message here is no longer the one that server saw: it was changed afterwards, on its way or when it was saved.",
            ja: "ここにあるメールは、そのサーバーが見たものと同じではありません。その後の配送中か保存時に変更されています。"
        }
        MayHaveChanged => {
            en: "Possibly the message was changed after that server saw it, on its way or when it was saved, or the key was another one then.",
            ja: "その後の配送中か保存時にメールが変更されたか、当時の鍵が違っていた可能性があります。"
        }
        NoSuchSignature => { en: "The message has no such signature.", ja: "この署名はメールにありません。" }
        NoSignatureThen => {
            en: "That server saw no signature of this kind.",
            ja: "そのサーバーは署名がないと記録しています。"
        }
        ExpiredSince => {
            en: "The signature had expired when the message was received; not every server looks at that.",
            ja: "受信時に署名の有効期限が切れていました。期限を見ないサーバーもあります。"
        }
        Lenient => {
            en: "By the RFC such a signature does not pass; that server let it.",
            ja: "RFC ではこの署名は pass になりませんが、そのサーバーは通しています。"
        }
        OwnPolicy => {
            en: "The signature passes, but a policy of that server's own does not accept it.",
            ja: "署名は pass ですが、そのサーバー独自の方針で認められていません。"
        }
        MixedVerdict => {
            en: "Microsoft's X-SID-Result follows DKIM and DMARC as well, so that it is held against nothing here.",
            ja: "Microsoft の X-SID-Result は DKIM や DMARC にも左右されるため、照合の対象にしません。"
        }
        ArcNotVerified { instance } => {
            en: "ARC set {instance} is not verified here.",
            ja: "ARC (i={instance}) はここでは検証しません。"
        }
        ArcNotVerifiedPlain => { en: "ARC is not verified here.", ja: "ARC はここでは検証しません。" }
        NotChecked { method } => { en: "{method} is not checked here.", ja: "{method} はここでは調べません。" }
        NotDecided => {
            en: "Here only a signature that is not verified could decide.",
            ja: "ここでは、検証していない署名しだいで、結果が定まりません。"
        }
        AnswerMissing => { en: "Here a DNS answer is missing.", ja: "ここでは DNS の応答が足りません。" }
        BodyMissing => {
            en: "Here the body is missing without which the signature cannot be verified.",
            ja: "ここでは、署名の検証に必要な本文がありません。"
        }
        ClientMissing => { en: "Here the client IP is missing.", ja: "ここでは接続元の IP アドレスがわかりません。" }
        IdentityMissing => {
            en: "Here there is no such identity to check.",
            ja: "ここでは調べる対象がありません。"
        }
        UnknownWord { result } => { en: "{result} is a result of no RFC.", ja: "{result} は RFC にない結果です。" }
        NoResult => { en: "It gives no result.", ja: "結果が書かれていません。" }

        About => { en: "what servers recorded, beside what is found here", ja: "サーバーの記録と、ここでの結果の比較" }
        NothingRecorded => {
            en: "No server recorded a result in this message.",
            ja: "このメールには、サーバーが残した判定の記録がありません。"
        }
        Method => { en: "check", ja: "検査" }
        Here => { en: "here", ja: "ここ" }
        Of => { en: "about", ja: "対象" }
        Field => { en: "field", ja: "フィールド" }
        Writer => { en: "written by", ja: "記録者" }
        Place => { en: "place", ja: "位置" }
        Client => { en: "client", ja: "接続元" }
        Policy => { en: "policy", ja: "ポリシー" }
        PolicyAndDone { policy, done } => { en: "p={policy}, done: {done}", ja: "p={policy}、処置: {done}" }
        Gave => { en: "gave", ja: "採用" }
        Agree => { en: "The same result is found here.", ja: "ここでも同じ結果です。" }
        AndHop { place, hop } => { en: "{place}, {hop}", ja: "{place}、{hop}" }

        TlsOf { what } => { en: "the connection: {what}", ja: "接続: {what}" }
        TlsYes => { en: "TLS", ja: "TLS" }
        TlsPlain { protocol } => { en: "no TLS (recorded as {protocol})", ja: "TLS なし ({protocol} と記録)" }
    }
}

/// Who wrote the record, safe to show.
#[must_use]
pub fn writer(row: &Compared, message: &Message, lang: Lang) -> String {
    name(row, message).unwrap_or_else(|| ClaimText::NoName.text(lang))
}

/// Who wrote the record, in a column.
#[must_use]
pub fn writer_short(row: &Compared, message: &Message, lang: Lang) -> String {
    name(row, message).unwrap_or_else(|| ClaimText::NoNameShort.text(lang))
}

fn name(row: &Compared, message: &Message) -> Option<String> {
    let claim = row.claim(message)?;
    // Without a server of Microsoft's, only the form is.
    let is_microsoft = claim.microsoft && row.written.hop.is_some();
    let nameless = is_microsoft.then(|| "Microsoft".to_owned());
    claim.writer.as_deref().map(|writer| Shown::new(writer).to_string()).or(nameless)
}

/// The field's term for a recorded method, safe to show.
#[must_use]
pub fn method(row: &Compared, lang: Lang) -> String {
    match row.method.as_str() {
        "spf" | "dkim" | "dmarc" | "arc" | "bimi" => row.method.to_ascii_uppercase(),
        "sender-id" | "senderid" => "Sender ID".to_owned(),
        "iprev" => common::check(CheckKind::ReverseDns, lang),
        other => Shown::new(other).to_string(),
    }
}

/// The recorded result, safe to show.
#[must_use]
pub fn result(row: &Compared) -> String {
    if row.result.is_empty() { "-".to_owned() } else { Shown::new(&row.result).to_string() }
}

/// On which side of the trust boundary the record stands.
#[must_use]
pub fn side(row: &Compared, lang: Lang) -> String {
    match row.written.side {
        Side::Inside => ClaimText::Inside,
        Side::Unconfirmed => ClaimText::Unconfirmed,
        Side::Outside => ClaimText::Outside,
        Side::NotKnown => ClaimText::SideNotKnown,
    }
    .text(lang)
}

/// Where it comes from, and at which hop.
#[must_use]
pub fn place(row: &Compared, message: &Message, lang: Lang) -> String {
    let side = side(row, lang);
    let by = row.written.hop.and_then(|hop| message.hops.get(hop)?.by.as_deref());
    match by.map(Shown::new) {
        Some(host) => {
            let hop = ClaimText::OfHop { host: &host }.text(lang);
            ClaimText::AndHop { place: &side, hop: &hop }.text(lang)
        }
        None => side,
    }
}

/// The same in a word, where there is no room for more.
#[must_use]
pub fn side_short(row: &Compared, lang: Lang) -> String {
    match row.written.side {
        Side::Inside => ClaimText::InsideShort.text(lang),
        Side::Unconfirmed => ClaimText::UnconfirmedShort.text(lang),
        Side::Outside => ClaimText::OutsideShort.text(lang),
        Side::NotKnown => side(row, lang),
    }
}

/// The sign of a recorded word.
#[must_use]
pub fn sign(result: &str) -> Sign {
    match result {
        "pass" | "bestguesspass" => Sign::Good,
        "fail" | "hardfail" | "permerror" => Sign::Bad,
        "softfail" | "temperror" | "policy" => Sign::Doubt,
        "pending" | "open" => Sign::Open,
        _ => Sign::Nothing,
    }
}

/// What a record is about, as it says; `None` where it says nothing of that.
#[must_use]
pub fn about(row: &Compared, lang: Lang) -> Option<String> {
    let About { identity, name, domain, selector, client, .. } = &row.about;
    let name = name.as_deref().map(Shown::new);
    match (row.method.as_str(), identity) {
        ("dkim", _) => {
            let domain = Shown::new(domain.as_ref()?.as_str());
            Some(match selector.as_deref().map(Shown::new) {
                Some(selector) => ClaimText::SignatureBy { domain: &domain, selector: &selector }.text(lang),
                None => ClaimText::Signature { domain: &domain }.text(lang),
            })
        }
        (_, Some(identity)) => Some(match name {
            Some(name) => format!("{} {name}", common::identity(*identity, lang)),
            None => common::identity(*identity, lang),
        }),
        ("iprev", None) => client.map(|client| client.to_string()),
        _ => name.map(|name| name.to_string()),
    }
}

/// What ours is about.
fn ours_about(row: &Compared, ours: &Ours, lang: Lang) -> String {
    let identity = row.about.identity.map(|identity| common::identity(identity, lang));
    let domain = ours.domain.as_ref().map(|domain| Shown::new(domain.as_str()).to_string());
    [identity, domain].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Why the two differ or cannot be compared, the best reason first, each as a sentence.
#[must_use]
pub fn reasons(row: &Compared, message: &Message, lang: Lang) -> Vec<String> {
    row.because.iter().map(|reason| sentence_of(*reason, row, message, lang)).collect()
}

fn sentence_of(reason: Reason, row: &Compared, message: &Message, lang: Lang) -> String {
    let ours = row.ours.as_ref();
    let client = |client: Option<std::net::IpAddr>| client.map_or_else(|| "?".to_owned(), |ip| ip.to_string());
    let recorded = result(row);
    let text = match reason {
        Reason::StandsIn => return RecordedText::StandsIn.text(lang),
        Reason::AnotherHop => {
            let here = client(ours.and_then(|ours| ours.client));
            return ClaimText::AnotherHop { client: &client(row.about.client), here: &here }.text(lang);
        }
        Reason::AnotherIdentity => {
            let recorded = about(row, lang).unwrap_or_default();
            let here = ours.map(|ours| ours_about(row, ours, lang)).unwrap_or_default();
            return ClaimText::AnotherIdentity { recorded: &recorded, here: &here }.text(lang);
        }
        Reason::Given => {
            let here = ours.map(|ours| {
                let client = ours.client.map(|client| client.to_string());
                let about = Some(ours_about(row, ours, lang)).filter(|about| !about.is_empty());
                [about, client].into_iter().flatten().collect::<Vec<_>>().join(", ")
            });
            return ClaimText::Given { here: &here.unwrap_or_default() }.text(lang);
        }
        Reason::Outside => match name(row, message) {
            Some(writer) => return ClaimText::OutsideBoundary { writer: &writer }.text(lang),
            None => ClaimText::NamelessOutside,
        },
        Reason::OwnNameOutside => match name(row, message) {
            Some(writer) => return ClaimText::OwnNameOutside { writer: &writer }.text(lang),
            None => ClaimText::NamelessOutside,
        },
        Reason::MayHaveCome => ClaimText::MayHaveCome,
        Reason::BestGuess => {
            let domain = ours.and_then(|ours| ours.domain.as_ref()).map(|domain| Shown::new(domain.as_str()));
            return ClaimText::BestGuess { domain: &domain.unwrap_or_default() }.text(lang);
        }
        Reason::SameMeaning => {
            let ours = ours.map_or("", |ours| ours.result);
            return ClaimText::SameMeaning { recorded: &recorded, ours: &ours }.text(lang);
        }
        Reason::DnsErrorThen => ClaimText::DnsErrorThen,
        Reason::DnsErrorHere => ClaimText::DnsErrorHere,
        Reason::DnsDiffers => ClaimText::DnsDiffers,
        Reason::PolicyDiffers => {
            let then = Shown::new(row.about.policy.as_deref().unwrap_or_default());
            return match ours.and_then(|ours| ours.policy) {
                Some(ours) => ClaimText::PolicyDiffers { recorded: &then, ours: &ours }.text(lang),
                None => ClaimText::NoPolicyHere { recorded: &then }.text(lang),
            };
        }
        Reason::Standard => ClaimText::Standard,
        Reason::Engines(_) => ClaimText::Engines,
        Reason::Follows => ClaimText::Follows,
        Reason::NoKeyThen(Algorithm::Ed25519Sha256) => ClaimText::NoEd25519KeyThen,
        Reason::NoKeyThen(_) => ClaimText::NoKeyThen,
        Reason::NothingClaimed => ClaimText::NothingClaimed,
        Reason::MessageChanged if row.because.contains(&Reason::DnsDiffers) => ClaimText::MayHaveChanged,
        Reason::MessageChanged => ClaimText::MessageChanged,
        Reason::NoSuchSignature => ClaimText::NoSuchSignature,
        Reason::NoSignatureThen => ClaimText::NoSignatureThen,
        Reason::ExpiredSince => ClaimText::ExpiredSince,
        Reason::Lenient => ClaimText::Lenient,
        Reason::OwnPolicy => ClaimText::OwnPolicy,
        Reason::MixedVerdict => ClaimText::MixedVerdict,
        Reason::ArcNotVerified => match row.claim(message).and_then(|claim| claim.instance) {
            Some(instance) => return ClaimText::ArcNotVerified { instance: &instance }.text(lang),
            None => ClaimText::ArcNotVerifiedPlain,
        },
        Reason::NotChecked => return ClaimText::NotChecked { method: &method(row, lang) }.text(lang),
        Reason::NotDecided => ClaimText::NotDecided,
        Reason::AnswerMissing => ClaimText::AnswerMissing,
        Reason::BodyMissing => ClaimText::BodyMissing,
        Reason::ClientMissing => ClaimText::ClientMissing,
        Reason::IdentityMissing => ClaimText::IdentityMissing,
        Reason::UnknownWord => return ClaimText::UnknownWord { result: &recorded }.text(lang),
        Reason::NoResult => ClaimText::NoResult,
    };
    text.text(lang)
}

/// The two results of a row as one sentence.
#[must_use]
pub fn both(row: &Compared, message: &Message, lang: Lang) -> String {
    let writer = writer(row, message, lang);
    let what = format!("{} {}", method(row, lang), result(row));
    // Of what cannot be compared, the same word is no agreement.
    let ours = row.ours.as_ref().map(|ours| ours.result).filter(|ours| row.agrees.is_some() || *ours != row.result);
    // Where it stands in for an answer that is missing, there is nothing beside it.
    let ours = ours.filter(|_| row.because.first() != Some(&Reason::StandsIn) || row.agrees.is_some());
    match (about(row, lang), ours) {
        (Some(about), Some(ours)) => {
            ClaimText::Differs { writer: &writer, what: &what, about: &about, ours: &ours }.text(lang)
        }
        (None, Some(ours)) => ClaimText::DiffersPlainly { writer: &writer, what: &what, ours: &ours }.text(lang),
        (Some(about), None) => ClaimText::NothingHere { writer: &writer, what: &what, about: &about }.text(lang),
        (None, None) => ClaimText::NothingHerePlainly { writer: &writer, what: &what }.text(lang),
    }
}

/// Sentences that follow each other: with a blank between in English, without one in Japanese.
#[must_use]
pub fn joined(sentences: &[String], lang: Lang) -> String {
    sentences.join(match lang {
        Lang::En => " ",
        Lang::Ja => "",
    })
}

/// TLS as it is recorded; `None` where nothing is said of it.
#[must_use]
pub fn tls(tls: &Tls, lang: Lang) -> Option<String> {
    let protocol = tls.protocol.as_deref().unwrap_or_default();
    match tls.state {
        TlsState::NotSaid => None,
        TlsState::Plain => Some(ClaimText::TlsPlain { protocol: &Shown::new(protocol) }.text(lang)),
        TlsState::Recorded => {
            let said: Vec<String> =
                [&tls.version, &tls.cipher].into_iter().flatten().map(|text| Shown::new(text).to_string()).collect();
            Some(if said.is_empty() { ClaimText::TlsYes.text(lang) } else { said.join(" ") })
        }
    }
}
