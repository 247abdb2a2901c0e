//! The pages of an organization's bills.

use super::{organization::use_organization, refused::why_if_denied};
use crate::{
    billing::{BillingAccess, BillingPage},
    receipts::ReceiptsPage,
};
use leptos::prelude::*;

/// What the next receipt says so far, and the budget.
pub fn billing() -> AnyView {
    view! { <BillingPage access=BillingAccess::of(use_organization(), why_if_denied) /> }.into_any()
}

/// Past receipts.
pub fn receipts() -> AnyView {
    let organization = use_organization();
    let (org, since) =
        organization.with_untracked(|answer| (answer.value.id, answer.value.created_at.clone()));
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! { <ReceiptsPage org=org organization=name since=since /> }.into_any()
}
