//! The words of what one does with the terminal UI every day: find an action, search, open, copy, save.

catalogue! {
    /// The words of everyday functions.
    pub enum EverydayText {
        // The list of all actions.
        DoPalette => { en: "all actions by name", ja: "操作を名前で探す" }
        DoRun => { en: "do this", ja: "この操作を行う" }
        HintPalette => { en: "actions", ja: "操作" }
        HintRun => { en: "do it", ja: "実行" }
        PaletteTitle => { en: "Actions", ja: "操作" }
        NoAction => { en: "no action of this name", ja: "該当する操作がありません" }

        // Copying.
        Copied { what } => {
            en: "sent to the clipboard: {what} (if your terminal allows OSC 52)",
            ja: "クリップボードへ送信: {what} (端末が OSC 52 を許可していれば有効)"
        }
        CopiedRecords { count, first } => { en: "{count} records: {first}", ja: "レコード {count} 件: {first}" }
        CopiedLines { count, first } => { en: "{count} lines: {first}", ja: "{count} 行: {first}" }
        DoCopy => {
            en: "copy what the cursor is on; what is supposed, else what is proposed",
            ja: "カーソルの内容、または仮定・提案のレコードをコピー"
        }
        DoCopyCommand => { en: "copy the command line that shows the same", ja: "同じ内容を表示するコマンドをコピー" }
        HintCopy => { en: "copy", ja: "コピー" }
        NothingToCopy => { en: "there is nothing to copy", ja: "コピーするものがありません" }

        // Files.
        DoOpen => { en: "open a file or a folder", ja: "ファイルやフォルダを開く" }
        DoOpenTyped => { en: "open this path", ja: "このパスを開く" }
        DoComplete => { en: "complete the path", ja: "パスを補完する" }
        HintOpen => { en: "open file", ja: "ファイルを開く" }
        HintComplete => { en: "complete", ja: "補完" }
        OpenTitle => { en: "Open a file or a folder", ja: "ファイルかフォルダを開く" }
        Opened { count } => { en: "messages opened: {count}", ja: "{count} 通を開きました" }
        NothingFound => { en: "nothing of this name", ja: "該当するものがありません" }
        DoSave => { en: "save the screen, the case or the what-ifs", ja: "画面・メールと DNS の応答・仮定を保存" }
        DoChooseSaved => { en: "save this", ja: "これを保存" }
        DoSaveTyped => { en: "save under this name", ja: "この名前で保存" }
        HintSave => { en: "save", ja: "保存" }
        SaveTitle => { en: "Save", ja: "保存" }
        SaveText => { en: "the screen as text", ja: "画面をテキストで" }
        SavePicture => { en: "the screen as an SVG picture", ja: "画面を SVG 画像で" }
        SaveCase => { en: "the message, and the answers as a zone file", ja: "メールと、DNS の応答のゾーンファイル" }
        SaveWhatIfs => { en: "the what-ifs and other answers, as a zone file", ja: "仮定とほかの応答をゾーンファイルで" }
        SaveAs { what } => { en: "Save as: {what}", ja: "名前を付けて保存: {what}" }
        SavedAs { paths } => { en: "saved as {paths}", ja: "保存しました: {paths}" }
        Exists { path } => { en: "{path} is there already; Enter again replaces it", ja: "{path} はすでにあります (もう一度 Enter で置き換え)" }

        // The list of messages.
        DoFilter => { en: "list only messages with these words", ja: "語を含むメールだけを表示" }
        DoKeepFilter => { en: "keep this filter", ja: "この絞り込みのままにする" }
        DoEndFilter => { en: "list all again", ja: "絞り込みをやめる" }
        NoneBeyondFilter { filter } => {
            en: "no other message fits the filter {filter}; m, then Esc lists all",
            ja: "絞り込み「{filter}」に合うメールはほかにありません (m の後 Esc で解除)"
        }
        LastThatFits { filter } => {
            en: "this is the last that fits the filter {filter}; m, then Esc lists all",
            ja: "絞り込み「{filter}」に合う最後のメールです (m の後 Esc で解除)"
        }
        FirstThatFits { filter } => {
            en: "this is the first that fits the filter {filter}; m, then Esc lists all",
            ja: "絞り込み「{filter}」に合う最初のメールです (m の後 Esc で解除)"
        }
        DoOrder => { en: "order by path, date, From, verdict in turn", ja: "並び順を変える (パス・日付・From・判定)" }
        HintFilter => { en: "filter", ja: "絞り込み" }
        HintEndFilter => { en: "all", ja: "すべて" }
        HintOrder => { en: "order", ja: "並び順" }
        ByPath => { en: "as named", ja: "指定順" }
        ByDate => { en: "by date", ja: "日付順" }
        ByFrom => { en: "by From", ja: "From 順" }
        ByVerdict => { en: "by verdict", ja: "判定順" }
        ListTitle { count, order } => { en: "Messages: {count} ({order})", ja: "メール {count} 通 ({order})" }
        ListTitleOf { shown, count, order } => { en: "Messages: {shown} of {count} ({order})", ja: "メール {shown}/{count} 通 ({order})" }

        NotReadYet { count } => { en: ", {count} not read", ja: "、未読み込み {count} 通" }

        // How it looks, and the rest.
        DoLane => { en: "choose the receiver of this side from a list", ja: "この側の受信側を一覧から選ぶ" }
        DoChooseLane => { en: "put it on the selected side", ja: "選択中の側に表示" }
        LaneTitleLeft => { en: "Receiver on the left", ja: "左側の受信側" }
        LaneTitleRight => { en: "Receiver on the right", ja: "右側の受信側" }
        NoReceivers => { en: "no receiver judges", ja: "判定する受信側がありません" }
        DoCharacters => { en: "box drawing, or ASCII only", ja: "罫線の表示と ASCII のみの表示を切り替える" }
        NotSuspended => { en: "no shell could bring it back", ja: "再開できるシェルがないため、一時停止できません" }
        DoSuspend => { en: "suspend; fg in the shell brings it back", ja: "一時停止 (シェルの fg で再開)" }

        // Searching.
        DoSearch => { en: "search in what is shown", ja: "表示中の内容を検索" }
        DoNextMatch => { en: "next match", ja: "次の一致へ" }
        DoPreviousMatch => { en: "previous match", ja: "前の一致へ" }
        DoEndSearch => { en: "end the search", ja: "検索をやめる" }
        DoKeepMatch => { en: "stay at this match", ja: "この一致にとどまる" }
        DoLeaveSearch => { en: "back to where the search began", ja: "検索前の位置に戻る" }
        HintSearch => { en: "search", ja: "検索" }
        HintMatch => { en: "match", ja: "一致" }
        HintEndSearch => { en: "end search", ja: "検索終了" }
        HintKeepMatch => { en: "stay", ja: "決定" }
        HintTake => { en: "choose", ja: "決定" }
        NoMatch => { en: "no match", ja: "一致なし" }
        SearchTitle => { en: "Searching", ja: "検索" }
    }
}
