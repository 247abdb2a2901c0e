//! A list as a file.

use crate::{
    api::use_client,
    ui::{Kind, LinkButton, Size, glyph},
};
use hq_contract::Endpoint;
use leptos::prelude::*;

/// A link that downloads what an endpoint answers, such as a table. The file is called `file` where the server does
/// not say.
#[component]
pub fn ExportLink<E: Endpoint + 'static>(
    endpoint: impl Fn() -> E + Send + Sync + 'static,
    #[prop(into)] label: Signal<String>,
    file: &'static str,
) -> AnyView {
    let client = use_client();
    view! {
        <LinkButton
            label=label
            href=Signal::derive(move || client.address(&endpoint()))
            kind=Kind::Quiet
            size=Size::Small
            icon=glyph::DOWNLOAD
            download=file
        />
    }
    .into_any()
}
