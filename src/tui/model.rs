//! The state of the terminal UI: everything that the screen is drawn from. Nothing here reads, writes
//! or asks for the time.

use super::carry::Given;
use super::changes::Changes;
use super::digest::Digest;
use super::editor::Editor;
use super::keymap::Context;
use super::listing::Listing;
use super::look::Look;
use super::screen::{Focused, List, Popup, Screen};
use super::search::Search;
use super::sheet::{Sheet, Supposed};
use super::state::Views;
use super::view;
use crate::case::Lane;
use crate::dns::Edit;
use crate::receiver::{CheckKind, Decision, IdentityKind, Profiles};
use crate::settings::AsOf;
use crate::source::Input;
use crate::spf::Evaluation;

/// A side of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What accepts.
    Left,
    /// What rejects.
    Right,
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// What the last drawing found out: how much fits. Scrolling needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The columns and rows of the screen; none before the first drawing.
    pub size: Option<(u16, u16)>,
    /// The greatest [`List::at`] of what scrolls on top.
    pub end: usize,
    /// How far a page goes.
    pub page: usize,
    /// The first line that was shown.
    pub top: usize,
    /// Whether the row at the cursor has details.
    pub has_detail: bool,
    /// Whether they are shown.
    pub shows_detail: bool,
    /// The greatest [`List::detail_top`].
    pub detail_end: usize,
    /// Where the cursor of a line editor stands.
    pub cursor: Option<(u16, u16)>,
}

/// What is known about an input.
#[derive(Clone, Debug)]
pub enum State {
    /// Nobody has asked for it yet, or what was known about it holds no longer.
    Unread,
    /// It is being read; what the list tells of it, where it was read before.
    Reading(Option<Box<Digest>>),
    /// It was read and judged, and put away but for what the list tells of it.
    Away(Box<Digest>),
    /// It was read and judged.
    Ready(Box<Sheet>),
    /// It could not be read, and why.
    Failed(String),
}

/// One input.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path as given.
    pub path: String,
    /// Which message of that path it is, counted from 0.
    pub index: usize,
    /// How many messages that path holds.
    pub count: usize,
    /// What is known about it.
    pub state: State,
}

impl Entry {
    /// An input that nobody has asked for yet.
    #[must_use]
    pub fn of(input: &Input) -> Self {
        Self { path: input.path.clone(), index: input.index, count: input.count, state: State::Unread }
    }
}

/// The whole state.
pub struct Model {
    /// The language, the characters, the colours.
    pub look: Look,
    /// The receivers.
    pub profiles: &'static Profiles,
    /// The inputs.
    pub entries: Vec<Entry>,
    /// The input that is shown.
    pub current: usize,
    /// The inputs that were read and are kept, the one that was shown last at the end.
    pub kept: Vec<usize>,
    /// The records that are supposed of the DNS, oldest first.
    pub supposed: Vec<Edit>,
    /// How it came to what is supposed.
    pub changes: Changes,
    /// What of the messages is listed, and how.
    pub listing: Listing,
    /// The folder that a path begins with when one is to be typed.
    pub folder: String,
    /// The view that is shown.
    pub screen: Screen,
    /// The views that one came from, the last one last.
    pub history: Vec<Screen>,
    /// The popups over the view, the one on top last.
    pub popups: Vec<Popup>,
    /// What each view remembers.
    pub views: Views,
    /// What is searched for.
    pub search: Option<Search>,
    /// The selected side.
    pub side: Side,
    /// The receivers that were chosen for the left and the right side, by id.
    pub chosen: (Option<String>, Option<String>),
    /// The day that was switched to; without one each message keeps its own settings.
    pub day: Option<AsOf>,
    /// What the last drawing found out.
    pub geometry: Geometry,
    /// What the last key had to say.
    pub notice: Option<String>,
    /// What the command line said that no key changes.
    pub given: Given,
    /// What the network is asked about: an input, judged like this.
    pub asked: Option<(usize, Supposed)>,
}

impl Model {
    /// The state at the start: nothing is read.
    #[must_use]
    pub fn new(inputs: &[Input], profiles: &'static Profiles, look: Look) -> Self {
        Self {
            look,
            profiles,
            entries: inputs.iter().map(Entry::of).collect(),
            current: 0,
            kept: Vec::new(),
            supposed: Vec::new(),
            changes: Changes::default(),
            listing: Listing::default(),
            folder: String::new(),
            screen: Screen::Verdict,
            history: Vec::new(),
            popups: Vec::new(),
            views: Views::default(),
            search: None,
            side: Side::Right,
            chosen: (None, None),
            day: None,
            geometry: Geometry::default(),
            notice: None,
            given: Given::default(),
            asked: None,
        }
    }

    /// Which keys count.
    #[must_use]
    pub fn context(&self) -> Context {
        self.popups.last().map_or(self.screen.context(), Popup::context)
    }

    /// The popup on top.
    #[must_use]
    pub fn popup(&self) -> Option<&Popup> {
        self.popups.last()
    }

    /// Where one is in the list of the view, if the view is one.
    #[must_use]
    pub fn list(&self) -> Option<&List> {
        self.views.list(self.screen)
    }

    /// Where one is in what scrolls on top.
    pub fn list_mut(&mut self) -> Option<&mut List> {
        match self.popups.last_mut() {
            Some(popup) => popup.list_mut(),
            None => self.views.list_mut(self.screen),
        }
    }

    /// The line that is typed on top.
    pub fn editor_mut(&mut self) -> Option<&mut Editor> {
        self.popups.last_mut().and_then(Popup::editor_mut)
    }

    /// What the cursor of the view is on.
    #[must_use]
    pub fn focused(&self) -> Option<Focused> {
        view::focused(self)
    }

    /// The message that is shown, if it could be read.
    #[must_use]
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.entries.get(self.current)?.state {
            State::Ready(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// The message that is shown, if it could be read.
    pub fn sheet_mut(&mut self) -> Option<&mut Sheet> {
        match &mut self.entries.get_mut(self.current)?.state {
            State::Ready(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// Judges everything by the rules of another day.
    pub fn judge_as_of(&mut self, day: AsOf) {
        self.day = Some(day);
        self.judge_all();
    }

    /// Judges an input again.
    pub fn judge(&mut self, input: usize) {
        if let Some(State::Ready(sheet)) = self.entries.get_mut(input).map(|entry| &mut entry.state) {
            sheet.judge(self.day, self.profiles);
        }
    }

    /// Judges everything again; what is put away when it is asked for.
    pub fn judge_all(&mut self) {
        for entry in &mut self.entries {
            match &mut entry.state {
                State::Ready(sheet) => sheet.judge(self.day, self.profiles),
                State::Away(_) => entry.state = State::Unread,
                State::Reading(digest) => *digest = None,
                State::Unread | State::Failed(_) => {}
            }
        }
    }

    /// The verdicts on the left and on the right side. A side keeps the receiver that was chosen for it;
    /// else the case as published says, so that a what-if flips verdicts in their place.
    #[must_use]
    pub fn sides(&self, sheet: &Sheet) -> Option<(usize, usize)> {
        self.placed(sheet.published.pair(), |id| sheet.case.verdicts.iter().position(|verdict| verdict.receiver == id))
    }

    /// The same, from what is known of a message.
    #[must_use]
    pub fn sides_of(&self, digest: &Digest) -> Option<(usize, usize)> {
        self.placed(digest.pair, |id| digest.decided.iter().position(|decided| decided.receiver == id))
    }

    fn placed(&self, pair: Option<(usize, usize)>, position: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
        let (left, right) = pair?;
        let chosen = |id: &Option<String>| id.as_deref().and_then(&position);
        Some((chosen(&self.chosen.0).unwrap_or(left), chosen(&self.chosen.1).unwrap_or(right)))
    }

    /// The verdict on the selected side.
    #[must_use]
    pub fn selected(&self, sheet: &Sheet) -> Option<usize> {
        let (left, right) = self.sides(sheet)?;
        Some(match self.side {
            Side::Left => left,
            Side::Right => right,
        })
    }

    /// The lane on the selected side.
    #[must_use]
    pub fn lane<'a>(&self, sheet: &'a Sheet) -> Option<Lane<'a>> {
        self.lane_on(sheet, self.side)
    }

    /// The lane on a side. A receiver that accepts does so by all its rules together; the one to show is
    /// then the one that refused as published, else one about another domain than the left side's.
    #[must_use]
    pub fn lane_on<'a>(&self, sheet: &'a Sheet, side: Side) -> Option<Lane<'a>> {
        let (left, right) = self.sides(sheet)?;
        let index = match side {
            Side::Left => left,
            Side::Right => right,
        };
        let lane = sheet.case.lane(index)?;
        if lane.verdict.decision != Decision::Accept {
            return Some(lane);
        }
        if sheet.was(index).is_some() {
            let before = sheet.published.lane(index).and_then(|lane| lane.rule);
            let same = |lane: &Lane<'_>| {
                let rules = lane.rule.zip(before);
                rules.is_some_and(|(now, then)| now.check == then.check && now.identity == then.identity)
            };
            return sheet.case.lanes(index).find(same).or(Some(lane));
        }
        if side == Side::Right {
            let domain = self.lane_on(sheet, Side::Left)?.domain;
            let other = |lane: &Lane<'_>| lane.evaluation.is_some() && lane.domain.is_some() && lane.domain != domain;
            return sheet.case.lanes(index).find(other).or(Some(lane));
        }
        Some(lane)
    }

    /// The SPF evaluation to trace for the selected side: the one that its rule rests on, else that of
    /// MAIL FROM, which DMARC rests on, else of the header From.
    #[must_use]
    pub fn traced<'a>(&self, sheet: &'a Sheet) -> Option<(IdentityKind, &'a Evaluation)> {
        let lane = self.lane(sheet)?;
        let own = lane.rule.and_then(|rule| match rule.check {
            CheckKind::Spf => rule.identity,
            CheckKind::Carrier => Some(IdentityKind::HeaderFrom),
            _ => None,
        });
        let known = |identity| Some((identity, sheet.case.spf.get(identity)?));
        own.and_then(known).or_else(|| known(IdentityKind::MailFrom)).or_else(|| known(IdentityKind::HeaderFrom))
    }
}
