//! The words of the terminal UI: what its keys do, titles, short notices.

use super::common;
use crate::receiver::Decision;
use crate::settings::Lang;

catalogue! {
    /// The words of the terminal UI.
    pub enum TuiText {
        // What a key does, for the help.
        DoHelp => { en: "this help", ja: "このヘルプ" }
        DoQuit => { en: "quit", ja: "終了" }
        DoBack => { en: "back", ja: "戻る" }
        DoOtherLane => { en: "select the other side", ja: "左右を切り替える" }
        DoNextReceiver => { en: "next receiver on this side", ja: "この側の受信側を次へ" }
        DoPreviousReceiver => { en: "previous receiver on this side", ja: "この側の受信側を前へ" }
        DoVerdict => { en: "verdict: both sides beside each other", ja: "判定: 左右を並べて見る" }
        DoTrace => { en: "trace: SPF of this side, term by term", ja: "SPF 詳細: この側の SPF を項目ごとに" }
        DoIdentities => { en: "identities: who the message says it is from", ja: "差出人: メールの名乗る差出人とその根拠" }
        DoPath => { en: "path: the hops that the message came by", ja: "経路: メールが通ったサーバー" }
        DoClaims => { en: "claims: what servers recorded in the message", ja: "記録: サーバーがメールに残した判定" }
        DoReceivers => { en: "receivers: what each does, with dates and sources", ja: "受信側: それぞれの規則・日付・出典" }
        DoRaw => { en: "source: the bytes of the message", ja: "ソース: メールの中身をそのまま" }
        DoDetail => { en: "details of this row, or without them", ja: "この行の詳細を開く・閉じる" }
        DoDetailDown => { en: "scroll the details down", ja: "詳細を下へ" }
        DoDetailUp => { en: "scroll the details up", ja: "詳細を上へ" }
        DoBytes => { en: "the bytes of the message that this comes from", ja: "これが書かれているソースの場所へ" }
        DoWhatIf => {
            en: "what if: type the TXT record of the domain this side asked, or at the cursor",
            ja: "仮定: この側が調べたドメインかカーソル位置の TXT を書き換える"
        }
        DoTry => { en: "try the proposed record as a what-if", ja: "提案のレコードを仮定として試す" }
        DoVia => { en: "not sent yet, or no client: say through whom it goes", ja: "未送信や接続元不明のメール: 送信経路を選ぶ" }
        DoClient => { en: "what if: type another client IP, HELO and MAIL FROM", ja: "仮定: 接続元の IP・HELO・MAIL FROM を書き換える" }
        DoAssume => { en: "assume this", ja: "これを仮定する" }
        DoAskAgain => { en: "ask again what failed", ja: "失敗した問い合わせをやり直す" }
        DoDay => { en: "rules of the message's day, or of today", ja: "メールの日付の規則と今日の規則を切り替える" }
        DoLanguage => { en: "日本語で表示", ja: "show in English" }
        DoMessages => { en: "list of messages", ja: "メールの一覧" }
        DoNext => { en: "next message", ja: "次のメール" }
        DoPrevious => { en: "previous message", ja: "前のメール" }
        DoUp => { en: "up", ja: "上へ" }
        DoMore => { en: "down, through all that there was no room for", ja: "下へ (画面に入らない内容も順に見る)" }
        DoDown => { en: "down", ja: "下へ" }
        DoPageUp => { en: "a page up", ja: "1 画面上へ" }
        DoPageDown => { en: "a page down", ja: "1 画面下へ" }
        DoTop => { en: "to the top", ja: "先頭へ" }
        DoBottom => { en: "to the bottom", ja: "末尾へ" }
        DoToggle => { en: "fold or unfold this node", ja: "この項目を折りたたむ・広げる" }
        DoNextIdentity => { en: "SPF of the next identity", ja: "次のアドレスの SPF" }
        DoPreviousIdentity => { en: "SPF of the identity before", ja: "前のアドレスの SPF" }
        DoFold => { en: "fold or unfold runs of terms", ja: "続く項目をまとめる・広げる" }
        DoChoose => { en: "open this message", ja: "このメールを開く" }
        DoApply => { en: "judge with this", ja: "この内容で判定する" }
        DoCancel => { en: "leave everything as it is", ja: "変えずに戻る" }
        DoLeft => { en: "left", ja: "左へ" }
        DoRight => { en: "right", ja: "右へ" }
        DoHome => { en: "to the start", ja: "行頭へ" }
        DoEnd => { en: "to the end", ja: "行末へ" }
        DoBackspace => { en: "delete before the cursor", ja: "カーソルの前を消す" }
        DoDelete => { en: "delete at the cursor", ja: "カーソルの文字を消す" }
        DoKillStart => { en: "delete to the start", ja: "行頭まで消す" }
        DoKillEnd => { en: "delete to the end", ja: "行末まで消す" }
        DoWordLeft => { en: "left by a word", ja: "1 語左へ" }
        DoWordRight => { en: "right by a word", ja: "1 語右へ" }
        DoKillName => { en: "delete the last name of the path", ja: "パスの最後の名前を消す" }
        DoKillPart => { en: "delete letters and digits before the cursor", ja: "前の英数字の並びを消す" }
        DoKillPartAhead => { en: "delete letters and digits behind the cursor", ja: "後ろの英数字の並びを消す" }
        DoKillWord => { en: "delete the word before the cursor", ja: "前の単語を消す" }

        // The same in a word or two, for the line of hints.
        HintAskAgain => { en: "ask again", ja: "再問い合わせ" }
        HintHelp => { en: "help", ja: "ヘルプ" }
        HintQuit => { en: "quit", ja: "終了" }
        HintBack => { en: "back", ja: "戻る" }
        HintViews => { en: "views", ja: "画面" }
        HintDetail => { en: "details", ja: "詳細" }
        HintBytes => { en: "source", ja: "ソース" }
        HintOtherLane => { en: "side", ja: "左右" }
        HintReceiver => { en: "receiver", ja: "受信側" }
        HintTrace => { en: "trace", ja: "SPF 詳細" }
        HintWhatIf => { en: "what if", ja: "仮定" }
        HintTry => { en: "try it", ja: "試す" }
        HintVia => { en: "choose", ja: "選ぶ" }
        HintClient => { en: "client IP", ja: "接続元 IP" }
        HintAssume => { en: "assume", ja: "仮定" }
        HintDay => { en: "day", ja: "日付" }
        HintLanguage => { en: "日本語", ja: "English" }
        HintMessages => { en: "list", ja: "一覧" }
        HintNext => { en: "next", ja: "次" }
        HintToggle => { en: "fold", ja: "開閉" }
        HintIdentity => { en: "identity", ja: "アドレス" }
        HintFold => { en: "fold all", ja: "全部開閉" }
        HintMore => { en: "more", ja: "続き" }
        HintScroll => { en: "scroll", ja: "移動" }
        HintChoose => { en: "open", ja: "開く" }
        HintApply => { en: "judge", ja: "判定" }
        HintCancel => { en: "cancel", ja: "中止" }

        // Titles.
        ViewVerdict => { en: "Verdict", ja: "判定" }
        ViewTrace => { en: "SPF trace", ja: "SPF 詳細" }
        ViewIdentities => { en: "Identities", ja: "差出人" }
        ViewPath => { en: "Path", ja: "経路" }
        ViewClaims => { en: "Claims", ja: "記録" }
        ViewReceivers => { en: "Receivers", ja: "受信側" }
        ViewWalk => { en: "Walk", ja: "たどる" }
        ViewRaw => { en: "Source", ja: "ソース" }
        Help => { en: "Help", ja: "ヘルプ" }
        HelpVerdict => { en: "The two sides", ja: "左右の比較" }
        HelpMessages => { en: "List of messages", ja: "メールの一覧" }
        HelpVia => { en: "Through whom", ja: "送信経路" }
        HelpEditor => { en: "Typing a line", ja: "入力欄" }
        HelpMove => { en: "Move", ja: "移動" }
        HelpViews => { en: "Views", ja: "画面" }
        HelpWhatIf => { en: "What if", ja: "仮定" }
        HelpMail => { en: "Messages", ja: "メール" }
        HelpCarry => { en: "Copy and save", ja: "コピーと保存" }
        HelpSwitches => { en: "Day, language, characters", ja: "日付・言語・文字" }
        HelpLeave => { en: "Help, back, quit", ja: "ヘルプ・戻る・終了" }
        HelpElsewhere => { en: "In other views", ja: "ほかの画面" }
        HelpSigns => { en: "Signs", ja: "記号" }
        SignGood => { en: "accept, pass, match", ja: "受信・pass・一致" }
        SignBad => { en: "reject, junk or reject, fail, error", ja: "拒否・迷惑メール扱いか拒否・fail・エラー" }
        SignDoubt => { en: "in between: warn, defer, softfail", ja: "その間: 警告付き受信・一時拒否・softfail" }
        SignJunk => { en: "junk: delivered to the junk folder", ja: "迷惑メール扱い (迷惑メールフォルダーに入る)" }
        SignNothing => { en: "nothing: none, neutral, no match", ja: "なし: none・neutral・不一致" }
        SignOpen => { en: "not known", ja: "不明" }
        TwoFroms => {
            en: "An email has two Froms: MAIL FROM in the envelope, which the servers speak of, and From in the header, which the reader sees. PRA (RFC 4407) is the header address that speaks for the sender: Sender if there is one, else From. Each receiver decides which of them it checks.",
            ja: "メールには 2 つの From があります。サーバー同士がやり取りするエンベロープの MAIL FROM と、読む人に見えるヘッダーの From です。PRA (RFC 4407) は最後に送信した人とみなすヘッダー上のアドレスで、Sender があれば Sender、なければ From です。どれを調べるかは受信側によって違います。"
        }
        ViaTitle => { en: "Through whom will it leave?", ja: "どこから送りますか" }
        ViaRegion { service } => { en: "{service}: which region?", ja: "{service} のリージョン" }
        ClientTitle => { en: "Client IP, then HELO and MAIL FROM if known", ja: "接続元 IP (続けて HELO、MAIL FROM も可)" }
        OtherClient => { en: "another client", ja: "ほかの接続元" }
        AsRead => { en: "assume nothing", ja: "仮定しない" }

        // Columns of the trace.
        Client => { en: "client", ja: "接続元" }
        ColumnLookups => { en: "lookups", ja: "参照" }
        ColumnVoid => { en: "void", ja: "空振り" }
        ColumnDecision => { en: "decision", ja: "判定" }
        ColumnReceiver => { en: "receiver", ja: "受信側" }
        ColumnLooksAt => { en: "looks at", ja: "見る対象" }
        ColumnResult => { en: "result", ja: "結果" }
        ColumnConfidence => { en: "known by", ja: "根拠" }
        ColumnSource => { en: "source", ja: "出典" }

        // Short notices.
        Reading => { en: "reading", ja: "読み込み中" }
        NoMessages => { en: "no message", ja: "メールがありません" }
        Nobody => { en: "no receiver judges on this day", ja: "この日に判定する受信側がありません" }
        NothingToEdit => { en: "this side asked about no domain", ja: "この側はどのドメインも調べていません" }
        NothingTraced => { en: "this side made no SPF check", ja: "この側は SPF を調べていません" }
        NothingToTry => { en: "no record is proposed", ja: "提案のレコードはありません" }
        NotSentYet => { en: "Not sent yet: through whom will it leave?", ja: "未送信のメールです。どこから送りますか?" }
        NotSentYetBy { service } => {
            en: "Not sent yet, it seems to be made for {service}: through whom will it leave?",
            ja: "未送信のメールで、{service} 向けのようです。どこから送りますか?"
        }
        NoClient => { en: "No client IP was found: where does it come from?", ja: "接続元の IP が見つかりません。どこから送られたメールですか?" }
        Assumed { what } => { en: "Assumed, not read from the message: {what}.", ja: "仮定 (メールにはない情報): {what}。" }
        AssumedService { service } => { en: "it leaves through {service}", ja: "{service} から送信" }
        AssumedShort => { en: "assumed client", ja: "仮定の接続元" }
        AssumedClient { client } => { en: "client {client}", ja: "接続元 {client}" }
        NothingToAssume => { en: "the message says which client it came from", ja: "接続元はメールに書かれています" }
        NotAnIp { word } => { en: "{word} is no IP address", ja: "{word} は IP アドレスではありません" }
        TooMuch { word } => { en: "{word} is a word too many", ja: "{word} は余分です" }
        Unchanged => { en: "that is what is published", ja: "公開中のレコードと同じです" }
        Was { decision } => { en: "was {decision}", ja: "元は{decision}" }
        Flips { flips } => { en: "flips {flips}", ja: "変化: {flips}" }
        Flip { receiver, from, to } => { en: "{receiver} from {from} to {to}", ja: "{receiver} が{from}から{to}へ" }
        Comma => { en: ", ", ja: "、" }
        FlipsNothing => { en: "flips nothing", ja: "変化なし" }
        AsOf { day } => { en: "as of {day}", ja: "{day} 時点" }
        Counted { count, decision } => { en: "{count} {decision}", ja: "{decision} {count}" }
        Says { receiver, decision } => { en: "{receiver}: {decision}.", ja: "{receiver}: {decision}。" }
    }
}

/// Which receivers decide otherwise than before: those that change alike together.
#[must_use]
pub fn flips<'a>(changes: impl IntoIterator<Item = (&'a str, Decision, Decision)>, lang: Lang) -> String {
    let comma = TuiText::Comma.text(lang);
    let mut groups: Vec<((Decision, Decision), Vec<&str>)> = Vec::new();
    for (receiver, from, to) in changes {
        match groups.iter_mut().find(|(change, _)| *change == (from, to)) {
            Some((_, receivers)) => receivers.push(receiver),
            None => groups.push(((from, to), vec![receiver])),
        }
    }
    let group = |((from, to), receivers): ((Decision, Decision), Vec<&str>)| {
        let (from, to) = (common::decision(from, lang), common::decision(to, lang));
        TuiText::Flip { receiver: &receivers.join(&comma), from: &from, to: &to }.text(lang)
    };
    groups.into_iter().map(group).collect::<Vec<_>>().join(&comma)
}
