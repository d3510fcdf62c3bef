//! The state of the walk: which step one is at, and the question before the next one.

use crate::tui::keymap::{Action, Binding, Context, Key, on, say};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::List;
use crate::tui::sheet::Sheet;
use crate::walk::{self, Quiz, Step};
use crate::words::walk::WalkKeys;
use crossterm::event::KeyCode;

/// What the view remembers.
#[derive(Clone, Debug)]
pub struct State {
    /// Where one is: [`List::at`] is the step, [`List::detail_top`] the first line of what is said about it.
    pub list: List,
    /// Whether a learner is asked before a decision.
    pub quiz: bool,
    /// The step that a question is asked about, while it is open.
    pub asking: Option<usize>,
    /// What was answered: the step, and the choice.
    pub answer: Option<(usize, usize)>,
}

impl Default for State {
    fn default() -> Self {
        Self { list: List::default(), quiz: true, asking: None, answer: None }
    }
}

impl State {
    /// Another message is walked through.
    pub fn rewind(&mut self) {
        *self = Self { quiz: self.quiz, ..Self::default() };
    }

    fn go(&mut self, step: usize) {
        self.list.at = step;
        self.list.detail_top = 0;
        self.asking = None;
        self.answer = None;
    }
}

/// The steps of a message, through the receivers that stand on the two sides.
#[must_use]
pub fn steps<'a>(model: &Model, sheet: &'a Sheet) -> Vec<Step<'a>> {
    walk::steps(&sheet.opened.message, &sheet.case, Some(&sheet.advice), model.sides(sheet).unwrap_or_default())
}

/// The question that is open.
#[must_use]
pub fn question<'a>(model: &Model, steps: &'a [Step<'a>]) -> Option<&'a Quiz<'a>> {
    let State { list, asking, .. } = &model.views.walk;
    // A what-if may have changed the steps since it was asked.
    let step = asking.filter(|step| *step == list.at.saturating_add(1))?;
    steps.get(step)?.quiz.as_ref()
}

/// What its own keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says it in words")]
pub enum Act {
    Forward,
    Backward,
    Answer(usize),
    Quiz,
}

const K: &[Context] = &[Context::Walk];
const FORWARD: &[Key] = &[
    Key::char(' '),
    Key::code(KeyCode::Enter),
    Key::code(KeyCode::Right),
    Key::char('l'),
    Key::code(KeyCode::Down),
    Key::char('j'),
];
const BACKWARD: &[Key] =
    &[Key::code(KeyCode::Left), Key::char('h'), Key::code(KeyCode::Backspace), Key::code(KeyCode::Up), Key::char('k')];

const fn answer(key: &'static [Key], choice: usize) -> Binding {
    on(key, K, Action::Walk(Act::Answer(choice)), say!(WalkKeys::DoChoose)).when(match choice {
        0 | 1 => asking,
        _ => asking_of_three,
    })
}

/// Its own keys.
pub(in crate::tui) const KEYS: &[Binding] = &[
    on(FORWARD, K, Action::Walk(Act::Forward), say!(WalkKeys::DoForward))
        .hint("Space", say!(WalkKeys::HintSkip))
        .when(asking),
    on(FORWARD, K, Action::Walk(Act::Forward), say!(WalkKeys::DoForward))
        .hint("Space", say!(WalkKeys::HintSteps))
        .when(goes_on),
    on(BACKWARD, K, Action::Walk(Act::Backward), say!(WalkKeys::DoBackward))
        .hint("Left", say!(WalkKeys::HintBackward))
        .when(has_begun),
    answer(&[Key::char('1')], 0).hint("1 2 3", say!(WalkKeys::HintChoose)).when(asking_of_three),
    answer(&[Key::char('1')], 0).hint("1 2", say!(WalkKeys::HintChoose)).when(asking_of_two),
    answer(&[Key::char('2')], 1),
    answer(&[Key::char('3')], 2),
    on(&[Key::char('a')], K, Action::Walk(Act::Quiz), say!(WalkKeys::DoQuiz))
        .hint("a", say!(WalkKeys::HintQuizOff))
        .when(is_asked),
    on(&[Key::char('a')], K, Action::Walk(Act::Quiz), say!(WalkKeys::DoQuiz))
        .hint("a", say!(WalkKeys::HintQuizOn))
        .when(is_not_asked),
];

fn choices(model: &Model) -> usize {
    model.sheet().and_then(|sheet| Some(question(model, &steps(model, sheet))?.choices.len())).unwrap_or(0)
}

fn asking(model: &Model) -> bool {
    choices(model) > 0
}

fn asking_of_two(model: &Model) -> bool {
    choices(model) == 2
}

fn asking_of_three(model: &Model) -> bool {
    choices(model) > 2
}

fn goes_on(model: &Model) -> bool {
    !asking(model)
        && model.sheet().is_some_and(|sheet| model.views.walk.list.at.saturating_add(1) < steps(model, sheet).len())
}

fn has_begun(model: &Model) -> bool {
    model.views.walk.list.at > 0
}

fn is_asked(model: &Model) -> bool {
    model.views.walk.quiz
}

fn is_not_asked(model: &Model) -> bool {
    !model.views.walk.quiz
}

/// Does what a key of its own says.
pub(in crate::tui) fn act(model: &mut Model, act: Act) -> Vec<Effect> {
    let Some(sheet) = model.sheet() else { return Vec::new() };
    let steps = steps(model, sheet);
    let last = steps.len().saturating_sub(1);
    let here = model.views.walk.list.at.min(last);
    let next = here.saturating_add(1).min(last);
    let choices = question(model, &steps).map_or(0, |quiz| quiz.choices.len());
    let is_asking = choices > 0;
    let has_question = steps.get(next).is_some_and(|step| step.quiz.is_some());
    let state = &mut model.views.walk;
    match act {
        Act::Forward if !is_asking && state.quiz && has_question && next > here => {
            state.go(here);
            state.asking = Some(next);
        }
        Act::Forward => state.go(next),
        Act::Backward if is_asking => state.go(here),
        Act::Backward => state.go(here.saturating_sub(1)),
        Act::Answer(choice) if choice < choices => {
            state.go(next);
            state.answer = Some((next, choice));
        }
        Act::Answer(_) => {}
        Act::Quiz => {
            state.quiz = !state.quiz;
            state.asking = None;
        }
    }
    Vec::new()
}
