//! Where the page is, and going elsewhere. An own router: the console needs a tenth of what leptos_router weighs
//! (docs/decisions/0002-size-of-the-console.md).

use super::Route;
use crate::browser::{events, history, page};
use hq_contract::LocalPath;
use leptos::prelude::*;

/// Where the page is.
#[derive(Clone, Copy)]
pub struct Router {
    route: RwSignal<Route>,
    visit: RwSignal<u32>,
    moved: RwSignal<bool>,
}

/// Makes the router, which follows the address bar and plain clicks on links from now on.
pub fn provide_router() -> Router {
    let router = Router {
        route: RwSignal::new(Route::parse(&history::path())),
        visit: RwSignal::new(0),
        moved: RwSignal::new(false),
    };
    let back = events::on_history(move || {
        router.arrive(Route::parse(&history::path()));
    });
    let links = events::on_link(move |path| {
        let route = Route::parse(path);
        let known = !matches!(route, Route::Unknown(_));
        if known {
            router.go(route);
        }
        known
    });
    StoredValue::new_local((back, links));
    provide_context(router);
    router
}

/// The router.
#[must_use]
#[expect(clippy::expect_used, reason = "App provides it before anything else")]
pub fn use_router() -> Router {
    use_context().expect("a router")
}

impl Router {
    /// The page that the address bar names.
    #[must_use]
    pub fn route(self) -> ReadSignal<Route> {
        self.route.read_only()
    }

    /// Counts the pages that were gone to: another number is another page, even where the path stayed alike.
    #[must_use]
    pub fn visit(self) -> ReadSignal<u32> {
        self.visit.read_only()
    }

    /// Goes to a page, or to another state of the present one, which then stays as it is.
    pub fn go(self, route: Route) {
        if self.route.with_untracked(|current| *current != route) {
            history::push(&route.path());
        }
        if self.arrive(route) {
            page::scroll_to_top();
        }
    }

    /// Puts a page in the place of this one: going back skips this one.
    pub fn replace(self, route: Route) {
        history::replace(&route.path());
        self.arrive(route);
        page::scroll_to_top();
    }

    /// Changes how the address bar names the page that is shown.
    pub fn rename(self, route: Route) {
        history::replace(&route.path());
        self.route.set(route);
    }

    /// Puts a path in the place of this page, of the console or not.
    pub fn replace_with_path(self, path: &LocalPath) {
        match Route::parse(path.as_str()) {
            Route::Unknown(path) => history::leave_for(&path),
            route => self.replace(route),
        }
    }

    /// What is under this path has become another page: its title takes the focus.
    pub fn turn(self) {
        self.moved.set(true);
    }

    /// Shows a page; whether that is another one, or the same one anew.
    fn arrive(self, route: Route) -> bool {
        let (same, state) =
            self.route.with_untracked(|current| (*current == route, current.is_same_page(&route)));
        if state && !same {
            self.route.set(route);
            return false;
        }
        self.moved.set(true);
        if !same {
            self.route.set(route);
            self.visit.update(|visit| *visit = visit.wrapping_add(1));
        }
        true
    }

    /// Whether the page has changed since a title last took the focus; asking answers `false` from then on.
    pub(super) fn take_moved(self) -> bool {
        let moved = self.moved.get_untracked();
        if moved {
            self.moved.set(false);
        }
        moved
    }
}
