//! The first page of an organization's settings: what the members see of it, leaving and deleting.

use super::{health::Health, organization::use_organization};
use crate::{
    members::LeaveCard,
    organizations::{DeletionCard, LogoCard, SettingsPage},
    ui::{Coming, Shape, Skeleton},
};
use leptos::prelude::*;

/// The page.
pub fn information() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let health = Health::of(organization);
    let notes = view! {
        <Coming here=health.is_known() loading=|| view! { <Skeleton shape=Shape::Card /> } />
        {health.notes()}
    };
    view! {
        <SettingsPage organization=organization notes=notes.into_any()>
            <LogoCard organization=organization />
            <LeaveCard org=org organization=name />
            <DeletionCard organization=organization />
        </SettingsPage>
    }
    .into_any()
}
