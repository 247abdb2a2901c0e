//! The profile's pages.

use crate::{
    join_requests::{MyJoinRequests, MySuggestions},
    offers::MyInvitations,
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

/// The person's organizations, and the ways into others.
pub fn organizations() -> AnyView {
    let invitations = view! { <MyInvitations /> };
    let requests = view! {
        <MySuggestions />
        <MyJoinRequests />
    };
    view! { <OrganizationsPage invitations=invitations.into_any() requests=requests.into_any() /> }.into_any()
}
