//! Where the pages of storage engines are, in the organization that the URL names.

use crate::routes::{Route, Router, StorageEnginesView, use_router};
use hq_contract::{DataplantId, StorageEngineId};
use leptos::prelude::*;

/// The organization, as the URL names it.
fn named() -> Signal<String> {
    let route = use_router().route();
    Memo::new(move |before: Option<&String>| {
        // While the page is being left, the URL names another one.
        let now = route.with(|route| route.organization_name().map(ToOwned::to_owned));
        now.or_else(|| before.cloned()).unwrap_or_default()
    })
    .into()
}

/// The list.
pub fn list_href() -> Signal<String> {
    let org = named();
    Signal::derive(move || Route::storage_engines(org.get(), StorageEnginesView::default()).path())
}

/// The order of another one.
pub fn new_href() -> Signal<String> {
    let org = named();
    Signal::derive(move || Route::new_storage_engine(org.get()).path())
}

/// The page of one of them.
pub fn engine_href(id: StorageEngineId) -> Signal<String> {
    let org = named();
    Signal::derive(move || Route::storage_engine(org.get(), id.to_string()).path())
}

/// The same, now.
pub fn engine_route(router: Router, id: StorageEngineId) -> Option<Route> {
    router.route().with_untracked(|route| {
        route.organization_name().map(|org| Route::storage_engine(org.to_owned(), id.to_string()))
    })
}

/// The list, now.
pub fn list_route(router: Router) -> Option<Route> {
    router.route().with_untracked(|route| {
        route
            .organization_name()
            .map(|org| Route::storage_engines(org.to_owned(), StorageEnginesView::default()))
    })
}

/// The page of a dataplant.
pub fn dataplant_href(id: DataplantId) -> Signal<String> {
    let org = named();
    Signal::derive(move || Route::dataplant(org.get(), id.to_string()).path())
}
