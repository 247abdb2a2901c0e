//! Dataplants as the front door knows them.

use crate::embedded::{
    EmbeddedError, Inner, by_name,
    journal::{InstanceRow, InstanceState},
};
use rustls::sign::CertifiedKey;
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// A dataplant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plant {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// How it is.
    pub state: PlantState,
    /// Its size.
    pub fpu: u32,
}

/// How a dataplant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlantState {
    /// It is being made.
    Making,
    /// It is there.
    Ready,
    /// It could not be made, or not be removed.
    Failed,
}

/// A dataplant, its names, and the certificates of those that have one.
pub type Exposed = (Plant, Vec<String>, BTreeMap<String, Arc<CertifiedKey>>);

/// Another one whenever a dataplant has changed.
pub type Version = (i64, i64);

impl Inner {
    /// The dataplants, the oldest first; nothing where none has changed since that version.
    pub async fn plants(
        &self,
        known: Option<Version>,
    ) -> Result<(Version, Option<Vec<Exposed>>), EmbeddedError> {
        let journal = self.journal().await?;
        let version = journal.dataplants_version().await?;
        if known == Some(version) {
            return Ok((version, None));
        }
        let rows = journal.dataplants().await?;
        self.statuses.keep(|id| rows.iter().any(|row| row.id == *id));
        Ok((version, Some(rows.into_iter().map(|row| self.exposed(row)).collect())))
    }

    fn exposed(&self, row: InstanceRow) -> Exposed {
        let secrets = self.unseal(row.id, row.sealed.as_deref()).unwrap_or_else(|error| {
            tracing::warn!(dataplant = %row.id, %error, "its certificates cannot be read");
            Default::default()
        });
        let keys = by_name(&row.settings.names, &secrets.certificates);
        let plant = Plant {
            id: row.id,
            name: row.name,
            fpu: row.settings.fpu,
            state: match row.state {
                InstanceState::Making => PlantState::Making,
                InstanceState::Ready => PlantState::Ready,
                InstanceState::Failed | InstanceState::Removing | InstanceState::Gone => PlantState::Failed,
            },
        };
        (plant, row.settings.names, keys)
    }
}
