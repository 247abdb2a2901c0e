//! The page of the list.

use super::{defaults::defaults, filters::filters, list::list, new_button::new_button};
use crate::{
    language::{t, tx},
    routes::PageTitle,
    ui::{Lead, PageHead},
};
use hq_contract::OrganizationId;
use hq_text::storage_engines;
use leptos::prelude::*;

/// What the person may do, and beside what they may not why not.
pub struct ListRights {
    /// Order storage engines.
    pub create: Signal<bool>,
    /// Change the default configuration.
    pub defaults: Signal<bool>,
    /// Stands beside what needs the right to order.
    pub why_create: AnyView,
    /// Stands beside what needs the right to the default configuration.
    pub why_defaults: AnyView,
}

/// The page, for every member: the server shows each what their rules let them see.
#[component]
pub fn StorageEnginesPage(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    rights: ListRights,
) -> AnyView {
    let ListRights { create, defaults: may_defaults, why_create, why_defaults } = rights;
    let lead = tx(move |texts| storage_engines::lead(texts, &organization.get()));
    view! {
        <div class="page-line">
            <PageHead>
                <PageTitle title=t(storage_engines::TITLE) within=organization />
                <Lead text=lead />
            </PageHead>
            <div class="locked-action">{new_button(create)} {why_create}</div>
        </div>
        <div class="page-content">
            {filters()} {list(org, create)} {defaults(org, may_defaults, why_defaults)}
        </div>
    }
    .into_any()
}
