//! A list of the server that is loaded page by page.

use super::{
    client::{Answer, Client, read, use_client},
    error::Error,
    query::{Query, Remote},
    transport::{RawResponse, Request},
};
use hq_contract::{Endpoint, Page, PageToken};
use leptos::prelude::*;
use std::sync::Arc;

/// The request for the page of a token, or for the first one.
type PageRequest = Arc<dyn Fn(Option<PageToken>) -> Option<Request> + Send + Sync>;
/// Reads a response as a page.
type ReadPage<T> = fn(Result<RawResponse, Error>) -> Result<Answer<Page<T>>, Error>;

/// The pages after the first one, and which first page they belong to.
#[derive(Clone)]
struct LaterPages<T> {
    of: Option<Request>,
    behind: Option<PageToken>,
    items: Vec<T>,
    next: Option<PageToken>,
}

/// Which later pages are read again, and how many items of them there were.
struct Again {
    of: Option<Request>,
    behind: Option<PageToken>,
    loaded: usize,
}

/// A list of an endpoint that loads more pages on demand. While another search is pending, the former items are kept.
pub struct List<T: Send + Sync + 'static> {
    client: Client,
    first: Query<Page<T>>,
    more: RwSignal<Option<LaterPages<T>>>,
    items: Memo<Vec<T>>,
    growing: RwSignal<bool>,
    failed: RwSignal<Option<Error>>,
    page_request: StoredValue<PageRequest>,
    read: ReadPage<T>,
}

impl<T: Send + Sync + 'static> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for List<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> List<T> {
    /// The list of an endpoint, which gets the token of the page to load; nothing is requested while it is `None`.
    #[must_use]
    pub fn new<E: Endpoint<Answer = Page<T>> + 'static>(
        endpoint: impl Fn(Option<PageToken>) -> Option<E> + Send + Sync + 'static,
    ) -> Self {
        let client = use_client();
        let endpoint = Arc::new(endpoint);
        let of_page = Arc::clone(&endpoint);
        let page_request: PageRequest =
            Arc::new(move |token| of_page(token).map(|endpoint| client.prepare(&endpoint)));
        let first = Query::keeping(move || endpoint(None));
        let more = RwSignal::new(None::<LaterPages<T>>);
        let items = Memo::new(move |_| {
            first.cached(|request, remote| {
                let Some(page) = remote.ready().map(|answer| &answer.value) else { return Vec::new() };
                let behind =
                    more.with(|more| behind(more.as_ref(), request, page).map(|more| more.items.clone()));
                page.items.iter().cloned().chain(behind.into_iter().flatten()).collect()
            })
        });
        let failed = RwSignal::new(None::<Error>);
        client.connection().forget_on_return(failed);
        Self {
            client,
            first,
            more,
            items,
            growing: RwSignal::new(false),
            failed,
            page_request: StoredValue::new(page_request),
            read: read::<E>,
        }
    }

    /// The state of the first page; tracks it.
    pub fn with<U>(self, look: impl FnOnce(&Remote<Answer<Page<T>>>) -> U) -> U {
        self.first.with(look)
    }

    /// The loaded items.
    #[must_use]
    pub const fn items(self) -> Memo<Vec<T>> {
        self.items
    }

    /// One of the loaded items as it changes; its last state once it is removed.
    #[must_use]
    pub fn item(self, first: T, is_it: impl Fn(&T) -> bool + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |before: Option<&T>| {
            let now = self.items.with(|items| items.iter().find(|item| is_it(item)).cloned());
            now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        })
    }

    /// The number of items, loaded or not.
    #[must_use]
    pub fn total(self) -> u64 {
        self.first.with(|remote| remote.ready().map_or(0, |answer| answer.value.total))
    }

    /// Whether it is empty, as far as is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.first.with(|remote| remote.ready().is_none_or(|answer| answer.value.items.is_empty()))
    }

    /// Whether there are more pages to load.
    #[must_use]
    pub fn has_more(self) -> bool {
        self.next().is_some()
    }

    /// Whether the next page is being loaded.
    #[must_use]
    pub fn growing(self) -> Signal<bool> {
        self.growing.into()
    }

    /// What was asked for, once it has come: the address of the first page that is here.
    #[must_use]
    pub fn asked(self) -> Memo<Option<String>> {
        Memo::new(move |_| {
            self.first.cached(|request, remote| {
                remote.ready()?;
                request.as_ref().map(|request| request.url.clone())
            })
        })
    }

    /// Whether the first page is being loaded.
    #[must_use]
    pub fn fetching(self) -> Signal<bool> {
        self.first.fetching()
    }

    /// Why the next page failed to load.
    #[must_use]
    pub fn growing_failed(self) -> ReadSignal<Option<Error>> {
        self.failed.read_only()
    }

    /// Fetches the first page again; the items are kept meanwhile.
    pub fn retry(self) {
        self.first.retry();
    }

    /// Fetches all pages that are loaded again.
    pub fn retry_all(self) {
        self.first.retry();
        let more = self.more.with_untracked(|more| {
            more.as_ref().map(|more| (more.of.clone(), more.behind.clone(), more.items.len()))
        });
        if let Some((of, behind, loaded)) = more {
            let first = behind.clone();
            self.read_again(Again { of, behind, loaded }, first, Vec::new());
        }
    }

    /// Gathers the later pages once more, one after the other, and puts them in the place of the former.
    fn read_again(self, again: Again, token: Option<PageToken>, mut gathered: Vec<T>) {
        let Some(request) = self.request(&again.of, token) else { return };
        let read = self.read;
        self.client.dispatch(
            request,
            Box::new(move |answer| {
                // The next round tries again where it has not come.
                let Ok(page) = read(answer).map(|answer| answer.value) else { return };
                gathered.extend(page.items);
                if gathered.len() < again.loaded && page.next_page.is_some() {
                    return self.read_again(again, page.next_page, gathered);
                }
                // The page may have gone, and its signals with it.
                self.more.try_update(|more| {
                    let same = more.as_mut().filter(|more| {
                        more.of == again.of && more.behind == again.behind && more.items.len() == again.loaded
                    });
                    if let Some(more) = same {
                        (more.items, more.next) = (gathered, page.next_page);
                    }
                });
            }),
        );
    }

    /// The same whenever this changes or is notified.
    pub fn retry_when(self, changed: impl Track + 'static) {
        self.first.retry_when(changed);
    }

    /// Loads the next page, unless one is being loaded.
    pub fn grow(self) {
        let Some((of, behind, token)) = untrack(|| self.next()) else { return };
        let Some(request) = self.request(&of, Some(token)) else { return };
        if self.growing.get_untracked() {
            return;
        }
        self.growing.set(true);
        self.failed.set(None);
        let read = self.read;
        self.client.dispatch(
            request,
            Box::new(move |answer| {
                // `None` from `try_set` says that it is set: the page has not gone.
                if self.growing.try_set(false).is_some() {
                    return;
                }
                match read(answer) {
                    Ok(answer) => self.append(of, behind, answer.value),
                    Err(error) => self.failed.set(Some(error)),
                }
            }),
        );
    }

    /// The request for the page of a token behind a first page. None where another search has begun, whose answer will say what comes
    /// next, or where the list has gone.
    fn request(self, of: &Option<Request>, token: Option<PageToken>) -> Option<Request> {
        let page_request = self.page_request.try_get_value()?;
        let (request, current) = untrack(|| (page_request(token), page_request(None)));
        request.filter(|_| current == *of)
    }

    /// Applies a change that the server has made: `change` gets each of the loaded pages.
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

    /// The first page's request, the token behind it, and the token of the next page.
    fn next(self) -> Option<(Option<Request>, Option<PageToken>, PageToken)> {
        self.first.cached(|request, remote| {
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
            _ => *more = Some(LaterPages { of, behind, items: page.items, next: page.next_page }),
        });
    }
}

/// The later pages, if they belong to this first page.
fn behind<'a, T>(
    more: Option<&'a LaterPages<T>>,
    request: &Option<Request>,
    page: &Page<T>,
) -> Option<&'a LaterPages<T>> {
    more.filter(|more| more.of == *request && more.behind == page.next_page)
}

/// Changes the items, and counts the removed ones.
fn changed<T>(items: &mut Vec<T>, change: &impl Fn(&mut Vec<T>)) -> i64 {
    let count = |items: &Vec<T>| i64::try_from(items.len()).unwrap_or(0);
    let before = count(items);
    change(items);
    before - count(items)
}
