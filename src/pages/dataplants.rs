//! The pages of an organization's dataplants.

use super::{organization::use_organization, parts::not_found};
use crate::{
    dataplants::{
        DataplantAccess, DataplantPage, DataplantsPage, NameStep, PlaceStep, Sources, SummaryStep,
        TemplateStep,
    },
    routes::NewDataplantStep,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// All of them.
pub fn dataplants() -> AnyView {
    view! { <DataplantsPage access=DataplantAccess::of(use_organization()) /> }.into_any()
}

/// A step of ordering one.
pub fn new_dataplant(step: NewDataplantStep) -> AnyView {
    let access = DataplantAccess::of(use_organization());
    match step {
        NewDataplantStep::Template => view! { <TemplateStep access=access /> }.into_any(),
        NewDataplantStep::Place => view! { <PlaceStep access=access /> }.into_any(),
        NewDataplantStep::Name => view! { <NameStep access=access /> }.into_any(),
        NewDataplantStep::Summary => view! { <SummaryStep access=access /> }.into_any(),
    }
}

/// The one that the address names.
pub fn dataplant() -> AnyView {
    let access = DataplantAccess::of(use_organization());
    let named = use_params_map().with_untracked(|params| params.get("dataplant"));
    let Some(id) = named.and_then(|id| id.parse().ok()) else { return not_found().part() };
    let sources = Sources::new(access, id);
    let missing = sources.are_missing();
    (move || {
        if missing.get() {
            return not_found().part();
        }
        view! { <DataplantPage sources=sources /> }.into_any()
    })
    .into_any()
}
