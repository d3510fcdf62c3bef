//! The messages of a run judged and rendered, in the order of the inputs: by several threads at once, or,
//! where the DNS is asked, investigated side by side.

use super::live::{Asker, Ended, Ticket};
use super::output::Progress;
use crate::case::{Case, analyse};
use crate::dns::{Answers, Unanswered};
use crate::receiver::{Profiles, UnknownReceiver};
use crate::remedy::{Advice, propose};
use crate::resolver::{Subject, Tally};
use crate::source::{Desk, Input, LIVE, OpenError, Opened, ZoneFile};
use rayon::ThreadPoolBuilder;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How much is held at a time. Where one message waits long for its answers, others go on behind it, and what
/// was made of them waits for its turn.
#[derive(Clone, Copy)]
struct Window {
    /// Messages that are judged or investigated at the same time.
    at_work: usize,
    /// Those and what waits for a message before it.
    held: usize,
}

/// Where there are threads to judge.
const SIDE_BY_SIDE: Window = Window { at_work: 128, held: 1024 };
/// Where there are none.
const ALONE: Window = Window { at_work: 1, held: 1 };
/// How many octets they may have together; one that has more is alone.
const OCTETS: u64 = 64 << 20;
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

/// Opens and judges the inputs, makes something of each with `make`, which ends the message's life, and gives
/// that to `each` in their order. All but `each` runs on as many threads as there are processors, where the
/// system gives any.
pub fn judge<T: Send + 'static>(
    desk: &Desk,
    profiles: &'static Profiles,
    asker: Asker,
    progress: Progress,
    make: impl Fn(&Input, anyhow::Result<Judgement>) -> T + Sync,
    each: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let work = Work { desk, profiles, make, zone: Mutex::default() };
    // One message needs no other thread.
    let threads = (desk.inputs.len() > 1).then(|| ThreadPoolBuilder::new().build().ok()).flatten();
    match threads {
        Some(threads) => threads.in_place_scope_fifo(|scope| {
            in_order(&work, SIDE_BY_SIDE, &|task| scope.spawn_fifo(move |_| task()), asker, progress, each)
        }),
        None => in_order(&work, ALONE, &|task| task(), asker, progress, each),
    }
}

/// Something to do, on another thread if there is one.
type Task<'a> = Box<dyn FnOnce() + Send + 'a>;

/// What was made of an input.
struct Done<T> {
    made: T,
    /// How many questions the network was asked about it.
    questions: usize,
}

/// What there is to tell about an input.
enum News<T> {
    /// It waits for answers.
    Open(Box<Opened>),
    /// It has got them, or will not.
    Judged(Box<anyhow::Result<Judgement>>),
    /// Nothing is left to do.
    Done(Box<Done<T>>),
}

/// What is the same for all inputs of a run.
struct Work<'a, R> {
    desk: &'a Desk,
    profiles: &'static Profiles,
    make: R,
    /// The zone file that was read last for a message of several in one file, and its path.
    zone: Mutex<Option<(PathBuf, ZoneFile)>>,
}

impl<R> Work<'_, R> {
    /// Opens an input. The zone file beside an mbox is read once: it is that of all messages in there.
    fn open(&self, input: &Input) -> Result<Opened, OpenError> {
        if input.count == 1 {
            return self.desk.open(input);
        }
        self.desk.open_with(input, |path, label| {
            let mut last = self.zone.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, zone)) = last.as_ref().filter(|(of, _)| of == path) {
                return Ok(zone.clone());
            }
            let zone = ZoneFile::open(path, label)?;
            *last = Some((path.to_owned(), zone.clone()));
            Ok(zone)
        })
    }

    fn begin<T>(&self, input: &Input, opened: Result<Opened, OpenError>) -> News<T>
    where
        R: Fn(&Input, anyhow::Result<Judgement>) -> T,
    {
        let judged = match opened {
            Ok(opened) if opened.dns == LIVE => return News::Open(Box::new(opened)),
            Ok(opened) => analyse_and_advise(&opened, &opened.answers, self.profiles)
                .map(|(case, advice)| Judgement { opened, case, advice, tally: None })
                .map_err(Into::into),
            Err(error) => Err(error.into()),
        };
        self.finish(input, judged)
    }

    fn finish<T>(&self, input: &Input, judged: anyhow::Result<Judgement>) -> News<T>
    where
        R: Fn(&Input, anyhow::Result<Judgement>) -> T,
    {
        let questions =
            judged.as_ref().ok().and_then(|judged| judged.tally.as_ref()).map_or(0, |tally| tally.questions);
        News::Done(Box::new(Done { made: (self.make)(input, judged), questions }))
    }
}

/// Keeps as many inputs at work as the window has room for, and gives what was made to `each` in their order.
fn in_order<'a, T: Send + 'static, R: Fn(&Input, anyhow::Result<Judgement>) -> T + Sync>(
    work: &'a Work<'_, R>,
    window: Window,
    give: &dyn Fn(Task<'a>),
    mut asker: Asker,
    mut progress: Progress,
    mut each: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (sender, arrivals) = channel();
    let slot = |index| Slot { index, sender: Some(sender.clone()) };
    let mut tickets: HashMap<usize, Ticket> = HashMap::new();
    let mut done: BTreeMap<usize, Done<T>> = BTreeMap::new();
    // The octets of what was begun and not given yet.
    let mut held: VecDeque<u64> = VecDeque::new();
    let mut questions = 0;
    let inputs = &work.desk.inputs;
    for index in 0..inputs.len() {
        let Done { made, questions: asked } = loop {
            while let Some(input) = inputs.get(index + held.len()).filter(|_| held.len() < window.held) {
                let octets = input.octets();
                let is_room = held.iter().sum::<u64>().saturating_add(octets) <= OCTETS;
                if held.len() - done.len() >= window.at_work || !(held.is_empty() || is_room) {
                    break;
                }
                let slot = slot(index + held.len());
                held.push_back(octets);
                give(if work.desk.redactor.is_some() {
                    // What replaces names counts them in the order of the inputs.
                    let opened = work.open(input);
                    Box::new(move || slot.tell(work.begin(input, opened)))
                } else {
                    Box::new(move || slot.tell(work.begin(input, work.open(input))))
                });
            }
            if let Some(found) = done.remove(&index) {
                break found;
            }
            match arrivals.recv_timeout(TICK) {
                Ok((at, News::Done(found))) => drop(done.insert(at, *found)),
                Ok((at, News::Open(opened))) => {
                    let answers = opened.answers.clone();
                    let waiting = Waiting { opened: Some(*opened), profiles: work.profiles, slot: slot(at) };
                    match asker.investigate(answers, waiting) {
                        Ok(ticket) => drop(tickets.insert(at, ticket)),
                        Err(error) => slot(at).tell(News::Judged(Box::new(Err(error)))),
                    }
                }
                Ok((at, News::Judged(judged))) => {
                    tickets.remove(&at);
                    if let Some(input) = inputs.get(at) {
                        let slot = slot(at);
                        give(Box::new(move || slot.tell(work.finish(input, *judged))));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => anyhow::bail!(Ended),
            }
            progress.show(index, inputs.len(), questions);
        };
        held.pop_front();
        questions += asked;
        progress.show(index, inputs.len(), questions);
        progress.erase();
        each(made)?;
    }
    Ok(())
}

/// Where the news about an input go. Whoever drops it without any had an end before its time.
struct Slot<T> {
    index: usize,
    sender: Option<Sender<(usize, News<T>)>>,
}

impl<T> Slot<T> {
    fn tell(mut self, news: News<T>) {
        self.send(news);
    }

    fn send(&mut self, news: News<T>) {
        if let Some(sender) = self.sender.take() {
            // Nobody waits after an error in writing.
            let _ = sender.send((self.index, news));
        }
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        self.send(News::Judged(Box::new(Err(Ended.into()))));
    }
}

/// What is found about a message with these answers, and what there is to say about curing it.
fn analyse_and_advise(
    opened: &Opened,
    answers: &Answers,
    profiles: &Profiles,
) -> Result<(Case, Advice), UnknownReceiver> {
    let case = analyse(&opened.message, answers, &opened.settings, profiles)?;
    let advice = propose(&opened.message, answers, &opened.settings, profiles, &case);
    Ok((case, advice))
}

/// A message that waits for answers.
struct Waiting<T> {
    /// Gone once it was judged.
    opened: Option<Opened>,
    profiles: &'static Profiles,
    slot: Slot<T>,
}

impl<T: Send> Subject for Waiting<T> {
    fn analyse(&mut self, answers: &Answers, tally: &Tally, is_last: bool) -> Option<Unanswered> {
        let opened = self.opened.as_ref()?;
        let (case, advice) = match analyse_and_advise(opened, answers, self.profiles) {
            Ok(found) => found,
            Err(error) => {
                self.slot.send(News::Judged(Box::new(Err(error.into()))));
                return None;
            }
        };
        let unanswered = advice.questions(&case);
        if is_last || unanswered.needed.is_empty() {
            let opened = Opened { answers: answers.clone(), ..self.opened.take()? };
            let judgement = Judgement { opened, case, advice, tally: Some(tally.clone()) };
            self.slot.send(News::Judged(Box::new(Ok(judgement))));
        }
        Some(unanswered)
    }
}
