//! The page of an organization's domain names.

use super::organization::use_organization;
use crate::domains::DomainsPage;
use leptos::prelude::*;

/// The page.
pub fn domains() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! { <DomainsPage org=org organization=name /> }.into_any()
}
