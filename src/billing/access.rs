//! What the person may do with the organization's bills.

use crate::api::Answer;
use hq_contract::{OrganizationId, Permission, organizations::Organization};
use leptos::prelude::*;

/// The organization, and what the person may do about its bills. Who may not see them is not here.
#[derive(Clone, Copy)]
pub struct BillingAccess {
    /// The organization.
    pub org: OrganizationId,
    /// Its slug.
    pub slug: Signal<String>,
    /// What it is called.
    pub name: Signal<String>,
    /// Whether they may set the budget and choose a plan.
    pub update: Signal<bool>,
    /// "Why?" beside what they may not do.
    pub why_update: StoredValue<ViewFn>,
}

impl BillingAccess {
    /// In an organization; `why` is the button that asks why something is not allowed, while it is not.
    #[must_use]
    pub fn of(
        organization: Signal<Answer<Organization>>,
        why: fn(Signal<Answer<Organization>>, Permission) -> AnyView,
    ) -> Self {
        let read = |read: fn(&Organization) -> String| {
            Memo::new(move |_| organization.with(|answer| read(&answer.value))).into()
        };
        let update =
            Memo::new(move |_| organization.with(|answer| answer.value.may(Permission::UpdateBilling)));
        Self {
            org: organization.with_untracked(|answer| answer.value.id),
            slug: read(|organization| organization.slug.to_string()),
            name: read(|organization| organization.name.to_string()),
            update: update.into(),
            why_update: StoredValue::new(ViewFn::from(move || why(organization, Permission::UpdateBilling))),
        }
    }
}
