//! What keys do.

use crate::tui::editor::Editing;
use crate::tui::screen::Screen;
use crate::tui::state::{path, raw, receivers, trace, walk};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table says it in words")]
pub enum Action {
    Help,
    Palette,
    Run,
    Search,
    NextMatch,
    PreviousMatch,
    EndSearch,
    KeepMatch,
    LeaveSearch,
    Quit,
    Back,
    Show(Screen),
    OtherLane,
    NextReceiver,
    PreviousReceiver,
    WhatIf,
    Undo,
    Redo,
    WhatIfs,
    Rewrite,
    Drop,
    CopyOptions,
    CopyRecords,
    Try,
    Via,
    Client,
    Assume,
    AskAgain,
    Day,
    Language,
    Messages,
    Order,
    Filter,
    KeepFilter,
    EndFilter,
    Open,
    OpenTyped,
    Complete,
    NextFound,
    PreviousFound,
    SaveWhat,
    ChooseSaved,
    SaveTyped,
    Lane,
    ChooseLane,
    Characters,
    Copy,
    CopyCommand,
    Suspend,
    Next,
    Previous,
    Scroll(Scroll),
    Detail,
    ScrollDetail(Scroll),
    Bytes,
    Choose,
    Apply,
    Edit(Editing),
    Trace(trace::Act),
    Path(path::Act),
    Receivers(receivers::Act),
    Raw(raw::Act),
    Walk(walk::Act),
}

/// A move in what is longer than the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Scroll {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
}
