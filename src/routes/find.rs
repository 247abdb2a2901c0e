//! Finding the page of an address in a table of pages.

use super::{Route, page::Page, pattern::Pattern};

/// Pages: the table, or in a test another one.
pub type Pages = &'static [&'static Page];

/// The address that a path with its query is. A page whose path is fixed goes before one that has something in its place.
#[must_use]
pub fn read(pages: Pages, path_and_query: &str) -> Route {
    let is_fixed = |page: &&&Page| page.pattern().names().next().is_none();
    let patterns =
        |fixed: bool| pages.iter().filter(move |page| is_fixed(page) == fixed).map(|page| page.pattern());
    Route::read(path_and_query, patterns(true).chain(patterns(false)).collect::<Vec<Pattern>>())
}

/// The page of an address; nothing where there is none.
#[must_use]
pub fn page_of(pages: Pages, route: &Route) -> Option<&'static Page> {
    pages.iter().find(|page| page.is_at(route)).copied()
}
