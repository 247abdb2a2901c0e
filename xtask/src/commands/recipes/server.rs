//! A server on a database, and somebody who signs up again and again.

use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use crate::testing::free_port;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; it is killed, as by a power cut, when it is let go of.
pub struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Starts it on a database; what it says goes into a file of this folder.
    pub fn start(binary: &Path, database: &str, folder: &Path) -> Outcome<Self> {
        Self::start_with(&[], binary, database, folder)
    }

    /// The same, with more options.
    pub fn start_with(options: &[&str], binary: &Path, database: &str, folder: &Path) -> Outcome<Self> {
        let port = free_port()?;
        let log = folder.join("hq.log");
        let process = Run::new(binary)
            .args(["--log", "warn", "--port", &port.to_string(), "--database", database])
            .args(options)
            .logged(File::create(&log).explain(format!("create {}", log.display()))?)?
            .start()?;
        let server = Self { process, port };
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if server.ask("GET /readyz HTTP/1.1", "").is_ok_and(|answer| answer.starts_with("HTTP/1.1 200")) {
                return Ok(server);
            }
            sleep(Duration::from_millis(50));
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        Err(Failure::new(format!("The server did not start.\n{}", said.trim_end())))
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// So many people sign up; each answer says that their row is written.
    pub fn sign_up(&self, people: std::ops::Range<usize>) -> Outcome {
        for person in people {
            let body = format!(
                "{{\"full_name\":\"Ada Lovelace\",\"email\":\"p{person}@example.org\",\"password\":\"a long and quiet evening\"}}"
            );
            let answer = self.ask("POST /api/v1/accounts HTTP/1.1", &body)?;
            if !answer.starts_with("HTTP/1.1 202") {
                return Err(Failure::new(format!("A sign-up was not taken: {answer}")));
            }
        }
        Ok(())
    }

    fn ask(&self, what: &str, body: &str) -> Outcome<String> {
        let host = format!("127.0.0.1:{}", self.port);
        let mut stream = TcpStream::connect(&host).explain("connect to the server")?;
        let request = format!(
            "{what}\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).explain("ask the server")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).explain("read the server's answer")?;
        Ok(answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
