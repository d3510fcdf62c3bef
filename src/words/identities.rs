//! The words about identities: where each was taken from, why something else was not, and the steps that
//! find the PRA.

use super::lane::field_name;
use crate::identity::{PraOutcome, PraStep, Standing, TakenFrom};
use crate::settings::Lang;

catalogue! {
    /// The words about identities.
    pub enum IdentityText {
        About => { en: "who the message says it is from, and where it says so", ja: "メールの名乗る差出人と、その根拠" }
        NotFound => { en: "not found in the message", ja: "メールにありません" }
        Option => { en: "said on the command line or typed", ja: "指定された値" }
        Via => { en: "assumed of the service", ja: "配信サービスからの仮定" }
        MboxLine => { en: "the mbox From line", ja: "mbox の From 行" }
        Line { number } => { en: "line {number}", ja: "{number} 行目" }
        Placed { what, line } => { en: "{what}, {line}", ja: "{what}、{line}" }
        Same => { en: "the same", ja: "同じ" }

        Taken => { en: "taken", ja: "採用" }
        Assumed => { en: "taken, unconfirmed", ja: "採用 (未確認)" }
        Agrees => { en: "says the same", ja: "同じ内容" }
        Overruled => { en: "says otherwise, and counts less", ja: "内容が違い、優先度が低い" }
        Unconfirmed => { en: "can have come with the message", ja: "受信サーバーの記録と確認できない" }
        OtherHop => { en: "tells of another hop", ja: "別のホップのもの" }
        AnyoneWrites => { en: "anyone can write it", ja: "誰でも書ける" }

        WhyTaken => {
            en: "This is what was taken: of all that tells it, it counts most.",
            ja: "採用した値です。根拠のうち最も優先されます。"
        }
        WhyAssumed => {
            en: "This is what was taken, but it stands where whoever sent the message can have written it. It is shown, and no certainty rests on it.",
            ja: "採用した値ですが、送信者でも書ける位置にあります。表示はしますが、確かなものとしては扱いません。"
        }
        WhyAgrees => {
            en: "It counts too and says the same.",
            ja: "これも根拠になり、内容も同じです。"
        }
        WhyOverruled => {
            en: "It counts, but what was taken counts more: what the receiving server wrote after it had taken the message goes first, Received-SPF before Authentication-Results, and both before Received.",
            ja: "根拠にはなりますが、採用した値の方が優先されます。受信サーバーが受信後に書いた記録が最優先で、Received-SPF、Authentication-Results、Received の順です。"
        }
        WhyUnconfirmed => {
            en: "It stands below the receiving server's own Received field, where a filter of that server may have put it, or whoever sent the message. It can confirm what the server wrote, and decides nothing.",
            ja: "受信サーバー自身の Received より下にあり、そのサーバーのフィルターのほか、送信者でも書ける位置です。受信サーバーの記述を裏付けることはあっても、判定には使いません。"
        }
        WhyOtherHop => {
            en: "It tells of another hop than the receiving one. Its server may be right about its own client, but that is not the client that this receiver saw. In the view of the path another hop can be chosen.",
            ja: "受信ホップとは別のホップのものです。そのサーバーから見た接続元としては正しくても、この受信側が見た接続元ではありません。経路の画面で別のホップを選べます。"
        }
        WhyAnyoneWrites => {
            en: "Whoever sends the message can write this field, so that it only serves for comparison, and where there is nothing else.",
            ja: "送信者が自由に書けるフィールドなので、比較と、ほかに何もないときにだけ使います。"
        }
        WhyOption => {
            en: "What is said or assumed goes before everything that the message holds.",
            ja: "指定や仮定は、メールの内容より優先されます。"
        }

        MailFromIs => {
            en: "The envelope sender: what the client gave with MAIL FROM. Readers never see it; bounces go there, and SPF is first of all about its domain.",
            ja: "エンベロープの差出人で、接続元が MAIL FROM で伝えたアドレスです。読む人には見えず、エラーメールの宛先になります。SPF はまずこのドメインを調べます。"
        }
        HeloIs => {
            en: "The name that the client gave itself with HELO or EHLO. SPF asks about it where MAIL FROM is <>.",
            ja: "接続元が HELO または EHLO で名乗った名前です。MAIL FROM が <> のとき、SPF はこれを調べます。"
        }
        ClientIpIs => {
            en: "The address that connected to the receiving server: every SPF record is asked whether this one may send.",
            ja: "受信サーバーに接続してきたアドレスです。SPF は、このアドレスからの送信が許されているかを調べます。"
        }
        HeaderFromIs => {
            en: "The From field: what the reader sees. DMARC is about its domain.",
            ja: "読む人に見える From フィールドです。DMARC はこのドメインを調べます。"
        }
        PraIs => {
            en: "The Purported Responsible Address (RFC 4407): the header address that speaks for the last sender. Receivers that check the header with SPF check this one.",
            ja: "PRA (RFC 4407) は、最後に送信した人とみなす、ヘッダー上のアドレスです。ヘッダーを SPF で調べる受信側は、これを見ます。"
        }
        PraSteps => { en: "how it is found (RFC 4407 section 2)", ja: "決め方 (RFC 4407 2 節)" }
        PraAtHop => { en: "at the receiving hop, which is what is judged", ja: "受信ホップでの PRA (判定に使う)" }
        PraStored => { en: "of the stored header as a whole", ja: "保存されたヘッダー全体の PRA" }
        OneMailbox => { en: "one mailbox", ja: "アドレスは 1 つか" }
        NoPra => { en: "no PRA", ja: "PRA なし" }

        Step1 => {
            en: "RFC 4407, step 1: the first Resent-Sender that is not empty is selected; but if a Resent-From stands above it with Received or Return-Path in between, it belongs to an older resending, and step 2 decides.",
            ja: "RFC 4407 の手順 1: 空でない最初の Resent-Sender を選びます。ただし、それより上に Resent-From があり、間に Received か Return-Path があれば、古い再送のものなので手順 2 へ進みます。"
        }
        Step2 => {
            en: "RFC 4407, step 2: the first Resent-From that is not empty is selected.",
            ja: "RFC 4407 の手順 2: 空でない最初の Resent-From を選びます。"
        }
        Step3 => {
            en: "RFC 4407, step 3: Sender is selected if there is exactly one that is not empty; several make the header ill-formed.",
            ja: "RFC 4407 の手順 3: 空でない Sender がちょうど 1 つあれば選びます。複数あればヘッダーの誤りです。"
        }
        Step4 => {
            en: "RFC 4407, step 4: From is selected if there is exactly one that is not empty; several or none make the header ill-formed.",
            ja: "RFC 4407 の手順 4: 空でない From がちょうど 1 つあれば選びます。複数またはなしならヘッダーの誤りです。"
        }
        Step5 => {
            en: "RFC 4407, step 5: the selected field must hold exactly one mailbox; that is the PRA.",
            ja: "RFC 4407 の手順 5: 選んだフィールドのメールアドレスがちょうど 1 つなら、それが PRA です。"
        }
        Step6 => {
            en: "RFC 4407, step 6: of an ill-formed header the PRA cannot be determined.",
            ja: "RFC 4407 の手順 6: 誤りのあるヘッダーからは PRA を決められません。"
        }

        Lost { step, field } => {
            en: "Step {step} had selected {field}, and what comes later in the order is not looked at any more.",
            ja: "手順 {step} で {field} が選ばれたため、後の順位のものはもう見ません。"
        }
        Absent => { en: "there is none", ja: "なし" }
        Empty => { en: "empty: as if it were not there", ja: "空なので、ないものとする" }
        OtherBlock => { en: "belongs to an older resending", ja: "古い再送のもの" }
        Selected => { en: "selected", ja: "選択" }
        Several => { en: "one of several: ill-formed", ja: "複数あり、誤り" }
        NotReached => { en: "not looked at any more", ja: "もう見ない" }
        IsPra => { en: "this is the PRA", ja: "これが PRA" }
        IllFormed => { en: "gives no single mailbox", ja: "アドレスが 1 つに定まらない" }
    }
}

/// What a candidate stands in: the name of a field.
#[must_use]
pub fn evidence(taken_from: &TakenFrom, lang: Lang) -> String {
    match taken_from {
        TakenFrom::Option => IdentityText::Option.text(lang),
        TakenFrom::Via => IdentityText::Via.text(lang),
        TakenFrom::MboxFromLine => IdentityText::MboxLine.text(lang),
        other => field_name(other.as_str()),
    }
}

/// Whether a candidate was taken, in a few words.
#[must_use]
pub fn standing(standing: Standing, lang: Lang) -> String {
    match standing {
        Standing::Taken => IdentityText::Taken,
        Standing::Assumed => IdentityText::Assumed,
        Standing::Agrees => IdentityText::Agrees,
        Standing::Overruled => IdentityText::Overruled,
        Standing::Unconfirmed => IdentityText::Unconfirmed,
        Standing::OtherHop => IdentityText::OtherHop,
        Standing::AnyoneWrites => IdentityText::AnyoneWrites,
    }
    .text(lang)
}

/// Why a candidate was taken or not.
#[must_use]
pub fn why(taken_from: &TakenFrom, standing: Standing, lang: Lang) -> String {
    match standing {
        Standing::Taken if matches!(taken_from, TakenFrom::Option | TakenFrom::Via) => IdentityText::WhyOption,
        Standing::Taken => IdentityText::WhyTaken,
        Standing::Assumed => IdentityText::WhyAssumed,
        Standing::Agrees => IdentityText::WhyAgrees,
        Standing::Overruled => IdentityText::WhyOverruled,
        Standing::Unconfirmed => IdentityText::WhyUnconfirmed,
        Standing::OtherHop => IdentityText::WhyOtherHop,
        Standing::AnyoneWrites => IdentityText::WhyAnyoneWrites,
    }
    .text(lang)
}

/// What a step of RFC 4407 section 2 looks at.
#[must_use]
pub fn step_name(step: &PraStep, lang: Lang) -> String {
    match step.step {
        1 => "Resent-Sender".to_owned(),
        2 => "Resent-From".to_owned(),
        3 => "Sender".to_owned(),
        4 => "From".to_owned(),
        5 => IdentityText::OneMailbox.text(lang),
        _ => IdentityText::NoPra.text(lang),
    }
}

/// What a step says.
#[must_use]
pub fn step_rule(step: &PraStep, lang: Lang) -> String {
    match step.step {
        1 => IdentityText::Step1,
        2 => IdentityText::Step2,
        3 => IdentityText::Step3,
        4 => IdentityText::Step4,
        5 => IdentityText::Step5,
        _ => IdentityText::Step6,
    }
    .text(lang)
}

/// Why a step was not reached: what an earlier one had selected.
#[must_use]
pub fn lost(step: &PraStep, steps: &[PraStep], lang: Lang) -> Option<String> {
    let winner = steps.iter().find(|step| step.outcome == PraOutcome::Selected)?;
    let lost = step.outcome == PraOutcome::NotReached;
    lost.then(|| IdentityText::Lost { step: &winner.step, field: &step_name(winner, lang) }.text(lang))
}

/// What came of a step.
#[must_use]
pub fn outcome(outcome: PraOutcome, lang: Lang) -> String {
    match outcome {
        PraOutcome::Absent => IdentityText::Absent,
        PraOutcome::Empty => IdentityText::Empty,
        PraOutcome::OtherBlock => IdentityText::OtherBlock,
        PraOutcome::Selected => IdentityText::Selected,
        PraOutcome::Several => IdentityText::Several,
        PraOutcome::NotReached => IdentityText::NotReached,
        PraOutcome::Taken => IdentityText::IsPra,
        PraOutcome::IllFormed => IdentityText::IllFormed,
    }
    .text(lang)
}
