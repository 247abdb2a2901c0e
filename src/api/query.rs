//! Data of the server that a page shows.

use super::{
    client::{Answer, Client, read, use_client},
    error::Error,
    transport::{RawResponse, Request},
};
use hq_contract::{Endpoint, ProblemCode};
use leptos::prelude::*;

/// Remote data: loading, failed, or ready.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remote<T> {
    /// Being fetched.
    #[default]
    Loading,
    /// The request failed.
    Failed(Error),
    /// Loaded.
    Ready(T),
}

impl<T> Remote<T> {
    /// The data, if it is loaded.
    pub const fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// Why the request failed, if it did.
    pub const fn failure(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Loading | Self::Ready(_) => None,
        }
    }

    /// Whether it is still being fetched: neither here, nor failed.
    pub const fn is_loading(&self) -> bool {
        matches!(self, Self::Loading)
    }
}

/// The last result, and the request that it belongs to.
type Cached<T> = (Option<Request>, Remote<Answer<T>>);
/// Reads a response as the answer of the endpoint.
type ReadAnswer<T> = fn(Result<RawResponse, Error>) -> Result<Answer<T>, Error>;

/// Remote data of an endpoint. When the endpoint changes, its data is fetched, and a late response to the former request
/// is dropped. While it is fetched again, the data is kept. A request that failed because the server could not be reached
/// is repeated when it can: once, and again whenever the server was away meanwhile.
pub struct Query<T: Send + Sync + 'static> {
    client: Client,
    current: Memo<Option<Request>>,
    cached: RwSignal<Cached<T>>,
    fetching: RwSignal<bool>,
    /// Why the last request failed.
    failed: RwSignal<Option<Error>>,
    ticket: StoredValue<u32>,
    retried: StoredValue<bool>,
    keeps: bool,
    read: ReadAnswer<T>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Clone + Send + Sync + 'static> Query<T> {
    /// The data of an endpoint; nothing is requested while it is `None`. Another endpoint starts with
    /// [`Remote::Loading`].
    #[must_use]
    pub fn new<E: Endpoint<Answer = T> + 'static>(
        endpoint: impl Fn() -> Option<E> + Send + Sync + 'static,
    ) -> Self {
        Self::build(endpoint, false)
    }

    /// Like [`Query::new`], but the data of the former endpoint is kept until that of the next is loaded: for lists that
    /// are searched while typing.
    #[must_use]
    pub fn keeping<E: Endpoint<Answer = T> + 'static>(
        endpoint: impl Fn() -> Option<E> + Send + Sync + 'static,
    ) -> Self {
        Self::build(endpoint, true)
    }

    fn build<E: Endpoint<Answer = T> + 'static>(
        endpoint: impl Fn() -> Option<E> + Send + Sync + 'static,
        keeps: bool,
    ) -> Self {
        let client = use_client();
        let query = Self {
            client,
            current: Memo::new(move |_| endpoint().map(|endpoint| client.prepare(&endpoint))),
            cached: RwSignal::new((None, Remote::Loading)),
            fetching: RwSignal::new(false),
            failed: RwSignal::new(None),
            ticket: StoredValue::new(0),
            retried: StoredValue::new(false),
            keeps,
            read: read::<E>,
        };
        Effect::new(move |_| {
            if let Some(request) = query.current.get() {
                query.retried.set_value(false);
                query.fetch(request);
            }
        });
        // What was asked again in vain while the server was away is asked once more when it is back.
        client.connection().on_return(move || query.retried.set_value(false));
        client.connection().on_recovery(move || query.retry_lost());
        query
    }

    /// The present state of the data.
    #[must_use]
    pub fn state(self) -> Signal<Remote<Answer<T>>> {
        Signal::derive(move || self.with(Clone::clone))
    }

    /// Reads the data; tracks it.
    pub fn with<U>(self, look: impl FnOnce(&Remote<Answer<T>>) -> U) -> U {
        self.current.with(|current| {
            self.cached.with(|(request, remote)| {
                if self.keeps || request == current { look(remote) } else { look(&Remote::Loading) }
            })
        })
    }

    /// Like [`Query::with`], without tracking.
    pub fn with_untracked<U>(self, look: impl FnOnce(&Remote<Answer<T>>) -> U) -> U {
        untrack(|| self.with(look))
    }

    /// The loaded answer, without tracking: for a view that starts from it.
    #[must_use]
    pub fn ready_untracked(self) -> Option<Answer<T>> {
        self.with_untracked(|remote| remote.ready().cloned())
    }

    /// The data as it changes, from what was loaded first on; as it was last, while it is not here.
    #[must_use]
    pub fn latest(self, first: T) -> Memo<T>
    where
        T: PartialEq,
    {
        Memo::new(move |before: Option<&T>| {
            let now = self.with(|remote| remote.ready().map(|answer| answer.value.clone()));
            now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        })
    }

    /// Whether the server knows of no such thing, for this person.
    #[must_use]
    pub fn is_missing(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.with(|remote| remote.failure().and_then(Error::code) == Some(ProblemCode::NotFound))
        })
    }

    /// The last result and its request, even if the endpoint has changed since; tracks it.
    pub(super) fn cached<U>(self, look: impl FnOnce(&Option<Request>, &Remote<Answer<T>>) -> U) -> U {
        self.cached.with(|(request, remote)| look(request, remote))
    }

    /// Changes the loaded data; the response to a pending request still replaces it.
    pub(super) fn edit(self, change: impl FnOnce(&mut T)) {
        self.cached.update(|(_, remote)| {
            if let Remote::Ready(answer) = remote {
                change(&mut answer.value);
            }
        });
    }

    /// Whether a request is pending.
    #[must_use]
    pub fn fetching(self) -> Signal<bool> {
        self.fetching.into()
    }

    /// Why the last request failed, also where older data is shown in place of the error.
    #[must_use]
    pub fn failed(self) -> ReadSignal<Option<Error>> {
        self.failed.read_only()
    }

    /// Fetches the data again. Loaded data is kept meanwhile, an error is not.
    pub fn retry(self) {
        if let Some(request) = self.current.get_untracked() {
            self.cached.update(|(_, remote)| {
                if matches!(remote, Remote::Failed(_)) {
                    *remote = Remote::Loading;
                }
            });
            self.fetch(request);
        }
    }

    /// Fetches the data again whenever this changes or is notified.
    pub fn retry_when(self, changed: impl Track + 'static) {
        Effect::new(move |before: Option<()>| {
            changed.track();
            if before.is_some() {
                self.retry();
            }
        });
    }

    /// Fetches the data again whenever a request is forbidden, but for its own: data that says what the person may do is not what
    /// it was.
    pub fn retry_when_refused(self) {
        let refused = self.client.refused();
        Effect::new(move |before: Option<()>| {
            refused.track();
            let is_refused = self.failed.with_untracked(|failed| {
                failed.as_ref().and_then(Error::code) == Some(ProblemCode::Forbidden)
            });
            if before.is_some() && !is_refused {
                self.retry();
            }
        });
    }

    /// Replaces the data, for example by the answer of a change; the response to a pending request is dropped.
    pub fn set(self, answer: Answer<T>) {
        self.next_ticket();
        self.fetching.set(false);
        let current = self.current.get_untracked();
        self.cached.set((current, Remote::Ready(answer)));
    }

    fn retry_lost(self) {
        let lost =
            self.cached.with_untracked(|(_, remote)| matches!(remote, Remote::Failed(Error::Unreachable)));
        if lost && !self.retried.get_value() {
            self.retried.set_value(true);
            self.retry();
        }
    }

    fn next_ticket(self) -> u32 {
        self.ticket
            .try_update_value(|ticket| {
                *ticket = ticket.wrapping_add(1);
                *ticket
            })
            .unwrap_or_default()
    }

    fn fetch(self, request: Request) {
        let ticket = self.next_ticket();
        self.fetching.set(true);
        let asked = request.clone();
        let read = self.read;
        self.client.dispatch(
            request,
            Box::new(move |answer| {
                if self.ticket.try_get_value() == Some(ticket) {
                    self.arrived(asked, read(answer));
                }
            }),
        );
    }

    fn arrived(self, request: Request, answer: Result<Answer<T>, Error>) {
        self.fetching.set(false);
        let failure = answer.as_ref().err();
        if self.failed.with_untracked(|failed| failed.as_ref() != failure) {
            self.failed.set(failure.cloned());
        }
        self.cached.update(|cached| match answer {
            Ok(answer) => *cached = (Some(request), Remote::Ready(answer)),
            // Old data is better than an error.
            Err(_) if cached.0.as_ref() == Some(&request) && cached.1.ready().is_some() => {}
            Err(error) => *cached = (Some(request), Remote::Failed(error)),
        });
        let ready = self.cached.with_untracked(|(_, remote)| remote.ready().is_some());
        if ready {
            self.retried.set_value(false);
        }
    }
}
