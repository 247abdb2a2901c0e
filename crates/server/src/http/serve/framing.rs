//! Follows where one request ends and the next begins on a connection.
//!
//! hyper drops a `Content-Length` that stands beside a `Transfer-Encoding` without telling, and does not say whether a
//! connection is idle or in the middle of a head; both have to be known here. Nothing is changed or held back: the
//! bytes go on to hyper, which stays the only one to answer them.

use httparse::{EMPTY_HEADER, Request, Status};

/// As many header fields as hyper takes.
const MAX_FIELDS: usize = 100;
/// The longest head, or line of a chunked body, that is followed; hyper refuses longer ones. A little more than the limit of a
/// head, so that one that is over it can be read and is refused in words.
pub const MAX_HEAD: usize = 34 * 1024;
/// Memory for unfinished heads grows by so much at a time.
const STEP: usize = 2048;

/// Where on the connection the last byte that came stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// After a whole request, or before the first.
    Between,
    /// In the middle of a request's head.
    Head,
    /// In the middle of a request's body.
    Body,
    /// After something that is not HTTP: hyper refuses it and closes.
    Lost,
}

/// Follows the requests of one connection.
#[derive(Debug)]
pub struct Framing {
    next: Expected,
    /// The start of a head or line whose end has not come yet.
    partial: Vec<u8>,
    heads: u64,
    ambiguous: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
enum Expected {
    Head,
    Body(u64),
    ChunkSize,
    Chunk(u64),
    Trailer,
    Nothing,
}

impl Framing {
    /// Before the first byte.
    pub const fn new() -> Self {
        Self { next: Expected::Head, partial: Vec::new(), heads: 0, ambiguous: None }
    }

    /// Where the connection stands.
    pub const fn place(&self) -> Place {
        match self.next {
            Expected::Head if self.partial.is_empty() => Place::Between,
            Expected::Head => Place::Head,
            Expected::Nothing => Place::Lost,
            _ => Place::Body,
        }
    }

    /// The bytes of an unfinished head or line.
    pub const fn kept(&self) -> usize {
        self.partial.len()
    }

    /// How many whole heads have come.
    pub const fn heads(&self) -> u64 {
        self.heads
    }

    /// Which request, counted from 1, had both a `Content-Length` and a `Transfer-Encoding`. Nothing after it is
    /// followed, as the two disagree about where it ends.
    pub const fn ambiguous(&self) -> Option<u64> {
        self.ambiguous
    }

    /// The next bytes have come.
    pub fn read(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let used = match self.next {
                Expected::Nothing => return,
                Expected::Head => self.read_head(bytes),
                Expected::Body(left) => self.skip(bytes, left, Expected::Body, Expected::Head),
                Expected::Chunk(left) => self.skip(bytes, left, Expected::Chunk, Expected::ChunkSize),
                Expected::ChunkSize => self.read_line(bytes, Self::chunk_size),
                Expected::Trailer => self.read_line(bytes, Self::trailer),
            };
            bytes = bytes.get(used..).unwrap_or_default();
        }
    }

    /// Passes over bytes of a known length; answers how many of them have come.
    fn skip(&mut self, bytes: &[u8], left: u64, more: fn(u64) -> Expected, done: Expected) -> usize {
        let used = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let left = left.saturating_sub(u64::try_from(used).unwrap_or(u64::MAX));
        self.next = if left == 0 { done } else { more(left) };
        used
    }

    fn read_head(&mut self, bytes: &[u8]) -> usize {
        if self.partial.is_empty() {
            return match self.parse_head(bytes) {
                Some(length) => length,
                None => self.keep(bytes),
            };
        }
        let kept = self.partial.len();
        let used = self.keep(bytes);
        // A head ends with a line break: without one there is nothing new to find.
        if !bytes.contains(&b'\n') || matches!(self.next, Expected::Nothing) {
            return used;
        }
        let partial = std::mem::take(&mut self.partial);
        match self.parse_head(&partial) {
            Some(length) => length.saturating_sub(kept),
            None => {
                self.partial = partial;
                used
            }
        }
    }

    /// Keeps an unfinished head or line; one that is too long ends the following.
    fn keep(&mut self, bytes: &[u8]) -> usize {
        if self.partial.len() + bytes.len() > MAX_HEAD {
            self.partial = Vec::new();
            self.next = Expected::Nothing;
        } else {
            if self.partial.capacity() - self.partial.len() < bytes.len() {
                self.partial.reserve_exact(bytes.len().max(STEP));
            }
            self.partial.extend_from_slice(bytes);
        }
        bytes.len()
    }

    /// The length of the head that these bytes start with, if it is whole, or of all of them if they are no head.
    fn parse_head(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut fields = [EMPTY_HEADER; MAX_FIELDS];
        let mut request = Request::new(&mut fields);
        let length = match request.parse(bytes) {
            Ok(Status::Complete(length)) => length,
            Ok(Status::Partial) => return None,
            Err(_) => {
                self.next = Expected::Nothing;
                return Some(bytes.len());
            }
        };
        self.heads += 1;
        let mut chunked = false;
        let mut content_length = None;
        for field in request.headers.iter() {
            if field.name.eq_ignore_ascii_case("transfer-encoding") {
                chunked = true;
            } else if field.name.eq_ignore_ascii_case("content-length") {
                content_length = Some(field.value);
            }
        }
        self.next = match (chunked, content_length) {
            (true, Some(_)) => {
                self.ambiguous = Some(self.heads);
                Expected::Nothing
            }
            (true, None) => Expected::ChunkSize,
            (false, Some(value)) => match number(value, 10) {
                Some(0) => Expected::Head,
                Some(left) => Expected::Body(left),
                None => Expected::Nothing,
            },
            (false, None) => Expected::Head,
        };
        Some(length)
    }

    fn read_line(&mut self, bytes: &[u8], then: fn(&[u8]) -> Expected) -> usize {
        let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return self.keep(bytes) };
        let used = end + 1;
        self.keep(bytes.get(..used).unwrap_or_default());
        if !matches!(self.next, Expected::Nothing) {
            let line = std::mem::take(&mut self.partial);
            self.next = then(line.trim_ascii());
        }
        used
    }

    fn chunk_size(line: &[u8]) -> Expected {
        let size = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        match number(size, 16) {
            Some(0) => Expected::Trailer,
            // With the line break after it.
            Some(size) => Expected::Chunk(size.saturating_add(2)),
            None => Expected::Nothing,
        }
    }

    fn trailer(line: &[u8]) -> Expected {
        if line.is_empty() { Expected::Head } else { Expected::Trailer }
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u64> {
    let digits = std::str::from_utf8(digits.trim_ascii()).ok()?;
    if digits.starts_with('+') { None } else { u64::from_str_radix(digits, radix).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n\
        POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello\
        POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
        5;x=y\r\nhello\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nX: y\r\n\r\n\
        GET /c HTTP/1.1\r\nHost: a\r\n\r\n";

    #[test]
    fn requests_are_followed_however_they_are_cut() {
        for size in 1..STREAM.len() {
            let mut framing = Framing::new();
            for piece in STREAM.as_bytes().chunks(size) {
                framing.read(piece);
            }
            assert_eq!((framing.heads(), framing.place()), (4, Place::Between), "in pieces of {size}");
            assert_eq!(framing.ambiguous(), None);
        }
    }

    #[test]
    fn both_lengths_are_noticed_in_either_order_and_in_later_requests() {
        for pair in [
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            "transfer-encoding: chunked\r\ncontent-length: 3",
        ] {
            let mut framing = Framing::new();
            framing.read(STREAM.as_bytes());
            framing.read(format!("POST / HTTP/1.1\r\nHost: a\r\n{pair}\r\n\r\n0\r\n\r\n").as_bytes());
            assert_eq!((framing.ambiguous(), framing.place()), (Some(5), Place::Lost));
        }
    }

    #[test]
    fn a_body_that_looks_like_a_head_is_no_head() {
        let body = "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n";
        let mut framing = Framing::new();
        framing.read(format!("POST / HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        assert_eq!((framing.heads(), framing.ambiguous(), framing.place()), (1, None, Place::Between));
    }

    #[test]
    fn places_are_told_apart() {
        let mut framing = Framing::new();
        assert_eq!(framing.place(), Place::Between);
        framing.read(b"POST / HT");
        assert_eq!(framing.place(), Place::Head);
        framing.read(b"TP/1.1\r\nContent-Length: 4\r\n\r\nab");
        assert_eq!(framing.place(), Place::Body);
        framing.read(b"cd");
        assert_eq!(framing.place(), Place::Between);
        framing.read(b"\x16\x03\x01 is TLS");
        assert_eq!(framing.place(), Place::Lost);
    }

    #[test]
    fn endless_heads_and_broken_chunks_end_the_following() {
        let mut framing = Framing::new();
        framing.read(b"GET / HTTP/1.1\r\n");
        for _ in 0..MAX_HEAD / 1024 {
            framing.read(&[b'a'; 1024]);
        }
        assert_eq!(framing.place(), Place::Lost);
        let mut framing = Framing::new();
        framing.read(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nhello");
        assert_eq!(framing.place(), Place::Lost);
    }
}
