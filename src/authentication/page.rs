//! The page.

use super::{force_mfa::ForceMfa, organization_info::OrganizationInfo, requests::RequestsForm};
use crate::{
    api::Query,
    kit::AsyncView,
    language::{t, tx},
    routes::PageTitle,
    ui::{Card, PageHead, Settings, Shape, Skeleton},
};
use hq_contract::{authentication::GetAuthentication, mfa::GetMfa};
use hq_text::{authentication, mfa};
use leptos::prelude::*;

/// The page, for those who may decide.
#[component]
pub fn AuthenticationPage(info: OrganizationInfo) -> AnyView {
    view! {
        <PageHead>
            <PageTitle title=t(authentication::TITLE) within=info.name />
        </PageHead>
        <Settings>{decided(info)}</Settings>
    }
    .into_any()
}

/// The card of the requests to join.
fn requests(organization: Signal<String>, body: AnyView) -> AnyView {
    view! {
        <Card
            title=t(authentication::REQUESTS)
            text=tx(move |texts| authentication::requests_text(texts, &organization.get()))
        >
            {body}
        </Card>
    }
    .into_any()
}

fn decided(info: OrganizationInfo) -> AnyView {
    let (org, organization) = (info.org, info.name);
    let query = Query::new(move || Some(GetAuthentication { org }));
    let joining = loaded(query, move |first| {
        view! { <RequestsForm info=info query=query first=first.join_requests /> }.into_any()
    });
    // Who has not set it up is shown the way, above everything else: known before any of it is shown.
    let own = Query::new(|| Some(GetMfa));
    let force = loaded(own, move |_| {
        loaded(query, move |_| {
            view! { <ForceMfa org=org organization=organization slug=info.slug query=query own=own /> }
                .into_any()
        })
    });
    view! {
        {requests(organization, joining)}
        <Card title=t(mfa::FORCE) text=tx(move |texts| mfa::force_text(texts, &organization.get()))>
            {force}
        </Card>
    }
    .into_any()
}

/// What shows the decisions, once they are here.
fn loaded<T: Clone + Send + Sync + 'static>(
    query: Query<T>,
    form: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let form = move || query.ready_untracked().map(|first| form(first.value));
    view! {
        <AsyncView
            data=query
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Row />
                    <Skeleton shape=Shape::Button />
                }
            }
        >
            {form()}
        </AsyncView>
    }
    .into_any()
}
