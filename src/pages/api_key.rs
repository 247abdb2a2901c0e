//! An API key's page: which it is, and what it may do.

use super::{
    organization::{may, use_organization},
    parts::not_found,
};
use crate::{
    api::{Answer, Query},
    api_keys::{for_people, key_facts},
    kit::one,
    language::t,
    routes::{PageTitle, Route},
    rules::{KeyRules, RulesOf, RulesOwner},
    ui::{BackLink, Shape},
};
use hq_contract::{
    Permission, Role,
    api_keys::{ApiKey, GetApiKey},
    organizations::Organization,
};
use hq_text::api_keys;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of the key that the address names.
pub fn api_key() -> AnyView {
    let organization = use_organization();
    let named = use_params_map().with_untracked(|params| params.get("key")).and_then(|key| key.parse().ok());
    let Some(id) = named else { return not_found().part() };
    let org = organization.with_untracked(|answer| answer.value.id);
    let query = Query::new(move || Some(GetApiKey { org, id }));
    one(
        query,
        id,
        &[Shape::Title, Shape::Table],
        || not_found().part(),
        move |key| full(organization, query, key),
    )
}

fn full(organization: Signal<Answer<Organization>>, query: Query<ApiKey>, first: ApiKey) -> AnyView {
    let id = first.id;
    let key = query.latest(first);
    let within = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let owner = RulesOwner {
        org: organization.with_untracked(|answer| answer.value.id),
        of: RulesOf::Key(id),
        name: Signal::derive(move || key.with(|key| key.name.to_string())),
        admin: Memo::new(move |_| key.with(|key| key.role == Role::Admin)).into(),
        may_manage: may(organization, Permission::ManageApiKeys),
        limit: for_people,
    };
    view! {
        {all(organization)}
        <header class="page-head">
            <div>
                <PageTitle title=owner.name within=within />
                {move || key_facts(&key.get())}
            </div>
        </header>
        <KeyRules owner=owner query=query />
    }
    .into_any()
}

/// The way back to all keys.
fn all(organization: Signal<Answer<Organization>>) -> AnyView {
    let href = Signal::derive(move || {
        organization.with(|answer| Route::api_keys(answer.value.slug.to_string())).path()
    });
    view! { <BackLink href=href label=t(api_keys::TITLE) /> }.into_any()
}
