//! One question to one server: over UDP, sent again where nothing comes back, over TCP where the answer is
//! cut off. What is no answer to the question is not looked at: the answer may come behind it.

use hickory_resolver::proto::op::{Edns, Message, MessageType, Query, ResponseCode};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::{Instant, timeout_at};

/// A question that has no answer is sent so many times in all, after waits that double.
const SENDINGS: u32 = 3;
/// The first wait is so much of the time that there is, which leaves more than half of it after the last.
const PART: u32 = 7;
/// And not longer than this.
const PATIENCE: Duration = Duration::from_secs(1);
/// What an answer over UDP may take without being cut into pieces on its way (RFC 9715).
const PAYLOAD: u16 = 1232;
/// Room for servers that send more than that.
const DATAGRAM: usize = 4096;

/// A request, and its octets.
struct Request {
    message: Message,
    octets: Vec<u8>,
}

/// The answer of a server, whatever it says. A server that does not know EDNS is asked without
/// (RFC 6891 section 7).
///
/// # Errors
///
/// There is none before the deadline, or the system cannot send to the server.
pub(super) async fn exchange(server: SocketAddr, query: &Query, deadline: Instant) -> io::Result<Message> {
    let answer = ask(server, &Request::new(query, true)?, deadline).await?;
    match answer.response_code {
        ResponseCode::FormErr | ResponseCode::NotImp => {
            ask(server, &Request::new(query, false)?, deadline).await.or(Ok(answer))
        }
        _ => Ok(answer),
    }
}

async fn ask(server: SocketAddr, request: &Request, deadline: Instant) -> io::Result<Message> {
    let answer = over_udp(server, request, deadline).await?;
    if !answer.truncation {
        return Ok(answer);
    }
    timeout_at(deadline, over_tcp(server, request)).await?
}

async fn over_udp(server: SocketAddr, request: &Request, deadline: Instant) -> io::Result<Message> {
    let any: IpAddr = if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    // The port is the system's choice, another one for each question; nobody but the server is heard.
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(server).await?;
    let mut buffer = vec![0; DATAGRAM];
    let mut wait = (deadline.saturating_duration_since(Instant::now()) / PART).min(PATIENCE);
    for sending in 1..=SENDINGS {
        socket.send(&request.octets).await?;
        let until = if sending == SENDINGS { deadline } else { deadline.min(Instant::now() + wait) };
        wait *= 2;
        // The clock is looked at even if there is always something to read.
        while Instant::now() < until {
            let Ok(received) = timeout_at(until, socket.recv(&mut buffer)).await else { break };
            let octets = buffer.get(..received?).unwrap_or_default();
            if let Some(answer) = request.answer(octets) {
                return Ok(answer);
            }
        }
    }
    Err(ErrorKind::TimedOut.into())
}

async fn over_tcp(server: SocketAddr, request: &Request) -> io::Result<Message> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(request.octets.len()).map_err(|_| ErrorKind::InvalidInput)?;
    stream.write_all(&[&length.to_be_bytes()[..], &request.octets].concat()).await?;
    loop {
        let mut octets = vec![0; usize::from(stream.read_u16().await?)];
        stream.read_exact(&mut octets).await?;
        if let Some(answer) = request.answer(&octets) {
            return Ok(answer);
        }
    }
}

impl Request {
    fn new(query: &Query, with_edns: bool) -> io::Result<Self> {
        let mut message = Message::query();
        message.metadata.recursion_desired = true;
        message.queries.push(query.clone());
        if with_edns {
            message.edns.get_or_insert_with(Edns::new).set_max_payload(PAYLOAD);
        }
        let octets = message.to_vec().map_err(io::Error::other)?;
        Ok(Self { message, octets })
    }

    /// Octets read as an answer to this request. One that only says that it failed may leave out the
    /// question, as servers do that could not read it.
    fn answer(&self, octets: &[u8]) -> Option<Message> {
        let message = Message::from_vec(octets).ok()?;
        let says_something = matches!(message.response_code, ResponseCode::NoError | ResponseCode::NXDomain);
        let is_ours = message.id == self.message.id
            && message.message_type == MessageType::Response
            && message.op_code == self.message.op_code
            && (message.queries == self.message.queries || (message.queries.is_empty() && !says_something));
        is_ours.then_some(message)
    }
}
