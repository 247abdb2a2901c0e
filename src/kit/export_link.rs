//! A list as a file.

use crate::{
    api::use_client,
    ui::{Kind, LinkButton, Size, glyph},
};
use hq_contract::Endpoint;
use leptos::prelude::*;

/// Where a browser finds what an endpoint answers; follows the signals that the endpoint reads.
#[must_use]
pub fn export_address<E: Endpoint + 'static>(
    endpoint: impl Fn() -> E + Send + Sync + 'static,
) -> Signal<String> {
    let client = use_client();
    Signal::derive(move || client.address(&endpoint()))
}

/// A link that downloads what an endpoint answers, such as a table. The file is called `file` where the server does
/// not say.
#[component]
pub fn ExportLink<E: Endpoint + 'static>(
    endpoint: impl Fn() -> E + Send + Sync + 'static,
    #[prop(into)] label: Signal<String>,
    file: &'static str,
) -> AnyView {
    view! {
        <LinkButton
            label=label
            href=export_address(endpoint)
            kind=Kind::Quiet
            size=Size::Small
            icon=glyph::DOWNLOAD
            download=file
        />
    }
    .into_any()
}
