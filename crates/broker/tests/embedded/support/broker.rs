//! The broker of a test.

use super::postgres::OnServer;
use futures::FutureExt as _;
use hq_broker::{
    Identity,
    embedded::{Embedded, EmbeddedConfig, FrontDoor, SealError, Sealer},
    front_door::{PageWords, Words},
};
use ring::rand::{SecureRandom as _, SystemRandom};
use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use time::OffsetDateTime;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Where things are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// As files.
    Files,
    /// On the PostgreSQL server.
    Server,
}

/// A broker and what it works with.
pub struct Hq {
    /// The broker.
    pub broker: Embedded,
    /// Its configuration.
    pub config: EmbeddedConfig,
    /// What it has on the server.
    pub server: Option<OnServer>,
    /// Ends its workers and its front door.
    pub stop: CancellationToken,
    now: Arc<AtomicI64>,
    door: Option<TcpListener>,
    _folder: TempDir,
}

/// Runs a test, and cleans up after it however it ends.
pub async fn with<T>(place: Where, test: impl FnOnce(Hq) -> T)
where
    T: Future<Output = ()>,
{
    let server = match place {
        Where::Server => Some(OnServer::new(&hex()).await),
        Where::Files => None,
    };
    let hq = Hq::new(server.clone()).await;
    let stop = hq.stop.clone();
    let ended = AssertUnwindSafe(test(hq)).catch_unwind().await;
    stop.cancel();
    if let Some(server) = server {
        server.clean_up().await;
    }
    if let Err(panic) = ended {
        resume_unwind(panic);
    }
}

/// Sixteen random hexadecimal digits.
pub fn hex() -> String {
    let mut bytes = [0; 8];
    SystemRandom::new().fill(&mut bytes).expect("randomness");
    format!("{:016x}", u64::from_be_bytes(bytes))
}

/// A new id.
pub fn id() -> Uuid {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).expect("randomness");
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Nobody in particular.
pub fn nobody() -> Identity {
    Identity { user: None, request: Uuid::nil() }
}

impl Hq {
    async fn new(server: Option<OnServer>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let now = Arc::new(AtomicI64::new(1_764_000_000));
        let door = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let clock = now.clone();
        let config = EmbeddedConfig {
            storage: server.as_ref().map(|server| server.url.clone()),
            journal_database: server
                .as_ref()
                .map_or_else(|| "hq_broker".to_owned(), |server| server.journal.clone()),
            folder: folder.path().join("data"),
            front_door: Some(FrontDoor { address: door.local_addr().expect("an address") }),
            words: Words(Arc::new(words)),
            sealer: Arc::new(Veil(&[0x5a])),
            clock: Arc::new(move || {
                OffsetDateTime::from_unix_timestamp(clock.load(Ordering::SeqCst)).expect("a moment")
            }),
            random: Arc::new(|bytes| SystemRandom::new().fill(bytes).expect("randomness")),
        };
        let broker = Embedded::open(config.clone()).await.expect("a broker");
        Self {
            broker,
            config,
            server,
            stop: CancellationToken::new(),
            now,
            door: Some(door),
            _folder: folder,
        }
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.now.fetch_add(i64::try_from(by.as_secs()).expect("a while"), Ordering::SeqCst);
    }

    /// Another process over the same journal.
    pub async fn another(&self) -> Embedded {
        Embedded::open(self.config.clone()).await.expect("a broker")
    }

    /// Has a worker carry out what is ordered.
    pub fn work(&self) -> JoinHandle<()> {
        let (broker, stop) = (self.broker.clone(), self.stop.clone());
        tokio::spawn(async move { broker.run(stop).await })
    }

    /// The front door's listener.
    pub fn door(&mut self) -> TcpListener {
        self.door.take().expect("it is shut")
    }

    /// Opens the front door.
    pub fn open_door(&mut self) {
        let listener = self.door();
        tokio::spawn(hq_broker::front_door::serve(listener, self.broker.clone(), self.stop.clone()));
    }

    /// The data folder.
    pub fn folder(&self) -> PathBuf {
        self.config.folder.clone()
    }

    /// What it has on the server.
    pub fn on_server(&self) -> &OnServer {
        self.server.as_ref().expect("a test on the server")
    }
}

/// Hides what it seals, and opens it in its place only. The first key seals; without one nothing does.
pub struct Veil(pub &'static [u8]);

impl Sealer for Veil {
    fn can_seal(&self) -> bool {
        !self.0.is_empty()
    }

    fn seal(&self, place: &[u8], secret: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = self.0.first().ok_or(SealError::NoKey)?;
        let text = [&[*key], place, b"\n", secret].concat();
        Ok(text.into_iter().map(|byte| byte ^ key).chain([*key]).collect())
    }

    fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (key, sealed) = sealed.split_last().ok_or(SealError::Unopenable)?;
        if !self.0.contains(key) {
            return Err(SealError::Unopenable);
        }
        let text: Vec<u8> = sealed.iter().map(|byte| byte ^ key).skip(1).collect();
        let rest = text.strip_prefix(place).and_then(|rest| rest.strip_prefix(b"\n"));
        rest.map(<[u8]>::to_vec).ok_or(SealError::Unopenable)
    }

    fn is_current(&self, sealed: &[u8]) -> bool {
        self.0.first() == sealed.last()
    }
}

/// The words of a status page, in the first language that is asked for.
fn words(asked: &str) -> PageWords {
    let french = asked.starts_with("fr");
    let text = |english: &str, other: &str| if french { other.to_owned() } else { english.to_owned() };
    PageWords {
        language: text("en", "fr"),
        ready: text("Ready", "Prêt"),
        reachable: text("Reachable", "Joignable"),
        not_reachable: text("Not reachable", "Injoignable"),
        no_engines: text("No storage engine is connected.", "Aucun moteur de stockage n’est connecté."),
        ..PageWords::default()
    }
}
