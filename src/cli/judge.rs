//! The messages of a run judged, in the order of the inputs. Those whose DNS is asked live are
//! investigated side by side.

use super::live::{Asker, Ended, Ticket};
use super::output::Progress;
use crate::case::{Case, analyse};
use crate::dns::{Answers, Unanswered};
use crate::receiver::{Profiles, UnknownReceiver};
use crate::remedy::{Advice, propose};
use crate::resolver::{Subject, Tally};
use crate::source::{Desk, Input, LIVE, Opened};
use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Messages that are investigated at the same time, or wait for one before them.
const WINDOW: usize = 64;
/// How often the progress is looked at.
const TICK: Duration = Duration::from_millis(200);

/// A message and what was found about it.
pub struct Judgement {
    /// The message, with the answers that it was judged by.
    pub opened: Opened,
    /// What was found.
    pub case: Case,
    /// What there is to say about curing it.
    pub advice: Advice,
    /// What was asked, where the network was.
    pub tally: Option<Tally>,
}

/// Opens and judges the inputs, and gives each to `each` in their order.
pub fn judge(
    desk: &Desk,
    profiles: &'static Profiles,
    mut asker: Asker,
    mut progress: Progress,
    mut each: impl FnMut(&Input, anyhow::Result<Judgement>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (sender, arrivals) = channel();
    let mut tickets: HashMap<usize, Ticket> = HashMap::new();
    let mut done: BTreeMap<usize, anyhow::Result<Judgement>> = BTreeMap::new();
    let mut questions = 0;
    let mut open = desk.inputs.iter().enumerate().peekable();
    for (index, input) in desk.inputs.iter().enumerate() {
        let judged = loop {
            if let Some(judged) = done.remove(&index) {
                break judged;
            }
            if let Some((next, input)) = open.next_if(|(next, _)| *next < index + WINDOW) {
                match begin(desk, input, next, profiles, &mut asker, &sender) {
                    Ok(Begun::Asking(ticket)) => drop(tickets.insert(next, ticket)),
                    Ok(Begun::Done(judgement)) => drop(done.insert(next, Ok(*judgement))),
                    Err(error) => drop(done.insert(next, Err(error))),
                }
                continue;
            }
            match arrivals.recv_timeout(TICK) {
                Ok((arrived, judgement)) => {
                    tickets.remove(&arrived);
                    done.insert(arrived, judgement);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => anyhow::bail!(Ended),
            }
            progress.show(index, desk.inputs.len(), questions);
        };
        questions += judged.as_ref().ok().and_then(|j| j.tally.as_ref()).map_or(0, |tally| tally.questions);
        progress.show(index, desk.inputs.len(), questions);
        progress.erase();
        each(input, judged)?;
    }
    Ok(())
}

/// What became of an input at first.
enum Begun {
    Asking(Ticket),
    Done(Box<Judgement>),
}

type Arrival = (usize, anyhow::Result<Judgement>);

fn begin(
    desk: &Desk,
    input: &Input,
    index: usize,
    profiles: &'static Profiles,
    asker: &mut Asker,
    sender: &Sender<Arrival>,
) -> anyhow::Result<Begun> {
    let opened = desk.open(input)?;
    if opened.dns == LIVE {
        let answers = opened.answers.clone();
        let waiting = Waiting { index, opened: Some(opened), profiles, sender: sender.clone() };
        return Ok(Begun::Asking(asker.investigate(answers, waiting)?));
    }
    let (case, advice) = analyse_and_advise(&opened, &opened.answers, profiles)?;
    Ok(Begun::Done(Box::new(Judgement { opened, case, advice, tally: None })))
}

/// What is found about a message with these answers, and what there is to say about curing it.
pub fn analyse_and_advise(
    opened: &Opened,
    answers: &Answers,
    profiles: &Profiles,
) -> Result<(Case, Advice), UnknownReceiver> {
    let case = analyse(&opened.message, answers, &opened.settings, profiles)?;
    let advice = propose(&opened.message, answers, &opened.settings, profiles, &case);
    Ok((case, advice))
}

/// A message that waits for answers.
struct Waiting {
    index: usize,
    /// Gone once it was judged.
    opened: Option<Opened>,
    profiles: &'static Profiles,
    sender: Sender<Arrival>,
}

impl Subject for Waiting {
    fn analyse(&mut self, answers: &Answers, tally: &Tally, is_last: bool) -> Option<Unanswered> {
        let opened = self.opened.as_ref()?;
        let (case, advice) = match analyse_and_advise(opened, answers, self.profiles) {
            Ok(found) => found,
            Err(error) => {
                self.tell(Err(error.into()));
                return None;
            }
        };
        let unanswered = advice.questions(&case);
        if is_last || unanswered.needed.is_empty() {
            let opened = Opened { answers: answers.clone(), ..self.opened.take()? };
            self.tell(Ok(Judgement { opened, case, advice, tally: Some(tally.clone()) }));
        }
        Some(unanswered)
    }
}

impl Waiting {
    fn tell(&mut self, judged: anyhow::Result<Judgement>) {
        self.opened = None;
        // Nobody waits after an error in writing.
        let _ = self.sender.send((self.index, judged));
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.opened.is_some() {
            self.tell(Err(Ended.into()));
        }
    }
}
