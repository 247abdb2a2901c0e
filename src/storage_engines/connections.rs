//! How to connect to the engine: its credentials.

use super::{
    credential_actions::CredentialActions, credential_row::row, making::making,
    remove_credential::RemoveCredentialDialog, reveal::RevealDialog, shared::EnginePage,
    words::credential_message,
};
use crate::{
    access::Why,
    kit::AsyncView,
    language::t,
    ui::{Card, Column, FormError, Shape, Skeleton, Table},
};
use hq_contract::{Permission, storage_engines::Credential};
use hq_text::{Key, storage_engines};
use leptos::prelude::*;

/// The card; nothing where no credentials can be made.
pub fn connections(page: EnginePage) -> AnyView {
    if !page.engine.with_untracked(|engine| engine.bindable) {
        return ().into_any();
    }
    let actions = CredentialActions::new(page);
    let all = page.credentials;
    let may = page.may_update();
    let why = move || {
        (!may.get()).then(|| {
            view! {
                <p class="engine-quiet">
                    {t(storage_engines::CREDENTIALS_DENIED)} " "
                    <Why permission=Permission::UpdateStorageEngines />
                </p>
            }
        })
    };
    let rotate_error = actions.rotate.error();
    view! {
        <Card title=t(storage_engines::CONNECTIONS) text=t(storage_engines::CONNECTIONS_TEXT)>
            <AsyncView
                data=all
                is_empty=move || all.is_empty()
                loading=|| view! { <Skeleton shape=Shape::Table /> }
                empty=|| view! { <p class="engine-quiet">{t(storage_engines::NO_CREDENTIALS)}</p> }
            >
                {table(actions)}
            </AsyncView>
            <FormError message=credential_message(move || rotate_error.get()) />
            {actions.revealing.failure()}
            {move || may.get().then(|| making(page))}
            {why}
        </Card>
        <RevealDialog revealing=actions.revealing />
        <RemoveCredentialDialog removal=actions.removal />
    }
    .into_any()
}

fn table(actions: CredentialActions) -> AnyView {
    let items = actions.page.credentials.items();
    let rows = move || {
        view! {
            <For
                each=move || items.get()
                key=|credential| credential.id
                children=move |credential: Credential| {
                    let id = credential.id;
                    row(actions.page.credentials.item(credential, move |item| item.id == id), actions)
                }
            />
        }
    };
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let columns = vec![
        plain("name", storage_engines::CREDENTIAL_NAME),
        plain("connection", storage_engines::CONNECTION),
        plain("owner", storage_engines::OWNER),
        plain("status", storage_engines::STATUS),
        Column { quiet: true, ..plain("actions", storage_engines::ACTIONS) },
    ];
    view! {
        <Table label=t(storage_engines::CREDENTIALS) columns=columns>
            {rows()}
        </Table>
    }
    .into_any()
}
