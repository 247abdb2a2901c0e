//! The application: its contexts, and the page around everything.

use crate::{
    api::{Transport, provide_client},
    language::provide_language,
    routes::provide_router,
    session::provide_session,
    shell::Layout,
    theme::provide_theme,
    ui::Toasts,
};
use leptos::prelude::*;
use std::rc::Rc;

/// The console, over a way to carry requests and the origin of the API (empty for the page's own).
#[component]
pub fn App(transport: Rc<dyn Transport>, #[prop(optional)] base: String) -> AnyView {
    provide_client(transport, base);
    provide_language();
    provide_router();
    provide_theme();
    Toasts::provide();
    provide_session();
    view! { <Layout /> }.into_any()
}
