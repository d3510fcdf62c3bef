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
        Copied => { en: "copied", ja: "コピーしました" }
        NothingToCopy => { en: "there is nothing to copy", ja: "コピーするものがありません" }

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
        NoMatch => { en: "no match", ja: "一致なし" }
        SearchTitle => { en: "Searching", ja: "検索" }
    }
}
