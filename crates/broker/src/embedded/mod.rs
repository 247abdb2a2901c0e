//! The broker that comes with HQ: databases on a PostgreSQL server that the operator names, Sandbox files without one, and
//! local dataplants. It can do what [`Broker`](crate::Broker) says, by function call or served by HTTP.
//!
//! What is ordered is a row of its journal, with steps; [`Embedded::run`] carries them out. Any number of processes may, over
//! the same journal, and each may be killed anywhere.

mod answers;
mod catalog;
mod check;
mod config;
mod dataplant;
mod error;
mod exposure;
mod files;
mod inner;
mod journal;
mod orphans;
mod parameters;
mod postgres;
mod refusal;
mod sandbox;
mod schemas;
mod sealer;
mod settings;
mod work;

pub use check::Finding;
pub use config::{EmbeddedConfig, FrontDoor, JOURNAL_DATABASE, Lookup};
pub use error::EmbeddedError;
pub use orphans::Orphan;
pub use postgres::Ident;
pub use sealer::{SealError, Sealer};
pub use work::{Came, Heard};

pub(crate) use dataplant::{Plant, PlantState, Reached};
pub(crate) use exposure::{by_name, certified, provider};
pub(crate) use inner::Inner;
pub(crate) use settings::Slot;

use std::sync::Arc;

/// The embedded broker. Clones are the same one.
#[derive(Clone)]
pub struct Embedded(pub(crate) Arc<Inner>);

impl Embedded {
    /// Prepares the data folder. The storage server is not asked before something is ordered, so it may be away.
    ///
    /// # Errors
    /// Where the URL is none, or the folder cannot be used.
    pub async fn open(config: EmbeddedConfig) -> Result<Self, EmbeddedError> {
        Self::open_with(config, config::system_lookup()).await
    }

    /// The same, with another way to find addresses of names: a dataplant's URL is under a name only where that leads to the
    /// front door.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_with(config: EmbeddedConfig, lookup: Lookup) -> Result<Self, EmbeddedError> {
        Ok(Self(Arc::new(Inner::new(config, lookup).await?)))
    }

    /// Prepares the journal now, instead of when it is first needed.
    ///
    /// # Errors
    /// [`EmbeddedError::OtherKey`] and [`EmbeddedError::KeyMissing`] where nothing in it can be used; others where it cannot be
    /// made or reached now, which may pass.
    pub async fn prepare(&self) -> Result<(), EmbeddedError> {
        self.0.journal().await.map(|_| ())
    }
}
