//! Words about DKIM signatures: a line for each, and in whole sentences what became of it.

use super::common::Sign;
use super::recorded::{self, RecordedText};
use super::trace;
use crate::case::Case;
use crate::dkim::{
    DkimResult, KeyFault, Note, Problem, ReceiptFrom, SavedAs, SyntaxFault, Unsupported, Verification, saved_as,
};
use crate::dns::Outcome;
use crate::message::{BodyState, Message, SavedSign, Signature, SignatureFault, SignedBody, Span, TagFault};
use crate::settings::Lang;
use crate::text::{Shown, truncate};

catalogue! {
    /// Words about signatures.
    pub enum DkimText {
        Line { result, domain, details } => { en: "{result}  {domain}  ({details})", ja: "{result}  {domain}  ({details})" }
        NoDomain => { en: "no usable domain", ja: "使えるドメインなし" }
        Selector { selector } => { en: "selector {selector}", ja: "セレクター {selector}" }
        Bits { bits } => { en: "{bits} bits", ja: "{bits} ビット" }

        Passes { domain } => {
            en: "Header and body are as {domain} signed them.",
            ja: "ヘッダーも本文も {domain} が署名したときのままです。"
        }
        BodyAltered => {
            en: "The signed header is intact, but the body is not the one that was signed.",
            ja: "署名されたヘッダーはそのままですが、本文が署名時と違います。"
        }
        BothAltered => {
            en: "The body is not the one that was signed, and the signature does not fit the header either.",
            ja: "本文が署名時と違い、署名はヘッダーにも合いません。"
        }
        HeaderAltered => {
            en: "The body is intact, but the signature does not fit the header: a signed field or the signature was changed, or this is not the key that signed.",
            ja: "本文はそのままですが、署名がヘッダーに合いません。署名されたフィールドか署名自体が変わったか、これが署名に使った鍵ではないかのいずれかです。"
        }
        HeaderFits => {
            en: "The signature fits the header.",
            ja: "署名はヘッダーに合います。"
        }
        BodyOnlyIntact => {
            en: "The body is the one that was signed; the header cannot be checked without a key.",
            ja: "本文は署名時のままです。ヘッダーは鍵がないため検証できません。"
        }
        BodyOnlyAltered => {
            en: "The body is not the one that was signed; the header cannot be checked without a key.",
            ja: "本文は署名時と違います。ヘッダーは鍵がないため検証できません。"
        }
        HeaderFitsOnly => {
            en: "The signature fits the header; the body, which the file does not hold, cannot be verified.",
            ja: "署名はヘッダーに合います。本文はファイルにないため検証できません。"
        }
        HeaderMisfitsOnly => {
            en: "The signature does not fit the header; since the file does not hold the body either, it may be an incomplete copy, and no failure follows from it.",
            ja: "署名がヘッダーに合いませんが、本文もないため、写しが不完全な可能性があります。失敗とは判定しません。"
        }
        CutOff => {
            en: "The file ends with this signature, perhaps within it: it cannot be verified.",
            ja: "ファイルがこの署名で終わっています。途中で切れている可能性があり、検証できません。"
        }
        RecordedBody { by } => {
            en: "The file does not hold the body; {by} recorded that it was not the one that was signed.",
            ja: "本文はファイルにありませんが、{by} が「本文が署名時と違う」と記録しています。"
        }
        RecordedBodyNameless => {
            en: "The file does not hold the body; the receiving server recorded that it was not the one that was signed.",
            ja: "本文はファイルにありませんが、受信サーバーが「本文が署名時と違う」と記録しています。"
        }
        Appended { line, text } => {
            en: "The body verifies up to line {line}; after it was appended: {text}",
            ja: "本文は {line} 行目までは署名時のままで、その後に追加されています: {text}"
        }
        AppendedToNothing { text } => {
            en: "The body was empty when it was signed; since then was added: {text}",
            ja: "署名時の本文は空でした。後から追加されたもの: {text}"
        }
        MboxQuoted => {
            en: "Without the > that an mbox file puts before “From ”, the body is the one that was signed.",
            ja: "mbox ファイルが行頭の From に付ける > を除けば、本文は署名時のままです。"
        }
        Shorter { length, signed } => {
            en: "l= says that {signed} bytes of the body are signed, but it has only {length}.",
            ja: "l= では本文 {signed} バイトが署名されていますが、実際には {length} バイトしかありません。"
        }
        Compared { length } => {
            en: "Compared were {length} bytes of canonical body; a list, a gateway or the program that saved the file may have changed it.",
            ja: "正規化した本文 {length} バイトを比べました。メーリングリストや中継サーバーのほか、保存したソフトが変えた可能性もあります。"
        }

        Expired { expired, received, by } => {
            en: "It expired at {expired}; the message was received at {received} ({by}).",
            ja: "署名の期限は {expired}、受信は {received} です ({by})。"
        }
        ByHop => { en: "stamped by the receiving server", ja: "受信サーバーの記録" }
        ByDate => { en: "by its Date field, which the sender wrote", ja: "送信者が書いた Date フィールドによる" }
        ByNow => { en: "taken to be now", ja: "現在とみなしました" }
        NoKey { name, answer } => { en: "There is no key at {name}: {answer}.", ja: "{name} に鍵がありません: {answer}。" }
        NoKeyAmong { name } => { en: "What stands at {name} is no DKIM key.", ja: "{name} にあるのは DKIM の鍵ではありません。" }
        Revoked { name } => { en: "The key at {name} was revoked: its p= is empty.", ja: "{name} の鍵は失効しています (p= が空)。" }
        BadKey { name, why } => { en: "The key at {name} cannot be used: {why}.", ja: "{name} の鍵は使えません: {why}。" }
        BadSignature { why } => { en: "The signature cannot be read: {why}.", ja: "署名を読み取れません: {why}。" }
        UnknownTag { tag } => {
            en: "The signature cannot be verified: nobody knows the value of its {tag}=.",
            ja: "署名を検証できません: {tag}= の値が未知のものです。"
        }
        DnsFailed { name, what } => { en: "The question for the key at {name} failed: {what}.", ja: "{name} の鍵を問い合わせましたが失敗しました: {what}。" }
        Unanswered { name } => { en: "The key at {name} is not answered yet.", ja: "{name} の鍵はまだ応答がありません。" }

        FaultNoEquals { text } => { en: "“{text}” is no tag", ja: "「{text}」はタグではありません" }
        FaultEmptyItem => { en: "two semicolons stand in a row", ja: "セミコロンが続いています" }
        FaultName { text } => { en: "“{text}” is no name of a tag", ja: "「{text}」はタグの名前になりません" }
        FaultDuplicate { text } => { en: "{text}= stands twice", ja: "{text}= が 2 回あります" }
        FaultCharacter => { en: "a character is not allowed", ja: "使えない文字があります" }
        FaultTooMany => { en: "it has too many tags", ja: "タグが多すぎます" }
        FaultTooLong => { en: "it is too long", ja: "長すぎます" }
        FaultMissing { tag } => { en: "{tag}= is missing", ja: "{tag}= がありません" }
        FaultValue { tag } => { en: "the value of {tag}= is invalid", ja: "{tag}= の値が正しくありません" }
        FaultFrom => { en: "From is not among the signed fields", ja: "From が署名の対象に入っていません" }
        FaultExpires => { en: "x= is not later than t=", ja: "x= が t= より後になっていません" }
        FaultIdentity => { en: "i= does not lie within d=", ja: "i= が d= のドメインに属していません" }
        FaultIdentityStrict => { en: "i= is not of d= itself, as the key demands (t=s)", ja: "鍵が求めるとおり (t=s) に i= が d= と一致していません" }
        FaultKeyName => { en: "s= and d= make no name that can be asked", ja: "s= と d= が問い合わせできる名前になりません" }
        KeyTags { why } => { en: "{why}", ja: "{why}" }
        KeyVersion => { en: "v= does not stand first", ja: "v= が先頭にありません" }
        KeyData => { en: "p= holds no key of this type", ja: "p= がこの種類の鍵ではありません" }
        KeyType => { en: "it is of another type than the signature (k=)", ja: "署名と種類が違います (k=)" }
        KeyHash => { en: "it does not allow this hash (h=)", ja: "このハッシュを許可していません (h=)" }
        KeyService => { en: "it is not for mail (s=)", ja: "メール用ではありません (s=)" }
        KeySize { bits } => { en: "{bits} bits are outside 512 to 8192", ja: "{bits} ビットは 512 から 8192 の範囲外です" }

        NoteHash => {
            en: "rsa-sha1 is obsolete: by RFC 8301 nobody is to sign or verify with it.",
            ja: "rsa-sha1 は廃止されています (RFC 8301 は署名にも検証にも使わないよう定めています)。"
        }
        NoteShortKey => {
            en: "The key has less than 1024 bits: by RFC 8301, and at Gmail, such a signature does not count, nor does it here for DMARC and for receivers.",
            ja: "鍵が 1024 ビット未満です。RFC 8301 でも Gmail でもこの署名は無効とされるため、DMARC と受信側の判定では数えていません。"
        }
        NoteTesting => {
            en: "The domain says that it tests DKIM (t=y): a failure is not to count against it.",
            ja: "このドメインは DKIM を試験中としています (t=y)。失敗しても不利に扱われない決まりです。"
        }
        NoteFuture => { en: "t= is later than the message was received.", ja: "t= が受信時刻より後です。" }
        NoteSeveralKeys => {
            en: "There are several key records; RFC 6376 does not say which one counts, and each was tried.",
            ja: "鍵のレコードが複数あります。RFC 6376 にはどれを使うか定めがないため、すべて試しました。"
        }
        NoteUncovered { bytes } => {
            en: "The last {bytes} bytes of the body are not signed (l=): anybody could have appended them.",
            ja: "本文の末尾 {bytes} バイトは署名されていません (l=)。誰でも追加できます。"
        }
        NoteNothingCovered => {
            en: "Nothing of the body is signed (l=0): anybody could have written it.",
            ja: "本文は一切署名されていません (l=0)。誰でも書き換えられます。"
        }
        NoteFrom => {
            en: "A From field is not signed: it may have been added on the way.",
            ja: "署名されていない From フィールドがあります。途中で追加された可能性があります。"
        }
        Unsigned { fields } => { en: "Not signed: {fields}.", ja: "署名の対象外: {fields}。" }

        Saved { signs } => {
            en: "This file may not be what was sent: {signs}. A signature that fails here proves no forgery.",
            ja: "このファイルは送信時のままではない可能性があります: {signs}。ここで署名の検証に失敗しても、偽造とは言えません。"
        }
        SavedField { field } => { en: "a mail program wrote {field} into it", ja: "メールソフトが {field} を書き込んでいます" }
        SavedDecoded { encoding } => {
            en: "the body is said to be {encoding} and holds raw text",
            ja: "本文は {encoding} のはずですが、復号された文字が入っています"
        }
        SavedCharset { charset } => {
            en: "the text is said to be {charset} and is UTF-8",
            ja: "文字コードは {charset} のはずですが、UTF-8 になっています"
        }
        SavedMbox => { en: "an mbox file quoted a line that begins with From", ja: "mbox ファイルが From で始まる行に > を付けています" }
        SavedHeader => { en: "its header is damaged", ja: "ヘッダーが壊れています" }
        SavedLineEnds => { en: "its lines end in several ways", ja: "改行コードが混在しています" }
        SavedAllFail => {
            en: "signatures of several domains fail in header and body alike",
            ja: "複数のドメインの署名が、ヘッダーでも本文でも失敗しています"
        }
    }
}

/// Columns of the message's own text that a sentence quotes.
const QUOTE: usize = 60;

impl From<DkimResult> for Sign {
    fn from(result: DkimResult) -> Self {
        match result {
            DkimResult::Pass => Self::Good,
            DkimResult::Fail | DkimResult::PermError => Self::Bad,
            DkimResult::Neutral => Self::Nothing,
            DkimResult::TempError => Self::Doubt,
            DkimResult::Pending => Self::Open,
        }
    }
}

/// A signature on one line: result, domain, selector, algorithm, key.
#[must_use]
pub fn line(message: &Message, found: &Verification, lang: Lang) -> String {
    let Some(signature) = message.signatures.get(found.signature) else { return String::new() };
    let domain = signature.domain.as_deref().map_or_else(|| DkimText::NoDomain.text(lang), shown);
    let mut details = Vec::new();
    details.extend(signature.selector.as_deref().map(|s| DkimText::Selector { selector: &shown(s) }.text(lang)));
    details.extend(signature.algorithm.as_deref().map(shown));
    details.extend(found.key.as_ref().and_then(|key| key.bits).map(|bits| DkimText::Bits { bits: &bits }.text(lang)));
    details.extend(on_record(found, lang));
    let details = details.join(", ");
    DkimText::Line { result: &found.result.as_str(), domain: &domain, details: &details }.text(lang)
}

/// What became of a signature, in sentences.
#[must_use]
pub fn explained(case: &Case, message: &Message, found: &Verification, lang: Lang) -> Vec<String> {
    let Some(signature) = message.signatures.get(found.signature) else { return Vec::new() };
    let mut texts = vec![verdict(case, message, found, signature, lang)];
    if let Ok(prepared) = &signature.prepared {
        texts.extend(parts(found, &prepared.body, lang));
        texts.extend(body(message, &prepared.body, lang));
    }
    texts.extend(found.notes.iter().map(|note| self::note(*note, signature, lang)));
    if found.result == DkimResult::Pass && !signature.unsigned.is_empty() {
        texts.push(DkimText::Unsigned { fields: &signature.unsigned.join(", ") }.text(lang));
    }
    texts.retain(|text| !text.is_empty());
    texts
}

/// Who recorded the result, where it is not ours.
fn on_record(found: &Verification, lang: Lang) -> Option<String> {
    found.recorded.as_ref().map(|r| recorded::beside(r.by.as_deref(), r.dns.as_str(), lang))
}

/// Whether there is more to say of a signature than that it passed.
#[must_use]
pub fn is_plain(found: &Verification) -> bool {
    found.result == DkimResult::Pass && found.notes.is_empty() && found.recorded.is_none()
}

/// Why the file may not be what was sent, where signatures fail.
#[must_use]
pub fn saved(case: &Case, message: &Message, lang: Lang) -> Option<String> {
    let signs: Vec<String> = saved_as(message, &case.dkim).into_iter().map(|sign| saved_sign(sign, lang)).collect();
    let signs = signs.join(if lang == Lang::Ja { "、" } else { "; " });
    (!signs.is_empty()).then(|| DkimText::Saved { signs: &signs }.text(lang))
}

/// The result and its reason.
fn verdict(case: &Case, message: &Message, found: &Verification, signature: &Signature, lang: Lang) -> String {
    let name = found.asked.as_ref().map(|asked| shown(asked.question.name.as_str())).unwrap_or_default();
    let answer = found.asked.as_ref().and_then(|asked| asked.answer.as_ref()).map(|answer| &answer.outcome);
    let said = |outcome: Option<&Outcome>| outcome.map(|outcome| trace::outcome(outcome, lang)).unwrap_or_default();
    if found.recorded.is_some() && found.problem.is_none() {
        return RecordedText::NotOurs.text(lang);
    }
    let text = match (&found.problem, found.result) {
        (None, DkimResult::Pending) => DkimText::Unanswered { name: &name },
        (None, DkimResult::TempError) => return DkimText::DnsFailed { name: &name, what: &said(answer) }.text(lang),
        (None, _) => {
            let domain = signature.domain.as_deref().map(shown).unwrap_or_default();
            return DkimText::Passes { domain: &domain }.text(lang);
        }
        (Some(Problem::NoBody), _) => match found.header_intact {
            Some(true) => DkimText::HeaderFitsOnly,
            Some(false) => DkimText::HeaderMisfitsOnly,
            None => DkimText::CutOff,
        },
        (Some(Problem::BodyHash), _) if found.is_failed_without_body() => {
            let writer = found.recorded.as_ref().and_then(|recorded| recorded.by.as_deref());
            let Some(by) = writer.map(shown) else { return DkimText::RecordedBodyNameless.text(lang) };
            return DkimText::RecordedBody { by: &by }.text(lang);
        }
        // Said by the parts.
        (Some(Problem::BodyHash | Problem::Signature), _) => return String::new(),
        (Some(Problem::NoKey), _) => match answer {
            Some(Outcome::Records(_)) => DkimText::NoKeyAmong { name: &name },
            outcome => return DkimText::NoKey { name: &name, answer: &said(outcome) }.text(lang),
        },
        (Some(Problem::Revoked), _) => DkimText::Revoked { name: &name },
        (Some(Problem::KeySyntax(fault) | Problem::Unsupported(Unsupported::Key(fault))), _) => {
            return DkimText::BadKey { name: &name, why: &key_fault(fault, found, lang) }.text(lang);
        }
        (Some(Problem::Unsupported(Unsupported::Tag(tag))), _) => DkimText::UnknownTag { tag },
        (Some(Problem::SignatureSyntax(fault)), _) => {
            return DkimText::BadSignature { why: &syntax_fault(message, fault, lang) }.text(lang);
        }
        (Some(Problem::Expired), _) => {
            let by = match case.receipt.from {
                ReceiptFrom::ReceivingHop => DkimText::ByHop,
                ReceiptFrom::DateField => DkimText::ByDate,
                ReceiptFrom::Now => DkimText::ByNow,
            };
            let expired = signature.expiration.and_then(|at| i64::try_from(at).ok()).unwrap_or(i64::MAX);
            let (expired, received) = (time(expired), time(case.receipt.at));
            return DkimText::Expired { expired: &expired, received: &received, by: &by.text(lang) }.text(lang);
        }
    };
    text.text(lang)
}

/// Which part is intact and which is not, where something is.
fn parts(found: &Verification, body: &SignedBody, lang: Lang) -> Option<String> {
    let text = match (found.header_intact, found.body_intact?) {
        (Some(true), true) if found.result == DkimResult::Pass => return None,
        (Some(true), true) => DkimText::HeaderFits,
        (Some(true), false) => DkimText::BodyAltered,
        (Some(false), true) => DkimText::HeaderAltered,
        (Some(false), false) => DkimText::BothAltered,
        (None, true) => DkimText::BodyOnlyIntact,
        (None, false) => DkimText::BodyOnlyAltered,
    };
    let mut text = text.text(lang);
    if found.body_intact == Some(false) && body.state == BodyState::Altered {
        text.push_str(if lang == Lang::En { " " } else { "" });
        text.push_str(&DkimText::Compared { length: &body.covered }.text(lang));
    }
    Some(text)
}

/// What was done to the body, where that is known.
fn body(message: &Message, body: &SignedBody, lang: Lang) -> Option<String> {
    let text = match &body.state {
        BodyState::Intact | BodyState::Altered | BodyState::Absent => return None,
        BodyState::Shorter => return Some(DkimText::Shorter { length: &body.length, signed: &body.signed }.text(lang)),
        BodyState::MboxQuoted => DkimText::MboxQuoted.text(lang),
        BodyState::Appended { line, rest } => {
            let text = quote(message, rest);
            match line {
                0 => DkimText::AppendedToNothing { text: &text }.text(lang),
                line => DkimText::Appended { line, text: &text }.text(lang),
            }
        }
    };
    Some(text)
}

fn note(note: Note, signature: &Signature, lang: Lang) -> String {
    let uncovered = signature.prepared.as_ref().map_or(0, |p| p.body.length.saturating_sub(p.body.covered));
    match note {
        Note::ObsoleteHash => DkimText::NoteHash,
        Note::ShortKey => DkimText::NoteShortKey,
        Note::Testing => DkimText::NoteTesting,
        Note::MadeInFuture => DkimText::NoteFuture,
        Note::SeveralKeys => DkimText::NoteSeveralKeys,
        Note::BodyNotCovered if signature.length == Some(0) => DkimText::NoteNothingCovered,
        Note::BodyNotCovered => DkimText::NoteUncovered { bytes: &uncovered },
        Note::FromNotCovered => DkimText::NoteFrom,
    }
    .text(lang)
}

fn syntax_fault(message: &Message, fault: &SyntaxFault, lang: Lang) -> String {
    let text = match fault {
        SyntaxFault::IdentityOutside { strict: false } => DkimText::FaultIdentity,
        SyntaxFault::IdentityOutside { strict: true } => DkimText::FaultIdentityStrict,
        SyntaxFault::KeyName => DkimText::FaultKeyName,
        SyntaxFault::Field(SignatureFault::Tags(fault)) => {
            return tag_fault(fault, |span| quote(message, span), lang);
        }
        SyntaxFault::Field(SignatureFault::Missing(tag)) => DkimText::FaultMissing { tag },
        SyntaxFault::Field(SignatureFault::BadValue(tag) | SignatureFault::Unsupported(tag)) => {
            DkimText::FaultValue { tag }
        }
        SyntaxFault::Field(SignatureFault::FromNotSigned) => DkimText::FaultFrom,
        SyntaxFault::Field(SignatureFault::ExpiresBeforeMade) => DkimText::FaultExpires,
        SyntaxFault::Field(SignatureFault::TooLong | SignatureFault::CutOff) => DkimText::FaultTooLong,
    };
    text.text(lang)
}

fn key_fault(fault: &KeyFault, found: &Verification, lang: Lang) -> String {
    let text = match fault {
        KeyFault::Tags(fault) => {
            let record = found.asked.as_ref().and_then(|asked| asked.answer.as_ref()).into_iter();
            let texts: Vec<Vec<u8>> = record.flat_map(|a| a.records()).filter_map(|r| r.data.txt()).collect();
            // The span is of one of the records; of several, nothing is quoted.
            let text = if let [text] = &texts[..] { text.as_slice() } else { b"" };
            let quote = |span: &Span| cut(Shown::bytes(text.get(span.clone()).unwrap_or_default()).as_str());
            return tag_fault(fault, quote, lang);
        }
        KeyFault::VersionNotFirst => DkimText::KeyVersion,
        KeyFault::NoKeyData => DkimText::FaultMissing { tag: &"p" },
        KeyFault::NotAKey | KeyFault::Revoked | KeyFault::BadKeyData => DkimText::KeyData,
        KeyFault::OtherType => DkimText::KeyType,
        KeyFault::HashNotAllowed => DkimText::KeyHash,
        KeyFault::NotForMail => DkimText::KeyService,
        KeyFault::Size(bits) => DkimText::KeySize { bits },
    };
    text.text(lang)
}

fn tag_fault(fault: &TagFault, quote: impl Fn(&Span) -> String, lang: Lang) -> String {
    match fault {
        TagFault::NoEquals(span) => match quote(span) {
            text if text.is_empty() => DkimText::FaultEmptyItem.text(lang),
            text => DkimText::FaultNoEquals { text: &text }.text(lang),
        },
        TagFault::BadName(span) => DkimText::FaultName { text: &quote(span) }.text(lang),
        TagFault::Duplicate(span) => DkimText::FaultDuplicate { text: &quote(span) }.text(lang),
        TagFault::BadCharacter(_) => DkimText::FaultCharacter.text(lang),
        TagFault::TooMany => DkimText::FaultTooMany.text(lang),
    }
}

fn saved_sign(sign: SavedAs, lang: Lang) -> String {
    match sign {
        SavedAs::Sign(SavedSign::StoreField(field)) => DkimText::SavedField { field: &field }.text(lang),
        SavedAs::Sign(SavedSign::Decoded(encoding)) => DkimText::SavedDecoded { encoding: &encoding }.text(lang),
        SavedAs::Sign(SavedSign::Transcoded(charset)) => DkimText::SavedCharset { charset: &charset }.text(lang),
        SavedAs::MboxQuoted => DkimText::SavedMbox.text(lang),
        SavedAs::DamagedHeader => DkimText::SavedHeader.text(lang),
        SavedAs::MixedLineEnds => DkimText::SavedLineEnds.text(lang),
        SavedAs::AllFail => DkimText::SavedAllFail.text(lang),
    }
}

/// Lines that are looked through for one to quote.
const LOOKED_AT: usize = 20;
/// Bytes of each that are looked at.
const LINE: usize = 500;

/// The first line with words in it of a part of the message, without white space around it; else the first
/// line that is not blank.
fn quote(message: &Message, span: &Span) -> String {
    let start = |line| <[u8]>::trim_ascii(line).get(..LINE).unwrap_or(<[u8]>::trim_ascii(line));
    let lines = || message.bytes(span).split(|b| *b == b'\n').map(start).take(LOOKED_AT);
    let with_words = lines().find(|line| line.iter().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii()));
    let line = with_words.or_else(|| lines().find(|line| !line.is_empty()));
    cut(Shown::bytes(line.unwrap_or_default()).as_str())
}

fn cut(text: &str) -> String {
    truncate(text, QUOTE)
}

fn shown(text: &str) -> String {
    Shown::new(text).to_string()
}

/// A moment in UTC.
fn time(seconds: i64) -> String {
    let Ok(time) = jiff::Timestamp::from_second(seconds) else { return "-".to_owned() };
    jiff::tz::Offset::UTC.to_datetime(time).strftime("%Y-%m-%d %H:%M UTC").to_string()
}
