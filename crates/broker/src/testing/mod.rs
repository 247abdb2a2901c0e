//! A broker for tests: a well-behaved one by nature, which misbehaves exactly as a test tells it to.
//!
//! What it answers and what it does are two things: it can make something and then fail to say so ([`Mood::after_doing`]), or
//! refuse what it has not even looked at ([`Mood::instead`]). What it holds can be compared with what its client believes.

mod catalogs;
mod serve;
mod things;

pub use catalogs::{hq_catalog, plain_catalog};

use crate::http::{Auth, BadBroker, HttpBroker, Settings};
use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use things::Things;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// The name that it wants.
const NAME: &str = "hq";
/// The password that it wants.
const PASSWORD: &str = "pass:word";

/// What can be asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// The catalog.
    Catalog,
    /// Make an instance.
    Provision,
    /// Change an instance.
    Update,
    /// Remove an instance.
    Deprovision,
    /// How far an instance is.
    Poll,
    /// What an instance is.
    Fetch,
    /// Make credentials.
    Bind,
    /// Read credentials.
    FetchBinding,
    /// Remove credentials.
    Unbind,
    /// How far credentials are.
    PollBinding,
}

/// How it takes a request.
#[derive(Clone, Debug)]
pub struct Mood {
    does: bool,
    says: Says,
}

impl Mood {
    /// It does nothing, and says this.
    #[must_use]
    pub const fn instead(says: Says) -> Self {
        Self { does: false, says }
    }

    /// It does what is asked, and says this.
    #[must_use]
    pub const fn after_doing(says: Says) -> Self {
        Self { does: true, says }
    }
}

/// What it says.
#[derive(Clone, Debug)]
pub enum Says {
    /// A status and a body, with these headers.
    Answer {
        /// The status.
        status: u16,
        /// Headers beside `content-type: application/json`.
        headers: Vec<(&'static str, String)>,
        /// The body, as it is.
        body: Vec<u8>,
    },
    /// Nothing, for ever.
    Nothing,
    /// It closes the connection without a word.
    HangsUp,
    /// A status and half a body; then it closes the connection.
    HalfAnAnswer(u16),
    /// A status, and a body without end.
    Endless(u16),
}

impl Says {
    /// A status with a body of JSON, or of what looks like it.
    #[must_use]
    pub fn answer(status: u16, body: impl ToString) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.to_string().into_bytes() }
    }

    /// The specification's refusal with a word.
    #[must_use]
    pub fn refusal(status: u16, error: &str) -> Self {
        Self::answer(status, serde_json::json!({ "error": error, "description": "Refused by the test." }))
    }
}

/// How it behaves by nature.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manners {
    /// How many polls it answers with "in progress". None: everything is done at once.
    pub polls: Option<u32>,
    /// Whether what takes its time fails in the end: then it is there all the same, until it is removed.
    pub fails: bool,
    /// Whether credentials are told once only.
    pub tells_once: bool,
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What was asked, where it was something.
    pub call: Option<Call>,
    /// The method.
    pub method: String,
    /// The path and the query, as they came.
    pub target: String,
    /// The headers, their names in lower case.
    pub headers: HashMap<String, String>,
    /// The body, where it is JSON.
    pub body: Value,
}

/// The broker. It stops when it is dropped.
pub struct Hostile {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    catalog: Value,
    things: Things,
    once: HashMap<Call, VecDeque<Mood>>,
    always: HashMap<Call, Mood>,
    seen: Vec<Seen>,
}

impl Hostile {
    /// Starts it on a free port of 127.0.0.1, with [`plain_catalog`].
    ///
    /// # Errors
    /// Where there is no port.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State { catalog: plain_catalog(), ..State::default() }));
        let task = tokio::spawn(serve::forever(listener, Arc::clone(&state)));
        Ok(Self { address, state, task })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its URL, with a path: brokers need not be at the root.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/osb", self.address)
    }

    /// Name and password that it wants.
    #[must_use]
    pub fn auth() -> Auth {
        Auth::Basic { name: NAME.to_owned(), password: PASSWORD.to_owned() }
    }

    /// A client of it that waits so long for an answer.
    ///
    /// # Errors
    /// As [`HttpBroker::new`].
    pub fn client(&self, whole: Duration) -> Result<HttpBroker, BadBroker> {
        HttpBroker::new(&self.url(), Self::auth(), Settings { whole, ..Settings::default() })
    }

    /// Gives it another catalog: plans can vanish.
    pub fn set_catalog(&self, catalog: Value) {
        self.state().catalog = catalog;
    }

    /// Changes its nature.
    pub fn set_manners(&self, manners: Manners) {
        self.state().things.manners = manners;
    }

    /// The next request of that kind, after those that were told before, is taken so.
    pub fn once(&self, call: Call, mood: Mood) {
        self.state().once.entry(call).or_default().push_back(mood);
    }

    /// Every request of that kind is taken so, but for those that [`Self::once`] tells.
    pub fn always(&self, call: Call, mood: Mood) {
        self.state().always.insert(call, mood);
    }

    /// From now on it behaves.
    pub fn behave(&self) {
        let mut state = self.state();
        state.once.clear();
        state.always.clear();
    }

    /// What came so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    /// How often that came so far.
    #[must_use]
    pub fn count(&self, call: Call) -> usize {
        self.state().seen.iter().filter(|seen| seen.call == Some(call)).count()
    }

    /// What it holds: finished, under way, or failed.
    #[must_use]
    pub fn instances(&self) -> Vec<Uuid> {
        self.state().things.instances()
    }

    /// How often it made an instance, removed ones included.
    #[must_use]
    pub fn made(&self) -> usize {
        self.state().things.made
    }

    /// The credentials that it holds, each with its instance.
    #[must_use]
    pub fn bindings(&self) -> Vec<(Uuid, Uuid)> {
        self.state().things.bindings()
    }

    /// Loses an instance and its credentials, without a trace.
    pub fn lose(&self, instance: Uuid) {
        self.state().things.lose(instance);
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl State {
    fn mood(&mut self, call: Call) -> Option<Mood> {
        let next = self.once.get_mut(&call).and_then(VecDeque::pop_front);
        next.or_else(|| self.always.get(&call).cloned())
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
