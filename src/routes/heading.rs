//! The title of a page.

use super::use_router;
use crate::browser::page;
use hq_text::isolate;
use leptos::{html, prelude::*};

/// What the document's title ends with.
const PRODUCT: &str = "HQ";

/// A page's `h1`, once a page. It is the document's title too ("Settings · Acme · HQ", with `within` for the middle),
/// and takes the focus when the page was reached by a link, so that assistive technology says where one is;
/// going back leads to the place on the page all the same.
#[component]
pub fn PageTitle(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] within: Signal<String>,
) -> AnyView {
    let router = use_router();
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        let parts = [title.get(), within.get(), PRODUCT.to_owned()];
        let shown = parts.iter().filter(|part| !part.is_empty());
        let parts: Vec<_> = shown.map(|part| isolate(part)).collect();
        page::set_title(&parts.join(" · "));
    });
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && router.take_moved()
        {
            // A heading that has gone again need not be focused.
            let _ = heading.focus();
            router.find_place();
        }
    });
    view! {
        <h1 class="page-title" tabindex="-1" node_ref=heading>
            <bdi>{title}</bdi>
        </h1>
    }
    .into_any()
}
