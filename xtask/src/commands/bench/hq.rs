//! The server that is measured: the release build on a database of its own.

use super::load::Request;
use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Somebody of the demo's cast, who belongs to ten organizations.
const MANY: &str = "mary@many.example";
/// An admin of the demo's first organization, which has a hundred members.
const ADMIN: &str = "ada@acme.example";
/// That organization.
pub const ACME: &str = "acme-robotics";
/// What is in the name of the cookie by which an account knows a browser; the port may follow.
const BROWSER: &str = "hq_browser";
const PASSWORD: &str = "quiet river at noon";
/// How long it may take to start, with its cast.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(1);

/// A running server; it ends when it is dropped.
pub struct Hq {
    process: Child,
    port: u16,
    /// How long the first answer took after the start.
    pub first_answer: Duration,
}

/// What a process holds in memory, in KiB.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// All of it (VmRSS).
    pub all: u64,
    /// What is its own (RssAnon); the rest are pages of files, its program first of all.
    pub own: u64,
}

impl Hq {
    /// Starts one on the first processor and waits for its first answer. `more` are further arguments.
    ///
    /// # Errors
    /// Where there is none.
    pub fn start(binary: &Path, database: &str, more: &[&str]) -> Outcome<Self> {
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr());
        let port = free.explain("find a port")?.port();
        let started = Instant::now();
        let process = Run::new("taskset")
            .args(["-c", "0"])
            .arg(binary)
            .args(["--log", "error", "--port", &port.to_string(), "--database", database])
            .args(more)
            // By the environment: an older server knows no such limit.
            .env("HQ_WRITES_PER_MINUTE", "100000000")
            .start()?;
        let mut hq = Self { process, port, first_answer: Duration::ZERO };
        while hq.send("GET /livez HTTP/1.1\r\n", "").is_none_or(|answer| !answer.starts_with("HTTP/1.1 200"))
        {
            if started.elapsed() > PATIENCE {
                return Err(Failure::new("The server did not answer."));
            }
            sleep(POLL);
        }
        hq.first_answer = started.elapsed();
        Ok(hq)
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// What it holds in memory, and what of it are no pages of files, which the system can take back: in KiB.
    pub fn memory(&self) -> Memory {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap_or_default();
        let value = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
        };
        Memory { all: value("VmRSS:"), own: value("RssAnon:") }
    }

    /// What is asked for under each name, by somebody who may.
    ///
    /// # Errors
    /// Where they cannot sign in.
    pub fn requests(&self) -> Outcome<Vec<(&'static str, Request)>> {
        let (many, admin) = (self.sign_in(MANY)?, self.sign_in(ADMIN)?);
        let acme = format!("/api/v1/organizations/{ACME}");
        let request = |path: &str, cookie: &str, is_write| Request {
            url: format!("http://127.0.0.1:{}{path}", self.port),
            headers: vec![format!("Cookie: {cookie}"), format!("Origin: http://127.0.0.1:{}", self.port)],
            is_write,
        };
        Ok(vec![
            ("health", request("/livez", &many, false)),
            ("organizations", request("/api/v1/me/organizations?limit=10", &many, false)),
            ("members", request(&format!("{acme}/members?limit=100"), &admin, false)),
            ("session", request("/api/v1/session", &many, false)),
            ("search", request("/api/v1/me/organizations?q=research&limit=10", &many, false)),
            ("audit log", request(&format!("{acme}/audit-log?limit=20"), &admin, false)),
            ("visits", request(&format!("{acme}/visits"), &admin, true)),
        ])
    }

    /// Signs somebody in so often, in a browser that their account knows: from others there are only so many tries.
    ///
    /// # Errors
    /// Where it is refused.
    pub fn sign_in_often(&self, times: u32) -> Outcome {
        let (_, mut browser) = self.sign_in_by(ADMIN, None)?;
        for _ in 0..times {
            browser = self.sign_in_by(ADMIN, browser.as_deref())?.1.or(browser);
        }
        Ok(())
    }

    /// Reads the audit log of [`ACME`] as a file, and tells how many lines it has.
    ///
    /// # Errors
    /// Where there is none.
    pub fn export(&self) -> Outcome<usize> {
        let cookie = self.sign_in(ADMIN)?;
        let head = format!("GET /api/v1/organizations/{ACME}/audit-log.csv HTTP/1.1\r\nCookie: {cookie}\r\n");
        let stream = self.ask(&head, "").explain("ask for the audit log")?;
        // Other lines than the table's are the head's and those between its pieces.
        let lines = BufReader::new(stream).split(b'\n').map_while(Result::ok);
        Ok(lines.filter(|line| line.starts_with(b"\"")).count())
    }

    /// The session's cookie.
    fn sign_in(&self, email: &str) -> Outcome<String> {
        self.sign_in_by(email, None).map(|(session, _)| session)
    }

    /// The session's cookie, and the one by which the account knows the browser again.
    fn sign_in_by(&self, email: &str, browser: Option<&str>) -> Outcome<(String, Option<String>)> {
        let body = format!(r#"{{"email":"{email}","password":"{PASSWORD}"}}"#);
        let cookie = browser.map(|browser| format!("Cookie: {browser}\r\n")).unwrap_or_default();
        let head = format!(
            "POST /api/v1/session HTTP/1.1\r\nOrigin: http://127.0.0.1:{}\r\n{cookie}Content-Type: application/json\r\n",
            self.port
        );
        let answer = self.send(&head, &body).unwrap_or_default();
        let cookies = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        let (browsers, others): (Vec<&str>, Vec<&str>) =
            cookies.partition(|cookie| cookie.split('=').next().is_some_and(|name| name.contains(BROWSER)));
        let session = others.first().map(ToString::to_string);
        let session = session.ok_or_else(|| Failure::new(format!("{email} could not sign in:\n{answer}")))?;
        Ok((session, browsers.first().map(ToString::to_string)))
    }

    fn send(&self, head: &str, body: &str) -> Option<String> {
        let mut answer = String::new();
        self.ask(head, body).ok()?.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    fn ask(&self, head: &str, body: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let request = format!(
            "{head}Host: 127.0.0.1:{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(request.as_bytes())?;
        Ok(stream)
    }

    /// Stops it and waits until it has.
    pub fn stop(mut self) {
        let asked = Run::new("kill").arg(self.id().to_string()).succeeds();
        if asked {
            let _ = self.process.wait();
        }
    }
}

impl Drop for Hq {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
