//! The banner that stands while the server cannot be reached.

use crate::{
    api::use_client,
    language::t,
    ui::{Banner, Tone},
};
use hq_text::{common, shell};
use leptos::prelude::*;

/// Says that the connection is lost, that nothing typed is, and offers to try at once.
#[component]
pub fn ConnectionBanner() -> AnyView {
    let connection = use_client().connection();
    let (lost, text) = (connection.lost(), t(shell::LOST));
    view! {
        <Banner
            text=move || if lost.get() { text.get() } else { String::new() }
            tone=Tone::Warning
            action=t(common::TRY_AGAIN)
            busy=connection.checking()
            on_action=move |()| connection.check()
        />
    }
    .into_any()
}
