//! What an entry of the table of pages becomes.

use super::page::{Audience, Page};
use crate::{pages, ui::Symbol};
use hq_text::shell;
use leptos::prelude::*;
use leptos_router::{NestedRoute, any_nested_route::IntoAnyNestedRoute, hooks::use_params_map};

/// Each entry makes a [`Page`], the file of its code, and leptos_router's lazy route; all together make the list `ENTRIES`.
macro_rules! entries {
    ($($(#[$doc:meta])* $NAME:ident, $Lazy:ident, $chunk:ident { view: $view:expr, $($field:ident: $value:expr),* $(,)? })*) => {
        $(
            chunk! { $chunk() in $chunk { $view } }

            struct $Lazy;

            impl LazyRoute for $Lazy {
                fn data() -> Self {
                    pages::expect(&$NAME);
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    pages::open(&$NAME)
                }

                async fn preload() {
                    // Where the code does not come, the page says so.
                    let _ = $NAME.code().fetch().await;
                }
            }

            $(#[$doc])*
            pub static $NAME: Page = Page {
                chunk: $chunk,
                lazy: |pattern| NestedRoute::new(pattern, Lazy::<$Lazy>::new()).into_any_nested_route(),
                $($field: $value,)*
                ..EMPTY
            };
        )*

        /// The pages of this file.
        pub(super) const ENTRIES: &[&Page] = &[$(&$NAME),*];
    };
}
pub(super) use entries;

/// What an entry need not say.
pub(super) const EMPTY: Page = Page {
    path: "",
    title: shell::PAGE,
    audience: Audience::SignedIn,
    permission: None,
    menu: None,
    icon: Symbol::Organization,
    plain: false,
    requests: &[],
    chunk: pages::not_found,
    lazy: |pattern| NestedRoute::new(pattern, ()).into_any_nested_route(),
};

/// A part of the page's path.
pub(super) fn param(name: &str) -> String {
    use_params_map().with_untracked(|params| params.get(name)).unwrap_or_default()
}
