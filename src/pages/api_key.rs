//! An API key's page: which it is, and what it may do.

use super::{
    organization::{may, use_organization},
    parts::not_found,
};
use crate::{
    api::{Answer, Query},
    api_keys::key_facts,
    kit::AsyncView,
    language::t,
    routes::{PageTitle, Route},
    rules::{KeyRules, RulesOf, RulesOwner},
    ui::{Icon, Shape, Skeleton, glyph},
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
    let gone = query.is_missing();
    let full = move || query.ready_untracked().map(|answer| full(organization, query, answer.value));
    (move || {
        if gone.get() {
            return not_found().part();
        }
        view! {
            <AsyncView
                data=query
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Title />
                        <Skeleton shape=Shape::Table />
                    }
                }
            >
                {full()}
            </AsyncView>
        }
        .into_any()
    })
    .into_any()
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
    };
    view! {
        {back(organization)}
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
fn back(organization: Signal<Answer<Organization>>) -> AnyView {
    let href = Signal::derive(move || {
        organization.with(|answer| Route::api_keys(answer.value.slug.to_string())).path()
    });
    view! {
        <a class="member-back" href=href>
            <Icon glyph=glyph::ARROW_LEFT mirror=true />
            {t(api_keys::TITLE)}
        </a>
    }
    .into_any()
}
