//! Who answers under which name. Read from the journal, and again whenever that has changed; so a certificate is replaced without
//! a gap: connections that stand keep theirs, the next one gets the new one.

use crate::embedded::{Embedded, EmbeddedError, Plant};
use rustls::sign::CertifiedKey;
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use tokio::{sync::Mutex, time::Instant};
use uuid::Uuid;

/// How soon what other processes have changed is seen.
const LOOK: Duration = Duration::from_secs(1);

/// Who answers under which name.
#[derive(Default)]
pub struct Table {
    plants: HashMap<Uuid, Plant>,
    names: HashMap<String, Uuid>,
    keys: HashMap<String, Arc<CertifiedKey>>,
}

impl Table {
    /// A dataplant.
    pub fn plant(&self, id: Uuid) -> Option<&Plant> {
        self.plants.get(&id)
    }

    /// The dataplant of that name.
    pub fn named(&self, name: &str) -> Option<&Plant> {
        self.plants.get(self.names.get(name)?)
    }

    /// The certificate of that name, where it has one.
    pub fn key(&self, name: &str) -> Option<&Arc<CertifiedKey>> {
        self.keys.get(name)
    }
}

/// The table that is in force.
pub struct Doors {
    /// The broker.
    pub embedded: Embedded,
    table: RwLock<Arc<Table>>,
    seen: Mutex<Seen>,
}

/// What the table was made from.
struct Seen {
    bell: u64,
    version: Option<(i64, i64)>,
    looked: Option<Instant>,
}

impl fmt::Debug for Doors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Doors(…)")
    }
}

impl Doors {
    /// Of a broker.
    pub fn new(embedded: Embedded) -> Self {
        let seen = Mutex::new(Seen { bell: 0, version: None, looked: None });
        Self { embedded, table: RwLock::default(), seen }
    }

    /// The table.
    pub fn table(&self) -> Arc<Table> {
        self.table.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks whether anything has changed: at once where this process did it, otherwise once a second. Where the journal cannot be
    /// read, what was known goes on.
    pub async fn refresh(&self) {
        let mut seen = self.seen.lock().await;
        let bell = self.embedded.0.bell();
        let fresh = seen.looked.is_some_and(|looked| looked.elapsed() < LOOK);
        if fresh && seen.bell == bell {
            return;
        }
        match self.read(seen.version).await {
            Ok((version, table)) => {
                if let Some(table) = table {
                    *self.table.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(table);
                }
                *seen = Seen { bell, version: Some(version), looked: Some(Instant::now()) };
            }
            Err(error) => {
                tracing::warn!(%error, "the front door cannot look for changes");
                seen.looked = Some(Instant::now());
            }
        }
    }

    async fn read(&self, known: Option<(i64, i64)>) -> Result<((i64, i64), Option<Table>), EmbeddedError> {
        let (version, plants) = self.embedded.0.plants(known).await?;
        let Some(plants) = plants else { return Ok((version, None)) };
        let mut table = Table::default();
        // The oldest first: a name stays with who had it.
        for (plant, names, keys) in plants {
            for name in names {
                if let std::collections::hash_map::Entry::Vacant(free) = table.names.entry(name.clone()) {
                    free.insert(plant.id);
                    if let Some(key) = keys.get(&name) {
                        table.keys.insert(name, key.clone());
                    }
                }
            }
            table.plants.insert(plant.id, plant);
        }
        Ok((version, Some(table)))
    }
}
