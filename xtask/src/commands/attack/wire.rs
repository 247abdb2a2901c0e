//! HTTP/1.1 as a client of one's choice speaks it, from an address of one's choice.

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, connect, socket_with};
use std::io::{self, Error, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::time::{Duration, Instant};

/// An address of this machine's loopback network: each attack has a network of its own, so that what the server counts by
/// address begins anew.
pub fn source(network: u8, index: usize) -> Ipv4Addr {
    let part = |number: usize| u8::try_from(number % 250 + 1).unwrap_or(1);
    Ipv4Addr::new(127, network, part(index / 250), part(index))
}

/// Opens a connection, with so much patience for it and for each of its answers.
///
/// # Errors
/// Where the server does not take it in time.
pub fn open(source: Ipv4Addr, server: SocketAddrV4, patience: Duration) -> io::Result<TcpStream> {
    let stream = bound(source, SocketFlags::CLOEXEC)?;
    // On Linux the time to write is the time to connect too.
    stream.set_write_timeout(Some(patience))?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_nodelay(true)?;
    connect(&stream, &server)?;
    Ok(stream)
}

/// Begins a connection that waits for nothing: writing and reading say `WouldBlock`, also until it stands.
///
/// # Errors
/// Where the server refuses it, or this machine has no socket left.
pub fn begin(source: Ipv4Addr, server: SocketAddrV4) -> io::Result<TcpStream> {
    let stream = bound(source, SocketFlags::CLOEXEC | SocketFlags::NONBLOCK)?;
    stream.set_nodelay(true)?;
    match connect(&stream, &server) {
        Ok(()) | Err(Errno::INPROGRESS) => Ok(stream),
        Err(error) => Err(error.into()),
    }
}

fn bound(source: Ipv4Addr, flags: SocketFlags) -> io::Result<TcpStream> {
    let socket = socket_with(AddressFamily::INET, SocketType::STREAM, flags, None)?;
    bind(&socket, &SocketAddrV4::new(source, 0))?;
    Ok(TcpStream::from(socket))
}

/// A request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// GET, POST …
    pub method: &'a str,
    /// With its query.
    pub path: &'a str,
    /// Who is signed in.
    pub cookie: Option<&'a str>,
    /// What the body is, and the body.
    pub body: Option<(&'a str, &'a [u8])>,
    /// Whether another request may follow on its connection.
    pub keep: bool,
}

impl<'a> Request<'a> {
    /// Asks for something.
    pub const fn get(path: &'a str) -> Self {
        Self { method: "GET", path, cookie: None, body: None, keep: false }
    }

    /// Sends JSON.
    pub const fn json(method: &'a str, path: &'a str, body: &'a str) -> Self {
        Self { method, path, cookie: None, body: Some(("application/json", body.as_bytes())), keep: false }
    }

    /// As somebody who is signed in.
    pub const fn by(self, cookie: &'a str) -> Self {
        Self { cookie: Some(cookie), ..self }
    }

    /// With others to follow on its connection.
    pub const fn kept(self) -> Self {
        Self { keep: true, ..self }
    }

    /// Its head, announcing a body of so many bytes. It changes whatever state it meets (`If-Match: *`).
    pub fn head(&self, server: SocketAddrV4, length: usize) -> Vec<u8> {
        let Self { method, path, .. } = self;
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {server}\r\nOrigin: http://{server}\r\nUser-Agent: hq-attack\r\n"
        );
        if let Some(cookie) = self.cookie {
            head.push_str(&format!("Cookie: {cookie}\r\n"));
        }
        if let Some((kind, _)) = self.body {
            head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n"));
        }
        if matches!(*method, "PATCH" | "PUT") {
            head.push_str("If-Match: *\r\n");
        }
        head.push_str(if self.keep { "\r\n" } else { "Connection: close\r\n\r\n" });
        head.into_bytes()
    }

    /// All of it.
    pub fn bytes(&self, server: SocketAddrV4) -> Vec<u8> {
        let body = self.body.map(|(_, body)| body).unwrap_or_default();
        let mut bytes = self.head(server, body.len());
        bytes.extend_from_slice(body);
        bytes
    }

    /// Sends it on a connection of its own and waits for the answer.
    ///
    /// # Errors
    /// Where none comes in time.
    pub fn ask(&self, source: Ipv4Addr, server: SocketAddrV4, patience: Duration) -> io::Result<Answer> {
        let mut stream = open(source, server, patience)?;
        self.ask_on(&mut stream, server)
    }

    /// Sends it on a connection that is there.
    ///
    /// # Errors
    /// Where no answer comes in time.
    pub fn ask_on(&self, stream: &mut TcpStream, server: SocketAddrV4) -> io::Result<Answer> {
        // Who refuses early may close before all of a body was sent; the answer is there all the same.
        let sent = stream.write_all(&self.bytes(server));
        read(stream).or_else(|error| sent.and(Err(error)))
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    head: String,
    /// Its body; one in pieces still has their lengths in it.
    pub body: Vec<u8>,
}

impl Answer {
    /// What the browser would send back: every cookie that is set.
    pub fn cookies(&self) -> String {
        let set = self.fields("set-cookie").filter_map(|value| value.split(';').next());
        set.collect::<Vec<_>>().join("; ")
    }

    /// The values that a field of JSON's strings has in the body, in order.
    pub fn texts(&self, field: &str) -> Vec<String> {
        let body = String::from_utf8_lossy(&self.body);
        let mark = format!("\"{field}\":\"");
        body.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    /// The values of a header.
    pub fn fields(&self, name: &str) -> impl Iterator<Item = &str> {
        self.head.lines().filter_map(move |line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Reads one answer: as long as it says, or until the connection ends.
///
/// # Errors
/// Where it ends early or is no answer.
pub fn read(stream: &mut impl Read) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let mut piece = [0; 16 * 1024];
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        take(stream, &mut piece, &mut bytes)?;
    };
    let body = bytes.split_off(end);
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let status = status(&head)?;
    let mut answer = Answer { status, head, body };
    let length: Option<usize> = answer.fields("content-length").next().and_then(|length| length.parse().ok());
    let length = if matches!(status, 204 | 304) { Some(0) } else { length };
    match length {
        Some(length) => {
            while answer.body.len() < length {
                take(stream, &mut piece, &mut answer.body)?;
            }
        }
        None => {
            stream.read_to_end(&mut answer.body)?;
        }
    }
    Ok(answer)
}

/// Reads an answer that may be long, up to its end or until it is time to go; only its status is kept.
///
/// # Errors
/// Where not even its head comes.
pub fn skim(stream: &mut impl Read, until: Instant) -> io::Result<u16> {
    let mut start = Vec::new();
    let mut piece = [0; 16 * 1024];
    while !start.contains(&b'\n') {
        take(stream, &mut piece, &mut start)?;
    }
    while Instant::now() < until && stream.read(&mut piece)? > 0 {}
    status(&String::from_utf8_lossy(&start))
}

fn status(head: &str) -> io::Result<u16> {
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| Error::new(ErrorKind::InvalidData, "no status"))
}

fn take(stream: &mut impl Read, piece: &mut [u8], into: &mut Vec<u8>) -> io::Result<()> {
    match stream.read(piece)? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        length => {
            into.extend_from_slice(piece.get(..length).unwrap_or_default());
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::net::{IpAddr, SocketAddr, TcpListener};

    const PATIENCE: Duration = Duration::from_secs(5);

    fn here(listener: &TcpListener) -> SocketAddrV4 {
        match listener.local_addr().unwrap() {
            SocketAddr::V4(address) => address,
            SocketAddr::V6(address) => unreachable!("{address}"),
        }
    }

    #[test]
    fn each_index_has_an_address_of_its_own() {
        let all: BTreeSet<Ipv4Addr> = (0..1000).map(|index| source(20, index)).collect();
        assert_eq!(all.len(), 1000);
        assert!(all.iter().all(|address| address.is_loopback() && address.octets()[3] != 0));
    }

    #[test]
    fn a_connection_comes_from_where_it_was_told_to() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = open(Ipv4Addr::new(127, 0, 0, 9), here(&listener), PATIENCE).unwrap();
        let (_, peer) = listener.accept().unwrap();
        assert_eq!(peer.ip(), IpAddr::from([127, 0, 0, 9]));
        assert_eq!(stream.local_addr().unwrap(), peer);
    }

    #[test]
    fn a_request_is_sent_and_its_answer_read() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = here(&listener);
        let answering = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = [0; 4096];
            let length = stream.read(&mut heard).unwrap();
            stream
                .write_all(b"HTTP/1.1 201 Created\r\nset-cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\ncontent-length: 18\r\n\r\n{\"id\":\"x\",\"n\":[1]}more")
                .unwrap();
            String::from_utf8(heard[..length].to_vec()).unwrap()
        });
        let request = Request::json("PATCH", "/api", "{}").by("s=1");
        let answer = request.ask(Ipv4Addr::LOCALHOST, server, PATIENCE).unwrap();
        assert_eq!((answer.status, answer.cookies().as_str()), (201, "a=1; b=2"));
        assert_eq!(answer.texts("id"), ["x"]);
        let heard = answering.join().unwrap();
        assert!(heard.starts_with("PATCH /api HTTP/1.1\r\nHost: 127.0.0.1:"), "{heard}");
        assert!(
            heard.contains("\r\nCookie: s=1\r\n") && heard.contains("\r\nContent-Length: 2\r\n"),
            "{heard}"
        );
        assert!(heard.ends_with("\r\n\r\n{}"), "{heard}");
    }

    #[test]
    fn an_answer_that_breaks_off_is_none() {
        for broken in
            ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc", "hello\r\n\r\n"]
        {
            assert!(read(&mut broken.as_bytes()).is_err(), "{broken:?}");
        }
        assert_eq!(skim(&mut &b"HTTP/1.1 429 Too Many Requests\r\n\r\n"[..], Instant::now()).unwrap(), 429);
        assert_eq!(read(&mut &b"HTTP/1.1 200 OK\r\n\r\nto the end"[..]).unwrap().body, b"to the end");
        assert_eq!(read(&mut &b"HTTP/1.1 204 No Content\r\n\r\n"[..]).unwrap().status, 204);
    }
}
