//! What a page shows, as the query of its address says it.

use super::{Route, Router, use_router};
use crate::browser::history;
use leptos::prelude::*;
use leptos_router::hooks::use_url;

/// The state of a page that stands in its address, to be read and changed while that page stands.
pub struct PageAddress<T: Send + Sync + 'static> {
    router: Router,
    view: Memo<T>,
    parse: fn(&str) -> T,
    query: fn(&T) -> String,
    /// Whether going back closes what was opened.
    opened_here: StoredValue<bool>,
}

impl<T: Send + Sync + 'static> Clone for PageAddress<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for PageAddress<T> {}

impl<T: PartialEq + Send + Sync + 'static> PageAddress<T> {
    /// The address of the page that asks.
    pub(super) fn new(parse: fn(&str) -> T, query: fn(&T) -> String) -> Self {
        // The page's own: it stays as it is while the page is being left.
        let url = use_url();
        let view = Memo::new(move |_| url.with(|url| parse(url.search())));
        Self { router: use_router(), view, parse, query, opened_here: StoredValue::new(false) }
    }

    /// What the page shows.
    #[must_use]
    pub const fn view(self) -> Memo<T> {
        self.view
    }

    /// Shows something else, in the place of what is shown.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        self.router.rename(self.changed(change));
    }

    /// The path of the page when it shows something else, for links.
    #[must_use]
    pub fn path(self, change: impl FnOnce(&mut T)) -> String {
        self.view.track();
        self.changed(change).path()
    }

    /// Opens something, which going back closes.
    pub(super) fn open(self, change: impl FnOnce(&mut T)) {
        self.opened_here.set_value(true);
        self.router.go(self.changed(change));
    }

    /// Closes it: by going back where it was opened here, else by changing the address.
    pub(super) fn close_opened(self, change: impl FnOnce(&mut T)) {
        if self.opened_here.get_value() {
            self.opened_here.set_value(false);
            history::back();
        } else {
            self.change(change);
        }
    }

    fn changed(self, change: impl FnOnce(&mut T)) -> Route {
        let route = self.router.route().get_untracked();
        let mut view = (self.parse)(route.query());
        change(&mut view);
        route.with_query((self.query)(&view))
    }
}
