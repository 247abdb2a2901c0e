//! Editing what is saved on the server, where others may save it too.

use super::Draft;
use crate::api::{Error, Mutation};
use hq_contract::{Endpoint, ProblemCode};
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What was typed, and what it was typed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited<T> {
    /// What was saved when the person began.
    pub base: T,
    /// What they made of it.
    pub typed: T,
}

/// What becomes of `typed`, which began as `base`, when others save `latest`.
pub type Merge<T> = fn(base: &T, latest: &T, typed: &T) -> T;

/// What stands in a form, over what is saved. Keeps the draft, and takes over what others save as far as nothing was typed
/// in its place.
pub struct Editing<T: Send + Sync + 'static> {
    draft: Draft<Edited<T>>,
    typed: Signal<T>,
    put: Callback<T>,
    merge: Merge<T>,
    saved: RwSignal<T>,
    /// What was saved when the person began, where others have saved something else since.
    began: RwSignal<Option<T>>,
    left: RwSignal<bool>,
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
    /// Editing what `latest` says is saved. `typed` reads the form, which holds that already, and `put` fills it: with
    /// what an earlier visit has left, and what others save.
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
        let left = draft.load().filter(|edited| edited.typed != saved);
        let editing = Self {
            draft,
            typed,
            put: Callback::new(put),
            merge,
            began: RwSignal::new(None),
            left: RwSignal::new(left.is_some()),
            sent: StoredValue::new(None),
            saved: RwSignal::new(saved),
        };
        if let Some(Edited { base, typed }) = left {
            editing.resume(base, typed);
        }
        editing.follow(latest);
        editing
    }

    /// Goes on where an earlier visit has left.
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
                self.settle();
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

    /// What is saved, as far as is known.
    #[must_use]
    pub fn saved(self) -> Signal<T> {
        self.saved.into()
    }

    /// What stands in the form.
    #[must_use]
    pub const fn typed(self) -> Signal<T> {
        self.typed
    }

    /// Whether something in the form is not saved; follows it.
    #[must_use]
    pub fn unsaved(self) -> bool {
        self.saved.with(|saved| self.typed.with(|typed| saved != typed))
    }

    /// Whether what is not saved was left in an earlier visit; follows it.
    #[must_use]
    pub fn was_left(self) -> bool {
        self.left.get() && self.unsaved()
    }

    /// What was saved when the person began, where others have saved something else than that and than what stands in the
    /// form; follows it.
    #[must_use]
    pub fn conflict(self) -> Option<T> {
        self.began.get().filter(|_| self.unsaved())
    }

    /// What stands in the form is sent: what is typed from now on is not saved by its answer.
    pub fn sending(self) {
        self.sent.set_value(Some(self.typed.get_untracked()));
    }

    /// What was sent is saved, as this.
    pub fn was_saved(self, latest: T) {
        let typed = self.typed.get_untracked();
        let sent = self.sent.get_value().unwrap_or_else(|| typed.clone());
        let merged = (self.merge)(&sent, &latest, &typed);
        self.saved.set(latest);
        self.fill(&typed, merged);
        self.settle();
    }

    /// Throws away what was typed.
    pub fn discard(self) {
        self.put.run(self.saved.get_untracked());
        self.settle();
    }

    fn settle(self) {
        if self.began.with_untracked(Option::is_some) {
            self.began.set(None);
        }
        if self.left.get_untracked() {
            self.left.set(false);
        }
    }
}

/// All of what was typed stays, unless nothing was.
pub fn whole<T: Clone + PartialEq>(base: &T, latest: &T, typed: &T) -> T {
    if typed == base { latest.clone() } else { typed.clone() }
}

/// Whether saving failed because others have saved something meanwhile; follows it.
#[must_use]
pub fn is_stale<E: Endpoint + 'static>(save: Mutation<E>) -> bool {
    save.error().with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::Stale)
}
