//! Something that a person does to the server.

use super::{
    attempt::Attempt,
    client::{Answer, Client, read, use_client, with_key},
    error::Error,
    transport::RawAnswer,
};
use crate::browser::random;
use hq_contract::{Endpoint, Method};
use leptos::prelude::*;
use std::{marker::PhantomData, rc::Rc};

/// What is done with an answer.
type Finish = Rc<dyn Fn(Result<RawAnswer, Error>) -> Option<Error>>;

/// One button's work: whether it is going on, and why it failed the last time. A press while it goes on does nothing.
/// A POST sent again after nobody knows what became of it keeps its `Idempotency-Key`, so that it happens once.
pub struct Mutation<E> {
    client: Client,
    pending: RwSignal<bool>,
    error: RwSignal<Option<Error>>,
    attempt: StoredValue<Attempt>,
    finish: StoredValue<Finish, LocalStorage>,
    endpoint: PhantomData<fn(E)>,
}

impl<E> Clone for Mutation<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Mutation<E> {}

impl<E: Endpoint + 'static> Mutation<E> {
    /// Something to do; `done` runs after each success, unless its page has gone meanwhile.
    #[must_use]
    pub fn new(done: impl Fn(Answer<E::Answer>) + 'static) -> Self {
        let finish: Finish = Rc::new(move |answer| read::<E>(answer).map(&done).err());
        Self {
            client: use_client(),
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
            attempt: StoredValue::new(Attempt::default()),
            finish: StoredValue::new_local(finish),
            endpoint: PhantomData,
        }
    }

    /// Does it, unless it is being done.
    pub fn run(self, endpoint: &E) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.error.set(None);
        let mut request = self.client.prepare(endpoint);
        if E::METHOD == Method::Post {
            let key = self.attempt.try_update_value(|attempt| attempt.key(&request, random::uuid));
            request = with_key(request, key.unwrap_or_default());
        }
        self.client.dispatch(request, Box::new(move |answer| self.arrived(answer)));
    }

    fn arrived(self, answer: Result<RawAnswer, Error>) {
        // The page that asked may have gone; its signals have gone with it.
        let Some(finish) = self.finish.try_get_value() else { return };
        let failure = answer.as_ref().err().cloned();
        self.attempt.update_value(|attempt| attempt.settle(failure.as_ref()));
        self.pending.set(false);
        let error = finish(answer);
        // `done` may have led to another page.
        self.error.try_set(error);
    }

    /// Whether it is going on.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why it failed the last time.
    #[must_use]
    pub fn error(self) -> ReadSignal<Option<Error>> {
        self.error.read_only()
    }

    /// Forgets the failure.
    pub fn clear(self) {
        self.error.set(None);
    }
}
