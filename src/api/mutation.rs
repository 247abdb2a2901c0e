//! A change that a person makes on the server.

use super::{
    attempt::Attempt,
    client::{Answer, Client, read, use_client, with_key},
    error::Error,
    transport::RawResponse,
};
use crate::browser::random;
use hq_contract::{Endpoint, Method};
use leptos::prelude::*;
use std::{marker::PhantomData, rc::Rc};

/// Runs with the response; the error, if it failed.
type OnResponse = Rc<dyn Fn(Result<RawResponse, Error>) -> Option<Error>>;

/// A change on the server, with its pending state and its last error. Running it again while it is pending does nothing.
/// A POST whose outcome is unknown keeps its `Idempotency-Key` when it is sent again, so that it takes effect once.
pub struct Mutation<E> {
    client: Client,
    pending: RwSignal<bool>,
    error: RwSignal<Option<Error>>,
    attempt: StoredValue<Attempt>,
    on_response: StoredValue<OnResponse, LocalStorage>,
    endpoint: PhantomData<fn(E)>,
}

impl<E> Clone for Mutation<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Mutation<E> {}

impl<E: Endpoint + 'static> Mutation<E> {
    /// A mutation; `done` runs after each success, unless its page has been left meanwhile.
    #[must_use]
    pub fn new(done: impl Fn(Answer<E::Answer>) + 'static) -> Self {
        let on_response: OnResponse = Rc::new(move |answer| read::<E>(answer).map(&done).err());
        let (client, error) = (use_client(), RwSignal::new(None));
        client.connection().forget_on_return(error);
        Self {
            client,
            pending: RwSignal::new(false),
            error,
            attempt: StoredValue::new(Attempt::default()),
            on_response: StoredValue::new_local(on_response),
            endpoint: PhantomData,
        }
    }

    /// Sends it, unless it is pending.
    pub fn run(self, endpoint: &E) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.error.set(None);
        let mut request = self.client.prepare(endpoint);
        if E::METHOD != Method::Get {
            let key = self.attempt.try_update_value(|attempt| attempt.key(&request, random::uuid));
            request = with_key(request, key.unwrap_or_default());
        }
        self.client.dispatch(request, Box::new(move |answer| self.handle(answer)));
    }

    fn handle(self, answer: Result<RawResponse, Error>) {
        // The page may have been left, and its signals disposed.
        let Some(on_response) = self.on_response.try_get_value() else { return };
        let failure = answer.as_ref().err().cloned();
        self.attempt.update_value(|attempt| attempt.settle(failure.as_ref()));
        self.pending.set(false);
        let error = on_response(answer);
        // `done` may have navigated to another page.
        self.error.try_set(error);
    }

    /// Whether it is pending.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// The last error.
    #[must_use]
    pub fn error(self) -> ReadSignal<Option<Error>> {
        self.error.read_only()
    }

    /// Clears the error.
    pub fn clear(self) {
        self.error.set(None);
    }
}

/// The error of a mutation, unless it is only about fields that tell it themselves; follows it.
pub fn unless_about(
    error: ReadSignal<Option<Error>>,
    fields: &'static [&'static str],
) -> impl Fn() -> Option<Error> + Copy + Send + Sync + 'static {
    move || error.get().filter(|error| !error.is_only_about(fields))
}
