//! Somebody who is signed in and asks, on a connection that is kept, again where the answer is to come again.

use super::tally::{Kind, Tally, Told};
use crate::commands::attack::wire::{self, Answer};
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long somebody waits for an answer: much longer than it may take, to see how long it does.
const PATIENCE: Duration = Duration::from_secs(75);
/// How long before the same is asked again: sooner than `Retry-After` says, to see what such clients do.
const AGAIN: Duration = Duration::from_millis(250);
/// How long somebody goes on asking for the same.
const GIVES_UP: Duration = Duration::from_secs(60);

/// A person's browser.
pub struct Client {
    front: SocketAddrV4,
    cookie: String,
    tally: Arc<Tally>,
    stream: Option<TcpStream>,
}

/// A request.
#[derive(Clone, Debug, Default)]
pub struct Ask<'a> {
    /// GET, POST …
    pub method: &'a str,
    /// With its query.
    pub path: &'a str,
    /// JSON.
    pub body: Option<&'a str>,
    /// What makes the same POST find the answer of its first try.
    pub key: Option<&'a str>,
    /// Statuses besides 2xx that may be.
    pub refusals: &'a [u16],
    /// Statuses that may be once an answer got lost: the request may have done its work.
    pub after_a_loss: &'a [u16],
}

impl Client {
    /// Somebody with that cookie.
    pub fn new(front: SocketAddrV4, cookie: &str, tally: &Arc<Tally>) -> Self {
        Self { front, cookie: cookie.to_owned(), tally: Arc::clone(tally), stream: None }
    }

    /// Asks once.
    pub fn ask(&mut self, ask: &Ask<'_>) -> Option<Answer> {
        self.ask_as(ask, false)
    }

    /// Asks until there is an answer that is final; nothing where there is none within a minute.
    pub fn insist(&mut self, ask: &Ask<'_>) -> Option<Answer> {
        let end = Instant::now() + GIVES_UP;
        let mut lost = false;
        while Instant::now() < end {
            match self.ask_as(ask, lost) {
                // A 500 leaves as open what was done as a broken connection does.
                Some(answer) if answer.status < 500 => return Some(answer),
                _ => lost = true,
            }
            sleep(AGAIN);
        }
        None
    }

    fn ask_as(&mut self, ask: &Ask<'_>, lost: bool) -> Option<Answer> {
        let asked = Instant::now();
        let answer = self.exchange(ask);
        let took = asked.elapsed();
        let (status, kind) = match &answer {
            Ok(answer) => (Some(answer.status), ask.kind(answer, lost)),
            Err(_) => (None, Kind::Wrong),
        };
        let said = match &answer {
            Ok(answer) => {
                let code = answer.texts("code").into_iter().next().unwrap_or_default();
                format!("{} {code}", answer.status)
            }
            Err(error) => format!("no answer ({error})"),
        };
        let path = ask.path.split('?').next().unwrap_or_default();
        let what = format!("{} {}: {}", ask.method, general(path), said.trim_end());
        self.tally.add(&Told { status, kind, took, what });
        answer.ok()
    }

    fn exchange(&mut self, ask: &Ask<'_>) -> io::Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => wire::open(Ipv4Addr::LOCALHOST, self.front, PATIENCE)?,
        };
        stream.write_all(ask.text(self.front, &self.cookie).as_bytes())?;
        let answer = wire::read(&mut stream)?;
        if !answer.fields("connection").any(|value| value.eq_ignore_ascii_case("close")) {
            self.stream = Some(stream);
        }
        Ok(answer)
    }
}

impl Ask<'_> {
    fn kind(&self, answer: &Answer, lost: bool) -> Kind {
        match answer.status {
            200..=299 => Kind::Good,
            503 if answer.fields("retry-after").next().is_some() => Kind::Later,
            status if self.refusals.contains(&status) => Kind::Refused,
            status if lost && self.after_a_loss.contains(&status) => Kind::Refused,
            _ => Kind::Wrong,
        }
    }

    fn text(&self, front: SocketAddrV4, cookie: &str) -> String {
        let mut text = format!(
            "{} {} HTTP/1.1\r\nHost: {front}\r\nOrigin: http://{front}\r\nCookie: {cookie}\r\n",
            self.method, self.path
        );
        if matches!(self.method, "PATCH" | "PUT") {
            text.push_str("If-Match: *\r\n");
        }
        if let Some(key) = self.key {
            text.push_str(&format!("Idempotency-Key: {key}\r\n"));
        }
        let body = self.body.unwrap_or_default();
        if self.body.is_some() {
            text.push_str("Content-Type: application/json\r\n");
        }
        if self.method != "GET" {
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        format!("{text}\r\n{body}")
    }
}

/// A path without its ids.
fn general(path: &str) -> String {
    let part = |part: &str| if part.len() == 36 { "…".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Answer {
        wire::read(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn only_good_answers_and_503_with_a_time_are_right() {
        let ask = Ask { method: "DELETE", path: "/", after_a_loss: &[404], ..Ask::default() };
        let kind = |status: &str, lost| {
            ask.kind(&answer(&format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n")), lost)
        };
        assert_eq!(kind("204 No Content", false), Kind::Good);
        assert_eq!(kind("500 Internal Server Error", false), Kind::Wrong);
        assert_eq!(kind("503 Service Unavailable", false), Kind::Wrong);
        assert_eq!(kind("503 Service Unavailable\r\nRetry-After: 2", false), Kind::Later);
        assert_eq!(kind("404 Not Found", false), Kind::Wrong);
        assert_eq!(kind("404 Not Found", true), Kind::Refused);
        assert_eq!(kind("401 Unauthorized", true), Kind::Wrong, "sessions live on");
    }

    #[test]
    fn a_request_carries_its_key_and_its_length() {
        let ask = Ask { method: "POST", path: "/x", body: Some("{}"), key: Some("k"), ..Ask::default() };
        let text = ask.text(super::super::place::at(80), "s=1");
        assert!(text.starts_with("POST /x HTTP/1.1\r\nHost: 127.0.0.1:80\r\n"), "{text}");
        assert!(
            text.contains("\r\nIdempotency-Key: k\r\n") && text.ends_with("Content-Length: 2\r\n\r\n{}"),
            "{text}"
        );
        assert_eq!(general("/a/01a20a33-61d0-7419-805c-a58335037b25/b"), "/a/…/b");
    }
}
