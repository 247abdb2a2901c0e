//! The page that orders a storage engine.

use super::{new_form::form, order_inputs::Offered};
use crate::{
    api::Query,
    kit::AsyncView,
    language::t,
    providers::QuotaNotice,
    routes::PageTitle,
    ui::{Lead, PageHead, Shape, Skeleton},
};
use hq_contract::{
    OrganizationId, providers::GetProviders, quotas::QuotaKind, storage_defaults::GetStorageDefaults,
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The page, for who may order; `may_defaults` is whether they may change the default configuration, and `why_defaults` stands
/// beside what needs that.
#[component]
pub fn NewStorageEnginePage(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    #[prop(into)] slug: Signal<String>,
    may_defaults: Signal<bool>,
    #[prop(into)] why_defaults: ViewFn,
) -> AnyView {
    let query = Query::new(|| Some(GetProviders));
    let defaults = Query::new(move || Some(GetStorageDefaults { org }));
    let why_defaults = StoredValue::new(why_defaults);
    let body = move || {
        let why_defaults = why_defaults.with_value(ViewFn::run);
        query.ready_untracked().map(|_| form(org, Offered::new(query), defaults, may_defaults, why_defaults))
    };
    view! {
        <PageHead>
            <PageTitle title=t(storage_engines::NEW) within=organization />
            <Lead text=t(storage_engines::NEW_LEAD) />
        </PageHead>
        <div class="page-content">
            <QuotaNotice org=org slug=slug kind=QuotaKind::StorageEngines />
            <AsyncView
                data=query
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Card />
                        <Skeleton shape=Shape::Card />
                    }
                }
            >
                {body()}
            </AsyncView>
        </div>
    }
    .into_any()
}
