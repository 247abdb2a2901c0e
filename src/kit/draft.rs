//! Drafts of forms: what is typed and not sent outlives the page, a reload and the end of the session, in this tab.

use super::Input;
use crate::{
    api::{read_json, write_json},
    drafts::{self, DraftKey, DraftScope, Marks},
    session::{Session, State, use_session},
};
use hq_contract::{OrganizationId, Permission, UserId};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

/// The draft of one form. Only the person who typed it sees it, while they may send the form; signing out deletes it.
/// It must never hold a password, a code or a private key.
pub struct Draft<T> {
    key: StoredValue<DraftKey>,
    session: Session,
    marks: Option<Marks>,
    typed: PhantomData<fn(T) -> T>,
}

impl<T> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Draft<T> {}

impl<T> Draft<T> {
    /// The draft of a form that is in no organization.
    #[must_use]
    pub fn new(form: impl Into<String>) -> Self {
        Self::at(None, form.into())
    }

    /// The draft of a form on a page of an organization (the last segment of its path), for those who may send it.
    #[must_use]
    pub fn within(
        org: OrganizationId,
        page: &'static str,
        needs: Permission,
        form: impl Into<String>,
    ) -> Self {
        Self::at(Some(DraftScope { org, page, needs }), form.into())
    }

    fn at(scope: Option<DraftScope>, form: String) -> Self {
        let session = use_session();
        let key = DraftKey { owner: person(session), scope, form };
        Self { key: StoredValue::new(key), session, marks: use_context(), typed: PhantomData }
    }

    /// Deletes it: the form was sent or discarded.
    pub fn forget(self) {
        self.put(None);
    }

    /// Closing the dialog that this is called in gives up what stands in it; leaving the page does not.
    pub fn ends_with(self, open: RwSignal<bool>)
    where
        T: 'static,
    {
        on_cleanup(move || {
            if open.try_get_untracked() == Some(false) {
                self.forget();
            }
        });
    }

    fn put(self, text: Option<&str>) {
        let changed = self.key.try_with_value(|key| key.set(text)).unwrap_or_default();
        if let (true, Some(marks)) = (changed, self.marks) {
            marks.notify();
        }
    }

    /// Whether the person is still the one who began, and may send the form.
    fn is_open(self) -> bool {
        self.key
            .try_with_value(|key| {
                let may = key.scope.is_none_or(|scope| may(self.session, scope));
                may && key.owner == person(self.session)
            })
            .unwrap_or_default()
    }
}

impl<T: Serialize + DeserializeOwned + 'static> Draft<T> {
    /// The draft of an earlier visit.
    #[must_use]
    pub fn load(self) -> Option<T> {
        let text = self.key.with_value(DraftKey::get).filter(|_| self.is_open())?;
        // What an earlier version of the console has left may be something else.
        read_json(&text).ok()
    }

    /// Stores the values of the form; `None` deletes the draft.
    pub fn keep(self, typed: Option<&T>) {
        if self.is_open() {
            self.put(typed.and_then(write_json).as_deref());
        }
    }

    /// Stores the values of the form whenever they change.
    pub fn follow(self, typed: impl Fn() -> Option<T> + 'static) {
        Effect::new(move |_| self.keep(typed().as_ref()));
    }
}

impl Draft<String> {
    /// Restores the draft into a single field, and stores it whenever it changes.
    pub fn of_field<V: 'static>(self, input: Input<V>) {
        self.of_changed(input.value, String::new());
    }

    /// Restores the draft into a field that begins as `first`, and stores it while something else stands there.
    pub fn of_changed(self, value: RwSignal<String>, first: String) {
        if let Some(left) = self.load() {
            value.set(left);
        }
        self.follow(move || Some(value.get()).filter(|text| *text != first));
    }
}

/// The drafts of this tab.
#[derive(Clone, Copy)]
pub struct Drafts(Option<Marks>);

/// The drafts of this tab, for what goes with what they are about.
#[must_use]
pub fn use_drafts() -> Drafts {
    Drafts(use_context())
}

impl Drafts {
    /// Deletes all that are about something that is no more, whoever removed it; no page is marked for them.
    pub fn forget_about(self, id: impl ToString) {
        drafts::forget_about(&id.to_string());
        if let Some(marks) = self.0 {
            marks.notify();
        }
    }
}

/// Who is signed in, as far as is known.
fn person(session: Session) -> Option<UserId> {
    session.state().try_with_untracked(|state| match state {
        State::SignedIn(signed_in) => Some(signed_in.user.id),
        _ => None,
    })?
}

fn may(session: Session, scope: DraftScope) -> bool {
    session.organization().with_untracked(|remote| {
        remote.ready().is_some_and(|answer| answer.value.id == scope.org && answer.value.may(scope.needs))
    })
}
