//! Something of the server's that a page shows.

use super::{
    client::{Answer, Client, read, use_client},
    error::Error,
    transport::{RawAnswer, Request},
};
use hq_contract::Endpoint;
use leptos::prelude::*;

/// Remote data: on its way, failed, or here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remote<T> {
    /// On its way.
    #[default]
    Loading,
    /// It did not come.
    Failed(Error),
    /// Here.
    Ready(T),
}

impl<T> Remote<T> {
    /// The data, if it is here.
    pub const fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// What is held: which request it answers, and the answer.
type Held<T> = (Option<Request>, Remote<Answer<T>>);
/// Takes an answer to a request into the held data.
type Take<T> = fn(Result<RawAnswer, Error>) -> Result<Answer<T>, Error>;

/// Remote data that follows its endpoint: when the endpoint changes, so does the data, and an answer that comes late
/// for an endpoint that is asked no more is dropped. Loading again keeps what is here. What failed because the
/// connection was lost is asked for once more when it is back.
pub struct Query<T: Send + Sync + 'static> {
    client: Client,
    wanted: Memo<Option<Request>>,
    held: RwSignal<Held<T>>,
    fetching: RwSignal<bool>,
    ticket: StoredValue<u32>,
    retried: StoredValue<bool>,
    keeps: bool,
    take: Take<T>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Clone + Send + Sync + 'static> Query<T> {
    /// The data of an endpoint; none is asked for while there is no endpoint. Another endpoint starts with
    /// [`Remote::Loading`].
    #[must_use]
    pub fn new<E: Endpoint<Answer = T> + 'static>(
        endpoint: impl Fn() -> Option<E> + Send + Sync + 'static,
    ) -> Self {
        Self::build(endpoint, false)
    }

    /// As [`Query::new`], but the data of one endpoint stays in sight until those of the next are here: for lists that
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
            wanted: Memo::new(move |_| endpoint().map(|endpoint| client.prepare(&endpoint))),
            held: RwSignal::new((None, Remote::Loading)),
            fetching: RwSignal::new(false),
            ticket: StoredValue::new(0),
            retried: StoredValue::new(false),
            keeps,
            take: read::<E>,
        };
        Effect::new(move |_| {
            if let Some(request) = query.wanted.get() {
                query.retried.set_value(false);
                query.fetch(request);
            }
        });
        client.connection().on_recovery(move || query.retry_lost());
        query
    }

    /// The data as they stand.
    #[must_use]
    pub fn state(self) -> Signal<Remote<Answer<T>>> {
        Signal::derive(move || self.with(Clone::clone))
    }

    /// Looks at the data; tracks them.
    pub fn with<U>(self, look: impl FnOnce(&Remote<Answer<T>>) -> U) -> U {
        self.wanted.with(|wanted| {
            self.held.with(|(request, remote)| {
                if self.keeps || request == wanted { look(remote) } else { look(&Remote::Loading) }
            })
        })
    }

    /// As [`Query::with`], without tracking.
    pub fn with_untracked<U>(self, look: impl FnOnce(&Remote<Answer<T>>) -> U) -> U {
        untrack(|| self.with(look))
    }

    /// The answer that is here, without tracking: for a view that starts from it.
    #[must_use]
    pub fn ready_untracked(self) -> Option<Answer<T>> {
        self.with_untracked(|remote| remote.ready().cloned())
    }

    /// What is here and which request it answers, even where another one is wanted by now; tracks it.
    pub(super) fn held<U>(self, look: impl FnOnce(&Option<Request>, &Remote<Answer<T>>) -> U) -> U {
        self.held.with(|(request, remote)| look(request, remote))
    }

    /// Changes what is here; an answer that is on its way still counts.
    pub(super) fn edit(self, change: impl FnOnce(&mut T)) {
        self.held.update(|(_, remote)| {
            if let Remote::Ready(answer) = remote {
                change(&mut answer.value);
            }
        });
    }

    /// Whether a request is on its way, be it the first or another.
    #[must_use]
    pub fn fetching(self) -> Signal<bool> {
        self.fetching.into()
    }

    /// Asks again; what is here stays meanwhile, a failure does not.
    pub fn retry(self) {
        if let Some(request) = self.wanted.get_untracked() {
            self.held.update(|(_, remote)| {
                if matches!(remote, Remote::Failed(_)) {
                    *remote = Remote::Loading;
                }
            });
            self.fetch(request);
        }
    }

    /// Puts an answer in the place of the data, such as that of a change; what is on its way comes too late.
    pub fn set(self, answer: Answer<T>) {
        self.next_ticket();
        self.fetching.set(false);
        let wanted = self.wanted.get_untracked();
        self.held.set((wanted, Remote::Ready(answer)));
    }

    fn retry_lost(self) {
        let lost = self.held.with_untracked(|(_, remote)| matches!(remote, Remote::Failed(Error::Lost)));
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
        let take = self.take;
        self.client.dispatch(
            request,
            Box::new(move |answer| {
                if self.ticket.try_get_value() == Some(ticket) {
                    self.arrived(asked, take(answer));
                }
            }),
        );
    }

    fn arrived(self, request: Request, answer: Result<Answer<T>, Error>) {
        self.fetching.set(false);
        self.held.update(|held| match answer {
            Ok(answer) => *held = (Some(request), Remote::Ready(answer)),
            // What is here is better than a failure to load it again.
            Err(_) if held.0.as_ref() == Some(&request) && held.1.ready().is_some() => {}
            Err(error) => *held = (Some(request), Remote::Failed(error)),
        });
        let ready = self.held.with_untracked(|(_, remote)| remote.ready().is_some());
        if ready {
            self.retried.set_value(false);
        }
    }
}
