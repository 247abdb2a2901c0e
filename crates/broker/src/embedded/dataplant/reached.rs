//! Whether a dataplant's engines answer. Anybody may ask the front door, and each question is a connection: so an answer
//! serves for a while.

use super::Link;
use crate::embedded::{EmbeddedError, Inner, settings::Slot, work::StepError};
use futures::future::join_all;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Mutex as Single;
use uuid::Uuid;

/// For how long an answer serves, in microseconds.
const FRESH: i64 = 10_000_000;

/// Whether an engine answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// When it was asked, in microseconds since 1970.
    pub checked: i64,
    /// How long the connection took, in milliseconds; or why there was none, for the operator and HQ, not for the page.
    pub answer: Result<u32, String>,
}

type Known = Arc<Vec<(Slot, Reached)>>;
/// Who asks while somebody else does, waits for that answer.
type Entry = Arc<Single<Option<(i64, (i64, i64), Known)>>>;

/// What is known of each dataplant.
#[derive(Default)]
pub struct Statuses(Mutex<HashMap<Uuid, Entry>>);

impl Statuses {
    fn entry(&self, instance: Uuid) -> Entry {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(instance).or_default().clone()
    }

    /// Forgets those that are not among these.
    pub fn keep(&self, instances: impl Fn(&Uuid) -> bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|instance, _| instances(instance));
    }
}

impl Inner {
    /// How a dataplant's connections are, asked now or within the last ten seconds; asked anew where it was changed since.
    pub async fn reached(&self, instance: Uuid) -> Result<Known, EmbeddedError> {
        let entry = self.statuses.entry(instance);
        let mut known = entry.lock().await;
        let journal = self.journal().await?;
        let (now, version) = (self.now(), journal.dataplants_version().await?);
        if let Some((checked, of, answers)) = &*known
            && *of == version
            && (0..FRESH).contains(&(now - checked))
        {
            return Ok(answers.clone());
        }
        let sealed = journal.instance(instance).await?.and_then(|row| row.sealed);
        let secrets = self.unseal(instance, sealed.as_deref())?;
        let asked = join_all(secrets.connections.iter().map(async |(slot, credentials)| {
            let answer = match Link::open(credentials, &self.sandbox).await {
                Ok(link) => {
                    let took = u32::try_from(link.took().as_millis()).unwrap_or(u32::MAX);
                    link.close().await;
                    Ok(took)
                }
                Err(StepError::Again(why) | StepError::Never(why)) => Err(why),
            };
            (*slot, Reached { checked: now, answer })
        }));
        let answers = Arc::new(asked.await);
        *known = Some((now, version, answers.clone()));
        Ok(answers)
    }
}
