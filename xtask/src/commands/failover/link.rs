//! The line between a server and its database: a proxy of ours that can be cut, hold everything back, or lead elsewhere.

use crate::outcome::{Explain, Outcome};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, sleep};
use std::time::Duration;

use super::place::at;

/// How often a held connection looks whether it may go on.
const LOOK: Duration = Duration::from_millis(10);

/// What the line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Line {
    /// Carries everything.
    Open,
    /// Carries nothing, and closes what comes.
    Cut,
    /// Carries nothing, and tells nobody: as where a cable is pulled.
    Silent,
}

/// A line.
pub struct Link {
    /// Where the server connects to.
    pub port: u16,
    state: Arc<State>,
}

struct State {
    line: AtomicU8,
    to: AtomicU16,
    /// Both ends of each connection that is carried, by its number.
    connections: Mutex<HashMap<u64, [TcpStream; 2]>>,
    carried: AtomicU64,
}

impl Link {
    /// Lays one, on a port that is free, to another.
    pub fn lay(port: u16, to: u16) -> Outcome<Self> {
        let listener = TcpListener::bind(at(port)).explain("listen for a server's connections")?;
        let state = Arc::new(State {
            line: AtomicU8::new(Line::Open as u8),
            to: AtomicU16::new(to),
            connections: Mutex::default(),
            carried: AtomicU64::default(),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || state.carry(client));
            }
        });
        Ok(Self { port, state })
    }

    /// Changes what the line does.
    pub fn set(&self, line: Line) {
        self.state.line.store(line as u8, Ordering::SeqCst);
        if line == Line::Cut {
            self.state.close_all();
        }
    }

    /// Leads elsewhere from now on; who was connected is not any more.
    pub fn lead_to(&self, port: u16) {
        self.state.to.store(port, Ordering::SeqCst);
        self.state.close_all();
    }
}

impl State {
    fn is(&self, line: Line) -> bool {
        self.line.load(Ordering::SeqCst) == line as u8
    }

    fn wait_while_silent(&self) {
        while self.is(Line::Silent) {
            sleep(LOOK);
        }
    }

    fn close_all(&self) {
        for stream in self.connections().values().flatten() {
            // It may be closed already.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn connections(&self) -> MutexGuard<'_, HashMap<u64, [TcpStream; 2]>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn carry(&self, client: TcpStream) {
        self.wait_while_silent();
        if self.is(Line::Cut) {
            return;
        }
        let Ok(server) = TcpStream::connect(at(self.to.load(Ordering::SeqCst))) else { return };
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let Ok([client_too, server_too]) = both(&client, &server) else { return };
        let Ok(kept) = both(&client, &server) else { return };
        let number = self.carried.fetch_add(1, Ordering::Relaxed);
        self.connections().insert(number, kept);
        thread::scope(|scope| {
            scope.spawn(|| self.copy(client, server_too));
            self.copy(server, client_too);
        });
        // While there is no primary, servers make hundreds of connections a second.
        self.connections().remove(&number);
    }

    fn copy(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut piece = [0; 16 * 1024];
        while let Ok(length) = from.read(&mut piece) {
            self.wait_while_silent();
            let part = piece.get(..length).unwrap_or_default();
            if length == 0 || self.is(Line::Cut) || to.write_all(part).is_err() {
                break;
            }
        }
        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
    }
}

fn both(client: &TcpStream, server: &TcpStream) -> std::io::Result<[TcpStream; 2]> {
    Ok([client.try_clone()?, server.try_clone()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers every byte with the same byte.
    fn echo() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                thread::spawn(move || {
                    let mut byte = [0];
                    while stream.read_exact(&mut byte).is_ok() && stream.write_all(&byte).is_ok() {}
                });
            }
        });
        port
    }

    fn link() -> Link {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Link::lay(free, echo()).unwrap()
    }

    fn say(stream: &mut TcpStream, byte: u8) -> std::io::Result<u8> {
        let mut heard = [byte];
        stream.write_all(&heard)?;
        stream.read_exact(&mut heard)?;
        Ok(heard[0])
    }

    #[test]
    fn a_silent_line_holds_back_and_goes_on() {
        let link = link();
        let mut stream = TcpStream::connect(at(link.port)).unwrap();
        assert_eq!(say(&mut stream, b'a').unwrap(), b'a');
        link.set(Line::Silent);
        stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        assert!(say(&mut stream, b'b').is_err(), "nothing comes back");
        let mut other = TcpStream::connect(at(link.port)).unwrap();
        link.set(Line::Open);
        stream.set_read_timeout(None).unwrap();
        let mut late = [0];
        stream.read_exact(&mut late).unwrap();
        assert_eq!(late, [b'b']);
        assert_eq!(say(&mut other, b'c').unwrap(), b'c');
    }

    #[test]
    fn a_connection_that_is_closed_is_not_kept() {
        let link = link();
        for _ in 0..20 {
            let mut stream = TcpStream::connect(at(link.port)).unwrap();
            assert_eq!(say(&mut stream, b'a').unwrap(), b'a');
        }
        let end = std::time::Instant::now() + Duration::from_secs(10);
        while !link.state.connections().is_empty() {
            assert!(std::time::Instant::now() < end, "{} are kept", link.state.connections().len());
            thread::yield_now();
        }
    }

    #[test]
    fn a_cut_line_closes_what_was_there_and_what_comes() {
        let link = link();
        let mut stream = TcpStream::connect(at(link.port)).unwrap();
        assert_eq!(say(&mut stream, b'a').unwrap(), b'a');
        link.set(Line::Cut);
        assert!(say(&mut stream, b'b').is_err());
        let mut other = TcpStream::connect(at(link.port)).unwrap();
        assert!(say(&mut other, b'c').is_err());
        link.set(Line::Open);
        let mut again = TcpStream::connect(at(link.port)).unwrap();
        assert_eq!(say(&mut again, b'd').unwrap(), b'd');
        link.lead_to(echo());
        assert!(say(&mut again, b'e').is_err());
    }
}
