//! The pieces of `src/kit`: what a person sees of remote data, of what they type, and of what they are asked first.

mod async_view;
mod confirmed_mutation;
mod debounced;
mod first_rows;

use crate::{
    server::Server,
    stage::{Stage, mount},
};
use hq_console::{
    api::{Transport, provide_client},
    language::provide_language,
    ui::{ToastList, Toasts},
};
use leptos::prelude::*;
use std::rc::Rc;

/// A view with what the application provides around it: a client, a language, and toasts.
async fn with_server(server: &Server, view: impl FnOnce() -> AnyView + 'static) -> Stage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap().set_item("hq.language", "en").unwrap();
    let transport: Rc<dyn Transport> = Rc::new(server.clone());
    mount(move || {
        provide_client(transport, String::new());
        provide_language();
        let toasts = Toasts::provide();
        view! {
            {view()}
            <ToastList toasts=toasts dismiss_label="Dismiss" />
        }
        .into_any()
    })
    .await
}
