//! The words of the walk's screen.

catalogue! {
    /// The words of the walk's screen.
    pub enum WalkKeys {
        DoWalk => { en: "walk through the message as the receiving server lives it", ja: "受信サーバーの目で 1 歩ずつたどる" }
        HintWalk => { en: "walk", ja: "たどる" }
        DoForward => { en: "the next step", ja: "次の 1 歩" }
        DoBackward => { en: "the step before", ja: "前の 1 歩" }
        HintSteps => { en: "next", ja: "次へ" }
        HintBackward => { en: "back", ja: "前へ" }
        DoChoose => { en: "answer the question", ja: "問いに答える" }
        HintChoose => { en: "answer", ja: "答える" }
        HintSkip => { en: "show it", ja: "答えを見る" }
        DoQuiz => { en: "ask before each decision, or no longer", ja: "判断の前に問う・問わない" }
        HintQuizOn => { en: "quiz on", ja: "問いを出す" }
        HintQuizOff => { en: "quiz off", ja: "問いなし" }
        Step { number, count } => { en: "step {number} of {count}", ja: "{count} 歩中 {number} 歩目" }
        ShortStep { number, count } => { en: "{number}/{count}", ja: "{number}/{count}" }
        More => { en: "> more", ja: "> 続き" }
        Supposed => { en: "what if", ja: "仮定あり" }
        Right => { en: "Right.", ja: "正解です。" }
        Wrong { number, choice } => { en: "No: it is {number}, {choice}.", ja: "違います。答えは {number} の {choice} です。" }
        Waits => { en: "its turn comes", ja: "これから" }
    }
}
