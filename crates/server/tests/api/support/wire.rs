//! The line between a server and its database, which a test can cut, freeze, lose and slow down.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    time::sleep,
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// How the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Everything goes through, each piece as much later, and in pieces of so many bytes at most.
    Open { delay: Duration, piece: usize },
    /// Nobody is let in.
    Cut,
    /// Everybody is let in, and nothing goes through.
    Frozen,
}

const OPEN: State = State::Open { delay: Duration::ZERO, piece: 64 * 1024 };

/// What happens to the next commit.
const NOTHING: u32 = 0;
/// It never arrives.
const LOSE_QUESTION: u32 = 1;
/// It happens, and its answer never arrives.
const LOSE_ANSWER: u32 = 2;

/// The line; it ends when dropped.
pub struct Wire {
    state: watch::Sender<State>,
    shared: Arc<Shared>,
    _stop: DropGuard,
}

struct Shared {
    server: String,
    commit: AtomicU32,
    /// Ends the connections of now.
    ends: std::sync::Mutex<CancellationToken>,
    /// Forgets the connections of now.
    lost: std::sync::Mutex<CancellationToken>,
}

impl Wire {
    /// A line to the server of this URL; answers the URL through it as well.
    pub async fn to(url: &str) -> (Self, String) {
        let place = url.split('@').nth(1).and_then(|rest| rest.split('/').next()).expect("a host");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let through = url.replace(place, &address.to_string());
        let shared = Arc::new(Shared {
            server: place.to_owned(),
            commit: AtomicU32::new(NOTHING),
            ends: std::sync::Mutex::default(),
            lost: std::sync::Mutex::default(),
        });
        let (state, seen) = watch::channel(OPEN);
        let stop = CancellationToken::new();
        tokio::spawn(accept(listener, shared.clone(), seen, stop.clone()));
        (Self { state, shared, _stop: stop.drop_guard() }, through)
    }

    /// Everything goes through.
    pub fn mend(&self) {
        self.state.send_replace(OPEN);
    }

    /// Ends all connections and lets nobody in.
    pub fn cut(&self) {
        self.state.send_replace(State::Cut);
        std::mem::take(&mut *self.shared.ends.lock().unwrap()).cancel();
    }

    /// Nothing goes through, and nobody is told.
    pub fn freeze(&self) {
        self.state.send_replace(State::Frozen);
    }

    /// Forgets all connections without a word, as a router does that starts anew: each side thinks that the other is silent.
    pub fn lose(&self) {
        std::mem::take(&mut *self.shared.lost.lock().unwrap()).cancel();
    }

    /// Each piece goes through so much later.
    pub fn delay(&self, delay: Duration) {
        self.state.send_replace(State::Open { delay, piece: 64 * 1024 });
    }

    /// So few bytes go through at once, each as much later.
    pub fn slow(&self, delay: Duration, piece: usize) {
        self.state.send_replace(State::Open { delay, piece });
    }

    /// The next commit never arrives, and its connection ends.
    pub fn lose_next_commit(&self) {
        self.shared.commit.store(LOSE_QUESTION, Ordering::SeqCst);
    }

    /// The next commit happens, and its connection ends before anybody hears of it.
    pub fn lose_next_answer(&self) {
        self.shared.commit.store(LOSE_ANSWER, Ordering::SeqCst);
    }

    /// Whether there was a commit to be lost.
    pub fn has_lost(&self) -> bool {
        self.shared.commit.load(Ordering::SeqCst) == NOTHING
    }
}

async fn accept(
    listener: TcpListener,
    shared: Arc<Shared>,
    state: watch::Receiver<State>,
    stop: CancellationToken,
) {
    loop {
        let client = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => return,
        };
        let Ok((client, _)) = client else { return };
        if *state.borrow() == State::Cut {
            continue;
        }
        let (shared, state, stop) = (shared.clone(), state.clone(), stop.clone());
        tokio::spawn(async move {
            let ends = shared.ends.lock().unwrap().clone();
            tokio::select! {
                () = connection(client, &shared, state) => {}
                () = ends.cancelled() => {}
                () = stop.cancelled() => {}
            }
        });
    }
}

async fn connection(client: TcpStream, shared: &Shared, state: watch::Receiver<State>) {
    let lost = shared.lost.lock().unwrap().clone();
    let Ok(server) = TcpStream::connect(&shared.server).await else { return };
    client.set_nodelay(true).expect("a socket");
    server.set_nodelay(true).expect("a socket");
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let muted = AtomicBool::new(false);
    tokio::select! {
        () = pump(from_client, to_server, (state.clone(), &lost), Side::Client(shared, &muted)) => {}
        () = pump(from_server, to_client, (state, &lost), Side::Server(&muted)) => {}
    }
}

/// Whose bytes are passed on.
enum Side<'a> {
    Client(&'a Shared, &'a AtomicBool),
    /// Its next answer is not passed on, where the flag says so.
    Server(&'a AtomicBool),
}

impl Side<'_> {
    /// Whether these bytes go through.
    fn passes(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Server(muted) => !muted.load(Ordering::SeqCst),
            Self::Client(shared, muted) => match commit_in(bytes, shared) {
                LOSE_QUESTION => false,
                LOSE_ANSWER => {
                    muted.store(true, Ordering::SeqCst);
                    true
                }
                _ => true,
            },
        }
    }
}

/// Passes bytes on until either side ends, or a commit is lost.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    (mut state, lost): (watch::Receiver<State>, &CancellationToken),
    side: Side<'_>,
) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = tokio::select! {
            read = from.read(&mut buffer) => read,
            // Held open, and never looked at again.
            () = lost.cancelled() => std::future::pending().await,
        };
        let Ok(count @ 1..) = read else { return };
        if !side.passes(&buffer[..count]) {
            return;
        }
        let mut rest = &buffer[..count];
        while !rest.is_empty() {
            let now = *state.borrow_and_update();
            let State::Open { delay, piece } = now else {
                if state.changed().await.is_err() {
                    return;
                }
                continue;
            };
            if !delay.is_zero() {
                sleep(delay).await;
            }
            let (first, behind) = rest.split_at(piece.min(rest.len()));
            if to.write_all(first).await.is_err() {
                return;
            }
            rest = behind;
        }
    }
}

/// What is to happen to these bytes: something, if a commit is among them and one is to be lost.
fn commit_in(bytes: &[u8], shared: &Shared) -> u32 {
    const COMMIT: &[u8] = b"COMMIT\0";
    if bytes.windows(COMMIT.len()).any(|window| window == COMMIT) {
        return shared.commit.swap(NOTHING, Ordering::SeqCst);
    }
    NOTHING
}
