//! Seats: how many connections there are, whose they are, and who has to go where all are taken.

use super::{Limits, Network};
use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Room is made for so many at once as this part of all seats, since finding who has to go looks at every seat.
const AT_ONCE: usize = 64;
/// So many of its own connections a network may displace in a second. Who comes sooner has no place: of a flood of connections
/// of one address the others feel what accepting and closing them takes, and not that of their requests as well.
const DISPLACED: usize = 64;

/// What a connection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doing {
    /// Nothing, between two requests or before the first.
    Idle = 0,
    /// It lets the server wait: for the rest of a head or body, or for taking its answer.
    Slow = 1,
    /// The server works on its request.
    Working = 2,
}

/// Beside [`Doing`]: it was asked to leave.
const GONE: u64 = 3;

/// A connection's seat.
#[derive(Debug)]
pub struct Seat {
    opened: Instant,
    /// What it does (two bits), and since when (milliseconds after the server began).
    state: AtomicU64,
    leave: CancellationToken,
}

impl Seat {
    fn since(now: Instant, opened: Instant, doing: Doing) -> u64 {
        (millis(now.saturating_duration_since(opened)) << 2) | doing as u64
    }

    /// Notes what the connection does now; answers whether it may go on. A connection that is asked to leave while it is idle
    /// begins nothing any more, so that no request is cut off by it.
    #[must_use]
    pub fn note(&self, doing: Doing) -> bool {
        let mut seen = self.state.load(Ordering::Acquire);
        while seen & GONE != doing as u64 {
            if seen & GONE == GONE {
                return false;
            }
            let new = Self::since(Instant::now(), self.opened, doing);
            match self.state.compare_exchange_weak(seen, new, Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => return true,
                Err(other) => seen = other,
            }
        }
        true
    }

    /// Asks it to leave, unless it did something since its state was `seen`.
    fn dismiss(&self, seen: u64) -> bool {
        let gone = self.state.compare_exchange(seen, GONE, Ordering::AcqRel, Ordering::Acquire).is_ok();
        if gone {
            self.leave.cancel();
        }
        gone
    }
}

/// All seats of the server.
#[derive(Clone, Debug)]
pub struct Seats(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    limits: Limits,
    opened: Instant,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    guests: HashMap<u64, Guest>,
    networks: HashMap<Network, Share>,
}

/// What a network has.
#[derive(Debug, Default)]
struct Share {
    held: usize,
    /// How many of its connections had to go for others of it, in which second.
    displaced: usize,
    second: u64,
}

#[derive(Debug)]
struct Guest {
    seat: Arc<Seat>,
    /// Whose it is: the client's network, or nobody's while a proxy's connection carries no request.
    network: Option<Network>,
}

/// A seat that is taken until this is dropped.
#[derive(Debug)]
pub struct Seated {
    seats: Seats,
    number: u64,
    seat: Arc<Seat>,
}

/// A request that a proxy carries for a client's network, until this is dropped.
#[derive(Debug)]
pub struct Visit {
    seats: Seats,
    number: u64,
}

impl Seats {
    /// As many as the limits say.
    pub fn new(limits: Limits) -> Self {
        Self(Arc::new(Inner { limits, opened: Instant::now(), taken: Mutex::default() }))
    }

    /// A seat for a new connection, of a client's network or (`None`) of a trusted proxy. Where all are taken, or all that a
    /// network may have, who has been idle longest leaves; next who lets the server wait, first of all of the network that holds
    /// most. There is none where everybody else is being answered, and for a network that displaces its own too fast.
    pub fn enter(&self, network: Option<Network>) -> Option<Seated> {
        self.enter_at(network, Instant::now())
    }

    fn enter_at(&self, network: Option<Network>, now: Instant) -> Option<Seated> {
        let Inner { limits, opened, .. } = *self.0;
        let open_for = now.saturating_duration_since(opened);
        let mut taken = self.taken();
        if let Some(network) = network.filter(|network| taken.held(*network) >= limits.per_network) {
            taken.displace(&limits, open_for, network);
            if taken.held(network) >= limits.per_network {
                return None;
            }
        }
        if taken.guests.len() >= limits.connections {
            taken.make_room(&limits, open_for, network, None);
            if taken.guests.len() >= limits.connections {
                return None;
            }
        }
        let state = AtomicU64::new(Seat::since(now, opened, Doing::Idle));
        let seat = Arc::new(Seat { opened, state, leave: CancellationToken::new() });
        let number = taken.next;
        taken.next += 1;
        taken.guests.insert(number, Guest { seat: seat.clone(), network: None });
        taken.give(number, network);
        Some(Seated { seats: self.clone(), number, seat })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seated {
    /// What the connection tells the seat.
    pub const fn seat(&self) -> &Arc<Seat> {
        &self.seat
    }

    /// Waits until the connection is asked to leave.
    pub async fn asked_to_leave(&self) {
        self.seat.leave.cancelled().await;
    }

    /// Counts a request that comes through a proxy for a client's network; `None` where that has too many under way.
    pub fn visit(&self, network: Network) -> Option<Visit> {
        let mut taken = self.seats.taken();
        if taken.held(network) >= self.seats.0.limits.per_network {
            return None;
        }
        taken.give(self.number, Some(network));
        Some(Visit { seats: self.seats.clone(), number: self.number })
    }
}

impl Drop for Seated {
    fn drop(&mut self) {
        self.seats.taken().remove(self.number);
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.seats.taken().give(self.number, None);
    }
}

impl Taken {
    fn held(&self, network: Network) -> usize {
        self.networks.get(&network).map_or(0, |share| share.held)
    }

    /// Makes room for a network among its own connections, unless it has had that often enough in this second.
    fn displace(&mut self, limits: &Limits, open_for: Duration, network: Network) {
        let second = open_for.as_secs();
        let before = self.networks.get(&network).filter(|share| share.second == second);
        let displaced = before.map_or(0, |share| share.displaced);
        if displaced >= DISPLACED {
            return;
        }
        let freed = self.make_room(limits, open_for, Some(network), Some(network));
        if let Some(share) = self.networks.get_mut(&network) {
            (share.second, share.displaced) = (second, displaced + freed);
        }
    }

    /// Makes a seat a network's, or nobody's.
    fn give(&mut self, number: u64, network: Option<Network>) {
        let Some(guest) = self.guests.get_mut(&number) else { return };
        let before = std::mem::replace(&mut guest.network, network);
        self.let_go(before);
        if let Some(network) = network {
            self.networks.entry(network).or_default().held += 1;
        }
    }

    fn let_go(&mut self, network: Option<Network>) {
        if let Some(network) = network
            && let Some(share) = self.networks.get_mut(&network)
        {
            share.held -= 1;
            if share.held == 0 {
                self.networks.remove(&network);
            }
        }
    }

    fn remove(&mut self, number: u64) {
        if let Some(guest) = self.guests.remove(&number) {
            self.let_go(guest.network);
        }
    }

    /// Asks to leave who has to go first, of one network's (`of`) or of all; answers how many that were.
    fn make_room(
        &mut self,
        limits: &Limits,
        open_for: Duration,
        newcomer: Option<Network>,
        of: Option<Network>,
    ) -> usize {
        let own = newcomer.map_or(0, |network| self.held(network));
        let now = millis(open_for);
        let patience = millis(limits.patience);
        let seats = if of.is_some() { limits.per_network } else { limits.connections };
        let mut who: Vec<_> = self
            .guests
            .iter()
            .filter(|(_, guest)| of.is_none() || guest.network == of)
            .filter_map(|(number, guest)| {
                let seen = guest.seat.state.load(Ordering::Acquire);
                let since = seen >> 2;
                if seen & GONE == Doing::Idle as u64 {
                    return Some((Doing::Idle, Reverse(0), since, seen, *number));
                }
                let held = guest.network.map_or(0, |network| self.held(network));
                let goes = seen & GONE == Doing::Slow as u64
                    && (held > own + 1 || now.saturating_sub(since) >= patience);
                goes.then_some((Doing::Slow, Reverse(held), since, seen, *number))
            })
            .collect();
        who.sort_unstable();
        let Some((first, ..)) = who.first().copied() else { return 0 };
        let (mut freed, wanted) = (0, (seats / AT_ONCE).max(1));
        for (doing, _, _, seen, number) in who {
            // Nobody who sends has to go once somebody idle has gone.
            if freed == wanted || (freed > 0 && doing != first) {
                break;
            }
            if self.guests.get(&number).is_some_and(|guest| guest.seat.dismiss(seen)) {
                self.remove(number);
                freed += 1;
            }
        }
        freed
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOD: usize = 2000;

    #[test]
    fn a_flood_of_one_network_displaces_only_so_many_of_its_own() {
        let limits = Limits { connections: 400, per_network: 100, ..Limits::default() };
        let seats = Seats::new(limits);
        let [flood, other] =
            ["192.0.2.1", "192.0.2.2"].map(|address| Some(Network::of(address.parse().unwrap())));
        let start = Instant::now();
        for second in 0..3 {
            let now = start + Duration::from_secs(second);
            let came: Vec<Seated> = (0..FLOOD).filter_map(|_| seats.enter_at(flood, now)).collect();
            let free = if second == 0 { limits.per_network } else { 0 };
            assert_eq!(came.len(), free + DISPLACED, "in second {second}");
            assert!(seats.enter_at(other, now).is_some(), "others have a place all the while");
            // They stay, as connections do that keep silent.
            std::mem::forget(came);
        }
    }
}
