//! The page of an organization's API keys.

use super::organization::use_organization;
use crate::api_keys::ApiKeysPage;
use leptos::prelude::*;

/// The page.
pub fn api_keys() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! { <ApiKeysPage org=org organization=name /> }.into_any()
}
