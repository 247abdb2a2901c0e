//! Thousands of connections from one thread: none of them waits, each is looked at in turn.

use super::wire;
use crate::outcome::{Explain, Outcome};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How much of a text a connection sends before the next one has its turn.
const PIECE: usize = 128 * 1024;
/// How long the whole crowd rests between two rounds.
const REST: Duration = Duration::from_millis(50);
/// How many connections are begun before those that are there have their turn: as many as a listener's queue takes.
const BATCH: usize = 128;

/// Who comes, and what they say.
pub struct Plan {
    /// Whom they come to.
    pub server: SocketAddrV4,
    /// Where the one with this number comes from.
    pub source: fn(usize) -> Ipv4Addr,
    /// How many of them are there at once.
    pub size: usize,
    /// How many a second come in the place of those who had to go.
    pub again: usize,
    /// What they send: the first text the first, and so on in turn.
    pub texts: Vec<Vec<u8>>,
    /// A byte that everybody goes on sending, and how often.
    pub drip: Option<(u8, Duration)>,
}

/// The connections of a plan.
pub struct Crowd {
    plan: Plan,
    guests: Vec<Guest>,
    came: usize,
    answered: usize,
    lives: Vec<Duration>,
    dripped: Instant,
}

struct Guest {
    stream: TcpStream,
    number: usize,
    since: Instant,
    sent: usize,
    answered: bool,
}

impl Crowd {
    /// Nobody yet.
    pub fn new(plan: Plan) -> Self {
        Self { plan, guests: Vec::new(), came: 0, answered: 0, lives: Vec::new(), dripped: Instant::now() }
    }

    /// Comes, and stays for so long; those who had to go are replaced, at the plan's pace.
    ///
    /// # Errors
    /// Where this machine has no socket left.
    pub fn stay(&mut self, time: Duration) -> Outcome {
        let begun = Instant::now();
        while self.came < self.plan.size {
            self.come(BATCH.min(self.plan.size - self.came))?;
            self.round();
        }
        let full = Instant::now();
        let mut replaced = 0;
        while begun.elapsed() < time {
            self.round();
            let due = self.plan.again * usize::try_from(full.elapsed().as_millis()).unwrap_or(0) / 1000;
            let missing = self.plan.size.saturating_sub(self.guests.len());
            let now = due.saturating_sub(replaced).min(missing);
            self.come(now)?;
            // Places that were not needed are not kept for later: a burst would be another attack.
            replaced = due;
            sleep(REST);
        }
        Ok(())
    }

    /// How many are there now, and what became of the others.
    pub fn told(&self) -> String {
        let (held, gone, answered) = (self.guests.len(), self.lives.len(), self.answered);
        format!("{held} held, {gone} sent away, {answered} answered")
    }

    /// The longest that anybody was there who had to go, or who still is.
    pub fn longest(&self) -> Duration {
        let here = self.guests.iter().map(|guest| guest.since.elapsed());
        self.lives.iter().copied().chain(here).max().unwrap_or_default()
    }

    fn come(&mut self, count: usize) -> Outcome {
        for _ in 0..count {
            let number = self.came;
            let stream = wire::begin((self.plan.source)(number), self.plan.server)
                .explain("open a connection for the attack")?;
            self.guests.push(Guest { stream, number, since: Instant::now(), sent: 0, answered: false });
            self.came += 1;
        }
        Ok(())
    }

    /// Everybody sends what they can, and hears what there is.
    fn round(&mut self) {
        let drip = self.plan.drip.filter(|(_, every)| self.dripped.elapsed() >= *every).map(|(byte, _)| byte);
        if drip.is_some() {
            self.dripped = Instant::now();
        }
        let (texts, answered, lives) = (&self.plan.texts, &mut self.answered, &mut self.lives);
        self.guests.retain_mut(|guest| {
            let text = texts.get(guest.number % texts.len().max(1)).map(Vec::as_slice).unwrap_or_default();
            let before = guest.answered;
            let stays = guest.send(text, drip) && guest.hear();
            *answered += usize::from(guest.answered && !before);
            if !stays {
                lives.push(guest.since.elapsed());
            }
            stays
        });
    }
}

impl Guest {
    /// Whether the connection still stands.
    fn send(&mut self, text: &[u8], drip: Option<u8>) -> bool {
        let rest = text.get(self.sent..).unwrap_or_default();
        let piece = rest.get(..PIECE).unwrap_or(rest);
        let drop = drip.filter(|_| rest.is_empty());
        match drop.as_ref().map_or(piece, std::slice::from_ref) {
            [] => true,
            bytes => match self.stream.write(bytes) {
                Ok(_) if drop.is_some() => true,
                Ok(length) => {
                    self.sent += length;
                    true
                }
                Err(error) => waits(error.kind()) || self.has_news(),
            },
        }
    }

    /// Whether there is something to hear, though nothing can be sent any more.
    fn has_news(&self) -> bool {
        self.stream.peek(&mut [0]).is_ok_and(|length| length > 0)
    }

    /// Whether the connection still stands.
    fn hear(&mut self) -> bool {
        let mut heard = [0; 4096];
        loop {
            match self.stream.read(&mut heard) {
                Ok(0) => return false,
                Ok(_) => self.answered = true,
                Err(error) => return waits(error.kind()),
            }
        }
    }
}

fn waits(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::Interrupted | ErrorKind::NotConnected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{SocketAddr, TcpListener};

    fn plan(listener: &TcpListener) -> Plan {
        let SocketAddr::V4(server) = listener.local_addr().unwrap() else { unreachable!() };
        Plan {
            server,
            source: |number| wire::source(99, number / 2),
            size: 4,
            again: 0,
            texts: vec![b"one".to_vec(), b"two".to_vec()],
            drip: Some((b'.', Duration::ZERO)),
        }
    }

    #[test]
    fn everybody_says_their_text_and_goes_on() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut crowd = Crowd::new(plan(&listener));
        crowd.stay(Duration::ZERO).unwrap();
        for expected in [&b"one"[..], b"two", b"one", b"two"] {
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = [0; 3];
            stream.read_exact(&mut heard).unwrap();
            assert_eq!(heard, expected);
            crowd.round();
            let mut drop = [0];
            stream.read_exact(&mut drop).unwrap();
            assert_eq!(&drop, b".");
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        }
        while !crowd.guests.is_empty() {
            crowd.round();
        }
        assert_eq!(crowd.told(), "0 held, 4 sent away, 4 answered");
    }

    #[test]
    fn who_is_sent_away_is_replaced_only_as_quickly_as_planned() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut crowd = Crowd::new(plan(&listener));
        crowd.stay(Duration::ZERO).unwrap();
        drop(listener);
        while !crowd.guests.is_empty() {
            crowd.round();
        }
        crowd.stay(Duration::from_millis(10)).unwrap();
        assert!(crowd.guests.is_empty());
    }
}
