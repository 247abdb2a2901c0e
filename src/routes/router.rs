//! Going elsewhere, over leptos_router.

use super::{
    Route,
    find::{Pages, read},
    places::Places,
};
use crate::browser::{events, history, page};
use hq_contract::LocalPath;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// Carries out a navigation.
type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

/// Where the page is, and going elsewhere.
#[derive(Clone, Copy)]
pub struct Router {
    route: Memo<Route>,
    pages: Pages,
    navigate: StoredValue<Navigate, LocalStorage>,
    moved: RwSignal<bool>,
    arrived: RwSignal<bool>,
    idle: RwSignal<bool>,
    routing: ReadSignal<bool>,
    renaming: StoredValue<Option<Renaming>>,
    places: StoredValue<Places, LocalStorage>,
}

/// The present address, and what it is to be called once its page is here.
struct Renaming {
    from: Route,
    to: Route,
}

/// Makes the router's handle, over these pages; `routing` says whether one is on its way. Inside of leptos_router's `<Router>`,
/// while `places` was there before it.
pub fn provide_router(
    pages: Pages,
    routing: ReadSignal<bool>,
    places: StoredValue<Places, LocalStorage>,
) -> Router {
    let (location, moved) = (use_location(), RwSignal::new(false));
    let (pathname, search) = (location.pathname, location.search);
    let route = Memo::new(move |_| {
        let (path, query) = (pathname.get(), search.get());
        read(pages, &if query.is_empty() { path } else { [path.as_str(), "?", &query].concat() })
    });
    let navigate: Navigate = Box::new(use_navigate());
    let router = Router {
        route,
        pages,
        navigate: StoredValue::new_local(navigate),
        moved,
        arrived: RwSignal::new(false),
        idle: RwSignal::new(false),
        routing,
        renaming: StoredValue::new(None),
        places,
    };
    Effect::new(move |_| {
        if !routing.get()
            && let Some(Renaming { from, to }) = router.renaming.try_update_value(Option::take).flatten()
            && route.with_untracked(|now| *now == from)
        {
            router.rename(to);
        }
    });
    Effect::new(move |_| {
        let shown = (!routing.get()).then(|| route.get());
        places.with_value(|places| places.show(shown));
    });
    // Another page, by whatever way: its title takes the focus.
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| !before.is_same_page(&now)) {
            moved.set(true);
        }
        now
    });
    StoredValue::new_local(events::on_foreign_link(move |path| read(pages, path).pattern().is_some()));
    provide_context(router);
    router
}

/// The router's handle.
#[must_use]
#[expect(clippy::expect_used, reason = "App provides it before anything else")]
pub fn use_router() -> Router {
    use_context().expect("a router")
}

impl Router {
    /// The address in the address bar.
    #[must_use]
    pub const fn route(self) -> Memo<Route> {
        self.route
    }

    /// The pages that there are.
    #[must_use]
    pub const fn pages(self) -> Pages {
        self.pages
    }

    /// The address that a path with its query is.
    #[must_use]
    pub fn read(self, path_and_query: &str) -> Route {
        read(self.pages, path_and_query)
    }

    /// Goes to a page, or to another state of the present one, which then stays as it is.
    pub fn go(self, route: Route) {
        let (same, state) =
            self.route.with_untracked(|current| (*current == route, current.is_same_page(&route)));
        if same {
            page::scroll_to_top();
        } else {
            self.navigate(&route, NavigateOptions { scroll: !state, ..NavigateOptions::default() });
        }
    }

    /// Puts a page in the place of this one: going back skips this one.
    pub fn replace(self, route: Route) {
        self.navigate(&route, NavigateOptions { replace: true, ..NavigateOptions::default() });
    }

    /// Changes how the address bar names the page that is shown. One that is on its way is renamed once it is here:
    /// leptos_router gives up what is on its way for each navigation, and to the same page there is nothing else to come.
    pub fn rename(self, route: Route) {
        let from = self.route.get_untracked();
        if self.routing.get_untracked() && !from.is_same_page(&route) {
            self.renaming.set_value(Some(Renaming { from, to: route }));
            return;
        }
        self.navigate(&route, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    }

    /// Puts a path in the place of this page, of the console or not.
    pub fn replace_with_path(self, path: &LocalPath) {
        let route = self.read(path.as_str());
        if route.pattern().is_some() {
            self.replace(route);
        } else {
            history::leave_for(path.as_str());
        }
    }

    /// Whether a page has been shown yet.
    #[must_use]
    pub fn arrived(self) -> ReadSignal<bool> {
        self.arrived.read_only()
    }

    /// A page is being shown.
    pub fn arrive(self) {
        if !self.arrived.get_untracked() {
            self.arrived.set(true);
        }
    }

    /// Whether the first page has been shown for a while: what can wait, so that it does not delay the page, is asked for
    /// then.
    #[must_use]
    pub fn idle(self) -> ReadSignal<bool> {
        self.idle.read_only()
    }

    /// The first page has been shown for a while.
    pub fn rest(self) {
        self.idle.try_set(true);
    }

    /// What is under this path has become another page: its title takes the focus.
    pub fn turn(self) {
        self.moved.set(true);
    }

    fn navigate(self, route: &Route, options: NavigateOptions) {
        self.navigate.try_with_value(|navigate| navigate(&route.path(), options));
    }

    /// The page's title is here: who came back to the page is where they were on it.
    pub(super) fn find_place(self) {
        self.places.with_value(|places| places.find_again(&self.route.get_untracked()));
    }

    /// Forgets where the person was on each page: somebody else works here now.
    pub fn forget_places(self) {
        self.places.try_with_value(Places::forget);
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
