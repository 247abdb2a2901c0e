//! A secret, once.

use super::shared::focus_row;
use crate::{
    api::use_client,
    kit::{CopyState, CopyStatus, CopyableFact},
    language::{t, tx},
    ui::{Actions, Banner, Button, Dialog, Kind, Tone},
};
use hq_contract::{OrganizationId, api_keys::IssuedApiKey, organizations::GetOrganization};
use hq_text::{api_keys, common};
use leptos::prelude::*;

/// Keeps a secret as long as it is shown: HQ has forgotten it by then.
#[derive(Clone, Copy)]
pub struct Issued {
    open: RwSignal<bool>,
    told: RwSignal<Option<IssuedApiKey>>,
}

impl Issued {
    /// Nothing is shown.
    pub fn new() -> Self {
        let (open, told) = (RwSignal::new(false), RwSignal::new(None::<IssuedApiKey>));
        // Once it is closed, nobody has it but who copied it.
        Effect::new(move |before: Option<bool>| {
            let open = open.get();
            if before == Some(true)
                && !open
                && let Some(told) = told.try_update(Option::take).flatten()
            {
                focus_row(told.key.id);
            }
            open
        });
        Self { open, told }
    }

    /// Shows a key's secret.
    pub fn show(self, issued: IssuedApiKey) {
        self.told.set(Some(issued));
        self.open.set(true);
    }
}

/// The secret and how to use it, each with a button that copies it.
#[component]
pub fn IssuedDialog(issued: Issued, org: OrganizationId) -> AnyView {
    let Issued { open, told } = issued;
    let client = use_client();
    let title = tx(move |texts| {
        let name = told.with(|told| told.as_ref().map(|told| told.key.name.to_string()));
        name.map(|name| api_keys::secret_of(texts, &name)).unwrap_or_default()
    });
    let body = move || {
        told.get().map(|told| {
            let address = client.address(&GetOrganization(org.to_string()));
            body(told.secret, &address, open)
        })
    };
    view! {
        <Dialog open=open title=title close_label=t(common::CLOSE)>
            {body}
        </Dialog>
    }
    .into_any()
}

fn body(secret: String, address: &str, open: RwSignal<bool>) -> AnyView {
    let copies = CopyState::new();
    let example = format!("curl -H 'Authorization: Bearer {secret}' {address}");
    view! {
        <Banner text=t(api_keys::SHOWN_ONCE) tone=Tone::Warning />
        <dl class="facts api-key-secret">
            <CopyableFact label=t(api_keys::SECRET) value=secret state=copies />
            <CopyableFact label=t(api_keys::EXAMPLE) value=example state=copies />
        </dl>
        <CopyStatus state=copies />
        <Actions>
            <Button label=t(common::DONE) kind=Kind::Primary on_click=move |()| open.set(false) />
        </Actions>
    }
    .into_any()
}
