//! The page of who may join an organization, and how its members sign in.

use super::organization::use_organization;
use crate::authentication::{AuthenticationPage, OrganizationInfo};
use leptos::prelude::*;

/// The page.
pub fn authentication() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let slug = Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string())).into();
    let plan = Memo::new(move |_| organization.with(|answer| answer.value.plan)).into();
    view! {
        <AuthenticationPage info=OrganizationInfo {
            org,
            name,
            slug,
            plan,
        } />
    }
    .into_any()
}
