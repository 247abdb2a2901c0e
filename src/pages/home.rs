//! An organization's home.

use super::{organization::use_organization, refused::why_if_denied};
use crate::{api::Answer, chunk, join_requests::Instead, offers::use_offers, organizations::HomePage};
use hq_contract::{Permission, organizations::Organization};
use leptos::prelude::*;

chunk! {
    /// The way to another organization, for who has made one although their colleagues have theirs.
    instead(organization: Signal<Answer<Organization>>) in part_offers {
        view! { <Instead organization=organization /> }.into_any()
    }
}

/// The page.
pub fn home() -> AnyView {
    let organization = use_organization();
    let offers = use_offers();
    let some = move || !offers.open_suggestions().is_empty();
    let instead = instead(organization).when_open(Signal::derive(some), Signal::stored(false));
    let why_not = why_if_denied(organization, Permission::InviteMembers);
    view! { <HomePage organization=organization instead=instead why_not=why_not /> }.into_any()
}
