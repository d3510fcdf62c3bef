//! The state of asking: what is investigated, what is known, what is on its way.

use super::meter::Meter;
use super::server::{Asked, Servers};
use crate::dns::{Answer, Answers, Origin, Outcome, Question, Rcode};
use crate::resolver::{Limit, Limits, Subject, Tally};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use tokio::task::{Id, JoinError, JoinSet};

/// What the thread is told.
pub(super) enum Command {
    Open(u64, Answers, Box<dyn Subject>),
    Cancel(u64),
    ForgetFailures,
}

/// Something under investigation.
struct Open {
    subject: Box<dyn Subject>,
    answers: Answers,
    /// The questions that it waits for or has waited for; whether one was sent for it.
    wanted: HashMap<Question, bool>,
    /// How many of them were ahead when they were noted.
    ahead: usize,
    tally: Tally,
}

/// Everything that the thread knows.
pub(super) struct Engine {
    servers: Arc<Servers>,
    limits: Limits,
    meter: Meter,
    open: BTreeMap<u64, Open>,
    known: HashMap<Question, Arc<Answer>>,
    /// The questions that wait to be sent, or are on their way.
    pending: HashSet<Question>,
    needed: VecDeque<Question>,
    ahead: VecDeque<Question>,
    flights: JoinSet<Asked>,
    in_flight: HashMap<Id, Question>,
    /// Answered since the last analyses.
    landed: HashSet<Question>,
}

impl Engine {
    pub fn new(servers: Servers, limits: Limits) -> Self {
        Self {
            servers: Arc::new(servers),
            limits,
            meter: Meter::new(limits),
            open: BTreeMap::new(),
            known: HashMap::new(),
            pending: HashSet::new(),
            needed: VecDeque::new(),
            ahead: VecDeque::new(),
            flights: JoinSet::new(),
            in_flight: HashMap::new(),
            landed: HashSet::new(),
        }
    }

    pub fn obey(&mut self, command: Command) {
        match command {
            Command::Open(id, answers, subject) => {
                let tally = Tally { servers: self.servers.names(), ..Tally::default() };
                self.advance(id, Open { subject, answers, wanted: HashMap::new(), ahead: 0, tally });
            }
            Command::Cancel(id) => {
                self.open.remove(&id);
            }
            Command::ForgetFailures => self.known.retain(|_, answer| !answer.outcome.is_error()),
        }
    }

    /// Waits until an answer has come, and takes all that have; waits forever if none is on its way.
    pub async fn landing(&mut self) {
        match self.flights.join_next_with_id().await {
            Some(landed) => self.land(landed),
            None => std::future::pending().await,
        }
        while let Some(landed) = self.flights.try_join_next_with_id() {
            self.land(landed);
        }
    }

    fn land(&mut self, landed: Result<(Id, Asked), JoinError>) {
        let (id, asked) = match landed {
            Ok((id, asked)) => (id, asked),
            // What should read the answer gave up: the question has failed and is not asked again.
            Err(error) => (error.id(), Asked { answer: self.failed(), questions: 1 }),
        };
        let Some(question) = self.in_flight.remove(&id) else { return };
        if let Some(payer) = self.open.values_mut().find(|open| open.wanted.get(&question) == Some(&true)) {
            // One was counted when it was sent.
            payer.tally.questions = (payer.tally.questions + asked.questions).saturating_sub(1);
        }
        self.meter.answer(&asked.answer);
        self.pending.remove(&question);
        self.known.insert(question.clone(), Arc::new(asked.answer));
        self.landed.insert(question);
    }

    fn failed(&self) -> Answer {
        let address = self.servers.names().first().map_or_else(|| "".into(), Arc::clone);
        Answer::of(Outcome::Failed(Rcode::SERVFAIL), Origin::Server { address, at: 0 })
    }

    /// Analyses what the answers of late are for, and sends what waits.
    pub fn proceed(&mut self) {
        let landed = std::mem::take(&mut self.landed);
        let mut touched = Vec::new();
        for (id, open) in &mut self.open {
            let mut is_news = false;
            for question in &landed {
                if let Some(answer) = self.known.get(question).filter(|_| open.wanted.contains_key(question)) {
                    is_news |= open.take(question, answer);
                }
            }
            if is_news {
                touched.push(*id);
            }
        }
        for id in touched {
            if let Some(open) = self.open.remove(&id) {
                self.advance(id, open);
            }
        }
        self.send();
    }

    /// Analyses until something has to be waited for; keeps what waits.
    fn advance(&mut self, id: u64, mut open: Open) {
        loop {
            let Some(unanswered) = open.subject.analyse(&open.answers, &open.tally, false) else { return };
            if unanswered.needed.is_empty() {
                return;
            }
            let needed: Vec<Question> =
                unanswered.needed.iter().filter_map(|q| open.answers.look_up(q).err()).collect();
            let ahead: Vec<Question> = unanswered.ahead.iter().filter_map(|q| open.answers.look_up(q).err()).collect();
            let mut is_news = false;
            for question in needed.iter().chain(&ahead) {
                if let Some(answer) = self.known.get(question) {
                    is_news |= open.take(question, answer);
                }
            }
            if is_news {
                continue;
            }
            for question in &needed {
                self.want(&mut open, question, false);
            }
            for question in &ahead {
                self.want(&mut open, question, true);
            }
            if needed.iter().any(|question| self.pending.contains(question) && open.wanted.contains_key(question)) {
                self.open.insert(id, open);
                return;
            }
            // A limit keeps everything that is needed from being asked.
            open.subject.analyse(&open.answers, &open.tally, true);
            return;
        }
    }

    /// Notes that a question is to be asked, unless a limit is against it.
    fn want(&mut self, open: &mut Open, question: &Question, is_ahead: bool) {
        if open.wanted.contains_key(question) {
            if !is_ahead && self.pending.contains(question) {
                // It may stand in the queue of those ahead.
                self.needed.push_back(question.clone());
            }
            return;
        }
        if is_ahead && open.ahead >= self.limits.ahead_per_message {
            return;
        }
        if open.wanted.len() >= self.limits.per_message {
            open.tally.limit = Some(Limit::PerMessage(self.limits.per_message));
            return;
        }
        if !self.pending.contains(question) {
            if let Err(limit) = self.meter.question() {
                open.tally.limit = Some(limit);
                return;
            }
            self.pending.insert(question.clone());
        }
        open.ahead += usize::from(is_ahead);
        open.wanted.insert(question.clone(), false);
        if is_ahead { &mut self.ahead } else { &mut self.needed }.push_back(question.clone());
    }

    /// Sends what waits, needed before ahead, as far as there is room. A question can stand in both
    /// queues, and several times; it is sent once.
    fn send(&mut self) {
        while self.flights.len() < self.limits.in_flight {
            let Some(question) = self.needed.pop_front().or_else(|| self.ahead.pop_front()) else { return };
            if !self.pending.contains(&question) || self.in_flight.values().any(|flying| *flying == question) {
                continue;
            }
            let Some(payer) = self.open.values_mut().find(|open| open.wanted.contains_key(&question)) else {
                // Nobody waits for it any longer.
                self.pending.remove(&question);
                continue;
            };
            payer.wanted.insert(question.clone(), true);
            payer.tally.questions += 1;
            let (servers, asked) = (Arc::clone(&self.servers), question.clone());
            let flight = self.flights.spawn(async move { servers.answer(&asked).await });
            self.in_flight.insert(flight.id(), question);
        }
    }
}

impl Open {
    /// Takes over an answer; whether it is new.
    fn take(&mut self, question: &Question, answer: &Arc<Answer>) -> bool {
        if self.answers.get(question).is_some() {
            return false;
        }
        self.answers.insert(question.clone(), Arc::clone(answer));
        self.tally.count(answer);
        if self.wanted.get(question) != Some(&true) {
            self.tally.shared += 1;
        }
        true
    }
}
