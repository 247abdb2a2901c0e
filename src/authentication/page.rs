//! The page.

use super::requests::RequestsForm;
use crate::{
    api::{Query, Remote},
    language::{error_text, t, tx, use_language},
    routes::PageTitle,
    ui::{Banner, Card, Face, Loaded, PageHead, Shape, Skeleton, Switch},
};
use hq_contract::{OrganizationId, authentication::GetAuthentication};
use hq_text::{authentication, common};
use leptos::prelude::*;

/// The page, for those who may decide; others see that there is something to decide, and who does.
#[component]
pub fn AuthenticationPage(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    #[prop(into)] may_decide: Signal<bool>,
) -> AnyView {
    let admins_only = t(authentication::ADMINS_ONLY);
    let may = Memo::new(move |_| may_decide.get());
    let body = move || if may.get() { decided(org) } else { locked() };
    view! {
        <PageHead>
            <PageTitle title=t(authentication::TITLE) within=organization />
        </PageHead>
        <div class="page-content">
            <Banner text=move || if may.get() { String::new() } else { admins_only.get() } />
            <Card
                title=t(authentication::REQUESTS)
                text=tx(move |texts| authentication::requests_text(texts, &organization.get()))
            >
                {body}
            </Card>
        </div>
    }
    .into_any()
}

fn locked() -> AnyView {
    view! {
        <Switch
            label=t(authentication::ALLOW)
            value=RwSignal::new(false)
            hint=t(authentication::ALLOW_HINT)
            disabled=true
        />
    }
    .into_any()
}

fn decided(org: OrganizationId) -> AnyView {
    let language = use_language();
    let query = Query::new(move || Some(GetAuthentication { org }));
    let face = move || {
        query.with(|remote| match remote {
            Remote::Loading => Face::Loading,
            Remote::Failed(error) => Face::Failed(error_text(language, error)),
            Remote::Ready(_) => Face::Full,
        })
    };
    let form = move || {
        let first = query.with_untracked(|remote| remote.ready().map(|answer| answer.value.clone()));
        first.map(|first| view! { <RequestsForm org=org query=query first=first.join_requests /> })
    };
    view! {
        <Loaded
            face=Signal::derive(face)
            retry_label=t(common::TRY_AGAIN)
            on_retry=move |()| query.retry()
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Field />
                    <Skeleton shape=Shape::Field />
                }
            }
        >
            {form()}
        </Loaded>
    }
    .into_any()
}
