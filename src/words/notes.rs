//! Notes beside results: where engines are known to differ from them, and what nobody knows of a receiver.

use super::{common, dmarc};
use crate::case::{Case, Lane};
use crate::identity::{Forwarded, Mark};
use crate::receiver::{IdentityKind, Profiles};
use crate::settings::Lang;
use crate::spf::Evaluation;
use crate::spf::engines::{Difference, Engine, Gave, RUN_IN};
use crate::text::Shown;

catalogue! {
    /// The words of notes.
    pub enum NoteText {
        VoidLimit { went_on, same } => {
            en: "Some engines have no limit of void lookups and go on: {went_on}. The same as here: {same}.",
            ja: "空振りの回数に上限がなく、評価を続ける実装があります: {went_on}。ここと同じ結果: {same}。"
        }
        VoidMxHost { went_on, same } => {
            en: "Whether an MX host without AAAA counts as a void lookup is left open by RFC 7208, and only with it is the limit passed here. Went on: {went_on}. The same as here: {same}.",
            ja: "AAAA のない MX ホストを空振りに数えるかどうかは RFC 7208 に定めがなく、数えたときだけ上限を超えます。評価を続けた実装: {went_on}。ここと同じ結果: {same}。"
        }
        MultipleRecords { went_on, same } => {
            en: "With several SPF records some engines take one of them: {went_on}. The same as here: {same}.",
            ja: "SPF レコードが複数あるとき、そのうちの 1 つを使う実装があります: {went_on}。ここと同じ結果: {same}。"
        }
        UnknownMechanism { went_on, nothing, same } => {
            en: "Some engines pass over a mechanism that they do not know: {went_on}; no result at all from {nothing}. The same as here: {same}.",
            ja: "知らない項目を読み飛ばす実装があります: {went_on}。結果を返さない実装: {nothing}。ここと同じ結果: {same}。"
        }
        BadNetwork { nothing, same } => {
            en: "No result at all comes from {nothing}. The same as here: {same}.",
            ja: "結果を返さない実装があります: {nothing}。ここと同じ結果: {same}。"
        }
        ServerFailure { none, nothing, same } => {
            en: "After a server failure some engines give none: {none}; no result at all from {nothing}. The same as here: {same}.",
            ja: "サーバー障害 (SERVFAIL) のとき none とする実装があります: {none}。結果を返さない実装: {nothing}。ここと同じ結果: {same}。"
        }
        RunIn { text, month } => { en: "{text} All as run in {month}.", ja: "{text}いずれも {month} に実行した結果です。" }
        OtherIdentity { receivers, identity, result, other, other_result } => {
            en: "Sources of {receivers} name different identities. By {identity}, which is judged, SPF is {result}; by {other} it is {other_result}.",
            ja: "{receivers} が調べるアドレスは、資料によって異なります。判定に使った {identity} では SPF は {result} ですが、{other} では {other_result} です。"
        }
        Forwarded { by, marks } => {
            en: "The message seems to have been forwarded by {by}: {marks}. Whoever sends a message can write that too. A forwarder is no server of the sender's, so that no record of the sender's domain should name it.",
            ja: "{by} が転送したメールとみられます: {marks}。ただし、送信者が自由に書ける部分です。転送サーバーは送信者のサーバーではないため、送信者のドメインのレコードには加えません。"
        }
        ForwardedBySomebody { marks } => {
            en: "The message seems to have been forwarded: {marks}. Whoever sends a message can write that too.",
            ja: "転送されたメールとみられます: {marks}。ただし、送信者が自由に書ける部分です。"
        }
        MarkMailFrom { address } => { en: "MAIL FROM {address}", ja: "MAIL FROM が {address}" }
        MarkRecipient { hop, address } => { en: "hop {hop} took it for {address}", ja: "ホップ {hop} での宛先が {address}" }
        OwnRelay { host, mx, hop } => {
            en: "The client {host} is a gateway of the recipient's own (MX {mx}). The message came in from outside at hop {hop}, which is the one to judge at: --received-at {hop}.",
            ja: "接続元の {host} は受信者側のゲートウェイです (MX {mx})。外から届いたのはホップ {hop} で、そこで判定するのが適切です: --received-at {hop}。"
        }
        OwnRelayOf { host, mx, hop, service } => {
            en: "The client {host} is the filtering service in front of the recipient's mailbox ({service}, MX {mx}). The message came in from outside at hop {hop}, which is the one to judge at: --received-at {hop}.",
            ja: "接続元の {host} は、受信者のメールボックスの手前にあるフィルターです ({service}、MX {mx})。外から届いたのはホップ {hop} で、そこで判定するのが適切です: --received-at {hop}。"
        }
        MaybeOwnRelay { host, hop } => {
            en: "The client {host} may be a gateway of the recipient's own, going by names that a sender can write too. If it is, the message came in from outside at hop {hop}, which is the one to judge at: --received-at {hop}. If it is not, the sender wrote that hop.",
            ja: "接続元の {host} は、メールに書かれた名前からみて受信者側のゲートウェイの可能性があります (送信者でも書ける名前です)。そうであれば、外から届いたのはホップ {hop} で、そこで判定するのが適切です: --received-at {hop}。そうでなければ、そのホップは送信者が書いたものです。"
        }
        OfIdentity { identity, text } => { en: "SPF of {identity}: {text}", ja: "{identity} の SPF: {text}" }
        Spf2Records { domain, receivers } => {
            en: "{domain} publishes an spf2.0 record (Sender ID). Nobody knows whether {receivers} honour it; they are judged by v=spf1.",
            ja: "{domain} は spf2.0 レコード (Sender ID) を公開しています。{receivers} がこれに従うかどうかは知られておらず、v=spf1 で判定しています。"
        }
    }
}

/// Marks of a forwarder that are written out.
const MARKS: usize = 3;

/// A note on a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about, in kebab-case, for programs.
    pub code: &'static str,
    /// The identity that it is about.
    pub identity: Option<IdentityKind>,
    /// The note as sentences.
    pub text: String,
}

/// How engines are known to differ from an evaluation.
#[must_use]
pub fn engines(evaluation: &Evaluation, lang: Lang) -> Option<String> {
    let difference = evaluation.engines_differ()?;
    let list = |gave: Gave| {
        let engines: Vec<&str> = difference.engines(gave).map(Engine::as_str).collect();
        engines.join(if lang == Lang::Ja { "、" } else { ", " })
    };
    let (went_on, nothing, same) = (list(Gave::WentOn), list(Gave::Nothing), list(Gave::Same));
    let none = list(Gave::None);
    let text = match difference {
        Difference::VoidLimit => NoteText::VoidLimit { went_on: &went_on, same: &same },
        Difference::VoidMxHost => NoteText::VoidMxHost { went_on: &went_on, same: &same },
        Difference::MultipleRecords => NoteText::MultipleRecords { went_on: &went_on, same: &same },
        Difference::UnknownMechanism => {
            NoteText::UnknownMechanism { went_on: &went_on, nothing: &nothing, same: &same }
        }
        Difference::BadNetwork => NoteText::BadNetwork { nothing: &nothing, same: &same },
        Difference::ServerFailure => NoteText::ServerFailure { none: &none, nothing: &nothing, same: &same },
    };
    Some(NoteText::RunIn { text: &text.text(lang), month: &RUN_IN }.text(lang))
}

/// Where sources of a receiver name different identities, and these have different results.
fn other_identity(case: &Case, profiles: &Profiles, lang: Lang) -> Vec<Note> {
    let mut found: Vec<(IdentityKind, IdentityKind, Vec<&str>)> = Vec::new();
    for verdict in &case.verdicts {
        let Some(profile) = profiles.get(&verdict.receiver) else { continue };
        for (_, _, rule) in profiles.rules(profile, verdict.as_of) {
            let Some((identity, other)) = rule.identity.zip(rule.or_identity) else { continue };
            match found.iter_mut().find(|(one, two, _)| (*one, *two) == (identity, other)) {
                Some((_, _, receivers)) => receivers.push(&verdict.receiver),
                None => found.push((identity, other, vec![&verdict.receiver])),
            }
        }
    }
    let note = |(identity, other, receivers): (IdentityKind, IdentityKind, Vec<&str>)| {
        let result = |identity| case.spf.get(identity).map_or("undefined", |evaluation| evaluation.result.as_str());
        let (of_it, of_other) = (result(identity), result(other));
        let text = NoteText::OtherIdentity {
            receivers: &receivers.join(", "),
            identity: &common::identity(identity, lang),
            result: &of_it,
            other: &common::identity(other, lang),
            other_result: &of_other,
        };
        let text = text.text(lang);
        (of_it != of_other).then_some(Note { code: "other-identity", identity: Some(identity), text })
    };
    found.into_iter().filter_map(note).collect()
}

/// All notes on a case.
#[must_use]
pub fn of_case(case: &Case, profiles: &Profiles, lang: Lang) -> Vec<Note> {
    let mut notes: Vec<Note> = on_the_way(case, lang).into_iter().collect();
    notes.extend(spf2_records(case, profiles, lang));
    notes.extend(standards(case, lang));
    notes.extend(other_identity(case, profiles, lang));
    let order = [IdentityKind::MailFrom, IdentityKind::Helo, IdentityKind::HeaderFrom, IdentityKind::Pra];
    let evaluations = order.into_iter().map(|identity| (identity, case.spf.get(identity)));
    for (identity, evaluation) in evaluations.chain([(IdentityKind::Pra, case.spf.sender_id.as_ref())]) {
        let note = evaluation.and_then(|evaluation| on_identity(identity, evaluation, lang));
        notes.extend(note.filter(|note| !notes.contains(note)));
    }
    notes
}

/// The notes that belong to these lanes: what their receivers are known or not known to do.
#[must_use]
pub fn of_lanes(case: &Case, lanes: &[Lane<'_>], profiles: &Profiles, lang: Lang) -> Vec<Note> {
    let mut notes: Vec<Note> = on_the_way(case, lang).into_iter().collect();
    notes.extend(spf2_records(case, profiles, lang));
    notes.extend(standards(case, lang));
    notes.extend(other_identity(case, profiles, lang));
    for lane in lanes {
        let identity = lane.rule.and_then(|rule| rule.identity);
        let note = identity.zip(lane.evaluation).and_then(|(identity, e)| on_identity(identity, e, lang));
        notes.extend(note.filter(|note| !notes.contains(note)));
    }
    notes
}

/// That somebody passed the message on, or a gateway of the recipient's own did. That a list did is said of the
/// remedy alone.
#[must_use]
pub fn on_the_way(case: &Case, lang: Lang) -> Option<Note> {
    let (code, text) = if let Some(found) = case.forwarded.as_ref().filter(|found| !found.list) {
        let marks = &marks(found, lang);
        let text = match &found.by {
            Some(by) => NoteText::Forwarded { by: &Shown::new(by), marks }.text(lang),
            None => NoteText::ForwardedBySomebody { marks }.text(lang),
        };
        ("forwarded", text)
    } else {
        let relay = case.own_relay.as_ref()?;
        let (host, hop) = (&Shown::new(relay.host.as_str()), &relay.hop.saturating_add(1));
        let text = match (&relay.named_by, relay.service) {
            (Some(mx), Some(service)) => {
                NoteText::OwnRelayOf { host, mx: &Shown::new(mx.as_str()), hop, service: &service }.text(lang)
            }
            (Some(mx), None) => NoteText::OwnRelay { host, mx: &Shown::new(mx.as_str()), hop }.text(lang),
            (None, _) => NoteText::MaybeOwnRelay { host, hop }.text(lang),
        };
        ("own-relay", text)
    };
    Some(Note { code, identity: None, text })
}

/// What shows that a message was passed on, the first few.
#[must_use]
pub fn marks(forwarded: &Forwarded, lang: Lang) -> String {
    let text = |mark: &Mark| match mark {
        Mark::Field { name, .. } => (*name).to_owned(),
        Mark::MailFrom(address) => NoteText::MarkMailFrom { address: &Shown::new(address) }.text(lang),
        Mark::Recipient { hop, address } => {
            NoteText::MarkRecipient { hop: &hop.saturating_add(1), address: &Shown::new(address) }.text(lang)
        }
        Mark::Delivered { name, address, .. } => format!("{name}: {}", Shown::new(address)),
    };
    let marks: Vec<String> = forwarded.shown_by.iter().take(MARKS).map(text).collect();
    marks.join(if lang == Lang::Ja { "、" } else { ", " })
}

/// That the standards of DMARC come to different things.
#[must_use]
pub fn standards(case: &Case, lang: Lang) -> Option<Note> {
    let text = dmarc::standards_differ(case, lang)?;
    Some(Note { code: "dmarc-standards-differ", identity: Some(IdentityKind::HeaderFrom), text })
}

fn on_identity(identity: IdentityKind, evaluation: &Evaluation, lang: Lang) -> Option<Note> {
    let text = engines(evaluation, lang)?;
    let text = NoteText::OfIdentity { identity: &common::identity(identity, lang), text: &text }.text(lang);
    Some(Note { code: "engines-differ", identity: Some(identity), text })
}

/// That nobody knows whether a receiver honours an spf2.0 record that is there.
fn spf2_records(case: &Case, profiles: &Profiles, lang: Lang) -> Vec<Note> {
    case.spf2_records()
        .into_iter()
        .map(|found| {
            let names: Vec<String> = found.receivers.iter().map(|id| common::receiver(id, profiles, lang)).collect();
            let receivers = names.join(if lang == Lang::Ja { "、" } else { ", " });
            let domain = Shown::new(found.domain.as_str());
            let text = NoteText::Spf2Records { domain: &domain, receivers: &receivers }.text(lang);
            Note { code: "spf2-records", identity: Some(found.identity), text }
        })
        .collect()
}
