//! The broker that comes with HQ, with this server's clock, randomness and keys.

use super::Registered;
use crate::{
    app::App,
    config::{EMBEDDED, EmbeddedArguments, StartError},
    jobs::{Job, Outcome},
    platform::{clock::SharedClock, random::SharedRandom, secrets::Secrets},
};
use hq_broker::{
    embedded::{Came, Embedded, EmbeddedConfig, EmbeddedError, FrontDoor, SealError, Sealer},
    front_door::{self, PageWords, Words},
};
use hq_text::{Language, Texts, dataplant_page};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Carrying out what was ordered of it.
const JOB: Job = Job::new("embedded_broker", Embedded::LOOK);

/// The broker that comes with HQ, and where its dataplants answer.
pub struct Started {
    embedded: Embedded,
    door: Option<TcpListener>,
}

/// Encrypts with the server's keys.
struct Keys {
    secrets: Secrets,
    random: SharedRandom,
}

impl Sealer for Keys {
    fn can_seal(&self) -> bool {
        self.secrets.can_seal()
    }

    fn seal(&self, place: &[u8], secret: &[u8]) -> Result<Vec<u8>, SealError> {
        self.secrets.seal(self.random.as_ref(), place, secret).map_err(|_| SealError::NoKey)
    }

    fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.secrets.open(place, sealed).map_err(|_| SealError::Unopenable)
    }

    fn is_current(&self, sealed: &[u8]) -> bool {
        self.secrets.is_current(sealed)
    }
}

/// The words of a dataplant's status page, in the best of HQ's languages.
fn words(accept_language: &str) -> PageWords {
    let language = Language::from_accept_language(accept_language);
    let texts = Texts::of(language);
    let text = |key| texts.get(key).into_owned();
    PageWords {
        language: language.code().to_owned(),
        dataplant: text(dataplant_page::DATAPLANT),
        size: text(dataplant_page::SIZE),
        id: text(dataplant_page::ID),
        engines: text(dataplant_page::ENGINES),
        no_engines: text(dataplant_page::NO_ENGINES),
        columns: [dataplant_page::TABLES, dataplant_page::STATUS, dataplant_page::CHECKED].map(text),
        tables: [dataplant_page::PRIMARY, dataplant_page::MART, dataplant_page::ML].map(text),
        reachable: text(dataplant_page::REACHABLE),
        not_reachable: text(dataplant_page::NOT_REACHABLE),
        making: text(dataplant_page::MAKING),
        ready: text(dataplant_page::READY),
        failed: text(dataplant_page::FAILED),
    }
}

/// What the embedded broker is made of; `door` is where its dataplants answer.
#[must_use]
pub fn config(
    arguments: &EmbeddedArguments,
    door: Option<FrontDoor>,
    secrets: Secrets,
    clock: SharedClock,
    random: SharedRandom,
) -> EmbeddedConfig {
    let bytes = random.clone();
    EmbeddedConfig {
        storage: arguments.storage.as_ref().map(|url| url.expose().to_owned()),
        journal_database: arguments.journal.clone(),
        folder: arguments.folder.clone(),
        front_door: door,
        words: Words(Arc::new(words)),
        sealer: Arc::new(Keys { secrets, random }),
        clock: Arc::new(move || clock.now()),
        random: Arc::new(move |buffer| bytes.fill(buffer)),
    }
}

/// What to do about a journal whose secrets nobody here can read.
fn not_ours(arguments: &EmbeddedArguments, error: &EmbeddedError) -> StartError {
    let (place, other) = match &arguments.storage {
        Some(_) => (
            format!("The database {} of --storage", arguments.journal),
            "name another database with --storage-journal",
        ),
        None => (
            format!("The folder {}", arguments.folder.display()),
            "move that folder away, with what is in it",
        ),
    };
    StartError::new(
        format!("{place} is of another HQ: {error}."),
        format!(
            "Give that key with --secrets-key NEW,OLD (the key of a SQLite database lies in the file beside it), or {other}."
        ),
    )
}

impl Started {
    /// Opens it. A place for dataplants that nobody asked for may be taken: then they answer nowhere, and the log says so. Where
    /// its journal cannot be reached yet, the log says so too, and it is tried again; one of another secrets key is refused.
    ///
    /// # Errors
    /// In one sentence, with what to do.
    pub async fn open(
        arguments: &EmbeddedArguments,
        secrets: Secrets,
        clock: SharedClock,
        random: SharedRandom,
    ) -> Result<Self, StartError> {
        let door = match TcpListener::bind(arguments.door).await {
            Ok(door) => Some(door),
            Err(error) if arguments.door_said => {
                return Err(StartError::listen(arguments.door, "--dataplants-listen", &error));
            }
            Err(error) => {
                tracing::warn!(%error, address = %arguments.door, "dataplants cannot answer: choose another address with --dataplants-listen");
                None
            }
        };
        if let Some(address) = door.as_ref().and_then(|door| door.local_addr().ok())
            && !address.ip().is_loopback()
        {
            tracing::warn!(%address, "dataplants answer to other machines: without a certificate of their own in clear, which others on the way can read");
        }
        let address = door.as_ref().and_then(|door| door.local_addr().ok());
        let front = address.map(|address| FrontDoor { address });
        let config = config(arguments, front, secrets, clock, random);
        let embedded = Embedded::open(config).await.map_err(|error| {
            StartError::new(
                format!("The broker that comes with HQ cannot start: {error}."),
                "See --storage, and whether the data folder can be written.",
            )
        })?;
        match embedded.prepare().await {
            Err(error @ (EmbeddedError::OtherKey | EmbeddedError::KeyMissing)) => {
                return Err(not_ours(arguments, &error));
            }
            Err(error) => {
                tracing::warn!(%error, "the journal cannot be opened yet: nothing can be made until it can")
            }
            Ok(()) => {}
        }
        Ok(Self { embedded, door })
    }

    /// As the server knows it.
    #[must_use]
    pub fn registered(&self) -> Registered {
        let broker = Arc::new(self.embedded.clone());
        Registered { name: EMBEDDED.to_owned(), broker, confidential: true }
    }

    /// The broker, and where its dataplants answer.
    #[must_use]
    pub fn parts(self) -> (Embedded, Option<TcpListener>) {
        (self.embedded, self.door)
    }

    /// Carries out what is ordered, and answers for dataplants, until told to stop.
    pub async fn run(self, app: App, stop: CancellationToken) {
        let Self { embedded, door } = self;
        let answer = async {
            if let Some(door) = door {
                front_door::serve(door, embedded.clone(), stop.clone()).await;
            }
        };
        let heard = |came, took| {
            let outcome = match came {
                Came::Well => Outcome::Done,
                Came::Failed => Outcome::Failed,
                Came::Panicked => Outcome::Panicked,
            };
            JOB.came_to(outcome, took, app.now());
        };
        JOB.begin(&app);
        futures::join!(embedded.run_heard(stop.clone(), &heard), answer);
    }
}
