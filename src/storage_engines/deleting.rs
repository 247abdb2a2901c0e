//! Deleting the engine.

use super::shared::EnginePage;
use crate::{
    api::{Answer, Error, Mutation},
    kit::is_stale,
};
use hq_contract::storage_engines::{DeleteStorageEngine, StorageEngine};
use leptos::prelude::*;

/// Deletes the engine of the page.
#[derive(Clone, Copy)]
pub struct Deletion {
    page: EnginePage,
    delete: Mutation<DeleteStorageEngine>,
}

/// A way to delete the engine of the page.
pub fn use_deletion(page: EnginePage) -> Deletion {
    let delete =
        Mutation::<DeleteStorageEngine>::new(move |answer: Answer<StorageEngine>| page.changed(answer));
    Effect::new(move |_| {
        if is_stale(delete) {
            page.refresh();
        }
    });
    Deletion { page, delete }
}

impl Deletion {
    /// Deletes it, as it was read.
    pub fn run(self) {
        let EnginePage { org, id, query, .. } = self.page;
        let version = query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        match version {
            Some(version) => self.delete.run(&DeleteStorageEngine { org, id, version }),
            // Without a version nothing may be deleted; the next answer brings one.
            None => query.retry(),
        }
    }

    /// Whether it is on its way.
    pub fn pending(self) -> Signal<bool> {
        self.delete.pending()
    }

    /// Why it was refused.
    pub fn error(self) -> ReadSignal<Option<Error>> {
        self.delete.error()
    }

    /// What went wrong before is no longer of interest.
    pub fn clear(self) {
        self.delete.clear();
    }
}
