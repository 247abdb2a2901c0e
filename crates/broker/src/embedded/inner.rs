//! What all parts of the embedded broker share.

use super::{
    EmbeddedConfig, EmbeddedError, FrontDoor, Lookup,
    dataplant::Statuses,
    files,
    journal::{Journal, place},
    postgres::{Ident, Server},
    sandbox::Sandbox,
    settings::Secrets,
    work::Means,
};
use crate::ambient::{hex, micros};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
};
use tokio::sync::{Notify, OnceCell};
use uuid::Uuid;

/// The name of the journal's file.
const JOURNAL_FILE: &str = "broker.sqlite";

/// The embedded broker itself.
pub struct Inner {
    pub(crate) config: EmbeddedConfig,
    pub(super) server: Option<Server>,
    pub(super) sandbox: Sandbox,
    pub(super) statuses: Statuses,
    /// Something was ordered in this process: the worker need not wait until it looks.
    pub(super) ordered: Notify,
    /// When what is gone was forgotten last.
    pub(super) swept: AtomicI64,
    pub(super) lookup: Lookup,
    journal_database: Ident,
    journal: OnceCell<Journal>,
    /// How often dataplants were changed by this process.
    bell: AtomicU64,
}

impl Inner {
    pub(super) async fn new(config: EmbeddedConfig, lookup: Lookup) -> Result<Self, EmbeddedError> {
        let server = config.storage.as_deref().map(Server::parse).transpose()?;
        let journal_database = Ident::parse(&config.journal_database)?;
        files::make_private_folder(&config.folder).await?;
        let sandbox = Sandbox::inside(&config.folder).await?;
        Ok(Self {
            config,
            server,
            sandbox,
            statuses: Statuses::default(),
            ordered: Notify::new(),
            swept: AtomicI64::new(0),
            lookup,
            journal_database,
            journal: OnceCell::new(),
            bell: AtomicU64::new(0),
        })
    }

    /// The journal, prepared when it is first needed: the storage server may have been away before.
    pub async fn journal(&self) -> Result<&Journal, EmbeddedError> {
        let with = (&self.config.random, self.config.sealer.as_ref());
        self.journal
            .get_or_try_init(async || match &self.server {
                Some(server) => Journal::on(server, &self.journal_database, with).await,
                None => Journal::at(&journal_file(&self.config.folder), with).await,
            })
            .await
    }

    /// Now, as the journal keeps moments.
    pub fn now(&self) -> i64 {
        micros((self.config.clock)())
    }

    /// So many random bytes in hexadecimal digits.
    pub fn hex<const N: usize>(&self) -> String {
        hex::<N>(&self.config.random)
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        let mut bytes = [0; 16];
        (self.config.random)(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// What there is to make things of.
    pub(super) const fn means(&self) -> Means {
        Means { server: self.server.is_some(), front_door: self.config.front_door.is_some() }
    }

    /// Where dataplants answer.
    pub const fn door(&self) -> Option<FrontDoor> {
        self.config.front_door
    }

    /// Tells the front door of this process that dataplants have changed; those of other processes look for themselves.
    pub fn tell_door(&self) {
        self.bell.fetch_add(1, Ordering::Release);
    }

    /// Another one whenever dataplants were changed by this process.
    pub fn bell(&self) -> u64 {
        self.bell.load(Ordering::Acquire)
    }

    /// Secrets as the journal keeps them.
    pub(super) fn seal(&self, instance: Uuid, secrets: &Secrets) -> Result<Option<String>, EmbeddedError> {
        if secrets.is_empty() {
            return Ok(None);
        }
        let sealed = self.config.sealer.seal(&place(instance), &serde_json::to_vec(secrets)?)?;
        Ok(Some(STANDARD.encode(sealed)))
    }

    /// Secrets of the journal.
    pub(super) fn unseal(&self, instance: Uuid, sealed: Option<&str>) -> Result<Secrets, EmbeddedError> {
        let Some(sealed) = sealed else { return Ok(Secrets::default()) };
        let sealed = STANDARD.decode(sealed).map_err(|_| super::SealError::Unopenable)?;
        Ok(serde_json::from_slice(&self.config.sealer.open(&place(instance), &sealed)?)?)
    }
}

/// Where the journal is without a storage server.
pub fn journal_file(folder: &Path) -> PathBuf {
    folder.join(JOURNAL_FILE)
}
