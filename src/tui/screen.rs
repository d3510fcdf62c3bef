//! What can be on the screen: the views, each with its number key, and the popups over them; and what
//! they have in common, a place in a list and what the cursor is on.

use super::editor::Editor;
use super::keymap::Context;
use super::reading::Fault;
use super::search::Search;
use crate::dns::Name;
use crate::words::tui::TuiText;
use std::ops::Range;

/// A view that fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The two lanes.
    Verdict,
    /// The SPF trace of an identity.
    Trace,
    /// Who the message says it is from.
    Identities,
    /// The hops that the message came by.
    Path,
    /// What servers recorded.
    Claims,
    /// The profiles of the receivers.
    Receivers,
    /// The source of the message.
    Raw,
    /// The message as the receiving server lives it, step by step.
    Walk,
}

impl Screen {
    /// The views in the order of their number keys.
    pub const ALL: [Self; 7] =
        [Self::Verdict, Self::Trace, Self::Identities, Self::Path, Self::Claims, Self::Receivers, Self::Raw];

    /// Which keys count.
    #[must_use]
    pub fn context(self) -> Context {
        match self {
            Self::Verdict => Context::Verdict,
            Self::Trace => Context::Trace,
            Self::Identities => Context::Identities,
            Self::Path => Context::Path,
            Self::Claims => Context::Claims,
            Self::Receivers => Context::Receivers,
            Self::Raw => Context::Raw,
            Self::Walk => Context::Walk,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> TuiText<'static> {
        match self {
            Self::Verdict => TuiText::ViewVerdict,
            Self::Trace => TuiText::ViewTrace,
            Self::Identities => TuiText::ViewIdentities,
            Self::Path => TuiText::ViewPath,
            Self::Claims => TuiText::ViewClaims,
            Self::Receivers => TuiText::ViewReceivers,
            Self::Raw => TuiText::ViewRaw,
            Self::Walk => TuiText::ViewWalk,
        }
    }
}

/// Something over the view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Popup {
    /// The list of messages.
    Messages {
        /// Where one is in it.
        list: List,
        /// What it is filtered by, while that is typed.
        filter: Option<Editor>,
    },
    /// The line for the path of a file or a folder to open.
    Open {
        /// The line.
        editor: Editor,
        /// Where one is in what the path can be completed to.
        list: List,
        /// What the path can be completed to, once that was asked for.
        found: Option<Vec<String>>,
        /// Why it could not be opened.
        problem: Option<String>,
    },
    /// The list of what can be saved.
    SaveWhat(List),
    /// The line for the path under which something is saved.
    Save {
        /// What is saved.
        what: Saved,
        /// The line.
        editor: Editor,
        /// Why it could not be saved.
        problem: Option<String>,
        /// Whether a file that is there already is replaced.
        replace: bool,
    },
    /// The list of receivers for the selected side.
    Lane(List),
    /// The help.
    Help(List),
    /// What can be assumed of a message that does not tell it.
    Via {
        /// The service of which a region is chosen.
        of: Option<String>,
        /// The entry that the cursor is on.
        list: List,
    },
    /// The list of all actions.
    Palette {
        /// What they are filtered by.
        editor: Editor,
        /// Where one is among them.
        list: List,
    },
    /// The line for what is searched for.
    Search {
        /// The line.
        editor: Editor,
        /// What was searched for before.
        before: Option<Search>,
        /// Where the search began.
        from: List,
    },
    /// The line editor of a client.
    Client(Typed),
    /// The line editor of the day whose rules judge.
    Day(Typed),
    /// The line editor of a what-if.
    WhatIf {
        /// The name whose TXT record is typed.
        name: Name,
        /// The line.
        typed: Typed,
    },
    /// The list of what is supposed.
    WhatIfs(List),
}

impl Popup {
    /// Which keys count.
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Messages { filter: None, .. } => Context::Messages,
            Self::Messages { .. } => Context::Filter,
            Self::Open { .. } => Context::Open,
            Self::Save { .. } => Context::Save,
            Self::SaveWhat(_) => Context::SaveWhat,
            Self::Lane(_) => Context::Lane,
            Self::Help(_) => Context::Help,
            Self::Via { .. } => Context::Via,
            Self::Palette { .. } => Context::Palette,
            Self::Search { .. } => Context::Search,
            Self::Client(_) | Self::Day(_) | Self::WhatIf { .. } => Context::Editor,
            Self::WhatIfs(_) => Context::WhatIfs,
        }
    }

    /// Where one is in its list.
    pub fn list_mut(&mut self) -> Option<&mut List> {
        match self {
            Self::Messages { list, .. }
            | Self::Open { list, .. }
            | Self::SaveWhat(list)
            | Self::Lane(list)
            | Self::Help(list)
            | Self::WhatIfs(list)
            | Self::Via { list, .. }
            | Self::Palette { list, .. } => Some(list),
            Self::Save { .. } | Self::Search { .. } | Self::Client(_) | Self::Day(_) | Self::WhatIf { .. } => None,
        }
    }

    /// The line that is typed.
    pub fn editor_mut(&mut self) -> Option<&mut Editor> {
        match self {
            Self::Palette { editor, .. }
            | Self::Search { editor, .. }
            | Self::Open { editor, .. }
            | Self::Save { editor, .. } => Some(editor),
            Self::Messages { filter, .. } => filter.as_mut(),
            Self::Client(typed) | Self::Day(typed) | Self::WhatIf { typed, .. } => Some(&mut typed.editor),
            Self::Help(_) | Self::Via { .. } | Self::WhatIfs(_) | Self::SaveWhat(_) | Self::Lane(_) => None,
        }
    }

    /// The line of a what-if.
    pub fn typed_mut(&mut self) -> Option<&mut Typed> {
        match self {
            Self::Client(typed) | Self::Day(typed) | Self::WhatIf { typed, .. } => Some(typed),
            _ => None,
        }
    }
}

/// What can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The screen as text.
    Text,
    /// The screen as a picture.
    Picture,
    /// The message, and a zone file with what was answered.
    Case,
    /// The what-ifs as a zone file.
    WhatIfs,
}

impl Saved {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Text, Self::Picture, Self::Case, Self::WhatIfs];

    /// The extension of its file.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Picture => "svg",
            Self::Case => "eml",
            Self::WhatIfs => "zone",
        }
    }
}

/// A line that is judged while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The line.
    pub editor: Editor,
    /// Why it could not be judged, and where.
    pub problem: Option<Fault>,
    /// The word that is being typed, until the cursor leaves it.
    word: Option<usize>,
}

impl Typed {
    /// A line that nothing was typed into yet.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { editor: Editor::new(text), problem: None, word: None }
    }

    /// Whether a word is being typed that is not finished yet.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.word.is_some()
    }

    /// The line was edited, or the cursor moved in it.
    pub fn edited(&mut self, has_changed: bool) {
        let word = self.editor.word();
        if has_changed {
            self.word = word;
        } else if self.word != word {
            self.word = None;
        }
    }
}

/// Where one is in something that can be longer than the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Which of the rows that the cursor can be on it is on, counted from 0; where there is no cursor, the
    /// first line shown.
    pub at: usize,
    /// The first line shown. The drawing keeps the cursor in sight and says what became of it.
    pub top: usize,
    /// Whether the details of the row at the cursor are shown, where there is room for them beside or below
    /// the rows.
    pub detail: bool,
    /// Whether they take the place of the rows where there is not.
    pub zoom: bool,
    /// The first line of the details that is shown.
    pub detail_top: usize,
}

impl List {
    /// A list with the cursor on a row.
    #[must_use]
    pub fn at(at: usize) -> Self {
        Self { at, ..Self::default() }
    }

    /// Back to the start, the details as they are.
    pub fn rewind(&mut self) {
        *self = Self { detail: self.detail, ..Self::default() };
    }
}

/// What the cursor is on, for the keys that do something with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focused {
    /// What is copied, as it is meant and not as it is shown.
    pub copy: String,
    /// The bytes of the message that it comes from.
    pub span: Option<Range<usize>>,
    /// The name whose TXT record stands behind it: the one that `e` edits.
    pub name: Option<Name>,
}

impl Focused {
    /// Something that can be copied.
    pub fn text(copy: impl Into<String>) -> Self {
        Self { copy: copy.into(), ..Self::default() }
    }

    /// From these bytes of the message.
    #[must_use]
    pub fn from_bytes(self, span: Range<usize>) -> Self {
        Self { span: Some(span), ..self }
    }

    /// With this name's TXT record behind it.
    #[must_use]
    pub fn at_name(self, name: Name) -> Self {
        Self { name: Some(name), ..self }
    }
}
