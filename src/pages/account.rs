//! The profile's pages.

use crate::{
    profile::{OrganizationsPage, PreferencesPage, SecurityPage},
    routes::use_router,
};
use leptos::prelude::*;

/// Name, language and theme.
pub fn preferences() -> AnyView {
    view! { <PreferencesPage /> }.into_any()
}

/// Password, two-step sign-in and sessions.
pub fn security() -> AnyView {
    let return_to = use_router().route().with_untracked(|route| route.return_to());
    view! { <SecurityPage return_to=return_to /> }.into_any()
}

/// The person's organizations, and invitations to others.
pub fn organizations() -> AnyView {
    view! { <OrganizationsPage /> }.into_any()
}
