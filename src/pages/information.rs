//! The first page of an organization's settings: what the members see of it, leaving and deleting.

use super::{health::Health, organization::use_organization};
use crate::{
    api::Answer,
    chunk,
    kit::painted,
    members::LeaveCard,
    organizations::{DeletionCard, LogoCard, SettingsPage},
    ui::{Coming, Shape, Skeleton},
};
use hq_contract::organizations::Organization;
use leptos::prelude::*;

chunk! {
    /// What stands below the form of the information, and comes once that can be seen.
    below(organization: Signal<Answer<Organization>>) in part_settings_below {
        let org = organization.with_untracked(|answer| answer.value.id);
        let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
        view! {
            <LogoCard organization=organization />
            <LeaveCard org=org organization=name />
            <DeletionCard organization=organization />
        }
        .into_any()
    }
}

/// The page.
pub fn information() -> AnyView {
    let organization = use_organization();
    let health = Health::of(organization);
    let notes = view! {
        <Coming here=health.is_known() loading=|| view! { <Skeleton shape=Shape::Card /> } />
        {health.notes()}
    };
    view! {
        <SettingsPage organization=organization notes=notes.into_any()>
            {below(organization).when_open(painted(health.is_known()), Signal::stored(false))}
        </SettingsPage>
    }
    .into_any()
}
