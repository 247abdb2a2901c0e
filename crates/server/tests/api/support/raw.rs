//! A client that writes whatever it likes.

use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

/// Longer than any limit that a test sets: what takes this long hangs.
const HANGS: Duration = Duration::from_secs(5);

pub struct Raw {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// An answer as it came.
#[derive(Debug)]
pub struct RawReply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl RawReply {
    pub fn code(&self) -> String {
        let problem: serde_json::Value =
            serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert!(self.head.contains("content-type: application/problem+json"), "{self:?}");
        assert!(
            self.head.contains(&format!("x-request-id: {}", problem["request_id"].as_str().unwrap())),
            "{self:?}"
        );
        problem["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Raw {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server listens");
        Self { stream, unread: Vec::new() }
    }

    /// The same from another address of this machine: 127.0.0.0/8 is all loopback.
    pub async fn connect_from(from: &str, address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::new(from.parse().expect("an address"), 0)).expect("an address of loopback");
        let stream = socket.connect(address).await.expect("the server listens");
        Self { stream, unread: Vec::new() }
    }

    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        // The server may have closed already; what it said before is still there to be read.
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// Sends something again and again until the server closes.
    pub async fn drip(&mut self, bytes: &[u8], every: Duration) {
        let dripping = async {
            while self.stream.write_all(bytes).await.is_ok() {
                let mut one = [0; 512];
                match timeout(every, self.stream.read(&mut one)).await {
                    Ok(Ok(0) | Err(_)) => break,
                    Ok(Ok(read)) => self.unread.extend(one.iter().take(read)),
                    Err(_) => {}
                }
            }
        };
        timeout(HANGS, dripping).await.expect("the server puts up with it for ever");
    }

    /// Everything until the server closes.
    pub async fn rest(&mut self) -> String {
        let mut rest = std::mem::take(&mut self.unread);
        let read = timeout(HANGS, self.stream.read_to_end(&mut rest)).await.expect("the server closes");
        // A reset is a way to close, too.
        let _ = read;
        String::from_utf8_lossy(&rest).into_owned()
    }

    /// The next answer; it has to say how long it is.
    pub async fn reply(&mut self) -> RawReply {
        timeout(HANGS, self.read_reply()).await.expect("the server answers")
    }

    /// The next answer, or none where the server closes instead.
    pub async fn try_reply(&mut self) -> Option<RawReply> {
        while !self.unread.windows(4).any(|window| window == b"\r\n\r\n") {
            let mut piece = [0; 4096];
            match timeout(HANGS, self.stream.read(&mut piece)).await.expect("the server answers or closes") {
                Ok(0) | Err(_) => return None,
                Ok(read) => self.unread.extend(&piece[..read]),
            }
        }
        Some(self.reply().await)
    }

    /// Waits until the server asks for the body.
    pub async fn expect_continue(&mut self) {
        let reply = self.reply().await;
        assert_eq!((reply.status, reply.body.as_str()), (100, ""), "{reply:?}");
    }

    async fn read_reply(&mut self) -> RawReply {
        let end = loop {
            if let Some(at) = self.unread.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await;
        };
        let head = String::from_utf8_lossy(&self.unread[..end]).to_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        let length: usize = length.map_or(0, |length| length.trim().parse().expect("a length"));
        while self.unread.len() < end + length {
            self.more().await;
        }
        let message: Vec<u8> = self.unread.drain(..end + length).collect();
        RawReply {
            status: head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"),
            body: String::from_utf8_lossy(&message[end..]).into_owned(),
            head,
        }
    }

    async fn more(&mut self) {
        let mut piece = [0; 4096];
        let read = self.stream.read(&mut piece).await.expect("more of the answer");
        assert!(read > 0, "the server closed after: {}", String::from_utf8_lossy(&self.unread));
        self.unread.extend(&piece[..read]);
    }
}
