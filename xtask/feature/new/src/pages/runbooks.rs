//! The pages of an organization's runbooks.

use super::{
    organization::{may, use_organization},
    parts::not_found,
    refused::why_if_denied,
};
use crate::runbooks::{NewRunbookPage, RunbookArchivePage, RunbookPage, RunbooksPage};
use hq_contract::{OrganizationId, Permission};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

fn of() -> (OrganizationId, Signal<String>) {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    (org, Signal::derive(move || organization.with(|answer| answer.value.name.to_string())))
}

/// The list.
pub fn runbooks() -> AnyView {
    let (organization, (org, name)) = (use_organization(), of());
    let may_manage = may(organization, Permission::ManageRunbooks);
    let why = why_if_denied(organization, Permission::ManageRunbooks);
    view! { <RunbooksPage org=org organization=name may_manage=may_manage why=why /> }.into_any()
}

/// The archive.
pub fn runbook_archive() -> AnyView {
    let (org, name) = of();
    view! { <RunbookArchivePage org=org organization=name /> }.into_any()
}

/// Another one.
pub fn new_runbook() -> AnyView {
    let (org, name) = of();
    view! { <NewRunbookPage org=org organization=name /> }.into_any()
}

/// One of them.
pub fn runbook() -> AnyView {
    let named =
        use_params_map().with_untracked(|params| params.get("runbook")).and_then(|id| id.parse().ok());
    let Some(id) = named else { return not_found().part() };
    let (org, name) = of();
    let may_manage = may(use_organization(), Permission::ManageRunbooks);
    view! {
        <RunbookPage org=org id=id organization=name may_manage=may_manage not_found=|| not_found().part() />
    }
        .into_any()
}
