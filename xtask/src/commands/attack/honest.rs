//! Somebody who means no harm, from an address of their own, before, during and after an attack.

use super::figures::{longest_gap, percentile};
use super::wire::{Request, open};
use crate::outcome::{Failure, Outcome};
use std::io;
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// Where they come from.
pub const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 9);
/// How often each of them asks.
const PACE: Duration = Duration::from_millis(25);
/// How long they wait for an answer before they try again.
const PATIENCE: Duration = Duration::from_secs(2);
/// How soon after a failure they try again.
const AGAIN: Duration = Duration::from_millis(50);

/// What is asked for in turn: something that needs no sign-in, and something that does.
const PATHS: [&str; 2] = ["/api/v1/about", "/api/v1/me/organizations?limit=10"];

/// Two who ask all the time: one with a new connection for each request, one who keeps theirs.
pub struct Honest {
    stop: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Vec<Sample>>>,
}

/// A request, which is tried again until there is a good answer.
#[derive(Clone, Copy, Debug)]
struct Sample {
    begun: Instant,
    ended: Instant,
    answered: bool,
}

/// Everything they asked, and when they were answered.
pub struct Seen(Vec<Vec<Sample>>);

/// How long answers took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Latency {
    /// Half of them no longer than this.
    pub p50: Duration,
    /// 99 of a hundred no longer than this.
    pub p99: Duration,
}

impl Honest {
    /// Begins to ask, signed in with these cookies.
    pub fn begin(server: SocketAddrV4, cookie: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let clients = [false, true].map(|keeps| {
            let client = Client { server, cookie: cookie.to_owned(), keeps, stream: None };
            let stop = Arc::clone(&stop);
            spawn(move || client.ask_until(&stop))
        });
        Self { stop, clients: clients.into() }
    }

    /// Ends; what they saw.
    ///
    /// # Errors
    /// Where one of them crashed.
    pub fn end(self) -> Outcome<Seen> {
        self.stop.store(true, Ordering::Release);
        let seen: Result<_, _> = self.clients.into_iter().map(JoinHandle::join).collect();
        seen.map(Seen).map_err(|_| Failure::new("An honest client crashed."))
    }
}

impl Seen {
    /// How long requests of that time took. While one waits its client sends no other; those that would have been sent
    /// meanwhile are counted as waiting too, or a server that answers nothing for a minute had one slow answer
    /// ("coordinated omission").
    pub fn latency(&self, from: Instant, to: Instant) -> Latency {
        let mut times = Vec::new();
        for sample in self.0.iter().flatten() {
            let mut begun = sample.begun;
            while begun == sample.begun || begun < sample.ended {
                if (from..to).contains(&begun) {
                    times.push(sample.ended - begun);
                }
                begun += PACE;
            }
        }
        Latency { p50: percentile(&times, 50), p99: percentile(&times, 99) }
    }

    /// The longest time in which one of them had no answer.
    pub fn unreachable(&self, from: Instant, to: Instant) -> Duration {
        let gap = |samples: &Vec<Sample>| {
            let answers = samples.iter().filter(|sample| sample.answered).map(|sample| sample.ended);
            longest_gap(answers, from, to)
        };
        self.0.iter().map(gap).max().unwrap_or_default()
    }
}

struct Client {
    server: SocketAddrV4,
    cookie: String,
    keeps: bool,
    stream: Option<TcpStream>,
}

impl Client {
    fn ask_until(mut self, stop: &AtomicBool) -> Vec<Sample> {
        let mut samples = Vec::new();
        let mut due = Instant::now();
        for path in PATHS.into_iter().cycle() {
            sleep(due.saturating_duration_since(Instant::now()));
            if stop.load(Ordering::Acquire) {
                break;
            }
            let begun = Instant::now();
            let mut answered = self.ask(path);
            while !answered && !stop.load(Ordering::Acquire) {
                sleep(AGAIN);
                answered = self.ask(path);
            }
            samples.push(Sample { begun, ended: Instant::now(), answered });
            due = begun + PACE;
        }
        samples
    }

    /// Whether there was an answer, and a good one.
    fn ask(&mut self, path: &str) -> bool {
        let had = self.stream.is_some();
        let mut status = self.status(path);
        // A server may close a kept connection at any time between two requests; that is no failure.
        if had && status.is_err() {
            status = self.status(path);
        }
        status.is_ok_and(|status| status == 200)
    }

    fn status(&mut self, path: &str) -> io::Result<u16> {
        let mut request = Request::get(path).by(&self.cookie);
        request.keep = self.keeps;
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => open(ADDRESS, self.server, PATIENCE)?,
        };
        let answer = request.ask_on(&mut stream, self.server)?;
        self.stream = self.keeps.then_some(stream);
        Ok(answer.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a client saw that asked every second, from the start on: how many milliseconds each took, and whether it was
    /// answered.
    fn seen(start: Instant, took: &[(u64, bool)]) -> Seen {
        let sample = |(second, (took, answered)): (u64, &(u64, bool))| {
            let begun = start + Duration::from_secs(second);
            Sample { begun, ended: begun + Duration::from_millis(*took), answered: *answered }
        };
        Seen(vec![(0..).zip(took).map(sample).collect()])
    }

    #[test]
    fn latencies_are_those_of_the_time_in_question() {
        let start = Instant::now();
        let seen = seen(start, &[(1, true), (3, true), (20, true), (7, true)]);
        let middle = start + Duration::from_secs(2);
        let latency = |from, to| {
            let Latency { p50, p99 } = seen.latency(from, to);
            (p50.as_millis(), p99.as_millis())
        };
        assert_eq!(latency(start, middle), (1, 3));
        assert_eq!(latency(middle, middle + Duration::from_secs(9)), (7, 20));
    }

    #[test]
    fn who_would_have_come_while_nothing_was_answered_waits_too() {
        let start = Instant::now();
        let seen = seen(start, &[(1, true), (1, true), (1000, true), (1, true)]);
        let Latency { p50, p99 } = seen.latency(start, start + Duration::from_secs(5));
        assert_eq!((p50.as_millis(), p99.as_millis()), (475, 1000), "one every 25 ms, for a second");
    }

    #[test]
    fn a_refusal_is_no_answer() {
        let start = Instant::now();
        let seen = seen(start, &[(0, true), (0, false), (0, false), (0, true), (0, true)]);
        assert_eq!(seen.unreachable(start, start + Duration::from_secs(5)), Duration::from_secs(3));
    }
}
