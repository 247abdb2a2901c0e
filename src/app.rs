//! The application: its contexts, and the router around everything.

use crate::{
    api::{Transport, provide_client},
    language::provide_language,
    offers::provide_offers,
    routes::{Places, find::Pages, provide_router, table::PAGES},
    session::provide_session,
    shell::Layout,
    theme::provide_theme,
    ui::Toasts,
};
use leptos::prelude::*;
use leptos_router::components::Router;
use std::rc::Rc;

/// The console, over a way to carry requests and the origin of the API (empty for the page's own), of the pages of the table.
#[component]
pub fn App(
    transport: Rc<dyn Transport>,
    #[prop(optional)] base: String,
    #[prop(default = PAGES.as_slice())] pages: Pages,
) -> AnyView {
    provide_client(transport, base);
    provide_language();
    provide_theme();
    Toasts::provide();
    let (routing, set_routing) = signal(false);
    let places = StoredValue::new_local(Places::keep(pages));
    view! {
        <Router set_is_routing=set_routing>
            <Inside routing=routing pages=pages places=places />
        </Router>
    }
    .into_any()
}

/// What needs the router.
#[component]
fn Inside(routing: ReadSignal<bool>, pages: Pages, places: StoredValue<Places, LocalStorage>) -> AnyView {
    provide_router(pages, routing, places);
    let session = provide_session();
    provide_offers(session);
    session.load();
    view! { <Layout routing=routing /> }.into_any()
}
