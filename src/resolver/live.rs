//! Asking the network: a thread of its own with one loop in it. It analyses what is investigated, asks
//! what is unanswered, and analyses again at each arrival.

mod engine;
mod exchange;
mod meter;
mod response;
mod server;

use super::{Asking, Limits, Subject};
use crate::dns::Answers;
use engine::{Command, Engine};
use server::Servers;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Why nobody can be asked.
#[derive(Debug, thiserror::Error)]
pub enum LiveError {
    /// The system names no name server.
    #[error("this system names no name server ({0})")]
    NoServer(String),
    /// No thread, or no runtime in it.
    #[error("asking the network cannot be started: {0}")]
    Start(#[from] io::Error),
}

/// The network, ready to be asked. What was asked once is known to everything that is investigated
/// later, whatever the answer was. Dropping it stops everything.
#[derive(Debug)]
pub struct Live {
    commands: UnboundedSender<Command>,
    servers: Arc<[Arc<str>]>,
    next: AtomicU64,
}

/// Something that is being investigated. Dropping it cancels what is not finished.
#[derive(Debug)]
#[must_use = "dropping it cancels the investigation"]
pub struct Ticket {
    id: u64,
    commands: UnboundedSender<Command>,
}

impl Live {
    /// Finds the name servers and starts the thread. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`LiveError`] where there is nobody to ask.
    pub fn start(asking: &Asking, limits: Limits) -> Result<Self, LiveError> {
        let servers = Servers::find(asking, limits.servers)?;
        let names = servers.names();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let (commands, inbox) = unbounded_channel();
        let engine = Engine::new(servers, limits);
        std::thread::Builder::new().name("dns".to_owned()).spawn(move || runtime.block_on(serve(engine, inbox)))?;
        Ok(Self { commands, servers: names, next: AtomicU64::new(0) })
    }

    /// The name servers that are asked, as `IP:PORT`.
    #[must_use]
    pub fn servers(&self) -> &Arc<[Arc<str>]> {
        &self.servers
    }

    /// Investigates: the subject is analysed with these answers and what the run knows already, what is
    /// unanswered is asked, needed and ahead together, and it is analysed again at each arrival, until
    /// nothing needed is open. Answers that were only asked ahead are not waited for.
    pub fn investigate(&self, answers: Answers, subject: impl Subject + 'static) -> Ticket {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        // A thread that is gone has dropped the subject with everything else that waited for it.
        let _ = self.commands.send(Command::Open(id, answers, Box::new(subject)));
        Ticket { id, commands: self.commands.clone() }
    }

    /// Forgets what failed: it is asked again by whatever is investigated from now on.
    pub fn forget_failures(&self) {
        // A thread that is gone remembers nothing.
        let _ = self.commands.send(Command::ForgetFailures);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let _ = self.commands.send(Command::Cancel(self.id));
    }
}

/// The loop, until nobody can send a command any more.
async fn serve(mut engine: Engine, mut inbox: UnboundedReceiver<Command>) {
    loop {
        tokio::select! {
            command = inbox.recv() => match command {
                Some(command) => engine.obey(command),
                None => return,
            },
            () = engine.landing() => {}
        }
        // What has come in the meantime is taken together: one analysis for several answers.
        while let Ok(command) = inbox.try_recv() {
            engine.obey(command);
        }
        engine.proceed();
    }
}
