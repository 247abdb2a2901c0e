//! An organization's settings.

use super::information::Information;
use crate::{
    api::Answer,
    language::t,
    routes::PageTitle,
    ui::{Lead, PageHead, Settings},
};
use hq_contract::organizations::Organization;
use hq_text::organizations;
use leptos::prelude::*;

/// The page of the information; `notes` stand above it, `children` are the cards below it.
#[component]
pub fn SettingsPage(
    #[prop(into)] organization: Signal<Answer<Organization>>,
    notes: AnyView,
    children: Children,
) -> AnyView {
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! {
        <PageHead>
            <PageTitle title=t(organizations::INFORMATION) within=name />
            <Lead text=t(organizations::INFORMATION_TEXT) />
        </PageHead>
        <Settings>{notes} <Information organization=organization /> {children()}</Settings>
    }
    .into_any()
}
