//! A DNS server on loopback (RFC 1035, over UDP and TCP) whose records a test decides. The journeys use it too.

#![allow(dead_code, reason = "the journeys use a part of it")]

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::Notify,
    task::JoinSet,
};

/// What a name is answered with.
#[derive(Clone, Debug)]
pub enum DnsAnswer {
    /// TXT records, each of strings of at most 255 bytes.
    Texts(Vec<String>),
    /// The name is there, and has no such record.
    Nothing,
    /// The server fails (SERVFAIL).
    Fails,
    /// Nothing comes back.
    Silent,
}

#[derive(Default)]
struct Zone {
    answers: HashMap<String, DnsAnswer>,
    asked: Vec<String>,
}

/// The server; it stops when dropped.
pub struct DnsDouble {
    pub address: SocketAddr,
    zone: Arc<Mutex<Zone>>,
    was_asked: Arc<Notify>,
    _tasks: JoinSet<()>,
}

/// What answers a message; nothing comes back where it does not.
pub type Answering = Arc<dyn Fn(&[u8]) -> Option<Vec<u8>> + Send + Sync>;

const NO_ERROR: u8 = 0;
const SERVER_FAILURE: u8 = 2;
const NO_SUCH_NAME: u8 = 3;
/// What fits into a packet of UDP (RFC 1035, 2.3.4): more comes by TCP.
const PACKET: usize = 512;

impl DnsDouble {
    pub async fn start() -> Self {
        let (zone, was_asked) = (Arc::new(Mutex::new(Zone::default())), Arc::new(Notify::new()));
        let (known, told) = (zone.clone(), was_asked.clone());
        let answering = move |query: &[u8]| {
            let answer = answer(query, &known);
            told.notify_waiters();
            answer
        };
        let (address, tasks) = listen("127.0.0.1:0".parse().unwrap(), Arc::new(answering)).await;
        Self { address, zone, was_asked, _tasks: tasks }
    }

    /// From now on a name has these TXT records; none where there are none, and then it does not exist.
    pub fn texts(&self, name: &str, texts: &[&str]) {
        self.answers(name, DnsAnswer::Texts(texts.iter().map(ToString::to_string).collect()));
    }

    /// From now on a name is answered so.
    pub fn answers(&self, name: &str, answer: DnsAnswer) {
        self.zone.lock().unwrap().answers.insert(name.to_owned(), answer);
    }

    /// How often a name was asked for.
    pub fn asked(&self, name: &str) -> usize {
        self.zone.lock().unwrap().asked.iter().filter(|asked| *asked == name).count()
    }

    /// Waits until a name has been asked for.
    pub async fn until_asked(&self, name: &str) {
        loop {
            let mut next = pin!(self.was_asked.notified());
            next.as_mut().enable();
            if self.asked(name) > 0 {
                return;
            }
            next.await;
        }
    }
}

/// Listens for UDP and TCP on one port, which may be taken for one of the two where it is not given.
pub async fn listen(at: SocketAddr, answering: Answering) -> (SocketAddr, JoinSet<()>) {
    let (udp, tcp) = loop {
        let udp = UdpSocket::bind(at).await.expect("a free port");
        let address = udp.local_addr().expect("an address");
        if let Ok(tcp) = TcpListener::bind(address).await {
            break (udp, tcp);
        }
    };
    let address = udp.local_addr().expect("an address");
    let mut tasks = JoinSet::new();
    tasks.spawn(packets(udp, answering.clone()));
    tasks.spawn(streams(tcp, answering));
    (address, tasks)
}

async fn packets(socket: UdpSocket, answering: Answering) {
    let mut buffer = [0; 2048];
    while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
        let Some(mut answer) = answering(&buffer[..length]) else { continue };
        if answer.len() > PACKET {
            answer.truncate(question_end(&answer));
            // Cut off (TC), no records.
            answer[2] |= 2;
            answer[6..12].fill(0);
        }
        let _ = socket.send_to(&answer, from).await;
    }
}

async fn streams(listener: TcpListener, answering: Answering) {
    let mut clients = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        clients.spawn(stream_of(stream, answering.clone()));
    }
}

async fn stream_of(mut stream: TcpStream, answering: Answering) {
    let _ = async {
        loop {
            let length = stream.read_u16().await?;
            let mut query = vec![0; usize::from(length)];
            stream.read_exact(&mut query).await?;
            let Some(answer) = answering(&query) else { return io::Result::Ok(()) };
            stream.write_u16(u16::try_from(answer.len()).unwrap()).await?;
            stream.write_all(&answer).await?;
        }
    }
    .await;
}

/// Where the question of a message ends; the header has twelve bytes.
fn question_end(message: &[u8]) -> usize {
    let mut at = 12;
    while message[at] != 0 {
        at += usize::from(message[at]) + 1;
    }
    at + 1 + 4
}

fn name_of(query: &[u8]) -> String {
    let (mut at, mut labels) = (12, Vec::new());
    while query[at] != 0 {
        let length = usize::from(query[at]);
        labels.push(String::from_utf8_lossy(&query[at + 1..=at + length]).to_lowercase());
        at += length + 1;
    }
    labels.join(".")
}

fn answer(query: &[u8], zone: &Mutex<Zone>) -> Option<Vec<u8>> {
    let name = name_of(query);
    let found = {
        let mut zone = zone.lock().unwrap();
        zone.asked.push(name.clone());
        zone.answers.get(&name).cloned()
    };
    let (code, texts) = match found {
        None => (NO_SUCH_NAME, Vec::new()),
        Some(DnsAnswer::Texts(texts)) if texts.is_empty() => (NO_SUCH_NAME, texts),
        Some(DnsAnswer::Texts(texts)) => (NO_ERROR, texts),
        Some(DnsAnswer::Nothing) => (NO_ERROR, Vec::new()),
        Some(DnsAnswer::Fails) => (SERVER_FAILURE, Vec::new()),
        Some(DnsAnswer::Silent) => return None,
    };
    let mut message = query[..2].to_vec();
    // An answer of the authority, recursion available.
    message.extend([0x85, 0x80 | code, 0, 1]);
    message.extend(u16::try_from(texts.len()).unwrap().to_be_bytes());
    message.extend([0, 0, 0, 0]);
    message.extend(&query[12..question_end(query)]);
    for text in &texts {
        // The question's name, TXT, IN, to be kept for no time.
        message.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 0]);
        let strings: Vec<u8> = text
            .as_bytes()
            .chunks(255)
            .flat_map(|part| [&[u8::try_from(part.len()).unwrap()], part].concat())
            .collect();
        message.extend(u16::try_from(strings.len()).unwrap().to_be_bytes());
        message.extend(strings);
    }
    Some(message)
}
