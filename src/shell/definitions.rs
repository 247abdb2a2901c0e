//! The table of pages as leptos_router has it: the pages of an organization in its layout, with the navigation beside them.

use super::navigation::navigation_layout;
use crate::{
    pages,
    routes::{
        find::Pages,
        page::{Layout, Page},
        pattern::Pattern,
    },
};
use hq_contract::console_paths::ORGANIZATION;
use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::{
    Lazy, LazyRoute, NestedRoute,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
};

/// Routes beside each other.
pub type Routes = StaticVec<AnyNestedRoute>;

struct NavigationLayout;

impl LazyRoute for NavigationLayout {
    fn data() -> Self {
        Self
    }

    async fn view(_: Self) -> AnyView {
        navigation_layout().plain().part()
    }

    async fn preload() {
        // Where the code does not come, the page says so.
        let _ = navigation_layout().plain().fetch().await;
    }
}

/// The routes of these pages.
pub fn definitions(table: Pages) -> Routes {
    let of = |layout: Layout| table.iter().filter(move |page| page.layout() == layout);
    let below = |page: &&Page| (page.lazy)(Pattern(page.pattern().rest().unwrap_or_default()));
    let in_organization: Vec<_> = of(Layout::Organization).map(below).collect();
    let beside = NestedRoute::new(Pattern(""), Lazy::<NavigationLayout>::new())
        .child(Routes::from(in_organization))
        .into_any_nested_route();
    let organization = NestedRoute::new(Pattern(ORGANIZATION), pages::organization_layout)
        .child(Routes::from(vec![beside]))
        .into_any_nested_route();
    let plain = of(Layout::Plain).map(|page| (page.lazy)(page.pattern()));
    Routes::from(plain.chain([organization]).collect::<Vec<_>>())
}
