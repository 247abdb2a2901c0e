//! The profile's pages.

use crate::{
    email_changes::EmailCard,
    join_requests::{MyJoinRequests, MySuggestions},
    offers::MyInvitations,
    profile::{OrganizationsPage, PreferencesPage, SecurityPage},
    routes::use_router,
};
use leptos::prelude::*;

/// Name, email, language and theme.
pub fn preferences() -> AnyView {
    view! { <PreferencesPage email=view! { <EmailCard /> }.into_any() /> }.into_any()
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
