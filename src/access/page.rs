//! In place of a page that the person may not use.

use super::{reasons::Reasons, refusal::refusal_key};
use crate::{
    language::t,
    routes::PageTitle,
    ui::{Card, PageHead},
};
use hq_contract::{OrganizationId, Permission};
use hq_text::Key;
use leptos::prelude::*;

/// The page's title, why it is not shown, and whom to ask.
#[component]
pub fn RefusedPage(
    title: Key,
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    permission: Permission,
) -> AnyView {
    view! {
        <PageHead>
            <PageTitle title=t(title) within=organization />
        </PageHead>
        <Card title=t(refusal_key(permission))>
            <Reasons org=org permission=permission />
        </Card>
    }
    .into_any()
}
