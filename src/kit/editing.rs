//! Editing something of the server's that others may change at the same time.

use super::Draft;
use crate::api::{Error, Mutation};
use hq_contract::{Endpoint, ProblemCode};
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A draft: the edited values, and the saved ones that it began from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited<T> {
    /// The saved values when the person began.
    pub base: T,
    /// The edited values.
    pub typed: T,
}

/// Merges `typed`, which began as `base`, with what others have saved, `latest`.
pub type Merge<T> = fn(base: &T, latest: &T, typed: &T) -> T;

/// The values of a form, beside the saved ones. Keeps the draft, and takes over what others save, except where the person
/// has changed it.
pub struct Editing<T: Send + Sync + 'static> {
    draft: Draft<Edited<T>>,
    typed: Signal<T>,
    put: Callback<T>,
    merge: Merge<T>,
    saved: RwSignal<T>,
    /// The saved values when the person began, if others have saved other ones since.
    began: RwSignal<Option<T>>,
    restored: RwSignal<bool>,
    sent: StoredValue<Option<T>>,
}

impl<T: Send + Sync + 'static> Clone for Editing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Editing<T> {}

impl<T> Editing<T>
where
    T: Clone + PartialEq + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    /// Edits the saved values, `latest`. `typed` reads the form, which has these values already; `put` fills it, with the
    /// draft of an earlier visit and with what others save.
    #[must_use]
    pub fn new(
        draft: Draft<Edited<T>>,
        latest: impl Into<Signal<T>>,
        typed: impl Into<Signal<T>>,
        put: impl Fn(T) + Send + Sync + 'static,
        merge: Merge<T>,
    ) -> Self {
        let (latest, typed) = (latest.into(), typed.into());
        let saved = latest.get_untracked();
        let restored = draft.load().filter(|edited| edited.typed != saved);
        let editing = Self {
            draft,
            typed,
            put: Callback::new(put),
            merge,
            began: RwSignal::new(None),
            restored: RwSignal::new(restored.is_some()),
            sent: StoredValue::new(None),
            saved: RwSignal::new(saved),
        };
        if let Some(Edited { base, typed }) = restored {
            editing.resume(base, typed);
        }
        editing.follow(latest);
        editing
    }

    /// Continues a draft of an earlier visit.
    fn resume(self, base: T, typed: T) {
        let saved = self.saved.get_untracked();
        if base == saved {
            return self.put.run(typed);
        }
        self.put.run((self.merge)(&base, &saved, &typed));
        self.began.set(Some(base));
    }

    fn follow(self, latest: Signal<T>) {
        Effect::new(move |_| {
            let edited = self.unsaved().then(|| Edited {
                base: self.began.get().unwrap_or_else(|| self.saved.get()),
                typed: self.typed.get(),
            });
            if edited.is_none() {
                self.reset();
            }
            self.draft.keep(edited.as_ref());
        });
        Effect::new(move |_| self.take_over(latest.get()));
    }

    /// Others have saved something.
    fn take_over(self, latest: T) {
        let (before, typed) = (self.saved.get_untracked(), self.typed.get_untracked());
        if latest == before {
            return;
        }
        let merged = (self.merge)(&before, &latest, &typed);
        if typed != before {
            self.began.update(|began| {
                began.get_or_insert(before);
            });
        }
        self.saved.set(latest);
        self.fill(&typed, merged);
    }

    fn fill(self, typed: &T, with: T) {
        if *typed != with {
            self.put.run(with);
        }
    }

    /// The saved values, as far as known.
    #[must_use]
    pub fn saved(self) -> Signal<T> {
        self.saved.into()
    }

    /// The values of the form.
    #[must_use]
    pub const fn typed(self) -> Signal<T> {
        self.typed
    }

    /// Whether the form has unsaved changes; follows it.
    #[must_use]
    pub fn unsaved(self) -> bool {
        self.saved.with(|saved| self.typed.with(|typed| saved != typed))
    }

    /// Whether there are unsaved changes from an earlier visit; follows it.
    #[must_use]
    pub fn was_restored(self) -> bool {
        self.restored.get() && self.unsaved()
    }

    /// The saved values when the person began, if others have saved other ones than those and than the form has; follows
    /// it.
    #[must_use]
    pub fn conflict(self) -> Option<T> {
        self.began.get().filter(|_| self.unsaved())
    }

    /// The values of the form are being sent: what is typed from now on is not part of it.
    pub fn sending(self) {
        self.sent.set_value(Some(self.typed.get_untracked()));
    }

    /// The values that were sent are saved, as `latest`.
    pub fn was_saved(self, latest: T) {
        let typed = self.typed.get_untracked();
        let sent = self.sent.get_value().unwrap_or_else(|| typed.clone());
        let merged = (self.merge)(&sent, &latest, &typed);
        self.saved.set(latest);
        self.fill(&typed, merged);
        self.reset();
    }

    /// Discards the changes.
    pub fn discard(self) {
        self.put.run(self.saved.get_untracked());
        self.reset();
    }

    fn reset(self) {
        if self.began.with_untracked(Option::is_some) {
            self.began.set(None);
        }
        if self.restored.get_untracked() {
            self.restored.set(false);
        }
    }
}

/// A [`Merge`] that keeps everything the person has typed, if they have.
pub fn whole<T: Clone + PartialEq>(base: &T, latest: &T, typed: &T) -> T {
    if typed == base { latest.clone() } else { typed.clone() }
}

/// Whether saving failed because others have saved something meanwhile; follows it.
#[must_use]
pub fn is_stale<E: Endpoint + 'static>(save: Mutation<E>) -> bool {
    save.error().with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::Stale)
}
