//! The pages of an organization's storage engines.

use super::{
    organization::{may, use_organization},
    parts::not_found,
    refused::why_if_denied,
};
use crate::storage_engines::{ListRights, NewStorageEnginePage, StorageEnginePage, StorageEnginesPage};
use hq_contract::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The list.
pub fn storage_engines() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let rights = ListRights {
        create: may(organization, Permission::CreateStorageEngines),
        defaults: may(organization, Permission::UpdateStorageDefaults),
        why_create: why_if_denied(organization, Permission::CreateStorageEngines),
        why_defaults: why_if_denied(organization, Permission::UpdateStorageDefaults),
    };
    view! { <StorageEnginesPage org=org organization=name rights=rights /> }.into_any()
}

/// The order of another one.
pub fn new_storage_engine() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! {
        <NewStorageEnginePage
            org=org
            organization=name
            slug=Signal::derive(move || organization.with(|answer| answer.value.slug.to_string()))
            may_defaults=may(organization, Permission::UpdateStorageDefaults)
            why_defaults=move || why_if_denied(organization, Permission::UpdateStorageDefaults)
        />
    }
    .into_any()
}

/// One of them.
pub fn storage_engine() -> AnyView {
    let organization = use_organization();
    let named =
        use_params_map().with_untracked(|params| params.get("engine")).and_then(|engine| engine.parse().ok());
    let Some(id) = named else { return not_found().part() };
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! { <StorageEnginePage org=org id=id organization=name not_found=|| not_found().part() /> }.into_any()
}
