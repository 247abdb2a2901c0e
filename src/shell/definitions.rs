//! The table of pages as leptos_router has it: the pages of an organization in its layout, those of its settings with the
//! navigation beside them.

use super::settings::settings_layout;
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

struct SettingsLayout;

impl LazyRoute for SettingsLayout {
    fn data() -> Self {
        Self
    }

    async fn view(_: Self) -> AnyView {
        settings_layout().page()
    }

    async fn preload() {
        // Where the code does not come, the page says so.
        let _ = settings_layout().fetch().await;
    }
}

/// The routes of these pages.
pub fn definitions(table: Pages) -> Routes {
    let of = |layout: Layout| table.iter().filter(move |page| page.layout() == layout);
    let below = |page: &&Page| (page.lazy)(Pattern(page.pattern().rest().unwrap_or_default()));
    let settings: Vec<_> = of(Layout::Settings).map(below).collect();
    let settings = NestedRoute::new(Pattern(""), Lazy::<SettingsLayout>::new())
        .child(Routes::from(settings))
        .into_any_nested_route();
    let in_organization: Vec<_> = of(Layout::Organization).map(below).chain([settings]).collect();
    let organization = NestedRoute::new(Pattern(ORGANIZATION), pages::organization_layout)
        .child(Routes::from(in_organization))
        .into_any_nested_route();
    let plain = of(Layout::Plain).map(|page| (page.lazy)(page.pattern()));
    Routes::from(plain.chain([organization]).collect::<Vec<_>>())
}
