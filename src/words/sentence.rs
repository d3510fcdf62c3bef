//! Whole sentences about a case: where two receivers part, what is wrong with a record, what is
//! doubtful about the evidence, why something is open.

use super::common;
use crate::case::{Case, DayFrom, Lane, Parted, Way};
use crate::identity::{HeaderProblem, Warning};
use crate::message::{Message, Oddity};
use crate::receiver::{OpenReason, Profiles};
use crate::settings::Lang;
use crate::spf::{Evaluation, Problem, ProblemKind, SyntaxError};
use crate::text::Shown;

catalogue! {
    /// Sentences.
    pub enum Sentence {
        PartIdentity { left, left_domain, right, right_domain } => {
            en: "They part at the identity: {left} asks about {left_domain}, {right} asks about {right_domain}.",
            ja: "分かれ目は見るアドレスです: {left} は {left_domain} を、{right} は {right_domain} を調べます。"
        }
        PartIdentityToo { left, left_domain, right, right_domain } => {
            en: "They part at the identity: {left} asks about {left_domain}, {right} also asks about {right_domain}.",
            ja: "分かれ目は見るアドレスです: {left} は {left_domain} を調べ、{right} は {right_domain} も調べます。"
        }
        PartCheck { left, left_check, right, right_check } => {
            en: "They part at the check: {left} goes by {left_check}, {right} by {right_check}.",
            ja: "分かれ目は検査の種類です: {left} は「{left_check}」、{right} は「{right_check}」で判定します。"
        }
        PartDomain { left, left_domain, right, right_domain } => {
            en: "They part at the domain: {left} asks about {left_domain}, {right} about {right_domain}.",
            ja: "分かれ目はドメインです: {left} は {left_domain} を、{right} は {right_domain} を調べます。"
        }
        PartRecord { left, right, domain } => {
            en: "They part at the record: of {domain}, {left} and {right} read different records.",
            ja: "分かれ目はレコードです: {domain} について、{left} と {right} は別のレコードを読みます。"
        }
        PartResult { left, left_result, right, right_result } => {
            en: "They part at the result: {left} gets {left_result}, {right} gets {right_result}.",
            ja: "分かれ目は結果です: {left} では {left_result}、{right} では {right_result} になります。"
        }
        PartRule { left, left_decision, right, right_decision, result } => {
            en: "They part at the rule: with {result}, {left} says {left_decision} and {right} says {right_decision}.",
            ja: "分かれ目は規則です: {result} のとき、{left} は「{left_decision}」、{right} は「{right_decision}」とします。"
        }
        PartShortIdentity => { en: "They part at the identity.", ja: "分かれ目は見るアドレスです。" }
        PartShortDomain => { en: "They part at the domain.", ja: "分かれ目はドメインです。" }
        PartShortRecord => { en: "They part at the record.", ja: "分かれ目はレコードです。" }
        PartShortResult => { en: "They part at the result.", ja: "分かれ目は結果です。" }
        PartShortCheck => { en: "They part at the check.", ja: "分かれ目は検査の種類です。" }
        PartShortRule => { en: "They part at the rule.", ja: "分かれ目は規則です。" }
        StillOpen { receiver, why } => {
            en: "What {receiver} does is not known: {why}.",
            ja: "{receiver} がどうするかはわかりません: {why}。"
        }
        Agree { decision } => {
            en: "Both receivers shown come to the same: {decision}.",
            ja: "表示中の受信側はどちらも「{decision}」です。"
        }

        ProblemSyntax { term, domain } => {
            en: "syntax error at {term} in the record of {domain}",
            ja: "{domain} のレコードに構文の誤り: {term}"
        }
        Suggest { suggestion } => { en: "; {suggestion} was probably meant", ja: " ({suggestion} の誤りと思われます)" }
        MeantCaret { suggestion } => { en: "meant: {suggestion}", ja: "{suggestion} の誤りか" }
        MultipleRecords { domain } => {
            en: "{domain} has more than one SPF record",
            ja: "{domain} に SPF レコードが複数あります"
        }
        LookupLimit { term } => {
            en: "more than 10 lookup terms, at {term}",
            ja: "DNS を引く項目が 10 個を超えました ({term})"
        }
        VoidLookupLimit { term } => {
            en: "more than 2 void lookups, at {term}",
            ja: "空振りの問い合わせが 2 回を超えました ({term})"
        }
        MxLimit { term } => { en: "more than 10 MX hosts, at {term}", ja: "MX ホストが 10 個を超えました ({term})" }
        Loop { term, domain } => {
            en: "a loop: {term} leads back to a record that is being evaluated, seen in the record of {domain}",
            ja: "{domain} のレコードの {term} が評価中のレコードへ戻り、循環しています"
        }
        IncludeNone { term } => {
            en: "{term} names a domain without an SPF record",
            ja: "{term} の先に SPF レコードがありません"
        }
        DnsFailed { domain } => { en: "the DNS failed for {domain}", ja: "{domain} の DNS 問い合わせに失敗しました" }
        BadDomain { domain } => { en: "{domain} is no domain that can be asked", ja: "{domain} は問い合わせできるドメインではありません" }
        BadMacro { term } => { en: "the macro in {term} gives no domain", ja: "{term} のマクロがドメインになりません" }

        UnknownMechanism { name } => { en: "there is no mechanism {name}", ja: "{name} という項目はありません" }
        MissingValue => { en: "a value is missing", ja: "値がありません" }
        UnexpectedValue => { en: "it takes no value", ja: "値を取らない項目です" }
        BadNetwork { value } => { en: "{value} is no IP network", ja: "{value} は IP ネットワークではありません" }
        BadPrefix { value } => { en: "{value} is no prefix length", ja: "{value} は正しいプレフィックス長ではありません" }
        BadDomainSpec { value } => { en: "{value} is no domain-spec", ja: "{value} は正しい domain-spec ではありません" }
        BadMacroSyntax { value } => { en: "{value} is no macro", ja: "{value} は正しいマクロではありません" }
        DuplicateModifier { name } => { en: "{name} stands twice", ja: "{name} が 2 回あります" }
        BadCharacter { code } => { en: "character {code} is not allowed", ja: "文字 {code} は使えません" }

        PendingAnswer { question } => { en: "not answered yet: {question}", ja: "未応答: {question}" }
        PendingClient => { en: "the client IP is not known", ja: "接続元の IP アドレスがわかりません" }

        ReturnPathDiffers { return_path, recorded } => {
            en: "Return-Path says {return_path}, but the receiving server recorded {recorded}; the recorded one was taken.",
            ja: "Return-Path は {return_path} ですが、受信サーバーの記録は {recorded} です。記録の方を採りました。"
        }
        SeveralReturnPaths => {
            en: "There are several Return-Path fields that differ; the one was taken that the receiving server most likely wrote.",
            ja: "異なる Return-Path が複数あります。受信サーバーが書いた可能性の最も高いものを採りました。"
        }
        ClientIpDiffers { recorded, received } => {
            en: "The receiving server recorded client {recorded}, its Received field names {received}; the recorded one was taken. A gateway in front of the server explains both.",
            ja: "受信サーバーの記録では接続元は {recorded}、Received では {received} です。記録の方を採りました。サーバーの手前に中継があれば両方とも正しいことがあります。"
        }
        OtherHop { writer } => {
            en: "{writer} recorded its own results at another hop; they were not taken.",
            ja: "{writer} の記録は別のホップのものなので採りませんでした。"
        }
        OtherHopNameless => {
            en: "A record that names no server belongs to another hop; it was not taken.",
            ja: "サーバー名のない記録は別のホップのものなので採りませんでした。"
        }
        RecordsDisagree { taken, other } => {
            en: "Records of the receiving server name client {taken} and {other}; the first was taken.",
            ja: "受信サーバーの記録に接続元が {taken} と {other} の 2 通りあります。前者を採りました。"
        }
        PraAddedLater { field, at_hop } => {
            en: "{field} was added behind the receiving hop, whose own PRA was {at_hop}; that one is judged.",
            ja: "{field} は受信ホップより後に付いたものです。受信時の PRA は {at_hop} なので、そちらで判定します。"
        }
        HeaderNamesOtherClient { field, stated, taken } => {
            en: "{field} names {stated}, but the receiving hop's client is {taken}: the message passed another system in between.",
            ja: "{field} には {stated} とありますが、受信時の接続元は {taken} です。途中で別のシステムを経由しています。"
        }
        ContradictingRecord { writer } => {
            en: "A record under the receiver's name ({writer}) contradicts the receiver's own Received or Return-Path. It stands where whoever sent the message can have written it, and decides nothing.",
            ja: "受信側の名前 ({writer}) の付いた記録が、受信側自身の Received または Return-Path と食い違っています。送信者でも書ける位置にあるため、判定には使いません。"
        }
        ContradictingNameless => {
            en: "A record in the receiver's form contradicts the receiver's own Received or Return-Path. It stands where whoever sent the message can have written it, and decides nothing.",
            ja: "受信側の形式の記録が、受信側自身の Received または Return-Path と食い違っています。送信者でも書ける位置にあるため、判定には使いません。"
        }
        PrivateClient { ip } => {
            en: "The client's address {ip} is private: nobody on the Internet has it, so that SPF says nothing about the sender. Address translation in front of the receiving server does that, such as Docker's.",
            ja: "接続元 {ip} はプライベートアドレスです。インターネット上の送信元ではないため、SPF の結果は送信者について何も示しません。受信サーバーの手前のアドレス変換 (Docker など) でこうなります。"
        }
        AssumedHop { by, number } => {
            en: "{by} names no client from outside. It is assumed that the message came in at the Received field number {number}, which whoever sent it can have written if it came in at {by}; --received-at {number} says that it did not.",
            ja: "{by} の Received には外部の接続元がありません。{number} 番目の Received で受信したものと仮定しています。{by} で受信した場合、この Received は送信者でも書けます。仮定どおりなら --received-at {number} を指定してください。"
        }
        AssumedHopNameless { number } => {
            en: "The Received field above names no server and no client from outside. It is assumed that the message came in at the Received field number {number}, which whoever sent it can have written if it came in above; --received-at {number} says that it did not.",
            ja: "上の Received にはサーバー名も外部の接続元もありません。{number} 番目の Received で受信したものと仮定しています。上のホップで受信した場合、この Received は送信者でも書けます。仮定どおりなら --received-at {number} を指定してください。"
        }
        StatedClient { field } => {
            en: "No Received field shows the client. {field} names it, which whoever sent the message can have written; --ip says which it was.",
            ja: "接続元を示す Received がありません。{field} に書かれた接続元は、送信者でも書けるものです。--ip で指定できます。"
        }
        UnconfirmedMailFrom { address } => {
            en: "MAIL FROM {address} stands only where whoever sent the message can have written it. It is shown, and nothing is judged by it; --mail-from takes it.",
            ja: "MAIL FROM {address} は、送信者でも書ける位置にしかありません。表示だけを行い、判定には使いません。--mail-from で採用できます。"
        }
        KeptMailFrom { number } => {
            en: "MAIL FROM is the one that arrived at hop {number}. The servers in between are of one organisation, and nothing says that they changed it.",
            ja: "MAIL FROM はホップ {number} に届いたものです。途中のサーバーは同じ組織のもので、書き換えた形跡はありません。"
        }
        HopChosen { by } => {
            en: "Judged as if {by} had received the message, which is another hop than the receiving one.",
            ja: "受信ホップではなく、{by} が受信したものとして判定しています。"
        }
        NoSuchHop { number, count } => {
            en: "There is no Received field number {number}, only {count}; it is judged at the receiving hop that was found.",
            ja: "{number} 番目の Received はありません (全部で {count})。推定した受信ホップで判定しています。"
        }
        NoClientIp => {
            en: "No client IP was found; give one with --ip.",
            ja: "接続元の IP アドレスが見つかりません。--ip で指定できます。"
        }
        NoMailFrom => {
            en: "No MAIL FROM was found; give one with --mail-from.",
            ja: "MAIL FROM が見つかりません。--mail-from で指定できます。"
        }
        NotSentYet { via } => {
            en: "This message was not sent yet; --via {via} says through whom it will leave.",
            ja: "このメールはまだ送信されていません。--via {via} のように送信経路を指定できます。"
        }
        Assumed { service } => {
            en: "Assumed with --via, not read from the message: it leaves through {service}.",
            ja: "--via による仮定であり、メールから読み取ったものではありません: {service} から送信。"
        }
        ByteOrderMark => { en: "A byte order mark stands before the first field.", ja: "先頭に BOM があります。" }
        LeadingBlankLine => { en: "A blank line stands before the first field.", ja: "先頭に空行があります。" }
        MboxFromLine => { en: "An mbox From line stands before the first field.", ja: "先頭に mbox の From 行があります。" }
        LogPrefix => {
            en: "The mark of a log entry stands before the first field.",
            ja: "先頭にログの記録時刻などがあります。"
        }
        JunkLine { text } => { en: "This line of the header is no field: {text}", ja: "ヘッダーにフィールドでない行があります: {text}" }
        SpaceBeforeColon { text } => { en: "White space before the colon: {text}", ja: "コロンの前に空白があります: {text}" }
        BareCr { text } => { en: "A bare CR stands inside a header line: {text}", ja: "ヘッダー行の中に単独の CR があります: {text}" }
        HeaderOnly => {
            en: "The file holds headers only, without the body, which a DKIM signature covers as well. To have all of it checked, save the whole message as a file: Gmail has “Download message”, other mail programs “Save as” (.eml).",
            ja: "ファイルにあるのはヘッダーのみ (本文なし) です。DKIM 署名の検証には本文も要るため、メール全体をファイルに保存してください。Gmail は「メッセージをダウンロード」、ほかのソフトは「名前を付けて保存」(.eml) です。"
        }
        MixedLineEnds { line } => {
            en: "Line {line} ends otherwise than the lines of the header before it; mail ends every line with CR LF (RFC 5322 section 2.3). The program that saved the file may have done that.",
            ja: "{line} 行目の行末が、それより前のヘッダー行と違います。メールの行末はすべて CR LF です (RFC 5322 2.3 節)。ファイルを保存したプログラムが変えた可能性もあります。",
        }
        DuplicateField { name, count, rfc } => {
            en: "{name} stands {count} times, and {rfc} allows it once. Servers may refuse such a message, and programs differ in which one they read.",
            ja: "{name} フィールドが {count} 個ありますが、{rfc} で許されるのは 1 個だけです。こうしたメールを拒否するサーバーがあり、どれを読むかもプログラムによって異なります。",
        }
        NoBlankLine => { en: "No blank line ends the header.", ja: "ヘッダーの終わりに空行がありません。" }
        NulByte => { en: "The header holds NUL bytes.", ja: "ヘッダーに NUL バイトがあります。" }
        NotUtf8 => { en: "The header holds raw 8-bit text that is not UTF-8.", ja: "ヘッダーに UTF-8 でない 8 ビット文字があります。" }
        LongLine { text } => { en: "A header line is longer than 998 bytes: {text}", ja: "998 バイトを超えるヘッダー行があります: {text}" }
        Limit { what } => { en: "The limit of {what} was hit; what lies beyond was not read.", ja: "{what} の上限に達したため、その先は読んでいません。" }

        NoHeader => { en: "there is no From field", ja: "From フィールドがありません" }
        MultipleSenders => { en: "there are several Sender fields", ja: "Sender フィールドが複数あります" }
        MultipleFrom => { en: "there are several From fields", ja: "From フィールドが複数あります" }
        MultipleMailboxes { field } => { en: "{field} holds several mailboxes", ja: "{field} に複数のメールアドレスがあります" }
        Malformed { field } => { en: "{field} holds no usable mailbox", ja: "{field} に使えるメールアドレスがありません" }

        OpenAnswer => { en: "a DNS answer is missing", ja: "DNS の応答が足りません" }
        OpenIdentity => { en: "what it looks at or the client IP is missing or undefined", ja: "調べる対象か接続元 IP がないか、1 つに定まりません" }
        OpenNotChecked => {
            en: "whoever sends it may still sign it, and that cannot be checked",
            ja: "送信時に DKIM 署名が付く可能性があり、まだ検証できません"
        }
        OpenNoBody => {
            en: "the file holds no body, so that a DKIM signature cannot be verified",
            ja: "ファイルに本文がないため、DKIM 署名を検証できません"
        }
        OpenNotKnown => { en: "no source says what it does then", ja: "この場合の扱いを示す資料がありません" }
        OpenNotInForce => { en: "no rules are known for this day", ja: "この日の規則は知られていません" }

        DayToday { day } => { en: "as of {day}, today", ja: "{day} (今日) の規則" }
        DayMessage { day } => { en: "as of {day}, the message's day", ja: "{day} (メールの日付) の規則" }
        DayGiven { day } => { en: "as of {day}", ja: "{day} の規則" }
        DayInZone { day, zone } => { en: "{day} in {zone}", ja: "{zone} では {day}" }
        DayElsewhere { text, elsewhere } => { en: "{text} ({elsewhere})", ja: "{text} ({elsewhere})" }
    }
}

/// Where two verdicts of a case part; indices into [`Case::verdicts`].
#[must_use]
pub fn parting(case: &Case, one: usize, other: usize, profiles: &Profiles, lang: Lang) -> Option<String> {
    let Parted { milder, harder, way } = case.parted(one, other)?;
    let receiver = |lane: &Lane<'_>| common::receiver(&lane.verdict.receiver, profiles, lang);
    let decision = |lane: &Lane<'_>| common::decision(lane.verdict.decision, lang);
    let domain = |lane: &Lane<'_>| match lane.domain {
        Some(domain) => Shown::new(domain.as_str()).to_string(),
        None => lane.rule.map(|rule| super::lane::looks_at(case, rule, lang)).unwrap_or_default(),
    };
    let check = |lane: &Lane<'_>| lane.rule.map(|rule| common::check(rule.check, lang)).unwrap_or_default();
    let result = |lane: &Lane<'_>| {
        lane.rule
            .map(|rule| format!("{} {}", common::check(rule.check, lang), rule.result.as_str()))
            .unwrap_or_default()
    };
    let (left, right) = (&receiver(&milder), &receiver(&harder));
    let (left_domain, right_domain) = (&domain(&milder), &domain(&harder));
    let text = match way {
        Way::Open => Sentence::StillOpen { receiver: right, why: &all_open(&harder.verdict.open, lang) }.text(lang),
        Way::Agree => Sentence::Agree { decision: &decision(&harder) }.text(lang),
        Way::Identity => Sentence::PartIdentity { left, left_domain, right, right_domain }.text(lang),
        Way::IdentityToo => Sentence::PartIdentityToo { left, left_domain, right, right_domain }.text(lang),
        Way::Domain => Sentence::PartDomain { left, left_domain, right, right_domain }.text(lang),
        Way::Record => Sentence::PartRecord { left, right, domain: right_domain }.text(lang),
        Way::Result => {
            let (left_result, right_result) = (&result(&milder), &result(&harder));
            Sentence::PartResult { left, left_result, right, right_result }.text(lang)
        }
        Way::Check => {
            let (left_check, right_check) = (&check(&milder), &check(&harder));
            Sentence::PartCheck { left, left_check, right, right_check }.text(lang)
        }
        Way::Rule => {
            let (left_decision, right_decision) = (&decision(&milder), &decision(&harder));
            Sentence::PartRule { left, left_decision, right, right_decision, result: &result(&harder) }.text(lang)
        }
    };
    Some(text)
}

/// The same in one word, without the names.
#[must_use]
pub fn parting_in_short(way: Way, lang: Lang) -> Option<String> {
    let text = match way {
        Way::Open | Way::Agree => return None,
        Way::Identity | Way::IdentityToo => Sentence::PartShortIdentity,
        Way::Domain => Sentence::PartShortDomain,
        Way::Record => Sentence::PartShortRecord,
        Way::Result => Sentence::PartShortResult,
        Way::Check => Sentence::PartShortCheck,
        Way::Rule => Sentence::PartShortRule,
    };
    Some(text.text(lang))
}

/// What is wrong with a record or its domain.
#[must_use]
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let term = Shown::new(problem.term.as_deref().unwrap_or_default());
    let domain = Shown::new(problem.domain.as_str());
    let text = match problem.kind {
        ProblemKind::Syntax => Sentence::ProblemSyntax { term: &term, domain: &domain },
        ProblemKind::MultipleRecords => Sentence::MultipleRecords { domain: &domain },
        ProblemKind::LookupLimit => Sentence::LookupLimit { term: &term },
        ProblemKind::VoidLookupLimit => Sentence::VoidLookupLimit { term: &term },
        ProblemKind::MxLimit => Sentence::MxLimit { term: &term },
        ProblemKind::Loop => Sentence::Loop { term: &term, domain: &domain },
        ProblemKind::IncludeNone | ProblemKind::RedirectNone => Sentence::IncludeNone { term: &term },
        ProblemKind::Dns => Sentence::DnsFailed { domain: &domain },
        ProblemKind::Domain => Sentence::BadDomain { domain: &domain },
        ProblemKind::Macro => Sentence::BadMacro { term: &term },
    };
    let mut text = text.text(lang);
    if let Some(syntax) = &problem.syntax {
        text.push_str(": ");
        text.push_str(&syntax_error(syntax, lang));
    }
    if let Some(suggestion) = &problem.suggestion {
        text.push_str(&Sentence::Suggest { suggestion: &Shown::new(suggestion) }.text(lang));
    }
    text
}

/// What is wrong with a term.
#[must_use]
pub fn syntax_error(error: &SyntaxError, lang: Lang) -> String {
    match error {
        SyntaxError::UnknownMechanism(name) => Sentence::UnknownMechanism { name: &Shown::new(name) }.text(lang),
        SyntaxError::MissingValue => Sentence::MissingValue.text(lang),
        SyntaxError::UnexpectedValue => Sentence::UnexpectedValue.text(lang),
        SyntaxError::BadNetwork(value) => Sentence::BadNetwork { value: &Shown::new(value) }.text(lang),
        SyntaxError::BadPrefix(value) => Sentence::BadPrefix { value: &Shown::new(value) }.text(lang),
        SyntaxError::BadDomain(value) => Sentence::BadDomainSpec { value: &Shown::new(value) }.text(lang),
        SyntaxError::BadMacro(value) => Sentence::BadMacroSyntax { value: &Shown::new(value) }.text(lang),
        SyntaxError::DuplicateModifier(name) => Sentence::DuplicateModifier { name: &Shown::new(name) }.text(lang),
        SyntaxError::BadCharacter(c) => {
            Sentence::BadCharacter { code: &format_args!("U+{:04X}", u32::from(*c)) }.text(lang)
        }
    }
}

/// What a pending evaluation waits for.
#[must_use]
pub fn pending(evaluation: &Evaluation, lang: Lang) -> String {
    match evaluation.unanswered.needed.first() {
        Some(question) => {
            let question = Shown::new(&format!("{} {}", question.name, question.rtype));
            Sentence::PendingAnswer { question: &question }.text(lang)
        }
        None => Sentence::PendingClient.text(lang),
    }
}

/// Why the header From or the PRA is undefined.
#[must_use]
pub fn header_problem(problem: HeaderProblem, field: Option<&str>, lang: Lang) -> String {
    let field = super::lane::field_name(field.unwrap_or("from"));
    match problem {
        HeaderProblem::NoHeader => Sentence::NoHeader,
        HeaderProblem::MultipleSenders => Sentence::MultipleSenders,
        HeaderProblem::MultipleFrom => Sentence::MultipleFrom,
        HeaderProblem::MultipleMailboxes => Sentence::MultipleMailboxes { field: &field },
        HeaderProblem::Malformed => Sentence::Malformed { field: &field },
    }
    .text(lang)
}

/// Why a verdict is open.
#[must_use]
pub fn open(reason: OpenReason, lang: Lang) -> String {
    match reason {
        OpenReason::Answer => Sentence::OpenAnswer,
        OpenReason::Identity => Sentence::OpenIdentity,
        OpenReason::NotChecked => Sentence::OpenNotChecked,
        OpenReason::NoBody => Sentence::OpenNoBody,
        OpenReason::NotKnown => Sentence::OpenNotKnown,
        OpenReason::NotInForce => Sentence::OpenNotInForce,
    }
    .text(lang)
}

/// All reasons why a verdict is open.
#[must_use]
pub fn all_open(reasons: &[OpenReason], lang: Lang) -> String {
    let between = if lang == Lang::Ja { "、" } else { "; " };
    reasons.iter().map(|reason| open(*reason, lang)).collect::<Vec<_>>().join(between)
}

/// Which day's rules judge.
#[must_use]
pub fn day(case: &Case, lang: Lang) -> String {
    let day = &case.as_of;
    let text = match case.day_from {
        DayFrom::Today => Sentence::DayToday { day },
        DayFrom::ReceivingHop | DayFrom::DateField => Sentence::DayMessage { day },
        DayFrom::Given => Sentence::DayGiven { day },
    }
    .text(lang);
    let mut elsewhere: Vec<String> = Vec::new();
    for verdict in case.verdicts.iter().filter(|verdict| verdict.as_of != case.as_of) {
        let other = Sentence::DayInZone { day: &verdict.as_of, zone: &verdict.zone }.text(lang);
        if !elsewhere.contains(&other) {
            elsewhere.push(other);
        }
    }
    if elsewhere.is_empty() {
        return text;
    }
    Sentence::DayElsewhere { text: &text, elsewhere: &elsewhere.join(", ") }.text(lang)
}

/// A warning's code in kebab-case, for programs.
#[must_use]
pub fn warning_code(warning: &Warning, message: &Message) -> &'static str {
    match warning {
        Warning::ReturnPathDiffers { .. } => "return-path-differs",
        Warning::SeveralReturnPaths => "several-return-paths",
        Warning::ClientIpDiffers { .. } => "client-ip-differs",
        Warning::OtherHop { .. } => "other-hop",
        Warning::RecordsDisagree { .. } => "records-disagree",
        Warning::PraAddedLater { .. } => "pra-added-later",
        Warning::HeaderNamesOtherClient { .. } => "header-names-other-client",
        Warning::ContradictingRecord { .. } => "contradicting-record",
        Warning::PrivateClient { .. } | Warning::AssumedHop { .. } => "private-client",
        Warning::StatedClient { .. } => "stated-client",
        Warning::UnconfirmedMailFrom { .. } => "unconfirmed-mail-from",
        Warning::KeptMailFrom { .. } => "kept-mail-from",
        Warning::HopChosen { .. } => "hop-chosen",
        Warning::NoSuchHop { .. } => "no-such-hop",
        Warning::NoClientIp => "no-client-ip",
        Warning::NoMailFrom => "no-mail-from",
        Warning::NotSentYet => "not-sent-yet",
        Warning::Assumed { .. } => "assumed",
        Warning::Oddity(index) => match message.oddities.get(*index) {
            Some(Oddity::ByteOrderMark) => "byte-order-mark",
            Some(Oddity::LeadingBlankLine) => "leading-blank-line",
            Some(Oddity::MboxFromLine) => "mbox-from-line",
            Some(Oddity::LogPrefix) => "log-prefix",
            Some(Oddity::JunkLine(_)) => "junk-line",
            Some(Oddity::SpaceBeforeColon(_)) => "space-before-colon",
            Some(Oddity::BareCr(_)) => "bare-cr",
            Some(Oddity::MixedLineEnds { .. }) => "mixed-line-ends",
            Some(Oddity::DuplicateField { .. }) => "duplicate-field",
            Some(Oddity::NoBlankLine) => "no-blank-line",
            Some(Oddity::HeaderOnly) => "header-only",
            Some(Oddity::NulByte) => "nul-byte",
            Some(Oddity::NotUtf8) => "not-utf8",
            Some(Oddity::LongLine(_)) => "long-line",
            Some(Oddity::Limit(_)) | None => "limit",
        },
    }
}

/// A warning as a sentence.
#[must_use]
pub fn warning(warning: &Warning, message: &Message, lang: Lang) -> String {
    match warning {
        Warning::ReturnPathDiffers { return_path, recorded } => {
            let (return_path, recorded) = (reverse_path(return_path), reverse_path(recorded));
            Sentence::ReturnPathDiffers { return_path: &return_path, recorded: &recorded }.text(lang)
        }
        Warning::SeveralReturnPaths => Sentence::SeveralReturnPaths.text(lang),
        Warning::ClientIpDiffers { recorded, received } => Sentence::ClientIpDiffers { recorded, received }.text(lang),
        Warning::OtherHop { writer: Some(writer), .. } => Sentence::OtherHop { writer: &Shown::new(writer) }.text(lang),
        Warning::OtherHop { writer: None, .. } => Sentence::OtherHopNameless.text(lang),
        Warning::RecordsDisagree { taken, other } => Sentence::RecordsDisagree { taken, other }.text(lang),
        Warning::PraAddedLater { field, at_hop } => {
            let field = super::lane::field_name(field);
            Sentence::PraAddedLater { field: &field, at_hop: &Shown::new(at_hop) }.text(lang)
        }
        Warning::HeaderNamesOtherClient { field, stated, taken } => {
            let field = super::lane::field_name(field);
            Sentence::HeaderNamesOtherClient { field: &field, stated, taken }.text(lang)
        }
        Warning::ContradictingRecord { writer: Some(writer), .. } => {
            Sentence::ContradictingRecord { writer: &Shown::new(writer) }.text(lang)
        }
        Warning::ContradictingRecord { writer: None, .. } => Sentence::ContradictingNameless.text(lang),
        Warning::PrivateClient { ip } => Sentence::PrivateClient { ip }.text(lang),
        Warning::AssumedHop { number, by: Some(by) } => Sentence::AssumedHop { by: &Shown::new(by), number }.text(lang),
        Warning::AssumedHop { number, by: None } => Sentence::AssumedHopNameless { number }.text(lang),
        Warning::StatedClient { field } => Sentence::StatedClient { field: &super::lane::field_name(field) }.text(lang),
        Warning::UnconfirmedMailFrom { address } => {
            Sentence::UnconfirmedMailFrom { address: &reverse_path(address) }.text(lang)
        }
        Warning::KeptMailFrom { number } => Sentence::KeptMailFrom { number }.text(lang),
        Warning::HopChosen { by } => {
            let by = Shown::new(by.as_deref().unwrap_or("?"));
            Sentence::HopChosen { by: &by }.text(lang)
        }
        Warning::NoSuchHop { number, count } => Sentence::NoSuchHop { number, count }.text(lang),
        Warning::NoClientIp => Sentence::NoClientIp.text(lang),
        Warning::NoMailFrom => Sentence::NoMailFrom.text(lang),
        Warning::NotSentYet => Sentence::NotSentYet { via: &"amazon-ses" }.text(lang),
        Warning::Assumed { service, region } => {
            Sentence::Assumed { service: &super::senders::service(service, region.as_deref(), lang) }.text(lang)
        }
        Warning::Oddity(index) => message.oddities.get(*index).map(|o| oddity(o, message, lang)).unwrap_or_default(),
    }
}

fn reverse_path(address: &str) -> Shown {
    Shown::new(if address.is_empty() { "<>" } else { address })
}

/// Columns of a line of the message that a warning quotes.
const QUOTE: usize = 40;

fn oddity(oddity: &Oddity, message: &Message, lang: Lang) -> String {
    let quote = |span| crate::text::truncate(Shown::bytes(message.bytes(span).trim_ascii_end()).as_str(), QUOTE);
    match oddity {
        Oddity::ByteOrderMark => Sentence::ByteOrderMark.text(lang),
        Oddity::LeadingBlankLine => Sentence::LeadingBlankLine.text(lang),
        Oddity::MboxFromLine => Sentence::MboxFromLine.text(lang),
        Oddity::LogPrefix => Sentence::LogPrefix.text(lang),
        Oddity::JunkLine(span) => Sentence::JunkLine { text: &quote(span) }.text(lang),
        Oddity::SpaceBeforeColon(span) => Sentence::SpaceBeforeColon { text: &quote(span) }.text(lang),
        Oddity::BareCr(span) => Sentence::BareCr { text: &quote(span) }.text(lang),
        Oddity::MixedLineEnds { line } => Sentence::MixedLineEnds { line }.text(lang),
        Oddity::DuplicateField { name, rfc, count } => Sentence::DuplicateField { name, count, rfc }.text(lang),
        Oddity::NoBlankLine => Sentence::NoBlankLine.text(lang),
        Oddity::HeaderOnly => Sentence::HeaderOnly.text(lang),
        Oddity::NulByte => Sentence::NulByte.text(lang),
        Oddity::NotUtf8 => Sentence::NotUtf8.text(lang),
        Oddity::LongLine(span) => Sentence::LongLine { text: &quote(span) }.text(lang),
        Oddity::Limit(what) => Sentence::Limit { what: &what.replace('_', " ") }.text(lang),
    }
}
