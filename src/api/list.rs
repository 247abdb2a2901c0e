//! A list of the server's that a page shows, page after page.

use super::{
    client::{Answer, Client, read, use_client},
    error::Error,
    query::{Query, Remote},
    transport::{RawAnswer, Request},
};
use hq_contract::{Endpoint, Page, PageToken};
use leptos::prelude::*;
use std::sync::Arc;

/// The request for the page behind a token, or for the first one.
type Ask = Arc<dyn Fn(Option<PageToken>) -> Option<Request> + Send + Sync>;
/// Reads a page.
type Take<T> = fn(Result<RawAnswer, Error>) -> Result<Answer<Page<T>>, Error>;

/// Pages behind the first one, and of which first one: another first page is another list.
#[derive(Clone)]
struct More<T> {
    of: Option<Request>,
    behind: Option<PageToken>,
    items: Vec<T>,
    next: Option<PageToken>,
}

/// A list that follows its endpoint and grows when asked to. While another search is on its way, what was found before
/// stays in sight.
pub struct List<T: Send + Sync + 'static> {
    client: Client,
    first: Query<Page<T>>,
    more: RwSignal<Option<More<T>>>,
    items: Memo<Vec<T>>,
    growing: RwSignal<bool>,
    failed: RwSignal<Option<Error>>,
    ask: StoredValue<Ask>,
    take: Take<T>,
}

impl<T: Send + Sync + 'static> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for List<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> List<T> {
    /// The list of an endpoint, which is given the token of the page that is wanted; none is asked for while there is
    /// no endpoint.
    #[must_use]
    pub fn new<E: Endpoint<Answer = Page<T>> + 'static>(
        endpoint: impl Fn(Option<PageToken>) -> Option<E> + Send + Sync + 'static,
    ) -> Self {
        let client = use_client();
        let endpoint = Arc::new(endpoint);
        let of_page = Arc::clone(&endpoint);
        let ask: Ask = Arc::new(move |token| of_page(token).map(|endpoint| client.prepare(&endpoint)));
        let first = Query::keeping(move || endpoint(None));
        let more = RwSignal::new(None::<More<T>>);
        let items = Memo::new(move |_| {
            first.held(|request, remote| {
                let Some(page) = remote.ready().map(|answer| &answer.value) else { return Vec::new() };
                let behind =
                    more.with(|more| behind(more.as_ref(), request, page).map(|more| more.items.clone()));
                page.items.iter().cloned().chain(behind.into_iter().flatten()).collect()
            })
        });
        Self {
            client,
            first,
            more,
            items,
            growing: RwSignal::new(false),
            failed: RwSignal::new(None),
            ask: StoredValue::new(ask),
            take: read::<E>,
        }
    }

    /// The first page as it stands; tracks it.
    pub fn with<U>(self, look: impl FnOnce(&Remote<Answer<Page<T>>>) -> U) -> U {
        self.first.with(look)
    }

    /// What has been loaded.
    #[must_use]
    pub const fn items(self) -> Memo<Vec<T>> {
        self.items
    }

    /// One of those that have been loaded, as it changes; as it was last, once it has gone.
    #[must_use]
    pub fn item(self, first: T, is_it: impl Fn(&T) -> bool + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |before: Option<&T>| {
            let now = self.items.with(|items| items.iter().find(|item| is_it(item)).cloned());
            now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        })
    }

    /// How many there are, loaded or not.
    #[must_use]
    pub fn total(self) -> u64 {
        self.first.with(|remote| remote.ready().map_or(0, |answer| answer.value.total))
    }

    /// Whether there is nothing in it, as far as is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.first.with(|remote| remote.ready().is_none_or(|answer| answer.value.items.is_empty()))
    }

    /// Whether there are more than are loaded.
    #[must_use]
    pub fn has_more(self) -> bool {
        self.next().is_some()
    }

    /// Whether more are on their way.
    #[must_use]
    pub fn growing(self) -> Signal<bool> {
        self.growing.into()
    }

    /// Whether anything is on its way.
    #[must_use]
    pub fn fetching(self) -> Signal<bool> {
        self.first.fetching()
    }

    /// Why more did not come.
    #[must_use]
    pub fn growing_failed(self) -> ReadSignal<Option<Error>> {
        self.failed.read_only()
    }

    /// Asks again for the first page; what is here stays meanwhile.
    pub fn retry(self) {
        self.first.retry();
    }

    /// Loads the next page, unless one is on its way.
    pub fn grow(self) {
        let Some((of, behind, token)) = untrack(|| self.next()) else { return };
        let ask = self.ask.get_value();
        // Where another search has begun, its answer will say what comes next.
        let (request, wanted) = untrack(|| (ask(Some(token)), ask(None)));
        let (Some(request), true) = (request, wanted == of) else { return };
        if self.growing.get_untracked() {
            return;
        }
        self.growing.set(true);
        self.failed.set(None);
        let take = self.take;
        self.client.dispatch(
            request,
            Box::new(move |answer| {
                // `None` from `try_set` says that it is set: the page has not gone.
                if self.growing.try_set(false).is_some() {
                    return;
                }
                match take(answer) {
                    Ok(answer) => self.append(of, behind, answer.value),
                    Err(error) => self.failed.set(Some(error)),
                }
            }),
        );
    }

    /// Changes what is here as the server has just changed it: `change` gets each page that is loaded.
    pub fn edit(self, change: impl Fn(&mut Vec<T>)) {
        let mut gone = 0_i64;
        self.more.update(|more| {
            if let Some(more) = more {
                gone += changed(&mut more.items, &change);
            }
        });
        self.first.edit(|page| {
            gone += changed(&mut page.items, &change);
            page.total = page.total.saturating_add_signed(-gone);
        });
    }

    /// What the next page is asked for with, and what it stands behind.
    fn next(self) -> Option<(Option<Request>, Option<PageToken>, PageToken)> {
        self.first.held(|request, remote| {
            let page = &remote.ready()?.value;
            let last =
                self.more.with(|more| behind(more.as_ref(), request, page).map(|more| more.next.clone()));
            let token = last.unwrap_or_else(|| page.next_page.clone())?;
            Some((request.clone(), page.next_page.clone(), token))
        })
    }

    fn append(self, of: Option<Request>, behind: Option<PageToken>, page: Page<T>) {
        self.more.update(|more| match more {
            Some(more) if more.of == of && more.behind == behind => {
                more.items.extend(page.items);
                more.next = page.next_page;
            }
            _ => *more = Some(More { of, behind, items: page.items, next: page.next_page }),
        });
    }
}

/// The pages behind this first one, if that is what they are.
fn behind<'a, T>(
    more: Option<&'a More<T>>,
    request: &Option<Request>,
    page: &Page<T>,
) -> Option<&'a More<T>> {
    more.filter(|more| more.of == *request && more.behind == page.next_page)
}

/// Changes the items; how many have gone.
fn changed<T>(items: &mut Vec<T>, change: &impl Fn(&mut Vec<T>)) -> i64 {
    let count = |items: &Vec<T>| i64::try_from(items.len()).unwrap_or(0);
    let before = count(items);
    change(items);
    before - count(items)
}
