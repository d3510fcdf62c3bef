//! One question to the name servers: the next server is asked where one fails.

use super::LiveError;
use super::exchange::exchange;
use super::response::{self, Reading};
use crate::dns::{Alias, Answer, Name, Origin, Outcome, Question, RData, Rcode, Record, RecordType};
use crate::resolver::{Asking, PORT};
use hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::proto::op::{Message, Query, ResponseCode};
use hickory_resolver::system_conf;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::Instant;

/// The name servers.
pub(super) struct Servers {
    all: Vec<(SocketAddr, Arc<str>)>,
    timeout: Duration,
    /// Where to begin: a server that did not answer in time is not waited for by every question.
    preferred: AtomicUsize,
}

/// An answer, and the questions that were sent for it: more than one where aliases had to be followed.
pub(super) struct Asked {
    pub answer: Answer,
    pub questions: usize,
}

/// What came of asking for a name, and whom it came from.
struct Reply {
    what: Result<Message, Outcome>,
    server: Arc<str>,
}

impl Servers {
    /// The servers given, else those of the system, up to `limit`.
    pub fn find(asking: &Asking, limit: usize) -> Result<Self, LiveError> {
        let mut addresses = if asking.servers.is_empty() { of_system()? } else { asking.servers.clone() };
        addresses.truncate(limit.max(1));
        let all = addresses.into_iter().map(|address| (address, address.to_string().into())).collect();
        Ok(Self { all, timeout: asking.timeout, preferred: AtomicUsize::new(0) })
    }

    pub fn names(&self) -> Arc<[Arc<str>]> {
        self.all.iter().map(|(_, name)| Arc::clone(name)).collect()
    }

    /// The answer to a question, whatever it is. Where a server gives an alias and nothing of what it
    /// leads to, that is asked next.
    pub async fn answer(&self, question: &Question) -> Asked {
        if let Some(answer) = answered_here(question) {
            return Asked { answer, questions: 0 };
        }
        let deadline = Instant::now() + self.timeout;
        let mut aliases: Vec<Alias> = Vec::new();
        let mut questions = 0;
        loop {
            questions += 1;
            let reply = {
                let name = aliases.last().map_or(&question.name, |alias| &alias.target);
                self.ask(name, question.rtype, deadline).await
            };
            let origin = Origin::Server { address: reply.server, at: now() };
            let reading = match reply.what {
                Ok(response) => response::read(&response, question, &mut aliases, &origin),
                Err(outcome) => Reading::Outcome(outcome),
            };
            if let Reading::Outcome(outcome) = reading {
                return Asked { answer: Answer { outcome, aliases, origin }, questions };
            }
        }
    }

    /// Asks one server after the other, until one says what there is or that there is nothing. If none
    /// does, a response code tells more than silence.
    async fn ask(&self, name: &Name, rtype: RecordType, deadline: Instant) -> Reply {
        let (first, count) = (self.preferred.load(Ordering::Relaxed), self.all.len());
        let mut failure: Option<Reply> = None;
        let mut fail = |code, server: &Arc<str>| {
            failure.get_or_insert_with(|| Reply { what: Err(Outcome::Failed(code)), server: Arc::clone(server) });
        };
        let mut silent: Arc<str> = "".into();
        let query = query(name, rtype);
        for turn in 0..count {
            let index = (first + turn) % count;
            let Some((address, server)) = self.all.get(index) else { break };
            let Some(query) = &query else {
                fail(Rcode::FORMERR, server);
                break;
            };
            let others = u32::try_from(count - turn).unwrap_or(u32::MAX);
            let share = deadline.saturating_duration_since(Instant::now()) / others;
            if let Ok(answer) = exchange(*address, query, Instant::now() + share).await {
                match answer.response_code {
                    _ if answer.truncation || response::is_referral(&answer) => fail(Rcode::SERVFAIL, server),
                    ResponseCode::NoError | ResponseCode::NXDomain => {
                        return Reply { what: Ok(answer), server: Arc::clone(server) };
                    }
                    code => fail(Rcode(code.into()), server),
                }
            } else {
                let next = (index + 1) % count;
                let _ = self.preferred.compare_exchange(index, next, Ordering::Relaxed, Ordering::Relaxed);
                silent = Arc::clone(server);
            }
        }
        failure.unwrap_or(Reply { what: Err(Outcome::Timeout), server: silent })
    }
}

/// The name servers of the system.
fn of_system() -> Result<Vec<SocketAddr>, LiveError> {
    named(system_conf::read_system_conf())
}

/// The name servers that a system's configuration names.
fn named(config: Result<(ResolverConfig, ResolverOpts), NetError>) -> Result<Vec<SocketAddr>, LiveError> {
    let (config, _) = config.map_err(|error| LiveError::NoServer(error.to_string()))?;
    let port = |server: &NameServerConfig| server.connections.first().map_or(PORT, |connection| connection.port);
    Ok(config.name_servers().iter().map(|server| SocketAddr::new(server.ip, port(server))).collect())
}

/// A question as it is sent: the labels as they are, whatever characters a macro put into them.
fn query(name: &Name, rtype: RecordType) -> Option<Query> {
    name.check().ok()?;
    let name = hickory_resolver::proto::rr::Name::from_labels(name.labels().map(str::as_bytes)).ok()?;
    Some(Query::query(name, response::type_of(rtype)))
}

/// What must not be asked of a name server: `localhost` and `invalid` (RFC 6761 sections 6.3 and 6.4),
/// `onion` (RFC 7686 section 2).
fn answered_here(question: &Question) -> Option<Answer> {
    let origin = |rfc: &str| Origin::Server { address: rfc.into(), at: now() };
    let record = |data| Outcome::Records(vec![Record { data, ttl: 0, origin: origin("RFC 6761") }]);
    let (rfc, outcome) = match (question.name.labels().next_back()?, question.rtype) {
        ("onion", _) => ("RFC 7686", Outcome::NxDomain),
        ("invalid", _) => ("RFC 6761", Outcome::NxDomain),
        ("localhost", RecordType::A) => ("RFC 6761", record(RData::A(Ipv4Addr::LOCALHOST))),
        ("localhost", RecordType::Aaaa) => ("RFC 6761", record(RData::Aaaa(Ipv6Addr::LOCALHOST))),
        ("localhost", _) => ("RFC 6761", Outcome::NoData),
        _ => return None,
    };
    Some(Answer::of(outcome, origin(rfc)))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_system_names_whom_to_ask_or_nobody() {
        let found = |text: &str| named(system_conf::parse_resolv_conf(text)).map_err(|error| error.to_string());
        let servers = found("# ours\nsearch shop.example\nnameserver 192.0.2.53\nnameserver 2001:db8::53\n").unwrap();
        assert_eq!(servers, ["192.0.2.53:53".parse().unwrap(), "[2001:db8::53]:53".parse().unwrap()]);
        for text in ["", "search shop.example\n", "nameserver ns.example\n"] {
            assert!(found(text).unwrap_err().starts_with("this system names no name server"), "{text}");
        }
    }
}
