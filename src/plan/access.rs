//! What the person may do with the organization's plan.

use crate::{
    api::Answer,
    routes::{ChooseStep, ChooseView, PlanView, Route},
};
use hq_contract::{OrganizationId, Permission, organizations::Organization, plan::Plan};
use leptos::prelude::*;

/// The organization, and what the person may see and do of its plan.
#[derive(Clone, Copy)]
pub struct PlanAccess {
    /// The organization.
    pub org: OrganizationId,
    /// Its slug.
    pub slug: Signal<String>,
    /// What it is called.
    pub name: Signal<String>,
    /// Its plan, which every member may know.
    pub plan: Signal<Plan>,
    /// Whether they may see what it costs, and how much is used.
    pub read: Signal<bool>,
    /// Whether they may choose, change and cancel it.
    pub update: Signal<bool>,
    /// "Why?" beside what they may not see.
    pub why_read: StoredValue<ViewFn>,
    /// "Why?" beside what they may not do.
    pub why_update: StoredValue<ViewFn>,
}

impl PlanAccess {
    /// In an organization; `why` is the button that asks why something is not allowed, while it is not.
    #[must_use]
    pub fn of(
        organization: Signal<Answer<Organization>>,
        why: fn(Signal<Answer<Organization>>, Permission) -> AnyView,
    ) -> Self {
        let may =
            |permission| Memo::new(move |_| organization.with(|answer| answer.value.may(permission))).into();
        let read = |read: fn(&Organization) -> String| {
            Memo::new(move |_| organization.with(|answer| read(&answer.value))).into()
        };
        let ask = |permission| StoredValue::new(ViewFn::from(move || why(organization, permission)));
        Self {
            org: organization.with_untracked(|answer| answer.value.id),
            slug: read(|organization| organization.slug.to_string()),
            name: read(|organization| organization.name.to_string()),
            plan: Memo::new(move |_| organization.with(|answer| answer.value.plan)).into(),
            read: may(Permission::ReadBilling),
            update: may(Permission::UpdateBilling),
            why_read: ask(Permission::ReadBilling),
            why_update: ask(Permission::UpdateBilling),
        }
    }

    /// "Why?" beside what changes the plan, for who may not.
    pub(super) fn why_not(self) -> AnyView {
        self.why_update.with_value(ViewFn::run)
    }

    /// Where the plan is.
    pub(super) fn route(self) -> Route {
        Route::plan(self.slug.get(), PlanView::Look)
    }

    /// Where another payer is chosen.
    pub(super) fn payer_href(self) -> Signal<String> {
        Signal::derive(move || {
            Route::choose_plan(self.slug.get(), ChooseStep::Payer, &ChooseView::default()).path()
        })
    }

    /// Where one is chosen.
    pub(super) fn choose_href(self) -> Signal<String> {
        Signal::derive(move || {
            Route::choose_plan(self.slug.get(), ChooseStep::Plan, &ChooseView::default()).path()
        })
    }
}
