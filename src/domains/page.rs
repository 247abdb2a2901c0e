//! The page.

use super::{adding::adding, list::list, typed::typed};
use crate::{
    api::List,
    kit::{Draft, Input},
    language::{t, tx},
    routes::PageTitle,
    ui::{Lead, PageHead, Settings},
};
use hq_contract::{OrganizationId, Permission, domains::ListDomains};
use hq_text::domains;
use leptos::prelude::*;

/// The page, for those who may manage domain names.
#[component]
pub fn DomainsPage(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    let all = List::new(move |_| Some(ListDomains { org }));
    let input = Input::new("", typed);
    Draft::within(org, "domains", Permission::ManageInfrastructure, "domain").of_field(input);
    view! {
        <PageHead>
            <PageTitle title=t(domains::TITLE) within=organization />
            <Lead text=tx(move |texts| domains::lead(texts, &organization.get())) />
        </PageHead>
        <Settings>{adding(org, all, input)} {list(org, all, input.focus)}</Settings>
    }
    .into_any()
}
