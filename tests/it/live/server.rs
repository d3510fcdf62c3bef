//! A name server on loopback: hickory's, with a zone that answers for everything, and in front of it
//! somebody who notes every question and answers some of them in odd ways.
#![allow(dead_code, reason = "each user of this file takes its part")]

use hickory_server::Server as Hickory;
use hickory_server::net::runtime::TokioRuntimeProvider;
use hickory_server::proto::op::{Message, Query, ResponseCode};
use hickory_server::proto::rr::rdata::{A, AAAA, CNAME, MX, NS, PTR, SOA, TXT};
use hickory_server::proto::rr::{LowerName, Name, RData, Record, RecordSet, RecordType, RrKey};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneType};
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use twofrom::dns::{self, Edit};

/// What stands in front of the zone for a name.
#[derive(Clone)]
pub enum Odd {
    /// No answer at all.
    Silence,
    /// This response code.
    Code(ResponseCode),
    /// Over UDP nothing but the flag that there is more; over TCP the zone.
    Truncated,
    /// Truncated over UDP, silent over TCP.
    NoTcp,
    /// Answers with another id, another question and another name, then the zone's. Each holds this text.
    Spoofed(&'static str),
    /// Octets that are no message behind the right id, and nothing else.
    Garbage,
    /// The first so many datagrams are lost.
    Lost(usize),
    /// With the right id the question itself, octets that are no message and the answer to another
    /// question, which hold this text; then what the zone says.
    Forged(&'static str),
    /// A question with an OPT record is answered with FORMERR and nothing behind the header.
    NoEdns,
    /// These records, `NAME TYPE VALUE`, whatever was asked, and no SOA beside them.
    Records(&'static [&'static str]),
    /// What the zone says, once this name was asked about too.
    After(&'static str),
    /// A record for a name with a dot and an octet that is no letter in a label.
    Unspeakable,
}

/// What was asked: the name as it came, the type, `udp` or `tcp`.
pub type Asked = (String, String, &'static str);

/// A running server; it ends with the test.
pub struct Server {
    pub address: SocketAddr,
    log: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Starts a server with a zone of lines `NAME TYPE VALUE`.
    pub fn start(zone: &str, odd: &[(&str, Odd)], delay: Duration) -> Self {
        let records = records(zone);
        let log = Arc::new(Mutex::new(Vec::new()));
        let odd: HashMap<String, Odd> = odd.iter().map(|(name, odd)| ((*name).to_owned(), odd.clone())).collect();
        let front = Front { odd: Arc::new(odd), log: Arc::clone(&log), delay };
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let (udp, tcp) = sockets().await;
                let mut zone = Hickory::new(catalog(records));
                let behind = udp.local_addr().expect("an address");
                zone.register_socket(udp);
                zone.register_listener(tcp, Duration::from_secs(5), 32);
                let (udp, tcp) = sockets().await;
                tell.send(udp.local_addr().expect("an address")).expect("the test waits");
                tokio::join!(front.clone().udp(Arc::new(udp), behind), front.tcp(tcp, behind));
            });
        });
        Self { address: told.recv().expect("the server starts"), log }
    }

    /// Every question so far, sorted.
    pub fn asked(&self) -> Vec<Asked> {
        let mut asked = self.log.lock().expect("nobody panicked").clone();
        asked.sort();
        asked
    }

    /// The questions so far as `NAME TYPE`, sorted; over TCP again counts.
    pub fn questions(&self) -> Vec<String> {
        self.asked().into_iter().map(|(name, rtype, _)| format!("{name} {rtype}")).collect()
    }
}

/// UDP and TCP on the same port.
async fn sockets() -> (UdpSocket, TcpListener) {
    loop {
        let udp = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        if let Ok(tcp) = TcpListener::bind(udp.local_addr().expect("an address")).await {
            return (udp, tcp);
        }
    }
}

fn catalog(records: Vec<Record>) -> Catalog {
    let mut sets: BTreeMap<RrKey, RecordSet> = BTreeMap::new();
    for record in records {
        let key = RrKey::new(LowerName::new(&record.name), record.record_type());
        let empty = || RecordSet::new(record.name.clone(), record.record_type(), 0);
        sets.entry(key).or_insert_with(empty).insert(record.clone(), 0);
    }
    let zone =
        InMemoryZoneHandler::<TokioRuntimeProvider>::new(Name::root(), sets, ZoneType::Primary, AxfrPolicy::Deny)
            .expect("a zone");
    let mut catalog = Catalog::new();
    catalog.upsert(LowerName::new(&Name::root()), vec![Arc::new(zone)]);
    catalog
}

/// The records of lines `NAME TYPE VALUE`, and an SOA for everything.
fn records(zone: &str) -> Vec<Record> {
    let soa = SOA::new(Name::root(), Name::root(), 1, 1, 1, 1, 1);
    let mut records = vec![Record::from_rdata(Name::root(), 60, RData::SOA(soa))];
    records.extend(zone.lines().filter(|line| !line.trim().is_empty()).map(record));
    records
}

fn record(line: &str) -> Record {
    let edit = Edit::parse(line.trim()).unwrap_or_else(|error| panic!("{line}: {error}"));
    let data = match &edit.data[0] {
        dns::RData::A(address) => RData::A(A(*address)),
        dns::RData::Aaaa(address) => RData::AAAA(AAAA(*address)),
        dns::RData::Cname(target) => RData::CNAME(CNAME(name(target.as_str()))),
        dns::RData::Mx { preference, exchange } => RData::MX(MX::new(*preference, name(exchange.as_str()))),
        dns::RData::Ns(server) => RData::NS(NS(name(server.as_str()))),
        dns::RData::Ptr(host) => RData::PTR(PTR(name(host.as_str()))),
        dns::RData::Txt(strings) => RData::TXT(TXT::from_bytes(strings.iter().map(Vec::as_slice).collect())),
        dns::RData::Soa => panic!("the SOA is at the root"),
    };
    Record::from_rdata(name(edit.question.name.as_str()), 60, data)
}

fn name(text: &str) -> Name {
    Name::from_labels(text.split('.').filter(|label| !label.is_empty()).map(str::as_bytes)).expect("a name")
}

#[derive(Clone)]
struct Front {
    odd: Arc<HashMap<String, Odd>>,
    log: Arc<Mutex<Vec<Asked>>>,
    delay: Duration,
}

impl Front {
    async fn udp(self, socket: Arc<UdpSocket>, behind: SocketAddr) {
        let mut buffer = vec![0; 65_535];
        loop {
            let Ok((length, client)) = socket.recv_from(&mut buffer).await else { continue };
            let (query, front, socket) = (buffer[..length].to_vec(), self.clone(), Arc::clone(&socket));
            tokio::spawn(async move {
                for answer in front.answers(&query, "udp", behind).await {
                    let _ = socket.send_to(&answer, client).await;
                }
            });
        }
    }

    async fn tcp(self, listener: TcpListener, behind: SocketAddr) {
        loop {
            let Ok((mut stream, _)) = listener.accept().await else { continue };
            let front = self.clone();
            tokio::spawn(async move {
                while let Some(query) = read(&mut stream).await {
                    for answer in front.answers(&query, "tcp", behind).await {
                        write(&mut stream, &answer).await;
                    }
                }
            });
        }
    }

    async fn answers(&self, query: &[u8], over: &'static str, behind: SocketAddr) -> Vec<Vec<u8>> {
        let message = Message::from_vec(query).expect("the question can be read");
        let question = message.queries.first().expect("there is a question").clone();
        let text = question.name.iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join(".");
        let asked = (text.clone(), question.query_type.to_string(), over);
        let before = {
            let mut log = self.log.lock().expect("nobody panicked");
            log.push(asked.clone());
            log.iter().filter(|earlier| **earlier == asked).count() - 1
        };
        tokio::time::sleep(self.delay).await;
        let empty = message.clone().into_response();
        match self.odd.get(&text) {
            Some(Odd::Silence) => Vec::new(),
            Some(Odd::Code(code)) => {
                let mut answer = empty;
                answer.metadata.response_code = *code;
                vec![octets(&answer)]
            }
            Some(Odd::NoTcp) if over == "tcp" => Vec::new(),
            Some(Odd::Truncated | Odd::NoTcp) if over == "udp" => {
                let mut answer = empty;
                answer.metadata.truncation = true;
                vec![octets(&answer)]
            }
            Some(Odd::Lost(count)) if before < *count => Vec::new(),
            Some(Odd::NoEdns) if message.edns.is_some() => {
                let mut answer = Message::response(message.id, message.op_code);
                answer.metadata.response_code = ResponseCode::FormErr;
                vec![octets(&answer)]
            }
            None | Some(Odd::Truncated | Odd::NoTcp | Odd::Lost(_) | Odd::NoEdns) => vec![zone(query, behind).await],
            Some(Odd::Forged(text)) => {
                let mut itself = message.clone();
                itself.add_answer(txt(&question.name, text));
                let mut other_question = empty.clone();
                other_question.queries = vec![Query::query(question.name.clone(), RecordType::A)];
                other_question.add_answer(txt(&question.name, text));
                let garbage = [&query[..2], &[0xff; 40]].concat();
                vec![octets(&itself), garbage, octets(&other_question), zone(query, behind).await]
            }
            Some(Odd::Spoofed(text)) => {
                let spoof = |owner: &Name| txt(owner, text);
                let mut other_id = empty.clone();
                other_id.metadata.id ^= 1;
                other_id.add_answer(spoof(&question.name));
                let mut other_question = empty.clone();
                other_question.queries = vec![Query::query(name("other.example"), RecordType::TXT)];
                other_question.add_answer(spoof(&question.name));
                // What comes last counts, but for the record of another name in it.
                let mut last = Message::from_vec(&zone(query, behind).await).expect("the zone answers");
                last.answers.insert(0, spoof(&name("other.example")));
                vec![octets(&other_id), octets(&other_question), octets(&last)]
            }
            Some(Odd::Garbage) => vec![[&query[..2], &[0xff; 40]].concat()],
            Some(Odd::After(name)) => {
                while !self.log.lock().expect("nobody panicked").iter().any(|(asked, ..)| asked == name) {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                vec![zone(query, behind).await]
            }
            Some(Odd::Records(lines)) => {
                let mut answer = empty;
                answer.answers.extend(lines.iter().map(|line| record(line)));
                vec![octets(&answer)]
            }
            Some(Odd::Unspeakable) => {
                let host = Name::from_labels([&b"a.b"[..], b"\xff\x1b", b"example"]).expect("a name");
                let mut answer = empty;
                answer.add_answer(Record::from_rdata(question.name.clone(), 60, RData::MX(MX::new(1, host))));
                vec![octets(&answer)]
            }
        }
    }
}

fn txt(owner: &Name, text: &str) -> Record {
    Record::from_rdata(owner.clone(), 60, RData::TXT(TXT::from_bytes(vec![text.as_bytes()])))
}

fn octets(message: &Message) -> Vec<u8> {
    message.to_vec().expect("the answer can be written")
}

/// What the zone says, over TCP so that nothing is cut off.
async fn zone(query: &[u8], behind: SocketAddr) -> Vec<u8> {
    let mut stream = TcpStream::connect(behind).await.expect("the zone listens");
    write(&mut stream, query).await;
    read(&mut stream).await.expect("the zone answers")
}

async fn read(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let length = stream.read_u16().await.ok()?;
    let mut message = vec![0; usize::from(length)];
    stream.read_exact(&mut message).await.ok()?;
    Some(message)
}

async fn write(stream: &mut TcpStream, message: &[u8]) {
    let length = u16::try_from(message.len()).expect("it fits");
    let _ = stream.write_all(&[&length.to_be_bytes()[..], message].concat()).await;
}
