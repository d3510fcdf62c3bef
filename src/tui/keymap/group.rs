//! What keys are for, in the order in which somebody who is new needs them: the order of the help.

use super::Action;
use crate::tui::screen::Screen;
use crate::tui::state::receivers;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// To move within a view.
    Move,
    /// To go to a view.
    Views,
    /// To walk through the message.
    Walk,
    /// To suppose something.
    WhatIf,
    /// To come to other messages.
    Messages,
    /// To search.
    Search,
    /// To take something along.
    Carry,
    /// To change how it is judged and shown.
    Switches,
    /// Help, the way back and the way out.
    Leave,
}

impl Group {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 9] = [
        Self::Move,
        Self::Views,
        Self::Walk,
        Self::WhatIf,
        Self::Messages,
        Self::Search,
        Self::Carry,
        Self::Switches,
        Self::Leave,
    ];

    /// What an action is for.
    #[must_use]
    pub fn of(action: Action) -> Self {
        use Action as A;
        match action {
            A::Receivers(receivers::Act::Day) | A::Day | A::Language | A::Characters | A::AskAgain => Self::Switches,
            A::OtherLane
            | A::NextReceiver
            | A::PreviousReceiver
            | A::Lane
            | A::ChooseLane
            | A::Scroll(_)
            | A::Detail
            | A::ScrollDetail(_)
            | A::Bytes
            | A::Edit(_)
            | A::NextFound
            | A::PreviousFound
            | A::Complete
            | A::Trace(_)
            | A::Path(_)
            | A::Receivers(_)
            | A::Raw(_) => Self::Move,
            A::Show(Screen::Walk) | A::Walk(_) => Self::Walk,
            A::Show(_) => Self::Views,
            A::WhatIf
            | A::Try
            | A::Undo
            | A::Redo
            | A::WhatIfs
            | A::Rewrite
            | A::Drop
            | A::Via
            | A::Client
            | A::Assume
            | A::Apply => Self::WhatIf,
            A::Messages
            | A::Next
            | A::Previous
            | A::Choose
            | A::Open
            | A::OpenTyped
            | A::Order
            | A::Filter
            | A::KeepFilter
            | A::EndFilter => Self::Messages,
            A::Search | A::NextMatch | A::PreviousMatch | A::EndSearch | A::KeepMatch | A::LeaveSearch => Self::Search,
            A::Copy
            | A::CopyCommand
            | A::CopyOptions
            | A::CopyRecords
            | A::SaveWhat
            | A::ChooseSaved
            | A::SaveTyped => Self::Carry,
            A::Help | A::Palette | A::Run | A::Back | A::Suspend | A::Quit => Self::Leave,
        }
    }
}
