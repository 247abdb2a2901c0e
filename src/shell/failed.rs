//! In place of every page, while it cannot be found out who is signed in.

use crate::{
    api::Error,
    language::{error_message, t},
    routes::use_router,
    session::use_session,
    ui::Failed,
};
use hq_text::common;
use leptos::prelude::*;

/// What happened, and a way to try again.
#[component]
pub fn Failure(error: Error) -> AnyView {
    let session = use_session();
    use_router().arrive();
    let text = error_message(move || Some(error.clone()));
    view! {
        <div class="page">
            <Failed
                text=move || text.get().unwrap_or_default()
                retry_label=t(common::TRY_AGAIN)
                on_retry=move |()| session.load()
            />
        </div>
    }
    .into_any()
}
